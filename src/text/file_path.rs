//! Paths of published files: relative, with `/`, and never out of the output folder.

use std::path::{Component, Path};

/// Files of the program's own begin so.
const OWN: &str = ".clinic-";

/// No usual file system takes a longer name, in bytes.
const LONGEST_NAME: usize = 255;

/// What keeps `path` from being the path of a published file, as in "it …".
pub fn fault(path: &str) -> Option<&'static str> {
    if path.contains(['\\', '\0']) {
        return Some("has a character that no published path can have");
    }
    if path.split('/').any(|name| matches!(name, "" | "." | "..")) {
        return Some("is not a plain path below the site");
    }
    if !Path::new(path).components().all(|part| matches!(part, Component::Normal(_))) {
        return Some("would lead out of the site");
    }
    if path.split('/').any(is_git) {
        return Some("belongs to git");
    }
    if path.split('/').any(|name| name.len() > LONGEST_NAME) {
        return Some("has a name that is too long for a disk");
    }
    path.to_ascii_lowercase().starts_with(OWN).then_some("is kept for clinic itself")
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
        assert!(fault(&"x".repeat(300)).is_some());
        for path in ["index.html", "a/b/c.svg", ".nojekyll", ".well-known/x", ".gitignore", "CNAME", "a..b/…"] {
            assert_eq!(fault(path), None, "{path:?}");
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
