//! Text within formulas, and what is written like it: colours and tags.

use std::ops::Range;

use super::shape::{Shaper, shape};
use super::tex::{Token, read_at, text};

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

/// Whether a command chooses the size of the letters that follow.
pub fn is_size(name: &str) -> bool {
    let sizes =
        ["tiny", "scriptsize", "footnotesize", "small", "normalsize", "large", "Large", "LARGE", "huge", "Huge"];
    sizes.contains(&name)
}

/// `f80` → `ff8800`
fn long_colour(digits: &str) -> String {
    if digits.len() == 3 { digits.chars().flat_map(|digit| [digit, digit]).collect() } else { digits.to_owned() }
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
        self.colour_name();
        self.skip_space();
        if self.next_is("{") {
            self.group();
        } else {
            self.copy();
        }
        self.write("}", span);
    }

    /// The name of a colour with its model, after the command; one as the web writes it gets the model that it has.
    pub(super) fn colour_name(&mut self) {
        self.skip_space();
        if let Some(model) = self.bracketed().map(<[_]>::len) {
            (0..model + 2).for_each(|_| self.copy());
        }
        self.skip_space();
        let Some(span) = self.peek().filter(|next| next.is("{")).map(|next| next.span.clone()) else { return };
        let name = self.argument();
        let digits = text(&name).strip_prefix('#').map(long_colour);
        if digits.is_some() {
            self.write("[HTML]", &span);
        }
        self.write("{", &span);
        match digits {
            Some(digits) => self.out.push(Token::new(digits, &span)),
            None => self.out.extend(name),
        }
        self.write("}", &span);
    }

    /// `\unicode{x263A}`, a character by its number.
    pub(super) fn character(&mut self, span: &Range<usize>) {
        let start = self.at;
        self.at += 1;
        let number = text(&self.argument());
        let code = match number.trim().strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.trim().parse().ok(),
        };
        match code.and_then(char::from_u32).filter(|character| !character.is_control()) {
            Some('\\' | '{' | '}' | '%' | '#' | '&' | '$' | '^' | '_' | '~') | None => {
                self.at = start;
                self.copy();
            }
            Some(character) => self.out.push(Token::new(character.to_string(), span)),
        }
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
