//! Names of operators, and what stands below and above them.

use std::ops::Range;

use super::shape::{Shaper, shape};
use super::tex::Token;

impl<'t> Shaper<'t> {
    /// The name of an operator, which the converter takes as plain letters only.
    pub(super) fn operator(&mut self, span: &Range<usize>) {
        let start = self.out.len();
        self.at += 1;
        let star = self.next_is("*");
        self.at += usize::from(star);
        let name = self.argument();
        let plain = |token: &Token<'_>| match token.name() {
            Some(command) => command.starts_with("text") || command == "mathrm" || command.ends_with("space"),
            None => !matches!(&*token.text, "^" | "_" | "$"),
        };
        if name.iter().all(plain) {
            self.out.push(Token::new(if star { r"\operatorname*" } else { r"\operatorname" }, span));
            self.write("{", span);
            self.out.extend(name);
            self.write("}", span);
            return;
        }
        self.write(r"\mathop{\mathrm{", span);
        self.out.extend(shape(name, false));
        self.write("}}", span);
        if star {
            self.limits(start, span);
        }
    }

    /// What authors make an operator of has its limits below and above it in a displayed formula.
    pub(super) fn large(&mut self, span: &Range<usize>) {
        let start = self.out.len();
        self.copy();
        self.skip_space();
        if !self.next_is("{") {
            return;
        }
        self.group();
        if !self.next_is(r"\nolimits") {
            if self.next_is(r"\limits") {
                self.at += 1;
            }
            self.limits(start, span);
        }
    }

    /// Sets what follows `_` and `^` below and above what was written from `start` on.
    pub(super) fn limits(&mut self, start: usize, span: &Range<usize>) {
        let mut base = self.out.split_off(start);
        let name = base.first().is_some_and(|first| first.is(r"\operatorname"));
        if name {
            base[0] = Token::new(r"\operatorname*", span);
            self.out.append(&mut base);
            return;
        }
        let scripts = self.scripts();
        for (sign, script) in &scripts {
            self.write(if *sign == '_' { r"\underset{" } else { r"\overset{" }, span);
            self.out.extend(script.iter().cloned());
            self.write("}{", span);
        }
        self.out.append(&mut base);
        for _ in scripts {
            self.write("}", span);
        }
    }

    /// What follows `_` and `^`, each once.
    fn scripts(&mut self) -> Vec<(char, Vec<Token<'t>>)> {
        let mut scripts: Vec<(char, Vec<Token<'t>>)> = Vec::new();
        loop {
            self.skip_space();
            let sign = match self.peek().map(|token| &*token.text) {
                Some("_") => '_',
                Some("^") => '^',
                _ => return scripts,
            };
            if scripts.iter().any(|(known, _)| *known == sign) {
                return scripts;
            }
            self.at += 1;
            self.skip_space();
            let before = self.out.len();
            self.one();
            scripts.push((sign, self.out.split_off(before)));
        }
    }
}

/// Where the last term begins: its group, and the command that takes it with groups before it.
pub(super) fn base(out: &[Token<'_>]) -> usize {
    let mut at = out.len();
    loop {
        while at > 0 && out[at - 1].is_space() {
            at -= 1;
        }
        if at == 0 || !out[at - 1].is("}") {
            break;
        }
        let mut depth = 0_i32;
        let open = out[..at].iter().rposition(|token| {
            depth += i32::from(token.is("}")) - i32::from(token.is("{"));
            depth == 0
        });
        let Some(open) = open else { break };
        at = open;
        let before = out[..open].iter().rposition(|token| !token.is_space());
        match before {
            Some(command) if out[command].name().is_some() => return command,
            Some(group) if out[group].is("}") => {}
            _ => return open,
        }
    }
    at
}
