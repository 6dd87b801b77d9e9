//! Which changes turn the site that stands into the new one, in which order.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use super::journal::Journal;
use super::publication::Offered;
use super::site::{Entry, Site};
use crate::error::{Error, Result};
use crate::fs;
use crate::text::address::folded;
use crate::text::file_path as path;

/// One change to the output folder.
#[derive(Debug)]
enum Step {
    MakeFolder(String),
    Move { slot: usize, to: String },
    Delete(String),
    RemoveFolder(String),
}

/// All changes between the intent and the final manifest.
#[derive(Debug, Default)]
pub(super) struct Plan {
    steps: Vec<Step>,
    /// How many files will be moved into place.
    pub(super) written: usize,
    /// How many files will be deleted.
    pub(super) removed: usize,
}

impl Plan {
    /// Plans the way from the files of `old` on the disk to those of `new`.
    pub(super) fn new(old: &BTreeMap<String, String>, new: &BTreeMap<String, Offered>, site: &Site) -> Result<Self> {
        refuse_files_as_folders(new)?;
        let stale = stale(old, new);
        let mut planner = Planner { old, new, site, plan: Self::default(), made: HashSet::new(), gone: HashSet::new() };
        planner.moves()?;
        planner.deletions(&stale)?;
        planner.emptied_folders(&stale)?;
        Ok(planner.plan)
    }

    /// True where the disk is as it should be.
    pub(super) fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Does it all.
    pub(super) fn run(&self, site: &Site, journal: &mut Journal<'_>) -> Result<()> {
        for step in &self.steps {
            match step {
                Step::MakeFolder(path) => journal.make_folder(site.at(path))?,
                Step::Move { slot, to } => journal.put(*slot, site.at(to))?,
                Step::Delete(path) => journal.delete(&site.at(path))?,
                Step::RemoveFolder(path) => journal.remove_folder(site.at(path)),
            }
        }
        Ok(())
    }
}

/// The paths of `old` that are none of `new`: both are in order.
fn stale<'a>(old: &'a BTreeMap<String, String>, new: &BTreeMap<String, Offered>) -> Vec<&'a str> {
    let mut kept = new.keys().peekable();
    let is_stale = |path: &&String| {
        while kept.next_if(|kept| kept < path).is_some() {}
        kept.peek() != Some(path)
    };
    old.keys().filter(is_stale).map(String::as_str).collect()
}

/// A site cannot have both a file `a` and a file `a/b`.
fn refuse_files_as_folders(new: &BTreeMap<String, Offered>) -> Result<()> {
    let mut checked = "";
    for path in new.keys() {
        let parent = path::parent(path);
        if parent == checked {
            continue;
        }
        checked = parent;
        if let Some(file) = path::folders(path).find(|folder| new.contains_key(*folder)) {
            return Err(Error::refused(
                format!("the site needs `{file}` both as a file and, for `{path}`, as a folder"),
                format!("rename the file or page that becomes `{file}`"),
            ));
        }
    }
    Ok(())
}

struct Planner<'a> {
    old: &'a BTreeMap<String, String>,
    new: &'a BTreeMap<String, Offered>,
    site: &'a Site,
    plan: Plan,
    /// Folders that will be there for new files.
    made: HashSet<String>,
    /// Files and folders that will be gone.
    gone: HashSet<String>,
}

impl<'a> Planner<'a> {
    /// Assets, then pages that name them, then indexes that name pages.
    fn moves(&mut self) -> Result<()> {
        let mut staged: Vec<_> =
            self.new.iter().filter_map(|(path, offered)| Some((offered.rank, path, offered.slot?))).collect();
        staged.sort();
        for (_, path, slot) in staged {
            self.make_way(path)?;
            self.plan.steps.push(Step::Move { slot, to: path.clone() });
            self.plan.written += 1;
        }
        Ok(())
    }

    /// Makes the folders above `path`, and clears away old files and folders that now stand in the way.
    ///
    /// That they are clinic's own was made sure when `path` was offered.
    fn make_way(&mut self, path: &str) -> Result<()> {
        for folder in path::folders(path) {
            if !self.made.insert(folder.to_owned()) {
                continue;
            }
            let found = self.site.look(folder)?;
            if found == Entry::Folder {
                continue;
            }
            if matches!(found, Entry::File(_) | Entry::Link) {
                self.delete(folder);
            }
            self.plan.steps.push(Step::MakeFolder(folder.to_owned()));
        }
        if self.site.look(path)? == Entry::Folder {
            self.clear(path)?;
        }
        Ok(())
    }

    /// Clears a folder away whose place a file takes.
    fn clear(&mut self, folder: &str) -> Result<()> {
        let contents = self.site.walk(folder)?;
        for file in &contents.files {
            self.delete(file);
        }
        for folder in contents.folders.into_iter().rev() {
            self.plan.steps.push(Step::RemoveFolder(folder.clone()));
            self.gone.insert(folder);
        }
        Ok(())
    }

    fn delete(&mut self, path: &str) {
        self.plan.steps.push(Step::Delete(path.to_owned()));
        self.plan.removed += 1;
        self.gone.insert(path.to_owned());
    }

    /// Deletes what the manifest lists and the new site does not have: pages before the assets that they name.
    fn deletions(&mut self, stale: &[&str]) -> Result<()> {
        let twins = self.new_by_name(stale);
        let (pages, others): (Vec<&str>, Vec<&str>) = stale.iter().partition(|path| is_html(path));
        for path in pages.into_iter().chain(others) {
            if self.gone.contains(path) {
                continue;
            }
            match self.site.look(path)? {
                Entry::Blocked(barrier) if barrier.link && !self.old.contains_key(&barrier.path) => {
                    return Err(linked_folder(&self.site.at(&barrier.path)));
                }
                Entry::File(_) | Entry::Link if !self.is_new_file(path, &twins) => self.delete(path),
                _ => {}
            }
        }
        Ok(())
    }

    /// New paths by the name that they are to every disk, needed only where something is stale.
    fn new_by_name(&self, stale: &[&str]) -> BTreeMap<String, &'a str> {
        if stale.is_empty() {
            return BTreeMap::new();
        }
        let wanted: HashSet<String> = stale.iter().map(|path| folded(path)).collect();
        let by_name = self.new.keys().map(|path| (folded(path), path.as_str()));
        by_name.filter(|(name, _)| wanted.contains(name)).collect()
    }

    /// True where a stale path is another spelling of a new one, and both are one file to the disk.
    fn is_new_file(&self, stale: &str, twins: &BTreeMap<String, &str>) -> bool {
        let twin = twins.get(&folded(stale));
        twin.is_some_and(|twin| fs::same_file(&self.site.at(stale), &self.site.at(twin)))
    }

    /// Removes folders that stale files leave empty, the innermost first.
    fn emptied_folders(&mut self, stale: &[&str]) -> Result<()> {
        let folders: BTreeSet<&str> = stale.iter().flat_map(|path| path::folders(path)).collect();
        for folder in folders.into_iter().rev() {
            let kept = self.made.contains(folder) || self.gone.contains(folder);
            if !kept && self.site.look(folder)? == Entry::Folder {
                self.plan.steps.push(Step::RemoveFolder(folder.to_owned()));
            }
        }
        Ok(())
    }
}

/// True for what names other files.
fn is_html(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("html"))
}

/// A folder of the site is a link: what lies behind it is not the site's.
pub(super) fn linked_folder(link: &Path) -> Error {
    Error::refused(
        format!("`{}` is a symbolic link, and clinic does not write or delete through links", link.display()),
        "delete the link, or replace it with a folder",
    )
}
