//! What authors give to templates of their own.

use serde::Serialize;

use serde_json::Value;

/// Values of an author's own. Two are equal where templates show the same: maps have an order.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Extra(pub Value);

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        let text = |Self(value): &Self| value.to_string();
        text(self) == text(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extra(json: &str) -> Extra {
        Extra(serde_json::from_str(json).unwrap())
    }

    #[test]
    fn the_order_of_keys_and_the_sign_of_nothing_count() {
        assert!(extra(r#"{"a":{"b":1,"c":2}}"#) == extra(r#"{"a": {"b": 1, "c": 2}}"#));
        for (one, other) in [(r#"{"b":1,"c":2}"#, r#"{"c":2,"b":1}"#), ("[0.0]", "[-0.0]"), ("1", "1.0")] {
            assert!(extra(one) != extra(other), "{one}");
        }
    }
}
