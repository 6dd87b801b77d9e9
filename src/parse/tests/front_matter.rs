//! Front matter that is meant and not read: nothing is published of it, whatever hides it from the reader.

use crate::rules::tests::{Course, ROW, module};

/// A course with this page beside a module that is right.
fn with(path: &str, text: &str) -> Course {
    Course::with("content/01-a/index.md", module("A", "")).and(path, text)
}

#[test]
fn it_is_told_in_files_of_every_kind_and_once() {
    let late = |keys: &str| format!("\n---\n{keys}---\n# Text\n");
    for (path, keys) in [
        ("content/_index.md", "title: A\n"),
        ("content/02-b/_index.md", "title: A\ndefaults:\n  log: { rows: 3 }\n"),
        ("content/02-b.md", &format!("title: A\nkind: module\n{ROW}")),
        ("content/01-a/clinic.md", &format!("title: A\n{ROW}")),
        ("content/01-a/practice/lab.md", "title: A\nchecks: [One]\n"),
    ] {
        let course = if path.ends_with("clinic.md") {
            Course::with("content/01-a/index.md", "---\ntitle: A\n---\n").and(path, late(keys))
        } else {
            with(path, &late(keys))
        };
        let told: Vec<String> =
            course.check().findings().into_iter().filter(|told| !told.contains("folder-")).collect();
        assert_eq!(told, [format!("unread-front-matter {path}:2:1")], "{path}");
    }
}

#[test]
fn what_else_is_wrong_there_is_told_at_its_place() {
    let text = "<!-- a\nb -->\n---\ntitle: B\nbuilds_on: zzz\nradra: []\ndescription: 'It's'\n---\n[x](c.md)\n";
    with("content/02-b.md", text).check().expect_findings(&[
        "unread-front-matter content/02-b.md:3:1",
        "broken-reference content/02-b.md:5:12",
        "unknown-key content/02-b.md:6:1",
        "yaml-syntax content/02-b.md:7:18",
        "broken-link content/02-b.md:9:1",
    ]);
}

#[test]
fn keys_in_toml_and_json_count_as_far_as_they_decide_what_a_file_is() {
    for text in [
        "+++\nkind = \"page\"\n+++\n# B\n\n## Mistake check\n\n- One\n",
        "{\"kind\": \"page\"}\n# B\n\n## Mistake check\n\n- One\n",
    ] {
        with("content/02-b.md", text).check().expect_only("unread-front-matter", "content/02-b.md", 1, 1);
    }
}

#[test]
fn pages_that_show_rules_and_samples_are_read_as_they_are() {
    let page = "---\ntitle: B\nkind: page\n---\n";
    for text in [
        format!("{page}\n---\n\nNote: this\n\n---\n"),
        format!("{page}```yaml\n---\ntitle: A\ndraft: true\n---\n```\n"),
    ] {
        with("content/01-a/b.md", &text.replace("kind: page\n", "")).check().expect_no_findings();
        with("content/02-b.md", &text).check().expect_no_findings();
    }
    for text in ["# B\n\nOne\n\n---\n\nTwo: three\n\n---\n", "# B\n\n```yaml\ntitle: A\ndraft: true\n```\n"] {
        with("content/01-a/b.md", text).check().expect_no_findings();
    }
}
