//! Quotation marks whose form depends on where a text is shown.

use serde::{Deserialize, Serialize};

/// A quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotation {
    /// Whether it is one for a quotation inside of another, where the text stands by itself.
    pub is_inner: bool,
    /// Whether an odd number of quotations is around it in the text.
    pub is_nested: bool,
    /// Whether it opens the quotation.
    pub opens: bool,
}

impl Quotation {
    /// The key of its words, where the text stands in quotation marks itself or not.
    pub fn key(self, is_quoted: bool) -> &'static str {
        let is_inner = if is_quoted { !self.is_nested } else { self.is_inner };
        match (is_inner, self.opens) {
            (false, true) => "quote.open",
            (false, false) => "quote.close",
            (true, true) => "quote.inner_open",
            (true, false) => "quote.inner_close",
        }
    }
}
