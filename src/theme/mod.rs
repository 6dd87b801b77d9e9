//! Layer 4: templates and files of the look, the course's own over those of its theme and of the themes that it extends.

mod accent;
mod assets;
mod catalogue;
mod embedded;
mod import;
mod layer;
mod manifest;
mod sheets;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use assets::Asset;
pub use catalogue::{Catalogue, CopiedFile, ThemeEntry};

use crate::config::Config;
use crate::finding::{Finding, Outcome};
use crate::load::Sources;
use crate::strings::Strings;
use crate::syntax::highlight::CodeColours;
use crate::syntax::markdown::Reader;
use crate::text::{SourceFile, SourcePath};
use accent::Grounds;
use layer::{Layer, ThemeFinder};

/// Name of the theme of courses that choose none.
pub const DEFAULT: &str = "clinic";

/// How a course looks.
#[derive(Debug)]
pub struct Theme {
    /// The templates of each name, the topmost first; a template may extend the one beneath it as `under/NAME`.
    pub templates: BTreeMap<String, Vec<Arc<SourceFile>>>,
    /// The files of the theme under their final names.
    pub assets: Vec<Asset>,
    /// The ground of light pages, as CSS writes it.
    pub ground: Option<String>,
}

/// Puts the layers of a course's look together; `reader` and `strings` are the course's.
pub fn theme(sources: &Sources, config: &Config, reader: &Reader, strings: &Strings) -> Outcome<Theme> {
    let mut findings = Vec::new();
    let chain = ThemeFinder { sources, reader }.chain(config.theme.name.as_ref(), &mut findings);
    let grounds = Grounds::of(&chain);
    let accent = config.theme.accent.as_ref();
    findings.extend(accent.and_then(|accent| grounds.report(accent, &sources.config)));
    let templates = templates(sources, &chain, &mut findings);
    let of_theme = || chain.iter().rev().find_map(|layer| layer.manifest.code);
    // What the course chooses stands after the sheets of the theme, and what the theme chooses before them.
    let own = config.theme.code.map(CodeColours::css).into_iter();
    let frame = assets::Frame {
        before: of_theme().map(CodeColours::css).unwrap_or_default(),
        after: own.chain(accent.map(|accent| grounds.css(accent.value))).collect(),
        of_pages: words::of_pages(strings),
        of_sheets: words::of_sheets(strings),
    };
    let assets = assets::assets(sources, &chain, &frame, &mut findings);
    Outcome { value: Theme { templates, assets, ground: grounds.paper() }, findings }
}

/// The templates of each name, the topmost first.
fn templates(
    sources: &Sources,
    chain: &[Layer],
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, Vec<Arc<SourceFile>>> {
    let mut templates: BTreeMap<String, Vec<Arc<SourceFile>>> = BTreeMap::new();
    let mut add = |name: &str, file: Arc<SourceFile>| templates.entry(name.to_owned()).or_default().insert(0, file);
    for (name, text) in embedded::TEMPLATES {
        add(name, Arc::new(SourceFile::new(SourcePath::new(format!("{BUILT_IN}/{name}")), *text)));
    }
    for layer in chain {
        for name in layer.below("templates") {
            if let Some(file) = layer.read_text(sources, &format!("templates/{name}"), findings) {
                add(name, file);
            }
        }
    }
    for file in &sources.templates {
        let path = file.path().as_str();
        add(path.strip_prefix("templates/").unwrap_or(path), Arc::clone(file));
    }
    templates
}

/// The folder that built-in templates are shown in by findings.
const BUILT_IN: &str = "(built-in templates)";

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn names(folder: &str) -> Vec<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().flatten();
        let files = files.filter(|entry| entry.file_type().is_file());
        files.map(|entry| entry.path().strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/")).collect()
    }

    #[test]
    fn every_template_is_embedded() {
        let mut embedded: Vec<&str> = embedded::TEMPLATES.iter().map(|(name, _)| *name).collect();
        embedded.sort_unstable();
        assert_eq!(names("templates"), embedded);
    }

    #[test]
    fn every_file_of_every_theme_is_embedded() {
        let themes = embedded::THEMES.iter();
        let mut embedded: Vec<String> =
            themes.flat_map(|(theme, files)| files.iter().map(move |(name, _)| format!("{theme}/{name}"))).collect();
        embedded.push("README.md".to_owned());
        embedded.sort_unstable();
        // The scripts of the learner's log and of the search are no files of a theme: `render` joins them.
        let is_joined = |name: &String| ["clinic/log/", "clinic/search/"].iter().any(|folder| name.starts_with(folder));
        let names: Vec<String> = names("themes").into_iter().filter(|name| !is_joined(name)).collect();
        assert_eq!(names, embedded);
    }
}
