//! `clinic print` from outside: what is printed, and browsers that fail, hang or are not there, each a script of a few
//! lines. `pdf.rs` prints with a real one.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use crate::support::printing::{course, expect_tidy, files, print, said};
use crate::support::{Course, module, tree};
use assert_cmd::assert::Assert;

/// Makes a browser that is a shell script; `$pdf` is the file that it is to write, and where there is `/proc`, `$clinic` the
/// process of the program.
fn browser(course: &Course, script: &str) {
    let browser = course.path("browser.sh");
    let find = "for a in \"$@\"; do case $a in --print-to-pdf=*) pdf=${a#*=};; --user-data-dir=*) profile=${a#*=};; esac; done";
    // Where the program is gone already, what stands in its place is not it.
    let parent = "if [ -r /proc/$PPID/stat ]; then read -r _ _ _ clinic _ < /proc/$PPID/stat; \
                  read -r name < /proc/$clinic/comm; [ \"$name\" = clinic ] || clinic=$$; fi";
    fs::write(&browser, format!("#!/bin/sh\n{find}\n{parent}\n{script}\n")).unwrap();
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Runs `clinic print` with such a browser.
fn print_with(course: &Course, script: &str, arguments: &[&str]) -> Assert {
    browser(course, script);
    print(course, &[&["--browser", "./browser.sh"], arguments].concat())
}

/// Writes what passes for a PDF with three pages.
const PDF: &str = "printf '%%PDF-1.4\\n<</Type /Pages\\n/Count 3>>\\n%%%%EOF\\n' > \"$pdf\"";

// What is printed

#[test]
fn a_section_stands_for_its_modules_and_paths_may_have_numbers_and_endings() {
    let course = course();
    print_with(&course, PDF, &["01-store/"]).success();
    assert_eq!(files(&course), ["cache-a4.pdf", "store-intro-a4.pdf"]);
    print_with(&course, PDF, &["content/02-net/01-intro.md", "net", "--paper", "letter"]).success();
    assert_eq!(files(&course), ["cache-a4.pdf", "net-intro-letter.pdf", "store-intro-a4.pdf"]);
}

#[test]
fn no_key_is_printed_into_what_learners_get() {
    let course = course().and("clinic.yaml", "title: Kurs\noutput: site\n");
    browser(&course, PDF);
    let run = |edition: &str, out: &str| {
        let arguments = ["print", "--browser", "./browser.sh", "--edition", edition, "--out", out];
        let output = course.command(&arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for out in ["site/keys", "site-folder", "content/01-store", "static/keys"] {
        let (status, said) = run("instructor", out);
        assert_eq!(status, Some(2), "{out}: {said}");
        assert!(said.contains(&format!("the folder `{out}` is published with the site")), "{said}");
        assert!(!course.path(out).join("store-intro-a4.pdf").exists());
    }
    for (edition, out) in [("instructor", "keys"), ("instructor", "site-instructor/keys"), ("learner", "site/sheets")] {
        assert_eq!(run(edition, out).0, Some(0), "{edition} {out}");
    }
}

#[test]
fn versions_are_files_of_their_own() {
    let course = course();
    let arguments = ["store/cache", "--seed", "2..3", "--seed", "17,2", "--sheets", "checks,log"];
    let assert = print_with(&course, PDF, &arguments).success();
    let names = ["v17", "v2", "v3"].map(|version| format!("cache-log-checks-{version}-a4.pdf"));
    assert_eq!(files(&course), names);
    assert!(said(&assert).contains("3 files, 9 pages in "), "{}", said(&assert));
}

#[test]
fn the_paper_that_a_course_fixes_is_kept_unless_another_is_asked_for() {
    let course = course().and("clinic.yaml", "title: Kurs\nsheets: { paper: letter }\n");
    print_with(&course, PDF, &["store/cache"]).success();
    print_with(&course, PDF, &["store/cache", "--paper", "a4"]).success();
    assert_eq!(files(&course), ["cache-a4.pdf", "cache-letter.pdf"]);
}

#[test]
fn a_module_without_sheets_gets_no_file() {
    let bare = module("Bare", "sheets: { print: [] }\n");
    let course = course().and("content/02-net/02-bare.md", bare);
    let assert = print_with(&course, PDF, &["net"]).success();
    assert_eq!(files(&course), ["net-intro-a4.pdf"]);
    assert!(said(&assert).contains("skipped files that would contain no sheets: bare-a4.pdf"), "{}", said(&assert));
    let assert = print_with(&course, PDF, &["net/bare"]).code(2);
    assert!(said(&assert).contains("there is nothing to print"), "{}", said(&assert));
}

#[test]
fn a_template_may_write_its_sheets_as_it_likes() {
    let list = "{% for sheet in print.sheets %}{% if not sheet.hidden %}<article>{{ sheet.id }}</article>{% endif %}{% endfor %}";
    let course = course().and("templates/print.html", format!("<!doctype html><title>Sheets</title>{list}\n"));
    print_with(&course, PDF, &["store/cache"]).success();
    assert_eq!(files(&course), ["cache-a4.pdf"]);
    let hooked = "<section class=\"sheet\" data-clinic=\"sheet\">None</section>";
    let bare = course
        .and("templates/print.html", format!("<!doctype html><title>Sheets</title>{hooked}\n"))
        .and("content/02-net/02-bare.md", module("Bare", "sheets: { print: [] }\n"));
    let assert = print_with(&bare, PDF, &["net/bare"]).code(2);
    assert!(said(&assert).contains("there is nothing to print"), "{}", said(&assert));
}

#[test]
fn pages_outside_of_modules_that_are_sheets_are_printed_with_the_rest() {
    let lab = "---\ntitle: Lab\nkind: page\nsheet: true\n---\nDo it.\n";
    let course =
        course().and("content/01-store/09-lab.md", lab).and("content/00-plain.md", lab.replace("sheet: true\n", ""));
    print_with(&course, PDF, &[]).success();
    let all = ["cache-a4.pdf", "lab-a4.pdf", "net-intro-a4.pdf", "store-intro-a4.pdf"];
    assert_eq!(files(&course), all);
    let assert = print_with(&course, PDF, &["store", "--sheets", "log", "--paper", "letter"]).success();
    assert_eq!(files(&course).len(), all.len() + 2, "a page is no log");
    assert!(!said(&assert).contains("would contain no sheets"), "{}", said(&assert));
    let alone = Course::with("content/lab.md", lab);
    print_with(&alone, PDF, &[]).success();
    assert_eq!(files(&alone), ["lab-a4.pdf"]);
    let none = Course::with("content/lab.md", lab.replace("sheet: true\n", ""));
    let assert = print_with(&none, PDF, &[]).code(2);
    assert!(said(&assert).contains("nothing in this course has sheets"), "{}", said(&assert));
}

#[test]
fn a_name_that_means_nothing_is_answered_with_the_nearest() {
    let course = course();
    for (typed, near) in [("cash", ""), ("cahce", "store/cache"), ("stroe/cache", "store/cache"), ("nett", "net")] {
        let assert = print_with(&course, PDF, &[typed]).code(2);
        let said = said(&assert);
        assert!(said.contains(&format!("this course has no module or section `{typed}`")), "{said}");
        let help = if near.is_empty() { "use a path".to_owned() } else { format!("did you mean `{near}`?") };
        assert!(said.contains(&help), "{said}");
    }
    assert!(!course.path("out").exists(), "a folder was made for nothing");
}

#[test]
fn what_this_edition_withholds_is_not_printed() {
    let course = course().and("content/02-net/02-later.md", module("Later", "draft: true\n"));
    let assert = print_with(&course, PDF, &["net/later"]).code(2);
    assert!(said(&assert).contains("`net/later` is a draft") && said(&assert).contains("--drafts"));
    print_with(&course, PDF, &["net/later", "--drafts"]).success();
    assert_eq!(files(&course), ["later-a4.pdf"]);
}

#[test]
fn answers_for_learners_are_refused_with_the_way_to_get_them() {
    let course = course();
    let assert = print_with(&course, PDF, &["--sheets", "checks,answers"]).code(2);
    assert!(said(&assert).contains("the learner edition has no answers"), "{}", said(&assert));
    assert!(said(&assert).contains("--edition instructor"), "{}", said(&assert));
    assert!(!course.path("out").exists());
}

#[test]
fn a_course_with_errors_is_not_printed() {
    let course = course().and("content/02-net/02-bad.md", module("Bad", "builds_on: [nowhere]\n"));
    let assert = print_with(&course, PDF, &["store/cache"]).code(1);
    assert!(said(&assert).contains("error[broken-reference]"), "{}", said(&assert));
    assert!(said(&assert).contains("1 error: nothing was printed"), "{}", said(&assert));
    assert!(!course.path("out").exists());
}

// Browsers

#[test]
fn without_a_browser_there_is_help() {
    let course = course();
    let mut command = course.command(&["print", "--out", "out"]);
    let assert = command.env_remove("CLINIC_BROWSER").env("PATH", "").env("HOME", "/nowhere").assert().code(2);
    assert!(
        said(&assert).contains("clinic cannot find Chromium, Chrome, or Edge on this machine"),
        "{}",
        said(&assert)
    );
    assert!(said(&assert).contains("help: install"), "{}", said(&assert));
    let mut command = course.command(&["print", "--out", "out"]);
    let assert = command.env("CLINIC_BROWSER", "no/such").assert().code(2);
    assert!(said(&assert).contains("`CLINIC_BROWSER` specifies the browser `no/such`"), "{}", said(&assert));
}

#[test]
fn a_browser_that_fails_is_named_with_its_last_words() {
    let course = course();
    let script = "echo '[1:1:ERROR:x.cc] Page load failed: net::ERR_X' >&2; echo 'bus: dbus' >&2; exit 7";
    let assert = print_with(&course, script, &["store/cache"]).code(2);
    let said = said(&assert);
    assert!(said.contains("browser.sh` did not print `cache-a4.pdf`: it ended with exit status: 7"), "{said}");
    assert!(said.contains("its message was: Page load failed: net::ERR_X"), "{said}");
    expect_tidy(&course);
}

#[test]
fn a_browser_that_hangs_is_ended_with_all_that_it_started() {
    let course = course();
    let script = "sh -c 'sleep 3600; :' & echo $! > \"$profile/../../child\"; wait";
    let assert = print_with(&course, script, &["store/cache", "--timeout", "3"]).code(2);
    assert!(said(&assert).contains("it did not finish `cache-a4.pdf` within 3 s"), "{}", said(&assert));
    let child = fs::read_to_string(course.path("child")).unwrap();
    #[cfg(target_os = "linux")]
    assert!(!is_alive(&child));
    assert!(!child.is_empty());
    expect_tidy(&course);
}

#[test]
fn a_sandbox_that_cannot_start_has_a_cure() {
    let course = course();
    let script = "echo '[1:1:FATAL:zygote_host_impl_linux.cc(1)] No usable sandbox! Update your kernel' >&2; exit 1";
    let assert = print_with(&course, script, &["store/cache"]).code(2);
    assert!(said(&assert).contains("cannot start its sandbox here"), "{}", said(&assert));
    assert!(said(&assert).contains("--no-sandbox"), "{}", said(&assert));
}

#[test]
fn root_is_told_once_that_there_is_no_sandbox() {
    let course = course();
    let script = format!("echo \"$@\" > \"$profile/../../said-$$\"; {PDF}");
    let assert = print_with(&course, &script, &[]).success();
    let uid = Command::new("id").arg("-u").output().unwrap();
    let is_root = uid.stdout == b"0\n";
    assert_eq!(said(&assert).matches("without its sandbox").count(), usize::from(is_root), "{}", said(&assert));
    let asked = tree(&course.path(""));
    let asked: Vec<&Vec<u8>> =
        asked.iter().filter(|(path, _)| path.starts_with("said-")).map(|(_, said)| said).collect();
    assert_eq!(asked.len(), 3);
    for arguments in asked {
        let arguments = String::from_utf8_lossy(arguments);
        assert_eq!(arguments.contains("--no-sandbox"), is_root, "{arguments}");
        assert!(arguments.contains("--host-resolver-rules=MAP * ~NOTFOUND"), "{arguments}");
    }
}

// The folder

#[test]
fn a_file_is_replaced_only_by_a_whole_one_and_nothing_else_is_touched() {
    let course =
        course().and("out/cache-a4.pdf", "old").and("out/mine.txt", "mine").and("out/.clinic-print-kept/x", "x");
    print_with(&course, "printf '%%PDF-1.4 half' > \"$pdf\"", &["store/cache"]).code(2);
    let kept = tree(&course.path("out"));
    assert_eq!(kept["cache-a4.pdf"], b"old");
    print_with(&course, PDF, &["store/cache"]).success();
    let now = tree(&course.path("out"));
    assert!(now["cache-a4.pdf"].starts_with(b"%PDF-"));
    assert_eq!(now.keys().collect::<Vec<_>>(), kept.keys().collect::<Vec<_>>());
    assert_eq!((&now["mine.txt"], &now[".clinic-print-kept/x"]), (&b"mine".to_vec(), &b"x".to_vec()));
}

/// Whether a process does something; one that was killed may stay as a name until somebody asks for its end.
#[cfg(target_os = "linux")]
fn is_alive(process: &str) -> bool {
    fs::read_to_string(format!("/proc/{}/stat", process.trim())).is_ok_and(|state| !state.contains(") Z "))
}

/// What a browser is that hangs: it tells its number, and that of a process that it has started.
#[cfg(target_os = "linux")]
const HANGS: &str = "sleep 3600 & echo $$ $! >> \"$profile/../../browsers\";";

/// All browsers that were started are gone, or are so within seconds.
#[cfg(target_os = "linux")]
fn expect_no_browsers(course: &Course) {
    let started = fs::read_to_string(course.path("browsers")).unwrap();
    let alive = || started.split_whitespace().filter(|process| is_alive(process)).count();
    for _ in 0..150 {
        if alive() == 0 {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("{} of the browsers {started} live on", alive());
}

/// Prints with the browser that the course has, and hears every signal: a shell keeps interrupts and quits from what it
/// runs in the background, and `nohup` hangups.
#[cfg(target_os = "linux")]
fn print_hearing_all(course: &Course, arguments: &[&str]) -> Assert {
    fs::create_dir_all(course.path("temporary")).unwrap();
    let mut command = assert_cmd::Command::new("env");
    command.arg("--default-signal=INT,TERM,HUP,QUIT").arg(assert_cmd::cargo::cargo_bin("clinic"));
    command.args(["print", "--out", "out", "--browser", "./browser.sh"]).args(arguments);
    command.current_dir(course.path("")).env("TMPDIR", course.path("temporary")).assert()
}

#[test]
#[cfg(target_os = "linux")]
fn who_is_interrupted_leaves_nothing_behind() {
    for signal in ["INT", "TERM", "HUP", "QUIT"] {
        let course = course();
        let script = format!("{HANGS} kill -{signal} $clinic; sleep 3600");
        browser(&course, &script);
        let assert = print_hearing_all(&course, &["--jobs", "2"]).code(2);
        assert!(said(&assert).contains("printing was stopped"), "{}", said(&assert));
        assert!(!course.path("out").exists(), "{:?}", files(&course));
        expect_tidy(&course);
        expect_no_browsers(&course);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn what_is_killed_takes_its_browsers_with_it_and_the_next_run_sweeps() {
    let course = course();
    let script = format!("{HANGS} kill -KILL $clinic; sleep 3600");
    print_with(&course, &script, &["--jobs", "2"]).interrupted();
    expect_no_browsers(&course);
    assert!(files(&course).iter().any(|file| file.starts_with(".clinic-print-")), "{:?}", files(&course));
    assert_ne!(fs::read_dir(course.path("temporary")).unwrap().count(), 0);
    print_with(&course, PDF, &["store/cache"]).success();
    assert_eq!(files(&course), ["cache-a4.pdf"]);
    expect_tidy(&course);
}

#[test]
#[cfg(target_os = "linux")]
fn who_was_told_not_to_hear_of_a_hangup_goes_on() {
    let course = course();
    browser(&course, &format!("kill -HUP $clinic; sleep 0.2; {PDF}"));
    print_hearing_all(&course, &["store/cache"]).code(2);
    let script = "trap '' HUP; exec \"$0\" print --out out --browser ./browser.sh store/cache";
    let mut command = assert_cmd::Command::new("sh");
    command.args(["-c", script]).arg(assert_cmd::cargo::cargo_bin("clinic")).current_dir(course.path(""));
    command.env("TMPDIR", course.path("temporary")).assert().success();
    assert_eq!(files(&course), ["cache-a4.pdf"]);
}
