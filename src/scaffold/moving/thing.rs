//! What is moved.

use std::path::Path;

use crate::assemble::path_key;
use crate::error::{Error, Result};
use crate::finding::suggest::nearest;
use crate::load::Role;
use crate::model::course::{Course, Page, PageRole};
use crate::parse::Document;
use crate::pipeline::Material;
use crate::scaffold::walk::{Step, Walk};

/// A page, module or section of a course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Thing {
    pub(super) kind: Kind,
    /// Its file or folder, from `content/`.
    pub(super) path: String,
    pub(super) is_folder: bool,
}

/// What it is in the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Section,
    Module,
    /// A page that is none of a module wherever it lies.
    Page,
    /// A page that would be a module in a section.
    Inner,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Module => "module",
            Self::Page | Self::Inner => "page",
        }
    }
}

impl Thing {
    /// What `typed` means, a path from `content/`.
    pub(super) fn find(course: &Course, material: &Material, typed: &str) -> Result<Self> {
        let key = path_key(typed);
        let means = |page: &&Page| path_key(page.source.in_content()) == key;
        let exactly = |page: &&Page| page.source.in_content().starts_with(typed.trim_end_matches('/'));
        let page = course.pages.iter().filter(means).find(exactly).or_else(|| course.pages.iter().find(means));
        let Some(page) = page else { return Err(unknown(course, typed, &key)) };
        if key.is_empty() {
            return Err(Error::refused(
                "the home page cannot be moved",
                "move the modules, pages, and sections in `content/`",
            ));
        }
        let document = page.document.map(|id| &**material.documents.get(id));
        let file = page.source.in_content();
        let folder = page.source.content_folder();
        let lies_in_its_folder =
            document.is_none_or(|document| matches!(document.role, Role::Section | Role::Main { .. }));
        let kind = match page.role {
            PageRole::Section(_) => Kind::Section,
            PageRole::Guide(_) => Kind::Module,
            PageRole::Clinic(module) if course.module(module).main == page.id => Kind::Module,
            PageRole::Clinic(module) => return Err(clinic_page(course.page(course.module(module).main))),
            PageRole::Loose => Kind::Page,
            PageRole::Inner(_) => inner(document),
        };
        let path = if lies_in_its_folder { folder } else { file };
        Ok(Self { kind, path: path.to_owned(), is_folder: lies_in_its_folder })
    }

    /// The name of its folder, or of its file without `.md`.
    pub(super) fn name(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        if self.is_folder { name } else { name.get(..name.len() - ".md".len()).unwrap_or(name) }
    }

    /// Whether a file of the course, by its path from `content/`, belongs to it.
    pub(super) fn holds(&self, file: &str) -> bool {
        let below = file.strip_prefix(self.path.as_str());
        below.is_some_and(|rest| rest.is_empty() || (self.is_folder && rest.starts_with('/')))
    }

    /// Refuses a way that leads into what is moved, which lies at `own`.
    pub(super) fn refuse_inside(&self, walk: &Walk, own: &Path) -> Result<()> {
        let unfolds = walk.steps.iter().any(|step| matches!(step, Step::Unfold(from, _) if from == own));
        if unfolds || walk.folder.starts_with(own) {
            let message = format!("a {} cannot be moved into itself", self.kind.word());
            return Err(Error::refused(message, "choose a location outside it"));
        }
        Ok(())
    }

    /// Refuses a place where it would be something else.
    pub(super) fn refuse_at(&self, walk: &Walk) -> Result<()> {
        let (message, help) = match (self.kind, walk.in_module) {
            (Kind::Section | Kind::Module, true) => (
                format!(
                    "`{}` is a {}, so it cannot become part of the module in that folder",
                    self.path,
                    self.kind.word()
                ),
                "choose a location in a section",
            ),
            (Kind::Inner, false) => (
                format!("`{}` is a page in a module, so it cannot become a module in a section", self.path),
                "choose a location in a module, or write `kind: page` in its front matter first",
            ),
            _ => return Ok(()),
        };
        Err(Error::refused(message, help))
    }
}

/// A page of a module; a `kind` of its own makes it a page everywhere.
fn inner(document: Option<&Document>) -> Kind {
    if document.is_some_and(|document| document.front.kind.is_some()) { Kind::Page } else { Kind::Inner }
}

fn clinic_page(main: &Page) -> Error {
    let message = "this is the clinic page of a module, so it can move only with the module";
    Error::refused(message, format!("move the module, `{}`", main.source.content_folder()))
}

fn unknown(course: &Course, typed: &str, key: &str) -> Error {
    let keys: Vec<String> = course.pages.iter().map(|page| path_key(page.source.in_content())).collect();
    let help = nearest(key, keys.iter().map(String::as_str)).map_or_else(
        || "use a path under `content/`, such as `foundations/proofs`".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Error::refused(format!("this course has no page, module, or section `{typed}`"), help)
}
