//! Front matter that ends too late: its closing line is missing, and a rule in the text was taken for it.

use std::ops::Range;

use super::split::{Fault, Front, Parts, probable_end, unclosed};
use crate::config::keys::is_known;
use crate::config::prose;
use crate::finding::{FileFindings, Rule};
use crate::syntax::yaml::{Node, NodeKind};
use crate::text::SourceFile;

/// Reads the YAML at `range` of `file`, one of `parts`, or as much of it as is none of the text.
pub(super) fn read(
    file: &SourceFile,
    range: Range<usize>,
    parts: &mut Parts,
    findings: &mut FileFindings,
) -> Option<Node> {
    let mut own = FileFindings::new(file.path());
    let tree = prose::parse(file, range.clone(), &mut own);
    let found = own.into_inner();
    let is_refused = found.iter().any(|finding| finding.rule == Rule::YamlSyntax);
    if is_refused
        && parts.fault.is_none()
        && let Some((end, shorter)) = before_text(file, &range)
    {
        findings.push(unclosed(file, range.start, end));
        *parts = Parts {
            front: Some(Front::Yaml(range.start..end)),
            body: end..file.text().len(),
            fault: Some(Fault::Unclosed),
        };
        return Some(shorter);
    }
    for finding in found {
        findings.push(finding);
    }
    tree
}

/// Where the text begins in what was read as the YAML at `range`, and the tree of what stands before it, where all is
/// well with that and no key follows.
fn before_text(file: &SourceFile, range: &Range<usize>) -> Option<(usize, Node)> {
    let typed = &file.text()[range.clone()];
    let at = probable_end(typed);
    // A mere line that is no key is a slip of its author; texts have empty lines before or in them.
    let is_set_off = typed[..at].lines().next_back().is_some_and(|line| line.trim().is_empty())
        || typed[at..].lines().any(|line| line.trim().is_empty());
    let key = |line: &str| line.split_once(':').is_some_and(|(key, _)| is_known(key));
    if at == typed.len() || !is_set_off || typed[at..].lines().any(key) {
        return None;
    }
    let end = range.start + at;
    let mut findings = FileFindings::new(file.path());
    let tree = prose::parse(file, range.start..end, &mut findings)?;
    let is_open = |tree: &Node| match &tree.kind {
        // What follows may be its value.
        NodeKind::Map(entries) => entries.last().is_none_or(|entry| entry.value.is_null()),
        _ => true,
    };
    (findings.into_inner().is_empty() && !is_open(&tree)).then_some((end, tree))
}
