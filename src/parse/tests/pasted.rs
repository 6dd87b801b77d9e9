//! A thousand lines as authors write them, put into front matter as authors paste them: without a thought for YAML.
//!
//! Each arrives as it was typed, or is one finding whose lines make it arrive. So it is with a thousand texts over several
//! lines, made from these: without quotes, in quotes of both kinds, and below `|-` and `>-`.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::course::markdown_settings;
use crate::finding::{Finding, Rule};
use crate::load::{PageSource, Role};
use crate::parse::parse;
use crate::strings::{ClinicWords, Strings};
use crate::syntax::markdown::Reader;
use crate::text::{SourceFile, SourcePath};

/// Rules about what stands in a text, not about whether it arrives.
const ABOUT_MARKDOWN: [Rule; 10] = [
    Rule::ForeignMark,
    Rule::RawHtml,
    Rule::BadMath,
    Rule::UnknownLanguage,
    Rule::UnknownAlert,
    Rule::UndefinedFootnote,
    Rule::RemoteImage,
    Rule::MissingImage,
    Rule::ImageWithoutAlt,
    Rule::UnknownPlaceholder,
];

/// Where a line is pasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    Title,
    Statement,
    Mistake,
    Hint,
}

impl Shape {
    const ALL: [Self; 4] = [Self::Title, Self::Statement, Self::Mistake, Self::Hint];

    /// The blanks that lines begin with which go on with a value.
    fn deeper(self) -> &'static str {
        match self {
            Self::Title => "  ",
            Self::Statement => "        ",
            Self::Mistake => "      ",
            Self::Hint => "          ",
        }
    }

    fn file(self, line: &str) -> String {
        match self {
            Self::Title => format!("---\ntitle: {line}\nchecks:\n  - statements: ['x']\n---\n"),
            Self::Statement => {
                format!("---\ntitle: T\nchecks:\n  - statements:\n      - First\n      - {line}\n      - Last\n---\n")
            }
            Self::Mistake => format!(
                "---\ntitle: T\nradar:\n  - mistake: {line}\n    where: W\n    symptom: S\n    repair: R\n---\n"
            ),
            Self::Hint => {
                format!("---\ntitle: T\nchecks:\n  - statements:\n      - text: T\n        hint: {line}\n---\n")
            }
        }
    }
}

struct Desk {
    reader: Reader,
    words: ClinicWords,
}

impl Desk {
    fn new() -> Self {
        let strings = Strings::load("en", &[], &mut Vec::new());
        Self { reader: Reader::new(markdown_settings(None, &strings)), words: strings.clinic_words() }
    }

    /// What is told of a file, and the text that arrived.
    fn read(&self, shape: Shape, text: &str) -> (Vec<Finding>, Option<String>) {
        let file = Arc::new(SourceFile::new(SourcePath::new("content/01-m.md"), text));
        let page = PageSource { file, role: Role::Single, section: String::new(), bundle: None };
        let document = parse(&page, &self.reader, &self.words);
        let mut findings = document.findings;
        findings.retain(|finding| !ABOUT_MARKDOWN.contains(&finding.rule));
        let own = &document.front.own;
        let statement = |index: usize| Some(own.groups.as_ref()?.first()?.statements.as_ref()?.get(index)?.clone());
        let arrived = match shape {
            Shape::Title => document.front.title.map(|title| title.source.to_string()),
            Shape::Statement => statement(1).map(|statement| statement.text.source.to_string()),
            Shape::Mistake => own.rows.first().and_then(|row| Some(row.mistake.as_ref()?.source.to_string())),
            Shape::Hint => statement(0).and_then(|statement| Some(statement.hint?.source.to_string())),
        };
        (findings, arrived)
    }
}

/// Without the one pair of quotes that YAML takes, and that a statement does not keep.
fn expected(line: &str, shape: Shape) -> Vec<String> {
    let mut accepted = vec![line.to_owned()];
    for quote in ['"', '\''] {
        if let Some(inner) = line.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            accepted.push(inner.to_owned());
            accepted.push(inner.replace(&format!("\\{quote}"), &quote.to_string()));
            accepted.push(inner.replace("''", "'"));
        }
    }
    if shape == Shape::Hint && matches!(line, "null" | "~") {
        // YAML's own words for nothing, where nothing may be.
        accepted.push(String::new());
    }
    if shape == Shape::Statement {
        accepted.push(line[crate::text::id::inside_quotes(line)].trim().to_owned());
        // `text:` is how the format itself begins a statement.
        accepted.extend(line.strip_prefix("text: ").map(str::to_owned));
    }
    accepted
}

fn with_fix(text: &str, finding: &Finding) -> Option<String> {
    let fix = finding.fix.as_ref()?;
    let mut lines: Vec<&str> = text.split('\n').collect();
    lines.splice(fix.line - 1..fix.end_line, fix.text.split('\n'));
    Some(lines.join("\n"))
}

#[derive(Debug, Default)]
struct Counts {
    as_they_are: usize,
    reported: BTreeMap<&'static str, usize>,
    certain: usize,
}

#[test]
fn each_line_arrives_or_is_told_with_the_lines_that_make_it_arrive() {
    let lines = std::fs::read_to_string("tests/fixtures/pasted/lines.txt").unwrap();
    let desk = Desk::new();
    let mut counts: BTreeMap<Shape, Counts> = BTreeMap::new();
    let mut wrong = Vec::new();
    for line in lines.lines() {
        for shape in Shape::ALL {
            if let Err(why) = paste(&desk, shape, line, counts.entry(shape).or_default()) {
                wrong.push(format!("{shape:?} {line}\n    {why}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} lines do not arrive:\n{}", wrong.len(), wrong.join("\n"));
    println!("{counts:#?}");
}

fn paste(desk: &Desk, shape: Shape, line: &str, counts: &mut Counts) -> Result<(), String> {
    pasted(desk, shape, line, &expected(line, shape), counts)
}

/// Pastes what was `typed`, of which one of `wanted` should arrive.
fn pasted(desk: &Desk, shape: Shape, typed: &str, wanted: &[String], counts: &mut Counts) -> Result<(), String> {
    let text = shape.file(typed);
    let (findings, arrived) = desk.read(shape, &text);
    let is_right = |text: &Option<String>| wanted.contains(&text.clone().unwrap_or_default());
    match &findings[..] {
        [] if is_right(&arrived) => {
            counts.as_they_are += 1;
            Ok(())
        }
        [] => Err(format!("becomes {arrived:?}")),
        [finding] => {
            let mended =
                with_fix(&text, finding).ok_or_else(|| format!("no fix: {} {}", finding.rule, finding.message))?;
            let (after, then) = desk.read(shape, &mended);
            if !after.is_empty() {
                return Err(format!("{} {}; mended: {:?}", finding.rule, mended.replace('\n', "⏎"), after[0].message));
            }
            if !is_right(&then) {
                return Err(format!("{} mended to {then:?}", finding.rule));
            }
            let certain = finding.fix.as_ref().is_some_and(|fix| fix.certain);
            if certain && !is_right(&arrived) {
                return Err(format!("{} read on with {arrived:?}", finding.rule));
            }
            counts.certain += usize::from(certain);
            *counts.reported.entry(finding.rule.id()).or_default() += 1;
            Ok(())
        }
        several => Err(several.iter().map(|f| format!("{} {}", f.rule, f.message)).collect::<Vec<_>>().join(" | ")),
    }
}

/// How an author writes a text over several lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Plain,
    Single,
    Double,
    Literal,
    Folded,
}

impl Form {
    const ALL: [Self; 5] = [Self::Plain, Self::Single, Self::Double, Self::Literal, Self::Folded];

    fn typed(self, lines: &[&str], shape: Shape) -> String {
        let gap = format!("\n{}", shape.deeper());
        let joined = lines.join(&gap);
        match self {
            Self::Plain => joined,
            Self::Single => format!("'{joined}'"),
            Self::Double => format!("\"{joined}\""),
            Self::Literal => format!("|-{gap}{joined}"),
            Self::Folded => format!(">-{gap}{joined}"),
        }
    }

    /// What may arrive of it.
    fn expected(self, lines: &[&str], shape: Shape) -> Vec<String> {
        let joined = lines.join(" ");
        let mut accepted =
            expected(if self == Self::Literal { lines.join("\n") } else { joined.clone() }.as_str(), shape);
        match self {
            Self::Single => accepted.extend(expected(&format!("'{joined}'"), shape)),
            Self::Double => accepted.extend(expected(&format!("\"{joined}\""), shape)),
            // A comment of its author's, by its looks.
            Self::Plain => {
                let text: Vec<&str> = lines.iter().copied().filter(|line| !is_comment(line)).collect();
                accepted.extend(expected(&text.join(" "), shape));
            }
            Self::Literal | Self::Folded => {}
        }
        accepted
    }
}

fn is_comment(line: &str) -> bool {
    line.starts_with('#') && line.trim_start_matches('#').chars().next().is_none_or(char::is_whitespace)
}

/// A thousand texts of two or three lines: lines of the fixture broken between words, and lines below one another.
fn texts(fixture: &str) -> Vec<Vec<&str>> {
    // What looks like a key of the format on a line of its own is taken for one.
    let is_key = |line: &&str| ["title: ", "text: ", "key: "].iter().any(|key| line.starts_with(key));
    let lines: Vec<&str> = fixture.lines().map(str::trim).collect();
    let texts = (0..).map(|number| text(&lines, number)).filter(|text| !text.iter().any(is_key));
    texts.take(1000).collect()
}

fn text<'f>(lines: &[&'f str], number: usize) -> Vec<&'f str> {
    let line = lines[number % lines.len()];
    let gaps: Vec<usize> = line.match_indices(' ').map(|(at, _)| at).collect();
    let pieces = match (number % 3, gaps.len()) {
        (0, 1..) => {
            let (head, tail) = line.split_at(gaps[number % gaps.len()]);
            vec![head, tail]
        }
        (1, 2..) => {
            let (one, two) = (gaps[gaps.len() / 3], gaps[gaps.len() - 1]);
            vec![&line[..one], &line[one..two], &line[two..]]
        }
        _ => vec![line, lines[(number + 1) % lines.len()]],
    };
    // A mark of a block alone begins one, and a quotation mark alone is none of a text.
    pieces.into_iter().map(str::trim).filter(|piece| !matches!(*piece, "" | ">" | "|" | "|-" | "'")).collect()
}

#[test]
fn texts_over_several_lines_arrive_or_are_told_with_the_lines_that_make_them_arrive() {
    let fixture = std::fs::read_to_string("tests/fixtures/pasted/lines.txt").unwrap();
    let desk = Desk::new();
    let mut counts: BTreeMap<Form, Counts> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (number, lines) in texts(&fixture).iter().enumerate() {
        let shape = Shape::ALL[number / 3 % 4];
        for form in Form::ALL {
            let typed = form.typed(lines, shape);
            let wanted = form.expected(lines, shape);
            if let Err(why) = pasted(&desk, shape, &typed, &wanted, counts.entry(form).or_default()) {
                wrong.push(format!("{form:?} {shape:?}\n{typed}\n    {why}"));
            }
        }
    }
    println!("{counts:#?}");
    assert!(wrong.is_empty(), "{} texts do not arrive:\n{}", wrong.len(), wrong.join("\n"));
}
