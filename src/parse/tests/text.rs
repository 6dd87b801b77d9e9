//! Mistakes in texts: each is found at its line and column, with its cure.

use crate::rules::tests::{module, with_module};

// Text

#[test]
fn raw_html_that_is_shown_as_text() {
    with_module(&module("A", "---\nA <span class=\"x\">box</span> and <kbd>Esc</kbd>.\n"))
        .check()
        .expect_only("raw-html", "content/01-a.md", 6, 3)
        .being_a_warning();
}

#[test]
fn a_mark_that_hides_nothing() {
    with_module(&module("A", "---\n> [!ANSWR]\n> Everyone would see this.\n"))
        .check()
        .expect_only("unknown-alert", "content/01-a.md", 6, 3)
        .helping("`[!ANSWER]`");
}

#[test]
fn a_mark_with_a_sign_among_its_letters() {
    for mark in [
        "[A!NSWER]",
        "[1!ANSWER]",
        "[I!NSTRUCTOR]",
        "[1!INSTRUCTOR]",
        "[^!ANSWER]",
        "[/ANSWER]",
        "[!A[NSWER]",
        "[!AN[SWER]",
        "[![ANSWER]",
        "[a!nswer]",
        "[A!ANSWER]",
        "1!ANSWER]",
        "^!ANSWER]",
        "[AANSWER]",
        "[![NSWER]",
        "[!AN[WER]",
    ] {
        with_module(&module("A", &format!("---\n> {mark}\n> Everyone would see this.\n"))).check().expect_only(
            "unknown-alert",
            "content/01-a.md",
            6,
            3,
        );
    }
    for words in [
        "[Answer/s]",
        "[an.swer] is odd",
        "[an-swer](https://example.org)",
        "[A. N. Swer]",
        "[1] Answer",
        "[ANSWERED] yes",
        "[DANCER]",
    ] {
        let found = with_module(&module("A", &format!("---\n> {words}\n"))).check();
        assert!(
            found.findings().iter().all(|found| !found.contains("unknown-alert")),
            "{words}: {:?}",
            found.findings()
        );
    }
}

#[test]
fn a_mark_that_stands_where_it_hides_nothing() {
    for (body, line, column) in [
        ("> Text.\n>\n> [!INSTRUCTOR]\n> Everyone would see this.\n", 8, 3),
        ("> Text.\n> [!INSTRUCTOR]\n> Everyone would see this.\n", 7, 3),
        ("[!INSTRUCTOR] Everyone would see this.\n", 6, 1),
        ("- [!ANSWER] Everyone would see this.\n", 6, 3),
    ] {
        let built = with_module(&module("A", &format!("---\n{body}"))).check();
        built.expect_only("unknown-alert", "content/01-a.md", line, column);
    }
}

#[test]
fn a_formula_that_cannot_be_set() {
    with_module(&module("A", "---\nThe sum $1 + \\frca{1}{n}$ is odd.\n")).check().expect_only(
        "bad-math",
        "content/01-a.md",
        6,
        14,
    );
}

#[test]
fn a_language_that_nobody_highlights() {
    with_module(&module("A", "---\n```javascrpt\nx = 1\n```\n"))
        .check()
        .expect_only("unknown-language", "content/01-a.md", 6, 4)
        .being_a_warning()
        .helping("`javascript`");
}

#[test]
fn a_footnote_that_nobody_wrote() {
    with_module(&module("A", "---\nText.[^1] More.[^2]\n\n[^1]: Written.\n")).check().expect_only(
        "undefined-footnote",
        "content/01-a.md",
        6,
        16,
    );
}
