//! Course text where nothing reads it, but everything is copied: it may hold answers, drafts and pages for instructors.

mod encoding;
mod front;
mod patch;

pub(super) use encoding::is_text;

use self::front::Front;
use super::leftover::{after_markdown, foreign_markdown};
use crate::syntax::markdown;
use crate::text::SourcePath;

/// As much of any file is looked at, and as much of one that is text to there.
pub(super) const START: u64 = 64 << 10;
pub(super) const MOST: u64 = 4 << 20;

/// What shows that a file is text of a course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stray {
    /// It ends as markdown does for other programs.
    Ending(String),
    /// It begins with front matter.
    FrontMatter,
    /// It says something that only pages of a course say: `radar:`.
    Says(&'static str),
    /// It is a list of answers.
    Answers,
    /// It is a patch of a file of the course.
    Patch,
}

/// What the name of a file tells. What is for download lies in `static/` under any name.
pub(super) fn by_name(path: &SourcePath) -> Option<Stray> {
    let ending = foreign_markdown(path.file_name()).or_else(|| after_markdown(path.file_name()))?;
    (!is_static(path)).then(|| Stray::Ending(ending.to_owned()))
}

/// What the beginning of a file tells, which may be cut anywhere. `is_of_course` knows the files of the course by their
/// paths from its folder.
pub(super) fn by_text(path: &SourcePath, start: &[u8], is_of_course: &dyn Fn(&str) -> bool) -> Option<Stray> {
    let text = encoding::text(start)?;
    let text = text.trim_start();
    if let Some(mark) = text.lines().find_map(mark) {
        return Some(Stray::Says(mark));
    }
    let is_patch = patch::is_patch(path.file_name(), text);
    let patched = if is_patch { patch::says(text, is_of_course) } else { None };
    let front = match (patched, Front::of(text)) {
        (Some(stray), _) => return Some(stray),
        // Its lines begin as those of lists do.
        (None, None) => return answers(text).filter(|_| !is_patch),
        (None, Some(front)) => front,
    };
    if let Some(says) = front.says() {
        return Some(Stray::Says(says));
    }
    // Documents of YAML begin with that line too.
    let is_yaml = [".yaml", ".yml"].iter().any(|ending| path.file_name().to_lowercase().ends_with(ending));
    let is_front_matter = front.is_closed && front.is_of_page() && !is_yaml && !is_static(path);
    is_front_matter.then_some(Stray::FrontMatter).or_else(|| answers(front.below))
}

/// Whether all that lies beside a file is copied as it is: those of a course, and those of a theme.
pub(super) fn is_static(path: &SourcePath) -> bool {
    let path = path.as_str();
    path.starts_with("static/") || is_of_theme(path)
}

/// Whether a file of a theme is copied.
pub(super) fn is_of_theme(path: &str) -> bool {
    let file = path.strip_prefix("themes/").and_then(|rest| rest.split_once('/'));
    file.is_some_and(|(_, file)| file.starts_with("static/"))
}

/// The mark that a line of a quote begins with, or nearly; signs of a list or of a patch may stand before the quote.
fn mark(line: &str) -> Option<&'static str> {
    let is_before = |sign: char| {
        sign.is_ascii_digit() || matches!(sign, '+' | '-' | '*' | '.' | ')' | '<' | '!' | '|' | ' ' | '\t')
    };
    let quoted = line.trim_start_matches(is_before).strip_prefix('>')?;
    let words = quoted.trim_start_matches(['>', ' ', '\t']);
    let is_plain = |name: &str| words.to_lowercase().starts_with(&format!("[!{name}"));
    match (is_plain("answer"), is_plain("instructor")) {
        (true, _) => Some("> [!ANSWER]"),
        (_, true) => Some("> [!INSTRUCTOR]"),
        _ if markdown::may_hide(words) => {
            Some(if words.to_lowercase().contains("instr") { "> [!INSTRUCTOR]" } else { "> [!ANSWER]" })
        }
        _ => None,
    }
}

/// A list of answers, as the folder of answers holds them, whichever way YAML writes it.
fn answers(text: &str) -> Option<Stray> {
    let is_noise = |line: &str| line.is_empty() || line.starts_with(['#', '%']) || line == "---" || line == "answers:";
    let begins = text.lines().map(str::trim).find(|line| !is_noise(line))?;
    let has =
        |names: &[&str]| text.lines().flat_map(|line| line.split([',', '{'])).any(|part| names.contains(&name(part)));
    let is_list = begins.starts_with(['-', '[']);
    (is_list && has(&["for"]) && has(&["answer", "error", "why", "correction"])).then_some(Stray::Answers)
}

/// The key that a part of a line begins with, without what stands around it; empty where there is none.
fn name(part: &str) -> &str {
    let start = part.trim_start_matches(['-', '[', ' ', '\t', '"', '\'']);
    let Some((key, rest)) = start.split_once(':') else { return "" };
    let is_key = rest.is_empty() || rest.starts_with([' ', '\t']);
    if is_key { key.trim_end_matches([' ', '"', '\'']) } else { "" }
}

#[cfg(test)]
mod tests;
