//! "Did you mean": the nearest of the names that would have been right.

/// The candidate that `typed` most probably means: at most a third of its letters off, the nearest first.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    // A word of one or two letters is near to everything.
    let limit = match typed.chars().count() {
        0..=2 => 0,
        count => (count / 3).max(1),
    };
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&typed, &candidate.to_lowercase()), candidate))
        .filter(|&(distance, _)| distance <= limit)
        .min_by(|(a, left), (b, right)| {
            a.cmp(b).then_with(|| likeness(&typed, right).total_cmp(&likeness(&typed, left)))
        })
        .map(|(_, candidate)| candidate)
}

/// Among equally near names the one that shares its beginning is meant: `pyton` is `python`, not `pycon`.
fn likeness(typed: &str, candidate: &str) -> f64 {
    strsim::jaro_winkler(typed, &candidate.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_suggested_and_far_ones_are_not() {
        let keys = ["title", "tags", "radar", "repair"];
        assert_eq!(nearest("titel", keys), Some("title"));
        assert_eq!(nearest("Radar", keys), Some("radar"));
        assert_eq!(nearest("weather", keys), None);
        assert_eq!(nearest("pyton", ["pycon", "python"]), Some("python"));
    }
}
