//! `clinic init`

use std::path::{Path, PathBuf};

use mistake_clinic::api::error::Result;
use mistake_clinic::api::fs;
use mistake_clinic::api::scaffold::{InitRequest, init};
use mistake_clinic::api::text::readable;

use super::new::report;
use super::{Status, say};

/// Make a new course that builds at once
#[derive(clap::Args)]
pub(super) struct Args {
    /// Folder of the new course
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Title of the course; the folder's name by default
    #[arg(long, allow_hyphen_values = true)]
    title: Option<String>,
}

/// Makes the course.
pub(super) fn run(args: &Args) -> Result<Status> {
    let title = args.title.clone().unwrap_or_else(|| title_of(&args.dir));
    let made = init(InitRequest { folder: &args.dir, title: &title })?;
    report(&made);
    say::note(&format!("next: {}", say::strong(&format!("clinic build {}", args.dir.display()))));
    Ok(Status::Clean)
}

/// The name of a folder in words.
fn title_of(folder: &Path) -> String {
    let folder = fs::canonical(folder).unwrap_or_else(|_| folder.to_owned());
    folder.file_name().map_or_else(|| "My course".to_owned(), |name| readable(&name.to_string_lossy()))
}
