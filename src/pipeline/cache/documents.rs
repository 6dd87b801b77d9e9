//! The documents that earlier runs read: a file that holds what it held, read as it was read then, is not parsed again.
//!
//! They are kept in parts, so that after a change of one file little is written, and so that every core reads some.

use std::collections::HashMap;

use rayon::prelude::*;

use super::store::{Found, Store};
use crate::config::Config;
use crate::fs::Root;
use crate::load::{PageSource, Sources};
use crate::parse::{self, Document, KeptDocument};
use crate::syntax::markdown::Reader;
use crate::text::SourcePath;
use crate::text::digest::{Digest, NoNames};

/// A part holds so many documents, about.
const PART: usize = 128;

/// There are no more parts than this.
const MOST_PARTS: usize = 64;

/// What the names of all parts begin with.
const NAME: &str = "documents-";

/// Documents of a course that were kept, and how texts are read now.
pub(in crate::pipeline) struct KeptDocuments<'a> {
    root: &'a Root,
    reader: &'a Reader,
    config: &'a Config,
    /// The digest of all that documents are made of besides their sources.
    how: Digest,
}

/// Documents as they are kept: the digest of what each was made of, by its path.
type Keys = Vec<(SourcePath, Digest)>;

impl<'a> KeptDocuments<'a> {
    /// Those of the course in `root`, whose texts are read with `reader` and by the words of `config`.
    pub(in crate::pipeline) fn new(root: &'a Root, reader: &'a Reader, config: &'a Config) -> Self {
        let how = Digest::of(&(reader.settings(), &config.clinic_words), &NoNames);
        Self { root, reader, config, how }
    }

    /// The documents of these sources, of which those are parsed that were not kept; all of them are kept then.
    pub(in crate::pipeline) fn of(&self, sources: &Sources) -> Vec<Document> {
        let count = sources.pages.len().div_ceil(PART).next_power_of_two().min(MOST_PARTS);
        let mut parts: Vec<Vec<&PageSource>> = vec![Vec::new(); count];
        for page in &sources.pages {
            parts[part_of(page.file.path(), count)].push(page);
        }
        let is_ready = Store::prepare(self.root);
        let of_part = |(index, pages): (usize, Vec<&PageSource>)| {
            let store = Store::new(self.root, &format!("{NAME}{index:02}-of-{count:02}"));
            self.of_part(&store, pages, is_ready.is_ok())
        };
        let all: Vec<Vec<Document>> = parts.into_par_iter().enumerate().map(of_part).collect();
        if is_ready.is_ok() {
            Store::remove_others(self.root, NAME, &format!("-of-{count:02}"));
        }
        all.into_iter().flatten().collect()
    }

    /// The documents of the pages of one part.
    fn of_part(&self, store: &Store, pages: Vec<&PageSource>, may_write: bool) -> Vec<Document> {
        let mut kept = read(store);
        let pages: Vec<(&PageSource, Digest, Option<KeptDocument>)> = pages
            .into_iter()
            .map(|page| {
                let key = Digest::of(&(page, self.how), &NoNames);
                let found = kept.remove(page.file.path()).filter(|(of, _)| *of == key);
                (page, key, found.map(|(_, document)| document))
            })
            .collect();
        let is_new = !kept.is_empty() || pages.iter().any(|(_, _, kept)| kept.is_none());
        let keys: Keys = pages.iter().map(|(page, key, _)| (page.file.path().clone(), *key)).collect();
        let document = |(page, _, kept): (&PageSource, Digest, Option<KeptDocument>)| match kept {
            Some(kept) => kept.of(page),
            None => parse::parse(page, self.reader, &self.config.clinic_words),
        };
        let documents: Vec<Document> = pages.into_par_iter().map(document).collect();
        if is_new && may_write {
            let to_keep: Vec<_> = documents.iter().map(Document::to_keep).collect();
            // Where the disk refuses that, the next run takes longer.
            let _ = store.put(&keys, &to_keep);
        }
        documents
    }
}

/// What a part holds, by path.
fn read(store: &Store) -> HashMap<SourcePath, (Digest, KeptDocument)> {
    let Found::Kept(kept) = store.read() else { return HashMap::new() };
    let (keys, documents) = (kept.head::<Keys>(), kept.body::<Vec<KeptDocument>>());
    let all = keys.into_iter().flatten().zip(documents.into_iter().flatten());
    all.map(|((path, key), document)| (path, (key, document))).collect()
}

/// The part of `count` that a file belongs to.
fn part_of(path: &SourcePath, count: usize) -> usize {
    let digest = Digest::of_bytes(path.as_str().as_bytes());
    usize::from(digest.bytes()[0]) % count
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};
    use std::sync::Arc;

    use super::*;
    use crate::load;
    use crate::pipeline::configured::Configured;
    use crate::text::SourceFile;

    /// The sample course, and all that tests are made with.
    fn courses() -> Vec<PathBuf> {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let fixtures = crate::fs::read_dir(&project.join("tests/fixtures")).unwrap();
        let all = fixtures.into_iter().chain([project.join("site"), project.join("docs/guide")]);
        all.filter(|folder| crate::fs::is_file(&folder.join("clinic.yaml"))).collect()
    }

    fn configured(course: &Path) -> Configured {
        Configured::new(load::load(course).unwrap(), None)
    }

    /// The documents of a course, some of which may be kept in another folder.
    fn documents(kept: &Path, of: &Configured) -> Vec<Document> {
        KeptDocuments::new(&Root::new(kept), &of.reader, &of.config).of(&of.sources)
    }

    /// All of a document, by its path.
    fn shown(documents: impl IntoIterator<Item = Document>) -> Vec<String> {
        let mut all: Vec<String> =
            documents.into_iter().map(|document| format!("{} {document:?}", document.file.path())).collect();
        all.sort();
        all
    }

    fn parsed(of: &Configured) -> Vec<Document> {
        let pages = of.sources.pages.iter();
        pages.map(|page| parse::parse(page, &of.reader, &of.config.clinic_words)).collect()
    }

    /// When each part was written last.
    fn parts(kept: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let mut all = crate::fs::read_dir(&kept.join(".clinic/cache")).unwrap();
        all.sort();
        all.into_iter().map(|path| (path.clone(), crate::fs::read(&path).unwrap())).collect()
    }

    #[test]
    fn a_document_that_was_kept_is_what_parsing_gives() {
        let courses = courses();
        assert!(courses.len() > 3, "{courses:?}");
        for course in courses {
            let kept = tempfile::tempdir().unwrap();
            let of = configured(&course);
            let anew = shown(parsed(&of));
            assert_eq!(shown(documents(kept.path(), &of)), anew, "{}", course.display());
            let written = parts(kept.path());
            assert_eq!(shown(documents(kept.path(), &of)), anew, "{}", course.display());
            assert!(written == parts(kept.path()), "{}", course.display());
        }
    }

    /// Changes the text that a course was loaded with.
    fn edited(of: &mut Configured, index: usize, text: &str) {
        let page = &mut of.sources.pages[index];
        page.file = Arc::new(SourceFile::new(page.file.path().clone(), text));
    }

    #[test]
    fn what_changed_is_parsed_and_what_went_is_gone() {
        let kept = tempfile::tempdir().unwrap();
        let mut of = configured(&Path::new(env!("CARGO_MANIFEST_DIR")).join("site"));
        documents(kept.path(), &of);
        edited(&mut of, 3, "---\ntitle: Another one\n---\n\nText.\n");
        assert_eq!(shown(documents(kept.path(), &of)), shown(parsed(&of)));
        of.sources.pages.remove(4);
        assert_eq!(shown(documents(kept.path(), &of)), shown(parsed(&of)));
        of.sources.pages.truncate(1);
        documents(kept.path(), &of);
        let names: Vec<_> = parts(kept.path()).into_iter().map(|(path, _)| path).collect();
        assert_eq!(names.len(), 1, "{names:?}");
    }

    #[test]
    fn texts_that_are_read_in_another_way_are_parsed() {
        let kept = tempfile::tempdir().unwrap();
        let mut of = configured(&Path::new(env!("CARGO_MANIFEST_DIR")).join("site"));
        documents(kept.path(), &of);
        let settings = crate::syntax::markdown::MarkdownSettings { math: false, ..of.reader.settings().clone() };
        of.reader = Arc::new(Reader::new(settings));
        assert_eq!(shown(documents(kept.path(), &of)), shown(parsed(&of)));
        let single = of.sources.pages.iter_mut().find(|page| page.role != load::Role::Inner).unwrap();
        single.role = load::Role::Inner;
        assert_eq!(shown(documents(kept.path(), &of)), shown(parsed(&of)));
        Arc::make_mut(&mut of.config).clinic_words.check_headings.push("something else".to_owned());
        let how = |of: &Configured| KeptDocuments::new(&Root::new(kept.path()), &of.reader, &of.config).how;
        assert_ne!(how(&of), how(&configured(&Path::new(env!("CARGO_MANIFEST_DIR")).join("site"))));
    }

    #[test]
    fn a_part_that_is_damaged_costs_time_and_nothing_else() {
        let kept = tempfile::tempdir().unwrap();
        let of = configured(&Path::new(env!("CARGO_MANIFEST_DIR")).join("site"));
        let anew = shown(documents(kept.path(), &of));
        for (path, bytes) in parts(kept.path()) {
            crate::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
            assert_eq!(shown(documents(kept.path(), &of)), anew);
            assert!(crate::fs::read(&path).unwrap() == bytes);
        }
    }
}
