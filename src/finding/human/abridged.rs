//! Many findings in few lines: of each rule the first ones, what says the same once, and how many there are.

use annotate_snippets::Renderer;

use super::{Style, draw, renderer};
use crate::finding::Finding;
use crate::finding::family::{Alike, Family, families};
use crate::finding::report::{Sources, by_rule, printable_in_line};

/// More findings of one rule than this are not all shown.
const MOST_OF_RULE: usize = 20;

/// Findings in more lines than this are not read.
const MOST_LINES: usize = 160;

/// What to do stands beside what is wrong where it has no more bytes than this.
const SHORT: usize = 40;

/// How many of each rule are drawn in full: the first of these that leads to few enough lines, else the last.
const IN_FULL: [usize; 4] = [10, 5, 2, 1];

/// The findings as [`human`](super::human) draws them, where that is not too much; else, by rule and errors first, the
/// first of each in full, some more in one line each, and the number of the rest.
pub fn abridged(findings: &[Finding], sources: &Sources, style: Style) -> Abridged {
    let is_flood = by_rule(findings).iter().any(|&(_, count)| count > MOST_OF_RULE);
    let text = (!is_flood).then(|| super::human(findings, sources, style));
    if let Some(text) = text.filter(|text| lines(text) <= MOST_LINES) {
        return Abridged { text, is_whole: true };
    }
    let families = families(findings);
    let pen = Pen { sources, renderer: renderer(style), width: style.width };
    let in_full = IN_FULL.iter().map(|&in_full| pen.all(&families, in_full, &vec![MOST_OF_RULE; families.len()]));
    let text = in_full.into_iter().find(|text| lines(text) <= MOST_LINES).unwrap_or_else(|| {
        let room = MOST_LINES.saturating_sub(lines(&pen.all(&families, 1, &vec![1; families.len()])));
        pen.all(&families, 1, &dealt(&families, room))
    });
    Abridged { text, is_whole: false }
}

fn lines(text: &str) -> usize {
    text.lines().count()
}

/// How many of each family are shown, if beside the first of each there is `room` for so many lines: by turns.
fn dealt(families: &[Family<'_>], room: usize) -> Vec<usize> {
    let mut shown = vec![1; families.len()];
    let mut room = room;
    for turn in 1..MOST_OF_RULE {
        for (shown, family) in shown.iter_mut().zip(families) {
            if room > 0 && turn < family.alike.len() {
                *shown += 1;
                room -= 1;
            }
        }
    }
    shown
}

/// Findings, all of them or some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Abridged {
    /// What is drawn.
    pub text: String,
    /// Whether every finding is drawn in full.
    pub is_whole: bool,
}

/// What findings are drawn with.
struct Pen<'a> {
    sources: &'a Sources,
    renderer: Renderer,
    width: usize,
}

impl Pen<'_> {
    /// All families, with so many of each drawn in full, and so many of each shown at all.
    fn all(&self, families: &[Family<'_>], in_full: usize, shown: &[usize]) -> String {
        let drawn = families.iter().zip(shown).map(|(family, &shown)| self.family(family, in_full, shown));
        drawn.collect::<Vec<_>>().join("\n\n") + "\n"
    }

    fn family(&self, family: &Family<'_>, in_full: usize, shown: usize) -> String {
        let (first, rest) = family.alike.split_at(family.alike.len().min(in_full));
        let brief = &rest[..rest.len().min(shown.saturating_sub(in_full))];
        let full: Vec<String> = first.iter().map(|alike| self.in_full(alike)).collect();
        let brief: Vec<String> = brief.iter().map(|alike| self.in_a_line(alike)).collect();
        let left = family.after(full.len() + brief.len());
        let left = (left > 0).then(|| format!("  ... and {left} more of {}", family.alike[0].first.rule));
        [full.join("\n\n")].into_iter().chain(brief).chain(left).collect::<Vec<_>>().join("\n")
    }

    fn in_full(&self, alike: &Alike<'_>) -> String {
        let drawn = draw(alike.first, self.sources, &self.renderer, self.width);
        match alike.others.as_slice() {
            [] => drawn,
            [second, ..] => format!("{drawn}\n  {}, such as {}", also(alike), self.place(second)),
        }
    }

    fn in_a_line(&self, alike: &Alike<'_>) -> String {
        let Finding { message, help, .. } = alike.first;
        let short = help.as_deref().filter(|help| help.len() <= SHORT && !help.contains('\n'));
        let help = short.map(|help| format!("; {help}")).unwrap_or_default();
        let also = if alike.others.is_empty() { String::new() } else { format!(" ({})", also(alike)) };
        format!("  {}: {}{also}", self.place(alike.first), printable_in_line(&format!("{message}{help}")))
    }

    fn place(&self, finding: &Finding) -> String {
        let path = printable_in_line(finding.place.path.as_str());
        match self.sources.lines_of(finding) {
            Some(_) => {
                let (start, _) = self.sources.positions(finding);
                format!("{path}:{}:{}", start.line, start.column)
            }
            None => path,
        }
    }
}

/// `and at 83 more places`
fn also(alike: &Alike<'_>) -> String {
    match alike.others.len() {
        1 => "and at 1 more place".to_owned(),
        count => format!("and at {count} more places"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use insta::assert_snapshot;

    use super::*;
    use crate::finding::Rule;
    use crate::finding::human::human;
    use crate::text::{Place, SourceFile, SourcePath, Span};

    const STYLE: Style = Style { color: false, width: 80 };

    /// `count` findings of `rule`, each in a file of its own, with the message that is made from its number.
    fn many(rule: Rule, count: usize, message: impl Fn(usize) -> String) -> Vec<Finding> {
        let place = |number: usize| Place::new(&SourcePath::new(format!("content/{number:03}.md")), Span::new(3, 6));
        (0..count).map(|number| Finding::new(rule, place(number), message(number)).help("mend it")).collect()
    }

    fn sources(findings: &[Finding]) -> Sources {
        findings.iter().map(|one| Arc::new(SourceFile::new(one.place.path.clone(), "a\n\nb c d\n"))).collect()
    }

    fn drawn(findings: &[Finding]) -> Abridged {
        abridged(findings, &sources(findings), STYLE)
    }

    #[test]
    fn what_a_person_reads_is_drawn_as_ever() {
        assert_eq!(drawn(&[]), Abridged { text: String::new(), is_whole: true });
        let some = many(Rule::BrokenLink, 20, |number| format!("to {number}"));
        assert_eq!(drawn(&some), Abridged { text: human(&some, &sources(&some), STYLE), is_whole: true });
    }

    #[test]
    fn of_a_flood_the_first_of_each_rule_are_drawn_errors_first() {
        let mut findings = many(Rule::NoClinic, 500, |_| "none".to_owned());
        findings.extend(many(Rule::BrokenLink, 60, |number| format!("to {}", number.min(30))));
        for rule in [Rule::BrokenAnchor, Rule::RawHtml, Rule::MissingImage, Rule::MissingTitle, Rule::UnknownKey] {
            findings.extend(many(rule, 2 * MOST_OF_RULE, |number| format!("{rule} {number}")));
        }
        let Abridged { text, is_whole } = drawn(&findings);
        assert!(!is_whole && text.lines().count() <= MOST_LINES, "{text}");
        let links: Vec<&str> = text.lines().skip_while(|line| !line.contains("[broken-link]")).take(9).collect();
        assert_snapshot!(links.join("\n"), @"
        error[broken-link]: to 30
         --> content/030.md:3:1
          |
        3 | b c d
          | ^^^
          |
          = help: mend it
          and at 29 more places, such as content/031.md:3:1
          content/000.md:3:1: to 0; mend it
        ");
        assert!(text.contains("\n  ... and 14 more of broken-link\n\n"), "{text}");
        assert!(text.find("warning[").unwrap() > text.rfind("error[").unwrap(), "{text}");
        assert!(text.trim_end().ends_with(" more of raw-html"), "{text}");
        assert!(text.contains("and at 499 more places, such as content/001.md:3:1\n"), "{text}");
    }

    #[test]
    fn each_rule_has_its_first_finding_however_many_rules_there_are() {
        let findings: Vec<Finding> =
            Rule::ALL.iter().flat_map(|&rule| many(rule, 2, |number| number.to_string())).collect();
        let text = drawn(&findings).text;
        for rule in Rule::ALL {
            assert!(
                text.contains(&format!("[{rule}]: 0")) && text.contains(&format!("and 1 more of {rule}\n")),
                "{rule}"
            );
        }
    }

    #[test]
    fn nothing_in_a_line_can_control_the_terminal() {
        let findings = many(Rule::BrokenLink, 30, |number| format!("{number}\n\u{1b}[2J\u{202e}"));
        let text = drawn(&findings).text;
        assert!(text.contains("  content/029.md") || text.contains("more of broken-link"), "{text}");
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    }
}
