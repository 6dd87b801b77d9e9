//! What is known of an image before it is shown.

use serde::Serialize;

/// The size of an image in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Size {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// An image, as far as the beginning of its file tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Image {
    /// One that takes this much room.
    Sized(Size),
    /// One that takes whatever room there is.
    Unsized,
    /// One that no browser can show.
    Flawed(Flaw),
}

/// Why a file cannot be shown as an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Flaw {
    /// There is nothing in it.
    Empty,
    /// It starts like no image that browsers know.
    Foreign,
    /// It starts like an image, and tells no size where that belongs.
    Broken,
    /// It is called SVG and is no XML.
    NotXml,
    /// It is called SVG and is XML of another kind, with this root.
    NotSvg(String),
    /// It is SVG without the namespace by which browsers know it.
    NoNamespace,
}

impl Image {
    /// How much room it takes, where that is known.
    pub fn size(&self) -> Option<Size> {
        match self {
            Self::Sized(size) => Some(*size),
            Self::Unsized | Self::Flawed(_) => None,
        }
    }
}
