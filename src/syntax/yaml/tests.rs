//! What YAML becomes here. `tests/` holds the errors, and what hostile input may cost.

mod errors;
mod features;
mod hostile;
mod mending;
mod places;

use super::*;
use crate::finding::Finding;
use crate::text::{SourceFile, SourcePath};
use serde_json::json;

/// A file of YAML as it was read.
struct Read {
    file: SourceFile,
    root: Option<Node>,
    findings: Vec<Finding>,
}

/// Keys of the tests.
const WORDS: Vocabulary = Vocabulary { is_key: |key| key.len() == 1 || key == "text", is_open: |key| key == "open" };

fn read(source: &str) -> Read {
    read_at(source, 0)
}

/// Reads what `file` holds from `offset` on.
fn read_at(file: &str, offset: usize) -> Read {
    let path = SourcePath::new("content/a.md");
    let mut findings = FileFindings::new(&path);
    let root = parse(&file[offset..], offset, WORDS, &mut findings);
    Read { file: SourceFile::new(path, file), root, findings: findings.into_inner() }
}

impl Read {
    /// `line:column rule message`, one a line.
    fn reported(&self) -> String {
        let line = |finding: &Finding| {
            let position = self.file.position(finding.place.span().start);
            format!("{}:{} {} {}", position.line, position.column, finding.rule, finding.message)
        };
        self.findings.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// The lines that would cure the first finding.
    fn fix(&self) -> &str {
        self.findings[0].fix.as_ref().map_or("", |fix| fix.text.as_str())
    }

    /// The root of a file without findings.
    fn root(&self) -> &Node {
        assert_eq!(self.reported(), "");
        self.root.as_ref().unwrap()
    }

    fn typed(&self, node: &Node) -> &str {
        &self.file.text()[node.span.range()]
    }
}

fn decoded(source: &str) -> serde_json::Value {
    read(source).root().to_json()
}

#[test]
fn an_empty_document_is_nothing() {
    for source in ["", "\n", "# only a comment\n", "---\n", "~", "null"] {
        assert!(read(source).root().is_null(), "{source:?}");
    }
    assert_eq!(read_at("---\n---\n", 8).root().span, crate::text::Span::new(8, 8));
}

#[test]
fn lists_maps_and_text_are_read() {
    let source = "---\ntitle: 'It''s: #1'\ntags: [a, \"b\\tc\"]\nradar:\n- mistake: |\n    One\n    two\n  where:\nlog: {rows: 12}\n";
    let expected = json!({
        "title": "It's: #1", "tags": ["a", "b\tc"],
        "radar": [{ "mistake": "One\ntwo\n", "where": null }], "log": { "rows": 12 }
    });
    assert_eq!(decoded(source), expected);
    assert_eq!(decoded(&source.replace('\n', "\r\n")), expected);
}

#[test]
fn words_stay_what_was_typed() {
    let read = read("a: No\nb: 012\nc: 1_000\nd: 2024-01-02\ne: NULL\nf: 'true'\ng: \"1\"\nh: yes\n");
    for (key, text) in [("a", "No"), ("b", "012"), ("c", "1_000"), ("d", "2024-01-02"), ("e", "NULL"), ("h", "yes")] {
        let node = read.root().get(key).unwrap();
        assert_eq!(node.as_str(), Some(text));
        assert_eq!(node.as_bool(), None);
    }
    let quoted = |key| read.root().get(key).unwrap();
    assert_eq!((quoted("f").as_bool(), quoted("g").as_integer(), quoted("g").as_number()), (None, None, None));
    assert_eq!((quoted("f").to_json(), quoted("g").to_json()), (json!("true"), json!("1")));
}

#[test]
fn readers_choose_what_plain_text_means() {
    let read = read("[true, -12, 1.5, ~, text, [], {}, '', 99999999999999999999]");
    let items = read.root().as_list().unwrap();
    let kinds: Vec<_> = items.iter().map(Node::kind_name).collect();
    assert_eq!(
        kinds,
        ["true or false", "a number", "a number", "nothing", "text", "a list", "a map", "text", "a number"]
    );
    assert_eq!((items[0].as_bool(), items[1].as_integer(), items[2].as_number()), (Some(true), Some(-12), Some(1.5)));
    assert_eq!((items[2].as_integer(), items[3].as_str(), items[7].as_str()), (None, None, Some("")));
    assert_eq!(items[8].as_integer(), None);
}

#[test]
fn keys_are_text_whatever_they_look_like() {
    assert_eq!(decoded("null: a\n'b c': d\n12: e\n"), json!({"null": "a", "b c": "d", "12": "e"}));
}

#[test]
fn the_first_of_equal_keys_counts() {
    let file = "---\na: 1\nb: 2\n\"a\": 3\nc: {d: 1, d: 2, d: 3}\n";
    let read = read_at(file, 4);
    assert_eq!(
        read.reported(),
        "5:11 duplicate-key the key `d` is already in this map, on line 5\n\
         5:17 duplicate-key the key `d` is already in this map, on line 5\n\
         4:1 duplicate-key the key `a` is already in this map, on line 2"
    );
    assert_eq!(read.root.unwrap().to_json(), json!({"a": 1, "b": 2, "c": {"d": 1}}));
}
