//! Layer 10: pages become PDF files, by a browser that is installed.
//!
//! The browser prints one page a process, through its own command line (`--print-to-pdf`), from files and to a file: it
//! opens no port, needs no protocol of ours, and reaches no host. One browser that is driven over its debugging protocol
//! would be about three and a half times as fast (twenty files of the sample course by two at once: 14.2 s against
//! 4.0 s), for a server that every user of the machine could talk to, and a crate for web sockets.

mod browser;
mod file;
mod process;
mod workspace;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

pub use browser::{Browser, Search};
pub use process::{is_ignored, is_root};
pub use workspace::Workspace;

use self::process::{Order, Outcome};
use crate::error::{Error, Result};
use crate::fs;
use crate::pipeline::sheets::Sheet;

/// How pages are printed.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The browser.
    pub browser: Browser,
    /// Whether it guards itself against the pages it shows.
    pub sandbox: bool,
    /// How many browsers run at once.
    pub at_once: usize,
    /// A browser that takes longer for a file hangs.
    pub seconds: u32,
}

/// A PDF that is in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Where.
    pub path: PathBuf,
    /// How many pages it has, where that can be seen.
    pub pages: Option<usize>,
}

/// Prints `sheets` into the folder of `workspace`. Each file replaces an older one only when it is whole, and is told to
/// `observer` then. `stop` ends it all.
///
/// # Errors
/// The browser cannot be used, fails or hangs, or the disk fails: no further file is begun, and those that were printed
/// stay.
pub fn print(
    sheets: &[Sheet],
    workspace: &Workspace,
    settings: &Settings,
    stop: &AtomicBool,
    observer: &(dyn Fn(&Printed) + Sync),
) -> Result<Vec<Printed>> {
    let printing =
        Printing { sheets, workspace, settings, stop, next: AtomicUsize::new(0), failed: AtomicBool::new(false) };
    let done = Mutex::new(Vec::new());
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..workers(settings.at_once, sheets.len()) {
            scope.spawn(|| {
                while let Some((number, sheet)) = printing.next() {
                    match printing.print(number, sheet) {
                        Ok(printed) => {
                            let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                            observer(&printed);
                            done.push((number, printed));
                        }
                        Err(error) => {
                            printing.failed.store(true, Ordering::Relaxed);
                            failures.lock().unwrap_or_else(PoisonError::into_inner).push((number, error));
                        }
                    }
                }
            });
        }
    });
    let mut failures = failures.into_inner().unwrap_or_else(PoisonError::into_inner);
    failures.sort_by_key(|(number, _)| *number);
    if let Some((_, error)) = failures.into_iter().next() {
        return Err(error);
    }
    if stop.load(Ordering::Relaxed) {
        return Err(stopped());
    }
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(number, _)| *number);
    Ok(done.into_iter().map(|(_, printed)| printed).collect())
}

/// How many browsers run at once: never more than there are files, and always one.
fn workers(at_once: usize, files: usize) -> usize {
    at_once.min(files).max(1)
}

/// What all workers share.
struct Printing<'p> {
    sheets: &'p [Sheet],
    workspace: &'p Workspace,
    settings: &'p Settings,
    stop: &'p AtomicBool,
    next: AtomicUsize,
    failed: AtomicBool,
}

impl Printing<'_> {
    fn next(&self) -> Option<(usize, &Sheet)> {
        if self.failed.load(Ordering::Relaxed) || self.stop.load(Ordering::Relaxed) {
            return None;
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.sheets.get(number).map(|sheet| (number, sheet))
    }

    fn print(&self, number: usize, sheet: &Sheet) -> Result<Printed> {
        let Settings { browser, sandbox, seconds, .. } = self.settings;
        let profile = self.workspace.profile()?;
        let order = Order {
            browser: &browser.path,
            sandbox: *sandbox,
            page: &fs::absolute(&sheet.html)?,
            pdf: &fs::absolute(&self.workspace.staged(number))?,
            profile: profile.path(),
            said: &self.workspace.said(number),
        };
        let outcome = order.run(*seconds, self.stop)?;
        let bytes = match outcome {
            Outcome::Ended(_) if fs::is_file(order.pdf) => fs::read(order.pdf)?,
            _ => Vec::new(),
        };
        match outcome {
            Outcome::Ended(_) if file::is_whole(&bytes) => self.place(order.pdf, sheet, &bytes),
            Outcome::Ended(how) => Err(failure(browser, sheet, &how, &order.words())),
            Outcome::Hung => Err(hung(browser, sheet, *seconds)),
            Outcome::Stopped => Err(stopped()),
        }
    }

    fn place(&self, staged: &Path, sheet: &Sheet, bytes: &[u8]) -> Result<Printed> {
        let path = self.workspace.folder().join(&sheet.name);
        fs::rename(staged, &path)?;
        Ok(Printed { path, pages: file::pages(bytes) })
    }
}

fn hung(browser: &Browser, sheet: &Sheet, seconds: u32) -> Error {
    Error::refused(
        format!("{browser} was stopped: it did not finish `{}` within {seconds} s", sheet.name),
        "try again with a longer `--timeout`, or with another browser (`--browser`)",
    )
}

fn stopped() -> Error {
    Error::refused(
        "printing was stopped",
        "run the command again to print the rest; files that were already printed are complete, and the others are unchanged",
    )
}

/// What a browser says that cannot start its sandbox.
const NO_SANDBOX: [&str; 5] = [
    "No usable sandbox",
    "without --no-sandbox is not supported",
    "SUID sandbox helper",
    "Failed to move to new namespace",
    "credentials.cc",
];

fn failure(browser: &Browser, sheet: &Sheet, how: &str, words: &str) -> Error {
    if NO_SANDBOX.iter().any(|sign| words.contains(sign)) {
        return Error::refused(
            format!("{browser} cannot start its sandbox here, which is common in containers"),
            "allow programs to use user namespaces, or use `--no-sandbox`; without its sandbox, the browser still opens only the pages of this course",
        );
    }
    let said =
        telling(words).map_or_else(|| "it printed no message".to_owned(), |line| format!("its message was: {line}"));
    Error::refused(
        format!("{browser} did not print `{}`: it ended with {how}, and {said}", sheet.name),
        "check that the browser starts on its own, or choose another one with `--browser`",
    )
}

/// The last line that says what went wrong, without the marks that browsers set before it.
fn telling(words: &str) -> Option<&str> {
    // Complaints about the desktop that is not there.
    let lines: Vec<&str> =
        words.lines().map(str::trim).filter(|line| !line.is_empty() && !line.contains("dbus")).collect();
    let is_grave = |line: &&&str| line.contains("ERROR") || line.contains("FATAL");
    let line = lines.iter().rev().find(is_grave).or_else(|| lines.last())?;
    Some(if line.starts_with('[') { line.split_once("] ").map_or(*line, |(_, rest)| rest) } else { line })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_never_more_browsers_than_files() {
        assert_eq!([workers(2, 20), workers(8, 3), workers(0, 3), workers(4, 0)], [2, 3, 1, 1]);
    }

    #[test]
    fn what_went_wrong_is_found_among_what_a_browser_says() {
        let words = "\n[1:1:1123/1.5:ERROR:dbus/bus.cc:405] Failed to connect to the bus\n\
                     [1:1:1123/1.6:ERROR:headless.cc:403] Page load failed: net::ERR_FILE_NOT_FOUND\nbye\n";
        assert_eq!(telling(words), Some("Page load failed: net::ERR_FILE_NOT_FOUND"));
        assert_eq!(
            telling("error while loading shared libraries: libnss3.so\n"),
            Some("error while loading shared libraries: libnss3.so")
        );
        assert_eq!(telling("\n \n"), None);
    }
}
