//! Names for places on a page, and for tags.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

/// The anchor of a heading as GitHub makes it: lower case, letters, digits, marks, `-` and `_` of every script kept,
/// white space turned into `-`, all else dropped. May be empty.
pub fn anchor(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for character in text.trim().nfc().flat_map(char::to_lowercase) {
        if character.is_whitespace() {
            name.push('-');
        } else if character.is_alphanumeric() || matches!(character, '-' | '_') || is_mark(character) {
            name.push(character);
        }
    }
    name
}

/// The address of a tag: what cannot stand in a file name on every system becomes `-`; `c++` and `c#` stay apart.
pub fn tag_segment(tag: &str) -> String {
    let text: String = tag.trim().nfc().flat_map(char::to_lowercase).collect();
    let name = text.replace(|c: char| c.is_whitespace() || c.is_control() || r#"<>:"/\|?*"#.contains(c), "-");
    if name.bytes().all(|byte| matches!(byte, b'.' | b'-')) { format!("tag-{name}") } else { name }
}

/// Combining marks belong to the letters before them (Devanagari vowels, for instance).
pub fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

/// Hands out anchors that are unique in one document.
#[derive(Clone, Debug, Default)]
pub struct Anchors {
    /// The names, each with the last number that was tried after it: numbers up to there are never free again.
    taken: BTreeMap<String, usize>,
}

impl Anchors {
    /// Starts with names that are taken already.
    pub fn reserving<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self { taken: names.into_iter().map(|name| (name.to_owned(), 0)).collect() }
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

    /// Takes exactly `name`; false where it is taken.
    pub fn claim(&mut self, name: &str) -> bool {
        let free = !self.taken.contains_key(name);
        if free {
            self.taken.insert(name.to_owned(), 0);
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_keep_letters_of_every_script() {
        assert_eq!(anchor("What's a C++ `union`?"), "whats-a-c-union");
        assert_eq!(anchor("الأخطاء الشائعة"), "الأخطاء-الشائعة");
        assert_eq!(anchor("हिन्दी"), "हिन्दी");
        assert_eq!(anchor("!!!"), "");
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
    fn numbers_go_on_where_they_stopped_and_skip_what_is_taken() {
        let mut anchors = Anchors::reserving(["a", "a-2"]);
        assert_eq!([anchors.take("a"), anchors.take("a")], ["a-1", "a-3"]);
        assert_eq!(anchors.taken["a"], 3, "the next one starts here");
        assert!(anchors.claim("a-4"));
        assert!(!anchors.claim("a"));
        assert_eq!([anchors.take("a"), anchors.take("a-1"), anchors.take("a-1")], ["a-5", "a-1-1", "a-1-2"]);
    }

    #[test]
    fn tags_stay_apart() {
        assert_eq!([tag_segment("C++"), tag_segment("C#"), tag_segment("Unit tests")], ["c++", "c#", "unit-tests"]);
        assert_eq!(tag_segment(".."), "tag-..");
    }
}
