//! What does not fit on paper, or becomes small there.

use super::course::{Course, module};

// What is right

// wide-word, long-statement, crowded-card

/// A module of one statement with this front matter.
fn paper(front: &str) -> Course {
    Course::with("content/01-a.md", format!("---\ntitle: A\nchecks:\n  - statements: [Wrong.]\n{front}---\n"))
}

/// All columns, and a narrow one of its own.
const NARROW: &str = "  columns: [date, mistake, symptom, root_cause, repair, card, {key: retest, title: TITLE, width: 8}]\n  form: table\n";

#[test]
fn a_word_wider_than_its_column_of_the_log_is_told() {
    let narrow = |title: &str| paper(&format!("log:\n{}", NARROW.replace("TITLE", title))).check();
    narrow("Wiederholungstermin")
        .expect_only("wide-word", "content/01-a.md", 6, 84)
        .being_a_warning()
        .saying("`Wiederholungstermin` is about 36 mm wide, but its column in the log has room for only 25 mm")
        .helping("increase the column's `width:`");
    for fits in ["Retest", "\"Wieder-holung\"", "Wieder&shy;holung", "Ein Tag im Mai", "予定日予定日予定日"] {
        narrow(fits).expect_no_findings();
    }
}

#[test]
fn a_starter_entry_has_wide_words_only_where_it_is_printed() {
    let entry = "log:\n  starter:\n    - mistake: See `a_function_whose_name_tells_everything`\n  form: table\n";
    paper(entry).check().expect_only("wide-word", "content/01-a.md", 7, 16);
    paper(&format!("{entry}sheets: {{ starter: false }}\n")).check().expect_no_findings();
    paper(&format!("{entry}sheets: {{ print: [checks] }}\n")).check().expect_no_findings();
    paper(&format!("{entry}parts: [body, checks]\n")).check().expect_none_of("wide-word");
    paper(&entry.replace("table", "boxes")).check().expect_no_findings();
}

#[test]
fn a_column_of_all_modules_is_told_once_and_built_in_words_never() {
    let wide = format!("title: C\nlog:\n{}", NARROW.replace("TITLE", "Wiederholungstermin"));
    let two = module("B", "");
    let course = Course::with("content/01-a.md", module("A", "")).and("content/02-b.md", two);
    course.and("clinic.yaml", wide).check().expect_only("wide-word", "clinic.yaml", 3, 84);
    let words = "log.column.date: Wiederholungstermin\n";
    paper("").and("i18n/en.yaml", words).check().expect_no_findings();
}

#[test]
fn words_on_cards_and_in_statements_have_columns_too() {
    // The letters of a front are larger than those of a back.
    let card = |front: usize, back: usize| {
        let (front, back) = ("a".repeat(front), "b".repeat(back));
        paper(&format!("cards:\n  - front: {front}\n    back: {back}\n")).check()
    };
    card(27, 1)
        .expect_only("wide-word", "content/01-a.md", 6, 12)
        .saying(" is about 79 mm wide, but a card has room for only 78 mm");
    card(1, 34)
        .expect_only("wide-word", "content/01-a.md", 7, 11)
        .saying(" is about 80 mm wide, but a card has room for only 78 mm");
    card(26, 33).expect_no_findings();
    let statement = |text: &str| {
        Course::with("content/01-a.md", format!("---\ntitle: A\nchecks:\n  - statements: ['{text}']\n---\n")).check()
    };
    statement(&"a".repeat(68)).expect_only("wide-word", "content/01-a.md", 4, 18).saying("the statement column");
    statement(&"a".repeat(67)).expect_no_findings();
    // The source of a formula is not what is printed.
    statement(&format!("It is ${}$.", "\\frac{1}{2}+".repeat(8) + "1")).expect_no_findings();
}

/// A sum of so many terms, each about 2.6 em wide.
fn sum(terms: usize) -> String {
    (1..=terms).map(|number| format!("x_{{{number}}}")).collect::<Vec<_>>().join(" + ")
}

#[test]
fn a_formula_that_is_printed_small_is_told() {
    let page = |body: &str, more: &str| {
        Course::with("content/01-a.md", format!("---\ntitle: A\nkind: page\n{more}---\n{body}\n")).check()
    };
    page(&format!("It is\n\n$$\n{}\n$$", sum(40)), "sheet: true\n")
        .expect_only("wide-formula", "content/01-a.md", 8, 1)
        .being_a_warning()
        .saying("but only 173 mm is available, so it shrinks to about 40% of its size on paper")
        .helping("break it into lines");
    page(&format!("It is ${}$.", sum(40)), "sheet: true\n").expect_only("wide-formula", "content/01-a.md", 6, 7);
    // What is on no sheet is never too small.
    page(&format!("$${}$$", sum(40)), "").expect_no_findings();
    page(&format!("$${}$$", sum(25)), "sheet: true\n").expect_no_findings();
    let lines = format!("$${}\\\\ {}$$", sum(20), sum(20));
    page(&lines, "sheet: true\n").expect_no_findings();
}

#[test]
fn formulas_of_statements_and_cards_have_columns_too() {
    let statement = |terms: usize| {
        let statements = format!("---\ntitle: A\nchecks:\n  - statements: ['It is ${}$.']\n---\n", sum(terms));
        Course::with("content/01-a.md", statements).check()
    };
    statement(40).expect_only("wide-formula", "content/01-a.md", 4, 25).saying("but only 158 mm is available");
    statement(20).expect_no_findings();
    paper(&format!("cards:\n  - front: '${}$'\n    back: B\n", sum(20)))
        .check()
        .expect_only("wide-formula", "content/01-a.md", 6, 13)
        .saying("but only 78 mm is available");
}

#[test]
fn a_statement_higher_than_a_page_is_told() {
    let statement = |words: usize, more: &str| {
        let text = "nine lines ".repeat(words);
        Course::with("content/01-a.md", format!("---\ntitle: A\n{more}checks:\n  - statements: [{text}]\n---\n"))
            .check()
    };
    statement(250, "")
        .expect_only("long-statement", "content/01-a.md", 4, 18)
        .being_a_warning()
        .saying("mm high in total, but a page has room for only 241 mm");
    statement(220, "").expect_no_findings();
    // Wider lines take more of the page.
    statement(220, "sheets: { line: 13mm }\n").expect_only("long-statement", "content/01-a.md", 5, 18);
    statement(250, "sheets: { print: [log] }\n").expect_no_findings();
}

#[test]
fn a_card_of_many_words_is_told_and_a_long_answer_is_not() {
    let card = |letters: usize, more: &str| {
        paper(&format!("cards:\n  - front: Why?\n    back: {}\n{more}", "and so ".repeat(letters / 7))).check()
    };
    card(700, "")
        .expect_only("crowded-card", "content/01-a.md", 7, 11)
        .being_a_warning()
        .saying("on paper, the card is about 124 mm high, but a standard card is only 52 mm high");
    card(400, "").expect_no_findings();
    card(700, "sheets: { print: [log] }\n").expect_no_findings();
}

#[test]
fn statements_of_a_worksheet_of_its_own_are_looked_at() {
    let sheet = |more: &str| {
        let page = format!("---\ntitle: A\nkind: page\n{more}checks: [{}]\n---\n", "a".repeat(70));
        Course::with("content/01-a.md", page).check()
    };
    sheet("sheet: true\n").expect_only("wide-word", "content/01-a.md", 5, 10);
    sheet("").expect_no_findings();
}
