//! Statements that may be answered.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::wording::Wording;
use crate::assemble::identity::Thing;
use crate::config::own::{RawAnswer, RawStatement};
use crate::model::course::{Answer, Statement};
use crate::model::fragment::{Audience, Fragment};
use crate::parse::{Document, ListedStatement};
use crate::text::Place;

/// A statement that may be answered.
pub(super) struct Open<'s> {
    pub(super) id: Cow<'s, str>,
    /// Earlier ids.
    was: &'s [String],
    /// Its label in its module; `None` where that is not known here.
    pub(super) label: Option<&'s str>,
    /// As it is shown.
    shown: &'s str,
    /// As it was typed.
    typed: &'s str,
    pub(super) place: Place,
    /// Where it has an answer already.
    pub(super) answered: Option<Place>,
}

impl<'s> Open<'s> {
    /// A statement of the course; `typed` holds what was typed at its place.
    pub(super) fn of(statement: &'s Statement, typed: &BTreeMap<Place, &'s str>) -> Self {
        let shown = statement.text.text();
        let place = &statement.place;
        let apart = statement.answer.as_deref().and_then(place_of_answer);
        Self {
            id: Cow::Borrowed(&statement.id),
            was: &statement.was,
            label: Some(&statement.label),
            shown,
            typed: typed.get(place).copied().unwrap_or(shown),
            place: place.clone(),
            answered: apart.or_else(|| inside(&statement.text.fragment, place)),
        }
    }

    fn raw(raw: &'s RawStatement) -> Self {
        let text = &raw.text;
        let apart = raw.answer.as_deref().and_then(place_of_raw_answer);
        Self {
            id: raw.id.as_ref().map_or_else(|| Thing::Statement.id(&text.source).into(), |id| (&*id.value).into()),
            was: &raw.was,
            label: None,
            shown: &text.fragment.text,
            typed: &text.source,
            answered: apart.or_else(|| inside(&text.fragment, &text.place)),
            place: text.place.clone(),
        }
    }

    fn listed(listed: &'s ListedStatement, document: &Document) -> Self {
        let place = Place::new(document.file.path(), listed.span);
        Self {
            id: Thing::Statement.id(&listed.source).into(),
            was: &[],
            label: None,
            shown: &listed.fragment.text,
            typed: &listed.source,
            answered: inside(&listed.fragment, &place),
            place,
        }
    }

    pub(super) fn wording(&self) -> Wording<'_> {
        let ids = std::iter::once(&*self.id).chain(self.was.iter().map(String::as_str)).collect();
        Wording { ids, shown: self.shown, typed: self.typed }
    }
}

/// The statements that are written in a document.
pub(super) fn written(document: &Document) -> impl Iterator<Item = Open<'_>> {
    let groups = document.front.own.groups.iter().flatten().chain(&document.front.checks);
    let in_front = groups.filter_map(|group| group.statements.as_deref()).flatten().map(Open::raw);
    let in_body = document.body.checks.iter().flat_map(|section| &section.statements);
    in_front.chain(in_body.map(|listed| Open::listed(listed, document)))
}

/// What was typed for each statement of these documents.
pub(super) fn typed<'d>(documents: impl Iterator<Item = &'d Document>) -> BTreeMap<Place, &'d str> {
    documents.flat_map(written).map(|open| (open.place, open.typed)).collect()
}

fn inside(fragment: &Fragment, place: &Place) -> Option<Place> {
    fragment.speaks_to(Audience::Answer).then(|| place.clone())
}

fn place_of_answer(answer: &Answer) -> Option<Place> {
    let Answer { error, why, correction } = answer;
    [error, why, correction].into_iter().flatten().next().map(|part| part.place.clone())
}

fn place_of_raw_answer(answer: &RawAnswer) -> Option<Place> {
    let RawAnswer { error, why, correction } = answer;
    [error, why, correction].into_iter().flatten().next().map(|part| part.place.clone())
}
