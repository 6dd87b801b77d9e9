//! Places that authors name in HTML of their own: the `id` of an element, the `name` of a link.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::Event;

use super::events::Stream;
use super::writer::{FragmentWriter, Sinks};
use crate::model::fragment::{Named, Piece};

/// The places that a text names. Only where all HTML passes has it any.
pub(super) fn named(stream: &Stream<'_>, any_html: bool) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    if any_html {
        let notes = stream.notes.values().flatten();
        for (event, _) in stream.events.iter().chain(notes) {
            if let Event::InlineHtml(html) = event {
                named.extend(names(html).into_iter().map(|name| html[name].to_owned()));
            }
        }
    }
    named
}

impl FragmentWriter<'_> {
    /// HTML that passes, a slot in the place of each name: a text can stand on several pages.
    pub(super) fn passing(&mut self, html: &str, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        let mut written = 0;
        let names = if self.context.reader.settings.any_html { names(html) } else { Vec::new() };
        // Only where the text was typed as it arrived are its places known.
        let exact = self.context.source.get(range.clone()) == Some(html);
        for name in names {
            self.raw(&html[written..name.start]);
            let place = range.start + name.start..range.start + name.end;
            let span = sinks.origin.span(if exact { &place } else { range });
            self.slot(Piece::Anchor(Box::new(Named { id: html[name.clone()].to_owned(), span })));
            written = name.end;
        }
        let rest = self.html_as_set(&html[written..], range).into_owned();
        self.raw(&rest);
        self.mention(html, range, sinks);
    }
}

/// The name of the element that a start tag opens.
pub(super) fn element(html: &str) -> Option<Range<usize>> {
    let tag = html.strip_prefix('<').filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    Some(1..1 + tag.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(tag.len()))
}

/// Where the names stand in a tag; none in what is no start tag.
fn names(html: &str) -> Vec<Range<usize>> {
    let Some(element) = element(html) else { return Vec::new() };
    let is_link = html[element.clone()].eq_ignore_ascii_case("a");
    let mut names: Vec<Range<usize>> = Vec::new();
    let mut at = element.end;
    while let Some((name, value)) = attribute(html, &mut at) {
        let is_name = name.eq_ignore_ascii_case("id") || (is_link && name.eq_ignore_ascii_case("name"));
        let value_text = &html[value.clone()];
        let is_plain = !value_text.is_empty() && !value_text.contains(|c: char| c.is_whitespace() || c == '&');
        // The old way to name a link is often written beside the new one.
        let is_new = names.iter().all(|known| &html[known.clone()] != value_text);
        if is_name && is_plain && is_new {
            names.push(value);
        }
    }
    names
}

/// The next attribute of a tag from the byte `at`, which is moved behind it: its name, and where its value stands.
pub(super) fn attribute<'h>(html: &'h str, at: &mut usize) -> Option<(&'h str, Range<usize>)> {
    let blank = |c: char| c.is_whitespace() || c == '/';
    *at += html[*at..].len() - html[*at..].trim_start_matches(blank).len();
    let rest = &html[*at..];
    if rest.is_empty() || rest.starts_with('>') {
        return None;
    }
    let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len()).max(1);
    // A stray `=` begins a name.
    let length = if rest.is_char_boundary(length) { length } else { rest.len() };
    let (name, after) = rest.split_at(length);
    *at += length;
    let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else { return Some((name, *at..*at)) };
    let start = html.len() - value.len();
    let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
    let (start, length) = match quote {
        Some(quote) => (start + 1, value[1..].find(quote).unwrap_or(value.len() - 1)),
        None => (start, value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len())),
    };
    *at = (start + length + usize::from(quote.is_some())).min(html.len());
    Some((name, start..start + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_the_names_of_links_are_places() {
        let found = |html: &str| -> Vec<String> { names(html).into_iter().map(|name| html[name].to_owned()).collect() };
        assert_eq!(found("<a id=\"start\"></a>"), ["start"]);
        assert_eq!(found("<A NAME=start>"), ["start"]);
        assert_eq!(found("<a id='x' name='x'>"), ["x"]);
        assert_eq!(found("<p class=\"id=no\" data-id=no hidden id = 'Yes'>"), ["Yes"]);
        assert_eq!(found("<input name=\"field\" />"), [""; 0]);
        for none in
            ["", "<", "</a id=x>", "text id=x", "<p id>", "<p id=\"\">", "<p id=\"two words\">", "<p = id", "<p é"]
        {
            assert_eq!(found(none), [""; 0], "{none:?}");
        }
    }
}
