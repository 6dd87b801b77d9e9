//! A preview that follows its files shows, after every change, what a build of the same files writes.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::fs;
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use crate::support::{Course, Tree, module};
use mistake_clinic::api::finding::Finding;
use mistake_clinic::api::model::Edition;
use mistake_clinic::api::pipeline::preview::{Preview, View};
use mistake_clinic::api::pipeline::{self, Caching, Options, Report, Served};

/// A course in a folder, and what is shown of it.
struct Watched {
    course: Course,
    preview: Preview,
    view: View,
    edition: Edition,
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

impl Watched {
    fn sample(edition: Edition) -> Self {
        let course = Course::with("empty", "");
        for part in ["content", "answers"] {
            copy(&Path::new("site").join(part), &course.path(part));
        }
        course.write("clinic.yaml", fs::read("site/clinic.yaml").unwrap());
        Self::of(course, edition)
    }

    fn of(course: Course, edition: Edition) -> Self {
        let options = Options::hosted(edition, false);
        let (preview, _) = Preview::open(&course.path(""), options, Caching::On, &mut |_| ()).unwrap();
        let view = preview.view();
        Self { course, preview, view, edition }
    }

    /// The change of a file, as the watcher tells it: of its own pages alone, of more than these, or of nothing.
    fn write(&mut self, path: &str, text: impl AsRef<[u8]>) -> Option<bool> {
        self.course.write(path, text);
        self.tell(&[path])
    }

    fn edit(&mut self, path: &str, old: &str, new: &str) -> Option<bool> {
        let text = fs::read_to_string(self.course.path(path)).unwrap();
        assert!(text.contains(old), "{path} has no {old:?}");
        self.write(path, text.replacen(old, new, 1))
    }

    fn tell(&mut self, paths: &[&str]) -> Option<bool> {
        let paths: Vec<_> = paths.iter().map(|path| self.course.path(path)).collect();
        self.preview.change(&paths).map(|change| change.pages.is_some())
    }

    fn built(&self) -> Tree {
        let built = if self.edition == Edition::Learner { self.course.build() } else { self.course.instructor() };
        let mut tree = built.tree();
        tree.remove(".clinic-manifest.json");
        tree
    }

    /// Everything that is shown is what a build writes, file by file.
    #[track_caller]
    fn shows_what_is_built(&self) {
        for (path, bytes) in self.built() {
            let shown = match self.view.get(&path) {
                Served::Made { bytes, file } if file == path => bytes,
                Served::Copied { on_disk, file } if file == path => on_disk.read().unwrap(),
                other => panic!("{path} is not shown, but {other:?}"),
            };
            assert!(shown == bytes, "{path} is shown otherwise:\n{}", difference(&shown, &bytes));
        }
    }

    /// The same after one of many changes: a build takes long, and for instructors there is the most to show. What
    /// learners are shown is compared when all changes are made.
    #[track_caller]
    fn shows_so_far(&self) {
        if self.edition == Edition::Instructor {
            self.shows_what_is_built();
        }
    }
}

fn difference(shown: &[u8], built: &[u8]) -> String {
    let (shown, built) = (String::from_utf8_lossy(shown), String::from_utf8_lossy(built));
    let lines = shown.lines().zip(built.lines()).find(|(shown, built)| shown != built);
    lines.map(|(shown, built)| format!("shown: {shown}\nbuilt: {built}")).unwrap_or_default()
}

const LAB: &str = "content/01-craft/01-git/practice/01-split-a-change.md";
const CLINIC: &str = "content/01-craft/01-git/index.md";
const SINGLE: &str = "content/02-systems/03-caching.md";

const NEW: &str = "content/02-systems/04-new.md";

const OPTIONS: Options = Options::hosted(Edition::Learner, false);

const EDITIONS: [Edition; 2] = [Edition::Learner, Edition::Instructor];

#[test]
fn texts_change_in_place() {
    for edition in EDITIONS {
        let mut watched = Watched::sample(edition);
        watched.shows_what_is_built();
        let text = fs::read_to_string(watched.course.path(LAB)).unwrap();
        assert_eq!(watched.write(LAB, format!("{text}\nA new end with a [link](02-bisect.md).\n")), Some(true));
        watched.shows_so_far();
        let heading = text.find("\n## Mistake check").or_else(|| text.find("\n## Common mistake check")).unwrap();
        assert_eq!(watched.write(LAB, &text[..=heading]), Some(true), "the checks of the page are gone");
        let text = text.replacen("title: ", "title: Now ", 1);
        assert_eq!(watched.write(LAB, text), Some(false), "other pages name it");
        watched.shows_so_far();
        for path in [CLINIC, SINGLE, "content/03-judgment/02-writing-clinics/index.md", "content/02-systems/_index.md"]
        {
            let text = fs::read_to_string(watched.course.path(path)).unwrap();
            assert_eq!(watched.write(path, text + "\nAnother end.\n"), Some(true), "{path}");
            watched.shows_so_far();
        }
        watched.shows_what_is_built();
    }
}

#[test]
fn what_an_editor_leaves_beside_a_file_changes_nothing_but_what_is_told() {
    let statement = "---\ntitle: A\nchecks:\n  - statements: [Our relay is slow]\nradar: []\n---\n";
    let course = Course::with("content/_index.md", "---\ntitle: Home\n---\n")
        .and("content/01-a.md", statement)
        .and("answers/01-a.yaml", "- for: Our relay\n  correction: It is not.\n");
    let mut watched = Watched::of(course, Edition::Instructor);
    let told = |watched: &Watched| -> Vec<String> {
        let report = watched.preview.inspect().run(&|| false).unwrap();
        report.findings.iter().map(|finding| format!("{} {}", finding.rule, finding.place.path)).collect()
    };
    for path in ["content/01-a.md~", "static/#01-a.md#", "answers/01-a.yaml.orig", "content/01-a (conflicted copy).md"]
    {
        assert_eq!(watched.write(path, "one"), Some(false), "{path} came");
        assert_eq!(told(&watched), [format!("leftover {path}")]);
        assert_eq!(watched.write(path, "another"), None, "{path} holds something else");
        watched.course.write("content/01-a.md", format!("{statement}Saved beside {path}.\n"));
        assert_eq!(watched.tell(&["content/01-a.md", path]), Some(true), "the page was saved beside {path}");
        watched.course.remove(path);
        assert_eq!(watched.tell(&[path]), Some(false), "{path} went");
        assert_eq!(told(&watched), Vec::<String>::new());
        assert_eq!(watched.tell(&[path]), None, "{path} came and went while a file was saved");
    }
    watched.shows_what_is_built();
}

#[test]
fn statements_rows_and_answers_change() {
    let unit =
        |statement: &str| module("A", &format!("checks:\n  - title: G\n    statements: ['{statement}', 'Two.']\n"));
    let course = Course::with("content/01-a.md", unit("One."))
        .and("content/02-b/index.md", module("B", "builds_on: [a]\n"))
        .and("content/02-b/practice/01-lab.md", "# Lab\n\n## Mistake checks\n\n1. First.\n2. Second.\n")
        .and("content/03-c.md", module("C", "checks: [{ source: 02-b/practice/01-lab.md }]\n"))
        .and("answers/02-b/practice/01-lab.yaml", "- for: First\n  correction: zq-first\n")
        .and("clinic.yaml", "title: Course\nshow_answers: open\n");
    for edition in EDITIONS {
        let mut watched = Watched::of(course.clone(), edition);
        assert_eq!(watched.write("content/01-a.md", unit("Another one.")), Some(true));
        watched.shows_what_is_built();
        let lab = "# Lab\n\n## Mistake checks\n\n1. First.\n2. A new second.\n3. Third.\n";
        assert_eq!(watched.write("content/02-b/practice/01-lab.md", lab), Some(true));
        watched.shows_what_is_built();
        let found = watched.view.get("assets/data/c.json");
        assert!(
            matches!(&found, Served::Made { bytes, .. } if String::from_utf8_lossy(bytes).contains("A new second"))
        );
        assert_eq!(
            watched.write("answers/02-b/practice/01-lab.yaml", "- for: First\n  correction: zq-other\n"),
            Some(false)
        );
        watched.shows_what_is_built();
        assert_eq!(
            watched.edit("content/01-a.md", "radar:\n  - { mistake: M, where: W, symptom: S, repair: R }", "radar: []"),
            Some(true),
            "others have a radar, so that the plan is the same"
        );
        watched.shows_what_is_built();
        course.write("content/01-a.md", unit("One."));
        course.write("answers/02-b/practice/01-lab.yaml", "- for: First\n  correction: zq-first\n");
        course.write("content/02-b/practice/01-lab.md", "# Lab\n\n## Mistake checks\n\n1. First.\n2. Second.\n");
    }
}

#[test]
fn files_that_are_saved_together_are_all_shown() {
    let course =
        Course::with("content/01-a.md", module("A", "---\nOne.\n")).and("content/02-b.md", module("B", "---\nTwo.\n"));
    let mut watched = Watched::of(course, Edition::Learner);
    // More depends on the first than its own page.
    watched.course.write("content/01-a.md", module("New", "---\nAnother one.\n"));
    watched.course.write("content/02-b.md", module("B", "---\nAnother two.\n"));
    assert_eq!(watched.tell(&["content/01-a.md", "content/02-b.md"]), Some(false));
    watched.shows_what_is_built();
    watched.course.write("content/01-a.md", module("New", "---\nA third one.\n"));
    watched.course.write("content/02-b.md", module("B", "---\nA third two.\n"));
    assert_eq!(watched.tell(&["content/02-b.md", "content/01-a.md", "content/02-b.md"]), Some(true));
    watched.shows_what_is_built();
}

#[test]
fn whatever_more_depends_on_is_read_again() {
    for edition in EDITIONS {
        let mut watched = Watched::sample(edition);
        watched.shows_what_is_built();
        assert_eq!(watched.write(NEW, module("New", "")), Some(false));
        let changes: [(&str, &str, &str); 8] = [
            ("clinic.yaml", "title: ", "title: Now "),
            (NEW, "---\n", "---\norder: 1\n"),
            (NEW, "---\n", "---\ndraft: true\n"),
            (NEW, "draft: true\n", ""),
            (LAB, "---\n", "---\nkind: concept\n"),
            ("content/03-judgment/_index.md", "title: ", "title: Now "),
            ("content/01-craft/_index.md", "---\n", "---\norder: 9\n"),
            ("answers/03-judgment/02-writing-clinics/index.yaml", "correction: ", "correction: Now "),
        ];
        for (path, old, new) in changes {
            assert_eq!(watched.edit(path, old, new), Some(false), "{path}: {new}");
            watched.shows_so_far();
        }
        assert_eq!(watched.write("templates/404.html", "Nothing here."), Some(false));
        assert_eq!(watched.write("static/notes/a.txt", "A note."), Some(false));
        watched.shows_so_far();
        watched.course.write("content/05-extra/_index.md", "---\ntitle: Extra\n---\n");
        watched
            .course
            .write("content/05-extra/01-m/index.md", module("M", "---\nSee [the lab](practice/01-lab.md).\n"));
        watched.course.write("content/05-extra/01-m/practice/01-lab.md", "---\ntitle: Lab\nchecks: [One]\n---\n");
        assert_eq!(watched.tell(&["content/05-extra"]), Some(false));
        watched.shows_so_far();
        fs::rename(watched.course.path("content/05-extra"), watched.course.path("content/06-larger")).unwrap();
        assert_eq!(watched.tell(&["content/05-extra", "content/06-larger"]), Some(false));
        watched.shows_so_far();
        assert!(matches!(watched.view.get("extra/"), Served::Missing(_)));
        watched.course.remove(NEW);
        assert_eq!(watched.tell(&[NEW]), Some(false));
        assert!(matches!(watched.view.get("systems/new/"), Served::Missing(_)));
        watched.shows_what_is_built();
    }
}

/// The first bytes of a PNG; what follows them tells no size.
fn png(width: u32, height: u32) -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &width.to_be_bytes()[..], &height.to_be_bytes()[..], &[0; 9]].concat()
}

#[test]
fn a_page_follows_the_size_of_its_images() {
    let course = Course::with("content/01-m/index.md", module("M", "---\n![Tree](tree.png)\n"))
        .and("clinic.yaml", "title: C\ntheme: { logo: /logo.png }\n")
        .and("content/01-m/tree.png", png(12, 8))
        .and("static/logo.png", png(96, 32));
    let mut watched = Watched::of(course, Edition::Learner);
    let shows = |watched: &Watched, size: &str| {
        let Served::Made { bytes, .. } = watched.view.get("m/") else { panic!("no page") };
        let html = String::from_utf8(bytes).unwrap();
        assert!(html.contains(size), "{size}: {html}");
        watched.shows_what_is_built();
    };
    shows(&watched, " width=\"12\" height=\"8\"");
    assert_eq!(watched.write("content/01-m/tree.png", png(12, 9)), Some(false));
    shows(&watched, " width=\"12\" height=\"9\"");
    assert_eq!(watched.write("content/01-m/tree.png", png(12, 9)), None);
    assert_eq!(watched.write("content/01-m/tree.png", "no image any more"), Some(false));
    shows(&watched, " alt=\"Tree\">");
    assert_eq!(watched.write("content/01-m/tree.png", png(30, 20)), Some(false));
    shows(&watched, " width=\"30\" height=\"20\"");
    assert_eq!(watched.write("static/logo.png", png(64, 32)), Some(false));
    shows(&watched, " width=\"64\" height=\"32\"");
    // A text that changes in place keeps what is known of its images.
    assert_eq!(watched.edit("content/01-m/index.md", "![Tree]", "Here: ![Tree]"), Some(true));
    shows(&watched, " width=\"30\" height=\"20\"");
}

#[test]
fn what_holds_the_same_is_no_change() {
    let mut watched = Watched::sample(Edition::Learner);
    let text = fs::read(watched.course.path(LAB)).unwrap();
    watched.course.write("static/a.bin", [1, 2, 3]);
    watched.tell(&["static/a.bin"]);
    for (path, bytes) in [(LAB, &text[..]), ("static/a.bin", &[1, 2, 3])] {
        assert_eq!(watched.write(path, bytes), None, "{path}");
    }
    let config = fs::read(watched.course.path("clinic.yaml")).unwrap();
    assert_eq!(watched.write("clinic.yaml", config), None);
    assert_eq!(watched.tell(&["content", "nowhere", "content/01-craft"]), None);
    assert_eq!(watched.write("static/a.bin", [1, 2, 4]), Some(false));
}

#[test]
fn values_for_templates_are_shown_in_their_new_order() {
    let list = "{% for name, value in page.extra %}{{ name }}{% endfor %}{% for name, value in site.extra %}{{ name }}{% endfor %}";
    let template =
        |under: &str| format!("{{% extends \"under/page.html\" %}}{{% block body %}}{under}{{% endblock %}}");
    let course = Course::with("clinic.yaml", "title: Course\nextra: { bb: 1, cc: 2 }\n")
        .and("templates/page.html", template(list))
        .and("content/n.md", "---\ntitle: N\nkind: page\nextra: { dd: 1, ee: 2 }\n---\n");
    let mut watched = Watched::of(course, Edition::Learner);
    assert!(page(&watched, "n/").contains("ddeebbcc"), "{}", page(&watched, "n/"));
    watched.edit("content/n.md", "{ dd: 1, ee: 2 }", "{ ee: 2, dd: 1 }");
    assert!(page(&watched, "n/").contains("eeddbbcc"), "{}", page(&watched, "n/"));
    watched.edit("clinic.yaml", "{ bb: 1, cc: 2 }", "{ cc: 2, bb: 1 }");
    assert!(page(&watched, "n/").contains("eeddccbb"), "{}", page(&watched, "n/"));
    watched.shows_what_is_built();
}

#[test]
fn a_template_that_is_broken_stays_told_when_other_files_change() {
    let course = Course::with("clinic.yaml", "title: Course\n").and("content/n.md", "---\ntitle: N\nkind: page\n---\n");
    let mut watched = Watched::of(course, Edition::Learner);
    watched.write("templates/page.html", "{% nothing %}");
    watched.course.write("content/n.md", "---\ntitle: Other\nkind: page\n---\n");
    let change = watched.preview.change(&[watched.course.path("content/n.md")]).unwrap();
    let told: Vec<&str> = change.report.findings.iter().map(|finding| finding.rule.id()).collect();
    assert_eq!(told, ["broken-template"]);
    assert!(page(&watched, "n/").contains("<h1>Other"), "{}", page(&watched, "n/"));
}

#[test]
fn a_mark_in_a_file_of_a_theme_is_a_part_of_it() {
    let course = Course::with("clinic.yaml", "title: Course\ntheme: { name: mine }\n")
        .and("themes/mine/theme.yaml", "extends: clinic\n")
        .and("themes/mine/static/own.js", "1\n")
        .and("templates/page.html", "{% extends \"under/page.html\" %}")
        .and("content/n.md", "---\ntitle: N\nkind: page\n---\n");
    let mut watched = Watched::of(course, Edition::Learner);
    assert_eq!(watched.write("themes/mine/static/own.js", "\u{feff}1\n"), Some(false));
    watched.shows_what_is_built();
    assert_eq!(watched.write("templates/page.html", "\u{feff}{% extends \"under/page.html\" %}"), None);
}

#[test]
fn what_is_in_the_folder_of_answers_is_told_as_soon_as_it_is_there_and_as_long() {
    let mut watched = Watched::sample(Edition::Instructor);
    let path = "answers/01-craft/01-git/index.md";
    let told = |watched: &Watched| {
        let report = watched.preview.inspect().run(&|| false).unwrap();
        report.findings.iter().filter(|finding| finding.place.path.as_str() == path).count()
    };
    assert_eq!(told(&watched), 0);
    assert_eq!(watched.write(path, "- A text.\n"), Some(false));
    assert_eq!(told(&watched), 1);
    watched.course.remove(path);
    assert_eq!(watched.tell(&[path]), Some(false));
    assert_eq!(told(&watched), 0);
}

/// What lies at an address, as text.
#[track_caller]
fn page(watched: &Watched, path: &str) -> String {
    match watched.view.get(path) {
        Served::Made { bytes, .. } => String::from_utf8(bytes).unwrap(),
        _ => panic!("no page is made at {path}"),
    }
}

#[test]
fn a_page_that_is_to_be_printed_from_now_on_has_its_sheet() {
    let plain = "---\ntitle: Loose\nkind: page\n---\nSome text.\n";
    let course = Course::with("content/s/_index.md", "---\ntitle: S\n---\n").and("content/s/loose.md", plain);
    let sheets = ["s/loose/print/", "s/print/", "print/"];
    for edition in EDITIONS {
        let mut watched = Watched::of(course.clone(), edition);
        assert!(!page(&watched, "s/loose/").contains("href=\"print/\""));
        assert_eq!(watched.edit("content/s/loose.md", "---\n", "---\nsheet: true\n"), Some(false));
        assert!(page(&watched, "s/loose/").contains("href=\"print/\""));
        for sheet in sheets {
            page(&watched, sheet);
        }
        watched.shows_what_is_built();
        assert_eq!(watched.write("content/s/loose.md", plain), Some(false));
        assert!(!page(&watched, "s/loose/").contains("href=\"print/\""));
        for sheet in sheets {
            assert!(matches!(watched.view.get(sheet), Served::Missing(_)), "{sheet} is still there");
        }
        watched.shows_what_is_built();
    }
}

#[test]
fn the_first_checks_of_a_module_bring_their_key() {
    let course = Course::with("content/01-m.md", module("M", ""));
    let mut watched = Watched::of(course, Edition::Instructor);
    let is_missing = |watched: &Watched| matches!(watched.view.get("m/print/answers/"), Served::Missing(_));
    assert!(is_missing(&watched));
    let statement = "checks:\n  - statements: [{ text: Never, answer: zq-always }]\n";
    assert_eq!(watched.write("content/01-m.md", module("M", statement)), Some(false));
    assert!(page(&watched, "m/print/answers/").contains("zq-always"));
    watched.shows_what_is_built();
    assert_eq!(watched.write("content/01-m.md", module("M", "")), Some(false));
    assert!(is_missing(&watched));
    watched.shows_what_is_built();
}

/// Until the author chooses, an earlier address leads to the first page that claims it, whichever page that was before.
#[test]
fn an_earlier_address_that_another_page_takes_leads_to_that_page() {
    let course =
        Course::with("content/02-b.md", module("B", "aliases: [/older/]\n")).and("content/01-a.md", module("A", ""));
    let mut watched = Watched::of(course, Edition::Learner);
    let leads_to = |watched: &Watched, to: &str| page(watched, "older/").contains(&format!("url=../{to}/"));
    assert!(leads_to(&watched, "b"), "{}", page(&watched, "older/"));
    assert_eq!(watched.write("content/01-a.md", module("A", "aliases: [/older/]\n")), Some(false));
    assert!(leads_to(&watched, "a"), "{}", page(&watched, "older/"));
    assert_eq!(watched.write("content/01-a.md", module("A", "")), Some(false));
    assert!(leads_to(&watched, "b"));
    watched.shows_what_is_built();
}

#[test]
fn the_one_page_of_a_folder_that_is_no_text_any_more_stays_as_it_was() {
    let good = "---\ntitle: Only\nkind: page\n---\nA caf\u{e9}.\n";
    let course = Course::with("content/alone/only.md", good).and("content/02-other.md", module("Other", ""));
    for edition in EDITIONS {
        let mut watched = Watched::of(course.clone(), edition);
        let before = page(&watched, "alone/only/");
        // The whole of it changes, in the bytes of another encoding.
        watched.write("content/alone/only.md", b"---\ntitle: Now\nkind: page\n---\nNo caf\xe9.\n");
        let told = watched.preview.inspect().run(&|| false).unwrap();
        assert_eq!(about(&told, "content/alone/only.md").len(), 1, "{:?}", told.findings);
        assert_eq!(page(&watched, "alone/only/"), before);
        assert!(watched.write("content/02-other.md", module("Now", "")).is_some(), "others change all the same");
        assert!(page(&watched, "alone/only/").contains("A caf\u{e9}.") && !page(&watched, "alone/").is_empty());
        watched.course.write("content/alone/only.md", good);
        watched.tell(&["content/alone/only.md"]);
        watched.shows_what_is_built();
        watched.course.write("content/02-other.md", module("Other", ""));
    }
}

#[test]
fn dots_in_addresses_are_letters_like_others() {
    let course = Course::with("content/01-a.md", module("A", "")).and("content/02-v1.0.md", module("B", ""));
    let mut watched = Watched::of(course, Edition::Learner);
    watched.shows_what_is_built();
    let (tags, alias) = ("tags: ['.NET', '..x', 'Node.js']\n", "aliases: [.old/v0.9]\n");
    assert_eq!(watched.write("content/01-a.md", module("A", &format!("{tags}{alias}"))), Some(false));
    for path in ["tags/.net/", "tags/node.js/", ".old/v0.9/", "v1.0/"] {
        page(&watched, path);
        assert_eq!(watched.view.get(path.trim_end_matches('/')), Served::Elsewhere(path.to_owned()));
    }
    watched.shows_what_is_built();
}

/// Asserts that a break is told at this place while the page stays as it was, and that mending it is seen.
#[track_caller]
fn breaks(watched: &mut Watched, path: &str, broken: &str, page: &str) {
    let good = fs::read(watched.course.path(path)).ok();
    let before = watched.view.get(page);
    watched.course.write(path, broken);
    let change = watched.preview.change(&[watched.course.path(path)]).unwrap();
    assert!(change.report.counts.errors > 0, "{path}: {:?}", change.report.findings);
    assert!(
        change.report.findings.iter().any(|finding| finding.place.path.as_str() == path),
        "{:?}",
        change.report.findings
    );
    assert_eq!(watched.view.get(page), before, "{path}: the last good page stays");
    match good {
        Some(good) => watched.course.write(path, good),
        None => watched.course.remove(path),
    }
    let change = watched.preview.change(&[watched.course.path(path)]).unwrap();
    assert_eq!(change.report.counts.errors, 0, "{path}: {:?}", change.report.findings);
    assert_eq!(watched.view.get(page), before, "{path}: mended");
}

#[test]
fn what_breaks_leaves_what_was_there() {
    let mut watched = Watched::sample(Edition::Learner);
    watched.view.get("craft/git/");
    breaks(&mut watched, "clinic.yaml", "title: [\n", "craft/git/");
    let config = fs::read_to_string(watched.course.path("clinic.yaml")).unwrap();
    let lost: Vec<&str> = config.lines().filter(|line| !line.starts_with("theme:")).collect();
    breaks(&mut watched, "clinic.yaml", &(lost.join("\n") + "\ntheme: nowhere\n"), "craft/git/");
    breaks(&mut watched, SINGLE, "---\ntitle: Caching\nNever closed.\n", "systems/caching/");
    breaks(&mut watched, SINGLE, "---\ntitle: { [\n---\n", "systems/caching/");
    breaks(&mut watched, "templates/page.html", "{% if %}", "craft/git/practice/split-a-change/");
    breaks(&mut watched, "i18n/en.yaml", "a: [\n", "craft/git/");
    watched.course.write(SINGLE, b"---\ntitle: \xff\n---\n");
    assert!(watched.tell(&[SINGLE]).is_some());
    assert!(matches!(watched.view.get("systems/caching/"), Served::Made { .. }), "a file that is no text");
    watched.course.write(SINGLE, fs::read(Path::new("site").join(SINGLE)).unwrap());
    let change = watched.preview.change(&[watched.course.path(SINGLE)]).unwrap();
    assert_eq!(change.report.counts.errors, 0, "the same text as before, which is news");
    watched.shows_what_is_built();
}

/// Asserts that everything which is told of the course, now and when all is quiet, is about the texts that are there:
/// each line that is shown or would be replaced is one of the file on the disk.
#[track_caller]
fn tells_of_what_is_there(watched: &mut Watched, path: &str) -> Report {
    let change = watched.preview.change(&[watched.course.path(path)]).unwrap();
    let whole = watched.preview.inspect().run(&|| false).unwrap();
    for (finding, sources) in
        [&change.report, &whole].iter().flat_map(|report| report.findings.iter().map(|one| (one, &report.sources)))
    {
        let Some(shown) = sources.get(&finding.place.path) else {
            assert_eq!((finding.place.span().end, &finding.fix), (0, &None), "nothing can be shown of {finding:?}");
            continue;
        };
        let there = fs::read_to_string(watched.course.path(finding.place.path.as_str())).unwrap_or_default();
        assert_eq!(shown.text(), there, "{finding:?}");
        assert!(finding.place.span().end <= there.len(), "{finding:?}");
    }
    whole
}

/// The findings about one file.
fn about<'r>(report: &'r Report, path: &str) -> Vec<&'r Finding> {
    report.findings.iter().filter(|finding| finding.place.path.as_str() == path).collect()
}

#[test]
fn a_finding_shows_no_line_of_an_older_text() {
    let old = "---\ntitle: A\nkind: page\n---\nOne <b>line</b>.\n\nA [link](gone.md).\n\nAnd a last one.\n";
    let page = "content/01-a.md";
    let others = Course::with(page, old).and("content/02-b.md", "---\ntitle: B\nkind: page\n---\n[A](01-a.md#none)\n");
    for broken in ["xx: {", "xx: [", "&x: y", "xx: *y", "xx: !t z", "title: [B", "\txx: y", "- xx", "xx: \"y"] {
        let mut watched = Watched::of(others.clone(), Edition::Learner);
        watched.course.write(page, format!("---\ntitle: A\nkind: page\n{broken}\n---\nNew.\n"));
        let told = tells_of_what_is_there(&mut watched, page);
        let checked = pipeline::read(&watched.course.path(""), OPTIONS, &mut |_| ()).unwrap().inspect(&mut |_| ());
        assert_eq!(about(&told, page), about(&checked, page), "{broken} is told as `clinic check` does");
        let Served::Made { bytes, .. } = watched.view.get("a/") else { panic!("no page for {broken}") };
        let is_kept = String::from_utf8(bytes).unwrap().contains("And a last one.");
        assert!(is_kept || !["xx: {", "xx: [", "&x: y"].contains(&broken), "{broken}");
        watched.course.write(page, old);
        tells_of_what_is_there(&mut watched, page);
    }
}

#[test]
fn a_finding_shows_no_line_of_an_older_configuration() {
    // The older one has mistakes of its own, far down.
    let old = "title: Course\nlanguage: en\nnavigation:\n  - { title: Gone, to: gone.md }\ntheme:\n  accent: '#eeeeee'\nradar_presets:\n  idle: { mistake: M, each: 'x/*.md' }\n";
    let course = Course::with("clinic.yaml", old).and("content/01-a.md", module("A", ""));
    let mut watched = Watched::of(course, Edition::Learner);
    for broken in ["title: [\n", "title: C\ntheme: {\n", "", "xx: y\n"] {
        watched.course.write("clinic.yaml", broken);
        let told = tells_of_what_is_there(&mut watched, "clinic.yaml");
        let checked = pipeline::read(&watched.course.path(""), OPTIONS, &mut |_| ()).unwrap().inspect(&mut |_| ());
        assert_eq!(about(&told, "clinic.yaml"), about(&checked, "clinic.yaml"), "{broken}");
    }
    watched.course.write("i18n/en.yaml", "a: [\n");
    watched.course.write("clinic.yaml", "title: A short one\n");
    tells_of_what_is_there(&mut watched, "i18n/en.yaml");
    watched.course.remove("i18n/en.yaml");
    let told = tells_of_what_is_there(&mut watched, "i18n/en.yaml");
    assert!(about(&told, "clinic.yaml").is_empty(), "{:?}", told.findings);
}

#[test]
fn of_a_file_that_is_no_text_any_more_no_older_line_is_shown() {
    let course = Course::with("content/s/_index.md", "---\ntitle: S\n---\n")
        .and("content/s/t/a.md", module("A", "---\nOne <b>line</b>.\n"))
        .and("content/m/index.md", module("M", "---\nOne <b>line</b>.\n"))
        .and("content/m/practice/lab.md", "---\ntitle: Lab\n---\n## Mistake check\n\n- One.\n");
    let mut watched = Watched::of(course, Edition::Learner);
    for path in ["content/s/t/a.md", "content/m/index.md", "content/s/_index.md", "content/m/practice/lab.md"] {
        let good = fs::read(watched.course.path(path)).unwrap();
        watched.course.write(path, b"---\ntitle: Caf\xe9\n---\n");
        let told = tells_of_what_is_there(&mut watched, path);
        let rules: Vec<&str> = about(&told, path).iter().map(|one| one.rule.id()).collect();
        assert_eq!(rules, ["not-utf8"], "{path}");
        watched.course.write(path, good);
        tells_of_what_is_there(&mut watched, path);
        watched.shows_what_is_built();
    }
}

#[test]
fn a_configuration_that_is_gone_is_told_and_comes_back() {
    let mut watched = Watched::sample(Edition::Learner);
    let config = fs::read(watched.course.path("clinic.yaml")).unwrap();
    watched.course.remove("clinic.yaml");
    let change = watched.preview.change(&[watched.course.path("clinic.yaml")]).unwrap();
    assert_eq!(change.report.counts.errors, 1);
    assert_eq!(watched.preview.inspect().run(&|| false).unwrap().counts.errors, 1, "it is still gone");
    assert!(matches!(watched.view.get("craft/git/"), Served::Made { .. }));
    watched.course.write("clinic.yaml", config);
    let change = watched.preview.change(&[watched.course.path("clinic.yaml")]).unwrap();
    assert_eq!(change.report.counts.errors, 0);
    watched.shows_what_is_built();
}

#[test]
fn pages_that_are_gone_are_told_and_come_back() {
    let mut watched = Watched::sample(Edition::Learner);
    let (content, away) = (watched.course.path("content"), watched.course.path("away"));
    fs::rename(&content, &away).unwrap();
    let change = watched.preview.change(std::slice::from_ref(&content)).unwrap();
    assert_eq!(change.report.counts.errors, 1);
    assert_eq!(change.report.findings[0].rule.id(), "empty-course");
    assert_eq!(watched.preview.inspect().run(&|| false).unwrap().counts.errors, 1, "they are still gone");
    assert!(matches!(watched.view.get("craft/git/"), Served::Made { .. }));
    fs::rename(&away, &content).unwrap();
    let change = watched.preview.change(&[watched.course.path(SINGLE)]).unwrap();
    assert_eq!(change.report.counts.errors, 0);
    watched.shows_what_is_built();
}

#[test]
fn addresses_lead_where_a_host_would_lead_them() {
    let watched = Watched::sample(Edition::Learner);
    assert!(matches!(watched.view.get(""), Served::Made { file, .. } if file == "index.html"));
    assert_eq!(watched.view.get("craft/git"), Served::Elsewhere("craft/git/".to_owned()));
    assert!(matches!(watched.view.get("craft/nothing/"), Served::Missing(bytes) if !bytes.is_empty()));
    assert_eq!(watched.view.base_path(), "/courses/se-by-its-mistakes/");
}

/// A template of so many rounds that its page takes far longer than a change, and yet leaves its core to other tests.
const LONG: &str = "{% for i in range(end=100000) %}{% for j in range(end=600) %}{% endfor %}{% endfor %}";

#[test]
fn a_page_that_is_still_being_made_holds_up_neither_changes_nor_other_pages() {
    let mut watched = Watched::sample(Edition::Learner);
    assert_eq!(watched.write("templates/page.html", LONG), Some(false));
    // Both end with the process of the test at the latest.
    let (view, (done, made)) = (watched.view.clone(), channel());
    thread::spawn(move || done.send(view.get("craft/git/practice/split-a-change/")));
    assert_eq!(made.recv_timeout(Duration::from_millis(300)), Err(RecvTimeoutError::Timeout), "it is being made");
    let (told, shown) = channel();
    thread::spawn(move || {
        // In place, and all of it: by a text and by the template.
        let text = fs::read_to_string(watched.course.path(SINGLE)).unwrap();
        assert_eq!(watched.write(SINGLE, text + "\nMore words.\n"), Some(true));
        fs::remove_file(watched.course.path("templates/page.html")).unwrap();
        assert_eq!(watched.tell(&["templates/page.html"]), Some(false));
        assert!(matches!(watched.view.get("systems/caching/"), Served::Made { bytes, .. }
            if String::from_utf8_lossy(&bytes).contains("More words.")));
        told.send(())
    });
    shown.recv_timeout(Duration::from_mins(1)).expect("a change, and what is shown after it, wait for a page");
    assert_eq!(made.try_recv(), Err(TryRecvError::Empty), "it is still being made");
}

#[test]
fn everything_that_is_wrong_is_found_apart_from_what_is_shown() {
    let mut watched = Watched::sample(Edition::Learner);
    watched.write("templates/page.html", "{{ nothing.at.all }}");
    watched.write(SINGLE, module("Caching", "---\n[Broken](gone.md)\n"));
    let report = watched.preview.inspect().run(&|| false).unwrap();
    let rules: Vec<&str> = report.findings.iter().map(|finding| finding.rule.id()).collect();
    assert!(rules.contains(&"broken-template") && rules.contains(&"broken-link"), "{rules:?}");
    assert!(watched.preview.inspect().run(&|| true).is_none());
}
