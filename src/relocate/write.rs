//! The change to the disk: new files first, then what is rewritten, and what moves away last; all of it or nothing.

use std::collections::BTreeMap;

use super::{Relocation, Texts};
use crate::error::Result;
use crate::finding::edit::Edits;
use crate::fix::unchanged;
use crate::fs::{Alone, Changes, Root};
use crate::text::SourcePath;

/// What is to be changed of the files of the course in `root`.
///
/// # Errors
/// A file is no longer as it was read.
pub(super) fn changes<'a>(
    (root, alone): (&'a Root, &'a Alone),
    texts: &Texts<'_>,
    relocation: &Relocation,
    edits: &BTreeMap<SourcePath, Edits>,
) -> Result<Changes<'a>> {
    let mut rewritten: BTreeMap<&SourcePath, Vec<u8>> = BTreeMap::new();
    for (path, edits) in edits {
        if let Some(file) = texts.get(path) {
            let mark = unchanged(root, file)?;
            rewritten.insert(path, format!("{mark}{}", edits.put_into(file.text())).into_bytes());
        }
    }
    for path in relocation.moves.keys() {
        texts.get(path).map_or(Ok(""), |file| unchanged(root, file))?;
    }
    planned((root, alone), relocation, rewritten)
}

fn planned<'a>(
    (root, alone): (&'a Root, &'a Alone),
    relocation: &Relocation,
    mut rewritten: BTreeMap<&SourcePath, Vec<u8>>,
) -> Result<Changes<'a>> {
    let mut changes = Changes::below(root, alone);
    let mut moved = Vec::with_capacity(relocation.moves.len());
    for (from, to) in &relocation.moves {
        let old = root.file(from).read()?;
        let new = rewritten.remove(from).unwrap_or_else(|| old.clone());
        changes.make_like(to.clone(), new, from.clone());
        moved.push((from, old));
    }
    for (path, text) in &relocation.added {
        changes.make(path.clone(), text.as_bytes());
    }
    for (path, new) in rewritten {
        changes.replace(path.clone(), root.file(path).read()?, new);
    }
    for (from, old) in moved {
        changes.take_away(from.clone(), old);
    }
    Ok(changes)
}
