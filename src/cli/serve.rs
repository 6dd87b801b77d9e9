//! `clinic serve`

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use mistake_clinic::api::error::Result;
use mistake_clinic::api::finding::Finding;
use mistake_clinic::api::finding::printable_in_line;
use mistake_clinic::api::model::Edition;
use mistake_clinic::api::pipeline;
use mistake_clinic::api::serve::PreviewSite;
use mistake_clinic::api::serve::{self, Events, News, Options};

use super::clock::Clock;
use super::course::{Cache, find};
use super::{Status, say, words};

const AFTER_HELP: &str = "\
The preview keeps the site in memory and writes no files except its cache, `.clinic/cache`. When you save a file, the browser \
updates the page, and findings appear in the terminal and in an overlay on the page. To stop the preview, press Ctrl-C.

  clinic serve --open                  open a preview of the course in this folder or in ./site
  clinic serve --edition instructor    include all answers
  clinic serve --host 0.0.0.0          let other people on this network open the preview";

/// Preview the course site in a browser while you write
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Course folder, or a file in it [default: the course in this folder, in ./site, or in a parent folder]
    dir: Option<PathBuf>,
    /// Address to listen on; use 0.0.0.0 to listen on all addresses on this machine
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: String,
    /// Port to listen on [default: the first free port, starting at 4000]
    #[arg(short, long)]
    port: Option<u16>,
    /// Open the site in your browser
    #[arg(long)]
    open: bool,
    /// Check the files for changes at regular intervals, for systems that do not report file changes
    #[arg(long)]
    poll: bool,
    /// Include pages with `draft: true`
    #[arg(long)]
    drafts: bool,
    /// Edition to preview: for learners or for instructors
    #[arg(long, value_parser = words::edition(), default_value = Edition::Learner.word())]
    edition: Edition,
    #[command(flatten)]
    cache: Cache,
    /// Also answer requests for this hostname, such as a tunnel's hostname; to allow several hostnames, repeat the option
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
}

/// Serves.
pub(super) fn run(args: &Args) -> Result<Status> {
    let options = pipeline::Options::hosted(args.edition, args.drafts);
    let preview = PreviewSite::new(find(args.dir.as_deref())?, options, args.cache.caching());
    warn(&args.host, args.edition);
    let options =
        Options { host: args.host.clone(), port: args.port, allowed_hosts: args.allow_host.clone(), poll: args.poll };
    let speaker = Speaker {
        preview: Arc::clone(&preview),
        open: args.open,
        reported: Mutex::new(Told { clock: Some(Clock::start()), ..Told::default() }),
    };
    let events: Arc<dyn Events> = Arc::new(speaker);
    let updater = preview.updater();
    serve::serve(&options, preview, updater, &events)?;
    say::note("the preview has stopped");
    Ok(Status::Clean)
}

/// Says what is opened to whom.
fn warn(host: &str, edition: Edition) {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let is_open = host.parse::<IpAddr>().map_or(host != "localhost", |ip| !ip.is_loopback());
    if is_open {
        let what = match edition {
            Edition::Learner => "including unfinished text that you save",
            Edition::Instructor => "including all answers",
        };
        say::warning(&format!("anyone who can reach this machine over the network can read this preview, {what}"));
    }
}

/// Says what happens.
struct Speaker {
    preview: Arc<PreviewSite>,
    open: bool,
    reported: Mutex<Told>,
}

/// What was said last, and what is going on.
#[derive(Default)]
struct Told {
    /// Runs while a change is read.
    clock: Option<Clock>,
    /// What changed.
    cause: String,
    /// Of whatever was looked at last.
    findings: Vec<Finding>,
    /// Of the whole course, when that was looked at last.
    whole: Vec<Finding>,
}

impl Events for Speaker {
    fn ready(&self, address: &str) {
        say::progress(None);
        let line = format!("serving {} at {}\n", printable_in_line(&self.preview.title()), say::strong(address));
        if let Err(error) = say::result(&line) {
            say::error(&error);
        }
        if self.open {
            let address = address.to_owned();
            // Some systems wait until the browser is closed.
            thread::spawn(move || {
                if let Err(error) = opener::open_browser(&address) {
                    say::warning(&format!("cannot open a browser: {error}"));
                }
            });
        }
    }

    fn polling(&self, why: &str) {
        say::note(&format!("polling the files for changes: {why}"));
    }

    fn changing(&self, paths: &[PathBuf]) {
        let mut reported = self.reported.lock().unwrap_or_else(PoisonError::into_inner);
        let mut clock = Clock::start();
        clock.stage("read");
        reported.clock = Some(clock);
        reported.cause = cause(self.preview.root(), paths);
    }

    fn unchanged(&self) {
        self.reported.lock().unwrap_or_else(PoisonError::into_inner).clock = None;
        say::progress(None);
    }

    fn news(&self, news: &News) {
        let mut reported = self.reported.lock().unwrap_or_else(PoisonError::into_inner);
        let time = reported.clock.take().map(|mut clock| clock.stop());
        let findings = &news.report.findings;
        let is_other = *findings != reported.findings;
        // What is wrong with the whole course is not said again because a page was saved in between.
        let is_new = is_other && !(news.complete && *findings == reported.whole);
        if is_new {
            let is_whole = say::findings(&news.report);
            say::blank_line_after(findings);
            say::where_all_are(is_whole);
        }
        let counts = say::counts(news.report.counts);
        match time {
            Some(time) if reported.cause.is_empty() => say::note(&format!("read the course in {time}, {counts}")),
            Some(time) => say::note(&format!("{}: rebuilt {} in {time}, {counts}", reported.cause, news.what)),
            None if is_new => say::note(&format!("the whole course: {counts}")),
            None if is_other => say::note(&format!("the whole course: {counts} (unchanged)")),
            None => {}
        }
        if news.complete {
            reported.whole.clone_from(findings);
        }
        reported.findings.clone_from(findings);
    }

    fn trouble(&self, what: &str) {
        say::warning(what);
    }
}

/// What changed, in a few words.
fn cause(root: &Path, paths: &[PathBuf]) -> String {
    match paths {
        [path] => printable_in_line(&path.strip_prefix(root).unwrap_or(path).to_string_lossy()),
        paths => format!("{} files", paths.len()),
    }
}
