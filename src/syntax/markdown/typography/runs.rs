//! Runs of words: what stands in one block, letter by letter, whatever markup lies between.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{Letter, THING, may_be_set};
use crate::syntax::markdown::events::Ev;
use crate::syntax::markdown::html;
use crate::syntax::markdown::writer::{Context, opens_block};

/// Calls `with` for each run of words in `events` in which something may be set.
pub(super) fn each(events: &[Ev<'_>], context: &Context<'_>, with: impl FnMut(&[Letter])) {
    let mut runs = Runs { context, run: Vec::new(), around: Vec::new(), is_address: false, with };
    let mut is_code = false;
    let parts = |(event, _): &Ev<'_>| {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            _ => {}
        }
        is_code || parts_runs(event)
    };
    for run in events.split(parts).filter(|run| run.iter().any(may_be_set_in)) {
        for (event, range) in run {
            runs.event(event, range);
        }
        runs.end();
    }
}

/// Whether words before and after an event belong to different runs.
fn parts_runs(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => opens_block(tag),
        Event::End(tag) => !matches!(
            tag,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Superscript
                | TagEnd::Subscript
                | TagEnd::Link
                | TagEnd::Image
        ),
        Event::Html(_) | Event::Rule | Event::TaskListMarker(_) => true,
        _ => false,
    }
}

fn may_be_set_in((event, _): &Ev<'_>) -> bool {
    match event {
        Event::Text(words) | Event::InlineHtml(words) => may_be_set(words),
        _ => false,
    }
}

struct Runs<'c, F> {
    context: &'c Context<'c>,
    run: Vec<Letter>,
    /// The runs around the words of an image.
    around: Vec<Vec<Letter>>,
    /// Whether an address is open that is its own words.
    is_address: bool,
    with: F,
}

impl<F: FnMut(&[Letter])> Runs<'_, F> {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => {
                self.put(THING);
                self.is_address = true;
            }
            Event::End(TagEnd::Link) => self.is_address = false,
            _ if self.is_address => {}
            Event::Text(text) if is_tag(text) => self.put(THING),
            Event::Text(text) => self.words(text, range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.put(THING),
            Event::InlineHtml(html) => self.html(html, range),
            Event::SoftBreak | Event::HardBreak => self.put('\n'),
            Event::Start(Tag::Image { .. }) => {
                self.put(THING);
                self.around.push(std::mem::take(&mut self.run));
            }
            Event::End(TagEnd::Image) => {
                self.end();
                self.run = self.around.pop().unwrap_or_default();
            }
            _ => {}
        }
    }

    fn put(&mut self, shown: char) {
        self.run.push(Letter { shown, at: 0, is_free: false });
    }

    fn words(&mut self, text: &str, range: &Range<usize>) {
        let code = self.context.code;
        self.run.extend(letters(text, range, self.context.source).map(|letter| free_outside(letter, code)));
    }

    /// A break, an image, a mark that is nothing to see, or a text between tags.
    fn html(&mut self, html: &str, range: &Range<usize>) {
        if html::is_break(html) {
            return self.put('\n');
        }
        if let Some(typed) = text_of_html(html, range, self.context) {
            self.words(typed, range);
        }
    }

    fn end(&mut self) {
        if !self.run.is_empty() {
            (self.with)(&self.run);
            self.run.clear();
        }
    }
}

/// Whether a text is a tag that does not pass.
fn is_tag(text: &str) -> bool {
    text.starts_with('<') && text.len() > 2 && text.trim_end().ends_with('>')
}

/// What was typed for HTML that is the text between two tags. Where all HTML passes, nobody knows.
pub(super) fn text_of_html<'c>(html: &str, range: &Range<usize>, context: &Context<'c>) -> Option<&'c str> {
    let typed = context.source.get(range.clone())?;
    let is_text = !html.starts_with('<') && !context.reader.settings.any_html;
    (is_text && html::escaped_text(typed) == html).then_some(typed)
}

fn free_outside(letter: Letter, code: &[Range<usize>]) -> Letter {
    let before = code.partition_point(|inside| inside.start <= letter.at);
    let is_inside = before.checked_sub(1).is_some_and(|last| letter.at < code[last].end);
    Letter { is_free: letter.is_free && !is_inside, ..letter }
}

/// The letters of a text that was read at `range`. Those that are escaped are not free, and neither is anything from where
/// on the text is no longer as it was typed.
pub(super) fn letters<'t>(text: &'t str, range: &Range<usize>, source: &'t str) -> impl Iterator<Item = Letter> + 't {
    let typed = source.get(range.clone()).unwrap_or_default();
    let (start, end) = (range.start, range.end);
    let is_exact = typed == text;
    let is_led = source.get(..start).is_some_and(|before| before.ends_with('\\'));
    let mut rest = typed;
    text.char_indices().map(move |(index, shown)| {
        if is_exact {
            let is_escaped = is_led && index == 0 && shown.is_ascii_punctuation();
            return Letter { shown, at: start + index, is_free: !is_escaped };
        }
        let (lead, length, is_free) = step(rest, shown, is_led && index == 0);
        let at = end - rest.len() + lead;
        rest = rest.get(lead + length..).unwrap_or_default();
        Letter { shown, at, is_free }
    })
}

/// How far `shown` stands from the beginning of what was typed, how long it is there, and whether it was typed so.
fn step(typed: &str, shown: char, is_escaped: bool) -> (usize, usize, bool) {
    let escaped = typed.strip_prefix('\\').is_some_and(|rest| rest.starts_with(shown));
    if escaped && shown.is_ascii_punctuation() {
        return (1, 1, false);
    }
    if let Some(length) = entity(typed)
        && (shown != '&' || ["&amp;", "&AMP;", "&#38;", "&#x26;"].contains(&&typed[..length]))
    {
        return (0, length, false);
    }
    if typed.starts_with(shown) {
        return (0, shown.len_utf8(), !(is_escaped && shown.is_ascii_punctuation()));
    }
    // Nobody knows where it comes from.
    (typed.len(), 0, false)
}

/// How long the entity is with which a text begins.
fn entity(typed: &str) -> Option<usize> {
    let name = typed.strip_prefix('&')?;
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '#')?;
    (end > 0 && end < 32 && name[end..].starts_with(';')).then_some(end + 2)
}

/// Where the part `kept` of a text stands that was read at `range`.
pub(in crate::syntax::markdown) fn narrowed(
    text: &str,
    range: &Range<usize>,
    kept: Range<usize>,
    source: &str,
) -> Range<usize> {
    let place = |index: usize| {
        let mut places = text.char_indices().zip(letters(text, range, source));
        places.find(|((at, _), _)| *at >= index).map_or(range.end, |(_, letter)| letter.at)
    };
    place(kept.start)..place(kept.end)
}

/// Whether an index is in one of these ranges, which are sorted.
pub(super) fn is_in(ranges: &[Range<usize>], index: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= index);
    ranges.get(next).is_some_and(|range| range.start <= index)
}

/// Where nothing is set in a run: in addresses, and between braces, where people write code.
pub(super) fn fixed(run: &[Letter]) -> Vec<Range<usize>> {
    let mut fixed = addresses(run);
    let mut open = Vec::new();
    for (index, letter) in run.iter().enumerate() {
        match letter.shown {
            '{' => open.push(index),
            '}' => fixed.extend(open.pop().map(|start| start..index)),
            _ => {}
        }
    }
    fixed.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(fixed.len());
    for range in fixed {
        match joined.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => joined.push(range),
        }
    }
    joined
}

/// Where addresses stand in a run.
fn addresses(run: &[Letter]) -> Vec<Range<usize>> {
    let is_part = |letter: &Letter| letter.shown.is_ascii_graphic() && !"\"<>`".contains(letter.shown);
    let mut found = Vec::new();
    let mut start = 0;
    for word in run.split(|letter| !is_part(letter)) {
        let shown: String = word.iter().map(|letter| letter.shown).collect();
        if let Some(at) = address(&shown) {
            // A mark at its end closes what was opened before it.
            found.push(start + at..start + shown.trim_end_matches('\'').len());
        }
        start += word.len() + 1;
    }
    found
}

/// Where an address begins in a word of plain characters.
fn address(word: &str) -> Option<usize> {
    if let Some(at) = word.find("://") {
        let scheme = word[..at].bytes().rev().take_while(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(byte));
        return Some(at - scheme.count());
    }
    let name = word.trim_start_matches(['(', '[', '\'']);
    let is_address = name.starts_with("www.") || name.split_once('@').is_some_and(|(_, host)| host.contains('.'));
    is_address.then(|| word.len() - name.len())
}
