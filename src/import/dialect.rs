//! Marks of other tools that mean what a course can say: admonitions become alerts, tabs quotes, images of HTML those of
//! markdown, and formulas get their dollars. Each line stays on its line as far as may be, so that places told are those of
//! the page.

mod images;
mod include;
mod marks;
mod tabs;

pub(super) use include::from_files;

use crate::syntax::markdown::alert_of;

/// A text in the dialect of a course.
pub(super) fn converted(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    blocks(&lines).join("\n")
}

fn blocks(lines: &[&str]) -> Vec<String> {
    let mut done = Vec::with_capacity(lines.len());
    let mut fence = None;
    let mut formula = false;
    let mut labels = tabs::Labels::new();
    while let Some(line) = lines.get(done.len()) {
        fence = after(fence, line);
        let rest = &lines[done.len() + 1..];
        let may_open = fence.is_none() && !formula;
        labels = tabs::labels(line, rest).filter(|_| may_open).unwrap_or(labels);
        if line.trim() == "</Tabs>" {
            labels.clear();
        }
        if let Some(block) = may_open.then(|| block(line, rest, &labels)).flatten() {
            done.extend(block);
            continue;
        }
        let is_code = fence.is_some() || line.trim_start().starts_with("```");
        done.push(match line.trim() {
            _ if is_code => (*line).to_owned(),
            "\\[" if rest.iter().any(|line| line.trim() == "\\]") => {
                formula = true;
                line.replace("\\[", "$$")
            }
            "\\]" if formula => {
                formula = false;
                line.replace("\\]", "$$")
            }
            // Inside of a formula nothing is a mark.
            _ if formula => (*line).to_owned(),
            _ => formulas(&images::images(&marks::marks(line))),
        });
    }
    done
}

/// What becomes of the lines from `line` on that are one block of another tool.
fn block(line: &str, rest: &[&str], labels: &tabs::Labels) -> Option<Vec<String>> {
    fenced(line, rest)
        .or_else(|| indented(line, rest))
        .or_else(|| tabs::frame(line, rest))
        .or_else(|| tabs::item(line, rest, labels))
        .or_else(|| images::framed(line, rest))
}

/// The fence of code that is open after `line`: its character and its length.
fn after(open: Option<(char, usize)>, line: &str) -> Option<(char, usize)> {
    let typed = line.trim_start();
    let mark = typed.chars().next().filter(|c| matches!(c, '`' | '~'));
    let length = mark.map_or(0, |mark| typed.chars().take_while(|c| *c == mark).count());
    match (open, mark) {
        (None, Some(mark)) if length >= 3 => Some((mark, length)),
        (Some((own, least)), Some(mark)) if own == mark && length >= least && typed.trim_end().len() == length => None,
        _ => open,
    }
}

/// `:::tip Title` up to its closing line.
fn fenced(line: &str, rest: &[&str]) -> Option<Vec<String>> {
    let typed = line.trim_start();
    let colons = typed.len() - typed.trim_start_matches(':').len();
    let (kind, title) = alert_of(typed).filter(|_| colons >= 3)?;
    let mut fence = None;
    let end = rest.iter().position(|line| {
        fence = after(fence, line);
        fence.is_none() && line.trim().len() == colons && line.trim().chars().all(|c| c == ':')
    })?;
    let indent = &line[..line.len() - typed.len()];
    let inner: Vec<&str> = rest[..end].iter().map(|line| line.strip_prefix(indent).unwrap_or(line)).collect();
    let mut alert = in_quote(indent, &mark(kind, &title), &inner);
    alert.push(String::new());
    Some(alert)
}

/// `!!! note "Title"` and the lines below it that are indented. Those of `??? note`, which a course has no other mark for, stay
/// indented.
fn indented(line: &str, rest: &[&str]) -> Option<Vec<String>> {
    let typed = line.trim_start();
    let indent = &line[..line.len() - typed.len()];
    let alert = || alert_of(typed).filter(|_| typed.starts_with(['!', '?']));
    let first = match tabs::name(typed) {
        Some(name) => format!("> [!TAB {name}]"),
        None => alert().map(|(kind, title)| mark(kind, &title))?,
    };
    let lead = format!("{indent}    ");
    let belongs = |line: &&&str| line.trim().is_empty() || line.starts_with(&lead);
    let below = rest.iter().take_while(belongs).count();
    let filled = rest[..below].iter().rposition(|line| !line.trim().is_empty()).map_or(0, |last| last + 1);
    let inner: Vec<&str> = rest[..filled].iter().map(|line| line.strip_prefix(&lead).unwrap_or_default()).collect();
    if typed.starts_with('?') {
        return Some(indented_by(&lead, line, &inner));
    }
    let mut alert = in_quote(indent, &first, &inner);
    let is_followed = filled == below && rest.len() > filled;
    if let Some(last) = alert.last_mut().filter(|_| is_followed) {
        // A line right below a quote would be part of it.
        last.push('\n');
    }
    Some(alert)
}

fn mark(kind: &str, title: &str) -> String {
    format!("> [!{kind}] {title}").trim_end().to_owned()
}

/// The lines `inner` behind this one, each behind `lead`: as many entries as lines, some of several.
fn indented_by(lead: &str, first: &str, inner: &[&str]) -> Vec<String> {
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("{lead}{line}") };
    let below = |block: String| block.split('\n').map(line).collect::<Vec<_>>().join("\n");
    std::iter::once(first.to_owned()).chain(blocks(inner).into_iter().map(below)).collect()
}

/// A quote that opens with this line and holds the lines `inner`: as many entries as lines, some of several.
fn in_quote(indent: &str, first: &str, inner: &[&str]) -> Vec<String> {
    let line = |line: &str| if line.is_empty() { format!("{indent}>") } else { format!("{indent}> {line}") };
    let quoted = |block: String| block.split('\n').map(line).collect::<Vec<_>>().join("\n");
    std::iter::once(format!("{indent}{first}")).chain(blocks(inner).into_iter().map(quoted)).collect()
}

/// `\(…\)` and `\[…\]` on one line, outside of code.
fn formulas(line: &str) -> String {
    let parts: Vec<String> = line
        .split('`')
        .enumerate()
        .map(|(number, part)| {
            if number % 2 == 1 {
                part.to_owned()
            } else {
                delimited(&delimited(part, "\\(", "\\)", "$"), "\\[", "\\]", "$$")
            }
        })
        .collect();
    parts.join("`")
}

fn delimited(text: &str, open: &str, close: &str, mark: &str) -> String {
    let (mut done, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once(open) {
        done.push_str(before);
        // Brackets are also escaped so that no link comes of them.
        let is_tex = |inner: &str| open == "\\(" || inner.contains(['\\', '^', '_', '=', '{']);
        let formula = after.split_once(close).filter(|(inner, _)| !before.ends_with('\\') && is_tex(inner));
        if let Some((inner, _)) = formula {
            done.extend([mark, inner.trim(), mark]);
        } else {
            done.push_str(open);
        }
        rest = formula.map_or(after, |(_, behind)| behind);
    }
    done + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn admonitions_become_alerts_on_the_same_lines() {
        for (typed, expected) in [
            (":::tip Look\nText.\n\n- a\n:::\nAfter.", "> [!TIP] Look\n> Text.\n>\n> - a\n\nAfter."),
            (":::danger[No]\nText.\n:::", "> [!CAUTION] No\n> Text.\n"),
            ("::::note\n:::tip\nIn.\n:::\n::::", "> [!NOTE]\n> > [!TIP]\n> > In.\n>\n"),
            ("!!! note \"So\"\n    Text.\n\n    More.\n\nAfter.", "> [!NOTE] So\n> Text.\n>\n> More.\n\nAfter."),
            ("!!! question\n    Text.\nAfter.", "> [!NOTE] Question\n> Text.\n\nAfter."),
            (
                "??? question\n    :::tip\n    Text.\n    :::\nAfter.",
                "??? question\n    > [!TIP]\n    > Text.\n\nAfter.",
            ),
            ("- a\n\n  :::info\n  In.\n  :::", "- a\n\n  > [!NOTE]\n  > In.\n"),
            ("```\n:::tip\n:::\n```", "```\n:::tip\n:::\n```"),
            (":::tip\nnever closed", ":::tip\nnever closed"),
            (":::unknown\nText.\n:::", ":::unknown\nText.\n:::"),
            (
                ":::note\n<Tabs>\n<TabItem value=\"a\">A</TabItem>\n<TabItem value=\"b\">B</TabItem>\n</Tabs>\n:::\n1\n2\n3\n4\n5",
                "> [!NOTE]\n>\n> > [!TAB a]\n> > A\n>\n> > [!TAB b]\n> > B\n>\n>\n\n1\n2\n3\n4\n5",
            ),
        ] {
            assert_eq!(converted(typed), expected, "{typed}");
        }
    }

    #[test]
    fn formulas_get_dollars_outside_of_code() {
        for (typed, expected) in [
            ("Let \\( x \\) and \\(y\\).", "Let $x$ and $y$."),
            ("\\[ a^2 \\]", "$$a^2$$"),
            ("\\[\na \\(b\\)\n\\]", "$$\na \\(b\\)\n$$"),
            ("`\\(x\\)` and \\\\(y\\)", "`\\(x\\)` and \\\\(y\\)"),
            ("~~~\n\\(x\\)\n~~~", "~~~\n\\(x\\)\n~~~"),
            ("f\\(x", "f\\(x"),
            ("### `roots` \\[array\\]", "### `roots` \\[array\\]"),
        ] {
            assert_eq!(converted(typed), expected, "{typed}");
        }
    }
}
