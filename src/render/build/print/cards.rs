//! Cards, page by page.

use super::log::DAYS;
use super::{Cut, Owner};
use crate::model::course::Module;
use crate::model::kinds::{CardStyle, SheetKind};
use crate::paper::{CardPage, CardRow};
use crate::render::view::{Card, CardsRow, CardsSheet, PaperCard, Sheet, SheetContent, SheetHead};

impl Owner<'_> {
    /// The cards of a module, and blank ones.
    pub(super) fn cards(self, module: &Module) -> Cut {
        let style = self.layout.options.cards;
        let cards = self.builder.cards(module).cards;
        let pages = self.layout.cards(&module.clinic.cards);
        let sides: &[Option<&'static str>] =
            if style == CardStyle::Duplex { &[Some("front"), Some("back")] } else { &[None] };
        let count = pages.len() * sides.len();
        let mut head = self.head(&module.clinic.cards.heading, "cards");
        head.fields.clear();
        let mut sheets = Vec::with_capacity(count);
        for page in &pages {
            for side in sides {
                let content = self.cards_sheet(page, &cards, *side);
                sheets.push(self.card_page(&head, content, (sheets.len() + 1, count)));
            }
        }
        let pages = u32::try_from(count).unwrap_or(u32::MAX);
        Cut { kind: SheetKind::Cards, title_html: head.title_html, sheets, pages, exact: true, is_titled: false }
    }

    fn cards_sheet(self, page: &CardPage, cards: &[Card], side: Option<&'static str>) -> CardsSheet {
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
        CardsSheet { style: self.layout.options.cards.word(), side, rows, boxes: DAYS }
    }

    fn card_page(self, head: &SheetHead, content: CardsSheet, (number, count): (usize, usize)) -> Sheet {
        let strings = self.builder.strings;
        let position = strings.fill("print.page", &[("n", &number.to_string()), ("m", &count.to_string())]);
        Sheet {
            id: format!("{}sheet-cards-{number}", self.prefix),
            kind: SheetKind::Cards.word(),
            classes: self.classes(SheetKind::Cards),
            label: format!("{}{}{position}", self.label(SheetKind::Cards), strings.get("mark.comma")),
            hidden: self.hides(SheetKind::Cards),
            module: self.name().to_owned(),
            number,
            count,
            position: Some(position),
            head: head.clone(),
            content: SheetContent::Cards(content),
        }
    }
}

fn paper_card(card: Option<&Card>) -> PaperCard {
    let Some(card) = card else {
        return PaperCard { name: None, label: String::new(), front_html: String::new(), back_html: String::new() };
    };
    PaperCard {
        name: Some(card.name.clone()),
        label: format!("K{}", card.position),
        front_html: card.front_html.clone(),
        back_html: card.back_html.clone(),
    }
}
