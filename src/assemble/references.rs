//! Every reference of a course and what it means, for those who move files.

use super::assembled::Assembled;
use super::naming::joined;
pub use super::reference::{Context, Meaning, Reference, Sought};
use crate::model::course::Course;

/// The references of a course.
#[derive(Debug)]
pub struct References {
    assembled: Assembled,
    /// All of them, in the order in which they were resolved.
    pub all: Vec<Reference>,
}

impl References {
    pub(super) fn new(assembled: Assembled, all: Vec<Reference>) -> Self {
        Self { assembled, all }
    }

    /// The course that they stand in.
    pub fn course(&self) -> &Course {
        &self.assembled.course
    }

    /// What `path` would mean, written there.
    pub fn meaning(&self, path: &str, sought: Sought, context: &Context) -> Meaning {
        self.assembled.basis.lookup.meaning(path, sought, &context.from().folders())
    }

    /// The path from `content/` that `path` spells in its own folder, or everywhere where it starts with `/`.
    pub fn spelled_near(&self, path: &str, sought: Sought, context: &Context) -> Option<String> {
        let folder = if path.starts_with('/') { "" } else { context.folder() };
        joined(folder, path).filter(|spelled| self.spelled(path, sought, context).as_ref() == Some(spelled))
    }

    /// The path from `content/` that `path` spells there, in the first folder that has what it means.
    pub fn spelled(&self, path: &str, sought: Sought, context: &Context) -> Option<String> {
        let from = context.from();
        let hit = |folder: &str| match self.assembled.basis.lookup.meaning(path, sought, &[folder]) {
            Meaning::Page(_) | Meaning::File(_) => joined(folder, path),
            Meaning::Address(_) | Meaning::Nothing => None,
        };
        if path.starts_with('/') { hit("") } else { from.folders().into_iter().find_map(hit) }
    }
}
