//! What authors type and paste, through the whole of parsing.

#[expect(dead_code, reason = "other tests draw in more ways")]
#[path = "../../tests/support/chance.rs"]
mod chance;
mod edited;
mod front_matter;
mod pasted;
mod slips;
mod text;
