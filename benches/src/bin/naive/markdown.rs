//! Markdown as HTML, with colours in its code.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use serde::Serialize;
use syntaxmate::{Highlighter, themes};

#[derive(Serialize)]
pub struct Heading {
    id: String,
    text: String,
}

/// The HTML of a text, and its headings.
pub fn blocks(text: &str, highlighter: &Highlighter) -> (String, Vec<Heading>) {
    let mut events = Vec::new();
    let mut headings = Vec::new();
    let mut parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    while let Some(event) = parser.next() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => events.push(code(&kind, &mut parser, highlighter)),
            Event::Start(Tag::Heading { level: HeadingLevel::H2, classes, attrs, .. }) => {
                let start = events.len();
                let end = |event: &Event<'_>| matches!(event, Event::End(TagEnd::Heading(_)));
                let inner: Vec<Event<'_>> = parser.by_ref().take_while(|event| !end(event)).collect();
                let text = plain(&inner);
                let id = text.to_lowercase().replace(' ', "-");
                let tag = Tag::Heading { level: HeadingLevel::H2, id: Some(id.clone().into()), classes, attrs };
                events.insert(start, Event::Start(tag));
                events.extend(inner);
                events.push(Event::End(TagEnd::Heading(HeadingLevel::H2)));
                headings.push(Heading { id, text });
            }
            event => events.push(event),
        }
    }
    let mut output = String::new();
    html::push_html(&mut output, events.into_iter());
    (output, headings)
}

/// The HTML of one line, without a paragraph around it.
pub fn inline(text: &str, highlighter: &Highlighter) -> String {
    let (output, _) = blocks(text, highlighter);
    let trimmed = output.trim();
    trimmed.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")).unwrap_or(trimmed).to_owned()
}

fn code<'t>(kind: &CodeBlockKind<'t>, parser: &mut Parser<'t>, highlighter: &Highlighter) -> Event<'t> {
    let end = |event: &Event<'_>| matches!(event, Event::End(TagEnd::CodeBlock));
    let inner: Vec<Event<'_>> = parser.by_ref().take_while(|event| !end(event)).collect();
    let (code, language) = (plain(&inner), if let CodeBlockKind::Fenced(name) = kind { name } else { "" });
    let coloured = highlighter.highlight_html(language, &code, themes::GITHUB_LIGHT).ok();
    let coloured = coloured.map(|output| output.as_str().to_owned());
    Event::Html(CowStr::from(coloured.unwrap_or_else(|| format!("<pre><code>{code}</code></pre>"))))
}

fn plain(events: &[Event<'_>]) -> String {
    let texts = events.iter().filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
        _ => None,
    });
    texts.collect()
}
