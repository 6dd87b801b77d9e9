//! The documents tell the truth: each command of the README and of the guide prints what stands below it, each example
//! is a course that builds, and each link leads somewhere.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests read the documents from outside")]

mod blocks;
mod fragment;
mod links;
mod session;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use blocks::{Block, blocks};
use rayon::prelude::*;
use session::Session;

use crate::support::clinic;

/// The folder of the project.
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The guide's folder, seen from that of the project.
const GUIDE: &str = "docs/guide";

/// The pages whose examples `tests/program/explain.rs` runs: each of them shows what is wrong, then what is right.
const RULES: &str = "docs/guide/content/04-rules/";

/// Words that are read in a minute, for a reader who knows the subject: a slow one of those whose speed is known.
const WORDS_PER_MINUTE: usize = 240;

/// A document of the project.
struct Document {
    /// Its path in the project.
    path: String,
    text: String,
}

impl Document {
    fn read(path: &str) -> Self {
        Self { path: path.to_owned(), text: fs::read_to_string(Path::new(ROOT).join(path)).unwrap() }
    }

    fn blocks(&self) -> Vec<Block> {
        blocks(&self.text)
    }
}

/// The pages of the guide but those of its rules.
fn guide() -> Vec<Document> {
    let files = walkdir::WalkDir::new(Path::new(ROOT).join(GUIDE).join("content")).sort_by_file_name();
    let files = files.into_iter().map(|entry| entry.unwrap().into_path());
    let own = files.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let paths = own.map(|path| path.strip_prefix(ROOT).unwrap().to_str().unwrap().to_owned());
    paths.filter(|path| !path.starts_with(RULES)).map(|path| Document::read(&path)).collect()
}

/// The guide's pages by the course that their examples make: those of a bundle share one, and its clinic page is the last.
fn courses() -> Vec<Vec<Document>> {
    let mut courses: BTreeMap<PathBuf, Vec<Document>> = BTreeMap::new();
    for document in guide() {
        let path = Path::new(&document.path);
        let bundle = path.ancestors().skip(1).find(|folder| Path::new(ROOT).join(folder).join("index.md").exists());
        courses.entry(bundle.unwrap_or(path).to_owned()).or_default().push(document);
    }
    let mut courses: Vec<Vec<Document>> = courses.into_values().collect();
    for course in &mut courses {
        course.sort_by_key(|document| document.path.ends_with("/index.md"));
    }
    courses
}

/// What is wrong with the examples and commands of documents that make one course.
fn faults(documents: &[Document], session: &mut Session) -> Vec<String> {
    let mut faults = Vec::new();
    let mut shows_findings = false;
    for document in documents {
        for block in document.blocks() {
            let place = format!("{}:{}", document.path, block.line);
            let fault = match (&block.title, block.language.as_str()) {
                (Some(title), _) => session.write(title, &block.text),
                (None, "console") => {
                    shows_findings |= block.text.contains("error[") || block.text.contains("warning[");
                    session.run(&block.text)
                }
                (None, "sh" | "bash" | "shell") => Some("commands belong into a `console` block".to_owned()),
                (None, language) => fragment::fault(language, &block.text),
            };
            faults.extend(fault.map(|fault| format!("{place}: {fault}")));
        }
    }
    if !shows_findings {
        let name = documents.last().map_or("", |document| &document.path);
        faults.extend(session.unsound().map(|said| format!("{name}: its course is not sound at the end: {said}")));
    }
    faults
}

fn has_examples(documents: &[Document]) -> bool {
    documents.iter().any(|document| !document.blocks().is_empty())
}

#[test]
fn the_guide_builds_without_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    let mut build = clinic();
    build.args(["build", "--deny-warnings", "--no-cache", "--output"]).arg(folder.path()).arg(GUIDE).current_dir(ROOT);
    let output = build.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn every_command_and_example_of_the_guide_does_what_it_shows() {
    let courses: Vec<_> = courses().into_iter().filter(|course| has_examples(course)).collect();
    assert!(courses.len() > 10, "{} courses are few", courses.len());
    let run = |course: &Vec<Document>| faults(course, &mut Session::in_course(&starts_empty(course)));
    let faults: Vec<String> = courses.par_iter().flat_map(run).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// Whether the first command makes the course.
fn starts_empty(course: &[Document]) -> session::Start {
    let mut blocks = course.iter().flat_map(Document::blocks);
    let first = blocks.find(|block| block.title.is_some() || block.language == "console");
    match first {
        Some(block) if block.title.is_none() && block.text.starts_with("$ clinic init") => session::Start::Empty,
        _ => session::Start::Course,
    }
}

#[test]
fn every_command_and_example_of_the_readme_does_what_it_shows() {
    let faults = faults(&[Document::read("README.md")], &mut Session::in_course(&session::Start::Repository));
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn the_readme_is_read_in_two_minutes() {
    let words = blocks::prose(&Document::read("README.md").text).split_whitespace().count();
    assert!(words <= 2 * WORDS_PER_MINUTE, "{words} words of prose");
    assert!(words > 100, "{words} words are found");
}

#[test]
fn every_link_between_documents_leads_somewhere() {
    let mut faults = Vec::new();
    for entry in walkdir::WalkDir::new(ROOT).into_iter().filter_entry(is_source) {
        let path = entry.unwrap().into_path();
        if path.extension().is_some_and(|extension| extension == "md") {
            faults.extend(links::faults(Path::new(ROOT), &path));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Whether something of the project is written by hand, and is no course, which the program checks itself.
fn is_source(entry: &walkdir::DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_hidden = name.starts_with('.') && ![".", ".github"].contains(&&*name) && entry.depth() > 0;
    let is_made = ["target", "node_modules", "public"].contains(&&*name);
    let is_course = entry.path().join("clinic.yaml").exists() || name == "fixtures" || name == "files";
    !is_hidden && !is_made && !is_course
}
