//! The radar: rows as they are shown, where several traps may stand in one.

use super::Builder;
use super::clinic::full_name;
use crate::assemble::{Facts as _, Texts as _, labels};
use crate::model::course::{Location, Module, PageId, Radar, RadarRow, Rich};
use crate::model::fragment::Piece;
use crate::model::kinds::{Part, RadarColumn};
use crate::render::fill::Filler;
use crate::render::view::{Cell, ColumnView, LinkView, RadarView, RowView, TrapView};

impl Builder<'_> {
    pub(super) fn radar(self, module: &Module) -> RadarView {
        let radar = &self.course.clinic(module.id).radar;
        let rows = shown_rows(radar).into_iter().map(|rows| self.row(rows, radar, &module.name, self.filler()));
        RadarView {
            heading: self.heading(&radar.heading, Part::Radar),
            columns: self.columns(radar),
            rows: rows.collect(),
        }
    }

    pub(super) fn columns(self, radar: &Radar) -> Vec<ColumnView> {
        let column = |column: RadarColumn| ColumnView { key: column.word(), title: self.column_title(column) };
        columns(radar).map(column).collect()
    }

    fn column_title(self, column: RadarColumn) -> String {
        self.strings.get(&format!("radar.column.{}", column.word())).to_owned()
    }

    /// One row, with the trap or the traps that stand in it.
    pub(super) fn row(self, rows: &[RadarRow], radar: &Radar, module: &str, filler: Filler<'_>) -> RowView {
        let labels: Vec<&str> = rows.iter().map(|row| row.label.as_str()).collect();
        let row = &rows[0];
        // What is said of several places at once names none of them.
        let location = row.location.as_ref().filter(|_| rows.len() == 1);
        let cell = |column: RadarColumn| {
            let text =
                |rich: &Option<Rich>| rich.as_ref().map(|rich| filler.of_row(rich, location)).unwrap_or_default();
            let html = match column {
                RadarColumn::Mistake => text(&row.mistake),
                RadarColumn::Where => location.map(|location| filler.location(location)).unwrap_or_default(),
                RadarColumn::Symptom => text(&row.symptom),
                RadarColumn::Repair => text(&row.repair),
            };
            Cell { key: column.word(), title: self.column_title(column), html }
        };
        let names_place = rows.len() > 1 || stands_below(radar);
        let trap = |row: &RadarRow| {
            let place = row.location.as_ref().filter(|_| names_place);
            TrapView {
                id: format!("{}{}", filler.prefix, row.id),
                name: full_name(module, &row.id),
                label: row.label.clone(),
                mistake: words(row, filler),
                place_html: place.map(|location| filler.location(location)),
            }
        };
        RowView {
            label: labels::together(&labels),
            traps: rows.iter().map(trap).collect(),
            cells: columns(radar).map(cell).collect(),
        }
    }

    /// The traps of a module that wait on one of its pages, as links to the radar.
    pub(super) fn traps_on(self, page: PageId, module: &Module) -> Vec<LinkView> {
        let clinic = self.course.clinic(module.id);
        if !clinic.parts.contains(&Part::Radar) {
            return Vec::new();
        }
        let waits = |row: &&RadarRow| matches!(row.location, Some(Location::Page { page: at, .. }) if at == page);
        let path = &self.course.page(module.clinic_page).path;
        let link = |row: &RadarRow| LinkView {
            title_html: row
                .mistake
                .as_ref()
                .map(|mistake| self.filler().title_of_row(mistake, row.location.as_ref()))
                .unwrap_or_default(),
            label: Some(row.label.clone()),
            href: self.style().place(path, Some(&row.id)),
            current: false,
            module: None,
        };
        clinic.radar.rows.iter().filter(waits).filter(|row| row.mistake.is_some()).map(link).collect()
    }
}

fn words(row: &RadarRow, filler: Filler<'_>) -> String {
    row.mistake.as_ref().map(|mistake| filler.row_words(mistake, row.location.as_ref())).unwrap_or_default()
}

/// The columns that stand side by side: where a trap shows up stands below the trap.
fn columns(radar: &Radar) -> impl Iterator<Item = RadarColumn> {
    let folded = stands_below(radar);
    radar.columns.iter().copied().filter(move |column| !(folded && *column == RadarColumn::Where))
}

/// Whether it is told below each trap where it shows up.
fn stands_below(radar: &Radar) -> bool {
    radar.columns.contains(&RadarColumn::Where) && radar.columns.contains(&RadarColumn::Mistake)
}

/// The rows that are shown, each with the traps that stand in it.
pub(super) fn shown_rows(radar: &Radar) -> Vec<&[RadarRow]> {
    if radar.columns.contains(&RadarColumn::Mistake) {
        return together(&radar.rows);
    }
    radar.rows.chunks(1).collect()
}

/// Neighbours that one preset made by itself stand together, where they differ in nothing but the page.
fn together(rows: &[RadarRow]) -> Vec<&[RadarRow]> {
    let made_alike = |one: &RadarRow, next: &RadarRow| {
        one.made_from.is_some()
            && next.made_from.is_some()
            && one.preset == next.preset
            && one.mistake == next.mistake
            && says_the_same(one.symptom.as_ref(), next.symptom.as_ref())
            && says_the_same(one.repair.as_ref(), next.repair.as_ref())
    };
    rows.chunk_by(made_alike).collect()
}

/// Whether two texts of a preset read the same, on whichever page they are.
fn says_the_same(one: Option<&Rich>, other: Option<&Rich>) -> bool {
    let names_page = |rich: &Rich| rich.fragment.pieces.iter().any(|piece| matches!(piece, Piece::Where(_)));
    one == other && !one.is_some_and(names_page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Place, SourcePath};

    fn rich(text: &str) -> Rich {
        Rich::plain(text, Place::file(&SourcePath::new("clinic.yaml")))
    }

    /// A row that the preset made from a page; one of page 0 was written by hand.
    fn row(preset: &str, page: usize, symptom: &str) -> RadarRow {
        RadarRow {
            id: format!("r{page}"),
            was: Vec::new(),
            label: labels::row(page),
            mistake: Some(rich(preset)),
            location: None,
            symptom: Some(rich(symptom)),
            repair: Some(rich("the run that failed")),
            preset: Some(preset.to_owned()),
            made_from: (page > 0).then_some(PageId(page)),
            place: Place::file(&SourcePath::new("clinic.yaml")),
        }
    }

    fn sizes(rows: &[RadarRow]) -> Vec<usize> {
        together(rows).iter().map(|rows| rows.len()).collect()
    }

    #[test]
    fn neighbours_of_one_preset_stand_in_one_row() {
        let rows = ["a", "a", "a", "b"].into_iter().enumerate().map(|(index, name)| row(name, index + 1, "s"));
        assert_eq!(sizes(&rows.collect::<Vec<_>>()), [3, 1]);
        assert_eq!(sizes(&[]), [0; 0]);
    }

    #[test]
    fn a_row_written_by_hand_stands_alone() {
        assert_eq!(sizes(&[row("a", 0, "s"), row("a", 1, "s"), row("a", 2, "s")]), [1, 2]);
    }

    #[test]
    fn rows_that_say_different_things_stand_apart() {
        assert_eq!(sizes(&[row("a", 1, "s"), row("a", 2, "t")]), [1, 1]);
        let mut other = row("a", 2, "s");
        other.repair = None;
        assert_eq!(sizes(&[row("a", 1, "s"), other]), [1, 1]);
    }

    #[test]
    fn rows_whose_symptom_names_the_page_stand_apart() {
        let naming = |page| {
            let mut row = row("a", page, "s");
            let symptom = row.symptom.as_mut().expect("it has one");
            let fragment = crate::model::fragment::Fragment::new(vec![Piece::Where(0)], "{where}", false);
            symptom.fragment = std::sync::Arc::new(fragment);
            row
        };
        assert_eq!(sizes(&[naming(1), naming(2)]), [1, 1]);
    }
}
