//! A course that follows its files: what is shown, and what a change of some files does to it.
//!
//! After a change of texts their files are parsed; after any other the folder is read again, and what is new in it is
//! parsed. Either way the course is made anew from its documents, over the one that was there: what was made from the
//! same stays. What cannot be read leaves what was there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use super::cache::Unkept;
use super::configured::Configured;
use super::fingerprints::FileFingerprints;
use super::folders::source_folders;
use super::material::Material;
use super::planned::{Before, Planned, assembled};
use super::shown::{Served, Shown};
use super::tally::Tally;
use super::threads::{drop_aside, on_new_threads};
use super::{Caching, Observer, Options, Report, Site};
use crate::assemble::{Assembled, Inputs, assemble_edited, assemble_over};
use crate::config::course::FILE;
use crate::error::Result;
use crate::finding::{Finding, Outcome, Rule, Severity};
use crate::fs;
use crate::load::{self, PageSource};
use crate::parse::{self, Document, Documents};
use crate::text::{Place, SourcePath};

/// The folder that holds the pages of a course.
const CONTENT: &str = "content";

/// A course that follows its files.
pub struct Preview {
    root: PathBuf,
    options: Options,
    material: Material,
    assembled: Assembled,
    /// What is found in it; `None` where that has to be looked for.
    tally: Option<Tally>,
    fingerprints: FileFingerprints,
    view: View,
    /// What was parsed at the start, until it is kept for later runs.
    unkept: Option<(Unkept, Documents)>,
}

/// What the site of a preview looks like now; clones show the same.
///
/// The lock is held only to take or to put a state, never while a page is made: templates may take any time, and neither
/// changes nor other pages wait for them. A state that was replaced goes when the last page is made of it.
#[derive(Clone)]
pub struct View {
    shown: Arc<RwLock<Arc<Shown>>>,
}

/// What became of a change.
#[derive(Debug)]
pub struct Update {
    /// What is wrong with what was looked at.
    pub report: Report,
    /// How many texts have changed, where no page but theirs and those of their modules did; `None` where more may have.
    pub pages: Option<usize>,
}

/// Looks for everything that is wrong with a course, apart from what is shown.
pub struct Inspection {
    material: Material,
    options: Options,
    assembled: Assembled,
    shown: Arc<Shown>,
}

impl View {
    /// What lies at `path`: decoded, from the root of the site, without a first slash.
    pub fn get(&self, path: &str) -> Served {
        self.now().get(path)
    }

    /// Path of the site on its host, with a slash at both ends.
    pub fn base_path(&self) -> String {
        self.now().base_path()
    }

    /// The title of the course, in plain words.
    pub fn title(&self) -> String {
        self.now().planned.course.info.title.text().to_owned()
    }

    fn now(&self) -> Arc<Shown> {
        Arc::clone(&self.shown.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whoever replaces a state has it still: it may be large, and must not be dropped under the lock.
    fn replace(&self, fresh: Shown) {
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
    }
}

impl Preview {
    /// Reads the course in `root`.
    ///
    /// # Errors
    /// `clinic.yaml` cannot be read.
    pub fn open(
        root: &Path,
        options: Options,
        caching: Caching,
        observer: &mut Observer<'_>,
    ) -> Result<(Self, Report)> {
        observer("load");
        let (material, unkept) = Material::of(Configured::new(load::load(root)?, None), caching, observer);
        // Before anything else is read of what they are taken of.
        let fingerprints = FileFingerprints::of(&material.sources);
        observer("assemble");
        let Made { assembled, planned, report, tally } = made(&material, options, None);
        let view = View { shown: Arc::new(RwLock::new(Arc::new(Shown::new(&material, planned)))) };
        let unkept = Some((unkept, material.documents.clone()));
        let (root, tally) = (root.to_owned(), Some(tally));
        let preview = Self { root, options, material, assembled, tally, fingerprints, view, unkept };
        Ok((preview, report))
    }

    /// What is shown, now and after every change.
    pub fn view(&self) -> View {
        self.view.clone()
    }

    /// The files and folders that the course is read from, there or not, and those among them that sites are written to.
    pub fn folders(&self) -> (Vec<PathBuf>, Vec<PathBuf>) {
        let outputs = self.material.folders().outputs().collect();
        let mut sources = sources(&self.root, self.material.config.answers_folder());
        if self.material.config.answers.is_some() {
            // The one folder that may be reached through links. Systems name what has changed by its real path.
            let answers = sources.pop().map(|answers| fs::canonical(&answers).unwrap_or(answers));
            sources.extend(answers);
        }
        (sources, outputs)
    }

    /// Gives what writes the documents of the start to the cache. After the first call it does nothing.
    ///
    /// No page waits for it, and it works on one core, as a search does.
    pub fn to_keep(&mut self) -> impl FnOnce() + Send + use<> {
        let unkept = self.unkept.take();
        move || {
            if let Some((unkept, documents)) = unkept {
                on_new_threads(1, || unkept.keep(&documents));
            }
        }
    }

    /// A search for everything that is wrong with the course as it is now.
    pub fn inspect(&self) -> Inspection {
        let (material, assembled) = (self.material.clone(), self.assembled.clone());
        Inspection { material, options: self.options, assembled, shown: self.view.now() }
    }

    /// Takes over what has changed at `paths`: files or folders, some of which may be gone. `None` where that is nothing.
    pub fn change(&mut self, paths: &[PathBuf]) -> Option<Update> {
        let mut edited = Vec::new();
        for path in paths {
            match self.edit(path) {
                Edit::Nothing => {}
                Edit::Text(document) => edited.push(document),
                Edit::Other => return self.reload(),
            }
        }
        edited.sort_by(|a, b| a.file.path().cmp(b.file.path()));
        edited.dedup_by(|a, b| a.file.path() == b.file.path());
        if edited.is_empty() {
            return None;
        }
        Some(self.patch(edited))
    }

    /// What happened at one path.
    fn edit(&self, path: &Path) -> Edit {
        let Some(source) = self.source_path(path) else { return Edit::Other };
        if load::is_leftover(&source) {
            // What it holds is of no interest, only whether it is there.
            let is_there = fs::metadata(path).is_ok_and(|found| found.is_some());
            let Material { sources, answers, .. } = &self.material;
            let is_known = sources.left_out.contains_key(&source) || answers.left_out.contains_key(&source);
            return if is_there == is_known { Edit::Nothing } else { Edit::Other };
        }
        let Material { findings, unusable, .. } = &self.material;
        let is_broken = unusable.has(&source)
            || unusable.has(&SourcePath::new(CONTENT))
            || findings.iter().any(|finding| finding.place.path == source);
        let Some(old) = self.material.documents.of(&source) else {
            let is_same = !is_broken && self.fingerprints.is_same(&self.material.sources, &source);
            return if is_same { Edit::Nothing } else { Edit::Other };
        };
        let Ok(file) = load::read_text(&self.material.sources.root, &source) else { return Edit::Other };
        if file.text() == old.file.text() && !is_broken {
            return Edit::Nothing;
        }
        let Some(file) = load::taking_as(file, &old.file) else { return Edit::Other };
        let page = PageSource {
            file: Arc::new(file),
            role: old.role,
            section: old.section.clone(),
            bundle: old.bundle.clone(),
        };
        let new = parse::parse(&page, &self.material.reader, &self.material.config.clinic_words);
        if is_broken || !new.readable { Edit::Other } else { Edit::Text(Arc::new(new)) }
    }

    fn source_path(&self, path: &Path) -> Option<SourcePath> {
        let relative = path.strip_prefix(&self.root).ok()?;
        let names: Option<Vec<&str>> = relative.components().map(|part| part.as_os_str().to_str()).collect();
        Some(SourcePath::new(names?.join("/")))
    }

    /// Puts documents in the place of older ones of the same files.
    fn patch(&mut self, documents: Vec<Arc<Document>>) -> Update {
        let mut material = self.material.clone();
        let paths: BTreeSet<SourcePath> = documents.iter().map(|document| document.file.path().clone()).collect();
        for document in documents {
            material.documents.put(document);
        }
        if let Some(update) = self.edited(&material, &paths) {
            return update;
        }
        let older = self.view.now();
        let mut change = self.show(material);
        let planned = &self.view.now().planned;
        let same_outline = Arc::ptr_eq(&older.planned.course.outline, &planned.course.outline);
        if same_outline && Arc::ptr_eq(&older.planned.plan, &planned.plan) {
            change.report.findings.retain(|finding| paths.contains(&finding.place.path));
            change.pages = Some(paths.len());
        }
        change
    }

    /// Shows `material`, in which nothing but the files of `paths` has changed; `None` where others may know of that.
    fn edited(&mut self, material: &Material, paths: &BTreeSet<SourcePath>) -> Option<Update> {
        let (older, mut tally) = (self.view.now(), self.tally.take()?);
        let assembled = assemble_edited(&material.documents, &self.assembled)?;

        let (planned, of_edition) = older.planned.edited(&assembled.course, &self.assembled.course)?;

        let mut exchange = assembled.exchange_over(&self.assembled);
        exchange.extend(of_edition);
        for (old, new) in self.material.documents.differing(&material.documents)? {
            exchange.take(&old.findings, &new.findings);
        }
        self.view.replace(Shown::new(material, planned).keeping(&older));
        tally.exchange(exchange, paths, (&self.material, material));
        let report = tally.report(paths, material, &self.view.now().planned);

        self.tally = Some(tally);
        self.take(material.clone(), assembled, older);

        Some(Update { report, pages: Some(paths.len()) })
    }

    /// Goes on from these; what was shown before is of no use any more.
    fn take(&mut self, material: Material, assembled: Assembled, older: Arc<Shown>) {
        let material = std::mem::replace(&mut self.material, material);
        drop_aside((material, std::mem::replace(&mut self.assembled, assembled), older));
    }

    /// Reads the folder again; `None` where it holds what it held.
    fn reload(&mut self) -> Option<Update> {
        let loaded = match load::load_over(&self.root, &|path| self.material.text(path)) {
            Ok(loaded) => loaded,
            Err(error) => return self.without_configuration(&error.to_string()),
        };
        if loaded.value.pages.is_empty() && !self.material.documents.is_empty() {
            return self.without_pages(loaded.findings);
        }
        let fingerprints = FileFingerprints::of(&loaded.value);
        let material = Material::over(loaded, &self.material);
        if fingerprints == self.fingerprints && material.is_same(&self.material) {
            return None;
        }
        self.fingerprints = fingerprints;
        Some(self.show(material))
    }

    /// Shows what was read now.
    fn show(&mut self, material: Material) -> Update {
        let older = self.view.now();
        let before = Before { material: &self.material, assembled: &self.assembled, planned: &older.planned };
        let Made { assembled, mut planned, report, tally } = made(&material, self.options, Some(before));
        // A look that cannot be used leaves the one that was there.
        let is_about_the_look =
            |finding: &Finding| finding.rule.is_about_the_look() || finding.place.path.as_str().starts_with("themes/");
        if report.findings.iter().any(|finding| is_about_the_look(finding) && finding.severity == Severity::Error) {
            planned.look = Arc::new(planned.look.as_before(&older.planned.look));
        }
        self.view.replace(Shown::new(&material, planned).keeping(&older));
        self.tally = Some(tally);
        self.take(material, assembled, older);
        Update { report, pages: None }
    }

    fn without_configuration(&mut self, why: &str) -> Option<Update> {
        let place = Place::file(&SourcePath::new(FILE));
        let help = "restore the file; until then, the preview shows the last version of the course";
        let finding = Finding::new(Rule::Unreadable, place.clone(), why).help(help);
        self.without(&place.path, vec![finding])
    }

    /// Keeps the pages that were read last, where there is none any more.
    fn without_pages(&mut self, findings: Vec<Finding>) -> Option<Update> {
        let is_why =
            |finding: &Finding| finding.severity == Severity::Error && finding.place.path.as_str().starts_with(CONTENT);
        self.without(&SourcePath::new(CONTENT), findings.into_iter().filter(is_why).collect())
    }

    /// Shows what was read last for what cannot be used now.
    fn without(&mut self, path: &SourcePath, findings: Vec<Finding>) -> Option<Update> {
        let mut unusable = self.material.unusable.clone();
        unusable.insert(path, None, findings);
        if self.material.unusable == unusable {
            return None;
        }
        self.material.unusable = unusable;
        self.tally = None;
        let report = Report::new(&self.material, &self.view.now().planned, Vec::new());
        Some(Update { report, pages: None })
    }
}

/// A course up to its plan, and what is found on the way.
struct Made {
    assembled: Assembled,
    planned: Planned,
    report: Report,
    tally: Tally,
}

/// The course of `material`, made over an earlier one where there is one.
fn made(material: &Material, options: Options, before: Option<Before<'_>>) -> Made {
    let over = |inputs: Inputs<'_>| assemble_over(inputs, before.map(|before| before.assembled));
    let Outcome { value: assembled, mut findings } = assembled(material, options, over);
    let planned = Planned::of(material, assembled.course.clone(), options, before);
    findings.extend(planned.findings());
    let report = Report::new(material, &planned, findings.clone());
    let tally = Tally::of(material, findings, &report);
    Made { assembled, planned, report, tally }
}

/// The files and folders that a course in `root` is read from, there or not; its folder of answers is called `answers`.
pub fn sources(root: &Path, answers: &str) -> Vec<PathBuf> {
    let folders = source_folders(root, Some(answers));
    std::iter::once(root.join(FILE)).chain(folders).collect()
}

/// What happened to a file.
enum Edit {
    /// It holds what it held.
    Nothing,
    /// It holds another text.
    Text(Arc<Document>),
    /// The folder has to be read again.
    Other,
}

impl Inspection {
    /// Everything that is wrong, templates included; `None` where `stopped` is true on the way. Works on one core, so
    /// that the author's next change has another.
    pub fn run(self, stopped: &(dyn Fn() -> bool + Sync)) -> Option<Report> {
        let Self { material, options, assembled, shown } = self;
        let search = || {
            let site = match &shown.planned {
                // What is wrong with a look is found in it, and not in an older one.
                planned if planned.look.is_older => Site::of(material, options, &mut |_| ()),
                planned => {
                    let findings = assembled.findings().cloned().collect();
                    let course = Outcome { value: assembled.course.clone(), findings };
                    let course = super::planned::assembled(&material, options, |_| course);
                    Site::planned(material, options, course, |_, _| planned.clone(), &mut |_| ())
                }
            };
            site.inspect_until(stopped)
        };
        on_new_threads(1, search)
    }
}
