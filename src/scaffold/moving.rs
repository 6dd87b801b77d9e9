//! A page, module or section that gets another place: its files move, whatever refers to it follows, and its old addresses
//! lead on.

mod alias;
mod files;
mod thing;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Made;
use super::walk::{Step, Walk, names, no_path, refuse_reserved, source_path};
use crate::assemble::assemble;
use crate::error::{Error, Result};
use crate::fs::{self, Alone, Root};
use crate::model::course::Course;
use crate::pipeline::{FileMoves, Material};
use crate::relocate::{Left, Relocated, Relocation, relocate_alone};
use crate::text::address::{segment, split_order};
use crate::text::{SitePath, SourcePath};

use thing::Thing;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct MoveRequest<'a> {
    /// The course's folder.
    pub course: &'a Path,
    /// The path of a page, module or section from `content/`; numbers and `.md` may be left out.
    pub from: &'a str,
    /// Its new path, or the section that it goes into under its own name.
    pub to: &'a str,
}

/// Moves a page, module or section.
///
/// # Errors
/// There is no such thing, it cannot be what it is at the new place, something is there already, a file of it cannot be
/// read, another process is changing the course, or the disk refuses. All is as it was then.
pub fn move_to(request: MoveRequest<'_>) -> Result<Vec<Made>> {
    let MoveRequest { course: folder, from, to } = request;
    let root = Root::new(folder);
    // Nobody else takes the number that is found free.
    let alone = Alone::with(&root)?;
    let material = Material::read(folder)?;
    let course = assemble(material.inputs()).value;
    let thing = Thing::find(&course, &material, &below_content(folder, from))?;
    let (walk, new) = destination(folder, &thing, &below_content(folder, to))?;
    let mut relocation = Relocation { moves: files::of(&thing, &new, &course, &material)?, ..Relocation::default() };
    let mut made = vec![Made::Moved(folder.join("content").join(&thing.path), folder.join("content").join(&new))];
    for step in walk.steps {
        match step {
            Step::Write(path, text) => {
                relocation.added.insert(source_path(folder, &path), text);
                made.push(Made::Written(path));
            }
            Step::Unfold(from, to) => {
                relocation.moves.insert(source_path(folder, &from), source_path(folder, &to));
                made.push(Made::Moved(from, to));
            }
        }
    }
    let mut left = files::left_behind(&thing, &material);
    left.extend(keep_addresses(&mut relocation, &course, &material)?);
    let relocated = relocate_alone(folder, &relocation, &alone, &mut || ())?;
    clear(folder, &relocation);
    let Relocated { changes, left: more } = relocated;
    left.extend(more);
    made.extend(changes.into_iter().map(Made::Changed));
    made.extend(left.into_iter().map(Made::Left));
    Ok(made)
}

/// A path from `content/`, wherever it was typed from.
fn below_content(course: &Path, typed: &str) -> String {
    let path = Path::new(typed.strip_prefix("./").unwrap_or(typed));
    let content = course.join("content");
    let below =
        path.strip_prefix(content.strip_prefix(".").unwrap_or(&content)).or_else(|_| path.strip_prefix("content"));
    below.unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// The way to the new place, and its path from `content/`.
fn destination(course: &Path, thing: &Thing, to: &str) -> Result<(Walk, String)> {
    let names = names(to)?;
    let (name, folders) = names.split_last().ok_or_else(|| no_path(to))?;
    let mut walk = Walk::of(course);
    let own = course.join("content").join(&thing.path);
    for folder in folders {
        walk.enter(folder)?;
        thing.refuse_inside(&walk, &own)?;
    }
    let mut name = name.clone();
    let is_own = |found: &Option<PathBuf>| found.as_ref() == Some(&own);
    let mut found = walk.existing(&name)?;
    let is_section = |path: &PathBuf| fs::is_dir(path) && !fs::is_file(&path.join("index.md"));
    if !is_own(&found) && !walk.in_module && found.as_ref().is_some_and(is_section) {
        walk.enter(&name)?;
        thing.refuse_inside(&walk, &own)?;
        split_order(thing.name()).1.clone_into(&mut name);
        found = walk.existing(&name)?;
    }
    thing.refuse_at(&walk)?;
    if let Some(path) = found.as_ref().filter(|_| !is_own(&found)) {
        let message = format!("{} already has this address", path.display());
        return Err(Error::refused(message, "choose another name"));
    }
    if !is_own(&found) {
        refuse_name(&walk, &name)?;
    }
    let numbered = numbered(&walk, thing, &own, &name)?;
    let ending = if thing.is_folder { "" } else { ".md" };
    let new = walk.folder.join(format!("{numbered}{ending}"));
    if new == own {
        return Err(Error::refused(format!("`{}` already exists", thing.path), "choose another location"));
    }
    let new = source_path(course, &new).in_content().to_owned();
    Ok((walk, new))
}

fn refuse_name(walk: &Walk, name: &str) -> Result<()> {
    if walk.in_module && segment(name) == "clinic" {
        let message = "the clinic page of a module cannot become another page of the module";
        return Err(Error::refused(message, "choose another name"));
    }
    refuse_reserved(name)
}

/// The name with its number: the one that was asked for, or its own where it stays among its neighbours, or the next.
fn numbered(walk: &Walk, thing: &Thing, own: &Path, name: &str) -> Result<String> {
    let (number, bare) = split_order(thing.name());
    let own_number = &thing.name()[..thing.name().len() - bare.len()];
    if split_order(name).0.is_some() {
        Ok(name.to_owned())
    } else if own.parent() == Some(&*walk.folder) {
        Ok(format!("{own_number}{name}"))
    } else if number.is_none() && !walk.is_ordered()? {
        Ok(name.to_owned())
    } else {
        walk.numbered(name)
    }
}

/// Has each page lead on from the address that it loses; gives what cannot.
fn keep_addresses(relocation: &mut Relocation, course: &Course, material: &Material) -> Result<Vec<Left>> {
    let Relocation { moves, added, .. } = &*relocation;
    let change = FileMoves { moves: moves.clone(), texts: added.clone(), addresses: BTreeMap::new() };
    let moved = material.changed(&change);
    let after = assemble(moved.inputs()).value;
    let now: BTreeMap<&SourcePath, &SitePath> = after.pages.iter().map(|page| (&page.source, &page.path)).collect();
    let mut left = Vec::new();
    for page in &course.pages {
        let Some(new) = now.get(change.place(&page.source)).filter(|new| ***new != page.path) else { continue };
        relocation.addresses.insert(page.path.clone(), (*new).clone());
        let document = page.document.map(|id| material.documents.get(id));
        let edit = document.and_then(|document| alias::edit(document, page, new, material));
        match edit {
            Some(edit) => drop(relocation.edits.insert(page.source.clone(), edit)),
            None => left.push(Left {
                path: change.place(&page.source).clone(),
                line: 1,
                message: format!("the old address `/{}` could not be added as an alias of this page", page.path),
            }),
        }
    }
    for (old, page) in course.pages.iter().flat_map(|page| page.aliases.iter().map(move |alias| (alias, page))) {
        let taken = relocation.addresses.iter().find(|(from, to)| **to == old.value && **from != page.path);
        if let Some((_, new)) = taken {
            let message = format!("`/{new}` is an earlier address of `{}`", page.source);
            return Err(Error::refused(
                message,
                "remove the address from the `aliases` of that page, or choose another name",
            ));
        }
    }
    Ok(left)
}

/// Deletes the folders that are empty now, where files have moved out of them.
fn clear(course: &Path, relocation: &Relocation) {
    for from in relocation.moves.keys() {
        let path = course.join(from.as_str());
        let folders = path.ancestors().skip(1).take_while(|folder| folder.starts_with(course) && *folder != course);
        let _ = folders.take_while(|folder| fs::remove_dir_if_empty(folder)).count();
    }
}
