//! Layer 10: moves files of a course, and rewrites what refers to them, so that every reference means what it meant.

mod edit;
mod identity;
mod proof;
mod wording;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use crate::assemble::references;
use crate::assemble::references::{Meaning, Reference, References};
use crate::error::{Error, Result};
use crate::finding::edit::{Edit, Edits};
use crate::fix;
use crate::fs::{Alone, Root};
use crate::load::is_markdown;
use crate::pipeline::{FileMoves, Material};
use crate::text::{Place, SitePath, SourceFile, SourcePath};

use identity::Named;
use wording::{Wording, Writer};

/// Files that move, and new files that are written with them.
#[derive(Clone, Debug, Default)]
pub struct Relocation {
    /// Old paths and the new ones.
    pub moves: BTreeMap<SourcePath, SourcePath>,
    /// The text of each new file.
    pub added: BTreeMap<SourcePath, String>,
    /// What else is written into files, by their old paths.
    pub edits: BTreeMap<SourcePath, Edit>,
    /// Old addresses of pages and the new ones.
    pub addresses: BTreeMap<SitePath, SitePath>,
}

/// What was done.
#[derive(Debug, Default)]
pub struct Relocated {
    /// Every line that was rewritten, in the file and on the line where it stands now, sorted by both.
    pub changes: Vec<fix::Change>,
    /// What is left to the author.
    pub left: Vec<Left>,
}

/// Something that is no longer as it was, and that only its author can mend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Left {
    /// The file that it stands in now.
    pub path: SourcePath,
    /// Its line now, from 1.
    pub line: usize,
    /// What is to be known about it.
    pub message: String,
}

/// What is to be rewritten in the files of a course.
#[derive(Debug, Default)]
struct Rewriting {
    /// By the path of the file before it moves.
    edits: BTreeMap<SourcePath, Edits>,
    /// What is left to the author, where it stands before anything moves.
    left: BTreeSet<(Place, String)>,
}

/// Moves files of the course in `root`.
///
/// # Errors
/// The course or a file that moves cannot be read, a file was changed in the meantime, or the disk refuses; then
/// everything is as it was.
pub fn relocate(root: &Path, relocation: &Relocation) -> Result<Relocated> {
    let alone = Alone::with(&Root::new(root))?;
    relocate_alone(root, relocation, &alone, &mut || ())
}

/// The same for whoever is alone with the course, with `observer` called before each change to the disk: for tests that cut
/// it short at every point.
///
/// # Errors
/// As `relocate`.
pub fn relocate_alone(
    root: &Path,
    relocation: &Relocation,
    alone: &Alone,
    observer: &mut dyn FnMut(),
) -> Result<Relocated> {
    let material = Material::read(root)?;
    for path in relocation.moves.keys() {
        let is_read = material.documents.of(path).map_or(!is_markdown(path), |document| document.readable);
        if !is_read {
            let message = format!("`{path}` cannot be moved, because it cannot be read");
            return Err(Error::refused(message, "fix the file first: `clinic check` shows the error"));
        }
    }
    let Relocation { moves, added, edits, addresses } = relocation.clone();
    let change = FileMoves { moves, texts: added, addresses };
    let course = Read { material: &material, texts: material.texts(), change: &change };
    let rewriting = rewriting(&course, edits);
    let place = (&material.sources.root, alone);
    write::changes(place, &course.texts, relocation, &rewriting.edits)?.carry_out_observed(observer)?;
    Ok(rewriting.reported(&course))
}

/// A course as it was read, and what is done to it.
struct Read<'a> {
    material: &'a Material,
    /// Every file that references stand in, by its path before it moves.
    texts: Texts<'a>,
    change: &'a FileMoves,
}

type Texts<'a> = BTreeMap<&'a SourcePath, &'a Arc<SourceFile>>;

/// Finds what is to be rewritten. Nothing is searched for in texts: every reference is known from where it was resolved,
/// and what it would mean afterwards from resolving it there.
fn rewriting(course: &Read<'_>, own: BTreeMap<SourcePath, Edit>) -> Rewriting {
    let before = references(course.material.inputs());
    let moved = course.material.changed(course.change);
    let after = references(moved.inputs());
    let writer = Writer { before: &before, after: &after, moved: &moved, change: course.change };
    let named = Named::of(course.material);
    let mut rewriting = Rewriting::default();
    for ((place, _), references) in by_place(&before) {
        let holder = named.holding(place);
        let new = match writer.wording(&references, holder.is_some()) {
            Wording::Stays => continue,
            Wording::New(path) => edit::edits(course, references[0], &path),
            Wording::Unknown => None,
        };
        if let Some(mut new) = new {
            if let (Some((span, Some(id))), Some(file)) = (holder, course.texts.get(&place.path)) {
                new.extend(identity::kept(file, span, id).unwrap_or_default());
            }
            if rewriting.make(&place.path, new) {
                continue;
            }
        }
        if let Some(lost) = references.iter().find(|reference| !writer.still_means(reference)) {
            rewriting.leave(lost, &writer.unchanged(lost));
        }
    }
    for (path, edit) in &own {
        rewriting.make(path, vec![edit.clone()]);
    }
    proof::prove(course, writer, &mut rewriting);
    for (path, edit) in own {
        let is_made = rewriting.edits.get(&path).is_some_and(|edits| edits.iter().any(|other| *other == edit));
        if !is_made {
            let message = format!("`{}` could not be written here", edit.text.trim());
            rewriting.left.insert((Place::new(&path, edit.span), message));
        }
    }
    rewriting
}

/// The references that mean something, by where they were written and what was typed: where the place of a link is not
/// known, it is that of the text that holds it.
fn by_place(references: &References) -> BTreeMap<(&Place, &str), Vec<&Reference>> {
    let mut by_place: BTreeMap<(&Place, &str), Vec<&Reference>> = BTreeMap::new();
    for reference in references.all.iter().filter(|reference| reference.meaning != Meaning::Nothing) {
        by_place.entry((&reference.place, &reference.typed)).or_default().push(reference);
    }
    by_place
}

impl Rewriting {
    /// Takes `new` in; false where something else is done there.
    fn make(&mut self, path: &SourcePath, new: Vec<Edit>) -> bool {
        let edits = self.edits.entry(path.clone()).or_default();
        let mut with_new = edits.clone();
        let fits = new.into_iter().all(|edit| with_new.add(edit));
        if fits {
            *edits = with_new;
        }
        fits
    }

    /// Leaves a reference that has another meaning `now` to its author.
    fn leave(&mut self, reference: &Reference, now: &Meaning) {
        let leads = if *now == Meaning::Nothing { "nowhere" } else { "elsewhere" };
        let message = format!("`{}` now points {leads} and could not be rewritten", reference.typed);
        self.left.insert((reference.place.clone(), message));
    }

    /// What was done, in the words and lines of the files as they are now.
    fn reported(self, course: &Read<'_>) -> Relocated {
        let nothing = Edits::default();
        let line_of = |path: &SourcePath, at: usize| {
            let edits = self.edits.get(path).unwrap_or(&nothing);
            course.texts.get(path).map_or(1, |file| edits.line_after(file, at))
        };
        let mut relocated = Relocated::default();
        for (path, edits) in &self.edits {
            let Some(file) = course.texts.get(path) else { continue };
            for mut lines in edits.lines(file) {
                lines.first = line_of(path, file.line_span(lines.first).start);
                relocated.changes.push(fix::Change { path: course.change.place(path).clone(), lines });
            }
        }
        relocated.changes.sort_by(|a, b| (&a.path, a.lines.first).cmp(&(&b.path, b.lines.first)));
        let left = self.left.iter().map(|(place, message)| Left {
            path: course.change.place(&place.path).clone(),
            line: line_of(&place.path, place.span().start),
            message: message.clone(),
        });
        relocated.left = left.collect();
        relocated.left.sort();
        relocated
    }
}
