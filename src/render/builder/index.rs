//! Pages that lead to other pages.

use crate::assemble::{Facts as _, Texts as _};
use std::collections::{BTreeMap, BTreeSet};

use super::Builder;
use crate::model::course::{Entry, ModuleId, PageId, RadarRow, SectionId};
use crate::plan::{LIST_PAGE, Plan, Subject, modules_of};
use crate::render::fill::{Filler, escaped};
use crate::render::view::{
    Alias, EntryView, Home, LearnerPage, LinkView, ModuleRadar, NotFound, RadarIndex, RepeatedTrap, SectionCard,
    SectionRadar, SectionView, TagCount, TagView, Tags,
};
use crate::text::SitePath;
use crate::text::id::normalized;

/// A section's card on another page shows this many modules.
const CARD_MODULES: usize = 6;

/// The radar of the course shows this many traps that return.
const REPEATED: usize = 20;

impl Builder<'_> {
    pub(super) fn home(self) -> Home {
        let root = self.course.section(SectionId(0));
        let entries = &root.entries[..root.entries.len().min(LIST_PAGE)];
        let sections = entries.iter().filter_map(|entry| match entry {
            Entry::Section(section) => Some(self.section_card(*section)),
            Entry::Module(_) | Entry::Page(_) => None,
        });
        let others = entries.iter().filter(|entry| !matches!(entry, Entry::Section(_)));
        let body = &self.course.text(root.page).body;
        let (welcome_html, more_html) = self.filler().parted(body);
        let start = self.course.shown_modules().next().map(|(_, module)| self.link(module.main));
        Home {
            body_html: self.filler().body(body),
            welcome_html,
            more_html,
            sections: sections.collect(),
            entries: others.map(|entry| self.entry(*entry)).collect(),
            start,
            counts: self.course_counts(),
            pager: self.pager(&SitePath::home(), 1, root.entries.len()),
        }
    }

    fn course_counts(self) -> Vec<String> {
        let modules = self.course.shown_modules().map(|(_, module)| self.course.clinic(module.id));
        let (mut count, mut traps, mut statements) = (0, 0, 0);
        for clinic in modules {
            count += 1;
            traps += clinic.radar.rows.len();
            statements += clinic.checks.groups.iter().map(|group| group.statements.len()).sum::<usize>();
        }
        self.counts(&[("count.modules", count), ("count.traps", traps), ("count.statements", statements)])
    }

    fn section_card(self, id: SectionId) -> SectionCard {
        let page = self.course.page(self.course.section(id).page);
        let modules: Vec<ModuleId> = modules_of(self.course, id).collect();
        let traps = modules.iter().map(|module| self.course.clinic(*module).radar.rows.len()).sum();
        let shown = modules.iter().take(CARD_MODULES);
        SectionCard {
            link: self.link(self.course.section(id).page),
            description_html: page.description.as_ref().map(|text| self.filler().inline(text)),
            counts: self.counts(&[("count.modules", modules.len()), ("count.traps", traps)]),
            modules: shown.map(|module| self.module_link(*module)).collect(),
            more: modules.len().saturating_sub(CARD_MODULES),
        }
    }

    /// A line of a list: what it is, where it leads, what it holds.
    fn entry(self, entry: Entry) -> EntryView {
        let (kind, page) = self.entry_page(entry);
        let counts = match entry {
            Entry::Module(module) => self.module_counts(self.course.module(module)),
            Entry::Section(section) => self.counts(&[("count.modules", modules_of(self.course, section).count())]),
            Entry::Page(_) => Vec::new(),
        };
        let line = self.line(kind, page, counts);
        match entry {
            Entry::Module(module) => EntryView { link: self.module_link(module), ..line },
            Entry::Section(_) | Entry::Page(_) => line,
        }
    }

    /// A link to a module that a script can mark.
    fn module_link(self, id: ModuleId) -> LinkView {
        let module = self.course.module(id);
        LinkView { module: Some(module.name.clone()), ..self.link(module.main) }
    }

    fn line(self, kind: &'static str, page: PageId, counts: Vec<String>) -> EntryView {
        let description = self.course.page(page).description.as_ref();
        EntryView {
            kind,
            link: self.link(page),
            context_html: Vec::new(),
            description_html: description.map(|text| self.filler().inline(text)),
            counts,
            groups: Vec::new(),
        }
    }

    pub(super) fn section(self, id: SectionId, number: usize) -> SectionView {
        let section = self.course.section(id);
        let page = self.course.page(section.page);
        let entries = chunk(&section.entries, number);
        let radar = Plan::section_radar(self.course, id);
        SectionView {
            body_html: if number == 1 { self.filler().body(&self.course.text(page.id).body) } else { String::new() },
            entries: entries.iter().map(|entry| self.entry(*entry)).collect(),
            radar_href: self.plan.has_radar(id).then(|| self.href(&radar)),
            print_href: self.plan.packs().contains(&id).then(|| self.href(&Plan::pack(self.course, id))),
            pager: self.pager(&page.path, number, section.entries.len()),
        }
    }

    pub(super) fn section_radar(self, id: SectionId, number: usize) -> SectionRadar {
        let modules: Vec<ModuleId> = modules_of(self.course, id).collect();
        let shown = chunk(&modules, number).iter();
        SectionRadar {
            modules: shown.filter_map(|module| self.module_radar(*module)).collect(),
            pager: self.pager(&Plan::section_radar(self.course, id), number, modules.len()),
        }
    }

    fn module_radar(self, id: ModuleId) -> Option<ModuleRadar> {
        let module = self.course.module(id);
        let radar = &self.course.clinic(id).radar;
        let prefix = self.name_in_section(module.main) + ":";
        let filler = Filler { prefix: &prefix, ..self.filler() };
        let page = self.course.page(module.clinic_page);
        let link = LinkView { href: self.style().place(&page.path, Some("radar")), ..self.link(module.clinic_page) };
        (!radar.rows.is_empty()).then(|| ModuleRadar {
            link,
            columns: self.columns(radar),
            rows: radar.rows.chunks(1).map(|rows| self.row(rows, radar, &module.name, filler)).collect(),
        })
    }

    /// The page of the learner's log, or that of what is due.
    pub(super) fn learner_page(self) -> LearnerPage {
        let href = |subject: &Subject| self.href(&subject.kind().path());
        let packs = Subject::Packs(1);
        LearnerPage {
            log_href: href(&Subject::Log),
            review_href: href(&Subject::Review),
            print_href: self.plan.has(packs.kind()).then(|| href(&packs)),
            cards: self.plan.has(Subject::Cards.kind()).then(|| href(&Subject::Cards)),
        }
    }

    pub(super) fn radar_index(self) -> RadarIndex {
        let sections = self.course.sections().filter(|id| self.plan.has_radar(*id));
        let card = |id: SectionId| {
            let href = self.href(&Plan::section_radar(self.course, id));
            let card = self.section_card(id);
            SectionCard { link: LinkView { href, ..card.link }, ..card }
        };
        RadarIndex { repeated: self.repeated(), sections: sections.map(card).collect() }
    }

    /// Traps of one preset, or of the same words, in more than one module.
    fn repeated(self) -> Vec<RepeatedTrap> {
        let mut found: BTreeMap<String, Vec<(ModuleId, &RadarRow)>> = BTreeMap::new();
        for (id, module) in self.course.shown_modules() {
            for row in &self.course.clinic(module.id).radar.rows {
                let words =
                    || row.mistake.as_ref().map(|mistake| normalized(mistake.text()).into_owned()).unwrap_or_default();
                let key = row.preset.clone().unwrap_or_else(words);
                found.entry(key).or_default().push((id, row));
            }
        }
        let mut traps: Vec<(usize, Vec<(ModuleId, &RadarRow)>)> = found
            .into_values()
            .map(|rows| (rows.iter().map(|(module, _)| *module).collect::<BTreeSet<_>>().len(), rows))
            .filter(|(modules, _)| *modules > 1)
            .collect();
        // Equal counts keep the order of the names.
        traps.sort_by_key(|(modules, rows)| std::cmp::Reverse((*modules, rows.len())));
        traps.iter().take(REPEATED).map(|(modules, rows)| self.repeated_trap(*modules, rows)).collect()
    }

    fn repeated_trap(self, modules: usize, rows: &[(ModuleId, &RadarRow)]) -> RepeatedTrap {
        let filler = self.filler();
        let first = rows[0].1;
        let text = |rich: &Option<crate::model::course::Rich>| rich.as_ref().map(|rich| filler.of_row(rich, None));
        let mut seen = BTreeSet::new();
        let examples = rows.iter().filter(|(module, _)| seen.insert(*module)).take(CARD_MODULES);
        RepeatedTrap {
            mistake_html: text(&first.mistake).unwrap_or_default(),
            symptom_html: text(&first.symptom),
            repair_html: text(&first.repair),
            modules,
            rows: rows.len(),
            counts: self.counts(&[("count.modules", modules), ("count.traps", rows.len())]),
            examples: examples.map(|(module, row)| self.row_link(*module, row)).collect(),
        }
    }

    /// A link to a row on its clinic page, named after the module.
    fn row_link(self, module: ModuleId, row: &RadarRow) -> LinkView {
        let clinic_page = self.course.module(module).clinic_page;
        let path = &self.course.page(clinic_page).path;
        LinkView { href: self.style().place(path, Some(&row.id)), ..self.link(self.course.module(module).main) }
    }

    pub(super) fn tags(self) -> Tags {
        let tag = |tag: &crate::plan::TagPages| TagCount {
            link: self.plain_link(&tag.name, &tag.path),
            count: self.strings.count("tag.count", tag.pages.len()),
        };
        Tags { tags: self.plan.tags().iter().map(tag).collect() }
    }

    pub(super) fn tag(self, index: usize, number: usize) -> TagView {
        let tag = &self.plan.tags()[index];
        let entries = chunk(&tag.pages, number).iter();
        TagView {
            entries: entries.map(|page| self.tagged(*page)).collect(),
            pager: self.pager(&tag.path, number, tag.pages.len()),
        }
    }

    /// A page among those of other modules.
    fn tagged(self, id: PageId) -> EntryView {
        let page = self.course.page(id);
        let around = page.role.module().map(|module| self.course.module(module).main);
        if around == Some(id) {
            return self.line("module", id, Vec::new());
        }
        let kind = self.kind_name(page).map(|name| escaped(&name));
        let module = around.map(|main| self.filler().title(&self.course.page(main).title));
        EntryView { context_html: kind.into_iter().chain(module).collect(), ..self.line("page", id, Vec::new()) }
    }

    pub(super) fn missing(self) -> NotFound {
        NotFound { home: self.href(&SitePath::home()) }
    }

    pub(super) fn alias(self, page: PageId) -> Alias {
        Alias { to: self.link(page) }
    }
}

/// Page `number` of a long list.
fn chunk<T>(list: &[T], number: usize) -> &[T] {
    let start = ((number - 1) * LIST_PAGE).min(list.len());
    &list[start..(start + LIST_PAGE).min(list.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_turns_the_page_at_five_hundred() {
        let list: Vec<usize> = (0..1100).collect();
        assert_eq!(chunk(&list, 1).len(), 500);
        assert_eq!(chunk(&list, 3), &list[1000..]);
        assert_eq!(chunk(&list[..0], 1).len(), 0);
        assert_eq!(Plan::list_page(&SitePath::new("a/"), 2), SitePath::new("a/page/2/"));
    }
}
