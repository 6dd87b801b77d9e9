//! Marks of other tools that mean what a course can say: they are read as that, where they stand, and nothing is told.

use super::*;

/// The HTML of a text in which nothing is told of marks.
fn read_well(text: &str) -> String {
    let (body, findings) = body(text);
    assert_eq!(findings, [], "{text}");
    html(&body.fragment)
}

fn told(text: &str) -> Vec<Finding> {
    body(text).1
}

const NOTE: &str = "<div class=\"alert alert-note\" role=\"note\"><p class=\"alert-title\">";

#[test]
fn a_box_between_colons_is_an_alert() {
    assert_eq!(read_well(":::note\nText\n:::\n"), format!("{NOTE}Note</p>\n<p>Text</p>\n</div>"));
    assert_eq!(read_well(":::note\n\nText\n\n:::"), read_well(":::note\nText\n:::\n"));
    assert_eq!(
        read_well("Before\n:::note[Mind *this* & `that`]\n- a\n- b\n:::\nAfter\n"),
        format!(
            "<p>Before</p>\n{NOTE}Mind <em>this</em> &amp; <code>that</code></p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n</div>\n<p>After</p>"
        )
    );
    assert_eq!(
        read_well("::::warning Two\n:::tip\nInner\n:::\nOuter\n::::\n"),
        "<div class=\"alert alert-warning\" role=\"note\"><p class=\"alert-title\">Two</p>\n\
         <div class=\"alert alert-tip\" role=\"note\"><p class=\"alert-title\">Tip</p>\n<p>Inner</p>\n</div>\n\
         <p>Outer</p>\n</div>"
    );
    assert_eq!(
        read_well("> :::note\n> Text\n> :::\n"),
        format!("<blockquote>\n{NOTE}Note</p>\n<p>Text</p>\n</div>\n</blockquote>")
    );
    assert_eq!(
        read_well("1. One\n\n   :::note\n   Text\n   :::\n\n2. Two\n"),
        format!("<ol>\n<li><p>One</p>\n{NOTE}Note</p>\n<p>Text</p>\n</div>\n</li>\n<li><p>Two</p>\n</li>\n</ol>")
    );
    assert_eq!(read_well("::: {.callout-note title=\"T\"}\nText\n:::\n"), format!("{NOTE}T</p>\n<p>Text</p>\n</div>"));
    assert_eq!(
        read_well(":::note <b>x</b>\nText\n:::\n"),
        format!("{NOTE}&lt;b&gt;x&lt;/b&gt;</p>\n<p>Text</p>\n</div>")
    );
}

#[test]
fn a_box_beside_definitions_is_an_alert() {
    let list = "<dl>\n<dt>Term</dt>\n<dd>meaning</dd>\n</dl>";
    let alert = format!("{NOTE}Note</p>\n<p>Text</p>\n</div>");
    assert_eq!(read_well("Term\n: meaning\n\n:::note\nText\n:::\n"), format!("{list}\n{alert}"));
    assert_eq!(read_well(":::note\nText\n:::\n\nTerm\n: meaning\n"), format!("{alert}\n{list}"));
}

#[test]
fn a_box_that_folds_is_a_disclosure() {
    let folded = |open: &str, title: &str| {
        format!(
            "<details class=\"alert alert-note\"{open}><summary class=\"alert-title\">{title}</summary>\n<p>Text</p>\n</details>"
        )
    };
    assert_eq!(read_well("??? note\n    Text\n"), folded("", "Note"));
    assert_eq!(read_well("???+ note\n    Text\n"), folded(" open", "Note"));
    assert_eq!(read_well("??? example \"So *it* is\"\n\n    Text\n"), folded("", "So <em>it</em> is"));
    assert_eq!(read_well("> ??? note\n>     Text\n"), format!("<blockquote>\n{}\n</blockquote>", folded("", "Note")));
}

#[test]
fn an_indented_box_is_an_alert() {
    assert_eq!(
        read_well("!!! note \"Title\"\n    Text\n    more\n\n    - a\n\nAfter\n"),
        format!("{NOTE}Title</p>\n<p>Text\nmore</p>\n<ul>\n<li>a</li>\n</ul>\n</div>\n<p>After</p>")
    );
    assert_eq!(read_well("!!! note\n\n    Text\n"), format!("{NOTE}Note</p>\n<p>Text</p>\n</div>"));
    assert_eq!(read_well("!!! example\n\n    Text\n"), format!("{NOTE}Example</p>\n<p>Text</p>\n</div>"));
    let two = format!("{NOTE}Note</p>\n<p>One</p>\n</div>\n{NOTE}Note</p>\n<p>Two</p>\n</div>");
    assert_eq!(read_well("!!! note\n    One\n\n!!! note\n    Two\n"), two);
    assert_eq!(
        read_well(
            "!!! note\n    Outer\n\n    !!! tip\n        Inner\n\n    ```text\n    !!! note\n        code\n    ```\n"
        ),
        format!(
            "{NOTE}Note</p>\n<p>Outer</p>\n<div class=\"alert alert-tip\" role=\"note\"><p class=\"alert-title\">Tip</p>\n<p>Inner</p>\n</div>\n<pre tabindex=\"0\" data-language=\"text\"><code>!!! note\n    code\n</code></pre>\n</div>"
        )
    );
    assert_eq!(
        read_well("+ item\n\n!!! note\n    Text\n\n+ item\n"),
        format!(
            "<ul>\n<li><p>item</p>\n</li>\n</ul>\n{NOTE}Note</p>\n<p>Text</p>\n</div>\n<ul>\n<li><p>item</p>\n</li>\n</ul>"
        )
    );
    assert_eq!(
        read_well("- item\n\n    !!! note\n        Text\n"),
        format!("<ul>\n<li><p>item</p>\n{NOTE}Note</p>\n<p>Text</p>\n</div>\n</li>\n</ul>")
    );
}

#[test]
fn what_stands_in_a_box_has_its_place() {
    for text in [
        "Über\n\n:::tip Ü\nSee [[Wiki]] there.\n:::\n",
        "!!! note \"Ü\"\n    See [[Wiki]] there.\n",
        "> ::: note\n> - See [[Wiki]]\n> :::\n",
    ] {
        let findings = told(text);
        let [finding] = &findings[..] else { panic!("{text}: {findings:?}") };
        assert_eq!(&text[finding.place.span().range()], "[[Wiki]]", "{text}");
    }
    let (body, _) = body(":::tip\nTo [a](b.md).\n:::\n");
    assert_eq!(body.fragment.links[0].span.range(), 10..19);
}

#[test]
fn a_box_that_is_none_is_told_and_stays() {
    for text in [
        ":::tip\nText\n",
        ":::tabs\nText\n:::\n",
        "!!! note\nText\n",
        "!!! note\n",
        "!!! strange \"T\"\n    Text\n",
        "- a\n  :::tip\n\ntext\n\n:::\n",
    ] {
        let findings = told(text);
        assert!(findings.iter().any(|finding| finding.rule == Rule::ForeignMark), "{text}: {findings:?}");
        assert!(
            !body(text)
                .0
                .fragment
                .pieces
                .iter()
                .any(|piece| matches!(piece, Piece::Html(html) if html.contains("alert"))),
            "{text}"
        );
    }
    for text in
        ["```text\n:::note\nText\n:::\n```\n", "    !!! note\n        Text\n", "<!-- x\n:::note\n:::\n-->\nText\n"]
    {
        assert!(!read_well(text).contains("alert"), "{text}");
    }
}

#[test]
fn checks_and_answers_in_boxes_are_what_they_are() {
    let answer = read_well(":::note\nText\n\n> [!ANSWER]\n> Hidden\n\n:::\n");
    assert_eq!(answer, format!("{NOTE}Note</p>\n<p>Text</p>\n{{Answer: <p>Hidden</p>}}</div>"));
}

#[test]
fn formulas_of_latex_are_formulas() {
    for (typed, dollars) in [
        ("So \\(x^2\\) and \\(n\\).", "So $x^2$ and $n$."),
        ("\\[x = 1\\]", "$$x = 1$$"),
        ("So\n\n\\[\na_1 * b * c\n= d\n\\]\n\nend", "So\n\n$$\na_1 * b * c\n= d\n$$\n\nend"),
        ("> \\[\n> x_1\n> \\]", "> $$\n> x_1\n> $$"),
        ("- a \\( x_1 \\) b", "- a $x_1$ b"),
        ("## On \\(x_i\\) and \\(x_j\\)", "## On $x_i$ and $x_j$"),
        ("| \\(x_1\\) |\n|---|\n| \\(y\\) |", "| $x_1$ |\n|---|\n| $y$ |"),
    ] {
        let strip = |html: String| html.replace(['\n', ' '], "");
        assert_eq!(strip(read_well(typed)), strip(read_well(dollars)), "{typed}");
    }
    assert_eq!(inline("A \\(x^2\\)"), inline("A $x^2$"));
    for words in ["\\(see above\\)", "\\[sic\\]", "`\\(x_1\\)`", "[\\(x\\)](a.md)", "\\(1\\)"] {
        assert!(!html(&body(words).0.fragment).contains("<math"), "{words}");
    }
}

#[test]
fn brackets_that_are_words_are_no_formulas() {
    for words in [
        "Copyright \\(c\\) 2020, Brand\\(tm\\)",
        "file\\(s\\), class\\(es\\), f\\(x\\)",
        "prog \\[--out=FILE\\] \\[file_name\\]",
        "\\[file_name\\] is read",
        "See \\[file_name\\]",
    ] {
        assert!(!html(&body(words).0.fragment).contains("<math"), "{words}");
    }
    for (typed, formulas) in [("A circle of \\(r\\) and \\(c\\): \\(x^2\\)", 3), ("- \\[x_1\\].\n- \\[x_2\\]", 2)] {
        assert_eq!(html(&body(typed).0.fragment).matches("<math").count(), formulas, "{typed}");
    }
}

#[test]
fn a_formula_of_latex_takes_nothing_of_another_block() {
    for (text, below) in [
        ("Let f be given by \\(f(x_1) = 2.\n> [!ANSWER]\n> It is zero\\)\n", "{Answer: <p>It is zero"),
        ("Let \\[f(x_1) = 2.\n> [!INSTRUCTOR]\n> It is zero\\]\n", "{Instructor: <p>It is zero"),
        ("\\[\nx_1\n- a\n  > [!ANSWER]\n  > It is zero\n\\]\n", "{Answer: <p>It is zero"),
        ("> [!ANSWER]\n> It is \\(x_1\n\n\\)\n", "{Answer: <p>It is (x_1"),
        ("- \\(x_1\n- zero\\)\n", "<li>zero)"),
        ("- \\[\n  x_1\n- zero\n  \\]\n", "<li>zero"),
        ("> \\(x_1\n\n# Zero\\)\n", "Zero)</h>"),
        ("Let \\(x_1\n# Zero\\)\n", "Zero)</h>"),
        ("Let \\(x_1\n```text\nzero\\)\n```\n", "<code>zero\\)"),
        ("Let \\(x_1\n:::note\nzero\\)\n\n:::\n", NOTE),
        ("Let \\(x_1\n- - -\nzero\\)\n", "<hr"),
    ] {
        let html = html(&body(text).0.fragment);
        assert!(html.contains(below) && !html.contains("<math"), "{text}: {html}");
    }
    for (typed, dollars) in [
        ("\\[\na_1\n- b\n+ c\n\\]", "$$\na_1\n- b\n+ c\n$$"),
        ("> - \\[\n>   a_1\n>   - b\n>   \\]", "> - $$\n>   a_1\n>   - b\n>   $$"),
        ("\\[\na_1\n=\nb\n\\]", "$$\na_1\n=\nb\n$$"),
        ("> So \\(a_1\n> = b\\).", "> So $a_1\n> = b$."),
        ("| \\(|x_1|\\) |\n|---|\n| \\(y\\) |", "| $\\|x_1\\|$ |\n|---|\n| $y$ |"),
    ] {
        let strip = |html: String| html.replace(['\n', ' '], "");
        assert_eq!(strip(read_well(typed)), strip(read_well(dollars)), "{typed}");
    }
}

#[test]
fn marked_words_are_marked() {
    assert_eq!(read_well("It is ==marked== here."), "<p>It is <mark>marked</mark> here.</p>");
    assert_eq!(
        read_well("==all **of** it== and ==`x`=="),
        "<p><mark>all <strong>of</strong> it</mark> and <mark><code>x</code></mark></p>"
    );
    assert_eq!(read_well("> - ==a== b"), "<blockquote>\n<ul>\n<li><mark>a</mark> b</li>\n</ul>\n</blockquote>");
    assert_eq!(inline("A ==b== c"), "A <mark>b</mark> c");
    for words in ["a == b", "x==y and y==z", "`==x==`", "`a` ==b", "== a ==", "===a===", "*==a*=="] {
        assert!(!html(&body(words).0.fragment).contains("<mark"), "{words}");
    }
    for code in [
        "Use \"==\" to compare; in JS \"==\" coerces",
        "(==) and (==)",
        "arr[0]==x and name==\"bob\"",
        "A ==> B, (C)==> D",
        "'==', '!=' and '=='",
    ] {
        assert!(!read_well(code).contains("<mark"), "{code}");
    }
    for marked in [
        "(==a==), \"==b c==\".",
        "**==a==** *==b==*: ==[c](d.md)==",
        "==Stop!== ==now==.",
        "| ==a== |==b== |\n|---|---|",
        "«==a==»，==b==。",
    ] {
        let html = html(&body(marked).0.fragment);
        assert!(!html.contains("==") && html.matches("<mark>").count() >= 2, "{marked}: {html}");
    }
    assert_eq!(inline("==A== b"), "<mark>A</mark> b");
}

#[test]
fn a_title_stands_above_code() {
    assert_eq!(
        read_well("```text title=\"A & b.txt\"\nx\n```"),
        "<figure class=\"code\"><figcaption>A &amp; b.txt</figcaption><pre tabindex=\"0\" data-language=\"text\"><code>x\n</code></pre></figure>"
    );
}

#[test]
fn tabs_that_follow_each_other_are_one_group() {
    let tab = |name: &str, text: &str| {
        format!("<div class=\"tab\"><p class=\"tab-title\">{name}</p>\n<p>{text}</p>\n</div>\n")
    };
    assert_eq!(
        read_well("> [!TAB Linux]\n> One\n\n> [!tab C & D]\n> Two\n\nAfter\n"),
        format!("<div class=\"tabs\">\n{}{}</div>\n<p>After</p>", tab("Linux", "One"), tab("C &amp; D", "Two"))
    );
    assert_eq!(read_well("> [!TAB] Linux\n> One\n"), format!("<div class=\"tabs\">\n{}</div>", tab("Linux", "One")));
    assert_eq!(read_well("> [!TAB Linux] One\n"), format!("<div class=\"tabs\">\n{}</div>", tab("Linux", "One")));
    let secret = read_well("> [!TAB Lin<!-- a -->ux <!-- b -->]\n> One\n");
    assert_eq!(secret, format!("<div class=\"tabs\">\n{}</div>", tab("Linux", "One")));
    let boxed = read_well(":::tip Title <!-- a -->\nText.\n:::\n");
    assert!(boxed.contains(">Title<") && !boxed.contains("a --"), "{boxed}");
    let apart = read_well("> [!TAB A]\n> One\n\nBetween\n\n> [!TAB A]\n> Two\n");
    assert_eq!(apart.matches("class=\"tabs\"").count(), 2);
    let stray = told("> [!TAB A]\n> One\n> [!TAB B]\n> Two\n");
    assert_eq!(stray.iter().map(|finding| finding.rule).collect::<Vec<_>>(), [Rule::UnknownAlert], "{stray:?}");
}

#[test]
fn lines_that_a_fence_names_are_marked() {
    for info in ["text {2}", "text hl_lines=\"2\"", "{.text hl_lines=2}"] {
        let shown = read_well(&format!("```{info}\na\nb\n```\n"));
        assert_eq!(
            shown, "<pre tabindex=\"0\" data-language=\"text\"><code>a\n<mark>b</mark>\n</code></pre>",
            "{info}"
        );
    }
}
