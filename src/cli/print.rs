//! `clinic print`

use std::collections::BTreeSet;
use std::ffi::c_int;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;

use clap::ValueEnum;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use mistake_clinic::api::error::{Error, Result};
use mistake_clinic::api::model::{Edition, Paper, SheetKind};
use mistake_clinic::api::pdf::{self, Printed, Search, Settings, Workspace};
use mistake_clinic::api::pipeline::{self, Options};
use mistake_clinic::api::pipeline::{Per, Wanted};
use mistake_clinic::api::text::joined;

use super::clock::Clock;
use super::course::find;
use super::{Status, say, words};

const AFTER_HELP: &str = "\
Specify a module by its path under `content/`, such as `systems/event-driven`. If you specify a section, clinic prints all \
of its modules and all of its pages that have `sheet: true`. clinic names each file after its module or page, as in \
event-driven-a4.pdf, event-driven-log-checks-a4.pdf, and event-driven-checks-v17-a4.pdf. If modules in different sections \
have the same name, the names of their PDF files start with the section name. clinic replaces an existing file only after \
the new file is complete and does not change any other files in DIR.

  clinic print --out sheets                                          save every worksheet as a separate PDF file
  clinic print systems/event-driven --sheets checks --out sheets     print only the mistake checks for a module
  clinic print systems --seed 1..4 --out sheets                      print four versions, each in a different order
  clinic print systems --edition instructor --sheets answers --out keys

Printing requires Chromium, Chrome, or Edge. clinic uses the browser that you specify with `--browser`. Without `--browser`, \
clinic uses the browser set in the CLINIC_BROWSER environment variable or, if the variable is not set, the first browser \
that clinic finds.";

/// Contents of each PDF file
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum One {
    /// The sheets for one module, or one page with `sheet: true`
    Module,
    /// The sheets for all modules and pages in one section, plus a review
    Section,
}

/// So many versions are enough for anybody, and a slip of the finger is not printed.
const MOST_SEEDS: u32 = 1000;

/// A seed, or several.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seeds(Vec<u32>);

impl FromStr for Seeds {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let number = |text: &str| text.trim().parse::<u32>().map_err(|_| format!("`{text}` is not a whole number"));
        let Some((first, last)) = text.split_once("..") else { return Ok(Self(vec![number(text)?])) };
        let (first, last) = (number(first)?, number(last.trim_start_matches('='))?);
        if last < first || last - first >= MOST_SEEDS {
            return Err(format!("a range must count up, as in `1..4`, and contain at most {MOST_SEEDS} numbers"));
        }
        Ok(Self((first..=last).collect()))
    }
}

/// Print worksheets to PDF files
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(super) struct Args {
    /// Paths under `content/` to modules, sections, or pages with `sheet: true` [default: the whole course]
    #[arg(value_name = "MODULE")]
    modules: Vec<String>,
    /// Folder for the PDF files; clinic creates the folder if necessary
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
    /// Course folder, or a file in it [default: the course in this folder, in ./site, or in a parent folder]
    #[arg(long, value_name = "DIR")]
    course: Option<PathBuf>,
    /// Sheets to print, as a comma-separated list [default: the course's default sheets]
    #[arg(long, value_parser = words::sheet_kind(), value_delimiter = ',', value_name = "KINDS")]
    sheets: Vec<SheetKind>,
    /// Edition to print: for learners, or for instructors (adds each module's answer key)
    #[arg(long, value_parser = words::edition(), default_value = Edition::Learner.word())]
    edition: Edition,
    /// Paper size [default: the course's paper size, or a4]
    #[arg(long, value_parser = words::paper())]
    paper: Option<Paper>,
    /// Seed for shuffling the statements. The same seed always produces the same order. A list or range of seeds, such as
    /// `1..4`, prints one version for each seed
    #[arg(long, value_name = "NUMBER", value_delimiter = ',')]
    seed: Vec<Seeds>,
    /// Print in large type
    #[arg(long)]
    large: bool,
    /// Save paper by using smaller type, fewer writing lines, and several sheets per page
    #[arg(long, conflicts_with = "large")]
    save: bool,
    /// Contents of each PDF file
    #[arg(long, value_enum, default_value_t = One::Module)]
    per: One,
    /// Include pages with `draft: true`
    #[arg(long)]
    drafts: bool,
    /// Path to Chromium, Chrome, or Edge
    #[arg(long, value_name = "PATH")]
    browser: Option<PathBuf>,
    /// Start the browser without its sandbox, for systems where the sandbox cannot start
    #[arg(long)]
    no_sandbox: bool,
    /// Maximum number of browsers that print at the same time [default: one per CPU core]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=64))]
    jobs: Option<u16>,
    /// Maximum time in seconds for printing one file
    #[arg(long, value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    timeout: u32,
    /// Show how long each processing stage took
    #[arg(short, long)]
    verbose: bool,
}

/// Prints.
pub(super) fn run(args: &Args) -> Result<Status> {
    let wanted = args.wanted()?;
    let browser = args.search().find()?;
    let mut clock = Clock::start();
    let options = Options::hosted(args.edition, args.drafts);
    let site = pipeline::read(&find(args.course.as_deref())?, options, &mut |stage| clock.stage(stage))?;
    if args.edition == Edition::Instructor && site.publishes(&args.out)? {
        return Err(Error::refused(
            format!(
                "the folder `{}` is published with the site, so learners could read the answer keys",
                args.out.display()
            ),
            "choose a folder that is not published, such as `--out keys`",
        ));
    }
    let stop = stop_on_signal()?;
    let workspace = Workspace::new(&args.out, &std::env::temp_dir())?;
    clock.stage("render");
    let written = site.sheets(&wanted, &workspace.pages())?;
    say::progress(None);
    let found = &written.report.findings;
    let is_whole = say::findings(&written.report);
    say::blank_line_after(found);
    let Some(sheets) = written.sheets else {
        say::counts_by_rule(found);
        say::note(&format!("{}: {}", say::counts(written.report.counts), say::strong("nothing was printed")));
        say::where_all_are(is_whole);
        say::what_next(found);
        return Ok(Status::Findings);
    };
    if !written.empty.is_empty() {
        say::note(&format!("skipped files that would contain no sheets: {}", joined(&written.empty, "and")));
    }
    if sheets.is_empty() {
        return Err(Error::refused(
            "there is nothing to print",
            "choose other sheets with `--sheets`, or other modules",
        ));
    }
    let is_root = pdf::is_root();
    if is_root && !args.no_sandbox {
        say::note("running as root: the browser starts without its sandbox, which root cannot use");
    }
    let at_once = args.jobs.map_or_else(cores, usize::from);
    let settings = Settings { browser, sandbox: !(is_root || args.no_sandbox), at_once, seconds: args.timeout };
    clock.stage("print");
    let printed = pdf::print(&sheets, &workspace, &settings, &stop, &|printed| {
        say::progress(None);
        if let Err(error) = say::result(&format!("{}\n", printed.path.display())) {
            say::error(&error);
        }
    })?;
    say::note(&summary(&printed, &clock.stop(), workspace.folder()));
    if args.verbose {
        say::table(&clock.table());
    }
    Ok(Status::Clean)
}

impl Args {
    fn wanted(&self) -> Result<Wanted> {
        let kinds: BTreeSet<SheetKind> = self.sheets.iter().copied().collect();
        if kinds.contains(&SheetKind::Answers) && self.edition == Edition::Learner {
            return Err(Error::refused(
                "the learner edition has no answers to print",
                "add `--edition instructor` to print the answer key as a separate file",
            ));
        }
        let mut seen = BTreeSet::new();
        let seeds =
            self.seed.iter().flat_map(|seeds| seeds.0.iter().copied()).filter(|seed| seen.insert(*seed)).collect();
        Ok(Wanted {
            subjects: self.modules.clone(),
            per: match self.per {
                One::Module => Per::Module,
                One::Section => Per::Section,
            },
            kinds,
            paper: self.paper,
            seeds,
            large: self.large,
            save: self.save,
        })
    }

    fn search(&self) -> Search {
        Search {
            requested: self.browser.clone(),
            variable: std::env::var_os("CLINIC_BROWSER"),
            path: std::env::var_os("PATH"),
            installed: installed(),
        }
    }
}

/// Folders of installed programs, those of the user included.
fn installed() -> Vec<PathBuf> {
    let variables = ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"];
    if cfg!(windows) {
        return variables.iter().filter_map(std::env::var_os).map(PathBuf::from).collect();
    }
    let own = std::env::var_os("HOME").map(|home| PathBuf::from(home).join("Applications"));
    [PathBuf::from("/Applications")].into_iter().chain(own).collect()
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// What asks a program to end: by its keys, from outside, and by a terminal that closes.
#[cfg(unix)]
const SIGNALS: [c_int; 4] = [SIGINT, SIGTERM, signal_hook::consts::SIGHUP, signal_hook::consts::SIGQUIT];
#[cfg(not(unix))]
const SIGNALS: [c_int; 2] = [SIGINT, SIGTERM];

/// Becomes true when somebody wants printing to end, so that browsers and folders do not outlive it.
fn stop_on_signal() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in SIGNALS.into_iter().filter(|signal| !pdf::is_ignored(*signal)) {
        flag::register(signal, Arc::clone(&stop))
            .map_err(|source| Error::io("listen for signals in", Path::new("this process"), source))?;
    }
    Ok(stop)
}

/// `20 files, 84 pages in 6.12 s: sheets`
fn summary(printed: &[Printed], time: &str, folder: &Path) -> String {
    let pages: Option<usize> = printed.iter().map(|printed| printed.pages).sum();
    let pages = pages.map(|pages| format!(", {}", say::of(pages, "page"))).unwrap_or_default();
    let folder = say::strong(&folder.display().to_string());
    format!("{}{pages} in {time}: {folder}", say::of(printed.len(), "file"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_are_numbers_or_ranges_with_both_ends() {
        let seeds = |text: &str| text.parse::<Seeds>().map(|seeds| seeds.0);
        assert_eq!(seeds("17"), Ok(vec![17]));
        assert_eq!(seeds("1..4"), Ok(vec![1, 2, 3, 4]));
        assert_eq!(seeds("3..=3"), Ok(vec![3]));
        for wrong in ["", "x", "4..1", "1..", "1..1001", "-1"] {
            assert!(seeds(wrong).is_err(), "{wrong}");
        }
        assert_eq!(seeds("1..1000").map(|seeds| seeds.len()), Ok(1000));
    }
}
