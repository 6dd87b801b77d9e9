//! What event streams are told: the number of the last change, and what is wrong now.
//!
//! A stream is told the present state, never a list of what happened. So one that is slow, or was away, catches up in
//! one step, and nobody waits for it.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::Arc;

use tokio::sync::watch;

use super::findings_json;
use super::site::News;

/// What every stream should know.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// The number of the last change, from 1.
    pub(super) generation: u64,
    /// What is wrong, as JSON.
    pub(super) findings: Option<Arc<str>>,
}

/// Tells all event streams.
pub(super) struct Broadcaster {
    session: String,
    state: watch::Sender<State>,
}

impl Broadcaster {
    pub(super) fn new() -> Self {
        // The keys of a hash map differ with each start, and nothing more is asked of a session.
        let session = format!("{:016x}", RandomState::new().build_hasher().finish());
        Self { session, state: watch::Sender::new(State { generation: 1, findings: None }) }
    }

    /// Differs with every start of the server.
    pub(super) fn session(&self) -> &str {
        &self.session
    }

    /// The number of the last change.
    pub(super) fn generation(&self) -> u64 {
        self.state.borrow().generation
    }

    /// Waits for states; the present one counts as seen.
    pub(super) fn subscribe(&self) -> watch::Receiver<State> {
        self.state.subscribe()
    }

    /// The site has changed.
    pub(super) fn changed(&self, news: &News) {
        let generation = self.generation() + 1;
        let findings = Some(findings_json::findings(generation, news).into());
        self.state.send_replace(State { generation, findings });
    }

    /// The site is as it was, and more is known about it.
    pub(super) fn found(&self, news: &News) {
        let generation = self.generation();
        let findings = Some(findings_json::findings(generation, news).into());
        self.state.send_replace(State { generation, findings });
    }
}
