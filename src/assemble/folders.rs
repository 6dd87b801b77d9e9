//! Folders that are sections without a page of their own.

use std::collections::BTreeMap;

use super::head::Head;
use super::naming::join;
use super::tree::{PageShape, SectionShape, Tree};
use crate::finding::{Finding, Rule};
use crate::load::Role;
use crate::text::{Place, SourcePath};

/// What is wrong with the sections of `tree` that have no `_index.md`, those aside of which one is not read.
///
/// Other tools keep the page of a chapter beside the folder with its parts. Here both would come out at one address.
pub(super) fn find(tree: &Tree<'_>) -> Vec<Finding> {
    let bare = tree.sections.iter().skip(1).filter(|section| section.document.is_none());
    let bare = bare.filter(|section| !tree.pages[section.page.0].is_unknown);
    let mut by_address: BTreeMap<&str, (&SectionShape<'_>, Vec<Finding>)> =
        bare.map(|section| (tree.address(section), (section, Vec::new()))).collect();
    for PageShape { document, path, .. } in &tree.pages {
        let single = document.map(|(_, head)| head).filter(|head| head.role == Role::Single);
        if let (Some(head), Some((section, found))) = (single, by_address.get_mut(path.as_str())) {
            found.push(beside(head, section, path.as_str()));
        }
    }
    let found = by_address.into_values().flat_map(
        |(section, found)| {
            if found.is_empty() { vec![without_index(section)] } else { found }
        },
    );
    found.collect()
}

fn folder(section: &SectionShape<'_>) -> String {
    join("content", &section.folder)
}

fn index(section: &SectionShape<'_>) -> SourcePath {
    SourcePath::new(join(&folder(section), "_index.md"))
}

fn without_index(section: &SectionShape<'_>) -> Finding {
    let place = Place::file(&SourcePath::new(folder(section)));
    let message = "the folder has no `_index.md`, so its section is named after the folder";
    Finding::new(Rule::FolderWithoutIndex, place, message).help(format!("create `{}` with a `title:`", index(section)))
}

/// `loops.md` beside `loops/`
fn beside(head: Head<'_>, section: &SectionShape<'_>, address: &str) -> Finding {
    let folder = folder(section);
    let message = format!("this file and the folder `{folder}` have the same address, `/{address}`");
    let help = if head.has_clinic {
        format!(
            "move the file to `{folder}/index.md`; the folder then becomes this module, and the files in the folder become its pages"
        )
    } else {
        let kind = if head.kind.is_some() { " and remove its `kind`" } else { "" };
        format!("move the file to `{}`{kind} to make it the section's page", index(section))
    };
    Finding::new(Rule::DuplicateAddress, Place::file(head.path), message).help(help)
}
