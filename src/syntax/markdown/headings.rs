//! Headings with an id of their own: `## Why {#reason}`. All other braces are words.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::events::Ev;

/// Moves `{#id}` from the end of each heading of `text` into its tag.
pub(super) fn take_ids(events: &mut Vec<Ev<'_>>, text: &str) {
    let mut start = None;
    let mut emptied = Vec::new();
    for index in 0..events.len() {
        match &events[index].0 {
            Event::Start(Tag::Heading { .. }) => start = Some(index),
            Event::End(TagEnd::Heading(_)) => {
                if let Some(own) = start.take()
                    && own + 1 < index
                    && let Some(id) = take_id(events, index - 1, text)
                {
                    if let Event::Start(Tag::Heading { id: slot, .. }) = &mut events[own].0 {
                        *slot = Some(id);
                    }
                    if is_empty(&events[index - 1].0) {
                        emptied.push(index - 1);
                    }
                }
            }
            _ => {}
        }
    }
    if !emptied.is_empty() {
        let (mut index, mut emptied) = (0.., emptied.into_iter().peekable());
        events.retain(|_| emptied.next_if_eq(&index.next().unwrap_or_default()).is_none());
    }
}

fn is_empty(event: &Event<'_>) -> bool {
    matches!(event, Event::Text(words) if words.is_empty())
}

/// Cuts the id off the text at `index`, the last of a heading.
fn take_id<'a>(events: &mut [Ev<'a>], index: usize, text: &str) -> Option<CowStr<'a>> {
    let (Event::Text(words), range) = &mut events[index] else { return None };
    let (before, id) = words.strip_suffix('}')?.rsplit_once("{#")?;
    let is_id = !id.is_empty() && !id.contains(|c: char| c.is_whitespace() || matches!(c, '{' | '}'));
    let stands_apart = before.is_empty() || before.ends_with(char::is_whitespace);
    // An escaped brace is not typed so.
    let typed = format!("{{#{id}}}");
    let is_typed = text[range.clone()].strip_suffix(&typed).is_some_and(|before| !before.ends_with('\\'));
    if !is_id || !stands_apart || !is_typed {
        return None;
    }
    let id = CowStr::from(id.to_owned());
    let left = text[..range.end - typed.len()].trim_end().len().max(range.start);
    let closing = text[range.start..left].trim_end_matches('#');
    let is_closed =
        closing.len() < left - range.start && (closing.is_empty() || closing.ends_with(char::is_whitespace));
    let kept = before.trim_end();
    let kept = if is_closed { kept.trim_end_matches('#').trim_end() } else { kept };
    let kept = CowStr::from(kept.to_owned());
    *range = range.start..left;
    *words = kept;
    Some(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::markdown::events::words;
    use pulldown_cmark::Parser;

    fn read(text: &str) -> (String, Option<String>) {
        let mut events: Vec<Ev<'_>> = Parser::new(text).into_offset_iter().collect();
        // One text, as all readers after this one see it.
        events = super::super::events::merged(events.into_iter());
        take_ids(&mut events, text);
        let id = match &events[0].0 {
            Event::Start(Tag::Heading { id, .. }) => id.as_ref().map(ToString::to_string),
            _ => None,
        };
        (words(&events), id)
    }

    #[test]
    fn an_id_leaves_the_heading() {
        for (text, words, id) in [
            ("## Why {#reason}", "Why", "reason"),
            ("## Why {#reason}  ", "Why", "reason"),
            ("## Why {#reason} ##", "Why", "reason"),
            ("## Why ## {#reason}", "Why", "reason"),
            ("## In C# {#sharp}", "In C#", "sharp"),
            ("## *Why* {#my_own_id}", "Why", "my_own_id"),
            ("## {#reason}", "", "reason"),
            ("Why {#reason}\n---", "Why", "reason"),
            ("## A {n} {#reason}", "A {n}", "reason"),
        ] {
            assert_eq!(read(text), (words.to_owned(), Some(id.to_owned())), "{text}");
        }
    }

    #[test]
    fn all_other_braces_stay() {
        for text in [
            "Counting with {n}",
            "Sets such as {1, 2, 3}",
            "The empty set {}",
            "A class {.wide}",
            "Both {#id .wide}",
            "A key {#id key=value}",
            "None {#}",
            "Not so{#reason}",
            "A place {#a} in the middle",
            "Two {#a}{#b}",
            "{where}",
            "A dict {'a': 1}",
            "Rust: {:?}",
        ] {
            assert_eq!(read(&format!("## {text}")), (text.to_owned(), None), "{text}");
        }
        assert_eq!(read("## Escaped \\{#reason}"), ("Escaped {#reason}".to_owned(), None));
        assert_eq!(read("## Code `{#reason}`"), ("Code {#reason}".to_owned(), None));
    }
}
