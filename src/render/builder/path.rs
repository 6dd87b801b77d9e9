//! The path of a clinic page: what to do on it, in order.

use super::Builder;
use crate::assemble::Texts as _;
use crate::model::course::{Module, PartHeading};
use crate::model::kinds::Part;
use crate::render::view::{ClinicView, PartView, PathStep};

impl Builder<'_> {
    pub(super) fn clinic(self, module: &Module) -> ClinicView {
        let mut parts: Vec<PartView> =
            self.course.clinic(module.id).parts.iter().filter_map(|part| self.part(*part, module)).collect();
        let mut path = Vec::new();
        // With one thing to do there is nothing to count.
        if parts.iter().filter(|part| self.task(part).is_some()).count() > 1 {
            for part in &mut parts {
                let Some((kind, count)) = self.task(part) else { continue };
                path.push(self.step(kind, count, path.len() + 1, module));
                if let Some(heading) = part.heading_mut() {
                    heading.step = Some(path.len());
                }
            }
        }
        ClinicView { parts, path }
    }

    /// A part in which something is done, and how much of it there is; `None` for parts that are read, or consulted while
    /// something else is done.
    fn task(self, part: &PartView) -> Option<(Part, Option<String>)> {
        let counted = |key, count| (count > 0).then(|| self.strings.count(key, count));
        match part {
            PartView::Radar(radar) => {
                let traps = radar.rows.iter().map(|row| row.traps.len()).sum();
                Some((Part::Radar, counted("count.traps", traps)))
            }
            PartView::Checks(checks) => {
                let statements = checks.groups.iter().map(|group| group.statements.len()).sum();
                Some((Part::Checks, counted("count.statements", statements)))
            }
            PartView::Log(_) => Some((Part::Log, Some(self.strings.get("path.on_paper").to_owned()))),
            PartView::Cards(cards) => Some((Part::Cards, counted("count.cards", cards.cards.len()))),
            PartView::Body(_) | PartView::Protocol(_) | PartView::Completion(_) => None,
        }
    }

    fn step(self, part: Part, count: Option<String>, number: usize, module: &Module) -> PathStep {
        let word = part.word();
        let clinic = self.course.clinic(module.id);
        let heading: Option<&PartHeading> = match part {
            Part::Radar => Some(&clinic.radar.heading),
            Part::Checks => Some(&clinic.checks.heading),
            Part::Log => Some(&clinic.log.heading),
            Part::Cards => Some(&clinic.cards.heading),
            Part::Body | Part::Protocol | Part::Completion => None,
        };
        let title = heading.map(|heading| &heading.title);
        let title_html = title.map(|title| self.filler().title(title)).unwrap_or_default();
        // A title of the author's own is shown as it is wherever the part is named.
        let is_usual = title.is_some_and(|title| title.text() == self.strings.get(&format!("{word}.title")));
        let short = || self.strings.get(&format!("path.short.{word}")).to_owned();
        PathStep {
            part: word,
            number,
            short_html: if is_usual { crate::render::fill::escaped(&short()) } else { title_html.clone() },
            title_html,
            task: self.strings.get(&format!("path.{word}")).to_owned(),
            count,
        }
    }
}
