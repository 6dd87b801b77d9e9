//! Files of the theme: bytes → hash → name.

use std::collections::BTreeMap;

use super::embedded;
use crate::finding::{Finding, Rule};
use crate::fs;
use crate::load::Sources;
use crate::model::text::Located;
use crate::syntax::math::CLASSES;
use crate::text::id::fingerprint;
use crate::text::{Place, SitePath};

/// A file of the theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The name that templates and style sheets use: `site.css`.
    pub name: String,
    /// Where it lies, with a part of its hash in its name.
    pub path: SitePath,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The files of the default theme, or of the course's own theme `own` over them.
pub(super) fn assets(
    sources: &Sources,
    own: Option<&str>,
    accent: Option<&Located<String>>,
    findings: &mut Vec<Finding>,
) -> Vec<Asset> {
    let mut files: BTreeMap<String, Vec<u8>> =
        embedded::ASSETS.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    if let Some(own) = own {
        let prefix = format!("themes/{own}/static/");
        for path in sources.themes.iter().filter(|path| path.as_str().starts_with(&prefix)) {
            match fs::read(&sources.on_disk(path)) {
                Ok(bytes) => drop(files.insert(path.as_str()[prefix.len()..].to_owned(), bytes)),
                Err(error) => findings.push(
                    Finding::new(Rule::BrokenTheme, Place::file(path), error.to_string())
                        .help("make the file readable"),
                ),
            }
        }
    }
    for sheet in ["site.css", "sheet.css"] {
        if let Some(style) = files.get_mut(sheet) {
            style.extend_from_slice(formulas().as_bytes());
        }
    }
    if let (Some(accent), Some(style)) = (accent, files.get_mut("site.css")) {
        style.extend_from_slice(format!("\n:root{{--course-accent:{}}}\n", accent.value).as_bytes());
    }
    named(files)
}

/// The rules of the classes that stand for the styles of formulas.
fn formulas() -> String {
    CLASSES.iter().map(|(class, declarations)| format!(".{class}{{{declarations}}}\n")).collect::<Vec<_>>().concat()
}

/// Gives every file its name; style sheets last, since they name other files.
fn named(files: BTreeMap<String, Vec<u8>>) -> Vec<Asset> {
    let (styles, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|(name, _)| is_style(name));
    let mut assets: Vec<Asset> = others.into_iter().map(|(name, bytes)| asset(name, bytes)).collect();
    let known = assets.clone();
    for (name, bytes) in styles {
        let text = String::from_utf8_lossy(&bytes);
        let text = known.iter().fold(text.into_owned(), |text, other| with_final_name(&text, &name, other));
        assets.push(asset(name, text.into_bytes()));
    }
    assets.sort_by(|a, b| a.name.cmp(&b.name));
    assets
}

/// Writes the final address of `other` wherever the style sheet `name` names it in `url(…)`.
fn with_final_name(text: &str, name: &str, other: &Asset) -> String {
    let folder = name.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let typed = SitePath::new(other.name.as_str()).relative_to(&SitePath::new(folder.as_str()));
    let from = SitePath::new(format!("assets/{folder}"));
    let address = other.path.relative_to(&from);
    ["", "\"", "'"].iter().fold(text.to_owned(), |text, quote| {
        text.replace(&format!("url({quote}{typed}{quote})"), &format!("url({quote}{address}{quote})"))
    })
}

fn is_style(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("css"))
}

fn asset(name: String, bytes: Vec<u8>) -> Asset {
    let hash = &fingerprint(&bytes)[..10];
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name.as_str(), ""));
    let dot = if ending.is_empty() { "" } else { "." };
    let path = SitePath::new(format!("assets/{stem}.{hash}{dot}{ending}"));
    Asset { name, path, bytes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_name_other_files_by_their_final_names() {
        let files = BTreeMap::from([
            ("site.css".to_owned(), b"a{background:url(img/x.svg)} b{background:url('img/x.svg')}".to_vec()),
            ("img/x.svg".to_owned(), b"<svg/>".to_vec()),
        ]);
        let assets = named(files);
        let image = assets[0].path.as_str().strip_prefix("assets/").unwrap();
        let style = String::from_utf8(assets[1].bytes.clone()).unwrap();
        assert_eq!(style, format!("a{{background:url({image})}} b{{background:url('{image}')}}"));
    }
}
