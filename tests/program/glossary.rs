//! One word for one thing: the glossary of the guide lists each word with those that are not used for it, and says it in
//! each language as the interface does. Nothing that people read uses a word to avoid.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the program from outside")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::clinic;

const GLOSSARY: &str = "docs/guide/content/03-reference/50-glossary.md";

fn in_project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A file's path within the project, as a failure names it.
fn named(path: &Path) -> String {
    path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().display().to_string()
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).unwrap()
}

/// The files below a folder whose names end so, in order.
fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            found.extend(files(&entry, end));
        } else if entry.to_string_lossy().ends_with(end) {
            found.push(entry);
        }
    }
    found.sort();
    found
}

// The glossary

/// The rows of all tables with this head, each cell without marks of emphasis and code.
fn rows(text: &str, head: impl Fn(&[String]) -> bool) -> Vec<Vec<String>> {
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches(['*', '`']).to_owned()).collect()
    };
    let mut rows = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with('|') && head(&cells(line)) {
            rows.push(cells(line));
            rows.extend(lines.by_ref().skip(1).take_while(|line| line.starts_with('|')).map(cells));
        }
    }
    rows
}

/// Each word with those that are not used for it.
fn words() -> BTreeMap<String, Vec<String>> {
    let rows = rows(&read(in_project(GLOSSARY)), |head| head == ["Word", "Meaning", "Not"]);
    let rows = rows.into_iter().filter(|row| row[0] != "Word");
    let avoided = |cell: &str| cell.split(", ").filter(|word| !word.is_empty()).map(str::to_owned).collect();
    rows.map(|row| (row[0].clone(), avoided(&row[2]))).collect()
}

/// A word in each language of the interface.
struct Said {
    word: String,
    in_languages: Vec<String>,
    /// A text of the interface that contains it.
    key: String,
}

impl Said {
    fn new(mut row: Vec<String>) -> Self {
        let key = row.pop().unwrap();
        Self { word: row.remove(0), in_languages: row, key }
    }
}

/// The tags of the table of languages, and its rows.
fn in_languages() -> (Vec<String>, Vec<Said>) {
    let is_table = |head: &[String]| head[0] == "Word" && head.last().is_some_and(|last| last == "Key");
    let mut rows = rows(&read(in_project(GLOSSARY)), is_table).into_iter().map(Said::new);
    let head = rows.next().unwrap();
    (head.in_languages, rows.collect())
}

/// The words of the interface by language and key.
fn strings() -> BTreeMap<String, BTreeMap<String, String>> {
    let of_file = |path: &PathBuf| {
        let text = read(path);
        let entries = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
        let entries = entries.map(|(key, value)| (key.to_owned(), value.trim_matches('\'').to_owned()));
        (path.file_stem().unwrap().to_str().unwrap().to_owned(), entries.collect())
    };
    files(&in_project("src/strings"), ".yaml").iter().map(of_file).collect()
}

#[test]
fn each_word_is_explained_once_and_avoided_nowhere() {
    let words = words();
    assert!(words.len() > 40 && words.values().flatten().count() > 50, "{words:#?}");
    let mut owners = BTreeMap::new();
    for (word, avoided) in &words {
        for other in avoided {
            assert!(!words.contains_key(other), "`{other}` is both a word and one to avoid");
            assert!(owners.insert(other, word).is_none(), "`{other}` is to be avoided for two things");
        }
    }
}

#[test]
fn the_interface_says_each_word_in_each_language_as_the_glossary_does() {
    let (languages, rows) = in_languages();
    let (words, strings) = (words(), strings());
    assert_eq!(languages, strings.keys().cloned().collect::<Vec<_>>(), "a column for each language of the interface");
    for Said { word, in_languages, key } in &rows {
        assert!(words.contains_key(word), "`{word}` is not explained");
        assert_eq!(in_languages.len(), languages.len(), "{word}");
        for (language, said) in languages.iter().zip(in_languages) {
            let text = strings[language].get(key).unwrap_or_else(|| panic!("{language}.yaml has no `{key}`"));
            let has = text.to_lowercase().contains(&said.to_lowercase());
            assert!(has && !said.is_empty(), "{language}: {key} `{text}` does not say `{said}`");
        }
    }
    let unique: BTreeSet<&String> = rows.iter().map(|row| &row.word).collect();
    assert!(unique.len() == rows.len() && rows.len() > 30, "a word has two rows");
}

#[test]
fn every_language_of_the_interface_has_the_keys_of_english() {
    let strings = strings();
    let families = |words: &BTreeMap<String, String>| -> BTreeSet<String> {
        let forms = ["zero", "one", "two", "few", "many", "other"];
        let family = |key: &String| match key.rsplit_once('.') {
            Some((family, form)) if forms.contains(&form) => family.to_owned(),
            _ => key.clone(),
        };
        words.keys().map(family).collect()
    };
    let english = families(&strings["en"]);
    assert!(english.len() > 300, "{english:#?}");
    for (language, words) in &strings {
        let own = families(words);
        let different: Vec<&String> = own.symmetric_difference(&english).collect();
        assert!(different.is_empty(), "{language}.yaml and en.yaml do not have the same keys: {different:?}");
    }
}

// Words to avoid

/// The words of prose in lower case; an empty one where something stands between two words.
fn prose(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for character in text.chars() {
        match character {
            '*' | '_' | '’' | '\'' => {}
            sign if sign.is_alphanumeric() || sign == '-' => words.last_mut().unwrap().extend(sign.to_lowercase()),
            space if space.is_whitespace() => words.push(String::new()),
            _ => words.extend(["|".to_owned(), String::new()]),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Those of `avoided` that a text uses, alone or as plurals.
fn used<'a>(avoided: &[&'a str], text: &str) -> Vec<&'a str> {
    let words = prose(text);
    let is_meant = |phrase: &Vec<String>, found: &[String]| {
        let (last, first) = phrase.split_last().unwrap();
        let (end, start) = found.split_last().unwrap();
        start == first && (end == last || [format!("{last}s"), format!("{last}es")].contains(end))
    };
    let is_used = |phrase: &&&str| {
        let phrase = prose(phrase);
        words.windows(phrase.len()).any(|found| is_meant(&phrase, found))
    };
    avoided.iter().filter(is_used).copied().collect()
}

/// Markdown without blocks of code, code in lines, and targets of links.
fn without_code(text: &str) -> String {
    let mut prose = String::new();
    let mut fence: Option<String> = None;
    for line in text.lines() {
        let bare = line.trim_start_matches(['>', ' ', '\t']);
        let marks: String = bare.chars().take_while(|mark| ['`', '~'].contains(mark)).collect();
        match &fence {
            Some(open) if bare.trim_end() == *open => fence = None,
            None if marks.len() >= 3 && !bare[marks.len()..].contains('`') => fence = Some(marks),
            None => prose.extend([line, "\n"]),
            Some(_) => {}
        }
    }
    let of_code = |(number, piece): (usize, &str)| if number % 2 == 0 { piece.to_owned() } else { "|".to_owned() };
    let prose: String = prose.split('`').enumerate().map(of_code).collect();
    let mut parts = prose.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + "|" + part.split_once(')').map_or(part, |(_, rest)| rest))
}

/// The help of every command, with those of commands in commands.
fn help(arguments: &[String]) -> Vec<(String, String)> {
    let output = clinic().args(arguments).arg("--help").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let list = text.split("Commands:\n").nth(1).and_then(|list| list.split("\n\n").next()).unwrap_or_default();
    let names = list.lines().filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')));
    let names = names.map(|line| line.split(' ').next().unwrap().to_owned()).filter(|name| name != "help");
    let inner: Vec<(String, String)> = names.flat_map(|name| help(&[arguments, &[name]].concat())).collect();
    [vec![(format!("the help of clinic {}", arguments.join(" ")), text)], inner].concat()
}

/// What the program says of a course that breaks every rule, without the lines of that course.
fn messages() -> Vec<(String, String)> {
    let said = |line: &&str| {
        let line = line.trim_start_matches(['=', ' ']);
        ["error[", "warning[", "help: "].iter().any(|start| line.starts_with(start))
    };
    let of_file = |path: PathBuf| {
        let lines = read(&path).lines().filter(said).collect::<Vec<_>>().join("\n");
        (named(&path), without_code(&lines))
    };
    files(&in_project("tests/program/snapshots"), ".snap").into_iter().map(of_file).collect()
}

/// Everything in English that people read, by what it is.
fn readings() -> Vec<(String, String)> {
    let english = strings().remove("en").unwrap().into_iter();
    // Words that are looked for in texts are those of others.
    let shown = english.filter(|(key, _)| !key.starts_with("heads.") && key != "checks.headings");
    let interface = shown.map(|(key, text)| (format!("en.yaml: {key}"), text));
    let guide = files(&in_project("docs/guide/content"), ".md").into_iter().chain([in_project("README.md")]);
    let guide = guide.filter(|path| !path.ends_with(GLOSSARY));
    let guide = guide.map(|path| (named(&path), without_code(&read(&path))));
    let readings: Vec<_> = interface.chain(help(&[])).chain(messages()).chain(guide).collect();
    assert!(readings.len() > 400, "{}", readings.len());
    readings
}

#[test]
fn nothing_that_people_read_uses_a_word_that_the_glossary_avoids() {
    let words = words();
    let avoided: Vec<&str> = words.values().flatten().map(String::as_str).collect();
    let mut wrong = Vec::new();
    for (place, text) in readings() {
        for word in used(&avoided, &text) {
            let (better, _) = words.iter().find(|(_, avoided)| avoided.iter().any(|other| other == word)).unwrap();
            wrong.push(format!("{place}: `{word}` → `{better}`"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_word_to_avoid_is_found_as_a_whole_word_alone() {
    let found = |text: &str| used(&["claim", "flash card"], text).join(", ");
    assert_eq!(found("Two *Claims* and\na flash\ncard's back"), "claim, flash card");
    assert_eq!(found("A flash\ncard, **claimed** or reclaim"), "flash card");
    assert_eq!(found("a flash | card; a card, flash"), "");
    let markdown = "A `claim` [is](claim.md)\n\n> ```yaml\n> claim: 'x'\n> ```\n\n~~~\nclaim\n~~~\nnone";
    assert_eq!(found(&without_code(markdown)), "");
    assert_eq!(found(&without_code("`a` claim `b` [claim](x)")), "claim");
}
