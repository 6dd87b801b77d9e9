//! Presets that make no row, or that nobody wrote.

use super::course::{Course, body, bundle, config, module};

// unused-preset, unknown-preset

#[test]
fn a_preset_that_makes_no_row() {
    let built =
        config("radar_presets:\n  named: { mistake: M }\n  made:\n    each: practise/*.md\n    mistake: M").check();
    built.expect_findings(&["unused-preset clinic.yaml:3:3", "unused-preset clinic.yaml:4:3"]);
    built
        .expect_finding("unused-preset", "clinic.yaml", 3, 3)
        .being_a_warning()
        .saying("no radar row uses the preset `named`");
    built.expect_finding("unused-preset", "clinic.yaml", 4, 3).saying("no page matches `practise/*.md`");
}

#[test]
fn presets_of_sections_and_modules_are_looked_at_too() {
    let preset = "radar_presets: { p: { mistake: M, symptom: S, repair: R } }";
    Course::with("content/01-s/_index.md", format!("---\ntitle: S\ndefaults:\n  {preset}\n---\n"))
        .and("content/01-s/01-a.md", module("A", ""))
        .and("content/02-b.md", module("B", &format!("{preset}\nradar: [{{ preset: p, where: W }}]\n")))
        .check()
        .expect_only("unused-preset", "content/01-s/_index.md", 4, 20);
    body("").and("content/01-a.md", module("A", &format!("{preset}\n"))).check().expect_only(
        "unused-preset",
        "content/01-a.md",
        5,
        18,
    );
}

#[test]
fn a_preset_that_is_switched_off_everywhere() {
    let preset = "radar_presets: { p: { each: practice/*.md, mistake: M, symptom: S, repair: R } }";
    bundle("radar_presets: { p: off }\n")
        .and("clinic.yaml", format!("title: C\n{preset}\n"))
        .check()
        .expect_only("unused-preset", "clinic.yaml", 2, 18)
        .saying("switched off");
}

#[test]
fn a_preset_is_used_by_one_row_anywhere() {
    let each = "radar_presets: { p: { each: practice/*.md, mistake: M, symptom: S, repair: R } }";
    bundle("")
        .and("clinic.yaml", format!("title: C\n{each}\n"))
        .and("content/02-b.md", module("B", "radar_presets: { p: off }\n"))
        .check()
        .expect_no_findings();
    // What a section adds to a preset is used with it.
    bundle("")
        .and("clinic.yaml", format!("title: C\n{each}\n"))
        .and("content/_index.md", "---\ndefaults: { radar_presets: { p: { symptom: T } } }\n---\n")
        .check()
        .expect_no_findings();
    // Where there is no module yet, nothing is known.
    let new = Course::with("clinic.yaml", format!("title: C\n{each}\n")).and("content/_index.md", "");
    new.check().expect_no_findings();
}

#[test]
fn a_mistyped_name_is_told_once() {
    config("radar_presets: { final-answer: { mistake: M, symptom: S, repair: R } }")
        .and("content/02-b.md", module("B", "radar: [{ preset: final-anser, where: W }]\n"))
        .check()
        .expect_only("unknown-preset", "content/02-b.md", 3, 19);
    config("radar_presets: { p: { each: 'a[', mistake: M } }").check().expect_only(
        "unusable-glob",
        "clinic.yaml",
        2,
        29,
    );
}

#[test]
fn a_preset_is_switched_off_that_nobody_wrote() {
    let preset = "radar_presets: { final-answer: { each: practice/*.md, mistake: M, symptom: S, repair: R } }";
    let course = bundle("").and("clinic.yaml", format!("title: C\n{preset}\n"));
    course
        .clone()
        .and("content/02-b.md", module("B", "radar_presets: { final-anser: off }\n"))
        .check()
        .expect_only("unknown-preset", "content/02-b.md", 5, 18)
        .saying("there is no preset `final-anser` to switch off")
        .helping("did you mean `final-answer`?");
    config("radar_presets: { p: off }").check().expect_only("unknown-preset", "clinic.yaml", 2, 18);
}
