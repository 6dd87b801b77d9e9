//! Which artifacts of an earlier run would be made alike now.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::record::{Body, KeptArtifact};
use crate::render::{Directory, Fact, State};
use crate::text::digest::Digest;

/// An earlier run, seen from the state of this one.
pub(super) struct Reuse<'a> {
    state: State<'a>,
    body: Body,
    /// The facts of that run that are about something which is there now.
    facts: Vec<Option<Fact>>,
    /// The digest of what each of them is now.
    digests: Vec<OnceLock<Digest>>,
    /// Their places in the list.
    places: HashMap<Fact, usize>,
}

impl<'a> Reuse<'a> {
    /// `None` where all artifacts look otherwise now.
    pub(super) fn new(body: Body, look: Digest, state: State<'a>) -> Option<Self> {
        if body.look != look {
            return None;
        }
        let directory = Directory::of(state);
        let facts: Vec<Option<Fact>> = body.facts.iter().map(|(named, _)| directory.fact(named)).collect();
        let digests = facts.iter().map(|_| OnceLock::new()).collect();
        let places = facts.iter().enumerate().filter_map(|(place, fact)| Some((fact.clone()?, place))).collect();
        Some(Self { state, body, facts, digests, places })
    }

    /// What the artifact was made of, where all of that is as it was.
    pub(super) fn artifact(&self, path: &str, subject: Digest) -> Option<&KeptArtifact> {
        let kept = self.body.artifacts.get(path).filter(|kept| kept.subject == subject)?;
        kept.facts.iter().all(|fact| self.is_same(*fact as usize)).then_some(kept)
    }

    fn is_same(&self, place: usize) -> bool {
        let Some((_, then)) = self.body.facts.get(place) else { return false };
        self.now(place).is_some_and(|now| now == *then)
    }

    fn now(&self, place: usize) -> Option<Digest> {
        let fact = self.facts[place].as_ref()?;
        Some(*self.digests[place].get_or_init(|| self.state.digest(fact)))
    }

    /// The facts that an artifact was made of.
    pub(super) fn facts<'k>(&'k self, kept: &'k KeptArtifact) -> impl Iterator<Item = &'k Fact> {
        kept.facts.iter().filter_map(|fact| self.facts.get(*fact as usize)?.as_ref())
    }

    /// The digest of a fact, where it was asked for.
    pub(super) fn known(&self, fact: &Fact) -> Option<Digest> {
        self.digests[*self.places.get(fact)?].get().copied()
    }
}
