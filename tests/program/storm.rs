//! A storm of changes: files are saved in another encoding, cut short, taken away, renamed and swapped, a few at once. The
//! preview never falls over, what it tells is what a check tells, and when the course is whole it shows what a build writes.
//!
//! `STORM=20000 cargo test --test program storm -- --nocapture` makes more of them, and says what came of them.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::chance::Chance;
use crate::support::{Course, Tree, module, tree};
use mistake_clinic::api::model::Edition;
use mistake_clinic::api::pipeline::preview::{Preview, View};
use mistake_clinic::api::pipeline::{self, Caching, Destination, Options, Served};

/// How many changes are made where `STORM` does not say.
const CHANGES: usize = 60;

/// So many changes are made to one course before it is whole again.
const GUST: usize = 6;

/// A course in which everything refers to something else.
fn course() -> Course {
    let lab = "---\ntitle: Lab\n---\nSee [M](../index.md).\n\n## Mistake checks\n\n1. One.\n2. Two.\n";
    Course::with("clinic.yaml", "title: Course\nshow_answers: open\nrules: { folder-without-index: off }\n")
        .and("content/_index.md", "---\ntitle: Home\n---\nTo [the file](x/m.md).\n")
        .and("content/x/m.md", "---\ntitle: M\nkind: page\ntags: [x]\n---\nHello.\n")
        .and("content/s/_index.md", "---\ntitle: S\ndefaults: { log: { rows: 3 } }\n---\n")
        .and("content/s/01-a.md", module("A", "tags: [x, y]\naliases: [/old/a/]\n---\n![T](t.svg)\n"))
        .and("content/s/t.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'/>")
        .and("content/s/02-b/index.md", module("B", "builds_on: [/s/01-a.md]\n---\n[Lab](practice/01-lab.md)\n"))
        .and("content/s/02-b/practice/01-lab.md", lab)
        .and("content/s/02-b/clinic.md", "---\ntitle: Clinic\nchecks: [{ source: practice/01-lab.md }]\n---\n")
        .and("content/s/deep/er/c.md", module("C", ""))
        .and("answers/s/02-b/practice/01-lab.yaml", "- for: One\n  correction: zq\n")
        .and("static/notes.txt", "Notes.\n")
        .and("templates/404.html", "Nothing here.\n")
        .and("i18n/en.yaml", "{}\n")
}

/// Files and folders of the course that are shaken.
const SHAKEN: [&str; 20] = [
    "clinic.yaml",
    "content",
    "content/_index.md",
    "content/x",
    "content/x/m.md",
    "content/s",
    "content/s/_index.md",
    "content/s/01-a.md",
    "content/s/t.svg",
    "content/s/02-b",
    "content/s/02-b/index.md",
    "content/s/02-b/practice",
    "content/s/02-b/practice/01-lab.md",
    "content/s/02-b/clinic.md",
    "content/s/deep/er",
    "content/s/deep/er/c.md",
    "answers/s/02-b/practice/01-lab.yaml",
    "static/notes.txt",
    "templates/404.html",
    "i18n/en.yaml",
];

/// What files may hold in place of what they held.
const TEXTS: [&[u8]; 14] = [
    b"",
    b"---\ntitle: M\nkind: page\n---\ncaf\xe9\n",
    b"---\ntitle: Caf\xe9\n---\n",
    b"---\ntitle: M\n",
    b"---\ntitle: [\n---\n",
    b"---\ntitle: M\nkind: module\n---\n",
    b"---\ntitle: N\nkind: page\ndraft: true\n---\n",
    b"---\ntitle: N\nkind: page\nedition: instructor\n---\n",
    b"title: [\n",
    b"title: Other\noutput: elsewhere\n",
    b"title: Other\nanswers: more\nlanguage: fr\n",
    b"{% if %}",
    b"\xff\xfe\x00",
    b"# Words\n\nAnd [more](gone.md).\n",
];

/// Removes whatever stands at a place.
fn clear(path: &Path) {
    let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
}

/// One change of the disk: what was done, and the paths that a watcher would tell of.
fn change(root: &Path, chance: &mut Chance) -> (String, Vec<PathBuf>) {
    let name = *chance.of(&SHAKEN);
    let path = root.join(name);
    match chance.below(8) {
        0 => {
            clear(&path);
            (format!("{name} is gone"), vec![path])
        }
        1 => {
            clear(&path);
            fs::create_dir_all(path.join("in")).unwrap_or_default();
            let _ = fs::write(path.join("in/p.md"), "---\ntitle: P\nkind: page\n---\n");
            (format!("{name} is a folder"), vec![path])
        }
        2 => {
            let other = root.join(format!("{name}{}", chance.of(&["2", ".md", "-x.md", "~"])));
            clear(&other);
            let _ = fs::rename(&path, &other);
            (format!("{name} is now {}", other.display()), vec![path, other])
        }
        3 => {
            let other_name = *chance.of(&SHAKEN);
            let (other, aside) = (root.join(other_name), root.join("aside"));
            clear(&aside);
            let _ = fs::rename(&path, &aside);
            let _ = fs::rename(&other, &path);
            let _ = fs::rename(&aside, &other);
            (format!("{name} and {other_name} are swapped"), vec![path, other])
        }
        4 if path.is_file() => {
            let bytes = fs::read(&path).unwrap();
            let _ = fs::write(&path, &bytes[..chance.below(bytes.len())]);
            (format!("{name} is cut short"), vec![path])
        }
        _ => {
            let text = *chance.of(&TEXTS);
            if path.is_dir() {
                clear(&path);
            }
            let _ = path.parent().map(fs::create_dir_all);
            let _ = fs::write(&path, text);
            (format!("{name} holds {:?}", String::from_utf8_lossy(text)), vec![path])
        }
    }
}

/// The course and its preview.
struct Shaken {
    course: Course,
    good: Tree,
    preview: Preview,
    view: View,
    said: Vec<String>,
}

const OPTIONS: Options = Options::hosted(Edition::Instructor, false);

impl Shaken {
    fn new() -> Self {
        let course = course();
        let good = course.tree();
        let (preview, _) = Preview::open(&course.path(""), OPTIONS, Caching::On, &mut |_| ()).unwrap();
        let view = preview.view();
        Self { course, good, preview, view, said: Vec::new() }
    }

    /// Puts back what was there at first, file by file, as an author would who undoes it all.
    fn mend(&self) -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = Vec::new();
        for entry in fs::read_dir(self.course.path("")).unwrap() {
            paths.push(entry.unwrap().path());
        }
        for path in &paths {
            clear(path);
        }
        for (path, bytes) in &self.good {
            self.course.write(path, bytes);
            paths.push(self.course.path(path));
        }
        paths
    }

    /// What is shown at the addresses of `files`, and at some others.
    fn look(&self, files: impl Iterator<Item = String>) -> BTreeMap<String, Vec<u8>> {
        let shown = |path: String| match self.view.get(&path) {
            Served::Made { bytes, file } if file == path => Some((path, bytes)),
            Served::Copied { on_disk, file } if file == path => Some((path, on_disk.read().ok()?)),
            _ => None,
        };
        files.filter_map(shown).collect()
    }

    /// What the preview tells and shows, as long as there is a configuration, is what a fresh reading makes of the files.
    fn is_in_step(&self, when: &str) {
        let story = || format!("{when}, after {:#?}", self.said);
        let root = self.course.path("");
        let told = self.preview.inspect().run(&|| false).unwrap();
        let Ok(site) = pipeline::read(&root, OPTIONS, &mut |_| ()) else { return };
        let checked = site.inspect(&mut |_| ());
        assert!(checked.counts.errors == 0 || told.counts.errors > 0, "{}: {:#?}", story(), checked.findings);
        if checked.counts.errors > 0 {
            self.look(["index.html", "x/m/index.html", "s/index.html", "404.html"].map(str::to_owned).into_iter());
            return;
        }
        assert_eq!(told.findings, checked.findings, "{}", story());
        let out = tempfile::tempdir().unwrap();
        let destination = Destination { folder: Some(out.path().join("site")), adopt: false };
        let site = pipeline::read(&root, OPTIONS, &mut |_| ()).unwrap();
        site.build(&destination, &mut |_| ()).unwrap();
        let mut built = tree(&out.path().join("site"));
        built.remove(".clinic-manifest.json");
        let shown = self.look(built.keys().cloned());
        for (path, bytes) in &built {
            assert!(shown.get(path) == Some(bytes), "{path} is shown otherwise {}", story());
        }
    }
}

#[test]
fn a_preview_stands_in_a_storm() {
    let count = std::env::var("STORM").ok().and_then(|count| count.parse().ok()).unwrap_or(CHANGES);
    let mut chance = Chance(count as u64);
    let (mut made, mut read, mut nothing) = (0, 0, 0);
    while made < count {
        let mut shaken = Shaken::new();
        for _ in 0..4 {
            for _ in 0..=chance.below(GUST) {
                let mut paths = Vec::new();
                for _ in 0..=chance.below(3) {
                    let (what, changed) = change(&shaken.course.path(""), &mut chance);
                    shaken.said.push(what);
                    paths.extend(changed);
                    made += 1;
                }
                match shaken.preview.change(&paths) {
                    Some(_) => read += 1,
                    None => nothing += 1,
                }
                shaken.is_in_step("broken");
            }
            let paths = shaken.mend();
            shaken.preview.change(&paths);
            shaken.is_in_step("mended");
            shaken.said.push("it is mended".to_owned());
        }
    }
    println!("{made} changes: {read} readings, {nothing} times nothing");
}
