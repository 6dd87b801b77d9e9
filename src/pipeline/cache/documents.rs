//! The documents that earlier runs read: a file that holds what it held, read as it was read then, is not parsed again.
//!
//! They are kept in parts, so that after a change of one file little is written, and so that every core reads some.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::store::{Found, Packed, Store};
use crate::config::Config;
use crate::fs::Root;
use crate::load::{PageSource, Sources};
use crate::memory::make_room;
use crate::parse::{self, Document, Documents, KeptDocument};
use crate::syntax::markdown::Reader;
use crate::text::SourcePath;
use crate::text::digest::{Digest, NoNames};
use crate::text::shared::{read_together, written_together};

/// A part holds so many documents, about.
const PART: usize = 128;

/// There are no more parts than this.
const MOST_PARTS: usize = 64;

/// What the names of all parts begin with.
const NAME: &str = "documents-";

/// Documents of a course that were kept, and how texts are read now.
struct KeptDocuments<'a> {
    root: &'a Root,
    reader: &'a Reader,
    config: &'a Config,
    /// The digest of all that documents are made of besides their sources.
    how: Digest,
}

/// The parts in which documents are to be kept that were not.
#[derive(Default)]
pub(in crate::pipeline) struct Unkept {
    parts: Vec<UnkeptPart>,
}

struct UnkeptPart {
    store: Store,
    /// What the name of each part ends with.
    end: String,
    keys: Keys,
}

/// Documents as they are kept: the digest of what each was made of, by its path.
type Keys = Vec<(SourcePath, Digest)>;

/// The documents of these sources, read with `reader` and by the words of `config`. Those are parsed that an earlier run did
/// not keep.
pub(in crate::pipeline) fn documents(sources: &Sources, reader: &Reader, config: &Config) -> (Documents, Unkept) {
    let how = Digest::of(&(reader.settings(), &config.clinic_words), &NoNames);
    KeptDocuments { root: &sources.root, reader, config, how }.of(&sources.pages)
}

impl KeptDocuments<'_> {
    fn of(&self, pages: &[PageSource]) -> (Documents, Unkept) {
        let count = pages.len().div_ceil(PART).next_power_of_two().min(MOST_PARTS);
        let mut parts: Vec<Vec<&PageSource>> = vec![Vec::new(); count];
        for page in pages {
            parts[part_of(page.file.path(), count)].push(page);
        }
        let end = format!("-of-{count:02}");
        let of_part = |bytes: &mut Vec<u8>, (index, pages): (usize, Vec<&PageSource>)| {
            let store = Store::new(self.root, &format!("{NAME}{index:02}{end}"));
            let (documents, keys) = self.of_part(&store, pages, bytes);
            (documents, keys.map(|keys| UnkeptPart { store, end: end.clone(), keys }))
        };
        let all = parts.into_par_iter().enumerate().map_init(Vec::new, of_part);
        let (documents, parts): (Vec<_>, Vec<_>) = all.unzip();
        let documents = Documents::new(documents.into_iter().flatten().collect());
        (documents, Unkept { parts: parts.into_iter().flatten().collect() })
    }

    /// The documents of the pages of one part, which is read by way of `bytes`, and what they are made of if that was not kept.
    fn of_part(
        &self,
        store: &Store,
        pages: Vec<&PageSource>,
        bytes: &mut Vec<u8>,
    ) -> (Vec<Arc<Document>>, Option<Keys>) {
        make_room();
        let mut kept = read(store, bytes);
        let known = |page| {
            let key = Digest::of(&(page, self.how), &NoNames);
            (page, key, taken(&mut kept, page, key))
        };
        let pages: Vec<(&PageSource, Digest, Option<KeptDocument>)> = pages.into_iter().map(known).collect();
        let is_new = !kept.is_empty() || pages.iter().any(|(_, _, kept)| kept.is_none());
        let keys = is_new.then(|| pages.iter().map(|(page, key, _)| (page.file.path().clone(), *key)).collect());
        let document = |(page, _, kept): (&PageSource, Digest, Option<KeptDocument>)| match kept {
            Some(kept) => Arc::new(kept.of(page)),
            None => Arc::new(parse::parse(page, self.reader, &self.config.clinic_words)),
        };
        (pages.into_par_iter().map(document).collect(), keys)
    }
}

impl Unkept {
    /// Keeps what of `documents` belongs to these parts. Where the disk refuses that, the next run takes longer.
    pub(in crate::pipeline) fn keep(self, documents: &Documents) {
        let Some(UnkeptPart { store, end, .. }) = self.parts.first() else { return };
        if store.prepare().is_err() {
            return;
        }
        store.remove_others(NAME, end);
        self.parts.par_iter().for_each(|part| {
            let of_part = part.keys.iter().filter_map(|(path, _)| documents.of(path));
            let to_keep: Vec<_> = of_part.map(|document| document.to_keep()).collect();
            let (packed, texts) = written_together(|| Packed::of(&to_keep));
            let _ = part.store.put(&part.keys, &texts, &packed);
        });
    }
}

/// What was kept of the page, if it was made of what `key` says.
fn taken(kept: &mut Parts, page: &PageSource, key: Digest) -> Option<KeptDocument> {
    let (of, document) = kept.remove(page.file.path())?;
    (of == key).then_some(document)
}

/// What is kept, and what it was made of, by path.
type Parts = HashMap<SourcePath, (Digest, KeptDocument)>;

/// What a part holds, by path.
fn read(store: &Store, bytes: &mut Vec<u8>) -> Parts {
    let Found::Kept(kept) = store.read() else { return HashMap::new() };
    let (Some(keys), Some(texts)) = (kept.head::<Keys>(), kept.middle::<&str>()) else { return HashMap::new() };
    let documents = read_together(texts, || kept.body_by::<Vec<KeptDocument>>(bytes).ok().flatten());
    let all = keys.into_iter().zip(documents.into_iter().flatten());
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

    /// The documents of a course, which are kept in another folder from then on.
    fn documents(kept: &Path, of: &mut Configured) -> Documents {
        of.sources.root = Root::new(kept);
        let (documents, unkept) = super::documents(&of.sources, &of.reader, &of.config);
        unkept.keep(&documents);
        documents
    }

    /// All of each document, by path.
    fn shown(documents: &Documents) -> Vec<String> {
        documents.iter().map(|document| format!("{document:?}")).collect()
    }

    fn parsed(of: &Configured) -> Documents {
        let pages = of.sources.pages.iter();
        Documents::new(pages.map(|page| Arc::new(parse::parse(page, &of.reader, &of.config.clinic_words))).collect())
    }

    /// What each part holds.
    fn parts(kept: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let mut all = crate::fs::read_dir(&kept.join(".clinic/cache")).unwrap_or_default();
        all.sort();
        all.into_iter().map(|path| (path.clone(), crate::fs::read(&path).unwrap())).collect()
    }

    #[test]
    fn a_document_that_was_kept_is_what_parsing_gives() {
        let courses = courses();
        assert!(courses.len() > 3, "{courses:?}");
        for course in courses {
            let kept = tempfile::tempdir().unwrap();
            let mut of = configured(&course);
            let anew = shown(&parsed(&of));
            assert_eq!(shown(&documents(kept.path(), &mut of)), anew, "{}", course.display());
            let written = parts(kept.path());
            assert_eq!(shown(&documents(kept.path(), &mut of)), anew, "{}", course.display());
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
        documents(kept.path(), &mut of);
        edited(&mut of, 3, "---\ntitle: Another one\n---\n\nText.\n");
        assert_eq!(shown(&documents(kept.path(), &mut of)), shown(&parsed(&of)));
        of.sources.pages.remove(4);
        assert_eq!(shown(&documents(kept.path(), &mut of)), shown(&parsed(&of)));
        of.sources.pages.truncate(1);
        documents(kept.path(), &mut of);
        let names: Vec<_> = parts(kept.path()).into_iter().map(|(path, _)| path).collect();
        assert_eq!(names.len(), 1, "{names:?}");
    }

    #[test]
    fn texts_that_are_read_in_another_way_are_parsed() {
        let kept = tempfile::tempdir().unwrap();
        let mut of = configured(&Path::new(env!("CARGO_MANIFEST_DIR")).join("site"));
        documents(kept.path(), &mut of);
        let settings = crate::syntax::markdown::MarkdownSettings { math: false, ..of.reader.settings().clone() };
        of.reader = Arc::new(Reader::new(settings));
        assert_eq!(shown(&documents(kept.path(), &mut of)), shown(&parsed(&of)));
        let single = of.sources.pages.iter_mut().find(|page| page.role != load::Role::Inner).unwrap();
        single.role = load::Role::Inner;
        assert_eq!(shown(&documents(kept.path(), &mut of)), shown(&parsed(&of)));
        Arc::make_mut(&mut of.config).clinic_words.check_headings.push("something else".to_owned());
        let (_, unkept) = super::documents(&of.sources, &of.reader, &of.config);
        assert!(!unkept.parts.is_empty());
    }

    #[test]
    fn a_part_that_is_damaged_costs_time_and_nothing_else() {
        let kept = tempfile::tempdir().unwrap();
        let mut of = configured(&Path::new(env!("CARGO_MANIFEST_DIR")).join("site"));
        let anew = shown(&documents(kept.path(), &mut of));
        for (path, bytes) in parts(kept.path()) {
            crate::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
            assert_eq!(shown(&documents(kept.path(), &mut of)), anew);
            assert!(crate::fs::read(&path).unwrap() == bytes);
        }
    }

    #[test]
    fn texts_that_are_not_those_of_the_documents_cost_time_and_nothing_else() {
        let kept = tempfile::tempdir().unwrap();
        let mut of = configured(&Path::new(env!("CARGO_MANIFEST_DIR")).join("site"));
        of.sources.root = Root::new(kept.path());
        let (anew, unkept) = super::documents(&of.sources, &of.reader, &of.config);
        assert!(!unkept.parts.is_empty());
        for UnkeptPart { store, keys, .. } in &unkept.parts {
            let to_keep: Vec<_> = keys.iter().filter_map(|(path, _)| anew.of(path)).map(|one| one.to_keep()).collect();
            let (packed, texts) = written_together(|| Packed::of(&to_keep));
            store.prepare().unwrap();
            store.put(keys, &texts.get(..texts.len() / 2).unwrap_or_default(), &packed).unwrap();
        }
        assert_eq!(shown(&documents(kept.path(), &mut of)), shown(&anew));
    }
}
