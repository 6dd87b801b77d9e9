//! What does not fit the sheets. The fonts of readers are unknown, so that all of it is about so.

use std::collections::BTreeSet;

use super::Whole;
use crate::finding::{Finding, Rule};
use crate::model::course::{Cards, Clinic, Course, Log, PageChecks, Rich, Statement};
use crate::model::kinds::SheetKind;
use crate::paper::{Layout, Length, ShrunkFormula, WideWord};
use crate::text::{Place, Span};

/// What is found, each thing once: a column or a statement may be on the sheets of many modules.
#[derive(Default)]
struct Misfits<'a> {
    findings: Vec<Finding>,
    told: BTreeSet<(Rule, &'a Place)>,
    formulas: BTreeSet<Place>,
}

pub(super) fn check(whole: Whole<'_>) -> Vec<Finding> {
    let mut misfits = Misfits::default();
    for module in &whole.course.modules {
        misfits.clinic(whole.course.clinic(module.id));
    }
    misfits.pages(whole.course);
    misfits.findings
}

impl<'a> Misfits<'a> {
    fn clinic(&mut self, clinic: &'a Clinic) {
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
    }

    fn log(&mut self, log: &'a Log, layout: Layout<'a>) {
        let cure =
            "give its column more `width:`, take a shorter word, or show where it may end: by a blank, or by `&shy;`";
        for column in &log.columns {
            self.word(layout.wide_in_log(&column.title, column.width), &column.title, "its column of the log", cure);
        }
        let starter = log.starter.iter().filter(|_| layout.options.starter);
        let cells = starter.flat_map(|row| log.columns.iter().zip(row));
        for (column, cell) in cells.filter_map(|(column, cell)| Some((column, cell.as_ref()?))) {
            self.word(layout.wide_in_log(cell, column.width), cell, "its column of the log", cure);
        }
    }

    fn cards(&mut self, cards: &'a Cards, layout: Layout<'a>) {
        let cure = "take a shorter word, or show where it may end: by a blank, or by `&shy;`";
        for card in &cards.cards {
            for face in [&card.front, &card.back] {
                self.word(layout.wide_on_card(face), face, "a card", cure);
                self.formulas(layout.small_on_card(face), face);
            }
            let Some(high) = layout.crowded_card(card) else { continue };
            let longest = layout.longer_face(card);
            let (height, room) = (millimetres(high.height), millimetres(high.room));
            let message = format!("the card grows to about {height} mm on paper, in place of {room} mm");
            let cure = "ask for less, or make several cards of it: one card, one thing to remember";
            self.add(Rule::CrowdedCard, &longest.place, message, cure);
        }
    }

    fn statement(&mut self, statement: &'a Statement, layout: Layout<'a>) {
        let cure = "take a shorter word, or show where it may end: by a blank, or by `&shy;`";
        let hint = statement.hint.as_ref().filter(|_| layout.options.hints);
        for text in std::iter::once(&statement.text).chain(hint) {
            self.word(layout.wide_in_statement(text), text, "the column of statements", cure);
            self.formulas(layout.small_in_statement(text), text);
        }
        if let Some(high) = layout.high_statement(statement) {
            let (height, room) = (millimetres(high.height), millimetres(high.room));
            let message = format!(
                "the statement takes about {height} mm of paper with its room to write, and a page has {room} mm"
            );
            let cure = "make several statements of it, or write what they share into the `intro:` of their group";
            self.add(Rule::LongStatement, &statement.text.place, message, cure);
        }
    }

    /// Pages with `sheet: true`, and their checks that are on no sheet of their module.
    fn pages(&mut self, course: &'a Course) {
        for page in &course.pages {
            let Some(options) = course.text(page.id).sheet.as_deref() else { continue };
            let layout = Layout::new(options, false);
            self.formulas(layout.small_in_text(&course.text(page.id).body), &course.text(page.id).body);
            if let Some(PageChecks::Own(group)) = &course.text(page.id).checks {
                group.statements.iter().for_each(|statement| self.statement(statement, layout));
            }
        }
    }

    fn formulas(&mut self, shrunk: impl Iterator<Item = ShrunkFormula>, text: &'a Rich) {
        for formula in shrunk {
            let (width, room) = (millimetres(formula.width), millimetres(formula.column));
            let message = format!(
                "the formula is about {width} mm wide, where {room} mm are: on paper it shrinks to about {} % of its size",
                formula.percent()
            );
            let place = Place::new(&text.place.path, formula.span);
            let cure = "break it into lines, in `$$` with `\\\\` between them, or give its parts names";
            if self.formulas.insert(place.clone()) {
                self.findings.push(Finding::new(Rule::WideFormula, place, message).help(cure));
            }
        }
    }

    fn word(&mut self, wide: Option<WideWord<'_>>, text: &'a Rich, column: &str, cure: &str) {
        let Some(WideWord { word, width, column: room }) = wide else { return };
        let (width, room) = (millimetres(width), millimetres(room));
        let message = format!("`{word}` is wider than {column}: about {width} mm, where {room} mm are");
        self.add(Rule::WideWord, &text.place, message, cure);
    }

    /// What is built in was written nowhere.
    fn add(&mut self, rule: Rule, place: &'a Place, message: String, cure: &str) {
        if place.span != Span::default() && self.told.insert((rule, place)) {
            self.findings.push(Finding::new(rule, place.clone(), message).help(cure));
        }
    }
}

fn millimetres(length: Length) -> Length {
    (length + 5) / 10
}
