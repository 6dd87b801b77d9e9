//! Mistakes in the configuration: each is found at its line and column, with its cure.

use crate::rules::tests::with_config;

// The configuration

#[test]
fn a_course_without_a_title() {
    with_config("language: en\n").check().expect_only("missing-title", "clinic.yaml", 1, 1);
}

/// Keys of `clinic.yaml`, each with something that needs a key which is misspelled there, and the column of that.
const MISSPELLED: [(&str, u64); 8] = [
    ("titel: C", 1),
    ("navigation: [{ titel: Radar, to: /radar/ }]", 16),
    ("theme: { code: { light: petrol, darc: dusk } }", 33),
    ("evidence: [{ id: trace, titel: A trace }]", 25),
    ("log: { columns: [{ kay: reviewer, title: Reviewed by }] }", 20),
    ("protocol: { steps: [{ txet: Read it. }] }", 23),
    ("completion: { criteria: [{ texxt: All is read. }] }", 28),
    ("navigation: [{ title: Radar, to: /radar/, titel: Traps }]", 43),
];

#[test]
fn what_a_misspelled_key_would_say_is_not_missing_as_well() {
    for (line, column) in MISSPELLED {
        let title = if line.starts_with("titel") { "" } else { "title: C\n" };
        let number = if title.is_empty() { 1 } else { 2 };
        with_config(&format!("{title}{line}\n")).check().expect_only("unknown-key", "clinic.yaml", number, column);
    }
}

#[test]
fn of_two_keys_that_are_missing_a_misspelled_one_excuses_only_one() {
    let built = with_config("title: C\nnavigation: [{ titel: Radar }]\n").check();
    built.expect_finding("unknown-key", "clinic.yaml", 2, 16);
    built.expect_finding("wrong-type", "clinic.yaml", 2, 14).saying("needs `title` and `to`");
}

/// Keys of `clinic.yaml`, each with a wrong value, and the column of that.
const WRONG_VALUES: [(&str, u64); 68] = [
    ("id: 'a b'", 5),
    ("id: [a]", 5),
    ("description: [a]", 14),
    ("language: english!", 11),
    ("language: [en]", 11),
    ("base_url: example.org/course", 11),
    ("base_url: {}", 11),
    ("authors: { a: b }", 10),
    ("authors: [[a]]", 11),
    ("license: []", 10),
    ("repository: []", 13),
    ("theme: []", 8),
    ("theme: { accent: blurple }", 18),
    ("theme: { accent: '#12345' }", 18),
    ("theme: { accent: 'rgb(0 0 0 / .5)' }", 18),
    ("theme: { name: [] }", 16),
    ("theme: { code: sepia }", 16),
    ("theme: { code: { light: petrol, dark: sepia } }", 39),
    ("theme: { code: { light: petrol } }", 16),
    ("output: []", 9),
    ("answers: []", 10),
    ("numbering: []", 12),
    ("navigation: Radar", 13),
    ("navigation: [{ title: Radar }]", 14),
    ("rules: off", 8),
    ("rules: { raw-html: loud }", 20),
    ("markdown: none", 11),
    ("markdown: { math: maybe }", 19),
    ("markdown: { highlight: 1 }", 24),
    ("markdown: { html: some }", 19),
    ("markdown: { check_headings: { a: b } }", 29),
    ("parts: body", 8),
    ("parts: [bodi]", 9),
    ("parts: [body, radar, body]", 22),
    ("radar: all", 8),
    ("radar: { columns: [mistak] }", 20),
    ("radar: { title: [] }", 17),
    ("checks: all", 9),
    ("checks: { intro: [] }", 18),
    ("protocol: all", 11),
    ("protocol: { steps: all }", 20),
    ("protocol: [{ id: x }]", 12),
    ("log: []", 6),
    ("log: { rows: many }", 14),
    ("log: { rows: 501 }", 14),
    ("log: { columns: [dates] }", 18),
    ("log: { columns: [{ key: x }] }", 18),
    ("log: { columns: [{ key: x, title: X, width: 99 }] }", 45),
    ("log: { starter: [x] }", 18),
    ("completion: all", 13),
    ("completion: [{ goal: { logged: none } }]", 32),
    ("completion: [{ id: x }]", 14),
    ("cards: all", 8),
    ("radar_presets: [p]", 16),
    ("radar_presets: { p: [] }", 21),
    ("radar_presets: { p: { each: { a: b } } }", 29),
    ("sheets: []", 9),
    ("sheets: { paper: a3 }", 18),
    ("sheets: { line: 5mm }", 17),
    ("sheets: { punch: 3 }", 18),
    ("sheets: { header: [shoe] }", 20),
    ("sheets: { hints: 'no' }", 18),
    ("show_answers: always", 15),
    ("quoted: maybe", 9),
    ("evidence: proof", 11),
    ("evidence: [{ id: a b, title: T }]", 18),
    ("evidence: [{ id: a, title: T, counts: [all] }]", 40),
    ("evidence: [{ id: a, title: T, counts: { all: 1 } }]", 39),
];

#[test]
fn every_key_of_the_configuration_can_be_wrong() {
    let mut wrongly_found = Vec::new();
    for (line, column) in WRONG_VALUES {
        let found = with_config(&format!("title: C\n{line}\n")).check().findings();
        let rules = ["wrong-type", "not-text"];
        if !rules.iter().any(|rule| found == [format!("{rule} clinic.yaml:2:{column}")]) {
            wrongly_found.push(format!("{line}: column {column} expected, got {found:?}"));
        }
    }
    assert!(wrongly_found.is_empty(), "{wrongly_found:#?}");
}

#[test]
fn keys_that_the_configuration_does_not_have() {
    let unknown = [
        ("titel: C", 1, "title"),
        ("theme: { acent: '#123' }", 10, "accent"),
        ("markdown: { maths: true }", 13, "math"),
        ("sheets: { lines: 9mm }", 11, "line"),
        ("radar: { colums: [mistake] }", 10, "columns"),
        ("log: { row: 3 }", 8, "rows"),
        ("navigation: [{ title: R, too: /radar/ }]", 26, "to"),
        ("radar_presets: { p: { symptm: S } }", 23, "symptom"),
        ("protocol: [{ txt: Do it. }]", 14, "text"),
        ("completion: [{ text: D, gaol: { logged: 1 } }]", 25, "goal"),
        ("completion: [{ goal: { loged: 1 } }]", 24, "logged"),
        ("log: { columns: [{ key: x, title: X, widht: 9 }] }", 38, "width"),
        ("evidence: [{ id: x, title: X, cuonts: [] }]", 31, "counts"),
    ];
    for (line, column, meant) in unknown {
        let course = with_config(&format!("title: C\n{line}\n"));
        course
            .check()
            .expect_finding("unknown-key", "clinic.yaml", 2, column)
            .helping(&format!("did you mean `{meant}`?"));
    }
}

#[test]
fn rows_groups_and_cards_belong_to_modules() {
    let config = "title: C\nradar: [{ mistake: M }]\nchecks: [{ title: G }]\ncards: [{ front: F, back: B }]\n";
    with_config(config).check().expect_findings(&[
        "misplaced-key clinic.yaml:2:8",
        "misplaced-key clinic.yaml:3:9",
        "misplaced-key clinic.yaml:4:8",
    ]);
}

#[test]
fn targets_of_the_configuration_lead_somewhere() {
    let config = "title: C\nnavigation:\n  - { title: Gone, to: gone.md }\n  - { title: Nowhere, to: /nowhere/ }\ntheme: { logo: logo.svg, favicon: /icon.svg }\n";
    with_config(config).check().expect_findings(&[
        "broken-link clinic.yaml:3:24",
        "broken-link clinic.yaml:4:27",
        "missing-image clinic.yaml:5:16",
        "missing-image clinic.yaml:5:35",
    ]);
}
