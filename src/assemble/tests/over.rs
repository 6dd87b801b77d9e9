//! A course that is made over an earlier one takes over what was made from the same, and nothing else.

use std::sync::Arc;

use super::memory::{InMemory, exchanged, in_order, shared};
use crate::model::course::Rich;

const ROW: &str = "radar:\n  - { mistake: M, where: W, symptom: S, repair: R }\n";

/// A module of its own, one whose practice page holds checks, one that takes these, and a page of none.
fn course() -> InMemory {
    InMemory::of(&[
        ("content/_index.md", "---\ntitle: Home\n---\n"),
        ("content/01-alone.md", &format!("---\ntitle: Alone\n{ROW}---\nSee [the lab](02-holds/practice/lab.md).\n")),
        ("content/02-holds/index.md", &format!("---\ntitle: Holds\n{ROW}---\n")),
        ("content/02-holds/practice/lab.md", "---\ntitle: Lab\n---\n## Mistake checks\n\n1. First.\n2. Second.\n"),
        (
            "content/03-takes.md",
            &format!("---\ntitle: Takes\n{ROW}checks: [{{ source: 02-holds/practice/lab.md }}]\n---\n"),
        ),
        ("content/04-page.md", "---\ntitle: Page\nkind: page\n---\nA text.\n"),
        ("answers/02-holds/practice/lab.yaml", "- for: First\n  correction: Last.\n"),
    ])
}

const ALL_PAGES: [&str; 6] =
    ["_index.md", "01-alone.md", "02-holds/index.md", "02-holds/practice/lab.md", "03-takes.md", "04-page.md"];
const ALL_MODULES: [&str; 3] = ["01-alone.md", "02-holds/index.md", "03-takes.md"];

/// Whether the outlines are one; and the pages and modules that were made anew, by their files. Whatever was taken over:
/// a course that is made over nothing is equal.
#[track_caller]
fn change(old: &InMemory, new: &InMemory) -> (bool, Vec<&'static str>, Vec<&'static str>) {
    let anew = new.anew();
    assert!(*new.course() == *anew.course() && new.findings == anew.findings, "a build would make another course");
    let (pages, modules) = shared(old.course(), new.course());
    let pages = ALL_PAGES.into_iter().filter(|page| !pages.contains(page));
    let modules = ALL_MODULES.into_iter().filter(|module| !modules.contains(module));
    (Arc::ptr_eq(&old.course().outline, &new.course().outline), pages.collect(), modules.collect())
}

const LAB: &str = "content/02-holds/practice/lab.md";

#[test]
fn the_course_of_this_file_is_a_good_one() {
    let course = course();
    assert_eq!(course.findings, []);
    let takes = &course.course().clinics[2].checks.groups[0];
    assert_eq!((takes.statements.len(), takes.statements[0].answer.is_some()), (2, true));
}

#[test]
fn what_is_made_from_the_same_is_the_same() {
    let old = course();
    let touched = old.with(
        "content/01-alone.md",
        &format!("---\ntitle: Alone\n{ROW}---\nSee [the lab](02-holds/practice/lab.md).\n"),
    );
    assert_eq!(change(&old, &touched), (true, vec![], vec![]));
}

#[test]
fn a_text_that_changes_makes_its_own_part_anew() {
    let old = course();
    let text = old.edited("content/04-page.md", "A text", "Another");
    assert_eq!(change(&old, &text), (true, vec!["04-page.md"], vec![]));
    let module = old.edited("content/01-alone.md", "See", "Look at");
    assert_eq!(change(&old, &module), (true, vec!["01-alone.md"], vec!["01-alone.md"]));
}

#[test]
fn statements_that_change_make_those_anew_that_take_them() {
    let old = course();
    let new = old.edited(LAB, "1. First", "1. The first");
    let pages = vec!["02-holds/index.md", "02-holds/practice/lab.md", "03-takes.md"];
    assert_eq!(change(&old, &new), (true, pages, vec!["02-holds/index.md", "03-takes.md"]));
}

#[test]
fn a_title_that_changes_makes_those_anew_that_show_it() {
    let old = course();
    let (outline, _, modules) = change(&old, &old.edited(LAB, "title: Lab", "title: Laboratory"));
    // The link of the first leads there, but shows words of its own.
    assert_eq!((outline, modules), (false, vec!["02-holds/index.md", "03-takes.md"]));
    let (outline, pages, modules) = change(&old, &old.edited("content/04-page.md", "title: Page", "title: Leaf"));
    assert_eq!((outline, pages, modules), (false, vec!["04-page.md"], vec![]));
}

#[test]
fn a_default_that_changes_makes_all_anew() {
    let old = course();
    for (path, from, to) in [
        ("content/_index.md", "title: Home\n", "title: Home\ndefaults: { show_answers: open }\n"),
        ("clinic.yaml", "title: Course\n", "title: Course\nsheets: { line: 7 }\n"),
    ] {
        let (_, pages, modules) = change(&old, &old.edited(path, from, to));
        assert_eq!((pages, modules), (ALL_PAGES.to_vec(), ALL_MODULES.to_vec()), "{path}");
    }
}

#[test]
fn a_page_that_comes_makes_all_anew() {
    let old = course();
    let new = old.with("content/05-more.md", "---\ntitle: More\nkind: page\n---\n");
    assert_eq!(change(&old, &new), (false, ALL_PAGES.to_vec(), ALL_MODULES.to_vec()));
}

#[test]
fn an_answer_that_changes_makes_those_anew_that_show_its_statement() {
    let old = course();
    let new = old.edited("answers/02-holds/practice/lab.yaml", "Last", "Not the last");
    let (outline, _, modules) = change(&old, &new);
    assert_eq!((outline, modules), (true, vec!["02-holds/index.md", "03-takes.md"]));
    let answer = new.course().clinics[2].checks.groups[0].statements[0].answer.as_ref();
    assert_eq!(answer.and_then(|answer| answer.correction.as_ref()).map(Rich::text), Some("Not the last."));
}

/// Whether a course is edited in place. If it is, it is what a build would make.
#[track_caller]
fn is_in_place(old: &InMemory, new: &InMemory) -> bool {
    let Some((edited, exchange)) = new.edited_over(old) else { return false };
    let anew = new.anew();
    assert!(edited.course == *anew.course(), "a build would make another course");
    assert!(Arc::ptr_eq(&edited.course.outline, &old.course().outline));
    let found = anew.assembled.findings().cloned().collect();
    assert_eq!(exchanged(old.assembled.findings(), &exchange), in_order(found));
    true
}

#[test]
fn a_course_is_edited_in_place_where_other_pages_know_nothing_of_it() {
    let old = course();
    for (path, from, to) in [
        ("content/04-page.md", "A text.", "Another, with [a link](02-holds/practice/lab.md) and [none](gone.md)."),
        ("content/04-page.md", "kind: page\n", "kind: page\nextra: { own: 1 }\nrules: { no-clinic: off }\n"),
        ("content/01-alone.md", "mistake: M", "mistake: Other"),
        ("content/01-alone.md", "title: Alone\n", "title: Alone\nshow_answers: open\n"),
        (LAB, "1. First", "1. The first"),
        (LAB, "2. Second.\n", ""),
    ] {
        let new = old.edited(path, from, to);
        assert!(is_in_place(&old, &new), "{to}");
        assert!(is_in_place(&new, &old), "{from}");
    }
}

#[test]
fn a_course_is_made_anew_where_other_pages_know_of_it() {
    let old = course();
    let page = "content/04-page.md";
    let keys = ["order: 0", "tags: [t]", "date: 2024-01-01", "aliases: [old]", "sheet: true", "edition: instructor"];
    for key in keys.iter().chain(&["draft: true", "updated: 2024-01-01", "description: D", "image: gone.png"]) {
        assert!(!is_in_place(&old, &old.edited(page, "kind: page", &format!("kind: page\n{key}"))), "{key}");
    }
    for (path, from, to) in [
        (page, "title: Page", "title: Leaf"),
        (page, "title: Page\n", ""),
        (page, "kind: page", "kind: quiz"),
        ("content/_index.md", "title: Home\n", "title: Home\ndefaults: { show_answers: open }\n"),
        ("content/01-alone.md", "title: Alone\n", "title: Alone\nid: own\n"),
        ("content/01-alone.md", "title: Alone\n", "title: Alone\nbuilds_on: [03-takes]\n"),
        ("content/01-alone.md", "title: Alone\n", "title: {\n"),
    ] {
        assert!(!is_in_place(&old, &old.edited(path, from, to)), "{to}");
    }
    assert!(!is_in_place(&old, &old.with("content/05-more.md", "---\ntitle: More\nkind: page\n---\n")));
}

#[test]
fn what_is_found_in_parts_that_are_taken_over_is_told_again() {
    let broken = course().edited("content/04-page.md", "A text.", "[Nothing](gone.md)");
    assert_eq!(broken.findings.len(), 1);
    let new = broken.edited("content/01-alone.md", "See", "Look at");
    assert_eq!(change(&broken, &new), (true, vec!["01-alone.md"], vec!["01-alone.md"]));
    assert_eq!(new.findings, broken.findings);
}
