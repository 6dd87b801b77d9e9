//! Quotation marks of languages whose words do not ship, and of regions that have other marks than their language.

/// The keys of the marks: around words, and inside of these.
const KEYS: [&str; 4] = ["quote.open", "quote.close", "quote.inner_open", "quote.inner_close"];

/// Marks by language, in the order of [`KEYS`]. What a language of the interface has stands in its own file; a language that
/// is not here has those of English.
const KNOWN: [(&str, [&str; 4]); 15] = [
    ("ast ca el eo eu hy it kk lij pms sc", ["«", "»", "“", "”"]),
    ("pt-PT pt-AO pt-CH pt-CV pt-GQ pt-GW pt-LU pt-MO pt-MZ pt-ST pt-TL", ["«", "»", "“", "”"]),
    ("br ht oc", ["«\u{202f}", "\u{202f}»", "“", "”"]),
    ("am de-CH de-LI fa fr-CH it-CH rm ug", ["«", "»", "‹", "›"]),
    ("es-419 es-AR es-CL es-CO es-MX es-PE es-US es-VE", ["“", "”", "‘", "’"]),
    ("bg cs dsb et hr hsb is ksh lb lt mk nds sk sl", ["„", "“", "‚", "‘"]),
    ("bs sr", ["„", "”", "‘", "’"]),
    ("pl ro", ["„", "”", "«", "»"]),
    ("hu szl", ["„", "”", "»", "«"]),
    ("ka", ["„", "“", "«", "»"]),
    ("ba be bua os ru sah tyv uk", ["«", "»", "„", "“"]),
    ("nb nn no", ["«", "»", "‘", "’"]),
    ("da fi he se sv yi", ["”", "”", "’", "’"]),
    ("ur", ["”", "“", "’", "‘"]),
    ("yue zh-Hant zh-HK zh-MO zh-TW", ["「", "」", "『", "』"]),
];

/// The marks of the language with this tag, in any case, by their keys; nothing where there is no more to say than its
/// wider language says.
pub(super) fn known(tag: &str) -> impl Iterator<Item = (String, String)> {
    let is_named = |tags: &str| tags.split(' ').any(|known| known.eq_ignore_ascii_case(tag));
    let marks = KNOWN.iter().find(|(tags, _)| is_named(tags)).map(|(_, marks)| *marks);
    marks.into_iter().flat_map(|marks| KEYS.into_iter().zip(marks)).map(|(key, mark)| (key.to_owned(), mark.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::shipped::shipped;
    use super::super::{Strings, tags};
    use super::*;

    fn marks(language: &str) -> String {
        let strings = Strings::load(language, &[], &mut Vec::new());
        KEYS.map(|key| strings.get(key).to_owned()).concat()
    }

    #[test]
    fn each_language_stands_in_one_place() {
        let mut seen = BTreeSet::new();
        for tag in KNOWN.iter().flat_map(|(tags, _)| tags.split(' ')) {
            assert!(seen.insert(tag.to_ascii_lowercase()), "{tag} stands there twice");
            assert!(shipped(tag).is_none(), "{tag} has words of its own");
            assert_eq!(tags(tag).last(), Some(&tag));
        }
    }

    #[test]
    fn regions_have_the_marks_of_their_language_or_their_own() {
        for (language, wanted) in [
            ("de", "„“‚‘"),
            ("de-AT", "„“‚‘"),
            ("DE-ch", "«»‹›"),
            ("fr-CA", "«\u{202f}\u{202f}»“”"),
            ("es-mx", "“”‘’"),
            ("pt-BR", "“”‘’"),
            ("pt-PT", "«»“”"),
            ("zh-Hant-TW", "「」『』"),
            ("zh", "“”‘’"),
            ("tlh", "“”‘’"),
        ] {
            assert_eq!(marks(language), wanted, "{language}");
        }
    }
}
