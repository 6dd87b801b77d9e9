//! Values of front matter and configuration that say something else than was meant: what was typed counts, and is told.

use crate::support::{Course, module};

const FILE: &str = "content/01-a/b.md";

/// A page with these keys beside a module.
fn page(keys: &str) -> Course {
    Course::with("content/01-a/index.md", module("A", "")).and(FILE, format!("---\ntitle: B\n{keys}---\nText\n"))
}

/// The page has this key, which is wrong at this column, and this line would be right.
fn wrong(line: &str, column: u64, message: &str, fix: &str) {
    page(&format!("{line}\n")).check().expect_only("wrong-type", FILE, 3, column).saying(message).fixing(fix);
}

#[test]
fn a_switch_without_a_value_publishes_nothing() {
    for (line, message, help) in [
        ("draft:", "`draft` has no value, so the page would be published", "set `draft: true` to leave the page out"),
        ("draft: ~", "`draft` has no value, so the page would be published", "or remove the line"),
        ("draft: # soon", "`draft` has no value, so the page would be published", "set `draft: true`"),
        ("edition:", "`edition` has no value, so learners would see the page", "set `edition: instructor`"),
        ("sheet: null", "`sheet` has no value, so the page is not a worksheet", "set `sheet: true`"),
    ] {
        let built = page(&format!("{line}\n")).build();
        built.expect_no_site();
        built.expect_only("wrong-type", FILE, 3, 1).saying(message).helping(help);
    }
    for (line, message, fix) in [
        (
            "draft: #true",
            "`#true` is read as a comment, and `draft` has no value, so the page would be published",
            "draft: true",
        ),
        ("draft: # yes", "`# yes` is read as a comment", "draft: yes"),
        ("edition: #instructor", "`#instructor` is read as a comment", "edition: instructor"),
    ] {
        wrong(line, 1, message, fix);
    }
    // Another tool's key beside it needs no finding of its own that says the same.
    page("draft:\npublished: false\n")
        .check()
        .expect_findings(&["wrong-type content/01-a/b.md:3:1", "foreign-key content/01-a/b.md:4:1"]);
    let module = Course::with("content/01-a/index.md", module("A", "sheet:\n"));
    module.check().expect_only("misplaced-key", "content/01-a/index.md", 5, 1);
    page("draft:\n  true\nedition: learner\nsheet: false # none\n").check().expect_no_findings();
}

#[test]
fn quotes_around_switches_and_numbers_are_taken_away() {
    let course = page("draft: 'false'\norder: \"3\"\n");
    course.run(&["check", "--fix"]).success();
    let written = String::from_utf8(course.tree()[FILE].clone()).unwrap();
    assert_eq!(written, "---\ntitle: B\ndraft: false\norder: 3\n---\nText\n");
    // Where nobody knows what belongs to the front matter, nothing is repaired.
    let unclosed = "---\ntitle: B\ndraft: 'false'\n\nText\n";
    let course = Course::with(FILE, unclosed).and("content/01-a/index.md", module("A", ""));
    course.run(&["check", "--fix"]).failure();
    assert_eq!(course.tree()[FILE], unclosed.as_bytes());
    page("order: 010\n").check().expect_no_findings();
    wrong("order: 1.5", 8, "`order` must be a whole number from -1000000 to 1000000, not `1.5`", "");
    wrong("order: ' '", 8, "`order` must be a whole number", "");
}

#[test]
fn days_are_those_of_the_calendar() {
    wrong("date: 2026-02-30", 7, "`date` must be a date such as 2026-11-23, but `2026-02-30` is not a valid date", "");
    wrong("date: 2026-3-1", 7, "not `2026-3-1`", "date: 2026-03-01");
    wrong("updated: '2026/03/01'", 10, "but `2026/03/01` is not a valid date", "updated: 2026-03-01");
    wrong("date: 01/03/2026", 7, "not `01/03/2026`", "");
    wrong("date: March 1, 2026", 7, "not `March 1, 2026`", "");
    wrong("date: 3-1-26", 7, "not `3-1-26`", "");
    for right in ["2026-03-01", "'2026-03-01'"] {
        let built = page(&format!("date: {right}\n")).build();
        built.expect_no_findings();
        built.expect_file("a/b/index.html").contains("datetime=\"2026-03-01\"");
    }
    // The day is the one that was written, wherever it is midnight by now.
    let built = page("date: 2026-03-01T23:30:00-08:00\n").build();
    built.expect_file("a/b/index.html").contains("datetime=\"2026-03-01\"");
}
