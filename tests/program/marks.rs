//! A page as it was written for another tool: what means something to a course works, and of all else each kind is told
//! once, where it stands.

use crate::support::{Course, Found};

fn page(body: &str) -> Course {
    Course::with("content/a.md", format!("---\ntitle: A\nkind: page\n---\n{body}"))
        .and("content/other.md", "---\ntitle: Other\nkind: page\n---\nText.\n")
        .and("content/x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>")
}

#[test]
fn each_kind_of_mark_is_told_with_what_to_write() {
    let checked = page(
        "{{#include code/main.rs}}\n\n=== \"Python\"\n    x = 1\n\n--8<-- \"snippet.md\"\n\n{{< youtube abc >}} {% include x.html %}\n\n\
         ```{note}\nText.\n```\n\n{ref}`a-label`\n\n(a-target)=\n\nimport Tabs from '@theme/Tabs';\n\n![X](x.svg){width=50%}\n\n\
         [toc]\n\nDone :smile: and H~2~O and x^2^\n\n!!! note\n\nNo text of its own.\n\n```mermaid\ngraph TD\n```\n\n```js linenums=1\nx\n```\n",
    )
    .check();
    let marks: Vec<String> =
        checked.all().iter().filter(|found| found.rule() == "foreign-mark").map(Found::place).collect();
    let expected = [
        (5, 1),
        (7, 1),
        (12, 1),
        (12, 21),
        (14, 4),
        (18, 1),
        (20, 1),
        (22, 1),
        (24, 12),
        (26, 1),
        (28, 6),
        (28, 19),
        (30, 1),
        (34, 4),
        (38, 7),
    ];
    let expected: Vec<String> =
        expected.iter().map(|(line, column)| format!("foreign-mark content/a.md:{line}:{column}")).collect();
    assert_eq!(marks, expected, "{:#?}", checked.all());
    let help = |line, column| checked.expect_finding("foreign-mark", "content/a.md", line, column).help().to_owned();
    assert!(help(7, 1).contains("`> [!TAB Name]`"), "{}", help(7, 1));
    assert!(help(34, 4).contains("with `width` and `height` in its first tag"), "{}", help(34, 4));
    assert!(help(34, 4).contains("`![What the diagram shows](diagram.svg)`"), "{}", help(34, 4));
}

#[test]
fn what_means_something_to_a_course_works_and_is_not_told() {
    let built = page(
        ":::tip Look\n- See [other](other.md).\n:::\n\n??? note \"Folded\"\n    ==Marked== words.\n\nSo \\(x^2\\).\n\n\\[\nx = 1\n\\]\n\n\
         - [ ] one ==two==\n",
    )
    .build();
    built.expect_no_findings();
    built.expect_file("a/index.html").contains_in_order(&[
        "alert-tip",
        "Look",
        "<li>See <a href=\"../other/\">",
        "alert-note",
        "Folded",
        "<mark>Marked</mark>",
        "<math",
        "<math",
        "<mark>two</mark>",
    ]);
}

#[test]
fn what_is_wrong_inside_of_them_has_its_place() {
    let checked = page(":::tip\n\nSee [gone](gone.md).\n\n:::\n\n!!! note\n    Or [gone](gone.md).\n").check();
    checked.expect_findings(&["broken-link content/a.md:7:5", "broken-link content/a.md:12:8"]);
}

#[test]
fn places_that_html_names_are_places_that_links_lead_to() {
    let text = "<a id=\"start\"></a>\n\nTo [start](#start), [end](other.md#end), [named](#named), [inner](#inner).\n\n<p><a name=\"named\">x</a></p>\n\nA <span id=\"inner\">word</span>.\n";
    let course = page(text)
        .and("clinic.yaml", "title: C\nmarkdown: { html: any }\n")
        .and("content/other.md", "---\ntitle: Other\nkind: page\n---\n<div id=\"end\">\nEnd\n</div>\n");
    course.build().expect_no_findings();
    course.write("content/a.md", format!("---\ntitle: A\nkind: page\n---\n{text}\n[gone](#gone)\n"));
    course.check().expect_only("broken-anchor", "content/a.md", 13, 1);
}
