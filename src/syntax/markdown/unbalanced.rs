//! Formulas between single dollars whose braces do not match: the reader takes them for words, so that nobody else sees them.

use std::ops::Range;

use super::Origin;
use super::events::Ev;
use super::foreign::quiet;
use crate::finding::Rule;

/// Reports each formula of `text` that is shown as words since its braces do not match.
pub(super) fn report(events: &[Ev<'_>], text: &str, origin: &mut Origin<'_>) {
    if !text.contains('$') || !text.contains('\\') {
        return;
    }
    let quiet = quiet(events);
    let is_quiet = |at: usize| {
        let next = quiet.partition_point(|range| range.end <= at);
        quiet.get(next).is_some_and(|range| range.start <= at)
    };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let dollars: Vec<usize> = dollars(line).map(|at| start + at).filter(|at| !is_quiet(*at)).collect();
        for formula in formulas(text, &dollars) {
            let message = "the braces in this formula do not match, so its source is shown";
            let help = "add the missing brace, or write `\\$` for a dollar sign";
            origin.findings.add_with_help(Rule::BadMath, origin.span(&formula), message, help);
        }
        start += line.len();
    }
}

/// The dollars of a line that no backslash takes, and beside which there is no other.
fn dollars(line: &str) -> impl Iterator<Item = usize> {
    let is_alone = |at: &usize| {
        let (before, after) = (&line[..*at], &line[at + 1..]);
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        backslashes % 2 == 0 && !before.ends_with('$') && !after.starts_with('$')
    };
    line.match_indices('$').map(|(at, _)| at).filter(is_alone)
}

/// What stands between two of these dollars and is a formula with a brace too many.
fn formulas(text: &str, dollars: &[usize]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for pair in dollars.windows(2) {
        let is_after_last = found.last().is_none_or(|last| last.end <= pair[0]);
        if is_after_last && is_unbalanced(&text[pair[0] + 1..pair[1]]) {
            found.push(pair[0]..pair[1] + 1);
        }
    }
    found
}

/// Whether this is TeX, and one of its braces closes or opens nothing.
fn is_unbalanced(inner: &str) -> bool {
    let fits = !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace);
    let mut characters = inner.chars();
    let (mut open, mut is_wrong, mut has_command) = (0usize, false, false);
    while let Some(character) = characters.next() {
        match character {
            '\\' => has_command |= characters.next().is_some_and(|next| next.is_ascii_alphabetic()),
            '{' => open += 1,
            '}' if open == 0 => is_wrong = true,
            '}' => open -= 1,
            _ => {}
        }
    }
    fits && has_command && (is_wrong || open > 0)
}
