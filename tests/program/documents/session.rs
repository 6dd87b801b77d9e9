//! A folder in which the commands of a document are run as a reader types them.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::support::copy_sample_to;

/// What the folder of a session holds at first.
pub(super) enum Start {
    /// Nothing.
    Empty,
    /// A course with a title and a home page.
    Course,
    /// The sample course, as a clone of the project has it; `cargo run` is the program, and all else of cargo is silent.
    Repository,
}

/// In place of cargo, whose own work takes minutes and is done wherever the tests are run.
const CARGO: &str =
    "#!/bin/sh\n[ \"$1\" = run ] || exit 0\nwhile [ \"$1\" != -- ]; do shift; done\nshift\nexec clinic \"$@\"\n";

/// What the line of a watching program says when a page was saved.
const REBUILT: &str = ": rebuilt ";

/// A shell's folder and the commands that it knows.
pub(super) struct Session {
    root: TempDir,
    current: PathBuf,
}

impl Session {
    pub(super) fn in_course(start: &Start) -> Self {
        let root = tempfile::tempdir().unwrap();
        let (bin, current) = (root.path().join("bin"), root.path().join("work"));
        fs::create_dir(&bin).unwrap();
        fs::create_dir(&current).unwrap();
        symlink(assert_cmd::cargo::cargo_bin("clinic"), bin.join("clinic")).unwrap();
        let session = Self { root, current };
        match start {
            Start::Empty => {}
            Start::Course => {
                session.put("clinic.yaml", "title: My course\n");
                session.put("content/_index.md", "---\ntitle: Home\n---\n\nWelcome.\n");
            }
            Start::Repository => {
                fs::write(bin.join("cargo"), CARGO).unwrap();
                let rights = std::os::unix::fs::PermissionsExt::from_mode(0o755);
                fs::set_permissions(bin.join("cargo"), rights).unwrap();
                let site = session.current.join("site");
                fs::create_dir(&site).unwrap();
                copy_sample_to(&site);
            }
        }
        session
    }

    fn put(&self, path: &str, text: &str) {
        let above = self.current.ancestors().take_while(|folder| folder.starts_with(self.root.path()));
        let course = above.into_iter().find(|folder| folder.join("clinic.yaml").exists());
        let path = course.unwrap_or(&self.current).join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Writes a file that a document shows: its path is that in the course.
    pub(super) fn write(&self, path: &str, text: &str) -> Option<String> {
        let is_inside = Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
        if !is_inside {
            return Some(format!("`{path}` is no path in a course"));
        }
        self.put(path, text);
        None
    }

    /// Runs the commands of a block, and says where one prints other lines than stand below it.
    pub(super) fn run(&mut self, block: &str) -> Option<String> {
        let mut lines = block.lines().peekable();
        let mut faults = String::new();
        while let Some(line) = lines.next() {
            let Some(command) = line.strip_prefix("$ ") else {
                let _ = writeln!(faults, "`{line}` is below no command");
                continue;
            };
            let mut wanted = Vec::new();
            while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
                wanted.push(line);
            }
            let printed =
                if command.starts_with("clinic serve") { self.serve(command, &wanted) } else { self.said(command) };
            if !agrees(&wanted, &printed) {
                let _ = writeln!(faults, "`{command}` prints\n{printed}\nand the document says\n{}", wanted.join("\n"));
            }
        }
        (!faults.is_empty()).then_some(faults)
    }

    fn shell(&self, script: &str) -> Command {
        let path = std::env::var("PATH").unwrap_or_default();
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(script).current_dir(&self.current);
        shell.env("PATH", format!("{}:{path}", self.root.path().join("bin").display()));
        shell.env("NO_COLOR", "1").env("LC_ALL", "C").env_remove("COLUMNS").env_remove("GITHUB_WORKSPACE");
        for (name, value) in [("NAME", "An author"), ("EMAIL", "author@example.org")] {
            shell.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
        }
        shell
    }

    /// What a command prints, on both of its outputs. The next one is run in the folder in which it leaves the shell.
    fn said(&mut self, command: &str) -> String {
        let left = self.root.path().join("left");
        let script = format!("exec 2>&1\n{command}\npwd > '{}'\n", left.display());
        let output = self.shell(&script).stdin(Stdio::null()).output().unwrap();
        if let Ok(folder) = fs::read_to_string(left) {
            self.current = PathBuf::from(folder.trim_end());
        }
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// What the preview prints while the files are saved that its lines name. No browser is opened, and any port is good.
    fn serve(&self, command: &str, wanted: &[&str]) -> String {
        let command = command.replace(" --open", "");
        let script = format!("exec 2>&1\nexec {command} --port 0");
        let child = self.shell(&script).stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let mut child = Running(child);
        let mut printed = String::new();
        let mut lines = BufReader::new(child.0.stdout.take().unwrap()).lines();
        for wanted in wanted {
            if let Some((path, _)) = wanted.split_once(REBUILT) {
                let path = self.current.join(path);
                let text = fs::read_to_string(&path).unwrap_or_default();
                fs::write(path, text + "\nOne more line.\n").unwrap();
            }
            let Some(line) = lines.next() else { break };
            printed.push_str(&with_usual_port(&line.unwrap()));
            printed.push('\n');
        }
        printed
    }

    /// What is wrong with the course in which the commands end, if there is one.
    pub(super) fn unsound(&mut self) -> Option<String> {
        if !self.current.join("clinic.yaml").exists() {
            return None;
        }
        let said = self.said("clinic check --deny-warnings || echo unsound");
        said.ends_with("unsound\n").then_some(said)
    }
}

/// A program that ends when nobody listens any more.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A line with the port that the preview takes where it is free.
fn with_usual_port(line: &str) -> String {
    let Some((before, after)) = line.split_once("http://127.0.0.1:") else { return line.to_owned() };
    let after = after.trim_start_matches(|digit: char| digit.is_ascii_digit());
    format!("{before}http://127.0.0.1:4000{after}")
}

/// Whether a command prints what is wanted; a last `…` stands for any further lines.
fn agrees(wanted: &[&str], printed: &str) -> bool {
    let printed: Vec<String> = printed.trim_end().lines().map(comparable).collect();
    let wanted: Vec<String> = wanted.join("\n").trim_end().lines().map(comparable).collect();
    match wanted.split_last() {
        Some((last, first)) if last == "…" => printed.len() > first.len() && printed.starts_with(first),
        _ => printed == wanted,
    }
}

/// A line in which every time and every size of a file is the same, and blanks at its end do not count.
fn comparable(line: &str) -> String {
    let words: Vec<&str> = line.trim_end().split(' ').collect();
    let is_measured = |at: usize, word: &str| {
        let is_number = word.chars().all(|sign| sign.is_ascii_digit() || sign == '.') && !word.is_empty();
        let unit = words.get(at + 1).map(|unit| unit.trim_end_matches([':', ',', '.']));
        is_number
            && unit.is_some_and(|unit| matches!(unit, "kB" | "MB") || matches!(unit, "s" | "ms") && word.contains('.'))
    };
    let same = words.iter().enumerate().map(|(at, word)| if is_measured(at, word) { "0.00" } else { word });
    same.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_compared_but_for_times_and_sizes() {
        for (wanted, printed, is_same) in [
            ("3 pages in 0.02 s: ./public", "3 pages in 1.70 s: ./public\n", true),
            ("3 pages in 0.02 s, no findings", "3 pages in 0.10 s, no findings", true),
            ("packed 37 files, 133 kB: ./a.zip", "packed 37 files, 134 kB: ./a.zip", true),
            ("3 pages", "4 pages", false),
            ("3 s", "4 s", false),
            ("", "a", false),
            ("a\n…", "a\nb\nc", true),
            ("a\n…", "a", false),
            ("b\n…", "a\nb", false),
            ("a  b", "a b", false),
        ] {
            let wanted: Vec<&str> = wanted.lines().collect();
            assert_eq!(agrees(&wanted, printed), is_same, "{wanted:?} and {printed:?}");
        }
    }

    #[test]
    fn a_session_goes_from_folder_to_folder_and_names_what_differs() {
        let mut session = Session::in_course(&Start::Course);
        assert_eq!(session.run("$ mkdir -p a/b\n$ cd a/b\n$ printf 'x\\ny\\n' > c # kept\n$ cat c\nx\ny\n"), None);
        let fault = session.run("$ cat c\nx\n").unwrap();
        assert!(fault.contains("`cat c` prints\nx\ny"), "{fault}");
        assert_eq!(session.unsound(), None, "no course is here");
        session.said("cd ../..; printf 'title: [' > clinic.yaml");
        assert!(session.unsound().unwrap().contains("error["));
    }
}
