//! Where a course is read from, and where its sites are written to.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::cache;
use crate::config::Config;
use crate::fs::Root;
use crate::model::kinds::{Edition, SiteForm};

/// The folders of a course.
#[derive(Clone, Copy)]
pub(super) struct Folders<'a> {
    /// The course's own.
    pub(super) root: &'a Root,
    pub(super) config: &'a Config,
    /// Whether answers cannot lie in the folder that is named for them.
    pub(super) refuses_answers: bool,
}

impl Folders<'_> {
    /// The folders that the course's own sites are written to.
    pub(super) fn outputs(self) -> impl Iterator<Item = PathBuf> {
        let of = move |edition| SiteForm::WORDS.iter().map(move |(_, form)| self.output(edition, *form));
        Edition::WORDS.iter().flat_map(move |(_, edition)| of(*edition))
    }

    /// The folder that the course's own site is written to.
    pub(super) fn output(self, edition: Edition, form: SiteForm) -> PathBuf {
        let name = self.config.output.as_ref().map_or("public", |output| output.value.as_str());
        // As its names are, so that what is added is added to the last of them.
        let mut name: OsString = self.root.path().join(name).components().collect::<PathBuf>().into_os_string();
        if edition == Edition::Instructor {
            name.push("-instructor");
        }
        if form == SiteForm::Folder {
            name.push("-folder");
        }
        name.into()
    }

    /// The folders that a site must not touch, that of what is kept from run to run among them. One that answers cannot lie in
    /// is told, and is none of them.
    pub(super) fn sources(self) -> Vec<PathBuf> {
        let answers = Some(self.config.answers_folder()).filter(|_| !self.refuses_answers);
        let mut sources = source_folders(self.root.path(), answers);
        sources.push(self.root.path().join(cache::OWN));
        sources
    }
}

/// The folders that a course in `root` is read from, there or not.
pub(super) fn source_folders(root: &Path, answers: Option<&str>) -> Vec<PathBuf> {
    let own = ["content", "static", "templates", "themes", "i18n"].into_iter();
    own.chain(answers).map(|name| root.join(name)).collect()
}
