//! `clinic move`

use std::path::PathBuf;

use mistake_clinic::api::error::Result;
use mistake_clinic::api::scaffold::{MoveRequest, move_to};

use super::course::find;
use super::{Status, new};

const AFTER_HELP: &str = "\
Examples:
  clinic move foundations/proofs foundations/evidence    rename a module
  clinic move foundations/proofs advanced                move a module to another section
  clinic move foundations basics                         rename a section and move its contents
  clinic move craft/git/practice/bisect craft/debugging/practice/bisect

Images and answers move with their pages. clinic updates every reference and lists every line that it changes. If the address \
of a page changes, the page keeps its old address as an alias, so old links still work. clinic keeps the number at the start \
of a name, or adds a number if necessary. To choose the number yourself, include it in the new name, as in \
`clinic move craft/git craft/03-git`.";

/// Move or rename a page, module, or section, and update every link to it
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Path under `content/` to the page, module, or section that you want to move
    from: String,
    /// New path, or the path to the destination section
    to: String,
    /// Course folder, or a file in it [default: the course in this folder, in ./site, or in a parent folder]
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
