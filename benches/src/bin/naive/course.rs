//! A folder of markdown as sections with their pages.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;
use syntaxmate::Highlighter;
use walkdir::WalkDir;

use crate::front::Front;
use crate::markdown::{self, Heading};
use crate::yaml;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

#[derive(Default)]
pub struct Section {
    /// Its own page, and those in it.
    pub page: Option<Page>,
    pub pages: Vec<Page>,
}

/// What templates see of a page.
#[derive(Serialize)]
pub struct Page {
    /// `/sem-0001/mod-01/`
    pub path: String,
    #[serde(flatten)]
    pub front: Front,
    pub body: String,
    pub headings: Vec<Heading>,
}

impl Page {
    /// Whether there is something to print.
    pub fn is_clinic(&self) -> bool {
        !self.front.radar.is_empty() || !self.front.checks.is_empty()
    }
}

/// Reads all markdown in the folder `content` of a course; the first of its pages is the home page.
pub fn read(folder: &Path) -> Result<Vec<Section>> {
    let content = folder.join("content");
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in WalkDir::new(&content).sort_by_file_name() {
        let path = entry?.into_path();
        if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
    let highlighter = Highlighter::bundled()?;
    let pages: Result<Vec<(String, bool, Page)>> =
        files.par_iter().map(|file| page(file, &content, &highlighter)).collect();
    let mut sections: BTreeMap<String, Section> = BTreeMap::new();
    for (name, is_section, page) in pages? {
        let section = sections.entry(name).or_default();
        if is_section { section.page = Some(page) } else { section.pages.push(page) }
    }
    for section in sections.values_mut() {
        section.pages.sort_by_key(|page| page.front.order);
    }
    Ok(sections.into_values().collect())
}

/// The folder of the section that a page is in, whether it is the page of that section, and the page.
fn page(file: &Path, content: &Path, highlighter: &Highlighter) -> Result<(String, bool, Page)> {
    let relative = file.strip_prefix(content)?;
    let text = fs::read_to_string(file)?;
    let rest = text.strip_prefix("---\n").ok_or("a page has no front matter")?;
    let (yaml, body) = rest.split_once("\n---\n").ok_or("front matter does not end")?;
    let mut front: Front = serde_json::from_value(yaml::read(yaml)?)?;
    front.render(highlighter);
    let (body, headings) = markdown::blocks(body, highlighter);
    let names: Vec<String> =
        relative.with_extension("").iter().map(|name| name.to_string_lossy().into_owned()).collect();
    let is_section = names.last().is_some_and(|name| name == "_index");
    let section = if names.len() > 1 { names[0].clone() } else { String::new() };
    Ok((section, is_section, Page { path: address(&names), front, body, headings }))
}

/// `01-a/02-b` → `/a/b/`
fn address(names: &[String]) -> String {
    let names = names.iter().filter(|name| *name != "_index" && *name != "index");
    let bare = names.map(|name| name.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('-'));
    bare.fold("/".to_owned(), |path, name| path + name + "/")
}
