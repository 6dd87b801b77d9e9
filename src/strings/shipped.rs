//! The languages that come with the program.

/// The language that words come from where the course's own language lacks them.
pub(super) const FALLBACK: &str = "en";

/// The words of each language.
pub(super) const SHIPPED: [(&str, &str); 6] = [
    ("ar", include_str!("ar.yaml")),
    ("de", include_str!("de.yaml")),
    (FALLBACK, include_str!("en.yaml")),
    ("es", include_str!("es.yaml")),
    ("fr", include_str!("fr.yaml")),
    ("ja", include_str!("ja.yaml")),
];

/// The words of the language with this tag, in any case.
pub(super) fn shipped(tag: &str) -> Option<&'static str> {
    SHIPPED.iter().find(|(shipped, _)| shipped.eq_ignore_ascii_case(tag)).map(|(_, words)| *words)
}

/// Whether the interface speaks this language, or the one of which it is a region's.
pub fn speaks(language: &str) -> bool {
    tags(language).into_iter().any(|tag| shipped(tag).is_some())
}

/// A language with those whose words serve it too, from the widest: `zh-Hant-TW` → `zh`, `zh-Hant`, `zh-Hant-TW`.
pub fn tags(language: &str) -> Vec<&str> {
    let ends = language.match_indices('-').map(|(at, _)| at).chain([language.len()]);
    ends.map(|end| &language[..end]).collect()
}
