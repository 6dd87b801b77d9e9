//! Questions to a person at a terminal.

use std::io::{BufRead, IsTerminal as _, Write, stderr, stdin};

/// Who is asked; nobody where the program is run by another one.
pub(super) struct Person<R, W> {
    hears: R,
    says: W,
}

/// The person at the terminal, where there is one.
pub(super) fn person() -> Option<Person<impl BufRead, impl Write>> {
    let is_there = stdin().is_terminal() && stderr().is_terminal();
    is_there.then(|| Person { hears: stdin().lock(), says: stderr() })
}

impl<R: BufRead, W: Write> Person<R, W> {
    /// Asks until the answer can be read; an empty answer, or none, is the default.
    pub(super) fn ask<T>(&mut self, question: &str, default: T, read: impl Fn(&str) -> Result<T, String>) -> T {
        loop {
            // Where nobody can be asked any more, the default is meant.
            let asked = write!(self.says, "{question}: ").and_then(|()| self.says.flush());
            let mut line = String::new();
            let heard = asked.and_then(|()| self.hears.read_line(&mut line)).unwrap_or(0);
            let typed = line.trim();
            if heard == 0 || typed.is_empty() {
                return default;
            }
            match read(typed) {
                Ok(value) => return value,
                Err(why) => {
                    if writeln!(self.says, "`{typed}`: {why}").is_err() {
                        return default;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(typed: &str) -> (u32, String) {
        let mut person = Person { hears: typed.as_bytes(), says: Vec::new() };
        let value = person.ask("How many? [7]", 7, |typed| typed.parse().map_err(|_| "it is no number".to_owned()));
        (value, String::from_utf8(person.says).unwrap_or_default())
    }

    #[test]
    fn an_answer_that_cannot_be_read_is_asked_for_again() {
        assert_eq!(answer("3\n"), (3, "How many? [7]: ".to_owned()));
        assert_eq!(answer("\n").0, 7);
        assert_eq!(answer("").0, 7);
        let (value, said) = answer("many\n 4 \n");
        assert_eq!(value, 4);
        assert_eq!(said, "How many? [7]: `many`: it is no number\nHow many? [7]: ");
        assert_eq!(answer("many").0, 7);
    }
}
