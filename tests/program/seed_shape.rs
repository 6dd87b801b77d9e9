//! A clinic page in the shape that such pages have in the wild: what is in its sources is on its pages, neither more
//! nor less.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use crate::support::{Built, Course, copy, html, in_repository};
use serde_json::Value;

const DATA: &str = "assets/data/concurrency/shared-state.json";
const PAGE: &str = "concurrency/shared-state/index.html";
const SHEETS: &str = "concurrency/shared-state/print/index.html";

fn built() -> Built {
    let course = Course::with("content/_index.md", "");
    copy(&in_repository("tests/fixtures/seed-shape"), &course.path(""));
    let built = course.build();
    built.expect_no_findings();
    built
}

/// Texts, each of which is left out where its HTML tells it.
fn texts(list: &Value) -> Vec<String> {
    let text =
        |item: &Value| item["text"].as_str().map_or_else(|| html::words(item["html"].as_str().unwrap()), str::to_owned);
    list.as_array().unwrap().iter().map(text).collect()
}

fn column<'v>(list: &'v Value, key: &str) -> Vec<&'v str> {
    list.as_array().unwrap().iter().map(|item| item[key].as_str().unwrap()).collect()
}

#[test]
fn six_traps_are_made_from_two_presets() {
    let built = built();
    let radar = &built.json(DATA)["radar"];
    assert_eq!(column(radar, "label"), ["R1", "R2", "R3", "R4", "R5", "R6"]);
    let mistakes: Vec<&str> =
        radar.as_array().unwrap().iter().map(|row| row["mistake"]["text"].as_str().unwrap()).collect();
    assert_eq!(
        mistakes,
        [
            "Handing in Counter Lab with a run that worked and none that failed",
            "Handing in Channels: a Workshop with a run that worked and none that failed",
            "Handing in Deadlock Clinic with a run that worked and none that failed",
            "Handing in Concurrent Katas with a run that worked and none that failed",
            "Reciting A Race Is a Missing Promise About Order instead of deciding with it",
            "Reciting Sharing vs Handing Over instead of deciding with it",
        ]
    );
    assert_eq!(column(radar, "where")[4], "/concurrency/shared-state/concepts/c1/races/");
    let page = built.expect_file(PAGE);
    assert_eq!(page.hooks("radar-row"), 6);
    page.contains("<a href=\"practice/counter-lab/\">Counter Lab</a>")
        .contains("<a href=\"concepts/c1/ownership/\">Sharing vs Handing Over</a>")
        .contains("Radar of this module");
}

#[test]
fn three_groups_hold_six_seven_and_eight_statements() {
    let built = built();
    let data = built.json(DATA);
    let groups = data["checks"].as_array().unwrap();
    let sizes: Vec<usize> = groups.iter().map(|group| group["statements"].as_array().unwrap().len()).collect();
    assert_eq!(sizes, [6, 7, 8]);
    assert_eq!(column(&data["checks"], "title"), ["Counter Lab", "Channels: a Workshop", "Deadlock Clinic"]);
    assert_eq!(
        column(&data["checks"], "source"),
        ["counter-lab", "channel-workshop", "deadlock-clinic"]
            .map(|name| format!("/concurrency/shared-state/practice/{name}/"))
    );
    assert_eq!(column(&groups[2]["statements"], "label")[7], "3.8");
    assert_eq!(
        texts(&groups[0]["statements"])[0],
        "The counter is one word wide, so adding to it cannot be interrupted."
    );
    assert_eq!(
        texts(&groups[1]["statements"])[6],
        "We drop the oldest message when it is full – nobody noticed, is that a bug?"
    );
    assert_eq!(texts(&groups[2]["statements"])[4], "We sorted the locks by address once, on the developer’s machine.");
    assert_eq!(built.expect_file(PAGE).hooks("statement"), 21);
}

#[test]
fn the_braces_of_the_fifth_statement_arrive_intact() {
    let built = built();
    let fifth = &built.json(DATA)["checks"][0]["statements"][4];
    let words = "Our snapshot is just {'views': '...', 'users': '...'} because both counters are exact.";
    assert_eq!(fifth["text"], words);
    assert_eq!(fifth.get("html"), None, "the same once more");
    for path in [PAGE, SHEETS, "concurrency/shared-state/practice/counter-lab/index.html"] {
        built.expect_file(path).contains(&format!("<p>“{words}”</p>"));
    }
}

#[test]
fn the_sheets_hold_every_statement_under_its_label() {
    let built = built();
    let sheets = built.expect_file(SHEETS);
    assert_eq!(sheets.hooks("statement"), 21);
    assert_eq!(sheets.hooks("log-row"), 10);
    assert_eq!(sheets.hooks("criterion"), 4);
    let words = sheets.words();
    for label in ["1.1", "1.6", "2.7", "3.8", "21 of 21"] {
        assert!(words.contains(label), "{label}: {words}");
    }
}

#[test]
fn protocol_log_and_completion_have_five_six_and_four() {
    let built = built();
    let data = built.json(DATA);
    assert_eq!(data["protocol"].as_array().unwrap().len(), 5);
    let goals: Vec<(&str, u64)> = data["completion"]
        .as_array()
        .unwrap()
        .iter()
        .map(|criterion| (criterion["goal"].as_str().unwrap(), criterion["count"].as_u64().unwrap()))
        .collect();
    assert_eq!(goals, [("logged", 5), ("with_counterexample", 2), ("connects_back", 1), ("changes_artifact", 1)]);
    let page = built.expect_file(PAGE);
    assert_eq!((page.hooks("protocol-step"), page.hooks("criterion"), page.hooks("log")), (5, 4, 1));
    let columns = ["date", "mistake", "symptom", "root_cause", "repair", "card"];
    let log: Vec<String> = page.all("class").into_iter().filter(|class| class.starts_with("field-")).collect();
    assert_eq!(log, columns.map(|column| format!("field-{column}")));
    page.contains_in_order(&[
        "Take one row of the radar",
        "Name the order you assumed",
        "Write the card before you go on",
    ]);
}

#[test]
fn the_parts_stand_in_their_order() {
    built().expect_file(PAGE).contains_in_order(&[
        "Come here after each practice page",
        "<section id=\"radar\"",
        "<section id=\"checks\"",
        "<section id=\"protocol\"",
        "<section id=\"log\"",
        "<section id=\"completion\"",
    ]);
}
