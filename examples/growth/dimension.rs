//! A course that grows in one thing.

/// Paths and texts.
pub type Files = Vec<(String, String)>;

/// What grows, from which size, and the course of a size.
pub struct Dimension {
    pub name: &'static str,
    pub size: usize,
    /// The command and its options, without the course.
    pub command: &'static [&'static str],
    pub course: Box<dyn Fn(usize) -> Files>,
}

/// A dimension of a whole course.
pub fn course(name: &'static str, size: usize, course: impl Fn(usize) -> Files + 'static) -> Dimension {
    Dimension { name, size, command: &["check"], course: Box::new(course) }
}

/// A dimension of the body of one module.
pub fn body(name: &'static str, size: usize, text: impl Fn(usize) -> String + 'static) -> Dimension {
    course(name, size, move |count| module("", &text(count)))
}

/// A dimension of the front matter of one module.
pub fn front(name: &'static str, size: usize, text: impl Fn(usize) -> String + 'static) -> Dimension {
    course(name, size, move |count| module(&text(count), "Text.\n"))
}

/// The same dimension with another command.
pub fn by(command: &'static [&'static str], dimension: Dimension) -> Dimension {
    Dimension { command, ..dimension }
}

/// A course of one module.
pub fn module(front: &str, body: &str) -> Files {
    let mut files = bare("");
    files.push(("content/01-s/01-m.md".to_owned(), format!("---\ntitle: M\n{front}---\n{body}")));
    files
}

/// A course of one section without modules.
pub fn bare(configuration: &str) -> Files {
    vec![
        ("clinic.yaml".to_owned(), format!("title: Growth\nid: growth\n{configuration}")),
        ("content/_index.md".to_owned(), "---\ntitle: Growth\n---\n".to_owned()),
        ("content/01-s/_index.md".to_owned(), "---\ntitle: S\n---\n".to_owned()),
    ]
}

/// `text` of each number, one after the other.
pub fn each(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect()
}
