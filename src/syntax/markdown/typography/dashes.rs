//! Dashes and ellipses.

use std::ops::Range;

use super::runs::is_in;
use super::{Letter, Mark, Sign};

/// The dashes and ellipses of a run, by the index of their first letter. In `fixed` nothing is set.
pub(super) fn find(run: &[Letter], fixed: &[Range<usize>]) -> Vec<(usize, Mark)> {
    let mut found = Vec::new();
    // The last that looks like the mark of an option, as in `--fix`.
    let mut option = None;
    let mut index = 0;
    while index < run.len() {
        let length = same(run, index);
        let around = Around { run, start: index, end: index + length };
        let is_fixed = || is_in(fixed, index);
        match run[index].shown {
            '-' if (2..=3).contains(&length) && !around.is_arrow() && !is_fixed() => {
                let mark = |sign| (index, Mark { sign, length });
                if length == 3 {
                    found.push(mark(Sign::EmDash));
                } else if around.may_be_option() {
                    option = Some(mark(Sign::EnDash));
                } else {
                    // What another closes was a dash, too: `so --and only so-- it is`.
                    found.extend(option.take().filter(|_| around.closes()));
                    found.push(mark(Sign::EnDash));
                }
            }
            '.' if (3..=4).contains(&length) && !around.is_path() && !is_fixed() => {
                found.push((index, Mark { sign: Sign::Ellipsis, length: 3 }));
            }
            _ => {}
        }
        index += length;
    }
    found
}

/// How many letters from `index` on are the same dash or dot, and were typed without anything between.
fn same(run: &[Letter], index: usize) -> usize {
    let first = run[index];
    if !first.is_free || !matches!(first.shown, '-' | '.') {
        return 1;
    }
    let follows = |(number, letter): &(usize, &Letter)| {
        letter.is_free && letter.shown == first.shown && letter.at == first.at + number
    };
    run[index..].iter().enumerate().take_while(follows).count()
}

/// What stands around some letters.
struct Around<'r> {
    run: &'r [Letter],
    start: usize,
    end: usize,
}

impl Around<'_> {
    fn before(&self) -> Option<char> {
        self.start.checked_sub(1).map(|at| self.run[at].shown)
    }

    fn after(&self) -> Option<char> {
        self.run.get(self.end).map(|letter| letter.shown)
    }

    /// Whether dashes are part of an arrow, of a comment, or of more dashes of which some are escaped.
    fn is_arrow(&self) -> bool {
        let opens_comment = self.before() == Some('!') && self.start > 1 && self.run[self.start - 2].shown == '<';
        matches!(self.before(), Some('<' | '-')) || matches!(self.after(), Some('>' | '-')) || opens_comment
    }

    /// Whether dots are part of a path: `./...`
    fn is_path(&self) -> bool {
        matches!(self.before(), Some('/' | '.' | '\\'))
            || matches!(self.after(), Some('/' | '.' | '\\')) && !self.is_four()
    }

    fn is_four(&self) -> bool {
        self.end - self.start == 4
    }

    /// Whether two dashes lead a word, as the name of an option is written: `--fix`, `-f/--force`, `[--all]`.
    fn may_be_option(&self) -> bool {
        let leads = self.before().is_none_or(|c| c.is_whitespace() || "([{/|=,`\"'“‘„‚«‹「".contains(c));
        leads && self.after().is_some_and(|c| c.is_ascii_alphabetic())
    }

    /// Whether two dashes end a word, and nothing is joined by them.
    fn closes(&self) -> bool {
        self.before().is_some_and(|c| !c.is_whitespace())
            && self.after().is_none_or(|c| c.is_whitespace() || ",.;:!?)".contains(c))
    }
}
