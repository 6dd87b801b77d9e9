//! The places on a page that a link can lead to.

use std::collections::BTreeSet;

use crate::assemble::EditionCourse;
use crate::model::course::{Group, PageId, PageRole};
use crate::model::kinds::Part;

/// The ids of `page`, as far as authors may link to them.
pub fn anchors(course: &EditionCourse, id: PageId) -> BTreeSet<&str> {
    let page = course.page(id);
    let mut anchors: BTreeSet<&str> = page.body.fragment.headings().iter().map(|heading| heading.id.as_str()).collect();
    anchors.insert("main");
    if let Some(group) = course.page_checks(page) {
        anchors.insert("checks");
        add_group(group, &mut anchors);
        // The intro of a check section is a part of the page's text.
        let intro = group.intro.as_ref().filter(|_| page.body.fragment.has_checks());
        anchors.extend(intro.iter().flat_map(|intro| intro.fragment.headings()).map(|heading| heading.id.as_str()));
    }
    if let PageRole::Clinic(module) = page.role {
        let clinic = &course.module(module).clinic;
        for part in &clinic.parts {
            anchors.insert(part.word());
            match part {
                Part::Radar => anchors.extend(clinic.radar.rows.iter().map(|row| row.id.as_str())),
                Part::Checks => clinic.checks.groups.iter().for_each(|group| add_group(group, &mut anchors)),
                Part::Protocol => anchors.extend(clinic.protocol.steps.iter().map(|step| step.id.as_str())),
                Part::Completion => anchors.extend(clinic.completion.criteria.iter().map(|c| c.id.as_str())),
                Part::Cards => anchors.extend(clinic.cards.cards.iter().map(|card| card.id.as_str())),
                Part::Body | Part::Log => {}
            }
        }
    }
    anchors
}

fn add_group<'c>(group: &'c Group, anchors: &mut BTreeSet<&'c str>) {
    anchors.extend(group.statements.iter().map(|statement| statement.id.as_str()));
}
