//! What readers of markdown take away in silence arrives here, or is told.

use super::*;

mod formulas;
mod tables;

fn found(text: &str) -> (String, Vec<Finding>) {
    let (body, findings) = body(text);
    (body.fragment.text.to_string(), without_foreign_marks(findings))
}

/// The places of all findings, which are of one rule.
fn places(text: &str, rule: Rule) -> Vec<&str> {
    let (_, findings) = found(text);
    assert!(findings.iter().all(|finding| finding.rule == rule), "{text}: {findings:?}");
    findings.iter().map(|finding| &text[finding.place.span().range()]).collect()
}

/// No finding, and this plain text.
fn arrives(text: &str, words: &str) {
    assert_eq!(found(text), (words.to_owned(), Vec::new()), "{text}");
}

mod headings {
    use super::*;

    #[test]
    fn braces_are_part_of_a_heading_and_of_its_anchor() {
        for (heading, html) in [
            ("## Counting with {n}", "<h2 #counting-with-n>Counting with {n}</h>"),
            ("## Sets such as {1, 2, 3}", "<h2 #sets-such-as-1-2-3>Sets such as {1, 2, 3}</h>"),
            ("## The empty set {}", "<h2 #the-empty-set>The empty set {}</h>"),
            ("## Wide {.wide}", "<h2 #wide-wide>Wide {.wide}</h>"),
            ("## Why {#reason}", "<h2 #reason>Why</h>"),
            ("## Why {#reason} ##", "<h2 #reason>Why</h>"),
            ("Why {#reason}\n---", "<h2 #reason>Why</h>"),
        ] {
            assert_eq!(body_html(heading), html);
        }
    }
}

mod definitions {
    use super::*;

    #[test]
    fn a_colon_without_a_blank_is_text() {
        arrives("Well done!\n:) Now the second part.", "Well done! :) Now the second part.");
        arrives("The ratio is\n:5 to 3 here.", "The ratio is :5 to 3 here.");
        arrives("Read this.\n::: callout\nWear gloves.\n:::", "Read this. ::: callout Wear gloves. :::");
        arrives("> Well done!\n> :) Go on.", "Well done! :) Go on.");
        arrives("- Well done!\n  :) Go on.", "Well done! :) Go on.");
        arrives("Term\n:", "Term :");
        arrives("Term\n\n:-)", "Term :-)");
        arrives("Term\n: Meaning.\n\nWell done!\n:) Go on.", "Term Meaning. Well done! :) Go on.");
    }

    #[test]
    fn emphasis_beside_such_a_colon_is_read() {
        let html = body_html("Term\n: Meaning.\n\nWords\n:*a* :_b_ and __c\n:__ d.");
        assert!(html.contains("Words\n:<em>a</em> :<em>b</em> and <strong>c\n:</strong> d."), "{html}");
    }

    #[test]
    fn code_over_two_lines_is_not_cut() {
        for tail in ["", "\n\nTerm\n: Meaning."] {
            let html = body_html(&format!("Use `git log\n: not a term` here.{tail}"));
            assert!(html.starts_with("<p>Use <code>git log : not a term</code> here.</p>"), "{html}");
        }
        let html = body_html("See [a](b.md \"one\n: two\").\n\nTerm\n: Meaning.");
        assert!(html.contains("title=\"one\n: two\""), "{html}");
    }

    #[test]
    fn a_term_is_one_line() {
        arrives("One line\nand another\n: with a colon", "One line and another : with a colon");
        let two = body_html("Term\n: One.\n: Two.\n\nOther\n\n: Three.");
        assert_eq!(two.matches("<dd>").count(), 3, "{two}");
        assert_eq!(two.matches("<dt>").count(), 2, "{two}");
    }

    #[test]
    fn a_meaning_may_hold_blocks() {
        let html = body_html("Term\n: First:\n\n  - a\n  - b\n\n: Second.\n\n  More.\n\n: Third.\n\nText.");
        assert_eq!(html.matches("<dd>").count(), 3, "{html}");
        assert!(html.ends_with("</dl>\n<p>Text.</p>"), "{html}");
    }

    #[test]
    fn a_meaning_stands_in_lists_and_quotes() {
        assert!(body_html("- Term\n  : Meaning.").contains("<dd>Meaning.</dd>"));
        assert!(body_html("> Term\n> : Meaning.").contains("<dd>Meaning.</dd>"));
        arrives("# T\n\n```\na\n: b\n```".strip_prefix("# T\n\n").unwrap_or_default(), "a : b");
        arrives("Term\n: Meaning.\n\n```\na\n: b\n:) c\n```", "Term Meaning. a : b :) c");
        arrives("Term\n: Meaning.\n\n    a\n    :) b", "Term Meaning. a :) b");
    }
}

mod unclosed {
    use super::*;

    #[test]
    fn a_comment_without_its_end_is_found_where_it_opens() {
        for text in [
            "First.\n\n<!-- TODO: rewrite this --\n\nSecond.\n\n## Heading",
            "- a\n  <!-- b\n- c",
            "> <!-- b\n\nc",
            "First <!-- b\n\nSecond.",
            "<details>\n<!-- b\n\n</details>",
            "<!-- a --\n\nSecond.\n\n<!-- b -->",
        ] {
            let (_, findings) = found(text);
            let comments: Vec<_> = findings.iter().filter(|finding| finding.rule == Rule::UnclosedMarkup).collect();
            assert_eq!(comments.len(), 1, "{text}: {findings:?}");
            assert_eq!(comments[0].place.span().start, text.find("<!--").unwrap_or_default(), "{text}");
        }
        let (_, findings) = read("a <!-- b", |reader, origin| reader.inline("a <!-- b", Form::Prose, origin));
        assert_eq!((findings[0].rule, findings[0].place.span()), (Rule::UnclosedMarkup, Span::new(2, 6)));
    }

    #[test]
    fn a_comment_whose_end_is_mistyped_is_found_there() {
        for (text, mark) in [
            ("<!-- why ->\n\nLost.\n\nFrom x --> y.", "->"),
            ("<!-- why —>\n\nLost.\n\n--> y.", "—>"),
            ("> <!-- why --!>\n>\n> Lost. -->", "--!>"),
        ] {
            let (_, findings) = body(text);
            let [finding] = &findings[..] else { panic!("{text}: {findings:?}") };
            assert_eq!(finding.rule, Rule::UnclosedMarkup);
            assert_eq!(&text[finding.place.span().range()], mark);
        }
        for text in ["<!-- a -> b\n\nc -->\n", "<!-- a ->\nb -->\n", "Text with -> and --> in it\n\nMore.\n"] {
            assert_eq!(body(text).1, [], "{text}");
        }
    }

    #[test]
    fn a_comment_that_another_one_ends_is_found() {
        for text in [
            "Hello. <!-- One. <!-- two --> Three. -->",
            "- a <!-- One. <!-- two --> Three\n  and four. -->",
            "<!-- One. <!-- lines: 3 --> Three. -->",
            "> <!-- One. <!-- two --> Three. -->",
        ] {
            let (_, findings) = found(text);
            let [finding] = &findings[..] else { panic!("{text}: {findings:?}") };
            let start = text.find("<!--").unwrap_or_default();
            assert_eq!(
                (finding.rule, finding.place.span()),
                (Rule::UnclosedMarkup, Span::new(start, start + 4)),
                "{text}"
            );
        }
    }

    #[test]
    fn closed_comments_are_silent() {
        for text in [
            "<!-- a\n\nb -->",
            "<!---->",
            "<!-->",
            "<!-- a --><!-- b -->",
            "<!-- a <!-- b -->",
            "`<!--` opens a comment",
            "```\n<!-- a\n```",
            "Text \\<!-- a",
            "<details>\n<!-- a -->\n\nb\n\n</details>",
            "Text <!-- a --> and <!-- b --> more.",
            "Text <!-- a <!-- b --> more.",
            "Text <!-- a <!-- b --> more <!-- c -->.",
        ] {
            assert_eq!(found(text).1, [], "{text}");
        }
    }

    #[test]
    fn a_code_block_without_its_end_is_found_where_it_opens() {
        for (text, mark) in [
            ("Text.\n\n```\ncode\n\nMore.", "```"),
            ("```python\nx\n``\n\nMore.", "```"),
            ("~~~~\nx\n~~~\n", "~~~~"),
            ("```\na\n```\n\n```", "```"),
            ("- a\n\n  ```\n  x\n```\n\nMore.", "```"),
            ("- a\n\n  ```\n  x\n```\n\nMore.\n\n```\ny\n```", "```"),
        ] {
            assert_eq!(places(text, Rule::UnclosedMarkup), [mark], "{text}");
        }
    }

    #[test]
    fn closed_code_blocks_are_silent() {
        for text in [
            "```\ncode\n```",
            "```\ncode\n`````\n\nText",
            "~~~\n```\n~~~",
            "````markdown\n```js\nx\n```\n````",
            "- a\n  ```\n  x\n- b",
            "> ```\n> x\n\nText",
            "> ```\n> x\n> ```\n\nText",
            "- a\n\n  ```\n  x\n  ```\n\nText",
            "   ```\n   x\n   ```   \n",
            "```\n\n```\n",
            "```\n```\n",
            "```\r\nx\r\n```\r\n",
            "    ```\n    x",
            "Term\n: ```\n  x\n  ```\n\nText",
        ] {
            assert_eq!(found(text).1, [], "{text}");
        }
    }
}

mod notes {
    use super::*;

    #[test]
    fn a_note_that_nobody_sees_is_found() {
        assert_eq!(places("Text[^a].\n\n[^a]: A.\n[^b]: B.", Rule::UnusedFootnote), ["[^b]:"]);
        assert_eq!(places("Text[^a].\n\n[^a]: A.\n[^A]: B.", Rule::UnusedFootnote), ["[^A]:"]);
        assert_eq!(places("Text.\n\n[^a]: See[^b].\n[^b]: B.", Rule::UnusedFootnote), ["[^a]:"]);
        assert_eq!(places("Text.\n\n[^a]: See[^a].", Rule::UnusedFootnote), ["[^a]:"]);
    }

    #[test]
    fn a_title_has_no_notes() {
        let text = "# Title[^a]\n\nText.\n\n[^a]: A.";
        let (found, findings) = read(text, |reader, origin| Body::of(reader, text, true, origin));
        assert_eq!((findings[0].rule, findings[0].place.span()), (Rule::UnusedFootnote, Span::new(7, 11)));
        assert_eq!((findings.len(), found.title.as_ref().map(html)), (1, Some("Title".to_owned())));
    }

    #[test]
    fn notes_are_used_wherever_they_are_cited() {
        for text in [
            "## Head[^a]\n\n[^a]: A.",
            "Text[^A].\n\n[^a]: A.",
            "| a[^a] |\n|---|\n| b |\n\n[^a]: A.",
            "> [!ANSWER]\n> b[^a]\n\n[^a]: A.",
            "Text[^a].\n\n[^a]: See[^b].\n[^b]: B.",
        ] {
            assert_eq!(found(text).1, [], "{text}");
        }
    }

    #[test]
    fn a_heading_is_called_without_its_note() {
        let html = body_html("## A heading with a note[^h]\n\n[^h]: Note.");
        assert!(html.starts_with("<h2 #a-heading-with-a-note>A heading with a note<sup"), "{html}");
        assert!(body_html("Text^[not a note].").contains("Text^[not a note]."));
    }
}

mod references {
    use super::*;

    #[test]
    fn a_link_without_its_definition_is_found() {
        for (text, place) in [
            ("See the [guide][gude].\n\n[guide]: https://example.org", "[guide][gude]"),
            ("See [the list][].", "[the list][]"),
            ("See [the *whole* list][list-of-all].", "[the *whole* list][list-of-all]"),
            ("See ![a tree of commits][tree].", "[a tree of commits][tree]"),
            ("See the [API][api].", "[API][api]"),
            ("See [docs][].", "[docs][]"),
            ("See ![Alt][logo].", "[Alt][logo]"),
            ("See [docs][python docs].", "[docs][python docs]"),
            ("See [text][nope] and [b][].\n\n[b]: c.md", "[text][nope]"),
        ] {
            assert_eq!(places(text, Rule::UndefinedReference), [place], "{text}");
        }
    }

    #[test]
    fn brackets_are_text_where_they_can_be() {
        for text in [
            "Take matrix[i][j] and a[row][column].",
            "Brackets [a][b] in text, [0, 1], [x], [1][2] and [i][j].",
            "A list[int][] and int[][].",
            "f(x)[first part][second part]",
            "`[the list][]` in code",
            "    [the list][]",
            "\\[the list][]",
            "[the list\\][]",
            "[[wiki link]] and [ ] or [x]",
            "[Guide][guide] and [x].\n\n[guide]: a.md\n[x]: b.md",
        ] {
            assert_eq!(found(text).1, [], "{text}");
        }
    }

    #[test]
    fn words_that_are_read_as_a_definition_are_found() {
        assert_eq!(places("[Ada]: Hello!\n\nText.", Rule::UnusedDefinition), ["[Ada]: Hello!"]);
        for text in [
            "[a]: b.md",
            "[//]: # (a comment)",
            "[comment]: <> (text)",
            "[Ada]: Hello and more.",
            "[a]: lab\n\nSee [a].",
        ] {
            assert_eq!(found(text).1, [], "{text}");
        }
    }
}

#[test]
fn the_language_of_code_is_read_as_other_tools_write_it() {
    for info in
        ["{python}", "{.python .numberLines}", "Python", "python=", "python:a.py", "python#L1", "python,editable"]
    {
        let html = body_html(&format!("```{info}\nx = 1\n```"));
        assert!(html.to_lowercase().contains("data-language=\"python\""), "{html}");
        assert!(html.contains("hl-"), "{info}: {html}");
    }
    let text = "```pyhton=\nx\n```";
    let (_, findings) = body(text);
    assert_eq!((findings[0].rule, findings[0].place.span()), (Rule::UnknownLanguage, Span::new(3, 10)));
}
