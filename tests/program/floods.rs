//! One finding a cause: what a course of many pages that were made for other tools is told can be read, and all of it can
//! be had.
#![expect(clippy::unwrap_used, reason = "the tests look at the program from outside")]

use std::collections::BTreeMap;

use crate::support::{Course, module};
use serde_json::Value;

/// Front matter as other tools have it, `{n}` being the number of the page.
const FRONTS: [&str; 6] = [
    "layout: post\ntitle: Page {n}\ncategories: [a, b]\npermalink: /x/{n}/\nauthor: Ann\nnav_order: {n}\nhas_children: true\n",
    "title: Page {n}\nsidebar_label: P{n}\nsidebar_position: {n}\nslug: /p{n}\npagination_next: null\n",
    "title: Page {n}\nformat:\n  html:\n    code-fold: true\njupyter: python3\nbibliography: refs.bib\n",
    "jupytext:\n  text_representation: { extension: .md, format_version: 0.13 }\nkernelspec:\n  name: python3\n",
    "title: Page {n}\nteaching: 20\nexercises: 10\nquestions: [What is it?]\nobjectives: [Say it.]\nkeypoints: [It is.]\n",
    "title: Page {n}\nweight: {n}\nmenu: main\nlastmod: 2024-01-02\nmath: true\nsummary: Words {n}\n",
];

/// The keys in it that mean nothing here.
const FOREIGN: [&str; 19] = [
    "layout",
    "permalink",
    "author",
    "has_children",
    "sidebar_label",
    "slug",
    "pagination_next",
    "format",
    "jupyter",
    "bibliography",
    "jupytext",
    "kernelspec",
    "teaching",
    "exercises",
    "questions",
    "objectives",
    "keypoints",
    "menu",
    "math",
];

/// What stands below it.
const BODIES: [&str; 8] = [
    "See [the next](page-{m}.html) and [the start](/docs/setup).\n",
    "<div class=\"note\">\nMind this.\n</div>\n",
    "<Tabs>\n<TabItem value=\"{n}\">\nOne\n</TabItem>\n</Tabs>\n",
    "![](fig/plot.png)\n\n![A plot](../img/plot{n}.png)\n",
    "![Logo](https://example.org/logo.png)\n\n#### Deep\n\n# Another\n",
    "> [!BEWARE]\n> Mind.\n\nA note[^9].\n",
    "$$\\nosuch{{n}}$$\n\n```nolanguage\nx\n```\n",
    "See [the next](page-{m}.md).\n\n<details><summary>Solution</summary>\n\nIt holds.\n\n</details>\n",
];

/// Pages of many tools, without the `_index.md` that none of them knows, some beside the folder of their parts.
fn borrowed(pages: usize) -> Course {
    let mut course = Course::with("clinic.yaml", "title: Borrowed\n");
    for n in 0..pages {
        let part = n / 25;
        let path = match n % 25 {
            0 => format!("content/part-{part}.md"),
            _ => format!("content/part-{part}/page-{n}.md"),
        };
        let text = format!("---\n{}---\n{}", FRONTS[n % FRONTS.len()], BODIES[n % BODIES.len()]);
        course = course.and(&path, text.replace("{n}", &n.to_string()).replace("{m}", &(n + 1).to_string()));
    }
    course
}

/// What a command prints, its result and what it says beside that.
fn told(course: &Course, arguments: &[&str]) -> (String, String) {
    let output = course.command(arguments).env("COLUMNS", "100").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn five_hundred_borrowed_pages_are_told_of_in_under_two_hundred_lines() {
    let (result, beside) = told(&borrowed(500), &["check"]);
    let lines = result.lines().count() + beside.lines().count();
    assert!((100..200).contains(&lines), "{lines} lines:\n{result}{beside}");
    assert!(beside.contains("run `clinic check --all` to see every finding in full"), "{beside}");
    assert!(beside.contains("  480  no-clinic\n"), "{beside}");
    assert!(result.contains("  and in 479 more places, such as content/"), "{result}");
    for key in ["nav_order", "sidebar_position", "weight", "lastmod", "summary"] {
        assert!(result.contains(&format!(": unknown key `{key}`; did you mean `")), "{key}: {result}");
    }
    for key in FOREIGN {
        assert!(result.contains(&format!("`{key}`")), "{key}: {result}");
    }
    assert!(result.contains("/page-10.md:3:1: `teaching`, a key for The Carpentries, in 83 files\n"), "{result}");
    assert_eq!(result.matches("move it under `extra:`").count(), 1, "{result}");
    let warnings = result.find("warning[").unwrap();
    assert!(!result[warnings..].contains("error["), "errors come first");
}

#[test]
fn every_rule_is_shown_and_counted_and_programs_get_every_place() {
    let course = borrowed(100);
    let (result, beside) = told(&course, &["check"]);
    let (json, _) = told(&course, &["check", "--format", "json"]);
    let report: Value = serde_json::from_str(&json).unwrap();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in report["findings"].as_array().unwrap() {
        *counts.entry(finding["rule"].as_str().unwrap()).or_default() += 1;
    }
    assert!(counts.len() >= 14, "{counts:?}");
    for (rule, count) in &counts {
        let counted = format!(" {count}  {rule}");
        assert!(beside.lines().any(|line| line.ends_with(&counted)), "{rule}: {beside}");
        assert!(result.contains(&format!("[{rule}]: ")), "{rule}: {result}");
    }
    // One cause is one finding.
    assert!(counts["foreign-key"] < 30 && counts["duplicate-address"] == 4, "{counts:?}");
    assert!(!counts.contains_key("folder-without-index"), "{counts:?}");
    let (concise, _) = told(&course, &["check", "--format", "concise"]);
    assert_eq!(concise.lines().count(), counts.values().sum::<usize>(), "editors get each place");
    let (all, beside) = told(&course, &["check", "--all"]);
    assert_eq!(all.matches("[unknown-key]: ").count(), counts["unknown-key"]);
    assert!(!beside.contains("--all"), "{beside}");
    let (_, beside) = told(&course, &["build"]);
    assert!(beside.lines().count() < 200 && beside.contains("`clinic check --all`"), "{beside}");
}

#[test]
fn up_to_twenty_findings_of_a_rule_are_shown_as_they_stand() {
    let links = |count: usize| (0..count).map(|n| format!("[x](gone-{n}.md)")).collect::<Vec<_>>().join("\n\n");
    let course = Course::with("content/a.md", module("A", &format!("---\n{}", links(20))));
    let (result, beside) = told(&course, &["check"]);
    assert_eq!(result.matches("error[broken-link]").count(), 20, "{result}");
    assert!(!beside.contains("--all"), "{beside}");
    course.write("content/a.md", module("A", &format!("---\n{}", links(30))));
    let (result, beside) = told(&course, &["check"]);
    assert!(result.contains("\n  ... and 10 more broken-link findings\n"), "{result}");
    assert!(result.contains("gone-19.md") && !result.contains("gone-20.md"), "{result}");
    assert!(beside.contains("run `clinic check --all` to see every finding in full"), "{beside}");
}

#[test]
fn keys_of_other_tools_alone_are_a_line_each_below_the_first() {
    let front = |keys: &[&str]| keys.join(": x\n") + ": x\n";
    let course = Course::with("content/a.md", page(&front(&FOREIGN))).and("content/b.md", page(&front(&FOREIGN[..9])));
    let of = |arguments: &[&str]| {
        let output = course.command(arguments).env("COLUMNS", "100").output().unwrap();
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (result, beside) = of(&["check"]);
    assert_eq!(result.matches("warning[foreign-key]").count(), 1, "{result}");
    assert_eq!(result.trim_end().lines().count(), 7 + FOREIGN.len() - 1, "{result}");
    assert!(result.contains("\n  content/a.md:11:1: `format`, a key for Quarto, in 2 files\n"), "{result}");
    assert!(
        result.contains(
            "\n  content/a.md:22:1: `math`, a key for other tools, such as Hugo and Jupyter Book, in 1 file\n"
        ),
        "{result}"
    );
    assert!(beside.contains("run `clinic check --all` to see every finding in full"), "{beside}");
    assert_eq!(of(&["check", "--all"]).0.matches("warning[foreign-key]").count(), FOREIGN.len());
    course.write("content/a.md", page(&front(&FOREIGN[..5])));
    course.write("content/b.md", page(""));
    let (result, beside) = of(&["check"]);
    assert_eq!(result.matches("warning[foreign-key]").count(), 5, "{result}");
    assert!(!beside.contains("--all"), "{beside}");
}

// Keys of other tools

const PAGE: &str = "kind: page\n";

fn page(front: &str) -> String {
    format!("---\ntitle: T\n{PAGE}{front}---\n")
}

#[test]
fn a_key_of_another_tool_is_told_once_for_the_course() {
    let course = Course::with("content/b.md", page("layout: post\n"))
        .and("content/c.md", page("Layout: post\nkernelspec: { name: python3 }\n"))
        .and("content/d.md", page("layout: post\n"))
        .and("content/s/_index.md", "---\ntitle: S\nlayout: x\n---\nText.\n");
    let built = course.check();
    built.expect_findings(&["foreign-key content/b.md:4:1", "foreign-key content/c.md:5:1"]);
    built
        .expect_finding("foreign-key", "content/b.md", 4, 1)
        .being_a_warning()
        .saying("`layout` has no effect here, because it is a key for other tools, such as Jekyll and Hugo; it appears in 4 files")
        .helping("under `extra:`");
    built
        .expect_finding("foreign-key", "content/c.md", 5, 1)
        .saying("`kernelspec` has no effect here, because it is a key for Jupyter Book");
    course.build().expect_file("b/index.html");
}

#[test]
fn keys_of_other_tools_can_be_silenced_for_the_course_and_for_a_file() {
    let course = Course::with("content/b.md", page("layout: post\nrules: { foreign-key: off }\n"))
        .and("content/c.md", page("layout: post\n"));
    course.check().expect_only("foreign-key", "content/c.md", 4, 1).saying("has no effect here");
    course.write("clinic.yaml", "title: C\nrules: { foreign-key: error }\n");
    course.build().expect_no_site();
    course.write("clinic.yaml", "title: C\nrules: { foreign-key: off }\n");
    course.check().expect_findings(&[]);
}

#[test]
fn what_stands_below_a_key_of_another_tool_is_not_looked_at() {
    let front = "questions:\n  - Is it true? #never\n  - [a]\n  - null\nobjectives:\n  - \"a \\theta\"\n  - What: now\n\
                 kernelspec:\n  display_name: Python 3\n  statements: { x: [y] }\n  title: null\noutput: {where}\nlayout: null\n";
    let built = Course::with("content/b.md", page(front)).check();
    let rules: Vec<&str> = built.all().iter().map(crate::support::Found::rule).collect();
    assert_eq!(rules, ["foreign-key"; 5], "{:?}", built.all());
}

#[test]
fn a_key_that_has_another_name_here_and_one_that_is_nobodys_stay_errors() {
    for (front, help) in [
        ("weight: 3\n", "did you mean `order`?"),
        ("nav_order: 3\n", "did you mean `order`?"),
        ("categories: [a]\n", "did you mean `tags`?"),
        ("lastmod: 2024-01-02\n", "did you mean `updated`?"),
        ("subtitle: Words\n", "did you mean `description`?"),
        ("descripton: Words\n", "did you mean `description`?"),
        ("editor: instructor\n", "did you mean `edition`?"),
        ("alias: /old/\n", "did you mean `aliases`?"),
        ("zzyzx: 1\n", "use `title`"),
    ] {
        let built = Course::with("content/b.md", page(front)).check();
        built.expect_only("unknown-key", "content/b.md", 4, 1).helping(help);
    }
    let typed = Course::with("content/b.md", "---\ntitle: T\ntype: page\n---\n").check();
    typed.expect_finding("unknown-key", "content/b.md", 3, 1).helping("did you mean `kind`?");
}

#[test]
fn a_key_of_another_tool_whose_meaning_is_there_already_is_only_theirs() {
    for front in
        ["tags: [a]\ncategories: [a]\n", "order: 3\nnav_order: 3\n", "date: 2024-01-02\npublishdate: 2024-01-02\n"]
    {
        Course::with("content/b.md", page(front)).check().expect_only("foreign-key", "content/b.md", 5, 1);
    }
    // Others have types and editors, too.
    Course::with("content/b.md", page("editor: visual\n")).check().expect_only("foreign-key", "content/b.md", 4, 1);
    Course::with("content/b.md", page("type: docs\n")).check().expect_only("foreign-key", "content/b.md", 4, 1);
    let section = "---\ntitle: S\ncascade: { type: docs }\n---\nText.\n";
    Course::with("content/s/_index.md", section).check().expect_only("foreign-key", "content/s/_index.md", 3, 1);
    let own = section.replace("{ type: docs }", "{ quoted: false }");
    let built = Course::with("content/s/_index.md", own).check();
    built.expect_only("unknown-key", "content/s/_index.md", 3, 1).helping("did you mean `defaults`?");
}

#[test]
fn a_page_that_another_tool_would_not_publish_is_not_published_with_a_mere_warning() {
    for hidden in
        ["published: false", "hidden: true", "unlisted: true", "headless: true", "status: draft", "publish: false"]
    {
        let built = Course::with("content/b.md", page(&format!("{hidden}\n"))).build();
        built.expect_no_site();
        built
            .expect_only("unknown-key", "content/b.md", 4, 1)
            .saying(&format!("`{hidden}` has no effect here, so the page would be published"))
            .helping("set `draft: true`")
            .fixing("draft: true");
        let drafted = Course::with("content/b.md", page(&format!("{hidden}\ndraft: true\n"))).check();
        drafted.expect_only("foreign-key", "content/b.md", 4, 1);
    }
    for shown in [
        "published: true",
        "published: 'yes'",
        "hidden: false",
        "unlisted: off",
        "status: new",
        "hide: [toc]",
        "permalink: /x/",
    ] {
        let built = Course::with("content/b.md", page(&format!("{shown}\n"))).check();
        built.expect_only("foreign-key", "content/b.md", 4, 1);
    }
}

#[test]
fn whatever_word_keeps_a_page_from_readers_counts() {
    for hidden in [
        "published: no",
        "published: \"false\"",
        "Published: 'NO'",
        "publish: Off",
        "unlisted: yes",
        "hidden: on",
        "hide: 'True'",
        "status: \" Draft \"",
        "permalink: false",
        "render: never",
        "build: false",
    ] {
        let built = Course::with("content/b.md", page(&format!("{hidden}\n"))).build();
        built.expect_no_site();
        built
            .expect_only("unknown-key", "content/b.md", 4, 1)
            .saying(&format!("`{}` has no effect here, so the page would be published", hidden.trim()))
            .fixing("draft: true");
    }
}

#[test]
fn a_page_that_hugo_would_not_build_is_not_published() {
    let built = Course::with("content/b.md", page("build: { list: always, render: never }\n")).build();
    built.expect_no_site();
    let told = built.expect_only("unknown-key", "content/b.md", 4, 24);
    told.saying("`render: never` has no effect here, so the page would be published").fixing("draft: true");
    let built = Course::with("content/b.md", page("_build:\n  list: never\n  render: 'Link'\norder: 3\n")).build();
    built.expect_only("unknown-key", "content/b.md", 6, 3).fixing("draft: true");
    for shown in ["build: { list: never }", "build: { render: always }"] {
        let built = Course::with("content/b.md", page(&format!("{shown}\n"))).check();
        built.expect_only("foreign-key", "content/b.md", 4, 1);
    }
    let section =
        |below: &str| Course::with("content/s/_index.md", format!("---\ntitle: S\ncascade:\n{below}\n---\nText.\n"));
    for (below, line, column) in [
        ("  - draft: yes", 4, 5),
        ("  build: { render: never }", 4, 12),
        ("  - target: { path: /a }\n    draft: 'true'", 5, 5),
    ] {
        let built = section(below).build();
        built.expect_no_site();
        let told = built.expect_finding("unknown-key", "content/s/_index.md", line, column);
        told.saying("has no effect here, so the pages in this section would be published");
    }
    section("  type: docs\n  draft: false").check().expect_findings(&["foreign-key content/s/_index.md:3:1"]);
}

#[test]
fn in_clinic_yaml_an_unknown_key_stays_an_error() {
    let built = Course::with("clinic.yaml", "title: C\nlayout: post\n").and("content/a.md", page("")).check();
    built.expect_only("unknown-key", "clinic.yaml", 2, 1);
}
