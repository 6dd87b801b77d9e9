//! Files for other programs: the course, its modules, sitemap and robots.

use crate::render::reader::{PlanReader, Reader};
use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;

use super::address::Style;
use super::builder::full_name;
use super::fill::Filler;
use crate::assemble::{Facts as _, Texts as _};
use crate::model::course::{Location, Module, ModuleId, Rich, Statement};
use crate::model::kinds::Edition;
use crate::plan::{Plan, SITEMAP_PAGE};
use crate::strings::Strings;
use crate::text::SitePath;

/// Version of the form of `course.json` and the modules' data.
const VERSION: u32 = 1;

/// Writes data files.
#[derive(Clone, Copy)]
pub(super) struct Data<'a> {
    pub(super) course: Reader<'a>,
    pub(super) plan: PlanReader<'a>,
    pub(super) strings: &'a Strings,
    /// What stands before every address: the whole address of the site, else its path on its host.
    pub(super) base: &'a str,
}

/// `course.json`
#[derive(Serialize)]
struct CourseData<'a> {
    version: u32,
    id: &'a str,
    title: &'a str,
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
    builds_on: Vec<&'a str>,
    radar: Vec<RowData<'a>>,
    checks: Vec<GroupData<'a>>,
    protocol: Vec<Thing<'a>>,
    completion: Vec<CriterionData<'a>>,
    cards: Vec<CardData<'a>>,
}

#[derive(Serialize)]
struct Words<'a> {
    text: Cow<'a, str>,
    html: String,
}

#[derive(Serialize)]
struct RowData<'a> {
    id: &'a str,
    name: String,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    was: &'a [String],
    label: &'a str,
    mistake: Option<Words<'a>>,
    #[serde(rename = "where")]
    location: Option<String>,
    symptom: Option<Words<'a>>,
    repair: Option<Words<'a>>,
}

#[derive(Serialize)]
struct GroupData<'a> {
    title: Option<&'a str>,
    source: Option<String>,
    statements: Vec<StatementData<'a>>,
}

#[derive(Serialize)]
struct StatementData<'a> {
    id: &'a str,
    name: String,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    was: &'a [String],
    label: &'a str,
    #[serde(flatten)]
    words: Words<'a>,
    hint: Option<Words<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<AnswerData<'a>>,
}

#[derive(Serialize)]
struct AnswerData<'a> {
    error: Option<Words<'a>>,
    why: Option<Words<'a>>,
    correction: Option<Words<'a>>,
}

#[derive(Serialize)]
struct Thing<'a> {
    id: &'a str,
    name: String,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    was: &'a [String],
    #[serde(flatten)]
    words: Words<'a>,
}

#[derive(Serialize)]
struct CriterionData<'a> {
    #[serde(flatten)]
    thing: Thing<'a>,
    goal: Option<&'static str>,
    count: Option<u32>,
}

#[derive(Serialize)]
struct CardData<'a> {
    id: &'a str,
    name: String,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    was: &'a [String],
    front: Words<'a>,
    back: Words<'a>,
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
            radar: clinic.radar.rows.iter().map(|row| self.row(row, module)).collect(),
            checks: clinic.checks.groups.iter().map(|group| self.group(group, module)).collect(),
            protocol: clinic
                .protocol
                .steps
                .iter()
                .map(|step| self.thing(&step.id, &step.was, &step.text, module))
                .collect(),
            completion: clinic.completion.criteria.iter().map(|criterion| self.criterion(criterion, module)).collect(),
            cards: clinic.cards.cards.iter().map(|card| self.card(card, module)).collect(),
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
            waits: true,
        }
    }

    fn words(self, rich: &'a Rich) -> Words<'a> {
        Words { text: rich.text().into(), html: self.filler().inline(rich) }
    }

    fn row(self, row: &'a crate::model::course::RadarRow, module: &Module) -> RowData<'a> {
        let location = row.location.as_ref();
        let words = |rich: &'a Rich| {
            let filler = self.filler();
            Words { text: filler.row_words(rich, location).into(), html: filler.of_row(rich, location) }
        };
        RowData {
            id: &row.id,
            name: full_name(&module.name, &row.id),
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

    fn group(self, group: &'a crate::model::course::Group, module: &Module) -> GroupData<'a> {
        GroupData {
            title: group.title.as_ref().map(Rich::text),
            source: group.source.map(|page| self.url(&self.course.page(page).path)),
            statements: group.statements.iter().map(|statement| self.statement(statement, module)).collect(),
        }
    }

    fn statement(self, statement: &'a Statement, module: &Module) -> StatementData<'a> {
        let answer = statement.answer.as_ref().map(|answer| AnswerData {
            error: answer.error.as_ref().map(|text| self.words(text)),
            why: answer.why.as_ref().map(|text| self.words(text)),
            correction: answer.correction.as_ref().map(|text| self.words(text)),
        });
        StatementData {
            id: &statement.id,
            name: full_name(&module.name, &statement.id),
            was: &statement.was,
            label: &statement.label,
            words: self.words(&statement.text),
            hint: statement.hint.as_ref().map(|hint| self.words(hint)),
            answer,
        }
    }

    fn thing(self, id: &'a str, was: &'a [String], text: &'a Rich, module: &Module) -> Thing<'a> {
        Thing { id, name: full_name(&module.name, id), was, words: self.words(text) }
    }

    fn criterion(self, criterion: &'a crate::model::course::Criterion, module: &Module) -> CriterionData<'a> {
        CriterionData {
            thing: self.thing(&criterion.id, &criterion.was, &criterion.text, module),
            goal: criterion.goal.map(|goal| goal.kind.word()),
            count: criterion.goal.map(|goal| goal.count),
        }
    }

    fn card(self, card: &'a crate::model::course::Card, module: &Module) -> CardData<'a> {
        CardData {
            id: &card.id,
            name: full_name(&module.name, &card.id),
            was: &card.was,
            front: self.words(&card.front),
            back: self.words(&card.back),
        }
    }

    /// The sitemap; `part` 0 is the whole of it or, where it is long, the list of its parts.
    pub(super) fn sitemap(self, part: usize) -> String {
        let pages: Vec<&SitePath> = self.plan.addresses().collect();
        let parts = pages.len().div_ceil(SITEMAP_PAGE);
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        if part == 0 && parts > 1 {
            xml.push_str("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
            for number in 1..=parts {
                let _ = writeln!(xml, "<sitemap><loc>{}sitemap-{number}.xml</loc></sitemap>", self.base);
            }
            xml.push_str("</sitemapindex>\n");
            return xml;
        }
        xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        let first = part.saturating_sub(1) * SITEMAP_PAGE;
        for path in pages.iter().skip(first).take(SITEMAP_PAGE) {
            // Addresses are percent-encoded, so no character of theirs has a meaning in XML.
            let _ = writeln!(xml, "<url><loc>{}</loc></url>", self.url(path));
        }
        xml.push_str("</urlset>\n");
        xml
    }

    pub(super) fn robots(self) -> String {
        if self.course.edition() == Edition::Instructor {
            return "User-agent: *\nDisallow: /\n".to_owned();
        }
        let sitemap = self.course.info().base_url.as_ref().map(|base| format!("Sitemap: {base}sitemap.xml\n"));
        format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
    }
}

fn json(value: &impl Serialize) -> String {
    // Every map of these types has text for keys, so this cannot fail.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
