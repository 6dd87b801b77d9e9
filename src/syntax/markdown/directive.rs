//! Comments that ask for something on paper; every other comment is the author's own.

use std::ops::Range;

use super::Origin;
use crate::finding::Rule;

/// More lines than this fill more than a page.
pub const MOST_LINES: usize = 40;

/// What a comment asks for.
pub(super) enum Directive {
    /// This many ruled lines.
    Lines(usize),
    /// Something that is not understood: what is wrong, and what to write.
    Unknown(String, String),
}

/// What this comment asks for, `alone` on its line or not; `None` where it is a comment.
pub(super) fn read(comment: &str, alone: bool) -> Option<Directive> {
    let inner = comment.strip_prefix("<!--")?.trim_end_matches("-->").trim();
    let (word, value) = inner.split_once(':')?;
    let (word, value) = (word.trim_end(), value.trim());
    let is_known = word.eq_ignore_ascii_case("lines");
    if !is_known && !word.eq_ignore_ascii_case("line") {
        return None;
    }
    let number = value.parse::<usize>().ok().filter(|number| (1..=MOST_LINES).contains(number));
    let wanted = format!("`<!-- lines: {} -->`", number.unwrap_or(6));
    let unknown = |message: String, help: String| Some(Directive::Unknown(message, help));
    match number {
        Some(_) if !is_known => {
            unknown(format!("`{word}:` is not a known directive"), format!("did you mean {wanted}?"))
        }
        Some(_) if !alone => unknown(
            "a comment that asks for ruled lines works only on a line of its own".to_owned(),
            format!("write {wanted} on a line of its own"),
        ),
        Some(number) => Some(Directive::Lines(number)),
        None => unknown(
            format!("`{value}` is not a valid number of ruled lines"),
            format!("write a number from 1 to {MOST_LINES}: {wanted}"),
        ),
    }
}

/// Whether a comment, `alone` on its line or not, asks for a block; what is not understood is reported.
pub(super) fn is_asked(comment: &str, alone: bool, range: &Range<usize>, origin: &mut Origin<'_>) -> bool {
    match read(comment, alone) {
        Some(Directive::Lines(_)) => true,
        Some(Directive::Unknown(message, help)) => {
            let span = origin.span(range);
            origin.findings.add_with_help(Rule::UnknownDirective, span, message, help);
            false
        }
        None => false,
    }
}
