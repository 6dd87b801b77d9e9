//! The places on a page that a link can lead to.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::assemble::EditionCourse;
use crate::model::course::{Group, PageId, PageRole};
use crate::model::kinds::Part;

/// The ids of `page`, as far as authors may link to them.
pub fn anchors(course: &EditionCourse, id: PageId) -> BTreeSet<Cow<'_, str>> {
    let page = course.page(id);
    let headings = page.body.fragment.headings();
    let mut anchors: BTreeSet<Cow<'_, str>> = headings.iter().map(|heading| Cow::from(&heading.id)).collect();
    anchors.insert("main".into());
    if let Some(group) = course.page_checks(page) {
        anchors.insert("checks".into());
        add_group(group, &mut anchors);
        // The intro of a check section is a part of the page's text.
        let intro = group.intro.as_ref().filter(|_| page.body.fragment.has_checks());
        anchors.extend(intro.iter().flat_map(|intro| intro.fragment.headings()).map(|heading| Cow::from(&heading.id)));
    }
    if let PageRole::Clinic(module) = page.role {
        let clinic = &course.module(module).clinic;
        for part in &clinic.parts {
            anchors.insert(part.word().into());
            match part {
                Part::Radar => anchors.extend(clinic.radar.rows.iter().map(|row| Cow::from(&row.id))),
                Part::Checks => {
                    clinic.checks.groups.iter().for_each(|group| add_group(group, &mut anchors));
                    anchors.extend((1..=clinic.checks.groups.len()).map(|number| format!("checks-{number}").into()));
                }
                Part::Protocol => anchors.extend(clinic.protocol.steps.iter().map(|step| Cow::from(&step.id))),
                Part::Completion => anchors.extend(clinic.completion.criteria.iter().map(|c| Cow::from(&c.id))),
                Part::Cards => anchors.extend(clinic.cards.cards.iter().map(|card| Cow::from(&card.id))),
                Part::Body | Part::Log => {}
            }
        }
    }
    anchors
}

fn add_group<'c>(group: &'c Group, anchors: &mut BTreeSet<Cow<'c, str>>) {
    anchors.extend(group.statements.iter().map(|statement| Cow::from(&statement.id)));
}
