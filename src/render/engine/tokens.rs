//! The tags of a template and the words in them, taken apart as the engine does it.

use std::borrow::Cow;

use crate::text::Span;

/// `{% … %}` or `{{ … }}`
#[derive(Debug)]
pub(super) struct Tag<'t> {
    /// Whether it is a `{% … %}`.
    pub(super) is_block: bool,
    /// All of it.
    pub(super) span: Span,
    /// Where the words in it end, and blanks or the closing mark follow.
    pub(super) end_of_words: usize,
    pub(super) tokens: Vec<(Token<'t>, Span)>,
}

/// One word or sign.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    Word(&'t str),
    /// What stands in quotes.
    Text(Cow<'t, str>),
    Mark(u8),
}

/// The tags of `text` from its start; they end where one is not closed.
pub(super) fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += opening(&text[at..])?;
            match text.as_bytes()[at + 1] {
                b'#' => at += 2 + text[at + 2..].find("#}")? + 2,
                b'%' if let Some(past) = past_raw(&text[at..]) => at += past?,
                mark => {
                    let tag = tag(text, at, mark == b'%')?;
                    at = tag.span.end;
                    return Some(tag);
                }
            }
        }
    })
}

/// Where the next `{{`, `{%` or `{#` stands.
fn opening(text: &str) -> Option<usize> {
    text.as_bytes().windows(2).position(|pair| matches!(pair, b"{{" | b"{%" | b"{#"))
}

/// Where a `{% raw %}` at the start of `text` ends with its `{% endraw %}`: `None` where there is none, and in it where
/// that never comes.
#[expect(clippy::option_option, reason = "no such tag, and one that is never closed, are two things")]
fn past_raw(text: &str) -> Option<Option<usize>> {
    let mut at = bare_tag(text, "raw")?;
    loop {
        let Some(open) = text[at..].find("{%") else { return Some(None) };
        at += open;
        match bare_tag(&text[at..], "endraw") {
            Some(length) => return Some(Some(at + length)),
            None => at += 2,
        }
    }
}

/// The length of a tag at the start of `text` that holds this word alone.
fn bare_tag(text: &str, word: &str) -> Option<usize> {
    let blank = |c: char| c.is_ascii_whitespace();
    let rest = text.strip_prefix("{%")?;
    let rest = rest.strip_prefix('-').unwrap_or(rest).trim_start_matches(blank);
    let rest = rest.strip_prefix(word)?.trim_start_matches(blank);
    let rest = rest.strip_prefix('-').unwrap_or(rest).strip_prefix("%}")?;
    Some(text.len() - rest.len())
}

/// The tag that opens at `start`; `None` where it is not closed.
fn tag(text: &str, start: usize, is_block: bool) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let close: &[u8] = if is_block { b"%}" } else { b"}}" };
    let mut at = start + 2 + usize::from(bytes.get(start + 2) == Some(&b'-'));
    let (mut tokens, mut end_of_words) = (Vec::new(), at);
    loop {
        while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        let dash = usize::from(bytes.get(at) == Some(&b'-'));
        if bytes.get(at + dash..)?.starts_with(close) {
            return Some(Tag { is_block, span: Span::new(start, at + dash + 2), end_of_words, tokens });
        }
        let (token, length) = token(&text[at..])?;
        tokens.push((token, Span::new(at, at + length)));
        at += length;
        end_of_words = at;
    }
}

/// The first word or sign of `text`, and its length.
fn token(text: &str) -> Option<(Token<'_>, usize)> {
    let first = text.chars().next()?;
    if matches!(first, '"' | '\'' | '`') {
        let length = quoted(text.as_bytes())?;
        return Some((Token::Text(unescaped(&text[1..length - 1])), length));
    }
    if first.is_ascii_alphanumeric() || first == '_' {
        let length = text.bytes().take_while(|&byte| byte == b'_' || byte.is_ascii_alphanumeric()).count();
        return Some((Token::Word(&text[..length]), length));
    }
    // What is not ASCII is refused by the engine, whatever it is.
    Some((Token::Mark(u8::try_from(first).unwrap_or_default()), first.len_utf8()))
}

/// The length of what stands in quotes, with these.
fn quoted(text: &[u8]) -> Option<usize> {
    let mut at = 1;
    while *text.get(at)? != text[0] {
        at += if text[at] == b'\\' { 2 } else { 1 };
    }
    Some(at + 1)
}

/// The text in quotes without its backslashes.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let (mut out, mut characters) = (String::with_capacity(text.len()), text.chars());
    while let Some(character) = characters.next() {
        let meant = match character {
            '\\' => characters.next().map(|next| match next {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                other => other,
            }),
            other => Some(other),
        };
        out.extend(meant);
    }
    Cow::Owned(out)
}
