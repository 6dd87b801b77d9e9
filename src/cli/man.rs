//! `clinic man`

use std::path::{Path, PathBuf};

use clap_mangen::Man;

use mistake_clinic::api::error::{Error, Result};
use mistake_clinic::api::fs;

use super::{Status, arguments, say};

const AFTER_HELP: &str = "\
Examples:
  clinic man | man -l -                            read the first page
  clinic man --out ~/.local/share/man/man1         install all pages";

/// Write the man pages
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Folder for all pages: `clinic.1`, `clinic-build.1`, and so on [default: print `clinic.1` to standard output]
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Writes the pages.
pub(super) fn run(args: &Args) -> Result<Status> {
    let mut all = arguments().disable_help_subcommand(true);
    all.build();
    match &args.out {
        Some(folder) => written(&all, folder)?,
        None => say::result(&String::from_utf8_lossy(&page(&all)?))?,
    }
    Ok(Status::Clean)
}

/// Writes the page of a command, and those of the commands below it.
fn written(command: &clap::Command, folder: &Path) -> Result<()> {
    let path = folder.join(Man::new(command.clone()).get_filename());
    fs::write(&path, &page(command)?)?;
    say::note(&format!("wrote {}", path.display()));
    command.get_subcommands().filter(|command| !command.is_hide_set()).try_for_each(|command| written(command, folder))
}

/// The page of a command. What its help says at the end stands in a section of its own, with its examples line by line.
fn page(command: &clap::Command) -> Result<Vec<u8>> {
    let end = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let man = Man::new(command.clone().after_help(None::<&str>));
    let mut page = Vec::new();
    let source = concat!("clinic ", env!("CARGO_PKG_VERSION"));
    let rendered = man.date(day(env!("CLINIC_VERSION"))).source(source).manual("clinic manual").render(&mut page);
    rendered.map_err(|error| Error::io("write", Path::new("a man page"), error))?;
    if !end.is_empty() {
        page.extend(notes(&end).bytes());
    }
    Ok(page)
}

/// The day of the commit that a version names, as in `0.1.0 (0123456789 2026-11-29)`; a blank where it names none, since
/// with nothing in the place of the day all that follows would move up.
fn day(version: &str) -> &str {
    let (_, commit) = version.split_once('(').unwrap_or_default();
    let (_, day) = commit.split_once(' ').unwrap_or_default();
    day.split([',', ')']).next().filter(|day| !day.is_empty()).unwrap_or(" ")
}

/// Paragraphs, and between them lines that begin with blanks and stay as they are.
fn notes(text: &str) -> String {
    let mut section = ".SH NOTES\n".to_owned();
    let mut is_example = false;
    for line in text.lines() {
        if line.starts_with(' ') != is_example && !line.is_empty() {
            is_example = !is_example;
            section += if is_example { ".nf\n" } else { ".fi\n" };
        }
        section += &if line.is_empty() { ".PP".to_owned() } else { escaped(line) };
        section.push('\n');
    }
    section + if is_example { ".fi\n" } else { "" }
}

/// Text in which nothing means something to the formatter.
fn escaped(line: &str) -> String {
    let line = line.replace('\\', "\\e").replace('-', "\\-");
    if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_of_the_day_of_the_commit() {
        assert_eq!(day("0.1.0 (0123456789 2026-11-29)"), "2026-11-29");
        assert_eq!(day("0.1.0 (0123456789 2026-11-29, changed)"), "2026-11-29");
        assert_eq!(day("0.1.0"), " ");
    }

    #[test]
    fn examples_keep_their_lines_and_nothing_commands_the_formatter() {
        insta::assert_snapshot!(notes("Words about it.\n\n  clinic man | man -l -\n  a \\ b\n\n.hidden\n'"), @r"
        .SH NOTES
        Words about it.
        .PP
        .nf
          clinic man | man \-l \-
          a \e b
        .PP
        .fi
        \&.hidden
        \&'
        ");
        assert!(notes("  end").ends_with("  end\n.fi\n"));
    }
}
