//! Which artifacts of an earlier run would be made alike now.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use foldhash::HashMap;
use rayon::prelude::*;

use super::record::{Body, KeptArtifact};
use crate::render::{Directory, Fact, NamedFact, State};
use crate::text::digest::Digest;

/// An earlier run, seen from the state of this one.
pub(super) struct Reuse<'a> {
    state: State<'a>,
    body: Body,
    /// The facts of that run that are about something which is there now.
    facts: Vec<Option<Fact>>,
    /// Whether each of them is what it was.
    are_same: Vec<OnceLock<bool>>,
    /// Whether each artifact of that run stands in this one.
    stands: Vec<AtomicBool>,
}

/// What of an earlier run stands in this one.
#[derive(Default)]
pub(super) struct Standing {
    /// The facts that it is made of.
    pub(super) facts: Vec<(NamedFact, Digest)>,
    /// Their numbers.
    pub(super) numbers: HashMap<Fact, u32>,
    /// Sorted by path.
    pub(super) artifacts: Vec<(String, KeptArtifact)>,
}

impl<'a> Reuse<'a> {
    /// `None` where all artifacts look otherwise now.
    pub(super) fn new(body: Body, look: Digest, state: State<'a>) -> Option<Self> {
        if body.look != look {
            return None;
        }
        let directory = Directory::of(state);
        let facts: Vec<Option<Fact>> = body.facts.par_iter().map(|(named, _)| directory.fact(named)).collect();
        let are_same = facts.iter().map(|_| OnceLock::new()).collect();
        let stands = body.artifacts.iter().map(|_| AtomicBool::new(false)).collect();
        Some(Self { state, body, facts, are_same, stands })
    }

    /// The artifact at `path`, by its number, and what it was made of, where all of that is as it was.
    pub(super) fn artifact(&self, path: &str, subject: Digest) -> Option<(usize, &KeptArtifact)> {
        let place = self.body.artifacts.binary_search_by(|(known, _)| known.as_str().cmp(path)).ok()?;
        let (_, kept) = &self.body.artifacts[place];
        let is_same = kept.subject == subject && kept.facts.iter().all(|fact| self.is_same(*fact as usize));
        is_same.then_some((place, kept))
    }

    /// Notes that the artifact of this number stands in this run.
    pub(super) fn mark(&self, number: usize) {
        self.stands[number].store(true, Ordering::Relaxed);
    }

    fn is_same(&self, place: usize) -> bool {
        let Some((_, then)) = self.body.facts.get(place) else { return false };
        let now = || self.facts[place].as_ref().is_some_and(|fact| self.state.digest(fact) == *then);
        *self.are_same[place].get_or_init(now)
    }

    /// What of it stands.
    pub(super) fn standing(self) -> Standing {
        let Self { state: _, body, facts, are_same: _, stands } = self;
        let standing = body.artifacts.into_iter().zip(stands).filter(|(_, stands)| stands.load(Ordering::Relaxed));
        let mut artifacts: Vec<(String, KeptArtifact)> = standing.map(|(artifact, _)| artifact).collect();
        let mut is_used = vec![false; facts.len()];
        artifacts.iter().flat_map(|(_, kept)| &kept.facts).for_each(|fact| is_used[*fact as usize] = true);
        let mut standing = Standing::default();
        let mut numbers = vec![0; facts.len()];
        for (place, (named, fact)) in body.facts.into_iter().zip(facts).enumerate() {
            if let Some(fact) = fact.filter(|_| is_used[place]) {
                numbers[place] = standing.facts.len() as u32;
                standing.numbers.insert(fact, numbers[place]);
                standing.facts.push(named);
            }
        }
        for (_, kept) in &mut artifacts {
            kept.facts.iter_mut().for_each(|fact| *fact = numbers[*fact as usize]);
        }
        Standing { artifacts, ..standing }
    }
}
