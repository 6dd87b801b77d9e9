//! Findings that quote what learners may not see: drafts, pages for instructors, answers and notes.
//!
//! A preview for learners sends its findings to browsers. Of what these findings stand in, or quote, nothing goes there
//! that the pages would not show. The author's terminal shows all of it.

mod typed;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::material::Material;
use crate::assemble::EditionCourse;
use crate::config::course::FILE;
use crate::finding::Finding;
use crate::model::course::PageId;
use crate::model::fragment::{Fragment, Piece};
use crate::model::kinds::Edition;
use crate::parse::Document;
use crate::text::{SourceFile, SourcePath};

/// What of the files that findings are about is withheld from those who read the site.
#[derive(Clone, Debug)]
pub struct Withheld {
    /// Whether anything is.
    applies: bool,
    /// The folder of answers, with a `/` at its end.
    answers: String,
    /// The files of the pages that are withheld.
    pages: BTreeSet<SourcePath>,
    /// What was read from the files that findings are about, where all of that is known.
    documents: BTreeMap<SourcePath, Arc<Document>>,
}

impl Withheld {
    /// Hides nothing: for instructors, and where no text was read.
    pub fn nothing() -> Self {
        Self { applies: false, answers: String::new(), pages: BTreeSet::new(), documents: BTreeMap::new() }
    }

    /// What `course` withholds of the files of `findings`.
    pub(super) fn of(material: &Material, course: &EditionCourse, findings: &[Finding]) -> Self {
        if course.edition() == Edition::Instructor {
            return Self::nothing();
        }
        let pages = (0..course.pages.len()).map(PageId).filter(|page| !course.shows(*page));
        let pages = pages.map(|page| course.page(page).source.clone()).collect();
        let mut documents = BTreeMap::new();
        for finding in findings {
            let path = &finding.place.path;
            let document = || material.documents.of(path).filter(|one| one.readable && !material.unusable.has(path));
            if !documents.contains_key(path)
                && let Some(document) = document()
            {
                documents.insert(path.clone(), Arc::clone(document));
            }
        }
        let answers = format!("{}/", material.config.answers_folder().trim_end_matches('/'));
        Self { applies: true, answers, pages, documents }
    }

    /// What of `finding` learners may not see; `file` is the one that it is about.
    pub fn of_finding(&self, finding: &Finding, file: Option<&SourceFile>) -> Hidden {
        if !self.applies {
            return Hidden::Nothing;
        }
        let path = &finding.place.path;
        if self.pages.contains(path) || path.as_str().starts_with(&self.answers) {
            return Hidden::All;
        }
        let ranges = match file.map(|file| (file, self.ranges(path, file))) {
            None => Vec::new(),
            Some((_, None)) => return Hidden::All,
            Some((file, Some(ranges))) if stands_in(finding, file, &ranges) => return Hidden::All,
            Some((_, Some(ranges))) => ranges,
        };
        let text = file.map_or("", SourceFile::text);
        // What is said of a page that is withheld may tell what it is called.
        let names_page = |words: &str| self.pages.iter().any(|page| words.contains(page.as_str()));
        let tells = reported(finding).any(|words| names_page(words) || quotes(words, text, &ranges));
        if tells { Hidden::Words } else { Hidden::Nothing }
    }

    /// Where `file` holds what is withheld; `None` where that is nobody knows where.
    fn ranges(&self, path: &SourcePath, file: &SourceFile) -> Option<Vec<Range<usize>>> {
        let text = file.text();
        if let Some(document) = self.documents.get(path) {
            let mut ranges = typed::in_front_matter(text, 0..document.body_start);
            ranges.extend(typed::below_marks(text));
            let body = &document.body;
            let checks = body.checks.iter();
            let statements = checks.clone().flat_map(|section| &section.statements).map(|one| &one.fragment);
            let fragments = checks.flat_map(|section| &section.intro).chain(statements).chain([&body.fragment]);
            fragments.for_each(|fragment| nested(fragment, &mut ranges));
            return Some(ranges);
        }
        if path.as_str().starts_with("content/") && typed::may_be_withheld(text) {
            return None;
        }
        let mut ranges = typed::below_marks(text);
        if path.as_str() != FILE {
            ranges.extend(typed::in_front_matter(text, 0..text.len()));
        }
        Some(ranges)
    }
}

/// What of a finding learners may not see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// Nothing of it.
    Nothing,
    /// What is said in words: it tells of something that is withheld elsewhere.
    Words,
    /// The words, and the line that it stands in.
    All,
}

/// Whether a finding stands in one of these ranges of `file`, or its repair does.
fn stands_in(finding: &Finding, file: &SourceFile, ranges: &[Range<usize>]) -> bool {
    let within = |range: &Range<usize>| ranges.iter().any(|one| one.start < range.end && range.start < one.end);
    places(finding, file).iter().any(within)
}

/// Everything that is said of a finding in words.
fn reported(finding: &Finding) -> impl Iterator<Item = &str> {
    let fix = finding.fix.as_ref().map(|fix| fix.text.as_str());
    [Some(finding.message.as_str()), finding.help.as_deref(), fix].into_iter().flatten()
}

/// The lines that a finding shows: those of its place, and those that its repair replaces.
fn places(finding: &Finding, file: &SourceFile) -> Vec<Range<usize>> {
    let span = finding.place.span();
    let lines = |first: usize, last: usize| {
        let end = file.line_span(last).end;
        file.line_span(first).start..end.max(file.line_span(first).start + 1)
    };
    let own = (span.end > 0).then(|| lines(file.position(span.start).line, file.position(span.end).line));
    let fix = finding.fix.as_ref().map(|fix| lines(fix.line, fix.end_line));
    own.into_iter().chain(fix).collect()
}

/// Whether `words` quote, between backticks, what stands in `text` nowhere but in `ranges`.
fn quotes(words: &str, text: &str, ranges: &[Range<usize>]) -> bool {
    if ranges.is_empty() {
        return false;
    }
    let quoted = words.split('`').skip(1).step_by(2).filter(|quoted| quoted.chars().count() > 2);
    let is_withheld = |at: usize| ranges.iter().any(|range| range.contains(&at));
    quoted.into_iter().any(|quoted| {
        let mut places = text.match_indices(quoted).map(|(at, _)| at).peekable();
        places.peek().is_some() && places.all(is_withheld)
    })
}

fn nested(fragment: &Fragment, ranges: &mut Vec<Range<usize>>) {
    fragment.each_piece(&mut |piece| {
        if let Piece::Nested(nested) = piece {
            ranges.extend(nested.spans.iter().map(|span| span.range()));
        }
    });
}
