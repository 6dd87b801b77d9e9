//! What YAML can do and course material must not ask for.

use super::{decoded, read};
use serde_json::json;

fn reported(source: &str, expected: &str) -> String {
    let read = read(source);
    assert_eq!(read.reported(), expected, "{source:?}");
    read.fix().to_owned()
}

#[test]
fn prose_that_reads_as_a_mark_is_told() {
    let fix = reported("- !important is right\n", "1:3 yaml-feature `!important` is read as a YAML tag, not as text");
    assert_eq!(fix, "- '!important is right'");
    let fix = reported("a: &mut is exclusive\n", "1:4 yaml-feature `&mut` is read as a YAML anchor, not as text");
    assert_eq!(fix, "a: '&mut is exclusive'");
    let fix = reported("- *never*\n", "1:3 yaml-feature `*never*` is read as a YAML alias, not as text");
    assert_eq!(fix, "- '*never*'");
    let fix = reported("- ? is a wildcard\n", "1:3 yaml-feature `? ` is read as the start of a YAML key");
    assert_eq!(fix, "- '? is a wildcard'");
    let fix = reported("a: [b, *c]\n", "1:8 yaml-feature `*c` is read as a YAML alias, not as text");
    assert_eq!(fix, "");
}

#[test]
fn marks_are_never_acted_upon() {
    let source = "a: &x [1]\nb: *x\nc: !!int '3'\nd:\n  <<: *x\n  e: f\n";
    let read = read(source);
    let expected = "1:4 yaml-feature `&x` is read as a YAML anchor, not as text\n\
                    2:4 yaml-feature `*x` is read as a YAML alias, not as text\n\
                    3:4 yaml-feature `!!int` is read as a YAML tag, not as text\n\
                    5:3 yaml-feature `<<` is read as a YAML merge key";
    assert_eq!(read.reported(), expected);
    assert_eq!(read.root.unwrap().to_json(), json!({"a": [1], "b": "*x", "c": "3", "d": {"e": "f"}}));
}

#[test]
fn quoted_marks_are_text() {
    assert_eq!(decoded("['!a', \"&b\", '*c', '<<']\n"), json!(["!a", "&b", "*c", "<<"]));
    assert_eq!(decoded("'<<': a"), json!({"<<": "a"}));
    assert_eq!(decoded("a: b ! & * c"), json!({"a": "b ! & * c"}));
}

#[test]
fn a_question_above_a_key_is_text() {
    for block in ["|-", ">-"] {
        let source = format!("text: {block}\n  Which step\n  comes first?\nhint: Look.\n");
        assert_eq!(read(&source).reported(), "", "{source}");
    }
    assert_eq!(read("text: which step\n  comes first?\nhint: Look.\n").reported(), "");
}

#[test]
fn only_text_is_a_key() {
    let fix = reported("- [Lab]: x\n", "1:3 yaml-feature expected a key here, but found a list");
    assert_eq!(fix, "- '[Lab]: x'");
    reported("a: b\n{where}: c\n", "2:1 yaml-feature expected a key here, but found a map");
    reported("- : x\n", "1:3 yaml-syntax a key is missing before the colon");
    assert_eq!(read("{[a, b]: {c: d}, e: f}").root.unwrap().to_json(), json!({"e": "f"}));
}

#[test]
fn a_file_holds_one_document() {
    let expected = "yaml-feature a second YAML document starts here, so the rest of the file is not read";
    reported("a: b\n---\nc: [\n", &format!("2:1 {expected}"));
    reported("a: b\n...\nc: d\n", &format!("3:1 {expected}"));
    assert_eq!(read("--- # a\nb: c\n...\n# d\n").root().to_json(), json!({"b": "c"}));
}

#[test]
fn directives_are_told() {
    let expected = "1:1 yaml-feature `%YAML 1.2` is a YAML directive, which clinic does not support";
    reported("%YAML 1.2\n---\na: b\n", expected);
    reported("# a\n%YAML 1.2 \n---\na: b\n", &expected.replace("1:1", "2:1"));
    reported("%YAML 1.2\na: b\n", "1:1 yaml-syntax `%YAML 1.2` is read as a YAML directive");
    reported("a: b\n% of c\n", "2:1 yaml-syntax `% of c` is read as a YAML directive");
}

#[test]
fn an_escape_that_makes_a_control_character_is_told() {
    let source = "- \"From $\\forall x$ to $\\theta$\"\n";
    let fix = reported(source, "1:10 changed-text `\\f` in double quotes is read as a control character");
    assert_eq!(fix, "- 'From $\\forall x$ to $\\theta$'");
    assert_eq!(decoded("\"a\\tb\\nc\\u00e9 \\\n  d\""), json!("a\tb\ncé d"));
}

#[test]
fn a_quote_that_swallows_lines_is_told() {
    reported("- \"first\n- second\"\n- third\n", "1:3 yaml-syntax this quote is never closed");
    reported("a:\n  b: 'one\n  c: two'\n", "2:6 yaml-syntax this quote is never closed");
    assert_eq!(decoded("a: 'one\n  b: two'\n"), json!({"a": "one b: two"}));
}
