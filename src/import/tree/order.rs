//! In which order pages stand, and what folders are called, where a tool keeps that apart from the pages.

use std::collections::BTreeMap;

use super::placing::folder;
use crate::finding::FileFindings;
use crate::syntax::yaml::{Node, NodeKind, Vocabulary, parse};
use crate::text::SourcePath;

/// Pages and folders, by their paths from the folder of the pages.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// Their places among their neighbours.
    pub(super) places: BTreeMap<String, usize>,
    /// Their titles.
    pub(super) titles: BTreeMap<String, String>,
    /// How many pages were listed.
    listed: usize,
}

impl Order {
    /// Takes the list of an mdBook in: `- [Title](path.md)`.
    pub(super) fn take_summary(&mut self, summary: &str) {
        for line in summary.lines() {
            let Some((label, rest)) = line.split_once("](") else { continue };
            let title = label.split_once('[').map_or("", |(_, title)| title).trim();
            let path = rest.split([')', '#']).next().unwrap_or_default().trim();
            self.page(path.trim_start_matches("./"), Some(title).filter(|title| !title.is_empty()));
        }
    }

    /// Takes the navigation of `MkDocs` in.
    pub(super) fn take_navigation(&mut self, settings: &str) {
        let mut findings = FileFindings::new(&SourcePath::new("mkdocs.yml"));
        let tree = parse(settings, 0, Vocabulary::ANY, &mut findings);
        if let Some(navigation) = tree.as_ref().and_then(|tree| tree.get("nav")) {
            self.entries(navigation);
        }
    }

    fn entries(&mut self, node: &Node) -> Vec<String> {
        let mut paths = Vec::new();
        for item in node.as_list().unwrap_or_default() {
            match &item.kind {
                NodeKind::Scalar(path) => paths.extend(self.page(&path.text, None)),
                NodeKind::Map(entries) => {
                    for entry in entries {
                        match &entry.value.kind {
                            NodeKind::Scalar(path) => paths.extend(self.page(&path.text, Some(&entry.key))),
                            NodeKind::List(_) => {
                                let below = self.entries(&entry.value);
                                self.folder(&below, &entry.key);
                                paths.extend(below);
                            }
                            NodeKind::Null | NodeKind::Map(_) => {}
                        }
                    }
                }
                NodeKind::Null | NodeKind::List(_) => {}
            }
        }
        paths
    }

    /// Whatever stands together in a list and lies in one folder tells what that is called.
    fn folder(&mut self, pages: &[String], title: &str) {
        let Some(first) = pages.first().map(|page| folder(page)).filter(|folder| !folder.is_empty()) else { return };
        if pages.iter().all(|page| folder(page) == first || folder(page).starts_with(&format!("{first}/"))) {
            self.titles.entry(first.to_owned()).or_insert_with(|| title.to_owned());
        }
    }

    fn page(&mut self, path: &str, title: Option<&str>) -> Option<String> {
        if path.is_empty() || path.contains("://") {
            return None;
        }
        self.listed += 1;
        let next = self.listed;
        self.places.entry(path.to_owned()).or_insert(next);
        // A folder stands where its first page does.
        let mut above = folder(path);
        while !above.is_empty() {
            self.places.entry(above.to_owned()).or_insert(next);
            above = folder(above);
        }
        if let Some(title) = title {
            self.titles.entry(path.to_owned()).or_insert_with(|| title.to_owned());
        }
        Some(path.to_owned())
    }

    /// Takes in what Docusaurus says of a folder, in JSON or YAML, of which that is a part.
    pub(super) fn take_category(&mut self, folder: &str, category: &str) {
        let mut findings = FileFindings::new(&SourcePath::new("_category_.yml"));
        let Some(tree) = parse(category, 0, Vocabulary::ANY, &mut findings) else { return };
        let value = |key: &str| match tree.get(key).map(|node| &node.kind) {
            Some(NodeKind::Scalar(scalar)) => Some(scalar.text.trim().to_owned()),
            _ => None,
        };
        // A place may be a fraction, between two others.
        if let Some(place) = value("position").and_then(|place| place.split('.').next()?.parse().ok()) {
            self.places.insert(folder.to_owned(), place);
        }
        if let Some(label) = value("label").filter(|label| !label.is_empty()) {
            self.titles.insert(folder.to_owned(), label);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(with: impl FnOnce(&mut Order)) -> Order {
        let mut order = Order::default();
        with(&mut order);
        order
    }

    #[test]
    fn order_and_titles_are_taken_from_where_tools_keep_them() {
        let book = order(|order| {
            order.take_summary(
                "# Summary\n\n[Start](README.md)\n\n- [One](a/one.md)\n  - [Two](./a/two.md)\n- [Draft]()\n",
            );
        });
        assert_eq!((book.places["README.md"], book.places["a/one.md"], book.places["a"]), (1, 2, 2));
        assert_eq!(book.titles["a/two.md"], "Two");
        let site = order(|order| {
            order.take_navigation("site_name: S\nnav:\n  - index.md\n  - Guide:\n      - g/one.md\n      - Two: g/two.md\n  - Out: https://a.org\n");
        });
        assert_eq!((site.places["index.md"], site.places["g/one.md"], site.titles["g"].as_str()), (1, 2, "Guide"));
        assert!(!site.titles.contains_key("https://a.org"));
        let category = order(|order| order.take_category("a", "{\"label\": \"First\", \"position\": 2}"));
        assert_eq!((category.places["a"], category.titles["a"].as_str()), (2, "First"));
        let category =
            order(|order| order.take_category("a", "label: 'Second: more'\nposition: 3.5 # late\ncollapsed: true\n"));
        assert_eq!((category.places["a"], category.titles["a"].as_str()), (3, "Second: more"));
    }
}
