//! The event stream of a text, with the reader's quirks mended.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Tag, TagEnd};

use super::notes::Notes;
use super::reading::Reading;
use super::{
    GUARD, Origin, Reader, about, cells, foreign, formulas, headings, highlights, html, leaving, notes, references,
    unbalanced, unclosed,
};

/// An event and the bytes of the text that it comes from.
pub(super) type Ev<'a> = (Event<'a>, Range<usize>);

/// The events of a text; footnotes apart, by label.
#[derive(Default)]
pub(super) struct Stream<'a> {
    pub(super) events: Vec<Ev<'a>>,
    pub(super) notes: Notes<'a>,
    /// What lies in elements for code that are written as HTML.
    pub(super) code: Vec<Range<usize>>,
}

/// Reads `text` as blocks.
pub(super) fn blocks<'a>(text: &'a str, reader: &Reader, origin: &mut Origin<'_>) -> Stream<'a> {
    let Reading { mut events, definitions, mut understood, .. } = Reading::of(text, block_options(reader));
    if reader.settings().math {
        formulas::report(&events, text, origin);
        unbalanced::report(&events, text, origin);
    }
    unclosed::report(&events, text, origin);
    cells::report(&events, text, origin);
    references::report(&events, &definitions, text, origin);
    let marked = highlights::find(&events, text);
    understood.extend(marked.iter().map(|[open, close]| open.start..close.end));
    foreign::report(&events, text, understood, origin);
    headings::take_ids(&mut events, text);
    let code = about::code_elements(&events, text);
    let events = html::resolved(events, reader.settings(), origin);
    let events = highlights::write(events, &marked, text);
    let (events, refused) = leaving::kept_inside(events, &definitions, text, origin);
    let (events, notes) = notes::take(events, &refused, text, origin);
    Stream { events, notes, code }
}

/// Reads `text`, which starts with the guard, as one paragraph without its paragraph marks.
pub(super) fn inline<'a>(text: &'a str, reader: &Reader, origin: &mut Origin<'_>) -> Stream<'a> {
    let Reading { mut events, .. } = Reading::of(text, inline_options(reader));
    events.retain(|(event, _)| !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)));
    if let Some((Event::Text(first), range)) = events.first_mut()
        && let Some(rest) = first.strip_prefix(GUARD)
    {
        *first = CowStr::from(rest.to_owned());
        range.start += GUARD.len_utf8();
    }
    if reader.settings().math {
        formulas::report(&events, text, origin);
        unbalanced::report(&events, text, origin);
    }
    unclosed::report(&events, text, origin);
    references::report(&events, &[], text, origin);
    let code = about::code_elements(&events, text);
    let marked = highlights::find(&events, text);
    let events = html::resolved(events, reader.settings(), origin);
    Stream { events: highlights::write(events, &marked, text), notes: Notes::new(), code }
}

fn inline_options(reader: &Reader) -> Options {
    let mut options = Options::ENABLE_STRIKETHROUGH;
    options.set(Options::ENABLE_MATH, reader.settings().math);
    options
}

fn block_options(reader: &Reader) -> Options {
    inline_options(reader)
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
}

/// Joins neighbouring texts, which the reader splits at every character that might have been markup. Each run is
/// collected once, so that a line of a hundred thousand brackets is not copied for every bracket.
pub(super) fn merged<'a>(events: impl Iterator<Item = Ev<'a>>) -> Vec<Ev<'a>> {
    let mut merged: Vec<Ev<'a>> = Vec::new();
    let mut events = events.peekable();
    while let Some((event, mut range)) = events.next() {
        let Event::Text(first) = event else {
            merged.push((event, range));
            continue;
        };
        let mut run: Option<String> = None;
        while let Some((Event::Text(text), more)) = events.next_if(|(event, _)| matches!(event, Event::Text(_))) {
            run.get_or_insert_with(|| first.to_string()).push_str(&text);
            range.end = more.end;
        }
        merged.push((Event::Text(run.map_or(first, CowStr::from)), range));
    }
    merged
}

/// The index after the end of the element that starts at `start`; `start + 1` where none starts there.
pub(super) fn end_of(events: &[Ev<'_>], start: usize) -> usize {
    let mut depth = 0usize;
    for (index, (event, _)) in events.iter().enumerate().skip(start) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    events.len()
}

/// The words of some events.
pub(super) fn words(events: &[Ev<'_>]) -> String {
    words_with(events, |text, _| Cow::Borrowed(text))
}

/// The words of some events, each text of which `set` gives in another form.
pub(super) fn words_with<'e>(events: &'e [Ev<'_>], set: impl Fn(&'e str, &Range<usize>) -> Cow<'e, str>) -> String {
    let mut words = String::new();
    for (event, range) in events {
        match event {
            Event::Text(text) => words.push_str(&set(text, range)),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                words.push_str(text);
            }
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    words.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::Parser;

    #[test]
    fn neighbouring_texts_become_one_with_one_range() {
        let events = merged(Parser::new("[[a] *b* c] [d").into_offset_iter());
        let texts: Vec<(&str, Range<usize>)> = events
            .iter()
            .filter_map(|(event, range)| match event {
                Event::Text(text) => Some((&**text, range.clone())),
                _ => None,
            })
            .collect();
        assert_eq!(texts, [("[[a] ", 0..5), ("b", 6..7), (" c] [d", 8..14)]);
    }
}
