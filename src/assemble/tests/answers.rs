//! Files of answers go to the pages that they are named after.

use super::memory::InMemory;
use crate::model::course::PageChecks;

/// A module with statements of its own, and a page with others.
fn course(more: &[(&str, &str)]) -> InMemory {
    let module = "---\ntitle: A\nchecks:\n  - statements: [Mine, Ours]\nradar: []\n---\n";
    let lab = "---\ntitle: Lab\nchecks: [Yours, Theirs]\n---\n";
    let files = [("content/a/index.md", module), ("content/a/practice/lab.md", lab), ("content/b.md", PAGE)];
    InMemory::of(&[&files[..], more].concat())
}

const PAGE: &str = "---\ntitle: B\nkind: page\nchecks: [Loose]\n---\n";

/// Rules and files of what is found.
fn found(course: &InMemory) -> Vec<(&str, &str)> {
    course.findings.iter().map(|finding| (finding.rule.id(), finding.place.path.as_str())).collect()
}

fn is_answered(course: &InMemory, path: &str) -> Vec<bool> {
    let id = course.page(path);
    let own = match &course.course().text(id).checks {
        Some(PageChecks::Own(group)) => &group.statements,
        _ => &course.course().clinics[0].checks.groups[0].statements,
    };
    own.iter().map(|statement| statement.answer.is_some()).collect()
}

#[test]
fn each_file_answers_the_statements_of_its_page() {
    let course = course(&[
        ("answers/a/index.yaml", "- for: Ours\n  why: Y\n"),
        ("answers/a/practice/lab.yaml", "- for: Yours\n  why: Y\n"),
        ("answers/b.yaml", "- for: Loose\n  why: Y\n"),
    ]);
    assert_eq!(found(&course), []);
    assert_eq!(is_answered(&course, "a/index.md"), [false, true]);
    assert_eq!(is_answered(&course, "a/practice/lab.md"), [true, false]);
    assert_eq!(is_answered(&course, "b.md"), [true]);
}

#[test]
fn a_file_of_no_page_and_a_statement_that_is_not_there_are_told() {
    let course = course(&[
        ("answers/a/practice/lab.yaml", "- for: Loose\n  why: Y\n"),
        ("answers/gone.yaml", "- for: Mine\n  why: Y\n"),
    ]);
    let lab = ("unmatched-answer", "answers/a/practice/lab.yaml");
    assert_eq!(found(&course), [("unmatched-answer", "answers/gone.yaml"), lab]);
    assert_eq!(is_answered(&course, "b.md"), [false]);
}

#[test]
fn a_file_that_comes_is_used_over_a_course_without_it() {
    let new = course(&[]).with("answers/b.yaml", "- for: Loose\n  why: Y\n");
    assert_eq!(is_answered(&new, "b.md"), [true]);
}

#[test]
fn an_answer_under_two_keys_keeps_all_of_it() {
    let entry = "- for: Loose\n  error: E\n  answer: 'Right.'\n";
    let both = course(&[("answers/b.yaml", entry)]);
    assert_eq!(found(&both), [("wrong-type", "answers/b.yaml")]);
    let finding = &both.findings[0];
    assert_eq!(finding.help.as_deref(), Some("write the corrected statement under `correction:`"));
    assert_eq!(finding.fix.as_ref().map(|fix| fix.text.as_str()), Some("  correction: 'Right.'"));
    let id = both.page("b.md");
    let Some(PageChecks::Own(group)) = &both.course().text(id).checks else { panic!("checks of its own") };
    let answer = group.statements[0].answer.as_ref().unwrap();
    let told =
        [&answer.error, &answer.why, &answer.correction].map(|part| part.as_ref().map(|part| part.text().to_owned()));
    assert_eq!(told, [Some("E".to_owned()), None, Some("Right.".to_owned())]);
    let twice = course(&[("answers/b.yaml", "- for: Loose\n  correction: C\n  answer: D\n")]);
    assert_eq!(twice.findings[0].help.as_deref(), Some("keep only one of the two"));
}

#[test]
fn an_empty_answer_is_none() {
    let empty = course(&[("answers/b.yaml", "- for: Loose\n  answer: ''\n  error: ' '\n")]);
    assert_eq!(found(&empty), [("wrong-type", "answers/b.yaml")]);
    assert!(empty.findings[0].message.contains("empty"), "{}", empty.findings[0].message);
    assert_eq!(is_answered(&empty, "b.md"), [false]);
}
