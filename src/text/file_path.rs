//! Paths of published files: relative, with `/`, and never out of the output folder.

use std::fmt;
use std::path::{Component, Path};

/// Files of the program's own begin so.
const OWN: &str = ".clinic-";

/// No usual file system takes a longer name: Linux counts bytes, macOS and Windows count fewer for the same letters.
pub const LONGEST_NAME: usize = 255;

/// Bytes of the longest path below the output folder. macOS takes 1,024 for all of a path, Linux 4,096, and Windows, where
/// programs ask for it, 32,767 letters; what is left over is for the folders above.
pub const LONGEST_PATH: usize = 800;

/// Bytes of the longest path of an output folder: with the longest path below it no more than Linux takes.
pub const LONGEST_FOLDER: usize = 3_200;

/// What keeps a path from being that of a published file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It has a character that no path of a site has.
    Character(char),
    /// It leads elsewhere, or to what is not the site's, as in "it …".
    Astray(&'static str),
    /// The name that ends at this byte has more than [`LONGEST_NAME`] bytes.
    LongName(usize),
    /// It has more than [`LONGEST_PATH`] bytes.
    LongPath,
}

impl fmt::Display for Fault {
    /// As in "it …".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character(control) if control.is_control() => {
                write!(
                    f,
                    "contains the control character U+{:04X}, which a published path cannot contain",
                    u32::from(*control)
                )
            }
            Self::Character(character) => write!(f, "contains `{character}`, which a published path cannot contain"),
            Self::Astray(where_to) => f.write_str(where_to),
            Self::LongName(_) => {
                write!(f, "contains a name of more than {LONGEST_NAME} bytes, which no file system accepts")
            }
            Self::LongPath => write!(f, "is longer than {LONGEST_PATH} bytes, which some systems do not accept"),
        }
    }
}

/// Where each name of a path ends, the last at the end of the path.
pub fn ends(path: &str) -> impl Iterator<Item = usize> {
    path.match_indices('/').map(|(at, _)| at).chain([path.len()])
}

/// `a/b` and `../c` → `a/c`; `None` where it climbs out of the course.
pub fn joined(folder: &str, reference: &str) -> Option<String> {
    let mut segments: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in reference.split('/') {
        match name {
            "" | "." => {}
            ".." => drop(segments.pop()?),
            other => segments.push(other),
        }
    }
    Some(segments.join("/"))
}

/// What keeps `path` from being the path of a published file.
pub fn fault(path: &str) -> Option<Fault> {
    if let Some(character) = path.chars().find(|character| *character == '\\' || character.is_control()) {
        return Some(Fault::Character(character));
    }
    if let Some(where_to) = elsewhere(path) {
        return Some(Fault::Astray(where_to));
    }
    let mut start = 0;
    for end in ends(path) {
        if end - start > LONGEST_NAME {
            return Some(Fault::LongName(end));
        }
        start = end + 1;
    }
    (path.len() > LONGEST_PATH).then_some(Fault::LongPath)
}

/// What makes `path` lead out of the site, or to what is not the site's, as in "it …"; however long it is.
pub fn astray(path: &str) -> Option<&'static str> {
    if path.contains(['\\', '\0']) {
        return Some("contains a character that a published path cannot contain");
    }
    elsewhere(path)
}

/// The same of a path whose characters are fine.
fn elsewhere(path: &str) -> Option<&'static str> {
    if path.split('/').any(|name| matches!(name, "" | "." | "..")) {
        return Some("contains `.`, `..`, or an empty part");
    }
    if !Path::new(path).components().all(|part| matches!(part, Component::Normal(_))) {
        return Some("points outside the site");
    }
    if path.split('/').any(is_git) {
        return Some("belongs to Git");
    }
    path.to_ascii_lowercase().starts_with(OWN).then_some("is reserved for clinic itself")
}

/// True for `.git` in every spelling that some file system takes for it.
fn is_git(name: &str) -> bool {
    name.trim_end_matches(['.', ' ']).eq_ignore_ascii_case(".git")
}

/// The folder that a file stands in; empty for the output folder itself.
pub fn parent(path: &str) -> &str {
    path.rfind('/').map_or("", |slash| &path[..slash])
}

/// The folders above a file, the outermost first, the output folder left out.
pub fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(slash, _)| &path[..slash])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_climb_but_not_out_of_the_course() {
        assert_eq!(joined("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(joined("a", "../../c.md"), None);
        assert_eq!(joined("", "./c").as_deref(), Some("c"));
    }

    #[test]
    fn paths_that_lead_out_or_into_what_is_not_the_sites_are_faulty() {
        for path in [
            "",
            "/etc/passwd",
            "../up.html",
            "a/../../up.html",
            "a//b",
            "a/",
            "./a",
            "a\\b",
            "a\0b",
            ".git/config",
            "a/.GIT/hooks",
            ".git. /x",
            ".clinic-manifest.json",
            ".clinic-stage/000001",
            ".Clinic-Stage",
        ] {
            assert!(fault(path).is_some(), "{path:?}");
        }
        for path in ["index.html", "a/b/c.svg", ".nojekyll", ".well-known/x", ".gitignore", "CNAME", "a..b/…"] {
            assert_eq!(fault(path), None, "{path:?}");
        }
    }

    #[test]
    fn names_and_paths_are_as_long_as_disks_take_them() {
        let name = |length: usize| "x".repeat(length);
        assert_eq!(fault(&name(255)), None);
        assert_eq!(fault(&name(256)), Some(Fault::LongName(256)));
        assert_eq!(fault(&format!("a/{}/b", "ü".repeat(128))), Some(Fault::LongName(258)), "bytes, not letters");
        let path = |length: usize| format!("{}{}", "a/".repeat(length / 2 - 1), name(2 + length % 2));
        assert_eq!((path(800).len(), fault(&path(800))), (800, None));
        assert_eq!((path(801).len(), fault(&path(801))), (801, Some(Fault::LongPath)));
        assert_eq!(astray(&path(801)), None);
    }

    #[test]
    fn control_characters_are_in_no_path() {
        for (path, character) in [("a\tb", '\t'), ("a/\u{1b}[2J", '\u{1b}'), ("\u{7f}", '\u{7f}'), ("\u{85}", '\u{85}')]
        {
            assert_eq!(fault(path), Some(Fault::Character(character)), "{path:?}");
        }
    }

    #[test]
    fn folders_come_from_the_outside_in() {
        assert_eq!(folders("a/b/c.html").collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(folders("c.html").count(), 0);
        assert_eq!(parent("a/b/c.html"), "a/b");
        assert_eq!(parent("c.html"), "");
    }
}
