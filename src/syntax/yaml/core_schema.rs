//! What plain text means to a reader that asks: the spellings of YAML 1.2's core schema.

use serde_json::{Number, Value};

/// True for plain text that stands for nothing in this tree. `Null` and `NULL` are words of prose here.
pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null")
}

/// `true` and `false`; `yes`, `no`, `on` and `off` are words.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// Decimal digits with or without a sign.
pub(super) fn integer(text: &str) -> Option<i64> {
    text.parse().ok()
}

/// A finite decimal number: `1`, `-.5`, `1.5e3`.
pub(super) fn number(text: &str) -> Option<f64> {
    let only_numeric = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    text.parse().ok().filter(|number: &f64| only_numeric && number.is_finite())
}

/// What plain text is to readers of YAML 1.1 or 1.2 that take it for no text; `None` where all of them agree.
pub fn reads_as(text: &str) -> Option<&'static str> {
    const WORDS: [&str; 6] = ["yes", "no", "on", "off", "true", "false"];
    if is_null(text) || matches!(text, "Null" | "NULL") {
        return Some("nothing");
    }
    if WORDS.iter().any(|word| word.eq_ignore_ascii_case(text)) {
        return Some("true or false");
    }
    let first = text.trim_start_matches(['+', '-', '.']).chars().next()?;
    let is_special = [".inf", "-.inf", "+.inf", ".nan"].iter().any(|word| word.eq_ignore_ascii_case(text));
    if !first.is_ascii_digit() && !is_special {
        return None;
    }
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.trim_start_matches(['+', '-']);
    if unsigned.contains(':') && unsigned.split(':').all(|part| digits(part) && part.len() <= 2) {
        return Some("a time");
    }
    let (day, time) = text.split_at(text.find(['T', 't', ' ']).unwrap_or(text.len()));
    let is_time = time.chars().all(|c| c.is_ascii_digit() || "Tt zZ:.+-".contains(c));
    if is_time
        && day.split('-').count() == 3
        && day.split('-').all(digits)
        && day.starts_with(|c: char| c.is_ascii_digit())
    {
        return Some("a date");
    }
    let plain = text.replace('_', "");
    let is_number = is_special || number(&plain).is_some() || whole(&plain).is_some();
    is_number.then_some("a number")
}

/// Plain text as JSON; what JSON has no number for stays text.
pub(super) fn json(text: &str) -> Value {
    if is_null(text) || matches!(text, "Null" | "NULL") {
        return Value::Null;
    }
    if let Some(value) = boolean(text) {
        return value.into();
    }
    whole(text).or_else(|| number(text).and_then(Number::from_f64)).map_or_else(|| text.into(), Value::Number)
}

fn whole(text: &str) -> Option<Number> {
    if let Some(value) = integer(text) {
        return Some(value.into());
    }
    match text.split_at_checked(2) {
        Some(("0x", digits)) => radix(digits, 16),
        Some(("0o", digits)) => radix(digits, 8),
        _ => text.parse::<u64>().ok().map(Number::from),
    }
}

fn radix(digits: &str, radix: u32) -> Option<Number> {
    let signed = digits.starts_with(['+', '-']);
    u64::from_str_radix(digits, radix).ok().filter(|_| !signed).map(Number::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn json_follows_the_core_schema() {
        let typed = ["1", "-12", "0x1F", "0o17", "1.5e3", ".5", "true", "~", "18446744073709551615"];
        let values = [json!(1), json!(-12), json!(31), json!(15), json!(1500.0), json!(0.5), json!(true), json!(null)];
        for (text, value) in typed.iter().zip(values) {
            assert_eq!(json(text), value, "{text}");
        }
        assert_eq!(json(typed[8]), json!(u64::MAX));
    }

    #[test]
    fn words_stay_words() {
        for word in ["No", "yes", "1_000", "0x", "0x+1", ".inf", "inf", "NaN", "1e999", "e", "2024-01-02", "1:30", "ü"]
        {
            assert_eq!(json(word), json!(word));
            assert_eq!((boolean(word), integer(word), number(word)), (None, None, None), "{word}");
        }
    }
}
