//! The course's accent: readable on the theme's grounds, in both schemes.

use super::layer::Layer;
use crate::config::look::Schemes;
use crate::finding::{Finding, Fix, Rule};
use crate::model::text::Located;
use crate::syntax::colour::Colour;
use crate::text::SourceFile;
use crate::text::quote::yaml_scalar;

/// The grounds of a theme and the contrast that its text has on them.
pub(super) struct Grounds {
    /// In each scheme, with their names.
    grounds: Schemes<Vec<(&'static str, Colour)>>,
    contrast: f64,
}

impl Grounds {
    /// Those of the topmost theme of `chain` that says so.
    pub(super) fn of(chain: &[Layer]) -> Self {
        let manifests = || chain.iter().rev().map(|layer| &layer.manifest);
        let paper = manifests().find_map(|manifest| manifest.paper).map(|paper| ("paper", paper));
        let surface = manifests().find_map(|manifest| manifest.surface).map(|surface| ("surface", surface));
        let grounds = [paper, surface];
        let half = |scheme: fn(Schemes<Colour>) -> Colour| -> Vec<_> {
            grounds.iter().flatten().map(|&(name, colours)| (name, scheme(colours))).collect()
        };
        let contrast = manifests().find_map(|manifest| manifest.contrast).unwrap_or(4.5);
        Self { grounds: Schemes { light: half(|colours| colours.light), dark: half(|colours| colours.dark) }, contrast }
    }

    /// That of light pages, as CSS writes it.
    pub(super) fn paper(&self) -> Option<String> {
        self.grounds.light.iter().find(|(name, _)| *name == "paper").map(|(_, colour)| colour.hex())
    }

    /// The accent as it is written on light pages and, on dark ones, the nearest of its hue that can be read there.
    pub(super) fn accent(&self, written: Colour) -> Schemes<Colour> {
        let dark: Vec<Colour> = self.grounds.dark.iter().map(|(_, ground)| *ground).collect();
        Schemes { light: written, dark: written.nearby(&dark, self.contrast).unwrap_or(written) }
    }

    /// The custom properties of an accent. Words on the accent have the colour of the paper, whose contrast is known.
    pub(super) fn css(&self, written: Colour) -> String {
        let Schemes { light, dark } = self.accent(written);
        format!("\n:root{{--accent:light-dark({},{});--on-accent:var(--paper)}}\n", light.hex(), dark.hex())
    }

    /// The finding about an accent that cannot be read, in the first scheme where that is so.
    pub(super) fn report(&self, accent: &Located<Colour>, config: &SourceFile) -> Option<Finding> {
        let shown = self.accent(accent.value);
        let halves = [("light", shown.light, &self.grounds.light), ("dark", shown.dark, &self.grounds.dark)];
        let (scheme, colour, grounds) = halves
            .into_iter()
            .find(|(_, colour, grounds)| grounds.iter().any(|(_, ground)| colour.contrast(*ground) < self.contrast))?;
        let (name, ground) =
            grounds.iter().min_by(|(_, one), (_, two)| colour.contrast(*one).total_cmp(&colour.contrast(*two)))?;
        // Rounded down, so that a ratio that falls short does not look as if it did not.
        let ratio = (colour.contrast(*ground) * 100.0).floor() / 100.0;
        let message = format!(
            "the accent color {} has a contrast ratio of {ratio:.2}:1 against the {scheme} {name} {}, but text needs at least {}:1",
            colour.hex(),
            ground.hex(),
            self.contrast,
        );
        let finding = Finding::new(Rule::LowContrast, accent.place.clone(), message);
        let grounds: Vec<Colour> = self.grounds.light.iter().map(|(_, ground)| *ground).collect();
        let near = accent.value.nearby(&grounds, self.contrast).filter(|_| scheme == "light");
        Some(match near {
            Some(near) => finding.help(format!("use `{}`, the nearest color that has enough contrast", near.hex())).fix(Fix::offer(
                config,
                accent.place.span(),
                &yaml_scalar(&near.hex()),
            )),
            None => finding.help(
                "change `paper` and `surface` in this theme's `theme.yaml`: no color is easy to read on all of the theme's backgrounds",
            ),
        })
    }
}
