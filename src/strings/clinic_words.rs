//! The words by which a text tells of checks, radars and logs, in each language.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Strings;
use super::shipped::SHIPPED;
use crate::model::kinds::GoalKind;

/// Words that authors may use, in lower case; those of English are understood everywhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClinicWords {
    /// Headings that open a check section.
    pub check_headings: Vec<String>,
    /// What heads the columns of a radar or log that was pasted into a text.
    pub table_heads: TableHeads,
}

/// What may stand at the head of columns, in lower case; `*` at an end is anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TableHeads {
    /// Of mistakes.
    pub mistake: Vec<String>,
    /// Of where a mistake shows up.
    pub location: Vec<String>,
    /// Of symptoms.
    pub symptom: Vec<String>,
    /// Of what shows a repair.
    pub repair: Vec<String>,
    /// Of days.
    pub date: Vec<String>,
    /// Of root causes.
    pub cause: Vec<String>,
    /// Of cards.
    pub card: Vec<String>,
}

/// Words by which a page that was written for readers alone tells of the parts of a clinic, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageWords {
    /// Those that a course knows in any text.
    pub clinic: ClinicWords,
    /// Headings of a protocol.
    pub protocol: Vec<String>,
    /// Headings of a completion standard.
    pub completion: Vec<String>,
    /// What a criterion says that the log can count; the first that fits is meant.
    pub goals: Vec<(GoalKind, Vec<String>)>,
    /// Numbers in words.
    pub numbers: BTreeMap<String, u32>,
}

/// What stands between the words of a list, in every script.
const COMMAS: [char; 3] = [',', '،', '、'];

impl PageWords {
    /// The words of every language that ships.
    pub fn of_all_languages() -> impl Iterator<Item = Self> {
        SHIPPED.into_iter().map(|(tag, _)| Strings::load(tag, &[], &mut Vec::new()).page_words())
    }
}

/// Whether a heading in lower case is what `pattern` says.
pub fn fits(heading: &str, pattern: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(_), Some(_)) => heading.contains(pattern.trim_matches('*')),
        (Some(end), None) => heading.ends_with(end),
        (None, Some(start)) => heading.starts_with(start),
        (None, None) => heading == pattern,
    }
}

impl Strings {
    /// The words by which a text tells of what a clinic holds.
    pub fn clinic_words(&self) -> ClinicWords {
        let table_heads = TableHeads {
            mistake: self.looked_for("heads.mistake"),
            location: self.looked_for("heads.where"),
            symptom: self.looked_for("heads.symptom"),
            repair: self.looked_for("heads.repair"),
            date: self.looked_for("heads.date"),
            cause: self.looked_for("heads.cause"),
            card: self.looked_for("heads.card"),
        };
        ClinicWords { check_headings: self.looked_for("checks.headings"), table_heads }
    }

    /// The words by which a page for readers tells of the parts of a clinic.
    pub fn page_words(&self) -> PageWords {
        // Whatever is counted may be said to be logged, so that this comes last.
        let goals = [GoalKind::WithCounterexample, GoalKind::ConnectsBack, GoalKind::ChangesArtifact, GoalKind::Logged];
        let goals = goals.map(|kind| (kind, self.looked_for(&format!("heads.goal.{}", kind.word()))));
        PageWords {
            clinic: self.clinic_words(),
            protocol: self.looked_for("heads.protocol"),
            completion: self.looked_for("heads.completion"),
            goals: goals.into(),
            numbers: self.numbers(),
        }
    }

    fn numbers(&self) -> BTreeMap<String, u32> {
        let mut numbers = BTreeMap::new();
        for list in self.lists("heads.numbers") {
            for (words, number) in list.split(COMMAS).zip(1..) {
                for word in words.split('/') {
                    numbers.entry(word.trim().to_lowercase()).or_insert(number);
                }
            }
        }
        numbers
    }

    fn looked_for(&self, key: &str) -> Vec<String> {
        let words = self.lists(key).flat_map(|list| list.split(COMMAS)).map(|word| word.trim().to_lowercase());
        words.filter(|word| !word.is_empty()).collect()
    }

    /// What the language says at `key`, and what English does.
    fn lists(&self, key: &str) -> impl Iterator<Item = &String> {
        let own = self.texts.get(key).filter(|own| self.english.get(key) != Some(*own));
        own.into_iter().chain(self.english.get(key))
    }
}
