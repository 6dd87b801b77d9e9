//! Protocol, log, completion standard, cards and sheets of a module.

use std::sync::Arc;

use super::identity::Thing;
use super::labels;
use super::maker::ClinicMaker;
use crate::config::own::RawCard;
use crate::config::settings::{
    CompletionSettings, Heading, LogSettings, ProtocolSettings, RawCriterion, RawEvidence, RawLogColumn, SheetSettings,
    StarterRow,
};
use crate::finding::suggest::nearest;
use crate::finding::{Finding, Rule};
use crate::model::course::{
    Card, Cards, Completion, Criterion, Evidence, EvidenceKind, Log, LogColumn, LogRows, PartHeading, Protocol,
    ProtocolStep, Rich, SheetOptions,
};
use crate::model::kinds::{LogField, LogForm};
use crate::model::text::{Located, Text};
use crate::text::Place;

impl ClinicMaker<'_, '_> {
    /// Title and intro of a part.
    pub(super) fn heading(&mut self, raw: &Heading) -> PartHeading {
        let title = raw.title.as_ref().map(|title| self.resolver.rich(title));
        let intro = raw.intro.as_ref().map(|intro| self.resolver.rich(intro));
        PartHeading {
            title: title.unwrap_or_else(|| Rich::plain("", self.nowhere())),
            intro: intro.filter(|intro| !intro.fragment.is_empty()),
        }
    }

    /// The place of what was written nowhere.
    fn nowhere(&self) -> Place {
        Place::file(&self.resolver.from.file)
    }

    /// The protocol.
    pub(super) fn protocol(&mut self, raw: &ProtocolSettings) -> Protocol {
        let heading = self.heading(&raw.heading);
        let mut steps = Vec::new();
        for step in raw.steps.iter().flat_map(|steps| steps.iter()) {
            let id = self.resolver.id(Thing::Step, step.id.as_ref(), &step.text.source, &step.text.place);
            steps.push(ProtocolStep { id, was: step.was.clone(), text: self.resolver.rich(&step.text) });
        }
        Protocol { heading, steps }
    }

    /// The log.
    pub(super) fn log(&mut self, raw: &LogSettings) -> Log {
        let heading = self.heading(&raw.heading);
        let raw_columns = raw.columns.as_deref().unwrap_or_default();
        let mut columns: Vec<LogColumn> = raw_columns.iter().map(|column| self.log_column(column)).collect();
        fit_widths(&mut columns);
        let rows = raw.starter.iter().flat_map(|rows| rows.iter());
        let starter = rows.map(|row| self.starter_row(row, &columns)).collect();
        let rows = raw.rows.clone().unwrap_or(Located { value: LogRows::Count(ROWS), place: self.nowhere() });
        let form = raw.form.unwrap_or(LogForm::Boxes);
        Log { heading, form, rows: rows.value, rows_place: rows.place, columns, starter }
    }

    fn log_column(&mut self, raw: &RawLogColumn) -> LogColumn {
        match raw {
            RawLogColumn::BuiltIn(field) => LogColumn {
                key: field.word().to_owned(),
                field: Some(*field),
                title: Rich::plain(self.strings.get(&format!("log.column.{}", field.word())), self.nowhere()),
                width: usual_width(*field),
            },
            RawLogColumn::Own { key, title, width } => {
                LogColumn { key: key.clone(), field: None, title: self.resolver.rich(title), width: *width }
            }
        }
    }

    fn starter_row(&mut self, row: &StarterRow, columns: &[LogColumn]) -> Vec<Option<Rich>> {
        for (key, _) in row {
            let is_built_in = LogField::WORDS.iter().any(|(word, _)| *word == key.value);
            if !is_built_in && columns.iter().all(|column| column.key != key.value) {
                self.resolver.findings.push(unknown_column(key, columns));
            }
        }
        let mut cell = |column: &LogColumn| {
            let says = |(key, text): &&(Located<String>, Text)| key.value == column.key && !text.source.is_empty();
            let (_, text) = row.iter().find(says)?;
            Some(self.resolver.rich(text))
        };
        columns.iter().map(&mut cell).collect()
    }

    /// The kinds of evidence.
    pub(super) fn evidence(&mut self, raw: Option<&Located<Arc<[RawEvidence]>>>) -> Evidence {
        let kinds = raw.iter().flat_map(|raw| raw.value.iter());
        let kind = |kind: &RawEvidence| EvidenceKind {
            id: kind.id.clone(),
            title: self.resolver.rich(&kind.title),
            counts: kind.counts.clone(),
        };
        Evidence {
            kinds: kinds.map(kind).collect(),
            place: raw.map_or_else(|| self.nowhere(), |raw| raw.place.clone()),
        }
    }

    /// The completion standard.
    pub(super) fn completion(&mut self, raw: &CompletionSettings) -> Completion {
        let heading = self.heading(&raw.heading);
        let mut criteria = Vec::new();
        for criterion in raw.criteria.iter().flat_map(|criteria| criteria.iter()) {
            let RawCriterion { id, goal, needs_older, was, text: _, place } = criterion;
            let text = self.criterion_text(criterion, &heading);
            let source = match goal {
                Some(goal) => format!("{} {}", goal.value.kind.word(), goal.value.count),
                None => text.fragment.words_as_typed().to_string(),
            };
            criteria.push(Criterion {
                id: self.resolver.id(Thing::Criterion, id.as_ref(), &source, place),
                was: was.clone(),
                goal: goal.as_ref().map(|goal| goal.value),
                goal_place: goal.as_ref().map(|goal| goal.place.clone()),
                needs_older: *needs_older,
                text,
            });
        }
        Completion { heading, criteria }
    }

    fn criterion_text(&mut self, criterion: &RawCriterion, heading: &PartHeading) -> Rich {
        let words = |words: &str| Rich::plain(words, heading.title.place.clone());
        match (&criterion.text, criterion.goal.as_ref().map(|goal| goal.value)) {
            (Some(text), _) => self.resolver.rich(text),
            (None, Some(goal)) => {
                let key = format!("completion.goal.{}", goal.kind.word());
                words(&self.strings.count(&key, goal.count as usize))
            }
            (None, None) => words(""),
        }
    }

    /// The cards.
    pub(super) fn cards(&mut self, raw: &Heading, cards: &[RawCard]) -> Cards {
        let heading = self.heading(raw);
        let resolver = &mut *self.resolver;
        let card = |(index, card): (usize, &RawCard)| Card {
            id: resolver.id(Thing::Card, card.id.as_ref(), &card.front.source, &card.front.place),
            was: card.was.clone(),
            label: labels::card(index),
            front: resolver.rich(&card.front),
            back: resolver.rich(&card.back),
        };
        Cards { heading, cards: cards.iter().enumerate().map(card).collect() }
    }
}

/// Blank rows of a log that asks for none: five on each side of one sheet of paper.
pub(super) const ROWS: u32 = 10;

/// Percent of the sheet's width that a built-in column takes when all six are shown; tried on paper.
fn usual_width(field: LogField) -> u32 {
    match field {
        LogField::Date => 7,
        LogField::Symptom | LogField::Card => 18,
        LogField::Mistake | LogField::RootCause | LogField::Repair => 19,
    }
}

/// Stretches or shrinks the columns so that they fill the sheet.
fn fit_widths(columns: &mut [LogColumn]) {
    let total: u32 = columns.iter().map(|column| column.width).sum();
    if total == 0 || total == 100 {
        return;
    }
    let mut left = 100u32;
    for column in columns.iter_mut() {
        column.width = (column.width * 100 / total).max(1);
        left = left.saturating_sub(column.width);
    }
    if let Some(last) = columns.last_mut() {
        last.width += left;
    }
}

fn unknown_column(key: &Located<String>, columns: &[LogColumn]) -> Finding {
    let help = match nearest(&key.value, columns.iter().map(|column| column.key.as_str())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "use the key of a log column".to_owned(),
    };
    let message = format!("the log has no column `{}`", key.value);
    Finding::new(Rule::UnknownKey, key.place.clone(), message).help(help)
}

/// How sheets are printed.
pub(super) fn sheets(raw: &SheetSettings) -> SheetOptions {
    let usual = SheetOptions::default();
    SheetOptions {
        print: raw.print.clone().unwrap_or(usual.print),
        paper: raw.paper.unwrap_or(usual.paper),
        line: raw.line.unwrap_or(usual.line),
        punch: raw.punch.unwrap_or(usual.punch),
        header: raw.header.clone().unwrap_or(usual.header),
        hints: raw.hints.unwrap_or(usual.hints),
        starter: raw.starter.unwrap_or(usual.starter),
        cards: raw.cards.unwrap_or(usual.cards),
        order: raw.order.unwrap_or(usual.order),
        save: raw.save.unwrap_or(usual.save),
        notes: raw.notes.unwrap_or(usual.notes),
    }
}
