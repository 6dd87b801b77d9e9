//! The program `clinic`: arguments in, words out; the library does the work.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
