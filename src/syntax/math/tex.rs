//! TeX as tokens, each of which knows the bytes that the author typed for it.

use std::borrow::Cow;
use std::ops::Range;

/// A command, a brace, a run of white space, or one character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// What is written: `\frac`, `{`, a blank, `x`.
    pub text: Cow<'t, str>,
    /// The bytes of the formula that it comes from; of the call where it comes from a macro.
    pub span: Range<usize>,
}

impl<'t> Token<'t> {
    /// A token that stands for what was typed at `span`.
    pub fn new(text: impl Into<Cow<'t, str>>, span: &Range<usize>) -> Self {
        Self { text: text.into(), span: span.clone() }
    }

    /// The name of a command without its backslash, if it is one of letters.
    pub fn name(&self) -> Option<&str> {
        self.text.strip_prefix('\\').filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
    }

    /// Whether it is this text.
    pub fn is(&self, text: &str) -> bool {
        self.text == text
    }

    /// Whether it is white space, which formulas ignore.
    pub fn is_space(&self) -> bool {
        self.is(" ")
    }
}

/// The tokens of a formula; comments are no part of it.
pub fn read(tex: &str) -> Vec<Token<'_>> {
    tokens(tex).map(|(text, span)| Token { text, span }).collect()
}

/// The tokens of a macro's meaning, all of which come from its call.
pub fn read_at<'t>(tex: &'t str, call: &Range<usize>) -> Vec<Token<'t>> {
    tokens(tex).map(|(text, _)| Token { text, span: call.clone() }).collect()
}

/// Tokens as text, all white space as one blank.
pub fn text(tokens: &[Token<'_>]) -> String {
    tokens.iter().map(|token| &*token.text).collect()
}

fn tokens(tex: &str) -> impl Iterator<Item = (Cow<'_, str>, Range<usize>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while tex[at..].starts_with('%') {
            at += tex[at..].find('\n').map_or(tex.len() - at, |end| end + 1);
        }
        let start = at;
        at += length(&tex[start..])?;
        let text = &tex[start..at];
        let text = if text.starts_with(is_space) { Cow::Borrowed(" ") } else { Cow::Borrowed(text) };
        Some((text, start..at))
    })
}

/// The length of the token at the start of `rest`; `None` at the end.
fn length(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    if is_space(first) {
        return Some(rest.find(|c| !is_space(c)).unwrap_or(rest.len()));
    }
    if first != '\\' {
        return Some(first.len_utf8());
    }
    let name = &rest[1..];
    let letters = name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len());
    Some(1 + if letters > 0 { letters } else { name.chars().next().map_or(0, char::len_utf8) })
}

fn is_space(character: char) -> bool {
    character.is_ascii_whitespace()
}

/// The tokens as TeX, and where each of its bytes was typed.
#[derive(Debug, Default)]
pub struct Joined {
    /// The formula.
    pub tex: String,
    /// The first byte of each token, and where the token was typed.
    places: Vec<(usize, Range<usize>)>,
}

impl Joined {
    /// Joins tokens; a command stays apart from the letter or star after it.
    pub fn of(tokens: &[Token<'_>]) -> Self {
        let mut joined = Self::default();
        let mut after_name = false;
        for token in tokens {
            if after_name && token.text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '*') {
                joined.tex.push(' ');
            }
            joined.places.push((joined.tex.len(), token.span.clone()));
            joined.tex.push_str(&token.text);
            after_name = token.name().is_some_and(|name| !name.ends_with('*'));
        }
        joined
    }

    /// Where these bytes were typed in a formula of `length` bytes.
    pub fn typed(&self, range: &Range<usize>, length: usize) -> Range<usize> {
        let upto = self.places.partition_point(|(start, _)| *start < range.end.max(range.start + 1));
        let from = self.places.partition_point(|(start, _)| *start <= range.start).saturating_sub(1);
        if range.start >= self.tex.len() {
            return length..length;
        }
        let spans = self.places[from.min(upto)..upto].iter().map(|(_, span)| span);
        let start = spans.clone().map(|span| span.start).min().unwrap_or(0);
        start..spans.map(|span| span.end).max().unwrap_or(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(tex: &str) -> Vec<String> {
        read(tex).into_iter().map(|token| token.text.into_owned()).collect()
    }

    #[test]
    fn commands_are_one_token() {
        assert_eq!(texts(r"\frac{a}\{ é\\ \é"), [r"\frac", "{", "a", "}", r"\{", " ", "é", r"\\", " ", r"\é"]);
        assert_eq!(texts("a\\\nb\\"), ["a", "\\\n", "b", "\\"]);
    }

    #[test]
    fn comments_are_no_tokens() {
        assert_eq!(texts("a% b\n%c\nd%e"), ["a", "d"]);
        assert_eq!(texts(r"50\%b"), ["5", "0", r"\%", "b"]);
    }

    #[test]
    fn what_is_joined_knows_where_it_was_typed() {
        let tex = "\\alpha  b*";
        let joined = Joined::of(&read(tex).into_iter().filter(|token| !token.is_space()).collect::<Vec<_>>());
        assert_eq!(joined.tex, r"\alpha b*");
        assert_eq!(joined.typed(&(7..8), tex.len()), 8..9);
        assert_eq!(joined.typed(&(0..9), tex.len()), 0..10);
        assert_eq!(joined.typed(&(9..9), tex.len()), 10..10);
    }
}
