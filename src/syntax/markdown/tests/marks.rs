//! Marks that keep a text from learners: what is nearly one is told, and shown to nobody; what is none is words.

use super::*;
use crate::model::fragment::Reveal;

/// Each of these hides nothing, and was meant to.
const NEARLY: &[&str] = &[
    "> [ANSWER]\n> zq",
    "> [!ANSWER\n> zq",
    "> [!ANSWER}\n> zq",
    "> !ANSWER\n> zq",
    "> (!ANSWER)\n> zq",
    "> (ANSWER)\n> zq",
    "> {!ANSWER}\n> zq",
    "> {ANSWER}\n> zq",
    "> [！ANSWER]\n> zq",
    "> ［!ANSWER］\n> zq",
    "> 【!ANSWER】\n> zq",
    "> ［！ＡＮＳＷＥＲ］\n> zq",
    "> `[!ANSWER]`\n> zq",
    "> ``[!ANSWER]``\n> zq",
    "> [ANSWER!]\n> zq",
    "> [! ANSWER ]\n> zq",
    "> [!ANSWER ]\n> zq",
    "> [ !ANSWER]\n> zq",
    "> \\[!ANSWER]\n> zq",
    "> \\[!ANSWER\\]\n> zq",
    "> [\\!ANSWER]\n> zq",
    "> **[!ANSWER]**\n> zq",
    "> *[!ANSWER]*\n> zq",
    "> ~~[!ANSWER]~~\n> zq",
    "> [!**ANSWER**]\n> zq",
    "> **[!ANSWER] Title**\n> zq",
    "> [!ANSWER]: four\n> zq",
    "> [!ANSWER]:\n> zq",
    "> [!ANSWER].\n> zq",
    "> [!ANSWER],\n> zq",
    "> [!ANSWER]-\n> zq",
    "> [!ANSWER]+\n> zq",
    "> [!ANSWER]- Fold\n> zq",
    "> [!ANSWER]+ Fold\n> zq",
    "> [!ANSWER]x\n> zq",
    "> [!ANSWER](x)\n> zq",
    "> [!ANSWER][x]\n> zq",
    "> [!ANSWER]\n\n> zq",
    "> [!ANSWER]\n\nzq",
    "> [!ANSWER]\n- zq",
    "> [!ANSWER]\n1. zq",
    "> [!ANSWER]\n```\nzq\n```",
    "> [!ANSWER]\n\n    zq",
    "> [!ANSWER]\n>\n\nzq",
    "> <!-- c --> [!ANSWER]\n> zq",
    "> <!-- c -->\n> [!ANSWER]\n> zq",
    "<!-- c --> > [!ANSWER]\n> zq",
    "> \u{200b}[!ANSWER]\n> zq",
    "> [\u{200b}!ANSWER]\n> zq",
    "> [!\u{200b}ANSWER]\n> zq",
    "> [!ANS\u{ad}WER]\n> zq",
    "> [!ANSWER\u{200b}]\n> zq",
    "> [!ANSWER]\u{200b}\n> zq",
    "> \u{feff}[!ANSWER]\n> zq",
    "> \u{a0}[!ANSWER]\n> zq",
    "> [!\u{a0}ANSWER]\n> zq",
    "\u{200b}> [!ANSWER]\n> zq",
    "\u{feff}> [!ANSWER]\n> zq",
    "\u{a0}> [!ANSWER]\n> zq",
    "[!ANSWER]\nzq",
    "[!ANSWER] zq",
    "[!ANSWR] zq",
    "[！ANSWER] zq",
    "［!ANSWER］ zq",
    "[!ANSWER: zq",
    "- [!ANSWER] zq",
    "- item\n\n      > [!ANSWER]\n      > zq",
    "- item\n\n\t\t> [!ANSWER]\n\t\t> zq",
    "1. item\n\n       > [!ANSWER]\n       > zq",
    "| a |\n|---|\n| [!ANSWER] zq |",
    "| a |\n|---|\n| > [!ANSWER] zq |",
    "## [!ANSWER] zq",
    "> ## [!ANSWER]\n> zq",
    "> [!ANSWER]\n> ===\n> zq",
    "> [!ANSWER]\n> ---\n> zq",
    "> - [!ANSWER]\n> - zq",
    "> 1. [!ANSWER]\n>    zq",
    "> > [ANSWER]\n> > zq",
    "> [!NOTE]\n> [!ANSWER]\n> zq",
    "> [!NOTE]\n>\n> [!ANSWER]\n> zq",
    "> text\n> [!ANSWER]\n> zq",
    "> text\n>\n> [!ANSWER]\n> zq",
    "> text\n>\n> [ANSWER]\n> zq",
    "<details>\n> [!ANSWER]\n> zq\n</details>",
    "<details><summary>x</summary>\n> [!ANSWER]\n> zq\n</details>",
    "<b>[!ANSWER]</b> zq",
    "> <b>[!ANSWER]</b>\n> zq",
    "> <div>\n> [!ANSWER]\n> zq\n> </div>",
    "> &#91;!ANSWER]\n> zq",
    "&gt; [!ANSWER]\nzq",
    "> [!ANSWR]\n> zq",
    "> [!ANWSER]\n> zq",
    "> [!ANSWERS]\n> zq",
    "> [!ANSWER 1]\n> zq",
    "> [!ANSWER-1]\n> zq",
    "> [!ANSWER:]\n> zq",
    "> [!ANSWER.]\n> zq",
    "> [!ANSWER!]\n> zq",
    "> [!ANSWER: key]\n> zq",
    "> [!MODEL ANSWER]\n> zq",
    "> [!INSTRUCTORS]\n> zq",
    "> [!INSTRUCTER]\n> zq",
    "> [!INSTRUCTOR NOTE]\n> zq",
    "> [!INSTRUCTORS ONLY]\n> zq",
    "> [INSTRUCTOR]\n> zq",
    "> [!TEACHER]\n> zq",
    "> [!SOLUTION]\n> zq",
    "> [!LÖSUNG]\n> zq",
    "> [!RÉPONSE]\n> zq",
    "> [!解答]\n> zq",
    "> 【!解答】\n> zq",
    "> [!LÖSUNG]: zq",
    "> [!LÖSUNG]- Titel\n> zq",
    "> [!АNSWER]\n> zq",
    "> [!АΝЅWЕR]\n> zq",
    "> [[!ANSWER]]\n> zq",
    "> ![ANSWER]\n> zq",
    "> \"[!ANSWER]\"\n> zq",
    "> ANSWER]\n> zq",
    "> ANSWER!]\n> zq",
    "> [ANSWER\n> zq",
    "> [answer]\n> zq",
    "> [Answer]\n> zq",
    "> [ANSWER] zq",
    "> [ANSWER]: zq",
    "> [ANSWER]: four\n> zq",
    "> !Answer\n> zq",
    "> !ANSWER zq",
    "> [!ANSWER]\\\n> zq",
    "[!ANSWER]: zq",
    "[!ANSWER]: https://x.org/zq",
    ">     [!ANSWER]\n>     zq",
    "> [!ANSWER]\n> : zq",
    "Term\n: [!ANSWER] zq",
    "- [ ] [!ANSWER] zq",
    "text[^n]\n\n[^n]: [!ANSWER] zq",
    "> !\\[ANSWER]\n> zq",
    "> [&excl;ANSWER]\n> zq",
    "text [!ANSWER] zq",
    "text > [!ANSWER] zq",
    "> [!ANSWER: count the rows before you read them]\n> zq",
    "> [!INSTRUCTOR only: what to look for in the room]\n> zq",
    "> [!a title of many words that nobody has a use for]\n> zq",
    "[!INSTRUCTOR only: what to look for in the room] zq",
    "> [1ANSWER]\n> zq",
    "> [1INSTRUCTOR] zq",
    "> [|ANSWER]\n> zq",
    "> [!\"ANSWER\"]\n> zq",
    "> [!(ANSWER)]\n> zq",
    "> [![ANSWER]]\n> zq",
    "> [!\u{1f512} INSTRUCTOR]\n> zq",
    "> [!NOTE+ANSWER]\n> zq",
    "> [!NOTE (INSTRUCTOR)]\n> zq",
    "> [!NOTE|ANSWER]\n> zq",
    "> [!<b>ANSWER</b>]\n> zq",
    "> [!]\n> zq",
    "> [!!?]\n> zq",
    "> [!TIP]: zq",
    "> [!TIP]: zq\n> zq",
    "[!TIP]: zq",
    "> [︕ANSWER]\n> zq",
    "> [ꜝANSWER]\n> zq",
    "> [⁉ANSWER]\n> zq",
    "> [!ANS\u{2800}WER]\n> zq",
    "> [!ANS\u{301}WER]\n> zq",
    "> [!A\u{336}N\u{336}SWER]\n> zq",
    "> [!ANSWER\u{20dd}]\n> zq",
    "> [!ANS\u{fff9}WER]\n> zq",
    "> [\u{fffc}!ANSWER]\n> zq",
    "> [!ANSWER]\n> Two of them:\n- zq\n- zq",
    "> [!ANSWER]\n> Two of them:\n1. zq",
    "> [!INSTRUCTOR]\n> So:\n```\nzq\n```",
    "> [!ANSWER]\n> | a |\n> |---|\n| zq |",
    "> [!ANSWER]\n> # Title\nzq",
    "> [!ANSWR]\n> Two of them:\n- zq",
    "- a\n\n  > [!ANSWER]\n  > So:\n  1. zq",
    "> > [!ANSWER]\n> > So:\n> - zq",
    "> [!ANSWER]\n\n## Part\n\nzq",
    "> [!ANSWER]\n\n---\n\nzq",
    "> [!ANSWER]\n\n> [!NOTE]\n> zq",
    "> [!ANSWER]\n\n> [!INSTRUCTOR]\n> zq",
    "> [!ANSWER]\n>\n> <!-- to do -->\n\nzq",
    "> [!ANSWER]\n\n<!-- to do -->\n\nzq",
    "> [!ANSWER] <!-- to do -->\n\nzq",
    "> [!ANSWER]\n> \u{200b}\n\nzq",
    "> [!ANSWR]\n\n## Part\n\nzq",
    "Term\n: > [!ANSWER]\n: > zq",
    "- > [!ANSWER]\n\n- zq",
    "> [!ANSWER]",
    "Text\n\n> [!INSTRUCTOR]\n",
    "    > [!ANSWER]\n    > zq",
    "\t> [!ANSWER]\n\t> zq",
    "\\[!ANSWER\\] zq",
    "\\> \\[!ANSWER\\] zq",
    "**\\[!ANSWER\\]** zq",
    "- \\[!ANSWER] zq",
    "1. [\\!ANSWER] zq",
    "- [x] \\[!ANSWER] zq",
    "## \\[!ANSWER\\] zq",
    "| a | b |\n|---|---|\n| words | \\[!ANSWER] zq |",
    "text[^n]\n\n[^n]: \\[!ANSWER] zq",
    "Term\n: \\[!ANSWER] zq",
    "> text\n> \\[!ANSWER]\n> zq",
    "&#91;!ANSWER] zq",
    "&gt; &lsqb;!ANSWER] zq",
    "\\[x\\] and [!ANSWER] zq",
    "text \\[\\] [!ANSWER] zq",
    "text \\\\[!ANSWER] zq",
    "text &amp; [!ANSWER] zq",
    "text [!&shy;ANSWER] zq",
    "<kbd>x</kbd> [!ANSWER] zq",
    "text <kbd>x</kbd> [!ANSWER] <kbd>zq</kbd>",
    "text <kbd>[!ANSWER] zq",
    "text <kbd>\n\n[!ANSWER] zq</kbd>",
    "text `<kbd>` [!ANSWER] zq `</kbd>`",
    "text \\<kbd> [!ANSWER] zq </kbd>",
    "> <kbd>[!ANSWER]</kbd>\n> zq",
    "> <code>\n> [!ANSWER]\n> </code>\n> zq",
    "<div>\n<!-- <code> --> [!ANSWER] zq </code>\n</div>",
    "<pre>x</pre>\n<div>[!ANSWER] zq</div>",
];

/// Pairs of signs that look like square brackets, or are typed for them.
const BRACKETS: &str = "〈〉《》〘〙﹇﹈⟨⟩⟬⟭⦋⦌﹙﹚﹝﹞❨❩❪❫❴❵⸢⸣⌈⌉";

/// Each of these hides what it was meant to.
const MARKS: &[&str] = &[
    "> [!ANSWER] : x\n> zq",
    "> [!ANSWER] zq",
    "> [!ANSWER] zq\n> more",
    "> [!ANSWER]\nzq",
    "> [!ANSWER]\n>\n> zq",
    ">[!ANSWER]\n>zq",
    "   > [!ANSWER]\n   > zq",
    "> [!answer]\n> zq",
    "> [!Answer]\n> zq",
    "> [!ANSWER]\u{a0}\n> zq",
    "- > [!ANSWER]\n  > zq",
    "- item\n\n  > [!ANSWER]\n  > zq",
    "- item\n> [!ANSWER]\n> zq",
    "- item\n  > [!ANSWER]\n  > zq",
    "> > [!ANSWER]\n> > zq",
    ">> [!ANSWER]\n>> zq",
    "> [!NOTE]\n> > [!ANSWER]\n> > zq",
    "<details>\n\n> [!ANSWER]\n> zq\n\n</details>",
    "> [!ANSWER]  \n> zq",
    "> [!ANSWER]\n> | a |\n> |---|\n> | zq |",
    "Term\n: > [!ANSWER]\n  > zq",
    "text[^n]\n\n[^n]: > [!ANSWER]\n    > zq",
    "> [!ANSWER]\n> `zq`",
];

/// Each of these is text like any other.
const WORDS: &[&str] = &[
    "> The answer is four.",
    "> Answer: four.",
    "> ANSWER: four",
    "> Answer!",
    "> Answers!",
    "> ANSWER",
    "> answer",
    "> [answer](m.md)",
    "> [Answer](m.md) is here",
    "> [answer]\n\n[answer]: m.md",
    "> [the answer]\n\n[the answer]: m.md",
    "[Answer]: m.md\n\n> [Answer] is a link",
    "> [Answers] were given by the students",
    "> [Instructors] should note this",
    "> [The instructor] said so",
    "> [Answer key] is kept",
    "> (answer) is a word",
    "> (Instructor) notes",
    "> (Answer in the book.)",
    "> [x] done",
    "> [1] Smith, 2020",
    "> [...] and the answer",
    "> [sic]",
    "> [!NOTE]\n> text",
    "> [!tip] Title\n> text",
    "> [!WARNING]\n> text answer",
    "> \"Answer me!\"",
    "> !important is a keyword",
    "> !x is not x",
    "> ![alt](a.svg)",
    "> ![Answer](a.svg)",
    "> ![ANSWER](a.svg)",
    "> [![Answer](a.svg)](m.md)",
    "> ![ANSWER][p]\n\n[p]: a.svg",
    "> [^1] says so\n\n[^1]: x",
    "> **Answer**\n> four",
    "> *answer*",
    "> `[!ANSWER]` hides its text",
    "> `answer`",
    "> ```\n> [!ANSWER]\n> text\n> ```",
    "```\n> [!ANSWER]\n> text\n```",
    "```markdown\n> [!ANSWER]: x\n```",
    "Use `> [!ANSWER]` for answers",
    "Use `[!INSTRUCTOR]` here",
    "if (!answer) return",
    "Not [answer] but this",
    "The array a[!answered] is",
    "[Answer] the question",
    "(ANSWER)",
    "!ANSWER",
    "ANSWER!",
    "[ANSWER]",
    "What is the answer? [see](m.md)",
    "Answer [me](m.md)!",
    "> 5! answers",
    "> [a, b] answer",
    "> [-1, 1]",
    "> [!ANSWER]\n> x\n\nNext?",
    "> [!ANSWER]\n> x\n\n> Next?",
    "> [!ANSWER]\n> x\n## Next",
    "> [!ANSWER]\n> x\n---\nNext",
    "> [!ANSWER]\n> x\n<!-- next -->\n\nNext",
    "<details>\n\n> [!ANSWER]\n> x\n</details>",
    "> [!ANSWER]\n> x\n\n- Next",
    "> [!NOTE]\n> x\n- Next",
    "- a\n\n  > [!ANSWER]\n  > x\n- Next",
    "> [!ANSWER]\n> x[^n]\n>\n> [^n]: y\n\nNext",
    "Term\n: > [!ANSWER]\n  > x\n: Next",
    "    [!ANSWER]\n    text",
    "{: .answer}",
    ":::answer",
    "<!-- [!ANSWER] -->",
    "<!-- > [!ANSWER]: x -->",
    "> Wow! [Answer](m.md)",
    "> {n} answers",
    "> <kbd>answer</kbd>",
    "> instructor@example.org",
    "> <https://example.org/answer>",
    "> Instructor:",
    "> INSTRUCTOR",
    "Glob `[!a-z]`",
    "- [ ] answer",
    "- [x] answer",
    "> - [ ] answer",
    "> [TODO] answer",
    "> [A] The first answer",
    "> [ANS] short",
    "> [ANCHOR]",
    "> [RE: answers]",
    "> (a) answer",
    "> !!! answer",
    "> [![A plan](a.svg)] is an image",
    "<kbd>[!ANSWER]</kbd> hides its text",
    "Type <code>[!ANSWER]</code> for it",
    "Type <code class=\"x\">&gt; [!ANSWER]</code> for it",
    "Type <samp>> **[!ANSWER]** text</samp> for it",
    "<pre>\n> [!ANSWER]\n> text\n</pre>",
    "<pre><code>\n> [!INSTRUCTOR]\n\n> text\n</code></pre>",
    "> Type <kbd>[!ANSWER]</kbd> for it",
    "> <kbd>[!ANSWER]</kbd> hides its text",
    "The mark \\[!ANSWER\\] hides its text",
    "A quote with \\[!ANSWER] hides its text, and \\[!INSTRUCTOR] too",
    "It is **bold** \\[!ANSWER\\], and `code` \\[!ANSWER\\]",
    "It is \\[\\!ANSWER\\] here",
    "> Type \\[!ANSWER] or <kbd>[!ANSWER]</kbd> for it",
    "- Type \\[!ANSWER]",
    "The mark &#91;!ANSWER] hides its text",
    "The mark &lsqb;!ANSWER&rsqb; or [&excl;ANSWER] hides its text",
    "| mark | does |\n|---|---|\n| type \\[!ANSWER] | hides |",
    "\\[!NOTE\\] and <code>[!TIP]</code> are boxes, like \\[!WARNING]",
    "> [![A plan](a.svg)](m.md)",
    "> [1st answer]",
    "> [|x|] = 1",
    "The test `[ ]` is `if [ !answer ]; then`, or if [ !answer ]; then",
    "It reads arr[!answer] and arr[ !instructor ] here",
];

/// What learners see of a text.
fn shown(text: &str) -> (String, usize) {
    let (found, findings) = body(text);
    let marks = findings.iter().filter(|finding| finding.rule == Rule::UnknownAlert).count();
    (html(&found.fragment.released(&|_| None)), marks)
}

#[test]
fn what_is_nearly_a_mark_is_told_once_and_shown_to_nobody() {
    for text in NEARLY {
        let (learners, marks) = shown(text);
        assert_eq!(marks, 1, "{text:?}");
        assert_eq!(shown(&format!("Before.\n\n> [!NOTE]\n> Text.\n\n{text}\n")).1, 1, "below others: {text:?}");
        assert!(!learners.contains("zq"), "{text:?}: {learners}");
    }
}

#[test]
fn brackets_of_any_script_are_meant_as_those_of_a_mark() {
    let signs: Vec<char> = BRACKETS.chars().collect();
    for pair in signs.chunks(2) {
        let text = format!("> {}!ANSWER{}\n> zq", pair[0], pair[1]);
        let (learners, marks) = shown(&text);
        assert_eq!((marks, learners.contains("zq")), (1, false), "{text:?}");
    }
}

#[test]
fn the_text_behind_an_alert_with_a_colon_is_told_once() {
    for text in ["> [!TIP]: zq", "> [!LÖSUNG]: zq", "> [!ANSWER]: zq", "[!NOTE]: zq"] {
        assert_eq!(body(text).1.len(), 1, "{text:?}: {:?}", body(text).1);
    }
}

#[test]
fn a_title_in_the_brackets_is_told_as_it_was_typed() {
    let findings = body("> [!Answer: why it Fails]\n> zq").1;
    assert_eq!(
        findings[0].message,
        "`[!Answer: why it Fails]` is not a known alert, so it hides nothing from learners"
    );
    assert_eq!(findings[0].help.as_deref(), Some("write the mark alone, then a title: `> [!ANSWER] …`"));
}

#[test]
fn the_help_for_what_may_be_words_makes_it_words() {
    let mut reported = 0;
    for typed in ["[ANSWER]", "[Instructor]", "(INSTRUCTOR)", "!ANSWER"] {
        for rest in ["\n> Who is there?", " is written in capitals."] {
            let findings = body(&format!("> {typed}{rest}")).1;
            let Some(finding) = findings.first() else { continue };
            reported += 1;
            let help = finding.help.clone().unwrap_or_default();
            assert!(help.contains(&format!("`\\{typed}`")), "{help}");
            assert_eq!(shown(&format!("> \\{typed}{rest}")).1, 0, "{typed}{rest}");
        }
    }
    assert!(reported >= 4, "{reported}");
    assert_eq!(shown("> [ANSWER] is written in capitals.").1, 1);
}

#[test]
fn the_help_for_an_escaped_mark_says_how_to_write_about_it() {
    for text in ["> \\[!ANSWER]\n> Four.", "\\[!ANSWER\\] Four.", "&#91;!ANSWER] Four."] {
        let help = body(text).1[0].help.clone().unwrap_or_default();
        assert!(help.contains("write it as code: `` `[!ANSWER]` ``"), "{text}: {help}");
    }
    assert_eq!(shown("`[!ANSWER]` Four.").1, 0);
}

#[test]
fn a_mark_hides_what_was_meant_and_is_not_told() {
    for text in MARKS {
        let (learners, marks) = shown(text);
        assert_eq!(marks, 0, "{text:?}");
        assert!(!learners.contains("zq"), "{text:?}: {learners}");
        let all = body(text).0.fragment.released(&|_| Some(Reveal::Open));
        assert!(format!("{all:?}").contains("zq"), "nothing is lost: {text:?}");
    }
}

#[test]
fn words_like_those_of_marks_are_words() {
    for text in WORDS {
        assert_eq!(shown(text).1, 0, "{text:?}");
    }
}

#[test]
fn an_answer_on_the_line_of_its_mark_is_no_title() {
    let (found, findings) = body("> [!ANSWER] Four, as *shown* [there](b.md).");
    assert_eq!(findings, []);
    assert_eq!(html(&found.fragment), "{Answer: <p>Four, as <em>shown</em> <a href=\"{0}\">there</a>.</p>}");
}

// What would leave such a text

const NOTE: &str = "\n\n> [!INSTRUCTOR]\n> For you.[^a]\n>\n> [^a]: zqnote\n";
const LINK: &str = "\n\n> [!ANSWER]\n> See [there].\n>\n> [there]: zqkey.md \"zqtitle\"\n";

#[test]
fn what_is_defined_in_a_withheld_text_is_used_there_alone() {
    for (text, start, what) in [
        (format!("Look.[^a]{NOTE}"), 5, "the footnote `[^a]`"),
        (format!("Look.[^b]\n\n[^b]: A note.[^a]{NOTE}"), 24, "the footnote `[^a]`"),
        (format!("> [!ANSWER]\n> Look.[^A]{NOTE}"), 19, "the footnote `[^A]`"),
        (format!("Look [there].{LINK}"), 5, "the address of `[there]`"),
        (format!("Look [at *it*][There].{LINK}"), 5, "the address of `[There]`"),
        (format!("- ![there][]{LINK}"), 2, "the address of `[there]`"),
    ] {
        let (found, findings) = body(&text);
        let reported: Vec<_> = findings.iter().filter(|one| one.rule != Rule::ImageWithoutAlt).collect();
        assert_eq!(reported.len(), 1, "{text}: {reported:?}");
        assert_eq!((reported[0].rule, reported[0].place.span().start), (Rule::WithheldTarget, start), "{text}");
        assert!(reported[0].message.starts_with(what), "{:?}", reported[0]);
        let learners = found.fragment.released(&|_| None);
        assert!(!html(&learners).contains("zq"), "{text}");
        assert!(learners.shown_links().is_empty(), "{text}");
    }
}

#[test]
fn what_is_defined_outside_or_used_inside_is_shown() {
    for text in [
        format!("Look.{NOTE}"),
        format!("Look.{LINK}"),
        "> [!ANSWER]\n> See [there] and this.[^a]\n\n[there]: b.md\n\n[^a]: Note.".to_owned(),
        "See [there] and this.[^a]\n\n> [!ANSWER]\n> See [there] and this.[^a]\n\n[there]: b.md\n\n[^a]: Note."
            .to_owned(),
        format!("> [!INSTRUCTOR]\n> Look [there].{LINK}"),
        format!("> [!ANSWER]\n> Look [there].{LINK}"),
        "> [!NOTE]\n> See [there].[^a]\n>\n> [there]: b.md\n>\n> [^a]: Note.\n\nSee [there].[^a]".to_owned(),
    ] {
        assert_eq!(body(&text).1, [], "{text}");
    }
}

#[test]
fn a_withheld_text_knows_its_places() {
    let text = "Before.\n\n> [!ANSWER]\n> Four.[^a]\n\nAfter.\n\n[^a]: As shown.[^b]\n\n[^b]: There.\n";
    let (found, _) = body(text);
    let Some(Piece::Nested(nested)) = found.fragment.pieces.iter().find(|piece| matches!(piece, Piece::Nested(_)))
    else {
        panic!("no answer")
    };
    let typed: Vec<&str> = nested.spans.iter().map(|span| text[span.range()].trim()).collect();
    assert_eq!(typed, ["> [!ANSWER]\n> Four.[^a]", "As shown.[^b]", "There."]);
}
