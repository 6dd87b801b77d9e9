//! What the front matter of a file says, whichever way that is written.

use crate::config::switch::truth;
use crate::config::withholding;
use crate::finding::FileFindings;
use crate::model::kinds::Edition;
use crate::syntax::yaml::{self, Node, NodeKind, Vocabulary};
use crate::text::SourcePath;

/// More bytes are read line by line alone: no page has so many but for its statements, below keys at the margin.
const MOST_READ: usize = 16 << 10;

/// Keys that no front matter but that of a course has.
const OWN_KEYS: [&str; 4] = ["radar:", "builds_on:", "radar_presets:", "show_answers:"];

/// One that other programs have too, which are told what to check.
const CHECKS: &str = "checks:";

/// Keys that the front matter of most pages has one of, here and elsewhere; between two rules of a text stand others.
const PAGE_KEYS: [&str; 16] = [
    "title",
    "description",
    "order",
    "draft",
    "tags",
    "date",
    "updated",
    "aliases",
    "edition",
    "kind",
    "sheet",
    "author",
    "layout",
    "slug",
    "weight",
    "categories",
];

/// Front matter at the start of a text, or what looks like it.
pub(super) struct Front<'t> {
    /// What follows the line that opens it.
    pub(super) below: &'t str,
    /// Whether a line closes it.
    pub(super) is_closed: bool,
    lines: Vec<&'t str>,
    /// What stands behind a key.
    sign: char,
    /// As YAML reads it, where that is a map.
    tree: Option<Node>,
}

impl<'t> Front<'t> {
    /// That of `text`, which begins with it.
    pub(super) fn of(text: &'t str) -> Option<Self> {
        let (below, fence) = ["---", "+++"].into_iter().find_map(|fence| Some((below(text, fence)?, fence)))?;
        let is_toml = fence == "+++";
        let is_end = |line: &&str| line.trim_end() == fence || (!is_toml && line.trim_end() == "...");
        let lines: Vec<&str> = below.lines().take_while(|line| !is_end(line)).collect();
        let is_closed = lines.len() < below.lines().count();
        let tree = if is_toml { None } else { tree(&lines) };
        let lines = match &tree {
            _ if is_toml => top_of_toml(lines),
            None => lines.into_iter().flat_map(parts_of_flow).collect(),
            Some(_) => lines,
        };
        Some(Self { below, is_closed, lines, sign: if is_toml { '=' } else { ':' }, tree })
    }

    /// Whether it has one of the keys that pages have.
    pub(super) fn is_of_page(&self) -> bool {
        PAGE_KEYS.iter().any(|key| self.has(key))
    }

    /// What only pages of a course say, or pages that are not for learners.
    pub(super) fn says(&self) -> Option<&'static str> {
        let own = OWN_KEYS.into_iter().find(|own| self.has(own.trim_end_matches(':')));
        let are_ours = || self.has("title") || self.lines.iter().any(|line| is_of_statement(line));
        let checks = (self.has("checks") && are_ours()).then_some(CHECKS);
        own.or(checks).or_else(|| self.withheld())
    }

    fn has(&self, name: &str) -> bool {
        let is_named = |entry: &yaml::MapEntry| entry.key == name;
        self.lines.iter().filter_map(|line| key(line, self.sign)).any(|key| key == name)
            || self.entries().iter().any(is_named)
    }

    fn entries(&self) -> &[yaml::MapEntry] {
        self.tree.as_ref().and_then(Node::as_map).unwrap_or_default()
    }

    /// What keeps a page from learners.
    fn withheld(&self) -> Option<&'static str> {
        let lines = || self.lines.iter().copied();
        let values = |key: &str| {
            let named = self.entries().iter().filter(move |entry| entry.key == key);
            named.filter_map(|entry| entry.value.as_str()).map(str::to_owned).collect::<Vec<_>>()
        };
        let is_draft = withholding::draft(lines(), self.sign) == Some(withholding::Flag::Yes)
            || values("draft").iter().any(|typed| truth(typed) == Some(true));
        let is_for_instructors = withholding::edition(lines(), self.sign) == Some(Edition::Instructor)
            || values("edition").iter().any(|typed| is_instructor(typed));
        match (is_draft, is_for_instructors) {
            (true, _) => Some("draft: true"),
            (_, true) => Some("edition: instructor"),
            _ => None,
        }
    }
}

/// Whether a value of `edition` names instructors.
pub(super) fn is_instructor(typed: &str) -> bool {
    let word = typed.trim();
    Edition::WORDS.iter().any(|(known, edition)| *edition == Edition::Instructor && known.eq_ignore_ascii_case(word))
}

/// A key that only courses have, as messages name it.
pub(super) fn own_key(key: &str) -> Option<&'static str> {
    OWN_KEYS.into_iter().find(|own| own.trim_end_matches(':') == key)
}

/// The map that lines of YAML hold.
fn tree(lines: &[&str]) -> Option<Node> {
    let length: usize = lines.iter().map(|line| line.len() + 1).sum();
    // Most have their keys at the margin, each with its value beside it.
    let is_plain = lines.iter().all(|line| key(line, ':').is_some_and(|key| line.len() > key.len() + 1));
    if is_plain || length > MOST_READ {
        return None;
    }
    // What is wrong with it is nobody's concern.
    let mut findings = FileFindings::new(&SourcePath::new(""));
    let tree = yaml::parse(&lines.join("\n"), 0, Vocabulary::ANY, &mut findings)?;
    matches!(tree.kind, NodeKind::Map(_)).then_some(tree)
}

/// The keys before the first table, which may be indented.
fn top_of_toml(lines: Vec<&str>) -> Vec<&str> {
    lines.into_iter().map(str::trim_start).take_while(|line| !line.starts_with('[')).collect()
}

/// What a line may hold of a map in braces that cannot be read as a whole; else the line.
fn parts_of_flow(line: &str) -> Vec<&str> {
    if line.trim_start().starts_with('{') {
        line.split(['{', ',', '}']).map(str::trim).filter(|part| !part.is_empty()).collect()
    } else {
        vec![line]
    }
}

/// Whether a line has a key of statements and their answers.
fn is_of_statement(line: &str) -> bool {
    let line = line.trim_start_matches(['-', ' ', '{']);
    ["statements:", "answer:", "correction:"].iter().any(|key| line.starts_with(key))
}

/// What follows the first line, where that is a fence of front matter.
fn below<'t>(text: &'t str, fence: &str) -> Option<&'t str> {
    let (first, rest) = text.split_once('\n')?;
    (first.trim_end() == fence).then_some(rest)
}

/// A key at the left margin.
fn key(line: &str, sign: char) -> Option<&str> {
    let (key, value) = line.split_once(sign)?;
    let key = if sign == '=' { key.trim_end() } else { key };
    let is_name = key.starts_with(|first: char| first.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    let is_key = is_name && (sign == '=' || value.is_empty() || value.starts_with([' ', '\t']));
    is_key.then_some(key)
}
