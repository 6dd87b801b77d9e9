//! Findings for editors: one line a finding, which leads to its place.

use super::Finding;
use super::report::{Sources, printable_in_line};

/// Each finding as `path:line:column: severity[rule] message`, in the order given; empty for none.
///
/// `folder` is where the course lies, seen from where the paths are followed, with a final `/` unless it is empty. Lines
/// and columns count from 1, columns in characters; a finding about a whole file is at 1:1, so that every line has the
/// same shape. Nothing that stands in the findings can break a line or control the terminal.
pub fn concise(findings: &[Finding], sources: &Sources, folder: &str) -> String {
    findings.iter().map(|finding| line(finding, sources, folder)).collect()
}

fn line(finding: &Finding, sources: &Sources, folder: &str) -> String {
    let Finding { rule, severity, place, message, .. } = finding;
    let (start, _) = sources.positions(finding);
    let path = printable_in_line(&format!("{folder}{}", place.path));
    let message = printable_in_line(message);
    format!("{path}:{}:{}: {severity}[{rule}] {message}\n", start.line, start.column)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use insta::assert_snapshot;

    use crate::finding::Rule;
    use crate::finding::report::controls_terminal;
    use crate::text::{Place, SourceFile, SourcePath, Span};

    use super::*;

    #[test]
    fn a_finding_is_one_line_with_its_place_in_characters() {
        let path = SourcePath::new("content/a.md");
        let text = "one\r\n\t漢字 👩\u{200d}🔬 [x](y.md)\r\n";
        let sources: Sources = [Arc::new(SourceFile::new(path.clone(), text))].into_iter().collect();
        let start = text.find("y.md").unwrap();
        let findings = [
            Finding::new(Rule::BrokenLink, Place::new(&path, Span::new(start, start + 4)), "leads to nothing")
                .help("h"),
            Finding::new(Rule::NoClinic, Place::file(&path), "neither radar nor checks"),
            Finding::new(Rule::NotUtf8, Place::file(&SourcePath::new("content/b.md")), "not text"),
        ];
        assert_snapshot!(concise(&findings, &sources, ""), @r"
        content/a.md:2:13: error[broken-link] leads to nothing
        content/a.md:1:1: warning[no-clinic] neither radar nor checks
        content/b.md:1:1: error[not-utf8] not text
        ");
        assert!(concise(&findings, &sources, "../course/").starts_with("../course/content/a.md:2:13: "));
        assert_eq!(concise(&[], &sources, "site/"), "");
    }

    #[test]
    fn nothing_breaks_the_line_or_controls_the_terminal() {
        let path = SourcePath::new("a\n\u{1b}[1m.md");
        let finding =
            Finding::new(Rule::BrokenLink, Place::file(&path), "one\r\ntwo\tthree \u{1b}[2J \u{202e}x \u{2028}y");
        let drawn = concise(&[finding], &Sources::default(), "");
        assert_eq!(drawn.lines().count(), 1);
        assert!(!drawn.trim_end().contains(controls_terminal), "{drawn:?}");
        assert_eq!(drawn, "a␊␛[1m.md:1:1: error[broken-link] one␊two    three ␛[2J �x �y\n");
    }
}
