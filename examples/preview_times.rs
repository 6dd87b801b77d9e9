//! How long a saved file takes to be served by a preview: `cargo run --release --example preview_times -- DIR`.
//!
//! The server runs in this process, on the course in `DIR`, which is changed and put back. Each time runs from the end
//! of the write to the end of the first answer that has the new text; the page is asked for every two milliseconds.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::print_stdout, reason = "a measurement")]

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use mistake_clinic::api::model::Edition;
use mistake_clinic::api::pipeline::{Caching, Options};
use mistake_clinic::api::serve::PreviewSite;
use mistake_clinic::api::serve::{self, Events, News};

const EDITS: usize = 20;

/// Hands on the address, and says when all is quiet.
struct Listener {
    address: Mutex<mpsc::Sender<String>>,
    complete: Mutex<mpsc::Sender<()>>,
}

impl Events for Listener {
    fn ready(&self, address: &str) {
        self.address.lock().unwrap().send(address.to_owned()).unwrap();
    }

    fn polling(&self, why: &str) {
        println!("polling: {why}");
    }

    fn changing(&self, _: &[PathBuf]) {}

    fn unchanged(&self) {}

    fn news(&self, news: &News) {
        if news.complete {
            self.complete.lock().unwrap().send(()).unwrap();
        }
    }

    fn trouble(&self, what: &str) {
        println!("trouble: {what}");
    }
}

fn main() {
    let root = fs::canonicalize(std::env::args().nth(1).expect("the folder of a course")).unwrap();
    let (address, addresses) = mpsc::channel();
    let (complete, completed) = mpsc::channel();
    let listener: Arc<dyn Events> = Arc::new(Listener { address: Mutex::new(address), complete: Mutex::new(complete) });
    let start = Instant::now();
    let preview = PreviewSite::new(root.clone(), Options::hosted(Edition::Learner, false), Caching::On);
    let options = serve::Options { host: "127.0.0.1".to_owned(), port: None, allowed_hosts: Vec::new(), poll: false };
    let (updater, site) = (preview.updater(), Arc::clone(&preview));
    thread::spawn(move || serve::serve(&options, site, updater, &listener).unwrap());
    let address = addresses.recv().unwrap();
    let site = Address::of(&address);
    site.get("");
    println!("first page after {} ms", start.elapsed().as_millis());
    println!("memory {} MB", megabytes());
    completed.recv().unwrap();
    println!("findings of the whole course after {} ms, memory {} MB", start.elapsed().as_millis(), megabytes());

    let files = markdown(&root.join("content"));
    let labs: Vec<&PathBuf> = files.iter().filter(|path| is_practice(path)).collect();
    let singles: Vec<&PathBuf> = files.iter().filter(|path| is_single(path)).collect();
    measure("single files", &singles, &root, &site);
    measure("practice pages in bundles", &labs, &root, &site);
    for (name, path) in [
        ("the title in clinic.yaml", "clinic.yaml"),
        ("a preset", "clinic.yaml"),
        ("a template", "templates/home.html"),
    ] {
        let page =
            if name == "a preset" { url(labs[0].parent().unwrap().parent().unwrap(), &root) } else { String::new() };
        time_of_rebuild(name, &root.join(path), &page, &site);
    }
    println!("memory {} MB", megabytes());
}

/// Edits up to twenty of `paths`, spread over all of them.
fn measure(name: &str, paths: &[&PathBuf], root: &Path, site: &Address) {
    let mut times: Vec<Duration> = Vec::new();
    for (number, path) in paths.iter().step_by((paths.len() / EDITS).max(1)).take(EDITS).enumerate() {
        let url = url(path, root);
        let text = fs::read_to_string(path).unwrap();
        let word = format!("edited{number}word");
        fs::write(path, format!("{text}\n{word}\n")).unwrap();
        times.push(site.wait(&url, |page| page.contains(&word)));
        fs::write(path, text).unwrap();
        site.wait(&url, |page| !page.contains(&word));
    }
    times.sort();
    let (median, most) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{name}: {} edits, median {} ms, maximum {} ms", times.len(), median.as_millis(), most.as_millis());
}

/// Changes something that the whole course depends on.
fn time_of_rebuild(name: &str, path: &Path, url: &str, site: &Address) {
    let old = fs::read_to_string(path).ok();
    let word = "retitledcourse";
    let new = match (name, &old) {
        ("a template", _) => format!("<!doctype html><title>{word}</title>"),
        ("a preset", Some(old)) => format!(
            "{old}\nradar_presets:\n  measured:\n    each: practice/*.md\n    mistake: '{word} in {{where}}'\n    symptom: S\n    repair: R\n"
        ),
        (_, Some(old)) => old.replacen("title: ", &format!("title: {word} "), 1),
        (_, None) => format!("title: {word}\n"),
    };
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, new).unwrap();
    let started = Instant::now();
    site.wait(url, |page| page.contains(word));
    println!("{name}: {} ms", started.elapsed().as_millis());
    match old {
        Some(old) => fs::write(path, old).unwrap(),
        None => fs::remove_file(path).unwrap(),
    }
    site.wait(url, |page| !page.contains(word));
}

/// Where the preview is.
struct Address {
    host: String,
    base: String,
}

impl Address {
    fn of(address: &str) -> Self {
        let rest = address.strip_prefix("http://").unwrap();
        let (host, base) = rest.split_once('/').unwrap();
        Self { host: host.to_owned(), base: format!("/{base}") }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let Self { host, base } = self;
        write!(stream, "GET {base}{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// How long it takes until the page is as wished.
    fn wait(&self, path: &str, wished: impl Fn(&str) -> bool) -> Duration {
        let start = Instant::now();
        while !wished(&self.get(path)) {
            assert!(start.elapsed() < Duration::from_mins(1), "{path} does not change");
            thread::sleep(Duration::from_millis(2));
        }
        start.elapsed()
    }
}

/// `content/01-a/02-b.md` → `a/b/`
fn url(path: &Path, root: &Path) -> String {
    let relative = path.strip_prefix(root.join("content")).unwrap().with_extension("");
    let names = relative.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    let bare = names.map(|name| match name.split_once('-') {
        Some((number, rest)) if number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            rest.to_owned()
        }
        _ => name,
    });
    bare.map(|name| name.to_lowercase() + "/").collect()
}

fn is_practice(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "practice")
}

fn is_single(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_string_lossy();
    !path.with_file_name("index.md").exists() && name != "_index.md" && !is_practice(path)
}

fn markdown(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
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

/// What this process holds, where the system tells.
fn megabytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) / 1024
}
