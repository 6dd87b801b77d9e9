//! Events → pieces.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use super::events::{Ev, end_of, words};
use super::footnotes::Notes;
use super::{Origin, Reader, alert};
use crate::finding::Rule;
use crate::finding::suggest::nearest;
use crate::model::fragment::{Audience, Fragment, Heading, Link, Nested, Piece, Reveal};
use crate::text::anchor::{Anchors, anchor};

/// Alerts nested deeper than this are ordinary quotes.
const DEEPEST_ALERT: usize = 20;

/// What is written from.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) reader: &'a Reader,
    pub(super) source: &'a str,
    pub(super) notes: &'a BTreeMap<String, Vec<Ev<'a>>>,
    /// Whether `{where}` is a slot.
    pub(super) placeholders: bool,
    /// Whether only inline markdown is read, which has no footnotes.
    pub(super) inline: bool,
}

/// What all fragments of one text share.
pub(super) struct Sinks<'s, 'o> {
    pub(super) origin: &'s mut Origin<'o>,
    pub(super) links: &'s mut Vec<Link>,
    pub(super) anchors: &'s mut Anchors,
}

/// A fragment that grows; events may come in several portions of whole elements.
pub(super) struct Pen<'a> {
    context: Context<'a>,
    pieces: Vec<Piece>,
    html: String,
    text: String,
    notes: Notes,
    alignments: Vec<Alignment>,
    cell: usize,
    cell_tag: &'static str,
    in_head: bool,
    /// How many alerts are open.
    depth: usize,
    /// How many quotes are open, alerts included.
    quotes: usize,
}

impl<'a> Pen<'a> {
    pub(super) fn new(context: Context<'a>) -> Self {
        Self {
            context,
            pieces: Vec::new(),
            html: String::new(),
            text: String::new(),
            notes: Notes::default(),
            alignments: Vec::new(),
            cell: 0,
            cell_tag: "td",
            in_head: false,
            depth: 0,
            quotes: 0,
        }
    }

    /// Writes whole elements.
    pub(super) fn write(&mut self, events: &[Ev<'a>], sinks: &mut Sinks<'_, '_>) {
        let mut index = 0;
        while index < events.len() {
            index = self.element(events, index, sinks);
        }
    }

    /// Adds a slot between elements.
    pub(super) fn slot(&mut self, piece: Piece) {
        if !self.html.is_empty() {
            self.pieces.push(Piece::Html(std::mem::take(&mut self.html)));
        }
        self.pieces.push(piece);
    }

    pub(super) fn raw(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Ends the fragment with its footnotes.
    pub(super) fn finish(mut self, sinks: &mut Sinks<'_, '_>) -> (Vec<Piece>, String) {
        self.write_notes(sinks);
        if !self.html.is_empty() {
            self.pieces.push(Piece::Html(self.html));
        }
        (self.pieces, self.text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Writes what starts at `index` and gives the index after what was written.
    fn element(&mut self, events: &[Ev<'a>], index: usize, sinks: &mut Sinks<'_, '_>) -> usize {
        let (event, range) = &events[index];
        match event {
            Event::Start(Tag::Heading { .. }) => self.heading(events, index, sinks),
            Event::Start(Tag::CodeBlock(kind)) => self.code_block(kind, events, index, sinks),
            Event::Start(Tag::BlockQuote(_)) => self.quote(events, index, sinks),
            Event::Start(Tag::HtmlBlock) => self.html_block(events, index, sinks),
            Event::Start(Tag::Image { dest_url, title, .. }) => self.image(dest_url, title, events, index, sinks),
            Event::Start(Tag::Paragraph) => self.paragraph(events, index, sinks),
            Event::Start(tag) => {
                self.start(tag, range, events.get(index + 1), sinks);
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
                self.words(text);
            }
            Event::Code(code) => {
                self.text.push_str(code);
                self.raw("<code>");
                self.escaped(code);
                self.raw("</code>");
            }
            Event::InlineMath(tex) => self.math(tex, false, range, sinks),
            Event::DisplayMath(tex) => self.math(tex, true, range, sinks),
            Event::Html(html) | Event::InlineHtml(html) => self.raw(html),
            Event::FootnoteReference(label) => self.reference(label, range, sinks),
            Event::SoftBreak => {
                self.text.push(' ');
                self.raw("\n");
            }
            Event::HardBreak => {
                self.text.push(' ');
                self.raw("<br>\n");
            }
            Event::Rule => self.raw("<hr>\n"),
            Event::TaskListMarker(done) => self.task_box(*done),
            Event::Start(_) | Event::End(_) => {}
        }
    }

    fn words(&mut self, text: &str) {
        self.text.push_str(text);
        if !self.context.placeholders {
            self.escaped(text);
            return;
        }
        for (number, part) in text.split("{where}").enumerate() {
            if number > 0 {
                self.slot(Piece::Where);
            }
            self.escaped(part);
        }
    }

    fn escaped(&mut self, text: &str) {
        // Writing into a `String` cannot fail.
        let _ = escape_html_body_text(&mut self.html, text);
    }

    fn attribute(&mut self, text: &str) {
        let _ = escape_html(&mut self.html, text);
    }

    fn task_box(&mut self, done: bool) {
        let (class, label) =
            (if done { "box done" } else { "box" }, &self.context.reader.settings.words.task[usize::from(done)]);
        let _ = write!(self.html, "<span class=\"{class}\" role=\"img\" aria-label=\"");
        let _ = escape_html(&mut self.html, label);
        self.raw("\"></span> ");
    }

    fn math(&mut self, tex: &str, display: bool, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        self.text.push_str(tex);
        match self.context.reader.math.to_mathml(tex.trim(), display) {
            // A wide formula scrolls by itself, with the keyboard too.
            Ok(mathml) if display => {
                self.raw("<span class=\"math-block\" tabindex=\"0\">");
                self.raw(&mathml);
                self.raw("</span>");
            }
            Ok(mathml) => self.raw(&mathml),
            Err(error) => {
                let lead = if display { 2 } else { 1 } + tex.len() - tex.trim_start().len();
                let at = range.start + lead + error.range.start.min(tex.len());
                let span = sinks.origin.span(&(at..at + error.range.len().max(1)));
                sinks.origin.findings.add_with_help(
                    Rule::BadMath,
                    span,
                    format!("the formula cannot be set: {}", error.message),
                    "mend the TeX, or write `\\$` where a dollar sign is meant",
                );
                self.raw("<code>");
                self.escaped(tex);
                self.raw("</code>");
            }
        }
    }

    fn start(&mut self, tag: &Tag<'a>, range: &Range<usize>, next: Option<&Ev<'a>>, sinks: &mut Sinks<'_, '_>) {
        match tag {
            Tag::List(Some(1)) => self.raw("<ol>\n"),
            Tag::List(Some(first)) => {
                let _ = writeln!(self.html, "<ol start=\"{first}\">");
            }
            Tag::List(None) => self.raw("<ul>\n"),
            Tag::Item => {
                let task = matches!(next, Some((Event::TaskListMarker(_), _)));
                self.raw(if task { "<li class=\"task\">" } else { "<li>" });
            }
            Tag::DefinitionList => self.raw("<dl>\n"),
            Tag::DefinitionListTitle => self.raw("<dt>"),
            Tag::DefinitionListDefinition => self.raw("<dd>"),
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                self.raw("<div class=\"table\" tabindex=\"0\"><table>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.cell = 0;
                self.raw("<thead><tr>");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.raw("<tr>");
            }
            Tag::TableCell => self.table_cell(matches!(next, Some((Event::End(TagEnd::TableCell), _)))),
            Tag::Emphasis => self.raw("<em>"),
            Tag::Strong => self.raw("<strong>"),
            Tag::Strikethrough => self.raw("<del>"),
            Tag::Superscript => self.raw("<sup>"),
            Tag::Subscript => self.raw("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => self.link(*link_type, dest_url, title, range, sinks),
            // Handled as whole elements, or never asked for.
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::Image { .. }
            | Tag::FootnoteDefinition(_)
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) {
            self.text.push(' ');
        }
        match tag {
            TagEnd::Paragraph => self.raw("</p>\n"),
            TagEnd::BlockQuote(_) => {
                self.quotes = self.quotes.saturating_sub(1);
                self.raw("</blockquote>\n");
            }
            TagEnd::List(true) => self.raw("</ol>\n"),
            TagEnd::List(false) => self.raw("</ul>\n"),
            TagEnd::Item => self.raw("</li>\n"),
            TagEnd::DefinitionList => self.raw("</dl>\n"),
            TagEnd::DefinitionListTitle => self.raw("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.raw("</dd>\n"),
            TagEnd::Table => self.raw("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.raw("</tr></thead>\n<tbody>");
            }
            TagEnd::TableRow => self.raw("</tr>\n"),
            TagEnd::TableCell => {
                let _ = write!(self.html, "</{}>", self.cell_tag);
            }
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

    /// An empty cell of the head heads nothing.
    fn table_cell(&mut self, empty: bool) {
        let class = match self.alignments.get(self.cell) {
            Some(Alignment::Left) => " class=\"align-start\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-end\"",
            Some(Alignment::None) | None => "",
        };
        self.cell += 1;
        let (tag, scope) = if self.in_head && !empty { ("th", " scope=\"col\"") } else { ("td", "") };
        self.cell_tag = tag;
        let _ = write!(self.html, "<{tag}{scope}{class}>");
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
        self.address(destination, false, range, sinks);
        self.raw("\"");
        if !title.is_empty() {
            self.raw(" title=\"");
            self.attribute(title);
            self.raw("\"");
        }
        self.raw(">");
    }

    fn address(&mut self, destination: String, image: bool, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        let number = sinks.links.len();
        let span = sinks.origin.span(range);
        sinks.links.push(Link { destination, image, span });
        self.slot(Piece::Address(number));
    }

    fn image(
        &mut self,
        destination: &CowStr<'a>,
        title: &str,
        events: &[Ev<'a>],
        index: usize,
        sinks: &mut Sinks<'_, '_>,
    ) -> usize {
        let end = end_of(events, index);
        let alt = words(&events[index + 1..end]);
        self.text.push_str(&alt);
        self.raw("<img src=\"");
        self.address(destination.to_string(), true, &events[index].1, sinks);
        self.raw("\" alt=\"");
        self.attribute(&alt);
        self.raw("\"");
        if !title.is_empty() {
            self.raw(" title=\"");
            self.attribute(title);
            self.raw("\"");
        }
        self.raw(" loading=\"lazy\">");
        end
    }

    /// A paragraph; one that holds an image with a title and nothing else is a figure with that caption.
    fn paragraph(&mut self, events: &[Ev<'a>], index: usize, sinks: &mut Sinks<'_, '_>) -> usize {
        let end = end_of(events, index);
        let inner = &events[index + 1..end.saturating_sub(1).max(index + 1)];
        if let Some((Event::Start(Tag::Image { dest_url, title, .. }), _)) = inner.first()
            && !title.is_empty()
            && end_of(inner, 0) == inner.len()
        {
            self.raw("<figure>");
            self.image(dest_url, "", inner, 0, sinks);
            self.raw("<figcaption>");
            self.escaped(title);
            self.raw("</figcaption></figure>\n");
            return end;
        }
        if self.quotes > 0 {
            self.report_mark(&events[index].1, sinks);
        }
        self.raw("<p>");
        self.write(inner, sinks);
        self.end(TagEnd::Paragraph);
        end
    }

    fn heading(&mut self, events: &[Ev<'a>], index: usize, sinks: &mut Sinks<'_, '_>) -> usize {
        let end = end_of(events, index);
        let inner = &events[index + 1..end - 1];
        let (Event::Start(Tag::Heading { level, id, .. }), range) = &events[index] else { return end };
        let text = words(inner);
        let wanted = id.as_ref().map_or_else(|| anchor(&text), |id| anchor(id));
        let wanted = if is_generated(&wanted) { format!("section-{wanted}") } else { wanted };
        let heading = Heading {
            level: (*level as u8).max(HeadingLevel::H2 as u8),
            id: sinks.anchors.take(&wanted),
            text,
            span: sinks.origin.span(&trimmed(self.context.source, range)),
        };
        self.slot(Piece::HeadingStart(heading.clone()));
        self.write(inner, sinks);
        self.slot(Piece::HeadingEnd(heading));
        self.raw("\n");
        self.text.push(' ');
        end
    }

    fn code_block(
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
        let language = info.split([' ', ',', '{']).next().unwrap_or_default();
        self.check_language(language, &events[index].1, sinks);
        self.raw("<pre tabindex=\"0\"");
        if !language.is_empty() {
            self.raw(" data-language=\"");
            self.attribute(language);
            self.raw("\"");
        }
        self.raw("><code>");
        if self.context.reader.settings.highlight {
            let html = self.context.reader.highlighter.html(language, &code);
            self.raw(&html);
        } else {
            self.escaped(&code);
        }
        self.raw("</code></pre>\n");
        self.text.push_str(&code);
        self.text.push(' ');
        end
    }

    fn check_language(&self, language: &str, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        let reader = self.context.reader;
        if !reader.settings.highlight || language.is_empty() || reader.highlighter.knows(language) {
            return;
        }
        let fence = self.context.source[range.start..].lines().next().unwrap_or_default();
        let start = range.start + fence.find(language).unwrap_or(0);
        let help = match reader.highlighter.nearest(language) {
            Some(near) => format!("did you mean `{near}`? `text` is shown without colours"),
            None => "write `text` for code without colours".to_owned(),
        };
        let span = sinks.origin.span(&(start..start + language.len()));
        sinks.origin.findings.add_with_help(
            Rule::UnknownLanguage,
            span,
            format!("no grammar colours the language `{language}`"),
            help,
        );
    }

    fn html_block(&mut self, events: &[Ev<'a>], index: usize, sinks: &mut Sinks<'_, '_>) -> usize {
        let end = end_of(events, index);
        let inner = &events[index + 1..end - 1];
        let is_text = inner.iter().any(|(event, _)| matches!(event, Event::Text(text) if !text.trim().is_empty()))
            && !self.context.reader.settings.any_html;
        self.raw(if is_text { "<p>" } else { "" });
        self.write(inner, sinks);
        self.raw(if is_text { "</p>\n" } else { "" });
        self.text.push(' ');
        end
    }

    /// An alert as a whole; the start of any other quote alone, so that deep nesting needs no deep stack.
    fn quote(&mut self, events: &[Ev<'a>], index: usize, sinks: &mut Sinks<'_, '_>) -> usize {
        if self.depth >= DEEPEST_ALERT || !alert::opens(&events[index..], self.context.source) {
            self.quotes += 1;
            self.raw("<blockquote>\n");
            return index + 1;
        }
        let end = end_of(events, index);
        self.depth += 1;
        self.quotes += 1;
        match alert::read(&events[index..end], self.context.source) {
            Some(alert::Alert { kind: alert::Kind::Plain(number, class), title, content }) => {
                let _ = write!(self.html, "<div class=\"alert alert-{class}\" role=\"note\"><p class=\"alert-title\">");
                if title.is_empty() {
                    let words = &self.context.reader.settings.words.alerts[number];
                    self.escaped(words);
                } else {
                    self.write(&title, sinks);
                }
                self.raw("</p>\n");
                self.write(&content, sinks);
                self.raw("</div>\n");
            }
            Some(alert) => self.nested(&alert, sinks),
            None => {}
        }
        self.depth -= 1;
        self.quotes -= 1;
        end
    }

    /// What only some readers see becomes a fragment of its own.
    fn nested(&mut self, alert: &alert::Alert<'a>, sinks: &mut Sinks<'_, '_>) {
        let settings = &self.context.reader.settings.words;
        let (audience, title) = match alert.kind {
            alert::Kind::Instructor => (Audience::Instructor, &settings.instructor),
            alert::Kind::Answer | alert::Kind::Plain(..) => (Audience::Answer, &settings.answer),
        };
        let own_title = words(&alert.title);
        let title = if own_title.is_empty() { title.clone() } else { own_title };
        let mut pen = Pen { depth: self.depth, quotes: self.quotes, ..Pen::new(self.context) };
        pen.write(&alert.content, sinks);
        let (pieces, text) = pen.finish(sinks);
        let fragment = Fragment { pieces, text, links: Vec::new(), blocks: true };
        self.slot(Piece::Nested(Nested { audience, reveal: Reveal::Open, title, fragment }));
    }

    /// A mark that does nothing might show an answer to everyone.
    fn report_mark(&self, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        let Some((name, mark)) = alert::misplaced_mark(self.context.source, range) else { return };
        let (message, help) = match nearest(&name, alert::names()) {
            Some(known) if known == name => (
                format!("`[!{name}]` has no effect here, so everyone sees what follows"),
                "write the mark alone, as the first thing of a quote of its own".to_owned(),
            ),
            near => (
                format!("there is no alert `[!{name}]`, so everyone sees what it holds"),
                near.map_or_else(
                    || format!("the alerts are {}", alert::names().collect::<Vec<_>>().join(", ")),
                    |near| format!("did you mean `[!{near}]`?"),
                ),
            ),
        };
        let span = sinks.origin.span(&mark);
        sinks.origin.findings.add_with_help(Rule::UnknownAlert, span, message, help);
    }

    /// A citation of a note that is not written arrives as text.
    fn report_notes(&self, text: &str, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        let typed = &self.context.source[range.clone()];
        // Only where the text was typed as it arrived are its places known.
        if self.context.inline || typed != text {
            return;
        }
        for (at, _) in typed.match_indices("[^") {
            let Some((label, _)) = typed[at + 2..].split_once(']') else { continue };
            if !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
                let start = range.start + at;
                undefined_note(label, &(start..start + "[^]".len() + label.len()), sinks);
            }
        }
    }

    fn reference(&mut self, label: &str, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        if !self.context.notes.contains_key(label) {
            undefined_note(label, range, sinks);
            return;
        }
        let (number, use_number) = self.notes.cite(label);
        self.raw("<sup class=\"footnote-ref\"><a role=\"doc-noteref\" href=\"#");
        self.slot(Piece::ScopedId(format!("fn-{number}")));
        self.raw("\" id=\"");
        self.slot(Piece::ScopedId(Notes::reference_id(number, use_number)));
        let _ = write!(self.html, "\">{number}</a></sup>");
    }

    /// Notes may cite notes, so the list grows while it is written.
    fn write_notes(&mut self, sinks: &mut Sinks<'_, '_>) {
        if self.notes.is_empty() {
            return;
        }
        let words = &self.context.reader.settings.words;
        self.raw("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        self.attribute(&words.footnotes);
        self.raw("\"><ol>\n");
        let mut number = 0;
        while let Some(label) = self.notes.label(number) {
            number += 1;
            self.raw("<li id=\"");
            self.slot(Piece::ScopedId(format!("fn-{number}")));
            self.raw("\">");
            let note = &self.context.notes[&label];
            self.write(note, sinks);
            for use_number in 1..=self.notes.uses(&label) {
                self.raw("<a class=\"footnote-back\" role=\"doc-backlink\" href=\"#");
                self.slot(Piece::ScopedId(Notes::reference_id(number, use_number)));
                self.raw("\" aria-label=\"");
                self.attribute(&words.back);
                let _ = write!(self.html, " {number}\">↩</a>");
            }
            self.raw("</li>\n");
        }
        self.raw("</ol></section>\n");
    }
}

fn undefined_note(label: &str, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
    let span = sinks.origin.span(range);
    sinks.origin.findings.add_with_help(
        Rule::UndefinedFootnote,
        span,
        format!("the footnote `[^{label}]` is not written anywhere in this file"),
        format!("write `[^{label}]: …` on a line of its own"),
    );
}

/// Names that check groups and footnotes get on their pages.
fn is_generated(anchor: &str) -> bool {
    ["checks-", "fn-", "fnref-"]
        .iter()
        .any(|lead| anchor.strip_prefix(lead).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
}

/// A range without the white space at its end.
pub(super) fn trimmed(source: &str, range: &Range<usize>) -> Range<usize> {
    range.start..range.start + source[range.clone()].trim_end().len()
}

fn event_text<'e>(event: &'e Event<'_>) -> &'e str {
    match event {
        Event::Text(text) => text,
        _ => "",
    }
}
