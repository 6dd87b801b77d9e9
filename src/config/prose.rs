//! Prose that YAML takes for something else without a word: what was typed is told, and taken.
//!
//! YAML is read before anyone knows what its values are for. Here that is known by their keys: where a text is expected
//! and a comment, a list, a map or an escape came out of it, the value becomes what was typed.

mod escapes;
mod lines;
mod marks;
mod role;
pub(super) mod unspaced;

use std::ops::Range;

use role::Role;

pub(super) use escapes::escapes_as_typed;

use crate::config::foreign::is_foreign;
use crate::config::keys::{GROUP, STATEMENT, VOCABULARY, is_known};
use crate::config::meanings::meant;
use crate::config::proof::{self, Reading};
use crate::finding::{FileFindings, Finding, Fix, Rule};
use crate::syntax::yaml::line::meant as within_quotes;
use crate::syntax::yaml::running::{CUT, is_comment};
use crate::syntax::yaml::{self, MapEntry, Node, NodeKind, Scalar, Start, Style, reads_as};
use crate::text::quote::single_quoted;
use crate::text::{Place, SourceFile, Span};

/// Keys whose values are prose.
const PROSE: [&str; 16] = [
    "title",
    "description",
    "license",
    "mistake",
    "where",
    "symptom",
    "repair",
    "text",
    "hint",
    "intro",
    "error",
    "why",
    "correction",
    "front",
    "back",
    "for",
];

/// Keys whose lists hold prose, or maps with prose in them.
const LISTS: [&str; 6] = ["statements", "checks", "steps", "protocol", "criteria", "completion"];

/// Keys below which nothing is looked at: their values are not ours, or words of a fixed set.
const CLOSED: [&str; 4] = ["extra", "rules", "starter", "sheets"];

/// Reads the YAML at `range` of `file`, with what was typed wherever it should hold prose; `None` where it cannot be
/// read, which is a finding.
pub fn parse(file: &SourceFile, range: Range<usize>, findings: &mut FileFindings) -> Option<Node> {
    let mut reading = read(file, range.clone());
    proof::prove(file, &range, &mut reading, read);
    reading.found.into_iter().for_each(|finding| findings.push(finding));
    reading.tree
}

/// Leaves of the repairs that `findings` has of decoded values those certain that are proved; the YAML is at `range`.
pub fn prove_decoded(file: &SourceFile, range: &Range<usize>, findings: &mut FileFindings) {
    proof::prove_unquoted(file, range, findings.all_mut(), read);
}

/// Whether the value of `key` is prose.
pub(super) fn is_prose(key: &str) -> bool {
    PROSE.contains(&key) || key == "answer"
}

/// Whether the value of `key` is a list of prose.
pub(super) fn is_list_of_prose(key: &str) -> bool {
    LISTS.contains(&key)
}

fn read(file: &SourceFile, range: Range<usize>) -> Reading {
    let mut findings = FileFindings::new(file.path());
    let start = Start { offset: range.start, line: 1 + file.text()[..range.start].matches('\n').count() };
    let mut tree = yaml::parse_from(&file.text()[range], start, VOCABULARY, &mut findings);
    if let Some(tree) = &mut tree {
        Mender { file, findings: &mut findings }.root(tree);
    }
    Reading { tree, found: findings.into_inner() }
}

struct Mender<'a> {
    file: &'a SourceFile,
    findings: &'a mut FileFindings,
}

impl<'a> Mender<'a> {
    /// What stands below the key of another tool is none of ours.
    fn root(&mut self, node: &mut Node) {
        match &mut node.kind {
            NodeKind::Map(entries) => {
                let own = entries.iter_mut().filter(|entry| is_known(&entry.key) || !is_foreign(&entry.key));
                own.for_each(|entry| self.entry(entry));
            }
            _ => self.visit(node),
        }
    }

    fn visit(&mut self, node: &mut Node) {
        match &mut node.kind {
            NodeKind::Map(entries) => {
                self.unspaced(entries);
                for entry in entries {
                    self.entry(entry);
                }
            }
            NodeKind::List(items) => items.iter_mut().for_each(|item| self.visit(item)),
            NodeKind::Null | NodeKind::Scalar(_) => {}
        }
    }

    fn entry(&mut self, MapEntry { key, value, .. }: &mut MapEntry) {
        // What stands below a key that was mistyped is prose all the same.
        let near = || meant(key, &LISTS).or_else(|| meant(key, &PROSE)).unwrap_or(key);
        let key = if is_known(key) { key } else { near() };
        if key == "markdown" {
            return self.macros(value);
        }
        if CLOSED.contains(&key) {
            return;
        }
        if PROSE.contains(&key) {
            self.marks(key, value);
            return self.prose(value, Role::of(key));
        }
        if key == "answer" && !matches!(value.kind, NodeKind::Map(_)) {
            return self.prose(value, Role::of(key));
        }
        match &mut value.kind {
            NodeKind::List(items) if LISTS.contains(&key) => {
                for item in items {
                    if let NodeKind::Map(entries) = &mut item.kind {
                        self.unspaced(entries);
                    }
                    self.prose(item, if key == "checks" { Role::GroupOrStatement } else { Role::Item });
                    self.visit(item);
                }
            }
            _ => self.visit(value),
        }
    }

    /// What macros mean is TeX, which has as many backslashes and signs as prose.
    fn macros(&mut self, markdown: &mut Node) {
        let NodeKind::Map(keys) = &mut markdown.kind else { return };
        for macros in keys.iter_mut().filter(|entry| entry.key == "macros") {
            let NodeKind::Map(macros) = &mut macros.value.kind else { continue };
            for entry in macros {
                self.prose(&mut entry.value, Role::Needed);
            }
        }
    }

    fn prose(&mut self, node: &mut Node, role: Role) {
        let cut = if node.is_null() { None } else { self.lines(node) };
        let typed = cut.or_else(|| self.value(node, role));
        if let Some(typed) = typed {
            node.span = typed.span;
            node.kind = NodeKind::Scalar(Scalar { text: typed.text, style: Style::Repaired });
        }
    }

    fn value(&mut self, node: &Node, role: Role) -> Option<Typed> {
        match &node.kind {
            NodeKind::Null => self.nothing(node.span, role),
            NodeKind::Scalar(scalar) => self.scalar(scalar, node.span, role),
            NodeKind::List(_) => Some(self.list(node.span)),
            NodeKind::Map(entries) => self.map(entries, node.span, role),
        }
    }

    /// `- #include <stdio.h>` and `title: null`
    fn nothing(&mut self, span: Span, role: Role) -> Option<Typed> {
        let written = !self.text(span).is_empty();
        if written && !role.is_optional() {
            return Some(self.ambiguous(span, "nothing"));
        }
        let rest = self.rest(span.end);
        let start = span.end + rest.find('#').filter(|&at| !written && rest[..at].trim().is_empty())?;
        let is_cut = !is_comment(self.rest(start));
        let span = Span::new(start, self.line_end(start));
        if role.is_optional() && !is_cut {
            self.comment(span, span);
            return None;
        }
        let message = "a `#` after a space starts a comment, so this text is empty";
        Some(self.report(Rule::CutText, span, message, is_cut))
    }

    fn scalar(&mut self, scalar: &Scalar, span: Span, role: Role) -> Option<Typed> {
        match scalar.style {
            Style::Plain => self.plain(&scalar.text, span, role),
            Style::Single | Style::Double => self.after_quotes(span).or_else(|| self.double_quoted(span)),
            Style::Literal | Style::Folded if scalar.text.trim().is_empty() => self.block(span),
            Style::Literal | Style::Folded | Style::Repaired => None,
        }
    }

    fn plain(&mut self, text: &str, span: Span, role: Role) -> Option<Typed> {
        let rest = self.rest(span.end);
        let comment = rest.trim_start();
        if comment.starts_with('#') && comment.len() < rest.len() && !is_reference(text) {
            let start = span.end + rest.len() - comment.len();
            let whole = Span::new(span.start, self.line_end(start));
            if !is_comment(comment) {
                return Some(self.report_at(Span::new(start, whole.end), Rule::CutText, whole, CUT, true));
            }
            self.comment(Span::new(start, whole.end), whole);
            return None;
        }
        let meaning = reads_as(text).filter(|_| !self.text(span).contains('\n'))?;
        let is_short = role == Role::Short && !matches!(meaning, "nothing" | "true or false");
        (!is_short).then(|| self.ambiguous(span, meaning))
    }

    /// `place` is a comment, or a part of the text `whole`.
    fn comment(&mut self, place: Span, whole: Span) {
        let message = "the text after the `#` is read as a comment";
        let help = "put the whole text in quotes, or move the comment to its own line";
        let finding = Finding::new(Rule::CommentAfterText, self.place(place), message).help(help);
        self.findings.push(finding.fix(self.fix(whole, false)));
    }

    /// A text that is one to us, and not to other readers of YAML.
    fn ambiguous(&mut self, span: Span, meaning: &str) -> Typed {
        let message = format!("other YAML parsers read unquoted `{}` as {meaning}", self.text(span));
        let finding = Finding::new(Rule::AmbiguousText, self.place(span), message).help("put the text in quotes");
        self.findings.push(finding.fix(self.fix(span, false)));
        self.typed(span)
    }

    /// `- > #12 is a bug`
    fn block(&mut self, span: Span) -> Option<Typed> {
        let start = self.file.text()[..span.end].rfind(['|', '>']).filter(|start| start + 4 > span.start)?;
        let whole = Span::new(start, self.line_end(start));
        let typed = self.text(whole);
        let message = format!("`{}` starts a block of text, but no text follows", &typed[..1]);
        Some(self.report(Rule::NotText, whole, &message, typed.len() > 3))
    }

    /// `[x]` and `- - x`
    fn list(&mut self, span: Span) -> Typed {
        let message = match self.text(span).chars().next() {
            Some('[') => "the brackets turn this text into a list",
            _ => "the dash and space turn this text into a list",
        };
        self.not_text(span, message)
    }

    /// `{where}` and `- Note: this`
    fn map(&mut self, entries: &[MapEntry], span: Span, role: Role) -> Option<Typed> {
        if self.text(span).starts_with('{') {
            let is_own = entries.iter().any(|entry| role.has_key(&entry.key) || role.is_near(&entry.key));
            return (!is_own).then(|| self.not_text(span, "the braces turn this text into a map"));
        }
        if entries.len() > 1 && entries.iter().all(|entry| is_phrase(&entry.key) && entry.value.scalar().is_some()) {
            return Some(self.not_text(span, "the colon and space in each line turn this text into keys and values"));
        }
        let [entry] = entries else { return None };
        if role.has_key(&entry.key) || role.is_near(&entry.key) {
            return None;
        }
        Some(self.not_text(span, "the colon and space split this text into a key and a value"))
    }

    fn not_text(&mut self, span: Span, message: &str) -> Typed {
        let rest = self.rest(span.end).trim_start();
        let whole = if rest.starts_with('#') || rest.is_empty() {
            Span::new(span.start, self.line_end(span.end))
        } else {
            span
        };
        let is_sure = !self.text(whole).contains('\n') && !self.text(whole).contains(" # ");
        let shown = Span::new(span.start, span.end.min(self.line_end(span.start)));
        self.report_at(shown, Rule::NotText, whole, message, is_sure)
    }

    fn report(&mut self, rule: Rule, whole: Span, message: &str, certain: bool) -> Typed {
        self.report_at(whole, rule, whole, message, certain)
    }

    /// Reports at `shown`, and gives `whole` as it was typed.
    fn report_at(&mut self, shown: Span, rule: Rule, whole: Span, message: &str, certain: bool) -> Typed {
        let one_line = !self.text(whole).contains('\n');
        let finding = Finding::new(rule, self.place(shown), message).help("put the text in quotes");
        self.findings.push(finding.fix(self.fix(whole, certain && one_line)));
        self.typed(whole)
    }

    fn place(&self, span: Span) -> Place {
        Place::new(self.file.path(), span)
    }

    fn text(&self, span: Span) -> &'a str {
        &self.file.text()[span.range()]
    }

    /// What follows byte `at` on its line.
    fn rest(&self, at: usize) -> &'a str {
        self.file.text()[at..].lines().next().unwrap_or_default()
    }

    /// Where the line of byte `at` ends, blanks at its end left out.
    fn line_end(&self, at: usize) -> usize {
        at + self.rest(at).trim_end().len()
    }

    fn typed(&self, span: Span) -> Typed {
        Typed { text: folded(&within_quotes(self.text(span))), span }
    }

    /// The lines of `span` with what stands there in quotes.
    fn fix(&self, span: Span, certain: bool) -> Fix {
        let before = &self.file.text()[..span.start];
        let gap = if before.is_empty() || before.ends_with([' ', '\t', '\n']) { "" } else { " " };
        let quoted = single_quoted(&within_quotes(self.text(span)).replace('\r', ""));
        Fix::offer(self.file, span, &format!("{gap}{quoted}")).certain(certain)
    }
}

/// A text as it was typed.
struct Typed {
    text: String,
    span: Span,
}

/// What YAML makes of the lines of a text: a line break is a blank, and an empty line is a line break.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for (index, line) in text.lines().map(str::trim).enumerate() {
        let is_first = index == 0 || folded.ends_with('\n');
        match line {
            "" => folded.push('\n'),
            line if is_first => folded.push_str(line),
            line => folded.extend([" ", line]),
        }
    }
    folded
}

/// Whether words before a colon are no key, and close to none.
fn is_phrase(key: &str) -> bool {
    let is_name = key.starts_with(char::is_uppercase) && meant(key, &[&STATEMENT[..], &GROUP].concat()).is_none();
    key.contains(' ') || is_name
}

/// `where: practice/01-lab.md   # shown with its title`
fn is_reference(text: &str) -> bool {
    text.split('#').next().is_some_and(|path| path.to_ascii_lowercase().ends_with(".md"))
}
