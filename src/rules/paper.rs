//! What does not fit the sheets. The fonts of readers are unknown, so that all of it is about so.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::RuleInput;
use crate::finding::{Finding, Rule};
use crate::model::course::{Cards, Clinic, Course, Log, PageChecks, PageText, Rich, Statement};
use crate::model::kinds::{LogForm, SheetKind};
use crate::paper::{Layout, Length, ShrunkFormula, WideWord};
use crate::text::{Place, Span};

pub(super) fn find(input: RuleInput<'_>) -> Vec<Finding> {
    let Course { outline: _, texts, clinics } = input.course;
    let of_clinics = (0..clinics.len()).into_par_iter().map(|place| Misfits::default().of_clinic(&clinics[place]));
    let of_pages = (0..texts.len()).into_par_iter().map(|place| Misfits::default().of_page(&texts[place]));
    let all: Vec<Misfits> = of_clinics.chain(of_pages).collect();
    // Each thing once: a column or a statement may be on the sheets of many modules.
    let mut reported: BTreeSet<(Rule, Place)> = BTreeSet::new();
    let all = all.into_iter().flat_map(|Misfits(findings)| findings);
    all.filter(|finding| reported.insert((finding.rule, finding.place.clone()))).collect()
}

/// What is found on the sheets of a module or a page.
#[derive(Default)]
struct Misfits(Vec<Finding>);

impl Misfits {
    fn of_clinic(mut self, clinic: &Clinic) -> Self {
        let layout = Layout::new(&clinic.sheets, false);
        let prints = |kind: SheetKind| clinic.sheets.print.contains(&kind) && kind.is_of(&clinic.parts);
        if prints(SheetKind::Log) {
            self.log(&clinic.log, layout);
        }
        if prints(SheetKind::Checks) {
            let statements = clinic.checks.groups.iter().flat_map(|group| &group.statements);
            statements.for_each(|statement| self.statement(statement, layout));
        }
        if prints(SheetKind::Cards) {
            self.cards(&clinic.cards, layout);
        }
        self
    }

    /// With `sheet: true`, and its checks that are on no sheet of its module.
    fn of_page(mut self, text: &PageText) -> Self {
        let Some(options) = text.sheet.as_deref() else { return self };
        let layout = Layout::new(options, false);
        self.formulas(layout.small_in_text(&text.body), &text.body);
        if let Some(PageChecks::Own(group)) = &text.checks {
            group.statements.iter().for_each(|statement| self.statement(statement, layout));
        }
        self
    }

    fn log(&mut self, log: &Log, layout: Layout<'_>) {
        let cure = "increase the column's `width:`, use a shorter word, or allow a line break with a space or `&shy;`";
        for column in &log.columns {
            let wide = layout.wide_in_log(&column.title, log.form, column.width);
            self.word(wide, &column.title, "its column in the log", cure);
        }
        // Above boxes an entry is a paragraph as wide as the paper.
        let has_cells = layout.options.starter && log.form == LogForm::Table;
        let starter = log.starter.iter().filter(|_| has_cells);
        let cells = starter.flat_map(|row| log.columns.iter().zip(row));
        for (column, cell) in cells.filter_map(|(column, cell)| Some((column, cell.as_ref()?))) {
            self.word(layout.wide_in_log(cell, log.form, column.width), cell, "its column in the log", cure);
        }
    }

    fn cards(&mut self, cards: &Cards, layout: Layout<'_>) {
        let cure = "use a shorter word, or allow a line break with a space or `&shy;`";
        for card in &cards.cards {
            for face in layout.faces_of(card) {
                self.word(layout.wide_on_card(face), face.text, "a card", cure);
                self.formulas(layout.small_on_card(face), face.text);
            }
            let Some(high) = layout.crowded_card(card) else { continue };
            let longest = layout.longer_face(card);
            let (height, room) = (millimetres(high.height), millimetres(high.room));
            let message =
                format!("on paper, the card is about {height} mm high, but a standard card is only {room} mm high");
            let cure =
                "shorten the text on the card, or split the card into several cards, each with one thing to remember";
            self.add(Rule::CrowdedCard, &longest.place, message, cure);
        }
    }

    fn statement(&mut self, statement: &Statement, layout: Layout<'_>) {
        let cure = "use a shorter word, or allow a line break with a space or `&shy;`";
        let hint = statement.hint.as_deref().filter(|_| layout.options.hints);
        for text in std::iter::once(&statement.text).chain(hint) {
            self.word(layout.wide_in_statement(text), text, "the statement column", cure);
            self.formulas(layout.small_in_statement(text), text);
        }
        if let Some(high) = layout.high_statement(statement) {
            let (height, room) = (millimetres(high.height), millimetres(high.room));
            let message = format!(
                "the statement and its writing space are about {height} mm high in total, but a page has room for only {room} mm"
            );
            let cure = "split the statement into several statements, or move the shared text to the `intro:` of the check group";
            self.add(Rule::LongStatement, &statement.text.place, message, cure);
        }
    }

    fn formulas(&mut self, shrunk: impl Iterator<Item = ShrunkFormula>, text: &Rich) {
        for formula in shrunk {
            let (width, room) = (millimetres(formula.width), millimetres(formula.column));
            let message = format!(
                "the formula is about {width} mm wide, but only {room} mm is available, so it shrinks to about {}% of its size on paper",
                formula.percent()
            );
            let place = Place::new(&text.place.path, formula.span);
            let cure = "put the formula between `$$` delimiters and break it into lines with `\\\\`, or define shorter names for its parts";
            self.0.push(Finding::new(Rule::WideFormula, place, message).help(cure));
        }
    }

    fn word(&mut self, wide: Option<WideWord<'_>>, text: &Rich, column: &str, cure: &str) {
        let Some(WideWord { word, width, column: room }) = wide else { return };
        let (width, room) = (millimetres(width), millimetres(room));
        let message = format!("`{word}` is about {width} mm wide, but {column} has room for only {room} mm");
        self.add(Rule::WideWord, &text.place, message, cure);
    }

    /// What is built in was written nowhere.
    fn add(&mut self, rule: Rule, place: &Place, message: String, cure: &str) {
        if place.span() != Span::default() {
            self.0.push(Finding::new(rule, place.clone(), message).help(cure));
        }
    }
}

fn millimetres(length: Length) -> Length {
    (length + 5) / 10
}
