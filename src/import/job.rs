//! One page on its way into a course: where it goes, what is written, and the proof that this says the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::model::Told;
use super::proof;
use super::source::Source;
use super::yaml::Inherited;
use crate::assemble::references::Meaning;
use crate::assemble::{assemble, references};
use crate::config::settings::RawLogColumn;
use crate::error::{Error, Result};
use crate::load::Role;
use crate::model::course::{Course, PageRole};
use crate::model::kinds::{LogField, RadarColumn};
use crate::pipeline::{FileMoves, Material};
use crate::text::SourcePath;

/// A page on its way.
pub(super) struct Job {
    pub(super) from: PathBuf,
    pub(super) to: SourcePath,
    pub(super) source: Source,
    /// Paths that lead to no page from where the module will be.
    pub(super) unresolved: BTreeSet<String>,
    pub(super) text: String,
}

impl Job {
    pub(super) fn new(from: PathBuf, to: SourcePath, source: Source) -> Self {
        Self { from, to, source, unresolved: BTreeSet::new(), text: String::new() }
    }

    /// What is left to the author of the page.
    pub(super) fn told(&self) -> Vec<Told> {
        let mut told = self.source.told();
        let lost = self.source.page.references().filter(|reference| self.unresolved.contains(&reference.path));
        told.extend(lost.map(|reference| Told {
            line: reference.line,
            message: format!("`{}` is not a page in the course, so this reference became a comment", reference.path),
        }));
        told.sort();
        told
    }

    /// Refuses what does not say what its page says.
    fn prove(&self, moved: &Material, course: &Course) -> Result<()> {
        let refused = |why: String| {
            let message = format!("{} cannot be imported: {why}", self.from.display());
            let help = "change this part of the page, and run the command again; nothing was written";
            Err(Error::refused(message, help))
        };
        if let Some(lost) = &self.source.page.lost {
            return refused(lost.clone());
        }
        let document = moved.documents.of(&self.to);
        let page = course.pages.iter().find(|page| page.source == self.to);
        let (Some(document), Some(page)) = (document, page) else {
            return refused("it would not be a page in the course".to_owned());
        };
        if !document.readable {
            let first = document.findings.first().map(|finding| finding.message.clone()).unwrap_or_default();
            return refused(format!("its converted front matter cannot be read ({first})"));
        }
        if !self.source.is_module() {
            return Ok(());
        }
        let PageRole::Clinic(module) = page.role else {
            return refused("it would not be the clinic page of a module".to_owned());
        };
        let found = (&page.title, &*document.body.fragment, course.clinic(module));
        proof::difference(&self.source.page, &self.unresolved, found).map_or(Ok(()), refused)
    }
}

/// Writes the text of each page, and proves it in the course as it will be with them and these pages of sections.
///
/// # Errors
/// A page would not say the same.
pub(super) fn write(jobs: &mut [Job], material: &Material, sections: &BTreeMap<SourcePath, String>) -> Result<()> {
    let inherited = inherited(material);
    let compose = |job: &mut Job| job.text = job.source.written(&job.unresolved, &inherited);
    jobs.iter_mut().for_each(compose);
    let moved = material.changed(&change(jobs, sections));
    let references = references(moved.inputs());
    for job in jobs.iter_mut() {
        let own: BTreeSet<&str> = job.source.page.references().map(|reference| reference.path.as_str()).collect();
        let lost = references.all.iter().filter(|reference| {
            let is_here = reference.place.path == job.to && !reference.in_markdown;
            is_here && reference.meaning == Meaning::Nothing && own.contains(reference.typed.as_str())
        });
        job.unresolved = lost.map(|reference| reference.typed.clone()).collect();
    }
    jobs.iter_mut().for_each(compose);
    let moved = material.changed(&change(jobs, sections));
    let course = assemble(moved.inputs()).value;
    jobs.iter().try_for_each(|job| job.prove(&moved, &course))
}

/// The course with its new pages.
fn change(jobs: &[Job], sections: &BTreeMap<SourcePath, String>) -> FileMoves {
    let modules = jobs.iter().map(|job| (job.to.clone(), job.text.clone()));
    FileMoves { texts: sections.clone().into_iter().chain(modules).collect(), ..FileMoves::default() }
}

/// What modules of a course may inherit.
fn inherited(material: &Material) -> Inherited {
    let sections = material.documents.iter().filter(|document| document.role == Role::Section);
    let of_sections = sections.map(|document| &document.front.settings);
    let mut inherited = Inherited::default();
    for settings in std::iter::once(&material.config.settings).chain(of_sections) {
        inherited.presets.extend(settings.presets.iter().map(|(name, _)| name.clone()));
        let usual = RadarColumn::WORDS.iter().map(|(_, column)| *column);
        let of_radar = settings.radar.columns.iter().any(|columns| !usual.clone().eq(columns.iter().copied()));
        let usual = LogField::WORDS.iter().map(|(word, _)| *word);
        let of_log =
            settings.log.columns.iter().any(|columns| !usual.clone().eq(columns.iter().map(RawLogColumn::key)));
        inherited.radar_columns |= of_radar;
        inherited.log_columns |= of_log;
    }
    inherited
}
