//! `clinic build`

use std::path::PathBuf;

use mistake_clinic::error::Result;
use mistake_clinic::pipeline::{self, Built, Destination, Options};

use super::course::{Clock, Edition, find};
use super::{Status, say};

const AFTER_HELP: &str = "\
Errors keep the site from being written, and the old one stands. Files that did not change are not touched; files that \
clinic did not write are neither overwritten nor deleted.

  clinic build                          the course here, in ./site, or above
  clinic build my-course -o docs        into the folder docs
  clinic build --edition instructor     with all answers, into public-instructor";

/// Write the site of a course
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Folder of the course; found here, in ./site, or above by default
    dir: Option<PathBuf>,
    /// Write the site to this folder instead of `public` in the course
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Build for learners or for instructors
    #[arg(long, value_enum, default_value_t = Edition::Learner)]
    edition: Edition,
    /// Include pages with `draft: true`
    #[arg(long)]
    drafts: bool,
    /// Use an output folder that holds other things; these are kept
    #[arg(long)]
    adopt: bool,
    /// End with status 1 when there are warnings
    #[arg(long)]
    deny_warnings: bool,
    /// Say how long each stage took
    #[arg(long)]
    timings: bool,
}

/// Builds.
pub(super) fn run(args: &Args) -> Result<Status> {
    let mut clock = Clock::start();
    let root = find(args.dir.as_deref())?;
    let options = Options { edition: args.edition.into(), drafts: args.drafts };
    let site = pipeline::read(&root, options, &mut |stage| clock.stage(stage))?;
    let size = site.size();
    let has_base_url = site.has_base_url();
    let destination = Destination { folder: args.output.clone(), adopt: args.adopt };
    let built = site.build(&destination, &mut |stage| clock.stage(stage))?;
    let time = clock.stop();
    say::findings(&built.report);
    say::note(&summary(&built, size, &time));
    if built.published.is_some() && !has_base_url {
        say::note("without `base_url` in clinic.yaml there is no sitemap and no canonical address");
    }
    if args.timings {
        say::note(&clock.stages());
    }
    let warned = args.deny_warnings && built.report.counts.warnings > 0;
    Ok(if built.published.is_none() || warned { Status::Findings } else { Status::Clean })
}

fn summary(built: &Built, (pages, sheets): (usize, usize), time: &str) -> String {
    let counts = say::counts(built.report.counts);
    match &built.published {
        Some(published) => format!(
            "{pages} pages, {sheets} worksheets, {counts}, {} of {} files written in {time}: {}",
            published.written,
            published.written + published.unchanged,
            say::strong(&published.folder.display().to_string())
        ),
        None => format!("{counts} in {time}: {}", say::strong("nothing was written")),
    }
}
