//! A body between reading and writing: whoever knows what its elements are for says in which portions they are written.

use std::collections::BTreeSet;

use super::elements::Elements;
use super::events::{self, Ev, Stream};
use super::questions::{self, Section};
use super::writer::{Context, FragmentWriter, Sinks, fragment};
use super::{Form, Origin, Reader, notes, places};
use crate::model::fragment::{Fragment, Link, Piece, WideFormula};
use crate::text::anchor::Anchors;

/// A body that was read, as one stream.
pub struct BodyStream<'a> {
    reader: &'a Reader,
    source: &'a str,
    stream: Stream<'a>,
    places: BTreeSet<String>,
}

/// The fragment of a body, which grows.
pub struct BodyWriter<'e> {
    writer: FragmentWriter<'e>,
    links: Vec<Link>,
    formulas: Vec<WideFormula>,
    anchors: Anchors,
}

impl<'a> BodyStream<'a> {
    /// Reads a body; see [`Reader::body`].
    pub(super) fn read(reader: &'a Reader, source: &'a str, origin: &mut Origin<'_>) -> Self {
        let stream = events::blocks(source, reader, origin);
        let places = places::named(&stream, reader.settings().any_html);
        Self { reader, source, stream, places }
    }

    /// Cuts the first `#` heading out of it, whose words are the title.
    pub fn take_title(&mut self, origin: &mut Origin<'_>) -> Option<Fragment> {
        let title = self.elements().top_level().find(|element| element.heading_level() == Some(1))?.indices();
        let mut heading: Vec<Ev<'_>> = self.stream.events.drain(title).collect();
        notes::take_from_title(&mut heading, origin);
        Some(fragment(self.context(), &heading[1..heading.len() - 1], origin, &mut Anchors::default()))
    }

    /// Its elements.
    pub fn elements(&self) -> Elements<'_> {
        Elements::of(&self.stream.events, self.source)
    }

    /// The places that its author named in HTML, in its title too.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(String::as_str)
    }

    /// Begins a fragment of it, in which nothing is written yet. Headings get names that `anchors` has left.
    pub fn writer(&self, anchors: Anchors) -> BodyWriter<'_> {
        let writer = FragmentWriter::new(self.context());
        BodyWriter { writer, links: Vec::new(), formulas: Vec::new(), anchors }
    }

    fn context(&self) -> Context<'_> {
        let Stream { notes, code, .. } = &self.stream;
        Context { reader: self.reader, source: self.source, notes, code, form: Form::Prose, inline: false }
    }
}

impl<'e> BodyWriter<'e> {
    /// Writes elements into the fragment.
    pub fn write(&mut self, elements: Elements<'e>, origin: &mut Origin<'_>) {
        let Self { writer, links, formulas, anchors } = self;
        writer.write(elements.events, &mut Sinks { origin, links, formulas, anchors });
    }

    /// Writes elements of a worksheet, with a place for an answer below each question that brings no room of its own.
    pub fn write_questions(&mut self, elements: Elements<'e>, origin: &mut Origin<'_>) {
        for Section { elements, asks, lists } in questions::sections(elements) {
            let before = self.writer.counts.to_write_on();
            self.writer.ask_in_items(lists);
            self.write(elements, origin);
            self.writer.ask_in_items(false);
            if asks && !lists && self.writer.counts.to_write_on() == before {
                self.writer.leave_room();
            }
        }
    }

    /// Leaves a slot between elements.
    pub fn slot(&mut self, piece: Piece) {
        self.writer.slot(piece);
    }

    /// Writes elements of the body as a fragment of their own, with its own links and footnotes. No heading of the body has
    /// the name of one in it.
    pub fn apart(&mut self, elements: Elements<'_>, origin: &mut Origin<'_>) -> Fragment {
        fragment(self.writer.context, elements.events, origin, &mut self.anchors)
    }

    /// The same of a statement.
    pub fn claim(&mut self, elements: Elements<'_>, origin: &mut Origin<'_>) -> Fragment {
        let context = Context { form: Form::Claim, ..self.writer.context };
        fragment(context, elements.events, origin, &mut self.anchors)
    }

    /// Ends the fragment with the footnotes that it cites.
    pub fn finish(self, origin: &mut Origin<'_>) -> Fragment {
        let Self { writer, mut links, mut formulas, mut anchors } = self;
        let mut sinks = Sinks { origin, links: &mut links, formulas: &mut formulas, anchors: &mut anchors };
        let fragment = writer.finish(&mut sinks);
        fragment.with(|own| (own.links, own.formulas) = (links, formulas))
    }
}
