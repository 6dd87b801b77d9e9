//! Blocks of code.

use std::ops::Range;

use pulldown_cmark::CodeBlockKind;

use super::blocks::event_text;
use super::events::{Ev, end_of};
use super::foreign::{is_diagram, is_directive};
use super::language::language;
use super::writer::{FragmentWriter, Sinks};
use crate::finding::Rule;
use crate::syntax::fence::{Attribute, FILE, attributes, info};
use crate::syntax::highlight::{DEEPEST, LONGEST_BLOCK, LONGEST_LINE, Lines, Plain};

/// The line that opens a block of code.
#[derive(Default)]
pub(super) struct Fence<'s> {
    /// The byte of the text behind its signs.
    pub(super) start: usize,
    /// What stands there.
    pub(super) info: &'s str,
    attributes: Vec<Attribute<'s>>,
}

impl<'s> Fence<'s> {
    /// The line with what stands behind its signs, at byte `start` of the text.
    pub(super) fn of(info: &'s str, start: usize) -> Self {
        Self { start, info, attributes: attributes(info) }
    }

    /// The line that opens `block`.
    pub(super) fn opening(source: &'s str, block: &Range<usize>) -> Self {
        let line = source[block.start..].lines().next().unwrap_or_default();
        let info = info(line);
        Self::of(info, block.start + line.len() - line.trim_start_matches(['`', '~']).len())
    }

    /// The attribute of this name.
    pub(super) fn attribute(&self, name: &str) -> Option<&Attribute<'s>> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}

impl<'a> FragmentWriter<'a> {
    pub(super) fn code_block(
        &mut self,
        kind: &CodeBlockKind<'a>,
        events: &[Ev<'a>],
        index: usize,
        sinks: &mut Sinks<'_, '_>,
    ) -> usize {
        let end = end_of(events, index);
        let (typed, range) = (&events[index + 1..end - 1], &events[index].1);
        let (info, fence) = match kind {
            CodeBlockKind::Fenced(info) => (info.as_ref(), Fence::opening(self.context.source, range)),
            CodeBlockKind::Indented => {
                self.report_mark_as_code(range, sinks);
                ("", Fence::default())
            }
        };
        let code = self.excerpt(&fence, typed, sinks);
        let code = code.unwrap_or_else(|| typed.iter().map(|(event, _)| event_text(event)).collect());
        let title = fence.attribute("title").map(|title| title.value);
        if let Some(title) = title {
            self.raw("<figure class=\"code\"><figcaption>");
            self.escaped(title);
            self.raw("</figcaption>");
            self.text.push(title);
            self.text.part();
        }
        let knows = |name: &str| self.context.reader.highlighter.knows(name);
        let ending =
            || fence.attribute(FILE)?.value.rsplit_once('.').map(|(_, ending)| ending).filter(|one| knows(one));
        let language = match language(info, &knows) {
            "" => ending().unwrap_or_default(),
            named => named,
        };
        self.code(&code, language, (info, range), sinks);
        self.raw(if title.is_some() { "</figure>\n" } else { "\n" });
        self.text.push(&code);
        self.text.part();
        end
    }

    /// Writes `code` with the colours of `language`, as the block at a place, whose fence says more, asks for it.
    fn code(&mut self, code: &str, language: &str, (info, block): (&str, &Range<usize>), sinks: &mut Sinks<'_, '_>) {
        let reader = self.context.reader;
        let highlights = reader.settings.highlight && !language.is_empty();
        if highlights && !reader.highlighter.knows(language) && !is_directive(info) && !is_diagram(info) {
            self.report_language(language, block, sinks);
        }
        self.raw("<pre tabindex=\"0\"");
        if !language.is_empty() {
            self.raw(" data-language=\"");
            self.attribute(language);
            self.raw("\"");
        }
        self.raw("><code>");
        let marked = Lines::of(info);
        if highlights || !marked.is_empty() {
            let coloured = reader.highlighter.html(if highlights { language } else { "" }, code, &marked);
            self.raw(&coloured.html);
            if let Some(plain) = coloured.plain {
                self.report_plain(plain, language, code, block, sinks);
            }
        } else {
            self.escaped(code);
        }
        self.raw("</code></pre>");
    }

    fn report_language(&self, language: &str, block: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        let help = match self.context.reader.highlighter.nearest(language) {
            Some(near) => format!("use `{near}`, or use `text` for code without syntax highlighting"),
            None => "use `text` for code without syntax highlighting".to_owned(),
        };
        let span = sinks.origin.span(&self.name(language, block));
        let message = format!("clinic has no syntax highlighting for the language `{language}`");
        sinks.origin.findings.add_with_help(Rule::UnknownLanguage, span, message, help);
    }

    fn report_plain(&self, plain: Plain, language: &str, code: &str, block: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        let bytes = code.len();
        let this_block = format!("this {bytes}-byte `{language}` block");
        let (message, help) = match plain {
            Plain::Block => (
                format!("{this_block} is shown without syntax highlighting"),
                format!("split the block: only blocks of up to {LONGEST_BLOCK} bytes are highlighted"),
            ),
            Plain::Line(line) => (
                format!("in {this_block}, line {line} is shown without syntax highlighting"),
                format!("break the line: only lines of up to {LONGEST_LINE} bytes are highlighted"),
            ),
            Plain::Depth(line) => (
                format!("in {this_block}, the code from line {line} onward is shown without syntax highlighting"),
                format!("close any open brackets: code nested more than {DEEPEST} levels deep is not highlighted"),
            ),
            Plain::Work(line) => (
                format!("in {this_block}, the code from line {line} onward is shown without syntax highlighting"),
                "break the lines: they are too long and complex to highlight".to_owned(),
            ),
        };
        let span = sinks.origin.span(&self.name(language, block));
        let help = format!("{help}; alternatively, use `text` instead of `{language}`");
        sinks.origin.findings.add_with_help(Rule::PlainCode, span, message, help);
    }

    /// Where a block names its language.
    fn name(&self, language: &str, block: &Range<usize>) -> Range<usize> {
        let fence = self.context.source[block.start..].lines().next().unwrap_or_default();
        let start = block.start + fence.find(language).unwrap_or(0);
        start..start + language.len()
    }
}
