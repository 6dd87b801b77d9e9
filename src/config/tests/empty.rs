//! Things that say nothing, and things of another kind: each is told once, where it stands.

use crate::rules::tests::{Course, Findings, ROW, with_config, with_module};

/// What is found in a module with a row and this besides, which begins on line 5.
fn beside_a_row(more: &str) -> Findings {
    with_module(&format!("---\ntitle: A\n{ROW}{more}\n---\n")).check()
}

const MODULE: &str = "content/01-a.md";

#[test]
fn empty_text_is_no_value() {
    with_module("---\ntitle: A\nradar: [{ mistake: '', where: ' ', symptom: S, repair: R }]\n---\n")
        .check()
        .expect_findings(&["missing-column content/01-a.md:3:9", "missing-column content/01-a.md:3:9"]);
    beside_a_row("cards: [{ front: '', back: B }]").expect_only("wrong-type", MODULE, 5, 9);
    beside_a_row("completion: ['']").expect_only("wrong-type", MODULE, 5, 14).saying("a criterion is empty");
    beside_a_row("completion: [{ text: '' }]").expect_only("wrong-type", MODULE, 5, 14);
    beside_a_row("protocol: ['', ' ']").expect_finding("wrong-type", MODULE, 5, 16).saying("a step is empty");
    with_config("title: C\nlog: { columns: [{ key: a, title: '' }] }\n").check().expect_only(
        "wrong-type",
        "clinic.yaml",
        2,
        18,
    );
}

#[test]
fn a_statement_of_which_nothing_is_to_be_seen_is_empty() {
    for statement in ["''", "'<!-- later -->'", "'&nbsp;'", "'\"\"'"] {
        beside_a_row(&format!("checks: [{{ statements: [{statement}, One is two.] }}]"))
            .expect_only("wrong-type", MODULE, 5, 25)
            .saying("a statement is empty");
    }
    for statement in ["'$x$ is zero'", "'$x$'", "'`code`'", "'![Two posts](a.svg)'"] {
        let found = beside_a_row(&format!("checks: [{{ statements: [{statement}] }}]"));
        assert!(found.findings().iter().all(|found| !found.contains("wrong-type")), "{statement}");
    }
}

#[test]
fn a_group_without_statements_is_told() {
    for group in ["{ title: G }", "{ title: G, statements: [] }", "{ title: G, statements: }"] {
        beside_a_row(&format!("checks: [{group}, {{ statements: [One is two.] }}]")).expect_only(
            "source-without-checks",
            MODULE,
            5,
            10,
        );
    }
    beside_a_row("checks: [{ title: G, statments: [One is two.] }]").expect_only("unknown-key", MODULE, 5, 22);
}

#[test]
fn a_list_of_the_other_kind_is_told_once() {
    beside_a_row("checks: [{ text: One is two., answer: Two is two. }, { text: Three is four. }]")
        .expect_only("wrong-type", MODULE, 5, 10)
        .helping("`- statements:`");
    Course::with(
        MODULE,
        "---\ntitle: A\nkind: page\nchecks:\n  - title: G\n    statements: [One is two.]\n---\nText.\n",
    )
    .check()
    .expect_only("wrong-type", MODULE, 5, 5)
    .saying("one group");
}

#[test]
fn of_a_clinic_that_is_misread_nothing_is_missed() {
    with_module("---\ntitle: A\nradar:\n  mistake: M\n  where: W\n---\n").check().expect_only(
        "wrong-type",
        MODULE,
        4,
        3,
    );
    with_module("---\ntitle: A\nchecks: One is two.\n---\n").check().expect_only("wrong-type", MODULE, 3, 9);
    with_module("---\ntitle: A\nchecks: [{ text: One is two. }]\n---\n").check().expect_only(
        "wrong-type",
        MODULE,
        3,
        10,
    );
}

#[test]
fn starter_entries_stand_under_columns_that_are_shown() {
    let log =
        |columns: &str, key: &str| format!("log: {{ columns: [{columns}], starter: [{{ mistake: M, {key}: R }}] }}");
    beside_a_row(&log("mistake", "repair"))
        .expect_only("unknown-key", MODULE, 5, 52)
        .saying("not shown")
        .helping("add `repair`");
    beside_a_row(&log("mistake", "mistke"))
        .expect_only("unknown-key", MODULE, 5, 52)
        .helping("did you mean `mistake`?");
    beside_a_row(&log("mistake, repair", "repair")).expect_no_findings();
    beside_a_row("log: { columns: [mistake] }").expect_no_findings();
    beside_a_row("log: { starter: [{ mistake:Deleted, symptom: S }] }").expect_only("unknown-key", MODULE, 5, 20);
    beside_a_row("log: { starter: [{ mistake: , symptom: S }] }").expect_no_findings();
}
