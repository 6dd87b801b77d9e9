#![cfg(unix)]

use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::super::fs;
use super::*;

const OWN: &str = "a page of the course";
const SECRET: &str = "a key of whoever builds it";

/// A course with a page, and a secret beside it.
struct Disk {
    folder: tempfile::TempDir,
}

impl Disk {
    fn new() -> Self {
        let disk = Self { folder: tempfile::tempdir().unwrap() };
        for (path, text) in
            [("course/content/a/page.md", OWN), ("secret/page.md", SECRET), ("secret/a/page.md", SECRET)]
        {
            fs::create_dir_all(disk.at(path).parent().unwrap()).unwrap();
            fs::write(disk.at(path), text).unwrap();
        }
        disk
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn root(&self) -> Root {
        Root::new(&self.at("course"))
    }
}

/// What a file of the course holds.
fn read(root: &Root, path: &str) -> std::result::Result<String, String> {
    let bytes = root.file(&SourcePath::new(path)).read();
    bytes.map(|bytes| String::from_utf8(bytes).unwrap()).map_err(|error| error.to_string())
}

#[test]
fn a_file_is_read_through_folders_and_no_links() {
    let disk = Disk::new();
    let (root, page) = (disk.root(), disk.at("secret/page.md"));
    assert_eq!(read(&root, "content/a/page.md").as_deref(), Ok(OWN));
    symlink(&page, disk.at("course/content/a/link.md")).unwrap();
    symlink(disk.at("secret"), disk.at("course/content/folder")).unwrap();
    symlink("a", disk.at("course/content/inner")).unwrap();
    symlink(disk.at("secret"), disk.at("course/static")).unwrap();
    symlink("nowhere", disk.at("course/content/dangling.md")).unwrap();
    for (path, link) in [
        ("content/a/link.md", "content/a/link.md"),
        ("content/folder/page.md", "content/folder"),
        ("content/folder/a/page.md", "content/folder"),
        ("content/inner/page.md", "content/inner"),
        ("static/page.md", "static"),
        ("content/dangling.md", "content/dangling.md"),
    ] {
        let why = read(&root, path).unwrap_err();
        assert!(why.contains(&format!("`{link}` is a symbolic link")), "{path}: {why}");
        assert!(opened_and_compared(root.path(), path).is_err(), "{path}");
        assert!(root.refuse_links(&SourcePath::new(path)).is_err());
    }
    root.refuse_links(&SourcePath::new("content/a/page.md")).unwrap();
    root.refuse_links(&SourcePath::new("content/new/page.md")).unwrap();
}

#[test]
fn the_folder_itself_and_one_that_was_named_may_be_reached_through_links() {
    let disk = Disk::new();
    symlink(disk.at("course"), disk.at("here")).unwrap();
    let root = Root::new(&disk.at("here"));
    assert_eq!(read(&root, "content/a/page.md").as_deref(), Ok(OWN));
    symlink(disk.at("secret"), disk.at("course/answers")).unwrap();
    symlink(disk.at("secret/page.md"), disk.at("secret/a/link.md")).unwrap();
    assert!(read(&root, "answers/page.md").is_err());
    for named in ["answers", "./answers/", "answers/"] {
        let root = root.with_named(named);
        assert_eq!(read(&root, "answers/a/page.md").as_deref(), Ok(SECRET), "{named}");
        assert!(read(&root, "answers/a/link.md").is_err(), "{named}");
        assert!(read(&root, "answersheet/page.md").is_err(), "{named}");
    }
    symlink(disk.at("secret"), disk.at("outside")).unwrap();
    let root = root.with_named("../outside");
    assert_eq!(read(&root, "../outside/page.md").as_deref(), Ok(SECRET));
    assert!(read(&root, "answers/page.md").is_err(), "one folder is named, and no other");
}

#[test]
fn what_is_no_plain_file_is_refused_at_once() {
    let disk = Disk::new();
    let made = Command::new("mkfifo").arg(disk.at("course/content/pipe.md")).status().unwrap();
    assert!(made.success());
    // Where its path is too long for a socket, none is there.
    let _socket = UnixListener::bind(disk.at("course/content/socket.md"));
    for path in ["content/pipe.md", "content/socket.md", "content/a", "content", "content/none.md", "none/none.md"] {
        read(&disk.root(), path).unwrap_err();
    }
}

#[test]
fn an_opened_file_gives_its_beginning_or_all_of_it() {
    let disk = Disk::new();
    let open = || disk.root().file(&SourcePath::new("content/a/page.md")).open().unwrap();
    assert_eq!(open().about.len(), OWN.len() as u64);
    assert_eq!(open().start(6).unwrap(), b"a page");
    assert_eq!(open().read().unwrap(), OWN.as_bytes());
}

/// Reads a page again and again while `swap` changes what stands in its place, and says how often it was read.
fn read_while_swapping(disk: &Disk, rounds: usize, swap: impl Fn() + Sync) -> usize {
    let (done, root) = (AtomicBool::new(false), disk.root());
    thread::scope(|scope| {
        scope.spawn(|| {
            (0..rounds).for_each(|_| swap());
            done.store(true, Ordering::Relaxed);
        });
        let mut times = 0;
        while !done.load(Ordering::Relaxed) {
            if let Ok(text) = read(&root, "content/a/page.md") {
                assert_eq!(text, OWN);
                times += 1;
            }
        }
        times
    })
}

#[test]
fn what_is_swapped_for_a_link_while_it_is_read_is_not_followed() {
    let disk = Disk::new();
    let at = |path: &str| disk.at(path);
    symlink(at("secret/page.md"), at("course/link.md")).unwrap();
    symlink(at("secret"), at("course/link")).unwrap();
    // Each round puts the link in the place of the file, or folder, and that back.
    let swap = |own: &str, link: &str| {
        fs::rename(at(own), at("course/away")).unwrap();
        fs::rename(at(link), at(own)).unwrap();
        fs::rename(at(own), at(link)).unwrap();
        fs::rename(at("course/away"), at(own)).unwrap();
    };
    for (own, link) in [
        ("course/content/a/page.md", "course/link.md"),
        ("course/content/a", "course/link"),
        ("course/content", "course/link"),
    ] {
        let times = read_while_swapping(&disk, 10_000, || swap(own, link));
        assert!(times > 0, "{own} was never there to be read");
    }
}

#[test]
fn a_file_that_is_replaced_while_it_is_read_is_read_all_the_same() {
    let disk = Disk::new();
    let (done, root) = (AtomicBool::new(false), disk.root());
    thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..5_000 {
                fs::write(disk.at("course/content/a/new"), OWN).unwrap();
                fs::rename(disk.at("course/content/a/new"), disk.at("course/content/a/page.md")).unwrap();
            }
            done.store(true, Ordering::Relaxed);
        });
        while !done.load(Ordering::Relaxed) {
            assert_eq!(read(&root, "content/a/page.md").as_deref(), Ok(OWN));
        }
    });
}

#[test]
fn where_folders_cannot_be_opened_from_within_others_a_file_is_read_too() {
    let disk = Disk::new();
    let mut text = String::new();
    opened_and_compared(disk.root().path(), "content/a/page.md").unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, OWN);
    opened_and_compared(disk.root().path(), "content/none.md").unwrap_err();
}
