//! Whatever lies in a course's folder: a finding or a plain error with the path, never a panic, never a hang.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::fmt::Write as _;
use std::fs;
use std::time::Duration;

use crate::support::{Course, Found, copy, found, in_repository, module};
use proptest::prelude::*;

/// Longer than any of these takes, and short enough to notice.
const PATIENCE: Duration = Duration::from_mins(1);

/// Checks the course with the real program, which must end by itself, and gives what it found.
fn found_in(course: &Course) -> Vec<Found> {
    let output = course.command(&["check", "--format", "json"]).timeout(PATIENCE).output().unwrap();
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{:?}: {words}", output.status);
    found(&String::from_utf8(output.stdout).unwrap())
}

/// Builds the course with the real program, and expects a site.
fn builds(course: &Course) {
    let output = course.command(&["build"]).timeout(PATIENCE).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A module with this body.
fn with_body(body: &str) -> Course {
    Course::with("content/01-a.md", module("A", &format!("---\n{body}")))
}

// Bytes

#[test]
fn a_file_that_is_not_utf_8() {
    let built = Course::with("content/01-a.md", b"---\ntitle: A\n---\ncaf\xe9\n".as_slice())
        .and("content/02-b.md", module("B", ""))
        .check();
    built.expect_only("not-utf8", "content/01-a.md", 1, 1).saying("line 4");
}

#[test]
fn a_configuration_template_or_string_file_that_is_not_utf_8() {
    let latin = b"title: caf\xe9\n".as_slice();
    let course = Course::with("content/01-a.md", module("A", ""));
    course.clone().and("templates/home.html", latin).check().expect_only("not-utf8", "templates/home.html", 1, 1);
    course.remove("templates/home.html");
    course.clone().and("i18n/en.yaml", latin).check().expect_only("not-utf8", "i18n/en.yaml", 1, 1);
    course.remove("i18n/en.yaml");
    course.and("clinic.yaml", latin).check().expect_finding("not-utf8", "clinic.yaml", 1, 1);
}

#[test]
fn utf_16_and_bytes_without_meaning() {
    let course = Course::with("content/01-a.md", b"\xff\xfe#\0 \0A\0".as_slice())
        .and("content/02-b.md", [0u8; 4096])
        .and("content/03-c.md", "# C\0\u{1b}[31m\u{202e}\n");
    let built = course.check();
    built.expect_finding("not-utf8", "content/01-a.md", 1, 1);
    let human = course.run(&["check"]).code(1).get_output().stdout.clone();
    assert!(!human.contains(&0x1b) && !human.contains(&0), "nothing in a file can control the terminal");
}

#[test]
fn lines_may_end_as_windows_ends_them() {
    let text = "---\ntitle: A\nradra: []\nradar:\n  - { mistake: M, where: W, symptom: S, repair: R }\nchecks:\n  - title: G\n    statements:\n      - |\n        One,\n        two.\n---\nSee [x](gone.md).\n\n| a |\n|---|\n| b |\n";
    let course = Course::with("content/01-a.md", text.replace('\n', "\r\n"));
    course.check().expect_findings(&["unknown-key content/01-a.md:3:1", "broken-link content/01-a.md:13:5"]);
    let good = text.replace("radra: []\n", "").replace("[x](gone.md)", "x");
    let (unix, windows) =
        (Course::with("content/01-a.md", &good), Course::with("content/01-a.md", good.replace('\n', "\r\n")));
    assert_eq!(unix.build().json("assets/data/a.json"), windows.build().json("assets/data/a.json"));
    windows.build().expect_file("a/index.html").lacks("\r").contains("<td>b</td>");
}

#[test]
fn a_byte_order_mark_is_no_part_of_a_file() {
    let course = Course::with("content/01-a.md", format!("\u{feff}{}", module("A", "radra: []\n")))
        .and("clinic.yaml", "\u{feff}titel: C\ntitle: C\n");
    course.check().expect_findings(&["unknown-key clinic.yaml:1:1", "unknown-key content/01-a.md:5:1"]);
}

#[test]
fn an_empty_file() {
    Course::with("content/01-a.md", "")
        .check()
        .expect_findings(&["missing-title content/01-a.md:1:1", "no-clinic content/01-a.md:1:1"]);
    Course::with("content/_index.md", "")
        .build()
        .expect_no_findings()
        .expect_file("index.html")
        .contains("<h1>Course</h1>");
    let nameless = Course::with("clinic.yaml", "").and("content/_index.md", "");
    nameless.check().expect_only("missing-title", "clinic.yaml", 1, 1);
}

#[test]
fn front_matter_without_an_end_and_front_matter_alone() {
    Course::with("content/01-a.md", "---\ntitle: A\n").check().expect_finding(
        "unclosed-front-matter",
        "content/01-a.md",
        1,
        1,
    );
    Course::with("content/01-a.md", "---").check().expect_finding("unclosed-front-matter", "content/01-a.md", 1, 1);
    Course::with("content/01-a.md", "---\n---").check().expect_finding("missing-title", "content/01-a.md", 1, 1);
}

// Too much

#[test]
fn a_hundred_kilobytes_of_one_mark() {
    for mark in [
        "[",
        "![",
        "*",
        "_",
        "`",
        "<",
        "(",
        "{",
        "$",
        "~",
        "\\",
        "&",
        "#",
        "|",
        "> ",
        "- ",
        "1. ",
        "[^a]",
        "<b>",
        "<!--",
        "$$",
        "**a ",
        ")[",
        "] (",
        "## {#a}\n",
        "$$one two three$$ *x* ",
        "[a][b] ",
    ] {
        let many = mark.repeat(100_000 / mark.len());
        let course = with_body(&format!("{many}\n"))
            .and("content/02-b.md", format!("---\ntitle: '{}'\nkind: page\n---\n", many.replace('\'', "''")));
        found_in(&course);
    }
}

#[test]
fn a_hundred_kilobytes_of_front_matter_that_never_ends() {
    for unit in ["---\n{\n", "---\n{\n\"draft\": true,\n", "---\ndraft = true\n\n", "---\ndraft: true\n\n", "+++\n"] {
        found_in(&Course::with("content/01-a.md", format!("x\n{}", unit.repeat(100_000 / unit.len()))));
    }
    for head in ["---\ntitle = 1\n", "---\ntitle: A\n", "---\n{\n", "{\n", "title: A\n"] {
        let blank = "\n".repeat(100_000);
        found_in(&Course::with("content/01-a.md", format!("{head}{blank}draft = true\n")));
    }
}

#[test]
fn thousands_of_links_that_are_no_links() {
    let links: String = (0..5000).fold(String::new(), |text, n| text + &format!("[word][nam{n}x] "));
    let definitions: String = (0..5000).fold(String::new(), |text, n| text + &format!("[name{n}]: /a\n"));
    found_in(&with_body(&format!("{links}\n\n{definitions}")));
}

#[test]
fn a_hundred_kilobytes_of_one_mark_of_yaml() {
    for mark in ["[", "{", "- ", "? ", "a: ", "'", "\"", "&a ", "*a ", "!t ", "|\n", "#", "%", "\t", "[a, ", "{a: "] {
        let many = mark.repeat(100_000 / mark.len());
        let course = Course::with("content/01-a.md", format!("---\ntitle: A\nextra: {many}\n---\n"))
            .and("content/02-b.md", format!("---\n{many}\n---\n"));
        let found = found_in(&course);
        assert!(!found.is_empty(), "{mark:?}");
    }
    let found = found_in(&Course::with("clinic.yaml", "[".repeat(100_000)).and("content/01-a.md", module("A", "")));
    assert!(!found.is_empty());
}

#[test]
fn an_alias_bomb_is_not_even_lit() {
    let mut bomb = String::from("extra:\n  a0: &a0 [x, x]\n");
    for level in 1..60 {
        let _ = writeln!(bomb, "  a{level}: &a{level} [*a{0}, *a{0}, *a{0}]", level - 1);
    }
    let built = Course::with("content/01-a.md", module("A", &bomb)).check();
    built.expect_finding("yaml-feature", "content/01-a.md", 6, 7);
    built.expect_finding("yaml-feature", "content/01-a.md", 7, 12);
}

#[test]
fn a_thousand_levels_of_lists_and_quotes() {
    let quotes = format!("{} deep\n", ">".repeat(1000));
    let lists: String = (0..1000).fold(String::new(), |text, level| text + &"  ".repeat(level) + "- deep\n");
    let numbered: String = (0..300).fold(String::new(), |text, level| text + &"   ".repeat(level) + "1. deep\n");
    let alerts = format!("{} deep\n", "> [!ANSWER]\n>".repeat(1000));
    let both = format!("{} deep\n", "> - ".repeat(1000));
    let answers: String = (1..300)
        .fold(String::new(), |text, level| text + &">".repeat(level) + " [!ANSWER]\n" + &">".repeat(level) + "\n");
    for body in [quotes, lists, numbered, alerts, both, answers] {
        let section = format!("# P\n\n## Mistake check\n\n{body}");
        found_in(
            &Course::with("content/01-m/index.md", module("M", &format!("---\n{body}")))
                .and("content/01-m/practice/01-a.md", section),
        );
    }
}

#[test]
fn deep_formulas_and_emphasis() {
    let formula = format!("${}x{}$\n\n$${}$$\n", "\\frac{1}{".repeat(5000), "}".repeat(5000), "x^{".repeat(5000));
    let emphasis = format!("{}a{}\n", "*a _b ".repeat(5000), "_ *".repeat(5000));
    let links = format!("{}a{}\n", "[".repeat(5000), "](b)".repeat(5000));
    for body in [formula, emphasis, links] {
        found_in(&with_body(&body));
    }
}

#[test]
fn a_module_of_ten_megabytes() {
    let words = "Some prose with *emphasis*, `code` and [a link](#top), long enough to make a paragraph. ".repeat(20);
    let section = format!(
        "- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```text\ncode\n```\n\n{words}\n\n{}\n\n",
        "word ".repeat(1500)
    );
    let course = with_body(&format!("## Top\n\n{}", section.repeat(10_000_000 / section.len() + 1)));
    let found = found_in(&course);
    assert!(found.len() <= 1, "{:?}", &found[..2]);
}

#[test]
fn thousands_of_equal_things_take_no_more_time_than_thousands_of_others() {
    let many = |line: &str, count: usize| format!("{}\n", line.repeat(count));
    let front = format!(
        "---\ntitle: A\ntags: [{}]\naliases: [{}]\nradar: []\n---\n",
        many("a, ", 2000).trim(),
        many("b, ", 500).trim()
    );
    found_in(&Course::with("content/01-a.md", front));
    for body in [
        many("## Same\n\n", 8000),
        many("x[^1] ", 8000) + "\n\n[^1]: Note.\n",
        many("- [ ] a\n", 20_000),
        many("<kbd>a</kbd> ", 8000),
    ] {
        found_in(&with_body(&body));
    }
}

#[test]
fn ten_megabytes_in_one_line_and_in_front_matter() {
    found_in(&with_body(&"word ".repeat(2_000_000)));
    let statements = "      - 'A wrong statement that is neither long nor short.'\n".repeat(20_000);
    found_in(&Course::with(
        "content/01-a.md",
        format!("---\ntitle: A\nchecks:\n  - title: G\n    statements:\n{statements}---\n"),
    ));
}

#[test]
fn numbers_beyond_all_bounds() {
    let course = Course::with(
        "content/01-a.md",
        module("A", "order: 99999999999999999999\nlog: { rows: -1 }\nextra: { n: 1e999, m: 0x7fffffffffffffffff }\n"),
    );
    course.check().expect_findings(&["wrong-type content/01-a.md:5:8", "wrong-type content/01-a.md:6:14"]);
}

// Names and kinds of files

#[test]
fn names_with_blanks_marks_and_letters_of_all_scripts() {
    let names = [
        "01-a b.md",
        "02-日本語.md",
        "03-a'b&c.md",
        "04-100%.md",
        "05-a#b.md",
        "06-été.md",
        "07-🦀.md",
        "-.md",
        "01-.md",
        "..md",
        "c++.md",
        "a:b.md",
        "q?.md",
        "<x>.md",
        "\"quoted\".md",
        "UPPER.MD",
    ];
    let mut course = Course::with("content/_index.md", "# Home\n");
    for name in names.iter().filter(|name| !cfg!(windows) || !name.contains(['<', '>', ':', '?', '"'])) {
        course = course.and(&format!("content/{name}"), module("A", ""));
    }
    let told = course.check();
    let of_windows = |found: &&crate::support::Found| found.rule() == "windows-name";
    let expected = if cfg!(windows) { 0 } else { 4 };
    assert_eq!((told.all().iter().filter(of_windows).count(), told.all().len()), (expected, expected));
    builds(&course);
}

/// Whatever keeps a path from being published is found by `check`, at this place, before anything is built.
fn cannot_be_published(course: &Course, place: &str) {
    let found = course.check().findings();
    assert!(found.iter().any(|found| found.ends_with(place)), "nothing at {place}: {found:?}");
    course.run(&["build"]).code(1);
}

#[test]
fn names_that_no_site_can_have() {
    if !cfg!(windows) {
        cannot_be_published(&Course::with("content/back\\slash.md", module("A", "")), "content/back\\slash.md:1:1");
    }
    cannot_be_published(&Course::with("content/01-../a.md", module("A", "")), "content/01-../a.md:1:1");
    cannot_be_published(
        &Course::with("content/01-.git/hooks/a.txt", "").and("content/a.md", module("A", "")),
        "content/01-.git/hooks/a.txt:1:1",
    );
}

#[test]
fn aliases_that_lead_out_of_the_site() {
    for alias in ["../up", "a/../../up", ".git/hooks/post-commit", ".clinic-manifest.json", "a//b", "./a", "a\\b"] {
        let course = Course::with("content/01-a.md", module("A", &format!("aliases: ['{alias}']\n")));
        cannot_be_published(&course, "content/01-a.md:5:11");
    }
}

#[test]
fn a_folder_named_like_a_page() {
    let course = Course::with("content/01-a.md/index.md", module("A", ""))
        .and("content/02-s.md/03-b.md", module("B", ""))
        .and("content/clinic.yaml/x.txt", "");
    let built = course.build();
    built.expect_file("a.md/index.html");
    course.write("templates/home.html/x.html", "");
    course.write("i18n/en.yaml/en.yaml", "nav.home: Start\n");
    course.check();
}

#[test]
fn a_configuration_that_is_a_folder_or_not_there() {
    let course = Course::with("content/01-a.md", module("A", ""));
    course.remove("clinic.yaml");
    let words =
        |course: &Course| String::from_utf8(course.run(&["check", "."]).code(2).get_output().stderr.clone()).unwrap();
    assert!(words(&course).contains("clinic.yaml"));
    fs::create_dir(course.path("clinic.yaml")).unwrap();
    assert!(words(&course).contains("clinic.yaml"));
    course.run(&["build", "nowhere"]).code(2);
}

#[test]
fn a_course_without_content() {
    let course = Course::with("clinic.yaml", "title: C\n");
    found_in(&course);
    course.write("content", "a file");
    found_in(&course);
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::process::Command;

    use super::*;

    #[test]
    fn links_in_circles_are_not_followed() {
        let course = Course::with("content/01-a.md", module("A", ""));
        symlink(".", course.path("content/loop")).unwrap();
        symlink("self", course.path("content/self")).unwrap();
        symlink("../..", course.path("content/up.md")).unwrap();
        symlink("nowhere.md", course.path("content/dangling.md")).unwrap();
        symlink("01-a.md", course.path("content/02-b.md")).unwrap();
        fs::create_dir_all(course.path("static")).unwrap();
        symlink("..", course.path("static/course")).unwrap();
        let built = course.build();
        built.expect_findings(&[
            "symbolic-link content/02-b.md:1:1",
            "symbolic-link content/dangling.md:1:1",
            "symbolic-link content/loop:1:1",
            "symbolic-link content/self:1:1",
            "symbolic-link content/up.md:1:1",
            "symbolic-link static/course:1:1",
        ]);
        built.expect_no_file("b/index.html").expect_file("a/index.html");
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let course = Course::with("content/01-a.md", module("A", ""))
            .and("content/02-b.md", module("B", ""))
            .and("content/03-c/x.md", module("C", ""));
        fs::set_permissions(course.path("content/02-b.md"), fs::Permissions::from_mode(0o000)).unwrap();
        fs::set_permissions(course.path("content/03-c"), fs::Permissions::from_mode(0o000)).unwrap();
        let root_reads_anything = fs::read(course.path("content/02-b.md")).is_ok();
        let built = course.check();
        fs::set_permissions(course.path("content/03-c"), fs::Permissions::from_mode(0o755)).unwrap();
        if !root_reads_anything {
            built.expect_finding("unreadable", "content/02-b.md", 1, 1);
            built.expect_finding("unreadable", "content/03-c", 1, 1);
        }
        let nameless = OsStr::from_bytes(b"content/04-caf\xe9.md");
        fs::write(course.path("").join(nameless), module("D", "")).unwrap();
        course.check().expect_finding("unreadable", "content/04-caf\u{fffd}.md", 1, 1).saying("not valid UTF-8");
    }

    #[test]
    fn a_file_of_a_theme_that_cannot_be_read() {
        let course = Course::with("clinic.yaml", "title: C\ntheme: mine\n")
            .and("content/01-a.md", module("A", ""))
            .and("themes/mine/static/site.css", "body {}");
        let style = course.path("themes/mine/static/site.css");
        fs::set_permissions(&style, fs::Permissions::from_mode(0o000)).unwrap();
        if fs::read(&style).is_err() {
            course.check().expect_only("broken-theme", "themes/mine/static/site.css", 1, 1);
        } else {
            course.check().expect_no_findings();
        }
    }

    #[test]
    fn pipes_are_no_files_and_nobody_waits_for_them() {
        let course = Course::with("content/01-a.md", module("A", ""));
        fs::create_dir_all(course.path("static")).unwrap();
        for path in ["content/02-pipe.md", "static/pipe.txt"] {
            assert!(Command::new("mkfifo").arg(course.path(path)).status().unwrap().success());
        }
        let places: Vec<String> = found_in(&course).iter().map(Found::place).collect();
        assert_eq!(places, ["unreadable content/02-pipe.md:1:1", "unreadable static/pipe.txt:1:1"]);
    }

    #[test]
    fn a_disk_that_cannot_be_written_is_a_plain_error() {
        let course = Course::with("content/01-a.md", module("A", "")).and("file", "");
        let run = course.run(&["build", "--output", "file/site"]);
        let words = String::from_utf8(run.code(2).get_output().stderr.clone()).unwrap();
        assert!(words.contains("file/site"), "{words}");
        course.run(&["build", "--output", "/proc/clinic"]).code(2);
    }
}

// Whatever an author may type

/// What tends to go wrong where it is put.
const PIECES: [&str; 44] = [
    "\"",
    "'",
    ":",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "|",
    "|-",
    ">",
    "#",
    " #",
    "&a",
    "*a",
    "!",
    "%",
    "@",
    "`",
    "```",
    "~~~",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "---",
    "---\n",
    "  ",
    "$",
    "$$",
    "\\",
    "[^1]",
    "[^1]: ",
    "> [!ANSWER]\n",
    "# ",
    "## Mistake check\n",
    "1. ",
    "<b>",
    "<!--",
    "\u{0}",
    "é",
    "🦀",
    "\u{feff}",
];

fn real(path: &str) -> Vec<u8> {
    let path = format!("tests/fixtures/seed-shape/content/01-concurrency/01-shared-state/{path}");
    fs::read(in_repository(&path)).unwrap()
}

#[derive(Clone, Debug)]
enum Change {
    Insert(usize, usize),
    Delete(usize, usize),
    Repeat(usize, usize),
    Byte(usize, u8),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        4 => (any::<usize>(), 0..PIECES.len()).prop_map(|(at, piece)| Change::Insert(at, piece)),
        2 => (any::<usize>(), 1..40usize).prop_map(|(at, length)| Change::Delete(at, length)),
        1 => (any::<usize>(), 1..200usize).prop_map(|(at, length)| Change::Repeat(at, length)),
        1 => (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
    ];
    proptest::collection::vec(change, 1..12)
}

fn changed(mut text: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let (Change::Insert(at, _) | Change::Delete(at, _) | Change::Repeat(at, _) | Change::Byte(at, _)) = change;
        let at = at % (text.len() + 1);
        match change {
            Change::Insert(_, piece) => drop(text.splice(at..at, PIECES[*piece].bytes())),
            Change::Delete(_, length) => drop(text.drain(at..(at + length).min(text.len()))),
            Change::Repeat(_, length) => {
                let piece = text[at..(at + length).min(text.len())].to_vec();
                drop(text.splice(at..at, piece));
            }
            Change::Byte(_, byte) => text.insert(at, *byte),
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_module_with_any_mistakes_in_it_is_read(module in changes(), page in changes(), front in changes(), config in changes()) {
        let course = Course::with("content/_index.md", "");
        copy(&in_repository("tests/fixtures/seed-shape"), &course.path(""));
        let folder = "content/01-concurrency/01-shared-state";
        course.write(&format!("{folder}/index.md"), changed(real("index.md"), &module));
        course.write(&format!("{folder}/practice/01-counter-lab.md"), changed(real("practice/01-counter-lab.md"), &page));
        course.write(&format!("{folder}/practice/02-channel-workshop.md"), changed(real("practice/02-channel-workshop.md"), &front));
        course.write("clinic.yaml", changed(fs::read(course.path("clinic.yaml")).unwrap(), &config));
        for finding in course.check().findings() {
            prop_assert!(finding.contains("content/") || finding.contains("clinic.yaml"), "{}", finding);
        }
    }
}
