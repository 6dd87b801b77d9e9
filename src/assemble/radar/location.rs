//! Where a trap shows up: a page, or words, some of which were meant as a page.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::rows::RowMaker;
use crate::assemble::lookup::Wanted;
use crate::assemble::maker::ClinicMaker;
use crate::assemble::reference::{Sought, Spoken};
use crate::finding::{Finding, Fix, Rule};
use crate::model::course::{Location, PageId, Rich};
use crate::model::text::Text;
use crate::parse::Document;
use crate::text::address::{decode, split_order};
use crate::text::id::normalized;
use crate::text::quote::yaml_scalar;

/// White space and case make no other title.
fn as_compared(title: &str) -> String {
    normalized(title).to_lowercase()
}

/// The pages of a module by their titles as they are compared, the first where there are several.
pub(super) fn titles(maker: &mut ClinicMaker<'_, '_>) -> BTreeMap<String, PageId> {
    let module = maker.module;
    let guide = (module.main != module.clinic_page).then_some(&module.main);
    let mut titles = BTreeMap::new();
    for page in guide.into_iter().chain(&module.pages) {
        titles.entry(as_compared(maker.reader.page(*page).title.text())).or_insert(*page);
    }
    titles
}

impl<'a> RowMaker<'_, '_, 'a> {
    /// Only what ends in `.md`, perhaps with an anchor, is a reference; all else is words.
    pub(super) fn location(&mut self, words: &Text) -> Location {
        let (path, anchor) = match words.source.split_once('#') {
            Some((path, anchor)) => (path, Some(decode(anchor))),
            None => (&*words.source, None),
        };
        let is_reference = path.to_ascii_lowercase().ends_with(".md") && !path.contains(['[', '(', '<', '`']);
        if !is_reference {
            if let Some(document) = self.writer_of(words) {
                let meant = self.title_of_page(words).or_else(|| self.path_without_ending(path, words));
                let finding = meant.map(|meant| meant.finding(words, document));
                self.maker.resolver.findings.extend(finding);
            }
            return Location::Words(self.maker.resolver.rich(words));
        }
        let resolver = &mut *self.maker.resolver;
        let (place, typed) = (&words.place, &*words.source);
        resolver.hear(&Spoken { place, typed, path, in_markdown: false, sought: Sought::Page });
        if let Some((page, _)) = resolver.page(path, Wanted::Page) {
            return Location::Page { page, anchor, place: words.place.clone() };
        }
        let missing = resolver.missing(path, place, Wanted::Page);
        resolver.findings.push(missing);
        // It is no link, so that nothing more can be wrong with it.
        Location::Words(Rich {
            fragment: Arc::clone(&words.fragment),
            targets: Box::default(),
            place: words.place.clone(),
        })
    }

    /// The clinic page's own file, if `words` stand there: inherited words are meant for many modules.
    fn writer_of(&mut self, words: &Text) -> Option<&'a Document> {
        let document = self.maker.reader.document(self.maker.module.clinic_page);
        document.filter(|document| *document.file.path() == words.place.path)
    }

    /// Words that are the title of a page of the module were meant as a link to it.
    fn title_of_page(&mut self, words: &Text) -> Option<Meant> {
        let page = *self.titles.get(&as_compared(&words.fragment.text))?;
        Some(Meant {
            message: "this is a page title, not a path, so it is shown without a link".to_owned(),
            path: Some(self.path_in_module(page).to_owned()),
            is_sure: true,
        })
    }

    /// So were words that are a path but for their ending, or whose first part is a folder: `client/server` is none.
    fn path_without_ending(&mut self, path: &str, words: &Text) -> Option<Meant> {
        let (path, rest) = (path.trim_end(), &words.source[path.len()..]);
        let is_text = |c: char| matches!(c, '\n' | '[' | '(' | '<' | '`' | '*' | '$' | '\\');
        if path.is_empty() || path.contains(is_text) || path.trim_start_matches('/').split('/').any(str::is_empty) {
            return None;
        }
        if let Some((page, _)) = self.maker.resolver.page(path, Wanted::Page) {
            return (path.contains('/') || self.is_name_of(path, page)).then(|| Meant {
                message: "this is a page path without `.md`, so it is shown as plain text".to_owned(),
                path: Some(format!("{path}.md{rest}")),
                is_sure: true,
            });
        }
        let (first, _) = path.trim_start_matches('/').split_once('/')?;
        let resolver = &mut *self.maker.resolver;
        let lookup = resolver.lookup;
        let holds = |folder: &&str| lookup.has_folder(folder, first);
        let is_folder = matches!(first, "." | "..") || resolver.from.folders().iter().any(holds);
        let looks_like_path = is_folder && !path.contains(char::is_whitespace) && first == first.to_lowercase();
        looks_like_path.then(|| Meant {
            message: format!("there is no page `{path}`, so this path is shown as plain text"),
            path: resolver.nearest(path, Wanted::Page).map(|near| near + rest),
            is_sure: false,
        })
    }

    /// Whether a single word is more than a word: a numbered name, or that of another page of the module as it is
    /// written.
    fn is_name_of(&mut self, word: &str, page: PageId) -> bool {
        let is_own = self.maker.module.pages.contains(&page);
        (is_own && self.path_in_module(page).trim_end_matches(".md") == word) || split_order(word).0.is_some()
    }
}

/// A page that words were meant to lead to.
struct Meant {
    message: String,
    /// Its path; `None` where nobody knows it.
    path: Option<String>,
    /// Whether it is that page.
    is_sure: bool,
}

impl Meant {
    fn finding(self, words: &Text, document: &Document) -> Finding {
        let finding = Finding::new(Rule::WhereIsTitle, words.place.clone(), self.message);
        let Some(path) = self.path else {
            return finding
                .help("use a page path that ends in `.md`; if `/` only separates words, put spaces around it");
        };
        let is_plain = path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte));
        let text = if is_plain { path.clone() } else { yaml_scalar(&path) };
        let finding = finding.help(if self.is_sure {
            format!("use the path to the page: `where: {text}`")
        } else {
            format!("did you mean `{path}`?")
        });
        // Below `where: |` quotation marks would be part of the text.
        let starts_line = document.file.text()[..words.place.span().start].trim_end_matches(' ').ends_with('\n');
        if starts_line && !is_plain {
            return finding;
        }
        finding.fix(Fix::offer(&document.file, words.place.span(), &text))
    }
}
