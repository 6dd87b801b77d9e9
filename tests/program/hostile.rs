//! What a check finds no error in, a build writes: courses of hostile names, tags, aliases and folders.
//!
//! `COURSES=5000 cargo test --test program hostile -- --nocapture` makes more of them, and says what came of them.
#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::collections::BTreeMap;
use std::fs;
use std::ops::{Deref, DerefMut};
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use crate::support::chance::Chance;
use crate::support::{Course, ROW};
use mistake_clinic::api::finding::Severity;
use mistake_clinic::api::model::Edition;
use mistake_clinic::api::pipeline::{self, Destination, Options, Report};

/// How many courses are made where `COURSES` does not say.
const COURSES: usize = 16;

/// Chance, by which one name in so many is of one hostile kind.
struct Whim {
    chance: Chance,
    rare: usize,
}

impl Deref for Whim {
    type Target = Chance;

    fn deref(&self) -> &Chance {
        &self.chance
    }
}

impl DerefMut for Whim {
    fn deref_mut(&mut self) -> &mut Chance {
        &mut self.chance
    }
}

/// Words that names are made of.
const WORDS: [&str; 44] = [
    "a",
    "A",
    "b",
    "01-a",
    "é",
    "e\u{301}",
    "É",
    "İ",
    "ß",
    "漢字",
    "नि",
    "👩\u{200d}🔬",
    ".net",
    "..a",
    "a.",
    "a ",
    " a",
    "%20",
    "%",
    "+",
    "~",
    "#1",
    "a?b",
    "a:b",
    "a*b",
    "a|b",
    "<b>",
    "\"q\"",
    "it's",
    "back\\slash",
    "esc\u{1b}[2J",
    "tab\tbed",
    "nl\nbr",
    "del\u{7f}",
    "CON",
    "nul.txt",
    "com1",
    "index.html",
    "404.html",
    "print",
    "page",
    "radar",
    "tags",
    "\u{202e}rtl",
];

/// Lengths around those at which something changes.
const LENGTHS: [usize; 14] = [1, 2, 60, 127, 128, 200, 239, 240, 244, 245, 250, 251, 252, 255];

/// Some courses have many hostile names, some have few, so that many a course is written.
fn name(chance: &mut Whim) -> String {
    let rare = chance.rare;
    match chance.below(rare) {
        0 => chance.of(&["x", "é", "漢", "İ"]).repeat(*chance.of(&LENGTHS)),
        1 => (0..=chance.below(3)).map(|_| *chance.of(&WORDS)).collect(),
        2 => (*chance.of(&WORDS)).to_owned(),
        _ => format!("p{}", chance.below(10_000)),
    }
}

/// A name that a disk takes with this ending.
fn file_name(chance: &mut Whim, ending: &str) -> String {
    let mut name = name(chance).replace('/', "-");
    while name.len() + ending.len() > 255 {
        name.pop();
    }
    name + ending
}

fn quoted(text: &str) -> String {
    mistake_clinic::api::text::yaml_scalar(text)
}

/// `tags` or `aliases` of hostile values.
fn list(key: &str, chance: &mut Whim) -> String {
    let values = (0..chance.below(4)).map(|_| {
        let start = if chance.one_in(2) { "/" } else { "" };
        let rare = chance.rare;
        let count = if chance.one_in(rare) { 90 } else { chance.below(3) };
        let names = (0..=count).map(|_| match chance.below(14) {
            0 => String::new(),
            1 => "..".to_owned(),
            2 => ".".to_owned(),
            3 => "x".repeat(*chance.of(&LENGTHS) + chance.below(80)),
            _ => name(chance),
        });
        quoted(&format!("{start}{}", names.collect::<Vec<_>>().join("/")))
    });
    let values: Vec<String> = values.collect();
    if values.is_empty() { String::new() } else { format!("{key}: [{}]\n", values.join(", ")) }
}

/// Values of `output:` and `answers:`.
const FOLDERS: [&str; 43] = [
    "public",
    "answers",
    "public/answers",
    "answers/public",
    "content",
    "content/x",
    "./content",
    "x/../content",
    "static",
    "themes",
    "templates",
    "i18n/",
    ".",
    "./",
    "..",
    "../",
    "../x",
    "x/..",
    "dist/.",
    "dist/./",
    "dist//y",
    "clinic.yaml",
    "clinic.yaml/x",
    "notes.txt",
    "link",
    "link/x",
    "lost",
    "lost/x",
    "linked",
    "~",
    "~/x",
    "~x",
    "/",
    "\\x",
    "a\\b",
    "C:\\x",
    "",
    " ",
    "public-instructor",
    "public/../public",
    "con",
    "ü",
    "KEYS",
];

fn folder(chance: &mut Whim) -> String {
    match chance.below(8) {
        0 => "x".repeat(*chance.of(&[244, 245, 255, 256, 300])),
        1 => vec!["y".repeat(200); chance.below(22)].join("/"),
        2 => name(chance),
        _ => (*chance.of(&FOLDERS)).to_owned(),
    }
}

fn configuration(chance: &mut Whim) -> String {
    let mut text = "title: Course\n".to_owned();
    for key in ["output", "answers"] {
        if chance.one_in(5) {
            text = format!("{text}{key}: {}\n", quoted(&folder(chance)));
        }
    }
    if chance.one_in(4) {
        text += "base_url: https://example.org/x/\n";
    }
    text
}

/// A course that has a folder of its own around it, so that what it writes beside itself goes away with it.
struct Nested(Course);

impl Nested {
    fn path(&self, path: &str) -> PathBuf {
        self.0.path("course").join(path)
    }

    /// Writes a file, if the disk takes its name.
    fn write(&self, path: &str, content: &str) {
        let path = self.path(path);
        let made = path.parent().map(fs::create_dir_all);
        let _ = made.transpose().and_then(|_| fs::write(path, content));
    }
}

/// One course of hostile names, and what it holds.
fn course(chance: &mut Whim) -> Nested {
    let course = Nested(Course::with("course/notes.txt", "n").and("course/elsewhere/.keep", ""));
    chance.rare = *chance.of(&[30, 300, 3000]);
    course.write("clinic.yaml", &configuration(chance));
    let mut folders = vec!["content".to_owned()];
    for _ in 0..chance.below(4) {
        let above = chance.of(&folders).clone();
        folders.push(format!("{above}/{}", file_name(chance, "")));
    }
    if chance.one_in(20) {
        let deep = vec!["deep".repeat(40); 3 + chance.below(4)].join("/");
        folders.push(format!("content/{deep}"));
    }
    for folder in &folders {
        if !chance.one_in(3) {
            course.write(&format!("{folder}/_index.md"), "---\ntitle: S\n---\n");
        }
        for _ in 0..chance.below(3) {
            let kind = if chance.one_in(2) { "kind: page\nsheet: true\n" } else { ROW };
            let front = format!("title: T\n{kind}{}{}", list("tags", chance), list("aliases", chance));
            course.write(&format!("{folder}/{}", file_name(chance, ".md")), &format!("---\n{front}---\nWords.\n"));
        }
        if chance.one_in(2) {
            let svg = "<svg xmlns='http://www.w3.org/2000/svg'/>";
            course.write(&format!("{folder}/{}", file_name(chance, ".svg")), svg);
        }
    }
    extras(&course, chance);
    course
}

/// Static files, an own theme, links, and files where folders should be.
fn extras(course: &Nested, chance: &mut Whim) {
    for folder in ["static", "themes/own/static"] {
        if chance.one_in(3) {
            course.write(&format!("{folder}/{}", file_name(chance, ".png")), "p");
        }
    }
    if course.path("themes").is_dir() {
        course.write("themes/own/theme.yaml", "# Own\n");
        let text = fs::read_to_string(course.path("clinic.yaml")).unwrap();
        course.write("clinic.yaml", &(text + "theme: own\n"));
    }
    for (target, link) in [("content", "link"), ("nowhere", "lost"), ("elsewhere", "linked")] {
        if chance.one_in(2) {
            let _ = symlink(target, course.path(link));
        }
    }
    if chance.one_in(9) {
        course.write(chance.of::<&str>(&["public", "answers", "public-instructor"]), "a file");
    }
}

fn has_errors(report: &Report) -> bool {
    report.findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// What was found, a line each.
fn said(report: &Report) -> Vec<String> {
    let findings = report.findings.iter();
    findings.map(|finding| format!("{} {}: {}", finding.rule, finding.place.path, finding.message)).collect()
}

#[test]
fn what_a_check_calls_clean_a_build_writes() {
    let count = std::env::var("COURSES").ok().and_then(|count| count.parse().ok()).unwrap_or(COURSES);
    let mut chance = Whim { chance: Chance(count as u64), rare: 0 };
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut clean, mut faulty) = (0, 0);
    for number in 0..count {
        let course = course(&mut chance);
        for edition in [Edition::Learner, Edition::Instructor] {
            let options = Options::hosted(edition, false);
            let read = || pipeline::read(&course.path(""), options, &mut |_| ()).unwrap();
            let checked = read().inspect(&mut |_| ());
            let story = || format!("course {number}: {:#?}\n{:#?}", said(&checked), course.0.tree().keys());
            let built = read().build(&Destination { folder: None, adopt: false }, &mut |_| ());
            let built = built.unwrap_or_else(|error| panic!("a build fails, {error}, {}", story()));
            assert_eq!(built.published.is_some(), !has_errors(&checked), "{}", story());
            assert_eq!(has_errors(&built.report), has_errors(&checked), "{}", story());
            if let Some(published) = &built.published {
                assert!(published.folder.join("index.html").is_file(), "{}", story());
                let again =
                    read().build(&Destination { folder: None, adopt: false }, &mut |_| ()).unwrap().published.unwrap();
                assert_eq!((again.written, again.removed), (0, 0), "{}", story());
                clean += 1;
            } else {
                faulty += 1;
            }
            for finding in &checked.findings {
                *told.entry(finding.rule.id()).or_default() += 1;
            }
        }
    }
    println!("{count} courses in two editions: {clean} are written, {faulty} are told of errors: {told:#?}");
    assert!(clean * 6 > count && faulty * 6 > count, "{clean} and {faulty} of {count} say too little");
}
