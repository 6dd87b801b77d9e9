//! What a fragment counts while it is written.

use super::*;
use crate::model::fragment::{Counts, Reveal};

/// What a body counts that is read with all HTML or with little of it.
fn counts_with(text: &str, any_html: bool) -> Counts {
    let reader = Reader::new(MarkdownSettings { any_html, ..settings() });
    let file = SourceFile::new(SourcePath::new("content/a.md"), text);
    let mut findings = FileFindings::new(file.path());
    let mut origin = Origin { findings: &mut findings, offset: &|at| at, file: &file };
    Body::of(&reader, text, false, &mut origin).fragment.counts
}

fn counts(text: &str) -> Counts {
    let counts = counts_with(text, false);
    assert_eq!(counts, counts_with(text, true), "{text}");
    counts
}

fn rows(text: &str) -> u32 {
    let Counts { ruled_lines: 0, rows_to_fill, rows_of_words: 1.., boxes: 0, rooms: 0, formulas: 0 } = counts(text)
    else {
        panic!("{text}")
    };
    rows_to_fill
}

fn lines(text: &str) -> u32 {
    let Counts { ruled_lines, rows_to_fill: 0, rows_of_words: 0, boxes: 0, rooms: 0, formulas: 0 } = counts(text)
    else {
        panic!("{text}")
    };
    ruled_lines
}

fn formulas(text: &str) -> u32 {
    let Counts { ruled_lines: 0, rows_to_fill: 0, rows_of_words: 0, boxes: 0, rooms: 0, formulas } = counts(text)
    else {
        panic!("{text}")
    };
    formulas
}

#[test]
fn words_alone_count_nothing() {
    for text in ["", "One *two* [three](a.md) ![four](b.svg)", "- a\n- b\n\n> c\n\n```rust\nlet d = 1;\n```\n"] {
        assert_eq!(counts(text), Counts::default(), "{text}");
    }
    assert_eq!(Fragment::plain("<math> class=\"rule\"").counts, Counts::default());
}

#[test]
fn rows_with_a_cell_to_write_in_are_counted() {
    assert_eq!(rows("| A | B |\n|---|---|\n| a | |\n| b | c |\n| | |\n| d |\n"), 3);
    assert_eq!(rows("| A | B |\n|---|:-:|\n| a | &nbsp; |\n"), 1);
    assert_eq!(rows("| A | B |\n|---|---|\n| a | |\n\nThen\n\n| C |\n|---|\n| |\n"), 2);
    assert_eq!(rows("> | A | B |\n> |---|---|\n> | a | |\n"), 1);
    assert_eq!(rows("Why?[^a]\n\n[^a]: Then\n\n    | A | B |\n    |---|---|\n    | a | |\n"), 1);
}

#[test]
fn breaks_alone_are_room_to_write() {
    assert_eq!(rows("| A | B |\n|---|---|\n| a | <br> |\n| b | <br><br/> <BR> |\n| c | x<br> |\n"), 2);
}

#[test]
fn a_cell_that_ends_with_markup_is_full() {
    let full = ["`x`", "**x**", "[x](a.md)", "![x](a.svg)", "x[^n]", "<kbd>x</kbd>", "~~x~~"];
    for cell in full {
        assert_eq!(rows(&format!("| A | B |\n|---|---|\n| a | {cell} |\n\n[^n]: Note.\n")), 0, "{cell}");
    }
}

#[test]
fn heads_of_columns_are_no_rows_to_fill() {
    assert_eq!(rows("| A | |\n|---|---|\n| a | b |\n\n| | B |\n|---|---|\n| a | b |\n"), 0);
}

#[test]
fn rows_of_words_are_all_others_and_the_heads() {
    let rows = |text: &str| counts(text).rows_of_words;
    assert_eq!(rows("| A | B |\n|---|---|\n| a | b |\n| c | |\n| d | e |\n"), 3);
    assert_eq!(rows("| A | |\n|---|---|\n| a | |\n\nThen\n\n| | |\n|---|---|\n| b | c |\n"), 3);
    assert_eq!(rows("> | A |\n> |---|\n> | a |\n\nWhy?[^a]\n\n[^a]: Then\n\n    | B |\n    |---|\n    | b |\n"), 4);
    assert_eq!(rows("`| A | B |`\n\n    | A |\n    |---|\n"), 0);
}

#[test]
fn ruled_lines_are_counted_wherever_they_are_asked_for() {
    assert_eq!(lines("Why?\n<!-- lines: 3 -->\n\n- Then?\n  <!-- lines: 4 -->\n\n> <!-- lines: 1 -->\n"), 8);
    assert_eq!(lines("Why?[^a]\n\n[^a]: Then\n\n    <!-- lines: 2 -->\n"), 2);
    assert_eq!(lines("<!-- lines: many -->\n\nWhy? <!-- lines: 3 -->\n\n<!-- six lines -->\n"), 0);
}

#[test]
fn words_about_lines_are_no_lines() {
    assert_eq!(lines("`<span class=\"rule\"></span>` and class=\"rule\"\n"), 0);
    assert_eq!(lines("```html\n<span class=\"rule\"></span>\n```\n"), 0);
}

#[test]
fn formulas_are_counted_that_are_set() {
    assert_eq!(formulas("$a$ and $b$\n\n$$\nc^2\n$$\n"), 3);
    assert_eq!(formulas("`<math>` and &lt;math&gt; and $\\nosuchcommand$\n"), 0);
    let (fragment, _) = read("so $a$", |reader, origin| reader.inline("so $a$", Form::Prose, origin));
    assert_eq!(fragment.counts.formulas, 1);
}

#[test]
fn html_of_an_author_is_not_counted() {
    for text in [
        "<table>\n<tbody>\n<tr><td></td></tr>\n</tbody>\n</table>\n",
        "<div class=\"lines\"><span class=\"rule\"></span></div>\n",
        "<math><mi>x</mi></math>\n",
    ] {
        assert_eq!(counts(text), Counts::default(), "{text}");
    }
    let cell =
        "| A | B |\n|---|---|\n| a | <img src=\"a.svg\" alt=\"A\"> |\n| b | <table><tr><td></td></tr></table> |\n";
    assert_eq!(rows(cell), 0);
}

#[test]
fn what_only_some_see_counts_in_its_own_fragment() {
    let text = "$a$\n\n> [!ANSWER]\n> <!-- lines: 2 -->\n> $b$ and $c$\n";
    let (body, _) = body(text);
    let own = Counts { formulas: 1, ..Counts::default() };
    assert_eq!(body.fragment.counts, own);
    let inner = Counts { ruled_lines: 2, formulas: 2, ..Counts::default() };
    let nested = |fragment: &Fragment| {
        fragment.pieces.iter().find_map(|piece| match piece {
            Piece::Nested(nested) => Some(nested.fragment.counts),
            _ => None,
        })
    };
    assert_eq!(nested(&body.fragment), Some(inner));
    assert_eq!(body.fragment.released(&|_| None).counts, own);
    assert_eq!(nested(&body.fragment.released(&|_| Some(Reveal::Closed))), Some(inner));
}

#[test]
fn a_text_that_is_kept_back_takes_its_counts_along() {
    let (body, findings) = body("<!-- lines: 2 -->\n\nSee [!ANSWER] what follows.\n");
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(body.fragment.counts, Counts::default());
    let [Piece::Nested(nested)] = &body.fragment.pieces[..] else { panic!("{:?}", body.fragment) };
    assert_eq!(nested.fragment.counts, Counts { ruled_lines: 2, ..Counts::default() });
}
