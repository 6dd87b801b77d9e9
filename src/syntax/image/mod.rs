//! Reads the size of an image from as little of its file as tells it.

mod raster;
mod svg;
#[cfg(test)]
mod tests;

use std::io::{BufRead, Seek};

use crate::model::image::{Flaw, Image, Size};

/// No image of a course is wider or higher, in pixels: what says so is broken.
const LARGEST: u32 = 1 << 20;

/// How the size of an image is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In bytes at its beginning. Browsers tell these apart by those, whatever their files are called.
    Raster,
    /// In the root of its XML. Browsers know it by the ending of its name alone.
    Svg,
}

/// The endings of raster images.
const RASTER: [&str; 10] = ["png", "apng", "jpg", "jpeg", "jfif", "gif", "webp", "avif", "bmp", "ico"];

impl Kind {
    /// The kind of a file, by the ending of its name; `None` where it is called no image.
    pub fn of(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        if ending.eq_ignore_ascii_case("svg") {
            return Some(Self::Svg);
        }
        RASTER.iter().any(|known| ending.eq_ignore_ascii_case(known)).then_some(Self::Raster)
    }

    /// What the beginning of a file tells. A file that the disk does not give is [`Image::Unsized`]: whoever copies it
    /// has to say so.
    pub fn read(self, file: &mut (impl BufRead + Seek)) -> Image {
        match file.fill_buf() {
            Ok([]) => return Image::Flawed(Flaw::Empty),
            Ok(_) => {}
            Err(_) => return Image::Unsized,
        }
        match self {
            Self::Raster => raster::read(file),
            Self::Svg => svg::read(file),
        }
    }
}

/// A size that an image can have.
fn size(width: u32, height: u32) -> Option<Size> {
    let possible = 1..=LARGEST;
    (possible.contains(&width) && possible.contains(&height)).then_some(Size { width, height })
}
