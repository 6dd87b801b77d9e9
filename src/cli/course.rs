//! Which course a command is about, and what is asked of a run of it.

use std::path::{Component, Path, PathBuf};

use mistake_clinic::api::config::BaseUrl;
use mistake_clinic::api::error::{Error, Result};
use mistake_clinic::api::fs::{self, Healed, Root};
use mistake_clinic::api::model::Edition;
use mistake_clinic::api::pipeline::{Caching, CourseAt, Options};

use super::{say, words};

/// What every command that reads a whole course takes
#[derive(clap::Args)]
pub(super) struct Common {
    /// Site edition: for learners or for instructors
    #[arg(long, value_parser = words::edition(), default_value = Edition::Learner.word())]
    edition: Edition,
    /// Include pages with `draft: true`
    #[arg(long)]
    drafts: bool,
    /// URL where the site will be published, such as `https://example.org/course/`; overrides `base_url` in clinic.yaml
    #[arg(long, value_name = "URL")]
    base_url: Option<BaseUrl>,
    /// Exit with status 1 if there are warnings
    #[arg(long)]
    pub(super) deny_warnings: bool,
    #[command(flatten)]
    cache: Cache,
    /// Show how long each processing stage took
    #[arg(short, long, alias = "timings")]
    pub(super) verbose: bool,
}

/// Whether a command uses what is kept, and keeps something
#[derive(clap::Args)]
pub(super) struct Cache {
    /// Process every file without reading or writing the cache in `.clinic/cache`
    #[arg(long)]
    no_cache: bool,
}

impl Cache {
    /// What was asked for.
    pub(super) fn caching(&self) -> Caching {
        if self.no_cache { Caching::Off } else { Caching::On }
    }
}

impl Common {
    /// The course in `root`, and where its site will be published.
    pub(super) fn course<'a>(&'a self, root: &'a Path) -> CourseAt<'a> {
        CourseAt { root, base_url: self.base_url.as_ref() }
    }

    /// Whether a run uses what is kept.
    pub(super) fn caching(&self) -> Caching {
        self.cache.caching()
    }

    /// What is asked of a run.
    pub(super) fn options(&self) -> Options {
        Options::hosted(self.edition, self.drafts)
    }
}

/// The folder of the course: the one that was named, by itself or by something in it, else the one here, in `./site`, or
/// above. What was cut short in it is taken back.
pub(super) fn find(named: Option<&Path>) -> Result<PathBuf> {
    let folder = match named {
        Some(named) => found(named)?,
        None => here()?,
    };
    let cut_short = "an earlier command was interrupted while it was changing this course";
    match fs::heal(&Root::new(&folder))? {
        Healed::Nothing => {}
        Healed::TakenBack => say::note(&format!("{cut_short}; its changes have been undone")),
        Healed::Left => say::warning(&format!(
            "{cut_short}; because files have been edited since then, clinic did not undo the incomplete changes"
        )),
    }
    Ok(folder)
}

/// The course in a folder, or the one that this folder of pages, or this file, belongs to.
fn found(named: &Path) -> Result<PathBuf> {
    if has_course(named) {
        return Ok(named.to_owned());
    }
    let around = around(named);
    if let Some(course) = around.as_ref().filter(|course| fs::is_file(named) || is_of_pages(named, course)) {
        return Ok(course.clone());
    }
    let below = Some(named.join("site")).filter(|folder| has_course(folder));
    let (message, help) = if fs::is_file(named) {
        (
            format!("`{}` is not in a course: no parent folder contains a clinic.yaml file", named.display()),
            "specify the course folder, or a file in a course".to_owned(),
        )
    } else {
        let help = match below.or(around) {
            Some(near) => format!("the course is in `{}`", near.display()),
            None => format!("create a course there with `clinic init {}`", named.display()),
        };
        (format!("`{}` does not contain a course: it has no clinic.yaml file", named.display()), help)
    };
    Err(Error::refused(message, help))
}

/// The course that was not named.
fn here() -> Result<PathBuf> {
    if has_course(Path::new("")) {
        return Ok(PathBuf::from("."));
    }
    if has_course(Path::new("site")) {
        return Ok(PathBuf::from("site"));
    }
    around(Path::new(".")).ok_or_else(|| {
        Error::refused(
            "clinic found no clinic.yaml file in this folder, in `./site`, or in any parent folder",
            "go to your course folder, specify its path, or create a course with `clinic init my-course`",
        )
    })
}

fn has_course(folder: &Path) -> bool {
    fs::is_file(&folder.join("clinic.yaml"))
}

/// The nearest folder above `path` that has a course, called as `path` calls it where it does.
pub(super) fn around(path: &Path) -> Option<PathBuf> {
    let first = |path: &Path| path.ancestors().skip(1).find(|folder| has_course(folder)).map(Path::to_path_buf);
    // What stands before `..` lies beside the path, not above it.
    let is_straight = path.components().all(|part| part != Component::ParentDir);
    let named = Some(path).filter(|_| is_straight).and_then(first);
    let real = || first(&fs::canonical(path).ok()?);
    named.or_else(real).map(|folder| if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder })
}

/// Whether a folder is the one with the pages of `course`, or lies in that.
fn is_of_pages(folder: &Path, course: &Path) -> bool {
    let real = |path: &Path| fs::canonical(path).ok();
    matches!((real(folder), real(&course.join("content"))), (Some(folder), Some(pages)) if folder.starts_with(&pages))
}

/// What makes paths from `folder` into paths from `base`: nothing or a path with `/` at its end, absolute where neither
/// lies in the other.
pub(super) fn prefix(folder: &Path, base: &Path) -> String {
    let (Ok(folder), Ok(base)) = (fs::canonical(folder), fs::canonical(base)) else {
        return format!("{}/", folder.display());
    };
    let path = if let Ok(below) = folder.strip_prefix(&base) {
        below.to_owned()
    } else if let Ok(above) = base.strip_prefix(&folder) {
        above.iter().map(|_| "..").collect()
    } else {
        folder
    };
    let names: Vec<_> = path.iter().map(|name| name.to_string_lossy()).filter(|name| name != "/").collect();
    let root = if path.has_root() && !cfg!(windows) { "/" } else { "" };
    names.into_iter().fold(root.to_owned(), |path, name| path + &name + "/")
}
