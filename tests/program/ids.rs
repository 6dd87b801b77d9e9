//! Ids: on no page of a course does one stand twice, whatever its authors call their headings, notes and things; and
//! each place that is named leads there.

use std::collections::BTreeSet;

use crate::support::{Built, Course, html, module, pages};

/// Headings that are called like everything that pages name by themselves.
const HEADINGS: &str = "## Main\n\n## Radar\n\n## Checks\n\n## Checks\n\n## Checks 1\n\n## Protocol\n\n## Log\n\n## Completion\n\n\
## Cards\n\n## Contents\n\n## Fn 1\n\n## Fnref 1\n\n## Fn 1 {#fnref-1-2}\n\n## Group 1\n\n## R1\n\n## 1.1\n\n## P reproduce\n\n\
## C logged\n\n## Sheet log 1\n\n## Code 1\n\n## Paper\n\n## Controls\n\n## Nested 0\n\n## Intro\n\n## Radar intro\n\n## S1\n\n";

/// A text with notes, in itself and in what only some readers see, and with a heading in each.
const CITING: &str = "A[^n] b[^n] c[^m].\n\n> [!ANSWER]\n> D[^n].\n>\n> ### Why\n\n> [!INSTRUCTOR]\n> E[^m].\n>\n> > [!ANSWER]\n> > F[^n].\n\n";

/// The notes of such a text, and the text.
fn notes() -> String {
    format!("{CITING}[^n]: Note, see[^m].\n[^m]: More.\n\n")
}

fn indented(text: &str, by: usize) -> String {
    let lead = " ".repeat(by);
    text.lines().fold(String::new(), |all, line| all + &lead + line + "\n")
}

/// A course in which everything has notes, and headings have every name that is taken.
fn course() -> Course {
    let notes = notes();
    let text = |by: usize| format!("|\n{}", indented(&format!("{notes}### Main\n\n### 1 intro\n"), by));
    let front = format!(
        "radar:\n  intro: {}  rows:\n    - {{ mistake: M, where: practice/01-lab.md, symptom: S, repair: R }}\nchecks:\n  intro: {}  groups:\n    - source: practice/01-lab.md\n    - source: quiz.md\n    - title: Main\n      intro: {}      statements:\n        - id: s1-own\n          text: {}          hint: {}          answer: {{ error: E, why: W, correction: C }}\nprotocol:\n  steps:\n    - {}completion:\n  - text: {}cards:\n  - front: {}    back: {}",
        text(4),
        text(4),
        text(8),
        text(12),
        text(12),
        text(6),
        text(6),
        text(6),
        text(6),
    );
    let section = format!(
        "## Mistake check\n\n{CITING}### Intro of checks\n\n1. \"One[^n].\"\n\n   > [!ANSWER]\n   > Because[^m].\n   >\n   > #### Why\n2. Two[^n].\n\n   > [!ANSWER]\n   > Because[^m].\n   >\n   > #### Why\n\n## After\n\n"
    );
    Course::with("clinic.yaml", "title: Course\nbase_url: 'https://example.org/c/'\nshow_answers: open\n")
        .and("content/_index.md", format!("# Home\n\n{HEADINGS}{notes}"))
        .and("content/01-m/index.md", module("M", &format!("{front}---\n{HEADINGS}{notes}")))
        .and("content/01-m/practice/01-lab.md", format!("# Lab\n\n{HEADINGS}{section}{notes}"))
        .and(
            "content/01-m/quiz.md",
            format!(
                "---\ntitle: Quiz\nsheet: true\nchecks:\n  intro: {}  statements: [Three.]\n---\n{HEADINGS}{notes}",
                text(4)
            ),
        )
        .and("content/02-form.md", format!("---\ntitle: Page\nkind: page\nsheet: true\n---\n{HEADINGS}{notes}"))
}

/// Every id of every page stands there once, and every link inside of a page leads to one.
fn each_id_stands_once(built: &Built) {
    let tree = built.tree();
    let mut count = 0;
    for (path, text) in pages(&tree) {
        let mut ids = BTreeSet::new();
        for id in html::all(text, "id") {
            assert!(ids.insert(id.clone()), "{path} has the id {id} twice");
        }
        for href in html::all(text, "href").iter().filter_map(|href| href.strip_prefix('#')) {
            assert!(ids.contains(href), "{path} has no place {href}");
        }
        count += ids.len();
    }
    assert!(count > 300, "{count}");
}

#[test]
fn no_id_stands_twice_whatever_headings_and_notes_are_called() {
    for built in [course().build(), course().instructor()] {
        built.expect_no_findings();
        each_id_stands_once(&built);
    }
}

#[test]
fn no_id_stands_twice_where_modules_and_pages_are_called_like_what_pages_name() {
    let names = ["of", "code", "sheet-page", "sheet-log-1", "منطق", "a.b", "more-than-thirty-two-letters-in-a-name"];
    let form = format!("---\ntitle: Form\nkind: page\nsheet: true\n---\n## Of\n\n## Code\n\n{}", notes());
    let noted = |words: &str| format!("|\n{}", indented(&format!("{words}[^n].\n\n[^n]: Note.\n"), 14));
    let mut course = Course::with("clinic.yaml", "title: C\nbase_url: 'https://example.org/c/'\nshow_answers: open\n")
        .and("content/_index.md", "# Home\n")
        .and("content/s/_index.md", "# S\n");
    for name in names {
        let statement = |id| format!("        - id: {id}\n          text: {}", noted(&format!("{id} {name}")));
        let statements = ["of", "code", "sheet-page"].map(statement).concat();
        let steps = format!("protocol:\n    - id: sheet-log\n      text: {}", noted(name));
        let front = format!("checks:\n  groups:\n    - title: G\n      statements:\n{statements}{steps}");
        course = course.and(&format!("content/s/{name}/index.md"), module(&format!("'{name}'"), &front));
        course = course.and(&format!("content/s/{name}-of.md"), &form);
        for page in names.iter().chain(&["of/code", "code/of", "sheet-page/of"]) {
            course = course.and(&format!("content/s/{name}/{page}.md"), &form);
        }
    }
    for built in [course.build(), course.instructor()] {
        each_id_stands_once(&built);
    }
}

#[test]
fn headings_give_way_to_the_parts_of_their_page_and_to_nothing_else() {
    let built = course().build();
    let module = built.expect_file("m/index.html");
    module
        .contains("<h2 id=\"radar-1\">Radar</h2>")
        .contains("<h2 id=\"section-checks\">Checks</h2>")
        .contains("<h2 id=\"section-checks-1\">Checks</h2>")
        .contains("<h2 id=\"fn-1\">Fn 1</h2>")
        .contains("<h2 id=\"r1\">R1</h2>")
        .contains("<h2 id=\"p-reproduce-1\">P reproduce</h2>");
    module.contains(" id=\"log\"").contains(" id=\"checks-1\"");
}

#[test]
fn places_named_in_html_are_known_and_headings_give_way_to_them() {
    let built = Course::with("clinic.yaml", "title: C\nshow_answers: open\nmarkdown: { html: any }\n")
        .and(
            "content/01-a.md",
            module(
                "A",
                "---\n<a id=\"top\"></a>\n\n[1](#top) [2](#old) [3](#Inner) [4](b.md#end) [5](#top-1) [6](#kept)\n\n## Top\n\n<p><a name=\"old\">x</a> <b class='x' id='Inner'>y</b></p>\n\n> [!ANSWER]\n> <span id=\"kept\">z</span>\n",
            ),
        )
        .and("content/b.md", module("B", "---\n<div\n  id=\"end\">\n\nEnd\n\n</div>\n"))
        .build();
    built.expect_no_findings();
    let page = built.expect_file("a/index.html");
    page.contains("<a id=\"top\"></a>").contains("<h2 id=\"top-1\">Top</h2>").contains("<a name=\"old\">x</a>");
    page.contains("<b class='x' id='Inner'>y</b>");
    built.expect_file("b/index.html").contains("<div\n  id=\"end\">");
}

#[test]
fn a_place_named_in_html_that_the_page_has_already_is_told() {
    let course = |body: &str| {
        Course::with("clinic.yaml", "title: C\nmarkdown: { html: any }\n")
            .and("content/01-a.md", module("A", &format!("---\n{body}")))
            .check()
    };
    course("<p id=\"log\">x</p>\n")
        .expect_only("duplicate-anchor", "content/01-a.md", 6, 8)
        .saying("`log` is already the id of a part of the page, so links go to the first element with this id")
        .being_a_warning();
    course("<i id=\"x\"></i> <i id=\"y\"></i>\n\n<a name=\"x\"></a>\n")
        .expect_only("duplicate-anchor", "content/01-a.md", 8, 10)
        .saying("`x` is already the id of another element of the page, so links go to the first element with this id");
    course("<a id=\"x\" name=\"x\"></a> `<p id=\"log\">` and id=\"log\"\n").expect_no_findings();
}

#[test]
fn a_page_may_name_what_only_clinic_pages_have() {
    Course::with("clinic.yaml", "title: C\nmarkdown: { html: any }\n")
        .and("content/a.md", "---\ntitle: A\nkind: page\n---\n<p id=\"log\"></p><p id=\"radar\"></p> [x](#log)\n")
        .check()
        .expect_no_findings();
}

#[test]
fn an_id_of_a_thing_is_never_that_of_a_check_group() {
    let front = "checks:\n  - title: G\n    statements:\n      - { id: checks-1, text: One. }\n";
    Course::with("content/01-a.md", module("A", front))
        .check()
        .expect_only("duplicate-statement", "content/01-a.md", 8, 15)
        .saying("the id `checks-1` already belongs to a heading or another part of the page");
}
