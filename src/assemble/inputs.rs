//! What a course is assembled from.

use std::sync::Arc;

use crate::answers::AnswerDocument;
use crate::config::Config;
use crate::load::Sources;
use crate::parse::Documents;
use crate::strings::Strings;
use crate::text::SourcePath;

/// Everything that is read before a course is assembled.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// What lies on the disk.
    pub sources: &'a Sources,
    /// The resolved configuration.
    pub config: &'a Config,
    /// The words of its language.
    pub strings: &'a Arc<Strings>,
    /// Its parsed files.
    pub documents: &'a Documents,
    /// Its parsed files of answers, by path.
    pub answers: &'a Arc<[AnswerDocument]>,
    /// Markdown files in the folder of answers, with the pages that they seem to be for.
    pub answer_markdown: &'a [(SourcePath, String)],
}
