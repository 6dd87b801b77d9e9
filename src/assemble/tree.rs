//! Pages, sections and modules in their order, with their addresses.

use std::collections::BTreeMap;

use super::Inputs;
use super::clinic::document_of;
use super::links::{From, Linker};
use super::naming::{SortKey, content_path, folder_address, inner_key, join, last, page_address, sort_key, stem};
use crate::finding::{Finding, Rule};
use crate::load::Role;
use crate::model::course::{
    Course, Entry, File, Info, Module, ModuleId, Page, PageId, PageRole, Rich, Section, SectionId,
};
use crate::model::kinds::{Edition, Kind, ShowAnswers};
use crate::model::text::Located;
use crate::parse::Document;
use crate::text::address::{composed, readable, segment};
use crate::text::{Place, SitePath, SourcePath};

/// The shape of the course before its texts are resolved.
pub(super) struct Tree<'a> {
    pub(super) pages: Vec<Leaf<'a>>,
    pub(super) sections: Vec<Branch<'a>>,
    pub(super) modules: Vec<Trunk>,
    pub(super) files: Vec<File>,
    home_title: Rich,
}

/// A page to be.
pub(super) struct Leaf<'a> {
    /// `None` for a section without `_index.md`.
    pub(super) document: Option<&'a Document>,
    pub(super) source: SourcePath,
    pub(super) role: PageRole,
    pub(super) path: SitePath,
    pub(super) section: SectionId,
    /// Whether it has a file that says what it is, and that is not read.
    pub(super) is_unknown: bool,
}

/// A section to be.
pub(super) struct Branch<'a> {
    pub(super) folder: String,
    pub(super) document: Option<&'a Document>,
    pub(super) parent: Option<SectionId>,
    pub(super) page: PageId,
    entries: Vec<(SortKey, Entry)>,
}

/// A module to be.
pub(super) struct Trunk {
    main: PageId,
    clinic_page: PageId,
    pages: Vec<PageId>,
    section: SectionId,
}

impl<'a> Tree<'a> {
    pub(super) fn grow(inputs: Inputs<'a>) -> Self {
        let mut tree = Self {
            pages: Vec::new(),
            sections: Vec::new(),
            modules: Vec::new(),
            files: files(inputs),
            home_title: Rich::plain(&inputs.config.title.fragment.text, inputs.config.title.place.clone()),
        };
        let ids = tree.add_sections(inputs);
        tree.add_documents(inputs, &ids);
        tree.order();
        tree
    }

    fn add_sections(&mut self, inputs: Inputs<'a>) -> BTreeMap<&'a str, SectionId> {
        let indexes: BTreeMap<&str, &Document> = inputs
            .documents
            .iter()
            .filter(|document| document.role == Role::Section)
            .map(|document| (document.section.as_str(), &**document))
            .collect();
        let unread = inputs.sources.folders_with_unread_index();
        let mut ids: BTreeMap<&str, SectionId> = BTreeMap::new();
        for folder in &inputs.sources.sections {
            let id = SectionId(self.sections.len());
            let document = indexes.get(folder.as_str()).copied();
            let parent = (!folder.is_empty()).then(|| ids[folder.rsplit_once('/').map_or("", |(parent, _)| parent)]);
            let source = document.map_or_else(
                || SourcePath::new(join("content", &join(folder, "_index.md"))),
                |document| document.file.path().clone(),
            );
            let page = self.add_page(document, source, PageRole::Section(id), folder_address(folder), id);
            self.pages[page.0].is_unknown = document.is_none() && unread.contains(join("content", folder).as_str());
            self.sections.push(Branch { folder: folder.clone(), document, parent, page, entries: Vec::new() });
            if let Some(parent) = parent {
                let key = vec![sort_key(last(folder), document.and_then(|document| document.front.order))];
                self.sections[parent.0].entries.push((key, Entry::Section(id)));
            }
            ids.insert(folder, id);
        }
        ids
    }

    fn add_page(
        &mut self,
        document: Option<&'a Document>,
        source: SourcePath,
        role: PageRole,
        path: SitePath,
        section: SectionId,
    ) -> PageId {
        self.pages.push(Leaf { document, source, role, path, section, is_unknown: false });
        PageId(self.pages.len() - 1)
    }

    fn add_documents(&mut self, inputs: Inputs<'a>, ids: &BTreeMap<&str, SectionId>) {
        let mut bundles: BTreeMap<&str, Vec<&'a Document>> = BTreeMap::new();
        for document in inputs.documents.iter().map(|document| &**document) {
            let section = ids[document.section.as_str()];
            match (document.role, &document.bundle) {
                (Role::Section, _) => {}
                (_, Some(bundle)) => bundles.entry(bundle).or_default().push(document),
                (_, None) => self.add_single(document, section),
            }
        }
        for (bundle, documents) in bundles {
            self.add_bundle(bundle, &documents, ids[documents[0].section.as_str()]);
        }
    }

    fn add_single(&mut self, document: &'a Document, section: SectionId) {
        let name = stem(document.file.path().file_name());
        let path = join(&self.sections[section.0].folder, name);
        let key = vec![sort_key(name, document.front.order)];
        if is_module(document) {
            let module = ModuleId(self.modules.len());
            let page = self.add_own(document, PageRole::Clinic(module), folder_address(&path), section);
            self.modules.push(Trunk { main: page, clinic_page: page, pages: Vec::new(), section });
            self.sections[section.0].entries.push((key, Entry::Module(module)));
        } else {
            let page = self.add_own(document, PageRole::Loose, folder_address(&path), section);
            self.sections[section.0].entries.push((key, Entry::Page(page)));
        }
    }

    fn add_own(&mut self, document: &'a Document, role: PageRole, path: SitePath, section: SectionId) -> PageId {
        self.add_page(Some(document), document.file.path().clone(), role, path, section)
    }

    fn add_bundle(&mut self, bundle: &str, documents: &[&'a Document], section: SectionId) {
        let Some(main) = documents.iter().find(|document| matches!(document.role, Role::Main { .. })) else { return };
        let mut inner: Vec<&&Document> = documents.iter().filter(|document| document.role == Role::Inner).collect();
        inner.sort_by_key(|document| inner_key(document, bundle));
        let key = vec![sort_key(last(bundle), main.front.order)];
        let clinic = documents.iter().find(|document| document.role == Role::Clinic);
        if !is_module(main) {
            for document in std::iter::once(main).chain(clinic).chain(inner) {
                let page = self.add_own(document, PageRole::Loose, page_address(document), section);
                let mut key = key.clone();
                key.extend(inner_key(document, bundle).into_iter().filter(|_| document.role != main.role));
                self.sections[section.0].entries.push((key, Entry::Page(page)));
            }
            return;
        }
        let module = ModuleId(self.modules.len());
        let main_role = if clinic.is_some() { PageRole::Guide(module) } else { PageRole::Clinic(module) };
        let main = self.add_own(main, main_role, page_address(main), section);
        let clinic_page = clinic
            .map_or(main, |document| self.add_own(document, PageRole::Clinic(module), page_address(document), section));
        let pages = inner
            .into_iter()
            .map(|document| self.add_own(document, PageRole::Inner(module), page_address(document), section))
            .collect();
        self.modules.push(Trunk { main, clinic_page, pages, section });
        self.sections[section.0].entries.push((key, Entry::Module(module)));
    }

    /// The address of a section.
    pub(super) fn address(&self, section: &Branch<'_>) -> &str {
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
        let mut trunks: Vec<Option<Trunk>> = std::mem::take(&mut self.modules).into_iter().map(Some).collect();
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

    /// The course without what stands on its clinic pages.
    pub(super) fn into_course(self, info: Info, linker: Linker<'_>, findings: &mut Vec<Finding>) -> Course {
        let home_title = self.home_title;
        let folders: Vec<String> = self.sections.iter().map(|section| section.folder.clone()).collect();
        let pages = self
            .pages
            .iter()
            .enumerate()
            .map(|(index, leaf)| page(leaf, PageId(index), &folders, &home_title, linker, findings))
            .collect();
        let sections = self.sections.into_iter().map(|branch| Section {
            page: branch.page,
            parent: branch.parent,
            entries: branch.entries.into_iter().map(|(_, entry)| entry).collect(),
            is_written: branch.document.is_some(),
        });
        let modules = self.modules.into_iter().enumerate().map(|(index, trunk)| Module {
            number: index + 1,
            main: trunk.main,
            clinic_page: trunk.clinic_page,
            pages: trunk.pages,
            section: trunk.section,
            builds_on: Vec::new(),
            built_upon_by: Vec::new(),
            name: self.pages[trunk.main.0].path.as_str().trim_end_matches('/').to_owned(),
            clinic: super::clinic::empty(&info),
        });
        let modules = modules.collect();
        Course { pages, sections: sections.collect(), modules, files: self.files, info }
    }
}

/// Makes page `id` of the course anew from its document, which has changed and is still what it was.
pub(super) fn refresh(
    course: &mut Course,
    id: PageId,
    inputs: Inputs<'_>,
    linker: Linker<'_>,
    findings: &mut Vec<Finding>,
) {
    let old = course.page(id);
    let document = document_of(inputs.documents, course, id);
    let (source, path) = (old.source.clone(), old.path.clone());
    let leaf = Leaf { document, source, role: old.role, path, section: old.section, is_unknown: false };
    let title = Rich::plain(&inputs.config.title.fragment.text, inputs.config.title.place.clone());
    let folders: Vec<String> = inputs.sources.sections.clone();
    course.pages[id.0] = page(&leaf, id, &folders, &title, linker, findings);
}

fn page(
    leaf: &Leaf<'_>,
    id: PageId,
    folders: &[String],
    home_title: &Rich,
    linker: Linker<'_>,
    findings: &mut Vec<Finding>,
) -> Page {
    let nothing = Document::empty(&leaf.source);
    let document = leaf.document.unwrap_or(&nothing);
    let front = &document.front;
    let from = From::page(document, id);
    let title = document.title().map(|title| linker.rich(&title, &from, findings));
    let title = title.unwrap_or_else(|| fallback_title(leaf, folders, home_title, findings));
    let body = linker.body(&document.body.fragment, document.file.path(), &from, findings);
    Page {
        role: leaf.role,
        kind: kind(document, leaf),
        source: leaf.source.clone(),
        path: leaf.path.clone(),
        section: leaf.section,
        title,
        description: front.description.as_ref().map(|text| linker.rich(text, &from, findings)),
        tags: front.tags.clone(),
        date: front.date.clone(),
        updated: front.updated.clone(),
        aliases: front.aliases.iter().map(alias).collect(),
        sheet: front.sheet.then(Box::default),
        edition: front.edition.unwrap_or(Edition::Learner),
        draft: front.draft,
        in_doubt: front.in_doubt || leaf.is_unknown,
        extra: front.extra.clone(),
        body,
        checks: None,
        show_answers: ShowAnswers::Never,
    }
}

/// Sections are named after their folder, the home page after the course; everything else needs a title.
fn fallback_title(leaf: &Leaf<'_>, folders: &[String], home_title: &Rich, findings: &mut Vec<Finding>) -> Rich {
    match leaf.role {
        PageRole::Section(SectionId(0)) => return home_title.clone(),
        PageRole::Section(section) if leaf.document.is_none() => {
            return Rich::plain(&readable(last(&folders[section.0])), Place::file(&leaf.source));
        }
        _ => {}
    }
    if leaf.document.is_some_and(|document| document.readable) {
        findings.push(
            Finding::new(Rule::MissingTitle, Place::file(&leaf.source), "the page has no title")
                .help("write `title:` in its front matter, or start its text with a `#` heading"),
        );
    }
    Rich::plain(&readable(stem(leaf.source.file_name())), Place::file(&leaf.source))
}

fn alias(alias: &Located<String>) -> Located<SitePath> {
    let path = composed(alias.value.trim_matches('/'));
    // Hosts send what has no ending of a page, such as `v1.0`, to be saved, and not to be read.
    let name = path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let is_file = [".html", ".htm"].iter().any(|ending| name.ends_with(ending));
    let path = if is_file || path.is_empty() { path.into_owned() } else { format!("{path}/") };
    Located { value: SitePath::new(path), place: alias.place.clone() }
}

fn kind(document: &Document, leaf: &Leaf<'_>) -> Kind {
    match leaf.role {
        PageRole::Clinic(_) | PageRole::Guide(_) => Kind::Module,
        PageRole::Section(_) => Kind::Page,
        PageRole::Inner(_) | PageRole::Loose => document.front.kind.unwrap_or_else(|| kind_by_place(document)),
    }
}

fn kind_by_place(document: &Document) -> Kind {
    let Some(bundle) = &document.bundle else { return Kind::Page };
    let inner = content_path(document.file.path()).strip_prefix(bundle.as_str()).unwrap_or_default();
    let first = inner.trim_start_matches('/').split('/').next().unwrap_or_default();
    match segment(stem(first)).as_str() {
        "practice" => Kind::Practice,
        "concepts" | "concept" => Kind::Concept,
        "quiz" => Kind::Quiz,
        _ => Kind::Page,
    }
}

fn is_module(document: &Document) -> bool {
    document.front.kind.is_none_or(|kind| kind == Kind::Module)
}

fn files(inputs: Inputs<'_>) -> Vec<File> {
    let image = |path: &SourcePath| inputs.sources.images.get(path).cloned();
    let content = inputs.sources.files.iter().map(|path| {
        let (folder, name) = (content_path(path).rsplit_once('/').map_or("", |(folder, _)| folder), path.file_name());
        File { source: path.clone(), path: folder_address(folder).file(name), is_static: false, image: image(path) }
    });
    let statics = inputs.sources.statics.iter().map(|path| {
        let rest = path.as_str().strip_prefix("static/").unwrap_or(path.as_str());
        File { source: path.clone(), path: SitePath::new(rest), is_static: true, image: image(path) }
    });
    content.chain(statics).collect()
}

impl Document {
    /// Stands for a file that does not exist.
    fn empty(path: &SourcePath) -> Self {
        Self {
            file: std::sync::Arc::new(crate::text::SourceFile::new(path.clone(), "")),
            role: Role::Section,
            section: String::new(),
            bundle: None,
            front: crate::parse::FrontMatter::default(),
            body: crate::syntax::markdown::Body::default(),
            body_start: 0,
            readable: true,
            findings: Vec::new(),
        }
    }
}
