//! A course as one file that can be handed on: its site for a folder, in an archive.

use std::path::{Path, PathBuf};

use super::run::{build_configured, configured};
use super::{Built, Caching, CourseAt, Destination, Observer, Options};
use crate::error::Result;
use crate::fs;
use crate::model::kinds::{Edition, SiteForm};
use crate::publish::{Archived, archive};

/// What packing a course came to.
#[derive(Debug)]
pub struct Packed {
    /// The build before it.
    pub built: Built,
    /// The archive; `None` where errors kept the site from being written.
    pub archive: Option<Archived>,
}

/// Builds the site of a course for a folder, and writes it to an archive: to `file`, to one of the course's name in
/// the folder `file`, or to one in the course's folder.
///
/// # Errors
/// As [`build`](super::build), and `file` is something else than an archive.
pub fn pack<'a>(
    course: impl Into<CourseAt<'a>>,
    options: Options,
    file: Option<&Path>,
    caching: Caching,
    observer: &mut Observer<'_>,
) -> Result<Packed> {
    let options = Options { form: SiteForm::Folder, ..options };
    let course = course.into();
    let configured = configured(course, observer)?;
    let name = name(&configured.config.id, options.edition);
    let destination = Destination { folder: None, adopt: false };
    let built = build_configured(configured, options, &destination, caching, observer)?;
    observer("pack");
    let file = place(file, course.root, &format!("{name}.zip"));
    let pack = |folder: &PathBuf| archive(folder, &name, &file);
    let archive = built.published.as_ref().map(|published| pack(&published.folder)).transpose()?;
    Ok(Packed { built, archive })
}

/// What the archive and the folder in it are called. An id is a name that every disk can have.
fn name(id: &str, edition: Edition) -> String {
    match edition {
        Edition::Learner => id.to_owned(),
        Edition::Instructor => format!("{id}-{}", edition.word()),
    }
}

fn place(file: Option<&Path>, root: &Path, name: &str) -> PathBuf {
    match file {
        Some(folder) if fs::is_dir(folder) => folder.join(name),
        Some(file) => file.to_owned(),
        None => root.join(name),
    }
}
