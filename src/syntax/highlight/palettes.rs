//! The colours of code: a few palettes, each with its own paper, so that they fit every theme.

/// What a palette gives a colour to, in the order of `Palette::light`; a style sheet reads each as `--code-…`.
pub const TOKENS: [&str; 13] = [
    "paper", "ink", "comment", "keyword", "string", "number", "type", "property", "function", "operator", "meta",
    "inserted", "deleted",
];

/// Colours for code on light and on dark paper.
#[derive(Debug, PartialEq, Eq)]
pub struct Palette {
    /// The name that authors write.
    pub name: &'static str,
    /// On light paper.
    pub light: [&'static str; TOKENS.len()],
    /// On dark paper.
    pub dark: [&'static str; TOKENS.len()],
}

/// All of them. The unit test computes the contrast of every colour with its paper.
pub static PALETTES: [Palette; 4] = [
    // Few and quiet: names in ink, structure in petrol.
    Palette {
        name: "petrol",
        light: [
            "#f1f5f4", "#18242b", "#4b5b63", "#0a5a6a", "#1b6640", "#795000", "#2b5797", "#2b5797", "#18242b",
            "#4b5b63", "#795000", "#1b6640", "#a8271b",
        ],
        dark: [
            "#1a2429", "#dde6e4", "#a3b2b4", "#83cbd8", "#87cfa2", "#e2b45f", "#9dbdf0", "#9dbdf0", "#dde6e4",
            "#a3b2b4", "#e2b45f", "#87cfa2", "#f29c90",
        ],
    },
    // Warm paper, plum and moss.
    Palette {
        name: "meadow",
        light: [
            "#f6f2e3", "#2a2620", "#635c4d", "#7a2048", "#3d6115", "#8a4300", "#1f5c57", "#4a4f8c", "#22517f",
            "#635c4d", "#8a4300", "#3d6115", "#a12a1d",
        ],
        dark: [
            "#22211b", "#e9e2d0", "#aca48f", "#e9a0c0", "#a8cf78", "#eab073", "#84cdc0", "#b3b8ee", "#93c2ec",
            "#aca48f", "#eab073", "#a8cf78", "#f1a294",
        ],
    },
    // Violet and vivid.
    Palette {
        name: "dusk",
        light: [
            "#f3f2fa", "#221f38", "#5b5775", "#5a2ca0", "#0f6066", "#a0330f", "#8c1d6a", "#2a4fa8", "#2a4fa8",
            "#5b5775", "#a0330f", "#1e6434", "#a1232f",
        ],
        dark: [
            "#1c1a2b", "#e4e1f4", "#a8a3c6", "#c4a6ff", "#7fd3d2", "#ffb08a", "#f4a3da", "#a3bdff", "#a3bdff",
            "#a8a3c6", "#ffb08a", "#8ed6a0", "#ff9fa4",
        ],
    },
    // No colours: weight and slant alone.
    Palette {
        name: "plain",
        light: [
            "#ffffff", "#000000", "#3d3d3d", "#000000", "#000000", "#000000", "#000000", "#000000", "#000000",
            "#3d3d3d", "#3d3d3d", "#000000", "#000000",
        ],
        dark: [
            "#000000", "#ffffff", "#cccccc", "#ffffff", "#ffffff", "#ffffff", "#ffffff", "#ffffff", "#ffffff",
            "#cccccc", "#cccccc", "#ffffff", "#ffffff",
        ],
    },
];

/// The palettes of a course, one for each scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeColours {
    /// Whose light half is used.
    pub light: &'static Palette,
    /// Whose dark half is used.
    pub dark: &'static Palette,
}

impl CodeColours {
    /// Both halves of one palette.
    pub fn of(palette: &'static Palette) -> Self {
        Self { light: palette, dark: palette }
    }

    /// The custom properties of the style sheet, as one rule.
    pub fn css(self) -> String {
        let halves = self.light.light.iter().zip(self.dark.dark);
        let lines =
            TOKENS.iter().zip(halves).map(|(name, (light, dark))| format!("--code-{name}:light-dark({light},{dark});"));
        format!("\n:root{{{}}}\n", lines.collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::colour::Colour;

    /// The lowest contrast with its paper of any colour of this half.
    fn lowest(half: &[&str]) -> f64 {
        let colours: Vec<Colour> = half.iter().map(|text| Colour::parse(text).unwrap()).collect();
        colours[1..].iter().map(|colour| colour.contrast(colours[0])).fold(f64::INFINITY, f64::min)
    }

    #[test]
    fn every_colour_can_be_read_on_its_paper() {
        for palette in &PALETTES {
            let least = if palette.name == "plain" { 7.0 } else { 4.5 };
            for half in [palette.light, palette.dark] {
                assert!(lowest(&half) >= least, "{}: {}", palette.name, lowest(&half));
            }
        }
    }

    #[test]
    fn names_of_palettes_are_different() {
        let mut names = PALETTES.each_ref().map(|palette| palette.name).to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), PALETTES.len());
    }

    #[test]
    fn the_style_has_both_halves_of_each_colour() {
        let mixed = CodeColours { light: &PALETTES[0], dark: &PALETTES[3] };
        assert!(mixed.css().contains("--code-keyword:light-dark(#0a5a6a,#ffffff);"), "{}", mixed.css());
    }
}
