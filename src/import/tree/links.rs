//! Links and images of pages that come with their folder: each leads where it led.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::stem;
use super::placing::{Placing, folder};
use crate::finding::edit::{Edit, Edits};
use crate::model::fragment::{Link, LinkKind};
use crate::syntax::markdown::destination;
use crate::text::Span;
use crate::text::address::{decode, encode_destination};
use crate::text::file_path::joined;

/// What links of a folder may lead to.
pub(super) struct Links<'a> {
    placing: &'a Placing,
    /// Files that are published at the root of the site.
    statics: &'a BTreeSet<String>,
    /// Pages by their addresses, as far as these are known without the tool.
    by_address: BTreeMap<String, &'a str>,
    /// The names of the headings of pages.
    places: BTreeMap<&'a str, Vec<String>>,
}

impl<'a> Links<'a> {
    pub(super) fn new(placing: &'a Placing, statics: &'a BTreeSet<String>) -> Self {
        let mut by_address = BTreeMap::new();
        for page in placing.pages.keys() {
            by_address.entry(address(page)).or_insert(page.as_str());
        }
        Self { placing, statics, by_address, places: BTreeMap::new() }
    }

    /// Adds what is known of a page besides: the address that it had, and the names of its headings.
    pub(super) fn add(&mut self, page: &'a str, old: Option<String>, places: Vec<String>) {
        if let Some(old) = old {
            self.by_address.entry(address(&old)).or_insert(page);
            // Docusaurus puts all pages below one address, from which relative links do not start.
            if let Some(below) = old.strip_prefix("docs/") {
                self.by_address.entry(address(below)).or_insert(page);
            }
        }
        self.places.insert(page, places);
    }

    /// The text of `page` with its links as they have to be at its new place.
    pub(super) fn rewritten(&self, page: &str, text: &str, links: &[Link]) -> String {
        let mut edits = Edits::default();
        let mut put = |start: usize, raw: &str, new: Option<String>| {
            if let Some(text) = new {
                edits.add(Edit { span: Span::new(start, start + raw.len()), text });
            }
        };
        let leading = |raw: &str| {
            let meant = destination::meant(raw).unwrap_or_else(|| raw.to_owned());
            self.new_destination(page, &meant).filter(|new| *new != meant)
        };
        let places: BTreeSet<(usize, usize, bool)> =
            links.iter().map(|link| (link.span.start, link.span.end, link.kind == LinkKind::Code)).collect();
        for (start, end, is_code) in places {
            let Some(typed) = text.get(start..end) else { continue };
            if is_code {
                put(start, typed, self.new_file(page, typed).filter(|new| new != typed));
            } else if let Some(range) = destination::in_link(typed) {
                let raw = &typed[range.clone()];
                put(start + range.start, raw, leading(raw));
            }
        }
        for (range, _) in destination::defined(text) {
            let raw = &text[range.clone()];
            put(range.start, raw, leading(raw));
        }
        edits.put_into(text)
    }

    /// What leads from the new place of `page` to where `destination` led; nothing where that is elsewhere, or unknown.
    fn new_destination(&self, page: &str, destination: &str) -> Option<String> {
        let end = destination.find(['#', '?']).unwrap_or(destination.len());
        let (path, rest) = destination.split_at(end);
        if path.is_empty() {
            return Some(self.place(page, rest)).filter(|new| new != rest);
        }
        let is_elsewhere = path.starts_with("//") || path.split('/').next()?.contains(':');
        if is_elsewhere {
            return None;
        }
        let (old, new) = self.moved(page, &decode(path))?;
        let rest = old.map_or_else(|| rest.to_owned(), |old| self.place(old, rest));
        Some(format!("{}{rest}", encode_destination(&new)))
    }

    /// The path of a file that a block of code on `page` is taken from, as it was typed, at the new place.
    fn new_file(&self, page: &str, typed: &str) -> Option<String> {
        let inside = |quote: char| typed.strip_prefix(quote)?.strip_suffix(quote).map(|path| (path, quote.to_string()));
        let (path, quote) = inside('"').or_else(|| inside('\'')).unwrap_or((typed, String::new()));
        let (_, new) = self.moved(page, path)?;
        let needs_quote = quote.is_empty() && new.contains([' ', ',', ';', '{', '}']);
        let quote = if needs_quote { "\"" } else { &quote };
        Some(format!("{quote}{new}{quote}"))
    }

    /// What `path` on `page` leads to, unless that is published at the root of the site, and how it is written at the new
    /// place.
    fn moved(&self, page: &str, path: &str) -> Option<(Option<&str>, String)> {
        let (own, _) = self.placing.pages.get(page)?;
        let at_root = path.strip_prefix('/').or_else(|| path.strip_prefix("@site/static/"));
        if let Some(at_root) = at_root.filter(|path| self.statics.contains(*path)) {
            return Some((None, format!("/{at_root}")));
        }
        let path = path.strip_prefix("@site").unwrap_or(path);
        let candidates = if let Some(at_root) = path.strip_prefix('/') {
            vec![Some(at_root.to_owned()), at_root.strip_prefix("docs/").map(str::to_owned)]
        } else {
            // From the folder of the file, from the address of the page, or, as Hugo looks for it, from the top.
            let below = format!("{}/{}", folder(page), stem(page)?.rsplit('/').next().unwrap_or_default());
            vec![joined(folder(page), path), joined(&below, path), Some(path.to_owned())]
        };
        let (old, new) = candidates.into_iter().flatten().find_map(|candidate| self.found(&candidate))?;
        Some((Some(old), relative(folder(own), new)))
    }

    /// What follows the path of a link to `page`: the name of a place there as it is here, where tools make other names of the
    /// same heading.
    fn place(&self, page: &str, rest: &str) -> String {
        let known = || {
            let typed = decode(rest.strip_prefix('#')?);
            let places = self.places.get(page).filter(|places| !places.contains(&typed))?;
            let mut alike = places.iter().filter(|place| plain(place) == plain(&typed));
            let found = alike.next().filter(|_| alike.next().is_none())?;
            Some(format!("#{found}"))
        };
        known().unwrap_or_else(|| rest.to_owned())
    }

    /// What a path from the folder of the pages leads to, and its new path.
    fn found(&self, path: &str) -> Option<(&str, &str)> {
        let page =
            |path: &str| self.placing.pages.get_key_value(path).map(|(old, (new, _))| (old.as_str(), new.as_str()));
        let file = || self.placing.files.get_key_value(path).map(|(old, new)| (old.as_str(), new.as_str()));
        page(path).or_else(file).or_else(|| page(self.by_address.get(&address(path))?))
    }
}

/// The name of a place without what tools differ in: signs that are dropped leave one `-` or several, and a number at the
/// start stays or goes.
fn plain(place: &str) -> String {
    let words: Vec<&str> = place.split(['-', '_', '.']).filter(|word| !word.is_empty()).collect();
    let words = words.join("-").to_lowercase();
    words.trim_start_matches(|c: char| !c.is_alphabetic()).to_owned()
}

/// The address of a page, as most tools make it: without ending, numbers and the name of an index.
pub(super) fn address(path: &str) -> String {
    let path = path.trim_end_matches('/');
    let path = stem(path).or_else(|| path.strip_suffix(".html")).unwrap_or(path);
    let names: Vec<String> = path.split('/').map(|name| without_number(name).to_lowercase()).collect();
    let is_index = names.last().is_some_and(|name| matches!(name.as_str(), "index" | "_index" | "readme"));
    names[..names.len() - usize::from(is_index)].join("/")
}

/// A name without the number that orders it: `01-a`, `1_a`, `1. a`.
pub(super) fn without_number(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = rest.trim_start_matches(['-', '_', '.', ' ']);
    if rest.len() < name.len() && bare.len() < rest.len() && !bare.is_empty() { bare } else { name }
}

/// The path `to` as it is written in a file of `folder`.
fn relative(folder: &str, to: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    let to: Vec<&str> = to.split('/').collect();
    let shared = from.iter().zip(&to[..to.len() - 1]).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_where_they_led() {
        let paths = ["README.md", "a/index.md", "a/01-one.mdx", "a/two.md", "b/three.md", "b/x y.png", "b/x&y.py"];
        let placing = Placing::of(&paths.into_iter().collect(), &|_| false);
        let statics = BTreeSet::from(["img/logo.svg".to_owned()]);
        let links = Links::new(&placing, &statics);
        let mut links = links;
        links.add("b/three.md", Some("docs/b/third/".to_owned()), vec!["whats--new".to_owned(), "first".to_owned()]);
        for (page, typed, expected) in [
            ("a/two.md", "../b/three.md#whats-new", Some("../b/three.md#whats--new")),
            ("a/two.md", "../b/three.md#1-first", Some("../b/three.md#first")),
            ("a/two.md", "../b/three.md#gone", Some("../b/three.md#gone")),
            ("a/two.md", "/docs/b/third", Some("../b/three.md")),
            ("b/three.md", "third", Some("three.md")),
            ("a/two.md", "../../b/three/", Some("../b/three.md")),
            ("a/two.md", "@site/static/img/logo.svg", Some("/img/logo.svg")),
            ("a/two.md", "./01-one.mdx#why", Some("01-one.md#why")),
            ("a/two.md", "one", Some("01-one.md")),
            ("a/two.md", "../README.md", Some("../_index.md")),
            ("a/two.md", "../b/three.html?x", Some("../b/three.md?x")),
            ("a/two.md", "/docs/b/three/", Some("../b/three.md")),
            ("README.md", "a/", Some("a/_index.md")),
            ("README.md", "b/x%20y.png", Some("b/x%20y.png")),
            ("README.md", "/img/logo.svg", Some("/img/logo.svg")),
            ("README.md", "gone.md", None),
            ("README.md", "https://a.org/a/two.md", None),
            ("README.md", "#here", None),
            ("README.md", "../../up.md", None),
        ] {
            assert_eq!(links.new_destination(page, typed).as_deref(), expected, "{typed}");
        }
        let text = "[a](../README.md) and ![b](../b/three.html)\n\n[c]: one \"T\"\n";
        let link = |start, end| Link { destination: String::new(), kind: LinkKind::Link, span: Span::new(start, end) };
        let spans = [link(0, 17), link(22, 43)];
        assert_eq!(
            links.rewritten("a/two.md", text, &spans),
            "[a](../_index.md) and ![b](../b/three.md)\n\n[c]: 01-one.md \"T\"\n"
        );
        for (typed, expected) in [
            ("\"/b/x y.png\"", "\"../b/x y.png\""),
            ("'/b/x&y.py'", "'../b/x&y.py'"),
            ("/b/x&y.py", "../b/x&y.py"),
            ("../b/x&y.py", "../b/x&y.py"),
        ] {
            let text = format!("```py file={typed}\n```\n");
            let span = Span::new(11, 11 + typed.len());
            let link = Link { destination: String::new(), kind: LinkKind::Code, span };
            assert_eq!(links.rewritten("a/two.md", &text, &[link]), format!("```py file={expected}\n```\n"));
        }
    }
}
