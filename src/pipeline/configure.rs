//! What must be known before any text can be read.

use crate::assemble::built_in;
use crate::config::{Config, course, prose};
use crate::finding::{FileFindings, Finding};
use crate::load::{self, Sources};
use crate::strings::Strings;
use crate::syntax::hidden;
use crate::syntax::markdown::Reader;
use crate::text::SourceFile;

/// The configuration and what every text is read with.
pub(super) fn configure(sources: &Sources, findings: &mut Vec<Finding>) -> (Config, Strings, Reader) {
    let mut own = FileFindings::new(sources.config.path());
    let tree = prose::parse(&sources.config, 0..sources.config.text().len(), &mut own);
    hidden::report(&sources.config, &mut own);
    findings.extend(own.into_inner());
    let own: Vec<&str> = sources.strings.iter().filter_map(|file| load::language_of(file)).collect();
    let basics = course::basics(tree, &own);
    let own: Vec<&SourceFile> = basics.words.iter().filter_map(|language| own_words(sources, language)).collect();
    let strings = Strings::load(&basics.language, &own, findings);
    let reader = Reader::new(course::markdown_settings(basics.tree.as_ref(), &strings));
    let built_in = built_in::settings(&strings);
    let config = course::read(&sources.config, &basics, &reader, &strings, &built_in);
    findings.extend(config.findings);
    (config.value, strings, reader)
}

fn own_words<'a>(sources: &'a Sources, language: &str) -> Option<&'a SourceFile> {
    sources.strings.iter().find(|file| load::language_of(file) == Some(language)).map(|file| &**file)
}
