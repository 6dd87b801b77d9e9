//! What a criterion asks for, from its wording.

use crate::model::kinds::Goal;
use crate::strings::{PageWords, fits};

/// The goal of a criterion that the log can count; nothing where it says something else, or no number.
pub(super) fn goal(criterion: &str, words: &[PageWords]) -> Option<Goal> {
    let says = criterion.to_lowercase();
    let goals = words.iter().flat_map(|words| words.goals.iter().map(move |goal| (words, goal)));
    let (words, (kind, _)) =
        goals.into_iter().find(|(_, (_, patterns))| patterns.iter().any(|pattern| fits(&says, pattern)))?;
    let count = says.split(|c: char| !c.is_alphanumeric()).find_map(|word| number(word, words))?;
    (1..=1000).contains(&count).then_some(Goal { kind: *kind, count })
}

/// `5`, `間違いを5件` or `five`.
fn number(word: &str, words: &PageWords) -> Option<u32> {
    let digits = word.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty());
    digits.map_or_else(|| words.numbers.get(word).copied(), |digits| digits.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goals_are_known_by_their_wording_in_every_language() {
        let words: Vec<PageWords> = PageWords::of_all_languages().collect();
        for (criterion, expected) in [
            ("At least five real mistakes are logged.", "logged 5"),
            ("You have 12 mistakes in your log", "logged 12"),
            ("At least two mistakes include a counterexample or failing test.", "with_counterexample 2"),
            ("At least one mistake connects to an older semester skill.", "connects_back 1"),
            ("At least one correction changes code, a proof, or a diagram.", "changes_artifact 1"),
            ("Mindestens drei echte Fehler sind eingetragen.", "logged 3"),
            ("Al menos dos van acompañados de un contraejemplo.", "with_counterexample 2"),
            ("Au moins quatre erreurs réelles sont notées.", "logged 4"),
            ("実際の間違いを5件以上書いた。", "logged 5"),
            ("تسجيل خمسة أخطاء حقيقية على الأقل.", "logged 5"),
        ] {
            let found = goal(criterion, &words).map(|goal| format!("{} {}", goal.kind.word(), goal.count));
            assert_eq!(found.as_deref(), Some(expected), "{criterion}");
        }
        for criterion in ["All of it is tidy.", "Mistakes are logged.", "You logged 5000 mistakes.", "Two peers agree."]
        {
            assert_eq!(goal(criterion, &words), None, "{criterion}");
        }
    }
}
