//! Many findings in few lines: of each rule the first ones, what says the same once, and how many there are.

use annotate_snippets::Renderer;

use super::{Style, draw, renderer};
use crate::finding::family::{Alike, Family, families};
use crate::finding::report::{Sources, by_rule, printable_in_line};
use crate::finding::{Finding, Rule};

/// More findings of one rule than this are not all shown.
const MOST_OF_RULE: usize = 20;

/// Findings in more lines than this are not read.
const MOST_LINES: usize = 172;

/// What to do stands beside what is wrong where it has no more bytes than this.
const SHORT: usize = 40;

/// How many of each rule are drawn in full: the first of these that leads to few enough lines, else the last. The very
/// first is for findings that are no flood but for keys.
const IN_FULL: [usize; 5] = [MOST_OF_RULE, 10, 5, 2, 1];

/// More keys of other tools than this are not each drawn in full: what helps one helps them all.
const MOST_FOREIGN: usize = 5;

/// So many keys have a line each where there is room, and so many more are named behind them.
const MOST_KEYS: usize = 60;

/// The findings as [`human`](super::human) draws them, where that is not too much; else, by rule and errors first, the
/// first of each in full, some more in one line each, and the number of the rest.
pub fn abridged(findings: &[Finding], sources: &Sources, style: Style) -> Abridged {
    let counts = by_rule(findings);
    let is_flood = counts.iter().any(|&(_, count)| count > MOST_OF_RULE);
    let are_foreign = counts.iter().any(|&(rule, count)| rule == Rule::ForeignKey && count > MOST_FOREIGN);
    let text = (!is_flood).then(|| super::human(findings, sources, style));
    let whole = text.filter(|text| lines(text) <= MOST_LINES);
    let tries = if whole.is_some() { &IN_FULL[..] } else { &IN_FULL[1..] };
    if let Some(text) = whole.filter(|_| !are_foreign) {
        return Abridged { text, is_whole: true };
    }
    let families = families(findings);
    let pen = Pen { sources, renderer: renderer(style), width: style.width };
    let most: Vec<usize> = families.iter().map(most).collect();
    let drawn = tries.iter().map(|&in_full| pen.all(&families, in_full, &most));
    let text = drawn.into_iter().find(|text| lines(text) <= MOST_LINES).unwrap_or_else(|| {
        let room = MOST_LINES.saturating_sub(lines(&pen.all(&families, 1, &vec![1; families.len()])));
        pen.all(&families, 1, &dealt(&families, room))
    });
    Abridged { text, is_whole: false }
}

fn lines(text: &str) -> usize {
    text.lines().count()
}

/// How many of a family are shown at most.
fn most(family: &Family<'_>) -> usize {
    if family.is_of_keys() { MOST_KEYS } else { MOST_OF_RULE }
}

/// How many of each family are shown, if beside the first of each there is `room` for so many lines: keys before all
/// else, and then by turns.
fn dealt(families: &[Family<'_>], room: usize) -> Vec<usize> {
    let mut shown = vec![1; families.len()];
    let mut room = room;
    for of_keys in [true, false] {
        for turn in 1..MOST_KEYS {
            let takers = shown.iter_mut().zip(families).filter(|(_, family)| family.is_of_keys() == of_keys);
            for (shown, family) in takers {
                if room > 0 && turn < family.alike.len().min(most(family)) {
                    *shown += 1;
                    room -= 1;
                }
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
        let in_full = if family.is_of_keys() { 1 } else { in_full };
        let (first, rest) = family.alike.split_at(family.alike.len().min(in_full));
        let (brief, left) = rest.split_at(rest.len().min(shown.saturating_sub(in_full)));
        let full: Vec<String> = first.iter().map(|alike| self.in_full(alike)).collect();
        let count = family.after(full.len() + brief.len());
        let brief = brief.iter().map(|alike| self.in_a_line(alike));
        let names = if family.is_of_keys() { self.names(left) } else { String::new() };
        let findings = if count == 1 { "finding" } else { "findings" };
        let left =
            (count > 0).then(|| format!("  ... and {count} more {} {findings}{names}", family.alike[0].first.rule));
        [full.join("\n\n")].into_iter().chain(brief).chain(left).collect::<Vec<_>>().join("\n")
    }

    /// ``: `a`, `b`, and others``, the keys at the places of findings.
    fn names(&self, left: &[Alike<'_>]) -> String {
        let name = |alike: &Alike<'_>| {
            let typed = &self.sources.lines_of(alike.first)?.text()[alike.first.place.span().range()];
            Some(format!("`{}`", printable_in_line(typed)))
        };
        let names: Vec<String> = left.iter().take(MOST_KEYS).filter_map(name).collect();
        let others = if left.len() > MOST_KEYS { ", and others" } else { "" };
        if names.is_empty() { String::new() } else { format!(": {}{others}", names.join(", ")) }
    }

    fn in_full(&self, alike: &Alike<'_>) -> String {
        let drawn = draw(alike.first, self.sources, &self.renderer, self.width);
        match alike.others.as_slice() {
            [] => drawn,
            [second, ..] => format!("{drawn}\n  {}, such as {}", also(alike), self.place(second)),
        }
    }

    fn in_a_line(&self, alike: &Alike<'_>) -> String {
        let Finding { message, brief, help, .. } = alike.first;
        let short = help.as_deref().filter(|help| help.len() <= SHORT && !help.contains('\n') && brief.is_none());
        let help = short.map(|help| format!("; {help}")).unwrap_or_default();
        let message = brief.as_ref().unwrap_or(message);
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

/// `and in 83 more places`
fn also(alike: &Alike<'_>) -> String {
    match alike.others.len() {
        1 => "and in 1 more place".to_owned(),
        count => format!("and in {count} more places"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use insta::assert_snapshot;

    use super::*;
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
          and in 29 more places, such as content/031.md:3:1
          content/000.md:3:1: to 0; mend it
        ");
        assert!(text.contains("\n  ... and 16 more broken-link findings\n\n"), "{text}");
        assert!(text.find("warning[").unwrap() > text.rfind("error[").unwrap(), "{text}");
        assert!(text.trim_end().ends_with(" more raw-html findings"), "{text}");
        assert!(text.contains("and in 499 more places, such as content/001.md:3:1\n"), "{text}");
    }

    /// As many keys that mean nothing, the first of them at more places.
    fn keys(count: usize) -> Vec<Finding> {
        let named = |(at, one): (usize, Finding)| one.brief(format!("`k{at}` of another tool"));
        let named = |rule| many(rule, count, |at| format!("`k{at}` is a key")).into_iter().enumerate().map(named);
        let again =
            many(Rule::UnknownKey, 30, |_| "again".into()).into_iter().map(|one| one.brief("`k0` of another tool"));
        named(Rule::UnknownKey).chain(again).chain(named(Rule::ForeignKey)).collect()
    }

    #[test]
    fn each_key_has_a_line_before_others_have_their_second() {
        let mut findings = keys(30);
        for rule in Rule::ALL.iter().filter(|rule| !matches!(rule, Rule::UnknownKey | Rule::ForeignKey)).take(10) {
            findings.extend(many(*rule, 10, |number| format!("{rule} {number}")));
        }
        let Abridged { text, is_whole } = drawn(&findings);
        assert!(!is_whole && text.lines().count() <= MOST_LINES, "{text}");
        for at in 1..30 {
            assert_eq!(text.matches(&format!("/{at:03}.md:3:1: `k{at}` of another tool\n")).count(), 2, "{at}: {text}");
        }
        assert_eq!(text.matches("[unknown-key]").count() + text.matches("[foreign-key]").count(), 2, "{text}");
        assert!(text.contains("  and in 30 more places, such as content/000.md:3:1\n"), "{text}");
    }

    #[test]
    fn keys_that_have_no_line_are_named() {
        let text = drawn(&keys(100)).text;
        assert!(text.lines().count() <= MOST_LINES, "{text}");
        let left: Vec<&str> = text.lines().filter(|line| line.starts_with("  ... and ")).collect();
        assert_eq!(left.len(), 2, "{text}");
        assert!(
            left.iter().all(|line| line.ends_with(&format!("-key findings: {}", vec!["`b c`"; 40].join(", ")))),
            "{left:?}"
        );
        let text = drawn(&keys(200)).text;
        assert!(
            text.lines().any(|line| line.ends_with("foreign-key findings: ") || line.ends_with(" and others")),
            "{text}"
        );
    }

    #[test]
    fn a_few_keys_of_other_tools_are_drawn_as_ever_and_more_take_nothing_from_other_rules() {
        let foreign = |count| many(Rule::ForeignKey, count, |at| format!("`k{at}` is a key"));
        assert!(drawn(&foreign(MOST_FOREIGN)).is_whole);
        let links = many(Rule::BrokenLink, 15, |number| format!("to {number}"));
        let text = drawn(&[links, foreign(MOST_FOREIGN + 1)].concat()).text;
        assert_eq!([text.matches("[broken-link]").count(), text.matches("[foreign-key]").count()], [15, 1], "{text}");
    }

    #[test]
    fn each_rule_has_its_first_finding_however_many_rules_there_are() {
        let findings: Vec<Finding> =
            Rule::ALL.iter().flat_map(|&rule| many(rule, 2, |number| number.to_string())).collect();
        let text = drawn(&findings).text;
        for rule in Rule::ALL {
            assert!(
                text.contains(&format!("[{rule}]: 0")) && text.contains(&format!("and 1 more {rule} finding")),
                "{rule}"
            );
        }
    }

    #[test]
    fn nothing_in_a_line_can_control_the_terminal() {
        let findings = many(Rule::BrokenLink, 30, |number| format!("{number}\n\u{1b}[2J\u{202e}"));
        let text = drawn(&findings).text;
        assert!(text.contains("  content/029.md") || text.contains("more broken-link findings"), "{text}");
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    }
}
