//! `clinic import`: a clinic page from elsewhere becomes a module that says what the page says, and nothing is lost or
//! overwritten on the way.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::fs;

use crate::support::{Course, ROW, html};
use serde_json::Value;

/// A clinic page as such pages are.
const PAGE: &str = r#"# Module 2: Shared State: Mistake Clinic

Use this page after each practice page, and *again* before the quiz.

## Mistake Radar of This Module

Begin with these. Add your own.

| Mistake to look for | Where it shows up | Symptom | Repair evidence |
|---|---|---|---|
| Handing in Counter Lab with a run that worked | Counter Lab | There is no run that fails. | Show the smallest run that fails. |
| Handing in Lock Katas with a run that worked | Lock Katas | There is no run that fails. | Show the smallest run that fails. |
| Reciting `happens before` instead of using it | A Race Is a Promise | It's a word, and no "order". | Two orders: one that may be, one that may not. |

## Practice Mistake Checks

Pull any miss into your log.

### Counter Lab

Source: `practice/01-counter-lab.md`

Name the error:

1. "The counter is one word wide, so adding to it cannot be interrupted."
2. "Our snapshot is just {'views': '...'} because it's exact."
3. "`a++` is one step -- I counted."

### Lock Katas

Source: `practice/02-lock-katas.md`

If your locks have no order, you have a deadlock that waits.

## Repair Protocol

For each real mistake:

1. Reproduce it on the smallest run.
2. Name the assumption: what did you *believe*?

## Mistake Log

| Date | Mistake | Symptom | Root cause | Repair evidence | Retrieval card |
|---|---|---|---|---|---|
| Starter | Pick a row above | Say how it fails | Name the assumption | Add a run | Write the card |

## Completion Standard

- At least five real mistakes are logged.
- At least two mistakes include a counterexample or failing test.
- All locks have an order.

## See also

Something [else](https://example.org/a).
"#;

const MODULE: &str = "content/01-imported/shared-state.md";

fn course() -> Course {
    Course::with("content/_index.md", "# Home\n").and("old/shared-state.md", PAGE)
}

/// Runs `clinic import` and gives what was said.
fn imported(course: &Course, arguments: &[&str]) -> String {
    let output = course.command(&[&["import"], arguments].concat()).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_ne!(output.status.code(), Some(2), "{told}");
    told
}

/// Tries to, in vain: the disk stays as it was.
fn refused(course: &Course, arguments: &[&str]) -> String {
    let before = course.tree();
    let output = course.command(&[&["import"], arguments].concat()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
    assert!(course.tree() == before, "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

fn text(course: &Course, path: &str) -> String {
    fs::read_to_string(course.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn words(value: &Value) -> String {
    let plain = value.as_str().or(value["text"].as_str());
    plain.map_or_else(|| html::words(value["html"].as_str().unwrap_or_default()), str::to_owned)
}

#[test]
fn a_page_becomes_a_module_that_says_the_same() {
    let course = course();
    let told = imported(&course, &["old/shared-state.md"]);
    assert_eq!(
        told,
        "wrote ./content/01-imported/_index.md\n\
         imported old/shared-state.md to ./content/01-imported/shared-state.md: 3 traps, 3 statements in 2 groups, 2 steps, 1 log entry, 3 criteria\n\
         check old/shared-state.md:21: `practice/01-counter-lab.md` is not a page in the course, so this reference became a comment\n\
         check old/shared-state.md:31: `practice/02-lock-katas.md` is not a page in the course, so this reference became a comment\n\
         warning[source-without-checks]: the check group has no statements\n\
         \x20\x20--> content/01-imported/shared-state.md:33:7\n   \
         |\n\
         33 |     - title: 'Lock Katas'\n   \
         |       ^^^^^^^^^^^^^^^^^^^\n   \
         |\n   \
         = help: add `statements:` to the group; if it begins with a dash too many, remove the dash\n\n\
         1 warning\n\
         run `clinic explain source-without-checks` to learn more\n"
    );
    let built = course.build();
    built.expect_only("source-without-checks", MODULE, 33, 7);
    let data = built.json("assets/data/imported/shared-state.json");
    let list = |key: &str| data[key].as_array().unwrap().clone();
    assert_eq!(words(&data["title"]), "Module 2: Shared State: Mistake Clinic");
    let radar = list("radar");
    let mistakes: Vec<String> = radar.iter().map(|row| words(&row["mistake"])).collect();
    assert_eq!(
        mistakes,
        [
            "Handing in Counter Lab with a run that worked",
            "Handing in Lock Katas with a run that worked",
            "Reciting happens before instead of using it"
        ]
    );
    assert_eq!(words(&radar[0]["symptom"]), "There is no run that fails.");
    assert_eq!(words(&radar[2]["repair"]), "Two orders: one that may be, one that may not.");
    let groups = list("checks");
    assert_eq!(groups.len(), 2);
    assert_eq!(words(&groups[0]["statements"][1]), "Our snapshot is just {'views': '...'} because it’s exact.");
    assert_eq!(list("protocol").len(), 2);
    assert_eq!(list("completion")[0]["goal"], "logged");
    let page = built.expect_file("imported/shared-state/index.html");
    page.contains("Mistake Radar of This Module").contains("Something <a href=\"https://example.org/a\"");
}

#[test]
fn the_module_is_written_as_an_author_would() {
    let course = course();
    imported(&course, &["old/shared-state.md"]);
    let module = text(&course, MODULE);
    let (mark, rest) = module.split_at(module.find("title:").unwrap());
    assert!(mark.starts_with("---\n# clinic import "), "{mark}");
    for lines in [
        "title: 'Module 2: Shared State: Mistake Clinic'\nradar_presets:\n  that-worked:\n    symptom: 'There is no run that fails.'\n",
        "    - preset: that-worked\n      mistake: 'Handing in Counter Lab with a run that worked'\n      where: 'Counter Lab'\n",
        "      symptom: 'It''s a word, and no \"order\".'\n",
        "    - title: 'Counter Lab'\n      # source: practice/01-counter-lab.md\n      intro: 'Name the error:'\n      statements:\n",
        "        - '`a++` is one step -- I counted.'\n",
        "      intro: 'If your locks have no order, you have a deadlock that waits.'\n      statements: []\n",
        "    - goal: { logged: 5 }\n      text: 'At least five real mistakes are logged.'\n",
        "---\n\nUse this page after each practice page, and *again* before the quiz.\n\n## See also\n\nSomething [else](https://example.org/a).\n",
    ] {
        assert!(rest.contains(lines), "{lines}\nis not in\n{rest}");
    }
}

#[test]
fn a_second_import_changes_nothing() {
    let course = course();
    imported(&course, &["old/shared-state.md"]);
    let before = course.tree();
    for arguments in [&["old/shared-state.md"][..], &["old/shared-state.md", "--force"]] {
        let told = imported(&course, arguments);
        assert_eq!(
            told,
            "old/shared-state.md has already been imported to ./content/01-imported/shared-state.md\nnothing changed\n"
        );
        assert!(course.tree() == before);
    }
}

#[test]
fn only_what_an_import_wrote_and_nobody_changed_is_replaced_and_by_force_alone() {
    let course = course();
    imported(&course, &["old/shared-state.md"]);
    course.write("old/shared-state.md", PAGE.replace("All locks", "All of the locks"));
    let told = refused(&course, &["old/shared-state.md"]);
    assert!(
        told.contains("contains different text from an earlier import")
            && told.contains("use `--force` to replace the file"),
        "{told}"
    );
    let told = imported(&course, &["old/shared-state.md", "--force"]);
    assert!(told.starts_with("replaced ./content/01-imported/shared-state.md: 3 traps"), "{told}");
    let module = text(&course, MODULE);
    assert!(module.contains("All of the locks"), "{module}");
    course.write(MODULE, module.replace("Name the error:", "Name each error:"));
    let told = refused(&course, &["old/shared-state.md", "--force"]);
    assert!(told.contains("was edited after it was imported"), "{told}");
    course.write(MODULE, "# By hand\n");
    let told = refused(&course, &["old/shared-state.md", "--force"]);
    assert!(told.contains("was not imported"), "{told}");
}

#[test]
fn a_page_that_was_pasted_into_a_course_is_replaced_in_place() {
    let pasted = format!("---\ntitle: Shared state\ntags: [locks]\n---\n{}", PAGE.split_once("\n\n").unwrap().1);
    let practice = "# Lab\n\n## Mistake check\n\n1. \"A\"\n";
    let course = Course::with("content/_index.md", "# Home\n")
        .and("content/01-a/_index.md", "# A\n")
        .and("content/01-a/m/index.md", pasted.replace('\n', "\r\n"))
        .and("content/01-a/m/practice/01-counter-lab.md", practice);
    course
        .check()
        .expect_finding("pasted-clinic", "content/01-a/m/index.md", 11, 1)
        .helping("clinic import --in-place");
    let told = imported(&course, &["--in-place", "content/01-a/m/index.md"]);
    assert!(told.starts_with("replaced ./content/01-a/m/index.md: 3 traps"), "{told}");
    let module = text(&course, "content/01-a/m/index.md");
    assert!(module.starts_with("---\r\ntitle: 'Shared state'\r\ntags: [locks]\r\nradar_presets:\r\n"), "{module}");
    assert!(module.contains("      source: 'practice/01-counter-lab.md'\r\n"), "{module}");
    assert!(module.contains("      # source: practice/02-lock-katas.md\r\n"), "{module}");
    course.check().expect_none_of("pasted-clinic").expect_none_of("broken-reference");
    let before = course.tree();
    let told = imported(&course, &["--in-place", "content/01-a/m/index.md"]);
    assert!(told.ends_with("nothing changed\n"), "{told}");
    assert!(course.tree() == before);
}

#[test]
fn modules_go_into_a_section_of_ones_own_with_the_next_numbers() {
    let course = course()
        .and("content/02-systems/_index.md", "# Systems\n")
        .and("content/02-systems/04-other.md", format!("---\ntitle: Other\n{ROW}---\n"))
        .and("old/sagas/mistake-clinic.md", PAGE);
    let told = imported(&course, &["old/shared-state.md", "old/sagas/mistake-clinic.md", "--into", "systems"]);
    assert!(told.contains("to ./content/02-systems/05-shared-state.md:"), "{told}");
    assert!(told.contains("to ./content/02-systems/06-sagas.md:"), "{told}");
    let told = imported(&course, &["old/shared-state.md", "old/sagas/mistake-clinic.md", "--into", "systems"]);
    assert!(told.ends_with("nothing changed\n"), "{told}");
}

#[test]
fn all_pages_come_in_or_none() {
    let course = course().and("old/notes.md", "# Notes\n\nNothing of a clinic.\n").and("old/bad.md", b"\xff# T\n");
    let told = refused(&course, &["old/shared-state.md", "old/notes.md"]);
    assert!(told.contains("old/notes.md contains no radar, checks, protocol, log, or completion standard"), "{told}");
    for (arguments, words) in [
        (&["old/shared-state.md", "old/gone.md"][..], "cannot read"),
        (&["old/bad.md"], "not UTF-8"),
        (&["old", "old/notes.md"], "is a folder"),
        (&["--in-place", "old"], "is a folder"),
        (&["--in-place", "old/shared-state.md"], "is not a page in this course"),
        (&["old/shared-state.md", "./old/shared-state.md"], "would become a second module named `shared-state`"),
        (&["old/shared-state.md", "--into", "../x"], "is not a valid path for a module or page"),
    ] {
        let told = refused(&course, arguments);
        assert!(told.contains(words), "{arguments:?}: {told}");
    }
}

#[test]
fn what_would_not_arrive_is_refused_with_the_place() {
    let page = "## Mistake check\n\n1. \"A [claim][c].\"\n\n[c]: https://example.org\n";
    let course = course().and("old/links.md", page);
    let told = refused(&course, &["old/links.md"]);
    assert!(told.contains("old/links.md cannot be imported: statement 1.1"), "{told}");
    let page = "---\ntitle: [\n---\n\n## Mistake check\n\n1. \"A\"\n";
    let told = refused(&course.and("old/yaml.md", page), &["old/yaml.md"]);
    assert!(told.contains("its front matter cannot be read"), "{told}");
}

#[test]
fn front_matter_of_other_tools_comes_along() {
    let page = format!("---\nsidebar_position: 7\nid: shared\nlayout: doc\nunlisted: true\n---\n{PAGE}");
    let course = Course::with("content/_index.md", "# Home\n").and("old/shared-state.md", page);
    let told = imported(&course, &["old/shared-state.md"]);
    assert!(told.contains("old/shared-state.md:4: keys that clinic does not use are now under `extra:`"), "{told}");
    let module = text(&course, MODULE);
    for line in ["order: 7\n", "id: shared\n", "extra:\n  layout: doc\n", "draft: true\n"] {
        assert!(module.contains(line), "{line}: {module}");
    }
}

// Folders of other tools

/// A folder in the form of a Docusaurus site, with a module that has pages of its own.
fn docusaurus() -> Course {
    Course::with("content/_index.md", "# Home\n")
        .and("site/docusaurus.config.js", "module.exports = {};\n")
        .and("site/static/img/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>")
        .and("site/docs/intro.mdx", "---\nsidebar_position: 1\nslug: /start\ntags: [first]\n---\n# Start\n\nSee [more](./guide/02-more.md#why), [state](/docs/state/) and ![Logo](/img/logo.svg).\n\n:::tip Try it\nGo \\(n\\) times.\n:::\n")
        .and("site/docs/guide/_category_.json", "{ \"label\": \"The guide\", \"position\": 3 }")
        .and("site/docs/guide/01-first.md", "# First\n\n![A tree](img/a tree.svg \"T\") and ![](<img/a tree.svg>) and [start](../intro.mdx).\n\n[next]: 02-more.md\n\nGo [on][next].\n".replace("img/a tree.svg \"T\"", "img/a%20tree.svg \"T\""))
        .and("site/docs/guide/02-more.md", "---\ntitle: \"More: of it\"\nunlisted: true\n---\n\n## Why\n\nBecause.\n")
        .and("site/docs/guide/img/a tree.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>")
        .and("site/docs/state/index.md", "---\nsidebar_position: 2\n---\n# Shared state\n\nThe [clinic](./mistake-clinic.md).\n")
        .and("site/docs/state/mistake-clinic.md", PAGE)
        .and("site/docs/state/practice/01-counter-lab.md", "# Counter Lab\n\n## Mistake check\n\n1. \"A\"\n2. \"B\"\n")
        .and("site/docs/state/practice/02-lock-katas.md", "# Lock Katas\n\nNo checks, see [back](../index.md).\n")
}

#[test]
fn a_folder_of_docusaurus_keeps_its_tree_order_links_and_addresses() {
    let course = docusaurus();
    let told = imported(&course, &["site", "--into", "handbook"]);
    assert!(told.contains("to ./content/01-handbook/state/clinic.md: 3 traps, 3 statements in 2 groups"), "{told}");
    assert!(told.contains("also imported 6 pages and 2 other files\n"), "{told}");
    assert!(told.contains("wrote ./content/01-handbook/guide/_index.md\n"), "{told}");
    let at = |path: &str| text(&course, &format!("content/01-handbook/{path}"));
    assert!(at("guide/_index.md").ends_with("---\ntitle: 'The guide'\norder: 3\n---\n"), "{}", at("guide/_index.md"));
    let start = at("intro.md");
    for lines in [
        "order: 1\n",
        "tags: [first]\n",
        "extra:\n  slug: /start\n",
        "aliases: ['/docs/start/']\n",
        "kind: page\n",
        "See [more](guide/02-more.md#why), [state](state/index.md) and ![Logo](/img/logo.svg).\n",
        "> [!TIP] Try it\n> Go $n$ times.\n",
    ] {
        assert!(start.contains(lines), "{lines}: {start}");
    }
    let first = at("guide/01-first.md");
    assert!(first.contains("[start](../intro.md)") && first.contains("![A tree](img/a%20tree.svg \"T\")"), "{first}");
    let more = at("guide/02-more.md");
    assert!(more.contains("title: 'More: of it'\n") && more.contains("draft: true\n"), "{more}");
    let clinic = at("state/clinic.md");
    assert!(clinic.contains("      source: 'practice/01-counter-lab.md'\n"), "{clinic}");
    let checked = course.check();
    checked.expect_none_of("broken-link").expect_none_of("broken-reference").expect_none_of("pasted-clinic");
    let before = course.tree();
    let told = imported(&course, &["site", "--into", "handbook"]);
    assert!(told.ends_with("nothing changed\n"), "{told}");
    assert!(course.tree() == before);
}

#[test]
fn a_book_and_a_site_of_mkdocs_keep_the_order_of_their_lists() {
    let course = Course::with("content/_index.md", "# Home\n")
        .and("book/book.toml", "[book]\nsrc = \"src\"\n")
        .and("book/src/SUMMARY.md", "# Summary\n\n[Start](README.md)\n\n- [Two](b/two.md)\n- [One](a.md)\n")
        .and("book/src/README.md", "# The book\n\nRead [two](b/two.html) and [one](a.md).\n")
        .and("book/src/b/two.md", "# Two\n\n[Home](../README.md)\n")
        .and("book/src/a.md", "Words alone.\n")
        .and(
            "mk/mkdocs.yml",
            "site_name: S\nnav:\n  - index.md\n  - Guide:\n      - guide/z.md\n      - First: guide/a.md\n",
        )
        .and("mk/docs/index.md", "# Site\n\n[z](guide/z.md)\n")
        .and("mk/docs/guide/z.md", "# Z\n\n!!! warning \"Care\"\n    So.\n")
        .and("mk/docs/guide/a.md", "# A\n\n![p](../img/p.svg)\n")
        .and("mk/docs/img/p.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>");
    imported(&course, &["book", "--into", "book"]);
    imported(&course, &["mk", "--into", "handbook"]);
    let book = |path: &str| text(&course, &format!("content/01-book/{path}"));
    assert!(book("_index.md").contains("Read [two](b/two.md) and [one](a.md).\n"), "{}", book("_index.md"));
    assert!(book("a.md").contains("title: 'One'\norder: 3\n") && book("a.md").contains("aliases: ['/a.html']\n"));
    assert!(book("b/_index.md").contains("order: 2\n") && book("b/two.md").contains("[Home](../_index.md)"));
    let handbook = |path: &str| text(&course, &format!("content/02-handbook/{path}"));
    assert!(handbook("guide/_index.md").contains("title: 'Guide'\norder: 2\n"), "{}", handbook("guide/_index.md"));
    assert!(handbook("guide/z.md").contains("> [!WARNING] Care\n> So.\n"), "{}", handbook("guide/z.md"));
    course.check().expect_none_of("broken-link").expect_none_of("broken-reference");
    course.build().expect_file("a.html").contains("book/a/");
}

#[test]
fn a_folder_is_refused_where_something_else_is_in_its_place() {
    let course = docusaurus().and("content/01-handbook/_index.md", "# Mine\n").and("static/img/logo.svg", "other");
    let told = refused(&course, &["site", "--into", "handbook"]);
    assert!(told.contains("`static/img/logo.svg` already exists with different content"), "{told}");
    let told = refused(&course.and("empty/a.txt", "a"), &["empty"]);
    assert!(told.contains("contains no Markdown files"), "{told}");
}
