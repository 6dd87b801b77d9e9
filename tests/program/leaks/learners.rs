//! What a preview for learners gives away.

use std::collections::BTreeSet;
#[cfg(feature = "serve")]
use std::io::{BufRead as _, BufReader, Read as _, Write as _};

use mistake_clinic::api::model::Edition;
use mistake_clinic::api::pipeline::{Caching, Options, Served, preview};

use crate::support::Course;

/// Everything that a preview shows to a browser which follows each address that it is given.
pub fn shown(course: &Course) -> Vec<(String, Vec<u8>)> {
    let options = Options::hosted(Edition::Learner, false);
    let (preview, _) = preview::Preview::open(&course.path("."), options, Caching::On, &mut |_| ()).unwrap();
    let view = preview.view();
    let mut open = vec![
        String::new(),
        "course.json".to_owned(),
        "404.html".to_owned(),
        "sitemap.xml".to_owned(),
        "print/".to_owned(),
    ];
    let mut known: BTreeSet<String> = open.iter().cloned().collect();
    let mut shown = Vec::new();
    while let Some(path) = open.pop() {
        let bytes = match view.get(&path) {
            Served::Made { bytes, .. } | Served::Missing(bytes) => bytes,
            Served::Copied { on_disk, .. } => on_disk.read().unwrap(),
            Served::Elsewhere(next) => next.into_bytes(),
            Served::Unmade(why) => panic!("{path}: {why}"),
        };
        // What the learner's log knows of a module says where pages lie from the root of the site.
        let from = if path.starts_with("assets/log/") { "" } else { &path };
        for address in addresses(from, &String::from_utf8_lossy(&bytes)) {
            if known.insert(address.clone()) {
                open.push(address);
            }
        }
        shown.push((path, bytes));
    }
    shown
}

/// The addresses in a page or data file, from the root of the site.
fn addresses(page: &str, text: &str) -> Vec<String> {
    let marks = ["href=\"", "src=\"", "\"url\":\"", "\"path\":\"", "<loc>"];
    let found = marks.iter().flat_map(|mark| text.match_indices(mark).map(|(at, mark)| &text[at + mark.len()..]));
    let values = found.filter_map(|rest| rest.split(['"', '<', '#', '?']).next());
    let local =
        values.map(|value| value.strip_prefix("https://example.org/c/").map_or((page, value), |path| ("", path)));
    let local = local.filter(|(_, value)| !value.is_empty() && !value.contains(':') && !value.starts_with("//"));
    local.map(|(from, value)| joined(from, value)).collect()
}

fn joined(page: &str, value: &str) -> String {
    let mut parts: Vec<&str> = page.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect());
    for part in value.trim_start_matches("/c/").trim_start_matches('/').split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            other => parts.push(other),
        }
    }
    parts.join("/")
}

/// Everything that a preview tells a browser of what is wrong.
#[cfg(feature = "serve")]
pub fn told(course: &Course) -> Vec<u8> {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_clinic"));
    command.current_dir(course.path(".")).args(["serve", "--port", "0"]);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut greeting = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut greeting).unwrap();
    let (host, base) = greeting.trim_end().rsplit_once("http://").unwrap().1.split_once('/').unwrap();
    let mut stream = std::net::TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(std::time::Duration::from_mins(1))).unwrap();
    stream.write_all(format!("GET /{base}_clinic/events?since=1 HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes()).unwrap();
    let mut told = Vec::new();
    let mut part = [0; 8192];
    while !String::from_utf8_lossy(&told).contains("\"complete\":true") || !told.ends_with(b"\n") {
        let length = stream.read(&mut part).unwrap();
        assert!(length > 0, "the stream has ended");
        told.extend_from_slice(&part[..length]);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    told
}

#[cfg(not(feature = "serve"))]
pub fn told(_: &Course) -> Vec<u8> {
    Vec::new()
}
