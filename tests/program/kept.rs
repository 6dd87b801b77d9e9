//! What a build keeps for the next one: whatever is changed in between, the next one writes and says what one that knows
//! nothing does.
//!
//! `STEPS=1000 cargo test --test program kept:: -- --nocapture` makes more changes, and says what came of them.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::fs;
use std::path::PathBuf;

use crate::support::chance::Chance;
use crate::support::edits::Author;
use crate::support::{Course, Tree, module, tree};
use mistake_clinic::api::finding::{Sources, json};
use mistake_clinic::api::model::Edition;
use mistake_clinic::api::pipeline::{self, Built, Caching, Destination, Options, Totals};

/// How many changes are made where `STEPS` does not say.
const STEPS: usize = 60;

/// So many changes are made to one course.
const LIFE: usize = 40;

/// Texts that make a site look or read otherwise.
const LOOKS: [(&str, &str); 8] = [
    (
        "templates/page.html",
        "{% extends \"under/page.html\" %}{% block title %}Mine: {{ page.title }}{% endblock title %}\n",
    ),
    (
        "templates/page.html",
        "{% extends \"under/page.html\" %}{% block title %}Yours: {{ page.title }}{% endblock title %}\n",
    ),
    ("templates/parts/footer.html", "<footer>{{ site.title_html | safe }}</footer>\n"),
    ("templates/parts/footer.html", "{% if %}\n"),
    ("i18n/en.yaml", "text.made_by: Written by\n"),
    ("i18n/en.yaml", "text.made_by: Made by hand by\n"),
    ("themes/clinic/static/site.css", "p { color: #333 }\n"),
    ("themes/clinic/static/site.css", "p { color: #444 }\n"),
];

/// A course that is built again and again into its own folder.
struct Kept {
    author: Author,
    options: Options,
}

impl Kept {
    fn new(options: Options) -> Self {
        Self { author: Author::new(), options }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.author.course.path(path)
    }

    /// A build of the course: with what is kept into its own folder, else into a new one.
    fn build(&self, caching: Caching, folder: Option<PathBuf>) -> Built {
        let destination = Destination { folder, adopt: false };
        pipeline::build(&self.path(""), self.options, &destination, caching, &mut |_| ()).unwrap()
    }

    /// Builds, and compares with a build that knows nothing; whether something was published.
    fn agrees(&self) -> bool {
        let kept = self.build(Caching::On, None);
        let out = tempfile::tempdir().unwrap();
        let folder = out.path().join("site");
        let anew = self.build(Caching::Off, Some(folder.clone()));
        let said = &self.author.said;
        assert_eq!(told(&kept), told(&anew), "{said:#?}");
        let checked = pipeline::check(&self.path(""), self.options, Caching::On, &mut |_| ()).unwrap();
        assert_eq!(all(&checked.report.findings, &checked.report.sources), told(&anew).0, "{said:#?}");
        if anew.published.is_none() {
            assert!(kept.published.is_none(), "{said:#?}");
            return false;
        }
        let (mut kept, mut anew) = (self.public(), tree(&folder));
        // A lock says nothing of a site.
        kept.remove(".clinic-lock");
        anew.remove(".clinic-lock");
        let differs = |path: &&String| kept.get(*path) != anew.get(*path);
        let different: Vec<&String> = kept.keys().chain(anew.keys()).filter(differs).collect();
        assert!(different.is_empty(), "{different:?} {said:#?}");
        true
    }

    fn public(&self) -> Tree {
        let edition = if self.options.edition == Edition::Instructor { "public-instructor" } else { "public" };
        tree(&self.path(edition))
    }

    /// Changes something that no author edits, or nothing; gives what has to be put back for a course that can be built.
    fn disturb(&mut self, chance: &mut Chance) -> Vec<String> {
        let public = if self.options.edition == Edition::Instructor { "public-instructor" } else { "public" };
        match chance.below(8) {
            0 => {
                let files = self.author.files(public, ".html");
                if let Some(path) = (!files.is_empty()).then(|| chance.of(&files).clone()) {
                    self.author.said.push(format!("{path} is gone"));
                    self.author.course.remove(&path);
                }
                Vec::new()
            }
            1 => {
                let files = self.author.files(public, ".html");
                if let Some(path) = (!files.is_empty()).then(|| chance.of(&files).clone()) {
                    // As long as it was, so that its length tells nothing.
                    let text = fs::read_to_string(self.path(&path)).unwrap().replace("</html>", "</HTML>");
                    self.author.rewrite(&path, &text, "changed where it was published");
                }
                Vec::new()
            }
            2 => {
                let files = self.author.files(".clinic/cache", "");
                if let Some(path) = (!files.is_empty()).then(|| chance.of(&files).clone()) {
                    let mut bytes = fs::read(self.path(&path)).unwrap();
                    let at = chance.below(bytes.len());
                    bytes[at] ^= 1 << chance.below(8);
                    self.author.said.push(format!("{path}: a bit of it flips"));
                    fs::write(self.path(&path), bytes).unwrap();
                }
                Vec::new()
            }
            3..=5 => {
                let (path, text) = *chance.of(&LOOKS);
                if self.path(path).exists() && chance.one_in(3) {
                    self.author.said.push(format!("{path} is gone"));
                    self.author.course.remove(path);
                    return vec![path.to_owned()];
                }
                self.author.rewrite(path, text, text)
            }
            6 => {
                let edition = if chance.one_in(2) { Edition::Learner } else { Edition::Instructor };
                self.options = Options::hosted(edition, chance.one_in(3));
                self.author.said.push(format!("{:?}", self.options));
                Vec::new()
            }
            _ => {
                self.author.said.push("nothing".to_owned());
                Vec::new()
            }
        }
    }
}

/// What a build says: its findings, and how large the site is.
fn told(built: &Built) -> (String, Totals) {
    (all(&built.report.findings, &built.report.sources), built.totals)
}

fn all(findings: &[mistake_clinic::api::finding::Finding], sources: &Sources) -> String {
    json(findings, sources)
}

#[test]
fn what_was_kept_is_never_wrong() {
    let count = std::env::var("STEPS").ok().and_then(|count| count.parse().ok()).unwrap_or(STEPS);
    let mut chance = Chance(count as u64);
    let (mut made, mut built) = (0, 0);
    while made < count {
        let edition = if chance.one_in(2) { Edition::Learner } else { Edition::Instructor };
        let mut kept = Kept::new(Options::hosted(edition, chance.one_in(4)));
        assert!(kept.agrees());
        for _ in 0..LIFE.min(count - made) {
            let before = kept.author.course.tree();
            let paths = if chance.one_in(3) { kept.disturb(&mut chance) } else { kept.author.edit(&mut chance) };
            made += 1;
            if kept.agrees() {
                built += 1;
            } else if !chance.one_in(8) {
                kept.author.undo(&before, &paths);
                kept.agrees();
            }
        }
    }
    println!("{made} changes, {built} of which could be built");
    assert!(built * 3 > made, "too few of the {made} changes could be built: {built}");
}

/// A course of two modules that was built twice, so that all is settled.
fn twice_built() -> Course {
    let course = Course::with("content/01-a.md", module("A", "")).and("content/02-b.md", module("B", ""));
    course.command(&["build"]).assert().success();
    course.command(&["build"]).assert().success();
    course
}

/// How many files a build says that it wrote.
fn written(course: &Course, arguments: &[&str]) -> String {
    let output = course.command(arguments).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stderr).unwrap();
    said.lines().find_map(|line| line.split(", ").find(|part| part.contains(" files written"))).unwrap().to_owned()
}

#[test]
fn what_is_kept_is_no_part_of_a_repository_or_site() {
    let course = twice_built();
    assert_eq!(fs::read_to_string(course.path(".clinic/.gitignore")).unwrap(), "*\n");
    assert!(course.path(".clinic/cache/learner-build").is_file());
    assert!(tree(&course.path("public")).keys().all(|path| !path.starts_with(".clinic/")));
    fs::remove_dir_all(course.path(".clinic")).unwrap();
    assert!(written(&course, &["build", "--no-cache"]).starts_with("0 of "));
    assert!(!course.path(".clinic").exists(), "a build without a cache keeps nothing");
}

#[test]
fn a_damaged_cache_is_told_in_a_line_and_costs_nothing_else() {
    let course = twice_built();
    fs::write(course.path(".clinic/cache/learner-build"), "no cache").unwrap();
    let output = course.command(&["build"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && said.contains("was not written by clinic: rebuilding everything"), "{said}");
    let output = course.command(&["build"]).output().unwrap();
    assert!(!String::from_utf8(output.stderr).unwrap().contains("rebuilding"));
}

#[test]
fn where_nothing_can_be_kept_a_course_is_built_all_the_same() {
    let course = Course::with("content/01-a.md", module("A", "")).and(".clinic", "A file where the folder would be.");
    for _ in 0..2 {
        let built = course.command(&["build"]).output().unwrap();
        assert!(built.status.success(), "{built:?}");
    }
    assert!(course.path("public/index.html").is_file() && course.path(".clinic").is_file());
}

#[test]
fn editions_keep_their_own() {
    let course = twice_built();
    course.command(&["build", "--edition", "instructor"]).assert().success();
    course.command(&["check", "--drafts"]).assert().success();
    let names: Vec<String> = tree(&course.path(".clinic/cache")).into_keys().collect();
    assert_eq!(names, ["documents-00-of-01", "instructor-build", "learner-build", "learner-drafts-check"]);
}

#[test]
fn a_file_that_changes_during_a_build_and_back_is_published_as_it_is() {
    let course = Course::with("static/a.txt", "right").and("content/01-m.md", module("M", ""));
    let file = course.path("static/a.txt");
    let destination = Destination { folder: None, adopt: false };
    let build = |observer: &mut dyn FnMut(&str)| {
        pipeline::build(
            &course.path(""),
            Options::hosted(Edition::Learner, false),
            &destination,
            Caching::On,
            &mut |stage| observer(stage),
        )
        .unwrap()
    };
    build(&mut |stage| {
        if stage == "rules" {
            fs::write(&file, "wrong").unwrap();
        }
    });
    let published = || fs::read_to_string(course.path("public/a.txt")).unwrap();
    assert_eq!(published(), "wrong");
    fs::write(&file, "right").unwrap();
    build(&mut |_| ());
    assert_eq!(published(), "right");
}
