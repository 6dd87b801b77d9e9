//! Reading how sheets are printed.

use crate::config::decode::Decoder;
use crate::config::keys::{SHEET, SHEETS};
use crate::config::settings::SheetSettings;
use crate::model::course::Order;
use crate::model::kinds::{CardStyle, HeaderField, Paper, SheetKind};
use crate::syntax::yaml::{Node, NodeKind};

/// More lines than this below a question fill more than a page.
const MOST_LINES: i64 = 40;

impl Decoder<'_> {
    pub(super) fn sheets(&mut self, node: &Node) -> SheetSettings {
        let fields = self.fields(node, "`sheets`", &SHEETS);
        let print = fields.get("print").and_then(|node| self.printed(node));
        let header = fields.get("header");
        SheetSettings {
            print,
            paper: fields.get("paper").and_then(|node| self.choice(node, "the paper", Paper::WORDS)),
            line: fields.get("line").and_then(|node| self.millimetres(node)),
            punch: fields.get("punch").and_then(|node| self.flag(node, "`punch`")),
            header: header.and_then(|node| self.choices(node, "`header`", HeaderField::WORDS)),
            hints: fields.get("hints").and_then(|node| self.flag(node, "`hints`")),
            starter: fields.get("starter").and_then(|node| self.flag(node, "`starter`")),
            cards: fields.get("cards").and_then(|node| self.choice(node, "the form of the cards", CardStyle::WORDS)),
            order: fields.get("shuffle").and_then(|node| self.order(node)),
            save: fields.get("save").and_then(|node| self.flag(node, "`save`")),
            notes: fields.get("notes").and_then(|node| self.flag(node, "`notes`")),
        }
    }

    /// `sheet` of a page: whether it is one, and the lines below each of its questions where it names their number.
    pub fn sheet(&mut self, node: &Node) -> (bool, Option<u32>) {
        if !matches!(node.kind, NodeKind::Map(_)) {
            return (self.flag(node, "`sheet`").unwrap_or(false), None);
        }
        let fields = self.fields(node, "`sheet`", &SHEET);
        let lines = fields.get("lines").and_then(|node| self.number(node, "`lines`", 0..=MOST_LINES));
        (true, lines.and_then(|lines| u32::try_from(lines).ok()))
    }

    fn printed(&mut self, node: &Node) -> Option<Vec<SheetKind>> {
        let learners: Vec<(&'static str, SheetKind)> =
            SheetKind::for_learners().map(|kind| (kind.word(), kind)).collect();
        self.choices(node, "`print`", &learners)
    }

    fn millimetres(&mut self, node: &Node) -> Option<u32> {
        let text = node.as_str().unwrap_or_default();
        let number = text.strip_suffix("mm").unwrap_or(text).trim().parse::<u32>().ok();
        let line = number.filter(|line| (7..=13).contains(line));
        if line.is_none() {
            self.wrong_with_help(
                node,
                "the distance between ruled lines must be from 7mm to 13mm",
                "write, for example, `line: 9mm`",
            );
        }
        line
    }

    fn order(&mut self, node: &Node) -> Option<Order> {
        if matches!(node.as_str(), Some("off" | "false")) {
            return Some(Order::Authored);
        }
        let seed = node.as_integer().and_then(|seed| u32::try_from(seed).ok());
        if seed.is_none() {
            let help = "write any whole number, such as `shuffle: 17`, or `shuffle: off`";
            self.wrong_with_help(node, "`shuffle` must be `off` or a whole number", help);
        }
        seed.map(Order::Shuffled)
    }
}
