//! Earlier addresses that no file has on Windows.

use super::Whole;
use crate::finding::{Finding, Rule};
use crate::text::quote::shortened;
use crate::text::windows;

pub(super) fn check(whole: Whole<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for alias in whole.course.pages.iter().flat_map(|page| &page.aliases) {
        let mut names = alias.value.as_str().split('/').filter(|name| !matches!(*name, "." | ".."));
        if let Some((name, fault)) = names.find_map(|name| Some((name, windows::fault(name)?))) {
            let message = format!("no folder on Windows can be called `{}`: the name {fault}", shortened(name));
            let help = "take the alias away unless somebody needs it: whoever builds or saves the site there cannot";
            findings.push(Finding::new(Rule::WindowsName, alias.place.clone(), message).help(help));
        }
    }
    findings
}
