//! Radars, logs and checks that are only text.

use super::course::{Course, LAB, MODULE, body, bundle, module};

// pasted-clinic

const RADAR: &str = "| Mistake to look for | Where it shows up | Symptom | Repair evidence |\n|---|---|---|---|\n| It's a \\| b | [Lab](practice/01-lab.md) | S | R |\n";

const LOG: &str = "| Date | Mistake | Symptom | Root cause | Repair evidence | Retrieval card |\n|---|---|---|---|---|---|\n| Starter | Pick one | Explain | Name | Add | Write |\n| | | | | | |\n";

#[test]
fn a_radar_in_a_text() {
    bundle(&format!("---\nLook:\n\n{RADAR}"))
        .check()
        .expect_only("pasted-clinic", MODULE, 8, 1)
        .being_a_warning()
        .saying("this mistake radar is an ordinary Markdown table")
        .helping(
            "radar:\n  - mistake: 'It''s a | b'\n    where: 'practice/01-lab.md'\n    symptom: 'S'\n    repair: 'R'",
        );
    let two = "| Failure mode | Repair evidence |\n|---|---|\n| A | B |\n";
    body(two).check().expect_only("pasted-clinic", "content/01-a.md", 6, 1);
    bundle("").and("content/01-m/mistake-clinic.md", format!("# Clinic\n\n{RADAR}")).check().expect_only(
        "pasted-clinic",
        "content/01-m/mistake-clinic.md",
        3,
        1,
    );
}

#[test]
fn a_log_in_a_text() {
    body(LOG)
        .check()
        .expect_only("pasted-clinic", "content/01-a.md", 6, 1)
        .saying("this mistake log is an ordinary Markdown table");
    bundle("").and("content/01-m/notes.md", format!("# Notes\n\n{LOG}")).check().expect_only(
        "pasted-clinic",
        "content/01-m/notes.md",
        3,
        1,
    );
}

#[test]
fn tables_of_other_kinds_stay_tables() {
    let filled = LOG.replace("| | | | | | |", "| 1 May | M | S | C | R | K |");
    for table in [
        "| Skill | Evidence | Pass |\n|---|---|---|\n| Sets | | |\n",
        "| Mistake | Why it tempts |\n|---|---|\n| A | B |\n",
        "| Symptom | Cause | Repair |\n|---|---|---|\n| A | B | C |\n",
        "| Mistake | Where | Symptom | Repair |\n|---|---|---|---|\n| | | | |\n",
        &filled,
    ] {
        body(table).check().expect_no_findings();
    }
    let sheet = format!("---\ntitle: Sheet\nsheet: true\n---\n{LOG}\n{RADAR}");
    bundle("").and("content/01-m/sheet.md", sheet).check().expect_no_findings();
    let two = "# P\n\n| Mistake | Repair |\n|---|---|\n| A | B |\n";
    bundle("").and("content/01-m/p.md", two).check().expect_no_findings();
}

#[test]
fn statements_in_the_text_of_a_module() {
    body("## Mistake check\n\nSay what is wrong.\n\n1. \"A claim.\"\n")
        .check()
        .expect_only("pasted-clinic", "content/01-a.md", 6, 1)
        .helping("`checks:`");
    body("## Mistake checks\n\n- [Lab](b.md)\n").and("content/b.md", module("B", "")).check().expect_no_findings();
    body("## Mistake checks\n\nThey are below.\n").check().expect_no_findings();
    body("## Practice Mistake Checks\n\n### Lab\n\n1. \"A claim.\"\n").check().expect_only(
        "pasted-clinic",
        "content/01-a.md",
        6,
        1,
    );
    body("## How to write a mistake check\n\n1. Read.\n").check().expect_no_findings();
}

#[test]
fn a_page_has_one_check_section() {
    let lab = "# Lab\n\n## Mistake check\n\n- One.\n\n## Mistake check\n\n- Two.\n";
    Course::with(MODULE, module("M", ""))
        .and(LAB, lab)
        .check()
        .expect_only("pasted-clinic", LAB, 7, 1)
        .saying("second");
}
