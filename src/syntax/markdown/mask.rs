//! A copy of a text in which stretches cannot be taken for markup, byte for byte as long as the text, so that every event
//! keeps its place: the reader reads the copy, and what it says is given in the words of the text.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag};

use super::boxes::{self, Found};
use super::events::Ev;
use super::references::Definition;

/// Stands for a mark or comment among words: punctuation that starts nothing, so that emphasis beside it is found as before.
const AMONG_WORDS: u8 = b'%';

/// Stands for a colon inside code and the like, where no punctuation could be told from what was typed.
const INSIDE: u8 = 0x01;

/// Fills a formula.
const FILLING: u8 = b'x';

/// What the reader must not see.
#[derive(Debug, Default)]
pub(super) struct Mask {
    formulas: Vec<Formula>,
    /// Formulas between brackets of LaTeX; sorted.
    brackets: Vec<Formula>,
    /// Boxes of other tools.
    boxes: Vec<Found>,
    /// Comments at the start of a line, up to the words that follow there; sorted.
    comments: Vec<Range<usize>>,
    /// Bytes among words, each of punctuation.
    marks: BTreeSet<usize>,
    /// Colons inside of code and the like.
    colons: Vec<usize>,
}

/// A formula between two `$$`, in whatever lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Formula {
    /// All of it, with its dollars.
    pub(super) range: Range<usize>,
    /// How many quotes it stands in: so many `>` lead each of its lines.
    pub(super) quotes: usize,
}

impl Mask {
    /// Hides what stands between the dollars of `formulas`, which do not overlap and are sorted.
    pub(super) fn hide_formulas(&mut self, formulas: Vec<Formula>) {
        self.formulas = formulas;
    }

    /// Hides what stands between the brackets of `formulas`, and these, which do not overlap and are sorted.
    pub(super) fn hide_brackets(&mut self, formulas: Vec<Formula>) {
        self.brackets = formulas;
    }

    /// The formulas between brackets that are hidden.
    pub(super) fn brackets(&self) -> &[Formula] {
        &self.brackets
    }

    /// Hides the lines of boxes.
    pub(super) fn hide_boxes(&mut self, boxes: Vec<Found>) {
        self.boxes = boxes;
    }

    /// The boxes whose lines are hidden.
    pub(super) fn boxes(&self) -> &[Found] {
        &self.boxes
    }

    /// Hides comments, so that the words behind them are read as words; nothing of them is shown.
    pub(super) fn hide_comments(&mut self, comments: Vec<Range<usize>>) {
        self.comments = comments;
    }

    /// Whether every hidden formula was read as one.
    pub(super) fn fits(&self, events: &[Ev<'_>]) -> bool {
        self.formulas_among(events).len() == self.formulas.len()
    }

    /// Those of the hidden formulas that events were read as.
    pub(super) fn formulas_among(&self, events: &[Ev<'_>]) -> Vec<Formula> {
        let read = events.iter().filter(|(event, _)| matches!(event, Event::DisplayMath(_)));
        read.filter_map(|(_, range)| at(&self.formulas, range)).cloned().collect()
    }

    /// Those of the hidden formulas between brackets that events were read as.
    pub(super) fn brackets_among(&self, events: &[Ev<'_>]) -> Vec<Formula> {
        let read = events.iter().filter(|(event, _)| matches!(event, Event::DisplayMath(_)));
        read.filter_map(|(_, range)| at(&self.brackets, range)).cloned().collect()
    }

    /// Hides a mark of punctuation among words.
    pub(super) fn hide_mark(&mut self, at: usize) {
        self.marks.insert(at);
    }

    /// Whether a mark that is hidden stands in `range`.
    pub(super) fn hides_mark_in(&self, range: &Range<usize>) -> bool {
        self.marks.range(range.clone()).next().is_some()
    }

    /// Hides a colon that stands in code or the like.
    pub(super) fn hide_colon(&mut self, at: usize) {
        self.colons.push(at);
    }

    /// Whether a text can hold colons that are hidden so.
    pub(super) fn can_hide_colons(text: &str) -> bool {
        !text.as_bytes().contains(&INSIDE)
    }

    fn is_empty(&self) -> bool {
        let Self { formulas, brackets, boxes, comments, marks, colons } = self;
        let nothing_of_others = brackets.is_empty() && boxes.is_empty();
        formulas.is_empty() && nothing_of_others && comments.is_empty() && marks.is_empty() && colons.is_empty()
    }

    fn over<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut bytes = text.as_bytes().to_vec();
        boxes::hide(&self.boxes, &mut bytes);
        for formula in &self.brackets {
            bytes[formula.range.clone()].fill(b'$');
        }
        let formulas = self.formulas.iter().chain(&self.brackets);
        formulas.for_each(|formula| bytes[inner(&formula.range)].fill(FILLING));
        self.comments.iter().for_each(|comment| bytes[comment.clone()].fill(AMONG_WORDS));
        self.marks.iter().for_each(|&at| bytes[at] = AMONG_WORDS);
        self.colons.iter().for_each(|&at| bytes[at] = INSIDE);
        // Only whole characters were replaced.
        String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
    }

    /// The events of `text`, unlike the text read without what is hidden, and the link definitions in it.
    pub(super) fn read<'a>(&self, text: &'a str, options: Options) -> (Vec<Ev<'a>>, Vec<Definition>) {
        match self.over(text) {
            Cow::Borrowed(text) => {
                let parser = Parser::new_ext(text, options);
                let definitions = Definition::all(&parser);
                (parser.into_offset_iter().collect(), definitions)
            }
            Cow::Owned(masked) => {
                let parser = Parser::new_ext(&masked, options);
                let definitions = Definition::all(&parser);
                let events = parser.into_offset_iter();
                (events.map(|event| self.as_typed(event, text, &masked)).collect(), definitions)
            }
        }
    }

    fn as_typed<'a>(&self, (event, range): Ev<'_>, text: &'a str, masked: &str) -> Ev<'a> {
        let event = match event {
            Event::Text(words) if masked.get(range.clone()) == Some(&*words) => {
                let shown = self.behind_comment(range);
                return (Event::Text(text[shown.clone()].into()), shown);
            }
            Event::DisplayMath(tex) => Event::DisplayMath(match self.formula(&range) {
                Some(formula) => formula.tex(text).into(),
                None => with_colons(tex),
            }),
            Event::InlineMath(tex) => Event::InlineMath(with_colons(tex)),
            Event::Code(code) => Event::Code(self.with_marks(code, &range, text, masked)),
            Event::InlineHtml(html) => Event::InlineHtml(self.with_marks(html, &range, text, masked)),
            Event::Html(html) => Event::Html(self.with_marks(html, &range, text, masked)),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => Event::Start(Tag::Link {
                link_type,
                dest_url: with_colons(dest_url),
                title: with_colons(title),
                id: with_colons(id),
            }),
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => Event::Start(Tag::Image {
                link_type,
                dest_url: with_colons(dest_url),
                title: with_colons(title),
                id: with_colons(id),
            }),
            other => other.into_static(),
        };
        (event, range)
    }

    /// What was typed for `read`, which stands at `range`. A mark that is hidden may turn out to stand in code.
    fn with_marks<'a>(&self, read: CowStr<'_>, range: &Range<usize>, text: &str, masked: &str) -> CowStr<'a> {
        let is_sign = |byte: &u8| *byte == AMONG_WORDS;
        let places: Vec<usize> = range.clone().filter(|&at| is_sign(&masked.as_bytes()[at])).collect();
        let signs = read.bytes().filter(|byte| is_sign(byte)).count();
        if signs != places.len() || !self.hides_mark_in(range) {
            return with_colons(read);
        }
        let mut places = places.into_iter();
        let typed = |sign: char| {
            let place = if sign == char::from(AMONG_WORDS) { places.next() } else { None };
            place.map_or(sign, |at| char::from(text.as_bytes()[at]))
        };
        with_colons(read.chars().map(typed).collect::<String>().into())
    }

    /// The part of `range` that belongs to no comment; an empty one where all of it does.
    fn behind_comment(&self, range: Range<usize>) -> Range<usize> {
        let before = self.comments.partition_point(|comment| comment.start <= range.start);
        match before.checked_sub(1).map(|index| self.comments[index].end) {
            Some(end) if range.start < end => end..range.end.max(end),
            _ => range,
        }
    }

    fn formula(&self, range: &Range<usize>) -> Option<&Formula> {
        at(&self.formulas, range).or_else(|| at(&self.brackets, range))
    }
}

fn at<'f>(formulas: &'f [Formula], range: &Range<usize>) -> Option<&'f Formula> {
    let index = formulas.binary_search_by_key(&range.start, |formula| formula.range.start).ok()?;
    Some(&formulas[index]).filter(|formula| formula.range == *range)
}

impl Formula {
    /// What stands between the dollars; blanks in place of the marks of quotes, so that every byte keeps its place.
    fn tex(&self, text: &str) -> String {
        let mut tex = String::with_capacity(self.range.len());
        for (number, line) in text[inner(&self.range)].split_inclusive('\n').enumerate() {
            let mut rest = line;
            for _ in 0..if number == 0 { 0 } else { self.quotes } {
                let lead = rest.len() - rest.trim_start_matches([' ', '\t']).len();
                let Some(after) = rest[lead..].strip_prefix('>') else { break };
                tex.push_str(&rest[..lead]);
                tex.push(' ');
                rest = after;
            }
            tex.push_str(rest);
        }
        tex
    }
}

fn inner(range: &Range<usize>) -> Range<usize> {
    range.start + 2..range.end - 2
}

fn with_colons<'a>(typed: CowStr<'_>) -> CowStr<'a> {
    if typed.as_bytes().contains(&INSIDE) { typed.replace(char::from(INSIDE), ":").into() } else { typed.into_static() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_comes_back_at_its_place() {
        let text = "a : b `c\n: d` $$é\n\n> e$$";
        let mut mask = Mask::default();
        mask.hide_mark(2);
        mask.hide_colon(9);
        mask.hide_formulas(vec![Formula { range: 14..text.len(), quotes: 1 }]);
        let (events, _) = mask.read(text, Options::ENABLE_MATH);
        let leaves: Vec<_> = events
            .iter()
            .filter_map(|(event, range)| match event {
                Event::Text(text) | Event::Code(text) | Event::DisplayMath(text) => Some((&**text, range.clone())),
                _ => None,
            })
            .collect();
        assert_eq!(leaves, [("a : b ", 0..6), ("c : d", 6..13), (" ", 13..14), ("é\n\n  e", 14..text.len())]);
    }
}
