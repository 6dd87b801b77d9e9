//! Layer 8: rules about the course as a whole, one family a file.

mod answers;
mod foreign;
mod goals;
mod headings;
mod images;
mod links;
mod paper;
mod places;
mod presets;
mod repetition;
mod structure;
mod unlisted;
mod unwritten;

#[cfg(test)]
pub(crate) mod tests;

use rayon::prelude::*;

use crate::assemble::EditionCourse;
use crate::config::Config;
use crate::finding::{Finding, Rule};
use crate::model::course::{Course, PageId};
use crate::parse::{Document, Documents};
use crate::plan::Plan;

/// Everything that the rules find in the site of one edition.
pub fn find_in_edition(course: &EditionCourse, plan: &Plan) -> Vec<Finding> {
    let mut findings = links::find(course, plan);
    findings.extend(places::find(course));
    findings
}

/// Statements without an answer; only to be asked where every answer of the course could be read.
pub fn missing_answers(course: &EditionCourse) -> Vec<Finding> {
    answers::find(course)
}

/// The whole course, whoever will see it, and what it was made from.
#[derive(Clone, Copy)]
pub struct RuleInput<'a> {
    /// The course before anything is withheld.
    pub course: &'a Course,
    /// Its parsed files.
    pub documents: &'a Documents,
    /// Its configuration.
    pub config: &'a Config,
    /// What was found so far, so that nothing is said twice.
    pub found: &'a [Finding],
}

impl<'a> RuleInput<'a> {
    /// Everything that the rules find in what the author wrote, which is the same for each edition.
    pub fn find(self) -> Vec<Finding> {
        let rules: [fn(RuleInput<'_>) -> Vec<Finding>; 10] = [
            foreign::find,
            headings::find,
            structure::find,
            unlisted::find,
            goals::find,
            repetition::find,
            presets::find,
            paper::find,
            images::find,
            unwritten::find,
        ];
        rules.into_par_iter().flat_map_iter(|rule| rule(self)).collect()
    }

    /// The file that a page was read from; `None` for a section without `_index.md`.
    fn document(self, page: PageId) -> Option<&'a Document> {
        self.course.page(page).document.map(|id| &**self.documents.get(id))
    }
}

/// The findings by the severities that `rules:` of the course and of single files choose, without those that they switch
/// off.
pub fn by_severity(documents: &Documents, config: &Config, findings: Vec<Finding>) -> Vec<Finding> {
    let chosen = |finding: &Finding| {
        let own = documents.of(&finding.place.path).and_then(|document| document.front.rules.get(&finding.rule));
        own.or_else(|| config.rules.get(&finding.rule)).copied()
    };
    let apply = |finding: Finding| match chosen(&finding) {
        None => Some(finding),
        Some(severity) => severity.map(|severity| Finding { severity, ..finding }),
    };
    findings.into_iter().filter_map(apply).collect()
}

/// Whether all of a file's front matter was understood, so that what seems to be missing is missing.
fn understood(document: &Document) -> bool {
    document.readable && !document.findings.iter().any(hides_words)
}

/// Whether something that the author wrote is not known because of what was found.
fn hides_words(finding: &Finding) -> bool {
    let rules = [Rule::UnknownKey, Rule::MisplacedKey, Rule::DuplicateKey, Rule::WrongType];
    rules.contains(&finding.rule)
}
