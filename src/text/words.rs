//! Words as sentences have them.

/// `a`, `a and b`, `a, b, and c`, with `last` for the `and`.
pub fn joined(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first, second] => format!("{first} {last} {second}"),
        [start @ .., end] => format!("{}, {last} {end}", start.join(", ")),
    }
}

/// The words that are `shown`, and how many more there are of `all`.
pub fn few(mut shown: Vec<String>, all: usize) -> String {
    let more = all.saturating_sub(shown.len());
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    joined(&shown, "and")
}

/// A word with a capital letter.
pub fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
