//! Nothing that is withheld reaches a learner, by whatever door: courses are made by chance, with a made-up word in each
//! thing that learners must not see, and no such word may occur in what is built, shown in a preview, or told by it.
//!
//! `LEAKS=1000 cargo test --release --test program leaks` tries more of them, and says what was found; `LEAKS_FROM` is the first.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]
#![allow(clippy::format_collect, clippy::format_push_string, reason = "the texts of a test are short")]

mod courses;
mod doors;
mod learners;
mod search;

use std::collections::BTreeSet;

use crate::support::Built;
use courses::Making;
use learners::{shown, told};
use search::found;

/// So many courses are tried where nothing else is said.
const COURSES: u64 = 12;

/// What came of a number of courses.
#[derive(Debug, Default)]
struct Tally {
    courses: usize,
    built: usize,
    words: usize,
    bytes: usize,
    findings: usize,
    leaks: BTreeSet<String>,
}

impl Tally {
    fn search(&mut self, words: &BTreeSet<String>, place: &str, name: &str, bytes: &[u8]) {
        self.bytes += bytes.len() + name.len();
        let all = found(words, bytes).into_iter().chain(found(words, name.as_bytes()));
        self.leaks.extend(all.map(|word| format!("{word} in {place} {name}")));
    }

    fn try_course(&mut self, seed: u64) {
        let mut making = Making::of(seed);
        let course = making.course();
        let words = &making.words;
        let built: Built = course.build();
        if course.path("public").exists() {
            self.built += 1;
            for (path, bytes) in built.tree() {
                self.search(words, &format!("{seed} public"), &path, &bytes);
            }
        }
        for (path, bytes) in shown(&course) {
            self.search(words, &format!("{seed} preview"), &path, &bytes);
        }
        self.search(words, &format!("{seed} events"), "", &told(&course));
        self.courses += 1;
        self.words += words.len();
        self.findings += built.all().len();
    }
}

#[test]
fn nothing_withheld_reaches_learners_by_any_door() {
    let number =
        |name: &str, usual: u64| std::env::var(name).ok().and_then(|typed| typed.parse().ok()).unwrap_or(usual);
    let (first, courses) = (number("LEAKS_FROM", 0), number("LEAKS", COURSES));
    let mut tally = Tally::default();
    for seed in first..first + courses {
        tally.try_course(seed);
    }
    println!("{tally:#?}");
    assert!(tally.built * 2 > tally.courses, "most courses are whole: {} of {}", tally.built, tally.courses);
    assert_eq!(tally.leaks, BTreeSet::new());
}
