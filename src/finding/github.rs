//! Findings as workflow commands: GitHub shows them beside the lines of a change.

use std::fmt::Write as _;

use super::Finding;
use super::report::{Sources, printable, printable_in_line};

/// Each finding as one line `::error file=…,line=…,…::message`, its help and the lines that would cure it below its
/// message; empty for none.
///
/// `folder` is where the course lies in the repository, with a final `/` unless it is empty. A finding about a whole file
/// has no line.
pub fn github(findings: &[Finding], sources: &Sources, folder: &str) -> String {
    findings.iter().map(|finding| command(finding, sources, folder)).collect()
}

fn command(finding: &Finding, sources: &Sources, folder: &str) -> String {
    let path = printable_in_line(&format!("{folder}{}", finding.place.path));
    let mut line = format!("::{} file={}", finding.severity, property(&path));
    push_lines(&mut line, finding, sources);
    let _ = write!(line, ",title={}::{}", property(finding.rule.id()), data(&printable_in_line(&finding.message)));
    if let Some(help) = &finding.help {
        let _ = write!(line, "%0A{}", data(&printable(help)));
    }
    if let Some(fix) = &finding.fix {
        let _ = write!(line, "%0A{}", data(&printable(&fix.text)));
    }
    line + "\n"
}

/// Where the finding starts and ends. GitHub takes columns only if both are in one line.
fn push_lines(command: &mut String, finding: &Finding, sources: &Sources) {
    if sources.lines_of(finding).is_none() {
        return;
    }
    let (start, end) = sources.positions(finding);
    let _ = if start.line == end.line {
        let (line, column, end_column) = (start.line, start.column, end.column);
        write!(command, ",line={line},col={column},endLine={line},endColumn={end_column}")
    } else {
        write!(command, ",line={},endLine={}", start.line, end.line)
    };
}

/// What stands after `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which ends at a comma or colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use insta::assert_snapshot;

    use crate::finding::Rule;
    use crate::text::{Place, SourceFile, SourcePath, Span};

    use super::*;

    fn shown(finding: Finding, text: &str, folder: &str) -> String {
        let source = Arc::new(SourceFile::new(finding.place.path.clone(), text));
        github(&[finding], &[source].into_iter().collect(), folder)
    }

    fn at(path: &str, start: usize, end: usize) -> Finding {
        Finding::new(Rule::BrokenLink, Place::new(&SourcePath::new(path), Span::new(start, end)), "leads to nothing")
    }

    #[test]
    fn a_finding_is_a_command_with_its_place_in_the_repository() {
        let found = at("content/a.md", 7, 8).help("link to `b.md`");
        assert_snapshot!(shown(found, "é\r\n漢x\r\n", "site/"), @"::error file=site/content/a.md,line=2,col=2,endLine=2,endColumn=3,title=broken-link::leads to nothing%0Alink to `b.md`");
        assert_eq!(github(&[], &Sources::default(), "site/"), "");
    }

    #[test]
    fn a_finding_over_several_lines_has_no_columns() {
        assert_snapshot!(shown(at("a.md", 1, 6), "one\ntwo\n", ""), @"::error file=a.md,line=1,endLine=2,title=broken-link::leads to nothing");
    }

    #[test]
    fn a_finding_about_a_whole_or_unknown_file_has_no_line() {
        let path = SourcePath::new("a.md");
        let whole = Finding::new(Rule::NoClinic, Place::file(&path), "no radar");
        assert_snapshot!(shown(whole, "text", ""), @"::warning file=a.md,title=no-clinic::no radar");
        let unknown = github(&[at("a.md", 3, 4)], &Sources::default(), "");
        assert_snapshot!(unknown, @"::error file=a.md,title=broken-link::leads to nothing");
    }

    #[test]
    fn what_would_end_a_property_or_command_is_escaped() {
        let path = SourcePath::new("content/50 %, a: b.md");
        let found =
            Finding::new(Rule::BrokenLink, Place::file(&path), "100 %: one,\r\ntwo\n::error::three").help("a\nb %0A");
        assert_snapshot!(shown(found, "", ""), @"::error file=content/50 %25%2C a%3A b.md,title=broken-link::100 %25: one,␊two␊::error::three%0Aa%0Ab %250A");
        assert_eq!(data("a\rb\r\n"), "a%0Db%0D%0A");
    }

    #[test]
    fn nothing_can_control_a_terminal() {
        let path = SourcePath::new("a\n\u{1b}b.md");
        let found = Finding::new(Rule::BrokenLink, Place::file(&path), "m\u{1b}[2J").help("h\u{202e}");
        assert_snapshot!(shown(found, "", ""), @"::error file=a␊␛b.md,title=broken-link::m␛[2J%0Ah�");
    }
}
