//! The explanations of the rules, from their pages in the guide: what each finds, why it matters, wrong and right.

use serde::Serialize;

use super::guide::{Page, address, relinked, split_line, until_line};
use super::{Rule, Severity};

/// What the guide says about one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The rule.
    pub rule: Rule,
    /// What it is about, with its kin: `YAML`, `Paper`.
    pub family: &'static str,
    /// Text and examples in their order.
    pub blocks: Vec<Block>,
}

impl Explanation {
    /// What is said before the first label, as markdown with one line a paragraph, row of a table or item of a list.
    pub fn text(&self) -> String {
        let paragraphs = self.blocks.iter().map_while(|block| match block {
            Block::Paragraph(text) => Some(text.as_str()),
            Block::Label(_) | Block::Code(_) => None,
        });
        paragraphs.collect::<Vec<_>>().join("\n\n")
    }

    /// The examples under a label, `Wrong` or `Right`.
    pub fn examples(&self, label: &str) -> Vec<Example> {
        let after = self.blocks.iter().skip_while(|block| !matches!(block, Block::Label(it) if *it == label));
        let own = after.skip(1).take_while(|block| !matches!(block, Block::Label(_)));
        own.filter_map(|block| if let Block::Code(example) = block { Some(*example) } else { None }).collect()
    }
}

/// A piece of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph, table or list, as markdown in which other pages of the guide are named and not linked; its rows and
    /// items have a line each.
    Paragraph(String),
    /// The heading over what follows: `Wrong`, `Right`.
    Label(&'static str),
    /// Lines of a file or of a terminal.
    Code(Example),
}

/// A code block, and the file of a course that it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Example {
    /// The file's path in the course; none where it is no file.
    pub path: Option<&'static str>,
    /// Whether it shows something in the instructor edition.
    #[serde(skip)]
    pub is_for_instructors: bool,
    /// All lines, each with its line break.
    pub text: &'static str,
}

/// All explanations, in the order of the rules.
pub fn explanations() -> Vec<Explanation> {
    Rule::ALL.iter().copied().map(explain).collect()
}

/// What the guide says about `rule`.
pub fn explain(rule: Rule) -> Explanation {
    read(rule, Page::of(rule))
}

/// The keys of one explanation, in the order in which they are written.
#[derive(Serialize)]
struct Entry {
    rule: &'static str,
    family: &'static str,
    severity: Severity,
    fixed: bool,
    summary: &'static str,
    page: String,
    text: String,
    wrong: Vec<Example>,
    right: Vec<Example>,
}

/// Explanations as a JSON list with a line break at its end, one line an explanation. `fixed` is true for rules whose
/// severity a course cannot change; `page` is the page's address in the guide.
pub fn json(explanations: &[Explanation]) -> String {
    let lines: Vec<String> = explanations.iter().map(entry).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

fn entry(explanation: &Explanation) -> String {
    let rule = explanation.rule;
    let entry = Entry {
        rule: rule.id(),
        family: explanation.family,
        severity: rule.severity(),
        fixed: rule.is_fixed(),
        summary: rule.summary(),
        page: address(rule),
        text: explanation.text(),
        wrong: explanation.examples("Wrong"),
        right: explanation.examples("Right"),
    };
    serde_json::to_string(&entry).expect("strings and booleans can always be written")
}

/// Reads a page of the fixed shape: a line about the severity, paragraphs, `## label` and fenced code.
fn read(rule: Rule, page: Page) -> Explanation {
    let mut blocks = Vec::new();
    let mut rest = page.text;
    while !rest.is_empty() {
        let (block, after) = next_block(rest);
        blocks.extend(block);
        rest = after;
    }
    if matches!(blocks.first(), Some(Block::Paragraph(text)) if tells_severity(text)) {
        blocks.remove(0);
    }
    Explanation { rule, family: page.value("tags"), blocks }
}

/// Whether a paragraph is the line about a rule's severity, which is known without it.
fn tells_severity(text: &str) -> bool {
    ["**Error.**", "**Warning.**"].iter().any(|severity| text.starts_with(severity))
}

/// The block at the start of `text`, if it is more than an empty line, and what follows.
fn next_block(text: &'static str) -> (Option<Block>, &'static str) {
    let (line, after) = split_line(text);
    if line.trim().is_empty() {
        return (None, after);
    }
    if line.starts_with('#') {
        return (Some(Block::Label(line.trim_matches(['#', ' ', '\r']))), after);
    }
    let fence = &line[..line.len() - line.trim_start_matches('`').len()];
    if fence.len() >= 3 {
        let (code, rest) = until_line(after, |line| line.trim_end() == fence);
        return (Some(Block::Code(example(&line[fence.len()..], code))), split_line(rest).1);
    }
    let (paragraph, rest) = until_line(text, |line| line.trim().is_empty());
    (Some(Block::Paragraph(unwrapped(&relinked(paragraph, is_away)))), rest)
}

/// Where a link leads outside of the guide; all others are only words here.
fn is_away(destination: &str) -> Option<String> {
    destination.contains("://").then(|| destination.to_owned())
}

/// A paragraph in one line; rows of a table and items of a list stay apart.
fn unwrapped(paragraph: &str) -> String {
    let mut text = String::with_capacity(paragraph.len());
    for line in paragraph.lines().map(str::trim) {
        if !text.is_empty() {
            text.push(if line.starts_with(['|', '-', '*']) && !line.starts_with("**") { '\n' } else { ' ' });
        }
        text.push_str(line);
    }
    text
}

/// What follows the name of a file that is looked at in the instructor edition.
const FOR_INSTRUCTORS: &str = ", instructor edition";

/// Reads what stands behind a fence: the language, then the title, which is the path of a file.
fn example(info: &'static str, text: &'static str) -> Example {
    let title = info.split_once("title=\"").and_then(|(_, title)| title.split('"').next());
    let path = title.map(|title| title.strip_suffix(FOR_INSTRUCTORS).unwrap_or(title));
    Example { path, is_for_instructors: path != title, text }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "\
---
title: 'raw-html'
tags: [Text]
---
**Error.** You cannot [change](_index.md#severity) it.

One
line, see [`bad-math`](bad-math.md) and [a page](https://example.org/).

| a | b |
|---|---|
| c | d |

## Wrong

````markdown title=\"content/a.md, instructor edition\"
```rust
# not a heading
```
````

```yaml title=\"clinic.yaml\"
title: C
```

## Right

```console
$ clinic
```
";

    #[test]
    fn family_text_and_examples_are_read() {
        let file = |path, is_for_instructors, text| Block::Code(Example { path, is_for_instructors, text });
        let html = Explanation {
            rule: Rule::RawHtml,
            family: "Text",
            blocks: vec![
                Block::Paragraph("One line, see `bad-math` and [a page](https://example.org/).".to_owned()),
                Block::Paragraph("| a | b |\n|---|---|\n| c | d |".to_owned()),
                Block::Label("Wrong"),
                file(Some("content/a.md"), true, "```rust\n# not a heading\n```\n"),
                file(Some("clinic.yaml"), false, "title: C\n"),
                Block::Label("Right"),
                file(None, false, "$ clinic\n"),
            ],
        };
        assert_eq!(read(Rule::RawHtml, Page::read(PAGE)), html);
    }

    #[test]
    fn every_explanation_begins_with_words_and_shows_wrong_before_right() {
        for Explanation { rule, family, blocks } in explanations() {
            assert!(!family.is_empty(), "{rule} is of no family");
            assert!(matches!(blocks.first(), Some(Block::Paragraph(_))), "{rule} begins without words");
            let labels: Vec<&str> = blocks
                .iter()
                .filter_map(|block| if let Block::Label(label) = block { Some(*label) } else { None })
                .collect();
            assert_eq!(labels, ["Wrong", "Right"], "{rule}");
        }
    }

    #[test]
    fn windows_line_ends_in_a_page_do_no_harm() {
        let file: &'static str = Box::leak(PAGE.replace('\n', "\r\n").into_boxed_str());
        let (windows, unix) = (read(Rule::RawHtml, Page::read(file)), read(Rule::RawHtml, Page::read(PAGE)));
        assert_eq!((windows.text(), windows.family), (unix.text(), unix.family));
        let paths = |explanation: &Explanation| -> Vec<Option<&str>> {
            explanation.examples("Wrong").iter().map(|example| example.path).collect()
        };
        assert_eq!(paths(&windows), paths(&unix));
    }
}
