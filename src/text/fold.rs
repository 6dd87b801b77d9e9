//! Words as they are looked for: without case, accents, and what else two spellings of one word differ in.
//!
//! The script that searches folds what a reader types by the same steps and the same [`Folding`], which it is given as data.
//! `tests/browser/search/golden.json` holds both to one result.

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// First and last of some characters, by their numbers.
type Range = (u32, u32);

/// Marks that two spellings of a word may differ in. Those that make another letter of one (dakuten, vowels of Indic scripts)
/// are none of them.
const MARKS: [Range; 16] = [
    (0x0300, 0x036f),
    (0x0483, 0x0487),
    (0x0591, 0x05bd),
    (0x05bf, 0x05c2),
    (0x05c4, 0x05c7),
    (0x0610, 0x061a),
    (0x0640, 0x0640),
    (0x064b, 0x065f),
    (0x0670, 0x0670),
    (0x06d6, 0x06ed),
    (0x1ab0, 0x1aff),
    (0x1dc0, 0x1dff),
    (0x200b, 0x200f),
    (0x20d0, 0x20ff),
    (0xfe00, 0xfe0f),
    (0xfe20, 0xfe2f),
];

/// Letters that are another one, or two, where they are looked for.
const LETTERS: [(char, &str); 19] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('ħ', "h"),
    ('ł', "l"),
    ('þ', "th"),
    ('ŧ', "t"),
    ('ı', "i"),
    ('ς', "σ"),
    // Forms of alef, yeh and kaf, and the teh that is written as a heh.
    ('ٱ', "ا"),
    ('ى', "ي"),
    ('ی', "ي"),
    ('ک', "ك"),
    ('ة', "ه"),
    ('ہ', "ه"),
    ('ھ', "ه"),
];

/// Letters and digits that stand beside others of the same sound or value, and how far from them: katakana, and Arabic digits.
const SHIFTS: [(u32, u32, u32); 3] = [(0x30a1, 0x30f6, 0x60), (0x0660, 0x0669, 0x0630), (0x06f0, 0x06f9, 0x06c0)];

/// Scripts that set no blanks between words, and Hangul, whose words end in particles.
const UNSPACED: [Range; 15] = [
    (0x0e00, 0x0eff),
    (0x1000, 0x109f),
    (0x1780, 0x17ff),
    (0x3005, 0x3007),
    (0x3041, 0x309a),
    (0x309d, 0x309f),
    (0x30a1, 0x30fa),
    (0x30fc, 0x30ff),
    (0x31f0, 0x31ff),
    (0x3400, 0x4dbf),
    (0x4e00, 0x9fff),
    (0xac00, 0xd7a3),
    (0xf900, 0xfaff),
    (0x20000, 0x2fa1f),
    (0x30000, 0x323af),
];

/// What is written in one with an Arabic word, longest first.
const ARTICLES: [&str; 6] = ["وال", "بال", "كال", "فال", "ال", "لل"];

/// So many letters of a word stay at least where its article is taken off.
const LEAST_LEFT: usize = 3;

/// Letters after which an `e` is one way to write an umlaut.
const UMLAUTS: &str = "aou";

/// Words are cut to so many letters.
const LONGEST: usize = 24;

/// How words of a course are folded.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Folding {
    marks: &'static [Range],
    #[serde(serialize_with = "as_map")]
    letters: &'static [(char, &'static str)],
    shifts: &'static [(u32, u32, u32)],
    unspaced: &'static [Range],
    articles: &'static [&'static str],
    least: usize,
    umlauts: &'static str,
    longest: usize,
}

fn as_map<S: serde::Serializer>(letters: &[(char, &str)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(letters.iter().copied())
}

impl Folding {
    /// That of a course in `language`.
    pub fn of(language: &str) -> Self {
        let is_german = language.split('-').next().is_some_and(|language| language.eq_ignore_ascii_case("de"));
        Self {
            marks: &MARKS,
            letters: &LETTERS,
            shifts: &SHIFTS,
            unspaced: &UNSPACED,
            articles: &ARTICLES,
            least: LEAST_LEFT,
            umlauts: if is_german { UMLAUTS } else { "" },
            longest: LONGEST,
        }
    }

    /// Calls `visit` for every term of `text`, in order: words, and of scripts without blanks every two characters.
    pub fn each_term(&self, text: &str, visit: &mut impl FnMut(&str)) {
        if text.is_ascii() {
            let words = text.to_ascii_lowercase();
            let words = words.split(|character: char| !character.is_ascii_alphanumeric());
            words.filter(|word| !word.is_empty()).for_each(|word| self.word(word, visit));
            return;
        }
        let folded = self.folded(text);
        for run in folded.split(|character| !is_of_word(character)).filter(|run| !run.is_empty()) {
            if run.is_ascii() {
                self.word(run, visit);
            } else {
                self.run(run, visit);
            }
        }
    }

    /// The letters of `text` as they are looked for.
    fn folded(&self, text: &str) -> String {
        let bare: String = text.nfkd().filter(|character| !within(self.marks, *character)).collect();
        let mut folded = String::with_capacity(bare.len());
        for character in bare.to_lowercase().nfc() {
            match self.letters.iter().find(|(letter, _)| *letter == character) {
                Some((_, others)) => folded.push_str(others),
                None => folded.push(self.shifted(character)),
            }
        }
        folded
    }

    fn shifted(&self, character: char) -> char {
        let code = u32::from(character);
        let shift = self.shifts.iter().find(|(first, last, _)| (*first..=*last).contains(&code));
        shift.and_then(|(_, _, by)| char::from_u32(code - by)).unwrap_or(character)
    }

    /// A run of letters, which may be of several scripts.
    fn run(&self, run: &str, visit: &mut impl FnMut(&str)) {
        let mut rest = run;
        while let Some(first) = rest.chars().next() {
            let is_unspaced = within(self.unspaced, first);
            let end = rest.find(|character| within(self.unspaced, character) != is_unspaced).unwrap_or(rest.len());
            let (part, after) = rest.split_at(end);
            if is_unspaced {
                pairs(part, visit);
            } else {
                self.word(part, visit);
            }
            rest = after;
        }
    }

    fn word(&self, word: &str, visit: &mut impl FnMut(&str)) {
        // Articles and what is longer in bytes than in letters are of other scripts.
        let is_ascii = word.is_ascii();
        let mut bare = if is_ascii { word } else { self.without_article(word) };
        let without_e;
        if !self.umlauts.is_empty() && bare.contains('e') {
            without_e = self.without_e(bare);
            bare = &without_e;
        }
        let end = if is_ascii {
            self.longest.min(bare.len())
        } else {
            bare.char_indices().nth(self.longest).map_or(bare.len(), |(at, _)| at)
        };
        visit(&bare[..end]);
    }

    fn without_article<'w>(&self, word: &'w str) -> &'w str {
        let bare = self.articles.iter().find_map(|article| word.strip_prefix(article));
        bare.filter(|bare| bare.chars().count() >= self.least).unwrap_or(word)
    }

    /// The word with one letter for each umlaut, however it was written.
    fn without_e(&self, word: &str) -> String {
        let mut before = ' ';
        let is_kept = |letter: &char| {
            let is_second = *letter == 'e' && self.umlauts.contains(before);
            before = *letter;
            !is_second
        };
        word.chars().filter(is_kept).collect()
    }
}

/// Every two characters that stand beside each other, and the last one by itself: whoever looks for one character finds all
/// that begin with it.
fn pairs(run: &str, visit: &mut impl FnMut(&str)) {
    let mut places = run.char_indices().map(|(at, _)| at).chain([run.len()]);
    let (mut first, mut second) = (places.next().unwrap_or_default(), places.next().unwrap_or_default());
    for third in places {
        visit(&run[first..third]);
        (first, second) = (second, third);
    }
    visit(&run[first..second]);
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || (!character.is_ascii() && is_combining_mark(character))
}

fn within(ranges: &[Range], character: char) -> bool {
    let code = u32::from(character);
    !character.is_ascii() && ranges.iter().any(|(first, last)| (*first..=*last).contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(language: &str, text: &str) -> Vec<String> {
        let mut terms = Vec::new();
        Folding::of(language).each_term(text, &mut |term| terms.push(term.to_owned()));
        terms
    }

    #[test]
    fn words_are_folded_as_the_script_that_searches_folds_them() {
        let golden = include_str!("../../tests/browser/search/golden.json");
        let golden: Vec<(String, String, Vec<String>)> = serde_json::from_str(golden).unwrap();
        assert!(golden.len() > 30);
        for (language, text, expected) in golden {
            assert_eq!(terms(&language, &text), expected, "{language}: {text}");
        }
    }

    #[test]
    fn spellings_of_one_word_are_one() {
        for (language, spellings) in [
            ("de", &["Prüfgröße", "Pruefgroesse", "prufgrosse", "PRÜFGRÖẞE"][..]),
            ("fr", &["Élève", "eleve", "ÉLEVE", "e\u{301}le\u{300}ve"]),
            ("ar", &["الأخطاء", "أخطاء", "اخطاء", "إِخْطَـــاء", "والأخطاء"]),
            ("ar", &["مدرسة", "مدرسه", "المدرسةُ"]),
            ("ja", &["カタカナ", "ｶﾀｶﾅ", "かたかな"]),
            ("el", &["ΛΟΓΟΣ", "λόγος"]),
            ("tr", &["İstanbul", "istanbul", "ISTANBUL"]),
            ("en", &["Ｆｕｌｌ", "full"]),
            ("fa", &["کتاب", "كتاب"]),
        ] {
            let folded: Vec<Vec<String>> = spellings.iter().map(|spelling| terms(language, spelling)).collect();
            assert!(folded.windows(2).all(|two| two[0] == two[1]), "{spellings:?}: {folded:?}");
        }
    }

    #[test]
    fn letters_that_make_another_word_stay_apart() {
        for (language, one, other) in [("ja", "か", "が"), ("en", "coed", "cod"), ("hi", "कि", "की"), ("ru", "и", "ы")]
        {
            assert_ne!(terms(language, one), terms(language, other));
        }
    }

    #[test]
    fn what_begins_with_what_is_typed_does_so_when_both_are_folded() {
        let folding = Folding::of("de");
        for word in ["Neue", "Quelle", "bauen", "Übergröße", "aequivalent"] {
            let whole = folding.without_e(&folding.folded(word));
            for (at, _) in word.char_indices() {
                let begun = folding.without_e(&folding.folded(&word[..at]));
                assert!(whole.starts_with(&begun), "{word}: {begun}");
            }
        }
    }
}
