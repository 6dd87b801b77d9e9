//! Switches that decide who sees what: how authors say yes and no, and what is said where they say nothing.

use crate::config::decode::{Decoder, Fields};
use crate::finding::{Finding, Fix, Rule};
use crate::text::Span;

/// A key that decides who sees something, as far as findings speak of it.
pub struct Switch {
    /// The key.
    pub key: &'static str,
    /// What follows from its silence: `so the page would be published`.
    pub silence: &'static str,
    /// What to write instead: `` `draft: true` leaves the page out ``.
    pub cure: &'static str,
    /// Whether a word is a value of it.
    pub takes: fn(&str) -> bool,
}

/// What `typed` says, in whatever case: the words of YAML for yes and no, the old ones among them.
pub fn truth(typed: &str) -> Option<bool> {
    match typed.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

impl Decoder<'_> {
    /// Reports `switch` where it stands among `fields` without a value.
    pub fn report_unset(&mut self, fields: Fields<'_>, switch: &Switch) {
        let Switch { key, silence, cure, takes } = switch;
        let Some(key_span) = fields.key_span(key).filter(|_| fields.get(key).is_none()) else { return };
        let finding = |message: String| Finding::new(Rule::WrongType, self.place(key_span), message);
        let finding = match self.comment_after(key_span).filter(|(word, _)| takes(word)) {
            Some((word, span)) => {
                let typed = &self.file.text()[span.range()];
                let fix = Fix::offer(self.file, span, word);
                let message = format!("`{typed}` is read as a comment, and `{key}` has no value, {silence}");
                finding(message).help(format!("remove the `#` if you mean `{key}: {word}`")).fix(fix)
            }
            None => finding(format!("`{key}` has no value, {silence}")).help(format!("{cure}, or remove the line")),
        };
        self.findings.push(finding);
    }

    /// `true`, and where `#true` stands, if that is all that follows the key at `key_span` on its line.
    fn comment_after(&self, key_span: Span) -> Option<(&str, Span)> {
        let rest = self.file.text()[key_span.end..].lines().next()?;
        let (before, comment) = rest.split_once('#')?;
        let (start, end) = (key_span.end + before.len(), key_span.end + rest.trim_end().len());
        (before.trim() == ":").then(|| (comment.trim(), Span::new(start, end)))
    }
}

#[cfg(test)]
mod tests {
    use super::truth;

    #[test]
    fn yes_and_no_are_said_in_many_ways() {
        for (typed, said) in [("Yes", true), ("TRUE", true), (" on ", true), ("No", false), ("oFF", false)] {
            assert_eq!(truth(typed), Some(said), "{typed}");
        }
        for typed in ["", "y", "maybe", "truer", "0"] {
            assert_eq!(truth(typed), None, "{typed}");
        }
    }
}
