//! The places on a page that a link can lead to.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::assemble::{EditionCourse, Texts as _};
use crate::model::course::{Group, PageId, PageRole};
use crate::model::fragment::{Fragment, Named};
use crate::model::kinds::Part;
use crate::text::anchor::group_anchor;

/// The ids of `page`, as far as authors may link to them.
pub fn anchors(course: &EditionCourse, id: PageId) -> BTreeSet<Cow<'_, str>> {
    let mut anchors = own_anchors(course, id);
    for text in texts(course, id) {
        anchors.extend(text.headings().into_iter().map(|heading| Cow::from(&heading.id)));
        anchors.extend(text.named().into_iter().map(|named| Cow::from(&named.id)));
    }
    anchors
}

/// The ids that `page` has whatever its text says.
pub fn own_anchors(course: &EditionCourse, id: PageId) -> BTreeSet<Cow<'_, str>> {
    let page = course.page(id);
    let mut anchors: BTreeSet<Cow<'_, str>> = BTreeSet::from(["main".into()]);
    if let Some(group) = course.page_checks(page.id) {
        anchors.insert("checks".into());
        add_group(group, &mut anchors);
    }
    if let PageRole::Clinic(module) = page.role {
        let clinic = &course.clinic(module);
        for part in &clinic.parts {
            if *part != Part::Body {
                anchors.insert(part.word().into());
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

fn add_group<'c>(group: &'c Group, anchors: &mut BTreeSet<Cow<'c, str>>) {
    anchors.extend(group.statements.iter().map(|statement| Cow::from(&statement.id)));
}
