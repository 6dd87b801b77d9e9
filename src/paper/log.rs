//! The log, row by row.

use std::ops::Range;

use super::geometry::{Geometry, Length};
use crate::model::course::LogRows;

/// What stands on one page of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogPage {
    /// Its starter entries.
    pub starter: Range<usize>,
    /// Its blank rows, counted from 1.
    pub blank: Range<u32>,
}

/// What stands above the rows of the first page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogHead {
    /// Its height, fields included.
    pub height: Length,
    /// Whether an edge is left free for holes.
    pub punch: bool,
}

impl Geometry {
    /// The height of a row: room for two lines, and the strip below them. `line` is in millimetres.
    pub fn log_row(&self, line: u32) -> Length {
        self.log.row.max(2 * line * 10) + self.log.strip
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

    /// The height of a row that holds texts of this height.
    pub fn starter_row(&self, text: Length, line: u32) -> Length {
        (text + self.log.strip).max(self.log_row(line))
    }

    /// Cuts a log into pages: entries to begin with, of these heights, then blank rows. A page has one row at least,
    /// so that even a head that fills a page is printed and nothing is lost.
    pub fn log_pages(&self, head: LogHead, starter: &[Length], rows: LogRows, line: u32) -> Vec<LogPage> {
        let area = self.across(head.punch).height;
        let room = |above: Length| area.saturating_sub(above + self.log.head + self.foot);
        let row = self.log_row(line);
        let mut growing = Paginator::new(room(head.height), room(self.running));
        for height in starter {
            growing.page_for(*height).starter.end += 1;
        }
        let count = match rows {
            LogRows::Count(count) => count,
            LogRows::Fill => growing.fill(row),
        };
        for _ in 0..count {
            growing.page_for(row).blank.end += 1;
        }
        growing.pages
    }
}

/// The pages of a log as they grow.
struct Paginator {
    pages: Vec<LogPage>,
    /// Room that is left on the last page.
    left: Length,
    /// Room on each page after the first.
    next: Length,
}

impl Paginator {
    fn new(first: Length, next: Length) -> Self {
        Self { pages: vec![LogPage { starter: 0..0, blank: 1..1 }], left: first, next }
    }

    fn last(&mut self) -> &mut LogPage {
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    /// The page on which a row of this height stands.
    fn page_for(&mut self, height: Length) -> &mut LogPage {
        let LogPage { starter, blank } = self.last().clone();
        let is_empty = starter.is_empty() && blank.is_empty();
        if height > self.left && !is_empty {
            self.pages.push(LogPage { starter: starter.end..starter.end, blank: blank.end..blank.end });
            self.left = self.next;
        }
        self.left = self.left.saturating_sub(height);
        self.last()
    }

    /// How many rows of this height fill the last page, or the next one where it has no room for any.
    fn fill(&mut self, row: Length) -> u32 {
        let is_empty = self.last().starter.is_empty();
        let rows = if self.left >= row || is_empty { self.left / row } else { self.next / row };
        rows.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NORMAL: &Geometry = &Geometry::NORMAL;

    fn pages(head: Length, starter: &[Length], rows: LogRows, line: u32) -> Vec<(usize, usize)> {
        let pages = NORMAL.log_pages(LogHead { height: head, punch: true }, starter, rows, line);
        let (mut starters, mut blanks) = (0, 1);
        for page in &pages {
            assert_eq!((page.starter.start, page.blank.start), (starters, blanks), "pages follow each other");
            (starters, blanks) = (page.starter.end, page.blank.end);
        }
        pages.iter().map(|page| (page.starter.len(), page.blank.len())).collect()
    }

    fn usual_head() -> Length {
        NORMAL.head(NORMAL.title("Mistake log", "One line for each mistake.", NORMAL.across(true)), 100)
    }

    #[test]
    fn a_row_has_two_lines_and_eighteen_millimetres_at_least() {
        let rows: Vec<Length> = (7..=13).map(|line| NORMAL.log_row(line) - NORMAL.log.strip).collect();
        assert_eq!(rows, [180, 180, 180, 200, 220, 240, 260]);
    }

    #[test]
    fn the_usual_log_fills_both_sides_of_a_sheet() {
        let row = NORMAL.log_row(9);
        assert_eq!(pages(usual_head(), &[row], LogRows::Count(10), 9), [(1, 4), (0, 6)]);
        let room = NORMAL.across(true).height - NORMAL.running - NORMAL.log.head - NORMAL.foot;
        assert!(room < 7 * row, "a seventh row would not fit");
    }

    #[test]
    fn filling_ends_with_the_page() {
        let row = NORMAL.log_row(9);
        assert_eq!(pages(usual_head(), &[row], LogRows::Fill, 9), [(1, 4)]);
        assert_eq!(pages(usual_head(), &[], LogRows::Fill, 9), [(0, 5)]);
        assert_eq!(pages(usual_head(), &[row; 5], LogRows::Fill, 9), [(5, 0), (0, 6)]);
    }

    #[test]
    fn no_row_is_lost_whatever_its_height() {
        assert_eq!(pages(usual_head(), &[5000, 230], LogRows::Count(1), 9), [(1, 0), (1, 1)]);
        assert_eq!(pages(9000, &[], LogRows::Count(2), 9), [(0, 1), (0, 1)]);
        assert_eq!(pages(9000, &[], LogRows::Fill, 9), [(0, 1)]);
        let total: usize = pages(usual_head(), &[], LogRows::Count(500), 7).iter().map(|page| page.1).sum();
        assert_eq!(total, 500);
    }

    #[test]
    fn without_rows_there_is_one_page_with_nothing_on_it() {
        assert_eq!(pages(usual_head(), &[], LogRows::Count(0), 9), [(0, 0)]);
    }

    #[test]
    fn a_starter_entry_is_as_high_as_its_longest_cell() {
        let row = NORMAL.log_row(9);
        assert_eq!(NORMAL.starter_row(NORMAL.log_text(&[("short", 19)]), 9), row);
        let long = "word ".repeat(60);
        assert!(NORMAL.starter_row(NORMAL.log_text(&[("short", 19), (&long, 19)]), 9) > 2 * row);
    }
}
