//! Definition lists: a line with the term, then lines that begin with `: ` and a meaning. The reader takes any line that
//! begins with a colon for a meaning, even inside of code, so the colons of all other lines are hidden from it.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events::Ev;
use super::mask::Mask;

/// Hides every colon at the start of a line but those of definitions; false where there are none.
pub(super) fn hide_colons(events: &[Ev<'_>], text: &str, mask: &mut Mask) -> bool {
    if !text.contains(':') || !Mask::can_hide_colons(text) {
        return false;
    }
    let colons = leading_colons(text);
    let mut walk = Walk::through(text);
    let mut next = colons.iter().copied().peekable();
    let mut is_any = false;
    for (event, range) in events {
        // The address and title of a link stand behind its words.
        if matches!(event, Event::End(TagEnd::Link | TagEnd::Image)) {
            while let Some(at) = next.next_if(|at| range.contains(at)) {
                mask.hide_colon(at);
            }
        }
        // Between events lie marks and link definitions, in which a colon does no harm.
        while next.next_if(|&at| at < range.start).is_some() {}
        if let Some(&at) = next.peek()
            && range.contains(&at)
            // The line of a box is a rule, and has no colon any more.
            && !matches!(event, Event::Start(_) | Event::End(_) | Event::Rule)
        {
            let is_definition = walk.allows(event, range, at) && has_meaning(&text[at..]);
            walk.defines |= is_definition;
            is_any |= is_definition;
            let is_text = matches!(event, Event::Text(_));
            while let Some(at) = next.next_if(|at| range.contains(at)) {
                match (is_definition, is_text) {
                    (true, _) => {}
                    (false, true) => mask.hide_mark(at),
                    (false, false) => mask.hide_colon(at),
                }
            }
        }
        walk.pass(event, range);
    }
    is_any
}

/// The colons before which nothing stands on their line but blanks and the marks of quotes.
fn leading_colons(text: &str) -> Vec<usize> {
    let mut start = 0;
    let mut colons = Vec::new();
    for line in text.split_inclusive('\n') {
        let lead = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        if line.as_bytes().get(lead) == Some(&b':') {
            colons.push(start + lead);
        }
        start += line.len();
    }
    colons
}

/// Whether a colon is followed by a blank and by something on its line.
fn has_meaning(text: &str) -> bool {
    let line = text[1..].lines().next().unwrap_or_default();
    line.starts_with([' ', '\t']) && !line.trim().is_empty()
}

/// What is known on the way through the events.
struct Walk<'t> {
    text: &'t str,
    /// The lines of the paragraph that were passed, and those of the one before it.
    lines: usize,
    lines_before: usize,
    /// Whether this paragraph holds a definition, and whether what stands before it does.
    defines: bool,
    defined_before: bool,
    /// How many elements inside of a line are open.
    depth: usize,
    /// Whether a line begins here.
    at_line: bool,
}

impl<'t> Walk<'t> {
    fn through(text: &'t str) -> Self {
        Self { text, lines: 0, lines_before: 0, defines: false, defined_before: false, depth: 0, at_line: true }
    }

    /// Whether `at` may begin a definition: first on a line, below a term of one line or another definition.
    fn allows(&self, event: &Event<'_>, range: &Range<usize>, at: usize) -> bool {
        let is_first = matches!(event, Event::Text(_)) && range.start == at && self.at_line && self.depth == 0;
        let follows = match self.lines {
            0 => self.lines_before == 1 || self.defined_before,
            lines => lines == 1 || self.defines,
        };
        is_first && follows
    }

    fn pass(&mut self, event: &Event<'_>, range: &Range<usize>) {
        self.at_line = false;
        match event {
            Event::SoftBreak | Event::HardBreak => {
                self.lines += 1;
                self.at_line = true;
            }
            Event::Start(tag) if is_inline(tag) => self.depth += 1,
            Event::End(tag) if is_inline_end(*tag) => self.depth = self.depth.saturating_sub(1),
            Event::Start(Tag::Paragraph) => (self.lines, self.defines, self.at_line) = (0, false, true),
            Event::End(TagEnd::Paragraph) => {
                self.lines_before = self.lines + 1;
                self.defined_before = self.defines || self.goes_on(range.start);
                (self.lines, self.defines) = (0, false);
            }
            Event::Start(_) | Event::Rule => self.new_block(range.start),
            Event::End(_) => {
                self.defined_before |= self.defines;
                (self.lines, self.lines_before, self.defines, self.at_line) = (0, 0, false, true);
            }
            _ => {}
        }
    }

    fn new_block(&mut self, start: usize) {
        let defined_before = (self.defines || self.defined_before) && self.is_indented(start);
        *self = Self { defined_before, ..Self::through(self.text) };
    }

    /// What is indented below a definition is part of it.
    fn goes_on(&self, start: usize) -> bool {
        self.defined_before && self.is_indented(start)
    }

    fn is_indented(&self, at: usize) -> bool {
        let line = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let rest = self.text[line..].trim_start_matches("> ").trim_start_matches('>');
        rest.starts_with("  ") || rest.starts_with('\t')
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}
