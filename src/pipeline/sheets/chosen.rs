//! What whoever prints chooses over what the author chose.

use std::collections::BTreeSet;

use crate::model::course::{Order, SheetOptions};
use crate::model::kinds::{Paper, SheetKind};

/// How one file is to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The kinds of sheets; empty where the course's own choice stays.
    pub kinds: BTreeSet<SheetKind>,
    /// The paper, which a file always has.
    pub paper: Paper,
    /// The order of the statements; `None` where the course's own stays.
    pub seed: Option<u32>,
    /// Whether paper is saved, whatever the course says.
    pub save: bool,
}

impl Chosen {
    /// The options that a module's sheets are rendered with; `own` are those that it has from its author. This is the one
    /// place where a choice reaches the sheets.
    pub fn over(&self, own: &SheetOptions) -> SheetOptions {
        let print = if self.kinds.is_empty() { own.print.clone() } else { self.kinds.iter().copied().collect() };
        let order = self.seed.map_or(own.order, Order::Shuffled);
        SheetOptions { print, order, paper: self.paper, save: self.save || own.save, ..own.clone() }
    }
}
