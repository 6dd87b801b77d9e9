//! The log, row by row: boxes on paper that stands upright, or rows of a table across it.

use std::ops::Range;

use super::geometry::{Geometry, Length};
use crate::model::course::{Log, LogRows};
use crate::model::kinds::{LogField, LogForm};

/// What stands on one page of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogPage {
    /// Its starter entries.
    pub starter: Range<usize>,
    /// Its blank rows, counted from 1.
    pub blank: Range<u32>,
    /// How much higher the fields of its boxes are than they must be, since the page has room for it.
    pub more: More,
}

/// What each row of fields in a box takes of the room that is left on its page, in half millimetres.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct More {
    /// On whichever paper.
    pub anywhere: Length,
    /// On A4, which is the higher one.
    pub on_a4: Length,
}

/// How a log is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogShape {
    /// In boxes, or as a table.
    pub form: LogForm,
    /// How many fields a box has beside its strip.
    pub fields: usize,
}

/// The room that a log has, and what it is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogRoom {
    /// The height of what stands above the rows of the first page.
    pub head: Length,
    /// The height of the heads of its columns, where these need more than they have.
    pub heads: Length,
    /// What can be printed on is this high.
    pub page: Length,
    /// The height of a blank row.
    pub row: Length,
    /// How many rows of fields a blank row has that may grow; none where nothing may.
    pub growing: Length,
    /// Whether it takes one page only, to save paper.
    pub saves: bool,
}

impl LogShape {
    /// That of a log, in a form that need not be its own. The date stands in the strip of a box, where it is not alone.
    pub fn of(log: &Log, form: LogForm) -> Self {
        let others = log.columns.iter().filter(|column| column.field != Some(LogField::Date)).count();
        Self { form, fields: others.max(1) }
    }

    /// How many fields stand in each row of a box: two in the first one, which is read first, up to three in the others.
    pub fn rows(self) -> Vec<usize> {
        let below = self.fields.saturating_sub(2);
        let rows = below.div_ceil(3);
        let in_row = |row: usize| below / rows + usize::from(row < below % rows);
        std::iter::once(self.fields - below).chain((0..rows).map(in_row)).collect()
    }
}

impl Geometry {
    /// The height of a row: room for two lines, and the strip below them. `line` is in millimetres.
    pub fn log_row(&self, line: u32) -> Length {
        self.log.row.max(2 * line * 10) + self.log.strip
    }

    /// The height of a box with its strip and the space below it.
    pub fn log_box(&self, shape: LogShape, line: u32) -> Length {
        let line = line.max(self.boxes.line);
        let height = |fields: usize| line * if fields < 3 { self.boxes.two } else { self.boxes.three };
        shape.rows().into_iter().map(height).sum::<Length>() + self.boxes.strip + self.boxes.gap
    }

    /// The height of these texts in cells of these widths in percent.
    pub fn log_text(&self, cells: &[(&str, u32)]) -> Length {
        let cell =
            |(text, percent): &(&str, u32)| self.small.height(text, self.log_column(*percent)) + self.log.padding;
        cells.iter().map(cell).max().unwrap_or_default()
    }

    /// The room for text in a column of this width in percent.
    pub fn log_column(&self, percent: u32) -> Length {
        (self.across(true).width * percent / 100).saturating_sub(self.log.padding)
    }

    /// The height of a starter entry with texts of this height.
    pub fn starter_row(&self, form: LogForm, text: Length, line: u32) -> Length {
        match form {
            LogForm::Boxes => text + self.boxes.gap,
            LogForm::Table => (text + self.log.strip).max(self.log_row(line)),
        }
    }

    /// Cuts a log into pages: entries to begin with, of these heights, then blank rows. A page has one row at least,
    /// so that even a head that fills a page is printed and nothing is lost.
    pub fn log_pages(&self, form: LogForm, room: LogRoom, starter: &[Length], rows: LogRows) -> Vec<LogPage> {
        let around = match form {
            LogForm::Boxes => self.boxes.legend + self.foot,
            LogForm::Table => self.log.head.max(room.heads) + self.log.legend + self.foot,
        };
        let below = |above: Length| room.page.saturating_sub(above + around);
        let mut pages = Paginator::new(below(room.head), below(self.running));
        for height in starter {
            pages.page_for(*height).starter += 1;
        }
        let count = match rows {
            LogRows::Count(count) if room.saves => count.min(pages.fill(room.row)),
            LogRows::Count(count) => count,
            LogRows::Fill => pages.fill(room.row),
        };
        for _ in 0..count {
            pages.page_for(room.row).blank += 1;
        }
        pages.even(room.row);
        let (mut starters, mut blanks) = (0, 1);
        let log_page = |page: Filled| {
            let (starter, blank) = (starters..starters + page.starter, blanks..blanks + page.blank);
            (starters, blanks) = (starter.end, blank.end);
            LogPage { starter, blank, more: self.more(page, room.growing) }
        };
        pages.pages.into_iter().map(log_page).collect()
    }

    /// The room that is left on a page, dealt out to the fields of its boxes.
    fn more(&self, page: Filled, growing: Length) -> More {
        let each = |left: Length| (left / (page.blank * growing).max(1)).min(self.boxes.most) / 5;
        if page.blank * growing == 0 {
            return More::default();
        }
        More { anywhere: each(page.left), on_a4: each(page.left + self.more_on_a4) }
    }
}

/// What stands on a page.
#[derive(Clone, Copy)]
struct Filled {
    starter: usize,
    blank: u32,
    /// Room that is left on it.
    left: Length,
}

/// The pages of a log as they grow.
struct Paginator {
    pages: Vec<Filled>,
    /// Room on each page after the first.
    next: Length,
}

impl Paginator {
    fn new(first: Length, next: Length) -> Self {
        Self { pages: vec![Filled { starter: 0, blank: 0, left: first }], next }
    }

    fn last(&mut self) -> &mut Filled {
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    /// The page on which a row of this height stands.
    fn page_for(&mut self, height: Length) -> &mut Filled {
        let Filled { starter, blank, left } = *self.last();
        if height > left && (starter > 0 || blank > 0) {
            self.pages.push(Filled { starter: 0, blank: 0, left: self.next });
        }
        let page = self.last();
        page.left = page.left.saturating_sub(height);
        page
    }

    /// How many rows of this height fill the last page, or the next one where it has no room for any.
    fn fill(&mut self, row: Length) -> u32 {
        let Filled { starter, left, .. } = *self.last();
        let rows = if left >= row || starter == 0 { left / row } else { self.next / row };
        rows.max(1)
    }

    /// Deals the blank rows, of this height, out anew over the pages that they take, about as many on each: no page ends
    /// a log with a single one.
    fn even(&mut self, row: Length) {
        let last = self.pages.len() - 1;
        let mut rest: u32 = self.pages.iter().map(|page| page.blank).sum();
        for (index, page) in self.pages.iter_mut().enumerate() {
            // Any page but the last has as many as it can.
            let most = if index == last { rest } else { page.blank };
            let pages = u32::try_from(last - index + 1).unwrap_or(u32::MAX);
            let count = rest.div_ceil(pages).min(most);
            page.left = (page.left + page.blank * row).saturating_sub(count * row);
            page.blank = count;
            rest -= count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NORMAL: &Geometry = &Geometry::NORMAL;
    const USUAL: LogShape = LogShape { form: LogForm::Boxes, fields: 5 };

    fn pages(form: LogForm, room: LogRoom, starter: &[Length], rows: LogRows) -> Vec<(usize, usize)> {
        let pages = NORMAL.log_pages(form, room, starter, rows);
        let (mut starters, mut blanks) = (0, 1);
        for page in &pages {
            assert_eq!((page.starter.start, page.blank.start), (starters, blanks), "pages follow each other");
            (starters, blanks) = (page.starter.end, page.blank.end);
        }
        pages.iter().map(|page| (page.starter.len(), page.blank.len())).collect()
    }

    /// The usual head above a table across the paper, or above boxes.
    fn room(form: LogForm) -> LogRoom {
        let (area, row) = match form {
            LogForm::Boxes => (NORMAL.upright(true), NORMAL.log_box(USUAL, 9)),
            LogForm::Table => (NORMAL.across(true), NORMAL.log_row(9)),
        };
        let head = NORMAL.head(NORMAL.title("Mistake log", "One line for each mistake.", area), 100);
        let growing = if form == LogForm::Boxes { 2 } else { 0 };
        LogRoom { head, heads: 0, page: area.height, row, growing, saves: false }
    }

    fn table(starter: &[Length], rows: LogRows) -> Vec<(usize, usize)> {
        pages(LogForm::Table, room(LogForm::Table), starter, rows)
    }

    fn boxes(starter: &[Length], rows: LogRows) -> Vec<(usize, usize)> {
        pages(LogForm::Boxes, room(LogForm::Boxes), starter, rows)
    }

    #[test]
    fn a_row_has_two_lines_and_eighteen_millimetres_at_least() {
        let rows: Vec<Length> = (7..=13).map(|line| NORMAL.log_row(line) - NORMAL.log.strip).collect();
        assert_eq!(rows, [180, 180, 180, 200, 220, 240, 260]);
    }

    #[test]
    fn fields_stand_two_above_and_up_to_three_below() {
        let rows = |fields: usize| LogShape { fields, ..USUAL }.rows();
        let all: Vec<Vec<usize>> = (1..=8).map(rows).collect();
        let wanted: [&[usize]; 8] = [&[1], &[2], &[2, 1], &[2, 2], &[2, 3], &[2, 2, 2], &[2, 3, 2], &[2, 3, 3]];
        assert_eq!(all, wanted);
    }

    #[test]
    fn five_boxes_stand_on_the_first_page_beside_an_example() {
        let example = NORMAL.starter_row(LogForm::Boxes, 3 * NORMAL.boxes.example.line, 9);
        assert_eq!(boxes(&[example], LogRows::Count(10)), [(1, 5), (0, 5)]);
        assert_eq!(boxes(&[], LogRows::Fill), [(0, 5)]);
    }

    #[test]
    fn the_usual_table_fills_both_sides_of_a_sheet() {
        let row = NORMAL.log_row(9);
        assert_eq!(table(&[row], LogRows::Count(10)), [(1, 4), (0, 6)]);
        let room = NORMAL.across(true).height - NORMAL.running - NORMAL.log.head - NORMAL.log.legend - NORMAL.foot;
        assert!(room < 7 * row, "a seventh row would not fit");
    }

    #[test]
    fn rows_are_dealt_out_over_their_pages() {
        let example = NORMAL.starter_row(LogForm::Boxes, 3 * NORMAL.boxes.example.line, 9);
        let blank = |rows: u32| -> Vec<usize> {
            boxes(&[example], LogRows::Count(rows)).into_iter().map(|(_, blank)| blank).collect()
        };
        assert_eq!(blank(5), [5]);
        assert_eq!(blank(6), [3, 3], "in place of five and one");
        assert_eq!(blank(11), [5, 6]);
        assert_eq!(blank(12), [4, 4, 4], "in place of five, six and one");
        assert_eq!(table(&[], LogRows::Count(12)), [(0, 4), (0, 4), (0, 4)]);
    }

    #[test]
    fn what_is_left_of_a_page_is_room_to_write() {
        let room = room(LogForm::Boxes);
        let pages = NORMAL.log_pages(LogForm::Boxes, room, &[], LogRows::Count(7));
        assert_eq!(pages.len(), 2);
        for (page, above) in pages.iter().zip([room.head, NORMAL.running]) {
            let boxes = page.blank.end - page.blank.start;
            let used = |more: Length| above + boxes * (room.row + 2 * 5 * more) + NORMAL.boxes.legend + NORMAL.foot;
            let high = room.page + NORMAL.more_on_a4;
            assert!(used(page.more.anywhere) <= room.page && used(page.more.on_a4) <= high);
            let is_most = |more: Length| 5 * more == NORMAL.boxes.most;
            assert!(is_most(page.more.anywhere) || used(page.more.anywhere + 1) > room.page, "{page:?}");
            assert!(is_most(page.more.on_a4) || used(page.more.on_a4 + 1) > high, "{page:?}");
        }
        let table = NORMAL.log_pages(LogForm::Table, self::room(LogForm::Table), &[], LogRows::Count(2));
        assert_eq!(table[0].more, More::default(), "rows of a table are alike on all pages");
    }

    #[test]
    fn filling_ends_with_the_page() {
        let row = NORMAL.log_row(9);
        assert_eq!(table(&[row], LogRows::Fill), [(1, 4)]);
        assert_eq!(table(&[], LogRows::Fill), [(0, 5)]);
        assert_eq!(table(&[row; 5], LogRows::Fill), [(5, 0), (0, 6)]);
    }

    #[test]
    fn a_log_that_saves_paper_takes_one_page() {
        let saving = |form| LogRoom { saves: true, ..room(form) };
        assert_eq!(pages(LogForm::Boxes, saving(LogForm::Boxes), &[], LogRows::Count(10)), [(0, 5)]);
        assert_eq!(pages(LogForm::Boxes, saving(LogForm::Boxes), &[], LogRows::Count(3)), [(0, 3)]);
        assert_eq!(pages(LogForm::Table, saving(LogForm::Table), &[], LogRows::Count(10)), [(0, 5)]);
    }

    #[test]
    fn no_row_is_lost_whatever_its_height() {
        assert_eq!(table(&[5000, 230], LogRows::Count(1)), [(1, 0), (1, 1)]);
        for form in [LogForm::Boxes, LogForm::Table] {
            let high = LogRoom { head: 9000, ..room(form) };
            assert_eq!(pages(form, high, &[], LogRows::Count(2)), [(0, 1), (0, 1)]);
            assert_eq!(pages(form, high, &[], LogRows::Fill), [(0, 1)]);
            let total: usize = pages(form, room(form), &[], LogRows::Count(500)).iter().map(|page| page.1).sum();
            assert_eq!(total, 500);
        }
    }

    #[test]
    fn without_rows_there_is_one_page_with_nothing_on_it() {
        assert_eq!(table(&[], LogRows::Count(0)), [(0, 0)]);
        assert_eq!(boxes(&[], LogRows::Count(0)), [(0, 0)]);
    }

    #[test]
    fn a_starter_entry_is_as_high_as_its_longest_cell() {
        let row = NORMAL.log_row(9);
        let height = |cells: &[(&str, u32)]| NORMAL.starter_row(LogForm::Table, NORMAL.log_text(cells), 9);
        assert_eq!(height(&[("short", 19)]), row);
        let long = "word ".repeat(60);
        assert!(height(&[("short", 19), (&long, 19)]) > 2 * row);
    }
}
