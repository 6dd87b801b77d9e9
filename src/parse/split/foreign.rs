//! Front matter in TOML or JSON, rewritten in YAML with all that was typed.

use serde_json::Value;

use super::evidence::pair;
use super::lines;
use crate::config::keys::VOCABULARY;
use crate::finding::FileFindings;
use crate::syntax::yaml;
use crate::text::SourcePath;
use crate::text::quote::yaml_scalar;

/// The JSON object at the beginning of `text` and where it ends.
pub(super) fn json(text: &str) -> Option<(serde_json::Map<String, Value>, usize)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let Some(Ok(Value::Object(object))) = values.next() else { return None };
    Some((object, values.byte_offset()))
}

/// A JSON object as lines of YAML.
pub(super) fn of_json(object: &serde_json::Map<String, Value>) -> String {
    let line = |(key, value): (&String, &Value)| format!("{}: {}\n", of_key(key), of_value(value));
    object.iter().map(line).collect()
}

fn of_key(key: &str) -> String {
    let is_word = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    if is_word { key.to_owned() } else { yaml_scalar(key) }
}

fn of_value(value: &Value) -> String {
    match value {
        Value::String(text) => yaml_scalar(text),
        Value::Array(items) => format!("[{}]", items.iter().map(of_value).collect::<Vec<_>>().join(", ")),
        Value::Object(object) => {
            let entry = |(key, value): (&String, &Value)| format!("{}: {}", of_key(key), of_value(value));
            format!("{{ {} }}", object.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// TOML as lines of YAML, comments included; `None` where it holds what front matter hardly ever does.
///
/// Most values of TOML are the same in YAML: strings in either quotes, numbers, days, lists.
pub(super) fn of_toml(text: &str) -> Option<String> {
    let mut writer = Writer::default();
    let mut at = 0;
    while let Some(line) = lines(&text[at..]).next() {
        let typed = text[at..at + line.end].trim();
        at += match typed.chars().next() {
            None | Some('#') => writer.line(typed, line.end),
            Some('[') => {
                writer.table(typed)?;
                line.end
            }
            Some(_) => writer.entry(&text[at..])?,
        };
    }
    reads(&writer.yaml).then_some(writer.yaml)
}

/// Whether this can be read as YAML.
fn reads(text: &str) -> bool {
    let mut findings = FileFindings::new(&SourcePath::new(""));
    yaml::parse(text, 0, VOCABULARY, &mut findings).is_some() && !findings.has_errors()
}

#[derive(Default)]
struct Writer<'t> {
    yaml: String,
    /// The table that keys are written into.
    table: Vec<&'t str>,
    /// Those that were opened.
    known: Vec<Vec<&'t str>>,
}

impl<'t> Writer<'t> {
    fn indent(&self) -> String {
        "  ".repeat(self.table.len())
    }

    /// Writes a comment or an empty line; gives `length` back.
    fn line(&mut self, typed: &str, length: usize) -> usize {
        let indent = if typed.is_empty() { String::new() } else { self.indent() };
        self.yaml.extend([&indent, typed, "\n"]);
        length
    }

    /// `[extra]` and `[extra.more]`
    fn table(&mut self, typed: &'t str) -> Option<()> {
        let (path, comment) = typed.strip_prefix('[')?.split_once(']')?;
        let path: Vec<&str> = path.split('.').map(str::trim).collect();
        let is_plain = path.iter().all(|name| pair(&format!("{name}:"), ':').is_some());
        if !is_plain || self.known.contains(&path) || !matches!(comment.trim().chars().next(), None | Some('#')) {
            return None;
        }
        let shared = self.table.iter().zip(&path).take_while(|(open, name)| open == name).count();
        // What was left cannot be gone on with.
        if self.known.iter().any(|known| known.len() > shared && path.starts_with(&known[..=shared])) {
            return None;
        }
        for depth in shared..path.len() {
            self.known.push(path[..=depth].to_vec());
            let comment = if depth + 1 == path.len() && !comment.trim().is_empty() { comment.trim() } else { "" };
            let line = format!("{}{}: {comment}", "  ".repeat(depth), path[depth]);
            self.yaml.extend([line.trim_end(), "\n"]);
        }
        self.table = path;
        Some(())
    }

    /// `key = value` at the beginning of `text`; gives its length.
    fn entry(&mut self, text: &str) -> Option<usize> {
        let first = lines(text).next()?;
        let (key, _) = pair(&text[first], '=')?;
        let start = text.find('=')? + 1;
        if key.contains('.') {
            return None;
        }
        let value = &text[start..];
        let blanks = value.len() - value.trim_start_matches([' ', '\t']).len();
        let (written, length) = match &value[blanks..] {
            value if value.starts_with("\"\"\"") || value.starts_with("'''") => self.long_text(value)?,
            value => one_value(value)?,
        };
        self.yaml.extend([&self.indent(), &of_key(key), ": ", &written, "\n"]);
        Some(start + blanks + length)
    }

    /// A text over several lines, as a block.
    fn long_text(&self, value: &str) -> Option<(String, usize)> {
        let (mark, rest) = value.split_at(3);
        let (inner, after) = rest.split_once(mark)?;
        let line_end = after.find('\n').map_or(after.len(), |at| at + 1);
        let inner = inner.strip_prefix("\r\n").or_else(|| inner.strip_prefix('\n')).unwrap_or(inner);
        let is_hard = (mark.starts_with('"') && inner.contains('\\')) || inner.starts_with(char::is_whitespace);
        if is_hard || inner.is_empty() || inner.ends_with("\n\n") || !after[..line_end].trim().is_empty() {
            return None;
        }
        let indent = self.indent();
        let body: Vec<String> = inner.lines().map(|line| format!("{indent}  {line}").trim_end().to_owned()).collect();
        let head = if inner.ends_with('\n') { "|" } else { "|-" };
        Some((format!("{head}\n{}", body.join("\n")), value.len() - after.len() + line_end))
    }
}

/// One value on its line, or a list or table over several; with the comment behind it, and its length with the break.
fn one_value(text: &str) -> Option<(String, usize)> {
    let mut written = String::new();
    let mut open = Vec::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let mut length = character.len_utf8();
        match character {
            '\n' if open.is_empty() => {
                return Some((written.trim_end().to_owned(), text.len() - rest.len() + 1));
            }
            '\n' | '\r' => written.truncate(written.trim_end().len()),
            '"' | '\'' => {
                length = string(rest)?;
                written.push_str(&rest[..length]);
            }
            // In a list a comment would take the rest of the line that the list becomes.
            '#' if !open.is_empty() => return None,
            '#' => {
                let comment = rest.lines().next().unwrap_or_default().trim_end();
                written = format!("{} {comment}", written.trim_end());
                length = comment.len();
            }
            '=' if open.last() == Some(&'{') => written = format!("{}: ", written.trim_end()),
            ' ' | '\t' if written.ends_with([' ', '[']) => {}
            _ => {
                match character {
                    '[' | '{' => open.push(character),
                    ']' | '}' => drop(open.pop()?),
                    _ => {}
                }
                written.push(character);
            }
        }
        // A break in a list is a blank.
        if character == '\n' && !written.ends_with('[') {
            written.push(' ');
        }
        rest = &rest[length..];
    }
    open.is_empty().then(|| (written.trim_end().to_owned(), text.len()))
}

/// The length of the string at the beginning of `text`, on one line.
fn string(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            '\n' => return None,
            _ if is_escaped => is_escaped = false,
            '\\' if quote == '"' => is_escaped = true,
            _ if character == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toml_becomes_yaml_with_its_comments() {
        let toml = "# Mine\ntitle = \"A: \\\"b\\\"\" # so\nraw = 'C:\\x'\ndraft = true\ndate = 2026-03-01\n\ntags = [\n  \"a\",\n  'b',\n]\n\
                    [extra]\nmap = { a = 1, \"b\" = 'x = y' }\n[extra.deep]\nn = 1.5\n[other]\nlong = '''\na\n  b\n'''\n";
        let yaml = "# Mine\ntitle: \"A: \\\"b\\\"\" # so\nraw: 'C:\\x'\ndraft: true\ndate: 2026-03-01\n\ntags: [\"a\", 'b', ]\n\
                    extra:\n  map: { a: 1, \"b\": 'x = y' }\n  deep:\n    n: 1.5\nother:\n  long: |\n    a\n      b\n";
        assert_eq!(of_toml(toml).as_deref(), Some(yaml));
        assert_eq!(of_toml("a = 1\r\nb = 2").as_deref(), Some("a: 1\nb: 2\n"));
    }

    #[test]
    fn toml_that_would_not_arrive_whole_is_left() {
        for toml in [
            "a.b = 1",
            "[[a]]\nb = 1",
            "[a]\nb = 1\n[c]\nd = 1\n[a.e]\nf = 1",
            "a = \"\"\"\\\n b\"\"\"",
            "a = \"b",
            "a = [1, # one\n2]",
            "words",
        ] {
            assert_eq!(of_toml(toml), None, "{toml}");
        }
    }

    #[test]
    fn json_becomes_yaml() {
        let json_text = "{\"title\": \"It's\", \"draft\": true, \"tags\": [\"a\", 1], \"x y\": {\"b\": null}}\n\nText";
        let (object, end) = json(json_text).unwrap();
        assert_eq!(of_json(&object), "title: 'It''s'\ndraft: true\ntags: ['a', 1]\n'x y': { b: null }\n");
        assert_eq!(&json_text[end..], "\n\nText");
        assert_eq!(json("{% raw %}"), None);
    }
}
