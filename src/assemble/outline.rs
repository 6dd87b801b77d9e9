//! The outline of a course: what its pages may know of each other.

use std::collections::BTreeMap;

use super::builds_on::{self, BuildsOn};
use super::head::Head;
use super::links::Resolver;
use super::lookup::Lookup;
use super::naming::{last, stem};
use super::reference::LinkBase;
use super::tree::{PageShape, Tree};
use crate::config::Config;
use crate::finding::{Finding, Rule};
use crate::model::course::{
    Info, Module, ModuleId, NavigationLink, Outline, Page, PageId, PageRole, Rich, Section, SectionId,
};
use crate::model::extra::Extra;
use crate::model::kinds::{Edition, Kind};
use crate::model::text::{Located, Text};
use crate::text::address::{composed, readable, segment};
use crate::text::{Place, SitePath, SourcePath};

/// Makes the outline of `tree`.
pub(super) fn outline(tree: Tree<'_>, lookup: &Lookup, config: &Config, resolver: &mut Resolver<'_>) -> Outline {
    let info = info(config, resolver);
    let home_title = Rich::plain(&config.title.fragment.text, config.title.place.clone());
    let folders: Vec<&str> = tree.sections.iter().map(|section| section.folder.as_str()).collect();
    let pages = tree.pages.iter().enumerate();
    let pages: Vec<Page> =
        pages.map(|(index, leaf)| page(leaf, PageId(index), (&folders, &home_title), resolver)).collect();
    let names = module_names(&tree, &pages, resolver);
    let links = builds_on::resolve(&tree, &names, lookup, resolver);
    let modules = modules(&tree, names, links);
    let sections = tree.sections.into_iter().map(|branch| Section {
        page: branch.page,
        parent: branch.parent,
        entries: branch.entries.into_iter().map(|(_, entry)| entry).collect(),
        is_written: branch.document.is_some(),
    });
    Outline { info, pages, sections: sections.collect(), modules, files: tree.files }
}

fn info(config: &Config, resolver: &mut Resolver<'_>) -> Info {
    resolver.stand(LinkBase { file: SourcePath::new("content/clinic.yaml"), module_folder: None, page: None });
    let navigation = config.navigation.iter().map(|link| NavigationLink {
        title: resolver.rich(&link.title),
        target: resolver.target(&link.to.value, false, &link.to.place),
        place: link.to.place.clone(),
    });
    let navigation = navigation.collect();
    let mut image =
        |file: &Option<Located<String>>| file.as_ref().map(|file| resolver.target(&file.value, true, &file.place));
    let (logo, favicon, image) = (image(&config.theme.logo), image(&config.theme.favicon), image(&config.image));
    let mut rich = |text: &Text| resolver.rich(text);
    Info {
        id: config.id.clone(),
        title: rich(&config.title),
        description: config.description.as_ref().map(&mut rich),
        language: config.language.clone(),
        base_url: config.base_url.clone(),
        authors: config.authors.iter().map(&mut rich).collect(),
        license: config.license.as_ref().map(&mut rich),
        image,
        frame_ancestors: config.frame_ancestors.clone(),
        repository: config.repository.clone(),
        numbering: config.numbering.clone(),
        offline: config.offline,
        search: config.search,
        navigation,
        logo,
        favicon,
        extra: Extra(config.extra.clone()),
    }
}

fn page(leaf: &PageShape<'_>, id: PageId, titles: (&[&str], &Rich), resolver: &mut Resolver<'_>) -> Page {
    let head = leaf.document.map(|(_, head)| head);
    if let Some(head) = head {
        resolver.stand(LinkBase::head(head, id));
    }
    let title = match head.and_then(|head| head.title()) {
        Some(title) => resolver.rich(&title),
        None => fallback_title(leaf, titles, resolver),
    };
    Page {
        id,
        document: leaf.document.map(|(id, _)| id),
        role: leaf.role,
        kind: kind(leaf),
        source: leaf.source.clone(),
        path: leaf.path.clone(),
        section: leaf.section,
        title,
        description: head.and_then(|head| head.description).map(|text| resolver.rich(text)),
        image: head.and_then(|head| head.image).map(|image| resolver.target(&image.value, true, &image.place)),
        tags: head.map(|head| head.tags.to_vec()).unwrap_or_default(),
        date: head.and_then(|head| head.date).cloned(),
        updated: head.and_then(|head| head.updated).cloned(),
        aliases: head.into_iter().flat_map(|head| head.aliases).map(alias).collect(),
        sheet: head.is_some_and(|head| head.sheet),
        edition: head.and_then(|head| head.edition).unwrap_or(Edition::Learner),
        draft: head.is_some_and(|head| head.draft),
        in_doubt: head.is_some_and(|head| head.in_doubt) || leaf.is_unknown,
    }
}

/// Sections are named after their folder, the home page after the course; everything else needs a title.
fn fallback_title(leaf: &PageShape<'_>, (folders, home): (&[&str], &Rich), resolver: &mut Resolver<'_>) -> Rich {
    match leaf.role {
        PageRole::Section(SectionId(0)) => return home.clone(),
        PageRole::Section(section) if leaf.document.is_none() => {
            return Rich::plain(&readable(last(folders[section.0])), Place::file(&leaf.source));
        }
        _ => {}
    }
    if leaf.document.is_some_and(|(_, head)| head.lacks_title()) {
        resolver.findings.push(
            Finding::new(Rule::MissingTitle, Place::file(&leaf.source), "the page has no title")
                .help("add a `title:` to the page's front matter, or start the page's text with a `#` heading"),
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

fn kind(leaf: &PageShape<'_>) -> Kind {
    match leaf.role {
        PageRole::Clinic(_) | PageRole::Guide(_) => Kind::Module,
        PageRole::Section(_) => Kind::Page,
        PageRole::Inner(_) | PageRole::Loose => {
            leaf.document.map_or(Kind::Page, |(_, head)| head.kind.unwrap_or_else(|| kind_by_place(head)))
        }
    }
}

fn kind_by_place(head: Head<'_>) -> Kind {
    let Some(bundle) = head.bundle else { return Kind::Page };
    let inner = head.path.in_content().strip_prefix(bundle).unwrap_or_default();
    let first = inner.trim_start_matches('/').split('/').next().unwrap_or_default();
    match segment(stem(first)).as_str() {
        "practice" => Kind::Practice,
        "concepts" | "concept" => Kind::Concept,
        "quiz" => Kind::Quiz,
        _ => Kind::Page,
    }
}

/// What stands before `#` in the full names of rows and statements of each module. Two modules of one name would mix
/// their learners' logs.
fn module_names(tree: &Tree<'_>, pages: &[Page], resolver: &mut Resolver<'_>) -> Vec<String> {
    let own = |module: PageId| tree.pages[module.0].document.and_then(|(_, head)| head.id);
    let name = |main: PageId| {
        let path = || pages[main.0].path.as_str().trim_end_matches('/').to_owned();
        own(main).map_or_else(path, |id| id.value.clone())
    };
    let names: Vec<String> = tree.modules.iter().map(|module| name(module.main)).collect();
    let mut known: BTreeMap<&str, PageId> = BTreeMap::new();
    for (module, name) in tree.modules.iter().zip(&names) {
        let Some(first) = known.insert(name, module.main) else { continue };
        // One of the two may be called so after its address, which nobody chose.
        let (typed, other) = own(module.main).map_or((own(first), module.main), |id| (Some(id), first));
        let Some(id) = typed else { continue };
        let other = &pages[other.0].source;
        let message = format!("the id `{name}` already belongs to the module in `{other}`");
        let finding = Finding::new(Rule::DuplicateModuleId, id.place.clone(), message);
        resolver.findings.push(finding.help("choose another `id`"));
    }
    names
}

fn modules(tree: &Tree<'_>, names: Vec<String>, links: BuildsOn) -> Vec<Module> {
    let BuildsOn { below, above } = links;
    let links = below.into_iter().zip(above);
    let shapes = tree.modules.iter().zip(names).zip(links).enumerate();
    let module = |(index, ((trunk, name), (builds_on, built_upon_by)))| {
        let trunk: &super::tree::ModuleShape = trunk;
        Module {
            id: ModuleId(index),
            number: index + 1,
            main: trunk.main,
            clinic_page: trunk.clinic_page,
            pages: trunk.pages.clone(),
            section: trunk.section,
            builds_on,
            built_upon_by,
            name,
        }
    };
    shapes.map(module).collect()
}
