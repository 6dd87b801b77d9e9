//! What files of answers say.

use crate::config::decode::Decoder;
use crate::config::own::RawAnswer;
use crate::finding::{Finding, Fix, Rule};
use crate::model::text::Located;
use crate::syntax::yaml::{Node, NodeKind};
use crate::text::Span;

/// An entry of an answers file as written.
#[derive(Clone, Debug, PartialEq)]
pub struct RawEntry {
    /// An id, or the first words of the statement.
    pub target: Located<String>,
    /// What is right.
    pub answer: RawAnswer,
}

const ENTRY: [&str; 5] = ["for", "error", "why", "correction", "answer"];
const PARTS: [&str; 3] = ["error", "why", "correction"];

impl Decoder<'_> {
    /// The entries of an answers file.
    pub(super) fn answer_entries(&mut self, node: &Node) -> Vec<RawEntry> {
        self.list(node, "an answers file").iter().filter_map(|item| self.answer_entry(item)).collect()
    }

    /// Reports `answer:` beside parts of an answer, of which a text of its own is one: the correction.
    fn report_two(&mut self, whole: &Node, own: &[&str], key: Span) {
        let has_correction = own.contains(&"correction");
        let message = format!("this answer stands under two keys, `answer` and `{}`", own[0]);
        if whole.as_str().is_none() || has_correction {
            let help = if has_correction { "keep only one of the two" } else { "move all parts under one of the two" };
            return self.findings.add_with_help(Rule::WrongType, key, message, help);
        }
        let help = "write the corrected statement under `correction:`";
        let finding = Finding::new(Rule::WrongType, self.place(key), message).help(help);
        self.findings.push(finding.fix(Fix::offer(self.file, key, "correction")));
    }

    fn answer_entry(&mut self, node: &Node) -> Option<RawEntry> {
        let fields = self.fields(node, "an answer", &ENTRY);
        let understood = fields.entries().iter().all(|entry| ENTRY.contains(&entry.key.as_str()));
        if !matches!(node.kind, NodeKind::Map(_)) {
            return None;
        }
        let place = self.first_line(node.span);
        let own: Vec<&str> = PARTS.into_iter().filter(|part| fields.said(part).is_some()).collect();
        let whole = fields.said("answer");
        let target = fields.get("for").and_then(|node| self.word(node, "the `for` key of an answer"));
        if let Some(whole) = whole.filter(|_| !own.is_empty()) {
            self.report_two(whole, &own, fields.key_span("answer").unwrap_or(place));
        }
        let parts = self.answer_parts(fields);
        let answer = match whole {
            Some(whole) => parts.over(self.answer(whole)),
            None => parts,
        };
        let missing = match (fields.get("for").is_some(), whole.is_some() || !own.is_empty()) {
            (true, true) => return target.map(|target| RawEntry { target, answer }),
            (false, _) => (
                "this answer has no `for` key, so clinic cannot tell which statement the answer belongs to",
                "under `for:`, write the statement's id or first words",
            ),
            (true, false) => (
                "this answer is empty",
                "write the corrected statement under `correction:`; `error:` and `why:` are optional",
            ),
        };
        // A key that was not understood may be the one that is missing.
        if understood {
            self.findings.add_with_help(Rule::WrongType, place, missing.0, missing.1);
        }
        None
    }
}
