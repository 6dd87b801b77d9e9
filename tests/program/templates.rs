//! A site is never replaced by less than its templates mean: what cannot be rendered is told, and nothing is written.

use crate::support::{Course, module};

/// A course that was built once.
fn built() -> Course {
    let course = Course::with("content/01-a.md", module("A", ""));
    course.build().expect_no_findings();
    course
}

/// The course with these templates: one finding, from check and build alike, and every file of the site as it was.
fn refused(templates: &[(&str, &str)], place: (&str, u64, u64), words: &str) {
    let course = built();
    let before = course.build().tree();
    assert!(before.contains_key("index.html"));
    for (path, text) in templates {
        course.write(path, text);
    }
    let (path, line, column) = place;
    for built in [course.check(), course.build()] {
        built.expect_only("broken-template", path, line, column).saying(words);
    }
    let after = crate::support::tree(&course.path("public"));
    assert!(before == after, "the site that stands is touched by {templates:?}");
    course.run(&["build"]).code(1);
    course.run(&["check"]).code(1);
}

#[test]
fn templates_that_take_each_other_in_are_told_with_their_whole_circle() {
    refused(
        &[
            ("templates/parts/footer.html", "<p>{% include \"parts/x.html\" %}"),
            ("templates/parts/x.html", "<p>B</p>\n{% if page.draft %}{% include \"parts/footer.html\" %}{% endif %}"),
        ],
        ("templates/parts/x.html", 2, 31),
        "`parts/footer.html` → `parts/x.html` → `parts/footer.html`",
    );
    refused(
        &[
            ("templates/parts/footer.html", "{% include 'parts/x.html' %}"),
            ("templates/parts/x.html", "{% include 'parts/y.html' %}"),
            ("templates/parts/y.html", "\n{% include 'parts/x.html' %}"),
        ],
        ("templates/parts/y.html", 2, 12),
        "`parts/x.html` → `parts/y.html` → `parts/x.html`",
    );
}

#[test]
fn templates_that_extend_each_other_are_told_with_their_whole_circle() {
    refused(
        &[("templates/base.html", "{% extends \"x.html\" %}"), ("templates/x.html", "{% extends 'base.html' %}")],
        ("templates/x.html", 1, 12),
        "`base.html` → `x.html` → `base.html`",
    );
    refused(
        &[("templates/base.html", "{# mine #}\n{% extends \"base.html\" %}")],
        ("templates/base.html", 2, 12),
        "`base.html` → `base.html`",
    );
}

#[test]
fn circles_lead_through_blocks_and_components_too() {
    refused(
        &[
            ("templates/other.html", "{% block a %}{% block b %}{% endblock %}{% endblock %}"),
            (
                "templates/home.html",
                "{% extends \"other.html\" %}\n{% block b %}{% block a %}{{ super() }}{% endblock %}{% endblock %}",
            ),
        ],
        ("templates/home.html", 2, 14),
        "block `a` of `home.html` → block `a` of `other.html` → block `b` of `home.html` → block `a` of `home.html`",
    );
    refused(
        &[(
            "templates/parts/footer.html",
            "{% component c(n) %}{% include \"parts/footer.html\" %}{% endcomponent %}{{ <c n={1}/> }}",
        )],
        ("templates/parts/footer.html", 1, 32),
        "it includes itself",
    );
    refused(
        &[("templates/parts/footer.html", "{% component c(n) %}{{ <c n={n}/> }}{% endcomponent %}{{ <c n={1}/> }}")],
        ("templates/parts/footer.html", 1, 24),
        "components are nested more than 20 levels deep",
    );
}

#[test]
fn templates_too_deep_in_each_other_are_told_once() {
    let chain = |many: usize| -> Vec<(String, String)> {
        let name = |at: usize| if at == 0 { "parts/footer.html".to_owned() } else { format!("parts/x{at}.html") };
        let text = |at: usize| {
            if at + 1 < many { format!("{{% include \"{}\" %}}", name(at + 1)) } else { "<p>x</p>".to_owned() }
        };
        (0..many).map(|at| (format!("templates/{}", name(at)), text(at))).collect()
    };
    let course = built();
    for (path, text) in chain(60) {
        course.write(&path, text);
    }
    course.check().expect_no_findings();
    course.build().expect_file("index.html").contains("<p>x</p>");
    for (path, text) in chain(3000) {
        course.write(&path, text);
    }
    let found = course.check();
    assert_eq!(found.findings().len(), 1, "{:?}", found.findings());
    found.all()[0].saying("templates are nested more than 100 levels deep: `");
}

#[test]
fn what_takes_more_than_there_is_to_read_or_render_it_is_told() {
    let branches = format!("{{% if a %}}{}{{% endif %}}", "{% elif a %}".repeat(5_000));
    refused(&[("templates/parts/footer.html", &branches)], ("templates/parts/footer.html", 1, 2399), "200 branches");
    let doubling: Vec<(String, String)> = (0..40)
        .map(|at| {
            let next = format!("{{% include \"parts/x{}.html\" %}}", at + 1);
            let text = if at == 39 { String::new() } else { next.repeat(2) };
            (format!("templates/parts/x{at}.html"), text)
        })
        .collect();
    let doubling: Vec<(&str, &str)> = doubling.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    refused(&doubling, ("templates/parts/x23.html", 1, 12), "more than 100000 templates");
}

#[test]
fn what_a_loop_keeps_may_not_grow_without_end() {
    let told = |loops: &str, words: &str| {
        let text = format!("{{% set s = \"x\" %}}{{% for i in range(end=99999) %}}\n{loops}{{% endfor %}}");
        let found = Course::with("content/01-a.md", module("A", "")).and("templates/404.html", text).check();
        found.expect_only("broken-template", "templates/404.html", 2, 1).saying(words).helping("store less of it");
    };
    told("{% set_global s = s ~ s %}", "is larger than 64 MiB");
    told("{% set_global s %}{{ s }}{{ s }}{% endset %}", "is larger than 64 MiB");
    told("{% set_global s = [s] %}", "is nested more than 100 levels deep");
}

#[test]
fn an_empty_page_is_told_with_the_template_that_makes_it() {
    refused(
        &[("templates/base.html", " \n")],
        ("templates/base.html", 1, 1),
        "blocks that this template does not have: `body`, `contents`, `foot_of_page`, `head`, and `head_of_page`",
    );
    refused(&[("templates/404.html", "")], ("templates/404.html", 1, 1), "it produces an empty page");
    refused(
        &[("templates/home.html", "{% if false %}x{% endif %}")],
        ("templates/home.html", 1, 1),
        "it produces an empty page",
    );
}

#[test]
fn what_templates_may_do_is_no_fault() {
    let tree = "{% component tree(n) %}<b>{{ n }}</b>{% if n < 15 %}{{ <tree n={n + 1}/> }}{% endif %}{% endcomponent tree %}\
                {% include \"under/parts/footer.html\" %}{{ <tree n={1}/> }}";
    let course = built()
        .and("templates/parts/footer.html", tree)
        .and("templates/base.html", "{% extends \"under/base.html\" %}{% block head %}{{ super() }}<!-- mine -->{% endblock %}")
        .and("templates/parts/empty.html", "")
        .and("templates/parts/banner.html", "{% include \"parts/empty.html\" %}{% set x = [1, 2] | last %}{% set y %}{{ x }}!{% endset %}<i>{{ y }}</i>");
    course.check().expect_no_findings();
    course.build().expect_file("index.html").contains("<b>15</b>").contains("<!-- mine -->").contains("<i>2!</i>");
}

/// `inside` so often in each round of a loop in a loop.
fn rounds(inside: &str, times: usize) -> String {
    let (outer, inner) = ("{% for i in range(end=99999) %}", "{% for j in range(end=99999) %}");
    format!("<p>\n{outer}\n{inner}{}{{% endfor %}}{{% endfor %}}", inside.repeat(times))
}

#[test]
fn a_loop_that_would_not_end_is_told_where_it_begins() {
    let words = "the loops on the page take more than 20 million steps, so rendering stops here";
    refused(&[("templates/404.html", &rounds("{{ j }}", 250))], ("templates/404.html", 3, 1), words);
    refused(
        &[
            (
                "templates/parts/banner.html",
                "<p>\n{% for i in range(end=99999) %}{% include \"parts/x.html\" %}{% endfor %}",
            ),
            (
                "templates/parts/x.html",
                &format!("{{% for j in range(end=99999) %}}{}{{% endfor %}}", "{{ j }}".repeat(250)),
            ),
        ],
        ("templates/parts/x.html", 1, 1),
        words,
    );
}

#[test]
fn what_one_block_collects_is_bounded_while_it_is_collected() {
    let words = "the output of the page grows to more than 512 MiB, so rendering stops here";
    let text = "x".repeat(7_000);
    let collected = |begin: &str, end: &str| format!("{begin}{}{end}", rounds(&text, 1));
    for (begin, end) in [("{% set x %}", "{% endset %}"), ("{% filter upper %}", "{% endfilter %}")] {
        refused(&[("templates/404.html", &collected(begin, end))], ("templates/404.html", 3, 1), words);
    }
    let component = collected("{% component c() %}{{ body }}{% endcomponent %}{% <c> %}", "{% </c> %}");
    refused(&[("templates/404.html", &component)], ("templates/404.html", 3, 1), words);
    let joined =
        format!("{{% set s = \"{}\" %}}<p>\n{{{{ [s ~ s for i in range(end=99999)] | length }}}}", "x".repeat(9_000));
    refused(&[("templates/404.html", &joined)], ("templates/404.html", 2, 1), words);
}

#[test]
fn much_that_is_meant_is_no_fault() {
    let field = "<p>{{ entry.term }} {% if loop.first %}first{% elif loop.last %}last{% else %}{{ entry.tags | join(sep=\", \") }}{% endif %}</p>";
    let glossary = format!(
        "<dl>{{% for i in range(end=5000) %}}{{% set entry = {{ \"term\": \"word \" ~ i, \"tags\": [site.title, \"b\"] }} %}}<dt>{{{{ \
         entry.term }}}}</dt><dd>{}</dd>{{% endfor %}}</dl>",
        field.repeat(10)
    );
    let course = built().and("templates/404.html", glossary);
    course.check().expect_no_findings();
    course.build().expect_file("404.html").contains("<dt>word 4999</dt><dd><p>word 4999 last</p>");
}

#[test]
fn templates_that_are_copied_make_the_same_pages() {
    let course = Course::with("content/01-a/index.md", module("A", ""))
        .and("content/01-a/practice.md", "---\ntitle: P\n---\n\n## Mistake check\n\n- One is two.\n");
    let before = course.build().tree();
    crate::support::copy(&crate::support::in_repository("templates"), &course.path("templates"));
    let after = course.build().tree();
    assert!(before.keys().eq(after.keys()), "{:?} became {:?}", before.keys(), after.keys());
    for (path, page) in &before {
        assert!(after[path] == *page, "{path} is another");
    }
}
