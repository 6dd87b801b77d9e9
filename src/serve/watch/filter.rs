//! Which paths matter.

use std::path::{Path, PathBuf};

use crate::serve::site::Watched;

/// Tells sources of the course from what else happens in its folders.
#[derive(Default)]
pub(super) struct Filter {
    roots: Vec<PathBuf>,
    ignored: Vec<PathBuf>,
}

impl Filter {
    pub(super) fn new(watched: &Watched) -> Self {
        Self { roots: watched.roots.clone(), ignored: watched.ignored.clone() }
    }

    /// Whether `path` is a root, or lies in one and may be part of the course.
    pub(super) fn is_source(&self, path: &Path) -> bool {
        let below = self.roots.iter().filter_map(|root| path.strip_prefix(root).ok());
        below.into_iter().any(|below| below.iter().all(|name| !is_hidden(&name.to_string_lossy())))
            && !self.is_ignored(path)
    }

    /// Whether `path` is a root or a folder that leads to one.
    pub(super) fn leads_to_root(&self, path: &Path) -> bool {
        self.roots.iter().any(|root| root.starts_with(path))
    }

    pub(super) fn is_ignored(&self, path: &Path) -> bool {
        self.ignored.iter().any(|ignored| path.starts_with(ignored))
    }
}

/// Names of what is hidden. What programs leave beside a file is part of no course either, but that is for the course to
/// say: it tells of what is there.
pub(super) fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter() -> Filter {
        let paths = |paths: &[&str]| paths.iter().map(PathBuf::from).collect();
        Filter { roots: paths(&["/.c/content", "/.c/clinic.yaml"]), ignored: paths(&["/.c/content/public"]) }
    }

    #[test]
    fn only_sources_matter() {
        for path in ["/.c/clinic.yaml", "/.c/content", "/.c/content/01-a/new.md", "/.c/content/a.md~"] {
            assert!(filter().is_source(Path::new(path)), "{path}");
        }
        let others = [
            "/.c/README.md",
            "/.c/contents/a.md",
            "/.c/content/public/index.html",
            "/.c/content/.git/index",
            "/.c/content/.#a.md",
            "/.c/content/.a.md.swp",
            "/.c",
        ];
        for path in others {
            assert!(!filter().is_source(Path::new(path)), "{path}");
        }
    }

    #[test]
    fn what_leads_to_a_root_is_known() {
        assert!(filter().leads_to_root(Path::new("/.c")));
        assert!(filter().leads_to_root(Path::new("/.c/content")));
        assert!(!filter().leads_to_root(Path::new("/.c/content/a")));
        assert!(!filter().leads_to_root(Path::new("/.c/public")));
    }
}
