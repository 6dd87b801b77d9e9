//! "Did you mean": the nearest of the names that would have been right.

/// Nobody mistypes a longer name in a way that a suggestion would show, and comparing two costs the product of their
/// lengths.
const LONGEST: usize = 256;

/// The candidate that `typed` most probably means: at most a third of its letters off, the nearest first.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    // A word of one or two letters is near to everything.
    let limit = match typed.chars().count() {
        0..=2 => 0,
        count if count > LONGEST => return None,
        count => (count / 3).max(1),
    };
    let letters = Letters::of(&typed);
    candidates
        .into_iter()
        .map(|candidate| (candidate.to_lowercase(), candidate))
        // Comparing the order of letters costs a hundred times more than counting them.
        .filter(|(lower, _)| letters.least_distance(&Letters::of(lower)) <= limit)
        .map(|(lower, candidate)| (strsim::damerau_levenshtein(&typed, &lower), candidate))
        .filter(|&(distance, _)| distance <= limit)
        .min_by(|(a, left), (b, right)| {
            a.cmp(b).then_with(|| likeness(&typed, right).total_cmp(&likeness(&typed, left)))
        })
        .map(|(_, candidate)| candidate)
}

/// Whether one letter more, less or other, or two in each other's places, is all that keeps `typed` from being `name`.
pub fn is_one_slip(typed: &str, name: &str) -> bool {
    // A letter takes four bytes at most; to compare what differs more costs the product of the lengths.
    typed.len().abs_diff(name.len()) <= 4 && strsim::damerau_levenshtein(typed, name) <= 1
}

/// Among equally near names the one that shares its beginning is meant: `pyton` is `python`, not `pycon`.
fn likeness(typed: &str, candidate: &str) -> f64 {
    strsim::jaro_winkler(typed, &candidate.to_lowercase())
}

/// How often each letter stands in a name; some letters share a count.
struct Letters([u32; 64]);

impl Letters {
    fn of(name: &str) -> Self {
        let mut counts = [0; 64];
        name.chars().for_each(|letter| counts[letter as usize % 64] += 1);
        Self(counts)
    }

    /// No two names with these letters are nearer: one change takes one letter away and puts one in at most.
    fn least_distance(&self, other: &Self) -> usize {
        let pairs = || self.0.iter().zip(&other.0);
        let missing: u32 = pairs().map(|(one, other)| one.saturating_sub(*other)).sum();
        let surplus: u32 = pairs().map(|(one, other)| other.saturating_sub(*one)).sum();
        missing.max(surplus) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_is_one_slip() {
        for typed in ["ANSWER", "AANSWER", "NSWER", "ANSWAR", "NASWER"] {
            assert!(is_one_slip(typed, "ANSWER"), "{typed}");
        }
        for typed in ["ANSWERED", "SWER", "", "ANGER"] {
            assert!(!is_one_slip(typed, "ANSWER"), "{typed}");
        }
    }

    #[test]
    fn near_names_are_suggested_and_far_ones_are_not() {
        let keys = ["title", "tags", "radar", "repair"];
        assert_eq!(nearest("titel", keys), Some("title"));
        assert_eq!(nearest("Radar", keys), Some("radar"));
        assert_eq!(nearest("weather", keys), None);
        assert_eq!(nearest("pyton", ["pycon", "python"]), Some("python"));
    }

    #[test]
    fn counting_letters_never_hides_a_near_name() {
        let names = ["", "a", "ab", "ba", "title", "titel", "tilte", "über", "uber", "日本", "本日", "aaaa", "aaab"];
        for (one, other) in names.iter().flat_map(|one| names.iter().map(move |other| (one, other))) {
            let least = Letters::of(one).least_distance(&Letters::of(other));
            assert!(least <= strsim::damerau_levenshtein(one, other), "{one} {other}");
        }
    }

    #[test]
    fn endless_names_are_compared_with_nothing() {
        let long = "a".repeat(100_000);
        assert_eq!(nearest(&long, [long.as_str()]), None);
        assert_eq!(nearest("title", [long.as_str()]), None);
    }
}
