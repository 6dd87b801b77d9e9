//! From the files of a course to the pages of its site: order, addresses, references, inheritance, statements, ids.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{BARE_PRACTICE, Built, Course, copy_sample, html, module, pages};
use serde_json::Value;
use sha2::{Digest, Sha256};

const EMPTY: [String; 0] = [];

/// The addresses of the modules in `course.json`, in their order.
fn urls(built: &Built) -> Vec<String> {
    let course = built.json("course.json");
    course["modules"].as_array().unwrap().iter().map(|module| module["url"].as_str().unwrap().to_owned()).collect()
}

/// One value of each item of a list.
fn column(list: &Value, key: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|item| item[key].as_str().unwrap_or("null").to_owned()).collect()
}

/// Words as HTML, which is left out where it is their text.
fn html_of(words: &Value) -> &str {
    words.get("html").unwrap_or(&words["text"]).as_str().unwrap()
}

/// The texts of the statements of a module, group by group.
fn statements(built: &Built, data: &str) -> Vec<Vec<String>> {
    let data = built.json(data);
    let text = |words: &Value| words["text"].as_str().map_or_else(|| html::words(html_of(words)), str::to_owned);
    let texts = |group: &Value| group["statements"].as_array().into_iter().flatten().map(text).collect();
    data["checks"].as_array().unwrap().iter().map(texts).collect()
}

// Order and addresses

#[test]
fn numbers_order_and_do_not_show() {
    let built = Course::with("content/010-c.md", module("C", ""))
        .and("content/2-b.md", module("B", ""))
        .and("content/01-a.md", module("A", ""))
        .and("content/z.md", module("Z", ""))
        .and("content/Y.md", module("Y", ""))
        .and("content/2024-review.md", module("Review", ""))
        .build();
    built.expect_no_findings();
    assert_eq!(urls(&built), ["/a/", "/b/", "/c/", "/2024-review/", "/y/", "/z/"]);
}

#[test]
fn order_wins_over_numbers() {
    let built = Course::with("content/01-a.md", module("A", "order: 9\n"))
        .and("content/02-b.md", module("B", ""))
        .and("content/c.md", module("C", "order: -1\n"))
        .and("content/03-s/_index.md", "---\ntitle: S\norder: 1\n---\n")
        .and("content/03-s/d.md", module("D", ""))
        .build();
    assert_eq!(urls(&built), ["/c/", "/s/d/", "/b/", "/a/"]);
}

#[test]
fn names_of_every_script_become_addresses() {
    let built = Course::with("content/01-Über uns.md", module("Ü", "---\n[क](02-हिन्दी.md)\n"))
        .and("content/02-हिन्दी.md", module("H", ""))
        .and("content/03-e\u{301}.md", module("E", ""))
        .build();
    built.expect_no_findings();
    built
        .expect_file("über uns/index.html")
        .contains("href=\"../%E0%A4%B9%E0%A4%BF%E0%A4%A8%E0%A5%8D%E0%A4%A6%E0%A5%80/\"");
    built.expect_file("हिन्दी/index.html");
    built.expect_file("\u{e9}/index.html");
    assert_eq!(urls(&built)[0], "/%C3%BCber%20uns/");
}

#[test]
fn titles_do_not_decide_on_addresses() {
    let built = Course::with("content/01-short.md", "# A long title\n\nText.\n\n## More\n")
        .and("content/01-short.yaml", "")
        .build();
    built
        .expect_file("short/index.html")
        .contains("<h1>A long title</h1>")
        .says("A long title</h", 1)
        .contains("<h2 id=\"more\">");
}

#[test]
fn a_bundle_has_its_pages_below_it() {
    let built = Course::with("content/01-s/_index.md", "# S\n")
        .and("content/01-s/02-m/index.md", module("M", "---\n![Tree](tree.svg)\n"))
        .and("content/01-s/02-m/practice/01-lab.md", "# Lab\n")
        .and("content/01-s/02-m/concepts/c1/01-structure.md", "# Structure\n")
        .and("content/01-s/02-m/quiz.md", "# Quiz\n")
        .and("content/01-s/02-m/notes.md", "# Notes\n")
        .and("content/01-s/02-m/tree.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .and("content/01-s/02-m/practice/data/01-Raw Data.csv", "1,2\n")
        .and("clinic.yaml", BARE_PRACTICE)
        .build();
    built.expect_no_findings();
    for (path, kind) in
        [("practice/lab", "practice"), ("concepts/c1/structure", "concept"), ("quiz", "quiz"), ("notes", "page")]
    {
        built.expect_file(&format!("s/m/{path}/index.html")).contains(&format!("<body class=\"kind-{kind}\">"));
    }
    built.expect_file("s/m/index.html").contains("<body class=\"kind-module\">").contains("src=\"tree.svg\"");
    assert_eq!(built.expect_file("s/m/tree.svg").text(), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    assert_eq!(built.expect_file("s/m/practice/data/01-Raw Data.csv").text(), "1,2\n");
    for file in ["s/m/print/index.html", "assets/data/s/m.json"] {
        built.expect_file(file);
    }
}

#[test]
fn a_clinic_page_may_stand_apart() {
    let built = Course::with("content/01-m/index.md", "# Guide\n\nRead this.\n")
        .and("content/01-m/clinic.md", module("Clinic", "---\nRepair that.\n"))
        .and("content/01-m/practice/01-lab.md", "# Lab\n")
        .and("clinic.yaml", BARE_PRACTICE)
        .build();
    built.expect_no_findings();
    built
        .expect_file("m/index.html")
        .contains("Read this.")
        .contains("href=\"clinic/\"")
        .lacks("data-clinic=\"radar-row\"");
    let clinic = built.expect_file("m/clinic/index.html");
    clinic.contains("Repair that.").contains("data-clinic-id=\"m#").contains("href=\"../\"");
    built.expect_file("m/print/index.html");
    built.expect_file("m/practice/lab/index.html").contains("href=\"../../clinic/\"");
    assert_eq!(urls(&built), ["/m/clinic/"]);
}

#[test]
fn a_page_that_is_a_worksheet_leads_to_it_and_its_section_to_all() {
    let built = Course::with("content/01-s/_index.md", "# S\n")
        .and(
            "content/01-s/01-form.md",
            "---\ntitle: Form\nkind: page\nsheet: true\n---\n| A |\n|---|\n| |\n\n<!-- lines: 2 -->\n",
        )
        .and("content/01-s/02-plain.md", "---\ntitle: Plain\nkind: page\n---\nWords.\n")
        .and("content/02-t/_index.md", "# T\n")
        .and("content/02-t/01-plain.md", "---\ntitle: Plain\nkind: page\n---\nWords.\n")
        .build();
    built.expect_file("s/form/index.html").contains("<a class=\"button\" href=\"print/\">");
    built.expect_file("s/form/print/index.html").contains("<td></td>").contains("Room for 2 lines");
    built.expect_file("s/plain/index.html").lacks("class=\"button\"");
    built.expect_file("s/index.html").contains("<a class=\"button\" href=\"print/\">");
    built.expect_file("t/index.html").lacks("href=\"print/\"");
}

#[test]
fn a_worksheet_has_no_answer_and_no_note_whoever_prints_it() {
    let page = "---\ntitle: Form\nkind: page\nsheet: true\n---\nKept.\n\n> [!ANSWER]\n> zqanswer\n\n> [!INSTRUCTOR]\n> xjnote\n";
    let course = Course::with("content/form.md", page).and("clinic.yaml", "title: C\nshow_answers: open\n");
    for built in [course.build(), course.instructor()] {
        built.expect_file("form/index.html").contains("zqanswer");
        built.expect_file("form/print/index.html").contains("Kept.").lacks("zqanswer").lacks("xjnote");
    }
}

#[test]
fn a_kind_wins_over_the_place() {
    let built = Course::with("content/01-m/index.md", module("M", ""))
        .and("content/01-m/practice/01-quiz.md", "---\ntitle: Q\nkind: quiz\n---\n")
        .and("content/02-checkpoint.md", "---\ntitle: Checkpoint\nkind: page\n---\nText.\n")
        .and("content/03-bundle/index.md", "---\ntitle: Pages\nkind: page\n---\n")
        .and("content/03-bundle/more.md", "# More\n")
        .build();
    built.expect_no_findings();
    built.expect_file("m/practice/quiz/index.html").contains("kind-quiz");
    built.expect_file("checkpoint/index.html").contains("kind-page").lacks("id=\"log\"");
    built.expect_file("bundle/more/index.html");
    built.expect_no_file("checkpoint/print/index.html");
    assert_eq!(urls(&built), ["/m/"]);
}

#[test]
fn sections_nest() {
    let built = Course::with("content/01-track/_index.md", "---\ntitle: Track\ndescription: All of it.\n---\nIntro.\n")
        .and("content/01-track/01-term/_index.md", "# Term\n")
        .and("content/01-track/01-term/01-a.md", module("A", ""))
        .build();
    built.expect_no_findings();
    built.expect_file("index.html").contains("href=\"track/\"").contains("All of it.");
    built.expect_file("track/index.html").contains("Intro.").contains("href=\"term/\"");
    built.expect_file("track/term/index.html").contains("href=\"a/\"");
    let crumbs = built.expect_file("track/term/a/index.html");
    crumbs.contains_in_order(&[
        "class=\"crumbs\"",
        "href=\"../../../\"",
        "href=\"../../\">Track<",
        "href=\"../\">Term<",
    ]);
}

#[test]
fn a_folder_without_index_is_a_section_named_after_it() {
    let built = Course::with("content/02-unit-tests/01-a.md", module("A", "")).build();
    built.expect_file("unit-tests/index.html").contains("<h1>Unit tests</h1>");
}

#[test]
fn pages_lead_to_the_one_before_and_the_one_after() {
    let built = Course::with("content/_index.md", "# Home\n")
        .and("content/01-m/index.md", module("M", ""))
        .and("content/01-m/02-b.md", "# Page B\n")
        .and("content/01-m/01-a.md", "# Page A\n")
        .and("content/02-n.md", module("N", ""))
        .build();
    let turn = |path: &str| {
        let page = built.expect_file(path);
        let links = html::tags(page.text()).into_iter().filter(|tag| tag.name == "a");
        links
            .filter_map(|tag| Some((tag.get("rel")?.to_owned(), tag.get("href")?.to_owned())))
            .map(|(rel, href)| format!("{rel} {href}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(turn("index.html"), ["next m/"]);
    assert_eq!(turn("m/index.html"), ["prev ../", "next a/"]);
    assert_eq!(turn("m/b/index.html"), ["prev ../a/", "next ../../n/"]);
    assert_eq!(turn("n/index.html"), ["prev ../m/b/"]);
}

// References

#[test]
fn a_page_is_found_from_file_module_and_content() {
    let links = "---\ntitle: Lab\n---\n- [file](02-second.md)\n- [module](concepts/01-idea.md)\n- [content](02-other/01-far.md)\n- [root](/02-other/01-far.md)\n- [bare](second)\n- [numberless](other/far.md#end)\n- [section](/02-other/)\n- [up](../index.md)\n- [folder](../../01-m)\n- [address](/other/far/)\n- [static](/files/a.pdf)\n- [here](#below)\n- [mail](mailto:a@example.org)\n\n## Below\n";
    let built = Course::with("content/01-m/index.md", module("M", ""))
        .and("content/01-m/practice/01-lab.md", links)
        .and("content/01-m/practice/02-second.md", "# Second\n")
        .and("content/01-m/concepts/01-idea.md", "# Idea\n")
        .and("content/02-other/_index.md", "# Other\n")
        .and("content/02-other/01-far.md", module("Far", "---\n## End\n"))
        .and("static/files/a.pdf", "%PDF")
        .and("clinic.yaml", BARE_PRACTICE)
        .build();
    built.expect_no_findings();
    let page = built.expect_file("m/practice/lab/index.html");
    for (words, href) in [
        ("file", "../second/"),
        ("module", "../../concepts/idea/"),
        ("content", "../../../other/far/"),
        ("root", "../../../other/far/"),
        ("bare", "../second/"),
        ("numberless", "../../../other/far/#end"),
        ("section", "../../../other/"),
        ("up", "../../"),
        ("folder", "../../"),
        ("address", "../../../other/far/"),
        ("static", "../../../files/a.pdf"),
        ("here", "#below"),
        ("mail", "mailto:a@example.org"),
    ] {
        page.contains(&format!("<a href=\"{href}\">{words}</a>"));
    }
}

#[test]
fn the_nearest_file_wins() {
    let built = Course::with("content/01-m/index.md", module("M", ""))
        .and("content/01-m/practice/01-lab.md", "# Lab\n\n[x](x.md)\n")
        .and("content/01-m/practice/x.md", "# Nearest\n")
        .and("content/01-m/x.md", "# In the module\n")
        .and("content/x.md", module("In content", ""))
        .build();
    built.expect_file("m/practice/lab/index.html").contains("<a href=\"../x/\">x</a>");
}

#[test]
fn where_is_a_page_with_its_title_or_words() {
    let radar = "radar:
  - { mistake: A, where: practice/01-lab.md, symptom: S, repair: R }
  - { mistake: B, where: 'practice/lab.md#steps', symptom: S, repair: R }
  - { mistake: C, where: 'in *reviews*', symptom: S, repair: R }
";
    let built = Course::with("content/01-m/index.md", format!("---\ntitle: M\n{radar}---\n"))
        .and("content/01-m/practice/01-lab.md", "---\ntitle: 'The lab: part `one`'\n---\n## Steps\n")
        .and("clinic.yaml", BARE_PRACTICE)
        .build();
    built.expect_no_findings();
    built
        .expect_file("m/index.html")
        .contains("<a href=\"practice/lab/\">The lab: part <code>one</code></a>")
        .contains("<a href=\"practice/lab/#steps\">The lab: part <code>one</code></a>")
        .contains("<span class=\"place\">in <em>reviews</em></span>")
        .lacks("cell-where");
    assert_eq!(
        column(&built.json("assets/data/m.json")["radar"], "where"),
        ["/m/practice/lab/", "/m/practice/lab/#steps", "in reviews"]
    );
}

#[test]
fn builds_on_is_shown_both_ways() {
    let built = Course::with("content/01-s/_index.md", "# S\n")
        .and("content/01-s/01-a.md", module("Module A", ""))
        .and("content/02-b.md", module("Module B", "builds_on: [s/a, /01-s/01-a.md]\n"))
        .and("content/03-c.md", module("Module C", "builds_on: s/a\n"))
        .build();
    built.expect_no_findings();
    built.expect_file("b/index.html").contains_in_order(&["Builds on", "href=\"../s/a/\"", "Module A"]);
    built.expect_file("s/a/index.html").contains_in_order(&["Leads to", "href=\"../../b/\"", "href=\"../../c/\""]);
    assert_eq!(built.json("assets/data/b.json")["builds_on"], serde_json::json!(["s/a"]));
}

// Inheritance

/// A course in which every place says something about the module `content/01-s/01-n/01-m/`.
fn inheriting(config: &str, section: &str, nested: &str, guide: &str, clinic: &str) -> Built {
    Course::with("clinic.yaml", format!("title: C\n{config}"))
        .and("content/01-s/_index.md", format!("---\ntitle: S\ndefaults:\n{section}---\n"))
        .and("content/01-s/01-n/_index.md", format!("---\ntitle: N\ndefaults:\n{nested}---\n"))
        .and("content/01-s/01-n/01-m/index.md", format!("---\ntitle: Guide\n{guide}---\n"))
        .and("content/01-s/01-n/01-m/clinic.md", format!("---\ntitle: Clinic\n{clinic}---\n"))
        .and("content/01-s/01-n/01-m/practice/01-lab.md", "# Lab\n\n## Mistake check\n\n1. One.\n")
        .build()
}

const INHERITED: &str = "s/n/m/clinic/index.html";

#[test]
fn the_nearest_setting_wins_at_every_level() {
    let steps = ["config", "section", "nested", "guide", "clinic"];
    for nearest in 0..steps.len() {
        let say = |level: usize, indent: &str| {
            if level > nearest { String::new() } else { format!("{indent}protocol: [By {}.]\n", steps[level]) }
        };
        let built = inheriting(&say(0, ""), &say(1, "  "), &say(2, "  "), &say(3, ""), &say(4, ""));
        built
            .expect_file(INHERITED)
            .says("data-clinic=\"protocol-step\"", 1)
            .contains(&format!("By {}.", steps[nearest]));
    }
}

#[test]
fn maps_merge_and_lists_replace() {
    let built = inheriting(
        "radar: { title: Title of the course, intro: Intro of the course }\nlog: { rows: 3, starter: [] }\n",
        "  radar: { title: Title of the section }\n  parts: [radar, log, checks]\n",
        "  log: { columns: [mistake, { key: who, title: Seen by, width: 10 }] }\n",
        "",
        "radar: [{ mistake: M, where: W, symptom: S, repair: R }]\n",
    );
    built.expect_no_findings();
    let page = built.expect_file(INHERITED);
    page.contains_in_order(&["Title of the section", "Intro of the course", "id=\"log\"", "Seen by", "id=\"checks\""]);
    page.lacks("Title of the course").lacks("id=\"protocol\"").lacks("record-name\">Example");
    assert_eq!(built.expect_file("s/n/m/print/index.html").hooks("log-row"), 3);
}

#[test]
fn an_empty_list_means_none() {
    let built = Course::with(
        "content/01-a.md",
        module("A", "protocol: []\ncompletion: []\nlog: { starter: [] }\nchecks: []\n"),
    )
    .build();
    built.expect_no_findings();
    built
        .expect_file("a/index.html")
        .lacks("id=\"protocol\"")
        .lacks("id=\"completion\"")
        .contains("id=\"log\"")
        .lacks("Starter");
}

#[test]
fn columns_of_a_section_decide_what_a_row_needs() {
    let built = Course::with(
        "content/01-s/_index.md",
        "---\ntitle: S\ndefaults: { radar: { title: Failure modes, columns: [mistake, repair] } }\n---\n",
    )
    .and("content/01-s/01-a.md", "---\ntitle: A\nradar: [{ mistake: M, repair: R }]\n---\n")
    .build();
    built.expect_no_findings();
    built.expect_file("s/a/index.html").contains("Failure modes").lacks("cell-symptom").says("class=\"cell-", 2);
}

#[test]
fn presets_merge_by_name_and_stop_with_off() {
    let built = Course::with("clinic.yaml", "title: C\nradar_presets:\n  lab: { each: 'practice/*.md', mistake: 'M of {where}', symptom: S1, repair: R1 }\n  idea: { each: ['concepts/**', quiz.md], mistake: 'I of {where}', symptom: S, repair: R }\nrules: { practice-without-checks: off }\n")
        .and("content/01-s/_index.md", "---\ntitle: S\ndefaults: { radar_presets: { lab: { symptom: S2 } } }\n---\n")
        .and("content/01-s/01-m/index.md", "---\ntitle: M\nradar_presets: { idea: off }\n---\n")
        .and("content/01-s/01-m/practice/01-lab.md", "# Lab one\n")
        .and("content/01-s/01-m/practice/deep/01-lab.md", "# Too deep\n")
        .and("content/01-s/01-m/concepts/c/01-x.md", "# Idea\n")
        .and("content/02-n/index.md", "---\ntitle: N\n---\n")
        .and("content/02-n/practice/01-lab.md", "# Lab two\n")
        .and("content/02-n/concepts/c/01-x.md", "# Idea two\n")
        .and("content/02-n/quiz.md", "# Quiz two\n")
        .build();
    built.expect_no_findings();
    let rows = |data: &str| {
        let radar = &built.json(data)["radar"];
        let rows = radar.as_array().unwrap().iter();
        rows.map(|row| format!("{} / {}", html_of(&row["mistake"]), row["symptom"]["text"].as_str().unwrap()))
            .collect::<Vec<_>>()
    };
    assert_eq!(rows("assets/data/s/m.json"), ["M of Lab one / S2"]);
    assert_eq!(rows("assets/data/n.json"), ["M of Lab two / S1", "I of Idea two / S", "I of Quiz two / S"]);
}

#[test]
fn a_row_by_hand_replaces_its_twin_and_stands_first() {
    let built = Course::with("clinic.yaml", "title: C\nradar_presets: { lab: { each: practice/*.md, mistake: 'M of {where}', symptom: S, repair: R } }\nrules: { practice-without-checks: off }\n")
        .and("content/01-m/index.md", "---\ntitle: M\nradar:\n  - { preset: lab, where: practice/02-b.md, symptom: By hand }\n  - { preset: lab, where: somewhere }\n---\n")
        .and("content/01-m/practice/01-a.md", "# A\n")
        .and("content/01-m/practice/02-b.md", "# B\n")
        .build();
    built.expect_no_findings();
    let radar = &built.json("assets/data/m.json")["radar"];
    let rows: Vec<String> = radar
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            format!(
                "{} {} {}",
                row["label"].as_str().unwrap(),
                html_of(&row["mistake"]),
                row["symptom"]["text"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(rows, ["R1 M of B By hand", "R2 M of somewhere S", "R3 M of A S"]);
}

#[test]
fn rows_that_one_preset_makes_alike_stand_in_one() {
    let course = Course::with("clinic.yaml", "title: C\nradar_presets: { lab: { each: practice/*.md, mistake: 'M of {where}', symptom: S, repair: R } }\nrules: { practice-without-checks: off }\n")
        .and("content/01-m/index.md", "---\ntitle: M\nradar: [{ mistake: N, where: W, symptom: S, repair: R }]\n---\n")
        .and("content/01-m/practice/01-a.md", "# A\n")
        .and("content/01-m/practice/02-b.md", "---\ntitle: B\ndraft: true\n---\n")
        .and("content/01-m/practice/03-c.md", "# C\n")
        .and("content/01-m/practice/04-d.md", "# D\n");
    let built = course.build();
    built.expect_no_findings();
    let page = built.expect_file("m/index.html");
    page.says("<tr", 3).contains_in_order(&[
        "R2, R4–\u{2060}5</span>",
        "M of a page",
        ">R2</a>",
        "practice/a/",
        ">R4</a>",
        "practice/c/",
    ]);
    assert_eq!(page.hooks("radar-row"), 4, "each keeps its hook, its label and its id");
    let rows = built.json("assets/data/m.json")["radar"].clone();
    assert_eq!(column(&rows, "label"), ["R1", "R2", "R4", "R5"]);
    for id in column(&rows, "id") {
        page.contains(&format!(" id=\"{id}\"")).contains(&format!("data-clinic-id=\"m#{id}\""));
    }
    // The page says of itself what waits there, and leads back to it.
    let practice = built.expect_file("m/practice/c/index.html");
    practice.contains_in_order(&[
        "Practice 2 of 3",
        "Traps: mistakes",
        "href=\"../../#r",
        "M of C",
        "R4",
        "mistake radar",
    ]);
    practice.lacks("M of D");
    built.expect_file("radar/index.html").contains("1 module");
}

#[test]
fn columns_tell_where_a_trap_shows_up_only_without_the_trap() {
    let built = Course::with(
        "content/01-a.md",
        "---\ntitle: A\nradar:\n  columns: [where, symptom]\n  rows: [{ where: Here, symptom: S }]\n---\n",
    )
    .build();
    built.expect_no_findings();
    built.expect_file("a/index.html").contains("<td class=\"cell-where\">Here").lacks("class=\"place\"");
}

#[test]
fn kinds_of_evidence_are_those_of_the_nearest_file() {
    let own = "evidence: [{ id: test, title: 'A *failing* test', counts: [with_counterexample, changes_artifact] }]\n";
    let built = Course::with("content/01-a.md", module("A", own)).and("content/02-b.md", module("B", "")).build();
    built.expect_no_findings();
    let page = built.expect_file("a/index.html");
    page.contains_in_order(&["What counts as evidence", "A <em>failing</em> test"]);
    page.contains_in_order(&["data-goal=\"with_counterexample\"", "What counts as evidence: A <em>failing</em> test"]);
    let kinds = built.json("assets/data/a.json")["evidence"].clone();
    assert_eq!(kinds[0]["id"], "test");
    assert_eq!(kinds[0]["counts"], serde_json::json!(["with_counterexample", "changes_artifact"]));
    let built_in = built.json("assets/data/b.json")["evidence"].clone();
    assert_eq!(column(&built_in, "id"), ["counterexample", "retest", "corrected", "explanation"]);
}

#[test]
fn the_first_clinic_page_says_what_one_is() {
    let built = Course::with("content/01-a.md", module("A", "")).and("content/02-b.md", module("B", "")).build();
    for (page, times) in [("index.html", 1), ("a/index.html", 1), ("b/index.html", 0)] {
        built.expect_file(page).says("A mistake clinic lists the traps", times);
    }
}

#[test]
fn three_rows_make_a_whole_clinic_page() {
    let built = Course::with("content/01-a.md", module("A", "")).and("content/02-b.md", module("B", "")).build();
    for (page, criteria) in [("a", 3), ("b", 4)] {
        let page = built.expect_file(&format!("{page}/index.html"));
        assert_eq!(page.hooks("protocol-step"), 5);
        assert_eq!(page.hooks("criterion"), criteria, "the first module has none to connect back to");
        page.contains("id=\"p-reproduce\"")
            .contains("id=\"c-logged\"")
            .contains("data-goal=\"logged\" data-count=\"5\"");
    }
}

#[test]
fn the_path_of_a_clinic_page_follows_its_parts() {
    let more = "checks: [{ title: G, statements: [S., T.] }]\ncards: [{ front: F, back: B }]\n";
    let built = Course::with("content/01-a.md", module("A", more))
        .and("content/02-b.md", module("B", &format!("{more}parts: [cards, log, radar]\n")))
        .and("content/03-c.md", module("C", &format!("{more}parts: [radar, protocol, completion]\n")))
        .build();
    let path = |page: &str| {
        let page = built.expect_file(page);
        let path =
            page.text().split_once("<nav class=\"path\"").map_or("", |(_, rest)| rest.split_once("</nav>").unwrap().0);
        html::all(path, "href")
    };
    assert_eq!(path("a/index.html"), ["#radar", "#checks", "#log", "#cards"]);
    assert_eq!(path("b/index.html"), ["#cards", "#log", "#radar"]);
    assert_eq!(path("c/index.html"), EMPTY, "one thing to do needs no path");
    built
        .expect_file("b/index.html")
        .contains_in_order(&["<h2><span class=\"step\">1 </span>Retrieval cards", "2 </span>"]);
    built.expect_file("c/index.html").lacks("class=\"step\"");
    let counts = ["1 trap</span>", "2 statements</span>", "1 card</span>"];
    built.expect_file("a/index.html").contains_in_order(&counts).lacks("Contains");
    built.expect_file("c/index.html").contains("Contains");
}

// Statements

#[test]
fn an_attempt_is_asked_for_where_something_can_be_opened() {
    let group =
        |title: &str, more: &str| format!("  - {{ title: {title}, statements: [{{ text: S of {title}.{more} }}] }}\n");
    let checks = format!("checks:\n{}{}{}", group("G", ""), group("H", ", hint: X"), group("I", ", answer: Y"));
    let course = Course::with("content/01-a.md", module("A", &checks));
    let attempt = "<p class=\"attempt\">";
    course
        .build()
        .expect_file("a/index.html")
        .says(attempt, 1)
        .contains_in_order(&["S of G", attempt, "S of H", "S of I"]);
    let released =
        Course::with("content/01-a.md", module("A", &format!("show_answers: after_attempt\n{checks}"))).build();
    released.expect_file("a/index.html").says(attempt, 2).contains_in_order(&["S of H", attempt, "S of I"]);
}

#[test]
fn statements_come_from_the_module_its_pages_and_their_sections() {
    let built = Course::with("content/01-m/index.md", "---\ntitle: M\nchecks:\n  groups:\n    - { title: Own, statements: [Own one.] }\n    - source: practice/01-front.md\n    - { title: Other title, source: practice/02-section.md, intro: Other intro. }\n---\n")
        .and("content/01-m/practice/01-front.md", "---\ntitle: Front\nchecks: [Front one., Front two.]\n---\n")
        .and("content/01-m/practice/02-section.md", "# Section\n\n## Mistake checks\n\nIts intro.\n\n- Section one.\n")
        .and("content/01-m/practice/03-left-out.md", "# Left out\n\n## Mistake check\n\n- Not taken.\n")
        .build();
    built.expect_only("unlisted-checks", "content/01-m/practice/03-left-out.md", 5, 1);
    assert_eq!(
        statements(&built, "assets/data/m.json"),
        [vec!["Own one."], vec!["Front one.", "Front two."], vec!["Section one."]]
    );
    assert_eq!(column(&built.json("assets/data/m.json")["checks"], "title"), ["Own", "Front", "Other title"]);
    built.expect_file("m/index.html").contains("Other intro.").lacks("Its intro.").lacks("Not taken.");
    let left_out = built.expect_file("m/practice/left-out/index.html");
    left_out.contains("Not taken.").lacks("class=\"label\"");
    let front = built.expect_file("m/practice/front/index.html");
    front.contains("href=\"#").contains(">2.1</a>").says("data-clinic=\"statement\"", 2);
}

#[test]
fn without_groups_the_checks_of_all_pages_are_taken_in_order() {
    let built = Course::with("content/01-m/index.md", "---\ntitle: M\nchecks: { title: Traps to spot }\n---\n")
        .and("content/01-m/quiz.md", "---\ntitle: Quiz\nchecks: { intro: Pick., statements: [Quiz one.] }\n---\n")
        .and("content/01-m/practice/02-b.md", "# B\n\n## Common mistake check\n\n- B one.\n")
        .and("content/01-m/practice/01-a.md", "# A\n\n## Mistake Check\n\n1. A one.\n2. A two.\n")
        .and("content/01-m/practice/03-c.md", "# C\n\nNo checks.\n")
        .and("clinic.yaml", BARE_PRACTICE)
        .build();
    built.expect_no_findings();
    assert_eq!(statements(&built, "assets/data/m.json"), [vec!["A one.", "A two."], vec!["B one."], vec!["Quiz one."]]);
    built.expect_file("m/index.html").contains("Traps to spot").contains("<a href=\"practice/a/\">A</a>");
}

#[test]
fn a_check_section_has_an_intro_statements_and_what_follows() {
    let lab = "# Lab

Before.

## Mistake check

For each:

- one point
- another point

Mistakes:

1. \"First.\"
2. *Second* with `code` and {braces}.

   A second paragraph.

After the list.

### Still the section

## Next

The rest.
";
    let built = Course::with("content/01-m/index.md", "# M\n").and("content/01-m/practice/01-lab.md", lab).build();
    built.expect_no_findings();
    assert_eq!(
        statements(&built, "assets/data/m.json"),
        [vec!["First.", "Second with code and {braces}. A second paragraph."]]
    );
    built
        .expect_file("m/practice/lab/index.html")
        .contains_in_order(&[
            "Before.",
            "one point",
            "another point",
            "Mistakes:",
            "“First.”",
            "<code>code</code>",
            "A second paragraph.",
            "After the list.",
            "Still the section",
            "The rest.",
        ])
        .says("First.", 1);
    built
        .expect_file("m/index.html")
        .contains_in_order(&["one point", "Mistakes:", "“First.”"])
        .lacks("After the list.")
        .lacks("The rest.");
}

#[test]
fn a_section_of_prose_is_a_group_without_statements() {
    let built = Course::with("content/01-m/index.md", "# M\n")
        .and(
            "content/01-m/practice/01-a.md",
            "# A\n\n## Mistake check\n\nIf your plan still names one owner, start again.\n",
        )
        .and("content/01-m/practice/02-b.md", "# B\n\n## Mistake check\n\n- One.\n")
        .build();
    built.expect_no_findings();
    assert_eq!(statements(&built, "assets/data/m.json"), [vec![], vec!["One.".to_owned()]]);
    built.expect_file("m/index.html").contains("If your plan still names one owner");
    let label = built.json("assets/data/m.json")["checks"][1]["statements"][0]["label"].clone();
    assert_eq!(label, "2.1");
}

#[test]
fn a_course_names_its_check_headings() {
    let built = Course::with("clinic.yaml", "title: C\nmarkdown: { check_headings: ['Find the flaw'] }\n")
        .and("content/01-m/index.md", "# M\n")
        .and("content/01-m/practice/01-a.md", "# A\n\n## Find the *flaw*\n\n- One.\n")
        .build();
    assert_eq!(statements(&built, "assets/data/m.json"), [vec!["One."]]);
}

#[test]
fn definitions_elsewhere_in_the_file_hold_in_statements() {
    let lab = "# Lab\n\n## Mistake check\n\nSee [the rules][r].\n\n1. \"As [they][r] say.[^n]\"\n2. \"And again.[^n]\"\n\n## End\n\n[r]: ../rules.md\n[^n]: A note with `code`.\n";
    let built = Course::with("content/01-m/index.md", "# M\n")
        .and("content/01-m/rules.md", "# Rules\n")
        .and("content/01-m/practice/01-lab.md", lab)
        .build();
    built.expect_no_findings();
    built
        .expect_file("m/practice/lab/index.html")
        .contains("<a href=\"../../rules/\">the rules</a>")
        .contains("<a href=\"../../rules/\">they</a>");
    let clinic = built.expect_file("m/index.html");
    clinic
        .contains("<a href=\"rules/\">the rules</a>")
        .contains("<a href=\"rules/\">they</a>")
        .says("A note with <code>code</code>.", 2);
    unique_ids("m/index.html", clinic.text());
}

#[test]
fn the_notes_of_a_statement_stand_below_it() {
    let built = Course::with("content/01-m/index.md", "# M\n")
        .and(
            "content/01-m/practice/01-lab.md",
            "# Lab\n\n## Mistake check\n\n1. \"As they say.[^n]\"\n\n[^n]: A note.\n",
        )
        .build();
    built.expect_file("m/index.html").contains_in_order(&[
        "<p>“As they say.",
        "”</p>",
        "class=\"footnotes\"",
        "A note.",
    ]);
}

#[test]
fn one_pair_of_quotation_marks_is_the_pages_own() {
    let list =
        "1. \"Straight.\"\n2. “Curly.”\n3. Bare.\n4. \"a\" is not \"b\".\n5. He said \"no\".\n6. `\"c\"` is code.\n";
    let front = "checks:\n  - title: G\n    statements:\n      - '\"In front matter.\"'\n      - \"YAML ate these.\"\n";
    let built = Course::with("content/01-m/index.md", "# M\n")
        .and("content/01-m/practice/01-a.md", format!("# A\n\n## Mistake check\n\n{list}"))
        .and("content/02-n.md", format!("---\ntitle: N\n{front}---\n"))
        .build();
    assert_eq!(
        statements(&built, "assets/data/m.json"),
        [vec!["Straight.", "Curly.", "Bare.", "“a” is not “b”.", "He said “no”.", "\"c\" is code."]]
    );
    assert_eq!(statements(&built, "assets/data/n.json"), [vec!["In front matter.", "YAML ate these."]]);
    let page = built.expect_file("m/index.html");
    let claims = ["“Straight.”", "“Curly.”", "“Bare.”", "“a” is not “b”.", "“He said ‘no’.”"];
    for claim in claims.into_iter().chain(["“<code>\"c\"</code> is code.”"]) {
        page.contains(&format!("<p>{claim}</p>"));
    }
}

#[test]
fn a_course_may_do_without_quotation_marks() {
    let built = Course::with("clinic.yaml", "title: C\nquoted: false\n")
        .and("content/01-a.md", module("A", "checks: [{ title: G, statements: ['\"One.\"'] }]\n"))
        .build();
    built.expect_file("a/index.html").contains("<p>One.</p>").lacks("“One.”");
}

#[test]
fn the_marks_are_those_of_the_language() {
    let built = Course::with("clinic.yaml", "title: C\n")
        .and("i18n/en.yaml", "quote.open: '«'\nquote.close: '»'\n")
        .and("content/01-a.md", module("A", "checks: [{ title: G, statements: [One.] }]\n"))
        .build();
    built.expect_file("a/index.html").contains("<p>«One.»</p>");
}

// Ids and labels

/// The id that a thing of this kind and source text has.
fn id(kind: char, source: &str) -> String {
    let digest = Sha256::digest(source.as_bytes());
    let bits: Vec<u8> = digest.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    let letters = bits.chunks(5).map(|five| five.iter().fold(0, |number, bit| number << 1 | usize::from(*bit)));
    let letters = letters.map(|number| char::from(b"abcdefghijklmnopqrstuvwxyz234567"[number]));
    std::iter::once(kind).chain(letters.take(10)).collect()
}

#[test]
fn ids_are_made_from_what_things_say() {
    let text = "---
title: A
radar:
  - { mistake: '  The   *trap* ', where: W, symptom: S, repair: R }
  - { id: mine, was: [older], mistake: Other, where: W, symptom: S, repair: R }
checks:
  - title: G
    statements: ['\"Claim e\u{301}.\"', { id: s-own, text: B. }]
protocol: [Step one.]
cards: [{ front: Front, back: Back }]
completion: [{ text: Done. }, { goal: { logged: 3 } }]
---
";
    let built = Course::with("content/01-a.md", text).build();
    built.expect_no_findings();
    let data = built.json("assets/data/a.json");
    assert_eq!(column(&data["radar"], "id"), [id('r', "The *trap*"), "mine".to_owned()]);
    assert_eq!(column(&data["checks"][0]["statements"], "id"), [id('s', "Claim \u{e9}."), "s-own".to_owned()]);
    assert_eq!(column(&data["protocol"], "id"), [id('p', "Step one.")]);
    assert_eq!(column(&data["cards"], "id"), [id('k', "Front")]);
    assert_eq!(column(&data["completion"], "id"), [id('c', "Done."), id('c', "logged 3")]);
    assert_eq!(data["radar"][1]["was"], serde_json::json!(["older"]));
    let page = built.expect_file("a/index.html");
    page.contains(&format!("id=\"{0}\" data-clinic=\"statement\" data-clinic-id=\"a#{0}\"", id('s', "Claim \u{e9}.")));
}

#[test]
fn a_statement_has_one_id_wherever_it_comes_from() {
    let wanted = id('s', "We *never* retry.");
    let sources = [
        (
            "content/01-m/index.md",
            "---\ntitle: M\nchecks: [{ title: G, statements: ['\"We *never*  retry.\"'] }]\n---\n",
        ),
        ("content/01-m/practice/01-a.md", "---\ntitle: A\nchecks: ['We *never* retry.']\n---\n"),
        ("content/01-m/practice/01-a.md", "# A\n\n## Mistake check\n\n1. \"We *never*\n   retry.\"\n"),
        ("content/01-m/practice/01-a.md", "# A\n\n## Mistake check\n\n- [ ] We *never* retry.\n"),
    ];
    for (path, text) in sources {
        let built = Course::with("content/01-m/index.md", "# M\n").and(path, text).build();
        assert_eq!(built.json("assets/data/m.json")["checks"][0]["statements"][0]["id"], wanted.as_str(), "{text}");
    }
}

#[test]
fn a_preset_row_is_known_by_its_preset_and_page() {
    let course = Course::with(
        "clinic.yaml",
        "title: C\nradar_presets: { lab: { each: practice/*.md, mistake: 'M {where}', symptom: S, repair: R } }\n",
    )
    .and("content/01-m/index.md", "# M\n")
    .and("content/01-m/practice/01-a.md", "# A\n");
    let first = course.build().json("assets/data/m.json")["radar"][0]["id"].clone();
    assert_eq!(first, id('r', "lab practice/a").as_str());
    let reworded = course.and(
        "clinic.yaml",
        "title: C\nradar_presets: { lab: { each: practice/*.md, mistake: 'Other {where}', symptom: S, repair: R } }\n",
    );
    reworded.write("content/01-m/practice/01-a.md", "# Another title\n");
    assert_eq!(reworded.build().json("assets/data/m.json")["radar"][0]["id"], first);
}

#[test]
fn a_module_that_has_an_id_keeps_its_names() {
    let built = Course::with("content/01-renamed.md", module("A", "id: kept\n")).build();
    built.expect_file("renamed/index.html").contains("data-clinic-id=\"kept#").contains("data-clinic-id=\"kept#log\"");
    assert_eq!(built.json("assets/data/renamed.json")["name"], "kept");
}

#[test]
fn a_course_is_known_by_id_address_or_title() {
    let course_id = |config: &str| {
        Course::with("clinic.yaml", config).and("content/01-a.md", module("A", "")).build().json("course.json")["id"]
            .clone()
    };
    assert_eq!(course_id("title: C\nid: mine\nbase_url: https://example.org/c\n"), "mine");
    assert_eq!(
        course_id("title: C\nbase_url: https://example.org/c\n"),
        course_id("title: D\nbase_url: https://example.org/c/\n")
    );
    assert_eq!(course_id("title: C\n"), course_id("title: ' C '\n"));
    assert_ne!(course_id("title: C\n"), course_id("title: D\n"));
}

#[test]
fn labels_are_the_same_on_page_sheet_and_practice_page() {
    let built = Course::with("content/01-m/index.md", "# M\n")
        .and("content/01-m/practice/01-a.md", "# A\n\n## Mistake check\n\n1. One.\n2. Two.\n")
        .and("content/01-m/practice/02-b.md", "# B\n\n## Mistake check\n\n1. Three.\n")
        .build();
    for page in ["m/index.html", "m/print/index.html", "m/practice/b/index.html"] {
        built.expect_file(page).contains_in_order(&["2.1", "“Three.”"]);
    }
}

// Other pages and files

#[test]
fn drafts_are_left_out_until_they_are_asked_for() {
    let course = Course::with("content/01-a.md", module("A", ""))
        .and("content/02-b.md", module("B", "draft: true\ntags: [t]\n"));
    let built = course.build();
    built.expect_no_file("b/index.html").expect_no_file("assets/data/b.json").expect_no_file("tags/index.html");
    built.expect_file("course.json").lacks("/b/");
    course.drafts().expect_file("b/index.html").contains("Draft");
}

/// The beginning of an image, which is no text.
const LOGO: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x10\x08\xff";

#[test]
fn static_files_are_copied_as_they_are() {
    let course = Course::with("content/01-a.md", module("A", "---\n![Logo](/img/01-Logo.png)\n"))
        .and("static/img/01-Logo.png", LOGO)
        .and("static/robots.txt", "User-agent: mine\n")
        .and("static/.nojekyll", "")
        .and("content/.draft.md", "not part of the course");
    let built = course.build();
    built.expect_no_findings().expect_file(".nojekyll");
    assert_eq!(built.tree()["img/01-Logo.png"], LOGO);
    assert_eq!(built.expect_file("robots.txt").text(), "User-agent: mine\n");
    built.expect_file("a/index.html").contains("src=\"../img/01-Logo.png\"");
}

#[test]
fn aliases_lead_on() {
    let built = Course::with(
        "content/01-a.md",
        module("A", "aliases: [/old/path/, other.html, v1.0, guide.pdf, a.b/OLD.HTM]\n"),
    )
    .build();
    built.expect_no_findings();
    // Hosts send a file without the ending of a page to be saved, not to be read.
    built.expect_file("v1.0/index.html").contains("href=\"../a/\"");
    built.expect_file("guide.pdf/index.html").contains("href=\"../a/\"");
    built.expect_file("a.b/OLD.HTM").contains("href=\"../a/\"");
    built.expect_file("old/path/index.html").contains("content=\"0; url=../../a/\"").contains("href=\"../../a/\"");
    built.expect_file("other.html").contains("content=\"0; url=a/\"");
}

#[test]
fn tags_gather_pages_in_reading_order() {
    let built = Course::with("content/01-m/index.md", module("Module M", "tags: [C++, shared]\n"))
        .and("content/01-m/quiz.md", "---\ntitle: The quiz\ntags: [Shared, 'C#']\n---\n")
        .build();
    built.expect_no_findings();
    built.expect_file("tags/index.html").contains_in_order(&["C#", "1 page", "C++", "1 page", "shared", "2 pages"]);
    built.expect_file("tags/shared/index.html").contains_in_order(&["Module M", "The quiz"]);
    built.expect_file("tags/c++/index.html");
    built.expect_file("tags/c#/index.html").contains("Tag: C#");
    built.expect_file("m/index.html").contains("href=\"../tags/c++/\"");
}

#[test]
fn long_lists_turn_the_page() {
    let mut course = Course::with("clinic.yaml", "title: C\nbase_url: https://example.org/\n")
        .and("content/01-s/_index.md", "# S\n");
    for number in 1..=501 {
        course = course.and(
            &format!("content/01-s/p{number:03}.md"),
            format!("---\ntitle: P {number}\nkind: page\ntags: [all]\n---\n"),
        );
    }
    let built = course.build();
    built.expect_no_findings();
    built.expect_file("s/index.html").contains("P 500<").lacks("P 501<").contains("rel=\"next\" href=\"page/2/\"");
    let second = built.expect_file("s/page/2/index.html");
    second.contains("P 501<").lacks("P 500<").contains("rel=\"prev\" href=\"../../\"").contains("href=\"../../p501/\"");
    built.expect_file("tags/all/index.html").contains("Page 1 of 2").lacks("P 501<");
    built.expect_file("tags/all/page/2/index.html").contains("P 501<");
    built
        .expect_file("sitemap.xml")
        .contains("https://example.org/s/page/2/")
        .contains("https://example.org/tags/all/page/2/");
    let links = built.expect_file("s/p250/index.html").all("href").len();
    assert!(links < 80, "navigation stays small: {links} links");
}

#[test]
fn addresses_of_the_404_page_hold_anywhere() {
    let built = Course::with("clinic.yaml", "title: C\nbase_url: https://example.org/deep/course\n")
        .and("content/01-a.md", module("A", ""))
        .build();
    let page = built.expect_file("404.html");
    for address in page.all("href").iter().chain(&page.all("src")) {
        assert!(address.starts_with("/deep/course/") || address.starts_with('#'), "{address}");
    }
    Course::with("content/01-a.md", module("A", "")).build().expect_file("404.html").contains("href=\"/\"");
}

#[test]
fn what_machines_read() {
    let built = Course::with(
        "clinic.yaml",
        "title: 'C & D'\ndescription: 'About *it*'\nbase_url: https://example.org/c/\nid: cd\n",
    )
    .and("content/01-s/_index.md", "# S\n")
    .and("content/01-s/01-ü.md", module("'A: first'", "checks: [{ title: G, statements: [One., Two.] }]\n"))
    .build();
    assert_eq!(
        built.json("course.json"),
        serde_json::json!({
            "version": 2, "id": "cd", "title": "C & D", "description": "About it", "language": "en", "edition": "learner",
            "url": "https://example.org/c/",
            "modules": [{
                "name": "s/ü", "title": "A: first", "number": 1, "url": "https://example.org/c/s/%C3%BC/",
                "data": "https://example.org/c/assets/data/s/%C3%BC.json", "traps": 1, "statements": 2
            }]
        })
    );
    let module = built.expect_file("assets/data/s/ü.json");
    module.contains(r#""version":2,"course":"cd","name":"s/ü""#).contains(r#"{"id":""#);
    // What is empty, missing or the same twice is left out.
    module.lacks("null").lacks("[]").lacks("\n ").contains(r#""label":"1.1","text":"One."}"#);
    built.expect_file("robots.txt").contains("Sitemap: https://example.org/c/sitemap.xml");
    let sitemap = built.expect_file("sitemap.xml");
    sitemap
        .contains("<loc>https://example.org/c/</loc>")
        .contains("<loc>https://example.org/c/s/%C3%BC/</loc>")
        .lacks("404")
        .lacks("old");
    built.expect_file("s/ü/index.html").contains("<link rel=\"canonical\" href=\"https://example.org/c/s/%C3%BC/\">");
}

#[test]
fn without_an_address_there_is_no_sitemap() {
    let built = Course::with("content/01-a.md", module("A", "")).build();
    built.expect_no_file("sitemap.xml").expect_file("robots.txt").lacks("Sitemap");
    built.expect_file("a/index.html").lacks("canonical");
}

#[test]
fn traps_of_several_modules_return_on_the_radar() {
    let shared = "radar:\n  - { mistake: Shared trap, where: W, symptom: S, repair: R }\n";
    let built = Course::with("content/01-s/_index.md", "# S\n")
        .and("content/01-s/01-a.md", module("A", shared))
        .and("content/02-b.md", module("B", shared))
        .and("content/03-c.md", module("C", ""))
        .build();
    built.expect_no_findings();
    built.expect_file("radar/index.html").says("Shared trap", 1).contains("href=\"../s/radar/\"").lacks(">M<");
    built.expect_file("s/radar/index.html").contains("Shared trap").contains("data-clinic-id=\"s/a#");
}

// Looks

#[test]
fn a_template_extends_the_one_beneath_it() {
    let built = Course::with("content/01-a.md", module("A", ""))
        .and(
            "templates/clinic.html",
            "{% extends \"under/clinic.html\" %}\n{% block body %}<p>Mine</p>{{ super() }}{% endblock body %}\n",
        )
        .and(
            "templates/parts/footer.html",
            "<footer>{{ site.title }} of mine</footer>\n{% include \"under/parts/footer.html\" %}\n",
        )
        .build();
    built.expect_no_findings();
    built.expect_file("a/index.html").contains_in_order(&[
        "<p>Mine</p>",
        "id=\"radar\"",
        "Course of mine",
        "Made with clinic",
    ]);
}

#[test]
fn a_theme_of_the_course_lies_between_its_templates_and_the_built_in_ones() {
    let built = Course::with("clinic.yaml", "title: C\ntheme: { name: mine, accent: '#0a6e5c' }\n")
        .and("content/01-a.md", module("A", ""))
        .and(
            "themes/mine/templates/home.html",
            "{% extends \"under/home.html\" %}\n{% block body %}theme {{ super() }}{% endblock body %}\n",
        )
        .and(
            "templates/home.html",
            "{% extends \"under/home.html\" %}\n{% block body %}course {{ super() }}{% endblock body %}\n",
        )
        .and("themes/mine/static/site.css", "body { background: url(paper.svg) }\n")
        .and("themes/mine/static/paper.svg", "<svg/>")
        .build();
    built.expect_no_findings();
    built.expect_file("index.html").contains_in_order(&["course", "theme", "Modules"]);
    let names: Vec<String> = built.tree().into_keys().filter(|path| path.starts_with("assets/")).collect();
    let style = names.iter().find(|name| name.starts_with("assets/site.") && name.contains(".css")).unwrap();
    let paper = names.iter().find(|name| name.contains("paper.")).unwrap().trim_start_matches("assets/");
    built.expect_file(style).contains(&format!("url({paper})")).contains("--accent:light-dark(#0a6e5c,#");
    built.expect_file("a/index.html").contains(&format!("href=\"../{style}\""));
}

#[test]
fn a_course_replaces_words_of_the_interface() {
    let built = Course::with("content/01-a.md", module("A", ""))
        .and(
            "i18n/en.yaml",
            "radar.title: 'Traps & pitfalls'\nnav.home: Start\ncompletion.goal.logged.other: '{n} mistakes, no less.'\n",
        )
        .build();
    built.expect_no_findings();
    built
        .expect_file("a/index.html")
        .contains("Traps &amp; pitfalls")
        .contains(">Start</a>")
        .contains("5 mistakes, no less.");
}

#[test]
fn modules_are_numbered_where_the_course_wants_it() {
    let built = Course::with("clinic.yaml", "title: C\nnumbering: 'Week {n}'\n")
        .and("content/01-s/_index.md", "# S\n")
        .and("content/01-s/01-a.md", module("Alpha", ""))
        .and("content/02-t/_index.md", "# T\n")
        .and("content/02-t/01-b.md", module("Beta", ""))
        .build();
    built.expect_file("t/b/index.html").contains("<title>Week 2: Beta · C</title>").contains("Week 2");
}

// Markdown, end to end

/// The clinic page of a module with this body.
fn body(text: &str) -> (Built, crate::support::Page) {
    let built = Course::with("content/01-a.md", module("A", &format!("---\n{text}"))).build();
    let page = built.expect_file("a/index.html");
    unique_ids("a/index.html", page.text());
    (built, page)
}

#[test]
fn footnotes_are_numbered_in_each_text_and_lead_back() {
    let front = "checks:\n  - title: G\n    intro: |\n      Intro.[^1]\n\n      [^1]: Note of the intro.\n    statements:\n      - |\n        Claim.[^1]\n\n        [^1]: Note of the claim.\n";
    let built = Course::with(
        "content/01-a.md",
        module("A", &format!("{front}---\nOne.[^b] Two.[^a] Three.[^b]\n\n[^a]: Note a.\n[^b]: Note b.\n")),
    )
    .build();
    built.expect_no_findings();
    let page = built.expect_file("a/index.html");
    page.says("class=\"footnotes\"", 3).contains_in_order(&[
        "Note b.",
        "Note a.",
        "Note of the intro.",
        "Note of the claim.",
    ]);
    page.contains("href=\"#fnref:1:2\"");
    unique_ids("a/index.html", page.text());
    let ids: BTreeSet<String> = page.all("id").into_iter().collect();
    for target in page.all("href").iter().filter_map(|href| href.strip_prefix('#')) {
        assert!(ids.contains(target), "{target} among {ids:?}");
    }
}

#[test]
fn headings_in_several_texts_of_a_page_stay_apart() {
    let text = |words: &str| format!("|\n      {words}\n\n      ## Same\n\n      More.\n");
    let front = format!(
        "radar:\n  intro: {}  rows: [{{ mistake: M, where: W, symptom: S, repair: R }}]\nprotocol:\n  steps:\n    - {}    - {}cards:\n  - front: {}    back: {}",
        text("Intro"),
        text("One"),
        text("Two"),
        text("Front"),
        text("Back")
    );
    let built = Course::with("content/01-a.md", module("A", &format!("{front}---\n## Same\n"))).build();
    built.expect_no_findings();
    let page = built.expect_file("a/index.html");
    page.says("Same</h", 6);
    unique_ids("a/index.html", page.text());
}

#[test]
fn a_link_inside_a_page_leads_back_to_it_wherever_it_is_shown() {
    let built = Course::with("content/01-m/index.md", "# M\n")
        .and(
            "content/01-m/practice/01-lab.md",
            "# Lab\n\n## Steps\n\n## Mistake check\n\n- We skip [the steps](#steps).\n",
        )
        .build();
    built.expect_no_findings();
    built.expect_file("m/practice/lab/index.html").contains("<a href=\"#steps\">the steps</a>");
    built.expect_file("m/index.html").contains("<a href=\"practice/lab/#steps\">the steps</a>");
    built
        .expect_file("m/print/index.html")
        .contains("<a href=\"../practice/lab/#steps\" data-to=\"Lab\">the steps</a>");
}

#[test]
fn alerts_have_their_own_titles_or_the_usual_ones() {
    let (_, page) = body("> [!NOTE]\n> Usual.\n\n> [!warning] Mind the *gap*\n> Own.\n\n> A plain quote.\n");
    page.contains("<p class=\"alert-title\">Note</p>")
        .contains("<p class=\"alert-title\">Mind the <em>gap</em></p>")
        .contains("alert alert-warning")
        .contains("<blockquote>\n<p>A plain quote.</p>");
}

#[test]
fn lists_of_tasks_and_of_definitions() {
    let (_, page) = body("- [ ] open\n- [x] done\n\nTerm\n: Meaning\n");
    page.contains("aria-label=\"To do\"").contains("aria-label=\"Done\"").lacks("<input");
    page.contains("<dl>\n<dt>Term</dt>\n<dd>Meaning");
}

#[test]
fn tables_keep_their_alignment_without_inline_styles() {
    let (_, page) = body("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n");
    page.contains("class=\"align-start\"")
        .contains("class=\"align-center\"")
        .contains("class=\"align-end\"")
        .lacks("style=");
}

#[test]
fn formulas_become_mathml_and_money_stays_money() {
    let (built, page) =
        body("From $\\forall x$ to\n\n$$\\sum_{i=1}^n i$$\n\nIt costs $5 and $6, or $5-$10, and `$x$` is code.\n");
    built.expect_no_findings();
    page.says("<math", 2).contains("∀").contains("$5 and $6, or $5-$10").contains("<code>$x$</code>");
}

#[test]
fn code_is_coloured_by_classes() {
    let (built, page) = body("```rust\nlet x = \"<b>\"; // &\n```\n\n```text\n<plain>\n```\n\n    indented <b>\n");
    built.expect_no_findings();
    page.contains("data-language=\"rust\"")
        .contains("<span class=\"")
        .contains("&lt;b&gt;")
        .contains("&lt;plain&gt;")
        .lacks("style=");
}

#[test]
fn harmless_html_passes_and_the_rest_is_text() {
    let (built, page) = body(
        "Press <kbd>Esc</kbd>, H<sub>2</sub>O.<br>Next <!-- gone --> line. An `<id>` and <script>alert(1)</script>.\n\n<!-- a comment -->\n\n<details>\n<summary>More</summary>\n\nHidden *text*.\n\n</details>\n",
    );
    page.contains("<kbd>Esc</kbd>").contains("H<sub>2</sub>O.<br>").contains("<code>&lt;id&gt;</code>");
    page.contains("&lt;script&gt;alert(1)").lacks("<script>alert").lacks("gone").lacks("a comment");
    page.contains_in_order(&["<details>", "<summary>More</summary>", "<em>text</em>", "</details>"]);
    built.expect_finding("raw-html", "content/01-a.md", 6, 81).being_a_warning();
}

#[test]
fn a_course_may_open_up_to_html() {
    let built = Course::with("clinic.yaml", "title: C\nmarkdown: { html: any }\n")
        .and("content/01-a.md", module("A", "---\n<div class=\"box\">\n\n*x*\n\n</div>\n"))
        .build();
    built.expect_no_findings();
    built.expect_file("a/index.html").contains_in_order(&["<div class=\"box\">", "<em>x</em>", "</div>"]);
}

#[test]
fn headings_have_anchors_that_nothing_else_takes() {
    let (built, page) = body(
        "## Radar\n\n## What's `new`?\n\n## What's new\n\n### Own {#mine}\n\n[a](#radar-1) [b](#whats-new-1) [c](#mine) [d](#log)\n",
    );
    built.expect_no_findings();
    page.contains("id=\"radar-1\"")
        .contains("id=\"whats-new\"")
        .contains("id=\"whats-new-1\"")
        .contains("<h3 id=\"mine\">");
}

#[test]
fn strings_of_one_line_are_inline_whatever_they_start_with() {
    let front = "description: '# not a heading'\nchecks:\n  - title: '1. not a list'\n    statements: ['- not a list', '> not a quote', '[x] `{''id'': ''...''}`']\n";
    let built = Course::with("content/01-a.md", module("A", front)).build();
    built.expect_no_findings();
    built
        .expect_file("a/index.html")
        .contains("# not a heading")
        .contains("1. not a list")
        .contains("<p>“- not a list”</p>")
        .contains("<p>“&gt; not a quote”</p>")
        .contains("<code>{'id': '...'}</code>");
}

#[test]
fn markup_in_titles_stays_out_of_plain_places() {
    let built = Course::with("content/01-a.md", module("'`fork` & <exec>'", "")).build();
    let page = built.expect_file("a/index.html");
    page.contains("<title>fork &amp; &lt;exec&gt; · Course</title>")
        .contains("<h1><code>fork</code> &amp; &lt;exec&gt;</h1>");
    assert_eq!(built.json("course.json")["modules"][0]["title"], "fork & <exec>");
}

// The sample

fn sample() -> Built {
    let course = Course::with("clinic.yaml", "");
    copy_sample(&course);
    course.build()
}

/// No two elements of a page have one id.
fn unique_ids(path: &str, text: &str) {
    let mut seen = BTreeSet::new();
    for id in html::all(text, "id") {
        assert!(seen.insert(id.clone()), "{path} has the id {id} twice");
        assert!(!id.is_empty() && !id.contains(char::is_whitespace), "{path}: {id:?}");
    }
}

/// The path that an address on the page `from` leads to, and its fragment; nothing for addresses elsewhere.
fn target(from: &str, address: &str) -> Option<(String, Option<String>)> {
    if address.starts_with("//") || address.split('/').next().is_some_and(|first| first.contains(':')) {
        return None;
    }
    let (path, fragment) = address.split_once('#').map_or((address, None), |(path, fragment)| (path, Some(fragment)));
    let path = path.split('?').next().unwrap_or(path);
    let mut folders: Vec<&str> = from.split('/').collect();
    if path.is_empty() {
        return Some((from.to_owned(), fragment.map(decoded)));
    }
    folders.pop();
    for name in path.split('/') {
        match name {
            "." => {}
            ".." => assert!(folders.pop().is_some(), "{address} on {from} leaves the site"),
            name => folders.push(name),
        }
    }
    let mut path = decoded(&folders.join("/"));
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    Some((path, fragment.map(decoded)))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = (first == b'%')
            .then(|| std::str::from_utf8(after.get(..2)?).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok()))
            .flatten();
        bytes.push(hex.unwrap_or(first));
        rest = if hex.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn no_page_of_the_sample_has_an_id_twice() {
    for (path, text) in pages(&sample().tree()) {
        unique_ids(path, text);
    }
}

#[test]
fn every_link_of_the_sample_leads_to_a_file_and_a_place_in_it() {
    let tree = sample().tree();
    let ids: BTreeMap<&str, BTreeSet<String>> =
        pages(&tree).map(|(path, text)| (path, html::all(text, "id").into_iter().collect())).collect();
    let mut broken = Vec::new();
    let mut followed = 0;
    for (path, text) in pages(&tree).filter(|(path, _)| *path != "404.html") {
        for address in html::all(text, "href").iter().chain(&html::all(text, "src")) {
            let Some((file, fragment)) = target(path, address) else { continue };
            let fits =
                tree.contains_key(&file) && fragment.is_none_or(|fragment| ids[file.as_str()].contains(&fragment));
            followed += 1;
            if !fits {
                broken.push(format!("{path}: {address}"));
            }
        }
    }
    assert_eq!(broken, EMPTY);
    assert!(followed > 1000, "{followed} links");
}

#[test]
fn no_page_of_the_sample_asks_the_browser_for_scripts_styles_or_strangers() {
    for (path, text) in pages(&sample().tree()) {
        for tag in html::tags(text) {
            assert!(tag.name != "style" && tag.get("style").is_none(), "{path}: inline style in {}", tag.name);
            assert!(
                tag.name != "script"
                    || tag.get("src").is_some()
                    || matches!(tag.get("type"), Some("application/json" | "application/ld+json")),
                "{path}: inline script"
            );
            assert!(
                !tag.attributes.iter().any(|(name, _)| name.starts_with("on")),
                "{path}: inline handler in {}",
                tag.name
            );
            let fetched = match tag.name.as_str() {
                "img" | "script" | "iframe" | "source" => tag.get("src"),
                "link" if tag.get("rel") != Some("canonical") => tag.get("href"),
                _ => None,
            };
            assert!(fetched.is_none_or(|address| !address.contains("//")), "{path}: {fetched:?}");
        }
    }
}

#[test]
fn a_number_is_text_wherever_it_stands() {
    let built = Course::with("clinic.yaml", "title: C\nnumbering: 'Q&A <u>{n}</u>'\n")
        .and("content/01-m.md", module("M", ""))
        .build();
    for page in ["m/index.html", "m/print/index.html", "index.html"] {
        built.expect_file(page).lacks("<u>1").contains("&lt;u&gt;1");
    }
}
