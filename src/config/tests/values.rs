//! Values of front matter and configuration that say something else than was meant: what was typed counts, and is told.

use crate::rules::tests::{Course, ROW, module};

const FILE: &str = "content/01-a/b.md";

/// A page with these keys beside a module.
fn page(keys: &str) -> Course {
    Course::with("content/01-a/index.md", module("A", "")).and(FILE, format!("---\ntitle: B\n{keys}---\nText\n"))
}

/// The page has this key, which is wrong at this column, and this line would be right.
fn wrong(line: &str, column: u64, message: &str, fix: &str) {
    page(&format!("{line}\n")).check().expect_only("wrong-type", FILE, 3, column).saying(message).fixing(fix);
}

#[test]
fn a_switch_in_quotes_means_what_it_says() {
    let message = "`draft` must be `true` or `false` without quotes";
    wrong("draft: \"false\"", 8, message, "draft: false");
    wrong("draft: 'true' # soon", 8, message, "draft: true # soon");
    wrong("sheet: 'True'", 8, "`sheet` must be `true` or `false` without quotes", "sheet: true");
    wrong("draft: no", 8, "`draft` must be `true` or `false`, not `no`", "draft: false");
    wrong("draft: Yes", 8, "`draft` must be `true` or `false`, not `Yes`", "draft: true");
    wrong("draft: maybe", 8, "`draft` must be `true` or `false`, not `maybe`", "");
    for right in ["true", "True", "FALSE"] {
        page(&format!("draft: {right}\n")).check().expect_no_findings();
    }
}

#[test]
fn answers_are_not_shown_because_a_value_is_missing() {
    let message = "`show_answers` has no value, so answers are shown as in the rest of the course";
    let course = Course::with("content/01-a/index.md", module("A", "show_answers: #never\n"));
    course.check().expect_only("wrong-type", "content/01-a/index.md", 5, 1).saying("`#never` is read as a comment");
    let course = Course::with("content/01-a/index.md", module("A", ""));
    let built = course.and("clinic.yaml", "title: C\nshow_answers:\n").check();
    built.expect_only("wrong-type", "clinic.yaml", 2, 1).saying(message).helping("set `show_answers: never`");
}

#[test]
fn commas_make_no_list() {
    let message = "`tags` is read as one word: commas alone do not make a list";
    wrong("tags: a, b", 7, message, "tags: [a, b]");
    wrong("tags: 'set theory,logic'", 7, message, "tags: [set theory, logic]");
    wrong("tags: C#, it's", 7, message, "tags: ['C#', 'it''s']");
    wrong("aliases: /old/b/, /older/b/", 10, "`aliases` is read as one word", "aliases: ['/old/b/', '/older/b/']");
    for right in ["[a, b]", "['a, b']", "a", "'2,4-D'", "a b", "\n  - a, b"] {
        page(&format!("tags: {right}\n")).check().expect_no_findings();
    }
    page("aliases: old/a,b/\n").check().expect_no_findings();
    let course = Course::with("content/01-a.md", module("A", "builds_on: b, c\n"))
        .and("content/02-b.md", module("B", ""))
        .and("content/03-c.md", module("C", ""));
    course.check().expect_only("wrong-type", "content/01-a.md", 5, 12).fixing("builds_on: [b, c]");
}

#[test]
fn keys_of_maps_in_the_configuration_are_sent_there() {
    let course =
        |keys: &str| Course::with("clinic.yaml", format!("title: C\n{keys}")).and("content/01-a.md", module("A", ""));
    let misplaced = |keys: &str, help: &str, fix: &str| {
        course(keys).check().expect_only("misplaced-key", "clinic.yaml", 2, 1).helping(help).fixing(fix);
    };
    misplaced("logo: a.svg\n", "put the key under `theme:`, as in `theme: { logo: … }`", "theme:\n  logo: a.svg");
    misplaced("accent: '#0a6e5c'\n", "under `theme:`", "theme:\n  accent: '#0a6e5c'");
    misplaced("color: '#0a6e5c'\n", "as in `theme: { accent: … }`", "theme:\n  accent: '#0a6e5c'");
    misplaced("math: false\n", "under `markdown:`", "markdown:\n  math: false");
    misplaced("paper: a4\n", "under `sheets:`", "sheets:\n  paper: a4");
    misplaced("rows: 3\n", "under `log:`", "log:\n  rows: 3");
    misplaced("logo: a.svg\ntheme: clinic\n", "under `theme:`", "");
    course("name: C2\n").check().expect_only("unknown-key", "clinic.yaml", 2, 1).helping("did you mean `title`?");
    course("wether: 1\n").check().expect_only("unknown-key", "clinic.yaml", 2, 1);
    let module = Course::with("content/01-a.md", format!("---\ntitle: A\n{ROW}rows: 3\n---\n"));
    module.check().expect_only("misplaced-key", "content/01-a.md", 5, 1).fixing("log:\n  rows: 3");
}

/// The second kind of evidence of a course is wrong at this column.
fn wrong_evidence(line: &str, column: u64, message: &str, help: &str) {
    let evidence =
        format!("title: C\nevidence:\n  - {{ id: a, title: A, counts: [with_counterexample] }}\n  - {line}\n");
    let course = Course::with("content/01-a.md", module("A", "completion: []\n")).and("clinic.yaml", evidence);
    course.check().expect_only("wrong-type", "clinic.yaml", 4, column).saying(message).helping(help);
}

#[test]
fn a_kind_of_evidence_has_an_id_and_a_title_of_its_own() {
    let message = "a kind of evidence needs an `id` and a `title`";
    wrong_evidence("{ title: B }", 5, message, "write `{ id: failing-test, title: 'A failing test' }`");
    wrong_evidence("{ id: b }", 5, message, "");
    let message = "the id `a` is already used by another kind of evidence";
    wrong_evidence("{ id: a, title: B }", 11, message, "choose another id");
    wrong_evidence("A diagram", 5, "a kind of evidence must be a map, not text", "");
}

#[test]
fn evidence_counts_for_goals_that_evidence_can_show() {
    let either = "`with_counterexample` or `changes_artifact`";
    let message = format!("`counts` must be {either}, not `counterexample`");
    wrong_evidence("{ id: b, title: B, counts: counterexample }", 32, &message, "did you mean `with_counterexample`?");
    let message = format!("each item in `counts` must be {either}, not `logged`");
    wrong_evidence("{ id: b, title: B, counts: [logged] }", 33, &message, &format!("write {either}"));
    let twice = "{ id: b, title: B, counts: [changes_artifact, changes_artifact] }";
    wrong_evidence(twice, 51, "contains this item twice", "");
}

/// The module has these keys, and one value that is wrong at this place.
fn wrong_part(keys: &str, (line, column): (u64, u64), message: &str, help: &str) {
    let checked = Course::with("content/01-a.md", module("A", keys)).check();
    checked.expect_only("wrong-type", "content/01-a.md", line, column).saying(message).helping(help);
}

#[test]
fn a_part_that_is_one_item_of_its_list_asks_for_the_list() {
    let cards = "the cards must be a list, not a map";
    wrong_part("cards:\n  front: F\n  back: B\n", (6, 3), cards, "put `- ` before `front`");
    wrong_part("cards: { front: F, back: B }\n", (5, 10), cards, "put square brackets around the braces");
    wrong_part("protocol: Look twice.\n", (5, 11), "the protocol must be a list, not text", "starting with `- `");
    let group = "a check group must be a map, not text";
    wrong_part("checks:\n  - A claim.\n", (6, 5), group, "`- statements:`, and indent the statements below it");
}
