//! Bodies with check sections, and what is told of them.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;
use crate::finding::Finding;
use crate::strings::TableHeads;
use crate::syntax::markdown::tests::typed::{collapsed, line, plain, typed};
use crate::syntax::markdown::tests::{html, plain_reader, read as read_with};

/// What is read with `reader` of a page.
fn of_page(reader: &Reader, text: &str, title: bool, checks: bool, origin: &mut Origin<'_>) -> Body {
    let check_headings = vec!["mistake check".to_owned(), "mistake checks".to_owned()];
    let words = ClinicWords { check_headings, table_heads: TableHeads::default() };
    read(reader, &words, text, BodyShape { title, checks, holder: Holder::Page }, origin)
}

fn body(text: &str) -> (Body, Vec<Finding>) {
    read_with(text, |reader, origin| of_page(reader, text, false, true, origin))
}

#[test]
fn the_first_heading_is_the_title_where_there_is_none() {
    let text = "# The *title*\n\nText.";
    let (found, _) = read_with(text, |reader, origin| of_page(reader, text, true, true, origin));
    assert_eq!(found.title.as_ref().map(html).as_deref(), Some("The <em>title</em>"));
    assert_eq!(html(&found.fragment), "<p>Text.</p>");
    let (kept, findings) = body(text);
    assert!(kept.title.is_none());
    assert_eq!(findings[0].rule, Rule::SecondTopHeading);
    assert!(html(&kept.fragment).starts_with("<h2 "));
}

#[test]
fn an_answer_inside_a_statement_is_no_part_of_its_source() {
    let source = |answer: &str| {
        let text = format!("## Mistake check\n\n- \"Wrong *claim*\"\n\n  > [!ANSWER]\n  > {answer}\n");
        body(&text).0.checks.expect("a check section").statements[0].source.clone()
    };
    assert_eq!(source("A1"), "Wrong *claim*");
    assert_eq!(source("A1"), source("A2"));
}

fn statements(text: &str) -> Vec<String> {
    let (found, _) = body(text);
    found.checks.expect("a check section").statements.iter().map(|statement| html(&statement.fragment)).collect()
}

#[test]
fn a_check_section_is_cut_from_the_stream() {
    let text = "Intro.\n\n## Mistake checks\n\nName the *error*.\n\n1. \"One `{'a': 1}`.\"\n2. Two [x][r].\n\nAfter.\n\n## Next\n\nEnd.\n\n[r]: there.md";
    let (found, findings) = body(text);
    assert_eq!(findings, []);
    assert_eq!(
        html(&found.fragment),
        "<p>Intro.</p>\n<h2 #mistake-checks>Mistake checks</h>\n{checks}<p>After.</p>\n<h2 #next>Next</h>\n<p>End.</p>"
    );
    let checks = found.checks.expect("a check section");
    assert_eq!(checks.intro.map(|intro| html(&intro)).as_deref(), Some("<p>Name the <em>error</em>.</p>"));
    assert_eq!(html(&checks.statements[0].fragment), "One <code>{'a': 1}</code>.");
    assert_eq!(checks.statements[0].source, "One `{'a': 1}`.");
    assert_eq!(checks.statements[1].fragment.links[0].destination, "there.md");
}

#[test]
fn a_file_without_checks_of_its_own_keeps_the_section_as_text() {
    let text = "## Mistake checks\n\n- a";
    let (found, _) = read_with(text, |reader, origin| of_page(reader, text, true, false, origin));
    assert_eq!(html(&found.fragment), "<h2 #mistake-checks>Mistake checks</h>\n<ul>\n<li>a</li>\n</ul>");
    assert!(found.checks.is_none());
}

#[test]
fn the_last_list_holds_the_statements() {
    let text = "## Mistake check\n\n- not this\n\nMistakes:\n\n- this\n- \"and this\"";
    assert_eq!(statements(text), ["this", "and this"]);
    assert_eq!(statements("## Mistake check\n\nOnly prose."), Vec::<String>::new());
    assert!(body("## Other\n\n- a").0.checks.is_none());
}

#[test]
fn loose_items_lose_their_paragraph_and_quotes_their_marks() {
    assert_eq!(
        statements("## Mistake check\n\n1. \"One\"\n\n2. “Two”\n\n3. \"a\" is not \"b\""),
        ["One", "Two", "\"a\" is not \"b\""]
    );
}

#[test]
fn a_comment_before_a_statement_is_no_part_of_it() {
    let (section, _) = body("## Mistake check\n\n1. <!-- a --> \"One *two*.\"\n2. \"Three.\"\n");
    let statements = section.checks.unwrap().statements;
    let [one, three] = &statements[..] else { panic!("{statements:?}") };
    assert_eq!((html(&one.fragment).as_str(), one.source.as_str()), ("One <em>two</em>.", "One *two*."));
    assert!(!one.fragment.blocks && !three.fragment.blocks);
}

#[test]
fn a_note_may_be_cited_in_a_statement_alone() {
    assert_eq!(body("## Mistake check\n\n- b[^a]\n\n[^a]: A.").1, []);
}

proptest! {
    // The same texts on every run; `PROPTEST_CASES=20000` looks further.
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn statements_arrive_as_they_were_typed(lines in proptest::collection::vec(line(), 1..5)) {
        let items: Vec<String> = lines.iter().map(|line| format!("- {}", typed(line))).collect();
        let text = format!("## Mistake check\n\n{}\n", items.join("\n"));
        let (body, findings) = read_with(&text, |_, origin| of_page(plain_reader(), &text, false, true, origin));
        let statements = body.checks.map(|checks| checks.statements).unwrap_or_default();
        let arrived: Vec<String> = statements.iter().map(|statement| collapsed(&statement.fragment.text)).collect();
        prop_assert_eq!(arrived, lines.iter().map(|line| collapsed(&plain(line))).collect::<Vec<_>>(), "{}", text);
        prop_assert_eq!(findings, []);
    }
}

/// The words of a worksheet, with `_` for each place that is left for an answer.
fn rooms(text: &str) -> String {
    let check_headings = vec!["mistake check".to_owned()];
    let words = ClinicWords { check_headings, table_heads: TableHeads::default() };
    let shape = BodyShape { title: false, checks: true, holder: Holder::Worksheet };
    let (body, _) = read_with(text, |reader, origin| read(reader, &words, text, shape, origin));
    let piece = |piece: &Piece| match piece {
        Piece::Html(html) => html.split(['<', '>']).step_by(2).collect::<String>(),
        Piece::Room => "_".to_owned(),
        _ => String::new(),
    };
    let words: String = body.fragment.pieces.iter().map(piece).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_worksheet_leaves_room_below_each_of_its_questions() {
    assert_eq!(rooms("Read.\n\n## One\n\nWhy?\n\n## Two\n\nHow?"), "Read. One Why? _Two How? _");
    assert_eq!(rooms("## Part\n\nRead.\n\n### One\n\nWhy?\n\n## End"), "Part Read. One Why? _End");
    assert_eq!(rooms("Read.\n\n1. Why?\n2. How?\n\n- Not\n"), "Read. Why?_ How?_ Not");
    assert_eq!(rooms("## Questions\n\n1. Why?\n   1. Inner\n2. How?"), "Questions Why? Inner _ How?_");
    assert_eq!(
        rooms("## One\n\nWhy?\n\n> [!ANSWER]\n> So.\n\n## Mistake check\n\n- Claim."),
        "One Why? _Mistake check"
    );
}

#[test]
fn a_question_with_room_of_its_own_gets_no_more() {
    assert_eq!(rooms("## One\n\nWhy?\n\n<!-- lines: 3 -->\n\n## Two\n\nHow?"), "One Why? Two How? _");
    assert_eq!(rooms("## One\n\n| a | b |\n|---|---|\n| x |  |\n"), "One ab x");
    assert_eq!(rooms("## One\n\n- [ ] Done\n"), "One Done");
    assert_eq!(rooms("1. Why?\n\n   <!-- lines: 2 -->\n2. How?"), "Why? How? _");
}
