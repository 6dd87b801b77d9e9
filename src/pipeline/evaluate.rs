//! From a plan to bytes, all of them: to be written, or to see what is wrong.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::cache::{Cache, Session, Unkept};
use super::folders::Folders;
use super::threads::{drop_aside, on_new_threads};
use super::{Built, Checked, Destination, Observer, Options, Report, Site};
use crate::error::Result;
use crate::finding::Finding;
use crate::plan::{Artifact, Rank, Subject};
use crate::publish::{Output, OutputRequest, Publication};
use crate::render::{Reads, Rendered, Renderer, SheetCount, Unmade};
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
        let broken = self.broken(None, &|| false);
        self.report([&self.refused[..], &broken].concat())
    }

    /// The same, but for what is kept; what comes of it is kept.
    pub(super) fn check_over(self, cache: Option<&Cache>, unkept: Unkept, observer: &mut Observer<'_>) -> Checked {
        observer("render");
        let session = cache.map(|cache| cache.session(&self.planned, &self.material.strings, None));
        let broken = self.broken(session.as_ref(), &|| false);
        let report = self.report([&self.refused[..], &broken].concat());
        if let Some(session) = session.filter(|_| self.refused.is_empty()) {
            observer("keep");
            unkept.keep(&self.material.documents);
            if broken.is_empty() {
                session.record().keep(&report, self.totals(), None);
            }
        }
        let (folders, totals) = (self.material.folders().sources(), self.totals());
        drop_aside(self);
        Checked { report, totals, folders, note: cache.and_then(Cache::note) }
    }

    /// The same as `inspect`; `None` where `stopped` is true on the way.
    pub(super) fn inspect_until(self, stopped: &(dyn Fn() -> bool + Sync)) -> Option<Report> {
        let broken = self.broken(None, stopped);
        (!stopped()).then(|| self.report([&self.refused[..], &broken].concat()))
    }

    /// What is found by rendering everything, or less as soon as `stop` says so.
    fn broken(&self, session: Option<&Session<'_>>, stop: &(dyn Fn() -> bool + Sync)) -> Vec<Finding> {
        let renderer = self.renderer();
        // What no template makes is always made, such as the index: no page asks for it.
        let artifacts = self.planned.plan.artifacts.iter();
        let artifacts = artifacts.filter(|(_, artifact)| artifact.subject.kind().template.is_some());
        let artifacts: Vec<(&String, &Artifact)> = artifacts.collect();
        let wanted = artifacts.par_iter().filter(|_| !stop());
        let unmade = |(path, artifact): &(&String, &Artifact)| {
            let Some(session) = session else { return renderer.render(artifact).err() };
            if session.is_known(path, artifact) {
                return None;
            }
            match renderer.render_noting(artifact) {
                Ok((_, reads)) => {
                    session.add(path, artifact, &reads);
                    None
                }
                Err(unmade) => Some(unmade),
            }
        };
        merged(on_new_threads(rayon::current_num_threads(), || wanted.filter_map(unmade).collect()))
    }

    /// Writes the site, unless there are errors.
    ///
    /// # Errors
    /// The output folder is refused, or the disk fails; the old site stands.
    pub fn build(self, destination: &Destination, observer: &mut Observer<'_>) -> Result<Built> {
        self.build_over(destination, None, Unkept::default(), observer)
    }

    /// The same, but for what is kept; what comes of it is kept.
    ///
    /// # Errors
    /// As [`build`](Self::build).
    pub(super) fn build_over(
        mut self,
        destination: &Destination,
        cache: Option<&Cache>,
        unkept: Unkept,
        observer: &mut Observer<'_>,
    ) -> Result<Built> {
        let totals = self.totals();
        let built = |report, published| {
            let note = cache.and_then(Cache::note);
            Ok(Built { report, published, totals, note })
        };
        if destination.folder.is_some() {
            self.refused.clear();
        }
        if !self.refused.is_empty() {
            return built(self.inspect(observer), None);
        }
        let look = |request: &OutputRequest<'_>| {
            let output = Output::at(request)?;
            match cache {
                Some(cache) => cache.knowing(output),
                None => output,
            }
            .verified()
        };
        let look_at_folder = || output(self.material.folders(), self.options, destination, look);
        if Report::is_grave(&self.material, &self.findings) {
            look_at_folder()?;
            return built(self.inspect(observer), None);
        }
        observer("render");
        let start = || {
            let folder = look_at_folder()?;
            let strings = &self.material.strings;
            let session = cache.map(|cache| cache.session(&self.planned, strings, Some(folder.folder())));
            Ok((session, Publication::begin(folder)?))
        };
        // What one thread does alone is done while others read what the site is searched by: for nothing where the folder
        // is refused, which is rare.
        let (begun, ()) = rayon::join(start, || self.planned.make_index());
        let (session, publication) = begun?;
        let unmade = self.offer_all(&publication, session.as_ref())?;
        if !unmade.is_empty() {
            publication.abandon()?;
            return built(self.report(merged(unmade)), None);
        }
        observer("publish");
        let Some(session) = session else {
            let published = publication.finish()?;
            return built(self.report(Vec::new()), Some(published));
        };
        let keep = || {
            unkept.keep(&self.material.documents);
            (session.record(), self.report(Vec::new()))
        };
        // The disk is busy with one file after the other.
        let (published, (record, report)) = rayon::join(|| publication.finish_noting(), keep);
        let (published, noted) = published?;
        observer("keep");
        record.keep(&report, totals, noted.as_ref().map(|noted| (published.folder.as_path(), noted)));
        drop_aside(self);
        built(report, Some(published))
    }

    /// Offers everything, and gives what could not be made.
    fn offer_all(&self, publication: &Publication, session: Option<&Session<'_>>) -> Result<Vec<Unmade>> {
        for asset in self.planned.look.assets() {
            publication.offer(asset.path.as_str(), Rank::Asset, &asset.bytes)?;
        }
        let renderer = self.renderer();
        // The worker knows of all others.
        let artifacts = self.planned.plan.artifacts.iter().filter(|(_, artifact)| artifact.subject != Subject::Worker);
        let artifacts: Vec<(&String, &Artifact)> = artifacts.collect();
        let offer =
            |(path, artifact): &(&String, &Artifact)| self.offer(path, artifact, &renderer, publication, session);
        let offer_all = || -> Result<Vec<Option<Unmade>>> { artifacts.par_iter().map(offer).collect() };
        let unmade = on_new_threads(rayon::current_num_threads(), offer_all)?;
        if let Some(worker) = self.planned.plan.worker() {
            let bytes = renderer.worker(&publication.digest());
            publication.offer(worker.path.as_str(), worker.subject.kind().rank, bytes.as_bytes())?;
        }
        Ok(unmade.into_iter().flatten().collect())
    }

    /// Offers an artifact, or gives why it cannot be made.
    fn offer(
        &self,
        path: &str,
        artifact: &Artifact,
        renderer: &Renderer<'_>,
        publication: &Publication,
        session: Option<&Session<'_>>,
    ) -> Result<Option<Unmade>> {
        if let Some(session) = session
            && session.stays(publication, path, artifact)?
        {
            return Ok(None);
        }
        let rank = artifact.subject.kind().rank;
        let made = match session {
            Some(_) => renderer.render_noting(artifact),
            None => renderer.render(artifact).map(|rendered| (rendered, Reads::default())),
        };
        let reads = match made {
            Ok((Rendered::Bytes(bytes), reads)) => {
                publication.offer(path, rank, &bytes)?;
                reads
            }
            Ok((Rendered::Copy(source), reads)) => {
                publication.offer_file(path, rank, &self.material.sources.on_disk(&source))?;
                reads
            }
            Err(unmade) => return Ok(Some(unmade)),
        };
        if let Some(session) = session {
            session.add(path, artifact, &reads);
        }
        Ok(None)
    }
}

/// The folder for the site with these options, if `look` finds that it may hold one.
///
/// # Errors
/// It may not.
pub(super) fn output(
    folders: Folders<'_>,
    options: Options,
    destination: &Destination,
    look: impl FnOnce(&OutputRequest<'_>) -> Result<Output>,
) -> Result<Output> {
    let folder = destination.folder.clone().unwrap_or_else(|| folders.output(options.edition, options.form));
    let protected = folders.sources();
    let request = OutputRequest {
        folder: &folder,
        course: folders.root.path(),
        protected: &protected,
        edition: options.edition.word(),
        adopt: destination.adopt,
    };
    look(&request)
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
