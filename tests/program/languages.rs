//! A course in another language speaks it on every page and sheet, and means the same.
#![expect(clippy::unwrap_used, reason = "the tests look at the site from outside")]

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Course, Tree, module, pages};
use mistake_clinic::api::strings::Strings;

/// The languages that come with the program, but English.
const OTHERS: [&str; 5] = ["ar", "de", "es", "fr", "ja"];

fn words(language: &str) -> BTreeMap<String, String> {
    Strings::load(language, &[], &mut Vec::new()).all().clone()
}

/// A course without a word of English that has one of everything the interface has words for.
fn course(language: &str) -> Course {
    let config = format!(
        "title: Kurs\nlanguage: {language}\nbase_url: 'https://example.org/'\nrepository: 'https://example.org/quelle'\n\
         authors: [Anna, Berta]\nlicense: Frei\nsheets: {{ print: [log, checks, cards, completion, protocol, review], \
         shuffle: 7 }}\nshow_answers: open\n"
    );
    let claims = "checks:\n  - title: Eins\n    source: practice/01-u.md\n    statements:\n      - text: Falsch.\n        \
                  hint: Wink.\n        answer: { error: F, why: W, correction: K }\n      - Auch falsch.\n";
    let cards = "cards:\n  - { front: Vorn, back: Hinten }\n";
    let body = "---\n> [!NOTE]\n> N\n\n> [!TIP]\n> T\n\n> [!IMPORTANT]\n> I\n\n> [!WARNING]\n> W\n\n> [!CAUTION]\n> C\n\n\
                > [!INSTRUCTOR]\n> L\n\n> [!ANSWER]\n> A\n\n- [ ] offen\n- [x] zu\n\nText.[^1]\n\n## Kopf\n\n[^1]: Note.\n";
    let facts = "tags: [eins]\ndate: 2026-01-02\nupdated: 2026-02-03\naliases: [/alt/]\n";
    Course::with("clinic.yaml", config)
        .and("content/_index.md", "---\ntitle: Anfang\n---\n")
        .and("content/01-s/_index.md", "---\ntitle: Teil\n---\n")
        .and("content/01-s/01-a/index.md", module("Erstes", &format!("{facts}{body}")))
        .and("content/01-s/01-a/practice/01-u.md", "---\ntitle: Probe\nsheet: true\ntags: [eins]\n---\nText.\n\n<!-- lines: 3 -->\n\n## Mistake check\n\n- Falsch.\n- Nichts.\n")
        .and("content/01-s/01-a/concepts/01-k.md", "---\ntitle: Idee\n---\nText.\n")
        .and("content/01-s/01-a/quiz.md", "---\ntitle: Fragen\n---\nText.\n")
        .and("content/01-s/01-a/mehr.md", "---\ntitle: Rest\n---\nText.\n")
        .and("content/01-s/02-b/index.md", "---\ntitle: Geleit\nbuilds_on: [s/a]\n---\nText.\n")
        .and("content/01-s/02-b/clinic.md", module("Zweites", &format!("{claims}{cards}")))
        .and("content/01-s/02-b/practice/01-u.md", "---\ntitle: Zweite Probe\n---\nText.\n")
        .and("content/02-leer/_index.md", "---\ntitle: Leer\n---\n")
        .and("content/02-leer/01-c.md", module("Drittes", "tags: [zwei]\n"))
}

/// What a page says, in pieces: its texts and its labels.
fn said(page: &str) -> BTreeSet<String> {
    let between = page.split('<').filter_map(|rest| rest.split_once('>')).map(|(_, text)| text.to_owned());
    let labels = ["aria-label", "title", "alt", "placeholder"]
        .into_iter()
        .flat_map(|name| crate::support::html::all(page, name));
    between.chain(labels).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

/// What all worksheets of a course share.
fn sheet_data(tree: &Tree) -> serde_json::Value {
    let mut files = tree.iter().filter(|(path, _)| path.starts_with("assets/sheet-data."));
    let (_, bytes) = files.next().unwrap();
    let script = std::str::from_utf8(bytes).unwrap().strip_prefix("globalThis.clinicSheets = ").unwrap();
    serde_json::from_str(script.split_once(";\n").unwrap().0).unwrap()
}

/// What the script of the worksheets says: the words that it fills in, and the form in which readers choose.
fn said_by_script(tree: &Tree) -> BTreeSet<String> {
    let data = sheet_data(tree);
    let filled = data["words"].as_object().unwrap().values().map(|word| word.as_str().unwrap().to_owned());
    filled.chain(said(data["form"].as_str().unwrap())).collect()
}

/// The words that a script of the learner's log shows.
fn said_by_log(script: &[u8]) -> BTreeSet<String> {
    let script = std::str::from_utf8(script).unwrap();
    let (_, words) = script.split_once("Object.assign(clinicLog.words, ").unwrap();
    let words: BTreeMap<String, String> = serde_json::from_str(words.split_once(");\n").unwrap().0).unwrap();
    words.into_values().collect()
}

/// What each page says, and the scripts.
fn all_said(tree: &Tree) -> Vec<(&str, BTreeSet<String>)> {
    let pages = pages(tree).map(|(path, page)| (path, said(page)));
    let logs = tree.iter().filter(|(path, _)| path.starts_with("assets/log.") || path.starts_with("assets/log-pages."));
    let logs = logs.map(|(path, script)| (path.as_str(), said_by_log(script)));
    pages.chain(logs).chain([("sheet-data.js", said_by_script(tree))]).collect()
}

/// Whether a text is these words, whatever may be filled in.
fn is_said(text: &str, words: &str) -> bool {
    let Some((start, rest)) = words.split_once('{') else { return text == words };
    let (Some(text), Some((_, rest))) = (text.strip_prefix(start), rest.split_once('}')) else { return false };
    (0..=text.len()).filter(|at| text.is_char_boundary(*at)).any(|at| is_said(&text[at..], rest))
}

/// Every English word of the interface that a site says, with a page that says it.
fn english_in(tree: &Tree, language: &str) -> Vec<String> {
    let (own, english) = (words(language), words("en"));
    let is_own = |text: &str| own.values().any(|words| is_said(text, words));
    let foreign = english.iter().filter(|(_, words)| words.chars().any(char::is_alphabetic));
    let foreign: Vec<(&String, &String)> = foreign.filter(|(_, words)| !is_own(words)).collect();
    let mut found = Vec::new();
    for (path, texts) in all_said(tree) {
        for text in texts {
            let said = foreign.iter().filter(|(_, words)| is_said(&text, words) && !is_own(&text));
            found.extend(said.map(|(key, words)| format!("{path}: `{text}` is {key}, `{words}`")));
        }
    }
    found
}

#[test]
fn no_page_of_a_course_in_another_language_says_an_english_word() {
    for language in OTHERS {
        for built in [course(language).build(), course(language).instructor()] {
            let found = english_in(&built.tree(), language);
            assert!(found.is_empty(), "{language}: {found:#?}");
        }
    }
}

#[test]
fn the_same_course_in_english_says_nearly_every_word() {
    let (learner, instructor) = (course("en").build().tree(), course("en").instructor().tree());
    let both = all_said(&learner).into_iter().chain(all_said(&instructor));
    let texts: BTreeSet<String> = both.flat_map(|(_, texts)| texts).collect();
    let english = words("en");
    let unsaid: Vec<&String> = english
        .iter()
        .filter(|(_, words)| !texts.iter().any(|text| is_said(text, words)))
        .map(|(key, _)| key)
        .collect();
    assert!(unsaid.len() * 4 < english.len(), "{} of {} are not said: {unsaid:#?}", unsaid.len(), english.len());
}

#[test]
fn every_page_of_a_course_in_arabic_runs_from_right_to_left() {
    let tree = course("ar").build().tree();
    assert!(pages(&tree).count() > 20);
    for (path, page) in pages(&tree) {
        assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"), "{path}");
    }
    let tree = course("de-AT").build().tree();
    for (path, page) in pages(&tree) {
        assert!(page.contains("<html lang=\"de-AT\" dir=\"ltr\">"), "{path}");
    }
}

#[test]
fn ids_do_not_change_with_the_language() {
    let ids = |language: &str| {
        let built = course(language).instructor();
        let ids = |path: &str| built.expect_file(path).all("data-clinic-id");
        [ids("s/a/index.html"), ids("s/b/clinic/index.html"), ids("s/b/print/index.html")]
    };
    let english = ids("en");
    assert!(english.iter().all(|ids| ids.len() > 5), "{english:?}");
    for language in OTHERS {
        assert_eq!(ids(language), english, "{language}");
    }
}

#[test]
fn statements_stand_in_the_marks_of_the_language() {
    for (language, claim) in [
        ("de", "„Falsch.“"),
        ("fr", "«\u{202f}Falsch.\u{202f}»"),
        ("es", "«Falsch.»"),
        ("ar", "«Falsch.»"),
        ("ja", "「Falsch.」"),
    ] {
        course(language).build().expect_file("s/b/clinic/index.html").contains(claim);
    }
}

#[test]
fn each_language_has_headings_of_its_own_for_checks() {
    for (language, heading) in [
        ("de", "Fehlercheck"),
        ("fr", "Chasse aux erreurs"),
        ("es", "Detección de errores"),
        ("ar", "كشف الأخطاء"),
        ("ja", "間違いチェック"),
        ("de", "Mistake check"),
    ] {
        let built = Course::with("clinic.yaml", format!("title: Kurs\nlanguage: {language}\n"))
            .and("content/01-a/index.md", "---\ntitle: A\n---\n")
            .and("content/01-a/practice/01-u.md", format!("---\ntitle: U\n---\n## {heading}\n\n- Falsch.\n"))
            .build();
        built.expect_no_findings();
        assert_eq!(built.expect_file("a/index.html").hooks("statement"), 1, "{heading}");
    }
}

#[test]
fn a_log_that_was_pasted_is_seen_in_each_language() {
    let table = |heads: &[&str]| {
        let line = |cells: &[&str]| format!("| {} |\n", cells.join(" | "));
        let blank = vec![" "; heads.len()];
        format!("{}{}{}", line(heads), line(&vec!["---"; heads.len()]), line(&blank))
    };
    for language in OTHERS.iter().chain(&["en"]) {
        let words = words(language);
        let heads = ["date", "mistake", "symptom", "root_cause", "repair", "card"]
            .map(|column| words[&format!("log.column.{column}")].as_str());
        Course::with("clinic.yaml", format!("title: Kurs\nlanguage: {language}\n"))
            .and("content/01-a.md", module("A", &format!("---\n{}", table(&heads))))
            .check()
            .expect_finding("pasted-clinic", "content/01-a.md", 6, 1);
    }
}

#[test]
fn the_script_of_a_sheet_has_every_form_of_what_it_counts() {
    let words = |language: &str| {
        let data = sheet_data(&course(language).build().tree());
        let words = data["words"].as_object().unwrap().clone();
        let forms = words.keys().filter_map(|key| key.strip_prefix("print.total.").map(str::to_owned));
        (data["plural_language"].as_str().unwrap().to_owned(), forms.collect::<BTreeSet<_>>().len())
    };
    assert_eq!(words("ar-EG"), ("ar".to_owned(), 6));
    assert_eq!(words("ja"), ("ja".to_owned(), 1));
    assert_eq!(words("de"), ("de".to_owned(), 2));
}

#[test]
fn a_count_in_a_list_takes_the_form_of_its_number() {
    let rows = |count: usize| {
        let row = |number| format!("  - {{ mistake: M{number}, where: W, symptom: S, repair: R }}\n");
        format!("---\ntitle: A\nradar:\n{}---\n", (0..count).map(row).collect::<String>())
    };
    for (count, words) in [(1, "فخ واحد"), (2, "فخان"), (3, "3 فخاخ"), (11, "11 فخًا"), (100, "100 فخ")]
    {
        Course::with("clinic.yaml", "title: Kurs\nlanguage: ar\n")
            .and("content/01-a.md", rows(count))
            .build()
            .expect_file("index.html")
            .contains(&format!("<li>{words}</li>"));
    }
}
