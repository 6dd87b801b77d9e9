use std::sync::Arc;

use insta::assert_snapshot;

use crate::finding::Rule;
use crate::finding::report::controls_terminal;
use crate::text::{Place, SourcePath, Span};

use super::*;

const PATH: &str = "content/01-a/01-b.md";

fn sources(text: &str) -> Sources {
    [Arc::new(SourceFile::new(SourcePath::new(PATH), text))].into_iter().collect()
}

fn place_of(text: &str, part: &str) -> Place {
    let start = text.find(part).expect("the part is in the text");
    Place::new(&SourcePath::new(PATH), Span::new(start, start + part.len()))
}

fn at(start: usize, end: usize) -> Finding {
    Finding::new(Rule::BrokenLink, Place::new(&SourcePath::new(PATH), Span::new(start, end)), "it leads nowhere")
}

fn shown(finding: Finding, text: &str) -> String {
    human(&[finding], &sources(text), Style { color: false, width: 60 })
}

/// Draws a finding about the first `part` of `text`.
fn pointed(text: &str, part: &str) -> String {
    let place = place_of(text, part);
    shown(at(place.span().start, place.span().end), text)
}

#[test]
fn a_finding_shows_place_line_and_help() {
    let text = "---\ntitle: A\n---\nSee the [lab](lab.md) first.\n";
    let finding = Finding::new(Rule::BrokenLink, place_of(text, "lab.md"), "`lab.md` leads to nothing");
    assert_snapshot!(shown(finding.help("did you mean `practice/01-lab.md`?"), text), @r"
    error[broken-link]: `lab.md` leads to nothing
     --> content/01-a/01-b.md:4:15
      |
    4 | See the [lab](lab.md) first.
      |               ^^^^^^
      |
      = help: did you mean `practice/01-lab.md`?
    ");
}

#[test]
fn a_fix_is_shown_as_a_change_of_its_line() {
    let text = "---\ntitle: Coupling: what to know\n---\n";
    let fix = Fix { line: 2, end_line: 2, text: "title: 'Coupling: what to know'".into(), certain: true };
    let finding = Finding::new(Rule::YamlSyntax, place_of(text, ": what"), "a second colon ends the title").fix(fix);
    assert_snapshot!(shown(finding.help("put the title in single quotes"), text), @r"
    error[yaml-syntax]: a second colon ends the title
     --> content/01-a/01-b.md:2:16
      |
    2 | title: Coupling: what to know
      |                ^^^^^^
      |
    help: put the title in single quotes
      |
    2 - title: Coupling: what to know
    2 + title: 'Coupling: what to know'
      |
    ");
}

#[test]
fn a_fix_may_turn_two_lines_into_one_or_none() {
    let text = "a: 1\nb: |\n  x\nc: 2\n";
    let fix = |new: &str| Fix { line: 2, end_line: 3, text: new.into(), certain: false };
    assert_snapshot!(shown(at(5, 6).fix(fix("b: 'x'")), text), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:2:1
      |
    2 | b: |
      | ^
      |
    help: write instead
      |
    2 - b: |
    3 -   x
    2 + b: 'x'
      |
    ");
    assert_snapshot!(shown(at(5, 6).fix(fix("")), text), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:2:1
      |
    2 | b: |
      | ^
      |
    help: write instead
      |
    2 - b: |
    3 -   x
      |
    ");
    assert_snapshot!(shown(at(5, 6).fix(fix("b: |\n  x")), text), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:2:1
      |
    2 | b: |
      | ^
      |
    help: write instead
      |
    2 | b: |
    3 ~   x
      |
    ");
}

#[test]
fn a_long_fix_is_mentioned_only() {
    let fix = Fix { line: 1, end_line: 40, text: "x\n".repeat(40), certain: true };
    assert_snapshot!(shown(at(0, 1).fix(fix), &"y\n".repeat(50)), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:1:1
      |
    1 | y
      | ^
      |
    help: write instead
      |
      = note: lines 1 to 40 would change; to see the new text, use `--format json`
    ");
}

#[test]
fn a_file_as_a_whole_and_an_unknown_file_show_their_path() {
    let whole = Finding::new(Rule::MissingTitle, Place::file(&SourcePath::new(PATH)), "the page has no title");
    assert_snapshot!(shown(whole.help("write `title:`"), "text"), @r"
    error[missing-title]: the page has no title
     --> content/01-a/01-b.md
      = help: write `title:`
    ");
    let unknown = Finding::new(Rule::NotUtf8, Place::new(&SourcePath::new("x.md"), Span::new(3, 4)), "not UTF-8");
    assert_snapshot!(shown(unknown, "text"), @r"
    error[not-utf8]: not UTF-8
     --> x.md
    ");
}

#[test]
fn a_fix_for_a_whole_file_is_shown_without_a_source_line() {
    let whole = Finding::new(Rule::MissingTitle, Place::file(&SourcePath::new(PATH)), "the page has no title");
    let fix = Fix { line: 1, end_line: 1, text: "---\ntitle: 'B'\n---\ntext".into(), certain: false };
    assert_snapshot!(shown(whole.fix(fix), "text"), @r"
    error[missing-title]: the page has no title
     --> content/01-a/01-b.md
    help: write instead
      |
    1 + ---
    2 + title: 'B'
    3 + ---
      |
    ");
}

#[test]
fn the_margin_is_as_wide_as_the_line_numbers() {
    let text = "x\n".repeat(120);
    let fix = Fix { line: 97, end_line: 98, text: "a\nb\nc\nd".into(), certain: false };
    assert_snapshot!(shown(at(18, 19).fix(fix), &text), @r"
    error[broken-link]: it leads nowhere
       --> content/01-a/01-b.md:10:1
        |
     10 | x
        | ^
        |
    help: write instead
        |
     97 + a
     98 + b
     99 + c
    100 + d
        |
    ");
    assert_snapshot!(shown(at(220, 221), &text), @r"
    error[broken-link]: it leads nowhere
       --> content/01-a/01-b.md:111:1
        |
    111 | x
        | ^
    ");
}

#[test]
fn findings_stand_apart_by_an_empty_line() {
    let findings = [at(0, 1), at(2, 3)];
    let drawn = human(&findings, &sources("a b"), Style { color: false, width: 80 });
    assert_snapshot!(drawn, @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:1:1
      |
    1 | a b
      | ^

    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:1:3
      |
    1 | a b
      |   ^
    ");
    assert_eq!(human(&[], &Sources::default(), Style { color: true, width: 80 }), "");
}

#[test]
fn an_empty_span_points_at_its_column() {
    assert_snapshot!(shown(at(4, 4), "one two\n"), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:1:5
      |
    1 | one two
      |     ^
    ");
    assert_snapshot!(shown(at(7, 7), "one two\nthree\n"), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:1:8
      |
    1 | one two
      |        ^
    ");
}

#[test]
fn the_end_of_the_file_can_be_pointed_at() {
    assert_snapshot!(shown(at(4, 4), "one\n"), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:2:1
      |
    2 |
      | ^
    ");
    assert_snapshot!(shown(at(3, 3), "one"), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:1:4
      |
    1 | one
      |    ^
    ");
    assert_snapshot!(shown(at(90, 99), "one"), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:1:4
      |
    1 | one
      |    ^
    ");
}

#[test]
fn windows_line_ends_are_no_part_of_a_line() {
    assert_snapshot!(pointed("one\r\ntwo three\r\nfour\r\n", "three\r\n"), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:2:5
      |
    2 | two three
      |     ^^^^^
    ");
    assert_snapshot!(pointed("one\r\ntwo three\r\nfour\r\n", "three\r\nfo"), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:2:5
      |
    2 |   two three
      |  _____^
    3 | | four
      | |__^
    ");
}

#[test]
fn tabs_wide_and_combining_characters_are_counted_as_shown() {
    assert_snapshot!(pointed("\tif\tx {", "x"), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:1:5
      |
    1 |     if    x {
      |           ^
    ");
    assert_snapshot!(pointed("漢字と[かな](x.md)", "x.md"), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:1:9
      |
    1 | 漢字と[かな](x.md)
      |              ^^^^
    ");
    let drawn = pointed("👩\u{200d}🔬🎉 [e\u{301}te\u{301}](x.md)", "x.md");
    assert_snapshot!(drawn.replace('\u{301}', ""), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:1:14
      |
    1 | 👩🔬🎉 [ete](x.md)
      |              ^^^^
    ");
    assert_snapshot!(pointed("\t\t\t\t\t\t\t\t\tdeep x", "x"), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:1:15
      |
    1 | ...                   deep x
      |                            ^
    ");
}

#[test]
fn a_span_over_three_lines_is_whole_and_a_longer_one_is_clipped() {
    assert_snapshot!(pointed("a\nb c\n\nd e\nf\n", "c\n\nd"), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:2:3
      |
    2 |   b c
      |  ___^
    3 | |
    4 | | d e
      | |_^
    ");
    let long = "line of text\n".repeat(500);
    assert_snapshot!(shown(at(5, 6_000), &long), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:1:6
      |
    1 | line of text
      |      ^^^^^^^
    ");
}

#[test]
fn long_lines_are_cut_around_the_span() {
    let words = "wörter ".repeat(40);
    assert_snapshot!(pointed(&format!("{words}HERE {words}"), "HERE"), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:1:281
      |
    1 | ...r wörter wörter wörter HERE wörter wörter wörter w...
      |                           ^^^^
    ");
    assert_snapshot!(pointed(&format!("HERE {words}"), "HERE"), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:1:1
      |
    1 | HERE wörter wörter wörter wörter wörter wörter wör...
      | ^^^^
    ");
    assert_snapshot!(pointed(&format!("{words}HERE"), "HERE"), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:1:281
      |
    1 | ...ter wörter wörter wörter wörter wörter wörter HERE
      |                                                  ^^^^
    ");
    assert_snapshot!(pointed(&format!("{}HERE", "漢".repeat(80)), "HERE"), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:1:81
      |
    1 | ...漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢HERE
      |                                                  ^^^^
    ");
    assert_snapshot!(pointed(&format!("x {words} y"), &words), @r"
    error[broken-link]: it leads nowhere
     --> content/01-a/01-b.md:1:3
      |
    1 | ...wörter wörter wörter wörter wörter wörter wörter w...
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ");
}

#[test]
fn a_line_of_two_megabytes_is_cut_at_once() {
    for unit in ["x", "漢", "e\u{301}\u{301}", "\u{301}", "\t", "\u{1b}"] {
        let text = unit.repeat(2_000_000 / unit.len());
        let middle = text.floor_char_boundary(1_000_000);
        for (start, end) in [(middle, middle), (middle, text.len()), (0, text.len()), (text.len(), text.len())] {
            let drawn = shown(at(start, end), &text);
            assert!(drawn.len() < 20_000, "{unit:?} {start} {end}: {}", drawn.len());
        }
    }
}

/// How many columns a text takes that holds no characters but those of the test below.
fn columns(text: &str) -> usize {
    text.chars()
        .map(|character| if character == '\u{301}' { 0 } else { 1 + usize::from("漢字🎉".contains(character)) })
        .sum()
}

#[test]
fn at_any_width_lines_fit_and_the_marker_stands_below_its_words() {
    for unit in ["word ", "wörter ", "漢字", "e\u{301}", "🎉 ", "a\tb "] {
        for (before, after) in [(0, 0), (3, 3), (0, 90), (90, 0), (90, 90), (20, 90)] {
            let text = format!("{}[x](HERE.md){}", unit.repeat(before), unit.repeat(after));
            for width in [40, 60, 80, 120, 200] {
                let finding = at(text.find("HERE").unwrap(), text.find("HERE").unwrap() + 4);
                let drawn = human(&[finding], &sources(&text), Style { color: false, width });
                let [source, marker] = drawn.lines().skip(3).collect::<Vec<_>>()[..] else { panic!("{drawn}") };
                assert_eq!(columns(source.split("HERE").next().unwrap()), marker.find("^^^^").unwrap(), "{drawn}");
                assert!(columns(source) <= width && columns(marker) <= width, "{width} columns:\n{drawn}");
                let cut = source.contains("...");
                assert!(!cut || columns(source) > width - 12, "{width} columns are not made use of:\n{drawn}");
            }
        }
    }
}

#[test]
fn nothing_can_control_the_terminal() {
    let text = "a\u{1b}[2Jb \u{9b}c \u{202e}d \u{7} e\rf \u{feff} X\n";
    let place = place_of(text, "X");
    let finding = Finding::new(Rule::BrokenLink, place, "m\u{1b}]0;t\u{7} \u{2066}n").help("h\u{1b}[31m\u{85}");
    let fix = Fix { line: 1, end_line: 1, text: "f\u{1b}[0m\u{9b}".into(), certain: true };
    let drawn = shown(finding.clone(), text) + &shown(finding.fix(fix), text);
    assert!(!drawn.replace('\n', "").contains(controls_terminal), "{drawn:?}");
    assert_snapshot!(drawn, @r"
    error[broken-link]: m␛]0;t␇ �n
     --> content/01-a/01-b.md:1:22
      |
    1 | a␛[2Jb �c �d ␇ e␍f � X
      |                      ^
      |
      = help: h␛[31m�
    error[broken-link]: m␛]0;t␇ �n
     --> content/01-a/01-b.md:1:22
      |
    1 | a␛[2Jb �c �d ␇ e␍f � X
      |                      ^
      |
    help: h␛[31m�
      |
    1 - a␛[2Jb �c �d ␇ e␍f � X
    1 + f␛[0m�
      |
    ");
    let evil = Finding::new(Rule::Unreadable, Place::file(&SourcePath::new("a\n\u{1b}[1m.md")), "no");
    assert_snapshot!(human(&[evil], &Sources::default(), Style { color: false, width: 80 }), @r"
    error[unreadable]: no
     --> a␊␛[1m.md
    ");
}

#[test]
fn a_change_of_mere_indentation_is_seen() {
    let drawn = |text: &str, fixed: &str| {
        let fix = Fix { line: 1, end_line: 1, text: fixed.to_owned(), certain: false };
        human(&[at(0, 1).fix(fix)], &sources(text), Style { color: false, width: 80 })
    };
    assert!(drawn("   - one", "  - one").ends_with("1 -    - one\n1 +   - one\n  |\n"));
    assert!(drawn("  \tone", "    one").ends_with("1 -   →   one\n1 +     one\n  |\n"));
    assert!(drawn("one", "  one").ends_with("1 |   one\n  | ++\n"));
}

#[test]
fn colours_come_only_when_asked_for() {
    let drawn = |color| human(&[at(0, 1)], &sources("a b"), Style { color, width: 80 });
    let colored = drawn(true);
    assert!(colored.contains("\u{1b}["));
    let escape = |text: &str| text.split_once('m').map_or(String::new(), |(_, rest)| rest.to_owned());
    let stripped: String = colored
        .split('\u{1b}')
        .enumerate()
        .map(|(at, part)| if at == 0 { part.to_owned() } else { escape(part) })
        .collect();
    assert_eq!(stripped, drawn(false));
}

#[test]
fn any_span_can_be_drawn_at_any_width() {
    let text = "é\r\n\t漢字\n\n👩\u{200d}🔬\r e\u{301}\n";
    for start in 0..text.len() + 2 {
        for end in start..text.len() + 3 {
            for width in [0, 10, 33, usize::MAX / 64] {
                let drawn = human(&[at(start, end)], &sources(text), Style { color: false, width });
                assert!(drawn.contains("it leads nowhere"));
            }
        }
    }
}
