//! A site that browsers may keep: what it has for that, and that no other site has any of it.

use std::collections::BTreeSet;

use crate::support::{Built, Course, module};
use serde_json::Value;

/// All that only such a site has.
const OWN: [&str; 3] = ["manifest.webmanifest", "offline/index.html", "service-worker.js"];

fn course(config: &str) -> Course {
    Course::with("clinic.yaml", format!("title: Course\ndescription: 'All of \"it\"'\n{config}"))
        .and("content/_index.md", "# Home\n")
        .and("content/a.md", module("A", ""))
}

/// What the worker knows of its site.
fn site(built: &Built) -> Value {
    let file = built.expect_file("service-worker.js");
    let line = file.text().lines().next().and_then(|line| line.strip_prefix("const SITE = "));
    serde_json::from_str(line.unwrap_or_default().trim_end_matches(';')).unwrap_or_default()
}

#[test]
fn a_site_is_kept_only_where_its_author_wants_that() {
    for config in ["", "offline: false\n"] {
        let built = course(config).build();
        for path in OWN {
            built.expect_no_file(path);
        }
        built.expect_file("index.html").lacks("manifest").lacks("offline.");
        assert!(!built.tree().keys().any(|path| path.contains("offline")), "{:?}", built.tree().keys());
    }
    let built = course("offline: true\n").build();
    built.expect_no_findings();
    for path in OWN {
        built.expect_file(path);
    }
    built.expect_file("index.html").contains("<link rel=\"manifest\" href=\"manifest.webmanifest\">");
    built.expect_file("a/index.html").contains("<link rel=\"manifest\" href=\"../manifest.webmanifest\">");
    built.expect_file("a/print/index.html").contains("<link rel=\"manifest\" href=\"../../manifest.webmanifest\">");
}

#[test]
fn instructors_have_nothing_that_is_kept() {
    let built = course("offline: true\n").instructor();
    for path in OWN {
        built.expect_no_file(path);
    }
    built.expect_file("index.html").lacks("manifest");
}

#[test]
fn the_manifest_tells_of_the_course_and_names_its_icon() {
    let manifest = course("offline: true\nlanguage: ar\n").build().json("manifest.webmanifest");
    assert_eq!(manifest["name"], "Course");
    assert_eq!(manifest["description"], "All of «it»");
    assert_eq!((&manifest["lang"], &manifest["dir"]), (&"ar".into(), &"rtl".into()));
    assert_eq!((&manifest["start_url"], &manifest["scope"]), (&"./".into(), &"./".into()));
    assert!(manifest["background_color"].as_str().is_some_and(|colour| colour.starts_with('#')), "{manifest}");
    let icon = &manifest["icons"][0];
    assert!(icon["src"].as_str().is_some_and(|src| src.starts_with("assets/icon.")), "{manifest}");
    assert_eq!((&icon["sizes"], &icon["type"]), (&"any".into(), &"image/svg+xml".into()));
    // A pixel that is one wide and two high.
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x02\x08\x06\0\0\0";
    let own = course("offline: true\ntheme: { favicon: /own.png }\n").and("static/own.png", png).build();
    let icon = &own.json("manifest.webmanifest")["icons"][0];
    assert_eq!((&icon["src"], &icon["sizes"], &icon["type"]), (&"own.png".into(), &"1x2".into(), &"image/png".into()));
}

#[test]
fn the_worker_knows_the_shell_and_another_version_after_each_change() {
    let course = course("offline: true\n");
    let first = course.build();
    let before = site(&first);
    let shell: BTreeSet<&str> = before["shell"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    for path in ["", "offline/", "manifest.webmanifest"] {
        assert!(shell.contains(path), "{shell:?}");
    }
    let tree = first.tree();
    // What is about one module comes with its page, and what somebody searches by when they do.
    let of_modules = ["assets/data/", "assets/log/", "assets/search/t/", "assets/search/p/"];
    let of_site = |path: &&String| !of_modules.iter().any(|folder| path.starts_with(folder));
    for asset in tree.keys().filter(|path| path.starts_with("assets/")).filter(of_site) {
        assert!(shell.contains(asset.as_str()), "{asset} is not among {shell:?}");
    }
    for path in &shell {
        let file =
            if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { (*path).to_owned() };
        assert!(tree.contains_key(&file), "there is no {file}");
    }
    assert_eq!(site(&course.build())["version"], before["version"], "the same site is the same version");
    course.write("content/a.md", module("A", "---\nOne more line.\n"));
    let after = site(&course.build());
    assert_ne!(after["version"], before["version"]);
    assert_eq!(after["shell"], before["shell"]);
}

#[test]
fn a_build_over_an_earlier_one_has_the_worker_of_one_that_knows_nothing() {
    let course = course("offline: true\n");
    course.run(&["build"]).success();
    course.write("content/a.md", module("B", ""));
    course.run(&["build"]).success();
    let kept = course.tree()["public/service-worker.js"].clone();
    course.run(&["build", "--no-cache", "--output", "fresh"]).success();
    assert_eq!(kept, course.tree()["fresh/service-worker.js"]);
    course.run(&["build"]).success();
    assert_eq!(kept, course.tree()["public/service-worker.js"]);
}

#[test]
fn a_file_of_the_course_at_such_an_address_is_told_only_where_it_is_in_the_way() {
    let with_files = |config: &str| {
        course(config).and("static/service-worker.js", "// mine").and("static/manifest.webmanifest", "{}").check()
    };
    with_files("").expect_no_findings();
    with_files("offline: true\n").expect_findings(&[
        "duplicate-address static/manifest.webmanifest:1:1",
        "duplicate-address static/service-worker.js:1:1",
    ]);
}

#[test]
fn what_is_neither_yes_nor_no_is_told() {
    course("offline: always\n").check().expect_finding("wrong-type", "clinic.yaml", 3, 10);
}
