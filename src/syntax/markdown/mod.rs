//! Markdown read into fragments, in one pass over the event stream of each text.

mod about;
mod alert;
mod blocks;
mod body;
mod boxes;
mod brackets;
mod cells;
mod code;
mod comments;
mod definitions;
pub mod destination;
mod directive;
mod elements;
mod events;
mod excerpt;
mod footnotes;
mod foreign;
mod formulas;
mod headings;
mod highlights;
mod html;
mod item;
mod language;
mod leaving;
mod looks;
mod marks;
mod mask;
mod mathml;
mod mentions;
mod mistyped;
mod notes;
mod placeholder;
mod places;
mod plain_text;
mod questions;
mod quotes;
mod reading;
mod references;
mod tables;
mod tabs;
mod typography;
mod unbalanced;
mod unclosed;
mod writer;

#[cfg(test)]
pub(crate) mod tests;

pub use body::{BodyStream, BodyWriter};
pub use boxes::alert_of;
pub use directive::MOST_LINES;
pub use elements::{Element, Elements};
pub use item::ItemText;
pub use marks::may_hide;
pub use typography::Quotes;

use std::ops::Range;

use serde::Serialize;

use crate::finding::{FileFindings, Fix};
use crate::model::fragment::Fragment;
use crate::syntax::highlight::Highlighter;
use crate::syntax::math::{Macros, Math};
use crate::text::anchor::Anchors;
use crate::text::{SourceFile, Span};

/// What the author may choose about markdown (`markdown:` in `clinic.yaml`), and the words it needs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct MarkdownSettings {
    /// Whether `$…$` is a formula.
    pub math: bool,
    /// What the course's own commands mean in formulas.
    pub macros: Macros,
    /// Whether code is colored.
    pub highlight: bool,
    /// Whether all raw HTML passes, instead of a short list of harmless elements.
    pub any_html: bool,
    /// The quotation marks of the language, with which apostrophes, dashes and ellipses are set; `None` where all is shown
    /// as it was typed.
    pub quotes: Option<Quotes>,
    /// Words that appear in the text.
    pub words: Words,
}

/// Words of the interface that become part of fragments.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Words {
    /// Titles of alerts: note, tip, important, warning, caution.
    pub alerts: [String; 5],
    /// Title of a released `[!ANSWER]`.
    pub answer: String,
    /// Title of an `[!INSTRUCTOR]` note.
    pub instructor: String,
    /// Name of the list of footnotes.
    pub footnotes: String,
    /// Label of the link from a footnote back to its place.
    pub back: String,
    /// Label of the link of a heading to itself.
    pub link_to_section: String,
    /// Labels of the boxes of a task list: open, done.
    pub task: [String; 2],
    /// Labels of ruled lines, each at the place of its number.
    pub lines: Vec<String>,
}

/// Reads markdown by the course's settings.
pub struct Reader {
    settings: MarkdownSettings,
    highlighter: Highlighter,
    math: Math,
}

/// Where a text stands: its file's findings, and the byte of the file at which each of its bytes was typed.
pub struct Origin<'a> {
    /// Takes what is found.
    pub findings: &'a mut FileFindings,
    /// Byte of the text → byte of the file.
    pub offset: &'a dyn Fn(usize) -> usize,
    /// The file.
    pub file: &'a SourceFile,
}

impl Origin<'_> {
    /// The bytes of the file at which `range` of the text was typed.
    pub fn span(&self, range: &Range<usize>) -> Span {
        Span::new((self.offset)(range.start), (self.offset)(range.end))
    }

    /// Offers `better` in place of `typed`, all that stands at `range` on a line of its own; nothing where the file has
    /// other characters there, or quotation marks that give some of them a meaning.
    fn offer(&self, range: &Range<usize>, typed: &str, better: &str) -> Option<Fix> {
        let span = self.span(range);
        let text = self.file.text();
        let line = text[..span.start].rfind('\n').map_or(0, |end| end + 1);
        let is_alone = text[line..span.start].trim_start_matches([' ', '\t', '>']).is_empty();
        (is_alone && text.get(span.range()) == Some(typed)).then(|| Fix::offer(self.file, span, better))
    }
}

impl Reader {
    /// A reader with `settings`.
    pub fn new(settings: MarkdownSettings) -> Self {
        let math = Math::new(settings.macros.clone());
        Self { settings, highlighter: Highlighter::new(), math }
    }

    /// The settings it reads by.
    pub fn settings(&self) -> &MarkdownSettings {
        &self.settings
    }

    /// What sets the formulas.
    pub fn math(&self) -> &Math {
        &self.math
    }

    /// Reads `text` as one run of inline markdown: a leading `#`, `1.`, `-` or `>` is text.
    pub fn inline(&self, text: &str, form: Form, origin: &mut Origin<'_>) -> Fragment {
        let has_slots = form == Form::Claim && text.contains(['"', '\'']);
        if is_plain(text) && !has_slots {
            let typed = text.trim();
            let set = self.settings.quotes.as_ref().map(|quotes| typography::plain(typed, quotes));
            return match set.filter(|set| *set != typed) {
                Some(set) => Fragment::plain(&set).with(|own| own.typed = Some(typed.into())),
                None => Fragment::plain(typed),
            };
        }
        // A no-break space keeps every block marker from its place at the start of the line, and counts as white
        // space beside emphasis marks; a line break is white space in inline text.
        let guarded = format!("{GUARD}{}", text.trim_end().replace(['\n', '\r'], " "));
        let base = origin.offset;
        let offset = |at: usize| base(at.saturating_sub(GUARD.len_utf8()));
        let mut origin = Origin { findings: &mut *origin.findings, offset: &offset, file: origin.file };
        let stream = events::inline(&guarded, self, &mut origin);
        self.fragment(&stream, &guarded, form, true, &mut origin)
    }

    /// Reads `text` as blocks: paragraphs, lists, code.
    pub fn blocks(&self, text: &str, form: Form, origin: &mut Origin<'_>) -> Fragment {
        let stream = events::blocks(text, self, origin);
        self.fragment(&stream, text, form, false, origin)
    }

    /// Reads the body of a file, as far as it is known before anybody says how it is written.
    pub fn body<'a>(&'a self, text: &'a str, origin: &mut Origin<'_>) -> BodyStream<'a> {
        BodyStream::read(self, text, origin)
    }

    fn fragment(
        &self,
        stream: &events::Stream<'_>,
        text: &str,
        form: Form,
        inline: bool,
        origin: &mut Origin<'_>,
    ) -> Fragment {
        let events::Stream { notes, code, .. } = stream;
        let context = writer::Context { reader: self, source: text, notes, code, form, inline };
        writer::fragment(context, &stream.events, origin, &mut Anchors::default())
    }
}

/// How a text of front matter is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As it is.
    Prose,
    /// As a statement, which may stand in quotation marks.
    Claim,
    /// With `{where}` as the place of a page's title.
    Preset,
    /// As it is, though its author may think of a preset.
    Row,
}

const GUARD: char = '\u{a0}';

/// True where no character of `text` could be markup, which is so for most short texts.
fn is_plain(text: &str) -> bool {
    let is_marked = text.contains("==");
    !is_marked
        && !text.bytes().any(|byte| {
            matches!(byte, b'*' | b'_' | b'`' | b'[' | b']' | b'<' | b'&' | b'\\' | b'$' | b'~' | b'{' | b'\n' | b'\r')
        })
}
