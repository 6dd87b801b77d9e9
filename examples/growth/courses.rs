//! What can grow in a course: its files, and how they speak of each other.

use crate::dimension::{Dimension, Files, bare, by, course, each, module};

pub fn all() -> Vec<Dimension> {
    [files(), references(), findings()].into_iter().flatten().collect()
}

fn files() -> Vec<Dimension> {
    vec![
        course("modules", 500, |n| modules(n, |_| String::new())),
        by(&["build"], course("modules-built", 250, |n| modules(n, |_| String::new()))),
        course("sections", 500, |n| {
            bare("").into_iter().chain((0..n).flat_map(|i| section(&format!("content/s{i}"), i))).collect()
        }),
        by(
            &["build"],
            course("sections-built", 250, |n| {
                bare("").into_iter().chain((0..n).flat_map(|i| section(&format!("content/s{i}"), i))).collect()
            }),
        ),
        course("section-depth", 100, nested),
        by(&["build"], course("section-depth-built", 50, nested)),
        course("section-depth-bare", 100, |n| {
            let mut files = bare("");
            files.push((format!("content/{}m.md", "a/".repeat(n)), "---\ntitle: M\n---\nx\n".to_owned()));
            files
        }),
        course("bundle-depth", 100, |n| {
            let mut files = module("", "x\n");
            files.push((format!("content/01-s/02-b/{}m.md", "a/".repeat(n)), "---\ntitle: M\n---\nx\n".to_owned()));
            files.push(("content/01-s/02-b/index.md".to_owned(), "---\ntitle: M\n---\nx\n".to_owned()));
            files
        }),
        course("pages", 500, |n| pages(n, "")),
        by(&["build"], course("pages-built", 250, |n| pages(n, ""))),
        course("practices-with-checks", 500, |n| pages(n, "## Mistake check\n\n- Statement.\n")),
        course("presets-in-modules", 20, |n| {
            let presets = each(n, |i| {
                format!(
                    "  p{i}:\n    each: 'practice/*.md'\n    mistake: 'P{i} {{where}}'\n    symptom: S{i}\n    repair: R{i}\n"
                )
            });
            let mut files = bare(&format!("radar_presets:\n{presets}"));
            files.extend((0..20).flat_map(|i| bundle(&format!("content/01-s/m{i}"), 4)));
            files
        }),
        course("tags-distinct", 500, |n| modules(n, |i| format!("tags: [t{i}]\n"))),
        course("tags-shared", 500, |n| modules(n, |_| "tags: [t]\n".to_owned())),
        by(&["build"], course("tags-shared-built", 250, |n| modules(n, |_| "tags: [t]\n".to_owned()))),
        course("titles-equal", 500, |n| {
            modules(n, |_| String::new())
                .into_iter()
                .map(|(path, text)| (path, text.replace("title: M", "title: Same #")))
                .collect()
        }),
        course("aliases-of-modules", 500, |n| modules(n, |i| format!("aliases: [/old/{i}/]\n"))),
        course("ids-equal", 500, |n| modules(n, |_| "id: same\n".to_owned())),
        course("images", 1_000, |n| with_files(n, "png", |i| format!("![x](f{i}.png)\n\n"))),
        course("files-copied", 1_000, |n| with_files(n, "txt", |_| String::new())),
        course("static-files", 1_000, |n| {
            let mut files = module("", "x\n");
            files.extend((0..n).map(|i| (format!("static/f{i}.txt"), "x".to_owned())));
            files
        }),
        course("folders-without-index", 500, |n| {
            let mut files = bare("");
            files.extend((0..n).map(|i| (format!("content/s{i}/m.md"), "---\ntitle: M\n---\nx\n".to_owned())));
            files
        }),
        course("addresses-equal", 500, |n| {
            let mut files = bare("");
            files.extend((0..n).map(|i| {
                (format!("content/01-s/{:03}-m{}.md", i % 1000, i / 1000), "---\ntitle: M\n---\nx\n".to_owned())
            }));
            files
        }),
        course("page-of-megabytes", 3, |n| {
            module("", &"Some words of *text* with a [link](https://example.org/) and `code`.\n\n".repeat(n * 15_000))
        }),
        by(
            &["build"],
            course("page-of-megabytes-built", 3, |n| {
                module(
                    "",
                    &"Some words of *text* with a [link](https://example.org/) and `code`.\n\n".repeat(n * 15_000),
                )
            }),
        ),
    ]
}

fn references() -> Vec<Dimension> {
    vec![
        course("builds-on-chain", 500, |n| {
            modules(n, |i| if i == 0 { String::new() } else { format!("builds_on: [s/m{}]\n", i - 1) })
        }),
        course("builds-on-chain-back", 500, |n| {
            modules(n, |i| if i + 1 == n { String::new() } else { format!("builds_on: [s/m{}]\n", i + 1) })
        }),
        course("builds-on-cycle", 500, |n| modules(n, |i| format!("builds_on: [s/m{}]\n", (i + 1) % n))),
        course("builds-on-cycles", 500, |n| modules(n, |i| format!("builds_on: [s/m{}]\n", i ^ 1))),
        course("builds-on-all-to-one", 500, |n| {
            modules(n, |i| if i == 0 { String::new() } else { "builds_on: [s/m0]\n".to_owned() })
        }),
        course("builds-on-one-to-all", 500, |n| {
            modules(n, |i| {
                if i == 0 {
                    format!("builds_on: [{}]\n", each(n - 1, |i| format!("s/m{}, ", i + 1)))
                } else {
                    String::new()
                }
            })
        }),
        course("builds-on-ladder", 250, |n| {
            modules(n, |i| {
                if i < 4 { String::new() } else { format!("builds_on: [s/m{}, s/m{}]\n", i - 2 - i % 2, i - 1 - i % 2) }
            })
        }),
        course("builds-on-unknown", 250, |n| modules(n, |i| format!("builds_on: [s/x{i}]\n"))),
        course("links-broken-in-modules", 250, |n| linked(n, |i| format!("[a](/s/x{i}/)\n"))),
        course("links-broken-as-files", 250, |n| linked(n, |i| format!("[a](x{i}.md)\n"))),
        course("anchors-broken-in-modules", 250, |n| linked(n, |i| format!("[a](m{}.md#x)\n", (i + 1) % n))),
        course("links-to-one", 500, |n| linked(n, |_| "[a](m0.md)\n".to_owned())),
        course("links-to-anchors-of-one", 500, |n| {
            let mut files = linked(n, |i| format!("[a](m0.md#h{i})\n"));
            files[3].1.push_str(&each(n, |i| format!("## H{i}\n\n")));
            files
        }),
        course("answers-without-page", 250, |n| {
            let mut files = modules(n, |_| String::new());
            files.extend((0..n).map(|i| (format!("answers/s/x{i}.yaml"), "- for: x\n  correction: y\n".to_owned())));
            files
        }),
        course("wheres-of-titles", 250, |n| {
            let mut files = bundle("content/01-s/m", n);
            files[0].1 = format!(
                "---\ntitle: M\nradar:\n{}---\nx\n",
                each(n, |i| format!("  - mistake: R{i}\n    where: Page {i}\n    symptom: a{i}\n    repair: b{i}\n"))
            );
            files.extend(bare(""));
            files
        }),
    ]
}

fn findings() -> Vec<Dimension> {
    let wrong = |n| module(&each(n, |i| format!("keyy{i}: 1\n")), &"<div>x</div>\n\n[a](b.md)\n\n".repeat(n));
    let spread = |n| modules(n, |i| format!("checks:\n  - statements:\n      - Closing {i} #12 without\n"));
    vec![
        by(&["check", "--format", "json"], course("findings-json", 1_000, wrong)),
        by(&["check", "--format", "concise"], course("findings-concise", 1_000, wrong)),
        by(&["check", "--format", "github"], course("findings-github", 1_000, wrong)),
        course("findings-in-files", 250, spread),
        by(&["check", "--fix"], course("fix-files", 250, spread)),
    ]
}

fn module_text(number: usize, front: &str, body: &str) -> String {
    format!("---\ntitle: M{number}\n{front}---\n{body}")
}

/// Modules of one section with more front matter.
fn modules(count: usize, front: impl Fn(usize) -> String) -> Files {
    let module = |i| (format!("content/01-s/m{i}.md"), module_text(i, &front(i), "x\n"));
    bare("").into_iter().chain((0..count).map(module)).collect()
}

/// Modules of one section with bodies.
fn linked(count: usize, body: impl Fn(usize) -> String) -> Files {
    let module = |i| (format!("content/01-s/m{i}.md"), module_text(i, "", &body(i)));
    bare("").into_iter().chain((0..count).map(module)).collect()
}

/// A section with one module.
fn section(folder: &str, number: usize) -> [(String, String); 2] {
    [
        (format!("{folder}/_index.md"), format!("---\ntitle: S{number}\n---\n")),
        (format!("{folder}/m.md"), module_text(number, "", "x\n")),
    ]
}

/// A module of a section of a section …
fn nested(depth: usize) -> Files {
    let folder = |level: usize| format!("content{}", "/a".repeat(level));
    bare("").into_iter().chain((1..=depth).flat_map(|level| section(&folder(level), level))).collect()
}

fn bundle(folder: &str, practices: usize) -> Files {
    let page = |i| (format!("{folder}/practice/p{i}.md"), format!("---\ntitle: Page {i}\n---\nx\n"));
    let main = (format!("{folder}/index.md"), module_text(1, "", "x\n"));
    std::iter::once(main).chain((0..practices).map(page)).collect()
}

/// One module of many practice pages.
fn pages(count: usize, body: &str) -> Files {
    let files = bare("").into_iter().chain(bundle("content/01-s/m", count));
    files
        .map(|(path, text)| if path.contains("practice") { (path, format!("{text}\n{body}")) } else { (path, text) })
        .collect()
}

/// A bundle with files, and a body that may show each.
fn with_files(count: usize, ending: &str, body: impl Fn(usize) -> String) -> Files {
    let mut files = bare("");
    files.push(("content/01-s/m/index.md".to_owned(), module_text(1, "", &each(count, body))));
    files.extend((0..count).map(|i| (format!("content/01-s/m/f{i}.{ending}"), "x".to_owned())));
    files
}
