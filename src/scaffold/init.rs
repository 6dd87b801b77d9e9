//! A new course that builds at once, and files by which a course is published.

use std::path::{Path, PathBuf};

use super::Made;
use super::publishing::{Host, ProgramSource};
use crate::error::{Error, Result};
use crate::fs::{self, Alone, Changes, Root};
use crate::text::SourcePath;
use crate::text::anchor::anchor;
use crate::text::id::content_id;
use crate::text::quote::yaml_scalar;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct InitRequest<'a> {
    /// Where the course goes; may exist. Where a course is there and a host is named, that course gets the host's files.
    pub folder: &'a Path,
    /// Its title.
    pub title: &'a str,
    /// Where it is published.
    pub host: Option<Host>,
    /// Where the host gets the program from.
    pub source: Option<&'a ProgramSource>,
    /// The folder of answers, by its path from the course's; `answers` by default.
    pub answers: Option<&'a str>,
}

/// The files of a new course, with places to be filled in.
const FILES: [(&str, &str); 7] = [
    ("clinic.yaml", include_str!("files/clinic.yaml")),
    ("content/_index.md", include_str!("files/home.md")),
    ("content/01-first-steps/_index.md", include_str!("files/section.md")),
    ("content/01-first-steps/01-estimates/index.md", include_str!("files/module.md")),
    ("content/01-first-steps/01-estimates/practice/01-plan-a-week.md", include_str!("files/practice.md")),
    (".gitignore", include_str!("files/gitignore")),
    ("README.md", include_str!("files/readme.md")),
];

/// The answers of the example, by their path in the folder of answers.
const ANSWERS: (&str, &str) =
    ("01-first-steps/01-estimates/practice/01-plan-a-week.yaml", include_str!("files/answers.yaml"));

/// Files that many folders have already; they are left as they are.
const OPTIONAL: [&str; 2] = [".gitignore", "README.md"];

/// What `clinic.yaml` says of answers that lie where they lie by default.
const BESIDE: &str = "\
# Answers are in `answers/`, where everyone who can read this repository can read them. To keep them private, use a folder
# outside the repository:
# answers: ../private-answers";

/// What the README says of a course that nothing publishes yet.
const UNPUBLISHED: &str = "\
`public/` is a folder of plain files that any host can serve. `clinic init --publish github` adds a workflow that builds and
publishes the site on every push. Other supported hosts are `gitlab`, `netlify`, `cloudflare`, and `codeberg`.";

/// Writes a new course, or adds to one the files by which it is published.
///
/// # Errors
/// A file of the course is there already, another process makes one there, or the disk refuses. Nothing is written then, but
/// where it is a folder of answers outside of the course that refuses its file.
pub fn init(request: InitRequest<'_>) -> Result<Vec<Made>> {
    let title = super::one_line(request.title)?;
    let outside = request.answers.map(outside).transpose()?.flatten();
    refuse_what_is_no_folder(request.folder)?;
    let root = Root::new(request.folder);
    let alone = Alone::with(&root)?;
    let is_there = fs::metadata(&request.folder.join("clinic.yaml"))?.is_some();
    let adds = is_there && request.host.is_some() && request.answers.is_none();
    let mut files: Vec<(String, String)> = Vec::new();
    if !adds {
        files.extend(FILES.map(|(path, text)| (path.to_owned(), filled(text, &title, request))));
        if outside.is_none() {
            files.push((format!("{}/{}", request.answers.unwrap_or("answers"), ANSWERS.0), ANSWERS.1.to_owned()));
        }
    }
    let of_host = request.host.map(|host| host.files(request.source, &worker_name(&title))).unwrap_or_default();
    files.extend(of_host.into_iter().map(|(path, text)| (path.to_owned(), text)));
    refuse_what_is_there(request.folder, &files)?;
    let mut made = written(&root, &alone, files)?;
    if let Some(answers) = outside.filter(|_| !adds) {
        let root = Root::new(&request.folder.join(answers));
        refuse_what_is_no_folder(root.path())?;
        let alone = Alone::with(&root)?;
        made.extend(written(&root, &alone, vec![(ANSWERS.0.to_owned(), ANSWERS.1.to_owned())])?);
    }
    Ok(made)
}

/// The folder of answers where it lies outside of the course's.
fn outside(answers: &str) -> Result<Option<PathBuf>> {
    let path = Path::new(answers);
    let is_odd = answers.is_empty() || answers.contains(['\\', '~']) || answers.chars().any(char::is_control);
    if is_odd || path.is_absolute() || answers == "." {
        let message = format!("`{answers}` is not a valid path for an answers folder");
        return Err(Error::refused(message, "use a path relative to the course folder, such as `../private-answers`"));
    }
    Ok(path.starts_with("..").then(|| path.to_owned()))
}

fn refuse_what_is_there(folder: &Path, files: &[(String, String)]) -> Result<()> {
    for (path, _) in files.iter().filter(|(path, _)| !OPTIONAL.contains(&path.as_str())) {
        if fs::metadata(&folder.join(path))?.is_some() {
            return Err(Error::refused(
                format!("{} already exists", folder.join(path).display()),
                "choose another folder, or extend this course: `clinic new` adds modules, and `clinic init --publish` adds the files for a host",
            ));
        }
    }
    Ok(())
}

/// Writes those of these files that are not there.
fn written(root: &Root, alone: &Alone, files: Vec<(String, String)>) -> Result<Vec<Made>> {
    let mut changes = Changes::below(root, alone);
    let mut made = Vec::new();
    for (name, text) in files {
        let path = root.path().join(&name);
        if fs::metadata(&path)?.is_none() {
            changes.make(SourcePath::new(name), text);
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
        let what = if found.is_symlink() { "is a link that does not point to a folder" } else { "is not a folder" };
        let message = format!("`{}` {what}, so clinic cannot create a course there", place.display());
        return Err(Error::refused(message, "choose another folder; `clinic init` creates it if it does not exist"));
    }
    Ok(())
}

fn filled(text: &str, title: &str, request: InitRequest<'_>) -> String {
    let apart = |folder: &str| {
        format!(
            "# Answers are stored outside this repository, so people who can read only the repository cannot read the answers.\nanswers: {}",
            yaml_scalar(folder)
        )
    };
    // Cut at the places first: a title may hold the name of a place.
    let values = [
        ("{title}", yaml_scalar(title)),
        ("{plain_title}", title.to_owned()),
        ("{id}", course_id(title)),
        ("{answers}", request.answers.map_or_else(|| BESIDE.to_owned(), apart)),
        ("{publishing}", request.host.map_or_else(|| UNPUBLISHED.to_owned(), Host::described)),
    ];
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

/// The same in the 63 letters that a part of a host's name may have.
fn worker_name(title: &str) -> String {
    let id = course_id(title).to_ascii_lowercase();
    id[..id.len().min(63)].trim_end_matches('-').to_owned()
}
