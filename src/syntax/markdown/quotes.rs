//! Quotes, and those among them that only some readers see. What is nearly one of these is read as it was meant.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::about::Typed;
use super::alert::{self, AlertKind};
use super::boxes::{self, Folds};
use super::events::{Ev, end_of};
use super::footnotes::label;
use super::looks;
use super::marks::{self, Near};
use super::writer::{Context, DEEPEST_ALERT, FragmentWriter, Sinks};
use crate::finding::Rule;
use crate::finding::suggest::nearest;
use crate::model::fragment::{Audience, Fragment, Nested, Piece, Reveal};

const ALL_LINES: &str = "start every line that belongs to the quote with `>`, including the empty lines in between";
const LINE_BELOW: &str = "start every line that belongs to the quote with `>`, or put an empty line above text that does not belong to the quote";
const ALONE: &str = "put the mark at the start of a quote of its own: `> [!…]`";

impl<'a> FragmentWriter<'a> {
    /// An alert as a whole; the start of any other quote alone, so that deep nesting needs no deep stack.
    pub(super) fn quote(&mut self, events: &[Ev<'a>], index: usize, sinks: &mut Sinks<'_, '_>) -> usize {
        let is_alert = self.depth < DEEPEST_ALERT && alert::opens(&events[index..], self.context.source);
        let is_near = !is_alert && self.quotes < DEEPEST_ALERT;
        let meant = if is_near { nearly_opens(&events[index..], self.context.source) } else { None };
        if !is_alert && meant.is_none() {
            self.quotes += 1;
            self.raw("<blockquote>\n");
            return index + 1;
        }
        let end = end_of(events, index);
        self.depth += 1;
        self.quotes += 1;
        let end = match (meant, alert::read(&events[index..end], self.context.source)) {
            (Some(near), _) => self.read_as_meant(&near, events, index..end, sinks),
            (None, Some(alert)) if alert.kind.is_withheld() => self.withheld(alert, events, index..end, sinks),
            (None, Some(alert)) if alert.kind == AlertKind::Tab => self.tabs(alert, events, end, sinks),
            (None, Some(alert)) => {
                self.alert(&alert, boxes::folds(self.context.source, events[index].1.start), end, sinks)
            }
            (None, None) => end,
        };
        self.depth -= 1;
        self.quotes -= 1;
        end
    }

    fn alert(
        &mut self,
        alert: &alert::Alert<'a>,
        folds: Option<Folds>,
        end: usize,
        sinks: &mut Sinks<'_, '_>,
    ) -> usize {
        let AlertKind::Plain(number, class) = alert.kind else { return end };
        let (around, attribute, title) = match folds {
            None => ("div", " role=\"note\"", "p"),
            Some(Folds::Closed) => ("details", "", "summary"),
            Some(Folds::Open) => ("details", " open", "summary"),
        };
        let _ = write!(self.html, "<{around} class=\"alert alert-{class}\"{attribute}><{title} class=\"alert-title\">");
        if alert.title.is_empty() {
            let words = &self.context.reader.settings.words.alerts[number];
            self.escaped(words);
        } else {
            self.find_marks(&alert.title);
            self.write(&alert.title, sinks);
        }
        let _ = writeln!(self.html, "</{title}>");
        self.write(&alert.content, sinks);
        let _ = writeln!(self.html, "</{around}>");
        end
    }

    /// What only some readers see, with the block below it that was meant to be part of it.
    fn withheld(
        &mut self,
        mut alert: alert::Alert<'a>,
        events: &[Ev<'a>],
        quote: Range<usize>,
        sinks: &mut Sinks<'_, '_>,
    ) -> usize {
        let source = self.context.source;
        let range = &events[quote.start].1;
        let mark = range.start..range.start + source[range.clone()].trim_end().len();
        let rest = &events[quote.end..];
        let mut end = quote.end;
        let name = alert.kind.name();
        let found = if is_bare(&source[mark.clone()]) {
            end += self.meant_inside(rest);
            // Where the text goes on, nobody knows what this was to hide.
            self.uncertain |= end == quote.end && goes_on(rest, source);
            let result = if rest.is_empty() { "" } else { ", so everyone would see the text after it" };
            let message = format!("this `[!{name}]` is empty{result}");
            Some((mark, message, ALL_LINES))
        } else if let Some(below) = right_below(&mark, rest, source) {
            end += end_of(rest, 0);
            let message = format!("this text is not part of the `[!{name}]` above it, so everyone would see it");
            Some((below, message, LINE_BELOW))
        } else {
            None
        };
        if let Some((place, message, help)) = found {
            let span = sinks.origin.span(&place);
            sinks.origin.findings.add_with_help(Rule::UnknownAlert, span, message, help);
        }
        alert.content.extend_from_slice(&events[quote.end..end]);
        let whole = range.start..events[end - 1].1.end.max(range.end);
        self.nested(&alert, &whole, sinks);
        end
    }

    /// How many of `events`, which follow a mark without content, were meant to be part of it: none where a heading, a
    /// rule or another quote for some stands there, or nothing at all.
    fn meant_inside(&self, events: &[Ev<'a>]) -> usize {
        let source = self.context.source;
        let mut start = 0;
        // A comment is not what was meant.
        while events.get(start).is_some_and(|event| is_comment(event, source)) {
            start = end_of(events, start);
        }
        let is_apart = match events.get(start).map(|(event, _)| event) {
            None | Some(Event::End(_) | Event::Rule | Event::Start(Tag::Heading { .. })) => true,
            Some(Event::Start(Tag::BlockQuote(_))) => is_withheld(&events[start..], source),
            _ => false,
        };
        if is_apart { 0 } else { end_of(events, start) }
    }

    /// What only some readers see becomes a fragment of its own; it was written in `whole`.
    fn nested(&mut self, alert: &alert::Alert<'a>, whole: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        let settings = &self.context.reader.settings.words;
        let (audience, title) = match alert.kind {
            AlertKind::Instructor => (Audience::Instructor, &settings.instructor),
            AlertKind::Answer | AlertKind::Plain(..) | AlertKind::Tab => (Audience::Answer, &settings.answer),
        };
        self.find_marks(&alert.title);
        let own_title = self.words_as_set(&alert.title);
        let title = if own_title.is_empty() { title.clone() } else { own_title };
        let Self { depth, quotes, marked, context, .. } = *self;
        let mut writer = FragmentWriter { depth, quotes, marked, ..FragmentWriter::new(context) };
        writer.write(&alert.content, sinks);
        let mut spans = vec![sinks.origin.span(whole)];
        spans.extend(writer.noted().into_iter().map(|note| sinks.origin.span(&note)));
        let fragment = writer.finish(sinks);
        self.slot(Piece::Nested(Box::new(Nested { audience, reveal: Reveal::Open, title, fragment, spans })));
    }

    /// A quote that opens with what is nearly a mark is kept from those who are not to see it, with what is right below.
    fn read_as_meant(
        &mut self,
        near: &Near,
        events: &[Ev<'a>],
        quote: Range<usize>,
        sinks: &mut Sinks<'_, '_>,
    ) -> usize {
        self.report(near, sinks);
        self.marked = near.range.end;
        let source = self.context.source;
        let range = &events[quote.start].1;
        let typed = range.start..range.start + source[range.clone()].trim_end().len();
        let rest = &events[quote.end..];
        let is_bare = holds_nothing(&source[near.range.end.min(typed.end)..typed.end]);
        let below = match right_below(&typed, rest, source) {
            Some(_) => end_of(rest, 0),
            None if is_bare => self.meant_inside(rest),
            None => 0,
        };
        self.uncertain |= is_bare && below == 0 && goes_on(rest, source);
        let mut content = events[quote.start + 1..quote.end - 1].to_vec();
        content.extend_from_slice(&rest[..below]);
        let kind = near.meant.unwrap_or(AlertKind::Instructor);
        self.nested(&alert::Alert { kind, title: Vec::new(), content }, range, sinks);
        quote.end + below
    }

    /// A paragraph of a quote that opens with what was meant as a mark.
    pub(super) fn report_opening(&mut self, paragraph: &[Ev<'a>], sinks: &mut Sinks<'_, '_>) {
        let range = &paragraph[0].1;
        if self.quotes == 0 || range.start < self.marked {
            return;
        }
        let near = marks::opening(&self.context.source[range.clone()], begins_with_link(paragraph));
        if let Some(near) = near.map(|near| near.shifted(range.start)) {
            self.marked = near.range.end;
            self.uncertain |= near.meant.is_some();
            self.report(&near, sinks);
        }
    }

    /// A quote that is indented so far that it is read as code.
    pub(super) fn report_mark_as_code(&mut self, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        let source = self.context.source;
        let line = source[..range.start].rfind('\n').map_or(0, |end| end + 1);
        let lead = &source[line..range.start];
        let columns: usize = lead.chars().map(|blank| if blank == '\t' { 4 } else { 1 }).sum();
        let code = &source[range.clone()];
        // Words of code alone are not to be a quote.
        let is_quote = columns > 4 || lead.contains('>') || code.trim_start().starts_with('>');
        let near = marks::opening(code, false).filter(|near| is_quote && near.is_whole);
        if let Some(near) = near.map(|near| near.shifted(range.start)).filter(|near| near.range.start >= self.marked) {
            self.uncertain = true;
            let span = sinks.origin.span(&near.range);
            let message = format!(
                "`[!{}]` is indented so far that it is read as code, so everyone would see the text after it",
                near.name
            );
            let help = "indent the mark like the text above it, or put the mark in a fenced code block";
            sinks.origin.findings.add_with_help(Rule::UnknownAlert, span, message, help);
        }
    }

    /// A mark anywhere but at the start of a quote hides nothing.
    pub(super) fn report_stray_marks(&mut self, text: &str, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        if range.start < self.marked {
            return;
        }
        let Context { source, code, .. } = self.context;
        let typed = Typed { source, code, text, range, is_in_quote: self.quotes > 0 };
        // Only where the text was typed as it arrived are its places known.
        let exact = typed.is_exact();
        for near in marks::astray(text).into_iter().filter(|near| !typed.is_about(&near.range)) {
            self.uncertain = true;
            let near = if exact { near.shifted(range.start) } else { Near { range: range.clone(), ..near } };
            self.report(&near, sinks);
        }
        for (at, _) in text.match_indices("[!") {
            let Some(name) = label(&text[at + 2..], ']') else { continue };
            if !alert::is_plain(name.trim()) || typed.shows_alert(at) {
                continue;
            }
            let mark = range.start + at..range.start + at + "[!]".len() + name.len();
            let span = sinks.origin.span(if exact { &mark } else { range });
            let message = format!("`[!{}]` has no effect here, so everyone sees the text after it", name.trim());
            sinks.origin.findings.add_with_help(Rule::UnknownAlert, span, message, ALONE);
        }
    }

    fn report(&self, near: &Near, sinks: &mut Sinks<'_, '_>) {
        let source = self.context.source;
        let typed = source.get(near.range.clone()).unwrap_or_default();
        let name = &shortened(&near.name);
        let span = sinks.origin.span(&near.range);
        let is_right = near.meant.is_some_and(|kind| kind.name() == name);
        let (message, help) = if alert::is_plain(name) {
            let message = format!("`[!{name}]:` defines a link and is not a mark, so the text after it is not shown");
            (message, format!("replace the colon with a space: `> [!{name}] …`"))
        } else if !is_right {
            let help = match near.meant.map(AlertKind::name).or_else(|| nearest(name, alert::names())) {
                Some(near) if near.len() < name.len() && name.starts_with(near) && name.contains(' ') => {
                    format!("write the mark alone, then a title: `> [!{near}] …`")
                }
                Some(near) => format!("did you mean `[!{near}]`?"),
                None => format!("use {}", alert::any()),
            };
            // In the author's own words, unless some of them cannot be seen.
            let typed = typed.strip_prefix("[!").and_then(|rest| rest.strip_suffix(']')).filter(|name| name.is_ascii());
            let name = typed.map_or(name.clone(), shortened);
            (format!("`[!{name}]` is not a known alert, so it hides nothing from learners"), help)
        } else if near.is_whole {
            let behind = source[near.range.end..].chars().next().filter(|next| !next.is_whitespace());
            let is_first = source[..near.range.start].trim_end().ends_with('>');
            let is_escaped = source[..near.range.start].ends_with('\\') || typed.contains(['\\', '&']);
            let help = match behind.filter(|_| is_first && typed.eq_ignore_ascii_case(&format!("[!{name}]"))) {
                Some(_) => format!("put a space after the mark: `> [!{name}] …`"),
                None if !typed.is_ascii() => format!("retype `[!{name}]`: it contains a look-alike character"),
                None if is_escaped => format!("{ALONE}; if you mean plain text, write it as code: `` `[!{name}]` ``"),
                None => ALONE.to_owned(),
            };
            (format!("`[!{name}]` has no effect here, so everyone would see the text after it"), help)
        } else {
            let message =
                format!("`{typed}` resembles a mark but hides nothing, so everyone would see the text after it");
            let help = format!("write exactly `> [!{name}]` on the first line of the quote");
            let is_mark = typed.contains("[!") || !typed.starts_with(|c: char| c.is_ascii_punctuation());
            (message, if is_mark { help } else { format!("{help}, or `\\{typed}` if you mean plain text") })
        };
        sinks.origin.findings.add_with_help(Rule::UnknownAlert, span, message, help);
    }
}

impl Context<'_> {
    /// All of a text as a part of it that learners do not see: nobody knows what its marks were meant to hide.
    pub(super) fn kept_back(self, whole: Fragment, sinks: &mut Sinks<'_, '_>) -> Fragment {
        let title = self.reader.settings.words.instructor.clone();
        let spans = vec![sinks.origin.span(&(0..self.source.len()))];
        let (checks, pieces): (Vec<Piece>, Vec<Piece>) =
            whole.pieces.into_iter().partition(|piece| *piece == Piece::Checks);
        let fragment = Fragment { pieces: pieces.into_iter().collect(), ..whole };
        let (audience, reveal) = (Audience::Instructor, Reveal::Open);
        let nested = Piece::Nested(Box::new(Nested { audience, reveal, title, fragment, spans }));
        let pieces = std::iter::once(nested).chain(checks).collect();
        Fragment { pieces, blocks: true, ..Fragment::default() }
    }
}

/// The mark that the quote at the start of `events` nearly opens with.
fn nearly_opens(events: &[Ev<'_>], source: &str) -> Option<Near> {
    let range = &events.first()?.1;
    let first = events.get(1).map(|(event, _)| event);
    // A quote in it speaks for itself, and code shows how marks are written.
    if matches!(first, Some(Event::Start(Tag::BlockQuote(_) | Tag::CodeBlock(CodeBlockKind::Fenced(_))))) {
        return None;
    }
    let near = marks::opening(source.get(range.clone())?, events.get(1..).is_some_and(begins_with_link))?;
    Some(near.shifted(range.start))
}

/// The quotes of `events` that learners may not see, in their order, and for whom each of them is.
pub(super) fn withheld(events: &[Ev<'_>], source: &str) -> Vec<(Range<usize>, AlertKind)> {
    let quotes = events.iter().enumerate().filter(|(_, (event, _))| matches!(event, Event::Start(Tag::BlockQuote(_))));
    let kind = |index: usize| match alert::kind(&events[index..], source) {
        Some(kind) => Some(kind).filter(|kind| kind.is_withheld()),
        None => nearly_opens(&events[index..], source).map(|near| near.meant.unwrap_or(AlertKind::Instructor)),
    };
    quotes.filter_map(|(index, (_, range))| Some((range.clone(), kind(index)?))).collect()
}

/// Where the quotes begin to speak that open with what is nearly a mark.
pub(super) fn openings(events: &[Ev<'_>], source: &str) -> BTreeSet<usize> {
    let quotes = events.iter().enumerate().filter(|(_, (event, _))| matches!(event, Event::Start(Tag::BlockQuote(_))));
    let near = |index: usize| match alert::kind(&events[index..], source) {
        Some(_) => None,
        None => nearly_opens(&events[index..], source),
    };
    quotes.filter_map(|(index, _)| Some(near(index)?.range.start)).collect()
}

/// As much of the name of a mark as a message has room for.
fn shortened(name: &str) -> String {
    const ROOM: usize = 40;
    let mut short: String = name.chars().take(ROOM).collect();
    if short.len() < name.len() {
        short.push('…');
    }
    short
}

fn begins_with_link(paragraph: &[Ev<'_>]) -> bool {
    let second = paragraph.get(1).map(|(event, _)| event);
    matches!(paragraph.first(), Some((Event::Start(Tag::Paragraph), _)))
        && matches!(second, Some(Event::Start(Tag::Link { .. } | Tag::Image { .. })))
}

/// Whether a quote that opens with a mark holds nothing but that.
fn is_bare(quote: &str) -> bool {
    quote.split_once(']').is_none_or(|(_, rest)| holds_nothing(rest))
}

/// Whether a text in a quote shows nothing: neither does a comment.
fn holds_nothing(mut text: &str) -> bool {
    loop {
        text = text.trim_start_matches(|c: char| c == '>' || c.is_whitespace() || looks::is_invisible(c));
        match text.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
            Some((_, rest)) => text = rest,
            None => return text.is_empty(),
        }
    }
}

fn is_comment((event, range): &Ev<'_>, source: &str) -> bool {
    matches!(event, Event::Start(Tag::HtmlBlock)) && holds_nothing(&source[range.clone()])
}

/// Where the block lies that stands on the line right below `quote` and may be meant as its end. What sets a part of a
/// text off, such as a heading, is not.
fn right_below(quote: &Range<usize>, rest: &[Ev<'_>], source: &str) -> Option<Range<usize>> {
    let (event, range) = rest.first()?;
    let between = source.get(quote.end..range.start)?;
    let is_below = between.matches('\n').count() == 1 && between.trim_matches(['>', ' ', '\t', '\r', '\n']).is_empty();
    let is_apart = matches!(event, Event::End(_) | Event::Rule | Event::Start(Tag::Heading { .. }))
        || source[range.start..].starts_with("</")
        || is_comment(&rest[0], source);
    let typed = &source[range.clone()];
    let line = typed.lines().next().unwrap_or_default().trim_end();
    (is_below && !is_apart).then(|| range.start..range.start + line.len())
}

/// Whether anybody would see something of what follows a mark without content.
fn goes_on(rest: &[Ev<'_>], source: &str) -> bool {
    let shows = |(event, _): &Ev<'_>| !matches!(event, Event::End(_));
    rest.iter().any(shows) && !is_withheld(rest, source)
}

/// Whether the quote at the start of `events` is kept from some anyway.
fn is_withheld(events: &[Ev<'_>], source: &str) -> bool {
    let is_quote = matches!(events.first(), Some((Event::Start(Tag::BlockQuote(_)), _)));
    is_quote
        && match alert::kind(events, source) {
            Some(kind) => kind.is_withheld(),
            None => nearly_opens(events, source).is_some(),
        }
}
