//! Names for places on a page, and for tags.
//!
//! An author names places by headings, by `id:` and in HTML; pages name places by themselves. What links may lead to has
//! names that are reserved here; everything else that a page names has a `:` in it, which no heading and no `id:` has.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::id::fingerprint;
use super::windows;

/// Places that every page may own.
pub const PAGE_ANCHORS: [&str; 8] = ["radar", "checks", "protocol", "log", "completion", "cards", "main", "contents"];

/// The ids of the built-in steps and criteria, which stand on most clinic pages and never change.
pub const BUILT_IN_IDS: [&str; 9] = [
    "p-reproduce",
    "p-assume",
    "p-repair",
    "p-evidence",
    "p-card",
    "c-logged",
    "c-with-counterexample",
    "c-connects-back",
    "c-changes-artifact",
];

/// What stands before the number of a check group.
const GROUP: &str = "checks-";

/// The place of a check group on its clinic page.
pub fn group_anchor(number: usize) -> String {
    format!("{GROUP}{number}")
}

/// Whether check groups are named so.
pub fn is_of_group(anchor: &str) -> bool {
    anchor.strip_prefix(GROUP).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// How many digits of a fingerprint name a path that is not plain.
const DIGITS: usize = 32;

/// The name of a path inside of ids, made of characters that every XML name may have: the path with `.` for `/` where it
/// is plain and short, else 128 bits of its fingerprint. No two paths have one name, since a fingerprint is longer than
/// every other name.
pub fn of_path(path: &str) -> String {
    let path = path.trim_end_matches('/');
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_/".contains(&byte);
    if path.len() < DIGITS && path.bytes().all(is_plain) {
        return path.replace('/', ".");
    }
    fingerprint(path.as_bytes())[..DIGITS].to_owned()
}

/// The anchor of a heading as GitHub makes it: lower case, letters, digits, marks, `-` and `_` of every script kept,
/// white space turned into `-`, all else dropped; without the `-` of a blank before signs that are dropped at the end. May
/// be empty.
pub fn anchor(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    let mut kept = 0;
    for character in text.trim().nfc().flat_map(char::to_lowercase) {
        if character.is_whitespace() {
            name.push('-');
        } else if character.is_alphanumeric() || matches!(character, '-' | '_') || is_mark(character) {
            name.push(character);
            kept = name.len();
        }
    }
    name.truncate(kept);
    name
}

/// The address of a tag: what cannot stand in a file name on every system becomes `-`, a name that some system keeps for
/// itself another; `c++` and `c#` stay apart.
pub fn tag_segment(tag: &str) -> String {
    let text: String = tag.trim().nfc().flat_map(char::to_lowercase).collect();
    let is_none = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '/' | '\\');
    let name = text.replace(|c: char| is_none(c) || windows::CHARACTERS.contains(&c), "-");
    // Windows drops a dot at the end.
    let name = name.strip_suffix('.').map_or_else(|| name.clone(), |rest| format!("{rest}-"));
    let is_none = name.bytes().all(|byte| matches!(byte, b'.' | b'-'));
    if is_none || windows::is_device(&name) { format!("tag-{name}") } else { name }
}

/// Combining marks belong to the letters before them (Devanagari vowels, for instance).
fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

/// Hands out anchors that are unique in one document.
#[derive(Clone, Debug, Default)]
pub struct Anchors {
    /// The names, each with the last number that was tried after it: numbers up to there are never free again.
    taken: BTreeMap<String, usize>,
    /// Whether check groups stand on the page.
    beside_groups: bool,
}

impl Anchors {
    /// Starts with names that are taken already.
    pub fn reserving<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self { taken: names.into_iter().map(|name| (name.to_owned(), 0)).collect(), beside_groups: false }
    }

    /// Starts with the places that a page owns, where check groups are shown on it or not, and with those that its
    /// author has named.
    pub fn of_page<'a>(beside_groups: bool, names: impl IntoIterator<Item = &'a str>) -> Self {
        let own = PAGE_ANCHORS.into_iter().chain(BUILT_IN_IDS);
        Self { beside_groups, ..Self::reserving(own.chain(names)) }
    }

    /// Takes the anchor of a heading.
    pub fn take_heading(&mut self, wanted: &str) -> String {
        let would_be_group = is_of_group(wanted) || (self.beside_groups && format!("{wanted}-") == GROUP);
        if would_be_group { self.take(&format!("section-{wanted}")) } else { self.take(wanted) }
    }

    /// Takes `wanted` or, where that is taken, the first free of `wanted-1`, `wanted-2` …; an empty wish is `section`.
    pub fn take(&mut self, wanted: &str) -> String {
        let wanted = if wanted.is_empty() { "section" } else { wanted };
        let Some(last) = self.taken.get(wanted) else {
            self.taken.insert(wanted.to_owned(), 0);
            return wanted.to_owned();
        };
        let numbers = last + 1..;
        let mut names = numbers.map(|number| (number, format!("{wanted}-{number}")));
        let free = names.find(|(_, name)| !self.taken.contains_key(name));
        let (number, name) = free.unwrap_or_else(|| (0, wanted.to_owned()));
        self.taken.insert(wanted.to_owned(), number);
        self.taken.insert(name.clone(), 0);
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether pages name places so by themselves.
    fn is_of_page(anchor: &str) -> bool {
        PAGE_ANCHORS.contains(&anchor) || BUILT_IN_IDS.contains(&anchor) || is_of_group(anchor)
    }

    #[test]
    fn anchors_keep_letters_of_every_script() {
        assert_eq!(anchor("What's a C++ `union`?"), "whats-a-c-union");
        assert_eq!(anchor("الأخطاء الشائعة"), "الأخطاء-الشائعة");
        assert_eq!(anchor("हिन्दी"), "हिन्दी");
        assert_eq!(anchor("!!!"), "");
    }

    #[test]
    fn signs_at_the_end_leave_no_hyphen() {
        assert_eq!(anchor("The empty set {}"), "the-empty-set");
        assert_eq!(anchor("Pourquoi ?  !"), "pourquoi");
        assert_eq!(anchor("Grade A-"), "grade-a-");
        assert_eq!(anchor("Sets & maps"), "sets--maps");
    }

    #[test]
    fn equal_headings_get_numbers() {
        let mut anchors = Anchors::reserving(["radar"]);
        assert_eq!(anchors.take("radar"), "radar-1");
        assert_eq!(anchors.take("a"), "a");
        assert_eq!(anchors.take("a"), "a-1");
        assert_eq!(anchors.take(""), "section");
    }

    #[test]
    fn no_heading_gets_a_name_that_the_page_gives() {
        let mut anchors = Anchors::of_page(true, ["start"]);
        let mut names: Vec<String> = Vec::new();
        for wanted in ["checks", "checks", "checks-1", "radar", "p-card", "start", "fn-1", "group-1"] {
            names.push(anchors.take_heading(wanted));
        }
        let expected =
            ["section-checks", "section-checks-1", "section-checks-1-1", "radar-1", "p-card-1", "start-1", "fn-1"];
        assert_eq!(names[..7], expected);
        assert!(names.iter().all(|name| !is_of_page(name) && !name.contains(':')), "{names:?}");
        assert!(is_of_page(&group_anchor(12)));
        assert_eq!(Anchors::of_page(false, []).take_heading("checks"), "checks-1", "no group stands there");
    }

    #[test]
    fn a_path_names_itself_where_it_is_plain_and_short() {
        assert_eq!([of_path("practice/lab/"), of_path("a_b-c/1"), of_path("")], ["practice.lab", "a_b-c.1", ""]);
        let others = ["منطق/", "a b", "a:b", "practice.lab", "event-driven/practice/event-modeling-lab"];
        let names = others.map(of_path);
        assert!(names.iter().all(|name| name.len() == DIGITS && name.is_ascii()), "{names:?}");
        assert_eq!(names.iter().collect::<std::collections::BTreeSet<_>>().len(), others.len());
        assert_ne!(of_path(&names[0]), names[0], "a path that reads like digits is none of another's");
        assert_eq!(of_path("é"), "4a99557e4033c3539de2eb65472017ca", "names never change");
    }

    #[test]
    fn numbers_go_on_where_they_stopped_and_skip_what_is_taken() {
        let mut anchors = Anchors::reserving(["a", "a-2"]);
        assert_eq!([anchors.take("a"), anchors.take("a")], ["a-1", "a-3"]);
        assert_eq!(anchors.taken["a"], 3, "the next one starts here");
        assert_eq!(anchors.take("a-4"), "a-4");
        assert_eq!([anchors.take("a"), anchors.take("a-1"), anchors.take("a-1")], ["a-5", "a-1-1", "a-1-2"]);
    }

    #[test]
    fn tags_stay_apart() {
        assert_eq!([tag_segment("C++"), tag_segment("C#"), tag_segment("Unit tests")], ["c++", "c#", "unit-tests"]);
        assert_eq!(tag_segment(".."), "tag-.-");
    }

    #[test]
    fn a_tag_has_an_address_on_every_system() {
        assert_eq!([tag_segment(".NET"), tag_segment("etc."), tag_segment("a/b: c?")], [".net", "etc-", "a-b--c-"]);
        assert_eq!([tag_segment("CON"), tag_segment("nul.x"), tag_segment("")], ["tag-con", "tag-nul.x", "tag-"]);
    }
}
