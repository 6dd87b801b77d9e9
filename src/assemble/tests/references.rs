//! References and links that lead nowhere, or not where they should: each is found at its line and column, with its cure.

use crate::rules::tests::{BARE_PRACTICE, Course, module, with_module};

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
