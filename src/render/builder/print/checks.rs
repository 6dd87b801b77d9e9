//! The statements to repair, the key to them, and what else flows from page to page.

use super::{Cut, Owner};
use crate::assemble::Texts as _;
use crate::model::course::{Group, Module, Order};
use crate::model::kinds::SheetKind;
use crate::paper::shuffled;
use crate::plan::is_page_for_learners;
use crate::render::view::print::{Asked, AskedGroup, ChecksSheet, SheetContent};
use crate::render::view::{GroupView, StatementView};

impl Owner<'_> {
    /// The checks; `None` where there is no statement.
    pub(super) fn checks(self, module: &Module) -> Option<Cut> {
        let checks = &self.builder.course.clinic(module.id).checks;
        let views = self.builder.checks(module).groups;
        let kept: Vec<(&Group, GroupView)> = checks
            .groups
            .iter()
            .zip(views)
            .filter(|(group, _)| self.is_for_learners(group, module) && !group.statements.is_empty())
            .collect();
        let total: usize = kept.iter().map(|(group, _)| group.statements.len()).sum();
        if total == 0 {
            return None;
        }
        let printed: Vec<&Group> = kept.iter().map(|(group, _)| *group).collect();
        let pages = self.layout.checks(&checks.heading, &printed);
        let mut before = 0;
        let mut groups = Vec::with_capacity(kept.len());
        for (index, (group, view)) in kept.into_iter().enumerate() {
            let order = self.order(index, group.statements.len());
            groups.push(self.asked_group(view, &order, before, total));
            before += order.len();
        }
        let mut head = self.head(&checks.heading, "checks");
        head.version = self.version();
        Some(self.flowing(SheetKind::Checks, head, SheetContent::Checks(ChecksSheet { groups, total }), pages))
    }

    /// Sheets are handed to learners whoever prints them, so that they hold no checks of a page for instructors; those
    /// of a module for instructors do.
    pub(super) fn is_for_learners(self, group: &Group, module: &Module) -> bool {
        !group.gathered || group.source.is_none_or(|page| is_page_for_learners(self.builder.course, page, module))
    }

    /// The printed order of a group's statements. Labels go with them, so that one key fits every order.
    pub(super) fn order(self, group: usize, count: usize) -> Vec<usize> {
        match self.layout.options.order {
            Order::Authored => (0..count).collect(),
            Order::Shuffled(seed) => shuffled(seed, u32::try_from(group).unwrap_or(u32::MAX), count),
        }
    }

    /// A group in printed order, without answers; `before` statements of `total` stand above it.
    pub(super) fn asked_group(self, view: GroupView, order: &[usize], before: usize, total: usize) -> AskedGroup {
        let mut statements: Vec<Option<StatementView>> = view.statements.into_iter().map(Some).collect();
        let printed = order.iter().enumerate().filter_map(|(index, place)| {
            let statement = statements.get_mut(*place)?.take()?;
            Some(self.requested(statement, *place, (before + index + 1, total)))
        });
        let statements = printed.collect();
        AskedGroup { number: view.number, title_html: view.title_html, intro_html: view.intro_html, statements }
    }

    /// A statement without its answer.
    pub(super) fn requested(self, statement: StatementView, place: usize, (number, total): (usize, usize)) -> Asked {
        let (n, m) = (number.to_string(), total.to_string());
        Asked {
            name: statement.name,
            label: statement.label,
            position: self.builder.strings.fill("print.statement", &[("n", &n), ("m", &m)]),
            place,
            module: None,
            html: statement.html,
            hint_html: statement.hint_html,
            hint_hidden: !self.layout.options.hints,
            answer: None,
        }
    }

    /// The completion standard; `None` where it has no criterion.
    pub(super) fn completion(self, module: &Module) -> Option<Cut> {
        let completion = &self.builder.course.clinic(module.id).completion;
        let content = SheetContent::Completion { criteria: self.builder.completion(module).criteria };
        let head = self.head(&completion.heading, "completion");
        let pages = self.layout.completion(completion);
        (!completion.criteria.is_empty()).then(|| self.flowing(SheetKind::Completion, head, content, pages))
    }

    /// The protocol, to hang on a wall: nothing to fill in. `None` where it has no step.
    pub(super) fn protocol(self, module: &Module) -> Option<Cut> {
        let protocol = &self.builder.course.clinic(module.id).protocol;
        let content = SheetContent::Protocol { steps: self.builder.protocol(module).steps };
        let mut head = self.head(&protocol.heading, "protocol");
        head.fields.clear();
        let pages = self.layout.protocol(protocol);
        (!protocol.steps.is_empty()).then(|| self.flowing(SheetKind::Protocol, head, content, pages))
    }
}
