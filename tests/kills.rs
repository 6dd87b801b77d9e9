//! The program is killed at moments of chance, over and over, and what it left is healed by the next run. Where it is cut
//! short before each change to the disk, one after the other, stands in `program/publish.rs` and `program/alone.rs`; this
//! takes long, and `tests/nightly` runs it. `KILLS` says how often.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use support::chance::Chance;
use support::{Course, module, tree};

fn rounds() -> usize {
    std::env::var("KILLS").map_or(200, |text| text.parse().expect("KILLS is a number"))
}

/// A course whose pages all say `word`, with a page of its own.
fn course(word: &str) -> Course {
    let course = Course::with("content/_index.md", format!("# Home of {word}\n"))
        .and("content/01-unit/_index.md", "# Unit\n[m](10-m10.md)\n")
        .and(&format!("content/01-unit/90-{word}.md"), module("Own", ""));
    for number in 10..20 {
        let text = module(&format!("M{number}"), &format!("---\nA page of {word}, after [m](10-m10.md).\n"));
        course.write(&format!("content/01-unit/{number}-m{number}.md"), text);
    }
    course
}

fn clinic(course: &Course, arguments: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("clinic"));
    command.args(arguments).current_dir(course.path("")).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn kill_within(mut command: Command, microseconds: usize) {
    let mut child = command.spawn().unwrap();
    thread::sleep(Duration::from_micros(microseconds as u64));
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn what_a_killed_build_left_is_healed_by_any_other() {
    let courses = [course("one"), course("two")];
    let root = tempfile::tempdir().unwrap();
    let build = |course: &Course, folder: &Path| clinic(course, &["build", "--output", folder.to_str().unwrap()]);
    let alone = courses.each_ref().map(|course| {
        let folder = tempfile::tempdir_in(root.path()).unwrap();
        assert!(build(course, folder.path()).status().unwrap().success());
        tree(folder.path())
    });
    let folder = root.path().join("site");
    let mut chance = Chance(1);
    for round in 0..rounds() {
        kill_within(build(chance.of(&courses), &folder), chance.below(150_000));
        let next = chance.below(courses.len());
        assert!(build(&courses[next], &folder).status().unwrap().success(), "round {round}");
        assert!(tree(&folder) == alone[next], "round {round}: not healed");
        if chance.one_in(5) {
            fs::remove_dir_all(&folder).unwrap();
        }
    }
}

#[test]
fn what_a_killed_command_left_is_healed_by_the_next() {
    let page = ["new", "unit/m10/practice/lab"];
    let seen = |course: &Course| {
        let mut tree = course.tree();
        tree.retain(|path, _| !path.contains(".clinic-"));
        tree
    };
    let before = course("one").tree();
    let whole = course("one");
    assert!(clinic(&whole, &page).status().unwrap().success());
    let after = seen(&whole);
    let mut chance = Chance(2);
    for round in 0..rounds() {
        let course = course("one");
        kill_within(clinic(&course, &page), chance.below(60_000));
        // Whatever it does: a command about this course takes back what was cut short.
        clinic(&course, &["new", "unit/90-one"]).status().unwrap();
        let now = seen(&course);
        assert!(now == before || now == after, "round {round}: {:?}", now.keys());
    }
}
