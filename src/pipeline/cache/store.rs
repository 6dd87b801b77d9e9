//! The file that a run keeps for the next one: written whole, and read only if it is whole and of this very program.

use std::path::PathBuf;
use std::time::SystemTime;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::Result;
use crate::fs::{self, Root};
use crate::text::SourcePath;
use crate::text::digest::Digest;

/// The folder in a course.
const FOLDER: &str = ".clinic/cache";

/// Keeps all that lies in the folder above out of repositories.
const IGNORE: (&str, &str) = (".clinic/.gitignore", "*\n");

/// How each file begins.
const MAGIC: &str = "clinic cache ";

/// The program that wrote it: its version, and the state of its sources, since one version has many while it is made.
const PROGRAM: (&str, &str) = (env!("CARGO_PKG_VERSION"), env!("CLINIC_STATE"));

/// A file in the course's folder for what is kept.
pub(super) struct Store {
    root: Root,
    path: SourcePath,
}

/// What was found in it.
pub(super) enum Found {
    /// Nothing, or what an older program wrote.
    Nothing,
    /// Something that cannot be used: why, in one sentence.
    Unusable(String),
    /// Both parts of what was kept, and when that was.
    Kept(Box<Kept>),
}

/// What was kept.
pub(super) struct Kept {
    bytes: Vec<u8>,
    head: std::ops::Range<usize>,
    body: std::ops::Range<usize>,
    /// When it was written.
    pub(super) time: SystemTime,
}

impl Kept {
    /// The first part; `None` where it is of another form.
    pub(super) fn head<T: DeserializeOwned>(&self) -> Option<T> {
        postcard::from_bytes(&self.bytes[self.head.clone()]).ok()
    }

    /// The second part.
    pub(super) fn body<T: DeserializeOwned>(&self) -> Option<T> {
        postcard::from_bytes(&self.bytes[self.body.clone()]).ok()
    }
}

impl Store {
    /// The file called `name` of the course in `root`.
    pub(super) fn new(root: &Root, name: &str) -> Self {
        Self { root: Root::new(root.path()), path: SourcePath::new(format!("{FOLDER}/{name}")) }
    }

    /// What is there. A disk that refuses to say so is as good as an empty one.
    pub(super) fn read(&self) -> Found {
        let Ok(opened) = self.root.file(&self.path).open() else { return Found::Nothing };
        let time = opened.about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        let Ok(bytes) = opened.read() else { return Found::Nothing };
        let refused = |why| Found::Unusable(format!("`{}` {why}: rebuilding everything", self.path));
        let Some((line, start)) = first_line(&bytes) else { return refused("was not written by clinic") };
        let Some((version, state)) = line.strip_prefix(MAGIC).and_then(|rest| rest.split_once(' ')) else {
            return refused("was not written by clinic");
        };
        if (version, state) != PROGRAM {
            let is_newer = numbers(version) > numbers(PROGRAM.0);
            return if is_newer { refused("was written by a newer version of clinic") } else { Found::Nothing };
        }
        let parts = part(&bytes, start).and_then(|head| Some((head.clone(), part(&bytes, head.end)?)));
        match parts.filter(|(_, body)| body.end == bytes.len()) {
            Some((head, body)) => Found::Kept(Box::new(Kept { bytes, head, body, time })),
            None => refused("is damaged"),
        }
    }

    /// Writes both parts in place of what is there.
    ///
    /// # Errors
    /// The disk refuses it.
    pub(super) fn write(&self, head: &impl Serialize, body: &impl Serialize) -> Result<()> {
        self.prepare()?;
        self.put(head, body)
    }

    /// The same, where the folder is prepared.
    ///
    /// # Errors
    /// The disk refuses it.
    pub(super) fn put(&self, head: &impl Serialize, body: &impl Serialize) -> Result<()> {
        self.put_parts(&packed(head), &packed(body))
    }

    /// Writes another first part before the second one of what was kept.
    ///
    /// # Errors
    /// The disk refuses it.
    pub(super) fn rewrite(&self, head: &impl Serialize, kept: &Kept) -> Result<()> {
        self.prepare()?;
        self.put_parts(&packed(head), &kept.bytes[kept.body.clone()])
    }

    /// Makes the folder for all that is kept of the course, and takes out what killed runs left there.
    ///
    /// # Errors
    /// The disk refuses it.
    pub(super) fn prepare(&self) -> Result<()> {
        self.root.refuse_links(&self.path)?;
        let at = |path: &str| -> PathBuf { self.root.path().join(path) };
        fs::create_dir_all(&at(FOLDER))?;
        if fs::metadata(&at(IGNORE.0))?.is_none() {
            fs::put(&at(IGNORE.0), IGNORE.1.as_bytes())?;
        }
        // Another run that keeps something at this very moment keeps nothing then, which costs its next one time.
        fs::sweep(&at(FOLDER));
        Ok(())
    }

    /// Removes the files beside it whose names begin with `start` and do not end with `end`.
    pub(super) fn remove_others(&self, start: &str, end: &str) {
        for path in fs::read_dir(&self.root.path().join(FOLDER)).unwrap_or_default() {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with(start) && !name.ends_with(end) {
                // One that stays takes room and nothing else.
                let _ = fs::remove_file(&path);
            }
        }
    }

    fn put_parts(&self, head: &[u8], body: &[u8]) -> Result<()> {
        let mut bytes = format!("{MAGIC}{} {}\n", PROGRAM.0, PROGRAM.1).into_bytes();
        add(&mut bytes, head);
        add(&mut bytes, body);
        self.root.refuse_links(&self.path)?;
        fs::put(&self.root.path().join(self.path.as_str()), &bytes)
    }
}

/// A line of text, and where what follows it begins.
fn first_line(bytes: &[u8]) -> Option<(&str, usize)> {
    let end = bytes.iter().take(200).position(|byte| *byte == b'\n')?;
    Some((std::str::from_utf8(&bytes[..end]).ok()?, end + 1))
}

/// The numbers of a version.
fn numbers(version: &str) -> Vec<u64> {
    version.split('.').map(|number| number.parse().unwrap_or_default()).collect()
}

/// What is kept are plain values, which can be written.
fn packed(part: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(part).unwrap_or_default()
}

/// Adds a part with its length and digest before it.
fn add(bytes: &mut Vec<u8>, part: &[u8]) {
    bytes.extend((part.len() as u64).to_le_bytes());
    bytes.extend(Digest::of_bytes(part).bytes());
    bytes.extend(part);
}

/// Where the part lies whose length stands at `start`; `None` where it is not whole.
fn part(bytes: &[u8], start: usize) -> Option<std::ops::Range<usize>> {
    let length = u64::from_le_bytes(bytes.get(start..start.checked_add(8)?)?.try_into().ok()?);
    let digest = bytes.get(start + 8..start + 24)?;
    let (start, end) = (start + 24, (start + 24).checked_add(usize::try_from(length).ok()?)?);
    let is_whole = Digest::of_bytes(bytes.get(start..end)?).bytes() == digest;
    is_whole.then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(store: &Store) -> Option<(String, u32)> {
        match store.read() {
            Found::Kept(kept) => Some((kept.head().unwrap(), kept.body().unwrap())),
            _ => None,
        }
    }

    fn write(folder: &std::path::Path, bytes: &[u8]) {
        fs::write(&folder.join(FOLDER).join("x"), bytes).unwrap();
    }

    fn told(store: &Store) -> String {
        match store.read() {
            Found::Unusable(why) => why,
            _ => String::new(),
        }
    }

    #[test]
    fn what_was_written_is_read_and_kept_out_of_repositories() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(&Root::new(folder.path()), "x");
        assert!(matches!(store.read(), Found::Nothing));
        store.write(&"head", &7u32).unwrap();
        assert_eq!(kept(&store), Some(("head".to_owned(), 7)));
        assert_eq!(fs::read(&folder.path().join(IGNORE.0)).unwrap(), b"*\n");
        let names: Vec<_> = fs::read_dir(&folder.path().join(FOLDER)).unwrap();
        assert_eq!(names.len(), 1, "{names:?}");
    }

    #[test]
    fn what_is_not_whole_is_told_and_never_read() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(&Root::new(folder.path()), "x");
        store.write(&"head", &7u32).unwrap();
        let whole = fs::read(&folder.path().join(FOLDER).join("x")).unwrap();
        let line = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        for length in 0..whole.len() {
            write(folder.path(), &whole[..length]);
            assert!(!told(&store).is_empty(), "{length}");
        }
        for at in line..whole.len() {
            let mut flawed = whole.clone();
            flawed[at] ^= 4;
            write(folder.path(), &flawed);
            assert!(told(&store).contains("is damaged"), "{at}");
        }
        write(folder.path(), &[&whole[..], b"x"].concat());
        assert!(told(&store).contains("is damaged"));
    }

    #[test]
    fn what_a_killed_run_left_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(&Root::new(folder.path()), "x");
        store.write(&"head", &7u32).unwrap();
        let left = folder.path().join(FOLDER).join(".clinic-abcdefghijkl.tmp");
        fs::write(&left, b"half").unwrap();
        store.write(&"head", &8u32).unwrap();
        assert!(!fs::is_file(&left) && kept(&store) == Some(("head".to_owned(), 8)));
    }

    #[test]
    fn another_program_s_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(&Root::new(folder.path()), "x");
        store.write(&"head", &7u32).unwrap();
        let whole = String::from_utf8_lossy(&fs::read(&folder.path().join(FOLDER).join("x")).unwrap()).into_owned();
        let by = |version: &str, state: &str| {
            write(
                folder.path(),
                whole.replace(&format!("{} {}", PROGRAM.0, PROGRAM.1), &format!("{version} {state}")).as_bytes(),
            );
            assert!(kept(&store).is_none());
            told(&store)
        };
        assert_eq!(by(PROGRAM.0, "0000000000000000"), "");
        assert_eq!(by("0.0.1", PROGRAM.1), "");
        assert!(by("99.0.0", PROGRAM.1).contains("newer"));
        write(folder.path(), b"#!/bin/sh\n");
        assert!(told(&store).contains("was not written by clinic"));
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_read_or_written_through_a_link() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        Store::new(&Root::new(other.path()), "x").write(&"head", &7u32).unwrap();
        std::os::unix::fs::symlink(other.path().join(".clinic"), folder.path().join(".clinic")).unwrap();
        let store = Store::new(&Root::new(folder.path()), "x");
        assert!(matches!(store.read(), Found::Nothing));
        assert!(store.write(&"other", &8u32).is_err());
        assert_eq!(kept(&Store::new(&Root::new(other.path()), "x")), Some(("head".to_owned(), 7)));
    }
}
