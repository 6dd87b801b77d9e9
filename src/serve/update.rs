//! The updater's thread: waits for changes, has them read, and passes the news on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use super::Events;
use super::broadcaster::Broadcaster;
use super::site::Updater;
use super::watch::{Stop, Watcher};
use crate::error::{Error, Result};

/// What the thread works with.
pub(super) struct Update {
    pub(super) updater: Box<dyn Updater>,
    pub(super) broadcaster: Arc<Broadcaster>,
    pub(super) events: Arc<dyn Events>,
    /// Is called when the first reading is done.
    pub(super) ready: Box<dyn FnOnce() + Send>,
}

impl Update {
    /// Starts the thread. The files are watched before they are read for the first time, so that no change is lost in
    /// between.
    pub(super) fn start(self, poll: bool) -> Result<Stop> {
        let events = Arc::clone(&self.events);
        let mut watcher = Watcher::new(poll, Box::new(move |why| events.polling(why)));
        let stop = watcher.stop();
        let thread = thread::Builder::new().name("updater".to_owned());
        let started = thread.spawn(move || self.run(&mut watcher));
        started.map_err(|source| Error::io("start a thread for", Path::new("the preview"), source))?;
        Ok(stop)
    }

    fn run(self, watcher: &mut Watcher) {
        let Self { updater, broadcaster, events, ready } = self;
        let mut thread = Thread { updater, broadcaster, events };
        watcher.watch(thread.updater.watched());
        let first = thread.attempt(Updater::first);
        // What was not watched before may have changed while it was read for the first time.
        let mut late = watcher.watch(thread.updater.watched());
        ready();
        if let Some(news) = first {
            thread.broadcaster.found(&news);
            thread.events.news(&news);
        }
        let mut unsettled = true;
        loop {
            if late.is_empty() && unsettled && !watcher.waiting()() {
                thread.settle(watcher);
                unsettled = watcher.waiting()();
            }
            let Some(paths) = watcher.next(std::mem::take(&mut late)) else { return };
            unsettled |= thread.change(&paths);
            late = watcher.watch(thread.updater.watched());
        }
    }
}

struct Thread {
    updater: Box<dyn Updater>,
    broadcaster: Arc<Broadcaster>,
    events: Arc<dyn Events>,
}

impl Thread {
    /// Has a change read; true where there was one.
    fn change(&mut self, paths: &[PathBuf]) -> bool {
        self.events.changing(paths);
        let news = match self.attempt(|updater| updater.change(paths)) {
            Some(news) => news,
            // Nobody knows what is left half done, so that everything is read as if for the first time.
            None => self.attempt(Updater::first),
        };
        match &news {
            Some(news) => {
                self.broadcaster.changed(news);
                self.events.news(news);
            }
            None => self.events.unchanged(),
        }
        news.is_some()
    }

    /// Looks for what is wrong with the whole course, unless something changes meanwhile.
    fn settle(&mut self, watcher: &Watcher) {
        let news = self.attempt(|updater| updater.findings(&watcher.waiting())).flatten();
        if let Some(news) = news {
            self.broadcaster.found(&news);
            self.events.news(&news);
        }
    }

    /// Does something that must not end the preview, whatever is wrong with it.
    fn attempt<T>(&mut self, work: impl FnOnce(&mut dyn Updater) -> T) -> Option<T> {
        let done = catch_unwind(AssertUnwindSafe(|| work(&mut *self.updater)));
        if done.is_err() {
            self.events.trouble(
                "clinic failed while reading the course, but the preview continues: please report this bug with the lines above and your last change",
            );
        }
        done.ok()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::finding::report::{Counts, Sources};
    use crate::pipeline::{Report, Withheld};
    use crate::serve::site::{News, Waiting, Watched};

    /// Says what was asked of it, and makes a mistake when a file named `trap` changes.
    struct Fake {
        root: PathBuf,
        said: Arc<Mutex<Vec<String>>>,
    }

    impl Fake {
        fn say(&self, what: &str) {
            self.said.lock().unwrap().push(what.to_owned());
        }
    }

    fn news(complete: bool) -> News {
        let report = Report {
            findings: Vec::new(),
            counts: Counts::default(),
            sources: Sources::default(),
            withheld: Withheld::nothing(),
        };
        News { report, what: "everything", complete }
    }

    impl Updater for Fake {
        fn watched(&self) -> Watched {
            Watched { roots: vec![self.root.join("content")], ignored: Vec::new() }
        }

        fn first(&mut self) -> News {
            self.say("first");
            news(false)
        }

        fn change(&mut self, paths: &[PathBuf]) -> Option<News> {
            assert!(!paths.iter().any(|path| path.ends_with("trap")), "a mistake of the program");
            self.say("change");
            (!paths.iter().any(|path| path.ends_with("nothing"))).then(|| news(false))
        }

        fn findings(&mut self, waiting: &Waiting<'_>) -> Option<News> {
            self.say("findings");
            (!waiting()).then(|| news(true))
        }
    }

    /// Says what it was told.
    struct Listener(Arc<Mutex<Vec<String>>>);

    impl Listener {
        fn say(&self, what: &str) {
            self.0.lock().unwrap().push(what.to_owned());
        }
    }

    impl Events for Listener {
        fn ready(&self, _: &str) {}
        fn polling(&self, _: &str) {}
        fn changing(&self, _: &[PathBuf]) {}
        fn unchanged(&self) {
            self.say("unchanged");
        }
        fn news(&self, news: &News) {
            self.say(if news.complete { "complete news" } else { "news" });
        }
        fn trouble(&self, _: &str) {
            self.say("trouble");
        }
    }

    #[test]
    fn a_mistake_of_the_program_does_not_end_the_preview() {
        let root = tempfile::tempdir().unwrap();
        crate::fs::create_dir_all(&root.path().join("content")).unwrap();
        let said: Arc<Mutex<Vec<String>>> = Arc::default();
        let broadcaster = Arc::new(Broadcaster::new());
        let reported = Arc::clone(&said);
        let stop = Update {
            updater: Box::new(Fake { root: root.path().to_owned(), said: Arc::clone(&said) }),
            broadcaster: Arc::clone(&broadcaster),
            events: Arc::new(Listener(Arc::clone(&said))),
            ready: Box::new(move || reported.lock().unwrap().push("ready".to_owned())),
        }
        .start(false)
        .unwrap();
        let wait_for = |count: usize| {
            for _ in 0..2000 {
                if said.lock().unwrap().len() >= count {
                    break;
                }
                thread::sleep(std::time::Duration::from_millis(10));
            }
            said.lock().unwrap().clone()
        };
        assert_eq!(wait_for(5), ["first", "ready", "news", "findings", "complete news"]);
        assert_eq!(broadcaster.generation(), 1);
        crate::fs::write(&root.path().join("content/trap"), b"x").unwrap();
        assert_eq!(wait_for(10)[5..], ["trouble", "first", "news", "findings", "complete news"], "all is read again");
        assert_eq!(broadcaster.generation(), 2);
        crate::fs::write(&root.path().join("content/nothing"), b"x").unwrap();
        assert_eq!(wait_for(12)[10..], ["change", "unchanged"]);
        assert_eq!(broadcaster.generation(), 2, "what changes nothing is no change, and asks for no findings");
        crate::fs::write(&root.path().join("content/page"), b"x").unwrap();
        assert_eq!(wait_for(16)[12..], ["change", "news", "findings", "complete news"]);
        assert_eq!(broadcaster.generation(), 3);
        stop.stop();
    }
}
