//! Texts of which a comment takes more than the end of a line.

use super::{Mender, Typed};
use crate::config::keys::VOCABULARY;
use crate::finding::Rule;
use crate::syntax::yaml::line::Source;
use crate::syntax::yaml::running::{CUT, Hash, Running, is_comment};
use crate::syntax::yaml::{Node, Style};
use crate::text::Span;

impl Mender<'_> {
    /// `- #include <stdio.h> links the library,` with more of the text below, and a line of a text that begins with
    /// `#word`.
    pub(super) fn lines(&mut self, node: &Node) -> Option<Typed> {
        let source = Source::new(self.file.text(), VOCABULARY);
        let line = source.line(node.span.start)?;
        let begins_line = line.content_start() == node.span.start;
        // Only a value that is the first or only one of its lines can go on over them.
        let mut head = source.head(line);
        if head.key().is_some() && head.content_start() == node.span.start {
            // A map begins here; its own key is above.
            head = source.line_before(head.start).filter(|above| above.indent < head.indent)?;
        }
        let begins = head.value_start() == node.span.start;
        let is_below = head.start + head.text.len() < node.span.start;
        let begins_below = is_below && begins_line && hides_nothing(head.value());
        if !begins && !begins_below {
            return None;
        }
        let text = Running::below(source, head);
        let is_plain = node.scalar().is_some_and(|scalar| scalar.style == Style::Plain);
        let last_line = self.line_end(node.span.end);
        let is_lost = |hash: &Hash| hash.span.start < node.span.start || (is_plain && last_line < hash.span.start);
        let lost: Vec<Hash> = text.hashes(source).filter(is_lost).collect();
        let end = text.end().max(node.span.end);
        if let Some(cut) = lost.iter().find(|hash| !hash.is_comment) {
            let start = lost[0].span.start.min(node.span.start);
            return Some(self.report_at(cut.span, Rule::CutText, Span::new(start, end), CUT, false));
        }
        let beside =
            lost.iter().find(|hash| hash.span.start == text.head.value_start() && hash.span.start < node.span.start);
        if let Some(comment) = beside.filter(|_| is_plain) {
            self.comment(comment.span, Span::new(comment.span.start, end));
        }
        None
    }

    /// `'Lesson' #3`
    pub(super) fn after_quotes(&mut self, span: Span) -> Option<Typed> {
        let rest = self.rest(span.end);
        let comment = rest.trim_start();
        if comment.len() == rest.len() || !comment.starts_with('#') || is_comment(comment) {
            return None;
        }
        let start = span.end + rest.len() - comment.len();
        let whole = Span::new(span.start, self.line_end(start));
        Some(self.report_at(Span::new(start, whole.end), Rule::CutText, whole, CUT, false))
    }
}

/// Whether `value`, which stands beside a key or dash, is nothing to YAML.
fn hides_nothing(value: &str) -> bool {
    value.is_empty() || value.starts_with('#')
}
