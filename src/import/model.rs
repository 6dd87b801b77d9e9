//! What an imported page holds, whole and typed, before any of it is written.

use crate::model::kinds::{Goal, LogField, Part, RadarColumn};

/// A text of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Passage {
    /// What stands in front matter for it.
    pub(super) source: String,
    /// Its words as the page shows them, without white space: by these it is known again.
    pub(super) words: String,
    /// Where its links and images lead, as typed.
    pub(super) links: Vec<String>,
}

/// Something that is left to the author.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    /// The line of the page, from 1.
    pub line: usize,
    /// What is to be known about it.
    pub message: String,
}

/// A page that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// Its first-level heading, where that is the title.
    pub(super) title: Option<Passage>,
    /// The parts in the order in which they stand on it.
    pub(super) order: Vec<Part>,
    pub(super) radar: Option<Radar>,
    pub(super) checks: Option<Checks>,
    pub(super) protocol: Option<Protocol>,
    pub(super) log: Option<Log>,
    pub(super) completion: Option<Completion>,
    /// All that is none of these, as it was typed.
    pub(super) body: String,
    /// The words and links of that.
    pub(super) body_shown: Passage,
    pub(super) told: Vec<Told>,
    /// What of a part cannot be read, as in "it cannot be imported: …".
    pub(super) lost: Option<String>,
}

/// Title and intro of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) title: Option<Passage>,
    pub(super) intro: Option<Passage>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Radar {
    pub(super) heading: Heading,
    pub(super) columns: Vec<RadarColumn>,
    pub(super) rows: Vec<Row>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) mistake: Option<Passage>,
    pub(super) location: Option<Location>,
    pub(super) symptom: Option<Passage>,
    pub(super) repair: Option<Passage>,
}

/// Where a trap shows up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Location {
    Words(Passage),
    /// A page, by a path that leads to it or not.
    Page {
        reference: Reference,
        /// What stands in its place where it leads to nothing.
        words: Passage,
    },
}

/// The path of a page, and the line that it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) path: String,
    pub(super) line: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Checks {
    pub(super) heading: Heading,
    pub(super) groups: Vec<Group>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) heading: Heading,
    pub(super) source: Option<Reference>,
    pub(super) statements: Vec<Passage>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Protocol {
    pub(super) heading: Heading,
    pub(super) steps: Vec<Passage>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Log {
    pub(super) heading: Heading,
    pub(super) columns: Vec<LogColumn>,
    /// Entries to begin with: the cells that are filled in, each with the number of its column.
    pub(super) starter: Vec<Vec<(usize, Passage)>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LogColumn {
    BuiltIn(LogField),
    Own { key: String, title: Passage },
}

impl LogColumn {
    /// Its name in data.
    pub(super) fn key(&self) -> &str {
        match self {
            Self::BuiltIn(field) => field.word(),
            Self::Own { key, .. } => key,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Completion {
    pub(super) heading: Heading,
    pub(super) criteria: Vec<Criterion>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Criterion {
    pub(super) text: Passage,
    pub(super) goal: Option<Goal>,
}

/// How much of a clinic a page holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows of the radar.
    pub traps: usize,
    /// Groups of statements.
    pub groups: usize,
    /// Statements in all groups.
    pub statements: usize,
    /// Steps of the protocol.
    pub steps: usize,
    /// Entries that the log begins with.
    pub entries: usize,
    /// Criteria of the completion standard.
    pub criteria: usize,
}

impl Page {
    /// Whether anything of a clinic was found.
    pub(super) fn is_clinic(&self) -> bool {
        !self.order.is_empty()
    }

    pub(super) fn counts(&self) -> Counts {
        let groups = self.checks.as_ref().map_or(&[][..], |checks| &checks.groups);
        Counts {
            traps: self.radar.as_ref().map_or(0, |radar| radar.rows.len()),
            groups: groups.len(),
            statements: groups.iter().map(|group| group.statements.len()).sum(),
            steps: self.protocol.as_ref().map_or(0, |protocol| protocol.steps.len()),
            entries: self.log.as_ref().map_or(0, |log| log.starter.len()),
            criteria: self.completion.as_ref().map_or(0, |completion| completion.criteria.len()),
        }
    }

    /// Every path of a page that is to be looked up.
    pub(super) fn references(&self) -> impl Iterator<Item = &Reference> {
        let groups = self.checks.iter().flat_map(|checks| &checks.groups);
        let rows = self.radar.iter().flat_map(|radar| &radar.rows);
        let places = rows.filter_map(|row| match &row.location {
            Some(Location::Page { reference, .. }) => Some(reference),
            _ => None,
        });
        groups.filter_map(|group| group.source.as_ref()).chain(places)
    }
}
