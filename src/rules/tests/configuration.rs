//! Words of the configuration and of the interface.

use std::collections::BTreeSet;

use super::course::{body, bundle, config, fix_of, module};
use crate::config::meanings::MEANINGS;

// unknown-placeholder

#[test]
fn a_placeholder_of_a_preset_that_is_misspelt() {
    let preset = |mistake: &str| {
        let preset =
            format!("radar_presets: {{ p: {{ each: practice/*.md, mistake: '{mistake}', symptom: S, repair: R }} }}");
        bundle("").and("clinic.yaml", format!("title: C\n{preset}\n")).check()
    };
    for (mistake, column) in [("Ending {wher} early", 61), ("Ending **{Where}** early", 63), ("{ title }", 54)] {
        preset(mistake)
            .expect_only("unknown-placeholder", "clinic.yaml", 2, column)
            .being_a_warning()
            .helping("did you mean `{where}`?");
    }
    for mistake in ["Ending {where} with {1, 2} and {n}", "Ending `{wher}` of {where}", "$\\{where\\}$ {where}"] {
        preset(mistake).expect_no_findings();
    }
}

#[test]
fn a_placeholder_in_a_row() {
    let row = |mistake: &str| {
        body("")
            .and(
                "content/01-a.md",
                module("A", &format!("radar: [{{ mistake: '{mistake}', where: W, symptom: S, repair: R }}]\n")),
            )
            .check()
    };
    row("Ending {where} early")
        .expect_only("unknown-placeholder", "content/01-a.md", 3, 28)
        .saying("this text is in a row");
    row("Ending `{where}` or {wher}").expect_no_findings();
}

#[test]
fn numbering_has_a_place_for_the_number() {
    config("numbering: 'Module {n}'").check().expect_no_findings();
    config("numbering: Module")
        .check()
        .expect_only("unknown-placeholder", "clinic.yaml", 2, 12)
        .saying("`numbering` has no `{n}`");
    let course = config("numbering: 'Module {number}:'");
    course.check().expect_only("unknown-placeholder", "clinic.yaml", 2, 20).helping("use `{n}`");
    assert_eq!(fix_of(&course, "unknown-placeholder"), "2-2 numbering: 'Module {n}:'");
}

#[test]
fn a_repository_has_a_place_for_the_path() {
    config("repository: 'https://example.org/edit/{path}'").check().expect_no_findings();
    config("repository: https://example.org/me").check().expect_no_findings();
    config("repository: 'https://example.org/edit/{file}'").check().expect_only(
        "unknown-placeholder",
        "clinic.yaml",
        2,
        39,
    );
}

// missing-words

#[test]
fn a_language_without_words() {
    config("language: pt-BR")
        .check()
        .expect_only("missing-words", "clinic.yaml", 2, 11)
        .being_a_warning()
        .helping("`i18n/pt.yaml`");
    config("language: english").check().expect_only("wrong-type", "clinic.yaml", 2, 11).helping("`language: en`");
    for language in ["en", "en-GB", "EN", "de-CH", "ar", "ja", "fr-CA", "es-419"] {
        config(&format!("language: {language}")).check().expect_no_findings();
    }
}

// clinic.yaml

// unknown-key by meaning

/// What is put into a file where `KEY` stands for what authors type, so that each known key has its place.
const PLACES: [(&str, &str); 24] = [
    ("answers/01-a.yaml", "- { KEY: x }\n"),
    ("content/02-b.md", "---\ntitle: B\nKEY: x\nradar: [{ mistake: M, where: W, symptom: S, repair: R }]\n---\n"),
    ("content/02-b.md", "---\ntitle: B\nradar:\n  - { KEY: x }\n---\n"),
    ("content/02-b.md", "---\ntitle: B\nradar: { KEY: x }\n---\n"),
    ("content/02-b.md", "---\ntitle: B\nchecks: { KEY: x }\n---\n"),
    ("content/02-b.md", "---\ntitle: B\nchecks: [{ KEY: x }]\n---\n"),
    ("content/02-b.md", "---\ntitle: B\nchecks: [{ statements: [{ text: T, KEY: x }] }]\n---\n"),
    ("content/02-b.md", "---\ntitle: B\nchecks: [{ statements: [{ hint: T, KEY: x }] }]\n---\n"),
    ("content/02-b.md", "---\ntitle: B\nchecks: [{ statements: [{ text: T, answer: { KEY: x } }] }]\n---\n"),
    ("content/02-b.md", "---\ntitle: B\nprotocol: { KEY: x }\n---\n"),
    ("content/02-b.md", "---\ntitle: B\nlog: { KEY: x }\n---\n"),
    ("content/02-b.md", "---\ntitle: B\ncompletion: { KEY: x }\n---\n"),
    ("content/02-b.md", "---\ntitle: B\ncompletion: [{ goal: { KEY: 1 } }]\n---\n"),
    ("content/02-b.md", "---\ntitle: B\ncards: [{ front: F, KEY: x }]\n---\n"),
    ("content/02-b.md", "---\ntitle: B\nradar_presets: { p: { KEY: x } }\n---\n"),
    ("content/02-b.md", "---\ntitle: B\nsheets: { KEY: x }\n---\n"),
    ("content/02-b.md", "---\ntitle: B\nevidence: [{ id: e, title: T, KEY: x }]\n---\n"),
    ("content/02-b.md", "---\ntitle: B\nkind: page\nKEY: x\n---\n"),
    ("content/02-s/_index.md", "---\ntitle: S\nKEY: x\n---\n"),
    ("clinic.yaml", "title: C\nKEY: x\n"),
    ("clinic.yaml", "KEY: x\n"),
    ("clinic.yaml", "title: C\nmarkdown: { KEY: x }\n"),
    ("clinic.yaml", "title: C\ntheme: { KEY: x }\n"),
    ("clinic.yaml", "title: C\nnavigation: [{ KEY: x }]\n"),
];

/// Words that mean one of our keys only with some values; `tests/program/floods.rs` has those.
const BY_VALUE: [&str; 2] = ["type", "cascade"];

#[test]
fn every_word_of_other_programs_leads_to_a_key_that_may_stand_there() {
    let typed: BTreeSet<&str> = MEANINGS.iter().map(|(typed, _)| *typed).collect();
    let mut offered: BTreeSet<(String, String)> = BTreeSet::new();
    for (path, text) in PLACES {
        // All words at once, on lines of their own or between the same braces.
        let line = text.lines().find(|line| line.contains("KEY")).unwrap();
        let (value, separator) =
            (if line.contains("KEY: 1") { "1" } else { "x" }, if line.starts_with("KEY") { "\n" } else { ", " });
        let keys: Vec<String> = typed.iter().map(|typed| format!("{typed}: {value}")).collect();
        let text = text.replace(&format!("KEY: {value}"), &keys.join(separator));
        let built = body("").and(path, text).check();
        let unknown = built.all().iter().filter(|found| found.rule() == "unknown-key");
        offered.extend(unknown.map(|found| (found.message().to_owned(), found.help().to_owned())));
    }
    let lost = MEANINGS.iter().filter(|(typed, _)| !BY_VALUE.contains(typed)).filter(|(typed, key)| {
        let help = format!("did you mean `{key}`?");
        !offered
            .iter()
            .any(|(message, offer)| message.starts_with(&format!("unknown key `{typed}`")) && offer.starts_with(&help))
    });
    let lost: Vec<_> = lost.collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn words_are_understood_where_they_are_typed() {
    let front = "---\ntitle: B\nlastmod: 2026-01-02\nradar:\n  - { misconception: M, where: W, symptoms: S, repair_evidence: R }\nchecks:\n  - statements:\n      - { claim: T, clue: H, solution: { problem: E, explanation: W, correct: C } }\n---\n";
    let built = body("").and("content/02-b.md", front).check();
    for (line, column, key) in [
        (3, 1, "updated"),
        (5, 7, "mistake"),
        (5, 35, "symptom"),
        (5, 48, "repair"),
        (8, 11, "text"),
        (8, 21, "hint"),
        (8, 30, "answer"),
    ] {
        built.expect_finding("unknown-key", "content/02-b.md", line, column).helping(&format!("did you mean `{key}`?"));
    }
}
