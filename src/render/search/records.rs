//! The files of an index as scripts: the table of its parts, the parts of terms, and what is shown of what is found.

use serde::Serialize;

use super::things::Thing;
use crate::plan::SEARCH_PAGES;

/// So many characters are shown of what is found.
const SHOWN: usize = 120;

/// The script that says what the parts are.
#[derive(Serialize)]
struct Table {
    /// How many pages are searched.
    pages: usize,
    /// How many of them one part tells of.
    each: usize,
    /// The first word of each part of terms.
    firsts: String,
}

/// What is shown of a page and of what is found on it.
pub(in crate::render) struct Record<'a> {
    /// Its address from the root of the site.
    pub(in crate::render) href: String,
    /// What it is for the reader.
    pub(in crate::render) kind: String,
    /// What it lies in.
    pub(in crate::render) place: String,
    /// Set before its title.
    pub(in crate::render) label: String,
    /// What can be found on it.
    pub(in crate::render) things: Vec<Thing<'a>>,
}

/// The script that says what the parts are.
pub(super) fn table(pages: usize, firsts: &[Box<str>]) -> String {
    let table = Table { pages, each: SEARCH_PAGES, firsts: firsts.join(" ") };
    // Plain data: nothing in it can fail to be written.
    format!("clinicSearch.take(\"table\",{});\n", serde_json::to_string(&table).unwrap_or_default())
}

/// A script that hands over a part of this kind.
pub(in crate::render) fn part(kind: &str, number: usize, data: &impl Serialize) -> String {
    format!("clinicSearch.take(\"{kind}/{number}\",{});\n", serde_json::to_string(data).unwrap_or_default())
}

impl Record<'_> {
    /// The page as a list: address, kind, place, title, a line about it, and each thing on it with its kind, label, words and
    /// place.
    pub(in crate::render) fn told(&self) -> impl Serialize + use<> {
        let (page, others) = self.things.split_first().map_or((None, &[][..]), |(page, others)| (Some(page), others));
        let title = page.map_or("", |page| &*page.title);
        let about = page.map_or("", |page| page.beside.first().map_or(page.body, |line| line));
        let things: Vec<(u8, String, String, String)> = others
            .iter()
            .map(|thing| (thing.kind as u8, thing.label.to_owned(), shortened(&thing.title), thing.anchor.to_owned()))
            .collect();
        let title = format!("{}{title}", self.label);
        (self.href.clone(), self.kind.clone(), self.place.clone(), title, shortened(about), things)
    }
}

/// As many of the words as are shown.
fn shortened(words: &str) -> String {
    let words = words.trim();
    let Some((end, _)) = words.char_indices().nth(SHOWN) else { return words.to_owned() };
    let whole = words[..end].rfind(' ').filter(|at| *at > end / 2).unwrap_or(end);
    format!("{}…", words[..whole].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::search::things::Kind;

    #[test]
    fn long_words_end_with_a_whole_one() {
        assert_eq!(shortened(" Few words. "), "Few words.");
        let many = "word ".repeat(40);
        let short = shortened(&many);
        assert!(short.ends_with("word…") && short.chars().count() <= SHOWN + 1, "{short}");
        assert_eq!(shortened(&"語".repeat(200)).chars().count(), SHOWN + 1);
    }

    #[test]
    fn parts_are_calls_of_the_script_that_searches() {
        assert_eq!(part("t", 3, &"a\"b"), "clinicSearch.take(\"t/3\",\"a\\\"b\");\n");
        let table = table(7, &["a".into(), "b*".into()]);
        assert_eq!(table, "clinicSearch.take(\"table\",{\"pages\":7,\"each\":4,\"firsts\":\"a b*\"});\n");
    }

    #[test]
    fn a_page_is_told_with_all_that_is_on_it() {
        let page = Thing { kind: Kind::Page, ..Thing::of("Loops", "About", "Body") };
        let things = vec![page, Thing { kind: Kind::Row, label: "R1", anchor: "r1", ..Thing::of("Ends", "", "") }];
        let record = Record { href: "a/".into(), kind: "Module".into(), place: "S".into(), label: "1: ".into(), things };
        let told = serde_json::to_string(&record.told()).unwrap();
        assert_eq!(told, r#"["a/","Module","S","1: Loops","About",[[2,"R1","Ends","r1"]]]"#);
    }
}
