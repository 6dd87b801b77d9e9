//! Answers apart from their statements: each reaches the one that it is for, and one that reaches none is a finding at
//! its place.

use crate::support::{Built, Course, found, module};

const LAB: &str = "content/01-unit/02-trees/practice/01-lab.md";
const LAB_ANSWERS: &str = "answers/01-unit/02-trees/practice/01-lab.yaml";
const CLINIC_ANSWERS: &str = "answers/01-unit/02-trees/index.yaml";

/// A bundle whose practice page has three statements, and a module in one file that has three in its front matter.
fn course() -> Course {
    Course::with("clinic.yaml", "title: C\nrules: { missing-answer: off }\n")
        .and("content/01-unit/_index.md", "# Unit\n")
        .and("content/01-unit/01-graphs.md", GRAPHS)
        .and("content/01-unit/02-trees/index.md", "# Trees\n")
        .and(LAB, "# Lab\n\n## Mistake check\n\n1. \"Every *tree* is a `graph(V, E)`.\"\n2. A leaf has no parent.\n3. A leaf has no colour.\n")
        .and("content/01-unit/02-trees/practice/02-more.md", "# More\n\n## Mistake check\n\n1. A forest is a tree.\n")
}

const GRAPHS: &str = "---
title: Graphs
checks:
  - title: First
    statements:
      - Every edge has a direction.
      - { id: own, was: [old], text: 'Every edge has a weight.' }
      - text: Answered already.
        answer: As it is.
---
";

/// The course with this file of answers, built for instructors.
fn answered(path: &str, text: &str) -> Built {
    course().and(path, text).instructor()
}

/// The corrections of a module's statements that instructors get, group by group.
fn corrections(built: &Built, page: &str) -> Vec<String> {
    let text = built.expect_file(page).words();
    let words = ["zqone", "zqtwo", "zqthree", "zqfour"];
    words.into_iter().filter(|word| text.contains(word)).map(str::to_owned).collect()
}

// What reaches its statement

#[test]
fn answers_of_a_practice_page_stand_there_and_on_the_clinic_page() {
    let built = answered(
        LAB_ANSWERS,
        "- for: Every tree is\n  error: zqone\n  why: zqtwo\n  correction: zqthree\n- for: A leaf has no parent.\n  answer: zqfour\n",
    );
    built.expect_no_findings();
    for page in ["unit/trees/index.html", "unit/trees/practice/lab/index.html"] {
        assert_eq!(corrections(&built, page), ["zqone", "zqtwo", "zqthree", "zqfour"], "{page}");
    }
    built.expect_no_file("answers/01-unit/02-trees/practice/01-lab.yaml");
}

#[test]
fn answers_stand_below_their_own_statement() {
    let built =
        answered(LAB_ANSWERS, "- { for: A leaf has no c, correction: zqone }\n- { for: Every, correction: zqtwo }\n");
    built.expect_no_findings();
    built.expect_file("unit/trees/index.html").contains_in_order(&[
        "graph(V, E)",
        "zqtwo",
        "no parent",
        "no colour",
        "zqone",
        "A forest",
    ]);
}

#[test]
fn first_words_are_taken_as_typed_and_as_shown() {
    for words in
        ["'\"Every *tree* is a `graph'", "'Every tree is a graph(V'", "'every  tree …'", "Every tree is a graph(V, E)."]
    {
        answered(LAB_ANSWERS, &format!("- for: {words}\n  correction: zqone\n")).expect_no_findings();
    }
}

#[test]
fn ids_of_all_kinds_are_understood() {
    for id in ["own", "old"] {
        answered("answers/01-unit/01-graphs.yaml", &format!("- for: {id}\n  correction: zqone\n")).expect_no_findings();
    }
    let id = course().build().json("assets/data/unit/trees.json")["checks"][0]["statements"][1]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let built = answered(LAB_ANSWERS, &format!("- for: {id}\n  correction: zqone\n"));
    built.expect_no_findings();
    built.expect_file("unit/trees/index.html").contains_in_order(&["no parent", "zqone", "no colour"]);
}

#[test]
fn a_clinic_page_answers_what_it_gathers() {
    for path in
        [CLINIC_ANSWERS, "answers/01-unit/02-trees.yaml", "answers/unit/trees.yml", "answers/Unit/Trees/index.md.yaml"]
    {
        let built = answered(path, "- for: A forest\n  correction: zqone\n- for: Every tree\n  correction: zqtwo\n");
        built.expect_no_findings();
        assert_eq!(corrections(&built, "unit/trees/index.html"), ["zqone", "zqtwo"], "{path}");
    }
}

#[test]
fn a_clinic_page_apart_has_its_answers_under_either_name() {
    for name in ["index", "clinic"] {
        let course = Course::with("content/01-m/index.md", "# Guide\n")
            .and(
                "content/01-m/clinic.md",
                "---\ntitle: Clinic\nchecks: [{ title: G, statements: [One claim.] }]\n---\n",
            )
            .and(&format!("answers/01-m/{name}.yaml"), "- for: One\n  correction: zqone\n");
        let built = course.instructor();
        built.expect_no_findings();
        built.expect_file("m/clinic/index.html").contains("zqone");
    }
}

#[test]
fn a_page_outside_of_modules_has_answers_too() {
    let built = course()
        .and("content/03-loose.md", "---\ntitle: L\nkind: page\nchecks: [A loose claim.]\n---\n")
        .and("answers/03-loose.yaml", "- for: A loose\n  correction: zqone\n")
        .instructor();
    built.expect_no_findings();
    built.expect_file("loose/index.html").contains("zqone");
}

#[test]
fn checks_that_the_module_leaves_out_keep_their_answers() {
    let built = course()
        .and(
            "content/01-unit/02-trees/index.md",
            "---\ntitle: Trees\nchecks: []\nradar: [{ mistake: M, where: W, symptom: S, repair: R }]\n---\n",
        )
        .and(LAB_ANSWERS, "- for: Every tree\n  correction: zqone\n")
        .instructor();
    built.expect_no_findings();
    built.expect_file("unit/trees/practice/lab/index.html").contains("zqone");
}

#[test]
fn links_in_answers_lead_on_from_their_page() {
    let course = course().and(LAB_ANSWERS, "- for: Every tree\n  correction: See [more](02-more.md).\n");
    let built = course.instructor();
    built.expect_no_findings();
    built.expect_file("unit/trees/index.html").contains("href=\"practice/more/\"");
    course.and(LAB_ANSWERS, "- for: Every tree\n  correction: See [more](03-missing.md).\n").check().expect_only(
        "broken-link",
        LAB_ANSWERS,
        2,
        19,
    );
}

#[test]
fn a_released_answer_must_not_lead_to_a_withheld_page() {
    let course = course()
        .and("content/01-unit/02-trees/key.md", "---\ntitle: Key\nedition: instructor\n---\n")
        .and(LAB_ANSWERS, "- for: Every tree\n  correction: See [the key](key.md).\n");
    course.build().expect_no_findings();
    course
        .and("content/01-unit/02-trees/index.md", "---\ntitle: Trees\nshow_answers: open\n---\n")
        .build()
        .expect_only("withheld-target", LAB_ANSWERS, 2, 19);
}

#[test]
fn an_empty_file_and_other_files_are_no_trouble() {
    course()
        .and(LAB_ANSWERS, "# none yet\n")
        .and("answers/README.md", "# Answers\n")
        .and("answers/a.png", "x")
        .instructor()
        .expect_no_findings();
}

#[test]
fn released_answers_reach_learners() {
    let course = course().and(LAB_ANSWERS, "- for: Every tree\n  correction: zqone\n");
    assert!(corrections(&course.build(), "unit/trees/index.html").is_empty());
    let course =
        course.and("content/01-unit/02-trees/index.md", "---\ntitle: Trees\nshow_answers: after_attempt\n---\n");
    course.build().expect_file("unit/trees/index.html").contains_in_order(&["<details class=\"answer\">", "zqone"]);
}

// What reaches none, or too many

#[test]
fn an_answer_without_statement_names_the_nearest() {
    let built = answered(LAB_ANSWERS, "- for: A laef has no parent\n  correction: zqone\n");
    built
        .expect_only("unmatched-answer", LAB_ANSWERS, 1, 8)
        .saying("this answer does not match any statement's id or first words")
        .helping("did you mean `for: 'A leaf has no parent.'`?");
    built.expect_no_site();
    answered(LAB_ANSWERS, "- for: Something else\n  correction: zqone\n")
        .expect_only("unmatched-answer", LAB_ANSWERS, 1, 8)
        .helping("such as `Every tree is a graph(V, E).`");
}

#[test]
fn findings_about_answers_are_the_same_in_both_editions() {
    let course = course().and(LAB_ANSWERS, "- for: nothing\n  correction: zqone\n");
    assert_eq!(course.build().findings(), course.instructor().findings());
    assert_eq!(course.build().findings().len(), 1);
}

#[test]
fn the_offered_line_cures_it() {
    let course = course().and(LAB_ANSWERS, "- { for: A laef has no parent, correction: zqone }\n");
    let run = course.run(&["check", "--format", "json"]).code(1);
    let report: serde_json::Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    let fix = &report["findings"][0]["fix"];
    assert_eq!(fix["certain"], false);
    let line = fix["text"].as_str().unwrap();
    assert_eq!(line, "- { for: 'A leaf has no parent.', correction: zqone }");
    course.and(LAB_ANSWERS, line).check().expect_no_findings();
}

#[test]
fn a_label_is_no_name() {
    answered(LAB_ANSWERS, "- for: 1.2\n  correction: zqone\n")
        .expect_only("unmatched-answer", LAB_ANSWERS, 1, 8)
        .saying("`1.2` is a label")
        .helping("`for: 'A leaf has no parent.'`");
}

#[test]
fn a_statement_of_another_page_is_known() {
    answered(LAB_ANSWERS, "- for: A forest is\n  correction: zqone\n")
        .expect_only("unmatched-answer", LAB_ANSWERS, 1, 8)
        .saying("the statement for this answer is in `content/01-unit/02-trees/practice/02-more.md`")
        .helping("`01-unit/02-trees/practice/02-more.yaml`");
}

#[test]
fn a_file_for_no_page_names_the_nearest() {
    let path = "answers/01-unit/02-trees/practice/01-lap.yaml";
    answered(path, "- for: Every tree\n  correction: zqone\n")
        .expect_only("unmatched-answer", path, 1, 1)
        .saying("these answers have no matching page: `01-unit/02-trees/practice/01-lap.md`")
        .helping("did you mean `01-unit/02-trees/practice/01-lab.yaml`?");
    let path = "answers/lab.yaml";
    answered(path, "- for: Every tree\n  correction: zqone\n")
        .expect_only("unmatched-answer", path, 1, 1)
        .helping("did you mean `01-unit/02-trees/practice/01-lab.yaml`?");
    answered("answers/settings.yaml", "a: 1\n")
        .expect_finding("unmatched-answer", "answers/settings.yaml", 1, 1)
        .helping("give the file the same path");
}

#[test]
fn a_page_without_statements_cannot_be_answered() {
    let path = "answers/01-unit/_index.yaml";
    answered(path, "- for: Every tree\n  correction: zqone\n- for: Another\n  correction: zqtwo\n")
        .expect_only("unmatched-answer", path, 1, 8)
        .saying("`content/01-unit/_index.md` has no statement");
}

#[test]
fn answers_in_markdown_are_not_passed_over() {
    let path = "answers/01-unit/02-trees/practice/01-lab.md";
    answered(path, "1. zqone\n").expect_only("unmatched-answer", path, 1, 1).helping("`01-lab.yaml`");
}

#[test]
fn words_that_fit_several_statements_name_them() {
    answered(LAB_ANSWERS, "- for: A leaf has no\n  correction: zqone\n")
        .expect_only("ambiguous-answer", LAB_ANSWERS, 1, 8)
        .saying("this answer matches 2 statements: `A leaf has no parent.` and `A leaf has no colour.`")
        .helping("or use the id of the statement that you mean");
}

#[test]
fn statements_that_say_the_same_are_reported_as_that_alone() {
    course()
        .and(LAB, "# Lab\n\n## Mistake check\n\n1. A leaf.\n2. A leaf.\n")
        .and(LAB_ANSWERS, "- for: A leaf\n  correction: zqone\n")
        .instructor()
        .expect_only("duplicate-statement", LAB, 6, 1);
}

#[test]
fn the_whole_of_a_statement_means_that_one() {
    let built = course()
        .and(LAB, "# Lab\n\n## Mistake check\n\n1. A leaf\n2. A leaf is green\n")
        .and(LAB_ANSWERS, "- for: A leaf\n  correction: zqone\n")
        .instructor();
    built.expect_no_findings();
}

#[test]
fn a_statement_is_answered_once() {
    answered(LAB_ANSWERS, "- for: Every tree\n  correction: zqone\n- for: 'Every tree is'\n  correction: zqtwo\n")
        .expect_only("duplicate-answer", LAB_ANSWERS, 3, 8)
        .helping("this one, or the one on line 1");
    answered("answers/01-unit/01-graphs.yaml", "- for: Answered already\n  correction: zqone\n")
        .expect_only("duplicate-answer", "answers/01-unit/01-graphs.yaml", 1, 8)
        .helping("the one given with the statement in `content/01-unit/01-graphs.md`");
    course()
        .and(LAB_ANSWERS, "- for: Every tree\n  correction: zqone\n")
        .and(CLINIC_ANSWERS, "- for: A forest\n  correction: zqone\n- for: Every tree\n  correction: zqtwo\n")
        .instructor()
        .expect_only("duplicate-answer", CLINIC_ANSWERS, 3, 8)
        .helping(&format!("the one in `{LAB_ANSWERS}`"));
}

#[test]
fn a_quote_below_a_claim_is_its_answer() {
    course()
        .and(LAB, "# Lab\n\n## Mistake check\n\n1. A claim.\n\n   > [!ANSWER]\n   > zqone\n")
        .and(LAB_ANSWERS, "- for: A claim\n  correction: zqtwo\n")
        .instructor()
        .expect_only("duplicate-answer", LAB_ANSWERS, 1, 8);
}

#[test]
fn a_page_has_one_file() {
    course()
        .and(CLINIC_ANSWERS, "- for: A forest\n  correction: zqone\n")
        .and("answers/01-unit/02-trees.yaml", "- for: Every tree\n  correction: zqtwo\n")
        .instructor()
        .expect_only("duplicate-answer", CLINIC_ANSWERS, 1, 1)
        .saying("`content/01-unit/02-trees/index.md` already has an answers file")
        .helping("the first file is `answers/01-unit/02-trees.yaml`");
}

// Files that cannot be understood

#[test]
fn keys_and_values_are_read_as_closely_as_elsewhere() {
    let says = |text: &str, rule: &str, line: u64, column: u64| {
        let built = answered(LAB_ANSWERS, text);
        built.expect_only(rule, LAB_ANSWERS, line, column);
    };
    says("- for: Every tree\n  fix: zqone\n", "unknown-key", 2, 3);
    says("- statement: Every tree\n  correction: zqone\n", "unknown-key", 1, 3);
    says("- for: Every tree\n", "wrong-type", 1, 3);
    says("- for:\n  correction: zqone\n", "wrong-type", 1, 3);
    says("- correction: zqone\n", "wrong-type", 1, 3);
    says("- for: Every tree\n  correction: { a: zqone }\n", "not-text", 2, 15);
    says("- for: Every tree\n  correction: [zqone]\n", "not-text", 2, 15);
    says("- for: Every tree\n  correction: zqone\n  answer: zqtwo\n", "wrong-type", 3, 3);
    says("- Every tree\n", "wrong-type", 1, 3);
    says("for: Every tree\ncorrection: zqone\n", "wrong-type", 1, 1);
    says("- for: Every tree\n  for: Every tree\n  correction: zqone\n", "duplicate-key", 2, 3);
    says("- for: Every tree\n  correction: $\\nonsense$\n", "bad-math", 2, 16);
}

#[test]
fn what_yaml_breaks_is_shown_with_its_line() {
    let course = course().and(LAB_ANSWERS, "- for: Every tree\n  correction: a: b\n");
    assert_eq!(course.check().findings().len(), 1);
    let run = course.run(&["check"]).code(1);
    let words = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    assert!(words.contains(LAB_ANSWERS) && words.contains("correction: a: b"), "{words}");
}

#[test]
fn a_file_that_is_no_text_is_reported_once() {
    answered(LAB_ANSWERS, "- for: \u{e9}\n").expect_finding("wrong-type", LAB_ANSWERS, 1, 3);
    course().and(LAB_ANSWERS, b"- for: \xff\n").instructor().expect_only("not-utf8", LAB_ANSWERS, 1, 1);
}

#[test]
fn answers_for_a_page_that_is_no_text_are_not_reported_as_well() {
    course()
        .and(LAB, b"# Lab \xff\n")
        .and(LAB_ANSWERS, "- for: Every tree\n  correction: zqone\n")
        .instructor()
        .expect_only("not-utf8", LAB, 1, 1);
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_not_followed() {
    let course = course();
    course.write("elsewhere.yaml", "- for: Every tree\n  correction: zqone\n");
    course.write("answers/01-unit/02-trees/index.yaml", "");
    std::os::unix::fs::symlink(course.path("elsewhere.yaml"), course.path("answers/01-unit/link.yaml")).unwrap();
    course.check().expect_only("symbolic-link", "answers/01-unit/link.yaml", 1, 1);
}

#[test]
fn a_page_that_cannot_be_read_is_the_one_thing_said() {
    course()
        .and(
            "content/01-unit/01-graphs.md",
            "---\ntitle: Graphs\nchecks:\n  - { title: G, statements: [{ id: a, hint: b }, B.] }\n---\n",
        )
        .and("answers/01-unit/01-graphs.yaml", "- for: Every edge\n  correction: zqone\n")
        .instructor()
        .expect_only("wrong-type", "content/01-unit/01-graphs.md", 4, 30);
    course()
        .and("content/01-unit/01-graphs.md", "---\ntitle: Graphs\nchecks: [{ source: 02-trees/practice/03.md }]\n---\n")
        .and("answers/01-unit/01-graphs.yaml", "- for: Every edge\n  correction: zqone\n")
        .instructor()
        .expect_none_of("unmatched-answer")
        .expect_finding("broken-reference", "content/01-unit/01-graphs.md", 3, 20);
}

// The folder

/// Writes a course in `course/` with its answers beside it.
fn with_private_answers(answers: &str) -> Course {
    Course::with("course/clinic.yaml", "title: C\nanswers: ../private-answers/\n")
        .and("course/content/_index.md", "# Home\n")
        .and("course/content/01-m.md", module("M", "checks: [{ title: G, statements: [One claim.] }]\n"))
        .and("private-answers/01-m.yaml", answers)
}

#[test]
fn answers_may_lie_outside_of_the_course() {
    let course = with_private_answers("- for: One\n  correction: zqone\n");
    course.run(&["build", "course", "--edition", "instructor"]).success();
    let page = std::str::from_utf8(&course.tree()["course/public-instructor/m/index.html"]).unwrap().to_owned();
    assert!(page.contains("zqone"));
    let course = with_private_answers("- for: Two\n  correction: zqone\n");
    let run = course.run(&["check", "course", "--format", "json"]).code(1);
    let findings = found(std::str::from_utf8(&run.get_output().stdout).unwrap());
    assert_eq!(findings.len(), 1);
    findings[0].saying("does not match any statement");
    let run = course.run(&["check", "course"]).code(1);
    let words = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    assert!(words.contains("../private-answers/01-m.yaml:1:8") && words.contains("- for: Two"), "{words}");
    let run = course.run(&["build", "course", "--output", "private-answers/site"]).code(2);
    assert!(String::from_utf8_lossy(&run.get_output().stderr).contains("a folder with course sources"));
}

#[test]
fn a_named_folder_that_is_not_there_is_said_to_instructors_once() {
    let course = Course::with("clinic.yaml", "title: C\nanswers: '../nowhere-near'\n")
        .and("content/01-m.md", module("M", "checks: [{ title: G, statements: [One., { text: Two., answer: 2 }] }]\n"));
    course.build().expect_no_findings();
    course
        .instructor()
        .expect_only("missing-answer", "clinic.yaml", 2, 10)
        .saying("the folder `../nowhere-near` does not exist")
        .being_a_warning();
}

#[test]
fn a_folder_whose_files_are_published_is_refused() {
    for folder in ["content", "content/01-a", "static", ".", "themes", "./content/../static"] {
        let course = Course::with("clinic.yaml", format!("title: C\nanswers: '{folder}'\n"))
            .and("content/01-a/index.md", module("A", ""))
            .and("static/a.yaml", "- for: x\n  correction: zqone\n")
            .and("themes/own/theme.yaml", "");
        course.check().expect_finding("wrong-type", "clinic.yaml", 2, 10).saying("overlaps with the folder");
    }
    for folder in ["/", "/tmp", "''"] {
        Course::with("clinic.yaml", format!("title: C\nanswers: {folder}\n"))
            .and("content/01-a.md", module("A", ""))
            .check()
            .expect_only("wrong-type", "clinic.yaml", 2, 10)
            .saying("is not a path relative to the course folder");
    }
}

// Statements without answer

fn told(statements: &str) -> Course {
    Course::with(
        "content/01-a.md",
        module("A", "checks: [{ title: G, statements: [One., { text: Two., answer: 2 }] }]\n"),
    )
    .and("content/02-b.md", module("B", &format!("checks:\n  - title: G\n    statements:\n{statements}")))
}

#[test]
fn instructors_are_told_of_statements_without_answer() {
    let built = told("      - Three.\n      - { text: Four., answer: 4 }\n").instructor();
    built.expect_findings(&["missing-answer content/01-a.md:5:35", "missing-answer content/02-b.md:8:9"]);
    built.expect_finding("missing-answer", "content/02-b.md", 8, 9).being_a_warning().helping("`> [!ANSWER]`");
    told("      - Three.\n").build().expect_no_findings();
    told("      - Three.\n").check().expect_no_findings();
}

#[test]
fn a_module_without_any_answer_is_told_once() {
    let built = told("      - Three.\n      - Four.\n").instructor();
    built.expect_findings(&["missing-answer content/01-a.md:5:35", "missing-answer content/02-b.md:1:1"]);
    built.expect_finding("missing-answer", "content/02-b.md", 1, 1).saying("none of the 2 statements in this module");
}

#[test]
fn a_course_without_any_answer_is_told_once() {
    let course = Course::with("content/01-a.md", module("A", "checks: [{ title: G, statements: [One., Two.] }]\n"))
        .and("content/02-b.md", module("B", "checks: [{ title: G, statements: [Three.] }]\n"));
    course.instructor().expect_only("missing-answer", "clinic.yaml", 1, 1).helping("rules: { missing-answer: off }");
    course.and("clinic.yaml", "title: C\nrules: { missing-answer: off }\n").instructor().expect_no_findings();
}

#[test]
fn answers_in_quotes_and_apart_are_answers() {
    Course::with("content/01-m/index.md", "# M\n")
        .and(
            "content/01-m/practice/01-a.md",
            "# A\n\n## Mistake check\n\n1. One.\n\n   > [!ANSWER]\n   > zq\n\n2. Two.\n",
        )
        .and("content/01-m/practice/02-b.md", "# B\n\n## Mistake check\n\n> [!ANSWER]\n> zq\n\n1. Three.\n")
        .and("content/01-m/practice/03-c.md", "---\ntitle: C\ndraft: true\nchecks: [A draft.]\n---\n")
        .and("answers/01-m/practice/01-a.yaml", "- for: Two\n  correction: zq\n")
        .instructor()
        .expect_no_findings();
}

#[test]
fn a_wrong_file_of_answers_does_not_make_all_of_them_missing() {
    for text in ["- for: Nothing\n  correction: zq\n", "- for: [\n", "- for: One\n  fix: zq\n"] {
        let built = told("      - { text: Three., answer: 3 }\n").and("answers/01-a.yaml", text).instructor();
        built.expect_none_of("missing-answer");
        assert_eq!(built.findings().len(), 1, "{text}");
    }
}
