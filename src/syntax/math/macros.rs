//! Macros: those of the course, those that a formula defines, and usual commands in terms of what the converter has.

use std::collections::BTreeMap;
use std::ops::Range;

use super::MathError;
use super::built_in::BUILT_IN;
use super::tex::{Token, read_at, text};

/// A formula may use this many macros, those in the meaning of others included.
const MOST: usize = 1_000;

/// A formula may grow to this many tokens.
const LARGEST: usize = 12_000;

/// The macros of a course: names without their backslash, and what they mean.
pub type Macros = BTreeMap<String, String>;

/// What a macro means.
#[derive(Clone)]
struct Meaning<'t> {
    arguments: usize,
    /// What stands for the first argument where it is not given in square brackets.
    default: Option<Vec<Token<'t>>>,
    body: Vec<Token<'t>>,
}

/// How many arguments a meaning takes: the highest `#1` … `#9` in it.
pub fn arguments(meaning: &str) -> usize {
    let signs = meaning.match_indices('#').filter_map(|(at, _)| meaning[at + 1..].chars().next()?.to_digit(10));
    signs.max().unwrap_or(0) as usize
}

/// The formula without macros and definitions.
pub fn expand<'t>(tokens: Vec<Token<'t>>, macros: &'t Macros) -> Result<Vec<Token<'t>>, MathError> {
    let mut expansion =
        Expansion { macros, own: BTreeMap::new(), rest: tokens, out: Vec::new(), left: MOST, call: 0..0 };
    expansion.rest.reverse();
    expansion.run()?;
    Ok(expansion.out)
}

struct Expansion<'t> {
    macros: &'t Macros,
    /// Those that the formula defines.
    own: BTreeMap<String, Meaning<'t>>,
    /// What is still to be read, the next token last.
    rest: Vec<Token<'t>>,
    out: Vec<Token<'t>>,
    left: usize,
    /// The command that is being read, to which a missing argument is laid.
    call: Range<usize>,
}

impl<'t> Expansion<'t> {
    fn run(&mut self) -> Result<(), MathError> {
        while let Some(token) = self.rest.pop() {
            let Some(name) = token.name() else {
                self.out.push(token);
                continue;
            };
            self.call = token.span.clone();
            match name {
                "newcommand" | "renewcommand" | "providecommand" => self.new_command()?,
                "def" | "gdef" => self.def()?,
                "let" => self.alias()?,
                "DeclareMathOperator" => self.operator()?,
                _ => match self.meaning(name) {
                    Some(meaning) => self.call(name, &meaning)?,
                    None => self.out.push(token),
                },
            }
            if self.out.len() + self.rest.len() > LARGEST {
                return Err(self.refused("Its macros make the formula too large"));
            }
        }
        Ok(())
    }

    fn meaning(&self, name: &str) -> Option<Meaning<'t>> {
        if let Some(own) = self.own.get(name) {
            return Some(own.clone());
        }
        let built_in = || BUILT_IN.binary_search_by_key(&name, |(name, _)| name).ok().map(|at| BUILT_IN[at].1);
        let body = self.macros.get(name).map(String::as_str).or_else(built_in)?;
        Some(Meaning { arguments: arguments(body), default: None, body: read_at(body, &self.call) })
    }

    /// Puts the meaning in place of the call, to be read again.
    fn call(&mut self, name: &str, meaning: &Meaning<'t>) -> Result<(), MathError> {
        let Some(left) = self.left.checked_sub(1) else {
            return Err(self.refused(&format!("`\\{name}` uses itself, or the formula uses more than {MOST} macros")));
        };
        self.left = left;
        let mut given = Vec::new();
        if let Some(default) = &meaning.default {
            given.push(self.bracketed().unwrap_or_else(|| default.clone()));
        }
        while given.len() < meaning.arguments {
            given.push(self.argument(name)?);
        }
        let mut body = filled(&meaning.body, &given, &self.call);
        // `x^\half` means all of it.
        if body.len() > 1 && self.out.last().is_some_and(|last| last.is("^") || last.is("_")) {
            body.insert(0, Token::new("{", &self.call));
            body.push(Token::new("}", &self.call));
        }
        self.rest.extend(body.into_iter().rev());
        Ok(())
    }

    fn refused(&self, message: &str) -> MathError {
        MathError::new(self.call.clone(), message)
    }

    fn skip_space(&mut self) {
        while self.rest.last().is_some_and(Token::is_space) {
            self.rest.pop();
        }
    }

    /// What stands in braces, or the next token.
    fn argument(&mut self, name: &str) -> Result<Vec<Token<'t>>, MathError> {
        self.skip_space();
        let missing = || format!("`\\{name}` is missing an argument");
        match self.rest.pop() {
            Some(open) if open.is("{") => self.upto("}").ok_or_else(|| self.refused(&missing())),
            Some(token) if !token.is("}") && !token.is("&") => Ok(vec![token]),
            _ => Err(self.refused(&missing())),
        }
    }

    /// What stands in square brackets, if anything does.
    fn bracketed(&mut self) -> Option<Vec<Token<'t>>> {
        self.skip_space();
        let open = self.rest.pop_if(|next| next.is("["))?;
        let inner = self.upto("]");
        if inner.is_none() {
            self.rest.push(open);
        }
        inner
    }

    /// Takes tokens to `end`, which is taken too; braces hold together. `None`, and nothing taken, where it is missing.
    fn upto(&mut self, end: &str) -> Option<Vec<Token<'t>>> {
        let mut depth = 0_usize;
        for at in (0..self.rest.len()).rev() {
            match &*self.rest[at].text {
                text if text == end && depth == 0 => {
                    let inner = self.rest.split_off(at + 1);
                    self.rest.pop();
                    return Some(inner.into_iter().rev().collect());
                }
                "{" => depth += 1,
                "}" => depth = depth.checked_sub(1)?,
                _ => {}
            }
        }
        None
    }

    /// The name that is defined, with braces or without.
    fn defined(&mut self) -> Result<String, MathError> {
        let name = self.argument("newcommand").ok();
        let name = name.as_deref().and_then(|tokens| tokens.iter().find_map(Token::name)).map(str::to_owned);
        name.ok_or_else(|| self.refused("A definition must start with a command name"))
    }

    /// `\newcommand{\name}[2][default]{meaning}`
    fn new_command(&mut self) -> Result<(), MathError> {
        self.skip_star();
        let name = self.defined()?;
        let count = self.bracketed();
        let default = count.is_some().then(|| self.bracketed()).flatten();
        let arguments = count.and_then(|count| text(&count).trim().parse().ok()).unwrap_or(0).min(9);
        let body = self.argument(&name)?;
        self.own.insert(name, Meaning { arguments, default, body });
        Ok(())
    }

    /// `\def\name#1#2{meaning}`
    fn def(&mut self) -> Result<(), MathError> {
        let name = self.defined()?;
        let mut arguments = 0;
        while self.rest.last().is_some_and(|next| !next.is("{")) {
            arguments += usize::from(self.rest.pop().is_some_and(|sign| sign.is("#")));
        }
        let body = self.argument(&name)?;
        self.own.insert(name, Meaning { arguments, default: None, body });
        Ok(())
    }

    /// `\let\name=\other`
    fn alias(&mut self) -> Result<(), MathError> {
        let name = self.defined()?;
        self.skip_space();
        if self.rest.last().is_some_and(|next| next.is("=")) {
            self.rest.pop();
        }
        let body = self.argument(&name)?;
        // A name that keeps its old meaning is not one that means itself.
        if body.first().and_then(Token::name) != Some(&name) {
            self.own.insert(name, Meaning { arguments: 0, default: None, body });
        }
        Ok(())
    }

    /// `\DeclareMathOperator{\name}{text}`
    fn operator(&mut self) -> Result<(), MathError> {
        let star = if self.skip_star() { "*" } else { "" };
        let name = self.defined()?;
        let shown = self.argument(&name)?;
        let mut body = read_at(r"\operatorname", &self.call);
        body.extend(read_at(star, &self.call));
        body.extend(braced(shown, &self.call));
        self.own.insert(name, Meaning { arguments: 0, default: None, body });
        Ok(())
    }

    fn skip_star(&mut self) -> bool {
        self.rest.pop_if(|next| next.is("*")).is_some()
    }
}

fn braced<'t>(tokens: Vec<Token<'t>>, span: &Range<usize>) -> impl Iterator<Item = Token<'t>> {
    [Token::new("{", span)].into_iter().chain(tokens).chain([Token::new("}", span)])
}

/// The meaning with its arguments; each keeps the place at which it was typed.
fn filled<'t>(body: &[Token<'t>], given: &[Vec<Token<'t>>], call: &Range<usize>) -> Vec<Token<'t>> {
    let mut out = Vec::new();
    let mut tokens = body.iter().peekable();
    while let Some(token) = tokens.next() {
        let number = |next: &&Token<'t>| next.text.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        match tokens.peek().and_then(number).and_then(|number| given.get(number)) {
            Some(argument) if token.is("#") && out.len() <= LARGEST => {
                tokens.next();
                out.extend(argument.iter().cloned());
            }
            _ => out.push(Token::new(token.text.clone(), call)),
        }
    }
    out
}
