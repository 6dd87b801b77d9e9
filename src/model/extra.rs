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

/// Values as they are kept: every number as it is, in forms that say nothing of themselves.
pub mod exact {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::{Map, Number, Value};

    /// A value, typed.
    #[derive(Serialize, Deserialize)]
    enum Exact {
        Null,
        Bool(bool),
        Whole(u64),
        Negative(i64),
        Broken(f64),
        Text(String),
        List(Vec<Exact>),
        Map(Vec<(String, Exact)>),
    }

    impl From<&Value> for Exact {
        fn from(value: &Value) -> Self {
            match value {
                Value::Null => Self::Null,
                Value::Bool(value) => Self::Bool(*value),
                Value::Number(number) => Self::from(number),
                Value::String(text) => Self::Text(text.clone()),
                Value::Array(items) => Self::List(items.iter().map(Self::from).collect()),
                Value::Object(map) => Self::Map(map.iter().map(|(key, value)| (key.clone(), value.into())).collect()),
            }
        }
    }

    impl From<&Number> for Exact {
        fn from(number: &Number) -> Self {
            let whole = number.as_u64().map(Self::Whole).or_else(|| number.as_i64().map(Self::Negative));
            whole.or_else(|| number.as_f64().map(Self::Broken)).unwrap_or(Self::Null)
        }
    }

    impl From<Exact> for Value {
        fn from(exact: Exact) -> Self {
            match exact {
                Exact::Null => Self::Null,
                Exact::Bool(value) => Self::Bool(value),
                Exact::Whole(number) => number.into(),
                Exact::Negative(number) => number.into(),
                Exact::Broken(number) => number.into(),
                Exact::Text(text) => Self::String(text),
                Exact::List(items) => Self::Array(items.into_iter().map(Self::from).collect()),
                Exact::Map(entries) => {
                    Self::Object(entries.into_iter().map(|(key, value)| (key, value.into())).collect::<Map<_, _>>())
                }
            }
        }
    }

    /// Writes a value.
    ///
    /// # Errors
    /// The writer fails.
    pub fn serialize<S: Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
        Exact::from(value).serialize(serializer)
    }

    /// Reads a value.
    ///
    /// # Errors
    /// None is there.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        Exact::deserialize(deserializer).map(Value::from)
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
