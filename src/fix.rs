//! Layer 9: writes the repairs that are certain into the files of a course, and nothing else.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use crate::error::{Error, Result};
use crate::finding::edit::{ChangedLines, Edit, Edits};
use crate::finding::report::{printable, printable_in_line};
use crate::fs;
use crate::pipeline::Report;
use crate::text::{SourceFile, SourcePath};

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Lines that were replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub path: SourcePath,
    /// The lines, as they were and as they are.
    pub lines: ChangedLines,
}

impl Change {
    /// Whether it is about lines that `other` is about.
    pub fn meets(&self, other: &Self) -> bool {
        let of = |change: &Self| change.lines.first..change.lines.first + change.lines.old.split('\n').count();
        let (own, others) = (of(self), of(other));
        self.path == other.path && own.start < others.end && others.start < own.end
    }
}

/// `content/01-a.md:2`, and below it the lines as they were and as they are, with nothing that controls a terminal.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", printable_in_line(self.path.as_str()), self.lines.first)?;
        for (sign, text) in [('-', &self.lines.old), ('+', &self.lines.new)] {
            for line in text.lines() {
                write!(f, "\n  {sign} {}", printable(line.trim()))?;
            }
        }
        Ok(())
    }
}

/// Writes every certain fix of `report` into the course in `root`: what they change of their lines, each file in one
/// piece. Lines that were changed `earlier` stay as they are.
///
/// Gives what was changed, sorted by file and line.
///
/// # Errors
/// Two fixes want different things of the same text, or a file is no longer as the report knows it: then nothing is
/// written. Where the disk refuses, the files before it are written.
pub fn apply(root: &Path, report: &Report, earlier: &[Change]) -> Result<Vec<Change>> {
    let mut new = Vec::new();
    let planned = planned(report, earlier)?;
    for (source, edits) in &planned {
        unchanged(root, source)?;
        let changed = |lines| Change { path: source.path().clone(), lines };
        new.extend(edits.lines(source).into_iter().map(changed));
    }
    for (source, edits) in planned {
        let mark = unchanged(root, source)?;
        let path = root.join(source.path().as_str());
        fs::replace(&path, format!("{mark}{}", edits.put_into(source.text())).as_bytes())?;
    }
    Ok(new)
}

/// What is to be written, file by file.
fn planned<'r>(report: &'r Report, earlier: &[Change]) -> Result<Vec<(&'r SourceFile, Edits)>> {
    let mut by_file: BTreeMap<&SourcePath, (&SourceFile, Edits)> = BTreeMap::new();
    for finding in &report.findings {
        let path = &finding.place.path;
        let fix = finding.fix.as_ref().filter(|fix| fix.certain && fix.line > 0);
        let Some((fix, source)) = fix.zip(report.sources.get(path)) else { continue };
        let lines = ChangedLines { first: fix.line, old: "\n".repeat(fix.end_line - fix.line), new: String::new() };
        let change = Change { path: path.clone(), lines };
        if earlier.iter().any(|earlier| earlier.meets(&change)) {
            continue;
        }
        let (_, edits) = by_file.entry(path).or_insert_with(|| (source, Edits::default()));
        if !edits.add(Edit::of(source, fix)) {
            let message = format!("two repairs of `{path}` want different things of line {}", fix.line);
            return Err(Error::refused(
                message,
                "nothing was written: repair the line by hand, and run the command again",
            ));
        }
    }
    Ok(by_file.into_values().filter(|(_, edits)| !edits.is_empty()).collect())
}

/// The byte-order mark that a file has, or nothing.
///
/// # Errors
/// The file is no longer as it was read.
pub(crate) fn unchanged(root: &Path, source: &SourceFile) -> Result<&'static str> {
    let bytes = fs::read(&root.join(source.path().as_str()))?;
    let mark = if bytes.starts_with(BYTE_ORDER_MARK.as_bytes()) { BYTE_ORDER_MARK } else { "" };
    if &bytes[mark.len()..] == source.text().as_bytes() {
        return Ok(mark);
    }
    let message = format!("`{}` was changed while it was being read", source.path());
    Err(Error::refused(message, "run the command again"))
}
