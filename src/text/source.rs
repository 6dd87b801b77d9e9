//! A file of the course as it was read, and places in it.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use arcstr::ArcStr;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::keeping::keeping;
use super::taken::Taken;

/// Path of a file from the course's folder, with `/` on every system: `content/01-a/01-b.md`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourcePath(ArcStr);

/// Stands for the path that was written before this one, where paths are named once; no file can be called this.
const AGAIN: &str = "\0";

thread_local! {
    /// The path that was read back last. Hundreds of places in one file name it one after the other, and share it.
    static LAST_READ: RefCell<SourcePath> = RefCell::new(SourcePath::new(""));

    /// How paths are written now.
    static NAMING: RefCell<Naming> = const { RefCell::new(Naming::Each) };
}

/// How paths are written.
#[derive(Default)]
enum Naming {
    /// Each of them, whatever came before it.
    #[default]
    Each,
    /// Where it is not the one that was written last, if there was one.
    Once(Option<SourcePath>),
}

/// Names a path that `write` writes several times in a row only at its first place. What is written is to be read back from
/// its beginning on, and in order.
pub fn naming_once<T>(write: impl FnOnce() -> T) -> T {
    keeping(&NAMING, Naming::Once(None), write).0
}

impl Serialize for SourcePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_again = NAMING.with_borrow_mut(|naming| match naming {
            Naming::Each => false,
            Naming::Once(last) if last.as_ref() == Some(self) => true,
            Naming::Once(last) => {
                *last = Some(self.clone());
                false
            }
        });
        serializer.serialize_str(if is_again { AGAIN } else { &self.0 })
    }
}

impl<'de> Deserialize<'de> for SourcePath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(ReadPath)
    }
}

struct ReadPath;

impl Visitor<'_> for ReadPath {
    type Value = SourcePath;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a path")
    }

    fn visit_str<E>(self, path: &str) -> Result<SourcePath, E> {
        Ok(LAST_READ.with_borrow_mut(|last| {
            if path != AGAIN && *last.0 != *path {
                *last = SourcePath::new(path);
            }
            last.clone()
        }))
    }
}

impl SourcePath {
    /// Takes a path that already uses `/`.
    pub fn new(path: impl Into<ArcStr>) -> Self {
        Self(path.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds the file, without a trailing `/`; empty at the course's own folder.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The path from `content/`; the whole of one that does not lie there.
    pub fn in_content(&self) -> &str {
        self.0.strip_prefix("content/").unwrap_or(&self.0)
    }

    /// The folder that holds the file, from `content/`; empty for what lies directly in it, or elsewhere.
    pub fn content_folder(&self) -> &str {
        self.folder().strip_prefix("content").map_or("", |rest| rest.strip_prefix('/').unwrap_or_default())
    }

    /// The last segment: `01-b.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

/// A range of bytes in one source file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The same range moved by `offset` bytes towards the end of the file.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self { start: self.start + offset, end: self.end + offset }
    }

    /// As a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A span in a named file. A course has so many of them that they take as little room as they can.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file.
    pub path: SourcePath,
    start: u32,
    end: u32,
}

impl Place {
    /// `span` in `path`. What lies behind the first four gigabytes counts as their end: a text of a course is much shorter.
    pub fn new(path: &SourcePath, span: Span) -> Self {
        let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Self { path: path.clone(), start: offset(span.start), end: offset(span.end) }
    }

    /// The file as a whole.
    pub fn file(path: &SourcePath) -> Self {
        Self::new(path, Span::default())
    }

    /// Where in the file; empty at 0 when the whole file is meant.
    pub fn span(&self) -> Span {
        Span { start: self.start as usize, end: self.end as usize }
    }
}

/// Line and column of a byte, both counted from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Characters are counted from the nearest of these marks, so that no line is too long to find a column in it.
const BYTES_PER_MARK: usize = 1024;

/// A text file of the course. A byte-order mark at its start is not part of `text`.
#[derive(Debug, Serialize, Deserialize)]
pub struct SourceFile {
    path: SourcePath,
    text: Arc<str>,
    /// The files that it takes lines from.
    taken: Taken,
    #[serde(skip)]
    line_starts: OnceLock<Vec<usize>>,
    /// How many characters begin before each mark.
    #[serde(skip)]
    marks: OnceLock<Vec<usize>>,
}

/// What was counted in it so far makes no difference.
impl PartialEq for SourceFile {
    fn eq(&self, other: &Self) -> bool {
        (&self.path, &self.text, &self.taken) == (&other.path, &other.text, &other.taken)
    }
}

impl SourceFile {
    /// Wraps what was read from `path`.
    pub fn new(path: SourcePath, text: impl Into<Arc<str>>) -> Self {
        let (taken, line_starts, marks) = (Taken::default(), OnceLock::new(), OnceLock::new());
        Self { path, text: text.into(), taken, line_starts, marks }
    }

    /// The same text with the files that it takes lines from.
    #[must_use]
    pub fn taking(self, taken: Taken) -> Self {
        Self { taken, ..self }
    }

    /// Another text in its place, or at `path`, which takes lines from the same files.
    #[must_use]
    pub fn rewritten(&self, path: SourcePath, text: impl Into<Arc<str>>) -> Self {
        Self::new(path, text).taking(self.taken.clone())
    }

    /// The files that it takes lines from.
    pub fn taken(&self) -> &Taken {
        &self.taken
    }

    /// Where it was read from.
    pub fn path(&self) -> &SourcePath {
        &self.path
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of the byte at `offset`; an offset past the end counts as the end.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= offset);
        let start = starts[line - 1];
        Position { line, column: self.characters_before(offset) - self.characters_before(start) + 1 }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let marks = self.marks.get_or_init(|| {
            let counts = bytes.chunks(BYTES_PER_MARK).scan(0, |sum, chunk| {
                *sum += characters(chunk);
                Some(*sum)
            });
            std::iter::once(0).chain(counts).collect()
        });
        let mark = offset / BYTES_PER_MARK;
        marks[mark] + characters(&bytes[mark * BYTES_PER_MARK..offset])
    }

    /// The bytes of line `line` (from 1) without its line break; empty past the end.
    pub fn line_span(&self, line: usize) -> Span {
        let starts = self.line_starts();
        let Some(&start) = line.checked_sub(1).and_then(|index| starts.get(index)) else {
            return Span::new(self.text.len(), self.text.len());
        };
        let end = starts.get(line).copied().unwrap_or(self.text.len());
        let length = self.text[start..end].trim_end_matches(['\n', '\r']).len();
        Span::new(start, start + length)
    }

    /// Line `line` (from 1) without its line break; empty past the end.
    pub fn line(&self, line: usize) -> &str {
        &self.text[self.line_span(line).range()]
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect()
        })
    }
}

/// How many characters begin in these bytes of a text.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> SourceFile {
        SourceFile::new(SourcePath::new("content/a.md"), text)
    }

    #[test]
    fn positions_count_characters_from_one() {
        let file = file("één\r\nzwei\n");
        assert_eq!(file.position(0), Position { line: 1, column: 1 });
        assert_eq!(file.position(4), Position { line: 1, column: 3 });
        assert_eq!(file.position("één\r\nz".len()), Position { line: 2, column: 2 });
        assert_eq!(file.position(999), Position { line: 3, column: 1 });
    }

    #[test]
    fn columns_are_exact_however_long_the_line() {
        let text = format!("x\n{}", "aé漢🎉".repeat(700));
        let file = file(&text);
        for (count, (at, _)) in text[2..].char_indices().enumerate() {
            assert_eq!(file.position(2 + at), Position { line: 2, column: count + 1 });
        }
        assert_eq!(file.position(text.len()), Position { line: 2, column: 2801 });
        let even = self::file(&"x".repeat(2 * BYTES_PER_MARK));
        assert_eq!(even.position(usize::MAX).column, 2 * BYTES_PER_MARK + 1);
    }

    #[test]
    fn lines_come_without_their_breaks() {
        let file = file("one\r\ntwo\n");
        assert_eq!([file.line(1), file.line(2), file.line(3), file.line(9)], ["one", "two", "", ""]);
    }

    #[test]
    fn a_path_knows_its_folder_and_name() {
        let path = SourcePath::new("content/01-a/02-b.md");
        assert_eq!((path.folder(), path.file_name()), ("content/01-a", "02-b.md"));
        assert_eq!(SourcePath::new("clinic.yaml").folder(), "");
    }

    #[test]
    fn a_path_that_is_named_once_is_read_back_at_each_place() {
        let paths = ["content/a.md", "content/a.md", "", "", "content/b.md", "content/a.md"].map(SourcePath::new);
        let (each, once) = (serde_json::to_string(&paths), naming_once(|| serde_json::to_string(&paths)));
        let (each, once) = (each.unwrap(), once.unwrap());
        assert_eq!(each.matches("content/a.md").count(), 3);
        assert_eq!(once.matches("content/a.md").count(), 2, "{once}");
        for written in [&each, &once] {
            assert_eq!(serde_json::from_str::<Vec<SourcePath>>(written).unwrap(), paths);
        }
        assert_eq!(serde_json::to_string(&paths).unwrap(), each, "paths are named each time again");
    }
}
