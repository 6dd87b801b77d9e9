//! Keys that mean nothing where they stand.

use super::{Decoder, Fields, either};
use crate::config::keys::home_of;
use crate::config::meanings::meant;
use crate::config::prose::unspaced;
use crate::finding::{Finding, Fix, Rule};
use crate::syntax::yaml::{MapEntry, Node, Style};
use crate::text::Span;

impl Decoder<'_> {
    /// Reports `node` where it is text because each of its lines is `key:value` without the space, with a key out of
    /// `known`; true where it is.
    pub(super) fn unspaced(&mut self, node: &Node, known: &[&str]) -> bool {
        let is_plain = node.scalar().is_some_and(|scalar| scalar.style == Style::Plain);
        let typed = &self.file.text()[node.span.range()];
        let lines: Option<Vec<String>> = typed
            .split('\n')
            .map(|line| {
                let indent = &line[..line.len() - line.trim_start().len()];
                let (key, value) = unspaced::parts(line.trim_start()).filter(|(key, _)| known.contains(key))?;
                Some(format!("{indent}{key}: {value}"))
            })
            .collect();
        let Some(lines) = lines.filter(|_| is_plain) else { return false };
        let key = typed.split(':').next().unwrap_or_default();
        let finding = Finding::new(Rule::UnknownKey, self.place(self.first_line(node.span)), unspaced::message(key));
        self.findings.push(finding.help(unspaced::HELP).fix(Fix::offer(self.file, node.span, &lines.join("\n"))));
        true
    }

    /// Reports the key of `entry`, one of `fields`, that means nothing there, and gives the one that it is told to become.
    pub fn unknown_key<'k>(
        &mut self,
        entry: &MapEntry,
        fields: Fields<'_>,
        what: &str,
        known: &[&'k str],
    ) -> Option<&'k str> {
        if let Some((home, key)) = home_of(&entry.key, known) {
            self.belongs_into(entry, fields, what, (home, key));
            return None;
        }
        let near = meant(&entry.key, known);
        // In place of a key that stands twice nobody wants another.
        let missing = near.filter(|near| !fields.has(near));
        let help = match near {
            Some(near) if missing.is_none() => {
                format!("did you mean `{near}`? the map already contains `{near}`, so keep only one of the two keys")
            }
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("use {}", either(known)),
        };
        let message = format!("unknown key `{}` in {what}", entry.key);
        let finding = Finding::new(Rule::UnknownKey, self.place(entry.key_span), message);
        let fix = missing.map(|near| Fix::offer(self.file, entry.key_span, near));
        let brief = near.map(|_| format!("unknown key `{}`; {help}", entry.key));
        self.findings.push(Finding { brief, fix, ..finding.help(help) });
        missing
    }

    /// Reports the key of `entry`, which belongs as `key` below the key `home` of `fields`.
    fn belongs_into(&mut self, entry: &MapEntry, fields: Fields<'_>, what: &str, (home, key): (&str, &str)) {
        let message = format!("`{}` has no effect at the top level of {what}", entry.key);
        let finding = Finding::new(Rule::MisplacedKey, self.place(entry.key_span), message);
        let finding = finding.help(format!("put the key under `{home}:`, as in `{home}: {{ {key}: … }}`"));
        let value = &self.file.text()[entry.value.span.range()];
        let (line, end) =
            (self.file.position(entry.key_span.start).line, self.file.position(entry.value.span.end).line);
        let indent = &self.file.text()[self.file.line_span(line).start..entry.key_span.start];
        let fits = !fields.has(home) && !value.is_empty() && line == end && indent.trim().is_empty();
        let whole = Span::new(entry.key_span.start, entry.value.span.end);
        let fix = fits.then(|| Fix::offer(self.file, whole, &format!("{home}:\n{indent}  {key}: {value}")));
        self.findings.push(Finding { fix, ..finding });
    }
}
