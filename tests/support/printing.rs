//! A course to print, and what `clinic print` makes of it.

use std::fs;

use assert_cmd::assert::Assert;

use super::{Course, module, tree};

/// Three modules, two of them called alike, with an image, a link and an answer.
pub fn course() -> Course {
    let checks = "checks:\n- title: Group\n  statements:\n  - text: '[Caches](02-cache.md) ![Tree](tree.svg) never lie.'\n    answer: Zebrawort.\n";
    Course::with("clinic.yaml", "title: Kurs\nlanguage: de\n")
        .and("content/_index.md", "# Home\n")
        .and("content/01-store/_index.md", "# Store\n")
        .and("content/01-store/01-intro.md", module("'Zähler & Nenner'", checks))
        .and("content/01-store/02-cache.md", module("Cache", ""))
        .and("content/01-store/tree.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"20\"><rect width=\"20\" height=\"20\" fill=\"#c81ea0\"/></svg>")
        .and("content/02-net/_index.md", "# Net\n")
        .and("content/02-net/01-intro.md", module("Netz", ""))
}

/// Runs `clinic print` into the folder `out`; profiles come into `temporary`, both in the course's folder.
pub fn print(course: &Course, arguments: &[&str]) -> Assert {
    fs::create_dir_all(course.path("temporary")).unwrap();
    let mut command = course.command(&[&["print", "--out", "out"], arguments].concat());
    command.env_remove("CLINIC_BROWSER").env("TMPDIR", course.path("temporary")).assert()
}

/// What the program said.
pub fn said(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stderr.clone()).unwrap()
}

/// The files in `out`.
pub fn files(course: &Course) -> Vec<String> {
    if course.path("out").is_dir() { tree(&course.path("out")).into_keys().collect() } else { Vec::new() }
}

/// Neither pages nor profiles are left.
pub fn expect_tidy(course: &Course) {
    assert_eq!(fs::read_dir(course.path("temporary")).unwrap().count(), 0, "a profile is left");
    assert!(files(course).iter().all(|file| !file.starts_with('.')), "{:?}", files(course));
}
