//! The front matter of a page. Its texts are markdown at first, and HTML once they are rendered.

use serde::{Deserialize, Serialize};
use syntaxmate::Highlighter;

use crate::markdown;

#[derive(Deserialize, Serialize)]
pub struct Front {
    pub title: String,
    #[serde(default)]
    pub order: i64,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub radar: Vec<Row>,
    #[serde(default)]
    pub checks: Vec<Group>,
    #[serde(default)]
    pub protocol: Vec<String>,
    #[serde(default)]
    pub log: Log,
    #[serde(default)]
    pub completion: Vec<String>,
}

#[derive(Deserialize, Serialize)]
pub struct Row {
    mistake: String,
    #[serde(rename = "where")]
    place: String,
    symptom: String,
    repair: String,
}

#[derive(Deserialize, Serialize)]
pub struct Group {
    /// A group that stands on another page has none here.
    #[serde(default)]
    title: String,
    #[serde(default)]
    intro: String,
    #[serde(default)]
    statements: Vec<Statement>,
}

#[derive(Deserialize, Serialize)]
#[serde(from = "Written")]
pub struct Statement {
    text: String,
    hint: String,
}

/// A statement as it may be written.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Text(String),
    Full {
        text: String,
        #[serde(default)]
        hint: String,
    },
}

impl From<Written> for Statement {
    fn from(written: Written) -> Self {
        match written {
            Written::Text(text) => Self { text, hint: String::new() },
            Written::Full { text, hint } => Self { text, hint },
        }
    }
}

#[derive(Deserialize, Serialize)]
#[serde(default)]
pub struct Log {
    rows: usize,
    starter: Vec<Entry>,
}

impl Default for Log {
    fn default() -> Self {
        Self { rows: 12, starter: Vec::new() }
    }
}

#[derive(Deserialize, Serialize)]
pub struct Entry {
    mistake: String,
    root_cause: String,
    repair: String,
}

impl Front {
    /// Puts HTML in the place of all markdown.
    pub fn render(&mut self, highlighter: &Highlighter) {
        for text in self.texts() {
            *text = markdown::inline(text, highlighter);
        }
    }

    fn texts(&mut self) -> Vec<&mut String> {
        let mut texts = Vec::new();
        for Row { mistake, place, symptom, repair } in &mut self.radar {
            texts.extend([mistake, place, symptom, repair]);
        }
        for Group { title, intro, statements } in &mut self.checks {
            texts.extend([title, intro]);
            texts.extend(statements.iter_mut().flat_map(|Statement { text, hint }| [text, hint]));
        }
        for Entry { mistake, root_cause, repair } in &mut self.log.starter {
            texts.extend([mistake, root_cause, repair]);
        }
        texts.extend(&mut self.protocol);
        texts.extend(&mut self.completion);
        texts
    }
}
