//! Lists folders; links are not followed, dot files are no part of a course.

use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::names;
use crate::finding::{Finding, Rule};
use crate::fs;
use crate::text::{Place, SourcePath};

/// All files below `root/folder`, sorted, as paths from `root`. What cannot be listed is a finding.
pub(super) fn files(root: &Path, folder: &str, findings: &mut Vec<Finding>) -> Vec<SourcePath> {
    let top = root.join(folder);
    if !fs::is_dir(&top) {
        return Vec::new();
    }
    let mut paths = Vec::new();
    let walk = WalkDir::new(&top).sort_by_file_name().into_iter().filter_entry(|entry| !is_hidden(entry, folder));
    for entry in walk {
        match entry {
            Ok(entry) if entry.path_is_symlink() && entry.depth() > 0 => report_link(root, entry.path(), findings),
            Ok(entry) if entry.file_type().is_file() => paths.extend(source_path(root, entry.path(), findings)),
            Ok(_) => {}
            Err(error) => report_error(root, &top, &error, findings),
        }
    }
    // The order of paths as text, in which they are looked up later.
    paths.sort();
    names::check(&paths, findings);
    paths
}

/// `static/` is copied as it is, but for what version control and file managers leave behind.
fn is_hidden(entry: &DirEntry, folder: &str) -> bool {
    let name = entry.file_name().to_string_lossy();
    let hidden = match folder {
        "static" => [".git", ".DS_Store"].contains(&&*name),
        _ => name.starts_with('.'),
    };
    entry.depth() > 0 && hidden
}

fn source_path(root: &Path, path: &Path, findings: &mut Vec<Finding>) -> Option<SourcePath> {
    let relative = path.strip_prefix(root).ok()?;
    if relative.to_str().is_none() {
        let place = Place::file(&SourcePath::new(relative.to_string_lossy()));
        let message = "the name of this file is not UTF-8, so it cannot have an address";
        findings.push(Finding::new(Rule::Unreadable, place, message).help("rename it"));
        return None;
    }
    Some(SourcePath::new(slashed(relative)))
}

/// The names of a path with `/` between them.
pub(super) fn slashed(path: &Path) -> String {
    let segments: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    segments.join("/")
}

fn report_link(root: &Path, path: &Path, findings: &mut Vec<Finding>) {
    let place = Place::file(&SourcePath::new(slashed(path.strip_prefix(root).unwrap_or(path))));
    findings.push(
        Finding::new(Rule::SymbolicLink, place, "a symbolic link is not followed")
            .help("put the file itself here, or take the link away"),
    );
}

fn report_error(root: &Path, top: &Path, error: &walkdir::Error, findings: &mut Vec<Finding>) {
    let path = error.path().unwrap_or(top);
    let place = Place::file(&SourcePath::new(slashed(path.strip_prefix(root).unwrap_or(path))));
    let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    let message = format!("the folder cannot be listed: {why}");
    findings.push(Finding::new(Rule::Unreadable, place, message).help("make it readable"));
}
