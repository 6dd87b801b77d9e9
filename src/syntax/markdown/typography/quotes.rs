//! Which straight marks are apostrophes, and which open or close a quotation.

use std::ops::Range;

use super::runs::is_in;
use super::{Letter, Mark, Sign, THING};
use crate::model::quotation::Quotation;

/// What is left of a word behind an apostrophe at its beginning.
const CLIPPED: [&str; 11] = ["tis", "twas", "twere", "twill", "til", "em", "t", "s", "n", "k", "m"];

/// The quotation marks and apostrophes of a run, by their index. In `fixed` nothing is set.
pub(super) fn find(run: &[Letter], fixed: &[Range<usize>]) -> Vec<(usize, Mark)> {
    let mut pairs = Pairs::default();
    for index in 0..run.len() {
        let place = Place { run, index };
        match run[index].shown {
            '"' | '\'' if !run[index].is_free || is_in(fixed, index) => {}
            '"' => pairs.double(&place),
            '\'' => pairs.single(&place),
            '“' | '„' | '«' | '”' | '»' => pairs.all.push((index, Fate::Typed(run[index].shown))),
            _ => {}
        }
    }
    pairs.signs()
}

/// What a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It stays.
    Straight,
    /// An author typed it as it is shown.
    Typed(char),
    Apostrophe,
    Opening {
        is_single: bool,
    },
    Closing,
    /// It closes what was opened in an earlier block.
    Lone,
}

/// A mark that may be closed.
struct Open {
    /// Its place among all.
    number: usize,
    is_single: bool,
}

#[derive(Default)]
struct Pairs {
    /// Each with its index in the run.
    all: Vec<(usize, Fate)>,
    open: Vec<Open>,
    /// How many of these are double.
    doubles: usize,
}

impl Pairs {
    fn double(&mut self, place: &Place<'_>) {
        let Sides { opens, closes } = place.sides();
        let is_open = self.doubles > 0;
        // Nobody set a blank: `"Stop!"she said`.
        let closes = closes || is_open && opens && place.before().is_some_and(|c| ".,;:!?…)".contains(c));
        if place.is_inside_acronym() {
            self.push(place, Fate::Straight);
        } else if closes && is_open {
            self.close_double(place);
        } else if opens {
            // Inside of a word it opens only what is closed.
            let fate = if closes { Fate::Straight } else { Fate::Opening { is_single: false } };
            self.open(place, fate, false);
        } else if closes {
            // Inches and seconds.
            let is_measure = place.before().is_some_and(char::is_numeric);
            self.push(place, if is_measure { Fate::Straight } else { Fate::Lone });
        }
    }

    fn single(&mut self, place: &Place<'_>) {
        let Sides { opens, closes } = place.sides();
        let is_open = self.open.last().is_some_and(|open| open.is_single);
        let (before, after) = (place.before(), place.after());
        let is_inside = before.is_some_and(is_of_word) && after.is_some_and(is_of_word);
        let is_word = is_inside && before.is_some_and(has_apostrophes) && after.is_some_and(has_apostrophes);
        let is_number = |c: Option<char>| c.is_some_and(char::is_numeric);
        if is_number(before) && is_number(after) {
            // Feet and minutes.
            self.push(place, Fate::Straight);
        } else if is_word || opens && place.is_clipped() {
            self.push(place, Fate::Apostrophe);
        } else if closes && is_open {
            self.close(place);
        } else if opens {
            self.open(place, if is_inside { Fate::Straight } else { Fate::Apostrophe }, true);
        } else if closes {
            let is_bare = is_number(before) || before.is_some_and(|c| c.is_alphabetic() && !has_apostrophes(c));
            self.push(place, if is_bare { Fate::Straight } else { Fate::Apostrophe });
        }
    }

    fn push(&mut self, place: &Place<'_>, fate: Fate) {
        self.all.push((place.index, fate));
    }

    /// What may be closed later, and else is `fate`.
    fn open(&mut self, place: &Place<'_>, fate: Fate, is_single: bool) {
        self.open.push(Open { number: self.all.len(), is_single });
        self.doubles += usize::from(!is_single);
        self.push(place, fate);
    }

    fn close_double(&mut self, place: &Place<'_>) {
        // Single marks that were opened since are none.
        while self.open.pop_if(|open| open.is_single).is_some() {}
        self.doubles -= 1;
        self.close(place);
    }

    fn close(&mut self, place: &Place<'_>) {
        if let Some(Open { number, is_single }) = self.open.pop() {
            self.all[number].1 = Fate::Opening { is_single };
            self.push(place, Fate::Closing);
        }
    }

    /// What is set. Marks inside of others are those that the others are not.
    fn signs(self) -> Vec<(usize, Mark)> {
        let mut around: Vec<Around> = Vec::new();
        let mut signs = Vec::with_capacity(self.all.len());
        for (index, fate) in self.all {
            let sign = match fate {
                Fate::Straight => continue,
                Fate::Typed(shown) => {
                    typed(shown, &mut around);
                    continue;
                }
                Fate::Apostrophe => Sign::Apostrophe,
                Fate::Opening { is_single } => {
                    let is_taken = around.last().is_some_and(|around| around.is_inner() == is_single);
                    let is_inner = is_single != is_taken;
                    let mark = Quotation { is_inner, is_nested: around.len() % 2 == 1, opens: true };
                    around.push(Around::Set(mark));
                    Sign::Quote(mark)
                }
                Fate::Closing => {
                    while around.pop_if(|around| matches!(around, Around::Typed(_))).is_some() {}
                    match around.pop() {
                        Some(Around::Set(mark)) => Sign::Quote(Quotation { opens: false, ..mark }),
                        Some(Around::Typed(_)) | None => continue,
                    }
                }
                Fate::Lone => Sign::Quote(Quotation { is_inner: false, is_nested: false, opens: false }),
            };
            signs.push((index, Mark { sign, length: 1 }));
        }
        signs
    }
}

/// A mark that stands around others.
#[derive(Clone, Copy)]
enum Around {
    Set(Quotation),
    Typed(char),
}

impl Around {
    fn is_inner(self) -> bool {
        matches!(self, Self::Set(Quotation { is_inner: true, .. }))
    }
}

/// A mark that needs no setting stands around others, too.
fn typed(shown: char, around: &mut Vec<Around>) {
    let closes = match around.last() {
        Some(Around::Typed('„')) => matches!(shown, '“' | '”'),
        Some(Around::Typed('“' | '”')) => shown == '”',
        Some(Around::Typed('«')) => shown == '»',
        Some(Around::Typed('»')) => shown == '«',
        Some(_) | None => false,
    };
    if closes {
        around.pop();
    } else {
        around.push(Around::Typed(shown));
    }
}

/// Whether a mark may open, or close.
struct Sides {
    opens: bool,
    closes: bool,
}

struct Place<'r> {
    run: &'r [Letter],
    index: usize,
}

impl Place<'_> {
    fn before(&self) -> Option<char> {
        self.index.checked_sub(1).map(|at| self.run[at].shown)
    }

    fn after(&self) -> Option<char> {
        self.run.get(self.index + 1).map(|letter| letter.shown)
    }

    /// By the same rule by which a star opens or closes emphasis.
    fn sides(&self) -> Sides {
        let (before, after) = (self.before(), self.after());
        let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let is_sign = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !is_of_word(c));
        let opens = !is_blank(after) && (!is_sign(after) || is_blank(before) || is_sign(before));
        let closes = !is_blank(before) && (!is_sign(before) || is_blank(after) || is_sign(after));
        if opens && closes && before.is_some_and(|c| "([{<¿¡".contains(c)) {
            return Sides { opens, closes: false };
        }
        if opens && closes && after.is_some_and(|c| ")]},;:!?".contains(c)) {
            return Sides { opens: false, closes };
        }
        Sides { opens, closes }
    }

    /// Whether an apostrophe stands for what is left out before the rest of a word or year: `'tis`, `'90s`.
    fn is_clipped(&self) -> bool {
        let rest = self.run[self.index + 1..].iter().map(|letter| letter.shown);
        let word: String = rest.clone().take_while(|c| is_of_word(*c)).take(6).collect();
        let next = rest.clone().nth(word.chars().count());
        let digits = word.strip_suffix('s').unwrap_or(&word);
        let is_year = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let is_rest = CLIPPED.iter().any(|known| known.eq_ignore_ascii_case(&word));
        (is_year || is_rest) && next != Some('\'')
    }

    /// Hebrew sets such a mark before the last letter of an acronym.
    fn is_inside_acronym(&self) -> bool {
        let is_hebrew = |c: char| ('א'..='ת').contains(&c);
        let beyond = self.run.get(self.index + 2).map(|letter| letter.shown);
        self.before().is_some_and(is_hebrew) && self.after().is_some_and(is_hebrew) && !beyond.is_some_and(is_hebrew)
    }
}

/// Whether a character belongs to a word, or stands for a thing that does.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == THING || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Whether a script has apostrophes inside of words: Latin, Greek, Cyrillic and their like.
fn has_apostrophes(c: char) -> bool {
    c < '\u{590}' || ('\u{1e00}'..='\u{1fff}').contains(&c) || c == THING
}
