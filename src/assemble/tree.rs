//! The shape of a course: pages, sections and modules in their order, with their addresses.

use std::collections::BTreeMap;

use super::head::Head;
use super::naming::{SortKey, folder_address, inner_key, join, last, page_address, sort_key, stem};
use crate::load::{Role, Sources};
use crate::model::course::{DocumentId, Entry, File, ModuleId, PageId, PageRole, SectionId};
use crate::model::kinds::Kind;
use crate::parse::Documents;
use crate::text::{SitePath, SourcePath};

/// The shape of the course before its texts are resolved.
pub(super) struct Tree<'a> {
    pub(super) pages: Vec<PageShape<'a>>,
    pub(super) sections: Vec<SectionShape<'a>>,
    pub(super) modules: Vec<ModuleShape>,
    pub(super) files: Vec<File>,
}

/// The head of a document and its id.
type Read<'a> = (DocumentId, Head<'a>);

/// A page to be.
pub(super) struct PageShape<'a> {
    /// `None` for a section without `_index.md`.
    pub(super) document: Option<Read<'a>>,
    pub(super) source: SourcePath,
    pub(super) role: PageRole,
    pub(super) path: SitePath,
    pub(super) section: SectionId,
    /// Whether it has a file that says what it is, and that is not read.
    pub(super) is_unknown: bool,
}

/// A section to be.
pub(super) struct SectionShape<'a> {
    pub(super) folder: String,
    pub(super) document: Option<Head<'a>>,
    pub(super) parent: Option<SectionId>,
    pub(super) page: PageId,
    pub(super) entries: Vec<(SortKey, Entry)>,
}

/// A module to be.
pub(super) struct ModuleShape {
    pub(super) main: PageId,
    pub(super) clinic_page: PageId,
    pub(super) pages: Vec<PageId>,
    pub(super) section: SectionId,
}

impl<'a> Tree<'a> {
    pub(super) fn grow(sources: &'a Sources, documents: &'a Documents) -> Self {
        let read: Vec<Read<'a>> = documents.each(Head::of);
        let mut tree = Self { pages: Vec::new(), sections: Vec::new(), modules: Vec::new(), files: files(sources) };
        let ids = tree.add_sections(sources, &read);
        tree.add_documents(&read, &ids);
        tree.order();
        tree
    }

    fn add_sections(&mut self, sources: &'a Sources, read: &[Read<'a>]) -> BTreeMap<&'a str, SectionId> {
        let indexes = read.iter().filter(|(_, head)| head.role == Role::Section);
        let indexes: BTreeMap<&str, Read<'a>> = indexes.map(|read| (read.1.section, *read)).collect();
        let unread = sources.folders_with_unread_index();
        let mut ids: BTreeMap<&str, SectionId> = BTreeMap::new();
        for folder in &sources.sections {
            let id = SectionId(self.sections.len());
            let read = indexes.get(folder.as_str()).copied();
            let document = read.map(|(_, head)| head);
            let parent = (!folder.is_empty()).then(|| ids[folder.rsplit_once('/').map_or("", |(parent, _)| parent)]);
            let source = document
                .map_or_else(|| SourcePath::new(join("content", &join(folder, "_index.md"))), |head| head.path.clone());
            let page = self.add_page(read, source, PageRole::Section(id), folder_address(folder), id);
            self.pages[page.0].is_unknown = document.is_none() && unread.contains(join("content", folder).as_str());
            self.sections.push(SectionShape { folder: folder.clone(), document, parent, page, entries: Vec::new() });
            if let Some(parent) = parent {
                let key = vec![sort_key(last(folder), document.and_then(|head| head.order))];
                self.sections[parent.0].entries.push((key, Entry::Section(id)));
            }
            ids.insert(folder, id);
        }
        ids
    }

    fn add_page(
        &mut self,
        document: Option<Read<'a>>,
        source: SourcePath,
        role: PageRole,
        path: SitePath,
        section: SectionId,
    ) -> PageId {
        self.pages.push(PageShape { document, source, role, path, section, is_unknown: false });
        PageId(self.pages.len() - 1)
    }

    fn add_documents(&mut self, read: &[Read<'a>], ids: &BTreeMap<&str, SectionId>) {
        let mut bundles: BTreeMap<&str, Vec<Read<'a>>> = BTreeMap::new();
        for &(id, head) in read {
            match (head.role, head.bundle) {
                (Role::Section, _) => {}
                (_, Some(bundle)) => bundles.entry(bundle).or_default().push((id, head)),
                (_, None) => self.add_single((id, head), ids[head.section]),
            }
        }
        for (bundle, documents) in bundles {
            self.add_bundle(bundle, &documents, ids[documents[0].1.section]);
        }
    }

    fn add_single(&mut self, read: Read<'a>, section: SectionId) {
        let (_, head) = read;
        let name = stem(head.path.file_name());
        let path = join(&self.sections[section.0].folder, name);
        let key = vec![sort_key(name, head.order)];
        if is_module(head) {
            let module = ModuleId(self.modules.len());
            let page = self.add_own(read, PageRole::Clinic(module), folder_address(&path), section);
            self.modules.push(ModuleShape { main: page, clinic_page: page, pages: Vec::new(), section });
            self.sections[section.0].entries.push((key, Entry::Module(module)));
        } else {
            let page = self.add_own(read, PageRole::Loose, folder_address(&path), section);
            self.sections[section.0].entries.push((key, Entry::Page(page)));
        }
    }

    fn add_own(&mut self, read: Read<'a>, role: PageRole, path: SitePath, section: SectionId) -> PageId {
        self.add_page(Some(read), read.1.path.clone(), role, path, section)
    }

    fn add_bundle(&mut self, bundle: &str, documents: &[Read<'a>], section: SectionId) {
        let with_role = |wanted: fn(Role) -> bool| documents.iter().copied().find(|(_, one)| wanted(one.role));
        let Some(main) = with_role(|role| matches!(role, Role::Main { .. })) else { return };
        let clinic = with_role(|role| role == Role::Clinic);
        let mut inner: Vec<Read<'a>> = documents.iter().copied().filter(|(_, one)| one.role == Role::Inner).collect();
        inner.sort_by_key(|(_, head)| inner_key(*head, bundle));
        let key = vec![sort_key(last(bundle), main.1.order)];
        if !is_module(main.1) {
            for read in std::iter::once(main).chain(clinic).chain(inner) {
                let page = self.add_own(read, PageRole::Loose, page_address(read.1), section);
                let mut key = key.clone();
                key.extend(inner_key(read.1, bundle).into_iter().filter(|_| read.1.role != main.1.role));
                self.sections[section.0].entries.push((key, Entry::Page(page)));
            }
            return;
        }
        let module = ModuleId(self.modules.len());
        let mut add = |read: Read<'a>, role| self.add_own(read, role, page_address(read.1), section);
        let main = add(main, if clinic.is_some() { PageRole::Guide(module) } else { PageRole::Clinic(module) });
        let clinic_page = clinic.map_or(main, |read| add(read, PageRole::Clinic(module)));
        let pages = inner.into_iter().map(|read| add(read, PageRole::Inner(module))).collect();
        self.modules.push(ModuleShape { main, clinic_page, pages, section });
        self.sections[section.0].entries.push((key, Entry::Module(module)));
    }

    /// The address of a section.
    pub(super) fn address(&self, section: &SectionShape<'_>) -> &str {
        self.pages[section.page.0].path.as_str()
    }

    /// Puts the entries of each section in order, and the modules in the order of the course.
    fn order(&mut self) {
        for section in &mut self.sections {
            section.entries.sort_by(|(a, _), (b, _)| a.cmp(b));
        }
        let mut reading_order = Vec::with_capacity(self.modules.len());
        self.visit(SectionId(0), &mut reading_order);
        let mut numbers = vec![0; self.modules.len()];
        for (number, module) in reading_order.iter().enumerate() {
            numbers[module.0] = number;
        }
        let mut trunks: Vec<Option<ModuleShape>> = std::mem::take(&mut self.modules).into_iter().map(Some).collect();
        self.modules = reading_order.iter().filter_map(|module| trunks[module.0].take()).collect();
        let renumber = |module: &mut ModuleId| *module = ModuleId(numbers[module.0]);
        for page in &mut self.pages {
            if let PageRole::Clinic(module) | PageRole::Guide(module) | PageRole::Inner(module) = &mut page.role {
                renumber(module);
            }
        }
        for (_, entry) in self.sections.iter_mut().flat_map(|section| &mut section.entries) {
            if let Entry::Module(module) = entry {
                renumber(module);
            }
        }
    }

    fn visit(&self, section: SectionId, modules: &mut Vec<ModuleId>) {
        for (_, entry) in &self.sections[section.0].entries {
            match entry {
                Entry::Module(module) => modules.push(*module),
                Entry::Section(section) => self.visit(*section, modules),
                Entry::Page(_) => {}
            }
        }
    }
}

fn is_module(head: Head<'_>) -> bool {
    head.kind.is_none_or(|kind| kind == Kind::Module)
}

fn files(sources: &Sources) -> Vec<File> {
    let image = |path: &SourcePath| sources.images.get(path).cloned();
    let content = sources.files.iter().map(|path| {
        let (folder, name) = (path.in_content().rsplit_once('/').map_or("", |(folder, _)| folder), path.file_name());
        File { source: path.clone(), path: folder_address(folder).file(name), is_static: false, image: image(path) }
    });
    let statics = sources.statics.iter().map(|path| {
        let rest = path.as_str().strip_prefix("static/").unwrap_or(path.as_str());
        File { source: path.clone(), path: SitePath::new(rest), is_static: true, image: image(path) }
    });
    content.chain(statics).collect()
}
