//! Images on pages: their room is kept while they are on their way, the first is fetched at once, and what is none is told.

use crate::support::{Course, Page, module};

/// A drawing of this size.
fn svg(width: u32, height: u32) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"/>")
}

/// The beginning of a PNG, which is all that tells its size.
fn png(width: u32, height: u32) -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &width.to_be_bytes()[..], &height.to_be_bytes()[..], b"\x08\x06\0\0\0"].concat()
}

/// What follows the words of each image of a page, by those words.
fn images(page: &Page) -> Vec<(String, String)> {
    let tags = page.text().split("<img src=\"").skip(1).map(|rest| rest.split_once('>').expect("the end of a tag").0);
    let image = |tag: &str| {
        let (_, rest) = tag.split_once(" alt=\"").expect("words");
        let (alt, rest) = rest.split_once('"').expect("the end of words");
        (alt.to_owned(), rest.trim().to_owned())
    };
    tags.map(image).collect()
}

fn told(alt: &str, attributes: &str) -> (String, String) {
    (alt.to_owned(), attributes.to_owned())
}

const LAZY: &str = "loading=\"lazy\" decoding=\"async\"";

fn lazy(alt: &str, width: u32, height: u32) -> (String, String) {
    told(alt, &format!("width=\"{width}\" height=\"{height}\" {LAZY}"))
}

#[test]
fn every_image_of_a_page_has_its_size_and_all_but_the_first_wait() {
    let front = "checks:\n  - title: G\n    intro: '![Intro](a.svg)'\n    statements:\n      - text: 'S ![Statement](/photo.png)'\n        hint: '![Hint](a.svg)'\n\
                 radar:\n  - { mistake: 'M ![Mistake](a.svg)', where: '![Where](a.svg)', symptom: S, repair: R }\n\
                 cards:\n  - { front: '![Front](a.svg)', back: '![Back](/photo.png)' }\n---\n";
    let body = "One ![First](a.svg).\n\n![Second](/photo.png \"A figure\")\n\n> [!NOTE]\n> ![Third](a.svg)\n\n## ![Head](a.svg)\n\nNote[^1].\n\n[^1]: ![Note](a.svg)\n";
    let course = Course::with("content/01-m/index.md", module("M", &format!("{front}{body}")))
        .and("content/01-m/a.svg", svg(12, 8))
        .and("static/photo.png", png(640, 480));
    let built = course.build();
    built.expect_no_findings();
    let mut found = images(&built.expect_file("m/index.html"));
    assert_eq!(found[0], told("First", "width=\"12\" height=\"8\""));
    assert_eq!(found[1], lazy("Second", 640, 480));
    let small = ["Third", "Head", "Note", "Mistake", "Where", "Intro", "Hint", "Front"];
    let mut wanted: Vec<_> = small.into_iter().map(|alt| lazy(alt, 12, 8)).collect();
    wanted.extend(["Second", "Statement", "Back"].map(|alt| lazy(alt, 640, 480)));
    wanted.push(told("First", "width=\"12\" height=\"8\""));
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted);
}

#[test]
fn each_page_has_a_first_image_of_its_own() {
    let two = "![One](/a.svg)\n\n![Two](/a.svg)\n";
    let course = Course::with("content/_index.md", format!("---\ntitle: Home\n---\n{two}"))
        .and("content/01-s/_index.md", format!("---\ntitle: S\n---\n{two}"))
        .and("content/01-s/01-m/index.md", format!("---\ntitle: M\n---\n{two}"))
        .and("content/01-s/01-m/clinic.md", module("Clinic", &format!("---\n{two}")))
        .and(
            "content/01-s/01-m/lab.md",
            format!("---\ntitle: L\n---\n{two}\n## Mistake check\n\n- ![Three](/a.svg)\n\n## After\n\n{two}"),
        )
        .and("static/a.svg", svg(12, 8));
    let built = course.build();
    built.expect_no_findings();
    let (one, two) = (told("One", "width=\"12\" height=\"8\""), lazy("Two", 12, 8));
    for page in ["index.html", "s/index.html", "s/m/index.html", "s/m/clinic/index.html"] {
        let found = images(&built.expect_file(page));
        assert_eq!(found[..2], [one.clone(), two.clone()], "{page}");
        assert!(found[2..].iter().all(|(_, attributes)| attributes.ends_with(LAZY)), "{page}");
    }
    let lab = images(&built.expect_file("s/m/lab/index.html"));
    assert_eq!(lab, [one, two.clone(), lazy("Three", 12, 8), lazy("One", 12, 8), two]);
}

#[test]
fn an_image_that_is_withheld_is_not_the_first() {
    let body = "---\n> [!INSTRUCTOR]\n> ![Key](a.svg)\n\n![Shown](a.svg)\n";
    let course = Course::with("content/01-m/index.md", module("M", body)).and("content/01-m/a.svg", svg(12, 8));
    let eager = |alt: &str| told(alt, "width=\"12\" height=\"8\"");
    assert_eq!(images(&course.build().expect_file("m/index.html")), [eager("Shown")]);
    let instructor = course.instructor();
    assert_eq!(images(&instructor.expect_file("m/index.html")), [eager("Key"), lazy("Shown", 12, 8)]);
}

/// A reader prints a sheet as soon as it is open, and what has not been fetched by then is missing on paper.
#[test]
fn images_on_sheets_have_their_size_and_do_not_wait() {
    let front =
        "checks:\n  - statements: ['S ![Statement](a.svg)']\ncards:\n  - { front: '![Front](a.svg)', back: B }\n";
    let course = Course::with("content/01-m/index.md", module("M", &format!("{front}---\n")))
        .and("content/01-m/form.md", "---\ntitle: F\nsheet: true\n---\n![One](a.svg)\n\n![Two](a.svg)\n")
        .and("content/01-m/a.svg", svg(12, 8));
    let built = course.build();
    built.expect_no_findings();
    for (page, least) in [("m/print/index.html", 2), ("m/print/large/index.html", 2), ("m/form/print/index.html", 2)] {
        let found = images(&built.expect_file(page));
        assert!(found.len() >= least, "{page}: {found:?}");
        assert!(found.iter().all(|(_, attributes)| attributes == "width=\"12\" height=\"8\""), "{page}: {found:?}");
    }
}

#[test]
fn what_tells_no_size_has_none_and_is_no_mistake() {
    let body = "---\n![First](a.svg)\n\n![Free](free.svg) ![Far](https://example.org/a.png) ![Sketch](sketch.tiff)\n";
    let course = Course::with("content/01-m/index.md", module("M", body))
        .and("clinic.yaml", "title: C\nrules: { remote-image: off }\n")
        .and("content/01-m/a.svg", svg(12, 8))
        .and("content/01-m/free.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100%\"/>")
        .and("content/01-m/sketch.tiff", "whatever");
    let built = course.build();
    built.expect_no_findings();
    let found = images(&built.expect_file("m/index.html"));
    assert_eq!(found[1..], ["Free", "Far", "Sketch"].map(|alt| told(alt, LAZY)));
}

#[test]
fn the_logo_has_its_size_on_every_page() {
    let course = Course::with("content/01-m.md", module("M", ""))
        .and("clinic.yaml", "title: C\ntheme: { logo: /logo.png }\n")
        .and("static/logo.png", png(96, 32));
    let built = course.build();
    let logo = |from: &str| format!("<img class=\"logo\" src=\"{from}logo.png\" width=\"96\" height=\"32\" alt=\"\">");
    built.expect_no_findings().expect_file("index.html").contains(&logo(""));
    built.expect_file("m/index.html").contains(&logo("../"));
    course.write("static/logo.png", svg(1, 1));
    let without = course.build();
    without
        .expect_only("unreadable-image", "clinic.yaml", 2, 16)
        .saying("the image `static/logo.png` is not in a format that browsers can show");
    without.expect_file("index.html").contains("<img class=\"logo\" src=\"logo.png\" alt=\"\">");
}

#[test]
fn images_that_are_none_are_told_with_what_is_wrong() {
    for (name, content, what) in [
        ("tree.png", &b""[..], "is empty"),
        ("tree.jpg", b"A tree, to be drawn.\n", "is not in a format that browsers can show"),
        ("tree.gif", b"GIF89a", "is not in a format that browsers can show"),
        ("tree.png", &png(12, 8)[..20], "is incomplete: the file does not contain the image size"),
        ("tree.svg", b"A tree, to be drawn.\n", "is not a valid SVG file: it does not begin with valid XML"),
        ("tree.svg", b"<!DOCTYPE html>\n<html lang=\"en\">", "is not a valid SVG file: its root element is `html`"),
        ("tree.svg", b"<svg viewBox=\"0 0 9 9\"/>", "has no namespace, so browsers do not recognize it as SVG"),
    ] {
        let body = format!("---\nA tree: ![Tree]({name}).\n");
        let built = Course::with("content/01-m/index.md", module("M", &body))
            .and(&format!("content/01-m/{name}"), content)
            .build();
        built
            .expect_only("unreadable-image", "content/01-m/index.md", 6, 9)
            .being_a_warning()
            .saying(&format!("the image `content/01-m/{name}` {what}"));
        assert_eq!(images(&built.expect_file("m/index.html")), [told("Tree", "")]);
    }
}

#[test]
fn an_image_that_is_none_is_told_once_and_only_where_it_is_shown() {
    let shows = "---\n![Tree](/tree.svg) ![Tree](/tree.svg)\n";
    let course = Course::with("content/01-a.md", module("A", "---\n[A file to mend](/tree.svg)\n"))
        .and("content/02-b.md", module("B", shows))
        .and("content/03-c.md", module("C", shows))
        .and("static/tree.svg", "no tree")
        .and("static/other.png", "shown by nobody");
    course.check().expect_only("unreadable-image", "content/02-b.md", 6, 1);
    course.write("clinic.yaml", "title: C\nrules: { unreadable-image: off }\n");
    course.build().expect_no_findings();
}

#[test]
fn an_intro_that_many_modules_share_is_told_once() {
    let config = "title: C\nradar:\n  intro: 'See ![Tree](/tree.svg).'\n";
    let course = Course::with("clinic.yaml", config)
        .and("content/01-a.md", module("A", ""))
        .and("content/02-b.md", module("B", ""))
        .and("static/tree.svg", "no tree");
    course.check().expect_only("unreadable-image", "clinic.yaml", 3, 15);
}

/// Whoever writes the element chooses how it is laid out.
#[test]
fn images_in_html_stay_as_they_were_written() {
    let tag = "<img src=\"a.svg\" width=\"3\" alt=\"Own\">";
    let course = Course::with("content/01-m/index.md", module("M", &format!("---\n{tag}\n\n![First](a.svg)\n")))
        .and("clinic.yaml", "title: C\nmarkdown: { html: any }\n")
        .and("content/01-m/a.svg", svg(12, 8));
    let built = course.build();
    built.expect_no_findings();
    let page = built.expect_file("m/index.html");
    page.contains(tag);
    assert_eq!(images(&page)[1], told("First", "width=\"12\" height=\"8\""));
}
