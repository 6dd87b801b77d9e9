//! Style sheets of themes: one may take in others of its theme, so that a page needs one request for all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::{Finding, Rule};
use crate::text::{Place, SourceFile, Span};

/// The style sheets by name, those of each the topmost first.
pub(super) type StyleSheets = BTreeMap<String, Vec<Arc<SourceFile>>>;

/// A line `@import "base.css";`: its place, the name that it gives, and how many layers beneath that lies.
struct Import<'t> {
    start: usize,
    end: usize,
    name: &'t str,
    is_beneath: bool,
}

/// Puts sheets together.
pub(super) struct Joiner<'a> {
    sheets: &'a StyleSheets,
    /// Writes the addresses in the sheet of the first name as they are seen from the sheet of the second.
    addresses: &'a dyn Fn(&str, &str, &str) -> String,
    findings: &'a mut Vec<Finding>,
    /// Sheets that stand in others, which are no files of the site.
    taken: BTreeSet<String>,
}

/// Every sheet with those that it takes in, without those that only others take in.
pub(super) fn joined(
    sheets: &StyleSheets,
    addresses: &dyn Fn(&str, &str, &str) -> String,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, String> {
    let mut joiner = Joiner { sheets, addresses, findings, taken: BTreeSet::new() };
    let mut whole = BTreeMap::new();
    for name in sheets.keys() {
        whole.insert(name.clone(), joiner.join(name, name, 0, &mut Vec::new()));
    }
    let Joiner { taken, .. } = joiner;
    whole.retain(|name, _| !taken.contains(name));
    whole
}

impl Joiner<'_> {
    /// The sheet `name` of the layer at `depth` as a part of the sheet `whole`; `open` are the sheets around it.
    fn join(&mut self, whole: &str, name: &str, depth: usize, open: &mut Vec<(String, usize)>) -> String {
        let Some(sheet) = self.sheets.get(name).and_then(|layers| layers.get(depth)) else { return String::new() };
        open.push((name.to_owned(), depth));
        let mut text = String::new();
        let mut rest = 0;
        for import in imports(sheet.text()) {
            text.push_str(&(self.addresses)(&sheet.text()[rest..import.start], name, whole));
            rest = import.end;
            text.push_str(&self.taken_in(whole, (name, depth), &import, open));
        }
        text.push_str(&(self.addresses)(&sheet.text()[rest..], name, whole));
        open.pop();
        text
    }

    /// What stands in the place of an `@import` in the sheet `from`.
    fn taken_in(
        &mut self,
        whole: &str,
        (from, depth): (&str, usize),
        import: &Import<'_>,
        open: &mut Vec<(String, usize)>,
    ) -> String {
        let folder = from.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let name = if import.is_beneath { import.name.to_owned() } else { folder + import.name };
        let depth = if import.is_beneath && name == from { depth + 1 } else { usize::from(import.is_beneath) };
        let is_there = self.sheets.get(&name).is_some_and(|layers| depth < layers.len());
        let problem = if !is_there {
            Some(("there is no such style sheet in this theme or beneath it", "write the name of a file in `static/`"))
        } else if open.contains(&(name.clone(), depth)) {
            Some(("this style sheet takes itself in", "take the line out; the sheet beneath is `under/NAME`"))
        } else {
            None
        };
        if let Some((message, help)) = problem {
            self.report(open, import, message, help);
            return String::new();
        }
        if name != whole {
            self.taken.insert(name.clone());
        }
        self.join(whole, &name, depth, open)
    }

    fn report(&mut self, open: &[(String, usize)], import: &Import<'_>, message: &str, help: &str) {
        let Some((name, depth)) = open.last() else { return };
        let Some(sheet) = self.sheets.get(name).and_then(|layers| layers.get(*depth)) else { return };
        let place = Place::new(sheet.path(), Span::new(import.start, import.end));
        let finding = Finding::new(Rule::BrokenTheme, place, format!("`{}`: {message}", import.name)).help(help);
        // A sheet that several take in is read several times.
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}

/// The lines that take in another sheet of the theme. Others, with an address or a condition, are the browser's.
fn imports(text: &str) -> Vec<Import<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let typed = line.trim();
        if let Some(name) = imported(typed).filter(|_| !is_in_comment(&text[..start])) {
            let lead = line.len() - line.trim_start().len();
            let (start, end) = (start + lead, start + lead + typed.len());
            let beneath = name.strip_prefix("under/");
            found.push(Import { start, end, name: beneath.unwrap_or(name), is_beneath: beneath.is_some() });
        }
        start += line.len();
    }
    found
}

/// Whether what follows `before` stands in a comment.
fn is_in_comment(before: &str) -> bool {
    before.rfind("/*").is_some_and(|open| !before[open..].contains("*/"))
}

/// `@import "base.css";` → `base.css`
fn imported(line: &str) -> Option<&str> {
    let value = line.strip_prefix("@import")?.trim_start().strip_suffix(';')?.trim_end();
    let value = value.strip_prefix("url(").and_then(|value| value.strip_suffix(')')).unwrap_or(value);
    let name =
        ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote)).unwrap_or(value);
    let is_name = !name.is_empty() && !name.contains([':', '"', '\'', '(', ' ']) && !name.starts_with('/');
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SourcePath;

    fn sheets(list: &[(&str, &[&str])]) -> StyleSheets {
        let layers = |name: &str, texts: &[&str]| {
            let path = SourcePath::new(format!("themes/mine/static/{name}"));
            texts.iter().map(|text| Arc::new(SourceFile::new(path.clone(), *text))).collect()
        };
        list.iter().map(|(name, texts)| ((*name).to_owned(), layers(name, texts))).collect()
    }

    fn join(list: &[(&str, &[&str])]) -> (BTreeMap<String, String>, Vec<Finding>) {
        let mut findings = Vec::new();
        let whole = joined(&sheets(list), &|text, _, _| text.to_owned(), &mut findings);
        (whole, findings)
    }

    #[test]
    fn a_sheet_that_is_taken_in_stands_in_its_place_and_is_no_file() {
        let (whole, findings) = join(&[("base.css", &["a{}\n"]), ("site.css", &["@import \"base.css\";\nb{}\n"])]);
        assert_eq!(whole, BTreeMap::from([("site.css".to_owned(), "a{}\n\nb{}\n".to_owned())]));
        assert_eq!(findings, []);
    }

    #[test]
    fn the_sheet_beneath_is_taken_in_by_its_name() {
        let (whole, findings) =
            join(&[("base.css", &["a{}"]), ("site.css", &["@import url(under/site.css);c{}", "x"])]);
        assert_eq!(findings, []);
        assert_eq!(whole["site.css"], "@import url(under/site.css);c{}", "a line holds nothing else");
        let (whole, findings) = join(&[
            ("base.css", &["a{}"]),
            ("site.css", &["@import 'under/site.css';\nc{}", "@import url(under/site.css);\nb{}", "@import base.css;"]),
        ]);
        assert_eq!(findings, []);
        assert_eq!(whole["site.css"], "a{}\nb{}\nc{}");
    }

    #[test]
    fn what_only_a_browser_can_take_in_is_left_to_it() {
        let text = "@import \"https://example.org/a.css\";\n@import url(\"b.css\") print;\n@import \"/b.css\";\n";
        let (whole, findings) = join(&[("b.css", &["b{}"]), ("site.css", &[text])]);
        assert_eq!((whole["site.css"].as_str(), findings.len()), (text, 0));
    }

    #[test]
    fn what_stands_in_a_comment_takes_in_nothing() {
        let text = "/* once\n@import \"base.css\";\n*/\na{}";
        assert_eq!(join(&[("base.css", &["b{}"]), ("site.css", &[text])]).0["site.css"], text);
    }

    #[test]
    fn a_sheet_that_is_not_there_and_one_that_takes_itself_in_are_told() {
        let (_, findings) = join(&[("site.css", &["@import \"bsae.css\";\n@import \"under/site.css\";\n"])]);
        assert_eq!(findings.len(), 2, "{findings:#?}");
        let (_, findings) = join(&[("a.css", &["@import \"b.css\";"]), ("b.css", &["@import \"a.css\";"])]);
        assert_eq!(findings.len(), 2, "each is told where it stands: {findings:#?}");
    }
}
