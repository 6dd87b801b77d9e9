//! Tables that hold a radar or a log, known by the words at the heads of their columns.

use crate::model::kinds::{LogField, RadarColumn};
use crate::strings::{TableHeads, fits};
use crate::syntax::markdown::{Element, Elements};
use crate::text::id::normalized;

/// What a column of a table seems to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Mistakes.
    Mistake,
    /// Where they show up.
    Where,
    /// How one notices them.
    Symptom,
    /// What shows a repair.
    Repair,
    /// Days, which only logs have.
    Date,
    /// Root causes, which only logs have.
    Cause,
    /// Cards, which only logs have.
    Card,
    /// Anything else.
    Other,
}

impl Column {
    /// What a column under this heading seems to hold.
    pub fn of(heading: &str, heads: &TableHeads) -> Self {
        let heading = heading.to_lowercase();
        let TableHeads { mistake, location, symptom, repair, date, cause, card } = heads;
        let columns = [
            (date, Self::Date),
            (cause, Self::Cause),
            (card, Self::Card),
            (mistake, Self::Mistake),
            (location, Self::Where),
            (symptom, Self::Symptom),
            (repair, Self::Repair),
        ];
        let says = |words: &[String]| words.iter().any(|word| fits(heading.trim(), word));
        columns.into_iter().find(|(words, _)| says(words)).map_or(Self::Other, |(_, column)| column)
    }

    /// The same as a column of a radar.
    pub fn of_radar(self) -> Option<RadarColumn> {
        match self {
            Self::Mistake => Some(RadarColumn::Mistake),
            Self::Where => Some(RadarColumn::Where),
            Self::Symptom => Some(RadarColumn::Symptom),
            Self::Repair => Some(RadarColumn::Repair),
            Self::Date | Self::Cause | Self::Card | Self::Other => None,
        }
    }

    /// The same as a built-in column of a log.
    pub fn of_log(self) -> Option<LogField> {
        match self {
            Self::Date => Some(LogField::Date),
            Self::Mistake => Some(LogField::Mistake),
            Self::Symptom => Some(LogField::Symptom),
            Self::Cause => Some(LogField::RootCause),
            Self::Repair => Some(LogField::Repair),
            Self::Card => Some(LogField::Card),
            Self::Where | Self::Other => None,
        }
    }

    fn is_of_logs_alone(self) -> bool {
        self.of_log().is_some() && self.of_radar().is_none()
    }
}

/// A table as its cells.
pub struct Table<'e> {
    /// What its columns seem to hold.
    pub columns: Vec<Column>,
    /// The heads of its columns.
    pub heads: Vec<Elements<'e>>,
    /// All rows below them.
    pub rows: Vec<Vec<Elements<'e>>>,
}

impl<'e> Table<'e> {
    /// Reads a table whose columns are known by `heads`.
    pub fn read(table: Element<'e>, heads: &TableHeads) -> Self {
        let mut rows = table.rows().into_iter();
        let cells = rows.next().unwrap_or_default();
        let columns = cells.iter().map(|cell| Column::of(&cell.words(), heads)).collect();
        Self { columns, heads: cells, rows: rows.collect() }
    }

    /// The rows of which at least half is filled in.
    pub fn filled(&self) -> impl Iterator<Item = &Vec<Elements<'e>>> {
        self.rows.iter().filter(|row| row.iter().filter(|cell| !cell.is_empty()).count() * 2 >= row.len().max(1))
    }

    /// Whether its columns are those of a log.
    pub fn is_log(&self) -> bool {
        let known = self.columns.iter().filter(|column| **column != Column::Other).count();
        self.has_log_column() && self.columns.contains(&Column::Mistake) && known >= 3
    }

    /// Whether it holds rows with mistakes, and no log.
    pub fn is_radar(&self) -> bool {
        !self.has_log_column() && self.columns.contains(&Column::Mistake) && self.filled().next().is_some()
    }

    /// How many columns of a radar it has.
    pub fn radar_columns(&self) -> usize {
        RadarColumn::WORDS.iter().filter(|(_, known)| self.columns.iter().any(|c| c.of_radar() == Some(*known))).count()
    }

    fn has_log_column(&self) -> bool {
        self.columns.iter().any(|column| column.is_of_logs_alone())
    }
}

/// What was typed in a cell, on one line and without the backslash that keeps a bar inside of it.
pub fn typed_in_cell(cell: Elements<'_>) -> String {
    normalized(&cell.typed().replace("\\|", "|")).into_owned()
}
