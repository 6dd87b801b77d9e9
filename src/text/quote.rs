//! Writing prose into YAML so that it arrives as it was typed, and what prose holds in braces.

use std::borrow::Cow;

/// `text` as a YAML scalar for one line: single quotes, or double quotes where a line break or control character
/// must survive.
pub fn yaml_scalar(text: &str) -> String {
    if text.chars().any(char::is_control) { double_quoted(text) } else { single_quoted(text) }
}

/// `text` in single quotes, with its line breaks where they are.
pub fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Whether two texts are the same but for marks that YAML takes: quotes and backslashes.
pub fn same_but_for_marks(one: &str, other: &str) -> bool {
    let without = |text: &str| text.replace(['\'', '"', '\\'], "");
    without(one) == without(other)
}

/// What is typed stands in a message up to this many letters.
const LONGEST: usize = 80;

/// `text` as it stands in a message: of a long one its beginning and its end.
pub fn shortened(text: &str) -> Cow<'_, str> {
    let count = text.chars().count();
    if count <= LONGEST {
        return Cow::Borrowed(text);
    }
    let (head, tail) = (LONGEST * 2 / 3, LONGEST / 4);
    let head: String = text.chars().take(head).collect();
    let tail: String = text.chars().skip(count - tail).collect();
    Cow::Owned(format!("{head}…{tail}"))
}

fn double_quoted(text: &str) -> String {
    use std::fmt::Write as _;
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", control as u32);
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// The words in braces, braces included, each with its byte: `{1, 2}` and `{}` are none.
pub fn braced(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('{').filter_map(|(at, _)| {
        let end = text[at..].find('}')?;
        let inner = text[at + 1..at + end].trim();
        let is_word = !inner.is_empty() && inner.chars().all(|c| c.is_alphabetic() || c == '_');
        is_word.then(|| (at, &text[at..=at + end]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_goes_into_single_quotes() {
        assert_eq!(yaml_scalar("It's: #1"), "'It''s: #1'");
        assert_eq!(yaml_scalar("a\n\"b\"\u{7}"), "\"a\\n\\\"b\\\"\\u0007\"");
    }

    #[test]
    fn of_what_is_long_both_ends_are_told() {
        assert_eq!(shortened("a short one"), "a short one");
        let long = format!("{}ü{}", "a".repeat(200), "z".repeat(200));
        assert_eq!(shortened(&long), format!("{}…{}", "a".repeat(53), "z".repeat(20)));
    }

    #[test]
    fn words_in_braces_are_found_and_sets_are_not() {
        let found: Vec<_> = braced("{n} {1, 2} {} ${ a_b } {open").collect();
        assert_eq!(found, [(0, "{n}"), (15, "{ a_b }")]);
    }
}
