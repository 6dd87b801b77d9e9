//! `init` and `new`: what they make builds at once without a finding, and nothing that exists is overwritten.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

use crate::support::tree as contents;

fn clinic(folder: &Path, args: &[&str]) -> assert_cmd::assert::Assert {
    Command::cargo_bin("clinic").unwrap().current_dir(folder).args(args).assert()
}

fn course(title: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    clinic(folder.path(), &["init", ".", "--title", title]).success();
    folder
}

fn has_nothing_to_mend(course: &TempDir) {
    for edition in ["learner", "instructor"] {
        clinic(course.path(), &["check", "--edition", edition, "--deny-warnings"]).success();
    }
}

/// Nothing is to be mended but that one text of each of these files is still the one that was made.
fn has_words_to_write(course: &TempDir) {
    for edition in ["learner", "instructor"] {
        let output = clinic(course.path(), &["check", "--edition", edition, "--format", "concise"]).success();
        let told = String::from_utf8(output.get_output().stdout.clone()).unwrap();
        assert!(told.lines().all(|line| line.contains("unwritten-text")), "{told}");
    }
}

/// Makes each of `paths`, and expects a course after each in which nothing is to be mended.
fn makes(course: &TempDir, paths: &[&[&str]]) {
    for args in paths {
        clinic(course.path(), &[&["new"], *args].concat()).success();
        has_words_to_write(course);
    }
}

fn refuses(course: &TempDir, args: &[&str]) {
    let before = tree(course.path());
    clinic(course.path(), &[&["new"], args].concat()).code(2);
    assert_eq!(tree(course.path()), before, "{args:?}");
}

fn tree(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).fold(Vec::new(), |mut names, path| {
            names.push(path.to_str().unwrap().to_owned());
            if path.is_dir() {
                names.extend(tree(&path));
            }
            names
        });
    names.sort();
    names
}

const TITLES: [&str; 9] = [
    "It's: a \"test\" #1",
    "{title} and {id} and {where}",
    "`code` *stars* _lines_ [x]",
    "back\\slash $x$ a < b",
    "two\nlines",
    "- dash",
    "日本語 🙂",
    "100 % & more | done",
    "a bell \u{7} rings",
];

#[test]
fn a_new_course_builds_without_a_finding_whatever_its_title() {
    for title in TITLES {
        let course = course(title);
        has_nothing_to_mend(&course);
        clinic(course.path(), &["build"]).success();
        let data = fs::read_to_string(course.path().join("clinic.yaml")).unwrap();
        assert!(!data.contains("{plain_title}"), "{data}");
    }
    let course = course("T {id}");
    assert!(fs::read_to_string(course.path().join("clinic.yaml")).unwrap().contains("title: 'T {id}'\n"));
}

#[test]
fn everything_that_new_makes_builds_at_once() {
    makes(
        &course("C"),
        &[
            &["first-steps/one"],
            &["first-steps/two", "--bundle"],
            &["first-steps/two/practice/a"],
            &["first-steps/two/practice/b"],
            &["first-steps/two/concepts/c"],
            &["first-steps/one/practice/a"],
            &["second/sub/three"],
            &["content/first-steps/four.md"],
        ],
    );
}

#[test]
fn bundles_do_not_nest() {
    let course = course("C");
    makes(&course, &[&["s/other", "--bundle"], &["s/other/ideas"], &["S/Other/Ideas/one"], &["s/other/ideas/two"]]);
    let bundle = course.path().join("content/02-s/01-other");
    for file in ["01-ideas.md", "Ideas/01-one.md", "Ideas/02-two.md"] {
        assert!(bundle.join(file).is_file(), "{file}");
    }
}

#[test]
fn each_text_that_new_makes_is_told_until_it_is_written() {
    for (path, file, count, line) in [
        ("first-steps/a", "content/01-first-steps/02-a.md", 5, 3),
        ("first-steps/estimates/practice/b", "content/01-first-steps/01-estimates/practice/02-b.md", 3, 3),
        ("first-steps/estimates/c", "content/01-first-steps/01-estimates/01-c.md", 1, 3),
    ] {
        let course = course("C");
        clinic(course.path(), &["new", path]).success();
        let output = clinic(course.path(), &["check", "--format", "concise"]).success();
        let told = String::from_utf8(output.get_output().stdout.clone()).unwrap();
        let wanted = format!("this text is still a placeholder from `clinic new`, and this file contains {count} more");
        assert!(told.starts_with(&format!("{file}:{line}:14")) && told.contains(&wanted), "{told}");
        let text = fs::read_to_string(course.path().join(file)).unwrap();
        fs::write(course.path().join(file), text.replacen("---\n", "---\ndraft: true\n", 1)).unwrap();
        has_nothing_to_mend(&course);
    }
}

#[test]
fn titles_of_all_kinds_arrive() {
    let course = course("C");
    for (number, title) in TITLES.iter().enumerate() {
        let (module, page) = (format!("first-steps/m{number}"), format!("first-steps/m{number}/practice/p"));
        makes(&course, &[&[&module, "--title", title], &[&page, "--title", title]]);
    }
}

#[test]
fn pages_of_one_title_have_statements_of_their_own() {
    let (a, b) = ("first-steps/estimates/practice/a", "first-steps/estimates/practice/b");
    makes(&course("C"), &[&[a, "--title", "Same"], &[b, "--title", "Same"]]);
}

#[test]
fn a_dot_in_a_name_is_part_of_it() {
    let course = course("C");
    makes(&course, &[&["first-steps/x.y"], &["first-steps/x.y/practice/p"], &["first-steps/x.y/practice/q"]]);
    let practice = course.path().join("content/01-first-steps/02-x.y/practice");
    assert!(practice.join("01-p.md").is_file() && practice.join("02-q.md").is_file());
}

#[test]
fn four_digits_are_no_order() {
    let course = course("C");
    makes(&course, &[&["first-steps/999-e"], &["first-steps/z"]]);
    assert!(course.path().join("content/01-first-steps/z.md").is_file());
}

#[test]
fn what_could_not_be_built_is_refused_and_nothing_is_made() {
    let course = course("C");
    makes(&course, &[&["first-steps/one"]]);
    for args in [
        &["first-steps/print"][..],
        &["radar"],
        &["../out"],
        &["first-steps/a\nb"],
        &["first-steps/ "],
        &["first-steps/.x"],
        &["first-steps/x", "--title", " "],
        &["first-steps/estimates"],
        &["first-steps/estimates/clinic"],
        &["first-steps/estimates/practice/z", "--bundle"],
        &["first-steps/one/clinic"],
        &["nosuch/radar"],
        &["radar/x"],
        &["page/x"],
        &["404.html"],
        &["first-steps/[x](y)"],
    ] {
        refuses(&course, args);
    }
    clinic(course.path(), &["init", "."]).code(2);
}

/// A disk that is full after some kilobytes, and links where folders should be.
#[test]
#[cfg(target_os = "linux")]
fn what_cannot_be_written_whole_leaves_nothing() {
    let program = assert_cmd::cargo::cargo_bin("clinic");
    let limited = |folder: &Path, arguments: &str| {
        let script = format!("trap '' XFSZ; ulimit -f 1; exec \"$0\" {arguments}");
        let mut command = assert_cmd::Command::new("sh");
        command.args(["-c", &script]).arg(&program).current_dir(folder).assert().code(2)
    };
    let empty = tempfile::tempdir().unwrap();
    for arguments in ["init .", "init a/b"] {
        let said = String::from_utf8(limited(empty.path(), arguments).get_output().stderr.clone()).unwrap();
        assert!(said.contains("cannot write ") && said.contains("File too large"), "{said}");
        assert_eq!(fs::read_dir(empty.path()).unwrap().count(), 0, "{arguments}");
    }
    let course = course("T");
    let before = tree(course.path());
    limited(course.path(), "theme copy clinic");
    assert_eq!(tree(course.path()), before);
    let outside = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(outside.path(), course.path().join("themes")).unwrap();
    let said = clinic(course.path(), &["theme", "copy", "clinic"]).code(2);
    let said = String::from_utf8(said.get_output().stderr.clone()).unwrap();
    assert!(said.contains("themes` is a symbolic link, and clinic does not write through links"), "{said}");
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
}

#[test]
#[cfg(unix)]
fn a_course_is_made_in_folders_alone() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("file"), "mine").unwrap();
    for (link, target) in [("lost", "nowhere"), ("to-file", "file"), ("to-folder", "folder")] {
        std::os::unix::fs::symlink(target, place.path().join(link)).unwrap();
    }
    fs::create_dir_all(place.path().join("folder/.git")).unwrap();
    let before = tree(place.path());
    for (target, said) in [
        ("file", "`file` is not a folder, so clinic cannot create a course there"),
        ("file/a/b", "`file` is not a folder, so clinic cannot create a course there"),
        ("lost", "`lost` is a link that does not point to a folder, so clinic cannot create a course there"),
        ("lost/a", "`lost` is a link that does not point to a folder, so clinic cannot create a course there"),
        ("to-file", "`to-file` is a link that does not point to a folder, so clinic cannot create a course there"),
    ] {
        let output = clinic(place.path(), &["init", target]).code(2);
        let told = String::from_utf8(output.get_output().stderr.clone()).unwrap();
        assert!(told.contains(said) && told.contains("help: choose another folder"), "{told}");
        assert_eq!(tree(place.path()), before, "{target}");
    }
    clinic(place.path(), &["init", "to-folder"]).success();
    clinic(&place.path().join("folder"), &["check", "--deny-warnings"]).success();
}

// Publishing

/// The files that a host reads, by its name.
const HOSTS: [(&str, &[&str]); 5] = [
    ("github", &[".github/workflows/publish.yml"]),
    ("gitlab", &[".gitlab-ci.yml"]),
    ("netlify", &["netlify.toml", "publish.sh"]),
    ("cloudflare", &["publish.sh", "wrangler.toml"]),
    ("codeberg", &[".forgejo/workflows/publish.yml"]),
];

/// The files that only a host reads.
fn of_hosts(folder: &Path) -> Vec<String> {
    let known: Vec<&str> = HOSTS.iter().flat_map(|(_, files)| files.iter().copied()).collect();
    contents(folder).into_keys().filter(|path| known.contains(&path.as_str())).collect()
}

fn told(run: &assert_cmd::assert::Assert) -> String {
    String::from_utf8(run.get_output().stderr.clone()).unwrap()
}

#[test]
fn each_host_gets_its_files_and_no_others() {
    for (host, files) in HOSTS {
        let folder = tempfile::tempdir().unwrap();
        let run =
            clinic(folder.path(), &["init", "c", "--publish", host, "--source", "https://example.org/clinic.git"]);
        let said = told(&run.success());
        let course = folder.path().join("c");
        assert_eq!(of_hosts(&course), files, "{host}");
        assert!(!said.contains("CLINIC_SOURCE"), "{said}");
        assert!(said.contains("anyone can read the course files in a public repository"), "{said}");
        let readme = fs::read_to_string(course.join("README.md")).unwrap();
        let head = files.iter().find(|file| fs::read_to_string(course.join(file)).unwrap().contains("CLINIC_SOURCE="));
        let head = head.or(files.last()).unwrap();
        assert!(readme.contains(&format!("In `{head}`, `CLINIC_SOURCE` sets")), "{host}: {readme}");
        clinic(&course, &["check", "--deny-warnings"]).success();
    }
}

#[test]
fn nobody_is_asked_where_nobody_listens_and_nothing_is_published_then() {
    let course = course("C");
    assert_eq!(of_hosts(course.path()), Vec::<String>::new());
    let readme = fs::read_to_string(course.path().join("README.md")).unwrap();
    for words in [
        "`clinic init --publish github`",
        "In a public repository, everyone can read every source file",
        "`answers: ../private-answers`",
        "git submodule add",
    ] {
        assert!(readme.contains(words), "{words}");
    }
}

#[test]
fn a_source_that_is_not_known_yet_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let said = told(&clinic(folder.path(), &["init", "c", "--publish", "gitlab"]).success());
    assert!(
        said.contains("CLINIC_SOURCE at the top of .gitlab-ci.yml is empty: set CLINIC_SOURCE to the address"),
        "{said}"
    );
    let workflow = fs::read_to_string(folder.path().join("c/.gitlab-ci.yml")).unwrap();
    assert!(workflow.contains("\n  CLINIC_SOURCE: ''\n"), "{workflow}");
}

#[test]
fn a_source_that_is_no_address_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for source in ["clinic", "git@example.org:me/clinic.git", "https://example.org/'; rm -r '"] {
        let run = clinic(folder.path(), &["init", "c", "--publish", "github", "--source", source]).code(2);
        assert!(told(&run).contains("it is not a valid address that starts with `https://`"), "{source}");
    }
    assert!(!folder.path().join("c").exists());
}

#[test]
fn a_course_that_is_there_gets_the_files_of_a_host_and_nothing_else() {
    let course = course("C");
    let before = contents(course.path());
    clinic(course.path(), &["init", "--publish", "netlify"]).success();
    let mut after = contents(course.path());
    after.retain(|path, _| !["netlify.toml", "publish.sh"].contains(&path.as_str()));
    assert_eq!(before, after);
    let refused = contents(course.path());
    let run = clinic(course.path(), &["init", "--publish", "cloudflare"]).code(2);
    assert!(told(&run).contains("publish.sh already exists"), "{}", told(&run));
    clinic(course.path(), &["init", "--publish", "none"]).code(2);
    clinic(course.path(), &["init"]).code(2);
    assert_eq!(contents(course.path()), refused);
}

#[test]
fn answers_begin_where_they_are_wanted() {
    for (folder, place) in [("../private", "private"), ("keys", "c/keys")] {
        let around = tempfile::tempdir().unwrap();
        clinic(around.path(), &["init", "c", "--answers", folder]).success();
        let answers = around.path().join(place).join("01-first-steps/01-estimates/practice/01-plan-a-week.yaml");
        assert!(answers.is_file(), "{folder}");
        assert!(!around.path().join("c/answers").exists(), "{folder}");
        let configuration = fs::read_to_string(around.path().join("c/clinic.yaml")).unwrap();
        assert!(
            configuration.contains(&format!("\nanswers: {folder}\n"))
                || configuration.contains(&format!("\nanswers: '{folder}'\n"))
        );
        for edition in ["learner", "instructor"] {
            clinic(&around.path().join("c"), &["check", "--edition", edition, "--deny-warnings"]).success();
        }
    }
}

#[test]
fn a_course_whose_answers_are_not_there_builds_for_learners() {
    let around = tempfile::tempdir().unwrap();
    clinic(around.path(), &["init", "c", "--answers", "../private"]).success();
    fs::remove_dir_all(around.path().join("private")).unwrap();
    let course = around.path().join("c");
    clinic(&course, &["build", "--deny-warnings"]).success();
}

#[test]
fn a_folder_of_answers_that_is_no_path_from_the_course_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for answers in ["/tmp/answers", "~/answers", "a\\b", "", "."] {
        clinic(folder.path(), &["init", "c", "--answers", answers]).code(2);
    }
    assert!(!folder.path().join("c").exists());
}

#[test]
fn what_was_made_is_said_where_something_else_may_be_meant() {
    let course = course("A course");
    let new = |path: &str| {
        let run = clinic(course.path(), &["new", path]).success();
        String::from_utf8(run.get_output().stderr.clone()).unwrap()
    };
    let told = new("tests");
    assert!(told.contains("`tests` is a module; to create a section"), "{told}");
    assert!(told.contains("run `clinic new tests/MODULE`"), "{told}");
    let told = new("tests/screening");
    assert!(told.contains("the new page is an ordinary page in the module `tests`"), "{told}");
    assert!(told.contains("practice pages go in `tests/practice/NAME`"), "{told}");
    for path in ["trials/screening", "trials/screening/practice/lab", "tests/practice/lab", "tests/concepts/one"] {
        let told = new(path);
        assert!(!told.contains("module"), "{path}: {told}");
    }
}

#[test]
fn what_the_program_makes_beside_the_sources_is_not_committed() {
    let course = course("A course");
    let ignored = fs::read_to_string(course.path().join(".gitignore")).unwrap();
    let lines: Vec<&str> = ignored.lines().collect();
    for made in ["/public", "/public-instructor", "/*.zip", "/*.pdf", "/sheets", "/keys"] {
        assert!(lines.contains(&made), "{made}");
    }
}
