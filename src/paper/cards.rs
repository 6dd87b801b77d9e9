//! Cards, row by row.

use super::geometry::{Geometry, Length};
use crate::model::kinds::CardStyle;

/// Cards side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardRow {
    /// The places of its cards; `None` is a blank one.
    pub cards: Vec<Option<usize>>,
    /// Its height.
    pub height: Length,
}

/// A page of cards; those that are printed on both sides take two.
pub type CardPage = Vec<CardRow>;

/// Room that the texts of a card take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Face {
    /// Height of the front's text.
    pub front: Length,
    /// Height of the back's text.
    pub back: Length,
}

impl Geometry {
    /// The room that the texts of a card take.
    pub fn card(&self, front: &str, back: &str, style: CardStyle) -> Face {
        let column = self.card_column(style);
        Face { front: self.front.height(front, column), back: self.text.height(back, column) }
    }

    /// The room for text on a face.
    pub fn card_column(&self, style: CardStyle) -> Length {
        self.face(style).width - self.cards.padding
    }

    /// The height of a row that holds this card.
    pub fn card_row(&self, face: Face, style: CardStyle) -> Length {
        let text = match style {
            CardStyle::Fold | CardStyle::Duplex => face.front.max(face.back),
            CardStyle::Single => face.front + face.back + self.cards.padding / 2,
        };
        let least = self.face(style).height;
        let more = (text + self.cards.around).saturating_sub(least);
        least + more.div_ceil(self.cards.step) * self.cards.step
    }

    /// Cuts cards into pages. The last page ends with blank cards, since learners write some of their own; without any card
    /// there is a page of blank ones.
    pub fn card_pages(&self, faces: &[Face], style: CardStyle) -> Vec<CardPage> {
        let across = if style == CardStyle::Fold { 1 } else { 2 };
        let room = self.upright(false).height - self.cards.head - self.foot;
        let lowest = self.face(style).height;
        let mut done: Vec<CardPage> = Vec::new();
        let (mut page, mut left) = (CardPage::new(), room);
        let places: Vec<usize> = (0..faces.len()).collect();
        for places in places.chunks(across) {
            let height = places.iter().map(|card| self.card_row(faces[*card], style)).max().unwrap_or(lowest);
            if height > left && !page.is_empty() {
                done.push(std::mem::take(&mut page));
                left = room;
            }
            left = left.saturating_sub(height);
            let cards = (0..across).map(|place| places.get(place).copied()).collect();
            page.push(CardRow { cards, height });
        }
        let blank = CardRow { cards: vec![None; across], height: lowest };
        page.extend(std::iter::repeat_n(blank, (left / lowest) as usize));
        done.push(page);
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NORMAL: &Geometry = &Geometry::NORMAL;

    /// Rows of each page, with the cards of each row.
    fn pages(cards: usize, style: CardStyle) -> Vec<Vec<Vec<Option<usize>>>> {
        let face = NORMAL.card("A question", "Its answer", style);
        let pages = NORMAL.card_pages(&vec![face; cards], style);
        pages.into_iter().map(|page| page.into_iter().map(|row| row.cards).collect()).collect()
    }

    #[test]
    fn four_fold_over_cards_fill_a_page_and_blank_ones_follow() {
        assert_eq!(pages(3, CardStyle::Fold), [vec![vec![Some(0)], vec![Some(1)], vec![Some(2)], vec![None]]]);
        assert_eq!(pages(4, CardStyle::Fold).len(), 1, "a full page needs no page of blank ones");
    }

    #[test]
    fn five_fold_over_cards_fill_a_page_where_paper_is_saved() {
        let face = NORMAL.card("A question", "Its answer", CardStyle::Fold);
        assert_eq!(Geometry::SAVING.card_pages(&[face; 5], CardStyle::Fold).len(), 1);
        assert_eq!(Geometry::SAVING.card_pages(&[face; 6], CardStyle::Fold).len(), 2);
    }

    #[test]
    fn eight_flat_cards_fill_a_page() {
        for style in [CardStyle::Duplex, CardStyle::Single] {
            let some = pages(3, style);
            assert_eq!(some.len(), 1);
            assert_eq!(some[0][..2], [vec![Some(0), Some(1)], vec![Some(2), None]]);
            assert_eq!(some[0].len(), 4);
            assert_eq!(pages(8, style).len(), 1);
        }
    }

    #[test]
    fn without_cards_there_are_blank_ones() {
        assert_eq!(pages(0, CardStyle::Fold), [vec![vec![None]; 4]]);
    }

    #[test]
    fn a_long_card_grows_in_steps_and_never_past_the_page_of_others() {
        let long = "many words that explain at length ".repeat(12);
        let face = NORMAL.card(&long, "short", CardStyle::Fold);
        let height = NORMAL.card_row(face, CardStyle::Fold);
        assert!(height > NORMAL.cards.fold.height);
        assert_eq!((height - NORMAL.cards.fold.height) % NORMAL.cards.step, 0);
        let pages = NORMAL.card_pages(&[face; 5], CardStyle::Fold);
        for page in pages {
            let total: Length = page.iter().map(|row| row.height).sum();
            assert!(total <= NORMAL.upright(false).height - NORMAL.cards.head - NORMAL.foot);
        }
    }
}
