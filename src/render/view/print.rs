//! Worksheets.

use serde::Serialize;

use super::chrome::Link;
use super::clinic::{Checks, Completion, Log};

/// The worksheets of a module.
#[derive(Debug, Serialize)]
pub struct Print {
    /// The clinic page.
    pub clinic: Link,
    /// The sheets in order.
    pub sheets: Vec<Sheet>,
    /// What stands at the head of each sheet.
    pub head: SheetHead,
}

/// What stands at the head of each sheet.
#[derive(Debug, Serialize)]
pub struct SheetHead {
    /// The course.
    pub course: String,
    /// The module with its number.
    pub module: String,
    /// The address of the clinic page: whole where the course knows it, else from the site's root.
    pub address: String,
    /// Words of the fields to fill in: name, date, group.
    pub fields: Vec<String>,
    /// Distance of ruled lines in millimetres: 7, 9 or 13 have a class `line-N`.
    pub line: u32,
}

/// One sheet; `kind` is its word.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Sheet {
    /// The log; `blank` holds a number for each blank row.
    Log {
        /// Its HTML id.
        id: &'static str,
        /// The log.
        log: Log,
        /// Numbers of the blank rows, from 1.
        blank: Vec<u32>,
    },
    /// The checks, without answers.
    Checks {
        /// Its HTML id.
        id: &'static str,
        /// The checks.
        checks: Checks,
        /// How many statements there are.
        total: usize,
    },
    /// The completion standard.
    Completion {
        /// Its HTML id.
        id: &'static str,
        /// The criteria.
        completion: Completion,
    },
}
