//! The themes of a course, without reading its texts.

use std::path::Path;

use super::configure;
use crate::config::Config;
use crate::config::course::FILE;
use crate::error::Result;
use crate::fs::Root;
use crate::load::{self, Sources};
use crate::syntax::markdown::Reader;
use crate::text::{SourceFile, SourcePath};
use crate::theme::Catalogue;

/// What a course looks like and could look like.
pub struct Look {
    sources: Sources,
    config: Config,
    reader: Reader,
}

impl Look {
    /// Reads the configuration and lists the themes of the course in `root`. What is wrong with them is told by a check.
    ///
    /// # Errors
    /// `clinic.yaml` cannot be read.
    pub fn read(root: &Path) -> Result<Self> {
        Ok(Self::of(load::look(root)?))
    }

    /// What there is without a course.
    pub fn built_in() -> Self {
        Self::of(Sources::bare(&Root::new(Path::new("")), SourceFile::new(SourcePath::new(FILE), "")))
    }

    fn of(sources: Sources) -> Self {
        let (config, _, reader) = configure::configure(&sources, &mut Vec::new());
        Self { sources, config, reader }
    }

    /// The themes.
    pub fn themes(&self) -> Catalogue<'_> {
        let used = self.config.theme.name.as_ref().map(|name| name.value.as_str());
        Catalogue::new(&self.sources, &self.reader, used)
    }
}
