//! `clinic completions`

use clap_complete::{Shell, generate};

use mistake_clinic::api::error::Result;

use super::{Status, arguments, say};

const AFTER_HELP: &str = "\
Save the script where your shell looks for completion scripts. Then start a new shell.

  clinic completions bash > ~/.local/share/bash-completion/completions/clinic
  clinic completions zsh > ~/.zfunc/_clinic          if ~/.zfunc is in fpath
  clinic completions fish > ~/.config/fish/completions/clinic.fish
  clinic completions powershell >> $PROFILE
  clinic completions elvish >> ~/.config/elvish/rc.elv";

/// Print a script that lets your shell complete clinic commands and options
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Shell to print the script for
    #[arg(value_enum)]
    shell: Shell,
}

/// Writes the script to standard output.
pub(super) fn run(args: &Args) -> Result<Status> {
    let mut script = Vec::new();
    generate(args.shell, &mut arguments(), "clinic", &mut script);
    say::result(&String::from_utf8_lossy(&script))?;
    Ok(Status::Clean)
}
