//! The names that templates give to what may be finished HTML: the engine writes it without a word to anyone, so it is
//! measured where it is written.

use std::collections::{BTreeMap, BTreeSet};

use super::tokens::{Tag, Token, tags};

/// Names that may hold finished HTML, whatever template gave them.
pub(super) struct Marked<'t>(BTreeSet<&'t str>);

impl<'t> Marked<'t> {
    /// The names in all of these templates.
    pub(super) fn of(texts: impl Iterator<Item = &'t str>) -> Self {
        let (mut next, mut heirs) = (Vec::new(), BTreeMap::<&str, Vec<&str>>::new());
        for tag in texts.flat_map(tags).filter(|tag| tag.is_block) {
            read(&tag, &mut next, &mut heirs);
        }
        let mut marked = BTreeSet::new();
        while let Some(name) = next.pop() {
            if marked.insert(name) {
                next.extend(heirs.get(name).into_iter().flatten());
            }
        }
        Self(marked)
    }

    /// Whether this name may hold finished HTML.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// Whether an expression may make finished HTML of a name that holds it.
    pub(super) fn touches(&self, tag: &Tag<'_>) -> bool {
        words(tag).any(|word| self.0.contains(word))
    }
}

/// Notes the names that a tag gives to finished HTML in `sure`, and under each word those that hold it if that does.
fn read<'t>(tag: &Tag<'t>, sure: &mut Vec<&'t str>, heirs: &mut BTreeMap<&'t str, Vec<&'t str>>) {
    let mut words = words(tag);
    let (names, rest): (Vec<&str>, Vec<&str>) = match words.next() {
        Some("component") => {
            sure.extend(words);
            sure.push("body");
            return;
        }
        Some("set" | "set_global") => (words.next().into_iter().collect(), words.collect()),
        Some("for") => {
            let all: Vec<&str> = words.collect();
            let (names, rest) = all.split_at(all.iter().position(|word| *word == "in").unwrap_or(all.len()));
            (names.to_vec(), rest.to_vec())
        }
        _ => return,
    };
    let opens_block = !tag.tokens.iter().any(|(token, _)| *token == Token::Mark(b'=')) && tag.tokens.len() == 2;
    let calls = tag.tokens.iter().any(|(token, _)| *token == Token::Mark(b'<'));
    let makes = rest.iter().any(|word| matches!(*word, "safe" | "escape" | "super"));
    let filters_block = matches!(tag.tokens.get(2), Some((Token::Mark(b'|'), _)));
    for name in names {
        if opens_block || calls || makes || filters_block {
            sure.push(name);
        }
        for word in &rest {
            heirs.entry(word).or_default().push(name);
        }
    }
}

fn words<'t>(tag: &Tag<'t>) -> impl Iterator<Item = &'t str> {
    tag.tokens.iter().filter_map(|(token, _)| match token {
        Token::Word(word) => Some(*word),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_hold_finished_html_is_known_through_all_names() {
        let texts = [
            "{% set a %}x{% endset %}{% set b = a %}{% set_global c = [b, 1] %}{% for d in c %}{% endfor %}",
            "{% set e = page.title %}{% for f in e %}{% endfor %}{% set g = page.title | safe %}{% set h = 1 + 2 %}",
            "{% component k(l, m: string) %}{% endcomponent %}{% set n = <k/> %}{% set o | upper %}{% endset %}",
            "{% for key, value in c %}{% endfor %}{% set p = e ~ h %}",
        ];
        let marked = Marked::of(texts.into_iter());
        let names: Vec<&str> = "abcdefghlmnop".split("").filter(|name| marked.0.contains(name)).collect();
        assert_eq!(names, ["a", "b", "c", "d", "g", "l", "m", "n", "o"]);
        assert!(marked.0.contains("body") && marked.0.contains("key") && marked.0.contains("value"));
    }
}
