//! The places on a page that a link can lead to.

use std::borrow::Cow;

use crate::assemble::{EditionCourse, Texts as _};
use crate::model::course::{Group, PageId, PageRole};
use crate::model::fragment::{Fragment, Named};
use crate::model::kinds::Part;
use crate::text::anchor::group_anchor;

/// The ids of `page`, as far as authors may link to them, in any order and some of them twice.
pub fn anchors(course: &EditionCourse, id: PageId) -> impl Iterator<Item = Cow<'_, str>> {
    let headings = texts(course, id).flat_map(Fragment::headings).map(|heading| Cow::from(&heading.id));
    let named = texts(course, id).flat_map(Fragment::named).map(|named| Cow::from(&named.id));
    own_anchors(course, id).into_iter().chain(headings).chain(named)
}

/// The ids that `page` has whatever its text says, in any order and some of them twice.
pub fn own_anchors(course: &EditionCourse, id: PageId) -> Vec<Cow<'_, str>> {
    let page = course.page(id);
    let mut anchors: Vec<Cow<'_, str>> = vec!["main".into()];
    if let Some(group) = course.page_checks(page.id) {
        anchors.push("checks".into());
        add_group(group, &mut anchors);
    }
    if let PageRole::Clinic(module) = page.role {
        let clinic = &course.clinic(module);
        for part in &clinic.parts {
            if *part != Part::Body {
                anchors.push(part.word().into());
            }
            match part {
                Part::Radar => anchors.extend(clinic.radar.rows.iter().map(|row| Cow::from(&row.id))),
                Part::Checks => {
                    clinic.checks.groups.iter().for_each(|group| add_group(group, &mut anchors));
                    anchors.extend((1..=clinic.checks.groups.len()).map(|number| group_anchor(number).into()));
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

/// The places that the author of `page` named in HTML, in order.
pub fn named(course: &EditionCourse, id: PageId) -> Vec<&Named> {
    texts(course, id).flat_map(Fragment::named).collect()
}

/// What `page` says itself: the intro of a check section is a part of its text.
fn texts(course: &EditionCourse, id: PageId) -> impl Iterator<Item = &Fragment> {
    let page = course.page(id);
    let group = course.page_checks(page.id).filter(|_| course.text(page.id).body.fragment.has_checks());
    let intro = group.and_then(|group| group.intro.as_ref());
    std::iter::once(&*course.text(page.id).body.fragment).chain(intro.map(|intro| &*intro.fragment))
}

fn add_group<'c>(group: &'c Group, anchors: &mut Vec<Cow<'c, str>>) {
    anchors.extend(group.statements.iter().map(|statement| Cow::from(&statement.id)));
}
