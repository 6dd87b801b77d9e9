//! From YAML nodes to typed values; whatever is wrong becomes a finding at the value itself.

mod keys;

use std::sync::Arc;

use crate::config::meanings::meant;
use crate::config::switch::truth;
use crate::finding::{FileFindings, Finding, Fix, Rule};
use crate::model::text::{Located, Text};
use crate::syntax::markdown::{Form, Origin, Reader};
use crate::syntax::yaml::{MapEntry, Node, NodeKind, Style};
use crate::text::quote::yaml_scalar;
use crate::text::{Place, SharedText, SourceFile, Span, words};

/// Reads the values of one file.
pub struct Decoder<'a> {
    /// The file.
    pub file: &'a SourceFile,
    /// Reads the markdown in strings.
    pub reader: &'a Reader,
    /// Takes what is found.
    pub findings: FileFindings,
}

/// The entries of a map whose keys were checked.
#[derive(Clone, Copy)]
pub struct Fields<'n> {
    entries: &'n [MapEntry],
    /// The map.
    pub span: Span,
    /// How many of its keys mean nothing there.
    unknown: usize,
}

impl<'n> Fields<'n> {
    /// The value of `key`; a key without a value counts as absent.
    pub fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value).filter(|node| !node.is_null())
    }

    /// The value of `key`; one that is empty text counts as absent, too.
    pub fn said(&self, key: &str) -> Option<&'n Node> {
        self.get(key).filter(|node| !node.is_blank())
    }

    /// True where the key is there, even without a value.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// Where the key stands.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| entry.key_span)
    }

    /// Whether some of `keys` say nothing, and that is still to be said: each unknown key, which was reported, may be one
    /// of them.
    pub fn lacks(&self, keys: &[&str]) -> bool {
        keys.iter().filter(|key| self.said(key).is_none()).count() > self.unknown
    }

    /// All entries.
    pub fn entries(&self) -> &'n [MapEntry] {
        self.entries
    }
}

impl<'a> Decoder<'a> {
    /// A decoder for `file`.
    pub fn new(file: &'a SourceFile, reader: &'a Reader) -> Self {
        Self { file, reader, findings: FileFindings::new(file.path()) }
    }

    /// A place in this file.
    pub fn place(&self, span: Span) -> Place {
        Place::new(self.file.path(), span)
    }

    /// As much of a span as lies on its first line: findings about a whole thing point at its beginning.
    pub fn first_line(&self, span: Span) -> Span {
        let text = &self.file.text()[span.range()];
        let line = text.lines().next().unwrap_or_default();
        Span::new(span.start, span.start + line.trim_end().len())
    }

    /// The map `node` with keys out of `known`; `what` names it in findings.
    pub fn fields<'n>(&mut self, node: &'n Node, what: &str, known: &[&str]) -> Fields<'n> {
        self.fields_and_meant(node, what, known).0
    }

    /// The same, with the keys that unknown ones are told to become.
    pub fn fields_and_meant<'n, 'k>(
        &mut self,
        node: &'n Node,
        what: &str,
        known: &[&'k str],
    ) -> (Fields<'n>, Vec<&'k str>) {
        if self.unspaced(node, known) {
            return (Fields { entries: &[], span: node.span, unknown: 1 }, Vec::new());
        }
        let (mut fields, mut told) = (self.map(node, what), Vec::new());
        for entry in fields.entries {
            if !known.contains(&entry.key.as_str()) {
                told.extend(self.unknown_key(entry, fields, what, known));
                fields.unknown += 1;
            }
        }
        (fields, told)
    }

    /// The map `node` with whatever keys.
    pub fn map<'n>(&mut self, node: &'n Node, what: &str) -> Fields<'n> {
        self.map_or(node, what, "write each key on its own line, followed by a colon and its value")
    }

    /// The map `node`; `help` says what to write where it is something else.
    pub fn map_or<'n>(&mut self, node: &'n Node, what: &str, help: &str) -> Fields<'n> {
        let entries: &[MapEntry] = match &node.kind {
            NodeKind::Map(entries) => entries,
            NodeKind::Null => &[],
            _ => {
                let message = format!("{what} must be a map, not {}", node.kind_name());
                self.wrong_with_help(node, &message, help);
                &[]
            }
        };
        Fields { entries, span: node.span, unknown: 0 }
    }

    /// Reports a value of the wrong kind.
    pub fn wrong(&mut self, node: &Node, message: &str) {
        self.findings.add(Rule::WrongType, node.span, message);
    }

    /// Reports a value of the wrong kind, with what to write instead.
    pub fn wrong_with_help(&mut self, node: &Node, message: &str, help: &str) {
        self.findings.add_with_help(Rule::WrongType, node.span, message, help);
    }

    /// The items of a list.
    pub fn list<'n>(&mut self, node: &'n Node, what: &str) -> &'n [Node] {
        match &node.kind {
            NodeKind::List(items) => items,
            NodeKind::Null => &[],
            _ => {
                self.wrong_with_help(
                    node,
                    &format!("{what} must be a list, not {}", node.kind_name()),
                    "write each item on its own line, starting with `- `",
                );
                &[]
            }
        }
    }

    /// A string that is no markdown: a path, a name, a word.
    pub fn word(&mut self, node: &Node, what: &str) -> Option<Located<String>> {
        match &node.kind {
            NodeKind::Scalar(scalar) => {
                Some(Located { value: scalar.text.trim().to_owned(), place: self.place(node.span) })
            }
            NodeKind::Null => None,
            _ => {
                self.wrong(node, &format!("{what} must be text, not {}", node.kind_name()));
                None
            }
        }
    }

    /// One string, or a list of them.
    pub fn words(&mut self, node: &Node, what: &str) -> Vec<Located<String>> {
        if matches!(node.kind, NodeKind::Scalar(_)) {
            return self.word(node, what).into_iter().collect();
        }
        let items = self.list(node, what);
        items.iter().filter_map(|item| self.word(item, &format!("each item in {what}"))).collect()
    }

    /// A string read as inline markdown.
    pub fn inline(&mut self, node: &Node, what: &str) -> Option<Text> {
        self.text(node, what, Form::Prose, false)
    }

    /// A string read as blocks where it has line breaks, as inline markdown else.
    pub fn prose(&mut self, node: &Node, what: &str) -> Option<Text> {
        self.text(node, what, Form::Prose, true)
    }

    /// A string of a preset, in which `{where}` is a slot.
    pub fn preset(&mut self, node: &Node, what: &str) -> Option<Text> {
        self.text(node, what, Form::Preset, false)
    }

    /// A string of a radar row, in which `{where}` is none.
    pub fn row_text(&mut self, node: &Node, what: &str) -> Option<Text> {
        self.text(node, what, Form::Row, false)
    }

    fn text(&mut self, node: &Node, what: &str, form: Form, blocks: bool) -> Option<Text> {
        let source = match &node.kind {
            NodeKind::Scalar(scalar) => &scalar.text,
            NodeKind::Null => return None,
            _ => {
                self.wrong_with_help(
                    node,
                    &format!("{what} must be text, not {}", node.kind_name()),
                    "put the whole text in single quotes, and double every `'` in it",
                );
                return None;
            }
        };
        Some(self.read(node, source, form, blocks))
    }

    /// Reads `source`, a part of the text that `node` gives.
    pub fn read(&mut self, node: &Node, source: &str, form: Form, blocks: bool) -> Text {
        let lead = match &node.kind {
            NodeKind::Scalar(scalar) => source.as_ptr().addr().saturating_sub(scalar.text.as_ptr().addr()),
            _ => 0,
        };
        let offsets = node.offsets(self.file.text());
        let offset = |index: usize| offsets.at(lead + index);
        let mut origin = Origin { findings: &mut self.findings, offset: &offset, file: self.file };
        let fragment = if blocks && source.trim_end().contains('\n') {
            self.reader.blocks(source, form, &mut origin)
        } else {
            self.reader.inline(source, form, &mut origin)
        };
        let typed = source.trim();
        // Words without markup are kept once.
        let same = Some(&fragment.text).filter(|words| ***words == *typed);
        let source = same.map_or_else(|| typed.into(), SharedText::clone);
        Text { source, fragment: Arc::new(fragment), place: Place::new(self.file.path(), node.span) }
    }

    /// `true` or `false`; what else may stand for one of them is reported, and taken for it.
    pub fn flag(&mut self, node: &Node, what: &str) -> Option<bool> {
        if let Some(value) = node.as_bool() {
            return Some(value);
        }
        let typed = node.as_str().unwrap_or_default().trim().to_ascii_lowercase();
        let meant = truth(&typed);
        let Some(value) = meant else {
            let message = format!("{what} must be `true` or `false`, not {}", shown(node));
            self.wrong_with_help(node, &message, "write `true` or `false`");
            return None;
        };
        let word = value.to_string();
        if is_quoted(node) && typed == word {
            self.quoted(node, &format!("{what} must be `true` or `false` without quotes"), &word);
        } else {
            let message = format!("{what} must be `true` or `false`, not {}", shown(node));
            let finding = Finding::new(Rule::WrongType, self.place(node.span), message);
            let fix = Fix::offer(self.file, node.span, &word);
            self.findings.push(finding.help(format!("write `{word}`")).fix(fix));
        }
        meant
    }

    /// A whole number in `range`; one in quotes is reported, and taken.
    pub fn number(&mut self, node: &Node, what: &str, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let (low, high) = (range.start(), range.end());
        let fits = |number: &i64| range.contains(number);
        let typed = node.as_str().unwrap_or_default().trim();
        if is_quoted(node)
            && let Some(number) = typed.parse().ok().filter(fits)
        {
            self.quoted(node, &format!("{what} must be a whole number without quotes"), typed);
            return Some(number);
        }
        let value = node.as_integer().filter(fits);
        if value.is_none() {
            self.wrong(node, &format!("{what} must be a whole number from {low} to {high}, not {}", shown(node)));
        }
        value
    }

    /// Reports a value that is text because of its quotes, and means `word` without them.
    fn quoted(&mut self, node: &Node, message: &str, word: &str) {
        let fix = Fix::offer(self.file, node.span, word).certain(true);
        let finding = Finding::new(Rule::WrongType, self.place(node.span), message).help("remove the quotes");
        self.findings.push(finding.fix(fix));
    }

    /// One of several words.
    pub fn choice<T: Copy>(&mut self, node: &Node, what: &str, choices: &[(&'static str, T)]) -> Option<T> {
        let typed = node.as_str().unwrap_or_default();
        if let Some((_, value)) = choices.iter().find(|(word, _)| *word == typed) {
            return Some(*value);
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let help = match meant(typed, &words) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write {}", either(&words)),
        };
        self.wrong_with_help(node, &format!("{what} must be {}, not {}", either(&words), shown(node)), &help);
        None
    }

    /// A day as `2026-11-23`.
    pub fn date(&mut self, node: &Node, what: &str) -> Option<String> {
        let typed = node.as_str().unwrap_or_default();
        let date = typed.parse::<jiff::civil::Date>().ok();
        if date.is_none() {
            let numbers: Vec<&str> = typed.trim().split(['-', '/', '.']).collect();
            let message = match numbers[..] {
                [year, month, day] if typed.len() == 10 && year.len() == 4 && month.len() == 2 && day.len() == 2 => {
                    format!("{what} must be a date such as 2026-11-23, but {} is not a valid date", shown(node))
                }
                _ => format!("{what} must be a date such as 2026-11-23, not {}", shown(node)),
            };
            let finding = Finding::new(Rule::WrongType, self.place(node.span), message);
            let finding = finding.help("write the date as YYYY-MM-DD");
            let fix = as_day(&numbers).map(|day| Fix::offer(self.file, node.span, &day));
            self.findings.push(Finding { fix, ..finding });
        }
        date.map(|date| date.to_string())
    }

    /// Words, or one; a text that seems to hold several is reported, and taken for a list.
    pub fn list_of_words(&mut self, node: &Node, what: &str) -> Vec<Located<String>> {
        let words = self.words(node, what);
        let typed = node.as_str().unwrap_or_default();
        let items: Vec<&str> = typed.split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
        // `2,4-D` is one word, and so may a path be.
        let may_be_one = typed.contains('/') || !items.iter().all(|item| item.starts_with(char::is_alphabetic));
        if !typed.contains(',') || (may_be_one && !typed.contains(", ")) {
            return words;
        }
        let is_plain =
            |item: &str| item.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.' | ' '));
        let quoted = |item: &&str| {
            let starts_well = item.starts_with(char::is_alphanumeric);
            if starts_well && is_plain(item) { (*item).to_owned() } else { yaml_scalar(item) }
        };
        let list = format!("[{}]", items.iter().map(quoted).collect::<Vec<_>>().join(", "));
        let message = format!("{what} is read as one word: commas alone do not make a list");
        let finding = Finding::new(Rule::WrongType, self.place(node.span), message);
        let finding = finding.help("put the list in brackets, and quote each word that contains a comma");
        let one_line = !self.file.text()[node.span.range()].contains('\n');
        let fix = one_line.then(|| Fix::offer(self.file, node.span, &list));
        self.findings.push(Finding { fix, ..finding });
        items.into_iter().map(|item| Located { value: item.to_owned(), place: self.place(node.span) }).collect()
    }
}

/// Whether a value is text because of its quotes.
fn is_quoted(node: &Node) -> bool {
    node.scalar().is_some_and(|scalar| matches!(scalar.style, Style::Single | Style::Double))
}

/// `2026-3-1` as a day; nobody knows which number is the month where the year does not come first.
fn as_day(numbers: &[&str]) -> Option<String> {
    let [year, month, day] = numbers else { return None };
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let date = jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    is_year.then(|| date.to_string())
}

/// A value in the author's own words.
pub fn shown(node: &Node) -> String {
    match node.as_str() {
        Some(text) if text.chars().count() <= 40 => format!("`{text}`"),
        _ => node.kind_name().to_owned(),
    }
}

/// `a`, `b`, and `c`
pub fn listed(words: &[&str]) -> String {
    joined(words, "and")
}

fn either(words: &[&str]) -> String {
    joined(words, "or")
}

fn joined(words: &[&str], last: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words::joined(&quoted, last)
}
