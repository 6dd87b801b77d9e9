//! Rows of tables that lose words.

use super::*;

fn row(row: &str) -> (Vec<String>, Option<String>) {
    let text = format!("| a | b |\n|---|---|\n{row}\n");
    let (_, findings) = found(&text);
    assert!(findings.iter().all(|finding| finding.rule == Rule::UnevenTable), "{findings:?}");
    let places = findings.iter().map(|finding| text[finding.place.span().range()].to_owned()).collect();
    let fix = findings.into_iter().find_map(|finding| finding.fix);
    assert!(fix.iter().all(|fix| (fix.line, fix.end_line, fix.certain) == (3, 3, false)));
    let fix = fix.map(|fix| fix.text);
    if let Some(fix) = &fix {
        assert_eq!(found(&text.replace(row, fix)).1, [], "{fix}");
    }
    (places, fix)
}

#[test]
fn a_bar_in_code_or_a_formula_is_repaired() {
    for (typed, better) in [
        ("| $P(A|B)$ | given |", "| $P(A\\|B)$ | given |"),
        ("| `a | b` | or |", "| `a \\| b` | or |"),
        ("| `||` | or |", "| `\\|\\|` | or |"),
        ("| $|x|$ | from zero |", "| $\\|x\\|$ | from zero |"),
        ("| $$|x|$$ | from zero |", "| $$\\|x\\|$$ | from zero |"),
        ("| ``a ` | b`` | or |", "| ``a ` \\| b`` | or |"),
        ("`||` | $|x|$", "`\\|\\|` | $\\|x\\|$"),
        ("| x costs $5 | `a|b` costs $6 |", "| x costs $5 | `a\\|b` costs $6 |"),
    ] {
        assert_eq!(row(typed), (vec![typed.to_owned()], Some(better.to_owned())), "{typed}");
    }
}

#[test]
fn a_cell_too_many_is_told_where_it_begins() {
    assert_eq!(row("| a \\| b | ok | extra cell |"), (vec!["extra cell".to_owned()], None));
    assert_eq!(row("| [l](#x \"t | u\") | z |").1, None);
    assert_eq!(row("a | b | c | d"), (vec!["c | d".to_owned()], None));
}

#[test]
fn rows_that_lose_nothing_are_silent() {
    for typed in [
        "| a | b |",
        "| a | b",
        "a | b",
        "| a |",
        "| a | b | |",
        "| a | b |  |  |",
        "| `a \\| b` | or |",
        "| $\\{x \\| x>0\\}$ | set |",
        "| ` | b |",
        "| $5 | $6 |",
        "| | |",
        "| a || b |".trim_end_matches(" b |"),
    ] {
        assert_eq!(row(typed), (Vec::new(), None), "{typed}");
    }
}

#[test]
fn a_repair_in_a_list_or_quote_keeps_its_marks() {
    let text = "> | a | b |\n> |---|---|\n> | `||` | or |\n";
    let (_, findings) = found(text);
    assert_eq!(findings[0].fix.as_ref().map(|fix| fix.text.as_str()), Some("> | `\\|\\|` | or |"));
}

#[test]
fn an_escaped_bar_arrives_as_a_bar() {
    arrives(
        "| a | b |\n|---|---|\n| `a \\| b` | $P(A\\|B)$ |\n| a \\| b | $$\\|x\\|$$ |",
        "a b a | b P(A|B) a | b |x|",
    );
}

/// The places of what is wrong with a text, and its repaired lines.
fn heads(text: &str) -> Vec<(&str, Option<String>)> {
    let (_, findings) = found(text);
    assert!(findings.iter().all(|finding| finding.rule == Rule::UnevenTable), "{findings:?}");
    findings.into_iter().map(|finding| (&text[finding.place.span().range()], finding.fix.map(|fix| fix.text))).collect()
}

#[test]
fn a_head_that_does_not_fit_the_line_below_is_found() {
    let mended = || Some("| $P(A\\|B)$ | b |".to_owned());
    assert_eq!(heads("| $P(A|B)$ | b |\n|---|---|\n| 1 | 2 |"), [("| $P(A|B)$ | b |", mended())]);
    assert_eq!(heads("Words:\n| $P(A|B)$ | b |\n|---|---|"), [("| $P(A|B)$ | b |", mended())]);
    assert_eq!(heads("- | `a|b` | b |\n  |---|---|\n  | 1 | 2 |"), [("| `a|b` | b |", None)]);
    assert_eq!(heads("> a | b | c\n> --|--\n"), [("a | b | c", None)]);
    assert_eq!(heads("| a | b |\n|---|"), [("| a | b |", None)]);
}

#[test]
fn lines_that_are_no_heads_are_silent() {
    for text in
        ["| a | b |\n|---|---|", "a | b\n- c", "Words\n|---|---|", "a | b\n--", "`a\n|---|---|` | c", "a | b\n- | - c"]
    {
        assert_eq!(heads(text), [], "{text}");
    }
}
