//! Pages and sections that lack what makes them one.

use std::collections::BTreeSet;

use super::{RuleInput, understood};
use crate::finding::{Finding, Rule};
use crate::model::course::{Module, Page, PageId};
use crate::model::kinds::{Edition, Kind, Part};
use crate::text::Place;

pub(super) fn find(input: RuleInput<'_>) -> Vec<Finding> {
    let mut findings = practices(input);
    findings.extend(empty_sections(input));
    findings.extend(input.course.modules.iter().flat_map(|module| unshown(input, module)));
    findings
}

/// Practice pages for learners on which nothing is to be repaired. A draft says itself that it is not finished.
fn practices(input: RuleInput<'_>) -> Vec<Finding> {
    let course = input.course;
    let groups = course.modules.iter().flat_map(|module| &course.clinic(module.id).checks.groups);
    let sources: BTreeSet<PageId> = groups.filter_map(|group| group.source).collect();
    let pages = course.pages.iter().enumerate().map(|(index, page)| (PageId(index), page));
    let lacking = pages.filter(|(id, page)| {
        page.kind == Kind::Practice
            && page.edition == Edition::Learner
            && !page.draft
            && course.text(page.id).checks.is_none()
            && !sources.contains(id)
            && input.document(*id).is_some_and(|document| understood(document) && !document.has_unread_checks())
    });
    lacking.map(|(_, page)| without_checks(page)).collect()
}

fn without_checks(page: &Page) -> Finding {
    Finding::new(Rule::PracticeWithoutChecks, Place::file(&page.source), "the practice page has no checks").help(
        "add a `## Mistake check` section with a list of wrong statements, or set `rules: { practice-without-checks: off }` in the front matter",
    )
}

/// The home page of a new course may stand alone.
fn empty_sections(input: RuleInput<'_>) -> Vec<Finding> {
    let pages = input.course.sections.iter().skip(1).filter(|section| section.entries.is_empty());
    let left_out = left_out(input);
    let empty = pages.filter(|section| {
        let page = input.course.page(section.page);
        input.document(section.page).is_some_and(understood)
            && !page.draft
            && input.course.text(page.id).body.fragment.is_empty()
            && !is_below(&left_out, page.source.folder())
    });
    let finding = |page: &Page| {
        Finding::new(
            Rule::EmptySection,
            Place::file(&page.source),
            "the section contains no modules, pages, other sections, or text",
        )
        .help("add a module to the section's folder, write text in the section's `_index.md` below the front matter, or delete the folder")
    };
    empty.map(|section| finding(input.course.page(section.page))).collect()
}

/// The files and folders that are no part of the course, as far as that is told.
fn left_out(input: RuleInput<'_>) -> BTreeSet<&str> {
    let is_of_file = |rule: Rule| matches!(rule, Rule::UnreadText | Rule::Leftover | Rule::SymbolicLink);
    input.found.iter().filter(|one| is_of_file(one.rule)).map(|one| one.place.path.as_str()).collect()
}

/// Whether one of `paths` lies in `folder`.
fn is_below(paths: &BTreeSet<&str>, folder: &str) -> bool {
    let start = format!("{folder}/");
    paths.range(start.as_str()..).next().is_some_and(|path| path.starts_with(&start))
}

/// What a clinic page says in its own file for parts that it does not show.
fn unshown(input: RuleInput<'_>, module: &Module) -> Vec<Finding> {
    let Some(document) = input.document(module.clinic_page) else { return Vec::new() };
    let own = &document.front.own;
    let text = (!document.body.fragment.is_empty()).then(|| Place::file(document.file.path()));
    let written = [
        (Part::Body, "the text of this module is", text),
        (Part::Radar, "the rows of this module are", own.rows.first().map(|row| row.place.clone())),
        (
            Part::Checks,
            "the checks of this module are",
            own.groups.iter().flatten().next().map(|group| group.place.clone()),
        ),
        (Part::Cards, "the cards of this module are", own.cards.first().map(|card| card.front.place.clone())),
    ];
    let hidden = written.into_iter().filter(|(part, ..)| !input.course.clinic(module.id).parts.contains(part));
    let finding = |(part, what, place): (Part, &str, Option<Place>)| {
        let message = format!("{what} not shown on its page, because the `parts` key omits `{}`", part.word());
        let finding = Finding::new(Rule::UnshownPart, place?, message);
        Some(finding.help(format!("add `{}` to `parts:`, or delete this content", part.word())))
    };
    hidden.filter_map(finding).collect()
}
