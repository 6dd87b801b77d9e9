//! The same words in many radar rows, which a preset would say once.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use super::RuleInput;
use crate::config::own::RawRow;
use crate::finding::{Finding, Rule};
use crate::model::text::Text;
use crate::text::anchor::anchor;
use crate::text::id::normalized;
use crate::text::quote::yaml_scalar;

/// Under so many different mistakes a text is boilerplate.
const MANY: usize = 5;

/// Shorter texts than this, in characters, repeat by chance: "A red test."
const SHORT: usize = 12;

/// A row, with what its texts come to: the same words are the same.
struct Row<'a> {
    raw: &'a RawRow,
    symptom: Option<Cow<'a, str>>,
    repair: Option<Cow<'a, str>>,
}

/// The rows of one text.
type Rows<'a> = Vec<&'a Row<'a>>;

pub(super) fn find(input: RuleInput<'_>) -> Vec<Finding> {
    let rows: Vec<&RawRow> = input.documents.iter().flat_map(|document| &document.front.own.rows).collect();
    // Rows that name a preset are cured already.
    let rows: Vec<Row<'_>> = rows.into_par_iter().filter(|row| row.preset.is_none()).map(Row::new).collect();
    let mut findings = Vec::new();
    let mut repairs = repeated(&rows, |row| row.repair.as_deref());
    for same in repeated(&rows, |row| row.symptom.as_deref()).into_values() {
        let repair = common_repair(&same);
        if let Some(text) = repair {
            // One preset cures both where they always come together.
            if repairs.get(text).is_some_and(|rows| rows.len() == same.len()) {
                repairs.remove(text);
            }
        }
        let first = same[0].raw;
        findings.extend(finding(&same, first.symptom.as_ref(), repair.and(first.repair.as_ref()), "symptom"));
    }
    findings.extend(repairs.values().filter_map(|same| finding(same, None, same[0].raw.repair.as_ref(), "repair")));
    findings
}

impl<'a> Row<'a> {
    fn new(raw: &'a RawRow) -> Self {
        let text = |text: &'a Option<Text>| text.as_ref().map(|text| normalized(&text.source));
        Self { raw, symptom: text(&raw.symptom), repair: text(&raw.repair) }
    }
}

/// The texts of a column that stand in many rows.
fn repeated<'a>(rows: &'a [Row<'a>], column: impl Fn(&'a Row<'a>) -> Option<&'a str>) -> BTreeMap<&'a str, Rows<'a>> {
    // In a course of ten thousand modules five rows say the same by chance.
    let many = MANY.max(rows.len() / 1000);
    // Most texts stand in one row; only those that repeat are sorted.
    let mut counts: HashMap<&str, usize> = HashMap::with_capacity(rows.len());
    for text in rows.iter().filter_map(&column) {
        *counts.entry(text).or_default() += 1;
    }
    let mut same: BTreeMap<&str, Rows<'a>> = BTreeMap::new();
    for row in rows {
        if let Some(text) = column(row).filter(|text| counts[text] >= many) {
            same.entry(text).or_default().push(row);
        }
    }
    same.retain(|text, rows| text.chars().count() >= SHORT && mistakes(rows) >= many);
    same
}

/// How many different mistakes these rows have: one trap that returns word for word is no boilerplate.
fn mistakes(rows: &Rows<'_>) -> usize {
    let mistakes = rows.iter().map(|row| row.raw.mistake.as_ref().map(|mistake| normalized(&mistake.source)));
    mistakes.collect::<BTreeSet<_>>().len()
}

/// The repair that all of these rows share.
fn common_repair<'a>(rows: &Rows<'a>) -> Option<&'a str> {
    let text = rows[0].repair.as_deref()?;
    let shared = rows.iter().all(|row| row.repair.as_deref() == Some(text));
    (shared && text.chars().count() >= SHORT).then_some(text)
}

fn finding(rows: &Rows<'_>, symptom: Option<&Text>, repair: Option<&Text>, what: &str) -> Option<Finding> {
    let text = symptom.or(repair)?;
    let name = name(&text.fragment.text);
    let with = if symptom.is_some() && repair.is_some() { ", with the same repair" } else { "" };
    let message = format!("this {what} appears in {} radar rows{with}", rows.len());
    let line = |key: &str, text: Option<&Text>| {
        text.map(|text| format!("\n    {key}: {}", yaml_scalar(&normalized(&text.source)))).unwrap_or_default()
    };
    let help = format!(
        "write the rows as `- {{ preset: {name}, mistake: …, where: … }}`, and add this preset to `clinic.yaml`:\nradar_presets:\n  {name}:{}{}",
        line("symptom", symptom),
        line("repair", repair),
    );
    Some(Finding::new(Rule::RepeatedText, text.place.clone(), message).help(help))
}

/// A name for a preset: the first words of what it says.
fn name(text: &str) -> String {
    let words = text.split_whitespace().map(anchor).filter(|word| !word.is_empty());
    words.take(3).collect::<Vec<_>>().join("-")
}
