//! Colours for code, as classes by meaning; which colours they are is the style sheet's business.

mod languages;
mod lines;
mod markup;
mod palettes;
mod pool;
mod scopes;
#[cfg(test)]
mod tests;

use languages::{Language, Languages};
use markup::Markup;
use pool::{Pool, Reader, Step};

pub use lines::Lines;
pub use palettes::{CodeColours, PALETTES, TOKENS};
pub use scopes::CLASSES;

/// A longer block stays plain, in bytes.
pub const LONGEST_BLOCK: usize = 64 * 1024;

/// A longer line stays plain, in bytes.
pub const LONGEST_LINE: usize = 8 * 1024;

/// Below this many open constructs a block goes on without colours: the reader is quadratic in them.
pub const DEEPEST: usize = 200;

/// Code as HTML.
#[derive(Debug)]
pub struct Coloured {
    /// The code with `<span class="hl-…">`, escaped.
    pub html: String,
    /// Where and why it has no colours although its language is known.
    pub plain: Option<Plain>,
}

/// What was too much for colours. Lines are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// The block has more bytes than `LONGEST_BLOCK`.
    Block,
    /// This line, maybe others, has more bytes than `LONGEST_LINE`.
    Line(usize),
    /// From this line on more than `DEEPEST` constructs are open.
    Depth(usize),
    /// From this line on reading would take too many steps.
    Work(usize),
}

/// Reads code in some 260 languages; built once, shared by all threads.
#[derive(Debug)]
pub struct Highlighter {
    languages: Languages,
    pool: Pool,
}

impl Highlighter {
    /// A highlighter that has read no grammar yet; each is read when its language first comes up.
    pub fn new() -> Self {
        Self { languages: Languages::new(), pool: Pool::default() }
    }

    /// Whether `language` is the name or alias of a language, plain text included.
    pub fn knows(&self, language: &str) -> bool {
        self.languages.find(language).is_some()
    }

    /// The known name that `language` most probably means.
    pub fn nearest(&self, language: &str) -> Option<String> {
        self.languages.nearest(language)
    }

    /// The code with colours, and with marks around some lines. Unknown and plain languages are escaped only, and so is what would take too long.
    pub fn html(&self, language: &str, code: &str, marked: &Lines) -> Coloured {
        let mut markup = Markup::for_code(code, marked);
        let (reader, plain) = match self.languages.find(language) {
            Some(Language::Grammar(_)) if code.len() > LONGEST_BLOCK => (None, Some(Plain::Block)),
            Some(Language::Grammar(id)) => (self.pool.take(self.languages.catalog(), &id), None),
            Some(Language::Plain) | None => (None, None),
        };
        let Some(reader) = reader else {
            markup.plain(code);
            return Coloured { html: markup.finish(), plain };
        };
        let plain = self.colour(reader, code, &mut markup);
        Coloured { html: markup.finish(), plain }
    }

    /// Line by line, until the code gets too deep for the reader or too much for it.
    fn colour(&self, mut reader: Reader, code: &str, markup: &mut Markup) -> Option<Plain> {
        let (mut rest, mut number, mut plain) = (code, 1, None);
        reader.begin();
        while !rest.is_empty() {
            let end = rest.find('\n').unwrap_or(rest.len());
            let (line, after) = rest.split_at(end);
            let step = if line.len() > LONGEST_LINE { Step::Long } else { reader.line(line, markup) };
            let reason = match step {
                Step::Read => None,
                Step::Long => {
                    markup.plain(line);
                    plain = plain.or(Some(Plain::Line(number)));
                    None
                }
                Step::Deep => Some(Plain::Depth(number + 1)).filter(|_| after.len() > 1),
                Step::TooMuch => Some(Plain::Work(number)),
            };
            if matches!(step, Step::Deep | Step::TooMuch) {
                // Its caches hold what made it give up, so this reader is not used again.
                markup.plain(after);
                return plain.or(reason);
            }
            let newline = usize::from(!after.is_empty());
            markup.plain(&after[..newline]);
            rest = &after[newline..];
            number += 1;
        }
        self.pool.put(reader);
        plain
    }
}

impl Default for Highlighter {
    fn default() -> Self {
        Self::new()
    }
}
