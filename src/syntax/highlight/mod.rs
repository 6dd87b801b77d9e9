//! Colours for code, as classes by meaning; which colours they are is the style sheet's business.

mod languages;
mod markup;
mod palettes;
mod pool;
mod scopes;
#[cfg(test)]
mod tests;

use languages::{Language, Languages};
use markup::Markup;
use pool::{Pool, Reader};

pub use palettes::{CodeColours, PALETTES, Palette, TOKENS};
pub use scopes::CLASSES;

/// A longer block stays plain, in bytes.
const LONGEST_BLOCK: usize = 64 * 1024;

/// A longer line stays plain, in bytes.
const LONGEST_LINE: usize = 8 * 1024;

/// Below this many open constructs a block goes on without colours: the reader is quadratic in them.
const DEEPEST: usize = 200;

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

    /// The code as HTML with `<span class="hl-…">`, escaped. Unknown and plain languages, long blocks and long lines
    /// are escaped only.
    pub fn html(&self, language: &str, code: &str) -> String {
        let mut markup = Markup::for_code(code);
        let reader = match self.languages.find(language) {
            Some(Language::Grammar(id)) if code.len() <= LONGEST_BLOCK => self.pool.take(self.languages.catalog(), &id),
            _ => None,
        };
        match reader {
            Some(reader) => self.colour(reader, code, &mut markup),
            None => markup.plain(code),
        }
        markup.finish()
    }

    /// Line by line, until the code gets too deep for the reader or too much for it.
    fn colour(&self, mut reader: Reader, code: &str, markup: &mut Markup) {
        let mut rest = code;
        reader.begin();
        while !rest.is_empty() {
            let end = rest.find('\n').unwrap_or(rest.len());
            let (line, after) = rest.split_at(end);
            if line.len() > LONGEST_LINE {
                markup.plain(line);
            } else if !reader.line(line, markup) {
                // Its caches hold what made it give up, so this reader is not used again.
                return markup.plain(after);
            }
            let newline = usize::from(!after.is_empty());
            markup.plain(&after[..newline]);
            rest = &after[newline..];
        }
        self.pool.put(reader);
    }
}

impl Default for Highlighter {
    fn default() -> Self {
        Self::new()
    }
}
