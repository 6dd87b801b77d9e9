//! Which form of a word goes with a number, and which way a language runs.

use std::sync::Arc;

use icu_locale::{LanguageIdentifier, Locale, LocaleDirectionality};
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

use super::shipped::{FALLBACK, tags};

/// The forms that languages have, by their names in CLDR.
pub(super) const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The languages that have one form for all numbers, by CLDR 48: to the library these are as languages that nobody knows.
const ONE_FORM: [&str; 32] = [
    "bm", "bo", "dz", "hnj", "id", "ig", "ii", "ja", "jbo", "jv", "kde", "kea", "km", "ko", "lkt", "lo", "ms", "my",
    "nqo", "osa", "sah", "ses", "sg", "su", "th", "to", "tpi", "vi", "wo", "yo", "yue", "zh",
];

/// Numbers of things that a course counts are below it, and show all that the rules for whole numbers ask for but for
/// whole millions.
const COUNTED: usize = 200;

/// The plural rules of a language.
#[derive(Clone, Debug)]
pub(super) struct Plurals {
    language: String,
    rules: Arc<PluralRules>,
}

impl Plurals {
    /// Those of the language or of its nearest relative above it; where CLDR knows neither, those of English, the form of
    /// whose words such a language borrows.
    pub(super) fn of(language: &str) -> Self {
        let known = |tag: &str| Some(Self { language: tag.to_owned(), rules: Arc::new(known(tag)?) });
        let narrowest = tags(language).into_iter().rev().find_map(known);
        let narrowest = narrowest.or_else(|| known(FALLBACK)).expect("English has plural rules");
        // A region is named only where it has rules of its own.
        let tags = tags(&narrowest.language);
        let widest = tags.into_iter().filter_map(known).find(|wider| wider.counted() == narrowest.counted());
        widest.unwrap_or(narrowest)
    }

    /// The tag of the language that the rules are of.
    pub(super) fn language(&self) -> &str {
        &self.language
    }

    /// The form that goes with `count`.
    pub(super) fn form(&self, count: usize) -> &'static str {
        name(self.rules.category_for(count))
    }

    /// The forms that go with numbers.
    pub(super) fn forms(&self) -> Vec<&'static str> {
        let used: Vec<&str> = self.rules.categories().map(name).collect();
        FORMS.into_iter().filter(|form| used.contains(form)).collect()
    }

    /// The forms that go with numbers as they occur in a course.
    pub(super) fn needed(&self) -> Vec<&'static str> {
        let used = self.counted();
        FORMS.into_iter().filter(|form| used.contains(form)).collect()
    }

    /// The form of each number up to [`COUNTED`].
    fn counted(&self) -> Vec<&'static str> {
        (0..=COUNTED).map(|count| self.form(count)).collect()
    }
}

/// The rules of a language; `None` where CLDR has none.
fn known(tag: &str) -> Option<PluralRules> {
    let locale: Locale = tag.parse().ok()?;
    let has_one_form = ONE_FORM.contains(&locale.id.language.as_str());
    let rules = PluralRules::try_new(locale.into(), PluralRulesOptions::default()).ok()?;
    (has_one_form || rules.categories().count() > 1).then_some(rules)
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// `rtl` for languages that are written from right to left.
pub(super) fn direction(language: &str) -> &'static str {
    let runs_left = |language: LanguageIdentifier| LocaleDirectionality::new_extended().is_right_to_left(&language);
    if language.parse().is_ok_and(runs_left) { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(language: &str, counts: &[usize]) -> Vec<&'static str> {
        let plurals = Plurals::of(language);
        counts.iter().map(|count| plurals.form(*count)).collect()
    }

    #[test]
    fn each_language_has_forms_of_its_own() {
        assert_eq!(forms("ar", &[0, 1, 2, 3, 11, 100]), ["zero", "one", "two", "few", "many", "other"]);
        assert_eq!(forms("ja", &[0, 1, 2, 100]), ["other"; 4]);
        assert_eq!(forms("en", &[0, 1, 2]), ["other", "one", "other"]);
        assert_eq!(forms("fr", &[0, 1, 2]), ["one", "one", "other"]);
        assert_eq!(forms("pl", &[1, 2, 5, 22, 25]), ["one", "few", "many", "few", "many"]);
        assert_eq!(Plurals::of("pl").needed(), ["one", "few", "many"]);
        assert_eq!(Plurals::of("ar").forms(), FORMS);
    }

    #[test]
    fn a_region_takes_the_rules_of_its_language_unless_it_has_its_own() {
        assert_eq!(Plurals::of("de-AT").language(), "de");
        assert_eq!(Plurals::of("DE-at").form(1), "one");
        assert_eq!((forms("pt-BR", &[0]), forms("pt-PT", &[0])), (vec!["one"], vec!["other"]));
        assert_eq!(Plurals::of("zh-Hant-TW").forms(), ["other"]);
    }

    #[test]
    fn a_form_for_whole_millions_is_known_and_not_needed() {
        for language in ["es", "fr", "it", "pt", "ca"] {
            let plurals = Plurals::of(language);
            assert_eq!(forms(language, &[2, 999_999, 1_000_000, 1_000_001]), ["other", "other", "many", "other"]);
            assert_eq!((plurals.forms(), plurals.needed()), (vec!["one", "many", "other"], vec!["one", "other"]));
        }
    }

    #[test]
    fn a_language_that_nobody_knows_counts_as_english_does() {
        for tag in ["tlh", "la", "english-language", "x", ""] {
            assert_eq!((Plurals::of(tag).language(), Plurals::of(tag).forms()), ("en", vec!["one", "other"]), "{tag}");
        }
    }

    #[test]
    fn languages_run_as_they_are_written() {
        assert_eq!(["ar", "he", "fa-IR", "az-Arab"].map(direction), ["rtl"; 4]);
        assert_eq!(["de", "ja", "az", "tlh", "not a tag"].map(direction), ["ltr"; 5]);
    }
}
