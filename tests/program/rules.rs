//! What is found of a course that needs its folder on the disk, or the look of its pages.

use crate::support::{BARE_PRACTICE, Course, copy, copy_sample, in_repository, module};

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

#[test]
fn the_words_of_a_language_serve_its_regions() {
    let course = config("language: pt-BR").and("i18n/pt.yaml", "radar.title: Radar de erros\n");
    let built = course.build();
    built.expect_only("missing-words", "i18n/pt.yaml", 1, 1).being_a_warning();
    built.expect_file("a/index.html").contains("Radar de erros");
    let own = course.and("i18n/pt-BR.yaml", "radar.title: Radar dos erros\n").build();
    own.expect_file("a/index.html").contains("Radar dos erros");
}

#[test]
fn an_empty_title_is_none() {
    let nameless = Course::with("clinic.yaml", "title: ''\n").and("content/_index.md", "");
    nameless.check().expect_only("missing-title", "clinic.yaml", 1, 1);
    body("").and("content/02-b.md", module("''", "")).check().expect_only("missing-title", "content/02-b.md", 1, 1);
    let built = body("").and("content/02-b.md", module("''", "---\n# B\n")).build();
    built.expect_no_findings();
    built.expect_file("b/index.html").contains("<title>B");
}

#[test]
fn a_check_heading_may_be_written_with_its_marks() {
    let course = Course::with("clinic.yaml", "title: C\nmarkdown: { check_headings: '## Trap of the day' }\n");
    let built = course.and(MODULE, module("M", "")).and(LAB, "# Lab\n\n## Trap of the day\n\n- Wrong.\n").build();
    built.expect_no_findings();
    assert_eq!(built.expect_file("m/index.html").hooks("statement"), 1);
}

#[test]
fn the_sample_and_the_seed_have_nothing_to_say() {
    let sample = Course::with("content/_index.md", "");
    copy_sample(&sample);
    sample.check().expect_no_findings();
    sample.instructor().expect_no_findings();
    let seed = Course::with("content/_index.md", "");
    copy(&in_repository("tests/fixtures/seed-shape"), &seed.path(""));
    seed.check().expect_no_findings();
    // Its answers are given in class.
    seed.instructor().expect_only("missing-answer", "clinic.yaml", 1, 1);
    let bare = Course::with("clinic.yaml", BARE_PRACTICE);
    bare.and(MODULE, module("M", "")).and(LAB, "# Lab\n").check().expect_no_findings();
}

#[test]
fn no_site_goes_where_the_sources_are() {
    for (output, words) in [
        (".", "the course's own folder"),
        ("./content/x", "is inside `content`"),
        ("..", "contains the course"),
        ("a/../static", "whose sources are in `static`"),
    ] {
        config(&format!("output: '{output}'")).check().expect_only("wrong-type", "clinic.yaml", 2, 9).saying(words);
    }
    for output in ["dist", "../site-of-content", "contents", "/tmp/site"] {
        config(&format!("output: '{output}'")).check().expect_no_findings();
    }
}

#[test]
fn words_of_the_interface_keep_their_placeholders() {
    let course = |text: &str| config("").and("i18n/en.yaml", text).check();
    course("nav.all_of: 'All of it: {title}'\nnav.home: 'Start {1}'\n").expect_no_findings();
    course("nav.all_of: 'All of {name}'\n")
        .expect_only("unknown-placeholder", "i18n/en.yaml", 1, 1)
        .helping("`{title}`");
}
