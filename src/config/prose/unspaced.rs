//! `{ attempted:100 }`: without a space after the colon, all of it is a key to YAML.

use super::Mender;
use crate::config::keys::is_known_inside;
use crate::finding::{Finding, Fix, Rule};
use crate::model::kinds::GoalKind;
use crate::syntax::yaml::{MapEntry, Node, NodeKind, Scalar, Style};
use crate::text::Span;

/// What is said of it, wherever it stands.
pub(in crate::config) const HELP: &str = "put a space after the colon";

/// What is said of `key`.
pub(in crate::config) fn message(key: &str) -> String {
    format!("a space is missing after `{key}:`")
}

/// `key:value` cut at its colon, where a space seems to be missing there.
pub(in crate::config) fn parts(typed: &str) -> Option<(&str, &str)> {
    let (key, value) = typed.split_once(':')?;
    (!value.is_empty() && !value.starts_with([' ', '/', ':'])).then_some((key, value))
}

impl Mender<'_> {
    /// Reports such keys among `entries`, and takes them for what they mean.
    pub(super) fn unspaced(&mut self, entries: &mut [MapEntry]) {
        for entry in entries.iter_mut().filter(|entry| entry.value.is_null()) {
            let (span, typed) = (entry.key_span, self.text(entry.key_span));
            let is_whole = typed == entry.key && self.text(entry.value.span).is_empty();
            let has_colon = self.rest(span.end).trim_start().starts_with(':');
            let cut = parts(typed).filter(|(key, _)| is_whole && !has_colon && is_key(key));
            let Some((key, value)) = cut else { continue };
            let finding = Finding::new(Rule::UnknownKey, self.place(span), message(key)).help(HELP);
            self.findings.push(finding.fix(Fix::offer(self.file, span, &format!("{key}: {value}"))));
            let end = span.start + key.len();
            let scalar = Scalar { text: value.to_owned(), style: Style::Plain };
            key.clone_into(&mut entry.key);
            entry.key_span = Span::new(span.start, end);
            entry.value = Node { span: Span::new(end + 1, span.end), kind: NodeKind::Scalar(scalar) };
        }
    }
}

fn is_key(word: &str) -> bool {
    is_known_inside(word) || GoalKind::WORDS.iter().any(|(kind, _)| *kind == word)
}
