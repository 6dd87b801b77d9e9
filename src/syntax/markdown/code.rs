//! Blocks of code.

use std::ops::Range;

use pulldown_cmark::CodeBlockKind;

use super::blocks::event_text;
use super::events::{Ev, end_of};
use super::foreign::is_directive;
use super::language::language;
use super::writer::{FragmentWriter, Sinks};
use crate::finding::Rule;
use crate::syntax::highlight::{DEEPEST, LONGEST_BLOCK, LONGEST_LINE, Plain};

impl<'a> FragmentWriter<'a> {
    pub(super) fn code_block(
        &mut self,
        kind: &CodeBlockKind<'a>,
        events: &[Ev<'a>],
        index: usize,
        sinks: &mut Sinks<'_, '_>,
    ) -> usize {
        let end = end_of(events, index);
        let code: String = events[index + 1..end - 1].iter().map(|(event, _)| event_text(event)).collect();
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.as_ref(),
            CodeBlockKind::Indented => "",
        };
        if matches!(kind, CodeBlockKind::Indented) {
            self.report_mark_as_code(&events[index].1, sinks);
        }
        let language = language(info, &|name| self.context.reader.highlighter.knows(name));
        let reader = self.context.reader;
        let highlights = reader.settings.highlight && !language.is_empty();
        if highlights && !reader.highlighter.knows(language) && !is_directive(info) {
            self.report_language(language, &events[index].1, sinks);
        }
        self.raw("<pre tabindex=\"0\"");
        if !language.is_empty() {
            self.raw(" data-language=\"");
            self.attribute(language);
            self.raw("\"");
        }
        self.raw("><code>");
        if highlights {
            let coloured = reader.highlighter.html(language, &code);
            self.raw(&coloured.html);
            if let Some(plain) = coloured.plain {
                self.report_plain(plain, language, &code, &events[index].1, sinks);
            }
        } else {
            self.escaped(&code);
        }
        self.raw("</code></pre>\n");
        self.text.push(&code);
        self.text.part();
        end
    }

    fn report_language(&self, language: &str, block: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        let help = match self.context.reader.highlighter.nearest(language) {
            Some(near) => format!("did you mean `{near}`? `text` is shown without colours"),
            None => "write `text` for code without colours".to_owned(),
        };
        let span = sinks.origin.span(&self.name(language, block));
        let message = format!("no grammar colours the language `{language}`");
        sinks.origin.findings.add_with_help(Rule::UnknownLanguage, span, message, help);
    }

    fn report_plain(&self, plain: Plain, language: &str, code: &str, block: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        let bytes = code.len();
        let block_without = format!("this block of {bytes} bytes of `{language}` is shown without colours");
        let (message, help) = match plain {
            Plain::Block => (block_without, format!("colours are for {LONGEST_BLOCK} bytes at most: cut it")),
            Plain::Line(line) => (
                format!("line {line} of this block of {bytes} bytes of `{language}` is shown without colours"),
                format!("colours are for lines of {LONGEST_LINE} bytes at most: break it"),
            ),
            Plain::Depth(line) => (
                format!("{block_without} from its line {line} on"),
                format!("colours are for {DEEPEST} open brackets or the like at most: close some"),
            ),
            Plain::Work(line) => (
                format!("{block_without} from its line {line} on"),
                "its lines are so long and of so many parts that colours would take too long: break them".to_owned(),
            ),
        };
        let span = sinks.origin.span(&self.name(language, block));
        let help = format!("{help}, or write `text` in place of `{language}`");
        sinks.origin.findings.add_with_help(Rule::PlainCode, span, message, help);
    }

    /// Where a block names its language.
    fn name(&self, language: &str, block: &Range<usize>) -> Range<usize> {
        let fence = self.context.source[block.start..].lines().next().unwrap_or_default();
        let start = block.start + fence.find(language).unwrap_or(0);
        start..start + language.len()
    }
}
