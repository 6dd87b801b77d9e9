//! Many findings in few: those of one rule, and among them those that say the same of different places.

use std::collections::BTreeMap;

use super::{Finding, Rule, Severity};

/// The findings of one rule and severity.
#[derive(Debug, PartialEq, Eq)]
pub struct Family<'f> {
    /// Those that say the same stand together, the most frequent first.
    pub alike: Vec<Alike<'f>>,
}

/// Findings that say the same.
#[derive(Debug, PartialEq, Eq)]
pub struct Alike<'f> {
    /// The first of them.
    pub first: &'f Finding,
    /// All others, in their order.
    pub others: Vec<&'f Finding>,
}

impl Family<'_> {
    /// Whether these are keys out of place: authors look for the names of them all, and what helps one helps the others.
    pub fn is_of_keys(&self) -> bool {
        self.alike.iter().any(|alike| matches!(alike.first.rule, Rule::UnknownKey | Rule::ForeignKey))
    }

    /// How many findings there are after the first `shown` that differ.
    pub fn after(&self, shown: usize) -> usize {
        self.alike.iter().skip(shown).map(|alike| 1 + alike.others.len()).sum()
    }
}

/// The families of `findings`: errors first, and then in the order of the manual, which leads from what cannot be read
/// to what merely follows.
pub fn families(findings: &[Finding]) -> Vec<Family<'_>> {
    let mut families: BTreeMap<(Severity, Rule), Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        families.entry((finding.severity, finding.rule)).or_default().push(finding);
    }
    families.into_values().map(family).collect()
}

fn family(findings: Vec<&Finding>) -> Family<'_> {
    let mut alike: Vec<Alike<'_>> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        let at = *known.entry(finding.brief.as_ref().unwrap_or(&finding.message)).or_insert(alike.len());
        match alike.get_mut(at) {
            Some(same) => same.others.push(finding),
            None => alike.push(Alike { first: finding, others: Vec::new() }),
        }
    }
    alike.sort_by_key(|alike| std::cmp::Reverse(alike.others.len()));
    Family { alike }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Place, SourcePath, Span};

    fn finding(path: &str, rule: Rule, message: &str) -> Finding {
        Finding::new(rule, Place::new(&SourcePath::new(path), Span::new(1, 2)), message)
    }

    #[test]
    fn errors_come_first_and_what_says_the_same_stands_together() {
        let findings = [
            finding("a.md", Rule::NoClinic, "none"),
            finding("a.md", Rule::BrokenLink, "to b"),
            finding("b.md", Rule::BrokenLink, "to c"),
            finding("c.md", Rule::BrokenLink, "to c"),
            finding("d.md", Rule::UnknownKey, "x"),
            finding("e.md", Rule::BrokenLink, "to c"),
        ];
        let found = families(&findings);
        let reported: Vec<_> = found
            .iter()
            .flat_map(|family| &family.alike)
            .map(|alike| (alike.first.place.path.as_str(), alike.first.rule, alike.others.len()))
            .collect();
        let wanted = [
            ("d.md", Rule::UnknownKey, 0),
            ("b.md", Rule::BrokenLink, 2),
            ("a.md", Rule::BrokenLink, 0),
            ("a.md", Rule::NoClinic, 0),
        ];
        assert_eq!(reported, wanted);
        assert_eq!([0, 1, 2].map(|shown| found[1].after(shown)), [4, 1, 0]);
        assert_eq!([0, 1, 2].map(|at| found[at].is_of_keys()), [true, false, false]);
    }

    #[test]
    fn what_is_the_same_in_brief_is_the_same_in_files_of_other_kinds() {
        let at = |path, message| finding(path, Rule::UnknownKey, message).brief("`x`: did you mean `y`?");
        let findings = [at("a.md", "not in a page"), at("b.md", "not in a module")];
        assert_eq!(families(&findings)[0].alike, [Alike { first: &findings[0], others: vec![&findings[1]] }]);
    }
}
