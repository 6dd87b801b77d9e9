//! `clinic explain`

use std::fmt::Write as _;

use clap::ValueEnum;

use mistake_clinic::api::error::{Error, Result};
use mistake_clinic::api::finding::explain::{Block, Example, Explanation, explain, explanations, json};
use mistake_clinic::api::finding::guide::address;
use mistake_clinic::api::finding::nearest;
use mistake_clinic::api::finding::{Rule, Severity};

use super::{Status, say};

const AFTER_HELP: &str = "\
Each finding shows the name of its rule in brackets, as in `error[broken-link]`.

  clinic explain                            list every rule and what it finds
  clinic explain broken-link missing-image  explain two rules, with incorrect and correct examples";

/// How to show explanations
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Human-readable text
    Human,
    /// JSON for other programs
    Json,
}

/// Explain what a rule finds, why the problem matters, how to fix it, and how to switch off the rule
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Names of the rules to explain, as shown in findings [default: list all rules]
    #[arg(value_name = "RULE")]
    rules: Vec<String>,
    /// Output format for explanations
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Explains.
pub(super) fn run(args: &Args) -> Result<Status> {
    let rules = args.rules.iter().map(|id| rule(id)).collect::<Result<Vec<_>>>()?;
    let wanted = if rules.is_empty() { explanations() } else { rules.iter().copied().map(explain).collect() };
    let text = match args.format {
        Format::Json => json(&wanted),
        Format::Human if rules.is_empty() => list(&wanted),
        Format::Human => {
            let width = say::text_width();
            wanted.iter().map(|explanation| page(explanation, width)).collect::<Vec<_>>().join("\n\n")
        }
    };
    say::result(&text)?;
    Ok(Status::Clean)
}

fn rule(id: &str) -> Result<Rule> {
    Rule::from_id(id).ok_or_else(|| {
        let help = match nearest(id, Rule::ALL.iter().map(|rule| rule.id())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "run `clinic explain` to list all rules".to_owned(),
        };
        Error::refused(format!("`{id}` is not the name of a rule"), help)
    })
}

/// Every rule in a line, under the heading of its family.
fn list(explanations: &[Explanation]) -> String {
    let wide = explanations.iter().map(|explanation| explanation.rule.id().len()).max().unwrap_or(0);
    let mut text = String::new();
    let mut family = "";
    for explanation in explanations {
        if explanation.family != family {
            let gap = if family.is_empty() { "" } else { "\n" };
            family = explanation.family;
            let _ = writeln!(text, "{gap}{}", say::strong(family));
        }
        let rule = explanation.rule;
        let _ = writeln!(text, "  {:wide$}  {:7}  {}", rule.id(), rule.severity().to_string(), rule.summary());
    }
    text
}

/// All that there is to say about one rule.
fn page(explanation: &Explanation, width: usize) -> String {
    let rule = explanation.rule;
    let mut text = format!("{}\n{}\n", say::rule(rule), wrapped(rule.summary(), width));
    for block in &explanation.blocks {
        match block {
            Block::Paragraph(words) => {
                text.push('\n');
                for line in words.lines().filter(|line| !is_below_heads(line)) {
                    let _ = writeln!(text, "{}", wrapped(line, width));
                }
            }
            Block::Label(label) => {
                let _ = writeln!(text, "\n{}", say::strong(label));
            }
            Block::Code(example) => push_code(&mut text, example),
        }
    }
    let _ = write!(text, "\n{}\n\n{}", say::strong("Severity"), severity(rule, width));
    let _ = writeln!(text, "\n{} {}", say::strong("In the guide:"), address(rule));
    text
}

/// Whether a line stands between the heads and the rows of a table.
fn is_below_heads(line: &str) -> bool {
    line.starts_with('|') && line.trim_matches(['|', '-', ':', ' ']).is_empty()
}

fn push_code(text: &mut String, example: &Example) {
    text.push('\n');
    if let Some(path) = example.path {
        let _ = writeln!(text, "  {path}");
    }
    for line in example.text.lines() {
        let _ = writeln!(text, "{}", format!("    {line}").trim_end());
    }
}

/// What a course may do about the rule's severity.
fn severity(rule: Rule, width: usize) -> String {
    if rule.is_fixed() {
        let words = "Always an error. You cannot change this severity, because the problem could cause content to be lost, displayed incorrectly, or shown to the wrong readers.";
        return wrapped(words, width) + "\n";
    }
    let (now, other) = match rule.severity() {
        Severity::Error => ("An error", "To make the rule a warning, use `warn` instead of `off`"),
        Severity::Warning => ("A warning", "To make the rule an error, use `error` instead of `off`"),
    };
    let words = format!(
        "{now}. To switch off this rule, add these lines to `clinic.yaml` or to the front matter of a single file. {other}."
    );
    format!("{}\n\n    rules:\n      {rule}: off\n", wrapped(&words, width))
}

/// `text` in lines of at most `width` characters, as far as its words allow.
fn wrapped(text: &str, width: usize) -> String {
    let mut lines = String::with_capacity(text.len());
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            lines.push('\n');
            column = 0;
        } else if column > 0 {
            lines.push(' ');
            column += 1;
        }
        lines.push_str(word);
        column += length;
    }
    lines
}
