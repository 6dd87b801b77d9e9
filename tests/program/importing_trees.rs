//! Whole courses of other tools come in with `clinic import`: every page, link, image, box and tab of theirs works.
#![expect(clippy::unwrap_used, reason = "the tests look at the program from outside")]

use crate::support::trees::Tool;

/// What must not be told of a course that came in.
const BROKEN: [&str; 11] = [
    "broken-link",
    "broken-anchor",
    "broken-reference",
    "missing-image",
    "unreadable-image",
    "image-without-alt",
    "undefined-reference",
    "code-from-file",
    "foreign-mark",
    "unknown-alert",
    "raw-html",
];

fn comes_in(tool: Tool) {
    let course = tool.course();
    course.run(&["import", "old", "--into", "handbook"]).success();
    let built = course.build();
    for rule in BROKEN {
        built.expect_none_of(rule);
    }
    let site = built.tree();
    let pages: Vec<&str> = site
        .iter()
        .filter(|(path, _)| path.contains("handbook/") && path.ends_with("index.html") && !path.contains("/print/"))
        .map(|(_, bytes)| std::str::from_utf8(bytes).unwrap())
        .collect();
    for number in 0..tool.pages() {
        let word = format!("This is word{number}x:");
        let mut found = pages.iter().filter(|page| page.contains(&word));
        let page = found.next().unwrap_or_else(|| panic!("{tool:?}: page {number} is lost"));
        assert_eq!(page.matches("<img src=").count(), 4, "{tool:?}: images of page {number}");
        let boxes = if tool.has_boxes() { 2 } else { 0 };
        assert_eq!(page.matches("class=\"alert-title\"").count(), boxes, "{tool:?}: boxes of page {number}");
        let tabs = if tool.has_tabs() { 2 } else { 0 };
        assert_eq!(page.matches("class=\"tab-title\"").count(), tabs, "{tool:?}: tabs of page {number}");
        assert_eq!(page.matches(":::note").count(), 1, "{tool:?}: code of page {number}");
        let code = usize::from(tool == Tool::MdBook);
        assert_eq!(page.matches("argv").count(), code, "{tool:?}: code from a file of page {number}");
    }
}

#[test]
fn a_course_of_docusaurus_comes_in() {
    comes_in(Tool::Docusaurus);
}

#[test]
fn a_course_of_mdbook_comes_in() {
    comes_in(Tool::MdBook);
}

#[test]
fn a_course_of_mkdocs_comes_in() {
    comes_in(Tool::MkDocs);
}

#[test]
fn a_course_of_hugo_comes_in() {
    comes_in(Tool::Hugo);
}

#[test]
fn a_course_of_jekyll_comes_in() {
    comes_in(Tool::Jekyll);
}

#[test]
fn titles_and_order_of_folders_come_along() {
    let course = Tool::Docusaurus.course();
    course.run(&["import", "old", "--into", "handbook"]).success();
    let text = |path: &str| String::from_utf8(course.tree()[path].clone()).unwrap();
    let language = text("content/01-handbook/language/_index.md");
    assert!(language.contains("title: 'The language'\norder: 3\n"), "{language}");
    let howto = text("content/01-handbook/howto/_index.md");
    assert!(howto.contains("title: 'How to: two'\norder: 7\n"), "{howto}");
}
