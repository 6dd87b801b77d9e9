//! No answer reaches a learner: a different made-up word stands in every field that learners must not see, and none of
//! them may occur in any file of their site.

use std::collections::BTreeSet;

use crate::support::{Built, Course, html};

/// Words of answers, by where they stand. `show_answers` releases them.
const ANSWERS: [&str; 31] = [
    "zqaparterror",
    "zqapartwhy",
    "zqapartcorrection",
    "zqapartpage",
    "zqapartclinic",
    "zqapartloose",
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
const NOTES: [&str; 20] = [
    "xjpagedescription",
    "xjpageextra",
    "xjpageanswer",
    "xjpagehint",
    "xjfilename",
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

/// Words of hints, which are for learners whatever is released.
const HINTS: [&str; 2] = ["hhmodule", "hhpage"];

/// Words of drafts.
const DRAFTS: [&str; 5] = ["wkdraftanswer", "wkdrafttitle", "wkdraftbody", "wkdraftstatement", "wkdraftsection"];

fn course(show_answers: &str) -> Course {
    Course::with("clinic.yaml", format!("title: C\nanswers: nvfolder\nbase_url: https://example.org/c/\n{show_answers}radar_presets:\n  final: {{ each: practice/*.md, mistake: 'Finishing {{where}}', symptom: S, repair: R }}\n"))
        .and("content/_index.md", "# Home\n\n> [!ANSWER]\n> zqhome\n\n> [!INSTRUCTOR]\n> xjhome\n")
        .and("content/01-unit/_index.md", "# Unit\n\n> [!ANSWER]\n> zqsection\n\n> [!INSTRUCTOR]\n> xjsection\n")
        .and("content/01-unit/01-whole.md", WHOLE)
        .and("content/01-unit/02-bundle/index.md", "# Guide\n\n> [!ANSWER]\n> zqguide\n\n> [!INSTRUCTOR]\n> xjguide\n")
        .and("content/01-unit/02-bundle/clinic.md", "---\ntitle: Clinic\n---\nKept.\n\n- item\n\n  > [!ANSWER]\n  > zqnested\n")
        .and("content/01-unit/02-bundle/practice/01-front.md", FRONT)
        .and("content/01-unit/02-bundle/practice/02-section.md", SECTION)
        .and("content/01-unit/02-bundle/practice/03-key-xjhidden.md", KEY_PAGE)
        .and("content/01-unit/02-bundle/practice/only-xjfilename.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- xjpicture --></svg>")
        .and("content/01-unit/02-bundle/practice/answer.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- zqpicture --></svg>")
        .and("content/01-unit/02-bundle/practice/04-draft.md", "---\ntitle: Draft wkdrafttitle\ndraft: true\n---\nwkdraftbody\n\n## Mistake check\n\n- A claim about wkdraftstatement.\n")
        .and("content/01-unit/03-loose.md", "---\ntitle: Loose\nkind: page\nchecks:\n  - { text: A loose claim., answer: { error: zqlooseerror } }\n  - Another loose claim.\n---\n")
        .and("nvfolder/01-unit/01-whole.yaml", "- for: A claim apart\n  error: zqaparterror\n  why: zqapartwhy\n  correction: zqapartcorrection\n")
        .and("nvfolder/01-unit/02-bundle/practice/02-section.yaml", "- for: A second\n  answer: zqapartpage\n")
        .and("nvfolder/01-unit/02-bundle/clinic.yaml", "- for: A third\n  answer:\n    error: zqapartclinic\n")
        .and("nvfolder/01-unit/02-bundle/practice/03-key-xjhidden.yaml", "- for: A claim about\n  answer: xjpageanswer\n")
        .and("nvfolder/01-unit/02-bundle/practice/04-draft.yaml", "- for: A claim about\n  answer: wkdraftanswer\n")
        .and("nvfolder/03-loose-not-here.md", "nothing")
        .and("nvfolder/01-unit/03-loose.yaml", "- for: Another loose\n  why: zqapartloose\n")
        .and("content/02-later/_index.md", "---\ntitle: Later wkdraftsection\ndraft: true\n---\n")
        .and("content/02-later/01-m.md", crate::support::module("Later still wkdraftbody", ""))
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
        hint: hhmodule
        answer: zqshortanswer
      - A claim apart.
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

const KEY_PAGE: &str = "---
title: Key xjpagetitle
description: About xjpagedescription
edition: instructor
tags: [xjpagetag]
aliases: [xjhidden]
extra: { key: xjpageextra }
checks:
  - { text: A claim about xjpagestatement., hint: xjpagehint }
---
![Only here](only-xjfilename.svg)
xjpagebody
";

const FRONT: &str = "---
title: Front
checks:
  intro: Find it.
  statements:
    - text: A claim of a page.
      hint: hhpage
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

2. A second claim.
3. A third claim.

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
        assert_eq!(occurring(&built, &["wk", "xj", "zq", "nvfolder"]), NONE);
        assert_eq!(absent(&built, &HINTS), NONE, "hints are for learners");
    }
}

#[test]
fn instructors_get_every_word() {
    let built = course("").instructor();
    built.expect_no_findings();
    assert_eq!(absent(&built, &ANSWERS), NONE);
    // The author's own values are shown by the author's own templates alone.
    let shown: Vec<&str> = NOTES.into_iter().filter(|word| *word != "xjpageextra").collect();
    assert_eq!(absent(&built, &shown), NONE);
    assert_eq!(absent(&built, &HINTS), NONE);
    assert_eq!(occurring(&built, &DRAFTS), NONE);
    assert_eq!(occurring(&built, &["nvfolder"]), NONE);
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
            for word in ANSWERS.iter().chain(&NOTES) {
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
    assert_eq!(absent(&built, &DRAFTS), ["wkdraftanswer"], "a draft is shown without its answers");
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
        .and("content/02-a.md", crate::support::module("A", ""))
        .build();
    assert_eq!(occurring(&built, &["zq"]), NONE);
}

#[test]
fn labels_stay_the_same_when_a_page_is_withheld() {
    let course = Course::with("content/01-m/index.md", "# M\n")
        .and("content/01-m/practice/01-a.md", "---\ntitle: A\nedition: instructor\n---\n## Mistake check\n\n- One.\n")
        .and("content/01-m/practice/02-b.md", "# B\n\n## Mistake check\n\n- Two.\n");
    let label = |built: &Built, group: usize| {
        built.json("assets/data/m.json")["checks"][group]["statements"][0]["label"].clone()
    };
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
        .and("content/01-m/index.md", crate::support::module("M", ""))
        .and("content/01-m/key.md", KEY)
        .build()
        .expect_only("withheld-target", "clinic.yaml", 2, 32);
}

#[test]
fn withheld_texts_may_lead_to_withheld_pages() {
    Course::with(
        "content/01-m/index.md",
        crate::support::module("M", "---\n> [!INSTRUCTOR]\n> See [the key](key.md).\n"),
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
        .and("content/01-m/index.md", crate::support::module("M", "---\n![Both](both.svg)\n"))
        .and("content/01-m/key.md", "---\ntitle: Key\nedition: instructor\n---\n![Both](both.svg) ![Logo](logo.svg)\n")
        .and("content/01-m/both.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .and("content/01-m/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .and("content/01-m/unmentioned.csv", "1,2")
        .build();
    built.expect_file("m/both.svg");
    built.expect_file("m/unmentioned.csv");
    built.expect_file("m/logo.svg");
}

#[test]
fn a_file_that_only_withheld_html_names_is_withheld() {
    for (setting, passes) in [("", false), ("markdown: { html: any }\n", true)] {
        let html = "<img src=\"xjkey.png\" alt=\"\"> <a href='./xjkey.pdf#p2'>xj</a>\n>\n> <img src=\"xj&#115;hape.png\" alt=\"\"> <img src=\"xj plan (1).png\" alt=\"\">\n>\n> <style>\n> main { background: URL( 'xjback.webp' ) }\n> @import \"xj.css\";\n> </style>\n>\n> <script>fetch(`xjkey.json`)</script>";
        let built = Course::with("clinic.yaml", format!("title: C\n{setting}"))
            .and(
                "content/01-m/index.md",
                crate::support::module(
                    "M",
                    &format!("checks:\n  - statements: [{{ text: A claim., answer: '<a href=\"zqkey.zip\">zq</a>' }}]\n---\n> [!INSTRUCTOR]\n> {html}\n\n<img src=\"open.png\" alt=\"\">\n\n> [!ANSWER]\n> ![zq](open.png)\n"),
                ),
            )
            .and("content/01-m/xjkey.png", "xj")
            .and("content/01-m/xjkey.pdf", "xj")
            .and("content/01-m/xjshape.png", "xj")
            .and("content/01-m/xj plan (1).png", "xj")
            .and("content/01-m/xjback.webp", "xj")
            .and("content/01-m/xj.css", "xj")
            .and("content/01-m/xjkey.json", "xj")
            .and("content/01-m/zqkey.zip", "zq")
            .and("content/01-m/open.png", "open")
            .and("content/01-m/beside.csv", "1,2")
            .build();
        assert_eq!(occurring(&built, &["xj", "zq"]), NONE, "{passes}");
        built.expect_file("m/open.png");
        built.expect_file("m/beside.csv");
    }
}

#[test]
fn what_is_defined_for_instructors_stays_with_them() {
    let course = Course::with(
        "content/01-m.md",
        crate::support::module("M", "---\nLook.[^a]\n\n> [!INSTRUCTOR]\n> For you.\n>\n> [^a]: xj\n"),
    );
    course.build().expect_only("withheld-target", "content/01-m.md", 6, 6).saying("`[^a]`");
    course.instructor().expect_finding("withheld-target", "content/01-m.md", 6, 6);
}

#[test]
fn the_authors_own_values_are_no_data() {
    let built = Course::with("clinic.yaml", "title: C\nextra: { note: zqcourse }\n")
        .and("content/01-a.md", crate::support::module("A", "extra: { note: zqmodule }\n"))
        .build();
    assert_eq!(occurring(&built, &["zqcourse", "zqmodule"]), NONE);
}

// Sheets

#[test]
fn a_class_set_is_the_same_whoever_prints_it() {
    let course = Course::with("content/01-m/index.md", "# M\n")
        .and(
            "content/01-m/practice/01-a.md",
            "---\ntitle: A\nedition: instructor\n---\n## Mistake check\n\n- One xj.\n- Two xj.\n",
        )
        .and("content/01-m/practice/02-b.md", "# B\n\n## Mistake check\n\n- Three.\n\n  > [!ANSWER]\n  > zq\n")
        .and("answers/01-m/practice/01-a.yaml", "- for: One\n  answer: zq\n- for: Two\n  answer: zq\n");
    let sheet = |built: &Built| {
        built.expect_no_findings();
        html::words(
            built.expect_file("m/print/index.html").lacks("xj").lacks("zq").text().split_once("<section").unwrap().1,
        )
    };
    assert_eq!(sheet(&course.instructor()), sheet(&course.build()));
    course.instructor().expect_file("m/print/index.html").contains("2.1");
}

#[test]
fn a_module_for_instructors_has_its_sheets() {
    let built = Course::with("content/01-m/index.md", "---\ntitle: M\nedition: instructor\n---\n")
        .and(
            "content/01-m/practice/01-a.md",
            "---\ntitle: A\nedition: instructor\nchecks: [{ text: One., answer: 1 }]\n---\n",
        )
        .instructor();
    built.expect_file("m/print/index.html").contains("One.");
}

// What is taken from elsewhere

#[test]
fn a_module_does_not_release_what_another_one_keeps() {
    let course = |answers: &str| {
        Course::with("content/01-kept/index.md", format!("---\ntitle: Kept\n{answers}---\n"))
            .and(
                "content/01-kept/lab.md",
                "# Lab\n\n## Mistake check\n\n- One.\n\n  > [!ANSWER]\n  > zqquote\n\n- Two.\n",
            )
            .and("answers/01-kept/lab.yaml", "- for: Two\n  correction: zqapart\n")
            .and(
                "content/02-open.md",
                "---\ntitle: Open\nshow_answers: open\nchecks: [{ source: 01-kept/lab.md }]\n---\n",
            )
    };
    let kept = course("").build();
    kept.expect_no_findings();
    assert_eq!(occurring(&kept, &["zqquote", "zqapart"]), NONE);
    let released = course("show_answers: after_attempt\n").build();
    released.expect_file("open/index.html").contains("zqquote").contains("zqapart");
}

#[test]
fn answers_of_a_clinic_page_stay_in_their_module() {
    let built = Course::with("content/01-other/index.md", "---\ntitle: Other\nshow_answers: open\n---\n")
        .and("content/01-other/lab.md", "# Lab\n\n## Mistake check\n\n- One.\n")
        .and("content/02-own.md", "---\ntitle: Own\nchecks: [{ source: 01-other/lab.md }]\n---\n")
        .and("answers/02-own.yaml", "- for: One\n  correction: zqown\n");
    assert_eq!(occurring(&built.build(), &["zqown"]), NONE);
    built.instructor().expect_file("own/index.html").contains("zqown");
    built.instructor().expect_file("other/index.html").lacks("zqown");
}

#[test]
fn what_lies_with_pages_for_instructors_stays_with_them() {
    let course =
        Course::with("content/01-m/index.md", crate::support::module("M", "---\n![Shared](keys/shared.svg)\n"))
            .and("content/01-m/keys/01-key.md", KEY)
            .and("content/01-m/keys/solution.pdf", "zq")
            .and("content/01-m/keys/more/table.csv", "zq")
            .and("content/01-m/keys/shared.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let built = course.build();
    assert_eq!(occurring(&built, &["zq", "solution.pdf", "table.csv"]), NONE);
    built.expect_file("m/keys/shared.svg");
    course.instructor().expect_file("m/keys/solution.pdf");
}

#[test]
fn an_image_of_an_answer_apart_is_kept_back_with_it() {
    let course = Course::with("content/01-m/index.md", "# M\n")
        .and("content/01-m/lab.md", "# Lab\n\n## Mistake check\n\n- One.\n")
        .and("content/01-m/proof.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .and("answers/01-m/lab.yaml", "- for: One\n  correction: See ![the proof](proof.svg).\n");
    course.build().expect_no_findings().expect_no_file("m/proof.svg");
    course.instructor().expect_file("m/proof.svg");
}

// Every value at every level

const VALUES: [&str; 4] = ["", "never", "after_attempt", "open"];

/// `show_answers` with this value, where there is one.
fn setting(value: &str) -> String {
    if value.is_empty() { String::new() } else { format!("show_answers: {value}\n") }
}

/// A word that says where it stands. No id has a `0`.
fn word(section: usize, module: usize, kind: &str) -> String {
    format!("zq0s{section}m{module}{kind}")
}

/// The kinds of answers in a module of one file, and in a bundle.
const IN_FILE: [&str; 6] = ["error", "why", "correction", "claim", "body", "apart"];
const IN_BUNDLE: [&str; 6] = ["guide", "listed", "nested", "page", "clinic", "front"];

/// Four sections of eight modules, half of them bundles, each value in each place.
fn generated(value: &str) -> Course {
    let mut course =
        Course::with("clinic.yaml", format!("title: C\nbase_url: https://example.org/\n{}", setting(value)));
    for (section, of_section) in VALUES.into_iter().enumerate() {
        let defaults = setting(of_section).trim().to_owned();
        course = course.and(
            &format!("content/{section:02}-s{section}/_index.md"),
            format!("---\ntitle: Section {section}\ndefaults: {{ {defaults} }}\n---\n> [!ANSWER]\n> {}\n\n> [!INSTRUCTOR]\n> {}\n", word(section, 9, "section"), word(section, 9, "note")),
        );
        for module in 0..8 {
            let of_module = setting(VALUES[module % 4]);
            let word = |kind: &str| word(section, module, kind);
            let path = format!("{section:02}-s{section}/{module:02}-m{module}");
            course = if module < 4 {
                single(course, &path, &of_module, &word)
            } else {
                bundle(course, &path, &of_module, &word)
            };
        }
    }
    course
}

fn single(course: Course, path: &str, setting: &str, word: &impl Fn(&str) -> String) -> Course {
    let [error, why, correction, claim, body, apart] = IN_FILE.map(word);
    let note = word("note");
    course
        .and(&format!("content/{path}.md"), format!("---\ntitle: Module\n{setting}tags: [t]\nchecks:\n  - title: G\n    statements:\n      - text: One.\n        answer: {{ error: {error}, why: {why}, correction: {correction} }}\n      - |\n        Two.\n\n        > [!ANSWER]\n        > {claim}\n      - Three.\n---\n> [!ANSWER]\n> {body}\n\n> [!INSTRUCTOR]\n> {note}\n"))
        .and(&format!("answers/{path}.yaml"), format!("- for: Three\n  correction: {apart}\n"))
}

fn bundle(course: Course, path: &str, setting: &str, word: &impl Fn(&str) -> String) -> Course {
    let [guide, listed, nested, page, clinic, front] = IN_BUNDLE.map(word);
    let note = word("note");
    course
        .and(&format!("content/{path}/index.md"), format!("---\ntitle: Guide\n{setting}---\n> [!ANSWER]\n> {guide}\n"))
        .and(
            &format!("content/{path}/clinic.md"),
            format!("---\ntitle: Clinic\n---\n- Deep\n  - down\n\n    > [!ANSWER]\n    > {nested}\n"),
        )
        .and(
            &format!("content/{path}/practice/01-a.md"),
            format!("# A\n\n## Mistake check\n\n1. One.\n\n   > [!ANSWER]\n   > {listed}\n\n2. Two.\n3. Three.\n"),
        )
        .and(
            &format!("content/{path}/practice/02-b.md"),
            format!("---\ntitle: B\nchecks: [{{ text: Four., answer: {front} }}]\n---\n"),
        )
        .and(
            &format!("content/{path}/practice/key.md"),
            format!("---\ntitle: Key {note}\nedition: instructor\n---\n![P]({note}.svg)\n"),
        )
        .and(&format!("content/{path}/practice/{note}.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .and(&format!("answers/{path}/practice/01-a.yaml"), format!("- for: Two\n  why: {page}\n"))
        .and(&format!("answers/{path}/index.yaml"), format!("- for: Three\n  answer: {clinic}\n"))
}

/// Every made-up word in the name or the bytes of a file.
fn words_in(built: &Built) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (path, bytes) in built.tree() {
        for text in [path.as_bytes(), &bytes] {
            for (at, _) in text.windows(3).enumerate().filter(|(_, start)| start == b"zq0") {
                let word = text[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric());
                words.insert(word.map(|byte| char::from(*byte)).collect());
            }
        }
    }
    words
}

/// The words of answers that learners may see, where `value` stands in the configuration; all of them where it is none.
fn released(value: Option<&str>) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let shows = |values: [&str; 3]| {
        let nearest = values.into_iter().find(|value| !value.is_empty());
        value.is_none() || nearest.is_some_and(|value| value != "never")
    };
    let own = value.unwrap_or_default();
    for (section, of_section) in VALUES.into_iter().enumerate() {
        words.extend(shows([of_section, own, ""]).then(|| word(section, 9, "section")));
        for module in (0..8).filter(|module| shows([VALUES[module % 4], of_section, own])) {
            let kinds = if module < 4 { IN_FILE } else { IN_BUNDLE };
            words.extend(kinds.map(|kind| word(section, module, kind)));
        }
    }
    words
}

#[test]
fn each_value_at_each_level_releases_its_own_answers_and_no_more() {
    for value in VALUES {
        let built = generated(value).build();
        built.expect_no_findings();
        assert_eq!(words_in(&built), released(Some(value)), "show_answers: {value}");
    }
}

#[test]
fn instructors_get_every_answer_and_note_whatever_is_released() {
    let mut all = released(None);
    for section in 0..4 {
        all.extend((0..8).chain([9]).map(|module| word(section, module, "note")));
    }
    for value in ["", "open"] {
        let built = generated(value).instructor();
        built.expect_no_findings();
        assert_eq!(words_in(&built), all, "show_answers: {value}");
    }
}
