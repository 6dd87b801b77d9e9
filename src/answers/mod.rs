//! Layer 5: answers that stand apart from their statements, read and typed. Which statement each is for is known when the
//! course is assembled.

mod document;
mod entries;
mod folder;

use std::sync::Arc;

use rayon::prelude::*;

pub use document::{AnswerDocument, parse};
pub use entries::RawEntry;
pub use folder::{AnswerFolder, AnswerSource, load};

use crate::config::Config;
use crate::finding::report::Counts;
use crate::finding::{Finding, Outcome, Rule};
use crate::load::AllLeftOut;
use crate::model::kinds::Edition;
use crate::syntax::markdown::Reader;
use crate::text::SourcePath;

/// The answers that stand apart from their statements.
pub struct Answers {
    /// Its files.
    pub documents: Arc<[AnswerDocument]>,
    /// Its markdown files with the pages that they seem to be for: answers are not read from those.
    pub markdown: Vec<(SourcePath, String)>,
    /// What lies in the folder and is no part of the course.
    pub left_out: AllLeftOut,
    /// Whether answers cannot lie in the folder, which is told.
    pub refused: bool,
    /// Whether the folder is there.
    found: bool,
    /// Whether every file of the folder could be read.
    complete: bool,
    findings: Vec<Finding>,
}

/// Types what was loaded.
pub fn typed(loaded: Outcome<AnswerFolder>, config: &Config, reader: &Reader) -> Answers {
    let Outcome { value: AnswerFolder { refused, found, files, markdown, left_out }, mut findings } = loaded;
    let documents: Arc<[AnswerDocument]> = files.par_iter().map(|file| parse(file, reader)).collect();
    findings.extend(documents.iter().flat_map(|document| document.findings.iter().cloned()));
    let complete = (found || config.answers.is_none()) && Counts::of(&findings).errors == 0;
    Answers { documents, markdown, left_out, refused, found, complete, findings }
}

impl Answers {
    /// The same folder with these files in it.
    pub fn with(&self, documents: Arc<[AnswerDocument]>) -> Self {
        let Self { documents: _, markdown, left_out, refused, found, complete, findings } = self;
        let (markdown, left_out, findings) = (markdown.clone(), left_out.clone(), findings.clone());
        Self { documents, markdown, left_out, refused: *refused, found: *found, complete: *complete, findings }
    }

    /// Whether the files hold the same as those of `old`, and the same is wrong with them and their folder.
    pub fn is_same(&self, old: &Self) -> bool {
        let Self { documents, markdown, left_out, refused, found, complete, findings } = self;
        (refused, found, complete) == (&old.refused, &old.found, &old.complete)
            && *findings == old.findings
            && *markdown == old.markdown
            && *left_out == old.left_out
            && *documents == old.documents
    }

    /// Whether every answer was read and found its statement, so that one that is missing was never written.
    pub fn is_complete(&self, findings: &[Finding]) -> bool {
        self.complete && !findings.iter().any(|finding| finding.rule.is_about_answers())
    }

    /// What is wrong with the folder and its files. Learners can do without; instructors are told once.
    pub fn findings(&self, config: &Config, edition: Edition) -> Vec<Finding> {
        let mut findings = self.findings.clone();
        if let (Some(folder), false, true, Edition::Instructor) =
            (&config.answers, self.found, findings.is_empty(), edition)
        {
            let message = format!("the folder `{}` does not exist, so its answers are missing", folder.value);
            let help = "fetch the folder before you build the instructor edition, or correct its path; the path is relative to the course folder";
            findings.push(Finding::new(Rule::MissingAnswer, folder.place.clone(), message).help(help));
        }
        findings
    }
}
