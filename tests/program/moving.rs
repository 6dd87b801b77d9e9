//! `clinic move`: files go where they are wanted, every reference follows, old addresses lead on, and nothing else changes.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::{Course, module, tree};

/// Moves something, and gives what was said.
fn moved(course: &Course, from: &str, to: &str) -> String {
    let output = course.command(&["move", from, to]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}");
    told
}

/// Tries to, in vain: the disk stays as it was.
fn refused(course: &Course, from: &str, to: &str) -> String {
    let before = course.tree();
    let output = course.command(&["move", from, to]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{from} to {to}");
    assert!(course.tree() == before, "{from} to {to}");
    String::from_utf8(output.stderr).unwrap()
}

fn text(course: &Course, path: &str) -> String {
    fs::read_to_string(course.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A copy of the sample course.
fn sample() -> Course {
    let course = Course::with("clinic.yaml", "");
    for (path, bytes) in tree(Path::new("site")) {
        let is_made = path.starts_with("public") || path.starts_with(".clinic/");
        if !is_made {
            course.write(&path, bytes);
        }
    }
    course
}

/// Every line of the texts of a course, with its file.
fn lines(course: &Course) -> BTreeSet<(String, String)> {
    let texts = course.tree().into_iter().filter(|(path, _)| !path.starts_with("public"));
    let of = |(path, bytes): (String, Vec<u8>)| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        text.lines().map(|line| (path.clone(), line.to_owned())).collect::<Vec<_>>()
    };
    texts.flat_map(of).collect()
}

#[test]
fn parts_of_the_sample_move_without_a_trace_but_their_references() {
    for (from, to, old, new) in [
        (
            "systems/event-driven/practice/outbox",
            "systems/event-driven/practice/relay",
            "content/02-systems/02-event-driven/practice/02-outbox.md",
            "content/02-systems/02-event-driven/practice/02-relay.md",
        ),
        ("craft/git", "systems", "content/01-craft/01-git", "content/02-systems/04-git"),
        ("systems", "foundations", "content/02-systems", "content/02-foundations"),
    ] {
        let course = sample();
        let (files, before) = (course.tree(), lines(&course));
        let told = moved(&course, from, to);
        assert!(told.starts_with(&format!("moved {} to {}\n", path(old), path(new))), "{told}");
        assert!(!told.contains("look at"), "{told}");
        course.check().expect_no_findings();
        // Each file is where it was, or at its new place.
        let place = |path: &str| {
            let (old, new) = (old.replace("content/", ""), new.replace("content/", ""));
            let (old, new) = (old.trim_end_matches(".md"), new.trim_end_matches(".md"));
            path.replace(&format!("/{old}/"), &format!("/{new}/")).replace(&format!("/{old}."), &format!("/{new}."))
        };
        let places: BTreeSet<String> = files.keys().map(|path| place(path)).collect();
        assert_eq!(course.tree().into_keys().collect::<BTreeSet<_>>(), places);
        // What was said is what was changed.
        let before: BTreeSet<(String, String)> = before.into_iter().map(|(path, line)| (place(&path), line)).collect();
        let after = lines(&course);
        let said = |sign: char| -> BTreeSet<&str> {
            told.lines().filter_map(|line| line.strip_prefix(&format!("  {sign} "))).collect()
        };
        let lost = before.difference(&after).map(|(_, line)| line.trim());
        assert_eq!(lost.collect::<BTreeSet<_>>(), said('-'), "{from}");
        let won = after.difference(&before).map(|(_, line)| line.trim());
        assert_eq!(won.collect::<BTreeSet<_>>(), said('+'), "{from}");
    }
}

/// As the program names what lies in the folder that it works in.
fn path(path: &str) -> String {
    format!("./{path}")
}

#[test]
fn every_old_address_leads_on() {
    let course = sample();
    let pages = |course: &Course| -> BTreeSet<String> {
        course.build();
        let built = tree(&course.path("public")).into_keys().filter(|path| path.ends_with("index.html"));
        built.filter(|path| !path.contains("/print/") && !path.contains("/data/")).collect()
    };
    let before = pages(&course);
    moved(&course, "systems", "foundations");
    moved(&course, "foundations/event-driven/practice/outbox.md", "foundations/event-driven/practice/relay.md");
    let after = pages(&course);
    let generated = ["systems/radar/index.html"];
    let lost: Vec<_> = before.difference(&after).filter(|path| !generated.contains(&path.as_str())).collect();
    assert!(lost.is_empty(), "{lost:?}");
    let old = text(&course, "public/systems/event-driven/practice/outbox/index.html");
    assert!(old.contains("../../../../foundations/event-driven/practice/relay/"), "{old}");
}

fn small() -> Course {
    Course::with("clinic.yaml", "title: Course\nradar_presets:\n  often:\n    each: practice/*.md\n    mistake: Again in {where}\n    symptom: S\n    repair: R\nrules: { practice-without-checks: off }\n")
        .and("content/_index.md", "# Home\n\n[print](/a/m/print/) [lab](/a/m/practice/lab/) [radar](/radar/)\n")
        .and("content/a/_index.md", "# A\n")
        .and("content/a/m/index.md", module("M", "---\n[lab](practice/lab.md) ![p](p.svg)\n"))
        .and("content/a/m/p.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>")
        .and("content/a/m/practice/lab.md", "# Lab\n\n## Mistake check\n\n1. Wrong.\n")
        .and("content/a/n.md", module("N", "---\n[lab](m/practice/lab.md)\n"))
        .and("content/b/_index.md", "# B\n")
        .and("content/b/o.md", "---\ntitle: O\nkind: page\n---\n")
        .and("answers/a/m/practice/lab.yaml", "- for: Wrong.\n  correction: Right.\n")
}

#[test]
fn generated_addresses_and_answers_follow() {
    let course = small();
    moved(&course, "a/m", "b/new");
    assert_eq!(
        text(&course, "content/_index.md"),
        "# Home\n\n[print](/b/new/print/) [lab](/b/new/practice/lab/) [radar](/radar/)\n"
    );
    assert!(text(&course, "content/a/n.md").contains("[lab](../b/new/practice/lab.md)"));
    assert!(course.path("content/b/new/p.svg").is_file() && course.path("answers/b/new/practice/lab.yaml").is_file());
    assert!(!course.path("content/a/m").exists() && !course.path("answers/a").exists());
    course.check().expect_no_findings();
}

#[test]
fn a_row_made_of_a_page_is_known_by_its_earlier_id() {
    let course = small();
    let rows = |data: &str| -> serde_json::Value {
        course.build();
        serde_json::from_str::<serde_json::Value>(&text(&course, data)).unwrap()["radar"].clone()
    };
    let row = |rows: &serde_json::Value| rows.as_array().unwrap().last().unwrap().clone();
    let before = row(&rows("public/assets/data/a/m.json"));
    let told = moved(&course, "a/m/practice/lab", "a/m/practice/workshop");
    assert!(!told.contains("another id"), "{told}");
    let after = row(&rows("public/assets/data/a/m.json"));
    assert_ne!(before["id"], after["id"]);
    assert_eq!(after["was"], serde_json::json!([before["id"]]));
    // A module that moves takes its rows along.
    moved(&course, "a/m", "b");
    assert_eq!(row(&rows("public/assets/data/b/m.json"))["id"], after["id"]);
    moved(&course, "b/m/practice/workshop", "b/m/practice/lab");
    assert_eq!(row(&rows("public/assets/data/b/m.json"))["id"], before["id"]);
}

#[test]
fn aliases_are_written_in_the_form_that_is_there() {
    for (front, expected) in [
        ("---\ntitle: T\n---\n", "---\ntitle: T\naliases: ['/a/t/']\n---\n"),
        ("---\r\ntitle: T\r\ntags: [x]\r\n---\r\n", "---\r\ntitle: T\r\naliases: ['/a/t/']\r\ntags: [x]\r\n---\r\n"),
        ("---\ntags: [x]\n---\n# T\n", "---\naliases: ['/a/t/']\ntags: [x]\n---\n# T\n"),
        ("# T\n\nText.\n", "---\naliases: ['/a/t/']\n---\n\n# T\n\nText.\n"),
        ("---\ntitle: T\naliases: [/x/]\n---\n", "---\ntitle: T\naliases: [/x/, '/a/t/']\n---\n"),
        ("---\ntitle: T\naliases: /x/\n---\n", "---\ntitle: T\naliases: [/x/, '/a/t/']\n---\n"),
        ("---\ntitle: T\naliases: ['x']\n---\n", "---\ntitle: T\naliases: ['x', '/a/t/']\n---\n"),
        (
            "---\ntitle: T\naliases:\n  - /x/\n  - \"/y/\"\ntags: [x]\n---\n",
            "---\ntitle: T\naliases:\n  - /x/\n  - \"/y/\"\n  - '/a/t/'\ntags: [x]\n---\n",
        ),
        (
            "---\ntitle: >-\n  Two\n  lines\ntags: [x]\n---\n",
            "---\ntitle: >-\n  Two\n  lines\naliases: ['/a/t/']\ntags: [x]\n---\n",
        ),
        // On its way back the page lists the address that it comes from.
        ("---\ntitle: T\naliases: [/u/, /x/]\n---\n", "---\ntitle: T\naliases: ['/a/t/', /x/]\n---\n"),
    ] {
        let course = Course::with("content/a/t.md", front)
            .and("clinic.yaml", "title: Course\nrules: { no-clinic: off }\n")
            .and("content/a/_index.md", "# A\n\nText.\n")
            .and("content/_index.md", "# Home\n");
        moved(&course, "a/t", "u");
        assert_eq!(text(&course, "content/u.md"), expected, "{front}");
        course.check().expect_no_findings();
    }
}

#[test]
fn numbers_order_and_are_kept_or_counted_on() {
    let course = Course::with("content/01-a/_index.md", "# A\n")
        .and("content/01-a/01-m.md", module("M", ""))
        .and("content/01-a/02-n.md", module("N", ""))
        .and("content/02-b/_index.md", "# B\n")
        .and("content/02-b/01-o.md", module("O", ""));
    for (from, to, now) in [
        ("a/m", "a/l", "content/01-a/01-l.md"),
        ("a/l", "b", "content/02-b/02-l.md"),
        ("b/l", "b/05-l", "content/02-b/05-l.md"),
        ("content/02-b/05-l.md", "./content/01-a/l.md", "content/01-a/03-l.md"),
        ("a/l", "c/k", "content/03-c/01-k.md"),
    ] {
        moved(&course, from, to);
        assert!(course.path(now).is_file(), "{from} to {to}");
    }
    assert!(text(&course, "content/03-c/_index.md").contains("title: 'C'"));
    // Only another number is no other address.
    let course = Course::with("content/01-m.md", module("M", ""));
    let told = moved(&course, "m", "02-m");
    assert!(!told.contains("aliases") && course.path("content/02-m.md").is_file(), "{told}");
}

#[test]
fn what_cannot_be_moved_is_refused_with_a_reason() {
    let course = small().and("content/a/m/clinic.md", module("Clinic", ""));
    for (from, to, why) in [
        ("a/x", "b/x", "this course has no page, module, or section `a/x`"),
        ("a/m/practice/lib", "b/x", "did you mean `a/m/practice/lab`?"),
        ("", "b/x", "the home page cannot be moved"),
        ("a", "a/c", "a section cannot be moved into itself"),
        ("a/n", "a/n/x", "a module cannot be moved into itself"),
        ("a/n", "a/m/x", "it cannot become part of the module in that folder"),
        ("b", "a/m/x", "`b` is a section"),
        ("a/m/practice/lab", "b/lab", "it cannot become a module in a section"),
        ("a/m/clinic", "a/m/other", "this is the clinic page of a module, so it can move only with the module"),
        ("a/n", "b/o", "already has this address"),
        ("a/n", "a/n", "`a/n.md` already exists"),
        ("a/n", "b/print", "is reserved for the site's own files"),
        ("a/n", "b/x?", "is not a valid path"),
    ] {
        let told = refused(&course, from, to);
        assert!(told.contains(why), "{from} to {to}: {told}");
    }
    let course = small().and("content/a/n.md", module("N", "aliases: [/b/free/]\n---\n"));
    let told = refused(&course, "a/m", "b/free");
    assert!(told.contains("is an earlier address of `content/a/n.md`"), "{told}");
}

#[test]
fn a_page_goes_to_another_module_which_becomes_a_folder() {
    let course = small();
    let told = moved(&course, "a/m/practice/lab", "a/n/practice/lab");
    assert!(told.contains("moved ./content/a/n.md to ./content/a/n/index.md"), "{told}");
    assert!(text(&course, "content/a/n/index.md").contains("[lab](practice/lab.md)"));
    assert!(text(&course, "content/a/m/index.md").contains("[lab](../n/practice/lab.md)"));
    assert!(course.path("answers/a/n/practice/lab.yaml").is_file());
    assert!(!course.path("content/a/m/practice").exists());
}

#[test]
fn what_a_module_no_longer_inherits_is_told() {
    let section = "---\ntitle: B\ndefaults:\n  protocol: { steps: [{ id: own, text: Stop. }] }\n---\nText.\n";
    let course = small().and("content/b/_index.md", section);
    let told = moved(&course, "a/m", "b");
    assert!(told.contains("check content/b/m/index.md:1: this module no longer inherits all of its rows"), "{told}");
}

#[test]
fn what_is_no_part_of_the_course_stays_and_is_told() {
    let course = small().and("content/a/m/index.md~", "old\n");
    let told = moved(&course, "a/m", "b/m");
    assert!(told.contains("check content/a/m/index.md~:1: this file is not part of the course"), "{told}");
    assert!(course.path("content/a/m/index.md~").is_file());
}
