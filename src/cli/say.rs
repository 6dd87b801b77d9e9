//! Words on the terminal: what was asked for to stdout, all else to stderr.

use std::io::{IsTerminal, Write as _};

use anstream::{eprint, eprintln, print};

use mistake_clinic::error::Error;
use mistake_clinic::finding::human::{Style, human};
use mistake_clinic::finding::json::json;
use mistake_clinic::finding::report::Counts;
use mistake_clinic::pipeline::Report;

const BOLD_RED: &str = "\x1b[1;31m";
const BOLD: &str = "\x1b[1m";
const RESET: &str = "\x1b[0m";

/// A problem of the environment, with what to do about it.
pub(super) fn error(error: &Error) {
    eprintln!("{BOLD_RED}error{RESET}: {error}");
    if let Some(help) = error.help() {
        eprintln!("  help: {help}");
    }
}

/// A line about what was done.
pub(super) fn note(line: &str) {
    eprintln!("{line}");
}

/// Findings as a command's result.
pub(super) fn findings_as_result(report: &Report, as_json: bool) {
    if as_json {
        print!("{}", json(&report.findings, &report.sources));
    } else {
        print!("{}", human(&report.findings, &report.sources, style(std::io::stdout().is_terminal())));
    }
}

/// Findings beside a command's result.
pub(super) fn findings(report: &Report) {
    eprint!("{}", human(&report.findings, &report.sources, style(std::io::stderr().is_terminal())));
}

/// Colour is taken out again by the stream where it is not wanted.
fn style(terminal: bool) -> Style {
    let width = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    Style { color: terminal, width: width.unwrap_or(120) }
}

/// `2 errors, 1 warning`
pub(super) fn counts(counts: Counts) -> String {
    match (counts.errors, counts.warnings) {
        (0, 0) => "no findings".to_owned(),
        (errors, 0) => of(errors, "error"),
        (0, warnings) => of(warnings, "warning"),
        (errors, warnings) => format!("{}, {}", of(errors, "error"), of(warnings, "warning")),
    }
}

/// `59 pages, 5 worksheets`
pub(super) fn size((pages, sheets): (usize, usize)) -> String {
    format!("{}, {}", of(pages, "page"), of(sheets, "worksheet"))
}

fn of(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// The part of a line that matters most.
pub(super) fn strong(text: &str) -> String {
    format!("{BOLD}{text}{RESET}")
}

/// Shows the stage that a run is at, on a terminal only, and takes it away again.
pub(super) fn progress(stage: Option<&str>) {
    if std::io::stderr().is_terminal() {
        eprint!("\r\x1b[2K{}", stage.map(|stage| format!("{stage} …")).unwrap_or_default());
        let _ = std::io::stderr().flush();
    }
}
