//! Findings as programs get them, and what is expected of them.

use serde_json::Value;

/// A finding as programs get it.
#[derive(Clone, Debug)]
pub struct Found {
    rule: String,
    severity: String,
    path: String,
    line: u64,
    column: u64,
    message: String,
    help: String,
    /// The lines that would cure it; empty where there are none.
    fix: String,
    /// The first and the last line in whose place those stand: `5-6`.
    fixed_lines: String,
}

impl Found {
    /// `rule path:line:column`.
    pub fn place(&self) -> String {
        format!("{} {}:{}:{}", self.rule, self.path, self.line, self.column)
    }

    /// Its rule.
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// Its message.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Its help.
    pub fn help(&self) -> &str {
        &self.help
    }

    /// The lines that would cure it, behind the numbers of those in whose place they stand: `5-6 a: b`.
    pub fn fix(&self) -> String {
        format!("{} {}", self.fixed_lines, self.fix)
    }

    /// Its message says this.
    pub fn saying(&self, words: &str) -> &Self {
        assert!(self.message.contains(words), "{words:?} is not in {:?}", self.message);
        self
    }

    /// Its help says this.
    pub fn helping(&self, words: &str) -> &Self {
        assert!(self.help.contains(words), "{words:?} is not in {:?}", self.help);
        self
    }

    /// These lines would cure it.
    pub fn fixing(&self, lines: &str) -> &Self {
        assert_eq!(self.fix, lines);
        self
    }

    /// It does not keep the site from being written.
    pub fn being_a_warning(&self) -> &Self {
        assert_eq!(self.severity, "warning", "{self:?}");
        self
    }
}

/// What was found, in its order.
#[derive(Debug)]
pub struct Findings(pub Vec<Found>);

impl Findings {
    /// Every finding as `rule path:line:column`.
    pub fn findings(&self) -> Vec<String> {
        self.0.iter().map(Found::place).collect()
    }

    /// Every finding.
    pub fn all(&self) -> &[Found] {
        &self.0
    }

    /// There is this finding.
    pub fn expect_finding(&self, rule: &str, path: &str, line: u64, column: u64) -> &Found {
        let wanted = format!("{rule} {path}:{line}:{column}");
        let found = self.0.iter().find(|found| found.place() == wanted);
        found.unwrap_or_else(|| panic!("no finding {wanted}, but {:#?}", self.0))
    }

    /// There is this finding and no other.
    pub fn expect_only(&self, rule: &str, path: &str, line: u64, column: u64) -> &Found {
        let found = self.expect_finding(rule, path, line, column);
        assert_eq!(self.0.len(), 1, "{:#?}", self.0);
        found
    }

    /// There are these findings, `rule path:line:column` each, and no others.
    pub fn expect_findings(&self, wanted: &[&str]) -> &Self {
        assert_eq!(self.findings(), wanted, "{:#?}", self.0);
        self
    }

    /// There is nothing to say about the course.
    pub fn expect_no_findings(&self) -> &Self {
        self.expect_findings(&[])
    }

    /// No finding comes from this rule.
    pub fn expect_none_of(&self, rule: &str) -> &Self {
        assert!(self.0.iter().all(|found| found.rule != rule), "{:#?}", self.0);
        self
    }
}

/// The findings in the JSON that the program writes.
pub fn found(json: &str) -> Vec<Found> {
    let report: Value = serde_json::from_str(json).unwrap();
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let findings = report["findings"].as_array().unwrap().iter();
    findings
        .map(|finding| Found {
            rule: text(finding, "rule"),
            severity: text(finding, "severity"),
            path: text(finding, "path"),
            line: finding["line"].as_u64().unwrap(),
            column: finding["column"].as_u64().unwrap(),
            message: text(finding, "message"),
            help: text(finding, "help"),
            fix: text(&finding["fix"], "text"),
            fixed_lines: format!("{}-{}", finding["fix"]["line"], finding["fix"]["end_line"]),
        })
        .collect()
}
