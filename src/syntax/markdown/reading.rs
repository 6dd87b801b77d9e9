//! A text read with its quirks mended: it is read again where the first reading shows what the reader takes for markup and
//! is none. An ordinary text is read once.

use pulldown_cmark::Options;

use super::comments;
use super::definitions;
use super::events::{Ev, merged};
use super::formulas::{self, Money};
use super::mask::Mask;
use super::references::Definition;

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
}

impl<'a> Reading<'a> {
    /// Reads `text`.
    pub(super) fn of(text: &'a str, options: Options) -> Self {
        let without_lists = options - Options::ENABLE_DEFINITION_LIST;
        let mut reading =
            Self { text, options: without_lists, mask: Mask::default(), events: Vec::new(), definitions: Vec::new() };
        reading.again();
        let comments = comments::before_words(&reading.events, text);
        if !comments.is_empty() {
            reading.mask.hide_comments(comments);
            reading.again();
        }
        if options.contains(Options::ENABLE_MATH) {
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
        reading
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
