//! The manual of the rules: what each finds, why it matters, wrong and right.

use serde::Serialize;

use super::{Rule, Severity};

/// The page of the manual that holds all of it.
const MANUAL: &str = include_str!("../../docs/rules.md");

/// What the manual says about one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The rule.
    pub rule: Rule,
    /// The heading that it stands under, with its kin.
    pub family: &'static str,
    /// Text and examples in their order.
    pub blocks: Vec<Block>,
}

impl Explanation {
    /// What is said before the first label, as markdown with one line a paragraph.
    pub fn text(&self) -> String {
        let paragraphs = self.blocks.iter().map_while(|block| match block {
            Block::Paragraph(text) => Some(text.lines().collect::<Vec<_>>().join(" ")),
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
    /// A paragraph, as markdown.
    Paragraph(&'static str),
    /// A word in bold that stands over what follows: `Wrong`, `Right`.
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

/// All explanations, in the order of the manual.
pub fn explanations() -> Vec<Explanation> {
    read(MANUAL)
}

/// What the manual says about `rule`; a rule that it leaves out has no text.
pub fn explain(rule: Rule) -> Explanation {
    let known = explanations().into_iter().find(|explanation| explanation.rule == rule);
    known.unwrap_or(Explanation { rule, family: "", blocks: Vec::new() })
}

/// The keys of one explanation, in the order in which they are written.
#[derive(Serialize)]
struct Entry {
    rule: &'static str,
    family: &'static str,
    severity: Severity,
    fixed: bool,
    summary: &'static str,
    text: String,
    wrong: Vec<Example>,
    right: Vec<Example>,
}

/// Explanations as a JSON list with a line break at its end, one line an explanation. `fixed` is true for rules whose
/// severity a course cannot change.
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
        text: explanation.text(),
        wrong: explanation.examples("Wrong"),
        right: explanation.examples("Right"),
    };
    serde_json::to_string(&entry).expect("strings and booleans can always be written")
}

/// Reads a page of the fixed shape `# family`, ``## `rule` ``, paragraphs, `**label**` and fenced code. Headings of other
/// shapes end a section and start none.
fn read(page: &'static str) -> Vec<Explanation> {
    let mut found: Vec<Explanation> = Vec::new();
    let mut family = "";
    let mut section: Option<Explanation> = None;
    let mut rest = page;
    while !rest.is_empty() {
        let (block, after) = next_block(rest);
        rest = after;
        match block {
            Piece::Blank => {}
            Piece::Heading(heading) => {
                found.extend(section.take());
                if let Some(title) = heading.strip_prefix("# ") {
                    family = title;
                }
                section = rule_of(heading).map(|rule| Explanation { rule, family, blocks: Vec::new() });
            }
            Piece::Block(block) => section.iter_mut().for_each(|section| section.blocks.push(block.clone())),
        }
    }
    found.extend(section);
    found
}

/// The rule that a heading names: ``## `broken-link` ``.
fn rule_of(heading: &str) -> Option<Rule> {
    Rule::from_id(heading.strip_prefix("## `")?.strip_suffix('`')?)
}

/// What the next lines are.
enum Piece {
    Blank,
    Heading(&'static str),
    Block(Block),
}

/// The piece at the start of `text`, and what follows it.
fn next_block(text: &'static str) -> (Piece, &'static str) {
    let (line, after) = split_line(text);
    if line.trim().is_empty() {
        return (Piece::Blank, after);
    }
    if line.starts_with('#') {
        return (Piece::Heading(line.trim_end()), after);
    }
    let fence = &line[..line.len() - line.trim_start_matches('`').len()];
    if fence.len() >= 3 {
        let (code, rest) = until_line(after, |line| line.trim_end() == fence);
        return (Piece::Block(Block::Code(example(&line[fence.len()..], code))), split_line(rest).1);
    }
    if let Some(label) = line.trim_end().strip_prefix("**").and_then(|line| line.strip_suffix("**")) {
        return (Piece::Block(Block::Label(label)), after);
    }
    let (paragraph, rest) = until_line(text, |line| line.trim().is_empty());
    (Piece::Block(Block::Paragraph(paragraph.trim_end())), rest)
}

/// Reads the words after a fence: the language, then the path, then for whom.
fn example(info: &'static str, text: &'static str) -> Example {
    let mut words = info.split_whitespace().skip(1);
    Example { path: words.next(), is_for_instructors: words.any(|word| word == "edition=instructor"), text }
}

fn split_line(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or((text, ""))
}

/// `text` up to the first line that `is_end`, and from there.
fn until_line(text: &str, is_end: impl Fn(&str) -> bool) -> (&str, &str) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if is_end(line.trim_end_matches('\n')) {
            break;
        }
        at += line.len();
    }
    text.split_at(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "\
# Rules

Front.

# Text

## `raw-html`

One
line.

**Wrong**

````markdown content/a.md edition=instructor
```rust
# not a heading
```
````

```yaml clinic.yaml
title: C
```

**Right**

```console
$ clinic
```

# More

About it.

## `bad-math`

Last.";

    #[test]
    fn families_rules_text_and_examples_are_read() {
        let found = read(PAGE);
        let file = |path, is_for_instructors, text| Block::Code(Example { path, is_for_instructors, text });
        let html = Explanation {
            rule: Rule::RawHtml,
            family: "Text",
            blocks: vec![
                Block::Paragraph("One\nline."),
                Block::Label("Wrong"),
                file(Some("content/a.md"), true, "```rust\n# not a heading\n```\n"),
                file(Some("clinic.yaml"), false, "title: C\n"),
                Block::Label("Right"),
                file(None, false, "$ clinic\n"),
            ],
        };
        let math = Explanation { rule: Rule::BadMath, family: "More", blocks: vec![Block::Paragraph("Last.")] };
        assert_eq!(found, [html, math]);
    }

    #[test]
    fn every_rule_is_explained_in_the_order_of_the_rules() {
        let explained: Vec<Rule> = explanations().iter().map(|explanation| explanation.rule).collect();
        assert_eq!(explained, Rule::ALL);
    }

    #[test]
    fn every_explanation_begins_with_words_and_shows_wrong_before_right() {
        for Explanation { rule, family, blocks } in explanations() {
            assert!(!family.is_empty() && family != "Rules", "{rule} stands in no family");
            assert!(matches!(blocks.first(), Some(Block::Paragraph(_))), "{rule} begins without words");
            let labels: Vec<&str> = blocks
                .iter()
                .filter_map(|block| if let Block::Label(label) = block { Some(*label) } else { None })
                .collect();
            assert_eq!(labels, ["Wrong", "Right"], "{rule}");
        }
    }

    #[test]
    fn windows_line_ends_in_the_manual_do_no_harm() {
        let page: &'static str = Box::leak(PAGE.replace('\n', "\r\n").into_boxed_str());
        let rules: Vec<Rule> = read(page).iter().map(|explanation| explanation.rule).collect();
        assert_eq!(rules, [Rule::RawHtml, Rule::BadMath]);
    }
}
