//! Layer 10: writes the repairs that are certain into the files of a course, and nothing else: all of them, or none.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::finding::edit::{ChangedLines, Edit, Edits};
use crate::finding::report::{printable, printable_in_line};
use crate::fs::{self, Alone, Changes, Root};
use crate::load::Texts;
use crate::pipeline::Report;
use crate::text::{SourceFile, SourcePath};

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What is wrong with a line may hide what else is wrong with it, but not for ever.
const MOST_TIMES: usize = 10;

/// Lines that were replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub path: SourcePath,
    /// The lines, as they were and as they are.
    pub lines: ChangedLines,
}

/// `content/01-a.md:2`, and below it the lines as they were and as they are, with nothing that controls a terminal.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ChangedLines { first, old, new } = &self.lines;
        let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
        // A line that was put in below another one changes that line no more than those around it.
        let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        write!(f, "{}:{}", printable_in_line(self.path.as_str()), first + same)?;
        for (sign, lines) in [('-', &old[same..]), ('+', &new[same..])] {
            for line in lines {
                write!(f, "\n  {sign} {}", printable(line.trim()))?;
            }
        }
        Ok(())
    }
}

/// Repairs of a course, in memory until all of them are known.
#[derive(Debug, Default)]
pub struct Repairs {
    files: BTreeMap<SourcePath, Repaired>,
}

#[derive(Debug)]
struct Repaired {
    /// As it lies on the disk.
    old: Arc<SourceFile>,
    /// As it will.
    new: Arc<SourceFile>,
    /// By their first line; with how often that was repaired.
    changes: BTreeMap<usize, (ChangedLines, usize)>,
}

impl Repairs {
    /// Puts every certain fix of `report`, which is about the course with all repairs before, in place. False where there
    /// is none.
    ///
    /// # Errors
    /// Two fixes want different things of the same text, or the repairs of a line come to no end.
    pub fn add(&mut self, report: &Report) -> Result<bool> {
        let planned = planned(report)?;
        let any = !planned.is_empty();
        for (source, edits) in planned {
            self.repair(source, &edits)?;
        }
        Ok(any)
    }

    fn repair(&mut self, source: &Arc<SourceFile>, edits: &Edits) -> Result<()> {
        let unrepaired = || Repaired { old: Arc::clone(source), new: Arc::clone(source), changes: BTreeMap::new() };
        let file = self.files.entry(source.path().clone()).or_insert_with(unrepaired);
        for lines in edits.lines(source) {
            let (first, new) = (lines.first, lines.new.clone());
            let (change, times) = file.changes.entry(first).or_insert((lines, 0));
            change.new = new;
            *times += 1;
            if *times > MOST_TIMES {
                return Err(refused(format!(
                    "clinic cannot decide on a repair for line {first} of `{}`",
                    source.path()
                )));
            }
        }
        file.new = Arc::new(source.rewritten(source.path().clone(), edits.put_into(source.text())));
        Ok(())
    }

    /// The files that are repaired, as they will be.
    pub fn texts(&self) -> Texts {
        self.files.iter().map(|(path, file)| (path.clone(), Arc::clone(&file.new))).collect()
    }

    /// Writes them into the course in `root`: what the repairs change of their lines, each file once and in one piece.
    ///
    /// Gives what was changed, sorted by file and line.
    ///
    /// # Errors
    /// A file is no longer as it was read or lies behind a link, another process is changing files of this course, or the
    /// disk refuses one: then all are as they were.
    pub fn write(self, root: &Root) -> Result<Vec<Change>> {
        self.write_observed(root, &mut || ())
    }

    /// The same, and calls `observer` before each change to the disk: for tests that cut it short at every point.
    ///
    /// # Errors
    /// As `write`.
    pub fn write_observed(self, root: &Root, observer: &mut dyn FnMut()) -> Result<Vec<Change>> {
        let alone = Alone::with(root)?;
        let mut changes = Changes::below(root, &alone);
        for Repaired { old, new, .. } in self.files.values() {
            let mark = unchanged(root, old)?;
            changes.replace(new.path().clone(), with_mark(mark, old.text()), with_mark(mark, new.text()));
        }
        changes.carry_out_observed(observer)?;
        Ok(self.changes())
    }

    fn changes(self) -> Vec<Change> {
        let of_file = |(path, file): (SourcePath, Repaired)| {
            file.changes.into_values().map(move |(lines, _)| Change { path: path.clone(), lines })
        };
        self.files.into_iter().flat_map(of_file).collect()
    }
}

/// What is to be repaired, file by file.
fn planned(report: &Report) -> Result<Vec<(&Arc<SourceFile>, Edits)>> {
    let mut by_file: BTreeMap<&SourcePath, (&Arc<SourceFile>, Edits)> = BTreeMap::new();
    for finding in &report.findings {
        let path = &finding.place.path;
        let fix = finding.fix.as_ref().filter(|fix| fix.certain && fix.line > 0);
        let Some((fix, source)) = fix.zip(report.sources.get(path)) else { continue };
        let (_, edits) = by_file.entry(path).or_insert_with(|| (source, Edits::default()));
        if !edits.add(Edit::of(source, fix)) {
            return Err(refused(format!("two repairs of `{path}` conflict on line {}", fix.line)));
        }
    }
    Ok(by_file.into_values().filter(|(_, edits)| !edits.is_empty()).collect())
}

fn refused(message: String) -> Error {
    Error::refused(message, "repair the line by hand and run the command again; nothing was written")
}

/// The byte-order mark that a file has, or nothing.
///
/// # Errors
/// The file is no longer as it was read.
pub(crate) fn unchanged(root: &Root, source: &SourceFile) -> Result<&'static str> {
    let bytes = root.file(source.path()).read()?;
    let mark = if bytes.starts_with(BYTE_ORDER_MARK.as_bytes()) { BYTE_ORDER_MARK } else { "" };
    if &bytes[mark.len()..] == source.text().as_bytes() {
        return Ok(mark);
    }
    Err(fs::changed(source.path()))
}

/// The bytes of a file that has this mark.
pub(crate) fn with_mark(mark: &str, text: &str) -> Vec<u8> {
    format!("{mark}{text}").into_bytes()
}
