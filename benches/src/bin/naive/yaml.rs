//! YAML as plain values.

use granit_parser::{Event, Parser, ScalarStyle, options};
use serde_json::{Map, Number, Value};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Reads the first document of `text`.
pub fn read(text: &str) -> Result<Value, Failure> {
    let options = options! { emit_comments: false };
    let mut events = Parser::new_from_str_with_options(text, options).map(|event| Ok(event?.0));
    loop {
        match next(&mut events)? {
            Event::StreamStart | Event::DocumentStart(..) => {}
            Event::StreamEnd | Event::DocumentEnd => return Ok(Value::Null),
            first => return node(first, &mut events),
        }
    }
}

fn next<'t>(events: &mut impl Iterator<Item = Result<Event<'t>, Failure>>) -> Result<Event<'t>, Failure> {
    events.next().ok_or("the YAML ends too early")?
}

fn node<'t>(event: Event<'t>, events: &mut impl Iterator<Item = Result<Event<'t>, Failure>>) -> Result<Value, Failure> {
    match event {
        Event::Scalar(text, ScalarStyle::Plain, ..) => Ok(plain(&text)),
        Event::Scalar(text, ..) => Ok(Value::String(text.into_owned())),
        Event::SequenceStart(..) => {
            let mut list = Vec::new();
            loop {
                match next(events)? {
                    Event::SequenceEnd => return Ok(Value::Array(list)),
                    item => list.push(node(item, events)?),
                }
            }
        }
        Event::MappingStart(..) => {
            let mut map = Map::new();
            loop {
                let key = match next(events)? {
                    Event::MappingEnd => return Ok(Value::Object(map)),
                    Event::Scalar(key, ..) => key.into_owned(),
                    _ => return Err("a key that is no text".into()),
                };
                let value = next(events)?;
                map.insert(key, node(value, events)?);
            }
        }
        _ => Err("anchors and aliases are not read".into()),
    }
}

fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => text.parse::<Number>().map_or_else(|_| Value::String(text.to_owned()), Value::Number),
    }
}
