//! What a page says of itself in front matter: kept where a module may say it, and the rest below `extra:` or told.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Told;
use crate::config::foreign::withheld_by;
use crate::config::keys::{EVERY_FILE, INHERITED, MODULE, PAGE, SECTION};
use crate::config::prose;
use crate::finding::FileFindings;
use crate::model::kinds::Part;
use crate::syntax::yaml::{MapEntry, NodeKind};
use crate::text::quote::yaml_scalar;
use crate::text::{SourceFile, SourcePath};

/// Front matter of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Front {
    pub(super) title: Option<String>,
    /// Each other key with its value, as it is written.
    pub(super) entries: Vec<String>,
    /// The keys of these.
    pub(super) keys: BTreeSet<String>,
    /// What it says in a word or line, by the key.
    pub(super) values: BTreeMap<String, String>,
    pub(super) told: Vec<Told>,
}

/// Which keys stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// All: it is a file of the course, and nothing in it is lost.
    All,
    /// Those that mean something in a module; those of other tools go below `extra:`.
    OfModule,
    /// The same of another page.
    OfPage,
    /// The same of the page of a section.
    OfSection,
}

impl Keep {
    fn knows(self, key: &str) -> bool {
        let own: &[&[&str]] = match self {
            Self::All => return true,
            Self::OfModule => &[&EVERY_FILE, &MODULE, &INHERITED],
            Self::OfPage => &[&EVERY_FILE, &PAGE],
            Self::OfSection => &[&EVERY_FILE, &SECTION],
        };
        own.iter().any(|keys| keys.contains(&key))
    }
}

/// Keys by which other tools put pages in order.
const ORDER: [&str; 4] = ["sidebar_position", "weight", "nav_order", "menu_order"];

/// Reads the YAML of a page.
///
/// # Errors
/// It cannot be read; says why.
pub(super) fn read(yaml: &str, keep: Keep) -> Result<Front, String> {
    let path = SourcePath::new("front matter");
    let mut findings = FileFindings::new(&path);
    let file = SourceFile::new(path, yaml);
    let tree = prose::parse(&file, 0..yaml.len(), &mut findings);
    let Some(tree) = tree else {
        let first = findings.into_inner().into_iter().next();
        let why = first.map_or_else(String::new, |finding| {
            format!(" (line {}: {})", file.position(finding.place.span().start).line + 1, finding.message)
        });
        return Err(format!("its front matter cannot be read{why}"));
    };
    let map = match &tree.kind {
        NodeKind::Null => return Ok(Front::default()),
        NodeKind::Map(map) => map,
        NodeKind::Scalar(_) | NodeKind::List(_) => return Err("its front matter has no keys".to_owned()),
    };
    if map.iter().any(|entry| !starts_line(yaml, entry)) {
        return Err("its front matter is in braces".to_owned());
    }
    let mut front = Front::default();
    let mut foreign = Vec::new();
    for (at, entry) in map.iter().enumerate() {
        let end = map.get(at + 1).map_or(yaml.len(), |next| next.key_span.start);
        let raw = yaml[entry.key_span.start..end].trim_end();
        front.take(entry, raw, keep, &mut foreign, &file);
    }
    front.keep_foreign(&foreign);
    Ok(front)
}

fn starts_line(yaml: &str, entry: &MapEntry) -> bool {
    let start = entry.key_span.start;
    start == 0 || yaml[..start].ends_with('\n')
}

impl Front {
    fn take(&mut self, entry: &MapEntry, raw: &str, keep: Keep, foreign: &mut Vec<(String, usize)>, file: &SourceFile) {
        let key = entry.key.as_str();
        let line = file.position(entry.key_span.start).line + 1;
        self.values.extend(entry.value.as_str().map(|value| (key.to_owned(), value.to_owned())));
        if key == "title" {
            self.title = entry.value.as_str().map(str::to_owned);
        } else if keep == Keep::All {
            self.push(key, raw.to_owned());
        } else if withheld_by(entry).is_some() {
            self.push("draft", "draft: true".to_owned());
            self.tell(line, format!("`{key}` hides the page from readers, so it was replaced with `draft: true`"));
        } else if ORDER.contains(&key) && entry.value.as_integer().is_some() {
            self.push("order", format!("order: {}", entry.value.as_str().unwrap_or_default()));
        } else if keep.knows(key) {
            // Words are written so that they are what was typed, and of a time its day.
            let words = match (key, entry.value.as_str()) {
                ("description", Some(words)) => Some(yaml_scalar(words)),
                ("date" | "updated", Some(time)) => time.get(..10).map(str::to_owned),
                _ => None,
            };
            self.push(key, words.map_or_else(|| raw.to_owned(), |words| format!("{key}: {words}")));
        } else {
            foreign.push((raw.to_owned(), line));
        }
    }

    /// Adds a key with its value as it is written, unless it is there.
    pub(super) fn push(&mut self, key: &str, raw: String) {
        if self.keys.insert(key.to_owned()) {
            self.entries.push(raw);
        }
    }

    fn tell(&mut self, line: usize, message: String) {
        self.told.push(Told { line, message });
    }

    /// Keys of other tools go below `extra:`, unless the page has that already.
    fn keep_foreign(&mut self, foreign: &[(String, usize)]) {
        let Some((_, line)) = foreign.first() else { return };
        if self.keys.contains("extra") {
            self.tell(*line, "keys from another tool are left out, because the page has its own `extra:`".to_owned());
            return;
        }
        let lines = foreign.iter().flat_map(|(raw, _)| raw.lines());
        let lines: Vec<String> = lines.map(|line| format!("  {line}").trim_end().to_owned()).collect();
        self.tell(*line, "keys that clinic does not use are now under `extra:`".to_owned());
        self.push("extra", format!("extra:\n{}", lines.join("\n")));
    }

    /// The parts that it has already.
    pub(super) fn parts(&self) -> BTreeSet<Part> {
        Part::WORDS.iter().filter(|(word, _)| self.keys.contains(*word)).map(|(_, part)| *part).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_module_may_say_stays_and_the_rest_goes_below_extra() {
        let yaml = "title: 'A: b'\ntags: [x, y]\nsidebar_position: 3\nsidebar_label: Lab\ndescription: It is: so\nunlisted: true\nlayout:\n  wide: yes\n";
        let front = read(yaml, Keep::OfModule).unwrap();
        assert_eq!(front.title.as_deref(), Some("A: b"));
        assert_eq!(
            front.entries,
            [
                "tags: [x, y]",
                "order: 3",
                "description: 'It is: so'",
                "draft: true",
                "extra:\n  sidebar_label: Lab\n  layout:\n    wide: yes"
            ]
        );
        assert_eq!(front.told.len(), 2);
        let all = read(yaml, Keep::All).unwrap();
        assert_eq!(all.entries.len(), 6);
        assert_eq!(read("", Keep::OfModule), Ok(Front::default()));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        for yaml in ["- a\n- b\n", "{title: A}\n", "a: [b\nc: 'd\n"] {
            assert!(read(yaml, Keep::OfModule).is_err(), "{yaml}");
        }
    }
}
