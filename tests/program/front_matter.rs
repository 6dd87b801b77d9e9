//! Front matter that is meant and not read: nothing is published of it, whatever hides it from the reader.

use crate::support::{Course, module};

/// A course with this page beside a module that is right.
fn with(path: &str, text: &str) -> Course {
    Course::with("content/01-a/index.md", module("A", "")).and(path, text)
}

const WITHHELD: &str = "title: B\ndraft: true\n";

#[test]
fn a_page_whose_front_matter_is_not_read_is_an_error_and_nothing_is_written() {
    let marked = format!("---\n{WITHHELD}---\nsecret\n");
    let cases = [
        (format!("\n{marked}"), 2),
        (format!("<!-- (c) -->\n\n{marked}"), 3),
        (format!("# B\n\n{marked}"), 3),
        (format!(" {marked}"), 1),
        (marked.replace("---", "—--"), 1),
        (marked.replace("---", "-----"), 1),
        (marked.replacen("---\n", "", 1), 1),
        (format!("{WITHHELD}\nsecret\n"), 1),
        (format!("```yaml\n{marked}```\n").replace("secret\n```", "```\nsecret"), 1),
        ("+++\ntitle = \"B\"\ndraft = true\n+++\nsecret\n".into(), 1),
        ("{\"title\": \"B\", \"draft\": true}\nsecret\n".into(), 1),
    ];
    for (text, line) in cases {
        let course = with("content/01-a/b.md", &text);
        let built = course.build();
        built.expect_no_site();

        built.expect_only("unread-front-matter", "content/01-a/b.md", line, 1);
    }
}
