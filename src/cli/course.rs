//! Which course a command is about, and how a run of it is timed.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use mistake_clinic::api::config::BaseUrl;
use mistake_clinic::api::error::{Error, Result};
use mistake_clinic::api::fs::{self, Healed, Root};
use mistake_clinic::api::load::Texts;
use mistake_clinic::api::model::Edition;
use mistake_clinic::api::pipeline::{self, Caching, CourseAt, Options, Site};

use super::{say, words};

/// What every command that reads a whole course takes
#[derive(clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct Common {
    /// Folder of the course; found here, in ./site, or above by default
    dir: Option<PathBuf>,
    /// For learners or for instructors
    #[arg(long, value_parser = words::edition(), default_value = Edition::Learner.word())]
    edition: Edition,
    /// Include pages with `draft: true`
    #[arg(long)]
    drafts: bool,
    /// Where the site will be published, instead of `base_url` in clinic.yaml, such as `https://example.org/course/`
    #[arg(long, value_name = "URL")]
    base_url: Option<BaseUrl>,
    /// End with status 1 when there are warnings
    #[arg(long)]
    pub(super) deny_warnings: bool,
    /// Make everything anew, and keep nothing in `.clinic/cache` for the next run
    #[arg(long)]
    no_cache: bool,
    /// Say how long each stage took
    #[arg(long)]
    pub(super) timings: bool,
}

impl Common {
    /// Finds the course.
    pub(super) fn folder(&self) -> Result<PathBuf> {
        find(self.dir.as_deref())
    }

    /// Finds and reads the course, with `texts` in the place of what the files of these paths hold.
    pub(super) fn read_with(&self, texts: Texts, clock: &mut Clock) -> Result<Site> {
        let root = self.folder()?;
        pipeline::read_with(self.course(&root), texts, self.options(), &mut |stage| clock.stage(stage))
    }

    /// The course in `root`, and where its site will be published.
    pub(super) fn course<'a>(&'a self, root: &'a Path) -> CourseAt<'a> {
        CourseAt { root, base_url: self.base_url.as_ref() }
    }

    /// Whether a run uses what is kept.
    pub(super) fn caching(&self) -> Caching {
        if self.no_cache { Caching::Off } else { Caching::On }
    }

    /// What is asked of a run.
    pub(super) fn options(&self) -> Options {
        Options { edition: self.edition, drafts: self.drafts }
    }
}

/// The folder of the course: the one named, else the one here, in `./site`, or above. What was cut short in it is taken
/// back.
pub(super) fn find(named: Option<&Path>) -> Result<PathBuf> {
    let folder = found(named)?;
    let cut_short = "a command that changed files of this course was cut short";
    match fs::heal(&Root::new(&folder))? {
        Healed::Nothing => {}
        Healed::TakenBack => say::note(&format!("{cut_short}: its changes are taken back")),
        Healed::Left => say::note(&format!(
            "{cut_short}, and its files were changed since: they are as they are, some with its changes and some without"
        )),
    }
    Ok(folder)
}

fn found(named: Option<&Path>) -> Result<PathBuf> {
    if let Some(folder) = named {
        if has_course(folder) {
            return Ok(folder.to_owned());
        }
        let near = folder.join("site");
        let help = if has_course(&near) {
            format!("the course is in `{}`", near.display())
        } else {
            format!("`clinic init {}` makes a course there", folder.display())
        };
        return Err(Error::refused(
            format!("there is no course in `{}`: it has no clinic.yaml", folder.display()),
            help,
        ));
    }
    let here = Path::new("");
    if has_course(here) {
        return Ok(PathBuf::from("."));
    }
    if has_course(Path::new("site")) {
        return Ok(PathBuf::from("site"));
    }
    above().ok_or_else(|| {
        Error::refused(
            "there is no course here, in `./site`, or above: no folder has a clinic.yaml",
            "go to your course, name its folder, or make one with `clinic init my-course`",
        )
    })
}

fn has_course(folder: &Path) -> bool {
    fs::is_file(&folder.join("clinic.yaml"))
}

fn above() -> Option<PathBuf> {
    let here = fs::canonical(Path::new(".")).ok()?;
    here.ancestors().skip(1).find(|folder| has_course(folder)).map(Path::to_path_buf)
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

/// Times the stages of a run and shows the one it is at.
pub(super) struct Clock {
    start: Instant,
    stages: Vec<(&'static str, Instant)>,
}

#[expect(clippy::disallowed_methods, reason = "the command line is where time is measured")]
impl Clock {
    pub(super) fn start() -> Self {
        Self { start: Instant::now(), stages: Vec::new() }
    }

    /// A stage begins.
    pub(super) fn stage(&mut self, name: &'static str) {
        say::progress(Some(name));
        self.stages.push((name, Instant::now()));
    }

    /// The run is over: the time that it took, in seconds, as words.
    pub(super) fn stop(&self) -> String {
        say::progress(None);
        seconds(self.start.elapsed())
    }

    /// How long each stage took.
    pub(super) fn stages(&self) -> String {
        let ends = self.stages.iter().skip(1).map(|(_, begin)| *begin).chain([Instant::now()]);
        let lines =
            self.stages.iter().zip(ends).map(|((name, begin), end)| format!("{name} {}", seconds(end - *begin)));
        lines.collect::<Vec<_>>().join(", ")
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
