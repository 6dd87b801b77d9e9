//! Words between two `==`, as other tools mark them.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::about;
use super::events::Ev;

const MARK: &str = "==";

/// The places of the signs of marked words: pairs, in order of their first.
pub(super) fn find(events: &[Ev<'_>], text: &str) -> Vec<[Range<usize>; 2]> {
    if !text.contains(MARK) {
        return Vec::new();
    }
    let code = about::code_elements(events, text);
    let is_code = |at: usize| {
        let next = code.partition_point(|code| code.end <= at);
        code.get(next).is_some_and(|code| code.start <= at)
    };
    let (mut pairs, mut open, mut quiet) = (Vec::new(), vec![None::<usize>], 0usize);
    for (event, range) in events {
        match event {
            Event::Start(tag) => {
                quiet += usize::from(is_quiet(tag));
                open.push(None);
            }
            Event::End(tag) => {
                open.pop();
                quiet -= usize::from(ends_quiet(*tag));
            }
            Event::Text(words) if quiet == 0 && text.get(range.clone()) == Some(&**words) => {
                let Some(open) = open.last_mut() else { continue };
                for (at, _) in words.match_indices(MARK).map(|(at, sign)| (range.start + at, sign)) {
                    let (before, after) = (text[..at].chars().next_back(), text[at + MARK.len()..].chars().next());
                    if is_code(at) || [before, after].contains(&Some('=')) || before == Some('\\') {
                        continue;
                    }
                    match *open {
                        Some(start) if closes(before, after) => {
                            pairs.push([start..start + MARK.len(), at..at + MARK.len()]);
                            *open = None;
                        }
                        _ if opens(before, after) => *open = Some(at),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    pairs.sort_by_key(|[first, _]| first.start);
    pairs
}

/// Whether a sign opens: in code `==` compares, and stands between quotation marks, brackets and arrows.
pub(super) fn opens(before: Option<char>, after: Option<char>) -> bool {
    stands_off(before, "([{\"'*_~|>-/") && after.is_some_and(|c| c.is_alphanumeric() || "*_`~[$\\<".contains(c))
}

/// Whether a sign closes. The end of a sentence may stand before it where nothing follows.
fn closes(before: Option<char>, after: Option<char>) -> bool {
    let ends_word = before.is_some_and(|c| c.is_alphanumeric() || "*_`~])$>".contains(c));
    let is_last = after.is_none_or(char::is_whitespace) && before.is_some_and(|c| !c.is_whitespace());
    is_last || ends_word && stands_off(after, ")]}\"'*_~|<-/.,;:!?")
}

/// Whether nothing stands there, a blank, one of `signs` or one that no code has.
fn stands_off(beside: Option<char>, signs: &str) -> bool {
    beside.is_none_or(|c| c.is_whitespace() || signs.contains(c) || !c.is_ascii() && !c.is_alphanumeric())
}

fn is_quiet(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Link { .. } | Tag::Image { .. })
}

fn ends_quiet(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Link | TagEnd::Image)
}

/// The events with elements in the places of these signs.
pub(super) fn write<'a>(events: Vec<Ev<'a>>, pairs: &[[Range<usize>; 2]], text: &str) -> Vec<Ev<'a>> {
    if pairs.is_empty() {
        return events;
    }
    let tags = pairs.iter().flat_map(|[open, close]| [(open.start, "<mark>"), (close.start, "</mark>")]);
    let mut tags: Vec<(usize, &str)> = tags.collect();
    tags.sort_unstable();
    let mut written = Vec::with_capacity(events.len() + 2 * tags.len());
    for (event, range) in events {
        let first = tags.partition_point(|(at, _)| *at < range.start);
        let here = tags[first..].iter().take_while(|(at, _)| *at < range.end);
        let is_exact = matches!(&event, Event::Text(words) if text.get(range.clone()) == Some(&**words));
        if !is_exact {
            written.push((event, range));
            continue;
        }
        let mut rest = range.start;
        let words = |range: Range<usize>| {
            let words = &text[range.clone()];
            (!words.is_empty()).then(|| (Event::Text(words.to_owned().into()), range))
        };
        for &(at, tag) in here {
            written.extend(words(rest..at));
            written.push((Event::InlineHtml(tag.into()), at..at + MARK.len()));
            rest = at + MARK.len();
        }
        if rest == range.start {
            written.push((event, range));
        } else {
            written.extend(words(rest..range.end));
        }
    }
    written
}
