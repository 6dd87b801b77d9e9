//! Style sheets of themes: one may take in others of its theme, so that a page needs one request for all of them.
//!
//! A sheet that is taken in several times stands where that happens last: what it says there is what counts to a browser,
//! and what it said before says nothing that it does not say again. So no sheet grows with the number of ways to others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::import::{Behind, Import, imports};
use crate::finding::{Finding, Rule};
use crate::text::circles::circles;
use crate::text::quote::shortened;
use crate::text::{Place, SourceFile, Span};

/// The style sheets by name, those of each the topmost first.
pub(super) type StyleSheets = BTreeMap<String, Vec<Arc<SourceFile>>>;

/// All sheets with what they take in may have so many bytes together.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// A sheet by its name and its layer: 0 is the topmost.
type Node<'a> = (&'a str, usize);

/// A sheet, and what stands in the places of its imports: nothing where that is a mistake.
struct Sheet<'a> {
    file: &'a SourceFile,
    imports: Vec<(Import<'a>, Option<Node<'a>>)>,
}

/// Puts sheets together.
struct Joiner<'a> {
    sheets: &'a StyleSheets,
    /// Writes the addresses in the sheet of the first name as they are seen from the sheet of the second.
    addresses: &'a dyn Fn(&str, &str, &str) -> String,
    /// Those that are a file of the site, or stand in one.
    read: BTreeMap<Node<'a>, Sheet<'a>>,
}

/// Every sheet with those that it takes in, without those that only others take in.
pub(super) fn joined(
    sheets: &StyleSheets,
    addresses: &dyn Fn(&str, &str, &str) -> String,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, String> {
    let mut joiner = Joiner { sheets, addresses, read: BTreeMap::new() };
    joiner.read_all(findings);
    joiner.cut_circles(findings);
    let targets = joiner.read.iter().flat_map(|((from, _), sheet)| {
        sheet.imports.iter().filter_map(|(_, target)| Some(target.as_ref()?.0)).filter(move |name| name != from)
    });
    let taken: BTreeSet<&str> = targets.collect();
    let mut whole = BTreeMap::new();
    let mut room = MOST_BYTES;
    for name in sheets.keys().filter(|name| !taken.contains(name.as_str())) {
        if let Some(text) = joiner.whole(name, &mut room) {
            whole.insert(name.clone(), text);
        } else {
            findings.extend(joiner.too_much(name));
            break;
        }
    }
    whole
}

impl<'a> Joiner<'a> {
    /// Reads all sheets that are a file of the site, or stand in one.
    fn read_all(&mut self, findings: &mut Vec<Finding>) {
        let mut next: Vec<Node<'a>> = self.sheets.keys().rev().map(|name| (name.as_str(), 0)).collect();
        while let Some(node) = next.pop() {
            let file = self.sheets.get(node.0).and_then(|layers| layers.get(node.1));
            let Some(file) = file.filter(|_| !self.read.contains_key(&node)) else { continue };
            let imports = imports(file.text()).map(|import| {
                let target = self.target(node, import.address);
                let fault = fault(file, &import, target.is_some());
                let target = target.filter(|_| fault.is_none());
                findings.extend(fault);
                (import, target)
            });
            let sheet = Sheet { file, imports: imports.collect() };
            next.extend(sheet.imports.iter().filter_map(|(_, target)| *target));
            self.read.insert(node, sheet);
        }
    }

    /// The sheet that an import of this address in `from` takes in.
    fn target(&self, (from, depth): Node<'_>, address: &str) -> Option<Node<'a>> {
        let beneath = address.strip_prefix("under/");
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let find = |address: &str| {
            let name = resolved(if beneath.is_some() { "" } else { &folder }, address)?;
            let (name, layers) = self.sheets.get_key_value(&name)?;
            let depth = if beneath.is_some() && name == from { depth + 1 } else { usize::from(beneath.is_some()) };
            (depth < layers.len()).then_some((name.as_str(), depth))
        };
        let address = beneath.unwrap_or(address);
        find(address).or_else(|| find(address.split_once(['?', '#'])?.0))
    }

    /// Takes out the imports by which sheets would take themselves in, and tells of each circle.
    fn cut_circles(&mut self, findings: &mut Vec<Finding>) {
        let nodes: Vec<Node<'a>> = self.read.keys().copied().collect();
        let leads = |at: usize| {
            let targets = self.read[&nodes[at]].imports.iter().map(|(_, target)| *target);
            targets.map(|target| nodes.binary_search(&target?).ok()).collect()
        };
        let mut cut = Vec::new();
        circles(nodes.len(), &leads, &mut |circle, import| {
            let members: Vec<Node<'a>> = circle.iter().map(|at| nodes[*at]).collect();
            findings.extend(self.circle(&members, import));
            cut.extend(members.last().map(|node| (*node, import)));
        });
        for (node, import) in cut {
            if let Some(sheet) = self.read.get_mut(&node) {
                sheet.imports[import].1 = None;
            }
        }
    }

    /// The finding about sheets of which the last takes in the first again.
    fn circle(&self, members: &[Node<'a>], import: usize) -> Option<Finding> {
        let name = |(name, depth): &Node<'a>| format!("`{}{name}`", "under/".repeat(*depth));
        let names: Vec<String> = members.iter().chain(members.first()).map(name).collect();
        let message = format!("this style sheet imports itself: {}", names.join(" → "));
        let Sheet { file, imports } = &self.read[members.last()?];
        Some(finding(
            file,
            &imports[import].0,
            &message,
            "remove this line; to import the style sheet beneath this one, write `under/NAME`",
        ))
    }

    /// The topmost sheet of this name with all that it takes in, each sheet once; `None` where that leaves no `room`.
    fn whole(&self, name: &'a str, room: &mut usize) -> Option<String> {
        let mut seen = BTreeSet::from([(name, 0)]);
        // From its end to its start, since a sheet stands where it is taken in last.
        let mut parts: Vec<String> = Vec::new();
        let mut open = vec![((name, 0), self.read[&(name, 0)].imports.len(), self.read[&(name, 0)].file.text().len())];
        while let Some((node, imports, end)) = open.last_mut() {
            let sheet = &self.read[&*node];
            let import = imports.checked_sub(1).map(|last| &sheet.imports[last]);
            let rest = import.map_or(0, |(import, _)| import.end);
            let part = (self.addresses)(&sheet.file.text()[rest..*end], node.0, name);
            // Even a sheet of no bytes takes time.
            *room = room.checked_sub(part.len() + 100)?;
            parts.push(part);
            let Some((import, target)) = import else {
                open.pop();
                continue;
            };
            (*imports, *end) = (*imports - 1, import.start);
            if let Some(target) = target.filter(|target| seen.insert(*target)) {
                let sheet = &self.read[&target];
                open.push((target, sheet.imports.len(), sheet.file.text().len()));
            }
        }
        parts.reverse();
        Some(parts.concat())
    }

    fn too_much(&self, name: &str) -> Option<Finding> {
        let file = self.sheets.get(name)?.first()?;
        let message =
            format!("the style sheets and their imports add up to more than {} MiB", MOST_BYTES / 1024 / 1024);
        let place = Place::file(file.path());
        Some(Finding::new(Rule::BrokenTheme, place, message).help("import the large style sheets in fewer places"))
    }
}

fn finding(file: &SourceFile, import: &Import<'_>, message: &str, help: &str) -> Finding {
    let place = Place::new(file.path(), Span::new(import.start, import.end));
    Finding::new(Rule::BrokenTheme, place, format!("`{}`: {message}", shortened(import.address))).help(help)
}

/// Why an import takes in nothing, though its sheet `is_there` or is not.
fn fault(file: &SourceFile, import: &Import<'_>, is_there: bool) -> Option<Finding> {
    let (message, help) = match import.behind {
        _ if !is_there => {
            let message = "neither this theme nor a theme beneath it has this style sheet".to_owned();
            (message, "use the name of a file in `static/`")
        }
        Behind::Nothing => return None,
        Behind::Condition(condition) => {
            let message =
                format!("an `@import` of a theme style sheet cannot have conditions, but this one has `{}`", {
                    shortened(condition)
                });
            (
                message,
                "remove the condition, or put the `@import` in `@layer … { }`, `@media … { }`, or a similar block",
            )
        }
        Behind::NoEnd => (
            "this `@import` does not end, so browsers ignore it and everything after it".to_owned(),
            "add `;` at the end of the import",
        ),
    };
    Some(finding(file, import, &message, help))
}

/// The path that `address` leads to from `folder`; `None` where that is out of all folders.
pub(super) fn resolved(folder: &str, address: &str) -> Option<String> {
    let mut names: Vec<&str> = if folder.is_empty() { Vec::new() } else { folder.split('/').collect() };
    for name in address.split('/') {
        match name {
            "." => {}
            ".." => {
                names.pop()?;
            }
            name => names.push(name),
        }
    }
    Some(names.join("/"))
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
        let (whole, findings) = join(&[("site.css", &["@import url(under/site.css);c{}", "x{}"])]);
        assert_eq!(findings, []);
        assert_eq!(whole["site.css"], "x{}c{}");
        let (whole, findings) = join(&[
            ("base.css", &["a{}"]),
            ("site.css", &["@import 'under/site.css';\nc{}", "@import url(under/site.css);\nb{}", "@import base.css;"]),
        ]);
        assert_eq!(findings, []);
        assert_eq!(whole["site.css"], "a{}\nb{}\nc{}");
    }

    #[test]
    fn what_only_a_browser_can_take_in_is_left_to_it() {
        let text = "@import \"https://example.org/a.css\";\n@import url(\"//example.org/b.css\") print;\n@import \"/b.css\";\n";
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
        assert_eq!(findings.len(), 1, "a circle is told once: {findings:#?}");
        assert!(findings[0].message.ends_with("`a.css` → `b.css` → `a.css`"), "{findings:#?}");
        let circle = ["@import \"b.css\";\n@import 'b.css';\na{}", "@import \"c.css\";", "@import \"b.css\";\nc{}"];
        let (whole, findings) = join(&[("a.css", &[circle[0]]), ("b.css", &[circle[1]]), ("c.css", &[circle[2]])]);
        assert_eq!((findings.len(), whole["a.css"].as_str()), (1, "\n\nc{}\na{}"), "{findings:#?}");
    }

    #[test]
    fn a_sheet_that_is_taken_in_twice_stands_where_that_is_last() {
        let site = "@import \"a.css\";\n@import \"b.css\";\n@import \"a.css\";\nsite{}";
        let (whole, findings) = join(&[
            ("a.css", &["@import \"c.css\";\na{}"]),
            ("b.css", &["b{}"]),
            ("c.css", &["c{}"]),
            ("site.css", &[site]),
        ]);
        assert_eq!(findings, []);
        assert_eq!(whole, BTreeMap::from([("site.css".to_owned(), "\nb{}\nc{}\na{}\nsite{}".to_owned())]));
    }

    #[test]
    fn sheets_do_not_grow_with_the_ways_to_others() {
        let name = |at: usize| format!("a{at}.css");
        let twice = |at: usize| format!("@import \"{0}\";\n@import \"{0}\";\na{at}{{}}", name(at + 1));
        let sheet = |at: usize| Arc::new(SourceFile::new(SourcePath::new(name(at)), twice(at)));
        let mut sheets: StyleSheets = (0..5_000).map(|at| (name(at), vec![sheet(at)])).collect();
        sheets.insert(name(5_000), vec![Arc::new(SourceFile::new(SourcePath::new(name(5_000)), "last{}"))]);
        let mut findings = Vec::new();
        let whole = joined(&sheets, &|text, _, _| text.to_owned(), &mut findings);
        assert_eq!((whole.len(), findings.len()), (1, 0));
        assert_eq!(whole["a0.css"].matches('{').count(), 5_001);
    }

    #[test]
    fn sheets_of_which_each_takes_in_all_that_is_large_are_too_much() {
        let large = "x{}".repeat(700_000);
        let mut sheets: StyleSheets = BTreeMap::new();
        let mut add = |name: String, text: &str| {
            sheets.insert(name.clone(), vec![Arc::new(SourceFile::new(SourcePath::new(name), text))]);
        };
        add("large.css".to_owned(), &large);
        (0..40).for_each(|at| add(format!("s{at}.css"), "@import \"large.css\";"));
        let mut findings = Vec::new();
        joined(&sheets, &|text, _, _| text.to_owned(), &mut findings);
        assert_eq!(findings.len(), 1, "{findings:#?}");
        assert!(findings[0].message.contains("more than 64 MiB"), "{findings:#?}");
    }

    #[test]
    fn addresses_are_those_of_browsers() {
        for (from, address) in [
            ("site.css", "./css/x.css"),
            ("site.css", "css/x.css?v=1"),
            ("site.css", "css/../css/x.css#y"),
            ("css/a.css", "x.css"),
            ("css/a.css", "../css/x.css"),
            ("css/a.css", "under/./css/x.css"),
        ] {
            let text = format!("@import \"{address}\";");
            let (whole, findings) = join(&[("css/x.css", &["x{}", "x{}"]), (from, &[&text])]);
            assert_eq!((whole[from].as_str(), findings), ("x{}", vec![]), "{address}");
        }
        for address in ["../x.css", "css//x.css", "css/x.css/", "./under/site.css", "?v=1"] {
            let text = format!("@import \"{address}\";");
            let (_, findings) = join(&[("css/x.css", &["x{}"]), ("site.css", &[&text])]);
            assert_eq!(findings.len(), 1, "{address}: {findings:#?}");
        }
    }

    #[test]
    fn a_sheet_of_the_theme_has_no_condition() {
        for (behind, said) in [
            (" layer(a);", "`layer(a)`"),
            (" supports(display: grid) screen;", "`supports(display: grid) screen`"),
            ("\n:root{}", "does not end"),
            ("\n@import \"b.css\";", "does not end"),
        ] {
            for address in ["b.css", "under/site.css"] {
                let text = format!("x{{}}\n@import \"{address}\"{behind}");
                let (_, findings) = join(&[("b.css", &["b{}"]), ("site.css", &[&text, "y{}"])]);
                assert_eq!(findings.len(), 1, "{text}: {findings:#?}");
                assert_eq!((findings[0].rule, findings[0].place.span().start), (Rule::BrokenTheme, 4), "{text}");
                assert!(findings[0].message.starts_with(&format!("`{address}`: ")), "{findings:#?}");
                assert!(findings[0].message.contains(said), "{findings:#?}");
            }
        }
    }
}
