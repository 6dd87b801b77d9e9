//! Statements of practice pages that a module with check groups of its own leaves out.

use std::collections::BTreeSet;

use super::{RuleInput, understood};
use crate::finding::{Finding, Rule};
use crate::model::course::{Group, Module, Page, PageChecks, PageId};
use crate::model::kinds::{Edition, Kind, Part};

pub(super) fn find(input: RuleInput<'_>) -> Vec<Finding> {
    let course = input.course;
    let groups = course.modules.iter().flat_map(|module| &course.clinic(module.id).checks.groups);
    let sources: BTreeSet<PageId> = groups.filter_map(|group| group.source).collect();
    course.modules.iter().flat_map(|module| of_module(input, module, &sources)).collect()
}

/// The pages of `module` whose statements would be its own, had it named no groups. An empty list of groups says that
/// none of them is wanted.
fn of_module(input: RuleInput<'_>, module: &Module, sources: &BTreeSet<PageId>) -> Vec<Finding> {
    let course = input.course;
    let clinic = course.clinic(module.id);
    let own = input.document(module.clinic_page).filter(|document| understood(document));
    let own = own.and_then(|document| document.front.own.groups.as_deref()).unwrap_or_default();
    // A source that leads nowhere is told already, and may mean any page.
    let is_lost =
        own.iter().zip(&clinic.checks.groups).any(|(raw, group)| raw.source.is_some() && group.source.is_none());
    if own.is_empty() || is_lost || !clinic.parts.contains(&Part::Checks) {
        return Vec::new();
    }
    let left_out = module.pages.iter().filter(|id| !sources.contains(id)).filter_map(|&id| {
        let page = course.page(id);
        let is_meant = page.kind == Kind::Practice && page.edition == Edition::Learner && !page.draft;
        match &course.text(id).checks {
            Some(PageChecks::Own(group)) if is_meant && !group.statements.is_empty() => Some((page, &**group)),
            _ => None,
        }
    });
    left_out.map(|(page, group)| unlisted(input, module, page, group)).collect()
}

fn unlisted(input: RuleInput<'_>, module: &Module, page: &Page, group: &Group) -> Finding {
    let main = input.course.page(module.main);
    let name = main.path.as_str().trim_end_matches('/');
    let what = match group.statements.len() {
        1 => "the statement on this page is".to_owned(),
        count => format!("the {count} statements on this page are"),
    };
    let place = group.statements.first().map_or(&group.place, |statement| &statement.place);
    let folder = format!("{}/", main.source.folder());
    let source = page.source.as_str().strip_prefix(&folder).unwrap_or(page.source.as_str());
    let file = &input.course.page(module.clinic_page).source;
    let message = format!("{what} not in any check group in `{name}`");
    Finding::new(Rule::UnlistedChecks, place.clone(), message).help(format!(
        "add `- source: {source}` under `checks:` in `{file}`, or add `rules: {{ unlisted-checks: off }}` to this page's front matter"
    ))
}
