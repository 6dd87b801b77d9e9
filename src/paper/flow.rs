//! What flows from page to page by itself: how high it is, about.

use super::geometry::{Area, Geometry, Length};

impl Geometry {
    /// The height of a statement with its hint and its ruled lines; `line` is in millimetres.
    pub fn statement(&self, text: &str, hint: Option<&str>, line: u32, area: Area) -> Length {
        let column = self.statement_column(area);
        let hint = hint.map_or(0, |hint| self.flow.height(hint, column) + self.flow.line);
        self.flow.height(text, column) + hint + self.statement.rules * line * 10 + self.statement.gap
    }

    /// The room for the text of a statement beside its label.
    pub fn statement_column(&self, area: Area) -> Length {
        area.width - self.statement.label
    }

    /// How many pages these blocks take; a block is never cut unless it is higher than a page. The first page has the
    /// head of the sheet, the others a running head.
    pub fn flow_pages(&self, head: Length, blocks: &[Length], area: Area) -> u32 {
        let room = |above: Length| area.height.saturating_sub(above).max(1);
        let next = room(self.running);
        let (mut pages, mut left, mut is_empty) = (1, room(head), true);
        for block in blocks {
            if *block > left && !is_empty {
                (pages, left) = (pages + 1, next);
            }
            if *block > left {
                let over = (block - left).div_ceil(next);
                pages += over;
                left = (left + over * next) - block;
            } else {
                left -= block;
            }
            is_empty = false;
        }
        pages
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NORMAL: &Geometry = &Geometry::NORMAL;
    const AREA: Area = Area { width: 1730, height: 1080 };

    #[test]
    fn blocks_stay_whole() {
        assert_eq!(NORMAL.flow_pages(80, &[], AREA), 1);
        assert_eq!(NORMAL.flow_pages(80, &[500, 500], AREA), 1);
        assert_eq!(NORMAL.flow_pages(80, &[600, 600, 600], AREA), 3);
    }

    #[test]
    fn a_block_that_is_higher_than_a_page_goes_on() {
        assert_eq!(NORMAL.flow_pages(80, &[2500], AREA), 3);
        assert_eq!(NORMAL.flow_pages(80, &[100, 2500], AREA), 4);
    }

    #[test]
    fn a_statement_is_higher_with_a_hint_and_wider_lines() {
        let bare = NORMAL.statement("One claim.", None, 9, AREA);
        assert!(NORMAL.statement("One claim.", Some("Look twice."), 9, AREA) > bare);
        assert!(NORMAL.statement("One claim.", None, 13, AREA) > bare);
    }
}
