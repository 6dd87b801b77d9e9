//! Layer 4: walks the course's folder and reads what is there.

mod assets;
mod bounds;
mod classify;
mod left_out;
mod leftover;
mod names;
mod stray;
mod taken;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

pub use assets::image;
pub use classify::Role;
pub use left_out::{AllLeftOut, LeftOut, Notes};
pub use leftover::is_leftover;
pub use taken::taking_as;
pub use walk::{Folder, files, slashed};

use crate::config::course::FILE;
use crate::error::{Error, Result};
use crate::finding::{Finding, Outcome, Rule, Severity};
use crate::fs::{Below, Root, metadata};
use crate::model::image::Image;
use crate::text::{Place, SourceFile, SourcePath, Span};

/// A course as it lies on the disk.
#[derive(Debug)]
pub struct Sources {
    /// The course's folder.
    pub root: Root,
    /// `clinic.yaml`.
    pub config: Arc<SourceFile>,
    /// The course's own words, by language.
    pub strings: Vec<Arc<SourceFile>>,
    /// The markdown files of `content/`, in the order of the walk.
    pub pages: Vec<PageSource>,
    /// Those of its markdown files that could not be read, which was reported; some may stand in `pages` all the same, as
    /// they were known before.
    pub unread: Vec<SourcePath>,
    /// The folders of `content/` that are sections, from `content/`, the root first.
    pub sections: Vec<String>,
    /// Everything else in `content/`, from the course's folder.
    pub files: Vec<SourcePath>,
    /// Everything in `static/`, from the course's folder.
    pub statics: Vec<SourcePath>,
    /// What is known of those of `files` and `statics` that are called images.
    pub images: BTreeMap<SourcePath, Image>,
    /// Everything in `templates/`.
    pub templates: Vec<Arc<SourceFile>>,
    /// Everything in `themes/`, from the course's folder.
    pub themes: Vec<SourcePath>,
    /// What lies in these folders and is no part of the course.
    pub left_out: AllLeftOut,
    /// Texts that stand for what lies on the disk.
    pub rewritten: Texts,
}

impl Sources {
    /// The folders that hold what says what they are, and is not read.
    pub fn folders_with_unread_index(&self) -> BTreeSet<&str> {
        let paths = self.unread.iter().chain(self.left_out.keys());
        paths.filter(|path| left_out::is_index(path)).map(SourcePath::folder).collect()
    }
}

/// Files by their paths.
pub type Texts = BTreeMap<SourcePath, Arc<SourceFile>>;

/// A markdown file and its place in the course.
#[derive(Clone, Debug, Serialize)]
pub struct PageSource {
    /// The file.
    pub file: Arc<SourceFile>,
    /// What it is by its place.
    pub role: Role,
    /// The section that holds it, from `content/`.
    pub section: String,
    /// The bundle that holds it, from `content/`.
    pub bundle: Option<String>,
}

impl Sources {
    /// A file of the course on the disk.
    pub fn on_disk(&self, path: &SourcePath) -> Below {
        self.root.file(path)
    }

    /// Puts `texts` in the places of the files that were read, and of those that will be.
    pub fn rewrite(&mut self, texts: Texts) {
        let pages = self.pages.iter_mut().map(|page| &mut page.file);
        for file in pages.chain(&mut self.strings).chain([&mut self.config]) {
            if let Some(text) = texts.get(file.path()) {
                *file = Arc::clone(text);
            }
        }
        self.rewritten = texts;
    }

    /// What stands for a file that was read from the disk.
    pub fn as_rewritten(&self, file: SourceFile) -> Arc<SourceFile> {
        self.rewritten.get(file.path()).map_or_else(|| Arc::new(file), Arc::clone)
    }
}

impl Sources {
    /// A course of this configuration and nothing else.
    pub fn bare(root: &Root, config: impl Into<Arc<SourceFile>>) -> Self {
        Self {
            root: root.clone(),
            config: config.into(),
            strings: Vec::new(),
            pages: Vec::new(),
            unread: Vec::new(),
            sections: Vec::new(),
            files: Vec::new(),
            statics: Vec::new(),
            images: BTreeMap::new(),
            templates: Vec::new(),
            themes: Vec::new(),
            left_out: AllLeftOut::new(),
            rewritten: Texts::new(),
        }
    }
}

impl Sources {
    /// The same words, templates and themes with these markdown files, sorted by path, and with the configuration and
    /// the other files of `others`.
    #[must_use]
    pub fn with(&self, markdown: Vec<Arc<SourceFile>>, others: Self) -> Self {
        let (pages, sections) = classify::classify(markdown, &mut Vec::new());
        Self {
            pages,
            sections,
            strings: self.strings.clone(),
            unread: self.unread.clone(),
            templates: self.templates.clone(),
            themes: self.themes.clone(),
            ..others
        }
    }
}

/// The configuration and the themes of the course in `root`; its texts are not read.
///
/// # Errors
/// There is no `clinic.yaml`, or the disk refuses it.
pub fn look(root: &Path) -> Result<Sources> {
    let root = Root::new(root);
    let config = decode(SourcePath::new(FILE), configuration(&root)?);
    let config = config.unwrap_or_else(|_| SourceFile::new(SourcePath::new(FILE), ""));
    let themes = walk::files(&root, Folder::of_course("themes"), &mut Notes::default());
    Ok(Sources { themes, ..Sources::bare(&root, config) })
}

/// Reads the course in `root`. Files that cannot be read are findings.
///
/// # Errors
/// There is no `clinic.yaml`, or the disk refuses it.
pub fn load(root: &Path) -> Result<Outcome<Sources>> {
    load_over(root, &|_| None)
}

/// The same, with what is `known` of markdown files that cannot be read now in their places.
///
/// # Errors
/// There is no `clinic.yaml`, or the disk refuses it.
pub fn load_over(root: &Path, known: &dyn Fn(&SourcePath) -> Option<Arc<SourceFile>>) -> Result<Outcome<Sources>> {
    let (root, mut notes) = (Root::new(root), Notes::default());
    let config = match decode(SourcePath::new(FILE), configuration(&root)?) {
        Ok(file) => file,
        Err(finding) => {
            notes.findings.push(*finding);
            SourceFile::new(SourcePath::new(FILE), "")
        }
    };
    let mut list = |folder| walk::files(&root, Folder::of_course(folder), &mut notes);
    let (content, templates, strings) = (list("content"), list("templates"), list("i18n"));
    let (mut statics, mut themes) = (list("static"), list("themes"));
    let content = bounds::shallow(content, &mut notes.findings);
    let (markdown, mut files): (Vec<_>, Vec<_>) = content.into_iter().partition(is_markdown);
    if markdown.is_empty() {
        tell_without_pages(&root, &mut notes.findings)?;
    }
    let mut read = read_all(&root, &markdown, &mut notes.findings);
    let paths: BTreeSet<SourcePath> = read.iter().map(|file| file.path().clone()).collect();
    let unread: Vec<SourcePath> = markdown.into_iter().filter(|path| !paths.contains(path)).collect();
    read.extend(unread.iter().filter_map(known));
    read.sort_by(|a, b| a.path().cmp(b.path()));
    let (mut pages, sections) = classify::classify(read, &mut notes.findings);
    let mut images = assets::look_at(&root, &mut files, &mut notes);
    taken::read(&root, &mut pages, &files);
    images.extend(assets::look_at(&root, &mut statics, &mut notes));
    assets::look_at_themes(&root, &mut themes, &mut notes);
    let strings = read_all(&root, &strings, &mut notes.findings);
    let templates = read_all(&root, &templates, &mut notes.findings);
    notes.weigh_indexes(&root);
    let Notes { findings, left_out } = notes;
    Ok(Outcome {
        value: Sources {
            root,
            config: Arc::new(config),
            strings,
            pages,
            unread,
            sections,
            images,
            files,
            statics,
            templates,
            themes,
            left_out,
            rewritten: Texts::new(),
        },
        findings,
    })
}

/// What `clinic.yaml` holds.
fn configuration(root: &Root) -> Result<Vec<u8>> {
    let path = SourcePath::new(FILE);
    if root.link_on_the_way(&path)?.is_some() {
        return Err(Error::refused(
            format!("`{FILE}` is a symbolic link, which clinic does not follow"),
            "replace the link with the file itself",
        ));
    }
    root.file(&path).read()
}

/// Tells of a course in whose `content/` nothing is a page, unless an error says why that is so.
fn tell_without_pages(root: &Root, findings: &mut Vec<Finding>) -> Result<()> {
    let content = SourcePath::new("content");
    let is_of_content = |path: &SourcePath| path.as_str().split('/').next() == Some(content.as_str());
    if findings.iter().any(|finding| finding.severity == Severity::Error && is_of_content(&finding.place.path)) {
        return Ok(());
    }
    let message = match metadata(&root.path().join(content.as_str()))? {
        None => "the course has no `content` folder, so it has no pages",
        Some(found) if found.is_dir() => "the `content` folder contains no `.md` files, so the course has no pages",
        Some(found) if found.is_symlink() => {
            "`content` is a symbolic link, which clinic does not follow, so the course has no pages"
        }
        Some(found) if !found.is_file() => {
            "`content` must be the folder with the course's pages, but it is a pipe, socket, or device"
        }
        Some(_) => "`content` must be the folder with the course's pages, but it is a file",
    };
    // The same was told of it as of any link.
    findings.retain(|finding| finding.place.path != content);
    let help = "restore the pages, or create a home page, `content/_index.md`";
    findings.push(Finding::new(Rule::EmptyCourse, Place::file(&content), message).help(help));
    Ok(())
}

/// The language whose words a file of `i18n/` holds.
pub fn language_of(file: &SourceFile) -> Option<&str> {
    file.path().as_str().strip_prefix("i18n/")?.strip_suffix(".yaml")
}

/// Reads one text file of the course.
///
/// # Errors
/// It cannot be read or is no text; the error is a finding about it.
pub fn read_text(root: &Root, path: &SourcePath) -> std::result::Result<SourceFile, Box<Finding>> {
    match root.file(path).read() {
        Ok(bytes) => decode(path.clone(), bytes),
        Err(error) => Err(Box::new(unreadable(path, &error))),
    }
}

fn unreadable(path: &SourcePath, error: &Error) -> Finding {
    Finding::new(Rule::Unreadable, Place::file(path), error.to_string())
        .help("make the file readable, or remove it from the course")
}

/// Whether a file is called markdown.
pub fn is_markdown(path: &SourcePath) -> bool {
    Path::new(path.as_str()).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
}

/// Reads these files. What cannot be read is a finding.
pub fn read_all(root: &Root, paths: &[SourcePath], findings: &mut Vec<Finding>) -> Vec<Arc<SourceFile>> {
    let read: Vec<_> = paths.par_iter().map(|path| read_text(root, path)).collect();
    let mut files = Vec::with_capacity(read.len());
    for result in read {
        match result {
            Ok(file) => files.push(Arc::new(file)),
            Err(finding) => findings.push(*finding),
        }
    }
    files
}

/// Bytes → text without a byte-order mark.
///
/// # Errors
/// They are no text, or too many; the error is a finding about the file.
pub fn decode(path: SourcePath, mut bytes: Vec<u8>) -> std::result::Result<SourceFile, Box<Finding>> {
    bounds::size(&path, bytes.len())?;
    if bytes.starts_with("\u{feff}".as_bytes()) {
        bytes.drain(..3);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SourceFile::new(path, text)),
        Err(error) => Err(Box::new(not_utf8(&path, &error))),
    }
}

fn not_utf8(path: &SourcePath, error: &std::string::FromUtf8Error) -> Finding {
    let good = error.utf8_error().valid_up_to();
    let line = String::from_utf8_lossy(&error.as_bytes()[..good]).matches('\n').count() + 1;
    let place = Place::new(path, Span::default());
    Finding::new(Rule::NotUtf8, place, format!("the file is not UTF-8 text: line {line} contains an invalid byte"))
        .help("save the file as UTF-8 in your editor")
}
