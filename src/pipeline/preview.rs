//! A course that follows its files: what is shown, and what a change of some files does to it.
//!
//! A change of a text is carried out in place: its file is parsed, its page and module are assembled, nothing else is
//! looked at. Everything else reads the folder again and parses what is new. What cannot be read leaves what was there.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use super::material::{Known, Material, source_folders};
use super::prints::Prints;
use super::shown::{Found, Shown};
use super::{Observer, Options, Report, Site, assembled};
use crate::assemble::{Assembly, edition};
use crate::config::course::FILE;
use crate::error::Result;
use crate::finding::{Finding, Outcome, Rule, Severity};
use crate::fs;
use crate::load::{self, PageSource};
use crate::model::course::PageId;
use crate::model::kinds::Edition;
use crate::parse::{self, Document};
use crate::plan;
use crate::render::engine;
use crate::text::{Place, SourcePath};
use crate::theme;

/// The folder that holds the pages of a course.
const CONTENT: &str = "content";

/// A course that follows its files.
pub struct Preview {
    root: PathBuf,
    options: Options,
    material: Material,
    assembly: Assembly,
    prints: Prints,
    shown: Arc<RwLock<Shown>>,
}

/// What the site of a preview looks like now; clones show the same.
#[derive(Clone)]
pub struct View {
    shown: Arc<RwLock<Shown>>,
}

/// What became of a change.
#[derive(Debug)]
pub struct Change {
    /// What is wrong with what was looked at.
    pub report: Report,
    /// How many files were parsed and shown anew in place; `None` where the course was read again.
    pub pages: Option<usize>,
}

/// Looks for everything that is wrong with a course, apart from what is shown.
pub struct Check {
    material: Material,
    options: Options,
}

impl View {
    /// What lies at `path`: decoded, from the root of the site, without a first slash.
    pub fn get(&self, path: &str) -> Found {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).get(path)
    }

    /// Path of the site on its host, with a slash at both ends.
    pub fn base_path(&self) -> String {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).base_path()
    }

    /// The title of the course, in plain words.
    pub fn title(&self) -> String {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).course.info.title.text().to_owned()
    }
}

impl Preview {
    /// Reads the course in `root`.
    ///
    /// # Errors
    /// `clinic.yaml` cannot be read.
    pub fn open(root: &Path, options: Options, observer: &mut Observer<'_>) -> Result<(Self, Report)> {
        observer("load");
        let material = Material::new(load::load(root)?, &Known::default(), observer);
        observer("assemble");
        let (assembly, shown, findings) = shown(&material, options);
        let report = Report::new(&material, (&shown.course, &shown.engine), findings);
        let prints = Prints::of(&material.sources);
        let shown = Arc::new(RwLock::new(shown));
        let preview = Self { root: root.to_owned(), options, material, assembly, prints, shown };
        Ok((preview, report))
    }

    /// What is shown, now and after every change.
    pub fn view(&self) -> View {
        View { shown: Arc::clone(&self.shown) }
    }

    /// The files and folders that the course is read from, there or not, and those among them that sites are written to.
    pub fn folders(&self) -> (Vec<PathBuf>, Vec<PathBuf>) {
        let outputs = [Edition::Learner, Edition::Instructor].map(|edition| self.material.output_folder(edition));
        let mut sources = sources(&self.root, self.material.config.answers_folder());
        if self.material.config.answers.is_some() {
            // The one folder that may be reached through links. Systems name what has changed by its real path.
            let answers = sources.pop().map(|answers| fs::canonical(&answers).unwrap_or(answers));
            sources.extend(answers);
        }
        (sources, outputs.into())
    }

    /// A search for everything that is wrong with the course as it is now.
    pub fn check(&self) -> Check {
        Check { material: self.material.clone(), options: self.options }
    }

    /// Takes over what has changed at `paths`: files or folders, some of which may be gone. `None` where that is nothing.
    pub fn change(&mut self, paths: &[PathBuf]) -> Option<Change> {
        let mut edited = Vec::new();
        for path in paths {
            match self.edit(path) {
                Edit::Nothing => {}
                Edit::Text(document) => edited.push(*document),
                Edit::Other => return self.reload(),
            }
        }
        edited.sort_by(|a, b| a.file.path().cmp(b.file.path()));
        edited.dedup_by(|a, b| a.file.path() == b.file.path());
        if edited.is_empty() {
            return None;
        }
        Some(self.patch(edited).unwrap_or_else(|| self.show()))
    }

    /// What happened at one path.
    fn edit(&self, path: &Path) -> Edit {
        let Some(source) = self.source_path(path) else { return Edit::Other };
        if load::is_leftover(&source) {
            // What it holds is of no interest, only whether it is there.
            let is_there = fs::metadata(path).is_ok_and(|found| found.is_some());
            let Material { sources, apart, .. } = &self.material;
            let is_known = sources.left_out.contains_key(&source) || apart.left_out.contains_key(&source);
            return if is_there == is_known { Edit::Nothing } else { Edit::Other };
        }
        let Material { findings, unusable, .. } = &self.material;
        let is_broken = unusable.has(&source)
            || unusable.has(&SourcePath::new(CONTENT))
            || findings.iter().any(|finding| finding.place.path == source);
        let Some(old) = self.material.document(&source) else {
            let is_same = !is_broken && self.prints.is_same(&self.material.sources, &source);
            return if is_same { Edit::Nothing } else { Edit::Other };
        };
        let Ok(file) = load::read_text(&self.material.sources.root, &source) else { return Edit::Other };
        if file.text() == old.file.text() && !is_broken {
            return Edit::Nothing;
        }
        let page = PageSource {
            file: Arc::new(file),
            role: old.role,
            section: old.section.clone(),
            bundle: old.bundle.clone(),
        };
        let new = parse::parse(&page, &self.material.reader);
        if is_broken || !new.stands_for(old) { Edit::Other } else { Edit::Text(Box::new(new)) }
    }

    fn source_path(&self, path: &Path) -> Option<SourcePath> {
        let relative = path.strip_prefix(&self.root).ok()?;
        let names: Option<Vec<&str>> = relative.components().map(|part| part.as_os_str().to_str()).collect();
        Some(SourcePath::new(names?.join("/")))
    }

    /// Puts documents in the place of older ones that are the same but for their texts; `None` where more depends on
    /// them than their own pages and modules, so that everything has to be shown anew.
    fn patch(&mut self, documents: Vec<Document>) -> Option<Change> {
        let mut findings = Vec::new();
        let mut paths = Vec::new();
        // All of them first: whatever follows may have to show everything anew.
        for document in documents {
            paths.push(document.file.path().clone());
            findings.extend(document.findings.iter().cloned());
            self.material.put(document);
        }
        for path in &paths {
            let page = self.page(path)?;
            let refreshed = self.assembly.refresh(self.material.inputs(), page);
            findings.extend(refreshed.findings);
            let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
            if !shown.refresh(&self.assembly.course, &refreshed.value) {
                return None;
            }
        }
        let shown = self.shown.read().unwrap_or_else(PoisonError::into_inner);
        let report = Report::new(&self.material, (&shown.course, &shown.engine), findings);
        Some(Change { report, pages: Some(paths.len()) })
    }

    fn page(&self, path: &SourcePath) -> Option<PageId> {
        self.assembly.course.pages.iter().position(|page| page.source == *path).map(PageId)
    }

    /// Reads the folder again; `None` where it holds what it held.
    fn reload(&mut self) -> Option<Change> {
        let loaded = match load::load_over(&self.root, &|path| self.material.text(path)) {
            Ok(loaded) => loaded,
            Err(error) => return self.without_configuration(&error.to_string()),
        };
        if loaded.value.pages.is_empty() && !self.material.documents.is_empty() {
            return self.without_pages(loaded.findings);
        }
        let prints = Prints::of(&loaded.value);
        let material = Material::over(loaded, &self.material);
        if prints == self.prints && material.is_same(&self.material) {
            return None;
        }
        (self.material, self.prints) = (material, prints);
        Some(self.show())
    }

    /// Assembles and shows the course anew, from what was read.
    fn show(&mut self) -> Change {
        let (assembly, mut fresh, findings) = shown(&self.material, self.options);
        let report = Report::new(&self.material, (&fresh.course, &fresh.engine), findings);
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        // A look that cannot be used leaves the one that was there.
        let is_about_the_look =
            |finding: &Finding| finding.rule.is_about_the_look() || finding.place.path.as_str().starts_with("themes/");
        if report.findings.iter().any(|finding| is_about_the_look(finding) && finding.severity == Severity::Error) {
            std::mem::swap(&mut fresh.theme, &mut shown.theme);
            std::mem::swap(&mut fresh.engine, &mut shown.engine);
        }
        fresh.keep(&mut shown);
        *shown = fresh;
        self.assembly = assembly;
        Change { report, pages: None }
    }

    fn without_configuration(&mut self, why: &str) -> Option<Change> {
        let place = Place::file(&SourcePath::new(FILE));
        let help = "put it back; what was read last is shown until then";
        let finding = Finding::new(Rule::Unreadable, place.clone(), why).help(help);
        self.without(&place.path, vec![finding])
    }

    /// Keeps the pages that were read last, where there is none any more.
    fn without_pages(&mut self, findings: Vec<Finding>) -> Option<Change> {
        let is_why =
            |finding: &Finding| finding.severity == Severity::Error && finding.place.path.as_str().starts_with(CONTENT);
        self.without(&SourcePath::new(CONTENT), findings.into_iter().filter(is_why).collect())
    }

    /// Shows what was read last for what cannot be used now.
    fn without(&mut self, path: &SourcePath, findings: Vec<Finding>) -> Option<Change> {
        let mut unusable = self.material.unusable.clone();
        unusable.insert(path, None, findings);
        if self.material.unusable == unusable {
            return None;
        }
        self.material.unusable = unusable;
        let shown = self.shown.read().unwrap_or_else(PoisonError::into_inner);
        let report = Report::new(&self.material, (&shown.course, &shown.engine), Vec::new());
        Some(Change { report, pages: None })
    }
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
    /// It holds other texts.
    Text(Box<Document>),
    /// Something that more than its own page depends on.
    Other,
}

/// The state that pages are made from, and everything that was found on the way.
fn shown(material: &Material, options: Options) -> (Assembly, Shown, Vec<Finding>) {
    let Outcome { value: assembly, mut findings } = assembled(material, options);
    let stripped = edition::strip(assembly.course.clone(), options.edition, options.drafts);
    findings.extend(stripped.findings);
    let planned = plan::plan(&stripped.value);
    findings.extend(planned.findings);
    let themed = theme::theme(&material.sources, &material.config, &material.reader);
    findings.extend(themed.findings);
    let engine = engine(&themed.value.templates, material.strings.all(), &mut findings);
    let shown = Shown::new(material, stripped.value, planned.value, (themed.value, engine));
    (assembly, shown, findings)
}

impl Check {
    /// Everything that is wrong, templates included; `None` where `stopped` is true on the way. Works on one core, so
    /// that the author's next change has another.
    pub fn run(self, stopped: &(dyn Fn() -> bool + Sync)) -> Option<Report> {
        let search = || {
            let site = Site::of(self.material, self.options, &mut |_| ());
            site.check_until(stopped)
        };
        match rayon::ThreadPoolBuilder::new().num_threads(1).build() {
            Ok(pool) => pool.install(search),
            Err(_) => search(),
        }
    }
}
