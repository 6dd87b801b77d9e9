//! The file that a run keeps for the next one: written whole, and read only if it is whole and of this very program.

use std::hash::{BuildHasher as _, Hasher as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use foldhash::quality::FixedState;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::fs::{self, Opened, Root};
use crate::text::SourcePath;

/// The folder in a course that is the program's own; what lies in it is below.
pub(in crate::pipeline) const OWN: &str = ".clinic";

/// The folder in a course.
const FOLDER: &str = ".clinic/cache";

/// Keeps all that lies in the folder above out of repositories.
const IGNORE: (&str, &str) = (".clinic/.gitignore", "*\n");

/// In so many bytes each file says what it is, and what its parts are.
const START: usize = 512;

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
    /// What was kept, and when that was.
    Kept(Box<Kept>),
}

/// What was kept, of which the last part is read when it is asked for.
pub(super) struct Kept {
    /// The file up to that part.
    bytes: Vec<u8>,
    head: Range<usize>,
    middle: Range<usize>,
    body: Part,
    opened: Opened,
    path: SourcePath,
    /// When it was written.
    pub(super) time: SystemTime,
}

impl Kept {
    /// The first part; `None` where it is of another form.
    pub(super) fn head<T: DeserializeOwned>(&self) -> Option<T> {
        postcard::from_bytes(&self.bytes[self.head.clone()]).ok()
    }

    /// The second part; `None` where it is of another form.
    pub(super) fn middle<'k, T: Deserialize<'k>>(&'k self) -> Option<T> {
        postcard::from_bytes(&self.bytes[self.middle.clone()]).ok()
    }

    /// The last part; `None` where it is of another form.
    ///
    /// # Errors
    /// It cannot be used: why, in one sentence.
    pub(super) fn body<T: DeserializeOwned>(&self) -> std::result::Result<Option<T>, String> {
        self.body_by(&mut Vec::new())
    }

    /// The same. The part is read into `bytes`: who reads many gives the same memory each time.
    ///
    /// # Errors
    /// It cannot be used: why, in one sentence.
    pub(super) fn body_by<T: DeserializeOwned>(&self, bytes: &mut Vec<u8>) -> std::result::Result<Option<T>, String> {
        self.body_bytes(bytes).ok_or_else(|| damaged(&self.path))?;
        Ok(postcard::from_bytes(bytes).ok())
    }

    /// Puts the last part in place of what `bytes` held; `None` where it is not whole.
    fn body_bytes(&self, bytes: &mut Vec<u8>) -> Option<()> {
        self.opened.part_into(self.bytes.len() as u64, self.body.length, bytes).ok()?;
        self.body.is_of(bytes).then_some(())
    }
}

impl Store {
    /// The file called `name` of the course in `root`.
    pub(super) fn new(root: &Root, name: &str) -> Self {
        Self { root: Root::new(root.path()), path: SourcePath::new(format!("{FOLDER}/{name}")) }
    }

    /// The course's folder.
    pub(super) fn root(&self) -> &Path {
        self.root.path()
    }

    /// What is there. A disk that refuses to say so is as good as an empty one.
    pub(super) fn read(&self) -> Found {
        let Ok(opened) = self.root.file(&self.path).open() else { return Found::Nothing };
        let time = opened.about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        let refused = |why| Found::Unusable(format!("`{}` {why}: rebuilding everything", self.path));
        let Ok(start) = opened.part(0, START) else { return Found::Nothing };
        let Some((line, end)) = first_line(&start) else { return refused("was not written by clinic") };
        let Some((version, state)) = line.strip_prefix(MAGIC).and_then(|rest| rest.split_once(' ')) else {
            return refused("was not written by clinic");
        };
        if (version, state) != PROGRAM {
            let is_newer = numbers(version) > numbers(PROGRAM.0);
            return if is_newer { refused("was written by a newer version of clinic") } else { Found::Nothing };
        }
        let Some(kept) = self.kept(opened, &start, end, time) else { return Found::Unusable(damaged(&self.path)) };
        Found::Kept(Box::new(kept))
    }

    /// What was kept, if all but its last part is whole, and that is as long as it should be.
    fn kept(&self, opened: Opened, start: &[u8], line: usize, time: SystemTime) -> Option<Kept> {
        let mut table = start.get(line..line + 3 * Part::SIZE)?.chunks(Part::SIZE).map(Part::read);
        let parts = [table.next()??, table.next()??, table.next()??];
        let head = line + 3 * Part::SIZE;
        let middle = head.checked_add(parts[0].length)?;
        let end = middle.checked_add(parts[1].length)?;
        if end.checked_add(parts[2].length)? as u64 != opened.about.len() {
            return None;
        }
        let bytes = opened.part(0, end).ok()?;
        let is_whole = parts[0].is_of(bytes.get(head..middle)?) && parts[1].is_of(bytes.get(middle..end)?);
        let [_, _, body] = parts;
        is_whole.then(|| Kept {
            bytes,
            head: head..middle,
            middle: middle..end,
            body,
            opened,
            path: self.path.clone(),
            time,
        })
    }

    /// Writes all parts in place of what is there.
    ///
    /// # Errors
    /// The disk refuses it.
    pub(super) fn write(&self, head: &impl Serialize, middle: &impl Serialize, body: &Packed) -> Result<()> {
        self.prepare()?;
        self.put(head, middle, body)
    }

    /// The same, where the folder is prepared.
    ///
    /// # Errors
    /// The disk refuses it.
    pub(super) fn put(&self, head: &impl Serialize, middle: &impl Serialize, body: &Packed) -> Result<()> {
        self.put_parts([&Packed::of(head).0, &Packed::of(middle).0, &body.0])
    }

    /// Writes another second part between the others of what was kept; nothing where the last one is damaged.
    ///
    /// # Errors
    /// The disk refuses it.
    pub(super) fn rewrite(&self, middle: &impl Serialize, kept: &Kept) -> Result<()> {
        let mut body = Vec::new();
        if kept.body_bytes(&mut body).is_none() {
            return Ok(());
        }
        self.prepare()?;
        self.put_parts([&kept.bytes[kept.head.clone()], &Packed::of(middle).0, &body])
    }

    fn put_parts(&self, parts: [&[u8]; 3]) -> Result<()> {
        let line = format!("{MAGIC}{} {}\n", PROGRAM.0, PROGRAM.1);
        let mut bytes = Vec::with_capacity(START + parts.iter().map(|part| part.len()).sum::<usize>());
        bytes.extend(line.as_bytes());
        for part in parts {
            bytes.extend((part.len() as u64).to_le_bytes());
            bytes.extend(checksum(part));
        }
        for part in parts {
            bytes.extend_from_slice(part);
        }
        self.root.refuse_links(&self.path)?;
        fs::put(&self.root.path().join(self.path.as_str()), &bytes)
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

/// A part as it is written.
pub(super) struct Packed(Vec<u8>);

impl Packed {
    /// What is kept are plain values, which can be written. Only texts that are too long to lie together cannot: nothing is
    /// kept in their place, and nobody reads that.
    pub(super) fn of(part: &impl Serialize) -> Self {
        Self(postcard::to_stdvec(part).unwrap_or_default())
    }
}

/// What is said of a part before all of them.
struct Part {
    length: usize,
    checksum: [u8; 8],
}

impl Part {
    /// So many bytes say it.
    const SIZE: usize = 16;

    fn read(bytes: &[u8]) -> Option<Self> {
        let (length, checksum) = bytes.split_at_checked(8)?;
        let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
        Some(Self { length, checksum: checksum.try_into().ok()? })
    }

    /// Whether these are its bytes.
    fn is_of(&self, bytes: &[u8]) -> bool {
        bytes.len() == self.length && checksum(bytes) == self.checksum
    }
}

/// Tells whether a disk or a copy lost some of the bytes. It is fast, since what is kept is many times as long as the texts of a
/// course. Only the program that wrote it reads it, so that another version may have another checksum.
fn checksum(bytes: &[u8]) -> [u8; 8] {
    let mut hasher = FixedState::default().build_hasher();
    hasher.write(bytes);
    hasher.finish().to_le_bytes()
}

fn damaged(path: &SourcePath) -> String {
    format!("`{path}` is damaged: rebuilding everything")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(store: &Store) -> Option<(String, u32)> {
        match store.read() {
            Found::Kept(kept) => {
                assert_eq!(kept.middle::<&str>(), Some("site"));
                Some((kept.head().unwrap(), kept.body().ok()??))
            }
            _ => None,
        }
    }

    fn write(folder: &std::path::Path, bytes: &[u8]) {
        fs::write(&folder.join(FOLDER).join("x"), bytes).unwrap();
    }

    fn told(store: &Store) -> String {
        match store.read() {
            Found::Unusable(why) => why,
            Found::Kept(kept) => kept.body::<u32>().err().unwrap_or_default(),
            Found::Nothing => String::new(),
        }
    }

    #[test]
    fn what_was_written_is_read_and_kept_out_of_repositories() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(&Root::new(folder.path()), "x");
        assert!(matches!(store.read(), Found::Nothing));
        store.write(&"head", &"site", &Packed::of(&7u32)).unwrap();
        assert_eq!(kept(&store), Some(("head".to_owned(), 7)));
        assert_eq!(fs::read(&folder.path().join(IGNORE.0)).unwrap(), b"*\n");
        let names: Vec<_> = fs::read_dir(&folder.path().join(FOLDER)).unwrap();
        assert_eq!(names.len(), 1, "{names:?}");
    }

    #[test]
    fn what_is_not_whole_is_told_and_never_read() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(&Root::new(folder.path()), "x");
        store.write(&"head", &"site", &Packed::of(&7u32)).unwrap();
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
        store.write(&"head", &"site", &Packed::of(&7u32)).unwrap();
        let left = folder.path().join(FOLDER).join(".clinic-abcdefghijkl.tmp");
        fs::write(&left, b"half").unwrap();
        store.write(&"head", &"site", &Packed::of(&8u32)).unwrap();
        assert!(!fs::is_file(&left) && kept(&store) == Some(("head".to_owned(), 8)));
    }

    #[test]
    fn another_program_s_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(&Root::new(folder.path()), "x");
        store.write(&"head", &"site", &Packed::of(&7u32)).unwrap();
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
        Store::new(&Root::new(other.path()), "x").write(&"head", &"site", &Packed::of(&7u32)).unwrap();
        std::os::unix::fs::symlink(other.path().join(".clinic"), folder.path().join(".clinic")).unwrap();
        let store = Store::new(&Root::new(folder.path()), "x");
        assert!(matches!(store.read(), Found::Nothing));
        assert!(store.write(&"other", &"site", &Packed::of(&8u32)).is_err());
        assert_eq!(kept(&Store::new(&Root::new(other.path()), "x")), Some(("head".to_owned(), 7)));
    }
}
