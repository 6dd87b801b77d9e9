//! Several builds into one folder at once: the site is always that of one of them, whole. `PAIRS=100` makes more of them.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use crate::support::{Course, Tree, module, tree};
use mistake_clinic::api::fs::{Lock, Locked};

/// A course whose pages all say `word`; each version has some pages that the other has not.
fn course(word: &str) -> Course {
    let answer = "checks:\n- title: G\n  statements:\n  - text: One.\n    answer: Two.\n";
    let course = Course::with("content/_index.md", format!("# Home of {word}\n"))
        .and("content/01-unit/_index.md", "# Unit\n")
        .and(&format!("content/01-unit/90-{word}.md"), module("Own", ""))
        .and(&format!("static/{word}.txt"), word);
    for number in 10..20 {
        let body = format!("---\nA page of {word}.\n");
        course.write(
            &format!("content/01-unit/{number}-m{number}.md"),
            module(&format!("M{number}"), &format!("{answer}{body}")),
        );
    }
    course
}

/// A build of a course in one edition.
#[derive(Clone, Copy)]
struct Build<'c>(&'c Course, &'static str);

impl Build<'_> {
    fn into_folder(self, folder: &Path) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("clinic"));
        command.args(["build", "--edition", self.1, "--output"]).arg(folder).current_dir(self.0.path(""));
        command.env("NO_COLOR", "1").stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }

    /// What it makes when it is alone.
    fn alone(self) -> Tree {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("site");
        assert!(self.into_folder(&folder).status().unwrap().success());
        tree(&folder)
    }
}

/// How often something is done: as the variable says, or so often.
fn times(variable: &str, usually: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usually)
}

/// A number below `limit` that looks like chance and is the same each time.
fn chance(seed: u64, limit: u64) -> u64 {
    (seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407) >> 33) % limit
}

fn started_after(mut command: Command, wait: Duration) -> Child {
    thread::sleep(wait);
    command.spawn().unwrap()
}

/// Starts these builds into `folder`, each after so many microseconds.
fn at_once(builds: &[(Build<'_>, u64)], folder: &Path) -> Vec<Output> {
    thread::scope(|scope| {
        let start = |(build, wait): &(Build<'_>, u64)| {
            let (command, wait) = (build.into_folder(folder), Duration::from_micros(*wait));
            scope.spawn(move || started_after(command, wait).wait_with_output().unwrap())
        };
        let started: Vec<_> = builds.iter().map(start).collect();
        started.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// Has such builds at work at once, over and over, upon each of `before` or nothing; how many were refused: on a busy
/// machine they may come one after the other.
fn refused(builds: &[Build<'_>], before: &[Option<Build<'_>>], seed: u64) -> usize {
    let alone: Vec<Tree> = builds.iter().map(|build| build.alone()).collect();
    let mut refused = 0;
    for round in 0..times("PAIRS", 4) {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("site");
        if let Some(before) = before[round as usize % before.len()] {
            assert!(before.into_folder(&folder).status().unwrap().success());
        }
        let wait = |number: usize| if round % 2 == 0 { 0 } else { chance(seed + round * 7 + number as u64, 60_000) };
        let waiting: Vec<_> = builds.iter().enumerate().map(|(number, build)| (*build, wait(number))).collect();
        let ended = at_once(&waiting, &folder);
        let site = tree(&folder);
        let winners = ended.iter().zip(&alone).filter(|(output, _)| output.status.success());
        assert!(
            winners.map(|(_, alone)| alone).any(|alone| *alone == site),
            "round {round}: {ended:?} made a mixed site"
        );
        for output in ended.iter().filter(|output| !output.status.success()) {
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{said}");
            let (at_work, other) = ("another build (process ", " edition\n");
            assert!(said.contains(at_work) && said.contains(") is writing to `") || said.contains(other), "{said}");
            refused += 1;
        }
    }
    refused
}

#[test]
fn of_two_builds_of_one_course_one_writes() {
    let (one, old) = (course("one"), course("old"));
    let build = Build(&one, "learner");
    refused(&[build, build], &[None, Some(Build(&old, "learner"))], 1);
}

#[test]
fn of_builds_of_two_versions_the_site_is_one_whole() {
    let (one, two, old) = (course("one"), course("two"), course("old"));
    let builds = [Build(&one, "learner"), Build(&two, "learner")];
    refused(&builds, &[None, Some(Build(&old, "learner")), Some(builds[0])], 2);
}

#[test]
fn of_three_at_once_too() {
    let (one, two, old) = (course("one"), course("two"), course("old"));
    let builds = [Build(&one, "learner"), Build(&two, "learner"), Build(&old, "learner")];
    refused(&builds, &[None, Some(builds[2])], 3);
}

#[test]
fn who_comes_while_another_is_at_work_is_refused_and_changes_nothing() {
    let (one, old) = (course("one"), course("old"));
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("site");
    assert!(Build(&old, "learner").into_folder(&folder).status().unwrap().success());
    let before = tree(&folder);
    let Locked::Ours(lock) = Lock::take(&folder.join(Lock::NAME)).unwrap() else { panic!("not locked") };
    let output = Build(&one, "learner").into_folder(&folder).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains(&format!("another build (process {}) is writing to `", std::process::id())), "{said}");
    drop(lock);
    assert!(tree(&folder) == before);
}

#[test]
fn two_editions_never_share_a_folder() {
    let one = course("one");
    let builds = [Build(&one, "learner"), Build(&one, "instructor")];
    assert!(refused(&builds, &[None], 4) as u64 >= times("PAIRS", 4), "an edition was written over the other");
}
