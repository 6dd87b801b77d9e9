//! `clinic build`

use std::path::PathBuf;

use mistake_clinic::api::error::Result;
use mistake_clinic::api::model::SiteForm;
use mistake_clinic::api::pipeline::{self, Built, Destination, Options};

use super::clock::Clock;
use super::course::{Common, find};
use super::{Status, say};

const AFTER_HELP: &str = "\
If the course has errors, clinic writes nothing, and the previous site stays in place. clinic writes only changed files and \
never overwrites or deletes files that other programs created.

  clinic build                          build the course in this folder or in ./site
  clinic build my-course -o docs        write the site to the docs folder
  clinic build --edition instructor     include all answers and write the site to public-instructor
  clinic build --for-folder             build a site that opens without a web server, in public-folder
  clinic build --base-url https://example.org/my-course/
                                        set the address where you publish the site

Each build caches its results in `.clinic/cache` in the course folder, so the next build processes only what has changed. \
You can delete `.clinic/cache` at any time, but the next build then takes longer.";

/// Build the course site
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Course folder, or a file in it [default: the course in this folder, in ./site, or in a parent folder]
    dir: Option<PathBuf>,
    #[command(flatten)]
    common: Common,
    /// Output folder for the site [default: a folder in the course, such as `public`]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Build a site in `public-folder` that readers can open directly from a folder or USB drive
    #[arg(long)]
    for_folder: bool,
    /// Write to an output folder that already contains other files, and keep those files
    #[arg(long)]
    adopt: bool,
}

/// Builds.
pub(super) fn run(args: &Args) -> Result<Status> {
    let mut clock = Clock::start();
    let destination = Destination { folder: args.output.clone(), adopt: args.adopt };
    let form = if args.for_folder { SiteForm::Folder } else { SiteForm::Hosted };
    let options = Options { form, ..args.common.options() };
    let root = find(args.dir.as_deref())?;
    let (course, caching) = (args.common.course(&root), args.common.caching());
    let done = pipeline::build(course, options, &destination, caching, &mut |stage| clock.stage(stage))?;
    let time = clock.stop();
    say_all(&done, &time);
    if let Some(published) = &done.published {
        match form {
            SiteForm::Folder => {
                say::note(&format!("to view the site, open {}", published.folder.join("index.html").display()));
            }
            SiteForm::Hosted if done.totals.has_base_url => {}
            SiteForm::Hosted => {
                say::note(
                    "the site has no sitemap, feed, or canonical URLs: set `base_url` in clinic.yaml, or use `--base-url`",
                );
            }
        }
    }
    if args.common.verbose {
        say::table(&clock.table());
    }
    Ok(status(&args.common, &done))
}

/// Whether a site was written, and without a warning where none is allowed.
pub(super) fn status(common: &Common, done: &Built) -> Status {
    let warned = common.deny_warnings && done.report.counts.warnings > 0;
    if done.published.is_none() || warned { Status::Findings } else { Status::Clean }
}

/// Says what a build found, and what it wrote.
pub(super) fn say_all(done: &Built, time: &str) {
    if let Some(note) = &done.note {
        say::note(note);
    }
    let found = &done.report.findings;
    let is_whole = say::findings(&done.report);
    say::blank_line_after(found);
    say::counts_by_rule(found);
    say::note(&summary(done, time));
    say::where_all_are(is_whole);
    say::what_next(found);
    if let Some(published) = done.published.as_ref().filter(|published| !published.locked && published.written > 0) {
        let folder = published.folder.display();
        say::warning(&format!(
            "the file system that contains {folder} does not support file locks: run only one build at a time in this folder"
        ));
    }
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
