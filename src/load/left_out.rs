//! What lies in a course's folders and is no part of it, each told.

use std::collections::BTreeMap;

use serde::Serialize;

use super::leftover::{Leftover, after_markdown, foreign_markdown, is_unmistakable};
use super::stray::{Stray, is_static};
use crate::finding::{Finding, Rule};
use crate::fs::{self, Root};
use crate::text::{Place, SourcePath};

/// Why a file or folder is no part of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum LeftOut {
    /// It is a symbolic link.
    Link,
    /// A program left it behind.
    Leftover,
    /// It is course text that nothing reads.
    Text,
}

/// Files and folders that are no part of the course, from its folder.
pub type AllLeftOut = BTreeMap<SourcePath, LeftOut>;

/// Whether `path` is named as what says what its folder is: `_index.md`, however it ends.
pub(super) fn is_index(path: &SourcePath) -> bool {
    let name = path.file_name().trim_start_matches(['#', '.', '~']);
    let stem = name.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-')).next().unwrap_or_default();
    let is_named = match stem.to_lowercase().as_str() {
        "_index" => true,
        "index" => name.to_lowercase().contains(".md") || name.to_lowercase().contains(".markdown"),
        _ => false,
    };
    is_named && path.as_str().starts_with("content/")
}

/// Whether the folder has an index that is read.
fn has_index(root: &Root, folder: &str) -> bool {
    ["_index.md", "index.md"].iter().any(|name| {
        let found = fs::metadata(&root.path().join(folder).join(name));
        found.is_ok_and(|found| found.is_some_and(|found| !found.is_symlink() && !found.is_dir()))
    })
}

/// What is noted on the way through the folders of a course.
#[derive(Debug, Default)]
pub struct Notes {
    /// What is wrong with them.
    pub findings: Vec<Finding>,
    /// What is left out.
    pub left_out: AllLeftOut,
}

impl Notes {
    /// A link, which is not followed.
    pub(super) fn link(&mut self, path: SourcePath) {
        let help = "replace the symbolic link with the file or folder that it points to, or remove the link";
        self.add(
            path,
            LeftOut::Link,
            Rule::SymbolicLink,
            "this is a symbolic link, which clinic does not follow",
            help,
        );
    }

    /// What a program left behind; what has no words of the author is not worth one.
    pub(super) fn leftover(&mut self, path: SourcePath, kind: Leftover) {
        let message = match kind {
            Leftover::Folder => {
                self.left_out.insert(path, LeftOut::Leftover);
                return;
            }
            Leftover::Backup => "judging by its name, the file is a backup, so it is neither read nor published",
            Leftover::Unsaved => {
                "judging by its name, the file contains an editor's unsaved changes, so it is neither read nor published"
            }
            Leftover::Merge => {
                "judging by its name, the file is left over from a merge, so it is neither read nor published"
            }
            Leftover::Conflict => {
                "judging by its name, the file is a conflicted copy, so it is neither read nor published"
            }
            Leftover::Unfinished => "judging by its name, the file is unfinished, so it is neither read nor published",
        };
        let help = "copy what you need from the file, and then delete it; to keep the file, rename it";
        let may_lie_in_static = path.as_str().starts_with("content/") && !is_unmistakable(path.file_name());
        let elsewhere = if may_lie_in_static { ", or move it to `static/` to offer it for download" } else { "" };
        self.add(path, LeftOut::Leftover, Rule::Leftover, message, format!("{help}{elsewhere}"));
    }

    /// Course text that nothing reads.
    pub(super) fn stray(&mut self, root: &Root, path: SourcePath, stray: &Stray) {
        let what = match stray {
            Stray::Ending(ending) => format!("a Markdown file with the extension `.{ending}`"),
            Stray::FrontMatter => {
                "a file that starts with front matter but does not have the extension `.md`".to_owned()
            }
            Stray::Says(words) => format!("a file that contains `{words}` but is not a page in the course"),
            Stray::Answers => "a list of answers outside the answers folder".to_owned(),
            Stray::Patch => "a patch for a course file".to_owned(),
        };
        let message = format!("{what} is neither read nor published");
        let name = path.file_name();
        let page = format!("{}.md", name.find('.').filter(|at| *at > 0).map_or(name, |at| &name[..at]));
        let beside = root.path().join(path.folder()).join(&page);
        let is_static = is_static(&path);
        let help = match stray {
            Stray::Answers => "move the list to the answers folder, to the path that matches its page".to_owned(),
            Stray::Patch => "delete the patch, or keep it outside `content/`, `static/`, and `themes/`".to_owned(),
            Stray::Says(_) if !may_be_page(name) => "remove that text from the file, or delete the file".to_owned(),
            Stray::Says(_) if is_static => {
                format!(
                    "if the file is a page, move it to `content/` as `{page}`; otherwise, remove that text from the file, or delete the file"
                )
            }
            _ if fs::metadata(&beside).is_ok_and(|found| found.is_some()) => {
                format!("copy what you need to `{page}`, and then delete this file")
            }
            Stray::Says(_) => format!("to make the file a page, rename it to `{page}`; otherwise, delete it"),
            _ => {
                format!(
                    "to make the file a page, rename it to `{page}`; to offer it for download, move it to `static/`; otherwise, delete it"
                )
            }
        };
        self.add(path, LeftOut::Text, Rule::UnreadText, message, help);
    }

    /// Makes errors of what is left out and is the only index of its folder: what it says of the folder is not known.
    pub(super) fn weigh_indexes(&mut self, root: &Root) {
        for finding in &mut self.findings {
            let path = &finding.place.path;
            if !self.left_out.contains_key(path) || !is_index(path) || has_index(root, path.folder()) {
                continue;
            }
            finding.rule = Rule::Unreadable;
            finding.severity = Rule::Unreadable.severity();
            finding.message.push_str("; any settings in it, such as who can see this folder, are ignored");
        }
    }

    fn add(&mut self, path: SourcePath, why: LeftOut, rule: Rule, message: impl Into<String>, help: impl Into<String>) {
        self.findings.push(Finding::new(rule, Place::file(&path), message).help(help));
        self.left_out.insert(path, why);
    }
}

/// Whether a file that is called so could be a page under another name.
fn may_be_page(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    matches!(ending.as_str(), "" | "txt" | "text" | "md")
        || foreign_markdown(name).is_some()
        || after_markdown(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_texts_could_be_pages() {
        for name in ["b", "b.txt", "b.MD", "b.Rmd", "b.md.copies", "b.text"] {
            assert!(may_be_page(name), "{name}");
        }
        for name in ["fix.patch", "b.yaml", "b.html", "b.csv", "b.tar.gz"] {
            assert!(!may_be_page(name), "{name}");
        }
    }
}
