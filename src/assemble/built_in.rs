//! The built-in texts: what a course has that says nothing.

use std::sync::Arc;

use super::parts::ROWS;
use crate::config::settings::{
    CompletionSettings, Heading, LogSettings, ProtocolSettings, RadarSettings, RawCriterion, RawEvidence, RawLogColumn,
    RawStep, Settings, SheetSettings, StarterRow,
};
use crate::model::course::LogRows;
use crate::model::fragment::Fragment;
use crate::model::kinds::{Goal, GoalKind, LogField, Part, RadarColumn, ShowAnswers};
use crate::model::text::{Located, Text};
use crate::strings::Strings;
use crate::text::{Place, SourcePath, Span};

/// The steps of the built-in protocol; their ids never change.
const STEPS: [&str; 5] = ["reproduce", "assume", "repair", "evidence", "card"];

/// The built-in completion standard.
const GOALS: [(GoalKind, u32); 4] = [
    (GoalKind::Logged, 5),
    (GoalKind::WithCounterexample, 2),
    (GoalKind::ConnectsBack, 1),
    (GoalKind::ChangesArtifact, 1),
];

/// The built-in kinds of evidence, which fit every subject; their ids never change.
const EVIDENCE: [(&str, &[GoalKind]); 4] = [
    ("counterexample", &[GoalKind::WithCounterexample]),
    ("retest", &[GoalKind::WithCounterexample]),
    ("corrected", &[GoalKind::ChangesArtifact]),
    ("explanation", &[]),
];

/// The settings beneath those of `clinic.yaml`.
pub fn settings(strings: &Strings) -> Settings {
    Settings {
        // The words of a part are declared in the order in which parts are shown.
        parts: Some(Part::WORDS.iter().map(|(_, part)| *part).collect()),
        radar: RadarSettings {
            heading: heading(strings, "radar"),
            columns: Some(RadarColumn::WORDS.iter().map(|(_, column)| *column).collect()),
        },
        checks: heading(strings, "checks"),
        protocol: ProtocolSettings { heading: heading(strings, "protocol"), steps: Some(steps(strings)) },
        log: LogSettings {
            heading: heading(strings, "log"),
            form: None,
            rows: Some(Located { value: LogRows::Count(ROWS), place: nowhere() }),
            columns: Some(LogField::WORDS.iter().map(|(_, field)| RawLogColumn::BuiltIn(*field)).collect()),
            starter: Some(Arc::from([starter(strings)])),
        },
        completion: CompletionSettings { heading: heading(strings, "completion"), criteria: Some(criteria()) },
        cards: heading(strings, "cards"),
        presets: Vec::new(),
        sheets: SheetSettings::default(),
        show_answers: Some(ShowAnswers::Never),
        quoted: Some(true),
        evidence: Some(Located { value: evidence(strings), place: nowhere() }),
    }
}

/// A text of the interface as if it had been written in front matter.
pub fn text(words: &str) -> Text {
    Text { source: words.into(), fragment: Arc::new(Fragment::plain(words)), place: nowhere() }
}

fn nowhere() -> Place {
    Place::new(&SourcePath::new("clinic.yaml"), Span::default())
}

fn heading(strings: &Strings, part: &str) -> Heading {
    let words = |name: &str| Some(text(strings.get(&format!("{part}.{name}"))));
    Heading { title: words("title"), intro: words("intro") }
}

fn steps(strings: &Strings) -> Arc<[RawStep]> {
    let step = |name: &&str| RawStep {
        id: Some(Located { value: format!("p-{name}"), place: nowhere() }),
        was: Vec::new(),
        text: text(strings.get(&format!("protocol.step.{name}"))),
    };
    STEPS.iter().map(step).collect()
}

fn starter(strings: &Strings) -> StarterRow {
    let cell = |(word, field): &(&str, LogField)| {
        let text = match field {
            LogField::Date => text(strings.get("text.starter")),
            _ => text(strings.get(&format!("log.starter.{word}"))),
        };
        (Located { value: (*word).to_owned(), place: text.place.clone() }, text)
    };
    LogField::WORDS.iter().map(cell).collect()
}

fn evidence(strings: &Strings) -> Arc<[RawEvidence]> {
    let kind = |(id, counts): &(&str, &[GoalKind])| RawEvidence {
        id: (*id).to_owned(),
        title: text(strings.get(&format!("evidence.{id}"))),
        counts: counts.to_vec(),
    };
    EVIDENCE.iter().map(kind).collect()
}

fn criteria() -> Arc<[RawCriterion]> {
    let criterion = |(kind, count): &(GoalKind, u32)| RawCriterion {
        id: Some(Located { value: format!("c-{}", kind.word().replace('_', "-")), place: nowhere() }),
        was: Vec::new(),
        goal: Some(Located { value: Goal { kind: *kind, count: *count }, place: nowhere() }),
        text: None,
        needs_older: *kind == GoalKind::ConnectsBack,
        place: nowhere(),
    };
    GOALS.iter().map(criterion).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::anchor::BUILT_IN_IDS;

    #[test]
    fn no_heading_takes_the_id_of_a_step_or_criterion() {
        let steps = STEPS.map(|name| format!("p-{name}"));
        let goals = GOALS.map(|(kind, _)| format!("c-{}", kind.word().replace('_', "-")));
        let made: Vec<String> = steps.into_iter().chain(goals).collect();
        assert_eq!(made, BUILT_IN_IDS);
    }
}
