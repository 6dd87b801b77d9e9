//! The labels by which people speak of things of a module, in class and on paper. They follow the order of the course as it
//! was written, before anything is withheld, so that learners and instructors say the same.

/// A row of the radar; `index` from 0: `R3`.
pub(crate) fn row(index: usize) -> String {
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

/// How several rows are called together, of whose labels each is greater than the one before: `R8–11`; `R8, R10–11` where
/// one between them is withheld.
pub(crate) fn together(labels: &[&str]) -> String {
    let number = |label: &str| label.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<usize>().ok();
    let follows = |one: &&str, next: &&str| number(next).zip(number(one)).is_some_and(|(next, one)| next == one + 1);
    let range = |run: &[&str]| match run {
        [first, .., last] => format!("{first}–{}", last.trim_start_matches(|c: char| !c.is_ascii_digit())),
        [only] => (*only).to_owned(),
        [] => String::new(),
    };
    labels.chunk_by(follows).map(range).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_called_from_the_first_to_the_last() {
        assert_eq!(together(&["R8", "R9", "R10", "R11"]), "R8–11");
        assert_eq!(together(&["R3"]), "R3");
        assert_eq!(together(&[]), "");
    }

    #[test]
    fn a_row_that_is_withheld_is_not_called() {
        assert_eq!(together(&["R8", "R10", "R11"]), "R8, R10–11");
        assert_eq!(together(&["R1", "R3"]), "R1, R3");
    }
}
