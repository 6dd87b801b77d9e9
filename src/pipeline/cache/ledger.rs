//! What artifacts are made of, as it comes in from many threads.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::record::{Body, KeptArtifact};
use crate::render::{Fact, Reads, State};
use crate::text::digest::Digest;

/// Facts are kept once, however many artifacts are made of them.
#[derive(Default)]
pub(super) struct Ledger(Mutex<Entries>);

#[derive(Default)]
struct Entries {
    numbers: HashMap<Fact, u32>,
    /// By number.
    facts: Vec<Fact>,
    artifacts: BTreeMap<String, KeptArtifact>,
}

impl Entries {
    fn number(&mut self, fact: &Fact) -> u32 {
        if let Some(number) = self.numbers.get(fact) {
            return *number;
        }
        let number = self.facts.len() as u32;
        self.facts.push(fact.clone());
        self.numbers.insert(fact.clone(), number);
        number
    }
}

impl Ledger {
    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An artifact was rendered.
    pub(super) fn add(&self, path: &str, subject: Digest, reads: &Reads) {
        let mut entries = self.entries();
        let facts = reads.facts().iter().map(|fact| entries.number(fact)).collect();
        entries.artifacts.insert(path.to_owned(), KeptArtifact { subject, facts, print: None });
    }

    /// An artifact is a file that is copied and holds this.
    pub(super) fn add_copy(&self, path: &str, subject: Digest, print: String) {
        let copy = KeptArtifact { subject, facts: Vec::new(), print: Some(print) };
        self.entries().artifacts.insert(path.to_owned(), copy);
    }

    /// An artifact is as it was, made of these facts.
    pub(super) fn add_kept<'f>(&self, path: &str, kept: &KeptArtifact, facts: impl Iterator<Item = &'f Fact>) {
        let mut entries = self.entries();
        let facts = facts.map(|fact| entries.number(fact)).collect();
        entries.artifacts.insert(path.to_owned(), KeptArtifact { facts, ..kept.clone() });
    }

    /// All of it, in the words of the next run; `known` may know the digest of a fact already.
    pub(super) fn into_body(
        self,
        look: Digest,
        state: State<'_>,
        known: &(dyn Fn(&Fact) -> Option<Digest> + Sync),
    ) -> Body {
        let Entries { facts, artifacts, numbers: _ } = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let with_digest = |fact: &Fact| (state.name(fact), known(fact).unwrap_or_else(|| state.digest(fact)));
        Body { look, facts: facts.par_iter().map(with_digest).collect(), artifacts }
    }
}
