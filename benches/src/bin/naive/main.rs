//! What a course costs that is made into a site with the same crates as the program uses, in the plainest way.
//!
//! It reads front matter, runs texts through the markdown reader and the highlighter, and hands all of it to templates:
//! no findings, no references, no editions, no codes to scan, nothing kept for the next run. Of each module it makes a
//! clinic page, a page of sheets, the same in large print and a file of data; of each section a page, its radar and a page
//! of all its sheets. That is about as much as the program itself makes.
#![expect(clippy::disallowed_methods, clippy::print_stderr, reason = "a program to compare with")]

mod course;
mod front;
mod markdown;
mod pages;
mod yaml;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: naive COURSE OUTPUT    writes the site of the course to the folder OUTPUT";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [course, output] = &arguments[..] else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match build(Path::new(course), Path::new(output)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn build(folder: &Path, output: &Path) -> Result<(), Box<dyn Error + Send + Sync>> {
    let sections = course::read(folder)?;
    pages::write(&sections, output)
}
