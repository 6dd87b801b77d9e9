//! Takes passages out of a page: what to write for each, and the words by which it is known again.

use super::model::Passage;
use crate::model::fragment::Fragment;
use crate::syntax::markdown::{BodyWriter, Element, Elements, ItemText, Origin};
use crate::text::id::{inside_quotes, normalized};

/// Reads elements of one page.
pub(super) struct Scribe<'e, 'o> {
    pub(super) writer: BodyWriter<'e>,
    pub(super) origin: Origin<'o>,
    /// The text that the elements are of.
    pub(super) text: &'e str,
}

impl Scribe<'_, '_> {
    /// A run of one line, for which `source` is written.
    pub(super) fn line(&mut self, elements: Elements<'_>, source: impl Into<String>) -> Passage {
        self.passage(elements, source.into())
    }

    /// The words of a heading.
    pub(super) fn heading(&mut self, heading: Element<'_>) -> Passage {
        let words = heading.inside();
        let typed = words.typed().trim();
        // An anchor of its own is no part of its words.
        let anchor = typed.rfind("{#").filter(|_| typed.ends_with('}')).unwrap_or(typed.len());
        self.line(words, normalized(&typed[..anchor]).into_owned())
    }

    /// Some blocks that need not touch; nothing where there are none.
    pub(super) fn blocks(&mut self, blocks: &[Element<'_>]) -> Option<Passage> {
        let (first, more) = blocks.split_first()?;
        let mut passage = self.passage(first.alone(), first.typed().trim().to_owned());
        if more.is_empty() && first.is_paragraph() {
            passage.source = unbroken(&passage.source);
        } else if more.is_empty() && !passage.source.contains('\n') {
            // One line is read as words; with a break before it as what it is.
            passage.source.insert(0, '\n');
        }
        for block in more {
            let next = self.passage(block.alone(), block.typed().trim().to_owned());
            passage.source = format!("{}\n\n{}", passage.source, next.source);
            passage.words.push_str(&next.words);
            passage.links.extend(next.links);
        }
        Some(passage)
    }

    /// What an item of a list says; nothing where it is empty.
    pub(super) fn item(&mut self, item: Element<'_>) -> Option<Passage> {
        let inner = ItemText::of(item);
        self.of_item(item, &inner)
    }

    /// The same without one pair of quotation marks around the whole of it.
    pub(super) fn statement(&mut self, item: Element<'_>) -> Option<Passage> {
        let mut inner = ItemText::of(item);
        let Passage { source, .. } = self.of_item(item, &inner)?;
        inner.strip_quotes();
        let bare = &source[inside_quotes(&source)];
        // A second pair would be taken away, too, when it is read.
        let source = if inside_quotes(bare).start > 0 { source } else { bare.to_owned() };
        Some(self.passage(inner.elements(), source))
    }

    fn of_item(&mut self, item: Element<'_>, inner: &ItemText<'_>) -> Option<Passage> {
        if inner.elements().is_empty() {
            return None;
        }
        let typed = inner.elements().typed().trim();
        let is_one_block = item.first_block().trim().ends_with(typed);
        let source = if is_one_block { unbroken(typed) } else { dedented(typed, self.indentation(item)) };
        Some(self.passage(inner.elements(), source))
    }

    /// How far the lines of an item are indented.
    fn indentation(&self, item: Element<'_>) -> usize {
        let start = item.place().start;
        let line = self.text[..start].rfind('\n').map_or(0, |end| end + 1);
        let typed = item.typed();
        let marker = typed.find(' ').unwrap_or(1);
        let blanks = typed[marker..].len() - typed[marker..].trim_start_matches(' ').len();
        start - line + marker + blanks
    }

    fn passage(&mut self, elements: Elements<'_>, source: String) -> Passage {
        shown(&self.writer.apart(elements, &mut self.origin), source)
    }
}

/// What `fragment` shows, for which `source` is written.
pub(super) fn shown(fragment: &Fragment, source: String) -> Passage {
    let links = fragment.links.iter().map(|link| link.destination.clone()).collect();
    Passage { source, words: condensed(&fragment.text), links }
}

/// Words without white space, which lines and blocks part in more than one way.
pub(super) fn condensed(words: &str) -> String {
    words.split_whitespace().collect()
}

/// A paragraph on one line, unless its author has broken it.
fn unbroken(paragraph: &str) -> String {
    let is_broken = |line: &str| line.ends_with("  ") || line.ends_with('\\');
    let mut inner = paragraph.trim().lines().rev();
    let last = inner.next().unwrap_or_default();
    if inner.any(is_broken) || last.trim().is_empty() {
        return paragraph.trim().to_owned();
    }
    paragraph.split('\n').map(str::trim).collect::<Vec<_>>().join(" ")
}

/// Lines as they stand where nothing is indented by `blanks`.
fn dedented(typed: &str, blanks: usize) -> String {
    let bare = |line: &str| {
        let own = line.len() - line.trim_start_matches(' ').len();
        line[own.min(blanks)..].trim_end_matches('\r').to_owned()
    };
    let mut lines = typed.split('\n');
    let first = lines.next().unwrap_or_default().to_owned();
    std::iter::once(first).chain(lines.map(bare)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_is_put_on_one_line_unless_it_is_broken() {
        assert_eq!(unbroken("one\n  two\nthree"), "one two three");
        assert_eq!(unbroken("one  \ntwo"), "one  \ntwo");
        assert_eq!(unbroken("one\\\ntwo"), "one\\\ntwo");
    }

    #[test]
    fn lines_of_an_item_lose_its_indentation() {
        assert_eq!(dedented("one\n\n   - a\n     - b\n lazy", 3), "one\n\n- a\n  - b\nlazy");
    }
}
