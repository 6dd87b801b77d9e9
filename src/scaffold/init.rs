//! A new course that builds at once.

use std::path::Path;

use super::Made;
use crate::error::{Error, Result};
use crate::fs::{self, Alone, Changes, Root};
use crate::text::SourcePath;
use crate::text::anchor::anchor;
use crate::text::id::content_id;
use crate::text::quote::yaml_scalar;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct InitRequest<'a> {
    /// Where the course goes; may exist.
    pub folder: &'a Path,
    /// Its title.
    pub title: &'a str,
}

/// The files of a new course, with `{title}` and `{id}` to be filled in.
const FILES: [(&str, &str); 9] = [
    ("clinic.yaml", include_str!("files/clinic.yaml")),
    ("content/_index.md", include_str!("files/home.md")),
    ("content/01-first-steps/_index.md", include_str!("files/section.md")),
    ("content/01-first-steps/01-estimates/index.md", include_str!("files/module.md")),
    ("content/01-first-steps/01-estimates/practice/01-plan-a-week.md", include_str!("files/practice.md")),
    ("answers/01-first-steps/01-estimates/practice/01-plan-a-week.yaml", include_str!("files/answers.yaml")),
    (".gitignore", include_str!("files/gitignore")),
    (".github/workflows/publish.yml", include_str!("files/publish.yml")),
    ("README.md", include_str!("files/readme.md")),
];

/// Files that many folders have already; they are left as they are.
const OPTIONAL: [&str; 2] = [".gitignore", "README.md"];

/// Writes a new course.
///
/// # Errors
/// A file of the course is there already, another process makes one there, or the disk refuses. Nothing is written then.
pub fn init(request: InitRequest<'_>) -> Result<Vec<Made>> {
    let title = super::one_line(request.title)?;
    refuse_what_is_no_folder(request.folder)?;
    let root = Root::new(request.folder);
    let alone = Alone::with(&root)?;
    for (path, _) in FILES.iter().filter(|(path, _)| !OPTIONAL.contains(path)) {
        if fs::metadata(&request.folder.join(path))?.is_some() {
            return Err(Error::refused(
                format!("{} exists already", request.folder.join(path).display()),
                "choose another folder, or add to the course that is there with `clinic new`",
            ));
        }
    }
    let mut changes = Changes::below(&root, &alone);
    let mut made = Vec::new();
    for (name, text) in FILES {
        let path = request.folder.join(name);
        if fs::metadata(&path)?.is_none() {
            changes.make(SourcePath::new(name), filled(text, &title));
            made.push(Made::Written(path));
        }
    }
    changes.carry_out()?;
    Ok(made)
}

/// Refuses a place that is something else, or lies below such a thing.
fn refuse_what_is_no_folder(folder: &Path) -> Result<()> {
    for place in folder.ancestors().filter(|place| !place.as_os_str().is_empty()) {
        let Some(found) = fs::metadata(place)? else { continue };
        if fs::is_dir(place) {
            return Ok(());
        }
        let what = if found.is_symlink() { "is a link that leads to no folder" } else { "is no folder" };
        let message = format!("`{}` {what}, and no course can be made there", place.display());
        return Err(Error::refused(message, "name another folder; one that is not there is made"));
    }
    Ok(())
}

fn filled(text: &str, title: &str) -> String {
    // Cut at the places first: a title may hold the name of a place.
    let values = [("{title}", yaml_scalar(title)), ("{plain_title}", title.to_owned()), ("{id}", course_id(title))];
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, place, value)) =
        values.iter().filter_map(|(place, value)| Some((rest.find(place)?, place, value))).min()
    {
        filled.push_str(&rest[..at]);
        filled.push_str(value);
        rest = &rest[at + place.len()..];
    }
    filled + rest
}

/// An id from the title, so that it survives a change of address.
fn course_id(title: &str) -> String {
    let slug: String = anchor(title).chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let slug = slug.trim_matches('-').to_owned();
    if slug.chars().any(|c| c.is_ascii_alphabetic()) { slug } else { content_id('c', title) }
}
