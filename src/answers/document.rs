//! A file of answers, typed.

use std::sync::Arc;

use super::{AnswerSource, RawEntry};
use crate::config::decode::Decoder;
use crate::config::prose;
use crate::finding::Finding;
use crate::syntax::hidden;
use crate::syntax::markdown::Reader;
use crate::text::SourceFile;

/// A parsed file of answers.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerDocument {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The path in `content/` of the page that it is for, without its ending.
    pub page: String,
    /// What it says.
    pub entries: Vec<RawEntry>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
}

impl AnswerDocument {
    /// The folder of the answers, from the course's, with a `/` at its end. It may hold the name of the page too.
    pub fn folder(&self) -> &str {
        let path = self.file.path().as_str();
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        stem.strip_suffix(self.page.as_str()).unwrap_or_default()
    }
}

/// Parses one file of answers.
pub fn parse(source: &AnswerSource, reader: &Reader) -> AnswerDocument {
    let mut decoder = Decoder::new(&source.file, reader);
    let tree = prose::parse(&source.file, 0..source.file.text().len(), &mut decoder.findings);
    let entries = tree.map(|tree| decoder.answer_entries(&tree)).unwrap_or_default();
    hidden::report(&source.file, &mut decoder.findings);
    AnswerDocument {
        file: Arc::clone(&source.file),
        page: source.page.clone(),
        entries,
        findings: decoder.findings.into_inner(),
    }
}
