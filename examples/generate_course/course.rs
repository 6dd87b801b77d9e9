//! A large course to measure with, made up by numbers: the same bytes for the same number on every machine.
//!
//! Modules stand in sections of fifty, alternately as one file and as a bundle with a practice page. Each has about
//! 5.5 KB of source: six radar rows, three groups of six statements with a hint and an answer here and there, prose,
//! and a code block of its own, so that nothing can be made once and used for all of them.

use std::path::{Path, PathBuf};

use mistake_clinic::api::error::{Error, Result};
use mistake_clinic::api::fs;

/// Modules in a section.
const SECTION: usize = 50;

/// Names in a module: rows, statements and a few more.
const NAMES: usize = 64;

/// Writes a course of `count` modules and gives the number of bytes in their files.
pub fn generate(count: usize, folder: &Path) -> Result<usize> {
    if fs::is_dir(folder) && !fs::read_dir(folder)?.is_empty() {
        let message = format!("`{}` is not empty", folder.display());
        return Err(Error::refused(message, "name a folder that does not exist yet"));
    }
    fs::write(&folder.join("clinic.yaml"), COURSE.as_bytes())?;
    fs::write(&folder.join("content/_index.md"), HOME.as_bytes())?;
    for section in 0..count.div_ceil(SECTION) {
        let path = section_folder(folder, section).join("_index.md");
        let text = format!("---\ntitle: 'Section {}'\ndescription: 'Fifty modules at most.'\n---\n", section + 1);
        fs::write(&path, text.as_bytes())?;
    }
    (0..count).map(|number| Module::new(number).write(folder)).sum()
}

const COURSE: &str = "\
title: 'A course to measure with'
id: measured
description: 'Made by a program, for a program.'
base_url: https://example.org/measured/
numbering: 'Module {n}'
";

const HOME: &str = "---\ntitle: 'A course to measure with'\n---\nNobody wrote this course.\n";

/// `content/012-part-12`, which comes out as `/part-12/`.
fn section_folder(folder: &Path, section: usize) -> PathBuf {
    let number = section + 1;
    // More than three digits would be part of the address.
    let prefix = if number < 1000 { format!("{number:03}-") } else { String::new() };
    folder.join("content").join(format!("{prefix}part-{number}"))
}

/// One module to be.
struct Module {
    /// From 0.
    number: usize,
    dice: Dice,
}

impl Module {
    fn new(number: usize) -> Self {
        Self { number, dice: Dice(number as u64) }
    }

    fn is_bundle(&self) -> bool {
        self.number % 2 == 1
    }

    /// Writes the files of the module and gives their size.
    fn write(mut self, folder: &Path) -> Result<usize> {
        let place = self.number % SECTION + 1;
        let folder = section_folder(folder, self.number / SECTION);
        let name = format!("{place:02}-{}", slug(self.number));
        let mut files = Vec::with_capacity(2);
        if self.is_bundle() {
            files.push((folder.join(&name).join("practice/01-lab.md"), self.practice()));
            files.push((folder.join(&name).join("index.md"), self.main()));
        } else {
            files.push((folder.join(format!("{name}.md")), self.main()));
        }
        for (path, text) in &files {
            fs::write(path, text.as_bytes())?;
        }
        Ok(files.iter().map(|(_, text)| text.len()).sum())
    }

    /// The module's file, or the `index.md` of its bundle.
    fn main(&mut self) -> String {
        let title = capital(&self.name(0));
        let rows: Vec<String> = (0..6).map(|index| self.row(index)).collect();
        // The third group of a bundle stands on its practice page.
        let own = if self.is_bundle() { 2 } else { 3 };
        let groups: Vec<String> = (0..own).map(|group| self.group(group)).collect();
        let from_page = if self.is_bundle() { "  - source: practice/01-lab.md\n" } else { "" };
        format!(
            "---\ntitle: '{title}: what the {noun} hides'\ndescription: '{description}'\ntags: [{tag}]\n{builds_on}\
             radar:\n{rows}checks:\n{groups}{from_page}---\n\n{body}",
            noun = self.pick(&NOUNS),
            description = self.sentence(),
            tag = self.pick(&TAGS),
            builds_on = self.builds_on(),
            rows = rows.concat(),
            groups = groups.concat(),
            body = self.body(),
        )
    }

    /// All modules of a section but its first build on the one before them.
    fn builds_on(&self) -> String {
        match (self.number % SECTION, self.number / SECTION + 1) {
            (0, _) => String::new(),
            (_, section) => format!("builds_on: [part-{section}/{}]\n", slug(self.number - 1)),
        }
    }

    fn row(&mut self, index: usize) -> String {
        let name = self.name(1 + index);
        let location = if self.is_bundle() && index.is_multiple_of(2) {
            "practice/01-lab.md".to_owned()
        } else {
            format!("'the {} of a {}'", self.pick(&NOUNS), self.pick(&NOUNS))
        };
        format!(
            "  - mistake: 'Reading the {} of `{name}` as a {}'\n    where: {location}\n    symptom: '{}'\n    repair: '{}'\n",
            self.pick(&NOUNS),
            self.pick(&NOUNS),
            self.sentence(),
            self.sentence(),
        )
    }

    /// A group of six statements, the first with a hint, the last with an answer.
    fn group(&mut self, group: usize) -> String {
        let title = format!("  - title: 'About the {}'\n    statements:\n", self.pick(&NOUNS));
        let statements: Vec<String> = (0..6)
            .map(|index| {
                let claim = self.claim(group, index);
                match index {
                    0 => format!("      - text: '\"{claim}\"'\n        hint: '{}'\n", self.sentence()),
                    5 => format!(
                        "      - text: '\"{claim}\"'\n        answer: {{ error: '{}', correction: '{}' }}\n",
                        self.sentence(),
                        self.sentence()
                    ),
                    _ => format!("      - '\"{claim}\"'\n"),
                }
            })
            .collect();
        format!("{title}{}", statements.concat())
    }

    /// The practice page of a bundle with the third group.
    fn practice(&mut self) -> String {
        let statements: Vec<String> =
            (0..6).map(|index| format!("{}. \"{}\"\n", index + 1, self.claim(2, index))).collect();
        format!(
            "---\ntitle: 'A lab about {}'\n---\n\n{}\n\n## Mistake check\n\n{}\n\n{}",
            self.name(0),
            self.paragraph(),
            self.sentence(),
            statements.concat()
        )
    }

    fn claim(&mut self, group: usize, index: usize) -> String {
        let name = self.name(8 + group * 6 + index);
        format!("Since `{name}` has a {}, {}", self.pick(&NOUNS), lower(&self.sentence()))
    }

    fn body(&mut self) -> String {
        let paragraphs = [self.paragraph(), self.paragraph()];
        let code = self.code();
        format!("{}\n\n## The smallest case\n\n{}\n\n{code}", paragraphs[0], paragraphs[1])
    }

    /// A program that no other module has.
    fn code(&mut self) -> String {
        let (name, other) = (self.name(32), self.name(33));
        format!(
            "```rust\n/// Keeps every {noun} below {limit}.\nfn {name}(values: &[u64]) -> Option<u64> {{\n    \
             let {other} = values.iter().filter(|value| **value < {limit}).count();\n    \
             match {other} {{\n        0 => None,\n        many => values.get(many / {divisor}).copied(),\n    }}\n}}\n\n\
             #[test]\nfn {name}_is_none_for_nothing() {{\n    assert_eq!({name}(&[]), None);\n}}\n```\n",
            noun = self.pick(&NOUNS),
            limit = 100 + self.number,
            divisor = 2 + self.number % 7,
        )
    }

    fn paragraph(&mut self) -> String {
        let sentences: Vec<String> = (0..5).map(|_| self.sentence()).collect();
        sentences.join(" ")
    }

    fn sentence(&mut self) -> String {
        format!(
            "The {} {} a {} {}, and {}.",
            self.pick(&NOUNS),
            self.pick(&VERBS),
            self.pick(&ADJECTIVES),
            self.pick(&NOUNS),
            self.pick(&ENDS)
        )
    }

    fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.dice.below(words.len())]
    }

    /// A word that occurs in no other module.
    fn name(&self, index: usize) -> String {
        word(self.number * NAMES + index)
    }
}

/// The name of a module in addresses.
fn slug(number: usize) -> String {
    word(number * NAMES)
}

/// A made-up word for each number.
fn word(number: usize) -> String {
    let (mut rest, mut word) = (number, String::new());
    while rest > 0 || word.len() < 6 {
        word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    word
}

fn capital(text: &str) -> String {
    with_first(text, char::to_ascii_uppercase)
}

fn lower(text: &str) -> String {
    with_first(text, char::to_ascii_lowercase)
}

fn with_first(text: &str, change: fn(&char) -> char) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| std::iter::once(change(&first)).chain(letters).collect())
}

/// `SplitMix64`: small, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (value ^ (value >> 31)) as usize % end
    }
}

const SYLLABLES: [&str; 20] = [
    "ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "tu", "ra", "le", "mi", "no",
    "du",
];

const NOUNS: [&str; 20] = [
    "queue", "tree", "proof", "clock", "contract", "cache", "branch", "test", "schema", "lock", "result", "sample",
    "boundary", "measure", "model", "message", "retry", "snapshot", "default", "list",
];

const ADJECTIVES: [&str; 8] = ["silent", "late", "borrowed", "half-open", "stale", "shared", "hidden", "lucky"];

const VERBS: [&str; 8] = ["hides", "outlives", "doubles", "counts", "forgets", "moves", "protects", "renames"];

const ENDS: [&str; 8] = [
    "nobody noticed for a week",
    "the second run tells",
    "the log says `ok`",
    "one counterexample is enough",
    "the smallest input shows it",
    "a colleague believed it",
    "the test was green",
    "the figure was *almost* right",
];

const TAGS: [&str; 6] = ["data", "time", "proof", "testing", "design", "habits"];
