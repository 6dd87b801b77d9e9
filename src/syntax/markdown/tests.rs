//! Markdown → fragments, through one helper each for bodies and for strings.

use std::sync::LazyLock;

use super::*;
use crate::finding::{Finding, Rule};
use crate::model::fragment::{Audience, LinkKind, Piece};
use crate::text::SourcePath;

mod counts;
mod foreign;
mod losses;
mod marks;
mod nasty;
pub(crate) mod typed;
mod typography;
mod understood;

pub(crate) fn settings() -> MarkdownSettings {
    let words = Words {
        alerts: ["Note", "Tip", "Important", "Warning", "Caution"].map(str::to_owned),
        answer: "Answer".to_owned(),
        instructor: "For instructors".to_owned(),
        footnotes: "Footnotes".to_owned(),
        back: "Back to".to_owned(),
        link_to_section: "Link".to_owned(),
        task: ["To do".to_owned(), "Done".to_owned()],
        lines: (0..=MOST_LINES).map(|lines| format!("Room for {lines} lines")).collect(),
    };
    MarkdownSettings {
        math: true,
        macros: crate::syntax::math::Macros::new(),
        highlight: true,
        any_html: false,
        // Whoever looks at what it sets has readers of their own.
        quotes: None,
        words,
    }
}

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(settings()));

/// One that leaves code as it is.
pub(crate) fn plain_reader() -> &'static Reader {
    static PLAIN: LazyLock<Reader> = LazyLock::new(|| Reader::new(MarkdownSettings { highlight: false, ..settings() }));
    &PLAIN
}

pub(crate) fn read<T>(text: &str, with: impl FnOnce(&Reader, &mut Origin<'_>) -> T) -> (T, Vec<Finding>) {
    let file = SourceFile::new(SourcePath::new("content/a.md"), text);
    let mut findings = FileFindings::new(file.path());
    let value = with(&READER, &mut Origin { findings: &mut findings, offset: &|at| at, file: &file });
    assert!(text.len() < 1_000_000);
    (value, findings.into_inner())
}

/// A body of which all is written into one fragment.
struct Body {
    title: Option<Fragment>,
    fragment: Fragment,
}

impl Body {
    fn of(reader: &Reader, text: &str, takes_title: bool, origin: &mut Origin<'_>) -> Self {
        let mut stream = reader.body(text, origin);
        let title = if takes_title { stream.take_title(origin) } else { None };
        let mut writer = stream.writer(Anchors::of_page(false, stream.places()));
        writer.write(stream.elements(), origin);
        Self { title, fragment: writer.finish(origin) }
    }
}

fn body(text: &str) -> (Body, Vec<Finding>) {
    read(text, |reader, origin| Body::of(reader, text, false, origin))
}

/// The HTML of a fragment with its slots written as `{…}`.
pub(crate) fn html(fragment: &Fragment) -> String {
    fragment.pieces.iter().map(piece).collect::<String>().trim().to_owned()
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Html(html) => html.to_string(),
        Piece::Address(number) => format!("{{{number}}}"),
        Piece::Image(number) => format!("{{image {number}}}"),
        Piece::HeadingStart(heading) => format!("<h{} #{}>", heading.level, heading.id),
        Piece::HeadingEnd(_) => "</h>".to_owned(),
        Piece::ScopedId(id) => format!("{{{id}}}"),
        Piece::Anchor(named) => format!("{{#{}}}", named.id),
        Piece::Where(_) => "{where}".to_owned(),
        Piece::Quotation(mark) => format!("{{{}}}", mark.key(false)),
        Piece::Checks => "{checks}".to_owned(),
        Piece::Room | Piece::Notes | Piece::Mention(_) => String::new(),
        Piece::Nested(nested) => format!("{{{:?}: {}}}", nested.audience, html(&nested.fragment)),
    }
}

/// What is told of marks of other tools has tests of its own.
fn without_foreign_marks(findings: Vec<Finding>) -> Vec<Finding> {
    findings.into_iter().filter(|finding| finding.rule != Rule::ForeignMark).collect()
}

fn body_html(text: &str) -> String {
    let (body, findings) = body(text);
    assert_eq!(without_foreign_marks(findings), [], "{text}");
    html(&body.fragment)
}

fn inline(text: &str) -> String {
    let (fragment, findings) = read(text, |reader, origin| reader.inline(text, Form::Prose, origin));
    assert_eq!(findings, [], "{text}");
    assert!(!fragment.blocks, "{text}");
    html(&fragment)
}

#[test]
fn a_string_of_one_line_has_no_blocks() {
    assert_eq!(inline("# 1 is the rank"), "# 1 is the rank");
    assert_eq!(inline("1. first, *then* second"), "1. first, <em>then</em> second");
    assert_eq!(inline("- 5 `x`"), "- 5 <code>x</code>");
    assert_eq!(inline("> _quoted_"), "&gt; <em>quoted</em>");
    assert_eq!(inline("    four blanks `x`"), "four blanks <code>x</code>");
    assert_eq!(inline("two\nlines *here*"), "two lines <em>here</em>");
    assert_eq!(inline("plain & simple < that"), "plain &amp; simple &lt; that");
}

#[test]
fn links_in_a_string_know_their_place() {
    let text = "see [a](b.md) and ![c](d.png)";
    let (fragment, _) = read(text, |reader, origin| reader.inline(text, Form::Prose, origin));
    let links: Vec<_> = fragment.links.iter().map(|link| (&text[link.span.range()], link.kind)).collect();
    assert_eq!(links, [("[a](b.md)", LinkKind::Link), ("![c](d.png)", LinkKind::Image)]);
    assert_eq!(html(&fragment), "see <a href=\"{0}\">a</a> and <img src=\"{1}\" alt=\"c\"{image 1}>");
}

#[test]
fn where_is_a_slot_in_presets_only() {
    let text = "Finishing {where} *now*";
    let (preset, _) = read(text, |reader, origin| reader.inline(text, Form::Preset, origin));
    assert!(preset.pieces.contains(&Piece::Where(10)));
    assert_eq!(inline(text), "Finishing {where} <em>now</em>");
}

#[test]
fn where_in_code_is_no_slot_and_words_know_which_is() {
    let text = "`{where}`   {where} and *{where}* and `{where}`";
    let (preset, _) = read(text, |reader, origin| reader.inline(text, Form::Preset, origin));
    assert_eq!(preset.words_at("X"), "{where} X and X and {where}");
    assert_eq!(html(&preset), "<code>{where}</code>   {where} and <em>{where}</em> and <code>{where}</code>");
    let (row, _) = read(text, |reader, origin| reader.inline(text, Form::Prose, origin));
    assert_eq!(row.words_at("X"), "{where} {where} and {where} and {where}");
}

#[test]
fn a_quotation_mark_in_code_opens_no_quotation() {
    let quoted = |text: &str| read(text, |reader, origin| reader.inline(text, Form::Prose, origin)).0.quoted;
    assert!(quoted("\"a\" is not `b`") && quoted("  *“a”* is not b") && quoted("«a» is `\"b\"`"));
    assert!(!quoted("`\"a\"` is not \"b\"") && !quoted("a is not \"b\"") && !quoted("$1$ \"one\""));
}

#[test]
fn headings_get_anchors_of_every_script() {
    assert_eq!(
        body_html("## Wo *ist* `x`?\n### Radar"),
        "<h2 #wo-ist-x>Wo <em>ist</em> <code>x</code>?</h>\n<h3 #radar-1>Radar</h>"
    );
    assert_eq!(body_html("## Same\n## Same"), "<h2 #same>Same</h>\n<h2 #same-1>Same</h>");
    assert_eq!(body_html("## Mine {#own}"), "<h2 #own>Mine</h>");
}

#[test]
fn tables_have_scopes_and_classes() {
    let table = body_html("| a | |\n|:-:|--:|\n| `x` | 1 |");
    assert!(table.contains("<th scope=\"col\" class=\"align-center\">a</th><td class=\"align-end\"></td>"), "{table}");
    assert!(table.contains("<td class=\"align-center\"><code>x</code></td>"), "{table}");
    assert!(!table.contains("style="), "{table}");
}

#[test]
fn footnotes_stand_at_the_end_with_links_back() {
    let text = "One[^a] and again[^a].\n\n[^a]: The *note*.\n\nMore.";
    let notes = body_html(text);
    assert!(notes.contains("id=\"{fnref:1}\">1</a></sup> and again"), "{notes}");
    assert!(notes.contains("id=\"{fnref:1:2}\">1</a></sup>"), "{notes}");
    assert!(notes.ends_with("</li>\n</ol></section>"), "{notes}");
    assert!(notes.contains("<li id=\"{fn:1}\"><p>The <em>note</em>.</p>"), "{notes}");
    assert_eq!(notes.matches("doc-backlink").count(), 2);
}

#[test]
fn a_missing_footnote_is_found_where_it_is_cited() {
    let (_, findings) = body("One[^b].");
    assert_eq!((findings[0].rule, findings[0].place.span()), (Rule::UndefinedFootnote, Span::new(3, 7)));
    assert_eq!(body("A class `[^ab]` of characters").1, []);
}

#[test]
fn alerts_have_titles_and_answers_are_fragments_of_their_own() {
    assert_eq!(
        body_html("> [!NOTE]\n> Mind *this*."),
        "<div class=\"alert alert-note\" role=\"note\"><p class=\"alert-title\">Note</p>\n<p>Mind <em>this</em>.</p>\n</div>"
    );
    assert!(
        body_html("> [!tip] Own `title`\n> Text").contains("alert-title\">Own <code>title</code></p>\n<p>Text</p>")
    );
    let (answer, _) = body("Text\n\n> [!ANSWER]\n> Secret [x](y.md)\n\nMore");
    let Some(Piece::Nested(nested)) = answer.fragment.pieces.iter().find(|piece| matches!(piece, Piece::Nested(_)))
    else {
        panic!("no answer in {:?}", answer.fragment)
    };
    assert_eq!((nested.audience, &*nested.fragment.text), (Audience::Answer, "Secret x"));
    assert!(!answer.fragment.text.contains("Secret"));
    assert_eq!(answer.fragment.links.len(), 1);
    assert!(answer.fragment.released(&|_| None).shown_links().is_empty());
}

#[test]
fn an_ordinary_quote_stays_one() {
    assert_eq!(
        body_html("> a [link][x] b\n\n[x]: y"),
        "<blockquote>\n<p>a <a href=\"{0}\">link</a> b</p>\n</blockquote>"
    );
}

#[test]
fn a_mark_that_does_nothing_is_found_before_it_shows_an_answer() {
    for (text, start, help) in [
        ("> [!ANSWERS]\n> x", 2, "did you mean `[!ANSWER]`?"),
        ("> [! ANSWER]\n> x", 2, "put the mark at the start"),
        ("> **[!ANSWER]**\n> x", 4, "put the mark at the start"),
        ("> first\n>\n> [!INSTRUCTOR]\n> x", 12, "put the mark at the start"),
        ("> [!SOLUTION]\n> x", 2, "use `[!NOTE]`"),
    ] {
        let (_, findings) = body(text);
        assert_eq!(findings.len(), 1, "{text}");
        assert_eq!((findings[0].rule, findings[0].place.span().start), (Rule::UnknownAlert, start), "{text}");
        assert!(findings[0].help.as_deref().is_some_and(|text| text.starts_with(help)), "{:?}", findings[0]);
    }
}

#[test]
fn task_and_definition_lists_are_read() {
    assert!(
        body_html("- [ ] a\n- [x] b")
            .contains("<li class=\"task\"><span class=\"box done\" role=\"img\" aria-label=\"Done\"></span> b")
    );
    assert_eq!(body_html("term\n: meaning"), "<dl>\n<dt>term</dt>\n<dd>meaning</dd>\n</dl>");
}

#[test]
fn money_is_no_formula() {
    assert_eq!(body_html("It costs $20 and *USD*$30."), "<p>It costs $20 and <em>USD</em>$30.</p>");
    assert!(body_html("Let $x^2$ be.").contains("<math"));
    assert!(body_html("$$\\frac{1}{2}$$").contains("display=\"block\""));
}

#[test]
fn a_formula_that_cannot_be_set_is_found_inside_the_line() {
    let (_, findings) = body("Let $x + \\nosuchthing$ be.");
    assert_eq!(findings[0].rule, Rule::BadMath);
    assert!((4..22).contains(&findings[0].place.span().start), "{:?}", findings[0]);
}

#[test]
fn code_is_coloured_by_classes_and_unknown_languages_are_found() {
    let code = body_html("```rust\nlet a = 1; // <b>\n```");
    assert!(code.contains("hl-keyword") && code.contains("&lt;b&gt;") && !code.contains("style="), "{code}");
    let (_, findings) = body("text\n\n```pyton\nx\n```");
    assert_eq!((findings[0].rule, findings[0].place.span()), (Rule::UnknownLanguage, Span::new(9, 14)));
}

#[test]
fn harmless_html_passes_and_all_else_is_text() {
    assert_eq!(
        body_html("Press <kbd>Ctrl</kbd>, H<sub>2</sub>O<br>x"),
        "<p>Press <kbd>Ctrl</kbd>, H<sub>2</sub>O<br>x</p>"
    );
    let details = body_html("<details>\n<summary>More</summary>\n\n*text*\n\n</details>");
    assert!(details.starts_with("<details>\n<summary>More</summary>") && details.ends_with("</details>"), "{details}");
    let (found, findings) = body("a <script>alert(1)</script> b");
    assert_eq!(html(&found.fragment), "<p>a &lt;script&gt;alert(1)&lt;/script&gt; b</p>");
    assert_eq!(findings.len(), 1);
    assert_eq!((findings[0].rule, findings[0].place.span()), (Rule::RawHtml, Span::new(2, 10)));
}

#[test]
fn html_without_its_partner_is_text() {
    for text in ["a <kbd>b", "a </kbd>b", "*a <kbd>b* c</kbd>", "<details>\n\ntext", "a <kbd class=\"x\">b</kbd>"] {
        let (found, findings) = body(text);
        let html = html(&found.fragment);
        assert!(!html.contains("<kbd") && !html.contains("<details"), "{text}: {html}");
        assert!(!findings.is_empty(), "{text}");
    }
}

#[test]
fn comments_vanish_in_silence() {
    assert_eq!(body_html("a <!-- b --> c\n\n<!-- d\n\ne -->\n\nf"), "<p>a  c</p>\n\n<p>f</p>");
}

#[test]
fn a_lone_image_with_a_title_is_a_figure() {
    assert_eq!(
        body_html("![alt](a.svg \"The caption\")"),
        "<figure><img src=\"{0}\" alt=\"alt\"{image 0}><figcaption>The caption</figcaption></figure>"
    );
}

#[test]
fn plain_text_is_what_people_read() {
    let (found, _) = body("## A *b*\n\nc `d` [e](f)\n\n- g\n- h");
    assert_eq!(&*found.fragment.text, "A b c d e g h");
}

#[test]
fn deep_nesting_ends() {
    let quotes = format!("{}x", "> ".repeat(3000));
    let lists: Vec<String> = (0..300).map(|depth| format!("{}- x", "  ".repeat(depth))).collect();
    assert!(!body(&quotes).0.fragment.is_empty());
    assert!(!body(&lists.join("\n")).0.fragment.is_empty());
}

/// What a comment asks for.
mod comments {
    use super::*;

    const ONE: &str =
        "<div class=\"lines\" role=\"img\" aria-label=\"Room for 1 lines\"><span class=\"rule\"></span></div>";

    fn of(text: &str) -> (String, Vec<Finding>) {
        let (body, findings) = body(text);
        (html(&body.fragment), findings)
    }

    #[test]
    fn a_comment_makes_room_to_write() {
        let (html, findings) = of("Why?\n<!-- lines: 3 -->\n\nAnd then?\n");
        assert_eq!(html.matches("<span class=\"rule\"></span>").count(), 3);
        assert!(
            html.starts_with("<p>Why?</p>\n<div class=\"lines\" role=\"img\" aria-label=\"Room for 3 lines\">"),
            "{html}"
        );
        assert!(html.ends_with("</div>\n<p>And then?</p>"), "{html}");
        assert!(findings.is_empty());
    }

    #[test]
    fn there_is_room_in_lists_and_quotes_and_disclosures() {
        for text in [
            "- Why?\n  <!-- lines: 1 -->\n- Then?\n",
            "1. Why?\n\n   <!--lines:1-->\n",
            "> Why?\n> <!-- LINES: 1 -->\n",
            "> [!NOTE]\n> Why?\n>\n> <!-- lines: 1 -->\n",
            "- [ ] Why?\n  <!-- lines: 1 -->\n",
            "<details>\n<summary>Why?</summary>\n<!-- lines: 1 -->\n</details>\n",
            "Why?[^a]\n\n[^a]: Then\n\n    <!-- lines: 1 -->\n",
            "Term\n: Why?\n\n  <!-- lines: 1 -->\n",
            "   <!-- lines: 1 -->   \n",
        ] {
            let (html, findings) = of(text);
            assert!(html.contains(ONE), "{text}: {html}");
            assert!(findings.is_empty(), "{text}: {findings:?}");
        }
    }

    #[test]
    fn room_stands_in_no_paragraph() {
        let (html, _) = of("<div>\n<!-- lines: 1 -->\n</div>\n");
        assert!(html.contains(&format!("</p>\n{ONE}<p>")), "{html}");
    }

    #[test]
    fn what_is_not_understood_is_told_with_what_to_write() {
        for (text, help) in [
            ("<!-- lines: many -->", "write a number from 1 to 40: `<!-- lines: 6 -->`"),
            ("<!-- lines: 0 -->", "write a number from 1 to 40: `<!-- lines: 6 -->`"),
            ("<!-- lines:99 -->", "write a number from 1 to 40: `<!-- lines: 6 -->`"),
            ("<!-- lines: -->", "write a number from 1 to 40: `<!-- lines: 6 -->`"),
            ("<!-- line: 4 -->", "did you mean `<!-- lines: 4 -->`?"),
            ("Why? <!-- lines: 4 -->", "write `<!-- lines: 4 -->` on a line of its own"),
            ("<!-- lines: 4 --> Why?", "write `<!-- lines: 4 -->` on a line of its own"),
            ("| A |\n|---|\n| <!-- lines: 4 --> |", "write `<!-- lines: 4 -->` on a line of its own"),
        ] {
            let (html, findings) = of(text);
            assert!(!html.contains("lines"), "{text}: {html}");
            assert_eq!(findings.len(), 1, "{text}");
            assert_eq!(findings[0].rule, Rule::UnknownDirective);
            assert_eq!(findings[0].help.as_deref(), Some(help), "{text}");
            let at = findings[0].place.span();
            assert!(text[at.start..at.end].starts_with("<!--") && text[at.start..at.end].ends_with("-->"), "{text}");
        }
    }

    #[test]
    fn every_other_comment_is_silent() {
        for text in ["<!-- six lines -->", "<!-- lines 4 to 6 -->", "<!-- todo: lines -->", "<!---->"] {
            let (html, findings) = of(text);
            assert_eq!((html.as_str(), findings.len()), ("", 0), "{text}");
        }
    }
}

#[test]
fn a_cell_to_write_in_holds_nothing_at_all() {
    let (body, _) = body("| A | B | C |\n|---|:-:|--:|\n| a |  | &nbsp; |\n| b |\n");
    let html = html(&body.fragment);
    assert!(
        html.contains("<tr><td>a</td><td class=\"align-center\"></td><td class=\"align-end\"></td></tr>"),
        "{html}"
    );
    assert!(
        html.contains("<tr><td>b</td><td class=\"align-center\"></td><td class=\"align-end\"></td></tr>"),
        "{html}"
    );
}

#[test]
fn a_task_is_one_with_blank_lines_between_items_too() {
    for text in ["- [ ] One\n- [x] Two\n", "- [ ] One\n\n- [x] Two\n"] {
        let (body, _) = body(text);
        assert_eq!(html(&body.fragment).matches("<li class=\"task\">").count(), 2, "{text}");
    }
}

#[test]
fn words_after_a_comment_are_read_like_others() {
    assert_eq!(body_html("<!-- a --> One *two*"), "<p>One <em>two</em></p>");
    assert_eq!(body_html("<!-- a -->    One\ntwo\n\nThree"), "<p>One\ntwo</p>\n<p>Three</p>");
    assert_eq!(body_html("<!-- a\nb --> One"), "<p>One</p>");
    assert_eq!(body_html("> <!-- a --> One\n> two"), "<blockquote>\n<p>One\ntwo</p>\n</blockquote>");
    assert_eq!(body_html("<!-- a --> <!-- b --> One"), "<p>One</p>");
    assert_eq!(body_html("<!-- a -->\n<!-- b -->\n\nOne <!-- c --> two"), "<p>One  two</p>");
    assert_eq!(body_html("- <!-- a --> One\n- Two"), "<ul>\n<li>One</li>\n<li>Two</li>\n</ul>");
    let (linked, findings) =
        body("<!-- a --> [*One*][two] three[^four]\n\n[two]: https://example.org\n[^four]: Five.\n");
    assert_eq!(findings, []);
    let shown = html(&linked.fragment);
    assert!(shown.contains("<em>One</em></a>") && shown.contains("Five.") && !shown.contains("<!--"), "{shown}");
}
