//! Rows that say the same.

use super::course::{Course, config, module, rows};

#[test]
fn boilerplate_is_told_once_with_the_preset_to_write() {
    let same = ("'Nothing shows: what would break it'", "Add the smallest broken case.");
    Course::with("content/01-a.md", rows(&[same; 5]))
        .check()
        .expect_only("repeated-text", "content/01-a.md", 6, 14)
        .being_a_warning()
        .saying("this symptom appears in 5 radar rows, with the same repair")
        .helping("- { preset: nothing-shows-what, mistake: …, where: … }")
        .helping("radar_presets:\n  nothing-shows-what:\n    symptom: 'Nothing shows: what would break it'\n    repair: 'Add the smallest broken case.'");
}

#[test]
fn symptom_and_repair_are_told_apart_where_they_do_not_come_together() {
    let symptom = "Nothing shows what would break it.";
    let repair = "Add the smallest broken case.";
    let all = [
        (symptom, "One way."),
        (symptom, repair),
        (symptom, repair),
        (symptom, repair),
        (symptom, repair),
        ("Another.", repair),
    ];
    let built = Course::with("content/01-a.md", rows(&all)).check();
    built.expect_findings(&["repeated-text content/01-a.md:6:14", "repeated-text content/01-a.md:11:13"]);
    built
        .expect_finding("repeated-text", "content/01-a.md", 11, 13)
        .saying("this repair appears in 5 radar rows")
        .helping("repair: 'Add the");
}

#[test]
fn rows_of_a_preset_few_rows_short_texts_and_a_trap_that_returns_are_no_boilerplate() {
    let same = ("Nothing shows what would break it.", "Add the smallest broken case.");
    Course::with("content/01-a.md", rows(&[same; 4])).check().expect_no_findings();
    Course::with("content/01-a.md", rows(&[("A red test.", "Red again."); 9])).check().expect_no_findings();
    let mut returning = Course::with("content/01-a.md", rows(&[same; 1]));
    for number in 2..9 {
        returning = returning.and(&format!("content/0{number}-b{number}.md"), rows(&[same; 1]));
    }
    returning.check().expect_no_findings();
    let preset = "  - { preset: p, mistake: Mistake N, symptom: Nothing shows what would break it., where: W }\n";
    let all: String = (0..9).map(|number| preset.replace('N', &number.to_string())).collect();
    config("radar_presets: { p: { repair: Add the smallest broken case. } }")
        .and("content/02-b.md", format!("---\ntitle: B\nradar:\n{}---\n", all.replace("0thing", "Nothing")))
        .check()
        .expect_none_of("repeated-text");
}

#[test]
fn boilerplate_is_counted_over_the_whole_course_and_for_both_editions() {
    let same = ("Nothing shows what would break it.", "Add the smallest broken case.");
    let draft = rows(&[same; 5]).replace("title: A\n", "title: A\nedition: instructor\n");
    let course = Course::with("content/01-a.md", draft).and("content/02-b.md", module("B", ""));
    assert_eq!(course.check().findings(), ["repeated-text content/01-a.md:7:14"]);
    assert_eq!(course.instructor().findings(), ["repeated-text content/01-a.md:7:14"]);
}
