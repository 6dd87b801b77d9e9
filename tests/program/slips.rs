//! Slips of the pen in texts: links that are none, and checks that are read as text. What could be taken for one is
//! innocent, and nothing is said of it.

use crate::support::{Course, module};

/// A module with one practice page that says this.
fn lab(text: &str) -> Course {
    Course::with("content/01-m/index.md", module("M", ""))
        .and("content/01-m/practice/01-lab.md", format!("# Lab\n\n{text}"))
}

#[test]
fn a_statement_after_a_comment_is_one_like_others() {
    let built =
        lab("## Mistake check\n\n1. <!-- from last year --> \"All *primes* are odd.\"\n2. \"Two is odd.\"\n").build();
    built.expect_no_findings();
    built.expect_file("m/practice/lab/index.html").contains("<p>“All <em>primes</em> are odd.”</p>").lacks("last year");
}
