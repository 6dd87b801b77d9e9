//! What withholds and cannot be read withholds all the same: a preview shows learners none of it.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::fs;

use crate::support::{Course, module};
use mistake_clinic::api::finding::Severity;
use mistake_clinic::api::model::Edition;
use mistake_clinic::api::pipeline::preview::{Preview, View};
use mistake_clinic::api::pipeline::{Caching, Options, Report, Served};

const LEARNER: Options = Options::hosted(Edition::Learner, false);

fn open(course: &Course) -> (Preview, Report) {
    Preview::open(&course.path(""), LEARNER, Caching::On, &mut |_| ()).unwrap()
}

/// Where learners are shown `word`, among all pages and files that could have it.
fn shown(view: &View, word: &str) -> Vec<&'static str> {
    let paths = [
        "index.html",
        "p/index.html",
        "s/index.html",
        "s/p/index.html",
        "s/t/p/index.html",
        "m/index.html",
        "m/print/index.html",
        "assets/data/m.json",
        "assets/search/t/0.js",
        "assets/search/p/0.js",
        "s/m/index.html",
    ];
    let holds = |path: &str| match view.get(path) {
        Served::Made { bytes, .. } => String::from_utf8_lossy(&bytes).contains(word),
        _ => false,
    };
    paths.into_iter().filter(|path| holds(path)).collect()
}

fn course() -> Course {
    Course::with("content/_index.md", "---\ntitle: Home\n---\n\nHello.\n").and("content/m.md", module("M", ""))
}

fn page(front: &str) -> String {
    format!("---\ntitle: Zebra\nkind: page\n{front}\n---\n\nZebra crossing.\n")
}

#[test]
fn pages_whose_words_cannot_be_read_are_withheld() {
    let mut leaks = Vec::new();
    for front in [
        "edition: Instructor",
        "edition: instructors",
        "edition: teacher",
        "edition: [instructor]",
        "edition: [instructor",
        "edition: instructor# x",
        "edition: learner\nedition: instructor",
        "edition: instructor\nedition: learner",
        "editions: instructor",
        "Edition: instructor",
        "audience: staff",
        "draft: 1",
        "draft: treu",
        "draft:",
        "darft: true",
        "draft = true",
        "draft：true",
        "draft true",
        "dr\u{430}ft: true",
        "\u{a0}draft: true",
        "...\ndraft: true",
        "page:\n  draft: true",
        "x: &x\n  draft: true\n<<: *x",
        "x: &x true\ndraft: *x",
        "<<: { draft: true }",
        "published: false",
        "hidden: true",
        "private: true",
        "visible: no",
        "---\n\n---\ndraft: true",
        "---\n---\nedition: instructor",
    ] {
        let course = course().and("content/p.md", page(front));
        let (preview, report) = open(&course);
        let places = shown(&preview.view(), "Zebra");
        if !places.is_empty() {
            let told: Vec<_> = report
                .findings
                .iter()
                .map(|finding| {
                    format!(
                        "{} {:?} {:?} {:?} {}",
                        finding.place.path,
                        finding.place.span(),
                        finding.severity,
                        finding.rule,
                        finding.message
                    )
                })
                .collect();
            leaks.push(format!("{front:?}: {places:?} {told:#?}"));
        }
    }
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}

#[test]
fn nothing_is_said_to_be_published_that_is_not() {
    for front in ["draft:", "draft: #true", "edition:", "published: false", "show_answers:"] {
        let course = course()
            .and("content/p.md", page(front))
            .and("content/s/_index.md", "---\ntitle: S\ncascade: { draft: true }\n---\n");
        let (_, in_preview) = open(&course);
        let built = course.build();
        built.expect_no_site();
        let told = built.all().iter().map(|found| found.message().to_owned());
        let told: Vec<String> = told.chain(in_preview.findings.into_iter().map(|found| found.message)).collect();
        let (now, would) = (["is published", "are published", "are shown", "see the page"], " would ");
        assert!(told.iter().any(|message| message.contains(would)), "{told:?}");
        for message in told {
            assert!(message.contains(would) || !now.iter().any(|words| message.contains(words)), "{front}: {message}");
        }
    }
}

#[test]
fn what_is_certain_is_shown_beside_other_errors() {
    for front in [
        "titel: x",
        "draft: no",
        "edition: learner\ntags: { a: b }",
        "order: first",
        "published: true",
        "description: A draft edition",
    ] {
        let course = course().and("content/p.md", page(front));
        assert!(shown(&open(&course).0.view(), "Zebra").contains(&"p/index.html"), "{front}");
    }
}

#[test]
fn edits_of_a_shown_course_withhold_too() {
    for (before, after) in [
        ("draft: true", "draft: treu"),
        ("order: 1", "draft: treu"),
        ("order: 1", "edition: [instructor"),
        ("edition: instructor", "edition: Instructor"),
    ] {
        let course = course().and("content/p.md", page(before));
        let (mut preview, _) = open(&course);
        course.write("content/p.md", page(after));
        preview.change(&[course.path("content/p.md")]);
        assert_eq!(shown(&preview.view(), "Zebra"), [""; 0], "{before} to {after}");
        course.write("content/p.md", page("order: 2"));
        preview.change(&[course.path("content/p.md")]);
        assert!(!shown(&preview.view(), "Zebra").is_empty(), "{after} to what is right");
    }
}

#[test]
fn a_section_whose_index_is_not_read_is_withheld() {
    let utf_16: Vec<u8> =
        "---\ntitle: S\nedition: instructor\n---\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let text = "---\ntitle: S\nedition: instructor\n---\n".as_bytes();
    let indexes: [(&str, &[u8]); 10] = [
        ("_index.md", b"---\ntitle: S\nedition: Instructor\n---\n"),
        ("_index.md", b"---\ntitle: S\nedition: [instructor\n---\n"),
        ("_index.md", &[&[0xFF, 0xFE], &utf_16[..]].concat()),
        ("_index.md", b"---\ntitle: \xE9\nedition: instructor\n---\n"),
        ("index.md", b"---\ntitle: \xE9\nedition: instructor\n---\n"),
        ("_index.mdx", text),
        ("_index.md.txt", text),
        ("_index.md~", text),
        ("_index (conflicted copy 2026-11-01).md", text),
        ("index.mdx", text),
    ];
    for (name, index) in indexes {
        let course = course().and("content/s/p.md", page("order: 1")).and("content/s/t/p.md", page("order: 1"));
        course.write("content/s/t/_index.md", "---\ntitle: T\n---\n");
        course.write(&format!("content/s/{name}"), index);
        let (preview, report) = open(&course);
        assert_eq!(shown(&preview.view(), "Zebra"), [""; 0], "{name}");
        let about: Vec<_> = report
            .findings
            .iter()
            .map(|one| format!("{} {:?} {}", one.place.path, one.severity, one.message))
            .collect();
        assert!(about.len() == 1 && about[0].contains("Error"), "{name}: {about:#?}");
    }
}

#[test]
fn a_copy_beside_an_index_that_is_read_stays_a_warning() {
    let course = course().and("content/s/p.md", page("order: 1")).and("content/s/_index.md", "---\ntitle: S\n---\n");
    course.write("content/s/_index.md~", "---\ntitle: S\nedition: instructor\n---\n");
    let (preview, report) = open(&course);
    let grave = report.findings.iter().filter(|one| one.severity == Severity::Error).count();
    assert_eq!((report.findings.len(), grave), (1, 0));
    assert!(!shown(&preview.view(), "Zebra").is_empty());
}

#[cfg(unix)]
#[test]
fn an_index_that_is_a_link_stops_the_build() {
    for name in ["_index.md", "index.md"] {
        let course = course().and("content/s/p.md", page("order: 1"));
        course.write("elsewhere.md", "---\ntitle: S\nedition: instructor\n---\n");
        std::os::unix::fs::symlink(course.path("elsewhere.md"), course.path(&format!("content/s/{name}"))).unwrap();
        course.build().expect_no_site();
        assert_eq!(shown(&open(&course).0.view(), "Zebra"), [""; 0], "{name}");
    }
}

const CHECKS: &str = "checks:\n  - statements:\n    - { text: A claim., answer: { error: Zebra } }\n";

#[test]
fn answers_whose_release_cannot_be_read_are_never_shown() {
    let sample = course();
    let config = fs::read_to_string(sample.path("clinic.yaml")).unwrap();
    let open_config = format!("{config}show_answers: open\n");
    let with = |config: &str, more: &str| {
        let course = Course::with("content/_index.md", "---\ntitle: Home\n---\n")
            .and("content/m.md", module("M", &format!("{CHECKS}{more}\n")));
        course.write("clinic.yaml", config);
        shown(&open(&course).0.view(), "Zebra")
    };
    assert!(!with(&open_config, "").is_empty(), "answers are shown at all");
    for more in ["Never", "nver", "off", "false", "no", "none", "[never]", "", "{ a: b }", "[never"] {
        assert_eq!(with(&open_config, &format!("show_answers: {more}")), [""; 0], "{more:?}");
    }
    for more in ["show_answer: never", "showanswers: never", "show-answers: never", "show_answers = never"] {
        assert_eq!(with(&open_config, more), [""; 0], "{more:?}");
    }
    for end in ["show_answers: Open\n", "show_answer: never\nshow_answers: open\n"] {
        assert_eq!(with(&format!("{config}{end}"), ""), [""; 0], "{end:?}");
    }
}

#[test]
fn answers_below_a_section_whose_defaults_cannot_be_read_are_never_shown() {
    for defaults in [
        "defaults:\n  show_answers: Never",
        "defaults:\n  show_answer: never",
        "defualts:\n  show_answers: never",
        "defaults: [show_answers: never",
    ] {
        let course = course().and("content/s/m.md", module("M", CHECKS));
        let config = fs::read_to_string(course.path("clinic.yaml")).unwrap();
        course.write("clinic.yaml", format!("{config}show_answers: open\n"));
        course.write("content/s/_index.md", format!("---\ntitle: S\n{defaults}\n---\n"));
        assert_eq!(shown(&open(&course).0.view(), "Zebra"), [""; 0], "{defaults}");
    }
}

#[test]
fn groups_from_a_withheld_page_do_not_name_it() {
    for statements in ["\n    statements: [a]", ""] {
        let source = format!("checks:\n  groups:\n  - source: p.md{statements}\n");
        let text = page("edition: instructor") + "\n## Mistake checks\n\n- Zebra claim.\n";
        let course = Course::with("content/_index.md", "---\ntitle: Home\n---\n")
            .and("content/m.md", module("M", &source))
            .and("content/p.md", text);
        course.build().expect_finding("withheld-target", "content/m.md", 7, 13);
        assert_eq!(shown(&open(&course).0.view(), "Zebra"), [""; 0], "{statements}");
    }
}
