//! The parts of a clinic page.

use super::Builder;
use crate::assemble::{Facts as _, Texts as _};
use crate::model::course::{Clinic, EvidenceKind, Group, Module, PartHeading, Rich, Statement};
use crate::model::fragment::Reveal;
use crate::model::kinds::Part;
use crate::plan::Plan;
use crate::render::fill::Filler;
use crate::render::view::{
    AnswerView, CardView, CardsPart, ChecksView, CompletionView, CriterionView, EvidenceView, GroupView, LogCell,
    LogColumnView, LogView, PagePart, PartHeadingView, PartView, ProtocolView, StatementView, StepView,
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
    /// A part; `None` where it has nothing to show.
    pub(super) fn part(self, part: Part, module: &Module) -> Option<PartView> {
        let clinic = self.course.clinic(module.id);
        match part {
            Part::Body => {
                let body = &self.course.text(module.clinic_page).body;
                body.fragment.shows_text().then(|| PartView::Body(PagePart { html: self.filler().body(body) }))
            }
            Part::Radar => (!clinic.radar.rows.is_empty()).then(|| PartView::Radar(self.radar(module))),
            Part::Checks => (!clinic.checks.groups.is_empty()).then(|| PartView::Checks(self.checks(module))),
            Part::Protocol => (!clinic.protocol.steps.is_empty()).then(|| PartView::Protocol(self.protocol(module))),
            Part::Log => (!clinic.log.columns.is_empty()).then(|| PartView::Log(self.log(module))),
            Part::Completion => {
                (!clinic.completion.criteria.is_empty()).then(|| PartView::Completion(self.completion(module)))
            }
            Part::Cards => (!clinic.cards.cards.is_empty()).then(|| PartView::Cards(self.cards(module))),
        }
    }

    pub(super) fn heading(self, heading: &PartHeading, part: Part) -> PartHeadingView {
        PartHeadingView {
            title: heading.title.text().to_owned(),
            title_html: self.filler().inline(&heading.title),
            intro_html: heading.intro.as_ref().map(|intro| self.filler().blocks(intro, part.word())),
            step: None,
        }
    }

    pub(super) fn checks(self, module: &Module) -> ChecksView {
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
        ChecksView { heading: self.heading(&checks.heading, Part::Checks), groups }
    }

    pub(super) fn group(self, group: &Group, scope: &GroupScope<'_>) -> GroupView {
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
        GroupView {
            number: group.number,
            title: group.title.as_ref().filter(|_| !scope.on_own_page).map(|title| title.text().to_owned()),
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
    pub(super) fn statement_alone(self, statement: &Statement, module: &Module) -> StatementView {
        let quoted = self.course.clinic(module.id).checks.quoted;
        let scope =
            GroupScope { name: &module.name, quoted, answers: None, before: 0, on_own_page: false, is_in_text: false };
        let path = &self.course.page(module.main).path;
        let prefix = format!("{}of.{}:", self.prefix, of_path(path.as_str()));
        self::statement(statement, &scope, Filler { prefix: &prefix, ..self.filler() }, 0)
    }

    pub(super) fn protocol(self, module: &Module) -> ProtocolView {
        let protocol = &self.course.clinic(module.id).protocol;
        let step = |step: &crate::model::course::ProtocolStep| StepView {
            id: step.id.clone(),
            name: full_name(&module.name, &step.id),
            html: self.filler().blocks(&step.text, &step.id),
        };
        ProtocolView {
            heading: self.heading(&protocol.heading, Part::Protocol),
            steps: protocol.steps.iter().map(step).collect(),
        }
    }

    pub(super) fn log(self, module: &Module) -> LogView {
        let log = &self.course.clinic(module.id).log;
        let columns = log.columns.iter().map(|column| LogColumnView {
            key: column.key.clone(),
            title_html: self.filler().inline(&column.title),
            width: column.width,
        });
        LogView {
            heading: self.heading(&log.heading, Part::Log),
            name: full_name(&module.name, "log"),
            columns: columns.collect(),
            starter: log.starter.iter().map(|row| self.starter(row, self.course.clinic(module.id))).collect(),
            rows: log.rows.count(),
            evidence: self.course.clinic(module.id).evidence.kinds.iter().map(|kind| self.evidence(kind)).collect(),
        }
    }

    fn evidence(self, kind: &EvidenceKind) -> EvidenceView {
        EvidenceView {
            id: kind.id.clone(),
            title_html: self.filler().inline(&kind.title),
            counts: kind.counts.iter().map(|goal| goal.word()).collect(),
        }
    }

    fn starter(self, row: &[Option<Rich>], clinic: &Clinic) -> Vec<LogCell> {
        let cells = clinic.log.columns.iter().zip(row);
        cells
            .map(|(column, cell)| LogCell {
                key: column.key.clone(),
                title_html: self.filler().inline(&column.title),
                html: cell.as_ref().map(|text| self.filler().inline(text)).unwrap_or_default(),
            })
            .collect()
    }

    pub(super) fn completion(self, module: &Module) -> CompletionView {
        let Clinic { completion, evidence, .. } = self.course.clinic(module.id);
        let criterion = |criterion: &crate::model::course::Criterion| CriterionView {
            id: criterion.id.clone(),
            name: full_name(&module.name, &criterion.id),
            html: self.filler().blocks(&criterion.text, &criterion.id),
            goal: criterion.goal.map(|goal| goal.kind.word()),
            count: criterion.goal.map(|goal| goal.count),
            evidence: criterion
                .goal
                .into_iter()
                .flat_map(|goal| evidence.counting(goal.kind))
                .map(|kind| self.evidence(kind))
                .collect(),
        };
        CompletionView {
            heading: self.heading(&completion.heading, Part::Completion),
            criteria: completion.criteria.iter().map(criterion).collect(),
        }
    }

    pub(super) fn cards(self, module: &Module) -> CardsPart {
        let cards = &self.course.clinic(module.id).cards;
        let card = |(index, card): (usize, &crate::model::course::Card)| CardView {
            id: card.id.clone(),
            name: full_name(&module.name, &card.id),
            label: card.label.clone(),
            position: index + 1,
            front_html: self.filler().blocks(&card.front, &format!("{}:front", card.id)),
            back_html: self.filler().blocks(&card.back, &format!("{}:back", card.id)),
        };
        CardsPart {
            heading: self.heading(&cards.heading, Part::Cards),
            cards: cards.cards.iter().enumerate().map(card).collect(),
            anki_href: self.href(&Plan::module_cards(self.course, module.id)),
        }
    }
}

fn statement(statement: &Statement, scope: &GroupScope<'_>, filler: Filler<'_>, position: usize) -> StatementView {
    let id = &statement.id;
    let part = |text: Option<&Rich>, name: &str| text.map(|text| filler.blocks(text, &format!("{id}:{name}")));
    let answer = statement.answer.as_ref().zip(scope.answers).map(|(answer, reveal)| AnswerView {
        closed: reveal == Reveal::Closed,
        error_html: part(answer.error.as_ref(), "error"),
        why_html: part(answer.why.as_ref(), "why"),
        correction_html: part(answer.correction.as_ref(), "correction"),
    });
    StatementView {
        name: full_name(scope.name, id),
        label: statement.label.clone(),
        text: statement.text.text().to_owned(),
        html: if scope.quoted { filler.quoted(&statement.text, id) } else { filler.blocks(&statement.text, id) },
        hint_html: part(statement.hint.as_deref(), "hint"),
        answer,
        position,
        id: id.clone(),
    }
}

/// The full name of a thing of a module.
pub fn full_name(module: &str, id: &str) -> String {
    [module, "#", id].concat()
}
