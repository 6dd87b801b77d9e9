//! Keys that keep a page from learners, by what was typed: for front matter that nothing reads as YAML.

use super::switch::truth;
use crate::model::kinds::Edition;

/// What a key is set to that takes yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// No.
    No,
    /// Something else.
    Unclear,
    /// Yes.
    Yes,
}

/// Whether a page with these lines of front matter is a draft; `None` where they do not say. `sign` is what stands behind a
/// key: `:`, or `=` in TOML.
pub fn draft<'t>(lines: impl Iterator<Item = &'t str>, sign: char) -> Option<Flag> {
    let flag = |typed: &str| match truth(typed) {
        Some(true) => Flag::Yes,
        Some(false) => Flag::No,
        None => Flag::Unclear,
    };
    // Of two lines nobody knows which is meant.
    values(lines, "draft", sign).map(flag).max()
}

/// Whom these lines of front matter name as readers of the page.
pub fn edition<'t>(lines: impl Iterator<Item = &'t str>, sign: char) -> Option<Edition> {
    let edition = |typed: &str| Edition::WORDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(typed));
    let named: Vec<Edition> = values(lines, "edition", sign).filter_map(edition).map(|(_, one)| *one).collect();
    [Edition::Instructor, Edition::Learner].into_iter().find(|one| named.contains(one))
}

/// What stands behind a key at the left margin, without quotes and comment.
fn values<'t>(lines: impl Iterator<Item = &'t str>, key: &str, sign: char) -> impl Iterator<Item = &'t str> {
    let quotes = ['"', '\''];
    lines.filter_map(move |line| {
        let (typed, value) = line.split_once(sign)?;
        let is_key = !typed.starts_with(char::is_whitespace) && typed.trim_end().trim_matches(quotes) == key;
        is_key.then(|| value.split('#').next().unwrap_or_default().trim().trim_matches(quotes))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_are_known_by_what_was_typed() {
        for (typed, said) in [
            ("draft: true", Some(Flag::Yes)),
            ("title: a\r\n\"draft\" : 'Yes' # for now\r", Some(Flag::Yes)),
            ("draft: no\ndraft: on", Some(Flag::Yes)),
            ("draft: no", Some(Flag::No)),
            ("draft:", Some(Flag::Unclear)),
            ("extra:\n  draft: true\ndrafts: true", None),
        ] {
            assert_eq!(draft(typed.lines(), ':'), said, "{typed}");
        }
        assert_eq!(draft("draft = true".lines(), '='), Some(Flag::Yes));
    }

    #[test]
    fn editions_are_known_by_what_was_typed() {
        let read = |typed: &str| edition(typed.lines(), ':');
        assert_eq!(read("edition: 'Instructor' # ours"), Some(Edition::Instructor));
        assert_eq!(read("edition: learner"), Some(Edition::Learner));
        assert_eq!([read("edition: second"), read("  edition: instructor")], [None, None]);
    }
}
