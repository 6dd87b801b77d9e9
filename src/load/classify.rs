//! What each markdown file is by its place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::PageSource;
use crate::finding::{Finding, Rule};
use crate::text::{Place, SourceFile, SourcePath, file_path};

/// What a markdown file is by its place; `kind:` may say otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Role {
    /// `_index.md`
    Section,
    /// A file directly in a section.
    Single,
    /// The `index.md` of a bundle.
    Main {
        /// Whether a `clinic.md` stands beside it.
        clinic_apart: bool,
    },
    /// The `clinic.md` of a bundle.
    Clinic,
    /// Any other file of a bundle.
    Inner,
}

/// Sorts files into sections and bundles. Gives the pages and the folders of all sections, the root (empty) first.
pub(super) fn classify(files: Vec<Arc<SourceFile>>, findings: &mut Vec<Finding>) -> (Vec<PageSource>, Vec<String>) {
    let folders = Folders::new(&files);
    let mut sections: BTreeSet<String> = BTreeSet::from([String::new()]);
    let mut pages = Vec::with_capacity(files.len());
    for file in files {
        let folder = file.path().content_folder().to_owned();
        let bundle = folders.bundle_of(&folder).map(str::to_owned);
        let section = bundle.as_deref().map_or(folder.as_str(), parent).to_owned();
        add_with_parents(&mut sections, &section);
        let role = folders.role(&file, &folder, bundle.as_deref());
        pages.push(PageSource { file, role, section, bundle });
    }
    let sections: Vec<String> = sections.into_iter().collect();
    folders.report(findings);
    (pages, sections)
}

fn parent(folder: &str) -> &str {
    folder.rsplit_once('/').map_or("", |(parent, _)| parent)
}

fn add_with_parents(sections: &mut BTreeSet<String>, section: &str) {
    let mut folder = section;
    while sections.insert(folder.to_owned()) {
        folder = parent(folder);
    }
}

/// The markdown files of each folder, by name.
struct Folders {
    names: BTreeMap<String, BTreeMap<String, SourcePath>>,
    /// Files that say what a folder is, each with one of the same name but for its capitals.
    twins: Vec<(SourcePath, SourcePath)>,
}

/// Files that say what a folder is: there is one of each.
const SINGLE: [&str; 3] = ["_index.md", "index.md", "clinic.md"];

impl Folders {
    fn new(files: &[Arc<SourceFile>]) -> Self {
        let mut names: BTreeMap<String, BTreeMap<String, SourcePath>> = BTreeMap::new();
        let mut twins = Vec::new();
        for file in files {
            let folder = names.entry(file.path().content_folder().to_owned()).or_default();
            let name = file.path().file_name().to_lowercase();
            let is_single = SINGLE.contains(&name.as_str());
            if let Some(first) = folder.insert(name, file.path().clone()).filter(|_| is_single) {
                twins.push((first, file.path().clone()));
            }
        }
        Self { names, twins }
    }

    fn has(&self, folder: &str, name: &str) -> bool {
        self.names.get(folder).is_some_and(|names| names.contains_key(name))
    }

    fn is_bundle(&self, folder: &str) -> bool {
        !folder.is_empty() && self.has(folder, "index.md") && !self.has(folder, "_index.md")
    }

    /// The outermost bundle that `folder` is or lies in: bundles do not nest.
    fn bundle_of<'f>(&self, folder: &'f str) -> Option<&'f str> {
        let ends = file_path::ends(folder);
        ends.map(|end| &folder[..end]).find(|candidate| self.is_bundle(candidate))
    }

    fn role(&self, file: &SourceFile, folder: &str, bundle: Option<&str>) -> Role {
        let name = file.path().file_name().to_lowercase();
        match bundle {
            Some(bundle) if bundle == folder => match name.as_str() {
                "index.md" => Role::Main { clinic_apart: self.has(folder, "clinic.md") },
                "clinic.md" => Role::Clinic,
                _ => Role::Inner,
            },
            Some(_) => Role::Inner,
            None if name == "_index.md" => Role::Section,
            None => Role::Single,
        }
    }

    fn report(&self, findings: &mut Vec<Finding>) {
        for (first, second) in &self.twins {
            let message =
                format!("this file and `{first}` have names that differ only in capitalization, which clinic ignores");
            let finding = Finding::new(Rule::DuplicateAddress, Place::file(second), message);
            findings.push(finding.help("merge the two into one file"));
        }
        for (folder, names) in &self.names {
            if let (Some(_), Some(index)) = (names.get("_index.md"), names.get("index.md")) {
                findings.push(
                    Finding::new(Rule::AmbiguousFolder, Place::file(index), format!("`{folder}` has both `_index.md`, which makes the folder a section, and `index.md`, which makes it a module"))
                        .help("keep only one of the two files; the text of a section goes in `_index.md`"),
                );
            }
        }
    }
}
