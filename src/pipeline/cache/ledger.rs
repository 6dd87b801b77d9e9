//! What artifacts are made of, as it comes in from many threads.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use foldhash::HashMap;
use rayon::prelude::*;

use super::record::{Body, KeptArtifact};
use super::reuse::{Reuse, Standing};
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

    /// All of it, and what of `reuse` stands, in the words of the next run.
    pub(super) fn into_body(self, look: Digest, state: State<'_>, reuse: Option<Reuse<'_>>) -> Body {
        let Entries { facts: made_of, artifacts: made, numbers: _ } =
            self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let Standing { mut facts, numbers: standing, mut artifacts } =
            reuse.map_or_else(Standing::default, Reuse::standing);
        let mut new: Vec<&Fact> = Vec::new();
        let mut number = |fact| {
            standing.get(fact).copied().unwrap_or_else(|| {
                new.push(fact);
                (facts.len() + new.len() - 1) as u32
            })
        };
        let of_made: Vec<u32> = made_of.iter().map(&mut number).collect();
        facts.par_extend(new.into_par_iter().map(|fact| (state.name(fact), state.digest(fact))));
        artifacts.extend(made.into_iter().map(|(path, artifact)| {
            let facts = artifact.facts.iter().map(|fact| of_made[*fact as usize]).collect();
            (path, KeptArtifact { facts, ..artifact })
        }));
        artifacts.par_sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        Body { look, facts, artifacts }
    }
}
