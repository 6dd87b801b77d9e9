//! `clinic check` of single files: the whole course is read, and what is said, repaired and counted is of these files alone.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the program from outside")]

use std::fs;
use std::process::Output;

use serde_json::Value;

use crate::support::{Course, clinic, found, module};

const FORMATS: [&str; 4] = ["human", "concise", "json", "github"];

/// An error in `a`, a warning in `b`, nothing in `c`, and a key in the configuration that means nothing.
fn course() -> Course {
    Course::with("clinic.yaml", "title: C\ncolour: red\n")
        .and("content/_index.md", "---\ntitle: Home\n---\n")
        .and("content/01-a.md", module("A", "---\n[C](03-c.md) [gone](gone.md)\n"))
        .and("content/02-b.md", "---\ntitle: B\n---\nText.\n")
        .and("content/03-c.md", module("C", "---\nText.\n"))
}

fn check(course: &Course, here: &str, arguments: &[&str]) -> (i32, String, String) {
    let mut command = clinic();
    command.current_dir(course.path(here)).arg("check").args(arguments);
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// `rule path:line:column` of all that is told.
fn places(course: &Course, here: &str, files: &[&str]) -> Vec<String> {
    let (_, json, beside) = check(course, here, &[files, &["--format", "json"]].concat());
    assert!(json.starts_with('{'), "{beside}");
    found(&json).iter().map(crate::support::Found::place).collect()
}

const IN_A: &str = "broken-link content/01-a.md:6:14";
const IN_B: &str = "no-clinic content/02-b.md:1:1";
const IN_CONFIGURATION: &str = "misplaced-key clinic.yaml:2:1";

#[test]
fn only_the_findings_of_the_files_that_were_named_are_told() {
    let course = course();
    assert_eq!(places(&course, "", &[]), [IN_CONFIGURATION, IN_A, IN_B]);
    for _ in ["made", "repeated from what was kept"] {
        assert_eq!(places(&course, "", &["content/01-a.md"]), [IN_A]);
        assert_eq!(places(&course, "", &["content/02-b.md"]), [IN_B]);
        assert_eq!(places(&course, "", &["content/03-c.md"]), [""; 0]);
        assert_eq!(places(&course, "", &["content/02-b.md", "content/01-a.md"]), [IN_A, IN_B]);
        assert_eq!(places(&course, "", &["clinic.yaml"]), [IN_CONFIGURATION]);
    }
    assert_eq!(places(&course, "content", &["01-a.md"]), [IN_A]);
    assert_eq!(places(&course, "content", &["../content/./01-a.md", "01-a.md"]), [IN_A]);
    let absolute = course.path("content/01-a.md");
    assert_eq!(places(&course, "", &[absolute.to_str().unwrap()]), [IN_A]);
    course.write("elsewhere/x", "");
    assert_eq!(places(&course, "elsewhere", &["../content/01-a.md"]), [IN_A]);
}

#[test]
fn status_and_summary_are_of_the_files_that_were_named() {
    let course = course();
    for format in FORMATS {
        let of = |files: &[&str]| {
            let (status, said, beside) = check(&course, "", &[files, &["--format", format]].concat());
            (
                status,
                said,
                beside
                    .lines()
                    .filter(|line| !line.starts_with("run `clinic ") && !line.is_empty())
                    .collect::<Vec<_>>()
                    .join("|"),
            )
        };
        let (status, said, beside) = of(&["content/01-a.md"]);
        assert!(status == 1 && said.contains("broken-link") && !said.contains("no-clinic"), "{format}: {said}");
        assert!(beside.starts_with("1 file, 1 error in "), "{format}: {beside}");
        assert!(beside.ends_with("|1 error, 1 warning in other files in the course"), "{format}: {beside}");
        let (status, said, beside) = of(&["content/02-b.md", "content/03-c.md"]);
        assert!(status == 0 && said.contains("no-clinic"), "{format}: {said}");
        assert!(beside.starts_with("2 files, 1 warning in "), "{format}: {beside}");
        let (status, said, beside) = of(&["content/03-c.md"]);
        assert!(status == 0 && !said.contains("broken-link"), "{format}: {said}");
        assert!(beside.starts_with("1 file, no findings in "), "{format}: {beside}");
        assert!(beside.ends_with("|2 errors, 1 warning in other files in the course"), "{format}: {beside}");
    }
    assert_eq!(check(&course, "", &["content/02-b.md", "--deny-warnings"]).0, 1);
    assert_eq!(check(&course, "", &["content/03-c.md", "--deny-warnings"]).0, 0);
    let json: Value = serde_json::from_str(&check(&course, "", &["content/01-a.md", "--format", "json"]).1).unwrap();
    assert_eq!((&json["errors"], &json["warnings"]), (&1.into(), &0.into()));
}

#[test]
fn nothing_is_said_of_other_files_that_have_no_findings() {
    let course = Course::with("content/_index.md", "---\ntitle: Home\n---\n")
        .and("content/01-a.md", module("A", "---\n[gone](gone.md)\n"));
    let (_, _, beside) = check(&course, "", &["content/01-a.md"]);
    assert!(beside.contains("1 file, 1 error") && !beside.contains("other files"), "{beside}");
}

#[test]
fn only_the_files_that_were_named_are_repaired() {
    let broken = "---\ntitle: A: b\nradar:\n  - { mistake: M, where: W, symptom: S, repair: R }\n---\n";
    let course = Course::with("content/_index.md", "---\ntitle: Home\n---\n")
        .and("content/01-a.md", broken)
        .and("content/02-b.md", broken);
    let (status, _, beside) = check(&course, "", &["--fix", "content/01-a.md"]);
    assert!(status == 0 && beside.contains("repaired 1 line") && beside.contains("1 file, no findings"), "{beside}");
    assert!(fs::read_to_string(course.path("content/01-a.md")).unwrap().contains("title: 'A: b'"));
    assert_eq!(fs::read_to_string(course.path("content/02-b.md")).unwrap(), broken);
}

#[test]
fn answers_in_another_folder_are_files_of_the_course() {
    let course = Course::with("book/clinic.yaml", "title: C\nanswers: ../private\n")
        .and("book/content/_index.md", "---\ntitle: Home\n---\n")
        .and("book/content/01-a.md", module("A", "---\nText.\n"))
        .and("private/01-a.yaml", "- for: nothing like it\n  error: E\n");
    course.remove("clinic.yaml");
    let whole = places(&course, "book", &[]);
    assert!(whole.len() == 1 && whole[0].contains("private/01-a.yaml"), "{whole:?}");
    assert_eq!(places(&course, "book", &["../private/01-a.yaml"]), whole);
    let (status, _, beside) = check(&course, "", &["private/01-a.yaml"]);
    assert!(status == 2 && beside.contains("`private/01-a.yaml` is not in a course"), "{beside}");
}

#[test]
fn what_is_no_file_of_one_course_is_refused() {
    let course = course()
        .and("README.md", "# Read me\n")
        .and("content/.notes.md", "# Notes\n")
        .and("other/clinic.yaml", "title: Other\n")
        .and("other/content/_index.md", "---\ntitle: Home\n---\n");
    check(&course, "", &[]);
    course.run(&["build", "other"]).success();
    for (arguments, message) in [
        (&["content/missing.md"][..], "the file `content/missing.md` does not exist"),
        (&["content/01-a.md", "content/missing"], "the file `content/missing` does not exist"),
        (&["README.md"], "`README.md` is not part of the course in `.`"),
        (&["content/01-a.md", "README.md"], "`README.md` is not part of the course in `.`"),
        (&["content/.notes.md"], "`content/.notes.md` is not part of the course in `.`"),
        (&["other/public/index.html"], "`other/public/index.html` is not part of the course in `other`"),
        (&["content", "content/01-a.md"], "the folder `content` cannot be combined with other paths"),
        (&["other/clinic.yaml", "clinic.yaml"], "belong to different courses"),
        (&["content/01-a.md", "--paper"], "`--paper` works only with a whole course"),
    ] {
        let (status, said, beside) = check(&course, "", arguments);
        assert_eq!((status, said.as_str()), (2, ""), "{arguments:?}: {beside}");
        assert!(beside.contains(message) && beside.contains("\n  help: "), "{arguments:?}: {beside}");
        let (status, ..) = check(&course, "", &[arguments, &["--fix"]].concat());
        assert_eq!(status, 2, "nor repaired: {arguments:?}");
    }
}
