//! A course as it would be after some of its files were moved or rewritten, without a change to the disk.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::configure;
use super::material::Material;
use super::unusable::Unusable;
use crate::answers::{self, AnswerDocument, AnswerSource};
use crate::error::Result;
use crate::load::{self, PageSource, Sources};
use crate::parse::{self, Document};
use crate::text::{SitePath, SourceFile, SourcePath};

/// What is done to the files of a course.
#[derive(Clone, Debug, Default)]
pub struct FileMoves {
    /// Old paths and the new ones.
    pub moves: BTreeMap<SourcePath, SourcePath>,
    /// What files hold afterwards, by their new paths; files that are not there yet are new pages.
    pub texts: BTreeMap<SourcePath, String>,
    /// Old addresses of pages and the new ones.
    pub addresses: BTreeMap<SitePath, SitePath>,
}

impl FileMoves {
    /// Where a file lies afterwards.
    pub fn place<'p>(&'p self, path: &'p SourcePath) -> &'p SourcePath {
        self.moves.get(path).unwrap_or(path)
    }

    /// An address of the site afterwards: what is generated for a page lies below that page.
    pub fn address(&self, address: &SitePath) -> SitePath {
        let typed = address.as_str();
        let mut ends = typed.match_indices('/').map(|(at, _)| at + 1).rev();
        let moved = ends.find_map(|end| Some((self.addresses.get(&SitePath::new(&typed[..end]))?, end)));
        moved.map_or_else(|| address.clone(), |(new, end)| SitePath::new(format!("{new}{}", &typed[end..])))
    }

    /// A file as it is afterwards.
    fn file(&self, file: &Arc<SourceFile>) -> Arc<SourceFile> {
        let path = self.place(file.path());
        match self.texts.get(path) {
            None if path == file.path() => Arc::clone(file),
            text => Arc::new(file.rewritten(path.clone(), text.map_or(file.text(), String::as_str))),
        }
    }
}

impl Material {
    /// Reads the course in `root`.
    ///
    /// # Errors
    /// `clinic.yaml` cannot be read.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        Ok(Self::new(load::load(root)?, None, &mut |_| ()))
    }

    /// The same course after a change.
    pub(crate) fn changed(&self, change: &FileMoves) -> Self {
        let sources = changed_sources(&self.sources, change);
        let same_words = Arc::ptr_eq(&sources.config, &self.sources.config);
        let (config, strings, reader) = if same_words {
            (Arc::clone(&self.config), Arc::clone(&self.strings), Arc::clone(&self.reader))
        } else {
            let (config, strings, reader) = configure::configure(&sources, &mut Vec::new());
            (Arc::new(config), Arc::new(strings), Arc::new(reader))
        };
        let documents = Self::parsed(&sources, &config, &reader, Some(self));
        let reread = |document: &AnswerDocument| {
            let file = change.file(&document.file);
            let page = page_of_answers(document, file.path());
            answers::parse(&AnswerSource { file, page }, &reader)
        };
        let answers = self.answers.with(self.answers.documents.iter().map(reread).collect());
        Self {
            sources: Arc::new(sources),
            config,
            strings,
            reader,
            documents,
            answers: Arc::new(answers),
            findings: Vec::new(),
            unusable: Unusable::default(),
        }
    }

    /// What the file of `document` would be read as if it held `text`.
    pub(crate) fn reread(&self, document: &Document, text: String) -> Document {
        let source = PageSource {
            file: Arc::new(document.file.rewritten(document.file.path().clone(), text)),
            role: document.role,
            section: document.section.clone(),
            bundle: document.bundle.clone(),
        };
        parse::parse(&source, &self.reader, &self.config.clinic_words)
    }

    /// Every text file that references may stand in, by its path.
    pub(crate) fn texts(&self) -> BTreeMap<&SourcePath, &Arc<SourceFile>> {
        let pages = self.sources.pages.iter().map(|page| &page.file);
        let answers = self.answers.documents.iter().map(|document| &document.file);
        let all = pages.chain(answers).chain([&self.sources.config]);
        all.map(|file| (file.path(), file)).collect()
    }
}

fn changed_sources(sources: &Sources, change: &FileMoves) -> Sources {
    let mut pages: BTreeMap<SourcePath, Arc<SourceFile>> = BTreeMap::new();
    for page in &sources.pages {
        let file = change.file(&page.file);
        pages.insert(file.path().clone(), file);
    }
    for (path, text) in &change.texts {
        if path.as_str().starts_with("content/") && !pages.contains_key(path) {
            pages.insert(path.clone(), Arc::new(SourceFile::new(path.clone(), text.as_str())));
        }
    }
    let place = |paths: &[SourcePath]| -> Vec<SourcePath> {
        let mut moved: Vec<SourcePath> = paths.iter().map(|path| change.place(path).clone()).collect();
        moved.sort();
        moved
    };
    let images = sources.images.iter().map(|(path, image)| (change.place(path).clone(), image.clone()));
    let (images, config) = (images.collect(), change.file(&sources.config));
    let (files, statics) = (place(&sources.files), place(&sources.statics));
    let left_out = sources.left_out.clone();
    let others = Sources { files, statics, images, left_out, ..Sources::bare(&sources.root, config) };
    sources.with(pages.into_values().collect(), others)
}

/// The path in `content/` of the page that a file of answers is for, from where the file lies now.
fn page_of_answers(document: &AnswerDocument, now: &SourcePath) -> String {
    without_ending(now.as_str().strip_prefix(document.folder()).unwrap_or(now.as_str())).to_owned()
}

fn without_ending(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_answers_may_be_called_like_a_page() {
        for (old, page, new, moved) in [
            ("loops-answers/loops.yaml", "loops", "loops-answers/turns.yaml", "turns"),
            ("answers/an.yaml", "an", "answers/01-a/the.yaml", "01-a/the"),
            ("../keys/keys/keys.yml", "keys/keys", "../keys/locks/keys.yml", "locks/keys"),
            ("answers/a/an.swers.yaml", "a/an.swers", "answers/b/an.swers.yaml", "b/an.swers"),
        ] {
            let file = Arc::new(SourceFile::new(SourcePath::new(old), ""));
            let document = AnswerDocument { file, page: page.to_owned(), entries: Vec::new(), findings: Vec::new() };
            assert_eq!(page_of_answers(&document, &SourcePath::new(new)), moved, "{old}");
        }
    }
}
