//! What a run keeps for the next one, in `.clinic/cache` of the course: without it every run does everything, and so
//! deleting it costs time and nothing else.
//!
//! Of a run as a whole it is kept what it was made from, what was found, and how each file was published: a run that is
//! made from the same repeats that. Of each artifact it is kept of which facts it was made and what these were: where they
//! are the same, what was published stands.

mod documents;
mod ledger;
mod record;
mod reuse;
mod store;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use rayon::prelude::*;

use super::configured::Configured;
use super::fingerprints::FileFingerprints;
use super::planned::Planned;
use super::{Options, Report, Totals};
use crate::error::Result;
use crate::finding::report::{Counts, Sources};
use crate::fs;
use crate::model::kinds::{Edition, SiteForm};
use crate::plan::{About, Artifact};
use crate::publish::{Noted, Output, Publication, Published};
use crate::render::{Reads, State};
use crate::strings::Strings;
use crate::text::digest::{Digest, NoNames};
use crate::text::{SourceFile, SourcePath};
use ledger::Ledger;
use record::{Body, Head, KeptSite};
use reuse::Reuse;
use store::{Found, Kept, Packed, Store};

use super::withheld::Withheld;

pub(super) use documents::{Unkept, documents};
pub(super) use store::OWN;

/// For whom a run keeps something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// For builds.
    Build,
    /// For checks, which publish nothing.
    Check,
}

/// What is kept of a course, at the beginning of a run.
pub(super) struct Cache {
    store: Store,
    /// The digest of all that the run is made from.
    run: Digest,
    prints: FileFingerprints,
    /// The files that are read again after their prints were taken, and when that was.
    later: (Vec<SourcePath>, SystemTime),
    kept: Option<(Box<Kept>, Head)>,
    /// Why nothing could be read, in one sentence.
    note: Option<String>,
    /// Why the last part could not.
    damage: OnceLock<String>,
}

/// What came of a run, to be repeated.
pub(super) struct Repeated {
    pub(super) report: Report,
    pub(super) totals: Totals,
}

impl Cache {
    /// What an earlier run with these options kept.
    pub(super) fn open(configured: &Configured, options: Options, for_whom: Use) -> Self {
        let later = (FileFingerprints::read_later(&configured.sources), fs::now());
        let prints = FileFingerprints::of(&configured.sources);
        let run = configured.digest(options, &prints);
        let store = |for_whom| Store::new(&configured.sources.root, &name(options, for_whom));
        let (mut kept, note) = read(store(for_whom).read());
        let is_same = |kept: &Option<(Box<Kept>, Head)>| kept.as_ref().is_some_and(|(_, head)| head.run == run);
        if for_whom == Use::Check && !is_same(&kept) {
            // What a build found a check would find.
            let (of_build, _) = read(store(Use::Build).read());
            if kept.is_none() || is_same(&of_build) {
                kept = of_build;
            }
        }
        Self { store: store(for_whom), run, prints, later, kept, note, damage: OnceLock::new() }
    }

    /// Whether all files that were published hold what they held when the run began: one that changed in between, and was
    /// changed back, would be taken for what was published.
    fn still_holds(&self) -> bool {
        let (files, time) = &self.later;
        let root = self.store.root();
        let is_untouched = |path: &SourcePath| {
            let about = fs::metadata(&root.join(path.as_str())).ok().flatten();
            about.is_some_and(|about| fs::is_untouched_since(&about, *time))
        };
        files.par_iter().all(is_untouched)
    }

    /// What the run before came to, where this one is made from the same.
    pub(super) fn repeated(&self) -> Option<Repeated> {
        let (_, head) = self.kept.as_ref()?;
        let is_same = head.run == self.run;
        is_same.then(|| {
            let sources: Sources = head.files.iter().cloned().collect();
            let findings = head.findings.clone();
            let counts = Counts::of(&findings);
            let report = Report { findings, counts, sources, withheld: Withheld::nothing() };
            Repeated { report, totals: head.totals }
        })
    }

    /// Publishes what the run before published, if all of it stands there still; `None` where something has to be made.
    ///
    /// # Errors
    /// The folder is another build's, or the disk fails.
    pub(super) fn republish(&self, output: &Output) -> Result<Option<Published>> {
        let Some((kept, KeptSite { folder, left })) = self.site(output.folder()) else { return Ok(None) };
        let Some((published, now)) = left.stands(output, kept.time)? else { return Ok(None) };
        // What the disk says now is kept where that is something else, or could not be believed.
        if now != left || !now.is_settled_at(kept.time) {
            // Where the disk refuses that, the next run takes longer.
            let _ = self.store.rewrite(&Some(KeptSite { folder, left: now }), kept);
        }
        Ok(Some(published))
    }

    /// The folder with what is known of the site that the run before published to it.
    pub(super) fn knowing(&self, output: Output) -> Output {
        match self.site(output.folder()) {
            Some((kept, KeptSite { left, .. })) => output.left_at(&left, kept.time),
            None => output,
        }
    }

    /// The site that the run before published to this folder.
    fn site(&self, folder: &Path) -> Option<(&Kept, KeptSite<'_>)> {
        let (kept, _) = self.kept.as_ref()?;
        let site = kept.middle::<Option<KeptSite<'_>>>()?;
        Some((kept, site.filter(|site| Some(&site.folder) == absolute(folder).as_ref())?))
    }

    /// What each artifact was made of. Where that cannot be used, it is noted why.
    fn body(&self) -> Option<Body> {
        let (kept, _) = self.kept.as_ref()?;
        kept.body().unwrap_or_else(|why| {
            let _ = self.damage.set(why);
            None
        })
    }

    /// Why something could not be read, in one sentence.
    pub(super) fn note(&self) -> Option<String> {
        self.note.as_ref().or(self.damage.get()).cloned()
    }

    /// What of it stands in this run, and what is to be kept for the next one.
    pub(super) fn session<'a>(&'a self, planned: &'a Planned, strings: &Strings, folder: Option<&Path>) -> Session<'a> {
        let look = look(planned, strings);
        let reuse = self.body().and_then(|body| Reuse::new(body, look, planned.state()));
        let site = folder.and_then(|folder| self.site(folder));
        Session { cache: self, state: planned.state(), look, reuse, site, ledger: Ledger::default() }
    }
}

/// A run that makes of what is kept what it can.
pub(super) struct Session<'a> {
    cache: &'a Cache,
    state: State<'a>,
    look: Digest,
    reuse: Option<Reuse<'a>>,
    site: Option<(&'a Kept, KeptSite<'a>)>,
    ledger: Ledger,
}

impl<'a> Session<'a> {
    /// Whether an artifact would be made as it was, so that nothing would be found that was not; it is noted then.
    pub(super) fn is_known(&self, path: &str, artifact: &Artifact) -> bool {
        self.stands_if(path, artifact, || Ok(true)).is_ok_and(|stands| stands)
    }

    /// Has an artifact that would be made as it was stay as it was published; false where it has to be made.
    ///
    /// # Errors
    /// As [`Publication::keep`].
    pub(super) fn stays(&self, publication: &Publication, path: &str, artifact: &Artifact) -> Result<bool> {
        let Some((kept, site)) = &self.site else { return Ok(false) };
        let Some(stood) = site.left.file(path) else { return Ok(false) };
        let rank = artifact.subject.kind().rank;
        self.stands_if(path, artifact, || publication.keep(path, rank, stood, kept.time))
    }

    /// Whether an artifact would be made as it was, and `stands`: then the next run knows it as this one does.
    fn stands_if(&self, path: &str, artifact: &Artifact, stands: impl FnOnce() -> Result<bool>) -> Result<bool> {
        let Some(reuse) = &self.reuse else { return Ok(false) };
        let Some((number, kept)) = reuse.artifact(path, self.subject(artifact)) else { return Ok(false) };
        let stands = self.holds_the_same(artifact, kept.print.as_deref()) && stands()?;
        if stands {
            reuse.mark(number);
        }
        Ok(stands)
    }

    fn subject(&self, artifact: &Artifact) -> Digest {
        Digest::of(&artifact.subject, &self.state)
    }

    /// Whether a file that would be copied holds what it held. What is rendered has no such file.
    fn holds_the_same(&self, artifact: &Artifact, print: Option<&str>) -> bool {
        let source = self.copied(artifact);
        source.and_then(|path| self.cache.prints.of_file(path)) == print
    }

    fn copied(&self, artifact: &Artifact) -> Option<&SourcePath> {
        match artifact.subject.about() {
            About::File(file) => Some(&self.state.course.files[file.0].source),
            About::Course | About::Section(_) | About::Module(_) | About::Page(_) | About::Tag(_) => None,
        }
    }

    /// An artifact was rendered of these facts.
    pub(super) fn add(&self, path: &str, artifact: &Artifact, reads: &Reads) {
        let subject = self.subject(artifact);
        match self.copied(artifact) {
            Some(source) => {
                if let Some(print) = self.cache.prints.of_file(source) {
                    self.ledger.add_copy(path, subject, print.to_owned());
                }
            }
            None => self.ledger.add(path, subject, reads),
        }
    }

    /// What each artifact was made of, to be kept.
    pub(super) fn record(self) -> Record<'a> {
        let body = self.ledger.into_body(self.look, self.state, self.reuse);
        Record { cache: self.cache, body: Packed::of(&body) }
    }
}

/// What came of the artifacts of a run.
pub(super) struct Record<'a> {
    cache: &'a Cache,
    body: Packed,
}

impl Record<'_> {
    /// Keeps what came of this run. Where the disk refuses that, or a file was changed while it was read, the next one takes
    /// longer.
    pub(super) fn keep(self, report: &Report, totals: Totals, published: Option<(&Path, &Noted)>) {
        if !self.cache.still_holds() {
            return;
        }
        let files = report.findings.iter().filter_map(|finding| report.sources.get(&finding.place.path));
        let mut files: Vec<Arc<SourceFile>> = files.cloned().collect();
        files.dedup_by(|one, other| one.path() == other.path());
        let site = published.as_ref().and_then(|(folder, noted)| {
            let folder = absolute(folder)?;
            Some(KeptSite { folder, left: noted.left() })
        });
        let head = Head { run: self.cache.run, findings: report.findings.clone(), files, totals };
        let _ = self.cache.store.write(&head, &site, &self.body);
    }
}

fn read(found: Found) -> (Option<(Box<Kept>, Head)>, Option<String>) {
    match found {
        Found::Nothing => (None, None),
        Found::Unusable(why) => (None, Some(why)),
        Found::Kept(kept) => {
            let head = kept.head();
            (head.map(|head| (kept, head)), None)
        }
    }
}

/// Each edition, with and without drafts, has files of its own: they hold what others may not see. So has each form of a site,
/// since hardly a file is the same in both.
fn name(options: Options, for_whom: Use) -> String {
    let Options { edition, drafts, form } = options;
    let edition = match edition {
        Edition::Learner => "learner",
        Edition::Instructor => "instructor",
    };
    let drafts = if drafts { "-drafts" } else { "" };
    let form = match form {
        SiteForm::Hosted => "",
        SiteForm::Folder => "-folder",
    };
    let for_whom = match for_whom {
        Use::Build => "build",
        Use::Check => "check",
    };
    format!("{edition}{drafts}{form}-{for_whom}")
}

fn absolute(folder: &Path) -> Option<PathBuf> {
    fs::absolute(folder).ok()
}

/// The digest of what every artifact is made of: the words of the interface, the templates, and the names of the theme's
/// files.
fn look(planned: &Planned, strings: &Strings) -> Digest {
    let assets: Vec<_> = planned.look.assets().map(|asset| (&asset.name, &asset.path)).collect();
    Digest::of(&(strings, &planned.look.theme.templates, assets, &planned.look.theme.ground), &NoNames)
}
