//! Numbers and units as siunitx writes them: `\SI{9.81}{\metre\per\second\squared}`, `\num{6.0e23}`, `\ang{30}`.

use std::ops::Range;

use super::shape::Shaper;
use super::tex::{Token, read_at};

/// Prefixes, and what is written for them.
const PREFIXES: [(&str, &str); 20] = [
    ("atto", "a"),
    ("centi", "c"),
    ("deca", "da"),
    ("deci", "d"),
    ("exa", "E"),
    ("femto", "f"),
    ("giga", "G"),
    ("hecto", "h"),
    ("kilo", "k"),
    ("mega", "M"),
    ("micro", "µ"),
    ("milli", "m"),
    ("nano", "n"),
    ("peta", "P"),
    ("pico", "p"),
    ("tera", "T"),
    ("yocto", "y"),
    ("yotta", "Y"),
    ("zepto", "z"),
    ("zetta", "Z"),
];

/// Units, and what is written for them.
const UNITS: [(&str, &str); 47] = [
    ("ampere", "A"),
    ("angstrom", "Å"),
    ("bar", "bar"),
    ("becquerel", "Bq"),
    ("bit", "bit"),
    ("byte", "B"),
    ("candela", "cd"),
    ("celsius", "°C"),
    ("coulomb", "C"),
    ("day", "d"),
    ("decibel", "dB"),
    ("degree", "°"),
    ("degreeCelsius", "°C"),
    ("electronvolt", "eV"),
    ("farad", "F"),
    ("gram", "g"),
    ("gray", "Gy"),
    ("hectare", "ha"),
    ("henry", "H"),
    ("hertz", "Hz"),
    ("hour", "h"),
    ("joule", "J"),
    ("kelvin", "K"),
    ("kilogram", "kg"),
    ("kg", "kg"),
    ("liter", "L"),
    ("litre", "L"),
    ("lumen", "lm"),
    ("lux", "lx"),
    ("meter", "m"),
    ("metre", "m"),
    ("minute", "min"),
    ("mole", "mol"),
    ("newton", "N"),
    ("ohm", "Ω"),
    ("pascal", "Pa"),
    ("percent", r"\%"),
    ("radian", "rad"),
    ("second", "s"),
    ("siemens", "S"),
    ("sievert", "Sv"),
    ("steradian", "sr"),
    ("tesla", "T"),
    ("tonne", "t"),
    ("volt", "V"),
    ("watt", "W"),
    ("weber", "Wb"),
];

/// Whether a command writes a number or a unit, of which it takes so many arguments.
pub fn is_quantity(name: &str) -> bool {
    matches!(name, "SI" | "qty" | "si" | "unit" | "num" | "ang")
}

impl<'t> Shaper<'t> {
    /// A number, a unit, or both.
    pub(super) fn quantity(&mut self, name: &str, span: &Range<usize>) {
        self.at += 1;
        self.skip_space();
        if let Some(options) = self.bracketed().map(<[_]>::len) {
            self.at += options + 2;
        }
        if !matches!(name, "si" | "unit") {
            let number = self.argument();
            self.number(&number, span);
        }
        match name {
            "num" => {}
            "ang" => self.write(r"\degree", span),
            _ => {
                if matches!(name, "SI" | "qty") {
                    self.write(r"\,", span);
                }
                let unit = self.argument();
                self.unit(&unit, span);
            }
        }
    }

    /// `6.0e23`, `1.2 +- 0.1`, `3 x 4`, `2 \times 10^3`
    fn number(&mut self, number: &[Token<'t>], span: &Range<usize>) {
        let mut depth = 0_usize;
        let outside = |token: &Token<'t>| {
            depth = (depth + usize::from(token.is("{"))).saturating_sub(usize::from(token.is("}")));
            depth == 0
        };
        let typed: Vec<&Token<'t>> = number.iter().filter(|token| !token.is_space()).collect();
        let are_outside: Vec<bool> = typed.iter().copied().map(outside).collect();
        let is_mark = |(token, is_outside): (&&Token<'t>, &bool)| *is_outside && (token.is("e") || token.is("E"));
        let mark = typed.iter().zip(&are_outside).position(is_mark).filter(|mark| mark + 1 < typed.len());
        let (digits, power) = mark.map_or((&typed[..], None), |mark| (&typed[..mark], Some(&typed[mark + 1..])));
        let mut rest = digits.iter().zip(are_outside).peekable();
        while let Some((token, is_outside)) = rest.next() {
            match &*token.text {
                _ if !is_outside => self.out.push((*token).clone()),
                "+" if rest.next_if(|(next, _)| next.is("-")).is_some() => self.write(r"\pm ", &token.span),
                "x" => self.write(r"\times ", &token.span),
                "," => self.write("{,}", &token.span),
                _ => self.out.push((*token).clone()),
            }
        }
        if let Some(power) = power {
            // `e5` is the power alone.
            let is_alone = digits.iter().all(|token| token.is("+") || token.is("-"));
            self.write(if is_alone { "10^{" } else { r"\times 10^{" }, span);
            self.out.extend(power.iter().map(|token| (*token).clone()));
            self.write("}", span);
        }
    }

    fn unit(&mut self, unit: &[Token<'t>], span: &Range<usize>) {
        self.write(r"\mathrm{", span);
        let mut tokens = unit.iter().filter(|token| !token.is_space()).peekable();
        let (mut per, mut power, mut prefix, mut first) = (false, "", "", true);
        while let Some(token) = tokens.next() {
            match token.name() {
                Some("per") => per = true,
                Some("square") => power = "2",
                Some("cubic") => power = "3",
                Some(name) => {
                    if let Some((_, letters)) = PREFIXES.iter().find(|(known, _)| *known == name) {
                        prefix = letters;
                        continue;
                    }
                    let Some((_, letters)) = UNITS.iter().find(|(known, _)| *known == name) else {
                        self.out.push(token.clone());
                        continue;
                    };
                    if !std::mem::take(&mut first) {
                        self.write(r"\,", span);
                    }
                    self.out.extend([std::mem::take(&mut prefix), letters].map(|part| Token::new(part, &token.span)));
                    let after = match tokens.peek().and_then(|next| next.name()) {
                        Some("squared") => "2",
                        Some("cubed") => "3",
                        _ => "",
                    };
                    if !after.is_empty() {
                        tokens.next();
                        power = after;
                    }
                    self.power(std::mem::take(&mut per), std::mem::take(&mut power), span);
                }
                None if token.is(".") || token.is("~") => self.write(r"\,", span),
                None => self.out.push(token.clone()),
            }
        }
        self.write("}", span);
    }

    fn power(&mut self, per: bool, power: &'static str, span: &Range<usize>) {
        let sign = if per { "-" } else { "" };
        let power = if per && power.is_empty() { "1" } else { power };
        if !power.is_empty() {
            let parts = ["^{", sign, power, "}"].into_iter().filter(|part| !part.is_empty());
            self.out.extend(parts.flat_map(|part| read_at(part, span)));
        }
    }
}
