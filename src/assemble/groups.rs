//! Check groups: the module's own, or the checks of its pages.

use super::clinic::Material;
use super::identity::{Ids, Thing, beside_headings};
use super::links::{From, Linker};
use super::lookup::Wanted;
use super::radar::missing;
use super::references::{Sought, Spoken};
use crate::config::own::{RawAnswer, RawGroup, RawStatement};
use crate::finding::{Finding, Rule};
use crate::model::course::{Answer, Group, PageId, Rich, Statement};
use crate::model::text::Text;
use crate::parse::Document;
use crate::syntax::markdown::ListedStatement;
use crate::text::Place;

/// Makes the groups of one module.
pub(super) struct GroupMaker<'m> {
    pub(super) material: &'m Material<'m>,
    pub(super) linker: Linker<'m>,
}

impl GroupMaker<'_> {
    /// The groups, and which page shows which of them.
    pub(super) fn groups(
        &self,
        own: Option<&[RawGroup]>,
        ids: &mut Ids,
        findings: &mut Vec<Finding>,
    ) -> (Vec<Group>, Vec<(PageId, usize)>) {
        let (mut groups, mut shown) = (Vec::new(), Vec::new());
        if let Some(own) = own {
            for raw in own {
                let number = groups.len() + 1;
                let (group, page) = self.own_group(raw, number, ids, findings);
                shown.extend(page.map(|page| (page, groups.len())));
                groups.push(group);
            }
            return (groups, shown);
        }
        for &page in &self.material.module.pages {
            let number = Some(groups.len() + 1);
            if let Some(group) = self.of_page(page, number, ids, findings) {
                shown.push((page, groups.len()));
                groups.push(group);
            }
        }
        (groups, shown)
    }

    fn of_page(
        &self,
        page: PageId,
        number: Option<usize>,
        ids: &mut Ids,
        findings: &mut Vec<Finding>,
    ) -> Option<Group> {
        let document = self.material.document(page)?;
        let from = From::page(document, page);
        let mut group = of_page(document, page, number, &mut Desk { linker: self.linker, from: &from, ids, findings })?;
        beside_headings(&group.statements, &document.body.fragment, findings);
        group.title.get_or_insert_with(|| self.material.course.page(page).title.clone());
        Some(group)
    }

    /// A group that the clinic page names, and the page whose statements it took.
    fn own_group(
        &self,
        raw: &RawGroup,
        number: usize,
        ids: &mut Ids,
        findings: &mut Vec<Finding>,
    ) -> (Group, Option<PageId>) {
        let from = &self.material.from;
        let source = raw.source.as_ref().and_then(|source| self.source(source, findings));
        let title = raw.title.as_ref().map(|title| self.linker.rich(title, from, findings));
        let intro = raw.intro.as_ref().map(|intro| self.linker.rich(intro, from, findings));
        // What is wrong with a group is mostly where its statements come from.
        let place = raw.source.as_ref().map_or(&raw.place, |source| &source.place);
        let page_title = source.map(|page| self.material.course.page(page).title.clone());
        if let (None, Some(page)) = (&raw.statements, source) {
            let taken = self.of_page(page, Some(number), ids, findings);
            let is_told = self.material.document(page).is_some_and(Document::has_unread_checks);
            if taken.is_none() && !is_told {
                findings.push(without_checks(raw));
            }
            let is_own = self.material.course.page(page).role.module() == Some(self.material.id);
            let found = (taken.is_some() && is_own).then_some(page);
            let mut group = taken.unwrap_or_else(|| empty(number, page, place));
            group.title = title.or(group.title).or(page_title);
            group.intro = intro.or(group.intro);
            group.gathered = false;
            group.place = place.clone();
            return (group, found);
        }
        let raws = raw.statements.as_deref().unwrap_or_default();
        let statements = Desk { linker: self.linker, from, ids, findings }.statements(raws, Some(number));
        let title = title.or(page_title);
        (Group { number: Some(number), title, source, gathered: false, intro, statements, place: place.clone() }, None)
    }

    fn source(&self, source: &crate::model::text::Located<String>, findings: &mut Vec<Finding>) -> Option<PageId> {
        let (place, typed) = (&source.place, source.value.as_str());
        let spoken = Spoken { place, typed, path: typed, in_markdown: false, sought: Sought::Page };
        self.linker.lookup.hear(&spoken, &self.material.from);
        let folders = self.material.from.folders();
        let found = self.linker.lookup.page(&source.value, &folders, Wanted::Page);
        if found.is_none() {
            findings.push(missing(&source.value, &source.place, self.linker, &folders, Wanted::Page));
        }
        found.map(|(page, _)| page)
    }
}

fn without_checks(raw: &RawGroup) -> Finding {
    let place = raw.source.as_ref().map_or(&raw.place, |source| &source.place);
    Finding::new(Rule::SourceWithoutChecks, place.clone(), "this page has no checks to take statements from")
        .help("give the page a section `## Mistake checks` with a list, or write the `statements:` here")
}

fn empty(number: usize, page: PageId, place: &Place) -> Group {
    Group {
        number: Some(number),
        title: None,
        source: Some(page),
        gathered: false,
        intro: None,
        statements: Vec::new(),
        place: place.clone(),
    }
}

/// What the texts of one page are resolved with.
pub(super) struct Desk<'d> {
    pub(super) linker: Linker<'d>,
    pub(super) from: &'d From,
    pub(super) ids: &'d mut Ids,
    pub(super) findings: &'d mut Vec<Finding>,
}

/// The checks of a page: those of its front matter, else its check section.
pub(super) fn of_page(document: &Document, page: PageId, number: Option<usize>, desk: &mut Desk<'_>) -> Option<Group> {
    if let Some(raw) = &document.front.checks {
        return Some(Group {
            number,
            title: raw.title.as_ref().map(|title| desk.rich(title)),
            source: Some(page),
            gathered: true,
            intro: raw.intro.as_ref().map(|intro| desk.rich(intro)),
            statements: desk.statements(raw.statements.as_deref().unwrap_or_default(), number),
            place: raw.place.clone(),
        });
    }
    let section = document.body.checks.as_ref()?;
    let path = document.file.path();
    let intro = section.intro.as_ref().map(|intro| desk.linker.body(intro, path, desk.from, desk.findings));
    let listed = section.statements.iter().enumerate();
    let statements = listed.map(|(index, listed)| desk.listed(listed, label(number, index), document)).collect();
    let place = Place::new(path, section.span);
    Some(Group { number, title: None, source: Some(page), gathered: true, intro, statements, place })
}

fn label(group: Option<usize>, index: usize) -> String {
    group.map_or_else(String::new, |group| format!("{group}.{}", index + 1))
}

impl Desk<'_> {
    fn rich(&mut self, text: &Text) -> Rich {
        self.linker.rich(text, self.from, self.findings)
    }

    fn listed(&mut self, listed: &ListedStatement, label: String, document: &Document) -> Statement {
        let place = Place::new(document.file.path(), listed.span);
        let text = self.linker.body(&listed.fragment, document.file.path(), self.from, self.findings);
        Statement {
            id: self.ids.give(Thing::Statement, None, &listed.source, &place, self.findings),
            was: Vec::new(),
            label,
            text: Rich { place: place.clone(), ..text },
            hint: None,
            answer: None,
            place,
        }
    }

    fn statements(&mut self, raws: &[RawStatement], number: Option<usize>) -> Vec<Statement> {
        raws.iter().enumerate().map(|(index, raw)| self.statement(raw, label(number, index))).collect()
    }

    fn statement(&mut self, raw: &RawStatement, label: String) -> Statement {
        let place = &raw.text.place;
        Statement {
            id: self.ids.give(Thing::Statement, raw.id.as_ref(), &raw.text.source, place, self.findings),
            was: raw.was.clone(),
            label,
            text: self.rich(&raw.text),
            hint: raw.hint.as_ref().map(|hint| self.rich(hint)),
            answer: raw.answer.as_ref().map(|answer| self.answer(answer)),
            place: place.clone(),
        }
    }

    fn answer(&mut self, raw: &RawAnswer) -> Answer {
        let mut rich = |text: &Option<Text>| text.as_ref().map(|text| self.rich(text));
        Answer { error: rich(&raw.error), why: rich(&raw.why), correction: rich(&raw.correction) }
    }
}
