//! One run of a browser: its arguments, its end.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::error::{Error, Result};
use crate::fs;
use crate::text::address::file_address;

/// How often a browser is asked whether it has ended.
const BEAT: Duration = Duration::from_millis(20);

/// Beats in a second.
const BEATS: u32 = 50;

/// What a browser makes in its folder for temporary files is no longer than this; the system bounds the paths of sockets,
/// to 104 bytes or a few more.
const SOCKET: usize = "/.org.chromium.Chromium.123456/SingletonSocket".len();
const LONGEST_SOCKET: usize = 103;

/// A page that a browser is to print. Paths are absolute.
pub(super) struct Order<'o> {
    pub(super) browser: &'o Path,
    pub(super) sandbox: bool,
    pub(super) page: &'o Path,
    pub(super) pdf: &'o Path,
    pub(super) profile: &'o Path,
    /// The file for what the browser says: a pipe that nobody reads would stop it, and one that is read would last as
    /// long as whatever it has started.
    pub(super) said: &'o Path,
}

/// How a run ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// By itself, in these words.
    Ended(String),
    /// It took too long and was killed.
    Hung,
    /// It was killed since everything was to stop.
    Stopped,
}

impl Order<'_> {
    /// Has the browser print, for at most so many seconds.
    pub(super) fn run(&self, seconds: u32, stop: &AtomicBool) -> Result<Outcome> {
        let failed = |source| Error::io("run the browser", self.browser, source);
        let mut command = kept(self.browser);
        command.args(self.arguments()).stdout(Stdio::null()).stderr(fs::create(self.said)?);
        if let Some(folder) = temporary(self.profile) {
            command.env("TMPDIR", folder);
        }
        let mut child = command.spawn().map_err(failed)?;
        for _ in 0..seconds.saturating_mul(BEATS).max(1) {
            if let Some(status) = child.try_wait().map_err(failed)? {
                return self.ended(status);
            }
            if stop.load(Ordering::Relaxed) {
                kill(&mut child);
                return Ok(Outcome::Stopped);
            }
            thread::sleep(BEAT);
        }
        kill(&mut child);
        Ok(Outcome::Hung)
    }

    /// How it ended. A shell says with its own status that it could not start what it was told to, and that this was
    /// killed.
    fn ended(&self, status: ExitStatus) -> Result<Outcome> {
        match status.code() {
            Some(126 | 127) => match self.refusal() {
                Some(why) => Err(Error::io("run the browser", self.browser, std::io::Error::other(why))),
                None => Ok(Outcome::Ended(status.to_string())),
            },
            code => Ok(Outcome::Ended(code.and_then(killed_by).unwrap_or(status).to_string())),
        }
    }

    /// Why the shell could not start the browser: it says so in the name that it was given, as in
    /// `clinic: 3: /usr/bin/x: Permission denied`.
    fn refusal(&self) -> Option<String> {
        let (words, browser) = (self.all_words(), format!("{}: ", self.browser.display()));
        let said = words.lines().rev().filter_map(|line| line.strip_prefix(KEEPERS));
        said.filter_map(|line| line.split_once(&*browser)).map(|(_, why)| why.trim().to_owned()).next()
    }

    /// What the browser said, without what the shell says that keeps it.
    pub(super) fn words(&self) -> String {
        self.all_words().lines().filter(|line| !line.starts_with(KEEPERS)).collect::<Vec<_>>().join("\n")
    }

    fn all_words(&self) -> String {
        fs::read(self.said).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
    }

    fn arguments(&self) -> Vec<OsString> {
        let path = |option: &str, path: &Path| {
            let mut argument = OsString::from(option);
            argument.push(path);
            argument
        };
        let mut arguments: Vec<OsString> = vec!["--headless".into()];
        if !self.sandbox {
            arguments.push("--no-sandbox".into());
        }
        // One profile can be used by one browser at a time, and the user's own is none of our business.
        arguments.push(path("--user-data-dir=", self.profile));
        // No welcome to a new profile.
        arguments.push("--no-first-run".into());
        // A course may name other hosts, and the browser has its own ideas; nobody is asked.
        arguments.push("--host-resolver-rules=MAP * ~NOTFOUND".into());
        // Sheets have heads and feet of their own.
        arguments.push("--no-pdf-header-footer".into());
        // Wide enough for the script of the sheets, which cuts them into pages where they are as wide as on paper.
        arguments.push("--window-size=1280,1024".into());
        // Headings become bookmarks.
        arguments.push("--generate-pdf-document-outline".into());
        arguments.push(path("--print-to-pdf=", self.pdf));
        arguments.push(file_address(self.page).into());
        arguments
    }
}

/// The folder for the temporary files of a browser: its profile, which goes away whatever happens; nothing where a socket in
/// it would have too long a path, so that the browser takes its own.
fn temporary(profile: &Path) -> Option<&Path> {
    (profile.as_os_str().len() + SOCKET <= LONGEST_SOCKET).then_some(profile)
}

/// What a shell gives as the end of a process that a signal has ended.
#[cfg(unix)]
fn killed_by(code: i32) -> Option<ExitStatus> {
    (129..=192).contains(&code).then(|| std::os::unix::process::ExitStatusExt::from_raw(code - 128))
}

#[cfg(not(unix))]
fn killed_by(_: i32) -> Option<ExitStatus> {
    None
}

/// Whether this program was started so that it does not hear of a signal, as by `nohup`; only Linux tells.
pub fn is_ignored(signal: i32) -> bool {
    let status = fs::read(Path::new("/proc/self/status")).unwrap_or_default();
    let status = String::from_utf8_lossy(&status);
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default();
    ignored >> (signal - 1) & 1 == 1
}

/// Whether this program runs as root, which browsers refuse to do with their sandbox.
#[cfg(unix)]
pub fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Whether this program runs as root, whom there is none of here.
#[cfg(not(unix))]
pub fn is_root() -> bool {
    false
}

/// What every line begins with that the shell says itself.
const KEEPERS: &str = "clinic: ";

/// Runs a browser with its arguments, ends as it does, and kills it with all that it has started as soon as nobody holds
/// the other end of its input: this program is gone then, however it came to its end.
#[cfg(unix)]
const KEEPER: &str = r#"
exec 3<&0 </dev/null
"$@" 3<&- &
browser=$!
{ read -r _; kill -KILL 0; } <&3 3<&- &
keeper=$!
exec 3<&- 2>/dev/null
wait "$browser"
status=$?
kill -KILL "$keeper"
exit "$status"
"#;

/// A browser that does not outlive this program. It has a group of its own, so that all of it can be killed, and Ctrl-C
/// reaches this program alone, which then kills it.
#[cfg(unix)]
fn kept(browser: &Path) -> Command {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", KEEPER, "clinic"]).arg(browser).stdin(Stdio::piped());
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command
}

#[cfg(not(unix))]
fn kept(browser: &Path) -> Command {
    let mut command = Command::new(browser);
    command.stdin(Stdio::null());
    command
}

/// Ends a browser and whatever it has started. One that has ended meanwhile is fine.
fn kill(child: &mut Child) {
    #[cfg(unix)]
    let _ = rustix::process::kill_process_group(rustix::process::Pid::from_child(child), rustix::process::Signal::KILL);
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(sandbox: bool) -> Vec<String> {
        let order = Order {
            browser: Path::new("/b"),
            sandbox,
            page: Path::new("/a b/index.html"),
            pdf: Path::new("/o/1.pdf"),
            profile: Path::new("/p"),
            said: Path::new("/o/1.txt"),
        };
        order.arguments().into_iter().map(|argument| argument.to_string_lossy().into_owned()).collect()
    }

    /// How a run of what stands at `path` ends, and what it has said.
    #[cfg(unix)]
    fn end_of(path: &Path) -> (std::result::Result<Outcome, String>, String) {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let (page, pdf, profile, said) = (at("p.html"), at("1.pdf"), at("profile"), at("1.txt"));
        let order = Order { browser: path, sandbox: true, page: &page, pdf: &pdf, profile: &profile, said: &said };
        (order.run(60, &AtomicBool::new(false)).map_err(|error| error.to_string()), order.words())
    }

    #[test]
    #[cfg(unix)]
    fn what_cannot_be_started_is_told_from_what_has_ended() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("browser: of mine");
        // By another process: what this one has open for writing, no process that it starts meanwhile could run.
        let write = |text: &str, mode: &str| {
            let mut shell = Command::new("/bin/sh");
            shell.args(["-c", r#"printf '%s' "$1" > "$0" && chmod "$2" "$0""#]).arg(&path).args([text, mode]);
            assert!(shell.status().unwrap().success());
        };
        let cannot = format!("cannot run the browser {}: ", path.display());
        let (none, words) = end_of(&path);
        assert!(none.unwrap_err().to_lowercase().starts_with(&cannot.to_lowercase()), "{words}");
        write("#!/bin/sh\n", "644");
        assert_eq!(end_of(&path).0, Err(format!("{cannot}Permission denied")));
        for (script, how) in [
            ("kill -KILL $$", "signal: 9 (SIGKILL)"),
            ("kill -TERM $$", "signal: 15 (SIGTERM)"),
            ("exit 0", "exit status: 0"),
            ("exit 7", "exit status: 7"),
            ("exit 127", "exit status: 127"),
            ("exit 255", "exit status: 255"),
        ] {
            write(&format!("#!/bin/sh\necho words >&2\n{script}\n"), "755");
            assert_eq!(end_of(&path), (Ok(Outcome::Ended(how.to_owned())), "words".to_owned()), "{script}");
        }
    }

    #[test]
    fn sockets_lie_in_the_profile_where_their_paths_may_be_so_long() {
        let short = Path::new("/tmp/clinic-browser-4711-0");
        assert_eq!(temporary(short), Some(short));
        assert_eq!(temporary(&Path::new("/tmp").join("n".repeat(60))), None);
    }

    #[test]
    fn the_sandbox_stays_unless_it_cannot() {
        assert!(!arguments(true).contains(&"--no-sandbox".to_owned()));
        assert!(arguments(false).contains(&"--no-sandbox".to_owned()));
    }

    #[test]
    fn a_browser_has_its_own_profile_and_no_host() {
        let arguments = arguments(true);
        assert!(arguments.contains(&"--user-data-dir=/p".to_owned()));
        assert!(arguments.contains(&"--host-resolver-rules=MAP * ~NOTFOUND".to_owned()));
        assert_eq!(arguments.last().map(String::as_str), Some("file:///a%20b/index.html"));
    }
}
