//! The manual of the rules tells the truth: every example of a wrong course makes the finding that it stands for, and
//! every example of a right one makes none. `clinic explain` shows it.
#![expect(clippy::unwrap_used, reason = "the tests look at the program from outside")]

use std::collections::BTreeSet;

use crate::support::{Course, clinic};
use mistake_clinic::api::finding::Rule;
use mistake_clinic::api::finding::explain::{Example, Explanation, explain, explanations};
use mistake_clinic::api::finding::json;
use mistake_clinic::api::model::Edition;
use mistake_clinic::api::pipeline::{self, Options};

const MANUAL: &str = include_str!("../../docs/rules.md");

/// What no text of a file can show: bytes, rights and links of a disk.
const NOT_TEXT: [Rule; 5] =
    [Rule::NotUtf8, Rule::Unreadable, Rule::SymbolicLink, Rule::ControlCharacter, Rule::BrokenTheme];

/// The ids of the rules that the course of these files makes findings of, and the whole report.
fn found(files: &[Example]) -> (BTreeSet<&'static str>, String) {
    let mut course = Course::with("content/_index.md", "---\ntitle: Home\n---\n");
    for file in files {
        course = course.and(file.path.unwrap(), file.text);
    }
    let instructors = files.iter().any(|file| file.is_for_instructors);
    let edition = if instructors { Edition::Instructor } else { Edition::Learner };
    let site = pipeline::read(&course.path(""), Options::hosted(edition, false), &mut |_| ()).unwrap();
    let report = site.inspect(&mut |_| ());
    let rules = report.findings.iter().map(|finding| finding.rule.id()).collect();
    (rules, json(&report.findings, &report.sources))
}

/// Every explanation that shows files, with these.
fn shown(label: &str) -> Vec<(Rule, Vec<Example>)> {
    let shown = explanations().into_iter().filter(|explanation| !NOT_TEXT.contains(&explanation.rule));
    shown.map(|explanation| (explanation.rule, explanation.examples(label))).collect()
}

#[test]
fn each_wrong_example_makes_its_finding_and_no_other() {
    for (rule, files) in shown("Wrong") {
        let (rules, report) = found(&files);
        assert_eq!(rules, BTreeSet::from([rule.id()]), "the wrong example of {rule} makes {report}");
    }
}

#[test]
fn each_right_example_makes_no_finding() {
    for (rule, files) in shown("Right") {
        let (rules, report) = found(&files);
        assert!(rules.is_empty(), "the right example of {rule} makes {report}");
    }
}

#[test]
fn all_examples_are_files_but_those_that_cannot_be() {
    for explanation in explanations() {
        let Explanation { rule, .. } = explanation;
        for label in ["Wrong", "Right"] {
            let examples = explanation.examples(label);
            assert!(!examples.is_empty(), "{rule} shows nothing under {label}");
            let files = examples.iter().filter(|example| example.path.is_some()).count();
            let expected = if NOT_TEXT.contains(&rule) { 0 } else { examples.len() };
            assert_eq!(files, expected, "files of {rule} under {label}");
        }
    }
}

#[test]
fn the_contents_of_the_manual_list_every_rule_once_and_in_order() {
    let listed: Vec<&str> = MANUAL.lines().filter(|line| line.starts_with("| [`")).collect();
    let line = |rule: &Rule| {
        format!("| [`{rule}`](#{rule}) | {} | {} |", rule.severity(), rule.summary().trim_end_matches('.'))
    };
    assert_eq!(listed, Rule::ALL.iter().map(line).collect::<Vec<_>>());
}

#[test]
fn the_contents_of_the_manual_stand_under_the_families_of_the_sections() {
    let mut family = "";
    for line in MANUAL.lines() {
        if let Some(title) = line.strip_prefix("**[") {
            family = title.split(']').next().unwrap();
        }
        if let Some(id) = line.strip_prefix("| [`") {
            let rule = Rule::from_id(id.split('`').next().unwrap()).unwrap();
            assert_eq!(family, explain(rule).family, "{rule} is listed in another family than it stands in");
        }
    }
}

#[test]
fn the_manual_names_the_rules_that_are_always_errors() {
    let front = MANUAL.split("\n**[").next().unwrap();
    for rule in Rule::ALL {
        assert_eq!(front.contains(&format!("(#{rule})")), rule.is_fixed(), "{rule}");
    }
}

// The command

fn told(arguments: &[&str]) -> String {
    let output = clinic().arg("explain").args(arguments).assert().success().get_output().stdout.clone();
    String::from_utf8(output).unwrap()
}

#[test]
fn a_rule_is_explained_with_examples_and_how_to_switch_it_off() {
    insta::assert_snapshot!(told(&["unknown-language"]), @r"
    warning[unknown-language]
    A code block names a language that nobody highlights.

    A code block names a language that has no colours here. The block is shown plain. Mostly the
    name is misspelt; `text` says that a block is meant to be plain.

    Wrong

      content/01-loops.md
        ---
        title: Loops
        checks:
          - statements: ['A loop ends by itself.']
        ---
        ```pyhton
        while True: pass
        ```

    Right

      content/01-loops.md
        ---
        title: Loops
        checks:
          - statements: ['A loop ends by itself.']
        ---
        ```python
        while True: pass
        ```

    Severity

    A warning. To switch it off, write this into `clinic.yaml`, or into the front matter of a file
    for that file alone; write `error` instead of `off` to make it an error.

        rules:
          unknown-language: off
    ");
}

#[test]
fn a_rule_that_cannot_be_switched_off_says_so() {
    insta::assert_snapshot!(told(&["symbolic-link", "not-utf8"]), @r"
    warning[symbolic-link]
    A symbolic link is not followed.

    A symbolic link lies in the course. It is not followed, because what it leads to may lie outside
    of the course, may differ on the next machine, and may lead in a circle. What stands at its
    other end is not on the site. That goes for files and folders at any depth, `content`, `static`,
    `templates`, `themes`, `i18n` and `answers` among them, and a `clinic.yaml` that is a link is an
    error. Two folders may be reached through links: that of the course, and one that `answers:`
    names.

    Wrong

        $ ln -s ../../shared/proofs.md content/01-proofs.md

    Right

        $ cp ../shared/proofs.md content/01-proofs.md

    Severity

    A warning. To switch it off, write this into `clinic.yaml`, or into the front matter of a file
    for that file alone; write `error` instead of `off` to make it an error.

        rules:
          symbolic-link: off


    error[not-utf8]
    A file is not UTF-8 text.

    A file of the course holds bytes that are no UTF-8 text. Mostly it was saved by an old program
    in the encoding of one country, or it is no text at all and only its name ends in `.md` or
    `.yaml`.

    Nothing can be read from such a file with certainty: guessing the encoding would put wrong
    letters in front of learners. So the file is left out and its bytes are not touched.

    Wrong

        $ file content/01-proofs.md
        content/01-proofs.md: ISO-8859 text

    Right

        $ iconv -f ISO-8859-1 -t UTF-8 content/01-proofs.md > proofs.md
        $ mv proofs.md content/01-proofs.md

    Severity

    Always an error, which no course can change: what it finds would be lost, wrong, or seen by the
    wrong reader.
    ");
}

#[test]
fn lines_are_as_long_as_the_terminal_allows() {
    for columns in ["40", "72", "300"] {
        let output = clinic().env("COLUMNS", columns).args(["explain", "broken-link"]).assert().success();
        let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
        let longest =
            text.lines().filter(|line| !line.starts_with(' ')).map(|line| line.chars().count()).max().unwrap();
        let most = columns.parse::<usize>().unwrap().min(96);
        assert!(longest <= most && longest + 12 > most, "{longest} in {columns} columns");
    }
}

#[test]
fn all_rules_are_listed_by_family() {
    let list = told(&[]);
    for rule in Rule::ALL {
        let line = list.lines().find(|line| line.split_whitespace().next() == Some(rule.id())).unwrap();
        assert!(line.ends_with(rule.summary()) && line.contains(&rule.severity().to_string()), "{line}");
    }
    let columns: BTreeSet<_> =
        list.lines().filter_map(|line| line.find(" error ").or_else(|| line.find(" warning "))).collect();
    assert_eq!(columns.len(), 1, "the severities stand below each other: {list}");
    let families: Vec<&str> = list.lines().filter(|line| !line.is_empty() && !line.starts_with(' ')).collect();
    assert_eq!(
        families,
        ["Files", "YAML", "Structure", "Answers", "References", "Text", "Paper", "Templates and themes"]
    );
}

#[test]
fn an_unknown_rule_is_refused_before_anything_is_said() {
    let near = clinic().args(["explain", "raw-html", "broken-lnk"]).assert().code(2).stdout("");
    let words = String::from_utf8(near.get_output().stderr.clone()).unwrap();
    insta::assert_snapshot!(words, @r"
    error: there is no rule `broken-lnk`
      help: did you mean `broken-link`?
    ");
    let far = clinic().args(["explain", "weather"]).assert().code(2).stdout("");
    let words = String::from_utf8(far.get_output().stderr.clone()).unwrap();
    insta::assert_snapshot!(words, @r"
    error: there is no rule `weather`
      help: run `clinic explain` to list all rules
    ");
}

#[test]
fn programs_get_the_same() {
    let all: serde_json::Value = serde_json::from_str(&told(&["--format", "json"])).unwrap();
    let ids: Vec<&str> = all.as_array().unwrap().iter().map(|entry| entry["rule"].as_str().unwrap()).collect();
    assert_eq!(ids, Rule::ALL.iter().map(|rule| rule.id()).collect::<Vec<_>>());
    insta::assert_snapshot!(told(&["undefined-footnote", "--format", "json"]), @r#"
    [
    {"rule":"undefined-footnote","family":"Text","severity":"error","fixed":false,"summary":"A footnote is used and never written.","text":"A footnote is used in the text and never written. Readers would see the mark as it was typed. Write the note in the same file, in a paragraph that begins with the mark and a colon.","wrong":[{"path":"content/01-proofs.md","text":"---\ntitle: Proofs\nchecks:\n  - statements: ['An example proves a claim.']\n---\nEuclid knew this proof.[^euclid]\n"}],"right":[{"path":"content/01-proofs.md","text":"---\ntitle: Proofs\nchecks:\n  - statements: ['An example proves a claim.']\n---\nEuclid knew this proof.[^euclid]\n\n[^euclid]: Elements, book IX, proposition 20.\n"}]}
    ]
    "#);
}

#[test]
fn who_stops_reading_early_gets_no_complaint() {
    use std::process::{Command, Stdio};
    let mut program = Command::new(env!("CARGO_BIN_EXE_clinic"))
        .args(["explain", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(program.stdout.take());
    let output = program.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}
