//! Patches of course text: each of their lines is one of a page, behind a sign.

use super::Stray;
use super::front::{is_instructor, own_key};
use crate::config::switch::truth;
use crate::load::leftover::foreign_markdown;

/// Keys of an answer that stands apart, or is none but that.
const PARTS: [&str; 4] = ["error", "why", "correction", "for"];

/// What a patch is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    /// Nothing says it.
    Unknown,
    Markdown,
    Yaml,
    /// No text that a course holds.
    Other,
}

/// Whether a text is a patch, in any of its forms.
pub(super) fn is_patch(name: &str, text: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    matches!(ending.as_str(), "diff" | "patch" | "rej") || text.starts_with("@@ -") || text.contains("\n@@ -")
}

/// What lines of a patch say that only pages of a course do, or pages that are not for learners. `is_of_course` knows the
/// files of the course by their paths from its folder.
pub(super) fn says(text: &str, is_of_course: &dyn Fn(&str) -> bool) -> Option<Stray> {
    let mut of = Of::Unknown;
    let mut parts = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        // A line with dashes that was taken away looks like a name.
        let may_name = !line.starts_with("--- ") || lines.peek().is_some_and(|next| next.starts_with("+++ "));
        if let Some(path) = named(line).filter(|_| may_name) {
            if is_course_text(path, is_of_course) {
                return Some(Stray::Patch);
            }
            (of, parts) = (kind(path), Vec::new());
        } else if of != Of::Other
            && let Some(words) = line.strip_prefix(['+', '-', ' ', '<', '>', '!'])
            && let Some(said) = said(words, of, &mut parts)
        {
            return Some(Stray::Says(said));
        }
    }
    None
}

/// The path in a line that names the file of what follows.
fn named(line: &str) -> Option<&str> {
    let marks = ["--- ", "+++ ", "*** ", "Index: ", "diff --git ", "rename from ", "rename to "];
    let rest = marks.iter().find_map(|mark| line.strip_prefix(mark))?;
    let path = rest.split('\t').next().unwrap_or_default().trim_end();
    let is_path = !path.is_empty() && path != "/dev/null" && !path.ends_with("***") && path.contains(['.', '/']);
    is_path.then_some(path)
}

fn kind(path: &str) -> Of {
    let name = path.trim_matches('"').rsplit(['/', '\\']).next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    match ending.as_str() {
        "md" => Of::Markdown,
        "yaml" | "yml" => Of::Yaml,
        _ if foreign_markdown(name).is_some() => Of::Markdown,
        _ => Of::Other,
    }
}

/// Whether a path in a patch is that of a page or an answer of this course.
fn is_course_text(path: &str, is_of_course: &dyn Fn(&str) -> bool) -> bool {
    let from = |folder: &str| path.match_indices(folder).map(|(at, _)| &path[at..]).find(|path| is_of_course(path));
    matches!(kind(path), Of::Markdown | Of::Yaml) && (from("content/").is_some() || from("answers/").is_some())
}

/// What one line of a page says; `parts` collects those of an answer.
fn said(words: &str, of: Of, parts: &mut Vec<&'static str>) -> Option<&'static str> {
    if !words.contains(':') {
        return None;
    }
    let flow = if words.contains('{') { &[',', '{', '}'][..] } else { &['{'] };
    for part in words.split(flow) {
        let typed = part.trim_start_matches(['-', '[', ' ', '\t']);
        let (key, value) = typed.split_once(':').unwrap_or_default();
        let key = key.trim_matches(['"', '\'', ' ']);
        if !(value.is_empty() || value.starts_with([' ', '\t'])) {
            continue;
        }
        let value = value.split('#').next().unwrap_or_default().trim().trim_matches(['"', '\'']);
        let of_page = of != Of::Yaml;
        match key {
            _ if of_page && own_key(key).is_some() => return own_key(key),
            "edition" if is_instructor(value) => return Some("edition: instructor"),
            // Blogs have drafts too.
            "draft" if of == Of::Unknown && truth(value) == Some(true) => return Some("draft: true"),
            "answer" if of_page => return Some("answer:"),
            "answer" => parts.push("answer"),
            _ => parts.extend(PARTS.iter().copied().find(|known| *known == key)),
        }
        let has = |part: &str| parts.contains(&part);
        // One of them alone is a word like others.
        if has("correction") && (has("error") || has("why") || has("for")) || has("answer") && has("for") {
            return Some("correction:");
        }
    }
    None
}
