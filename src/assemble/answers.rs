//! Answers that stand apart are given to the statements that they are for.

mod finding;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use super::clinic::document_of;
use super::links::{From, Linker};
use super::lookup::Lookup;
use super::{Inputs, Scope};
use crate::config::own::{RawGroup, RawStatement};
use crate::finding::{Finding, Rule, Severity};
use crate::model::course::{Answer, Course, Group, ModuleId, PageChecks, PageId, PageRole, Statement};
use crate::model::fragment::Audience;
use crate::model::text::Text;
use crate::parse::{AnswerDocument, Document};
use crate::text::{Place, SourcePath, Span};
use wording::{Meaning, Wording, Wordings};

/// Where a statement is in the course.
#[derive(Clone, Copy)]
enum At {
    /// Module, group, statement.
    Module(usize, usize, usize),
    /// A statement of a page's own checks.
    Page(usize, usize),
}

/// The statements of each file, by the place where they were written: a page's may stand in several groups.
type Written = BTreeMap<SourcePath, BTreeMap<Place, Vec<At>>>;

/// A file of answers and the page that it is for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Owner {
    /// Its place among the files of answers.
    document: usize,
    page: PageId,
    /// The module whose clinic page that is.
    module: Option<ModuleId>,
}

/// Reports markdown files in the folder of answers.
pub(super) fn markdown(inputs: Inputs<'_>, lookup: &Lookup, findings: &mut Vec<Finding>) {
    finding::of_markdown(inputs, lookup, findings);
}

/// Gives every answer to its statements in `scope`; one that fits none or several is a finding.
pub(super) fn attach(
    course: &mut Course,
    inputs: Inputs<'_>,
    linker: Linker<'_>,
    (owners, scope): (&[Owner], &Scope),
    findings: &mut Vec<Finding>,
) {
    if owners.is_empty() {
        return;
    }
    let written = written(course, scope);
    let sources = scope.sources(course);
    let modules: BTreeSet<ModuleId> = scope.modules.iter().copied().collect();
    let concerned = |owner: &&Owner| match owner.module {
        Some(module) => modules.contains(&module),
        None => sources.contains(&owner.page),
    };
    // What a page's own file says is there before the files of clinic pages are looked at, which may say it again.
    let (clinics, pages): (Vec<_>, Vec<_>) = owners.iter().filter(concerned).partition(|owner| owner.module.is_some());
    for &Owner { document, page, module } in pages.into_iter().chain(clinics) {
        let document = &inputs.answers[document];
        let scribe = Scribe { course, inputs, linker, document, page, module, written: &written };
        for (spots, answer) in scribe.given(findings) {
            for spot in spots {
                if let Some(statement) = statement_mut(course, spot) {
                    statement.answer = Some(answer.clone());
                }
            }
        }
    }
}

/// Every answers file with the page that it is for.
pub(super) fn owners(
    course: &Course,
    inputs: Inputs<'_>,
    linker: Linker<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<Owner> {
    let mut taken: BTreeMap<PageId, &SourcePath> = BTreeMap::new();
    let mut owners = Vec::new();
    for (index, document) in inputs.answers.iter().enumerate() {
        let Some((page, role)) = linker.lookup.answered(&document.page) else {
            let was_there = inputs.sources.unread.iter().any(|source| Lookup::means(&document.page, source));
            findings.extend((!was_there).then(|| finding::without_page(document, linker.lookup)));
            continue;
        };
        let (page, module) = match role {
            PageRole::Clinic(module) | PageRole::Guide(module) => (course.module(module).clinic_page, Some(module)),
            PageRole::Section(_) | PageRole::Inner(_) | PageRole::Loose => (page, None),
        };
        let file = document.file.path();
        match taken.insert(page, file) {
            None => owners.push(Owner { document: index, page, module }),
            Some(first) => {
                findings.push(finding::second_file(file, first, course.page(page)));
                taken.insert(page, first);
            }
        }
    }
    owners
}

fn written(course: &Course, scope: &Scope) -> Written {
    let mut written = Written::new();
    let mut add = |statement: &Statement, at: At| {
        let place = &statement.place;
        written.entry(place.path.clone()).or_default().entry(place.clone()).or_default().push(at);
    };
    for &ModuleId(module) in &scope.modules {
        for (group, content) in course.modules[module].clinic.checks.groups.iter().enumerate() {
            for (index, statement) in content.statements.iter().enumerate() {
                add(statement, At::Module(module, group, index));
            }
        }
    }
    for &PageId(page) in &scope.pages {
        if let Some(PageChecks::Own(group)) = &course.pages[page].checks {
            for (index, statement) in group.statements.iter().enumerate() {
                add(statement, At::Page(page, index));
            }
        }
    }
    written
}

fn statement(course: &Course, at: At) -> Option<&Statement> {
    match at {
        At::Module(module, group, index) => {
            course.modules[module].clinic.checks.groups.get(group)?.statements.get(index)
        }
        At::Page(page, index) => own_group(course, page)?.statements.get(index),
    }
}

fn own_group(course: &Course, page: usize) -> Option<&Group> {
    match &course.pages[page].checks {
        Some(PageChecks::Own(group)) => Some(group),
        _ => None,
    }
}

fn statement_mut(course: &mut Course, at: At) -> Option<&mut Statement> {
    match at {
        At::Module(module, group, index) => {
            course.modules[module].clinic.checks.groups.get_mut(group)?.statements.get_mut(index)
        }
        At::Page(page, index) => match &mut course.pages[page].checks {
            Some(PageChecks::Own(group)) => group.statements.get_mut(index),
            _ => None,
        },
    }
}

/// Reads one file of answers.
#[derive(Clone, Copy)]
struct Scribe<'s> {
    course: &'s Course,
    inputs: Inputs<'s>,
    linker: Linker<'s>,
    document: &'s AnswerDocument,
    /// The page that it is for.
    page: PageId,
    /// The module whose clinic page that is.
    module: Option<ModuleId>,
    written: &'s Written,
}

/// A statement that may be answered, and everywhere it stands.
struct Open<'s> {
    statement: &'s Statement,
    spots: Vec<At>,
}

impl<'s> Scribe<'s> {
    /// The answers of the file and where they go.
    fn given(self, findings: &mut Vec<Finding>) -> Vec<(Vec<At>, Answer)> {
        let open = self.open();
        if open.is_empty() {
            let silent = self.document.entries.is_empty() || self.is_doubtful();
            findings.extend((!silent).then(|| finding::without_statements(self.document, self.course.page(self.page))));
            return Vec::new();
        }
        let typed = self.typed(&open);
        let wordings = Wordings::new(open.iter().map(|open| wording(open.statement, &typed)).collect());
        let Some(page) = document_of(self.inputs.documents, self.course, self.page) else { return Vec::new() };
        let from = From::page(page, self.page);
        let mut answered: BTreeMap<usize, Place> = BTreeMap::new();
        let mut given = Vec::new();
        // The same words may stand for many statements many times.
        let mut meanings: BTreeMap<&str, Meaning> = BTreeMap::new();
        for entry in &self.document.entries {
            let target = entry.target.value.as_str();
            let meaning = meanings.entry(target).or_insert_with(|| match wordings.meant(target) {
                // Statements that share their id are reported as such.
                Meaning::Several(indexes) if share_id(&open, &indexes) => Meaning::One(indexes[0]),
                meaning => meaning,
            });
            let index = match meaning {
                Meaning::One(index) => *index,
                Meaning::Several(indexes) => {
                    findings.push(finding::ambiguous(entry, indexes, &wordings, &open));
                    continue;
                }
                Meaning::Nothing => {
                    findings.extend(self.unmatched(entry, &wordings, &open));
                    continue;
                }
            };
            let first = answered.get(&index).cloned().or_else(|| answer_place(open[index].statement));
            if let Some(first) = first {
                findings.push(finding::twice(entry, &first, open[index].statement, self.document));
                continue;
            }
            answered.insert(index, entry.target.place.clone());
            let mut rich = |text: &Option<Text>| text.as_ref().map(|text| self.linker.rich(text, &from, findings));
            let raw = &entry.answer;
            let answer = Answer { error: rich(&raw.error), why: rich(&raw.why), correction: rich(&raw.correction) };
            given.push((open[index].spots.clone(), answer));
        }
        given
    }

    /// The statements of a clinic page's groups, or those that were written on another page.
    fn open(self) -> Vec<Open<'s>> {
        let mut places: BTreeMap<&Place, Open<'s>> = BTreeMap::new();
        let mut add = |at: At| {
            if let Some(statement) = statement(self.course, at) {
                places.entry(&statement.place).or_insert_with(|| Open { statement, spots: Vec::new() }).spots.push(at);
            }
        };
        let Some(ModuleId(module)) = self.module else {
            let here = self.written.get(&self.course.page(self.page).source);
            here.into_iter().flat_map(BTreeMap::values).flatten().for_each(|at| add(*at));
            return places.into_values().collect();
        };
        for (group, content) in self.course.modules[module].clinic.checks.groups.iter().enumerate() {
            (0..content.statements.len()).for_each(|index| add(At::Module(module, group, index)));
        }
        places.into_values().collect()
    }

    /// What was typed for the statements, by place.
    fn typed(self, open: &[Open<'_>]) -> BTreeMap<(&'s SourcePath, Span), &'s str> {
        let mut typed = BTreeMap::new();
        let mut last = None;
        for open in open {
            let path = &open.statement.place.path;
            if last.replace(path) != Some(path)
                && let Some(document) = document_at(self.inputs, path)
            {
                let path = document.file.path();
                typed.extend(typed_in(document).map(|(span, words)| ((path, span), words)));
            }
        }
        typed
    }

    fn unmatched(self, entry: &crate::config::RawEntry, wordings: &Wordings<'_>, open: &[Open<'_>]) -> Option<Finding> {
        if self.is_doubtful() {
            return None;
        }
        let may_suggest = self.linker.lookup.may_suggest();
        let elsewhere = may_suggest.then(|| self.elsewhere(&entry.target.value)).flatten();
        Some(match elsewhere {
            Some(page) => finding::of_other_page(entry, page),
            None => finding::unmatched(entry, wordings, open, self.document, may_suggest),
        })
    }

    /// Another page of the module that has the statement.
    fn elsewhere(self, target: &str) -> Option<&'s SourcePath> {
        let module = self.course.page(self.page).role.module()?;
        let module = self.course.module(module);
        let pages = [module.clinic_page].into_iter().chain(module.pages.iter().copied());
        let others = pages.filter(|page| *page != self.page).map(|page| &self.course.page(page).source);
        let mut others = others.filter_map(|source| Some((source, self.written.get(source)?)));
        let found = others.find(|(_, statements)| {
            let spots = statements.values().filter_map(|spots| statement(self.course, *spots.first()?));
            let wordings = spots.map(|statement| wording(statement, &BTreeMap::new()));
            Wordings::new(wordings.collect()).meant(target) != Meaning::Nothing
        });
        found.map(|(source, _)| source)
    }

    /// Whether statements may be missing because something is wrong where they are written.
    fn is_doubtful(self) -> bool {
        let is_wrong = |document: &Document| {
            let grave = |finding: &Finding| {
                let in_text = [Rule::BadMath, Rule::UndefinedFootnote, Rule::UnknownAlert, Rule::WithheldTarget];
                let in_text = in_text.contains(&finding.rule);
                finding.severity == Severity::Error && !in_text
            };
            document.findings.iter().any(grave)
        };
        let document = |page: PageId| document_of(self.inputs.documents, self.course, page);
        let Some(module) = self.module else { return document(self.page).is_some_and(is_wrong) };
        let module = self.course.module(module);
        let pages = [module.main, module.clinic_page].into_iter().chain(module.pages.iter().copied());
        pages.filter_map(document).any(is_wrong)
            || lacks_source(document(module.clinic_page), &module.clinic.checks.groups)
    }
}

/// Whether a group should have taken statements from a page and has got none.
fn lacks_source(clinic: Option<&Document>, groups: &[Group]) -> bool {
    let raw = clinic.and_then(|document| document.front.own.groups.as_deref()).unwrap_or_default();
    let takes = |raw: &RawGroup| raw.source.is_some() && raw.statements.is_none();
    raw.iter().zip(groups).any(|(raw, group)| takes(raw) && group.statements.is_empty())
}

fn share_id(open: &[Open<'_>], indexes: &[usize]) -> bool {
    let mut ids = indexes.iter().map(|index| &open[*index].statement.id);
    let first = ids.next();
    ids.all(|id| Some(id) == first)
}

fn document_at<'a>(inputs: Inputs<'a>, path: &SourcePath) -> Option<&'a Document> {
    let at = inputs.documents.binary_search_by(|document| document.file.path().cmp(path)).ok()?;
    Some(&inputs.documents[at])
}

/// What was typed for each statement of a file.
fn typed_in(document: &Document) -> impl Iterator<Item = (Span, &str)> {
    let groups = document.front.own.groups.iter().flatten().chain(&document.front.checks);
    let in_front = groups.filter_map(|group| group.statements.as_deref()).flatten();
    let in_front = in_front.map(|statement: &RawStatement| (statement.text.place.span, &*statement.text.source));
    let in_body = document.body.checks.iter().flat_map(|section| &section.statements);
    in_front.chain(in_body.map(|statement| (statement.span, statement.source.as_str())))
}

fn wording<'w>(statement: &'w Statement, typed: &BTreeMap<(&SourcePath, Span), &'w str>) -> Wording<'w> {
    let shown = statement.text.text();
    let typed = typed.get(&(&statement.place.path, statement.place.span)).copied().unwrap_or(shown);
    let ids = std::iter::once(&statement.id).chain(&statement.was).map(String::as_str).collect();
    Wording { ids, shown, typed }
}

/// Where a statement has an answer already.
fn answer_place(statement: &Statement) -> Option<Place> {
    let apart = statement.answer.as_ref().and_then(|answer| {
        let parts = [&answer.error, &answer.why, &answer.correction];
        parts.into_iter().flatten().next().map(|part| part.place.clone())
    });
    let inside = statement.text.fragment.speaks_to(Audience::Answer);
    apart.or_else(|| inside.then(|| statement.place.clone()))
}
