//! Protocol, log, completion standard, cards and sheets of a module.

use super::clinic::{Material, words};
use super::identity::{Ids, Thing};
use super::links::{From, Linker};
use crate::config::own::RawCard;
use crate::config::settings::{
    Heading, LogColumn as RawColumn, LogSettings, ProtocolSettings, RawCriterion, SheetSettings, StarterRow,
};
use crate::finding::suggest::nearest;
use crate::finding::{Finding, Rule};
use crate::model::course::{
    Card, Cards, Clinic, Completion, Criterion, Log, LogColumn, LogRows, PartHeading, Protocol, Rich, SheetOptions,
    Step,
};
use crate::model::kinds::LogField;
use crate::model::text::Located;
use crate::strings::Strings;
use crate::text::Place;

/// Title and intro of a part.
pub(super) fn heading(raw: &Heading, linker: Linker<'_>, from: &From, findings: &mut Vec<Finding>) -> PartHeading {
    let title = raw.title.as_ref().map(|title| linker.rich(title, from, findings));
    let intro = raw.intro.as_ref().map(|intro| linker.rich(intro, from, findings));
    PartHeading {
        title: title.unwrap_or_else(|| Rich::plain("", Place::file(&from.file))),
        intro: intro.filter(|intro| !intro.fragment.is_empty()),
    }
}

/// The protocol.
pub(super) fn protocol(
    raw: &ProtocolSettings,
    linker: Linker<'_>,
    from: &From,
    ids: &mut Ids,
    findings: &mut Vec<Finding>,
) -> Protocol {
    let heading = heading(&raw.heading, linker, from, findings);
    let mut steps = Vec::new();
    for step in raw.steps.iter().flat_map(|steps| steps.iter()) {
        let place = &step.text.place;
        let id = ids.give(Thing::Step, step.id.as_ref(), &step.text.source, place, findings);
        steps.push(Step { id, was: step.was.clone(), text: linker.rich(&step.text, from, findings) });
    }
    Protocol { heading, steps }
}

/// The log.
pub(super) fn log(
    raw: &LogSettings,
    strings: &Strings,
    linker: Linker<'_>,
    from: &From,
    findings: &mut Vec<Finding>,
) -> Log {
    let heading = heading(&raw.heading, linker, from, findings);
    let raw_columns = raw.columns.as_deref().unwrap_or_default();
    let mut columns: Vec<LogColumn> =
        raw_columns.iter().map(|column| log_column(column, strings, linker, from, findings)).collect();
    fit_widths(&mut columns);
    let rows = raw.starter.iter().flat_map(|rows| rows.iter());
    let starter = rows.map(|row| starter_row(row, &columns, linker, from, findings)).collect();
    let rows = raw.rows.clone().unwrap_or(Located { value: LogRows::Count(ROWS), place: Place::file(&from.file) });
    Log { heading, rows: rows.value, rows_place: rows.place, columns, starter }
}

fn log_column(
    raw: &RawColumn,
    strings: &Strings,
    linker: Linker<'_>,
    from: &From,
    findings: &mut Vec<Finding>,
) -> LogColumn {
    match raw {
        RawColumn::BuiltIn(field) => LogColumn {
            key: field.word().to_owned(),
            field: Some(*field),
            title: Rich::plain(strings.get(&format!("log.column.{}", field.word())), Place::file(&from.file)),
            width: usual_width(*field),
        },
        RawColumn::Own { key, title, width } => {
            LogColumn { key: key.clone(), field: None, title: linker.rich(title, from, findings), width: *width }
        }
    }
}

/// Blank rows of a log that asks for none: with the built-in starter entry they fill both sides of one sheet of paper.
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

fn starter_row(
    row: &StarterRow,
    columns: &[LogColumn],
    linker: Linker<'_>,
    from: &From,
    findings: &mut Vec<Finding>,
) -> Vec<Option<Rich>> {
    for (key, text) in row {
        if !columns.iter().any(|column| column.key == *key) && LogField::WORDS.iter().all(|(word, _)| word != key) {
            let help = match nearest(key, columns.iter().map(|column| column.key.as_str())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "use the key of a column of the log".to_owned(),
            };
            let message = format!("the log has no column `{key}`");
            findings.push(Finding::new(Rule::UnknownKey, text.place.clone(), message).help(help));
        }
    }
    let cell = |column: &LogColumn, findings: &mut Vec<Finding>| {
        let (_, text) = row.iter().find(|(key, _)| *key == column.key)?;
        Some(linker.rich(text, from, findings))
    };
    columns.iter().map(|column| cell(column, findings)).collect()
}

/// The completion standard.
pub(super) fn completion(
    material: &Material<'_>,
    strings: &Strings,
    linker: Linker<'_>,
    ids: &mut Ids,
    findings: &mut Vec<Finding>,
) -> Completion {
    let raw = &material.settings.completion;
    let heading = heading(&raw.heading, linker, &material.from, findings);
    let mut criteria = Vec::new();
    for criterion in raw.criteria.iter().flat_map(|criteria| criteria.iter()) {
        let text = criterion_text(criterion, strings, linker, &material.from, &heading, findings);
        let source = criterion
            .goal
            .as_ref()
            .map_or_else(|| text.text().to_owned(), |goal| format!("{} {}", goal.value.kind.word(), goal.value.count));
        let id = ids.give(Thing::Criterion, criterion.id.as_ref(), &source, &criterion.place, findings);
        let RawCriterion { goal, needs_older, was, .. } = criterion;
        criteria.push(Criterion {
            id,
            was: was.clone(),
            goal: goal.as_ref().map(|goal| goal.value),
            goal_place: goal.as_ref().map(|goal| goal.place.clone()),
            needs_older: *needs_older,
            text,
        });
    }
    Completion { heading, criteria }
}

fn criterion_text(
    criterion: &RawCriterion,
    strings: &Strings,
    linker: Linker<'_>,
    from: &From,
    heading: &PartHeading,
    findings: &mut Vec<Finding>,
) -> Rich {
    match (&criterion.text, criterion.goal.as_ref().map(|goal| goal.value)) {
        (Some(text), _) => linker.rich(text, from, findings),
        (None, Some(goal)) => {
            let key = format!("completion.goal.{}", goal.kind.word());
            words(&strings.count(&key, goal.count as usize), &heading.title)
        }
        (None, None) => words("", &heading.title),
    }
}

/// The cards.
pub(super) fn cards(
    raw: &Heading,
    cards: &[RawCard],
    linker: Linker<'_>,
    from: &From,
    ids: &mut Ids,
    findings: &mut Vec<Finding>,
) -> Cards {
    let heading = heading(raw, linker, from, findings);
    let card = |card: &RawCard| Card {
        id: ids.give(Thing::Card, card.id.as_ref(), &card.front.source, &card.front.place, findings),
        was: card.was.clone(),
        front: linker.rich(&card.front, from, findings),
        back: linker.rich(&card.back, from, findings),
    };
    let cards = cards.iter().map(card).collect();
    Cards { heading, cards }
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
    }
}

/// A module without radar and checks is probably a page.
pub(super) fn report_empty(material: &Material<'_>, clinic: &Clinic, findings: &mut Vec<Finding>) {
    let page = material.course.page(material.module.clinic_page);
    let readable = material.document(material.module.clinic_page).is_some_and(|document| document.readable);
    if readable && clinic.radar.rows.is_empty() && clinic.checks.groups.is_empty() {
        findings.push(
            Finding::new(Rule::NoClinic, Place::file(&page.source), "the module has neither a radar nor checks")
                .help("write `radar:` rows in its front matter, or `kind: page` to make it an ordinary page"),
        );
    }
}
