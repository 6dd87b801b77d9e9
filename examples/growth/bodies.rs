//! What can grow in a body of markdown.

use crate::dimension::{Dimension, body, each};

pub fn all() -> Vec<Dimension> {
    [blocks(), inlines(), references(), nests(), codes()].into_iter().flatten().collect()
}

fn blocks() -> Vec<Dimension> {
    vec![
        body("paragraphs", 20_000, |n| each(n, |i| format!("Paragraph {i} says *something*.\n\n"))),
        body("headings", 4_000, |n| each(n, |i| format!("## Heading {i}\n\n"))),
        body("equal-headings", 4_000, |n| "## Heading\n\n".repeat(n)),
        body("h1-headings", 4_000, |n| each(n, |i| format!("# Heading {i}\n\n"))),
        body("table-rows", 10_000, |n| format!("| a | b |\n|---|---|\n{}", each(n, |i| format!("| {i} | `x` |\n")))),
        body("table-columns", 2_000, |n| {
            format!("{}|\n{}|\n{}|\n", "| a ".repeat(n), "|---".repeat(n), "| b ".repeat(n))
        }),
        body("table-wide-rows", 200, |n| format!("{}|\n{}|\n{}", "|a".repeat(n), "|-".repeat(n), "|b\n".repeat(n))),
        body("table-rows-too-long", 10_000, |n| format!("| a | b |\n|---|---|\n{}", "| a | b | c |\n".repeat(n))),
        body("list-items", 20_000, |n| each(n, |i| format!("- item {i}\n"))),
        body("rules", 20_000, |n| "---\n\n".repeat(n)),
        body("code-blocks", 4_000, |n| each(n, |i| format!("```rust\nlet x = {i};\n```\n\n"))),
        body("unknown-languages", 4_000, |n| each(n, |i| format!("```langu{i}\nx\n```\n\n"))),
        body("formulas", 4_000, |n| each(n, |i| format!("$x_{{{i}}}$ and\n\n$$\n\\frac{{1}}{{{i}}}\n$$\n\n"))),
        body("wrong-formulas", 4_000, |n| each(n, |i| format!("$\\wrong{i}$\n\n"))),
        body("long-formula", 4_000, |n| format!("$${}$$\n", "x+".repeat(n))),
        body("alerts", 4_000, |n| "> [!NOTE]\n> x\n\n".repeat(n)),
        body("wrong-alerts", 4_000, |n| "> [!NOTHING]\n> x\n\n".repeat(n)),
        body("comments", 10_000, |n| "<!-- x -->\n\n".repeat(n)),
        body("html-blocks", 10_000, |n| "<div>x</div>\n\n".repeat(n)),
        body("colons", 10_000, |n| ":::note\nx\n:::\n\n".repeat(n)),
        body("statements", 4_000, |n| {
            format!("## Mistake check\n\n{}", each(n, |i| format!("- Statement {i} is wrong.\n")))
        }),
        body("check-sections", 1_000, |n| each(n, |i| format!("## Mistake check\n\n- Statement {i}.\n\n"))),
        body("placeholders", 10_000, |n| "TODO {where} {x}\n\n".repeat(n)),
    ]
}

fn inlines() -> Vec<Dimension> {
    let line = |name, size, unit: &'static str| body(name, size, move |n| format!("{}\n", unit.repeat(n)));
    vec![
        line("long-line", 100_000, "word "),
        line("long-word", 400_000, "w"),
        line("emphasis-open", 20_000, "*a **a "),
        line("emphasis-mixed", 20_000, "*a_ __b* "),
        line("emphasis", 20_000, "*a* "),
        line("stars", 50_000, "*"),
        line("underscores", 50_000, "_a"),
        line("strikes", 20_000, "~~a ~b "),
        line("code-spans", 20_000, "`a` "),
        body("backticks-longer", 500, |n| each(n, |i| format!("{}a", "`".repeat(i + 1)))),
        line("brackets-open", 20_000, "["),
        line("brackets-open-a", 20_000, "[a"),
        line("brackets-pair", 20_000, "[a]"),
        line("brackets-close", 20_000, "]"),
        line("images-open", 20_000, "!["),
        line("links-open", 20_000, "[a]("),
        line("links-open-angle", 20_000, "[a](<b"),
        line("links-title-open", 20_000, "[a](b \"c"),
        line("parentheses", 20_000, "[a]((("),
        line("less-than", 50_000, "<"),
        line("less-than-a", 20_000, "<a "),
        line("less-than-a-quote", 20_000, "<a b=\""),
        line("comment-open", 20_000, "<!-- "),
        line("declaration-open", 20_000, "<!X "),
        line("cdata-open", 20_000, "<![CDATA[ "),
        line("instruction-open", 20_000, "<? "),
        body("comment-open-lines", 10_000, |n| "<!-- x\n\n".repeat(n)),
        body("instruction-open-lines", 10_000, |n| "<? x\n\n".repeat(n)),
        body("script-open-lines", 10_000, |n| "<script>\n\n".repeat(n)),
        body("details-open-lines", 5_000, |n| "<details>\n\nx\n\n".repeat(n)),
        line("dollars", 20_000, "$"),
        line("dollars-a", 20_000, "$a "),
        line("dollars-open", 20_000, "a$b "),
        body("dollar-lines", 10_000, |n| "$$\n\nx\n\n".repeat(n)),
        line("entities", 20_000, "&amp;"),
        line("entities-not", 20_000, "&a"),
        line("escapes", 50_000, "\\*"),
        line("autolinks", 10_000, "<https://example.org/> "),
        line("bare-links", 10_000, "https://example.org/x "),
        line("mails", 10_000, "a@b.cd "),
        line("braces", 20_000, "{#a "),
        line("inline-html", 10_000, "<b>x</b> "),
        line("inline-html-open", 10_000, "<span> "),
        line("kbd-open", 10_000, "<kbd> "),
        line("carets", 20_000, "^a "),
        line("equals", 20_000, "==a "),
        line("hard-breaks", 20_000, "a\\\n"),
        line("quotes", 20_000, "\"a\" 'b' "),
        line("wide-characters", 40_000, "\u{4e2d}\u{1f600}"),
        line("combining", 40_000, "a\u{301}"),
        line("tabs", 40_000, "\ta"),
    ]
}

fn references() -> Vec<Dimension> {
    vec![
        body("links", 10_000, |n| each(n, |i| format!("[a](https://example.org/{i})\n\n"))),
        body("own-links", 10_000, |n| "[a](/s/m/)\n\n".repeat(n)),
        body("broken-links", 1_000, |n| each(n, |i| format!("[a](nowhere-{i}.md)\n\n"))),
        body("broken-images", 1_000, |n| each(n, |i| format!("![a](nowhere-{i}.png)\n\n"))),
        body("anchors", 2_000, |n| each(n, |i| format!("## Heading {i}\n\n[a](#heading-{i})\n\n"))),
        body("broken-anchors", 1_000, |n| each(n, |i| format!("## Heading {i}\n\n[a](#headink-{i})\n\n"))),
        body("broken-anchors-alone", 4_000, |n| each(n, |i| format!("[a](#headink-{i})\n\n"))),
        body("broken-anchor-long", 2_000, |n| format!("## {}\n\n[a](#{}b)\n", "a".repeat(n), "a".repeat(n))),
        body("own-ids", 4_000, |n| each(n, |i| format!("## H {{#own-{i}}}\n\n"))),
        body("equal-ids", 4_000, |n| "## H {#own}\n\n".repeat(n)),
        body("footnotes", 5_000, |n| each(n, |i| format!("x[^{i}]\n\n[^{i}]: note\n\n"))),
        body("footnotes-at-the-end", 5_000, |n| {
            format!("{}\n\n{}", each(n, |i| format!("x[^{i}]\n")), each(n, |i| format!("[^{i}]: n\n\n")))
        }),
        body("footnotes-one", 5_000, |n| format!("{}\n[^1]: n\n", "x[^1]\n\n".repeat(n))),
        body("footnotes-unused", 5_000, |n| each(n, |i| format!("[^{i}]: note\n\n"))),
        body("footnotes-undefined", 5_000, |n| each(n, |i| format!("x[^{i}]\n\n"))),
        body("footnotes-twice", 5_000, |n| format!("x[^1]\n\n{}", "[^1]: n\n\n".repeat(n))),
        body("footnotes-nested", 2_000, |n| format!("x[^0]\n\n{}", each(n, |i| format!("[^{i}]: n[^{}]\n\n", i + 1)))),
        body("definitions", 5_000, |n| each(n, |i| format!("[a{i}][r{i}]\n\n[r{i}]: https://example.org/\n\n"))),
        body("definitions-unused", 5_000, |n| each(n, |i| format!("[r{i}]: https://example.org/\n\n"))),
        body("definitions-undefined", 5_000, |n| each(n, |i| format!("[a][r{i}]\n\n"))),
        body("definitions-equal", 5_000, |n| format!("[r]\n\n{}", "[r]: https://example.org/\n\n".repeat(n))),
        body("definitions-near", 1_000, |n| each(n, |i| format!("[a][refx{i}]\n\n[ref{i}]: https://example.org/\n\n"))),
    ]
}

fn nests() -> Vec<Dimension> {
    let nest = |name, size, open: &'static str, close: &'static str| {
        body(name, size, move |n| format!("{}x{}\n", open.repeat(n), close.repeat(n)))
    };
    vec![
        nest("quote-depth", 12_500, ">", ""),
        nest("quote-depth-spaced", 12_500, "> ", ""),
        nest("list-depth-line", 12_500, "- ", ""),
        nest("numbered-depth-line", 12_500, "1. ", ""),
        body("list-depth", 250, |n| each(n, |i| format!("{}- x\n", "  ".repeat(i)))),
        body("quote-list-depth", 12_500, |n| format!("{}x\n", "> - ".repeat(n))),
        body("quote-lines", 200, |n| each(n, |i| format!("{}x\n\n", ">".repeat(i)))),
        nest("emphasis-depth", 12_500, "*a ", " a*"),
        nest("strong-depth", 12_500, "**a ", " a**"),
        nest("link-depth", 12_500, "[", "](a)"),
        nest("image-depth", 12_500, "![", "](a)"),
        nest("html-depth", 12_500, "<div>", "</div>"),
        nest("details-depth", 12_500, "<details>", "</details>"),
        nest("kbd-depth", 12_500, "a <kbd>", "</kbd>"),
        nest("formula-depth", 12_500, "${", "}$"),
        body("formula-braces", 12_500, |n| format!("${}x{}$\n", "{".repeat(n), "}".repeat(n))),
        body("formula-braces-open", 12_500, |n| format!("${}x$\n", "{".repeat(n))),
        body("formula-fractions", 12_500, |n| format!("${}x{}$\n", "\\frac{1}{".repeat(n), "}".repeat(n))),
        body("formula-roots", 12_500, |n| format!("${}x{}$\n", "\\sqrt{".repeat(n), "}".repeat(n))),
        body("formula-powers", 12_500, |n| format!("${}x{}$\n", "x^{".repeat(n), "}".repeat(n))),
        body("formula-left", 12_500, |n| format!("${}x{}$\n", "\\left(".repeat(n), "\\right)".repeat(n))),
        body("formula-environments", 5_000, |n| {
            format!("${}x{}$\n", "\\begin{matrix}".repeat(n), "\\end{matrix}".repeat(n))
        }),
        body("alert-depth", 200, |n| each(n, |i| format!("{}[!NOTE]\n", "> ".repeat(i + 1)))),
        body("footnote-depth", 12_500, |n| format!("{}x\n", "[^a]: ".repeat(n))),
    ]
}

fn codes() -> Vec<Dimension> {
    let code = |name, size, language: &'static str, line: fn(usize) -> String| {
        body(name, size, move |n| format!("```{language}\n{}```\n", each(n, line)))
    };
    vec![
        code("code-slow", 5, "hack", |_| "a.b(c).".repeat(180) + "\n"),
        code("code-plsql", 250, "plsql", |i| format!("SELECT a{i} INTO b FROM t WHERE x = {i};\n")),
        code("code-mdc", 250, "mdc", |i| format!("# Heading {i} with *words* and [a](b)\n")),
        code("code-hack", 250, "hack", |i| format!("function f{i}(int $x): string {{ return $x; }}\n")),
        code("code-rust", 250, "rust", |i| format!("fn f{i}(x: u32) -> String {{ x.to_string() }}\n")),
    ]
}
