//! What was typed where a repair writes a quoted text: whether that text says it, and what else it may have been.

use crate::config::keys::{ANSWER, CRITERION, GROUP, STATEMENT, VOCABULARY, is_known_inside};
use crate::config::meanings::meant;
use crate::config::prose::escapes_as_typed;
use crate::finding::FileFindings;
use crate::syntax::yaml::running::is_comment;
use crate::syntax::yaml::{self, MapEntry, Node, NodeKind, Scalar, Style, Vocabulary};
use crate::text::SourcePath;

/// Whether `text` is exactly what was `typed`, less the marks that YAML itself would take: a value that begins and ends
/// with the same quotation mark is quoted by its author.
pub(super) fn says(typed: &str, text: &str) -> bool {
    if typed.contains(['\n', '\r']) {
        return false;
    }
    match quoted_by(typed) {
        Some('\'') => text == typed[1..typed.len() - 1].replace("''", "'"),
        Some(_) => {
            let inner = &typed[1..typed.len() - 1];
            escapes_as_typed(inner) && text == inner.replace("\\\"", "\"")
        }
        None => text == typed,
    }
}

/// The mark that `typed` begins and ends with.
fn quoted_by(typed: &str) -> Option<char> {
    let quote = typed.chars().next().filter(|first| matches!(first, '\'' | '"'))?;
    (typed.len() > 1 && typed.ends_with(quote)).then_some(quote)
}

/// What a value looks like that is to become a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Looks {
    /// A text that YAML refuses or misreads.
    Text,
    /// `Note: a text`, where the key is none to us.
    OneKey,
    /// What may be a list, a map, a text on the lines below, a comment, or more values than one.
    Other,
}

/// What `typed` looks like.
pub(super) fn looks(typed: &str) -> Looks {
    let is_bracketed = typed.starts_with(['[', '{']) && typed.ends_with([']', '}']);
    if is_bracketed || holds_comment(typed) || holds_key(typed) || lacks_mark(typed) {
        return Looks::Other;
    }
    let mut findings = FileFindings::new(&SourcePath::new(""));
    let tree = yaml::parse(typed, 0, Vocabulary::ANY, &mut findings);
    let Some(tree) = tree.filter(|_| findings.into_inner().is_empty()) else { return Looks::Text };
    match &tree.kind {
        NodeKind::Scalar(scalar) if !is_block(scalar) => Looks::Text,
        NodeKind::Map(entries) if !typed.starts_with('{') => match &entries[..] {
            [MapEntry { key, value, .. }] if !fits(key) && is_text(value) => Looks::OneKey,
            _ => Looks::Other,
        },
        NodeKind::Null | NodeKind::Scalar(_) | NodeKind::List(_) | NodeKind::Map(_) => Looks::Other,
    }
}

fn is_block(scalar: &Scalar) -> bool {
    matches!(scalar.style, Style::Literal | Style::Folded)
}

fn is_text(value: &Node) -> bool {
    value.is_null() || value.scalar().is_some_and(|scalar| !is_block(scalar))
}

/// A `#` that stands alone, or ends the line, begins a comment as often as it is text.
fn holds_comment(typed: &str) -> bool {
    typed.match_indices(" #").any(|(at, _)| is_comment(&typed[at + 1..]))
}

/// A key of ours behind a mark or a gap was on a line of its own, and so was an item.
fn holds_key(typed: &str) -> bool {
    typed.contains("  - ")
        || typed.match_indices(':').any(|(at, _)| {
            let is_separator = typed[at + 1..].chars().next().is_none_or(char::is_whitespace);
            let head = typed[..at].trim_end_matches(|c: char| c.is_ascii_lowercase() || c == '_');
            let is_apart =
                head.ends_with(['\'', '"', ']', '}']) || head.ends_with("  ") || head.trim_end().ends_with('{');
            is_separator && is_apart && is_known_inside(&typed[head.len()..at])
        })
}

/// Where a quotation mark stands at one end, and its twin nowhere, the twin was lost.
fn lacks_mark(typed: &str) -> bool {
    let is_odd = |text: &str, mark| marks(text, mark) % 2 == 1;
    if let Some(mark) = quoted_by(typed) {
        return mark == '"' && is_odd(&typed[1..typed.len() - 1].replace("\\\"", ""), mark);
    }
    ['\'', '"'].into_iter().any(|mark| (typed.starts_with(mark) || typed.ends_with(mark)) && is_odd(typed, mark))
}

/// How many quotation marks of this kind `text` holds; an apostrophe inside a word is none.
fn marks(text: &str, mark: char) -> usize {
    let is_letter = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    let is_mark = |at: usize| {
        !(is_letter(text[..at].chars().next_back()) && is_letter(text[at + 1..].chars().next())) || mark == '"'
    };
    text.match_indices(mark).filter(|(at, _)| is_mark(*at)).count()
}

/// Whether `word` is a key, or close by spelling or meaning to one that may stand among texts.
fn fits(word: &str) -> bool {
    let keys = [&STATEMENT[..], &GROUP, &CRITERION, &ANSWER].concat();
    let is_word = !word.trim().contains(char::is_whitespace);
    (VOCABULARY.is_key)(&word.trim().to_lowercase()) || (is_word && meant(word.trim(), &keys).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_around_a_whole_are_not_part_of_it() {
        assert!(says("*a*", "*a*"));
        assert!(says("'it's'", "it's"));
        assert!(says("'it''s'", "it's"));
        assert!(says(r#""\d \"so\"""#, r#"\d "so""#));
        assert!(says(r#""HEAD" (is it?)"#, r#""HEAD" (is it?)"#));
        assert!(!says("*a*", "'*a*'"));
        assert!(!says(r#""a" and "b""#, r#""a" and "b""#));
        assert!(!says(r#""C:\\d \e""#, r"C:\\d \e"));
        assert!(!says(r#""a\n \d""#, r"a\n \d"));
        assert!(!says("a\nb", "a b"));
    }

    #[test]
    fn what_yaml_reads_may_be_meant() {
        for typed in ["[a, b]", "[a] #9", "{ a: b }", "{where}", "|", ">-", "- a", "a: [b]", "a: |", "[a] b]"] {
            assert_eq!(looks(typed), Looks::Other, "{typed}");
        }
        for typed in ["text: A", "tittle: Q", "statments: a", "Question: what", "weight: 3", "preset: p"] {
            assert_eq!(looks(typed), Looks::Other, "{typed}");
        }
        for typed in ["*a* # b", "*a* #", "*a* ## b"] {
            assert_eq!(looks(typed), Looks::Other, "{typed}");
        }
        for typed in ["Note: a", "What follows:", "It is so: yes"] {
            assert_eq!(looks(typed), Looks::OneKey, "{typed}");
        }
        for typed in ["a: b: c", "[x](y) is", "{where} ended", "*a* #9", "`a` first", "'It's'", r#""a" or "b": c"#] {
            assert_eq!(looks(typed), Looks::Text, "{typed}");
        }
    }

    #[test]
    fn a_lost_mark_or_line_break_is_seen() {
        for typed in ["{where} ended'", "'One is prim'e", r#""a "a b""#, r#"*so* he "said""#] {
            assert_eq!(looks(typed) == Looks::Other, typed != r#"*so* he "said""#, "{typed}");
        }
        for typed in ["*a*  id: b", "'A: b'title: c", "[a]kind: b", "a    - b", "a { text: b", "'a'  columns: b"] {
            assert_eq!(looks(typed), Looks::Other, "{typed}");
        }
    }
}
