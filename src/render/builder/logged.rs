//! What the scripts of the learner's log know of a module: one script for each, which pages load where something of the
//! module was logged.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Builder;
use super::clinic::full_name;
use crate::assemble::{Facts as _, Texts as _};
use crate::model::course::{Card, Clinic, Criterion, EvidenceKind, LogColumn, Module, ModuleId, Rich, Statement};
use crate::plan::{Plan, Subject};
use crate::render::address::Style;
use crate::render::fill::Filler;

/// A module. Its HTML is written for the pages of the log and the review, which lie one folder deep.
#[derive(Serialize)]
struct LoggedModule<'a> {
    name: &'a str,
    title: &'a str,
    /// The clinic page, from the root of the site.
    url: String,
    /// What things of the module, or itself, were called earlier, with what they are called now.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    was: BTreeMap<String, String>,
    /// The modules that it builds on, name and title.
    earlier: Vec<(&'a str, &'a str)>,
    /// These are lists, whose places `modules.js` knows, and begin with the id alone.
    statements: Vec<LoggedStatement<'a>>,
    criteria: Vec<LoggedCriterion<'a>>,
    evidence: Vec<LoggedEvidence<'a>>,
    /// Columns whose titles are not those of the interface.
    columns: Vec<LoggedColumn<'a>>,
    cards: Vec<LoggedCard<'a>>,
}

/// Id, label and HTML.
#[derive(Serialize)]
#[serde(untagged)]
enum LoggedStatement<'a> {
    Asked(&'a str, &'a str, String),
    Answered(&'a str, &'a str, String, LoggedAnswer),
}

/// What is right, each part as HTML.
#[derive(Serialize)]
struct LoggedAnswer {
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    correction: Option<String>,
}

/// Id and text; of a goal, which one and how often.
#[derive(Serialize)]
#[serde(untagged)]
enum LoggedCriterion<'a> {
    Ticked(&'a str, &'a str),
    Measured(&'a str, &'a str, &'static str, u32),
}

/// Id, title and the goals that it counts for.
#[derive(Serialize)]
struct LoggedEvidence<'a>(&'a str, &'a str, Vec<&'static str>);

#[derive(Serialize)]
struct LoggedColumn<'a> {
    key: &'a str,
    title: &'a str,
    /// Whether the author made it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    own: bool,
}

/// Id, front and back.
#[derive(Serialize)]
struct LoggedCard<'a>(&'a str, String, String);

impl<'a> Builder<'a> {
    /// The script that hands a module to those of the log.
    pub(super) fn module_log(self, id: ModuleId) -> String {
        let from = Subject::Log.kind().path();
        let filler = Filler { style: Style::From(&from, self.form), ..self.filler() };
        let module = self.course.module(id);
        let clinic = self.course.clinic(id);
        let logged = LoggedModule {
            name: &module.name,
            title: self.course.page(module.main).title.text(),
            url: self.course.page(module.clinic_page).path.encoded(),
            was: self.earlier_names(module, clinic),
            earlier: self.modules_before(module),
            statements: self.logged_statements(clinic, filler),
            criteria: criteria(clinic),
            evidence: clinic.evidence.kinds.iter().map(evidence).collect(),
            columns: self.logged_columns(clinic),
            cards: cards(clinic, filler),
        };
        // Plain data: nothing in it can fail to be written.
        format!("clinicLog.module({});\n", serde_json::to_string(&logged).unwrap_or_default())
    }

    /// The script at an earlier address of a module, which says how it is called now.
    pub(super) fn moved_log(self, id: ModuleId) -> String {
        let path = self.artifact.path.as_str();
        let earlier = Plan::earlier_names(self.course, id).find(|earlier| Plan::log_of(earlier).as_str() == path);
        let names = [earlier.unwrap_or_default(), &self.course.module(id).name];
        format!("clinicLog.moved(...{});\n", serde_json::to_string(&names).unwrap_or_default())
    }

    fn earlier_names(self, module: &Module, clinic: &Clinic) -> BTreeMap<String, String> {
        let rows = clinic.radar.rows.iter().map(|row| (&row.id, &row.was));
        let statements = clinic.checks.groups.iter().flat_map(|group| &group.statements);
        let statements = statements.map(|statement| (&statement.id, &statement.was));
        let steps = clinic.protocol.steps.iter().map(|step| (&step.id, &step.was));
        let criteria = clinic.completion.criteria.iter().map(|criterion| (&criterion.id, &criterion.was));
        let cards = clinic.cards.cards.iter().map(|card| (&card.id, &card.was));
        let things = rows.chain(statements).chain(steps).chain(criteria).chain(cards);
        let name = |id: &str| full_name(&module.name, id);
        let mut was: BTreeMap<String, String> =
            things.flat_map(|(id, was)| was.iter().map(move |earlier| (name(earlier), name(id)))).collect();
        let earlier = Plan::earlier_names(self.course, module.id);
        was.extend(earlier.map(|earlier| (earlier.to_owned(), module.name.clone())));
        was
    }

    /// What it builds on. Where else a learner was, their log knows.
    fn modules_before(self, module: &Module) -> Vec<(&'a str, &'a str)> {
        let named = |id: &ModuleId| {
            let module = self.course.module(*id);
            (module.name.as_str(), self.course.page(module.main).title.text())
        };
        module.builds_on.iter().map(named).collect()
    }

    fn logged_statements<'m>(self, clinic: &'m Clinic, filler: Filler<'_>) -> Vec<LoggedStatement<'m>> {
        let is_shown = self.course.reveal(clinic.show_answers).is_some();
        let quoted = clinic.checks.quoted;
        let logged = |statement: &'m Statement| {
            let id = &statement.id;
            let part = |text: &Option<Rich>| text.as_ref().map(|text| filler.blocks(text, id));
            let html = if quoted { filler.quoted(&statement.text, id) } else { filler.blocks(&statement.text, id) };
            match statement.answer.as_ref().filter(|_| is_shown) {
                None => LoggedStatement::Asked(id, &statement.label, html),
                Some(answer) => LoggedStatement::Answered(
                    id,
                    &statement.label,
                    html,
                    LoggedAnswer {
                        error: part(&answer.error),
                        why: part(&answer.why),
                        correction: part(&answer.correction),
                    },
                ),
            }
        };
        clinic.checks.groups.iter().flat_map(|group| &group.statements).map(logged).collect()
    }

    /// The titles of built-in columns are words that the scripts have.
    fn logged_columns<'m>(self, clinic: &'m Clinic) -> Vec<LoggedColumn<'m>> {
        let logged = |LogColumn { key, field, title, width: _ }: &'m LogColumn| {
            let (title, own) = (title.text(), field.is_none());
            let is_said = own || title != self.strings.get(&format!("log.column.{key}"));
            is_said.then_some(LoggedColumn { key, title, own })
        };
        clinic.log.columns.iter().filter_map(logged).collect()
    }
}

fn criteria<'m>(clinic: &'m Clinic) -> Vec<LoggedCriterion<'m>> {
    let logged = |criterion: &'m Criterion| match criterion.goal {
        None => LoggedCriterion::Ticked(&criterion.id, criterion.text.text()),
        Some(goal) => LoggedCriterion::Measured(&criterion.id, criterion.text.text(), goal.kind.word(), goal.count),
    };
    clinic.completion.criteria.iter().map(logged).collect()
}

fn evidence(kind: &EvidenceKind) -> LoggedEvidence<'_> {
    let counts = kind.counts.iter().map(|goal| goal.word()).collect();
    LoggedEvidence(&kind.id, kind.title.text(), counts)
}

fn cards<'m>(clinic: &'m Clinic, filler: Filler<'_>) -> Vec<LoggedCard<'m>> {
    let logged = |card: &'m Card| {
        let (front, back) = (format!("{}:front", card.id), format!("{}:back", card.id));
        LoggedCard(&card.id, filler.blocks(&card.front, &front), filler.blocks(&card.back, &back))
    };
    clinic.cards.cards.iter().map(logged).collect()
}
