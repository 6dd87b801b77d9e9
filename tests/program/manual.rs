//! What the program says of itself: its version, completions for shells, and pages for `man`, each about all commands.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the program from outside")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::clinic;

/// A file of the repository.
fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn said(arguments: &[&str]) -> String {
    let output = clinic().args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The commands that help lists.
fn commands() -> Vec<String> {
    let help = said(&["-h"]);
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = list.lines().filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')));
    let names: Vec<String> = names.map(|line| line.split(' ').next().unwrap().to_owned()).collect();
    assert!(names.len() > 8 && names.contains(&"check".to_owned()), "{help}");
    names.into_iter().filter(|name| name != "help").collect()
}

#[test]
fn the_version_is_that_of_the_manifest_and_of_a_release_its_commit_and_day() {
    let version = said(&["--version"]);
    let rest = version.trim_end().strip_prefix(concat!("clinic ", env!("CARGO_PKG_VERSION"))).unwrap();
    if cfg!(debug_assertions) {
        assert_eq!(rest, "", "a build for development is not compiled anew for a commit");
        return;
    }
    if rest.is_empty() {
        // Built where there is no repository.
        return;
    }
    let commit = rest.strip_prefix(" (").and_then(|rest| rest.strip_suffix(')')).unwrap();
    let (hash, day) = commit.split_once(' ').unwrap();
    assert!(hash.len() == 10 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{version}");
    let day = day.strip_suffix(", changed").unwrap_or(day);
    let shape: String = day.chars().map(|character| if character.is_ascii_digit() { '0' } else { character }).collect();
    assert_eq!(shape, "0000-00-00", "{version}");
}

#[test]
fn every_shell_completes_every_command_and_option() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = said(&["completions", shell]);
        for name in commands() {
            assert!(script.contains(&name), "{name} in {shell}");
        }
        for option in ["deny-warnings", "quiet", "allow-host"] {
            assert!(script.contains(option) || cfg!(not(feature = "serve")), "{option} in {shell}");
        }
    }
    clinic().args(["completions", "cmd"]).assert().code(2);
}

#[test]
fn every_command_has_a_page_that_says_all_that_its_help_says() {
    let folder = tempfile::tempdir().unwrap();
    clinic().current_dir(folder.path()).args(["man", "--out", "man/man1"]).assert().success();
    let page = |name: &str| fs::read_to_string(folder.path().join(format!("man/man1/{name}.1"))).unwrap();
    let first = page("clinic");
    assert_eq!(said(&["man"]), first);
    for name in commands() {
        assert!(first.contains(&format!("clinic\\-{name}(1)")), "{name} in {first}");
        let page = page(&format!("clinic-{name}"));
        let help = said(&[&name, "--help"]);
        let options = help.split_whitespace().filter(|word| word.starts_with("--") && word.len() > 2);
        for option in options.map(|option| option.trim_end_matches(|end: char| !end.is_alphanumeric())) {
            assert!(page.contains(&option.replace('-', "\\-")), "{option} in the page of {name}: {page}");
        }
        let source = concat!("\"clinic ", env!("CARGO_PKG_VERSION"), "\" \"clinic manual\"");
        let title = page.lines().find(|line| line.starts_with(&format!(".TH clinic-{name} 1 ")));
        let title = title.unwrap_or_else(|| panic!("{page}"));
        assert!(title.trim_end().ends_with(source) && !title.contains("1  "), "a day, then these two: {title}");
    }
    let check = page("clinic-check");
    assert!(check.contains("\n.SH NOTES\nExamples:\n.nf\n  clinic check "), "examples keep their lines: {check}");
    // What is not listed has no page.
    assert!(!folder.path().join("man/man1/clinic-man.1").exists());
}

#[test]
fn the_overview_has_every_command_and_no_option_that_is_not_there() {
    let overview = file("docs/guide/content/03-reference/30-commands.md");
    let mut helps = said(&["--help"]) + &said(&["man", "--help"]);
    for name in commands() {
        assert!(overview.contains(&format!("| `clinic {name}")), "{name} has no row");
        helps += &said(&[&name, "--help"]);
    }
    let is_option = |word: &&str| word.starts_with("--") && word.contains(char::is_alphanumeric);
    let words = overview.split(|end: char| !end.is_ascii_alphanumeric() && end != '-').filter(is_option);
    // `--watch` is the example of an option that is none.
    let options: Vec<&str> = words.filter(|word| *word != "--watch").collect();
    assert!(options.len() > 8, "{options:?}");
    for option in options {
        assert!(
            helps.contains(&format!("{option} ")) || helps.contains(&format!("{option}\n")),
            "{option} is in no help"
        );
    }
}

/// The pages of the guide that describe what templates see.
const VIEWS: [&str; 4] = ["04-views", "05-page-views", "06-clinic-views", "07-sheet-views"];

fn views() -> String {
    VIEWS.map(|page| file(&format!("docs/guide/content/03-reference/40-templates/{page}.md"))).concat()
}

#[test]
fn the_guide_lists_every_template() {
    let listed = said(&["theme", "list", "clinic"]);
    let templates: Vec<&str> = listed.lines().filter_map(|line| line.trim().strip_prefix("templates/")).collect();
    assert!(templates.contains(&"base.html") && templates.contains(&"parts/footer.html"), "{listed}");
    let guide = views();
    let is_page = |word: &&str| Path::new(word).extension().is_some_and(|ending| ending == "html");
    let quoted: BTreeSet<&str> = guide.split('`').filter(is_page).collect();
    for template in &templates {
        assert!(quoted.contains(template), "{template} is in no list");
    }
    let gone: Vec<_> = quoted.iter().filter(|word| !templates.contains(word)).collect();
    assert!(gone.is_empty(), "there are no templates of these names: {gone:?}");
}

/// The values of a view in order, each with whether it may be missing.
type Values = Vec<(String, bool)>;

/// The values of each type in a file of the program, by the name of the type.
fn declared(source: &str) -> Vec<(String, Values)> {
    let mut types: Vec<(String, Values)> = Vec::new();
    let mut is_flat = false;
    for line in source.lines() {
        if let Some(name) = line.strip_prefix("pub struct ").and_then(|rest| rest.strip_suffix(" {")) {
            types.push((name.to_owned(), Vec::new()));
        } else if let Some((name, what)) = line.strip_prefix("    pub ").and_then(|field| field.split_once(": "))
            && !is_flat
            && name.chars().all(|character| character.is_alphanumeric() || character == '_')
        {
            types.last_mut().unwrap().1.push((name.to_owned(), what.starts_with("Option<")));
        }
        is_flat = line.trim() == "#[serde(flatten)]";
    }
    types
}

/// The values in each table of the guide.
fn described(guide: &str) -> Vec<Values> {
    let tables = guide.split("\n| value | type | meaning |\n|---|---|---|\n").skip(1);
    let row = |line: &str| {
        let mut cells = line.strip_prefix("| `")?.split(" | ");
        Some((cells.next()?.trim_end_matches('`').to_owned(), cells.next()?.ends_with(", optional")))
    };
    tables.map(|table| table.lines().map_while(row).collect()).collect()
}

#[test]
fn the_guide_has_every_value_that_a_template_sees_and_no_other() {
    let sources = ["render/view/chrome", "render/view/clinic", "render/view/index", "render/view/print"];
    let mut types: Vec<(String, Values)> =
        sources.iter().flat_map(|path| declared(&file(&format!("src/{path}.rs")))).collect();
    // Of these files templates see one type each.
    for (path, name) in [("model/image", "Size"), ("paper/qr", "Code")] {
        types.extend(declared(&file(&format!("src/{path}.rs"))).into_iter().filter(|(known, _)| known == name));
    }
    assert!(types.len() > 60, "{}", types.len());
    let tables = described(&views());
    for (name, values) in &types {
        assert!(tables.contains(values), "no table has the values of `{name}`: {values:?}");
    }
    for table in &tables {
        assert!(types.iter().any(|(_, values)| values == table), "no view has these values: {table:?}");
    }
}
