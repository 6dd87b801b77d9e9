//! The preview of a course: what is on the disk, read anew when it changes.

mod looks;

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use super::site::{Answer, News, Site, Updater, Waiting, Watched};
use crate::error::Error;
use crate::finding::report::{Counts, Sources};
use crate::finding::{Finding, Rule};
use crate::fs;
use crate::pipeline::{self, Options, Page, Report};
use crate::text::{Place, SourcePath};
use looks::Looks;

/// A course that is shown while it is written.
pub struct Preview {
    root: PathBuf,
    options: Options,
    state: RwLock<State>,
}

#[derive(Clone, Default)]
struct State {
    /// The course as it is.
    now: Option<Arc<pipeline::Site>>,
    /// The last one whose pages could all be made.
    whole: Option<Arc<pipeline::Site>>,
    /// Why it cannot be read at all.
    unreadable: Option<String>,
}

impl Preview {
    /// The course in `root`, which is read when the server starts.
    pub fn new(root: PathBuf, options: Options) -> Arc<Self> {
        // Systems name what has changed by its real path.
        let root = fs::canonical(&root).unwrap_or(root);
        Arc::new(Self { root, options, state: RwLock::default() })
    }

    /// What keeps it in step with the disk.
    pub fn updater(self: &Arc<Self>) -> Box<dyn Updater> {
        Box::new(Rereading { preview: Arc::clone(self), looks: Looks::default() })
    }

    /// The course's folder, its links resolved.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The title of the course, as far as it can be read.
    pub fn title(&self) -> String {
        self.state().shown().map(|site| site.title().to_owned()).unwrap_or_default()
    }

    fn state(&self) -> State {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the course and shows it from now on.
    fn read(&self) -> News {
        let read = pipeline::read(&self.root, self.options, &mut |_| ());
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let report = match read {
            Ok(site) => {
                let report = site.found();
                (state.now, state.unreadable) = (Some(Arc::new(site)), None);
                report
            }
            Err(error) => {
                state.unreadable = Some(error.to_string());
                unreadable(&error)
            }
        };
        News { report, what: "everything", complete: false }
    }

    /// Every page of this could be made.
    fn keep(&self, site: Arc<pipeline::Site>) {
        self.state.write().unwrap_or_else(PoisonError::into_inner).whole = Some(site);
    }
}

impl State {
    /// What is shown: the course as it is, or as it last was whole.
    fn shown(&self) -> Option<&Arc<pipeline::Site>> {
        match (&self.now, &self.whole) {
            (Some(now), _) if now.is_whole() && self.unreadable.is_none() => Some(now),
            (now, whole) => whole.as_ref().or(now.as_ref()),
        }
    }
}

/// What is wrong where nothing could be read.
fn unreadable(error: &Error) -> Report {
    let place = Place::file(&SourcePath::new("clinic.yaml"));
    let help = error.help().unwrap_or("bring the file back, and make it readable");
    let findings = vec![Finding::new(Rule::Unreadable, place, error.to_string()).help(help)];
    Report { counts: Counts::of(&findings), findings, sources: Sources::default() }
}

impl Site for Preview {
    fn get(&self, path: &str) -> Answer {
        let state = self.state();
        let Some(site) = state.shown() else {
            return failed(state.unreadable.as_deref().unwrap_or("the course has not been read yet"));
        };
        let page = match (site.page(path), &state.whole) {
            (Page::Broken(_), Some(whole)) => whole.page(path),
            (page, _) => page,
        };
        match page {
            Page::Made(bytes, path) => Answer::Bytes { bytes, path },
            Page::Copied(on_disk, path) => Answer::File { on_disk, path },
            Page::At(path) => Answer::Redirect(path),
            Page::Broken(finding) => failed(&finding.message),
            Page::Nothing => match site.page("404.html") {
                Page::Made(bytes, _) => Answer::Missing { bytes },
                _ => Answer::Missing { bytes: note("Nothing is here") },
            },
        }
    }

    fn base_path(&self) -> String {
        self.state().shown().map_or_else(|| "/".to_owned(), |site| site.base_path())
    }
}

fn failed(why: &str) -> Answer {
    Answer::Failed { bytes: note(&format!("This page cannot be shown: {why}")) }
}

/// A page for want of a template.
fn note(text: &str) -> Vec<u8> {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Preview</title></head>\
         <body><p>{text}</p></body></html>\n"
    )
    .into_bytes()
}

/// Reads the whole course when a file in it has other content than before.
struct Rereading {
    preview: Arc<Preview>,
    looks: Looks,
}

impl Updater for Rereading {
    fn watched(&self) -> Watched {
        // Before it was read nobody knows where answers and output lie.
        let (roots, ignored) = match self.preview.state().now {
            Some(site) => (site.watched(), site.outputs()),
            None => (pipeline::sources(&self.preview.root, "answers"), Vec::new()),
        };
        let real = |path: &PathBuf| fs::canonical(path).unwrap_or_else(|_| path.clone());
        Watched { roots: roots.iter().map(real).collect(), ignored: ignored.iter().map(real).collect() }
    }

    fn first(&mut self) -> News {
        let news = self.preview.read();
        self.looks.take(&self.watched().roots);
        news
    }

    fn change(&mut self, paths: &[PathBuf]) -> Option<News> {
        self.looks.take(paths).then(|| self.preview.read())
    }

    fn findings(&mut self, waiting: &Waiting<'_>) -> Option<News> {
        let state = self.preview.state();
        let site = state.now.filter(|_| state.unreadable.is_none())?;
        let report = site.find_all(waiting)?;
        if site.is_whole() && report.findings.iter().all(|finding| finding.rule != Rule::BrokenTemplate) {
            self.preview.keep(site);
        }
        Some(News { report, what: "everything", complete: true })
    }
}
