//! What can grow in front matter and in `clinic.yaml`.

use crate::dimension::{Dimension, bare, by, course, each, front, module};

pub fn all() -> Vec<Dimension> {
    [lists(), yaml(), settings(), answers()].into_iter().flatten().collect()
}

fn lists() -> Vec<Dimension> {
    vec![
        front("radar-rows", 2_000, |n| format!("radar:\n{}", each(n, row))),
        front("radar-rows-equal", 2_000, |n| format!("radar:\n{}", row(1).repeat(n))),
        front("radar-rows-without", 2_000, |n| format!("radar:\n{}", each(n, |i| format!("  - mistake: Row {i}\n")))),
        front("radar-where-broken", 1_000, |n| {
            format!(
                "radar:\n{}",
                each(n, |i| format!(
                    "  - mistake: Row {i}\n    where: x-{i}.md\n    symptom: a{i}\n    repair: b{i}\n"
                ))
            )
        }),
        front("radar-symptoms-equal", 2_000, |n| {
            format!(
                "radar:\n{}",
                each(n, |i| format!("  - mistake: Row {i}\n    where: x\n    symptom: a\n    repair: b\n"))
            )
        }),
        front("checks-statements", 4_000, |n| {
            format!(
                "checks:\n  - title: G\n    statements:\n{}",
                each(n, |i| format!("      - Statement {i} is wrong\n"))
            )
        }),
        front("checks-statements-equal", 4_000, |n| {
            format!("checks:\n  - title: G\n    statements:\n{}", "      - Statement\n".repeat(n))
        }),
        front("checks-groups", 2_000, |n| {
            format!("checks:\n{}", each(n, |i| format!("  - title: G{i}\n    statements: [a{i}]\n")))
        }),
        front("starters", 1_000, |n| {
            format!("log:\n  starter:\n{}", each(n, |i| format!("    - {{ mistake: Starter {i}, symptom: Say so }}\n")))
        }),
        front("starters-equal", 1_000, |n| {
            format!("log:\n  starter:\n{}", "    - { mistake: Starter, symptom: Say so }\n".repeat(n))
        }),
        front("log-rows", 10_000, |n| format!("log:\n  rows: {n}\n")),
        front("log-columns", 500, |n| {
            format!("log:\n  columns:\n    - mistake\n{}", each(n, |i| format!("    - {{ key: c{i}, title: C{i} }}\n")))
        }),
        front("steps", 2_000, |n| format!("protocol:\n{}", each(n, |i| format!("  - Step {i}\n")))),
        front("criteria", 2_000, |n| format!("completion:\n{}", each(n, |i| format!("  - Criterion {i}\n")))),
        front("cards", 2_000, |n| {
            format!("cards:\n{}", each(n, |i| format!("  - front: Front {i}\n    back: Back\n")))
        }),
        front("tags", 2_000, |n| format!("tags: [{}]\n", each(n, |i| format!("tag-{i}, ")))),
        front("tags-equal", 10_000, |n| format!("tags: [{}]\n", "tag, ".repeat(n))),
        front("aliases", 2_000, |n| format!("aliases:\n{}", each(n, |i| format!("  - /old/{i}/\n")))),
        front("aliases-equal", 2_000, |n| format!("aliases:\n{}", "  - /old/\n".repeat(n))),
        front("builds-on-broken", 1_000, |n| format!("builds_on:\n{}", each(n, |i| format!("  - s/x-{i}\n")))),
        front("was", 2_000, |n| {
            format!("cards:\n  - front: F\n    back: B\n    was: [{}]\n", each(n, |i| format!("old-{i}, ")))
        }),
        front("parts", 2_000, |n| format!("parts: [{}]\n", "body, ".repeat(n))),
        front("rules-unknown", 2_000, |n| format!("rules:\n{}", each(n, |i| format!("  rule-{i}: off\n")))),
    ]
}

fn row(number: usize) -> String {
    format!("  - mistake: Row {number}\n    where: somewhere\n    symptom: S{number}\n    repair: R{number}\n")
}

fn yaml() -> Vec<Dimension> {
    vec![
        front("keys-unknown", 2_000, |n| each(n, |i| format!("keyy{i}: 1\n"))),
        front("keys-equal", 2_000, |n| "description: x\n".repeat(n)),
        front("keys-foreign", 2_000, |n| each(n, |_| "layout: x\n".to_owned())),
        front("extra-keys", 10_000, |n| format!("extra:\n{}", each(n, |i| format!("  k{i}: {i}\n")))),
        front("extra-items", 20_000, |n| format!("extra:\n  a:\n{}", each(n, |i| format!("    - {i}\n")))),
        front("map-depth", 100, |n| format!("extra:\n{}", each(n, |i| format!("{}k:\n", " ".repeat(i + 1))))),
        front("list-depth-yaml", 12_500, |n| format!("extra:\n  a:\n  {}x\n", "- ".repeat(n))),
        front("flow-depth", 12_500, |n| format!("extra: {{ a: {}{} }}\n", "[".repeat(n), "]".repeat(n))),
        front("flow-depth-open", 12_500, |n| format!("extra: {}\n", "[".repeat(n))),
        front("flow-maps-depth", 12_500, |n| format!("extra: {}{}\n", "{a: ".repeat(n), "}".repeat(n))),
        front("flow-maps-open", 12_500, |n| format!("extra: {}\n", "{".repeat(n))),
        front("flow-items", 20_000, |n| format!("extra: {{ a: [{}] }}\n", "x, ".repeat(n))),
        front("questions", 12_500, |n| format!("extra:\n  {}x\n", "? ".repeat(n))),
        front("scalar", 200_000, |n| format!("description: {}\n", "word ".repeat(n))),
        front("scalar-lines", 20_000, |n| format!("description: |\n{}", "  word\n".repeat(n))),
        front("scalar-folded", 20_000, |n| format!("description: x\n{}", "  word\n".repeat(n))),
        front("quoted-lines", 20_000, |n| format!("description: \"x\n{}  \"\n", "  word\n".repeat(n))),
        front("quote-open", 20_000, |n| format!("description: \"x\n{}", each(n, |i| format!("k{i}: word\n")))),
        front("escapes-yaml", 20_000, |n| format!("description: \"{}\"\n", "\\t".repeat(n))),
        front("laughs", 8, |n| {
            format!(
                "extra:\n  a0: &a0 [x, x, x, x]\n{}",
                each(n, |i| format!("  a{}: &a{} [{}]\n", i + 1, i + 1, format!("*a{i}, ").repeat(9)))
            )
        }),
        front("anchors-yaml", 2_000, |n| format!("extra:\n{}", each(n, |i| format!("  k{i}: &a{i} x\n")))),
        front("tags-yaml", 2_000, |n| format!("extra:\n{}", each(n, |i| format!("  k{i}: !t{i} x\n")))),
        front("comments-yaml", 10_000, |n| "# comment\n".repeat(n)),
        front("cut-texts", 1_000, |n| {
            format!("checks:\n  - statements:\n{}", each(n, |i| format!("      - Closing {i} #12 without\n")))
        }),
        front("colon-texts", 1_000, |n| {
            format!("checks:\n  - statements:\n{}", each(n, |i| format!("      - Coupling {i}: what to know: no\n")))
        }),
        front("bad-texts", 250, |n| {
            format!("checks:\n  - statements:\n{}", each(n, |i| format!("      - `flush` first {i}\n")))
        }),
        front("bad-quotes", 250, |n| {
            format!("checks:\n  - statements:\n{}", each(n, |i| format!("      - \"HEAD {i}\" (Is it?)\n")))
        }),
        front("bad-lines", 250, |n| each(n, |i| format!("what is {i} this\n"))),
        front("bad-tabs", 250, |n| format!("extra:\n{}", each(n, |i| format!("\tk{i}: x\n")))),
        front("escape-texts", 1_000, |n| {
            format!("checks:\n  - statements:\n{}", each(n, |i| format!("      - \"From $\\forall x_{i}$\"\n")))
        }),
        front("braces-texts", 1_000, |n| {
            format!("checks:\n  - statements:\n{}", each(n, |i| format!("      - {{where}} ended {i}\n")))
        }),
        front("documents", 2_000, |n| "...\n".repeat(n)),
        course("front-open", 5_000, |n| {
            let mut files = bare("");
            files.push((
                "content/01-s/01-m.md".to_owned(),
                format!("---\ntitle: M\n{}", each(n, |i| format!("text {i}\n\n"))),
            ));
            files
        }),
        course("front-below-blanks", 20_000, |n| {
            let mut files = bare("");
            files.push(("content/01-s/01-m.md".to_owned(), format!("{}---\ntitle: M\n---\n", "\n".repeat(n))));
            files
        }),
        course("title-long", 50_000, |n| {
            let mut files = bare("");
            files.push(("content/01-s/01-m.md".to_owned(), format!("---\ntitle: {}\n---\nx\n", "word ".repeat(n))));
            files
        }),
        fix("fix-cut-texts", 500, |i| format!("      - Closing {i} #12 without\n")),
        fix("fix-colon-texts", 500, |i| format!("      - Coupling {i}: what to know\n")),
        fix("fix-bad-texts", 500, |i| format!("      - `flush` first {i}\n")),
        fix("fix-bad-quotes", 500, |i| format!("      - \"HEAD {i}\" (Is it?)\n")),
        fix("fix-escapes", 500, |i| format!("      - \"From $\\forall x_{i}$\"\n")),
    ]
}

/// Repairs of one file.
fn fix(name: &'static str, size: usize, statement: fn(usize) -> String) -> Dimension {
    let text = move |n| format!("checks:\n  - statements:\n{}", each(n, statement));
    by(&["check", "--fix"], front(name, size, text))
}

fn settings() -> Vec<Dimension> {
    vec![
        course("presets", 500, |n| {
            with(
                "radar_presets:\n",
                &each(n, |i| {
                    format!(
                        "  p{i}:\n    each: practice/*.md\n    mistake: 'P{i} {{where}}'\n    symptom: S{i}\n    repair: R{i}\n"
                    )
                }),
            )
        }),
        course("macros", 500, |n| with("markdown:\n  macros:\n", &each(n, |i| format!("    \\m{i}: x\n")))),
        course("macros-nested", 5, |n| {
            with(
                "markdown:\n  macros:\n    '\\ma': x\n",
                &each(n, |i| format!("    '\\m{}': '\\m{}\\m{}'\n", letter(i + 1), letter(i), letter(i))),
            )
        }),
        course("navigation", 2_000, |n| with("navigation:\n", &each(n, |i| format!("  - {{ title: T{i}, to: / }}\n")))),
        course("authors", 4_000, |n| with("authors:\n", &each(n, |i| format!("  - Author {i}\n")))),
        course("words", 2_000, |n| {
            let mut files = bare("language: xx\n");
            files.push(("i18n/xx.yaml".to_owned(), each(n, |i| format!("key.{i}: x\n"))));
            files
        }),
    ]
}

fn letter(number: usize) -> char {
    char::from(b'a' + (number % 26) as u8)
}

/// A module with a long formula, and more settings.
fn with(key: &str, lines: &str) -> Vec<(String, String)> {
    let mut files = module("", "Text $\\ma \\mf \\mk \\mz$.\n");
    files[0].1 += key;
    files[0].1 += lines;
    files
}

fn answers() -> Vec<Dimension> {
    vec![
        apart("answers", 1_000, |i| format!("- for: Statement {i} is\n  correction: C\n")),
        apart("answers-unmatched", 500, |i| format!("- for: Stotement {i} is\n  correction: C\n")),
        apart("answers-ambiguous", 500, |_| "- for: Statement\n  correction: C\n".to_owned()),
        apart("answers-twice", 1_000, |_| "- for: Statement 1 is\n  correction: C\n".to_owned()),
    ]
}

/// Statements, and a file with an answer for each.
fn apart(name: &'static str, size: usize, answer: fn(usize) -> String) -> Dimension {
    course(name, size, move |n| {
        let statements = each(n, |i| format!("      - Statement {i} is wrong\n"));
        let mut files = module(&format!("checks:\n  - title: G\n    statements:\n{statements}"), "x\n");
        files.push(("answers/s/m.yaml".to_owned(), each(n, answer)));
        files
    })
}
