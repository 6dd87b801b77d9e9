//! Event streams.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use tokio::sync::{OwnedSemaphorePermit, watch};

use crate::serve::broadcaster::{Broadcaster, State};

/// So often a stream without news says that it is still there.
const ALIVE: Duration = Duration::from_secs(15);

/// What one browser has been told.
struct Told {
    states: watch::Receiver<State>,
    session: String,
    generation: Option<u64>,
    findings: Option<Arc<str>>,
    _permit: OwnedSemaphorePermit,
}

/// A stream that begins with the present state.
pub(super) fn stream(broadcaster: &Broadcaster, permit: OwnedSemaphorePermit) -> Response {
    let states = broadcaster.subscribe();
    let reported =
        Told { states, session: broadcaster.session().to_owned(), generation: None, findings: None, _permit: permit };
    let events = stream::unfold(reported, |mut reported| async {
        loop {
            if let Some(event) = reported.news() {
                return Some((Ok::<_, Infallible>(event), reported));
            }
            // The hub is gone when the preview ends.
            reported.states.changed().await.ok()?;
        }
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE).text("keep-alive")).into_response()
}

impl Told {
    /// What this browser does not know yet, a thing at a time.
    fn news(&mut self) -> Option<Event> {
        let State { generation, findings } = self.states.borrow_and_update().clone();
        let before = self.generation.replace(generation);
        if before.is_none() {
            let hello = format!("{{\"generation\":{generation},\"session\":\"{}\"}}", self.session);
            return Some(Event::default().event("hello").id(generation.to_string()).data(hello));
        }
        if before != Some(generation) {
            let change = format!("{{\"generation\":{generation}}}");
            return Some(Event::default().event("change").id(generation.to_string()).data(change));
        }
        if self.findings.as_deref() != findings.as_deref() {
            self.findings = findings;
            return self.findings.as_deref().map(|findings| Event::default().event("findings").data(findings));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_was_slow_hears_of_the_last_change_alone() {
        let (sender, states) = watch::channel(State { generation: 1, findings: None });
        let permit = Arc::new(tokio::sync::Semaphore::new(1)).try_acquire_owned().unwrap();
        let mut reported = Told { states, session: "s".into(), generation: None, findings: None, _permit: permit };
        assert!(reported.news().is_some() && reported.news().is_none());
        for generation in 2..=9 {
            sender.send_replace(State { generation, findings: Some(format!("findings {generation}").into()) });
        }
        assert!(format!("{:?}", reported.news()).contains(r#"{\"generation\":9}"#));
        assert!(format!("{:?}", reported.news()).contains("findings 9"));
        assert!(reported.news().is_none());
    }
}
