//! What can be found on a page: the page itself, its headings, traps, statements and cards, each with the words that it is
//! found by. What is hidden there (answers, notes for instructors) has no words here, whoever may see it.

use std::borrow::Cow;

use serde::Serialize;

use crate::assemble::Texts;
use crate::model::course::{
    Card, Clinic, Group, Location, Module, PageChecks, PageId, PageRole, RadarRow, Rich, Statement,
};
use crate::model::fragment::{Fragment, Heading, Piece};
use crate::model::kinds::Part;

/// What something is; scripts know it by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) enum Kind {
    Page = 0,
    Heading = 1,
    Row = 2,
    Statement = 3,
    Card = 4,
}

/// Something that can be found.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::render) struct Thing<'c> {
    pub(super) kind: Kind,
    /// `R3`, `2.4`; empty where it has none.
    pub(super) label: &'c str,
    /// What is shown of it, and says most about it.
    pub(super) title: Cow<'c, str>,
    /// What is told beside that.
    pub(super) beside: Vec<Cow<'c, str>>,
    /// The text below it.
    pub(super) body: &'c str,
    /// Its place on the page; empty for the page itself.
    pub(super) anchor: &'c str,
}

impl<'c> Thing<'c> {
    /// The text that follows it.
    pub(in crate::render) fn opening(&self) -> &'c str {
        self.body
    }
}

#[cfg(test)]
impl<'c> Thing<'c> {
    pub(super) fn of(title: &'c str, beside: &'c str, body: &'c str) -> Self {
        let kind = Kind::Heading;
        Self { kind, label: "", title: title.into(), beside: vec![beside.into()], body, anchor: "" }
    }
}

/// All that can be found on a page, the page first. What a page and its module's clinic page both show is on the latter.
pub(in crate::render) fn things<'c>(course: impl Texts<'c>, id: PageId) -> Vec<Thing<'c>> {
    let page = course.page(id);
    let body = Some(&course.text(id).body).filter(|_| shows_body(course, page.role));
    let sections = body.map(|body| sections(&body.fragment)).unwrap_or_default();
    let mut beside: Vec<Cow<'_, str>> = page.description.iter().map(|text| text.text().into()).collect();
    beside.extend(page.tags.iter().map(|tag| Cow::from(tag.value.as_str())));
    let opening = sections.first().map_or("", |(_, text)| *text);
    let title = page.title.text().into();
    let mut things = vec![Thing { kind: Kind::Page, label: "", title, beside, body: opening, anchor: "" }];
    let headings = sections.iter().filter_map(|(heading, text)| Some((heading.as_ref()?, text)));
    things.extend(headings.map(|(heading, text)| Thing {
        kind: Kind::Heading,
        label: "",
        title: heading.text.as_str().into(),
        beside: Vec::new(),
        body: text,
        anchor: &heading.id,
    }));
    if let PageRole::Clinic(module) = page.role {
        add_clinic(course, course.module(module), course.clinic(module), &mut things);
    } else if let Some(group) = own_checks(course, id) {
        add_statements(group, &mut things);
    }
    things
}

fn shows_body<'c>(course: impl Texts<'c>, role: PageRole) -> bool {
    match role {
        PageRole::Clinic(module) => course.clinic(module).parts.contains(&Part::Body),
        PageRole::Section(_) | PageRole::Guide(_) | PageRole::Inner(_) | PageRole::Loose => true,
    }
}

/// The checks that stand on a page and not on the clinic page of its module.
fn own_checks<'c>(course: impl Texts<'c>, id: PageId) -> Option<&'c Group> {
    let module = course.page(id).role.module();
    let is_on_clinic = match course.text(id).checks.as_ref()? {
        PageChecks::Own(_) => false,
        PageChecks::OfModule(_) => module.is_some_and(|module| course.clinic(module).parts.contains(&Part::Checks)),
    };
    course.page_checks(id).filter(|_| !is_on_clinic)
}

fn add_clinic<'c>(course: impl Texts<'c>, module: &'c Module, clinic: &'c Clinic, things: &mut Vec<Thing<'c>>) {
    let shows = |part: Part| clinic.parts.contains(&part);
    if shows(Part::Radar) {
        things.extend(clinic.radar.rows.iter().map(|row| of_row(course, module, row)));
    }
    if shows(Part::Checks) {
        clinic.checks.groups.iter().for_each(|group| add_statements(group, things));
    }
    if shows(Part::Cards) {
        things.extend(clinic.cards.cards.iter().map(of_card));
    }
}

fn of_row<'c>(course: impl Texts<'c>, module: &'c Module, row: &'c RadarRow) -> Thing<'c> {
    let location = match &row.location {
        Some(Location::Page { page, .. }) => course.page(*page).title.text(),
        Some(Location::Words(words)) => words.text(),
        None => course.page(module.main).title.text(),
    };
    let filled = |text: &'c Rich| -> Cow<'c, str> {
        let is_filled = text.fragment.pieces.iter().any(|piece| matches!(piece, Piece::Where(_)));
        if is_filled { text.fragment.words_at(location).into() } else { text.text().into() }
    };
    let mut texts = [&row.mistake, &row.symptom, &row.repair].into_iter().flatten().map(filled);
    let title = texts.next().unwrap_or_default();
    let mut beside: Vec<Cow<'_, str>> = texts.collect();
    if let Some(Location::Words(words)) = &row.location {
        beside.push(words.text().into());
    }
    Thing { kind: Kind::Row, label: &row.label, title, beside, body: "", anchor: &row.id }
}

fn add_statements<'c>(group: &'c Group, things: &mut Vec<Thing<'c>>) {
    let of_statement = |statement: &'c Statement| Thing {
        kind: Kind::Statement,
        label: &statement.label,
        title: statement.text.text().into(),
        beside: group.title.iter().chain(statement.hint.as_deref()).map(|text| text.text().into()).collect(),
        body: "",
        anchor: &statement.id,
    };
    things.extend(group.statements.iter().map(of_statement));
}

fn of_card(card: &Card) -> Thing<'_> {
    let (title, beside) = (card.front.text().into(), vec![card.back.text().into()]);
    Thing { kind: Kind::Card, label: &card.label, title, beside, body: "", anchor: &card.id }
}

/// The text of a fragment, cut where its headings stand; what precedes the first comes first. What is nested is no part of it.
fn sections(fragment: &Fragment) -> Vec<(Option<&Heading>, &str)> {
    let text: &str = &fragment.text;
    let headings = fragment.pieces.iter().filter_map(|piece| match piece {
        Piece::HeadingStart(heading) => Some(&**heading),
        _ => None,
    });
    let (mut sections, mut open, mut start) = (Vec::new(), None, 0);
    for heading in headings {
        // A title that is not found as it is written has its text told with what precedes it.
        let (at, end) = text[start..]
            .find(heading.text.as_str())
            .map_or((start, start), |at| (start + at, start + at + heading.text.len()));
        sections.push((open, &text[start..at]));
        (open, start) = (Some(heading), end);
    }
    sections.push((open, &text[start..]));
    sections
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assemble::tests::memory::InMemory;
    use crate::model::kinds::Edition;

    const MODULE: &str = "---
title: Loops
description: About ends
tags: [counting]
radar:
  - { mistake: Stops at {where}, where: the fence, symptom: One is missing, repair: Counts both }
checks:
  groups:
    - title: Fences
      statements: [{ text: Ten posts hold ten rails., hint: Draw it, answer: { error: secret } }]
cards: [{ front: Posts, back: One more }]
---
Before.

> [!ANSWER]
> hidden

## One heading

Text of one.

## Two

Text of two.
";

    #[test]
    fn everything_is_found_that_a_page_shows_and_nothing_that_it_hides() {
        let course = InMemory::of(&[
            ("clinic.yaml", "title: C\nshow_answers: open\n"),
            ("content/_index.md", "---\ntitle: Home\n---\n"),
            ("content/a.md", &MODULE.replace("{where}", "'{where}'").replace("Stops at '{where}'", "Stops too early")),
        ]);
        let edition = course.stripped(Edition::Instructor).value;
        let page = edition.modules[0].clinic_page;
        let things = things(&edition, page);
        let told: Vec<_> =
            things.iter().map(|thing| (thing.kind, &*thing.title, thing.beside.join("|"), thing.body)).collect();
        assert_eq!(
            told.iter()
                .map(|(kind, title, beside, body)| (*kind, *title, beside.as_str(), body.trim()))
                .collect::<Vec<_>>(),
            [
                (Kind::Page, "Loops", "About ends|counting", "Before."),
                (Kind::Heading, "One heading", "", "Text of one."),
                (Kind::Heading, "Two", "", "Text of two."),
                (Kind::Row, "Stops too early", "One is missing|Counts both|the fence", ""),
                (Kind::Statement, "Ten posts hold ten rails.", "Fences|Draw it", ""),
                (Kind::Card, "Posts", "One more", ""),
            ]
        );
        assert!(things[1..].iter().all(|thing| !thing.anchor.is_empty()));
    }
}
