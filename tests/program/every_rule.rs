//! A course that breaks every rule at once: all is told in one run, each thing once and where it is, in words that help;
//! and each line that is offered cures what it is offered for.
//!
//! On Linux only, where a file may have a name that no text has.
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use crate::support::{BARE_PRACTICE, Course, copy, in_repository};
use mistake_clinic::api::finding::Rule;
use serde_json::Value;

/// The course of the repository, and what no repository should hold.
fn course() -> Course {
    let course = Course::with("content/01-yaml/06-latin.md", b"---\ntitle: Caf\xe9\n---\n");
    copy(&in_repository("tests/fixtures/every-rule"), &course.path(""));
    symlink("01-pasted.md", course.path("content/01-yaml/07-again.md")).unwrap();
    fs::write(course.path("content/01-yaml").join(OsStr::from_bytes(b"08-caf\xe9.md")), "").unwrap();
    course
}

/// Rules that a course cannot break together with all others; see below.
const APART: [Rule; 4] = [Rule::EmptyCourse, Rule::MissingAnswer, Rule::DuplicateAnchor, Rule::BrokenTheme];

const FINDINGS: &[&str] = &[
    "ambiguous-answer answers/04-counting/01-pigeons.yaml:1:8",
    "duplicate-answer answers/04-counting/01-pigeons.yaml:3:8",
    "unmatched-answer answers/04-counting/01-pigeons.yaml:5:8",
    "yaml-syntax answers/04-counting/01-pigeons.yaml:6:23",
    "unmatched-answer answers/04-counting/02-doves.yaml:1:1",
    "yaml-syntax clinic.yaml:1:27",
    "missing-words clinic.yaml:2:11",
    "unknown-theme clinic.yaml:3:16",
    "low-contrast clinic.yaml:3:32",
    "unknown-placeholder clinic.yaml:4:20",
    "duplicate-step clinic.yaml:8:5",
    "unusable-glob clinic.yaml:11:11",
    "misplaced-key clinic.yaml:16:3",
    "unknown-rule clinic.yaml:19:3",
    "yaml-syntax content/01-yaml/01-pasted.md:2:16",
    "comment-after-text content/01-yaml/01-pasted.md:3:25",
    "yaml-syntax content/01-yaml/01-pasted.md:4:18",
    "yaml-syntax content/01-yaml/01-pasted.md:6:14",
    "yaml-syntax content/01-yaml/01-pasted.md:8:31",
    "yaml-syntax content/01-yaml/01-pasted.md:9:30",
    "yaml-syntax content/01-yaml/01-pasted.md:10:14",
    "yaml-syntax content/01-yaml/01-pasted.md:13:13",
    "yaml-syntax content/01-yaml/01-pasted.md:16:20",
    "yaml-syntax content/01-yaml/01-pasted.md:18:29",
    "yaml-syntax content/01-yaml/01-pasted.md:19:9",
    "yaml-feature content/01-yaml/01-pasted.md:20:9",
    "yaml-feature content/01-yaml/01-pasted.md:21:9",
    "cut-text content/01-yaml/01-pasted.md:22:23",
    "cut-text content/01-yaml/01-pasted.md:23:9",
    "not-text content/01-yaml/01-pasted.md:24:9",
    "broken-link content/01-yaml/01-pasted.md:25:9",
    "yaml-syntax content/01-yaml/01-pasted.md:25:14",
    "changed-text content/01-yaml/01-pasted.md:26:23",
    "escape-in-text content/01-yaml/01-pasted.md:27:25",
    "changed-text content/01-yaml/01-pasted.md:28:16",
    "ambiguous-text content/01-yaml/01-pasted.md:29:9",
    "not-text content/01-yaml/01-pasted.md:30:9",
    "yaml-syntax content/01-yaml/01-pasted.md:32:18",
    "yaml-syntax content/01-yaml/02-layout.md:2:8",
    "yaml-syntax content/01-yaml/02-layout.md:4:12",
    "yaml-syntax content/01-yaml/02-layout.md:8:1",
    "yaml-syntax content/01-yaml/02-layout.md:10:4",
    "yaml-syntax content/01-yaml/02-layout.md:18:7",
    "yaml-syntax content/01-yaml/02-layout.md:19:13",
    "yaml-syntax content/01-yaml/02-layout.md:20:27",
    "unknown-key content/01-yaml/03-keys.md:3:1",
    "misplaced-key content/01-yaml/03-keys.md:4:1",
    "wrong-type content/01-yaml/03-keys.md:5:8",
    "duplicate-key content/01-yaml/03-keys.md:7:1",
    "unknown-key content/01-yaml/03-keys.md:9:5",
    "unknown-key content/01-yaml/03-keys.md:12:5",
    "unknown-key content/01-yaml/03-keys.md:15:5",
    "yaml-depth content/01-yaml/04-brackets.md:7:76",
    "unclosed-front-matter content/01-yaml/05-no-end.md:1:1",
    "not-text content/01-yaml/05-no-end.md:7:9",
    "broken-link content/01-yaml/05-no-end.md:11:19",
    "not-utf8 content/01-yaml/06-latin.md:1:1",
    "symbolic-link content/01-yaml/07-again.md:1:1",
    "unreadable content/01-yaml/08-caf�.md:1:1",
    "unread-front-matter content/01-yaml/09-later.md:3:1",
    "ambiguous-folder content/02-structure/01-sets/index.md:1:1",
    "impossible-address content/02-structure/02-induction.md:4:11",
    "windows-name content/02-structure/02-induction.md:4:30",
    "second-top-heading content/02-structure/02-induction.md:9:1",
    "leftover content/02-structure/02-induction.md.orig:1:1",
    "duplicate-address content/02-structure/03-induction.md:1:1",
    "duplicate-module-id content/02-structure/03-induction.md:3:5",
    "reserved-address content/02-structure/04-radar.md:1:1",
    "no-clinic content/02-structure/05-welcome.md:1:1",
    "stray-quotes content/02-structure/05-welcome.md:2:8",
    "foreign-key content/02-structure/05-welcome.md:3:1",
    "missing-title content/02-structure/06-nameless.md:1:1",
    "duplicate-row content/02-structure/07-twins.md:8:5",
    "missing-column content/02-structure/07-twins.md:8:5",
    "unknown-preset content/02-structure/07-twins.md:11:13",
    "duplicate-statement content/02-structure/07-twins.md:18:9",
    "duplicate-criterion content/02-structure/07-twins.md:22:5",
    "duplicate-card content/02-structure/07-twins.md:26:12",
    "unread-text content/02-structure/08-sums.markdown:1:1",
    "empty-section content/03-graphs/_index.md:1:1",
    "folder-without-index content/04-counting:1:1",
    "unshown-part content/05-practice/01-loops/index.md:1:1",
    "where-is-title content/05-practice/01-loops/index.md:6:12",
    "repeated-text content/05-practice/01-loops/index.md:7:14",
    "source-without-checks content/05-practice/01-loops/index.md:14:13",
    "unreachable-goal content/05-practice/01-loops/index.md:17:21",
    "unlisted-checks content/05-practice/01-loops/practice/01-lab.md:8:1",
    "practice-without-checks content/05-practice/01-loops/practice/03-katas.md:1:1",
    "unread-checks content/05-practice/01-loops/practice/04-drills.md:6:1",
    "unused-preset content/05-practice/_index.md:5:5",
    "broken-reference content/06-text/01-links.md:3:28",
    "broken-link content/06-text/01-links.md:8:6",
    "broken-anchor content/06-text/01-links.md:8:63",
    "withheld-target content/06-text/01-links.md:9:18",
    "missing-image content/06-text/01-links.md:11:1",
    "unreadable-image content/06-text/01-links.md:13:1",
    "mistyped-link content/06-text/01-links.md:15:17",
    "foreign-mark content/06-text/01-links.md:17:1",
    "code-from-file content/06-text/01-links.md:21:14",
    "circular-builds-on content/06-text/02-formulas.md:3:13",
    "bad-math content/06-text/02-formulas.md:6:34",
    "raw-html content/06-text/02-formulas.md:8:1",
    "undefined-footnote content/06-text/02-formulas.md:8:40",
    "pasted-clinic content/06-text/02-formulas.md:10:1",
    "unknown-alert content/06-text/02-formulas.md:14:3",
    "unknown-language content/06-text/02-formulas.md:17:4",
    "unknown-directive content/06-text/02-formulas.md:21:1",
    "undefined-reference content/06-text/02-formulas.md:23:9",
    "control-character content/06-text/02-formulas.md:23:24",
    "uneven-table content/06-text/02-formulas.md:27:1",
    "unused-definition content/06-text/02-formulas.md:30:1",
    "unused-footnote content/06-text/02-formulas.md:32:1",
    "unclosed-markup content/06-text/02-formulas.md:34:1",
    "wide-word content/06-text/03-paper.md:10:29",
    "crowded-card content/06-text/03-paper.md:14:7",
    "wide-formula content/06-text/03-paper.md:21:12",
    "long-statement content/06-text/03-paper.md:26:7",
    "unwritten-text content/06-text/04-drawings.md:3:14",
    "plain-code content/06-text/04-drawings.md:9:4",
    "skipped-heading content/_index.md:6:1",
    "image-without-alt content/_index.md:8:1",
    "remote-image content/_index.md:10:1",
    "broken-template templates/parts/banner.html:2:21",
];

#[test]
fn every_rule_is_told_where_it_is_broken_and_only_once() {
    let built = course().check();
    built.expect_findings(FINDINGS);
    let told: BTreeSet<&str> = built.all().iter().map(crate::support::Found::rule).collect();
    let silent = Rule::ALL.iter().filter(|rule| !told.contains(rule.id()));
    assert_eq!(silent.copied().collect::<Vec<_>>(), APART);
    let places: BTreeSet<&&str> = FINDINGS.iter().collect();
    assert_eq!(places.len(), FINDINGS.len());
}

/// An answer may be missing only because its words fit no statement, so while those are reported no other is missed.
/// And a course whose theme does not exist has no files of a theme that could be unreadable.
#[test]
fn the_two_rules_that_others_hide_are_told_without_those() {
    let course = Course::with("clinic.yaml", format!("{BARE_PRACTICE}theme: mine\n"))
        .and(
            "content/01-a.md",
            "---\ntitle: A\nchecks:\n  - statements:\n      - { text: One, answer: Two }\n      - Three\n---\n",
        )
        .and("themes/mine/static/site.css", "body {}");
    let style = course.path("themes/mine/static/site.css");
    fs::set_permissions(&style, fs::Permissions::from_mode(0o000)).unwrap();
    let root_reads_anything = fs::read(&style).is_ok();
    let missing = "missing-answer content/01-a.md:6:9";
    let built = course.instructor();
    if root_reads_anything {
        built.expect_findings(&[missing]);
    } else {
        built.expect_findings(&[missing, "broken-theme themes/mine/static/site.css:1:1"]);
    }
}

/// A course that breaks all the others has pages.
#[test]
fn the_rule_about_a_course_without_pages_is_told_of_one() {
    Course::with("static/a.txt", "").check().expect_findings(&["empty-course content:1:1"]);
}

/// Where all HTML passes, none is shown as text.
#[test]
fn the_rule_about_html_that_passes_is_told_where_it_passes() {
    Course::with("clinic.yaml", "title: C\nmarkdown: { html: any }\n")
        .and("content/01-a.md", crate::support::module("A", "---\n<b id=\"radar\">A</b>\n"))
        .check()
        .expect_only("duplicate-anchor", "content/01-a.md", 6, 8);
}

#[test]
fn the_instructor_edition_hides_no_mistake_but_those_of_withholding() {
    let built = course().instructor();
    built.expect_no_site();
    let told = built.findings();
    let wanted: Vec<&&str> = FINDINGS.iter().filter(|finding| !finding.starts_with("withheld-target")).collect();
    assert!(told.iter().eq(wanted), "{told:#?}");
}

#[test]
fn people_get_it_all_in_words() {
    let output = course().command(&["check", "--all"]).env("COLUMNS", "100").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap());
}

/// The findings of a course as programs get them.
fn found(course: &Course) -> Vec<Value> {
    let output = course.command(&["check", "--format", "json"]).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    report["findings"].as_array().unwrap().clone()
}

/// What is wrong, apart from line and column, which a repair may move.
fn what(finding: &Value) -> [String; 3] {
    ["rule", "path", "message"].map(|key| finding[key].as_str().unwrap().to_owned())
}

fn counted(findings: &[Value]) -> BTreeMap<[String; 3], usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(what(finding)).or_default() += 1;
    }
    counts
}

/// `text` with the lines of `fix` in place.
fn repaired(text: &str, fix: &Value) -> String {
    let line = |key: &str| usize::try_from(fix[key].as_u64().unwrap()).unwrap();
    let mut lines: Vec<&str> = text.split('\n').collect();
    lines.splice(line("line") - 1..line("end_line"), fix["text"].as_str().unwrap().split('\n'));
    lines.join("\n")
}

#[test]
fn each_line_that_is_offered_cures_what_it_is_offered_for() {
    let course = course();
    let all = found(&course);
    let before = counted(&all);
    let offered: Vec<&Value> = all.iter().filter(|finding| !finding["fix"].is_null()).collect();
    assert!(offered.len() >= 40, "{}", offered.len());
    for finding in offered {
        let path = course.path(finding["path"].as_str().unwrap());
        let typed = fs::read_to_string(&path).unwrap();
        fs::write(&path, repaired(&typed, &finding["fix"])).unwrap();
        let after = counted(&found(&course));
        fs::write(&path, typed).unwrap();
        let left = after.get(&what(finding)).copied().unwrap_or(0);
        assert_eq!(left + 1, before[&what(finding)], "not cured: {finding:#}");
        let new: Vec<_> = after.iter().filter(|(what, count)| before.get(*what).unwrap_or(&0) < *count).collect();
        assert!(new.is_empty(), "{new:#?} after {finding:#}");
    }
}
