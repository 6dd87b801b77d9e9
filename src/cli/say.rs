//! Words on the terminal: what was asked for to stdout, all else to stderr.

use std::collections::BTreeSet;
use std::io::{ErrorKind, IsTerminal, Write as _, stderr, stdout};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice, eprint, eprintln};
use clap::ValueEnum;
use terminal_size::{Height, Width, terminal_size_of};

use mistake_clinic::api::error::{Error, Result};
use mistake_clinic::api::finding::{Abridged, Style, abridged, human};
use mistake_clinic::api::finding::{Counts, by_rule, printable, printable_in_line};
use mistake_clinic::api::finding::{Finding, Rule, Severity};
use mistake_clinic::api::fix::Change;
use mistake_clinic::api::pipeline::{Report, Totals};

const BOLD_RED: &str = "\x1b[1;31m";
const BOLD_YELLOW: &str = "\x1b[1;33m";
const BOLD: &str = "\x1b[1m";
const RESET: &str = "\x1b[0m";

/// When words are coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Into files and pipes, too
    Always,
    /// Not at all
    Never,
}

/// Whether nothing is said of what went well. The streams are the process's own, and so is how it speaks: this is chosen
/// before the first word and stays.
static IS_QUIET: AtomicBool = AtomicBool::new(false);

/// Chooses how the program speaks from now on.
pub(super) fn choose(quiet: bool, colour: Colour) {
    IS_QUIET.store(quiet, Ordering::Relaxed);
    let choice = match colour {
        Colour::Auto => ColorChoice::Auto,
        Colour::Always => ColorChoice::Always,
        Colour::Never => ColorChoice::Never,
    };
    choice.write_global();
}

fn is_quiet() -> bool {
    IS_QUIET.load(Ordering::Relaxed)
}

/// A problem of the environment, with what to do about it.
pub(super) fn error(error: &Error) {
    eprintln!("{BOLD_RED}error{RESET}: {}", printable(&error.to_string()));
    if let Some(help) = error.help() {
        eprintln!("  help: {}", printable(help));
    }
}

/// Something to be aware of that no file of a course is to blame for.
pub(super) fn warning(line: &str) {
    eprintln!("{BOLD_YELLOW}warning{RESET}: {}", printable(line));
}

/// A line about what was done.
pub(super) fn note(line: &str) {
    if !is_quiet() {
        eprintln!("{line}");
    }
}

/// Lines beside a command's result that somebody asked for.
pub(super) fn table(text: &str) {
    eprintln!("{text}");
}

/// What a command was asked for. Who stops reading early, as `head` does, has read enough.
pub(super) fn result(text: &str) -> Result<()> {
    let mut stream = anstream::stdout();
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Error::io("write to", Path::new("standard output"), error))
        }
        _ => Ok(()),
    }
}

/// How many of the findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    /// Each in full.
    All,
    /// Those that a person reads: a flood is cut to the first of each rule.
    Few,
}

/// Findings for people as a command's result. True where each is drawn in full.
pub(super) fn findings_as_result(report: &Report, amount: Amount) -> Result<bool> {
    let style = style(&stdout(), terminal_size_of(stdout()));
    let Abridged { text, is_whole } = match amount {
        Amount::All => Abridged { text: human(&report.findings, &report.sources, style), is_whole: true },
        Amount::Few => abridged(&report.findings, &report.sources, style),
    };
    result(&text)?;
    Ok(is_whole)
}

/// The lines that were repaired, as they were and as they are.
pub(super) fn changes(changes: &[Change]) {
    progress(None);
    for change in changes {
        note(&format!("repaired {change}"));
    }
    let files: BTreeSet<_> = changes.iter().map(|change| &change.path).collect();
    match (changes.len(), files.len()) {
        (0, _) => note("nothing to repair"),
        (1, _) => note("repaired 1 line"),
        (lines, files) => note(&format!("repaired {lines} lines in {}", of(files, "file"))),
    }
}

/// Findings beside a command's result, as many as a person reads. True where each is drawn in full.
pub(super) fn findings(report: &Report) -> bool {
    let style = style(&stderr(), terminal_size_of(stderr()));
    let Abridged { text, is_whole } = abridged(&report.findings, &report.sources, style);
    eprint!("{text}");
    is_whole
}

/// Where all findings are, if not all `is_whole` were shown in full.
pub(super) fn where_all_are(is_whole: bool) {
    if !is_whole {
        note("run `clinic check --all` to see every finding in full");
    }
}

fn style(stream: &impl RawStream, size: Option<(Width, Height)>) -> Style {
    Style { color: AutoStream::choice(stream) != ColorChoice::Never, width: width(size) }
}

/// The columns of the terminal; of one of good size where there is none.
fn width(size: Option<(Width, Height)>) -> usize {
    let requested = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let known = size.map(|(Width(columns), _)| usize::from(columns));
    requested.or(known).unwrap_or(120)
}

/// The columns of standard output, or fewer where lines of text would be too long to be read with ease.
pub(super) fn text_width() -> usize {
    width(terminal_size_of(stdout())).clamp(40, 96)
}

/// Sets findings apart from what is said about them.
pub(super) fn blank_line_after(findings: &[Finding]) {
    if !findings.is_empty() {
        note("");
    }
}

/// Some findings are overlooked, many are not: from here on they are counted by rule.
const MANY: usize = 6;

/// What stands between many findings and their total: how many each rule has.
pub(super) fn counts_by_rule(findings: &[Finding]) {
    if findings.len() < MANY {
        return;
    }
    let counts = by_rule(findings);
    let wide = counts.iter().map(|(_, count)| count.to_string().len()).max().unwrap_or(0);
    for (rule, count) in counts {
        note(&format!("  {count:wide$}  {rule}"));
    }
}

/// What repairs some of these findings, and where more is said about their rules.
pub(super) fn what_next(findings: &[Finding]) {
    let certain = findings.iter().filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.certain));
    match (certain.count(), findings.len()) {
        (0, _) => {}
        (1, 1) => note("run `clinic check --fix` to fix this finding"),
        (certain, all) if certain == all => note("run `clinic check --fix` to fix these findings"),
        (certain, _) => note(&format!("run `clinic check --fix` to fix {certain} of these findings")),
    }
    match by_rule(findings).as_slice() {
        [] => {}
        [(rule, _)] => note(&format!("run `clinic explain {rule}` to learn more")),
        _ => note("run `clinic explain RULE` to learn more"),
    }
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
pub(super) fn size(totals: Totals) -> String {
    let Totals { pages, sheets, has_base_url: _ } = totals;
    format!("{}, {}", of(pages, "page"), of(sheets, "worksheet"))
}

/// `1 file`, `2 files`
pub(super) fn of(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// The part of a line that matters most.
pub(super) fn strong(text: &str) -> String {
    format!("{BOLD}{}{RESET}", printable_in_line(text))
}

/// A rule and its severity, as findings show them.
pub(super) fn rule(rule: Rule) -> String {
    let color = match rule.severity() {
        Severity::Error => BOLD_RED,
        Severity::Warning => BOLD_YELLOW,
    };
    format!("{color}{}{RESET}{BOLD}[{rule}]{RESET}", rule.severity())
}

/// Shows the stage that a run is at, on a terminal only, and takes it away again.
pub(super) fn progress(stage: Option<&str>) {
    if stderr().is_terminal() && !is_quiet() {
        eprint!("\r\x1b[2K{}", stage.map(|stage| format!("{stage} …")).unwrap_or_default());
        let _ = stderr().flush();
    }
}
