//! The words by which a text tells of checks, radars and logs, in each language.

use super::Strings;

/// Words that authors may use, in lower case; those of English are understood everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClinicWords {
    /// Headings that open a check section.
    pub check_headings: Vec<String>,
    /// What heads the columns of a radar or log that was pasted into a text.
    pub table_heads: TableHeads,
}

/// What may stand at the head of columns, in lower case; `*` at an end is anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableHeads {
    /// Of mistakes.
    pub mistake: Vec<String>,
    /// Of where a mistake shows up.
    pub location: Vec<String>,
    /// Of symptoms.
    pub symptom: Vec<String>,
    /// Of what shows a repair.
    pub repair: Vec<String>,
    /// Of what only logs have.
    pub log: Vec<String>,
}

impl Strings {
    /// The words by which a text tells of what a clinic holds.
    pub fn clinic_words(&self) -> ClinicWords {
        let table_heads = TableHeads {
            mistake: self.looked_for("heads.mistake"),
            location: self.looked_for("heads.where"),
            symptom: self.looked_for("heads.symptom"),
            repair: self.looked_for("heads.repair"),
            log: self.looked_for("heads.log"),
        };
        ClinicWords { check_headings: self.looked_for("checks.headings"), table_heads }
    }

    fn looked_for(&self, key: &str) -> Vec<String> {
        let own = self.texts.get(key).filter(|own| self.english.get(key) != Some(*own));
        let lists = own.into_iter().chain(self.english.get(key));
        let words = lists.flat_map(|list| list.split([',', '،', '、'])).map(|word| word.trim().to_lowercase());
        words.filter(|word| !word.is_empty()).collect()
    }
}
