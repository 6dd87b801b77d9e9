//! The change to the disk: new files first, then what is rewritten, and what moves away last; all of it or nothing.

use std::collections::BTreeMap;

use super::{Relocation, Texts};
use crate::error::Result;
use crate::finding::edit::Edits;
use crate::fix::{unchanged, with_mark};
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
    // What each text holds, as it was read: whoever has saved it since shall not lose that.
    let held = |path: &SourcePath| -> Result<Option<(&'static str, Vec<u8>)>> {
        let Some(file) = texts.get(path) else { return Ok(None) };
        let mark = unchanged(root, file)?;
        Ok(Some((mark, with_mark(mark, file.text()))))
    };
    let rewritten = |path: &SourcePath, mark: &str| {
        edits.get(path).and_then(|edits| Some(with_mark(mark, &edits.put_into(texts.get(path)?.text()))))
    };
    let mut changes = Changes::below(root, alone);
    let mut moved = Vec::with_capacity(relocation.moves.len());
    for (from, to) in &relocation.moves {
        let (mark, old) = held(from)?.map_or_else(|| Ok(("", root.file(from).read()?)), Ok)?;
        changes.make_like(to.clone(), rewritten(from, mark).unwrap_or_else(|| old.clone()), from.clone());
        moved.push((from, old));
    }
    for (path, text) in &relocation.added {
        changes.make(path.clone(), text.as_bytes());
    }
    for path in edits.keys().filter(|path| !relocation.moves.contains_key(*path)) {
        if let Some((mark, old)) = held(path)?
            && let Some(new) = rewritten(path, mark)
        {
            changes.replace(path.clone(), old, new);
        }
    }
    for (from, old) in moved {
        changes.take_away(from.clone(), old);
    }
    Ok(changes)
}
