//! Quotation marks, apostrophes, dashes and ellipses: set as the language has them wherever a text is shown, and nowhere
//! where something is made of what was typed.
#![expect(clippy::unwrap_used, reason = "the tests look at the site from outside")]

use std::collections::BTreeSet;

use crate::support::{Built, Course, copy_sample, html, module, pages};
use serde_json::Value;

const PAGE: &str = r#"---
title: "It's a \"title\" -- or..."
description: A 'description' that's short
radar:
  - mistake: Reading "it works" as proof
    where: Someone's lab
    symptom: No run fails -- ever...
    repair: Show what's "small"
  - { preset: idle, where: Bob's "own" lab }
checks:
  - title: Bob's group
    statements:
      - We say "done" when it's built.
      - '"We say "done" when it ships."'
      - "`a--b` isn't 'c'"
protocol: [Don't stop]
log:
  starter: [{ mistake: It's "the" one }]
cards: [{ front: What's "it"?, back: That's it... }]
completion: [It's done]
---
It's a "body" with `it's "code"` -- and [a "link"](https://example.org/it's--a?b="c").

## Bob's "heading" -- one

Run it with --fix... See https://example.org/a--b.
"#;

fn course(config: &str) -> Course {
    Course::with(
        "clinic.yaml",
        format!(
            "title: Bob's \"course\"\nnavigation: [{{ title: Bob's \"link\", to: a.md }}]\n\
             radar_presets: {{ idle: {{ mistake: 'Leaving \"{{where}}\" half-done', symptom: S, repair: R }} }}\n{config}"
        ),
    )
    .and("content/01-a.md", PAGE)
    .and("content/02-b.md", module("B", "builds_on: [a]\n---\nSee [a](a.md#bobs-heading----one).\n"))
}

#[test]
fn every_place_that_shows_a_text_shows_the_same() {
    let built = course("").build();
    built.expect_no_findings();
    let page = built.expect_file("a/index.html");
    page.contains("<title>It’s a “title” – or… · Bob’s “course”</title>")
        .contains("<h1>It’s a “title” – or…</h1>")
        .contains("content=\"A ‘description’ that’s short\"")
        .contains("It’s a “body” with <code>it's \"code\"</code> – and <a href=\"https://example.org/it&#39;s--a?b=&quot;c&quot;\">a “link”</a>.")
        .contains("Run it with --fix… See https://example.org/a--b.")
        .contains("<h2 id=\"bobs-heading----one\">Bob’s “heading” – one")
        .contains("Reading “it works” as proof")
        .contains("Someone’s lab")
        .contains("No run fails – ever…")
        .contains("Bob’s group")
        .contains("Don’t stop")
        .contains("What’s “it”?")
        .contains("It’s done")
        .contains("Bob’s “link”");
    assert!(page.words().contains("Bob’s “heading” – one"), "the contents, too");
    built.expect_file("index.html").contains("It’s a “title” – or…");
    built.expect_file("b/index.html").contains("It’s a “title” – or…").contains("#bobs-heading----one");
    built.expect_file("a/print/index.html").contains("Reading “it works” as proof").contains("It’s a “title” – or…");
    assert_eq!(built.json("course.json")["modules"][0]["title"], "It’s a “title” – or…");
    let data = built.json("assets/data/a.json").to_string();
    assert!(data.contains("No run fails – ever…") && data.contains("We say “done” when it’s built."), "{data}");
}

#[test]
fn marks_inside_of_a_statement_are_those_for_a_quotation_inside_of_another() {
    let page = course("").build().expect_file("a/index.html");
    page.contains("<p>“We say ‘done’ when it’s built.”</p>")
        .contains("<p>“We say ‘done’ when it ships.”</p>")
        .contains("<p>“<code>a--b</code> isn’t ‘c’”</p>");
    let bare = course("quoted: false\n").build().expect_file("a/index.html");
    bare.contains("<p>We say “done” when it’s built.</p>").contains("<p>We say “done” when it ships.</p>");
    let listed = Course::with("clinic.yaml", "title: C\n")
        .and("content/01-a/index.md", module("A", ""))
        .and(
            "content/01-a/practice/01-l.md",
            "# L\n\n## Mistake check\n\n- \"We say \"a\".\"\n- We say \"b\".\n- \"A\" is no \"B\".\n",
        )
        .build();
    let page = listed.expect_file("a/practice/l/index.html");
    page.contains("<p>“We say ‘a’.”</p>").contains("<p>“We say ‘b’.”</p>").contains("<p>“A” is no “B”.</p>");
}

#[test]
fn the_marks_are_those_of_the_language_and_the_course_has_the_last_word() {
    let body = |config: &str, own: &str| {
        let course = Course::with("clinic.yaml", format!("title: C\n{config}"))
            .and("content/01-a.md", module("A", "---\nx \"a 'b' c\" it's\n"));
        let course = if own.is_empty() { course } else { course.and("i18n/de.yaml", own) };
        let text = course.build().expect_file("a/index.html").text().to_owned();
        let start = text.find("<p>x ").unwrap() + "<p>x ".len();
        text[start..start + text[start..].find("</p>").unwrap()].to_owned()
    };
    for (language, shown) in [
        ("de", "„a ‚b‘ c“ it’s"),
        ("de-CH", "«a ‹b› c» it’s"),
        ("fr", "«\u{202f}a “b” c\u{202f}» it’s"),
        ("es", "«a “b” c» it’s"),
        ("es-MX", "“a ‘b’ c” it’s"),
        ("ja", "「a 『b』 c」 it’s"),
        ("ar", "«a ‹b› c» it’s"),
        ("pl", "„a «b» c” it’s"),
        ("zh-TW", "「a 『b』 c」 it’s"),
        ("tlh", "“a ‘b’ c” it’s"),
    ] {
        assert_eq!(body(&format!("language: {language}\n"), ""), shown, "{language}");
    }
    assert_eq!(body("language: de\n", "quote.open: '»'\nquote.close: '«'\n"), "»a ‚b‘ c« it’s");
    assert_eq!(body("markdown: { typography: false }\n", ""), "\"a 'b' c\" it's");
}

// What is made of what was typed

/// Every id and address of a site, and every id in its data.
fn names(built: &Built) -> BTreeSet<String> {
    let tree = built.tree();
    let mut names = BTreeSet::new();
    for (path, text) in pages(&tree) {
        for attribute in ["id", "href", "for", "name", "data-id", "aria-labelledby"] {
            names.extend(html::all(text, attribute).into_iter().map(|value| format!("{path} {attribute} {value}")));
        }
    }
    // Styles and scripts are named by what is in them.
    names.retain(|name| !name.contains("assets/"));
    for (path, bytes) in &tree {
        let is_data = path.rsplit_once('.').is_some_and(|(_, ending)| ending == "json");
        if is_data && !path.starts_with('.') {
            ids(&serde_json::from_slice(bytes).unwrap(), path, &mut names);
        }
    }
    names
}

fn ids(value: &Value, path: &str, names: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| ids(item, path, names)),
        Value::Object(map) => {
            names.extend(map.get("id").map(|id| format!("{path} {id}")));
            map.values().for_each(|item| ids(item, path, names));
        }
        _ => {}
    }
}

#[test]
fn ids_and_addresses_are_the_same_with_and_without() {
    let sample = || {
        let course = Course::with("clinic.yaml", "");
        copy_sample(&course);
        course
    };
    let own = || course("");
    for course in [&sample as &dyn Fn() -> Course, &own] {
        let (on, off) = (course(), course());
        let config = std::str::from_utf8(&off.tree()["clinic.yaml"]).unwrap().to_owned();
        assert!(!config.contains("\nmarkdown:"), "the key would be there twice");
        off.write("clinic.yaml", config + "\nmarkdown: { typography: false }\n");
        let (on, off) = (on.build(), off.build());
        assert_eq!(on.findings(), off.findings());
        let (with, without) = (names(&on), names(&off));
        let more: Vec<_> = with.symmetric_difference(&without).collect();
        assert!(more.is_empty() && with.len() > 50, "{more:#?}");
        assert!(on.tree() != off.tree());
    }
}

#[test]
fn answers_find_their_statements_by_what_was_typed_and_by_what_is_shown() {
    for target in ["We say \"done\" when it's", "We say “done” when it’s", "'We say \"done\" when it''s built.'"]
    {
        let answers = format!("- for: {target}\n  answer: zqone\n");
        let built = course("rules: { missing-answer: off }\n").and("answers/01-a.yaml", answers).instructor();
        built.expect_no_findings();
        built.expect_file("a/index.html").contains("zqone");
    }
}

#[test]
fn a_place_that_is_the_title_of_a_page_is_told_as_before() {
    let built = Course::with("clinic.yaml", "title: C\n")
        .and(
            "content/01-a/index.md",
            "---\ntitle: A\nradar:\n  - { mistake: M, where: Bob's \"lab\", symptom: S, repair: R }\n---\n",
        )
        .and("content/01-a/practice/01-l.md", "# Bob's \"lab\"\n")
        .check();
    assert!(
        built.findings().iter().any(|finding| finding.contains("content/01-a/index.md:4")),
        "{:?}",
        built.findings()
    );
}
