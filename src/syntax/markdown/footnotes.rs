//! The footnotes of one fragment, numbered in the order in which they are cited.

/// The notes cited so far.
#[derive(Debug, Default)]
pub(super) struct Notes {
    cited: Vec<(String, usize)>,
}

impl Notes {
    pub(super) fn is_empty(&self) -> bool {
        self.cited.is_empty()
    }

    /// Notes a use of `label`: the number of the note, and which use of it this is, both from 1.
    pub(super) fn cite(&mut self, label: &str) -> (usize, usize) {
        if let Some(index) = self.cited.iter().position(|(cited, _)| cited == label) {
            self.cited[index].1 += 1;
            (index + 1, self.cited[index].1)
        } else {
            self.cited.push((label.to_owned(), 1));
            (self.cited.len(), 1)
        }
    }

    /// The label of the note at `index`, from 0.
    pub(super) fn label(&self, index: usize) -> Option<String> {
        self.cited.get(index).map(|(label, _)| label.clone())
    }

    /// How often a note is cited.
    pub(super) fn uses(&self, label: &str) -> usize {
        self.cited.iter().find(|(cited, _)| cited == label).map_or(0, |(_, uses)| *uses)
    }

    /// The id of the place that cites a note.
    pub(super) fn reference_id(number: usize, use_number: usize) -> String {
        if use_number == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{use_number}") }
    }
}
