//! Images of pixels: one of theirs is one of CSS.

use std::io::{BufRead, Read, Seek, SeekFrom};

use imagesize::{Compression, ImageType};

use super::size;
use crate::model::image::{Flaw, Image};

/// The longest signature by which a kind of image is known.
const SIGNATURE: u64 = 32;

/// The tag of EXIF that says how an image is turned; from `FIRST_ON_ITS_SIDE` on its height is its width.
const ORIENTATION: u16 = 0x0112;
const FIRST_ON_ITS_SIDE: u16 = 5;

pub(super) fn read(file: &mut (impl BufRead + Seek)) -> Image {
    let mut signature = Vec::new();
    if file.by_ref().take(SIGNATURE).read_to_end(&mut signature).is_err() || file.rewind().is_err() {
        return Image::Unsized;
    }
    let kind = match imagesize::image_type(&signature) {
        // Photos and films in the same container as AVIF, which hardly a browser shows as images.
        Ok(ImageType::Heif(compression)) if compression != Compression::Av1 => return Image::Flawed(Flaw::Foreign),
        Ok(kind) => kind,
        Err(_) => return Image::Flawed(Flaw::Foreign),
    };
    let found = imagesize::reader_size(&mut *file).ok();
    let found = found.and_then(|found| Some((u32::try_from(found.width).ok()?, u32::try_from(found.height).ok()?)));
    let Some((width, height)) = found else { return Image::Flawed(Flaw::Broken) };
    let found = match kind {
        // Rows from top to bottom are told by a height below zero.
        ImageType::Bmp => size(width, height.cast_signed().unsigned_abs()),
        ImageType::Jpeg if orientation(file).is_some_and(|turn| turn >= FIRST_ON_ITS_SIDE) => size(height, width),
        _ => size(width, height),
    };
    found.map_or(Image::Flawed(Flaw::Broken), Image::Sized)
}

/// How a JPEG says that it is turned: cameras write what they see, and browsers turn it upright.
fn orientation(file: &mut (impl BufRead + Seek)) -> Option<u16> {
    // Behind the mark that starts the file.
    file.seek(SeekFrom::Start(2)).ok()?;
    loop {
        let mut head = [0; 4];
        file.read_exact(&mut head).ok()?;
        let [0xff, segment, high, low] = head else { return None };
        let length = u16::from_be_bytes([high, low]).checked_sub(2)?;
        match segment {
            0xe1 => {
                let mut content = vec![0; length.into()];
                file.read_exact(&mut content).ok()?;
                if let Some(exif) = content.strip_prefix(b"Exif\0\0") {
                    return tag(exif, ORIENTATION);
                }
            }
            // The pixels.
            0xda => return None,
            _ => drop(file.seek(SeekFrom::Current(length.into())).ok()?),
        }
    }
}

/// A short value in the first table of EXIF.
fn tag(exif: &[u8], wanted: u16) -> Option<u16> {
    let is_little = match exif.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |bytes: &[u8]| {
        let bytes = [*bytes.first()?, *bytes.get(1)?];
        Some(if is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let start = exif.get(4..8)?.try_into().ok()?;
    let start = if is_little { u32::from_le_bytes(start) } else { u32::from_be_bytes(start) };
    let table = exif.get(usize::try_from(start).ok()?..)?;
    let entries = table.get(2..)?.chunks_exact(12).take(short(table)?.into());
    entries.filter(|entry| short(entry) == Some(wanted)).find_map(|entry| short(entry.get(8..)?))
}
