//! A site is never replaced by one of a course that has lost its pages.
#![expect(clippy::disallowed_methods, reason = "the tests change the disk from outside")]

use std::fs;

use crate::support::{Course, module};

/// What is left of a course after `lose`: an error from check and build, and the site as it was.
fn refused(lose: impl Fn(&Course), path: &str, words: &str) {
    let course = Course::with("content/_index.md", "---\ntitle: Home\n---\n").and("content/01-a.md", module("A", ""));
    let before = course.build().expect_no_findings().tree();
    lose(&course);
    for built in [course.check(), course.build()] {
        built.expect_only("empty-course", path, 1, 1).saying(words);
    }
    course.run(&["build"]).code(1);
    assert!(before == crate::support::tree(&course.path("public")), "the site that stands is touched: {words}");
}

#[test]
fn a_course_without_its_folder_of_pages() {
    let lose = |course: &Course| fs::remove_dir_all(course.path("content")).unwrap();
    refused(lose, "content", "the course has no `content` folder");
    refused(
        |course| {
            lose(course);
            course.write("content", "Words.");
        },
        "content",
        "but it is a file",
    );
}

#[test]
fn a_folder_of_pages_that_holds_none() {
    let lose = |course: &Course| {
        course.remove("content/_index.md");
        course.remove("content/01-a.md");
    };
    refused(lose, "content", "the `content` folder contains no `.md` files");
    refused(
        |course| {
            lose(course);
            course.write("content/map.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>");
        },
        "content",
        "contains no `.md` files",
    );
}

#[test]
fn pages_that_cannot_be_read_are_told_and_not_missed() {
    let course = Course::with("content/01-a.md", b"caf\xe9");
    course.check().expect_only("not-utf8", "content/01-a.md", 1, 1);
}

#[test]
fn a_home_page_that_is_withheld_with_all_that_it_holds() {
    for key in ["draft: true", "edition: instructor"] {
        let text = format!("---\ntitle: Home\n{key}\n---\n");
        refused(|course| course.write("content/_index.md", &text), "content/_index.md", "so the site has no page");
    }
    let course = Course::with("content/_index.md", "---\ntitle: Home\ndraft: true\n---\n");
    course.drafts().expect_no_findings();
}

#[test]
fn a_home_page_may_stand_alone() {
    let course = Course::with("content/01-a.md", module("A", "draft: true\n"))
        .and("content/_index.md", "---\ntitle: Home\n---\n");
    course.check().expect_no_findings();
    Course::with("content/_index.md", "---\ntitle: Home\n---\n").check().expect_no_findings();
}

#[test]
fn a_module_can_be_added_to_a_course_without_pages() {
    let course = Course::with("static/x.txt", "x");
    course.run(&["new", "proofs"]).success();
    course.check().expect_none_of("empty-course");
}
