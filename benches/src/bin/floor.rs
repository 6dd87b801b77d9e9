//! The least that a build could take: reads the sources of a course and writes files of the lengths that its site has,
//! under the same names, on every core, and does nothing else.
//!
//! What it says is how long that took. The time in which it looks up the names and lengths is not part of it.
#![expect(clippy::disallowed_methods, clippy::print_stderr, clippy::print_stdout, reason = "a measurement")]

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

const USAGE: &str = "usage: floor COURSE SITE OUTPUT    writes as much as is in SITE to the new folder OUTPUT";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [course, site, output] = &arguments[..] else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match measure(Path::new(course), Path::new(site), Path::new(output)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(course: &Path, site: &Path, output: &Path) -> io::Result<()> {
    let wanted: Vec<(PathBuf, usize)> =
        files(site)?.iter().map(|file| Ok((below(file, site, output), length(file)?))).collect::<io::Result<_>>()?;
    let longest = wanted.iter().map(|(_, length)| *length).max().unwrap_or_default();
    let bytes = vec![b' '; longest];
    let start = Instant::now();
    let sources = files(course)?;
    let read: usize = sources.par_iter().map(|file| Ok(fs::read(file.path())?.len())).sum::<io::Result<_>>()?;
    let folders: BTreeSet<&Path> = wanted.iter().filter_map(|(path, _)| path.parent()).collect();
    folders.iter().try_for_each(fs::create_dir_all)?;
    wanted.par_iter().try_for_each(|(path, length)| fs::write(path, &bytes[..*length]))?;
    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
    let written: usize = wanted.iter().map(|(_, length)| length).sum();
    println!("{milliseconds:.1} ms, {} files of {read} bytes to {} of {written}", sources.len(), wanted.len());
    Ok(())
}

/// All files in `folder` but hidden ones: what the program keeps for itself is neither source nor site.
fn files(folder: &Path) -> io::Result<Vec<DirEntry>> {
    let is_shown = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    let entries = WalkDir::new(folder).into_iter().filter_entry(is_shown);
    let files = entries.filter(|entry| entry.as_ref().map_or(true, |entry| entry.file_type().is_file()));
    Ok(files.collect::<Result<_, _>>()?)
}

fn length(file: &DirEntry) -> io::Result<usize> {
    Ok(usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX))
}

/// Where a file of `site` would lie in `output`.
fn below(file: &DirEntry, site: &Path, output: &Path) -> PathBuf {
    output.join(file.path().strip_prefix(site).unwrap_or(file.path()))
}
