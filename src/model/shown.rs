//! What of a fragment a reader sees.

use super::fragment::{Fragment, Piece};

/// Marks that stand around words.
const QUOTES: &str = "\"'“”„‘’‚«»‹›「」『』";

impl Fragment {
    /// True where a reader of all editions sees something: words, or what is no words. Blanks, comments and quotation marks
    /// around nothing are nothing.
    pub fn says_something(&self) -> bool {
        let words = self.text.trim();
        let is_quoted_nothing = words.chars().count() > 1 && words.chars().all(|mark| QUOTES.contains(mark));
        let counts = &self.counts;
        let more = [counts.formulas, counts.rows_to_fill, counts.rows_of_words, counts.boxes, counts.ruled_lines];
        let shows = |piece: &Piece| matches!(piece, Piece::Image(_) | Piece::Address(_) | Piece::Where(_));
        !(words.is_empty() || is_quoted_nothing) || more.iter().any(|count| *count > 0) || self.pieces.iter().any(shows)
    }
}
