//! Comments and code blocks that are never closed, and so take with them what follows.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::Origin;
use super::events::Ev;
use crate::finding::Rule;

/// Reports every comment and code block of `text` that lacks its end.
pub(super) fn report(events: &[Ev<'_>], text: &str, origin: &mut Origin<'_>) {
    report_comments(events, text, origin);
    report_fences(events, text, origin);
}

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

fn report_comments(events: &[Ev<'_>], text: &str, origin: &mut Origin<'_>) {
    let mut code = 0usize;
    for (event, range) in events {
        match event {
            Event::Start(Tag::CodeBlock(_)) => code += 1,
            Event::End(TagEnd::CodeBlock) => code = code.saturating_sub(1),
            Event::Start(Tag::HtmlBlock) => {
                for found in unclosed_in_html(&text[range.clone()], range.start) {
                    found.report(origin);
                }
            }
            Event::InlineHtml(html) if goes_on(html, &text[range.end..]) => {
                Comment { at: range.start, mark: OPEN.len(), kind: Kind::Nested }.report(origin);
            }
            Event::Text(words) if code == 0 && words.contains(OPEN) => {
                let typed = text[range.clone()].match_indices(OPEN).map(|(at, _)| range.start + at);
                if let Some(at) = typed.into_iter().find(|&at| !text[..at].ends_with('\\')) {
                    Comment { at, mark: OPEN.len(), kind: Kind::Text }.report(origin);
                }
            }
            _ => {}
        }
    }
}

struct Comment {
    at: usize,
    /// How many bytes its mark has that is wrong.
    mark: usize,
    kind: Kind,
}

enum Kind {
    /// It goes to the end of its block.
    Open,
    /// It goes to the end of another comment.
    Nested,
    /// It goes on below a line that was meant to end it.
    Mistyped,
    /// It is none, and shown as text.
    Text,
}

/// The comments of an HTML block that lack their end.
fn unclosed_in_html(html: &str, start: usize) -> Vec<Comment> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find(OPEN).map(|found| at + found) {
        let inner = open + OPEN.len();
        // As in HTML, `<!-->` and `<!--->` are whole comments.
        let close = html[inner - 2..].find(CLOSE).map(|found| inner - 2 + found);
        let Some(close) = close else {
            found.push(Comment { at: start + open, mark: OPEN.len(), kind: Kind::Open });
            break;
        };
        let opens_line = |at: usize| {
            html[..at].rsplit('\n').next().is_none_or(|lead| lead.trim_matches([' ', '\t', '>']).is_empty())
        };
        let inside = &html[inner.min(close)..close];
        let another = inside.find(OPEN).map(|found| inner + found);
        let on_lines = another.is_some_and(|another| html[open..another].contains('\n') && opens_line(another));
        if on_lines || goes_on(&html[open..close], &html[close + CLOSE.len()..]) {
            found.push(Comment { at: start + open, mark: OPEN.len(), kind: Kind::Nested });
        } else if let Some(mark) = mistyped_end(inside) {
            found.push(Comment { at: start + inner + mark.start, mark: mark.len(), kind: Kind::Mistyped });
        }
        at = close + CLOSE.len();
    }
    found
}

/// Whether a comment in which another one begins was meant to end with the end of that and its own: what follows it has an end
/// that no beginning precedes, before an empty line.
fn goes_on(comment: &str, after: &str) -> bool {
    let is_nested = comment.strip_prefix(OPEN).is_some_and(|inside| inside.contains(OPEN));
    let mut lines =
        after.split_inclusive('\n').take_while(|line| !line.trim_matches(['>', ' ', '\t', '\r', '\n']).is_empty());
    let ends = |line: &str| line.find(CLOSE).map(|close| !line[..close].contains(OPEN));
    is_nested && lines.find_map(|line| ends(line).or_else(|| line.contains(OPEN).then_some(false))).unwrap_or(false)
}

/// Where a comment was meant to end: with marks that are nearly those that end it, before an empty line.
fn mistyped_end(inside: &str) -> Option<Range<usize>> {
    let mut lines = inside.split_inclusive('\n').scan(0, |start, line| {
        *start += line.len();
        Some((*start, line))
    });
    lines.find_map(|(end, line)| {
        let mark = ["--!>", "–>", "—>", "->", "-- >"].into_iter().find(|mark| line.trim_end().ends_with(mark))?;
        let is_end = inside[end..].lines().next().is_some_and(|next| next.trim_matches([' ', '\t', '>']).is_empty());
        let last = end - line.len() + line.trim_end().len();
        is_end.then(|| last - mark.len()..last)
    })
}

impl Comment {
    fn report(&self, origin: &mut Origin<'_>) {
        let (message, help) = match self.kind {
            Kind::Open => (
                "this comment is never closed, so the text after it is not shown",
                "add `-->` where the comment should end",
            ),
            Kind::Nested => (
                "this comment is not closed before another one starts, so it ends where that one does",
                "add `-->` where the comment should end",
            ),
            Kind::Mistyped => {
                ("this line does not close the comment, so the text after it is not shown", "write `-->`")
            }
            Kind::Text => (
                "this comment is never closed, so it is shown as text",
                "add `-->` where the comment should end, or put `<!--` in backticks",
            ),
        };
        let span = origin.span(&(self.at..self.at + self.mark));
        origin.findings.add_with_help(Rule::UnclosedMarkup, span, message, help);
    }
}

/// A code block ends with the list item or quote that holds it, and there nobody misses its end; unless that stands right
/// below, outside, and opens another block.
fn report_fences(events: &[Ev<'_>], text: &str, origin: &mut Origin<'_>) {
    let mut containers = 0usize;
    for (event, range) in events {
        match event {
            Event::Start(tag) if is_container(tag.to_end()) => containers += 1,
            Event::End(tag) if is_container(*tag) => containers -= 1,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                let Some(fence) = Fence::unclosed(text, range) else { continue };
                let is_outside = containers > 0 && fence.closes(next_line(text, range.end));
                if containers == 0 || is_outside {
                    // What follows is read the wrong way round.
                    return fence.report(range.start, is_outside, origin);
                }
            }
            _ => {}
        }
    }
}

fn is_container(tag: TagEnd) -> bool {
    use TagEnd::{BlockQuote, DefinitionListDefinition, FootnoteDefinition, Item};
    matches!(tag, Item | BlockQuote(_) | FootnoteDefinition | DefinitionListDefinition)
}

/// The marks that open a code block.
struct Fence<'t> {
    mark: &'t str,
}

impl<'t> Fence<'t> {
    /// The fence of the block at `range`, where no line there closes it.
    fn unclosed(text: &'t str, range: &Range<usize>) -> Option<Self> {
        let block = &text[range.clone()];
        let sign = block.chars().next()?;
        let mark = &block[..block.len() - block.trim_start_matches(sign).len()];
        let fence = Self { mark };
        let last = block.trim_end_matches(['\n', '\r']).rsplit_once('\n').map(|(_, last)| last);
        (!last.is_some_and(|last| fence.closes(last))).then_some(fence)
    }

    /// Reports a block whose closing line is missing, or `outside` of what holds the block.
    fn report(&self, at: usize, outside: bool, origin: &mut Origin<'_>) {
        let mark = self.mark;
        let (message, help) = if outside {
            let message = "the line that should close this code block is outside its list item or quote";
            (message, format!("indent the closing {mark} like this line"))
        } else {
            let message = "this code block is never closed, so everything below it is read as code";
            (message, format!("write {mark} on a line of its own where the code block ends"))
        };
        let span = origin.span(&(at..at + mark.len()));
        origin.findings.add_with_help(Rule::UnclosedMarkup, span, message, help);
    }

    fn closes(&self, line: &str) -> bool {
        let line = line.trim_matches([' ', '\t', '>', '\r', '\n']);
        line.len() >= self.mark.len() && self.mark.chars().next().is_some_and(|sign| line.chars().all(|c| c == sign))
    }
}

/// The line of `text` that begins at `at` or right after it.
fn next_line(text: &str, at: usize) -> &str {
    text[at..].trim_start_matches(['\n', '\r']).lines().next().unwrap_or_default()
}
