//! A module from what was read: its front matter, so written that it reads back as it was typed, and the text below it.

use std::collections::BTreeSet;

use super::front::Front;
use super::model::{
    Checks, Completion, Criterion, Group, Heading, Location, Log, LogColumn, Page, Passage, Radar, Row,
};
use super::presets::{self, Preset};
use crate::model::kinds::{LogField, Part, RadarColumn};
use crate::text::quote::{single_quoted, yaml_scalar};

/// What a module is written from.
#[derive(Clone, Copy)]
pub(super) struct Module<'a> {
    pub(super) title: &'a str,
    pub(super) front: &'a Front,
    pub(super) page: &'a Page,
    /// Paths that lead to no page of the course.
    pub(super) unresolved: &'a BTreeSet<String>,
    pub(super) inherited: &'a Inherited,
}

/// What a module of this course may inherit, as far as it matters to one that is written.
#[derive(Clone, Debug, Default)]
pub(super) struct Inherited {
    /// Names of presets.
    pub(super) presets: BTreeSet<String>,
    /// Whether the columns of the radar are chosen somewhere.
    pub(super) radar_columns: bool,
    /// Whether those of the log are.
    pub(super) log_columns: bool,
}

/// The whole file.
pub(super) fn file(module: Module<'_>) -> String {
    let Page { radar, checks, protocol, log, completion, body, .. } = module.page;
    let mut lines = vec!["---".to_owned(), format!("title: {}", yaml_scalar(module.title))];
    lines.extend(module.front.entries.iter().cloned());
    lines.extend(parts(module));
    if let Some(radar) = radar {
        module.radar(radar, &mut lines);
    }
    if let Some(checks) = checks {
        module.checks(checks, &mut lines);
    }
    if let Some(protocol) = protocol {
        lines.push("protocol:".to_owned());
        heading(&protocol.heading, 2, &mut lines);
        lines.push("  steps:".to_owned());
        lines.extend(protocol.steps.iter().map(|step| listed(step, 4)));
    }
    if let Some(log) = log {
        module.log(log, &mut lines);
    }
    if let Some(completion) = completion {
        self::completion(completion, &mut lines);
    }
    lines.push("---\n".to_owned());
    if !body.is_empty() {
        lines.push(format!("{body}\n"));
    }
    lines.join("\n")
}

/// A page that is no module, or that of a section, with what else its front matter says.
pub(super) fn page(title: Option<&str>, front: &Front, body: &str) -> String {
    let mut lines = vec!["---".to_owned()];
    lines.extend(title.map(|title| format!("title: {}", yaml_scalar(title))));
    lines.extend(front.entries.iter().cloned());
    lines.push("---\n".to_owned());
    if !body.trim().is_empty() {
        lines.push(format!("{}\n", body.trim_start_matches(['\n', ' ']).trim_end()));
    }
    lines.join("\n")
}

/// The order of the parts, where it is not the usual one.
fn parts(module: Module<'_>) -> Option<String> {
    let order = &module.page.order;
    if order.is_sorted() || module.front.keys.contains("parts") {
        return None;
    }
    let rest = Part::WORDS.iter().map(|(_, part)| *part).filter(|part| !order.contains(part) && *part != Part::Body);
    let words: Vec<&str> = [Part::Body].into_iter().chain(order.iter().copied()).chain(rest).map(Part::word).collect();
    Some(format!("parts: [{}]", words.join(", ")))
}

impl Module<'_> {
    fn radar(self, radar: &Radar, lines: &mut Vec<String>) {
        let has_own = self.front.keys.contains("radar_presets");
        let (presets, of_row) = if has_own {
            (Vec::new(), vec![None; radar.rows.len()])
        } else {
            presets::of_rows(&radar.rows, &self.inherited.presets)
        };
        if !presets.is_empty() {
            lines.push("radar_presets:".to_owned());
        }
        for preset in &presets {
            lines.push(format!("  {}:", preset.name));
            lines.extend(preset.symptom.iter().map(|text| keyed("symptom", text, 4)));
            lines.extend(preset.repair.iter().map(|text| keyed("repair", text, 4)));
        }
        lines.push("radar:".to_owned());
        heading(&radar.heading, 2, lines);
        let usual = radar.columns.iter().eq(RadarColumn::WORDS.iter().map(|(_, column)| column));
        if !usual || self.inherited.radar_columns {
            let words: Vec<&str> = radar.columns.iter().map(|column| column.word()).collect();
            lines.push(format!("  columns: [{}]", words.join(", ")));
        }
        lines.push("  rows:".to_owned());
        for (row, preset) in radar.rows.iter().zip(of_row) {
            item(self.row(row, preset.and_then(|number| presets.get(number))), 4, lines);
        }
    }

    fn row(self, row: &Row, preset: Option<&Preset>) -> Vec<String> {
        let text = |key: &str, text: &Option<Passage>| text.as_ref().map(|text| keyed(key, text, 6));
        let mut keys: Vec<String> = preset.map(|preset| format!("      preset: {}", preset.name)).into_iter().collect();
        keys.extend(text("mistake", &row.mistake));
        match &row.location {
            None => {}
            Some(Location::Words(words)) => keys.push(keyed("where", words, 6)),
            Some(Location::Page { reference, .. }) if !self.unresolved.contains(&reference.path) => {
                keys.push(format!("      where: {}", yaml_scalar(&reference.path)));
            }
            Some(Location::Page { reference, words }) => {
                keys.push(keyed("where", words, 6));
                keys.push(format!("      # where: {}", reference.path));
            }
        }
        if preset.is_none() {
            keys.extend(text("symptom", &row.symptom));
            keys.extend(text("repair", &row.repair));
        }
        keys
    }

    fn checks(self, checks: &Checks, lines: &mut Vec<String>) {
        lines.push("checks:".to_owned());
        heading(&checks.heading, 2, lines);
        lines.push("  groups:".to_owned());
        for group in &checks.groups {
            item(self.group(group), 4, lines);
        }
    }

    fn group(self, group: &Group) -> Vec<String> {
        let mut keys = Vec::new();
        heading(&group.heading, 6, &mut keys);
        if group.statements.is_empty() {
            keys.push("      statements: []".to_owned());
        } else {
            keys.push("      statements:".to_owned());
            keys.extend(group.statements.iter().map(|statement| listed(statement, 8)));
        }
        if let Some(source) = &group.source {
            let is_known = !self.unresolved.contains(&source.path);
            let line = if is_known {
                format!("      source: {}", yaml_scalar(&source.path))
            } else {
                format!("      # source: {}", source.path)
            };
            // A comment is no first key.
            let at = usize::from(!is_known || group.heading.title.is_some());
            keys.insert(at, line);
        }
        keys
    }

    fn log(self, log: &Log, lines: &mut Vec<String>) {
        lines.push("log:".to_owned());
        heading(&log.heading, 2, lines);
        let usual: Vec<LogColumn> = LogField::WORDS.iter().map(|(_, field)| LogColumn::BuiltIn(*field)).collect();
        if log.columns != usual || self.inherited.log_columns {
            let column = |column: &LogColumn| match column {
                LogColumn::BuiltIn(field) => field.word().to_owned(),
                LogColumn::Own { key, title } => format!("{{ key: {key}, title: {} }}", yaml_scalar(&title.source)),
            };
            let columns: Vec<String> = log.columns.iter().map(column).collect();
            lines.push(format!("  columns: [{}]", columns.join(", ")));
        }
        if log.starter.is_empty() {
            lines.push("  starter: []".to_owned());
            return;
        }
        lines.push("  starter:".to_owned());
        for entry in &log.starter {
            let cells = entry.iter().filter_map(|(at, text)| Some(keyed(log.columns.get(*at)?.key(), text, 6)));
            item(cells.collect(), 4, lines);
        }
    }
}

fn completion(completion: &Completion, lines: &mut Vec<String>) {
    lines.push("completion:".to_owned());
    heading(&completion.heading, 2, lines);
    lines.push("  criteria:".to_owned());
    for Criterion { text, goal } in &completion.criteria {
        match goal {
            None => lines.push(listed(text, 4)),
            Some(goal) => {
                lines.push(format!("    - goal: {{ {}: {} }}", goal.kind.word(), goal.count));
                lines.push(keyed("text", text, 6));
            }
        }
    }
}

fn heading(heading: &Heading, indent: usize, lines: &mut Vec<String>) {
    lines.extend(heading.title.iter().map(|title| keyed("title", title, indent)));
    lines.extend(heading.intro.iter().map(|intro| keyed("intro", intro, indent)));
}

/// Keys of a map as an item of a list whose dashes are indented by `indent`.
fn item(keys: Vec<String>, indent: usize, lines: &mut Vec<String>) {
    let mut keys = keys.into_iter();
    if let Some(first) = keys.next() {
        lines.push(format!("{}- {}", " ".repeat(indent), first.trim_start()));
    }
    lines.extend(keys);
}

fn keyed(key: &str, text: &Passage, indent: usize) -> String {
    format!("{}{key}: {}", " ".repeat(indent), scalar(&text.source, indent))
}

fn listed(text: &Passage, indent: usize) -> String {
    format!("{}- {}", " ".repeat(indent), scalar(&text.source, indent))
}

/// A text as a value of what is indented by `indent`: on one line in quotes, else as lines below it.
fn scalar(text: &str, indent: usize) -> String {
    if !text.contains('\n') {
        return single_quoted(text);
    }
    let starts_indented =
        text.split('\n').find(|line| !line.trim().is_empty()).is_some_and(|line| line.starts_with([' ', '\t']));
    let indicator = if starts_indented { "2" } else { "" };
    let indent = " ".repeat(indent + 2);
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("{indent}{line}") };
    let lines: Vec<String> = text.split('\n').map(line).collect();
    format!("|{indicator}-\n{}", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::FileFindings;
    use crate::syntax::yaml::{Vocabulary, parse};
    use crate::text::SourcePath;

    #[test]
    fn every_text_reads_back_as_it_was_typed() {
        for text in [
            "It's: a #1 {x} [y] & *z* | > - ? ! % @ `w`",
            "\"quoted\" and 'so'",
            "\\alpha \\\\ \t tab",
            "one\n\n  - two\n    three\n\nfour: 'x'",
            "\n- alone",
            "    code\nword",
            "line\n# no comment\n--- no end",
            "[!ANSWER]",
        ] {
            for wrapped in [
                format!("k:\n  {}\n", keyed("a", &passage(text), 2).trim_start()),
                format!("k:\n{}\n", listed(&passage(text), 2)),
            ] {
                let mut findings = FileFindings::new(&SourcePath::new("a"));
                let node = parse(&wrapped, 0, Vocabulary::ANY, &mut findings).unwrap();
                let value = node.get("k").unwrap();
                let read = value.get("a").or_else(|| value.as_list()?.first()).and_then(|node| node.as_str());
                assert_eq!(read, Some(text), "{wrapped}");
            }
        }
    }

    fn passage(text: &str) -> Passage {
        Passage { source: text.to_owned(), ..Passage::default() }
    }
}
