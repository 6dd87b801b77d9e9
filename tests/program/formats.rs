//! What the program says of a course, in every form that it can say it in: the same findings in the same order, each
//! line safe for whoever reads it, and all else on standard error.
#![expect(clippy::unwrap_used, reason = "the tests look at the program from outside")]

use std::process::Output;

use crate::support::{Course, ROW, clinic, module};

const FORMATS: [&str; 4] = ["human", "concise", "json", "github"];

/// Six findings: in wide letters, behind a tab, in Windows lines, with a percent sign and a line break in what is said,
/// over two lines, and about a file as a whole.
fn six_mistakes() -> Course {
    Course::with("content/_index.md", "---\ntitle: Home\n---\n")
        .and("content/01-wide.md", module("Wide", "---\n漢字と👩\u{200d}🔬 e\u{301} [かな](かな.md)\n"))
        .and("content/02-tab.md", module("Tab", "---\nA table:\tsee\t[below](#100%).\n"))
        .and("content/03-windows.md", format!("---\r\ntitle: W\r\n{}ordre: x\r\n---\r\n", ROW.replace('\n', "\r\n")))
        .and("content/04-key.md", module("Key", "cards:\n  - { front: F, back: B, \"100 %: two,\\nlines\": x }\n"))
        .and("content/05-whole.md", "---\ntitle: Whole\n---\n")
        .and("content/06-two-lines.md", module("Two", "---\n[a link\nover two lines](gone.md)\n"))
}

fn output(course: &Course, arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = course.command(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), without_times(&String::from_utf8(stderr).unwrap()))
}

/// `in 0.01 s` differs from run to run.
fn without_times(text: &str) -> String {
    let is_time = |word: &str| word.parse::<f64>().is_ok() && word.contains('.');
    text.split(' ').map(|word| if is_time(word) { "0.00" } else { word }).collect::<Vec<_>>().join(" ")
}

fn told(format: &str) -> String {
    output(&six_mistakes(), &["check", "--format", format]).1
}

#[test]
fn people_see_the_lines_with_markers_below_them() {
    // The sources of the tests are in composed letters, so the accent is looked at in the unit tests.
    insta::assert_snapshot!(told("human").replace('\u{301}', ""), @r#"
    error[broken-link]: there is no page or file `かな.md` to link to
     --> content/01-wide.md:6:11
      |
    6 | 漢字と👩🔬 e [かな](かな.md)
      |              ^^^^^^^^^^^^^^^
      |
      = help: use a path relative to the page's folder, the module's folder, or `content/`

    error[broken-anchor]: `content/02-tab.md` has no heading or other element with the id `100%`
     --> content/02-tab.md:6:14
      |
    6 | A table:    see    [below](#100%).
      |                    ^^^^^^^^^^^^^^
      |
      = help: after the `#` in the link, write the heading in lowercase, with hyphens instead of spaces

    error[unknown-key]: unknown key `ordre` in the front matter of a module
     --> content/03-windows.md:5:1
      |
    5 | ordre: x
      | ^^^^^
      |
    help: did you mean `order`?
      |
    5 - ordre: x
    5 + order: x
      |

    error[unknown-key]: unknown key `100 %: two,␊lines` in a card
     --> content/04-key.md:6:26
      |
    6 |   - { front: F, back: B, "100 %: two,\nlines": x }
      |                          ^^^^^^^^^^^^^^^^^^^^
      |
      = help: use `front`, `back`, `id`, or `was`

    warning[no-clinic]: the module has neither a radar nor checks
     --> content/05-whole.md
      = help: add `radar:` rows to the module's front matter, or set `kind: page` to make the module an ordinary page

    error[broken-link]: there is no page or file `gone.md` to link to
     --> content/06-two-lines.md:6:1
      |
    6 | / [a link
    7 | | over two lines](gone.md)
      | |________________________^
      |
      = help: use a path relative to the page's folder, the module's folder, or `content/`
    "#);
}

#[test]
fn editors_get_a_line_for_each_finding() {
    insta::assert_snapshot!(told("concise"), @r"
    content/01-wide.md:6:11: error[broken-link] there is no page or file `かな.md` to link to
    content/02-tab.md:6:14: error[broken-anchor] `content/02-tab.md` has no heading or other element with the id `100%`
    content/03-windows.md:5:1: error[unknown-key] unknown key `ordre` in the front matter of a module
    content/04-key.md:6:26: error[unknown-key] unknown key `100 %: two,␊lines` in a card
    content/05-whole.md:1:1: warning[no-clinic] the module has neither a radar nor checks
    content/06-two-lines.md:6:1: error[broken-link] there is no page or file `gone.md` to link to
    ");
}

#[test]
fn programs_get_all_of_it() {
    insta::assert_snapshot!(told("json"), @r#"
    {"findings":[
    {"rule":"broken-link","severity":"error","path":"content/01-wide.md","line":6,"column":11,"end_line":6,"end_column":22,"message":"there is no page or file `かな.md` to link to","help":"use a path relative to the page's folder, the module's folder, or `content/`","fix":null,"page":"rules/broken-link/"},
    {"rule":"broken-anchor","severity":"error","path":"content/02-tab.md","line":6,"column":14,"end_line":6,"end_column":28,"message":"`content/02-tab.md` has no heading or other element with the id `100%`","help":"after the `#` in the link, write the heading in lowercase, with hyphens instead of spaces","fix":null,"page":"rules/broken-anchor/"},
    {"rule":"unknown-key","severity":"error","path":"content/03-windows.md","line":5,"column":1,"end_line":5,"end_column":6,"message":"unknown key `ordre` in the front matter of a module","help":"did you mean `order`?","fix":{"line":5,"end_line":5,"text":"order: x","certain":false},"page":"rules/unknown-key/"},
    {"rule":"unknown-key","severity":"error","path":"content/04-key.md","line":6,"column":26,"end_line":6,"end_column":46,"message":"unknown key `100 %: two,\nlines` in a card","help":"use `front`, `back`, `id`, or `was`","fix":null,"page":"rules/unknown-key/"},
    {"rule":"no-clinic","severity":"warning","path":"content/05-whole.md","line":1,"column":1,"end_line":1,"end_column":1,"message":"the module has neither a radar nor checks","help":"add `radar:` rows to the module's front matter, or set `kind: page` to make the module an ordinary page","fix":null,"page":"rules/no-clinic/"},
    {"rule":"broken-link","severity":"error","path":"content/06-two-lines.md","line":6,"column":1,"end_line":7,"end_column":25,"message":"there is no page or file `gone.md` to link to","help":"use a path relative to the page's folder, the module's folder, or `content/`","fix":null,"page":"rules/broken-link/"}
    ],"errors":5,"warnings":1}
    "#);
}

#[test]
fn workflows_get_a_command_for_each_finding() {
    insta::assert_snapshot!(told("github"), @r"
    ::error file=content/01-wide.md,line=6,col=11,endLine=6,endColumn=22,title=broken-link::there is no page or file `かな.md` to link to%0Ause a path relative to the page's folder, the module's folder, or `content/`
    ::error file=content/02-tab.md,line=6,col=14,endLine=6,endColumn=28,title=broken-anchor::`content/02-tab.md` has no heading or other element with the id `100%25`%0Aafter the `#` in the link, write the heading in lowercase, with hyphens instead of spaces
    ::error file=content/03-windows.md,line=5,col=1,endLine=5,endColumn=6,title=unknown-key::unknown key `ordre` in the front matter of a module%0Adid you mean `order`?%0Aorder: x
    ::error file=content/04-key.md,line=6,col=26,endLine=6,endColumn=46,title=unknown-key::unknown key `100 %25: two,␊lines` in a card%0Ause `front`, `back`, `id`, or `was`
    ::warning file=content/05-whole.md,title=no-clinic::the module has neither a radar nor checks%0Aadd `radar:` rows to the module's front matter, or set `kind: page` to make the module an ordinary page
    ::error file=content/06-two-lines.md,line=6,endLine=7,title=broken-link::there is no page or file `gone.md` to link to%0Ause a path relative to the page's folder, the module's folder, or `content/`
    ");
}

#[test]
fn every_form_has_the_same_findings_in_the_same_order() {
    let rules = |format: &str, from: &str, to: &str| -> Vec<String> {
        let text = told(format);
        let between = |line: &str| Some(line.split_once(from)?.1.split_once(to)?.0.to_owned());
        text.lines().filter_map(between).collect()
    };
    let human: Vec<String> = told("human").lines().filter(|line| line.contains("]: ")).map(ToOwned::to_owned).collect();
    let human: Vec<&str> = human.iter().filter_map(|line| line.split(['[', ']']).nth(1)).collect();
    assert_eq!(human.len(), 6);
    assert_eq!(rules("concise", "[", "]"), human);
    assert_eq!(rules("json", "\"rule\":\"", "\""), human);
    assert_eq!(rules("github", "title=", "::"), human);
}

#[test]
fn many_findings_are_counted_by_rule_on_standard_error() {
    for format in ["human", "concise"] {
        let (status, _, said) = output(&six_mistakes(), &["check", "--format", format]);
        assert_eq!(status, 1);
        insta::allow_duplicates! {
            insta::assert_snapshot!(said.trim_start_matches('\n'), @r"
              2  unknown-key
              2  broken-link
              1  no-clinic
              1  broken-anchor
            12 pages, 6 worksheets, 5 errors, 1 warning in 0.00 s
            run `clinic explain RULE` to learn more
            ");
        }
    }
    let (_, result, said) = output(&six_mistakes(), &["build"]);
    assert_eq!(result, "");
    insta::assert_snapshot!(said.rsplit("\n\n").next().unwrap(), @r"
      2  unknown-key
      2  broken-link
      1  no-clinic
      1  broken-anchor
    5 errors, 1 warning in 0.00 s: nothing was written
    run `clinic explain RULE` to learn more
    ");
}

#[test]
fn programs_and_workflows_are_spared_the_counts() {
    for format in ["json", "github"] {
        let (_, _, said) = output(&six_mistakes(), &["check", "--format", format]);
        insta::allow_duplicates! {
            insta::assert_snapshot!(said, @"12 pages, 6 worksheets, 5 errors, 1 warning in 0.00 s");
        }
    }
}

#[test]
fn a_handful_is_not_counted_and_its_one_rule_is_named() {
    let course = Course::with("content/01-a.md", "---\ntitle: A\n---\n").and("content/02-b.md", "---\ntitle: B\n---\n");
    insta::assert_snapshot!(output(&course, &["check", "--format", "concise"]).2, @r"
    6 pages, 2 worksheets, 2 warnings in 0.00 s
    run `clinic explain no-clinic` to learn more
    ");
    let clean = Course::with("content/01-a.md", module("A", ""));
    for format in FORMATS {
        let (status, said, beside) = output(&clean, &["check", "--format", format]);
        assert_eq!(status, 0);
        assert_eq!(said, if format == "json" { "{\"findings\":[],\"errors\":0,\"warnings\":0}\n" } else { "" });
        assert_eq!(beside, "7 pages, 1 worksheet, no findings in 0.00 s\n");
    }
}

#[test]
fn warnings_end_the_command_with_status_1_where_they_are_denied_in_every_form() {
    let course = Course::with("content/01-a.md", "---\ntitle: A\n---\n");
    for format in FORMATS {
        let (status, allowed, _) = output(&course, &["check", "--format", format]);
        assert_eq!(status, 0, "{format}");
        let (status, denied, _) = output(&course, &["check", "--format", format, "--deny-warnings"]);
        assert_eq!(status, 1, "{format}");
        assert!(allowed.contains("no-clinic") && allowed == denied, "{format} says the same: {denied}");
    }
    assert_eq!(output(&course, &["build"]).0, 0);
    assert_eq!(output(&course, &["build", "--deny-warnings"]).0, 1);
}

/// The first word of what is said about the course in `folder`, from `here`.
fn place_from(course: &Course, here: &str, folder: &[&str], format: &str, workspace: Option<&str>) -> String {
    let mut command = clinic();
    command.current_dir(course.path(here)).arg("check").args(folder).args(["--format", format]);
    match workspace {
        Some(folder) => command.env("GITHUB_WORKSPACE", course.path(folder)),
        None => command.env_remove("GITHUB_WORKSPACE"),
    };
    let said = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let place = if format == "github" { said.split("file=").nth(1).unwrap().split(',') } else { said.split(',') };
    place.into_iter().next().unwrap().split(": ").next().unwrap().to_owned()
}

#[test]
fn editors_can_follow_paths_from_where_the_command_was_given() {
    let course = Course::with("book/clinic.yaml", "title: C\n").and("book/content/01-a.md", "---\ntitle: A\n---\n");
    let course = course.and("site/clinic.yaml", "title: C\n").and("site/content/01-a.md", "---\ntitle: A\n---\n");
    course.remove("clinic.yaml");
    let place = |here: &str, folder: &[&str]| place_from(&course, here, folder, "concise", None);
    assert_eq!(place("book", &[]), "content/01-a.md:1:1");
    assert_eq!(place("", &["book"]), "book/content/01-a.md:1:1");
    assert_eq!(place("", &["./site/../book/"]), "book/content/01-a.md:1:1");
    assert_eq!(place("", &[]), "site/content/01-a.md:1:1");
    assert_eq!(place("book/content", &[]), "../content/01-a.md:1:1");
    let elsewhere = mistake_clinic::api::fs::canonical(&course.path("book/content/01-a.md")).unwrap();
    assert_eq!(place("site", &["../book"]), format!("{}:1:1", elsewhere.display()));
}

#[test]
fn workflows_are_told_paths_from_the_root_of_the_repository() {
    let course = Course::with("book/clinic.yaml", "title: C\n").and("book/content/01-a.md", "---\ntitle: A\n---\n");
    course.remove("clinic.yaml");
    let place = |here: &str, folder: &[&str], root| place_from(&course, here, folder, "github", root);
    assert_eq!(place("", &["book"], None), "book/content/01-a.md");
    assert_eq!(place("book", &[], None), "content/01-a.md");
    assert_eq!(place("book", &[], Some("")), "book/content/01-a.md");
    assert_eq!(place("", &["book"], Some("book")), "content/01-a.md");
}

#[test]
fn who_stops_reading_early_gets_no_complaint() {
    use std::process::{Command, Stdio};
    let course = six_mistakes();
    let mut program = Command::new(env!("CARGO_BIN_EXE_clinic"))
        .args(["check", "--format", "json"])
        .current_dir(course.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(program.stdout.take());
    let output = program.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("errors") && !said.contains("panicked"), "{said}");
    assert_eq!(output.status.code(), Some(1));
}

/// A module with a log, checks and cards, and a page with room to write.
fn printed() -> Course {
    Course::with(
        "content/01-m.md",
        module("A module", "log: { rows: 30 }\nchecks: [{ statements: [Wrong.] }]\nsheets: { print: [log, checks] }\n"),
    )
    .and(
        "content/02-form.md",
        format!("---\ntitle: Form\nkind: page\nsheet: true\n---\n{}", "<!-- lines: 40 -->\n\n".repeat(2)),
    )
}

#[test]
fn the_paper_is_counted_for_people_and_programs() {
    let (status, text, _) = output(&printed(), &["check", "--paper"]);
    assert_eq!(
        (status, text.as_str()),
        (0, "A module  log 6, checks about 1\nForm      page about 4\nabout 11 pages of paper in all\n\n")
    );
    let (_, json, _) = output(&printed(), &["check", "--paper", "--format", "json"]);
    assert_eq!(
        json,
        "{\"findings\":[],\"errors\":0,\"warnings\":0,\"paper\":[\n\
         {\"module\":\"m\",\"sheet\":\"log\",\"pages\":6,\"exact\":true},\n\
         {\"module\":\"m\",\"sheet\":\"checks\",\"pages\":1,\"exact\":false},\n\
         {\"module\":\"form\",\"sheet\":\"page\",\"pages\":4,\"exact\":false}\n]}\n"
    );
    let (_, json, _) = output(&printed(), &["check", "--format", "json"]);
    assert!(!json.contains("paper"), "{json}");
}

#[test]
fn the_paper_is_what_the_pages_to_print_say() {
    let built = printed().build();
    built.expect_file("m/print/index.html").contains("<span class=\"pages\">6 pages</span>").contains("page 6 of 6");
    built.expect_file("form/print/index.html").contains("<span class=\"pages\">about 4 pages</span>");
}

#[test]
fn findings_stand_before_the_paper_and_a_course_without_sheets_takes_none() {
    let course = printed().and("content/03-whole.md", "---\ntitle: Whole\n---\n");
    let (_, text, _) = output(&course, &["check", "--paper"]);
    assert!(text.find("warning[no-clinic]") < text.find("A module  log 6"), "{text}");
    let (_, text, _) = output(&Course::with("content/_index.md", "# Home\n"), &["check", "--paper"]);
    assert!(text.ends_with("0 pages of paper in all\n\n"), "{text}");
}
