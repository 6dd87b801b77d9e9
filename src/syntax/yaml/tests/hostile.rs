//! Input that is meant to hurt: it must be answered at once, and never with a panic.

use super::{read, read_at};
use crate::syntax::yaml::{Node, Scalar, Style};
use proptest::prelude::*;

fn repeated(part: &str) -> String {
    part.repeat(100_000 / part.len())
}

#[test]
fn deep_nesting_is_refused_once() {
    for part in ["[", "{a: ", "- ", "? ", "[a, {b: ", "{a: [", "[[], ", "{[", "? - ", "{? "] {
        let reported = read(&repeated(part)).reported();
        assert!(reported.ends_with("yaml-depth values are nested more than 64 levels deep"), "{part:?}: {reported}");
        assert_eq!(reported.matches("yaml-depth").count(), 1, "{part:?}");
    }
    let stairs: Vec<String> = (0..400).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert_eq!(read(&stairs.concat()).reported(), "65:65 yaml-depth values are nested more than 64 levels deep");
}

#[test]
fn nesting_up_to_the_limit_is_read() {
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert_eq!(read(&deep(64)).reported(), "");
    assert_eq!(read(&deep(65)).reported(), "1:65 yaml-depth values are nested more than 64 levels deep");
}

#[test]
fn long_input_costs_little() {
    let parts = [
        "a: ",
        "*a ",
        "&a ",
        "!a ",
        "'",
        "\"",
        "''",
        "\"\\",
        "`",
        ": ",
        ",",
        "]",
        "}",
        "#",
        "%",
        "|\n",
        ">\n",
        "\t",
        " ",
        "\n",
        "\r",
        "a\n",
        "a: 1\n",
        "- *a\n",
        "- &a b\n",
        "---\n",
        "...\n",
        "a: |\n",
        " - a\n",
        "a: 'b\n",
        "'a\n",
        "\\",
        "é",
        "\u{feff}",
        "\0",
        "- \"\\f\"\n",
        "<<: *a\n",
        "[a]: b\n",
        "? a\n",
        "- - a\n",
        "x:\ty\n",
        "\t- ",
        "%a\n",
        "a: 'b\n- ",
    ];
    for part in parts {
        read(&repeated(part));
        for open in ["[", "{", "a: [", "- {", "a: \"", "a: '", "a: |\n  ", "a: b "] {
            read(&(open.to_owned() + &part.repeat(20_000 / part.len())));
        }
    }
    let aliases = read(&format!("[{}]", repeated("*a, ")));
    assert_eq!(aliases.findings.len(), 25_000);
    let keys: Vec<String> = (0..10_000).map(|key| format!("k{key}: 1\n")).collect();
    assert_eq!(read(&keys.concat().repeat(2)).findings.len(), 10_000);
}

#[test]
fn an_alias_bomb_costs_nothing() {
    let mut bomb = vec!["a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned()];
    for level in 1..60 {
        let before = format!("*a{}", level - 1);
        bomb.push(format!("a{level}: &a{level} [{}]\n", [before.as_str(); 9].join(", ")));
    }
    assert_eq!(read(&bomb.concat()).findings.len(), 60 + 59 * 9);
}

fn check(file: &str, offset: usize) {
    let read = read_at(file, offset);
    assert!(read.root.is_some() || !read.findings.is_empty(), "{file:?}");
    for finding in &read.findings {
        let span = finding.place.span();
        assert!(span.start >= offset && file.get(span.range()).is_some(), "{file:?} {finding:?}");
    }
    let mut open: Vec<_> = read.root.iter().collect();
    while let Some(node) = open.pop() {
        assert!(node.span.start >= offset && file.get(node.span.range()).is_some(), "{file:?} {node:?}");
        open.extend(node.as_list().unwrap_or_default());
        for entry in node.as_map().unwrap_or_default() {
            assert!(file.get(entry.key_span.range()).is_some());
            assert!(
                node.span.start <= entry.key_span.start && entry.value.span.end <= node.span.end,
                "{file:?} {node:?}"
            );
            open.push(&entry.value);
        }
        check_plain(node, &file[node.span.range()]);
        let length = node.as_str().map_or(0, str::len);
        for index in [0, 1, length / 2, length, length + 1] {
            assert!(file.is_char_boundary(node.offset_in_source(file, index)) || index > 0, "{file:?}");
        }
    }
}

/// Plain text on one line is what was typed.
fn check_plain(node: &Node, typed: &str) {
    if let Some(Scalar { text, style: Style::Plain }) = node.scalar() {
        assert!(text == typed || typed.contains(['\n', '\r']), "{typed:?} {text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        check(&text, 0);
    }

    #[test]
    fn anything_like_yaml_is_answered(
        parts in prop::collection::vec(prop::sample::select(vec![
            "a", "é", "b: ", "- ", "\n", "\r\n", "  ", " ", "\t", "'", "\"", "[", "]", "{", "}", ",", ":", "#", " #", "|", ">", "|-\n",
            "*a", "&a ", "!a ", "%", "@", "`", "\\", "\\f", "\\u00e9", "---\n", "...\n", "? ", "<<", "\u{feff}", "\u{85}", "\0", "\n  ",
        ]), 0..40),
    ) {
        let text = parts.concat();
        check(&text, 0);
        check(&format!("---\n{text}"), 4);
    }
}
