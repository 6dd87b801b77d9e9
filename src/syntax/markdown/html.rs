//! Raw HTML: a short list of harmless elements passes, all else is shown as the text it is.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Origin;
use super::events::Ev;
use crate::finding::Rule;

/// Elements inside a line that pass when written without attributes.
const INLINE: [&str; 16] =
    ["abbr", "b", "cite", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "samp", "small", "strong", "sub", "sup"];

/// Elements around blocks that pass.
const BLOCK: [&str; 2] = ["details", "summary"];

/// Elements without an end tag that pass.
const VOID: [&str; 2] = ["br", "wbr"];

const HELP: &str = "only `br`, `kbd`, `sub`, `sup`, `mark`, `abbr`, `details`, `summary` and their like pass, without \
                    attributes and closed in the same paragraph; put code in backticks, or set `markdown: { html: any }`";

/// Replaces every HTML event: what passes becomes `InlineHtml`, the rest becomes text; comments vanish.
pub(super) fn resolved<'a>(events: Vec<Ev<'a>>, any: bool, origin: &mut Origin<'_>) -> Vec<Ev<'a>> {
    if !events.iter().any(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_))) {
        return events;
    }
    let mut tokens = tokens(events);
    if !any {
        demote_unmatched(&mut tokens);
    }
    rebuilt(tokens, any, origin)
}

/// An event, or a part of one that was HTML.
enum Token<'a> {
    Event(Ev<'a>),
    Html { kind: Kind, source: String, range: Range<usize>, passes: bool },
}

#[derive(Clone, PartialEq, Eq)]
enum Kind {
    Open(String),
    Close(String),
    Void,
    Comment,
    Text,
    Other,
}

fn tokens(events: Vec<Ev<'_>>) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(events.len());
    let mut block: Option<(String, Range<usize>)> = None;
    for (event, range) in events {
        match event {
            Event::Html(html) => match &mut block {
                Some((source, whole)) => {
                    source.push_str(&html);
                    whole.end = range.end;
                }
                None => block = Some((html.to_string(), range)),
            },
            Event::InlineHtml(html) => split(&html, range.start, &mut tokens),
            other => {
                if let Some((source, whole)) = block.take() {
                    split(&source, whole.start, &mut tokens);
                }
                tokens.push(Token::Event((other, range)));
            }
        }
    }
    tokens
}

/// Cuts HTML source into tags, comments and the text between them.
fn split(source: &str, offset: usize, tokens: &mut Vec<Token<'_>>) {
    let mut rest = source;
    while !rest.is_empty() {
        let (kind, length) = next(rest);
        let start = offset + source.len() - rest.len();
        let passes = matches!(kind, Kind::Open(_) | Kind::Close(_) | Kind::Void | Kind::Text | Kind::Comment);
        tokens.push(Token::Html { kind, source: rest[..length].to_owned(), range: start..start + length, passes });
        rest = &rest[length..];
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
    let kind = match closing {
        None if VOID.contains(&name.as_str()) => Kind::Void,
        None if is_listed(&name) && !inner.ends_with('/') => Kind::Open(name),
        Some(_) if is_listed(&name) => Kind::Close(name),
        _ => Kind::Other,
    };
    (kind, end + 1)
}

fn is_listed(name: &str) -> bool {
    INLINE.contains(&name) || BLOCK.contains(&name)
}

/// One element of the text that is open: a container of markdown, or a raw tag.
enum Open {
    Container { is_html_block: bool },
    Raw { name: String, token: usize },
}

/// Takes the pass from every tag whose partner is missing or lies in another container.
fn demote_unmatched(tokens: &mut [Token<'_>]) {
    let mut open: Vec<Open> = Vec::new();
    for index in 0..tokens.len() {
        match &tokens[index] {
            Token::Event((Event::Start(tag), _)) => {
                open.push(Open::Container { is_html_block: matches!(tag, Tag::HtmlBlock) });
            }
            Token::Event((Event::End(tag), _)) => close_container(&mut open, *tag == TagEnd::HtmlBlock, tokens),
            Token::Html { kind: Kind::Open(name), .. } => {
                let name = name.clone();
                if may_open(&open, &name) {
                    open.push(Open::Raw { name, token: index });
                } else {
                    demote(tokens, index);
                }
            }
            Token::Html { kind: Kind::Close(name), .. } => {
                let name = name.clone();
                if !close_raw(&mut open, &name, tokens) {
                    demote(tokens, index);
                }
            }
            _ => {}
        }
    }
    for element in open {
        if let Open::Raw { token, .. } = element {
            demote(tokens, token);
        }
    }
}

/// Blocks open only where blocks may stand; a summary only as the child of its details.
fn may_open(open: &[Open], name: &str) -> bool {
    let in_html_block = open.iter().rev().find_map(|element| match element {
        Open::Container { is_html_block } => Some(*is_html_block),
        Open::Raw { .. } => None,
    }) == Some(true);
    match name {
        "details" => in_html_block && !matches!(open.last(), Some(Open::Raw { name, .. }) if name != "details"),
        "summary" => in_html_block && matches!(open.last(), Some(Open::Raw { name, .. }) if name == "details"),
        _ => true,
    }
}

/// Ends a container: inline tags left open in it lose their pass; `details` may outlive the HTML block that opens it.
fn close_container(open: &mut Vec<Open>, is_html_block: bool, tokens: &mut [Token<'_>]) {
    let mut kept = Vec::new();
    while let Some(element) = open.pop() {
        match element {
            Open::Container { .. } => break,
            Open::Raw { name, token } if is_html_block && name == "details" => kept.push(Open::Raw { name, token }),
            Open::Raw { token, .. } => demote(tokens, token),
        }
    }
    open.extend(kept.into_iter().rev());
}

/// Finds the partner of an end tag among the raw tags of this container; HTML blocks are no border for `details`.
fn close_raw(open: &mut Vec<Open>, name: &str, tokens: &mut [Token<'_>]) -> bool {
    let mut index = open.len();
    while index > 0 {
        index -= 1;
        match &open[index] {
            Open::Raw { name: opened, .. } if opened == name => {
                // Raw tags opened since then have no partner; a container can only be the HTML block of this very tag.
                let later = open.split_off(index);
                for element in later.into_iter().skip(1) {
                    match element {
                        Open::Raw { token, .. } => demote(tokens, token),
                        container @ Open::Container { .. } => open.push(container),
                    }
                }
                return true;
            }
            Open::Container { is_html_block: true } if name == "details" => {}
            Open::Container { .. } => return false,
            Open::Raw { .. } => {}
        }
    }
    false
}

fn demote(tokens: &mut [Token<'_>], index: usize) {
    if let Token::Html { passes, .. } = &mut tokens[index] {
        *passes = false;
    }
}

fn rebuilt<'a>(tokens: Vec<Token<'a>>, any: bool, origin: &mut Origin<'_>) -> Vec<Ev<'a>> {
    let mut events = Vec::with_capacity(tokens.len());
    let mut reported: Vec<String> = Vec::new();
    for token in tokens {
        match token {
            Token::Event(event) => events.push(event),
            Token::Html { kind: Kind::Comment, .. } => {}
            Token::Html { source, range, .. } if any => events.push((Event::InlineHtml(source.into()), range)),
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

/// One finding for an opening tag; its end tag is the same mistake.
fn report(source: &str, range: &Range<usize>, reported: &mut Vec<String>, origin: &mut Origin<'_>) {
    let name: String = source.trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect();
    if source.starts_with("</") {
        if let Some(at) = reported.iter().rposition(|opened| *opened == name) {
            reported.remove(at);
            return;
        }
    } else {
        reported.push(name);
    }
    let shown: String = source.chars().take(40).collect();
    let span = origin.span(range);
    origin.findings.add_with_help(Rule::RawHtml, span, format!("`{}` is shown as text", shown.trim()), HELP);
}

/// Text between tags of an HTML block: entities stay, stray marks are escaped.
fn escaped_text(text: &str) -> String {
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
