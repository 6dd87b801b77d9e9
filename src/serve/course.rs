//! The preview of a course, as the server knows sites.

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::site::{News, Site, Updater, Waiting, Watched};
use crate::error::Error;
use crate::finding::report::{Counts, Sources};
use crate::finding::{Finding, Rule};
use crate::fs;
use crate::pipeline::preview::{self, View};
use crate::pipeline::{Caching, Options, Report, Served, Withheld};
use crate::text::{Place, SourcePath};

/// A course that is shown while it is written.
pub struct PreviewSite {
    root: PathBuf,
    options: Options,
    caching: Caching,
    state: RwLock<State>,
}

/// What there is to be shown.
#[derive(Default)]
struct State {
    view: Option<View>,
    /// Why nothing could be read yet.
    unreadable: Option<String>,
}

impl PreviewSite {
    /// The course in `root`, which is read when the server starts.
    pub fn new(root: PathBuf, options: Options, caching: Caching) -> Arc<Self> {
        // Systems name what has changed by its real path.
        let root = fs::canonical(&root).unwrap_or(root);
        Arc::new(Self { root, options, caching, state: RwLock::default() })
    }

    /// What keeps it in step with the disk.
    pub fn updater(self: &Arc<Self>) -> Box<dyn Updater> {
        Box::new(Follower { preview: Arc::clone(self), course: None, search: None, left: Vec::new() })
    }

    /// The course's folder, its links resolved.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The title of the course, as far as it can be read.
    pub fn title(&self) -> String {
        self.view().map(|view| view.title()).unwrap_or_default()
    }

    fn view(&self) -> Option<View> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).view.clone()
    }

    fn become_state(&self, state: State) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = state;
    }
}

impl Site for PreviewSite {
    fn get(&self, path: &str) -> Served {
        let Some(view) = self.view() else {
            let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
            let why = state.unreadable.as_deref().unwrap_or("the course has not been read yet");
            return Served::Unmade(why.to_owned());
        };
        view.get(path)
    }

    fn base_path(&self) -> String {
        self.view().map_or_else(|| "/".to_owned(), |view| view.base_path())
    }
}

/// Follows the course's files.
struct Follower {
    preview: Arc<PreviewSite>,
    /// `None` while there is no configuration to begin with.
    course: Option<preview::Preview>,
    search: Option<Search>,
    /// Searches that were given up and go on all the same, in a template that takes long.
    left: Vec<JoinHandle<()>>,
}

/// A search for everything that is wrong, on a thread of its own.
struct Search {
    thread: JoinHandle<()>,
    given_up: Arc<AtomicBool>,
}

/// How often it is looked whether a change is waiting.
const GLANCE: Duration = Duration::from_millis(4);

/// A search that was given up, and has not ended after so many glances, is in a template that may never end.
const PATIENCE: u32 = 500;

/// So many searches may go on after they were given up; each takes a core and keeps what it looks at.
const MOST_LEFT: usize = 4;

impl Follower {
    fn open(&mut self) -> News {
        let PreviewSite { root, options, caching, state: _ } = &*self.preview;
        let report = match preview::Preview::open(root, *options, *caching, &mut |_| ()) {
            Ok((course, report)) => {
                self.preview.become_state(State { view: Some(course.view()), unreadable: None });
                self.course = Some(course);
                report
            }
            Err(error) => {
                self.preview.become_state(State { view: None, unreadable: Some(error.to_string()) });
                unreadable(&error)
            }
        };
        News { report, what: "everything", complete: false }
    }

    /// A search that ended without a word: its mistake becomes one of this thread, where it is told.
    fn ended_by_a_mistake(&mut self) -> Option<News> {
        match self.search.take()?.thread.join() {
            Ok(()) => None,
            Err(mistake) => resume_unwind(mistake),
        }
    }

    /// Ends the search that was given up, or leaves it to itself; false where a change does not wait for that.
    fn is_idle(&mut self, waiting: &Waiting<'_>) -> bool {
        let mut glances = 0;
        while let Some(search) = self.search.take() {
            if search.thread.is_finished() {
                // It has only its own findings to lose.
                let _ = search.thread.join();
                return true;
            }
            search.given_up.store(true, Ordering::Relaxed);
            self.left.retain(|left| !left.is_finished());
            if glances > PATIENCE && self.left.len() < MOST_LEFT {
                self.left.push(search.thread);
                return true;
            }
            self.search = Some(search);
            if waiting() {
                return false;
            }
            thread::sleep(GLANCE);
            glances += 1;
        }
        true
    }
}

/// What is wrong where nothing could be read.
fn unreadable(error: &Error) -> Report {
    let place = Place::file(&SourcePath::new("clinic.yaml"));
    let help = error.help().unwrap_or("restore the file, and make it readable");
    let findings = vec![Finding::new(Rule::Unreadable, place, error.to_string()).help(help)];
    Report { counts: Counts::of(&findings), findings, sources: Sources::default(), withheld: Withheld::nothing() }
}

impl Updater for Follower {
    fn watched(&self) -> Watched {
        // Before it was read nobody knows where answers and output lie.
        let nothing_read = || (preview::sources(&self.preview.root, "answers"), Vec::new());
        let (roots, ignored) = self.course.as_ref().map_or_else(nothing_read, preview::Preview::folders);
        let real = |path: &PathBuf| fs::canonical(path).unwrap_or_else(|_| path.clone());
        Watched { roots, ignored: ignored.iter().map(real).collect() }
    }

    fn first(&mut self) -> News {
        self.open()
    }

    fn change(&mut self, paths: &[PathBuf]) -> Option<News> {
        let Some(course) = &mut self.course else { return Some(self.open()) };
        let change = course.change(paths)?;
        let what = match change.pages {
            Some(1) => "1 page",
            Some(_) => "some pages",
            None => "everything",
        };
        Some(News { report: change.report, what, complete: false })
    }

    /// The search has a thread of its own: a part of it cannot be interrupted, and a change must not wait for that.
    fn findings(&mut self, waiting: &Waiting<'_>) -> Option<News> {
        if !self.is_idle(waiting) {
            return None;
        }
        let course = self.course.as_mut()?;
        let (keep, check) = (course.to_keep(), course.inspect());
        let (done, result) = sync_channel(1);
        let given_up = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&given_up);
        let thread = thread::Builder::new().name("findings".to_owned()).spawn(move || {
            keep();
            let _ = done.send(check.run(&|| flag.load(Ordering::Relaxed)));
        });
        self.search = Some(Search { thread: thread.ok()?, given_up });
        loop {
            match result.recv_timeout(GLANCE) {
                Ok(report) => return Some(News { report: report?, what: "everything", complete: true }),
                Err(RecvTimeoutError::Disconnected) => return self.ended_by_a_mistake(),
                Err(RecvTimeoutError::Timeout) if waiting() => {
                    self.search.iter().for_each(|search| search.given_up.store(true, Ordering::Relaxed));
                    return None;
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }
}
