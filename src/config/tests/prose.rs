//! Prose in front matter that YAML takes for something else: each trap is told once, where it stands, with the line
//! that makes it arrive.

use crate::rules::tests::{Course, Findings, ROW, module};

fn checked(front: &str) -> Findings {
    Course::with("content/01-a.md", module("A", front)).check()
}

/// The one finding about a statement, and the line that cures it.
#[track_caller]
fn statement(typed: &str, rule: &str, column: u64, fixed: &str) {
    let front = format!("checks:\n  - title: G\n    statements:\n      - {typed}\n");
    checked(&front).expect_only(rule, "content/01-a.md", 8, column).fixing(&format!("      - {fixed}"));
    let cured = format!("checks:\n  - title: G\n    statements:\n      - {fixed}\n");
    checked(&cured).expect_no_findings();
}

#[test]
fn a_hash_that_cuts_a_text() {
    statement("Closing issue #12 without a test", "cut-text", 23, "'Closing issue #12 without a test'");
    statement("#include <stdio.h> links it", "cut-text", 9, "'#include <stdio.h> links it'");
    statement("# of rows is the rank", "cut-text", 9, "'# of rows is the rank'");
    statement("C # is a language", "comment-after-text", 11, "'C # is a language'");
    let front = "checks:\n  - title: G\n    intro: # 3 of them\n    statements: [One]\n";
    checked(front).expect_only("comment-after-text", "content/01-a.md", 7, 12).being_a_warning();
}

/// The one finding about the lines of a statement, and the lines that cure it.
#[track_caller]
fn statement_over_lines(typed: &[&str], rule: &str, (line, column): (u64, u64), fixed: &[&str]) {
    let front = |lines: &[&str]| {
        let lines = lines.join("\n      ");
        format!("checks:\n  - title: G\n    statements:\n      {lines}\n      - Last\n")
    };
    let lines: Vec<String> = fixed.iter().map(|line| format!("      {line}")).collect();
    checked(&front(typed)).expect_only(rule, "content/01-a.md", line, column).fixing(&lines.join("\n"));
    checked(&front(fixed)).expect_no_findings();
}

#[test]
fn a_hash_that_takes_a_line_of_a_text() {
    let fixed = ["- '#define N 10 makes a variable,", "  which may change.'"];
    statement_over_lines(&["- #define N 10 makes a variable,", "  which may change."], "cut-text", (8, 9), &fixed);
    let fixed = ["- 'The first line", "  #!/usr/bin/env python3 is a comment.'"];
    let typed = ["- The first line", "  #!/usr/bin/env python3 is a comment."];
    statement_over_lines(&typed, "cut-text", (9, 9), &fixed);
    let fixed = ["- 'In the list", "  #1 comes first, and", "  #2 after it.'"];
    let typed = ["- In the list", "  #1 comes first, and", "  #2 after it."];
    statement_over_lines(&typed, "cut-text", (9, 9), &fixed);
    let fixed = ["- 'Closing issue #12", "  deletes its branch.'"];
    statement_over_lines(&["- Closing issue #12", "  deletes its branch."], "cut-text", (8, 23), &fixed);
    let fixed = ["- 'The colour", "  #000 is", "  transparent.'"];
    statement_over_lines(&["- The colour", "  #000 is", "  transparent."], "cut-text", (9, 9), &fixed);
    let fixed = ["- text: '#9 is", "    the last.'"];
    statement_over_lines(&["- text: #9 is", "    the last."], "cut-text", (8, 15), &fixed);
    let front =
        "checks:\n  - title: G\n    statements:\n      - text:\n          The rank\n          #1 is the highest.\n";
    checked(front)
        .expect_only("cut-text", "content/01-a.md", 10, 11)
        .fixing("          'The rank\n          #1 is the highest.'");
}

#[test]
fn a_comment_that_a_text_goes_on_below() {
    let fixed = ["- '# of rows is", "  the rank.'"];
    statement_over_lines(&["- # of rows is", "  the rank."], "comment-after-text", (8, 9), &fixed);
    let fixed = ["- 'In C # is", "  a sharp.'"];
    statement_over_lines(&["- In C # is", "  a sharp."], "yaml-syntax", (8, 14), &fixed);
    let fixed = ["- 'Headings", "  ## like this", "  are marked.'"];
    statement_over_lines(&["- Headings", "  ## like this", "  are marked."], "yaml-syntax", (9, 9), &fixed);
}

#[test]
fn comments_beside_texts_over_several_lines() {
    let front = "# the checks
checks:
  # the group
  - title: 'G' # of the lab
    # what is wrong
    statements:
      # one
      - First
        # the next is hard
      - Second, over
        two lines
        # the last
      #- Left out
      # - Left out
        #- Left out
      - text: |-
          # of rows
          #1
        #hint: Later
        hint: Now
          #answer: Never
      - 'In quotes' # said
      - \"In quotes
        #1\"
cards:
  - front: F
    #back: C
    back: B
";
    checked(front).expect_no_findings();
}

#[test]
fn what_follows_a_closing_quote() {
    statement("'Lesson' #3", "cut-text", 18, "'''Lesson'' #3'");
    statement(r#""The tag" #1 of all"#, "cut-text", 19, r#"'"The tag" #1 of all'"#);
    let fixed = ["- '''The tag", "  first'' #1 of all'"];
    statement_over_lines(&["- 'The tag", "  first' #1 of all"], "cut-text", (9, 16), &fixed);
    checked("description: 'The tag' # of all\n").expect_no_findings();
}

#[test]
fn quotes_over_several_lines_are_mended_on_all_of_them() {
    let fixed = ["- 'The team''s build", "  is green.'"];
    statement_over_lines(&["- 'The team's build", "  is green.'"], "yaml-syntax", (8, 19), &fixed);
    let fixed = ["- 'The sum $\\sum x$", "  is finite.'"];
    statement_over_lines(&["- \"The sum $\\sum x$", "  is finite.\""], "yaml-syntax", (8, 19), &fixed);
    let fixed = ["- 'The angle", "  $\\theta x$ grows.'"];
    statement_over_lines(&["- \"The angle", "  $\\theta x$ grows.\""], "changed-text", (9, 10), &fixed);
    let fixed = ["- 'For all $\\forall x$", "  it holds.'"];
    statement_over_lines(&["- \"For all $\\forall x$", "  it holds.\""], "changed-text", (8, 19), &fixed);
    let fixed = ["- 'The limit", "  $\\nu$ is met.'"];
    statement_over_lines(&["- \"The limit", "  $\\nu$ is met.\""], "escape-in-text", (9, 10), &fixed);
    // A line break that is left out, as only double quotes can.
    let front = "checks:\n  - title: G\n    statements:\n      - \"The angle \\\n        $\\theta x$ grows.\"\n";
    checked(front).expect_only("changed-text", "content/01-a.md", 9, 10);
}

#[test]
fn other_marks_in_a_text_over_several_lines() {
    let fixed = ["- '\"HEAD is", "  a branch\" (is it?)'"];
    statement_over_lines(&["- \"HEAD is", "  a branch\" (is it?)"], "yaml-syntax", (9, 19), &fixed);
    let fixed = ["- '*Homo", "  sapiens* is a species.'"];
    statement_over_lines(&["- *Homo", "  sapiens* is a species."], "yaml-feature", (8, 9), &fixed);
    let fixed = ["- '[Smith", "  2019] showed this.'"];
    statement_over_lines(&["- [Smith", "  2019] showed this."], "yaml-syntax", (8, 9), &fixed);
    let fixed = ["- 'Proof: it works.", "  Example: nine.'"];
    statement_over_lines(&["- Proof: it works.", "  Example: nine."], "not-text", (8, 9), &fixed);
}

#[test]
fn items_below_a_text_lack_their_key() {
    let told = "this list is read as part of the text above it";
    let front = "checks:\n  - title: G\n      - What is said\n      - The last line: nothing\n";
    checked(front).expect_only("yaml-syntax", "content/01-a.md", 7, 7).saying(told);
    let front = "log:\n  rows: 5\n    - { mistake: 'Start', symptom: 'x' }\n";
    checked(front).expect_only("yaml-syntax", "content/01-a.md", 7, 5).saying(told);
}

#[test]
fn what_stands_before_a_cut_is_not_lost_while_the_rest_is_read() {
    let front = "checks:\n  - title: G\n    statements:\n      - Issue #1 and [this](gone.md)\n      - Issue #2\n";
    checked(front).expect_findings(&[
        "cut-text content/01-a.md:8:15",
        "broken-link content/01-a.md:8:22",
        "cut-text content/01-a.md:9:15",
    ]);
}

#[test]
fn comments_where_no_prose_is() {
    checked("order: 3 #third\ntags: [x] # y\nlog:\n  rows: 12   # blank rows\ndraft: false #not yet\n")
        .expect_no_findings();
    let front = "builds_on: [] #none\nchecks: # of the lab\n  - source: practice/lab.md # statements are there\n    statements:\n      # one\n      - 'Quoted' # and a comment\n";
    Course::with("content/01-m/index.md", module("M", front))
        .and("content/01-m/practice/lab.md", "---\ntitle: Lab\nchecks: [One]\n---\n")
        .check()
        .expect_no_findings();
}

#[test]
fn a_list_or_map_in_place_of_a_text() {
    let colon = "'Note: a list copies its items'";
    statement("Note: a list copies its items", "not-text", 9, colon);
    statement("What follows:", "not-text", 9, "'What follows:'");
    statement("{where}", "not-text", 9, "'{where}'");
    statement("[Lab]", "not-text", 9, "'[Lab]'");
    statement("- 1 is positive", "not-text", 9, "'- 1 is positive'");
    statement("|", "not-text", 9, "'|'");
    let front = "radar:\n  - { mistake: {left}, where: W, symptom: [S], repair: R }\n";
    let built = checked(front);
    built.expect_findings(&["not-text content/01-a.md:4:16", "not-text content/01-a.md:4:43"]);
    let fixed = "  - { mistake: '{left}', where: W, symptom: [S], repair: R }";
    built.expect_finding("not-text", "content/01-a.md", 4, 16).fixing(fixed);
}

#[test]
fn a_text_over_several_lines_that_a_colon_splits() {
    let front = "checks:\n  - title: G\n    statements:\n      - Note: a list\n        copies its items\n";
    let fixed = "      - 'Note: a list\n        copies its items'";
    checked(front).expect_only("yaml-syntax", "content/01-a.md", 8, 13).fixing(fixed);
    let front = "checks:\n  - title: G\n    statements:\n      - Note: a list\n          copies its items\n";
    let fixed = "      - 'Note: a list\n          copies its items'";
    checked(front).expect_only("not-text", "content/01-a.md", 8, 9).fixing(fixed);
}

#[test]
fn escapes_that_nobody_means() {
    let theta = r#""The angle is $\theta$.""#;
    statement(theta, "changed-text", 24, r"'The angle is $\theta$.'");
    statement(r#""It is $\nu$.""#, "escape-in-text", 17, r"'It is $\nu$.'");
    statement(r#""Use \\ to break""#, "escape-in-text", 14, r"'Use \\ to break'");
    statement(r#""A snake\_case name""#, "changed-text", 17, r"'A snake\_case name'");
    let right = "checks:\n  - title: G\n    statements:\n      - \"A \\\\theta and \\\"so\\\" on\"\n      - 'C:\\new'\n      - D:\\new\n";
    checked(right).expect_no_findings();
}

#[test]
fn words_that_other_readers_take_for_values() {
    for typed in ["no", "On", "true", "42", "1_000", "0x1F", "12:30", "2026-11-23", ".inf", "null", "~"] {
        statement(typed, "ambiguous-text", 9, &format!("'{typed}'"));
    }
    for typed in ["No.", "nothing", "4 of them", "2026-11-23 is a day off", "1.2.3", "y", "v2", "'no'"] {
        let front = format!(
            "radar:\n  - {{ mistake: M, where: W, symptom: S, repair: R }}\ncards: [{{ front: {typed}, back: 42 }}]\n"
        );
        checked(&front).expect_no_findings();
    }
    checked("description: ~\nlog:\n  starter: [{ date: 2026-11-23, mistake: 12 }]\n").expect_no_findings();
}

#[test]
fn values_that_are_no_prose_are_left_alone() {
    let front = "extra:\n  title: {a: 1}\n  text: yes\n  checks: [no, {b: 2}]\nrules: { no-clinic: off }\n";
    checked(front).expect_no_findings();
}

#[test]
fn the_same_holds_for_the_configuration_and_for_presets() {
    let config = "title: C #1\ndescription: The first course: a start\nradar_presets:\n  p: { mistake: {where}, symptom: S, repair: R }\n";
    Course::with("clinic.yaml", config)
        .and("content/01-a.md", "---\ntitle: A\nradar:\n  - { preset: p, where: W }\n---\n")
        .check()
        .expect_findings(&["cut-text clinic.yaml:1:10", "yaml-syntax clinic.yaml:2:30", "not-text clinic.yaml:4:17"]);
}

#[test]
fn a_key_close_to_a_known_one_is_a_key() {
    let front = "checks:\n  - title: G\n    statements:\n      - txt: A claim.\n";
    checked(front).expect_only("unknown-key", "content/01-a.md", 8, 9).fixing("      - text: A claim.");
    let near = "checks:\n  - tittle: Q\n  - statments: [a]\n";
    checked(near).expect_findings(&["unknown-key content/01-a.md:6:5", "unknown-key content/01-a.md:7:5"]);
    let front = "checks:\n  - title: G\n    statements:\n      - hint: A claim.\n";
    checked(front).expect_only("wrong-type", "content/01-a.md", 8, 9).fixing("      - 'hint: A claim.'");
}

#[test]
fn prose_below_a_mistyped_key() {
    checked("checks:\n  - title: G\n    claims:\n      - Note: one thing\n      - Issue #12\n").expect_findings(&[
        "unknown-key content/01-a.md:7:5",
        "not-text content/01-a.md:8:9",
        "cut-text content/01-a.md:9:15",
    ]);
    checked("descripton: Issue #12\nextra: { descripton: Issue }\n")
        .expect_findings(&["unknown-key content/01-a.md:5:1", "cut-text content/01-a.md:5:19"]);
}

/// What stands between code marks in a cell of a table.
fn code_in(cell: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = cell;
    while let Some(at) = rest.find('`') {
        let mark = if rest[at..].starts_with("``") { "``" } else { "`" };
        let Some((code, after)) = rest[at + mark.len()..].split_once(mark) else { panic!("{cell}") };
        found.push(code.trim().to_owned());
        rest = after;
    }
    found
}

#[test]
fn the_table_of_traps_in_the_manual_is_true() {
    let manual = include_str!("../../../docs/guide/content/03-reference/17-yaml.md");
    let table = manual.split("| you type |").nth(1).unwrap().split("\n\n").next().unwrap();
    let mut traps = 0;
    for row in table.lines().skip(2) {
        let cells: Vec<String> =
            row.replace("\\|", "\u{0}").split('|').map(|cell| cell.replace('\u{0}', "|")).collect();
        let [_, typed, _, told, _] = cells.as_slice() else { panic!("{row}") };
        for typed in code_in(typed) {
            let front = match typed.strip_prefix("- ") {
                Some(_) => format!("title: A\nchecks:\n  - title: G\n    statements:\n      {typed}\n"),
                None if typed.starts_with("title:") => format!("{typed}\n"),
                None => format!("title: A\n{typed}\n"),
            };
            let built = Course::with("content/01-a.md", format!("---\n{front}{ROW}---\n")).check();
            assert_eq!(built.all().len(), 1, "{typed}: {:#?}", built.all());
            assert_eq!(code_in(told), [built.all()[0].rule()], "{typed}");
            traps += 1;
        }
    }
    assert!(traps > 20, "{traps}");
}

#[test]
fn quotation_marks_that_appear_on_the_page() {
    let page = |front: &str| {
        let text = format!("---\nkind: page\n{front}\n---\nText.\n");
        Course::with("content/01-a.md", module("A", "")).and("content/02-b.md", text).check()
    };
    page("title: ‘Heard in the ward’")
        .expect_only("stray-quotes", "content/02-b.md", 3, 8)
        .being_a_warning()
        .saying("the quotation marks around this title appear on the page")
        .fixing("title: 'Heard in the ward'");
    page("title: Percent and average'")
        .expect_only("stray-quotes", "content/02-b.md", 3, 8)
        .saying("the `'` at the end of this title has no matching opening mark")
        .fixing("title: 'Percent and average'");
    page("title: B\ndescription: „Es geht nicht“").expect_only("stray-quotes", "content/02-b.md", 4, 14);
    for front in [
        "title: '“Heard in the ward”'",
        "title: “No” is not an answer",
        "title: What “no” means",
        "title: The students'",
    ] {
        page(front).expect_no_findings();
    }
    let group = checked("checks:\n  - title: “Group”\n    statements: [“A quotation”, ‘It’s so’]\n");
    group.expect_only("stray-quotes", "content/01-a.md", 6, 12);
}
