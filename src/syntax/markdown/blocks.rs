//! Elements that are written as a whole: headings, images, what a comment asks for.

use std::sync::Arc;

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::directive::{self, Directive};
use super::events::{Ev, end_of, words};
use super::writer::{FragmentWriter, Sinks, trimmed};
use crate::finding::Rule;
use crate::model::fragment::{Heading, LinkKind, Piece};
use crate::text::anchor::anchor;

impl<'a> FragmentWriter<'a> {
    pub(super) fn image(
        &mut self,
        destination: &CowStr<'a>,
        title: &str,
        events: &[Ev<'a>],
        index: usize,
        sinks: &mut Sinks<'_, '_>,
    ) -> usize {
        let end = end_of(events, index);
        let alt = self.words_as_set(&events[index + 1..end]);
        self.text.push_set(&words(&events[index + 1..end]), &alt);
        self.report_alt(&alt, &events[index].1, sinks);
        let number = sinks.links.len();
        self.raw("<img src=\"");
        self.address(destination.to_string(), LinkKind::Image, &events[index].1, sinks);
        self.raw("\" alt=\"");
        self.attribute(&alt);
        self.raw("\"");
        if !title.is_empty() {
            self.raw(" title=\"");
            self.attribute(&self.title_as_set(title));
            self.raw("\"");
        }
        self.slot(Piece::Image(number));
        self.raw(">");
        end
    }

    /// A blank between the brackets says that a picture only decorates.
    fn report_alt(&self, alt: &str, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        let typed = self.context.source.get(range.clone()).unwrap_or_default();
        if alt.is_empty() && !typed.starts_with("![ ") {
            let span = sinks.origin.span(&trimmed(self.context.source, range));
            sinks.origin.findings.add_with_help(
                Rule::ImageWithoutAlt,
                span,
                "the image has no alternative text",
                "write a description between the brackets, as in `![A tree of commits](…)`; if the image is only decorative, write a space: `![ ](…)`",
            );
        }
    }

    /// A paragraph; one that holds an image with a title and nothing else is a figure with that caption.
    pub(super) fn paragraph(&mut self, events: &[Ev<'a>], index: usize, sinks: &mut Sinks<'_, '_>) -> usize {
        let end = end_of(events, index);
        let inner = &events[index + 1..end.saturating_sub(1).max(index + 1)];
        if let Some((Event::Start(Tag::Image { dest_url, title, .. }), _)) = inner.first()
            && !title.is_empty()
            && end_of(inner, 0) == inner.len()
        {
            self.raw("<figure>");
            self.image(dest_url, "", inner, 0, sinks);
            self.raw("<figcaption>");
            self.escaped(&self.title_as_set(title));
            self.raw("</figcaption></figure>\n");
            return end;
        }
        self.report_opening(&events[index..end], sinks);
        self.raw("<p>");
        self.write(inner, sinks);
        self.in_raw_text = false;
        self.end(TagEnd::Paragraph);
        end
    }

    pub(super) fn heading(&mut self, events: &[Ev<'a>], index: usize, sinks: &mut Sinks<'_, '_>) -> usize {
        let end = end_of(events, index);
        let inner = &events[index + 1..end - 1];
        let (Event::Start(Tag::Heading { level, id, .. }), range) = &events[index] else { return end };
        // Names of places are made of what was typed.
        let wanted = id.as_ref().map_or_else(|| anchor(&words(inner)), |id| anchor(id));
        let heading = Heading {
            level: (*level as u8).max(HeadingLevel::H2 as u8),
            id: sinks.anchors.take_heading(&wanted),
            text: self.words_as_set(inner),
            span: sinks.origin.span(&trimmed(self.context.source, range)),
        };
        let heading = Arc::new(heading);
        self.slot(Piece::HeadingStart(Arc::clone(&heading)));
        self.write(inner, sinks);
        self.slot(Piece::HeadingEnd(heading));
        self.raw("\n");
        self.text.part();
        end
    }

    pub(super) fn html_block(&mut self, events: &[Ev<'a>], index: usize, sinks: &mut Sinks<'_, '_>) -> usize {
        let end = end_of(events, index);
        let inner = &events[index + 1..end - 1];
        let is_block = |(event, _): &Ev<'_>| matches!(event, Event::Html(_));
        // A block that a comment asks for may stand between words, and in no paragraph.
        for run in inner.chunk_by(|one, next| is_block(one) == is_block(next)) {
            let is_text = run.iter().any(|(event, _)| matches!(event, Event::Text(text) if !text.trim().is_empty()))
                && !self.context.reader.settings.any_html;
            self.raw(if is_text { "<p>" } else { "" });
            self.write(run, sinks);
            self.raw(if is_text { "</p>\n" } else { "" });
        }
        self.in_raw_text = false;
        self.text.part();
        end
    }
}

impl FragmentWriter<'_> {
    /// The block that a comment asks for; no other comments are left to write.
    pub(super) fn directive(&mut self, comment: &str) {
        if let Some(Directive::Lines(number)) = directive::read(comment, true) {
            self.lines(number);
        }
    }

    fn lines(&mut self, number: usize) {
        let words = &self.context.reader.settings.words;
        self.raw("<div class=\"lines\" role=\"img\" aria-label=\"");
        self.attribute(words.lines.get(number).map_or("", String::as_str));
        self.raw("\">");
        self.raw(&"<span class=\"rule\"></span>".repeat(number));
        self.raw("</div>");
        self.counts.ruled_lines += number as u32;
    }
}

pub(super) fn event_text<'e>(event: &'e Event<'_>) -> &'e str {
    match event {
        Event::Text(text) => text,
        _ => "",
    }
}
