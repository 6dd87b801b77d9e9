//! The patterns of `each:`, made once for all modules.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use globset::{ErrorKind, GlobBuilder, GlobSet};

use crate::finding::{Finding, Rule};
use crate::model::text::Located;

/// A pattern may have so many characters; no path that it stands for is as long.
const MOST_CHARACTERS: usize = 1_000;

/// The patterns that were asked for, as what they match, or why they match nothing.
#[derive(Debug, Default)]
pub(super) struct Globs {
    known: RefCell<BTreeMap<String, Arc<Result<GlobSet, String>>>>,
}

/// A pattern that can be used.
pub(super) struct Glob(Arc<Result<GlobSet, String>>);

impl Glob {
    /// Whether it stands for this path.
    pub(super) fn matches(&self, path: &str) -> bool {
        self.0.as_ref().as_ref().is_ok_and(|glob| glob.is_match(path))
    }
}

impl Globs {
    /// The pattern; what cannot be read is a finding, and what is there of it matches nothing.
    pub(super) fn get(&self, pattern: &Located<String>, findings: &mut Vec<Finding>) -> Glob {
        let known = self.known.borrow().get(&pattern.value).map(Arc::clone);
        let glob = known.unwrap_or_else(|| {
            let made = Arc::new(made(&pattern.value));
            self.known.borrow_mut().insert(pattern.value.clone(), Arc::clone(&made));
            made
        });
        if let Err(message) = glob.as_ref() {
            let finding = Finding::new(Rule::UnusableGlob, pattern.place.clone(), message);
            findings.push(finding.help("write a pattern such as `practice/*.md`"));
        }
        Glob(glob)
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
