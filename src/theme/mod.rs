//! Layer 4: templates and files of the look, the course's own over the theme's over the built-in ones.

mod assets;
mod embedded;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use assets::Asset;

use crate::config::Config;
use crate::finding::suggest::nearest;
use crate::finding::{Finding, Outcome, Rule};
use crate::load::{Sources, read_text};
use crate::text::{Place, SourceFile, SourcePath};

/// Name of the theme of courses that choose none.
pub const DEFAULT: &str = "clinic";

/// How a course looks.
#[derive(Debug)]
pub struct Theme {
    /// The templates of each name, the topmost first; a template may extend the one beneath it as `under/NAME`.
    pub templates: BTreeMap<String, Vec<Arc<SourceFile>>>,
    /// The files of the theme under their final names.
    pub assets: Vec<Asset>,
}

/// Puts the layers of a course's look together.
pub fn theme(sources: &Sources, config: &Config) -> Outcome<Theme> {
    let mut findings = Vec::new();
    let own_names = own_themes(sources);
    let wanted = config.theme.name.as_ref().map_or(DEFAULT, |name| name.value.as_str());
    let is_own = own_names.contains(&wanted);
    if !is_own && !embedded::THEMES.contains(&wanted) {
        findings.push(unknown(config, wanted, &own_names));
    }
    let mut templates: BTreeMap<String, Vec<Arc<SourceFile>>> = BTreeMap::new();
    let mut add = |name: &str, file: Arc<SourceFile>| templates.entry(name.to_owned()).or_default().insert(0, file);
    for (name, text) in embedded::TEMPLATES {
        add(name, Arc::new(SourceFile::new(SourcePath::new(format!("{BUILT_IN}/{name}")), *text)));
    }
    if is_own {
        let prefix = format!("themes/{wanted}/templates/");
        for path in sources.themes.iter().filter(|path| path.as_str().starts_with(&prefix)) {
            match read_text(&sources.root, path) {
                Ok(file) => add(&path.as_str()[prefix.len()..], Arc::new(file)),
                Err(finding) => findings.push(*finding),
            }
        }
    }
    for file in &sources.templates {
        let path = file.path().as_str();
        add(path.strip_prefix("templates/").unwrap_or(path), Arc::clone(file));
    }
    let own = is_own.then_some(wanted);
    let assets = assets::assets(sources, own, config.theme.accent.as_ref(), &mut findings);
    Outcome { value: Theme { templates, assets }, findings }
}

/// The folder that built-in templates are shown in by findings.
const BUILT_IN: &str = "(built-in templates)";

/// The names of the course's own themes.
fn own_themes(sources: &Sources) -> Vec<&str> {
    let mut names: Vec<&str> = sources
        .themes
        .iter()
        .filter_map(|path| path.as_str().strip_prefix("themes/")?.split_once('/'))
        .map(|(name, _)| name)
        .collect();
    names.dedup();
    names
}

fn unknown(config: &Config, wanted: &str, own: &[&str]) -> Finding {
    let place = config.theme.name.as_ref().map(|name| name.place.clone());
    let place = place.unwrap_or_else(|| Place::file(&SourcePath::new("clinic.yaml")));
    let known: Vec<&str> = embedded::THEMES.iter().chain(own).copied().collect();
    let help = match nearest(wanted, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the themes here are {}; your own go into `themes/`", known.join(", ")),
    };
    Finding::new(Rule::UnknownTheme, place, format!("there is no theme `{wanted}`")).help(help)
}

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
    fn every_file_of_the_default_theme_is_embedded() {
        let mut embedded: Vec<&str> = embedded::ASSETS.iter().map(|(name, _)| *name).collect();
        embedded.sort_unstable();
        assert_eq!(names("themes/clinic/static"), embedded);
    }
}
