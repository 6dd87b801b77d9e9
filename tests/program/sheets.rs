//! Worksheets: which there are, what stands on them and in which order, and that no answer reaches a learner's. What they
//! look like on paper is seen by the browser tests.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its own course has failed")]

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Built, Course, html, module};

/// A module of two groups, ten statements, with answers of made-up words.
fn statements(title: &str, more: &str) -> String {
    let group = |name: &str, count: u32| {
        let one = |number: u32| {
            format!(
                "      - {{ text: '{title} {name} claim {number}.', hint: 'Look at {number}.', answer: 'zq{number}' }}\n"
            )
        };
        let statements: String = (1..=count).map(one).collect();
        format!("    - title: {name}\n      intro: 'Read {name}.'\n      statements:\n{statements}")
    };
    module(title, &format!("checks:\n  groups:\n{}{}{more}", group("first", 6), group("second", 4)))
}

fn course(options: &str) -> Course {
    Course::with("clinic.yaml", format!("title: Course\nbase_url: https://example.org/course/\n{options}"))
        .and("content/01-unit/_index.md", "---\ntitle: Unit\n---\n")
        .and("content/01-unit/01-one.md", statements("One", ""))
        .and("content/01-unit/02-two.md", statements("Two", ""))
        .and("content/01-unit/03-three.md", statements("Three", "builds_on: [unit/one]\n"))
}

/// The sheets of a page: their kinds, and whether they are printed.
fn sheets(built: &Built, path: &str) -> Vec<(String, bool)> {
    let tags = html::tags(built.expect_file(path).text());
    let sheets = tags.iter().filter(|tag| tag.get("data-clinic") == Some("sheet"));
    sheets.map(|tag| (tag.get("data-sheet").unwrap().to_owned(), tag.get("hidden").is_none())).collect()
}

fn printed(built: &Built, path: &str) -> Vec<String> {
    sheets(built, path).into_iter().filter(|(_, printed)| *printed).map(|(kind, _)| kind).collect()
}

/// The kinds of sheet that lie beside a page, in order.
fn left_out(built: &Built, path: &str) -> Vec<String> {
    sheets(built, path).into_iter().map(|(kind, is_printed)| if is_printed { panic!("{kind}") } else { kind }).collect()
}

/// The part of a page that is the sheet of this kind.
fn sheet(built: &Built, path: &str, kind: &str) -> String {
    let page = built.expect_file(path);
    let text = page.text();
    let start = text.find(&format!("data-sheet=\"{kind}\"")).unwrap();
    text[start..start + text[start..].find("</section>").unwrap()].to_owned()
}

/// Label and text of each statement in printed order.
fn asked(sheet: &str) -> Vec<(String, String)> {
    let statements = sheet.split("data-clinic=\"statement\"").skip(1);
    let between = |text: &str, open: &str, close: &str| {
        let rest = text.split_once(open).unwrap().1;
        html::words(rest.split_once(close).unwrap().0)
    };
    let claim = |text: &str| {
        let mut rest = text.split_once("</p>").unwrap().1.trim_start();
        if rest.starts_with("<p class=\"from\"") {
            rest = rest.split_once("</p>").unwrap().1;
        }
        let ends = ["<p><p><p>", "<dl", "<div class=\"hint\""].map(|end| rest.find(end).unwrap_or(rest.len()));
        html::words(&rest[..ends.into_iter().min().unwrap()])
    };
    let one = |text: &str| (between(text, "<b>", "</b>"), claim(text));
    statements.map(one).collect()
}

const MODULE: &str = "unit/three/print/index.html";

/// The sheets that it leaves out unless somebody chooses them.
const MORE: &str = "unit/three/print/more.js";

// Which sheets there are

#[test]
fn a_module_prints_its_usual_sheets_and_has_the_others_at_hand() {
    let built = course("").build();
    assert_eq!(printed(&built, MODULE), ["start", "log", "log", "checks", "completion"]);
    assert!(sheets(&built, MODULE).iter().all(|(_, is_printed)| *is_printed), "what is not printed is not there");
    built.expect_file(MODULE).contains(r#""more":["cards","protocol","review"]"#);
    assert_eq!(left_out(&built, MORE), ["cards", "protocol", "review"]);
    let of_pack = ["cards", "protocol", "cards", "protocol", "cards", "protocol", "review"];
    assert_eq!(left_out(&built, "unit/print/more.js"), of_pack);
    let more = built.expect_file(MORE);
    more.contains("<ul>\n<li").contains("<a href=\"#sheet-review\">").lacks("<symbol");
}

#[test]
fn what_lies_beside_a_page_is_made_by_the_same_templates() {
    let course = course("")
        .and("templates/parts/sheet-protocol.html", "<p>`${mine}` \\ {{ part.steps | length }}</p>")
        .and("content/01-unit/03-three.md", statements("Three", "protocol: ['See [the lab](04-lab.md).']\n"))
        .and("content/01-unit/04-lab.md", "---\ntitle: Lab\nkind: page\n---\nText.\n");
    course.build().expect_no_findings().expect_file(MORE).contains("<p>`${mine}` \\ 1</p>");
    course.remove("templates/parts/sheet-protocol.html");
    course.build().expect_file(MORE).contains("href=\"../../lab/\"");
}

#[test]
fn where_all_is_printed_nothing_lies_beside_a_page() {
    let all = "sheets: { print: [start, log, checks, cards, completion, protocol, review, page] }\n";
    let all_with_cards = |title: &str| statements(title, "cards: [{ front: Why, back: So }]\n");
    let built = course(all)
        .and("content/01-unit/01-one.md", all_with_cards("One"))
        .and("content/01-unit/02-two.md", all_with_cards("Two"))
        .and("content/01-unit/03-three.md", all_with_cards("Three"))
        .build();
    built.expect_no_file(MORE).expect_no_file("unit/print/more.js");
    built.expect_file(MODULE).lacks("\"more\"");
    assert!(printed(&built, MODULE).contains(&"review".to_owned()));
}

#[test]
fn a_form_that_cannot_be_made_is_told_once_and_nothing_is_written() {
    let course = course("").and("templates/parts/sheet-controls.html", "<form>\n{{ controls.papers[9].title }}</form>");
    for built in [course.check(), course.build()] {
        built.expect_only("broken-template", "templates/parts/sheet-controls.html", 2, 4);
        built.expect_no_site();
    }
    let course = course.and("templates/parts/sheet-controls.html", "<form>{% endblok %}</form>");
    let built = course.build();
    built.expect_only("broken-template", "templates/parts/sheet-controls.html", 1, 10);
    built.expect_no_site();
}

#[test]
fn all_print_pages_name_one_script_with_the_form() {
    let built = course("")
        .and("templates/parts/sheet-controls.html", "<form>Mine {{ controls.kinds | length }}</form>")
        .build();
    let tree = built.expect_no_findings().tree();
    let shared: Vec<&String> = tree.keys().filter(|path| path.starts_with("assets/sheet-data.")).collect();
    assert_eq!(shared.len(), 1, "{shared:?}");
    built.expect_file(shared[0]).contains("\"form\":\"<form>Mine 9</form>\"");
    for page in [MODULE, "unit/three/print/large/index.html", "unit/print/index.html"] {
        built.expect_file(page).contains(&format!("{}\" defer", shared[0])).lacks("<form");
    }
}

#[test]
fn the_course_chooses_sheets_and_their_order() {
    let built = course("sheets: { print: [review, protocol, log] }\n").build();
    assert_eq!(printed(&built, MODULE), ["review", "protocol", "log", "log"]);
}

#[test]
fn a_part_that_a_module_leaves_out_has_no_sheet() {
    let built = course("parts: [checks]\n").build();
    assert_eq!(printed(&built, MODULE), ["checks"]);
    assert_eq!(left_out(&built, MORE), ["review"]);
}

#[test]
fn a_page_with_sheet_true_is_printed_by_itself_with_its_module_and_in_its_section() {
    let built = course("")
        .and("content/01-unit/04-four/index.md", module("Four", ""))
        .and(
            "content/01-unit/04-four/form.md",
            "---\ntitle: Form\nsheet: true\nkind: page\n---\n\n| a | b |\n|---|---|\n| x |  |\n",
        )
        .and("content/01-unit/05-gate.md", "---\ntitle: Gate\nkind: page\nsheet: true\n---\n\nText.\n")
        .build();
    built.expect_no_findings();
    assert_eq!(printed(&built, "unit/four/form/print/index.html"), ["page"]);
    assert_eq!(printed(&built, "unit/gate/print/index.html"), ["page"]);
    assert!(printed(&built, "unit/four/print/index.html").contains(&"page".to_owned()));
    let pack = built.expect_file("unit/print/index.html");
    pack.contains("Gate").contains("Form");
    assert!(sheet(&built, "unit/four/form/print/index.html", "page").contains("<td></td>"));
}

#[test]
fn the_checks_of_a_page_are_on_one_sheet_of_its_module() {
    let built = Course::with("content/01-m/index.md", module("M", ""))
        .and(
            "content/01-m/practice/01-lab.md",
            "---\ntitle: Lab\nsheet: true\n---\nText.\n\n## Mistake check\n\n- One.\n- Two.\n",
        )
        .build();
    built.expect_no_findings();
    assert_eq!(built.expect_file("m/print/index.html").hooks("statement"), 2);
    assert_eq!(built.expect_file("m/practice/lab/print/index.html").hooks("statement"), 2);
}

#[test]
fn the_pack_of_a_section_holds_its_modules_and_turns_the_page() {
    let mut course = Course::with("content/01-unit/_index.md", "---\ntitle: Unit\n---\n");
    for number in 1..=23 {
        course = course.and(&format!("content/01-unit/m{number:02}.md"), module(&format!("Module {number}"), ""));
    }
    let built = course.build();
    let modules = |path: &str| {
        let page = built.expect_file(path);
        let tags = html::tags(page.text());
        let sheets = tags.iter().filter(|tag| tag.get("data-sheet") == Some("completion") && tag.name == "section");
        sheets.map(|tag| tag.get("data-module").unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(modules("unit/print/index.html").len(), 20);
    assert_eq!(modules("unit/print/page/2/index.html"), ["unit/m21", "unit/m22", "unit/m23"]);
    built.expect_file("print/index.html").contains("href=\"../unit/print/\"").contains("href=\"../unit/m01/print/\"");
}

#[test]
fn modules_outside_of_sections_have_a_pack_beside_the_list_of_packs() {
    let built = Course::with("content/01-m.md", module("M", "")).build();
    built.expect_file("print/index.html").contains("href=\"home/\"");
    assert!(!sheets(&built, "print/home/index.html").is_empty());
}

#[test]
fn a_file_at_the_address_of_a_sheet_is_refused() {
    Course::with("content/01-m/index.md", module("M", ""))
        .and("content/01-m/form/index.md", "x")
        .and("content/01-m/form.md", "---\ntitle: Form\nkind: page\nsheet: true\n---\n")
        .and("content/01-m/form/print.md", "---\ntitle: Print\nkind: page\n---\n")
        .check()
        .expect_finding("reserved-address", "content/01-m/form/print.md", 1, 1);
}

// Answers

#[test]
fn no_sheet_for_learners_holds_an_answer_in_either_edition() {
    let course = course("show_answers: open\nsheets: { print: [log, checks, cards, completion, protocol, review] }\n");
    for built in [course.build(), course.instructor()] {
        for path in [MODULE, "unit/three/print/large/index.html", "unit/print/index.html"] {
            built.expect_file(path).lacks("zq");
        }
    }
}

#[test]
fn the_key_is_a_page_of_the_instructors_alone_in_the_order_of_labels() {
    let course = course("sheets: { shuffle: 7 }\n");
    course.build().expect_no_file("unit/three/print/answers/index.html");
    let built = course.instructor();
    let key = sheet(&built, "unit/three/print/answers/index.html", "answers");
    let labels: Vec<String> = asked(&key).into_iter().map(|(label, _)| label).collect();
    assert_eq!(labels, ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2.1", "2.2", "2.3", "2.4"]);
    assert_eq!(key.matches(">zq").count(), 10);
    built.expect_file(MODULE).contains("href=\"answers/\"");
}

/// A quiz with answers in its text, in its statements and apart, and notes.
const QUIZ: &str = "---
title: Quiz
sheet: true
---
> [!INSTRUCTOR]
> Ten minutes zqnote.

1. Why?

   > [!ANSWER]
   > Because zqanswer[^1].

## Why

## Mistake check

1. Claim one.

   > [!ANSWER]
   > Wrong zqlisted.
2. Claim two.

## After

> [!ANSWER]
> At the end zqend.

[^1]: Zqfootnote.
";

/// Words that only instructors may read.
const SECRETS: [&str; 6] = ["zqnote", "zqanswer", "zqlisted", "zqend", "Zqfootnote", "zqapart"];

#[test]
fn the_key_of_a_form_has_every_answer_of_it_and_the_form_has_none() {
    let apart = "- for: Claim two\n  correction: Right zqapart\n";
    let course = Course::with("content/01-m/index.md", module("M", ""))
        .and("clinic.yaml", "title: Course\nsheets: { notes: true }\n")
        .and("content/01-m/quiz.md", QUIZ)
        .and("answers/01-m/quiz.yaml", apart)
        .and("content/form.md", QUIZ.replace("sheet: true", "kind: page\nsheet: true"))
        .and("answers/form.yaml", apart);
    let learners = course.build();
    learners.expect_no_findings();
    let built = course.instructor();
    built.expect_no_findings();
    for form in ["m/quiz/print/", "form/print/"] {
        learners.expect_no_file(&format!("{form}answers/index.html"));
        let sheet = built.expect_file(&format!("{form}index.html"));
        sheet.contains("href=\"answers/\"");
        let key = built.expect_file(&format!("{form}answers/index.html"));
        for word in SECRETS {
            sheet.lacks(word);
            key.contains(word);
        }
        key.contains("Claim one.").contains("Claim two.").contains("<title>Answer key: ").lacks(" hidden>");
        assert_eq!(printed(&built, &format!("{form}answers/index.html")), ["page", "answers"]);
    }
    // What the module's key says of statements it says once.
    let key = built.expect_file("m/print/answers/index.html");
    for word in SECRETS {
        key.contains(word);
    }
    key.says("Claim one.", 1);
    built.expect_file("m/print/index.html").contains("href=\"answers/\"").lacks("zq");
    let course = course.and("clinic.yaml", "title: Course\n");
    course.instructor().expect_file("m/print/answers/index.html").lacks("zqnote").contains("zqanswer");
}

#[test]
fn the_key_has_the_answers_of_a_quiz_that_is_no_form() {
    let quiz = QUIZ.replace("sheet: true\n", "");
    let built = Course::with("content/01-m/index.md", module("M", "")).and("content/01-m/quiz.md", quiz).instructor();
    built.expect_file("m/print/answers/index.html").contains("zqanswer").contains("zqend");
}

#[test]
fn the_key_of_a_module_has_the_checks_that_it_leaves_to_a_form() {
    let front = "checks:\n  - { title: Own, statements: [{ text: Claim zero., answer: zqzero }] }\n";
    let built =
        Course::with("content/01-m/index.md", module("M", front)).and("content/01-m/quiz.md", QUIZ).instructor();
    let key = built.expect_file("m/print/answers/index.html");
    key.contains("zqzero").contains("zqlisted").contains("zqanswer").says("Claim one.", 1);
    assert_eq!(printed(&built, "m/print/answers/index.html"), ["answers", "page", "answers"]);
    let ids: Vec<String> = key.all("id");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    // What the clinic page leaves out is on the key of the form alone.
    let built =
        Course::with("content/01-m/index.md", module("M", "parts: [radar]\n")).and("content/01-m/quiz.md", QUIZ);
    built.instructor().expect_file("m/print/answers/index.html").says("Claim one.", 1).contains("zqlisted");
}

#[test]
fn the_code_beside_an_address_leads_to_that_address() {
    let course = Course::with("clinic.yaml", "title: Course\nbase_url: https://example.org/course/\n")
        .and(
            "content/01-m/index.md",
            module("M", "checks:\n  - { title: Own, statements: [{ text: Zero., answer: No. }] }\n"),
        )
        .and("content/01-m/form.md", "---\ntitle: Form\nsheet: true\n---\n## Mistake check\n\n- Claim one.\n")
        .and("answers/01-m/form.yaml", "- for: Claim one\n  correction: Right.\n");
    let built = course.instructor();
    let form = built.expect_file("m/form/print/index.html").all("d");
    assert_eq!(form.len(), 1);
    let key = built.expect_file("m/print/answers/index.html");
    key.contains("example.org/course/m/form/");
    assert!(key.all("d").contains(&form[0]), "the key of the module leads nowhere from the statements of its form");
}

#[test]
fn a_form_without_answers_has_no_key() {
    let built =
        Course::with("content/form.md", "---\ntitle: Form\nkind: page\nsheet: true\n---\n- [ ] Done\n").instructor();
    built.expect_no_findings();
    built.expect_no_file("form/print/answers/index.html");
    built.expect_file("form/print/index.html").lacks("answers/");
}

// Order

#[test]
fn four_versions_of_a_class_set_fit_one_key() {
    let key: BTreeMap<String, String> =
        asked(&sheet(&course("").instructor(), "unit/three/print/answers/index.html", "answers")).into_iter().collect();
    let mut orders = BTreeSet::new();
    for seed in 1..=4 {
        let built = course(&format!("sheets: {{ shuffle: {seed} }}\n")).build();
        let sheet = sheet(&built, MODULE, "checks");
        assert!(sheet.contains(&format!("Version {seed}")));
        let printed = asked(&sheet);
        assert_eq!(printed.iter().cloned().collect::<BTreeMap<_, _>>(), key, "labels go with their statements");
        let labels: Vec<String> = printed.into_iter().map(|(label, _)| label).collect();
        assert!(labels[..6].iter().all(|label| label.starts_with("1.")), "groups stay together: {labels:?}");
        orders.insert(labels);
    }
    assert_eq!(orders.len(), 4, "four seeds, four orders");
}

#[test]
fn positions_count_in_printed_order() {
    let built = course("sheets: { shuffle: 3 }\n").build();
    let sheet = sheet(&built, MODULE, "checks");
    let words = html::words(&sheet);
    let places: Vec<usize> = (1..=10).map(|n| words.find(&format!(" {n} of 10")).unwrap()).collect();
    assert!(places.is_sorted(), "{words}");
}

#[test]
fn a_section_shuffles_and_a_module_turns_it_off() {
    let built = course("")
        .and("content/01-unit/_index.md", "---\ntitle: Unit\ndefaults: { sheets: { shuffle: 5 } }\n---\n")
        .and("content/01-unit/02-two.md", statements("Two", "sheets: { shuffle: off }\n"))
        .build();
    assert!(sheet(&built, MODULE, "checks").contains("Version 5"));
    let labels: Vec<String> =
        asked(&sheet(&built, "unit/two/print/index.html", "checks")).into_iter().map(|(label, _)| label).collect();
    assert_eq!(labels[..3], ["1.1", "1.2", "1.3"]);
}

// Review

#[test]
fn a_review_begins_with_what_the_module_builds_on_and_is_always_the_same() {
    let built = course("").build();
    let review = sheet(&built, MORE, "review");
    let printed = asked(&review);
    assert_eq!(printed.len(), 12);
    assert!(printed[0].1.contains("One first") && printed[1].1.contains("Two first"), "{printed:?}");
    assert!(!printed.iter().any(|(_, text)| text.contains("Three")));
    assert_eq!(printed.iter().collect::<BTreeSet<_>>().len(), 12, "none twice");
    assert_eq!(review, sheet(&course("").build(), MORE, "review"));
    let shuffled =
        |seed: u32| asked(&sheet(&course(&format!("sheets: {{ shuffle: {seed} }}\n")).build(), MORE, "review"));
    assert_ne!(shuffled(9), printed);
    assert_eq!(shuffled(9).into_iter().collect::<BTreeSet<_>>(), printed.into_iter().collect());
}

#[test]
fn the_pack_of_a_section_reviews_all_its_modules_in_the_name_of_the_section() {
    let built = course("").build();
    let review = sheet(&built, "unit/print/more.js", "review");
    assert!(review.contains("<b>Unit</b>"), "{review}");
    let from: BTreeSet<&str> = ["One", "Two", "Three"].into();
    assert!(from.iter().all(|module| asked(&review).iter().any(|(_, text)| text.contains(module))));
}

#[test]
fn the_first_module_has_nothing_to_review() {
    let built = course("").build();
    assert_eq!(left_out(&built, "unit/one/print/more.js"), ["cards", "protocol"]);
    built.expect_file("unit/one/print/index.html").contains(r#""more":["cards","protocol"]"#);
}

// The log

#[test]
fn the_log_has_as_many_rows_as_it_says_over_as_many_pages_as_they_need() {
    let rows = |options: &str| {
        let built = course(options).build();
        let page = built.expect_file(MODULE);
        let pages = sheets(&built, MODULE).iter().filter(|(kind, _)| kind == "log").count();
        (page.hooks("log-row"), pages)
    };
    assert_eq!(rows(""), (10, 2));
    assert_eq!(rows("log: { rows: 12 }\n"), (12, 3));
    assert_eq!(rows("log: { rows: fill }\n"), (5, 1));
    assert_eq!(rows("log: { form: table, rows: fill }\n"), (4, 1));
    assert_eq!(rows("log: { form: table, rows: fill }\nsheets: { starter: false }\n"), (5, 1));
    assert_eq!(rows("sheets: { save: true }\n"), (6, 1));
    assert_eq!(rows("log: { rows: 1 }\nsheets: { line: 13mm }\n"), (1, 1));
    assert_eq!(rows("log: { rows: 0 }\nsheets: { starter: false }\n"), (0, 0));
}

#[test]
fn the_first_page_of_a_log_has_the_head_and_every_page_says_which_it_is() {
    let built = course("").build();
    let page = built.expect_file(MODULE);
    let log: Vec<&str> = page.text().split("data-sheet=\"log\"").skip(1).collect();
    assert_eq!(log.len(), 2);
    assert!(log[0].contains("<h2>") && log[0].contains("class=\"qr\"") && log[0].contains("page 1 of 2"));
    let second = log[1].split("</section>").next().unwrap();
    assert!(
        !second.contains("<h2>")
            && second.contains("page 2 of 2")
            && second.contains("class=\"log-boxes usual dated more-")
    );
    assert!(second.contains("<i data-field=\"name\"></i>"), "a name has its place on every page");
    assert!(second.contains("example.org/course/unit/three/"));
}

// Cards

#[test]
fn cards_end_with_blank_ones_and_backs_stand_behind_their_fronts() {
    let cards = "cards:\n  - { front: Question one, back: Answer one }\n  - { front: Question two, back: Answer two }\n  - { front: Question three, back: Answer three }\n";
    let with = |style: &str| {
        let course = course(&format!("sheets: {{ cards: {style} }}\n"));
        course.and("content/01-unit/03-three.md", statements("Three", cards)).build()
    };
    let fold = sheet(&with("fold"), MODULE, "cards");
    assert_eq!((fold.matches("class=\"front\"").count(), fold.matches("data-clinic=\"card\"").count()), (4, 3));
    let built = with("duplex");
    let kinds: Vec<String> = sheets(&built, MODULE).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["cards", "cards", "start", "log", "log", "checks", "completion"], "fronts begin a leaf");
    let page = built.expect_file(MODULE);
    let words = html::words(&page.text()[page.text().find("side-front").unwrap()..]);
    let order: Vec<usize> =
        ["Question one", "Question two", "Question three", "Answer two", "Answer one", "Answer three"]
            .map(|text| words.find(text).unwrap_or_else(|| panic!("{text}: {words}")))
            .into();
    assert!(order.is_sorted(), "backs are mirrored: {words}");
}

// Before the start

#[test]
fn rows_of_one_preset_are_one_on_the_sheet_that_is_read_first() {
    let lab = |title: &str| format!("---\ntitle: {title}\n---\n## Mistake check\n\n- Claim about {title}.\n");
    let preset = "radar_presets:\n  final:\n    each: practice/*.md\n    mistake: 'Ending “{where}” early'\n    symptom: No case.\n    repair: A case.\n";
    let built = Course::with("content/01-m/index.md", module("M", preset))
        .and("content/01-m/practice/01-a.md", lab("Lab A"))
        .and("content/01-m/practice/02-b.md", lab("Lab B"))
        .build();
    let start = sheet(&built, "m/print/index.html", "start");
    let words = html::words(&start);
    assert!(words.contains("Ending a page early") && words.contains("R2 Lab A R3 Lab B"), "{words}");
    assert_eq!(words.matches("No case.").count(), 1);
    assert!(!start.contains("data-field"), "nothing is written on it");
}

#[test]
fn a_sheet_to_read_first_with_nothing_for_learners_is_none() {
    let front = |more: &str| {
        format!(
            "parts: [body, radar, checks, log]\nradar:\n  - {{ mistake: Hidden, where: practice/key.md, symptom: S, repair: R }}\n{more}"
        )
    };
    let with = |more: &str| {
        Course::with("content/01-m/index.md", module("M", &front(more)))
            .and("content/01-m/practice/key.md", "---\ntitle: Key\nedition: instructor\n---\nText.\n")
            .instructor()
    };
    let built = with("");
    built.expect_file("m/index.html").contains("Hidden");
    assert!(!printed(&built, "m/print/index.html").contains(&"start".to_owned()));
    let chosen = with("sheets: { print: [log] }\n");
    chosen.expect_file("m/print/index.html").lacks("\"start\"");
}

// Links

#[test]
fn a_link_on_paper_says_where_it_leads_unless_its_words_do() {
    let text = "See [this page](other.md), [the end](#end), [Other](other.md), [that](https://example.org/a/) and [example.org/b](https://example.org/b).";
    let built = Course::with(
        "content/01-form.md",
        format!("---\ntitle: Form\nkind: page\nsheet: true\n---\n{text}\n\n## End\n"),
    )
    .and("content/02-other.md", "---\ntitle: Other\nkind: page\n---\nText.\n")
    .build();
    let told: Vec<String> = html::tags(built.expect_file("form/print/index.html").text())
        .iter()
        .filter_map(|tag| tag.get("data-to").map(str::to_owned))
        .collect();
    assert_eq!(told, ["Other", "example.org/a"]);
    built.expect_file("form/index.html").lacks("data-to");
}

// Room to write

#[test]
fn a_quiz_has_room_below_its_questions_as_its_author_wants() {
    let quiz = |sheet: &str| {
        let text = format!("---\ntitle: Quiz\nsheet: {sheet}\n---\n## One\n\nWhy?\n\n## Two\n\nHow?\n");
        let built = Course::with("content/01-m/index.md", module("M", "")).and("content/01-m/quiz.md", text).build();
        built.expect_no_findings();
        built.expect_file("m/quiz/index.html").lacks("reply");
        let page = sheet_of(&built, "m/quiz/print/index.html");
        (page.matches("class=\"lines reply\"").count(), page.matches("class=\"rule\"").count())
    };
    assert_eq!(quiz("true"), (2, 10));
    assert_eq!(quiz("{ lines: 8 }"), (2, 16));
    assert_eq!(quiz("{ lines: 0 }"), (2, 0));
    let built = Course::with("content/01-m/index.md", module("M", ""))
        .and("content/01-m/quiz.md", "---\ntitle: Quiz\nsheet: { lines: 90 }\n---\nText.\n")
        .check();
    built.expect_finding("wrong-type", "content/01-m/quiz.md", 3, 17);
}

/// The only sheet of a page.
fn sheet_of(built: &Built, path: &str) -> String {
    sheet(built, path, "page")
}

#[test]
fn a_page_without_room_is_left_out_unless_somebody_chooses_it() {
    let built = Course::with("content/01-m/index.md", module("M", ""))
        .and(
            "content/01-m/practice/01-read.md",
            "---\ntitle: Reading\nsheet: true\n---\nText.\n\n## Mistake check\n\n- One.\n",
        )
        .and(
            "content/01-m/practice/02-write.md",
            "---\ntitle: Writing\nsheet: true\n---\n<!-- lines: 3 -->\n\n## Mistake check\n\n- Two.\n",
        )
        .build();
    let pages = |path: &str| {
        sheets(&built, path).into_iter().filter(|(kind, _)| kind == "page" || kind == "reading").collect::<Vec<_>>()
    };
    assert_eq!(pages("m/print/index.html"), [("page".to_owned(), true)]);
    assert!(left_out(&built, "m/print/more.js").contains(&"reading".to_owned()));
    assert_eq!(pages("m/practice/read/print/index.html"), [("page".to_owned(), true)], "its own page prints it");
}

// Options

#[test]
fn options_are_refused_with_what_they_may_be() {
    let cases = [
        ("sheets: { print: [answers] }\n", "each item in `print`"),
        ("sheets: { cards: triple }\n", "the form of the cards"),
        ("sheets: { line: 5mm }\n", "7mm to 13mm"),
        ("sheets: { shuffle: often }\n", "`shuffle` must be `off`"),
        ("log: { rows: many }\n", "`rows`, unless it is `fill`"),
        ("log: { form: cards }\n", "the form of the log must be"),
        ("sheets: { save: perhaps }\n", "`save` must be `true` or `false`"),
    ];
    for (options, words) in cases {
        let built = course(options).check();
        let found = built.all();
        assert_eq!(found.len(), 1, "{options}: {:?}", built.findings());
        assert!(found[0].message().contains(words), "{options}: {}", found[0].message());
    }
}

#[test]
fn a_sheet_without_an_address_of_the_site_shows_its_path_and_no_code() {
    let built = Course::with("content/01-m.md", module("M", "")).build();
    built.expect_file("m/print/index.html").lacks("class=\"qr\"").contains(">/m/</");
}

#[test]
fn large_print_is_a_page_of_its_own() {
    let built = course("").build();
    let large = built.expect_file("unit/three/print/large/index.html");
    large.contains("<body class=\"large\">").contains("line-13");
    large.contains("href=\"../?size=usual\"").contains("href=\"../?size=large\">Choose what to print</a>");
    large.lacks("id=\"controls\"").contains("{\"large\":true,").lacks("\"more\"");
    assert!(sheets(&built, "unit/three/print/large/index.html").iter().all(|(_, is_printed)| *is_printed));
    built.expect_file(MODULE).contains("href=\"large/\"").lacks("line-13");
}

#[test]
fn the_place_of_a_trap_is_below_its_mistake_where_that_makes_no_line() {
    let long = "A symptom of many words, which goes over three lines or more of its narrow column on any paper of ours";
    let row = |mistake: &str, place: &str| {
        format!("  - {{ mistake: '{mistake}', where: {place}, symptom: '{long}', repair: The count }}\n")
    };
    let page = || {
        let rows = row("Short", "practice/lab.md")
            + &row("Short as well", "At the bedside")
            + &row("Short, in the corridor", "in the corridor")
            + &row(&format!("{long}, and more"), "On the phone");
        let front = format!("---\ntitle: One\nradar:\n{rows}---\n");
        let lab = "---\ntitle: The lab\nrules: { practice-without-checks: off }\n---\nCount.\n";
        let course = Course::with("content/01-one/index.md", front).and("content/01-one/practice/lab.md", lab);
        course.build().expect_file("one/print/index.html").text().to_owned()
    };
    let rows = page();
    let small: Vec<&str> = rows.split("<small>").skip(1).filter_map(|rest| rest.split("</small>").next()).collect();
    assert_eq!(small, ["The lab", "At the bedside"]);
    assert!(rows.contains("<dd>Short<small>The lab</small>"), "{rows}");
}
