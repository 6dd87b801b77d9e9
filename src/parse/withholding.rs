//! What may have been meant to withhold a page or its answers, where that cannot be read. It then does: what is shown to
//! the wrong readers cannot be taken back.

use std::ops::Range;

use crate::config::keys::is_known_inside;
use crate::config::meanings::by_meaning;
use crate::config::switch::truth;
use crate::finding::suggest::nearest;
use crate::finding::{Finding, Severity};
use crate::model::kinds::{Edition, ShowAnswers};

/// What is in doubt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Doubt {
    /// Whether learners may see the page.
    pub(super) page: bool,
    /// Whether they may see its answers.
    pub(super) answers: bool,
}

/// What `text` leaves in doubt, whose front matter ends at `head`. A key counts where a finding stands in its block;
/// all of them do where the front matter was not read.
pub(super) fn doubt(text: &str, head: usize, is_read: bool, findings: &[Finding]) -> Doubt {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let reported = blocks(text, head, errors.map(|error| error.place.span().range()).collect()).join("\n");
    let is_told = !is_read
        || reported.contains("<<")
        || reported.contains(": *")
        || words(&reported).any(|(key, _)| sort(&key).is_some());
    if !is_told {
        return Doubt::default();
    }
    let mut doubt = Doubt::default();
    for (key, value) in words(&text[..head]).chain(words(&reported)) {
        match sort(&key).filter(|sort| !sort.shows(&value)) {
            Some(Sort::Answers) => doubt.answers = true,
            Some(_) => doubt.page = true,
            None => {}
        }
    }
    doubt
}

/// The lines that findings may be about, each block once, however many stand in it.
fn blocks(text: &str, head: usize, mut spans: Vec<Range<usize>>) -> Vec<&str> {
    spans.sort_by_key(|span| (span.start, span.end));
    let mut last = 0..0;
    let mut blocks = Vec::new();
    for span in spans.into_iter().filter(|span| span.end > 0) {
        if !(last.start <= span.start && span.end <= last.end && span.start < last.end) {
            last = block(text, head, &span);
            blocks.push(&text[last.clone()]);
        }
    }
    blocks
}

/// The lines that a finding may be about: its key with all below it, or the paragraph in the text that it stands in.
fn block(text: &str, head: usize, span: &Range<usize>) -> Range<usize> {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let is_below = |line: &str| {
        if head > start {
            line.starts_with([' ', '\t', '-', '}', ']']) && !line.starts_with("---")
        } else {
            !line.trim().is_empty()
        }
    };
    let mut start = start;
    while start > 0 && text[start..].lines().next().is_some_and(is_below) {
        let above = text[..start - 1].rfind('\n').map_or(0, |at| at + 1);
        if head <= start && text[above..start].trim().is_empty() {
            break;
        }
        start = above;
    }
    let rest = &text[start..];
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        if end > 0 && start + end > span.end && !is_below(line) {
            break;
        }
        end += line.len();
    }
    start..start + end
}

/// What a key decides.
#[derive(Clone, Copy)]
enum Sort {
    /// `draft`, `hidden`: yes withholds.
    Hides,
    /// `published`: no withholds.
    Shows,
    /// `edition`
    Edition,
    /// `show_answers`
    Answers,
}

impl Sort {
    /// Whether `value` says for certain that it does not withhold.
    fn shows(self, value: &str) -> bool {
        match self {
            Self::Hides => truth(value) == Some(false),
            Self::Shows => truth(value) == Some(true),
            Self::Edition => value == Edition::Learner.word(),
            Self::Answers => {
                ShowAnswers::WORDS.iter().any(|(word, _)| *word == value && value != ShowAnswers::Never.word())
            }
        }
    }
}

const OWN: [(&str, Sort); 3] = [("draft", Sort::Hides), ("edition", Sort::Edition), ("show_answers", Sort::Answers)];

/// Keys of other programs.
const FOREIGN: [(&str, Sort); 10] = [
    ("hidden", Sort::Hides),
    ("private", Sort::Hides),
    ("unpublished", Sort::Hides),
    ("unlisted", Sort::Hides),
    ("hide", Sort::Hides),
    ("published", Sort::Shows),
    ("publish", Sort::Shows),
    ("public", Sort::Shows),
    ("visible", Sort::Shows),
    ("render", Sort::Shows),
];

/// What `key` decides, however it is typed.
fn sort(key: &str) -> Option<Sort> {
    let named = |all: &[(&str, Sort)], name: &str| all.iter().find(|(own, _)| *own == name).map(|(_, sort)| *sort);
    let own = OWN.map(|(name, _)| name);
    if let Some(sort) = named(&OWN, key).or_else(|| named(&FOREIGN, key)) {
        return Some(sort);
    }
    if is_known_inside(key) {
        return None;
    }
    let near =
        by_meaning(key, &own).or_else(|| nearest(key, own.iter().copied().chain(FOREIGN.map(|(name, _)| name))))?;
    named(&OWN, near).or_else(|| named(&FOREIGN, near))
}

/// So much of a line is looked at for a key and its value; a line may have as many keys as letters.
const LONGEST: usize = 200;

/// What may be keys in `text`, in plain small letters, each with its value.
fn words(text: &str) -> impl Iterator<Item = (String, String)> {
    let starts = |line: &str| -> Vec<usize> {
        let behind = line.char_indices().filter(|(_, c)| matches!(c, '{' | '[' | ','));
        std::iter::once(0).chain(behind.map(|(at, _)| at + 1)).collect()
    };
    text.lines().flat_map(move |line| {
        starts(line)
            .into_iter()
            .filter_map(|start| word(&line[start..line.ceil_char_boundary(start + LONGEST)]))
            .collect::<Vec<_>>()
    })
}

fn word(line: &str) -> Option<(String, String)> {
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = line.find(|c: char| !is_letter(c)).unwrap_or(line.len());
    let (key, rest) = line.split_at(end);
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    let separators = [':', '=', '：', '＝', ';', '；', '﹕', '∶'];
    let is_key = rest.starts_with(separators) || rest.split_whitespace().count() < 2;
    let value = rest.strip_prefix(separators).unwrap_or(rest);
    let value = value.split(" #").next().unwrap_or_default();
    let value = value.trim().trim_end_matches('}').trim().trim_matches(['"', '\'']).to_owned();
    (is_key && !key.is_empty()).then(|| (key.chars().flat_map(plain).collect(), value))
}

/// The Latin letter that `c` looks like, in small.
fn plain(c: char) -> impl Iterator<Item = char> {
    let wide = u32::from(c).checked_sub(0xFEE0).filter(|code| (0x21..0x7F).contains(code)).and_then(char::from_u32);
    let c = match wide.unwrap_or(c) {
        'а' | 'А' => 'a',
        'е' | 'Е' => 'e',
        'о' | 'О' | 'ο' => 'o',
        'і' | 'І' | 'ı' => 'i',
        'т' | 'Т' => 't',
        'г' => 'r',
        'ԁ' => 'd',
        'с' | 'С' => 'c',
        'р' | 'Р' => 'p',
        '-' => '_',
        c => c,
    };
    c.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unread(text: &str) -> (bool, bool) {
        let doubt = doubt(text, text.len(), false, &[]);
        (doubt.page, doubt.answers)
    }

    #[test]
    fn what_may_withhold_does_where_nothing_is_read() {
        for typed in [
            "draft = true",
            "draft：true",
            "drаft: true",
            "\u{a0}draft: true",
            "ｄｒａｆｔ: true",
            "page: { draft: true }",
            "Edition: [instructor",
            "published: false",
            "audience: staff",
            "draft",
        ] {
            assert_eq!(unread(&format!("---\ntitle: {{\n{typed}\n---\n")), (true, false), "{typed}");
        }
        assert_eq!(unread("---\ntitle: {\ndefaults: { show_answer: off }\n---\n"), (false, true));
    }

    #[test]
    fn what_shows_for_certain_shows() {
        for typed in
            ["draft: no # yet", "edition: 'learner'", "published: yes", "description: A draft: true", "order: 1"]
        {
            assert_eq!(unread(&format!("---\ntitle: {{\n{typed}\n---\n")), (false, false), "{typed}");
        }
        assert_eq!(doubt("---\ndraft: treu\n---\n", 20, true, &[]), Doubt::default());
    }
}
