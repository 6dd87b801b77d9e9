//! A course in a few lines: files are written into a folder of their own, built, and what came out is asked about.
//!
//! ```ignore
//! Course::with("content/01-a.md", "# A\n[away](b.md)\n")
//!     .check()
//!     .expect_finding("broken-link", "content/01-a.md", 2, 1)
//!     .saying("there is no page or file `b.md` to link to");
//! ```
#![allow(dead_code, reason = "no test file asks about everything")]
#![allow(clippy::must_use_candidate, clippy::return_self_not_must_use, reason = "asking is the point, not the answer")]
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

pub mod chance;
pub mod edits;
mod found;
pub mod html;
pub mod packed;
pub mod printing;
pub mod trees;

use std::collections::BTreeMap;
use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use mistake_clinic::api::finding::json;
use mistake_clinic::api::model::Edition;
use mistake_clinic::api::pipeline::{self, Destination, Options, Report};
use serde_json::Value;
use tempfile::TempDir;

#[allow(unused_imports, reason = "no test file asks about everything")]
pub use found::{Findings, Found, found};

/// A whole folder: every file's path, with `/`, and its bytes.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// Front matter of a module that needs nothing else to be one: a title and one row.
pub const ROW: &str = "radar:\n  - { mistake: M, where: W, symptom: S, repair: R }\n";

/// A `clinic.yaml` under which practice pages need no checks.
pub const BARE_PRACTICE: &str = "title: Course\nrules: { practice-without-checks: off }\n";

/// A module with a title, one radar row, and whatever `more` says in its front matter and below.
pub fn module(title: &str, more: &str) -> String {
    let (front, body) = more.split_once("---\n").unwrap_or((more, ""));
    let radar = if front.lines().any(|line| line.starts_with("radar:")) { "" } else { ROW };
    format!("---\ntitle: {title}\n{radar}{front}---\n{body}")
}

/// A course on the disk, in a folder that goes away with it.
#[derive(Clone)]
pub struct Course {
    root: Arc<TempDir>,
}

impl Course {
    /// A course with this file, and with a `clinic.yaml` that has a title unless this is that.
    pub fn with(path: &str, content: impl AsRef<[u8]>) -> Self {
        let course = Self { root: Arc::new(tempfile::tempdir().unwrap()) };
        course.and("clinic.yaml", "title: Course\n").and(path, content)
    }

    /// The same course with another file, or with other words in one.
    pub fn and(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(path, content);
        self
    }

    /// Writes a file.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Deletes a file.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    /// Where something of the course lies.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    /// Builds the learner edition.
    pub fn build(&self) -> Built {
        self.build_as(Edition::Learner, false)
    }

    /// Builds the instructor edition.
    pub fn instructor(&self) -> Built {
        self.build_as(Edition::Instructor, false)
    }

    /// Builds the learner edition with drafts.
    pub fn drafts(&self) -> Built {
        self.build_as(Edition::Learner, true)
    }

    /// Checks the learner edition.
    pub fn check(&self) -> Built {
        let options = Options::hosted(Edition::Learner, false);
        let site = pipeline::read(self.root.path(), options, &mut |_| ()).unwrap();
        self.built(&site.inspect(&mut |_| ()), None)
    }

    fn build_as(&self, edition: Edition, drafts: bool) -> Built {
        let options = Options::hosted(edition, drafts);
        let site = pipeline::read(self.root.path(), options, &mut |_| ()).unwrap();
        let destination = Destination { folder: None, adopt: false };
        let built = site.build(&destination, &mut |_| ()).unwrap();
        self.built(&built.report, built.published.map(|published| published.folder))
    }

    fn built(&self, report: &Report, site: Option<PathBuf>) -> Built {
        let findings = Findings(found(&json(&report.findings, &report.sources)));
        Built { findings, site, _course: self.clone() }
    }

    /// Runs the program in the course's folder.
    pub fn run(&self, arguments: &[&str]) -> Assert {
        self.command(arguments).assert()
    }

    /// The program, ready to run in the course's folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = clinic();
        command.current_dir(self.root.path()).args(arguments);
        command
    }

    /// Everything in the course's folder, output included, but what a run keeps for the next one.
    pub fn tree(&self) -> Tree {
        let mut files = tree(self.root.path());
        files.retain(|path, _| !path.starts_with(".clinic/"));
        files
    }
}

/// The program, told nothing by the environment.
pub fn clinic() -> Command {
    let mut command = Command::cargo_bin("clinic").unwrap();
    command.env_remove("COLUMNS").env_remove("GITHUB_WORKSPACE").env("NO_COLOR", "1");
    command
}

/// What came of a course.
pub struct Built {
    findings: Findings,
    site: Option<PathBuf>,
    /// Keeps the folder.
    _course: Course,
}

impl Deref for Built {
    type Target = Findings;

    fn deref(&self) -> &Findings {
        &self.findings
    }
}

impl Built {
    /// There are these findings, `rule path:line:column` each, and no others.
    pub fn expect_findings(&self, wanted: &[&str]) -> &Self {
        self.findings.expect_findings(wanted);
        self
    }

    /// There is nothing to say about the course.
    pub fn expect_no_findings(&self) -> &Self {
        self.expect_findings(&[])
    }

    /// No finding comes from this rule.
    pub fn expect_none_of(&self, rule: &str) -> &Self {
        self.findings.expect_none_of(rule);
        self
    }

    /// The folder of the site that was written.
    pub fn folder(&self) -> &Path {
        self.site.as_deref().unwrap_or_else(|| panic!("no site was written: {:#?}", self.findings))
    }

    /// Errors kept the site from being written.
    pub fn expect_no_site(&self) -> &Self {
        assert!(self.site.is_none(), "{:?}", self.site);
        self
    }

    /// The site holds this file; one that hands sheets to a page says what is in them.
    pub fn expect_file(&self, path: &str) -> Page {
        let Ok(bytes) = fs::read(self.folder().join(path)) else {
            panic!("no {path} among {:#?}", self.tree().keys());
        };
        Page { path: path.to_owned(), text: packed::unpacked(&String::from_utf8_lossy(&bytes)) }
    }

    /// The site holds no such file.
    pub fn expect_no_file(&self, path: &str) -> &Self {
        assert!(!self.folder().join(path).exists(), "{path} is there");
        self
    }

    /// A data file.
    pub fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.expect_file(path).text).unwrap()
    }

    /// The whole site.
    pub fn tree(&self) -> Tree {
        tree(self.folder())
    }
}

/// A file of the site.
pub struct Page {
    path: String,
    text: String,
}

impl Page {
    /// All of it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// It says this.
    pub fn contains(&self, words: &str) -> &Self {
        assert!(self.text.contains(words), "{words:?} is not in {}:\n{}", self.path, self.text);
        self
    }

    /// It does not say this.
    pub fn lacks(&self, words: &str) -> &Self {
        assert!(!self.text.contains(words), "{words:?} is in {}:\n{}", self.path, self.text);
        self
    }

    /// It says these, one after the other.
    pub fn contains_in_order(&self, words: &[&str]) -> &Self {
        let mut rest = self.text.as_str();
        for word in words {
            let at = rest.find(word).unwrap_or_else(|| panic!("{word:?} is not in the rest of {}:\n{rest}", self.path));
            rest = &rest[at + word.len()..];
        }
        self
    }

    /// It says this so often.
    pub fn says(&self, words: &str, times: usize) -> &Self {
        assert_eq!(self.text.matches(words).count(), times, "{words:?} in {}:\n{}", self.path, self.text);
        self
    }

    /// The values of an attribute, in order.
    pub fn all(&self, attribute: &str) -> Vec<String> {
        html::all(&self.text, attribute)
    }

    /// How many elements have `data-clinic` of this value.
    pub fn hooks(&self, hook: &str) -> usize {
        self.all("data-clinic").iter().filter(|value| *value == hook).count()
    }

    /// What it says without its tags, white space collapsed.
    pub fn words(&self) -> String {
        html::words(&self.text)
    }
}

/// Everything below a folder; folders themselves are not listed.
pub fn tree(folder: &Path) -> Tree {
    let mut files = Tree::new();
    collect(folder, "", &mut files);
    files
}

fn collect(folder: &Path, prefix: &str, files: &mut Tree) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
        let kind = fs::symlink_metadata(&path).unwrap();
        if kind.is_symlink() {
            files.insert(name, fs::read_link(&path).unwrap().to_string_lossy().into_owned().into_bytes());
        } else if kind.is_dir() {
            collect(&path, &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(&path).unwrap());
        }
    }
}

/// The HTML files of a site and what they say.
pub fn pages(tree: &Tree) -> impl Iterator<Item = (&str, &str)> {
    let pages = tree.iter().filter(|(path, _)| path.rsplit('.').next() == Some("html"));
    pages.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap()))
}

/// Copies a folder of the repository into a course's folder.
pub fn copy(from: &Path, to: &Path) {
    for (path, bytes) in tree(from) {
        let path = to.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// A folder or file of the repository.
pub fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Copies the sample without what was built from it.
pub fn copy_sample(course: &Course) {
    copy_sample_to(&course.path(""));
}

/// Copies the sample course into a folder.
pub fn copy_sample_to(folder: &Path) {
    for part in ["content", "static", "templates", "themes", "i18n", "answers"] {
        let from = in_repository("site").join(part);
        if from.is_dir() {
            copy(&from, &folder.join(part));
        }
    }
    fs::copy(in_repository("site/clinic.yaml"), folder.join("clinic.yaml")).unwrap();
}
