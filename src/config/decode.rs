//! From YAML nodes to typed values; whatever is wrong becomes a finding at the value itself.

use std::sync::Arc;

use crate::config::keys::meant;
use crate::finding::{FileFindings, Finding, Fix, Rule};
use crate::model::text::{Located, Text};
use crate::syntax::markdown::{Form, Origin, Reader};
use crate::syntax::yaml::{Entry, Kind, Node};
use crate::text::{Place, SourceFile, Span};

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
    entries: &'n [Entry],
    /// The map.
    pub span: Span,
}

impl<'n> Fields<'n> {
    /// The value of `key`; a key without a value counts as absent.
    pub fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value).filter(|node| !node.is_null())
    }

    /// True where the key is there, even without a value.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// Where the key stands.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| entry.key_span)
    }

    /// All entries.
    pub fn entries(&self) -> &'n [Entry] {
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
        let fields = self.map(node, what);
        for entry in fields.entries {
            if !known.contains(&entry.key.as_str()) {
                self.unknown_key(entry, fields, what, known);
            }
        }
        fields
    }

    /// The map `node` with whatever keys.
    pub fn map<'n>(&mut self, node: &'n Node, what: &str) -> Fields<'n> {
        let entries: &[Entry] = match &node.kind {
            Kind::Map(entries) => entries,
            Kind::Null => &[],
            _ => {
                self.wrong(node, &format!("{what} is written as keys with values, not as {}", node.kind_name()));
                &[]
            }
        };
        Fields { entries, span: node.span }
    }

    /// Reports the key of `entry`, one of `fields`, that means nothing there.
    pub fn unknown_key(&mut self, entry: &Entry, fields: Fields<'_>, what: &str, known: &[&str]) {
        let near = meant(&entry.key, known);
        // In place of a key that stands twice nobody wants another.
        let missing = near.filter(|near| !fields.has(near));
        let help = match near {
            Some(near) if missing.is_none() => {
                format!("did you mean `{near}`? that stands here already: keep one of the two")
            }
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("{what} takes {}", listed(known)),
        };
        let message = format!("`{}` means nothing in {what}", entry.key);
        let finding = Finding::new(Rule::UnknownKey, self.place(entry.key_span), message).help(help);
        let fix = missing.map(|near| Fix::offer(self.file, entry.key_span, near));
        self.findings.push(Finding { fix, ..finding });
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
            Kind::List(items) => items,
            Kind::Null => &[],
            _ => {
                self.wrong_with_help(
                    node,
                    &format!("{what} is a list, not {}", node.kind_name()),
                    "write each item on a line of its own that starts with `- `",
                );
                &[]
            }
        }
    }

    /// A string that is no markdown: a path, a name, a word.
    pub fn word(&mut self, node: &Node, what: &str) -> Option<Located<String>> {
        match &node.kind {
            Kind::Scalar(scalar) => {
                Some(Located { value: scalar.text.trim().to_owned(), place: self.place(node.span) })
            }
            Kind::Null => None,
            _ => {
                self.wrong(node, &format!("{what} is text, not {}", node.kind_name()));
                None
            }
        }
    }

    /// One string, or a list of them.
    pub fn words(&mut self, node: &Node, what: &str) -> Vec<Located<String>> {
        if matches!(node.kind, Kind::Scalar(_)) {
            return self.word(node, what).into_iter().collect();
        }
        let items = self.list(node, what);
        items.iter().filter_map(|item| self.word(item, &format!("each item of {what}"))).collect()
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
            Kind::Scalar(scalar) => &scalar.text,
            Kind::Null => return None,
            _ => {
                self.wrong_with_help(
                    node,
                    &format!("{what} is text, not {}", node.kind_name()),
                    "put the whole text in single quotes, doubling every ' in it",
                );
                return None;
            }
        };
        Some(self.read(node, source, form, blocks))
    }

    /// Reads `source`, a part of the text that `node` gives.
    pub fn read(&mut self, node: &Node, source: &str, form: Form, blocks: bool) -> Text {
        let lead = match &node.kind {
            Kind::Scalar(scalar) => source.as_ptr().addr().saturating_sub(scalar.text.as_ptr().addr()),
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
        Text {
            source: source.trim().into(),
            fragment: Arc::new(fragment),
            place: Place::new(self.file.path(), node.span),
        }
    }

    /// `true` or `false`.
    pub fn flag(&mut self, node: &Node, what: &str) -> Option<bool> {
        let value = node.as_bool();
        if value.is_none() {
            let help = "write `true` or `false`";
            self.wrong_with_help(node, &format!("{what} is `true` or `false`, not {}", shown(node)), help);
        }
        value
    }

    /// A whole number in `range`.
    pub fn number(&mut self, node: &Node, what: &str, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let value = node.as_integer().filter(|number| range.contains(number));
        if value.is_none() {
            let (low, high) = (range.start(), range.end());
            self.wrong(node, &format!("{what} is a whole number from {low} to {high}, not {}", shown(node)));
        }
        value
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
        self.wrong_with_help(node, &format!("{what} is {}, not {}", either(&words), shown(node)), &help);
        None
    }

    /// A day as `2026-11-23`.
    pub fn date(&mut self, node: &Node, what: &str) -> Option<String> {
        let date = node.as_str().and_then(|text| text.parse::<jiff::civil::Date>().ok());
        if date.is_none() {
            self.wrong(node, &format!("{what} is a day such as 2026-11-23, not {}", shown(node)));
        }
        date.map(|date| date.to_string())
    }
}

/// A value in the author's own words.
pub fn shown(node: &Node) -> String {
    match node.as_str() {
        Some(text) if text.chars().count() <= 40 => format!("`{text}`"),
        _ => node.kind_name().to_owned(),
    }
}

/// `a`, `b` and `c`
pub fn listed(words: &[&str]) -> String {
    joined(words, "and")
}

fn either(words: &[&str]) -> String {
    joined(words, "or")
}

fn joined(words: &[&str], last: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, start)) => format!("{} {last} {end}", start.join(", ")),
    }
}
