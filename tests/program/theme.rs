//! The built-in themes can be read in light and dark, and a course chooses, extends and copies them.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::collections::BTreeMap;
use std::fs;

use crate::support::{Built, Course, clinic, in_repository, module};
use mistake_clinic::api::syntax::Colour;
use mistake_clinic::api::syntax::{CLASSES, PALETTES, TOKENS};

const THEMES: [(&str, f64); 3] = [("clinic", 4.5), ("notebook", 4.5), ("contrast", 7.0)];

fn built(config: &str) -> Built {
    with(config).build()
}

fn with(config: &str) -> Course {
    Course::with("clinic.yaml", format!("title: C\n{config}\n")).and("content/01-a.md", module("A", ""))
}

/// The style of all pages.
fn style(built: &Built) -> String {
    asset(built, "css")
}

/// The theme's file `site` with this ending.
fn asset(built: &Built, ending: &str) -> String {
    named(built, "site", ending)
}

/// The theme's file of this name with this ending.
fn named(built: &Built, name: &str, ending: &str) -> String {
    let (tree, start) = (built.tree(), format!("assets/{name}."));
    let name = tree.keys().find(|path| path.starts_with(&start) && path.rsplit('.').next() == Some(ending));
    String::from_utf8(tree[name.unwrap()].clone()).unwrap()
}

/// The custom properties that are `light-dark(…, …)`, the last of each.
fn colours(style: &str) -> BTreeMap<&str, [Colour; 2]> {
    let mut found = BTreeMap::new();
    for declaration in style.split(['{', ';', '}']) {
        let Some((name, value)) = declaration.trim().split_once(':') else { continue };
        let halves = value.trim().strip_prefix("light-dark(").and_then(|value| value.strip_suffix(')'));
        if let Some((light, dark)) = halves.and_then(|halves| halves.split_once(',')) {
            found.insert(name, [light, dark].map(|colour| Colour::parse(colour).unwrap()));
        }
    }
    found
}

/// What `theme.yaml` says of a ground.
fn declared(theme: &str, key: &str) -> [Colour; 2] {
    let text = fs::read_to_string(in_repository(&format!("themes/{theme}/theme.yaml"))).unwrap();
    let line = text.lines().find(|line| line.starts_with(&format!("{key}:"))).unwrap().to_owned();
    let quoted: Vec<&str> = line.split('\'').collect();
    [quoted[1], quoted[3]].map(|colour| Colour::parse(colour).unwrap())
}

#[test]
fn text_can_be_read_on_every_ground_of_every_theme() {
    for (theme, text) in THEMES {
        let style = style(&built(&format!("theme: {theme}")));
        let colours = colours(&style);
        let pairs = [
            (
                &["ink", "soft", "accent", "mistake", "symptom", "repair", "note"][..],
                &["paper", "surface", "marked"][..],
                text,
            ),
            (&["on-accent"], &["accent"], text),
            // Borders of what can be filled in or pressed: WCAG 2.2, 1.4.11.
            (&["edge"], &["paper", "surface"], 3.0),
        ];
        for (above, grounds, least) in pairs {
            for (one, other) in above.iter().flat_map(|one| grounds.iter().map(move |other| (one, other))) {
                for scheme in [0, 1] {
                    let [one_colour, other_colour] =
                        [one, other].map(|name| colours[format!("--{name}").as_str()][scheme]);
                    let ratio = one_colour.contrast(other_colour);
                    assert!(ratio >= least, "{theme}, scheme {scheme}: {one} on {other} has {ratio:.2}");
                }
            }
        }
    }
}

#[test]
fn themes_declare_the_grounds_that_they_have() {
    for (theme, _) in THEMES {
        let style = style(&built(&format!("theme: {theme}")));
        for key in ["paper", "surface"] {
            assert_eq!(colours(&style)[format!("--{key}").as_str()], declared(theme, key), "{theme}: {key}");
        }
    }
}

#[test]
fn every_class_of_code_can_be_read_in_every_theme_with_every_palette() {
    for (theme, _) in THEMES {
        for palette in &PALETTES {
            let style = style(&built(&format!("theme: {{ name: {theme}, code: {} }}", palette.name)));
            let colours = colours(&style);
            for class in CLASSES {
                let property = property_of(&style, class);
                for scheme in [0, 1] {
                    let ratio = colours[property][scheme].contrast(colours["--code-paper"][scheme]);
                    assert!(ratio >= 4.5, "{theme}, {}, scheme {scheme}: {class} has {ratio:.2}", palette.name);
                }
            }
        }
    }
}

/// The custom property that colours a class.
fn property_of<'s>(style: &'s str, class: &str) -> &'s str {
    let rule = style.lines().find(|line| {
        let selectors = line.split('{').next().unwrap().split(',').map(str::trim);
        line.contains('{') && selectors.into_iter().any(|selector| selector.strip_prefix('.') == Some(class))
    });
    let value = rule.unwrap_or_else(|| panic!("no rule for {class}")).split("color: var(").nth(1).unwrap();
    value.split(')').next().unwrap()
}

#[test]
fn a_theme_has_its_own_colours_of_code_until_the_course_chooses_others() {
    let keyword = |config: &str| colours(&style(&built(config)))["--code-keyword"].map(Colour::hex);
    assert_eq!(keyword("theme: clinic"), ["#0a5a6a", "#83cbd8"]);
    assert_eq!(keyword("theme: notebook"), ["#7a2048", "#e9a0c0"]);
    assert_eq!(keyword("theme: contrast"), ["#000000", "#ffffff"]);
    assert_eq!(keyword("theme: { name: notebook, code: dusk }"), ["#5a2ca0", "#c4a6ff"]);
    assert_eq!(keyword("theme: { code: { light: plain, dark: meadow } }"), ["#000000", "#e9a0c0"]);
}

#[test]
fn paper_has_no_colours_of_code() {
    let style = style(&built("theme: { code: dusk }"));
    let print = style.rsplit_once("@media print {").unwrap().1;
    for token in TOKENS {
        assert!(print.contains(&format!("--code-{token}: #")), "{token}");
    }
    // Stronger than the `:root` of the palette, wherever that stands.
    assert!(print.trim_start().starts_with(":root:root {"));
}

#[test]
fn code_in_text_runs_from_left_to_right_in_every_language() {
    for (theme, _) in THEMES {
        let built = built(&format!("language: ar\ntheme: {theme}"));
        for sheet in ["site", "sheet"] {
            let style = named(&built, sheet, "css");
            assert!(
                style.contains(":not(pre) > code, kbd, samp { direction: ltr; unicode-bidi: isolate; }"),
                "{theme}: {sheet}"
            );
            assert!(style.contains("math; direction: ltr; }"), "{theme}: {sheet}");
        }
    }
}

#[test]
fn one_accent_can_be_read_in_both_schemes() {
    for colour in ["'#8a2be2'", "navy", "'#0a6e5c'", "maroon", "black"] {
        let style = style(&built(&format!("theme: {{ accent: {colour} }}")));
        let colours = colours(&style);
        for scheme in [0, 1] {
            for ground in ["--paper", "--surface"] {
                let ratio = colours["--accent"][scheme].contrast(colours[ground][scheme]);
                assert!(ratio >= 4.5, "{colour}, scheme {scheme}: {ratio:.2} on {ground}");
            }
        }
        assert!(style.ends_with("--on-accent:var(--paper)}\n"), "{colour}");
    }
}

#[test]
fn a_page_asks_for_one_style_sheet_and_one_small_script_and_that_of_the_log() {
    for (theme, _) in THEMES {
        let built = built(&format!("theme: {theme}"));
        let page = built.expect_file("a/index.html");
        page.says("rel=\"stylesheet\"", 1).says("<script", 3).says("data-log-module=\"a\"", 1);
        built.expect_file("index.html").says("<script", 1);
        let tree = built.tree();
        let assets: Vec<&str> = tree.keys().filter_map(|path| path.strip_prefix("assets/")).collect();
        assert!(!assets.iter().any(|name| name.starts_with("base.")), "{assets:?}");
        let script = asset(&built, "js");
        assert!(script.len() < 15_500, "{}", script.len());
        assert!(!style(&built).contains("@import"));
    }
}

#[test]
fn the_switch_is_labelled_and_hidden_where_no_script_runs() {
    let built = built("language: en");
    built.expect_file("index.html").contains_in_order(&[
        "<label class=\"scheme\" data-scheme hidden><span>Colors</span>",
        "<option value=\"\">System default",
        "<option value=\"light\">Light",
        "<option value=\"dark\">Dark",
    ]);
}

#[test]
fn the_script_is_told_the_words_of_its_buttons() {
    let built = built("language: de");
    built
        .expect_file("index.html")
        .contains(" data-copy=\"Kopieren\" data-copied=\"Kopiert\" data-table=\"Tabelle\" defer></script>");
}

#[test]
fn a_theme_takes_the_files_of_those_that_it_extends() {
    let course = with("theme: mine")
        .and("themes/mine/theme.yaml", "extends: base\n")
        .and("themes/mine/static/site.css", "@import \"under/site.css\";\n:root { --paper: #mine; }\n")
        .and("themes/base/theme.yaml", "extends: notebook\n")
        .and("themes/base/static/site.css", "@import \"under/site.css\";\n:root { --paper: #base; }\n")
        .and("themes/base/static/school.txt", "base")
        .and("themes/base/templates/parts/footer.html", "<p>base</p>{% include \"under/parts/footer.html\" %}\n")
        .and("themes/mine/templates/parts/footer.html", "<p>mine</p>{% include \"under/parts/footer.html\" %}\n");
    let built = course.build();
    built.expect_no_findings();
    let style = style(&built);
    let order =
        ["text-size-adjust", "--square", "--paper: #base", "--paper: #mine"].map(|part| style.find(part).unwrap());
    assert!(order.is_sorted(), "{order:?}");
    built.expect_file("index.html").contains_in_order(&["<p>mine</p>", "<p>base</p>", "Made with clinic"]);
    assert!(built.tree().keys().any(|path| path.starts_with("assets/school.")));
}

// The command

fn themes(course: &Course, arguments: &[&str]) -> String {
    let output = course.command(&[&["theme"], arguments].concat()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn refused(course: &Course, arguments: &[&str]) -> String {
    let before = course.tree();
    let output = course.command(&[&["theme"], arguments].concat()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(course.tree(), before);
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn the_list_marks_the_theme_in_use_and_names_those_of_the_course() {
    let course = with("theme: mine").and("themes/mine/theme.yaml", "description: Ours.\n");
    let list = themes(&course, &["list"]);
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!(lines.len(), 4);
    assert!(lines[0].starts_with("  clinic    built in        A study"), "{list}");
    assert_eq!(lines[3], "* mine      in this course  Ours.");
    let files = themes(&course, &["list", "mine"]);
    assert!(files.contains("static/base.css\n") && files.contains("templates/parts/footer.html\n"), "{files}");
    assert!(refused(&course, &["list", "yours"]).contains("`yours` is not a known theme"));
}

#[test]
fn the_list_needs_no_course() {
    let empty = tempfile::tempdir().unwrap();
    let output = clinic().current_dir(&empty).args(["theme", "list"]).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("* clinic "));
    let output = clinic().current_dir(&empty).args(["theme", "copy", "clinic"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_copied_theme_builds_the_same_site() {
    for (theme, _) in THEMES {
        let course = with(&format!("theme: {theme}"));
        let before = course.build().tree();
        themes(&course, &["copy", theme, "--to", "mine"]);
        course.write("clinic.yaml", "title: C\ntheme: mine\n");
        let built = course.build();
        built.expect_no_findings();
        assert!(built.tree() == before, "{theme}");
        let list = themes(&course, &["list"]);
        assert!(list.lines().last().unwrap().starts_with("* mine"), "{list}");
    }
}

#[test]
fn single_files_go_where_they_are_used() {
    let course = with("theme: notebook");
    let before = course.build().tree();
    themes(&course, &["copy", "notebook", "templates/parts/footer.html", "site.css"]);
    let files = ["templates/parts/footer.html", "themes/notebook/static/site.css", "themes/notebook/theme.yaml"];
    for file in files {
        assert!(course.path(file).is_file(), "{file}");
    }
    let built = course.build();
    built.expect_no_findings();
    assert!(built.tree() == before);
    let into_theme = with("");
    themes(&into_theme, &["copy", "clinic", "parts/footer.html", "--to", "mine"]);
    assert!(into_theme.path("themes/mine/templates/parts/footer.html").is_file());
    assert!(!into_theme.path("templates").exists());
}

#[test]
fn what_must_be_written_into_the_configuration_is_said_where_it_is_needed() {
    let said = |arguments: &[&str]| {
        let course = with("theme: notebook");
        let output = course.command(&[&["theme", "copy"], arguments].concat()).output().unwrap();
        String::from_utf8(output.stderr).unwrap().contains("set `theme: ")
    };
    assert!(said(&["notebook", "--to", "mine"]));
    assert!(said(&["clinic", "site.css"]));
    assert!(!said(&["notebook"]));
    assert!(!said(&["notebook", "site.css"]));
    assert!(!said(&["clinic", "base.html"]));
}

#[test]
fn nothing_is_written_over() {
    let course = with("")
        .and("templates/base.html", "mine")
        .and("themes/mine/static/own.css", "")
        .and("themes/clinic/static/site.css", "");
    assert!(refused(&course, &["copy", "clinic", "--to", "mine"]).contains("themes/mine already exists"));
    let words = refused(&course, &["copy", "clinic", "home.html", "base.html", "site.css"]);
    assert!(words.contains("templates/base.html and ") && words.contains("site.css already exist"), "{words}");
    assert!(words.contains("help: delete or rename"), "{words}");
}

#[test]
fn what_cannot_be_copied_is_refused() {
    let course = with("");
    assert!(refused(&course, &["copy", "notebok"]).contains("did you mean `notebook`?"));
    assert!(refused(&course, &["copy", "clinic", "sites.css"]).contains("did you mean `site.css`?"));
    assert!(refused(&course, &["copy", "clinic", "../clinic.yaml"]).contains("has no file"));
    for name in ["../x", "a/b", ".git", "", "a\\b"] {
        assert!(
            refused(&course, &["copy", "clinic", "--to", name]).contains("is not a valid name for a theme"),
            "{name}"
        );
    }
}
