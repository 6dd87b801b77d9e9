//! What of a document is kept for later runs: all that reading its file gave. The file itself is read each time.

use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

use super::{Body, Document, FrontMatter};
use crate::finding::Finding;
use crate::load::PageSource;
use crate::text::naming_once;

/// A document without its file, to be written.
pub struct DocumentToKeep<'a>(Fields<'a>);

/// Its parts.
#[derive(Serialize)]
struct Fields<'a> {
    front: &'a FrontMatter,
    body: &'a Body,
    body_start: usize,
    readable: bool,
    findings: &'a [Finding],
}

/// A document without its file, as it was read back: what [`Fields`] are.
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
        DocumentToKeep(Fields { front, body, body_start: *body_start, readable: *readable, findings })
    }
}

impl Serialize for DocumentToKeep<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Nearly all places in it are in its file.
        naming_once(|| self.0.serialize(serializer))
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
