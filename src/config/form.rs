//! Values of `clinic.yaml` that have a form of their own: addresses, colours, words in braces, the folder of the site.

use crate::config::decode::Decoder;
use crate::finding::{Finding, Fix, Rule};
use crate::model::text::Located;
use crate::syntax::yaml::Node;
use crate::text::Span;
use crate::text::quote::braced;

/// Folders of the course that hold its sources.
const SOURCES: [&str; 5] = ["content", "static", "templates", "themes", "i18n"];

impl Decoder<'_> {
    /// Reports a form of numbers in which the number has no place.
    pub(super) fn check_numbering(&mut self, format: &Located<String>) {
        if !self.report_slots(format, "numbering", "{n}") && !format.value.contains("{n}") {
            let message = format!("`numbering` has no `{{n}}`, so `{}` stands before every module", format.value);
            let help = "write `{n}` where the number goes, such as `numbering: 'Module {n}'`, or take the line away";
            self.findings.add_with_help(Rule::UnknownPlaceholder, format.place.span, message, help);
        }
    }

    /// Reports an address of sources that leads nowhere.
    pub(super) fn check_repository(&mut self, address: &Located<String>) {
        self.report_slots(address, "repository", "{path}");
    }

    /// Reports what `value` holds in braces besides `slot`; true where there is something.
    fn report_slots(&mut self, value: &Located<String>, key: &str, slot: &str) -> bool {
        let span = value.place.span;
        let typed = &self.file.text()[span.range()];
        let wrong: Vec<(usize, &str)> = braced(typed).filter(|(_, word)| *word != slot).collect();
        for (at, word) in &wrong {
            let span = Span::new(span.start + at, span.start + at + word.len());
            let message = format!("`{word}` stands for nothing in `{key}`");
            let finding = Finding::new(Rule::UnknownPlaceholder, self.place(span), message);
            let fix = Fix::offer(self.file, span, slot);
            self.findings.push(finding.help(format!("write `{slot}`")).fix(fix));
        }
        !wrong.is_empty()
    }

    /// Reports an output folder in which sources of the course lie.
    pub(super) fn check_output(&mut self, output: &Located<String>) {
        let mut names: Vec<&str> = Vec::new();
        for name in output.value.split(['/', '\\']).filter(|name| !matches!(*name, "" | ".")) {
            match name {
                ".." if names.last().is_some_and(|last| *last != "..") => drop(names.pop()),
                name => names.push(name),
            }
        }
        let is_absolute = output.value.starts_with('/');
        let whose = match names.first() {
            _ if is_absolute => return,
            None => "the folder of the course itself".to_owned(),
            Some(&"..") if names.iter().all(|name| *name == "..") => "a folder that the course lies in".to_owned(),
            Some(first) if SOURCES.contains(first) => format!("in `{first}`, which holds sources of the course"),
            Some(_) => return,
        };
        let message = format!("no site can be written to `{}`: it is {whose}", output.value);
        let help = "write a folder of its own, such as `output: public`";
        self.findings.add_with_help(Rule::WrongType, output.place.span, message, help);
    }

    /// Reports a language that the interface does not speak.
    pub(super) fn no_words(&mut self, node: &Node, language: &str) {
        let message = format!("the interface has no words in `{language}`, so it speaks English");
        let help = format!("write them in `i18n/{language}.yaml`; what is left out there stays English");
        self.findings.add_with_help(Rule::MissingWords, node.span, message, help);
    }

    /// A whole address on the web; anything else is reported.
    pub(super) fn web_address(&mut self, url: &Located<String>) -> Option<String> {
        let rest = url.value.strip_prefix("https://").or_else(|| url.value.strip_prefix("http://"));
        let fits = rest.is_some_and(|rest| {
            !rest.is_empty() && !rest.starts_with('/') && !rest.contains(['?', '#', ' ', '"', '<', '>', '\\'])
        });
        if fits {
            return Some(url.value.clone());
        }
        self.findings.add_with_help(
            Rule::WrongType,
            url.place.span,
            format!("`{}` is no address on the web", url.value),
            "write the whole address, such as `https://example.org/course/`",
        );
        None
    }
}
