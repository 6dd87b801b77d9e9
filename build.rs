//! Lists the built-in templates, so that one more is a file in `templates/` and no line elsewhere; tells one state of the
//! program from another, so that none takes over what another has kept; and says which commit the program is of.
#![expect(clippy::disallowed_methods, reason = "Cargo runs this, before there is a library")]

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// All that the program is made of.
const SOURCES: [&str; 6] = ["src", "templates", "themes", "docs/guide/content/04-rules", "Cargo.toml", "Cargo.lock"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut state = DefaultHasher::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        add(&root.join(source), &mut state)?;
    }
    println!("cargo::rustc-env=CLINIC_STATE={:016x}", state.finish());
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let commit = commit(&root).map(|commit| format!(" ({commit})")).unwrap_or_default();
    println!("cargo::rustc-env=CLINIC_VERSION={version}{commit}");
    let folder = root.join("templates");
    let mut names = Vec::new();
    list(&folder, "", &mut names)?;
    names.sort_unstable();
    let from = r#"env!("CARGO_MANIFEST_DIR"), "/templates/""#;
    let line = |name: &String| format!("    ({name:?}, include_str!(concat!({from}, {name:?}))),\n");
    let lines: String = names.iter().map(line).collect();
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("templates.rs");
    fs::write(out, format!("&[\n{lines}]\n"))
}

/// The commit that the program is built from and its date, as `0123456789 2026-11-29`. Nothing where there is no repository
/// of its own or no git, and in a build for development, which would be compiled anew after each commit.
fn commit(root: &Path) -> Option<String> {
    if env::var("PROFILE").ok()? != "release" {
        return None;
    }
    // What lies in a repository of something else is not of its commits.
    if !git(root, &["rev-parse", "--show-prefix"])?.is_empty() {
        return None;
    }
    let log = root.join(git(root, &["rev-parse", "--git-path", "logs/HEAD"])?);
    // A path at which nothing is would have this script run each time.
    if log.is_file() {
        println!("cargo::rerun-if-changed={}", log.display());
    }
    let commit = git(root, &["show", "--no-patch", "--format=%H %cs", "HEAD"])?;
    let (hash, date) = commit.split_once(' ')?;
    let changes = git(root, &[&["status", "--porcelain", "--"], &SOURCES[..]].concat())?;
    Some(format!("{} {date}{}", hash.get(..10)?, if changes.is_empty() { "" } else { ", changed" }))
}

/// What git says about the repository in `root`; nothing where it fails.
fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    command.arg("--no-optional-locks").args(arguments).current_dir(root);
    // A hook of another repository may have set them.
    command.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE").env_remove("GIT_INDEX_FILE");
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}

/// Adds a file, or all in a folder, to the state of the program.
fn add(path: &Path, state: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() {
        let mut paths = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
        paths.sort();
        paths.iter().try_for_each(|path| add(path, state))?;
    } else if path.exists() {
        (path.file_name(), fs::read(path)?).hash(state);
    }
    Ok(())
}

/// Adds the templates in `folder`, each by its name: its path from the root of all, with `/`.
fn list(folder: &Path, before: &str, names: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{name}/"), names)?;
        } else if Path::new(&name).extension().is_some_and(|ending| ending == "html") {
            names.push(name);
        }
    }
    Ok(())
}
