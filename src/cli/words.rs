//! Words of the model as values of options.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use mistake_clinic::api::model::{Edition, Paper, SheetKind};
use mistake_clinic::api::scaffold::Host;

/// For whom a site is built.
pub(super) fn edition() -> impl TypedValueParser<Value = Edition> {
    parser(Edition::WORDS.iter().map(|(word, edition)| {
        let help = match edition {
            Edition::Learner => "Only answers that the course releases",
            Edition::Instructor => "All answers, and all notes for instructors",
        };
        (*word, *edition, help)
    }))
}

/// What can lie in a printer.
pub(super) fn paper() -> impl TypedValueParser<Value = Paper> {
    let papers = [(Paper::A4, "210 × 297 mm"), (Paper::Letter, "8.5 × 11 inches")];
    parser(papers.into_iter().map(|(paper, size)| (paper.word(), paper, size)))
}

/// The kinds of sheets.
pub(super) fn sheet_kind() -> impl TypedValueParser<Value = SheetKind> {
    parser(SheetKind::all().map(|kind| (kind.word(), kind, kind.row().summary)))
}

/// Where a course is published; nowhere where there is no host.
#[derive(Clone, Copy, Debug)]
pub(super) struct Publisher(pub(super) Option<Host>);

/// The hosts, and `none`.
pub(super) fn publisher() -> impl TypedValueParser<Value = Publisher> {
    let hosts = Host::ALL.iter().map(|(host, word, name)| (*word, Publisher(Some(*host)), *name));
    parser(hosts.chain([("none", Publisher(None), "Do not add publishing files")]))
}

/// Takes one of these words, each with what the help says of it.
fn parser<T: Copy + Send + Sync + 'static>(
    words: impl Iterator<Item = (&'static str, T, &'static str)>,
) -> impl TypedValueParser<Value = T> {
    let words: Vec<(&str, T, &str)> = words.collect();
    let known = words.iter().map(|(word, _, help)| PossibleValue::new(*word).help(*help)).collect::<Vec<_>>();
    PossibleValuesParser::new(known).try_map(move |given| {
        let found = words.iter().find(|(word, ..)| *word == given);
        found.map(|(_, value, _)| *value).ok_or("no such word")
    })
}
