//! Sheets as files that a browser can print, each with the name of the PDF that it becomes.
//!
//! Every sheet is a page of the site: what is printed is what a reader of the site would print. A page is written once
//! for each version, with all that it needs and nothing else, and with links that still lead somewhere on paper.

mod chosen;
mod names;
mod needs;
mod print_job;
mod subjects;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

pub use print_job::Per;

use self::needs::{Needs, style_needs};
use self::print_job::PrintJob;
use super::evaluate::merged;
use super::{Report, Site};
use crate::error::Result;
use crate::fs;
use crate::model::kinds::{Paper, SheetKind};
use crate::plan::Subject;
use crate::render::Unmade;
use crate::text::SitePath;

/// What is to be printed.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Modules, sections and pages by their paths from `content/`; none means all modules and pages
    /// that are sheets, or all sections.
    pub subjects: Vec<String>,
    /// What becomes one file.
    pub per: Per,
    /// The kinds of sheets; none means those that the course prints and, where the edition has answers, the key.
    pub kinds: BTreeSet<SheetKind>,
    /// The paper; `None` means the course's own, or A4 where that leaves it to the reader.
    pub paper: Option<Paper>,
    /// The order of the statements of each version; none means the course's own order, once.
    pub seeds: Vec<u32>,
    /// Whether letters and lines are large.
    pub large: bool,
    /// Whether paper is saved.
    pub save: bool,
}

/// A page that was written, and the file that it is to be printed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The page, on the disk.
    pub html: PathBuf,
    /// The name of the PDF: `event-driven-checks-a4.pdf`.
    pub name: String,
}

/// What came of writing sheets.
#[derive(Debug)]
pub struct Written {
    /// What was found.
    pub report: Report,
    /// The sheets in the order of the course; `None` where errors kept them from being written.
    pub sheets: Option<Vec<Sheet>>,
    /// The names of files that would hold nothing, since their subjects have no such sheets.
    pub empty: Vec<String>,
}

/// The files of the site that a page needs, nothing where it has no sheets, or what is wrong with its template.
type Rendered = std::result::Result<Option<BTreeSet<String>>, Unmade>;

impl Site {
    /// Writes the pages of the sheets that are `wanted` into `folder`, with the style and the images that they need, and
    /// says which file each is to be printed to. Where the course has errors nothing is written.
    ///
    /// The options of each module are those of `Chosen::over` while its sheets are rendered.
    ///
    /// # Errors
    /// A subject is no part of this edition or has no such sheets, or the disk fails.
    pub fn sheets(mut self, wanted: &Wanted, folder: &Path) -> Result<Written> {
        if Report::is_grave(&self.material, &self.findings) {
            return Ok(Written { report: self.report(Vec::new()), sheets: None, empty: Vec::new() });
        }
        let jobs = print_job::jobs(&self.planned.course, &self.planned.plan, wanted)?;
        let own = self.planned.course.clone();
        let (mut needed, mut broken, mut empty) = (BTreeSet::new(), Vec::new(), BTreeSet::new());
        for round in print_job::rounds(&jobs) {
            self.planned.course = own.clone();
            for job in &round {
                let course = &mut self.planned.course;
                job.modules.iter().for_each(|id| course.choose_sheets(*id, |own| job.chosen.over(own)));
                job.pages.iter().for_each(|id| course.choose_sheet(*id, |own| job.chosen.over(own)));
            }
            for (job, rendered) in round.iter().zip(self.write_all(&round, folder)?) {
                match rendered {
                    Ok(Some(files)) => needed.extend(files),
                    Ok(None) => drop(empty.insert(job.name.clone())),
                    Err(unmade) => broken.push(unmade),
                }
            }
        }
        if !broken.is_empty() {
            return Ok(Written { report: self.report(merged(broken)), sheets: None, empty: Vec::new() });
        }
        self.write_needed(needed, folder)?;
        let (left_out, jobs): (Vec<PrintJob>, Vec<PrintJob>) =
            jobs.into_iter().partition(|job| empty.contains(&job.name));
        let sheets = jobs.into_iter().map(|job| Sheet { html: folder.join(job.file()), name: job.name }).collect();
        let empty = left_out.into_iter().map(|job| job.name).collect();
        Ok(Written { report: self.report(Vec::new()), sheets: Some(sheets), empty })
    }

    /// Renders pages and gives the files of the site that each needs.
    fn write_all(&self, jobs: &[&PrintJob], folder: &Path) -> Result<Vec<Rendered>> {
        let renderer = self.renderer();
        let base = self.material.config.base_url.as_deref();
        let write = |job: &&PrintJob| -> Result<Rendered> {
            let html = match renderer.sheets(&self.planned.plan.artifacts[&job.page.output_file()]) {
                Ok(Some(html)) => html,
                Ok(None) => return Ok(Ok(None)),
                Err(unmade) => return Ok(Err(unmade)),
            };
            let Needs { html, files } = needs::needs(&html, &job.page, base);
            fs::write(&folder.join(job.file()), html.as_bytes())?;
            Ok(Ok(Some(files)))
        };
        jobs.par_iter().map(write).collect()
    }

    /// Writes the theme's files, and those of the course that pages and styles need.
    fn write_needed(&self, mut needed: BTreeSet<String>, folder: &Path) -> Result<()> {
        for asset in self.planned.look.assets() {
            fs::write(&folder.join(asset.path.as_str()), &asset.bytes)?;
            if Path::new(&asset.name).extension().is_some_and(|ending| ending == "css") {
                needed.extend(style_needs(&String::from_utf8_lossy(&asset.bytes), &asset.path));
            }
        }
        for file in needed {
            let Some(artifact) = self.planned.plan.at(&SitePath::new(file.as_str())) else { continue };
            if let Subject::Copy(id) = artifact.subject {
                let from = self.material.sources.on_disk(&self.planned.course.files[id.0].source);
                fs::write(&folder.join(artifact.path.as_str()), &from.read()?)?;
            }
        }
        Ok(())
    }
}
