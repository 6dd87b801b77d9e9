//! Visits every text of a course together with the page that it belongs to.

use crate::model::course::{Clinic, Course, Group, Info, Location, Page, PageChecks, PageId, PageText, Rich};

macro_rules! visitors {
    ($group:ident, $clinic:ident, $page:ident, $some:ident $(, $mut:tt)?) => {
        /// Visits the texts of one check group.
        fn $group<'c>(group: &'c $($mut)? Group, visit: &mut dyn FnMut(&'c $($mut)? Rich)) {
            group.title.$some().into_iter().for_each(&mut *visit);
            group.intro.$some().into_iter().for_each(&mut *visit);
            for statement in & $($mut)? group.statements {
                visit(& $($mut)? statement.text);
                statement.hint.$some().into_iter().for_each(&mut *visit);
                if let Some(answer) = & $($mut)? statement.answer {
                    let parts = [answer.error.$some(), answer.why.$some(), answer.correction.$some()];
                    parts.into_iter().flatten().for_each(&mut *visit);
                }
            }
        }

        /// Visits the texts of one clinic.
        fn $clinic<'c>(clinic: &'c $($mut)? Clinic, visit: &mut dyn FnMut(&'c $($mut)? Rich)) {
            let headings = [
                & $($mut)? clinic.radar.heading,
                & $($mut)? clinic.checks.heading,
                & $($mut)? clinic.protocol.heading,
                & $($mut)? clinic.log.heading,
                & $($mut)? clinic.completion.heading,
                & $($mut)? clinic.cards.heading,
            ];
            for heading in headings {
                visit(& $($mut)? heading.title);
                heading.intro.$some().into_iter().for_each(&mut *visit);
            }
            for row in & $($mut)? clinic.radar.rows {
                row.mistake.$some().into_iter().for_each(&mut *visit);
                row.symptom.$some().into_iter().for_each(&mut *visit);
                row.repair.$some().into_iter().for_each(&mut *visit);
                if let Some(Location::Words(words)) = & $($mut)? row.location {
                    visit(words);
                }
            }
            for group in & $($mut)? clinic.checks.groups {
                $group(group, visit);
            }
            for step in & $($mut)? clinic.protocol.steps {
                visit(& $($mut)? step.text);
            }
            for column in & $($mut)? clinic.log.columns {
                visit(& $($mut)? column.title);
            }
            for cell in (& $($mut)? clinic.log.starter).into_iter().flatten() {
                cell.$some().into_iter().for_each(&mut *visit);
            }
            for criterion in & $($mut)? clinic.completion.criteria {
                visit(& $($mut)? criterion.text);
            }
            for card in & $($mut)? clinic.cards.cards {
                visit(& $($mut)? card.front);
                visit(& $($mut)? card.back);
            }
        }

        /// Visits what stands on one page, those of its module's clinic left out.
        fn $page<'c>(page: &'c $($mut)? PageText, visit: &mut dyn FnMut(&'c $($mut)? Rich)) {
            visit(& $($mut)? page.body);
            if let Some(PageChecks::Own(group)) = & $($mut)? page.checks {
                $group(group, visit);
            }
        }
    };
}

visitors!(group, clinic, page, as_ref);
visitors!(group_mut, clinic_mut, page_mut, as_mut, mut);

impl Course {
    /// Visits every text with its page; the home page's for texts of the whole course.
    pub fn each_text<'c>(&'c self, visit: &mut dyn FnMut(PageId, &'c Rich)) {
        let home = self.sections.first().map_or(PageId(0), |section| section.page);
        self.info.each_text(&mut |text| visit(home, text));
        for page in &self.pages {
            page.each_text(&mut |text| visit(page.id, text));
            self.text(page.id).each_text(&mut |text| visit(page.id, text));
        }
        for module in &self.modules {
            self.clinic(module.id).each_text(&mut |text| visit(module.clinic_page, text));
        }
    }
}

impl Info {
    /// Visits the texts that every page shows.
    pub fn each_text<'c>(&'c self, visit: &mut dyn FnMut(&'c Rich)) {
        let Self {
            title,
            description,
            authors,
            license,
            navigation,
            id: _,
            language: _,
            base_url: _,
            repository: _,
            numbering: _,
            logo: _,
            favicon: _,
            extra: _,
        } = self;
        std::iter::once(title).chain(description).chain(license).chain(authors).for_each(&mut *visit);
        for link in navigation {
            visit(&link.title);
        }
    }
}

impl Page {
    /// Visits the texts that others may know.
    pub fn each_text<'c>(&'c self, visit: &mut dyn FnMut(&'c Rich)) {
        std::iter::once(&self.title).chain(&self.description).for_each(visit);
    }

    /// Visits the texts that others may know.
    pub fn each_text_mut(&mut self, visit: &mut dyn FnMut(&mut Rich)) {
        std::iter::once(&mut self.title).chain(&mut self.description).for_each(visit);
    }
}

impl PageText {
    /// Visits its texts.
    pub fn each_text<'c>(&'c self, visit: &mut dyn FnMut(&'c Rich)) {
        page(self, visit);
    }

    /// Visits its texts.
    pub fn each_text_mut(&mut self, visit: &mut dyn FnMut(&mut Rich)) {
        page_mut(self, &mut |text| visit(text));
    }
}

impl Clinic {
    /// Visits its texts.
    pub fn each_text<'c>(&'c self, visit: &mut dyn FnMut(&'c Rich)) {
        clinic(self, visit);
    }

    /// Visits its texts.
    pub fn each_text_mut(&mut self, visit: &mut dyn FnMut(&mut Rich)) {
        clinic_mut(self, &mut |text| visit(text));
    }
}
