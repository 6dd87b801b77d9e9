//! A page of another tool, or one that was pasted into a course, read into the parts of a clinic.

use std::collections::BTreeSet;
use std::ops::Range;

use super::model::{Heading, Page, Passage, Reference, Told};
use super::scribe::{Scribe, condensed, shown};
use super::sections::Section;
use super::{checks, lists, log, radar};
use crate::finding::{FileFindings, Finding, Rule};
use crate::model::kinds::Part;
use crate::parse::Table;
use crate::strings::{PageWords, Strings};
use crate::syntax::markdown::{Element, Elements, Origin, Reader};
use crate::text::SourceFile;
use crate::text::anchor::Anchors;

/// What a page is read with.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    /// The markdown of the course.
    pub(super) reader: &'a Reader,
    /// The words of the course's language, and of all others.
    pub(super) words: &'a [PageWords],
    /// The words that the course shows.
    pub(super) strings: &'a Strings,
}

/// A page in the making.
pub(super) struct Maker<'a, 'e, 'o> {
    pub(super) with: Reading<'a>,
    pub(super) scribe: Scribe<'e, 'o>,
    pub(super) page: Page,
    /// Where the file's text starts in it, and the file.
    start: usize,
    file: &'a SourceFile,
    /// What has become a part, by its place in the text.
    taken: BTreeSet<(usize, usize)>,
    /// Tables that are written below the text for what no part has a place for.
    added: Vec<(String, String)>,
    /// Parts that the front matter has already.
    has: &'a BTreeSet<Part>,
}

/// Reads the text of a page that begins at byte `start` of its file. Parts that its front matter `has` stay in the text, and
/// so does a first heading, unless it is the title: `title` is the one that stands in the front matter.
pub(super) fn read(
    with: Reading<'_>,
    file: &SourceFile,
    start: usize,
    title: Option<&str>,
    has: &BTreeSet<Part>,
) -> Page {
    let text = &file.text()[start..];
    let (mut findings, mut others) = (FileFindings::new(file.path()), FileFindings::new(file.path()));
    let offset = |at: usize| start + at;
    let stream = with.reader.body(text, &mut Origin { findings: &mut findings, offset: &offset, file });
    let body = stream.elements();
    let scribe = Scribe {
        writer: stream.writer(Anchors::default()),
        origin: Origin { findings: &mut findings, offset: &offset, file },
        text,
    };
    let (taken, added) = (BTreeSet::new(), Vec::new());
    let mut maker = Maker { with, scribe, page: Page::default(), start, file, taken, added, has };
    let sections = Section::all(body);
    maker.take_title(&sections, title);
    let mut at = 0;
    while at < sections.len() {
        at += maker.part(&sections[at..]);
    }
    let mut writer = stream.writer(Anchors::default());
    let mut origin = Origin { findings: &mut others, offset: &offset, file };
    for left in body.top_level().filter(|element| !maker.has_taken(*element)) {
        writer.write(left.alone(), &mut origin);
    }
    let rest = shown(&writer.finish(&mut origin), String::new());
    let taken: Vec<(usize, usize)> = maker.taken.iter().map(|(from, to)| (start + from, start + to)).collect();
    let mut page = maker.finish(rest);
    page.lost = lost(file, &taken, findings.into_inner());
    page
}

/// What the reader of markdown drops from what has become a part: cells of a table behind its last column. `taken` are the
/// bytes of parts in the file.
fn lost(file: &SourceFile, taken: &[(usize, usize)], findings: Vec<Finding>) -> Option<String> {
    let is_taken = |at: usize| taken.iter().any(|(from, to)| (*from..*to).contains(&at));
    let mut found = findings.into_iter().filter(|finding| finding.rule == Rule::UnevenTable);
    let lost = found.find(|finding| is_taken(finding.place.span().start))?;
    Some(format!("on line {}, {}", file.position(lost.place.span().start).line, lost.message))
}

impl<'e> Maker<'_, 'e, '_> {
    fn take_title(&mut self, sections: &[Section<'e>], typed: Option<&str>) {
        let Some(heading) = sections.iter().find(|section| section.level() == 1).and_then(|section| section.heading)
        else {
            return;
        };
        let passage = self.scribe.heading(heading);
        match typed {
            None => self.page.title = Some(passage),
            // What is shown may be set otherwise than it was typed.
            Some(typed) if [&passage.words, &condensed(&heading.words())].contains(&&condensed(typed)) => {}
            Some(_) => return,
        }
        self.take(heading);
    }

    /// Reads the part that begins with the first of these sections; gives how many belong to it, or are none.
    fn part(&mut self, sections: &[Section<'e>]) -> usize {
        let [section, ..] = sections else { return 1 };
        let heading = section.words();
        let opens = |words: &[PageWords]| words.iter().any(|words| checks::opens(&heading, words));
        if section.part_heading().is_some() && opens(self.with.words) {
            let level = section.level();
            let below =
                sections[1..].iter().take_while(|below| below.level() > level && !self.is_other_part(below)).count();
            if let Some(read) =
                self.fresh(section, Part::Checks, |maker| checks::read(maker, *section, &sections[1..=below]))
            {
                self.page.checks = Some(read);
                return 1 + below;
            }
            return 1;
        }
        if lists::is_protocol(section, self.with.words)
            && let Some(read) = self.fresh(section, Part::Protocol, |maker| lists::protocol(maker, section))
        {
            self.page.protocol = Some(read);
        } else if lists::is_completion(section, self.with.words)
            && let Some(read) = self.fresh(section, Part::Completion, |maker| lists::completion(maker, section))
        {
            self.page.completion = Some(read);
        } else {
            self.tables(section);
        }
        1
    }

    /// Whether a section below the heading of checks is a part of its own, and none of their groups.
    fn is_other_part(&self, section: &Section<'e>) -> bool {
        let words = self.with.words;
        let is_list = lists::is_protocol(section, words) || lists::is_completion(section, words);
        let is_quoted = || section.around_list().is_some_and(|around| checks::is_quoted(around.element));
        let is_table = |element: Element<'e>| element.is_table() && self.table(element).is_some();
        (is_list && !is_quoted()) || section.inside.top_level().any(is_table)
    }

    /// An element as the radar or log that it is, in whatever language.
    fn table(&self, element: Element<'e>) -> Option<Table<'e>> {
        let mut tables = self.with.words.iter().map(|words| Table::read(element, &words.clinic.table_heads));
        tables.find(|table| table.is_log() || radar::is_radar(table))
    }

    /// Reads the radar or the log of a section.
    fn tables(&mut self, section: &Section<'e>) {
        for element in section.inside.top_level().filter(|element| element.is_table()) {
            let Some(table) = self.table(element) else { continue };
            if table.is_log() {
                if let Some(read) =
                    self.fresh(section, Part::Log, |maker| Some(log::read(maker, section, element, &table)))
                {
                    self.page.log = Some(read);
                }
            } else if let Some(read) =
                self.fresh(section, Part::Radar, |maker| Some(radar::read(maker, section, element, &table)))
            {
                self.page.radar = Some(read);
            }
            return;
        }
    }

    /// Reads a part with `read`, unless there is one of its kind already.
    fn fresh<T>(&mut self, section: &Section<'e>, part: Part, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let line_of = section.heading.map_or(0, |heading| heading.place().start);
        if self.has.contains(&part) || self.page.order.contains(&part) {
            let message = format!("a second {} stays in the text", name(part));
            self.tell(line_of, message);
            return None;
        }
        let read = read(self)?;
        self.page.order.push(part);
        Some(read)
    }

    /// Title and intro of a part, both of which become part of it.
    pub(super) fn heading(&mut self, heading: Option<Element<'e>>, intro: &[Element<'e>]) -> Heading {
        for element in heading.iter().chain(intro) {
            self.take(*element);
        }
        let title = heading.map(|heading| self.scribe.heading(heading));
        Heading { title, intro: self.scribe.blocks(intro) }
    }

    /// An element becomes a part, and leaves the text.
    pub(super) fn take(&mut self, element: Element<'_>) {
        self.taken.insert(bounds(&element.place()));
    }

    fn has_taken(&self, element: Element<'_>) -> bool {
        self.taken.contains(&bounds(&element.place()))
    }

    /// Tells what is left to the author of the place at byte `at` of the text.
    pub(super) fn tell(&mut self, at: usize, message: impl Into<String>) {
        let line = self.line(at);
        self.page.told.push(Told { line, message: message.into() });
    }

    /// Tells that blocks stay in the text, where there are some.
    pub(super) fn tell_left(&mut self, after: &[Element<'e>], what: &str) {
        if let Some(first) = after.first() {
            self.tell(first.place().start, format!("the content after {what} stays in the text"));
        }
    }

    /// The path of a page at byte `at` of the text.
    pub(super) fn reference(&self, path: &str, at: usize) -> Reference {
        Reference { path: path.to_owned(), line: self.line(at) }
    }

    fn line(&self, at: usize) -> usize {
        self.file.position(self.start + at).line
    }

    /// Has a table written below the text, with these words.
    pub(super) fn add(&mut self, table: String, words: &str) {
        self.added.push((table, condensed(words)));
    }

    fn finish(self, rest: Passage) -> Page {
        let Self { mut page, scribe, taken, added, .. } = self;
        let mut pieces: Vec<&str> = Vec::new();
        let mut done = 0;
        for (start, end) in taken {
            pieces.push(without_blank_lines(&scribe.text[done..start.max(done)]));
            done = end.max(done);
        }
        pieces.push(without_blank_lines(&scribe.text[done..]));
        pieces.extend(added.iter().map(|(table, _)| table.as_str()));
        pieces.retain(|piece| !piece.is_empty());
        page.body = pieces.join("\n\n");
        page.body_shown = rest;
        page.body_shown.words.extend(added.iter().map(|(_, words)| words.as_str()));
        page.told.sort();
        page
    }
}

fn bounds(range: &Range<usize>) -> (usize, usize) {
    (range.start, range.end)
}

/// A piece of text without the empty lines around it; the first line keeps its indentation.
fn without_blank_lines(piece: &str) -> &str {
    let piece = piece.trim_end();
    let mut start = 0;
    for line in piece.split_inclusive('\n') {
        if !line.trim().is_empty() {
            break;
        }
        start += line.len();
    }
    &piece[start..]
}

/// A part as people call it.
fn name(part: Part) -> &'static str {
    match part {
        Part::Body => "text",
        Part::Radar => "mistake radar",
        Part::Checks => "set of mistake checks",
        Part::Protocol => "repair protocol",
        Part::Log => "mistake log",
        Part::Completion => "completion standard",
        Part::Cards => "set of cards",
    }
}

/// The first of some patterns that a heading fits.
pub(super) fn says(heading: &str, patterns: &[String]) -> bool {
    patterns.iter().any(|pattern| crate::strings::fits(heading, pattern))
}

/// The elements of a section, to be split.
pub(super) fn blocks(inside: Elements<'_>) -> Vec<Element<'_>> {
    inside.top_level().collect()
}
