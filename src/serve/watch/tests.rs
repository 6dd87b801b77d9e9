//! Real folders and the real system; every wait is for a path, and a wait that takes far too long fails.

#![expect(clippy::disallowed_methods, reason = "tests change the disk as an author does")]

use std::fs;
use std::sync::Mutex;
use std::sync::mpsc;
use std::thread;

use super::*;

/// A folder that is watched by a thread.
struct Folder {
    root: tempfile::TempDir,
    batches: mpsc::Receiver<Vec<PathBuf>>,
    polling: Arc<Mutex<Vec<String>>>,
    report: Report,
    stop: Stop,
}

impl Folder {
    fn watched(poll: bool) -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("course/content/a")).unwrap();
        fs::write(root.path().join("course/clinic.yaml"), "title: A").unwrap();
        let polling = Arc::new(Mutex::new(Vec::new()));
        let reported = Arc::clone(&polling);
        let mut watcher = Watcher::new(poll, Box::new(move |why| reported.lock().unwrap().push(why.to_owned())));
        let course = root.path().join("course");
        let roots = ["clinic.yaml", "content", "templates", "../answers"];
        let roots: Vec<PathBuf> = roots.iter().map(|name| course.join(name)).collect();
        let added = watcher.watch(Watched { roots: roots.clone(), ignored: Vec::new() });
        assert_eq!(added, roots);
        // Where output lies is known only when the course was read.
        assert!(watcher.watch(Watched { roots, ignored: vec![course.join("content/public")] }).is_empty());
        let (sender, batches) = mpsc::channel();
        let (report, stop) = (watcher.report.clone(), watcher.stop());
        thread::spawn(move || {
            while let Some(batch) = watcher.next(Vec::new()) {
                let _ = sender.send(batch);
            }
        });
        let folder = Self { root, batches, polling, report, stop };
        folder.write("content/a/sign.md", "");
        folder.hears_of("content/a/sign.md");
        folder.settle();
        folder
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join("course").join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    /// Waits until this path, or a folder that holds it, is in a batch.
    fn hears_of(&self, path: &str) -> Vec<PathBuf> {
        let wanted = self.path(path);
        let mut heard = Vec::new();
        loop {
            let batch = self.batches.recv_timeout(Duration::from_secs(20));
            heard.extend(batch.unwrap_or_else(|_| panic!("nothing was heard of {path}, but of {heard:?}")));
            if heard.iter().any(|path| wanted.starts_with(path)) {
                return heard;
            }
        }
    }

    /// Waits for what is still on its way.
    fn settle(&self) {
        // Longer than a batch is open or, where files are looked at, than a look takes.
        let quiet = if self.polling.lock().unwrap().is_empty() { 400 } else { 900 };
        while self.batches.recv_timeout(Duration::from_millis(quiet)).is_ok() {}
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.stop.stop();
    }
}

fn sees_every_kind_of_change(poll: bool) {
    let folder = Folder::watched(poll);
    folder.write("content/a/one.md", "1");
    folder.hears_of("content/a/one.md");
    folder.settle();
    folder.write("content/a/.one.tmp", "two");
    fs::rename(folder.path("content/a/.one.tmp"), folder.path("content/a/one.md")).unwrap();
    folder.hears_of("content/a/one.md");
    folder.settle();
    fs::remove_file(folder.path("content/a/one.md")).unwrap();
    folder.hears_of("content/a/one.md");
    folder.write("clinic.yaml", "title: Other");
    folder.hears_of("clinic.yaml");
    folder.settle();
    folder.write("content/b/c/d.md", "deep");
    folder.hears_of("content/b/c/d.md");
    folder.settle();
    folder.write("content/b/c/d.md", "deeper");
    folder.hears_of("content/b/c/d.md");
    folder.settle();
    fs::rename(folder.path("content/b"), folder.path("content/e")).unwrap();
    folder.hears_of("content/e");
    folder.settle();
    folder.write("content/e/c/d.md", "deepest");
    folder.hears_of("content/e/c/d.md");
}

fn sees_roots_come_and_go(poll: bool) {
    let folder = Folder::watched(poll);
    folder.write("templates/base.html", "x");
    folder.hears_of("templates/base.html");
    folder.settle();
    folder.write("templates/base.html", "xy");
    folder.hears_of("templates/base.html");
    folder.settle();
    fs::remove_dir_all(folder.path("content")).unwrap();
    folder.hears_of("content/a/sign.md");
    folder.settle();
    folder.write("content/a/back.md", "x");
    folder.hears_of("content/a/back.md");
    folder.settle();
    folder.write("content/a/back.md", "xy");
    folder.hears_of("content/a/back.md");
    folder.settle();
    folder.write("../answers/a.yaml", "[]");
    folder.hears_of("../answers/a.yaml");
    folder.settle();
    folder.write("../answers/a.yaml", "[ ]");
    folder.hears_of("../answers/a.yaml");
}

#[test]
fn the_system_tells_of_every_kind_of_change() {
    sees_every_kind_of_change(false);
}

#[test]
fn looking_finds_every_kind_of_change() {
    sees_every_kind_of_change(true);
}

#[test]
fn the_system_tells_of_roots_that_come_and_go() {
    sees_roots_come_and_go(false);
}

#[test]
fn looking_finds_roots_that_come_and_go() {
    sees_roots_come_and_go(true);
}

#[test]
fn the_course_s_own_folder_may_go_and_come_back() {
    let folder = Folder::watched(false);
    let course = folder.root.path().join("course");
    fs::rename(&course, folder.root.path().join("away")).unwrap();
    folder.hears_of("clinic.yaml");
    folder.settle();
    fs::rename(folder.root.path().join("away"), &course).unwrap();
    folder.hears_of("clinic.yaml");
    folder.settle();
    folder.write("content/a/one.md", "1");
    folder.hears_of("content/a/one.md");
}

#[test]
fn what_is_none_of_the_course_s_is_not_heard_of() {
    let folder = Folder::watched(false);
    for path in ["content/public/index.html", "content/.git/index", "README.md", "public/x"] {
        folder.write(path, "x");
    }
    fs::read(folder.path("content/a/sign.md")).unwrap();
    folder.write("content/a/last.md", "x");
    let heard = folder.hears_of("content/a/last.md");
    assert!(heard.iter().all(|path| path.ends_with("content/a/last.md")), "{heard:?}");
}

#[cfg(unix)]
fn hears_nothing_from_behind_links(poll: bool) {
    let folder = Folder::watched(poll);
    fs::create_dir_all(folder.path("../away/deep")).unwrap();
    for link in ["content/a/link", "templates"] {
        std::os::unix::fs::symlink(folder.path("../away"), folder.path(link)).unwrap();
        folder.hears_of(link);
    }
    folder.settle();
    folder.write("../away/one.md", "x");
    folder.write("../away/deep/two.md", "x");
    // What is found by looking is found now, or by the next look.
    for next in ["content/a/next.md", "content/a/last.md"] {
        folder.write(next, "x");
        let heard = folder.hears_of(next);
        assert!(heard.iter().all(|path| path.parent() == Some(&folder.path("content/a"))), "{heard:?}");
    }
}

#[cfg(unix)]
#[test]
fn the_system_tells_nothing_from_behind_links() {
    hears_nothing_from_behind_links(false);
}

#[cfg(unix)]
#[test]
fn looking_finds_nothing_behind_links() {
    hears_nothing_from_behind_links(true);
}

#[test]
fn many_changes_are_few_batches() {
    let folder = Folder::watched(false);
    for number in 0..200 {
        folder.write(&format!("content/many/{number}.md"), "x");
    }
    folder.hears_of("content/many/199.md");
    folder.settle();
    fs::remove_dir_all(folder.path("content/many")).unwrap();
    let (mut batches, mut paths) = (0, 0);
    while paths < 200 {
        paths += folder.batches.recv_timeout(Duration::from_secs(20)).unwrap().len();
        batches += 1;
    }
    assert!(batches <= 50, "{batches}");
}

#[test]
fn when_the_system_gives_up_files_are_looked_at() {
    let folder = Folder::watched(false);
    assert_eq!(*folder.polling.lock().unwrap(), Vec::<String>::new());
    folder.report.send(Message::Exhausted("no more watches".to_owned()));
    let heard = folder.hears_of("content");
    assert!(heard.contains(&folder.path("clinic.yaml")), "everything may have changed meanwhile: {heard:?}");
    assert_eq!(*folder.polling.lock().unwrap(), ["no more watches"]);
    folder.settle();
    folder.write("content/a/after.md", "x");
    folder.hears_of("content/a/after.md");
}

#[test]
fn a_root_that_is_new_is_told_apart() {
    let root = tempfile::tempdir().unwrap();
    let paths = |names: &[&str]| names.iter().map(|name| root.path().join(name)).collect::<Vec<_>>();
    let mut watcher = Watcher::new(false, Box::new(|_| ()));
    assert_eq!(watcher.watch(Watched { roots: paths(&["a"]), ignored: Vec::new() }), paths(&["a"]));
    assert_eq!(watcher.watch(Watched { roots: paths(&["a", "b"]), ignored: Vec::new() }), paths(&["b"]));
    assert_eq!(watcher.next(paths(&["b"])), Some(paths(&["b"])), "late paths are not waited for");
}

#[test]
fn what_changes_while_other_roots_are_added_is_found_by_looking() {
    let root = tempfile::tempdir().unwrap();
    let (old, new) = (root.path().join("old"), root.path().join("new"));
    for folder in [&old, &new] {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join("a.md"), "one").unwrap();
    }
    let mut watcher = Watcher::new(true, Box::new(|_| {}));
    watcher.watch(Watched { roots: vec![old.clone()], ignored: Vec::new() });
    fs::write(old.join("a.md"), "another").unwrap();
    let added = watcher.watch(Watched { roots: vec![old.clone(), new.clone()], ignored: Vec::new() });
    assert_eq!(added, [new]);
    let (sender, batches) = mpsc::channel();
    thread::spawn(move || sender.send(watcher.next(Vec::new())));
    assert_eq!(batches.recv_timeout(Duration::from_secs(20)), Ok(Some(vec![old.join("a.md")])));
}
