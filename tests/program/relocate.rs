//! Moving files: whatever refers to them, and whatever they refer to, means what it meant; no other byte changes; and
//! all of it is done or nothing.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::fs;

use crate::support::{Course, Tree, module};
use mistake_clinic::api::relocate::{Left, Relocated, Relocation, relocate};
use mistake_clinic::api::text::SourcePath;
use mistake_clinic::api::text::content_id;

const CONFIG: &str = "title: Course
# One name below needs its star escaped in links.
rules: { windows-name: off }
show_answers: open
navigation:
  - { title: First, to: 01-s/01-m.md }
  - title: Second
    to: '01-s/01-m.md#deep'
radar_presets:
  everywhere:
    mistake: 'See [the other](/01-s/02-n.md) for {where}'
    symptom: S
    repair: R
";

const SECTION: &str = "---
title: S
defaults:
  radar:
    intro: 'Above [all](01-m.md) and [other](02-n.md).'
---
[m](01-m.md) [m](m) ![t](pic.png)
";

/// One file with a reference of every kind.
const MOVING: &str = "---
title: 'M and [[n]]'
description: 'After [n](02-n.md).'
builds_on: ['../02-t/01-o', t/01-o.md]
radar:
  - { mistake: 'A [link](02-n.md#deep) it''s', where: 02-n.md, symptom: 'S ![t](pic.png)', repair: 'R' }
  - mistake: \"B [link](<02-n.md>)\"
    where: \"02-n.md#deep\"
    symptom: |
      C [link](02-n.md \"Title\").
    repair: >-
      D
  - { preset: everywhere, where: '02-n.md#deep' }
checks:
  groups:
    - source: 03-p/practice/01-lab.md
    - title: Own
      intro: |
        Intro with [n](02-n.md).

        - [o](../02-t/01-o.md)
      statements:
        - { text: '[n](n) is wrong', hint: 'See [o](../02-t/01-o)' }
        - Plain [n](02-n.md) words
---
Inline [n](02-n.md), [n][], [deep][Name], [self](01-m.md#deep), [here](#deep), [abs](/01-s/02-n.md), [root](01-s/02-n),
[address](/radar/), [static](/book.pdf), [file](data%20(1).csv), [angle](<data (1).csv> 'Title'), [a b](x_y*z.txt),
[away](https://example.org/02-n.md), <https://example.org>, `[n](02-n.md)`, [![t](pic.png)](02-n.md \"N\"), [up](../02-t/).

![t](pic.png) ![t](./pic.png) ![t][pic] ![Figure](pic.png \"Caption\")

> A quote whose [link
> goes on](02-n.md#deep), and a note[^1].

| [n](02-n.md) | `x` |
|---|---|
| ![t](pic.png) | [o](../02-t/01-o.md) |

## Deep

> [!ANSWER]
> Because [n](02-n.md).

[n]: 02-n.md
[name]: <02-n.md#deep> \"Title\"
[pic]: pic.png
[unused]: 02-n.md

[^1]: Note with [n](n#deep).
";

const OTHER: &str = "---
title: N
builds_on: [s/m]
radar:
  - { mistake: 'Back to [m](01-m.md#deep)', where: 01-m.md#deep, symptom: S, repair: R }
  - { mistake: 'B', where: '01-m.md', symptom: S, repair: R }
---
[m](01-m.md) [m](m) [m](/01-s/01-m.md#deep) [m](../01-s/01-m.md) [m][m] [self](02-n.md)

## Deep

[m]: 01-m.md#deep
";

fn course() -> Course {
    Course::with("clinic.yaml", CONFIG)
        .and("content/_index.md", "# Home\n\n[m](01-s/01-m.md) and [m](s/m/)\n")
        .and("content/01-s/_index.md", SECTION)
        .and("content/01-s/01-m.md", MOVING)
        .and("content/01-s/02-n.md", OTHER)
        .and("content/01-s/03-p/index.md", module("P", "---\n[m](../01-m.md#deep) ![t](../pic.png)\n"))
        .and(
            "content/01-s/03-p/practice/01-lab.md",
            "# Lab\n\n[m](../../01-m.md)\n\n## Mistake check\n\n1. See [m](../../01-m.md#deep).\n",
        )
        .and("content/02-t/_index.md", "# T\n")
        .and("content/02-t/01-o.md", module("O", "---\n[m](../01-s/01-m.md)\n"))
        .and(
            "content/01-s/pic.png",
            fs::read("tests/fixtures/face-rtl/content/photo.png").unwrap_or_else(|_| PNG.to_vec()),
        )
        .and("content/01-s/data (1).csv", "a,b\n")
        .and("content/01-s/x_y*z.txt", "x\n")
        .and("static/book.pdf", "x")
        .and("answers/01-s/01-m.yaml", "- for: Plain\n  error: 'See [n](02-n.md) and [m](01-m.md).'\n")
}

/// The smallest picture.
const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8,
    0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0x60, 0, 0, 0, 2, 0,
    1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

fn moves(pairs: &[(&str, &str)]) -> Relocation {
    let path = |path: &&str| SourcePath::new(*path);
    Relocation { moves: pairs.iter().map(|(from, to)| (path(from), path(to))).collect(), ..Relocation::default() }
}

fn relocated(course: &Course, relocation: &Relocation) -> Relocated {
    relocate(&course.path(""), relocation).unwrap()
}

const UNFOLDED: (&str, &str) = ("content/01-s/01-m.md", "content/01-s/01-m/index.md");

/// What learners get, without what tells where a file was.
fn site(course: &Course) -> Tree {
    let built = course.build();
    built.expect_no_findings();
    built.tree().into_iter().filter(|(path, _)| path != ".clinic-manifest.json").collect()
}

#[test]
fn a_module_that_gets_a_folder_leaves_the_site_as_it_was() {
    let course = course();
    let before = site(&course);
    let Relocated { left, .. } = relocated(&course, &moves(&[UNFOLDED]));
    assert_eq!(left, []);
    assert!(!course.path("content/01-s/01-m.md").exists());
    let after = site(&course);
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (path, bytes) in &before {
        let (old, new) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&after[path]));
        assert_eq!(old, new, "{path}");
    }
}

#[test]
fn paths_of_files_stay_paths_of_files() {
    let course = course();
    relocated(&course, &moves(&[UNFOLDED]));
    let text = fs::read_to_string(course.path("content/01-s/01-m/index.md")).unwrap();
    let expected = MOVING
        .replace("](02-n.md", "](../02-n.md")
        .replace("](<02-n.md", "](<../02-n.md")
        .replace("`[n](../02-n.md)`", "`[n](02-n.md)`")
        .replace("where: 02-n.md", "where: ../02-n.md")
        .replace("where: \"02-n", "where: \"../02-n")
        .replace("where: '02-n", "where: '../02-n")
        .replace("source: 03-p", "source: ../03-p")
        .replace("(../02-t/", "(../../02-t/")
        .replace("'../02-t/01-o'", "'../../02-t/01-o'")
        .replace("(01-m.md#deep)", "(index.md#deep)")
        .replace("](n)", "](../n)")
        .replace("](n#deep)", "](../n#deep)")
        .replace("](pic.png", "](../pic.png")
        .replace("](./pic.png", "](../pic.png")
        .replace("](data%20(1)", "](../data%20%281%29")
        .replace("](<data (1)", "](<../data%20%281%29")
        .replace("](x_y*z", "](../x_y*z")
        .replace("]: 02-n.md", "]: ../02-n.md")
        .replace("]: <02-n.md", "]: <../02-n.md")
        .replace("]: pic.png", "]: ../pic.png")
        // What learners logged is found by ids that are made from these texts.
        .replace(
            "- { mistake: 'A",
            &format!("- {{ id: {}, mistake: 'A", content_id('r', "A [link](02-n.md#deep) it's")),
        )
        .replace("- mistake: \"B", &format!("- id: {}\n    mistake: \"B", content_id('r', "B [link](<02-n.md>)")))
        .replace("{ text: '[n]", &format!("{{ id: {}, text: '[n]", content_id('s', "[n](n) is wrong")))
        .replace("- Plain", &format!("- id: {}\n          text: Plain", content_id('s', "Plain [n](02-n.md) words")));
    assert_eq!(text, expected);
    let other = fs::read_to_string(course.path("content/01-s/02-n.md")).unwrap();
    let expected = OTHER.replace("01-m.md", "01-m/index.md").replace("../01-s/01-m/", "01-m/");
    // An id is made from this text, and it leads where it led.
    assert_eq!(other, expected.replace("Back to [m](01-m/index.md#deep)", "Back to [m](01-m.md#deep)"));
    let config = fs::read_to_string(course.path("clinic.yaml")).unwrap();
    assert_eq!(config, CONFIG.replace("01-m.md", "01-m/index.md"));
    let home = fs::read_to_string(course.path("content/_index.md")).unwrap();
    assert_eq!(home, "# Home\n\n[m](01-s/01-m/index.md) and [m](s/m/)\n");
    let answers = fs::read_to_string(course.path("answers/01-s/01-m.yaml")).unwrap();
    assert_eq!(answers, "- for: Plain\n  error: 'See [n](../02-n.md) and [m](index.md).'\n");
}

/// Ways to write a text over several lines, below a key that is indented by four.
const FORMS: [&str; 7] = [
    "See [n](02-n.md) and\n      [o](<03-o.md#deep>), [a\n      b](02-n.md) `[n](02-n.md)`",
    "See [n](02-n.md)\n\n      [o](03-o.md) [n](02-n.md)",
    "'It''s [n](02-n.md \"N\"),\n\n      [o](03-o.md#deep ''O'')\n      [n](02-n.md)'",
    "\"A \\\"b\\\" [n](02-n.md \\\"N\\\") and \\\n      [o](03-o.md)\n\n      [n](02-n.md)\"",
    ">-\n      [n](02-n.md) and\n      [o](03-o.md) ![t](pic.png)\n        more [n](02-n.md)",
    ">\n      See [n](02-n.md) and [o](03-o.md), [n](02-n.md)",
    "|-\n      See [n](02-n.md),\n      [o](03-o.md)\n",
];

#[test]
fn texts_over_several_lines_are_rewritten_however_they_are_written() {
    for form in FORMS {
        let front = format!(
            "---\ntitle: M\nradar:\n  - where: W\n    symptom: {form}\n    repair: R\n    mistake: {form}\nchecks:\n  groups:\n    - intro: {}\n      statements:\n        - {}\n---\n",
            form.replace('\n', "\n  "),
            form.replace('\n', "\n    "),
        );
        let course = Course::with("clinic.yaml", "title: C\nshow_answers: open\n")
            .and("content/01-s/_index.md", "# S\n")
            .and("content/01-s/01-m.md", front.as_str())
            .and("content/01-s/02-n.md", module("N", ""))
            .and("content/01-s/03-o.md", module("O", "---\n## Deep\n"))
            .and("content/01-s/pic.png", PNG);
        let before = site(&course);
        let Relocated { left, changes } = relocated(&course, &moves(&[UNFOLDED]));
        assert_eq!(left, [], "{form}");
        let text = fs::read_to_string(course.path("content/01-s/01-m/index.md")).unwrap();
        let count = |text: &str, path: &str| text.matches(path).count();
        assert_eq!(count(&text, "../02-n.md"), count(&front, "02-n.md") - count(&front, "`[n](02-n.md)`"), "{text}");
        assert_eq!(count(&text, "../03-o.md"), count(&front, "03-o.md"), "{text}");
        assert_eq!(count(&text, "](../pic.png)"), count(&front, "](pic.png)"), "{text}");
        assert_eq!(count(&text, "id: "), 2, "{text}");
        assert!(site(&course) == before, "{text}");
        // What is told stands there.
        let lines: Vec<&str> = text.lines().collect();
        for change in changes {
            let new: Vec<&str> = change.lines.new.lines().collect();
            assert_eq!(lines[change.lines.first - 1..][..new.len()], new, "{text}");
        }
    }
}

#[test]
fn definitions_in_texts_of_yaml_are_rewritten_where_they_define_something() {
    let front = "radar:
  - where: W
    symptom: |-
      See [n][]

      [n]: 02-n.md
    repair: R
    mistake: M
checks:
  groups:
    - intro: |-
        See [n][] and [o][n]

        [n]: 02-n.md
      statements: [One is two.]
    - intro: 'See [n][].


        [n]: 02-n.md'
      statements: [Two is three.]
";
    let course = Course::with("clinic.yaml", "title: C\n")
        .and("content/01-s/_index.md", "# S\n")
        .and("content/01-s/01-m.md", module("M", front))
        .and("content/01-s/02-n.md", module("N", ""));
    let before = site(&course);
    assert_eq!(relocated(&course, &moves(&[UNFOLDED])).left, []);
    assert!(site(&course) == before);
    let text = fs::read_to_string(course.path("content/01-s/01-m/index.md")).unwrap();
    // Rows of the radar define nothing.
    assert_eq!(text.matches("      [n]: 02-n.md\n").count(), 1, "{text}");
    assert_eq!(text.matches("        [n]: ../02-n.md").count(), 2, "{text}");
}

#[test]
fn lines_are_told_as_they_count_now() {
    let lab =
        "---\ntitle: Lab\nchecks:\n  - 'See [x](../../x.md)'\n  -\n    'Or [x](../../x.md)'\n---\n[x](../../x.md)\n";
    let course = Course::with("content/s/_index.md", "# S\n")
        .and("content/s/01-m/index.md", "# M\n")
        .and("content/s/01-m/practice/lab.md", lab)
        .and("content/s/x.md", module("X", ""));
    let Relocated { left, changes } = relocated(&course, &moves(&[("content/s/x.md", "content/s/y/index.md")]));
    let text = fs::read_to_string(course.path("content/s/01-m/practice/lab.md")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(changes.iter().map(|change| change.lines.first).collect::<Vec<_>>(), [4, 7, 9], "{text}");
    for change in changes {
        let new: Vec<&str> = change.lines.new.lines().collect();
        assert_eq!(lines[change.lines.first - 1..][..new.len()], new, "{text}");
    }
    assert_eq!(left.iter().map(|left| left.line).collect::<Vec<_>>(), [7], "{left:?}");
}

#[test]
fn every_line_that_was_rewritten_is_told() {
    let course = Course::with("content/01-m.md", module("M", "---\n[n](02-n.md) and [n](02-n.md#x)\n"))
        .and("content/02-n.md", module("N", "---\n## X\n\n[m](01-m.md)\n"));
    let Relocated { changes, left } = relocated(&course, &moves(&[("content/01-m.md", "content/01-m/index.md")]));
    let told: Vec<String> = changes.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "content/01-m/index.md:6\n  - [n](02-n.md) and [n](02-n.md#x)\n  + [n](../02-n.md) and [n](../02-n.md#x)",
            "content/02-n.md:8\n  - [m](01-m.md)\n  + [m](01-m/index.md)",
        ]
    );
    assert_eq!(left, []);
}

#[test]
fn a_whole_module_can_move_to_another_section() {
    let course = course();
    let lab = "content/01-s/03-p/practice/01-lab.md";
    let relocation = moves(&[
        ("content/01-s/03-p/index.md", "content/02-t/07-q/index.md"),
        (lab, "content/02-t/07-q/practice/01-lab.md"),
    ]);
    assert_eq!(relocated(&course, &relocation).left, []);
    course.check().expect_no_findings();
    let index = fs::read_to_string(course.path("content/02-t/07-q/index.md")).unwrap();
    assert!(index.ends_with("[m](../../01-s/01-m.md#deep) ![t](../../01-s/pic.png)\n"), "{index}");
    let first = fs::read_to_string(course.path("content/01-s/01-m.md")).unwrap();
    assert!(first.contains("- source: ../02-t/07-q/practice/01-lab.md\n"), "{first}");
}

#[test]
fn line_breaks_and_the_byte_order_mark_stay() {
    let text = "\u{feff}---\r\ntitle: M\r\nradar:\r\n  - { mistake: M, where: 02-n.md, symptom: S, repair: R }\r\n---\r\n[n](02-n.md)\r\n";
    let course = Course::with("content/01-m.md", text).and("content/02-n.md", module("N", ""));
    relocated(&course, &moves(&[("content/01-m.md", "content/01-m/index.md")]));
    let bytes = fs::read(course.path("content/01-m/index.md")).unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), text.replace("02-n.md", "../02-n.md"));
}

#[test]
fn what_cannot_be_written_so_that_it_holds_everywhere_is_left_and_told() {
    // The preset means another page in each module.
    let config = "title: C\nradar_presets:\n  p: { mistake: 'See [it](lab.md)', symptom: S, repair: R }\n";
    let row = "radar:\n  - { preset: p, where: W }\n";
    let course = Course::with("clinic.yaml", config)
        .and("content/01-s/_index.md", "# S\n")
        .and("content/01-s/01-m.md", module("M", row))
        .and("content/01-s/lab.md", module("Lab", ""))
        .and("content/02-t/_index.md", "# T\n")
        .and("content/02-t/01-n.md", module("N", row))
        .and("content/02-t/lab.md", module("Lab", ""));
    course.check().expect_no_findings();
    let Relocated { left, changes } = relocated(&course, &moves(&[UNFOLDED]));
    let message = "`lab.md` now points nowhere and could not be rewritten".to_owned();
    assert_eq!(left, [Left { path: SourcePath::new("clinic.yaml"), line: 3, message }]);
    assert_eq!(changes, []);
}

#[test]
fn a_reference_that_many_modules_share_is_written_so_that_it_holds_in_all() {
    let config = "title: C\nradar_presets:\n  p: { mistake: 'See [it](02-n.md)', symptom: S, repair: R }\n";
    let row = "radar:\n  - { preset: p, where: W }\n";
    let course = Course::with("clinic.yaml", config)
        .and("content/01-s/_index.md", "# S\n")
        .and("content/01-s/01-m.md", module("M", row))
        .and("content/01-s/02-n.md", module("N", row));
    let before = site(&course);
    assert_eq!(relocated(&course, &moves(&[UNFOLDED])).left, []);
    assert!(site(&course) == before);
    assert!(fs::read_to_string(course.path("clinic.yaml")).unwrap().contains("[it](01-s/02-n.md)"));
}

#[test]
fn a_new_page_does_not_take_the_place_of_another() {
    // `practice/lab` meant a page of the root; now there is one in the module.
    let course = Course::with("content/01-m.md", module("M", "---\n[x](practice/lab.md)\n"))
        .and("content/practice/_index.md", "# P\n")
        .and("content/practice/lab.md", module("Lab", ""));
    let mut relocation = moves(&[("content/01-m.md", "content/01-m/index.md")]);
    relocation.added.insert(SourcePath::new("content/01-m/practice/lab.md"), "# New\n".to_owned());
    assert_eq!(relocated(&course, &relocation).left, []);
    let text = fs::read_to_string(course.path("content/01-m/index.md")).unwrap();
    assert!(text.ends_with("[x](../practice/lab.md)\n"), "{text}");
}

#[test]
fn a_statement_that_cannot_keep_its_id_is_told() {
    let lab = "# Lab\n\n## Mistake check\n\n1. See [x](../../x.md).\n";
    let course = Course::with("content/s/_index.md", "# S\n")
        .and("content/s/01-m/index.md", "# M\n")
        .and("content/s/01-m/practice/lab.md", lab)
        .and("content/s/x.md", module("X", ""));
    let lab = "content/s/01-m/practice/lab.md";
    let Relocated { left, .. } =
        relocated(&course, &moves(&[("content/s/x.md", "content/s/y/index.md"), (lab, "content/s/01-m/lab/lab.md")]));
    let message =
        "this item now has a different id, so learners' log entries under the old id are no longer found".to_owned();
    assert_eq!(left, [Left { path: SourcePath::new("content/s/01-m/lab/lab.md"), line: 5, message }]);
    let text = fs::read_to_string(course.path("content/s/01-m/lab/lab.md")).unwrap();
    assert!(text.ends_with("1. See [x](../../y/index.md).\n"), "{text}");
}

/// The course as it lies on the disk.
fn disk(course: &Course) -> Tree {
    crate::support::tree(&course.path(""))
}

#[test]
fn where_one_file_cannot_be_written_all_is_as_it_was() {
    let course = course();
    let locked = course.path("content/02-t/01-o.md");
    let mut permissions = fs::metadata(&locked).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&locked, permissions).unwrap();
    let before = disk(&course);
    let error = relocate(&course.path(""), &moves(&[UNFOLDED])).unwrap_err();
    assert!(error.to_string().contains("01-o.md"), "{error}");
    assert!(disk(&course) == before);
    assert!(!course.path("content/01-s/01-m").exists());
}

#[test]
fn what_stands_in_the_way_is_never_overwritten() {
    let course = course().and("content/01-s/01-m/index.md", "# Mine\n");
    let before = disk(&course);
    let error = relocate(&course.path(""), &moves(&[UNFOLDED])).unwrap_err();
    assert!(error.to_string().contains("already exists"), "{error}");
    assert!(disk(&course) == before);
}

#[test]
fn a_file_that_cannot_be_read_is_not_moved() {
    let course =
        Course::with("content/01-m.md", "---\ntitle: [\n---\n[n](02-n.md)\n").and("content/02-n.md", module("N", ""));
    let before = disk(&course);
    let error = relocate(&course.path(""), &moves(&[("content/01-m.md", "content/01-m/index.md")])).unwrap_err();
    assert!(error.to_string().contains("because it cannot be read"), "{error}");
    assert!(disk(&course) == before);
    // What is no text is no page either.
    course.write("content/01-m.md", b"---\ntitle: Caf\xe9\n---\n");
    let error = relocate(&course.path(""), &moves(&[("content/01-m.md", "content/01-m/index.md")])).unwrap_err();
    assert!(error.to_string().contains("because it cannot be read"), "{error}");
}

#[test]
fn a_page_that_makes_a_folder_of_its_module_breaks_nothing() {
    let course = course();
    course.check().expect_no_findings();
    let output = course.command(&["new", "s/m/practice/try"]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}");
    assert!(told.contains("rewrote content/01-s/02-n.md:8\n"), "{told}");
    assert!(told.contains("rewrote clinic.yaml:6\n"), "{told}");
    assert!(!told.contains("look at"), "{told}");
    course.check().expect_findings(&[
        "unwritten-text content/01-s/01-m/practice/01-try.md:3:14",
        "unlisted-checks content/01-s/01-m/practice/01-try.md:14:1",
    ]);
    assert!(course.path("content/01-s/01-m/practice/01-try.md").is_file());
}
