//! Sites that open without a host: links name files, and what only a host has a use for is not there; and the same in one
//! archive.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::fs;

use crate::support::html::all;
use crate::support::{Course, Tree, module, tree};

fn course() -> Course {
    Course::with("clinic.yaml", "title: Course\nid: course\nbase_url: https://example.org/c/\noffline: true\n")
        .and("content/_index.md", "# Home\n\n[The module](01-unit/01-a.md#radar) and [all sheets](/print/)\n")
        .and("content/01-unit/_index.md", "# Unit\n")
        .and("content/01-unit/01-a.md", module("A", "tags: [t]\naliases: [old]\ncards: [{ front: F, back: B }]\n"))
        .and("content/01-unit/02-m/index.md", module("M", "---\n[A](../01-a.md)\n"))
        .and("content/01-unit/02-m/practice/01-lab.md", "# Lab\n\n## Mistake check\n\n1. One.\n")
}

/// Runs the program, which ends with this status, and gives what it says on the way.
fn said(course: &Course, arguments: &[&str], status: i32) -> String {
    let run = course.run(arguments).code(status);
    String::from_utf8(run.get_output().stderr.clone()).unwrap()
}

fn built(course: &Course) -> Tree {
    assert!(said(course, &["build", "--for-folder"], 0).contains("to view the site, open "));
    tree(&course.path("public-folder"))
}

#[test]
fn every_link_names_a_file_that_is_there() {
    let site = built(&course());
    let mut links = 0;
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with("index.html")) {
        let html = String::from_utf8(bytes.clone()).unwrap();
        for address in ["href", "src"].iter().flat_map(|name| all(&html, name)) {
            if address.starts_with('#') || address.contains("://") {
                continue;
            }
            let named = address.split(['#', '?']).next().unwrap();
            let mut folders: Vec<&str> = path.split('/').collect();
            folders.pop();
            for name in named.split('/') {
                match name {
                    ".." => drop(folders.pop().expect("a link stays in the site")),
                    "." => {}
                    name => folders.push(name),
                }
            }
            assert!(site.contains_key(&folders.join("/")), "{path}: {address}");
            links += 1;
        }
    }
    assert!(links > 200, "{links}");
}

#[test]
fn what_only_a_host_has_a_use_for_is_not_there() {
    let site = built(&course());
    let for_host = [
        "404.html",
        "robots.txt",
        "sitemap.xml",
        "feed.xml",
        "_headers",
        "_redirects",
        ".nojekyll",
        "manifest.webmanifest",
        "service-worker.js",
        "offline/index.html",
    ];
    assert_eq!(for_host.iter().filter(|path| site.contains_key(**path)).count(), 0);
    assert!(!site.keys().any(|path| path.starts_with("assets/offline.")));
    let home = String::from_utf8(site["index.html"].clone()).unwrap();
    assert!(!home.contains("manifest") && !home.contains("offline"), "{home}");
}

#[test]
fn both_forms_keep_what_they_made() {
    let course = course();
    said(&course, &["build"], 0);
    built(&course);
    for arguments in [&["build"][..], &["build", "--for-folder"]] {
        let words = said(&course, arguments, 0);
        assert!(words.contains(" 0 of "), "{words}");
    }
    let hosted = tree(&course.path("public"));
    assert!(hosted.contains_key("404.html"));
}

#[test]
fn a_course_becomes_one_archive() {
    let course = course();
    assert!(said(&course, &["pack"], 0).contains("packed "));
    let bytes = fs::read(course.path("course.zip")).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes.clone())).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let site = tree(&course.path("public-folder"));
    let expected: Vec<String> =
        site.keys().filter(|path| !path.starts_with('.')).map(|path| format!("course/{path}")).collect();
    assert_eq!(names, expected);
    let mut home = Vec::new();
    std::io::copy(&mut archive.by_name("course/index.html").unwrap(), &mut home).unwrap();
    assert_eq!(home, site["index.html"]);
    said(&course, &["pack"], 0);
    assert_eq!(fs::read(course.path("course.zip")).unwrap(), bytes);
}

#[test]
fn an_archive_goes_where_it_is_asked_for_and_replaces_no_other_file() {
    let course = course();
    fs::create_dir(course.path("stick")).unwrap();
    said(&course, &["pack", "--edition", "instructor", "-o", "stick"], 0);
    assert!(course.path("stick/course-instructor.zip").is_file());
    assert!(said(&course, &["pack", "-o", "content/_index.md"], 2).contains("is not a ZIP archive"));
    assert!(fs::read_to_string(course.path("content/_index.md")).unwrap().starts_with("# Home"));
}

#[test]
fn a_course_with_errors_is_not_packed() {
    let course = course().and("content/02-b.md", "# B\n\n[away](gone.md)\n");
    assert!(said(&course, &["pack"], 1).contains("nothing was written"));
    assert!(!course.path("course.zip").exists());
}
