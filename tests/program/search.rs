//! What a site is searched by: which files it has for that, what they hold, and that a course may want none.

use crate::support::{Built, Course, module};

fn course(config: &str) -> Course {
    Course::with("clinic.yaml", format!("title: Course\n{config}"))
        .and("content/_index.md", "# Home\n\nWelcome.\n")
        .and("content/a.md", module("Alpha", ""))
        .and("content/s/_index.md", "---\ntitle: Part\n---\n")
        .and(
            "content/s/b.md",
            "---\ntitle: Beta\nkind: page\ntags: [loops]\n---\nWords.\n\n## Eine Überschrift\n\nMore.\n",
        )
}

fn files(built: &Built) -> Vec<String> {
    built.tree().into_keys().filter(|path| path.contains("search")).collect()
}

#[test]
fn every_page_leads_to_the_search_unless_the_course_wants_none() {
    let built = course("").build();
    built.expect_no_findings();
    let files_there = files(&built);
    let script = files_there.iter().find(|path| path.starts_with("assets/search.")).cloned().unwrap_or_default();
    let expected =
        [&script, "assets/search/p/0.js", "assets/search/t/0.js", "assets/search/table.js", "search/index.html"];
    assert_eq!(files_there, expected);
    for (page, root) in [("index.html", ""), ("s/b/index.html", "../../"), ("a/index.html", "../")] {
        let link = format!("<a class=\"site-search\" href=\"{root}search/\" data-script=\"{root}{script}\"");
        built.expect_file(page).contains(&link);
    }
    built.expect_file("404.html").contains("href=\"/search/\"");
    built.expect_file("search/index.html").contains("<noscript>").contains("data-search-page");

    let built = course("search: false\n").build();
    built.expect_no_findings();
    assert_eq!(files(&built), Vec::<String>::new());
    built.expect_file("index.html").lacks("search.");
    course("search: maybe\n").check().expect_finding("wrong-type", "clinic.yaml", 2, 9);
}

#[test]
fn the_files_hold_what_can_be_found_and_where_it_is() {
    let built = course("").build();
    let table = "clinicSearch.take(\"table\",{\"pages\":4,\"starts\":\"0\",\"firsts\":\"";
    built.expect_file("assets/search/table.js").contains(table);
    built
        .expect_file("assets/search/p/0.js")
        .contains("[\"s/b/\",\"\",\"Part\",\"Beta\",\"Words.\",1,\"\",\"Eine Überschrift\\neine-überschrift\"]");
    built.expect_file("assets/search/t/0.js").contains("uberschrift,").lacks("Überschrift");
}

#[test]
fn each_edition_is_searched_for_what_it_shows() {
    let course = course("show_answers: open\n")
        .and("content/draft.md", "---\ntitle: Zebradraft\nkind: page\ndraft: true\n---\n")
        .and(
            "content/key.md",
            "---\ntitle: Zebrakey\nkind: page\nedition: instructor\n---\n> [!INSTRUCTOR]\n> Zebranote\n",
        );
    let holds = |built: &Built, word: &str| {
        let texts = built.tree().into_iter().filter(|(path, _)| path.starts_with("assets/search/"));
        texts.into_iter().any(|(_, bytes)| String::from_utf8_lossy(&bytes).to_lowercase().contains(word))
    };
    let (learner, instructor) = (course.build(), course.instructor());
    assert!(!holds(&learner, "zebra") && holds(&learner, "alpha"));
    assert!(holds(&instructor, "zebrakey") && !holds(&instructor, "note") && !holds(&instructor, "draft"));
}

#[test]
fn an_edit_is_found_by_its_new_words() {
    let course = course("");
    course.build();
    course.write(
        "content/s/b.md",
        "---\ntitle: Beta\nkind: page\ntags: [loops]\n---\nOther.\n\n## Eine Überschrift\n\nMore.\n",
    );
    let built = course.build();
    built.expect_file("assets/search/t/0.js").contains("other,").lacks("words,");
}
