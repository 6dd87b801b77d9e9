//! Which keys mean what, and what authors type for them.

use crate::finding::suggest::nearest;

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
