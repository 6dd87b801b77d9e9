//! A text read with its quirks mended: it is read again where the first reading shows what the reader takes for markup and
//! is none. An ordinary text is read once.

use std::ops::Range;

use pulldown_cmark::Options;

use super::boxes;
use super::brackets;
use super::comments;
use super::definitions;
use super::events::{Ev, merged};
use super::formulas::{self, Money};
use super::mask::Mask;
use super::references::Definition;
use super::writer::DEEPEST_ALERT;

/// So often what was hidden in vain is looked for.
const MOST_ROUNDS: usize = 4;

/// What the reader says about a text.
pub(super) struct Reading<'a> {
    text: &'a str,
    options: Options,
    mask: Mask,
    /// The events, with the texts that touch joined.
    pub(super) events: Vec<Ev<'a>>,
    /// The link definitions.
    pub(super) definitions: Vec<Definition>,
    /// The marks of other tools that are read as what they mean.
    pub(super) understood: Vec<Range<usize>>,
}

/// Which boxes of other tools are looked for: where there are blocks.
const BLOCKS: Options = Options::ENABLE_TABLES;

impl<'a> Reading<'a> {
    /// Reads `text`.
    pub(super) fn of(text: &'a str, options: Options) -> Self {
        let without_lists = options - Options::ENABLE_DEFINITION_LIST;
        let mut reading = Self::unread(text, without_lists);
        reading.again();
        let comments = comments::before_words(&reading.events, text);
        if !comments.is_empty() {
            reading.mask.hide_comments(comments);
            reading.again();
        }
        if options.contains(BLOCKS) && boxes::may_be_in(text) {
            reading.find_boxes();
        }
        if options.contains(Options::ENABLE_MATH) {
            reading.find_brackets();
            reading.find_formulas();
            reading.hide_money();
        }
        let has_lists = options.contains(Options::ENABLE_DEFINITION_LIST)
            && definitions::hide_colons(&reading.events, text, &mut reading.mask);
        if has_lists {
            reading.options = options;
            reading.again();
        }
        reading.keep_what_fits();
        formulas::with_bars(&mut reading.events);
        reading.understand();
        reading
    }

    /// Hides the lines of boxes. A box inside of an indented one is seen when that is no code any more.
    fn find_boxes(&mut self) {
        for _ in 0..DEEPEST_ALERT {
            let found = boxes::find(&self.events, self.text, self.mask.boxes());
            if found.is_empty() {
                return;
            }
            self.mask.hide_boxes([self.mask.boxes(), &found].concat());
            self.again();
            self.keep_boxes();
            // Those that were no boxes would be found again.
            if !found.iter().any(|one| self.mask.boxes().contains(one)) {
                return;
            }
        }
    }

    fn keep_boxes(&mut self) {
        for _ in 0..MOST_ROUNDS {
            let whole = boxes::whole(&self.events, self.text, self.mask.boxes());
            if whole.len() == self.mask.boxes().len() {
                return;
            }
            self.mask.hide_boxes(whole);
            self.again();
        }
        self.mask.hide_boxes(Vec::new());
        self.again();
    }

    /// Hides formulas between brackets of LaTeX.
    fn find_brackets(&mut self) {
        let found = brackets::find(&self.events, self.text);
        if !found.is_empty() {
            self.mask.hide_brackets(found);
            self.again();
            self.keep_brackets();
        }
    }

    fn keep_brackets(&mut self) {
        for _ in 0..MOST_ROUNDS {
            let read = self.mask.brackets_among(&self.events);
            if read.len() == self.mask.brackets().len() {
                return;
            }
            self.mask.hide_brackets(read);
            self.again();
        }
        self.mask.hide_brackets(Vec::new());
        self.again();
    }

    /// Makes of what is hidden and whole what it means.
    fn understand(&mut self) {
        let mut whole = boxes::whole(&self.events, self.text, self.mask.boxes());
        if whole.len() < self.mask.boxes().len() {
            // What is hidden and no box would not be shown at all.
            self.mask.hide_boxes(Vec::new());
            self.again();
            whole.clear();
        }
        self.understood = whole.iter().map(|one| one.open().clone()).collect();
        self.understood.extend(self.mask.brackets().iter().map(|formula| formula.range.clone()));
        self.events = boxes::as_quotes(std::mem::take(&mut self.events), self.text, &whole);
        brackets::in_lines(&mut self.events, self.text);
    }

    fn unread(text: &'a str, options: Options) -> Self {
        let (events, definitions, understood) = (Vec::new(), Vec::new(), Vec::new());
        Self { text, options, mask: Mask::default(), events, definitions, understood }
    }

    fn again(&mut self) {
        let (events, definitions) = self.mask.read(self.text, self.options);
        self.events = merged(events.into_iter());
        self.definitions = definitions;
    }

    /// Hides formulas over several lines. One that is none once an earlier one is hidden must not be.
    fn find_formulas(&mut self) {
        let mut formulas = formulas::broken(&self.events, self.text);
        if formulas.is_empty() {
            return;
        }
        for _ in 0..MOST_ROUNDS {
            let count = formulas.len();
            self.mask.hide_formulas(formulas);
            self.again();
            formulas = self.mask.formulas_among(&self.events);
            if formulas.len() == count {
                return;
            }
        }
    }

    /// What is hidden and was not read as a formula would be shown as it is hidden.
    fn keep_what_fits(&mut self) {
        if !self.mask.fits(&self.events) {
            self.mask.hide_formulas(Vec::new());
            self.again();
        }
        self.keep_boxes();
        self.keep_brackets();
    }

    /// Hides the dollars of prices. In a row of them each reading shows one in two.
    fn hide_money(&mut self) {
        let mut money = Money::default();
        for _ in 0..usize::BITS {
            if !money.hide(&self.events, self.text, &mut self.mask) {
                return;
            }
            self.again();
        }
    }
}
