//! The event stream of a text: read once, with the reader's quirks mended.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use super::{GUARD, Origin, Reader, comments, html};

/// An event and the bytes of the text that it comes from.
pub(super) type Ev<'a> = (Event<'a>, Range<usize>);

/// The events of a text; footnotes apart, by label.
#[derive(Default)]
pub(super) struct Stream<'a> {
    pub(super) events: Vec<Ev<'a>>,
    pub(super) notes: BTreeMap<String, Vec<Ev<'a>>>,
}

/// Reads `text` as blocks.
pub(super) fn blocks<'a>(text: &'a str, reader: &Reader, origin: &mut Origin<'_>) -> Stream<'a> {
    let options = block_options(reader);
    let read = |text: &'a str| mend_math(merged(Parser::new_ext(text, options).into_offset_iter()), text, options);
    let events = comments::read_on(read(text), text, &read);
    take_notes(html::resolved(events, reader.settings(), origin))
}

/// Reads `text`, which starts with the guard, as one paragraph without its paragraph marks.
pub(super) fn inline<'a>(text: &'a str, reader: &Reader, origin: &mut Origin<'_>) -> Stream<'a> {
    let events = mend_math(inline_events(text, inline_options(reader)), text, inline_options(reader));
    Stream { events: html::resolved(events, reader.settings(), origin), notes: BTreeMap::new() }
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
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
}

fn inline_events(text: &str, options: Options) -> Vec<Ev<'_>> {
    let mut events = merged(Parser::new_ext(text, options).into_offset_iter());
    events.retain(|(event, _)| !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)));
    if let Some((Event::Text(first), range)) = events.first_mut()
        && let Some(rest) = first.strip_prefix(GUARD)
    {
        *first = CowStr::from(rest.to_owned());
        range.start += GUARD.len_utf8();
    }
    events
}

/// Joins neighbouring texts, which the reader splits at every character that might have been markup. Each run is
/// collected once, so that a line of a hundred thousand brackets is not copied for every bracket.
fn merged<'a>(events: impl Iterator<Item = Ev<'a>>) -> Vec<Ev<'a>> {
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

/// Turns what the reader took for a formula back into text where it is money: `$20 and USD$30`.
fn mend_math<'a>(events: Vec<Ev<'a>>, text: &str, options: Options) -> Vec<Ev<'a>> {
    let mut mended = Vec::with_capacity(events.len());
    let mut in_table = false;
    for (event, range) in events {
        match event {
            Event::Start(Tag::Table(_)) => in_table = true,
            Event::End(TagEnd::Table) => in_table = false,
            _ => {}
        }
        match event {
            Event::InlineMath(tex) if !is_formula(text, &range) => money(&tex, &range, options, &mut mended),
            // A pipe inside a table's cell can only be typed as `\|`.
            Event::InlineMath(tex) if in_table && tex.contains("\\|") => {
                mended.push((Event::InlineMath(tex.replace("\\|", "|").into()), range));
            }
            other => mended.push((other, range)),
        }
    }
    merged(mended.into_iter())
}

/// A formula neither follows a letter or digit nor has a digit after its closing dollar (Pandoc's rule).
fn is_formula(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(|c| c.is_ascii_digit())
}

fn money(inner: &str, range: &Range<usize>, options: Options, into: &mut Vec<Ev<'_>>) {
    let guarded = format!("{GUARD}{inner}");
    let start = range.start + 1;
    into.push((Event::Text("$".into()), range.start..start));
    for (event, inner_range) in inline_events(&guarded, options - Options::ENABLE_MATH) {
        let at = |byte: usize| start + byte.saturating_sub(GUARD.len_utf8());
        into.push((event.into_static(), at(inner_range.start)..at(inner_range.end)));
    }
    into.push((Event::Text("$".into()), range.end - 1..range.end));
}

/// Takes the definitions of footnotes out of the flow.
fn take_notes(events: Vec<Ev<'_>>) -> Stream<'_> {
    let mut stream = Stream::default();
    let mut open: Vec<(String, Vec<Ev<'_>>)> = Vec::new();
    for (event, range) in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => open.push((label.to_string(), Vec::new())),
            Event::End(TagEnd::FootnoteDefinition) => {
                if let Some((label, note)) = open.pop() {
                    stream.notes.entry(label).or_insert(note);
                }
            }
            other => match open.last_mut() {
                Some((_, note)) => note.push((other, range)),
                None => stream.events.push((other, range)),
            },
        }
    }
    stream
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
    let mut words = String::new();
    for (event, _) in events {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
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
