//! What `clinic build` does to a disk, seen from outside: the same bytes every time, nothing lost, nothing half done.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests look at the disk and the clock from outside"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use crate::support::{Course, Tree, copy_sample, module, pages, tree};

const MANIFEST: &str = ".clinic-manifest.json";

/// A course of every kind of file.
fn course() -> Course {
    Course::with("content/_index.md", "# Home\n")
        .and("content/01-unit/_index.md", "# Unit\n")
        .and("content/01-unit/01-a.md", module("A", "tags: [t]\naliases: [old]\n"))
        .and("content/01-unit/02-m/index.md", "---\ntitle: M\n---\n![Tree](tree.svg)\n")
        .and("content/01-unit/02-m/practice/01-lab.md", "# Lab\n\n## Mistake check\n\n1. One.\n")
        .and("content/01-unit/02-m/tree.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .and("static/robots.txt", "User-agent: *\n")
}

/// When each file below a folder was written, and which one it is.
fn stamps(folder: &Path) -> BTreeMap<String, (SystemTime, u64)> {
    let stamp = |path: &String| {
        let found = fs::symlink_metadata(folder.join(path)).unwrap();
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(&found);
        #[cfg(not(unix))]
        let inode = 0;
        (found.modified().unwrap(), inode)
    };
    tree(folder).keys().map(|path| (path.clone(), stamp(path))).collect()
}

/// Builds, and gives what is in `public` then.
fn built(course: &Course) -> Tree {
    course.run(&["build"]).success();
    tree(&course.path("public"))
}

// The same bytes

#[test]
fn two_builds_from_two_folders_are_the_same_byte_for_byte() {
    let (one, other) = (course(), course());
    let first = built(&one);
    assert_eq!(first, built(&other));
    let folder = one.path("").to_str().unwrap().to_owned();
    for (path, bytes) in first {
        assert!(!String::from_utf8_lossy(&bytes).contains(&folder), "{path} names the folder it was made in");
    }
}

#[test]
fn the_sample_is_the_same_from_two_folders() {
    let (one, other) = (Course::with("clinic.yaml", ""), Course::with("clinic.yaml", ""));
    copy_sample(&one);
    copy_sample(&other);
    assert_eq!(built(&one), built(&other));
}

#[test]
fn a_second_build_writes_no_file() {
    let course = course();
    built(&course);
    let before = stamps(&course.path("public"));
    course.run(&["build"]).success();
    assert_eq!(stamps(&course.path("public")), before);
}

#[test]
fn one_changed_page_leaves_other_files_alone() {
    let course = course();
    built(&course);
    let before = stamps(&course.path("public"));
    course.write("content/01-unit/02-m/practice/01-lab.md", "# Lab\n\nNew words.\n\n## Mistake check\n\n1. One.\n");
    built(&course);
    let after = stamps(&course.path("public"));
    let changed: Vec<&str> =
        after.iter().filter(|(path, stamp)| before.get(*path) != Some(stamp)).map(|(path, _)| path.as_str()).collect();
    let searched = ["assets/search/p/0.js", "assets/search/t/0.js"];
    assert_eq!(changed, [MANIFEST, searched[0], searched[1], "unit/m/practice/lab/index.html"]);
}

#[test]
fn what_left_the_course_leaves_the_site() {
    let course = course();
    built(&course);
    course.remove("content/01-unit/01-a.md");
    let after = built(&course);
    for gone in [
        "unit/a/index.html",
        "unit/a/print/index.html",
        "old/index.html",
        "tags/t/index.html",
        "assets/data/unit/a.json",
    ] {
        assert!(!after.contains_key(gone), "{gone}");
    }
    assert!(!course.path("public/unit/a").exists(), "empty folders go too");
}

// Errors

#[test]
fn an_error_leaves_the_site_as_it_was() {
    let course = course();
    built(&course);
    let before = stamps(&course.path("public"));
    course.write("content/01-unit/01-a.md", "---\ntitle: [\n---\n");
    course.run(&["build"]).code(1);
    assert_eq!(stamps(&course.path("public")), before);
}

#[test]
fn an_error_while_rendering_leaves_the_site_as_it_was() {
    let course = course();
    built(&course);
    let before = stamps(&course.path("public"));
    course.write("content/01-unit/01-a.md", module("A changed", ""));
    course.write("templates/page.html", "{{ content.nothing.at.all }}");
    course.run(&["build"]).code(1);
    assert_eq!(stamps(&course.path("public")), before);
    assert!(!course.path("public/.clinic-stage").exists());
}

#[test]
fn an_error_in_a_first_build_writes_nothing() {
    let course = course().and("content/02-x.md", "no title, no radar\n");
    let before = course.tree();
    course.run(&["build"]).code(1);
    assert_eq!(course.tree(), before);
    assert!(!course.path("public").exists());
}

// Kills

/// A course with enough files that a kill meets the middle of something.
fn long_course(words: &str) -> Course {
    let mut course = Course::with("clinic.yaml", format!("title: {words}\n"));
    for number in 1..=40 {
        let text = format!("Of {words}.\n\n```rust\nlet n = {number};\n```\n");
        course = course.and(
            &format!("content/{number:02}-m.md-{number}.md"),
            module(&format!("M {number}"), &format!("---\n{text}")),
        );
    }
    course
}

/// Numbers without pattern, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

#[test]
fn a_killed_build_is_healed_by_the_next() {
    let (old, new) = (long_course("Old"), long_course("New"));
    let begin = Instant::now();
    let wanted = [built(&old), built(&new)];
    let usual = u64::try_from(begin.elapsed().as_micros()).unwrap() / 2;
    let output = tempfile::tempdir().unwrap();
    let site = output.path().join("site");
    let build = |course: &Course| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_clinic"));
        command
            .arg("build")
            .arg(course.path(""))
            .arg("--output")
            .arg(&site)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    };
    let mut dice = Dice(17);
    for kill in 0..15 {
        let (killed, healing) = if kill % 2 == 0 { (&new, &old) } else { (&old, &new) };
        let mut child = build(killed).spawn().unwrap();
        // Most of the time nothing is on the disk yet; the moments that matter come at the end.
        std::thread::sleep(Duration::from_micros(usual / 4 + dice.below(usual)));
        let _ = child.kill();
        child.wait().unwrap();
        // Now and then the same course is built on, else the other one.
        let (course, tree_wanted) = if dice.below(3) == 0 {
            (killed, usize::from(kill % 2 == 0))
        } else {
            (healing, usize::from(kill % 2 == 1))
        };
        assert!(build(course).status().unwrap().success(), "after kill {kill}");
        assert!(tree(&site) == wanted[tree_wanted], "after kill {kill} the site differs from one built at once");
    }
}

// Refusals

/// The output folder is refused with status 2, for this reason, and nothing in the course or near it changes.
fn refuses(course: &Course, arguments: &[&str], reason: &str) {
    let before = stamps(&course.path(""));
    let run = course.run(&[&["build"], arguments].concat());
    let output = run.code(2).get_output().clone();
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.contains(reason), "{arguments:?}: {words}");
    assert!(words.contains("help: "), "{arguments:?}: {words}");
    assert_eq!(stamps(&course.path("")), before, "{arguments:?}");
}

#[test]
fn folders_that_a_site_would_harm_are_refused() {
    let course = course();
    refuses(&course, &["--output", ".."], "a folder that contains the course");
    refuses(&course, &["--output", "content"], "belongs to the course");
    refuses(&course, &["--output", "content/01-unit"], "is inside");
    refuses(&course, &["--output", "content/new/folder"], "is inside");
    refuses(&course, &["--output", "."], "the course's own folder");
    refuses(&course, &["--output", "./content/.."], "the course's own folder");
    refuses(&course, &["--output", "static"], "belongs to the course");
    refuses(&course, &["--output", "templates"], "belongs to the course");
    refuses(&course, &["--output", "/"], "the root of a file system");
    refuses(&course, &["--output", "clinic.yaml"], "is a file");
    refuses(&course, &["--output", "content", "--adopt"], "belongs to the course");
}

#[test]
fn the_configured_folder_is_looked_at_as_closely() {
    for folder in ["..", "content", ".", "static", "/", ".clinic", ".clinic/site"] {
        let course = course().and("clinic.yaml", format!("title: C\noutput: '{folder}'\n"));
        let before = stamps(&course.path(""));
        let told = course.run(&["build"]).code(1).get_output().stderr.clone();
        let told = String::from_utf8(told).unwrap();
        assert!(
            told.contains("` cannot be the output folder, because it ") && told.contains("clinic.yaml:2:9"),
            "{folder}: {told}"
        );
        assert_eq!(stamps(&course.path("")), before, "{folder}");
        refuses(&course, &["--output", "."], "");
    }
}

#[test]
fn a_full_folder_without_a_manifest_is_refused() {
    let course = course().and("thesis/chapter-1.tex", "\\chapter{One}");
    refuses(&course, &["--output", "thesis"], "`chapter-1.tex`");
    course.run(&["build", "--output", "thesis", "--adopt"]).success();
    assert_eq!(tree(&course.path("thesis"))["chapter-1.tex"], b"\\chapter{One}");
    assert!(course.path("thesis/index.html").is_file());
}

#[test]
fn a_folder_with_a_course_of_the_same_site_is_used_again() {
    let course = course();
    course.run(&["build", "--output", "docs"]).success();
    course.run(&["build", "--output", "docs/"]).success();
    course.run(&["build", "--output", "./docs/../docs"]).success();
}

// Strangers

#[test]
fn files_of_others_survive() {
    let course = course();
    let strangers = ["CNAME", ".git/HEAD", ".domains", "README.md"];
    for path in strangers {
        course.write(&format!("public/{path}"), "mine");
    }
    built(&course);
    course.write("public/notes.txt", "put here later");
    course.remove("content/01-unit/01-a.md");
    let after = built(&course);
    for path in strangers {
        assert_eq!(after[path], b"mine", "{path}");
    }
    assert_eq!(after["notes.txt"], b"put here later");
}

#[test]
fn a_file_of_someone_else_is_not_overwritten() {
    let course = course();
    built(&course);
    course.write("public/unit/b/index.html", "someone else's");
    course.write("content/01-unit/03-b.md", module("B", ""));
    let before = stamps(&course.path("public"));
    course.run(&["build"]).code(2);
    assert_eq!(stamps(&course.path("public")), before);
}

// Editions

#[test]
fn each_edition_has_a_folder_of_its_own() {
    let course = course();
    let learner = built(&course);
    course.run(&["build", "--edition", "instructor"]).success();
    let instructor = tree(&course.path("public-instructor"));
    assert_eq!(tree(&course.path("public")), learner);
    for (path, page) in pages(&instructor) {
        assert!(page.contains("noindex"), "{path} may be listed by search engines");
        assert!(page.contains("Instructor edition") || path.starts_with("old/"), "{path} has no banner");
    }
    assert_eq!(instructor.get("robots.txt"), learner.get("robots.txt"), "the course's own stays");
    refuses(&course, &["--edition", "instructor", "--output", "public"], "contains the learner edition");
    refuses(&course, &["--output", "public-instructor"], "contains the instructor edition");
}

#[test]
fn no_edition_goes_into_a_folder_of_the_other_or_around_it() {
    let course = course();
    built(&course);
    course.run(&["build", "--edition", "instructor", "--output", "site/keys"]).success();
    let instructor = ["--edition", "instructor", "--output"];
    refuses(&course, &[&instructor[..], &["public", "--adopt"]].concat(), "contains the learner edition");
    refuses(&course, &[&instructor[..], &["public/keys"]].concat(), "which contains another edition");
    refuses(
        &course,
        &[&instructor[..], &["public/unit/new/keys", "--adopt"]].concat(),
        "which contains another edition",
    );
    refuses(&course, &["--output", "site", "--adopt"], "which is another edition");
    refuses(&course, &["--output", "site/keys/more"], "which contains another edition");
    course.run(&["build", "--edition", "instructor", "--output", "deep/.x/y/keys"]).success();
    refuses(&course, &["--output", "deep"], "which is another edition");
    refuses(&course, &["--output", "deep", "--adopt"], "which is another edition");
    course.run(&["build", "--output", "elsewhere"]).success();
}

#[test]
fn the_folder_of_answers_is_no_place_for_a_site() {
    let course = course().and("clinic.yaml", "title: C\nanswers: keys/2026\n").and("keys/2026/README.md", "");
    refuses(&course, &["--output", "keys/2026"], "belongs to the course");
    refuses(&course, &["--output", "keys/2026/site", "--adopt"], "is inside");
    refuses(&course, &["--output", "keys"], "a folder with course sources");
    course.run(&["build"]).success();
}

#[test]
fn the_configured_folder_is_that_of_learners() {
    let course = course().and("clinic.yaml", "title: C\noutput: dist/\n");
    course.run(&["build"]).success();
    course.run(&["build", "--edition", "instructor"]).success();
    assert!(course.path("dist/index.html").is_file());
    assert!(course.path("dist-instructor/index.html").is_file());
}

#[test]
fn robots_keep_away_from_answers() {
    let course = Course::with("content/01-a.md", module("A", ""));
    course.instructor().expect_file("robots.txt").contains("Disallow: /");
    let known = course.clone().and("clinic.yaml", "title: C\nbase_url: https://example.org/\n");
    known.build().expect_file("sitemap.xml");
    known.instructor().expect_no_file("sitemap.xml");
    known.build().expect_file("robots.txt").contains("Allow: /").lacks("Disallow");
}
