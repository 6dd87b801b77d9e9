//! Quotation marks that were typed in place of those of YAML, or left over from them: they appear on the page.

use super::Mender;
use crate::finding::{Finding, Fix, Rule};
use crate::syntax::yaml::{Node, Style};
use crate::text::quote::single_quoted;

/// Keys whose values name something, and seldom are a quotation.
const NAMES: [&str; 2] = ["title", "description"];

/// Marks as word processors put them around a text in some language.
const PAIRS: [(char, &[char]); 8] = [
    ('“', &['”', '“']),
    ('”', &['”']),
    ('„', &['“', '”']),
    ('‘', &['’', '‘']),
    ('’', &['’']),
    ('‚', &['‘', '’']),
    ('«', &['»']),
    ('»', &['«']),
];

impl Mender<'_> {
    /// Reports marks around the whole of a name, and one at its end that closes nothing.
    pub(super) fn marks(&mut self, key: &str, node: &Node) {
        let is_plain = node.scalar().is_some_and(|scalar| scalar.style == Style::Plain);
        let typed = self.text(node.span);
        if !is_plain || !NAMES.contains(&key) || typed.contains('\n') {
            return;
        }
        let (message, meant) = if let Some(inner) = within_marks(typed) {
            (format!("the quotation marks around this {key} appear on the page"), inner)
        } else if let Some(rest) = before_stray_quote(typed) {
            let message =
                format!("the `{}` at the end of this {key} has no matching opening mark", &typed[rest.len()..]);
            (message, rest)
        } else {
            return;
        };
        let help = "remove the quotation marks, or keep them by putting the whole text in straight single quotes";
        let finding = Finding::new(Rule::StrayQuotes, self.place(node.span), message).help(help);
        self.findings.push(finding.fix(Fix::offer(self.file, node.span, &single_quoted(meant))));
    }
}

/// What stands between marks that surround all of `text`; a whole sentence between marks is a quotation.
fn within_marks(text: &str) -> Option<&str> {
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    let (_, closing) = PAIRS.iter().find(|(opening, _)| *opening == first)?;
    let inner = text.strip_prefix(first)?.strip_suffix(last).filter(|_| closing.contains(&last))?;
    let is_one_of_them = |mark: char| mark == first || closing.contains(&mark);
    let has_more = inner.char_indices().any(|(at, mark)| is_one_of_them(mark) && !is_apostrophe(inner, at, mark));
    let words = inner.trim();
    let is_sentence = words.ends_with(['.', '!', '?', '…']);
    (!has_more && !is_sentence && !words.is_empty()).then_some(words)
}

/// Whether the mark at `at` is an apostrophe within a word.
fn is_apostrophe(text: &str, at: usize, mark: char) -> bool {
    let is_letter = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    matches!(mark, '\'' | '’')
        && is_letter(text[..at].chars().next_back())
        && is_letter(text[at + mark.len_utf8()..].chars().next())
}

/// `text` without the straight quote at its end, where no other belongs to that. An apostrophe may end a word, as in
/// `the students'` and `runnin'`, and both quotes a measure or a name of mathematics, as in `5'` and `f'`.
fn before_stray_quote(text: &str) -> Option<&str> {
    let quote = text.chars().next_back().filter(|last| matches!(last, '\'' | '"'))?;
    let rest = &text[..text.len() - 1];
    let closes =
        rest.char_indices().any(|(at, mark)| mark == quote && (quote == '"' || !is_apostrophe(rest, at, mark)));
    let word = rest.rsplit(char::is_whitespace).next().unwrap_or_default();
    let letters = word.trim_end_matches(['.', '!', '?', '…']);
    let is_word = letters.chars().all(|c| c.is_alphabetic() || c == '-') && letters.chars().count() > 2;
    let is_plural = letters.ends_with(['s', 'x', 'z']) || letters.ends_with("in");
    let is_clipped = quote == '\'' && letters.len() == word.len() && is_plural;
    (!closes && is_word && !is_clipped).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_around_a_text_are_told_from_marks_in_it() {
        for typed in [
            "‘Heard in the ward’",
            "“Heard in the ward”",
            "„Heard in the ward“",
            "„Heard in the ward”",
            "« Heard in the ward »",
            "”Heard in the ward”",
            "»Heard in the ward«",
        ] {
            assert_eq!(within_marks(typed), Some("Heard in the ward"), "{typed}");
        }
        assert_eq!(within_marks("‘Don’t panic’"), Some("Don’t panic"));
        for typed in [
            "“No” is not an answer",
            "What is “no”",
            "“Yes” and “no”",
            "‘Twas so",
            "’Tis the students’ own",
            "“”",
            "",
            "“Why”?",
            "‘Yes’ and ‘no’",
            "«Où»et«là»",
            "“It works on my machine.”",
            "„Geht nicht!“",
            "「は」",
        ] {
            assert_eq!(within_marks(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_quote_at_the_end_that_closes_nothing() {
        for (typed, meant) in [
            ("Percent and average'", "Percent and average"),
            ("Percent and average\"", "Percent and average"),
            ("Don't panic'", "Don't panic"),
            ("Read this first.'", "Read this first."),
        ] {
            assert_eq!(before_stray_quote(typed), Some(meant), "{typed}");
        }
        for typed in [
            "The word \"no\"",
            "The word 'no'",
            "By the students'",
            "Runnin'",
            "The slope f'",
            "A disk of 3.5\"",
            "A wall of 5'",
            "Un po'",
            "Rock 'n'",
            "Percent",
            "",
        ] {
            assert_eq!(before_stray_quote(typed), None, "{typed}");
        }
    }
}
