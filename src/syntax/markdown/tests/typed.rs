//! What was typed is what arrives: texts are made from their parts, written as markdown and, apart from that, as the plain
//! text that readers should get. `PROPTEST_CASES` says how many are tried.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;

/// A part of a line: how it is typed, and what arrives.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    typed: String,
    plain: String,
}

impl Part {
    fn new(typed: impl Into<String>, plain: impl Into<String>) -> Self {
        Self { typed: typed.into(), plain: plain.into() }
    }

    /// Whether a line of a paragraph may begin with it, as no block does.
    fn may_begin_line(&self) -> bool {
        let is_marker = matches!(self.typed.as_str(), ":" | "*");
        !is_marker && self.typed.starts_with(|c: char| c.is_alphabetic() || "`*~[({$:&\\".contains(c))
    }

    /// Whether a line may end with it: a backslash there breaks the line.
    fn may_end_line(&self) -> bool {
        !self.typed.ends_with('\\')
    }

    /// The part in a cell of a table.
    fn in_cell(&self) -> Self {
        Self::new(self.typed.replace('|', "\\|"), self.plain.clone())
    }
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z]{1,8}",
        1 => Just("snake_case".to_owned()),
        1 => Just("naïve".to_owned()),
        1 => Just("日本語".to_owned()),
        1 => "[1-9][0-9]{0,2}[a-z]",
    ]
}

/// Marks that mean nothing where they stand alone, or in what they stand.
const SAME: [&str; 63] = [
    "{n}",
    "{}",
    "{1, 2, 3}",
    "{.wide}",
    "{where}",
    "{'a': 1}",
    ":",
    ":)",
    ":5",
    ":::",
    ":-)",
    "::",
    ";",
    ",",
    "!",
    "?",
    "...",
    "--",
    "---",
    "'",
    "\"",
    "it's",
    "“so”",
    "|",
    "||",
    "a|b",
    "(",
    ")",
    "(so)",
    "[x]",
    "[0, 1]",
    "a[i][j]",
    "<",
    ">",
    "->",
    "&",
    "AT&T",
    "C#",
    "#5",
    "C++",
    "+",
    "-",
    "=",
    "==",
    "/",
    "a/b",
    "%",
    "50%",
    "@",
    "*",
    "^",
    "~",
    "$5",
    "US$6",
    "$7-$8",
    "\\",
    "a\\b",
    "don’t",
    "…",
    "§",
    "1.",
    "2)",
    "[ ]",
];

/// Marks that mean something, and what arrives of them.
const OTHER: [(&str, &str); 13] = [
    ("&amp;", "&"),
    ("&copy;", "©"),
    ("&#8212;", "—"),
    ("\\*", "*"),
    ("\\_", "_"),
    ("\\`", "`"),
    ("\\$", "$"),
    ("\\[", "["),
    ("\\<b>", "<b>"),
    ("\\{#id}", "{#id}"),
    ("<https://example.org/a_b>", "https://example.org/a_b"),
    ("H<sub>2</sub>O", "H2O"),
    ("a<!-- note -->b", "ab"),
];

fn mark() -> impl Strategy<Value = Part> {
    let same = proptest::sample::select(&SAME[..]).prop_map(|same| Part::new(same, same));
    let other = proptest::sample::select(&OTHER[..]).prop_map(|(typed, plain)| Part::new(typed, plain));
    prop_oneof![3 => same, 1 => other]
}

/// Code, with any marks in it.
fn code() -> impl Strategy<Value = Part> {
    let inner = proptest::collection::vec(
        proptest::sample::select(vec![
            "a", "b1", ":", "|", "||", "{}", "$x$", "$$", "*", "_", "[x](y)", "<b>", "&amp;", "\\", "#", "<!--",
        ]),
        1..4,
    );
    inner.prop_map(|parts| {
        let code = parts.join(" ");
        Part::new(format!("`{code}`"), code)
    })
}

fn formula() -> impl Strategy<Value = Part> {
    let tex = proptest::sample::select(vec![
        "x",
        "x_1 + y",
        "P(A|B)",
        "|x|",
        "\\frac{1}{2}",
        "\\{x\\}",
        "a < b",
        "[0, 1]",
        "2:3",
    ]);
    tex.prop_map(|tex| Part::new(format!("${tex}$"), tex))
}

fn leaf() -> impl Strategy<Value = Part> {
    prop_oneof![5 => word().prop_map(|word| Part::new(word.as_str(), word.as_str())), 4 => mark(), 1 => code(), 1 => formula()]
}

/// A part with words in it, which begin and end with a word.
fn nested() -> impl Strategy<Value = Part> {
    let shells = proptest::sample::select(vec![
        ("*", "*"),
        ("**", "**"),
        ("~~", "~~"),
        ("[", "](../a.md)"),
        ("[", "](<a b.md> \"c: d\")"),
    ]);
    (shells, word(), proptest::collection::vec(leaf(), 0..3), word()).prop_map(|((open, close), first, inner, last)| {
        let edge = |word: String| Part::new(word.as_str(), word.as_str());
        let parts: Vec<Part> = std::iter::once(edge(first)).chain(inner).chain(std::iter::once(edge(last))).collect();
        Part::new(format!("{open}{}{close}", typed(&parts)), plain(&parts))
    })
}

pub(crate) fn typed(parts: &[Part]) -> String {
    parts.iter().map(|part| part.typed.as_str()).collect::<Vec<_>>().join(" ")
}

pub(crate) fn plain(parts: &[Part]) -> String {
    parts.iter().map(|part| part.plain.as_str()).collect::<Vec<_>>().join(" ")
}

/// A line, which begins with a word.
pub(crate) fn line() -> impl Strategy<Value = Vec<Part>> {
    let parts = proptest::collection::vec(prop_oneof![4 => leaf(), 1 => nested()], 0..7);
    ("[a-z]{2,8}", parts)
        .prop_map(|(first, parts)| std::iter::once(Part::new(first.as_str(), first.as_str())).chain(parts).collect())
}

/// Lines: some of the blanks of `parts` become line breaks with `indent`.
fn broken(parts: &[Part], breaks: &[bool], indent: &str) -> String {
    let mut text = String::new();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            let is_break = breaks[index % breaks.len()] && part.may_begin_line() && parts[index - 1].may_end_line();
            text.push_str(if is_break { "\n" } else { " " });
            text.push_str(if is_break { indent } else { "" });
        }
        text.push_str(&part.typed);
    }
    text
}

/// A block: how it is typed, and what arrives.
fn block() -> impl Strategy<Value = Part> {
    let breaks = || proptest::collection::vec(any::<bool>(), 5);
    let paragraph = |lead: &'static str, indent: &'static str| {
        (line(), breaks()).prop_map(move |(line, breaks)| {
            Part::new(format!("{lead}{}", broken(&line, &breaks, indent)), plain(&line))
        })
    };
    let heading = (line(), any::<bool>()).prop_map(|(line, own)| {
        Part::new(format!("## {}{}", typed(&line), if own { " {#own-id}" } else { "" }), plain(&line))
    });
    let definition = (line(), line(), breaks()).prop_map(|(term, meaning, breaks)| {
        let typed = format!("{}\n: {}", typed(&term), broken(&meaning, &breaks, "  "));
        Part::new(typed, format!("{} {}", plain(&term), plain(&meaning)))
    });
    let raw = proptest::sample::select(vec![
        "a", "", "= b", "- c", "+ d", "> e", "1. f", ": g", "   h", "|", "<i", "* j", "---",
    ]);
    let formula = proptest::collection::vec(raw, 1..5).prop_map(|lines| {
        let lines = format!("x\n{}\ny", lines.join("\n"));
        Part::new(format!("$$\n{lines}\n$$"), lines)
    });
    let raw = proptest::sample::select(vec![
        "a", "", "# b", "- c", "$$", "> e", ":) f", ": g", "    h", "| i |", "<!-- j", "~~~", "[k]: l", "{#m}",
    ]);
    let code = proptest::collection::vec(raw, 1..5)
        .prop_map(|lines| Part::new(format!("```text\n{}\n```", lines.join("\n")), lines.join("\n")));
    prop_oneof![
        3 => paragraph("", ""),
        1 => paragraph("> ", "> "),
        1 => paragraph("- ", "  "),
        1 => paragraph("1. ", "   "),
        1 => paragraph("<!-- a comment --> ", ""),
        1 => paragraph("- <!-- a\n  comment --> ", "  "),
        2 => heading,
        1 => definition,
        1 => formula,
        1 => code,
        1 => table(),
        1 => Just(Part::new("<!-- a comment\n\nover lines -->", "")),
    ]
}

/// A table of three columns.
fn table() -> impl Strategy<Value = Part> {
    let row = || [line(), line(), line()];
    proptest::collection::vec(row(), 1..4).prop_map(|rows| {
        let cell = |line: &Vec<Part>| line.iter().map(Part::in_cell).collect::<Vec<_>>();
        let rows: Vec<Vec<Vec<Part>>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        let typed_row = |row: &Vec<Vec<Part>>| {
            format!("| {} |", row.iter().map(|cell| typed(cell)).collect::<Vec<_>>().join(" | "))
        };
        let mut lines: Vec<String> = rows.iter().map(typed_row).collect();
        lines.insert(1, "|---|:-:|--:|".to_owned());
        let words: Vec<String> = rows.iter().flatten().map(|cell| plain(cell)).collect();
        Part::new(lines.join("\n"), words.join(" "))
    })
}

/// Without the white space that HTML has no meaning for.
pub(crate) fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    // The same texts on every run; `PROPTEST_CASES=20000` looks further.
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_title_arrives_as_it_was_typed(line in line()) {
        let text = typed(&line);
        let (fragment, findings) = read(&text, |_, origin| plain_reader().inline(&text, Form::Prose, origin));
        prop_assert_eq!(collapsed(&fragment.text), collapsed(&plain(&line)), "{}", text);
        prop_assert_eq!(findings, []);
    }

    #[test]
    fn a_body_arrives_as_it_was_typed(blocks in proptest::collection::vec(block(), 1..6)) {
        let text = blocks.iter().map(|block| block.typed.as_str()).collect::<Vec<_>>().join("\n\n");
        let (body, findings) = read(&text, |_, origin| Body::of(plain_reader(), &text, false, origin));
        prop_assert_eq!(collapsed(&body.fragment.text), collapsed(&plain(&blocks)), "{}", text);
        prop_assert_eq!(findings, [], "{}", text);
    }
}
