//! Values of `clinic.yaml` that have a form of their own: addresses, colours, words in braces, the folder of the site.

use std::path::Path;

use crate::config::base_url::{is_origin, is_web_address};
use crate::config::decode::{Decoder, Fields};
use crate::finding::{Finding, Fix, Rule};
use crate::model::text::Located;
use crate::syntax::yaml::Node;
use crate::text::Span;
use crate::text::quote::{braced, shortened};

impl Decoder<'_> {
    /// Reports a form of numbers in which the number has no place.
    pub(super) fn report_numbering(&mut self, format: &Located<String>) {
        if !self.report_slots(format, "numbering", "{n}") && !format.value.contains("{n}") {
            let message = format!("`numbering` has no `{{n}}`, so every module is labeled `{}`", format.value);
            let help = "write `{n}` where the number goes, as in `numbering: 'Module {n}'`, or remove the line";
            self.findings.add_with_help(Rule::UnknownPlaceholder, format.place.span(), message, help);
        }
    }

    /// Reports an address of sources that leads nowhere.
    pub(super) fn report_repository(&mut self, address: &Located<String>) {
        self.report_slots(address, "repository", "{path}");
    }

    /// Reports what `value` holds in braces besides `slot`; true where there is something.
    fn report_slots(&mut self, value: &Located<String>, key: &str, slot: &str) -> bool {
        let span = value.place.span();
        let typed = &self.file.text()[span.range()];
        let wrong: Vec<(usize, &str)> = braced(typed).filter(|(_, word)| *word != slot).collect();
        for (at, word) in &wrong {
            let span = Span::new(span.start + at, span.start + at + word.len());
            let message = format!("`{word}` is not a valid placeholder in `{key}`");
            let finding = Finding::new(Rule::UnknownPlaceholder, self.place(span), message);
            let fix = Fix::offer(self.file, span, slot);
            self.findings.push(finding.help(format!("use `{slot}`")).fix(fix));
        }
        !wrong.is_empty()
    }

    /// Whether the value of `key` is the path of a folder on every machine; where it is not, that is reported.
    pub(super) fn is_folder(&mut self, key: &str, folder: &Located<String>) -> bool {
        let typed = shortened(&folder.value);
        let (why, help) = if folder.value.chars().any(char::is_control) {
            ("it contains a control character", "delete the character, or retype the line")
        } else if folder.value.contains('\\') {
            ("`\\` separates folders only on Windows", "write `/` between folders")
        } else if folder.value == "~" || folder.value.starts_with("~/") {
            ("`~` is not expanded", "use a path relative to the course folder, such as `../private`")
        } else {
            return true;
        };
        let message = format!("`{typed}` cannot be the folder for `{key}`: {why}");
        self.findings.add_with_help(Rule::WrongType, folder.place.span(), message, help);
        false
    }

    /// Who may show the pages in a frame besides the site's own pages.
    pub(super) fn frame_ancestors(&mut self, fields: Fields<'_>) -> Vec<String> {
        let Some(node) = fields.get("frame_ancestors") else { return Vec::new() };
        let typed = self.list_of_words(node, "`frame_ancestors`");
        let mut origin = |site: Located<String>| {
            if is_origin(&site.value) {
                return Some(site.value);
            }
            let message = format!("`{}` is not a valid origin for `frame_ancestors`", shortened(&site.value));
            let help = "use only the scheme and the host, such as `https://lms.example.org`";
            self.findings.add_with_help(Rule::WrongType, site.place.span(), message, help);
            None
        };
        typed.into_iter().filter_map(&mut origin).collect()
    }

    /// The same folder on every machine: its path from the course's.
    pub(super) fn answers_named(&mut self, folder: Located<String>) -> Option<Located<String>> {
        let value = folder.value.trim_end_matches('/').to_owned();
        if value.is_empty() || Path::new(&folder.value).is_absolute() {
            let message = format!("`{}` is not a path relative to the course folder", folder.value);
            let help = "use a relative path, such as `../private-answers`";
            self.findings.add_with_help(Rule::WrongType, folder.place.span(), message, help);
            return None;
        }
        Some(Located { value, ..folder })
    }

    /// Reports a language that the interface does not speak.
    pub(super) fn no_words(&mut self, node: &Node, language: &str) {
        let message = format!("the interface is not translated into `{language}`, so it is shown in English");
        let help =
            format!("translate the interface in `i18n/{language}.yaml`; strings that you leave out stay in English");
        self.findings.add_with_help(Rule::MissingWords, node.span, message, help);
    }

    /// A whole address on the web; anything else is reported.
    pub(super) fn web_address(&mut self, url: &Located<String>) -> Option<String> {
        if is_web_address(&url.value) {
            return Some(url.value.clone());
        }
        self.findings.add_with_help(
            Rule::WrongType,
            url.place.span(),
            format!("`{}` is not a web address", url.value),
            "use the full address, such as `https://example.org/course/`",
        );
        None
    }
}
