//! What a template takes in, read from its tags: before the engine reads it, which has no stack for whatever is typed.

use std::borrow::Cow;

use super::fuel::Cost;
use super::tokens::{Tag, Token, tags};
use crate::text::Span;

/// What a template consists of, as far as others may be taken in there.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The template that it extends.
    pub(super) extends: Option<Taken>,
    /// Its body first, then its blocks and components in their order.
    pub(super) chunks: Vec<Chunk>,
    /// The expressions that `set` gives a name to, but for bare paths; those of `set` blocks are empty, where filters go.
    pub(super) kept: Vec<Kept>,
    /// Where an `if` has more branches than can be read.
    pub(super) branchy: Option<Span>,
}

/// Another template by its name, with the words in quotes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) name: String,
    pub(super) span: Span,
}

/// A part of a template that is rendered as one.
#[derive(Debug)]
pub(super) struct Chunk {
    pub(super) kind: Kind,
    /// What is rendered on the way, in order.
    pub(super) steps: Vec<Step>,
    /// What its tags and the text between them take, each passed once.
    pub(super) cost: Cost,
}

/// What a chunk is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Body,
    Block(String),
    Component(String),
}

/// Something that a chunk has rendered in its place.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    Include(Taken),
    Block(String, Span),
    /// `super()`
    Above(Span),
    Component(String, Span),
}

impl Step {
    /// Where it stands.
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Include(taken) => taken.span,
            Self::Block(_, span) | Self::Above(span) | Self::Component(_, span) => *span,
        }
    }
}

/// What a `set` keeps under a name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kept {
    /// The whole tag.
    pub(super) tag: Span,
    /// The expression; empty where the tag opens a block whose text is kept.
    pub(super) expression: Span,
}

/// So many bytes a tag may write that are not counted as text: a number, or a comma.
pub(super) const WRITTEN_BY_TAG: usize = 16;

/// An `if` with all that it nests in may have so many branches: the engine reads each by a call inside the last.
pub(super) const MOST_BRANCHES: usize = 200;

impl Outline {
    /// Reads a template. What the engine would not read ends it, without a word: the engine tells that.
    pub(super) fn of(text: &str) -> Self {
        let body = Chunk { kind: Kind::Body, steps: Vec::new(), cost: Cost::default() };
        let mut reading = Reading { outline: Self { chunks: vec![body], ..Self::default() }, ..Reading::default() };
        let mut end = 0;
        for tag in tags(text) {
            reading.count(1, tag.span.start - end + WRITTEN_BY_TAG);
            reading.tag(&tag);
            end = tag.span.end;
        }
        reading.count(0, text.len() - end);
        reading.outline
    }

    /// Every template that stands in an `include`, whatever it depends on.
    pub(super) fn includes(&self) -> impl Iterator<Item = &Taken> {
        self.chunks.iter().flat_map(|chunk| &chunk.steps).filter_map(|step| match step {
            Step::Include(taken) => Some(taken),
            _ => None,
        })
    }

    /// Every component that is called, by its name.
    pub(super) fn calls(&self) -> impl Iterator<Item = &str> {
        self.chunks.iter().flat_map(|chunk| &chunk.steps).filter_map(|step| match step {
            Step::Component(name, _) => Some(name.as_str()),
            _ => None,
        })
    }

    /// The block of this name, by its place among the chunks.
    pub(super) fn block(&self, name: &str) -> Option<usize> {
        self.chunks.iter().position(|chunk| matches!(&chunk.kind, Kind::Block(block) if block == name))
    }
}

/// How far a template has been read.
#[derive(Default)]
struct Reading {
    outline: Outline,
    /// The chunks that are open around the present place, by their places; the body where there is none.
    open: Vec<usize>,
    /// The branches of the `if`s around the present place.
    branches: Vec<usize>,
}

impl Reading {
    fn tag(&mut self, tag: &Tag<'_>) {
        let words: Vec<&Token<'_>> = tag.tokens.iter().map(|(token, _)| token).collect();
        match words.as_slice() {
            [Token::Word("extends"), Token::Text(name), ..] if tag.is_block => {
                let taken = Taken { name: name.to_string(), span: tag.tokens[1].1 };
                self.outline.extends.get_or_insert(taken);
            }
            [Token::Word("include"), Token::Text(name), ..] if tag.is_block => {
                self.step(Step::Include(Taken { name: name.to_string(), span: tag.tokens[1].1 }));
            }
            [Token::Word("block"), Token::Word(name), ..] if tag.is_block => {
                self.step(Step::Block((*name).to_owned(), tag.span));
                self.open(Kind::Block((*name).to_owned()));
            }
            [Token::Word("component"), Token::Word(_), ..] if tag.is_block => {
                self.open(Kind::Component(dotted(&tag.tokens[1..]).into_owned()));
            }
            [Token::Word("endblock" | "endcomponent"), ..] if tag.is_block => drop(self.open.pop()),
            [Token::Word("if"), ..] if tag.is_block => self.branches.push(1),
            [Token::Word("elif"), ..] if tag.is_block => self.branch(tag.span),
            [Token::Word("endif"), ..] if tag.is_block => drop(self.branches.pop()),
            [Token::Word("set" | "set_global"), Token::Word(_), ..] if tag.is_block => self.keep(tag),
            _ => {}
        }
        self.calls(tag);
    }

    /// The chunk around the present place.
    fn chunk(&mut self) -> &mut Chunk {
        &mut self.outline.chunks[self.open.last().copied().unwrap_or_default()]
    }

    fn count(&mut self, steps: u64, bytes: usize) {
        let chunk = self.chunk();
        chunk.cost = chunk.cost.and(Cost { steps, bytes: bytes as u64 });
    }

    fn step(&mut self, step: Step) {
        self.chunk().steps.push(step);
    }

    fn open(&mut self, kind: Kind) {
        self.open.push(self.outline.chunks.len());
        self.outline.chunks.push(Chunk { kind, steps: Vec::new(), cost: Cost::default() });
    }

    fn branch(&mut self, span: Span) {
        if let Some(branches) = self.branches.last_mut() {
            *branches += 1;
        }
        if self.branches.iter().sum::<usize>() > MOST_BRANCHES {
            self.outline.branchy.get_or_insert(span);
        }
    }

    /// `{% set name = expression %}` or `{% set name %}…`
    fn keep(&mut self, tag: &Tag<'_>) {
        let end = tag.end_of_words;
        let expression = match tag.tokens.get(2) {
            Some((Token::Mark(b'='), _)) => match tag.tokens.get(3) {
                Some((_, first)) if !is_path(&tag.tokens[3..]) => Span::new(first.start, end),
                _ => return,
            },
            _ => Span::new(end, end),
        };
        self.outline.kept.push(Kept { tag: tag.span, expression });
    }

    /// The components that are called in a tag, `<name …>`, and `super()`.
    fn calls(&mut self, tag: &Tag<'_>) {
        for (at, pair) in tag.tokens.windows(2).enumerate() {
            match (&pair[0], &pair[1]) {
                ((Token::Mark(b'<'), span), (Token::Word(_), _)) => {
                    let name = dotted(&tag.tokens[at + 1..]).into_owned();
                    self.step(Step::Component(name, *span));
                }
                ((Token::Word("super"), span), (Token::Mark(b'('), _)) => self.step(Step::Above(*span)),
                _ => {}
            }
        }
    }
}

/// Whether an expression only names a value that is there, which keeps nothing new.
pub(super) fn is_path(tokens: &[(Token<'_>, Span)]) -> bool {
    tokens.iter().all(|(token, _)| matches!(token, Token::Word(_) | Token::Mark(b'.' | b'?') | Token::Text(_)))
}

/// `a.b.c` at the start of `tokens`, written as one name.
fn dotted<'t>(tokens: &[(Token<'t>, Span)]) -> Cow<'t, str> {
    let mut name = match tokens.first() {
        Some((Token::Word(first), _)) => Cow::Borrowed(*first),
        _ => return Cow::Borrowed(""),
    };
    for pair in tokens[1..].chunks(2) {
        let [(Token::Mark(b'.'), _), (Token::Word(part), _)] = pair else { break };
        name = Cow::Owned(format!("{name}.{part}"));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(text: &str) -> Vec<String> {
        let outline = Outline::of(text);
        let shown = |step: &Step| match step {
            Step::Include(taken) => format!("include {}", taken.name),
            Step::Block(name, _) => format!("block {name}"),
            Step::Above(_) => "super".to_owned(),
            Step::Component(name, _) => format!("<{name}>"),
        };
        let chunk = |chunk: &Chunk| {
            let steps: Vec<String> = chunk.steps.iter().map(shown).collect();
            format!("{:?}: {}", chunk.kind, steps.join(", "))
        };
        outline.chunks.iter().map(chunk).collect()
    }

    #[test]
    fn what_a_template_takes_in_stands_in_the_part_that_does() {
        let text = "{%- extends 'a.html' -%}{% block one %}{% include \"b.html\" %}{%block two%}{{ super() }}{% endblock \
                    two %}{{ <x.y a={1}/> }}{% endblock %}{% component x.y(a) %}{% include `c.html` %}{% endcomponent x.y %}";
        assert_eq!(Outline::of(text).extends.unwrap().name, "a.html");
        assert_eq!(
            steps(text),
            [
                "Body: block one",
                "Block(\"one\"): include b.html, block two, <x.y>",
                "Block(\"two\"): super",
                "Component(\"x.y\"): include c.html"
            ]
        );
    }

    #[test]
    fn what_is_no_tag_takes_in_nothing() {
        for text in [
            "{# {% include \"a\" %} #}",
            "{% raw %}{% include \"a\" %}{% endraw %}",
            "{%- raw -%}{%- include \"a\" -%}{%- endraw -%}",
            "{{ \"{% include 'a' %}\" }}",
            "{% if \"%}{% include 'a' %}\" %}{% endif %}",
            "{ % include \"a\" % }",
            "{{ include \"a\" }}",
            "{% \"unclosed {% include 'a' %}",
        ] {
            assert_eq!(Outline::of(text).includes().count(), 0, "{text}");
        }
        assert_eq!(
            Outline::of("{% raw %}x{% endraw %}{# #}{% include \"a\\\"b\" %}").includes().next().unwrap().name,
            "a\"b"
        );
    }

    #[test]
    fn what_set_keeps_is_found_unless_it_is_there_already() {
        let text = "{% set a = b.c?.d %}{% set a = \"x\" %}{% set_global a = a ~ a -%}{% set a %}{% endset %}{% set a | f %}{% endset %}";
        let kept: Vec<&str> = Outline::of(text).kept.iter().map(|kept| &text[kept.expression.range()]).collect();
        assert_eq!(kept, ["a ~ a", "", ""]);
    }

    #[test]
    fn branches_are_counted_with_those_around_them() {
        let branches = |many: usize| "{% elif a %}".repeat(many);
        assert_eq!(Outline::of(&format!("{{% if a %}}{}{{% endif %}}", branches(MOST_BRANCHES - 1))).branchy, None);
        assert!(Outline::of(&format!("{{% if a %}}{}{{% endif %}}", branches(MOST_BRANCHES))).branchy.is_some());
        let half = format!("{{% if a %}}{}", branches(MOST_BRANCHES / 2));
        assert!(Outline::of(&half.repeat(2)).branchy.is_some(), "one inside the other");
        assert_eq!(Outline::of(&format!("{half}{{% endif %}}").repeat(9)).branchy, None, "one after the other");
    }
}
