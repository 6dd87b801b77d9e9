//! Visits every text of a course together with the page that it belongs to.

use crate::model::course::{Clinic, Course, Group, Info, Location, Module, Page, PageChecks, PageId, Rich};

macro_rules! visitors {
    ($info:ident, $group:ident, $clinic:ident, $page:ident, $course:ident, $some:ident $(, $mut:tt)?) => {
        /// Visits the texts that every page shows.
        fn $info<'c>(info: &'c $($mut)? Info, visit: &mut dyn FnMut(&'c $($mut)? Rich)) {
            visit(& $($mut)? info.title);
            info.description.$some().into_iter().for_each(&mut *visit);
            info.license.$some().into_iter().for_each(&mut *visit);
            for author in & $($mut)? info.authors {
                visit(author);
            }
            for link in & $($mut)? info.navigation {
                visit(& $($mut)? link.title);
            }
        }

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

        /// Visits the texts of one page, those of its module's clinic left out.
        fn $page<'c>(page: &'c $($mut)? Page, visit: &mut dyn FnMut(&'c $($mut)? Rich)) {
            visit(& $($mut)? page.title);
            page.description.$some().into_iter().for_each(&mut *visit);
            visit(& $($mut)? page.body);
            if let Some(PageChecks::Own(group)) = & $($mut)? page.checks {
                $group(group, visit);
            }
        }

        impl Course {
            /// Visits every text with its page; the home page's for texts of the whole course.
            pub fn $course<'c>(&'c $($mut)? self, visit: &mut dyn FnMut(PageId, &'c $($mut)? Rich)) {
                let home = self.sections.first().map_or(PageId(0), |section| section.page);
                $info(& $($mut)? self.info, &mut |text| visit(home, text));
                for (index, page) in (& $($mut)? self.pages).into_iter().enumerate() {
                    $page(page, &mut |text| visit(PageId(index), text));
                }
                for module in & $($mut)? self.modules {
                    let page = module.clinic_page;
                    $clinic(& $($mut)? module.clinic, &mut |text| visit(page, text));
                }
            }
        }
    };
}

visitors!(info, group, clinic, page, each_text, as_ref);
visitors!(info_mut, group_mut, clinic_mut, page_mut, each_text_mut, as_mut, mut);

impl Page {
    /// Visits its texts, but those of a clinic that stands on it.
    pub fn each_text(&self, visit: &mut dyn FnMut(&Rich)) {
        page(self, &mut |text| visit(text));
    }

    /// Visits its texts, but those of a clinic that stands on it.
    pub fn each_text_mut(&mut self, visit: &mut dyn FnMut(&mut Rich)) {
        page_mut(self, &mut |text| visit(text));
    }
}

impl Module {
    /// Visits the texts of its clinic.
    pub fn each_text(&self, visit: &mut dyn FnMut(&Rich)) {
        clinic(&self.clinic, &mut |text| visit(text));
    }

    /// Visits the texts of its clinic.
    pub fn each_text_mut(&mut self, visit: &mut dyn FnMut(&mut Rich)) {
        clinic_mut(&mut self.clinic, &mut |text| visit(text));
    }
}
