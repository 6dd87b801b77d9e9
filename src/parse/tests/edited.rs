//! Slips of the hand: each file of a course is changed in one place, as a key, a word or a line is lost, doubled or moved,
//! and what `clinic check --fix` would write then touches no line but those that slipped.
//!
//! `SLIPS=20000 cargo test --lib parse::tests::edited -- --nocapture` makes more of them, and says what came of them.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::collections::BTreeSet;
use std::sync::Arc;

use super::chance::Chance;
use crate::config::course::markdown_settings;
use crate::config::prose;
use crate::finding::edit::{Edit, Edits};
use crate::finding::{FileFindings, Finding};
use crate::load::{PageSource, Role};
use crate::parse::parse;
use crate::strings::{ClinicWords, Strings};
use crate::syntax::markdown::Reader;
use crate::text::{SourceFile, SourcePath};

/// How many slips are made where `SLIPS` does not say.
const SLIPS: usize = 1500;

/// The files of the course, with the role of those that are pages.
const FILES: [(&str, Option<Role>, &str); 5] = [
    ("module.md", Some(Role::Single), include_str!("../../../tests/fixtures/edited/module.md")),
    ("section.md", Some(Role::Section), include_str!("../../../tests/fixtures/edited/section.md")),
    ("page.md", Some(Role::Inner), include_str!("../../../tests/fixtures/edited/page.md")),
    ("clinic.yaml", None, include_str!("../../../tests/fixtures/edited/clinic.yaml")),
    ("answers.yaml", None, include_str!("../../../tests/fixtures/edited/answers.yaml")),
];

/// A file with a slip, and the lines that it is in, from 0.
struct Slip {
    what: &'static str,
    lines: Vec<String>,
    guilty: BTreeSet<usize>,
}

/// One slip in `text`.
fn slip(text: &str, chance: &mut Chance) -> Slip {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let at = chance.below(lines.len());
    let mut guilty = BTreeSet::from([at]);
    let what = match chance.below(4) {
        0 => within(&mut lines[at], chance),
        1 => word(&mut lines[at], chance),
        2 => indented(&mut lines[at], chance),
        _ => match chance.below(5) {
            0 => {
                lines.remove(at);
                guilty.clear();
                "a line is lost"
            }
            1 => {
                lines.insert(at, lines[at].clone());
                guilty.insert(at + 1);
                "a line is doubled"
            }
            2 => {
                let other = (at + 1).min(lines.len() - 1);
                lines.swap(at, other);
                guilty.insert(other);
                "two lines are swapped"
            }
            3 => {
                let half = lines[at].chars().count() / 2;
                let half = lines[at].char_indices().nth(half).map_or(0, |(at, _)| at);
                let tail = lines[at].split_off(half);
                lines.insert(at + 1, tail);
                guilty.insert(at + 1);
                "a line is broken"
            }
            _ => {
                if at + 1 < lines.len() {
                    let next = lines.remove(at + 1);
                    lines[at].push_str(&next);
                }
                "two lines are joined"
            }
        },
    };
    Slip { what, lines, guilty }
}

/// A character is lost, doubled, swapped or typed.
fn within(line: &mut String, chance: &mut Chance) -> &'static str {
    const TYPED: [&str; 24] = [
        "'", "\"", ":", ": ", "#", " #", " # ", "-", "- ", "[", "]", "{", "}", "*", "&", "!", "`", "\\", ",", "|", ">",
        "\t", " ", "x",
    ];
    let places: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
    if places.is_empty() || chance.below(3) == 0 {
        let at = *chance.of(&[&places[..], &[line.len()]].concat());
        line.insert_str(at, chance.of::<&str>(&TYPED));
        return "a character is typed";
    }
    let at = *chance.of(&places);
    let character = line.remove(at);
    match chance.below(3) {
        0 => "a character is lost",
        1 => {
            line.insert_str(at, &format!("{character}{character}"));
            "a character is doubled"
        }
        _ => {
            let next = line[at..].chars().next().map_or(at, |next| at + next.len_utf8());
            line.insert(next, character);
            "two characters are swapped"
        }
    }
}

/// A word is lost or doubled.
fn word(line: &mut String, chance: &mut Chance) -> &'static str {
    let words: Vec<String> = line.split_inclusive(' ').map(str::to_owned).collect();
    if words.is_empty() {
        return "nothing";
    }
    let at = chance.below(words.len());
    let doubled = chance.below(2) == 0;
    let copies = |index: usize| {
        if index != at {
            1
        } else if doubled {
            2
        } else {
            0
        }
    };
    *line = words.iter().enumerate().flat_map(|(index, word)| vec![word.as_str(); copies(index)]).collect();
    if doubled { "a word is doubled" } else { "a word is lost" }
}

/// A line is indented by more or less than it was.
fn indented(line: &mut String, chance: &mut Chance) -> &'static str {
    let content = line.trim_start().to_owned();
    let indent = line.len() - content.len();
    let steps = [indent + 1, indent + 2, indent + 4, indent.saturating_sub(1), indent.saturating_sub(2), 0];
    *line = format!("{}{content}", " ".repeat(*chance.of(&steps)));
    "a line is indented anew"
}

struct Desk {
    reader: Reader,
    words: ClinicWords,
}

impl Desk {
    fn new() -> Self {
        let strings = Strings::load("en", &[], &mut Vec::new());
        Self { reader: Reader::new(markdown_settings(None, &strings)), words: strings.clinic_words() }
    }

    fn found(&self, name: &str, role: Option<Role>, file: &Arc<SourceFile>) -> Vec<Finding> {
        let Some(role) = role else {
            let mut findings = FileFindings::new(file.path());
            prose::parse(file, 0..file.text().len(), &mut findings);
            return findings.into_inner();
        };
        let bundle = (name == "page.md").then(|| "m".to_owned());
        parse(&PageSource { file: Arc::clone(file), role, section: String::new(), bundle }, &self.reader, &self.words)
            .findings
    }

    /// The lines as `--fix` leaves them; `None` where it changes nothing.
    fn fixed(&self, name: &str, role: Option<Role>, lines: &[String]) -> Result<Option<Vec<String>>, String> {
        let file = Arc::new(SourceFile::new(SourcePath::new(name), lines.join("\n") + "\n"));
        let mut edits = Edits::default();
        for finding in self.found(name, role, &file) {
            let Some(fix) = finding.fix.filter(|fix| fix.certain) else { continue };
            if !edits.add(Edit::of(&file, &fix)) {
                return Err(format!("two repairs of line {} conflict", fix.line));
            }
        }
        let text = edits.put_into(file.text());
        Ok((!edits.is_empty()).then(|| text.lines().map(str::to_owned).collect()))
    }
}

/// What a line says, whatever its marks.
fn without_marks(line: &str) -> String {
    line.replace(['\'', '"', '\\'], "")
}

fn judged(slip: &Slip, before: &[String], after: &[String]) -> Result<(), String> {
    if before.len() != after.len() {
        return Err("another number of lines".to_owned());
    }
    for (index, (old, new)) in before.iter().zip(after).enumerate().filter(|(_, (old, new))| old != new) {
        if !slip.guilty.contains(&index) {
            return Err(format!("line {} is innocent:\n    - {old}\n    + {new}", index + 1));
        }
        if without_marks(old) != without_marks(new) {
            return Err(format!("line {} says something else:\n    - {old}\n    + {new}", index + 1));
        }
    }
    Ok(())
}

#[test]
fn repairs_touch_the_line_that_slipped_and_no_other() {
    let slips = std::env::var("SLIPS").ok().and_then(|count| count.parse().ok()).unwrap_or(SLIPS);
    let desk = Desk::new();
    let mut chance = Chance(20_261_128);
    let (mut repaired, mut wrong) = (0, Vec::new());
    for number in 0..slips {
        // The module has most of the keys, and gets most of the slips.
        let (name, role, text) = FILES[chance.below(12).saturating_sub(7)];
        let slip = slip(text, &mut chance);
        let verdict = desk.fixed(name, role, &slip.lines).and_then(|fixed| {
            let Some(fixed) = fixed else { return Ok(()) };
            repaired += 1;
            if std::env::var_os("SHOW").is_some() {
                for (old, new) in slip.lines.iter().zip(&fixed).filter(|(old, new)| old != new) {
                    println!("{}\n    - {old}\n    + {new}", slip.what);
                }
            }
            judged(&slip, &slip.lines, &fixed)?;
            match desk.fixed(name, role, &fixed)? {
                Some(again) if again != fixed => Err("a second run changes more".to_owned()),
                _ => Ok(()),
            }
        });
        if let Err(why) = verdict {
            wrong.push(format!("slip {number} in {name}, {}: {why}", slip.what));
        }
    }
    println!("{slips} slips, {repaired} repaired, {} wrongly", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(repaired * 200 > slips, "{repaired} of {slips} were repaired: the repairs are not looked at");
}

#[test]
fn files_without_a_slip_have_nothing_to_repair() {
    let desk = Desk::new();
    for (name, role, text) in FILES {
        let file = Arc::new(SourceFile::new(SourcePath::new(name), text));
        let found = desk.found(name, role, &file);
        assert!(found.is_empty(), "{name}: {found:#?}");
    }
}
