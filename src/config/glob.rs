//! Patterns over the paths of a module's pages.

use std::sync::Arc;

use globset::{ErrorKind, GlobBuilder, GlobSet};

use crate::model::text::Located;

/// A pattern may have so many characters; no path that it stands for is as long.
const MOST_CHARACTERS: usize = 1_000;

/// A pattern as written, and what it stands for.
#[derive(Clone, Debug)]
pub struct Glob {
    /// What was written.
    pub pattern: Located<String>,
    /// `None` where it cannot be read, so that it stands for nothing.
    set: Option<Arc<GlobSet>>,
}

/// What was written says it all.
impl PartialEq for Glob {
    fn eq(&self, other: &Self) -> bool {
        let Self { pattern, set: _ } = self;
        *pattern == other.pattern
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

/// Makes a pattern, or says in one sentence why it is none.
fn made(pattern: &str) -> Result<GlobSet, String> {
    let characters = pattern.chars().count();
    if characters > MOST_CHARACTERS {
        return Err(format!("the pattern has {characters} characters, and may have {MOST_CHARACTERS}"));
    }
    let glob = GlobBuilder::new(pattern).literal_separator(true).build();
    let set = glob.and_then(|glob| GlobSet::builder().add(glob).build());
    set.map_err(|error| match error.kind() {
        ErrorKind::Regex(_) => {
            format!("the pattern `{pattern}` cannot be read: its braces stand too deep in each other")
        }
        kind => format!("the pattern `{pattern}` cannot be read: {kind}"),
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
        ] {
            assert_eq!(made(pattern).unwrap().is_match(path), matches, "{pattern} {path}");
        }
    }

    #[test]
    fn no_pattern_is_too_much_to_be_told() {
        let tower = |many: usize| "{a,".repeat(many) + &"}".repeat(many);
        for (pattern, words) in [
            (tower(130), "braces stand too deep"),
            (tower(249), "braces stand too deep"),
            ("?".repeat(200_000), "has 200000 characters, and may have 1000"),
            ("*".repeat(1_000_000), "has 1000000 characters"),
            (tower(100_000), "characters"),
            ("[".repeat(1_000), "cannot be read"),
            ("{".repeat(1_000), "cannot be read"),
            ("a\\".to_owned(), "cannot be read"),
            ("}".to_owned(), "cannot be read"),
            ("[z-a]".to_owned(), "cannot be read"),
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
    }
}
