//! Which keys mean what, and what authors type for them.

use crate::finding::suggest::nearest;
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
pub const EVERY_FILE: [&str; 11] =
    ["title", "description", "order", "draft", "tags", "date", "updated", "aliases", "edition", "extra", "rules"];

/// Keys of a module's main file besides the inherited ones.
pub const MODULE: [&str; 3] = ["kind", "builds_on", "id"];

/// Keys of an ordinary page, which nothing is inherited by.
pub const PAGE: [&str; 3] = ["kind", "checks", "sheet"];

/// Keys of a section's own file.
pub const SECTION: [&str; 1] = ["defaults"];

/// Keys of all front matter, whatever the file is.
pub const FRONT_MATTER: [&[&str]; 5] = [&EVERY_FILE, &MODULE, &INHERITED, &PAGE, &SECTION];

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

/// Keys of a kind of evidence.
pub const EVIDENCE: [&str; 3] = ["id", "title", "counts"];

/// Keys of `theme`.
pub const THEME: [&str; 5] = ["name", "accent", "logo", "favicon", "code"];

/// Keys of `markdown`.
pub const MARKDOWN: [&str; 5] = ["math", "macros", "highlight", "html", "check_headings"];

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

/// What authors write for a key, by meaning; many of these words are the keys of other programs. A word may stand for
/// several keys: the first that may stand at its place is offered.
pub const MEANINGS: &[(&str, &str)] = &[
    // Every page
    ("weight", "order"),
    ("menu_order", "order"),
    ("menuorder", "order"),
    ("sidebar_position", "order"),
    ("nav_order", "order"),
    ("sort_order", "order"),
    ("position", "order"),
    ("summary", "description"),
    ("abstract", "description"),
    ("excerpt", "description"),
    ("subtitle", "description"),
    ("tagline", "description"),
    ("lead", "description"),
    ("keywords", "tags"),
    ("categories", "tags"),
    ("category", "tags"),
    ("topics", "tags"),
    ("labels", "tags"),
    ("taxonomies", "tags"),
    ("lastmod", "updated"),
    ("last_update", "updated"),
    ("last_updated", "updated"),
    ("last_modified", "updated"),
    ("last_modified_at", "updated"),
    ("modified", "updated"),
    ("updateddate", "updated"),
    ("date-modified", "updated"),
    ("revision_date", "updated"),
    ("pubdate", "date"),
    ("publishdate", "date"),
    ("publish_date", "date"),
    ("published_at", "date"),
    ("created", "date"),
    ("redirect_from", "aliases"),
    ("redirects", "aliases"),
    ("alias", "aliases"),
    ("old_urls", "aliases"),
    ("name", "title"),
    ("heading", "title"),
    ("params", "extra"),
    ("custom", "extra"),
    ("meta", "extra"),
    ("metadata", "extra"),
    ("audience", "edition"),
    ("unfinished", "draft"),
    ("wip", "draft"),
    ("lint", "rules"),
    // Modules and pages
    ("type", "kind"),
    ("page_type", "kind"),
    ("requires", "builds_on"),
    ("prerequisites", "builds_on"),
    ("prerequisite", "builds_on"),
    ("prereqs", "builds_on"),
    ("depends_on", "builds_on"),
    ("dependencies", "builds_on"),
    ("worksheet", "sheet"),
    ("printable", "sheet"),
    ("sort", "order"),
    ("uid", "id"),
    // Sections
    ("cascade", "defaults"),
    ("inherit", "defaults"),
    ("module_defaults", "defaults"),
    // Parts
    ("mistakes", "radar"),
    ("traps", "radar"),
    ("failure_modes", "radar"),
    ("pitfalls", "radar"),
    ("misconceptions", "radar"),
    ("statements", "checks"),
    ("mistake_checks", "checks"),
    ("mistake_check", "checks"),
    ("repair_protocol", "protocol"),
    ("mistake_log", "log"),
    ("journal", "log"),
    ("completion_standard", "completion"),
    ("done", "completion"),
    ("definition_of_done", "completion"),
    ("flashcards", "cards"),
    ("flash_cards", "cards"),
    ("retrieval_cards", "cards"),
    ("anki", "cards"),
    ("presets", "radar_presets"),
    ("patterns", "radar_presets"),
    ("worksheets", "sheets"),
    ("print", "sheets"),
    ("reveal_answers", "show_answers"),
    ("show_solutions", "show_answers"),
    ("evidence_kinds", "evidence"),
    ("kinds_of_evidence", "evidence"),
    ("quotes", "quoted"),
    ("quotation_marks", "quoted"),
    ("blocks", "parts"),
    // Inside parts
    ("introduction", "intro"),
    ("preamble", "intro"),
    ("evidence", "repair"),
    ("repair_evidence", "repair"),
    ("trap", "mistake"),
    ("failure_mode", "mistake"),
    ("pitfall", "mistake"),
    ("misconception", "mistake"),
    ("location", "where"),
    ("page", "where"),
    ("shows_up", "where"),
    ("where_it_shows_up", "where"),
    ("symptoms", "symptom"),
    ("sign", "symptom"),
    ("signs", "symptom"),
    ("from", "source"),
    ("source_page", "source"),
    ("items", "statements"),
    ("claims", "statements"),
    ("questions", "statements"),
    ("question", "text"),
    ("claim", "text"),
    ("statement", "text"),
    ("statement", "for"),
    ("text", "for"),
    ("id", "for"),
    ("fix", "correction"),
    ("correct", "correction"),
    ("corrected", "correction"),
    ("corrected_version", "correction"),
    ("clue", "hint"),
    ("hints", "hint"),
    ("tip", "hint"),
    ("answer_key", "answer"),
    ("solution", "answer"),
    ("reason", "why"),
    ("explanation", "why"),
    ("rationale", "why"),
    ("why_it_tempts", "why"),
    ("flaw", "error"),
    ("problem", "error"),
    ("previous_ids", "was"),
    ("old_id", "was"),
    ("old_ids", "was"),
    ("formerly", "was"),
    ("question", "front"),
    ("prompt", "front"),
    ("answer", "back"),
    ("blank_rows", "rows"),
    ("lines", "rows"),
    ("traps", "rows"),
    ("mistakes", "rows"),
    ("fields", "columns"),
    ("example", "starter"),
    ("examples", "starter"),
    ("starters", "starter"),
    ("starter_rows", "starter"),
    ("standards", "criteria"),
    ("instructions", "steps"),
    ("pattern", "each"),
    ("glob", "each"),
    ("files", "each"),
    ("match", "each"),
    ("connections", "connects_back"),
    ("count", "logged"),
    ("mistakes", "logged"),
    ("counterexamples", "with_counterexample"),
    ("counterexample", "with_counterexample"),
    ("artifact", "changes_artifact"),
    ("artefact", "changes_artifact"),
    ("goals", "counts"),
    ("counts_for", "counts"),
    ("label", "title"),
    ("paper_size", "paper"),
    ("line_height", "line"),
    ("spacing", "line"),
    ("holes", "punch"),
    ("fields", "header"),
    // `clinic.yaml`
    ("lang", "language"),
    ("locale", "language"),
    ("languagecode", "language"),
    ("site_name", "title"),
    ("site_title", "title"),
    ("course", "title"),
    ("project", "title"),
    ("site_description", "description"),
    ("url", "base_url"),
    ("baseurl", "base_url"),
    ("site_url", "base_url"),
    ("site", "base_url"),
    ("homepage", "base_url"),
    ("domain", "base_url"),
    ("author", "authors"),
    ("site_author", "authors"),
    ("creator", "authors"),
    ("copyright", "license"),
    ("licence", "license"),
    ("rights", "license"),
    ("repo", "repository"),
    ("repo_url", "repository"),
    ("edit_uri", "repository"),
    ("edit_url", "repository"),
    ("git-repository-url", "repository"),
    ("edit-url-template", "repository"),
    ("editurl", "repository"),
    ("github", "repository"),
    ("nav", "navigation"),
    ("navbar", "navigation"),
    ("menu", "navigation"),
    ("menus", "navigation"),
    ("header_links", "navigation"),
    ("out_dir", "output"),
    ("outdir", "output"),
    ("output-dir", "output"),
    ("output_dir", "output"),
    ("site_dir", "output"),
    ("publishdir", "output"),
    ("destination", "output"),
    ("build-dir", "output"),
    ("markup", "markdown"),
    ("markdown_extensions", "markdown"),
    ("skin", "theme"),
    ("style", "theme"),
    ("module_prefix", "numbering"),
    ("solutions", "answers"),
    ("links", "navigation"),
    ("mathjax", "math"),
    ("katex", "math"),
    ("latex", "math"),
    ("commands", "macros"),
    ("math_macros", "macros"),
    ("katex_macros", "macros"),
    ("definitions", "macros"),
    ("syntax_highlighting", "highlight"),
    ("unsafe", "html"),
    ("raw_html", "html"),
    ("headings", "check_headings"),
    ("color", "accent"),
    ("colour", "accent"),
    ("primary_color", "accent"),
    ("icon", "favicon"),
    ("image", "logo"),
    ("href", "to"),
    ("url", "to"),
    ("link", "to"),
    ("path", "to"),
];

/// The one of `known` that was probably meant by `typed`, by meaning first, then by spelling.
pub fn meant<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    by_meaning(typed, known).or_else(|| nearest(typed, known.iter().copied()))
}

/// The one of `known` that means what `typed` says.
pub fn by_meaning<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    let mut words = MEANINGS.iter().filter(|(word, _)| word.eq_ignore_ascii_case(typed));
    words.find_map(|(_, key)| known.iter().copied().find(|candidate| candidate == key))
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
    fn keys_are_understood_by_meaning_and_by_spelling() {
        assert_eq!(meant("trap", &["mistake", "where"]), Some("mistake"));
        assert_eq!(meant("sympton", &["mistake", "symptom"]), Some("symptom"));
        assert_eq!(meant("trap", &["title"]), None);
    }

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
