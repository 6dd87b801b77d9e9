//! Colours as authors write them, how well two can be told apart, and nearby ones that can.

use color::{AlphaColor, Oklch, Srgb, parse_color};

/// An opaque colour in sRGB, eight bits a channel, as browsers show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// How far the search for a nearby colour goes in a step, of OKLCH's lightness from 0 to 1: less than eyes notice.
const STEP: f32 = 0.004;

impl Colour {
    /// The colour that CSS calls `text`; `None` where that is no colour, or one that shows what lies beneath.
    pub fn parse(text: &str) -> Option<Self> {
        let colour = parse_color(text.trim()).ok()?.to_alpha_color::<Srgb>();
        let (colour, alpha) = colour.split();
        let rgb = colour.to_rgba8();
        (alpha >= 1.0).then_some(Self([rgb.r, rgb.g, rgb.b]))
    }

    /// `#0a6e5c`
    pub fn hex(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// The contrast ratio of WCAG 2.2, from 1 to 21.
    ///
    /// <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>
    fn luminance(self) -> f64 {
        f64::from(self.exact().discard_alpha().relative_luminance())
    }

    /// The lowest contrast with any of `grounds`, and with which.
    pub fn lowest(self, grounds: &[Self]) -> Option<(f64, Self)> {
        let ratios = grounds.iter().map(|&ground| (self.contrast(ground), ground));
        ratios.min_by(|(one, _), (two, _)| one.total_cmp(two))
    }

    /// The nearest colour of this hue that has a contrast of `ratio` with each of `grounds`: lighter or darker by as
    /// little as possible, and no more vivid than screens can show.
    pub fn nearby(self, grounds: &[Self], ratio: f64) -> Option<Self> {
        let fits = |colour: &Self| colour.lowest(grounds).is_none_or(|(lowest, _)| lowest >= ratio);
        if fits(&self) {
            return Some(self);
        }
        let [lightness, chroma, hue, _] = self.exact().convert::<Oklch>().components;
        let steps = (1..).map(|step: u16| f32::from(step) * STEP).take_while(|distance| *distance <= 1.0);
        let tried = steps.flat_map(|distance| [lightness - distance, lightness + distance]);
        tried.filter(|lightness| (0.0..=1.0).contains(lightness)).map(|l| shown(l, chroma, hue)).find(fits)
    }

    fn exact(self) -> AlphaColor<Srgb> {
        let [red, green, blue] = self.0;
        AlphaColor::from_rgb8(red, green, blue)
    }
}

/// The colour of this lightness and hue, with as much of `chroma` as sRGB has room for.
fn shown(lightness: f32, chroma: f32, hue: f32) -> Colour {
    let exact = |chroma: f32| AlphaColor::<Oklch>::new([lightness, chroma, hue, 1.0]).convert::<Srgb>();
    let has_room = |colour: &AlphaColor<Srgb>| colour.components.iter().all(|part| (-0.001..=1.001).contains(part));
    let tried = (0..=50u8).rev().map(|part| exact(chroma * f32::from(part) / 50.0));
    let colour = tried.into_iter().find(has_room).unwrap_or_else(|| exact(0.0));
    let rgb = colour.to_rgba8();
    Colour([rgb.r, rgb.g, rgb.b])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn colours_are_read_as_css_writes_them() {
        for text in ["#0a6e5c", "#0A6E5C", "rgb(10 110 92)", "rgb(10, 110, 92)"] {
            assert_eq!(colour(text).hex(), "#0a6e5c", "{text}");
        }
        assert_eq!(colour("#fff"), colour("white"));
        assert_eq!(colour("rebeccapurple").hex(), "#663399");
        assert_eq!(colour("hsl(0 100% 50%)").hex(), "#ff0000");
        assert_eq!(colour("oklch(0.628 0.2577 29.23)").hex(), "#ff0000");
        for text in ["", "blurple", "#12345", "0a6e5c", "#0a6e5c80", "transparent", "currentcolor", "red; }"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        assert!((colour("#000").contrast(colour("#fff")) - 21.0).abs() < 0.001);
        assert!((colour("#fff").contrast(colour("#fff")) - 1.0).abs() < 0.001);
        // Known to just fail and just pass on white.
        assert!((colour("#777").contrast(colour("white")) - 4.478).abs() < 0.001);
        assert!((colour("#767676").contrast(colour("white")) - 4.542).abs() < 0.001);
    }

    #[test]
    fn a_nearby_colour_has_the_contrast_and_hardly_more() {
        let grounds = [colour("#fdfdfb"), colour("#f1f5f4")];
        for text in ["#e6b800", "#ff69b4", "#00ffff", "#fff", "#7a7a7a", "lime"] {
            let near = colour(text).nearby(&grounds, 4.5).unwrap();
            let (lowest, ground) = near.lowest(&grounds).unwrap();
            assert!((4.5..4.75).contains(&lowest), "{text}: {} has {lowest}", near.hex());
            assert_eq!(ground, grounds[1]);
        }
        assert_eq!(colour("#0a5a6a").nearby(&grounds, 4.5), Some(colour("#0a5a6a")));
    }

    #[test]
    fn where_no_colour_has_the_contrast_there_is_none() {
        assert_eq!(colour("red").nearby(&[colour("#000"), colour("#fff")], 7.0), None);
    }

    #[test]
    fn a_nearby_colour_keeps_its_hue() {
        let hue = |colour: Colour| colour.exact().convert::<Oklch>().components[2];
        let blue = colour("#8a2be2");
        let light = blue.nearby(&[colour("#12191d")], 4.5).unwrap();
        assert!((hue(blue) - hue(light)).abs() < 3.0, "{}", light.hex());
    }
}
