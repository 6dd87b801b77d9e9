//! What templates call so that what they make is measured: filters and functions of ours, most of them before one of the
//! engine's own.

use std::io::{Error, ErrorKind, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tera::{Kwargs, State, Tera, TeraResult, Value, escape_html};

use super::fuel::{self, Cost, Spent};
use crate::text::Span;

/// What the names of all of these begin with.
pub(super) const OURS: &str = "__clinic_";

/// The filter that whatever a `set` keeps goes through.
pub(super) const KEPT: &str = "__clinic_kept";

/// The filter of lists and maps that stand in an expression.
pub(super) const MADE: &str = "__clinic_made";

/// The filter of what `~` joins.
pub(super) const JOINED: &str = "__clinic_joined";

/// The filter of what loops run over, and the number of the loop.
pub(super) const TURNS: &str = "__clinic_turns";

/// The function that stands before whatever a loop or component takes in, and its number.
pub(super) const PASSES: &str = "__clinic_passes";

/// The function that stands before the end of a loop that does not run to its end.
pub(super) const LEAVES: &str = "__clinic_leaves";

/// The filter, and function, of finished HTML that is written by its name.
pub(super) const WRITTEN: &str = "__clinic_written";

/// What a template keeps under one name may have so many bytes.
const MOST_KEPT: usize = 64 * 1024 * 1024;

/// How the words about it begin.
pub(super) const KEPT_WORDS: &str = "the stored value";

/// Lists and maps that a template keeps may stand so deep in each other.
const MOST_NESTED: usize = 100;

/// How a filter of the engine grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Growth {
    /// It gives about as much as it gets.
    Copies,
    /// It gives a list of what is there.
    Lists,
    /// It compares all with all.
    Compares,
    /// It reads all, and gives a number.
    Reads,
    /// It writes what lists hold.
    Writes,
    Joins,
    Replaces,
    Indents,
    Splits,
}

/// The engine's filters that may make much, or take long.
pub(super) const CHARGED: [(&str, Growth); 26] = [
    ("safe", Growth::Copies),
    ("upper", Growth::Copies),
    ("lower", Growth::Copies),
    ("capitalize", Growth::Copies),
    ("title", Growth::Copies),
    ("trim", Growth::Copies),
    ("trim_start", Growth::Copies),
    ("trim_end", Growth::Copies),
    ("truncate", Growth::Copies),
    ("escape", Growth::Copies),
    ("escape_html", Growth::Copies),
    ("escape_xml", Growth::Copies),
    ("newlines_to_br", Growth::Copies),
    ("reverse", Growth::Lists),
    ("sort", Growth::Lists),
    ("values", Growth::Lists),
    ("keys", Growth::Lists),
    ("pairs", Growth::Lists),
    ("group_by", Growth::Lists),
    ("unique", Growth::Compares),
    ("wordcount", Growth::Reads),
    ("str", Growth::Writes),
    ("join", Growth::Joins),
    ("replace", Growth::Replaces),
    ("indent", Growth::Indents),
    ("split", Growth::Splits),
];

/// A place in a template that is passed many times.
pub(super) struct Passage {
    /// What it takes each time.
    pub(super) cost: Cost,
    /// The template, by its name.
    pub(super) template: String,
    /// The place as it was typed.
    pub(super) span: Span,
    /// Whether a page used up all its steps there.
    pub(super) is_known: AtomicBool,
}

impl From<Spent> for tera::Error {
    fn from(spent: Spent) -> Self {
        Self::message(spent.words())
    }
}

/// Teaches the engine to keep the size of what is kept.
pub(super) fn register_kept(tera: &mut Tera) {
    tera.register_filter(KEPT, kept);
}

/// Teaches the engine all the others.
pub(super) fn register(tera: &mut Tera, passages: &Arc<[Passage]>) {
    tera.set_escape_fn(escape);
    tera.register_filter(MADE, |value: Value, _: Kwargs, _: &State<'_>| made(value));
    tera.register_filter(JOINED, |value: Value, _: Kwargs, _: &State<'_>| joined(value));
    tera.register_filter(WRITTEN, |value: Value, _: Kwargs, _: &State<'_>| written(&value).map(|()| value));
    tera.register_function(WRITTEN, |arguments: Kwargs, _: &State<'_>| -> TeraResult<Value> {
        written(&arguments.get::<Value>("v")?.unwrap_or_else(Value::undefined))?;
        Ok(nothing())
    });
    let known = Arc::clone(passages);
    tera.register_filter(TURNS, move |value: Value, arguments: Kwargs, _: &State<'_>| turns(value, &arguments, &known));
    let known = Arc::clone(passages);
    tera.register_function(PASSES, move |arguments: Kwargs, _: &State<'_>| -> TeraResult<Value> {
        pass(&known, arguments.must_get("n")?, 1)?;
        Ok(nothing())
    });
    let known = Arc::clone(passages);
    tera.register_function(LEAVES, move |arguments: Kwargs, state: &State<'_>| -> TeraResult<Value> {
        let number = |name: &str| Ok::<u64, tera::Error>(state.get::<u64>(name)?.unwrap_or_default());
        let rest = number("__tera_loop_length")?.saturating_sub(number("__tera_loop_index")?);
        fuel::give_back(known[arguments.must_get::<usize>("n")?].cost.times(rest));
        Ok(nothing())
    });
    for (name, growth) in CHARGED {
        tera.register_filter(format!("{OURS}{name}"), move |value: Value, arguments: Kwargs, state: &State<'_>| {
            charged((name, growth), &value, arguments, state)
        });
    }
}

fn nothing() -> Value {
    Value::safe_string("")
}

/// Writes text as HTML, as far as the page may have more of it.
fn escape(text: &str, out: &mut dyn Write) -> std::io::Result<()> {
    fuel::spend(Cost::of_bytes(text.len())).map_err(|_| Error::from(ErrorKind::QuotaExceeded))?;
    escape_html(text, out)
}

/// Calls a filter of the engine, if what it takes is there.
fn charged(filter: (&str, Growth), value: &Value, arguments: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let (name, growth) = filter;
    let before = foreseen(growth, value, &arguments);
    fuel::spend(before)?;
    let made = state.call_filter(name, value, arguments)?;
    fuel::spend(Cost { steps: 0, bytes: own_size(&made).saturating_sub(before.bytes) })?;
    Ok(made)
}

/// What a filter will take.
fn foreseen(growth: Growth, value: &Value, arguments: &Kwargs) -> Cost {
    let text = value.as_str().unwrap_or_default();
    let argument = |name| arguments.get::<&str>(name).ok().flatten();
    let items = value.as_array().map_or(0, <[Value]>::len) as u64;
    match growth {
        Growth::Copies => Cost::of_bytes(text.len()),
        Growth::Lists => Cost { steps: items, bytes: own_size(value) },
        Growth::Compares => Cost { steps: items + items.saturating_mul(items) / 64, bytes: own_size(value) },
        Growth::Reads => Cost { steps: text.len() as u64 / 64, bytes: 0 },
        Growth::Writes => Cost::of_bytes(size(value)),
        Growth::Joins => {
            let between = argument("sep").map_or(0, str::len) as u64;
            Cost::of_bytes(size(value)).and(Cost { steps: items, bytes: items.saturating_mul(between) })
        }
        Growth::Replaces => {
            let (from, to) = (argument("from").unwrap_or_default(), argument("to").unwrap_or_default());
            let times = Cost::of_bytes(to.len()).times(text.matches(from).count() as u64);
            times.and(Cost::of_bytes(text.len()))
        }
        Growth::Indents => {
            let width = arguments.get::<usize>("width").ok().flatten().unwrap_or(4).min(1000);
            let each = argument("indentation").map_or(1, str::len);
            Cost::of_bytes(width * each).times(text.lines().count() as u64).and(Cost::of_bytes(text.len()))
        }
        Growth::Splits => {
            let parts = text.matches(argument("pat").unwrap_or("\0")).count() as u64 + 1;
            Cost::of_bytes(size_of::<Value>()).times(parts).and(Cost::of_bytes(text.len()))
        }
    }
}

/// What a loop runs over, if all its rounds may be taken.
fn turns(value: Value, arguments: &Kwargs, passages: &[Passage]) -> TeraResult<Value> {
    let number: usize = arguments.must_get("n")?;
    // Letters are not counted before it is known that there are not too many bytes.
    let rounds = value.as_str().map_or_else(|| value.len().unwrap_or_default(), str::len);
    pass(passages, number, rounds as u64)?;
    Ok(value)
}

fn pass(passages: &[Passage], number: usize, times: u64) -> TeraResult<()> {
    let passage = &passages[number];
    fuel::enter(number, passage.is_known.load(Ordering::Relaxed));
    fuel::spend(passage.cost.times(times)).map_err(|spent| {
        passage.is_known.fetch_or(spent == Spent::Steps, Ordering::Relaxed);
        spent.into()
    })
}

fn made(value: Value) -> TeraResult<Value> {
    fuel::spend(Cost { steps: 0, bytes: own_size(&value) })?;
    if value.is_array() || value.is_map() { bounded(value) } else { Ok(value) }
}

fn joined(value: Value) -> TeraResult<Value> {
    fuel::spend(Cost::of_bytes(size(&value)))?;
    Ok(value)
}

/// Text that is not finished is measured where it is escaped.
fn written(value: &Value) -> TeraResult<()> {
    let text = value.as_str().filter(|_| value.is_safe()).unwrap_or_default();
    Ok(fuel::spend(Cost::of_bytes(text.len()))?)
}

/// Hands on what a template keeps under a name, unless it has grown out of all measure: a few rounds of a loop can make
/// of it more than there is memory, or nest it deeper than there is stack.
fn kept(value: Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    fuel::spend(Cost { steps: 0, bytes: own_size(&value) })?;
    bounded(value)
}

fn bounded(value: Value) -> TeraResult<Value> {
    let mut room = MOST_KEPT;
    weigh(&value, MOST_NESTED, &mut room).map_err(tera::Error::message)?;
    Ok(value)
}

/// The bytes that are a value's own: what its items hold is shared.
fn own_size(value: &Value) -> u64 {
    let items = value.as_array().map(<[Value]>::len).or_else(|| value.as_map().map(|map| 4 * map.len()));
    let items = (items.unwrap_or_default() * size_of::<Value>()) as u64;
    items + value.as_str().map_or(0, str::len) as u64
}

/// The bytes of a value as it is written; more than a page may make where it is nested too deep.
fn size(value: &Value) -> usize {
    match value.as_str() {
        Some(text) => text.len(),
        None if value.is_array() || value.is_map() => {
            let mut room = usize::MAX;
            weigh(value, MOST_NESTED, &mut room).map_or(usize::MAX, |()| usize::MAX - room)
        }
        None => 0,
    }
}

/// Takes the size of `value` from `room`.
fn weigh(value: &Value, deep: usize, room: &mut usize) -> Result<(), String> {
    let Some(deep) = deep.checked_sub(1) else {
        return Err(format!("{KEPT_WORDS} is nested more than {MOST_NESTED} levels deep"));
    };
    let own = value.as_str().map_or(0, str::len) + size_of::<Value>();
    *room = room.checked_sub(own).ok_or_else(|| {
        format!("{KEPT_WORDS} is larger than {} MiB, the limit for a template", MOST_KEPT / 1024 / 1024)
    })?;
    value.as_array().into_iter().flatten().try_for_each(|value| weigh(value, deep, room))?;
    value.as_map().into_iter().flat_map(|map| map.values()).try_for_each(|value| weigh(value, deep, room))
}

#[cfg(test)]
mod tests;
