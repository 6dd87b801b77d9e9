//! Links that were mistyped, so that they are none: `(text)[path.md]`, `[text] (path.md)`, `[text](my path.md)` and
//! `[text](path.md “title”)`.

use std::ops::Range;

use super::writer::{FragmentWriter, Sinks};
use crate::finding::Rule;

/// No text or destination of such a link is longer, in bytes.
const LONGEST: usize = 300;

/// Endings of files that are linked to.
const ENDINGS: [&str; 10] = [".md", ".html", ".htm", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"];

/// A link that is none.
#[derive(Debug, PartialEq, Eq)]
struct Mistyped<'t> {
    /// Where it stands.
    range: Range<usize>,
    words: &'t str,
    destination: &'t str,
    slip: Slip<'t>,
}

/// What keeps a link from being one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slip<'t> {
    /// Its brackets are swapped.
    Swapped,
    /// A blank stands between them.
    Parted,
    /// Blanks stand in its destination.
    Blank,
    /// Its title stands in other marks than straight ones.
    Title(&'t str),
}

impl Slip<'_> {
    fn message(self) -> &'static str {
        match self {
            Self::Swapped => "the brackets and parentheses in this link are swapped, so the link is shown as text",
            Self::Parted => "there is a space between `]` and `(` in this link, so the link is shown as text",
            Self::Blank => "there is a space in the destination of this link, so the link is shown as text",
            Self::Title(_) => "the title of this link is not in straight quotation marks, so the link is shown as text",
        }
    }
}

impl FragmentWriter<'_> {
    /// What was meant as a link arrives as text, and leads nowhere.
    pub(super) fn report_mistyped_links(&self, text: &str, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        if !text.contains(']') {
            return;
        }
        let exact = self.context.source.get(range.clone()) == Some(text);
        for Mistyped { range: at, words, destination, slip } in all(text) {
            let place = range.start + at.start..range.start + at.end;
            let span = sinks.origin.span(if exact { &place } else { range });
            let image = if text[..at.start].ends_with('!') { "!" } else { "" };
            let inner = match slip {
                Slip::Swapped | Slip::Parted => destination.to_owned(),
                Slip::Blank => format!("<{destination}>"),
                Slip::Title(title) => format!("{destination} \"{title}\""),
            };
            let help = format!("write `{image}[{words}]({inner})`");
            sinks.origin.findings.add_with_help(Rule::MistypedLink, span, slip.message(), help);
        }
    }
}

/// Every link in `text` that is none.
fn all(text: &str) -> Vec<Mistyped<'_>> {
    let swapped = text.match_indices(")[").filter_map(|(at, _)| {
        let start = before(text, at, '(')?;
        let end = after(text, at + 2, ']')?;
        let (words, destination) = (&text[start + 1..at], &text[at + 2..end]);
        let found = Mistyped { range: start..end + 1, words, destination, slip: Slip::Swapped };
        // What a parenthesis follows may be a link after all, or the call of a function.
        let is_apart = !text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        (is_apart && !text[end + 1..].starts_with('(')).then_some(found)
    });
    let parted = text.match_indices("] ").filter_map(|(at, _)| {
        let open = at + 1 + text[at + 1..].find(|c: char| c != ' ').filter(|blanks| *blanks <= 2)?;
        text[open..].strip_prefix('(')?;
        let start = before(text, at, '[')?;
        let end = after(text, open + 1, ')')?;
        let (words, destination) = (&text[start + 1..at], &text[open + 1..end]);
        Some(Mistyped { range: start..end + 1, words, destination, slip: Slip::Parted })
    });
    let blank = text.match_indices("](").filter_map(|(at, _)| {
        let start = before(text, at, '[')?;
        let end = after(text, at + 2, ')')?;
        let (words, typed) = (&text[start + 1..at], &text[at + 2..end]);
        let (destination, slip) = with_blanks(typed)?;
        Some(Mistyped { range: start..end + 1, words, destination, slip })
    });
    let mut all: Vec<Mistyped<'_>> = swapped.chain(parted).chain(blank).filter(Mistyped::is_meant).collect();
    all.sort_by_key(|found| found.range.start);
    all
}

/// What stands behind `](` with blanks in it: a destination, and what is wrong with it.
fn with_blanks(typed: &str) -> Option<(&str, Slip<'_>)> {
    let (first, rest) = typed.split_once(' ')?;
    let rest = rest.trim();
    let title = rest.strip_prefix(['“', '”', '„', '‘', '’', '«', '»']);
    if let Some(title) = title.and_then(|title| title.strip_suffix(['“', '”', '‘', '’', '«', '»'])) {
        return is_destination(first).then_some((first, Slip::Title(title)));
    }
    Some((typed.trim(), Slip::Blank))
}

/// The last `bracket` before byte `at`, as near as one of a link can be.
fn before(text: &str, at: usize, bracket: char) -> Option<usize> {
    let first = text.ceil_char_boundary(at.saturating_sub(LONGEST));
    Some(first + text[first..at].rfind(bracket)?)
}

/// The first `bracket` from byte `at`, as near as one of a link can be.
fn after(text: &str, at: usize, bracket: char) -> Option<usize> {
    let last = text.floor_char_boundary(at + LONGEST);
    Some(at + text[at..last].find(bracket)?)
}

impl Mistyped<'_> {
    /// Whether it cannot be meant as text: what stands in the place of the destination is one.
    fn is_meant(&self) -> bool {
        let Self { words, destination, .. } = self;
        let fits = words.len() < LONGEST && destination.len() < LONGEST && !words.trim().is_empty();
        let is_destination = match self.slip {
            Slip::Blank => is_file(destination),
            Slip::Swapped | Slip::Parted | Slip::Title(_) => is_destination(destination),
        };
        fits && !words.contains(['[', ']', '(', ')']) && is_destination
    }
}

/// Whether a word is an address, the path of a file, or a place on a page, and nothing else.
fn is_destination(word: &str) -> bool {
    if word.contains(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | '<' | '>' | '"' | '*' | '|' | ',')) {
        return false;
    }
    let lower = word.to_ascii_lowercase();
    let is_long = |rest: &str| rest.len() > 2;
    let has_scheme =
        ["http://", "https://", "mailto:"].iter().any(|scheme| lower.strip_prefix(scheme).is_some_and(is_long));
    let place = lower.strip_prefix('#').unwrap_or_default();
    let is_place =
        place.starts_with(char::is_alphabetic) && place.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let path = lower.split('#').next().unwrap_or_default();
    let climbs = ["./", "../"]
        .iter()
        .any(|lead| path.strip_prefix(lead).is_some_and(|rest| rest.starts_with(char::is_alphanumeric)));
    has_scheme || is_place || is_file(word) || climbs
}

/// Whether words are the path of a file, and perhaps a place in it.
fn is_file(words: &str) -> bool {
    let lower = words.to_ascii_lowercase();
    let name = lower.split('#').next().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
    let ends = ENDINGS.iter().any(|ending| name.strip_suffix(ending).is_some_and(|stem| !stem.is_empty()));
    ends && !words.contains(['[', ']', '(', '<', '>', '"', '*', '|', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_around_a_destination_are_a_link() {
        let found = |text: &'static str| -> Vec<(&str, &str, &str)> {
            all(text).into_iter().map(|link| (&text[link.range], link.words, link.destination)).collect()
        };
        assert_eq!(
            found("See (the lab)[practice/01-lab.md] now."),
            [("(the lab)[practice/01-lab.md]", "the lab", "practice/01-lab.md")]
        );
        assert_eq!(found("[a] (b.md#c), [d]  (https://example.org/x_(y))"), [("[a] (b.md#c)", "a", "b.md#c"),]);
        assert_eq!(found("[d]  (https://example.org/x)")[0].2, "https://example.org/x");
        assert_eq!(found("(x)[#below] [y] (../c/) !(z)[tree.svg]").len(), 3);
    }

    #[test]
    fn blanks_in_a_destination_and_curly_marks_around_a_title_make_no_link() {
        let found = |text: &'static str| -> Vec<(&str, Slip<'_>)> {
            all(text).into_iter().map(|link| (link.destination, link.slip)).collect()
        };
        assert_eq!(found("See [the notes](my notes.pdf) now."), [("my notes.pdf", Slip::Blank)]);
        assert_eq!(found("[a](../old drafts/b.md#c)"), [("../old drafts/b.md#c", Slip::Blank)]);
        assert_eq!(found("[Lab](01-m.md “the lab”)"), [("01-m.md", Slip::Title("the lab"))]);
        for text in ["f[i](x y)", "[x](see below)", "[x](a, b.md)", "[x](b.md (c d))", "[x](b.md)"] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn what_is_too_long_for_a_link_is_text() {
        for (count, found) in [(149, 1), (150, 0)] {
            let long = "ä".repeat(count);
            for link in [
                format!("({long})[b.md]"),
                format!("[{long}] (b.md)"),
                format!("(b)[#{long}]"),
                format!("[b] (#{long})"),
            ] {
                assert_eq!(all(&format!("é {link}é é")).len(), found, "{link}");
            }
        }
    }

    #[test]
    fn brackets_around_anything_else_are_text() {
        for text in [
            "f(x)[i]",
            "list(a)[0.5]",
            "open(path)[x.md]",
            "(see below)[1]",
            "(and)[or/and]",
            "[x] (see b.md)",
            "[GET] (/users/5)",
            "[1] (2)",
            "[x] (and/or)",
            "[x] (#1)",
            "[x] (.md)",
            "[ ] (b.md)",
            "[x] ()",
            "an array [0] (http)",
            "[x]\u{a0}(b.md)",
            "[x] — (b.md)",
            "[*.md] (all files)",
            "(a)[b.md](c.md)",
            "(a) [b.md]",
        ] {
            assert_eq!(all(text), [], "{text}");
        }
    }
}
