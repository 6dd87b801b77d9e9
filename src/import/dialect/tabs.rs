//! Tabs of Docusaurus and `MkDocs`, as quotes that open with `[!TAB …]`.

use std::collections::BTreeMap;

use super::images::{tag_end, value};
use super::{after, in_quote};

/// `=== "Linux"` and the lines below it that are indented: the name of the tab.
pub(super) fn name(typed: &str) -> Option<String> {
    let rest = typed.strip_prefix("===").map(|rest| rest.trim_start_matches(['!', '+']).trim())?;
    let inside = |quote: char| rest.strip_prefix(quote)?.strip_suffix(quote);
    inside('"').or_else(|| inside('\'')).map(clean).filter(|name| !name.is_empty())
}

fn clean(name: &str) -> String {
    name.replace(['[', ']', '\n'], " ").trim().to_owned()
}

/// The lines of `<Tabs …>` or `</Tabs>`: as many, and empty.
pub(super) fn frame(line: &str, rest: &[&str]) -> Option<Vec<String>> {
    let typed = line.trim();
    if typed == "</Tabs>" {
        return Some(vec![String::new()]);
    }
    opened(line, rest).map(|(_, count)| vec![String::new(); count])
}

/// The tag `<Tabs …>` that opens on this line and stands alone, and on how many lines.
fn opened(line: &str, rest: &[&str]) -> Option<(String, usize)> {
    let typed = line.trim();
    let is_open = typed.strip_prefix("<Tabs").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '>']));
    if !is_open {
        return None;
    }
    // Its values may stand on many lines.
    let mut tag = typed.to_owned();
    let mut count = 1;
    while tag_end(&tag).is_none() {
        tag.push('\n');
        tag.push_str(rest.get(count - 1).filter(|_| count < 40)?);
        count += 1;
    }
    let is_alone = tag_end(&tag).is_some_and(|end| tag[end..].trim().is_empty());
    is_alone.then_some((tag, count))
}

/// The names of tabs that are given apart from them, by their values: `<Tabs values={[{label: 'Windows', value: 'win'}]}>`.
pub(super) type Labels = BTreeMap<String, String>;

/// The names that `<Tabs …>` gives, where it opens on this line.
pub(super) fn labels(line: &str, rest: &[&str]) -> Option<Labels> {
    let (tag, _) = opened(line, rest)?;
    let (_, values) = tag.split_once("values=").unwrap_or_default();
    let each = values.split('{').filter_map(|one| Some((field(one, "value")?, field(one, "label")?)));
    Some(each.map(|(value, label)| (value.to_owned(), label.to_owned())).collect())
}

/// What stands in quotation marks behind a name and a colon.
fn field<'t>(object: &'t str, name: &str) -> Option<&'t str> {
    object.match_indices(name).find_map(|(at, _)| {
        let typed = object[at + name.len()..].trim_start_matches(['"', '\'', ' ']).strip_prefix(':')?.trim_start();
        let quote = typed.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
        typed[1..].split_once(quote).map(|(inner, _)| inner)
    })
}

/// `<TabItem value="linux" label="Linux">` up to its end.
pub(super) fn item(line: &str, rest: &[&str], labels: &Labels) -> Option<Vec<String>> {
    let typed = line.trim();
    let end = tag_end(typed).filter(|_| typed.starts_with("<TabItem "))?;
    let (tag, behind) = typed.split_at(end);
    let value_of = || value(tag, "value").map(|value| labels.get(value).map_or(value, String::as_str));
    let name = clean(value(tag, "label").or_else(value_of)?);
    let mark = format!("> [!TAB {name}]");
    if let Some(inner) = behind.trim().strip_suffix("</TabItem>") {
        return Some(vec![format!("{mark}\n> {}\n", inner.trim())]);
    }
    let (mut depth, mut fence) = (0usize, None);
    let end = rest.iter().position(|line| {
        fence = after(fence, line);
        let typed = line.trim();
        let is_end = fence.is_none() && depth == 0 && typed == "</TabItem>";
        depth = match typed {
            _ if fence.is_some() => depth,
            "</TabItem>" => depth.saturating_sub(1),
            _ if typed.starts_with("<TabItem ") && !typed.ends_with("</TabItem>") => depth + 1,
            _ => depth,
        };
        is_end
    })?;
    let blanks = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    let indent = rest[..end].iter().filter(|line| !line.trim().is_empty()).map(blanks).min().unwrap_or_default();
    let below = rest[..end].iter().map(|line| line.get(indent..).unwrap_or_default());
    let first = Some(behind.trim()).filter(|words| !words.is_empty());
    let inner: Vec<&str> = first.into_iter().chain(below).collect();
    let mut lines = in_quote("", &mark, &inner);
    if first.is_some() {
        let mark = lines.remove(0);
        lines[0].insert_str(0, &format!("{mark}\n"));
    }
    lines.push(String::new());
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::super::converted;

    #[test]
    fn tabs_become_quotes_that_follow_each_other() {
        for (typed, expected) in [
            (
                "=== \"Linux\"\n    Text.\n\n=== \"C [x]\"\n    More.\n",
                "> [!TAB Linux]\n> Text.\n\n> [!TAB C  x]\n> More.\n",
            ),
            (
                "<Tabs groupId=\"os\">\n<TabItem value=\"l\" label=\"Linux\" default>\n\n```sh\na\n```\n\n</TabItem>\n  <TabItem value=\"Win\">\n    W\n  </TabItem>\n</Tabs>\n",
                "\n> [!TAB Linux]\n>\n> ```sh\n> a\n> ```\n>\n\n> [!TAB Win]\n> W\n\n\n",
            ),
            (
                "<Tabs\n  values={[\n    {label: 'A', value: 'a'},\n  ]}>\n<TabItem value=\"a\">A</TabItem>\n</Tabs>",
                "\n\n\n\n> [!TAB A]\n> A\n\n",
            ),
            (
                "<Tabs values={[{\"value\": \"win\", \"label\": \"On Windows\"}, {label: 'Other'}]}>\n<TabItem value=\"win\">W</TabItem>\n<TabItem value=\"x\">X</TabItem>\n</Tabs>\n<TabItem value=\"win\">W</TabItem>",
                "\n> [!TAB On Windows]\n> W\n\n> [!TAB x]\n> X\n\n\n> [!TAB win]\n> W\n",
            ),
            ("<TabItem value=\"a\">First words\nmore\n</TabItem>\nAfter", "> [!TAB a]\n> First words\n> more\n\nAfter"),
            ("<Tabs> words", "<Tabs> words"),
            ("<TabItem value=\"a\">\nnever closed", "<TabItem value=\"a\">\nnever closed"),
        ] {
            assert_eq!(converted(typed), expected, "{typed}");
        }
    }
}
