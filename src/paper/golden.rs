//! The sums that the script of a print page has too give what `tests/fixtures/sums.json` says; `sums.test.mjs` holds the
//! script to the same file.

use serde_json::{Value, json};

use super::cards::Face;
use super::log::{LogPage, LogShape};
use super::{CardPage, CardRow, Geometry, Layout, Length, shuffled};
use crate::model::course::{LogRows, SheetOptions};
use crate::model::kinds::Flow;
use crate::model::kinds::{CardStyle, HeaderField, LogForm, SheetKind};

/// The cases, one line each.
const CASES: &str = include_str!("../../tests/fixtures/sums.json");

fn number(value: &Value) -> Length {
    value.as_u64().and_then(|number| number.try_into().ok()).unwrap_or_else(|| panic!("{value} is no length"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("{value} is no list"))
}

fn flag(value: &Value) -> bool {
    value.as_bool().unwrap_or_else(|| panic!("{value} is not yes or no"))
}

fn word<T: Copy>(value: &Value, words: &[(&str, T)]) -> T {
    let found = words.iter().find(|(word, _)| value == word);
    found.unwrap_or_else(|| panic!("{value} is no word of the format")).1
}

fn log(case: &Value) -> Value {
    let now = &case["options"];
    let options = SheetOptions {
        line: number(&now["line"]),
        punch: flag(&now["punch"]),
        header: list(&now["header"]).iter().map(|field| word(field, HeaderField::WORDS)).collect(),
        starter: flag(&now["starter"]),
        save: flag(&now["save"]),
        ..SheetOptions::default()
    };
    let rows = if now["rows"].is_null() { LogRows::Fill } else { LogRows::Count(number(&now["rows"])) };
    let layout = Layout::new(&options, flag(&case["large"]));
    assert_eq!(layout.line(), options.line, "large print has lines of its own, and so has what saves paper");
    let across: Vec<usize> = list(&case["rows"]).iter().map(|fields| number(fields) as usize).collect();
    let shape = LogShape { form: word(&now["form"], LogForm::WORDS), fields: across.iter().sum() };
    assert_eq!(shape.rows(), across);
    let heights: Vec<Length> = list(&case["heights"]).iter().map(number).collect();
    let page = |page: LogPage| json!({ "starter": page.starter.len(), "blank": page.blank.len(), "more": [page.more.anywhere, page.more.on_a4] });
    layout.log_of(shape, &heights, rows).into_iter().map(page).collect()
}

fn cards(case: &Value) -> Value {
    let face = |pair: &Value| Face { front: number(&pair[0]), back: number(&pair[1]) };
    let faces: Vec<Face> = list(&case["faces"]).iter().map(face).collect();
    let row = |row: CardRow| json!({ "cards": row.cards, "height": row.height });
    let page = |page: CardPage| page.into_iter().map(row).collect::<Value>();
    let style = word(&case["style"], CardStyle::WORDS);
    Geometry::of(flag(&case["large"]), flag(&case["save"])).card_pages(&faces, style).into_iter().map(page).collect()
}

fn order(case: &Value) -> Value {
    json!(shuffled(number(&case["seed"]), number(&case["group"]), number(&case["count"]) as usize))
}

/// Holds each case of a kind to what it gives, and tells what it gives in place of that.
fn hold(cases: &Value, sum: impl Fn(&Value) -> Value) {
    let gives = list(cases).iter().map(|case| (case, sum(case)));
    let wrong: Vec<String> = gives
        .filter(|(case, given)| case["gives"] != *given)
        .map(|(case, given)| format!("{case}\n  {given}"))
        .collect();
    assert!(wrong.is_empty(), "these give something else, which follows:\n{}", wrong.join("\n"));
}

fn cases() -> Value {
    serde_json::from_str(CASES).unwrap()
}

#[test]
fn sizes_are_those_that_scripts_are_held_to() {
    let sizes = json!({ "normal": Geometry::NORMAL, "large": Geometry::LARGE, "saving": Geometry::SAVING });
    assert_eq!(cases()["geometry"], sizes);
}

#[test]
fn what_is_cut_into_pages_is_what_scripts_cut() {
    let cut = SheetKind::all().filter(|kind| kind.row().flow == Flow::Pages);
    assert_eq!(cases()["cut"], json!(cut.map(SheetKind::word).collect::<Vec<_>>()));
}

#[test]
fn logs_are_cut_as_scripts_cut_them() {
    hold(&cases()["logs"], log);
}

#[test]
fn cards_are_laid_as_scripts_lay_them() {
    hold(&cases()["cards"], cards);
}

#[test]
fn orders_are_drawn_as_scripts_draw_them() {
    hold(&cases()["orders"], order);
}
