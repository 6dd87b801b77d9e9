//! The one table of sizes; the style sheet of the worksheets is written from the same figures.

use serde::Serialize;

use crate::model::kinds::CardStyle;

/// A length in tenths of a millimetre.
pub type Length = u32;

/// What can be printed on: the smaller of A4 (210 × 297 mm) and Letter (216 × 279 mm) in each direction, so that one
/// sheet fits both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Area {
    /// From margin to margin, across.
    pub width: Length,
    /// From margin to margin, downwards.
    pub height: Length,
}

/// Letters of one size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TextSize {
    /// The size of the font.
    pub em: Length,
    /// From line to line.
    pub line: Length,
}

/// Sizes of a print page, in tenths of a millimetre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Geometry {
    /// Upright, without and with room for holes at the left.
    pub portrait: [Area; 2],
    /// Across, without and with room for holes at the top.
    pub landscape: [Area; 2],
    /// Letters of running text.
    pub text: TextSize,
    /// Letters of the fronts of cards.
    pub front: TextSize,
    /// Letters of what flows from page to page.
    pub flow: TextSize,
    /// Letters of what is read before anything is written.
    pub start: TextSize,
    /// Letters in tables.
    pub small: TextSize,
    /// The running head of every page: course, module, sheet.
    pub running: Length,
    /// A line of a sheet's heading.
    pub heading: TextSize,
    /// The edge of the QR code beside it.
    pub code: Length,
    /// The foot of every page: its number.
    pub foot: Length,
    /// Space between head and content.
    pub gap: Length,
    /// How much more can be printed on A4, of what stands upright, than on the smaller of both papers.
    pub more_on_a4: Length,
    /// The log as a table.
    pub log: LogSizes,
    /// The log in boxes.
    pub boxes: BoxSizes,
    /// The cards.
    pub cards: CardSizes,
    /// A statement.
    pub statement: StatementSizes,
}

/// Sizes of the log as a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LogSizes {
    /// Heads of its columns.
    pub head: Length,
    /// A row to write in is as high at least.
    pub row: Length,
    /// The strip below each row: kinds of mistake, retests.
    pub strip: Length,
    /// Around the text of a cell, both sides together.
    pub padding: Length,
    /// Below all rows: what the kinds of mistake mean.
    pub legend: Length,
}

/// Sizes of the log in boxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BoxSizes {
    /// Lines are this far apart at least, in millimetres.
    pub line: u32,
    /// The height of a row of one or two fields for each of these millimetres.
    pub two: Length,
    /// The same of a row of three, which are narrower.
    pub three: Length,
    /// A row of fields takes at most this of the room that is left on its page.
    pub most: Length,
    /// The strip below the fields: kinds of mistake, retests.
    pub strip: Length,
    /// Below a box, and below an example.
    pub gap: Length,
    /// Letters of an example.
    pub example: TextSize,
    /// Below all boxes: what the kinds of mistake mean.
    pub legend: Length,
}

/// Sizes of cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CardSizes {
    /// The head of a page of cards.
    pub head: Length,
    /// One face of a card that is folded: front and back stand side by side.
    pub fold: Area,
    /// One face of a card that is not; two stand side by side.
    pub flat: Area,
    /// Label, boxes and padding of a face.
    pub around: Length,
    /// Padding at both sides of a face's text.
    pub padding: Length,
    /// A face that is too low for its text grows by this.
    pub step: Length,
}

/// Sizes of a statement with its room to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct StatementSizes {
    /// Width of its label.
    pub label: Length,
    /// Ruled lines below it.
    pub rules: u32,
    /// Space after it.
    pub gap: Length,
    /// A group's heading with the space around it.
    pub heading: Length,
}

impl Geometry {
    /// The usual sizes: 11 pt, 9 pt in tables.
    pub const NORMAL: Self = Self {
        portrait: [Area { width: 1860, height: 2500 }, Area { width: 1730, height: 2500 }],
        landscape: [Area { width: 2550, height: 1800 }, Area { width: 2550, height: 1720 }],
        text: TextSize { em: 39, line: 53 },
        front: TextSize { em: 49, line: 64 },
        flow: TextSize { em: 39, line: 53 },
        start: TextSize { em: 32, line: 41 },
        small: TextSize { em: 32, line: 44 },
        running: 90,
        heading: TextSize { em: 57, line: 70 },
        code: 220,
        foot: 60,
        gap: 30,
        more_on_a4: 170,
        log: LogSizes { head: 90, row: 180, strip: 50, padding: 30, legend: 40 },
        boxes: BoxSizes {
            line: 9,
            two: 14,
            three: 17,
            most: 100,
            strip: 55,
            gap: 15,
            example: TextSize { em: 27, line: 34 },
            legend: 70,
        },
        cards: CardSizes {
            head: 110,
            fold: Area { width: 900, height: 520 },
            flat: Area { width: 900, height: 580 },
            around: 190,
            padding: 120,
            step: 60,
        },
        statement: StatementSizes { label: 150, rules: 6, gap: 35, heading: 130 },
    };

    /// The sizes where paper is saved: 9.5 pt and three lines below a statement; five cards to fold on a page.
    pub const SAVING: Self = Self {
        flow: TextSize { em: 34, line: 44 },
        boxes: BoxSizes { line: 7, ..Self::NORMAL.boxes },
        start: TextSize { em: 30, line: 38 },
        cards: CardSizes { fold: Area { width: 900, height: 460 }, ..Self::NORMAL.cards },
        statement: StatementSizes { label: 130, rules: 3, gap: 25, heading: 100 },
        ..Self::NORMAL
    };

    /// Large print: 18 pt, 15 pt in tables. Clear print asks for 16 to 18 pt at least (UK Association for Accessible
    /// Formats, large print guidelines).
    pub const LARGE: Self = Self {
        text: TextSize { em: 64, line: 86 },
        front: TextSize { em: 71, line: 92 },
        flow: TextSize { em: 64, line: 86 },
        start: TextSize { em: 56, line: 74 },
        small: TextSize { em: 53, line: 72 },
        running: 140,
        heading: TextSize { em: 93, line: 113 },
        foot: 80,
        log: LogSizes { head: 170, row: 180, strip: 120, padding: 30, legend: 110 },
        boxes: BoxSizes {
            strip: 180,
            gap: 20,
            example: TextSize { em: 44, line: 56 },
            legend: 160,
            ..Self::NORMAL.boxes
        },
        cards: CardSizes {
            head: 160,
            fold: Area { width: 900, height: 700 },
            flat: Area { width: 900, height: 700 },
            around: 250,
            padding: 120,
            step: 60,
        },
        statement: StatementSizes { label: 280, rules: 6, gap: 60, heading: 200 },
        ..Self::NORMAL
    };

    /// Above and below the words in a row of a table of running text, with its rule.
    pub const CELL_EDGES: Length = 23;

    /// Distance of ruled lines in large print, in millimetres.
    pub const LARGE_LINE: u32 = 13;

    /// The same where paper is saved.
    pub const SAVING_LINE: u32 = 7;

    /// The most lines below a question where paper is saved.
    pub const SAVING_LINES: u32 = 3;

    /// The sizes of a print page; large print saves nothing.
    pub fn of(large: bool, saves: bool) -> &'static Self {
        match (large, saves) {
            (true, _) => &Self::LARGE,
            (false, true) => &Self::SAVING,
            (false, false) => &Self::NORMAL,
        }
    }

    /// A sheet that stands upright.
    pub fn upright(&self, punch: bool) -> Area {
        self.portrait[usize::from(punch)]
    }

    /// A sheet that lies across.
    pub fn across(&self, punch: bool) -> Area {
        self.landscape[usize::from(punch)]
    }

    /// One face of a card.
    pub fn face(&self, style: CardStyle) -> Area {
        match style {
            CardStyle::Fold => self.cards.fold,
            CardStyle::Duplex | CardStyle::Single => self.cards.flat,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A4 and Letter in tenths of a millimetre, upright.
    const PAPERS: [(Length, Length); 2] = [(2100, 2970), (2159, 2794)];

    /// The margins of the style sheet: top, right, bottom, left.
    const PORTRAIT: [Length; 4] = [120, 120, 140, 120];
    const LANDSCAPE: [Length; 4] = [120, 120, 120, 120];

    /// Its room for holes, beside the margin.
    const HOLES: Length = 130;

    #[test]
    fn areas_fit_both_papers() {
        for geometry in [Geometry::NORMAL, Geometry::LARGE] {
            for (width, height) in PAPERS {
                for punch in [false, true] {
                    let holes = if punch { HOLES } else { 0 };
                    let [top, right, bottom, left] = PORTRAIT;
                    assert!(geometry.upright(punch).width + left + right + holes <= width);
                    assert!(geometry.upright(punch).height + top + bottom <= height);
                    let [top, right, bottom, left] = LANDSCAPE;
                    assert!(geometry.across(punch).width + left + right <= height);
                    assert!(geometry.across(punch).height + top + bottom + holes <= width);
                }
            }
            assert!(geometry.portrait.iter().all(|area| area.height <= 2500));
            assert!(geometry.upright(true).height + geometry.more_on_a4 + PORTRAIT[0] + PORTRAIT[2] <= PAPERS[0].1);
            assert!(geometry.landscape.iter().all(|area| area.height <= 1800));
        }
    }

    #[test]
    fn margins_are_those_of_the_style_sheet() {
        let style = include_str!("../../themes/clinic/static/sheet.css");
        for rule in [
            "@page { size: portrait; margin: 12mm 12mm 14mm; }",
            "@page across { size: landscape; margin: 12mm; }",
            ".sheet.punched { padding-inline-start: 13mm; }",
            ".sheet.across.punched { padding: 13mm 0 0; }",
        ] {
            assert!(style.contains(rule), "{rule}");
        }
    }

    #[test]
    fn rows_of_tables_are_as_the_style_sheet_has_them() {
        let style = include_str!("../../themes/clinic/static/sheet.css");
        let cells = style.lines().find(|line| line.starts_with(".form :is(th, td) {")).unwrap_or_default();
        assert!(
            cells.contains("border-block-end-width: var(--edge)") && cells.contains("padding: 1mm 1.5mm"),
            "{cells}"
        );
        assert!(style.contains("--edge: .3mm"));
        assert_eq!(Geometry::CELL_EDGES, 2 * 10 + 3);
    }

    #[test]
    fn pages_of_cards_fit() {
        for geometry in [Geometry::NORMAL, Geometry::SAVING, Geometry::LARGE] {
            for style in [CardStyle::Fold, CardStyle::Duplex, CardStyle::Single] {
                let face = geometry.face(style);
                assert!(2 * face.width <= geometry.upright(false).width);
                let rows = (geometry.upright(false).height - geometry.cards.head - geometry.foot) / face.height;
                assert!(rows >= 3, "{style:?}");
            }
        }
        let face = Geometry::NORMAL.cards;
        assert_eq!((2500 - face.head - 60) / face.flat.height, 4, "eight cards of 90 × 58 mm");
    }
}
