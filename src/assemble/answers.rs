//! Answers that stand apart are given to the statements that they are for.

mod finding;
mod open;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use super::groups;
use super::links::Resolver;
use super::owners::PageAnswers;
use super::reader::Reader;
use super::reference::LinkBase;
use crate::answers::AnswerDocument;
use crate::config::own::RawGroup;
use crate::finding::{Finding, Rule, Severity};
use crate::model::course::{Answer, Group, Module, PageId};
use crate::parse::Document;
use crate::text::{Place, SourcePath};

use open::{Open, written};
use wording::{Meaning, Wordings};

/// The answers that the file at `at` has for the statements that are written on `page`, which is no clinic page.
pub(super) fn of_page(at: usize, page: PageId, reader: &mut Reader<'_>, resolver: &mut Resolver<'_>) -> PageAnswers {
    let (file, source) = (reader.answers_at(at), &reader.page(page).source);
    let document = reader.document(page);
    if let Some(document) = document {
        resolver.stand(LinkBase::page(document, page));
    }
    let mut open: Vec<Open<'_>> = document.map(|document| written(document).collect()).unwrap_or_default();
    open.sort_by(|one, other| one.place.cmp(&other.place));
    open.dedup_by(|one, other| one.place == other.place);
    let doubtful = document.is_some_and(is_wrong);
    let matcher = Matcher { file, source, open: &open, doubtful };
    let given = matcher.given(&mut |target| elsewhere(target, page, reader), resolver);
    given.into_iter().map(|(index, answer)| (open[index].place.clone(), answer)).collect()
}

/// Gives statements what the files of their own pages, and then that of the clinic page, say of them.
pub(super) fn attach(groups: &mut [Group], module: &Module, reader: &mut Reader<'_>, resolver: &mut Resolver<'_>) {
    for group in &mut *groups {
        attach_own(group, reader);
    }
    let Some(file) = reader.answers_of_module(module.id) else { return };
    let doubtful = is_doubtful(module, groups, reader);
    let mut sources = BTreeSet::new();
    let statements = || groups.iter().flat_map(|group| &group.statements);
    for statement in statements() {
        sources.insert(statement.place.path.clone());
    }
    let documents: BTreeMap<SourcePath, &Document> =
        sources.into_iter().filter_map(|path| Some((path.clone(), reader.document_at(&path)?))).collect();
    let typed = open::typed(documents.values().copied());
    let mut by_place: BTreeMap<Place, Open<'_>> = BTreeMap::new();
    for statement in statements() {
        by_place.entry(statement.place.clone()).or_insert_with(|| Open::of(statement, &typed));
    }
    let open: Vec<Open<'_>> = by_place.into_values().collect();
    let source = &reader.page(module.clinic_page).source;
    let matcher = Matcher { file, source, open: &open, doubtful };
    let given = matcher.given(&mut |target| elsewhere(target, module.clinic_page, reader), resolver);
    let given: PageAnswers = given.into_iter().map(|(index, answer)| (open[index].place.clone(), answer)).collect();
    for group in groups {
        give(group, &given);
    }
}

/// Gives the statements of a group what the file of their own page says of them.
pub(super) fn attach_own(group: &mut Group, reader: &mut Reader<'_>) {
    if let Some(answers) = group.source.and_then(|page| reader.answers_of_page(page)) {
        give(group, answers);
    }
}

fn give(group: &mut Group, answers: &PageAnswers) {
    for statement in &mut group.statements {
        if let Some(answer) = answers.get(&statement.place) {
            statement.answer = Some(Box::new(answer.clone()));
        }
    }
}

/// Finds the statements that the entries of one file are for.
struct Matcher<'m> {
    file: &'m AnswerDocument,
    /// The page that the file is for.
    source: &'m SourcePath,
    open: &'m [Open<'m>],
    /// Whether statements may be missing because something is wrong where they are written.
    doubtful: bool,
}

impl Matcher<'_> {
    /// The answers of the file and the statements that they go to; one that fits none or several is a finding.
    fn given(
        &self,
        elsewhere: &mut dyn FnMut(&str) -> Option<SourcePath>,
        resolver: &mut Resolver<'_>,
    ) -> Vec<(usize, Answer)> {
        let Self { file, source, open, doubtful } = *self;
        if open.is_empty() {
            let silent = file.entries.is_empty() || doubtful;
            resolver.findings.extend((!silent).then(|| finding::without_statements(file, source)));
            return Vec::new();
        }
        let wordings = Wordings::new(open.iter().map(Open::wording).collect());
        let mut answered: BTreeMap<usize, Place> = BTreeMap::new();
        let mut given = Vec::new();
        // The same words may stand for many statements many times.
        let mut meanings: BTreeMap<&str, Meaning> = BTreeMap::new();
        for entry in &file.entries {
            let target = entry.target.value.as_str();
            let meaning = meanings.entry(target).or_insert_with(|| match wordings.meant(target) {
                // Statements that share their id are reported as such.
                Meaning::Several(indexes) if share_id(open, &indexes) => Meaning::One(indexes[0]),
                meaning => meaning,
            });
            let index = match meaning {
                Meaning::One(index) => *index,
                Meaning::Several(indexes) => {
                    resolver.findings.push(finding::ambiguous(entry, indexes, &wordings, open));
                    continue;
                }
                Meaning::Nothing => {
                    let unmatched = (!doubtful).then(|| self.unmatched(entry, &wordings, elsewhere, resolver));
                    resolver.findings.extend(unmatched);
                    continue;
                }
            };
            if let Some(first) = answered.get(&index).or(open[index].answered.as_ref()) {
                resolver.findings.push(finding::twice(entry, first, &open[index], file));
                continue;
            }
            answered.insert(index, entry.target.place.clone());
            given.push((index, groups::answer(&entry.answer, resolver)));
        }
        given
    }

    fn unmatched(
        &self,
        entry: &crate::answers::RawEntry,
        wordings: &Wordings<'_>,
        elsewhere: &mut dyn FnMut(&str) -> Option<SourcePath>,
        resolver: &mut Resolver<'_>,
    ) -> Finding {
        let may_suggest = resolver.may_suggest();
        match may_suggest.then(|| elsewhere(&entry.target.value)).flatten() {
            Some(page) => finding::of_other_page(entry, &page),
            None => finding::unmatched(entry, wordings, self.open, self.file, may_suggest),
        }
    }
}

/// Another page of the module of `page` that has the statement which `target` means.
fn elsewhere(target: &str, page: PageId, reader: &mut Reader<'_>) -> Option<SourcePath> {
    let module = reader.page(page).role.module()?;
    let module = reader.module(module);
    let pages = [module.clinic_page].into_iter().chain(module.pages.iter().copied());
    for other in pages.filter(|other| *other != page) {
        let Some(document) = reader.document(other) else { continue };
        let open: Vec<Open<'_>> = written(document).collect();
        if Wordings::new(open.iter().map(Open::wording).collect()).meant(target) != Meaning::Nothing {
            return Some(document.file.path().clone());
        }
    }
    None
}

/// Whether statements of a module may be missing because something is wrong where they are written.
fn is_doubtful(module: &Module, groups: &[Group], reader: &mut Reader<'_>) -> bool {
    module.all_pages().any(|page| reader.document(page).is_some_and(is_wrong))
        || lacks_source(reader.document(module.clinic_page), groups)
}

/// Whether something is wrong with a document that may keep a statement from being read.
fn is_wrong(document: &Document) -> bool {
    let in_text = [Rule::BadMath, Rule::UndefinedFootnote, Rule::UnknownAlert, Rule::WithheldTarget];
    let grave = |finding: &Finding| finding.severity == Severity::Error && !in_text.contains(&finding.rule);
    document.findings.iter().any(grave)
}

/// Whether a group should have taken statements from a page and has got none.
fn lacks_source(clinic: Option<&Document>, groups: &[Group]) -> bool {
    let raw = clinic.and_then(|document| document.front.own.groups.as_deref()).unwrap_or_default();
    let takes = |raw: &RawGroup| raw.source.is_some() && raw.statements.is_none();
    raw.iter().zip(groups).any(|(raw, group)| takes(raw) && group.statements.is_empty())
}

fn share_id(open: &[Open<'_>], indexes: &[usize]) -> bool {
    let mut ids = indexes.iter().map(|index| &open[*index].id);
    let first = ids.next();
    ids.all(|id| Some(id) == first)
}
