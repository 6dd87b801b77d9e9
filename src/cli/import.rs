//! `clinic import`

use std::path::PathBuf;

use mistake_clinic::api::error::Result;
use mistake_clinic::api::import::{Counts, Import, ImportRequest, ImportedPage, State, import};
use mistake_clinic::api::model::Edition;
use mistake_clinic::api::pipeline::{self, Options};

use super::course::find;
use super::{Status, say};

const AFTER_HELP: &str = "\
Examples:
  clinic import old/mistake-clinic.md                create a module in content/imported/
  clinic import old/*.md --into systems              create modules in the section `systems`
  clinic import ../handbook --into handbook          import a folder from Docusaurus, mdBook, MkDocs, Hugo, or Jekyll
  clinic import --in-place content/systems/sagas.md  convert a page in the course to a module

The columns of the radar table can be in any order. clinic recognizes the checks, the protocol, the log, and the completion \
standard by their headings, in any interface language. clinic leaves all other content in the page text and lists the lines \
that you should check.

Before clinic writes any files, it compares each new module with the original page. By default, clinic does not overwrite \
any files. With `--force`, clinic replaces only files that an earlier import wrote and that you have not edited. Running the \
same import again changes nothing.

An imported folder keeps its structure, page order, links, and images. Clinic pages in the folder become modules, all other \
pages become ordinary pages, and each page lists its old address as an alias.";

/// Import existing clinic pages as modules, or import a folder from another tool as a section
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Markdown pages to import, or one folder
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Section under `content/` for the imported pages [default: imported]
    #[arg(long, value_name = "SECTION", conflicts_with = "in_place")]
    into: Option<String>,
    /// Replace each specified page in `content/` with the module that clinic creates from that page
    #[arg(long)]
    in_place: bool,
    /// Replace modules from an earlier import, except those that you have edited
    #[arg(long, conflicts_with = "in_place")]
    force: bool,
    /// Course folder, or a file in it [default: the course in this folder, in ./site, or in a parent folder]
    #[arg(long, value_name = "DIR")]
    course: Option<PathBuf>,
}

/// Imports the pages, then says what is wrong with the course that came out.
pub(super) fn run(args: &Args) -> Result<Status> {
    let course = find(args.course.as_deref())?;
    let Args { files, into, in_place, force, .. } = args;
    let request = ImportRequest { course: &course, files, into: into.as_deref(), in_place: *in_place, force: *force };
    let done = import(request)?;
    for section in &done.sections {
        say::note(&format!("wrote {}", section.display()));
    }
    done.pages.iter().for_each(report);
    summary(&done);
    if done.files == 0 && done.pages.iter().all(|page| matches!(page.state, State::Unchanged | State::Nothing)) {
        say::note("nothing changed");
        return Ok(Status::Clean);
    }
    let options = Options::hosted(Edition::Learner, false);
    let mut show = |stage| say::progress(Some(stage));
    let report = pipeline::read(&course, options, &mut show)?.inspect(&mut show);
    say::progress(None);
    let is_whole = say::findings(&report);
    say::blank_line_after(&report.findings);
    say::counts_by_rule(&report.findings);
    say::note(&say::counts(report.counts));
    say::where_all_are(is_whole);
    say::what_next(&report.findings);
    Ok(if report.counts.errors > 0 { Status::Findings } else { Status::Clean })
}

fn report(page: &ImportedPage) {
    let ImportedPage { from, to, state, is_module, counts, told } = page;
    let (from, to) = (from.display(), to.display());
    match state {
        State::Written | State::Replaced | State::Unchanged if !is_module => {}
        State::Written => say::note(&format!("imported {from} to {to}: {}", size(*counts))),
        State::Replaced => say::note(&format!("replaced {to}: {}", size(*counts))),
        State::Unchanged => say::note(&format!("{from} has already been imported to {to}")),
        State::Nothing => say::note(&format!(
            "{from} was not converted: outside its front matter, it contains no part of a clinic page"
        )),
    }
    for told in told {
        say::note(&format!("check {from}:{}: {}", told.line, told.message));
    }
}

/// Says how many pages and files came in besides modules.
fn summary(done: &Import) {
    let is_new = |page: &&ImportedPage| matches!(page.state, State::Written | State::Replaced) && !page.is_module;
    let pages = done.pages.iter().filter(is_new).count();
    if pages > 0 || done.files > 0 {
        say::note(&format!("also imported {} and {}", say::of(pages, "page"), say::of(done.files, "other file")));
    }
}

/// `6 traps, 21 statements in 3 groups, 5 steps`
fn size(counts: Counts) -> String {
    let Counts { traps, groups, statements, steps, entries, criteria } = counts;
    let checks = format!("{} in {}", say::of(statements, "statement"), say::of(groups, "group"));
    let parts = [
        (traps, say::of(traps, "trap")),
        (groups, checks),
        (steps, say::of(steps, "step")),
        (entries, say::of(entries, "log entry").replace("entrys", "entries")),
        (criteria, say::of(criteria, "criterion").replace("criterions", "criteria")),
    ];
    let found: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    found.join(", ")
}
