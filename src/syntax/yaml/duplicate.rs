//! Keys that stand twice in one map: the first counts, the second is a finding.

use super::node::MapEntry;
use crate::finding::{FileFindings, Rule};
use crate::text::Span;

/// A key that its map has already.
#[derive(Debug)]
pub(super) struct Duplicate {
    key: String,
    /// Where the first one starts in the file.
    pub(super) first: usize,
    /// Where this one stands in the file.
    pub(super) again: Span,
}

/// Takes the second and later entries of every key out of `entries`.
pub(super) fn take(entries: &mut Vec<MapEntry>) -> Vec<Duplicate> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by(|&a, &b| entries[a].key.cmp(&entries[b].key).then(a.cmp(&b)));
    let mut first_of = vec![None; entries.len()];
    for run in order.chunk_by(|&a, &b| entries[a].key == entries[b].key) {
        for &again in &run[1..] {
            first_of[again] = Some(entries[run[0]].key_span.start);
        }
    }
    let mut found = Vec::new();
    let mut firsts = first_of.into_iter();
    entries.retain(|entry| {
        let first = firsts.next().flatten();
        found.extend(first.map(|first| Duplicate { key: entry.key.clone(), first, again: entry.key_span }));
        first.is_none()
    });
    found
}

/// Adds a finding for each of `duplicates`; `source` starts at byte `offset` of the file.
pub(super) fn report(duplicates: &[Duplicate], source: &str, offset: usize, findings: &mut FileFindings) {
    if duplicates.is_empty() {
        return;
    }
    let breaks = super::line_breaks(source);
    let first_line = if offset == 0 { 1 } else { 2 };
    for Duplicate { key, first, again } in duplicates {
        let line = first_line + breaks.partition_point(|&at| at + offset < *first);
        let message = format!("the key `{key}` is already in this map, on line {line}");
        findings.add_with_help(Rule::DuplicateKey, *again, message, "keep only one of the two keys");
    }
}
