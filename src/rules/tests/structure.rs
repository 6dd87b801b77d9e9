//! What is missing from a course, or cannot be reached in it.

use super::course::{Course, LAB, MODULE, ROW, body, config, fix_of, module};

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
            .saying(&format!("the goal `{kind}: 4` is out of reach: the log sheet has only 3 blank rows"))
            .helping("log: { rows: 4 }");
    }
}

#[test]
fn what_no_entry_counts_for_needs_no_rows() {
    for goal in ["attempted: 80", "retested: 12"] {
        let front = format!("log: {{ rows: 3 }}\ncompletion: [{{ goal: {{ {goal} }} }}]\n");
        body("").and("content/02-b.md", module("B", &front)).check().expect_no_findings();
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
        .saying("the log sheet for `content/03-c.md` has only 9 blank rows, and 2 other modules also have too few");
}

#[test]
fn a_goal_that_no_kind_of_evidence_counts_for() {
    let kinds = "evidence: [{ id: e, title: E, counts: with_counterexample }]";
    let standard = "completion: [{ goal: { with_counterexample: 1 } }, { goal: { changes_artifact: 1 } }]\n";
    config(kinds)
        .and("content/02-b.md", module("B", standard))
        .and("content/01-a.md", module("A", "completion: []\n"))
        .check()
        .expect_only("unreachable-goal", "content/02-b.md", 5, 80)
        .being_a_warning()
        .saying("no kind of evidence counts toward the goal `changes_artifact`")
        .helping("add `counts: [changes_artifact]` to one of the kinds under `evidence:`");
    // The built-in standard was written nowhere, so that the kinds are what lacks one.
    config(kinds).and("content/02-b.md", module("B", "")).check().expect_only("unreachable-goal", "clinic.yaml", 2, 11);
    config("evidence: [{ id: e, title: E, counts: [with_counterexample, changes_artifact] }]")
        .check()
        .expect_no_findings();
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
        .saying("`####` follows `##`");
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
        .saying("the rows of this module are not shown on its page, because the `parts` key omits `radar`");
    let of_section = Course::with("content/_index.md", "---\ntitle: Home\ndefaults: { parts: [body, radar] }\n---\n");
    of_section.clone().and("content/01-a.md", module("A", "cards: [{ front: F, back: B }]\n")).check().expect_only(
        "unshown-part",
        "content/01-a.md",
        5,
        18,
    );
    of_section.and("content/01-a.md", module("A", "---\nText.\n")).check().expect_no_findings();
}

// unlisted-checks

const GROUPS: &str = "checks:\n  - { title: G, statements: [Wrong.] }\n";

#[test]
fn statements_that_no_group_names() {
    let lab = "---\ntitle: Lab\nchecks:\n  statements:\n    - One.\n    - Two.\n---\nTask.\n";
    Course::with(MODULE, module("M", GROUPS))
        .and(LAB, lab)
        .check()
        .expect_only("unlisted-checks", LAB, 5, 7)
        .being_a_warning()
        .saying("the 2 statements on this page are not in any check group in `m`")
        .helping("add `- source: practice/01-lab.md` under `checks:` in `content/01-m/index.md`");
    Course::with(MODULE, module("M", GROUPS))
        .and(LAB, "# Lab\n\n## Mistake check\n\n- Wrong too.\n")
        .check()
        .expect_only("unlisted-checks", LAB, 5, 1)
        .saying("the statement on this page is not in any check group in `m`");
}

#[test]
fn statements_that_are_left_out_on_purpose() {
    let lab = |front: &str| format!("---\ntitle: Lab\n{front}checks: [One.]\n---\nTask.\n");
    let named = format!("{GROUPS}  - source: practice/01-lab.md\n");
    for (groups, lab) in [
        ("", lab("")),
        ("checks: []\n", lab("")),
        (&named, lab("")),
        (GROUPS, lab("rules: { unlisted-checks: off }\n")),
        (GROUPS, lab("kind: concept\n")),
        (GROUPS, lab("draft: true\n")),
        (GROUPS, lab("edition: instructor\n")),
    ] {
        Course::with(MODULE, module("M", groups)).and(LAB, lab).check().expect_no_findings();
    }
}

// empty-section

#[test]
fn a_section_with_nothing_in_it() {
    let section = |text: &str| body("").and("content/02-s/_index.md", text).check();
    section("---\ntitle: S\n---\n")
        .expect_only("empty-section", "content/02-s/_index.md", 1, 1)
        .being_a_warning()
        .helping("add a module to the section's folder");
    section("---\ntitle: S\n---\nComing in May.\n").expect_no_findings();
    section("---\ntitle: S\ndraft: true\n---\n").expect_no_findings();
    body("")
        .and("content/02-s/_index.md", "# S\n")
        .and("content/02-s/01-b.md", "---\ntitle: B\nkind: page\n---\n")
        .check()
        .expect_no_findings();
    Course::with("content/_index.md", "# Home\n").check().expect_no_findings();
}
