//! The house stays in order: layers look down only, each foreign crate is named in its one place, files stay short, and
//! what they offer others is documented.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests read the sources from outside")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The layer of each module of the library; a module may use those of lower layers, and its own.
const LAYERS: [(&str, u8); 29] = [
    ("text", 0),
    ("memory", 0),
    ("finding", 1),
    ("error", 1),
    ("fs", 1),
    ("syntax", 2),
    ("model", 2),
    ("paper", 2),
    ("strings", 3),
    ("config", 3),
    ("load", 4),
    ("parse", 4),
    ("theme", 4),
    ("answers", 5),
    ("assemble", 6),
    ("plan", 7),
    ("rules", 8),
    ("render", 8),
    ("publish", 9),
    ("pipeline", 10),
    ("fix", 10),
    ("relocate", 10),
    ("scaffold", 10),
    ("import", 10),
    ("report", 10),
    ("tally", 10),
    ("pdf", 10),
    ("serve", 11),
    ("api", 11),
];

/// The layer of the binary: `main.rs` and `cli/`.
const BINARY: u8 = 12;

/// Where each foreign crate is named.
const PLACES: [(&str, &[&str]); 50] = [
    ("annotate_snippets", &["finding/human.rs", "finding/human/"]),
    ("anstream", &["cli/"]),
    ("arcstr", &["text/"]),
    ("axum", &["serve/http/"]),
    ("clap", &["cli/"]),
    ("clap_complete", &["cli/completions.rs"]),
    ("clap_mangen", &["cli/man.rs"]),
    ("color", &["syntax/colour.rs"]),
    ("fast_qr", &["paper/qr.rs"]),
    ("flate2", &["publish/archive.rs"]),
    // Tables with as many entries as a course has words, rows, files or facts, and the checksum of what is kept.
    (
        "foldhash",
        &["pipeline/cache/", "publish/site.rs", "render/named.rs", "render/search/postings.rs", "rules/repetition.rs"],
    ),
    ("futures_util", &["serve/http/"]),
    ("globset", &["config/glob.rs"]),
    ("granit_parser", &["syntax/yaml/"]),
    ("http_range_header", &["serve/http/file.rs"]),
    ("hyper", &["serve/http/mod.rs"]),
    ("hyper_util", &["serve/http/mod.rs"]),
    ("icu_locale", &["strings/plural.rs"]),
    ("icu_plurals", &["strings/plural.rs"]),
    // What the two before it are built on; we ask for a feature of it and name it nowhere.
    ("icu_provider", &[]),
    ("imagesize", &["syntax/image/raster.rs"]),
    ("jiff", &["config/decode.rs"]),
    ("math_core", &["syntax/math/"]),
    ("mime_guess", &["serve/http/answer.rs"]),
    ("notify", &["serve/watch/system.rs"]),
    ("opener", &["cli/serve.rs"]),
    ("percent_encoding", &["text/address.rs"]),
    ("postcard", &["pipeline/cache/store.rs"]),
    ("pulldown_cmark", &["syntax/markdown/"]),
    // One escaper for all HTML that is not written by templates.
    ("pulldown_cmark_escape", &["model/fragment.rs", "render/fill.rs", "syntax/markdown/"]),
    ("quick_xml", &["syntax/image/svg.rs"]),
    // Work is shared out where folders are listed, files read, documents looked through, parts of a course assembled, pages
    // searched and artifacts evaluated.
    (
        "rayon",
        &[
            "answers/",
            "assemble/",
            "fs/listing.rs",
            "load/",
            "parse/documents.rs",
            "pipeline/",
            "plan/",
            "publish/standing.rs",
            "render/search/",
            "rules/",
        ],
    ),
    ("rustix", &["fs/root.rs", "fs/within.rs", "pdf/process.rs"]),
    ("same_file", &["fs/"]),
    // Data is described where it is made.
    ("serde", &[""]),
    ("serde_json", &[""]),
    ("sha2", &["text/digest.rs", "text/id.rs"]),
    ("signal_hook", &["cli/print.rs"]),
    ("smallvec", &["model/fragment.rs", "model/sharing.rs"]),
    ("strsim", &["finding/suggest.rs"]),
    ("syntaxmate", &["syntax/highlight/"]),
    ("tempfile", &["fs/"]),
    ("tera", &["render/engine.rs", "render/engine/meter.rs"]),
    ("terminal_size", &["cli/"]),
    ("tokio", &["serve/"]),
    ("unicode_normalization", &["text/"]),
    // One count of columns for terminals, and one of squares for paper.
    ("unicode_width", &["finding/human/excerpt.rs", "paper/letters.rs"]),
    ("walkdir", &["load/walk.rs"]),
    ("xxhash_rust", &["text/digest.rs"]),
    ("zip", &["publish/archive.rs"]),
];

/// A source file: its path from `src/`, and its code without comments, strings and tests.
struct Source {
    path: String,
    code: String,
}

impl Source {
    /// The modules that lead to it: `render/builder/mod.rs` → `render`, `builder`.
    fn modules(&self) -> Vec<&str> {
        let path = self.path.trim_end_matches(".rs").trim_end_matches("/mod");
        path.split('/').filter(|name| !matches!(*name, "lib" | "main")).collect()
    }

    fn layer(&self) -> u8 {
        match self.modules().first() {
            None if self.path == "lib.rs" => u8::MAX,
            None | Some(&"cli") => BINARY,
            Some(module) => layer(module).unwrap_or_else(|| panic!("{} has no layer in this test", self.path)),
        }
    }

    /// The names of the library's modules that it uses, each with what was written.
    fn uses(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for root in ["crate::", "mistake_clinic::api::"] {
            for rest in after(&self.code, root) {
                found.extend(first_names(rest).into_iter().map(|name| (name.clone(), format!("{root}{name}"))));
            }
        }
        let depth = self.modules().len();
        let up = "super::".repeat(depth);
        for rest in after(&self.code, &up).into_iter().filter(|_| depth > 0) {
            if !rest.starts_with("super") {
                found.extend(first_names(rest).into_iter().map(|name| (name.clone(), format!("{up}{name}"))));
            }
        }
        found
    }
}

fn layer(module: &str) -> Option<u8> {
    LAYERS.iter().find(|(name, _)| *name == module).map(|(_, layer)| *layer)
}

/// What follows each whole-word occurrence of `word`, which may end in `::`.
fn after<'c>(code: &'c str, word: &str) -> Vec<&'c str> {
    let is_part = |character: char| character.is_alphanumeric() || character == '_' || character == ':';
    let starts = code.match_indices(word).filter(|(at, _)| !code[..*at].ends_with(is_part));
    starts.map(|(at, _)| &code[at + word.len()..]).collect()
}

/// `model::course` → `model`; `{model::{self, x}, plan}` → `model`, `plan`.
fn first_names(rest: &str) -> Vec<String> {
    let name =
        |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = rest.strip_prefix('{') else { return vec![name(rest)] };
    let (mut names, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => {
                names.push(name(&group[start..at]));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(name(&group[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Rust without comments, without what stands in quotes, and without a `#[cfg(test)]` module at its end.
fn code(source: &str) -> String {
    let bare = without_words(source);
    match bare.find("#[cfg(test)]\nmod tests {") {
        Some(tests) => bare[..tests].to_owned(),
        None => bare,
    }
}

fn without_words(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        let skipped = match next {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            'r' if rest.starts_with("r\"") || rest.starts_with("r#\"") => {
                let close = if rest.starts_with("r#") { "\"#" } else { "\"" };
                let open = close.len() + 1;
                rest[open..].find(close).map_or(rest.len(), |end| open + end + close.len())
            }
            '"' => string_length(rest),
            '\'' => character_length(rest),
            _ => 0,
        };
        if skipped == 0 {
            code.push(next);
            rest = &rest[next.len_utf8()..];
        } else {
            code.extend(rest[..skipped].chars().filter(|c| *c == '\n'));
            rest = &rest[skipped..];
        }
    }
    code
}

fn string_length(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => drop(characters.next()),
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a character in quotes; 0 for the start of a lifetime.
fn character_length(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    match characters.next() {
        Some((_, '\\')) => rest[3..].find('\'').map_or(0, |end| end + 4),
        Some((at, character)) if rest[at + character.len_utf8()..].starts_with('\'') => at + character.len_utf8() + 1,
        _ => 0,
    }
}

fn rust_files(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

fn in_repository(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The program's sources; files that hold tests alone are none.
fn sources() -> Vec<Source> {
    let files = rust_files(&in_repository("src")).into_iter();
    let files = files.filter(|(path, _)| !path.ends_with("tests.rs") && !path.contains("/tests/"));
    files.map(|(path, text)| Source { path, code: code(&text) }).collect()
}

#[test]
fn no_import_climbs() {
    let mut climbing = Vec::new();
    for source in sources() {
        for (module, written) in source.uses() {
            // Names that are no modules are items that `lib.rs` or `main.rs` would have to hold.
            let Some(layer) = layer(&module) else { continue };
            if layer > source.layer() {
                climbing.push(format!("{} (layer {}) uses {written} (layer {layer})", source.path, source.layer()));
            }
        }
    }
    assert!(climbing.is_empty(), "{climbing:#?}");
}

/// Takes away again and again what uses nothing that is left.
fn keep_circles(uses: &mut BTreeMap<String, BTreeSet<String>>) {
    loop {
        let left: BTreeSet<String> = uses.keys().cloned().collect();
        let before = uses.len();
        uses.retain(|_, others| others.iter().any(|other| left.contains(other)));
        if uses.len() == before {
            break;
        }
    }
}

/// Files in a folder, too, look down only: what is put together stands above its parts.
#[test]
fn no_files_of_the_assembly_use_each_other_in_a_circle() {
    let sources: Vec<Source> = sources().into_iter().filter(|source| source.path.starts_with("assemble/")).collect();
    let modules: BTreeSet<String> = sources.iter().map(|source| source.modules().join("/")).collect();
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in &sources {
        let own = source.modules();
        for up in 1..=own.len() {
            let (word, base) = ("super::".repeat(up), own[..own.len() - up].join("/"));
            let names =
                after(&source.code, &word).into_iter().filter(|rest| !rest.starts_with("super")).flat_map(first_names);
            // What is no file stands in that of the folder.
            let file = |name: String| Some(format!("{base}/{name}")).filter(|file| modules.contains(file));
            let others = names.map(|name| file(name).unwrap_or_else(|| base.clone()));
            uses.entry(own.join("/")).or_default().extend(others);
        }
        let below =
            modules.iter().filter(|module| module.rsplit_once('/').is_some_and(|(above, _)| above == own.join("/")));
        uses.entry(own.join("/")).or_default().extend(below.cloned());
    }
    assert!(uses.len() > 20 && uses["assemble/clinic"].contains("assemble/maker"), "{uses:#?}");
    keep_circles(&mut uses);
    assert!(uses.is_empty(), "these use each other, or what does: {uses:#?}");
}

#[test]
fn no_modules_use_each_other_in_a_circle() {
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources() {
        let Some(own) = source.modules().first().map(|module| (*module).to_owned()) else { continue };
        let others = source.uses().into_iter().map(|(module, _)| module).filter(|module| *module != own);
        uses.entry(own.clone()).or_default().extend(others);
    }
    keep_circles(&mut uses);
    assert!(uses.is_empty(), "these use each other, or what does: {uses:#?}");
}

#[test]
fn every_module_has_a_layer_and_is_reached_by_its_name() {
    let library = fs::read_to_string(in_repository("src/lib.rs")).unwrap();
    let declared: BTreeSet<&str> = library
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    for module in &declared {
        assert!(layer(module).is_some(), "{module} has no layer in this test");
    }
    for source in sources() {
        for (name, written) in source.uses() {
            let known = declared.contains(name.as_str()) || name == "cli" || name.is_empty();
            assert!(known, "{} uses {written}, which is no module of the library", source.path);
        }
    }
}

#[test]
fn each_foreign_crate_is_named_in_its_one_place() {
    let mut astray = Vec::new();
    for source in sources() {
        for (name, places) in PLACES {
            let named = after(&source.code, name)
                .iter()
                .any(|rest| rest.starts_with("::") || rest.starts_with(';') || rest.starts_with(" as "));
            if named && !places.iter().any(|place| source.path.starts_with(place)) {
                astray.push(format!("{name} in {}", source.path));
            }
        }
    }
    assert!(astray.is_empty(), "{astray:#?}");
}

#[test]
fn every_dependency_has_its_place() {
    let manifest = fs::read_to_string(in_repository("Cargo.toml")).unwrap();
    let section = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let names = section.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
    for (name, _) in names {
        let name = name.trim().replace('-', "_");
        assert!(PLACES.iter().any(|(known, _)| *known == name), "{name} has no place in this test");
    }
}

#[test]
fn files_stay_short() {
    let too_long: Vec<String> = sources()
        .iter()
        .map(|source| (source.code.lines().count(), &source.path))
        .filter(|(lines, _)| *lines >= 400)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    assert!(too_long.is_empty(), "{too_long:#?}");
}

/// Where files are read that are none of a course's: the output folder, what browsers print, and what the system says of
/// this process.
const OTHER_READERS: [&str; 4] = ["fs.rs", "fs/", "publish/", "pdf/"];

#[test]
fn the_files_of_a_course_are_read_through_one_door() {
    let mut astray = Vec::new();
    for source in sources().iter().filter(|source| !OTHER_READERS.iter().any(|path| source.path.starts_with(path))) {
        for name in ["fs::read", "fs::holds", "fs::copy", "File::open", "OpenOptions"] {
            if after(&source.code, name).iter().any(|rest| rest.starts_with(['(', ':'])) {
                astray.push(format!("{name} in {}", source.path));
            }
        }
    }
    assert!(astray.is_empty(), "these follow links, which `fs::Root` does not: {astray:#?}");
}

#[test]
fn finished_html_of_texts_is_read_back_by_nobody() {
    let makers = ["model/fragment.rs", "model/sharing.rs", "syntax/markdown/", "render/fill.rs", "render/alone.rs"];
    let readers = sources().into_iter().filter(|source| !makers.iter().any(|maker| source.path.starts_with(maker)));
    let readers: Vec<String> =
        readers.filter(|source| source.code.contains("Piece::Html")).map(|source| source.path).collect();
    assert!(readers.is_empty(), "{readers:?} should ask for `Counts`");
}

#[test]
fn nothing_is_left_for_later() {
    let marks = [["todo", "!"], ["unimplemented", "!"], ["dbg", "!"], ["#[igno", "re"], ["FIX", "ME"], ["X", "XX"]]
        .map(|parts| parts.concat());
    for folder in ["src", "tests"] {
        for (path, text) in rust_files(&in_repository(folder)) {
            for mark in &marks {
                assert!(!text.contains(mark), "{folder}/{path} says {mark}");
            }
        }
    }
}

#[test]
fn only_the_command_line_prints() {
    for source in sources().iter().filter(|source| !source.path.starts_with("cli/")) {
        for name in ["print", "println", "eprint", "eprintln"] {
            assert!(!after(&source.code, name).iter().any(|rest| rest.starts_with("!(")), "{} prints", source.path);
        }
    }
}

#[test]
fn no_test_file_is_forgotten() {
    for (path, text) in rust_files(&in_repository("tests")) {
        let is_of_program = path.strip_prefix("program/").is_some_and(|rest| !rest.contains('/'));
        if path.contains('/') && !path.ends_with("main.rs") {
            let module = path.trim_end_matches(".rs").trim_end_matches("/mod").rsplit('/').next().unwrap().to_owned();
            let named =
                rust_files(&in_repository("tests")).values().any(|other| other.contains(&format!("mod {module};")));
            assert!(named, "nothing uses tests/{path}");
        }
        if (is_of_program && !path.ends_with("main.rs")) || !path.contains('/') {
            assert!(text.contains("#[test]") || text.contains("proptest!"), "tests/{path} tests nothing");
            assert!(text.starts_with("//! "), "tests/{path} does not say what it is about");
        }
    }
    let manifest = fs::read_to_string(in_repository("Cargo.toml")).unwrap();
    assert!(!manifest.contains("autotests"), "every file in tests/ is a test");
}

/// The library's items are for itself alone, so that the lint for docs, which looks at what others see, does not see them.
#[test]
fn what_a_file_offers_others_is_documented() {
    let mut bare = Vec::new();
    for (path, text) in rust_files(&in_repository("src")) {
        if path.contains("tests") || path == "api.rs" || path == "lib.rs" {
            continue;
        }
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for (index, line) in lines.iter().enumerate() {
            let Some(item) = line.strip_prefix("pub ") else { continue };
            let is_module = item.starts_with("mod ") && item.ends_with(';');
            let above = lines[..index].iter().rev().find(|line| !line.starts_with("#[") && !line.ends_with(")]"));
            let is_documented = above.is_some_and(|line| line.starts_with("///") || line.ends_with("*/"));
            if !is_module && !item.starts_with("use ") && !item.contains('$') && !is_documented {
                bare.push(format!("{path}:{}: {line}", index + 1));
            }
        }
    }
    assert!(bare.is_empty(), "{bare:#?}");
}

// The test's own eyes

#[test]
fn imports_are_seen_in_every_form() {
    let source = |path: &str, text: &str| Source { path: path.to_owned(), code: code(text) };
    let seen = |path: &str, text: &str| source(path, text).uses().into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(
        seen("plan/tags.rs", "use crate::model::course::{A, B};\nlet x = crate::render::fill::y;"),
        ["model", "render"]
    );
    assert_eq!(seen("plan/tags.rs", "use crate::{model::{self, kinds}, plan, text};"), ["model", "plan", "text"]);
    assert_eq!(seen("plan/tags.rs", "use super::super::render::Engine;\nuse super::Plan;"), ["render"]);
    assert_eq!(seen("plan/mod.rs", "use super::render::Engine;"), ["render"]);
    assert_eq!(
        seen("plan.rs", "// crate::render\nlet a = \"crate::render\"; /* crate::render */ let b = '\"';"),
        Vec::<String>::new()
    );
    assert_eq!(seen("plan.rs", "#[cfg(test)]\nmod tests { use crate::render; }"), Vec::<String>::new());
    assert_eq!(seen("cli/mod.rs", "use mistake_clinic::api::pipeline;"), ["pipeline"]);
}
