//! The line that opens a box: which alert it is, and what it is called.

use std::ops::Range;

use super::super::alert::{self, AlertKind};
use crate::text::words::capitalized;

/// What the line of a box says.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) struct Head {
    /// The alert that it is.
    pub(in super::super) kind: AlertKind,
    /// Its title, where one was typed: bytes of the text.
    pub(in super::super) title: Option<Range<usize>>,
    /// Its title where none was typed and its kind has a name that no alert has.
    pub(in super::super) name: Option<String>,
}

/// Names of boxes and the alerts that they are; those of the second kind are shown by their own names.
const KINDS: [(&str, &str, bool); 34] = [
    ("note", "NOTE", false),
    ("info", "NOTE", false),
    ("secondary", "NOTE", false),
    ("tip", "TIP", false),
    ("hint", "TIP", false),
    ("important", "IMPORTANT", false),
    ("warning", "WARNING", false),
    ("attention", "WARNING", false),
    ("caution", "CAUTION", false),
    ("danger", "CAUTION", false),
    ("error", "CAUTION", false),
    ("abstract", "NOTE", true),
    ("summary", "NOTE", true),
    ("tldr", "NOTE", true),
    ("todo", "NOTE", true),
    ("question", "NOTE", true),
    ("help", "NOTE", true),
    ("seealso", "NOTE", true),
    ("faq", "NOTE", true),
    ("example", "NOTE", true),
    ("quote", "NOTE", true),
    ("cite", "NOTE", true),
    ("success", "TIP", true),
    ("check", "TIP", true),
    ("done", "TIP", true),
    ("failure", "CAUTION", true),
    ("fail", "CAUTION", true),
    ("missing", "CAUTION", true),
    ("bug", "CAUTION", true),
    ("callout-note", "NOTE", false),
    ("callout-tip", "TIP", false),
    ("callout-important", "IMPORTANT", false),
    ("callout-warning", "WARNING", false),
    ("callout-caution", "CAUTION", false),
];

/// How a box is there that readers may fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Folds {
    /// Its title alone is seen at first.
    Closed,
    /// All of it is.
    Open,
}

/// The signs of a box whose text is indented.
const SIGNS: [(&str, Option<Folds>); 3] = [("!!! ", None), ("??? ", Some(Folds::Closed)), ("???+ ", Some(Folds::Open))];

/// Whether what the line at byte `at` of `text` opens can be folded.
pub(in super::super) fn folds(text: &str, at: usize) -> Option<Folds> {
    let line = text.get(at..)?;
    SIGNS.into_iter().find(|(sign, _)| line.starts_with(sign)).and_then(|(_, folds)| folds)
}

/// What a line opens, as an alert: its name and its title, which may be empty.
pub fn alert_of(line: &str) -> Option<(&'static str, String)> {
    let Head { kind, title, name } = head(line, 0)?;
    Some((kind.name(), title.map(|title| line[title].to_owned()).or(name).unwrap_or_default()))
}

/// What the line at byte `at` of `text` opens; `None` where that is no box that means an alert.
pub(in super::super) fn head(text: &str, at: usize) -> Option<Head> {
    // The line of each quote may be long.
    text.as_bytes().get(at).filter(|sign| b":!?".contains(sign))?;
    let line = text.get(at..)?.lines().next()?.trim_end();
    let rest = line.trim_start_matches(':');
    if line.len() - rest.len() >= 3 {
        return fenced(rest, at + line.len() - rest.len());
    }
    let sign = SIGNS.into_iter().map(|(sign, _)| sign).find(|sign| line.starts_with(sign))?;
    indented(&line[sign.len()..], at + sign.len())
}

/// `tip`, `tip Title`, `tip[Title]`, `{.callout-note title="Title"}`; what follows the colons, at a byte of the text.
fn fenced(rest: &str, start: usize) -> Option<Head> {
    let typed = rest.trim_start();
    let start = start + rest.len() - typed.len();
    if let Some(inner) = typed.strip_prefix('{') {
        let inner = inner.strip_suffix('}')?;
        let class = inner.split_whitespace().find_map(|word| word.strip_prefix('.'))?;
        let title = inner.find("title=\"").map(|at| at + "title=\"".len());
        let title = title.and_then(|from| Some(from..from + inner[from..].find('"')?));
        return of(class, title.map(|title| start + 1 + title.start..start + 1 + title.end));
    }
    let (name, after) = name(typed);
    let at = start + name.len();
    match after.strip_prefix('[') {
        Some(title) => of(name, Some(at + 1..at + 1 + title.strip_suffix(']')?.len())),
        None if after.is_empty() => of(name, None),
        None if after.starts_with(char::is_whitespace) && !after.trim_start().starts_with('{') => {
            let title = after.trim_start();
            let at = at + after.len() - title.len();
            of(name, Some(at..at + title.len()))
        }
        None => None,
    }
}

/// `note`, `note "Title"`, `note inline end "Title"`; what follows the sign, at a byte of the text.
fn indented(rest: &str, start: usize) -> Option<Head> {
    let typed = rest.trim_start();
    let start = start + rest.len() - typed.len();
    let (name, after) = name(typed);
    let Some(open) = after.find('"') else { return of(name, None).filter(|_| are_words(after)) };
    let title = after[open + 1..].strip_suffix('"')?;
    let at = start + name.len() + open + 1;
    of(name, Some(at..at + title.len()).filter(|title| !title.is_empty())).filter(|_| are_words(&after[..open]))
}

fn are_words(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_lowercase() || c == ' ')
}

fn name(typed: &str) -> (&str, &str) {
    typed.split_at(typed.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(typed.len()))
}

fn of(name: &str, title: Option<Range<usize>>) -> Option<Head> {
    let (known, alert, shows_name) = KINDS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name))?;
    let name = Some(capitalized(known)).filter(|_| *shows_name && title.is_none());
    Some(Head { kind: alert::named(alert)?, title, name })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(&'static str, Option<&str>, Option<String>)> {
        let Head { kind, title, name } = head(line, 0)?;
        Some((kind.name(), title.map(|title| &line[title]), name))
    }

    #[test]
    fn a_line_says_which_alert_and_its_title() {
        for (line, alert, title) in [
            (":::tip", "TIP", None),
            (":::tip Keep *this*", "TIP", Some("Keep *this*")),
            ("::::warning[Take care: é]", "WARNING", Some("Take care: é")),
            ("::: note", "NOTE", None),
            ("::: {.callout-important title=\"Read\"}", "IMPORTANT", Some("Read")),
            (":::DANGER", "CAUTION", None),
            ("!!! note", "NOTE", None),
            ("!!! warning \"Ü and \"quotes\"\"", "WARNING", Some("Ü and \"quotes\"")),
            ("!!! tip inline end \"Aside\"", "TIP", Some("Aside")),
            ("!!! note \"\"", "NOTE", None),
            ("??? hint", "TIP", None),
            ("???+ danger \"D\"", "CAUTION", Some("D")),
        ] {
            assert_eq!(read(line), Some((alert, title, None)), "{line}");
        }
        assert_eq!(read("!!! example"), Some(("NOTE", None, Some("Example".to_owned()))));
        assert_eq!(read(":::bug[Seen]"), Some(("CAUTION", Some("Seen"), None)));
    }

    #[test]
    fn what_means_no_alert_opens_none() {
        for line in [
            ":::tabs",
            ":::details Title",
            "::: {.columns}",
            ":::",
            "!!! and more words",
            "!!! Note: so",
            "!!!note",
            ":::tip{a=b}",
            ":::note {#id}",
            "!!! note \"open",
            "::: {.note",
            ":: tip",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
