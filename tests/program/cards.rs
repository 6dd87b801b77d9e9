//! The author's cards as files for Anki: where they are, what they hold, and what they keep to themselves.

use crate::support::{Built, Course, module};

/// The head of every such file.
const HEAD: &str = "#separator:tab\n#html:true\n#guid column:1\n#deck column:2\n#tags column:5\n";

const CARDS: &str = "cards:
  - id: fact
    front: 'Is \"sent\" `<a>` fact?'
    back: 'See [the lab](lab.md), [the source](https://example.com/a?b=1&c=2) and ![a tree](tree.svg)'
  - id: plain
    front: Plain
    back: |-
      ```text
      # one
      \ttwo
      ```
";

fn course(config: &str) -> Course {
    Course::with("clinic.yaml", format!("title: 'Course: one'\nid: one\n{config}"))
        .and("content/s/_index.md", "# S\n")
        .and("content/s/m/index.md", module("'M::two'", CARDS))
        .and("content/s/m/lab.md", "# Lab\n")
        .and("content/s/m/tree.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>")
        .and("content/s/bare.md", module("Bare", ""))
}

/// The cells of each card of a file that has none of several lines.
fn rows(built: &Built, path: &str) -> Vec<Vec<String>> {
    let file = built.expect_file(path);
    let text = file.text().strip_prefix(HEAD).unwrap_or_else(|| panic!("another head: {}", file.text())).to_owned();
    let cells = |line: &str| line.trim_matches('"').split("\"\t\"").map(|cell| cell.replace("\"\"", "\"")).collect();
    text.lines().filter(|line| line.starts_with("\"clinic:")).map(cells).collect()
}

#[test]
fn a_card_has_a_name_that_lasts_a_deck_and_both_faces() {
    let built = course("base_url: https://example.org/c/\n").build();
    built.expect_no_findings();
    let rows = rows(&built, "s/m/cards.txt");
    assert_eq!(rows[0][..2], ["clinic:one:s/m#fact", "Course: one::M:two"]);
    assert_eq!(rows[0][2], "<p>Is “sent” <code>&lt;a&gt;</code> fact?</p>");
    assert!(rows[0][3].contains("<a href=\"https://example.org/c/s/m/lab/\">the lab</a>"), "{rows:?}");
    assert!(rows[0][3].contains("<a href=\"https://example.com/a?b=1&amp;c=2\">the source</a>"), "{rows:?}");
    assert!(rows[0][3].contains("src=\"https://example.org/c/s/m/tree.svg\""), "{rows:?}");
    assert_eq!(rows[0][4], "clinic");
    assert_eq!(rows[1][0], "clinic:one:s/m#plain");
    built.expect_file("s/m/cards.txt").contains("# one\n\ttwo");
}

#[test]
fn where_the_site_has_no_address_only_words_are_left_of_what_leads_into_it() {
    let built = course("").build();
    let rows = rows(&built, "s/m/cards.txt");
    assert_eq!(rows[0][3], "See the lab, the source and a tree");
    assert_eq!(rows[1][2], "<p>Plain</p>", "what leads nowhere keeps its form");
}

#[test]
fn the_course_has_the_cards_of_all_modules_and_only_those_have_a_file() {
    let built = course("").build();
    assert_eq!(built.expect_file("cards.txt").text(), built.expect_file("s/m/cards.txt").text());
    built.expect_no_file("s/bare/cards.txt");
    built.expect_file("s/m/index.html").contains("href=\"cards.txt\" download");
    let none = Course::with("content/a.md", module("A", "")).build();
    none.expect_no_file("cards.txt").expect_no_file("a/cards.txt");
}

#[test]
fn what_an_edition_withholds_is_in_no_file() {
    let secret = "cards:\n  - front: Open\n    back: |-\n      Seen.\n\n      > [!INSTRUCTOR]\n      > Hidden.\n";
    let drafted = module("D", "draft: true\ncards:\n  - { front: Early, back: Late }\n");
    let course = Course::with("content/a.md", module("A", secret)).and("content/d.md", drafted);
    let learner = course.build();
    learner.expect_file("cards.txt").contains("Seen").lacks("Hidden").lacks("Early");
    learner.expect_no_file("d/cards.txt");
    course.instructor().expect_file("cards.txt").contains("Hidden").lacks("Early");
    course.drafts().expect_file("cards.txt").contains("Early");
    course.write("clinic.yaml", "title: Course\nparts: [radar, log]\nrules: { unused-part: off }\n");
    let without = course.check();
    assert!(without.findings().iter().all(|found| !found.starts_with("duplicate")), "{:?}", without.findings());
}

#[test]
fn no_other_file_has_the_name_of_cards() {
    let course = course("").and("content/s/m/cards.txt", "mine").and("static/cards.txt", "mine");
    let built = course.check();
    built
        .expect_finding("reserved-address", "content/s/m/cards.txt", 1, 1)
        .saying("the name `cards.txt` is reserved here for the site's own files");
    built.expect_finding("reserved-address", "static/cards.txt", 1, 1);
    let bare = Course::with("content/s/_index.md", "# S\n")
        .and("content/s/a.md", module("A", ""))
        .and("content/s/cards.txt", "mine")
        .check();
    bare.expect_none_of("reserved-address");
}
