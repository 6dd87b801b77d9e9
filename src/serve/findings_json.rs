//! Findings as browsers get them.

use std::sync::Arc;

use serde::Serialize;

use super::site::News;
use crate::finding::family::families;
use crate::finding::report::{Counts, Sources};
use crate::finding::{Finding, Fix, Rule, Severity, guide};
use crate::pipeline::{Hidden, Report};

/// A browser gets no more findings than this.
const MOST: usize = 50;

/// More findings than this are given rule by rule, those that say the same once.
const MANY: usize = 20;

/// And no more of one rule than this.
const MOST_OF_RULE: usize = 5;

/// No more of a source line than this many characters.
const LINE: usize = 200;

/// How many characters before the marked ones are kept of a line that is too long.
const BEFORE: usize = 40;

/// In place of words that learners may not see.
const IN_TERMINAL: &str = "learners do not see this text, so it is shown only in the terminal";

/// What stands in the place of words about a text that learners do not see.
const TELLS: &str = "see the terminal for the other findings, which are about text that learners do not see";

#[derive(Serialize)]
struct Message<'a> {
    generation: u64,
    complete: bool,
    errors: usize,
    warnings: usize,
    findings: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'a str,
    severity: Severity,
    path: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
    /// At how many other places the same is found.
    more: usize,
    help: Option<&'a str>,
    source: Option<Excerpt>,
    fix: Option<&'a Fix>,
    /// Where the preview explains the rule, from the address of its script.
    page: String,
}

/// A line, or a part of it, and the marked characters in that, from 0.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Excerpt {
    line: usize,
    text: String,
    start: usize,
    end: usize,
}

/// What is wrong after change number `generation`, errors first, as JSON in one line.
pub(super) fn findings(generation: u64, news: &News) -> String {
    let report = &news.report;
    let Counts { errors, warnings } = report.counts;
    let shown = shown(&report.findings).into_iter().take(MOST);
    let findings = shown.map(|(finding, more)| entry(finding, more, report)).collect();
    let message = Message { generation, complete: news.complete, errors, warnings, findings };
    serde_json::to_string(&message).expect("strings, numbers and booleans can always be written")
}

/// The findings that are shown, each with the number of others that it stands for.
fn shown(findings: &[Finding]) -> Vec<(&Finding, usize)> {
    if findings.len() <= MANY {
        let mut all: Vec<(&Finding, usize)> = findings.iter().map(|finding| (finding, 0)).collect();
        all.sort_by_key(|(finding, _)| finding.severity != Severity::Error);
        return all;
    }
    let first = families(findings).into_iter().flat_map(|family| family.alike.into_iter().take(MOST_OF_RULE));
    first.map(|alike| (alike.first, alike.others.len())).collect()
}

fn entry<'a>(finding: &'a Finding, more: usize, report: &'a Report) -> Entry<'a> {
    let Report { sources, withheld, .. } = report;
    let (start, _) = sources.positions(finding);
    let whole = Entry {
        rule: Rule::id(finding.rule),
        severity: finding.severity,
        path: finding.place.path.as_str(),
        line: start.line,
        column: start.column,
        message: &finding.message,
        more,
        help: finding.help.as_deref(),
        source: excerpt(finding, sources),
        fix: finding.fix.as_ref(),
        page: guide::address_within(finding.rule),
    };
    let message = finding.rule.summary().trim_end_matches('.');
    match withheld.of_finding(finding, sources.get(&finding.place.path).map(Arc::as_ref)) {
        Hidden::Nothing => whole,
        Hidden::Words => Entry { message, help: Some(TELLS), fix: None, ..whole },
        Hidden::All => Entry { message, help: Some(IN_TERMINAL), source: None, fix: None, ..whole },
    }
}

/// The line that a finding starts in; none where it is about a whole file.
fn excerpt(finding: &Finding, sources: &Sources) -> Option<Excerpt> {
    let file = sources.get(&finding.place.path).filter(|_| finding.place.span().end > 0)?;
    let (start, end) = sources.positions(finding);
    let whole = file.line(start.line);
    let length = whole.chars().count();
    let from = (start.column - 1).min(length);
    let to = if end.line == start.line { (end.column - 1).clamp(from, length) } else { length };
    let cut = if length > LINE { from.saturating_sub(BEFORE).min(length - LINE) } else { 0 };
    let text = whole.chars().skip(cut).take(LINE).collect();
    Some(Excerpt { line: start.line, text, start: from - cut, end: (to - cut).min(LINE) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Place, SourceFile, SourcePath, Span};

    fn excerpt_of(text: &str, span: Span) -> Excerpt {
        let path = SourcePath::new("content/a.md");
        let sources = [Arc::new(SourceFile::new(path.clone(), text))].into_iter().collect();
        excerpt(&Finding::new(Rule::BrokenLink, Place::new(&path, span), "x"), &sources).unwrap()
    }

    #[test]
    fn many_findings_are_few_entries_errors_first() {
        let at = |number: usize, rule: Rule, message: &str| {
            let path = SourcePath::new(format!("content/{number}.md"));
            Finding::new(rule, Place::file(&path), message)
        };
        let few = [at(1, Rule::NoClinic, "none"), at(1, Rule::MissingTitle, "none"), at(2, Rule::NoClinic, "none")];
        let reported = |findings: &[Finding]| -> Vec<(Rule, usize)> {
            shown(findings).iter().map(|(finding, more)| (finding.rule, *more)).collect()
        };
        assert_eq!(reported(&few), [(Rule::MissingTitle, 0), (Rule::NoClinic, 0), (Rule::NoClinic, 0)]);
        let many = (0..500).flat_map(|number| {
            [at(number, Rule::NoClinic, "none"), at(number, Rule::BrokenLink, &format!("to {}", number / 2))]
        });
        let many: Vec<Finding> = many.collect();
        assert_eq!(reported(&many), [vec![(Rule::BrokenLink, 1); 5], vec![(Rule::NoClinic, 499)]].concat());
    }

    #[test]
    fn the_marked_characters_are_counted_in_the_line() {
        let text = "---\n- Closing é #12 now\n";
        let at = text.find("#12").unwrap();
        let found = excerpt_of(text, Span::new(at, at + 3));
        assert_eq!(found, Excerpt { line: 2, text: "- Closing é #12 now".into(), start: 12, end: 15 });
    }

    #[test]
    fn a_mark_over_several_lines_ends_with_the_first() {
        assert_eq!(excerpt_of("ab\ncd\n", Span::new(1, 5)), Excerpt { line: 1, text: "ab".into(), start: 1, end: 2 });
    }

    #[test]
    fn of_a_long_line_the_part_around_the_mark_is_kept() {
        let text = format!("{}mark{}", "a".repeat(5000), "b".repeat(5000));
        let found = excerpt_of(&text, Span::new(5000, 5004));
        assert_eq!((found.text.chars().count(), found.start, found.end), (200, 40, 44));
        assert!(found.text[found.start..].starts_with("markb"));
        let found = excerpt_of(&text, Span::new(9_999, 10_004));
        assert_eq!((found.text.len(), found.start, found.end), (200, 195, 200));
    }

    #[test]
    fn a_finding_about_a_whole_file_has_no_line() {
        let path = SourcePath::new("a.md");
        let finding = Finding::new(Rule::BrokenLink, Place::file(&path), "x");
        assert_eq!(excerpt(&finding, &[Arc::new(SourceFile::new(path, "a"))].into_iter().collect()), None);
    }
}
