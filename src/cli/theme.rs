//! `clinic theme`

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use mistake_clinic::api::error::{Error, Result};
use mistake_clinic::api::pipeline::Look;
use mistake_clinic::api::scaffold::{CopyRequest, copy};
use mistake_clinic::api::text::joined;
use mistake_clinic::api::theme::ThemeEntry;

use super::course::find;
use super::{Status, new, say};

const AFTER_HELP: &str = "\
Examples:
  clinic theme list                                         list the available themes
  clinic theme list notebook                                list the files in one theme
  clinic theme copy notebook --to mine                      copy a whole theme to themes/mine
  clinic theme copy clinic parts/footer.html                copy a template to templates/parts/footer.html
  clinic theme copy notebook site.css --to mine             copy a file to a theme that extends notebook

To choose a theme, set `theme: NAME` in clinic.yaml.";

/// List the themes, or copy a theme into the course for editing
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    List(ListArgs),
    Copy(CopyArgs),
}

/// List the themes and mark the one in use with `*`, or list the files in one theme
#[derive(clap::Args)]
struct ListArgs {
    /// Theme whose files to list [default: list all themes]
    theme: Option<String>,
    /// Course folder, or a file in it; without a course, clinic lists the built-in themes
    #[arg(long, value_name = "DIR")]
    course: Option<PathBuf>,
}

/// Copy a theme, or some of its files, into the course without overwriting anything
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
struct CopyArgs {
    /// Theme to copy: a built-in theme or a theme from the course
    theme: String,
    /// Templates and files to copy, as listed by `clinic theme list THEME` [default: all]
    files: Vec<String>,
    /// Name for the copy in the course [default: the original name]
    #[arg(long, value_name = "NEWNAME")]
    to: Option<String>,
    /// Course folder, or a file in it [default: the course in this folder, in ./site, or in a parent folder]
    #[arg(long, value_name = "DIR")]
    course: Option<PathBuf>,
}

/// Lists or copies.
pub(super) fn run(args: &Args) -> Result<Status> {
    match &args.action {
        Action::List(args) => list(args),
        Action::Copy(args) => copied(args),
    }
}

fn list(args: &ListArgs) -> Result<Status> {
    let look = look(args.course.as_deref())?;
    let themes = look.themes();
    let entries = themes.entries();
    let text = match &args.theme {
        None => lines(&entries),
        Some(theme) if entries.iter().any(|entry| entry.name == *theme) => themes.paths(theme).join("\n") + "\n",
        Some(theme) => {
            let names: Vec<String> = entries.iter().map(|entry| format!("`{}`", entry.name)).collect();
            let help = format!("choose {}", joined(&names, "or"));
            return Err(Error::refused(format!("`{theme}` is not a known theme"), help));
        }
    };
    say::result(&text)?;
    Ok(Status::Clean)
}

/// The themes of the course, or those that are built in where no course was named and none is near.
fn look(course: Option<&Path>) -> Result<Look> {
    match find(course) {
        Ok(folder) => Look::read(&folder),
        Err(_) if course.is_none() => Ok(Look::built_in()),
        Err(error) => Err(error),
    }
}

fn lines(entries: &[ThemeEntry]) -> String {
    let wide = entries.iter().map(|entry| entry.name.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for entry in entries {
        let mark = if entry.is_used { '*' } else { ' ' };
        let whose = if entry.is_own { "in this course" } else { "built in" };
        let description = entry.description.as_deref().unwrap_or_default();
        let line = format!("{mark} {:wide$}  {whose:14}  {description}", entry.name);
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

fn copied(args: &CopyArgs) -> Result<Status> {
    let course = find(args.course.as_deref())?;
    let look = Look::read(&course)?;
    let catalogue = look.themes();
    let CopyArgs { theme, files, to, .. } = args;
    let copied = copy(CopyRequest { course: &course, catalogue: &catalogue, theme, files, to: to.as_deref() })?;
    new::report(&copied.made);
    if let Some(name) = copied.to_choose {
        say::note(&format!(
            "to use this theme, set `theme: {name}` in clinic.yaml or, if `theme:` already has keys, set `name: {name}` under `theme:`"
        ));
    }
    Ok(Status::Clean)
}
