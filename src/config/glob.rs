//! Patterns over the paths of a module's pages.

use std::collections::BTreeSet;
use std::sync::Arc;

use globset::{ErrorKind, GlobBuilder, GlobSet};
use serde::{Deserialize, Serialize};

use crate::model::text::Located;

/// A pattern may have so many characters; no path that it stands for is as long.
const MOST_CHARACTERS: usize = 1_000;

/// A pattern as written, and what it stands for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Located<String>", into = "Located<String>")]
pub struct Glob {
    /// What was written.
    pub pattern: Located<String>,
    /// `None` where it cannot be read, so that it stands for nothing.
    set: Option<Arc<Pattern>>,
}

/// What was written says it all.
impl PartialEq for Glob {
    fn eq(&self, other: &Self) -> bool {
        let Self { pattern, set: _ } = self;
        *pattern == other.pattern
    }
}

impl From<Located<String>> for Glob {
    fn from(pattern: Located<String>) -> Self {
        Self::new(pattern).0
    }
}

impl From<Glob> for Located<String> {
    fn from(glob: Glob) -> Self {
        glob.pattern
    }
}

impl Glob {
    /// Reads a pattern; what keeps it from standing for anything is said in one sentence.
    pub fn new(pattern: Located<String>) -> (Self, Option<String>) {
        match made(&pattern.value) {
            Ok(set) => (Self { pattern, set: Some(Arc::new(set)) }, None),
            Err(why) => (Self { pattern, set: None }, Some(why)),
        }
    }

    /// Whether it could be read.
    pub fn is_readable(&self) -> bool {
        self.set.is_some()
    }

    /// Whether it stands for this path.
    pub fn matches(&self, path: &str) -> bool {
        self.set.as_ref().is_some_and(|set| set.is_match(path))
    }
}

/// Patterns are matched by bytes, so every letter of several is given one: `?` and `[…]` stand for one letter.
#[derive(Debug)]
struct Pattern {
    glob: GlobSet,
    letters: Letters,
}

impl Pattern {
    fn is_match(&self, path: &str) -> bool {
        if path.is_ascii() { self.glob.is_match(path) } else { self.glob.is_match(self.letters.in_bytes(path)) }
    }
}

/// Which letters of several bytes a pattern has, sorted. The first of them are given bytes that no pattern has use for.
#[derive(Debug)]
struct Letters(Vec<char>);

impl Letters {
    /// So many are given a byte of their own; what is beyond is matched by its bytes.
    const MOST: u8 = 30;

    /// The byte of all letters that a pattern does not name.
    const OTHER: char = '\u{1f}';

    fn of(pattern: &str) -> Self {
        let letters: BTreeSet<char> = pattern.chars().filter(|letter| !letter.is_ascii()).collect();
        Self(letters.into_iter().collect())
    }

    fn in_bytes(&self, text: &str) -> String {
        let byte = |letter: char| match self.0.binary_search(&letter) {
            _ if letter.is_ascii() => letter,
            Err(_) => Self::OTHER,
            Ok(at) => u8::try_from(at + 1).ok().filter(|byte| *byte <= Self::MOST).map_or(letter, char::from),
        };
        text.chars().map(byte).collect()
    }
}

/// Whether brackets of a pattern hold a range that a letter of several bytes begins or ends.
fn has_wide_range(pattern: &str) -> bool {
    let mut parts = pattern.split('[');
    parts.next();
    parts.any(|part| {
        let inner: Vec<char> =
            part.chars().enumerate().take_while(|(at, c)| *at == 0 || *c != ']').map(|(_, c)| c).collect();
        inner.windows(3).any(|range| range[1] == '-' && !(range[0].is_ascii() && range[2].is_ascii()))
    })
}

/// Makes a pattern, or says in one sentence why it is none.
fn made(pattern: &str) -> Result<Pattern, String> {
    let characters = pattern.chars().count();
    if characters > MOST_CHARACTERS {
        return Err(format!("the pattern is {characters} characters long, but the limit is {MOST_CHARACTERS}"));
    }
    if has_wide_range(pattern) {
        return Err(format!(
            "the pattern `{pattern}` is not valid: its ranges can contain only digits and the letters a to z"
        ));
    }
    let letters = Letters::of(pattern);
    let glob = GlobBuilder::new(&letters.in_bytes(pattern)).literal_separator(true).build();
    let set = glob.and_then(|glob| GlobSet::builder().add(glob).build());
    set.map(|glob| Pattern { glob, letters }).map_err(|error| {
        let fault = match error.kind() {
            ErrorKind::Regex(_) => "its braces are nested too deeply".to_owned(),
            ErrorKind::UnclosedClass => "its `[` is never closed".to_owned(),
            ErrorKind::UnclosedAlternates => "its `{` is never closed".to_owned(),
            ErrorKind::UnopenedAlternates => "its `}` has no opening `{`".to_owned(),
            ErrorKind::InvalidRange(first, last) => format!("in the range `{first}-{last}`, the ends are swapped"),
            ErrorKind::DanglingEscape => "nothing follows its last backslash".to_owned(),
            kind => kind.to_string(),
        };
        format!("the pattern `{pattern}` is not valid: {fault}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_for_paths() {
        for (pattern, path, matches) in [
            ("practice/*.md", "practice/01-lab.md", true),
            ("practice/*.md", "practice/a/b.md", false),
            ("**/*.md", "a/b/c.md", true),
            ("{practice,quiz}/[0-9]?-*.md", "quiz/01-x.md", true),
            ("é*.md", "éa.md", true),
            ("[!a].md", "b.md", true),
            ("{a,{b,c}}.md", "c.md", true),
            ("[éà].md", "é.md", true),
            ("[éà].md", "ü.md", false),
            ("[éa]?.md", "éü.md", true),
            ("[!é].md", "ü.md", true),
            ("[!é].md", "é.md", false),
            ("?.md", "é.md", true),
            ("??.md", "é.md", false),
            ("é?*.md", "éé\u{1f600}a.md", true),
            ("練習/第?課*.md", "練習/第三課-循環.md", true),
            ("練習/第?課*.md", "練習/第三-循環.md", false),
            ("ü-[0-9].md", "ü-1.md", true),
        ] {
            assert_eq!(made(pattern).unwrap().is_match(path), matches, "{pattern} {path}");
        }
    }

    #[test]
    fn no_pattern_is_too_much_to_be_told() {
        let tower = |many: usize| "{a,".repeat(many) + &"}".repeat(many);
        for (pattern, words) in [
            (tower(130), "braces are nested too deeply"),
            (tower(249), "braces are nested too deeply"),
            ("?".repeat(200_000), "200000 characters long, but the limit is 1000"),
            ("*".repeat(1_000_000), "1000000 characters"),
            (tower(100_000), "characters"),
            ("[".repeat(1_000), "is not valid"),
            ("{".repeat(1_000), "is not valid"),
            ("a\\".to_owned(), "is not valid"),
            ("}".to_owned(), "is not valid"),
            ("[z-a]".to_owned(), "is not valid"),
            ("x[à-é]*.md".to_owned(), "contain only digits and the letters a to z"),
            ("[!a-é]".to_owned(), "contain only digits and the letters a to z"),
        ] {
            let message = made(&pattern).unwrap_err();
            assert!(message.contains(words) && message.len() < 2_000, "{message}");
        }
    }

    #[test]
    fn whatever_is_short_enough_can_be_used() {
        for part in ["?", "*", "**/", "[a-z]", "[!é]", "{a,b}", "*a", "{*,?}", "[[]", "\\*", "é"] {
            let pattern = part.repeat(MOST_CHARACTERS / part.chars().count());
            assert!(made(&pattern).is_ok(), "{part}");
        }
        let many: String = (0..900).filter_map(|at| char::from_u32(0x4e00 + at)).collect();
        assert!(made(&format!("{many}*.md")).unwrap().is_match(&format!("{many}\u{e9}.md")));
    }
}
