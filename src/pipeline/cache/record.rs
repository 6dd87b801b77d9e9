//! What a run keeps for the next one.

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::pipeline::Totals;
use crate::publish::Left;
use crate::render::NamedFact;
use crate::text::SourceFile;
use crate::text::digest::Digest;

/// What came of the run as a whole, for a next one to which nothing is new.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Head {
    /// The digest of all that the run was made from.
    pub(super) run: Digest,
    /// What was found, as it was told.
    pub(super) findings: Vec<Finding>,
    /// The files that this is about.
    pub(super) files: Vec<Arc<SourceFile>>,
    pub(super) totals: Totals,
}

/// A site as it was published.
#[derive(Serialize, Deserialize)]
pub(super) struct KeptSite<'k> {
    /// The folder, from the root of its disk.
    pub(super) folder: PathBuf,
    #[serde(borrow)]
    pub(super) left: Left<'k>,
}

/// What each artifact was made of, for a next run to which little is new.
#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    /// The digest of what all artifacts are made of.
    pub(super) look: Digest,
    /// Facts, and the digest of what each of them was.
    pub(super) facts: Vec<(NamedFact, Digest)>,
    /// Each with the path of its file in the site, sorted by that.
    pub(super) artifacts: Vec<(String, KeptArtifact)>,
}

/// What an artifact was made of.
#[derive(Serialize, Deserialize)]
pub(super) struct KeptArtifact {
    /// The digest of what it is about.
    pub(super) subject: Digest,
    /// The facts, by their places in the list.
    pub(super) facts: Vec<u32>,
    /// What a file that is copied held.
    pub(super) print: Option<String>,
}
