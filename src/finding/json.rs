//! Findings for programs: one JSON object, one line a finding.

use serde::Serialize;

use super::report::{Counts, Sources, controls_terminal};
use super::{Finding, Fix, Rule, Severity, guide};

/// The findings as one JSON object with a line break at its end; each finding stands in a line of its own.
///
/// Lines and columns count from 1, columns in characters; the end is the position after the last character. A finding
/// about a whole file, or one whose file is not in `sources`, is at 1:1. `page` is where the guide explains its rule.
pub fn json(findings: &[Finding], sources: &Sources) -> String {
    format!("{{{}}}\n", members(findings, sources))
}

/// The same with one key more, which holds a list; each of its entries stands in a line of its own too.
pub fn json_with<T: Serialize>(findings: &[Finding], sources: &Sources, key: &str, entries: &[T]) -> String {
    let lines: Vec<String> = entries.iter().map(written).collect();
    format!("{{{},\"{key}\":[{}]}}\n", members(findings, sources), list(&lines))
}

fn members(findings: &[Finding], sources: &Sources) -> String {
    let lines: Vec<String> = findings.iter().map(|finding| entry(finding, sources)).collect();
    let Counts { errors, warnings } = Counts::of(findings);
    format!("\"findings\":[{}],\"errors\":{errors},\"warnings\":{warnings}", list(&lines))
}

fn list(lines: &[String]) -> String {
    if lines.is_empty() { String::new() } else { format!("\n{}\n", lines.join(",\n")) }
}

fn written(entry: &impl Serialize) -> String {
    escaped(serde_json::to_string(entry).expect("strings, numbers and booleans can always be written"))
}

/// The keys of one finding, in the order in which they are written.
#[derive(Serialize)]
struct Entry<'a> {
    rule: &'a str,
    severity: Severity,
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    message: &'a str,
    help: Option<&'a str>,
    fix: Option<&'a Fix>,
    page: String,
}

fn entry(finding: &Finding, sources: &Sources) -> String {
    let (start, end) = sources.positions(finding);
    let entry = Entry {
        rule: Rule::id(finding.rule),
        severity: finding.severity,
        path: finding.place.path.as_str(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        message: &finding.message,
        help: finding.help.as_deref(),
        fix: finding.fix.as_ref(),
        page: guide::address(finding.rule),
    };
    written(&entry)
}

/// Escapes what is legal in JSON but would control a terminal; such characters stand in strings only.
fn escaped(json: String) -> String {
    if !json.contains(controls_terminal) {
        return json;
    }
    json.chars().fold(String::with_capacity(json.len() + 64), |mut text, character| {
        if controls_terminal(character) {
            push_escape(&mut text, character);
        } else {
            text.push(character);
        }
        text
    })
}

fn push_escape(text: &mut String, character: char) {
    use std::fmt::Write as _;
    for unit in character.encode_utf16(&mut [0; 2]) {
        let _ = write!(text, "\\u{unit:04x}");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use insta::assert_snapshot;

    use crate::text::{Place, SourceFile, SourcePath, Span};

    use super::*;

    fn sources(text: &str) -> (SourcePath, Sources) {
        let path = SourcePath::new("content/a.md");
        let file = SourceFile::new(path.clone(), text);
        (path, [Arc::new(file)].into_iter().collect())
    }

    #[test]
    fn every_finding_is_one_line_with_all_its_keys() {
        let (path, sources) = sources("---\ntitle: Coupling: «é»\n---\n");
        let span = Span::new(11, 27);
        let fix = Fix { line: 2, end_line: 2, text: "title: 'Coupling: «é»'".into(), certain: true };
        let findings = [
            Finding::new(Rule::YamlSyntax, Place::new(&path, span), "A colon").help("Quote it").fix(fix),
            Finding::new(Rule::NoClinic, Place::file(&SourcePath::new("content/b.md")), "Nothing \"here\""),
        ];
        assert_snapshot!(json(&findings, &sources), @r##"
        {"findings":[
        {"rule":"yaml-syntax","severity":"error","path":"content/a.md","line":2,"column":8,"end_line":2,"end_column":21,"message":"A colon","help":"Quote it","fix":{"line":2,"end_line":2,"text":"title: 'Coupling: «é»'","certain":true},"page":"rules/yaml-syntax/"},
        {"rule":"no-clinic","severity":"warning","path":"content/b.md","line":1,"column":1,"end_line":1,"end_column":1,"message":"Nothing \"here\"","help":null,"fix":null,"page":"rules/no-clinic/"}
        ],"errors":1,"warnings":1}
        "##);
    }

    #[test]
    fn no_findings_are_a_list_too() {
        assert_eq!(json(&[], &Sources::default()), "{\"findings\":[],\"errors\":0,\"warnings\":0}\n");
    }

    #[test]
    fn what_controls_a_terminal_is_escaped_and_comes_back() {
        let (path, sources) = sources("x");
        let message = "\u{1b}[2J \u{9b}2J \u{202e}abc \u{e0041} \u{7f} é";
        let finding = Finding::new(Rule::BrokenLink, Place::file(&path), message);
        let text = json(&[finding], &sources);
        assert!(!text.replace('\n', "").contains(controls_terminal), "{text}");
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["findings"][0]["message"], message);
    }

    #[test]
    fn ends_may_lie_in_other_lines_and_past_the_end_of_the_file() {
        let (path, sources) = sources("a\r\nbc");
        let finding = Finding::new(Rule::BrokenLink, Place::new(&path, Span::new(1, 99)), "x");
        let value: serde_json::Value = serde_json::from_str(&json(&[finding], &sources)).unwrap();
        let found = &value["findings"][0];
        assert_eq!([&found["line"], &found["column"], &found["end_line"], &found["end_column"]], [1, 2, 2, 3]);
    }
}
