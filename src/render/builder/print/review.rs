//! Statements of earlier modules, interleaved: what was learned is met again where nothing tells which idea it needs.

use crate::assemble::{Facts as _, Texts as _};
use std::collections::BTreeSet;

use super::{Cut, Owner};
use crate::model::course::{Module, ModuleId, SectionId, Statement};
use crate::model::kinds::SheetKind;
use crate::plan::modules_of;
use crate::render::view::print::{Asked, AskedGroup, ChecksSheet, SheetContent};

/// A review holds this many statements at most: some four printed pages.
const STATEMENTS: usize = 12;

/// It draws from this many modules at most, the nearest ones.
const MODULES: usize = 6;

/// It looks for those among this many modules at most on either way back, so that no sheet grows with the course.
const LOOKED_AT: usize = 200;

/// A statement, and the module that it comes from.
#[derive(Clone, Copy)]
struct Recalled<'a> {
    module: &'a Module,
    statement: &'a Statement,
}

impl<'a> Owner<'a> {
    /// A review of what a module builds on, then of what comes before it; `None` where that has no statements.
    pub(super) fn review(self, module: &Module) -> Option<Cut> {
        let modules = self.earlier(module);
        self.review_of(&modules)
    }

    /// Whether there is something to review in a section.
    pub(super) fn has_section_review(self, section: SectionId) -> bool {
        !self.drawn(&self.own_modules(section)).is_empty()
    }

    fn own_modules(self, section: SectionId) -> Vec<&'a Module> {
        modules_of(self.builder.course, section).map(|id| self.builder.course.module(id)).collect()
    }

    /// A review of a section's own modules.
    pub(super) fn section_review(self, section: SectionId) -> Option<Cut> {
        let mut cut = self.review_of(&self.own_modules(section))?;
        let section = self.builder.course.section(section).page;
        for sheet in &mut cut.sheets {
            sheet.head.module = self.builder.numbered_title(section);
        }
        Some(cut)
    }

    /// What the module builds on, nearest first, then the modules before it, latest first.
    pub(super) fn earlier(self, module: &Module) -> Vec<&'a Module> {
        let course = self.builder.course;
        let has_statements = |id: &ModuleId| {
            let module = course.module(*id);
            course.shows(module.main)
                && course
                    .clinic(module.id)
                    .checks
                    .groups
                    .iter()
                    .any(|group| !group.statements.is_empty() && self.is_for_learners(group, module))
        };
        let mut chosen: Vec<ModuleId> = Vec::new();
        let mut seen = BTreeSet::from([module.number]);
        let mut next: Vec<ModuleId> = module.builds_on.clone();
        while !next.is_empty() && chosen.len() < MODULES && seen.len() < LOOKED_AT {
            next.retain(|id| seen.insert(course.module(*id).number));
            chosen.extend(next.iter().filter(|id| has_statements(id)));
            next = next.iter().flat_map(|id| course.module(*id).builds_on.iter().copied()).collect();
        }
        let before = (0..module.number.saturating_sub(1)).rev().map(ModuleId).take(LOOKED_AT);
        let others = before.filter(|id| !seen.contains(&course.module(*id).number) && has_statements(id));
        let missing = MODULES.saturating_sub(chosen.len());
        chosen.extend(others.take(missing));
        chosen.truncate(MODULES);
        chosen.into_iter().map(|id| course.module(id)).collect()
    }

    fn review_of(self, modules: &[&'a Module]) -> Option<Cut> {
        let drawn = self.drawn(modules);
        let total = drawn.len();
        let order = self.order(0, total);
        let pages = self.layout.statements(drawn.iter().map(|one| one.statement));
        let statements = order.iter().enumerate().map(|(index, place)| {
            let Recalled { module, statement } = drawn[*place];
            let view = self.builder.statement_alone(statement, module);
            let asked = self.requested(view, *place, (index + 1, total));
            let title = Some(self.builder.numbered_title(module.main));
            Asked { label: self.label_elsewhere(module, &asked.label), module: title, ..asked }
        });
        let group = AskedGroup { number: None, title_html: None, intro_html: None, statements: statements.collect() };
        let strings = self.builder.strings;
        let title = crate::render::fill::escaped(strings.get(SheetKind::Review.row().title));
        let intro = crate::render::fill::escaped(strings.get("print.review_intro"));
        let mut head = self.head_with(title, Some(format!("<p>{intro}</p>")));
        head.version = self.version();
        let content = SheetContent::Review(ChecksSheet { groups: vec![group], total });
        (total > 0).then(|| self.flowing(SheetKind::Review, head, content, pages))
    }

    /// `M3 · 1.1`, since labels of several modules meet; as it is where modules have no numbers.
    fn label_elsewhere(self, module: &Module, label: &str) -> String {
        if label.is_empty() || self.builder.course.info().numbering.is_none() {
            return label.to_owned();
        }
        let number = module.number.to_string();
        self.builder.strings.fill("print.label_elsewhere", &[("n", &number), ("label", label)])
    }

    /// One statement of each module in turn, spread over its checks, until the sheet is full.
    fn drawn(self, modules: &[&'a Module]) -> Vec<Recalled<'a>> {
        let share = STATEMENTS.div_ceil(modules.len().max(1));
        let mut piles: Vec<Vec<Recalled<'a>>> = modules.iter().map(|module| self.pile(module, share)).collect();
        let mut drawn = Vec::new();
        while drawn.len() < STATEMENTS && piles.iter().any(|pile| !pile.is_empty()) {
            let turn: Vec<Recalled<'a>> = piles.iter_mut().filter_map(Vec::pop).collect();
            let room = STATEMENTS - drawn.len();
            drawn.extend(turn.into_iter().take(room));
        }
        drawn
    }

    /// Up to `share` statements of a module at even distances, the first one last.
    fn pile(self, module: &'a Module, share: usize) -> Vec<Recalled<'a>> {
        let groups = self
            .builder
            .course
            .clinic(module.id)
            .checks
            .groups
            .iter()
            .filter(|group| self.is_for_learners(group, module));
        let all: Vec<&Statement> = groups.flat_map(|group| &group.statements).collect();
        let step = (all.len() / share.max(1)).max(1);
        let chosen = all.into_iter().step_by(step).take(share);
        let mut pile: Vec<Recalled<'a>> = chosen.map(|statement| Recalled { module, statement }).collect();
        pile.reverse();
        pile
    }
}
