//! Files of the theme: bytes → hash → name.

use std::collections::BTreeMap;

use super::embedded;
use super::import::urls;
use super::layer::Layer;
use super::sheets::{StyleSheets, joined, resolved};
use crate::finding::{Finding, Rule};
use crate::load::Sources;
use crate::syntax::math::{CLASSES, WIDTHS};
use crate::text::address::decode;
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

impl Asset {
    /// A file of this name and content, under its final name.
    pub fn new(name: String, bytes: Vec<u8>) -> Self {
        let hash = &fingerprint(&bytes)[..10];
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name.as_str(), ""));
        let dot = if ending.is_empty() { "" } else { "." };
        let path = SitePath::new(format!("assets/{stem}.{hash}{dot}{ending}"));
        Self { name, path, bytes }
    }
}

/// What the program adds to style sheets.
pub(super) struct Frame {
    /// To that of pages, before the theme's own rules.
    pub(super) before: String,
    /// After them.
    pub(super) after: String,
    /// The words that pages show by it.
    pub(super) of_pages: String,
    /// To that of sheets, the words that these show by it.
    pub(super) of_sheets: String,
}

/// A script of the program's own without the lines that are comments, for which readers would wait: none of its texts runs over
/// a line.
fn without_comments(script: &[u8]) -> Vec<u8> {
    let lines = script.split_inclusive(|byte| *byte == b'\n');
    let is_comment = |line: &&[u8]| line.trim_ascii_start().starts_with(b"//");
    lines.filter(|line| !is_comment(line)).flatten().copied().collect()
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
                let bytes = if is_script_of_ours(&path, &bytes) { without_comments(&bytes) } else { bytes };
                files.insert(name.to_owned(), bytes);
            }
        }
    }
    let mut assets: Vec<Asset> = files.into_iter().map(|(name, bytes)| Asset::new(name, bytes)).collect();
    let final_names: BTreeMap<&str, &SitePath> =
        assets.iter().map(|asset| (asset.name.as_str(), &asset.path)).collect();
    let addresses = |text: &str, from: &str, whole: &str| with_final_names(text, from, whole, &final_names);
    let whole = joined(&sheets, &addresses, findings);
    assets.extend(whole.into_iter().map(|(name, text)| {
        let text = match name.as_str() {
            "site.css" => format!("{}{text}{}{}{}", frame.before, formulas(), frame.of_pages, frame.after),
            "sheet.css" => text + &formulas() + &frame.of_sheets,
            _ => text,
        };
        Asset::new(name, text.into_bytes())
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
    let help = "rename the file; clinic adds ten letters and a dot to its name";
    findings.push(Finding::new(Rule::ImpossibleAddress, place, message).help(help));
    false
}

/// The rules of the classes that stand for the styles of formulas, and for their width.
fn formulas() -> String {
    let classes = CLASSES.iter().map(|(class, declarations)| format!(".{class}{{{declarations}}}\n"));
    let widths = WIDTHS.iter().map(|width| format!(".math-w-{width}{{--math-width:{width}}}\n"));
    classes.chain(widths).collect::<Vec<_>>().concat()
}

/// Writes the final address of a file of the theme wherever the style sheet `from`, a part of the sheet `whole`, names it
/// in `url(…)`, however that is spelled.
fn with_final_names(text: &str, from: &str, whole: &str, final_names: &BTreeMap<&str, &SitePath>) -> String {
    let sheet = SitePath::new(format!("assets/{}", folder(whole)));
    let beside = folder(from).trim_end_matches('/');
    let named = |typed: &str| {
        let find = |typed: &str| final_names.get(resolved(beside, typed)?.as_str()).copied();
        let path = &typed[..typed.find(['?', '#']).unwrap_or(typed.len())];
        let found = find(typed).map(|found| (found, typed.len())).or_else(|| Some((find(&decode(path))?, path.len())));
        found.map(|(found, length)| format!("{}{}", found.relative_to(&sheet), &typed[length..]))
    };
    let mut written = String::with_capacity(text.len());
    let mut rest = 0;
    for address in urls(text) {
        if let Some(name) = named(&text[address.clone()]) {
            written.push_str(&text[rest..address.start]);
            written.push_str(&name);
            rest = address.end;
        }
    }
    written + &text[rest..]
}

/// The folder of a name, with a final `/`; empty where it has none.
fn folder(name: &str) -> &str {
    name.rfind('/').map_or("", |slash| &name[..=slash])
}

/// Whether a file is a script of the program's own, which an author may have copied.
fn is_script_of_ours(path: &str, bytes: &[u8]) -> bool {
    let all = || embedded::THEMES.iter().flat_map(|(_, files)| files.iter());
    is_script(path) && all().any(|(known, own)| *known == path && **own == *bytes)
}

fn is_script(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|ending| ending == "js")
}

fn is_style(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("css"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_of_ours_come_without_their_comments() {
        assert_eq!(without_comments(b"// a\nlet b = 1; // c\n  // d\ne();"), b"let b = 1; // c\ne();");
        for (theme, files) in embedded::THEMES {
            for (name, bytes) in files.iter().filter(|(name, _)| is_script(name)) {
                let script = std::str::from_utf8(bytes).unwrap();
                let is_whole = |line: &str| line.matches('`').count().is_multiple_of(2);
                assert!(script.lines().all(is_whole), "{theme}: {name}: a text runs over a line");
            }
        }
    }

    #[test]
    fn style_sheets_name_other_files_by_their_final_names() {
        let image = Asset::new("img/x.svg".to_owned(), b"<svg/>".to_vec());
        let spaced = Asset::new("a b.svg".to_owned(), b"<svg/>".to_vec());
        let names = BTreeMap::from([("img/x.svg", &image.path), ("a b.svg", &spaced.path)]);
        let name = image.path.as_str().strip_prefix("assets/").unwrap();
        let seen = |text: &str, from: &str, whole: &str| with_final_names(text, from, whole, &names);
        assert_eq!(
            seen("a{b:url(img/x.svg)} c{b:url('img/x.svg')}", "site.css", "site.css"),
            format!("a{{b:url({name})}} c{{b:url('{name}')}}")
        );
        assert_eq!(seen("url(x.svg)", "img/part.css", "site.css"), format!("url({name})"));
        assert_eq!(seen("url(../img/x.svg)", "parts/a.css", "parts/a.css"), format!("url(../{name})"));
        assert_eq!(
            seen("b:URL( \"./img/x.svg#part\" ),Url(\nimg/x.svg?v=1\t)", "site.css", "site.css"),
            format!("b:URL( \"{name}#part\" ),Url(\n{name}?v=1\t)")
        );
        let spaced = seen("url('a b.svg') url(a%20b.svg)", "site.css", "site.css");
        assert_eq!(spaced.matches("a%20b.").count(), 2, "{spaced}");
        assert!(!spaced.contains("b.svg"), "{spaced}");
        for other in [
            "url(y.svg)",
            "url(../x.svg)",
            "url(https://x.org/img/x.svg)",
            "/* url(img/x.svg) */",
            "url(/img/x.svg)",
            "url()",
        ] {
            assert_eq!(seen(other, "site.css", "site.css"), other);
        }
    }
}
