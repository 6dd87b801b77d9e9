//! `clinic check --fix`: what is certain is written, byte for byte nothing else, and said.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

mod support;

use std::fs;

use support::{Course, ROW};

/// A module with traps of every kind: seven that are certain, and three that are not.
fn trapped() -> String {
    let lines = [
        "---",
        "title: Coupling: what to know  ",
        "description: The first # of two",
        "# A comment of mine.",
        "checks:",
        "  - title: 'G'   # kept",
        "    statements:",
        "      - Closing issue #12 without a test",
        "      - *never* inline",
        "      - \"From $\\forall x$ to $\\theta$\"",
        "      - {where} ended",
        "      - Note: one thing",
        "      - \"HEAD is a branch.\" (Is it?)",
        "      - text: One: two",
        "        hint: \"a\\nb\"",
        "      - txt: Close to a key.",
        "---",
        "A body: with a #hash and `code`.",
        "",
    ];
    lines.join("\n")
}

fn fixed() -> String {
    let pairs = [
        ("title: Coupling: what to know", "title: 'Coupling: what to know'"),
        ("- Closing issue #12 without a test", "- 'Closing issue #12 without a test'"),
        ("- *never* inline", "- '*never* inline'"),
        ("- \"From $\\forall x$ to $\\theta$\"", "- 'From $\\forall x$ to $\\theta$'"),
        ("- {where} ended", "- '{where} ended'"),
        ("- Note: one thing", "- 'Note: one thing'"),
        ("- \"HEAD is a branch.\" (Is it?)", "- '\"HEAD is a branch.\" (Is it?)'"),
        ("- text: One: two", "- text: 'One: two'"),
    ];
    pairs.iter().fold(trapped(), |text, (old, new)| text.replace(old, new))
}

fn output(course: &Course, arguments: &[&str], code: i32) -> (String, String) {
    let run = course.run(arguments).code(code);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&run.get_output().stdout), text(&run.get_output().stderr))
}

#[test]
fn what_is_certain_is_written_and_nothing_else() {
    let course =
        Course::with("content/01-a.md", trapped()).and("content/02-b.md", format!("---\ntitle: B\n{ROW}---\n"));
    let before = course.tree();
    let (_, said) = output(&course, &["check", "--fix"], 1);
    let mut expected = before;
    expected.insert("content/01-a.md".to_owned(), fixed().into_bytes());
    assert_eq!(course.tree(), expected);
    assert!(said.contains("content/01-a.md:2"), "{said}");
    assert!(said.contains("  - title: Coupling: what to know\n  + title: 'Coupling: what to know'\n"), "{said}");
    assert!(said.contains("8 lines of 1 file were repaired"), "{said}");
}

#[test]
fn who_does_not_know_of_repairs_is_told() {
    let said = |text: &str| output(&Course::with("content/01-a.md", text), &["check"], 1).1;
    assert!(said(&trapped()).contains("`clinic check --fix` repairs 8 of them\n"));
    assert!(said(&format!("---\ntitle: A: B\n{ROW}---\n")).contains("`clinic check --fix` repairs it\n"));
    let two = format!("---\ntitle: A: B\ndescription: C #12\n{ROW}---\n");
    assert!(said(&two).contains("`clinic check --fix` repairs them\n"));
    assert!(!said(&format!("---\ntitle: A\ndate: B\n{ROW}---\n")).contains("--fix"));
}

#[test]
fn an_escape_that_may_be_meant_is_left_to_the_author() {
    let text = "---\ntitle: A\nchecks:\n  - title: G\n    statements:\n      - \"Caf\\u00e9 and $\\theta$\"\n---\n";
    let course = Course::with("content/01-a.md", text);
    output(&course, &["check", "--fix"], 1);
    assert_eq!(fs::read_to_string(course.path("content/01-a.md")).unwrap(), text);
}

#[test]
fn a_second_time_changes_nothing() {
    let course = Course::with("content/01-a.md", trapped());
    output(&course, &["check", "--fix"], 1);
    let before = course.tree();
    let (_, said) = output(&course, &["check", "--fix"], 1);
    assert_eq!(course.tree(), before);
    assert!(said.contains("nothing was repaired"), "{said}");
}

#[test]
fn a_course_that_is_right_is_left_alone() {
    let course = Course::with("content/01-a.md", format!("---\ntitle: A\n{ROW}---\n"));
    let before = course.tree();
    let (found, _) = output(&course, &["check", "--fix"], 0);
    assert_eq!((found, course.tree()), (String::new(), before));
}

#[test]
fn line_breaks_marks_and_permissions_stay() {
    let windows = format!("\u{feff}{}", trapped().replace('\n', "\r\n"));
    let course = Course::with("content/01-a.md", windows);
    let path = course.path("content/01-a.md");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    }
    output(&course, &["check", "--fix"], 1);
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("\u{feff}{}", fixed().replace('\n', "\r\n")));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
}

#[test]
fn the_configuration_and_answers_are_repaired_too() {
    let course = Course::with("clinic.yaml", "title: C: D\nanswers: ../private\n")
        .and("content/01-a.md", "---\ntitle: A\nchecks:\n  - statements: [One.]\n---\n");
    fs::create_dir_all(course.path("site")).unwrap();
    course.run(&["check", "--fix"]).code(0);
    assert_eq!(fs::read_to_string(course.path("clinic.yaml")).unwrap(), "title: 'C: D'\nanswers: ../private\n");
    let course = Course::with("course/clinic.yaml", "title: C\nanswers: ../private\n")
        .and("course/content/01-a.md", "---\ntitle: A\nchecks:\n  - statements: [One.]\n---\n")
        .and("private/01-a.yaml", "- for: One.\n  correction: Two: three\n");
    course.run(&["check", "course", "--fix"]).code(0);
    let answers = fs::read_to_string(course.path("private/01-a.yaml")).unwrap();
    assert_eq!(answers, "- for: One.\n  correction: 'Two: three'\n");
}

#[test]
fn what_remains_is_reported_as_it_then_is() {
    let course = Course::with("content/01-a.md", trapped());
    let (found, _) = output(&course, &["check", "--fix", "--format", "concise"], 1);
    let rules: Vec<&str> =
        found.lines().filter_map(|line| line.split_once('[')?.1.split_once(']')).map(|(rule, _)| rule).collect();
    assert_eq!(rules, ["comment-after-text", "escape-in-text", "unknown-key"], "{found}");
}

#[cfg(unix)]
#[test]
fn a_configuration_behind_a_link_is_repaired_where_it_lies() {
    let course = Course::with("content/01-a.md", format!("---\ntitle: A\n{ROW}---\n"))
        .and("shared/clinic.yaml", "title: C: D\n");
    course.remove("clinic.yaml");
    std::os::unix::fs::symlink("shared/clinic.yaml", course.path("clinic.yaml")).unwrap();
    course.run(&["check", "--fix"]).code(0);
    assert_eq!(fs::read_to_string(course.path("shared/clinic.yaml")).unwrap(), "title: 'C: D'\n");
    assert!(fs::symlink_metadata(course.path("clinic.yaml")).unwrap().is_symlink());
}
