//! Which keys mean what, and where.

use crate::config::meanings::{MEANINGS, by_meaning};
use crate::syntax::yaml::Vocabulary;

/// Keys that are inherited from `clinic.yaml` over sections to modules.
pub const INHERITED: [&str; 12] = [
    "parts",
    "radar",
    "checks",
    "protocol",
    "log",
    "completion",
    "cards",
    "radar_presets",
    "sheets",
    "show_answers",
    "quoted",
    "evidence",
];

/// Keys of every markdown file.
pub const EVERY_FILE: [&str; 12] = [
    "title",
    "description",
    "image",
    "order",
    "draft",
    "tags",
    "date",
    "updated",
    "aliases",
    "edition",
    "extra",
    "rules",
];

/// Keys of a module's main file besides the inherited ones.
pub const MODULE: [&str; 3] = ["kind", "builds_on", "id"];

/// Keys of an ordinary page, which nothing is inherited by.
pub const PAGE: [&str; 3] = ["kind", "checks", "sheet"];

/// Keys of a section's own file.
pub const SECTION: [&str; 1] = ["defaults"];

/// Keys of all front matter, whatever the file is.
pub const FRONT_MATTER: [&[&str]; 5] = [&EVERY_FILE, &MODULE, &INHERITED, &PAGE, &SECTION];

/// Keys of `clinic.yaml` besides the inherited ones.
pub const COURSE: [&str; 19] = [
    "id",
    "title",
    "description",
    "language",
    "base_url",
    "authors",
    "license",
    "image",
    "frame_ancestors",
    "repository",
    "theme",
    "output",
    "answers",
    "numbering",
    "offline",
    "search",
    "navigation",
    "rules",
    "markdown",
];

/// Keys of a radar row.
pub const ROW: [&str; 7] = ["mistake", "where", "symptom", "repair", "preset", "id", "was"];

/// Keys of a check group.
pub const GROUP: [&str; 4] = ["title", "source", "intro", "statements"];

/// Keys of a statement.
pub const STATEMENT: [&str; 5] = ["text", "hint", "answer", "id", "was"];

/// Keys of an answer.
pub const ANSWER: [&str; 3] = ["error", "why", "correction"];

/// Keys of a card.
pub const CARD: [&str; 4] = ["front", "back", "id", "was"];

/// Keys of a step.
pub const STEP: [&str; 3] = ["text", "id", "was"];

/// Keys of a criterion.
pub const CRITERION: [&str; 4] = ["goal", "text", "id", "was"];

/// Keys of a kind of evidence.
pub const EVIDENCE: [&str; 3] = ["id", "title", "counts"];

/// Keys of `theme`.
pub const THEME: [&str; 5] = ["name", "accent", "logo", "favicon", "code"];

/// Keys of `markdown`.
pub const MARKDOWN: [&str; 6] = ["math", "macros", "highlight", "html", "typography", "check_headings"];

/// Keys of `sheets`.
pub const SHEETS: [&str; 11] =
    ["print", "paper", "line", "punch", "header", "hints", "starter", "cards", "shuffle", "save", "notes"];

/// Keys of `sheet`, where a page says more than that it is one.
pub const SHEET: [&str; 1] = ["lines"];

/// Keys of `log`.
pub const LOG: [&str; 6] = ["title", "intro", "form", "rows", "columns", "starter"];

/// Keys whose values are maps, with the keys of these.
const HOMES: [(&str, &[&str]); 5] =
    [("theme", &THEME), ("markdown", &MARKDOWN), ("sheets", &SHEETS), ("sheet", &SHEET), ("log", &LOG)];

/// Keys that begin an item of some list besides those above.
const OTHERS: [&str; 5] = ["for", "key", "width", "to", "name"];

/// Keys inside parts, presets and colours besides those of `HOMES`, which begin no item of a list.
const INSIDE: [&str; 7] = ["groups", "steps", "criteria", "each", "counts", "light", "dark"];

/// The keys that an author of a course means as keys.
pub const VOCABULARY: Vocabulary =
    Vocabulary { is_key, is_open: |key| matches!(key, "extra" | "starter" | "radar_presets" | "rules") };

fn is_key(key: &str) -> bool {
    is_known(key) || MEANINGS.iter().any(|(word, _)| *word == key)
}

/// Whether `key` means something in front matter.
pub fn is_of_front_matter(key: &str) -> bool {
    FRONT_MATTER.iter().any(|keys| keys.contains(&key))
}

/// Whether `key` means something at the top of a file, or begins an item of a list.
pub fn is_known(key: &str) -> bool {
    let others: [&[&str]; 9] = [&COURSE, &ROW, &GROUP, &STATEMENT, &ANSWER, &CARD, &STEP, &CRITERION, &OTHERS];
    is_of_front_matter(key) || others.iter().any(|keys| keys.contains(&key))
}

/// The same, or whether it means something inside one that does.
pub fn is_known_inside(key: &str) -> bool {
    is_known(key) || INSIDE.contains(&key) || HOMES.iter().any(|(_, keys)| keys.contains(&key))
}

/// Where `typed` belongs that is none of `known`: the one of those below which it stands, and its name there. Nothing
/// where one of them may be meant itself, or where several have it.
pub fn home_of<'k>(typed: &str, known: &[&'k str]) -> Option<(&'k str, &'static str)> {
    if by_meaning(typed, known).is_some() {
        return None;
    }
    let homes = HOMES.iter().filter_map(|(home, keys)| Some((*known.iter().find(|key| *key == home)?, *keys)));
    let named = |keys: &[&'static str]| keys.iter().copied().find(|key| *key == typed);
    let found = |name: &dyn Fn(&[&'static str]) -> Option<&'static str>| {
        let mut found = homes.clone().filter_map(|(home, keys)| Some((home, name(keys)?)));
        found.next().filter(|_| found.next().is_none())
    };
    found(&named).or_else(|| found(&|keys| by_meaning(typed, keys)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_belongs_below_another_is_sent_there() {
        let known = [&COURSE[..], &INHERITED].concat();
        assert_eq!(home_of("logo", &known), Some(("theme", "logo")));
        assert_eq!(home_of("colour", &known), Some(("theme", "accent")));
        assert_eq!(home_of("math", &known), Some(("markdown", "math")));
        assert_eq!(home_of("rows", &known), Some(("log", "rows")));
        assert_eq!(home_of("paper", &known), Some(("sheets", "paper")));
        for typed in ["name", "starter", "site", "weather", "titel"] {
            assert_eq!(home_of(typed, &known), None, "{typed}");
        }
        assert_eq!(home_of("logo", &EVERY_FILE), None);
        assert_eq!(home_of("rows", &INHERITED), Some(("log", "rows")));
    }
}
