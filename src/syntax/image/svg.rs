//! SVG: its root says how large it is, and nothing after that is looked at.

use std::borrow::Cow;
use std::io::{BufRead, Read as _};
use std::ops::RangeInclusive;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::size;
use crate::model::image::{Flaw, Image, Size};

/// The root ends within so many bytes, unless an editor keeps its own drawing there.
const HEAD: u64 = 16 << 10;

/// A drawing that names no size is as wide as there is room: so many pixels, about the width of a figure (46rem in the
/// themes' `base.css`), or what is left of that.
const WIDTHS: RangeInclusive<u32> = 690..=736;

/// By this browsers know that an element is SVG.
const NAMESPACE: &str = "http://www.w3.org/2000/svg";

pub(super) fn read(file: &mut impl BufRead) -> Image {
    let mut bytes = Vec::new();
    if file.by_ref().take(HEAD).read_to_end(&mut bytes).is_err() {
        return Image::Unsized;
    }
    let head = root(&text(&bytes));
    let is_whole = (bytes.len() as u64) < HEAD;
    match head {
        Image::Flawed(Flaw::NotXml) if !is_whole => match file.read_to_end(&mut bytes) {
            Ok(_) => root(&text(&bytes)),
            Err(_) => Image::Unsized,
        },
        image => image,
    }
}

/// The text of a file. Of other encodings than UTF-8 and UTF-16 only letters of names are lost, which say nothing here.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    let pairs = |from: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| from([pair[0], pair[1]])).collect();
        Cow::Owned(String::from_utf16_lossy(&units))
    };
    match bytes {
        [0xff, 0xfe, ..] => pairs(u16::from_le_bytes),
        [0xfe, 0xff, ..] => pairs(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest),
        _ => String::from_utf8_lossy(bytes),
    }
}

/// What the first element of an XML document tells.
fn root(xml: &str) -> Image {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => return image(&start),
            Ok(Event::Text(text)) if text.trim().is_empty() => {}
            Ok(Event::Decl(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_)) => {}
            _ => return Image::Flawed(Flaw::NotXml),
        }
    }
}

fn image(root: &BytesStart<'_>) -> Image {
    let Ok(attributes) = root.attributes().collect::<Result<Vec<_>, _>>() else {
        return Image::Flawed(Flaw::NotXml);
    };
    let value = |name: &str| attributes.iter().find(|found| found.key.0 == name).map(|found| &*found.value);
    let namespace = match root.name().0.split_once(':') {
        Some((prefix, _)) => value(&format!("xmlns:{prefix}")),
        None => value("xmlns"),
    };
    // What an entity stands for is not known.
    let is_known = namespace.is_some_and(|namespace| namespace == NAMESPACE || namespace.contains('&'));
    if root.local_name().into_inner() != "svg" {
        return Image::Flawed(Flaw::NotSvg(root.name().0.to_owned()));
    }
    if !is_known {
        return Image::Flawed(Flaw::NoNamespace);
    }
    measured(value("width"), value("height"), value("viewBox")).map_or(Image::Unsized, Image::Sized)
}

/// The size that browsers give to a drawing: its own, with what is missing by its shape. Without any only the shape counts,
/// since the units of a `viewBox` are those of the drawing alone.
fn measured(width: Option<&str>, height: Option<&str>, view: Option<&str>) -> Option<Size> {
    let shape = view.and_then(view_box);
    let (width, height) = match (Length::read(width), Length::read(height)) {
        (Length::Pixels(width), Length::Pixels(height)) => (width, height),
        (Length::Pixels(width), Length::Free) => shape.map(|shape| (width, width * shape.1 / shape.0))?,
        (Length::Free, Length::Pixels(height)) => shape.map(|shape| (height * shape.0 / shape.1, height))?,
        (Length::Free, Length::Free) => shape.map(wide)?,
        // By the size of a letter, which is that of a font.
        (Length::Unknown, _) | (_, Length::Unknown) => return None,
    };
    size(whole(width)?, whole(height)?)
}

/// A drawing of this shape as wide as there is room. Of the widths in question one whose height is nearest to whole pixels:
/// the room that is kept has then the shape of the drawing, to a fraction of a pixel.
fn wide((width, height): (f64, f64)) -> (f64, f64) {
    let sizes = WIDTHS.rev().map(|pixels| (f64::from(pixels), f64::from(pixels) * height / width));
    let error = |size: &(f64, f64)| (size.1 - size.1.round()).abs();
    sizes.min_by(|one, other| error(one).total_cmp(&error(other))).unwrap_or((width, height))
}

/// Pixels in HTML are whole, and what is there at all takes one.
fn whole(pixels: f64) -> Option<u32> {
    let rounded = pixels.round().max(1.0);
    #[expect(clippy::cast_sign_loss, reason = "it is 1 or more")]
    (rounded <= f64::from(u32::MAX)).then_some(rounded as u32)
}

/// Width and height of `0 0 24 16`.
fn view_box(text: &str) -> Option<(f64, f64)> {
    let numbers: Vec<f64> = text
        .split(|character: char| character == ',' || character.is_whitespace())
        .filter(|number| !number.is_empty())
        .map(|number| number.parse().ok())
        .collect::<Option<_>>()?;
    let [_, _, width, height] = numbers[..] else { return None };
    let is_area = |side: f64| side > 0.0 && side.is_finite();
    (is_area(width) && is_area(height)).then_some((width, height))
}

/// One side of a drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Length {
    /// So much, in CSS pixels.
    Pixels(f64),
    /// As much as there is room for.
    Free,
    /// Something that only a browser knows.
    Unknown,
}

impl Length {
    fn read(text: Option<&str>) -> Self {
        let Some(text) = text.map(str::trim).filter(|text| !text.is_empty() && *text != "auto") else {
            return Self::Free;
        };
        if text.ends_with('%') {
            return Self::Free;
        }
        let unit = text.find(|character: char| character.is_ascii_alphabetic() && !"eE".contains(character));
        // `e` opens the exponent of a number, or a unit by the size of a letter.
        let unit = unit.map_or(text.len(), |at| at - usize::from(text[..at].ends_with(['e', 'E'])));
        let pixels = match text[unit..].to_ascii_lowercase().as_str() {
            "" | "px" => 1.0,
            "in" => 96.0,
            "cm" => 96.0 / 2.54,
            "mm" => 96.0 / 25.4,
            "q" => 96.0 / 101.6,
            "pt" => 96.0 / 72.0,
            "pc" => 16.0,
            _ => return Self::Unknown,
        };
        match text[..unit].trim_end().parse::<f64>() {
            Ok(number) if number > 0.0 && number.is_finite() => Self::Pixels(number * pixels),
            _ => Self::Unknown,
        }
    }
}
