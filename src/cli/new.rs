//! `clinic new`

use std::path::PathBuf;

use mistake_clinic::api::error::Result;
use mistake_clinic::api::scaffold::{Doubt, Made, New, NewRequest, new};

use super::course::find;
use super::{Status, say};

const AFTER_HELP: &str = "\
Examples:
  clinic new foundations/proofs --title 'Proofs: what counts'     create a module in one file
  clinic new foundations/counting --bundle                        create a module in a folder
  clinic new foundations/counting/practice/lab                    add a practice page to a module

The last part of the path is the name of the new module. Each preceding part of the path is the name of a section, which \
clinic creates if necessary. For example, `clinic new tests` creates the module `tests`, and `clinic new tests/screening` \
creates the module `screening` in the section `tests`. If the path starts with an existing module, clinic adds a page to \
that module.

clinic adds a number to the start of each new name so that new modules and pages come last. When you add the first page to a \
single-file module, clinic turns the module into a folder, updates the references to and from the module, and lists every \
line that it changes. Each new file contains placeholders that say what to write; `clinic check` reports placeholders that \
you have not replaced yet.";

/// Create a module, or add a page to a module
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Path under `content/`: SECTION/NAME for a module, or SECTION/MODULE/NAME for a page
    path: String,
    /// Title of the new module or page [default: derived from the last part of the path]
    #[arg(long, allow_hyphen_values = true)]
    title: Option<String>,
    /// Create the module as a folder instead of a single file
    #[arg(long)]
    bundle: bool,
    /// Course folder, or a file in it [default: the course in this folder, in ./site, or in a parent folder]
    #[arg(long, value_name = "DIR")]
    course: Option<PathBuf>,
}

/// Makes the file.
pub(super) fn run(args: &Args) -> Result<Status> {
    let course = find(args.course.as_deref())?;
    let title = args.title.as_deref();
    let New { made, doubt } = new(NewRequest { course: &course, path: &args.path, title, bundle: args.bundle })?;
    report(&made);
    if let Some(doubt) = doubt {
        say::note(&other_way(&doubt));
    }
    Ok(Status::Clean)
}

/// Says what was made, and how to get what may have been meant.
fn other_way(doubt: &Doubt) -> String {
    match doubt {
        Doubt::TopModule(name) => format!(
            "`{name}` is a module; to create a section with this name and a module in it, delete the file and run \
             `clinic new {name}/MODULE`"
        ),
        Doubt::PageOf(module) => format!(
            "the new page is an ordinary page in the module `{module}`; practice pages go in \
             `{module}/practice/NAME`, and modules go in a section"
        ),
    }
}

/// Says which files were made.
pub(super) fn report(made: &[Made]) {
    for file in made {
        match file {
            Made::Written(path) => say::note(&format!("wrote {}", path.display())),
            Made::Moved(from, to) => say::note(&format!("moved {} to {}", from.display(), to.display())),
            Made::Changed(change) => say::note(&format!("rewrote {change}")),
            Made::Left(left) => say::note(&format!("check {}:{}: {}", left.path, left.line, left.message)),
        }
    }
}
