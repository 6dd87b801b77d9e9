//! What whoever prints chooses over what the author chose.

use std::collections::BTreeSet;

use crate::model::course::SheetOptions;
use crate::model::kinds::Paper;

/// A kind of sheet, in the order in which names list them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetKind {
    /// The mistake log.
    Log,
    /// The wrong statements.
    Checks,
    /// The retrieval cards.
    Cards,
    /// The completion standard.
    Completion,
    /// The protocol.
    Protocol,
    /// Statements of earlier modules.
    Review,
    /// A page that is printed as a sheet.
    Page,
    /// The key.
    Answers,
}

impl SheetKind {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Checks => "checks",
            Self::Cards => "cards",
            Self::Completion => "completion",
            Self::Protocol => "protocol",
            Self::Review => "review",
            Self::Page => "page",
            Self::Answers => "answers",
        }
    }
}

/// How one file is to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The kinds of sheets; empty where the course's own choice stays.
    pub kinds: BTreeSet<SheetKind>,
    /// The paper, which a file always has.
    pub paper: Paper,
    /// The order of the statements; `None` where the course's own stays.
    pub seed: Option<u64>,
}

impl Chosen {
    /// The options that a module's sheets are rendered with; `own` are those that it has from its author. This is the one
    /// place where a choice reaches the sheets.
    pub fn over(&self, own: &SheetOptions) -> SheetOptions {
        SheetOptions { paper: self.paper, ..own.clone() }
    }
}
