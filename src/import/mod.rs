//! Layer 10: clinic pages from elsewhere become modules. What a page holds is read into a model, written as a module, read
//! again and compared, and only then is anything changed on the disk.

mod checks;
mod dialect;
mod disk;
mod front;
mod goals;
mod job;
mod lists;
mod log;
mod mark;
mod model;
mod page;
mod place;
mod presets;
mod proof;
mod radar;
mod scribe;
mod sections;
mod source;
mod tree;
mod yaml;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::fs::{self, Alone, Root};
use crate::pipeline::Material;
use crate::strings::PageWords;

use disk::{Arrivals, carry_out};
use front::Keep;
use job::Job;
use page::Reading;
use place::Section;
use source::Source;

pub use model::{Counts, Told};

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct ImportRequest<'a> {
    /// The course's folder.
    pub course: &'a Path,
    /// The pages, or one folder of them.
    pub files: &'a [PathBuf],
    /// The section that they go into, from `content/`; a usual one where it is `None`.
    pub into: Option<&'a str>,
    /// Whether each page, which lies in the course, is replaced by its module.
    pub in_place: bool,
    /// Whether what an earlier import wrote, and nobody has changed since, is replaced.
    pub force: bool,
}

/// What was done.
#[derive(Debug)]
pub struct Import {
    /// The pages of sections that were made for want of one.
    pub sections: Vec<PathBuf>,
    /// What became of each page.
    pub pages: Vec<ImportedPage>,
    /// How many other files were copied.
    pub files: usize,
}

/// What became of a page.
#[derive(Clone, Debug)]
pub struct ImportedPage {
    /// The page.
    pub from: PathBuf,
    /// Where it is now.
    pub to: PathBuf,
    /// What was done.
    pub state: State,
    /// Whether it is a module.
    pub is_module: bool,
    /// How much of a clinic it holds.
    pub counts: Counts,
    /// What is left to its author.
    pub told: Vec<Told>,
}

/// What was done about a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It was written.
    Written,
    /// It took the place of what was there.
    Replaced,
    /// It is there already.
    Unchanged,
    /// It holds nothing of a clinic that its front matter lacks, and stays as it is.
    Nothing,
}

/// Makes modules of pages, or a section of a folder.
///
/// # Errors
/// A page cannot be read, holds no clinic, or would not be the same as a module; something is in its place, another
/// process is changing the course, or the disk refuses. All is as it was then.
pub fn import(request: ImportRequest<'_>) -> Result<Import> {
    let ImportRequest { course, into, .. } = request;
    let root = Root::new(course);
    // Nobody else takes the place that is found free.
    let alone = Alone::with(&root)?;
    let material = Material::read(course)?;
    let words: Vec<PageWords> =
        std::iter::once(material.strings.page_words()).chain(PageWords::of_all_languages()).collect();
    let with = Reading { reader: &material.reader, words: &words, strings: &material.strings };
    let mut arrivals = match request.files {
        _ if request.in_place => in_place(request, with, &material)?,
        [folder] if fs::is_dir(folder) => from_folder(folder, &Section::find(course, into)?, with)?,
        files => from_files(files, Section::find(course, into)?, with)?,
    };
    job::write(&mut arrivals.jobs, &material, &arrivals.sections)?;
    carry_out(request, (&root, &alone), &arrivals)
}

fn in_place(request: ImportRequest<'_>, with: Reading<'_>, material: &Material) -> Result<Arrivals> {
    let mut jobs = Vec::with_capacity(request.files.len());
    for from in request.files {
        let source = Source::read(from, with, Keep::All)?;
        jobs.push(Job::new(from.clone(), place::in_place(request.course, from, material)?, source));
    }
    Ok(Arrivals { jobs, sections: std::collections::BTreeMap::new(), files: Vec::new() })
}

fn from_files(files: &[PathBuf], mut section: Section<'_>, with: Reading<'_>) -> Result<Arrivals> {
    let mut jobs = Vec::with_capacity(files.len());
    for from in files {
        let source = Source::read(from, with, Keep::OfModule)?;
        if !source.page.is_clinic() {
            let message =
                format!("{} contains no radar, checks, protocol, log, or completion standard", from.display());
            let help = "check the headings and the table headers: they identify the parts of a clinic page";
            return Err(Error::refused(message, help));
        }
        jobs.push(Job::new(from.clone(), section.place(from)?, source));
    }
    Ok(Arrivals { jobs, sections: section.made(), files: Vec::new() })
}

fn from_folder(folder: &Path, section: &Section<'_>, with: Reading<'_>) -> Result<Arrivals> {
    let tree::Tree { jobs, mut sections, files } = tree::read(folder, section, with)?;
    sections.extend(section.made());
    sections.retain(|path, _| jobs.iter().all(|job| job.to != *path));
    Ok(Arrivals { jobs, sections, files })
}
