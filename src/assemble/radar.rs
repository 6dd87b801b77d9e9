//! Radar rows: the module's own, then those that presets make from its pages.

mod location;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::clinic::Material;
use super::globs::Glob;
use super::identity::{Ids, Thing};
use super::left_out::finding_of_reference;
use super::links::Linker;
use super::lookup::Wanted;
use crate::config::own::RawRow;
use crate::config::settings::{Preset, PresetSetting};
use crate::finding::suggest::nearest;
use crate::finding::{Finding, Rule};
use crate::model::course::{Location, PageId, RadarRow, Rich};
use crate::model::kinds::RadarColumn;
use crate::model::text::{Located, Text};
use crate::text::Place;
use crate::text::address::split_order;

/// Makes the rows of one module.
pub(super) struct RowMaker<'m> {
    material: &'m Material<'m>,
    linker: Linker<'m>,
    columns: &'m [RadarColumn],
    titles: OnceCell<BTreeMap<String, PageId>>,
}

/// A row before it has an id and a label.
struct Draft<'r> {
    own: Option<&'r RawRow>,
    preset: Option<(&'r str, &'r Preset)>,
    location: Option<Location>,
    made_from: Option<PageId>,
    place: Place,
}

impl<'m> RowMaker<'m> {
    pub(super) fn new(material: &'m Material<'m>, linker: Linker<'m>, columns: &'m [RadarColumn]) -> Self {
        Self { material, linker, columns, titles: OnceCell::new() }
    }

    pub(super) fn rows(&self, own: &[RawRow], ids: &mut Ids, findings: &mut Vec<Finding>) -> Vec<RadarRow> {
        let mut drafts: Vec<Draft<'_>> = own.iter().map(|row| self.own_draft(row, findings)).collect();
        for (name, setting) in &self.material.settings.presets {
            if let PresetSetting::On(preset) = setting {
                self.add_made(name, preset, &mut drafts, findings);
            }
        }
        let mut rows = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let label = format!("R{}", rows.len() + 1);
            rows.push(self.row(&draft, label, ids, findings));
        }
        rows
    }

    fn own_draft<'r>(&'r self, row: &'r RawRow, findings: &mut Vec<Finding>) -> Draft<'r> {
        let preset = row.preset.as_ref().and_then(|name| self.preset(name, findings));
        let words = row.location.as_ref().or_else(|| preset.and_then(|(_, preset)| preset.place_words.as_ref()));
        let location = words.map(|words| self.location(words, findings));
        Draft { own: Some(row), preset, location, made_from: None, place: row.place.clone() }
    }

    fn preset<'r>(&'r self, name: &'r Located<String>, findings: &mut Vec<Finding>) -> Option<(&'r str, &'r Preset)> {
        let settings = self.material.settings;
        if let Some(preset) = settings.preset(&name.value) {
            return Some((&name.value, preset));
        }
        let known = settings.presets.iter().map(|(name, _)| name.as_str());
        let switched_off = known.clone().any(|known| known == name.value);
        let message = if switched_off {
            format!("the preset `{}` is switched off here", name.value)
        } else {
            format!("there is no preset `{}`", name.value)
        };
        let help = match nearest(&name.value, known).filter(|_| !switched_off) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write it under `radar_presets:` in `clinic.yaml`, a section or this module".to_owned(),
        };
        findings.push(Finding::new(Rule::UnknownPreset, name.place.clone(), message).help(help));
        None
    }

    /// The rows that `each:` makes, but for those that have a twin written by hand.
    fn add_made<'r>(
        &'r self,
        name: &'r str,
        preset: &'r Preset,
        drafts: &mut Vec<Draft<'r>>,
        findings: &mut Vec<Finding>,
    ) {
        let Some(each) = &preset.each else { return };
        let globs: Vec<Glob> = each.iter().map(|glob| self.linker.lookup.globs.get(glob, findings)).collect();
        for &page in &self.material.module.pages {
            // The rows written by hand stand first.
            let mut own = drafts.iter().take_while(|draft| draft.own.is_some());
            if !self.matches(&globs, page) || own.any(|draft| is_twin(draft, name, page)) {
                continue;
            }
            let location = Location::Page { page, anchor: None, place: preset.place.clone() };
            drafts.push(Draft {
                own: None,
                preset: Some((name, preset)),
                location: Some(location),
                made_from: Some(page),
                place: preset.place.clone(),
            });
        }
    }

    fn matches(&self, globs: &[Glob], page: PageId) -> bool {
        let path = self.path_in_module(page);
        let bare: Vec<&str> = path.split('/').map(|name| split_order(name).1).collect();
        let bare = bare.join("/");
        globs.iter().any(|glob| glob.matches(path) || glob.matches(&bare))
    }

    fn path_in_module(&self, page: PageId) -> &str {
        let folder = self.material.from.module_folder.as_deref().unwrap_or_default();
        let path = super::naming::content_path(&self.material.course.page(page).source);
        path.strip_prefix(folder).unwrap_or(path).trim_start_matches('/')
    }

    fn row(&self, draft: &Draft<'_>, label: String, ids: &mut Ids, findings: &mut Vec<Finding>) -> RadarRow {
        let own = draft.own;
        let preset = draft.preset.map(|(_, preset)| preset);
        let text = |own: Option<&Text>, preset: Option<&Text>, findings: &mut Vec<Finding>| -> Option<Rich> {
            own.or(preset).map(|text| self.linker.rich(text, &self.material.from, findings))
        };
        let mistake =
            text(own.and_then(|row| row.mistake.as_ref()), preset.and_then(|preset| preset.mistake.as_ref()), findings);
        let symptom =
            text(own.and_then(|row| row.symptom.as_ref()), preset.and_then(|preset| preset.symptom.as_ref()), findings);
        let repair =
            text(own.and_then(|row| row.repair.as_ref()), preset.and_then(|preset| preset.repair.as_ref()), findings);
        let source = self.id_source(draft, mistake.as_ref());
        let id = ids.give(Thing::Row, own.and_then(|row| row.id.as_ref()), &source, &draft.place, findings);
        let row = RadarRow {
            id,
            was: own.map(|row| row.was.clone()).unwrap_or_default(),
            label,
            mistake,
            location: draft.location.clone(),
            symptom,
            repair,
            preset: draft.preset.map(|(name, _)| name.to_owned()),
            made_from: draft.made_from,
            place: draft.place.clone(),
        };
        self.report_missing(&row, own, findings);
        row
    }

    /// A row is known by its mistake, a preset row by its preset and its page.
    fn id_source(&self, draft: &Draft<'_>, mistake: Option<&Rich>) -> String {
        let own_mistake = draft.own.and_then(|row| row.mistake.as_ref());
        match (draft.preset, &draft.location, own_mistake) {
            (_, _, Some(mistake)) => mistake.source.to_string(),
            (Some((name, _)), Some(Location::Page { page, .. }), None) => {
                let module = self.material.course.page(self.material.module.main).path.as_str();
                let page = self.material.course.page(*page).path.as_str();
                format!("{name} {}", page.strip_prefix(module).unwrap_or(page).trim_end_matches('/'))
            }
            (Some((name, _)), Some(Location::Words(words)), None) => format!("{name} {}", words.text()),
            _ => mistake.map(|mistake| mistake.text().to_owned()).unwrap_or_default(),
        }
    }

    fn report_missing(&self, row: &RadarRow, own: Option<&RawRow>, findings: &mut Vec<Finding>) {
        // A row whose preset or key is unknown has been reported already.
        if own.is_some_and(|own| own.misread || (own.preset.is_some() && row.preset.is_none())) {
            return;
        }
        for column in self.columns {
            let there = match column {
                RadarColumn::Mistake => row.mistake.is_some(),
                RadarColumn::Where => row.location.is_some(),
                RadarColumn::Symptom => row.symptom.is_some(),
                RadarColumn::Repair => row.repair.is_some(),
            };
            if !there {
                let word = column.word();
                findings.push(
                    Finding::new(Rule::MissingColumn, row.place.clone(), format!("the radar row has no `{word}`"))
                        .help(format!("write `{word}:`, or leave the column out with `radar: {{ columns: […] }}`")),
                );
            }
        }
    }
}

fn is_twin(draft: &Draft<'_>, name: &str, page: PageId) -> bool {
    let same_page = matches!(&draft.location, Some(Location::Page { page: other, .. }) if *other == page);
    same_page && draft.preset.is_some_and(|(other, _)| other == name)
}

/// The finding about a reference to nothing.
pub(super) fn missing(path: &str, place: &Place, linker: Linker<'_>, folders: &[&str], wanted: Wanted) -> Finding {
    if let Some((file, why)) = linker.lookup.nearly_left_out(path, folders) {
        return finding_of_reference(place, file, why);
    }
    let help = match linker.lookup.nearest(path, folders, wanted) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "give the path of a file from this folder, from the module, or from `content/`".to_owned(),
    };
    Finding::new(Rule::BrokenReference, place.clone(), format!("there is no page `{path}`")).help(help)
}
