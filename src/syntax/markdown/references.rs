//! Links by reference, `[text][name]`, whose definition is not written, and definitions that were meant as words.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::Origin;
use super::events::Ev;
use super::notes::folded;
use super::writer::trimmed;
use super::{looks, marks, quotes};
use crate::finding::Rule;
use crate::finding::suggest::nearest;

/// No text or name of such a link is longer, in characters.
const LONGEST: usize = 200;

/// For more links than that in one text no name is suggested.
const MOST_COMPARED: usize = 100;

/// A line such as `[name]: address`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Definition {
    pub(super) label: String,
    destination: String,
    pub(super) range: Range<usize>,
}

impl Definition {
    /// Those that the reader has found, in their order.
    pub(super) fn all(parser: &Parser<'_>) -> Vec<Self> {
        let found = parser.reference_definitions().iter();
        let mut all: Vec<Self> = found
            .map(|(label, definition)| Self {
                label: label.to_owned(),
                destination: definition.dest.to_string(),
                range: definition.span.clone(),
            })
            .collect();
        all.sort_by_key(|definition| definition.range.start);
        all
    }
}

/// Reports what was meant as a link and is none, and what is a definition and was meant as words.
pub(super) fn report(events: &[Ev<'_>], definitions: &[Definition], text: &str, origin: &mut Origin<'_>) {
    let links = unwritten(events, text);
    if links.is_empty() && definitions.is_empty() {
        return;
    }
    let used: BTreeSet<String> = events.iter().filter_map(|(event, _)| used_label(event)).map(folded).collect();
    let unused: Vec<&Definition> =
        definitions.iter().filter(|definition| !used.contains(&folded(&definition.label))).collect();
    for (index, link) in links.into_iter().enumerate() {
        let labels = unused.iter().map(|definition| definition.label.as_str());
        let near = nearest(link.name, labels.filter(|_| index < MOST_COMPARED));
        if near.is_some() || link.is_meant(!definitions.is_empty()) {
            link.report(near, text, origin);
        }
    }
    let marks: Vec<&Definition> = definitions.iter().filter(|one| marks::is_label(&one.label)).collect();
    let has_bang = definitions.iter().any(|one| one.label.contains(looks::is_bang));
    let reported = if has_bang { quotes::openings(events, text) } else { BTreeSet::new() };
    report_marks(&marks, &reported, origin);
    let is_told = |one: &Definition| marks.contains(&one) || reported.contains(&one.range.start);
    let words = |one: &&Definition| is_word(&one.destination) && !is_told(one);
    for definition in unused.into_iter().filter(words) {
        let span = origin.span(&trimmed(text, &definition.range));
        let message =
            format!("`[{}]:` at the start of a line defines a link, so this line is not shown", definition.label);
        let help =
            "if the brackets are part of the text, write `\\[`; otherwise, delete the line, because no link uses it";
        origin.findings.add_with_help(Rule::UnusedDefinition, span, message, help);
    }
}

/// A mark with a colon behind it is no mark, but defines a link. One that opens a quote is told with that.
fn report_marks(marks: &[&Definition], reported: &BTreeSet<usize>, origin: &mut Origin<'_>) {
    for definition in marks.iter().filter(|one| !reported.contains(&one.range.start)) {
        let mark = definition.range.start..definition.range.start + "[]".len() + definition.label.len();
        let message =
            format!("`[{}]:` defines a link and is not a mark, so it hides nothing and is not shown", definition.label);
        let help = "put the mark without a colon at the start of a quote of its own: `> [!…]`";
        origin.findings.add_with_help(Rule::UnknownAlert, origin.span(&mark), message, help);
    }
}

fn used_label<'e>(event: &'e Event<'_>) -> Option<&'e str> {
    match event {
        Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. })
            if matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) =>
        {
            Some(id)
        }
        _ => None,
    }
}

/// Whether a destination is no address, but the first word of a sentence: `[Ada]: Hello`.
fn is_word(destination: &str) -> bool {
    let word = destination.trim_end_matches(['.', ',', '!', '?', ':', ';', '…']);
    !word.is_empty() && !word.contains(['.', '/', ':', '#', '?', '@', '<', '%', '=', '&'])
}

/// Two pairs of brackets that touch, among words.
struct Unwritten<'t> {
    words: &'t str,
    name: &'t str,
    range: Range<usize>,
    /// What stands right before it.
    before: Option<char>,
}

/// All that look like links by reference, outside of code.
fn unwritten<'t>(events: &[Ev<'_>], text: &'t str) -> Vec<Unwritten<'t>> {
    let mut found = Vec::new();
    let mut code = 0usize;
    for (event, range) in events {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => code += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => code = code.saturating_sub(1),
            Event::Text(words) if code == 0 && words.contains("][") => {
                let typed = &text[range.clone()];
                let middles = typed.match_indices("][").map(|(at, _)| range.start + at);
                found.extend(middles.filter_map(|middle| Unwritten::around(text, middle, range.end)));
            }
            _ => {}
        }
    }
    found
}

impl<'t> Unwritten<'t> {
    fn around(text: &'t str, middle: usize, end: usize) -> Option<Self> {
        let before = &text[..middle];
        let near = before.char_indices().rev().take(LONGEST).take_while(|(_, c)| *c != '\n');
        let open = near.into_iter().find(|(_, c)| matches!(c, '[' | ']')).filter(|(_, c)| *c == '[')?.0;
        let after = &text[middle + 2..end];
        let close = after.char_indices().take(LONGEST).find(|(_, c)| matches!(c, '[' | ']' | '\n'))?;
        if close.1 != ']' || before.ends_with('\\') || after[..close.0].ends_with('\\') {
            return None;
        }
        let words = &text[open + 1..middle];
        let name = if close.0 == 0 { words } else { &after[..close.0] };
        let range = open..middle + 2 + close.0 + 1;
        Some(Self { words, name, before: text[..range.start].chars().next_back(), range })
    }

    /// Whether it cannot but be meant as a link: brackets with words, which follow no name as those of `matrix[i][j]` do.
    fn is_meant(&self, has_definitions: bool) -> bool {
        let follows_name =
            self.before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ']' | ')' | '_' | '\\' | '$'));
        let is_text = |text: &str| {
            let fits = |c: char| c.is_alphanumeric() || c.is_whitespace() || "-_.:,'’*`&/!?".contains(c);
            text.chars().all(fits) && text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() >= 2)
        };
        let fits = is_text(self.words) && is_text(self.name);
        let has_several = [self.words, self.name].iter().any(|text| text.trim().contains(char::is_whitespace));
        let is_one_name = self.words.eq_ignore_ascii_case(self.name);
        let is_image = self.before == Some('!');
        fits && !follows_name && (has_definitions || has_several || is_one_name || is_image)
    }

    fn report(&self, near: Option<&str>, text: &str, origin: &mut Origin<'_>) {
        let span = origin.span(&trimmed(text, &self.range));
        let message = format!("`[{}]` is not defined, so this link is shown as text", self.name);
        let help = match near {
            Some(near) => format!("did you mean `[{near}]`?"),
            None => format!(
                "write `[{}]: …` with the address on a line of its own, or `\\[` if you mean brackets",
                self.name
            ),
        };
        origin.findings.add_with_help(Rule::UndefinedReference, span, message, help);
    }
}
