//! What authors get wrong: every kind of mistake is found, at its exact line and column, with its cure.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use crate::support::{BARE_PRACTICE, Course, module};

/// A course whose one module has this front matter and body.
fn with_module(text: &str) -> Course {
    Course::with("content/01-a.md", text)
}

/// A course with this configuration and one good module.
fn with_config(text: &str) -> Course {
    with_module(&module("A", "")).and("clinic.yaml", text)
}

// YAML

#[test]
fn yaml_that_cannot_be_read() {
    with_module(&module("Coupling: what to know", ""))
        .check()
        .expect_only("yaml-syntax", "content/01-a.md", 2, 16)
        .fixing("title: 'Coupling: what to know'");
}

#[test]
fn text_after_a_quotation() {
    with_module(&module("A", "checks:\n  - title: G\n    statements:\n      - \"HEAD is a branch.\" (Is it?)\n"))
        .check()
        .expect_only("yaml-syntax", "content/01-a.md", 8, 29);
}

#[test]
fn a_tag_an_anchor_and_an_alias_where_prose_was_meant() {
    let statements = "checks:\n  - title: G\n    statements:\n      - !important is right\n      - &mut is exclusive\n      - *never*\n";
    let built = with_module(&module("A", statements)).check();
    built.expect_finding("yaml-feature", "content/01-a.md", 8, 9).saying("!important");
    built.expect_finding("yaml-feature", "content/01-a.md", 9, 9).saying("&mut");
    built.expect_finding("yaml-feature", "content/01-a.md", 10, 9).saying("*never*");
}

#[test]
fn values_nested_too_deeply() {
    let deep = format!("extra: {}{}\n", "[".repeat(80), "]".repeat(80));
    with_module(&module("A", &deep)).check().expect_only("yaml-depth", "content/01-a.md", 5, 72);
}

#[test]
fn front_matter_without_an_end() {
    with_module("---\ntitle: A\nradar: []\n\nA body: with [a link](gone.md).\n")
        .check()
        .expect_findings(&["unclosed-front-matter content/01-a.md:1:1", "broken-link content/01-a.md:5:14"])
        .expect_finding("unclosed-front-matter", "content/01-a.md", 1, 1)
        .helping("`---`")
        .fixing("radar: []\n---");
    with_module("---\n").check().expect_only("unclosed-front-matter", "content/01-a.md", 1, 1).fixing("");
}

#[test]
fn a_key_near_to_one_that_is_there() {
    let built = with_module(&module("A", "titel: B\n")).check();
    built.expect_only("unknown-key", "content/01-a.md", 5, 1).helping("`title`? that stands here already").fixing("");
}

#[test]
fn a_key_that_stands_twice() {
    with_module(&module("A", "order: 1\ntags: [a]\norder: 2\n")).check().expect_only(
        "duplicate-key",
        "content/01-a.md",
        7,
        1,
    );
}

#[test]
fn a_key_that_is_misspelt() {
    with_module(
        "---\ntitle: A\nradra:\n  - mistake: M\nradar:\n  - { mistake: M, where: W, symptom: S, repair: R }\n---\n",
    )
    .check()
    .expect_only("unknown-key", "content/01-a.md", 3, 1)
    .saying("`radra`")
    .helping("did you mean `radar`?");
}

#[test]
fn a_key_of_another_tool_is_understood_by_its_meaning() {
    with_module("---\ntitle: A\nradar:\n  - { trap: M, where: W, symptom: S, evidence: R }\n---\n")
        .check()
        .expect_finding("unknown-key", "content/01-a.md", 4, 38)
        .helping("did you mean `repair`?");
}

#[test]
fn a_value_of_the_wrong_kind_stands_at_the_value() {
    let course = with_module(&module(
        "A",
        "order: soon\ndraft: maybe\ntags: { a: b }\ndate: 2026-13-01\nshow_answers: sometimes\n",
    ));
    course.check().expect_findings(&[
        "wrong-type content/01-a.md:5:8",
        "wrong-type content/01-a.md:6:8",
        "wrong-type content/01-a.md:7:7",
        "wrong-type content/01-a.md:8:7",
        "wrong-type content/01-a.md:9:15",
    ]);
}

#[test]
fn columns_count_characters() {
    with_module(
        "---\ntitle: A\nextra: { ü€😀: 1 }\nradar: [{ mistake: 'ü€😀', wher: W, symptom: S, repair: R }]\n---\n",
    )
    .check()
    .expect_finding("unknown-key", "content/01-a.md", 4, 27);
}

#[test]
fn a_key_where_it_has_no_effect() {
    let course = Course::with("content/01-m/index.md", module("M", ""))
        .and("content/01-m/practice/01-lab.md", "---\ntitle: Lab\nradar: []\n---\n")
        .and("content/02-s/_index.md", "---\ntitle: S\nprotocol: []\n---\n")
        .and("content/03-n/index.md", "---\ntitle: N\ncards: [{ front: F, back: B }]\n---\n")
        .and("content/03-n/clinic.md", module("N clinic", "builds_on: [m]\n"));
    let built = course.check();
    built.expect_finding("misplaced-key", "content/01-m/practice/01-lab.md", 3, 1).helping("index.md");
    built.expect_finding("misplaced-key", "content/02-s/_index.md", 3, 1).helping("defaults:");
    built.expect_finding("misplaced-key", "content/03-n/index.md", 3, 8).helping("clinic.md");
    built.expect_finding("misplaced-key", "content/03-n/clinic.md", 5, 1).helping("`index.md`");
    assert_eq!(built.findings().len(), 4, "{:?}", built.findings());
}

// Structure

#[test]
fn a_page_without_a_title() {
    with_module("---\nradar: [{ mistake: M, where: W, symptom: S, repair: R }]\n---\nText.\n")
        .check()
        .expect_only("missing-title", "content/01-a.md", 1, 1)
        .helping("`title:`");
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
fn a_theme_that_does_not_exist() {
    let built = with_config("title: C\ntheme: clinik\n").check();
    built.expect_only("unknown-theme", "clinic.yaml", 2, 8).helping("did you mean `clinic`?");
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
fn a_folder_that_is_a_section_and_a_module() {
    Course::with("content/01-unit/_index.md", "---\ntitle: Unit\n---\n")
        .and("content/01-unit/index.md", module("A", ""))
        .check()
        .expect_finding("ambiguous-folder", "content/01-unit/index.md", 1, 1);
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
        .helping("rename the folder `content/01-log`, to `logs` for example")
        .helping("as in `01-log`, is no part of the address");
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
fn names_that_begin_like_reserved_ones_and_data_are_free() {
    let page = "---\ntitle: T\nkind: page\n---\n";
    let mut course = Course::with("content/01-a.md", page);
    for name in ["print-basics", "radar-basics", "logs", "data", "searching", "pages", "images"] {
        course = course
            .and(&format!("content/{name}/_index.md"), "---\ntitle: S\n---\n")
            .and(&format!("content/{name}/m.md"), module("M", ""));
    }
    let built = course.build();
    built.expect_findings(&[]);
    built.expect_file("data/m/index.html");
    built.expect_file("assets/data/data/m.json");
}

#[test]
fn a_page_beside_the_folder_of_its_parts() {
    let part = "---\ntitle: For\nkind: page\n---\n";
    let course = Course::with("content/01-loops.md", "---\ntitle: Loops\nkind: page\n---\n[For](loops/for.md)\n")
        .and("content/loops/for.md", part);
    let only = |course: &Course, path: &str, help: &str| {
        course.check().expect_only("duplicate-address", path, 1, 1).saying("one address, `/").helping(help);
    };
    only(&course, "content/01-loops.md", "move it to `content/loops/_index.md`, without its `kind`");
    course.write("content/01-loops.md", "# Loops\n");
    only(&course, "content/01-loops.md", "move it to `content/loops/_index.md`: it is then the page of that section");
    course.write("content/01-loops.md", module("Loops", ""));
    only(&course, "content/01-loops.md", "move it to `content/loops/index.md`");
    course.write("content/01-loops.md", "---\ntitle: Loops\ndraft: true\n---\n");
    only(&course, "content/01-loops.md", "`content/loops/_index.md`");
    // With a page of its own the folder is a section, and the two are two.
    course.write("content/loops/_index.md", "---\ntitle: L\n---\n");
    course.write("content/01-loops.md", part);
    course
        .check()
        .expect_only("duplicate-address", "content/01-loops.md", 1, 1)
        .saying("as does `content/loops/_index.md`");
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
        .saying("as does `content/01-loops`");
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
    built.expect_finding("duplicate-statement", "content/01-a.md", 9, 15).saying("taken by a part or heading");
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
fn a_source_that_has_no_checks() {
    Course::with("content/01-m/index.md", "---\ntitle: M\nchecks:\n  - source: practice/01-lab.md\n---\n")
        .and("content/01-m/practice/01-lab.md", "# Lab\n")
        .check()
        .expect_only("source-without-checks", "content/01-m/index.md", 4, 13)
        .being_a_warning();
}

// References and links

#[test]
fn references_to_nothing() {
    let course = Course::with(
        "content/01-m/index.md",
        "---\ntitle: M\nbuilds_on: [foundations/profs]\nradar:\n  - { mistake: M, where: practice/01-lob.md, symptom: S, repair: R }\nchecks:\n  - source: practice/99-none.md\n---\n",
    )
    .and("content/01-m/practice/01-lab.md", "# Lab\n")
    .and("content/02-foundations/_index.md", "# F\n")
    .and("content/02-foundations/01-proofs.md", module("P", ""))
    .and("clinic.yaml", BARE_PRACTICE);
    let built = course.check();
    built.expect_finding("broken-reference", "content/01-m/index.md", 3, 13).helping("did you mean");
    built.expect_finding("broken-reference", "content/01-m/index.md", 5, 26).helping("`practice/01-lab.md`");
    built.expect_finding("broken-reference", "content/01-m/index.md", 7, 13);
    assert_eq!(built.findings().len(), 3, "{:?}", built.findings());
}

#[test]
fn a_section_is_no_module_to_build_on() {
    Course::with("content/01-s/_index.md", "# S\n")
        .and("content/01-s/01-a.md", module("A", "builds_on: [s]\n"))
        .check()
        .expect_only("broken-reference", "content/01-s/01-a.md", 5, 13);
}

#[test]
fn links_that_lead_to_nothing() {
    let body = "---\nSee [one](nowhere.md),\nthen [two][2] and <https://example.org>.\n\n[2]: ../gone.md\n\n- [three](/missing/)\n- ![four](x.png)\n- [](b.md#deep)\n- [six]()\n- [seven](javascript:alert)\n";
    let built = Course::with("content/01-a.md", module("A", body)).and("content/02-b.md", module("B", "")).check();
    built.expect_findings(&[
        "broken-link content/01-a.md:6:5",
        "broken-link content/01-a.md:7:6",
        "broken-link content/01-a.md:11:3",
        "missing-image content/01-a.md:12:3",
        "broken-anchor content/01-a.md:13:3",
        "broken-link content/01-a.md:14:3",
        "broken-link content/01-a.md:15:3",
    ]);
}

#[test]
fn a_link_in_front_matter_has_its_own_place() {
    let front = "checks:\n  - title: G\n    intro: |\n      First line.\n\n      Then [a link](nowhere.md).\n    statements:\n      - 'It''s ''quoted'' and [broken](gone.md).'\n      - \"é\\\" [broken](gone.md)\"\n";
    with_module(&module("A", front)).check().expect_findings(&[
        "broken-link content/01-a.md:10:12",
        "broken-link content/01-a.md:12:31",
        "broken-link content/01-a.md:13:14",
    ]);
}

#[test]
fn a_link_in_a_check_section_has_its_own_place() {
    Course::with("content/01-m/index.md", "# M\n")
        .and(
            "content/01-m/practice/01-lab.md",
            "# Lab\n\n## Mistake checks\n\nRead [this](gone.md).\n\n1. \"So\n   [that](gone.md).\"\n",
        )
        .check()
        .expect_findings(&[
            "broken-link content/01-m/practice/01-lab.md:5:6",
            "broken-link content/01-m/practice/01-lab.md:8:4",
        ]);
}

#[test]
fn an_anchor_that_a_page_does_not_have() {
    let course = Course::with(
        "content/01-a.md",
        module("A", "---\n[Up](#tpo) [down](02-b.md#the-endd) [fine](02-b#the-end)\n\n## Top\n"),
    )
    .and("content/02-b.md", module("B", "---\n## The end\n"));
    let built = course.check();
    built.expect_finding("broken-anchor", "content/01-a.md", 6, 1).helping("`#top`");
    built.expect_finding("broken-anchor", "content/01-a.md", 6, 12).helping("`#the-end`");
    assert_eq!(built.findings().len(), 2);
}

#[test]
fn an_image_of_another_host() {
    with_module(&module("A", "---\nA ![remote](https://example.org/x.png) and [a link](https://example.org/x.png).\n"))
        .check()
        .expect_only("remote-image", "content/01-a.md", 6, 3)
        .being_a_warning();
}

#[test]
fn an_anchor_of_where() {
    Course::with(
        "content/01-m/index.md",
        "---\ntitle: M\nradar:\n  - { mistake: M, where: 'practice/01-lab.md#stpes', symptom: S, repair: R }\n---\n",
    )
    .and("content/01-m/practice/01-lab.md", "# Lab\n\n## Steps\n")
    .and("clinic.yaml", BARE_PRACTICE)
    .check()
    .expect_only("broken-anchor", "content/01-m/index.md", 4, 26);
}

#[test]
fn groups_that_do_not_exist_have_no_anchor() {
    with_module(&module(
        "A",
        "checks: [{ title: G, statements: [One.] }]\n---\n[fine](#checks-1) [wrong](#checks-9)\n",
    ))
    .check()
    .expect_only("broken-anchor", "content/01-a.md", 7, 19);
}

#[test]
fn modules_that_build_on_each_other() {
    let course = Course::with("content/01-a.md", module("A", "builds_on: [c]\n"))
        .and("content/02-b.md", module("B", "builds_on: [a]\n"))
        .and("content/03-c.md", module("C", "builds_on: [a, b]\n"))
        .and("content/04-d.md", module("D", "builds_on: [d]\n"));
    let built = course.check();
    built.expect_finding("circular-builds-on", "content/04-d.md", 5, 13).saying("itself");
    let circles = built.findings().iter().filter(|found| found.starts_with("circular-builds-on")).count();
    assert_eq!(circles, 3, "a → c → a, a → c → b → a, d → d: {:?}", built.findings());
}

#[test]
fn a_kept_text_that_leads_to_a_withheld_page() {
    let course = Course::with("content/01-m/index.md", "---\ntitle: M\nradar:\n  - { mistake: M, where: practice/01-key.md, symptom: S, repair: R }\n---\nSee [the key](practice/01-key.md) and [this](02-draft.md).\n")
        .and("content/01-m/practice/01-key.md", "---\ntitle: Key\nedition: instructor\n---\n")
        .and("content/01-m/02-draft.md", "---\ntitle: Draft\ndraft: true\n---\n");
    let built = course.check();
    built
        .expect_finding("withheld-target", "content/01-m/index.md", 4, 26)
        .saying("`where`")
        .saying("withheld from learners");
    built.expect_finding("withheld-target", "content/01-m/index.md", 6, 5);
    built.expect_finding("withheld-target", "content/01-m/index.md", 6, 39).saying("draft");
    assert_eq!(built.findings().len(), 3);
}

// Text

#[test]
fn raw_html_that_is_shown_as_text() {
    with_module(&module("A", "---\nA <span class=\"x\">box</span> and <kbd>Esc</kbd>.\n"))
        .check()
        .expect_only("raw-html", "content/01-a.md", 6, 3)
        .being_a_warning();
}

#[test]
fn a_mark_that_hides_nothing() {
    with_module(&module("A", "---\n> [!ANSWR]\n> Everyone would see this.\n"))
        .check()
        .expect_only("unknown-alert", "content/01-a.md", 6, 3)
        .helping("`[!ANSWER]`");
}

#[test]
fn a_mark_that_stands_where_it_hides_nothing() {
    for (body, line, column) in [
        ("> Text.\n>\n> [!INSTRUCTOR]\n> Everyone would see this.\n", 8, 3),
        ("> Text.\n> [!INSTRUCTOR]\n> Everyone would see this.\n", 7, 3),
        ("[!INSTRUCTOR] Everyone would see this.\n", 6, 1),
        ("- [!ANSWER] Everyone would see this.\n", 6, 3),
    ] {
        let built = with_module(&module("A", &format!("---\n{body}"))).check();
        built.expect_only("unknown-alert", "content/01-a.md", line, column);
    }
}

#[test]
fn a_formula_that_cannot_be_set() {
    with_module(&module("A", "---\nThe sum $1 + \\frca{1}{n}$ is odd.\n")).check().expect_only(
        "bad-math",
        "content/01-a.md",
        6,
        14,
    );
}

#[test]
fn an_unknown_command_is_a_warning_with_its_neighbour_and_its_source_is_shown() {
    let course = with_module(&module("A", "---\nThe sum $1 + \\frca{1}{n}$ and $\\unheard{x} < 1$.\n"));
    let built = course.check();
    built.expect_finding("bad-math", "content/01-a.md", 6, 14).being_a_warning().helping("did you mean `\\frac`?");
    built.expect_finding("bad-math", "content/01-a.md", 6, 32).helping("`markdown: macros:` in `clinic.yaml`");
    course.build().expect_file("a/index.html").contains("<code class=\"tex\">\\unheard{x} &lt; 1</code>");
}

#[test]
fn macros_of_the_course_are_set_and_what_is_wrong_with_them_is_told_once() {
    let body = "---\nLet $\\norm{x} \\in \\R$, twice $\\norm{\\R}$.\n";
    let with = |macros: &str| {
        with_module(&module("A", body)).and("clinic.yaml", format!("title: C\nmarkdown:\n  macros:\n{macros}"))
    };
    let norm = "    '\\norm': '\\left\\| #1 \\right\\|'\n";
    with(&format!("    '\\R': '\\mathbb{{R}}'\n{norm}")).check().expect_no_findings();
    with(&format!("    '\\R': '\\mathbbb{{R}}'\n{norm}"))
        .check()
        .expect_only("bad-math", "clinic.yaml", 4, 11)
        .saying("the macro `\\R` cannot be used: nobody knows the command `\\mathbbb`; did you mean `\\mathbb`?");
    with(&format!("    '\\R': '\\R'\n{norm}")).check().expect_only("bad-math", "clinic.yaml", 4, 11).saying("itself");
    // What a `#` cuts off is kept and told.
    let cut = with("    '\\R': x\n    '\\norm': \\left\\| #1 \\right\\|\n").check();
    cut.expect_only("cut-text", "clinic.yaml", 5, 22);
    let unnamed = with(&format!("    R: '\\mathbb{{R}}'\n    '\\R': x\n{norm}")).check();
    unnamed.expect_only("wrong-type", "clinic.yaml", 4, 5).saying("`R` is no name of a macro");
    let empty = with(&format!("    '\\R': x\n    '\\Q':\n{norm}")).check();
    empty.expect_only("wrong-type", "clinic.yaml", 5, 5).saying("means nothing");
}

#[test]
fn a_language_that_nobody_highlights() {
    with_module(&module("A", "---\n```javascrpt\nx = 1\n```\n"))
        .check()
        .expect_only("unknown-language", "content/01-a.md", 6, 4)
        .being_a_warning()
        .helping("`javascript`");
}

#[test]
fn a_footnote_that_nobody_wrote() {
    with_module(&module("A", "---\nText.[^1] More.[^2]\n\n[^1]: Written.\n")).check().expect_only(
        "undefined-footnote",
        "content/01-a.md",
        6,
        16,
    );
}

// Templates

#[test]
fn a_template_with_a_syntax_error() {
    with_module(&module("A", ""))
        .and(
            "templates/home.html",
            "{% extends \"base.html\" %}\n{% block body %}\n  {% if site.title %}\n{% endblock body %}\n",
        )
        .check()
        .expect_only("broken-template", "templates/home.html", 4, 4);
}

#[test]
fn a_template_that_uses_what_is_not_there() {
    with_module(&module("A", ""))
        .and("content/02-b.md", module("B", ""))
        .and("templates/parts/part-radar.html", "<p>\n{{ part.headin.title_html }}</p>\n")
        .check()
        .expect_only("broken-template", "templates/parts/part-radar.html", 2, 9)
        .saying("on 2 pages");
}

#[test]
fn a_template_that_others_need_is_told_alone() {
    let only = |path: &str, text: &str, line, column| {
        let built = with_module(&module("A", "")).and(path, text).check();
        built.expect_only("broken-template", path, line, column).clone()
    };
    only("templates/parts/banner.html", "{{ }}\n", 1, 4);
    only("templates/home.html", "\n<p>é</p>{% include \"parts/baner.html\" %}\n", 2, 20)
        .saying("Unknown template `parts/baner.html`")
        .helping("`parts/banner.html`");
    let built = with_module(&module("A", "")).and("templates/home.html", "{{ 1 | one }}\n{{ 2 | two }}\n").check();
    built.expect_findings(&["broken-template templates/home.html:1:8", "broken-template templates/home.html:2:8"]);
}

#[test]
fn a_template_without_its_parent() {
    with_module(&module("A", ""))
        .and("templates/home.html", "{% extends \"bass.html\" %}\n")
        .check()
        .expect_only("broken-template", "templates/home.html", 1, 12)
        .helping("`base.html`");
}

#[test]
fn a_template_that_extends_itself() {
    with_module(&module("A", ""))
        .and("templates/home.html", "{% extends \"home.html\" %}\n")
        .check()
        .expect_only("broken-template", "templates/home.html", 1, 12)
        .helping("`under/home.html`");
}

#[test]
fn every_broken_template_is_named() {
    let built = with_module(&module("A", ""))
        .and("templates/home.html", "{{ }}\n")
        .and("templates/tags.html", "\n\n{% nothing %}\n")
        .and("templates/parts/footer.html", "<p>{{ site.titel }}</p>\n")
        .check();
    built.expect_finding("broken-template", "templates/home.html", 1, 4);
    built.expect_finding("broken-template", "templates/tags.html", 3, 4);
}

#[test]
fn a_theme_that_cannot_be_used() {
    let course = with_config("title: C\ntheme: mine\n").and(
        "themes/mine/templates/home.html",
        "{% extends \"under/home.html\" %}\n{% block body %}{{ home.x }}{% endblock body %}\n",
    );
    course.check().expect_only("broken-template", "themes/mine/templates/home.html", 2, 25);
}

#[test]
fn what_a_theme_says_about_itself_is_checked_like_all_else() {
    let manifest = "name: yours\ndescripton: D\npaper: white\nsurface: { light: '#fff' }\ncontrast: A\ncode: sepia\n";
    let built = with_config("title: C\ntheme: mine\n").and("themes/mine/theme.yaml", manifest).check();
    built.expect_findings(&[
        "wrong-type themes/mine/theme.yaml:1:7",
        "unknown-key themes/mine/theme.yaml:2:1",
        "wrong-type themes/mine/theme.yaml:3:8",
        "wrong-type themes/mine/theme.yaml:4:10",
        "wrong-type themes/mine/theme.yaml:5:11",
        "wrong-type themes/mine/theme.yaml:6:7",
    ]);
    let named = built.expect_finding("wrong-type", "themes/mine/theme.yaml", 1, 7);
    named.saying("the theme in the folder `mine` is called `yours`").fixing("name: 'mine'");
}

#[test]
fn a_theme_that_extends_none_that_there_is() {
    let theme = |extends: &str| with_config("title: C\ntheme: mine\n").and("themes/mine/theme.yaml", extends);
    theme("extends: notebok\n")
        .check()
        .expect_only("unknown-theme", "themes/mine/theme.yaml", 1, 10)
        .helping("did you mean `notebook`?");
    theme("extends: mine\n").check().expect_only("broken-theme", "themes/mine/theme.yaml", 1, 10);
    let circle = theme("extends: other\n").and("themes/other/theme.yaml", "extends: mine\n");
    circle.check().expect_only("broken-theme", "themes/other/theme.yaml", 1, 10).saying("`mine` → `other` → `mine`");
    let mut tower = theme("extends: t0\n");
    for at in 0..60 {
        tower = tower.and(&format!("themes/t{at}/theme.yaml"), format!("extends: t{}\n", at + 1));
    }
    tower.check().expect_only("broken-theme", "themes/t48/theme.yaml", 1, 10).saying("more than 50 themes");
    // No other theme is called so, but a built-in one is.
    let over = with_config("title: C\ntheme: notebook\n").and("themes/notebook/theme.yaml", "extends: notebook\n");
    over.check().expect_no_findings();
}

#[test]
fn a_style_sheet_that_takes_in_what_is_not_there() {
    let course =
        with_config("title: C\ntheme: mine\n").and("themes/mine/static/site.css", "\n  @import \"bsae.css\";\n");
    course.check().expect_only("broken-theme", "themes/mine/static/site.css", 2, 3).saying("`bsae.css`");
}

#[test]
fn a_colour_that_is_a_comment_to_yaml() {
    let course = with_config("title: C\ntheme:\n  accent: #0a6e5c\n");
    course.check().expect_only("wrong-type", "clinic.yaml", 3, 11).fixing("  accent: '#0a6e5c'");
    with_config("title: C\ntheme:\n  accent:\n").check().expect_no_findings();
}

#[test]
fn an_accent_that_is_hard_to_read() {
    let accent = |theme: &str, colour: &str| {
        with_config(&format!("title: C\ntheme: {{ name: {theme}, accent: {colour} }}\n")).check()
    };
    accent("clinic", "gold")
        .expect_only("low-contrast", "clinic.yaml", 2, 32)
        .being_a_warning()
        .saying("#ffd700 has a contrast of 1.27:1 with the light surface #f1f5f4, and text needs 4.5:1")
        .helping("is the nearest that can be read");
    accent("clinic", "navy").expect_no_findings();
    // Enough for one theme is not for another.
    accent("clinic", "'#0a6e5c'").expect_no_findings();
    accent("contrast", "'#0a6e5c'").expect_only("low-contrast", "clinic.yaml", 2, 34).saying("text needs 7:1");
}

#[test]
fn an_accent_is_measured_on_the_grounds_of_the_course_s_own_theme() {
    let theme = |grounds: &str| {
        with_config("title: C\ntheme: { name: mine, accent: '#0a6e5c' }\n")
            .and("themes/mine/theme.yaml", grounds)
            .check()
    };
    theme("description: As clinic.\n").expect_no_findings();
    theme("paper: { light: '#0a5a6a', dark: black }\n").expect_only("low-contrast", "clinic.yaml", 2, 30);
    theme("paper: { light: white, dark: '#777' }\n")
        .expect_only("low-contrast", "clinic.yaml", 2, 30)
        .saying("the dark paper #777777")
        .helping("no colour can be read on all grounds");
}

#[test]
fn an_image_by_nearly_its_name() {
    let course = with_module(&module("A", "---\n![A tree](tre.svg) ![A tree](/tree.svg)\n"))
        .and("content/tree.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    course.check().expect_only("missing-image", "content/01-a.md", 6, 1).helping("did you mean `tree.svg`?");
}

// The configuration

#[test]
fn a_course_without_a_title() {
    with_config("language: en\n").check().expect_only("missing-title", "clinic.yaml", 1, 1);
}

/// Keys of `clinic.yaml`, each with a wrong value, and the column of that.
const WRONG_VALUES: [(&str, u64); 64] = [
    ("id: 'a b'", 5),
    ("id: [a]", 5),
    ("description: [a]", 14),
    ("language: english!", 11),
    ("language: [en]", 11),
    ("base_url: example.org/course", 11),
    ("base_url: {}", 11),
    ("authors: { a: b }", 10),
    ("authors: [[a]]", 11),
    ("license: []", 10),
    ("repository: []", 13),
    ("theme: []", 8),
    ("theme: { accent: blurple }", 18),
    ("theme: { accent: '#12345' }", 18),
    ("theme: { accent: 'rgb(0 0 0 / .5)' }", 18),
    ("theme: { name: [] }", 16),
    ("theme: { code: sepia }", 16),
    ("theme: { code: { light: petrol, dark: sepia } }", 39),
    ("theme: { code: { light: petrol } }", 16),
    ("output: []", 9),
    ("answers: []", 10),
    ("numbering: []", 12),
    ("navigation: Radar", 13),
    ("navigation: [{ title: Radar }]", 14),
    ("rules: off", 8),
    ("rules: { raw-html: loud }", 20),
    ("markdown: none", 11),
    ("markdown: { math: maybe }", 19),
    ("markdown: { highlight: 1 }", 24),
    ("markdown: { html: some }", 19),
    ("markdown: { check_headings: { a: b } }", 29),
    ("parts: body", 8),
    ("parts: [bodi]", 9),
    ("parts: [body, radar, body]", 22),
    ("radar: all", 8),
    ("radar: { columns: [mistak] }", 20),
    ("radar: { title: [] }", 17),
    ("checks: all", 9),
    ("checks: { intro: [] }", 18),
    ("protocol: all", 11),
    ("protocol: { steps: all }", 20),
    ("protocol: [{ id: x }]", 12),
    ("log: []", 6),
    ("log: { rows: many }", 14),
    ("log: { rows: 501 }", 14),
    ("log: { columns: [dates] }", 18),
    ("log: { columns: [{ key: x }] }", 18),
    ("log: { columns: [{ key: x, title: X, width: 99 }] }", 45),
    ("log: { starter: [x] }", 18),
    ("completion: all", 13),
    ("completion: [{ goal: { logged: none } }]", 32),
    ("completion: [{ id: x }]", 14),
    ("cards: all", 8),
    ("radar_presets: [p]", 16),
    ("radar_presets: { p: [] }", 21),
    ("radar_presets: { p: { each: { a: b } } }", 29),
    ("sheets: []", 9),
    ("sheets: { paper: a3 }", 18),
    ("sheets: { line: 5mm }", 17),
    ("sheets: { punch: 3 }", 18),
    ("sheets: { header: [shoe] }", 20),
    ("sheets: { hints: 'no' }", 18),
    ("show_answers: always", 15),
    ("quoted: maybe", 9),
];

#[test]
fn every_key_of_the_configuration_can_be_wrong() {
    let mut wrongly_found = Vec::new();
    for (line, column) in WRONG_VALUES {
        let found = with_config(&format!("title: C\n{line}\n")).check().findings();
        let rules = ["wrong-type", "not-text"];
        if !rules.iter().any(|rule| found == [format!("{rule} clinic.yaml:2:{column}")]) {
            wrongly_found.push(format!("{line}: column {column} expected, got {found:?}"));
        }
    }
    assert!(wrongly_found.is_empty(), "{wrongly_found:#?}");
}

#[test]
fn keys_that_the_configuration_does_not_have() {
    let unknown = [
        ("titel: C", 1, "title"),
        ("theme: { acent: '#123' }", 10, "accent"),
        ("markdown: { maths: true }", 13, "math"),
        ("sheets: { lines: 9mm }", 11, "line"),
        ("radar: { colums: [mistake] }", 10, "columns"),
        ("log: { row: 3 }", 8, "rows"),
        ("navigation: [{ title: R, too: /radar/ }]", 26, "to"),
        ("radar_presets: { p: { symptm: S } }", 23, "symptom"),
        ("protocol: [{ txt: Do it. }]", 14, "text"),
        ("completion: [{ text: D, gaol: { logged: 1 } }]", 25, "goal"),
        ("completion: [{ goal: { loged: 1 } }]", 24, "logged"),
        ("log: { columns: [{ key: x, title: X, widht: 9 }] }", 38, "width"),
    ];
    for (line, column, meant) in unknown {
        let course = with_config(&format!("title: C\n{line}\n"));
        course
            .check()
            .expect_finding("unknown-key", "clinic.yaml", 2, column)
            .helping(&format!("did you mean `{meant}`?"));
    }
}

#[test]
fn rows_groups_and_cards_belong_to_modules() {
    let config = "title: C\nradar: [{ mistake: M }]\nchecks: [{ title: G }]\ncards: [{ front: F, back: B }]\n";
    with_config(config).check().expect_findings(&[
        "misplaced-key clinic.yaml:2:8",
        "misplaced-key clinic.yaml:3:9",
        "misplaced-key clinic.yaml:4:8",
    ]);
}

#[test]
fn targets_of_the_configuration_lead_somewhere() {
    let config = "title: C\nnavigation:\n  - { title: Gone, to: gone.md }\n  - { title: Nowhere, to: /nowhere/ }\ntheme: { logo: logo.svg, favicon: /icon.svg }\n";
    with_config(config).check().expect_findings(&[
        "broken-link clinic.yaml:3:24",
        "broken-link clinic.yaml:4:27",
        "missing-image clinic.yaml:5:16",
        "missing-image clinic.yaml:5:35",
    ]);
}

#[test]
fn words_of_the_interface_that_do_not_exist() {
    with_module(&module("A", "")).and("i18n/en.yaml", "nav.home: Start\nnav.hom: Start\n").check().expect_only(
        "unknown-key",
        "i18n/en.yaml",
        2,
        1,
    );
}

#[test]
fn a_course_and_a_file_choose_the_severity_of_a_rule() {
    let course = Course::with("clinic.yaml", "title: C\nrules: { no-clinic: error, raw-html: off }\n")
        .and("content/01-a.md", "---\ntitle: A\n---\n<i class=\"x\">\n")
        .and("content/02-b.md", "---\ntitle: B\nrules: { no-clinic: off, raw-html: warn }\n---\n<i class=\"x\">\n");
    let built = course.build();
    built.expect_findings(&["no-clinic content/01-a.md:1:1", "raw-html content/02-b.md:5:1"]).expect_no_site();
}

#[test]
fn what_would_harm_readers_cannot_be_switched_off() {
    let course = Course::with("clinic.yaml", "title: C\nrules: { withheld-target: off, duplicate-address: warn }\n")
        .and("content/01-a/index.md", module("A", "---\n[Key](key.md)\n"))
        .and("content/01-a/key.md", "---\ntitle: Key\nedition: instructor\n---\n")
        .and("content/02-b.md", module("B", ""))
        .and("content/03-b.md", module("B again", ""));
    let built = course.build();
    built.expect_finding("wrong-type", "clinic.yaml", 2, 27).saying("always an error");
    built.expect_finding("wrong-type", "clinic.yaml", 2, 51);
    built.expect_finding("withheld-target", "content/01-a/index.md", 6, 1);
    built.expect_finding("duplicate-address", "content/03-b.md", 1, 1);
    built.expect_no_site();
}

// All in one run

/// Ten mistakes in seven files.
fn ten_mistakes() -> Course {
    Course::with("clinic.yaml", "title: C\nshow_answers: sometimes\n")
        .and(
            "content/01-a.md",
            "---\ntitle: A\nradra: []\nradar:\n  - { mistake: M, where: W, symptom: S }\n---\n[Away](gone.md)\n",
        )
        .and(
            "content/02-b.md",
            "---\ntitle: B\nbuilds_on: [foundations]\nradar:\n  - { preset: none, where: W }\n---\n",
        )
        .and("content/03-b.md", module("B again", ""))
        .and("content/04-c.md", module("'C", ""))
        .and("content/tags.md", module("Tags", ""))
        .and("templates/tags.html", "{% if %}\n")
}

/// What the program says of ten mistakes in this form.
fn told(format: &str) -> String {
    let output = ten_mistakes().run(&["check", "--format", format]).code(1).get_output().stdout.clone();
    String::from_utf8(output).unwrap()
}

#[test]
fn ten_mistakes_keep_the_site_from_being_written() {
    let course = ten_mistakes();
    let before = course.tree();
    course.run(&["build"]).code(1).stdout("");
    assert_eq!(course.tree(), before);
}

#[test]
fn programs_are_told_of_ten_mistakes_in_one_run() {
    insta::assert_snapshot!(told("json"), @r###"
    {"findings":[
    {"rule":"wrong-type","severity":"error","path":"clinic.yaml","line":2,"column":15,"end_line":2,"end_column":24,"message":"`show_answers` is `never`, `after_attempt` or `open`, not `sometimes`","help":"write `never`, `after_attempt` or `open`","fix":null},
    {"rule":"unknown-key","severity":"error","path":"content/01-a.md","line":3,"column":1,"end_line":3,"end_column":6,"message":"`radra` means nothing in the front matter of a module","help":"did you mean `radar`? that stands here already: keep one of the two","fix":null},
    {"rule":"missing-column","severity":"error","path":"content/01-a.md","line":5,"column":5,"end_line":5,"end_column":41,"message":"the radar row has no `repair`","help":"write `repair:`, or leave the column out with `radar: { columns: […] }`","fix":null},
    {"rule":"broken-link","severity":"error","path":"content/01-a.md","line":7,"column":1,"end_line":7,"end_column":16,"message":"the link to `gone.md` leads to nothing","help":"give the path of a file from this folder, from the module, or from `content/`","fix":null},
    {"rule":"broken-reference","severity":"error","path":"content/02-b.md","line":3,"column":13,"end_line":3,"end_column":24,"message":"there is no module `foundations`","help":"give the path of a module from `content/`, such as `foundations/proofs`","fix":null},
    {"rule":"unknown-preset","severity":"error","path":"content/02-b.md","line":5,"column":15,"end_line":5,"end_column":19,"message":"there is no preset `none`","help":"write it under `radar_presets:` in `clinic.yaml`, a section or this module","fix":null},
    {"rule":"duplicate-address","severity":"error","path":"content/03-b.md","line":1,"column":1,"end_line":1,"end_column":1,"message":"this comes out at `/b/`, as does `content/02-b.md`","help":"rename one of the two; numbers such as `01-` are no part of an address","fix":null},
    {"rule":"yaml-syntax","severity":"error","path":"content/04-c.md","line":2,"column":8,"end_line":2,"end_column":9,"message":"this quote is never closed","help":"close it where the text ends","fix":{"line":2,"end_line":2,"text":"title: 'C'","certain":false}},
    {"rule":"reserved-address","severity":"error","path":"content/tags.md","line":1,"column":1,"end_line":1,"end_column":1,"message":"the name `tags` is needed here by the site itself","help":"rename the file `content/tags.md`, to `tagging.md` for example: only the whole name is taken; a number before it, as in `01-tags`, is no part of the address","fix":null},
    {"rule":"broken-template","severity":"error","path":"templates/tags.html","line":1,"column":7,"end_line":1,"end_column":9,"message":"the template cannot be used: Found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`","help":"see the template language at keats.github.io/tera","fix":null}
    ],"errors":10,"warnings":0}
    "###);
}

#[test]
fn people_are_told_of_ten_mistakes_in_one_run() {
    insta::assert_snapshot!(told("human"), @r###"
    error[wrong-type]: `show_answers` is `never`, `after_attempt` or `open`, not `sometimes`
     --> clinic.yaml:2:15
      |
    2 | show_answers: sometimes
      |               ^^^^^^^^^
      |
      = help: write `never`, `after_attempt` or `open`

    error[unknown-key]: `radra` means nothing in the front matter of a module
     --> content/01-a.md:3:1
      |
    3 | radra: []
      | ^^^^^
      |
      = help: did you mean `radar`? that stands here already: keep one of the two

    error[missing-column]: the radar row has no `repair`
     --> content/01-a.md:5:5
      |
    5 |   - { mistake: M, where: W, symptom: S }
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write `repair:`, or leave the column out with `radar: { columns: […] }`

    error[broken-link]: the link to `gone.md` leads to nothing
     --> content/01-a.md:7:1
      |
    7 | [Away](gone.md)
      | ^^^^^^^^^^^^^^^
      |
      = help: give the path of a file from this folder, from the module, or from `content/`

    error[broken-reference]: there is no module `foundations`
     --> content/02-b.md:3:13
      |
    3 | builds_on: [foundations]
      |             ^^^^^^^^^^^
      |
      = help: give the path of a module from `content/`, such as `foundations/proofs`

    error[unknown-preset]: there is no preset `none`
     --> content/02-b.md:5:15
      |
    5 |   - { preset: none, where: W }
      |               ^^^^
      |
      = help: write it under `radar_presets:` in `clinic.yaml`, a section or this module

    error[duplicate-address]: this comes out at `/b/`, as does `content/02-b.md`
     --> content/03-b.md
      = help: rename one of the two; numbers such as `01-` are no part of an address

    error[yaml-syntax]: this quote is never closed
     --> content/04-c.md:2:8
      |
    2 | title: 'C
      |        ^
      |
    help: close it where the text ends
      |
    2 | title: 'C'
      |          +

    error[reserved-address]: the name `tags` is needed here by the site itself
     --> content/tags.md
      = help: rename the file `content/tags.md`, to `tagging.md` for example: only the whole name is taken; a number before it, as in `01-tags`, is no part of the address

    error[broken-template]: the template cannot be used: Found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`
     --> templates/tags.html:1:7
      |
    1 | {% if %}
      |       ^^
      |
      = help: see the template language at keats.github.io/tera
    "###);
}

#[test]
fn warnings_alone_let_the_site_be_written() {
    let course = with_module("# A\n");
    course.run(&["check"]).code(0);
    course.run(&["check", "--deny-warnings"]).code(1);
    course.run(&["build"]).code(0);
    course.build().expect_file("a/index.html");
}

#[test]
fn an_id_that_a_heading_of_its_own_page_has() {
    let lab = "---\ntitle: Lab\nchecks:\n  - { id: the-task, text: Wrong. }\n---\n## The task\n\nDo it.\n";
    Course::with("content/01-m/index.md", module("M", ""))
        .and("content/01-m/practice/01-lab.md", lab)
        .check()
        .expect_finding("duplicate-statement", "content/01-m/practice/01-lab.md", 4, 27);
}

#[test]
fn code_that_is_too_much_for_colours() {
    let code = |language: &str, code: &str| with_module(&module("A", &format!("---\n```{language}\n{code}\n```\n")));
    let deep = format!("{}\n{}", "[".repeat(300), "]".repeat(300));
    let found = code("json", &deep).check();
    found
        .expect_only("plain-code", "content/01-a.md", 6, 4)
        .being_a_warning()
        .saying("602 bytes of `json`")
        .saying("from its line 2 on")
        .helping("`text` in place of `json`");
    code("python", &"x = 1\n".repeat(12_000)).check().expect_only("plain-code", "content/01-a.md", 6, 4);
    let long = format!("x = 1\ny = '{}'", "a".repeat(9_000));
    code("python", &long).check().expect_only("plain-code", "content/01-a.md", 6, 4).saying("line 2 of this block");
    code("text", &deep).check().expect_no_findings();
    code("", &long).check().expect_no_findings();
}

#[test]
fn a_long_circle_is_told_in_short() {
    let modules = (0..30).fold(Course::with("content/zero.md", module("M", "builds_on: [m29]\n")), |course, number| {
        let before = if number == 0 { "29".to_owned() } else { (number - 1).to_string() };
        course.and(&format!("content/m{number}.md"), module("M", &format!("builds_on: [m{before}]\n")))
    });
    let built = modules.check();
    let circles: Vec<_> = built.all().iter().filter(|found| found.rule() == "circular-builds-on").collect();
    assert_eq!(circles.len(), 1, "{circles:#?}");
    circles[0].saying("30 modules build on each other: `").saying("` → …");
}

#[test]
fn what_takes_too_much_to_read() {
    let deep = format!("content/{}", "a/".repeat(70));
    let course = with_module(&module("A", ""));
    let course = course.and(&format!("{deep}01-b.md"), module("B", "")).and(&format!("{deep}02-c.md"), module("C", ""));
    let top = format!("content/{}a", "a/".repeat(64));
    let found = course.check();
    found.expect_finding("unreadable", &top, 1, 1).saying("64 folders deep");
    assert_eq!(found.findings().iter().filter(|found| found.starts_with("unreadable")).count(), 1);
    let big = with_module(&module("A", "")).and("content/02-b.md", "word ".repeat(2_000_000)).check();
    big.expect_finding("unreadable", "content/02-b.md", 1, 1).saying("10000000 bytes").helping("divide");
}
