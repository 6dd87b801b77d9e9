//! Files for other programs: the course and its modules.

use crate::render::reader::Reader;
use std::borrow::Cow;

use serde::Serialize;

use super::address::Style;
use super::fill::Filler;
use crate::assemble::{Facts as _, Texts as _};
use crate::model::course::{Location, Module, ModuleId, Rich, Statement};
use crate::plan::Plan;
use crate::strings::Strings;
use crate::text::SitePath;

/// Version of the form of `course.json` and the modules' data.
const VERSION: u32 = 2;

/// Writes data files.
#[derive(Clone, Copy)]
pub(super) struct Data<'a> {
    pub(super) course: Reader<'a>,
    pub(super) strings: &'a Strings,
    /// What stands before every address: the whole address of the site, else its path on its host.
    pub(super) base: &'a str,
}

// What is empty or missing is left out. The full name of a thing is that of its module, `#` and its id.

/// `course.json`
#[derive(Serialize)]
struct CourseData<'a> {
    version: u32,
    id: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    language: &'a str,
    edition: &'static str,
    url: String,
    modules: Vec<ModuleLine<'a>>,
}

#[derive(Serialize)]
struct ModuleLine<'a> {
    name: &'a str,
    title: &'a str,
    number: usize,
    url: String,
    data: String,
    traps: usize,
    statements: usize,
}

/// The data of one module.
#[derive(Serialize)]
struct ModuleData<'a> {
    version: u32,
    course: &'a str,
    name: &'a str,
    title: &'a str,
    number: usize,
    url: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    builds_on: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    radar: Vec<RowData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    checks: Vec<GroupData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    protocol: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    completion: Vec<CriterionData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cards: Vec<CardData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<EvidenceData<'a>>,
}

/// Words as text, as HTML, or both: neither is written where the other tells it.
#[derive(Serialize)]
struct Words<'a> {
    /// Left out where it is the HTML without its tags.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Cow<'a, str>>,
    /// Left out where it is the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<String>,
}

impl<'a> Words<'a> {
    fn new(text: Cow<'a, str>, html: String) -> Self {
        if text == html {
            return Self { text: Some(text), html: None };
        }
        let is_told = text == plain(&html);
        Self { text: (!is_told).then_some(text), html: Some(html) }
    }
}

/// HTML without its tags, in which four characters stand under other names.
fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[derive(Serialize)]
struct RowData<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    was: &'a [String],
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    mistake: Option<Words<'a>>,
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    symptom: Option<Words<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    repair: Option<Words<'a>>,
}

#[derive(Serialize)]
struct GroupData<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    statements: Vec<StatementData<'a>>,
}

#[derive(Serialize)]
struct StatementData<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    was: &'a [String],
    label: &'a str,
    #[serde(flatten)]
    words: Words<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<Words<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<AnswerData<'a>>,
}

#[derive(Serialize)]
struct AnswerData<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Words<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Words<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    correction: Option<Words<'a>>,
}

#[derive(Serialize)]
struct Thing<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    was: &'a [String],
    #[serde(flatten)]
    words: Words<'a>,
}

#[derive(Serialize)]
struct CriterionData<'a> {
    #[serde(flatten)]
    thing: Thing<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    goal: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u32>,
}

#[derive(Serialize)]
struct CardData<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    was: &'a [String],
    front: Words<'a>,
    back: Words<'a>,
}

#[derive(Serialize)]
struct EvidenceData<'a> {
    id: &'a str,
    #[serde(flatten)]
    words: Words<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    counts: Vec<&'static str>,
}

impl<'a> Data<'a> {
    pub(super) fn course(self) -> String {
        let info = self.course.info();
        json(&CourseData {
            version: VERSION,
            id: &info.id,
            title: info.title.text(),
            description: info.description.as_ref().map(Rich::text),
            language: &info.language,
            edition: self.course.edition().word(),
            url: self.base.to_owned(),
            modules: self.course.shown_modules().map(|(id, module)| self.line(id, module)).collect(),
        })
    }

    fn line(self, id: ModuleId, module: &'a Module) -> ModuleLine<'a> {
        let groups = &self.course.clinic(module.id).checks.groups;
        ModuleLine {
            name: &module.name,
            title: self.course.page(module.main).title.text(),
            number: module.number,
            url: self.url(&self.course.page(module.clinic_page).path),
            data: self.url(&Plan::module_data(self.course, id)),
            traps: self.course.clinic(module.id).radar.rows.len(),
            statements: groups.iter().map(|group| group.statements.len()).sum(),
        }
    }

    pub(super) fn module(self, id: ModuleId) -> String {
        let module = self.course.module(id);
        let clinic = self.course.clinic(module.id);
        let page = self.course.page(module.clinic_page);
        let builds_on = module.builds_on.iter().map(|other| self.course.module(*other).name.as_str());
        json(&ModuleData {
            version: VERSION,
            course: &self.course.info().id,
            name: &module.name,
            title: page.title.text(),
            number: module.number,
            url: self.url(&page.path),
            builds_on: builds_on.collect(),
            radar: clinic.radar.rows.iter().map(|row| self.row(row)).collect(),
            checks: clinic.checks.groups.iter().map(|group| self.group(group)).collect(),
            protocol: clinic.protocol.steps.iter().map(|step| self.thing(&step.id, &step.was, &step.text)).collect(),
            completion: clinic.completion.criteria.iter().map(|criterion| self.criterion(criterion)).collect(),
            cards: clinic.cards.cards.iter().map(|card| self.card(card)).collect(),
            evidence: clinic.evidence.kinds.iter().map(|kind| self.evidence(kind)).collect(),
        })
    }

    fn url(self, path: &SitePath) -> String {
        format!("{}{}", self.base, path.encoded())
    }

    fn filler(self) -> Filler<'a> {
        Filler {
            course: self.course,
            strings: self.strings,
            style: Style::Rooted(self.base),
            prefix: "",
            nested: true,
            notes: true,
            room: None,
            waits: true,
        }
    }

    fn words(self, rich: &'a Rich) -> Words<'a> {
        Words::new(rich.text().into(), self.filler().inline(rich))
    }

    fn row(self, row: &'a crate::model::course::RadarRow) -> RowData<'a> {
        let location = row.location.as_ref();
        let words = |rich: &'a Rich| {
            let filler = self.filler();
            Words::new(filler.row_words(rich, location).into(), filler.of_row(rich, location))
        };
        RowData {
            id: &row.id,
            was: &row.was,
            label: &row.label,
            mistake: row.mistake.as_ref().map(words),
            location: location.map(|location| match location {
                Location::Page { page, anchor, .. } => {
                    Style::Rooted(self.base).place(&self.course.page(*page).path, anchor.as_deref())
                }
                Location::Words(words) => words.text().to_owned(),
            }),
            symptom: row.symptom.as_ref().map(words),
            repair: row.repair.as_ref().map(words),
        }
    }

    fn group(self, group: &'a crate::model::course::Group) -> GroupData<'a> {
        GroupData {
            title: group.title.as_ref().map(Rich::text),
            source: group.source.map(|page| self.url(&self.course.page(page).path)),
            statements: group.statements.iter().map(|statement| self.statement(statement)).collect(),
        }
    }

    fn statement(self, statement: &'a Statement) -> StatementData<'a> {
        let answer = statement.answer.as_ref().map(|answer| AnswerData {
            error: answer.error.as_ref().map(|text| self.words(text)),
            why: answer.why.as_ref().map(|text| self.words(text)),
            correction: answer.correction.as_ref().map(|text| self.words(text)),
        });
        StatementData {
            id: &statement.id,
            was: &statement.was,
            label: &statement.label,
            words: self.words(&statement.text),
            hint: statement.hint.as_ref().map(|hint| self.words(hint)),
            answer,
        }
    }

    fn thing(self, id: &'a str, was: &'a [String], text: &'a Rich) -> Thing<'a> {
        Thing { id, was, words: self.words(text) }
    }

    fn criterion(self, criterion: &'a crate::model::course::Criterion) -> CriterionData<'a> {
        CriterionData {
            thing: self.thing(&criterion.id, &criterion.was, &criterion.text),
            goal: criterion.goal.map(|goal| goal.kind.word()),
            count: criterion.goal.map(|goal| goal.count),
        }
    }

    fn evidence(self, kind: &'a crate::model::course::EvidenceKind) -> EvidenceData<'a> {
        let counts = kind.counts.iter().map(|goal| goal.word()).collect();
        EvidenceData { id: &kind.id, words: self.words(&kind.title), counts }
    }

    fn card(self, card: &'a crate::model::course::Card) -> CardData<'a> {
        CardData { id: &card.id, was: &card.was, front: self.words(&card.front), back: self.words(&card.back) }
    }
}

fn json(value: &impl Serialize) -> String {
    // Every map of these types has text for keys, so this cannot fail.
    let mut text = serde_json::to_string(value).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words<'a>(text: &'a str, html: &str) -> Words<'a> {
        Words::new(text.into(), html.to_owned())
    }

    #[test]
    fn what_one_tells_is_not_said_by_the_other() {
        let plain = words("Read it twice.", "Read it twice.");
        assert_eq!((plain.text.as_deref(), plain.html), (Some("Read it twice."), None));
        let coded = words("a < b && c is `x`", "<code class=\"a\">a &lt; b &amp;&amp; c</code> is `x`");
        assert!(coded.text.is_none() && coded.html.is_some());
        let formula = words("$x^2$ is even", "<math><mi>x</mi><mn>2</mn></math> is even");
        assert!(formula.text.is_some() && formula.html.is_some());
        let named = words("&lt;", "&amp;lt;");
        assert!(named.text.is_none());
    }
}
