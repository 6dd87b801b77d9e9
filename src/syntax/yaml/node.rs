//! The tree: nothing, text, lists and maps, each with its place.

use super::core_schema;
use super::place::Offsets;
use crate::text::Span;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its bytes in the file: quotes and brackets included; of a block scalar the text from its first to its last
    /// character that is not blank; of other lists and maps from the first key or item to the end of the last value.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// Nothing was written, or `~` or `null`.
    Null,
    /// Text; what it means is for its reader to say.
    Scalar(Scalar),
    /// `- …` or `[…]`.
    List(Vec<Node>),
    /// `key: …` or `{…}`, in the order of the file, each key once.
    Map(Vec<MapEntry>),
}

/// Text as it was typed, without quotes and escapes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text.
    pub text: String,
    /// How it was written.
    pub style: Style,
}

/// How a text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without marks.
    Plain,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `|` and lines below.
    Literal,
    /// `>` and lines below.
    Folded,
    /// In a line that YAML misreads; the text is what was typed.
    Repaired,
}

/// A key of a map and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct MapEntry {
    /// The key.
    pub key: String,
    /// Its bytes in the file, quotes included.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The text, whatever its style; `None` for nothing, lists and maps.
    pub fn as_str(&self) -> Option<&str> {
        self.scalar().map(|scalar| scalar.text.as_str())
    }

    /// The text and its style.
    pub fn scalar(&self) -> Option<&Scalar> {
        if let NodeKind::Scalar(scalar) = &self.kind { Some(scalar) } else { None }
    }

    /// The items of a list.
    pub fn as_list(&self) -> Option<&[Node]> {
        if let NodeKind::List(items) = &self.kind { Some(items) } else { None }
    }

    /// The entries of a map.
    pub fn as_map(&self) -> Option<&[MapEntry]> {
        if let NodeKind::Map(entries) = &self.kind { Some(entries) } else { None }
    }

    /// True where nothing, `~` or `null` is written.
    pub fn is_null(&self) -> bool {
        matches!(self.kind, NodeKind::Null)
    }

    /// True where nothing is written, or text of which nothing is to be seen.
    pub fn is_blank(&self) -> bool {
        self.is_null() || self.as_str().is_some_and(|text| text.trim().is_empty())
    }

    /// `true` or `false` without quotes.
    pub fn as_bool(&self) -> Option<bool> {
        self.plain().and_then(core_schema::boolean)
    }

    /// A whole decimal number without quotes.
    pub fn as_integer(&self) -> Option<i64> {
        self.plain().and_then(core_schema::integer)
    }

    /// A finite decimal number without quotes.
    pub fn as_number(&self) -> Option<f64> {
        self.plain().and_then(core_schema::number)
    }

    /// What it is in the author's words, as in "needs a list, not text".
    pub fn kind_name(&self) -> &'static str {
        match &self.kind {
            NodeKind::Null => "nothing",
            NodeKind::List(_) => "a list",
            NodeKind::Map(_) => "a map",
            NodeKind::Scalar(_) if self.as_bool().is_some() => "true or false",
            NodeKind::Scalar(_) if self.as_number().is_some() => "a number",
            NodeKind::Scalar(_) => "text",
        }
    }

    /// The value of `key`, where this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_map()?.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The value as JSON: plain text is typed by YAML's core schema, all other text stays text.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.kind {
            NodeKind::Null => serde_json::Value::Null,
            NodeKind::Scalar(Scalar { text, style: Style::Plain }) => core_schema::json(text),
            NodeKind::Scalar(scalar) => scalar.text.as_str().into(),
            NodeKind::List(items) => items.iter().map(Node::to_json).collect(),
            NodeKind::Map(entries) => entries.iter().map(|entry| (entry.key.clone(), entry.value.to_json())).collect(),
        }
    }

    /// Finds bytes of this text in `file`, the file that it was read from.
    pub fn offsets<'n>(&'n self, file: &'n str) -> Offsets<'n> {
        let (text, style) = self.scalar().map_or(("", Style::Folded), |scalar| (&scalar.text, scalar.style));
        Offsets::new(text, style, file, self.span)
    }

    /// The byte of the file `file` that byte `index` of this text was made from.
    #[cfg(test)]
    pub fn offset_in_source(&self, file: &str, index: usize) -> usize {
        self.offsets(file).at(index)
    }

    fn plain(&self) -> Option<&str> {
        self.scalar().filter(|scalar| scalar.style == Style::Plain).map(|scalar| scalar.text.as_str())
    }
}
