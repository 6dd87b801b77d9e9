//! Files of the theme: bytes → hash → name.

use std::collections::BTreeMap;

use super::layer::Layer;
use super::sheets::{StyleSheets, joined};
use crate::finding::{Finding, Rule};
use crate::load::Sources;
use crate::syntax::math::{CLASSES, WIDTHS};
use crate::text::file_path::fault;
use crate::text::id::fingerprint;
use crate::text::quote::shortened;
use crate::text::{Place, SitePath, SourcePath};

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

/// What the program adds to the style of all pages.
pub(super) struct Frame {
    /// Before the theme's own rules.
    pub(super) before: String,
    /// After them.
    pub(super) after: String,
}

/// The files of the themes of `chain`, each over those before it, under their final names.
pub(super) fn assets(sources: &Sources, chain: &[Layer], frame: &Frame, findings: &mut Vec<Finding>) -> Vec<Asset> {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut sheets = StyleSheets::new();
    for layer in chain {
        for name in layer.below("static") {
            let path = format!("static/{name}");
            if is_style(name) {
                let file = layer.read_text(sources, &path, findings);
                sheets.entry(name.to_owned()).or_default().splice(0..0, file);
            } else if let Some(bytes) = layer.read(sources, &path, findings) {
                files.insert(name.to_owned(), bytes);
            }
        }
    }
    let mut assets: Vec<Asset> = files.into_iter().map(|(name, bytes)| asset(name, bytes)).collect();
    let addresses = |text: &str, from: &str, whole: &str| {
        if !text.contains("url(") {
            return text.to_owned();
        }
        assets.iter().fold(text.to_owned(), |text, other| with_final_name(&text, from, whole, other))
    };
    let whole = joined(&sheets, &addresses, findings);
    assets.extend(whole.into_iter().map(|(name, text)| {
        let text = match name.as_str() {
            "site.css" => format!("{}{text}{}{}", frame.before, formulas(), frame.after),
            "sheet.css" => text + &formulas(),
            _ => text,
        };
        asset(name, text.into_bytes())
    }));
    assets.sort_by(|a, b| a.name.cmp(&b.name));
    assets.retain(|asset| is_possible(asset, chain, findings));
    assets
}

/// Whether an asset can be published under its final name; where it cannot, that is a finding.
fn is_possible(asset: &Asset, chain: &[Layer], findings: &mut Vec<Finding>) -> bool {
    let Some(fault) = fault(asset.path.as_str()) else { return true };
    let path = format!("static/{}", asset.name);
    let layer = chain.iter().rev().find(|layer| layer.paths().any(|known| known == path));
    let place = Place::file(&layer.map_or_else(|| SourcePath::new(path.as_str()), |layer| layer.shown(&path)));
    let message = format!("the address `/{}` {fault}", shortened(asset.path.as_str()));
    let help = "rename the file; ten letters and a dot are added to its name";
    findings.push(Finding::new(Rule::ImpossibleAddress, place, message).help(help));
    false
}

/// The rules of the classes that stand for the styles of formulas, and for their width.
fn formulas() -> String {
    let classes = CLASSES.iter().map(|(class, declarations)| format!(".{class}{{{declarations}}}\n"));
    let widths = WIDTHS.iter().map(|width| format!(".math-w-{width}{{--math-width:{width}}}\n"));
    classes.chain(widths).collect::<Vec<_>>().concat()
}

/// Writes the final address of `other` wherever the style sheet `from`, a part of the sheet `whole`, names it in
/// `url(…)`.
fn with_final_name(text: &str, from: &str, whole: &str, other: &Asset) -> String {
    let typed = SitePath::new(other.name.as_str()).relative_to(&SitePath::new(folder(from)));
    let address = other.path.relative_to(&SitePath::new(format!("assets/{}", folder(whole))));
    ["", "\"", "'"].iter().fold(text.to_owned(), |text, quote| {
        text.replace(&format!("url({quote}{typed}{quote})"), &format!("url({quote}{address}{quote})"))
    })
}

/// The folder of a name, with a final `/`; empty where it has none.
fn folder(name: &str) -> &str {
    name.rfind('/').map_or("", |slash| &name[..=slash])
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
        let image = asset("img/x.svg".to_owned(), b"<svg/>".to_vec());
        let name = image.path.as_str().strip_prefix("assets/").unwrap();
        let seen = |text: &str, from: &str, whole: &str| with_final_name(text, from, whole, &image);
        assert_eq!(
            seen("a{b:url(img/x.svg)} c{b:url('img/x.svg')}", "site.css", "site.css"),
            format!("a{{b:url({name})}} c{{b:url('{name}')}}")
        );
        assert_eq!(seen("url(x.svg)", "img/part.css", "site.css"), format!("url({name})"));
        assert_eq!(seen("url(../img/x.svg)", "parts/a.css", "parts/a.css"), format!("url(../{name})"));
    }
}
