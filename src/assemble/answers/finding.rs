//! What is found about answers that stand apart.

use super::open::Open;
use super::wording::Wordings;
use crate::answers::AnswerDocument;
use crate::answers::RawEntry;
use crate::finding::{Finding, Fix, Rule};
use crate::text::quote::yaml_scalar;
use crate::text::words::{few, joined};
use crate::text::{Place, SourceFile, SourcePath, Span};

/// So many statements are named at most.
const NAMED: usize = 3;

/// Answers for a page that claims nothing.
pub(super) fn without_statements(document: &AnswerDocument, page: &SourcePath) -> Finding {
    let place = document.entries.first().map(|entry| entry.target.place.clone());
    let place = place.unwrap_or_else(|| Place::file(document.file.path()));
    let message = format!("`{page}` has no statements for these answers");
    Finding::new(Rule::UnmatchedAnswer, place, message)
        .help(format!("move the file to the path that matches the page with the statements, or add checks to `{page}`"))
}

/// An answer for several statements.
pub(super) fn ambiguous(entry: &RawEntry, indexes: &[usize], wordings: &Wordings<'_>, open: &[Open<'_>]) -> Finding {
    let starts = indexes.iter().take(NAMED).map(|index| format!("`{}`", wordings.start(*index))).collect();
    let starts = few(starts, indexes.len());
    let message = format!("this answer matches {} statements: {starts}", indexes.len());
    let ids: Vec<String> = indexes.iter().take(NAMED).map(|index| format!("`for: {}`", open[*index].id)).collect();
    let ids = joined(&ids, "or");
    Finding::new(Rule::AmbiguousAnswer, entry.target.place.clone(), message)
        .help(format!("write more of the statement's first words, or use the id of the statement that you mean: {ids}"))
}

/// An answer for a statement of another page of the module.
pub(super) fn of_other_page(entry: &RawEntry, source: &SourcePath) -> Finding {
    let path = source.in_content();
    let file = path.strip_suffix(".md").unwrap_or(path);
    Finding::new(
        Rule::UnmatchedAnswer,
        entry.target.place.clone(),
        format!("the statement for this answer is in `{source}`"),
    )
    .help(format!("move the answer to `{file}.yaml`"))
}

/// An answer for no statement.
pub(super) fn unmatched(
    entry: &RawEntry,
    wordings: &Wordings<'_>,
    open: &[Open<'_>],
    document: &AnswerDocument,
    may_suggest: bool,
) -> Finding {
    let target = &entry.target;
    let labelled = labelled(&target.value, open);
    let near = labelled.or_else(|| may_suggest.then(|| wordings.nearest(&target.value)).flatten());
    let message = match labelled {
        Some(_) => format!("`{}` is a label, and labels change when statements move", target.value),
        None => "this answer does not match any statement's id or first words".to_owned(),
    };
    let finding = Finding::new(Rule::UnmatchedAnswer, target.place.clone(), message);
    let Some(near) = near else {
        let starts = (0..open.len()).take(NAMED).map(|index| format!("`{}`", wordings.start(index)));
        let starts = joined(&starts.collect::<Vec<_>>(), "or");
        return finding.help(format!("use the first words of an existing statement, such as {starts}"));
    };
    let name = wordings.name(near);
    let fix = replaced(&document.file, target.place.span(), &name);
    let finding = finding.help(format!("did you mean `for: {}`?", yaml_scalar(&name)));
    match fix {
        Some(fix) => finding.fix(fix),
        None => finding,
    }
}

/// The statement that has this label. That of a statement of a single page ends with its number there.
fn labelled(label: &str, open: &[Open<'_>]) -> Option<usize> {
    let number = || {
        let (group, number) = label.split_once('.')?;
        group.parse::<usize>().ok().filter(|group| *group > 0)?;
        number.parse::<usize>().ok()?.checked_sub(1)
    };
    let last = number().filter(|index| open.get(*index).is_some_and(|open| open.label.is_none()));
    last.or_else(|| open.iter().position(|open| open.label == Some(label)))
}

/// A statement that has its answer already, at `first`.
pub(super) fn twice(entry: &RawEntry, first: &Place, statement: &Open<'_>, document: &AnswerDocument) -> Finding {
    let own = document.file.path();
    let help = if first.path == *own {
        format!(
            "keep only one of the two answers: this one, or the one on line {}",
            document.file.position(first.span().start).line
        )
    } else if first.path == statement.place.path {
        format!(
            "keep only one of the two answers: either this one or the one given with the statement in `{}`",
            first.path
        )
    } else {
        format!("keep only one of the two answers: this one, or the one in `{}`", first.path)
    };
    Finding::new(Rule::DuplicateAnswer, entry.target.place.clone(), "this statement already has an answer").help(help)
}

/// The line of a value with other words in its place; none where the value is longer than its line.
fn replaced(file: &SourceFile, span: Span, words: &str) -> Option<Fix> {
    let line = file.position(span.start).line;
    if file.position(span.end).line != line {
        return None;
    }
    let whole = file.line_span(line);
    let text = file.text();
    let (before, after) = (text.get(whole.start..span.start)?, text.get(span.end..whole.end)?);
    let text = format!("{before}{}{after}", yaml_scalar(words));
    Some(Fix { line, end_line: line, text, certain: false })
}
