//! What an edition takes over from an earlier one, and what follows from a page that is withheld.

use std::sync::Arc;

use super::EditionCourse;
use crate::assemble::tests::memory::{InMemory, exchanged, in_order, shared};
use crate::model::course::{FileId, PageChecks};
use crate::model::kinds::Edition;

const BOTH: [Edition; 2] = [Edition::Learner, Edition::Instructor];

/// A module whose clinic gathers the checks of two pages, the first of them for instructors.
fn course() -> InMemory {
    InMemory::of(&[
        ("content/m/index.md", "---\ntitle: M\nradar: []\n---\n![Both](both.png)\n"),
        (
            "content/m/practice/01-key.md",
            "---\ntitle: Key\nedition: instructor\nchecks: [Hidden]\n---\n![](../both.png) ![](../key.png)\n",
        ),
        ("content/m/practice/02-lab.md", "---\ntitle: Lab\nchecks: [Shown]\n---\n"),
        ("content/n.md", "---\ntitle: N\nradar: []\nchecks: [{ statements: [Other] }]\n---\nA text.\n"),
        ("content/m/both.png", ""),
        ("content/m/key.png", ""),
        ("content/m/lies-there.png", ""),
    ])
}

/// The files that are copied.
fn copied<'c>(course: &'c InMemory, stripped: &EditionCourse) -> Vec<&'c str> {
    let files = course.course().files.iter().enumerate();
    let copied = files.filter(|(index, _)| stripped.outline().copies(FileId(*index)));
    copied.map(|(_, file)| file.source.in_content()).collect()
}

/// The statements of the groups of the first module, and which group the second page shows.
fn groups(course: &InMemory, stripped: &EditionCourse) -> (Vec<String>, Option<usize>) {
    let groups = stripped.course.clinics[0].checks.groups.iter();
    let shown = match stripped.course.text(course.page("m/practice/02-lab.md")).checks {
        Some(PageChecks::OfModule(group)) => Some(group),
        _ => None,
    };
    (groups.map(|group| group.statements[0].text.text().to_owned()).collect(), shown)
}

/// What is made over an earlier edition is what is made over nothing.
#[track_caller]
fn over(old: &InMemory, stripped: &EditionCourse, new: &InMemory) -> EditionCourse {
    let over = new.stripped_over(old, stripped);
    let anew = new.stripped(stripped.edition()).value;
    assert!(over.course == anew.course && over.decisions == anew.decisions, "a build would show another course");
    assert_eq!(copied(new, &over), copied(new, &anew));
    is_in_place(old, stripped, new);
    over
}

/// Whether an edition is edited in place. If it is, it is what is made over nothing.
#[track_caller]
fn is_in_place(old: &InMemory, stripped: &EditionCourse, new: &InMemory) -> bool {
    let Some((edited, exchange)) = new.stripped_in_place(old, stripped) else { return false };
    let anew = new.stripped(stripped.edition()).value;
    assert!(edited.course == anew.course && edited.decisions == anew.decisions, "a build would show another course");
    assert_eq!(copied(new, &edited), copied(new, &anew));
    let before: Vec<_> = stripped.findings().collect();
    assert_eq!(exchanged(before.iter(), &exchange), in_order(anew.findings().collect()));
    true
}

#[test]
fn an_edition_is_edited_in_place_where_the_same_is_decided() {
    let old = course();
    for edition in BOTH {
        let stripped = old.stripped(edition).value;
        for (path, from, to) in [
            ("content/n.md", "A text", "Another, with [a link](m/practice/01-key.md) and ![one](m/key.png)"),
            ("content/m/index.md", "![Both](both.png)", "Nothing."),
            ("content/m/practice/01-key.md", "checks: [Hidden]\n", ""),
            ("content/m/practice/02-lab.md", "checks: [Shown]", "checks: [Shown, Too]"),
        ] {
            let new = old.edited(path, from, to);
            assert!(is_in_place(&old, &stripped, &new), "{to:?}");
            assert!(is_in_place(&new, &new.stripped(edition).value, &old), "{from:?}");
        }
        for (path, from, to) in [
            ("content/n.md", "title: N\n", "title: N\nshow_answers: open\n"),
            ("content/n.md", "title: N\n", "title: N\ndraft: true\n"),
        ] {
            assert!(!is_in_place(&old, &stripped, &old.edited(path, from, to)), "{to:?}");
        }
    }
}

#[test]
fn parts_of_an_earlier_edition_are_taken_over_but_those_that_changed() {
    let old = course();
    for edition in BOTH {
        let stripped = old.stripped(edition).value;
        let new = old.edited("content/n.md", "A text", "Another");
        let over = over(&old, &stripped, &new);
        let (pages, modules) = shared(&stripped.course, &over.course);
        assert_eq!(pages, ["_index.md", "m/index.md", "m/practice/01-key.md", "m/practice/02-lab.md"]);
        assert_eq!(modules, ["m/index.md"]);
        assert!(Arc::ptr_eq(&stripped.course.outline, &over.course.outline));
    }
}

#[test]
fn nothing_is_taken_over_where_something_else_is_withheld() {
    let old = course();
    let stripped = old.stripped(Edition::Learner).value;
    let new = old.edited("content/n.md", "title: N\n", "title: N\ndraft: true\n");
    let over = over(&old, &stripped, &new);
    assert_eq!(shared(&stripped.course, &over.course).1, Vec::<&str>::new());
    assert!(!over.shows(new.page("n.md")) && over.shows(new.page("m/index.md")));
}

#[test]
fn an_edition_takes_over_nothing_from_another() {
    let course = course();
    let learner = course.stripped(Edition::Learner).value;
    let instructor = course.stripped(Edition::Instructor).value;
    assert_eq!(groups(&course, &learner), (vec!["Shown".to_owned()], Some(0)));
    assert_eq!(groups(&course, &instructor), (vec!["Hidden".to_owned(), "Shown".to_owned()], Some(1)));
}

#[test]
fn a_page_shows_its_group_wherever_that_is_now() {
    let old = course();
    for (edition, place) in [(Edition::Learner, 0), (Edition::Instructor, 1)] {
        let stripped = old.stripped(edition).value;
        let new = old.edited("content/m/practice/01-key.md", "checks: [Hidden]\n", "");
        let (_, shown) = groups(&new, &over(&old, &stripped, &new));
        assert_eq!(shown, Some(0), "{edition:?}");
        let (_, shown) = groups(&old, &over(&new, &new.stripped(edition).value, &old.with("content/n.md", "# N\n")));
        assert_eq!(shown, Some(place), "{edition:?}");
    }
}

#[test]
fn a_file_goes_with_all_that_mention_it() {
    let old = course();
    let all = ["m/both.png", "m/key.png", "m/lies-there.png"];
    let [learner, instructor] = BOTH.map(|edition| old.stripped(edition).value);
    assert_eq!(copied(&old, &learner), ["m/both.png", "m/lies-there.png"]);
    assert_eq!(copied(&old, &instructor), all);
    let unnamed = old.edited("content/m/index.md", "![Both](both.png)", "Nothing.");
    assert_eq!(copied(&unnamed, &over(&old, &learner, &unnamed)), ["m/lies-there.png"]);
    assert_eq!(copied(&unnamed, &over(&old, &instructor, &unnamed)), all);
    let named = unnamed.edited("content/n.md", "A text", "![](m/key.png)");
    let before = unnamed.stripped(Edition::Learner).value;
    assert_eq!(copied(&named, &over(&unnamed, &before, &named)), ["m/key.png", "m/lies-there.png"]);
}

#[test]
fn a_file_goes_with_the_folder_of_a_module_that_is_withheld() {
    let course = course().edited("content/m/index.md", "title: M\n", "title: M\ndraft: true\n");
    assert_eq!(copied(&course, &course.stripped(Edition::Instructor).value), Vec::<&str>::new());
}

#[test]
fn a_link_to_a_withheld_page_is_told_as_long_as_it_is_there() {
    let old = course().edited("content/n.md", "A text", "[Key](m/practice/01-key.md)");
    let reported = |course: &InMemory| -> Vec<&'static str> {
        course.stripped(Edition::Learner).findings.iter().map(|finding| finding.rule.id()).collect()
    };
    assert_eq!(reported(&old), ["withheld-target"]);
    assert_eq!(reported(&old.edited("content/n.md", "[Key](m/practice/01-key.md)", "Key")), Vec::<&str>::new());
}
