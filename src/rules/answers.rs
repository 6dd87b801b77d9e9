//! Statements that instructors get without an answer.

use crate::assemble::EditionCourse;
use crate::config::course::FILE;
use crate::finding::{Finding, Rule};
use crate::model::course::{Group, PageChecks, PageId, PageRole, Statement};
use crate::model::fragment::Audience;
use crate::model::kinds::Edition;
use crate::text::{Place, SourcePath};

/// The statements of a module, or of a page outside of modules, and whether each has an answer.
struct Unit<'c> {
    page: PageId,
    statements: Vec<(&'c Statement, bool)>,
}

/// Statements of the instructor edition that have no answer: the whole course, a whole module or page, or single ones.
pub(super) fn find(course: &EditionCourse) -> Vec<Finding> {
    if course.edition() != Edition::Instructor {
        return Vec::new();
    }
    let units = units(course);
    let (any, some) = (units.iter().any(|unit| !unit.statements.is_empty()), units.iter().any(Unit::has_answers));
    match (any, some) {
        (false, _) => Vec::new(),
        (true, false) => vec![nowhere()],
        (true, true) => units.iter().flat_map(|unit| unit.findings(course)).collect(),
    }
}

fn nowhere() -> Finding {
    let place = Place::file(&SourcePath::new(FILE));
    Finding::new(Rule::MissingAnswer, place, "no statement in the course has an answer for instructors").help(
        "add answers under `answer:` or in the `answers/` folder; if you give the answers only in class, set `rules: { missing-answer: off }`",
    )
}

fn units(course: &EditionCourse) -> Vec<Unit<'_>> {
    let mut units: Vec<Unit<'_>> = Vec::new();
    let mut of_module = vec![None; course.modules.len()];
    for (id, module) in course.shown_modules() {
        let mut unit = Unit { page: module.clinic_page, statements: Vec::new() };
        // Statements taken from a page of another module are that module's.
        let own = course.clinic(module.id).checks.groups.iter().filter(|group| {
            let source = group.source.map(|page| course.page(page));
            source.is_none_or(|page| {
                let taken = group.statements.first().is_some_and(|first| first.place.path == page.source);
                !taken || page.role.module() == Some(id)
            })
        });
        own.for_each(|group| unit.add(group));
        of_module[id.0] = Some(units.len());
        units.push(unit);
    }
    for (id, page) in course.shown_pages() {
        let Some(PageChecks::Own(group)) = &course.text(page.id).checks else { continue };
        let module = match page.role {
            PageRole::Inner(module) => of_module[module.0],
            PageRole::Section(_) | PageRole::Clinic(_) | PageRole::Guide(_) | PageRole::Loose => None,
        };
        let at = module.unwrap_or_else(|| {
            units.push(Unit { page: id, statements: Vec::new() });
            units.len() - 1
        });
        units[at].add(group);
    }
    units
}

impl<'c> Unit<'c> {
    /// An answer may stand in a quote below the claim, or in the intro for all of them.
    fn add(&mut self, group: &'c Group) {
        let for_all = group.intro.as_ref().is_some_and(|intro| intro.fragment.speaks_to(Audience::Answer));
        let statements = group.statements.iter().map(|statement| {
            let own = statement.answer.is_some() || statement.text.fragment.speaks_to(Audience::Answer);
            (statement, own || for_all)
        });
        self.statements.extend(statements);
    }

    fn has_answers(&self) -> bool {
        self.statements.iter().any(|(_, answered)| *answered)
    }

    fn findings(&self, course: &EditionCourse) -> Vec<Finding> {
        if !self.statements.is_empty() && !self.has_answers() {
            let page = course.page(self.page);
            let what = if page.role == PageRole::Loose { "on this page" } else { "in this module" };
            let message = match self.statements.len() {
                1 => format!("the only statement {what} has no answer"),
                count => format!("none of the {count} statements {what} has an answer"),
            };
            let help = "add answers under `answer:` or in the answers folder, or set `rules: { missing-answer: off }`";
            return vec![Finding::new(Rule::MissingAnswer, Place::file(&page.source), message).help(help)];
        }
        let missing = self.statements.iter().filter(|(_, answered)| !answered);
        missing.map(|(statement, _)| finding(statement)).collect()
    }
}

fn finding(statement: &Statement) -> Finding {
    let help = format!(
        "add an answer under `answer:`, in a `> [!ANSWER]` quote below the statement, or in the answers folder under `for: {}`",
        statement.id
    );
    Finding::new(Rule::MissingAnswer, statement.place.clone(), "this statement has no answer").help(help)
}
