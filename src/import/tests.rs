//! Pages as they are found, read and written, without a disk.

use std::collections::BTreeSet;

use super::front::Front;
use super::model::{Location, LogColumn, Page};
use super::page::{self, Reading};
use super::yaml::{self, Inherited, Module};
use crate::model::kinds::{LogField, Part, RadarColumn};
use crate::strings::{PageWords, Strings};
use crate::syntax::markdown::tests::plain_reader;
use crate::text::{SourceFile, SourcePath};

/// A page in an English course.
fn read(text: &str) -> Page {
    read_over(text, None, &BTreeSet::new())
}

fn read_over(text: &str, title: Option<&str>, has: &BTreeSet<Part>) -> Page {
    let strings = Strings::load("en", &[], &mut Vec::new());
    let words: Vec<PageWords> = std::iter::once(strings.page_words()).chain(PageWords::of_all_languages()).collect();
    let file = SourceFile::new(SourcePath::new("page.md"), text);
    page::read(Reading { reader: plain_reader(), words: &words, strings: &strings }, &file, 0, title, has)
}

fn written(page: &Page) -> String {
    let (front, unresolved, inherited) = (Front::default(), BTreeSet::new(), Inherited::default());
    yaml::file(Module { title: "T", front: &front, page, unresolved: &unresolved, inherited: &inherited })
}

fn told(page: &Page) -> Vec<String> {
    page.told.iter().map(|told| format!("{}: {}", told.line, told.message)).collect()
}

#[test]
fn a_radar_has_its_columns_in_any_order_and_two_to_five_of_them() {
    for (heads, cells, columns) in [
        ("Failure mode | Repair evidence", "M | R", "mistake repair"),
        ("Repair | Where it shows | Mistake", "R | W | M", "repair where mistake"),
        ("Symptom | Fix | Where | Common mistakes", "S | R | W | M", "symptom repair where mistake"),
        ("# | Mistake | Where | Symptom | Repair", "1 | M | W | S | R", "mistake where symptom repair"),
        ("Fehler | Wo er auftritt | Anzeichen | Beleg der Korrektur", "M | W | S | R", "mistake where symptom repair"),
        ("Erreur | Où | Symptôme | Correction", "M | W | S | R", "mistake where symptom repair"),
        ("間違い | 場所 | 兆候 | 修正", "M | W | S | R", "mistake where symptom repair"),
    ] {
        let line = heads.split('|').map(|_| "---").collect::<Vec<_>>().join(" | ");
        let page = read(&format!("# T\n\nText.\n\n## Traps\n\nLook.\n\n| {heads} |\n| {line} |\n| {cells} |\n"));
        let radar = page.radar.as_ref().unwrap_or_else(|| panic!("{heads}"));
        let found: Vec<&str> = radar.columns.iter().map(|column| column.word()).collect();
        assert_eq!(found.join(" "), columns, "{heads}");
        let [row] = &radar.rows[..] else { panic!("{heads}") };
        assert_eq!(row.mistake.as_ref().map(|text| text.source.as_str()), Some("M"), "{heads}");
        assert_eq!(row.repair.as_ref().map(|text| text.source.as_str()), Some("R"), "{heads}");
        assert_eq!(radar.heading.intro.as_ref().map(|text| text.source.as_str()), Some("Look."));
        assert_eq!(page.body, "Text.", "{heads}");
    }
}

#[test]
fn what_no_column_of_a_radar_takes_stands_in_a_table_below_the_text() {
    let page = read("## Radar\n\n| Mistake | Repair | Weight |\n|---|---|---|\n| a \\| b | R | high |\n| c | R2 | |\n");
    assert_eq!(page.body, "| Mistake | Weight |\n|---|---|\n| a \\| b | high |\n| c |  |");
    assert_eq!(told(&page), ["3: a radar has no `Weight` column, so the column moves to a table below the text"]);
    let radar = page.radar.unwrap();
    assert_eq!(radar.columns, [RadarColumn::Mistake, RadarColumn::Repair]);
    assert_eq!(radar.rows[0].mistake.as_ref().unwrap().source, "a | b");
}

#[test]
fn the_place_of_a_trap_is_a_page_or_words() {
    let row = |cell: &str| format!("| M | {cell} | S | R |\n");
    let cells = ["[The *lab*](practice/01-lab.md)", "`practice/01-lab.md`", "practice/01-lab.md#why", "client/server"];
    let rows: String = cells.iter().map(|cell| row(cell)).collect();
    let page = read(&format!("## Radar\n\n| Mistake | Where | Symptom | Repair |\n|---|---|---|---|\n{rows}"));
    let found: Vec<String> = page
        .radar
        .unwrap()
        .rows
        .into_iter()
        .map(|row| match row.location {
            Some(Location::Page { reference, words }) => {
                format!("{}:{} {}", reference.line, reference.path, words.source)
            }
            Some(Location::Words(words)) => words.source,
            None => String::new(),
        })
        .collect();
    assert_eq!(
        found,
        [
            "5:practice/01-lab.md The *lab*",
            "6:practice/01-lab.md `practice/01-lab.md`",
            "7:practice/01-lab.md#why `practice/01-lab.md#why`",
            "client/server"
        ]
    );
}

const CHECKS: &str = "## Practice Mistake Checks

Pull every miss into your log.

### Lab

Source: `practice/01-lab.md`

Find the flaw:

1. \"One `x` claim.\"
2. \"It runs over
   two lines.\"

### Workshop

A cache sits before the store:

- it is small
- it is warm

Mistakes:

- It never expires.
- It holds:

  1. keys
  2. values

### Katas

If your plan has no failing case, it is no plan.
";

#[test]
fn checks_are_read_with_sources_lists_and_prose() {
    let page = read(CHECKS);
    let checks = page.checks.as_ref().unwrap();
    assert_eq!(checks.heading.title.as_ref().unwrap().source, "Practice Mistake Checks");
    let [lab, workshop, katas] = &checks.groups[..] else { panic!("{checks:#?}") };
    assert_eq!(lab.source.as_ref().map(|source| (source.path.as_str(), source.line)), Some(("practice/01-lab.md", 7)));
    assert_eq!(lab.heading.intro.as_ref().unwrap().source, "Find the flaw:");
    let texts = |group: &super::model::Group| -> Vec<String> {
        group.statements.iter().map(|text| text.source.clone()).collect()
    };
    assert_eq!(texts(lab), ["One `x` claim.", "It runs over two lines."]);
    assert_eq!(
        workshop.heading.intro.as_ref().unwrap().source,
        "A cache sits before the store:\n\n- it is small\n- it is warm\n\nMistakes:"
    );
    assert_eq!(texts(workshop), ["It never expires.", "It holds:\n\n1. keys\n2. values"]);
    assert_eq!(katas.heading.intro.as_ref().unwrap().source, "If your plan has no failing case, it is no plan.");
    assert!(katas.statements.is_empty() && katas.source.is_none());
    assert_eq!((page.body.as_str(), told(&page).len()), ("", 0));
    let yaml = written(&page);
    for line in [
        "    - title: 'Lab'\n      source: 'practice/01-lab.md'\n      intro: 'Find the flaw:'\n      statements:\n        - 'One `x` claim.'\n",
        "        - |-\n          It holds:\n\n          1. keys\n          2. values\n",
        "no plan.'\n      statements: []\n",
    ] {
        assert!(yaml.contains(line), "{yaml}");
    }
}

#[test]
fn one_list_below_the_heading_is_one_group() {
    let page = read("## Mistake check (10 min)\n\nName the error.\n\n- \"A\"\n- \"B\"\n\nThen rest.\n\n## More\n");
    let checks = page.checks.as_ref().unwrap();
    assert_eq!(checks.heading.intro.as_ref().unwrap().source, "Name the error.");
    assert_eq!(checks.groups.len(), 1);
    assert_eq!(page.body, "Then rest.\n\n## More");
    assert_eq!(told(&page), ["8: the content after the statements stays in the text"]);
}

#[test]
fn protocol_log_and_standard_are_read() {
    let page = read(
        "## Repair Protocol\n\nFor each:\n\n1. Reproduce.\n2. Repair *it*.\n\n## Mistake Log\n\n| Date | Mistake | Fix | Root cause | Partner |\n|---|---|---|---|---|\n| Today | M | R | C | |\n| | | | | |\n\n## You are done when\n\n## Completion Standard\n\n- [ ] At least five real mistakes are logged.\n- [ ] At least seven mistakes are logged twice.\n- [ ] The work is tidy.\n",
    );
    assert_eq!(page.order, [Part::Protocol, Part::Log, Part::Completion]);
    let steps: Vec<&str> = page.protocol.as_ref().unwrap().steps.iter().map(|step| step.source.as_str()).collect();
    assert_eq!(steps, ["Reproduce.", "Repair *it*."]);
    let log = page.log.as_ref().unwrap();
    assert_eq!(log.columns[2], LogColumn::BuiltIn(LogField::Repair));
    assert_eq!(log.columns[4].key(), "partner");
    assert_eq!(log.starter.len(), 1);
    let criteria: Vec<(&str, bool)> = page
        .completion
        .as_ref()
        .unwrap()
        .criteria
        .iter()
        .map(|criterion| (criterion.text.source.as_str(), criterion.goal.is_some()))
        .collect();
    assert_eq!(
        criteria,
        [
            ("At least five real mistakes are logged.", true),
            ("At least seven mistakes are logged twice.", false),
            ("The work is tidy.", false)
        ]
    );
    assert_eq!(page.body, "## You are done when");
    assert_eq!(told(&page), ["10: the log column `Fix` is now named `Repair evidence`"]);
    let yaml = written(&page);
    for line in [
        "  columns: [date, mistake, repair, root_cause, { key: partner, title: 'Partner' }]\n",
        "    - date: 'Today'\n      mistake: 'M'\n",
        "    - goal: { logged: 5 }\n      text: 'At least five real mistakes are logged.'\n    - 'At least seven",
    ] {
        assert!(yaml.contains(line), "{yaml}");
    }
}

#[test]
fn parts_below_the_checks_are_no_groups_of_them() {
    let page = read(
        "# Page\n\n# Mistake checks\n\n- \"A\"\n\n## Repair protocol\n\n1. B\n\n## Radar\n\n| Mistake | Repair |\n|---|---|\n| C | D |\n",
    );
    assert_eq!(page.order, [Part::Checks, Part::Protocol, Part::Radar]);
    let page = read("## Mistake checks\n\n### Completion criteria of a sort\n\n- \"A\"\n- \"B\"\n");
    assert_eq!((page.order.as_slice(), page.checks.unwrap().groups.len()), (&[Part::Checks][..], 1));
    assert!(!read("## Protocol buffers\n\n- A\n- B\n").is_clinic());
}

#[test]
fn parts_in_another_order_stay_in_it() {
    let page = read("## Repair protocol\n\n1. A\n\n## Radar\n\n| Mistake | Repair |\n|---|---|\n| A | B |\n");
    let yaml = written(&page);
    assert!(yaml.contains("parts: [body, protocol, radar, checks, log, completion, cards]\n"), "{yaml}");
}

#[test]
fn what_is_understood_leaves_the_text_and_nothing_else_does() {
    let page = read(
        "# T\n\nIntro with a [link][a].\n\n## Radar\n\n[a]: https://example.org\n\n| Mistake | Repair |\n|---|---|\n| A | B |\n\nAfter.\n\n    code\n\n## Radar again\n\n| Mistake | Repair |\n|---|---|\n| C | D |\n\n<!-- kept -->\n",
    );
    assert_eq!(
        page.body,
        "Intro with a [link][a].\n\n[a]: https://example.org\n\nAfter.\n\n    code\n\n## Radar again\n\n| Mistake | Repair |\n|---|---|\n| C | D |\n\n<!-- kept -->"
    );
    assert_eq!(
        told(&page),
        ["13: the content after the radar stays in the text", "17: a second mistake radar stays in the text"]
    );
}

#[test]
fn a_part_that_the_front_matter_has_stays_in_the_text() {
    let text = "# Other\n\n## Protocol\n\n1. A\n";
    let page = read_over(text, Some("T"), &BTreeSet::from([Part::Protocol]));
    assert!(page.protocol.is_none() && page.title.is_none());
    assert_eq!(page.body, text.trim_end());
    let same = read_over("# T *x*\n\nText.\n", Some("T x"), &BTreeSet::new());
    assert_eq!(same.body, "Text.");
}

#[test]
fn a_page_without_a_clinic_has_none() {
    for text in ["# T\n\nText.\n", "## Plan\n\n- a\n- b\n\n| Skill | Evidence |\n|---|---|\n| A | B |\n", ""] {
        assert!(!read(text).is_clinic(), "{text}");
    }
}

#[test]
fn a_row_that_loses_a_cell_is_no_row_of_a_radar() {
    let table =
        |cell: &str| format!("| Mistake | Where | Symptom | Repair |\n|---|---|---|---|\n| {cell} | W | S | R |\n");
    let page = read(&format!("# T\n\n## Mistake radar\n\n{}", table("Using `a|b` for or")));
    assert!(page.radar.is_some());
    let lost = page.lost.unwrap_or_default();
    assert!(lost.starts_with("on line 7, this row has 5 cells"), "{lost}");
    assert_eq!(read(&format!("# T\n\n## Mistake radar\n\n{}", table("Using `a\\|b` for or"))).lost, None);
    let other = "| A | B |\n|---|---|\n| 1 | 2 | 3 |\n";
    assert_eq!(read(&format!("# T\n\n{other}\n{}", table("M"))).lost, None, "what stays text is as it was typed");
}
