//! A folder that was made for another tool comes in as a section: its pages, the files that lie with them, their order and
//! their links.

mod address;
mod layout;
mod links;
mod order;
mod placing;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::dialect;
use super::front::Keep;
use super::job::Job;
use super::page::Reading;
use super::place::Section;
use super::source::{Read, Source};
use crate::error::{Error, Result};
use crate::finding::FileFindings;
use crate::fs::Root;
use crate::load::{self, Folder, Notes};
use crate::model::fragment::Link;
use crate::parse;
use crate::syntax::markdown::Origin;
use crate::text::address::{readable, segment};
use crate::text::anchor::Anchors;
use crate::text::file_path::joined;
use crate::text::quote::yaml_scalar;
use crate::text::{SourceFile, SourcePath};

use layout::{Layout, is_category, is_page};
use links::Links;
use order::Order;
use placing::{Place, Placing, folder};

/// What becomes of a folder.
pub(super) struct Tree {
    /// Its pages.
    pub(super) jobs: Vec<Job>,
    /// The pages of sections that have none of their own.
    pub(super) sections: BTreeMap<SourcePath, String>,
    /// Other files.
    pub(super) files: Vec<(SourcePath, Vec<u8>)>,
}

/// What is known of the text of a page.
struct Body {
    /// Its links, from its beginning.
    links: Vec<Link>,
    /// The names of its headings.
    places: Vec<String>,
}

/// A folder as it is read.
struct Reader<'a> {
    dir: &'a Path,
    root: Root,
    with: Reading<'a>,
    layout: Layout,
    /// Its pages, by their paths from the folder of the pages, with marks of other tools as they are written here.
    texts: BTreeMap<String, Read>,
}

/// Reads a folder that goes into `section`.
///
/// # Errors
/// It holds no pages, or one of its files cannot be read.
pub(super) fn read(dir: &Path, section: &Section<'_>, with: Reading<'_>) -> Result<Tree> {
    let root = Root::new(dir);
    let listed = load::files(&root, Folder::of_course(""), &mut Notes::default());
    let all: BTreeSet<String> = listed.iter().map(|path| path.as_str().to_owned()).collect();
    let text = |path: &str| String::from_utf8(root.file(&SourcePath::new(path)).read().ok()?).ok();
    let layout = Layout::of(&all, &text);
    let own: BTreeSet<&str> = all.iter().filter_map(|path| layout.of_course(path)).collect();
    if !own.iter().any(|path| is_page(path)) {
        let message = format!("{} contains no Markdown files", dir.display());
        return Err(Error::refused(message, "specify the folder that contains the pages"));
    }
    let order = order(&layout, &all, &text);
    let mut reader = Reader { dir, root: root.clone(), with, layout, texts: BTreeMap::new() };
    let mut clinics = BTreeSet::new();
    let has = |page: &str, path: &str| joined(folder(page), path).is_some_and(|path| own.contains(path.as_str()));
    for path in own.iter().filter(|path| is_page(path)) {
        let (read, is_clinic) = reader.page(path, &|file| has(path, file))?;
        reader.texts.insert((*path).to_owned(), read);
        clinics.extend(is_clinic.then_some(*path));
    }
    let placing = Placing::of(&own, &|path| clinics.contains(path));
    let statics = reader.layout.statics.clone().unwrap_or_default();
    let statics: BTreeSet<String> = match statics.as_str() {
        "" => BTreeSet::new(),
        folder => all.iter().filter_map(|path| path.strip_prefix(folder).map(str::to_owned)).collect(),
    };
    let mut links = Links::new(&placing, &statics);
    for (page, read) in &reader.texts {
        let Body { places, .. } = reader.body(read);
        links.add(page, reader.address(page, read), places);
    }
    let mut jobs = Vec::with_capacity(placing.pages.len());
    let gives_page = section.gives_its_page();
    for (page, (new, place)) in &placing.pages {
        // The section that takes all may have a page of its own.
        let (new, place) = match (place, new.contains('/')) {
            (Place::Section, false) if !gives_page => ("overview.md", Place::Single),
            _ => (new.as_str(), *place),
        };
        jobs.push(reader.job(page, (section.below(new), place), &clinics, &order, &links)?);
    }
    let sections = sections(&placing, section, &order);
    let mut files = reader.files(&placing, section)?;
    for path in &statics {
        let of_tool = SourcePath::new(format!("{}{path}", reader.layout.statics.as_deref().unwrap_or_default()));
        files.push((SourcePath::new(format!("static/{path}")), root.file(&of_tool).read()?));
    }
    Ok(Tree { jobs, sections, files })
}

fn order(layout: &Layout, all: &BTreeSet<String>, text: &dyn Fn(&str) -> Option<String>) -> Order {
    let mut order = Order::default();
    if let Some(summary) = text(&format!("{}SUMMARY.md", layout.pages)) {
        order.take_summary(&summary);
    }
    for settings in ["mkdocs.yml", "mkdocs.yaml"] {
        if let Some(settings) = text(settings) {
            order.take_navigation(&settings);
        }
    }
    for path in all.iter().filter(|path| is_category(path)) {
        let at = path.strip_prefix(&layout.pages).map(folder);
        if let (Some(at), Some(category)) = (at, text(path)) {
            order.take_category(at, &category);
        }
    }
    order
}

/// The pages of the sections that have none.
fn sections(placing: &Placing, section: &Section<'_>, order: &Order) -> BTreeMap<SourcePath, String> {
    let mut sections = BTreeMap::new();
    let has_page =
        |new: &str| placing.pages.values().any(|(page, place)| *place == Place::Section && folder(page) == new);
    for (old, new) in placing.sections.iter().filter(|(old, new)| !old.is_empty() && !has_page(new)) {
        let name = || readable(new.rsplit('/').next().unwrap_or(new));
        let title = order.titles.get(old).cloned().unwrap_or_else(name);
        let place = order.places.get(old).map_or_else(String::new, |place| format!("order: {place}\n"));
        let text = format!("---\ntitle: {}\n{place}---\n", yaml_scalar(&title));
        sections.insert(section.below(&format!("{new}/_index.md")), text);
    }
    sections
}

impl Reader<'_> {
    /// A page as it would be written here, and whether it is a clinic page.
    fn page(&self, path: &str, has: &dyn Fn(&str) -> bool) -> Result<(Read, bool)> {
        let on_disk = self.on_disk(path);
        let Read { file, bytes } = Read::of(&on_disk)?;
        let (_, start) = parse::front_matter(&file);
        let body = dialect::from_files(&dialect::converted(&file.text()[start..]), has);
        let text = format!("{}{body}", &file.text()[..start]);
        let read = |bytes| Read { file: SourceFile::new(file.path().clone(), text.as_str()), bytes };
        let source = Source::of(read(Vec::new()), &on_disk, self.with, Keep::OfModule)?;
        Ok((read(bytes), source.is_clinic_page()))
    }

    fn on_disk(&self, path: &str) -> std::path::PathBuf {
        self.dir.join(format!("{}{path}", self.layout.pages))
    }

    fn job(
        &self,
        page: &str,
        (to, place): (SourcePath, Place),
        clinics: &BTreeSet<&str>,
        order: &Order,
        links: &Links<'_>,
    ) -> Result<Job> {
        let Some(read) = self.texts.get(page) else {
            return Err(Error::refused(format!("`{page}` no longer exists"), "run the command again"));
        };
        let may_be_module = matches!(place, Place::Single | Place::Alone | Place::Clinic);
        let keep = match place {
            Place::Section => Keep::OfSection,
            _ if may_be_module && clinics.contains(page) => Keep::OfModule,
            // A guide says of its module what a module may say.
            _ => Keep::OfPage,
        };
        let (_, start) = parse::front_matter(&read.file);
        let body = &read.file.text()[start..];
        let body = links.rewritten(page, body, &self.body(read).links);
        let text = format!("{}{body}", &read.file.text()[..start]);
        let file = SourceFile::new(read.file.path().clone(), text);
        let on_disk = self.on_disk(page);
        let mut source = Source::of(Read { file, bytes: read.bytes.clone() }, &on_disk, self.with, keep)?;
        let front = &mut source.front;
        if let Some(place) = order
            .places
            .get(page)
            .or_else(|| order.places.get(folder(page)).filter(|_| place == Place::Section || place == Place::Alone))
        {
            front.push("order", format!("order: {place}"));
        }
        let values = front.values.clone();
        let old = address::old(self.layout.tool, page, &|key| values.get(key).cloned());
        if let Some(old) = old.filter(|old| old.trim_matches('/') != new_address(&to)) {
            front.push("aliases", format!("aliases: [{}]", yaml_scalar(&format!("/{old}"))));
        }
        if keep == Keep::OfPage && matches!(place, Place::Single | Place::Alone) {
            let kind = if source.page.checks.is_some() { "practice" } else { "page" };
            source.front.push("kind", format!("kind: {kind}"));
        }
        if source.front.title.is_none() && source.page.title.is_none() {
            source.front.title = order.titles.get(page).cloned();
        }
        Ok(Job::new(on_disk, to, source))
    }

    /// What the text of a page leads to, and what may lead to it.
    fn body(&self, read: &Read) -> Body {
        let file = &read.file;
        let (_, start) = parse::front_matter(file);
        let text = &file.text()[start..];
        let mut findings = FileFindings::new(file.path());
        let mut origin = Origin { findings: &mut findings, offset: &|at| at, file };
        let stream = self.with.reader.body(text, &mut origin);
        let mut writer = stream.writer(Anchors::default());
        writer.write(stream.elements(), &mut origin);
        let fragment = writer.finish(&mut origin);
        let places = fragment.headings().into_iter().map(|heading| heading.id.clone()).collect();
        Body { links: fragment.links.clone(), places }
    }

    /// The address that a page had, where its tool may have made another one of its name.
    fn address(&self, page: &str, read: &Read) -> Option<String> {
        let (yaml, _) = parse::front_matter(&read.file);
        let yaml = yaml.unwrap_or_default();
        address::old(self.layout.tool, page, &|key| layout::setting(&yaml, key))
    }

    /// The files that lie with the pages.
    fn files(&self, placing: &Placing, section: &Section<'_>) -> Result<Vec<(SourcePath, Vec<u8>)>> {
        let mut files = Vec::with_capacity(placing.files.len());
        for (old, new) in &placing.files {
            let path = SourcePath::new(format!("{}{old}", self.layout.pages));
            files.push((section.below(new), self.root.file(&path).read()?));
        }
        Ok(files)
    }
}

/// The address of a page of the course, without slashes around it.
fn new_address(path: &SourcePath) -> String {
    let path = path.in_content();
    let path = path.strip_suffix(".md").unwrap_or(path);
    let names: Vec<String> = path.split('/').map(segment).collect();
    let is_index = names.last().is_some_and(|name| matches!(name.as_str(), "index" | "_index"));
    names[..names.len() - usize::from(is_index)].join("/")
}
