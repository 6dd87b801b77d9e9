//! Cards, page by page.

use super::log::DAYS;
use super::{Cut, Owner};
use crate::assemble::Texts as _;
use crate::model::course::Module;
use crate::model::kinds::{CardStyle, SheetKind};
use crate::paper::{CardPage, CardRow};
use crate::render::view::CardView;
use crate::render::view::print::{CardsRow, CardsSheet, PaperCard, SheetContent};

impl Owner<'_> {
    /// The cards of a module, and blank ones.
    pub(super) fn cards(self, module: &Module) -> Cut {
        let style = self.layout.card_style();
        let cards = self.builder.cards(module).cards;
        let pages = self.layout.cards(&self.builder.course.clinic(module.id).cards);
        let sides: &[Option<&'static str>] =
            if style == CardStyle::Duplex { &[Some("front"), Some("back")] } else { &[None] };
        let mut head = self.head(&self.builder.course.clinic(module.id).cards.heading, "cards");
        head.fields.clear();
        let sheet = |page, side| SheetContent::Cards(self.cards_sheet(page, &cards, side));
        let pages = pages.iter().flat_map(|page| sides.iter().map(move |side| (page, *side)));
        self.cut(SheetKind::Cards, &head, pages.map(|(page, side)| sheet(page, side)).collect())
    }

    fn cards_sheet(self, page: &CardPage, cards: &[CardView], side: Option<&'static str>) -> CardsSheet {
        let row = |row: &CardRow| {
            let mut row: Vec<PaperCard> =
                row.cards.iter().map(|card| paper_card(card.map(|card| &cards[card]))).collect();
            // The paper is turned at its long edge, so that left and right change places.
            if side == Some("back") {
                row.reverse();
            }
            row
        };
        let rows = page.iter().map(|cards| CardsRow { height: cards.height / 10, cards: row(cards) }).collect();
        CardsSheet { style: self.layout.card_style().word(), side, rows, boxes: DAYS }
    }
}

fn paper_card(card: Option<&CardView>) -> PaperCard {
    let Some(card) = card else {
        return PaperCard { name: None, label: String::new(), front_html: String::new(), back_html: String::new() };
    };
    PaperCard {
        name: Some(card.name.clone()),
        label: card.label.clone(),
        front_html: card.front_html.clone(),
        back_html: card.back_html.clone(),
    }
}
