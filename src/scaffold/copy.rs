//! Themes and files of themes, brought into a course to be changed there.

use std::path::{Path, PathBuf};

use super::Made;
use crate::error::{Error, Result};
use crate::finding::suggest::nearest;
use crate::fs::{self, Alone, Changes, Root};
use crate::text::SourcePath;
use crate::text::quote::yaml_scalar;
use crate::text::words::joined;
use crate::theme::{Catalogue, CopiedFile};

/// What is asked for.
#[derive(Clone, Copy)]
pub struct CopyRequest<'a> {
    /// The course's folder.
    pub course: &'a Path,
    /// The themes that it can have.
    pub catalogue: &'a Catalogue<'a>,
    /// The theme that is copied, whole or in part.
    pub theme: &'a str,
    /// Files of it; all where there are none.
    pub files: &'a [String],
    /// The name of the theme in the course; the same where it is `None`.
    pub to: Option<&'a str>,
}

/// What was copied.
#[derive(Debug)]
pub struct Copied {
    /// The files, in the order in which they were written.
    pub made: Vec<Made>,
    /// The theme that the course must have for the copies to be seen; `None` where it has it, or needs none.
    pub to_choose: Option<String>,
}

/// Copies a theme into `themes/`, or single files: templates into `templates/`, others into a theme that extends theirs.
///
/// # Errors
/// There is no such theme or file, something is there already, or the disk refuses. Nothing is written then.
pub fn copy(request: CopyRequest<'_>) -> Result<Copied> {
    let CopyRequest { course, catalogue, theme, files, to } = request;
    let to = to.unwrap_or(theme);
    check_name(to)?;
    let Some((whole, unreadable)) = catalogue.files(theme) else { return Err(unknown_theme(catalogue, theme)) };
    if let Some(finding) = unreadable.first() {
        return Err(Error::refused(finding.message.clone(), "make the theme files readable"));
    }
    let root = Root::new(course);
    let alone = Alone::with(&root)?;
    let folder = PathBuf::from("themes").join(to);
    let (targets, needs_theme) = if files.is_empty() {
        if fs::is_dir(&course.join(&folder)) {
            return Err(taken(course, &[folder], "choose another name with `--to`"));
        }
        (whole_theme(&folder, whole, theme, to), true)
    } else {
        let chosen = files.iter().map(|wanted| chosen(catalogue, theme, wanted)).collect::<Result<Vec<_>>>()?;
        single_files(course, &folder, chosen, (theme, to, request.to.is_some()))
    };
    let there: Vec<PathBuf> =
        targets.iter().map(|(path, _)| path.clone()).filter(|path| exists(course, path)).collect();
    if !there.is_empty() {
        return Err(taken(
            course,
            &there,
            "delete or rename the files that you do not need, or choose another name with `--to`",
        ));
    }
    let mut copies = Changes::below(&root, &alone);
    let mut made = Vec::with_capacity(targets.len());
    for (path, bytes) in targets {
        let names: Vec<_> = path.iter().map(|name| name.to_string_lossy()).collect();
        copies.make(SourcePath::new(names.join("/")), bytes);
        made.push(Made::Written(course.join(path)));
    }
    copies.carry_out()?;
    Ok(Copied { made, to_choose: (needs_theme && !catalogue.uses(to)).then(|| to.to_owned()) })
}

/// Where each file goes, from the course's folder.
type Targets = Vec<(PathBuf, Vec<u8>)>;

fn whole_theme(folder: &Path, files: Vec<CopiedFile>, theme: &str, to: &str) -> Targets {
    let renamed = |file: CopiedFile| {
        let bytes = if file.path == "theme.yaml" { renamed(&file.bytes, theme, to) } else { file.bytes };
        (folder.join(file.path), bytes)
    };
    files.into_iter().map(renamed).collect()
}

/// `theme.yaml` with the new name in its line `name:`.
fn renamed(manifest: &[u8], theme: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(manifest);
    let renamed = |line: &str| match line.strip_prefix("name:") {
        Some(name) if name.trim().trim_matches(['\'', '"']) == theme => format!("name: {}", name_in_yaml(to)),
        _ => line.to_owned(),
    };
    text.lines().map(|line| renamed(line) + "\n").collect::<String>().into_bytes()
}

/// Where single files go, and whether they are seen only where the course has the theme `to`.
fn single_files(
    course: &Path,
    folder: &Path,
    files: Vec<CopiedFile>,
    (theme, to, into_theme): (&str, &str, bool),
) -> (Targets, bool) {
    let into_course = |file: &CopiedFile| !into_theme && file.path.starts_with("templates/");
    let needs_theme = !files.iter().all(into_course);
    let mut targets = Targets::new();
    let manifest = folder.join("theme.yaml");
    if needs_theme && !exists(course, &manifest) {
        let text = format!("name: {}\nextends: {}\n", name_in_yaml(to), name_in_yaml(theme));
        targets.push((manifest, text.into_bytes()));
    }
    for file in files {
        let path = if into_course(&file) { PathBuf::from(&file.path) } else { folder.join(&file.path) };
        if !targets.iter().any(|(other, _)| *other == path) {
            targets.push((path, file.bytes));
        }
    }
    (targets, needs_theme)
}

/// A name as it stands in YAML: bare where that can be nothing but text.
fn name_in_yaml(name: &str) -> String {
    let is_plain = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&name);
    if is_plain { name.to_owned() } else { yaml_scalar(name) }
}

fn exists(course: &Path, path: &Path) -> bool {
    !matches!(fs::metadata(&course.join(path)), Ok(None))
}

fn check_name(name: &str) -> Result<()> {
    let fits = !name.is_empty()
        && !name.starts_with(['.', '-'])
        && name.trim() == name
        && !name.ends_with('.')
        && !name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '`'])
        && !name.chars().any(char::is_control);
    if fits {
        return Ok(());
    }
    Err(Error::refused(
        format!("`{name}` is not a valid name for a theme"),
        "use the name of a single folder, such as `mine`",
    ))
}

fn unknown_theme(catalogue: &Catalogue<'_>, theme: &str) -> Error {
    let entries = catalogue.entries();
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    let all = || {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        format!("choose {}", joined(&names, "or"))
    };
    let near = nearest(theme, names.iter().copied());
    let help = near.map_or_else(all, |near| format!("did you mean `{near}`?"));
    Error::refused(format!("`{theme}` is not a known theme"), help)
}

fn chosen(catalogue: &Catalogue<'_>, theme: &str, wanted: &str) -> Result<CopiedFile> {
    catalogue.file(theme, wanted).ok_or_else(|| {
        let paths = catalogue.paths(theme);
        let short = paths.iter().filter_map(|path| path.split_once('/').map(|(_, name)| name));
        let help = match nearest(wanted, paths.iter().map(String::as_str).chain(short)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("run `clinic theme list {theme}` to list its files"),
        };
        Error::refused(format!("the theme `{theme}` has no file `{wanted}`"), help)
    })
}

/// Says what stands in the way.
fn taken(course: &Path, paths: &[PathBuf], help: &str) -> Error {
    let shown: Vec<String> = paths.iter().map(|path| course.join(path).display().to_string()).collect();
    let verb = if paths.len() == 1 { "exists" } else { "exist" };
    Error::refused(format!("{} already {verb}, and nothing was overwritten", joined(&shown, "and")), help)
}
