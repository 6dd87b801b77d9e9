//! `clinic move`

use std::path::PathBuf;

use mistake_clinic::api::error::Result;
use mistake_clinic::api::scaffold::{MoveRequest, move_to};

use super::course::find;
use super::{Status, new};

const AFTER_HELP: &str = "\
  clinic move foundations/proofs foundations/evidence    rename a module
  clinic move foundations/proofs advanced                put it into another section
  clinic move foundations basics                         rename a section, with all that lies in it
  clinic move craft/git/practice/bisect craft/debugging/practice/bisect

Images and answers go along. Every reference is rewritten and every changed line is listed. Each page that gets \
another address lists the old one as an alias, so old links still work. Numbers at the start of names are kept or \
added for you; give a name its number to choose one: `clinic move craft/git craft/03-git`.";

/// Move or rename a page, module or section, and keep every link to it
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Path of the page, module or section, from `content/`
    from: String,
    /// Its new path, or the section that it goes into
    to: String,
    /// Folder of the course, or a file in it; found here, in ./site, or above by default
    #[arg(long, value_name = "DIR")]
    course: Option<PathBuf>,
}

/// Moves it.
pub(super) fn run(args: &Args) -> Result<Status> {
    let course = find(args.course.as_deref())?;
    let made = move_to(MoveRequest { course: &course, from: &args.from, to: &args.to })?;
    new::report(&made);
    Ok(Status::Clean)
}
