//! The folder of answers, which may lie outside of the course: what lies in it.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use crate::config::Config;
use crate::config::course::FILE;
use crate::finding::{Finding, Outcome, Rule};
use crate::fs;
use crate::load::{self, AllLeftOut, Folder, Notes, Sources};
use crate::text::quote::shortened;
use crate::text::{Place, SourceFile, SourcePath};

/// What lies in the folder of answers.
#[derive(Debug, Default, Serialize)]
pub struct AnswerFolder {
    /// Whether no answers can lie in the folder.
    pub refused: bool,
    /// Whether the folder is there and may be read.
    pub(super) found: bool,
    /// Its YAML files.
    pub(super) files: Vec<AnswerSource>,
    /// Its markdown files with the pages that they seem to be for: answers are not read from those.
    pub(super) markdown: Vec<(SourcePath, String)>,
    /// What lies in it and is no part of the course.
    pub(super) left_out: AllLeftOut,
}

/// A file of answers.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerSource {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Its path in the folder without its ending, which is that of a page in `content/`.
    pub page: String,
}

/// Folders whose files are published or make the site.
const OTHERS: [&str; 5] = ["content", "static", "templates", "themes", "i18n"];

/// Reads the folder of answers that the configuration names; what is wrong with it is a finding.
pub fn load(sources: &Sources, config: &Config) -> Outcome<AnswerFolder> {
    let (root, folder) = (&sources.root, Folder { path: config.answers_folder(), is_named: config.answers.is_some() });
    if let Some((message, help)) = refused(root.path(), folder.path) {
        let place = config.answers.as_ref().map(|folder| folder.place.clone());
        let place = place.unwrap_or_else(|| Place::file(&SourcePath::new(FILE)));
        return Outcome {
            value: AnswerFolder { refused: true, ..AnswerFolder::default() },
            findings: vec![Finding::new(Rule::WrongType, place, message).help(help)],
        };
    }
    let mut notes = Notes::default();
    let paths = load::files(root, folder, &mut notes);
    let found = folder.is_there(root, &mut Notes::default());
    let Notes { mut findings, left_out } = notes;
    let (yaml, others): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| ends_in(path, &["yaml", "yml"]));
    let page = |path: &SourcePath| without_ending(&below(root.path(), folder.path, path)).to_owned();
    let markdown = others.into_iter().filter(|path| ends_in(path, &["md"])).map(|path| (path.clone(), page(&path)));
    let markdown = markdown.collect();
    let files = load::read_all(root, &yaml, &mut findings);
    let files = files.into_iter().map(|file| sources.rewritten.get(file.path()).cloned().unwrap_or(file));
    let files = files.map(|file| AnswerSource { page: page(file.path()), file }).collect();
    Outcome { value: AnswerFolder { refused: false, found, files, markdown, left_out }, findings }
}

/// Why no answers can lie in `folder`, and what to do about it.
fn refused(root: &Path, folder: &str) -> Option<(String, &'static str)> {
    let is_other = |other: &&str| overlap(root, folder, other);
    if let Some(other) = OTHERS.into_iter().find(is_other) {
        let message = format!("the answers folder `{folder}` overlaps with the folder `{other}`");
        return Some((message, "move the answers to a separate folder so that they are not published"));
    }
    let path = root.join(folder);
    if fs::is_dir(&path) || fs::canonical(&path).is_err() {
        return None;
    }
    let (kind, help) = if fs::is_file(&path) {
        ("file", "specify the folder that contains the file, or move the file to another folder")
    } else {
        ("pipe, socket, or device", "specify a folder instead, or remove the special file from the course")
    };
    Some((format!("`{}` is a {kind}, but answers are read from a folder", shortened(folder)), help))
}

/// Whether the folder of answers, by whatever links, is or holds another or lies in it. A link in the place of the other
/// is not followed, so it holds nothing.
fn overlap(root: &Path, answers: &str, other: &str) -> bool {
    let other = root.join(other);
    let is_link = fs::metadata(&other).is_ok_and(|found| found.is_some_and(|found| found.is_symlink()));
    match (fs::canonical(&root.join(answers)), fs::canonical(&other)) {
        (Ok(one), Ok(other)) if !is_link => one.starts_with(&other) || other.starts_with(&one),
        // What is not there holds nothing.
        _ => false,
    }
}

fn ends_in(path: &SourcePath, endings: &[&str]) -> bool {
    let ending = Path::new(path.as_str()).extension().unwrap_or_default();
    endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// The path of a file from the folder of answers.
fn below(root: &Path, folder: &str, path: &SourcePath) -> String {
    let (file, folder) = (root.join(path.as_str()), root.join(folder));
    let path = file.strip_prefix(&folder).unwrap_or(&file);
    load::slashed(path)
}

fn without_ending(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}
