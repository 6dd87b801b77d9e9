//! What stands below a folder: its folders, and what in them has certain names.
#![expect(clippy::disallowed_methods, reason = "this is part of the door that the lint points to")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

use super::stamp::Stamp;
use super::within::{Seen, Within};

/// What stands below a folder.
#[derive(Default)]
pub struct Listed {
    /// What is called by a name that is looked for.
    pub called: Vec<PathBuf>,
    /// The folders in it.
    pub folders: Vec<PathBuf>,
    /// Whether that is all, and none of it can be named in text.
    is_odd: bool,
}

/// What is called by one of `names` in `folder` and in those below it, and all folders there, links not followed. What cannot
/// be listed is passed over.
pub fn all_called(names: &[&str], folder: &Path) -> Listed {
    let mut all = listed(names, folder);
    let mut open = 0;
    while open < all.folders.len() {
        let listed: Vec<Listed> = all.folders[open..].par_iter().map(|folder| listed(names, folder)).collect();
        open = all.folders.len();
        for Listed { called, folders, .. } in listed {
            all.called.extend(called);
            all.folders.extend(folders);
        }
    }
    all.called.sort();
    all
}

fn listed(names: &[&str], folder: &Path) -> Listed {
    let mut listed = Listed::default();
    let Ok(entries) = fs::read_dir(folder) else { return Listed { is_odd: true, ..listed } };
    for entry in entries {
        let Ok(entry) = entry else {
            listed.is_odd = true;
            continue;
        };
        if names.iter().any(|name| entry.file_name() == *name) {
            listed.called.push(entry.path());
        } else if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            listed.is_odd |= entry.file_name().to_str().is_none();
            listed.folders.push(entry.path());
        }
    }
    listed
}

/// Whether every disk that the system knows says when something came into a folder: FAT on Windows does not.
const TELLS: bool = cfg!(unix);

/// The folders below one, by their paths from there, sorted. While the stamp of one is as it was, nothing has come into it
/// or has left it; it has none where it has to be listed again in any case, since in it stands what is looked for, or a
/// folder that is not among these.
pub type Stamped<P> = Vec<(P, Option<Stamp>)>;

/// All folders below one, and whether in them stands what is called by one of `names`.
pub fn all_stamped(names: &[&str], within: &Within) -> Stamped<String> {
    let mut all: Stamped<String> = below(within, &listed(names, &within.at(""))).map(|path| (path, None)).collect();
    let mut open = 0;
    while open < all.len() {
        let look = |(path, _): &(String, Option<Stamp>)| {
            // What changes while it is listed is seen to have changed by the next one who looks.
            let seen = within.look(path);
            (seen, listed(names, &within.at(path)))
        };
        let looked: Vec<(Option<Seen>, Listed)> = all[open..].par_iter().map(look).collect();
        let first = open;
        open = all.len();
        for (place, (seen, listed)) in looked.into_iter().enumerate() {
            let is_plain = TELLS && !listed.is_odd && listed.called.is_empty();
            all[first + place].1 = folder(seen).filter(|_| is_plain);
            all.extend(below(within, &listed).map(|path| (path, None)));
        }
    }
    all.sort_unstable();
    all
}

/// What stands below a folder since somebody looked, at `time`.
pub struct Since<'k> {
    /// What is called by a name that is looked for.
    pub called: Vec<PathBuf>,
    /// The folders that were there, as they are now.
    pub folders: Stamped<&'k str>,
    /// Whether no others are there.
    pub is_all: bool,
}

/// Looks again at folders that were `known` at `time`, and into those that may hold something else than they did; `None`
/// where one of them is none any more.
pub fn stamped_since<'k>(
    names: &[&str],
    within: &Within,
    known: &Stamped<&'k str>,
    time: SystemTime,
) -> Option<Since<'k>> {
    let look = |(path, stamp): &(&'k str, Option<Stamp>)| {
        let now = folder(within.look(path))?;
        let is_same = *stamp == Some(now) && now.is_settled_at(time);
        Some((*path, now, (!is_same).then(|| listed(names, &within.at(path)))))
    };
    let looked: Vec<_> = known.par_iter().map(look).collect::<Option<_>>()?;
    let is_known = |path: &Path| {
        let path = within.from(path);
        path.is_some_and(|path| known.binary_search_by(|(known, _)| (*known).cmp(&path)).is_ok())
    };
    let Listed { mut called, folders: mut strange, .. } = listed(names, &within.at(""));
    strange.retain(|path| !is_known(path));
    let mut folders = Vec::with_capacity(looked.len());
    for (path, now, listed) in looked {
        let Some(mut listed) = listed else {
            folders.push((path, Some(now)));
            continue;
        };
        listed.folders.retain(|path| !is_known(path));
        let is_plain = TELLS && !listed.is_odd && listed.called.is_empty() && listed.folders.is_empty();
        folders.push((path, is_plain.then_some(now)));
        called.append(&mut listed.called);
        strange.append(&mut listed.folders);
    }
    let is_all = strange.is_empty();
    called.extend(strange.iter().flat_map(|path| all_called(names, path).called));
    called.sort();
    Some(Since { called, folders, is_all })
}

fn folder(seen: Option<Seen>) -> Option<Stamp> {
    match seen? {
        Seen::Folder(stamp) => Some(stamp),
        Seen::File(_) | Seen::Other => None,
    }
}

/// The folders that were listed, by their paths from the folder itself.
fn below<'l>(within: &'l Within, listed: &'l Listed) -> impl Iterator<Item = String> + 'l {
    listed.folders.iter().filter_map(|path| within.from(path))
}
