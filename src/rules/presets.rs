//! Presets that make no row, and presets switched off that nobody wrote.

use std::collections::{BTreeMap, BTreeSet};

use super::{RuleInput, hides_words, understood};
use crate::config::glob::Glob;
use crate::config::settings::{Preset, PresetSetting, Settings};
use crate::finding::suggest::nearest;
use crate::finding::{Finding, Rule};
use crate::model::course::{Module, PageId};
use crate::text::words::joined;
use crate::text::{Place, SourcePath};

/// The definitions that a preset is made of at some level of the course, by its name; none where it is switched off.
type Level<'a> = BTreeMap<&'a str, Vec<&'a Preset>>;

/// What became of a definition.
#[derive(Clone, Copy, Default)]
struct Fate {
    /// Whether a module of its files inherits it.
    reached: bool,
    /// Whether it was switched off somewhere.
    off: bool,
    /// Whether a row came of it, or may have been meant to.
    used: bool,
}

struct Ledger<'a> {
    input: RuleInput<'a>,
    /// Names that rows use in vain, which has been reported.
    wanted: BTreeSet<&'a str>,
    fates: BTreeMap<&'a Place, (&'a str, &'a Preset, Fate)>,
    findings: Vec<Finding>,
}

pub(super) fn find(input: RuleInput<'_>) -> Vec<Finding> {
    let mut ledger = Ledger { input, wanted: BTreeSet::new(), fates: BTreeMap::new(), findings: Vec::new() };
    let course = ledger.level(&Level::new(), &input.config.settings);
    let mut sections: Vec<Level<'_>> = Vec::with_capacity(input.course.sections.len());
    // A section stands after the one above it.
    for section in &input.course.sections {
        let beneath = section.parent.map_or(&course, |parent| &sections[parent.0]);
        let level = ledger.own_level(beneath, section.page);
        sections.push(level);
    }
    for module in &input.course.modules {
        let mut level = ledger.own_level(&sections[module.section.0], module.main);
        if module.main != module.clinic_page {
            level = ledger.own_level(&level, module.clinic_page);
        }
        ledger.close(module, &level);
    }
    ledger.finish()
}

impl<'a> Ledger<'a> {
    fn own_level(&mut self, beneath: &Level<'a>, page: PageId) -> Level<'a> {
        match self.input.document(page) {
            Some(document) => self.level(beneath, &document.front.settings),
            None => beneath.clone(),
        }
    }

    /// What is in force where `settings` stand over `beneath`.
    fn level(&mut self, beneath: &Level<'a>, settings: &'a Settings) -> Level<'a> {
        let mut level = beneath.clone();
        for (name, setting) in &settings.presets {
            match setting {
                PresetSetting::On(preset) => {
                    self.fates.insert(&preset.name_place, (name, preset, Fate::default()));
                    level.entry(name).or_default().push(preset);
                }
                PresetSetting::Off(place) => match level.get_mut(name.as_str()) {
                    Some(definitions) => {
                        for preset in definitions.drain(..) {
                            if let Some((_, _, fate)) = self.fates.get_mut(&preset.name_place) {
                                fate.off = true;
                            }
                        }
                    }
                    None => self.findings.push(unknown(name, place, &level)),
                },
            }
        }
        level
    }

    /// Notes what a module makes of the presets in force in it.
    fn close(&mut self, module: &Module, level: &Level<'a>) {
        let rows = &self.input.course.clinic(module.id).radar.rows;
        let used: BTreeSet<&str> = rows.iter().filter_map(|row| row.preset.as_deref()).collect();
        let document = self.input.document(module.clinic_page);
        // A name that was mistyped has been reported, and is a use of what was meant.
        for row in document.iter().flat_map(|document| &document.front.own.rows) {
            let Some(name) = row.preset.as_ref().map(|name| name.value.as_str()) else { continue };
            match level.get_key_value(name) {
                Some((name, definitions)) if definitions.is_empty() => drop(self.wanted.insert(name)),
                Some(_) => {}
                None => self.wanted.extend(nearest(name, level.keys().copied())),
            }
        }
        let unclear = !document.is_some_and(understood);
        for (name, definitions) in level {
            for preset in definitions {
                if let Some((_, _, fate)) = self.fates.get_mut(&preset.name_place) {
                    fate.reached = true;
                    fate.used |= unclear || used.contains(name);
                }
            }
        }
    }

    fn finish(self) -> Vec<Finding> {
        let mut findings = self.findings;
        let unclear: BTreeSet<&SourcePath> =
            self.input.found.iter().filter(|f| hides_words(f)).map(|f| &f.place.path).collect();
        for (name, preset, fate) in self.fates.into_values() {
            // Where there is no module yet, nothing can be said.
            if fate.used || self.wanted.contains(name) || !(fate.reached || fate.off) {
                continue;
            }
            let readable = preset.each.iter().flatten().all(Glob::is_readable);
            if readable && !unclear.contains(&preset.name_place.path) {
                findings.push(unused(name, preset, fate));
            }
        }
        findings
    }
}

fn unused(name: &str, preset: &Preset, fate: Fate) -> Finding {
    let globs = preset.each.as_deref().unwrap_or_default();
    let (message, help) = if !fate.reached {
        let message = format!("the preset `{name}` creates no rows: it is switched off in every module");
        (message, "delete the preset and the lines that switch it off".to_owned())
    } else if globs.is_empty() {
        let help = format!(
            "use the preset in a radar row, as in `- {{ preset: {name}, where: … }}`, add `each:` to the preset, or delete the preset"
        );
        (format!("no radar row uses the preset `{name}`"), help)
    } else {
        let globs: Vec<String> = globs.iter().map(|glob| format!("`{}`", glob.pattern.value)).collect();
        let message = format!("the preset `{name}` creates no rows: no page matches {}", joined(&globs, "or"));
        let help = "use a pattern relative to the module's folder, such as `practice/*.md`; `*` does not match `/`";
        (message, help.to_owned())
    };
    Finding::new(Rule::UnusedPreset, preset.name_place.clone(), message).help(help)
}

fn unknown(name: &str, place: &Place, level: &Level<'_>) -> Finding {
    let help = match nearest(name, level.keys().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "you can switch off only presets that this file inherits".to_owned(),
    };
    Finding::new(Rule::UnknownPreset, place.clone(), format!("there is no preset `{name}` to switch off")).help(help)
}
