//! What follows a comment on its line is text like any other: the reader takes it for HTML where the comment begins a block.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::directive;
use super::events::{Ev, end_of};

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// The events of `text` with what follows comments read by `read`. A comment that asks for something stays where it is.
pub(super) fn read_on<'a>(events: Vec<Ev<'a>>, text: &'a str, read: &impl Fn(&'a str) -> Vec<Ev<'a>>) -> Vec<Ev<'a>> {
    if !events.iter().any(|(event, _)| matches!(event, Event::Start(Tag::HtmlBlock))) {
        return events;
    }
    let mut mended: Vec<Ev<'a>> = Vec::with_capacity(events.len());
    let mut index = 0;
    while index < events.len() {
        let rest = match &events[index] {
            (Event::Start(Tag::HtmlBlock), range) => after_comment(text, range),
            _ => None,
        };
        let Some(rest) = rest else {
            mended.push(events[index].clone());
            index += 1;
            continue;
        };
        let start = rest.start;
        let shifted = |(event, range): Ev<'a>| (event, range.start + start..range.end + start);
        mended.extend(read(&text[rest.clone()]).into_iter().map(shifted));
        index = end_of(&events, index);
        // The lines below go on with the same paragraph.
        if let (Some((Event::End(TagEnd::Paragraph), _)), Some((Event::Start(Tag::Paragraph), next))) =
            (mended.last(), events.get(index))
            && text[rest.end..next.start].matches('\n').count() == 1
        {
            mended.pop();
            mended.push((Event::SoftBreak, rest.end..next.start));
            index += 1;
        }
    }
    mended
}

/// The words that follow the comments that a block begins with, where all of them stand on its last line.
fn after_comment(text: &str, block: &Range<usize>) -> Option<Range<usize>> {
    let html = text.get(block.clone())?;
    let mut words = html.trim();
    while let Some(comment) = words.strip_prefix(OPEN) {
        let length = OPEN.len() + comment.find(CLOSE)? + CLOSE.len();
        if directive::read(&words[..length], true).is_some() {
            return None;
        }
        words = words[length..].trim_start();
    }
    let is_part = words.len() < html.trim().len() && !words.is_empty() && !words.contains('\n');
    let start = block.start + html.trim_end().len() - words.len();
    is_part.then(|| start..start + words.len())
}
