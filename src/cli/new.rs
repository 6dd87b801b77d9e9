//! `clinic new`

use std::path::PathBuf;

use mistake_clinic::api::error::Result;
use mistake_clinic::api::scaffold::{Made, NewRequest, new};

use super::course::find;
use super::{Status, say};

const AFTER_HELP: &str = "\
  clinic new foundations/proofs --title 'Proofs: what counts'     a module in one file
  clinic new foundations/counting --bundle                        a module in a folder
  clinic new foundations/counting/practice/lab                    a practice page of it

Numbers are added by themselves. A module in one file becomes a folder when it gets its first page; whatever \
refers to it, and whatever it refers to, is rewritten, and each line is told.
The words of a new file say what to write there; `clinic check` tells those that are left.";

/// Add a module, or a page to a module
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Path from `content/`: section, name, and for a page the module between them
    path: String,
    /// Title; made from the name by default
    #[arg(long, allow_hyphen_values = true)]
    title: Option<String>,
    /// Give the module a folder of its own
    #[arg(long)]
    bundle: bool,
    /// Folder of the course, or a file in it; found here, in ./site, or above by default
    #[arg(long, value_name = "DIR")]
    course: Option<PathBuf>,
}

/// Makes the file.
pub(super) fn run(args: &Args) -> Result<Status> {
    let course = find(args.course.as_deref())?;
    let title = args.title.as_deref();
    let made = new(NewRequest { course: &course, path: &args.path, title, bundle: args.bundle })?;
    report(&made);
    Ok(Status::Clean)
}

/// Says which files were made.
pub(super) fn report(made: &[Made]) {
    for file in made {
        match file {
            Made::Written(path) => say::note(&format!("wrote {}", path.display())),
            Made::Moved(from, to) => say::note(&format!("moved {} to {}", from.display(), to.display())),
            Made::Changed(change) => say::note(&format!("rewrote {change}")),
            Made::Left(left) => say::note(&format!("look at {}:{}: {}", left.path, left.line, left.message)),
        }
    }
}
