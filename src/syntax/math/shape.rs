//! What the converter would refuse, or set otherwise than TeX does, in terms that it sets rightly.

use std::ops::Range;

use super::MathError;
use super::columns;
use super::environments::{self, Options};
use super::tex::{Token, read_at};

/// Commands that change all that follows in their group or cell.
const SWITCHES: [&str; 14] = [
    "displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle", "color", "rm", "bf", "it", "sf", "tt", "cal",
    "mit", "bfseries", "itshape",
];

/// Commands of text, and those of the converter that say the same.
const TEXTS: [(&str, &str); 16] = [
    ("text", r"\text"), ("mbox", r"\text"), ("hbox", r"\text"), ("textnormal", r"\text"), ("textup", r"\text"),
    ("textmd", r"\text"), ("textrm", r"\textrm"), ("textbf", r"\textbf"), ("textit", r"\textit"),
    ("textsl", r"\textit"), ("textsf", r"\textsf"), ("texttt", r"\texttt"), ("emph", r"\emph"),
    ("textsc", r"\textsc"), ("underbar", r"\underbar"), ("sout", r"\sout"),
];

/// The formula as the converter takes it.
pub fn shape<'t>(tokens: Vec<Token<'t>>, display: bool) -> Vec<Token<'t>> {
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
            return Some(MathError::new(token.span.clone(), "The brace `}` closes nothing"));
        }
    }
    let range = open.pop()?.clone();
    Some(MathError::new(range, "The brace `{` is not closed"))
}

fn around(out: &mut Vec<Token<'_>>, open: &'static str, close: &'static str) {
    let (start, end) = (out.first().map_or(0..0, |first| first.span.clone()), out.last().map_or(0..0, |last| last.span.clone()));
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
            r"\\" | r"\cr" if depth == 0 => ended = true,
            _ if ended && !token.is_space() => return true,
            _ => {}
        }
    }
    false
}

struct Shaper<'t> {
    tokens: Vec<Token<'t>>,
    at: usize,
    out: Vec<Token<'t>>,
    display: bool,
    /// Whether a label is referred to; else it says nothing.
    refers: bool,
    /// Whether a `\tag` may stand where the shaper is.
    tags: bool,
    /// The tag of a formula of one line, which stands in no environment.
    tag: Option<Vec<Token<'t>>>,
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

    fn peek(&self) -> Option<&Token<'t>> {
        self.tokens.get(self.at)
    }

    fn next_is(&self, text: &str) -> bool {
        self.peek().is_some_and(|token| token.is(text))
    }

    fn copy(&mut self) {
        if let Some(token) = self.tokens.get(self.at) {
            self.out.push(token.clone());
            self.at += 1;
        }
    }

    fn write(&mut self, tex: &'static str, span: &Range<usize>) {
        self.out.extend(read_at(tex, span));
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(Token::is_space) {
            self.at += 1;
        }
    }

    /// Up to what closes the group, environment or pair of delimiters.
    fn sequence(&mut self, cells: bool) {
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
    fn bracketed(&self) -> Option<&[Token<'t>]> {
        self.peek().filter(|next| next.is("["))?;
        let rest = &self.tokens[self.at + 1..];
        let end = rest.iter().position(|token| token.is("]"))?;
        Some(&rest[..end])
    }

    /// A group, an environment, a command with what belongs to it, or a character.
    fn one(&mut self) {
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
            r"\limits" | r"\nolimits" if self.out.iter().rev().find(|last| !last.is_space()).is_some_and(|last| last.is("}")) => {
                self.at += 1;
                if token.is(r"\limits") {
                    let start = base(&self.out);
                    self.limits(start, span);
                }
            }
            r"\tag" => self.tag(span),
            r"\label" if !self.refers => {
                self.at += 1;
                self.skip_argument();
            }
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
        if let Some(&(_, command)) = TEXTS.iter().find(|(known, _)| *known == name) {
            self.at += 1;
            self.text(command, &token.span);
        } else {
            let big = name.starts_with("big") || name.starts_with("Big");
            let big = big && matches!(name[3..].trim_start_matches('g'), "" | "l" | "r" | "m");
            self.copy();
            if big {
                self.delimiter();
            }
        }
    }

    fn group(&mut self) {
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
    fn argument(&mut self) -> Vec<Token<'t>> {
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

    fn skip_argument(&mut self) {
        self.argument();
    }

    fn environment(&mut self) {
        let start = self.at;
        let span = self.tokens[start].span.clone();
        self.at += 1;
        let name = text(&self.argument());
        let meaning = environments::of_name(&name);
        let tags = std::mem::replace(&mut self.tags, meaning.map_or(environments::takes_tags(&name), |known| known.tags));
        if let Some(meaning) = meaning {
            self.write(meaning.open, &span);
            self.options(meaning.options);
        } else {
            self.out.extend(self.tokens[start..self.at].iter().cloned());
        }
        self.sequence(true);
        self.tags = tags;
        let end = self.at;
        let Some(last) = self.peek().filter(|token| token.is(r"\end")).map(|token| token.span.clone()) else { return };
        self.at += 1;
        let closed = text(&self.argument());
        match meaning {
            Some(meaning) if closed == name => self.write(meaning.close, &last),
            // The converter tells which name it expected.
            _ => self.out.extend(self.tokens[end..self.at].iter().cloned()),
        }
    }

    fn options(&mut self, options: Options) {
        if matches!(options, Options::Place | Options::Columns)
            && let Some(place) = self.bracketed().filter(|inner| inner.len() == 1).map(<[_]>::len)
        {
            self.at += place + 2;
        }
        self.skip_space_before("{", options);
        if !self.next_is("{") {
            return;
        }
        match options {
            Options::Count => self.skip_argument(),
            Options::Columns => {
                let span = self.tokens[self.at].span.clone();
                let columns = columns::plain(&text(&self.argument()));
                self.out.extend(["{".to_owned(), columns, "}".to_owned()].map(|part| Token::new(part, &span)));
            }
            Options::None | Options::Place => {}
        }
    }

    fn skip_space_before(&mut self, text: &str, options: Options) {
        let at = self.at;
        if matches!(options, Options::Count | Options::Columns) {
            self.skip_space();
            if !self.next_is(text) {
                self.at = at;
            }
        }
    }

    /// A text, and the formulas in it.
    fn text(&mut self, command: &'static str, span: &Range<usize>) {
        let inner = self.argument();
        let mut parts = inner.split(|token| token.is("$")).collect::<Vec<_>>();
        // A dollar sign that closes nothing is one.
        if parts.len() % 2 == 0 {
            parts = vec![&inner];
        }
        let several = parts.len() > 1;
        if several {
            self.write("{", span);
        }
        for (number, part) in parts.into_iter().enumerate() {
            if number % 2 == 1 {
                self.write(r"{\textstyle", span);
                self.out.extend(shape(part.to_vec(), false));
                self.write("}", span);
            } else if !part.is_empty() || !several {
                self.write(command, span);
                self.write("{", span);
                self.words(part);
                self.write("}", span);
            }
        }
        if several {
            self.write("}", span);
        }
    }

    /// Words as the converter takes them: it skips a blank after any command, and knows no bare `_`.
    fn words(&mut self, words: &[Token<'t>]) {
        let mut sign = false;
        for token in words {
            let nested = token.name().and_then(|name| TEXTS.iter().find(|(known, _)| *known == name));
            match &*token.text {
                "_" => self.write(r"\_", &token.span),
                " " if sign => self.write(r"\ ", &token.span),
                _ if nested.is_some() => self.write(nested.map_or("", |(_, command)| command), &token.span),
                _ => self.out.push(token.clone()),
            }
            sign = token.text.starts_with('\\') && token.name().is_none();
        }
    }

    /// `\textcolor{red}{x}`, which the converter knows as a switch.
    fn colour(&mut self, span: &Range<usize>) {
        self.at += 1;
        self.write(r"{\color", span);
        self.skip_space();
        if let Some(model) = self.bracketed().map(<[_]>::len) {
            (0..model + 2).for_each(|_| self.copy());
        }
        self.skip_space();
        if self.next_is("{") {
            let upto = self.at;
            self.skip_argument();
            self.out.extend(self.tokens[upto..self.at].iter().cloned());
        }
        self.skip_space();
        if self.next_is("{") { self.group() } else { self.copy() }
        self.write("}", span);
    }

    /// The name of an operator, which the converter takes as plain letters only.
    fn operator(&mut self, span: &Range<usize>) {
        let start = self.out.len();
        self.at += 1;
        let star = self.next_is("*");
        self.at += usize::from(star);
        let name = self.argument();
        let plain = |token: &Token<'_>| match token.name() {
            Some(command) => command.starts_with("text") || command == "mathrm" || command.ends_with("space"),
            None => !matches!(&*token.text, "^" | "_" | "$"),
        };
        if name.iter().all(plain) {
            self.out.push(Token::new(if star { r"\operatorname*" } else { r"\operatorname" }, span));
            self.write("{", span);
            self.out.extend(name);
            self.write("}", span);
            return;
        }
        self.write(r"\mathop{\mathrm{", span);
        self.out.extend(shape(name, false));
        self.write("}}", span);
        if star {
            self.limits(start, span);
        }
    }

    /// What authors make an operator of has its limits below and above it in a displayed formula.
    fn large(&mut self, span: &Range<usize>) {
        let start = self.out.len();
        self.copy();
        self.skip_space();
        if !self.next_is("{") {
            return;
        }
        self.group();
        if !self.next_is(r"\nolimits") {
            if self.next_is(r"\limits") {
                self.at += 1;
            }
            self.limits(start, span);
        }
    }

    /// Sets what follows `_` and `^` below and above what was written from `start` on.
    fn limits(&mut self, start: usize, span: &Range<usize>) {
        let mut base = self.out.split_off(start);
        let name = base.first().is_some_and(|first| first.is(r"\operatorname"));
        if name {
            base[0] = Token::new(r"\operatorname*", span);
            self.out.append(&mut base);
            return;
        }
        let (mut below, mut above) = (None, None);
        loop {
            self.skip_space();
            let script = match self.peek().map(|token| &*token.text) {
                Some("_") if below.is_none() => &mut below,
                Some("^") if above.is_none() => &mut above,
                _ => break,
            };
            self.at += 1;
            let before = self.out.len();
            *script = Some(Vec::new());
            let is_below = below.as_ref().is_some_and(Vec::is_empty);
            self.skip_space();
            self.one();
            let taken = self.out.split_off(before);
            *(if is_below { &mut below } else { &mut above }) = Some(taken);
        }
        for (script, open) in [(&below, r"\underset"), (&above, r"\overset")] {
            if let Some(script) = script {
                self.write(open, span);
                self.write("{", span);
                self.out.extend(script.iter().cloned());
                self.write("}{", span);
            }
        }
        self.out.append(&mut base);
        for _ in below.iter().chain(&above) {
            self.write("}", span);
        }
    }

    /// At the side where that may be, else behind its line.
    fn tag(&mut self, span: &Range<usize>) {
        self.at += 1;
        let star = self.next_is("*");
        self.at += usize::from(star);
        let words = self.argument();
        let plain = !star && !words.iter().any(|token| token.is("$"));
        let mut tag = read_at(r"\tag{", span);
        tag.extend(words.iter().cloned());
        tag.extend(read_at("}", span));
        if plain && self.tags {
            self.out.extend(tag);
        } else if plain && self.display && self.is_outside() && self.tag.is_none() {
            self.tag = Some(tag);
        } else {
            self.write(if star { r"\qquad\text{" } else { r"\qquad\text{(" }, span);
            self.words(&words);
            self.write(if star { "}" } else { ")}" }, span);
        }
    }

    /// Whether the shaper stands in no group and no environment.
    fn is_outside(&self) -> bool {
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

/// Where the last term begins: its group, and the command that takes it with groups before it.
fn base(out: &[Token<'_>]) -> usize {
    let mut at = out.len();
    loop {
        while at > 0 && out[at - 1].is_space() {
            at -= 1;
        }
        if at == 0 || !out[at - 1].is("}") {
            break;
        }
        let mut depth = 0_i32;
        let open = out[..at].iter().rposition(|token| {
            depth += i32::from(token.is("}")) - i32::from(token.is("{"));
            depth == 0
        });
        let Some(open) = open else { break };
        at = open;
        let before = out[..open].iter().rposition(|token| !token.is_space());
        match before {
            Some(command) if out[command].name().is_some() => return command,
            Some(group) if out[group].is("}") => {}
            _ => return open,
        }
    }
    at
}

fn text(tokens: &[Token<'_>]) -> String {
    tokens.iter().map(|token| &*token.text).collect()
}
