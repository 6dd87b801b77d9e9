//! `clinic check`

use clap::ValueEnum;

use mistake_clinic::error::Result;

use super::course::{Clock, Common};
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
    #[command(flatten)]
    common: Common,
    /// Form of the findings on standard output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Checks.
pub(super) fn run(args: &Args) -> Result<Status> {
    let mut clock = Clock::start();
    let site = args.common.read(&mut clock)?;
    let totals = say::size(site.size());
    let report = site.check(&mut |stage| clock.stage(stage));
    let time = clock.stop();
    say::findings_as_result(&report, args.format == Format::Json);
    let counts = say::counts(report.counts);
    say::note(&format!("{totals}, {counts} in {time}"));
    if args.common.timings {
        say::note(&clock.stages());
    }
    let failed = report.counts.errors > 0 || (args.common.deny_warnings && report.counts.warnings > 0);
    Ok(if failed { Status::Findings } else { Status::Clean })
}
