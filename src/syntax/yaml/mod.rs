//! Reads YAML into an own tree in which every key and value knows its place in the file.
//!
//! Course material is prose, and YAML changes prose in silence: so the tree keeps what was typed (`No`, `012` and
//! `1_000` stay words until a field asks for something else), and anchors, aliases, tags, merge keys and second
//! documents are findings, never acted upon. Errors are told in the author's words, with the line that would be right.
//!
//! This folder alone names the crate that scans YAML.

mod core_schema;
mod duplicate;
mod escape;
mod feature;
pub mod line;
mod node;
mod place;
mod tree;
mod trouble;

#[cfg(test)]
mod tests;

pub use node::{Entry, Kind, Node, Scalar, Style};
pub use place::Offsets;

use crate::finding::FileFindings;
use tree::Reading;

/// How many lists and maps may stand in one another.
pub const MAX_DEPTH: usize = 64;

/// Reads `source`, which starts at byte `offset` of the file that `findings` is about.
///
/// Without a byte-order mark. Where `offset` is not 0, `source` is front matter, so it starts on line 2: what is said
/// of other lines counts from there. An empty document is [`Kind::Null`].
///
/// `None` where no tree could be made; then a finding says why. There may be findings beside a tree as well.
pub fn parse(source: &str, offset: usize, findings: &mut FileFindings) -> Option<Node> {
    let Reading { root, troubles, duplicates } = tree::read(source, offset);
    for trouble in troubles {
        findings.push(trouble.into_finding(findings.path(), offset));
    }
    duplicate::report(&duplicates, source, offset, findings);
    root
}
