//! The languages that ship are whole, and a course has the last word.

use std::collections::BTreeSet;

use super::own::NAMED;
use super::shipped::SHIPPED;
use super::*;
use crate::finding::Rule;
use crate::text::quote::braced;

fn strings(language: &str) -> Strings {
    let mut findings = Vec::new();
    let strings = Strings::load(language, &[], &mut findings);
    assert!(findings.is_empty(), "{findings:?}");
    strings
}

/// The words of a course that has these files in `i18n/`, and what is said about them.
fn own(language: &str, files: &[(&str, &str)]) -> (Strings, Vec<Finding>) {
    let file = |(tag, text): &(&str, &str)| SourceFile::new(SourcePath::new(format!("i18n/{tag}.yaml")), *text);
    let files: Vec<SourceFile> = files.iter().map(file).collect();
    let mut findings = Vec::new();
    let strings = Strings::load(language, &files.iter().collect::<Vec<_>>(), &mut findings);
    (strings, findings)
}

fn help(finding: &Finding) -> &str {
    finding.help.as_deref().unwrap_or_default()
}

// The languages that ship

/// Each language with its words as they stand in its file, and the keys that it should have.
fn languages() -> impl Iterator<Item = (&'static str, BTreeMap<String, String>, Vec<String>)> {
    SHIPPED.into_iter().map(|(tag, _)| {
        let required = Vocabulary { english: &words_of(FALLBACK), plurals: &Plurals::of(tag) }.required();
        (tag, words_of(tag), required)
    })
}

#[test]
fn every_language_has_every_word_in_every_form_and_no_other() {
    for (tag, words, required) in languages() {
        let required: BTreeSet<String> = required.into_iter().collect();
        let present: BTreeSet<String> = words.keys().cloned().collect();
        let missing: Vec<&String> = required.difference(&present).collect();
        let unknown: Vec<&String> = present.difference(&required).collect();
        assert!(missing.is_empty(), "{tag}.yaml lacks {missing:#?}");
        assert!(unknown.is_empty(), "English lacks, or no number takes, what {tag}.yaml has: {unknown:#?}");
    }
}

#[test]
fn every_language_is_yaml_that_nothing_is_said_about() {
    for (tag, text) in SHIPPED {
        let (_, findings) = own(tag, &[(tag, text)]);
        assert!(findings.is_empty(), "{tag}: {findings:#?}");
        let empty: Vec<String> =
            words_of(tag).into_iter().filter(|(_, text)| text.trim().is_empty()).map(|(key, _)| key).collect();
        assert!(empty.is_empty(), "{tag}.yaml says nothing for {empty:?}");
    }
}

#[test]
fn a_value_is_filled_in_as_it_is() {
    let filled = |text: &str| filled(text, &[("kind", "Set {n}"), ("n", "2"), ("name", "é")]);
    assert_eq!(filled("{kind} {n} of {n}: {name}"), "Set {n} 2 of 2: é");
    for text in ["", "{", "}", "{}", "{m} {n", "é{{"] {
        assert_eq!(filled(text), text);
    }
    assert_eq!(filled("{{n}}{nn}{n}"), "{2}{nn}2");
}

#[test]
fn every_language_fills_in_what_english_does() {
    let english = words_of(FALLBACK);
    for (tag, words, _) in languages() {
        let plurals = Plurals::of(tag);
        let vocabulary = Vocabulary { english: &english, plurals: &plurals };
        for (key, text) in &words {
            let slots = |text: &str| braced(text).map(|(_, word)| word.to_owned()).collect::<BTreeSet<String>>();
            let (own, wanted) = (slots(text), slots(vocabulary.example(key).unwrap_or_default()));
            match counted(key, &english) {
                // A form for one number alone may say it in words. A goal is never nought.
                Some((family, form)) => {
                    let least = usize::from(family.starts_with("completion.goal."));
                    let numbers = (least..=200).filter(|count| plurals.form(*count) == form).count();
                    assert!(own == wanted || own.is_empty() && numbers <= 1, "{tag}: {key}: {text}");
                }
                None => assert_eq!(own, wanted, "{tag}: {key}: {text}"),
            }
        }
    }
}

#[test]
fn every_language_says_at_its_head_whether_a_native_speaker_has_read_it() {
    let manual = include_str!("../../docs/guide/content/03-reference/12-languages.md");
    let table = manual.lines().skip_while(|line| !line.ends_with("| reviewed by a native speaker |")).skip(2);
    let rows: Vec<&str> = table.take_while(|line| line.starts_with('|')).collect();
    for (tag, text) in SHIPPED {
        let said = text.lines().find_map(|line| line.strip_prefix("# Reviewed by a native speaker: "));
        let said = said.and_then(|said| said.strip_suffix('.')).unwrap_or_default();
        assert!(["yes", "no"].contains(&said), "{tag}.yaml does not say so");
        let row = rows.iter().find(|row| row.contains(&format!("| `{tag}` |")));
        let row = row.unwrap_or_else(|| panic!("the table of languages lacks {tag}"));
        assert!(row.ends_with(&format!("| {said} |")), "{row}");
    }
    assert_eq!(rows.len(), SHIPPED.len(), "the table of languages has others");
}

#[test]
fn every_language_understands_its_own_headings() {
    for (tag, _) in SHIPPED {
        let strings = strings(tag);
        let words = strings.clinic_words();
        for key in ["checks.title", "checks.page_title"] {
            let title = strings.get(key).to_lowercase();
            assert!(words.check_headings.contains(&title), "{tag}: {key} `{title}` opens no check section");
        }
        assert!(words.check_headings.contains(&"mistake checks".to_owned()), "{tag} lacks the English heading");
        let heads = words.table_heads;
        for (words, columns) in [
            (&heads.date, &["log.column.date"][..]),
            (&heads.cause, &["log.column.root_cause"]),
            (&heads.card, &["log.column.card"]),
            (&heads.mistake, &["log.column.mistake", "radar.column.mistake"]),
            (&heads.location, &["radar.column.where"]),
            (&heads.symptom, &["log.column.symptom", "radar.column.symptom"]),
            (&heads.repair, &["log.column.repair", "radar.column.repair"]),
        ] {
            for column in columns {
                let heading = strings.get(column).to_lowercase();
                assert!(words.iter().any(|word| word.matches_heading(&heading)), "{tag}: {column} `{heading}`");
            }
        }
    }
}

#[test]
fn every_language_knows_its_own_protocol_and_standard_by_their_words() {
    for (tag, _) in SHIPPED {
        let strings = strings(tag);
        let words = strings.page_words();
        for (patterns, key) in [(&words.protocol, "protocol.title"), (&words.completion, "completion.title")] {
            let title = strings.get(key).to_lowercase();
            assert!(patterns.iter().any(|word| word.matches_heading(&title)), "{tag}: {key} `{title}`");
        }
        for (kind, _) in &words.goals {
            let text = strings.count(&format!("completion.goal.{}", kind.word()), 5).to_lowercase();
            let found =
                words.goals.iter().find(|(_, patterns)| patterns.iter().any(|word| word.matches_heading(&text)));
            assert_eq!(found.map(|(found, _)| found), Some(kind), "{tag}: {text}");
        }
        assert!(words.numbers.values().filter(|number| **number == 5).count() > usize::from(tag != "en"), "{tag}");
    }
}

/// A reading of patterns that is written anew, to compare with.
trait Pattern {
    fn matches_heading(&self, heading: &str) -> bool;
}

impl Pattern for String {
    fn matches_heading(&self, heading: &str) -> bool {
        let parts: Vec<&str> = self.split('*').collect();
        let ends = heading.starts_with(parts[0]) && heading.ends_with(parts[parts.len() - 1]);
        if parts.len() == 1 { heading == self } else { ends && parts.iter().all(|part| heading.contains(part)) }
    }
}

#[test]
fn every_language_says_on_paper_what_each_kind_of_mistake_means() {
    for (language, words, _) in languages() {
        let kinds = words.iter().filter(|(key, _)| key.starts_with("print.kind."));
        for (key, kind) in kinds {
            let said = format!("{kind}{}", words["mark.colon"].trim_end());
            assert!(words["print.kinds_mean"].contains(&said), "{language} does not say what {key} means");
        }
    }
}

#[test]
fn french_marks_never_begin_a_line() {
    for (key, text) in words_of("fr") {
        let before = |mark: char| text.match_indices(mark).map(|(at, _)| text[..at].chars().last()).collect::<Vec<_>>();
        assert!(before(':').iter().all(|space| *space == Some('\u{a0}')), "{key}: {text}");
        for mark in [';', '!', '?', '»'] {
            assert!(before(mark).iter().all(|space| *space == Some('\u{202f}')), "{key}: {text}");
        }
        assert!(text.match_indices('«').all(|(at, mark)| text[at + mark.len()..].starts_with('\u{202f}')), "{key}");
    }
}

// Numbers

#[test]
fn each_language_counts_by_its_own_rules() {
    let count = |language: &str, counts: &[usize]| {
        let strings = strings(language);
        counts.iter().map(|count| strings.count("count.pages", *count)).collect::<Vec<_>>()
    };
    assert_eq!(
        count("ar", &[0, 1, 2, 3, 11, 100]),
        ["لا صفحات", "صفحة واحدة", "صفحتان", "3 صفحات", "11 صفحة", "100 صفحة"]
    );
    assert_eq!(count("ja", &[0, 1, 100]), ["0ページ", "1ページ", "100ページ"]);
    assert_eq!(count("en", &[0, 1, 2]), ["0 pages", "1 page", "2 pages"]);
    assert_eq!(count("fr", &[0, 1, 2]), ["0 page", "1 page", "2 pages"]);
    assert_eq!(count("de-CH", &[1, 2]), ["1 Seite", "2 Seiten"]);
    assert_eq!(count("tlh", &[1, 2]), ["1 page", "2 pages"]);
    assert_eq!(count("pt", &[0, 1]), ["0 pages", "1 page"], "English words are counted as in English");
}

#[test]
fn all_forms_of_a_word_are_at_hand() {
    let forms = |language| strings(language).forms("print.pages").map(|(key, _)| key).collect::<Vec<_>>();
    assert_eq!(forms("ja"), ["print.pages.other"]);
    assert_eq!(forms("de"), ["print.pages.one", "print.pages.other"]);
    assert_eq!(forms("ar").len(), 6);
    assert_eq!((strings("ar-EG").plural_language(), strings("pt").plural_language()), ("ar", "en"));
}

// Which words a course has

#[test]
fn a_region_speaks_its_language_in_any_case() {
    for tag in ["de", "de-AT", "DE", "de-CH-1996"] {
        assert_eq!(strings(tag).get("nav.home"), "Startseite", "{tag}");
        assert!(speaks(tag), "{tag}");
    }
    for tag in ["pt", "d", "deu", "tlh-DE"] {
        assert_eq!(strings(tag).get("nav.home"), "Home", "{tag}");
        assert!(!speaks(tag), "{tag}");
    }
}

#[test]
fn a_course_replaces_single_words_of_any_language() {
    let (strings, findings) =
        own("de-AT", &[("de", "nav.home: Anfang\nnav.next: Vor\n"), ("de-AT", "nav.home: Heim\n")]);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(strings.get("nav.home"), "Heim");
    assert_eq!(strings.get("nav.next"), "Vor");
    assert_eq!(strings.get("nav.radar"), "Alle Fallen");
}

#[test]
fn a_course_replaces_single_forms() {
    let (strings, findings) = own("ar", &[("ar", "count.pages.two: 'صفحتان {n}'\n")]);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(
        (strings.count("count.pages", 2), strings.count("count.pages", 1)),
        ("صفحتان 2".into(), "صفحة واحدة".into())
    );
    let (strings, findings) = own("en", &[("en", "count.pages.one: '{n} sheet'\n")]);
    assert!(findings.is_empty(), "what is counted may always name its number: {findings:?}");
    assert_eq!(
        (strings.count("count.pages", 1), strings.count("count.pages", 2)),
        ("1 sheet".into(), "2 pages".into())
    );
}

#[test]
fn a_form_for_millions_is_taken_where_the_language_has_one() {
    for (tag, text, millions) in [
        ("es", "count.pages.many: '{n} de páginas'\n", "3000000 de páginas"),
        ("fr", "count.pages.many: '{n} de pages'\n", "3000000 de pages"),
    ] {
        let (strings, findings) = own(tag, &[(tag, text)]);
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(strings.count("count.pages", 3_000_000), millions);
        assert!(!strings.count("count.pages", 3_000_001).contains(" de "), "{tag}");
    }
    assert_eq!(strings("es").count("count.pages", 3_000_000), "3000000 páginas", "nobody has to write it");
}

#[test]
fn a_form_that_no_number_takes_is_told_with_those_that_there_are() {
    let (_, findings) = own("en", &[("en", "count.pages.many: '{n} sheets'\n")]);
    assert_eq!((findings.len(), findings[0].rule), (1, Rule::UnknownKey));
    assert_eq!(findings[0].message, "`en` has no plural form `many`");
    assert_eq!(help(&findings[0]), "use `one` or `other`");
    let (_, findings) = own("ja", &[("ja", "count.pages.one: x\n")]);
    assert_eq!(help(&findings[0]), "use `other`");
}

#[test]
fn a_word_that_there_is_not_is_told_with_the_one_that_was_meant() {
    let (_, findings) = own("en", &[("en", "nav.hom: x\nnav.home: [Start]\n")]);
    assert_eq!((findings.len(), findings[0].rule, findings[1].rule), (2, Rule::UnknownKey, Rule::WrongType));
    assert_eq!(help(&findings[0]), "did you mean `nav.home`?");
}

#[test]
fn what_a_language_of_the_course_lacks_stays_english_and_is_told_once() {
    let text = "nav.home: Início\ncount.modules.one: 1 módulo\ncount.modules.other: '{n} módulos'\n";
    let (strings, findings) = own("pt-BR", &[("pt", text)]);
    assert_eq!(strings.get("nav.home"), "Início");
    assert_eq!(strings.get("nav.next"), "Next");
    assert_eq!(
        (strings.count("count.modules", 2), strings.count("count.pages", 0)),
        ("2 módulos".into(), "0 pages".into())
    );
    assert_eq!((findings.len(), findings[0].rule), (1, Rule::MissingWords));
    let missing = words_of(FALLBACK).len() - 4;
    let reported = format!("{missing} interface strings are missing: ");
    assert!(findings[0].message.starts_with(&reported), "{}", findings[0].message);
    assert!(findings[0].message.ends_with(&format!(", and {} more", missing - NAMED)), "{}", findings[0].message);
}

#[test]
fn a_whole_language_of_the_course_misses_nothing() {
    let english = words_of(FALLBACK);
    let required = Vocabulary { english: &english, plurals: &Plurals::of("pl") }.required();
    let text = |left_out: &str| {
        let lines = required.iter().filter(|key| *key != left_out).map(|key| format!("{key}: słowo\n"));
        lines.collect::<String>()
    };
    assert!(required.contains(&"count.pages.few".to_owned()) && !required.contains(&"count.pages.other".to_owned()));
    let (strings, findings) = own("pl", &[("pl", &text(DIRECTION))]);
    assert!(findings.is_empty(), "the direction is known: {findings:?}");
    assert_eq!(strings.get(DIRECTION), "ltr");
    let (strings, findings) = own("pl", &[("pl", &text("count.pages.few"))]);
    assert_eq!(findings[0].message, "1 interface string is missing: `count.pages.few`");
    assert_eq!(strings.count("count.pages", 3), "słowo", "another form of the language is nearer than English");
}

#[test]
fn a_file_that_cannot_be_read_misses_nothing_besides() {
    let (strings, findings) = own("pt", &[("pt", "nav.home: 'Início\n")]);
    assert!(findings.iter().all(|finding| finding.rule == Rule::YamlSyntax), "{findings:?}");
    assert_eq!(strings.get("nav.next"), "Next");
}

#[test]
fn a_language_without_words_runs_as_it_is_written() {
    assert_eq!(
        ["he", "fa-IR", "ur", "pt"].map(|tag| strings(tag).get(DIRECTION).to_owned()),
        ["rtl", "rtl", "rtl", "ltr"]
    );
}

#[test]
fn words_that_are_looked_for_may_stand_between_any_commas() {
    let (strings, _) = own("ar", &[("ar", "checks.headings: 'أول، Second , third、fourth'\n")]);
    let english = ["mistake check", "mistake checks", "common mistake check", "common mistake checks"];
    assert_eq!(strings.clinic_words().check_headings, [&["أول", "second", "third", "fourth"][..], &english].concat());
}

#[test]
fn a_file_of_words_that_is_no_map_is_told() {
    for text in ["nav.home:Start\nnav.search:Find\n", "- nav.home: Start\n", "42\n", "[a, b]\n"] {
        let (_, findings) = own("en", &[("en", text)]);
        assert_eq!(findings.iter().map(|finding| finding.rule).collect::<Vec<_>>(), [Rule::WrongType], "{text}");
        assert!(help(&findings[0]).contains("after the colon"));
    }
    assert!(own("en", &[("en", "# nothing yet\n")]).1.is_empty());
}
