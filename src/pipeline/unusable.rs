//! Files that hold what cannot be used, while what they held before is shown.
//!
//! A course then has two texts of one file. Everything that is made from the older one would point into a file that is
//! no longer there, so of such a file nothing is told but what is wrong with the text that stands in it now.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::Finding;
use crate::text::{SourceFile, SourcePath};

/// The files of a course whose older content is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Unusable {
    files: BTreeMap<SourcePath, Now>,
}

/// What stands in such a file now.
#[derive(Clone, Debug, PartialEq)]
struct Now {
    /// Its text; `None` where it is none, or is gone.
    file: Option<Arc<SourceFile>>,
    /// What is wrong with it.
    findings: Vec<Finding>,
}

impl Unusable {
    /// Adds the file at `path`, in place of what was known of it.
    pub(super) fn insert(&mut self, path: &SourcePath, file: Option<Arc<SourceFile>>, findings: Vec<Finding>) {
        self.files.insert(path.clone(), Now { file, findings });
    }

    /// Whether older content is shown in place of what the file at `path` holds.
    pub(super) fn has(&self, path: &SourcePath) -> bool {
        self.files.contains_key(path)
    }

    /// What the file at `path` holds, where that is text.
    pub(super) fn text(&self, path: &SourcePath) -> Option<&Arc<SourceFile>> {
        self.files.get(path)?.file.as_ref()
    }

    /// `findings` about texts that are there: those of older ones are left out, what is wrong with newer ones is added.
    pub(super) fn over(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let reported = self.files.values().flat_map(|now| now.findings.iter().cloned());
        findings.into_iter().filter(|finding| !self.has(&finding.place.path)).chain(reported).collect()
    }
}
