//! The alias by which the address that a page loses leads on to it.

use crate::finding::edit::{Edit, in_the_breaks_of};
use crate::model::course::Page;
use crate::parse::Document;
use crate::pipeline::Material;
use crate::text::quote::yaml_scalar;
use crate::text::{SitePath, Span};

/// What is written into the file of `page`, which gets the address `new`, for its old one to be an alias; `None` where no
/// way of writing it is proven to say that and nothing else.
pub(super) fn edit(document: &Document, page: &Page, new: &SitePath, material: &Material) -> Option<Edit> {
    let old = format!("/{}", page.path);
    let mut wanted: Vec<String> = document.front.aliases.iter().map(|alias| alias.value.clone()).collect();
    // A page that comes back has its new address among the earlier ones.
    let own = page.aliases.iter().position(|alias| alias.value == *new);
    match own {
        Some(at) => wanted[at].clone_from(&old),
        None => wanted.push(old.clone()),
    }
    let ways = match own.map(|at| document.front.aliases[at].place.span()) {
        Some(span) => vec![Edit { span, text: yaml_scalar(&old) }],
        None => ways(document, &old),
    };
    ways.into_iter().find(|way| says(document, way, &wanted, material))
}

/// Ways to add an alias, the best first.
fn ways(document: &Document, old: &str) -> Vec<Edit> {
    let text = document.file.text();
    let alias = yaml_scalar(old);
    let at = |at: usize, new: String| Edit { span: Span::new(at, at), text: in_the_breaks_of(text, &new) };
    let end_of_line = |offset: usize| document.file.line_span(document.file.position(offset).line).end;
    let Some(last) = document.front.aliases.last().map(|alias| alias.place.span()) else {
        let key = format!("\naliases: [{alias}]");
        let below = document.front.title.as_ref().map(|title| at(end_of_line(title.place.span().end), key.clone()));
        let first = (document.body_start > 0).then(|| at(end_of_line(0), key));
        let none = (document.body_start == 0).then(|| at(0, format!("---\naliases: [{alias}]\n---\n\n")));
        return below.into_iter().chain(first).chain(none).collect();
    };
    let line = document.file.line(document.file.position(last.start).line);
    let indentation = &line[..line.len() - line.trim_start().len()];
    let typed = &text[last.range()];
    vec![
        at(last.end, format!(", {alias}")),
        at(end_of_line(last.end), format!("\n{indentation}- {alias}")),
        Edit { span: last, text: format!("[{typed}, {alias}]") },
    ]
}

/// Whether the file says with `way` what it says, and these aliases.
fn says(document: &Document, way: &Edit, wanted: &[String], material: &Material) -> bool {
    let text = document.file.text();
    let new = format!("{}{}{}", &text[..way.span.start], way.text, &text[way.span.end..]);
    let read = material.reread(document, new);
    let words = |document: &Document| document.title().map(|title| title.source.to_string());
    let aliases: Vec<&str> = read.front.aliases.iter().map(|alias| alias.value.as_str()).collect();
    aliases == wanted
        && read.readable
        && read.findings.len() == document.findings.len()
        && words(&read) == words(document)
        && read.body.fragment.text == document.body.fragment.text
}
