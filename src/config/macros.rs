//! `markdown: macros:` in `clinic.yaml`: what the course's own commands mean in formulas.

use crate::config::decode::Decoder;
use crate::finding::Rule;
use crate::syntax::math::Macros;
use crate::syntax::yaml::{MapEntry, Node, NodeKind};

/// The macros that are rightly named; what is wrong with them is told by [`Decoder::check_macros`].
pub fn macros(node: Option<&Node>) -> Macros {
    let entries: &[MapEntry] = match node.map(|node| &node.kind) {
        Some(NodeKind::Map(entries)) => entries,
        _ => &[],
    };
    let meaning = |entry: &MapEntry| Some((name(&entry.key)?.to_owned(), entry.value.as_str()?.to_owned()));
    entries.iter().filter_map(meaning).collect()
}

/// `\norm` → `norm`
fn name(key: &str) -> Option<&str> {
    key.strip_prefix('\\').filter(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

impl Decoder<'_> {
    /// Checks the macros that every formula was read by.
    pub fn report_macros(&mut self, node: &Node) {
        for entry in self.map(node, "`macros`").entries() {
            let Some(name) = name(&entry.key) else {
                let message = format!("`{}` cannot be the name of a macro", entry.key);
                let help = "write a backslash followed by letters, in quotes: `'\\norm': '\\lVert #1\\rVert'`";
                self.findings.add_with_help(Rule::WrongType, entry.key_span, message, help);
                continue;
            };
            if self.word(&entry.value, "the definition of a macro").is_some()
                && let Some(fault) = self.reader.math().faults().get(name)
            {
                let message = format!("the macro `\\{name}` cannot be used: {fault}");
                let help = "fix the definition; until then, formulas that use the macro are shown as TeX";
                self.findings.add_with_help(Rule::BadMath, entry.value.span, message, help);
            } else if entry.value.is_null() {
                let help = "write the definition after the colon, in single quotes";
                let message = format!("the macro `{}` has no definition", entry.key);
                self.findings.add_with_help(Rule::WrongType, entry.key_span, message, help);
            }
        }
    }
}
