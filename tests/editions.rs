//! No answer reaches a learner: a different made-up word stands in every field that learners must not see, and none of
//! them may occur in any file of their site.

mod support;

use support::{Built, Course};

/// Words of answers, by where they stand. `show_answers` releases them.
const ANSWERS: [&str; 25] = [
    "zqmodulerror",
    "zqmodulwhy",
    "zqmodulcorrection",
    "zqshortanswer",
    "zqpageerror",
    "zqpagewhy",
    "zqpagecorrection",
    "zqlooseerror",
    "zqbody",
    "zqintro",
    "zqlisted",
    "zqafter",
    "zqguide",
    "zqsection",
    "zqhome",
    "zqpractice",
    "zqnested",
    "zqinfootnote",
    "zqownfootnote",
    "zqheading",
    "zqtitleline",
    "zqalt",
    "zqpicture",
    "zqstatement",
    "zqcard",
];

/// Words that only instructors see, whatever is released.
const NOTES: [&str; 15] = [
    "xjbody",
    "xjintro",
    "xjlisted",
    "xjafter",
    "xjguide",
    "xjsection",
    "xjhome",
    "xjpractice",
    "xjinanswer",
    "xjpagetitle",
    "xjpagebody",
    "xjpagestatement",
    "xjpagetag",
    "xjpicture",
    "xjhidden",
];

/// Words of drafts.
const DRAFTS: [&str; 4] = ["wkdrafttitle", "wkdraftbody", "wkdraftstatement", "wkdraftsection"];

fn course(show_answers: &str) -> Course {
    Course::with("clinic.yaml", format!("title: C\nbase_url: https://example.org/c/\n{show_answers}radar_presets:\n  final: {{ each: practice/*.md, mistake: 'Finishing {{where}}', symptom: S, repair: R }}\n"))
        .and("content/_index.md", "# Home\n\n> [!ANSWER]\n> zqhome\n\n> [!INSTRUCTOR]\n> xjhome\n")
        .and("content/01-unit/_index.md", "# Unit\n\n> [!ANSWER]\n> zqsection\n\n> [!INSTRUCTOR]\n> xjsection\n")
        .and("content/01-unit/01-whole.md", WHOLE)
        .and("content/01-unit/02-bundle/index.md", "# Guide\n\n> [!ANSWER]\n> zqguide\n\n> [!INSTRUCTOR]\n> xjguide\n")
        .and("content/01-unit/02-bundle/clinic.md", "---\ntitle: Clinic\n---\nKept.\n\n- item\n\n  > [!ANSWER]\n  > zqnested\n")
        .and("content/01-unit/02-bundle/practice/01-front.md", FRONT)
        .and("content/01-unit/02-bundle/practice/02-section.md", SECTION)
        .and("content/01-unit/02-bundle/practice/03-key-xjhidden.md", "---\ntitle: Key xjpagetitle\nedition: instructor\ntags: [xjpagetag]\naliases: [xjhidden]\n---\n![Only here](only-here.svg)\nxjpagebody\n\n## Mistake check\n\n- A claim about xjpagestatement.\n")
        .and("content/01-unit/02-bundle/practice/only-here.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- xjpicture --></svg>")
        .and("content/01-unit/02-bundle/practice/answer.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- zqpicture --></svg>")
        .and("content/01-unit/02-bundle/practice/04-draft.md", "---\ntitle: Draft wkdrafttitle\ndraft: true\n---\nwkdraftbody\n\n## Mistake check\n\n- A claim about wkdraftstatement.\n")
        .and("content/01-unit/03-loose.md", "---\ntitle: Loose\nkind: page\nchecks:\n  - { text: A loose claim., answer: { error: zqlooseerror } }\n---\n")
        .and("content/02-later/_index.md", "---\ntitle: Later wkdraftsection\ndraft: true\n---\n")
        .and("content/02-later/01-m.md", support::module("Later still wkdraftbody", ""))
}

const WHOLE: &str = "---
title: Whole
checks:
  - title: Group
    intro: |
      Look twice.

      > [!ANSWER]
      > zqintro

      > [!INSTRUCTOR]
      > xjintro
    statements:
      - text: A claim.
        answer: { error: zqmodulerror, why: zqmodulwhy, correction: zqmodulcorrection }
      - text: Another claim.
        answer: zqshortanswer
      - |
        A long claim.

        > [!ANSWER]
        > zqstatement
cards:
  - front: Front
    back: |
      Back

      > [!ANSWER]
      > zqcard
---
Kept.[^1]

[^1]: A note.

    > [!ANSWER]
    > zqinfootnote

[^2]: The note zqownfootnote.

> [!ANSWER] zqtitleline
> zqbody[^2]
>
> ## A heading zqheading
>
> > [!INSTRUCTOR]
> > xjinanswer

> [!INSTRUCTOR]
> xjbody
";

const FRONT: &str = "---
title: Front
checks:
  intro: Find it.
  statements:
    - text: A claim of a page.
      answer: { error: zqpageerror, why: zqpagewhy, correction: zqpagecorrection }
---
> [!ANSWER]
> zqpractice ![Picture of zqalt](answer.svg)

> [!INSTRUCTOR]
> xjpractice
";

const SECTION: &str = "# Section

## Mistake checks

Find it.

1. \"A listed claim.\"

   > [!ANSWER]
   > zqlisted

   > [!INSTRUCTOR]
   > xjlisted

> [!ANSWER]
> zqafter

> [!INSTRUCTOR]
> xjafter
";

/// The words that occur in a file's bytes or name, and one such file each.
fn occurring(built: &Built, words: &[&str]) -> Vec<String> {
    let tree = built.tree();
    let holds =
        |path: &str, bytes: &[u8], word: &str| path.contains(word) || String::from_utf8_lossy(bytes).contains(word);
    let hit = |word: &&str| {
        let (path, _) = tree.iter().find(|(path, bytes)| holds(path, bytes, word))?;
        Some(format!("{word} in {path}"))
    };
    words.iter().filter_map(hit).collect()
}

/// The words that occur nowhere.
fn absent<'w>(built: &Built, words: &[&'w str]) -> Vec<&'w str> {
    let found = occurring(built, words);
    words.iter().filter(|word| !found.iter().any(|hit| hit.starts_with(&format!("{word} ")))).copied().collect()
}

const NONE: [&str; 0] = [];

#[test]
fn learners_get_no_word_of_an_answer() {
    for setting in ["", "show_answers: never\n"] {
        let built = course(setting).build();
        built.expect_no_findings();
        assert_eq!(occurring(&built, &ANSWERS), NONE);
        assert_eq!(occurring(&built, &NOTES), NONE);
        assert_eq!(occurring(&built, &DRAFTS), NONE);
        assert_eq!(occurring(&built, &["wk", "xj", "zq"]), NONE);
    }
}

#[test]
fn instructors_get_every_word() {
    let built = course("").instructor();
    built.expect_no_findings();
    assert_eq!(absent(&built, &ANSWERS), NONE);
    assert_eq!(absent(&built, &NOTES), NONE);
    assert_eq!(occurring(&built, &DRAFTS), NONE);
}

#[test]
fn released_answers_reach_learners_and_notes_do_not() {
    for setting in ["show_answers: open\n", "show_answers: after_attempt\n"] {
        let built = course(setting).build();
        built.expect_no_findings();
        assert_eq!(absent(&built, &ANSWERS), NONE, "{setting}");
        assert_eq!(occurring(&built, &NOTES), NONE, "{setting}");
    }
}

#[test]
fn sheets_never_carry_answers() {
    for built in [course("show_answers: open\n").build(), course("").instructor()] {
        for (path, bytes) in built.tree().iter().filter(|(path, _)| path.ends_with("print/index.html")) {
            let text = String::from_utf8_lossy(bytes);
            // A page for instructors is theirs to print; a note in a page for all is not.
            for word in ANSWERS.iter().chain(NOTES.iter().filter(|word| !word.starts_with("xjpage"))) {
                assert!(!text.contains(word), "{word} in {path}");
            }
        }
    }
}

#[test]
fn answers_after_an_attempt_are_closed_and_open_ones_are_not() {
    let page = "unit/whole/index.html";
    course("show_answers: after_attempt\n").build().expect_file(page).contains("<details class=\"answer\">");
    course("show_answers: open\n")
        .build()
        .expect_file(page)
        .lacks("<details class=\"answer\">")
        .contains("alert-answer");
}

#[test]
fn a_section_and_a_module_choose_for_themselves() {
    let answer =
        |word: &str| format!("checks:\n  - {{ title: G, statements: [{{ text: Claim., answer: {word} }}] }}\n");
    let built = Course::with("clinic.yaml", "title: C\nshow_answers: open\n")
        .and("content/01-a.md", format!("---\ntitle: A\n{}---\n", answer("zqopen")))
        .and(
            "content/02-s/_index.md",
            "---\ntitle: S\ndefaults: { show_answers: never }\n---\n> [!ANSWER]\n> zqsection\n",
        )
        .and("content/02-s/01-b.md", format!("---\ntitle: B\n{}---\n", answer("zqnever")))
        .and("content/02-s/02-c.md", format!("---\ntitle: C\nshow_answers: open\n{}---\n", answer("zqagain")))
        .build();
    assert_eq!(absent(&built, &["zqopen", "zqagain"]), NONE);
    assert_eq!(occurring(&built, &["zqnever", "zqsection"]), NONE);
}

#[test]
fn drafts_come_when_they_are_asked_for() {
    let built = course("").drafts();
    assert_eq!(absent(&built, &DRAFTS), NONE);
    assert_eq!(occurring(&built, &ANSWERS), NONE);
    built.expect_file("unit/bundle/practice/draft/index.html").contains("noindex");
}

#[test]
fn a_module_of_which_the_clinic_is_withheld_is_gone() {
    let built = Course::with("content/01-m/index.md", "# Guide zq\n")
        .and(
            "content/01-m/clinic.md",
            "---\ntitle: Clinic\nedition: instructor\nradar: [{ mistake: M, where: W, symptom: S, repair: R }]\n---\n",
        )
        .and("content/01-m/quiz.md", "# Quiz zq\n")
        .and("content/01-m/data.csv", "zq")
        .and("content/02-a.md", support::module("A", ""))
        .build();
    assert_eq!(occurring(&built, &["zq"]), NONE);
}

#[test]
fn labels_stay_the_same_when_a_page_is_withheld() {
    let course = Course::with("content/01-m/index.md", "# M\n")
        .and("content/01-m/practice/01-a.md", "---\ntitle: A\nedition: instructor\n---\n## Mistake check\n\n- One.\n")
        .and("content/01-m/practice/02-b.md", "# B\n\n## Mistake check\n\n- Two.\n");
    let label =
        |built: &Built, group: usize| built.json("data/m.json")["checks"][group]["statements"][0]["label"].clone();
    assert_eq!(label(&course.instructor(), 1), "2.1");
    assert_eq!(label(&course.build(), 0), "2.1");
}

// Ways to what is withheld

const KEY: &str = "---\ntitle: Key\nedition: instructor\n---\n";

#[test]
fn a_kept_text_must_not_lead_to_a_withheld_page() {
    let course = Course::with(
        "content/01-m/index.md",
        "---\ntitle: M\nchecks:\n  - source: key.md\n    statements: [One.]\n---\nSee [the key](key.md#top).\n",
    )
    .and("content/01-m/key.md", KEY);
    let built = course.build();
    built.expect_finding("withheld-target", "content/01-m/index.md", 4, 13).saying("`source`");
    built.expect_finding("withheld-target", "content/01-m/index.md", 7, 5).saying("link");
    built.expect_no_site();
    course.instructor().expect_none_of("withheld-target");
}

#[test]
fn navigation_must_not_lead_to_a_withheld_page() {
    Course::with("clinic.yaml", "title: C\nnavigation: [{ title: Key, to: m/key.md }]\n")
        .and("content/01-m/index.md", support::module("M", ""))
        .and("content/01-m/key.md", KEY)
        .build()
        .expect_only("withheld-target", "clinic.yaml", 2, 32);
}

#[test]
fn withheld_texts_may_lead_to_withheld_pages() {
    Course::with(
        "content/01-m/index.md",
        support::module("M", "---\n> [!INSTRUCTOR]\n> See [the key](key.md).\n\n[^1]: unused\n"),
    )
    .and("content/01-m/key.md", "---\ntitle: Key\nedition: instructor\n---\n[Other](other.md)\n")
    .and("content/01-m/other.md", "---\ntitle: Other\nedition: instructor\n---\n")
    .build()
    .expect_no_findings()
    .expect_no_file("m/key/index.html");
}

#[test]
fn a_file_that_others_need_as_well_is_kept() {
    let built = Course::with("clinic.yaml", "title: C\ntheme: { logo: 01-m/logo.svg }\n")
        .and("content/01-m/index.md", support::module("M", "---\n![Both](both.svg)\n"))
        .and("content/01-m/key.md", "---\ntitle: Key\nedition: instructor\n---\n![Both](both.svg) ![Logo](logo.svg)\n")
        .and("content/01-m/both.svg", "<svg/>")
        .and("content/01-m/logo.svg", "<svg/>")
        .and("content/01-m/unmentioned.csv", "1,2")
        .build();
    built.expect_file("m/both.svg");
    built.expect_file("m/unmentioned.csv");
    built.expect_file("m/logo.svg");
}

#[test]
fn the_authors_own_values_are_no_data() {
    let built = Course::with("clinic.yaml", "title: C\nextra: { note: zqcourse }\n")
        .and("content/01-a.md", support::module("A", "extra: { note: zqmodule }\n"))
        .build();
    assert_eq!(occurring(&built, &["zqcourse", "zqmodule"]), NONE);
}
