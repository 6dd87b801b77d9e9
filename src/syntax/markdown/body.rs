//! The body of a file: its title, its check section, and the rest.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag};

use super::alert;
use super::events::{self, Ev, Stream, end_of, words};
use super::writer::{Context, FragmentWriter, Sinks, trimmed};
use super::{BodyShape, Form, Holder, Origin, Reader, notes, pasted, places, unread};
use crate::finding::Rule;
use crate::model::fragment::{Fragment, Piece};
use crate::text::Span;
use crate::text::anchor::Anchors;
use crate::text::id::{inside_quotes, normalized};

/// A body that was read.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The first `#` heading, where that is the title.
    pub title: Option<Fragment>,
    /// All but the title and what is in `checks`, whose place is marked.
    pub fragment: Arc<Fragment>,
    /// The check section.
    pub checks: Option<CheckSection>,
}

/// The section of a body under a heading such as "Mistake checks", without its heading.
#[derive(Clone, Debug)]
pub struct CheckSection {
    /// The heading.
    pub span: Span,
    /// What stands before the statements; all of it where there is no list.
    pub intro: Option<Arc<Fragment>>,
    /// The items of its last list.
    pub statements: Vec<ListedStatement>,
}

/// An item of a check section's list.
#[derive(Clone, Debug)]
pub struct ListedStatement {
    /// What it says, without its own quotation marks.
    pub fragment: Arc<Fragment>,
    /// The same as source text, white space collapsed.
    pub source: String,
    /// The item.
    pub span: Span,
}

/// Reads a body; see [`Reader::body`].
pub(super) fn read(reader: &Reader, text: &str, shape: BodyShape, origin: &mut Origin<'_>) -> Body {
    let stream = events::blocks(text, reader, origin);
    let places = places::named(&stream, reader.settings().any_html);
    let Stream { mut events, notes, code } = stream;
    let mut links = Vec::new();
    let mut anchors = Anchors::of_page(shape.holder == Holder::Module, places.iter().map(String::as_str));
    let context = Context { reader, source: text, notes: &notes, code: &code, form: Form::Prose, inline: false };
    let title = if shape.title { take_title(context, &mut events, origin) } else { None };
    report_top_headings(&events, text, origin);
    pasted::report(&events, text, &reader.settings().table_heads, shape.holder, origin);
    let mut formulas = Vec::new();
    let mut sinks = Sinks { origin, links: &mut links, formulas: &mut formulas, anchors: &mut anchors };
    let mut writer = FragmentWriter::new(context);
    let names = &reader.settings().check_headings;
    let section = if shape.checks { section(&events, &|text| opens_checks(text, names)) } else { None };
    unread::report_others(context, &events, section.as_ref(), shape.holder, sinks.origin);
    if shape.checks {
        unread::report(context, &events, section.as_ref(), sinks.origin);
    }
    let checks = match section {
        None => {
            writer.write(&events, &mut sinks);
            None
        }
        Some(section) => {
            writer.write(&events[..section.content.start], &mut sinks);
            writer.slot(Piece::Checks);
            let checks = read_section(context, &events, &section, &mut sinks);
            writer.write(&events[section.tail.start..], &mut sinks);
            Some(checks)
        }
    };
    let fragment = writer.finish(&mut sinks);
    Body { title, fragment: Arc::new(Fragment { links, formulas, ..fragment }), checks }
}

/// Cuts the first `#` heading out of the stream.
fn take_title(context: Context<'_>, events: &mut Vec<Ev<'_>>, origin: &mut Origin<'_>) -> Option<Fragment> {
    let start = top_level(events).find(|&index| heading_level(&events[index]) == Some(HeadingLevel::H1))?;
    let end = end_of(events, start);
    let mut heading: Vec<Ev<'_>> = events.drain(start..end).collect();
    notes::take_from_title(&mut heading, origin);
    Some(fragment(context, &heading[1..heading.len() - 1], origin, &mut Anchors::default()))
}

fn report_top_headings(events: &[Ev<'_>], source: &str, origin: &mut Origin<'_>) {
    for event in events.iter().filter(|event| heading_level(event) == Some(HeadingLevel::H1)) {
        let span = origin.span(&trimmed(source, &event.1));
        origin.findings.add_with_help(
            Rule::SecondTopHeading,
            span,
            "a page has one first-level heading, its title; this one is shown as a second-level heading",
            "write `##`",
        );
    }
}

/// The indices at which top-level elements start.
pub(super) fn top_level<'e>(events: &'e [Ev<'_>]) -> impl Iterator<Item = usize> + 'e {
    let mut index = 0;
    std::iter::from_fn(move || {
        let start = index;
        (start < events.len()).then(|| {
            index = end_of(events, start);
            start
        })
    })
}

pub(super) fn heading_level(event: &Ev<'_>) -> Option<HeadingLevel> {
    match &event.0 {
        Event::Start(Tag::Heading { level, .. }) => Some(*level),
        _ => None,
    }
}

/// Where a check section lies in the stream.
pub(super) struct Section {
    pub(super) heading: usize,
    /// All after the heading up to the tail.
    pub(super) content: Range<usize>,
    /// The list of statements, inside `content`.
    pub(super) list: Option<Range<usize>>,
    /// What follows the list.
    pub(super) tail: Range<usize>,
}

pub(super) fn section(events: &[Ev<'_>], opens: &dyn Fn(&str) -> bool) -> Option<Section> {
    let heading = top_level(events).find(|&index| {
        heading_level(&events[index]).is_some() && opens(&words(&events[index..end_of(events, index)]).to_lowercase())
    })?;
    let level = heading_level(&events[heading])?;
    let start = end_of(events, heading);
    let end = top_level(events)
        .filter(|&index| index >= start)
        .find(|&index| heading_level(&events[index]).is_some_and(|other| other <= level))
        .unwrap_or(events.len());
    let list = top_level(events)
        .filter(|index| (start..end).contains(index))
        .filter(|&index| matches!(events[index].0, Event::Start(Tag::List(_))))
        .last()
        .map(|index| index..end_of(events, index));
    let tail = list.as_ref().map_or(end, |list| list.end);
    Some(Section { heading, content: start..tail, list, tail: tail..end })
}

/// Whether a heading in lower case opens a check section.
pub(super) fn opens_checks(heading: &str, names: &[String]) -> bool {
    names.iter().any(|name| name == heading)
}

fn read_section<'a>(
    context: Context<'a>,
    events: &[Ev<'a>],
    section: &Section,
    sinks: &mut Sinks<'_, '_>,
) -> CheckSection {
    let intro_end = section.list.as_ref().map_or(section.content.end, |list| list.start);
    let intro = &events[section.content.start..intro_end];
    let intro = (!intro.is_empty()).then(|| Arc::new(fragment(context, intro, sinks.origin, sinks.anchors)));
    let list = section.list.as_ref().map_or(&[][..], |list| &events[list.clone()]);
    let statements = items(list).filter_map(|item| statement(context, &list[item], sinks)).collect();
    CheckSection { span: sinks.origin.span(&trimmed(context.source, &events[section.heading].1)), intro, statements }
}

/// The items of a list, each with its start and end.
pub(super) fn items<'e>(list: &'e [Ev<'_>]) -> impl Iterator<Item = Range<usize>> + 'e {
    let mut index = 1;
    std::iter::from_fn(move || {
        (index + 1 < list.len()).then(|| {
            let start = index;
            index = end_of(list, start);
            start..index
        })
    })
}

/// A statement; an empty item is none.
fn statement<'a>(context: Context<'a>, item: &[Ev<'a>], sinks: &mut Sinks<'_, '_>) -> Option<ListedStatement> {
    let mut inner: Vec<Ev<'a>> = item[1..item.len() - 1].to_vec();
    inner.retain(|(event, _)| !matches!(event, Event::TaskListMarker(_)));
    if matches!(inner.first(), Some((Event::Start(Tag::Paragraph), _))) && end_of(&inner, 0) == inner.len() {
        inner = inner[1..inner.len() - 1].to_vec();
    }
    let span = sinks.origin.span(&trimmed(context.source, &item[0].1));
    if inner.is_empty() {
        let help = "write the wrong claim, or take the line away";
        sinks.origin.findings.add_with_help(Rule::WrongType, span, "a statement is empty", help);
        return None;
    }
    let source = own_source(context.source, &inner);
    let source = normalized(&source[inside_quotes(&source)]);
    strip_quotes(&mut inner);
    let fragment = Arc::new(fragment(context, &inner, sinks.origin, sinks.anchors));
    Some(ListedStatement { fragment, source, span })
}

/// What was typed for a statement, without the answers and notes inside of it, which may change while it stays itself.
fn own_source(source: &str, inner: &[Ev<'_>]) -> String {
    let own = top_level(inner).filter(|&index| !alert::opens(&inner[index..], source));
    let ranges: Vec<Range<usize>> = own.map(|index| inner[index].1.clone()).collect();
    let Some(first) = ranges.first() else { return String::new() };
    // Pieces that touch were typed as one.
    let mut text = source[first.clone()].to_owned();
    for pair in ranges.windows(2) {
        let between =
            if source[pair[0].end..pair[1].start].contains("[!") { " " } else { &source[pair[0].end..pair[1].start] };
        text.push_str(between);
        text.push_str(&source[pair[1].clone()]);
    }
    text
}

/// Removes one pair of quotation marks around the whole of a statement.
fn strip_quotes(inner: &mut [Ev<'_>]) {
    // Marks inside code are not marks of the statement.
    let shown: String = inner
        .iter()
        .map(|(event, _)| match event {
            Event::Text(text) => text.as_ref(),
            Event::SoftBreak | Event::HardBreak => " ",
            _ => "x",
        })
        .collect();
    let pair = inside_quotes(&shown);
    let trimmed = shown.len() - shown.trim_start().len()..shown.trim_end().len();
    let (open, close) = (pair.start.saturating_sub(trimmed.start), trimmed.end.saturating_sub(pair.end));
    if open == 0 || close == 0 {
        return;
    }
    if let Some((Event::Text(first), _)) = inner.first_mut() {
        *first = CowStr::from(first.trim_start().get(open..).unwrap_or_default().to_owned());
    }
    if let Some((Event::Text(last), _)) = inner.last_mut() {
        let kept = last.trim_end();
        *last = CowStr::from(kept.get(..kept.len().saturating_sub(close)).unwrap_or_default().to_owned());
    }
}

/// A fragment of its own, with its own links and footnotes.
pub(super) fn fragment<'a>(
    context: Context<'a>,
    events: &[Ev<'a>],
    origin: &mut Origin<'_>,
    anchors: &mut Anchors,
) -> Fragment {
    let mut links = Vec::new();
    let mut formulas = Vec::new();
    let mut sinks = Sinks { origin, links: &mut links, formulas: &mut formulas, anchors };
    let mut writer = FragmentWriter::new(context);
    writer.write(events, &mut sinks);
    let fragment = writer.finish(&mut sinks);
    Fragment { links, formulas, blocks: events.iter().any(is_block), ..fragment }
}

fn is_block((event, _): &Ev<'_>) -> bool {
    match event {
        Event::Rule => true,
        Event::Start(tag) => opens_block(tag),
        _ => false,
    }
}

pub(super) fn opens_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}
