//! The files that are copied: whether they can be, and the sizes of images from the beginnings of theirs.

use std::collections::BTreeMap;
use std::io::BufReader;

use rayon::prelude::*;

use super::left_out::Notes;
use super::stray::{self, Stray};
use super::unreadable;
use crate::finding::Finding;
use crate::fs::{Opened, Root, metadata};
use crate::model::image::Image;
use crate::syntax::image::Kind;
use crate::text::SourcePath;

/// What one look at a file tells.
enum Seen {
    Nothing,
    Image(Image),
    Stray(Stray),
    /// It cannot be read; with what is known of it as an image.
    Unreadable(Box<Finding>, Option<Image>),
}

/// Takes what must not be copied out of `paths`, and gives what is known of every file that is called an image.
pub(super) fn look_at(root: &Root, paths: &mut Vec<SourcePath>, notes: &mut Notes) -> BTreeMap<SourcePath, Image> {
    let seen: Vec<Seen> = paths.par_iter().map(|path| see(root, path)).collect();
    let (mut images, mut kept) = (BTreeMap::new(), Vec::with_capacity(paths.len()));
    for (path, seen) in paths.drain(..).zip(seen) {
        let image = match seen {
            Seen::Nothing => None,
            Seen::Image(image) => Some(image),
            Seen::Unreadable(finding, image) => {
                notes.findings.push(*finding);
                image
            }
            Seen::Stray(stray) => {
                notes.stray(root, path, &stray);
                continue;
            }
        };
        images.extend(image.map(|image| (path.clone(), image)));
        kept.push(path);
    }
    *paths = kept;
    images
}

fn see(root: &Root, path: &SourcePath) -> Seen {
    let opened = match root.file(path).open() {
        Ok(opened) => opened,
        Err(error) => {
            let image = Kind::of(path.file_name()).map(|_| Image::Unsized);
            return Seen::Unreadable(Box::new(unreadable(path, &error)), image);
        }
    };
    if let Some(kind) = Kind::of(path.file_name()) {
        return Seen::Image(kind.read(&mut BufReader::new(opened.file)));
    }
    let is_of_course = |path: &str| metadata(&root.path().join(path)).is_ok_and(|found| found.is_some());
    let stray = stray::by_name(path).or_else(|| stray::by_text(path, &text(root, path, opened), &is_of_course));
    stray.map_or(Seen::Nothing, Seen::Stray)
}

/// Takes what must not be copied out of the files of themes. What cannot be read is told where a theme is put together.
pub(super) fn look_at_themes(root: &Root, paths: &mut Vec<SourcePath>, notes: &mut Notes) {
    let is_looked_at = |path: &SourcePath| stray::is_of_theme(path.as_str()) && Kind::of(path.file_name()).is_none();
    paths.retain(|path| {
        if !is_looked_at(path) {
            return true;
        }
        let Seen::Stray(stray) = see(root, path) else { return true };
        notes.stray(root, path.clone(), &stray);
        false
    });
}

/// As much of a file as may tell that it is text of a course.
fn text(root: &Root, path: &SourcePath, opened: Opened) -> Vec<u8> {
    let length = opened.about.len();
    let start = opened.start(stray::START).unwrap_or_default();
    if length <= stray::START || !stray::is_text(&start) {
        return start;
    }
    root.file(path).open().and_then(|opened| opened.start(stray::MOST)).unwrap_or(start)
}

/// What is known of one file now; `None` where it is called no image.
pub fn image(root: &Root, path: &SourcePath) -> Option<Image> {
    let kind = Kind::of(path.file_name())?;
    let opened = root.file(path).open();
    // Whoever copies it has to say that it cannot be read.
    Some(opened.map_or(Image::Unsized, |opened| kind.read(&mut BufReader::new(opened.file))))
}
