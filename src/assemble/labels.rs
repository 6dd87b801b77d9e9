//! The labels by which people speak of things of a module, in class and on paper. They follow the order of the course as it
//! was written, before anything is withheld, so that learners and instructors say the same.

/// A row of the radar; `index` from 0: `R3`.
pub(super) fn row(index: usize) -> String {
    format!("R{}", index + 1)
}

/// A statement of a group, which has a number unless its page is in no module; `index` from 0: `2.4`, or nothing.
pub(super) fn statement(group: Option<usize>, index: usize) -> String {
    group.map_or_else(String::new, |group| format!("{group}.{}", index + 1))
}

/// A card; `index` from 0: `K3`.
pub(super) fn card(index: usize) -> String {
    format!("K{}", index + 1)
}
