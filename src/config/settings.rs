//! The inherited settings: partial where they are written, merged where they are used.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::config::glob::Glob;
use crate::model::course::{LogRows, Order};
use crate::model::kinds::{
    CardStyle, Goal, GoalKind, HeaderField, LogField, LogForm, Paper, Part, RadarColumn, SheetKind, ShowAnswers,
};
use crate::model::text::{Located, Text};

/// What one file says about everything that is inherited; `None` where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The parts of a clinic page, in order.
    pub parts: Option<Vec<Part>>,
    /// Title, intro and columns of the radar.
    pub radar: RadarSettings,
    /// Title and intro of the checks.
    pub checks: Heading,
    /// Title, intro and steps of the protocol.
    pub protocol: ProtocolSettings,
    /// Title, intro, rows and columns of the log.
    pub log: LogSettings,
    /// Title, intro and criteria of the completion standard.
    pub completion: CompletionSettings,
    /// Title and intro of the cards.
    pub cards: Heading,
    /// Radar rows written once, in the order in which their names were met first.
    pub presets: Vec<(String, PresetSetting)>,
    /// How sheets are printed.
    pub sheets: SheetSettings,
    /// Whether learners see answers.
    pub show_answers: Option<ShowAnswers>,
    /// Whether statements stand in quotation marks.
    pub quoted: Option<bool>,
    /// Kinds of evidence.
    pub evidence: Option<Located<Arc<[RawEvidence]>>>,
}

/// A kind of evidence as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RawEvidence {
    /// Its name in data.
    pub id: String,
    /// What it is called.
    pub title: Text,
    /// The goals that it counts for.
    pub counts: Vec<GoalKind>,
}

/// Title and intro of a part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    /// The heading.
    pub title: Option<Text>,
    /// What stands below it.
    pub intro: Option<Text>,
}

/// See [`Settings::radar`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RadarSettings {
    /// Title and intro.
    pub heading: Heading,
    /// The columns shown, in order.
    pub columns: Option<Vec<RadarColumn>>,
}

/// See [`Settings::protocol`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProtocolSettings {
    /// Title and intro.
    pub heading: Heading,
    /// The steps.
    pub steps: Option<Arc<[RawStep]>>,
}

/// A step of the protocol as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RawStep {
    /// Its own id.
    pub id: Option<Located<String>>,
    /// Earlier ids.
    pub was: Vec<String>,
    /// What to do.
    pub text: Text,
}

/// See [`Settings::log`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LogSettings {
    /// Title and intro.
    pub heading: Heading,
    /// How it is laid out on paper.
    pub form: Option<LogForm>,
    /// Blank rows on paper.
    pub rows: Option<Located<LogRows>>,
    /// The columns, in order.
    pub columns: Option<Vec<RawLogColumn>>,
    /// Entries to begin with: column key and text.
    pub starter: Option<Arc<[StarterRow]>>,
}

/// One starter entry: column key and text.
pub type StarterRow = Vec<(Located<String>, Text)>;

/// A column of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RawLogColumn {
    /// A built-in one.
    BuiltIn(LogField),
    /// The author's own.
    Own {
        /// Its name in data.
        key: String,
        /// Its heading.
        title: Text,
        /// Its width in percent of the sheet.
        width: u32,
    },
}

impl RawLogColumn {
    /// Its name in data.
    pub fn key(&self) -> &str {
        match self {
            Self::BuiltIn(field) => field.word(),
            Self::Own { key, .. } => key,
        }
    }
}

/// See [`Settings::completion`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CompletionSettings {
    /// Title and intro.
    pub heading: Heading,
    /// The criteria.
    pub criteria: Option<Arc<[RawCriterion]>>,
}

/// A criterion as written: a goal, a text, or both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RawCriterion {
    /// Its own id.
    pub id: Option<Located<String>>,
    /// Earlier ids.
    pub was: Vec<String>,
    /// What the log can measure.
    pub goal: Option<Located<Goal>>,
    /// Its words; written from the goal where there are none.
    pub text: Option<Text>,
    /// True for the one that only modules with something older can meet.
    pub needs_older: bool,
    /// Where it was written.
    pub place: crate::text::Place,
}

/// A preset, or its removal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PresetSetting {
    /// `name: off`, and where the name stands.
    Off(crate::text::Place),
    /// Its fields.
    On(Box<Preset>),
}

/// A radar row written once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Preset {
    /// Globs over the paths of a module's pages.
    pub each: Option<Vec<Glob>>,
    /// The trap.
    pub mistake: Option<Text>,
    /// Words for where it shows up, for rows that name no page.
    pub place_words: Option<Text>,
    /// How one notices it.
    pub symptom: Option<Text>,
    /// What shows that it is repaired.
    pub repair: Option<Text>,
    /// Where it was written.
    pub place: crate::text::Place,
    /// Where its name stands.
    pub name_place: crate::text::Place,
}

/// How sheets are printed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SheetSettings {
    /// The paper.
    pub paper: Option<Paper>,
    /// Distance of ruled lines in millimetres.
    pub line: Option<u32>,
    /// Whether an edge is left free for punching.
    pub punch: Option<bool>,
    /// The fields of the header: name, date, group.
    pub header: Option<Vec<HeaderField>>,
    /// Whether hints are printed.
    pub hints: Option<bool>,
    /// Which sheets are printed.
    pub print: Option<Vec<SheetKind>>,
    /// Whether the log begins with its starter entries.
    pub starter: Option<bool>,
    /// How cards are made.
    pub cards: Option<CardStyle>,
    /// The order of statements.
    pub order: Option<Order>,
    /// Whether paper is saved.
    pub save: Option<bool>,
    /// Whether the key has notes for instructors.
    pub notes: Option<bool>,
}

impl Settings {
    /// These settings, and those of `beneath` where these say nothing: maps merge at every depth, lists and scalars
    /// replace.
    #[must_use]
    pub fn over(&self, beneath: &Self) -> Self {
        Self {
            parts: pick(&self.parts, &beneath.parts),
            radar: RadarSettings {
                heading: self.radar.heading.over(&beneath.radar.heading),
                columns: pick(&self.radar.columns, &beneath.radar.columns),
            },
            checks: self.checks.over(&beneath.checks),
            protocol: ProtocolSettings {
                heading: self.protocol.heading.over(&beneath.protocol.heading),
                steps: pick(&self.protocol.steps, &beneath.protocol.steps),
            },
            log: LogSettings {
                heading: self.log.heading.over(&beneath.log.heading),
                form: self.log.form.or(beneath.log.form),
                rows: pick(&self.log.rows, &beneath.log.rows),
                columns: pick(&self.log.columns, &beneath.log.columns),
                starter: pick(&self.log.starter, &beneath.log.starter),
            },
            completion: CompletionSettings {
                heading: self.completion.heading.over(&beneath.completion.heading),
                criteria: pick(&self.completion.criteria, &beneath.completion.criteria),
            },
            cards: self.cards.over(&beneath.cards),
            presets: presets_over(&self.presets, &beneath.presets),
            sheets: self.sheets.over(&beneath.sheets),
            show_answers: self.show_answers.or(beneath.show_answers),
            quoted: self.quoted.or(beneath.quoted),
            evidence: pick(&self.evidence, &beneath.evidence),
        }
    }

    /// The preset of this name, unless it was removed.
    pub fn preset(&self, name: &str) -> Option<&Preset> {
        self.presets.iter().find_map(|(known, setting)| match setting {
            PresetSetting::On(preset) if known == name => Some(&**preset),
            _ => None,
        })
    }
}

impl Heading {
    fn over(&self, beneath: &Self) -> Self {
        Self { title: pick(&self.title, &beneath.title), intro: pick(&self.intro, &beneath.intro) }
    }
}

impl SheetSettings {
    fn over(&self, beneath: &Self) -> Self {
        Self {
            paper: self.paper.or(beneath.paper),
            line: self.line.or(beneath.line),
            punch: self.punch.or(beneath.punch),
            header: pick(&self.header, &beneath.header),
            hints: self.hints.or(beneath.hints),
            print: pick(&self.print, &beneath.print),
            starter: self.starter.or(beneath.starter),
            cards: self.cards.or(beneath.cards),
            order: self.order.or(beneath.order),
            save: self.save.or(beneath.save),
            notes: self.notes.or(beneath.notes),
        }
    }
}

impl Preset {
    fn over(&self, beneath: &Self) -> Self {
        Self {
            each: pick(&self.each, &beneath.each),
            mistake: pick(&self.mistake, &beneath.mistake),
            place_words: pick(&self.place_words, &beneath.place_words),
            symptom: pick(&self.symptom, &beneath.symptom),
            repair: pick(&self.repair, &beneath.repair),
            place: self.place.clone(),
            name_place: self.name_place.clone(),
        }
    }
}

#[expect(clippy::ref_option, reason = "both are fields of settings, which stay where they are")]
fn pick<T: Clone>(own: &Option<T>, beneath: &Option<T>) -> Option<T> {
    own.as_ref().or(beneath.as_ref()).cloned()
}

fn presets_over(own: &[(String, PresetSetting)], beneath: &[(String, PresetSetting)]) -> Vec<(String, PresetSetting)> {
    let mut merged = beneath.to_vec();
    for (name, setting) in own {
        match merged.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => {
                *known = match (setting, &*known) {
                    (PresetSetting::On(preset), PresetSetting::On(base)) => {
                        PresetSetting::On(Box::new(preset.over(base)))
                    }
                    _ => setting.clone(),
                };
            }
            None => merged.push((name.clone(), setting.clone())),
        }
    }
    merged
}
