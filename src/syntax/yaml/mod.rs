//! Reads YAML into an own tree in which every key and value knows its place in the file.
//!
//! Course material is prose, and YAML changes prose in silence: so the tree keeps what was typed (`No`, `012` and
//! `1_000` stay words until a field asks for something else), and anchors, aliases, tags, merge keys and second
//! documents are findings, never acted upon. Errors are told in the author's words, with the line that would be right.
//!
//! This folder alone names the crate that scans YAML.

mod core_schema;
mod diagnostic;
mod duplicate;
mod escape;
mod feature;
pub mod line;
mod mend;
mod node;
mod place;
pub mod running;
mod suggestion;
mod tree;

#[cfg(test)]
mod tests;

pub use core_schema::reads_as;
pub use escape::{escapes, joins_lines, means_something};
pub use line::Vocabulary;
pub use mend::MOST_REPAIRS;
pub use node::{MapEntry, Node, NodeKind, Scalar, Style};

use crate::finding::FileFindings;
use tree::Reading;

/// How many lists and maps may stand in one another.
pub const MAX_DEPTH: usize = 64;

/// Where YAML starts in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// Its first byte.
    pub offset: usize,
    /// Its first line, from 1.
    pub line: usize,
}

/// Reads `source` as [`parse_from`] does; where `offset` is not 0, it is front matter, so it starts on line 2.
pub fn parse(source: &str, offset: usize, words: Vocabulary, findings: &mut FileFindings) -> Option<Node> {
    let line = if offset == 0 { 1 } else { 2 };
    parse_from(source, Start { offset, line }, words, findings)
}

/// Reads `source`, which starts at `start` in the file that `findings` is about: what is said of other lines counts
/// from there.
///
/// Without a byte-order mark. An empty document is [`NodeKind::Null`].
///
/// Where a line cannot be read, or is misread, its repair is put in place in memory and reading goes on, so the tree
/// holds what was typed; `words` tells keys from prose there. Where a repair is a mere guess, there is no tree.
///
/// `None` where no tree could be made; then a finding says why. There may be findings beside a tree as well.
pub fn parse_from(source: &str, start: Start, words: Vocabulary, findings: &mut FileFindings) -> Option<Node> {
    let Start { offset, line: first_line } = start;
    let Reading { root, troubles, duplicates } = mend::read(source, offset, words);
    let breaks: Vec<usize> = if troubles.is_empty() { Vec::new() } else { line_breaks(source) };
    for diagnostic in troubles {
        let line = |at: usize| first_line + breaks.partition_point(|&line_break| line_break < at);
        findings.push(diagnostic.into_finding(findings.path(), offset, line));
    }
    duplicate::report(&duplicates, source, offset, findings);
    root
}

fn line_breaks(source: &str) -> Vec<usize> {
    source.match_indices('\n').map(|(at, _)| at).collect()
}
