//! Files that a text takes lines from, read with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::SourcePath;

/// The files that a text takes lines from, by what is typed for each. Clones share them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken(Arc<BTreeMap<String, Found>>);

/// What was found for the path of a file that lines are taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Found {
    /// The file, and its text.
    File(SourcePath, Arc<str>),
    /// The file, and why its text cannot be read.
    Unreadable(SourcePath, String),
    /// There is no such file in the course.
    Nothing {
        /// One that is spelled like it.
        near: Option<String>,
    },
    /// It is the path of a page, whose marks may hide something.
    Page,
    /// Outside of the folder that holds the pages.
    Outside,
}

impl Taken {
    /// These files.
    pub fn new(files: BTreeMap<String, Found>) -> Self {
        Self(Arc::new(files))
    }

    /// What was found for the path `typed`; `None` where nothing was looked for.
    pub fn get(&self, typed: &str) -> Option<&Found> {
        self.0.get(typed)
    }

    /// What was typed, and what was found for it.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Found)> {
        self.0.iter().map(|(typed, found)| (typed.as_str(), found))
    }

    /// Whether it was looked for exactly these.
    pub fn answers<'t>(&self, typed: impl IntoIterator<Item = &'t String>) -> bool {
        self.0.keys().eq(typed)
    }
}
