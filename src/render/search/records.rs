//! The files of an index as scripts: the table of its parts, the parts of terms, and what is shown of what is found.

use serde::Serialize;

use super::shards::push_number;
use super::things::{Kind, Thing};

/// So many characters are shown of what is found.
const SHOWN: usize = 120;

/// The script that says what the parts are.
#[derive(Serialize)]
struct Table {
    /// How many pages are searched.
    pages: usize,
    /// How many pages after the one before it each part of what is shown of them begins, as numbers of the terms are written.
    starts: String,
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
    /// A line about it.
    pub(in crate::render) about: String,
    /// What can be found on it.
    pub(in crate::render) things: Vec<Thing<'a>>,
}

/// The script that says what the parts are.
pub(super) fn table(pages: usize, parts: &[usize], firsts: &[Box<str>]) -> String {
    let (mut starts, mut before) = (String::new(), 0);
    for part in parts {
        push_number((part - before) as u32, &mut starts);
        before = *part;
    }
    let table = Table { pages, starts, firsts: firsts.join(" ") };
    // Plain data: nothing in it can fail to be written.
    format!("clinicSearch.take(\"table\",{});\n", serde_json::to_string(&table).unwrap_or_default())
}

/// A script that hands over a part of this kind.
pub(in crate::render) fn part(kind: &str, number: usize, data: &impl Serialize) -> String {
    format!("clinicSearch.take(\"{kind}/{number}\",{});\n", serde_json::to_string(data).unwrap_or_default())
}

impl Record<'_> {
    /// The page as a list: address, kind, place, title, a line about it; then what is on it. A number there says what the next
    /// ones are, and the label of the first of them follows it; each is called one further than the one before.
    pub(in crate::render) fn told(&self) -> Vec<Told> {
        let (page, others) = self.things.split_first().map_or((None, &[][..]), |(page, others)| (Some(page), others));
        let title = page.map_or("", |page| &*page.title);
        let texts = [self.href.clone(), self.kind.clone(), self.place.clone(), format!("{}{title}", self.label)];
        let mut told: Vec<Told> = texts.into_iter().chain([shortened(&self.about)]).map(Told::Text).collect();
        let mut before = None;
        for thing in others {
            let label = thing.label.to_owned();
            if before.as_ref() != Some(&(thing.kind, label.clone())) {
                told.extend([Told::Kind(thing.kind as u8), Told::Text(label)]);
            }
            told.push(Told::Text(thing_told(thing)));
            before = Some((thing.kind, next_label(thing.label)));
        }
        told
    }
}

/// A piece of what is shown.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(in crate::render) enum Told {
    /// What the next things are.
    Kind(u8),
    /// Words.
    Text(String),
}

/// What is shown of a thing. A heading has its id behind it where that is not plainly made of its words; all others are known
/// by their place among those of their kind.
fn thing_told(thing: &Thing<'_>) -> String {
    let words = shortened(&thing.title);
    if thing.kind == Kind::Heading && !is_plain(&thing.title, thing.anchor) {
        return format!("{words}\n{}", thing.anchor);
    }
    words
}

/// Whether an id is the words in small letters, with a hyphen for whatever stands between them.
fn is_plain(words: &str, id: &str) -> bool {
    let made = words.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.is_ascii() && words.len() <= SHOWN && made.collect::<Vec<_>>().join("-").to_ascii_lowercase() == id
}

/// The label after this one: the last number in it is one more.
fn next_label(label: &str) -> String {
    let end = label.trim_end_matches(|letter: char| letter.is_ascii_digit());
    label[end.len()..].parse::<u64>().map_or_else(|_| label.to_owned(), |number| format!("{end}{}", number + 1))
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
        let table = table(70, &[0, 16, 50], &["a".into(), "b*".into()]);
        assert_eq!(table, "clinicSearch.take(\"table\",{\"pages\":70,\"starts\":\"0gy1\",\"firsts\":\"a b*\"});\n");
    }

    #[test]
    fn a_page_is_told_with_all_that_is_on_it() {
        let thing = |kind, label, title, anchor| Thing { kind, label, anchor, ..Thing::of(title, "", "") };
        let page = Thing { kind: Kind::Page, ..Thing::of("Loops", "About", "Body") };
        let things = vec![
            page,
            thing(Kind::Heading, "", "A plain one", "a-plain-one"),
            thing(Kind::Heading, "", "Über", "über"),
            thing(Kind::Row, "R1", "Ends", "r1"),
            thing(Kind::Row, "R2", "Begins", "r2"),
            thing(Kind::Row, "R4", "Goes", "r3"),
        ];
        let record = Record {
            href: "a/".into(),
            kind: "Module".into(),
            place: "S".into(),
            label: "1: ".into(),
            about: "About".into(),
            things,
        };
        let told = serde_json::to_string(&record.told()).unwrap();
        let expected = r#"["a/","Module","S","1: Loops","About",1,"","A plain one","Über\nüber",2,"R1","Ends","Begins",2,"R4","Goes"]"#;
        assert_eq!(told, expected);
    }

    #[test]
    fn labels_count_on() {
        assert_eq!(["R9", "2.4", "", "K", "1.10"].map(next_label), ["R10", "2.5", "", "K", "1.11"]);
    }
}
