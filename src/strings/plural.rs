//! Which form of a word goes with a number, and which way a language runs.

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::{CharacterDirection, LanguageIdentifier};

use super::shipped::{FALLBACK, tags};

/// The forms that languages have, by their names in CLDR.
pub(super) const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The plural rules of a language.
#[derive(Clone)]
pub(super) struct Plurals {
    language: String,
    /// `None` where one form serves every number.
    rules: Option<PluralRules>,
}

impl Plurals {
    /// Those of the language or of its nearest relative above it; where CLDR knows neither, those of English, the form of
    /// whose words such a language borrows.
    pub(super) fn of(language: &str) -> Self {
        let rules = |tag: &str| PluralRules::create(identifier(tag)?, PluralRuleType::CARDINAL).ok();
        let known = tags(language).into_iter().rev().find_map(|tag| Some((tag, rules(tag)?)));
        let (language, rules) = known.map_or_else(|| (FALLBACK, rules(FALLBACK)), |(tag, rules)| (tag, Some(rules)));
        Self { language: language.to_owned(), rules }
    }

    /// The tag of the language that the rules are of.
    pub(super) fn language(&self) -> &str {
        &self.language
    }

    /// The form that goes with `count`.
    pub(super) fn form(&self, count: usize) -> &'static str {
        match self.rules.as_ref().and_then(|rules| rules.select(count).ok()) {
            Some(PluralCategory::ZERO) => "zero",
            Some(PluralCategory::ONE) => "one",
            Some(PluralCategory::TWO) => "two",
            Some(PluralCategory::FEW) => "few",
            Some(PluralCategory::MANY) => "many",
            Some(PluralCategory::OTHER) | None => "other",
        }
    }

    /// The forms that go with whole numbers. Rules repeat after a hundred, but for those of whole millions.
    pub(super) fn forms(&self) -> Vec<&'static str> {
        let used: Vec<&str> = (0..=200).chain([1_000_000]).map(|count| self.form(count)).collect();
        FORMS.into_iter().filter(|form| used.contains(form)).collect()
    }
}

impl std::fmt::Debug for Plurals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Plurals").field(&self.language).finish()
    }
}

/// `rtl` for languages that are written from right to left.
pub(super) fn direction(language: &str) -> &'static str {
    match identifier(language).map(|identifier| identifier.character_direction()) {
        Some(CharacterDirection::RTL) => "rtl",
        _ => "ltr",
    }
}

fn identifier(tag: &str) -> Option<LanguageIdentifier> {
    tag.parse().ok()
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
        assert_eq!(Plurals::of("pl").forms(), ["one", "few", "many"]);
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
