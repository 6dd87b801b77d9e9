//! Slips of the pen in texts: links that are none, and checks that are read as text. What could be taken for one is
//! innocent, and nothing is said of it.

use crate::rules::tests::{Course, module};

/// A module with one practice page that says this.
fn lab(text: &str) -> Course {
    Course::with("content/01-m/index.md", module("M", ""))
        .and("content/01-m/practice/01-lab.md", format!("# Lab\n\n{text}"))
}

const LAB: &str = "content/01-m/practice/01-lab.md";

#[test]
fn links_with_mistyped_brackets_are_told_with_the_right_words() {
    let text = "See (the lab)[01-lab.md] and\n*then* [the end] (#end), or !(a tree)[tree.svg].\n\n## End\n";
    let built = Course::with("content/01-a.md", module("A", &format!("---\n{text}"))).check();
    built.expect_findings(&[
        "mistyped-link content/01-a.md:6:5",
        "mistyped-link content/01-a.md:7:8",
        "mistyped-link content/01-a.md:7:30",
    ]);
    built
        .expect_finding("mistyped-link", "content/01-a.md", 6, 5)
        .saying("the brackets and parentheses in this link are swapped, so the link is shown as text")
        .helping("write `[the lab](01-lab.md)`")
        .being_a_warning();
    built
        .expect_finding("mistyped-link", "content/01-a.md", 7, 8)
        .saying("there is a space between `]` and `(` in this link, so the link is shown as text")
        .helping("write `[the end](#end)`");
    built.expect_finding("mistyped-link", "content/01-a.md", 7, 30).helping("write `![a tree](tree.svg)`");
}

#[test]
fn mistyped_links_are_told_in_front_matter_too() {
    let front = "radar:\n  - { mistake: 'See (n)[02-n.md]', where: W, symptom: S, repair: R }\n";
    Course::with("content/01-a.md", module("A", front)).check().expect_only("mistyped-link", "content/01-a.md", 4, 21);
}

#[test]
fn brackets_that_are_no_link_are_left_alone() {
    let text = "Call f(x)[i], (a)[0], [x] (or y), `(a)[b.md]`, $f(x)[b.md]$, [a](b.md) (b.md), \\(x)[y], [1] (see b.md).\n\n\
                ```text\n(a)[b.md]\n```\n\n[GET] (/users), [x] (and/or), list(a)[b.md], [a]: (b.md)\n";
    Course::with("content/01-a.md", module("A", &format!("---\n{text}")))
        .and("content/b.md", module("B", ""))
        .check()
        .expect_no_findings();
}

const CLAIMS: &str = "1. \"All primes are odd.\"\n2. \"Two is odd.\"\n";

#[test]
fn a_check_heading_with_more_words_is_told_with_the_bare_one() {
    for heading in [
        "Mistake check (10 min)",
        "1. Mistake checks",
        "Mistake check:",
        "Mistake check – part B",
        "Common mistake check 2",
    ] {
        let built = lab(&format!("## {heading}\n\n{CLAIMS}")).check();
        built
            .expect_only("unread-checks", LAB, 3, 1)
            .saying("this heading does not start a check section, so the statements below it are read as plain text")
            .being_a_warning();
    }
    lab(&format!("### Mistake checks: loops\n\n{CLAIMS}"))
        .check()
        .expect_finding("unread-checks", LAB, 3, 1)
        .helping("change the heading to exactly `### Mistake checks`, or list this heading in `clinic.yaml`, as in `markdown: { check_headings: 'Mistake checks: loops' }`");
}

#[test]
fn both_cures_of_a_check_heading_work() {
    lab(&format!("## Mistake check\n\n{CLAIMS}")).check().expect_no_findings();
    lab(&format!("## Mistake checks: loops\n\n{CLAIMS}"))
        .and("clinic.yaml", "title: C\nmarkdown: { check_headings: 'Mistake checks: loops' }\n")
        .check()
        .expect_no_findings();
}

#[test]
fn headings_that_only_speak_of_checks_are_left_alone() {
    let bare = "title: C\nrules: { practice-without-checks: off }\n";
    for text in [
        "## Mistake checking\n\n1. Read.\n",
        "## How to write a mistake check\n\n1. Read.\n",
        "## Mistake check answers\n\n1. \"Read.\"\n",
        "## Mistake checks: why we do them\n\nBecause.\n",
        "## Mistake check – links\n\n- [One](01-lab.md)\n",
    ] {
        lab(text).and("clinic.yaml", bare).check().expect_no_findings();
    }
}

#[test]
fn a_second_check_section_by_another_name_is_told() {
    lab(&format!("## Mistake check\n\n{CLAIMS}\n## Mistake check – part B\n\n- \"Three is even.\"\n"))
        .check()
        .expect_only("pasted-clinic", LAB, 8, 1)
        .saying("a page can have only one check section, so this second check section is read as plain text");
}

#[test]
fn a_group_of_a_page_whose_heading_is_not_read_is_not_missed_again() {
    let front = "checks:\n  - source: practice/01-lab.md\n";
    Course::with("content/01-m/index.md", module("M", front))
        .and(LAB, format!("# Lab\n\n## Mistake check (10 min)\n\n{CLAIMS}"))
        .check()
        .expect_only("unread-checks", LAB, 3, 1);
}

#[test]
fn lines_that_were_meant_as_a_list_are_told() {
    for lines in [
        "1.\"One.\"\n2.\"Two.\"\n",
        "-\"One.\"\n-\"Two.\"\n",
        "**1.** One.\n\n**2.** Two.\n",
        "• One.\n• Two.\n",
        "Say what is wrong.\n\n\"One claim.\"\n\n\"Two claims.\"\n",
        "| Claim |\n|---|\n| One is even. |\n",
        "",
    ] {
        lab(&format!("## Mistake check\n\n{lines}"))
            .check()
            .expect_only("unread-checks", LAB, 3, 1)
            .saying("this check section has no list, so it has no statements")
            .helping("start each statement on its own line with `1. ` or `- `, including the space");
    }
}

#[test]
fn a_check_section_of_prose_is_meant_so() {
    for text in [
        "Ask your neighbour where this goes wrong.\n",
        "\"All primes are odd.\" Say why this tempts.\n\nThen write the correction.\n",
        "\"All primes are odd.\"\n",
        "**Two** of them are wrong.\n\n**Three** are not.\n",
        "> \"One.\"\n\n```text\n1.One\n2.Two\n```\n",
        "At -5 degrees\n-5 is less than\n1.5 metres.\n",
    ] {
        lab(&format!("## Mistake check\n\n{text}")).check().expect_no_findings();
    }
}

#[test]
fn statements_in_an_earlier_list_are_told() {
    lab("## Mistake check\n\n### Weights\n\n1. \"One.\"\n2. \"Two.\"\n\n### Speeds\n\n1. \"Three.\"\n")
        .check()
        .expect_only("unread-checks", LAB, 7, 1)
        .saying(
            "this list is read as part of the intro, because only the last list in a check section is read as statements",
        );
    lab("## Mistake check\n\n- \"One *two*.\"\n\nAnd these:\n\n1. \"Three.\"\n").check().expect_only(
        "unread-checks",
        LAB,
        5,
        1,
    );
    lab("## Mistake check\n\n### A\n\n- One.\n\n### B\n\n- Two.\n\n### C\n\n- Three.\n")
        .check()
        .expect_findings(&[&format!("unread-checks {LAB}:7:1"), &format!("unread-checks {LAB}:11:1")]);
}

#[test]
fn an_honest_list_in_the_intro_is_left_alone() {
    for intro in [
        "- Read each statement.\n- Say what is wrong.\n",
        "1. Read each statement.\n2. Say what is wrong.\n\nThen:\n",
        "### How\n\n1. Read each statement.\n\n### Statements\n",
        "### How\n\n- Read \"aloud\".\n\n### When\n\n- At once.\n\n### Statements\n",
        "- [One](01-lab.md)\n- [Two](01-lab.md)\n",
    ] {
        lab(&format!("## Mistake check\n\n{intro}\n{CLAIMS}")).check().expect_no_findings();
    }
}

#[test]
fn an_answer_that_is_not_indented_belongs_to_no_statement() {
    let answer = "> [!ANSWER]\n> It is two.\n";
    for (section, places) in [
        (format!("1. \"One is one.\"\n\n{answer}"), &[(7, "3 spaces")][..]),
        (format!("- \"One is one.\"\n\n{answer}"), &[(7, "2 spaces")]),
        (
            format!("1. \"One is one.\"\n\n{answer}\n2. \"Two is one.\"\n\n{answer}"),
            &[(7, "3 spaces"), (12, "3 spaces")],
        ),
    ] {
        let found = lab(&format!("## Mistake check\n\n{section}")).check();
        let all: Vec<String> = places.iter().map(|(line, _)| format!("unread-checks {LAB}:{line}:1")).collect();
        found.expect_findings(&all.iter().map(String::as_str).collect::<Vec<_>>());
        for (line, help) in places {
            found.expect_finding("unread-checks", LAB, *line, 1).saying("belongs to no statement").helping(help);
        }
    }
    let shared = format!("1. \"One is one.\"\n2. \"Two is one.\"\n\n{answer}");
    lab(&format!("## Mistake check\n\n{shared}")).check().expect_no_findings();
}
