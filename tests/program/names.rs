//! Names of files, folders, tags and aliases: what no disk takes is told before a build, what only some systems take is
//! told as that, and none of it reaches a terminal raw.
#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::os::unix::fs::symlink;

use crate::support::{Course, module};

fn page(more: &str) -> String {
    format!("---\ntitle: P\nkind: page\n{more}---\nWords.\n")
}

// Lengths

#[test]
fn a_long_tag_is_told_once_where_it_stands_first() {
    let tags = format!("tags: [short, {}]\n", "t".repeat(256));
    let course = Course::with("content/01-a.md", page(&tags)).and("content/02-b.md", page(&tags));
    let checked = course.check();
    checked.expect_only("impossible-address", "content/01-a.md", 4, 15).saying("255 bytes").helping("shorten the tag");
    let longest = Course::with("content/01-a.md", page(&format!("tags: [{}]\n", "t".repeat(255))));
    longest.build().expect_no_findings();
}

#[test]
fn an_alias_takes_no_more_than_a_path_does() {
    let alias = |count: usize| format!("aliases: ['/{}']\n", "t/".repeat(count));
    let course = |count: usize| Course::with("content/a.md", page(&alias(count)));
    course(395).build().expect_no_findings();
    course(396).check().expect_only("impossible-address", "content/a.md", 4, 11).saying("800 bytes").helping("alias");
    let accents = format!("aliases: ['/{}/']\n", "é".repeat(128));
    Course::with("content/a.md", page(&accents)).check().expect_only("impossible-address", "content/a.md", 4, 11);
}

#[test]
fn what_is_appended_to_a_name_counts() {
    // The data of a module lie in a file of its name, with `.json`.
    let path = format!("content/{}.md", "m".repeat(251));
    let long = Course::with(&path, module("M", "")).check();
    long.expect_only("impossible-address", &path, 1, 1).saying("/assets/data/mmm").helping("a shorter name");
    Course::with(&format!("content/{}.md", "m".repeat(250)), module("M", "")).build().expect_no_findings();
    Course::with(&format!("content/{}.md", "p".repeat(252)), page("")).build().expect_no_findings();
    // A file of a theme has a part of its hash in its name.
    let theme = |length: usize| {
        let course = Course::with("clinic.yaml", "title: C\ntheme: own\n").and("content/a.md", page(""));
        course.and(&format!("themes/own/static/{}.png", "i".repeat(length)), "p")
    };
    theme(240).build().expect_no_findings();
    let path = format!("themes/own/static/{}.png", "i".repeat(241));
    theme(241).check().expect_only("impossible-address", &path, 1, 1).saying("255 bytes");
}

#[test]
fn a_folder_too_deep_is_told_once() {
    let deep = vec!["deep".repeat(40); 5].join("/");
    let course = Course::with("clinic.yaml", "title: C\nrules: { folder-without-index: off }\n")
        .and(&format!("content/{deep}/a.md"), module("A", ""))
        .and(&format!("content/{deep}/b.md"), module("B", ""))
        .and(&format!("content/{deep}/c.txt"), "c");
    let folder = format!("content/{deep}");
    course.check().expect_only("impossible-address", &folder, 1, 1).saying("800 bytes");
}

// Folders of the configuration

#[test]
fn folders_that_meet_the_sources_are_told_by_check_and_build_alike() {
    let folders: [(&str, &str, &str); 15] = [
        ("output: answers", "2:9", "whose sources are in `answers`"),
        ("answers: public", "2:10", "whose sources are in `public`"),
        ("answers: public/keys", "2:10", "contains `public/keys`"),
        ("answers: public-instructor", "2:10", "`public-instructor` cannot be the output folder"),
        ("output: site\nanswers: site/answers", "2:9", "contains `site/answers`"),
        ("output: content/site", "2:9", "is inside `content`"),
        ("output: notes.txt", "2:9", "is a file"),
        ("output: notes.txt/x", "2:9", "is inside `notes.txt`, which is a file"),
        ("output: into", "2:9", "whose sources are in `content`"),
        ("output: lost/x", "2:9", "a broken symbolic link"),
        ("output: ~/site", "2:9", "`~` is not expanded"),
        ("output: 'a\\b'", "2:9", "only on Windows"),
        ("answers: notes.txt", "2:10", "is a file, but answers are read from a folder"),
        ("answers: content/keys", "2:10", "overlaps with the folder"),
        ("answers: .", "2:10", "the answers folder `.` overlaps with the folder `content`"),
    ];
    for (keys, place, words) in folders {
        let course = Course::with("clinic.yaml", format!("title: C\n{keys}\n"))
            .and("content/a.md", page(""))
            .and("content/keys/a.txt", "a")
            .and("site/answers/.keep", "")
            .and("notes.txt", "n");
        symlink("content", course.path("into")).unwrap();
        symlink("nowhere", course.path("lost")).unwrap();
        let told = course.check();
        let (line, column) = place.split_once(':').unwrap();
        let (line, column) = (line.parse().unwrap(), column.parse().unwrap());
        told.expect_only("wrong-type", "clinic.yaml", line, column).saying(words);
        for built in [course.build(), course.instructor()] {
            built.expect_no_site().expect_findings(&[&format!("wrong-type clinic.yaml:{place}")]);
        }
    }
    let long = Course::with("clinic.yaml", format!("title: C\noutput: {}\n", "o".repeat(250)));
    let long = long.and("content/a.md", page(""));
    long.check().expect_only("wrong-type", "clinic.yaml", 2, 9).saying("leaves no room");
}

#[test]
fn another_folder_on_the_command_line_is_not_kept_from_being_built() {
    let course = Course::with("clinic.yaml", "title: C\noutput: notes.txt\n").and("content/a.md", page(""));
    let course = course.and("notes.txt", "n");
    course.run(&["build"]).code(1);
    course.run(&["build", "--output", "site"]).success();
    assert!(course.path("site/a/index.html").is_file());
}

// One form

#[test]
fn links_lead_to_files_whatever_the_form_of_their_accents() {
    for (on_disk, typed) in [("caf\u{e9}", "cafe\u{301}"), ("cafe\u{301}", "caf\u{e9}")] {
        let links = format!(
            "![T]({typed}/{typed}.svg) [P]({typed}/{typed}.md#{typed}) [S](/{typed}.txt) [A](/{typed}/{typed}/) [O](/old/{typed}/)\n"
        );
        let course = Course::with("content/a.md", format!("---\ntitle: A\nkind: page\n---\n{links}"))
            .and("clinic.yaml", "title: C\nrules: { folder-without-index: off }\n")
            .and(
                &format!("content/{on_disk}/{on_disk}.md"),
                format!("---\ntitle: P\nkind: page\naliases: [/old/{on_disk}/]\n---\n## {on_disk}\n"),
            )
            .and(&format!("content/{on_disk}/{on_disk}.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>")
            .and(&format!("static/{on_disk}.txt"), "s");
        let built = course.build();
        built.expect_no_findings().expect_file("caf\u{e9}/caf\u{e9}/index.html").contains("id=\"caf\u{e9}\"");
        built.expect_file("a/index.html").contains("caf%C3%A9/caf%C3%A9/#caf%C3%A9");
    }
}

#[test]
fn twins_are_told_and_none_is_lost() {
    let pair = |one: &str, other: &str, content: &str| {
        Course::with(one, content).and(other, content).and("content/_index.md", "# Home\n").check()
    };
    let (composed, apart) = ("content/\u{e9}.md", "content/e\u{301}.md");
    pair(composed, apart, &page("")).expect_only("duplicate-address", composed, 1, 1).helping("two Unicode forms");
    let capitals = pair("content/A.md", "content/a.md", &page(""));
    capitals.expect_only("duplicate-address", "content/a.md", 1, 1).helping("capitalization");
    let files = pair("static/\u{e9}.txt", "static/e\u{301}.txt", "x");
    files.expect_only("duplicate-address", "static/\u{e9}.txt", 1, 1).helping("two Unicode forms");
    for name in ["index.md", "_index.md", "clinic.md"] {
        let (one, other) = (format!("content/m/{}", name.to_uppercase()), format!("content/m/{name}"));
        let course =
            Course::with("content/m/index.md", module("M", "")).and(&one, module("M", "")).and(&other, module("M", ""));
        let told = course.check();
        told.expect_finding("duplicate-address", &other, 1, 1).saying("capitalization");
    }
    let tags = Course::with("content/a.md", page("tags: [\u{e9}]\n")).and("content/b.md", page("tags: [e\u{301}]\n"));
    tags.build().expect_file("tags/\u{e9}/index.html").contains("/a/").contains("/b/");
}

// Names of other systems

#[test]
fn a_name_that_windows_cannot_have_is_a_warning() {
    let course = Course::with("content/what?/_index.md", "---\ntitle: S\n---\n")
        .and("content/what?/a.md", page(""))
        .and("content/what?/b.md", page("aliases: ['/a:b/']\ntags: ['c?', con, etc.]\n"))
        .and("static/nul.txt", "n")
        .and("static/fine-nul.txt", "n");
    let built = course.build();
    built.expect_findings(&[
        "windows-name content/what?:1:1",
        "windows-name content/what?/b.md:4:11",
        "windows-name static/nul.txt:1:1",
    ]);
    for found in built.all() {
        found.being_a_warning();
    }
    built.expect_file("tags/tag-con/index.html");
    built.expect_file("tags/etc-/index.html");
}

#[test]
fn an_address_that_windows_cannot_have_is_told_once() {
    let course = Course::with("content/01-aux/_index.md", "---\ntitle: S\n---\n")
        .and("content/01-aux/a.md", module("A", ""))
        .and("content/01-aux/01-prn/index.md", module("B", ""))
        .and("content/01-aux/01-prn/01-nul.md", page(""))
        .and("content/01-con.md", module("C", ""))
        .and("content/etc..md", page("aliases: [/lpt1, /fine/]\n"))
        .and("content/com1.md", page(""))
        .and("content/02-com2.d/a.txt", "text");
    for built in [course.build(), course.instructor()] {
        built.expect_findings(&[
            "windows-name content/01-aux:1:1",
            "windows-name content/01-aux/01-prn:1:1",
            "windows-name content/01-aux/01-prn/01-nul.md:1:1",
            "windows-name content/01-con.md:1:1",
            "windows-name content/02-com2.d:1:1",
            "windows-name content/com1.md:1:1",
            "windows-name content/etc..md:1:1",
            "windows-name content/etc..md:4:11",
        ]);
        built
            .expect_finding("windows-name", "content/01-con.md", 1, 1)
            .being_a_warning()
            .saying("file for `/con/` cannot be saved on Windows, because the name `con` is reserved for a device");
    }
}

#[test]
fn a_backslash_is_told_once() {
    let course = Course::with("static/a\\b.txt", "x").and("content/b.md", page("aliases: ['/c\\d/']\n"));
    course.check().expect_findings(&["impossible-address content/b.md:4:11", "impossible-address static/a\\b.txt:1:1"]);
}

#[test]
fn a_control_character_in_a_name_is_an_error_and_reaches_no_terminal() {
    let course = Course::with("content/a\u{1b}[2Jb.md", page("aliases: [\"/x\\ny/\"]\n"))
        .and("static/bell\u{7}.txt", "b")
        .and("content/c.md", "---\ntitle: C\nkind: page\n---\nBack\u{8}space, \u{202e}turned.\n");
    let told = course.check();
    told.expect_finding("impossible-address", "content/a\u{1b}[2Jb.md", 1, 1).saying("U+001B");
    told.expect_finding("impossible-address", "static/bell\u{7}.txt", 1, 1).saying("U+0007");
    told.expect_finding("control-character", "content/c.md", 5, 5).saying("U+0008");
    told.expect_finding("control-character", "content/c.md", 5, 13).saying("U+202E");
    for format in ["human", "concise", "json", "github"] {
        let output = course.command(&["check", "--format", format]).output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        let raw = said.chars().find(|one| one.is_control() && *one != '\n' || *one == '\u{202e}');
        assert_eq!(raw, None, "{format}: {said}");
        if format == "concise" {
            assert_eq!(said.lines().filter(|line| line.contains("error[")).count(), told.all().len(), "{said}");
        }
    }
    let refused = course.command(&["build", "--output", "content/\u{1b}[2J"]).output().unwrap();
    assert!(!String::from_utf8(refused.stderr).unwrap().contains('\u{1b}'));
}
