//! The themes that a course can have, and their files for copying.

use super::layer::{Layer, MANIFEST, ThemeFinder};
use super::{DEFAULT, embedded};
use crate::finding::Finding;
use crate::load::Sources;
use crate::model::text::Located;
use crate::syntax::markdown::Reader;
use crate::text::{Place, SourcePath};

/// The themes of a course, and those built in.
pub struct Catalogue<'a> {
    shelf: ThemeFinder<'a>,
    used: &'a str,
}

/// A theme in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeEntry {
    /// Its name.
    pub name: String,
    /// What it looks like, in one line.
    pub description: Option<String>,
    /// Whether it lies in the course.
    pub is_own: bool,
    /// Whether the course has it.
    pub is_used: bool,
}

/// A file of a theme, to be copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopiedFile {
    /// Its path from the theme's folder: `static/site.css`; of a template `templates/NAME`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl<'a> Catalogue<'a> {
    /// The themes of the course `sources`, which has the theme `used`; `reader` is the course's.
    pub fn new(sources: &'a Sources, reader: &'a Reader, used: Option<&'a str>) -> Self {
        Self { shelf: ThemeFinder { sources, reader }, used: used.unwrap_or(DEFAULT) }
    }

    /// Whether the course has this theme.
    pub fn uses(&self, name: &str) -> bool {
        self.used == name
    }

    /// All of them by name, the built-in ones first. One of the course's hides a built-in one of its name.
    pub fn entries(&self) -> Vec<ThemeEntry> {
        let own = self.shelf.own_names();
        let built_in = embedded::THEMES.iter().map(|(name, _)| *name).filter(|name| !own.contains(name));
        let names = built_in.chain(own.iter().copied());
        names.filter_map(|name| self.layer(name)).map(|layer| self.entry(layer)).collect()
    }

    fn entry(&self, layer: Layer) -> ThemeEntry {
        let Layer { name, is_own, manifest, .. } = layer;
        ThemeEntry { is_used: self.uses(&name), name, description: manifest.description, is_own }
    }

    /// What is wrong with a theme is told by `clinic check`, where it is used.
    fn layer(&self, name: &str) -> Option<Layer> {
        let findings = &mut Vec::new();
        self.shelf.own(name, findings).or_else(|| self.shelf.built_in(name, findings))
    }

    /// The files in the folder of a theme, those of the themes that it extends not among them, and what keeps some from
    /// being read; `None` where there is no such theme.
    pub fn files(&self, name: &str) -> Option<(Vec<CopiedFile>, Vec<Finding>)> {
        let layer = self.layer(name)?;
        let mut findings = Vec::new();
        let read = |path: &str| {
            let bytes = layer.read(self.shelf.sources, path, &mut findings)?;
            Some(CopiedFile { path: path.to_owned(), bytes })
        };
        let files = layer.paths().filter_map(read).collect();
        Some((files, findings))
    }

    /// The file that `wanted` names in a theme, in those that it extends, or among the built-in templates: by its path,
    /// or by its name in `static/` or `templates/`.
    pub fn file(&self, theme: &str, wanted: &str) -> Option<CopiedFile> {
        let paths = [wanted.to_owned(), format!("static/{wanted}"), format!("templates/{wanted}")];
        let chain = self.chain(theme);
        let sources = self.shelf.sources;
        let of_theme = |path: &String| {
            let bytes = chain.iter().rev().find_map(|layer| layer.read(sources, path, &mut Vec::new()))?;
            Some(CopiedFile { path: path.clone(), bytes })
        };
        let built_in = |path: &String| {
            let name = path.strip_prefix("templates/")?;
            let (_, text) = embedded::TEMPLATES.iter().find(|(known, _)| *known == name)?;
            Some(CopiedFile { path: path.clone(), bytes: text.as_bytes().to_vec() })
        };
        paths.iter().filter(|path| *path != MANIFEST).find_map(|path| of_theme(path).or_else(|| built_in(path)))
    }

    /// The paths of all files that [`Catalogue::file`] finds in a theme.
    pub fn paths(&self, theme: &str) -> Vec<String> {
        let chain = self.chain(theme);
        let of_theme = chain.iter().flat_map(|layer| layer.paths().map(str::to_owned));
        let templates = embedded::TEMPLATES.iter().map(|(name, _)| format!("templates/{name}"));
        let mut paths: Vec<String> = of_theme.chain(templates).filter(|path| path != MANIFEST).collect();
        paths.sort();
        paths.dedup();
        paths
    }

    fn chain(&self, theme: &str) -> Vec<Layer> {
        let name = Located { value: theme.to_owned(), place: Place::file(&SourcePath::new(MANIFEST)) };
        self.shelf.chain(Some(&name), &mut Vec::new())
    }
}
