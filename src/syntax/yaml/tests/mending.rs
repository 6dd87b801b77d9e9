//! Reading on: what is told of a text with many mistakes, and what arrives of it.

use super::{Read, read, read_at};
use crate::syntax::yaml::Node;
use serde_json::json;

/// The text that the only scalar of a list or map holds.
fn arrives(read: &Read) -> String {
    let mut node = read.root.as_ref().unwrap();
    loop {
        node = match (node.as_list(), node.as_map()) {
            (Some([item]), _) => item,
            (_, Some([entry])) => &entry.value,
            _ => return node.as_str().unwrap().to_owned(),
        };
    }
}

/// Asserts that `typed` is told once, arrives as it was typed, and needs no more once its line is pasted.
#[track_caller]
fn arrives_as_typed(typed: &str) {
    for line in [format!("text: {typed}\n"), format!("- {typed}\n"), format!("- text: {typed}\n")] {
        let read = read(&line);
        if read.findings.is_empty() {
            continue;
        }
        assert_eq!(read.findings.len(), 1, "{line:?}: {}", read.reported());
        assert_eq!(arrives(&read), typed, "{line:?}");
        let fix = read.findings[0].fix.as_ref().unwrap();
        assert!(fix.certain, "{line:?}");
        let pasted = super::read(&fix.text);
        assert_eq!((pasted.reported(), arrives(&pasted)), (String::new(), typed.to_owned()), "{line:?}");
    }
}

#[test]
fn what_yaml_refuses_arrives_as_it_was_typed() {
    let typed = [
        "Coupling: what: to know",
        "`flush` first, then `fsync`",
        "@types are erased",
        "%d prints a string",
        "*never* inline",
        "**Never** inline",
        "* is a pointer",
        "&mut is exclusive",
        "& is a reference",
        "!important is right",
        "!x: y",
        "|x| is x",
        "> 5 is four",
        "? is a wildcard",
        "- is a minus",
        "{where} ended: badly",
        "{where} ended",
        "[Lab](x.md) is done",
        "[ ] todo",
        "\"HEAD is a branch.\" (Is it?)",
        "'a' and 'b' are one",
        "\"a\": b",
        "]x[",
        ", then",
    ];
    for typed in typed {
        arrives_as_typed(typed);
    }
}

#[test]
fn every_mistake_is_told_in_one_reading() {
    let source = "---\na: b: c\nd: `e`\nf:\n  - *g*\n  - !h i\n  - \"j\" k\nl:m\nn: \"\\o\"\nq:\n\tr: s\n";
    let read = read_at(source, 4);
    let expected = "2:5 yaml-syntax this text contains a colon followed by a space, so it is not valid YAML\n\
        3:4 yaml-syntax a value cannot start with a backtick unless it is in quotes\n\
        5:5 yaml-feature `*g*` is read as a YAML alias, not as text\n\
        6:5 yaml-feature `!h` is read as a YAML tag, not as text\n\
        7:9 yaml-syntax unexpected text after the closing quote\n\
        8:1 yaml-syntax expected a key here, but found `l:m`\n\
        9:5 yaml-syntax `\\o` is not valid in double quotes\n\
        11:1 yaml-syntax this line is indented with a tab";
    assert_eq!(read.reported(), expected);
    let lines: Vec<usize> = read.findings.iter().map(|finding| finding.fix.as_ref().unwrap().line).collect();
    assert_eq!(lines, [2, 3, 5, 6, 7, 8, 9, 11]);
    let tree = json!({"a": "b: c", "d": "`e`", "f": ["*g*", "!h i", "\"j\" k"], "l": "m", "n": "\\o", "q": {"r": "s"}});
    assert_eq!(read.root.as_ref().unwrap().to_json(), tree);
}

#[test]
fn fifty_lines_are_repaired_and_no_more() {
    let lines = |count: usize| "- a: b: c\n".repeat(count);
    assert_eq!((read(&lines(50)).findings.len(), read(&lines(50)).root.is_some()), (50, true));
    assert_eq!((read(&lines(60)).findings.len(), read(&lines(60)).root.is_some()), (51, false));
    assert_eq!(read(&"- *a*\n".repeat(900)).findings.len(), 900);
}

#[test]
fn values_are_found_where_they_were_typed() {
    let source = "a: it's: `b`\nc: d\n- e\n";
    let read = read(&source[..source.len() - 4]);
    let entries = read.root.as_ref().unwrap().as_map().unwrap();
    let typed = |node: &Node| &source[node.span.range()];
    assert_eq!([typed(&entries[0].value), typed(&entries[1].value)], ["it's: `b`", "d"]);
    let at = entries[0].value.offset_in_source(source, "it's: ".len());
    assert_eq!(&source[at..at + 3], "`b`");
}

#[test]
fn a_text_over_several_lines_stays_on_them() {
    let source = "text: The log says: nothing,\n  and it's right:\n  really\na: b\n";
    let read = read(source);
    assert_eq!(
        read.reported(),
        "1:19 yaml-syntax this text contains a colon followed by a space, so it is not valid YAML"
    );
    let fix = read.findings[0].fix.as_ref().unwrap();
    assert_eq!((fix.line, fix.end_line, fix.certain), (1, 3, false));
    assert_eq!(fix.text, "text: 'The log says: nothing,\n  and it''s right:\n  really'");
    let text = "The log says: nothing, and it's right: really";
    assert_eq!(read.root.as_ref().unwrap().to_json(), json!({"text": text, "a": "b"}));
}

#[test]
fn a_word_is_a_key_where_it_means_something() {
    assert_eq!(read("- text: a: b\n").fix(), "- text: 'a: b'");
    assert_eq!(read("- Note: a: b\n").fix(), "- 'Note: a: b'");
    assert_eq!(read("open:\n  - Note: a: b\n").fix(), "  - Note: 'a: b'");
}

#[test]
fn a_comment_behind_a_text_makes_its_repair_uncertain() {
    let certain = |source: &str| read(source).findings[0].fix.as_ref().unwrap().certain;
    assert!(certain("a: b: c #1\n"));
    assert!(!certain("a: b: c # d\n"));
}

#[test]
fn a_repair_that_was_not_enough_is_told_with_the_one_that_is() {
    let read = read("a: [b #1](c) d\n");
    assert_eq!(
        read.reported(),
        "1:7 yaml-syntax a `#` after a space starts a comment, so the bracket before it is never closed"
    );
    assert_eq!(read.fix(), "a: '[b #1](c) d'");
    assert_eq!(arrives(&read), "[b #1](c) d");
}

#[test]
fn a_repair_of_a_line_that_was_moved_is_an_offer() {
    let read = read("a:\n\tb: c: d\n");
    let certain: Vec<bool> = read.findings.iter().map(|finding| finding.fix.as_ref().unwrap().certain).collect();
    assert_eq!(certain, [false, false], "{}", read.reported());
}

#[test]
fn what_is_wrong_with_a_text_over_several_lines_is_told_once() {
    for (typed, reported, fixed) in [
        ("- a #1\n  b\n", "1:5 cut-text", "- 'a #1\n  b'"),
        ("- a\n  #1 b\n  c\n", "2:3 cut-text", "- 'a\n  #1 b\n  c'"),
        ("- a\n  # b\n  c\n", "2:3 yaml-syntax", "- 'a\n  # b\n  c'"),
        ("- 'a\n  it's b'\n", "2:6 yaml-syntax", "- 'a\n  it''s b'"),
        ("- \"a \\s\n  b\"\n", "1:6 yaml-syntax", "- 'a \\s\n  b'"),
        ("- \"a\n  b\n- c\n", "1:3 yaml-syntax", "- 'a\n  b'"),
        ("- a\n  b c: d\n", "2:3 yaml-syntax", "- 'a\n  b c: d'"),
        ("- {a\n  b} c\n", "1:3 yaml-syntax", "- '{a\n  b} c'"),
        ("- *a\n  b\n", "1:3 yaml-feature", "- '*a\n  b'"),
        ("- !!a\n  b\n", "1:3 yaml-feature", "- '!!a\n  b'"),
    ] {
        let read = read(typed);
        assert!(read.reported().starts_with(reported) && read.findings.len() == 1, "{typed:?}: {}", read.reported());
        assert_eq!(read.fix(), fixed, "{typed:?}");
        assert_eq!(super::read(fixed).reported(), "", "{typed:?}");
    }
}

#[test]
fn keys_and_items_below_a_value_are_no_text() {
    let reported = |typed: &str| read(typed).reported();
    let list = "this list is read as part of the text above it";
    assert_eq!(reported("a: b\n  - c\n  - d: e\n"), format!("2:3 yaml-syntax {list}"));
    assert_eq!(reported("- a: b\n    - { c: d }\n"), format!("2:5 yaml-syntax {list}"));
    assert_eq!(reported("a: b\n  c: d\n"), "2:3 yaml-syntax `c:` is read as part of the text above it");
    assert_eq!(read("a: b\n  long: [d]\n").fix(), "long: [d]");
    assert_eq!(reported("a: |\n  - b\n  c: d #1\n"), "");
}
