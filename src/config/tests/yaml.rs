//! Mistakes in YAML: each is found at its line and column, with its cure.

use crate::rules::tests::{Course, Findings, module, with_module};

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
    built
        .expect_only("unknown-key", "content/01-a.md", 5, 1)
        .helping("the map already contains `title`, so keep only one of the two keys")
        .fixing("");
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

// A colon without its space

#[test]
fn a_colon_without_a_space_in_braces() {
    let of_goal = |goal: &str| checked(&format!("completion:\n  - text: Enough\n    goal: {goal}\n"));
    of_goal("{ attempted:100 }")
        .expect_only("unknown-key", "content/01-a.md", 7, 13)
        .saying("a space is missing after `attempted:`")
        .helping("put a space after the colon")
        .fixing("    goal: { attempted: 100 }");
    let row = "---\ntitle: A\nradar:\n  - { mistake:M, where: W, symptom:S is long, repair: R }\n---\n";
    let built = with_module(row).check();
    built.expect_findings(&["unknown-key content/01-a.md:4:7", "unknown-key content/01-a.md:4:28"]);
    built
        .expect_finding("unknown-key", "content/01-a.md", 4, 28)
        .fixing("  - { mistake:M, where: W, symptom: S is long, repair: R }");
    // What is in braces below `extra` is none of ours, and a colon may be part of a word.
    checked("extra: { title:x }\n").expect_no_findings();
    of_goal("{ a:100 }").expect_only("unknown-key", "content/01-a.md", 7, 13).saying("unknown key `a:100`");
}

#[test]
fn a_colon_without_a_space_on_a_line() {
    checked("completion:\n  - goal:\n      attempted:100\n")
        .expect_only("unknown-key", "content/01-a.md", 7, 7)
        .saying("a space is missing after `attempted:`")
        .fixing("      attempted: 100");
    checked("log:\n  title:Heard\n  rows:9\n")
        .expect_only("unknown-key", "content/01-a.md", 6, 3)
        .fixing("  title: Heard\n  rows: 9");
    checked("completion:\n  - goal: many\n").expect_only("wrong-type", "content/01-a.md", 6, 11);
}

fn checked(front: &str) -> Findings {
    with_module(&module("A", front)).check()
}

#[test]
fn no_break_spaces_are_told_where_they_stand_and_nothing_follows_from_them() {
    let blank = '\u{a0}';
    let page = format!(
        "---\ntitle:{blank}'It is: B'\nkind:{blank} page\ndescription: {blank}Words\ndraft: {blank}false\n---\nText.\n"
    );
    let found = with_module(&page).check();
    found.expect_findings(&[
        "yaml-syntax content/01-a.md:2:7",
        "yaml-syntax content/01-a.md:3:6",
        "yaml-syntax content/01-a.md:4:14",
        "yaml-syntax content/01-a.md:5:8",
    ]);
    found.expect_finding("yaml-syntax", "content/01-a.md", 2, 7).saying("no-break space").fixing("title: 'It is: B'");
    let rows = format!(
        "---\ntitle: A\nradar:\n{blank} - mistake: M\n    where: W\n{blank}   symptom: S\n    repair: R\n---\n"
    );
    with_module(&rows).check().expect_findings(&["yaml-syntax content/01-a.md:4:1", "yaml-syntax content/01-a.md:6:1"]);
    let text =
        format!("---\ntitle: A{blank}B\nkind: page\ndescription: >\n  {blank}Words{blank}:{blank}more.\n---\nText.\n");
    with_module(&text).check().expect_no_findings();
}
