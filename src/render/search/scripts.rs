//! The script that searches: one file like those of the theme, with the words that it shows and the table that it folds by.

use serde::Serialize;

use crate::render::log_scripts::{STRICT, Script, scripts, without_comments, words};
use crate::strings::Strings;
use crate::text::fold::Folding;
use crate::theme::Asset;

/// The name by which templates ask for the address of the script.
const SCRIPT: &str = "search.js";

/// The scripts in the order in which they build on each other.
const SCRIPTS: &[Script] = scripts!["search": "fold", "index", "view"];

/// The words that it shows begin so.
const PREFIXES: [&str; 1] = ["search."];

#[derive(Serialize)]
struct Head<'a> {
    words: std::collections::BTreeMap<&'a str, &'a str>,
    folding: Folding,
}

/// The script of a course in this language.
pub fn search_script(language: &str, strings: &Strings) -> Asset {
    let head = Head { words: words(strings, &PREFIXES), folding: Folding::of(language) };
    // Plain data: nothing in it can fail to be written.
    let head = serde_json::to_string(&head).unwrap_or_default();
    let code: String = SCRIPTS.iter().map(|(_, script)| without_comments(script)).collect();
    let text = format!("{STRICT}\nglobalThis.clinicSearch ??= {head};\n{code}");
    Asset::new(SCRIPT.to_owned(), text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_script_of_the_search_is_named() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/clinic/search");
        let files = walkdir::WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter().flatten();
        let there: Vec<String> = files.map(|file| file.file_name().to_str().unwrap().to_owned()).collect();
        let named: Vec<String> = SCRIPTS.iter().map(|(name, _)| format!("{name}.js")).collect();
        assert_eq!(there, named);
    }

    #[test]
    fn every_word_that_it_asks_for_comes_with_it() {
        let strings = Strings::load("en", &[], &mut Vec::new());
        let words = words(&strings, &PREFIXES);
        let asked: Vec<&str> = SCRIPTS
            .iter()
            .flat_map(|(_, script)| script.split("say(\"").skip(1).filter_map(|rest| rest.split('"').next()))
            .collect();
        assert!(asked.len() > 3 && asked.iter().all(|key| words.contains_key(key)), "{asked:?}");
        let script = String::from_utf8(search_script("en", &strings).bytes).unwrap();
        assert!(
            script.contains("\"search.none\"")
                && !script.contains("search.scripts")
                && script.contains("\"marks\":[[768")
        );
    }
}
