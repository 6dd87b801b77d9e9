//! Layer 9: the story of a build.

mod apart;
mod configure;
mod evaluate;
mod ground;
pub mod look;
mod material;
mod moved;
pub mod preview;
mod prints;
mod report;
pub mod sheets;
mod shown;
mod unusable;
mod withheld;

use std::path::{Path, PathBuf};

pub use crate::render::SheetCount;
pub use report::Report;
pub use shown::Found;
pub use withheld::{Hidden, Withheld};

use crate::assemble::{self, Assembly, EditionCourse, edition};
use crate::error::Result;
use crate::finding::{Finding, Outcome, Rule};
use crate::fs::Root;
use crate::load::{self, Texts};
use crate::model::kinds::Edition;
use crate::plan::{self, Plan, Prints};
use crate::publish::Published;
use crate::render::{Engine, Renderer, engine};
use crate::rules::{self, Whole};
use crate::theme::{self, Theme};
use material::Known;
pub(crate) use material::Material;
pub use moved::Change;

/// What is asked of a run.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// For whom.
    pub edition: Edition,
    /// Whether drafts are part of the site.
    pub drafts: bool,
}

/// Told the name of each stage when it begins.
pub type Observer<'o> = dyn FnMut(&'static str) + 'o;

/// A course that was read, with everything that its site is made from.
pub struct Site {
    material: Material,
    course: EditionCourse,
    plan: Plan,
    theme: Theme,
    engine: Engine,
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
}

/// Where a site goes.
#[derive(Clone, Debug)]
pub struct Destination {
    /// The folder; the course's own choice where it is `None`.
    pub folder: Option<PathBuf>,
    /// Whether a folder that holds other things may be used.
    pub adopt: bool,
}

/// Reads the course in `root` up to the plan of its site.
///
/// # Errors
/// `clinic.yaml` cannot be read. Everything else that is wrong with the course is a finding.
pub fn read(root: &Path, options: Options, observer: &mut Observer<'_>) -> Result<Site> {
    read_with(root, Texts::new(), options, observer)
}

/// The same, with `texts` in the place of what the files of these paths hold.
///
/// # Errors
/// `clinic.yaml` cannot be read.
pub fn read_with(root: &Path, texts: Texts, options: Options, observer: &mut Observer<'_>) -> Result<Site> {
    observer("load");
    let mut loaded = load::load(root)?;
    loaded.value.rewrite(texts);
    let material = Material::new(loaded, &Known::default(), observer);
    Ok(Site::of(material, options, observer))
}

impl Site {
    /// The site of what was read.
    fn of(material: Material, options: Options, observer: &mut Observer<'_>) -> Self {
        observer("assemble");
        let Outcome { value: assembly, mut findings } = assembled(&material, options);
        let Material { documents, config, .. } = &material;
        let whole = Whole { course: &assembly.course, documents, config, found: &findings };
        let checked = whole.check();
        findings.extend(checked);
        let stripped = edition::strip(assembly.course, options.edition, options.drafts);
        findings.extend(stripped.findings);
        let course = stripped.value;
        observer("plan");
        let planned = plan::plan(&course);
        findings.extend(planned.findings);
        let plan = planned.value;
        findings.extend(rules::check(&course, &plan));
        if material.apart.is_complete(&findings) {
            findings.extend(rules::missing_answers(&course));
        }
        let themed = theme::theme(&material.sources, &material.config, &material.reader);
        // Where `themes` is no folder that can be read, that is why a theme is not known.
        let is_unread =
            findings.iter().any(|found| found.rule == Rule::Unreadable && found.place.path.as_str() == "themes");
        findings.extend(themed.findings.into_iter().filter(|found| !is_unread || found.rule != Rule::UnknownTheme));
        let theme = themed.value;
        let engine = engine(&theme.templates, material.strings.all(), &mut findings);
        let refused = ground::check(&material);
        // Whether a folder of answers is there that has to be another one does not matter.
        let is_refused = |finding: &Finding| refused.iter().any(|refused| refused.place == finding.place);
        findings.retain(|finding| finding.rule != Rule::MissingAnswer || !is_refused(finding));
        Self { material, course, plan, theme, engine, findings, refused }
    }

    fn renderer(&self) -> Renderer<'_> {
        Renderer::new(&self.course, &self.plan, &self.material.strings, &self.engine, &self.theme.assets)
    }

    /// The course's folder.
    pub fn folder(&self) -> &Root {
        &self.material.sources.root
    }

    /// How many pages and worksheets the site has.
    pub fn size(&self) -> (usize, usize) {
        let count = |prints| self.plan.pages().filter(|artifact| artifact.subject.kind().prints == prints).count();
        (count(None), count(Some(Prints::Sheets)))
    }

    /// Whether the course knows where it is published.
    pub fn has_base_url(&self) -> bool {
        self.material.config.base_url.is_some()
    }
}

/// The course of `material`, whoever will see it, and what is wrong with its files and with how they fit together.
fn assembled(material: &Material, options: Options) -> Outcome<Assembly> {
    let Material { documents, config, apart, .. } = material;
    let mut findings = material.findings.clone();
    findings.extend(documents.iter().flat_map(|document| document.findings.iter().cloned()));
    let assembled = assemble::assemble(material.inputs());
    findings.extend(assembled.findings);
    findings.extend(apart.findings(config, options.edition));
    Outcome { value: assembled.value, findings }
}
