//! Text within formulas, and what is written like it: colours and tags.

use std::ops::Range;

use super::shape::{Shaper, shape};
use super::tex::{Token, read_at};

/// Commands of text, and those of the converter that say the same.
const TEXTS: [(&str, &str); 16] = [
    ("text", r"\text"),
    ("mbox", r"\text"),
    ("hbox", r"\text"),
    ("textnormal", r"\text"),
    ("textup", r"\text"),
    ("textmd", r"\text"),
    ("textrm", r"\textrm"),
    ("textbf", r"\textbf"),
    ("textit", r"\textit"),
    ("textsl", r"\textit"),
    ("textsf", r"\textsf"),
    ("texttt", r"\texttt"),
    ("emph", r"\emph"),
    ("textsc", r"\textsc"),
    ("underbar", r"\underbar"),
    ("sout", r"\sout"),
];

/// The converter's command for a command of text.
pub fn command(name: &str) -> Option<&'static str> {
    TEXTS.iter().find(|(known, _)| *known == name).map(|&(_, command)| command)
}

impl<'t> Shaper<'t> {
    /// A text, and the formulas in it.
    pub(super) fn text(&mut self, command: &'static str, span: &Range<usize>) {
        let inner = self.argument();
        self.text_of(command, &inner, span);
    }

    fn text_of(&mut self, command: &'static str, inner: &[Token<'t>], span: &Range<usize>) {
        let mut parts = inner.split(|token| token.is("$")).collect::<Vec<_>>();
        // A dollar sign that closes nothing is one.
        if parts.len() % 2 == 0 {
            parts = vec![inner];
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
            let nested = token.name().and_then(command);
            match &*token.text {
                "_" => self.write(r"\_", &token.span),
                " " if sign => self.write(r"\ ", &token.span),
                _ => match nested {
                    Some(command) => self.write(command, &token.span),
                    None => self.out.push(token.clone()),
                },
            }
            sign = token.text.starts_with('\\') && token.name().is_none();
        }
    }

    /// `\textcolor{red}{x}`, which the converter knows as a switch.
    pub(super) fn colour(&mut self, span: &Range<usize>) {
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
        if self.next_is("{") {
            self.group();
        } else {
            self.copy();
        }
        self.write("}", span);
    }

    /// At the side where that may be, else behind its line.
    pub(super) fn tag(&mut self, span: &Range<usize>) {
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
            self.write(r"\qquad", span);
            let (open, close) = if star { ("", "") } else { ("(", ")") };
            let words = [read_at(open, span), words, read_at(close, span)].concat();
            self.text_of(r"\text", &words, span);
        }
    }
}
