//! What is put into an expression of a template, so that what it makes is measured before it grows.

use super::meter::{CHARGED, JOINED, MADE, TURNS};
use super::prepared::Word;
use super::tokens::{Tag, Token};
use crate::text::Span;

/// What stands deeper in brackets the engine does not read.
const MOST_BRACKETS: usize = 100;

/// A bracket that is open.
struct Open {
    /// Its place among the tokens.
    at: usize,
    /// Whether it opens a list or map that is written here.
    is_literal: bool,
    /// Whether its `for` was read.
    is_counted: bool,
}

/// An expression being read.
pub(super) struct Expression<'e, 't> {
    tag: &'e Tag<'t>,
    /// Whether what it gives is measured anyway.
    is_kept: bool,
    words: Vec<Word>,
    open: Vec<Open>,
    /// How many brackets are open around each component that is called.
    calls: Vec<usize>,
    /// What goes behind a token, by its place.
    behind: Vec<(usize, String)>,
}

impl<'e, 't> Expression<'e, 't> {
    /// What is put into the expressions of `tag` from its token at `from`; `number` gives one to each loop in them, with
    /// the tokens that each of its rounds passes.
    pub(super) fn words(
        tag: &'e Tag<'t>,
        from: usize,
        is_kept: bool,
        number: &mut dyn FnMut(Span, usize) -> usize,
    ) -> Vec<Word> {
        let (words, open, calls, behind) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut reading = Self { tag, is_kept, words, open, calls, behind };
        for at in from..tag.tokens.len() {
            reading.token(at, number);
            while let Some(place) = reading.behind.iter().rposition(|(token, _)| *token == at) {
                let (_, word) = reading.behind.remove(place);
                reading.put(tag.tokens[at].1.end, word);
            }
        }
        reading.words
    }

    fn put(&mut self, at: usize, word: String) {
        self.words.push((at, word, self.tag.span));
    }

    /// Puts something behind a token that is still to come.
    fn put_behind(&mut self, at: usize, word: String) {
        if self.open.len() <= MOST_BRACKETS {
            self.behind.push((at, word));
        }
    }

    fn mark(&self, at: usize) -> Option<u8> {
        match self.tag.tokens.get(at) {
            Some((Token::Mark(mark), _)) => Some(*mark),
            _ => None,
        }
    }

    fn word(&self, at: usize) -> Option<&'t str> {
        match self.tag.tokens.get(at) {
            Some((Token::Word(word), _)) => Some(word),
            _ => None,
        }
    }

    fn token(&mut self, at: usize, number: &mut dyn FnMut(Span, usize) -> usize) {
        match &self.tag.tokens[at].0 {
            Token::Mark(b'(') => self.open.push(Open { at, is_literal: false, is_counted: false }),
            Token::Mark(b'[') => self.open.push(Open { at, is_literal: self.begins(at), is_counted: false }),
            Token::Mark(b'{') => {
                let is_attribute = self.calls.last() == Some(&self.open.len());
                self.open.push(Open { at, is_literal: !is_attribute, is_counted: false });
            }
            Token::Mark(b')' | b']' | b'}') => self.close(at),
            Token::Mark(b'<') if self.begins(at) && self.word(at + 1).is_some() => self.calls.push(self.open.len()),
            Token::Mark(b'>') if self.calls.last() == Some(&self.open.len()) => drop(self.calls.pop()),
            Token::Mark(b'~') => self.joins(at),
            Token::Mark(b'.') if self.mark(at + 1) == Some(b'.') && self.mark(at + 2) == Some(b'.') => {
                let end = self.operand(at + 3);
                self.put_behind(end, format!(" | {MADE}"));
            }
            Token::Mark(b'|') => {
                if let Some(name) = self.word(at + 1) {
                    self.filter(name, at + 1);
                }
            }
            Token::Word("for") => self.comprehension(at, number),
            Token::Word(word @ ("super" | "range")) if self.mark(at + 1) == Some(b'(') => {
                // What `range` gives outside of lists is gone when the tag is, or kept.
                if *word == "super" || self.open.iter().any(|open| open.is_literal) {
                    let end = self.closing(at + 1);
                    self.put_behind(end, format!(" | {MADE}"));
                }
            }
            Token::Mark(_) | Token::Word(_) | Token::Text(_) => {}
        }
    }

    /// Puts the measuring filter of this name in the place of the engine's own.
    fn filter(&mut self, name: &str, at: usize) {
        if let Some(word) = charged(name) {
            self.put(self.tag.tokens[at].1.start, word);
        }
    }

    /// Whether a value may begin at this token, and not go on.
    fn begins(&self, at: usize) -> bool {
        match at.checked_sub(1).map(|before| &self.tag.tokens[before].0) {
            None => true,
            Some(Token::Mark(mark)) => !matches!(mark, b')' | b']' | b'}' | b'?'),
            Some(Token::Word(word)) => {
                matches!(*word, "in" | "if" | "elif" | "else" | "and" | "or" | "not" | "is" | "for")
            }
            Some(Token::Text(_)) => false,
        }
    }

    fn close(&mut self, at: usize) {
        let Some(open) = self.open.pop().filter(|_| self.open.len() <= MOST_BRACKETS) else { return };
        let is_whole = self.is_kept && open.at == 3 && at + 1 == self.tag.tokens.len();
        let names = |at: usize| self.word(at).is_some_and(is_name);
        if open.is_literal && !is_whole && (open.at..at).any(names) {
            self.put(self.tag.tokens[open.at].1.start, "(".to_owned());
            self.put(self.tag.tokens[at].1.end, format!(") | {MADE}"));
        }
    }

    /// `~` joins what stands before and behind it.
    fn joins(&mut self, at: usize) {
        let tokens = &self.tag.tokens;
        let is_plain = |at: usize| match &tokens[at].0 {
            Token::Text(_) => true,
            Token::Word(word) => !is_name(word),
            Token::Mark(_) => false,
        };
        let joined = format!(" | {JOINED}");
        if let Some(before) = at.checked_sub(1) {
            let end = tokens[before].1.end;
            if !is_plain(before) && !self.words.iter().rev().take(4).any(|(at, word, _)| *at == end && *word == joined)
            {
                self.put(end, joined.clone());
            }
        }
        let end = self.operand(at + 1);
        if end < tokens.len() && !(end == at + 1 && is_plain(end)) {
            self.put_behind(end, joined);
        }
    }

    /// `for x in target if …` in a list.
    fn comprehension(&mut self, at: usize, number: &mut dyn FnMut(Span, usize) -> usize) {
        let Some(first) = [at + 2, at + 4].into_iter().find(|at| self.word(*at) == Some("in")).map(|at| at + 1) else {
            return;
        };
        let is_first = |open: &&mut Open| open.is_literal && !open.is_counted && open.at + 1 < at;
        let Some(open) = self.open.last_mut().filter(is_first) else { return };
        open.is_counted = true;
        let begin = open.at;
        let end = self.closing(begin);
        let mut last = self.closing(first);
        while last + 1 < end && self.word(last + 1) != Some("if") {
            last = self.closing(last + 1);
        }
        if first < end {
            let span = Span::new(self.tag.tokens[first].1.start, self.tag.tokens[last.min(end - 1)].1.end);
            let number = number(span, end - begin);
            self.put(span.start, "(".to_owned());
            self.put_behind(last.min(end - 1), format!(") | {TURNS}(n={number})"));
        }
    }

    /// The token that closes the bracket at `at`; this one where it is none.
    fn closing(&self, at: usize) -> usize {
        let mut depth = 0_usize;
        for place in at..self.tag.tokens.len() {
            match self.mark(place) {
                Some(b'(' | b'[' | b'{') => depth += 1,
                Some(b')' | b']' | b'}') => depth = depth.saturating_sub(1),
                _ => {}
            }
            match depth {
                0 => return place,
                MOST_BRACKETS.. => return at,
                _ => {}
            }
        }
        at
    }

    /// The last token of the operand that begins at `at`.
    fn operand(&self, at: usize) -> usize {
        let mut end = if self.mark(at) == Some(b'<') { self.end_of_call(at) } else { self.closing(at) };
        loop {
            end = match (self.mark(end + 1), self.mark(end + 2)) {
                (Some(b'.'), None) if self.word(end + 2).is_some() => end + 2,
                (Some(b'?'), Some(b'.')) if self.word(end + 3).is_some() => end + 3,
                (Some(b'?'), Some(b'[')) => self.closing(end + 2),
                (Some(b'['), _) => self.closing(end + 1),
                (Some(b'('), _) if self.word(end).is_some() => self.closing(end + 1),
                _ => return end,
            };
        }
    }

    /// The `>` of a component that is called at `at`.
    fn end_of_call(&self, at: usize) -> usize {
        let mut end = at + 1;
        while end + 1 < self.tag.tokens.len() && self.mark(end) != Some(b'>') {
            end = self.closing(end) + 1;
        }
        end
    }
}

/// What goes before the name of a filter that may make much; `None` for others.
pub(super) fn charged(name: &str) -> Option<String> {
    CHARGED.iter().any(|(charged, _)| *charged == name).then(|| super::meter::OURS.to_owned())
}

fn is_name(word: &str) -> bool {
    !word.starts_with(|first: char| first.is_ascii_digit())
        && !matches!(word, "true" | "True" | "false" | "False" | "none" | "None" | "null")
}
