//! The clinic of a module: what it inherits, what it says itself, and what its pages hold.

use super::answers;
use super::maker::ClinicMaker;
use crate::config::own::OwnParts;
use crate::finding::{Finding, Rule};
use crate::model::course::{Checks, Clinic, PageId, Radar};
use crate::model::kinds::ShowAnswers;
use crate::parse::Document;
use crate::text::Place;

/// The keys by which a module has a clinic, or says that it needs none.
const MAKING_A_CLINIC: [&str; 3] = ["radar", "checks", "kind"];

impl ClinicMaker<'_, '_> {
    /// The clinic, and which page shows which of its groups.
    pub(super) fn clinic(mut self, own: &OwnParts) -> (Clinic, Vec<(PageId, usize)>) {
        let settings = self.settings;
        let heading = self.heading(&settings.radar.heading);
        let columns = settings.radar.columns.clone().unwrap_or_default();
        let rows = self.rows(&own.rows, &columns);
        let radar = Radar { heading, columns, rows };
        let heading = self.heading(&settings.checks);
        let (mut groups, shown) = self.groups(own.groups.as_deref());
        answers::attach(&mut groups, self.module, self.reader, self.resolver);
        let checks = Checks { heading, groups, quoted: settings.quoted.unwrap_or(true) };
        let clinic = Clinic {
            parts: settings.parts.clone().unwrap_or_default(),
            radar,
            checks,
            protocol: self.protocol(&settings.protocol),
            log: self.log(&settings.log),
            completion: self.completion(&settings.completion),
            cards: self.cards(&settings.cards, &own.cards),
            sheets: super::parts::sheets(&settings.sheets),
            show_answers: settings.show_answers.unwrap_or(ShowAnswers::Never),
            evidence: self.evidence(settings.evidence.as_ref()),
        };
        self.report_empty(&clinic);
        (clinic, shown)
    }

    /// A module without radar and checks is probably a page.
    fn report_empty(&mut self, clinic: &Clinic) {
        let page = self.module.clinic_page;
        let is_meant = |key: &String| MAKING_A_CLINIC.contains(&key.as_str());
        let is_understood = |document: &Document| document.readable && !document.front.meant.iter().any(is_meant);
        let is_understood = self.reader.document(page).is_some_and(is_understood);
        if is_understood && clinic.radar.rows.is_empty() && clinic.checks.groups.is_empty() {
            let place = Place::file(&self.reader.page(page).source);
            self.resolver.findings.push(
                Finding::new(Rule::NoClinic, place, "the module has neither a radar nor checks").help(
                    "add `radar:` rows to the module's front matter, or set `kind: page` to make the module an ordinary page",
                ),
            );
        }
    }
}
