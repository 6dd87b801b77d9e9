//! Sizes of hand-made files, each no longer than it takes to tell them.

use std::io::Cursor;

use super::*;

fn read(name: &str, bytes: &[u8]) -> Image {
    Kind::of(name).expect("the name of an image").read(&mut Cursor::new(bytes))
}

fn sized(width: u32, height: u32) -> Image {
    Image::Sized(Size { width, height })
}

fn joined(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

fn png(width: u32, height: u32) -> Vec<u8> {
    joined(&[b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &width.to_be_bytes(), &height.to_be_bytes(), b"\x08\x06\0\0\0"])
}

/// A box of a file in the manner of MP4.
fn boxed(name: &[u8], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 8).expect("a short box");
    joined(&[&length.to_be_bytes(), name, content])
}

fn avif(width: u32, height: u32, turn: &[u8]) -> Vec<u8> {
    heif(b"avif\0\0\0\0avifmif1", width, height, turn)
}

/// The container of AVIF, HEIC and their like.
fn heif(brands: &[u8], width: u32, height: u32, turn: &[u8]) -> Vec<u8> {
    let extent = boxed(b"ispe", &joined(&[&[0; 4], &width.to_be_bytes(), &height.to_be_bytes()]));
    let properties = boxed(b"iprp", &boxed(b"ipco", &joined(&[&extent, turn])));
    let meta = boxed(b"meta", &joined(&[&[0; 4], &boxed(b"hdlr", &[0; 24]), &properties]));
    joined(&[&boxed(b"ftyp", brands), &meta, &boxed(b"mdat", &[0; 16])])
}

/// A segment of a JPEG behind its mark.
fn segment(mark: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("a short segment");
    joined(&[&[0xff, mark], &length.to_be_bytes(), content])
}

/// A JPEG of these pixels, with what stands before their size.
fn jpeg(width: u16, height: u16, before: &[u8]) -> Vec<u8> {
    let frame = segment(0xc2, &joined(&[&[8], &height.to_be_bytes(), &width.to_be_bytes(), &[1, 1, 0x11, 0]]));
    joined(&[b"\xff\xd8", before, &segment(0xdb, &[0; 65]), &frame, &segment(0xda, &[0; 6]), b"\xff\xd9"])
}

/// EXIF with two entries, the second of which says how the image is turned.
fn exif(turn: u16, is_little: bool) -> Vec<u8> {
    let short = |number: u16| if is_little { number.to_le_bytes() } else { number.to_be_bytes() };
    let long = |number: u32| if is_little { number.to_le_bytes() } else { number.to_be_bytes() };
    let entry = |tag: u16, value: u16| joined(&[&short(tag), &short(3), &long(1), &short(value), &[0; 2]]);
    let order: &[u8] = if is_little { b"II" } else { b"MM" };
    let table = joined(&[&short(2), &entry(0x0103, 6), &entry(0x0112, turn), &long(0)]);
    segment(0xe1, &joined(&[b"Exif\0\0", order, &short(42), &long(8), &table]))
}

fn bmp(width: i32, height: i32) -> Vec<u8> {
    joined(&[b"BM", &[0; 12], &40u32.to_le_bytes(), &width.to_le_bytes(), &height.to_le_bytes()])
}

fn webp(chunk: &[u8], content: &[u8]) -> Vec<u8> {
    joined(&[b"RIFF\x40\0\0\0WEBP", chunk, &[0; 4], content])
}

/// Every format, with its size.
fn rasters() -> Vec<(&'static str, Vec<u8>, Image)> {
    let lossless = (299u32 + (199 << 14)).to_le_bytes();
    vec![
        ("a.png", png(640, 480), sized(640, 480)),
        ("a.GIF", joined(&[b"GIF89a", &[0x2c, 1, 0xc8, 0], &[0; 8]]), sized(300, 200)),
        ("a.jpg", jpeg(4000, 3000, &segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")), sized(4000, 3000)),
        ("lossy.webp", webp(b"VP8 ", &joined(&[&[0, 0, 0, 0x9d, 1, 0x2a], &[0x2c, 1, 0xc8, 0]])), sized(300, 200)),
        ("lossless.webp", webp(b"VP8L", &joined(&[&[0x2f], &lossless])), sized(300, 200)),
        ("animated.webp", webp(b"VP8X", &joined(&[&[0; 4], &[0x2b, 1, 0], &[0xc7, 0, 0]])), sized(300, 200)),
        ("a.avif", avif(800, 600, &[]), sized(800, 600)),
        ("turned.avif", avif(800, 600, &boxed(b"irot", &[1])), sized(600, 800)),
        ("a.bmp", bmp(30, 20), sized(30, 20)),
        ("downwards.bmp", bmp(30, -20), sized(30, 20)),
        ("a.ico", joined(&[b"\0\0\x01\0\x02\0", &[16, 16], &[0; 14], &[0, 0], &[0; 14]]), sized(256, 256)),
    ]
}

#[test]
fn every_format_tells_its_size() {
    for (name, bytes, wanted) in rasters() {
        assert_eq!(read(name, &bytes), wanted, "{name}");
    }
}

#[test]
fn photos_and_films_that_browsers_do_not_show_are_no_images() {
    for brands in [b"heic\0\0\0\0mif1heic", b"isom\0\0\x02\0isommp41"] {
        assert_eq!(read("a.jpg", &heif(brands, 800, 600, &[])), Image::Flawed(Flaw::Foreign));
    }
    assert_eq!(read("a.avif", &heif(b"mif1\0\0\0\0avifmiaf", 800, 600, &[])), sized(800, 600));
}

#[test]
fn raster_images_are_known_by_what_they_hold() {
    assert_eq!(read("a.jpg", &png(6, 4)), sized(6, 4));
    assert_eq!(read("a.png", b"Not drawn yet, as promised.\n"), Image::Flawed(Flaw::Foreign));
    assert_eq!(read("a.png", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), Image::Flawed(Flaw::Foreign));
}

#[test]
fn other_names_are_no_images() {
    for name in ["tree.svgz", "a.pdf", "png", "svg", "notes.txt", "a.png.txt", ""] {
        assert_eq!(Kind::of(name), None, "{name}");
    }
    assert_eq!(Kind::of("Tree.SVG"), Some(Kind::Svg));
}

#[test]
fn a_jpeg_that_lies_on_its_side_is_turned_upright() {
    for is_little in [true, false] {
        for turn in 1..=8 {
            let wanted = if turn < 5 { sized(40, 30) } else { sized(30, 40) };
            assert_eq!(read("a.jpg", &jpeg(40, 30, &exif(turn, is_little))), wanted, "{turn}");
        }
    }
    // Colours and comments before it do not hide it.
    let before = joined(&[&segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0"), &segment(0xfe, b"Hi"), &exif(6, true)]);
    assert_eq!(read("a.jpg", &jpeg(40, 30, &before)), sized(30, 40));
}

#[test]
fn exif_that_cannot_be_read_turns_nothing() {
    let whole = exif(6, false);
    for length in 4..whole.len() - 8 {
        let before = segment(0xe1, &whole[4..length]);
        assert_eq!(read("a.jpg", &jpeg(40, 30, &before)), sized(40, 30), "{length}");
    }
    let astray = segment(0xe1, b"Exif\0\0II*\0\xff\xff\xff\xff\0\0");
    assert_eq!(read("a.jpg", &jpeg(40, 30, &astray)), sized(40, 30));
}

#[test]
fn what_is_cut_or_says_what_cannot_be_is_broken() {
    assert_eq!(read("a.png", b""), Image::Flawed(Flaw::Empty));
    assert_eq!(read("a.svg", b""), Image::Flawed(Flaw::Empty));
    assert_eq!(read("a.png", &png(6, 4)[..20]), Image::Flawed(Flaw::Broken));
    for (width, height) in [(0, 4), (6, 0), (u32::MAX, 4), (6, LARGEST + 1)] {
        assert_eq!(read("a.png", &png(width, height)), Image::Flawed(Flaw::Broken), "{width} {height}");
    }
    assert_eq!(read("a.png", &png(LARGEST, 1)), sized(LARGEST, 1));
}

#[test]
fn no_change_of_a_byte_panics() {
    for (name, bytes, _) in rasters() {
        for at in 0..bytes.len() {
            read(name, &bytes[..at]);
            for other in [0, 1, 0x7f, 0x80, 0xff] {
                let mut changed = bytes.clone();
                changed[at] = other;
                read(name, &changed);
            }
        }
    }
}

/// An SVG whose root has these attributes.
fn svg(attributes: &str) -> Image {
    read("a.svg", format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}><path d=\"M0 0\"/></svg>").as_bytes())
}

#[test]
fn an_svg_is_as_large_as_its_root_says() {
    for (width, height, wanted) in [
        ("640", "480", sized(640, 480)),
        ("640px", "480.4px", sized(640, 480)),
        (" 1e2 ", "1.5E2px", sized(100, 150)),
        ("10cm", "1in", sized(378, 96)),
        ("210mm", "297mm", sized(794, 1123)),
        ("80q", "6pc", sized(76, 96)),
        ("72pt", "36PT", sized(96, 48)),
        ("0.2", "0.4", sized(1, 1)),
    ] {
        assert_eq!(
            svg(&format!("width=\"{width}\" height='{height}' viewBox=\"0 0 9 9\"")),
            wanted,
            "{width} {height}"
        );
    }
}

#[test]
fn what_an_svg_does_not_say_follows_from_its_view() {
    for (attributes, wanted) in [
        ("viewBox=\"0 0 720 300\"", sized(732, 305)),
        ("viewBox=\"-10,-10 , 24.4\n16\"", sized(732, 480)),
        ("width=\"100%\" height=\"100%\" viewBox=\"0 0 720 300\"", sized(732, 305)),
        ("width=\"auto\" height=\"\" viewBox=\"0 0 720 300\"", sized(732, 305)),
        ("viewBox=\"0 0 24 24\"", sized(736, 736)),
        ("width=\"360\" viewBox=\"0 0 720 300\"", sized(360, 150)),
        ("width=\"100%\" height=\"1in\" viewBox=\"0 0 720 300\"", sized(230, 96)),
    ] {
        assert_eq!(svg(attributes), wanted, "{attributes}");
    }
}

#[test]
fn an_svg_that_tells_no_size_has_none() {
    for attributes in [
        "",
        "width=\"100%\"",
        "width=\"640\"",
        "width=\"640\" height=\"50%\"",
        "width=\"12ex\" height=\"3ex\" viewBox=\"0 0 12000 3000\"",
        "width=\"1.5em\" height=\"640\"",
        "width=\"0\" height=\"0\"",
        "width=\"-5\" height=\"5\"",
        "width=\"wide\" height=\"5\"",
        "width=\"é\" height=\"5\"",
        "width=\"inf\" height=\"5\"",
        "width=\"1e99\" height=\"5\"",
        "viewBox=\"0 0 720\"",
        "viewBox=\"0 0 0 300\"",
        "viewBox=\"0 0 NaN 300\"",
        "viewBox=\"0 0 720 300 1\"",
    ] {
        assert_eq!(svg(attributes), Image::Unsized, "{attributes}");
    }
}

#[test]
fn an_svg_is_read_as_editors_write_it() {
    let body = "width='6' height='4'><title>x</title></svg>";
    let plain = "<svg xmlns='http://www.w3.org/2000/svg' ";
    for head in [
        format!("\u{feff}<?xml version=\"1.0\"?>\n<!-- <svg width='1'> -->\n{plain}"),
        "<!DOCTYPE svg [ <!ENTITY ns \"http://www.w3.org/2000/svg\"> ]>\n<svg xmlns=\"&ns;\" ".to_owned(),
        "<?style a?><s:svg xmlns:s='http://www.w3.org/2000/svg' ".to_owned(),
        // A drawing of the editor's own, far longer than what is read at first.
        format!("{plain}content=\"{}\" ", "é&lt;mx>".repeat(20_000)),
    ] {
        let text = format!("{head}{body}");
        assert_eq!(read("a.svg", text.as_bytes()), sized(6, 4), "{}", &head[..40]);
        let units = text.trim_start_matches('\u{feff}').encode_utf16();
        let little: Vec<u8> = [0xfeff].into_iter().chain(units.clone()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(read("a.svg", &little), sized(6, 4));
        let big: Vec<u8> = [0xfeff].into_iter().chain(units).flat_map(u16::to_be_bytes).collect();
        assert_eq!(read("a.svg", &big), sized(6, 4));
    }
    let latin = joined(&[b"<!-- Caf\xe9 -->", plain.as_bytes(), body.as_bytes()]);
    assert_eq!(read("a.svg", &latin), sized(6, 4));
}

#[test]
fn what_is_no_svg_says_why() {
    let flaw = |text: &str| match read("a.svg", text.as_bytes()) {
        Image::Flawed(flaw) => flaw,
        image => panic!("{text}: {image:?}"),
    };
    for text in
        ["not drawn yet", " \n", "{}", "<svg", "<svg width=6>", "<svg width='1' width='2'/>", "</svg>", "<!-- x"]
    {
        assert_eq!(flaw(text), Flaw::NotXml, "{text}");
    }
    assert_eq!(flaw("<!DOCTYPE html><html lang='en'>"), Flaw::NotSvg("html".to_owned()));
    assert_eq!(flaw("<svg width='6' height='4'/>"), Flaw::NoNamespace);
    assert_eq!(flaw("<s:svg xmlns='http://www.w3.org/2000/svg'/>"), Flaw::NoNamespace);
    assert_eq!(flaw("<svg xmlns='http://www.w3.org/1999/xhtml'/>"), Flaw::NoNamespace);
    assert_eq!(read("a.svg", &png(6, 4)), Image::Flawed(Flaw::NotXml));
}
