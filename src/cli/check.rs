//! `clinic check`

use std::path::PathBuf;

use clap::ValueEnum;

use mistake_clinic::error::Result;
use mistake_clinic::pipeline::{self, Options};

use super::course::{Clock, Edition, find};
use super::{Status, say};

/// How findings are shown
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the line, a marker, and what to do
    Human,
    /// For programs
    Json,
}

/// Say what is wrong with a course, and write nothing
#[derive(clap::Args)]
pub(super) struct Args {
    /// Folder of the course; found here, in ./site, or above by default
    dir: Option<PathBuf>,
    /// Check what learners get, or what instructors get
    #[arg(long, value_enum, default_value_t = Edition::Learner)]
    edition: Edition,
    /// Include pages with `draft: true`
    #[arg(long)]
    drafts: bool,
    /// Form of the findings on standard output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// End with status 1 when there are warnings
    #[arg(long)]
    deny_warnings: bool,
    /// Say how long each stage took
    #[arg(long)]
    timings: bool,
}

/// Checks.
pub(super) fn run(args: &Args) -> Result<Status> {
    let mut clock = Clock::start();
    let root = find(args.dir.as_deref())?;
    let options = Options { edition: args.edition.into(), drafts: args.drafts };
    let site = pipeline::read(&root, options, &mut |stage| clock.stage(stage))?;
    let (pages, sheets) = site.size();
    let report = site.check(&mut |stage| clock.stage(stage));
    let time = clock.stop();
    say::findings_as_result(&report, args.format == Format::Json);
    let counts = say::counts(report.counts);
    say::note(&format!("{}: {pages} pages, {sheets} worksheets, {counts} in {time}", root.display()));
    if args.timings {
        say::note(&clock.stages());
    }
    let failed = report.counts.errors > 0 || (args.deny_warnings && report.counts.warnings > 0);
    Ok(if failed { Status::Findings } else { Status::Clean })
}
