//! What authors get wrong: every kind of mistake is found, at its exact line and column, with its cure.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use crate::support::{Course, module};

/// A course whose one module has this front matter and body.
fn with_module(text: &str) -> Course {
    Course::with("content/01-a.md", text)
}

/// A course with this configuration and one good module.
fn with_config(text: &str) -> Course {
    with_module(&module("A", "")).and("clinic.yaml", text)
}

#[test]
fn names_that_begin_like_reserved_ones_and_data_are_free() {
    let page = "---\ntitle: T\nkind: page\n---\n";
    let mut course = Course::with("content/01-a.md", page);
    for name in ["print-basics", "radar-basics", "logs", "data", "searching", "pages", "images"] {
        course = course
            .and(&format!("content/{name}/_index.md"), "---\ntitle: S\n---\n")
            .and(&format!("content/{name}/m.md"), module("M", ""));
    }
    let built = course.build();
    built.expect_findings(&[]);
    built.expect_file("data/m/index.html");
    built.expect_file("assets/data/data/m.json");
}

#[test]
fn a_page_beside_the_folder_of_its_parts() {
    let part = "---\ntitle: For\nkind: page\n---\n";
    let course = Course::with("content/01-loops.md", "---\ntitle: Loops\nkind: page\n---\n[For](loops/for.md)\n")
        .and("content/loops/for.md", part);
    let only = |course: &Course, path: &str, help: &str| {
        course.check().expect_only("duplicate-address", path, 1, 1).saying("the same address, `/").helping(help);
    };
    only(&course, "content/01-loops.md", "move the file to `content/loops/_index.md` and remove its `kind`");
    course.write("content/01-loops.md", "# Loops\n");
    only(&course, "content/01-loops.md", "move the file to `content/loops/_index.md` to make it the section's page");
    course.write("content/01-loops.md", module("Loops", ""));
    only(&course, "content/01-loops.md", "move the file to `content/loops/index.md`");
    course.write("content/01-loops.md", "---\ntitle: Loops\ndraft: true\n---\n");
    only(&course, "content/01-loops.md", "`content/loops/_index.md`");
    // With a page of its own the folder is a section, and the two are two.
    course.write("content/loops/_index.md", "---\ntitle: L\n---\n");
    course.write("content/01-loops.md", part);
    course
        .check()
        .expect_only("duplicate-address", "content/01-loops.md", 1, 1)
        .saying("`content/loops/_index.md` already has");
}

#[test]
fn an_unknown_command_is_a_warning_with_its_neighbour_and_its_source_is_shown() {
    let course = with_module(&module("A", "---\nThe sum $1 + \\frca{1}{n}$ and $\\unheard{x} < 1$.\n"));
    let built = course.check();
    built.expect_finding("bad-math", "content/01-a.md", 6, 14).being_a_warning().helping("did you mean `\\frac`?");
    built.expect_finding("bad-math", "content/01-a.md", 6, 32).helping("`markdown: macros:` in `clinic.yaml`");
    course.build().expect_file("a/index.html").contains("<code class=\"tex\">\\unheard{x} &lt; 1</code>");
}

#[test]
fn macros_of_the_course_are_set_and_what_is_wrong_with_them_is_told_once() {
    let body = "---\nLet $\\norm{x} \\in \\R$, twice $\\norm{\\R}$.\n";
    let with = |macros: &str| {
        with_module(&module("A", body)).and("clinic.yaml", format!("title: C\nmarkdown:\n  macros:\n{macros}"))
    };
    let norm = "    '\\norm': '\\left\\| #1 \\right\\|'\n";
    with(&format!("    '\\R': '\\mathbb{{R}}'\n{norm}")).check().expect_no_findings();
    with(&format!("    '\\R': '\\mathbbb{{R}}'\n{norm}"))
        .check()
        .expect_only("bad-math", "clinic.yaml", 4, 11)
        .saying("the macro `\\R` cannot be used: unknown command `\\mathbbb`; did you mean `\\mathbb`?");
    with(&format!("    '\\R': '\\R'\n{norm}")).check().expect_only("bad-math", "clinic.yaml", 4, 11).saying("itself");
    // What a `#` cuts off is kept and told.
    let cut = with("    '\\R': x\n    '\\norm': \\left\\| #1 \\right\\|\n").check();
    cut.expect_only("cut-text", "clinic.yaml", 5, 22);
    let unnamed = with(&format!("    R: '\\mathbb{{R}}'\n    '\\R': x\n{norm}")).check();
    unnamed.expect_only("wrong-type", "clinic.yaml", 4, 5).saying("`R` cannot be the name of a macro");
    let empty = with(&format!("    '\\R': x\n    '\\Q':\n{norm}")).check();
    empty.expect_only("wrong-type", "clinic.yaml", 5, 5).saying("has no definition");
}

// Templates

#[test]
fn a_template_with_a_syntax_error() {
    with_module(&module("A", ""))
        .and(
            "templates/home.html",
            "{% extends \"base.html\" %}\n{% block body %}\n  {% if site.title %}\n{% endblock body %}\n",
        )
        .check()
        .expect_only("broken-template", "templates/home.html", 4, 4);
}

#[test]
fn a_template_that_uses_what_is_not_there() {
    with_module(&module("A", ""))
        .and("content/02-b.md", module("B", ""))
        .and("templates/parts/part-radar.html", "<p>\n{{ part.headin.title_html }}</p>\n")
        .check()
        .expect_only("broken-template", "templates/parts/part-radar.html", 2, 9)
        .saying("on 2 pages");
}

#[test]
fn a_template_that_others_need_is_told_alone() {
    let only = |path: &str, text: &str, line, column| {
        let built = with_module(&module("A", "")).and(path, text).check();
        built.expect_only("broken-template", path, line, column).clone()
    };
    only("templates/parts/banner.html", "{{ }}\n", 1, 4);
    only("templates/home.html", "\n<p>é</p>{% include \"parts/baner.html\" %}\n", 2, 20)
        .saying("Unknown template `parts/baner.html`")
        .helping("`parts/banner.html`");
    let built = with_module(&module("A", "")).and("templates/home.html", "{{ 1 | one }}\n{{ 2 | two }}\n").check();
    built.expect_findings(&["broken-template templates/home.html:1:8", "broken-template templates/home.html:2:8"]);
}

#[test]
fn a_template_without_its_parent() {
    with_module(&module("A", ""))
        .and("templates/home.html", "{% extends \"bass.html\" %}\n")
        .check()
        .expect_only("broken-template", "templates/home.html", 1, 12)
        .helping("`base.html`");
}

#[test]
fn a_template_that_extends_itself() {
    with_module(&module("A", ""))
        .and("templates/home.html", "{% extends \"home.html\" %}\n")
        .check()
        .expect_only("broken-template", "templates/home.html", 1, 12)
        .helping("`under/home.html`");
}

#[test]
fn every_broken_template_is_named() {
    let built = with_module(&module("A", ""))
        .and("templates/home.html", "{{ }}\n")
        .and("templates/tags.html", "\n\n{% nothing %}\n")
        .and("templates/parts/footer.html", "<p>{{ site.titel }}</p>\n")
        .check();
    built.expect_finding("broken-template", "templates/home.html", 1, 4);
    built.expect_finding("broken-template", "templates/tags.html", 3, 4);
}

#[test]
fn a_theme_that_cannot_be_used() {
    let course = with_config("title: C\ntheme: mine\n").and(
        "themes/mine/templates/home.html",
        "{% extends \"under/home.html\" %}\n{% block body %}{{ home.x }}{% endblock body %}\n",
    );
    course.check().expect_only("broken-template", "themes/mine/templates/home.html", 2, 25);
}

#[test]
fn what_a_theme_says_about_itself_is_checked_like_all_else() {
    let manifest = "name: yours\ndescripton: D\npaper: white\nsurface: { light: '#fff' }\ncontrast: A\ncode: sepia\n";
    let built = with_config("title: C\ntheme: mine\n").and("themes/mine/theme.yaml", manifest).check();
    built.expect_findings(&[
        "wrong-type themes/mine/theme.yaml:1:7",
        "unknown-key themes/mine/theme.yaml:2:1",
        "wrong-type themes/mine/theme.yaml:3:8",
        "wrong-type themes/mine/theme.yaml:4:10",
        "wrong-type themes/mine/theme.yaml:5:11",
        "wrong-type themes/mine/theme.yaml:6:7",
    ]);
    let named = built.expect_finding("wrong-type", "themes/mine/theme.yaml", 1, 7);
    named.saying("the name `yours` does not match the theme's folder, `mine`").fixing("name: 'mine'");
}

#[test]
fn a_theme_that_extends_none_that_there_is() {
    let theme = |extends: &str| with_config("title: C\ntheme: mine\n").and("themes/mine/theme.yaml", extends);
    theme("extends: notebok\n")
        .check()
        .expect_only("unknown-theme", "themes/mine/theme.yaml", 1, 10)
        .helping("did you mean `notebook`?");
    theme("extends: mine\n").check().expect_only("broken-theme", "themes/mine/theme.yaml", 1, 10);
    let circle = theme("extends: other\n").and("themes/other/theme.yaml", "extends: mine\n");
    circle.check().expect_only("broken-theme", "themes/other/theme.yaml", 1, 10).saying("`mine` → `other` → `mine`");
    let mut tower = theme("extends: t0\n");
    for at in 0..60 {
        tower = tower.and(&format!("themes/t{at}/theme.yaml"), format!("extends: t{}\n", at + 1));
    }
    tower.check().expect_only("broken-theme", "themes/t48/theme.yaml", 1, 10).saying("more than 50 themes");
    // No other theme is called so, but a built-in one is.
    let over = with_config("title: C\ntheme: notebook\n").and("themes/notebook/theme.yaml", "extends: notebook\n");
    over.check().expect_no_findings();
}

#[test]
fn a_style_sheet_that_takes_in_what_is_not_there() {
    let course =
        with_config("title: C\ntheme: mine\n").and("themes/mine/static/site.css", "\n  @import \"bsae.css\";\n");
    course.check().expect_only("broken-theme", "themes/mine/static/site.css", 2, 3).saying("`bsae.css`");
}

#[test]
fn a_colour_that_is_a_comment_to_yaml() {
    let course = with_config("title: C\ntheme:\n  accent: #0a6e5c\n");
    course.check().expect_only("wrong-type", "clinic.yaml", 3, 11).fixing("  accent: '#0a6e5c'");
    with_config("title: C\ntheme:\n  accent:\n").check().expect_no_findings();
}

#[test]
fn an_accent_that_is_hard_to_read() {
    let accent = |theme: &str, colour: &str| {
        with_config(&format!("title: C\ntheme: {{ name: {theme}, accent: {colour} }}\n")).check()
    };
    accent("clinic", "gold")
        .expect_only("low-contrast", "clinic.yaml", 2, 32)
        .being_a_warning()
        .saying(
            "#ffd700 has a contrast ratio of 1.27:1 against the light surface #f1f5f4, but text needs at least 4.5:1",
        )
        .helping("the nearest color that has enough contrast");
    accent("clinic", "navy").expect_no_findings();
    // Enough for one theme is not for another.
    accent("clinic", "'#0a6e5c'").expect_no_findings();
    accent("contrast", "'#0a6e5c'").expect_only("low-contrast", "clinic.yaml", 2, 34).saying("text needs at least 7:1");
}

#[test]
fn an_accent_is_measured_on_the_grounds_of_the_course_s_own_theme() {
    let theme = |grounds: &str| {
        with_config("title: C\ntheme: { name: mine, accent: '#0a6e5c' }\n")
            .and("themes/mine/theme.yaml", grounds)
            .check()
    };
    theme("description: As clinic.\n").expect_no_findings();
    theme("paper: { light: '#0a5a6a', dark: black }\n").expect_only("low-contrast", "clinic.yaml", 2, 30);
    theme("paper: { light: white, dark: '#777' }\n")
        .expect_only("low-contrast", "clinic.yaml", 2, 30)
        .saying("the dark paper #777777")
        .helping("no color is easy to read on all of the theme's backgrounds");
}

#[test]
fn an_image_by_nearly_its_name() {
    let course = with_module(&module("A", "---\n![A tree](tre.svg) ![A tree](/tree.svg)\n"))
        .and("content/tree.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    course.check().expect_only("missing-image", "content/01-a.md", 6, 1).helping("did you mean `tree.svg`?");
}

#[test]
fn words_of_the_interface_that_do_not_exist() {
    with_module(&module("A", "")).and("i18n/en.yaml", "nav.home: Start\nnav.hom: Start\n").check().expect_only(
        "unknown-key",
        "i18n/en.yaml",
        2,
        1,
    );
}

#[test]
fn a_course_and_a_file_choose_the_severity_of_a_rule() {
    let course = Course::with("clinic.yaml", "title: C\nrules: { no-clinic: error, raw-html: off }\n")
        .and("content/01-a.md", "---\ntitle: A\n---\n<i class=\"x\">\n")
        .and("content/02-b.md", "---\ntitle: B\nrules: { no-clinic: off, raw-html: warn }\n---\n<i class=\"x\">\n");
    let built = course.build();
    built.expect_findings(&["no-clinic content/01-a.md:1:1", "raw-html content/02-b.md:5:1"]).expect_no_site();
}

#[test]
fn what_would_harm_readers_cannot_be_switched_off() {
    let course = Course::with("clinic.yaml", "title: C\nrules: { withheld-target: off, duplicate-address: warn }\n")
        .and("content/01-a/index.md", module("A", "---\n[Key](key.md)\n"))
        .and("content/01-a/key.md", "---\ntitle: Key\nedition: instructor\n---\n")
        .and("content/02-b.md", module("B", ""))
        .and("content/03-b.md", module("B again", ""));
    let built = course.build();
    built.expect_finding("wrong-type", "clinic.yaml", 2, 27).saying("always an error");
    built.expect_finding("wrong-type", "clinic.yaml", 2, 51);
    built.expect_finding("withheld-target", "content/01-a/index.md", 6, 1);
    built.expect_finding("duplicate-address", "content/03-b.md", 1, 1);
    built.expect_no_site();
}

// All in one run

/// Ten mistakes in seven files.
fn ten_mistakes() -> Course {
    Course::with("clinic.yaml", "title: C\nshow_answers: sometimes\n")
        .and(
            "content/01-a.md",
            "---\ntitle: A\nradra: []\nradar:\n  - { mistake: M, where: W, symptom: S }\n---\n[Away](gone.md)\n",
        )
        .and(
            "content/02-b.md",
            "---\ntitle: B\nbuilds_on: [foundations]\nradar:\n  - { preset: none, where: W }\n---\n",
        )
        .and("content/03-b.md", module("B again", ""))
        .and("content/04-c.md", module("'C", ""))
        .and("content/tags.md", module("Tags", ""))
        .and("templates/tags.html", "{% if %}\n")
}

/// What the program says of ten mistakes in this form.
fn told(format: &str) -> String {
    let output = ten_mistakes().run(&["check", "--format", format]).code(1).get_output().stdout.clone();
    String::from_utf8(output).unwrap()
}

#[test]
fn ten_mistakes_keep_the_site_from_being_written() {
    let course = ten_mistakes();
    let before = course.tree();
    course.run(&["build"]).code(1).stdout("");
    assert_eq!(course.tree(), before);
}

#[test]
fn programs_are_told_of_ten_mistakes_in_one_run() {
    insta::assert_snapshot!(told("json"), @r###"
    {"findings":[
    {"rule":"wrong-type","severity":"error","path":"clinic.yaml","line":2,"column":15,"end_line":2,"end_column":24,"message":"`show_answers` must be `never`, `after_attempt`, or `open`, not `sometimes`","help":"write `never`, `after_attempt`, or `open`","fix":null,"page":"rules/wrong-type/"},
    {"rule":"unknown-key","severity":"error","path":"content/01-a.md","line":3,"column":1,"end_line":3,"end_column":6,"message":"unknown key `radra` in the front matter of a module","help":"did you mean `radar`? the map already contains `radar`, so keep only one of the two keys","fix":null,"page":"rules/unknown-key/"},
    {"rule":"missing-column","severity":"error","path":"content/01-a.md","line":5,"column":5,"end_line":5,"end_column":41,"message":"the radar row has no `repair`","help":"add `repair:`, or leave out the column with `radar: { columns: […] }`","fix":null,"page":"rules/missing-column/"},
    {"rule":"broken-link","severity":"error","path":"content/01-a.md","line":7,"column":1,"end_line":7,"end_column":16,"message":"there is no page or file `gone.md` to link to","help":"use a path relative to the page's folder, the module's folder, or `content/`","fix":null,"page":"rules/broken-link/"},
    {"rule":"broken-reference","severity":"error","path":"content/02-b.md","line":3,"column":13,"end_line":3,"end_column":24,"message":"there is no module `foundations`","help":"use the path to a module under `content/`, such as `foundations/proofs`","fix":null,"page":"rules/broken-reference/"},
    {"rule":"unknown-preset","severity":"error","path":"content/02-b.md","line":5,"column":15,"end_line":5,"end_column":19,"message":"there is no preset `none`","help":"add the preset to `radar_presets:` in `clinic.yaml`, in a section, or in this module","fix":null,"page":"rules/unknown-preset/"},
    {"rule":"duplicate-address","severity":"error","path":"content/03-b.md","line":1,"column":1,"end_line":1,"end_column":1,"message":"`content/02-b.md` already has the address `/b/`","help":"rename one of the two: without prefixes such as `01-`, both names result in the same address","fix":null,"page":"rules/duplicate-address/"},
    {"rule":"yaml-syntax","severity":"error","path":"content/04-c.md","line":2,"column":8,"end_line":2,"end_column":9,"message":"this quote is never closed","help":"close the quote where the text ends","fix":{"line":2,"end_line":2,"text":"title: 'C'","certain":false},"page":"rules/yaml-syntax/"},
    {"rule":"reserved-address","severity":"error","path":"content/tags.md","line":1,"column":1,"end_line":1,"end_column":1,"message":"the name `tags` is reserved here for the site's own files","help":"rename the file `content/tags.md`, for example to `tagging.md`: the name `tags` is reserved, with or without a leading number","fix":null,"page":"rules/reserved-address/"},
    {"rule":"broken-template","severity":"error","path":"templates/tags.html","line":1,"column":7,"end_line":1,"end_column":9,"message":"the template cannot be used: Found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`","help":"see the documentation for the Tera template language at keats.github.io/tera","fix":null,"page":"rules/broken-template/"}
    ],"errors":10,"warnings":0}
    "###);
}

#[test]
fn people_are_told_of_ten_mistakes_in_one_run() {
    insta::assert_snapshot!(told("human"), @r###"
    error[wrong-type]: `show_answers` must be `never`, `after_attempt`, or `open`, not `sometimes`
     --> clinic.yaml:2:15
      |
    2 | show_answers: sometimes
      |               ^^^^^^^^^
      |
      = help: write `never`, `after_attempt`, or `open`

    error[unknown-key]: unknown key `radra` in the front matter of a module
     --> content/01-a.md:3:1
      |
    3 | radra: []
      | ^^^^^
      |
      = help: did you mean `radar`? the map already contains `radar`, so keep only one of the two keys

    error[missing-column]: the radar row has no `repair`
     --> content/01-a.md:5:5
      |
    5 |   - { mistake: M, where: W, symptom: S }
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: add `repair:`, or leave out the column with `radar: { columns: […] }`

    error[broken-link]: there is no page or file `gone.md` to link to
     --> content/01-a.md:7:1
      |
    7 | [Away](gone.md)
      | ^^^^^^^^^^^^^^^
      |
      = help: use a path relative to the page's folder, the module's folder, or `content/`

    error[broken-reference]: there is no module `foundations`
     --> content/02-b.md:3:13
      |
    3 | builds_on: [foundations]
      |             ^^^^^^^^^^^
      |
      = help: use the path to a module under `content/`, such as `foundations/proofs`

    error[unknown-preset]: there is no preset `none`
     --> content/02-b.md:5:15
      |
    5 |   - { preset: none, where: W }
      |               ^^^^
      |
      = help: add the preset to `radar_presets:` in `clinic.yaml`, in a section, or in this module

    error[duplicate-address]: `content/02-b.md` already has the address `/b/`
     --> content/03-b.md
      = help: rename one of the two: without prefixes such as `01-`, both names result in the same address

    error[yaml-syntax]: this quote is never closed
     --> content/04-c.md:2:8
      |
    2 | title: 'C
      |        ^
      |
    help: close the quote where the text ends
      |
    2 | title: 'C'
      |          +

    error[reserved-address]: the name `tags` is reserved here for the site's own files
     --> content/tags.md
      = help: rename the file `content/tags.md`, for example to `tagging.md`: the name `tags` is reserved, with or without a leading number

    error[broken-template]: the template cannot be used: Found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`
     --> templates/tags.html:1:7
      |
    1 | {% if %}
      |       ^^
      |
      = help: see the documentation for the Tera template language at keats.github.io/tera
    "###);
}

#[test]
fn warnings_alone_let_the_site_be_written() {
    let course = with_module("# A\n");
    course.run(&["check"]).code(0);
    course.run(&["check", "--deny-warnings"]).code(1);
    course.run(&["build"]).code(0);
    course.build().expect_file("a/index.html");
}

#[test]
fn an_id_that_a_heading_of_its_own_page_has() {
    let lab = "---\ntitle: Lab\nchecks:\n  - { id: the-task, text: Wrong. }\n---\n## The task\n\nDo it.\n";
    Course::with("content/01-m/index.md", module("M", ""))
        .and("content/01-m/practice/01-lab.md", lab)
        .check()
        .expect_finding("duplicate-statement", "content/01-m/practice/01-lab.md", 4, 27);
}

#[test]
fn code_that_is_too_much_for_colours() {
    let code = |language: &str, code: &str| with_module(&module("A", &format!("---\n```{language}\n{code}\n```\n")));
    let deep = format!("{}\n{}", "[".repeat(300), "]".repeat(300));
    let found = code("json", &deep).check();
    found
        .expect_only("plain-code", "content/01-a.md", 6, 4)
        .being_a_warning()
        .saying("602-byte `json` block")
        .saying("from line 2 onward")
        .helping("`text` instead of `json`");
    code("python", &"x = 1\n".repeat(12_000)).check().expect_only("plain-code", "content/01-a.md", 6, 4);
    let long = format!("x = 1\ny = '{}'", "a".repeat(9_000));
    code("python", &long)
        .check()
        .expect_only("plain-code", "content/01-a.md", 6, 4)
        .saying("line 2 is shown without syntax highlighting");
    code("text", &deep).check().expect_no_findings();
    code("", &long).check().expect_no_findings();
}

#[test]
fn a_long_circle_is_told_in_short() {
    let modules = (0..30).fold(Course::with("content/zero.md", module("M", "builds_on: [m29]\n")), |course, number| {
        let before = if number == 0 { "29".to_owned() } else { (number - 1).to_string() };
        course.and(&format!("content/m{number}.md"), module("M", &format!("builds_on: [m{before}]\n")))
    });
    let built = modules.check();
    let circles: Vec<_> = built.all().iter().filter(|found| found.rule() == "circular-builds-on").collect();
    assert_eq!(circles.len(), 1, "{circles:#?}");
    circles[0].saying("30 modules build on each other in a cycle: `").saying("` → …");
}

#[test]
fn what_takes_too_much_to_read() {
    let deep = format!("content/{}", "a/".repeat(70));
    let course = with_module(&module("A", ""));
    let course = course.and(&format!("{deep}01-b.md"), module("B", "")).and(&format!("{deep}02-c.md"), module("C", ""));
    let top = format!("content/{}a", "a/".repeat(64));
    let found = course.check();
    found.expect_finding("unreadable", &top, 1, 1).saying("64 levels deep");
    assert_eq!(found.findings().iter().filter(|found| found.starts_with("unreadable")).count(), 1);
    let big = with_module(&module("A", "")).and("content/02-b.md", "word ".repeat(2_000_000)).check();
    big.expect_finding("unreadable", "content/02-b.md", 1, 1).saying("10000000 bytes").helping("split");
}

#[test]
fn a_theme_that_does_not_exist() {
    let built = with_config("title: C\ntheme: clinik\n").check();
    built.expect_only("unknown-theme", "clinic.yaml", 2, 8).helping("did you mean `clinic`?");
}

#[test]
fn a_folder_that_is_a_section_and_a_module() {
    Course::with("content/01-unit/_index.md", "---\ntitle: Unit\n---\n")
        .and("content/01-unit/index.md", module("A", ""))
        .check()
        .expect_finding("ambiguous-folder", "content/01-unit/index.md", 1, 1);
}
