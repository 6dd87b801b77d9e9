//! A template as the engine gets it: what was typed, with a few words put in, and the way back to the places typed.

use std::sync::Arc;

use super::meter::KEPT;
use super::outline::Outline;
use crate::text::{SourceFile, Span};

/// Something to put in: where, what, and what was typed that it is about.
pub(super) type Word = (usize, String, Span);

/// A template's text with insertions.
pub(super) struct Prepared {
    pub(super) source: Arc<SourceFile>,
    pub(super) text: String,
    insertions: Vec<Insertion>,
}

/// Words that were put in.
struct Insertion {
    /// Where they stand in the text that the engine gets.
    at: usize,
    length: usize,
    /// What was typed that they are about.
    about: Span,
}

impl Prepared {
    /// The text of a template so many layers down: `under/NAME` means the one beneath it there, and what is kept under a
    /// name passes by the filter that measures it. `words` go in as well, in front of that filter.
    pub(super) fn new(source: &Arc<SourceFile>, outline: &Outline, layer: usize, mut words: Vec<Word>) -> Self {
        let under = "under/".repeat(layer);
        let taken = outline.extends.iter().chain(outline.includes());
        let beneath = taken.filter(|taken| layer > 0 && taken.name.starts_with("under/"));
        words.extend(beneath.map(|taken| (taken.span.start + 1, under.clone(), taken.span)));
        for kept in &outline.kept {
            let Span { start, end } = kept.expression;
            if start < end {
                words.push((start, "(".to_owned(), kept.tag));
                words.push((end, format!(") | {KEPT}"), kept.tag));
            } else {
                words.push((end, format!(" | {KEPT}"), kept.tag));
            }
        }
        words.sort_by_key(|(at, ..)| *at);
        let (mut text, mut insertions, mut rest) = (String::new(), Vec::new(), 0);
        for (at, word, about) in words {
            text.push_str(&source.text()[rest..at]);
            insertions.push(Insertion { at: text.len(), length: word.len(), about });
            text.push_str(&word);
            rest = at;
        }
        text.push_str(&source.text()[rest..]);
        Self { source: Arc::clone(source), text, insertions }
    }

    /// The place typed for one in `text`; for words that were put in what they are about.
    pub(super) fn typed(&self, span: Span) -> Span {
        let holds = |words: &&Insertion| words.at <= span.start && span.end <= words.at + words.length;
        match self.insertions.iter().find(holds).filter(|_| span.start < span.end) {
            Some(words) => words.about,
            None => Span::new(self.typed_offset(span.start), self.typed_offset(span.end)),
        }
    }

    fn typed_offset(&self, offset: usize) -> usize {
        let before = self.insertions.iter().take_while(|words| words.at < offset);
        before.fold(offset, |typed, words| typed - words.length.min(offset - words.at))
    }

    /// The place typed for `width` characters from a column of a line of `text`, both counted from 1.
    pub(super) fn at(&self, line: usize, column: usize, width: usize) -> Span {
        let start = self.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
        let line = self.text[start..].lines().next().unwrap_or_default();
        let offset = |column: usize| start + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
        let first = column.saturating_sub(1);
        self.typed(Span::new(offset(first), offset(first + width)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SourcePath;

    fn prepared(text: &str, layer: usize) -> Prepared {
        let source = Arc::new(SourceFile::new(SourcePath::new("templates/a.html"), text));
        Prepared::new(&source, &Outline::of(text), layer, Vec::new())
    }

    #[test]
    fn names_beneath_are_those_of_the_layer() {
        let text = "{% extends \"under/a\" %}{% block b %}{% include 'under/b' %}{% include \"c\" %}<b title=\"under/x\">{% endblock %}";
        assert_eq!(prepared(text, 0).text, text);
        assert_eq!(
            prepared(text, 1).text,
            text.replace("under/a", "under/under/a").replace("under/b", "under/under/b")
        );
    }

    #[test]
    fn places_are_those_that_were_typed() {
        let text = "{% extends \"under/a\" %}\n{% set x = y ~ 1 %}\n{% set z %}é{{ nothing }}{% endset %}{{ here }}";
        let prepared = prepared(text, 2);
        assert_ne!(prepared.text, text);
        for word in ["extends", "y ~ 1", "nothing", "endset", "here"] {
            let (inner, typed) = (prepared.text.find(word).unwrap(), text.find(word).unwrap());
            let span = Span::new(inner, inner + word.len());
            assert_eq!(prepared.typed(span), Span::new(typed, typed + word.len()), "{word}");
            let line = prepared.text[..inner].matches('\n').count() + 1;
            let column = prepared.text[..inner].lines().last().map_or(0, |line| line.chars().count()) + 1;
            let column = if prepared.text[..inner].ends_with('\n') { 1 } else { column };
            assert_eq!(prepared.at(line, column, word.len()), Span::new(typed, typed + word.len()), "{word}");
        }
        let put_in = prepared.text.find(KEPT).unwrap();
        let tag = prepared.typed(Span::new(put_in, put_in + KEPT.len()));
        assert_eq!(&text[tag.range()], "{% set x = y ~ 1 %}");
    }
}
