//! Waits for changes of files: by the system's word, or by looking again and again where there is none.
//!
//! Changes come in batches: an editor that saves by writing another file and renaming it makes four events, a change of
//! branch makes thousands.

mod batch;
mod filter;
mod poll;
mod system;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use super::site::Watched;
use crate::fs;
use batch::Batch;
use filter::Filter;
use poll::Poll;
use system::System;

/// A batch ends when nothing has happened for so long.
const QUIET: Duration = Duration::from_millis(50);

/// The same where all of it is one file, and whoever wrote that has closed it: nobody writes there any more.
const QUIET_WHEN_WRITTEN: Duration = Duration::from_millis(10);

/// It ends in any case when it has been open for so long.
const LONGEST: Duration = Duration::from_millis(300);

/// What a way of watching reports.
#[derive(Debug)]
enum Message {
    /// Something happened to these.
    Touched(Vec<PathBuf>),
    /// Whoever wrote these has done; it was told before that something happened to them.
    Written(Vec<PathBuf>),
    /// A root, or a folder that leads to one, came or went.
    Moved(PathBuf),
    /// Events were lost.
    Lost,
    /// The system cannot go on, and why.
    Exhausted(String),
    /// The preview ends.
    Stop,
}

/// Ends the wait for changes from another thread.
pub(super) struct Stop(Report);

impl Stop {
    pub(super) fn stop(&self) {
        self.0.send(Message::Stop);
    }
}

/// Where ways of watching report to.
#[derive(Clone)]
struct Report {
    sender: Sender<Message>,
    filter: Arc<RwLock<Filter>>,
    /// How many messages there have been.
    sent: Arc<AtomicUsize>,
}

impl Report {
    fn send(&self, message: Message) {
        self.sent.fetch_add(1, Ordering::SeqCst);
        // Nobody listens any more when the preview has ended.
        let _ = self.sender.send(message);
    }

    /// Something happened to these paths; most are of no interest.
    fn touched(&self, paths: Vec<PathBuf>) {
        let filter = self.filter.read().unwrap_or_else(PoisonError::into_inner);
        let paths: Vec<PathBuf> = paths.into_iter().filter(|path| filter.is_source(path)).collect();
        if !paths.is_empty() {
            self.send(Message::Touched(paths));
        }
    }

    /// Whoever wrote these has done. This is no message that anybody waits for.
    fn written(&self, paths: Vec<PathBuf>) {
        let _ = self.sender.send(Message::Written(paths));
    }

    /// These came or went.
    fn moved(&self, paths: &[PathBuf]) {
        let filter = self.filter.read().unwrap_or_else(PoisonError::into_inner);
        for path in paths.iter().filter(|path| filter.leads_to_root(path)) {
            self.send(Message::Moved(path.clone()));
        }
    }
}

enum Way {
    System(System),
    Poll(Poll),
}

/// Is told why files are looked at again and again.
type OnPolling = Box<dyn Fn(&str) + Send>;

/// Waits for changes.
pub(super) struct Watcher {
    way: Way,
    watched: Watched,
    report: Report,
    receiver: Receiver<Message>,
    /// How many messages were taken.
    taken: usize,
    on_polling: OnPolling,
}

impl Watcher {
    /// One that polls if that is asked for, or if the system offers nothing else.
    pub(super) fn new(poll: bool, on_polling: OnPolling) -> Self {
        let (sender, receiver) = channel();
        let report = Report { sender, filter: Arc::default(), sent: Arc::default() };
        let system = if poll { Err("as requested".to_owned()) } else { System::new(&report) };
        let way = system.map_or_else(
            |why| {
                on_polling(&why);
                Way::Poll(Poll::new(&report))
            },
            Way::System,
        );
        Self { way, watched: Watched::default(), report, receiver, taken: 0, on_polling }
    }

    /// What ends a wait.
    pub(super) fn stop(&self) -> Stop {
        Stop(self.report.clone())
    }

    /// Says, from then on, whether something has happened since the last batch.
    pub(super) fn waiting(&self) -> impl Fn() -> bool + Sync + use<> {
        let (sent, taken) = (Arc::clone(&self.report.sent), self.taken);
        move || sent.load(Ordering::SeqCst) != taken
    }

    /// Watches these from now on. Gives those that were not watched before.
    pub(super) fn watch(&mut self, watched: Watched) -> Vec<PathBuf> {
        if watched == self.watched {
            return Vec::new();
        }
        let added: Vec<PathBuf> =
            watched.roots.iter().filter(|root| !self.watched.roots.contains(root)).cloned().collect();
        let has_same_roots = watched.roots == self.watched.roots;
        *self.report.filter.write().unwrap_or_else(PoisonError::into_inner) = Filter::new(&watched);
        self.watched = watched;
        match &mut self.way {
            Way::Poll(poll) => poll.watch(self.watched.clone()),
            // It hears of all below the roots, and asking once more for 10,000 modules takes a while.
            Way::System(_) if has_same_roots => {}
            Way::System(system) => {
                if let Err(why) = system.watch(&self.watched.roots) {
                    self.poll(&why);
                }
            }
        }
        added
    }

    /// The next batch of paths that may have changed, sorted, those in `late` among them; `None` at the end. Waits, but
    /// not for those in `late`.
    pub(super) fn next(&mut self, late: Vec<PathBuf>) -> Option<Vec<PathBuf>> {
        let mut batch = Batch::of(late);
        while batch.is_empty() {
            let first = self.receiver.recv().ok()?;
            let is_news = !matches!(first, Message::Written(_));
            self.take(first, &mut batch)?;
            if is_news {
                break;
            }
        }
        let start = now();
        loop {
            let left = LONGEST.saturating_sub(now() - start);
            match self.receiver.recv_timeout(quiet(&batch).min(left)) {
                Ok(message) => self.take(message, &mut batch)?,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            if left.is_zero() {
                break;
            }
        }
        Some(batch.into_paths())
    }

    /// Adds what a message is about; `None` at the end.
    fn take(&mut self, message: Message, batch: &mut Batch) -> Option<()> {
        self.taken += usize::from(!matches!(message, Message::Written(_)));
        match message {
            Message::Written(paths) => batch.are_written(paths),
            Message::Touched(paths) => batch.extend(paths),
            Message::Moved(path) => {
                batch.extend(self.watched.roots.iter().filter(|root| root.starts_with(&path)).cloned());
                if let Way::System(system) = &mut self.way
                    && let Err(why) = system.watch_again(&path, &self.watched.roots)
                {
                    self.poll(&why);
                }
            }
            Message::Lost => batch.extend(self.watched.roots.iter().cloned()),
            Message::Exhausted(why) => {
                self.poll(&why);
                batch.extend(self.watched.roots.iter().cloned());
            }
            Message::Stop => return None,
        }
        Some(())
    }

    /// Gives the system up.
    fn poll(&mut self, why: &str) {
        if matches!(self.way, Way::Poll(_)) {
            return;
        }
        (self.on_polling)(why);
        let poll = Poll::new(&self.report);
        poll.watch(self.watched.clone());
        self.way = Way::Poll(poll);
    }
}

/// How long nothing must have happened for a batch to end. A file that is empty was perhaps made so to be written again.
fn quiet(batch: &Batch) -> Duration {
    let holds_something =
        |path: &Path| fs::metadata(path).is_ok_and(|found| found.is_some_and(|found| found.len() > 0));
    if batch.only_written().is_some_and(holds_something) { QUIET_WHEN_WRITTEN } else { QUIET }
}

#[expect(clippy::disallowed_methods, reason = "how long a batch has been open shows in no output")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests;
