//! Radar rows: the module's own, then those that presets make from its pages.

mod location;
mod rows;

use self::rows::RowMaker;
use super::identity::Thing;
use super::labels;
use super::maker::ClinicMaker;
use crate::config::glob::Glob;
use crate::config::own::RawRow;
use crate::config::settings::{Preset, PresetSetting, Settings};
use crate::finding::suggest::nearest;
use crate::finding::{Finding, Rule};
use crate::model::course::{Location, Page, PageId, RadarRow, Rich};
use crate::model::kinds::RadarColumn;
use crate::model::text::{Located, Text};
use crate::text::address::split_order;
use crate::text::{Place, SitePath};

impl ClinicMaker<'_, '_> {
    /// The radar rows: the module's own, then those that presets make.
    pub(super) fn rows(&mut self, own: &[RawRow], columns: &[RadarColumn]) -> Vec<RadarRow> {
        let titles = location::titles(self);
        RowMaker { maker: self, columns, titles }.rows(own)
    }
}

/// A row before it has an id and a label.
struct Draft<'r> {
    own: Option<&'r RawRow>,
    preset: Option<(&'r str, &'r Preset)>,
    location: Option<Location>,
    made_from: Option<PageId>,
    place: Place,
}

impl RowMaker<'_, '_, '_> {
    fn rows(mut self, own: &[RawRow]) -> Vec<RadarRow> {
        let settings = self.maker.settings;
        let mut drafts: Vec<Draft<'_>> = own.iter().map(|row| self.own_draft(row, settings)).collect();
        for (name, setting) in &settings.presets {
            if let PresetSetting::On(preset) = setting {
                self.add_made(name, preset, &mut drafts);
            }
        }
        let labelled = drafts.iter().enumerate();
        labelled.map(|(index, draft)| self.row(draft, labels::row(index))).collect()
    }

    fn own_draft<'d>(&mut self, row: &'d RawRow, settings: &'d Settings) -> Draft<'d> {
        let preset = row.preset.as_ref().and_then(|name| self.preset(name, settings));
        let words = row.location.as_ref().or_else(|| preset.and_then(|(_, preset)| preset.place_words.as_ref()));
        let location = words.map(|words| self.location(words));
        Draft { own: Some(row), preset, location, made_from: None, place: row.place.clone() }
    }

    fn preset<'d>(&mut self, name: &'d Located<String>, settings: &'d Settings) -> Option<(&'d str, &'d Preset)> {
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
            None => "add the preset to `radar_presets:` in `clinic.yaml`, in a section, or in this module".to_owned(),
        };
        let finding = Finding::new(Rule::UnknownPreset, name.place.clone(), message);
        self.maker.resolver.findings.push(finding.help(help));
        None
    }

    /// The rows that `each:` makes, but for those that have a twin written by hand.
    fn add_made<'d>(&mut self, name: &'d str, preset: &'d Preset, drafts: &mut Vec<Draft<'d>>) {
        let Some(globs) = &preset.each else { return };
        for &page in &self.maker.module.pages {
            // The rows written by hand stand first.
            let mut own = drafts.iter().take_while(|draft| draft.own.is_some());
            if !self.matches(globs, page) || own.any(|draft| is_twin(draft, name, page)) {
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

    fn matches(&mut self, globs: &[Glob], page: PageId) -> bool {
        let path = self.path_in_module(page);
        let bare: Vec<&str> = path.split('/').map(|name| split_order(name).1).collect();
        let bare = bare.join("/");
        globs.iter().any(|glob| glob.matches(path) || glob.matches(&bare))
    }

    fn row(&mut self, draft: &Draft<'_>, label: String) -> RadarRow {
        let own = draft.own;
        let preset = draft.preset.map(|(_, preset)| preset);
        let resolver = &mut *self.maker.resolver;
        let mut text = |own: Option<&Text>, preset: Option<&Text>| own.or(preset).map(|text| resolver.rich(text));
        let mistake = text(own.and_then(|row| row.mistake.as_ref()), preset.and_then(|preset| preset.mistake.as_ref()));
        let symptom = text(own.and_then(|row| row.symptom.as_ref()), preset.and_then(|preset| preset.symptom.as_ref()));
        let repair = text(own.and_then(|row| row.repair.as_ref()), preset.and_then(|preset| preset.repair.as_ref()));
        let (source, earlier) = self.id_sources(draft, mistake.as_ref());
        let own_id = own.and_then(|row| row.id.as_deref());
        let id = self.maker.resolver.id(Thing::Row, own_id, &source, &draft.place);
        let mut was = own.map(|row| row.was.clone()).unwrap_or_default();
        was.extend(
            earlier.iter().map(|source| Thing::Row.id(source)).filter(|earlier| own_id.is_none() && *earlier != id),
        );
        let row = RadarRow {
            id,
            was,
            label,
            mistake,
            location: draft.location.clone(),
            symptom,
            repair,
            preset: draft.preset.map(|(name, _)| name.to_owned()),
            made_from: draft.made_from,
            place: draft.place.clone(),
        };
        self.report_missing(&row, own);
        row
    }

    /// A row is known by its mistake, a preset row by its preset and its page: also by the earlier addresses of that page.
    fn id_sources(&mut self, draft: &Draft<'_>, mistake: Option<&Rich>) -> (String, Vec<String>) {
        let own_mistake = draft.own.and_then(|row| row.mistake.as_ref());
        match (draft.preset, &draft.location, own_mistake) {
            (_, _, Some(mistake)) => (mistake.source.to_string(), Vec::new()),
            (Some((name, _)), Some(Location::Page { page, .. }), None) => {
                let reader = &mut *self.maker.reader;
                let (module, page) = (reader.page(self.maker.module.main), reader.page(*page));
                let source = |address: &SitePath| format!("{name} {}", in_module(address, module));
                (source(&page.path), page.aliases.iter().map(|alias| source(&alias.value)).collect())
            }
            (Some((name, _)), Some(Location::Words(words)), None) => {
                (format!("{name} {}", words.fragment.words_as_typed()), Vec::new())
            }
            _ => (mistake.map(|mistake| mistake.fragment.words_as_typed().to_string()).unwrap_or_default(), Vec::new()),
        }
    }

    fn report_missing(&mut self, row: &RadarRow, own: Option<&RawRow>) {
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
                self.maker.resolver.findings.push(
                    Finding::new(Rule::MissingColumn, row.place.clone(), format!("the radar row has no `{word}`"))
                        .help(format!("add `{word}:`, or leave out the column with `radar: {{ columns: […] }}`")),
                );
            }
        }
    }
}

/// An address from that of a module, or from one that it had.
fn in_module<'a>(address: &'a SitePath, module: &Page) -> &'a str {
    let mut addresses = std::iter::once(&module.path).chain(module.aliases.iter().map(|alias| &alias.value));
    let below = addresses.find_map(|module| address.as_str().strip_prefix(module.as_str()));
    below.unwrap_or(address.as_str()).trim_end_matches('/')
}

fn is_twin(draft: &Draft<'_>, name: &str, page: PageId) -> bool {
    let same_page = matches!(&draft.location, Some(Location::Page { page: other, .. }) if *other == page);
    same_page && draft.preset.is_some_and(|(other, _)| other == name)
}
