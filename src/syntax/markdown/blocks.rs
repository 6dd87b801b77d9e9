//! Elements that are written as a whole: headings, code, quotes, images.

use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::alert;
use super::events::{Ev, end_of, words};
use super::footnotes::label;
use super::writer::{DEEPEST_ALERT, Pen, Sinks, trimmed};
use crate::finding::Rule;
use crate::finding::suggest::nearest;
use crate::model::fragment::{Audience, Fragment, Heading, Nested, Piece, Reveal};
use crate::text::anchor::anchor;

impl<'a> Pen<'a> {
    pub(super) fn image(
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
        self.check_alt(&alt, &events[index].1, sinks);
        let number = sinks.links.len();
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
        self.slot(Piece::Image(number));
        self.raw(">");
        end
    }

    /// A blank between the brackets says that a picture only decorates.
    fn check_alt(&self, alt: &str, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        let typed = self.context.source.get(range.clone()).unwrap_or_default();
        if alt.is_empty() && !typed.starts_with("![ ") {
            let span = sinks.origin.span(&trimmed(self.context.source, range));
            sinks.origin.findings.add_with_help(
                Rule::ImageWithoutAlt,
                span,
                "the image has no text for those who cannot see it",
                "write what it shows between the brackets, `![A tree of commits](…)`, or a blank, `![ ](…)`, where it only decorates",
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

    pub(super) fn heading(&mut self, events: &[Ev<'a>], index: usize, sinks: &mut Sinks<'_, '_>) -> usize {
        let end = end_of(events, index);
        let inner = &events[index + 1..end - 1];
        let (Event::Start(Tag::Heading { level, id, .. }), range) = &events[index] else { return end };
        let text = words(inner);
        let wanted = id.as_ref().map_or_else(|| anchor(&text), |id| anchor(id));
        let heading = Heading {
            level: (*level as u8).max(HeadingLevel::H2 as u8),
            id: sinks.anchors.take_heading(&wanted),
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
        self.text.push(' ');
        end
    }

    /// An alert as a whole; the start of any other quote alone, so that deep nesting needs no deep stack.
    pub(super) fn quote(&mut self, events: &[Ev<'a>], index: usize, sinks: &mut Sinks<'_, '_>) -> usize {
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
    pub(super) fn nested(&mut self, alert: &alert::Alert<'a>, sinks: &mut Sinks<'_, '_>) {
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
        let fragment = Fragment { pieces, text, blocks: true, ..Fragment::default() };
        self.slot(Piece::Nested(Nested { audience, reveal: Reveal::Open, title, fragment }));
    }

    /// A mistyped mark at the start of a quote might show an answer to everyone.
    fn report_mark(&self, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        let Some((name, mark)) = alert::mistyped_mark(self.context.source, range) else { return };
        let help = match nearest(&name, alert::names()) {
            Some(near) => format!("did you mean `[!{near}]`?"),
            None => format!("the alerts are {}", alert::names().collect::<Vec<_>>().join(", ")),
        };
        let message = format!("there is no alert `[!{name}]`, so everyone sees what it holds");
        let span = sinks.origin.span(&mark);
        sinks.origin.findings.add_with_help(Rule::UnknownAlert, span, message, help);
    }

    /// A mark anywhere but at the start of a quote hides nothing.
    pub(super) fn report_stray_marks(&self, text: &str, range: &Range<usize>, sinks: &mut Sinks<'_, '_>) {
        for (at, _) in text.match_indices("[!") {
            let Some(name) = label(&text[at + 2..], ']') else { continue };
            if !alert::names().any(|known| known.eq_ignore_ascii_case(name.trim())) {
                continue;
            }
            // Only where the text was typed as it arrived are its places known.
            let exact = self.context.source[range.clone()] == *text;
            let mark = range.start + at..range.start + at + "[!]".len() + name.len();
            let span = sinks.origin.span(if exact { &mark } else { range });
            let message = format!("`[!{}]` has no effect here, so everyone sees what follows", name.trim());
            let help = "write the mark alone, as the first thing of a quote of its own: `> [!…]`";
            sinks.origin.findings.add_with_help(Rule::UnknownAlert, span, message, help);
        }
    }
}

pub(super) fn event_text<'e>(event: &'e Event<'_>) -> &'e str {
    match event {
        Event::Text(text) => text,
        _ => "",
    }
}
