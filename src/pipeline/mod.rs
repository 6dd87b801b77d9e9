//! Layer 10: the story of a build.

mod cache;
mod configure;
mod configured;
mod evaluate;
mod fingerprints;
mod folders;
mod ground;
pub mod look;
mod material;
mod moved;
mod pack;

mod planned;
pub mod preview;
mod report;
mod run;
pub mod sheets;
mod shown;
mod tally;
mod threads;
mod unusable;
mod withheld;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use crate::render::SheetCount;
pub use pack::{Packed, pack};
pub use report::Report;
pub use run::{Caching, build, check};
pub use shown::Served;
#[cfg(feature = "serve")]
pub use withheld::Hidden;
pub use withheld::Withheld;

use crate::assemble::assemble;
use crate::config::BaseUrl;
use crate::error::Result;
use crate::finding::{Finding, Outcome, Rule};
use crate::fs::{self, Root};
use crate::load::{self, Texts};
use crate::model::course::Course;
use crate::model::kinds::{Edition, SiteForm};
use crate::plan::Prints;
use crate::publish::Published;
use crate::render::Renderer;
use crate::rules::{self, RuleInput};
use configured::Configured;
pub(crate) use material::Material;
pub use moved::FileMoves;
use planned::{Planned, assembled};

/// What is asked of a run.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Options {
    /// For whom.
    pub edition: Edition,
    /// Whether drafts are part of the site.
    pub drafts: bool,
    /// What the site will be opened from.
    pub form: SiteForm,
}

impl Options {
    /// For the site of a host.
    pub const fn hosted(edition: Edition, drafts: bool) -> Self {
        Self { edition, drafts, form: SiteForm::Hosted }
    }
}

/// A course, and what whoever reads it says of it besides its files.
#[derive(Clone, Copy, Debug)]
pub struct CourseAt<'a> {
    /// Its folder.
    pub root: &'a Path,
    /// Where its site will be published, whatever its configuration says; that is heard where it is `None`.
    pub base_url: Option<&'a BaseUrl>,
}

impl<'a, P: AsRef<Path> + ?Sized> From<&'a P> for CourseAt<'a> {
    fn from(root: &'a P) -> Self {
        Self { root: root.as_ref(), base_url: None }
    }
}

/// Told the name of each stage when it begins.
pub type Observer<'o> = dyn FnMut(&'static str) + 'o;

/// A course that was read, with everything that its site is made from.
pub struct Site {
    material: Material,
    options: Options,
    planned: Planned,
    findings: Vec<Finding>,
    /// What keeps it from being written where the course has it written.
    refused: Vec<Finding>,
}

/// What a build came to.
#[derive(Debug)]
pub struct Built {
    /// What was found.
    pub report: Report,
    /// What was written; `None` where errors kept the site from being written.
    pub published: Option<Published>,
    /// What is told of the site besides.
    pub totals: Totals,
    /// Why nothing that an earlier run kept could be used, where that is worth a line.
    pub note: Option<String>,
}

/// What is told of a site besides its findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// How many pages it has.
    pub pages: usize,
    /// How many worksheets of modules and pages there are besides.
    pub sheets: usize,
    /// Whether the course knows where it is published.
    pub has_base_url: bool,
}

/// What a check came to.
#[derive(Debug)]
pub struct Checked {
    /// What was found.
    pub report: Report,
    /// What is told of the site besides.
    pub totals: Totals,
    /// The folders that the course is read from, there or not.
    pub folders: Vec<PathBuf>,
    /// Why nothing that an earlier run kept could be used, where that is worth a line.
    pub note: Option<String>,
}

/// Where a site goes.
#[derive(Clone, Debug)]
pub struct Destination {
    /// The folder; the course's own choice where it is `None`.
    pub folder: Option<PathBuf>,
    /// Whether a folder that holds other things may be used.
    pub adopt: bool,
}

/// Reads a course up to the plan of its site.
///
/// # Errors
/// `clinic.yaml` cannot be read. Everything else that is wrong with the course is a finding.
pub fn read<'a>(course: impl Into<CourseAt<'a>>, options: Options, observer: &mut Observer<'_>) -> Result<Site> {
    read_with(course, Texts::new(), options, observer)
}

/// The same, with `texts` in the place of what the files of these paths hold.
///
/// # Errors
/// `clinic.yaml` cannot be read.
pub fn read_with<'a>(
    course: impl Into<CourseAt<'a>>,
    texts: Texts,
    options: Options,
    observer: &mut Observer<'_>,
) -> Result<Site> {
    let CourseAt { root, base_url } = course.into();
    observer("load");
    let mut loaded = load::load(root)?;
    loaded.value.rewrite(texts);
    let (material, _) = Material::of(Configured::new(loaded, None).at(base_url), Caching::Off, observer);
    Ok(Site::of(material, options, observer))
}

impl Site {
    /// The site of what was read.
    fn of(material: Material, options: Options, observer: &mut Observer<'_>) -> Self {
        observer("assemble");
        let course = assembled(&material, options, assemble);
        let plan = |material: &Material, course| Planned::of(material, course, options, None);
        Self::planned(material, options, course, plan, observer)
    }

    /// The site of a course that was assembled, as `plan` plans it.
    fn planned(
        material: Material,
        options: Options,
        course: Outcome<Course>,
        plan: impl FnOnce(&Material, Course) -> Planned,
        observer: &mut Observer<'_>,
    ) -> Self {
        let Outcome { value: course, mut findings } = course;
        let Material { documents, config, .. } = &material;
        observer("rules");
        let input = RuleInput { course: &course, documents, config, found: &findings };
        let of_rules = input.find();
        findings.extend(of_rules);
        observer("plan");
        let planned = plan(&material, course);
        // Where `themes` is no folder that can be read, that is why a theme is not known.
        let is_unread =
            findings.iter().any(|found| found.rule == Rule::Unreadable && found.place.path.as_str() == "themes");
        findings.extend(planned.findings().filter(|found| !is_unread || found.rule != Rule::UnknownTheme));
        findings.extend(rules::find_in_edition(&planned.course, &planned.plan));
        if material.answers.is_complete(&findings) {
            findings.extend(rules::missing_answers(&planned.course));
        }
        let refused = ground::find(material.folders());
        // Whether a folder of answers is there that has to be another one does not matter.
        let is_refused = |finding: &Finding| refused.iter().any(|refused| refused.place == finding.place);
        findings.retain(|finding| finding.rule != Rule::MissingAnswer || !is_refused(finding));
        Self { material, options, planned, findings, refused }
    }

    fn renderer(&self) -> Renderer<'_> {
        self.planned.renderer(&self.material.strings)
    }

    /// The course's folder.
    pub fn folder(&self) -> &Root {
        &self.material.sources.root
    }

    /// Whether what lies in `folder` reaches learners once the course's site is published.
    ///
    /// # Errors
    /// The current folder is not known.
    pub fn publishes(&self, folder: &Path) -> Result<bool> {
        let (folder, folders) = (fs::absolute(folder)?, self.material.folders());
        let outputs = SiteForm::WORDS.iter().map(|(_, form)| folders.output(Edition::Learner, *form));
        let copied = ["content", "static"].map(|name| self.folder().path().join(name));
        let is_around = |outer: PathBuf| fs::absolute(&outer).is_ok_and(|outer| folder.starts_with(outer));
        Ok(outputs.chain(copied).any(is_around))
    }

    /// What is told of the site besides its findings.
    pub fn totals(&self) -> Totals {
        let count =
            |prints| self.planned.plan.pages().filter(|artifact| artifact.subject.kind().prints == prints).count();
        let has_base_url = self.material.config.base_url.is_some();
        Totals { pages: count(None), sheets: count(Some(Prints::Sheets)), has_base_url }
    }
}
