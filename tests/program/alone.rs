//! Several commands that make or move files of one course at once, and such commands that are killed: each does all that it
//! was asked, or nothing. `PAIRS=30` makes more of them.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::{Course, Tree, module, tree};
use mistake_clinic::api::fix::Repairs;
use mistake_clinic::api::fs::{Lock, Locked};
use mistake_clinic::api::model::Edition;
use mistake_clinic::api::pipeline::{self, Options};
use mistake_clinic::api::scaffold::{NewRequest, new_observed};

/// A course with a module in one file, which many others refer to and which refers to others.
fn course() -> Course {
    let course = Course::with("content/_index.md", "# Home\n[m](01-s/01-m.md)\n")
        .and("clinic.yaml", "title: Course\nanswers: answers\nrules: { unwritten-text: off }\n")
        .and("content/01-s/_index.md", "# S\n[m](01-m.md) [n](02-n.md)\n")
        .and("content/01-s/01-m.md", module("M", "---\nSee [n](02-n.md) and [home](../_index.md).\n"));
    for number in 2..6 {
        let name = char::from(b'l' + number);
        course.write(&format!("content/01-s/0{number}-{name}.md"), module("N", "---\nAfter [m](01-m.md).\n"));
    }
    course
}

/// The page by which the module gets a folder.
const PAGE: &str = "s/m/practice/lab";

fn clinic(course: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("clinic"));
    command.args(arguments).current_dir(course).env("NO_COLOR", "1");
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The course with that page.
fn with_page(course: &Course) -> Tree {
    let output = clinic(&course.path(""), &["new", PAGE]).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    course.tree()
}

fn times(variable: &str, usually: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usually)
}

/// Without files that nobody sees.
fn seen(mut tree: Tree) -> Tree {
    tree.retain(|path, _| !path.contains(".clinic-"));
    tree
}

/// Whatever a killed command left, the course is that from before or after; it has no finding, and the same command
/// makes of it what it should have been, with nothing beside.
fn is_healed(course: &Course, before: &Tree, after: &Tree, when: &str) {
    let output = clinic(&course.path(""), &["check", "--deny-warnings"]).output().unwrap();
    assert!(output.status.success(), "{when}: {}", said(&output));
    let healed = seen(course.tree());
    assert!(healed == *before || healed == *after, "{when}: half of it stands: {:?}", healed.keys());
    let output = clinic(&course.path(""), &["new", PAGE]).output().unwrap();
    assert_eq!(output.status.success(), healed == *before, "{when}: {}", said(&output));
    assert!(seen(course.tree()) == *after, "{when}");
    if output.status.success() {
        assert!(course.tree() == *after, "{when}: something stays: {:?}", course.tree().keys());
    }
}

/// Not a test of its own: the process that is killed. It aborts before the change to the disk with a given number.
#[test]
fn a_command_that_is_killed() {
    let Ok(last) = std::env::var("CLINIC_KILL_AT") else { return };
    let last: usize = last.parse().unwrap();
    let mut change = 0;
    let mut observer = || {
        if change == last {
            std::process::abort();
        }
        change += 1;
    };
    if std::env::var("CLINIC_KILL_FIX").is_ok() {
        let options = Options::hosted(Edition::Learner, false);
        let site = pipeline::read(Path::new("."), options, &mut |_| ()).unwrap();
        let root = site.folder().clone();
        let mut repairs = Repairs::default();
        assert!(repairs.add(&site.inspect(&mut |_| ())).unwrap());
        repairs.write_observed(&root, &mut observer).unwrap();
    } else {
        let request = NewRequest { course: Path::new("."), path: PAGE, title: None, bundle: false };
        new_observed(request, &mut observer).unwrap();
    }
}

/// Runs that process in the course.
fn killed(course: &Course, at: usize, what: &[(&str, &str)]) -> Output {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["alone::a_command_that_is_killed", "--exact", "--test-threads=1"])
        .current_dir(course.path(""))
        .env("CLINIC_KILL_AT", at.to_string())
        .envs(what.iter().copied())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(!said.contains("panicked"), "{said}");
    output
}

#[test]
fn repairs_are_all_written_or_none_wherever_that_was_cut_short() {
    let broken = || {
        let course = course();
        for name in ["a", "b", "c"] {
            course.write(&format!("content/{name}.md"), module("One: two", ""));
        }
        course
    };
    let repair = |course: &Course| clinic(&course.path(""), &["check", "--fix"]).output().unwrap();
    let (before, after) = (broken().tree(), broken());
    assert!(repair(&after).status.success());
    let after = after.tree();
    for at in 0.. {
        let course = broken();
        let output = killed(&course, at, &[("CLINIC_KILL_FIX", "")]);
        // Whatever is asked next takes back what was cut short, and says so.
        let next = said(&clinic(&course.path(""), &["check"]).output().unwrap());
        let healed = seen(course.tree());
        assert!(healed == before || healed == after, "killed before change {at}: half of it stands");
        assert!(repair(&course).status.success());
        assert!(seen(course.tree()) == after, "killed before change {at}");
        // What waited is swept by whoever changes files there next.
        assert!(healed == after || course.tree() == after, "killed before change {at}: something stays");
        if output.status.success() {
            // Old and new of each file, the journal, each file, and the end of the journal at least.
            assert!(at > 2 * 3 + 1 + 3, "only {at} changes were cut short");
            assert!(!next.contains("was interrupted"), "{next}");
            break;
        }
    }
}

#[test]
fn a_module_that_gets_its_folder_is_whole_wherever_that_was_cut_short() {
    let before = course().tree();
    let after = with_page(&course());
    for at in 0.. {
        let course = course();
        let output = killed(&course, at, &[]);
        is_healed(&course, &before, &after, &format!("killed before change {at}"));
        if output.status.success() {
            // Old and new of each file, the journal, two folders, each file, and the end of the journal at least.
            assert!(at > 2 * 9 + 1 + 2 + 9 + 1, "only {at} changes were cut short");
            break;
        }
    }
}

/// Runs these in one folder at once.
fn at_once(course: &Path, commands: &[&[&str]]) -> Vec<Output> {
    let started: Vec<_> = commands.iter().map(|arguments| clinic(course, arguments).spawn().unwrap()).collect();
    started.into_iter().map(|child| child.wait_with_output().unwrap()).collect()
}

/// Each that did nothing says why.
fn did_all_or_say_why(outputs: &[Output], reasons: &[&str]) -> usize {
    for output in outputs.iter().filter(|output| !output.status.success()) {
        let said = said(output);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(reasons.iter().any(|reason| said.contains(reason)), "{said}");
    }
    outputs.iter().filter(|output| output.status.success()).count()
}

const AT_WORK: &str = ") is changing files in this course";

#[test]
fn modules_that_are_made_at_once_have_numbers_of_their_own() {
    for _ in 0..times("PAIRS", 4) {
        let course = course();
        let outputs = at_once(&course.path(""), &[&["new", "s/one"], &["new", "s/two"]]);
        let made = did_all_or_say_why(&outputs, &[AT_WORK]);
        assert!(made > 0);
        let names = fs::read_dir(course.path("content/01-s")).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        let numbers = names.iter().filter_map(|name| name.split_once('-')).map(|(number, _)| number);
        let mut unique: Vec<_> = numbers.clone().collect();
        unique.dedup();
        assert_eq!(unique.len(), numbers.count(), "{names:?}");
        assert_eq!(unique.len(), 5 + made, "{names:?}");
        assert!(!names.iter().any(|name| name.contains(".clinic-")), "{names:?}");
    }
}

#[test]
fn of_the_same_page_twice_at_once_one_is_made() {
    let after = with_page(&course());
    for _ in 0..times("PAIRS", 4) {
        let course = course();
        let outputs = at_once(&course.path(""), &[&["new", PAGE], &["new", PAGE]]);
        let made = did_all_or_say_why(&outputs, &[AT_WORK, " already has this address"]);
        assert_eq!(made, 1);
        assert!(course.tree() == after, "{:?}", course.tree().keys());
    }
}

#[test]
fn of_two_courses_in_one_folder_at_once_one_is_made() {
    let alone = |title: &str| {
        let folder = tempfile::tempdir().unwrap();
        assert!(clinic(folder.path(), &["init", "a", "--title", title]).status().unwrap().success());
        tree(folder.path())
    };
    let (one, two) = (alone("One"), alone("Two"));
    for _ in 0..times("PAIRS", 4) {
        let folder = tempfile::tempdir().unwrap();
        let outputs = at_once(folder.path(), &[&["init", "a", "--title", "One"], &["init", "a", "--title", "Two"]]);
        let made = did_all_or_say_why(&outputs, &[AT_WORK, " already exists"]);
        assert_eq!(made, 1);
        let course = tree(folder.path());
        assert!(course == one || course == two, "{:?}", course.keys());
    }
}

#[test]
fn a_repair_and_a_move_at_once_lose_nothing() {
    let repairable = module("Broken", "description: 'x\n---\nx\n").replace("'x", "it's: so");
    let with_break = || course().and("content/01-s/06-q.md", &repairable);
    let alone = |commands: &[&[&str]]| {
        let course = with_break();
        for arguments in commands {
            at_once(&course.path(""), &[arguments]);
        }
        course.tree()
    };
    let (fix, page): (&[&str], &[&str]) = (&["check", "--fix"], &["new", PAGE]);
    let ends = [alone(&[fix]), alone(&[page]), alone(&[fix, page])];
    assert!(ends[0] != ends[1] && ends[1] != ends[2]);
    for _ in 0..times("PAIRS", 4) {
        let course = with_break();
        let mut outputs = at_once(&course.path(""), &[fix, page]);
        // Whoever reads a course while it changes may find in it what a moment later is gone.
        outputs.retain(|output| output.status.code() != Some(1));
        did_all_or_say_why(&outputs, &[AT_WORK, "was changed while it was being read"]);
        assert!(ends.contains(&course.tree()), "{:?}", course.tree().keys());
    }
}

#[test]
fn every_command_that_makes_files_waits_for_nobody_and_says_who_is_at_work() {
    let course = course();
    let Locked::Ours(_lock) = Lock::take(&course.path(Lock::NAME)).unwrap() else { panic!("not locked") };
    let before = course.tree();
    for arguments in [&["new", "s/x"][..], &["new", PAGE], &["theme", "copy", "clinic"], &["init", "."]] {
        let output = clinic(&course.path(""), arguments).output().unwrap();
        let said = said(&output);
        assert_eq!(output.status.code(), Some(2), "{said}");
        let at_work =
            format!("another run of clinic (process {}) is changing files in this course", std::process::id());
        assert!(said.contains(&at_work) && said.contains("wait until that run finishes"), "{said}");
        assert!(course.tree() == before);
    }
    assert!(clinic(&course.path(""), &["check"]).status().unwrap().success());
}
