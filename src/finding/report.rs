//! What every form of showing findings needs: their order, their number, the files they are about.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::text::{Position, SourceFile, SourcePath};

use super::{Finding, Rule, Severity};

/// The files that findings are about, by path.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: BTreeMap<SourcePath, Arc<SourceFile>>,
}

impl Sources {
    /// Adds `file`, in place of an older one of the same path.
    pub fn insert(&mut self, file: Arc<SourceFile>) {
        self.files.insert(file.path().clone(), file);
    }

    /// The file of this path, if it could be read.
    pub fn get(&self, path: &SourcePath) -> Option<&Arc<SourceFile>> {
        self.files.get(path)
    }

    /// Where `finding` starts and ends; 1:1 if it is about a whole file, or about one that is not here.
    pub fn positions(&self, finding: &Finding) -> (Position, Position) {
        let source = self.get(&finding.place.path);
        let at = |offset| source.map_or(Position { line: 1, column: 1 }, |source| source.position(offset));
        (at(finding.place.span().start), at(finding.place.span().end))
    }

    /// The file with the lines that `finding` is about; none if it is about a whole file, or about one that is not here.
    pub(super) fn lines_of(&self, finding: &Finding) -> Option<&SourceFile> {
        self.files.get(&finding.place.path).map(Arc::as_ref).filter(|_| finding.place.span().end > 0)
    }
}

impl Extend<Arc<SourceFile>> for Sources {
    fn extend<I: IntoIterator<Item = Arc<SourceFile>>>(&mut self, files: I) {
        files.into_iter().for_each(|file| self.insert(file));
    }
}

impl FromIterator<Arc<SourceFile>> for Sources {
    fn from_iter<I: IntoIterator<Item = Arc<SourceFile>>>(files: I) -> Self {
        let mut sources = Self::default();
        sources.extend(files);
        sources
    }
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Findings that keep the site from being written.
    pub errors: usize,
    /// Findings that do not.
    pub warnings: usize,
}

impl Counts {
    /// Counts `findings`.
    pub fn of(findings: &[Finding]) -> Self {
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        Self { errors, warnings: findings.len() - errors }
    }
}

/// How many findings each rule has: the most frequent first, equally frequent ones in the order of the manual.
pub fn by_rule(findings: &[Finding]) -> Vec<(Rule, usize)> {
    let mut counts: BTreeMap<Rule, usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.rule).or_default() += 1;
    }
    let mut counts: Vec<(Rule, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    counts
}

/// Sorts by path, position, rule id and message, so that the order in which files were read never shows; what says
/// the same of the same place is kept once.
#[must_use]
pub fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| same_words(a, b).then_with(|| remainder(a).cmp(&remainder(b))));
    findings.dedup_by(|later, earlier| same_words(later, earlier).is_eq());
    findings
}

/// Compares what a reader sees first.
fn same_words(a: &Finding, b: &Finding) -> Ordering {
    (&a.place, a.rule.id(), &a.message).cmp(&(&b.place, b.rule.id(), &b.message))
}

/// What decides which of two equal ones is kept: the graver, then one that offers a fix, then one with help.
fn remainder(finding: &Finding) -> (Severity, bool, bool, Option<&str>, Option<&str>) {
    let fix = finding.fix.as_ref().map(|fix| fix.text.as_str());
    let help = finding.help.as_deref();
    (finding.severity, fix.is_none(), help.is_none(), fix, help)
}

/// True for characters that move the cursor, colour or reorder what a terminal shows, or are no text at all.
/// Line feed and tab are among them; whoever wants those looks at them first.
pub(super) fn controls_terminal(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// `text` with nothing in it that could control a terminal: line breaks stay, tabs become four blanks, control
/// characters their pictures, other hostile ones the replacement character.
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' => shown.push('\n'),
            '\t' => shown.push_str("    "),
            '\0'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + character as u32)),
            '\u{7f}' => shown.push('␡'),
            hostile if controls_terminal(hostile) => shown.push('\u{fffd}'),
            harmless => shown.push(harmless),
        }
    }
    shown
}

/// The same for what must stay in one line.
pub fn printable_in_line(text: &str) -> String {
    printable(text).replace('\n', "␊")
}

#[cfg(test)]
mod tests {
    use crate::text::{Place, Span};

    use super::*;

    fn finding(path: &str, start: usize, rule: Rule, message: &str) -> Finding {
        Finding::new(rule, Place::new(&SourcePath::new(path), Span::new(start, start + 1)), message)
    }

    #[test]
    fn findings_are_sorted_by_place_then_rule_then_message() {
        let wanted = vec![
            finding("a.md", 3, Rule::BrokenLink, "x"),
            finding("a.md", 20, Rule::BadMath, "x"),
            finding("a.md", 20, Rule::BrokenLink, "x"),
            finding("a.md", 20, Rule::BrokenLink, "y"),
            finding("b.md", 0, Rule::BadMath, "x"),
        ];
        let reversed = wanted.iter().rev().cloned().collect();
        assert_eq!(sorted(reversed), wanted);
    }

    #[test]
    fn what_says_the_same_is_kept_once_with_its_help() {
        let plain = finding("a.md", 3, Rule::BrokenLink, "x");
        let helpful = plain.clone().help("y");
        assert_eq!(sorted(vec![plain.clone(), helpful.clone(), plain]), [helpful]);
    }

    #[test]
    fn severities_are_counted_as_they_are_not_as_the_rule_has_them() {
        let mut findings = vec![finding("a.md", 0, Rule::NoClinic, "x"), finding("a.md", 0, Rule::RawHtml, "x")];
        assert_eq!(Counts::of(&findings), Counts { errors: 0, warnings: 2 });
        findings[0].severity = Severity::Error;
        assert_eq!(Counts::of(&findings), Counts { errors: 1, warnings: 1 });
    }

    #[test]
    fn rules_are_counted_the_most_frequent_first() {
        let findings =
            [Rule::RawHtml, Rule::BrokenLink, Rule::NoClinic, Rule::RawHtml].map(|rule| finding("a.md", 0, rule, "x"));
        assert_eq!(by_rule(&findings), [(Rule::RawHtml, 2), (Rule::NoClinic, 1), (Rule::BrokenLink, 1)]);
    }

    #[test]
    fn a_later_file_takes_the_place_of_an_earlier_one() {
        let file = |text: &str| Arc::new(SourceFile::new(SourcePath::new("a.md"), text));
        let sources: Sources = [file("old"), file("new")].into_iter().collect();
        assert_eq!(sources.get(&SourcePath::new("a.md")).map(|file| file.text()), Some("new"));
        assert!(sources.get(&SourcePath::new("b.md")).is_none());
    }
}
