//! What is nearly one of the marks `[!ANSWER]` and `[!INSTRUCTOR]`, and would show to everybody what it is to hide.

use std::ops::Range;

use super::alert::{self, AlertKind};
use super::looks::{is_bang, is_invisible, looks};
use crate::finding::suggest::{is_one_slip, nearest};

/// What a text opens with in the place of a mark.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Near {
    /// Where it stands in the text, from its first bracket to its last.
    pub(super) range: Range<usize>,
    /// What it is called, in capitals.
    pub(super) name: String,
    /// What is meant; `None` where its name is nobody's.
    pub(super) meant: Option<AlertKind>,
    /// Whether its brackets, its sign and its name are right, so that only what surrounds it is wrong.
    pub(super) is_whole: bool,
}

/// A longer name, in characters, is a title that stands inside of the mark.
const LONGEST: usize = 30;

/// So many characters of a line are looked at for a mark that it opens with.
const MOST: usize = 400;

/// So many characters are looked at for a mark in the middle of a line.
const REACH: usize = 2 * LONGEST;

/// What a name is compared with.
const NAMES: [(&str, AlertKind); 4] = [
    ("ANSWER", AlertKind::Answer),
    ("ANSWERS", AlertKind::Answer),
    ("INSTRUCTOR", AlertKind::Instructor),
    ("INSTRUCTORS", AlertKind::Instructor),
];

/// What a quote, or a paragraph in one, opens with if that can only be meant as a mark. One that is a mark is found too:
/// ask before whether it is read as one. `links` says that brackets there make a link.
pub(super) fn opening(text: &str, links: bool) -> Option<Near> {
    let line = Line::first_of(text)?;
    let usual = line.opening().and_then(|opening| {
        let is_in_code = line.leads_with_code && (opening.has_rest(&line) || !line.has_more);
        let is_link = !opening.is_marked && links;
        let is_words = !opening.is_marked && is_escaped(text, line.signs[opening.start].range.start);
        line.near(&opening).filter(|_| !is_in_code && !is_link && !is_words)
    });
    let is_text = !links && !line.leads_with_code;
    let scattered = || line.scattered().filter(|near| is_text && !is_escaped(text, near.range.start));
    usual.or_else(|| line.bracketed().filter(|_| is_text)).or_else(scattered)
}

/// Whether a backslash makes the sign at `at` a word like others.
fn is_escaped(text: &str, at: usize) -> bool {
    let before = &text[..at];
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

/// The marks in `text` that stand where none has an effect; behind what else is on their line, whatever that is.
pub(super) fn astray(text: &str) -> Vec<Near> {
    // Nearly every text ends here.
    if !text.contains(is_bang) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let signs = Line::of(line, usize::MAX).signs;
        for (index, _) in signs.iter().enumerate().filter(|(_, sign)| sign.is('[')) {
            // The outermost of several brackets stands for all of them.
            if index > 0 && signs[index - 1].is('[') {
                continue;
            }
            let rest = Line {
                signs: signs[index..signs.len().min(index + REACH)].to_vec(),
                leads_with_code: false,
                has_more: true,
            };
            let near = rest.opening().filter(|opening| opening.is_marked).and_then(|opening| rest.near(&opening));
            // What is nearly a name is one only where nothing stands before it.
            let is_first = signs[..index].iter().all(|sign| sign.is(' ') || sign.is('>'));
            let is_meant = |near: &Near| is_first || (near.has_exact_word() && stands_out(line, &near.range));
            if let Some(near) = near.filter(|near| near.meant.is_some() && is_meant(near)) {
                found.push(near.shifted(start));
            }
        }
        start += line.len();
    }
    found
}

/// Whether what stands at `range` in the middle of a line can be no code, such as `list[!answer]`.
fn stands_out(line: &str, range: &Range<usize>) -> bool {
    let typed = || line[range.clone()].chars().filter(|c| c.is_alphabetic());
    let follows_name = line[..range.start].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    if follows_name { !typed().any(char::is_lowercase) } else { typed().any(char::is_uppercase) }
}

/// Whether a line has a mark that hides something, or nearly one.
pub fn may_hide(line: &str) -> bool {
    let is_marked = |near: Near| near.meant.is_some();
    if !line.contains(|c: char| matches!(c, '[' | ']' | '(' | ')' | '{' | '}' | '<' | '!') || !c.is_ascii()) {
        return false;
    }
    !astray(line).is_empty() || opening(line, false).is_some_and(is_marked)
}

/// Whether `label` of a link definition, as typed between its brackets, can only be meant as a mark.
pub(super) fn is_label(label: &str) -> bool {
    let is_alert = label.strip_prefix('!').is_some_and(|name| alert::is_plain(name.trim()));
    is_alert || !astray(&format!("[{label}]")).is_empty()
}

impl Near {
    /// The same in a text in which what it was found in begins at `start`.
    pub(super) fn shifted(self, start: usize) -> Self {
        Self { range: start + self.range.start..start + self.range.end, ..self }
    }

    fn has_exact_word(&self) -> bool {
        words(&self.name).any(|word| NAMES.iter().any(|(name, _)| *name == word))
    }
}

/// The kind of the mark that a name is, or nearly is.
fn meant(name: &str) -> Option<AlertKind> {
    let exact = |word: &str| NAMES.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind);
    if name.chars().count() > LONGEST {
        return words(name).next().and_then(exact);
    }
    let near = || nearest(name, NAMES.iter().map(|(known, _)| *known)).and_then(exact);
    words(name).find_map(exact).or_else(near)
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric())
}

/// A character as it looks, or is meant to.
#[derive(Clone, Debug)]
struct Sign {
    looks: char,
    range: Range<usize>,
}

impl Sign {
    fn is(&self, character: char) -> bool {
        self.looks == character
    }
}

/// A line without what cannot be seen and what only dresses it up.
struct Line {
    signs: Vec<Sign>,
    leads_with_code: bool,
    /// Whether anything stands below it.
    has_more: bool,
}

/// What may be a mark: numbers of signs.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says whether one sign is there, and they come in every mixture"
)]
struct Opening {
    start: usize,
    name: Range<usize>,
    /// The sign after its closing bracket, or after its name.
    end: usize,
    has_square: bool,
    /// Whether `!` stands where that of a mark does, or beside the name.
    has_bang: bool,
    /// Whether it opens as a mark does: with a square bracket and `!`.
    is_marked: bool,
    is_closed: bool,
}

impl Line {
    /// The first line of a block that holds anything.
    fn first_of(text: &str) -> Option<Self> {
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let mut signs = Self::of(line, MOST);
            if signs.signs.iter().any(|sign| !sign.is(' ') && !sign.is('>')) {
                signs.signs.iter_mut().for_each(|sign| {
                    sign.range = start + sign.range.start..start + sign.range.end;
                });
                let more = &text[start + line.len()..];
                signs.has_more = !more.trim_matches(|c: char| c == '>' || c.is_whitespace()).is_empty();
                return Some(signs);
            }
            start += line.len();
        }
        None
    }

    fn of(line: &str, most: usize) -> Self {
        let seen = line
            .char_indices()
            .take(most)
            .filter(|(_, typed)| !is_invisible(*typed) && !matches!(typed, '*' | '_' | '`' | '~' | '\\'));
        let signs = seen.map(|(at, typed)| Sign { looks: looks(typed), range: at..at + typed.len_utf8() });
        let lead = line.trim_start_matches(|c: char| {
            c == '>' || c.is_whitespace() || is_invisible(c) || matches!(c, '*' | '_' | '\\')
        });
        Self { signs: signs.collect(), leads_with_code: lead.starts_with('`'), has_more: false }
    }

    fn at(&self, index: usize) -> char {
        self.signs.get(index).map_or('\n', |sign| sign.looks)
    }

    fn skip(&self, from: usize, fits: impl Fn(char) -> bool) -> usize {
        from + self.signs[from..].iter().take_while(|sign| fits(sign.looks)).count()
    }

    /// Brackets and `!` before a name, and what follows it.
    fn opening(&self) -> Option<Opening> {
        let blank = |c: char| c == ' ';
        let start = self.skip(0, |c| matches!(c, ' ' | '>' | '"' | '\''));
        let bang_first = self.skip(start, |c| c == '!');
        let brackets = self.skip(bang_first, |c| matches!(c, '[' | '(' | '{' | '<' | ' '));
        let slip = usize::from(self.is_slip_at(brackets));
        let bang = self.skip(brackets + slip, |c| matches!(c, '!' | ' '));
        let has_bang_inside = slip == 0 && self.signs[brackets..bang].iter().any(|sign| sign.is('!'));
        let opened = &self.signs[bang_first..brackets];
        let has_square = opened.iter().any(|sign| sign.is('['));
        let is_marked = has_square && has_bang_inside && bang_first == start;
        let last = if is_marked {
            // A name that is nobody's may have several words.
            self.skip(bang, |c| c.is_alphanumeric() || matches!(c, '-' | ' ' | ':' | '.' | ',' | '/' | '&' | '\''))
        } else {
            self.skip(bang, char::is_alphabetic)
        };
        let trims = |sign: &Sign| !sign.looks.is_alphanumeric();
        let name_end = last - self.signs[bang..last].iter().rev().take_while(|sign| trims(sign)).count();
        let name = bang..name_end;
        let behind = self.skip(name_end, |c| matches!(c, '!' | ' ' | ':' | '.' | ',' | '?' | '-'));
        let closing = self.skip(behind, |c| matches!(c, ']' | ')' | '}' | '>'));
        let is_closed = closing > behind;
        let end = if is_closed { closing } else { name_end };
        let has_bang_behind = is_closed && self.signs[name_end..behind].iter().any(|sign| sign.is('!'));
        let bangs = self.signs[start..bang].iter().filter(|sign| sign.is('!')).count();
        let has_bang = bangs + slip == 1 || has_bang_behind;
        let start = self.skip(start, blank);
        let is_short = is_marked || name.len() <= LONGEST;
        let fits = name.start < name.end && is_short && self.at(name.start).is_alphabetic();
        fits.then_some(Opening { start, name, end, has_square, has_bang, is_marked, is_closed })
    }

    /// Whether a sign that is typed for `!` by mistake stands at `index`, between a bracket and a name.
    fn is_slip_at(&self, index: usize) -> bool {
        let is_inside = index > 0 && self.signs[index - 1].is('[');
        is_inside && matches!(self.at(index), '1' | '|' | '¦' | '?') && self.at(index + 1).is_alphabetic()
    }

    /// What stands between `[!` and its `]`, whatever it is, and is no alert.
    fn bracketed(&self) -> Option<Near> {
        let start = self.skip(0, |c| matches!(c, ' ' | '>' | '"' | '\''));
        let bang = self.skip(start, |c| matches!(c, '[' | ' '));
        if bang == start || self.at(bang) != '!' {
            return None;
        }
        let mut open = 1usize;
        let close = (bang + 1..self.signs.len()).find(|&index| {
            match self.at(index) {
                '[' => open += 1,
                ']' => open -= 1,
                _ => {}
            }
            open == 0
        })?;
        // An image in brackets.
        let is_target = |index: usize| self.at(index) == ']' && matches!(self.at(index + 1), '(' | '[');
        if self.at(bang + 1) == '[' && (bang..=close).any(is_target) {
            return None;
        }
        let typed: String = self.signs[bang + 1..close].iter().map(|sign| sign.looks).collect();
        let name = typed.trim().to_uppercase();
        let range = self.signs[start].range.start..self.signs[close].range.end;
        let meant = meant(&name);
        (!alert::is_plain(&name)).then_some(Near { range, name, meant, is_whole: false })
    }

    /// A word that ends with a bracket and is a name but for one letter, or for signs among its letters: `[A!NSWER]`,
    /// `1!ANSWER]`, `[!A[SWER]`.
    fn scattered(&self) -> Option<Near> {
        let start = self.skip(0, |c| matches!(c, ' ' | '>' | '"' | '\''));
        let end = self.skip(start, |c| !c.is_whitespace());
        let word = &self.signs[start..end];
        let last = word.iter().rposition(|sign| sign.is(']'))?;
        let word = &word[..=last];
        let letters: String = word.iter().map(|sign| sign.looks).filter(|c| c.is_alphabetic()).collect();
        let name = letters.to_uppercase();
        let (known, kind) = NAMES.iter().find(|(known, _)| is_one_slip(&name, known))?;
        // Nothing but a name in brackets may be a word.
        let is_name = name == *known && word.len() == letters.chars().count() + 2;
        let is_meant = word.iter().any(|sign| sign.is('!')) || (word[0].is('[') && letters == name && !is_name);
        let range = word[0].range.start..word[last].range.end;
        is_meant.then_some(Near { range, name, meant: Some(*kind), is_whole: false })
    }

    /// What is meant by `opening`, if that is certain.
    fn near(&self, opening: &Opening) -> Option<Near> {
        let typed: String = self.signs[opening.name.clone()].iter().map(|sign| sign.looks).collect();
        let name = typed.to_uppercase();
        let is_capital = typed == name;
        let meant = meant(&name);
        let exact = NAMES.iter().any(|(known, _)| *known == name);
        let is_alone = !opening.has_rest(self);
        let follows = self.at(opening.end);
        let is_link = opening.has_square && opening.is_closed && matches!(follows, '(' | '[');
        let is_definition = opening.has_square && opening.is_closed && follows == ':';
        let is_meant = if opening.is_marked {
            // With a colon behind it the line defines a link.
            let is_read = alert::is_plain(&name) && !is_definition;
            !is_read && (meant.is_some() || opening.is_closed || is_alone)
        } else {
            let stands_out = is_capital || is_alone;
            let is_bound = match (opening.has_square, opening.has_bang) {
                (true, true) => opening.is_closed,
                (true, false) => opening.is_closed || (is_alone && is_capital),
                (false, true) => opening.is_closed || !self.at(opening.end).is_alphanumeric(),
                (false, false) => opening.is_closed && is_alone,
            };
            exact && !is_link && is_bound && stands_out && (!is_definition || self.defines_a_word(opening.end))
        };
        let start = self.signs[opening.start].range.start;
        let end = self.signs[opening.end - 1].range.end;
        is_meant.then_some(Near {
            range: start..end,
            name,
            meant,
            is_whole: opening.is_marked && exact && opening.is_closed,
        })
    }

    /// Whether what follows the colon at `index` is no address.
    fn defines_a_word(&self, index: usize) -> bool {
        let start = self.skip(index + 1, |c| c == ' ');
        let word = self.signs[start..].iter().take_while(|sign| !sign.looks.is_whitespace());
        !word.into_iter().any(|sign| matches!(sign.looks, '/' | '#' | '@' | '.') && !self.ends_word(sign))
    }

    fn ends_word(&self, sign: &Sign) -> bool {
        let index = self.signs.iter().position(|other| other.range == sign.range).unwrap_or_default();
        matches!(self.at(index + 1), ' ' | '\n')
    }
}

impl Opening {
    /// Whether anything else stands on its line.
    fn has_rest(&self, line: &Line) -> bool {
        line.signs[self.end..].iter().any(|sign| !matches!(sign.looks, ' ' | ':' | '.' | '"' | '\''))
    }
}
