//! `clinic check`

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use mistake_clinic::api::error::{Error, Result};
use mistake_clinic::api::finding::github;
use mistake_clinic::api::finding::{Counts, concise};
use mistake_clinic::api::finding::{json, json_with};
use mistake_clinic::api::fix::Repairs;
use mistake_clinic::api::fs::Root;
use mistake_clinic::api::load::Texts;
use mistake_clinic::api::pipeline::{self, Checked, Report, SheetCount};

use super::clock::Clock;
use super::course::{Common, prefix};
use super::files::Subject;
use super::say::Amount;
use super::{Status, paper, say};

/// How to show findings
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Each finding with its source line, a location marker, and help with fixing the problem
    Human,
    /// One finding per line, in a format that code editors understand
    Concise,
    /// JSON for other programs
    Json,
    /// Workflow commands that make GitHub show findings next to the affected lines
    Github,
}

impl Format {
    fn is_for_people(self) -> bool {
        matches!(self, Self::Human | Self::Concise)
    }
}

const AFTER_HELP: &str = "\
Examples:
  clinic check                                  check the course in this folder or in ./site
  clinic check content/01-intro/02-loops.md     show only the findings in this file

If you specify files, clinic reports and fixes problems only in those files, and only those problems affect the exit status. \
clinic still reads the whole course to check the links between files.

With `--fix`, clinic makes every repair that is certain to be correct. clinic adds quotes around text that YAML would reject \
or silently change, so the text stays exactly as you typed it. clinic also removes quotes that turn a number, `true`, or \
`false` into text. Before clinic makes a repair, it verifies that the rest of the file will stay the same. clinic writes no \
files until it has verified that all repairs work together. If several repairs are possible, clinic lists them and leaves \
the choice to you.

If a rule has more than twenty findings, or if the full list of findings would fill several screens, clinic shortens its \
output. The shortened output shows only the first few findings for each rule, shows identical findings only once, and counts \
the rest. To see every finding in full, use `--all`.

With `--paper`, clinic shows the page count for every sheet that prints by default, grouped by module. Page counts for logs \
and cards are exact, because clinic itself divides logs and cards into pages. All other page counts are estimates.";

/// Report problems in the course, or fix some of them with `--fix`
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Course folder, or the files to report on [default: the course in this folder, in ./site, or in a parent folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    common: Common,
    /// Output format for findings
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Show every finding in full, as all formats except `human` always do
    #[arg(long)]
    all: bool,
    /// Fix problems in the course files when the correct fix is certain
    #[arg(long)]
    fix: bool,
    /// Show how many printed pages each sheet takes up; works only with the `human` and `json` formats
    #[arg(long)]
    paper: bool,
}

/// What is shown of a course.
struct Shown {
    /// The course's folder.
    folder: Root,
    report: Report,
    /// How many findings there are in files that nobody asked about.
    elsewhere: Counts,
    /// How large the site is, in words.
    totals: String,
    /// The pages of its sheets, where somebody asked for them.
    counts: Option<Vec<SheetCount>>,
}

/// Checks.
pub(super) fn run(args: &Args) -> Result<Status> {
    let mut clock = Clock::start();
    let subject = Subject::new(&args.paths)?;
    if args.paper && !subject.is_whole() {
        return Err(Error::refused(
            "`--paper` works only with a whole course",
            "leave out either the file names or `--paper`",
        ));
    }
    let mut checked = check(args, &subject, Texts::new(), &mut clock)?;
    if args.fix {
        let mut repairs = Repairs::default();
        // One round is enough, unless a file has so much to repair that it was not read to its end.
        while repairs.add(&checked.report)? {
            checked = check(args, &subject, repairs.texts(), &mut clock)?;
        }
        say::changes(&repairs.write(&checked.folder)?);
    }
    let time = clock.stop();
    let is_whole = show(&checked, args, &subject.course)?;
    let Shown { report, totals, elsewhere, .. } = checked;
    if args.format.is_for_people() {
        say::counts_by_rule(&report.findings);
    }
    let counts = say::counts(report.counts);
    let what = if subject.is_whole() { totals } else { say::of(subject.count(), "file") };
    say::note(&format!("{what}, {counts} in {time}"));
    if elsewhere != Counts::default() {
        say::note(&format!("{} in other files in the course", say::counts(elsewhere)));
    }
    if args.format.is_for_people() {
        say::where_all_are(is_whole);
        say::what_next(&report.findings);
    }
    if args.common.verbose {
        say::table(&clock.table());
    }
    let failed = report.counts.errors > 0 || (args.common.deny_warnings && report.counts.warnings > 0);
    Ok(if failed { Status::Findings } else { Status::Clean })
}

/// What is wrong with the subject as the course will be with these texts.
fn check(args: &Args, subject: &Subject, texts: Texts, clock: &mut Clock) -> Result<Shown> {
    let (root, options) = (&subject.course, args.common.options());
    let mut observer = |stage| clock.stage(stage);
    if texts.is_empty() && !args.paper {
        let Checked { report, totals, folders, note } =
            pipeline::check(args.common.course(root), options, args.common.caching(), &mut observer)?;
        subject.verify(&folders)?;
        if let Some(note) = note {
            say::note(&note);
        }
        let (report, elsewhere) = subject.part_of(report);
        return Ok(Shown { folder: Root::new(root), report, elsewhere, totals: say::size(totals), counts: None });
    }
    let site = pipeline::read_with(args.common.course(root), texts, options, &mut observer)?;
    let (folder, totals) = (site.folder().clone(), say::size(site.totals()));
    let counts = args.paper.then(|| site.sheet_counts());
    let (report, elsewhere) = subject.part_of(site.inspect(&mut observer));
    Ok(Shown { folder, report, elsewhere, totals, counts })
}

/// The findings, as the command's result. True where each of them is there in full.
fn show(checked: &Shown, args: &Args, course: &Path) -> Result<bool> {
    let report = &checked.report;
    let Report { findings, sources, .. } = report;
    let from = |base: &Path| prefix(course, base);
    let text = match args.format {
        Format::Human => {
            let amount = if args.all { Amount::All } else { Amount::Few };
            let is_whole = say::findings_as_result(report, amount)?;
            say::blank_line_after(findings);
            if let Some(counts) = &checked.counts {
                say::result(&paper::table(counts))?;
            }
            return Ok(is_whole);
        }
        Format::Concise => concise(findings, sources, &from(Path::new("."))),
        Format::Json => match &checked.counts {
            Some(counts) => json_with(findings, sources, "paper", counts),
            None => json(findings, sources),
        },
        Format::Github => {
            // A workflow may have gone into a folder; what it shows is named from the repository's own.
            let repository = std::env::var_os("GITHUB_WORKSPACE").filter(|folder| !folder.is_empty());
            let repository = repository.unwrap_or_else(|| ".".into());
            github(findings, sources, &from(Path::new(&repository)))
        }
    };
    say::result(&text)?;
    Ok(true)
}
