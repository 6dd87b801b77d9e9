//! Where no site may stand, whatever is there: on the course's own files, on those of the system, and where no disk has room.

use std::fmt;
use std::path::{Component, Path, PathBuf};

use crate::error::Result;
use crate::fs;
use crate::text::file_path::{LONGEST_FOLDER, LONGEST_NAME};

/// Why a folder may not hold a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is a file.
    File,
    /// This file stands where a folder above it should be.
    Below(PathBuf),
    /// It is the root of a file system.
    Root,
    /// It is the home folder.
    Home,
    /// It is the course's own folder.
    Course,
    /// The course lies in it.
    AboveCourse,
    /// It is this folder of the course's sources.
    Source(PathBuf),
    /// It lies in this one.
    InSource(PathBuf),
    /// It holds this one.
    AboveSource(PathBuf),
    /// It is reached through this link, which leads to nowhere.
    LostLink(PathBuf),
    /// One of its names, or all of its path, is too long.
    Long,
}

impl Refusal {
    /// The same with the paths as they are from the course's folder, as far as they lie in it.
    #[must_use]
    pub fn seen_from(self, course: &Path) -> Self {
        let near = |path: &PathBuf| match path.strip_prefix(course) {
            Ok(below) if below.as_os_str().is_empty() => PathBuf::from("."),
            Ok(below) => below.to_owned(),
            Err(_) => path.clone(),
        };
        match self {
            Self::Below(path) => Self::Below(near(&path)),
            Self::Source(path) => Self::Source(near(&path)),
            Self::InSource(path) => Self::InSource(near(&path)),
            Self::AboveSource(path) => Self::AboveSource(near(&path)),
            Self::LostLink(path) => Self::LostLink(near(&path)),
            other => other,
        }
    }
}

impl fmt::Display for Refusal {
    /// As in "it …".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => f.write_str("is a file, but a site needs a folder"),
            Self::Below(file) => write!(f, "is inside `{}`, which is a file", file.display()),
            Self::Root => f.write_str("is the root of a file system"),
            Self::Home => f.write_str("is your home folder"),
            Self::Course => f.write_str("is the course's own folder"),
            Self::AboveCourse => f.write_str("is a folder that contains the course"),
            Self::Source(own) => write!(f, "belongs to the course, whose sources are in `{}`", own.display()),
            Self::InSource(own) => write!(f, "is inside `{}`, a folder with course sources", own.display()),
            Self::AboveSource(own) => write!(f, "contains `{}`, a folder with course sources", own.display()),
            Self::LostLink(link) => write!(f, "passes through `{}`, a broken symbolic link", link.display()),
            Self::Long => write!(
                f,
                "has a name longer than {LONGEST_NAME} bytes, or a path longer than {LONGEST_FOLDER} bytes, which leaves no room for a site"
            ),
        }
    }
}

/// Why no site may be written to `folder`, whatever it holds; `protected` are the folders with the sources of `course`.
///
/// # Errors
/// The disk does not say what is there.
pub fn refusal(folder: &Path, course: &Path, protected: &[PathBuf]) -> Result<Option<Refusal>> {
    let absolute = fs::absolute(folder)?;
    let is_long = |part: Component<'_>| part.as_os_str().len() > LONGEST_NAME;
    if absolute.components().any(is_long) || absolute.as_os_str().len() > LONGEST_FOLDER {
        return Ok(Some(Refusal::Long));
    }
    if let Some(link) = lost_link(folder)? {
        return Ok(Some(Refusal::LostLink(link)));
    }
    let resolved = resolve(folder)?;
    let found = [of_file(&resolved)?, of_system(&resolved), of_course(&resolved, course)?];
    if let Some(found) = found.into_iter().flatten().next() {
        return Ok(Some(found));
    }
    for protected in protected {
        let found = of_source(&resolved, protected)?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// The path as the disk knows it: links resolved as far as it exists, `..` taken away after that.
pub(super) fn resolve(path: &Path) -> Result<PathBuf> {
    follow(path).map(|followed| followed.unwrap_or_else(|link| link))
}

/// The symbolic link to nowhere that a path leads through.
fn lost_link(path: &Path) -> Result<Option<PathBuf>> {
    follow(path).map(std::result::Result::err)
}

/// The path as the disk knows it, or the link to nowhere that it leads through.
fn follow(path: &Path) -> Result<std::result::Result<PathBuf, PathBuf>> {
    let mut resolved = PathBuf::new();
    for component in fs::absolute(path)?.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                resolved.pop();
            }
            Component::Prefix(_) | Component::RootDir => resolved.push(component),
            Component::Normal(name) => {
                resolved.push(name);
                let found = fs::metadata(&resolved)?;
                match found.map(|found| (found.is_symlink(), fs::canonical(&resolved))) {
                    None => {}
                    Some((_, Ok(canonical))) => resolved = canonical,
                    Some((true, Err(_))) => return Ok(Err(resolved)),
                    Some((false, Err(error))) => return Err(error),
                }
            }
        }
    }
    Ok(Ok(resolved))
}

fn of_file(folder: &Path) -> Result<Option<Refusal>> {
    for path in folder.ancestors() {
        match fs::metadata(path)? {
            None => {}
            Some(found) if found.is_dir() => return Ok(None),
            Some(_) if path == folder => return Ok(Some(Refusal::File)),
            Some(_) => return Ok(Some(Refusal::Below(path.to_owned()))),
        }
    }
    Ok(None)
}

fn of_system(folder: &Path) -> Option<Refusal> {
    if folder.parent().is_none() {
        return Some(Refusal::Root);
    }
    let home = std::env::home_dir().and_then(|home| resolve(&home).ok());
    home.is_some_and(|home| relation(folder, &home) == Relation::Same).then_some(Refusal::Home)
}

fn of_course(folder: &Path, course: &Path) -> Result<Option<Refusal>> {
    Ok(match relation(folder, &resolve(course)?) {
        Relation::Same => Some(Refusal::Course),
        Relation::Around => Some(Refusal::AboveCourse),
        Relation::Inside | Relation::Apart => None,
    })
}

fn of_source(folder: &Path, protected: &Path) -> Result<Option<Refusal>> {
    // A folder of the course that is a link to nowhere protects the place it stands at.
    let resolved = if lost_link(protected)?.is_some() { fs::absolute(protected)? } else { resolve(protected)? };
    let own = protected.to_owned();
    Ok(match relation(folder, &resolved) {
        Relation::Same => Some(Refusal::Source(own)),
        Relation::Inside => Some(Refusal::InSource(own)),
        Relation::Around => Some(Refusal::AboveSource(own)),
        Relation::Apart => None,
    })
}

/// How one folder lies to another.
#[derive(PartialEq, Eq)]
enum Relation {
    Same,
    Inside,
    Around,
    Apart,
}

/// How `folder` lies to `other`, both resolved.
fn relation(folder: &Path, other: &Path) -> Relation {
    let (folder, other) = (as_compared(folder), as_compared(other));
    match (folder.starts_with(&other), other.starts_with(&folder)) {
        (true, true) => Relation::Same,
        (true, false) => Relation::Inside,
        (false, true) => Relation::Around,
        (false, false) => Relation::Apart,
    }
}

/// Folders that do not exist yet have no true case; where the disk usually ignores it, so does the comparison.
fn as_compared(path: &Path) -> PathBuf {
    match path.to_str() {
        Some(text) if cfg!(any(windows, target_os = "macos")) => PathBuf::from(text.to_lowercase()),
        _ => path.to_owned(),
    }
}
