//! Ids made from what a thing says, and the two ways to compare wordings.

use std::borrow::Cow;

use sha2::{Digest, Sha256};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// How many characters follow the letter: 50 bits, so that a collision inside one module is out of the question.
const LENGTH: usize = 10;

/// `kind` and ten lower-case base-32 characters (RFC 4648) of SHA-256 over the normalized `source`.
///
/// The caller removes a statement's own quotation marks first.
pub fn content_id(kind: char, source: &str) -> String {
    let digest = Sha256::digest(normalized(source).as_bytes());
    let mut bits = digest.iter().take(8).fold(0u64, |bits, &byte| bits << 8 | u64::from(byte));
    let mut id = String::with_capacity(kind.len_utf8() + LENGTH);
    id.push(kind);
    for _ in 0..LENGTH {
        id.push(char::from(ALPHABET[(bits >> 59) as usize]));
        bits <<= 5;
    }
    id
}

/// NFC with every run of white space as one blank.
pub fn normalized(text: &str) -> Cow<'_, str> {
    if is_normalized_ascii(text) {
        return text.into();
    }
    let mut joined = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    match is_nfc_quick(joined.chars()) {
        IsNormalized::Yes => joined.into(),
        IsNormalized::No | IsNormalized::Maybe => joined.nfc().collect(),
    }
}

/// Whether a text is of printable ASCII with single spaces between words, as most are.
fn is_normalized_ascii(text: &str) -> bool {
    let mut before = b' ';
    let is_next = |byte: u8| {
        let is_spaced_twice = byte == b' ' && before == b' ';
        before = byte;
        (b' '..=b'~').contains(&byte) && !is_spaced_twice
    };
    text.bytes().all(is_next) && !text.ends_with(' ')
}

/// Lower-case hexadecimal SHA-256 of `bytes`.
pub fn fingerprint(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Pairs of marks that authors put around a whole statement.
const QUOTES: [(char, char); 9] =
    [('"', '"'), ('“', '”'), ('„', '“'), ('„', '”'), ('«', '»'), ('»', '«'), ('”', '”'), ('「', '」'), ('『', '』')];

/// The byte range of `text` without white space and one pair of quotation marks around the whole of it.
///
/// Marks that do not belong together stay: `"a" is not "b"` is no quotation, `"We say "x" here"` is one. Marks inside
/// inline code do not count.
pub fn inside_quotes(text: &str) -> std::ops::Range<usize> {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len().max(start);
    let trimmed = &text[start..end];
    for (open, close) in QUOTES {
        let inner = trimmed.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        if inner.is_some_and(|inner| !inner.trim().is_empty() && is_balanced(inner, open, close)) {
            return start + open.len_utf8()..end - close.len_utf8();
        }
    }
    start..end
}

/// True where no mark in `inner` closes what was opened outside of it.
fn is_balanced(inner: &str, open: char, close: char) -> bool {
    let (mut depth, mut in_code, mut before) = (0usize, false, ' ');
    for character in inner.chars() {
        if character == '`' {
            in_code = !in_code;
        } else if !in_code && (character == open || character == close) {
            let opens = if open == close {
                before.is_whitespace() || "([{-–—/".contains(before)
            } else {
                character == open
            };
            match (opens, depth) {
                (true, _) => depth += 1,
                (false, 0) => return false,
                (false, _) => depth -= 1,
            }
        }
        before = character;
    }
    depth == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_ignores_white_space_and_unicode_form() {
        let id = content_id('r', "A  trap\n é");
        assert_eq!(id, content_id('r', " A trap e\u{301}"));
        assert_eq!(id.len(), 11);
        assert!(id.starts_with('r'));
        assert_ne!(id, content_id('r', "A trap e"));
    }

    #[test]
    fn white_space_is_one_blank_between_words() {
        for text in ["", "A trap", "~", "a - b"] {
            assert_eq!(normalized(text), text);
        }
        for text in [" A trap", "A trap ", "A  trap", "A\ttrap", "A\u{a0}trap\n", "\u{b}A\r\ntrap"] {
            assert_eq!(normalized(text), "A trap", "{text:?}");
        }
        assert_eq!(normalized("  \n"), "");
        assert_eq!(normalized("e\u{301} A\u{7f}"), "\u{e9} A\u{7f}");
    }

    #[test]
    fn ids_never_change() {
        // SHA-256("abc") starts with ba7816bf8f01cfea.
        assert_eq!(content_id('s', "abc"), "sxj4bnp4pah");
    }

    #[test]
    fn one_pair_of_marks_around_the_whole_is_removed() {
        let inner = |text: &str| text[inside_quotes(text)].to_owned();
        assert_eq!(inner(" \"We retry.\" "), "We retry.");
        assert_eq!(inner("„Wir auch.“"), "Wir auch.");
        assert_eq!(inner("\"a\" is not \"b\""), "\"a\" is not \"b\"");
        assert_eq!(inner("\"We say \"x\" here.\""), "We say \"x\" here.");
        assert_eq!(inner("\"Ids look like `\"a\"` here.\""), "Ids look like `\"a\"` here.");
        assert_eq!(inner("\"\""), "\"\"");
        assert_eq!(inner("plain"), "plain");
        assert_eq!(inner(""), "");
    }
}
