//! Places of radar rows that could lead to a page.

use super::course::{Course, MODULE, bundle, fix_of, module};

// where-is-title

#[test]
fn where_gives_the_title_of_a_page() {
    let fix = |course: &Course| fix_of(course, "where-is-title");
    let course = bundle("radar:\n  - { mistake: M, where: ' lab:  one', symptom: S, repair: R }\n");
    course
        .check()
        .expect_only("where-is-title", MODULE, 4, 26)
        .being_a_warning()
        .helping("`where: practice/01-lab.md`");
    assert_eq!(fix(&course), "4-4   - { mistake: M, where: practice/01-lab.md, symptom: S, repair: R }");
    let course = bundle("radar:\n  - mistake: M\n    where: Odd & even\n    symptom: S\n    repair: R\n")
        .and("content/01-m/concepts/01-a b.md", "# Odd & even\n");
    course.check().expect_only("where-is-title", MODULE, 5, 12);
    assert_eq!(fix(&course), "5-5     where: 'concepts/01-a b.md'");
}

/// A module whose one row shows up at `words`, beside a page, a concept and another module.
fn located(words: &str) -> Course {
    bundle(&format!("radar:\n  - mistake: M\n    where: {words}\n    symptom: S\n    repair: R\n"))
        .and("content/01-m/homework.md", "# Work at home\n")
        .and("content/01-m/concepts/01-bias.md", "# On bias\n\n## Why\n")
        .and("content/01-m/figures/tree.svg", "<svg width=\"1\" height=\"1\" viewBox=\"0 0 1 1\"/>")
        .and("content/02-other/_index.md", "---\ntitle: Other\n---\n")
        .and("content/02-other/01-proofs.md", module("Proofs", ""))
}

#[test]
fn where_gives_a_path_without_its_ending() {
    for (words, fix) in [
        ("practice/01-lab", "practice/01-lab.md"),
        ("practice/lab", "practice/lab.md"),
        ("concepts/bias#why", "'concepts/bias.md#why'"),
        ("/other/proofs", "/other/proofs.md"),
        ("02-other/01-proofs", "02-other/01-proofs.md"),
        ("homework", "homework.md"),
        ("./practice/lab", "./practice/lab.md"),
    ] {
        let course = located(words);
        course.check().expect_only("where-is-title", MODULE, 5, 12).being_a_warning().saying("without `.md`");
        assert_eq!(fix_of(&course, "where-is-title"), format!("5-5     where: {fix}"), "{words}");
        located(fix).check().expect_no_findings();
    }
}

#[test]
fn where_gives_a_path_to_nothing_without_its_ending() {
    for (words, fix) in [
        ("practice/01-lap", "practice/01-lab.md"),
        ("concepts/02-biass", "concepts/01-bias.md"),
        ("other/prooofs", "/02-other/01-proofs.md"),
        ("./practice/lap", "practice/01-lab.md"),
    ] {
        let course = located(words);
        course.check().expect_only("where-is-title", MODULE, 5, 12).saying(&format!("there is no page `{words}`"));
        assert_eq!(fix_of(&course, "where-is-title"), format!("5-5     where: {fix}"), "{words}");
    }
    for words in ["practice/something-else", "figures/tree", "../far/away"] {
        let built = located(words).check();
        built
            .expect_only("where-is-title", MODULE, 5, 12)
            .helping("that ends in `.md`; if `/` only separates words, put spaces around it")
            .fixing("");
    }
}

#[test]
fn slashes_between_words_make_no_path() {
    for words in [
        "client/server",
        "and/or",
        "TCP/IP",
        "Practice/theory",
        "practice / theory",
        "practice/theory gaps",
        "practice",
        "concepts",
        "other",
        "Homework",
        "proofs",
        "n/a",
        "/",
        "a // b",
        "$a/b$",
        "'`practice/lab`'",
        "'[lab](practice/01-lab.md)'",
        "everywhere",
        "1/2",
        "https://example.org/practice",
    ] {
        located(words).check().expect_no_findings();
    }
}

#[test]
fn source_needs_no_ending() {
    for source in ["practice/01-lab", "practice/lab", "practice/01-lab.md"] {
        bundle(&format!("checks: [{{ source: {source} }}]\n")).check().expect_no_findings();
    }
    let built = bundle("checks: [{ source: practice/lap }]\n").check();
    built.expect_only("broken-reference", MODULE, 5, 20).helping("did you mean `practice/01-lab.md`?");
}

#[test]
fn other_words_of_where_are_words() {
    for words in ["Lab", "Lab: One and more", "M", "practice/01-lab.md", "'[Lab: One](practice/01-lab.md)'"] {
        let words =
            if words.contains(": ") && !words.starts_with('\'') { format!("'{words}'") } else { words.to_owned() };
        let front = format!("radar:\n  - {{ mistake: M, where: {words}, symptom: S, repair: R }}\n");
        let built = bundle(&front).check();
        if words.starts_with("'[") {
            // A link to the page says no less than its path.
            built.expect_none_of("broken-link");
        } else {
            built.expect_no_findings();
        }
    }
}
