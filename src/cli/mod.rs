//! The command line: one file a command, and the only code that prints.

mod ask;
mod build;
mod check;
mod clock;
mod completions;
mod course;
mod elsewhere;
mod explain;
mod files;
mod import;
mod init;
mod man;
mod moving;
mod new;
mod pack;
mod paper;
mod print;
mod say;
#[cfg(feature = "serve")]
mod serve;
mod theme;
mod words;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

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
    "\n  clinic serve my-course     preview the site in a browser while you write"
} else {
    ""
};

fn after_help() -> String {
    AFTER_HELP.replacen("{serve}", SERVE, 1)
}

const AFTER_HELP: &str = "\
A course is a folder that contains a `clinic.yaml` file and a `content/` folder with Markdown files.

  clinic init my-course      create a course that is ready to build{serve}
  clinic build my-course     write the site to my-course/public
  clinic pack my-course      pack the site into a ZIP archive for offline reading
  clinic move craft/git systems
                             move a module to another section and update links
  clinic import old/page.md  turn an existing clinic page into a module
  clinic check my-course     report problems, or fix some of them with --fix
  clinic print --out sheets  print the worksheets to PDF files
  clinic explain no-clinic   explain a rule and how to fix the problems it finds
  clinic theme list          list the available themes

Exit status: 0 if the command succeeded, 1 if the course has errors, 2 if the command failed.";

/// Build a course site where learners correct wrong statements and log their own mistakes
#[derive(Parser)]
#[command(name = "clinic", version = env!("CLINIC_VERSION"), after_help = after_help(), arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Print only results, findings, and errors
    #[arg(short, long, global = true, display_order = 900)]
    quiet: bool,
    /// When to use color: `auto` (in a terminal, unless `NO_COLOR` is set), `always`, or `never`
    #[arg(long = "color", alias = "colour", global = true, display_order = 901, value_name = "WHEN")]
    #[arg(value_enum, default_value_t = say::Colour::Auto, hide_possible_values = true, hide_default_value = true)]
    colour: say::Colour,
}

#[derive(Subcommand)]
enum Command {
    Init(init::Args),
    New(new::Args),
    Move(moving::Args),
    Import(import::Args),
    Build(build::Args),
    Pack(pack::Args),
    #[cfg(feature = "serve")]
    Serve(serve::Args),
    Check(check::Args),
    Print(print::Args),
    Explain(explain::Args),
    Theme(theme::Args),
    Completions(completions::Args),
    #[command(hide = true)]
    Man(man::Args),
}

/// All commands and their arguments, as help tells them.
fn arguments() -> clap::Command {
    Cli::command()
}

/// Carries out what the arguments ask for.
pub(crate) fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => match elsewhere::told(&error) {
            Some(refused) => return exit_code(&Err(refused)),
            None => error.exit(),
        },
    };
    say::choose(cli.quiet, cli.colour);
    let result = match cli.command {
        Command::Init(args) => init::run(&args),
        Command::New(args) => new::run(&args),
        Command::Move(args) => moving::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Pack(args) => pack::run(&args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Print(args) => print::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Theme(args) => theme::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
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
