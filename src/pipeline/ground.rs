//! Whether the folders that the configuration names can hold what they are named for.

use std::path::Path;

use super::folders::Folders;
use crate::config::course::FILE;
use crate::finding::{Finding, Rule};
use crate::publish::{Refusal, refusal};
use crate::text::quote::shortened;
use crate::text::{Place, SourcePath};

/// What keeps a site of the course from being written where the course has it written.
pub(super) fn find(folders: Folders<'_>) -> Vec<Finding> {
    folders.outputs().filter_map(|folder| refused(folders, &folder)).take(1).collect()
}

fn refused(folders: Folders<'_>, folder: &Path) -> Option<Finding> {
    let root = folders.root.path();
    let answers = folders.config.answers_folder();
    let shown = folder.strip_prefix(root).unwrap_or(folder).to_string_lossy();
    let shown = if shown.is_empty() { ".".into() } else { shown };
    let why = match refusal(folder, root, &folders.sources()) {
        Ok(found) => found?.seen_from(root),
        Err(error) => return Some(unknown(folders, &shown, &error.to_string())),
    };
    let is_of = |own: &Path| own == Path::new(answers);
    let meets_answers = match &why {
        Refusal::Source(own) | Refusal::InSource(own) | Refusal::AboveSource(own) => is_of(own),
        _ => false,
    };
    let message = format!("`{}` cannot be the output folder, because it {why}", shortened(&shown));
    let help = match why {
        _ if meets_answers => {
            "choose separate folders for the site and the answers, such as `output: public` and `answers: answers`"
        }
        Refusal::File | Refusal::Below(_) => {
            "move the file to another location, or choose a separate folder for the site with `output:`"
        }
        Refusal::LostLink(_) => "delete the link, or choose a separate folder for the site with `output:`",
        _ => "choose a separate folder for the site, such as `output: public`",
    };
    Some(Finding::new(Rule::WrongType, place(folders, meets_answers), message).help(help))
}

fn unknown(folders: Folders<'_>, shown: &str, why: &str) -> Finding {
    let message = format!("cannot determine whether `{}` can be the output folder: {why}", shortened(shown));
    let help = "make the parent folders readable, or choose another output folder with `output:`";
    Finding::new(Rule::Unreadable, place(folders, false), message).help(help)
}

/// The words that the author has to change.
fn place(folders: Folders<'_>, meets_answers: bool) -> Place {
    let named = folders.config.output.as_ref().map(|output| &output.place);
    let answers = folders.config.answers.as_ref().map(|answers| &answers.place).filter(|_| meets_answers);
    named.or(answers).map_or_else(|| Place::file(&SourcePath::new(FILE)), Clone::clone)
}
