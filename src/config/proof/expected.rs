//! What may stand below the keys that lead to a value: where no text is expected, none is certain.

use super::typed::{self, Looks};
use crate::config::keys::is_known_inside;
use crate::config::prose::{is_list_of_prose, is_prose};

/// The keys that lead to a value, as far as they matter.
#[derive(Debug, Default)]
pub(super) struct Expected {
    /// The nearest of them, and the one above that.
    keys: (String, String),
    /// Whether the value is an item of the list below the nearest key.
    pub(super) is_item: bool,
    /// Whether one of them means nothing, so that nobody knows what stands below it.
    is_lost: bool,
    /// Whether anything may stand below one of them.
    is_open: bool,
}

impl Expected {
    /// Goes on below `key`.
    pub(super) fn below(&mut self, key: &str) {
        self.is_lost |= !self.is_open && !is_known_inside(key);
        self.is_open |= matches!(key, "extra" | "starter" | "radar_presets");
        self.keys = (key.to_owned(), std::mem::take(&mut self.keys.0));
        self.is_item = false;
    }

    /// Whether `typed` can be nothing but a text here.
    pub(super) fn text(&self, typed: &str) -> bool {
        let key = &self.keys.0;
        let is_wanted = if self.is_item { is_list_of_prose(key) } else { is_prose(key) };
        if self.is_lost || !(is_wanted || self.is_open) {
            return false;
        }
        match typed::looks(typed) {
            Looks::Text => true,
            // Behind a key on its line it is refused as a map; in a list it may be one.
            Looks::OneKey => !self.is_item || (is_wanted && self.is_at_home()),
            Looks::Other => false,
        }
    }

    /// Whether the list below the nearest key stands where that means one of texts.
    fn is_at_home(&self) -> bool {
        let (key, above) = (self.keys.0.as_str(), self.keys.1.as_str());
        match key {
            "statements" => matches!(above, "checks" | "groups"),
            "steps" => above == "protocol",
            "criteria" => above == "completion",
            _ => matches!(above, "" | "defaults"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takes(keys: &[&str], is_item: bool, typed: &str) -> bool {
        let mut expected = Expected::default();
        for key in keys {
            expected.below(key);
        }
        expected.is_item = is_item;
        expected.text(typed)
    }

    #[test]
    fn a_text_is_certain_where_one_is_expected() {
        assert!(takes(&["title"], false, "*a*"));
        assert!(takes(&["radar", "rows", "mistake"], false, "*a*"));
        assert!(takes(&["checks", "statements"], true, "*a*"));
        assert!(takes(&["extra", "mine", "words"], false, "*a*"));
        assert!(!takes(&["kind"], false, "*a*"));
        assert!(!takes(&["tags"], true, "*a*"));
        assert!(!takes(&["statements"], false, "*a*"));
        assert!(!takes(&["A proof", "title"], false, "*a*"));
    }

    #[test]
    fn a_key_in_a_text_is_certain_only_among_texts() {
        assert!(takes(&["checks", "statements"], true, "Note: a"));
        assert!(takes(&["protocol"], true, "Note: a"));
        assert!(takes(&["defaults", "protocol", "steps"], true, "Note: a"));
        assert!(takes(&["title"], false, "Note: a"));
        assert!(!takes(&["steps"], true, "Note: a"));
        for word in ["Error", "Correction", "Why", "Hint", "Source", "Title", "answer"] {
            assert!(!takes(&["checks", "statements"], true, &format!("{word}: a")), "{word}");
        }
        assert!(!takes(&["extra", "steps"], true, "Note: a"));
        assert!(!takes(&["checks"], true, "Reason: [a]"));
    }
}
