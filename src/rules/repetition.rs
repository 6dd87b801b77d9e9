//! The same words in many radar rows, which a preset would say once.

use std::collections::{BTreeMap, BTreeSet};

use super::Whole;
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

/// The rows of one text.
type Rows<'a> = Vec<&'a RawRow>;

pub(super) fn check(whole: Whole<'_>) -> Vec<Finding> {
    let rows: Rows<'_> = whole.documents.iter().flat_map(|document| &document.front.own.rows).collect();
    // Rows that name a preset are cured already.
    let rows: Rows<'_> = rows.into_iter().filter(|row| row.preset.is_none()).collect();
    let mut findings = Vec::new();
    let mut repairs = repeated(&rows, |row| row.repair.as_ref());
    for same in repeated(&rows, |row| row.symptom.as_ref()).into_values() {
        let repair = common_repair(&same);
        if let Some(repair) = repair {
            let text = normalized(&repair.source);
            // One preset cures both where they always come together.
            if repairs.get(&text).is_some_and(|rows| rows.len() == same.len()) {
                repairs.remove(&text);
            }
        }
        findings.extend(finding(&same, same[0].symptom.as_ref(), repair, "symptom"));
    }
    findings.extend(repairs.values().filter_map(|same| finding(same, None, same[0].repair.as_ref(), "repair")));
    findings
}

/// The texts of a column that stand in many rows.
fn repeated<'a>(rows: &Rows<'a>, column: impl Fn(&'a RawRow) -> Option<&'a Text>) -> BTreeMap<String, Rows<'a>> {
    let mut same: BTreeMap<String, Rows<'a>> = BTreeMap::new();
    for row in rows {
        if let Some(text) = column(row) {
            same.entry(normalized(&text.source)).or_default().push(row);
        }
    }
    // In a course of ten thousand modules five rows say the same by chance.
    let many = MANY.max(rows.len() / 1000);
    same.retain(|text, rows| rows.len() >= many && text.chars().count() >= SHORT && mistakes(rows) >= many);
    same
}

/// How many different mistakes these rows have: one trap that returns word for word is no boilerplate.
fn mistakes(rows: &Rows<'_>) -> usize {
    let mistakes = rows.iter().map(|row| row.mistake.as_ref().map(|mistake| normalized(&mistake.source)));
    mistakes.collect::<BTreeSet<_>>().len()
}

/// The repair that all of these rows share.
fn common_repair<'a>(rows: &Rows<'a>) -> Option<&'a Text> {
    let first = rows[0].repair.as_ref()?;
    let text = normalized(&first.source);
    let shared = rows.iter().all(|row| row.repair.as_ref().is_some_and(|repair| normalized(&repair.source) == text));
    (shared && text.chars().count() >= SHORT).then_some(first)
}

fn finding(rows: &Rows<'_>, symptom: Option<&Text>, repair: Option<&Text>, what: &str) -> Option<Finding> {
    let text = symptom.or(repair)?;
    let name = name(&text.fragment.text);
    let with = if symptom.is_some() && repair.is_some() { ", with the same repair" } else { "" };
    let message = format!("this {what} stands in {} radar rows{with}", rows.len());
    let line = |key: &str, text: Option<&Text>| {
        text.map(|text| format!("\n    {key}: {}", yaml_scalar(&normalized(&text.source)))).unwrap_or_default()
    };
    let help = format!(
        "write it once in `clinic.yaml`, and name it in the rows, which then are `- {{ preset: {name}, mistake: …, where: … }}`:\nradar_presets:\n  {name}:{}{}",
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
