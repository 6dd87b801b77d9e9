//! What is wrong with the macros of a course, told once where they are defined.

use std::collections::{BTreeMap, BTreeSet};

use super::shape;
use super::tex::{self, Token};
use super::{Macros, Math};

/// Each macro that cannot be used, and why, in one sentence without a final stop.
pub fn of(math: &Math) -> BTreeMap<String, String> {
    let own = |name: &str, meaning: &str| fault(math, name, meaning);
    let macros = math.macros.iter();
    let mut faults: BTreeMap<String, String> =
        macros.filter_map(|(name, meaning)| Some((name.clone(), own(name, meaning)?))).collect();
    for name in math.macros.keys() {
        if !faults.contains_key(name) && means_itself(&math.macros, name) {
            faults.insert(name.clone(), format!("`\\{name}` uses itself, so its expansion would never end"));
        }
    }
    faults
}

fn fault(math: &Math, name: &str, meaning: &str) -> Option<String> {
    let tokens = tex::read(meaning);
    if let Some(error) = shape::unbalanced(&tokens) {
        return Some(error.message);
    }
    if let Some(sign) = tokens.iter().position(|token| token.is("#")) {
        let number = |at: usize| tokens.get(at + 1).is_some_and(|next| matches!(next.text.as_bytes(), [b'1'..=b'9']));
        let wrong = tokens.iter().enumerate().skip(sign).find(|(at, token)| token.is("#") && !number(*at));
        if wrong.is_some() {
            return Some("`#` must be followed by an argument number from 1 to 9".to_owned());
        }
    }
    let unknown = used(&tokens).find(|used| *used != name && !math.macros.contains_key(*used) && !math.knows(used))?;
    let near = math.nearest(unknown).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Some(format!("unknown command `\\{unknown}`{near}"))
}

fn used<'t>(tokens: &'t [Token<'_>]) -> impl Iterator<Item = &'t str> {
    tokens.iter().filter_map(Token::name)
}

/// Whether a macro is used in its own meaning, or in that of one that it uses.
fn means_itself(macros: &Macros, name: &str) -> bool {
    macros.get(name).is_some_and(|meaning| reached(macros, meaning).contains(name))
}

/// Every macro that is used in this TeX, or in the meaning of one that is.
pub fn reached<'m>(macros: &'m Macros, tex: &str) -> BTreeSet<&'m str> {
    let known = |tex: &str| -> Vec<(&'m String, &'m String)> {
        used(&tex::read(tex)).filter_map(|used| macros.get_key_value(used)).collect()
    };
    let mut reached = BTreeSet::new();
    let mut open = known(tex);
    while let Some((name, meaning)) = open.pop() {
        if reached.insert(name.as_str()) {
            open.extend(known(meaning));
        }
    }
    reached
}
