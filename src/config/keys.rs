//! Which keys mean what, and what authors type for them.

use crate::finding::suggest::nearest;
use crate::syntax::yaml::Vocabulary;

/// Keys that are inherited from `clinic.yaml` over sections to modules.
pub const INHERITED: [&str; 11] = [
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
];

/// Keys of every markdown file.
pub const EVERY_FILE: [&str; 11] =
    ["title", "description", "order", "draft", "tags", "date", "updated", "aliases", "edition", "extra", "rules"];

/// Keys of a module's main file besides the inherited ones.
pub const MODULE: [&str; 3] = ["kind", "builds_on", "id"];

/// Keys of `clinic.yaml` besides the inherited ones.
pub const COURSE: [&str; 15] = [
    "id",
    "title",
    "description",
    "language",
    "base_url",
    "authors",
    "license",
    "repository",
    "theme",
    "output",
    "answers",
    "numbering",
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

/// Keys that begin an item of some list besides those above.
const OTHERS: [&str; 5] = ["for", "key", "width", "to", "name"];

/// The keys that an author of a course means as keys.
pub const VOCABULARY: Vocabulary =
    Vocabulary { is_key, is_open: |key| matches!(key, "extra" | "starter" | "radar_presets" | "rules") };

fn is_key(key: &str) -> bool {
    let known: [&[&str]; 12] = [
        &EVERY_FILE, &MODULE, &INHERITED, &COURSE, &ROW, &GROUP, &STATEMENT, &ANSWER, &CARD, &STEP, &CRITERION, &OTHERS,
    ];
    let is_meant = || MEANINGS.iter().any(|(word, _)| *word == key);
    known.iter().any(|keys| keys.contains(&key)) || key == "defaults" || is_meant()
}

/// What authors write for a key, by meaning.
const MEANINGS: [(&str, &str); 37] = [
    ("evidence", "repair"),
    ("repair_evidence", "repair"),
    ("trap", "mistake"),
    ("failure_mode", "mistake"),
    ("question", "text"),
    ("claim", "text"),
    ("statement", "text"),
    ("statement", "for"),
    ("text", "for"),
    ("id", "for"),
    ("fix", "correction"),
    ("corrected", "correction"),
    ("answer_key", "answer"),
    ("requires", "builds_on"),
    ("prerequisites", "builds_on"),
    ("depends_on", "builds_on"),
    ("weight", "order"),
    ("sidebar_position", "order"),
    ("nav_order", "order"),
    ("summary", "description"),
    ("keywords", "tags"),
    ("categories", "tags"),
    ("mistakes", "radar"),
    ("traps", "radar"),
    ("statements", "checks"),
    ("flashcards", "cards"),
    ("presets", "radar_presets"),
    ("location", "where"),
    ("page", "where"),
    ("reason", "why"),
    ("blank_rows", "rows"),
    ("name", "title"),
    ("lang", "language"),
    ("url", "base_url"),
    ("baseURL", "base_url"),
    ("last_update", "updated"),
    ("redirect_from", "aliases"),
];

/// The one of `known` that was probably meant by `typed`, by meaning first, then by spelling.
pub fn meant<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    let by_meaning = MEANINGS
        .iter()
        .filter(|(word, _)| word.eq_ignore_ascii_case(typed))
        .find_map(|(_, key)| known.iter().copied().find(|candidate| candidate == key));
    by_meaning.or_else(|| nearest(typed, known.iter().copied()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_understood_by_meaning_and_by_spelling() {
        assert_eq!(meant("trap", &["mistake", "where"]), Some("mistake"));
        assert_eq!(meant("sympton", &["mistake", "symptom"]), Some("symptom"));
        assert_eq!(meant("trap", &["title"]), None);
    }
}
