//! Front matter that was meant, and stands where or is written as it is not read.
//!
//! Unread, it would be published as text, and `draft: true` in it would keep nothing back. So it is an error, and read
//! as it was meant, in memory, that nothing else is said which only follows.

use std::ops::Range;

use super::finding::{Cause, Repair};
use super::keys::{Keys, Language, next_line};
use super::marks::{closes, code_fence, is_language, is_mark, opens_with_words, seen};
use super::preface::{Preface, rules};
use super::{Fault, Front, Parts, evidence, lines};
use crate::finding::{Finding, Fix};
use crate::text::{SourceFile, Span};

/// Front matter that is not read.
struct Block {
    cause: Cause,
    /// Where it shows.
    place: Range<usize>,
    keys: Keys,
    /// The text of the page.
    body: Range<usize>,
}

impl Block {
    /// Keys below or at `place`, and the text below them.
    fn new(cause: Cause, place: Range<usize>, keys: Keys, text: &str) -> Self {
        let cause = match keys.language {
            Language::Yaml => cause,
            Language::Toml => Cause::Toml,
            Language::Json => Cause::Json,
        };
        Self { cause, place, body: keys.end..text.len(), keys }
    }

    /// The lines that would be read, if they are certain to say the same.
    fn fix(&self, repair: &Repair<'_>) -> Option<Fix> {
        match self.keys.language {
            _ if self.cause == Cause::Wrapped => None,
            Language::Yaml => Some(repair.as_typed()),
            Language::Toml | Language::Json => self.keys.yaml.as_ref().map(|yaml| repair.of(yaml)),
        }
    }

    fn reported(self, file: &SourceFile, fix: Option<Fix>) -> (Parts, Finding) {
        let typed = &file.text()[self.place.clone()];
        let place = Span::new(self.place.start, self.place.start + typed.trim_end().len());
        let finding = self.cause.finding(file, place);
        let front = match self.keys.language {
            Language::Yaml => Front::Yaml(self.keys.content),
            Language::Toml | Language::Json => Front::Converted(self.keys.yaml.unwrap_or_default()),
        };
        let parts = Parts { front: Some(front), body: self.body, fault: Some(Fault::Unread) };
        (parts, Finding { fix, ..finding })
    }

    fn repair<'a>(&self, file: &'a SourceFile, preface: &'a Preface) -> Repair<'a> {
        Repair { file, preface, content: self.keys.content.clone(), body: self.body.start }
    }
}

/// Front matter at the beginning of a file that does not begin with `---`.
pub(super) fn at_head(file: &SourceFile) -> Option<(Parts, Finding)> {
    let text = file.text();
    if text.starts_with("---\r") {
        return breaks(file);
    }
    let preface = Preface::of(text, 0);
    let near = if preface.has_heading { strict(text, preface.end) } else { any(text, preface.end) };
    let (preface, mut block) = near.map(|block| (preface, block)).or_else(|| below_text(text))?;
    // A wrong mark is the greater fault; without one it is what stands before.
    if let (Cause::Place, Some(before)) = (block.cause, preface.first) {
        block.cause = Cause::Before(before);
    }
    let fix = block.fix(&block.repair(file, &preface));
    Some(block.reported(file, fix))
}

/// Front matter in a file whose lines end as they did on old machines, so that the whole is one line.
fn breaks(file: &SourceFile) -> Option<(Parts, Finding)> {
    let text = file.text();
    let lines: Vec<&str> = text.split('\r').collect();
    let end = lines.iter().skip(1).position(|line| closes(line))?;
    let length = lines[..end + 2].iter().map(|line| line.len() + 1).sum::<usize>().min(text.len());
    let front = Front::Converted(lines[1..=end].join("\n"));
    let parts = Parts { front: Some(front), body: length..text.len(), fault: Some(Fault::Unread) };
    Some((parts, Cause::Breaks.finding(file, Span::new(0, 3))))
}

/// Front matter below the beginning of a text.
fn below_text(text: &str) -> Option<(Preface, Block)> {
    let mut found = rules(text).filter_map(|line| Some((Preface::all(line.start), strict(text, line.start)?)));
    found.next()
}

/// A second front matter below the first, whose closing line is `closing`.
pub(super) fn second(file: &SourceFile, closing: &Range<usize>) -> Option<(Parts, Finding)> {
    let preface = Preface::of(file.text(), closing.end);
    let found = strict(file.text(), preface.end).or_else(|| continued(file.text(), closing.end))?;
    let block = Block { cause: Cause::Second, ..found };
    let fix = block.repair(file, &preface).below(closing.start);
    Some(block.reported(file, Some(fix)))
}

/// Keys right below the line that closes front matter, at byte `at`: it was written too early.
fn continued(text: &str, at: usize) -> Option<Block> {
    let line = lines(&text[at..]).next().map(|line| at + line.start..at + line.end)?;
    evidence::pair(&text[line.clone()], ':')?;
    let keys = Keys::of(text, at, false).filter(|keys| keys.are_all_ours && keys.tell_by_themselves)?;
    Some(Block::new(Cause::Second, line, keys, text))
}

/// TOML between two lines `---`, the first of which ends at byte `start`.
pub(super) fn toml_between(file: &SourceFile, start: usize) -> Option<(Parts, Finding)> {
    let place = next_line(file.text(), start)?;
    evidence::pair(&file.text()[place.clone()], '=')?;
    let keys = Keys::of(file.text(), start, true)?;
    let block = Block::new(Cause::Toml, place, keys, file.text());
    let fix = block.fix(&block.repair(file, &Preface::default()));
    Some(block.reported(file, fix))
}

/// Front matter in any form at byte `at`.
fn any(text: &str, at: usize) -> Option<Block> {
    let line = next_line(text, at)?;
    let typed = &text[line.clone()];
    if let Some(fence) = code_fence(typed) {
        return in_code(text, line, fence);
    }
    if is_mark(typed) || opens_with_words(typed) {
        return marked(text, line);
    }
    let may_be = seen(typed).starts_with('{') || [':', '='].iter().any(|sign| evidence::pair(typed, *sign).is_some());
    if !may_be {
        return None;
    }
    let keys = Keys::of(text, line.start, false)?;
    Some(Block::new(Cause::Unmarked, line, keys, text))
}

/// Below a mark.
fn marked(text: &str, mark: Range<usize>) -> Option<Block> {
    let typed = &text[mark.clone()];
    let cause = match seen(typed) {
        "---" if typed.trim_end() == "---" => Cause::Place,
        "---" if typed.trim() == "---" => Cause::Indented,
        "---" => Cause::Unseen,
        _ => Cause::Mark,
    };
    let keys = Keys::of(text, mark.end, false)?;
    Some(Block::new(cause, mark, keys, text))
}

/// Front matter that can be nothing else, for places where a page has begun: between two lines `---`, without a blank
/// line inside of them.
fn strict(text: &str, at: usize) -> Option<Block> {
    let line = next_line(text, at).filter(|line| text[line.clone()].trim_end() == "---")?;
    let block = marked(text, line)?;
    let content = &text[block.keys.content.clone()];
    let is_tight = |line: Option<&str>| line.is_some_and(|line| !seen(line).is_empty());
    let is_closed = closes(&text[block.keys.content.end..block.keys.end]);
    (is_closed && is_tight(content.lines().next()) && is_tight(content.lines().last())).then_some(block)
}

/// The block of code whose fence is `line` holds front matter, or a whole page.
fn in_code(text: &str, line: Range<usize>, (mark, count, language): (char, usize, &str)) -> Option<Block> {
    let closing = |closing: &Range<usize>| {
        let found = code_fence(&text[line.end..][closing.clone()]);
        found.is_some_and(|(closing, number, rest)| closing == mark && number >= count && rest.is_empty())
    };
    let closing = lines(&text[line.end..]).find(closing)?;
    let (inner, end) = (&text[..line.end + closing.start], line.end + closing.end);
    let first = next_line(inner, line.end)?;
    let is_marked = is_mark(&inner[first.clone()]);
    let is_page = ["markdown", "md", ""].iter().any(|word| word.eq_ignore_ascii_case(language));
    if is_page && is_marked {
        return wrapped(text, line, first, end);
    }
    let start = if is_marked { first.end } else { line.end };
    let keys = Keys::of(inner, start, true).filter(|_| is_language(language))?;
    // Samples of other formats have other keys, and go on.
    let is_sample = !keys.are_all_ours || !seen(&inner[keys.end..]).is_empty();
    let keys = Keys { end, ..keys };
    (!is_sample).then_some(Block { cause: Cause::Code, place: line, body: end..text.len(), keys })
}

/// A page that is nothing but a block of code, whose fence is `line`, with front matter below `mark` at its head; it
/// may be the front matter alone, up to byte `end`.
fn wrapped(text: &str, line: Range<usize>, mark: Range<usize>, end: usize) -> Option<Block> {
    let keys = marked(&text[..end], mark)?.keys;
    if code_fence(&text[keys.end..end]).is_some_and(|(_, _, rest)| rest.is_empty()) {
        let keys = Keys { end, ..keys };
        return Some(Block { cause: Cause::Code, place: line, body: end..text.len(), keys });
    }
    // The last fence of the file closes the first, whatever others it holds.
    let rest = &text[keys.end..];
    let last = lines(rest).filter(|line| !seen(&rest[line.clone()]).is_empty()).last()?;
    let body = keys.end..keys.end + last.start;
    let is_whole = code_fence(&rest[last]).is_some_and(|(_, _, words)| words.is_empty());
    is_whole.then_some(Block { cause: Cause::Wrapped, place: line, body, keys })
}
