//! Examples that are a part of a file: some file of a course takes them as they are.

use std::collections::BTreeSet;

use crate::support::Course;

/// What a part of a course may lack: what it leads to, and what would use it.
const ELSEWHERE: [&str; 14] = [
    "broken-anchor",
    "broken-link",
    "broken-reference",
    "code-from-file",
    "empty-section",
    "missing-image",
    "no-clinic",
    "practice-without-checks",
    "source-without-checks",
    "undefined-footnote",
    "undefined-reference",
    "unmatched-answer",
    "unused-preset",
    "withheld-target",
];

/// Languages of examples that no course reads.
const FOREIGN: [&str; 9] = ["text", "css", "js", "javascript", "toml", "python", "csv", "diff", "rust"];

/// Why an example of this language is none; nothing where it is good.
pub(super) fn fault(language: &str, text: &str) -> Option<String> {
    match language {
        "yaml" => refused(&yaml(text)),
        "markdown" => refused(&markdown(text)),
        "html" => refused(&[course("content/a.md", PAGE).and("templates/parts/example.html", text)]),
        "json" => serde_json::from_str::<serde_json::Value>(text).err().map(|error| format!("{error}:\n{text}")),
        language if FOREIGN.contains(&language) => None,
        "" => Some("the block names no language; `text` is for shapes of text".to_owned()),
        language => Some(format!("nobody knows how to try an example in `{language}`")),
    }
}

const PAGE: &str = "---\ntitle: A\nkind: page\n---\n\nText.\n";

/// A course in which nothing but the example can be wrong.
fn course(path: &str, text: &str) -> Course {
    Course::with("content/_index.md", "---\ntitle: Home\n---\n\nText.\n").and(path, text)
}

/// The files that a piece of YAML may be from.
fn yaml(text: &str) -> Vec<Course> {
    let titled =
        |title: &str| if text.lines().any(|line| line.starts_with("title:")) { "" } else { title }.to_owned() + text;
    let front = |more: &str| format!("---\n{}{more}---\n\nText.\n", titled("title: A\n"));
    vec![
        course("content/a.md", PAGE).and("clinic.yaml", titled("title: Course\n")),
        course("content/a.md", &front("")),
        course("content/a.md", &front("kind: page\n")),
        course("content/a/_index.md", &front("")).and("content/a/b.md", PAGE),
        course("content/a/index.md", PAGE.replace("kind: page\n", "").as_str())
            .and("content/a/practice/b.md", front("")),
        course("content/a.md", PAGE).and("answers/a.yaml", text),
        course("content/a.md", PAGE).and("i18n/en.yaml", text),
        course("content/a.md", PAGE).and("clinic.yaml", "title: C\ntheme: own\n").and("themes/own/theme.yaml", text),
    ]
}

/// The pages that a piece of markdown may be from.
fn markdown(text: &str) -> Vec<Course> {
    if text.starts_with("---\n") {
        return vec![course("content/a.md", text), course("content/a/_index.md", text).and("content/a/b.md", PAGE)];
    }
    let practice = format!("---\ntitle: B\n---\n\n{text}");
    vec![
        course("content/a.md", &format!("---\ntitle: A\nkind: page\n---\n\n{text}")),
        course("content/a/index.md", "---\ntitle: A\n---\n\nText.\n").and("content/a/practice/b.md", practice),
    ]
}

/// What is found in the course that takes the example best, if each of them finds something.
fn refused(courses: &[Course]) -> Option<String> {
    let found = courses.iter().map(|course| {
        let built = course.check();
        let own = built.all().iter().filter(|finding| !ELSEWHERE.contains(&finding.rule()));
        own.map(|finding| format!("{finding:?}")).collect::<BTreeSet<_>>()
    });
    let least = found.min_by_key(BTreeSet::len).unwrap_or_default();
    (!least.is_empty()).then(|| least.into_iter().collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_files_are_taken_and_others_refused() {
        for (language, text) in [
            ("yaml", "rules: { raw-html: off }\n"),
            ("yaml", "checks:\n- statements: ['One.']\n"),
            ("markdown", "## A\n\n[b](c.md)\n"),
            ("html", "<p>{{ page.title }}</p>\n"),
            ("json", "{}"),
        ] {
            assert_eq!(fault(language, text), None, "{text}");
        }
        for (language, text) in [
            ("yaml", "ruels: { raw-html: off }\n"),
            ("yaml", "title: a: b\n"),
            ("markdown", "> [!NOET]\n> Text.\n"),
            ("html", "{% if %}"),
            ("json", "{"),
            ("", "x"),
            ("brainfuck", "+"),
        ] {
            assert!(fault(language, text).is_some(), "{text}");
        }
    }
}
