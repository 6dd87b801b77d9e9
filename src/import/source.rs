//! A file that is to be imported: its text, what it says of itself, and what it holds.

use std::collections::BTreeSet;
use std::path::Path;

use super::front::{self, Front, Keep};
use super::model::{Page, Told};
use super::page::{self, Reading};
use super::yaml::{self, Inherited};
use crate::error::{Error, Result};
use crate::fs::{self, Root};
use crate::load;
use crate::parse;
use crate::text::address::readable;
use crate::text::{SourceFile, SourcePath};

/// A file that was read.
pub(super) struct Source {
    /// Its bytes, as they were read.
    bytes: Vec<u8>,
    pub(super) front: Front,
    /// The title for want of one on the page.
    name: String,
    pub(super) page: Page,
    /// Its text, where it stays as it is.
    plain: Option<String>,
}

/// The text of a file, with lines that end as here, and the bytes that it was read from.
pub(super) struct Read {
    pub(super) file: SourceFile,
    pub(super) bytes: Vec<u8>,
}

impl Read {
    /// Reads a file.
    ///
    /// # Errors
    /// It is none, or no text.
    pub(super) fn of(path: &Path) -> Result<Self> {
        let refused = |why: &str, help: &str| Err(Error::refused(format!("{}: {why}", path.display()), help));
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return refused("this is not a file", "specify a Markdown file");
        };
        let name = SourcePath::new(name.to_string_lossy().into_owned());
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let bytes = Root::new(folder).file(&name).read()?;
        match load::decode(name, bytes.clone()) {
            Ok(file) => {
                let file = SourceFile::new(file.path().clone(), file.text().replace("\r\n", "\n"));
                Ok(Self { file, bytes })
            }
            Err(finding) => refused(&finding.message, "save the file as UTF-8 in your editor"),
        }
    }
}

impl Source {
    /// What the file at `path` holds.
    ///
    /// # Errors
    /// It is no file, no text, or its front matter cannot be read.
    pub(super) fn read(path: &Path, with: Reading<'_>, keep: Keep) -> Result<Self> {
        if fs::is_dir(path) {
            let message = format!("{} is a folder", path.display());
            return Err(Error::refused(message, "import a folder on its own, and without `--in-place`"));
        }
        Self::of(Read::of(path)?, path, with, keep)
    }

    /// The same of what was read from there.
    ///
    /// # Errors
    /// Its front matter cannot be read.
    pub(super) fn of(Read { file, bytes }: Read, path: &Path, with: Reading<'_>, keep: Keep) -> Result<Self> {
        let (yaml, start) = parse::front_matter(&file);
        let front = match front::read(&yaml.unwrap_or_default(), keep) {
            Ok(front) => front,
            Err(why) => {
                let message = format!("{}: {why}", path.display());
                return Err(Error::refused(message, "fix the front matter, and run the command again"));
            }
        };
        let page = page::read(with, &file, start, front.title.as_deref(), &front.parts());
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let is_module = matches!(keep, Keep::All | Keep::OfModule);
        let plain = (!is_module).then(|| file.text()[start..].to_owned());
        Ok(Self { bytes, front, name: readable(&stem), page, plain })
    }

    /// The module, or other page, that is made of it.
    pub(super) fn written(&self, unresolved: &BTreeSet<String>, inherited: &Inherited) -> String {
        let own = self.page.title.as_ref().map(|title| title.source.as_str());
        if let Some(body) = &self.plain {
            let name = own.is_none().then_some(self.name.as_str());
            return yaml::page(self.front.title.as_deref().or(name), &self.front, body);
        }
        let title = self.front.title.as_deref().or(own).unwrap_or(&self.name);
        yaml::file(yaml::Module { title, front: &self.front, page: &self.page, unresolved, inherited })
    }

    /// Whether it becomes a module.
    pub(super) fn is_module(&self) -> bool {
        self.plain.is_none()
    }

    /// Whether its parts are those of a clinic page, and not some checks alone.
    pub(super) fn is_clinic_page(&self) -> bool {
        self.page.radar.is_some() || self.page.order.len() > 1
    }

    /// A text with the line breaks of this file.
    pub(super) fn as_typed(&self, text: &str) -> String {
        let has_returns = self.bytes.windows(2).any(|pair| pair == b"\r\n");
        if has_returns { text.replace('\n', "\r\n") } else { text.to_owned() }
    }

    /// Refuses to replace what is no longer what was read.
    pub(super) fn refuse_changed(&self, path: &SourcePath, now: &[u8]) -> Result<()> {
        if self.bytes == now { Ok(()) } else { Err(fs::changed(path)) }
    }

    /// What is left to its author.
    pub(super) fn told(&self) -> Vec<Told> {
        let of_page: &[Told] = if self.is_module() { &self.page.told } else { &[] };
        let mut told = [&self.front.told[..], of_page].concat();
        if self.front.title.is_none() && self.page.title.is_none() {
            let what = if self.is_module() { "module" } else { "page" };
            let message = format!("the page has no title, so the {what} is named `{}`", self.name);
            told.push(Told { line: 1, message });
        }
        told
    }
}
