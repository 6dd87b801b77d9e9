//! What does not fit together in a course: each mistake is found at its line and column, with its cure.

use crate::rules::tests::{Course, module, with_config, with_module};

// Structure

#[test]
fn a_page_without_a_title() {
    with_module("---\nradar: [{ mistake: M, where: W, symptom: S, repair: R }]\n---\nText.\n")
        .check()
        .expect_only("missing-title", "content/01-a.md", 1, 1)
        .helping("`title:`");
}

/// A row with all columns.
const FULL: &str = "{ mistake: M, where: W, symptom: S, repair: R }";

#[test]
fn what_a_misspelled_key_would_say_is_not_missing_as_well() {
    let slips = [
        (format!("titel: A\nradar: [{FULL}]"), 2),
        (format!("title: A\nradr: [{FULL}]"), 3),
        ("title: A\nchekcs: []".to_owned(), 3),
        ("title: A\nkidn: page".to_owned(), 3),
    ];
    for (front, line) in slips {
        let module = format!("---\n{front}\n---\n");
        with_module(&module).check().expect_only("unknown-key", "content/01-a.md", line, 1).helping("did you mean");
    }
}

#[test]
fn what_an_unknown_key_cannot_say_is_missing_still() {
    let found = with_module("---\nzebra: red\n---\n").check();
    found.expect_finding("unknown-key", "content/01-a.md", 2, 1);
    found.expect_finding("missing-title", "content/01-a.md", 1, 1);
    found.expect_finding("no-clinic", "content/01-a.md", 1, 1);
    assert_eq!(found.findings().len(), 3, "{:?}", found.findings());
}

#[test]
fn a_row_without_a_column_that_is_shown() {
    let built = with_module(
        "---\ntitle: A\nradar:\n  - mistake: M\n    where: W\n  - { mistake: N, symptom: S, repair: R }\n---\n",
    )
    .check();
    built.expect_finding("missing-column", "content/01-a.md", 4, 5);
    built.expect_finding("missing-column", "content/01-a.md", 6, 5).saying("`where`");
    assert_eq!(built.findings().len(), 3, "two are missing in the first row: {:?}", built.findings());
}

#[test]
fn a_column_that_is_not_shown_is_not_missed() {
    with_module("---\ntitle: A\nradar:\n  columns: [mistake, repair]\n  rows: [{ mistake: M, repair: R }]\n---\n")
        .check()
        .expect_no_findings();
}

#[test]
fn a_preset_that_nobody_wrote() {
    Course::with("clinic.yaml", "title: C\nradar_presets:\n  final-answer: { mistake: M, symptom: S, repair: R }\n")
        .and("content/01-a.md", "---\ntitle: A\nradar:\n  - preset: final-anser\n    where: W\n---\n")
        .check()
        .expect_only("unknown-preset", "content/01-a.md", 4, 13)
        .helping("did you mean `final-answer`?");
}

#[test]
fn a_preset_that_is_switched_off() {
    Course::with("clinic.yaml", "title: C\nradar_presets:\n  p: { mistake: M, symptom: S, repair: R }\n")
        .and("content/01-a.md", "---\ntitle: A\nradar_presets: { p: off }\nradar:\n  - preset: p\n    where: W\n---\n")
        .check()
        .expect_only("unknown-preset", "content/01-a.md", 5, 13)
        .saying("switched off");
}

#[test]
fn a_pattern_that_cannot_be_read() {
    Course::with(
        "clinic.yaml",
        "title: C\nradar_presets:\n  p: { each: 'practice/[', mistake: M, symptom: S, repair: R }\n",
    )
    .and("content/01-a/index.md", "---\ntitle: A\nchecks: [{ title: G, statements: [One.] }]\n---\n")
    .check()
    .expect_only("unusable-glob", "clinic.yaml", 3, 14);
}

#[test]
fn a_rule_that_does_not_exist() {
    with_config("title: C\nrules: { brokn-link: off, raw-html: quiet }\n")
        .check()
        .expect_findings(&["unknown-rule clinic.yaml:2:10", "wrong-type clinic.yaml:2:37"]);
}

#[test]
fn a_folder_without_an_index() {
    Course::with("content/01-unit/01-a.md", module("A", ""))
        .check()
        .expect_only("folder-without-index", "content/01-unit", 1, 1)
        .being_a_warning()
        .helping("content/01-unit/_index.md");
}

#[test]
fn a_module_without_radar_and_checks() {
    with_module("# A\n")
        .check()
        .expect_only("no-clinic", "content/01-a.md", 1, 1)
        .being_a_warning()
        .helping("`kind: page`");
}

#[test]
fn a_second_heading_of_the_first_level() {
    let built = with_module(&module("A", "---\nText.\n\n# Again\n")).check();
    built.expect_only("second-top-heading", "content/01-a.md", 8, 1).being_a_warning();
}

#[test]
fn two_pages_at_one_address() {
    Course::with("content/01-proofs.md", module("A", ""))
        .and("content/02-proofs.md", module("B", ""))
        .check()
        .expect_finding("duplicate-address", "content/02-proofs.md", 1, 1)
        .saying("`content/01-proofs.md`");
}

#[test]
fn an_alias_that_is_the_address_of_a_page() {
    Course::with("content/01-a.md", module("A", "aliases: [old, /b/]\n"))
        .and("content/02-b.md", module("B", ""))
        .check()
        .expect_only("duplicate-address", "content/01-a.md", 5, 16)
        .saying("`content/02-b.md`");
}

#[test]
fn a_file_where_a_page_has_its_folder() {
    Course::with("content/01-a.md", module("A", ""))
        .and("static/a", "a file without an ending")
        .check()
        .expect_finding("duplicate-address", "static/a", 1, 1);
}

#[test]
fn addresses_that_the_site_needs_itself() {
    let course = Course::with("content/radar.md", module("A", ""))
        .and("content/01-m/index.md", module("M", ""))
        .and("content/01-m/print.md", "# Print\n")
        .and("content/02-s/_index.md", "# S\n")
        .and("content/02-s/03-radar.md", module("R", ""))
        .and("static/404.html", "gone");
    let built = course.check();
    for path in ["content/radar.md", "content/01-m/print.md", "content/02-s/03-radar.md", "static/404.html"] {
        built.expect_finding("reserved-address", path, 1, 1);
    }
}

#[test]
fn a_folder_with_a_reserved_name_is_told_once_with_its_cure() {
    let page = "---\ntitle: T\nkind: page\n---\n";
    let course = Course::with("content/_index.md", "---\ntitle: Home\n---\n[One](01-log/one.md)\n")
        .and("content/01-log/_index.md", page.replace("kind: page\n", ""))
        .and("content/01-log/one.md", page)
        .and("content/01-log/deep/two.md", page)
        .and("content/01-log/deep/_index.md", "---\ntitle: D\n---\n")
        .and("content/01-log/tree.svg", "<svg/>")
        .and("content/search/bare.md", page)
        .and("content/m/index.md", module("M", ""))
        .and("content/m/print/a.md", page)
        .and("content/m/print/b.md", page)
        .and("static/tags/a.txt", "a")
        .and("static/tags/b.txt", "b")
        .and("static/page", "no ending");
    let built = course.check();
    built
        .expect_finding("reserved-address", "content/01-log", 1, 1)
        .helping("rename the folder `content/01-log`, for example to `logs`")
        .helping("the name `log` is reserved, with or without a leading number");
    built.expect_finding("reserved-address", "static/page", 1, 1).helping("rename the file `static/page`");
    built.expect_findings(&[
        "reserved-address content/01-log:1:1",
        "reserved-address content/m/print:1:1",
        "folder-without-index content/search:1:1",
        "reserved-address content/search:1:1",
        "reserved-address static/page:1:1",
        "reserved-address static/tags:1:1",
    ]);
}

#[test]
fn a_page_beside_a_folder_that_is_no_section_or_has_another_address() {
    let page = "---\ntitle: Loops\nkind: page\n---\n![Tree](loops/tree.svg)\n";
    Course::with("content/01-loops.md", page)
        .and("content/loops/tree.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
        .and("content/loops-2/_index.md", "---\ntitle: L\n---\nText.\n")
        .check()
        .expect_findings(&[]);
    Course::with("content/01-loops/a.md", module("A", ""))
        .and("content/02-loops/index.md", module("B", ""))
        .check()
        .expect_finding("duplicate-address", "content/02-loops/index.md", 1, 1)
        .saying("`content/01-loops`");
}

#[test]
fn an_address_that_no_file_can_have() {
    with_module(&module("A", "aliases: [/old/, ../outside/]\n"))
        .check()
        .expect_only("impossible-address", "content/01-a.md", 5, 18)
        .saying("`/../outside/`");
}

#[test]
fn equal_things_in_one_module() {
    let course = with_module(
        "---\ntitle: A
radar:
  - { mistake: M, where: W, symptom: S, repair: R }
  - { mistake: M, where: V, symptom: S, repair: R }
checks:
  - title: G
    statements: [One., '\"One.\"']
protocol: [Do it., Do it.]
completion: [{ text: Done. }, { text: Done. }]
cards:
  - { front: F, back: B }
  - { front: F, back: C }
---
",
    );
    course.check().expect_findings(&[
        "duplicate-row content/01-a.md:5:5",
        "duplicate-statement content/01-a.md:8:24",
        "duplicate-step content/01-a.md:9:20",
        "duplicate-criterion content/01-a.md:10:31",
        "duplicate-card content/01-a.md:13:14",
    ]);
}

#[test]
fn equal_ids_written_by_hand() {
    let course = with_module(
        "---\ntitle: A\nradar:\n  - { id: x, mistake: M, where: W, symptom: S, repair: R }\nchecks:\n  - title: G\n    statements:\n      - { id: x, text: One. }\n      - { id: radar, text: Two. }\n---\n",
    );
    let built = course.check();
    built.expect_finding("duplicate-statement", "content/01-a.md", 8, 15);
    built
        .expect_finding("duplicate-statement", "content/01-a.md", 9, 15)
        .saying("belongs to a heading or another part");
}

#[test]
fn equal_statements_on_two_pages_of_a_module() {
    Course::with("content/01-m/index.md", "# M\n")
        .and("content/01-m/practice/01-a.md", "# A\n\n## Mistake check\n\n1. \"One.\"\n")
        .and("content/01-m/practice/02-b.md", "# B\n\n## Mistake check\n\n- Zero.\n- One.\n")
        .check()
        .expect_only("duplicate-statement", "content/01-m/practice/02-b.md", 6, 1)
        .helping("content/01-m/practice/01-a.md");
}

#[test]
fn two_modules_of_one_id() {
    Course::with("content/01-a.md", module("A", "id: same\n"))
        .and("content/02-b.md", module("B", "id: same\n"))
        .check()
        .expect_only("duplicate-module-id", "content/02-b.md", 5, 5)
        .saying("`content/01-a.md`");
}

#[test]
fn an_id_that_is_the_address_of_another_module() {
    for (id, address, line) in [("01-a.md", "02-b.md", "content/01-a.md"), ("02-a.md", "01-b.md", "content/02-a.md")] {
        Course::with(&format!("content/{id}"), module("A", "id: b\n"))
            .and(&format!("content/{address}"), module("B", ""))
            .check()
            .expect_only("duplicate-module-id", line, 5, 5)
            .saying(&format!("already belongs to the module in `content/{address}`"));
    }
}

#[test]
fn a_source_that_has_no_checks() {
    Course::with("content/01-m/index.md", "---\ntitle: M\nchecks:\n  - source: practice/01-lab.md\n---\n")
        .and("content/01-m/practice/01-lab.md", "# Lab\n")
        .check()
        .expect_only("source-without-checks", "content/01-m/index.md", 4, 13)
        .being_a_warning();
}
