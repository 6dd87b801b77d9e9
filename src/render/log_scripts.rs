//! The scripts of the learner's log: what pages name as `log.js`, and what those of the log and the review need besides.
//! Each is one file like those of the theme, with the words that it shows at its head.

use std::collections::BTreeMap;

use serde::Serialize;

use super::builder::{DAYS, ERROR_KINDS};
use crate::strings::Strings;
use crate::theme::Asset;

/// Scripts of a folder of the theme by their names.
macro_rules! scripts {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/clinic/", $folder, "/", $name, ".js")))),*]
    };
}

pub(super) use scripts;

/// A script by its name.
pub(super) type Script = (&'static str, &'static str);

/// The scripts of all pages on which something can be logged, in the order in which they build on each other.
const EVERYWHERE: &[Script] = scripts!["log":
    "events", "fold", "store", "schedule", "review", "goals", "words", "modules", "page", "summary", "form", "attempt",
    "entry", "marks"
];

/// Those that only the pages of the log and the review need.
const ON_ITS_PAGES: &[Script] = scripts!["log": "exports", "kept", "own-cards", "log-page", "review-page", "missed"];

/// Words begin with one of these in the scripts of all pages, and in those of the log's own pages.
const PREFIXES: [&[&str]; 2] = [
    &["attempt.", "entry.", "log.column.", "print.kind", "print.prompt.", "mark."],
    &[
        "mylog.",
        "review.",
        "store.",
        "missed.",
        "cards.front",
        "cards.back",
        "completion.title",
        "answer.error",
        "answer.why",
        "answer.correction",
        "print.retest",
        "print.days",
        "print.log_intro",
        "print.intro",
        "print.print",
    ],
];

/// What the first line of a script says, once for all that are joined.
pub(super) const STRICT: &str = "\"use strict\";";

/// What begins a comment behind code.
const BEHIND: &str = " // ";

/// Words that templates show and no script: they end in one of these.
const BY_TEMPLATES: [&str; 3] = [".intro", ".scripts", ".kinds_mean"];

#[derive(Serialize)]
struct Head<'a> {
    course: &'a str,
    title: &'a str,
    /// The kinds of mistake.
    kinds: [&'static str; 5],
    /// The days after which something is tried again.
    days: [u32; 4],
}

/// The two scripts for the course with this id and title.
pub fn log_scripts(course: &str, title: &str, strings: &Strings) -> [Asset; 2] {
    let head = Head { course, title, kinds: ERROR_KINDS, days: DAYS };
    // Plain data: nothing in it can fail to be written.
    let head = serde_json::to_string(&head).unwrap_or_default();
    let made = |name: &str, head: &str, scripts: &[Script], prefixes: &[&str]| {
        let words = serde_json::to_string(&words(strings, prefixes)).unwrap_or_default();
        let code: String = scripts.iter().map(|(_, script)| without_comments(script)).collect();
        let text = format!(
            "{STRICT}\nglobalThis.clinicLog ??= {{ words: {{}} }};\n{head}Object.assign(clinicLog.words, {words});\n{code}"
        );
        Asset::new(name.to_owned(), text.into_bytes())
    };
    let head = format!("Object.assign(clinicLog, {head});\n");
    [made("log.js", &head, EVERYWHERE, PREFIXES[0]), made("log-pages.js", "", ON_ITS_PAGES, PREFIXES[1])]
}

pub(super) fn words<'a>(strings: &'a Strings, prefixes: &[&str]) -> BTreeMap<&'a str, &'a str> {
    let words = strings.all().iter().map(|(key, words)| (key.as_str(), words.as_str()));
    let is_shown = |key: &str| !BY_TEMPLATES.iter().any(|end| key.ends_with(end));
    words.filter(|(key, _)| prefixes.iter().any(|prefix| key.starts_with(prefix)) && is_shown(key)).collect()
}

/// A script without its comments, of which a browser would have to load half as much again, and without what its lines begin
/// with: no text in a script runs on over a line, and none holds what begins a comment behind code.
pub(super) fn without_comments(script: &str) -> String {
    let mut code = String::with_capacity(script.len());
    let mut is_within = false;
    for line in script.lines() {
        let words = line.trim();
        let begins = words.starts_with("/**");
        let is_comment =
            is_within || words.starts_with("//") || (begins && (words.ends_with("*/") || !words.contains("*/")));
        is_within = (is_within || begins) && !words.contains("*/");
        if !is_comment && !words.is_empty() && words != STRICT {
            push_without_types(words.split_once(BEHIND).map_or(words, |(words, _)| words), &mut code);
            code.push('\n');
        }
    }
    code
}

/// A line without the types that stand in it for the checker alone.
fn push_without_types(line: &str, code: &mut String) {
    let mut rest = line;
    while let Some((before, typed)) = rest.split_once("/** @type ")
        && let Some((_, after)) = typed.split_once("*/")
    {
        code.push_str(before);
        rest = after.trim_start();
    }
    code.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_script_of_the_log_is_named() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/clinic/log");
        let files = walkdir::WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter().flatten();
        let there: Vec<String> = files.map(|file| file.file_name().to_str().unwrap().to_owned()).collect();
        let named = EVERYWHERE.iter().chain(ON_ITS_PAGES).map(|(name, _)| format!("{name}.js"));
        let mut named: Vec<String> = named.collect();
        named.sort_unstable();
        assert_eq!(there, named);
    }

    #[test]
    fn comments_are_left_out() {
        let script =
            "// a\nlet a = 1; // b\n  /** c */\n/**\n * d\n */\n/** @type {X} */ let e = \"/** f */\";\n\ng();\n";
        assert_eq!(without_comments(script), "let a = 1;\nlet e = \"/** f */\";\ng();\n");
    }

    #[test]
    fn no_text_of_a_script_holds_what_begins_a_comment_behind_code() {
        for (name, script) in EVERYWHERE.iter().chain(ON_ITS_PAGES) {
            let behind = script.lines().filter_map(|line| line.trim_start().split_once(BEHIND));
            let cut: Vec<&str> = behind.map(|(code, _)| code).filter(|code| !is_whole(code)).collect();
            assert!(cut.is_empty(), "{name}.js: {cut:?}");
        }
    }

    /// Whether no text is open at the end of a line of code.
    fn is_whole(code: &str) -> bool {
        ['"', '\'', '`'].iter().all(|mark| code.matches(*mark).count() % 2 == 0)
    }

    #[test]
    fn every_word_that_a_script_asks_for_comes_with_it() {
        let strings = Strings::load("en", &[], &mut Vec::new());
        for (scripts, prefixes) in [(EVERYWHERE, PREFIXES[0]), (ON_ITS_PAGES, &PREFIXES.concat())] {
            let words = words(&strings, prefixes);
            for (name, script) in scripts {
                let asked = script.split("say(\"").skip(1).filter_map(|rest| rest.split('"').next());
                for key in asked {
                    assert!(words.contains_key(key), "{name}.js asks for {key}");
                }
            }
        }
    }

    #[test]
    fn the_words_of_a_script_are_those_that_it_shows() {
        let strings = Strings::load("en", &[], &mut Vec::new());
        let scripts = log_scripts("c", "A course", &strings);
        let names: Vec<&str> = scripts.iter().map(|script| script.name.as_str()).collect();
        assert_eq!(names, ["log.js", "log-pages.js"]);
        let text = |index: usize| String::from_utf8(scripts[index].bytes.clone()).unwrap();
        assert!(text(0).contains(r#""attempt.first""#) && !text(0).contains(r#""review.title""#));
        assert!(
            text(1).contains(r#""review.title""#)
                && text(0).contains(r#""course":"c","title":"A course","kinds":["concept""#)
        );
    }
}
