//! What is read before anything is written: the radar and the protocol, as small as they can be.

use super::{Cut, Owner};
use crate::assemble::{Facts as _, Texts as _, labels};
use crate::model::course::{Location, Module, Radar, RadarRow, Rich};
use crate::model::kinds::{Part, RadarColumn, SheetKind};
use crate::plan::is_trap_for_learners;
use crate::render::builder::radar::shown_rows;
use crate::render::fill::escaped;
use crate::render::view::ColumnView;
use crate::render::view::print::{SheetContent, StartSheet, Trap};

impl Owner<'_> {
    /// The radar and the protocol, as far as the clinic page has them; `None` where it has neither.
    pub(super) fn start(self, module: &Module) -> Option<Cut> {
        let clinic = self.builder.course.clinic(module.id);
        let has = |part| clinic.parts.contains(&part);
        let rows: &[RadarRow] = if has(Part::Radar) { &clinic.radar.rows } else { &[] };
        let steps = if has(Part::Protocol) { &clinic.protocol.steps[..] } else { &[] };
        let (filler, strings) = (self.builder.filler(), self.builder.strings);
        let runs = if rows.is_empty() { Vec::new() } else { self.traps_for_learners(&clinic.radar, module) };
        if runs.is_empty() && steps.is_empty() {
            return None;
        }
        let words: Vec<&str> = steps.iter().map(|step| step.text.text()).collect();
        let pages = self.layout.start(&runs.iter().map(|run| texts(run, &clinic.radar)).collect::<Vec<_>>(), &words);
        let mut head = self.head_with(
            escaped(strings.get(SheetKind::Start.row().title)),
            Some(format!("<p>{}</p>", escaped(strings.get("print.start_intro")))),
        );
        head.fields.clear();
        let content = StartSheet {
            radar_title_html: filler.inline(&clinic.radar.heading.title),
            columns: self.trap_columns(&clinic.radar),
            traps: runs.iter().map(|run| self.trap(run, &clinic.radar)).collect(),
            protocol_title_html: filler.inline(&clinic.protocol.heading.title),
            steps: steps.iter().map(|step| filler.blocks(&step.text, &step.id)).collect(),
        };
        Some(self.flowing(SheetKind::Start, head, SheetContent::Start(content), pages))
    }

    /// The traps of a radar, those together that differ in their place alone. Sheets are handed to learners whoever prints
    /// them, so that they tell of no page for instructors.
    fn traps_for_learners<'r>(self, radar: &'r Radar, module: &Module) -> Vec<Vec<&'r RadarRow>> {
        let is_for_learners = |row: &&RadarRow| is_trap_for_learners(self.builder.course, row, module);
        let runs = shown_rows(radar).into_iter().map(|run| run.iter().filter(is_for_learners).collect::<Vec<_>>());
        runs.filter(|run| !run.is_empty()).collect()
    }

    fn trap_columns(self, radar: &Radar) -> Vec<ColumnView> {
        self.builder.columns(radar).into_iter().filter(|column| column.key != RadarColumn::Where.word()).collect()
    }

    /// A trap, or several that differ in their place alone; their places, each with its label, then stand below their texts.
    fn trap(self, rows: &[&RadarRow], radar: &Radar) -> Trap {
        let first = rows[0];
        let filler = self.builder.filler();
        let location = first.location.as_ref().filter(|_| rows.len() == 1);
        let cells = shown(radar).filter_map(|column| Some((column, text_of(first, column)?)));
        let below = location.and_then(|location| self.place_below(first, location, radar));
        let place = |row: &&RadarRow| {
            let title = filler.title_of(Some(row.location.as_ref()?));
            Some(format!("<span><b>{}</b> {title}</span>", escaped(&row.label)))
        };
        let places = || rows.iter().filter_map(place);
        Trap {
            label: labels::together(&rows.iter().map(|row| row.label.as_str()).collect::<Vec<_>>()),
            cells: cells
                .map(|(column, text)| {
                    let place = below.as_deref().filter(|_| column == RadarColumn::Mistake).unwrap_or_default();
                    text.map(|text| filler.of_row(text, location)).unwrap_or_default() + place
                })
                .collect(),
            places_html: (rows.len() > 1).then(|| places().collect::<Vec<_>>().join(" ")),
        }
    }
}

impl Owner<'_> {
    /// The place of a row, to stand below its mistake: where its radar has places, the mistake does not name it already,
    /// and the texts beside it leave room.
    fn place_below(self, row: &RadarRow, location: &Location, radar: &Radar) -> Option<String> {
        let filler = self.builder.filler();
        let mistake = row.mistake.as_ref().filter(|_| radar.columns.contains(&RadarColumn::Where))?;
        let title = match location {
            Location::Page { page, .. } => self.builder.course.page(*page).title.text(),
            Location::Words(words) => words.text(),
        };
        let beside: Vec<&str> = texts(&[row], radar).into_iter().filter(|text| *text != mistake.text()).collect();
        let is_named = filler.row_words(mistake, Some(location)).contains(title);
        let is_shown = !is_named && self.layout.has_room_below(mistake.text(), title, &beside);
        is_shown.then(|| format!("<small>{}</small>", filler.title_of(Some(location))))
    }
}

/// The columns of a radar but that for places, which stand below what is said of them.
fn shown(radar: &Radar) -> impl Iterator<Item = RadarColumn> {
    radar.columns.iter().copied().filter(|column| *column != RadarColumn::Where)
}

/// The text of a row in one of these columns, if it has one; `None` in that for places.
#[expect(clippy::option_option, reason = "an empty cell is a cell")]
fn text_of(row: &RadarRow, column: RadarColumn) -> Option<Option<&Rich>> {
    match column {
        RadarColumn::Mistake => Some(row.mistake.as_ref()),
        RadarColumn::Symptom => Some(row.symptom.as_ref()),
        RadarColumn::Repair => Some(row.repair.as_ref()),
        RadarColumn::Where => None,
    }
}

/// The words of a run of traps, column by column.
fn texts<'a>(run: &[&'a RadarRow], radar: &Radar) -> Vec<&'a str> {
    shown(radar).filter_map(|column| text_of(run[0], column)).map(|text| text.map_or("", Rich::text)).collect()
}
