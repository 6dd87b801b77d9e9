//! PDF files by a real Chromium, read with Poppler's `pdfinfo`, `pdftotext` and `pdftoppm`. `cargo test` leaves this file
//! out, since it needs more than Rust; `tests/browser/run` installs all of that and runs it.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use support::Course;
use support::printing::{course, expect_tidy, files, print, said};

fn tool(name: &str, arguments: &[&str], file: &Path) -> String {
    let output = Command::new(name).args(arguments).arg(file).arg("-").stdin(Stdio::null()).output();
    let output = output.unwrap_or_else(|error| panic!("{name}: {error}; `tests/browser/run` installs it"));
    String::from_utf8(output.stdout).unwrap()
}

fn info(file: &Path) -> String {
    let output = Command::new("pdfinfo").arg(file).output().expect("`tests/browser/run` installs pdfinfo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_module_becomes_a_tagged_file_with_title_language_and_bookmarks() {
    let course = course();
    let assert = print(&course, &["store/intro"]).success();
    assert_eq!(String::from_utf8_lossy(&assert.get_output().stdout), "out/store-intro-a4.pdf\n");
    let pdf = course.path("out/store-intro-a4.pdf");
    let info = info(&pdf);
    assert!(info.contains("Zähler & Nenner"), "{info}");
    assert!(info.lines().any(|line| line.starts_with("Tagged:") && line.ends_with("yes")), "{info}");
    let pages = info.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().to_owned();
    let said = said(&assert);
    assert!(said.contains(&format!("1 file, {pages} page")) && said.contains(": out"), "{said}");
    let bytes = fs::read(&pdf).unwrap();
    let has = |wanted: &str| bytes.windows(wanted.len()).any(|window| window == wanted.as_bytes());
    assert!(has("/Lang (de)") && has("/Outlines"), "language and bookmarks");
    let text = tool("pdftotext", &["-layout"], &pdf);
    assert!(text.contains("never lie"), "{text}");
    assert!(!text.contains("Zebrawort") && !text.contains("file:"), "{text}");
    expect_tidy(&course);
}

#[test]
fn images_are_printed_and_links_lead_to_the_published_site_or_nowhere() {
    let course = course();
    print(&course, &["store/intro"]).success();
    let pdf = course.path("out/store-intro-a4.pdf");
    let links = |bytes: &[u8]| String::from_utf8_lossy(bytes).matches("/URI (").count();
    let without = fs::read(&pdf).unwrap();
    assert_eq!(links(&without), 0, "a link without a site to lead to");
    assert!(!String::from_utf8_lossy(&without).contains("file://"));
    assert!(colours(&pdf) > 0, "the image is missing");
    course.write("clinic.yaml", "title: Kurs\nbase_url: https://example.org/kurs/\n");
    print(&course, &["store/intro"]).success();
    let with = fs::read(&pdf).unwrap();
    assert!(String::from_utf8_lossy(&with).contains("/URI (https://example.org/kurs/store/cache/)"));
    assert!(!String::from_utf8_lossy(&with).contains("file://"));
}

/// Fractions that count up, the last of them with a number that stands nowhere else.
fn fractions(count: u32, last: u32) -> String {
    let terms = (1..count).map(|number| format!("\\frac{{{number}}}{{{}}}", number + 1));
    terms.chain([format!("\\frac{{1}}{{{last}}}")]).collect::<Vec<_>>().join(" + ")
}

#[test]
fn no_part_of_a_wide_formula_is_cut_off() {
    let (long, longer) = (fractions(30, 7771), fractions(60, 7772));
    let letters = (1..40).map(|number| format!("W_{{{number}}}")).collect::<Vec<_>>().join(" \\cdot ");
    let body = format!(
        "$${long}$$\n\n$${longer}$$\n\nIt is ${}$ and ${letters} = 7774$.\n\n- $${}$$\n\n> - ${}$\n",
        fractions(50, 7773),
        fractions(20, 7775),
        fractions(45, 7776)
    );
    let statements = format!("'${}$'", fractions(40, 7777));
    let page = format!("---\ntitle: Wide\nkind: page\nsheet: true\nchecks: [{statements}]\n---\n{body}");
    let course = Course::with("clinic.yaml", "title: Kurs\n").and("content/wide.md", page);
    print(&course, &["wide"]).success();
    let words = tool("pdftotext", &["-bbox"], &course.path("out/wide-a4.pdf"));
    let right = |line: &str| line.split_once("xMax=\"")?.1.split('"').next()?.parse::<f32>().ok();
    // A4 is 595 points wide, with 34 points of margin.
    let outside: Vec<_> = words.lines().filter(|line| right(line).is_some_and(|right| right > 562.0)).collect();
    assert!(outside.is_empty(), "{outside:?}");
    for last in 7771..=7777 {
        assert!(words.contains(&last.to_string()), "{last}: {words}");
    }
}

/// How many pixels have the colour of the image.
fn colours(pdf: &Path) -> usize {
    let output =
        Command::new("pdftoppm").args(["-r", "50"]).arg(pdf).output().expect("`tests/browser/run` installs pdftoppm");
    output.stdout.windows(3).filter(|pixel| *pixel == [0xc8, 0x1e, 0xa0]).count()
}

#[test]
fn all_modules_are_printed_several_at_once() {
    let course = course();
    let assert = print(&course, &["--jobs", "2"]).success();
    assert_eq!(files(&course), ["cache-a4.pdf", "net-intro-a4.pdf", "store-intro-a4.pdf"]);
    assert!(said(&assert).contains("3 files, "), "{}", said(&assert));
    for file in files(&course) {
        info(&course.path("out").join(file));
    }
    expect_tidy(&course);
}

#[test]
fn a_policy_that_allows_the_sites_own_files_alone_lets_them_be_printed() {
    let meta = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">\n{% include \"under/parts/meta.html\" %}";
    let course = course().and("templates/parts/meta.html", meta);
    print(&course, &["store/intro"]).success();
    assert!(colours(&course.path("out/store-intro-a4.pdf")) > 0, "the image is missing");
}
