//! Marks of other tools within a line: what means something to a course is written as that, what only serves a tool goes.

/// A line with the marks in it as a course has them.
pub(super) fn marks(line: &str) -> String {
    if serves_tool(line) {
        return String::new();
    }
    if !line.contains(['{', '<']) {
        return line.to_owned();
    }
    let comment = || line.trim().strip_prefix("{/*").and_then(|rest| rest.strip_suffix("*/}"));
    if let Some(words) = comment().filter(|words| !words.contains("--")) {
        return format!("<!--{words}-->");
    }
    let parts = line.split('`').enumerate();
    let parts: Vec<String> =
        parts.map(|(number, part)| if number % 2 == 1 { part.to_owned() } else { of_words(part) }).collect();
    // The names of files stand in quotation marks, and not in backticks.
    parts.join("`")
}

/// Whether a line takes parts of a page of MDX in, or gives them away.
fn serves_tool(line: &str) -> bool {
    let is_from = |rest: &str| rest.contains(" from '") || rest.contains(" from \"") || rest.starts_with(['\'', '"']);
    line.strip_prefix("import ").is_some_and(is_from)
        || line.strip_prefix("export const ").is_some_and(|rest| rest.contains(" = ") && rest.ends_with(';'))
}

fn of_words(text: &str) -> String {
    let mut words = text.to_owned();
    for (open, close, read) in [
        ("{{<", ">}}", shortcode as fn(&str) -> Option<String>),
        ("{{%", "%}}", shortcode),
        ("{%", "%}", tag),
        ("{{", "}}", value),
    ] {
        words = replaced(&words, open, close, read);
    }
    words
}

/// `text` with what `read` makes of everything between `open` and `close`; what that is nothing of stays.
fn replaced(text: &str, open: &str, close: &str, read: fn(&str) -> Option<String>) -> String {
    let (mut done, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once(open) {
        done.push_str(before);
        let Some((inner, behind)) = after.split_once(close) else {
            done.push_str(open);
            rest = after;
            continue;
        };
        match read(inner.trim().trim_matches('-').trim()) {
            Some(new) => done.push_str(&new),
            None => done.extend([open, inner, close]),
        }
        rest = behind;
    }
    done + rest
}

/// A shortcode of Hugo: `ref "page.md"`, `figure src="tree.svg" alt="A tree"`.
fn shortcode(inner: &str) -> Option<String> {
    let (name, rest) = inner.split_once(char::is_whitespace)?;
    match name {
        "ref" | "relref" => quoted(rest).map(destination),
        "figure" | "img" => {
            let named = |name: &str| super::images::value(inner.trim_end_matches('/'), name);
            let src = named("src").or_else(|| quoted(rest))?;
            let alt = named("alt").or_else(|| named("caption")).unwrap_or_default();
            let caption = named("caption").or_else(|| named("title")).filter(|caption| !caption.contains('"'));
            let caption = caption.map_or_else(String::new, |caption| format!(" \"{caption}\""));
            Some(format!("![{alt}]({}{caption})", destination(src)))
        }
        _ => None,
    }
}

/// A tag of Jekyll that stands for an address: `link _docs/page.md`.
fn tag(inner: &str) -> Option<String> {
    let (name, path) = inner.split_once(char::is_whitespace)?;
    (name == "link").then(|| destination(&format!("/{}", path.trim().trim_start_matches('/'))))
}

/// A value of Jekyll that stands for an address: `site.baseurl`, `'/tree.svg' | relative_url`.
fn value(inner: &str) -> Option<String> {
    if matches!(inner, "site.baseurl" | "site.url" | "page.baseurl") {
        return Some(String::new());
    }
    let (path, filter) = inner.split_once('|')?;
    let is_address = matches!(filter.trim(), "relative_url" | "absolute_url" | "prepend: site.baseurl" | "url");
    quoted(path).filter(|_| is_address).map(destination)
}

fn quoted(text: &str) -> Option<&str> {
    let text = text.trim();
    let inside = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    inside('"').or_else(|| inside('\''))
}

fn destination(path: &str) -> String {
    path.replace(' ', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_what_they_mean() {
        for (typed, expected) in [
            ("import Tabs from '@theme/Tabs';", ""),
            ("export const x = 1;", ""),
            ("import what you need from here", "import what you need from here"),
            ("{/* later */}", "<!-- later -->"),
            ("[b]({{< ref \"a/b.md#x\" >}}) and [c]({{% relref 'c d.md' %}})", "[b](a/b.md#x) and [c](c%20d.md)"),
            ("{{< figure src=\"t.svg\" alt=\"A tree\" caption=\"T\" >}}", "![A tree](t.svg \"T\")"),
            ("[b]({% link _docs/b.md %})", "[b](/_docs/b.md)"),
            ("![t]({{ '/assets/t.svg' | relative_url }})", "![t](/assets/t.svg)"),
            ("[b]({{ site.baseurl }}/b/)", "[b](/b/)"),
            (
                "`{{ site.baseurl }}` {{< youtube x >}} {% include a.html %}",
                "`{{ site.baseurl }}` {{< youtube x >}} {% include a.html %}",
            ),
        ] {
            assert_eq!(marks(typed), expected, "{typed}");
        }
    }
}
