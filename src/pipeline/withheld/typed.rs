//! Where a file holds what is withheld, by what was typed: so that it is known even where YAML or markdown cannot be read.
//! In doubt a line counts as withheld.

use std::ops::Range;

use crate::config::keys::{GROUP, STATEMENT, is_known_inside};
use crate::config::meanings::MEANINGS;
use crate::finding::suggest::nearest;
use crate::syntax::markdown;

/// Whether a file that could not be read may be a draft, or a page for instructors.
pub(super) fn may_be_withheld(text: &str) -> bool {
    let text = text.to_lowercase();
    ["draft", "edition", "instructor", "publish"].iter().any(|word| text.contains(word))
}

/// The lines from a mark that hides something, or nearly does, up to an empty one; the next lines as well where nothing
/// else stands there.
pub(super) fn below_marks(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut lines_open = 0;
    for (range, line) in lines(text) {
        let is_blank = line.trim_matches(|c: char| c == '>' || c.is_whitespace()).is_empty();
        if markdown::may_hide(line) {
            ranges.push(range);
            lines_open = 1;
        } else if let Some(last) = ranges.last_mut().filter(|_| lines_open > 0) {
            // What follows a mark that stands alone was meant to stand below it.
            if is_blank && lines_open > 1 && !line.trim_start().starts_with('>') {
                lines_open = 0;
                continue;
            }
            last.end = range.end;
            lines_open += usize::from(!is_blank);
        }
    }
    ranges
}

/// The values of keys that hold answers, or what no page shows, in the YAML at `front`.
pub(super) fn in_front_matter(text: &str, front: Range<usize>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    // The column of the key whose value goes on.
    let mut open: Option<usize> = None;
    let mut in_checks = false;
    for (range, line) in lines(&text[front.clone()]) {
        let range = front.start + range.start..front.start + range.end;
        let keys = keys(line);
        if let Some((0, key)) = keys.first() {
            in_checks = matches!(*key, "checks" | "statements");
        } else if in_checks && is_doubtful(line) {
            ranges.push(range.clone());
        }
        let secret = keys.iter().find(|(_, key)| is_withheld(key, in_checks));
        if let Some(base) = open
            && !ends(line, &keys, base)
            && let Some(last) = ranges.last_mut()
        {
            last.end = range.end;
        } else {
            open = None;
        }
        if let Some((column, _)) = secret {
            let indent = line.len() - line.trim_start().len();
            let is_first = keys.first().is_some_and(|(first, _)| first == column);
            // In braces the next item of the list around them is the next thing.
            let base = if is_first { *column } else { indent + 1 };
            open = Some(open.map_or(base, |outer| outer.min(base)));
            ranges.push(range);
        }
    }
    ranges
}

/// Whether `line` no longer belongs to the value of a key in column `base`: only what is certainly something else.
fn ends(line: &str, keys: &[(usize, &str)], base: usize) -> bool {
    let indent = line.len() - line.trim_start().len();
    let is_item = line.trim_start().starts_with("- ");
    if line.trim().is_empty() || indent > base {
        return false;
    }
    if is_item && indent < base {
        return true;
    }
    line.starts_with("---") || keys.first().is_some_and(|(column, key)| *column <= base && is_known_inside(key))
}

/// Whether a line of checks may hold an answer that is typed in a way that YAML does not read as one.
fn is_doubtful(line: &str) -> bool {
    let typed = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '?' | '{'));
    let is_escaped =
        typed.strip_prefix('"').and_then(|rest| rest.split_once('"')).is_some_and(|(key, _)| key.contains('\\'));
    is_escaped || line.contains(" #") || typed.starts_with(['&', '*', '!', '<'])
}

/// Whether the value of a key is an answer, may be meant as one, or is never shown.
fn is_withheld(key: &str, in_checks: bool) -> bool {
    const HELD: [&str; 6] = ["answer", "answers", "error", "why", "correction", "extra"];
    let key = key.to_lowercase();
    if key == "show_answers" {
        return false;
    }
    let means = || MEANINGS.iter().any(|(word, meaning)| *word == key && HELD.contains(meaning));
    HELD.contains(&key.as_str())
        || ["answer", "solution", "instructor"].iter().any(|word| key.contains(word))
        || means()
        || (in_checks && !is_of_checks(&key))
        || (!is_known_inside(&key) && nearest(&key, HELD).is_some())
}

/// A key that stands alone on its line, its colon forgotten.
fn is_answer(key: &str) -> bool {
    nearest(key, ["answer", "answers", "solution"]).is_some()
}

fn is_of_checks(key: &str) -> bool {
    let inside: [&[&str]; 3] = [&GROUP, &STATEMENT, &["checks", "groups", "each"]];
    inside.iter().any(|keys| keys.contains(&key))
}

/// The names at the places of keys in a line, each with its column: at its start, and behind `{` and `,`.
fn keys(line: &str) -> Vec<(usize, &str)> {
    let starts = line.match_indices(['{', ',']).map(|(at, _)| at + 1);
    let key = |start: usize| {
        let lead = line[start..].len() - line[start..].trim_start_matches([' ', '\t', '-', '?', '"', '\'']).len();
        let rest = &line[start + lead..];
        let length = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-')).unwrap_or(rest.len());
        let after = rest[length..].trim_start_matches(['"', '\'']).trim_start();
        let is_key =
            after.starts_with([':', '=', '：', '；', ';', '＝']) || (after.is_empty() && is_answer(&rest[..length]));
        (length > 0 && is_key).then(|| (start + lead, &rest[..length]))
    };
    std::iter::once(0).chain(starts).filter_map(key).collect()
}

fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.split_inclusive('\n').scan(0, |start, line| {
        let range = *start..*start + line.len();
        *start = range.end;
        Some((range, line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held<'t>(text: &'t str, ranges: &[Range<usize>]) -> Vec<&'t str> {
        let is_held = |range: &Range<usize>| ranges.iter().any(|one| one.start < range.end && range.start < one.end);
        lines(text).filter(|(range, _)| is_held(range)).map(|(_, line)| line.trim()).collect()
    }

    fn in_yaml(text: &str) -> Vec<&str> {
        held(text, &in_front_matter(text, 0..text.len()))
    }

    #[test]
    fn answers_are_found_however_they_are_written() {
        for text in [
            "checks:\n  - text: A claim.\n    answer: zq: zq\n  - Another.\n",
            "checks:\n  - text: A claim.\n    answer:\n      error: zq\n      zq: zq\n    hint: Look.\n",
            "checks:\n  - text: A claim.\n    answer: |\n      zq\n\n      zq\n  - Another.\n",
            "checks:\n  - text: A claim.\n    answer: |\nzq\n    zq: zq\n    hint: Look.\n",
            "checks:\n  - { text: A claim., answer: { error: zq } }\n  - Another.\n",
            "checks:\n  - { text: A claim., answer: zq\n      zq }\n  - Another.\n",
            "checks:\n  - text: A claim.\n    anwser: zq\n",
            "checks:\n  - text: A claim.\n    solution: zq\n    Lösung: zq\n",
            "checks:\n  - text: A claim.\n    \"answer\" : zq\n",
            "checks:\n  - answer:\n    - zq\n    text: A claim.\n",
            "checks:\n  - text: A claim.\n    answer=zq\n",
            "checks:\n  - text: A claim.\n    answer；zq\n",
            "checks:\n  - text: A claim.\n    answer\n    zq\n  - Another.\n",
            "checks:\n  - text: A claim.\n    key: zq\n",
            "checks:\n  - text: A claim. # zq\n",
            "checks:\n  - text: A claim.\n    \"ans\\u0077er\": zq\n",
            "title: A\nextra:\n  zq: zq\ntags: [a]\n",
            "title: A\nanswers:\n- zq\nzq: zq\n",
        ] {
            let found = in_yaml(text);
            for line in text.lines() {
                assert!(!line.contains("zq") || found.contains(&line.trim()), "{line} of {text}");
                assert!(
                    line.contains("zq")
                        || line.contains("answer")
                        || !found.contains(&line.trim())
                        || line.trim().is_empty()
                        || line.contains("extra"),
                    "{line} of {text}"
                );
            }
        }
    }

    #[test]
    fn other_texts_are_not_held() {
        for text in [
            "title: A\nshow_answers: never\nradar:\n  - { mistake: M, where: W, symptom: S, repair: R }\n",
            "checks:\n  - A claim: this one.\n  - text: The answer is four.\n    hint: Look at the error.\n",
            "log: { rows: 4 }\nstarter: [x]\n",
        ] {
            assert_eq!(in_yaml(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_stands_below_a_mark_is_held() {
        let found = |text: &'static str| held(text, &below_marks(text));
        assert_eq!(found("A\n\n> [!ANSWER]\n> zq\nzq\n\nB\n"), ["> [!ANSWER]", "> zq", "zq"]);
        assert_eq!(found("> [!ANSWER]\n\n> zq\n\nB\n"), ["> [!ANSWER]", "", "> zq"]);
        assert_eq!(found("> [ANSWER]\n> zq\n>\n> zq\n\nB\n"), ["> [ANSWER]", "> zq", ">", "> zq"]);
        assert_eq!(found("- a\n\n  [!INSTRUCTOR] zq\n\nB\n"), ["[!INSTRUCTOR] zq", "", "B"]);
        assert_eq!(found("> [!NOTE]\n> The answer.\n\n> Answer: x\n"), [""; 0]);
    }
}
