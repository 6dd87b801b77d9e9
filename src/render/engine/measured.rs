//! What is put into a template so that the steps of its loops and the bytes that it makes are counted.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::expression::{Expression, charged};
use super::fuel::Cost;
use super::graph::{Size, from_layer, layer};
use super::is_built_in;
use super::marked::Marked;
use super::meter::{LEAVES, PASSES, Passage, TURNS, WRITTEN};
use super::outline::{WRITTEN_BY_TAG, is_path};
use super::prepared::Word;
use super::tokens::{Tag, Token, tags};
use crate::text::{SourceFile, Span};

/// Bytes that a value takes in a list.
const ITEM: u64 = 32;

/// The words that go into each template, and the places that are passed many times.
type Measured = (BTreeMap<String, Vec<Word>>, Arc<[Passage]>);

/// What is put into each template so that it is measured, and the places that are passed many times; `None` where all of them are built in, which run over what the
/// program itself has made.
pub(super) fn measure(files: &[(String, &Arc<SourceFile>)], sizes: &BTreeMap<String, Size>) -> Option<Measured> {
    if files.iter().all(|(_, file)| is_built_in(file.path())) {
        return None;
    }
    let cost = |from: &str, taken: &str| {
        sizes.get(&from_layer(taken, layer(from))).map_or_else(Cost::default, |size| size.cost)
    };
    let marked = Marked::of(files.iter().map(|(_, file)| file.text()));
    let mut measuring = Measuring { marked, cost: &cost, passages: Vec::new() };
    let words = files.iter().map(|(name, file)| (name.clone(), measuring.words(name, file.text()))).collect();
    Some((words, measuring.passages.into()))
}

/// What is known of all templates when one of them is measured.
struct Measuring<'m> {
    marked: Marked<'m>,
    /// What each template takes, with all that it takes in; by its own name, and the name that it uses for that.
    cost: &'m dyn Fn(&str, &str) -> Cost,
    /// All places that are passed many times; their numbers are those in this list.
    passages: Vec<Passage>,
}

/// A part of a template that is passed as often as its beginning says.
struct Part {
    kind: Kind,
    /// The number of its passage.
    number: Option<usize>,
    cost: Cost,
    /// What the largest branch takes of those that are read.
    largest: Cost,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Loop,
    Condition,
    Component,
}

struct Reading<'r, 'm> {
    measuring: &'r mut Measuring<'m>,
    template: &'r str,
    text: &'r str,
    parts: Vec<Part>,
    words: Vec<Word>,
}

impl Measuring<'_> {
    /// The words to put into the template `name`, each with its place and what that is about.
    fn words(&mut self, name: &str, text: &str) -> Vec<Word> {
        let mut reading = Reading { measuring: self, template: name, text, parts: Vec::new(), words: Vec::new() };
        let mut end = 0;
        for tag in tags(text) {
            let between = tag.span.start - end;
            reading.count(Cost { steps: 1, bytes: (between + WRITTEN_BY_TAG) as u64 });
            reading.tag(&tag);
            end = tag.span.end;
        }
        reading.words
    }
}

impl Reading<'_, '_> {
    fn count(&mut self, cost: Cost) {
        if let Some(part) = self.parts.last_mut() {
            part.cost = part.cost.and(cost);
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        let first = match tag.tokens.first() {
            Some((Token::Word(word), _)) if tag.is_block => *word,
            _ => "",
        };
        match first {
            "for" => self.begin_loop(tag),
            "endfor" => self.end(Kind::Loop),
            "if" => {
                self.begin(Kind::Condition, None);
                self.expression(tag, 1);
            }
            "elif" => {
                self.branch();
                self.expression(tag, 1);
            }
            "else" => self.branch(),
            "endif" => self.end(Kind::Condition),
            "component" => {
                let number = self.number(tag.span, Cost::default());
                self.put(
                    tag.span.end,
                    format!("{{{{ {PASSES}(n={number}) {}}}}}", dash_behind(self.text, tag)),
                    tag.span,
                );
                self.begin(Kind::Component, Some(number));
            }
            "endcomponent" => self.end(Kind::Component),
            "include" => self.include(tag),
            "break" => {
                let around = self.parts.iter().rev().find(|part| part.kind == Kind::Loop);
                if let Some(number) = around.and_then(|part| part.number) {
                    self.put_before(tag, &format!("{LEAVES}(n={number})"), tag.span);
                }
            }
            "filter" => {
                if let Some((Token::Word(name), span)) = tag.tokens.get(1)
                    && let Some(word) = charged(name)
                {
                    self.put(span.start, word, tag.span);
                }
                self.expression(tag, 2);
            }
            "block" | "extends" => {}
            _ => self.expression(tag, 0),
        }
        if !tag.is_block {
            self.written(tag);
        }
    }

    fn put(&mut self, at: usize, word: String, about: Span) {
        self.words.push((at, word, about));
    }

    /// Puts a call before a tag, where it leaves the blanks around as they are.
    fn put_before(&mut self, tag: &Tag<'_>, call: &str, about: Span) {
        let dash = if self.text.as_bytes().get(tag.span.start + 2) == Some(&b'-') { "-" } else { "" };
        self.put(tag.span.start, format!("{{{{{dash} {call} }}}}"), about);
    }

    fn number(&mut self, span: Span, cost: Cost) -> usize {
        let passages = &mut self.measuring.passages;
        passages.push(Passage { cost, template: self.template.to_owned(), span, is_known: AtomicBool::new(false) });
        passages.len() - 1
    }

    fn expression(&mut self, tag: &Tag<'_>, from: usize) {
        let is_set = matches!(tag.tokens.first(), Some((Token::Word("set" | "set_global"), _)));
        let mut number = |span, tokens: usize| self.number(span, Cost { steps: 1 + tokens as u64 / 4, bytes: ITEM });
        let words = Expression::words(tag, from, is_set, &mut number);
        self.words.extend(words);
    }

    /// `{% for name in … %}`
    fn begin_loop(&mut self, tag: &Tag<'_>) {
        let is_in = |at: &usize| matches!(tag.tokens.get(*at), Some((Token::Word("in"), _)));
        let first = [2, 4].into_iter().find(is_in).map(|at| at + 1);
        let target = first.and_then(|first| Some((first, tag.tokens.get(first)?.1.start)));
        let number = self.number(tag.span, Cost { steps: 1, bytes: 0 });
        if let Some((first, start)) = target {
            self.expression(tag, first);
            self.put(start, "(".to_owned(), tag.span);
            self.put(tag.end_of_words, format!(") | {TURNS}(n={number})"), tag.span);
        }
        self.begin(Kind::Loop, Some(number));
    }

    fn begin(&mut self, kind: Kind, number: Option<usize>) {
        self.parts.push(Part { kind, number, cost: Cost::default(), largest: Cost::default() });
    }

    /// Another branch of a condition.
    fn branch(&mut self) {
        if let Some(part) = self.parts.last_mut().filter(|part| part.kind == Kind::Condition) {
            part.largest = part.largest.or(part.cost);
            part.cost = Cost::default();
        }
    }

    /// What is not closed in order the engine refuses.
    fn end(&mut self, kind: Kind) {
        let Some(part) = self.parts.pop_if(|part| part.kind == kind) else { return };
        let cost = part.largest.or(part.cost);
        match part.number {
            Some(number) => {
                let passage = &mut self.measuring.passages[number];
                passage.cost = passage.cost.and(cost);
            }
            None => self.count(cost),
        }
    }

    /// What is taken in outside of loops is counted when the page begins.
    fn include(&mut self, tag: &Tag<'_>) {
        let Some((Token::Text(name), span)) = tag.tokens.get(1) else { return };
        if self.parts.iter().any(|part| part.kind != Kind::Condition) {
            let cost = (self.measuring.cost)(self.template, name);
            let number = self.number(*span, cost);
            self.put_before(tag, &format!("{PASSES}(n={number})"), *span);
        }
    }

    /// `{{ … }}` of what may be finished HTML.
    fn written(&mut self, tag: &Tag<'_>) {
        let marked = &self.measuring.marked;
        let Some((first, Span { start, .. })) = tag.tokens.first() else { return };
        let span = Span::new(*start, tag.end_of_words);
        if is_path(&tag.tokens) {
            if matches!(first, Token::Word(root) if marked.holds(root)) {
                // What is not there is told by the tag itself, in better words.
                self.put_before(tag, &format!("{WRITTEN}(v={})", &self.text[span.range()]), span);
            }
        } else if marked.touches(tag) {
            self.put(span.start, "(".to_owned(), span);
            self.put(span.end, format!(") | {WRITTEN}"), span);
        }
    }
}

/// The dash that a tag has at its end.
fn dash_behind(text: &str, tag: &Tag<'_>) -> &'static str {
    if text[..tag.span.end].ends_with("-%}") { "-" } else { "" }
}
