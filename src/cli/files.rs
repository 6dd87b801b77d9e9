//! What a check is about: a course, or some files of one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use mistake_clinic::api::error::{Error, Result};
use mistake_clinic::api::finding::{Counts, Finding};
use mistake_clinic::api::fs;
use mistake_clinic::api::pipeline::Report;
use mistake_clinic::api::text::SourcePath;

use super::course::{around, find};

/// What a check is about.
pub(super) struct Subject {
    /// The course's folder.
    pub(super) course: PathBuf,
    /// The files whose findings are told, by their real paths and as they were named; none where all of them are told.
    files: BTreeMap<PathBuf, PathBuf>,
}

impl Subject {
    /// The course or the files that `paths` name.
    ///
    /// # Errors
    /// They name no course, or more than one; or a folder and something else.
    pub(super) fn new(paths: &[PathBuf]) -> Result<Self> {
        let [first, others @ ..] = paths else {
            return Ok(Self { course: find(None)?, files: BTreeMap::new() });
        };
        if others.is_empty() && !is_meant_as_file(first) {
            return Ok(Self { course: find(Some(first))?, files: BTreeMap::new() });
        }
        let files = paths.iter().map(|path| real(path)).collect::<Result<BTreeMap<_, _>>>()?;
        let mut courses = BTreeMap::new();
        for path in paths {
            let course = course_of(path)?;
            courses.entry(fs::canonical(&course)?).or_insert((course, path));
        }
        let mut courses = courses.into_values();
        match (courses.next(), courses.next()) {
            (Some((course, _)), None) => Ok(Self { course, files }),
            (one, other) => {
                let names: Vec<String> =
                    one.into_iter().chain(other).map(|(_, path)| format!("`{}`", path.display())).collect();
                let message = format!("{} belong to different courses", names.join(" and "));
                Err(Error::refused(message, "check one course at a time"))
            }
        }
    }

    /// How many files were named.
    pub(super) fn count(&self) -> usize {
        self.files.len()
    }

    /// True where the whole course is told.
    pub(super) fn is_whole(&self) -> bool {
        self.files.is_empty()
    }

    /// Refuses a file that is no part of a course that is read from `sources`.
    ///
    /// # Errors
    /// There is such a file.
    pub(super) fn verify(&self, sources: &[PathBuf]) -> Result<()> {
        if self.is_whole() {
            return Ok(());
        }
        let course = fs::canonical(&self.course)?;
        let sources: Vec<PathBuf> = sources.iter().filter_map(|source| fs::canonical(source).ok()).collect();
        let is_part =
            |file: &Path| file == course.join("clinic.yaml") || sources.iter().any(|source| is_read_from(source, file));
        match self.files.iter().find(|(file, _)| !is_part(file)) {
            None => Ok(()),
            Some((_, named)) => Err(Error::refused(
                format!("`{}` is not part of the course in `{}`", named.display(), self.course.display()),
                "specify a file in the course: `clinic.yaml`, or a file in `content`, `answers`, `static`, `templates`, `themes`, or `i18n` whose name does not start with a dot",
            )),
        }
    }

    /// The findings of the files that were named, and how many there are in others.
    pub(super) fn part_of(&self, report: Report) -> (Report, Counts) {
        if self.is_whole() {
            return (report, Counts::default());
        }
        let about: BTreeSet<SourcePath> = report.findings.iter().map(|finding| finding.place.path.clone()).collect();
        let is_named = |path: &SourcePath| {
            let real = fs::canonical(&self.course.join(path.as_str()));
            real.is_ok_and(|real| self.files.contains_key(&real))
        };
        let named: BTreeSet<SourcePath> = about.into_iter().filter(is_named).collect();
        let is_told = |finding: &Finding| named.contains(&finding.place.path);
        let (findings, others): (Vec<_>, Vec<_>) = report.findings.into_iter().partition(is_told);
        (Report { counts: Counts::of(&findings), findings, ..report }, Counts::of(&others))
    }
}

/// True for what is a file, or is called like one where nothing is.
fn is_meant_as_file(path: &Path) -> bool {
    fs::is_file(path) || (!fs::is_dir(path) && path.extension().is_some())
}

/// The real path of a file that was named, and its name.
fn real(path: &Path) -> Result<(PathBuf, PathBuf)> {
    if fs::is_dir(path) {
        let message = format!("the folder `{}` cannot be combined with other paths", path.display());
        return Err(Error::refused(message, "specify one folder, or only files from one course"));
    }
    if !fs::is_file(path) {
        let message = format!("the file `{}` does not exist", path.display());
        return Err(Error::refused(message, "check the file name and your current folder"));
    }
    Ok((fs::canonical(path)?, path.to_owned()))
}

/// The course that a file lies in; else the one here, whose answers may lie elsewhere.
fn course_of(path: &Path) -> Result<PathBuf> {
    match around(path) {
        Some(_) => find(Some(path)),
        None => find(None).or_else(|_| find(Some(path))),
    }
}

/// Whether a file lies in a folder that a course is read from, and is not left out for its name.
fn is_read_from(folder: &Path, file: &Path) -> bool {
    let below = file.strip_prefix(folder);
    below.is_ok_and(|below| below.iter().all(|name| !name.to_string_lossy().starts_with('.')))
}
