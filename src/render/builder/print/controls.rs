//! What a reader can choose on a print page.

use super::Owner;
use crate::assemble::Texts as _;
use crate::model::kinds::{CardStyle, Paper, SheetKind};
use crate::render::builder::Builder;
use crate::render::view::print::{Choice, Controls, LineChoice, SheetLink};

/// The controls of a page with these sheets; of a pack they stand as its first module wants them.
pub(super) fn controls(builder: Builder<'_>, owners: &[Owner<'_>], outline: &[SheetLink]) -> Option<Controls> {
    let owner = owners.iter().find(|owner| owner.module.is_some()).or(owners.first())?;
    let options = owner.layout.options;
    let clinics = || owners.iter().filter_map(|owner| owner.module).map(|module| builder.course.clinic(module.id));
    let has = |kind: SheetKind| outline.iter().any(|sheet| sheet.kind == kind.word());
    let titled = |word: &'static str, title: &str, chosen: bool| Choice {
        word,
        title: builder.strings.get(title).to_owned(),
        chosen,
    };
    let choice = |word, key: &str, chosen| titled(word, &format!("print.{key}.{word}"), chosen);
    let prints = |kind: SheetKind| outline.iter().any(|sheet| sheet.kind == kind.word() && !sheet.hidden);
    let kinds = SheetKind::all().filter(|kind| has(*kind));
    let starter = clinics().any(|clinic| !clinic.log.starter.is_empty());
    let mut statements = clinics().flat_map(|clinic| &clinic.checks.groups).flat_map(|group| &group.statements);
    let has_statements = SheetKind::all().any(|kind| kind.row().drawn && has(kind));
    let styles = CardStyle::WORDS.iter().filter(|_| has(SheetKind::Cards));
    Some(Controls {
        kinds: kinds.map(|kind| titled(kind.word(), kind.row().title, prints(kind))).collect(),
        fields: owner.fields(),
        papers: Paper::WORDS.iter().map(|(word, paper)| choice(word, "paper", options.paper == *paper)).collect(),
        styles: styles.map(|(word, style)| choice(word, "cards", options.cards == *style)).collect(),
        lines: (7..=13)
            .filter(|_| !owner.layout.large)
            .map(|line| LineChoice { line, chosen: options.line == line })
            .collect(),
        rows: owner.module.and_then(|module| builder.course.clinic(module.id).log.rows.count()),
        has_log: has(SheetKind::Log),
        starter: (has(SheetKind::Log) && starter).then_some(options.starter),
        hints: (has_statements && statements.any(|statement| statement.hint.is_some())).then_some(options.hints),
        punch: options.punch,
        has_statements,
        seed: options.order.seed(),
    })
}
