//! Lines of a block of code that are marked, as other tools write them on the line of its fence.

use std::ops::RangeInclusive;

/// Lines by their numbers, counted from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines(Vec<RangeInclusive<usize>>);

impl Lines {
    /// What `{1,3-5}`, `hl_lines="1 3-5"`, `hl_lines=3` or `hl_lines=[1,"3-5"]` on the line of a fence say.
    pub fn of(info: &str) -> Self {
        let mut lines = Vec::new();
        for (at, _) in info.match_indices('{') {
            let rest = &info[at + 1..];
            let end = rest.find(|c: char| !c.is_ascii_digit() && !",- ".contains(c)).unwrap_or(rest.len());
            if rest[end..].starts_with('}') {
                lines.extend(numbers(&rest[..end]));
            }
        }
        if let Some((_, value)) = info.split_once("hl_lines=") {
            let value = match value.chars().next() {
                Some('[') => value.split(']').next(),
                Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
                _ => value.split([' ', ',', '}']).next(),
            };
            lines.extend(numbers(value.unwrap_or_default()));
        }
        Self(lines)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this line is one of them.
    pub fn has(&self, line: usize) -> bool {
        self.0.iter().any(|lines| lines.contains(&line))
    }
}

/// `1,3-5` → 1 to 1, 3 to 5.
fn numbers(text: &str) -> impl Iterator<Item = RangeInclusive<usize>> {
    text.split(|c: char| !c.is_ascii_digit() && c != '-').filter_map(|part| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some(first.parse().ok()?..=last.parse().ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_each_tool_writes_them() {
        let lines = |info: &str| (1..=9).filter(|line| Lines::of(info).has(*line)).collect::<Vec<_>>();
        for info in [
            "js {1,3-5}",
            "js{1,3-5} title=\"a.js\"",
            "{.python hl_lines=\"1 3-5\"}",
            "python hl_lines=\"1 3-5\"",
            "python {hl_lines=[1,\"3-5\"]}",
            "rust,hl_lines=1 {3-5}",
        ] {
            assert_eq!(lines(info), [1, 3, 4, 5], "{info}");
        }
        for info in
            ["js", "{python}", "{r, echo=FALSE}", "{.line-numbers}", "js {a,1}", "js {}", "js {5-3}", "js {x=1}"]
        {
            assert_eq!(lines(info), [0usize; 0], "{info}");
        }
    }
}
