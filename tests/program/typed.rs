//! What people type: short flags, words of other tools, and a course that is named by something in it.
#![expect(clippy::unwrap_used, reason = "the tests look at the program from outside")]

use std::process::Output;

use crate::support::{Course, clinic, module};

/// A course in a folder of its own, with an error in one page.
fn book() -> Course {
    let course = Course::with("book/clinic.yaml", "title: C\n")
        .and("book/content/_index.md", "---\ntitle: Home\n---\n")
        .and("book/content/01-s/_index.md", "---\ntitle: S\n---\n")
        .and("book/content/01-s/01-a.md", module("A", "---\n[away](gone.md)\n"))
        .and("book/static/robots.txt", "User-agent: *\n");
    course.remove("clinic.yaml");
    course
}

fn clean() -> Course {
    Course::with("content/_index.md", "---\ntitle: Home\n---\n").and("content/01-a.md", module("A", "---\nText.\n"))
}

fn output(course: &Course, here: &str, arguments: &[&str]) -> (i32, String, String) {
    let mut command = clinic();
    let Output { status, stdout, stderr } = command.current_dir(course.path(here)).args(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

// Quiet

#[test]
fn a_quiet_command_says_nothing_where_all_is_well() {
    let course = clean();
    for arguments in [
        &["-q", "build"][..],
        &["build", "--quiet"],
        &["check", "-q"],
        &["init", "-q", "other"],
        &["new", "b", "-q"],
        &["man", "-q", "--out", "man"],
    ] {
        assert_eq!(output(&course, "", arguments), (0, String::new(), String::new()), "{arguments:?}");
    }
    assert!(course.path("public/index.html").is_file() && course.path("other/clinic.yaml").is_file());
}

#[test]
fn a_quiet_command_still_tells_findings_and_errors() {
    let course = book();
    let (status, findings, _) = output(&course, "", &["check", "book"]);
    assert_eq!(status, 1);
    assert_eq!(output(&course, "", &["check", "book", "-q"]), (1, findings.clone(), String::new()));
    let (status, said, beside) = output(&course, "", &["build", "book", "-q"]);
    assert_eq!((status, said.as_str()), (1, ""));
    assert_eq!(beside.trim_end(), findings.trim_end());
    let (status, _, beside) = output(&course, "", &["build", "nowhere", "-q"]);
    assert!(status == 2 && beside.starts_with("error: `nowhere` does not contain a course"), "{beside}");
}

// Timings

/// The first words of the lines of a table of timings.
fn stages(said: &str) -> Vec<&str> {
    let lines = said.lines().filter(|line| line.starts_with("  ") && line.contains(" s"));
    lines.map(|line| line.split_whitespace().next().unwrap()).collect()
}

#[test]
fn each_stage_of_a_run_is_timed_where_that_is_asked_for() {
    let course = clean();
    let whole = ["load", "compare", "parse", "assemble", "rules", "plan", "render", "publish", "keep", "total"];
    let (_, _, said) = output(&course, "", &["build", "-v"]);
    assert_eq!(stages(&said), whole, "{said}");
    let (_, _, said) = output(&course, "", &["build", "--verbose"]);
    assert_eq!(stages(&said), ["load", "compare", "publish", "total"], "nothing has changed: {said}");
    let (_, _, said) = output(&course, "", &["check", "-v", "--no-cache"]);
    assert_eq!(stages(&said), ["load", "compare", "parse", "assemble", "rules", "plan", "render", "total"], "{said}");
    let (_, _, said) = output(&course, "", &["build", "--timings", "-q"]);
    assert_eq!(stages(&said).len(), said.lines().count(), "the table alone: {said}");
    let (_, _, said) = output(&course, "", &["build"]);
    assert!(stages(&said).is_empty(), "{said}");
}

#[test]
fn what_is_timed_adds_up_to_the_whole() {
    let course = clean();
    let (_, _, said) = output(&course, "", &["build", "-v"]);
    let seconds = |line: &str| line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap();
    let lines: Vec<&str> = said.lines().filter(|line| line.starts_with("  ")).collect();
    let (total, stages) = lines.split_last().unwrap();
    let sum: f64 = stages.iter().map(|line| seconds(line)).sum();
    // Each is rounded to a thousandth.
    assert!(sum > 0.0 && sum <= seconds(total) + 0.001 * lines.len() as f64, "{said}");
}

// Colour

#[test]
fn colour_is_used_where_it_is_wanted_and_nowhere_else() {
    let course = book();
    let is_coloured = |arguments: &[&str], variable: Option<&str>| {
        let mut command = clinic();
        command.current_dir(course.path("book")).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").args(arguments);
        if let Some(variable) = variable {
            command.env(variable, "1");
        }
        let output = command.output().unwrap();
        let [said, beside] = [output.stdout, output.stderr].map(|text| text.contains(&0x1b));
        (said, beside)
    };
    assert_eq!(is_coloured(&["check"], None), (false, false), "no terminal");
    assert_eq!(is_coloured(&["check", "--color", "auto"], None), (false, false));
    assert!(is_coloured(&["check", "--color", "always"], None).0);
    assert_eq!(is_coloured(&["--color=always", "build"], None), (false, true));
    assert!(is_coloured(&["--color=always", "explain", "no-clinic"], None).0);
    assert!(is_coloured(&["check", "--color", "always"], Some("NO_COLOR")).0, "what is typed counts most");
    assert!(is_coloured(&["check"], Some("CLICOLOR_FORCE")).0);
    assert_eq!(is_coloured(&["check", "--color=never"], Some("CLICOLOR_FORCE")), (false, false));
    let json = output(&course, "book", &["check", "--color=always", "--format", "json"]).1;
    assert!(json.starts_with('{') && !json.contains('\u{1b}'), "what programs read stays as it is: {json}");
    assert_eq!(output(&course, "book", &["check", "--color", "sometimes"]).0, 2);
}

// Words of other tools

#[test]
fn words_of_other_tools_lead_to_what_there_is() {
    let course = clean();
    for (typed, there) in [
        (&["watch"][..], "clinic serve"),
        (&["dev", "my-course"], "clinic serve"),
        (&["preview", "--open"], "clinic serve"),
        (&["lint"], "clinic check"),
        (&["new-course", "x"], "clinic init DIR"),
        (&["mv", "a", "b"], "clinic move FROM TO"),
        (&["build", "--watch"], "clinic serve"),
        (&["-q", "build", "-w"], "clinic serve"),
        (&["build", "--strict"], "--deny-warnings"),
        (&["check", "--json"], "--format json"),
    ] {
        let (status, said, beside) = output(&course, "", typed);
        assert_eq!((status, said.as_str()), (2, ""), "{typed:?}");
        let is_told = beside.starts_with("error: `clinic") && beside.contains(&format!("`{there}`"));
        assert!(is_told && beside.lines().count() == 2, "{typed:?}: {beside}");
    }
    assert!(!course.path("x").exists() && !course.path("public").exists());
}

#[test]
fn words_that_nobody_knows_are_refused_with_what_is_near() {
    let course = clean();
    let (status, _, beside) = output(&course, "", &["buidl"]);
    assert!(
        status == 2 && beside.contains("unrecognized subcommand 'buidl'") && beside.contains("'build'"),
        "{beside}"
    );
    let (status, _, beside) = output(&course, "", &["build", "--drfts"]);
    assert!(status == 2 && beside.contains("'--drafts'"), "{beside}");
    let (status, _, beside) = output(&course, "", &["new", "--watch"]);
    assert!(status == 2 && beside.contains("unexpected argument '--watch'"), "only where it means something: {beside}");
}

// A course named by something in it

#[test]
fn a_course_may_be_named_by_its_pages_or_by_a_file_in_it() {
    let course = book();
    let found = "book/content/01-s/01-a.md:6:1: error[broken-link]";
    for named in [
        "book",
        "book/",
        "book/content",
        "book/content/",
        "book/content/01-s",
        "./book/content",
        "book/static/../content",
    ] {
        let (status, said, beside) = output(&course, "", &["check", named, "--format", "concise"]);
        assert!(status == 1 && said.starts_with(found), "{named}: {said}{beside}");
    }
    course.write("book/content/01-s/01-a.md", module("A", "---\nText.\n"));
    for named in ["book/content", "book/clinic.yaml", "book/content/01-s/01-a.md", "book/static/robots.txt"] {
        let (status, _, beside) = output(&course, "", &["build", named]);
        assert!(status == 0 && beside.contains(": book/public\n"), "{named}: {beside}");
    }
    let absolute = course.path("book/content/_index.md");
    assert_eq!(output(&course, "", &["build", absolute.to_str().unwrap()]).0, 0);
    for (here, named) in [
        ("book", "content"),
        ("book/content", "."),
        ("book/content", "01-s/01-a.md"),
        ("book/content", "../clinic.yaml"),
    ] {
        let (status, _, beside) = output(&course, here, &["build", named]);
        assert!(status == 0 && beside.contains("public\n"), "{here} {named}: {beside}");
    }
    assert_eq!(output(&course, "", &["new", "s/b", "--course", "book/content", "-q"]).0, 0);
    assert!(course.path("book/content/01-s/02-b.md").is_file());
}

#[test]
fn the_nearest_course_is_the_one_that_is_named_and_none_beside_it() {
    let course = book().and("clinic.yaml", "title: Outer\n").and("content/_index.md", "---\ntitle: Outer\n---\n");
    let (_, _, beside) = output(&course, "", &["build", "book/clinic.yaml"]);
    assert!(beside.contains("nothing was written"), "the book has an error: {beside}");
    course.remove("book/clinic.yaml");
    // `outer` is where the command is given, not above what it names.
    let other = book();
    other.write("loose/notes.md", "# Notes\n");
    let (status, _, beside) = output(&other, "book", &["build", "../loose/notes.md"]);
    assert!(status == 2 && beside.contains("`../loose/notes.md` is not in a course"), "{beside}");
}

#[test]
fn what_names_no_course_is_refused_with_the_one_that_is_near() {
    let course = book();
    for (named, message, help) in [
        ("book/static", "`book/static` does not contain a course", "the course is in `book`"),
        (".", "`.` does not contain a course", "create a course there with `clinic init .`"),
    ] {
        let (status, _, beside) = output(&course, "", &["build", named]);
        assert!(status == 2 && beside.contains(message) && beside.contains(help), "{named}: {beside}");
    }
    course.write("notes.md", "# Notes\n");
    let (status, _, beside) = output(&course, "", &["build", "notes.md"]);
    assert!(status == 2 && beside.contains("`notes.md` is not in a course"), "{beside}");
}
