//! Where each page and file of a folder goes, from the section that takes the folder.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::{is_page, stem};
use crate::plan::reserved_names;
use crate::text::address::segment;

/// What a page becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The page of a section.
    Section,
    /// A file in a section: a module, or with `kind:` another page.
    Single,
    /// The page of a folder that holds no other one: the same.
    Alone,
    /// The guide of a module.
    Guide,
    /// The clinic page of a module with a folder.
    Clinic,
    /// A page of a module.
    Inner,
}

/// Pages and files of a folder, by their paths from it.
#[derive(Debug, Default)]
pub(super) struct Placing {
    /// Each page with its new path, and what it becomes.
    pub(super) pages: BTreeMap<String, (String, Place)>,
    /// Each file with its new path.
    pub(super) files: BTreeMap<String, String>,
    /// The folders that are sections, by their old paths, with the new ones.
    pub(super) sections: BTreeMap<String, String>,
}

/// Names of the page that stands for its folder, the first of which is it.
const INDEXES: [&str; 3] = ["_index", "index", "readme"];

/// Names of the clinic page of a folder.
const CLINICS: [&str; 2] = ["mistake-clinic", "clinic"];

impl Placing {
    /// Finds a place for each path; `is_clinic` tells which pages hold a clinic.
    pub(super) fn of(paths: &BTreeSet<&str>, is_clinic: &dyn Fn(&str) -> bool) -> Self {
        let pages: Vec<&str> = paths.iter().copied().filter(|path| is_page(path)).collect();
        let modules: BTreeSet<&str> = pages
            .iter()
            .copied()
            .filter(|path| !folder(path).is_empty() && CLINICS.contains(&name(path).as_str()) && is_clinic(path))
            .map(folder)
            .collect();
        let mut placing = Self::default();
        let mut by_folder: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for page in &pages {
            by_folder.entry(folder(page)).or_default().push(page);
            for above in ancestors(page) {
                by_folder.entry(above).or_default();
            }
        }
        let mut taken = BTreeSet::new();
        for (at, own) in &by_folder {
            let module = modules.iter().find(|module| is_within(at, module));
            let index = INDEXES.iter().find_map(|index| own.iter().find(|page| name(page) == *index)).copied();
            let is_alone = own.len() == 1
                && index.is_some()
                && !at.is_empty()
                && by_folder.keys().all(|other| other == at || !is_within(other, at));
            if module.is_none() && !is_alone {
                placing.sections.insert((*at).to_owned(), new_folder(at));
            }
            for page in own {
                let is_index = index == Some(*page);
                let (name, place) = match module {
                    Some(module) if module == at => in_module(page, is_index, index.is_some(), is_clinic),
                    Some(_) => (if is_index { "overview".to_owned() } else { bare(page) }, Place::Inner),
                    None if is_alone => ("index".to_owned(), Place::Alone),
                    None if is_index => ("_index".to_owned(), Place::Section),
                    None => (in_section(page, &by_folder), Place::Single),
                };
                let new = free(&joined(&new_folder(at), &name), &mut taken);
                placing.pages.insert((*page).to_owned(), (new, place));
            }
        }
        for file in paths.iter().filter(|path| !is_page(path)) {
            let own = file.rsplit('/').next().unwrap_or(file);
            placing.files.insert((*file).to_owned(), joined(&new_folder(folder(file)), own));
        }
        placing
    }
}

/// The name of a page in the folder of a module, and what it becomes.
fn in_module(page: &str, is_index: bool, has_index: bool, is_clinic: &dyn Fn(&str) -> bool) -> (String, Place) {
    let is_own = CLINICS.contains(&name(page).as_str()) && is_clinic(page);
    match (is_own, is_index) {
        (true, _) if has_index => ("clinic".to_owned(), Place::Clinic),
        (true, _) => ("index".to_owned(), Place::Clinic),
        (false, true) => ("index".to_owned(), Place::Guide),
        (false, false) => (bare(page), Place::Inner),
    }
}

/// The name of a page in a section: beside a folder of its name it gets another one.
fn in_section(page: &str, by_folder: &BTreeMap<&str, Vec<&str>>) -> String {
    let own = bare(page);
    let has_folder = by_folder.keys().any(|other| {
        folder(other) == folder(page) && !other.is_empty() && {
            let last = other.rsplit('/').next().unwrap_or(other);
            segment(last) == segment(&own)
        }
    });
    let is_special = matches!(own.to_lowercase().as_str(), "_index" | "index" | "clinic");
    if has_folder || is_special || reserved_names().contains(&segment(&own).as_str()) {
        format!("{own}-page")
    } else {
        own
    }
}

/// A new path with the ending of markdown, and a number where it is taken.
fn free(path: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2usize..).map(|number| format!("{path}-{number}"));
    let free = std::iter::once(path.to_owned()).chain(numbered).find(|path| taken.insert(path.to_lowercase()));
    format!("{}.md", free.unwrap_or_default())
}

/// The folder of a path; empty at the top.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// All folders above a path, the top included.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder(path)), |folder_of| (!folder_of.is_empty()).then(|| folder(folder_of)))
}

/// Whether `folder` is `outer`, or lies in it.
fn is_within(folder: &str, outer: &str) -> bool {
    outer.is_empty() || folder == outer || folder.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'))
}

/// A folder without names that the site needs itself.
fn new_folder(path: &str) -> String {
    let name = |name: &str| {
        let name = clean(name);
        if reserved_names().contains(&segment(&name).as_str()) { format!("{name}-pages") } else { name }
    };
    path.split('/').map(name).collect::<Vec<_>>().join("/")
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The name of a page without its ending, in lower case.
fn name(path: &str) -> String {
    bare(path).to_lowercase()
}

/// The name of a page without its ending.
fn bare(path: &str) -> String {
    let path = stem(path).unwrap_or(path);
    clean(path.rsplit('/').next().unwrap_or(path))
}

/// A name without characters that no path of a course has.
fn clean(name: &str) -> String {
    let fits = |c: char| !c.is_control() && !"\\:*?\"<>|[]`".contains(c);
    name.chars().filter(|c| fits(*c)).collect::<String>().trim_matches([' ', '.']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_become_sections_and_modules() {
        let paths = [
            "README.md",
            "a/index.mdx",
            "a/01-intro.md",
            "a/b.md",
            "a/b/c.md",
            "a/img/x.png",
            "leaf/index.md",
            "leaf/y.svg",
            "m/index.md",
            "m/mistake-clinic.md",
            "m/practice/01-lab.md",
            "m/practice/README.md",
            "tags/log.md",
        ];
        let placing = Placing::of(&paths.into_iter().collect(), &|path| path.contains("clinic"));
        let place = |path: &str| {
            let (new, place) = &placing.pages[path];
            format!("{new} {place:?}")
        };
        for (path, expected) in [
            ("README.md", "_index.md Section"),
            ("a/index.mdx", "a/_index.md Section"),
            ("a/01-intro.md", "a/01-intro.md Single"),
            ("a/b.md", "a/b-page.md Single"),
            ("a/b/c.md", "a/b/c.md Single"),
            ("leaf/index.md", "leaf/index.md Alone"),
            ("m/index.md", "m/index.md Guide"),
            ("m/mistake-clinic.md", "m/clinic.md Clinic"),
            ("m/practice/01-lab.md", "m/practice/01-lab.md Inner"),
            ("m/practice/README.md", "m/practice/overview.md Inner"),
            ("tags/log.md", "tags-pages/log-page.md Single"),
        ] {
            assert_eq!(place(path), expected, "{path}");
        }
        assert_eq!(placing.files["a/img/x.png"], "a/img/x.png");
        let sections: Vec<&str> = placing.sections.keys().map(String::as_str).collect();
        assert_eq!(sections, ["", "a", "a/b", "tags"]);
    }
}
