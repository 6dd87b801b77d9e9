//! The guide's pages about rules tell the truth: every example of a wrong course makes the finding that it stands for, and
//! every example of a right one makes none. `clinic explain` shows them.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the program from outside")]

use std::collections::BTreeSet;
use std::fs;

use crate::support::{Course, clinic};
use mistake_clinic::api::finding::explain::{Example, Explanation, explain, explanations};
use mistake_clinic::api::finding::guide::address;
use mistake_clinic::api::finding::{Rule, Severity, json};
use mistake_clinic::api::model::Edition;
use mistake_clinic::api::pipeline::{self, Options};

/// The folder of the guide's pages about rules.
const FOLDER: &str = "docs/guide/content/04-rules";

/// The page that lists all rules.
const INDEX: &str = include_str!("../../docs/guide/content/04-rules/_index.md");

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
fn every_rule_has_a_page_and_every_page_a_rule() {
    let names = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let pages: BTreeSet<String> = names.filter(|name| name != "_index.md").collect();
    assert_eq!(pages, Rule::ALL.iter().map(|rule| format!("{rule}.md")).collect());
}

#[test]
fn the_front_matter_of_a_page_says_what_the_program_says_of_its_rule() {
    let mut before = 0;
    for &rule in Rule::ALL {
        let summary = rule.summary().replace('\'', "''");
        let start = format!("---\nkind: page\ntitle: '{rule}'\ndescription: '{summary}'\norder: ");
        let rest = rule.page().replace("\r\n", "\n");
        let rest = rest.strip_prefix(&start).unwrap_or_else(|| panic!("{rule} begins otherwise than {start}"));
        let order: u32 = rest.lines().next().unwrap().parse().unwrap();
        assert!(order > before, "{rule} stands in another order than in the program");
        before = order;
    }
}

#[test]
fn every_page_begins_with_the_severity_of_its_rule_and_whether_that_can_change() {
    for &rule in Rule::ALL {
        let line = rule.page().lines().find(|line| line.starts_with("**")).unwrap_or_default();
        let (word, place) = match (rule.is_fixed(), rule.severity()) {
            (true, _) => ("**Error.** ", "(_index.md#rules-that-are-always-errors)"),
            (false, Severity::Error) => ("**Error.** ", "(_index.md#change-a-severity)"),
            (false, Severity::Warning) => ("**Warning.** ", "(_index.md#change-a-severity)"),
        };
        assert!(line.starts_with(word) && line.contains(place), "{rule}: {line}");
    }
}

#[test]
fn the_list_of_rules_is_complete_and_in_order_under_the_families_of_the_pages() {
    let (mut listed, mut family) = (Vec::new(), "");
    for line in INDEX.lines() {
        family = line.strip_prefix("## ").unwrap_or(family);
        if line.starts_with("| [`") {
            listed.push((family.to_owned(), line.to_owned()));
        }
    }
    let line = |rule: &Rule| {
        let line =
            format!("| [`{rule}`]({rule}.md) | {} | {} |", rule.severity(), rule.summary().trim_end_matches('.'));
        (explain(*rule).family.to_owned(), line)
    };
    assert_eq!(listed, Rule::ALL.iter().map(line).collect::<Vec<_>>());
}

#[test]
fn the_rules_that_are_always_errors_are_listed() {
    let section = INDEX.split("\n## Rules that are always errors\n").nth(1).unwrap().split("\n## ").next().unwrap();
    for rule in Rule::ALL {
        assert_eq!(section.contains(&format!("({rule}.md)")), rule.is_fixed(), "{rule}");
    }
}

#[test]
fn the_page_of_a_rule_is_at_the_address_that_is_told() {
    let mut course = Course::with("clinic.yaml", "title: Guide\nrules: { broken-link: warn }\n");
    course = course.and("content/_index.md", "---\ntitle: Guide\n---\n");
    for entry in fs::read_dir(FOLDER).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        course = course.and(&format!("content/04-rules/{name}"), fs::read_to_string(&path).unwrap());
    }
    let tree = course.build().tree();
    for &rule in Rule::ALL {
        let page = address(rule);
        let within = page.strip_prefix(env!("CARGO_PKG_HOMEPAGE")).unwrap().trim_start_matches('/');
        assert!(tree.contains_key(&format!("{within}index.html")), "{page} leads to nothing");
    }
}

// The command

fn told(arguments: &[&str]) -> String {
    let output = clinic().arg("explain").args(arguments).assert().success().get_output().stdout.clone();
    String::from_utf8(output).unwrap()
}

#[test]
fn a_rule_is_explained_with_examples_and_how_to_switch_it_off() {
    let words = told(&["unknown-language"]);
    let explanation = explain(Rule::UnknownLanguage);
    let summary = Rule::UnknownLanguage.summary();
    assert!(words.starts_with(&format!("warning[unknown-language]\n{summary}\n\n")), "{words}");
    let mut rest = &words[..];
    for label in ["Wrong", "Right"] {
        let Example { path, text, .. } = explanation.examples(label)[0];
        let indented = text.trim_end().replace('\n', "\n    ");
        let shown = format!("\n{label}\n\n  {}\n    {indented}\n", path.unwrap());
        rest = rest.split_once(&shown).unwrap_or_else(|| panic!("{words} lacks {shown}")).1;
    }
    insta::assert_snapshot!(rest, @r"

    Severity

    A warning. To switch off this rule, add these lines to `clinic.yaml` or to the front matter of a
    single file. To make the rule an error, use `error` instead of `off`.

        rules:
          unknown-language: off

    In the guide: rules/unknown-language/
    ");
}

#[test]
fn a_rule_that_cannot_be_switched_off_says_so() {
    let words = told(&["symbolic-link", "not-utf8"]);
    let (first, second) = words.split_once("\n\n\n").unwrap();
    assert!(first.starts_with("warning[symbolic-link]\n") && second.starts_with("error[not-utf8]\n"), "{words}");
    insta::assert_snapshot!(second.rsplit_once("\nSeverity\n").unwrap().1, @r"

    Always an error. You cannot change this severity, because the problem could cause content to be
    lost, displayed incorrectly, or shown to the wrong readers.

    In the guide: rules/not-utf8/
    ");
}

#[test]
fn links_to_the_guide_are_words_in_a_terminal() {
    let all: Vec<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
    let (words, data) = (told(&all), told(&["--format", "json"]));
    for &rule in Rule::ALL {
        assert!(!words.contains(&format!("]({rule}.md")) && !data.contains(&format!("]({rule}.md")), "{rule}");
    }
    assert!(told(&["unknown-key"]).contains("`foreign-key`"));
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
    error: `broken-lnk` is not the name of a rule
      help: did you mean `broken-link`?
    ");
    let far = clinic().args(["explain", "weather"]).assert().code(2).stdout("");
    let words = String::from_utf8(far.get_output().stderr.clone()).unwrap();
    insta::assert_snapshot!(words, @r"
    error: `weather` is not the name of a rule
      help: run `clinic explain` to list all rules
    ");
}

#[test]
fn programs_get_the_same() {
    let all: serde_json::Value = serde_json::from_str(&told(&["--format", "json"])).unwrap();
    let ids: Vec<&str> = all.as_array().unwrap().iter().map(|entry| entry["rule"].as_str().unwrap()).collect();
    assert_eq!(ids, Rule::ALL.iter().map(|rule| rule.id()).collect::<Vec<_>>());
    let pages: Vec<&str> = all.as_array().unwrap().iter().map(|entry| entry["page"].as_str().unwrap()).collect();
    assert_eq!(pages, Rule::ALL.iter().map(|rule| address(*rule)).collect::<Vec<_>>());
    let one: serde_json::Value = serde_json::from_str(&told(&["undefined-footnote", "--format", "json"])).unwrap();
    let keys: Vec<&str> = one[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["rule", "family", "severity", "fixed", "summary", "page", "text", "wrong", "right"]);
    let explanation = explain(Rule::UndefinedFootnote);
    let wrong = explanation.examples("Wrong")[0];
    assert_eq!(one[0]["summary"], Rule::UndefinedFootnote.summary());
    assert_eq!(one[0]["text"], explanation.text());
    assert_eq!(one[0]["wrong"], serde_json::json!([{ "path": wrong.path, "text": wrong.text }]));
    let fixed = ["severity", "fixed", "family"].map(|key| one[0][key].to_string());
    assert_eq!(fixed, ["\"error\"", "false", "\"Text\""]);
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
