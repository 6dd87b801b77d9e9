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
                if let Some(hint) = & $($mut)? statement.hint {
                    visit(hint);
                }
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
            for kind in & $($mut)? clinic.evidence.kinds {
                visit(& $($mut)? kind.title);
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
            image: _,
            frame_ancestors: _,
            repository: _,
            numbering: _,
            offline: _,
            search: _,
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::assemble::tests::memory::InMemory;

    /// A course with a word of its own, `w1` and so on, in each text that it can have.
    fn course() -> InMemory {
        InMemory::of(&[
            (
                "clinic.yaml",
                "title: w1\ndescription: w2\nauthors: [w3, w4]\nlicense: w5\nnavigation: [{ title: w6, to: b.md }]\n",
            ),
            ("content/_index.md", "---\ntitle: w7\n---\nw8\n"),
            ("content/a.md", A),
            (
                "content/b.md",
                "---\ntitle: w40\nkind: page\ndescription: w41\nchecks:\n  - { text: w42, hint: w43, answer: { error: w44, why: w45, correction: w46 } }\n---\nw47\n",
            ),
        ])
    }

    const A: &str = "---
title: w9
description: w10
radar:
  title: w11
  intro: w12
  rows: [{ mistake: w13, where: w14, symptom: w15, repair: w16 }]
checks:
  title: w17
  intro: w18
  groups:
    - title: w19
      intro: w20
      statements: [{ text: w21, hint: w22, answer: { error: w23, why: w24, correction: w25 } }]
protocol: { title: w26, intro: w27, steps: [w28] }
log:
  title: w29
  intro: w30
  columns: [{ key: own, title: w31 }]
  starter: [{ own: w32 }]
completion: { title: w33, intro: w34, criteria: [w35] }
cards: { title: w36, intro: w37, cards: [{ front: w38, back: w39 }] }
evidence: [{ id: own, title: w49 }]
---
w48
";

    #[test]
    fn every_text_is_visited_once() {
        let course = course();
        assert_eq!(course.findings, []);
        let mut visited: BTreeMap<&str, usize> = BTreeMap::new();
        course.course().each_text(&mut |_, text| *visited.entry(text.text()).or_default() += 1);
        let words: Vec<String> = (1..=49).map(|number| format!("w{number}")).collect();
        let missed: Vec<&String> = words.iter().filter(|word| visited.get(word.as_str()) != Some(&1)).collect();
        assert_eq!(missed, Vec::<&String>::new(), "{visited:?}");
    }

    #[test]
    fn texts_that_may_be_changed_are_the_same_in_the_same_order() {
        let course = course();
        let course = course.course();
        let (mut one, mut other) = (Vec::new(), Vec::new());
        let mut keep = |text: &mut Rich| other.push(text.clone());
        for page in &course.pages {
            page.each_text(&mut |text| one.push(text.clone()));
            page.clone().each_text_mut(&mut keep);
            course.text(page.id).each_text(&mut |text| one.push(text.clone()));
            course.text(page.id).clone().each_text_mut(&mut keep);
        }
        for clinic in &course.clinics {
            clinic.each_text(&mut |text| one.push(text.clone()));
            Clinic::clone(clinic).each_text_mut(&mut keep);
        }
        assert!(one == other && one.len() > 40, "{} {}", one.len(), other.len());
    }
}
