//! The command line: one file a command, and the only code that prints.

mod ask;
mod build;
mod check;
mod course;
mod explain;
mod import;
mod init;
mod moving;
mod new;
mod paper;
mod print;
mod say;
#[cfg(feature = "serve")]
mod serve;
mod theme;
mod words;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use mistake_clinic::api::error::Result;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    /// All is well.
    Clean,
    /// The course has errors, or warnings where those are denied.
    Findings,
}

/// The line about `serve`, where the program has it.
const SERVE: &str = if cfg!(feature = "serve") {
    "\n  clinic serve my-course     show its site in a browser while you write it"
} else {
    ""
};

fn after_help() -> String {
    AFTER_HELP.replacen("{serve}", SERVE, 1)
}

const AFTER_HELP: &str = "\
A course is a folder with a `clinic.yaml` and markdown modules in `content/`.

  clinic init my-course      make one that builds at once{serve}
  clinic build my-course     write its site to my-course/public
  clinic move craft/git systems
                             put a module into another section; links follow
  clinic import old/page.md  make a module of a clinic page from elsewhere
  clinic check my-course     say what is wrong with it, and change nothing
  clinic print --out sheets  print its worksheets to PDF files
  clinic explain no-clinic   say what a rule finds, and how to cure it
  clinic theme list          the looks that a course can have

Exit status: 0 all is well, 1 the course has errors, 2 the command could not be carried out.";

/// Make a course site whose centre is the mistake clinic: traps, wrong statements to repair, and a log
#[derive(Parser)]
#[command(name = "clinic", version, after_help = after_help(), arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Init(init::Args),
    New(new::Args),
    Move(moving::Args),
    Import(import::Args),
    Build(build::Args),
    #[cfg(feature = "serve")]
    Serve(serve::Args),
    Check(check::Args),
    Print(print::Args),
    Explain(explain::Args),
    Theme(theme::Args),
}

/// Carries out what the arguments ask for.
pub(crate) fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Init(args) => init::run(&args),
        Command::New(args) => new::run(&args),
        Command::Move(args) => moving::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Build(args) => build::run(&args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Print(args) => print::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Theme(args) => theme::run(&args),
    };
    exit_code(&result)
}

fn exit_code(result: &Result<Status>) -> ExitCode {
    match result {
        Ok(Status::Clean) => ExitCode::SUCCESS,
        Ok(Status::Findings) => ExitCode::from(1),
        Err(error) => {
            say::error(error);
            ExitCode::from(2)
        }
    }
}
