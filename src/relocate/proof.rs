//! The proof of a rewriting: the course is read once more as it will be, and every reference means what it meant.

use std::collections::{BTreeMap, BTreeSet};

use super::wording::{Writer, expected, moved_context};
use super::{Read, Rewriting, identity};
use crate::assemble::references;
use crate::assemble::references::{Meaning, Reference, References};
use crate::pipeline::FileMoves;
use crate::text::SourcePath;

/// References by their file, and the page and file from which they are meant, in the order in which they stand there.
type Standing<'r> = BTreeMap<(SourcePath, Option<SourcePath>, SourcePath), Vec<&'r Reference>>;

/// Takes what does not hold out of a rewriting, and leaves it to the author.
pub(super) fn prove(course: &Read<'_>, writer: Writer<'_>, rewriting: &mut Rewriting) {
    let before = writer.before;
    let Read { material, texts, change } = course;
    let change: &FileMoves = change;
    let mut proposed = change.clone();
    for (path, edits) in &rewriting.edits {
        if let Some(file) = texts.get(path) {
            proposed.texts.insert(change.place(path).clone(), edits.put_into(file.text()));
        }
    }
    let read = material.changed(&proposed);
    let after = references(read.inputs());
    let now = standing(&after, |reference| {
        let is_new = |path: &SourcePath| change.texts.contains_key(path);
        let context = &reference.context;
        let page = context.page.clone();
        let skipped = is_new(&reference.place.path) || page.as_ref().is_some_and(is_new);
        (!skipped).then(|| (reference.place.path.clone(), page, context.file.clone()))
    });
    let was = standing(before, |reference| {
        let context = moved_context(&reference.context, change, &read);
        Some((change.place(&reference.place.path).clone(), context.page, context.file))
    });
    let mut spoiled: BTreeSet<SourcePath> = BTreeSet::new();
    for (key, old) in &was {
        let new = now.get(key).map_or(&[][..], Vec::as_slice);
        let moved = old.iter().zip(new).filter(|(old, new)| !holds(old, new, change));
        if old.len() == new.len() {
            moved.for_each(|(old, new)| rewriting.leave(old, &new.meaning));
        } else {
            spoiled.extend(old.iter().map(|reference| reference.place.path.clone()));
        }
    }
    if spoiled.is_empty() {
        for (place, message) in identity::lost(before, &after, change) {
            rewriting.left.insert((place, message.to_owned()));
        }
    }
    for path in spoiled {
        let Some(edits) = rewriting.edits.remove(&path) else { continue };
        let is_edited = |reference: &&Reference| {
            let span = reference.place.span();
            reference.place.path == path
                && edits.iter().any(|edit| span.start <= edit.span.start && edit.span.end <= span.end)
        };
        for reference in before.all.iter().filter(is_edited).filter(|reference| !writer.still_means(reference)) {
            rewriting.leave(reference, &writer.unchanged(reference));
        }
    }
}

fn holds(old: &Reference, new: &Reference, change: &FileMoves) -> bool {
    old.meaning == Meaning::Nothing || expected(&old.meaning, change) == new.meaning
}

fn standing(
    references: &References,
    key: impl Fn(&Reference) -> Option<(SourcePath, Option<SourcePath>, SourcePath)>,
) -> Standing<'_> {
    let mut standing = Standing::new();
    for reference in &references.all {
        if let Some(key) = key(reference) {
            standing.entry(key).or_default().push(reference);
        }
    }
    for references in standing.values_mut() {
        references.sort_by_key(|reference| reference.place.span().start);
    }
    standing
}
