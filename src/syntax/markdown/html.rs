//! Raw HTML: a short list of harmless elements passes, all else is shown as the text it is.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events::Ev;
use super::{MarkdownSettings, Origin, directive};
use crate::finding::Rule;

/// Elements inside a line that pass when written without attributes.
const INLINE: [&str; 16] =
    ["abbr", "b", "cite", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "samp", "small", "strong", "sub", "sup"];

/// Elements around blocks that pass.
const BLOCK: [&str; 2] = ["details", "summary"];

/// Elements without an end tag that pass.
const VOID: [&str; 2] = ["br", "wbr"];

const HELP: &str = "put code in backticks; in HTML, use only simple elements without attributes, such as `br`, `kbd`, `sub`, `mark`, and `details`, and close each element in the same paragraph; to allow all HTML, set `markdown: { html: any }`";

/// Replaces every HTML event: what passes becomes `InlineHtml`, the rest becomes text; comments vanish, but for those
/// that ask for a block, which alone are `Html` then.
pub(super) fn resolved<'a>(events: Vec<Ev<'a>>, settings: &MarkdownSettings, origin: &mut Origin<'_>) -> Vec<Ev<'a>> {
    if !events.iter().any(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_))) {
        return events;
    }
    let mut tokens = tokens(events);
    if !settings.any_html {
        demote_unmatched(&mut tokens);
    }
    rebuilt(tokens, settings, origin)
}

/// An event, or a part of one that was HTML.
enum Token<'a> {
    Event(Ev<'a>),
    Html { kind: Kind, source: String, range: Range<usize>, passes: bool },
}

#[derive(Clone, PartialEq, Eq)]
enum Kind {
    Open(&'static str),
    Close(&'static str),
    Void,
    Comment,
    Text,
    Other,
}

fn tokens(events: Vec<Ev<'_>>) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(events.len());
    let mut block = Lines::default();
    for (event, range) in events {
        match event {
            Event::Html(html) => block.push(&html, range.start),
            Event::InlineHtml(html) => Lines::of(&html, range.start).split(&mut tokens),
            other => {
                std::mem::take(&mut block).split(&mut tokens);
                tokens.push(Token::Event((other, range)));
            }
        }
    }
    tokens
}

/// HTML source, and where each of its lines stands in the text: signs of quotes and lists may stand before them.
#[derive(Default)]
struct Lines {
    source: String,
    /// Where a line begins, here and in the text.
    starts: Vec<(usize, usize)>,
}

impl Lines {
    fn of(html: &str, place: usize) -> Self {
        let mut lines = Self::default();
        lines.push(html, place);
        lines
    }

    fn push(&mut self, html: &str, place: usize) {
        self.starts.push((self.source.len(), place));
        self.source.push_str(html);
    }

    /// Where the byte `at` stands in the text.
    fn place(&self, at: usize) -> usize {
        let before = self.starts.partition_point(|(start, _)| *start <= at);
        let (start, place) = before.checked_sub(1).map_or((0, 0), |last| self.starts[last]);
        place + at - start
    }

    /// Cuts it into tags, comments and the text between them.
    fn split(self, tokens: &mut Vec<Token<'_>>) {
        let mut rest = self.source.as_str();
        while !rest.is_empty() {
            let (kind, length) = next(rest);
            let start = self.source.len() - rest.len();
            let passes = matches!(kind, Kind::Open(_) | Kind::Close(_) | Kind::Void | Kind::Text | Kind::Comment);
            let range = self.place(start)..self.place(start + length - 1) + 1;
            tokens.push(Token::Html { kind, source: rest[..length].to_owned(), range, passes });
            rest = &rest[length..];
        }
    }
}

fn next(source: &str) -> (Kind, usize) {
    if !source.starts_with('<') {
        return (Kind::Text, source.find('<').unwrap_or(source.len()));
    }
    if source.starts_with("<!--") {
        return (Kind::Comment, source.find("-->").map_or(source.len(), |at| at + 3));
    }
    let Some(end) = source.find('>') else { return (Kind::Other, source.len()) };
    let inner = &source[1..end];
    let closing = inner.strip_prefix('/');
    let name = closing.unwrap_or(inner).trim_end().trim_end_matches('/').trim_end().to_ascii_lowercase();
    let kind = match (closing, listed(&name)) {
        (None, _) if VOID.contains(&name.as_str()) => Kind::Void,
        (None, Some(name)) if !inner.ends_with('/') => Kind::Open(name),
        (Some(_), Some(name)) => Kind::Close(name),
        _ => Kind::Other,
    };
    (kind, end + 1)
}

/// Whether a tag only breaks a line, or lets it break.
pub(super) fn is_break(tag: &str) -> bool {
    matches!(next(tag), (Kind::Void, length) if length == tag.len())
}

fn listed(name: &str) -> Option<&'static str> {
    INLINE.iter().chain(&BLOCK).copied().find(|listed| *listed == name)
}

/// One element of the text that is open: a container of markdown, or a raw tag.
#[derive(Clone, Copy)]
enum Open {
    Container { is_html_block: bool },
    Raw { name: &'static str, token: usize },
}

/// The open elements, outermost first, and where in them to find what is asked for: so a tag finds its partner without
/// a walk through all that is open, and every element is put here and taken away once.
#[derive(Default)]
struct Stack {
    elements: Vec<Open>,
    /// The containers among the elements.
    containers: Vec<usize>,
    /// Those of them that no raw tag may cross: all but HTML blocks.
    walls: Vec<usize>,
    /// The raw tags among the elements.
    tags: BTreeMap<&'static str, Vec<usize>>,
}

impl Stack {
    fn push(&mut self, element: Open) {
        let index = self.elements.len();
        match element {
            Open::Container { is_html_block } => {
                self.containers.push(index);
                if !is_html_block {
                    self.walls.push(index);
                }
            }
            Open::Raw { name, .. } => self.tags.entry(name).or_default().push(index),
        }
        self.elements.push(element);
    }

    fn pop(&mut self) -> Option<Open> {
        let element = self.elements.pop()?;
        match element {
            Open::Container { is_html_block } => {
                self.containers.pop();
                if !is_html_block {
                    self.walls.pop();
                }
            }
            Open::Raw { name, .. } => drop(self.tags.get_mut(name).and_then(Vec::pop)),
        }
        Some(element)
    }

    fn is_in_html_block(&self) -> bool {
        let container = self.containers.last().map(|&index| self.elements[index]);
        matches!(container, Some(Open::Container { is_html_block: true }))
    }

    /// The raw tag that an end tag may close: one of this container; HTML blocks are no border for `details`.
    fn partner(&self, name: &str) -> Option<usize> {
        let borders = if name == "details" { &self.walls } else { &self.containers };
        let index = *self.tags.get(name)?.last()?;
        borders.last().is_none_or(|&border| border < index).then_some(index)
    }
}

/// Takes the pass from every tag whose partner is missing or lies in another container.
fn demote_unmatched(tokens: &mut [Token<'_>]) {
    let mut open = Stack::default();
    for index in 0..tokens.len() {
        match &tokens[index] {
            Token::Event((Event::Start(tag), _)) => {
                open.push(Open::Container { is_html_block: matches!(tag, Tag::HtmlBlock) });
            }
            Token::Event((Event::End(tag), _)) => close_container(&mut open, *tag == TagEnd::HtmlBlock, tokens),
            Token::Html { kind: Kind::Open(name), .. } => {
                let name = *name;
                if may_open(&open, name) {
                    open.push(Open::Raw { name, token: index });
                } else {
                    demote(tokens, index);
                }
            }
            Token::Html { kind: Kind::Close(name), .. } => {
                let name = *name;
                if !close_raw(&mut open, name, tokens) {
                    demote(tokens, index);
                }
            }
            _ => {}
        }
    }
    for element in open.elements {
        if let Open::Raw { token, .. } = element {
            demote(tokens, token);
        }
    }
}

/// Blocks open only where blocks may stand; a summary only as the child of its details.
fn may_open(open: &Stack, name: &str) -> bool {
    let last = open.elements.last();
    match name {
        "details" => open.is_in_html_block() && !matches!(last, Some(Open::Raw { name, .. }) if *name != "details"),
        "summary" => open.is_in_html_block() && matches!(last, Some(Open::Raw { name, .. }) if *name == "details"),
        _ => true,
    }
}

/// Ends a container: inline tags left open in it lose their pass; `details` may outlive the HTML block that opens it.
fn close_container(open: &mut Stack, is_html_block: bool, tokens: &mut [Token<'_>]) {
    let mut kept = Vec::new();
    while let Some(element) = open.pop() {
        match element {
            Open::Container { .. } => break,
            Open::Raw { name: "details", .. } if is_html_block => kept.push(element),
            Open::Raw { token, .. } => demote(tokens, token),
        }
    }
    kept.into_iter().rev().for_each(|element| open.push(element));
}

/// Closes the partner of an end tag, if there is one.
fn close_raw(open: &mut Stack, name: &str, tokens: &mut [Token<'_>]) -> bool {
    let Some(partner) = open.partner(name) else { return false };
    // Raw tags opened since then have no partner; a container can only be the HTML block of this very tag.
    let mut containers = Vec::new();
    while open.elements.len() > partner + 1 {
        match open.pop() {
            Some(Open::Raw { token, .. }) => demote(tokens, token),
            container => containers.extend(container),
        }
    }
    open.pop();
    containers.into_iter().rev().for_each(|container| open.push(container));
    true
}

fn demote(tokens: &mut [Token<'_>], index: usize) {
    if let Token::Html { passes, .. } = &mut tokens[index] {
        *passes = false;
    }
}

/// Whether nothing else stands on the line of this token of an HTML block.
fn stands_alone(tokens: &[Token<'_>], index: usize) -> bool {
    let blank = |text: &str| text.trim().is_empty();
    let before = match &tokens[..index] {
        [.., Token::Event((Event::Start(Tag::HtmlBlock), _))] => true,
        [.., Token::Event((Event::Start(Tag::HtmlBlock), _)), Token::Event((Event::Text(indent), _))] => blank(indent),
        [.., Token::Html { source, .. }] => source.rsplit_once('\n').is_some_and(|(_, last)| blank(last)),
        _ => false,
    };
    let after = match tokens.get(index + 1) {
        Some(Token::Event((Event::End(TagEnd::HtmlBlock), _))) => true,
        Some(Token::Html { source, .. }) => source.split_once('\n').map_or(blank(source), |(first, _)| blank(first)),
        _ => false,
    };
    before && after
}

fn rebuilt<'a>(tokens: Vec<Token<'a>>, settings: &MarkdownSettings, origin: &mut Origin<'_>) -> Vec<Ev<'a>> {
    let mut events = Vec::with_capacity(tokens.len());
    let mut reported = BTreeMap::new();
    let alone: Vec<bool> = (0..tokens.len()).map(|index| stands_alone(&tokens, index)).collect();
    for (token, alone) in tokens.into_iter().zip(alone) {
        match token {
            Token::Event(event) => events.push(event),
            Token::Html { kind: Kind::Comment, source, range, .. } => {
                if directive::is_asked(&source, alone, &range, origin) {
                    events.push((Event::Html(source.into()), range));
                }
            }
            Token::Html { source, range, .. } if settings.any_html => {
                events.push((Event::InlineHtml(source.into()), range));
            }
            Token::Html { kind: Kind::Text, source, range, .. } => {
                events.push((Event::InlineHtml(escaped_text(&source).into()), range));
            }
            Token::Html { source, range, passes: true, .. } => {
                events.push((Event::InlineHtml(source.to_ascii_lowercase().into()), range));
            }
            Token::Html { source, range, .. } => {
                report(&source, &range, &mut reported, origin);
                events.push((Event::Text(source.into()), range));
            }
        }
    }
    events
}

/// One finding for an opening tag; its end tag is the same mistake. `reported` counts the tags by name.
fn report(source: &str, range: &Range<usize>, reported: &mut BTreeMap<String, usize>, origin: &mut Origin<'_>) {
    let name: String = source.trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect();
    let count = reported.entry(name).or_default();
    if !source.starts_with("</") {
        *count += 1;
    } else if *count > 0 {
        *count -= 1;
        return;
    }
    let shown: String = source.chars().take(40).collect();
    let span = origin.span(range);
    origin.findings.add_with_help(Rule::RawHtml, span, format!("`{}` is shown as text", shown.trim()), HELP);
}

/// Text between tags of an HTML block: entities stay, stray marks are escaped.
pub(super) fn escaped_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>']) {
        escaped.push_str(&rest[..at]);
        let mark = &rest[at..];
        match mark.as_bytes()[0] {
            b'&' if is_entity(mark) => escaped.push('&'),
            b'&' => escaped.push_str("&amp;"),
            b'<' => escaped.push_str("&lt;"),
            _ => escaped.push_str("&gt;"),
        }
        rest = &mark[1..];
    }
    escaped.push_str(rest);
    escaped
}

fn is_entity(text: &str) -> bool {
    let body = text[1..].split(';').next().filter(|body| body.len() + 1 < text.len()).unwrap_or_default();
    let name = body.strip_prefix('#').unwrap_or(body);
    !name.is_empty() && name.len() < 32 && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::FileFindings;
    use crate::syntax::markdown::events::words;
    use crate::syntax::markdown::tests::settings;
    use crate::text::{SourceFile, SourcePath};
    use pulldown_cmark::Parser;

    /// What is shown of `text`, with the tags that pass in it, and the number of findings.
    fn shown(text: &str) -> (String, usize) {
        let file = SourceFile::new(SourcePath::new("content/a.md"), text);
        let mut findings = FileFindings::new(file.path());
        let mut origin = Origin { findings: &mut findings, offset: &|at| at, file: &file };
        let events: Vec<Ev<'_>> = Parser::new(text).into_offset_iter().collect();
        let passing = resolved(events, &settings(), &mut origin).into_iter().map(|(event, range)| match event {
            Event::InlineHtml(html) => (Event::Text(format!("«{html}»").into()), range),
            other => (other, range),
        });
        (words(&passing.collect::<Vec<_>>()), findings.into_inner().len())
    }

    #[test]
    fn a_tag_finds_its_partner_in_its_own_container() {
        assert_eq!(shown("<b>x</b>"), ("«<b>»x«</b>»".into(), 0));
        assert_eq!(shown("<b>*x</b>*"), ("<b>x</b>".into(), 1));
        assert_eq!(shown("<b>*x*</b>"), ("«<b>»x«</b>»".into(), 0));
        assert_eq!(shown("<b><i><b>x</b>y</b></i>"), ("«<b>»<i>«<b>»x«</b>»y«</b>»</i>".into(), 1));
        assert_eq!(shown("<b> </i> <b>"), ("<b> </i> <b>".into(), 3));
    }

    #[test]
    fn tags_know_their_places_behind_the_signs_of_quotes_and_lists() {
        let text = "- > <div>\n  > a <u>b</u>\n  > </div>\n";
        let events: Vec<Ev<'_>> = Parser::new(text).into_offset_iter().collect();
        let places = tokens(events).into_iter().filter_map(|token| match token {
            Token::Html { range, .. } => Some(text[range].trim().to_owned()),
            Token::Event(_) => None,
        });
        assert_eq!(places.collect::<Vec<_>>(), ["<div>", "> a", "<u>", "b", "</u>", "", "</div>", ""]);
    }

    #[test]
    fn details_may_span_blocks_and_nothing_else_may() {
        assert_eq!(shown("<details>\n\nx\n\n</details>").1, 0);
        assert_eq!(shown("<details>\n\n> x\n>\n> </details>").0, "<details>«\n»x</details>");
        assert_eq!(shown("<details>\n<summary>s</summary>\n\n<details>\n\nx\n\n</details>\n\n</details>").1, 0);
        assert_eq!(shown("<summary>s</summary>\n").1, 1);
    }

    #[test]
    fn a_closed_tag_leaves_nothing_to_search() {
        let mut tokens = Vec::new();
        Lines::of("<b><b><b>", 0).split(&mut tokens);
        let mut open = Stack::default();
        open.push(Open::Container { is_html_block: false });
        for token in 0..3 {
            open.push(Open::Raw { name: "b", token });
        }
        assert!(close_raw(&mut open, "b", &mut tokens));
        assert_eq!((open.elements.len(), &open.tags["b"], &open.containers), (3, &vec![1, 2], &vec![0]));
        close_container(&mut open, false, &mut tokens);
        assert!(open.elements.is_empty() && open.tags["b"].is_empty() && open.walls.is_empty());
    }
}
