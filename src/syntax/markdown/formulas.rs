//! Formulas between `$$` over several lines: the reader ends a paragraph, and with it a formula, at lines that begin like
//! a list, a heading or a quote, and at empty ones. Here such formulas are found, so that their lines can be hidden.
//! And dollars that are money.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Origin;
use super::events::Ev;
use super::mask::{Formula, Mask};
use crate::finding::Rule;

const MARK: &str = "$$";

/// The formulas of `text` that its events do not hold whole, and those that follow them.
pub(super) fn broken(events: &[Ev<'_>], text: &str) -> Vec<Formula> {
    if !text.contains(MARK) || !events.iter().any(|(event, range)| is_left_over(event, &text[range.clone()])) {
        return Vec::new();
    }
    let (marks, containers) = marks(events, text);
    let mut formulas: Vec<Formula> = Vec::new();
    for mark in marks {
        if formulas.last().is_some_and(|last| mark.at < last.range.end) {
            continue;
        }
        let container = real(&containers, mark.container, &formulas);
        let found = mark.formula.or_else(|| closed(mark.at, container.range.end, text));
        // A formula without anything between its dollars cannot be hidden, and need not be.
        if let Some(range) = found.filter(|range| range.len() > 2 * MARK.len()) {
            formulas.push(Formula { range, quotes: container.quotes });
        }
    }
    formulas
}

/// The container, or the one around it that is not a mere line of one of the formulas.
fn real<'c>(containers: &'c [Container], index: usize, formulas: &[Formula]) -> &'c Container {
    let mut container = &containers[index];
    while container.parent < containers.len() && is_inside(formulas, container.range.start) {
        container = &containers[container.parent];
    }
    container
}

fn is_inside(formulas: &[Formula], at: usize) -> bool {
    let before = formulas.partition_point(|formula| formula.range.start <= at);
    before > 0 && at < formulas[before - 1].range.end
}

fn is_left_over(event: &Event<'_>, typed: &str) -> bool {
    matches!(event, Event::Text(words) if words.contains(MARK) && typed.contains(MARK))
}

/// A `$$` that may open a formula.
struct Mark {
    at: usize,
    /// The formula that it opens, where the reader has found one.
    formula: Option<Range<usize>>,
    container: usize,
}

/// A list item, quote or note, beyond whose end no formula goes; the first one is the text.
struct Container {
    range: Range<usize>,
    quotes: usize,
    /// Beyond all of them for the text.
    parent: usize,
}

/// All `$$` outside of code, in their order, and the containers in which they stand.
fn marks(events: &[Ev<'_>], text: &str) -> (Vec<Mark>, Vec<Container>) {
    let mut marks = Vec::new();
    let mut containers = vec![Container { range: 0..text.len(), quotes: 0, parent: usize::MAX }];
    let mut container = 0;
    let mut code = 0usize;
    for (event, range) in events {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Table(_)) => code += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Table) => code = code.saturating_sub(1),
            Event::Start(tag @ (Tag::BlockQuote(_) | Tag::Item | Tag::FootnoteDefinition(_))) => {
                let quotes = containers[container].quotes + usize::from(matches!(tag, Tag::BlockQuote(_)));
                containers.push(Container { range: range.clone(), quotes, parent: container });
                container = containers.len() - 1;
            }
            Event::End(TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition) => {
                container = containers[container].parent;
            }
            Event::DisplayMath(_) if code == 0 => {
                marks.push(Mark { at: range.start, formula: Some(range.clone()), container });
                marks.push(Mark { at: range.end - MARK.len(), formula: None, container });
            }
            Event::Text(_) if code == 0 => {
                marks.extend(pairs(text, range.clone()).map(|at| Mark { at, formula: None, container }));
            }
            _ => {}
        }
    }
    (marks, containers)
}

/// Every `$$` in `range` that no backslash takes, and that is not part of more dollars.
fn pairs(text: &str, range: Range<usize>) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let mut at = range.start;
    std::iter::from_fn(move || {
        while at + 1 < range.end {
            match bytes[at] {
                b'\\' => at += 2,
                b'$' => {
                    let start = at;
                    at += bytes[at..range.end].iter().take_while(|&&byte| byte == b'$').count();
                    if at - start == MARK.len() {
                        return Some(start);
                    }
                }
                _ => at += 1,
            }
        }
        None
    })
}

/// The formula that goes from the `$$` at `at` to the next one before `end`, if it can be one.
fn closed(at: usize, end: usize, text: &str) -> Option<Range<usize>> {
    let start = at + MARK.len();
    let close = pairs(text, start..end.max(start)).next()?;
    let range = at..close + MARK.len();
    let inner = &text[start..close];
    let is_formula = if inner.contains('\n') {
        stands_at_edges(text, &range) && !inner.lines().any(|line| is_prose(line) || opens_alert(line))
    } else {
        !inner.trim().is_empty()
    };
    is_formula.then_some(range)
}

/// Whether a line is that of an alert, which may keep what follows from learners.
fn opens_alert(line: &str) -> bool {
    line.trim_start_matches([' ', '\t', '>']).starts_with("[!")
}

/// Whether a formula over several lines begins and ends a line, as those between words do not.
fn stands_at_edges(text: &str, range: &Range<usize>) -> bool {
    let begins_line = is_lead(lead(text, range.start));
    let ends_first_line = rest(text, range.start + MARK.len()).trim().is_empty();
    let begins_last_line = is_lead(lead(text, range.end - MARK.len()));
    let after = rest(text, range.end).trim();
    // A full stop or the number of the formula may follow.
    let ends_line = after.chars().all(|c| ".,;:!?".contains(c)) || after.starts_with(['(', '{']);
    (begins_line || ends_first_line) && ends_line || begins_line && ends_first_line && begins_last_line
}

/// What stands from `at` on, on its line.
fn rest(text: &str, at: usize) -> &str {
    text[at..].lines().next().unwrap_or_default()
}

/// What stands before `at` on its line.
fn lead(text: &str, at: usize) -> &str {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    &text[line..at]
}

/// Whether there is nothing but blanks and the marks of lists, quotes, notes and definitions.
fn is_lead(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\t', '>', '\u{a0}']);
    let mut words = text.split_whitespace();
    words.all(|word| {
        let number = word.trim_end_matches(['.', ')']);
        matches!(word, "-" | "+" | "*" | ":" | "[" | "]" | "[x]" | "[X]")
            || number.len() < word.len() && number.bytes().all(|byte| byte.is_ascii_digit())
            || word.starts_with("[^") && word.ends_with("]:")
            || word.bytes().all(|byte| byte == b'>')
    })
}

/// Whether a line is words rather than TeX: three words in a row, and no sign of mathematics.
fn is_prose(line: &str) -> bool {
    let is_word = |word: &&str| {
        let word = word.trim_matches(|c: char| ",.;:!?()\"'`*".contains(c));
        word.chars().count() >= 2 && word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'))
    };
    let is_fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
    is_fence || !line.contains(['\\', '^', '_', '=', '&', '{']) && line.split_whitespace().filter(is_word).count() >= 3
}

/// Dollars that are words.
#[derive(Default)]
pub(super) struct Money {
    /// Those that seemed to close a formula and are money.
    prices: BTreeSet<usize>,
}

impl Money {
    /// Hides the dollars that open what is no formula, so that all else is read as if they were words: `$20 and USD$30`,
    /// `$$ to $$$`. False where there are none. A dollar that closes is left: it may stand in code, once the other is gone.
    pub(super) fn hide(&mut self, events: &[Ev<'_>], text: &str, mask: &mut Mask) -> bool {
        let mut is_any = false;
        for (event, range) in events.iter().filter(|(_, range)| !text[range.start..].starts_with('\\')) {
            // There is no dollar inside of a formula, so none that was hidden.
            let (is_money, dollars) = match event {
                Event::InlineMath(tex) => (self.is_money(tex, text, range) || mask.hides_mark_in(range), 1),
                Event::DisplayMath(tex) => (!is_display(tex, text, range) || mask.hides_mark_in(range), 2),
                _ => continue,
            };
            if !is_money {
                continue;
            }
            if is_price(text, range.end) {
                self.prices.insert(range.end - 1);
            }
            (range.start..range.start + dollars).for_each(|at| mask.hide_mark(at));
            is_any = true;
        }
        is_any
    }

    fn is_money(&self, tex: &str, text: &str, range: &Range<usize>) -> bool {
        self.prices.contains(&range.start) || !is_formula(text, range) || cuts_code(tex, text, range)
    }
}

/// A display formula has two dollars on each side, not more, and is not mere words.
fn is_display(tex: &str, text: &str, range: &Range<usize>) -> bool {
    let has_more = text[..range.start].ends_with('$') || text[range.end..].starts_with('$');
    let mut lines = tex.lines().filter(|line| !line.trim().is_empty()).peekable();
    !(has_more || lines.peek().is_some() && lines.all(is_prose))
}

/// A formula neither follows a letter or digit nor has a digit after its closing dollar (Pandoc's rule).
fn is_formula(text: &str, range: &Range<usize>) -> bool {
    !text[..range.start].ends_with(char::is_alphanumeric) && !is_price(text, range.end)
}

/// Whether a formula would end inside of code that begins in it, as a price before code with a dollar does.
fn cuts_code(tex: &str, text: &str, range: &Range<usize>) -> bool {
    let mut is_escaped = false;
    let marks = tex.bytes().filter(|&byte| {
        let counts = byte == b'`' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        counts
    });
    let is_open = marks.count() % 2 == 1;
    is_open && text[range.end..].lines().take_while(|line| !line.trim().is_empty()).any(|line| line.contains('`'))
}

/// Whether the dollar before `at` stands before a number.
fn is_price(text: &str, at: usize) -> bool {
    text[at..].starts_with(|c: char| c.is_ascii_digit())
}

/// A bar inside of a table's cell can only be typed as `\|`, in formulas too.
pub(super) fn with_bars(events: &mut [Ev<'_>]) {
    let mut in_table = false;
    for (event, _) in events {
        match event {
            Event::Start(Tag::Table(_)) => in_table = true,
            Event::End(TagEnd::Table) => in_table = false,
            Event::InlineMath(tex) | Event::DisplayMath(tex) if in_table && tex.contains("\\|") => {
                *tex = tex.replace("\\|", "|").into();
            }
            _ => {}
        }
    }
}

/// Reports each `$$` that is left over, where it cannot be a price: alone on its line, or before TeX.
pub(super) fn report(events: &[Ev<'_>], text: &str, origin: &mut Origin<'_>) {
    let mut code = 0usize;
    let mut line = Line::default();
    for (event, range) in events {
        match event {
            Event::Start(Tag::CodeBlock(_)) => code += 1,
            Event::End(TagEnd::CodeBlock) => code = code.saturating_sub(1),
            Event::Text(words) if code == 0 && is_left_over(event, &text[range.clone()]) && words.contains(MARK) => {
                let found =
                    pairs(text, range.clone()).find(|&at| line.may_be_searched(at, text) && opens_nothing(text, at));
                if let Some(at) = found {
                    let span = origin.span(&(at..at + MARK.len()));
                    let message = "no `$$` closes this formula, so its source is shown";
                    let help = "close the formula with `$$` in the same list item, quote, or paragraph, or write `\\$\\$` for two dollar signs";
                    origin.findings.add_with_help(Rule::UnclosedMarkup, span, message, help);
                }
            }
            _ => {}
        }
    }
}

/// The line that was searched last.
#[derive(Default)]
struct Line {
    /// Its bytes from the first `$$` on.
    range: Range<usize>,
    searches: usize,
}

impl Line {
    /// Whether the line around byte `at` was not searched often enough: with a search for each of its `$$`, a long one
    /// would take for ever.
    fn may_be_searched(&mut self, at: usize, text: &str) -> bool {
        if !self.range.contains(&at) {
            *self = Self { range: at..at + rest(text, at).len(), searches: 0 };
        }
        self.searches += 1;
        self.searches <= 8
    }
}

fn opens_nothing(text: &str, at: usize) -> bool {
    let after = rest(text, at + MARK.len());
    let alone = is_lead(lead(text, at)) && after.trim().is_empty();
    let is_tex = after.contains(['^', '_', '=', '{'])
        || after.match_indices('\\').any(|(at, _)| after[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()));
    // `$$ is the sign` and `$$ = dear, $$$ = too dear` are words.
    let is_short = || after.split(|c: char| !c.is_alphabetic()).all(|word| word.chars().count() < 4);
    let begins_formula = || {
        let begins = after.trim_start().starts_with(|c: char| c.is_alphanumeric() || c == '\\');
        begins && !after.contains(MARK) && (after.contains('\\') || is_short())
    };
    let is_set_off = is_lead(lead(text, at)) || after.trim_end().ends_with('$');
    alone || is_tex && (!after.starts_with(char::is_whitespace) || is_set_off && begins_formula())
}
