//! How long a preview takes to follow an edit, without the server: `cargo run --release --example preview_times DIR`.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::print_stdout, reason = "a measurement")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use mistake_clinic::model::kinds::Edition;
use mistake_clinic::pipeline::Options;
use mistake_clinic::pipeline::preview::Preview;

fn main() {
    let root = PathBuf::from(std::env::args().nth(1).expect("the folder of a course"));
    let options = Options { edition: Edition::Learner, drafts: false };
    let start = Instant::now();
    let (mut preview, _) =
        Preview::open(&root, options, &mut |stage| println!("{stage} after {:?}", start.elapsed())).unwrap();
    println!("opened in {:?}", start.elapsed());
    let files: Vec<PathBuf> = markdown(&root.join("content"));
    let singles = files.iter().filter(|path| is_single(path));
    let labs = files.iter().filter(|path| path.components().any(|part| part.as_os_str() == "practice"));
    for (name, paths) in [("single files", singles.collect::<Vec<_>>()), ("practice pages", labs.collect())] {
        let mut times: Vec<Duration> = Vec::new();
        for path in paths.iter().step_by((paths.len() / 20).max(1)).take(20) {
            let text = std::fs::read_to_string(path).unwrap();
            std::fs::write(path, format!("{text}\nEdited.\n")).unwrap();
            let start = Instant::now();
            let change = preview.change(&[PathBuf::clone(path)]).unwrap();
            assert_eq!(change.pages, Some(1), "{}", path.display());
            times.push(start.elapsed());
            std::fs::write(path, text).unwrap();
            preview.change(&[PathBuf::clone(path)]).unwrap();
        }
        times.sort();
        println!("{name}: median {:?}, maximum {:?}", times[times.len() / 2], times.last().unwrap());
    }
}

fn is_single(path: &Path) -> bool {
    let index = path.with_file_name("index.md");
    let name = path.file_name().unwrap().to_string_lossy();
    !index.exists() && name != "_index.md" && !path.components().any(|part| part.as_os_str() == "practice")
}

fn markdown(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(markdown(&path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}
