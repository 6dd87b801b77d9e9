//! What does not fit the paper, as far as widths can be told without the reader's fonts.

use super::geometry::{Length, TextSize};
use super::layout::Layout;
use super::letters;
use crate::model::course::Rich;
use crate::model::course::{Card, Statement};
use crate::model::fragment::{Fragment, WideFormula};
use crate::model::kinds::LogForm;
use crate::text::Span;

/// A word that is wider than its column, so that it is broken where no syllable ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WideWord<'a> {
    /// The word.
    pub word: &'a str,
    /// Its width.
    pub width: Length,
    /// The width of the column.
    pub column: Length,
}

/// A formula that is set much smaller than the text around it, so that it stands on the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShrunkFormula {
    /// Where it is in its file.
    pub span: Span,
    /// Its width at the size of the text.
    pub width: Length,
    /// The width that there is.
    pub column: Length,
}

impl ShrunkFormula {
    /// Its size on paper in percent of that of the text.
    pub fn percent(self) -> u32 {
        self.column * 100 / self.width.max(1)
    }
}

/// What is smaller than this, in percent, can hardly be read: 11 points become 6.6.
const READABLE: u32 = 60;

/// Something that is higher than the paper that it should stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct High {
    /// Its height.
    pub height: Length,
    /// The height that there is.
    pub room: Length,
}

/// A face of a card.
#[derive(Clone, Copy, Debug)]
pub struct CardFace<'a> {
    /// What stands on it.
    pub text: &'a Rich,
    /// The size of its letters.
    size: TextSize,
}

/// A card that grows to more than this many times its height is no card to hold in a hand.
///
/// A usual one holds some 200 letters a face, one of twice its height more than 500. Of the 39 cards of the sample course
/// the longest face has 199, and one card grows at all, by a single step.
const CROWDED: Length = 2;

impl Layout<'_> {
    /// The widest word of a text that is too wide for a column of the log: one of this width in percent, or a third of the
    /// paper where it is laid out in boxes.
    pub fn wide_in_log(self, text: &Rich, form: LogForm, percent: u32) -> Option<WideWord<'_>> {
        let column = match form {
            LogForm::Boxes => self.geometry.upright(true).width / 3,
            LogForm::Table => self.geometry.log_column(percent),
        };
        wide(&text.fragment, self.geometry.small, column)
    }

    /// The faces of a card: its front, whose letters are larger, and its back.
    pub fn faces_of(self, card: &Card) -> [CardFace<'_>; 2] {
        let (front, back) = (self.geometry.front, self.geometry.text);
        [CardFace { text: &card.front, size: front }, CardFace { text: &card.back, size: back }]
    }

    /// The widest word of a face that is too wide for a card.
    pub fn wide_on_card(self, face: CardFace<'_>) -> Option<WideWord<'_>> {
        wide(&face.text.fragment, face.size, self.geometry.card_column(self.card_style()))
    }

    /// The widest word of a text that is too wide for the column of statements.
    pub fn wide_in_statement(self, text: &Rich) -> Option<WideWord<'_>> {
        wide(&text.fragment, self.geometry.flow, self.geometry.statement_column(self.area()))
    }

    /// The formulas of a face that are hardly readable on a card.
    pub fn small_on_card(self, face: CardFace<'_>) -> impl Iterator<Item = ShrunkFormula> {
        shrunk(face.text, face.size, self.geometry.card_column(self.card_style()))
    }

    /// The same in the column of statements.
    pub fn small_in_statement(self, text: &Rich) -> impl Iterator<Item = ShrunkFormula> {
        shrunk(text, self.geometry.flow, self.geometry.statement_column(self.area()))
    }

    /// The same in the text of a page.
    pub fn small_in_text(self, text: &Rich) -> impl Iterator<Item = ShrunkFormula> {
        shrunk(text, self.geometry.flow, self.area().width)
    }

    /// A statement that is higher, with its room to write, than what stands on a page below the running head.
    pub fn high_statement(self, statement: &Statement) -> Option<High> {
        let high = High { height: self.statement(statement), room: self.area().height - self.geometry.running };
        (high.height > high.room).then_some(high)
    }

    /// A card whose texts make it much higher than a card of its style.
    pub fn crowded_card(self, card: &Card) -> Option<High> {
        let style = self.card_style();
        let height = self.geometry.card_row(self.geometry.card(card.front.text(), card.back.text(), style), style);
        let room = self.geometry.face(style).height;
        (height > CROWDED * room).then_some(High { height, room })
    }

    /// The face of a card whose text takes more room.
    pub fn longer_face(self, card: &Card) -> &Rich {
        let [front, back] = self.faces_of(card);
        let width = |face: CardFace<'_>| letters::width(face.text.text(), face.size.em);
        if width(front) > width(back) { front.text } else { back.text }
    }
}

fn shrunk(text: &Rich, size: TextSize, column: Length) -> impl Iterator<Item = ShrunkFormula> {
    let shrunk =
        move |formula: &WideFormula| ShrunkFormula { span: formula.span, width: formula.width * size.em / 10, column };
    text.fragment.formulas.iter().map(shrunk).filter(|formula| formula.percent() < READABLE)
}

/// Nobody knows how wide a formula is: its source is in the text, but not on the paper.
fn wide(text: &Fragment, size: TextSize, column: Length) -> Option<WideWord<'_>> {
    let has_formula = text.counts.formulas > 0;
    let is_word = |word: &str| !has_formula || word.chars().all(char::is_alphanumeric);
    let (word, width) = size.too_wide(&text.text, column, is_word)?;
    Some(WideWord { word, width, column })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::course::SheetOptions;
    use crate::paper::Geometry;
    use crate::text::{Place, SourcePath};

    /// The word of a text with so many formulas that is wider than two letters.
    fn wide_word(words: &str, formulas: u32) -> Option<String> {
        let fragment = Fragment::plain(words).with(|own| own.counts.formulas = formulas);
        wide(&fragment, Geometry::NORMAL.text, 60).map(|wide| wide.word.to_owned())
    }

    #[test]
    fn what_may_be_the_source_of_a_formula_is_no_wide_word() {
        assert_eq!(wide_word("a f(x)=y_1", 1), None);
        assert_eq!(wide_word("a f(x)=y_1", 0).as_deref(), Some("f(x)=y_1"));
        assert_eq!(wide_word("a f(x)=y_1 words", 1).as_deref(), Some("words"));
    }

    #[test]
    fn the_longer_face_is_the_one_that_takes_more_room() {
        let rich = |words: &str| Rich::plain(words, Place::file(&SourcePath::new("content/a.md")));
        let longer = |front: &str, back: &str| {
            let card =
                Card { front: rich(front), back: rich(back), id: String::new(), was: Vec::new(), label: String::new() };
            Layout::new(&SheetOptions::default(), false).longer_face(&card).text().to_owned()
        };
        assert_eq!(longer("A longer question", "Its answer"), "A longer question");
        assert_eq!(longer("A question", "Its longer answer"), "Its longer answer");
        assert_eq!(longer("試験試験", "An answer"), "An answer", "four squares are narrower than nine letters");
    }

    #[test]
    fn words_about_formulas_are_words() {
        assert_eq!(wide_word("a <math>", 0).as_deref(), Some("<math>"));
    }
}
