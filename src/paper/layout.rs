//! How the parts of a module lie on paper with its options: the same for what is printed, what its script is told, and
//! what is checked.

use super::cards::{CardPage, Face};
use super::geometry::{Area, Geometry, Length, TextSize};
use super::log::{LogPage, LogRoom, LogShape};
use crate::model::course::Rich;
use crate::model::course::{
    Card, Cards, Completion, Group, Log, LogRows, PartHeading, Protocol, SheetOptions, Statement,
};
use crate::model::fragment::Counts;
use crate::model::kinds::{CardStyle, LogForm};

/// Sizes and options of some sheets.
#[derive(Clone, Copy, Debug)]
pub struct Layout<'a> {
    /// The sizes.
    pub geometry: &'static Geometry,
    /// The options.
    pub options: &'a SheetOptions,
    /// Whether it is large print.
    pub large: bool,
}

/// How the text of each thing in a list stands on paper.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// Its letters.
    pub size: TextSize,
    /// What stands beside it, across.
    pub beside: Length,
    /// The room below it.
    pub below: Length,
}

impl<'a> Layout<'a> {
    /// Sheets with these options, in usual or in large print.
    pub fn new(options: &'a SheetOptions, large: bool) -> Self {
        Self { geometry: Geometry::of(large, options.save), options, large }
    }

    /// Whether paper is saved, which large print does not.
    pub fn saves(self) -> bool {
        self.options.save && !self.large
    }

    /// Distance of ruled lines in millimetres.
    pub fn line(self) -> u32 {
        match (self.large, self.options.save) {
            (true, _) => Geometry::LARGE_LINE,
            (false, true) => Geometry::SAVING_LINE,
            (false, false) => self.options.line,
        }
    }

    /// What a sheet that stands upright prints on.
    pub fn area(self) -> Area {
        self.geometry.upright(self.options.punch)
    }

    /// What a log of this form prints on, with a margin for holes or without.
    fn log_area(self, form: LogForm, punch: bool) -> Area {
        match form {
            LogForm::Boxes => self.geometry.upright(punch),
            LogForm::Table => self.geometry.across(punch),
        }
    }

    /// What is known of a log's heights in this form: that of title and intro, that of the heads of its columns, then those
    /// of the texts of its starter entries; beside a margin for holes, which readers choose after texts have been measured.
    pub fn log_heights(self, log: &Log, form: LogForm) -> Vec<Length> {
        let title = self.title(&log.heading, self.log_area(form, true));
        let heads = match form {
            LogForm::Boxes => 0,
            LogForm::Table => self.heads(log),
        };
        [title, heads].into_iter().chain(self.starter(log, form)).collect()
    }

    /// The height of the heads of a log's columns. They are bold; but letters count as wide as those of wide fonts, and bold
    /// ones are hardly wider: 0.603 em in `DejaVu Sans`, 0.507 em in Helvetica, in such titles.
    fn heads(self, log: &Log) -> Length {
        let titles: Vec<(&str, u32)> = log.columns.iter().map(|column| (column.title.text(), column.width)).collect();
        self.geometry.log_text(&titles)
    }

    /// The height of a line of fields to fill in, with the space above it.
    pub fn fields(self) -> Length {
        self.line() * 10 + 10
    }

    fn title(self, heading: &PartHeading, area: Area) -> Length {
        let intro = heading.intro.as_ref().map_or("", |intro| intro.text());
        self.geometry.title(heading.title.text(), intro, area)
    }

    /// The head of a sheet with this title.
    fn head(self, title: Length) -> Length {
        let fields = if self.options.header.is_empty() { 0 } else { self.fields() };
        self.geometry.head(title, fields)
    }

    /// The head of a sheet that flows.
    fn flow_head(self, heading: &PartHeading) -> Length {
        self.head(self.title(heading, self.area()))
    }

    /// The head of a sheet of which only a short title is known.
    fn short_head(self) -> Length {
        self.head(self.geometry.heading.line + 2 * self.geometry.small.line)
    }

    /// The log, page by page.
    pub fn log(self, log: &Log) -> Vec<LogPage> {
        self.log_of(LogShape::of(log, log.form), &self.log_heights(log, log.form), log.rows)
    }

    /// A log of this shape with these heights, of title, heads and starter entries, and so many blank rows.
    pub(super) fn log_of(self, shape: LogShape, heights: &[Length], rows: LogRows) -> Vec<LogPage> {
        let (form, line) = (shape.form, self.line());
        let (title, heads, starter) = match heights {
            [title, heads, starter @ ..] => (*title, *heads, starter),
            _ => (0, 0, heights),
        };
        let row = match form {
            LogForm::Boxes => self.geometry.log_box(shape, line),
            LogForm::Table => self.geometry.log_row(line),
        };
        let page = self.log_area(form, self.options.punch).height;
        // What saves paper leaves the rest of a page as it is.
        let growing = if form == LogForm::Boxes && !self.saves() { shape.rows().len() } else { 0 };
        let growing = u32::try_from(growing).unwrap_or(u32::MAX);
        let room = LogRoom { head: self.head(title), heads, page, row, growing, saves: self.saves() };
        let printed = starter.iter().filter(|_| self.options.starter);
        let starter: Vec<Length> = printed.map(|text| self.geometry.starter_row(form, *text, line)).collect();
        self.geometry.log_pages(form, room, &starter, rows)
    }

    /// How many blank rows a log has.
    pub fn blank_rows(self, log: &Log) -> u32 {
        match log.rows {
            LogRows::Count(rows) if !self.saves() => rows,
            LogRows::Count(_) | LogRows::Fill => self.log(log).last().map_or(0, |page| page.blank.end - 1),
        }
    }

    /// The heights of the texts of each starter entry. Above boxes an entry is an example in one paragraph.
    fn starter(self, log: &Log, form: LogForm) -> Vec<Length> {
        let cells = |row: &Vec<Option<Rich>>| match form {
            LogForm::Boxes => self.example(log, row),
            LogForm::Table => {
                let cells = log.columns.iter().zip(row);
                let cells: Vec<(&str, u32)> =
                    cells.filter_map(|(column, cell)| Some((cell.as_ref()?.text(), column.width))).collect();
                self.geometry.log_text(&cells)
            }
        };
        log.starter.iter().map(cells).collect()
    }

    fn example(self, log: &Log, row: &[Option<Rich>]) -> Length {
        let cells = log.columns.iter().zip(row).filter_map(|(column, cell)| Some((column, cell.as_ref()?)));
        let words: Vec<&str> = cells.flat_map(|(column, cell)| [column.title.text(), cell.text()]).collect();
        self.geometry.boxes.example.height(&words.join(" "), self.geometry.upright(true).width)
    }

    /// The room that the texts of each card take.
    pub fn faces(self, cards: &Cards) -> Vec<Face> {
        let face = |card: &Card| self.geometry.card(card.front.text(), card.back.text(), self.card_style());
        cards.cards.iter().map(face).collect()
    }

    /// How cards are made: those to fold over take the fewest sides of paper.
    pub fn card_style(self) -> CardStyle {
        if self.saves() { CardStyle::Fold } else { self.options.cards }
    }

    /// The cards, page by page.
    pub fn cards(self, cards: &Cards) -> Vec<CardPage> {
        self.geometry.card_pages(&self.faces(cards), self.card_style())
    }

    /// The height of a statement with its room to write.
    pub fn statement(self, statement: &Statement) -> Length {
        let hint = statement.hint.as_deref().filter(|_| self.options.hints).map(Rich::text);
        self.geometry.statement(statement.text.text(), hint, self.line(), self.area())
    }

    /// How many pages these groups take.
    pub fn checks(self, heading: &PartHeading, groups: &[&Group]) -> u32 {
        let heights: Vec<Length> = groups.iter().flat_map(|group| self.group(group)).collect();
        self.geometry.flow_pages(self.flow_head(heading), &heights, self.area())
    }

    fn group(self, group: &Group) -> Vec<Length> {
        let intro = group.intro.as_ref().map_or(0, |intro| self.geometry.small.height(intro.text(), self.area().width));
        let mut above = self.geometry.statement.heading + intro;
        let height = |statement: &Statement| self.statement(statement) + std::mem::take(&mut above);
        group.statements.iter().map(height).collect()
    }

    /// How many pages these statements take below a short head, as on a review sheet.
    pub fn statements<'s>(self, statements: impl Iterator<Item = &'s Statement>) -> u32 {
        let heights: Vec<Length> = statements.map(|statement| self.statement(statement)).collect();
        self.geometry.flow_pages(self.short_head(), &heights, self.area())
    }

    /// How many pages the completion standard takes.
    pub fn completion(self, completion: &Completion) -> u32 {
        let texts = completion.criteria.iter().map(|criterion| criterion.text.text());
        let lines = 2 * self.line() * 10;
        let item = Item { size: self.geometry.flow, beside: self.geometry.statement.label, below: lines + 50 };
        self.list(Some(&completion.heading), texts, item)
    }

    /// How many pages the radar and the protocol take: the texts of each trap, which stand side by side, and of each step. In
    /// large print the first text of a trap stands above the others.
    pub fn start(self, traps: &[Vec<&str>], steps: &[&str]) -> u32 {
        let (size, width) = (self.geometry.start, self.area().width - self.geometry.statement.label);
        let beside = |texts: &[&str]| {
            let column = width / u32::try_from(texts.len().max(1)).unwrap_or(1);
            texts.iter().map(|text| size.height(text, column)).max().unwrap_or(0)
        };
        let trap = |trap: &Vec<&str>| match trap.split_first() {
            Some((first, others)) if self.large => size.height(first, width) + beside(others),
            _ => beside(trap),
        };
        let traps = traps.iter().map(|one| trap(one) + 18);
        let steps = steps.iter().map(|step| size.height(step, width) + 10);
        let heights: Vec<Length> =
            [2 * self.geometry.statement.heading].into_iter().chain(traps).chain(steps).collect();
        self.geometry.flow_pages(self.short_head(), &heights, self.area())
    }

    /// Whether a few words fit below the first text of a trap without making it higher than the texts `beside` it do. In
    /// large print that text has a line of its own.
    pub fn has_room_below(self, first: &str, words: &str, beside: &[&str]) -> bool {
        let (size, width) = (self.geometry.start, self.area().width - self.geometry.statement.label);
        let column = width / u32::try_from(beside.len() + 1).unwrap_or(1);
        let height = |text: &str| size.height(text, column);
        !self.large && height(first) + height(words) <= beside.iter().map(|text| height(text)).max().unwrap_or(0)
    }

    /// How many pages the protocol takes; it is read from afar.
    pub fn protocol(self, protocol: &Protocol) -> u32 {
        let texts = protocol.steps.iter().map(|step| step.text.text());
        self.list(Some(&protocol.heading), texts, Item { size: Geometry::LARGE.text, beside: 200, below: 80 })
    }

    /// How many pages a list takes, below this heading or a short title.
    pub fn list<'t>(self, heading: Option<&PartHeading>, texts: impl Iterator<Item = &'t str>, item: Item) -> u32 {
        let head = heading.map_or_else(|| self.short_head(), |heading| self.flow_head(heading));
        let width = self.area().width - item.beside;
        let heights: Vec<Length> = texts.map(|text| item.size.height(text, width) + item.below).collect();
        self.geometry.flow_pages(head, &heights, self.area())
    }

    /// How many pages the key takes.
    pub fn key(self, groups: &[Group]) -> u32 {
        let width = self.area().width - self.geometry.statement.label;
        let height = |statement: &Statement| {
            let answer = statement.answer.as_ref();
            let parts = answer.map(|answer| [&answer.error, &answer.why, &answer.correction]);
            let parts = parts.into_iter().flatten().flatten();
            let size = Geometry::SAVING.flow;
            let lines: Length = parts.map(|part| size.height(part.text(), width) + 10).sum();
            size.height(statement.text.text(), width) + lines + self.geometry.statement.gap
        };
        let heights: Vec<Length> = groups.iter().flat_map(|group| &group.statements).map(height).collect();
        self.geometry.flow_pages(self.short_head(), &heights, self.area())
    }

    /// How many lines are ruled below a question of a page that asks for so many.
    pub fn lines(self, wanted: u32) -> u32 {
        if self.saves() { wanted.min(Geometry::SAVING_LINES) } else { wanted }
    }

    /// How many pages a text of its own takes with its room to write, so many lines below each question, and statements
    /// after it.
    pub fn page(self, body: &Rich, lines_below: u32, statements: &[Statement]) -> u32 {
        let TextSize { line, .. } = self.geometry.flow;
        let text = self.geometry.flow.height(body.text(), self.area().width);
        // A text may be cut at any line.
        let lines = std::iter::repeat_n(line, (text / line) as usize);
        let Counts { ruled_lines, rows_to_fill, rows_of_words, rooms, boxes: _, formulas: _ } = body.fragment.counts;
        let row = self.geometry.log_row(self.line()) - self.geometry.log.strip;
        // Words stand beside each other in a row, so that it is a line higher than what they take as running text.
        let beside = self.geometry.small.line + Geometry::CELL_EDGES;
        let room = [
            (self.line() * 10, ruled_lines),
            (self.line() * 10 * self.lines(lines_below), rooms),
            (row, rows_to_fill),
            (beside, rows_of_words),
        ];
        let room = room.into_iter().flat_map(|(height, number)| std::iter::repeat_n(height, number as usize));
        let requested = statements.iter().map(|statement| self.statement(statement));
        let heights: Vec<Length> = lines.chain(room).chain(requested).collect();
        self.geometry.flow_pages(self.short_head(), &heights, self.area())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::text::{Place, SourcePath, Span};

    /// How many pages a text takes that holds this much beside its words.
    fn pages(words: &str, counts: Counts) -> u32 {
        let place = Place::new(&SourcePath::new("content/a.md"), Span::default());
        let plain = Rich::plain(words, place);
        let fragment = (*plain.fragment).clone().with(|own| own.counts = counts);
        let body = Rich { fragment: Arc::new(fragment), ..plain };
        Layout::new(&SheetOptions::default(), false).page(&body, 5, &[])
    }

    #[test]
    fn the_room_to_write_in_a_text_takes_paper() {
        assert_eq!(pages("Why?", Counts::default()), 1);
        assert_eq!(pages("Why?", Counts { ruled_lines: 60, ..Counts::default() }), 3);
        assert_eq!(pages("Why?", Counts { rows_to_fill: 20, ..Counts::default() }), 2);
        assert_eq!(pages("Why?", Counts { rooms: 6, ..Counts::default() }), 2);
    }

    #[test]
    fn rows_of_words_are_higher_than_the_same_words_in_a_line() {
        let words = "some words ".repeat(150);
        assert_eq!(pages(&words, Counts::default()), 1);
        assert_eq!(pages(&words, Counts { rows_of_words: 5, ..Counts::default() }), 1);
        assert_eq!(pages(&words, Counts { rows_of_words: 25, ..Counts::default() }), 2);
    }

    #[test]
    fn words_about_room_are_words() {
        let words = "class=\"rule\" <tbody><tr><td></td> ".repeat(20);
        assert_eq!(pages(&words, Counts::default()), 1);
    }
}
