//! Places of values, and of bytes in them.

use super::{Node, read, read_at};
use crate::syntax::yaml::NodeKind;
use crate::text::quote::yaml_scalar;
use proptest::prelude::*;

/// The place of the value of key `a`, as text.
fn place(source: &str) -> String {
    let read = read(source);
    read.typed(read.root().get("a").unwrap()).to_owned()
}

#[test]
fn a_place_is_the_value_itself() {
    assert_eq!(place("a: plain text   # c\nb: c"), "plain text");
    assert_eq!(place("a: 'x'  \n"), "'x'");
    assert_eq!(place("a: one\r\n  two\r\nb: c"), "one\r\n  two");
    assert_eq!(place("a: |-\n\n  one\n   two  \n\n\nb: c"), "one\n   two");
    assert_eq!(place("a: >\r\n  one\r\n  two\r\n"), "one\r\n  two");
    assert_eq!(place("a: [b, {c: d} ] # e"), "[b, {c: d} ]");
    assert_eq!(place("a: {b: c,\n  }\n"), "{b: c,\n  }");
    assert_eq!(place("a:\n  b: c\n  d:\n    e: f  \n\ng: h"), "b: c\n  d:\n    e: f");
    assert_eq!(place("a:\n  - b\n  - c: d\n    e: f\n\n"), "- b\n  - c: d\n    e: f");
    assert_eq!(place("a: [b: c, d]"), "[b: c, d]");
}

#[test]
fn nothing_has_a_place_too() {
    let start = |source: &str| read(source).root().get("a").unwrap().span;
    assert_eq!(start("a:\n\nb: c").range(), 2..2);
    assert_eq!(start("a: |\n\nb: c").range(), 4..4);
    assert_eq!(start("a: ~\n").range(), 3..4);
}

#[test]
fn places_count_from_the_start_of_the_file() {
    let read = read_at("---\nü: ö\nä: é\n", 4);
    let entry = &read.root().as_map().unwrap()[1];
    assert_eq!(&read.file.text()[entry.key_span.range()], "ä");
    assert_eq!(read.typed(&entry.value), "é");
}

/// What stands in the file where `needle` stands in the decoded value of `a`, up to a bracket.
fn found(source: &str, needle: &str) -> String {
    let file = format!("---\n{source}");
    let read = read_at(&file, 4);
    let node = read.root().get("a").unwrap();
    let index = node.as_str().unwrap().find(needle).unwrap();
    file[node.offset_in_source(&file, index)..].chars().take(needle.chars().count()).collect()
}

#[test]
fn a_byte_of_a_text_is_found_in_the_file() {
    assert_eq!(found("a: see [x](y) ü", "[x]"), "[x]");
    assert_eq!(found("a: 'it''s ü ''[x](y)'", "[x]"), "[x]");
    assert_eq!(found("a: \"\\u00fc\\t\\\"\\ud83d\\ude00 [x](y)\"", "[x]"), "[x]");
    assert_eq!(found("a: |\n\n    one\n      two\n\n    ü [x](y)\n", "[x]"), "[x]");
    assert_eq!(found("a: |\r\n  one\r\n  [x]\r\n", "[x]"), "[x]");
    assert_eq!(found("a: |2\n     [x]\n  b\n", "[x]"), "[x]");
}

#[test]
fn a_byte_of_a_text_over_several_lines_is_found_in_the_file() {
    assert_eq!(found("a: one\n  [x] two\n", "[x]"), "[x]");
    assert_eq!(found("a: one\r\n\r\n    ü [x]\r\n", "[x]"), "[x]");
    assert_eq!(found("a: >\n  one\n\n    two\n  [x]\n", "[x]"), "[x]");
    assert_eq!(found("a: >2-\n\n   one\n  [x]", "[x]"), "[x]");
    assert_eq!(found("a: 'it''s\n\n  ''[x]'''", "[x]"), "[x]");
    assert_eq!(found("a: \"\\u00fc\\n\\\n  \\ one \\\"\n  [x]\"", "[x]"), "[x]");
    assert_eq!(found("a: \"o\\\r\n  ne [x]\"", "[x]"), "[x]");
}

#[test]
fn an_index_past_the_end_stays_in_the_value() {
    for file in [
        "a: bü",
        "a: 'b'",
        "a: \"b\"",
        "a: |\n  b\n",
        "a:",
        "a: [b]",
        "a: |+\n  b\n\n\n",
        "a: >\n  b\n  c",
        "a: >+\n  b\n\n",
    ] {
        let read = read(file);
        let node = read.root().get("a").unwrap();
        for index in 0..9 {
            assert!((node.span.start..=file.len()).contains(&node.offset_in_source(file, index)), "{file:?} {index}");
        }
    }
}

fn each_scalar(node: &Node, check: &mut dyn FnMut(&Node)) {
    match &node.kind {
        NodeKind::List(items) => items.iter().for_each(|item| each_scalar(item, check)),
        NodeKind::Map(entries) => entries.iter().for_each(|entry| each_scalar(&entry.value, check)),
        NodeKind::Scalar(_) => check(node),
        NodeKind::Null => {}
    }
}

proptest! {
    #[test]
    fn prose_in_quotes_arrives_and_is_found(texts in prop::collection::vec("[^\u{feff}\u{fffe}\u{ffff}\u{7f}-\u{9f}\0-\u{8}\u{b}-\u{1f}]{0,20}", 1..6)) {
        let lines: Vec<String> = texts.iter().map(|text| format!("- {}\n", yaml_scalar(text))).collect();
        let lines = lines.concat();
        let read = read(&lines);
        let items = read.root.as_ref().unwrap().as_list().unwrap();
        for (item, text) in items.iter().zip(&texts) {
            prop_assert_eq!(item.as_str(), Some(text.as_str()));
            prop_assert_eq!(read.typed(item), yaml_scalar(text));
            for (index, character) in text.char_indices().filter(|(_, c)| !c.is_control() && !"\"'\\".contains(*c)) {
                prop_assert!(lines[item.offset_in_source(&lines, index)..].starts_with(character));
            }
        }
    }

    #[test]
    fn plain_text_on_one_line_is_what_was_typed(text in "[a-z][a-z0-9 ü.,;()*'\"-]{0,20}[a-z]") {
        let file = format!("a:\n  - b: {text}\n    c: {text}  # d\n");
        let read = read(&file);
        let mut count = 0;
        each_scalar(read.root(), &mut |node| {
            assert_eq!(read.typed(node), text);
            assert_eq!(node.as_str().unwrap(), text);
            count += 1;
        });
        prop_assert_eq!(count, 2);
    }
}
