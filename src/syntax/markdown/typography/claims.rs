//! Statements, whose quotation marks depend on whether they stand in such marks themselves.

use std::ops::Range;

use super::{Sign, runs};
use crate::model::fragment::Piece;
use crate::model::quotation::Quotation;
use crate::syntax::markdown::writer::FragmentWriter;

impl FragmentWriter<'_> {
    /// Writes a text of a statement that was read at `range`, with slots for its quotation marks.
    pub(in crate::syntax::markdown) fn words_of_claim(&mut self, text: &str, range: &Range<usize>) {
        let Some(quotes) = self.quotes() else { return };
        let mut parts: Vec<(String, Option<(Quotation, &str)>)> = Vec::new();
        let mut words = String::new();
        self.set.each(runs::letters(text, range, self.context.source), |part| match part {
            Err(letter) => words.push(letter),
            Ok(sign @ Sign::Quote(mark)) => {
                parts.push((std::mem::take(&mut words), Some((mark, sign.shown(quotes)))));
            }
            Ok(sign) => words.push_str(sign.shown(quotes)),
        });
        parts.push((words, None));
        let mut set = String::with_capacity(text.len());
        for (words, mark) in parts {
            set.push_str(&words);
            self.escaped(&words);
            if let Some((mark, shown)) = mark {
                self.slot(Piece::Quotation(mark));
                set.push_str(shown);
            }
        }
        self.text.push_set(text, &set);
    }
}
