//! From a plan to bytes, all of them: to be written, or to see what is wrong.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::threads::on_new_threads;
use super::{Built, Destination, Observer, Report, Site};
use crate::error::Result;
use crate::finding::Finding;
use crate::plan::{Artifact, Rank};
use crate::publish::{Output, OutputRequest, Publication};
use crate::render::{Rendered, SheetCount, Unmade};
use crate::text::Place;

impl Site {
    pub(super) fn report(&self, more: Vec<Finding>) -> Report {
        Report::new(&self.material, &self.planned, self.findings.iter().cloned().chain(more).collect())
    }

    /// The pages of paper of all sheets that are printed by default.
    pub fn sheet_counts(&self) -> Vec<SheetCount> {
        self.renderer().sheet_counts()
    }

    /// Evaluates every artifact and keeps only what is found.
    pub fn inspect(self, observer: &mut Observer<'_>) -> Report {
        observer("render");
        let broken = self.broken(&|| false);
        self.report([&self.refused[..], &broken].concat())
    }

    /// The same; `None` where `stopped` is true on the way.
    pub(super) fn inspect_until(self, stopped: &(dyn Fn() -> bool + Sync)) -> Option<Report> {
        let broken = self.broken(stopped);
        (!stopped()).then(|| self.report([&self.refused[..], &broken].concat()))
    }

    /// What is found by rendering everything, or less as soon as `stop` says so.
    fn broken(&self, stop: &(dyn Fn() -> bool + Sync)) -> Vec<Finding> {
        let renderer = self.renderer();
        let artifacts: Vec<&Artifact> = self.planned.plan.artifacts.values().collect();
        let wanted = artifacts.par_iter().filter(|_| !stop());
        let unmade = || wanted.filter_map(|artifact| renderer.render(artifact).err()).collect();
        merged(on_new_threads(rayon::current_num_threads(), unmade))
    }

    /// Writes the site, unless there are errors.
    ///
    /// # Errors
    /// The output folder is refused, or the disk fails; the old site stands.
    pub fn build(mut self, destination: &Destination, observer: &mut Observer<'_>) -> Result<Built> {
        if destination.folder.is_some() {
            self.refused.clear();
        }
        if !self.refused.is_empty() {
            return Ok(Built { report: self.inspect(observer), published: None });
        }
        let folder = self.output(destination)?;
        if Report::is_grave(&self.material, &self.findings) {
            return Ok(Built { report: self.inspect(observer), published: None });
        }
        observer("render");
        let publication = Publication::begin(folder)?;
        let unmade = self.offer_all(&publication)?;
        if unmade.is_empty() {
            observer("publish");
            let published = publication.finish()?;
            return Ok(Built { report: self.report(Vec::new()), published: Some(published) });
        }
        publication.abandon()?;
        Ok(Built { report: self.report(merged(unmade)), published: None })
    }

    /// Offers everything, and gives what could not be made.
    fn offer_all(&self, publication: &Publication) -> Result<Vec<Unmade>> {
        let renderer = self.renderer();
        for asset in self.planned.look.assets() {
            publication.offer(asset.path.as_str(), Rank::Asset, &asset.bytes)?;
        }
        let artifacts: Vec<(&String, &Artifact)> = self.planned.plan.artifacts.iter().collect();
        let offer = |(path, artifact): &(&String, &Artifact)| -> Result<Option<Unmade>> {
            let rank = artifact.subject.kind().rank;
            match renderer.render(artifact) {
                Ok(Rendered::Bytes(bytes)) => publication.offer(path, rank, &bytes)?,
                Ok(Rendered::Copy(source)) => {
                    publication.offer_file(path, rank, &self.material.sources.on_disk(&source))?;
                }
                Err(unmade) => return Ok(Some(unmade)),
            }
            Ok(None)
        };
        let offer_all = || -> Result<Vec<Option<Unmade>>> { artifacts.par_iter().map(offer).collect() };
        let unmade = on_new_threads(rayon::current_num_threads(), offer_all);
        Ok(unmade?.into_iter().flatten().collect())
    }

    fn output(&self, destination: &Destination) -> Result<Output> {
        let root = self.material.sources.root.path();
        let edition = self.planned.course.edition();
        let folder = destination.folder.clone().unwrap_or_else(|| self.material.output_folder(edition));
        let protected = self.material.source_folders();
        let request = OutputRequest {
            folder: &folder,
            course: root,
            protected: &protected,
            edition: edition.word(),
            adopt: destination.adopt,
        };
        Output::verify(&request)
    }
}

/// One finding for each place in a template, with a count of pages.
pub(super) fn merged(unmade: Vec<Unmade>) -> Vec<Finding> {
    let mut counts: BTreeMap<(Place, String), (usize, Finding)> = BTreeMap::new();
    for finding in unmade.into_iter().filter_map(Unmade::finding) {
        let key = (finding.place.clone(), finding.message.clone());
        counts.entry(key).or_insert((0, finding)).0 += 1;
    }
    let with_count = |(count, finding): (usize, Finding)| match count {
        1 => finding,
        _ => Finding { message: format!("{} (on {count} pages)", finding.message), ..finding },
    };
    counts.into_values().map(with_count).collect()
}
