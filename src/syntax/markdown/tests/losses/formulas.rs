//! Formulas between `$$`, and dollars that are money.

use super::*;

fn blocks(text: &str) -> usize {
    body_html(text).matches("display=\"block\"").count()
}

#[test]
fn no_rule_of_blocks_holds_inside_of_a_formula() {
    for line in
        ["=", "---", "- b", "+ b", "* b", "1. b", "> b", "", "   ", "    b", "<div>", "|", ": b", "=\n\n- c\n> d"]
    {
        let text = format!("Before.\n\n$$\na\n{line}\nc\n$$\n\nAfter.");
        let html = body_html(&text);
        assert_eq!(html.matches("display=\"block\"").count(), 1, "{line}: {html}");
        assert!(html.starts_with("<p>Before.</p>\n<p><span") && html.ends_with("</span></p>\n<p>After.</p>"), "{html}");
    }
}

#[test]
fn a_formula_stays_in_its_list_or_quote() {
    assert_eq!(blocks("- a\n\n  $$\n  a\n  + b\n\n  c\n  $$\n- b"), 1);
    assert_eq!(blocks("> $$\n> a\n> = b\n>\n> > c\n> $$\n>\n> Words."), 1);
    assert_eq!(blocks("> - $$\n>   a\n>   - b\n>   $$"), 1);
    assert_eq!(blocks("One[^a].\n\n[^a]: Note.\n\n    $$\n    a\n    - b\n    $$"), 1);
    assert_eq!(blocks("Term\n: $$\n  a\n  - b\n  $$"), 1);
    assert_eq!(blocks("where $$\na\n- b\n$$ (1)\n\nand so on."), 1);
}

#[test]
fn formulas_follow_each_other() {
    let one = "$$\na\n- b\n$$";
    assert_eq!(blocks(&format!("{one}\n\n{one}\n{one}\nWords $$x$$ and $$y$$.\n\n{one}")), 6);
}

#[test]
fn code_behind_a_formula_is_code() {
    let html = body_html("$$\nu\n- b ` c\n$$ then ` $$yz$$ ` ends.");
    assert!(html.contains("<code>$$yz$$</code> ends."), "{html}");
    assert_eq!(html.matches("display=\"block\"").count(), 1, "{html}");
}

#[test]
fn the_marks_of_a_quote_are_no_part_of_it() {
    let html = body_html("> $$\n> a\n>\n> > b\n> $$");
    assert_eq!(html.matches("<mo>&gt;</mo>").count(), 1, "{html}");
}

#[test]
fn a_line_that_begins_like_a_heading_is_none() {
    let (found, findings) = body("$$\na\n# b\n$$");
    assert_eq!(findings.iter().map(|finding| finding.rule).collect::<Vec<_>>(), [Rule::BadMath]);
    assert_eq!(&*found.fragment.text, "a # b");
}

#[test]
fn what_is_wrong_in_it_is_found_at_its_place() {
    let text = "> $$\n> a\n> - \\nosuchthing\n> $$";
    let (_, findings) = found(text);
    assert_eq!(findings[0].place.span().start, text.find("\\nosuch").unwrap_or_default(), "{findings:?}");
}

#[test]
fn one_that_is_not_closed_takes_nothing_with_it() {
    for text in [
        "$$\na\n\nThese are words of the next paragraph.",
        "$$\na\n\nThese are words of the page.\n\n## Next\n\nText.",
        "- $$\n  a\n- b",
        "> $$\n> a\n\nWords.",
        "Let $$x^2 be.",
        "$$ x = 1 $",
        "So $$ x = 1 $",
        "$$ a = b\n\nThese are words.",
    ] {
        assert_eq!(places(text, Rule::UnclosedMarkup), ["$$"], "{text}");
    }
    let text = "$$\na\n\nThese are words.\n\n$$\nb\n+ c\n$$";
    assert_eq!(places(text, Rule::UnclosedMarkup), ["$$"]);
    let (found, _) = body(text);
    assert!(html(&found.fragment).contains("These are words."));
}

#[test]
fn money_and_code_are_no_formulas() {
    for text in [
        "- $$ moderate\n- $$$ expensive",
        "It costs $$ or $$$.",
        "$$ = mid-range\n\n$$ cheap, $$$ = dear",
        "$$ is the sign of a price = of what one pays",
        "`$$` and `$$`",
        "```\n$$\na\n```",
        "    $$\n    a",
        "\\$\\$ and \\$$",
        "echo $$ prints it.\n\nSo does $$ here.",
    ] {
        assert_eq!(blocks(text), 0, "{text}");
    }
    let (found, findings) = read("$$\na\n- b\n$$", |_, origin| {
        let reader = Reader::new(MarkdownSettings { math: false, ..settings() });
        Body::of(&reader, "$$\na\n- b\n$$", false, origin)
    });
    assert_eq!((&*found.fragment.text, findings), ("$$ a b $$", Vec::new()));
}

#[test]
fn one_that_is_not_closed_takes_no_answer_with_it() {
    for text in [
        "$$\nf = 2\n\n> [!ANSWER]\n> $$\n> x = 0\n> $$\n",
        "$$\nf = 2\n> [!INSTRUCTOR]\n> $$\n> x = 0\n> $$\n",
        "$$f = 2\n> [!ANSWER]\n> x = 0$$\n",
        "- $$\n  f = 2\n\n  > > [!ANSWER]\n  > > x = 0\n  $$\n",
    ] {
        // That it is not closed is told, and what is withheld stays so.
        let html = html(&body(text).0.fragment);
        let (shown, withheld) = html.split_once("{Answer: ").or_else(|| html.split_once("{Instructor: ")).unwrap();
        assert!(!shown.contains("<mn>0</mn>") && !shown.contains("x = 0") && withheld.contains('0'), "{text}: {html}");
    }
}

#[test]
fn money_before_a_formula_or_code_is_money() {
    assert!(body_html("It costs US$5 ($x$).").starts_with("<p>It costs US$5 (<math"));
    assert_eq!(
        body_html("US$5 or `US$6`, $5-$10, and `$x$`."),
        "<p>US$5 or <code>US$6</code>, $5-$10, and <code>$x$</code>.</p>"
    );
    assert_eq!(body_html("US$5 [a](b$6.md) `c$7`"), "<p>US$5 <a href=\"{0}\">a</a> <code>c$7</code></p>");
    assert_eq!(body_html("*a $5 b* *c \\` d* `$x$`"), "<p><em>a $5 b</em> <em>c ` d</em> <code>$x$</code></p>");
    let cells = body_html("| a | $5 `$x$` `$y$` |\n|---|---|\n");
    assert!(cells.contains("$5 <code>$x$</code> <code>$y$</code>"), "{cells}");
    let prices = (0..300).map(|price| format!("A${price}-")).collect::<Vec<_>>().concat();
    assert_eq!(found(&prices).0, prices);
}

#[test]
fn money_among_links_and_notes_is_money() {
    let text = "It costs US$5[^a] or a [link][b] and US$6, A$7, C$8.\n\n[^a]: Note.\n\n[b]: c.md";
    let html = body_html(text);
    assert!(html.starts_with("<p>It costs US$5<sup"), "{html}");
    assert!(html.contains("<a href=\"{0}\">link</a> and US$6, A$7, C$8.</p>"), "{html}");
}

#[test]
fn a_brace_too_many_or_too_few_is_told() {
    for (text, at) in [
        ("The area is $\\frac{a}{2$.", "$\\frac{a}{2$"),
        ("So $\\sqrt{x$ and $y$.", "$\\sqrt{x$"),
        ("- One $\\text{a }}$ two", "$\\text{a }}$"),
        ("$a$ and $\\frac{a}}{2}$", "$\\frac{a}}{2}$"),
    ] {
        let (_, findings) = body(text);
        let told: Vec<_> = findings.iter().map(|finding| (finding.rule, &text[finding.place.span().range()])).collect();
        assert_eq!(told, [(Rule::BadMath, at)], "{text}");
    }
    for text in [
        "It costs $5 in C:\\new{ and $6.",
        "`$\\frac{a$` and \\$\\frac{a$ here",
        "$\\frac{a}{2}$ and $\\{a$",
        "$ \\frac{a $ is none",
        "```\n$\\frac{a$\n```",
    ] {
        assert_eq!(body(text).1, [], "{text}");
    }
}
