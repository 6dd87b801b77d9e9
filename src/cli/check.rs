//! `clinic check`

use std::path::Path;

use clap::ValueEnum;

use mistake_clinic::api::error::Result;
use mistake_clinic::api::finding::concise;
use mistake_clinic::api::finding::github;
use mistake_clinic::api::finding::{json, json_with};
use mistake_clinic::api::fix::Repairs;
use mistake_clinic::api::fs::Root;
use mistake_clinic::api::load::Texts;
use mistake_clinic::api::pipeline::{self, Checked, Report, SheetCount};

use super::course::{Clock, Common, prefix};
use super::say::Amount;
use super::{Status, paper, say};

/// How findings are shown
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the line, a marker, and what to do
    Human,
    /// One line each, which editors can follow to its place
    Concise,
    /// For programs
    Json,
    /// As commands of a workflow on GitHub, which shows them beside the lines
    Github,
}

impl Format {
    fn is_for_people(self) -> bool {
        matches!(self, Self::Human | Self::Concise)
    }
}

const AFTER_HELP: &str = "\
With `--fix`, lines whose repair is certain are written: those that YAML refuses or changes without
a word, put in quotes so that they say exactly what was typed, and numbers and truth values without
the quotes that make texts of them. Each repair is proved before: the file
is read with it, and all else in it is as it was. Nothing else in the files changes, and no file is
written before all repairs are known to go together. What may be meant in more than one way is shown,
and left to you.

Where a rule has more than twenty findings, or all of them would fill screens, the first of each rule are
shown, what says the same once, and the number of the rest. `--all` shows each in full.

With `--paper`, the pages of each sheet that is printed by default are told, module by module. Logs and
cards are cut into pages by clinic, so that their pages are known; all else is an estimate.";

/// Say what is wrong with a course, and change nothing in it but what you ask to be repaired
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    #[command(flatten)]
    common: Common,
    /// Form of the findings on standard output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Show each finding in full, however many there are; the other forms always have all
    #[arg(long)]
    all: bool,
    /// Write the repairs that are certain into the files of the course
    #[arg(long)]
    fix: bool,
    /// Say how many pages of paper each sheet takes, in the forms `human` and `json`
    #[arg(long)]
    paper: bool,
}

/// What is shown of a course.
struct Shown {
    /// The course's folder.
    folder: Root,
    report: Report,
    /// How large the site is, in words.
    totals: String,
    /// The pages of its sheets, where somebody asked for them.
    counts: Option<Vec<SheetCount>>,
}

/// Checks.
pub(super) fn run(args: &Args) -> Result<Status> {
    let mut clock = Clock::start();
    let mut checked = check(args, Texts::new(), &mut clock)?;
    if args.fix {
        let mut repairs = Repairs::default();
        // One round is enough, unless a file has so much to repair that it was not read to its end.
        while repairs.add(&checked.report)? {
            checked = check(args, repairs.texts(), &mut clock)?;
        }
        say::changes(&repairs.write(&checked.folder)?);
    }
    let time = clock.stop();
    let is_whole = show(&checked, args)?;
    let Shown { report, totals, .. } = checked;
    if args.format.is_for_people() {
        say::counts_by_rule(&report.findings);
    }
    let counts = say::counts(report.counts);
    say::note(&format!("{totals}, {counts} in {time}"));
    if args.format.is_for_people() {
        say::where_all_are(is_whole);
        say::what_next(&report.findings);
    }
    if args.common.timings {
        say::note(&clock.stages());
    }
    let failed = report.counts.errors > 0 || (args.common.deny_warnings && report.counts.warnings > 0);
    Ok(if failed { Status::Findings } else { Status::Clean })
}

/// Everything that is wrong with the course as it will be with these texts.
fn check(args: &Args, texts: Texts, clock: &mut Clock) -> Result<Shown> {
    if texts.is_empty() && !args.paper {
        let (root, options) = (args.common.folder()?, args.common.options());
        let Checked { report, totals, note } =
            pipeline::check(args.common.course(&root), options, args.common.caching(), &mut |stage| {
                clock.stage(stage);
            })?;
        if let Some(note) = note {
            say::note(&note);
        }
        return Ok(Shown { folder: Root::new(&root), report, totals: say::size(totals), counts: None });
    }
    let site = args.common.read_with(texts, clock)?;
    let (folder, totals) = (site.folder().clone(), say::size(site.totals()));
    let counts = args.paper.then(|| site.sheet_counts());
    Ok(Shown { folder, report: site.inspect(&mut |stage| clock.stage(stage)), totals, counts })
}

/// The findings, as the command's result. True where each of them is there in full.
fn show(checked: &Shown, args: &Args) -> Result<bool> {
    let report = &checked.report;
    let Report { findings, sources, .. } = report;
    let from = |base: &Path| Ok(prefix(&args.common.folder()?, base));
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
        Format::Concise => concise(findings, sources, &from(Path::new("."))?),
        Format::Json => match &checked.counts {
            Some(counts) => json_with(findings, sources, "paper", counts),
            None => json(findings, sources),
        },
        Format::Github => {
            // A workflow may have gone into a folder; what it shows is named from the repository's own.
            let repository = std::env::var_os("GITHUB_WORKSPACE").filter(|folder| !folder.is_empty());
            let repository = repository.unwrap_or_else(|| ".".into());
            github(findings, sources, &from(Path::new(&repository))?)
        }
    };
    say::result(&text)?;
    Ok(true)
}
