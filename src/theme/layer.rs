//! A theme as it lies on the disk or in the program, and those that it extends.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::manifest::{self, Manifest};
use super::{DEFAULT, embedded};
use crate::finding::suggest::nearest;
use crate::finding::{Finding, Rule};
use crate::load::{Sources, decode};
use crate::model::text::Located;
use crate::syntax::markdown::Reader;
use crate::text::words::joined;
use crate::text::{Place, SourceFile, SourcePath};

/// So many themes may extend each other.
const MOST_THEMES: usize = 50;

/// Name of the file that says what a theme is.
pub(super) const MANIFEST: &str = "theme.yaml";

/// One theme, without those that it extends.
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) name: String,
    /// Whether it lies in the course.
    pub(super) is_own: bool,
    pub(super) manifest: Manifest,
    /// What lies in its folder, by path from there.
    files: BTreeMap<String, Content>,
}

/// Where the bytes of a file are.
#[derive(Clone, Debug)]
enum Content {
    BuiltIn(&'static [u8]),
    Own(SourcePath),
}

/// Finds themes by their names.
#[derive(Clone, Copy)]
pub(super) struct ThemeFinder<'a> {
    pub(super) sources: &'a Sources,
    pub(super) reader: &'a Reader,
}

impl Layer {
    /// Its files below `folder`, by path from there.
    pub(super) fn below(&self, folder: &str) -> impl Iterator<Item = &str> {
        self.files.keys().filter_map(move |path| path.strip_prefix(folder)?.strip_prefix('/'))
    }

    /// All its files, by path from its folder.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The path that findings show a file under.
    pub(super) fn shown(&self, path: &str) -> SourcePath {
        match self.files.get(path) {
            Some(Content::Own(own)) => own.clone(),
            _ => SourcePath::new(format!("(built-in themes)/{}/{path}", self.name)),
        }
    }

    /// The bytes of a file; `None` where it has no such file, or where that cannot be read, which is a finding.
    pub(super) fn read(&self, sources: &Sources, path: &str, findings: &mut Vec<Finding>) -> Option<Vec<u8>> {
        match self.files.get(path)? {
            Content::BuiltIn(bytes) => Some(bytes.to_vec()),
            Content::Own(own) => sources
                .on_disk(own)
                .read()
                .map_err(|error| {
                    let finding = Finding::new(Rule::BrokenTheme, Place::file(own), error.to_string());
                    findings.push(finding.help("make the file readable"));
                })
                .ok(),
        }
    }

    /// The same as text.
    pub(super) fn read_text(
        &self,
        sources: &Sources,
        path: &str,
        findings: &mut Vec<Finding>,
    ) -> Option<Arc<SourceFile>> {
        let bytes = self.read(sources, path, findings)?;
        decode(self.shown(path), bytes)
            .map_err(|finding| findings.push(*finding))
            .ok()
            .map(|file| sources.as_rewritten(file))
    }
}

impl<'a> ThemeFinder<'a> {
    /// The names of the course's own themes.
    pub(super) fn own_names(self) -> Vec<&'a str> {
        let folders =
            self.sources.themes.iter().filter_map(|path| path.as_str().strip_prefix("themes/")?.split_once('/'));
        let mut names: Vec<&str> = folders.map(|(name, _)| name).collect();
        names.dedup();
        names
    }

    /// The course's own theme of this name.
    pub(super) fn own(self, name: &str, findings: &mut Vec<Finding>) -> Option<Layer> {
        let prefix = format!("themes/{name}/");
        let files = self.sources.themes.iter();
        let files = files.filter_map(|path| Some((path.as_str().strip_prefix(&prefix)?, path)));
        let files: BTreeMap<_, _> = files.map(|(name, path)| (name.to_owned(), Content::Own(path.clone()))).collect();
        (!files.is_empty()).then(|| self.layer(name, true, files, findings))
    }

    /// The built-in theme of this name.
    pub(super) fn built_in(self, name: &str, findings: &mut Vec<Finding>) -> Option<Layer> {
        let (_, files) = embedded::THEMES.iter().find(|(known, _)| *known == name)?;
        let files = files.iter().map(|(name, bytes)| ((*name).to_owned(), Content::BuiltIn(bytes))).collect();
        Some(self.layer(name, false, files, findings))
    }

    fn layer(self, name: &str, is_own: bool, files: BTreeMap<String, Content>, findings: &mut Vec<Finding>) -> Layer {
        let mut layer = Layer { name: name.to_owned(), is_own, manifest: Manifest::default(), files };
        if let Some(file) = layer.read_text(self.sources, MANIFEST, findings) {
            layer.manifest = manifest::read(&file, name, self.reader, findings);
        }
        layer
    }

    /// The theme `wanted` and those that it extends, the undermost first. A course without a choice has the default one,
    /// and one with a wrong choice too, which is a finding.
    pub(super) fn chain(self, wanted: Option<&Located<String>>, findings: &mut Vec<Finding>) -> Vec<Layer> {
        let mut chain: Vec<Layer> = Vec::new();
        let mut next = wanted.cloned();
        loop {
            if chain.len() >= MOST_THEMES {
                findings.extend(next.take().as_ref().map(too_deep));
            }
            let name = next.as_ref().map_or(DEFAULT, |name| name.value.as_str());
            let met = chain.iter().any(|layer| layer.is_own && layer.name == name);
            // What a theme of the course with the name of a built-in one extends by that name is the built-in one.
            let own = if met { None } else { self.own(name, findings) };
            match own.or_else(|| self.built_in(name, findings)) {
                Some(layer) => {
                    let is_root = !layer.is_own && layer.name == DEFAULT;
                    next.clone_from(&layer.manifest.extends);
                    chain.insert(0, layer);
                    if is_root {
                        return chain;
                    }
                }
                // Only a name that was typed can be wrong, so this ends with the default.
                None => {
                    findings.extend(
                        next.take().map(|typed| if met { circle(&typed, &chain) } else { self.unknown(&typed) }),
                    );
                }
            }
        }
    }

    fn unknown(self, typed: &Located<String>) -> Finding {
        let known: Vec<&str> = embedded::THEMES.iter().map(|(name, _)| *name).chain(self.own_names()).collect();
        let all = || {
            let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            format!("choose {}, or add your own theme to `themes/`", joined(&known, "or"))
        };
        let near = nearest(&typed.value, known.iter().copied());
        let help = near.map_or_else(all, |near| format!("did you mean `{near}`?"));
        let message = format!("`{}` is not a known theme", typed.value);
        Finding::new(Rule::UnknownTheme, typed.place.clone(), message).help(help)
    }
}

fn too_deep(typed: &Located<String>) -> Finding {
    let message = format!("more than {MOST_THEMES} themes extend one another in a chain");
    Finding::new(Rule::BrokenTheme, typed.place.clone(), message).help("merge some of these themes")
}

/// The finding about a theme that is one of `chain` already, the undermost of which names it.
fn circle(typed: &Located<String>, chain: &[Layer]) -> Finding {
    let members = chain.iter().rev().map(|layer| layer.name.as_str()).skip_while(|name| *name != typed.value);
    let names: Vec<String> = members.chain([typed.value.as_str()]).map(|name| format!("`{name}`")).collect();
    let message = format!("the theme extends itself: {}", names.join(" → "));
    Finding::new(Rule::BrokenTheme, typed.place.clone(), message).help("make one of these themes extend `clinic`")
}
