//! Layer 9: writes the repairs that are certain into the files of a course, and nothing else.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use crate::error::{Error, Result};
use crate::finding::Fix;
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
    /// The first of the lines, from 1.
    pub line: usize,
    /// What stood there, without the last line break.
    pub old: String,
    /// What stands there now.
    pub new: String,
}

/// `content/01-a.md:2`, and below it the lines as they were and as they are, with nothing that controls a terminal.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", printable_in_line(self.path.as_str()), self.line)?;
        for (sign, text) in [('-', &self.old), ('+', &self.new)] {
            for line in text.lines() {
                write!(f, "\n  {sign} {}", printable(line.trim()))?;
            }
        }
        Ok(())
    }
}

/// Writes every certain fix of `report` into the course in `root`: whole lines, each file in one piece. Of fixes that
/// overlap the first is taken; a new report tells whether the others are still needed.
///
/// Gives what was changed, sorted by file and line.
///
/// # Errors
/// A file is no longer as the report knows it, or the disk refuses; the files before it are written.
pub fn apply(root: &Path, report: &Report) -> Result<Vec<Change>> {
    let mut by_file: BTreeMap<&SourcePath, Vec<&Fix>> = BTreeMap::new();
    for finding in &report.findings {
        if let Some(fix) = finding.fix.as_ref().filter(|fix| fix.certain) {
            by_file.entry(&finding.place.path).or_default().push(fix);
        }
    }
    let mut changes = Vec::new();
    for (path, mut fixes) in by_file {
        fixes.sort_by_key(|fix| (fix.line, fix.end_line));
        if let Some(source) = report.sources.get(path) {
            changes.extend(rewrite(root, source, &fixes)?);
        }
    }
    Ok(changes)
}

fn rewrite(root: &Path, source: &SourceFile, fixes: &[&Fix]) -> Result<Vec<Change>> {
    let text = source.text();
    let (mut written, mut copied, mut last_line) = (String::with_capacity(text.len() + 64), 0, 0);
    let mut changes = Vec::new();
    for fix in fixes.iter().filter(|fix| fix.line > 0) {
        let (start, end) = (source.line_span(fix.line).start, source.line_span(fix.end_line).end);
        let new = in_the_breaks_of(&text[start..], &fix.text);
        if fix.line <= last_line || text[start..end] == new {
            continue;
        }
        written.push_str(&text[copied..start]);
        written.push_str(&new);
        (copied, last_line) = (end, fix.end_line);
        let old = text[start..end].to_owned();
        changes.push(Change { path: source.path().clone(), line: fix.line, old, new: fix.text.clone() });
    }
    written.push_str(&text[copied..]);
    if !changes.is_empty() {
        replace(root, source, &written)?;
    }
    Ok(changes)
}

/// `fix` with the line breaks that the file has.
fn in_the_breaks_of(text: &str, fix: &str) -> String {
    let first_break = text.find('\n');
    let is_windows = first_break.is_some_and(|at| text[..at].ends_with('\r'));
    if is_windows { fix.replace('\n', "\r\n") } else { fix.to_owned() }
}

/// Puts `text` in place of what `source` holds, unless somebody changed the file in the meantime.
fn replace(root: &Path, source: &SourceFile, text: &str) -> Result<()> {
    let mark = unchanged(root, source)?;
    fs::replace(&root.join(source.path().as_str()), format!("{mark}{text}").as_bytes())
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
