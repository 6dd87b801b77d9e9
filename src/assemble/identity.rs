//! Ids: unique in a module, the same tomorrow.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Rule};
use crate::model::course::Statement;
use crate::model::fragment::Fragment;
use crate::model::text::Located;
use crate::text::Place;
use crate::text::anchor::{PAGE_ANCHORS, is_of_group};
use crate::text::id::content_id;

/// The ids of one module.
#[derive(Default)]
pub(super) struct Ids {
    taken: BTreeMap<String, Option<Place>>,
}

/// What gets an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    Row,
    Statement,
    Step,
    Criterion,
    Card,
}

impl Thing {
    /// The id of one that has none of its own.
    pub(super) fn id(self, source: &str) -> String {
        content_id(self.letter(), source)
    }

    fn letter(self) -> char {
        match self {
            Self::Row => 'r',
            Self::Statement => 's',
            Self::Step => 'p',
            Self::Criterion => 'c',
            Self::Card => 'k',
        }
    }

    fn rule(self) -> Rule {
        match self {
            Self::Row => Rule::DuplicateRow,
            Self::Statement => Rule::DuplicateStatement,
            Self::Step => Rule::DuplicateStep,
            Self::Criterion => Rule::DuplicateCriterion,
            Self::Card => Rule::DuplicateCard,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Row => "radar row",
            Self::Statement => "statement",
            Self::Step => "step",
            Self::Criterion => "criterion",
            Self::Card => "card",
        }
    }
}

impl Ids {
    /// None taken but those that every page owns and those of the headings of `body`.
    pub(super) fn beside(body: &Fragment) -> Self {
        let headings = body.headings().into_iter().map(|heading| heading.id.as_str());
        Self { taken: PAGE_ANCHORS.into_iter().chain(headings).map(|name| (name.to_owned(), None)).collect() }
    }

    /// The id of a thing: its own, else one made from `source`; and what is wrong where another thing has it.
    pub(super) fn give(
        &mut self,
        thing: Thing,
        own: Option<&Located<String>>,
        source: &str,
        place: &Place,
    ) -> (String, Option<Finding>) {
        let id = own.map_or_else(|| thing.id(source), |id| id.value.clone());
        let place = own.map_or(place, |id| &id.place);
        let finding = match self.taken.get(&id) {
            None if is_of_group(&id) => Some(taken(thing, &id, true, None, place)),
            None => {
                self.taken.insert(id.clone(), Some(place.clone()));
                None
            }
            Some(first) => Some(taken(thing, &id, own.is_some(), first.as_ref(), place)),
        };
        (id, finding)
    }
}

/// Reports statements whose id a heading has on the page that they stand on besides the clinic page.
pub(super) fn beside_headings(statements: &[Statement], body: &Fragment) -> Vec<Finding> {
    let headings: BTreeSet<&str> = body.headings().into_iter().map(|heading| heading.id.as_str()).collect();
    let beside = statements.iter().filter(|statement| headings.contains(statement.id.as_str()));
    beside.map(|statement| taken(Thing::Statement, &statement.id, true, None, &statement.place)).collect()
}

fn taken(thing: Thing, id: &str, own: bool, first: Option<&Place>, place: &Place) -> Finding {
    let name = thing.name();
    let message = match (first, own) {
        (None, _) => format!("the id `{id}` already belongs to a heading or another part of the page"),
        (Some(_), true) => format!("the id `{id}` already belongs to another item in this module"),
        (Some(_), false) => format!("this {name} has the same text as another {name} in this module"),
    };
    let cure = match (first, own) {
        (Some(_), false) => "change the text of either item, or give one of them an `id:`",
        _ => "choose another `id`",
    };
    let elsewhere = first.filter(|first| first.path != place.path);
    let help = match elsewhere {
        Some(first) => format!("{cure}; the other item is in `{}`", first.path),
        None => cure.to_owned(),
    };
    Finding::new(thing.rule(), place.clone(), message).help(help)
}
