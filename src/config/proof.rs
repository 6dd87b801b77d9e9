//! The proof of a repair: it is put in place in memory, and the file is read again.
//!
//! A repair is certain only where its finding is gone then, no other comes, every other value of the file is read as
//! before, and the new value says exactly what was typed: as a text, or as the number or truth value that stood in quotes
//! where none is a text. What does not pass is offered, and left to the author. Here alone that is decided, so that reports
//! and `clinic check --fix` speak of the same repairs.

mod expected;
mod typed;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use expected::Expected;

use crate::finding::edit::{Edit, Edits};
use crate::finding::{Finding, Fix, Rule};
use crate::syntax::yaml::{MOST_REPAIRS, Node, NodeKind, Scalar, Style};
use crate::text::quote::same_but_for_marks;
use crate::text::{SourceFile, Span};

/// So often a file is read on that has more to repair than one reading takes.
const MOST_READINGS: usize = 5;

/// A file is tried again without the repairs that did not pass, so often; then none is certain.
const MOST_TRIALS: usize = 4;

/// What came of reading a file.
pub(super) struct Reading {
    /// Its tree, where it has one.
    pub(super) tree: Option<Node>,
    /// What was found in it.
    pub(super) found: Vec<Finding>,
}

impl Reading {
    /// Whether it ended at the bound for what can be repaired in one reading.
    fn is_cut_short(&self) -> bool {
        let refused = self.found.iter().filter(|finding| finding.rule == Rule::YamlSyntax).count();
        self.tree.is_none() && refused > MOST_REPAIRS
    }
}

/// Makes each repair in `first` an offer that does not pass; `first` is what `read` made of the YAML at `range` of
/// `file`.
pub(super) fn prove(
    file: &SourceFile,
    range: &Range<usize>,
    first: &mut Reading,
    read: impl Fn(&SourceFile, Range<usize>) -> Reading,
) {
    for trial in 1.. {
        let doubtful: BTreeSet<usize> = Trial::doubtful(file, range, first, &read).into_iter().collect();
        if doubtful.is_empty() {
            return;
        }
        for (index, finding) in first.found.iter_mut().enumerate() {
            if let Some(fix) = finding.fix.as_mut().filter(|_| trial == MOST_TRIALS || doubtful.contains(&index)) {
                fix.certain = false;
            }
        }
    }
}

/// Makes each repair in `found`, by which a value loses its quotes, an offer unless all of them pass: with them in place
/// the YAML at `range` of `file` is read as before, but for numbers and truth values where there were texts of them.
pub(super) fn prove_unquoted(
    file: &SourceFile,
    range: &Range<usize>,
    found: &mut [Finding],
    read: impl Fn(&SourceFile, Range<usize>) -> Reading,
) {
    let fixes = found.iter_mut().filter(|finding| finding.rule == Rule::WrongType);
    let fixes: Vec<&mut Fix> = fixes.filter_map(|finding| finding.fix.as_mut()).filter(|fix| fix.certain).collect();
    if fixes.is_empty() {
        return;
    }
    let mut edits = Edits::default();
    let fits = fixes.iter().all(|fix| {
        let edit = Edit::of(file, fix);
        let is_within = range.start <= edit.span.start && edit.span.end <= range.end;
        is_within && fix.line == fix.end_line && edits.add(edit)
    });
    let passes = || {
        let (repaired, then) = Trial::put_in_place(file, range, &edits, &read);
        let first = read(file, range.clone());
        let trees = first.tree.as_ref().zip(then.tree.as_ref());
        let known: Vec<_> = first.found.iter().map(|finding| words(file, finding)).collect();
        trees.is_some_and(|(one, other)| Sameness { unquoted: Some(&edits) }.of(one, other))
            && then.found.iter().map(|finding| words(&repaired, finding)).eq(known)
    };
    if !(fits && passes()) {
        for fix in fixes {
            fix.certain = false;
        }
    }
}

/// The certain repairs of a file put in place at once, and the file as it is read then.
struct Trial<'a> {
    file: &'a SourceFile,
    first: &'a Reading,
    /// Each certain repair: the index of its finding, and what it changes.
    repairs: Vec<(usize, Edit)>,
    edits: Edits,
    then: Reading,
}

impl<'a> Trial<'a> {
    /// The indices of the findings whose repairs are certain as yet, and do not pass.
    fn doubtful(
        file: &'a SourceFile,
        range: &Range<usize>,
        first: &'a Reading,
        read: impl Fn(&SourceFile, Range<usize>) -> Reading,
    ) -> Vec<usize> {
        let (mut repairs, mut edits, mut refused) = (Vec::new(), Edits::default(), Vec::new());
        for (index, finding) in first.found.iter().enumerate() {
            let Some(fix) = finding.fix.as_ref().filter(|fix| fix.certain) else { continue };
            let edit = Edit::of(file, fix);
            let is_within = range.start <= edit.span.start && edit.span.end <= range.end;
            if is_within && edits.add(edit.clone()) { repairs.push((index, edit)) } else { refused.push(index) }
        }
        if repairs.is_empty() || !refused.is_empty() {
            return refused;
        }
        let (mut repaired, mut then) = Self::put_in_place(file, range, &edits, &read);
        for _ in 0..MOST_READINGS {
            if then.tree.is_some() || !first.is_cut_short() || !add_certain(&mut edits, file, &then.found) {
                break;
            }
            (repaired, then) = Self::put_in_place(file, range, &edits, &read);
        }
        let trial = Self { file, first, repairs, edits, then };
        trial.failures(&repaired)
    }

    fn put_in_place(
        file: &SourceFile,
        range: &Range<usize>,
        edits: &Edits,
        read: impl Fn(&SourceFile, Range<usize>) -> Reading,
    ) -> (SourceFile, Reading) {
        let text = edits.put_into(file.text());
        let end = text.len() - (file.text().len() - range.end);
        let repaired = file.rewritten(file.path().clone(), text);
        let then = read(&repaired, range.start..end);
        (repaired, then)
    }

    fn failures(&self, repaired: &SourceFile) -> Vec<usize> {
        let all = || self.repairs.iter().map(|(index, _)| *index).collect();
        let Some(tree) = &self.then.tree else { return all() };
        let placed: Vec<(&Edit, Span)> = self.edits.placed().collect();
        let again = self.lines_repaired_again();
        let passes = |edit: &Edit| {
            let at = placed.partition_point(|(other, _)| other.span.start < edit.span.start);
            let Some((_, new)) = placed.get(at).filter(|(placed, _)| *placed == edit) else { return false };
            let around = [at.checked_sub(1), at.checked_add(1)];
            let around = around.into_iter().flatten().filter_map(|at| placed.get(at)).map(|(_, other)| *other);
            let lines = repaired.position(new.start).line..=repaired.position(new.end).line;
            again.range(lines).next().is_none() && self.says_what_was_typed(tree, (edit, *new), repaired, around)
        };
        let failed = self.repairs.iter().filter(|(_, edit)| !passes(edit));
        let failed: Vec<usize> = failed.map(|(index, _)| *index).collect();
        if !failed.is_empty() {
            return failed;
        }
        let is_as_before = match &self.first.tree {
            Some(first) => Sameness::default().of(first, tree) && self.finds_nothing_new(repaired),
            None => self.first.is_cut_short(),
        };
        let is_whole = || self.then.found.iter().all(|left| leaves_lines(repaired, left));
        if is_as_before && is_whole() { Vec::new() } else { all() }
    }

    /// Whether the value that `edit` writes at `new` is one quoted text that says what stood there, and can be nothing
    /// else; `around` is what the edits beside it write.
    fn says_what_was_typed(
        &self,
        tree: &Node,
        (edit, new): (&Edit, Span),
        repaired: &SourceFile,
        mut around: impl Iterator<Item = Span>,
    ) -> bool {
        let Some((node, expected)) = value_around(tree, new) else { return false };
        let Some(scalar) = node.scalar().filter(|scalar| matches!(scalar.style, Style::Single | Style::Double)) else {
            return false;
        };
        // A value that was put together from several lines is not written here, even where it begins with a quote.
        if !repaired.text()[node.span.range()].starts_with(['\'', '"']) {
            return false;
        }
        // Beside another repair the value is not as long as what was typed.
        if !around.all(|other| other.end < node.span.start || node.span.end < other.start) {
            return false;
        }
        let Some(start) = edit.span.start.checked_sub(new.start - node.span.start) else { return false };
        let end = edit.span.end + (node.span.end - new.end);
        let typed = self.file.text().get(start..end);
        typed.is_some_and(|typed| typed::says(typed, &scalar.text) && expected.text(typed))
    }

    /// The lines that are certain to be repaired once more.
    fn lines_repaired_again(&self) -> BTreeSet<usize> {
        let certain = self.then.found.iter().filter_map(|finding| finding.fix.as_ref().filter(|fix| fix.certain));
        certain.flat_map(|fix| fix.line..=fix.end_line).collect()
    }

    /// Whether all that is found now was found before, and is no finding whose repair is in place.
    fn finds_nothing_new(&self, repaired: &SourceFile) -> bool {
        let done: BTreeSet<usize> = self.repairs.iter().map(|(index, _)| *index).collect();
        let mut known: BTreeMap<(Rule, usize, &str), usize> = BTreeMap::new();
        for (_, finding) in self.first.found.iter().enumerate().filter(|(index, _)| !done.contains(index)) {
            *known.entry(words(self.file, finding)).or_default() += 1;
        }
        self.then.found.iter().all(|finding| {
            let left = known.get_mut(&words(repaired, finding)).filter(|left| **left > 0);
            left.map(|left| *left -= 1).is_some()
        })
    }
}

/// What a finding says, and on which line: its column may be another in a repaired line.
fn words<'f>(file: &SourceFile, finding: &'f Finding) -> (Rule, usize, &'f str) {
    (finding.rule, file.position(finding.place.span().start).line, &finding.message)
}

/// Adds the repairs in `found` that are certain, in lines that none has changed; false where there are none.
fn add_certain(edits: &mut Edits, file: &SourceFile, found: &[Finding]) -> bool {
    let certain = found.iter().filter_map(|finding| finding.fix.as_ref().filter(|fix| fix.certain));
    let mut any = false;
    for fix in certain {
        any |= edits.add(Edit::of(file, fix));
    }
    any
}

/// Whether the lines of `file` stand where they belong, whatever `finding` says: nothing is certain in a file that
/// cannot be read before its lines are moved or its brackets closed.
fn leaves_lines(file: &SourceFile, finding: &Finding) -> bool {
    let only_adds_marks = || {
        let edit = finding.fix.as_ref().map(|fix| Edit::of(file, fix));
        edit.is_some_and(|Edit { span, text }| same_but_for_marks(&file.text()[span.range()], &text))
    };
    match finding.rule {
        Rule::YamlSyntax | Rule::YamlFeature => only_adds_marks(),
        Rule::YamlDepth => false,
        _ => true,
    }
}

/// What two trees with the same values may differ in: never in more than how texts are quoted.
#[derive(Clone, Copy, Default)]
struct Sameness<'e> {
    /// The values that lost their quotes, and so are numbers or truth values now.
    unquoted: Option<&'e Edits>,
}

impl Sameness<'_> {
    /// Whether two trees hold the same values.
    fn of(self, one: &Node, other: &Node) -> bool {
        match (&one.kind, &other.kind) {
            (NodeKind::Null, NodeKind::Null) => true,
            (NodeKind::Scalar(old), NodeKind::Scalar(_)) if self.is_unquoted(one) => is_bare(&old.text, other),
            (NodeKind::Scalar(one), NodeKind::Scalar(other)) => {
                one.text == other.text && (one.style == Style::Plain) == (other.style == Style::Plain)
            }
            (NodeKind::List(one), NodeKind::List(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| self.of(one, other))
            }
            (NodeKind::Map(one), NodeKind::Map(other)) => {
                let pairs = || one.iter().zip(other);
                one.len() == other.len()
                    && pairs().all(|(one, other)| one.key == other.key && self.of(&one.value, &other.value))
            }
            _ => false,
        }
    }

    fn is_unquoted(self, node: &Node) -> bool {
        self.unquoted.is_some_and(|edits| edits.iter().any(|edit| edit.span == node.span))
    }
}

/// Whether `node` is the number or truth value that `text` says.
fn is_bare(text: &str, node: &Node) -> bool {
    let says_it = |scalar: &Scalar| scalar.style == Style::Plain && scalar.text.eq_ignore_ascii_case(text.trim());
    node.scalar().is_some_and(says_it) && (node.as_bool().is_some() || node.as_integer().is_some())
}

/// The innermost value that holds the bytes of `span`, and the keys above it.
fn value_around(tree: &Node, span: Span) -> Option<(&Node, Expected)> {
    let holds = |node: &&Node| node.span.start <= span.start && span.end <= node.span.end;
    let (mut node, mut expected) = (tree, Expected::default());
    loop {
        node = match &node.kind {
            NodeKind::Map(entries) => {
                let at = entries.partition_point(|entry| entry.value.span.end < span.end);
                let entry = entries.get(at)?;
                expected.below(&entry.key);
                Some(&entry.value).filter(holds)?
            }
            NodeKind::List(items) => {
                expected.is_item = true;
                items.get(items.partition_point(|item| item.span.end < span.end)).filter(holds)?
            }
            NodeKind::Scalar(_) => return Some((node, expected)).filter(|(node, _)| holds(node)),
            NodeKind::Null => return None,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::FileFindings;
    use crate::syntax::yaml::{self, Vocabulary};
    use crate::text::{Place, SourcePath};

    fn read(file: &SourceFile, range: Range<usize>) -> Reading {
        let mut findings = FileFindings::new(file.path());
        let tree = yaml::parse(&file.text()[range.clone()], range.start, Vocabulary::ANY, &mut findings);
        Reading { tree, found: findings.into_inner() }
    }

    fn file(text: &str) -> SourceFile {
        SourceFile::new(SourcePath::new("content/a.md"), text)
    }

    /// A finding of `rule` whose certain repair is this first line.
    fn finding(file: &SourceFile, rule: Rule, fixed: &str) -> Finding {
        let fix = Fix { line: 1, end_line: 1, text: fixed.to_owned(), certain: true };
        Finding::new(rule, Place::file(file.path()), "x").fix(fix)
    }

    fn are_certain(found: &[Finding]) -> Vec<bool> {
        found.iter().filter_map(|finding| finding.fix.as_ref()).map(|fix| fix.certain).collect()
    }

    #[test]
    fn repairs_of_one_value_that_make_it_longer_together_do_not_pass() {
        for fixes in [["title: 'éx", "title: éx'"], ["title: '''''éx", "title: éx'"]] {
            let file = file("title: éx");
            let found = fixes.map(|fixed| finding(&file, Rule::YamlSyntax, fixed)).to_vec();
            let mut first = Reading { found, ..read(&file, 0..file.text().len()) };
            prove(&file, &(0..file.text().len()), &mut first, read);
            assert_eq!(are_certain(&first.found), [false, false], "{fixes:?}");
        }
    }

    #[test]
    fn a_lone_text_is_a_value_around_nothing_but_itself() {
        let file = file("'a' # and b");
        let tree = read(&file, 0..file.text().len()).tree.unwrap();
        assert!(value_around(&tree, Span::new(0, 3)).is_some());
        assert!(value_around(&tree, Span::new(6, 11)).is_none());
    }

    #[test]
    fn quotes_are_taken_from_what_is_no_text_without_them() {
        let passes = |typed: &str, fixed: &str| {
            let file = file(typed);
            let mut found = [finding(&file, Rule::WrongType, fixed)];
            prove_unquoted(&file, &(0..typed.len()), &mut found, read);
            are_certain(&found) == [true]
        };
        assert!(passes("draft: \"false\" # soon\na: *b", "draft: false # soon"));
        assert!(passes("{ draft: 'True', order: '2' }", "{ draft: true, order: '2' }"));
        assert!(passes("order: ' 3'", "order: 3"));
        for (typed, fixed) in [
            ("draft: 'false'", "draft: true"),
            ("draft: 'false'", "draft: falsely"),
            ("order: '3'#4", "order: 3#4"),
            ("title: 'Nine'", "title: Nine"),
            ("{ order: '3', a: 'b' }", "{ order: 3, a: 'c' }"),
        ] {
            assert!(!passes(typed, fixed), "{typed}");
        }
    }
}
