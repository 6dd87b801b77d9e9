//! Whether a folder may hold a site. Everything here only looks.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::ground::{Refusal, refusal, resolve};
use super::manifest::{Manifest, Read};
use super::neighbours::{Known, Neighbours};
use super::standing::Left;
use crate::error::{Error, Result};
use crate::fs;
use crate::text::words;

const ELSEWHERE: &str = "choose another folder with `--output`";

/// What is asked of a folder.
#[derive(Clone, Copy, Debug)]
pub struct OutputRequest<'a> {
    /// The folder to write to, absolute or from the current one; it need not exist.
    pub folder: &'a Path,
    /// The course's folder.
    pub course: &'a Path,
    /// The course's own folders: content, static files, templates …; they need not exist.
    pub protected: &'a [PathBuf],
    /// The edition that will be written, `learner` or `instructor`.
    pub edition: &'static str,
    /// Write beside files that clinic did not write. They are neither overwritten nor deleted.
    pub adopt: bool,
}

/// A folder that may hold the site: it is none of the course's own, and what is in it will not be harmed.
#[derive(Clone, Debug)]
pub struct Output {
    /// The folder with every link resolved.
    pub(super) resolved: PathBuf,
    /// The folder as it was asked for, for messages.
    pub(super) shown: PathBuf,
    /// The course's folder with every link resolved.
    pub(super) course: PathBuf,
    pub(super) edition: &'static str,
    adopt: bool,
    /// The folders below it, as an earlier build left them.
    pub(super) known: Option<Known>,
    /// The manifest that is there.
    read: Option<Read>,
}

impl Output {
    /// Checks the folder against the course and against what it holds; touches nothing.
    ///
    /// # Errors
    /// Refuses a file, the root of a file system, the home folder, the course's folder, those above it, those in
    /// `protected` and all that hold one or lie in one; the folder of another edition, those below it and the one above
    /// it, since they are published together; a manifest that cannot be understood; and a folder with files but no
    /// manifest, unless they are to be adopted.
    pub fn verify(request: &OutputRequest<'_>) -> Result<Self> {
        Self::at(request)?.verified()
    }

    /// The same, without a look at what the folder holds: who publishes takes that look once more.
    ///
    /// # Errors
    /// As [`verify`](Self::verify), as far as it is about where the folder lies.
    pub fn at(request: &OutputRequest<'_>) -> Result<Self> {
        if let Some(refusal) = refusal(request.folder, request.course, request.protected)? {
            let help = match refusal {
                Refusal::LostLink(_) => format!("delete the link, or {ELSEWHERE}"),
                _ => ELSEWHERE.to_owned(),
            };
            return Err(Error::refused(format!("`{}` {refusal}", request.folder.display()), help));
        }
        let OutputRequest { edition, adopt, .. } = *request;
        let (resolved, course) = (resolve(request.folder)?, resolve(request.course)?);
        Ok(Self { resolved, course, shown: request.folder.to_owned(), edition, adopt, known: None, read: None })
    }

    /// The folder, once it is checked against what it holds.
    ///
    /// # Errors
    /// As [`verify`](Self::verify), as far as it is about what the folder holds.
    pub fn verified(self) -> Result<Self> {
        let neighbours = Neighbours::below(&self.resolved, self.known.as_ref());
        self.looked_into(&neighbours)
    }

    /// The same folder, in which a site was `left` at `time`: what is in it is found sooner.
    #[must_use]
    pub fn left_at(self, left: &Left<'_>, time: SystemTime) -> Self {
        Self { known: Some(left.folders_at(time)), ..self }
    }

    /// The same folder with what it holds now.
    ///
    /// # Errors
    /// Refuses what another build has made of it.
    pub(super) fn looked_into(mut self, neighbours: &Neighbours) -> Result<Self> {
        self.read = Read::load(&self.resolved, &self.shown, self.read.take())?;
        match self.manifest() {
            Some(manifest) => self.refuse_other_edition(manifest)?,
            None if !self.adopt => refuse_full(&self.resolved, &self.shown)?,
            None => {}
        }
        neighbours.refuse_other_edition(&self.resolved, &self.shown, self.edition)?;
        Ok(self)
    }

    /// The folder as it was asked for.
    pub fn folder(&self) -> &Path {
        &self.shown
    }

    /// The files that clinic wrote there, with their hashes.
    pub(super) fn files(&self) -> &BTreeMap<String, String> {
        static NONE: BTreeMap<String, String> = BTreeMap::new();
        self.manifest().map_or(&NONE, |manifest| &manifest.files)
    }

    /// The manifest that is there.
    pub(super) fn manifest(&self) -> Option<&Manifest> {
        self.read.as_ref().map(|read| &read.manifest)
    }

    fn refuse_other_edition(&self, manifest: &Manifest) -> Result<()> {
        if manifest.edition == self.edition {
            return Ok(());
        }
        Err(Error::refused(
            format!("`{}` contains the {} edition", self.shown.display(), manifest.edition),
            format!("choose a separate folder for the {} edition with `--output`", self.edition),
        ))
    }
}

/// The error of a folder that its user may not write to says what to do.
pub(super) fn with_help(error: Error) -> Error {
    match &error {
        Error::Io { source, .. }
            if matches!(source.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) =>
        {
            Error::refused(error.to_string(), format!("make the folder writable, or {ELSEWHERE}"))
        }
        _ => error,
    }
}

fn refuse_full(folder: &Path, shown: &Path) -> Result<()> {
    if !fs::is_dir(folder) {
        return Ok(());
    }
    let mut strangers = Vec::new();
    for path in fs::read_dir(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !counts_as_empty(&name) {
            strangers.push(name);
        }
    }
    if strangers.is_empty() {
        return Ok(());
    }
    Err(Error::refused(
        format!("`{}` contains files that clinic did not write: {}", shown.display(), few(&strangers)),
        format!("{ELSEWHERE}, or keep these files and build in the same folder with `--adopt`"),
    ))
}

/// Dot entries, `CNAME` and a README are what a host or a repository puts into an otherwise empty folder.
fn counts_as_empty(name: &str) -> bool {
    name.starts_with('.') || ["CNAME", "README", "README.md"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The first three names, and how many more there are.
fn few(names: &[String]) -> String {
    words::few(names.iter().take(3).map(|name| format!("`{name}`")).collect(), names.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_not_write_to_a_folder_is_told_what_to_do() {
        let refused = |kind: ErrorKind| with_help(Error::io("lock", Path::new("public"), kind.into()));
        assert_eq!(
            refused(ErrorKind::PermissionDenied).help(),
            Some("make the folder writable, or choose another folder with `--output`")
        );
        assert!(refused(ErrorKind::ReadOnlyFilesystem).to_string().starts_with("cannot lock public: "));
        assert_eq!(refused(ErrorKind::StorageFull).help(), None);
    }

    #[test]
    fn few_names_stand_for_many() {
        let names: Vec<String> = ["a", "b", "c", "d", "e"].map(String::from).to_vec();
        assert_eq!(few(&names[..2]), "`a` and `b`");
        assert_eq!(few(&names), "`a`, `b`, `c`, and 2 more");
    }

    #[test]
    fn a_readme_and_what_hosts_need_count_as_empty() {
        for name in [".git", ".nojekyll", "CNAME", "README", "readme.md", "Readme.MD"] {
            assert!(counts_as_empty(name), "{name}");
        }
        for name in ["index.html", "README.txt", "CNAMES"] {
            assert!(!counts_as_empty(name), "{name}");
        }
    }
}
