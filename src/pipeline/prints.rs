//! Which files hold something else than before, for all files but those that are parsed one by one.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::fs::Below;
use crate::load::{self, Sources};
use crate::model::image::Image;
use crate::text::SourcePath;
use crate::text::id::fingerprint;

/// Larger files are known by their length and the time of their last change.
const LARGEST: u64 = 4 << 20;

/// What files hold, as far as it takes to see that it is the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Prints {
    files: BTreeMap<SourcePath, String>,
}

impl Prints {
    /// Of everything in the course but its markdown, which is compared word for word. Texts and what images told are
    /// taken as they were read, since they may have changed again by now; all other files are read later than this.
    pub(super) fn of(sources: &Sources) -> Self {
        let Sources { files, statics, themes, strings, templates, config, .. } = sources;
        let paths: Vec<&SourcePath> = files.iter().chain(statics).chain(themes).collect();
        let print = |path: &&SourcePath| {
            let image = sources.images.get(*path);
            ((*path).clone(), print(&sources.on_disk(path), image))
        };
        let texts = strings.iter().chain(templates).chain([config]);
        let texts = texts.map(|file| (file.path().clone(), fingerprint(file.text().as_bytes())));
        let mut files: BTreeMap<SourcePath, String> = paths.par_iter().map(print).collect();
        files.extend(texts);
        Self { files }
    }

    /// Whether the file at `path` is known and holds what it held.
    pub(super) fn is_same(&self, sources: &Sources, path: &SourcePath) -> bool {
        let now = || print(&sources.on_disk(path), load::image(&sources.root, path).as_ref());
        self.files.get(path).is_some_and(|old| *old == now())
    }
}

/// Texts are read without a byte-order mark.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

/// With what it told as an image, so that one which changed after that is not taken for the same.
fn print(file: &Below, image: Option<&Image>) -> String {
    let content = match file.open() {
        Ok(opened) if opened.about.len() > LARGEST => {
            format!("{} {:?}", opened.about.len(), opened.about.modified().ok())
        }
        Ok(opened) => opened.read().map(|bytes| fingerprint(without_mark(&bytes))).unwrap_or_default(),
        // Nothing for a file that cannot be read.
        Err(_) => String::new(),
    };
    image.map_or(content.clone(), |image| format!("{content} {image:?}"))
}
