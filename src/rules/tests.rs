//! Rules about what the author wrote as a whole: each finds what is wrong at its exact place, and nothing else.

mod course;
#[path = "../../tests/support/found.rs"]
mod found;

use std::collections::BTreeSet;

pub(crate) use course::{BARE_PRACTICE, Course, ROW, module, with_config, with_module};
pub(crate) use found::Findings;

use crate::config::keys::MEANINGS;

const MODULE: &str = "content/01-m/index.md";
const LAB: &str = "content/01-m/practice/01-lab.md";

/// A module in one file with this body.
fn body(text: &str) -> Course {
    Course::with("content/01-a.md", module("A", &format!("---\n{text}")))
}

/// One good module under this configuration.
fn config(text: &str) -> Course {
    Course::with("content/01-a.md", module("A", "")).and("clinic.yaml", format!("title: C\n{text}\n"))
}

/// A bundle whose `index.md` says this, with a lab that has checks.
fn bundle(front: &str) -> Course {
    Course::with(MODULE, module("M", front)).and(LAB, "# Lab: *One*\n\n## Mistake check\n\n- Wrong.\n")
}

// repeated-text

/// A module with a row for each symptom and repair.
fn rows(rows: &[(&str, &str)]) -> String {
    let row = |(number, (symptom, repair)): (usize, &(&str, &str))| {
        format!("  - mistake: Mistake {number}\n    where: W\n    symptom: {symptom}\n    repair: {repair}\n")
    };
    let rows: String = rows.iter().enumerate().map(row).collect();
    format!("---\ntitle: A\nradar:\n{rows}---\n")
}

#[test]
fn boilerplate_is_told_once_with_the_preset_to_write() {
    let same = ("'Nothing shows: what would break it'", "Add the smallest broken case.");
    Course::with("content/01-a.md", rows(&[same; 5]))
        .check()
        .expect_only("repeated-text", "content/01-a.md", 6, 14)
        .being_a_warning()
        .saying("this symptom stands in 5 radar rows, with the same repair")
        .helping("- { preset: nothing-shows-what, mistake: …, where: … }")
        .helping("radar_presets:\n  nothing-shows-what:\n    symptom: 'Nothing shows: what would break it'\n    repair: 'Add the smallest broken case.'");
}

#[test]
fn symptom_and_repair_are_told_apart_where_they_do_not_come_together() {
    let symptom = "Nothing shows what would break it.";
    let repair = "Add the smallest broken case.";
    let all = [
        (symptom, "One way."),
        (symptom, repair),
        (symptom, repair),
        (symptom, repair),
        (symptom, repair),
        ("Another.", repair),
    ];
    let built = Course::with("content/01-a.md", rows(&all)).check();
    built.expect_findings(&["repeated-text content/01-a.md:6:14", "repeated-text content/01-a.md:11:13"]);
    built
        .expect_finding("repeated-text", "content/01-a.md", 11, 13)
        .saying("this repair stands in 5 radar rows")
        .helping("repair: 'Add the");
}

#[test]
fn rows_of_a_preset_few_rows_short_texts_and_a_trap_that_returns_are_no_boilerplate() {
    let same = ("Nothing shows what would break it.", "Add the smallest broken case.");
    Course::with("content/01-a.md", rows(&[same; 4])).check().expect_no_findings();
    Course::with("content/01-a.md", rows(&[("A red test.", "Red again."); 9])).check().expect_no_findings();
    let mut returning = Course::with("content/01-a.md", rows(&[same; 1]));
    for number in 2..9 {
        returning = returning.and(&format!("content/0{number}-b{number}.md"), rows(&[same; 1]));
    }
    returning.check().expect_no_findings();
    let preset = "  - { preset: p, mistake: Mistake N, symptom: Nothing shows what would break it., where: W }\n";
    let all: String = (0..9).map(|number| preset.replace('N', &number.to_string())).collect();
    config("radar_presets: { p: { repair: Add the smallest broken case. } }")
        .and("content/02-b.md", format!("---\ntitle: B\nradar:\n{}---\n", all.replace("0thing", "Nothing")))
        .check()
        .expect_none_of("repeated-text");
}

#[test]
fn boilerplate_is_counted_over_the_whole_course_and_for_both_editions() {
    let same = ("Nothing shows what would break it.", "Add the smallest broken case.");
    let draft = rows(&[same; 5]).replace("title: A\n", "title: A\nedition: instructor\n");
    let course = Course::with("content/01-a.md", draft).and("content/02-b.md", module("B", ""));
    assert_eq!(course.check().findings(), ["repeated-text content/01-a.md:7:14"]);
    assert_eq!(course.instructor().findings(), ["repeated-text content/01-a.md:7:14"]);
}

// practice-without-checks

#[test]
fn a_practice_page_without_checks() {
    let course = Course::with(MODULE, module("M", ""));
    course
        .clone()
        .and(LAB, "# Lab\n")
        .check()
        .expect_only("practice-without-checks", LAB, 1, 1)
        .being_a_warning()
        .helping("## Mistake check");
    let loose =
        Course::with(MODULE, module("M", "")).and("content/02-drill.md", "---\ntitle: Drill\nkind: practice\n---\n");
    loose.check().expect_only("practice-without-checks", "content/02-drill.md", 1, 1);
}

#[test]
fn a_practice_page_has_checks_wherever_they_are_written() {
    for (front, lab) in [
        ("", "# Lab\n\n## Mistake check\n\n- Wrong.\n"),
        ("", "# Lab\n\n## Common mistake check\n\nIf your plan still fits one page, look again.\n"),
        ("", "---\ntitle: Lab\nchecks: [Wrong.]\n---\n"),
        ("", "---\ntitle: Lab\nchecks: []\n---\n"),
        ("checks: [{ source: practice/01-lab.md, statements: [Wrong.] }]\n", "# Lab\n"),
        ("", "---\ntitle: Lab\nkind: page\n---\n"),
        ("", "---\ntitle: Solutions\nedition: instructor\n---\n"),
        ("", "---\ntitle: Not yet\ndraft: true\n---\n"),
        ("", "---\ntitle: Katas\nrules: { practice-without-checks: off }\n---\n"),
    ] {
        Course::with(MODULE, module("M", front)).and(LAB, lab).check().expect_no_findings();
    }
}

#[test]
fn what_is_missing_because_of_another_mistake_is_not_told_twice() {
    let course = Course::with(MODULE, module("M", "checks: [{ source: practice/01-lab.md }]\n")).and(LAB, "# Lab\n");
    course.check().expect_only("source-without-checks", MODULE, 5, 20);
    let misspelt = "---\ntitle: Lab\nchekcs: [Wrong.]\n---\n";
    Course::with(MODULE, module("M", "")).and(LAB, misspelt).check().expect_only("unknown-key", LAB, 3, 1);
}

// where-is-title

#[test]
fn where_gives_the_title_of_a_page() {
    let fix = |course: &Course| fix_of(course, "where-is-title");
    let course = bundle("radar:\n  - { mistake: M, where: ' lab:  one', symptom: S, repair: R }\n");
    course
        .check()
        .expect_only("where-is-title", MODULE, 4, 26)
        .being_a_warning()
        .helping("`where: practice/01-lab.md`");
    assert_eq!(fix(&course), "4-4   - { mistake: M, where: practice/01-lab.md, symptom: S, repair: R }");
    let course = bundle("radar:\n  - mistake: M\n    where: Odd & even\n    symptom: S\n    repair: R\n")
        .and("content/01-m/concepts/01-a b.md", "# Odd & even\n");
    course.check().expect_only("where-is-title", MODULE, 5, 12);
    assert_eq!(fix(&course), "5-5     where: 'concepts/01-a b.md'");
}

/// A module whose one row shows up at `words`, beside a page, a concept and another module.
fn located(words: &str) -> Course {
    bundle(&format!("radar:\n  - mistake: M\n    where: {words}\n    symptom: S\n    repair: R\n"))
        .and("content/01-m/homework.md", "# Work at home\n")
        .and("content/01-m/concepts/01-bias.md", "# On bias\n\n## Why\n")
        .and("content/01-m/figures/tree.svg", "<svg width=\"1\" height=\"1\" viewBox=\"0 0 1 1\"/>")
        .and("content/02-other/_index.md", "---\ntitle: Other\n---\n")
        .and("content/02-other/01-proofs.md", module("Proofs", ""))
}

#[test]
fn where_gives_a_path_without_its_ending() {
    for (words, fix) in [
        ("practice/01-lab", "practice/01-lab.md"),
        ("practice/lab", "practice/lab.md"),
        ("concepts/bias#why", "'concepts/bias.md#why'"),
        ("/other/proofs", "/other/proofs.md"),
        ("02-other/01-proofs", "02-other/01-proofs.md"),
        ("homework", "homework.md"),
        ("./practice/lab", "./practice/lab.md"),
    ] {
        let course = located(words);
        course.check().expect_only("where-is-title", MODULE, 5, 12).being_a_warning().saying("without `.md`");
        assert_eq!(fix_of(&course, "where-is-title"), format!("5-5     where: {fix}"), "{words}");
        located(fix).check().expect_no_findings();
    }
}

#[test]
fn where_gives_a_path_to_nothing_without_its_ending() {
    for (words, fix) in [
        ("practice/01-lap", "practice/01-lab.md"),
        ("concepts/02-biass", "concepts/01-bias.md"),
        ("other/prooofs", "/02-other/01-proofs.md"),
        ("./practice/lap", "practice/01-lab.md"),
    ] {
        let course = located(words);
        course.check().expect_only("where-is-title", MODULE, 5, 12).saying(&format!("there is no page `{words}`"));
        assert_eq!(fix_of(&course, "where-is-title"), format!("5-5     where: {fix}"), "{words}");
    }
    for words in ["practice/something-else", "figures/tree", "../far/away"] {
        let built = located(words).check();
        built
            .expect_only("where-is-title", MODULE, 5, 12)
            .helping("with `.md`, or put blanks around the `/`")
            .fixing("");
    }
}

#[test]
fn slashes_between_words_make_no_path() {
    for words in [
        "client/server",
        "and/or",
        "TCP/IP",
        "Practice/theory",
        "practice / theory",
        "practice/theory gaps",
        "practice",
        "concepts",
        "other",
        "Homework",
        "proofs",
        "n/a",
        "/",
        "a // b",
        "$a/b$",
        "'`practice/lab`'",
        "'[lab](practice/01-lab.md)'",
        "everywhere",
        "1/2",
        "https://example.org/practice",
    ] {
        located(words).check().expect_no_findings();
    }
}

#[test]
fn source_needs_no_ending() {
    for source in ["practice/01-lab", "practice/lab", "practice/01-lab.md"] {
        bundle(&format!("checks: [{{ source: {source} }}]\n")).check().expect_no_findings();
    }
    let built = bundle("checks: [{ source: practice/lap }]\n").check();
    built.expect_only("broken-reference", MODULE, 5, 20).helping("did you mean `practice/01-lab.md`?");
}

#[test]
fn other_words_of_where_are_words() {
    for words in ["Lab", "Lab: One and more", "M", "practice/01-lab.md", "'[Lab: One](practice/01-lab.md)'"] {
        let words =
            if words.contains(": ") && !words.starts_with('\'') { format!("'{words}'") } else { words.to_owned() };
        let front = format!("radar:\n  - {{ mistake: M, where: {words}, symptom: S, repair: R }}\n");
        let built = bundle(&front).check();
        if words.starts_with("'[") {
            // A link to the page says no less than its path.
            built.expect_none_of("broken-link");
        } else {
            built.expect_no_findings();
        }
    }
}

/// The lines that would cure the one finding of a rule.
fn fix_of(course: &Course, rule: &str) -> String {
    let checked = course.check();
    checked.all().iter().find(|found| found.rule() == rule).unwrap().fix()
}

// unreachable-goal

#[test]
fn a_goal_beyond_the_log_sheet() {
    for (kind, column) in [("logged", 21), ("with_counterexample", 34), ("connects_back", 28), ("changes_artifact", 31)]
    {
        let front = format!("log: {{ rows: 3 }}\ncompletion:\n  - goal: {{ {kind}: 4 }}\n  - goal: {{ {kind}: 3 }}\n");
        // The second module has something older to connect back to.
        Course::with("content/01-a.md", module("A", ""))
            .and("content/02-b.md", module("B", &front))
            .check()
            .expect_only("unreachable-goal", "content/02-b.md", 7, column)
            .being_a_warning()
            .saying(&format!("the goal `{kind}: 4` is out of reach: the log sheet has 3 blank rows"))
            .helping("log: { rows: 4 }");
    }
}

#[test]
fn a_built_in_goal_is_reached_or_the_rows_are_too_few() {
    body("").and("content/01-a.md", module("A", "log: { rows: 5 }\n")).check().expect_no_findings();
    body("")
        .and("content/01-a.md", module("A", "log: { rows: 4 }\n"))
        .check()
        .expect_only("unreachable-goal", "content/01-a.md", 5, 14)
        .saying("`logged: 5`");
    body("")
        .and("content/01-a.md", module("A", "log: { rows: 0 }\nparts: [radar, completion]\n"))
        .check()
        .expect_no_findings();
    body("").and("content/01-a.md", module("A", "log: { rows: 0 }\ncompletion: []\n")).check().expect_no_findings();
}

#[test]
fn a_goal_of_the_course_is_told_once() {
    config("completion: [{ goal: { logged: 13 } }]")
        .and("content/02-b.md", module("B", ""))
        .and("content/03-c.md", module("C", "log: { rows: 9 }\n"))
        .check()
        .expect_only("unreachable-goal", "clinic.yaml", 2, 32)
        .saying("the log sheet of `content/03-c.md` and 2 more has 9 blank rows");
}

#[test]
fn the_first_module_has_nothing_older() {
    let goal = "completion: [{ goal: { connects_back: 1 } }]\n";
    body("").and("content/01-a.md", module("A", goal)).check().expect_only(
        "unreachable-goal",
        "content/01-a.md",
        5,
        39,
    );
    let built = |course: Course| course.check();
    built(body("").and("content/02-b.md", module("B", goal))).expect_no_findings();
    built(
        body("")
            .and("content/01-a.md", module("A", &format!("builds_on: b\n{goal}")))
            .and("content/02-b.md", module("B", "")),
    )
    .expect_no_findings();
    config(goal).check().expect_no_findings();
}

// image-without-alt

#[test]
fn an_image_without_words() {
    let course = body("A ![](tree.svg) here, and\n\n![](tree.svg \"Caption\")\n\n- ![ ](tree.svg) ![Tree](tree.svg) ![`a`](tree.svg)\n")
        .and("content/tree.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let built = course.check();
    built.expect_findings(&["image-without-alt content/01-a.md:6:3", "image-without-alt content/01-a.md:8:1"]);
    built.expect_finding("image-without-alt", "content/01-a.md", 6, 3).being_a_warning().helping("`![ ](…)`");
}

#[test]
fn an_image_in_front_matter_needs_words_too() {
    Course::with("content/01-a.md", module("A", "cards: [{ front: 'Which? ![](tree.svg)', back: B }]\n"))
        .and("content/tree.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .check()
        .expect_only("image-without-alt", "content/01-a.md", 5, 26);
}

// skipped-heading

#[test]
fn a_heading_skips_a_level() {
    let course = body("## Two\n\n#### Four #\n\n#### Four again\n\n## Two\n\n### Three\n");
    course
        .check()
        .expect_only("skipped-heading", "content/01-a.md", 8, 1)
        .being_a_warning()
        .saying("`####` comes after `##`");
    assert_eq!(fix_of(&course, "skipped-heading"), "8-8 ### Four #");
    body("### Three\n")
        .check()
        .expect_only("skipped-heading", "content/01-a.md", 6, 1)
        .saying("the first heading is `###`");
}

#[test]
fn headings_are_counted_as_they_are_shown() {
    body("## Two\n\n### Three\n\n## Two\n\nThree\n-----\n\n### Three\n").check().expect_no_findings();
    Course::with("content/01-a.md", format!("---\n{ROW}---\n# Title\n\n## Two\n")).check().expect_no_findings();
    // What only some readers see is checked, and is nothing to follow.
    let built = body("## Two\n\n> [!ANSWER]\n> ### Three\n\n#### Four\n").check();
    built.expect_only("skipped-heading", "content/01-a.md", 11, 1);
    let lab = |text: &str| Course::with(MODULE, module("M", "")).and(LAB, text).check();
    lab("# Lab\n\n## Task\n\n### Mistake check\n\n- Wrong.\n\n#### After\n").expect_no_findings();
    lab("# Lab\n\n### Mistake check\n\n- Wrong.\n").expect_only("skipped-heading", LAB, 3, 1);
}

// unshown-part

#[test]
fn words_for_a_part_that_is_left_out() {
    let front =
        "parts: [protocol]\nchecks: [{ title: G, statements: [S] }]\ncards:\n  - { front: F, back: B }\n---\nText.\n";
    let built = body("").and("content/01-a.md", module("A", front)).check();
    built.expect_findings(&[
        "unshown-part content/01-a.md:1:1",
        "unshown-part content/01-a.md:4:5",
        "unshown-part content/01-a.md:6:10",
        "unshown-part content/01-a.md:8:14",
    ]);
    built
        .expect_finding("unshown-part", "content/01-a.md", 4, 5)
        .being_a_warning()
        .saying("the rows of this module are not on its page, since `parts` leaves `radar` out");
    let of_section = Course::with("content/_index.md", "---\ntitle: Home\ndefaults: { parts: [body, radar] }\n---\n");
    of_section.clone().and("content/01-a.md", module("A", "cards: [{ front: F, back: B }]\n")).check().expect_only(
        "unshown-part",
        "content/01-a.md",
        5,
        18,
    );
    of_section.and("content/01-a.md", module("A", "---\nText.\n")).check().expect_no_findings();
}

// empty-section

#[test]
fn a_section_with_nothing_in_it() {
    let section = |text: &str| body("").and("content/02-s/_index.md", text).check();
    section("---\ntitle: S\n---\n")
        .expect_only("empty-section", "content/02-s/_index.md", 1, 1)
        .being_a_warning()
        .helping("put a module into its folder");
    section("---\ntitle: S\n---\nComing in May.\n").expect_no_findings();
    section("---\ntitle: S\ndraft: true\n---\n").expect_no_findings();
    body("")
        .and("content/02-s/_index.md", "# S\n")
        .and("content/02-s/01-b.md", "---\ntitle: B\nkind: page\n---\n")
        .check()
        .expect_no_findings();
    Course::with("content/_index.md", "# Home\n").check().expect_no_findings();
}

// pasted-clinic

const RADAR: &str = "| Mistake to look for | Where it shows up | Symptom | Repair evidence |\n|---|---|---|---|\n| It's a \\| b | [Lab](practice/01-lab.md) | S | R |\n";
const LOG: &str = "| Date | Mistake | Symptom | Root cause | Repair evidence | Retrieval card |\n|---|---|---|---|---|---|\n| Starter | Pick one | Explain | Name | Add | Write |\n| | | | | | |\n";

#[test]
fn a_radar_in_a_text() {
    bundle(&format!("---\nLook:\n\n{RADAR}"))
        .check()
        .expect_only("pasted-clinic", MODULE, 8, 1)
        .being_a_warning()
        .saying("a mistake radar was pasted here")
        .helping(
            "radar:\n  - mistake: 'It''s a | b'\n    where: 'practice/01-lab.md'\n    symptom: 'S'\n    repair: 'R'",
        );
    let two = "| Failure mode | Repair evidence |\n|---|---|\n| A | B |\n";
    body(two).check().expect_only("pasted-clinic", "content/01-a.md", 6, 1);
    bundle("").and("content/01-m/mistake-clinic.md", format!("# Clinic\n\n{RADAR}")).check().expect_only(
        "pasted-clinic",
        "content/01-m/mistake-clinic.md",
        3,
        1,
    );
}

#[test]
fn a_log_in_a_text() {
    body(LOG).check().expect_only("pasted-clinic", "content/01-a.md", 6, 1).saying("a mistake log was pasted here");
    bundle("").and("content/01-m/notes.md", format!("# Notes\n\n{LOG}")).check().expect_only(
        "pasted-clinic",
        "content/01-m/notes.md",
        3,
        1,
    );
}

#[test]
fn tables_of_other_kinds_stay_tables() {
    let filled = LOG.replace("| | | | | | |", "| 1 May | M | S | C | R | K |");
    for table in [
        "| Skill | Evidence | Pass |\n|---|---|---|\n| Sets | | |\n",
        "| Mistake | Why it tempts |\n|---|---|\n| A | B |\n",
        "| Symptom | Cause | Repair |\n|---|---|---|\n| A | B | C |\n",
        "| Mistake | Where | Symptom | Repair |\n|---|---|---|---|\n| | | | |\n",
        &filled,
    ] {
        body(table).check().expect_no_findings();
    }
    let sheet = format!("---\ntitle: Sheet\nsheet: true\n---\n{LOG}\n{RADAR}");
    bundle("").and("content/01-m/sheet.md", sheet).check().expect_no_findings();
    let two = "# P\n\n| Mistake | Repair |\n|---|---|\n| A | B |\n";
    bundle("").and("content/01-m/p.md", two).check().expect_no_findings();
}

#[test]
fn statements_in_the_text_of_a_module() {
    body("## Mistake check\n\nSay what is wrong.\n\n1. \"A claim.\"\n")
        .check()
        .expect_only("pasted-clinic", "content/01-a.md", 6, 1)
        .helping("`checks:`");
    body("## Mistake checks\n\n- [Lab](b.md)\n").and("content/b.md", module("B", "")).check().expect_no_findings();
    body("## Mistake checks\n\nThey are below.\n").check().expect_no_findings();
    body("## Practice Mistake Checks\n\n### Lab\n\n1. \"A claim.\"\n").check().expect_only(
        "pasted-clinic",
        "content/01-a.md",
        6,
        1,
    );
    body("## How to write a mistake check\n\n1. Read.\n").check().expect_no_findings();
}

#[test]
fn a_page_has_one_check_section() {
    let lab = "# Lab\n\n## Mistake check\n\n- One.\n\n## Mistake check\n\n- Two.\n";
    Course::with(MODULE, module("M", ""))
        .and(LAB, lab)
        .check()
        .expect_only("pasted-clinic", LAB, 7, 1)
        .saying("second");
}

// unused-preset, unknown-preset

#[test]
fn a_preset_that_makes_no_row() {
    let built =
        config("radar_presets:\n  named: { mistake: M }\n  made:\n    each: practise/*.md\n    mistake: M").check();
    built.expect_findings(&["unused-preset clinic.yaml:3:3", "unused-preset clinic.yaml:4:3"]);
    built
        .expect_finding("unused-preset", "clinic.yaml", 3, 3)
        .being_a_warning()
        .saying("no radar row names the preset `named`");
    built.expect_finding("unused-preset", "clinic.yaml", 4, 3).saying("no page matches `practise/*.md`");
}

#[test]
fn presets_of_sections_and_modules_are_looked_at_too() {
    let preset = "radar_presets: { p: { mistake: M, symptom: S, repair: R } }";
    Course::with("content/01-s/_index.md", format!("---\ntitle: S\ndefaults:\n  {preset}\n---\n"))
        .and("content/01-s/01-a.md", module("A", ""))
        .and("content/02-b.md", module("B", &format!("{preset}\nradar: [{{ preset: p, where: W }}]\n")))
        .check()
        .expect_only("unused-preset", "content/01-s/_index.md", 4, 20);
    body("").and("content/01-a.md", module("A", &format!("{preset}\n"))).check().expect_only(
        "unused-preset",
        "content/01-a.md",
        5,
        18,
    );
}

#[test]
fn a_preset_that_is_switched_off_everywhere() {
    let preset = "radar_presets: { p: { each: practice/*.md, mistake: M, symptom: S, repair: R } }";
    bundle("radar_presets: { p: off }\n")
        .and("clinic.yaml", format!("title: C\n{preset}\n"))
        .check()
        .expect_only("unused-preset", "clinic.yaml", 2, 18)
        .saying("switched off");
}

#[test]
fn a_preset_is_used_by_one_row_anywhere() {
    let each = "radar_presets: { p: { each: practice/*.md, mistake: M, symptom: S, repair: R } }";
    bundle("")
        .and("clinic.yaml", format!("title: C\n{each}\n"))
        .and("content/02-b.md", module("B", "radar_presets: { p: off }\n"))
        .check()
        .expect_no_findings();
    // What a section adds to a preset is used with it.
    bundle("")
        .and("clinic.yaml", format!("title: C\n{each}\n"))
        .and("content/_index.md", "---\ndefaults: { radar_presets: { p: { symptom: T } } }\n---\n")
        .check()
        .expect_no_findings();
    // Where there is no module yet, nothing is known.
    let new = Course::with("clinic.yaml", format!("title: C\n{each}\n")).and("content/_index.md", "");
    new.check().expect_no_findings();
}

#[test]
fn a_mistyped_name_is_told_once() {
    config("radar_presets: { final-answer: { mistake: M, symptom: S, repair: R } }")
        .and("content/02-b.md", module("B", "radar: [{ preset: final-anser, where: W }]\n"))
        .check()
        .expect_only("unknown-preset", "content/02-b.md", 3, 19);
    config("radar_presets: { p: { each: 'a[', mistake: M } }").check().expect_only(
        "unusable-glob",
        "clinic.yaml",
        2,
        29,
    );
}

#[test]
fn a_preset_is_switched_off_that_nobody_wrote() {
    let preset = "radar_presets: { final-answer: { each: practice/*.md, mistake: M, symptom: S, repair: R } }";
    let course = bundle("").and("clinic.yaml", format!("title: C\n{preset}\n"));
    course
        .clone()
        .and("content/02-b.md", module("B", "radar_presets: { final-anser: off }\n"))
        .check()
        .expect_only("unknown-preset", "content/02-b.md", 5, 18)
        .saying("there is no preset `final-anser` to switch off")
        .helping("did you mean `final-answer`?");
    config("radar_presets: { p: off }").check().expect_only("unknown-preset", "clinic.yaml", 2, 18);
}

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
    row("Ending {where} early").expect_only("unknown-placeholder", "content/01-a.md", 3, 28).saying("this is a row");
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
    course.check().expect_only("unknown-placeholder", "clinic.yaml", 2, 20).helping("write `{n}`");
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
const PLACES: [(&str, &str); 23] = [
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
        !offered.iter().any(|(message, offer)| {
            message.starts_with(&format!("`{typed}` means nothing")) && offer.starts_with(&help)
        })
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

// What is right

// wide-word, long-statement, crowded-card

/// A module of one statement with this front matter.
fn paper(front: &str) -> Course {
    Course::with("content/01-a.md", format!("---\ntitle: A\nchecks:\n  - statements: [Wrong.]\n{front}---\n"))
}

/// All columns, and a narrow one of its own.
const NARROW: &str =
    "  columns: [date, mistake, symptom, root_cause, repair, card, {key: retest, title: TITLE, width: 8}]\n";

#[test]
fn a_word_wider_than_its_column_of_the_log_is_told() {
    let narrow = |title: &str| paper(&format!("log:\n{}", NARROW.replace("TITLE", title))).check();
    narrow("Wiederholungstermin")
        .expect_only("wide-word", "content/01-a.md", 6, 84)
        .being_a_warning()
        .saying("`Wiederholungstermin` is wider than its column of the log: about 36 mm, where 25 mm are")
        .helping("give its column more `width:`");
    for fits in ["Retest", "\"Wieder-holung\"", "Wieder&shy;holung", "Ein Tag im Mai", "予定日予定日予定日"] {
        narrow(fits).expect_no_findings();
    }
}

#[test]
fn a_starter_entry_has_wide_words_only_where_it_is_printed() {
    let entry = "log:\n  starter:\n    - mistake: See `a_function_whose_name_tells_everything`\n";
    paper(entry).check().expect_only("wide-word", "content/01-a.md", 7, 16);
    paper(&format!("{entry}sheets: {{ starter: false }}\n")).check().expect_no_findings();
    paper(&format!("{entry}sheets: {{ print: [checks] }}\n")).check().expect_no_findings();
    paper(&format!("{entry}parts: [body, checks]\n")).check().expect_none_of("wide-word");
}

#[test]
fn a_column_of_all_modules_is_told_once_and_built_in_words_never() {
    let wide = format!("title: C\nlog:\n{}", NARROW.replace("TITLE", "Wiederholungstermin"));
    let two = module("B", "");
    let course = Course::with("content/01-a.md", module("A", "")).and("content/02-b.md", two);
    course.and("clinic.yaml", wide).check().expect_only("wide-word", "clinic.yaml", 3, 84);
    let words = "log.column.date: Wiederholungstermin\n";
    paper("").and("i18n/en.yaml", words).check().expect_no_findings();
}

#[test]
fn words_on_cards_and_in_statements_have_columns_too() {
    let word = "a".repeat(34);
    paper(&format!("cards:\n  - front: {word}\n    back: B\n"))
        .check()
        .expect_only("wide-word", "content/01-a.md", 6, 12)
        .saying("is wider than a card: about 80 mm, where 78 mm are");
    paper(&format!("cards:\n  - front: {}\n    back: B\n", &word[1..])).check().expect_no_findings();
    let statement = |text: &str| {
        Course::with("content/01-a.md", format!("---\ntitle: A\nchecks:\n  - statements: ['{text}']\n---\n")).check()
    };
    statement(&"a".repeat(68)).expect_only("wide-word", "content/01-a.md", 4, 18).saying("the column of statements");
    statement(&"a".repeat(67)).expect_no_findings();
    // The source of a formula is not what is printed.
    statement(&format!("It is ${}$.", "\\frac{1}{2}+".repeat(8) + "1")).expect_no_findings();
}

/// A sum of so many terms, each about 2.6 em wide.
fn sum(terms: usize) -> String {
    (1..=terms).map(|number| format!("x_{{{number}}}")).collect::<Vec<_>>().join(" + ")
}

#[test]
fn a_formula_that_is_printed_small_is_told() {
    let page = |body: &str, more: &str| {
        Course::with("content/01-a.md", format!("---\ntitle: A\nkind: page\n{more}---\n{body}\n")).check()
    };
    page(&format!("It is\n\n$$\n{}\n$$", sum(40)), "sheet: true\n")
        .expect_only("wide-formula", "content/01-a.md", 8, 1)
        .being_a_warning()
        .saying("where 173 mm are: on paper it shrinks to about 40 % of its size")
        .helping("break it into lines");
    page(&format!("It is ${}$.", sum(40)), "sheet: true\n").expect_only("wide-formula", "content/01-a.md", 6, 7);
    // What is on no sheet is never too small.
    page(&format!("$${}$$", sum(40)), "").expect_no_findings();
    page(&format!("$${}$$", sum(25)), "sheet: true\n").expect_no_findings();
    let lines = format!("$${}\\\\ {}$$", sum(20), sum(20));
    page(&lines, "sheet: true\n").expect_no_findings();
}

#[test]
fn formulas_of_statements_and_cards_have_columns_too() {
    let statement = |terms: usize| {
        let statements = format!("---\ntitle: A\nchecks:\n  - statements: ['It is ${}$.']\n---\n", sum(terms));
        Course::with("content/01-a.md", statements).check()
    };
    statement(40).expect_only("wide-formula", "content/01-a.md", 4, 25).saying("where 158 mm are");
    statement(20).expect_no_findings();
    paper(&format!("cards:\n  - front: '${}$'\n    back: B\n", sum(20)))
        .check()
        .expect_only("wide-formula", "content/01-a.md", 6, 13)
        .saying("where 78 mm are");
}

#[test]
fn a_statement_higher_than_a_page_is_told() {
    let statement = |words: usize, more: &str| {
        let text = "nine lines ".repeat(words);
        Course::with("content/01-a.md", format!("---\ntitle: A\n{more}checks:\n  - statements: [{text}]\n---\n"))
            .check()
    };
    statement(250, "")
        .expect_only("long-statement", "content/01-a.md", 4, 18)
        .being_a_warning()
        .saying("mm of paper with its room to write, and a page has 241 mm");
    statement(220, "").expect_no_findings();
    // Wider lines take more of the page.
    statement(220, "sheets: { line: 13mm }\n").expect_only("long-statement", "content/01-a.md", 5, 18);
    statement(250, "sheets: { print: [log] }\n").expect_no_findings();
}

#[test]
fn a_card_of_many_words_is_told_and_a_long_answer_is_not() {
    let card = |letters: usize, more: &str| {
        paper(&format!("cards:\n  - front: Why?\n    back: {}\n{more}", "and so ".repeat(letters / 7))).check()
    };
    card(700, "")
        .expect_only("crowded-card", "content/01-a.md", 7, 11)
        .being_a_warning()
        .saying("the card grows to about 124 mm on paper, in place of 52 mm");
    card(400, "").expect_no_findings();
    card(700, "sheets: { print: [log] }\n").expect_no_findings();
}

#[test]
fn statements_of_a_worksheet_of_its_own_are_looked_at() {
    let sheet = |more: &str| {
        let page = format!("---\ntitle: A\nkind: page\n{more}checks: [{}]\n---\n", "a".repeat(70));
        Course::with("content/01-a.md", page).check()
    };
    sheet("sheet: true\n").expect_only("wide-word", "content/01-a.md", 5, 10);
    sheet("").expect_no_findings();
}
