//! What the converter would refuse, or set otherwise than TeX does, in terms that it sets rightly.

use std::ops::Range;

use super::MathError;
use super::columns;
use super::operators;
use super::tex::{Token, read_at, text};
use super::units;
use super::words;

/// Commands that change all that follows in their group or cell.
const SWITCHES: [&str; 14] = [
    "displaystyle",
    "textstyle",
    "scriptstyle",
    "scriptscriptstyle",
    "color",
    "rm",
    "bf",
    "it",
    "sf",
    "tt",
    "cal",
    "mit",
    "bfseries",
    "itshape",
];

/// The formula as the converter takes it.
pub fn shape(tokens: Vec<Token<'_>>, display: bool) -> Vec<Token<'_>> {
    let refers = tokens.iter().any(|token| token.is(r"\ref") || token.is(r"\eqref"));
    let rows = display && has_rows(&tokens);
    let mut shaper = Shaper { tokens, at: 0, out: Vec::new(), display, refers, tags: rows, tag: None };
    shaper.all(rows);
    let Shaper { mut out, tag, .. } = shaper;
    let tagged = rows && out.iter().any(|token| token.is(r"\tag"));
    match (rows, tag) {
        (true, _) if tagged => around(&mut out, r"\begin{gather*}", r"\end{gather*}"),
        (true, _) => around(&mut out, r"\begin{gathered}", r"\end{gathered}"),
        (false, Some(tag)) => {
            out.extend(tag);
            around(&mut out, r"\begin{equation*}", r"\end{equation*}");
        }
        (false, None) => {}
    }
    out
}

/// A brace that is not closed, or closes nothing; within balanced braces every argument has an end.
pub fn unbalanced(tokens: &[Token<'_>]) -> Option<MathError> {
    let mut open = Vec::new();
    for token in tokens {
        if token.is("{") {
            open.push(&token.span);
        } else if token.is("}") && open.pop().is_none() {
            return Some(MathError::new(token.span.clone(), "the brace `}` has no opening brace"));
        }
    }
    let range = open.pop()?.clone();
    Some(MathError::new(range, "the brace `{` is not closed"))
}

fn around(out: &mut Vec<Token<'_>>, open: &'static str, close: &'static str) {
    let (start, end) =
        (out.first().map_or(0..0, |first| first.span.clone()), out.last().map_or(0..0, |last| last.span.clone()));
    out.splice(0..0, read_at(open, &start));
    out.extend(read_at(close, &end));
}

/// Whether a line ends outside of all groups and environments, and another one follows.
fn has_rows(tokens: &[Token<'_>]) -> bool {
    let (mut depth, mut ended) = (0_i32, false);
    for token in tokens {
        match &*token.text {
            "{" | r"\begin" | r"\left" => depth += 1,
            "}" | r"\end" | r"\right" => depth -= 1,
            "&" if depth == 0 => return false,
            r"\\" | r"\cr" | r"\newline" if depth == 0 => ended = true,
            _ if ended && !token.is_space() => return true,
            _ => {}
        }
    }
    false
}

/// A formula that is read from one list of tokens and written to another.
pub struct Shaper<'t> {
    pub(super) tokens: Vec<Token<'t>>,
    pub(super) at: usize,
    pub(super) out: Vec<Token<'t>>,
    pub(super) display: bool,
    /// Whether a label is referred to; else it says nothing.
    pub(super) refers: bool,
    /// Whether a `\tag` may stand where the shaper is.
    pub(super) tags: bool,
    /// The tag of a formula of one line, which stands in no environment.
    pub(super) tag: Option<Vec<Token<'t>>>,
}

impl<'t> Shaper<'t> {
    /// All of the formula; `rows` where it has several lines without an environment.
    fn all(&mut self, rows: bool) {
        while self.at < self.tokens.len() {
            self.sequence(rows);
            // What closes something that was not opened is left to the converter, which tells it.
            self.copy();
        }
    }

    pub(super) fn peek(&self) -> Option<&Token<'t>> {
        self.tokens.get(self.at)
    }

    pub(super) fn next_is(&self, text: &str) -> bool {
        self.peek().is_some_and(|token| token.is(text))
    }

    pub(super) fn copy(&mut self) {
        if let Some(token) = self.tokens.get(self.at) {
            self.out.push(token.clone());
            self.at += 1;
        }
    }

    pub(super) fn write(&mut self, tex: &'static str, span: &Range<usize>) {
        self.out.extend(read_at(tex, span));
    }

    pub(super) fn skip_space(&mut self) {
        while self.peek().is_some_and(Token::is_space) {
            self.at += 1;
        }
    }

    /// Up to what closes the group, environment or pair of delimiters.
    pub(super) fn sequence(&mut self, cells: bool) {
        let mut switches = 0;
        while let Some(token) = self.peek() {
            let span = token.span.clone();
            match &*token.text {
                "}" | r"\end" | r"\right" => break,
                "&" if cells => {
                    self.close(&mut switches);
                    self.copy();
                }
                r"\\" | r"\cr" | r"\tabularnewline" | r"\newline" => {
                    self.close(&mut switches);
                    self.line_end(&span);
                }
                _ => {
                    if cells && token.name().is_some_and(|name| SWITCHES.contains(&name)) {
                        // The converter would let it reach beyond the cell.
                        self.write("{", &span);
                        switches += 1;
                    }
                    self.one();
                }
            }
        }
        self.close(&mut switches);
    }

    fn close(&mut self, switches: &mut usize) {
        let span = self.out.last().map_or(0..0, |last| last.span.clone());
        for _ in 0..std::mem::take(switches) {
            self.write("}", &span);
        }
    }

    /// The end of a line with the space below it, which goes; one that nothing follows goes too.
    fn line_end(&mut self, span: &Range<usize>) {
        self.at += 1;
        if self.next_is("*") {
            self.at += 1;
        }
        let after = self.at;
        self.skip_space();
        let length = self.bracketed().filter(|inner| columns::is_length(&text(inner)));
        self.at = length.map_or(after, |inner| after.max(self.at) + inner.len() + 2);
        let following = self.tokens[self.at..].iter().find(|token| !token.is_space());
        if following.is_some_and(|token| !token.is(r"\end") && !token.is("}") && !token.is(r"\right")) {
            self.write(r"\\", span);
        }
    }

    /// What stands in square brackets here, without taking it.
    pub(super) fn bracketed(&self) -> Option<&[Token<'t>]> {
        self.peek().filter(|next| next.is("["))?;
        let rest = &self.tokens[self.at + 1..];
        let end = rest.iter().position(|token| token.is("]"))?;
        Some(&rest[..end])
    }

    /// A group, an environment, a command with what belongs to it, or a character.
    pub(super) fn one(&mut self) {
        let Some(token) = self.peek().cloned() else { return };
        let span = &token.span;
        match &*token.text {
            "{" => self.group(),
            r"\begin" => self.environment(),
            r"\left" => self.left(),
            r"\middle" => {
                self.copy();
                self.delimiter();
            }
            "\\\n" | "\\\r" | "\\\t" | "\\" => {
                self.at += 1;
                self.write(r"\ ", span);
            }
            r"\limits" | r"\nolimits"
                if self.out.iter().rev().find(|last| !last.is_space()).is_some_and(|last| last.is("}")) =>
            {
                self.at += 1;
                if token.is(r"\limits") {
                    let start = operators::base(&self.out);
                    self.limits(start, span);
                }
            }
            r"\tag" => self.tag(span),
            r"\label" if !self.refers => self.skip_with_argument(),
            r"\require" | r"\vspace" => self.skip_with_argument(),
            r"\hline" if self.out.iter().rev().find(|last| !last.is_space()).is_some_and(|last| last.is(r"\hline")) => {
                self.at += 1;
            }
            r"\color" => {
                self.copy();
                self.colour_name();
            }
            r"\unicode" => self.character(span),
            r"\hspace" => {
                self.copy();
                if self.next_is("*") {
                    self.at += 1;
                }
            }
            r"\smash" => {
                self.at += 1;
                self.skip_space();
                let places = self.bracketed().map_or(0, |inner| inner.len() + 2);
                self.at += places;
            }
            r"\textcolor" => self.colour(span),
            r"\operatorname" => self.operator(span),
            r"\mathop" if self.display => self.large(span),
            _ => self.command(&token),
        }
    }

    fn command(&mut self, token: &Token<'t>) {
        let Some(name) = token.name() else {
            self.copy();
            return;
        };
        if let Some(command) = words::command(name) {
            self.at += 1;
            self.text(command, &token.span);
        } else if words::is_size(name) {
            // Only text has letters of its own size.
            self.at += 1;
        } else if units::is_quantity(name) {
            self.quantity(name, &token.span);
        } else {
            let big = name.starts_with("big") || name.starts_with("Big");
            let big = big && matches!(name[3..].trim_start_matches('g'), "" | "l" | "r" | "m");
            self.copy();
            if big {
                self.delimiter();
            }
        }
    }

    pub(super) fn group(&mut self) {
        let tags = std::mem::replace(&mut self.tags, false);
        self.copy();
        self.sequence(false);
        if self.next_is("}") {
            self.copy();
        }
        self.tags = tags;
    }

    /// Some fences are typed as the signs that they look like.
    fn delimiter(&mut self) {
        self.skip_space();
        let Some(token) = self.peek() else { return };
        let span = token.span.clone();
        let fence = match &*token.text {
            "<" => r"\langle",
            ">" => r"\rangle",
            _ => return,
        };
        self.at += 1;
        self.write(fence, &span);
    }

    fn left(&mut self) {
        self.copy();
        self.fence();
        self.sequence(false);
        if self.next_is(r"\right") {
            self.copy();
            self.fence();
        }
    }

    /// A fence is no group, even where it is a brace or bracket.
    fn fence(&mut self) {
        let before = self.out.len();
        self.delimiter();
        if self.out.len() == before && !self.next_is("{") && !self.next_is("}") {
            self.copy();
        }
    }

    /// What stands in braces here, or the next token; it is taken, without its braces.
    pub(super) fn argument(&mut self) -> Vec<Token<'t>> {
        self.skip_space();
        let Some(first) = self.peek().cloned() else { return Vec::new() };
        if !first.is("{") {
            self.at += 1;
            return vec![first];
        }
        let mut depth = 0_usize;
        let rest = &self.tokens[self.at..];
        let end = rest.iter().position(|token| {
            depth = if token.is("{") { depth + 1 } else { depth - usize::from(token.is("}")) };
            depth == 0
        });
        let inner = rest[1..end.unwrap_or(rest.len())].to_vec();
        self.at += inner.len() + 1 + usize::from(end.is_some());
        inner
    }

    fn skip_with_argument(&mut self) {
        self.at += 1;
        self.skip_argument();
    }

    pub(super) fn skip_argument(&mut self) {
        self.argument();
    }

    /// Whether the shaper stands in no group and no environment.
    pub(super) fn is_outside(&self) -> bool {
        let mut depth = 0_i32;
        for token in &self.out {
            match &*token.text {
                "{" | r"\begin" | r"\left" => depth += 1,
                "}" | r"\end" | r"\right" => depth -= 1,
                _ => {}
            }
        }
        depth == 0
    }
}
