//! Check groups: the module's own, or the checks of its pages.

use super::identity::{Thing, beside_headings};
use super::labels;
use super::links::Resolver;
use super::lookup::Wanted;
use super::maker::ClinicMaker;
use super::reference::LinkBase;
use super::reference::{Sought, Spoken};
use crate::config::own::{RawAnswer, RawGroup, RawStatement};
use crate::finding::{Finding, Rule};
use crate::model::course::{Answer, Group, PageId, Rich, Statement};
use crate::model::text::{Located, Text};
use crate::parse::{Document, ListedStatement};
use crate::text::Place;

impl ClinicMaker<'_, '_> {
    /// The groups, and which page shows which of them.
    pub(super) fn groups(&mut self, own: Option<&[RawGroup]>) -> (Vec<Group>, Vec<(PageId, usize)>) {
        let (mut groups, mut shown) = (Vec::new(), Vec::new());
        if let Some(own) = own {
            for raw in own {
                let (group, page) = self.own_group(raw, groups.len() + 1);
                shown.extend(page.map(|page| (page, groups.len())));
                groups.push(group);
            }
            return (groups, shown);
        }
        for &page in &self.module.pages {
            if let Some(group) = self.group_of_page(page, groups.len() + 1) {
                shown.push((page, groups.len()));
                groups.push(group);
            }
        }
        (groups, shown)
    }

    fn group_of_page(&mut self, page: PageId, number: usize) -> Option<Group> {
        let document = self.reader.document(page)?;
        let own = self.resolver.stand(LinkBase::page(document, page));
        let group = of_page(document, page, Some(number), self.resolver);
        self.resolver.stand(own);
        let mut group = group?;
        self.resolver.findings.extend(beside_headings(&group.statements, &document.body.fragment));
        group.title.get_or_insert_with(|| self.reader.page(page).title.clone());
        Some(group)
    }

    /// A group that the clinic page names, and the page whose statements it took.
    fn own_group(&mut self, raw: &RawGroup, number: usize) -> (Group, Option<PageId>) {
        let source = raw.source.as_ref().and_then(|source| self.source(source));
        let title = raw.title.as_ref().map(|title| self.resolver.rich(title));
        let intro = raw.intro.as_ref().map(|intro| self.resolver.rich(intro));
        // What is wrong with a group is mostly where its statements come from.
        let place = raw.source.as_ref().map_or(&raw.place, |source| &source.place);
        let page_title = source.map(|page| self.reader.page(page).title.clone());
        if let (None, Some(page)) = (&raw.statements, source) {
            let taken = self.group_of_page(page, number);
            let is_told = self.reader.document(page).is_some_and(Document::has_unread_checks);
            if taken.is_none() && !is_told {
                self.resolver.findings.push(without_checks(raw));
            }
            let is_own = self.reader.page(page).role.module() == Some(self.module.id);
            let found = (taken.is_some() && is_own).then_some(page);
            let mut group = taken.unwrap_or_else(|| empty(number, page, place));
            group.title = title.or(group.title).or(page_title);
            group.intro = intro.or(group.intro);
            group.gathered = false;
            group.place = place.clone();
            return (group, found);
        }
        let raws = raw.statements.as_deref().unwrap_or_default();
        let statements = statements(raws, Some(number), self.resolver);
        let title = title.or(page_title);
        (Group { number: Some(number), title, source, gathered: false, intro, statements, place: place.clone() }, None)
    }

    fn source(&mut self, source: &Located<String>) -> Option<PageId> {
        let (place, typed) = (&source.place, source.value.as_str());
        self.resolver.hear(&Spoken { place, typed, path: typed, in_markdown: false, sought: Sought::Page });
        let found = self.resolver.page(typed, Wanted::Page);
        if found.is_none() {
            let missing = self.resolver.missing(typed, place, Wanted::Page);
            self.resolver.findings.push(missing);
        }
        found.map(|(page, _)| page)
    }
}

fn without_checks(raw: &RawGroup) -> Finding {
    let place = raw.source.as_ref().map_or(&raw.place, |source| &source.place);
    Finding::new(Rule::SourceWithoutChecks, place.clone(), "the page named under `source` has no checks").help(
        "on that page, add a `## Mistake check` section with a list of wrong statements, or add `statements:` here",
    )
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

/// The checks of a page: those of its front matter, else its check section. `resolver` stands there.
pub(super) fn of_page(
    document: &Document,
    page: PageId,
    number: Option<usize>,
    resolver: &mut Resolver<'_>,
) -> Option<Group> {
    if let Some(raw) = &document.front.checks {
        return Some(Group {
            number,
            title: raw.title.as_ref().map(|title| resolver.rich(title)),
            source: Some(page),
            gathered: true,
            intro: raw.intro.as_ref().map(|intro| resolver.rich(intro)),
            statements: statements(raw.statements.as_deref().unwrap_or_default(), number, resolver),
            place: raw.place.clone(),
        });
    }
    let section = document.body.checks.as_ref()?;
    let path = document.file.path();
    let intro = section.intro.as_ref().map(|intro| resolver.body(intro, path));
    let of_list = section.statements.iter().enumerate();
    let statements =
        of_list.map(|(index, one)| listed(one, labels::statement(number, index), document, resolver)).collect();
    let place = Place::new(path, section.span);
    Some(Group { number, title: None, source: Some(page), gathered: true, intro, statements, place })
}

fn listed(listed: &ListedStatement, label: String, document: &Document, resolver: &mut Resolver<'_>) -> Statement {
    let place = Place::new(document.file.path(), listed.span);
    let text = resolver.body(&listed.fragment, document.file.path());
    Statement {
        id: resolver.id(Thing::Statement, None, &listed.source, &place),
        was: Vec::new(),
        label,
        text: Rich { place: place.clone(), ..text },
        hint: None,
        answer: None,
        place,
    }
}

fn statements(raws: &[RawStatement], number: Option<usize>, resolver: &mut Resolver<'_>) -> Vec<Statement> {
    raws.iter().enumerate().map(|(index, raw)| statement(raw, labels::statement(number, index), resolver)).collect()
}

fn statement(raw: &RawStatement, label: String, resolver: &mut Resolver<'_>) -> Statement {
    let place = &raw.text.place;
    Statement {
        id: resolver.id(Thing::Statement, raw.id.as_deref(), &raw.text.source, place),
        was: raw.was.clone(),
        label,
        text: resolver.rich(&raw.text),
        hint: raw.hint.as_ref().map(|hint| Box::new(resolver.rich(hint))),
        answer: raw.answer.as_ref().map(|answer| Box::new(self::answer(answer, resolver))),
        place: place.clone(),
    }
}

/// An answer as written, with its links resolved.
pub(super) fn answer(raw: &RawAnswer, resolver: &mut Resolver<'_>) -> Answer {
    let mut rich = |text: &Option<Text>| text.as_ref().map(|text| resolver.rich(text));
    Answer { error: rich(&raw.error), why: rich(&raw.why), correction: rich(&raw.correction) }
}
