//! Quotation marks, apostrophes, dashes and ellipses in place of what keyboards have for them.
//!
//! The events stay as they were read: ids, places and everything that is compared are made of what was typed. What is
//! set otherwise is known by its place in the text, and put in where words are written.

mod claims;
mod dashes;
mod quotes;
mod runs;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

pub(super) use runs::narrowed;

use super::events::{Ev, words_with};
use super::html::escaped_text;
use super::writer::FragmentWriter;
use crate::model::quotation::Quotation;

/// The quotation marks of a language: those around words, and those inside of these.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Quotes {
    /// What opens and closes a quotation, with the narrow blanks that belong to it.
    pub outer: [String; 2],
    /// The same of one inside another, and of one that was typed with single marks.
    pub inner: [String; 2],
}

/// Stands for code, a formula or an image among words.
const THING: char = '\u{fffc}';

/// A character of a run of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Letter {
    shown: char,
    /// The byte of the text from which it was read.
    at: usize,
    /// Whether it was typed as it is shown, and may be set otherwise.
    is_free: bool,
}

/// What is set in place of something that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Quote(Quotation),
    Apostrophe,
    EnDash,
    EmDash,
    Ellipsis,
}

impl Sign {
    fn shown(self, quotes: &Quotes) -> &str {
        let of = |is_inner| if is_inner { &quotes.inner } else { &quotes.outer };
        match self {
            Self::Quote(Quotation { is_inner, opens, .. }) => &of(is_inner)[usize::from(!opens)],
            Self::Apostrophe => "’",
            Self::EnDash => "–",
            Self::EmDash => "—",
            Self::Ellipsis => "…",
        }
    }
}

/// A sign, and how many characters it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    sign: Sign,
    length: usize,
}

/// What is set otherwise in a text than it was typed, by the byte at which that begins.
#[derive(Debug, Default)]
pub(super) struct Marks {
    found: BTreeMap<usize, Mark>,
    /// Whether they are found for elements around those that are written.
    is_begun: bool,
}

impl Marks {
    /// Whether elements begin to be written that lie in no others.
    pub(super) fn begin(&mut self) -> bool {
        !std::mem::replace(&mut self.is_begun, true)
    }

    /// Ends what began with this answer.
    pub(super) fn end(&mut self, is_outermost: bool) {
        self.is_begun = !is_outermost;
    }

    /// Adds those of a run: words that follow each other in one block.
    fn add(&mut self, run: &[Letter]) {
        let fixed = runs::fixed(run);
        let marks = dashes::find(run, &fixed).into_iter().chain(quotes::find(run, &fixed));
        self.found.extend(marks.map(|(index, mark)| (run[index].at, mark)));
    }

    fn are_in(&self, range: &Range<usize>) -> bool {
        !self.found.is_empty() && self.found.range(range.start..range.end.max(range.start)).next().is_some()
    }

    /// Calls `with` for each letter that stays, and for each sign that is set in place of some.
    fn each(&self, letters: impl Iterator<Item = Letter>, mut with: impl FnMut(Result<Sign, char>)) {
        let mut skipped = 0;
        for letter in letters {
            if skipped > 0 {
                skipped -= 1;
                continue;
            }
            match self.found.get(&letter.at).filter(|_| letter.is_free) {
                Some(mark) => {
                    with(Ok(mark.sign));
                    skipped = mark.length - 1;
                }
                None => with(Err(letter.shown)),
            }
        }
    }

    /// These letters as they are set.
    fn put_into(&self, letters: impl Iterator<Item = Letter>, quotes: &Quotes) -> String {
        let mut set = String::new();
        self.each(letters, |part| match part {
            Ok(sign) => set.push_str(sign.shown(quotes)),
            Err(letter) => set.push(letter),
        });
        set
    }
}

/// Whether something in a text may be set otherwise.
fn may_be_set(text: &str) -> bool {
    text.contains(['"', '\'']) || text.contains("--") || text.contains("...")
}

/// Words that hold no markup, as they are set.
pub(super) fn plain<'t>(text: &'t str, quotes: &Quotes) -> Cow<'t, str> {
    if !may_be_set(text) {
        return Cow::Borrowed(text);
    }
    let letters = || text.char_indices().map(|(at, shown)| Letter { shown, at, is_free: true });
    let mut marks = Marks::default();
    marks.add(&letters().collect::<Vec<_>>());
    if marks.found.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(marks.put_into(letters(), quotes)) }
}

impl<'a> FragmentWriter<'a> {
    /// Finds what is set otherwise in `events`, which are whole blocks or a run of words.
    pub(super) fn find_marks(&mut self, events: &[Ev<'_>]) {
        if self.quotes().is_some() {
            runs::each(events, &self.context, |run| self.set.add(run));
        }
    }

    /// The quotation marks that are set, where anything is.
    pub(super) fn quotes(&self) -> Option<&'a Quotes> {
        self.context.reader.settings.quotes.as_ref()
    }

    /// Whether something of what was read at `range` is set otherwise than it was typed.
    pub(super) fn is_set_in(&self, range: &Range<usize>) -> bool {
        !self.in_raw_text && self.set.are_in(range)
    }

    /// A text that was read at `range`, as it is set.
    pub(super) fn as_set<'t>(&self, text: &'t str, range: &Range<usize>) -> Cow<'t, str> {
        let Some(quotes) = self.quotes().filter(|_| self.is_set_in(range)) else { return Cow::Borrowed(text) };
        Cow::Owned(self.set.put_into(runs::letters(text, range, self.context.source), quotes))
    }

    /// The words of some events, as they are set.
    pub(super) fn words_as_set(&self, events: &[Ev<'_>]) -> String {
        words_with(events, |text, range| self.as_set(text, range))
    }

    /// The text of HTML that was read at `range`, as it is set; a tag is as it was typed.
    pub(super) fn html_as_set<'t>(&self, html: &'t str, range: &Range<usize>) -> Cow<'t, str> {
        let typed = runs::text_of_html(html, range, &self.context).filter(|_| self.set.are_in(range));
        let (Some(typed), Some(quotes)) = (typed, self.quotes()) else { return Cow::Borrowed(html) };
        let letters = runs::letters(typed, range, self.context.source);
        let set = self.set.put_into(letters, quotes);
        Cow::Owned(escaped_text(&set))
    }

    /// A title that stands in the brackets of a link or image, as it is set.
    pub(super) fn title_as_set<'t>(&self, title: &'t str) -> Cow<'t, str> {
        self.quotes().map_or(Cow::Borrowed(title), |quotes| plain(title, quotes))
    }
}
