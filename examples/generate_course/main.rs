//! Writes a large course to measure with: the same bytes for the same number on every machine.
//!
//! ```text
//! cargo run --release --example generate_course -- 1000 ../large-course
//! cargo run --release -- build ../large-course --timings
//! ```
#![expect(clippy::print_stderr, reason = "this is a program")]

mod course;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: generate_course N DIR    writes a course of N modules to the new or empty folder DIR";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [count, folder] = &arguments[..] else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let Ok(count) = count.parse::<usize>() else {
        eprintln!("`{count}` is no number of modules\n{USAGE}");
        return ExitCode::from(2);
    };
    match course::generate(count, Path::new(folder)) {
        Ok(bytes) => {
            eprintln!("wrote {count} modules with {bytes} bytes of source to {folder}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}\n{}", error.help().unwrap_or_default());
            ExitCode::from(2)
        }
    }
}
