//! Where an imported page goes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::mark;
use crate::error::{Error, Result};
use crate::fs::{self, Root};
use crate::load::Role;
use crate::parse::Document;
use crate::pipeline::Material;
use crate::scaffold::{Step, Walk, names, refuse_reserved, source_path};
use crate::text::SourcePath;
use crate::text::address::{segment, split_order};

/// The section that pages go into where nobody names one.
const SECTION: &str = "imported";

/// Files that are called after their folders.
const UNNAMED: [&str; 5] = ["index", "_index", "readme", "clinic", "mistake-clinic"];

/// A section that takes pages.
pub(super) struct Section<'a> {
    course: &'a Path,
    walk: Walk,
    /// The names that were given away, as they stand in addresses.
    taken: BTreeSet<String>,
}

impl<'a> Section<'a> {
    /// The section at a path from `content/`, or the usual one; it is made where it is missing.
    ///
    /// # Errors
    /// The path is none, or leads into a module.
    pub(super) fn find(course: &'a Path, path: Option<&str>) -> Result<Self> {
        let path = path.unwrap_or(SECTION);
        let mut walk = Walk::of(course);
        for name in names(path)? {
            walk.enter(&name)?;
            if walk.in_module {
                let message = format!("`{path}` is a module, but modules must be in sections");
                return Err(Error::refused(message, "specify a section with `--into`"));
            }
        }
        Ok(Self { course, walk, taken: BTreeSet::new() })
    }

    /// The pages of sections that have to be made.
    pub(super) fn made(&self) -> BTreeMap<SourcePath, String> {
        let made = self.walk.steps.iter().filter_map(|step| match step {
            Step::Write(path, text) => Some((source_path(self.course, path), text.clone())),
            Step::Unfold(..) => None,
        });
        made.collect()
    }

    /// The path of something in it.
    pub(super) fn below(&self, path: &str) -> SourcePath {
        source_path(self.course, &self.walk.folder.join(path))
    }

    /// Whether its own page is to be made, or was written by an import and not changed since.
    pub(super) fn gives_its_page(&self) -> bool {
        let page = self.below("_index.md");
        let held = Root::new(self.course).file(&page).read().ok();
        held.map_or_else(
            || self.made().contains_key(&page),
            |held| std::str::from_utf8(&held).is_ok_and(|text| mark::is_untouched(text).is_some()),
        )
    }

    /// Where the module of `file` goes: to the file that has its address already, or to a new one.
    ///
    /// # Errors
    /// Another file of this run goes there, a folder is there, or the name is needed by the site.
    pub(super) fn place(&mut self, file: &Path) -> Result<SourcePath> {
        let name = name(file);
        if !self.taken.insert(segment(&name)) {
            let message = format!("{} would become a second module named `{name}`", file.display());
            return Err(Error::refused(message, "rename one of the files, or import them into separate sections"));
        }
        match self.walk.existing(&name)? {
            Some(path) if fs::is_dir(&path) => {
                let message = format!("{} has the same address as `{name}`", path.display());
                Err(Error::refused(message, "rename the file, or specify another section with `--into`"))
            }
            Some(path) => Ok(source_path(self.course, &path)),
            None => {
                refuse_reserved(&name)?;
                let path = self.walk.folder.join(format!("{}.md", self.numbered(name)?));
                Ok(source_path(self.course, &path))
            }
        }
    }

    /// The name with the next number, where what lies beside it is numbered.
    fn numbered(&self, name: String) -> Result<String> {
        if split_order(&name).0.is_some() || !self.walk.is_ordered()? {
            return Ok(name);
        }
        let before = u32::try_from(self.taken.len()).unwrap_or(u32::MAX) - 1;
        let numbered = self.walk.numbered(&name)?;
        Ok(match split_order(&numbered).0.map(|number| number + before) {
            Some(number @ ..1000) => format!("{number:02}-{name}"),
            _ => name,
        })
    }
}

/// The name of a module from that of its file or, where many files are called so, of its folder.
fn name(file: &Path) -> String {
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let own = stem(file);
    let folder = || file.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let is_unnamed = UNNAMED.contains(&split_order(&own).1.to_lowercase().as_str());
    let name = if is_unnamed { folder().unwrap_or(own) } else { own };
    let fits = |c: char| !c.is_control() && !"\\/:*?\"<>|[]`#%{}".contains(c);
    let words: Vec<String> = name.split_whitespace().map(|word| word.chars().filter(|c| fits(*c)).collect()).collect();
    let name = words.join("-");
    let name = name.trim_matches(['.', '-', '_']);
    if name.is_empty() { "clinic".to_owned() } else { name.to_owned() }
}

/// The path of a file in `content/` that is to be replaced by what is made of it.
///
/// # Errors
/// It lies elsewhere, cannot be read, or is no clinic page.
pub(super) fn in_place(course: &Path, file: &Path, material: &Material) -> Result<SourcePath> {
    let shown = file.display();
    let refused = |message: String, help: &str| Err(Error::refused(message, help));
    let below = fs::canonical(file)?.strip_prefix(fs::canonical(course)?).map(Path::to_path_buf);
    let path = below.map(|below| source_path(course, &course.join(below))).ok();
    let document = path.as_ref().and_then(|path| material.documents.of(path));
    let (Some(path), Some(document)) = (path, document) else {
        return refused(
            format!("{shown} is not a page in this course, so it cannot be replaced in place"),
            "leave out `--in-place` to create a new module from the file",
        );
    };
    if !document.readable {
        return refused(
            format!("the front matter of {shown} cannot be read"),
            "fix the file first: `clinic check` shows the error",
        );
    }
    if !is_clinic_page(document) {
        return refused(
            format!("{shown} is not the clinic page of a module"),
            "rename the page to `clinic.md` and put it next to the `index.md` of its module, or leave out `--in-place`",
        );
    }
    Ok(path)
}

fn is_clinic_page(document: &Document) -> bool {
    let is_page = document.front.is_page(document.role);
    !is_page && matches!(document.role, Role::Single | Role::Main { clinic_apart: false } | Role::Clinic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_called_after_its_file_or_folder() {
        for (file, expected) in [
            ("a/event driven.md", "event-driven"),
            ("a/03-sagas.mdx", "03-sagas"),
            ("a/sagas/mistake-clinic.md", "sagas"),
            ("02-sagas/README.md", "02-sagas"),
            ("index.md", "index"),
            ("a/What? [x].md", "What-x"),
            ("a/....md", "clinic"),
        ] {
            assert_eq!(name(Path::new(file)), expected, "{file}");
        }
    }
}
