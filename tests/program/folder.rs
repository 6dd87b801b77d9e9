//! What of a course's folder is part of the course: nothing behind a symbolic link, nothing that programs left behind, no
//! course text that would be copied as it is, and everything else. What cannot be read is told before anything is built.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::fs;
use std::fs::Permissions;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Built, Course, Tree, module, tree};
use mistake_clinic::api::model::Edition;

/// What learners must not see.
const WITHHELD: &str = "zwyxnotforlearners";

fn course() -> Course {
    Course::with("content/_index.md", "---\ntitle: Home\n---\n").and("content/01-a.md", module("A", "---\nText.\n"))
}

/// A page that withholds something.
fn page() -> String {
    module("B", &format!("---\nText.\n\n> [!ANSWER]\n> {WITHHELD}\n"))
}

/// The files of a site that give something away.
fn leaks(site: &Tree) -> Vec<&String> {
    let holds = |bytes: &Vec<u8>| bytes.windows(WITHHELD.len()).any(|part| part == WITHHELD.as_bytes());
    site.iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path).collect()
}

fn build_for(course: &Course, edition: Edition) -> Built {
    match edition {
        Edition::Learner => course.build(),
        Edition::Instructor => course.instructor(),
    }
}

/// The sites of all editions that were built.
fn outputs(course: &Course) -> Tree {
    let folders = ["public", "public-instructor"].map(|name| course.path(name));
    folders.iter().filter(|folder| folder.is_dir()).flat_map(|folder| tree(folder)).collect()
}

// Leftovers and course text under other endings

#[test]
fn what_programs_leave_beside_a_page_is_not_published() {
    let leftovers = [
        "01-a.md~",
        "01-a.md.~1~",
        "#01-a.md#",
        "01-a.md.orig",
        "01-a.md.rej",
        "01-a.md.bak",
        "01-a.md.BAK",
        "01-a.md.old",
        "01-a.md.swp",
        "01-a.md.save",
        "01-a.md.save.1",
        "01-a.md.1",
        "01-a.md.tmp",
        "01-a.md___jb_tmp___",
        "01-a.md___jb_old___",
        "4913",
        "01-a_LOCAL_4711.md",
        "01-a_BACKUP_4711.md",
        "01-a.md.REMOTE.4711.md",
        "01-a.md.mine",
        "01-a.md.r12",
        "01-a (Ada's conflicted copy 2024-01-31).md",
        "01-a.sync-conflict-20240131-101500-ABCDEFG.md",
        "~$01-a.docx",
        "01-a.md.sb-1a2b3c4d-Xy12Zw",
        "01-a.yaml.bak",
        "01-a.md.part",
    ];
    for folder in ["content", "content/02-s", "static", "static/deep"] {
        for name in leftovers {
            let path = format!("{folder}/{name}");
            let built = course().and("content/02-s/_index.md", "---\ntitle: S\n---\n").and(&path, page()).build();
            built.expect_finding("leftover", &path, 1, 1).being_a_warning().saying("neither read nor published");
            built.expect_none_of("unread-text").expect_none_of("duplicate-address");
            let help = built.expect_finding("leftover", &path, 1, 1).help();
            assert!(!help.contains("static/"), "it would not be published there either: {help}");
            assert_eq!(leaks(&built.tree()), Vec::<&String>::new(), "{path}");
        }
    }
}

#[test]
fn course_text_that_nothing_reads_is_not_published() {
    let yaml = format!("- for: Our\n  error: x\n  correction: {WITHHELD}\n");
    let draft = format!("---\ntitle: B\ndraft: true\n---\n{WITHHELD}\n");
    let plain = format!("---\ntitle: B\n---\n{WITHHELD}\n");
    let patch = format!("@@ -1,2 +1,3 @@\n+> [!INSTRUCTOR]\n+> {WITHHELD}\n");
    let mut stray: Vec<(String, &str)> = Vec::new();
    for ending in
        ["markdown", "mdown", "mkd", "mkdn", "mdwn", "mdx", "qmd", "Rmd", "md.txt", "md.copies", "md.2024-01-31"]
    {
        stray.push((format!("content/b.{ending}"), WITHHELD));
    }
    for name in ["b.txt", "b", "b.text", "b.page", "b.html"] {
        stray.extend([(format!("content/{name}"), plain.as_str()), (format!("content/{name}"), draft.as_str())]);
        stray.push((format!("static/{name}"), draft.as_str()));
    }
    for path in ["content/b.yaml", "static/b.yaml", "content/b.txt"] {
        stray.push((path.to_owned(), &yaml));
    }
    let said_yes = draft.replace("true", "yes");
    stray.push(("static/b.md".to_owned(), &said_yes));
    for path in ["content/b.patch", "content/b.diff", "static/b.patch"] {
        stray.push((path.to_owned(), &patch));
    }
    let long = format!("{}\n> [!ANSWER]\n> {WITHHELD}\n", "A long text, é.\n".repeat(9_000));
    stray.push(("static/b.txt".to_owned(), &long));
    let whole = page();
    stray.extend([("static/b.md".to_owned(), whole.as_str()), ("static/b.markdown".to_owned(), &whole)]);
    for (path, text) in stray {
        let built = course().and(&path, text).build();
        built.expect_only("unread-text", &path, 1, 1).being_a_warning().saying("neither read nor published");
        assert_eq!(leaks(&built.tree()), Vec::<&String>::new(), "{path}");
    }
}

#[test]
fn course_text_is_known_in_every_writing_wherever_it_would_be_copied_from() {
    let flow = format!("---\n{{\n  title: B, edition: instructor\n}}\n---\n{WITHHELD}\n");
    let below = format!("---\n  title: B\n  edition:\n    instructor\n---\n{WITHHELD}\n");
    let marked = format!("Text\n\n> [!ANSWER]\n> {WITHHELD}\n");
    let of_answer = format!("@@ -3,2 +3,2 @@\n   - text: One\n-    answer: {WITHHELD}\n+    answer: {WITHHELD} too\n");
    let of_page = format!("--- a/content/01-a.md\n+++ b/content/01-a.md\n@@ -9 +9 @@\n-Because.\n+{WITHHELD}\n");
    let wide: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let texts: [(&str, Vec<u8>); 7] = [
        ("b.txt", flow.replace('\n', "\r").into_bytes()),
        ("b.txt", flow.into_bytes()),
        ("b", below.into_bytes()),
        ("b.csv", marked.replace('\n', "\r").into_bytes()),
        ("b.txt", wide),
        ("b.diff", of_answer.into_bytes()),
        ("b.patch", of_page.into_bytes()),
    ];
    for folder in ["content", "static", "themes/mine/static"] {
        for (name, text) in &texts {
            let path = format!("{folder}/{name}");
            let course = course().and("clinic.yaml", "title: C\ntheme: mine\n");
            let built = course.and("themes/mine/theme.yaml", "name: mine\nextends: clinic\n").and(&path, text).build();
            built.expect_only("unread-text", &path, 1, 1).being_a_warning().saying("neither read nor published");
            let is_there = built.tree().keys().any(|file| file.ends_with(name) || file.contains("assets/b."));
            assert!(!is_there, "{path} is copied");
        }
    }
}

#[test]
fn references_to_what_was_left_out_name_it() {
    let index = module(
        "A",
        "builds_on: [s/b]\nradar:\n  - { mistake: M, where: /s/c.md, symptom: S, repair: R }\nchecks:\n  - source: /s/b.md\n---\n[B](s/b.md) [B](/s/b.md)\n",
    );
    let course = Course::with("clinic.yaml", "title: C\ntheme: { logo: logo.svg }\n")
        .and("content/01-a.md", index)
        .and("content/logo.svg~", "<svg/>")
        .and("content/02-s/_index.md", "---\ntitle: S\n---\n")
        .and("content/02-s/01-b.markdown", "---\ntitle: B\n---\n")
        .and("content/02-s/c.md.bak", "---\ntitle: C\n---\n");
    let told = course.check();
    told.expect_none_of("empty-section");
    let about: Vec<_> =
        told.all().iter().filter(|one| one.rule() != "unread-text" && one.rule() != "leftover").collect();
    assert_eq!(about.len(), 6, "{:?}", told.findings());
    for one in about {
        let left_out = ["content/02-s/01-b.markdown", "content/02-s/c.md.bak", "content/logo.svg~"];
        assert!(left_out.iter().any(|path| one.message().contains(path)), "{}", one.message());
    }
}

#[test]
fn what_is_offered_for_download_is_published_without_a_word() {
    let front = "---\ntitle: An exercise\noutput: html_document\n---\nText\n";
    let files = [
        ("content/notes.txt", "Notes\n---\ntitle: B\n---\n"),
        ("content/pod.yaml", "---\nkind: Pod\n---\nkind: Pod\n"),
        ("content/steps.yaml", "- for: x\n  do: y\n"),
        ("content/clinic.1", ".TH CLINIC 1\n"),
        ("content/a.md.pdf", "%PDF"),
        ("content/a~b.css", "a{}"),
        ("content/fix.patch", "@@ -1 +1 @@\n-a\n+b\n"),
        ("static/exercise.Rmd", front),
        ("static/notes.md", front),
        ("static/notes.md.txt", "Notes\n"),
        ("static/shop.sql.bak", "select 1;"),
        ("static/old.tmp", "x"),
        ("static/robots.txt", "User-agent: *\n"),
        ("static/.well-known/security.txt", "Contact: mailto:a@example.org\n"),
    ];
    let built = files.iter().fold(course(), |course, (path, text)| course.and(path, text)).build();
    built.expect_no_findings();
    for (path, text) in files {
        let (_, address) = path.split_once('/').unwrap();
        assert_eq!(built.expect_file(address).text(), text, "{path}");
    }
}

#[test]
fn a_backup_of_something_else_may_be_for_download() {
    let course =
        course().and("clinic.yaml", "title: C\nrules: { leftover: error }\n").and("content/shop.sql.bak", WITHHELD);
    course.build().expect_only("leftover", "content/shop.sql.bak", 1, 1).helping("move it to `static/`");
    course.write("clinic.yaml", "title: C\nrules: { leftover: off }\n");
    let built = course.build();
    built.expect_no_findings();
    assert_eq!(leaks(&built.tree()), Vec::<&String>::new(), "silence publishes nothing");
}

#[test]
fn what_file_managers_leave_is_neither_published_nor_told() {
    let files = ["content/Thumbs.db", "content/desktop.ini", "static/.DS_Store", "static/Thumbs.db", "static/._a.svg"];
    let built = files.iter().fold(course(), |course, path| course.and(path, "x")).build();
    built.expect_no_findings();
    for name in ["Thumbs.db", "desktop.ini", ".DS_Store", "._a.svg"] {
        built.expect_no_file(name);
    }
}

#[test]
fn leftovers_are_neither_templates_nor_words_nor_answers_nor_styles() {
    let course = course()
        .and("clinic.yaml", "title: C\ntheme: mine\n")
        .and("themes/mine/theme.yaml", "name: mine\nextends: clinic\n")
        .and("themes/mine/static/site.css~", "{{{")
        .and("templates/page.html.orig", "{% broken")
        .and("i18n/de.yaml.bak", "a: [")
        .and("answers/01-a.md.bak", "x")
        .and("answers/01-a (conflicted copy).yaml", "- for: nothing\n  correction: x\n");
    let built = course.build();
    built.expect_findings(&[
        "leftover answers/01-a (conflicted copy).yaml:1:1",
        "leftover answers/01-a.md.bak:1:1",
        "leftover i18n/de.yaml.bak:1:1",
        "leftover templates/page.html.orig:1:1",
        "leftover themes/mine/static/site.css~:1:1",
    ]);
    assert!(built.tree().keys().all(|path| !path.contains('~')));
}

#[test]
fn a_link_to_what_is_left_out_says_so_once() {
    let text = "[a](01-a.md.bak) [b](notes.markdown) [c](/b.md~) ![d](away.svg) [e](folder/x.txt) [f](Thumbs.db)\n";
    let course = course()
        .and("content/02-b.md", module("B", &format!("---\n{text}")))
        .and("content/01-a.md.bak", "x")
        .and("content/notes.markdown", "x")
        .and("content/Thumbs.db", "x")
        .and("static/b.md~", "x");
    symlink("01-a.md", course.path("content/away.svg")).unwrap();
    symlink(course.path("static"), course.path("content/folder")).unwrap();
    let built = course.check();
    let line = module("B", "---\n").lines().count() as u64 + 1;
    built.expect_finding("broken-link", "content/02-b.md", line, 1).saying("`content/01-a.md.bak`, a leftover file");
    built
        .expect_finding("broken-link", "content/02-b.md", line, 18)
        .saying("a text file that clinic does not")
        .helping("static/");
    built.expect_finding("broken-link", "content/02-b.md", line, 38).saying("`static/b.md~`");
    built.expect_finding("missing-image", "content/02-b.md", line, 50).saying("`content/away.svg`, a symbolic link");
    built.expect_finding("broken-link", "content/02-b.md", line, 65).saying("`content/folder`, a symbolic link");
    built.expect_finding("broken-link", "content/02-b.md", line, 83).saying("`content/Thumbs.db`");
    assert_eq!(built.all().len(), 11, "{:#?}", built.all());
}

// Symbolic links

/// A course and beside it a folder of somebody else's.
fn beside(course: &Course) -> PathBuf {
    let folder = course.path("").with_extension("secret");
    for path in ["_index.md", "01-b.md", "page.html", "de.yaml", "01-a.yaml", "mine/theme.yaml", "mine/static/x.svg"] {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, format!("---\ntitle: {WITHHELD}\n---\n")).unwrap();
    }
    folder
}

#[test]
fn no_folder_of_a_course_is_reached_through_a_link() {
    for top in ["content", "static", "templates", "themes", "i18n", "answers"] {
        let course = course();
        let secret = beside(&course);
        if course.path(top).exists() {
            fs::rename(course.path(top), course.path("away")).unwrap();
        }
        symlink(&secret, course.path(top)).unwrap();
        for edition in [Edition::Learner, Edition::Instructor] {
            let built = build_for(&course, edition);
            if top == "content" {
                built.expect_finding("empty-course", top, 1, 1).saying("symbolic link, which clinic does not follow");
            } else {
                built.expect_finding("symbolic-link", top, 1, 1).being_a_warning();
            }
            let told = built.all().iter().filter(|found| found.message().contains("symbolic link")).count();
            assert_eq!(told, 1, "{top}");
            assert_eq!(leaks(&outputs(&course)), Vec::<&String>::new(), "{top}");
        }
        fs::remove_dir_all(secret).unwrap();
    }
}

#[test]
fn nothing_below_a_folder_of_a_course_is_reached_through_a_link() {
    for (to, at) in [
        ("01-b.md", "content/02-b.md"),
        ("", "content/02-b"),
        ("mine/static/x.svg", "content/x.svg"),
        ("01-b.md", "static/b.txt"),
        ("mine", "static/mine"),
        ("page.html", "templates/page.html"),
        ("de.yaml", "i18n/de.yaml"),
        ("01-a.yaml", "answers/01-a.yaml"),
        ("mine", "themes/mine"),
        ("mine/theme.yaml", "themes/own/theme.yaml"),
        ("mine/static/x.svg", "themes/own/static/x.svg"),
        ("mine/static", "themes/own/static/folder"),
    ] {
        let course = course().and("clinic.yaml", "title: C\ntheme: own\n").and("themes/own/static/site.css", "a{}\n");
        let secret = beside(&course);
        fs::create_dir_all(course.path(at).parent().unwrap()).unwrap();
        symlink(secret.join(to), course.path(at)).unwrap();
        let built = build_for(&course, Edition::Instructor);
        built.expect_only("symbolic-link", at, 1, 1).being_a_warning();
        assert_eq!(leaks(&outputs(&course)), Vec::<&String>::new(), "{at}");
        fs::remove_dir_all(secret).unwrap();
    }
}

#[test]
fn the_course_and_the_answers_that_it_names_may_be_reached_through_links() {
    let statement = "---\ntitle: A\nchecks:\n  - statements: [Our relay is slow]\nradar: []\n---\n";
    let answer = "- for: Our relay\n  correction: It is not.\n";
    for named in ["answers", "private", "./private", "deep/private"] {
        let course =
            Course::with("clinic.yaml", format!("title: C\nanswers: {named}\n")).and("content/01-a.md", statement);
        let elsewhere = tempfile::tempdir().unwrap();
        fs::write(elsewhere.path().join("01-a.yaml"), answer).unwrap();
        fs::create_dir_all(course.path(named).parent().unwrap()).unwrap();
        symlink(elsewhere.path(), course.path(named)).unwrap();
        symlink(course.path(""), elsewhere.path().join("here")).unwrap();
        course.instructor().expect_findings(&[&format!("symbolic-link {}/here:1:1", named.trim_start_matches("./"))]);
        fs::remove_file(elsewhere.path().join("here")).unwrap();
        let way = tempfile::tempdir().unwrap();
        symlink(course.path(""), way.path().join("course")).unwrap();
        let link = way.path().join("course");
        let said = course.command(&["build", "--edition", "instructor"]).arg(link).output().unwrap();
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        let page = fs::read_to_string(course.path("public-instructor/a/index.html")).unwrap();
        assert!(page.contains("It is not."), "{named}");
    }
}

#[test]
fn a_configuration_that_is_a_link_is_refused() {
    let course = course();
    fs::rename(course.path("clinic.yaml"), course.path("other.yaml")).unwrap();
    symlink("other.yaml", course.path("clinic.yaml")).unwrap();
    let output = course.command(&["build"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("`clinic.yaml` is a symbolic link"), "{said}");
    assert!(!course.path("public").exists());
}

#[test]
fn nothing_is_written_through_a_link() {
    let command = |course: &Course, arguments: &[&str]| {
        let output = course.command(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", String::from_utf8_lossy(&output.stdout));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("is a symbolic link, and clinic does not write through links"), "{said}");
    };
    let elsewhere = tempfile::tempdir().unwrap();
    for (top, arguments) in [
        ("content", ["new", "b", "--bundle"].as_slice()),
        ("content/02-s", &["new", "s/b"]),
        ("themes", &["theme", "copy", "clinic", "--to", "mine"]),
        ("templates", &["theme", "copy", "clinic", "page.html"]),
    ] {
        let course = Course::with("clinic.yaml", "title: C\n");
        fs::create_dir_all(course.path(top).parent().unwrap()).unwrap();
        symlink(elsewhere.path(), course.path(top)).unwrap();
        command(&course, arguments);
    }
    let folder = tempfile::tempdir().unwrap();
    symlink(elsewhere.path(), folder.path().join("content")).unwrap();
    let course = Course::with("clinic.yaml", "title: C\n");
    command(&course, &["init", folder.path().to_str().unwrap(), "--title", "A"]);
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

// What cannot be read

#[test]
fn a_pipe_is_told_and_waited_for_by_nobody() {
    for at in ["content/pipe.md", "content/pipe.svg", "static/pipe.txt", "i18n/de.yaml", "answers/01-a.yaml"] {
        let course = course();
        fs::create_dir_all(course.path(at).parent().unwrap()).unwrap();
        assert!(Command::new("mkfifo").arg(course.path(at)).status().unwrap().success());
        course
            .check()
            .expect_only("unreadable", at, 1, 1)
            .saying("a pipe, socket, or device")
            .helping("from the course");
        course.build().expect_no_site();
    }
}

/// Puts a file or a pipe where a folder should be.
fn put(course: &Course, at: &str, is_file: bool) {
    if is_file {
        fs::write(course.path(at), "../shared").unwrap();
    } else {
        assert!(Command::new("mkfifo").arg(course.path(at)).status().unwrap().success());
    }
}

#[test]
fn what_stands_in_the_place_of_a_folder_is_told_once_and_nothing_is_written() {
    for at in ["static", "templates", "themes", "i18n"] {
        for (is_file, what) in [(true, "is a file"), (false, "is a pipe, socket, or device")] {
            let course = course();
            put(&course, at, is_file);
            course.check().expect_only("unreadable", at, 1, 1).saying(what).saying("must be a folder");
            course.build().expect_no_site();
        }
    }
}

#[test]
fn what_stands_in_the_place_of_all_pages_is_told_as_what_it_is() {
    for (is_file, what) in [(true, "is a file"), (false, "is a pipe, socket, or device")] {
        let course = course();
        fs::remove_dir_all(course.path("content")).unwrap();
        put(&course, "content", is_file);
        course.check().expect_only("empty-course", "content", 1, 1).saying(what).saying("must be the folder");
    }
}

#[test]
fn a_theme_is_not_told_as_unknown_where_no_theme_can_be_read() {
    let course = course().and("clinic.yaml", "title: Course\ntheme: { name: mine }\n");
    course.check().expect_only("unknown-theme", "clinic.yaml", 2, 16);
    put(&course, "themes", true);
    course.check().expect_only("unreadable", "themes", 1, 1);
}

#[test]
fn a_site_keeps_its_files_where_their_folder_has_become_a_file() {
    let course = course().and("static/notes.txt", "Notes.");
    course.build();
    let before = outputs(&course);
    assert!(before.keys().any(|path| path.ends_with("notes.txt")), "{:?}", before.keys());
    fs::remove_dir_all(course.path("static")).unwrap();
    put(&course, "static", true);
    course.build();
    assert_eq!(outputs(&course), before);
}

#[test]
fn answers_lie_in_no_pipe() {
    for (config, at, line, column) in [("", "answers", 1, 1), ("answers: key\n", "key", 2, 10)] {
        let course = course().and("clinic.yaml", format!("title: Course\n{config}"));
        put(&course, at, false);
        course.check().expect_only("wrong-type", "clinic.yaml", line, column).saying("pipe, socket, or device");
        course.build().expect_no_site();
    }
}

#[test]
fn words_are_a_file_and_no_folder() {
    let course = course();
    fs::create_dir_all(course.path("i18n/en.yaml/more")).unwrap();
    course.check().expect_only("unreadable", "i18n/en.yaml", 1, 1).saying("is a folder");
    course.build().expect_no_site();
    fs::remove_dir_all(course.path("i18n/en.yaml")).unwrap();
    fs::create_dir_all(course.path("i18n/old/en.yaml")).unwrap();
    course.check().expect_no_findings();
}

/// Whom the rights of files bind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    /// Whoever runs the tests.
    Ourselves,
    /// Root is not bound, and becomes somebody who is.
    Nobody,
    /// Root again, where it cannot become anybody else, as in some containers.
    NoOne,
}

/// The same program as one whom the rights of files bind, if there is one.
fn bound(program: &Path) -> Who {
    if !rustix::process::geteuid().is_root() {
        return Who::Ourselves;
    }
    fs::set_permissions(program.parent().unwrap(), Permissions::from_mode(0o755)).unwrap();
    let output = Command::new(program).arg("--version").uid(65534).gid(65534).output();
    if output.is_ok_and(|output| output.status.success()) { Who::Nobody } else { Who::NoOne }
}

/// What a check finds.
fn checked_by(who: Who, program: &Path, course: &Course) -> Vec<String> {
    let mut command = Command::new(program);
    command.args(["check", "--format", "json"]).arg(course.path(""));
    if who == Who::Nobody {
        fs::set_permissions(course.path(""), Permissions::from_mode(0o755)).unwrap();
        command.uid(65534).gid(65534);
    }
    let output = command.output().unwrap();
    let found = crate::support::found(&String::from_utf8(output.stdout).unwrap());
    found.iter().map(|found| format!("{} {}", found.place(), found.message())).collect()
}

#[test]
fn what_may_not_be_read_is_told_before_anything_is_built_and_a_folder_once() {
    // Where nobody may go.
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("clinic");
    // By another process: what this one has open for writing, no process that it starts meanwhile could run.
    assert!(Command::new("cp").arg(env!("CARGO_BIN_EXE_clinic")).arg(&program).status().unwrap().success());
    let who = bound(&program);
    for (closed, mode, why) in [
        ("content/x.svg", 0o000, "Permission denied"),
        ("content/x.zip", 0o000, "Permission denied"),
        ("static/x.pdf", 0o000, "Permission denied"),
        ("content/01-a.md", 0o000, "Permission denied"),
        ("content/files", 0o000, "the folder cannot be opened: Permission denied"),
        ("content/files", 0o444, "the folder cannot be opened: Permission denied"),
        ("content/files", 0o111, "the folder cannot be listed: Permission denied"),
        ("static", 0o444, "the folder cannot be opened: Permission denied"),
        ("static", 0o111, "the folder cannot be listed: Permission denied"),
    ] {
        let files = ["content/x.svg", "content/x.zip", "static/x.pdf", "content/files/1.txt", "content/files/2.svg"];
        let course =
            files.iter().fold(course(), |course, path| course.and(path, "<svg xmlns='http://www.w3.org/2000/svg'/>"));
        fs::set_permissions(course.path(closed), Permissions::from_mode(mode)).unwrap();
        let found = checked_by(who, &program, &course);
        fs::set_permissions(course.path(closed), Permissions::from_mode(0o755)).unwrap();
        let told = format!("unreadable {closed}:1:1 ");
        let is_right = match who {
            Who::NoOne => found.is_empty(),
            _ => matches!(&*found, [one] if one.starts_with(&told) && one.contains(why)),
        };
        assert!(is_right, "{closed} {mode:o}: {found:#?}");
        assert_eq!(checked_by(who, &program, &course), Vec::<String>::new(), "{closed}");
    }
}
