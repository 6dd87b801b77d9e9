//! Course text where nothing reads it, but everything is copied: it may hold answers, drafts and pages for instructors.

use super::leftover::{after_markdown, foreign_markdown};
use crate::config::withholding;
use crate::model::kinds::Edition;
use crate::syntax::markdown;
use crate::text::SourcePath;

/// As much of any file is looked at, and as much of one that is text to there.
pub(super) const START: u64 = 64 << 10;
pub(super) const MOST: u64 = 4 << 20;

/// So many bytes tell whether it is text.
const TASTE: usize = 512;

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
}

/// Keys that no front matter but that of a course has.
const OWN_KEYS: [&str; 5] = ["radar:", "checks:", "builds_on:", "radar_presets:", "show_answers:"];

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

/// What the name of a file tells. What is for download lies in `static/` under any name.
pub(super) fn by_name(path: &SourcePath) -> Option<Stray> {
    let ending = foreign_markdown(path.file_name()).or_else(|| after_markdown(path.file_name()))?;
    (!is_static(path)).then(|| Stray::Ending(ending.to_owned()))
}

/// What the beginning of a file tells, which may be cut anywhere.
pub(super) fn by_text(path: &SourcePath, start: &[u8]) -> Option<Stray> {
    let text = text(start)?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if let Some(mark) = text.lines().find_map(mark) {
        return Some(Stray::Says(mark));
    }
    let Some((front, fence)) = ["---", "+++"].into_iter().find_map(|fence| Some((below(text, fence)?, fence))) else {
        return answers(text);
    };
    let is_end = |line: &str| line.trim_end() == fence || (fence == "---" && line.trim_end() == "...");
    let lines: Vec<&str> = front.lines().skip(1).take_while(|line| !is_end(line)).collect();
    let sign = if fence == "---" { ':' } else { '=' };
    let has = |name: &str| lines.iter().filter_map(|line| key(line, sign)).any(|key| key == name);
    // Other programs are told what to check too.
    let are_ours = |own: &str| own != "checks:" || has("title") || lines.iter().any(|line| is_of_statement(line));
    let own = OWN_KEYS.iter().find(|own| has(own.trim_end_matches(':')) && are_ours(own)).copied();
    if let Some(says) = own.or_else(|| withheld(&lines, sign)) {
        return Some(Stray::Says(says));
    }
    // Documents of YAML begin with that line too.
    let is_yaml = [".yaml", ".yml"].iter().any(|ending| path.file_name().to_lowercase().ends_with(ending));
    let is_closed = lines.len() + 1 < front.lines().count();
    let is_front_matter = is_closed && PAGE_KEYS.iter().any(|key| has(key)) && !is_yaml && !is_static(path);
    is_front_matter.then_some(Stray::FrontMatter).or_else(|| answers(front))
}

/// Whether a line has a key of statements and their answers.
fn is_of_statement(line: &str) -> bool {
    let line = line.trim_start_matches(['-', ' ', '{']);
    ["statements:", "answer:", "correction:"].iter().any(|key| line.starts_with(key))
}

/// What of these lines of front matter keeps a page from learners.
fn withheld(lines: &[&str], sign: char) -> Option<&'static str> {
    let lines = || lines.iter().copied();
    if withholding::draft(lines(), sign) == Some(Some(true)) {
        return Some("draft: true");
    }
    (withholding::edition(lines(), sign) == Some(Edition::Instructor)).then_some("edition: instructor")
}

fn is_static(path: &SourcePath) -> bool {
    path.as_str().starts_with("static/")
}

/// Whether a beginning, which may be cut within a letter, is that of a text.
pub(super) fn is_text(start: &[u8]) -> bool {
    let is_cut_at_most = |error: std::str::Utf8Error| error.error_len().is_none();
    let is_utf_8 = || std::str::from_utf8(start).map_or_else(is_cut_at_most, |_| true);
    // Texts of older encodings have no such bytes, and packed ones have many.
    let is_packed = || start.iter().any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace());
    let is_wide = start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]);
    is_wide || text(start).is_some() && (is_utf_8() || !is_packed())
}

/// Bytes as text; `None` for what is none.
fn text(bytes: &[u8]) -> Option<String> {
    let wide = |pairs: &[u8], read: fn([u8; 2]) -> u16| {
        let units = pairs.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        char::decode_utf16(units).map(|read| read.unwrap_or('\u{fffd}')).collect()
    };
    match bytes {
        // What Windows calls Unicode.
        [0xff, 0xfe, rest @ ..] => Some(wide(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Some(wide(rest, u16::from_be_bytes)),
        _ if bytes.iter().take(TASTE).any(|byte| *byte == 0) => None,
        _ => Some(String::from_utf8_lossy(bytes).into_owned()),
    }
}

/// What follows the first line, where that is a fence of front matter.
fn below<'t>(text: &'t str, fence: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(fence)?;
    rest.trim_start_matches([' ', '\t']).starts_with(['\r', '\n']).then_some(rest)
}

/// A key at the left margin.
fn key(line: &str, sign: char) -> Option<&str> {
    let (key, value) = line.split_once(sign)?;
    let key = if sign == '=' { key.trim_end() } else { key };
    let is_name = key.starts_with(|first: char| first.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    let is_key = is_name && (sign == '=' || value.is_empty() || value.starts_with([' ', '\t', '\r']));
    is_key.then_some(key)
}

/// The mark that a line of a quote begins with, or nearly; signs of a list or of a patch may stand before the quote.
fn mark(line: &str) -> Option<&'static str> {
    let is_before = |sign: char| sign.is_ascii_digit() || matches!(sign, '+' | '-' | '*' | '.' | ')' | ' ' | '\t');
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
    let is_key = rest.is_empty() || rest.starts_with([' ', '\t', '\r']);
    if is_key { key.trim_end_matches([' ', '"', '\'']) } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(path: &str, text: impl AsRef<[u8]>) -> Option<Stray> {
        let path = SourcePath::new(path);
        by_name(&path).or_else(|| by_text(&path, text.as_ref()))
    }

    #[test]
    fn text_of_a_course_is_known_whatever_it_ends_in() {
        let says = |word| Some(Stray::Says(word));
        let front = "---\ntitle: A\n---\nText\n";
        for path in ["content/a.txt", "content/a", "content/a.md2", "content/a.text"] {
            assert_eq!(seen(path, front), Some(Stray::FrontMatter), "{path}");
            assert_eq!(seen(path, front.replace('\n', "\r\n")), Some(Stray::FrontMatter), "{path}");
            assert_eq!(seen(path, format!("\u{feff}\n\n{front}")), Some(Stray::FrontMatter), "{path}");
        }
        assert_eq!(seen("content/a.txt", "+++\ntitle = 'A'\n+++\nText\n"), Some(Stray::FrontMatter));
        for ending in ["markdown", "mdx", "Rmd"] {
            assert_eq!(seen(&format!("content/a.{ending}"), ""), Some(Stray::Ending(ending.to_owned())));
        }
        for path in ["content/a.txt", "content/a.yaml", "static/a.md", "static/a.yaml"] {
            assert_eq!(seen(path, "---\ntitle: A\nradar:\n  - mistake: M\n---\n"), says("radar:"), "{path}");
            assert_eq!(seen(path, "---\ntitle: A\nchecks:\n  - x\n"), says("checks:"), "unclosed, in {path}");
            assert_eq!(seen(path, "---\ntitle: A\ndraft: true\n---\n"), says("draft: true"), "{path}");
            assert_eq!(seen(path, "---\ndraft: True # for now\n---\n"), says("draft: true"), "{path}");
            assert_eq!(seen(path, "+++\ntitle = 'A'\ndraft = true\n+++\n"), says("draft: true"), "{path}");
            assert_eq!(seen(path, "---\ndraft: yes\n---\n"), says("draft: true"), "{path}");
            assert_eq!(seen(path, "---\n\"draft\": On\n---\n"), says("draft: true"), "{path}");
            assert_eq!(seen(path, "---\nchecks:\n  - statements: [x]\n---\n# T\n"), says("checks:"), "{path}");
            assert_eq!(seen(path, "---\nedition: 'instructor'\n---\n"), says("edition: instructor"), "{path}");
            assert_eq!(seen(path, "Text\n\n> [!ANSWER]\n> Because.\n"), says("> [!ANSWER]"), "{path}");
            assert_eq!(seen(path, "- x\n\n  >[!Instructor]\n"), says("> [!INSTRUCTOR]"), "{path}");
            for near in
                ["* > [!ANSWER]\n", "1. > [!ANSWER] x\n", "> [ANSWER]\n> x\n", "> **[!ANSWER]**\n", "> [! ANSWER]\n"]
            {
                assert_eq!(seen(path, near), says("> [!ANSWER]"), "{path}: {near}");
            }
            for list in [
                "# a\n- for: We\n  error: x\n  correction: y\n",
                "- for: We\n  answer: 'x'\n",
                "- answer: x\n  for: We\n",
                "- { for: We, correction: x }\n",
                "[{ for: We, answer: x }]\n",
                "-\n  for: We\n  error: x\n",
                "-   'for': We\n    \"why\": x\n",
                "%YAML 1.2\n---\n- for: We\n  answer: x\n",
                "answers:\n- for: We\n  answer: x\n",
            ] {
                assert_eq!(seen(path, list), Some(Stray::Answers), "{path}: {list}");
            }
        }
        assert_eq!(seen("content/a.patch", "@@ -1 +1 @@\n+   > [!ANSWER] x\n"), says("> [!ANSWER]"));
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(front.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(seen("content/a.txt", wide), Some(Stray::FrontMatter));
    }

    #[test]
    fn text_is_known_in_older_encodings() {
        let units = "a\u{e9}".encode_utf16().flat_map(u16::to_le_bytes);
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(units).collect();
        for start in [&b"ann\xe9e\r\n\tzwei\n"[..], "ann\u{e9}e".as_bytes(), b"cut \xc3", &wide, b""] {
            assert!(is_text(start), "{start:?}");
        }
        for start in [&b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x01\x02"[..], b"PK\x03\x04\xff", b"\0\0"] {
            assert!(!is_text(start), "{start:?}");
        }
    }

    #[test]
    fn what_is_offered_for_download_is_not() {
        for (path, text) in [
            ("content/notes.txt", "Notes\n\n---\ntitle: no front matter\n---\n"),
            ("content/pod.yaml", "---\nkind: Pod\nname: a\n---\nkind: Pod\nname: b\n"),
            ("content/ci.yml", "---\njobs:\n  checks: x\n"),
            ("static/skill.md", "---\nname: review\nchecks:\n  - tests pass\n---\nText\n"),
            ("static/c.md", "---\ntitle: A\ndraft: no\n---\nText\n"),
            ("static/d.md", "---\ntitle: A\nedition: second\n---\nText\n"),
            ("content/a.csv", "a,b\n---,---\n"),
            ("content/a.txt", "---\nno keys here\n---\n"),
            ("content/a.txt", "---\ntitle: never closed\n"),
            ("content/a.txt", "---\nNote: remember\n---\nText\n"),
            ("content/a.sql", "---\n--title: no key\n---\nselect 1;\n"),
            ("content/polaris.yaml", "---\nchecks:\n  cpu: warning\n"),
            ("static/polaris.yaml", "---\nchecks:\n  cpu: warning\n---\nchecks: {}\n"),
            ("content/a.diff", "--- a\n+++ b\n@@ -1 +1 @@\n-x: y\n+z: y\n"),
            ("content/a.txt", "-----\ntitle: A\n-----\n"),
            ("content/a.txt", "We quote > [!ANSWER] in a line\n"),
            ("content/a.json", "{ \"radar\": [], \"checks\": [] }"),
            ("content/steps.yaml", "- for: x\n  do: y\n"),
            ("content/errors.yaml", "- error: x\n  answer: y\n"),
            ("content/list.txt", "- an answer: yes\n- for example: no\n"),
            ("content/a.html", "<p>radar: no</p>"),
            ("content/a.txt", ""),
            ("static/a.md", "---\ntitle: An article to download\ndraft: false\n---\nText\n"),
            ("static/a.markdown", "# A\n"),
            ("static/a.Rmd", "---\ntitle: Exercise\noutput: html_document\n---\n"),
            ("static/a.md", "> [Answer](key.md) and [questions](q.md)\n> Any answer will do!\n"),
            ("static/a.md.txt", "# A\n> [!NOTE]\n> x\n"),
            ("static/a.txt", "> \u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\n"),
        ] {
            assert_eq!(seen(path, text), None, "{path}: {text:?}");
        }
        assert_eq!(seen("content/a.bin", b"---\ntitle: A\n---\n\0\0\0"), None);
    }
}
