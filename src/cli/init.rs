//! `clinic init`

use std::path::{Path, PathBuf};

use mistake_clinic::api::error::Result;
use mistake_clinic::api::fs;
use mistake_clinic::api::scaffold::{Host, InitRequest, ProgramSource, init};
use mistake_clinic::api::text::readable;

use super::ask::person;
use super::new::report;
use super::words::Publisher;
use super::{Status, say, words};

const AFTER_HELP: &str = "\
Examples:
  clinic init my-course                       create a course; in a terminal, clinic asks where to publish it
  clinic init my-course --publish github --source https://example.org/clinic.git
  clinic init --publish gitlab                add publishing files for GitLab to the course in this folder
  clinic init my-course --answers ../answers-of-my-course
                                              keep the answers out of the course repository

The files that `--publish` adds tell the host to install the same version of clinic that created them. The host \
installs clinic from the `--source` address, which is either the clinic repository or a folder with release archives. clinic \
writes this address at the top of the workflow file; if the address is missing, the workflow stops with an error. The \
workflow checks pull requests and builds only the learner edition.

Anyone can read the course files in a public repository, including drafts, pages for instructors, and answers.";

/// Create a course that is ready to build, or add the files that a web host needs to publish a course
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Folder for the new course, or the folder that contains an existing course
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Course title [default: derived from the folder name]
    #[arg(long, allow_hyphen_values = true)]
    title: Option<String>,
    /// Add the files that the specified web host needs to build and publish the course
    #[arg(long, value_name = "HOST", value_parser = words::publisher())]
    publish: Option<Publisher>,
    /// Address that the host installs clinic from: the clinic repository, or a folder with release archives
    #[arg(long, value_name = "URL")]
    source: Option<ProgramSource>,
    /// Answers folder, relative to the course folder; for a folder outside the course, use a path such as
    /// `../private-answers`
    #[arg(long, value_name = "DIR")]
    answers: Option<String>,
}

/// What was asked for, with what a person at the terminal said.
struct Wanted {
    host: Option<Host>,
    source: Option<ProgramSource>,
    answers: Option<String>,
}

/// Makes the course.
pub(super) fn run(args: &Args) -> Result<Status> {
    let title = args.title.clone().unwrap_or_else(|| title_of(&args.dir));
    let is_there = fs::is_file(&args.dir.join("clinic.yaml"));
    let Wanted { host, source, answers } = wanted(args, is_there);
    let (source, answers) = (source.as_ref(), answers.as_deref());
    let made = init(InitRequest { folder: &args.dir, title: &title, host, source, answers })?;
    report(&made);
    if let Some(host) = host {
        say_of(host, source.is_some(), answers);
    }
    if !is_there {
        say::note(&format!("next: {}", say::strong(&format!("clinic build {}", args.dir.display()))));
    }
    Ok(Status::Clean)
}

/// What was typed, and where it was not, what somebody answers.
fn wanted(args: &Args, is_there: bool) -> Wanted {
    let mut person = person().filter(|_| !is_there || args.publish.is_some());
    let hosts: Vec<&str> = Host::ALL.iter().map(|(_, word, _)| *word).collect();
    let host = args.publish.map_or_else(
        || {
            let question = format!("Where will you publish the course? {}, or none [none]", hosts.join(", "));
            let read = |typed: &str| {
                let host = Host::ALL.iter().find(|(_, word, _)| *word == typed).map(|(host, ..)| Some(*host));
                host.or((typed == "none").then_some(None)).ok_or_else(|| "choose one of the listed answers".to_owned())
            };
            person.as_mut().and_then(|person| person.ask(&question, None, read))
        },
        |Publisher(host)| host,
    );
    let known = args.source.clone().or_else(ProgramSource::public).filter(|_| host.is_some());
    let source = known.or_else(|| {
        let question = "Address of the clinic repository or of a folder with release archives [add it later]";
        let person = person.as_mut().filter(|_| host.is_some())?;
        person.ask(question, None, |typed| typed.parse().map(Some))
    });
    let answers = args.answers.clone().or_else(|| {
        let question = "Answers folder; ../private-answers keeps the answers out of the repository [answers]";
        let person = person.as_mut().filter(|_| !is_there)?;
        person.ask(question, None, |typed| Ok(Some(typed.to_owned())))
    });
    Wanted { host, source, answers }
}

/// What is still to do, and to know, of the files of a host.
fn say_of(host: Host, has_source: bool, answers: Option<&str>) {
    if !has_source {
        say::note(&format!(
            "CLINIC_SOURCE at the top of {} is empty: set CLINIC_SOURCE to the address of the clinic repository or of a folder with release archives; until then, the workflow stops with an error",
            host.head()
        ));
    }
    let sources = if answers.is_some_and(|folder| folder.starts_with("..")) {
        "drafts and pages for instructors"
    } else {
        "drafts, pages for instructors, and answers"
    };
    say::note(&format!("anyone can read the course files in a public repository, including {sources}"));
    say::note(&format!("to publish: {}", host.first_step()));
}

/// The name of a folder in words.
fn title_of(folder: &Path) -> String {
    let folder = fs::canonical(folder).unwrap_or_else(|_| folder.to_owned());
    folder.file_name().map_or_else(|| "My course".to_owned(), |name| readable(&name.to_string_lossy()))
}
