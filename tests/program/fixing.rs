//! `clinic check --fix`: what is certain is written, byte for byte nothing else, and said.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::fs;
use std::sync::Arc;

use crate::support::{Course, ROW};
use mistake_clinic::api::finding::{Counts, Sources};
use mistake_clinic::api::finding::{Finding, Fix, Rule};
use mistake_clinic::api::fix::Repairs;
use mistake_clinic::api::fs::{Lock, Locked, Root};
use mistake_clinic::api::pipeline::{Report, Withheld};
use mistake_clinic::api::text::{Place, SourceFile, SourcePath, Span};

/// A module with traps of every kind: seven that are certain, and three that are not.
fn trapped() -> String {
    let lines = [
        "---",
        "title: Coupling: what to know  ",
        "description: The first # of two",
        "# A comment of mine.",
        "checks:",
        "  - title: 'G'   # kept",
        "    statements:",
        "      - Closing issue #12 without a test",
        "      - *never* inline",
        "      - \"From $\\forall x$ to $\\theta$\"",
        "      - {where} ended",
        "      - Note: one thing",
        "      - \"HEAD is a branch.\" (Is it?)",
        "      - text: One: two",
        "        hint: \"a\\nb\"",
        "      - txt: Close to a key.",
        "---",
        "A body: with a #hash and `code`.",
        "",
    ];
    lines.join("\n")
}

fn fixed() -> String {
    let pairs = [
        ("title: Coupling: what to know", "title: 'Coupling: what to know'"),
        ("- Closing issue #12 without a test", "- 'Closing issue #12 without a test'"),
        ("- *never* inline", "- '*never* inline'"),
        ("- \"From $\\forall x$ to $\\theta$\"", "- 'From $\\forall x$ to $\\theta$'"),
        ("- {where} ended", "- '{where} ended'"),
        ("- Note: one thing", "- 'Note: one thing'"),
        ("- \"HEAD is a branch.\" (Is it?)", "- '\"HEAD is a branch.\" (Is it?)'"),
        ("- text: One: two", "- text: 'One: two'"),
    ];
    pairs.iter().fold(trapped(), |text, (old, new)| text.replace(old, new))
}

fn output(course: &Course, arguments: &[&str], code: i32) -> (String, String) {
    let run = course.run(arguments).code(code);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&run.get_output().stdout), text(&run.get_output().stderr))
}

#[test]
fn what_is_certain_is_written_and_nothing_else() {
    let course =
        Course::with("content/01-a.md", trapped()).and("content/02-b.md", format!("---\ntitle: B\n{ROW}---\n"));
    let before = course.tree();
    let (_, said) = output(&course, &["check", "--fix"], 1);
    let mut expected = before;
    expected.insert("content/01-a.md".to_owned(), fixed().into_bytes());
    assert_eq!(course.tree(), expected);
    assert!(said.contains("content/01-a.md:2"), "{said}");
    assert!(said.contains("  - title: Coupling: what to know\n  + title: 'Coupling: what to know'\n"), "{said}");
    assert!(said.contains("repaired 8 lines in 1 file"), "{said}");
}

#[test]
fn who_does_not_know_of_repairs_is_told() {
    let said = |text: &str| output(&Course::with("content/01-a.md", text), &["check"], 1).1;
    assert!(said(&trapped()).contains("run `clinic check --fix` to fix 8 of these findings\n"));
    assert!(said(&format!("---\ntitle: A: B\n{ROW}---\n")).contains("run `clinic check --fix` to fix this finding\n"));
    let two = format!("---\ntitle: A: B\ndescription: C #12\n{ROW}---\n");
    assert!(said(&two).contains("run `clinic check --fix` to fix these findings\n"));
    assert!(!said(&format!("---\ntitle: A\ndate: B\n{ROW}---\n")).contains("--fix"));
}

#[test]
fn an_escape_that_may_be_meant_is_left_to_the_author() {
    let text = "---\ntitle: A\nchecks:\n  - title: G\n    statements:\n      - \"Caf\\u00e9 and $\\theta$\"\n---\n";
    let course = Course::with("content/01-a.md", text);
    output(&course, &["check", "--fix"], 1);
    assert_eq!(fs::read_to_string(course.path("content/01-a.md")).unwrap(), text);
}

#[test]
fn a_second_time_changes_nothing() {
    let course = Course::with("content/01-a.md", trapped());
    output(&course, &["check", "--fix"], 1);
    let before = course.tree();
    let (_, said) = output(&course, &["check", "--fix"], 1);
    assert_eq!(course.tree(), before);
    assert!(said.contains("nothing to repair"), "{said}");
}

#[test]
fn a_course_that_is_right_is_left_alone() {
    let course = Course::with("content/01-a.md", format!("---\ntitle: A\n{ROW}---\n"));
    let before = course.tree();
    let (found, _) = output(&course, &["check", "--fix"], 0);
    assert_eq!((found, course.tree()), (String::new(), before));
}

#[test]
fn line_breaks_marks_and_permissions_stay() {
    let windows = format!("\u{feff}{}", trapped().replace('\n', "\r\n"));
    let course = Course::with("content/01-a.md", windows);
    let path = course.path("content/01-a.md");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    }
    output(&course, &["check", "--fix"], 1);
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("\u{feff}{}", fixed().replace('\n', "\r\n")));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
}

#[test]
fn the_configuration_and_answers_are_repaired_too() {
    let course = Course::with("clinic.yaml", "title: C: D\nanswers: ../private\n")
        .and("content/01-a.md", "---\ntitle: A\nchecks:\n  - statements: [One.]\n---\n");
    fs::create_dir_all(course.path("site")).unwrap();
    course.run(&["check", "--fix"]).code(0);
    assert_eq!(fs::read_to_string(course.path("clinic.yaml")).unwrap(), "title: 'C: D'\nanswers: ../private\n");
    let course = Course::with("course/clinic.yaml", "title: C\nanswers: ../private\n")
        .and("course/content/01-a.md", "---\ntitle: A\nchecks:\n  - statements: [One.]\n---\n")
        .and("private/01-a.yaml", "- for: One.\n  correction: Two: three\n");
    course.run(&["check", "course", "--fix"]).code(0);
    let answers = fs::read_to_string(course.path("private/01-a.yaml")).unwrap();
    assert_eq!(answers, "- for: One.\n  correction: 'Two: three'\n");
}

#[test]
fn what_remains_is_reported_as_it_then_is() {
    let course = Course::with("content/01-a.md", trapped());
    let (found, _) = output(&course, &["check", "--fix", "--format", "concise"], 1);
    let rules: Vec<&str> =
        found.lines().filter_map(|line| line.split_once('[')?.1.split_once(']')).map(|(rule, _)| rule).collect();
    assert_eq!(rules, ["comment-after-text", "escape-in-text", "unknown-key"], "{found}");
}

#[cfg(unix)]
#[test]
fn what_lies_behind_a_link_is_not_repaired() {
    let page = format!("---\ntitle: A: B\n{ROW}---\n");
    let course =
        Course::with("content/01-a.md", &page).and("shared/02-b.md", &page).and("shared/clinic.yaml", "title: C: D\n");
    let link = |from: &str, to: &str| std::os::unix::fs::symlink(from, course.path(to)).unwrap();
    link("../shared/02-b.md", "content/02-b.md");
    course.run(&["check", "--fix"]).code(0);
    assert_ne!(fs::read_to_string(course.path("content/01-a.md")).unwrap(), page);
    course.remove("clinic.yaml");
    link("shared/clinic.yaml", "clinic.yaml");
    course.run(&["check", "--fix"]).code(2);
    assert_eq!(fs::read_to_string(course.path("shared/02-b.md")).unwrap(), page);
    assert_eq!(fs::read_to_string(course.path("shared/clinic.yaml")).unwrap(), "title: C: D\n");
}

/// A module whose checks are these lines, before and after `--fix`.
fn checks_after(lines: &str) -> (String, String) {
    let text = format!("---\ntitle: A\nchecks:\n{lines}---\n");
    let course = Course::with("content/01-a.md", &text);
    let _ = course.run(&["check", "--fix"]);
    (text, fs::read_to_string(course.path("content/01-a.md")).unwrap())
}

#[test]
fn what_may_be_a_key_a_list_or_a_block_is_left_to_the_author() {
    for item in [
        "tittle: Q",
        "statments: [a]",
        "Question: what is it",
        "preset: final-answer",
        "[Lab]",
        "{where}",
        "- one",
        "|",
        "Note: [a, b]",
        "\"a\" and \"b\"",
        "'Lesson' #3",
        "*so* # or so",
        "*so* #",
        "{where} ended'",
        "'One is prim'e",
    ] {
        let (before, after) = checks_after(&format!("  - title: G\n    statements:\n      - {item}\n      - Two\n"));
        assert_eq!(after, before, "{item}");
        let (before, after) = checks_after(&format!("  - {item}\n  - title: G\n    statements: [Two]\n"));
        assert_eq!(after, before, "{item}");
    }
}

/// A line break was lost before it, and the key would be lost in quotes.
#[test]
fn no_key_of_any_file_is_taken_into_a_text() {
    for key in ["sheet: true", "defaults: {}", "draft: true", "kind: page"] {
        let text = format!("---\nkind: page\ntitle: \"Lab\"{key}\n---\nA text.\n");
        let course = Course::with("content/01-a/extra.md", &text);
        let (found, _) = output(&course, &["check", "--fix"], 1);
        assert!(found.contains("extra.md:3:"), "{found}");
        assert_eq!(fs::read_to_string(course.path("content/01-a/extra.md")).unwrap(), text, "{key}");
    }
}

#[test]
fn a_repair_says_what_was_typed_and_no_mark_more() {
    for (typed, fixed) in [
        ("[Exercise #4](https://example.org/4) is optional", "'[Exercise #4](https://example.org/4) is optional'"),
        ("[see #9]: later", "'[see #9]: later'"),
        ("{see #9} now", "'{see #9} now'"),
        ("'It's enough'", "'It''s enough'"),
        (r#""say "so" now""#, r#"'say "so" now'"#),
        (r#""C:\work\docs""#, r"'C:\work\docs'"),
    ] {
        let lines = |text: &str| format!("  - title: G\n    statements:\n      - text: {text}\n      - Two\n");
        let (before, after) = checks_after(&lines(typed));
        assert_eq!(after, before.replace(typed, fixed), "{typed}");
    }
}

#[test]
fn two_repairs_of_one_line_are_written_at_once() {
    let typed = r#"      - { text: "It is $\theta$", hint: "Or $\rho$ and $\theta$" }"#;
    let fixed = r"      - { text: 'It is $\theta$', hint: 'Or $\rho$ and $\theta$' }";
    let (before, after) = checks_after(&format!("  - title: G\n    statements:\n{typed}\n"));
    assert_eq!(after, before.replace(typed, fixed));
}

#[test]
fn nothing_is_certain_while_lines_stand_in_the_wrong_place() {
    for lines in [
        "  - title: G\n      - What is said\n      - The last line: nothing\n",
        "  - title: G\n    statements:\n      - `One`\n     - `Two`\n",
        "  - title: G\n    statements\n      - `One`\n",
        "  - title: G\n    stat\n\nements:\n      - `One`\n",
        "  title: G\n    - { text: 'One', hint: 'x' }\n",
    ] {
        let (before, after) = checks_after(lines);
        assert_eq!(after, before, "{lines}");
    }
}

#[test]
fn a_body_is_never_repaired() {
    for front in ["title: A\n", "title: A\norder: 3\ndescription: B\n"] {
        let text = format!("---\n{front}\n- `flush` first\n- *never* do\n- a: b: c\n\n---\n\nmore\n");
        let course = Course::with("content/01-a.md", &text);
        let built = course.check();
        built.expect_finding("unclosed-front-matter", "content/01-a.md", 1, 1);
        assert!(built.all().iter().all(|found| found.rule() != "yaml-syntax"), "{:?}", built.all());
        let _ = course.run(&["check", "--fix"]);
        assert_eq!(fs::read_to_string(course.path("content/01-a.md")).unwrap(), text);
    }
    let text = "---\ntitle: A\norder: of things: first\n\nA text: *here*\n";
    let course = Course::with("content/01-a.md", text);
    let _ = course.run(&["check", "--fix"]);
    assert_eq!(fs::read_to_string(course.path("content/01-a.md")).unwrap(), text);
}

#[test]
fn reports_and_repairs_speak_of_the_same_lines() {
    let lines = "  - title: G\n    statements:\n      - `One`\n      - [Lab]\n      - Note: it is\n      - tittle: Q\n";
    let course = Course::with("content/01-a.md", format!("---\ntitle: A\nchecks:\n{lines}---\n"));
    let (json, said) = output(&course, &["check", "--format", "json"], 1);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let certain = json["findings"].as_array().unwrap().iter().filter(|finding| finding["fix"]["certain"] == true);
    let certain: Vec<u64> = certain.map(|finding| finding["line"].as_u64().unwrap()).collect();
    assert_eq!(certain, [6, 8], "{said}");
    assert!(output(&course, &["check"], 1).1.contains("run `clinic check --fix` to fix 2 of these findings"));
    assert!(output(&course, &["check", "--fix"], 1).1.contains("repaired 2 lines in 1 file"));
}

#[test]
fn more_lines_than_one_reading_takes_are_repaired() {
    let items = "      - `N` is even\n".repeat(120);
    let (before, after) = checks_after(&format!("  - title: G\n    statements:\n{items}"));
    assert_eq!(after, before.replace("- `", "- '`").replace("is even", "is even'"));
}

#[test]
fn what_takes_several_rounds_is_written_whole() {
    let items = "      - text: *Two*\n        hint: `N` is even\n".repeat(150);
    let text = format!("\u{feff}---\ntitle: A\ndraft: 'false'\nchecks:\n  - statements:\n{items}---\n");
    let course = Course::with("content/01-a.md", &text);
    let (_, said) = output(&course, &["check", "--fix"], 1);
    let right = text.replace("*Two*", "'*Two*'").replace("`N` is even", "'`N` is even'").replace("'false'", "false");
    assert_eq!(fs::read_to_string(course.path("content/01-a.md")).unwrap(), right);
    assert_eq!(said.matches("  - - text: *Two*\n  + - text: '*Two*'\n").count(), 150, "{said}");
    assert!(said.contains("repaired 301 lines in 1 file"), "{said}");
}

/// Each file is written once, after the last round; where one cannot be, the others are as they were.
#[test]
fn a_file_that_cannot_be_written_leaves_the_others_alone() {
    let many =
        format!("---\ntitle: A\nchecks:\n  - title: G\n    statements:\n{}---\n", "      - `N` is\n".repeat(120));
    let course = Course::with("content/01-a.md", many)
        .and("content/02-b.md", "---\ntitle: B: b\n---\n")
        .and("content/03-c.md", "---\ntitle: C: c\n---\n");
    let path = course.path("content/02-b.md");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let before = course.tree();
    let (_, said) = output(&course, &["check", "--fix"], 2);
    assert_eq!(course.tree(), before);
    assert!(said.contains("02-b.md") && !said.contains("repaired content"), "{said}");
}

/// Names that are easily guessed are nobody's business, and what a killed process left goes away.
#[test]
#[cfg(unix)]
fn no_link_beside_a_file_leads_its_new_text_astray() {
    let course = Course::with("content/m.md", "---\ntitle: A: a\n---\n").and("precious", "precious");
    let names = [".clinic-m.md", ".clinic-m.md.tmp", ".m.md.tmp", "m.md~", ".clinic-m.md-0"];
    for name in names {
        std::os::unix::fs::symlink(course.path("precious"), course.path("content").join(name)).unwrap();
    }
    course.write("content/.clinic-0123456789ab.tmp", "left by a killed process");
    output(&course, &["check", "--fix"], 0);
    assert_eq!(fs::read_to_string(course.path("precious")).unwrap(), "precious");
    assert!(fs::symlink_metadata(course.path("content/m.md")).unwrap().is_file());
    assert_eq!(fs::read_to_string(course.path("content/m.md")).unwrap(), "---\ntitle: 'A: a'\n---\n");
    assert_eq!(fs::read_dir(course.path("content")).unwrap().count(), names.len() + 1);
}

/// A disk that is full after some kilobytes: what was there stays, and nothing new.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_costs_no_text() {
    let long = format!("---\ntitle: B: b\n---\n{}\n", "Many words. ".repeat(20_000));
    let course = Course::with("content/01-a.md", "---\ntitle: A: a\n---\n").and("content/02-b.md", long);
    let before = course.tree();
    let program = assert_cmd::cargo::cargo_bin("clinic");
    let limited = "trap '' XFSZ; ulimit -f 8; exec \"$0\" check --fix";
    let mut command = assert_cmd::Command::new("sh");
    let run = command.args(["-c", limited]).arg(program).current_dir(course.path("")).assert().code(2);
    let said = String::from_utf8(run.get_output().stderr.clone()).unwrap();
    assert!(said.contains("cannot write ") && said.contains("02-b.md: File too large"), "{said}");
    assert_eq!(course.tree(), before);
}

#[test]
fn two_processes_never_repair_at_once() {
    let course = Course::with("content/m.md", "---\ntitle: A: a\n---\n");
    let before = course.tree();
    let Locked::Ours(lock) = Lock::take(&course.path(".clinic-lock")).unwrap() else { panic!("not locked") };
    let (_, said) = output(&course, &["check", "--fix"], 2);
    let expected = format!("another run of clinic (process {}) is changing files in this course", std::process::id());
    assert!(said.contains(&expected) && said.contains("help: wait until that run finishes"), "{said}");
    drop(lock);
    assert_eq!(course.tree(), before);
    output(&course, &["check", "--fix"], 0);
    assert_eq!(course.tree().keys().collect::<Vec<_>>(), ["clinic.yaml", "content/m.md"]);
}

/// A course of this file with a finding whose repair is this line.
fn report(path: &str, text: &str, fixed: &str) -> Report {
    let source = Arc::new(SourceFile::new(SourcePath::new(path), text));
    let fix = Fix { line: 2, end_line: 2, text: fixed.to_owned(), certain: true };
    let findings = vec![Finding::new(Rule::YamlSyntax, Place::new(source.path(), Span::new(4, 8)), "x").fix(fix)];
    Report {
        counts: Counts::of(&findings),
        findings,
        sources: std::iter::once(source).collect(),
        withheld: Withheld::nothing(),
    }
}

#[test]
fn repairs_that_come_to_no_end_are_refused() {
    let mut repairs = Repairs::default();
    let mut line = "a: b".to_owned();
    let error = loop {
        let again = format!("{line}'");
        match repairs.add(&report("content/01-a.md", &format!("---\n{line}\n---\n"), &again)) {
            Ok(any) => assert!(any && again.len() < 50),
            Err(error) => break error,
        }
        line = again;
    };
    assert!(error.to_string().contains("clinic cannot choose a fix for line 2 of `content/01-a.md`"), "{error}");
    assert!(error.help().unwrap().starts_with("fix the line yourself"));
}

#[test]
fn a_file_that_changed_since_it_was_read_keeps_all_from_being_written() {
    let text = "---\ntitle: *A* b\n---\n";
    let course = Course::with("content/01-a.md", text).and("content/02-b.md", "---\ntitle: else\n---\n");
    let before = course.tree();
    let mut repairs = Repairs::default();
    for path in ["content/01-a.md", "content/02-b.md"] {
        assert!(repairs.add(&report(path, text, "title: '*A* b'")).unwrap());
    }
    let error = repairs.write(&Root::new(&course.path(""))).unwrap_err();
    assert!(error.to_string().contains("`content/02-b.md` was changed while it was being read"), "{error}");
    assert_eq!(course.tree(), before);
}

/// Where two fixes of one text disagree, no file is touched.
#[test]
fn repairs_that_want_different_things_write_nothing() {
    let text = "---\ntitle: *A* b\n---\n";
    let files = ["content/01-a.md", "content/02-b.md"];
    let course = Course::with(files[0], text).and(files[1], text);
    let finding = |path: &str, fixed: &str| {
        let fix = Fix { line: 2, end_line: 2, text: fixed.to_owned(), certain: true };
        Finding::new(Rule::YamlSyntax, Place::new(&SourcePath::new(path), Span::new(11, 14)), fixed).fix(fix)
    };
    let findings = vec![
        finding(files[0], "title: '*A* b'"),
        finding(files[1], "title: '*A* b'"),
        finding(files[1], "title: '*A*' b"),
    ];
    let sources: Sources = files.iter().map(|path| Arc::new(SourceFile::new(SourcePath::new(*path), text))).collect();
    let report = Report { counts: Counts::of(&findings), findings, sources, withheld: Withheld::nothing() };
    let error = Repairs::default().add(&report).unwrap_err();
    assert!(error.to_string().contains("two fixes for `content/02-b.md` conflict on line 2"), "{error}");
    for path in files {
        assert_eq!(fs::read_to_string(course.path(path)).unwrap(), text);
    }
}
