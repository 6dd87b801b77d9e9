//! What follows a comment on its line is text like any other: the reader takes it for HTML where the comment begins a block.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::directive;
use super::events::Ev;

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// The comments of `text` that words follow on their line, each up to its words. One that asks for something is none.
pub(super) fn before_words(events: &[Ev<'_>], text: &str) -> Vec<Range<usize>> {
    let blocks = events.iter().filter(|(event, _)| matches!(event, Event::Start(Tag::HtmlBlock)));
    blocks.filter_map(|(_, range)| up_to_words(text, range)).collect()
}

/// The comments that a block begins with, where all the words that follow them stand on its last line.
fn up_to_words(text: &str, block: &Range<usize>) -> Option<Range<usize>> {
    let html = text.get(block.clone())?.trim_end();
    let mut words = html.trim_start();
    let start = block.start + html.len() - words.len();
    while let Some(comment) = words.strip_prefix(OPEN) {
        let inner = &comment[..comment.find(CLOSE)?];
        let length = OPEN.len() + inner.len() + CLOSE.len();
        // Of one that may end too late it is told elsewhere.
        let is_long = inner.contains(OPEN) || inner.lines().skip(1).any(|line| line.trim().is_empty());
        if is_long || directive::read(&words[..length], true).is_some() {
            return None;
        }
        words = words[length..].trim_start();
    }
    let end = block.start + html.len() - words.len();
    (start < end && !words.is_empty() && !words.contains('\n')).then_some(start..end)
}
