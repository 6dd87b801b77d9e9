//! Code that mdBook takes from a file, as a block of code here takes it.

use super::after;

/// `text` with each block of code that holds nothing but a line which takes in a file that is there, by `has`, as a block that
/// takes its code from there.
pub(in super::super) fn from_files(text: &str, has: &dyn Fn(&str) -> bool) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut done: Vec<String> = Vec::with_capacity(lines.len());
    let mut fence = None;
    while let Some(line) = lines.get(done.len()) {
        let was_open = fence.is_some();
        fence = after(fence, line);
        let next = |by: usize| lines.get(done.len() + by).map_or("", |line| line.trim());
        let holds_one_line = !was_open && fence.is_some() && after(fence, next(2)).is_none();
        let taken = taken(next(1)).filter(|(path, _)| holds_one_line && has(path));
        match taken {
            Some((path, part)) => {
                fence = None;
                let path =
                    if path.contains([' ', ',', ';', '{', '}']) { format!("\"{path}\"") } else { path.to_owned() };
                done.extend([
                    format!("{} file={path}{part}", line.trim_end()),
                    String::new(),
                    lines[done.len() + 2].to_owned(),
                ]);
            }
            None => done.push((*line).to_owned()),
        }
    }
    done.join("\n")
}

/// The path of the file that a line takes in, and which part of it.
fn taken(line: &str) -> Option<(&str, String)> {
    let inner = line.strip_prefix("{{#")?.strip_suffix("}}")?;
    let (_, rest) = inner.split_once(' ').filter(|(name, _)| matches!(*name, "include" | "rustdoc_include"))?;
    let mut parts = rest.trim().split(':');
    let path = parts.next()?;
    let part = match (parts.next(), parts.next()) {
        (None, _) => String::new(),
        (Some(line), None) if is_number(line) => format!(" lines={line}"),
        (Some(anchor), None) => format!(" anchor={anchor}"),
        (Some(first), Some(last)) => {
            let are_lines = (first.is_empty() || is_number(first)) && (last.is_empty() || is_number(last));
            if !are_lines || first.is_empty() && last.is_empty() {
                return None;
            }
            format!(" lines={first}-{last}")
        }
    };
    Some((path, part))
}

fn is_number(typed: &str) -> bool {
    !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_takes_its_code_from_the_file() {
        let has = |path: &str| path != "gone.rs";
        for (line, fence) in [
            ("{{#include a.rs}}", "```rust file=a.rs"),
            ("{{#include ../a b.rs:2:5}}", "```rust file=\"../a b.rs\" lines=2-5"),
            ("{{#rustdoc_include a.rs:3:}}", "```rust file=a.rs lines=3-"),
            ("{{#include a.rs:7}}", "```rust file=a.rs lines=7"),
            ("{{#include a.rs:main}}", "```rust file=a.rs anchor=main"),
        ] {
            assert_eq!(from_files(&format!("A\n```rust\n{line}\n```\nB"), &has), format!("A\n{fence}\n\n```\nB"));
        }
        for other in [
            "```rust\n{{#include gone.rs}}\n```",
            "```rust\n{{#include a.rs}}\nmore\n```",
            "{{#include a.md}}",
            "```\n{{#playground a.rs}}\n```",
            "```\na\n```\n{{#include a.rs}}\n```\nb\n```",
            "````\n```\n{{#include a.rs}}\n```\n````",
        ] {
            assert_eq!(from_files(other, &has), other);
        }
    }
}
