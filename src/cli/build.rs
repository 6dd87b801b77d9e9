//! `clinic build`

use std::path::PathBuf;

use mistake_clinic::api::error::Result;
use mistake_clinic::api::pipeline::{self, Built, Destination};

use super::course::{Clock, Common};
use super::{Status, say};

const AFTER_HELP: &str = "\
Errors keep the site from being written, and the old one stands. Files that did not change are not touched; files that \
clinic did not write are neither overwritten nor deleted.

  clinic build                          the course here, in ./site, or above
  clinic build my-course -o docs        into the folder docs
  clinic build --edition instructor     with all answers, into public-instructor
  clinic build --base-url https://example.org/my-course/
                                        with the address where it will be published

What a build finds out is kept in the folder `.clinic/cache` of the course, so that the next one makes only what has \
changed. Delete that folder whenever you like: it costs time and nothing else.";

/// Write the site of a course
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    #[command(flatten)]
    common: Common,
    /// Write the site to this folder instead of `public` in the course
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Use an output folder that holds other things; these are kept
    #[arg(long)]
    adopt: bool,
}

/// Builds.
pub(super) fn run(args: &Args) -> Result<Status> {
    let mut clock = Clock::start();
    let destination = Destination { folder: args.output.clone(), adopt: args.adopt };
    let (root, options) = (args.common.folder()?, args.common.options());
    let (course, caching) = (args.common.course(&root), args.common.caching());
    let done = pipeline::build(course, options, &destination, caching, &mut |stage| clock.stage(stage))?;
    let time = clock.stop();
    if let Some(note) = &done.note {
        say::note(note);
    }
    let found = &done.report.findings;
    let is_whole = say::findings(&done.report);
    say::blank_line_after(found);
    say::counts_by_rule(found);
    say::note(&summary(&done, &time));
    say::where_all_are(is_whole);
    say::what_next(found);
    if done.published.is_some() && !done.totals.has_base_url {
        say::note(
            "without `base_url` in clinic.yaml or `--base-url` there is no sitemap, no feed and no canonical address",
        );
    }
    if let Some(published) = done.published.as_ref().filter(|published| !published.locked && published.written > 0) {
        let folder = published.folder.display();
        say::note(&format!("the disk of {folder} has no locks: let no two builds write there at once"));
    }
    if args.common.timings {
        say::note(&clock.stages());
    }
    let warned = args.common.deny_warnings && done.report.counts.warnings > 0;
    Ok(if done.published.is_none() || warned { Status::Findings } else { Status::Clean })
}

fn summary(built: &Built, time: &str) -> String {
    let counts = say::counts(built.report.counts);
    match &built.published {
        Some(published) => format!(
            "{}, {counts}, {} of {} files written in {time}: {}",
            say::size(built.totals),
            published.written,
            published.written + published.unchanged,
            say::strong(&published.folder.display().to_string())
        ),
        None => format!("{counts} in {time}: {}", say::strong("nothing was written")),
    }
}
