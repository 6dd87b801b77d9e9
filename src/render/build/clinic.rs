//! The parts of a clinic page.

use super::Builder;
use crate::assemble::{Facts as _, Texts as _};
use crate::model::course::{
    Clinic as CourseClinic, Group as CourseGroup, Module, PartHeading as CourseHeading, Radar as CourseRadar, RadarRow,
    Rich, Statement as CourseStatement,
};
use crate::model::fragment::Reveal;
use crate::model::kinds::{Part as PartKind, RadarColumn};
use crate::render::fill::Filler;
use crate::render::view::{
    Answer, Card, CardsPart, Cell, Checks, Clinic, Column, Completion, Criterion, Group, Log, LogCell, LogColumn,
    PagePart, Part, PartHeading, PathStep, Protocol, Radar, Row, Statement, Step,
};
use crate::text::anchor::{group_anchor, of_path};

/// What all statements of a group share.
pub(super) struct GroupScope<'s> {
    pub(super) name: &'s str,
    pub(super) quoted: bool,
    pub(super) answers: Option<Reveal>,
    /// Statements of the module before those of the group.
    pub(super) before: usize,
    pub(super) on_own_page: bool,
    /// Whether the intro is a part of the page's own text.
    pub(super) is_in_text: bool,
}

impl Builder<'_> {
    pub(super) fn clinic(self, module: &Module) -> Clinic {
        let parts: Vec<Part> =
            self.course.clinic(module.id).parts.iter().filter_map(|part| self.part(*part, module)).collect();
        let path: Vec<PathStep> = parts.iter().filter_map(|part| self.path_step(part)).collect();
        Clinic { path: if path.len() > 1 { path } else { Vec::new() }, parts }
    }

    /// What to do in a part; `None` for parts that are read, or consulted while something else is done.
    fn path_step(self, part: &Part) -> Option<PathStep> {
        let counted = |key, count| (count > 0).then(|| self.strings.count(key, count));
        let (kind, count) = match part {
            Part::Radar(radar) => (PartKind::Radar, counted("count.traps", radar.rows.len())),
            Part::Checks(checks) => {
                let statements = checks.groups.iter().map(|group| group.statements.len()).sum();
                (PartKind::Checks, counted("count.statements", statements))
            }
            Part::Log(_) => (PartKind::Log, Some(self.strings.get("path.on_paper").to_owned())),
            Part::Cards(cards) => (PartKind::Cards, counted("count.cards", cards.cards.len())),
            Part::Body(_) | Part::Protocol(_) | Part::Completion(_) => return None,
        };
        let title = self.strings.get(&format!("path.{}", kind.word())).to_owned();
        Some(PathStep { part: kind.word(), title, count })
    }

    /// A part; `None` where it has nothing to show.
    fn part(self, part: PartKind, module: &Module) -> Option<Part> {
        let clinic = self.course.clinic(module.id);
        match part {
            PartKind::Body => {
                let body = &self.course.text(module.clinic_page).body;
                body.fragment.shows_text().then(|| Part::Body(PagePart { html: self.filler().body(body) }))
            }
            PartKind::Radar => (!clinic.radar.rows.is_empty()).then(|| Part::Radar(self.radar(module))),
            PartKind::Checks => (!clinic.checks.groups.is_empty()).then(|| Part::Checks(self.checks(module))),
            PartKind::Protocol => (!clinic.protocol.steps.is_empty()).then(|| Part::Protocol(self.protocol(module))),
            PartKind::Log => (!clinic.log.columns.is_empty()).then(|| Part::Log(self.log(module))),
            PartKind::Completion => {
                (!clinic.completion.criteria.is_empty()).then(|| Part::Completion(self.completion(module)))
            }
            PartKind::Cards => (!clinic.cards.cards.is_empty()).then(|| Part::Cards(self.cards(module))),
        }
    }

    fn heading(self, heading: &CourseHeading, part: PartKind) -> PartHeading {
        PartHeading {
            title_html: self.filler().inline(&heading.title),
            intro_html: heading.intro.as_ref().map(|intro| self.filler().blocks(intro, part.word())),
        }
    }

    fn radar(self, module: &Module) -> Radar {
        let radar = &self.course.clinic(module.id).radar;
        let rows = radar.rows.iter().map(|row| self.row(row, radar, &module.name, self.filler())).collect();
        Radar { heading: self.heading(&radar.heading, PartKind::Radar), columns: self.columns(radar), rows }
    }

    pub(super) fn columns(self, radar: &CourseRadar) -> Vec<Column> {
        let column = |column: &RadarColumn| Column { key: column.word(), title: self.column_title(*column) };
        radar.columns.iter().map(column).collect()
    }

    fn column_title(self, column: RadarColumn) -> String {
        self.strings.get(&format!("radar.column.{}", column.word())).to_owned()
    }

    pub(super) fn row(self, row: &RadarRow, radar: &CourseRadar, module: &str, filler: Filler<'_>) -> Row {
        let location = row.location.as_ref();
        let cell = |column: &RadarColumn| {
            let text =
                |rich: &Option<Rich>| rich.as_ref().map(|rich| filler.of_row(rich, location)).unwrap_or_default();
            let html = match column {
                RadarColumn::Mistake => text(&row.mistake),
                RadarColumn::Where => location.map(|location| filler.location(location)).unwrap_or_default(),
                RadarColumn::Symptom => text(&row.symptom),
                RadarColumn::Repair => text(&row.repair),
            };
            Cell { key: column.word(), title: self.column_title(*column), html }
        };
        Row {
            id: format!("{}{}", filler.prefix, row.id),
            name: full_name(module, &row.id),
            label: row.label.clone(),
            mistake: row.mistake.as_ref().map(|mistake| filler.row_words(mistake, location)).unwrap_or_default(),
            cells: radar.columns.iter().map(cell).collect(),
        }
    }

    pub(super) fn checks(self, module: &Module) -> Checks {
        let checks = &self.course.clinic(module.id).checks;
        let answers = self.course.reveal(self.course.clinic(module.id).show_answers);
        let mut groups = Vec::with_capacity(checks.groups.len());
        let mut before = 0;
        for group in &checks.groups {
            let scope = GroupScope {
                name: &module.name,
                quoted: checks.quoted,
                answers,
                before,
                on_own_page: false,
                is_in_text: false,
            };
            groups.push(self.group(group, &scope));
            before += group.statements.len();
        }
        Checks { heading: self.heading(&checks.heading, PartKind::Checks), groups }
    }

    pub(super) fn group(self, group: &CourseGroup, scope: &GroupScope<'_>) -> Group {
        let filler = self.filler();
        let source = group.source.filter(|_| !scope.on_own_page);
        let id = match group.number {
            Some(number) if !scope.on_own_page => group_anchor(number),
            _ => "checks".to_owned(),
        };
        // Headings inside texts of several pages might share their ids.
        let prefix = if scope.on_own_page { self.prefix.to_owned() } else { format!("{}{id}:", self.prefix) };
        let texts = Filler { prefix: &prefix, ..filler };
        let intro = |intro: &Rich| {
            if scope.is_in_text { texts.blocks_of_page(intro, "intro") } else { texts.blocks(intro, "intro") }
        };
        let statements = group.statements.iter().enumerate();
        Group {
            number: group.number,
            title_html: group.title.as_ref().filter(|_| !scope.on_own_page).map(|title| filler.inline(title)),
            source: source.map(|page| self.link(page)),
            intro_html: group.intro.as_ref().map(intro),
            statements: statements
                .map(|(index, statement)| self::statement(statement, scope, texts, scope.before + index + 1))
                .collect(),
            id,
        }
    }

    /// A statement without its group, on a page of another module.
    pub(super) fn statement_alone(self, statement: &CourseStatement, module: &Module) -> Statement {
        let quoted = self.course.clinic(module.id).checks.quoted;
        let scope =
            GroupScope { name: &module.name, quoted, answers: None, before: 0, on_own_page: false, is_in_text: false };
        let path = &self.course.page(module.main).path;
        let prefix = format!("{}of.{}:", self.prefix, of_path(path.as_str()));
        self::statement(statement, &scope, Filler { prefix: &prefix, ..self.filler() }, 0)
    }

    pub(super) fn protocol(self, module: &Module) -> Protocol {
        let protocol = &self.course.clinic(module.id).protocol;
        let step = |step: &crate::model::course::Step| Step {
            id: step.id.clone(),
            name: full_name(&module.name, &step.id),
            html: self.filler().blocks(&step.text, &step.id),
        };
        Protocol {
            heading: self.heading(&protocol.heading, PartKind::Protocol),
            steps: protocol.steps.iter().map(step).collect(),
        }
    }

    pub(super) fn log(self, module: &Module) -> Log {
        let log = &self.course.clinic(module.id).log;
        let columns = log.columns.iter().map(|column| LogColumn {
            key: column.key.clone(),
            title_html: self.filler().inline(&column.title),
            width: column.width,
        });
        Log {
            heading: self.heading(&log.heading, PartKind::Log),
            name: full_name(&module.name, "log"),
            columns: columns.collect(),
            starter: log.starter.iter().map(|row| self.starter(row, self.course.clinic(module.id))).collect(),
            rows: log.rows.count(),
        }
    }

    fn starter(self, row: &[Option<Rich>], clinic: &CourseClinic) -> Vec<LogCell> {
        let cells = clinic.log.columns.iter().zip(row);
        cells
            .map(|(column, cell)| LogCell {
                key: column.key.clone(),
                title_html: self.filler().inline(&column.title),
                html: cell.as_ref().map(|text| self.filler().inline(text)).unwrap_or_default(),
            })
            .collect()
    }

    pub(super) fn completion(self, module: &Module) -> Completion {
        let completion = &self.course.clinic(module.id).completion;
        let criterion = |criterion: &crate::model::course::Criterion| Criterion {
            id: criterion.id.clone(),
            name: full_name(&module.name, &criterion.id),
            html: self.filler().blocks(&criterion.text, &criterion.id),
            goal: criterion.goal.map(|goal| goal.kind.word()),
            count: criterion.goal.map(|goal| goal.count),
        };
        Completion {
            heading: self.heading(&completion.heading, PartKind::Completion),
            criteria: completion.criteria.iter().map(criterion).collect(),
        }
    }

    pub(super) fn cards(self, module: &Module) -> CardsPart {
        let cards = &self.course.clinic(module.id).cards;
        let card = |(index, card): (usize, &crate::model::course::Card)| Card {
            id: card.id.clone(),
            name: full_name(&module.name, &card.id),
            label: card.label.clone(),
            position: index + 1,
            front_html: self.filler().blocks(&card.front, &format!("{}:front", card.id)),
            back_html: self.filler().blocks(&card.back, &format!("{}:back", card.id)),
        };
        CardsPart {
            heading: self.heading(&cards.heading, PartKind::Cards),
            cards: cards.cards.iter().enumerate().map(card).collect(),
        }
    }
}

fn statement(statement: &CourseStatement, scope: &GroupScope<'_>, filler: Filler<'_>, position: usize) -> Statement {
    let id = &statement.id;
    let part = |text: &Option<Rich>, name: &str| text.as_ref().map(|text| filler.blocks(text, &format!("{id}:{name}")));
    let answer = statement.answer.as_ref().zip(scope.answers).map(|(answer, reveal)| Answer {
        closed: reveal == Reveal::Closed,
        error_html: part(&answer.error, "error"),
        why_html: part(&answer.why, "why"),
        correction_html: part(&answer.correction, "correction"),
    });
    Statement {
        name: full_name(scope.name, id),
        label: statement.label.clone(),
        text: statement.text.text().to_owned(),
        html: if scope.quoted { filler.quoted(&statement.text, id) } else { filler.blocks(&statement.text, id) },
        hint_html: part(&statement.hint, "hint"),
        answer,
        position,
        id: id.clone(),
    }
}

/// The full name of a thing of a module.
pub(in crate::render) fn full_name(module: &str, id: &str) -> String {
    format!("{module}#{id}")
}
