//! Escapes in double quotes, one at a time.

/// One character of a double-quoted text, or an escape that YAML does not know.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// How many bytes it takes in the file.
    pub(super) length: usize,
    /// What it stands for; `None` where that is nothing.
    pub(super) character: Option<char>,
}

/// Reads the first character or escape of `text`, the inside of double quotes; `None` at its end.
pub(super) fn first(text: &str) -> Option<Piece> {
    let mut characters = text.chars();
    match characters.next()? {
        '\\' => Some(escape(characters.next(), characters.as_str())),
        character => Some(Piece { length: character.len_utf8(), character: Some(character) }),
    }
}

/// Where the escapes of `text` stand, the inside of double quotes.
pub fn escapes(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let mut at = 0;
    let pieces = std::iter::from_fn(move || {
        let piece = first(&text[at..])?;
        let range = at..(at + piece.length).min(text.len());
        at = range.end;
        Some(range)
    });
    pieces.filter(|range| text[range.clone()].starts_with('\\'))
}

/// Whether a backslash at the end of a line takes a line break out of `text`, the inside of double quotes.
pub fn joins_lines(text: &str) -> bool {
    text.contains('\n') && escapes(text).any(|escape| text[escape].ends_with(['\n', '\r']))
}

/// Whether YAML knows `escape`, a backslash and what belongs to it, and makes no character of it that nobody means.
pub fn means_something(escape: &str) -> bool {
    let made = first(escape).and_then(|piece| piece.character);
    made.is_some_and(|made| !is_unwanted(made))
}

/// Controls that nobody means. Tabs and line breaks may be meant.
pub(super) fn is_unwanted(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{85}')
}

fn escape(letter: Option<char>, rest: &str) -> Piece {
    let length = 1 + letter.map_or(0, char::len_utf8);
    match letter {
        Some('x') => hexadecimal(rest, 2),
        Some('u') => hexadecimal(rest, 4),
        Some('U') => hexadecimal(rest, 8),
        Some(letter) => Piece { length, character: named(letter) },
        None => Piece { length, character: None },
    }
}

fn named(letter: char) -> Option<char> {
    Some(match letter {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        ' ' | '"' | '/' | '\\' => letter,
        _ => return None,
    })
}

/// `rest` follows `\x`, `\u` or `\U`.
fn hexadecimal(rest: &str, digits: usize) -> Piece {
    let typed = rest.bytes().take(digits).take_while(u8::is_ascii_hexdigit).count();
    let value = code(rest, digits);
    let Some(high) = value.filter(|value| (0xD800..0xDC00).contains(value)) else {
        return Piece { length: 2 + typed, character: value.and_then(char::from_u32) };
    };
    let low = rest[digits..].strip_prefix("\\u").and_then(|rest| code(rest, 4));
    let pair = low.filter(|low| (0xDC00..0xE000).contains(low));
    let character = pair.and_then(|low| char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)));
    Piece { length: 2 + typed + if character.is_some() { 6 } else { 0 }, character }
}

fn code(text: &str, digits: usize) -> Option<u32> {
    let digits = text.get(..digits).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_break_may_be_escaped() {
        assert!(joins_lines("a \\\n  b"));
        assert!(!joins_lines("a \\\\\n  b"));
        assert!(!joins_lines("a \\n b"));
    }

    #[test]
    fn escapes_are_read_one_at_a_time() {
        let read = |text| first(text).map(|piece| (piece.length, piece.character));
        assert_eq!(read("éa"), Some((2, Some('é'))));
        assert_eq!(read(r"\forall"), Some((2, Some('\u{c}'))));
        assert_eq!(read(r"\u00e9."), Some((6, Some('é'))));
        assert_eq!(read(r"\ud83d\ude00."), Some((12, Some('😀'))));
        assert_eq!(read(r"\ud83d."), Some((6, None)));
        assert_eq!(read(r"\d"), Some((2, None)));
        assert_eq!(read(r"\x4é"), Some((3, None)));
        assert_eq!(read("\\"), Some((1, None)));
        assert_eq!(read(""), None);
    }
}
