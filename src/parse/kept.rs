//! What of a document is kept for later runs: all that reading its file gave. The file itself is read each time.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Body, Document, FrontMatter};
use crate::finding::Finding;
use crate::load::PageSource;

/// A document without its file, to be written.
#[derive(Serialize)]
pub struct DocumentToKeep<'a> {
    front: &'a FrontMatter,
    body: &'a Body,
    body_start: usize,
    readable: bool,
    findings: &'a [Finding],
}

/// The same, as it was read back.
#[derive(Deserialize)]
pub struct KeptDocument {
    front: FrontMatter,
    body: Body,
    body_start: usize,
    readable: bool,
    findings: Vec<Finding>,
}

impl Document {
    /// What of it is to be kept.
    pub fn to_keep(&self) -> DocumentToKeep<'_> {
        // What the source says is not kept.
        let Self { file: _, role: _, section: _, bundle: _, front, body, body_start, readable, findings } = self;
        DocumentToKeep { front, body, body_start: *body_start, readable: *readable, findings }
    }
}

impl KeptDocument {
    /// The document, which was made from this very source.
    pub fn of(self, source: &PageSource) -> Document {
        let Self { front, body, body_start, readable, findings } = self;
        let PageSource { file, role, section, bundle } = source;
        let (file, role, section, bundle) = (Arc::clone(file), *role, section.clone(), bundle.clone());
        Document { file, role, section, bundle, front, body, body_start, readable, findings }
    }
}
