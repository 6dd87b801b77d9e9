//! A module is compared with the page that it was made from, once it was read again and assembled: what was counted and
//! said on the page is counted and said in the module.

use std::collections::BTreeSet;

use super::model::{Heading, Location, LogColumn, Page, Passage};
use super::scribe::condensed;
use crate::model::course::{Clinic, Location as Place, PartHeading, Rich};
use crate::model::fragment::Fragment;
use crate::text::quote::shortened;
use crate::text::words::joined;

/// One thing that is said, or counted: what it is, its words and its links.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    what: String,
    words: String,
    links: Vec<String>,
}

/// All that is said.
#[derive(Default)]
struct Sayings(Vec<Said>);

/// What stands for a page that is found.
const PAGE: &str = "→";

/// What is not in the module as it is on the page; nothing where all is. `unresolved` are the paths that lead to no page.
pub(super) fn difference(
    page: &Page,
    unresolved: &BTreeSet<String>,
    (title, body, clinic): (&Rich, &Fragment, &Clinic),
) -> Option<String> {
    let (wanted, found) = (of_page(page, unresolved), of_clinic(page, (title, body, clinic)));
    for (wanted, found) in wanted.0.iter().zip(&found.0) {
        if wanted != found {
            return Some(told(wanted, found));
        }
    }
    (wanted.0.len() != found.0.len())
        .then(|| format!("the page has {} text items, but the module would have {}", wanted.0.len(), found.0.len()))
}

fn told(wanted: &Said, found: &Said) -> String {
    let what = &wanted.what;
    if wanted.what != found.what {
        return format!("{what} of the page would become {}", found.what);
    }
    if wanted.words == found.words {
        let quoted = |said: &Said| said.links.iter().map(|link| format!("`{link}`")).collect::<Vec<_>>();
        let links = |said: &Said| match &quoted(said)[..] {
            [] => "nothing".to_owned(),
            links => joined(links, "and"),
        };
        return format!("{what} links to {} on the page, but would link to {}", links(wanted), links(found));
    }
    let apart = wanted.words.char_indices().zip(found.words.chars()).find(|((_, one), other)| one != other);
    let at = apart.map_or(wanted.words.len().min(found.words.len()), |((at, _), _)| at);
    let start = wanted.words[..at].char_indices().rev().nth(20).map_or(0, |(at, _)| at);
    let end = |words: &str| shortened(words.get(start..).unwrap_or_default()).into_owned();
    format!("{what} is `{}` on the page, but would be `{}`", end(&wanted.words), end(&found.words))
}

impl Sayings {
    fn count(&mut self, what: &str, count: usize) {
        self.0.push(Said { what: format!("the number of {what}"), words: count.to_string(), links: Vec::new() });
    }

    fn word(&mut self, what: String, word: &str) {
        self.0.push(Said { what, words: word.to_owned(), links: Vec::new() });
    }

    fn passage(&mut self, what: impl Into<String>, passage: &Passage) {
        let Passage { words, links, .. } = passage;
        self.0.push(Said { what: what.into(), words: words.clone(), links: links.clone() });
    }

    fn fragment(&mut self, what: impl Into<String>, fragment: &Fragment) {
        let links = fragment.links.iter().map(|link| link.destination.clone()).collect();
        self.0.push(Said { what: what.into(), words: condensed(&fragment.text), links });
    }

    fn rich(&mut self, what: impl Into<String>, rich: Option<&Rich>) {
        let what = what.into();
        match rich {
            Some(rich) => self.fragment(what, &rich.fragment),
            None => self.word(what, ""),
        }
    }

    fn optional(&mut self, what: String, passage: Option<&Passage>) {
        match passage {
            Some(passage) => self.passage(what, passage),
            None => self.word(what, ""),
        }
    }

    fn heading(&mut self, what: &str, heading: &Heading) {
        heading.title.iter().for_each(|title| self.passage(format!("the heading of {what}"), title));
        heading.intro.iter().for_each(|intro| self.passage(format!("the intro of {what}"), intro));
    }

    /// Of what the module says above a part as much as the page does: the rest is the course's own.
    fn part_heading(&mut self, what: &str, like: &Heading, heading: &PartHeading) {
        if like.title.is_some() {
            self.rich(format!("the heading of {what}"), Some(&heading.title));
        }
        if like.intro.is_some() {
            self.rich(format!("the intro of {what}"), heading.intro.as_ref());
        }
    }
}

fn of_page(page: &Page, unresolved: &BTreeSet<String>) -> Sayings {
    let mut said = Sayings::default();
    page.title.iter().for_each(|title| said.passage("the title", title));
    said.passage("the text", &page.body_shown);
    if let Some(radar) = &page.radar {
        said.heading("the radar", &radar.heading);
        said.word("the columns of the radar".to_owned(), &format!("{:?}", radar.columns));
        said.count("traps", radar.rows.len());
        for (number, row) in (1..).zip(&radar.rows) {
            said.optional(format!("the mistake of trap {number}"), row.mistake.as_ref());
            let what = format!("the place of trap {number}");
            match &row.location {
                None => said.word(what, ""),
                Some(Location::Page { reference, .. }) if !unresolved.contains(&reference.path) => {
                    said.word(what, PAGE);
                }
                Some(Location::Words(words) | Location::Page { words, .. }) => said.passage(what, words),
            }
            said.optional(format!("the symptom of trap {number}"), row.symptom.as_ref());
            said.optional(format!("the repair of trap {number}"), row.repair.as_ref());
        }
    }
    if let Some(checks) = &page.checks {
        said.heading("the checks", &checks.heading);
        said.count("groups", checks.groups.len());
        for (number, group) in (1..).zip(&checks.groups) {
            said.heading(&format!("group {number}"), &group.heading);
            let is_found = group.source.as_ref().is_some_and(|source| !unresolved.contains(&source.path));
            said.word(format!("the source of group {number}"), if is_found { PAGE } else { "" });
            said.count(&format!("statements in group {number}"), group.statements.len());
            for (statement, text) in (1..).zip(&group.statements) {
                said.passage(format!("statement {number}.{statement}"), text);
            }
        }
    }
    if let Some(protocol) = &page.protocol {
        said.heading("the protocol", &protocol.heading);
        said.count("steps", protocol.steps.len());
        (1..).zip(&protocol.steps).for_each(|(number, step)| said.passage(format!("step {number}"), step));
    }
    of_page_end(page, &mut said);
    said
}

fn of_page_end(page: &Page, said: &mut Sayings) {
    if let Some(log) = &page.log {
        said.heading("the log", &log.heading);
        said.count("columns in the log", log.columns.len());
        for column in &log.columns {
            match column {
                LogColumn::BuiltIn(field) => said.word("a column of the log".to_owned(), field.word()),
                LogColumn::Own { title, .. } => said.passage("a column of the log", title),
            }
        }
        said.count("entries in the log", log.starter.len());
        for (number, entry) in (1..).zip(&log.starter) {
            for column in 0..log.columns.len() {
                let cell = entry.iter().find(|(at, _)| *at == column).map(|(_, cell)| cell);
                said.optional(format!("entry {number} of the log"), cell);
            }
        }
    }
    if let Some(completion) = &page.completion {
        said.heading("the completion standard", &completion.heading);
        said.count("criteria", completion.criteria.len());
        for (number, criterion) in (1..).zip(&completion.criteria) {
            said.passage(format!("criterion {number}"), &criterion.text);
            said.word(format!("the goal of criterion {number}"), &format!("{:?}", criterion.goal));
        }
    }
}

/// The same of the module, as far as the page has it.
fn of_clinic(page: &Page, (title, body, clinic): (&Rich, &Fragment, &Clinic)) -> Sayings {
    let mut said = Sayings::default();
    if page.title.is_some() {
        said.rich("the title", Some(title));
    }
    said.fragment("the text", body);
    if let Some(radar) = &page.radar {
        said.part_heading("the radar", &radar.heading, &clinic.radar.heading);
        said.word("the columns of the radar".to_owned(), &format!("{:?}", clinic.radar.columns));
        // Presets of the course may make more of them.
        let rows: Vec<_> = clinic.radar.rows.iter().filter(|row| row.made_from.is_none()).collect();
        said.count("traps", rows.len());
        for (number, row) in (1..).zip(rows) {
            said.rich(format!("the mistake of trap {number}"), row.mistake.as_ref());
            let what = format!("the place of trap {number}");
            match &row.location {
                Some(Place::Page { .. }) => said.word(what, PAGE),
                Some(Place::Words(words)) => said.rich(what, Some(words)),
                None => said.word(what, ""),
            }
            said.rich(format!("the symptom of trap {number}"), row.symptom.as_ref());
            said.rich(format!("the repair of trap {number}"), row.repair.as_ref());
        }
    }
    if let Some(checks) = &page.checks {
        said.part_heading("the checks", &checks.heading, &clinic.checks.heading);
        let groups = &clinic.checks.groups;
        said.count("groups", groups.len());
        for ((number, group), like) in (1..).zip(groups).zip(&checks.groups) {
            if like.heading.title.is_some() {
                said.rich(format!("the heading of group {number}"), group.title.as_ref());
            }
            if like.heading.intro.is_some() {
                said.rich(format!("the intro of group {number}"), group.intro.as_ref());
            }
            said.word(format!("the source of group {number}"), if group.source.is_some() { PAGE } else { "" });
            said.count(&format!("statements in group {number}"), group.statements.len());
            for (statement, one) in (1..).zip(&group.statements) {
                said.rich(format!("statement {number}.{statement}"), Some(&one.text));
            }
        }
    }
    of_clinic_end(page, clinic, &mut said);
    said
}

fn of_clinic_end(page: &Page, clinic: &Clinic, said: &mut Sayings) {
    if let Some(protocol) = &page.protocol {
        said.part_heading("the protocol", &protocol.heading, &clinic.protocol.heading);
        said.count("steps", clinic.protocol.steps.len());
        (1..)
            .zip(&clinic.protocol.steps)
            .for_each(|(number, step)| said.rich(format!("step {number}"), Some(&step.text)));
    }
    if let Some(log) = &page.log {
        said.part_heading("the log", &log.heading, &clinic.log.heading);
        said.count("columns in the log", clinic.log.columns.len());
        for column in &clinic.log.columns {
            match column.field {
                Some(field) => said.word("a column of the log".to_owned(), field.word()),
                None => said.rich("a column of the log", Some(&column.title)),
            }
        }
        said.count("entries in the log", clinic.log.starter.len());
        for (number, entry) in (1..).zip(&clinic.log.starter) {
            for cell in entry {
                said.rich(format!("entry {number} of the log"), cell.as_ref());
            }
        }
    }
    if let Some(completion) = &page.completion {
        said.part_heading("the completion standard", &completion.heading, &clinic.completion.heading);
        said.count("criteria", clinic.completion.criteria.len());
        for (number, criterion) in (1..).zip(&clinic.completion.criteria) {
            said.rich(format!("criterion {number}"), Some(&criterion.text));
            said.word(format!("the goal of criterion {number}"), &format!("{:?}", criterion.goal));
        }
    }
}
