//! Lists folders; links are not followed, dot files and what programs leave behind are no part of a course.

use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::left_out::Notes;
use super::leftover::left_behind;
use super::names;
use crate::error::Error;
use crate::finding::{Finding, Rule};
use crate::fs::{self, Root};
use crate::text::{Place, SourcePath};

/// A folder of a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folder<'f> {
    /// Its path from the course's folder.
    pub path: &'f str,
    /// Whether the author named it, so that it may be reached through links.
    pub is_named: bool,
}

impl<'f> Folder<'f> {
    /// A folder that has its name by the form of a course.
    pub fn of_course(path: &'f str) -> Self {
        Self { path, is_named: false }
    }

    fn is_static(self) -> bool {
        self.path == "static"
    }

    /// Whether it is there to be read. What stands in its place is noted.
    pub fn is_there(self, root: &Root, notes: &mut Notes) -> bool {
        let top = root.path().join(self.path);
        if self.is_named {
            return fs::is_dir(&top);
        }
        let path = SourcePath::new(self.path);
        match fs::metadata(&top) {
            Ok(Some(found)) if found.is_dir() => return true,
            Ok(Some(found)) if found.is_symlink() => notes.link(path),
            // A course without pages is told as such.
            Ok(Some(_)) if self.path == "content" => {}
            Ok(Some(found)) => notes.findings.push(no_folder(&path, found.is_file())),
            Ok(None) => {}
            Err(error) => notes.findings.push(super::unreadable(&path, &error)),
        }
        false
    }
}

/// All files below a folder, sorted, as paths from `root`. What cannot be listed and what is left out is noted.
pub fn files(root: &Root, folder: Folder<'_>, notes: &mut Notes) -> Vec<SourcePath> {
    if !folder.is_there(root, notes) {
        return Vec::new();
    }
    let (root, top) = (root.path(), root.path().join(folder.path));
    let mut paths = Vec::new();
    let mut walk = WalkDir::new(&top).sort_by_file_name().into_iter().filter_entry(|entry| !is_hidden(entry, folder));
    while let Some(entry) = walk.next() {
        match entry {
            Err(error) => {
                let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                let path = shown(root, error.path().unwrap_or(&top));
                notes.findings.push(closed(&path, &format!("the folder cannot be listed: {why}")));
            }
            Ok(entry) if entry.file_type().is_dir() => {
                if let Some(finding) = not_entered(&shown(root, entry.path()), entry.path()) {
                    notes.findings.push(finding);
                    walk.skip_current_dir();
                }
            }
            Ok(entry) if entry.depth() > 0 => paths.extend(sorted_out(root, &entry, notes)),
            Ok(_) => {}
        }
    }
    // The order of paths as text, in which they are looked up later.
    paths.sort();
    names::find(&paths, &mut notes.findings);
    paths
}

/// The path of an entry that is no folder, where it is a file of the course.
fn sorted_out(root: &Path, entry: &DirEntry, notes: &mut Notes) -> Option<SourcePath> {
    let path = shown(root, entry.path());
    if let Some(kind) = left_behind(&path) {
        notes.leftover(path, kind);
        return None;
    }
    if entry.path_is_symlink() {
        notes.link(path);
        return None;
    }
    if !entry.file_type().is_file() {
        let message = "this is a pipe, socket, or device, not a file";
        let place = Place::file(&path);
        notes
            .findings
            .push(Finding::new(Rule::Unreadable, place, message).help("remove this special file from the course"));
        return None;
    }
    if entry.path().to_str().is_none() {
        let message = "this file's name is not valid UTF-8, so the file cannot have an address";
        notes.findings.push(Finding::new(Rule::Unreadable, Place::file(&path), message).help("rename the file"));
        return None;
    }
    Some(path)
}

/// `static/` is copied as it is, but for what version control leaves behind.
fn is_hidden(entry: &DirEntry, folder: Folder<'_>) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() > 0 && if folder.is_static() { name == ".git" } else { name.starts_with('.') }
}

/// The path of something from the course's folder.
fn shown(root: &Path, path: &Path) -> SourcePath {
    SourcePath::new(slashed(path.strip_prefix(root).unwrap_or(path)))
}

/// The names of a path with `/` between them.
pub fn slashed(path: &Path) -> String {
    let segments: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    segments.join("/")
}

/// Why nothing in a folder is read.
fn not_entered(path: &SourcePath, on_disk: &Path) -> Option<Finding> {
    if is_of_words(path) {
        let message = format!("`{path}` must be a file with interface strings, but it is a folder");
        let finding = Finding::new(Rule::Unreadable, Place::file(path), message);
        return Some(finding.help("replace the folder with a file, or remove it from the course"));
    }
    // What may be listed and not entered would have an error for every file in it.
    let error = fs::metadata(&on_disk.join(".")).err()?;
    Some(closed(path, &why_not_entered(&error)))
}

/// Whether a path is that of a file with the words of a language.
fn is_of_words(path: &SourcePath) -> bool {
    let name = path.as_str().strip_prefix("i18n/").and_then(|name| name.strip_suffix(".yaml"));
    name.is_some_and(|language| !language.contains('/'))
}

/// The finding about what stands in the place of a folder of the course.
fn no_folder(path: &SourcePath, is_file: bool) -> Finding {
    let kind = if is_file { "file" } else { "pipe, socket, or device" };
    let message = format!("`{path}` must be a folder, but it is a {kind}");
    // A link looks so where version control has none.
    let help =
        format!("replace `{path}` with the folder itself, not with a symbolic link, or remove it from the course");
    Finding::new(Rule::Unreadable, Place::file(path), message).help(help)
}

fn why_not_entered(error: &Error) -> String {
    match error {
        Error::Io { source, .. } => format!("the folder cannot be opened: {source}"),
        Error::Refused { message, .. } => message.clone(),
    }
}

fn closed(path: &SourcePath, message: &str) -> Finding {
    Finding::new(Rule::Unreadable, Place::file(path), message).help("make the folder readable")
}
