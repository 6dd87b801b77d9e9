//! Events → pieces.

use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use super::events::Ev;
use super::footnotes::CitedNotes;
use super::plain_text::PlainText;
use super::questions::Questions;
use super::tables::Table;
use super::typography::Marks;
use super::{Form, Origin, Reader, notes, placeholder};
use crate::model::fragment::{Counts, Fragment, Link, LinkKind, Piece, WideFormula, opens_quoted};
use crate::text::anchor::Anchors;

/// Alerts nested deeper than this are ordinary quotes.
pub(super) const DEEPEST_ALERT: usize = 20;

/// What is written from.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) reader: &'a Reader,
    pub(super) source: &'a str,
    pub(super) notes: &'a notes::Notes<'a>,
    /// What lies in elements for code that are written as HTML.
    pub(super) code: &'a [Range<usize>],
    pub(super) form: Form,
    /// Whether only inline markdown is read, which has no footnotes.
    pub(super) inline: bool,
}

/// What all fragments of one text share.
pub(super) struct Sinks<'s, 'o> {
    pub(super) origin: &'s mut Origin<'o>,
    pub(super) links: &'s mut Vec<Link>,
    pub(super) formulas: &'s mut Vec<WideFormula>,
    pub(super) anchors: &'s mut Anchors,
}

/// A fragment that grows; events may come in several portions of whole elements.
pub(super) struct FragmentWriter<'a> {
    pub(super) context: Context<'a>,
    pub(super) pieces: Vec<Piece>,
    pub(super) html: String,
    pub(super) text: PlainText,
    pub(super) counts: Counts,
    /// Whether the words begin with a quotation mark.
    pub(super) quoted: bool,
    pub(super) notes: CitedNotes,
    pub(super) table: Table,
    /// How many alerts are open.
    pub(super) depth: usize,
    /// How many quotes are open, alerts included.
    pub(super) quotes: usize,
    /// Up to which byte of the text it was told of marks that are none.
    pub(super) marked: usize,
    /// Whether there is a mark that was meant to hide something, and nobody knows what.
    pub(super) uncertain: bool,
    /// Whether the text of a style or script is written.
    pub(super) in_raw_text: bool,
    /// What is set otherwise than it was typed.
    pub(super) set: Marks,
    /// The questions of a worksheet that are items of a list.
    pub(super) questions: Questions,
}

impl<'a> FragmentWriter<'a> {
    pub(super) fn new(context: Context<'a>) -> Self {
        Self {
            context,
            pieces: Vec::new(),
            html: String::new(),
            text: PlainText::default(),
            counts: Counts::default(),
            quoted: false,
            notes: CitedNotes::default(),
            table: Table::new(&[]),
            depth: 0,
            quotes: 0,
            marked: 0,
            uncertain: false,
            in_raw_text: false,
            set: Marks::default(),
            questions: Questions::default(),
        }
    }

    /// Writes whole elements.
    pub(super) fn write(&mut self, events: &[Ev<'a>], sinks: &mut Sinks<'_, '_>) {
        let is_outermost = self.set.begin();
        if is_outermost {
            self.find_marks(events);
        }
        let mut index = 0;
        while index < events.len() {
            index = self.element(events, index, sinks);
        }
        self.set.end(is_outermost);
    }

    /// Adds a slot between elements.
    pub(super) fn slot(&mut self, piece: Piece) {
        if !self.html.is_empty() {
            self.pieces.push(Piece::Html(self.html.as_str().into()));
            self.html.clear();
        }
        self.pieces.push(piece);
    }

    pub(super) fn raw(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Ends the fragment with its footnotes. Its links and wide formulas are those of the whole text, in `sinks`.
    pub(super) fn finish(mut self, sinks: &mut Sinks<'_, '_>) -> Fragment {
        self.write_notes(sinks);
        if !self.html.is_empty() {
            self.pieces.push(Piece::Html(self.html.as_str().into()));
            self.html.clear();
        }
        let Self { context, pieces, text, counts, quoted, uncertain, .. } = self;
        let typed = text.typed().map(Into::into);
        let fragment = Fragment::new(pieces, &text.into_words(), quoted);
        let fragment = Fragment { blocks: true, ..fragment.with(|own| (own.typed, own.counts) = (typed, counts)) };
        if uncertain { context.kept_back(fragment, sinks) } else { fragment }
    }

    /// Writes what starts at `index` and gives the index after what was written.
    pub(super) fn element(&mut self, events: &[Ev<'a>], index: usize, sinks: &mut Sinks<'_, '_>) -> usize {
        let (event, range) = &events[index];
        match event {
            Event::Start(Tag::Heading { .. }) => self.heading(events, index, sinks),
            Event::Start(Tag::CodeBlock(kind)) => self.code_block(kind, events, index, sinks),
            Event::Start(Tag::BlockQuote(_)) => self.quote(events, index, sinks),
            Event::Start(Tag::HtmlBlock) => self.html_block(events, index, sinks),
            Event::Start(Tag::Image { dest_url, title, .. }) => self.image(dest_url, title, events, index, sinks),
            Event::Start(Tag::Paragraph) => self.paragraph(events, index, sinks),
            Event::Start(Tag::TableCell) => self.table_cell(events, index),
            Event::Start(Tag::Item) => {
                self.raw(if is_task(&events[index + 1..]) { "<li class=\"task\">" } else { "<li>" });
                self.questions.begin(self.counts);
                index + 1
            }
            Event::Start(tag) => {
                self.start(tag, range, sinks);
                index + 1
            }
            Event::End(tag) => {
                self.end(*tag);
                index + 1
            }
            leaf => {
                self.leaf(leaf, range, sinks);
                index + 1
            }
        }
    }

    fn leaf(&mut self, event: &Event<'a>, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        match event {
            Event::Text(text) => {
                self.report_notes(text, range, sinks);
                self.report_stray_marks(text, range, sinks);
                self.report_mistyped_links(text, range, sinks);
                self.mention(text, range, sinks);
                placeholder::report(text, self.context.source, range, self.context.form, sinks.origin);
                self.words(text, range);
            }
            Event::Code(code) => {
                self.text.push(code);
                self.raw("<code>");
                self.escaped(code);
                self.raw("</code>");
            }
            Event::InlineMath(tex) => self.math(tex, false, range, sinks),
            Event::DisplayMath(tex) => self.math(tex, true, range, sinks),
            Event::Html(comment) => self.directive(comment),
            Event::InlineHtml(html) => {
                self.report_stray_marks(html, range, sinks);
                self.passing(html, range, sinks);
            }
            Event::FootnoteReference(label) => self.reference(label, range, sinks),
            Event::SoftBreak => {
                self.text.part();
                self.raw("\n");
            }
            Event::HardBreak => {
                self.text.part();
                self.raw("<br>\n");
            }
            Event::Rule => self.raw("<hr>\n"),
            Event::TaskListMarker(done) => self.task_box(*done),
            Event::Start(_) | Event::End(_) => {}
        }
    }

    fn words(&mut self, typed: &str, range: &Range<usize>) {
        self.quoted |= self.text.is_empty() && opens_quoted(typed.trim_start());
        if self.context.form == Form::Claim && self.is_set_in(range) {
            return self.words_of_claim(typed, range);
        }
        let text = &self.as_set(typed, range).into_owned();
        if self.context.form == Form::Preset {
            return self.words_of_preset(typed, text);
        }
        self.text.push_set(typed, text);
        self.escaped(text);
    }

    pub(super) fn escaped(&mut self, text: &str) {
        // Writing into a `String` cannot fail.
        let _ = escape_html_body_text(&mut self.html, text);
    }

    pub(super) fn attribute(&mut self, text: &str) {
        let _ = escape_html(&mut self.html, text);
    }

    fn task_box(&mut self, done: bool) {
        self.counts.boxes += 1;
        let (class, label) =
            (if done { "box done" } else { "box" }, &self.context.reader.settings.words.task[usize::from(done)]);
        let _ = write!(self.html, "<span class=\"{class}\" role=\"img\" aria-label=\"");
        let _ = escape_html(&mut self.html, label);
        self.raw("\"></span> ");
    }

    fn start(&mut self, tag: &Tag<'a>, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        if let Tag::List(number) = tag {
            self.questions.enter(number.is_some());
        }
        match tag {
            Tag::List(Some(1)) => self.raw("<ol>\n"),
            Tag::List(Some(first)) => {
                let _ = writeln!(self.html, "<ol start=\"{first}\">");
            }
            Tag::List(None) => self.raw("<ul>\n"),
            Tag::DefinitionList => self.raw("<dl>\n"),
            Tag::DefinitionListTitle => self.raw("<dt>"),
            Tag::DefinitionListDefinition => self.raw("<dd>"),
            Tag::Table(alignments) => self.table(alignments),
            Tag::TableHead => self.table_row(true),
            Tag::TableRow => self.table_row(false),
            Tag::Emphasis => self.raw("<em>"),
            Tag::Strong => self.raw("<strong>"),
            Tag::Strikethrough => self.raw("<del>"),
            Tag::Superscript => self.raw("<sup>"),
            Tag::Subscript => self.raw("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => self.link(*link_type, dest_url, title, range, sinks),
            // Handled as whole elements, or never asked for.
            Tag::Paragraph
            | Tag::Item
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::TableCell
            | Tag::Image { .. }
            | Tag::FootnoteDefinition(_)
            | Tag::MetadataBlock(_) => {}
        }
    }

    pub(super) fn end(&mut self, tag: TagEnd) {
        if !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) {
            self.text.part();
        }
        match tag {
            TagEnd::Paragraph => self.raw("</p>\n"),
            TagEnd::BlockQuote(_) => {
                self.quotes = self.quotes.saturating_sub(1);
                self.raw("</blockquote>\n");
            }
            TagEnd::List(is_numbered) => {
                self.questions.leave();
                self.raw(if is_numbered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::Item => {
                if self.questions.end(self.counts) {
                    self.leave_room();
                }
                self.raw("</li>\n");
            }
            TagEnd::DefinitionList => self.raw("</dl>\n"),
            TagEnd::DefinitionListTitle => self.raw("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.raw("</dd>\n"),
            TagEnd::Table => self.raw("</tbody></table></div>\n"),
            TagEnd::TableHead | TagEnd::TableRow => self.end_table_row(),
            TagEnd::TableCell => self.end_table_cell(),
            TagEnd::Emphasis => self.raw("</em>"),
            TagEnd::Strong => self.raw("</strong>"),
            TagEnd::Strikethrough => self.raw("</del>"),
            TagEnd::Superscript => self.raw("</sup>"),
            TagEnd::Subscript => self.raw("</sub>"),
            TagEnd::Link => self.raw("</a>"),
            TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::Image
            | TagEnd::FootnoteDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn link(
        &mut self,
        kind: LinkType,
        destination: &str,
        title: &str,
        range: &Range<usize>,
        sinks: &mut Sinks<'_, '_>,
    ) {
        self.raw("<a href=\"");
        let destination =
            if kind == LinkType::Email { format!("mailto:{destination}") } else { destination.to_owned() };
        self.address(destination, LinkKind::Link, range, sinks);
        self.raw("\"");
        if !title.is_empty() {
            self.raw(" title=\"");
            self.attribute(&self.title_as_set(title));
            self.raw("\"");
        }
        self.raw(">");
    }

    pub(super) fn address(
        &mut self,
        destination: String,
        kind: LinkKind,
        range: &Range<usize>,
        sinks: &mut Sinks<'_, '_>,
    ) {
        let number = sinks.links.len();
        let span = sinks.origin.span(range);
        sinks.links.push(Link { destination, kind, span });
        self.slot(Piece::Address(number));
    }
}

/// A fragment of its own, with its own links and footnotes.
pub(super) fn fragment<'a>(
    context: Context<'a>,
    events: &[Ev<'a>],
    origin: &mut Origin<'_>,
    anchors: &mut Anchors,
) -> Fragment {
    let mut links = Vec::new();
    let mut formulas = Vec::new();
    let mut sinks = Sinks { origin, links: &mut links, formulas: &mut formulas, anchors };
    let mut writer = FragmentWriter::new(context);
    writer.write(events, &mut sinks);
    let fragment = writer.finish(&mut sinks);
    let blocks = events.iter().any(is_block);
    Fragment { blocks, ..fragment.with(|own| (own.links, own.formulas) = (links, formulas)) }
}

fn is_block((event, _): &Ev<'_>) -> bool {
    match event {
        Event::Rule => true,
        Event::Start(tag) => opens_block(tag),
        _ => false,
    }
}

pub(super) fn opens_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// Whether an item begins with a box; where a blank line stands between items, that is in its first paragraph.
fn is_task(inner: &[Ev<'_>]) -> bool {
    let mut first =
        inner.iter().map(|(event, _)| event).skip_while(|event| matches!(event, Event::Start(Tag::Paragraph)));
    matches!(first.next(), Some(Event::TaskListMarker(_)))
}

/// A range without the white space at its end.
pub(super) fn trimmed(source: &str, range: &Range<usize>) -> Range<usize> {
    range.start..range.start + source[range.clone()].trim_end().len()
}
