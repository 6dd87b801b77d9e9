//! Lines of a file in place of the code of a block: `file=src/app.py lines=3-12`, `file=src/app.py anchor=relay`.

use std::ops::Range;

use super::code::Fence;
use super::events::Ev;
use super::foreign::LINES;
use super::writer::{FragmentWriter, Sinks};
use crate::finding::Rule;
use crate::finding::suggest::nearest;
use crate::model::fragment::{Link, LinkKind};
use crate::syntax::fence::{Attribute, FILE, Word, words_behind_language};
use crate::text::taken::Found;

/// Opens the part of a file that has a name, and closes it.
const ANCHOR: [&str; 2] = ["ANCHOR:", "ANCHOR_END:"];

/// What the line of a fence may say besides its language.
const KNOWN: [&str; 5] = [FILE, "lines", "anchor", "title", "hl_lines"];

/// What authors write for `file`.
const FOR_FILE: [&str; 6] = [FILE, "src", "source", "path", "include", "from"];

/// What is wrong, where on the line of the fence, and what to do.
struct Fault {
    range: Range<usize>,
    message: String,
    help: String,
}

impl Fault {
    fn of(attribute: &Attribute<'_>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { range: attribute.value_range.clone(), message: message.into(), help: help.into() }
    }

    fn report(self, fence: &Fence<'_>, sinks: &mut Sinks<'_, '_>) {
        let span = sinks.origin.span(&(fence.start + self.range.start..fence.start + self.range.end));
        sinks.origin.findings.add_with_help(Rule::CodeFromFile, span, self.message, self.help);
    }
}

impl FragmentWriter<'_> {
    /// The code that a fence takes from a file, nothing of it where that cannot be; `None` where it takes none.
    pub(super) fn excerpt(&self, fence: &Fence<'_>, typed: &[Ev<'_>], sinks: &mut Sinks<'_, '_>) -> Option<String> {
        let Some(file) = fence.attribute(FILE) else {
            self.report_no_file(fence, typed, sinks);
            return None;
        };
        let place = |range: &Range<usize>| fence.start + range.start..fence.start + range.end;
        let span = sinks.origin.span(&place(&file.value_range));
        sinks.links.push(Link { destination: file.value.to_owned(), kind: LinkKind::Code, span });
        let mut report = |range: &Range<usize>, message: &str, help: &str| {
            let span = sinks.origin.span(range);
            sinks.origin.findings.add_with_help(Rule::CodeFromFile, span, message, help);
        };
        if let Some((first, last)) = typed.first().zip(typed.last()) {
            let text = &self.context.source[first.1.start..last.1.end];
            let start = first.1.start + text.len() - text.trim_start().len();
            let end = start + text.trim().lines().next().unwrap_or_default().trim_end().len();
            if start < end {
                let message = "this block takes its code from a file, so the text inside the block is not shown";
                report(
                    &(start..end),
                    message,
                    "delete the lines between the fences, or remove `file=` from the first fence",
                );
            }
        }
        let source = sinks.origin.file;
        let found = source.taken().get(file.value);
        let shown = text(file, found).and_then(|text| chosen(text, fence, file));
        match shown {
            Ok(code) => Some(code),
            Err(fault) => {
                fault.report(fence, sinks);
                Some(String::new())
            }
        }
    }
}

impl FragmentWriter<'_> {
    /// Reports a block without code whose line seems to take it from a file, and does not.
    fn report_no_file(&self, fence: &Fence<'_>, typed: &[Ev<'_>], sinks: &mut Sinks<'_, '_>) {
        let is_empty = typed.iter().all(|(_, range)| self.context.source[range.clone()].trim().is_empty());
        if let Some(fault) = is_empty.then(|| without_file(fence)).flatten() {
            fault.report(fence, sinks);
        }
    }
}

/// What seems to name a file on the line of a fence that has no `file=`.
fn without_file(fence: &Fence<'_>) -> Option<Fault> {
    let words = words_behind_language(fence.info);
    let is_choice = |word: &&Word<'_>| meant(word, &["lines", "anchor"]).is_some();
    let word = words.iter().find(|word| meant(word, &FOR_FILE).is_some()).or_else(|| words.iter().find(is_choice))?;
    let value = word.attribute.as_ref().filter(|_| !is_choice(&word)).map(|attribute| attribute.value);
    let help = match value {
        Some(value) => format!("did you mean `file={value}`?"),
        None => {
            "write `file=src/app.py`, without spaces, to take the code from a file, or write the code itself".to_owned()
        }
    };
    let message = format!("`{}` has no effect without `file=`, so the block is empty", word.text);
    Some(Fault { range: word.range.clone(), message, help })
}

/// What of `names` a word is, or seems to be, with whatever sign behind it.
fn meant<'n>(word: &Word<'_>, names: &[&'n str]) -> Option<&'n str> {
    let name = word.text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default().to_ascii_lowercase();
    let is_certain = KNOWN.contains(&name.as_str()) || FOR_FILE.contains(&name.as_str());
    if is_certain { names.iter().copied().find(|known| *known == name) } else { nearest(&name, names.iter().copied()) }
}

/// A word that means nothing on the line of a fence, which chooses nothing of its file: it may be meant to.
fn stray<'f>(fence: &Fence<'f>) -> Option<Word<'f>> {
    let is_flag = |value: &str| ["true", "false"].iter().any(|flag| value.eq_ignore_ascii_case(flag));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let is_known = |word: &Word<'_>| match &word.attribute {
        Some(attribute) => {
            KNOWN.contains(&attribute.name) || LINES.contains(&attribute.name) || is_flag(attribute.value)
        }
        None => word.text.starts_with(['.', '#']) || LINES.contains(&word.text) || is_number(word.text),
    };
    words_behind_language(fence.info).into_iter().find(|word| !is_known(word))
}

/// What is told of a word that may be meant to choose lines of the file.
fn unchosen(word: Word<'_>) -> Fault {
    let message = format!("`{}` has no effect here, so the block would show the whole file", word.text);
    let value = word.attribute.as_ref().map_or("…", |attribute| attribute.value);
    let help = match meant(&word, &["lines", "anchor"]) {
        Some(name) => format!("did you mean `{name}={value}`, without spaces?"),
        None => "to choose lines, write `lines=3-12` or `anchor=relay`; otherwise, remove these words".to_owned(),
    };
    Fault { range: word.range, message, help }
}

/// The text of the file that was found.
fn text<'f>(file: &Attribute<'_>, found: Option<&'f Found>) -> Result<&'f str, Fault> {
    let typed = file.value;
    let fault = |message: String, help: &str| Err(Fault::of(file, message, help));
    match found {
        Some(Found::File(_, text)) => Ok(text),
        Some(Found::Unreadable(path, why)) => {
            fault(format!("code cannot be taken from `{path}`: {why}"), "replace the file with a text file")
        }
        Some(Found::Page) => fault(
            format!(
                "code cannot be taken from `{typed}`: a Markdown file might contain text that is hidden from learners"
            ),
            "take the code from a file with another extension",
        ),
        Some(Found::Outside) => fault(
            format!("`{typed}` is outside `content/`, so pages cannot use it"),
            "move the file to `content/`, next to the page; the file is published only if something links to it",
        ),
        Some(Found::Nothing { near: Some(near) }) => {
            fault(format!("there is no file `{typed}`"), &format!("did you mean `{near}`?"))
        }
        Some(Found::Nothing { near: None }) => fault(
            format!("there is no file `{typed}`"),
            "put the file next to this page, or use a path relative to the page's folder or to `content/`",
        ),
        None => fault(
            "only code blocks in the body of a page can include code from a file".to_owned(),
            "write the code itself between the fences",
        ),
    }
}

/// The lines of `text` that the fence asks for, without those that name parts, and without the blanks before all of them.
fn chosen(text: &str, fence: &Fence<'_>, file: &Attribute<'_>) -> Result<String, Fault> {
    let all: Vec<&str> = text.lines().collect();
    let range = match (fence.attribute("lines"), fence.attribute("anchor")) {
        (Some(_), Some(anchor)) => {
            let message = "this block specifies both a range of lines and a named part of a file";
            return Err(Fault::of(anchor, message, "keep either `lines=` or `anchor=`"));
        }
        (Some(lines), None) => numbered(lines, all.len(), file)?,
        (None, Some(anchor)) => named(anchor, &all, file)?,
        (None, None) => match stray(fence) {
            Some(word) => return Err(unchosen(word)),
            None => 0..all.len(),
        },
    };
    let lines: Vec<&str> = all[range].iter().copied().filter(|line| mark(line).is_none()).collect();
    Ok(without_indentation(&lines))
}

/// `3-12`, `3-`, `-12` or `3`, of so many lines.
fn numbered(lines: &Attribute<'_>, count: usize, file: &Attribute<'_>) -> Result<Range<usize>, Fault> {
    let typed = lines.value;
    let number = |typed: &str, none: usize| if typed.is_empty() { Some(none) } else { typed.parse().ok() };
    let ends = match typed.split_once('-') {
        Some((first, last)) if typed.len() > 1 => number(first, 1).zip(number(last, count)),
        _ => typed.parse().ok().map(|line| (line, line)),
    };
    let Some((first, last)) = ends else {
        return Err(Fault::of(
            lines,
            format!("`{typed}` is not a range of lines"),
            "write `lines=3-12`, `lines=3-`, or `lines=3`",
        ));
    };
    if first == 0 || first > last {
        let message = format!(
            "`{typed}` is not a valid range of lines: a range must start at line 1 or later and cannot end before it starts"
        );
        return Err(Fault::of(lines, message, "write `lines=3-12`, `lines=3-`, or `lines=3`"));
    }
    if last > count {
        let has = if count == 1 { "1 line".to_owned() } else { format!("{count} lines") };
        let message = format!("`{}` has only {has}, but `lines={typed}` asks for more lines", file.value);
        return Err(Fault::of(lines, message, "use the correct line numbers, or mark the part with an anchor"));
    }
    Ok(first - 1..last)
}

/// The lines between the two comments that name a part.
fn named(anchor: &Attribute<'_>, all: &[&str], file: &Attribute<'_>) -> Result<Range<usize>, Fault> {
    let name = anchor.value;
    let at = |sign: &str, from: usize| {
        let is_it = |line: &&str| mark(line) == Some((sign, name));
        all.get(from..).and_then(|rest| rest.iter().position(is_it)).map(|at| from + at)
    };
    let Some(open) = at(ANCHOR[0], 0) else {
        let names = all.iter().filter_map(|line| mark(line)).filter(|(sign, _)| *sign == ANCHOR[0]);
        let help = match nearest(name, names.map(|(_, name)| name)) {
            Some(near) => format!("did you mean `anchor={near}`?"),
            None => format!("add the comment `ANCHOR: {name}` above the part, and `ANCHOR_END: {name}` below it"),
        };
        return Err(Fault::of(anchor, format!("`{}` has no part named `{name}`", file.value), help));
    };
    let Some(close) = at(ANCHOR[1], open + 1) else {
        let message = format!("the part `{name}` of `{}` starts on line {} and never ends", file.value, open + 1);
        return Err(Fault::of(anchor, message, format!("add the comment `ANCHOR_END: {name}` where the part ends")));
    };
    Ok(open + 1..close)
}

/// The sign and name on a line that opens or closes a part.
fn mark(line: &str) -> Option<(&'static str, &str)> {
    let sign = ANCHOR.into_iter().find(|sign| line.contains(sign))?;
    let (before, after) = line.split_once(sign)?;
    let name = after.split_whitespace().next().map_or("", |name| name.trim_end_matches("*/").trim_end_matches("-->"));
    let is_comment = !before.contains(char::is_alphanumeric);
    (is_comment && !name.is_empty()).then_some((sign, name))
}

/// Lines without the blanks that all of them begin with.
fn without_indentation(lines: &[&str]) -> String {
    let blanks = |line: &&&str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let full = || lines.iter().filter(|line| !line.trim().is_empty());
    let indentation = full().next().map_or("", |first| &first[..blanks(&first)]);
    let shared = full().fold(indentation.len(), |shared, line| {
        let same = indentation.bytes().zip(line.bytes()).take(shared).take_while(|(one, other)| one == other);
        same.count()
    });
    let mut code = String::new();
    for line in lines {
        code.push_str(line.get(shared..).unwrap_or_default());
        code.push('\n');
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "import queue\n\nclass Outbox:\n    # ANCHOR: relay\n    def relay(self):\n        # ANCHOR: loop\n        while True:\n            send()\n        # ANCHOR_END: loop\n\n    # ANCHOR_END: relay\n\n<!-- ANCHOR: open -->\n";

    fn shown(info: &str) -> Result<String, (String, String, String)> {
        let fence = Fence::of(info, 0);
        let file = fence.attribute("file").unwrap();
        let of = |fault: Fault| (info[fault.range].to_owned(), fault.message, fault.help);
        chosen(FILE, &fence, file).map_err(of)
    }

    #[test]
    fn lines_are_chosen_by_number_or_name() {
        for (info, code) in [
            ("py file=a.py lines=1-3", "import queue\n\nclass Outbox:\n"),
            ("py file=a.py lines=3", "class Outbox:\n"),
            ("py file=a.py lines=-1", "import queue\n"),
            ("py file=a.py lines=11-", "\n"),
            ("py file=a.py lines=5-8", "def relay(self):\n    while True:\n        send()\n"),
            ("py file=a.py anchor=relay", "def relay(self):\n    while True:\n        send()\n\n"),
            ("py file=a.py anchor=\"loop\"", "while True:\n    send()\n"),
        ] {
            assert_eq!(shown(info).unwrap(), code, "{info}");
        }
        assert!(shown("py file=a.py").unwrap().starts_with("import queue\n\nclass Outbox:\n    def relay(self):\n"));
    }

    #[test]
    fn what_is_not_there_is_told_at_its_place() {
        for (info, at, words) in [
            ("py file=a.py lines=3-99", "3-99", "`a.py` has only 13 lines, but `lines=3-99` asks for more lines"),
            ("py file=a.py lines=5-3", "5-3", "and cannot end before it starts"),
            ("py file=a.py lines=0", "0", "must start at line 1"),
            ("py file=a.py lines=x", "x", "`x` is not a range of lines"),
            ("py file=a.py lines=-", "-", "`-` is not a range of lines"),
            ("py file=a.py anchor='relais'", "'relais'", "`a.py` has no part named `relais`"),
            ("py file=a.py anchor=open", "open", "the part `open` of `a.py` starts on line 13 and never ends"),
            ("py file=a.py lines=1 anchor=relay", "relay", "specifies both"),
        ] {
            let (place, message, _) = shown(info).unwrap_err();
            assert_eq!(place, at, "{info}");
            assert!(message.contains(words), "{info}: {message}");
        }
        assert_eq!(shown("py file=a.py anchor=relais").unwrap_err().2, "did you mean `anchor=relay`?");
        assert!(shown("py file=a.py anchor=zzz").unwrap_err().2.contains("`ANCHOR_END: zzz` below it"));
    }

    #[test]
    fn words_that_may_choose_lines_show_nothing() {
        for (info, at, help) in [
            ("py file=a.py anchors=relay", "anchors=relay", "`anchor=relay`"),
            ("py file=a.py anchr=relay", "anchr=relay", "`anchor=relay`"),
            ("py file=a.py Anchor=relay", "Anchor=relay", "`anchor=relay`"),
            ("py file=a.py anchor = relay", "anchor", "`anchor=…`"),
            ("py file=a.py anchor:relay", "anchor:relay", "`anchor=…`"),
            ("py anchor:relay file=a.py", "anchor:relay", "`anchor=…`"),
            ("py file=a.py line=1-3", "line=1-3", "`lines=1-3`"),
            ("py file=a.py lines: 1-3", "lines:", "`lines=…`"),
            ("py file=a.py lines 1-3", "lines", "`lines=…`"),
            ("py file=a.py part=relay", "part=relay", "`lines=3-12` or `anchor=relay`"),
            ("file=a.py relay", "relay", "remove these words"),
            ("{.py file=a.py anker=relay}", "anker=relay", "`anchor=relay`"),
        ] {
            let (place, message, cure) = shown(info).unwrap_err();
            assert_eq!(place, at, "{info}");
            assert!(message.ends_with("would show the whole file") && cure.contains(help), "{info}: {message} {cure}");
        }
        for info in [
            "rust,editable file=a.py title='The app' {1,3-5} hl_lines=\"1 3\"",
            "{r, file=a.py, echo=FALSE}",
            "{.py #cell file=a.py}",
            "py file=a.py showLineNumbers linenums=1",
            "py file=a.py",
        ] {
            assert!(shown(info).is_ok(), "{info}");
        }
        assert!(shown("py file=a.py lines=1-3 part=relay").is_ok(), "lines are chosen");
    }

    #[test]
    fn an_empty_block_tells_what_seems_to_name_a_file() {
        let told =
            |info: &str| without_file(&Fence::of(info, 0)).map(|fault| (info[fault.range].to_owned(), fault.help));
        for (info, at, help) in [
            ("py fil=a.py anchor=relay", "fil=a.py", "did you mean `file=a.py`?"),
            ("py src=a.py", "src=a.py", "did you mean `file=a.py`?"),
            ("py File=a.py", "File=a.py", "did you mean `file=a.py`?"),
            ("py file:a.py", "file:a.py", "without spaces"),
            ("py file = a.py", "file", "without spaces"),
            ("py lines=1-3", "lines=1-3", "to take the code from a file"),
        ] {
            let (place, cure) = told(info).unwrap_or_default();
            assert_eq!(place, at, "{info}");
            assert!(cure.contains(help), "{info}: {cure}");
        }
        assert_eq!(["py title=file", "py", "", "py {1-3} editable"].map(told), [None, None, None, None]);
    }

    #[test]
    fn names_of_parts_are_read_in_comments_of_any_language() {
        for line in
            ["# ANCHOR: a-b", "// ANCHOR: a-b", "/* ANCHOR: a-b */", "<!-- ANCHOR: a-b -->", "    -- ANCHOR:a-b"]
        {
            assert_eq!(mark(line), Some(("ANCHOR:", "a-b")), "{line}");
        }
        assert_eq!(mark("# ANCHOR_END: a"), Some(("ANCHOR_END:", "a")));
        for line in ["x = \"ANCHOR: a\"", "# ANCHOR:", "# anchor: a", "text"] {
            assert_eq!(mark(line), None, "{line}");
        }
    }
}
