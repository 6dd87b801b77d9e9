//! The documents of a course.

use std::sync::Arc;

use rayon::prelude::*;

use super::Document;
use crate::model::course::DocumentId;
use crate::model::shelves::{Iter, Shelves};
use crate::text::SourcePath;

/// So few are not worth another thread.
const FEW: usize = 256;

/// Documents that are found by their files. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    /// Sorted by path, which is different for each.
    all: Shelves<Arc<Document>>,
}

impl Documents {
    /// These documents, one for each file.
    pub fn new(mut documents: Vec<Arc<Document>>) -> Self {
        documents.par_sort_by(|a, b| a.file.path().cmp(b.file.path()));
        documents.dedup_by(|a, b| a.file.path() == b.file.path());
        Self { all: documents.into_iter().collect() }
    }

    /// The document of this id.
    pub fn get(&self, id: DocumentId) -> &Arc<Document> {
        &self.all[id.0]
    }

    /// The document of this file.
    pub fn of(&self, path: &SourcePath) -> Option<&Arc<Document>> {
        self.id(path).map(|id| self.get(id))
    }

    /// The id of the document of this file.
    pub fn id(&self, path: &SourcePath) -> Option<DocumentId> {
        let place = self.all.partition_point(|document| document.file.path() < path);
        self.all.get(place).filter(|document| document.file.path() == path).map(|_| DocumentId(place))
    }

    /// All of them, by path.
    pub fn iter(&self) -> Iter<'_, Arc<Document>> {
        self.all.iter()
    }

    /// What `read` makes of each, with its id, by path; on every core.
    pub fn each<'d, T: Send>(&'d self, read: impl Fn(&'d Document) -> T + Sync) -> Vec<(DocumentId, T)> {
        let ids = (0..self.all.len()).into_par_iter().with_min_len(FEW);
        ids.map(|index| (DocumentId(index), read(&self.all[index]))).collect()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Puts a document in the place of the one that was read from the same file; nothing happens where there is none.
    pub fn put(&mut self, document: Arc<Document>) {
        if let Some(id) = self.id(document.file.path()) {
            self.all.replace(id.0, document);
        }
    }

    /// The same documents, each as `change` makes it. It must leave their files where they are.
    #[must_use]
    pub fn changed(&self, change: impl FnMut(&Arc<Document>) -> Arc<Document>) -> Self {
        Self { all: self.all.iter().map(change).collect() }
    }

    /// Whether both are the very same documents, and not only equal ones.
    pub fn are(&self, others: &Self) -> bool {
        self.differing(others).is_some_and(|mut pairs| pairs.next().is_none())
    }

    /// Those that are not the very same, each after the one of the same id here; `None` where others are more or fewer.
    pub fn differing<'d>(
        &'d self,
        others: &'d Self,
    ) -> Option<impl Iterator<Item = (&'d Arc<Document>, &'d Arc<Document>)>> {
        let pairs = self.all.differing(&others.all).map(|place| (&self.all[place], &others.all[place]));
        (self.all.len() == others.all.len()).then_some(pairs)
    }

    /// Whether both were read from the same files, whatever stands in them.
    pub fn have_files_of(&self, others: &Self) -> bool {
        let is_same = |(one, other): (&Arc<Document>, &Arc<Document>)| one.file.path() == other.file.path();
        self.differing(others).is_some_and(|mut pairs| pairs.all(is_same))
    }
}

impl<'d> IntoIterator for &'d Documents {
    type Item = &'d Arc<Document>;
    type IntoIter = Iter<'d, Arc<Document>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
