//! Which files hold something else than before, for all files but those that are parsed one by one.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::fs::last_touched;
use crate::load::{self, Sources};
use crate::model::image::Image;
use crate::text::SourcePath;
use crate::text::id::fingerprint;
use crate::text::taken::Found;

/// Larger files, which are copied from the disk, are known by their length and the times of their last changes.
const LARGEST: u64 = 4 << 20;

/// What files hold, as far as it takes to see that it is the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct FileFingerprints {
    files: BTreeMap<SourcePath, String>,
}

impl FileFingerprints {
    /// Of everything in the course but its markdown, which is compared word for word. Texts and what images told are
    /// taken as they were read, since they may have changed again by now; all other files are read later than this.
    pub(super) fn of(sources: &Sources) -> Self {
        let Sources { files, statics, themes, strings, templates, config, .. } = sources;
        let paths: Vec<&SourcePath> = files.iter().chain(statics).chain(themes).collect();
        let print = |path: &&SourcePath| {
            let image = sources.images.get(*path);
            ((*path).clone(), print(sources, path, false, image))
        };
        let texts = strings
            .iter()
            .chain(templates)
            .chain([config])
            .map(|file| (file.path().clone(), fingerprint(file.text().as_bytes())));
        let mut files: BTreeMap<SourcePath, String> = paths.par_iter().map(print).collect();
        files.extend(texts);
        let taken = taken(sources).map(|(path, text)| {
            let content = fingerprint(text.as_bytes());
            (path.clone(), with_image(content, sources.images.get(path)))
        });
        files.extend(taken);
        Self { files }
    }

    /// The files of `sources` that are read again after this was made: they hold what it says if nobody touched them since.
    pub(super) fn read_later(sources: &Sources) -> Vec<SourcePath> {
        let Sources { files, statics, themes, .. } = sources;
        files.iter().chain(statics).chain(themes).cloned().collect()
    }

    /// What the file at `path` held.
    pub(super) fn of_file(&self, path: &SourcePath) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Whether the file at `path` is known and holds what it held.
    pub(super) fn is_same(&self, sources: &Sources, path: &SourcePath) -> bool {
        let Sources { strings, templates, config, .. } = sources;
        let is_text = strings.iter().chain(templates).chain([config]).any(|file| file.path() == path)
            || taken(sources).any(|(taken, _)| taken == path);
        let now = || print(sources, path, is_text, load::image(&sources.root, path).as_ref());
        self.files.get(path).is_some_and(|old| *old == now())
    }
}

/// Texts are read without a byte-order mark; of all other files it is a part. With what it told as an image, so that one
/// which changed after that is not taken for the same.
fn print(sources: &Sources, path: &SourcePath, is_text: bool, image: Option<&Image>) -> String {
    // What a theme publishes is held in memory, all else is copied from the disk.
    let is_held = path.as_str().starts_with("themes/");
    let read = |bytes: Vec<u8>| {
        let mark = "\u{feff}".as_bytes();
        fingerprint(bytes.strip_prefix(mark).filter(|_| is_text).unwrap_or(&bytes))
    };
    let content = match sources.on_disk(path).open() {
        Ok(opened) if opened.about.len() > LARGEST && !is_held && !is_text => {
            format!("{} {:?} {:?}", opened.about.len(), opened.about.modified().ok(), last_touched(&opened.about))
        }
        Ok(opened) => opened.read().map(read).unwrap_or_default(),
        // Nothing for a file that cannot be read.
        Err(_) => String::new(),
    };
    with_image(content, image)
}

fn with_image(content: String, image: Option<&Image>) -> String {
    match image {
        Some(image) => format!("{content} {image:?}"),
        None => content,
    }
}

/// The files that pages take code from, as they were read with them.
fn taken(sources: &Sources) -> impl Iterator<Item = (&SourcePath, &str)> {
    let all = sources.pages.iter().flat_map(|page| page.file.taken().iter());
    all.filter_map(|(_, found)| if let Found::File(path, text) = found { Some((path, &**text)) } else { None })
}
