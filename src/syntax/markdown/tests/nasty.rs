//! Whatever marks stand around them, words arrive, or a finding says that they do not.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use pulldown_cmark::{Options, Parser};

use super::*;

/// Marks that mean something, and those that only look so.
const MARKS: [&str; 74] = [
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "```",
    "~~~",
    "$",
    "$$",
    "{",
    "}",
    "{#",
    "[",
    "]",
    "(",
    ")",
    "](",
    "][",
    "[^",
    "]:",
    "<",
    ">",
    "<!--",
    "-->",
    "<b>",
    "</b>",
    "<details>",
    "</details>",
    "<div>",
    "|",
    "\\",
    "\\|",
    "|---|---|",
    "| ",
    "#",
    "## ",
    ": ",
    ":",
    ":::",
    "- ",
    "1. ",
    "> ",
    "> [!NOTE]",
    "[!ANSWER]",
    "    ",
    "---",
    "===",
    "=",
    "!",
    "![",
    "&",
    "&amp;",
    "&#",
    ";",
    "\"",
    "'",
    ".",
    "{where}",
    "[x]",
    "\n\n| a | b |\n|---|---|\n| ",
    "\n\n[^a]: ",
    "[^a]",
    "\n\n[a]: ",
    "[a]",
    "\n\na\n: ",
    "\n$$\n",
    "US$5 ",
    "$5",
    "$x$",
    "$$\na\n\n- b\n$$",
    "\n```\n",
    "- [ ] ",
    "^[",
];

/// A text of numbered words and marks.
fn text() -> impl Strategy<Value = String> {
    let piece = (0..MARKS.len(), 0..6u8);
    proptest::collection::vec(piece, 1..12).prop_map(|pieces| {
        let mut text = String::new();
        for (number, (mark, gap)) in pieces.into_iter().enumerate() {
            let gap = ["", "", " ", "\n", "\n\n", " "][usize::from(gap)];
            // Writing into a `String` cannot fail.
            let _ = write!(text, "{}{gap}w{number}q", MARKS[mark]);
        }
        text
    })
}

/// All that a fragment shows, or would show: words, addresses, titles, ids.
fn shown(fragment: &Fragment) -> String {
    let mut shown = html(fragment);
    fragment.links.iter().for_each(|link| shown.push_str(&link.destination));
    shown
}

/// Whether the word at `at` stands where markdown says that nothing is shown.
fn is_syntax(text: &str, at: usize, definitions: &[std::ops::Range<usize>]) -> bool {
    let before = &text[..at];
    let line = before.rsplit('\n').next().unwrap_or_default();
    let is_comment = before
        .rfind("<!--")
        .is_some_and(|open| text[open + 2..].find("-->").is_some_and(|close| open + 2 + close >= at));
    let is_info = line.contains("```") || line.contains("~~~");
    let is_name = ["{#", "[^", "]["].iter().any(|lead| before.ends_with(lead));
    // Of two definitions of one name the second is none.
    let since_definition = before.rsplit_once("[a]:").map(|(_, since)| since.trim_start_matches([' ', '\n', '>']));
    let is_second = since_definition.is_some_and(|since| !since.contains('\n'));
    is_comment || is_second || is_info || is_name || definitions.iter().any(|range| range.contains(&at))
}

/// The words that are lost.
fn lost<'t>(text: &'t str, shown: &str, options: Options) -> Vec<&'t str> {
    let parser = Parser::new_ext(text, options);
    let definitions: Vec<_> =
        parser.reference_definitions().iter().map(|(_, definition)| definition.span.clone()).collect();
    let words = text.match_indices('w').filter_map(|(at, _)| {
        let end = at + text[at..].find('q')? + 1;
        let is_word = text[at + 1..end - 1].bytes().all(|byte| byte.is_ascii_digit()) && end - at > 2;
        (is_word && !is_syntax(text, at, &definitions)).then(|| &text[at..end])
    });
    words.filter(|word| !shown.contains(word)).collect()
}

fn tells_of_a_loss(finding: &Finding) -> bool {
    use Rule::{UnclosedMarkup, UnevenTable, UnusedDefinition, UnusedFootnote};
    matches!(finding.rule, UnevenTable | UnclosedMarkup | UnusedDefinition | UnusedFootnote)
}

proptest! {
    // The same texts on every run; `PROPTEST_CASES=100000` looks further.
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_of_a_body_is_lost_in_silence(text in text()) {
        let (body, findings) = read(&text, |_, origin| Body::of(plain_reader(), &text, false, origin));
        let lost = lost(&text, &shown(&body.fragment), Options::ENABLE_FOOTNOTES);
        prop_assert!(!body.fragment.text.contains(['%', '\u{1}']) && !body.fragment.text.contains("xx"), "{text}");
        prop_assert!(lost.is_empty() || findings.iter().any(tells_of_a_loss), "{lost:?}\n{text}");
    }

    #[test]
    fn no_word_of_a_title_is_lost_in_silence(text in text()) {
        let text = text.replace('\n', " ");
        let (fragment, findings) = read(&text, |_, origin| plain_reader().inline(&text, Form::Prose, origin));
        let lost = lost(&format!("{GUARD}{text}"), &shown(&fragment), Options::empty()).len();
        prop_assert!(lost == 0, "{text}: {findings:?}");
    }
}
