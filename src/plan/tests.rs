//! What a small course has of pages, sheets and neighbours.

use super::{Holdings, Plan, Subject, plan};
use crate::assemble::EditionCourse;
use crate::assemble::tests::memory::InMemory;
use crate::finding::Outcome;
use crate::model::course::PageId;
use crate::model::kinds::{Edition, SiteForm};

const LAB: &str = "content/01-s/01-m/practice/lab.md";

fn course() -> InMemory {
    InMemory::of(&[
        ("content/_index.md", "---\ntitle: Home\n---\n"),
        ("content/01-s/_index.md", "---\ntitle: S\n---\n"),
        ("content/01-s/01-m/index.md", "---\ntitle: M\nradar: []\n---\n"),
        (LAB, "---\ntitle: Lab\nchecks: [One]\n---\n"),
        ("content/01-s/02-leaf.md", "---\ntitle: Leaf\nkind: page\n---\nA text.\n"),
        ("content/02-n.md", "---\ntitle: N\nradar: [{ mistake: M, where: W, symptom: S, repair: R }]\n---\n"),
    ])
}

fn plan_of(course: &EditionCourse) -> Outcome<Plan> {
    plan(course.outline(), &Holdings::of(course), SiteForm::Hosted)
}

fn planned(course: &InMemory, edition: Edition) -> Plan {
    let planned = plan_of(&course.stripped(edition).value);
    assert_eq!(planned.findings, []);
    planned.value
}

/// The addresses of what is printed.
fn printed(plan: &Plan) -> Vec<&str> {
    let printed = plan.artifacts.values().filter(|artifact| artifact.subject.kind().prints.is_some());
    printed.map(|artifact| artifact.path.as_str()).collect()
}

#[test]
fn a_plan_is_equal_as_long_as_its_site_consists_of_the_same() {
    let old = course();
    let before = planned(&old, Edition::Learner);
    let same = [("A text", "Another"), ("title: Leaf", "title: Page")];
    for (from, to) in same {
        assert!(planned(&old.edited("content/01-s/02-leaf.md", from, to), Edition::Learner) == before, "{to}");
    }
    for key in ["sheet: true", "tags: [t]", "aliases: [old]", "draft: true", "order: 0"] {
        let new = old.edited("content/01-s/02-leaf.md", "kind: page", &format!("kind: page\n{key}"));
        assert!(planned(&new, Edition::Learner) != before, "{key}");
    }
}

#[test]
fn texts_matter_to_a_plan_only_by_what_they_hold_or_not() {
    let holdings = |course: &InMemory| Holdings::of(&course.stripped(Edition::Instructor).value);
    let old = course().edited("content/01-s/02-leaf.md", "kind: page", "kind: page\nsheet: true");
    let before = holdings(&old);
    for (path, from, to) in [("content/02-n.md", "mistake: M", "mistake: Other"), (LAB, "[One]", "[One, Two]")] {
        assert!(holdings(&old.edited(path, from, to)) == before, "{to}");
    }
    let row = "radar: [{ mistake: M, where: W, symptom: S, repair: R }]";
    let key = "> [!ANSWER]\n> Yes.\n";
    let changes = [
        ("content/01-s/01-m/index.md", "radar: []", row),
        (LAB, "\nchecks: [One]", ""),
        ("content/01-s/02-leaf.md", "A text.\n", key),
    ];
    for (path, from, to) in changes {
        assert!(holdings(&old.edited(path, from, to)) != before, "{to}");
    }
}

#[test]
fn what_texts_hold_is_looked_for_anew_where_they_have_changed() {
    let old = course().edited("content/01-s/02-leaf.md", "kind: page", "kind: page\nsheet: true");
    let before = old.stripped(Edition::Instructor).value;
    let over = |path: &str, from: &str, to: &str| {
        let new = old.edited(path, from, to);
        let Some((edited, _)) = new.stripped_in_place(&old, &before) else { return false };
        let over = Holdings::of(&before).over(&before, &edited);
        assert!(over.as_ref().is_none_or(|over| *over == Holdings::of(&edited)), "{to}");
        over.is_some()
    };
    for (path, from, to) in [
        ("content/02-n.md", "mistake: M", "mistake: Other"),
        (LAB, "[One]", "[One, Two]"),
        ("content/01-s/02-leaf.md", "A text", "Another"),
    ] {
        assert!(over(path, from, to), "{to}");
    }
    for (path, from, to) in [
        ("content/01-s/01-m/index.md", "radar: []", "radar: [{ mistake: M, where: W, symptom: S, repair: R }]"),
        (LAB, "\nchecks: [One]", ""),
        ("content/01-s/02-leaf.md", "A text.\n", "> [!ANSWER]\n> Yes.\n"),
        ("content/01-s/02-leaf.md", "A text.\n", &"Many words. ".repeat(10_000)),
    ] {
        assert!(!over(path, from, to), "{to}");
    }
}

#[test]
fn a_page_that_is_a_sheet_brings_all_that_prints_it() {
    let new = course().edited("content/01-s/02-leaf.md", "kind: page", "kind: page\nsheet: true");
    let (old, new) = (planned(&course(), Edition::Learner), planned(&new, Edition::Learner));
    let more: Vec<&str> = printed(&new).into_iter().filter(|path| !printed(&old).contains(path)).collect();
    assert_eq!(more, ["s/leaf/print/"]);
}

#[test]
fn only_instructors_have_a_key_and_only_where_there_is_something_to_answer() {
    let course = course();
    let keys = |edition| -> Vec<String> {
        let plan = planned(&course, edition);
        let keys = plan.artifacts.values().filter(|artifact| matches!(artifact.subject, Subject::PrintKey(_)));
        keys.map(|artifact| artifact.path.as_str().to_owned()).collect()
    };
    assert_eq!(keys(Edition::Learner), Vec::<String>::new());
    assert_eq!(keys(Edition::Instructor), ["s/m/print/answers/"]);
}

#[test]
fn neighbours_follow_the_order_of_reading_and_leave_out_what_is_withheld() {
    let order = |course: &InMemory| -> Vec<String> {
        let plan = planned(course, Edition::Learner);
        let mut order = vec![PageId(0)];
        while let (_, Some(next)) = plan.neighbours(order[order.len() - 1]) {
            assert_eq!(plan.neighbours(next).0, order.last().copied());
            order.push(next);
        }
        order.iter().map(|page| course.course().page(*page).source.in_content().to_owned()).collect()
    };
    let all = [
        "_index.md",
        "01-s/_index.md",
        "01-s/01-m/index.md",
        "01-s/01-m/practice/lab.md",
        "01-s/02-leaf.md",
        "02-n.md",
    ];
    assert_eq!(order(&course()), all);
    let without = course().edited("content/01-s/01-m/index.md", "title: M\n", "title: M\ndraft: true\n");
    assert_eq!(order(&without), [all[0], all[1], all[4], all[5]]);
}

#[test]
fn two_pages_of_one_address_are_told_and_one_of_them_is_there() {
    let course = course().with("content/01-s/03-print.md", "---\ntitle: P\nkind: page\n---\n");
    let planned = plan_of(&course.stripped(Edition::Learner).value);
    let rules: Vec<&str> = planned.findings.iter().map(|finding| finding.rule.id()).collect();
    assert_eq!(rules, ["reserved-address"]);
    assert!(matches!(planned.value.artifacts["s/print/index.html"].subject, Subject::PrintSection(..)));
}

#[test]
fn a_file_in_the_place_of_a_folder_is_told_with_the_first_page_in_that_folder() {
    let statics = ["static/S", "static/s-b/x.txt", "static/s/M", "static/s/m-b", "static/t"];
    let course = statics.iter().fold(course(), |course, path| course.with(path, ""));
    let findings = plan_of(&course.stripped(Edition::Learner).value).findings;
    let told: Vec<(&str, &str)> =
        findings.iter().map(|finding| (finding.place.path.as_str(), finding.message.as_str())).collect();
    let same_name = "on the site, this file needs the same name as the folder for";
    let [section, module] = ["content/01-s/_index.md", "content/01-s/01-m/index.md"];
    let messages = [section, module].map(|page| format!("{same_name} `{page}`"));
    assert_eq!(told, [("static/S", messages[0].as_str()), ("static/s/M", messages[1].as_str())]);
}

#[test]
fn pages_of_a_module_are_numbered_by_their_kind() {
    let page = |name: &str, kind: &str| (format!("content/01-s/01-m/{name}.md"), format!("---\ntitle: T\n{kind}---\n"));
    let pages = [page("practice/a", ""), page("one", "kind: quiz\n"), page("two", "kind: practice\ndraft: true\n")];
    let course = pages.iter().fold(course(), |course, (path, text)| course.with(path, text));
    let among = |drafts: &str| {
        let course = course.edited("content/01-s/01-m/two.md", "draft: true", drafts);
        let stripped = course.stripped(Edition::Learner).value;
        let plan = plan_of(&stripped).value;
        let pages = stripped.pages.iter().filter(|page| page.source.as_str().starts_with("content/01-s/01-m/"));
        let numbered = pages.map(|page| (page.source.file_name().to_owned(), plan.among_kind(page.id)));
        numbered.collect::<std::collections::BTreeMap<_, _>>()
    };
    let two = among("draft: true");
    assert_eq!((two["a.md"], two["lab.md"], two["one.md"], two["two.md"]), (Some((1, 2)), Some((2, 2)), None, None));
    let three = among("draft: false");
    assert_eq!((three["a.md"], three["lab.md"], three["two.md"]), (Some((1, 3)), Some((2, 3)), Some((3, 3))));
}
