//! The files of what is moved, and where each of them goes.

use std::collections::BTreeMap;

use super::thing::Thing;
use crate::answers::AnswerDocument;
use crate::assemble::path_key;
use crate::error::{Error, Result};
use crate::model::course::Course;
use crate::pipeline::Material;
use crate::relocate::Left;
use crate::text::SourcePath;
use crate::text::address::segment;

/// The files of `thing` and the answers for its statements, with their paths once it lies at `new`.
///
/// # Errors
/// One of them cannot be read.
pub(super) fn of(
    thing: &Thing,
    new: &str,
    course: &Course,
    material: &Material,
) -> Result<BTreeMap<SourcePath, SourcePath>> {
    let sources = &material.sources;
    if let Some(path) = sources.unread.iter().find(|path| thing.holds(path.in_content())) {
        let message = format!("`{path}` cannot be moved, because it cannot be read");
        return Err(Error::refused(message, "fix the file first: `clinic check` shows the error"));
    }
    let texts = sources.pages.iter().map(|page| page.file.path());
    let files = sources.files.iter().chain(texts).filter(|path| thing.holds(path.in_content()));
    let place = |path: &SourcePath| SourcePath::new(format!("content/{new}{}", &path.in_content()[thing.path.len()..]));
    let mut moves: BTreeMap<SourcePath, SourcePath> = files.map(|path| (path.clone(), place(path))).collect();
    let pages: BTreeMap<String, &SourcePath> =
        course.pages.iter().map(|page| (path_key(page.source.in_content()), &page.source)).collect();
    for document in material.inputs().answers.iter() {
        let page = pages.get(&path_key(&document.page)).filter(|page| thing.holds(page.in_content()));
        if let Some(to) = page.and_then(|page| answers(document, page, &place(page))) {
            moves.insert(document.file.path().clone(), to);
        }
    }
    Ok(moves)
}

/// Where the answers for a page go that moves from `old` to `new`: they are called like the page, or like its folder where
/// they were called so.
fn answers(document: &AnswerDocument, old: &SourcePath, new: &SourcePath) -> Option<SourcePath> {
    let (_, ending) = document.file.path().as_str().rsplit_once('.')?;
    let folder = document.folder();
    let is_of_folder = |name: &str| ["index", "_index"].contains(&segment(name).as_str());
    let own_name = document.page.rsplit('/').next().unwrap_or_default();
    let page = if is_of_folder(without_ending(old.file_name())) && !is_of_folder(own_name) {
        new.content_folder()
    } else {
        without_ending(new.in_content())
    };
    Some(SourcePath::new(format!("{folder}{page}.{ending}")))
}

fn without_ending(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

/// What lies in a folder that moves and is no part of the course.
pub(super) fn left_behind(thing: &Thing, material: &Material) -> Vec<Left> {
    let in_content = material.sources.left_out.keys().filter(|path| path.as_str().starts_with("content/"));
    let stays = in_content.filter(|path| thing.holds(path.in_content()));
    let message = "this file is not part of the course, so it was not moved";
    stays.map(|path| Left { path: path.clone(), line: 1, message: message.to_owned() }).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::text::SourceFile;

    #[test]
    fn answers_are_called_as_they_were() {
        let moved = |file: &str, page: &str, old: &str, new: &str| {
            let file = Arc::new(SourceFile::new(SourcePath::new(file), ""));
            let document = AnswerDocument { file, page: page.to_owned(), entries: Vec::new(), findings: Vec::new() };
            let path = |path: &str| SourcePath::new(format!("content/{path}"));
            answers(&document, &path(old), &path(new)).unwrap().to_string()
        };
        assert_eq!(moved("answers/a/01-m.yaml", "a/01-m", "a/01-m.md", "b/02-n.md"), "answers/b/02-n.yaml");
        assert_eq!(moved("../keys/a/m.yml", "a/m", "01-a/01-m/index.md", "b/n/index.md"), "../keys/b/n.yml");
        assert_eq!(moved("k/a/m/index.yaml", "a/m/index", "a/m/index.md", "b/n/index.md"), "k/b/n/index.yaml");
        assert_eq!(moved("k/a/m/clinic.yaml", "a/m/clinic", "a/m/clinic.md", "b/n/clinic.md"), "k/b/n/clinic.yaml");
    }
}
