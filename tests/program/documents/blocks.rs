//! The fenced blocks and the prose of a markdown document.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A fenced block.
pub(super) struct Block {
    /// The first word behind its fence, in which `{python}` is `python`.
    pub(super) language: String,
    /// What `title="…"` says there.
    pub(super) title: Option<String>,
    /// Its lines, each with its line break.
    pub(super) text: String,
    /// The line of its fence, from 1.
    pub(super) line: usize,
}

/// The document without its front matter, in place of which there are empty lines.
fn body(text: &str) -> String {
    let Some(front) = text.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n")) else { return text.to_owned() };
    let end = "---\n".len() + front + "\n---\n".len();
    "\n".repeat(text[..end].lines().count()) + &text[end..]
}

/// The fenced blocks of a document in their order, also in quotes and lists, but those that take their text from a file.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let text = body(text);
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_open = false;
    for (event, range) in Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                is_open = true;
                let line = text[..range.start].matches('\n').count() + 1;
                blocks.push(Block { language: language(&info), title: title(&info), text: String::new(), line });
                if info.contains(" file=") {
                    blocks.pop();
                    is_open = false;
                }
            }
            Event::End(TagEnd::CodeBlock) => is_open = false,
            Event::Text(part) if is_open => {
                if let Some(block) = blocks.last_mut() {
                    block.text.push_str(&part);
                }
            }
            _ => {}
        }
    }
    blocks
}

fn language(info: &str) -> String {
    let word = info.split_whitespace().next().unwrap_or_default();
    word.trim_matches(['{', '}']).split([',', '{']).next().unwrap_or_default().to_owned()
}

fn title(info: &str) -> Option<String> {
    let (_, rest) = info.split_once("title=\"")?;
    Some(rest.split_once('"')?.0.to_owned())
}

/// What a document says outside of fenced blocks, without addresses and the words for images.
pub(super) fn prose(text: &str) -> String {
    let text = body(text);
    let mut prose = String::new();
    let mut unread = 0_usize;
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => unread += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => unread -= 1,
            Event::Text(part) | Event::Code(part) if unread == 0 => prose.push_str(&part),
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item) => {
                prose.push(' ');
            }
            _ => {}
        }
    }
    prose
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_read_with_their_lines_wherever_they_are() {
        let text = "---\ntitle: A\n---\n\n```yaml title=\"a b.yaml\"\nx: 1\n```\n\n> ```console\n> $ clinic\n> ```\n\n```py file=a.py\n```\n";
        let found = blocks(text);
        let seen: Vec<_> = found.iter().map(|it| (&*it.language, it.title.as_deref(), &*it.text, it.line)).collect();
        assert_eq!(seen, [("yaml", Some("a b.yaml"), "x: 1\n", 5), ("console", None, "$ clinic\n", 9)]);
    }

    #[test]
    fn prose_is_what_is_read() {
        let text = "# One\n\nTwo [three](four/five.md) `six`.\n\n![seven](a.png)\n\n```text\neight\n```\n";
        assert_eq!(prose(text).split_whitespace().collect::<Vec<_>>(), ["One", "Two", "three", "six."]);
    }
}
