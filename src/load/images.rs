//! The sizes of images, from the beginnings of their files.

use std::collections::BTreeMap;
use std::io::BufReader;
use std::path::Path;

use rayon::prelude::*;

use crate::fs;
use crate::model::image::Image;
use crate::syntax::image::Kind;
use crate::text::SourcePath;

/// What is known of every file that is called an image.
pub(super) fn images<'p>(root: &Path, paths: impl IntoIterator<Item = &'p SourcePath>) -> BTreeMap<SourcePath, Image> {
    let paths: Vec<&SourcePath> = paths.into_iter().collect();
    paths.par_iter().filter_map(|path| Some(((*path).clone(), image(root, path)?))).collect()
}

/// What is known of one file now; `None` where it is called no image.
pub fn image(root: &Path, path: &SourcePath) -> Option<Image> {
    let kind = Kind::of(path.file_name())?;
    let file = fs::open(&root.join(path.as_str()));
    // Whoever copies it has to say that it cannot be read.
    Some(file.map_or(Image::Unsized, |file| kind.read(&mut BufReader::new(file))))
}
