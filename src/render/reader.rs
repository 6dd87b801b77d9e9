//! The way from a page that is made to the facts that it is made of, each of which is noted.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::assemble::{EditionCourse, Facts, Texts};
use crate::model::course::{
    Clinic, File, FileId, Info, Module, ModuleId, Page, PageId, PageText, Section, SectionId, Target,
};
use crate::model::fragment::Reveal;
use crate::model::image::Size;
use crate::model::kinds::{Edition, ShowAnswers};

/// The facts that something was made of. Besides these, everything is made of the plan, the words of the interface, the
/// theme's files and the templates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    info: bool,
    pages: BTreeSet<PageId>,
    texts: BTreeSet<PageId>,
    sections: BTreeSet<SectionId>,
    modules: BTreeSet<ModuleId>,
    clinics: BTreeSet<ModuleId>,
    files: BTreeSet<FileId>,
    /// Whether it was asked which pages, sections and modules there are.
    lists: bool,
}

impl Reads {
    /// Whether each of them is the same in both courses: what was made of one would be made of the other.
    pub fn are_same(&self, one: &EditionCourse, other: &EditionCourse) -> bool {
        let Self { info, pages, texts, sections, modules, clinics, files, lists } = self;
        one.is_decided_like(other)
            && (!lists || has_same_lists(one, other))
            && (!info || one.info == other.info)
            && pages.iter().all(|id| one.pages.get(id.0) == other.pages.get(id.0))
            && sections.iter().all(|id| one.sections.get(id.0) == other.sections.get(id.0))
            && modules.iter().all(|id| one.modules.get(id.0) == other.modules.get(id.0))
            && files.iter().all(|id| one.files.get(id.0) == other.files.get(id.0))
            && texts.iter().all(|id| one.texts.get(id.0) == other.texts.get(id.0))
            && clinics.iter().all(|id| one.clinics.get(id.0) == other.clinics.get(id.0))
    }
}

fn has_same_lists(one: &EditionCourse, other: &EditionCourse) -> bool {
    (one.pages.len(), one.sections.len(), one.modules.len())
        == (other.pages.len(), other.sections.len(), other.modules.len())
}

/// Where facts are noted, or not.
#[derive(Debug, Default)]
pub(super) struct Notebook(Option<RefCell<Reads>>);

impl Notebook {
    /// One with nothing in it yet.
    pub(super) fn open() -> Self {
        Self(Some(RefCell::default()))
    }

    /// What was noted.
    pub(super) fn into_reads(self) -> Reads {
        self.0.map(RefCell::into_inner).unwrap_or_default()
    }

    fn note(&self, add: impl FnOnce(&mut Reads)) {
        if let Some(reads) = &self.0 {
            add(&mut reads.borrow_mut());
        }
    }
}

/// The only way from a page to its course.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    course: &'a EditionCourse,
    notebook: &'a Notebook,
}

impl<'a> Reader<'a> {
    pub(super) fn new(course: &'a EditionCourse, notebook: &'a Notebook) -> Self {
        Self { course, notebook }
    }

    /// The modules of the edition, in order.
    pub(super) fn shown_modules(self) -> impl Iterator<Item = (ModuleId, &'a Module)> {
        self.notebook.note(|reads| reads.lists = true);
        self.course.shown_modules().map(move |(id, _)| (id, self.module(id)))
    }

    /// All sections.
    pub(super) fn sections(self) -> impl Iterator<Item = SectionId> {
        self.notebook.note(|reads| reads.lists = true);
        (0..self.course.sections.len()).map(SectionId)
    }

    /// How the answers of a module are shown: `None` where they are not.
    pub(super) fn reveal(self, answers: ShowAnswers) -> Option<Reveal> {
        self.course.reveal(answers)
    }

    /// How much room the image at `target` takes, where that is known.
    pub(super) fn image_size(self, target: &Target) -> Option<Size> {
        match target {
            Target::File(file) => self.file(*file).image.as_ref()?.size(),
            Target::Page(..) | Target::Address(..) | Target::External(_) | Target::Broken => None,
        }
    }
}

impl<'a> Facts<'a> for Reader<'a> {
    fn info(self) -> &'a Info {
        self.notebook.note(|reads| reads.info = true);
        self.course.info()
    }

    fn page(self, id: PageId) -> &'a Page {
        self.notebook.note(|reads| reads.pages.extend([id]));
        Facts::page(self.course, id)
    }

    fn section(self, id: SectionId) -> &'a Section {
        self.notebook.note(|reads| reads.sections.extend([id]));
        Facts::section(self.course, id)
    }

    fn module(self, id: ModuleId) -> &'a Module {
        self.notebook.note(|reads| reads.modules.extend([id]));
        Facts::module(self.course, id)
    }

    fn file(self, id: FileId) -> &'a File {
        self.notebook.note(|reads| reads.files.extend([id]));
        self.course.file(id)
    }

    /// What is decided of the whole edition is compared as a whole.
    fn edition(self) -> Edition {
        self.course.edition()
    }

    fn shows(self, page: PageId) -> bool {
        self.course.shows(page)
    }
}

impl<'a> Texts<'a> for Reader<'a> {
    fn text(self, id: PageId) -> &'a PageText {
        self.notebook.note(|reads| reads.texts.extend([id]));
        Texts::text(self.course, id)
    }

    fn clinic(self, id: ModuleId) -> &'a Clinic {
        self.notebook.note(|reads| reads.clinics.extend([id]));
        Texts::clinic(self.course, id)
    }
}
