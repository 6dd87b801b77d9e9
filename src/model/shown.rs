//! What of a fragment a reader sees.

use super::fragment::{Fragment, Piece};

/// Marks that stand around words.
const QUOTES: &str = "\"'“”„‘’‚«»‹›「」『』";

/// Elements that show something without words.
const SHOWN: [&str; 7] = ["<math", "<svg", "<img", "<video", "<audio", "<pre", "<table"];

impl Fragment {
    /// True where nothing would be shown, checks included.
    pub fn is_empty(&self) -> bool {
        !self.has_checks() && !self.shows_text()
    }

    /// True where it shows something by itself, wherever its checks are.
    pub fn shows_text(&self) -> bool {
        self.pieces.iter().any(|piece| match piece {
            Piece::Html(html) => !html.trim().is_empty(),
            Piece::Checks | Piece::Room | Piece::Notes | Piece::Mention(_) => false,
            Piece::Address(_)
            | Piece::Image(_)
            | Piece::HeadingStart(_)
            | Piece::HeadingEnd(_)
            | Piece::ScopedId(_)
            | Piece::Anchor(_)
            | Piece::Where(_)
            | Piece::Quotation(_)
            | Piece::Nested(_) => true,
        })
    }

    /// True where a reader of all editions sees something: words, or what is no words. Blanks, comments and quotation marks
    /// around nothing are nothing.
    pub fn says_something(&self) -> bool {
        let shows = |piece: &Piece| match piece {
            Piece::Html(html) => SHOWN.iter().any(|element| html.contains(element)),
            Piece::Image(_) | Piece::Where(_) => true,
            _ => false,
        };
        let words = self.text.trim();
        let is_quoted_nothing = words.chars().count() > 1 && words.chars().all(|mark| QUOTES.contains(mark));
        !(words.is_empty() || is_quoted_nothing) || self.pieces.iter().any(shows)
    }
}
