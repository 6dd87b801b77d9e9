//! Errors as authors make them: each with its place, its words and its cure.

use super::read;

/// Asserts the first finding in `source`, and the lines that would cure it; `-` where no lines would.
#[track_caller]
fn error(source: &str, expected: &str, suggestion: &str) {
    for source in [source.to_owned(), source.replace('\n', "\r\n")] {
        let read = read(&source);
        let reported = read.reported();
        assert_eq!(reported.lines().next().unwrap(), expected.replacen(' ', " yaml-syntax ", 1), "{source:?}");
        let fix = read.findings[0].fix.as_ref();
        assert_eq!(fix.map_or("-", |fix| fix.text.as_str()), suggestion, "{source:?}");
    }
}

#[test]
fn a_colon_inside_a_text() {
    let message = "this text contains a colon followed by a space, so it is not valid YAML";
    error("title: Coupling: what to know\n", &format!("1:16 {message}"), "title: 'Coupling: what to know'");
    error("a: b\nc:\n  - Où: d: it's\n", &format!("3:10 {message}"), "  - 'Où: d: it''s'");
    error("a: b: c: d", &format!("1:5 {message}"), "a: 'b: c: d'");
    error("- x\n- The first word: that: one\n", &format!("2:23 {message}"), "- 'The first word: that: one'");
}

#[test]
fn a_value_that_starts_with_a_mark() {
    let cannot = |mark: &str| format!("1:4 a value cannot start with {mark} unless it is in quotes");
    error("a: `x` y\n", &cannot("a backtick"), "a: '`x` y'");
    error("a: @types\n", &cannot("`@`"), "a: '@types'");
    error("a: %x\n", &cannot("`%`"), "a: '%x'");
    error("a: , b\n", &cannot("`,`"), "a: ', b'");
    error("a: ]x\n", &cannot("`]`"), "a: ']x'");
    error("a: ? b\n", &cannot("`?`"), "a: '? b'");
    error("- *never* do\n", "1:3 a value that starts with `*` is read as a YAML alias", "- '*never* do'");
    error("- * star\n", "1:3 a value that starts with `*` is read as a YAML alias", "- '* star'");
    error("a: & b\n", "1:4 a value that starts with `&` is read as a YAML anchor", "a: '& b'");
    error("a: !! b\n", "1:4 a value that starts with `!` is read as a YAML tag", "a: '!! b'");
    error("a: !b!c d\n", "1:4 a value that starts with `!` is read as a YAML tag", "a: '!b!c d'");
    error(
        "- > quote\n",
        "1:3 unexpected text after `>`, which starts a block of text on the lines below",
        "- '> quote'",
    );
    error(
        "a: | pipe\n",
        "1:4 unexpected text after `|`, which starts a block of text on the lines below",
        "a: '| pipe'",
    );
    error("a: - b\n", "1:4 a list cannot start on the same line as its key", "a: '- b'");
    error("a: [b, `c`]\n", "1:8 a value cannot start with a backtick unless it is in quotes", "a: [b, '`c`']");
}

#[test]
fn text_after_a_closing_bracket() {
    let after = |place: &str, close, what| format!("{place} unexpected text after the `{close}` that closes {what}");
    error("- {where} ended\n", &after("1:11", '}', "a map"), "- '{where} ended'");
    error("a: [Lab](x.md) is done\n", &after("1:9", ']', "a list"), "a: '[Lab](x.md) is done'");
    error("- [ ] todo\n", &after("1:7", ']', "a list"), "- '[ ] todo'");
    error("a: [b]]\n", &after("1:7", ']', "a list"), "a: '[b]]'");
}

#[test]
fn brackets_that_are_not_closed() {
    let never = |open| format!("1:4 this `{open}` is never closed");
    error("a: [b, c\nd: e\n", &never('['), "a: [b, c]");
    error("a: [b, c\n", &never('['), "a: [b, c]");
    error("a: [b\n- c\n", &never('['), "a: [b]");
    error("a: {b: c\nd: e\nf: g\n", &never('{'), "a: '{b: c'");
    error("a: {b: c\n", &never('{'), "a: '{b: c'");
    error("x:\n  - {b: [c, d}\n", "2:9 this `[` is closed by `}`", "  - {b: [c, d]}");
}

#[test]
fn brackets_that_a_comment_leaves_open() {
    let cut = |place| format!("{place} a `#` after a space starts a comment, so the bracket before it is never closed");
    error("tags: [a, #1]\nb: c\n", &cut("1:11"), "tags: [a, '#1']");
    error("tags: [see issue #1, b]\n", &cut("1:18"), "tags: ['see issue #1', b]");
    error("- { a: Closing #1 at once, b: c }\n- d\n", &cut("1:16"), "- { a: 'Closing #1 at once', b: c }");
    error("a: [b # c]\nd: e\n", "1:4 this `[` is never closed", "a: '[b # c]'");
}

#[test]
fn what_does_not_fit_between_brackets() {
    let colon = "a value in brackets contains a colon";
    error("a: {b: c: d}\n", &format!("1:9 {colon}"), "a: {b: 'c: d'}");
    error("a: [x: y: z]\n", &format!("1:9 {colon}"), "a: [x: 'y: z']");
    error("a: [,]\n", "1:5 a value is missing here", "-");
    error("a: [\"b\" c]\n", "1:9 unexpected text after the closing quote", "-");
}

#[test]
fn text_after_a_closing_quote() {
    let after = |place: &str| format!("{place} unexpected text after the closing quote");
    error("- \"HEAD is a branch.\" (Is it?)\n", &after("1:23"), "- '\"HEAD is a branch.\" (Is it?)'");
    error("a: 'it's'\n", &after("1:8"), "a: 'it''s'");
    error("a: \"b\"#c\n", &after("1:7"), "a: '\"b\"#c'");
    error("a: \"b\": c\n", &after("1:7"), "a: '\"b\": c'");
    error("\"a\" b: c\n", &after("1:5"), "'\"a\" b: c'");
    error("a: \"b\n  c\" d\n", &after("2:6"), "a: '\"b\n  c\" d'");
}

#[test]
fn quotes_that_are_not_closed() {
    let never = |place: &str| format!("{place} this quote is never closed");
    error("a: \"b\nc: d\ne: f\n", &never("1:4"), "a: 'b'");
    error("- 'b\n", &never("1:3"), "- 'b'");
    error("- 'Tis so\n", &never("1:3"), "- '''Tis so'");
    error("a: \"b\nc: \"d\"\n", &never("1:4"), "a: 'b'");
    error("- \"a\n- x\n- \"b\"\n", &never("1:3"), "- 'a'");
    error("a: \"x\n---\n", &never("1:4"), "a: 'x'");
    error("a: \"", &never("1:4"), "a: '\"'");
}

#[test]
fn tabs_in_the_indentation() {
    let tab = |place: &str| format!("{place} this line is indented with a tab");
    error("a:\n\tb: c\n", &tab("2:1"), "  b: c");
    error("a:\n  b: c\n\td: e\n", &tab("3:1"), "  d: e");
    error("a:\n  - x\n \t- y\n", &tab("3:2"), "  - y");
    error("-\t- b\n", &tab("1:2"), "- - b");
    error("a:\n  - b: c\n\td: e\n", &tab("3:1"), "    d: e");
    error("a: |\n\tx\n", &tab("2:1"), "  x");
    error("a: |\n  x\n\ty\nb: c", &tab("3:1"), "  y");
}

/// Asserts that a tab in place of the indentation of a line is one finding, with that indentation as its repair.
#[track_caller]
fn one_tab(lines: &[&str], index: usize, tabs: &str) {
    let mut typed: Vec<String> = lines.iter().map(ToString::to_string).collect();
    typed[index] = format!("{tabs}{}", lines[index].trim_start());
    let read = read(&typed.join("\n"));
    assert_eq!((read.findings.len(), read.fix()), (1, lines[index]), "{typed:#?}\n{}", read.reported());
}

#[test]
fn a_tab_is_one_finding_with_the_indentation_of_its_siblings() {
    let lines = [
        "checks:",
        "  - a: One",
        "    b:",
        "      - First",
        "      - text: Second",
        "        c: A hint",
        "        d:",
        "          e: Why",
        "          f: So",
        "      - Third",
        "  - a: Two",
        "    b:",
        "      - Fourth",
        "  - g: lab.md",
        "h:",
        "  i: |",
        "    A block",
        "    of text",
        "  j: end",
    ];
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.starts_with(' ')) {
        let indent = line.len() - line.trim_start().len();
        for tabs in ["\t".to_owned(), "\t".repeat(indent / 2), format!("{}\t", " ".repeat(indent - 2))] {
            one_tab(&lines, index, &tabs);
        }
    }
}

#[test]
fn lines_with_the_same_tabs_belong_together() {
    let read = read("a:\n\tb:\n\t\t- c: d\n\t\t  e: f\n\t\t- g\n\th: i\n");
    let fixes: Vec<&str> = read.findings.iter().map(|finding| finding.fix.as_ref().unwrap().text.as_str()).collect();
    assert_eq!(fixes, ["  b:", "    - c: d", "      e: f", "    - g", "  h: i"], "{}", read.reported());
}

#[test]
fn lines_that_are_not_aligned() {
    let unaligned = |place: &str| format!("{place} this line is not aligned with any line above it");
    error("a:\n  b: c\n d: e\n", &unaligned("3:2"), "  d: e");
    error(" a: b\nc: d\n", &unaligned("2:1"), " c: d");
    error("a:\n    - b\n  - c\n", &unaligned("3:3"), "    - c");
    error("- a: b\n c: d\n", &unaligned("2:2"), "  c: d");
    error("a:\n  - b: c\n   - d: e\n", &unaligned("3:4"), "  - d: e");
    error("a:\n  - b: c\n   d: e\n", &unaligned("3:4"), "    d: e");
    error("a: |\n     \n  x\n", "3:3 a blank line above contains more spaces than the first line of this text", "");
}

#[test]
fn lines_of_the_wrong_kind() {
    error("a: b\n  c: d\n", "2:3 `c:` is read as part of the text above it", "c: d");
    error("- a\n  b: c\n", "2:3 `b:` is read as part of the text above it", "-");
    error("a: b\n  but: c\n", "2:3 `but:` is read as part of the text above it", "a: 'b\n  but: c'");
    error("a: b\n- c\n", "2:1 expected a key here, but found a list item", "-");
    error("- a\nb: c\n", "2:1 expected a list item here, but found a key", "-");
    error("a: b\nc\nd: e\n", "2:1 expected a key here, but found `c`", "  c");
    error("a\nb: c\n", "1:1 expected a key here, but found `a`", "-");
    error("a: b\nc:d\n", "2:1 expected a key here, but found `c:d`", "c: d");
    error("- a: b\n  -c\n", "2:3 expected a key here, but found `-c`", "  - c");
    error("--- a: b\n", "1:5 only a comment can follow `---` or `...` on the same line", "-");
    error("a: b\n... c\n", "2:5 only a comment can follow `---` or `...` on the same line", "-");
}

#[test]
fn escapes_that_mean_nothing() {
    let nothing = |place: &str, typed| format!("{place} `{typed}` is not valid in double quotes");
    error("a: \"x \\d+\"\n", &nothing("1:7", "\\d"), "a: 'x \\d+'");
    error("a: \"C:\\Users\"\n", &nothing("1:7", "\\U"), "a: 'C:\\Users'");
    error("a: \"\\u12\"\n", &nothing("1:5", "\\u12"), "a: '\\u12'");
    error("a: \"\\n\\ud800\"\n", &nothing("1:7", "\\ud800"), "a: '\\n\\ud800'");
    error("a: \"b\n  \\c\"\n", &nothing("2:3", "\\c"), "a: 'b\n  \\c'");
    error("a: \"b \\\n  \\c\"\n", &nothing("2:3", "\\c"), "-");
}

#[test]
fn characters_that_cannot_be_seen() {
    let control = |place: &str, code| format!("{place} the text contains an invisible control character (U+{code})");
    error("a: b\u{7}c\n", &control("1:5", "0007"), "a: bc");
    error("a: |\n  b\u{7}c\n", &control("2:4", "0007"), "  bc");
    error("a: 'é\u{7f}c'\n", &control("1:6", "007F"), "a: 'éc'");
    error("a\0: c\n", &control("1:2", "0000"), "a: c");
    error("a: b\n\u{feff}c: d\n", "2:1 the text contains an invisible byte-order mark (U+FEFF)", "c: d");
}
