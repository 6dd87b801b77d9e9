//! Made-up words, however they are written.

use std::collections::BTreeSet;

use crate::support::packed;

/// Every made-up word begins so, and nothing else does.
pub const LEAD: &str = "zqj";

/// The words of `words` that occur in some bytes, however they are written there.
pub fn found<'w>(words: &'w BTreeSet<String>, bytes: &[u8]) -> Vec<&'w str> {
    let text = packed::unpacked(&String::from_utf8_lossy(bytes)).to_lowercase();
    let without_gaps: String = text.chars().filter(|c| !matches!(c, '\0' | '\u{ad}' | '\u{200b}')).collect();
    let mut found = BTreeSet::new();
    for form in [unescaped(&text), without_gaps] {
        for (at, _) in form.match_indices(LEAD) {
            let word = form.get(at..at + LEAD.len() + 6).unwrap_or_default();
            found.extend(words.get(word).map(String::as_str));
        }
    }
    found.into_iter().collect()
}

/// A text without the escapes of HTML, JSON and addresses, as far as these stand for letters.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '\\', '%']) {
        plain.push_str(&rest[..at]);
        let mark = &rest[at..];
        let hex = |digits: Option<&str>| digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let (code, length) = match mark.as_bytes() {
            [b'&', b'#', b'x', ..] => mark.find(';').map_or((None, 1), |end| (hex(mark.get(3..end)), end + 1)),
            [b'&', b'#', ..] => {
                mark.find(';').map_or((None, 1), |end| (mark.get(2..end).and_then(|code| code.parse().ok()), end + 1))
            }
            [b'\\', b'u', ..] => (hex(mark.get(2..6)), 6),
            [b'%', ..] => (hex(mark.get(1..3)), 3),
            _ => (None, 1),
        };
        let letter = code.and_then(char::from_u32).filter(char::is_ascii);
        plain.push(letter.unwrap_or(mark.as_bytes()[0].into()));
        rest = &mark[if letter.is_some() { length } else { 1 }..];
    }
    plain + rest
}

#[test]
fn words_are_found_however_they_are_written() {
    let words = BTreeSet::from(["zqjabcdef".to_owned()]);
    for text in [
        "<b>zqjabcdef",
        "x-ZqJaBcDeF",
        "&#122;qjabc&#x64;ef",
        "\\u007aqjabcdef",
        "%7Aqjabcde%66",
        "z\0q\0j\0a\0b\0c\0d\0e\0f\0",
    ] {
        assert_eq!(found(&words, text.as_bytes()), ["zqjabcdef"], "{text}");
    }
    assert_eq!(found(&words, b"zqjabcdeg % & \\u &#; %zz"), [""; 0]);
}
