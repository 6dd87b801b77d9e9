//! Digests of values: two values of one type have the same digest where they are equal, on every machine and in every run.
//!
//! Numbers that only say where something stands in a list would differ after something was put before it. So what they
//! stand for is digested in their place, by its name.

use std::fmt::{self, Write as _};
use std::ops::Range;

use serde::{Deserialize, Serialize, Serializer, ser};
use sha2::{Digest as _, Sha256};
use xxhash_rust::xxh3::Xxh3;

use super::naming_once;

/// 128 bits, of SHA-256 for bytes and of XXH3 for values: two that differ do not share one by chance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Digest([u8; 16]);

/// Knows what the numbers in values stand for.
pub trait Names {
    /// What number `index` of the type `kind` is called; `None` for a type whose numbers are taken as they are.
    fn of(&self, kind: &'static str, index: usize) -> Option<&str>;
}

/// No number stands for anything.
pub struct NoNames;

impl Names for NoNames {
    fn of(&self, _: &'static str, _: usize) -> Option<&str> {
        None
    }
}

/// Texts of so many bytes are digested where they lie.
const LONG: usize = 512;

impl Digest {
    /// The digest of a value; it stays with whoever made it.
    pub fn of(value: &impl Serialize, names: &dyn Names) -> Self {
        let mut bytes =
            Bytes { digested: Xxh3::new(), pieces: 0, written: Vec::with_capacity(1024), number: None, names };
        // Every value can be written: the writer itself never fails.
        let _ = naming_once(|| value.serialize(&mut bytes));
        bytes.digested.update(&bytes.written);
        Self(bytes.digested.digest128().to_be_bytes())
    }

    /// The digest of bytes, which others may compare.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let mut short = [0; 16];
        short.copy_from_slice(&Sha256::digest(bytes)[..16]);
        Self(short)
    }

    /// Whether it is what `letters` write, as [`Display`](fmt::Display) does.
    pub fn is_written(&self, letters: &str) -> bool {
        self.letters().eq(letters.chars())
    }

    fn letters(&self) -> impl Iterator<Item = char> {
        let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
        self.0.iter().flat_map(move |byte| [digit(byte >> 4), digit(byte & 15)])
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Digest {
    /// In hexadecimal letters, as programs for checksums write them, half as many.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.letters().try_for_each(|letter| f.write_char(letter))
    }
}

/// Writes values so that different ones are written differently. What the type says is not written.
struct Bytes<'n> {
    /// What was digested already, in so many pieces.
    digested: Xxh3,
    pieces: usize,
    /// What comes after that.
    written: Vec<u8>,
    /// The number that was written last, and where.
    number: Option<(u64, Range<usize>)>,
    names: &'n dyn Names,
}

impl Bytes<'_> {
    /// Seven bits a byte, the lowest first, each but the last with its highest bit set: most numbers are small.
    fn number(&mut self, number: u64) {
        let (start, mut left) = (self.written.len(), number);
        while left > 0x7f {
            self.written.push(left as u8 | 0x80);
            left >>= 7;
        }
        self.written.push(left as u8);
        self.number = Some((number, start..self.written.len()));
    }

    fn text(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        if bytes.len() < LONG {
            self.written.extend(bytes);
            return;
        }
        self.digested.update(&self.written);
        self.digested.update(bytes);
        self.pieces += 1;
        self.written.clear();
        self.number = None;
    }

    /// Whether another element follows.
    fn follows(&mut self, follows: bool) {
        self.written.push(u8::from(follows));
    }
}

type Done = Result<(), fmt::Error>;

impl Serializer for &mut Bytes<'_> {
    type Ok = ();
    type Error = fmt::Error;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    fn serialize_bool(self, value: bool) -> Done {
        self.follows(value);
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Done {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Done {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Done {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Done {
        self.written.extend(value.to_le_bytes());
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Done {
        self.written.push(value);
        Ok(())
    }

    fn serialize_u16(self, value: u16) -> Done {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Done {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Done {
        self.number(value);
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Done {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Done {
        self.number(value.to_bits());
        Ok(())
    }

    fn serialize_char(self, value: char) -> Done {
        self.number(u64::from(u32::from(value)));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Done {
        self.text(value.as_bytes());
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Done {
        self.text(value);
        Ok(())
    }

    fn serialize_none(self) -> Done {
        self.follows(false);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        self.follows(true);
        value.serialize(self)
    }

    fn serialize_unit(self) -> Done {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Done {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, index: u32, _: &'static str) -> Done {
        self.number(index.into());
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, kind: &'static str, value: &T) -> Done {
        let (start, pieces) = (self.written.len(), self.pieces);
        value.serialize(&mut *self)?;
        let is_alone = |(_, place): &(u64, Range<usize>)| *place == (start..self.written.len());
        let number = self.number.take().filter(|number| pieces == self.pieces && is_alone(number));
        let index = number.and_then(|(number, _)| usize::try_from(number).ok());
        if let Some(name) = index.and_then(|index| self.names.of(kind, index)) {
            self.written.truncate(start);
            self.text(name.as_bytes());
        }
        Ok(())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        value: &T,
    ) -> Done {
        self.number(index.into());
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, fmt::Error> {
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, fmt::Error> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, fmt::Error> {
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, fmt::Error> {
        self.number(index.into());
        Ok(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, fmt::Error> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, fmt::Error> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, fmt::Error> {
        self.number(index.into());
        Ok(self)
    }
}

impl ser::SerializeSeq for &mut Bytes<'_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.follows(true);
        value.serialize(&mut **self)
    }

    fn end(self) -> Done {
        self.follows(false);
        Ok(())
    }
}

impl ser::SerializeMap for &mut Bytes<'_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Done {
        self.follows(true);
        key.serialize(&mut **self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        value.serialize(&mut **self)
    }

    fn end(self) -> Done {
        self.follows(false);
        Ok(())
    }
}

/// What has a known number of parts: one stands after the other.
macro_rules! parts {
    ($($kind:ident, $add:ident($($key:ty)?);)*) => {$(
        impl ser::$kind for &mut Bytes<'_> {
            type Ok = ();
            type Error = fmt::Error;

            fn $add<T: Serialize + ?Sized>(&mut self, $(_: $key,)? value: &T) -> Done {
                value.serialize(&mut **self)
            }

            fn end(self) -> Done {
                Ok(())
            }
        }
    )*};
}

parts! {
    SerializeTuple, serialize_element();
    SerializeTupleStruct, serialize_field();
    SerializeTupleVariant, serialize_field();
    SerializeStruct, serialize_field(&'static str);
    SerializeStructVariant, serialize_field(&'static str);
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[derive(Serialize)]
    struct Id(usize);

    #[derive(Serialize)]
    enum Thing {
        Nothing,
        One(Id),
        Two(Id, &'static str),
        Named { first: Option<u32>, second: Vec<String> },
    }

    struct Pages(&'static [&'static str]);

    impl Names for Pages {
        fn of(&self, kind: &'static str, index: usize) -> Option<&str> {
            (kind == "Id").then(|| self.0[index])
        }
    }

    fn plain(value: &impl Serialize) -> Digest {
        Digest::of(value, &NoNames)
    }

    #[test]
    fn values_that_differ_have_different_digests() {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let named = |first, second: &[&str]| plain(&Thing::Named { first, second: texts(second) });
        let all = [
            plain(&Thing::Nothing),
            plain(&Thing::One(Id(1))),
            plain(&Thing::Two(Id(1), "")),
            plain(&Thing::Two(Id(1), "a")),
            plain(&(Id(1), 2)),
            named(None, &[]),
            named(Some(0), &[]),
            named(None, &[""]),
            named(None, &["ab", ""]),
            named(None, &["a", "b"]),
            named(None, &["", "ab"]),
            plain(&BTreeMap::from([("a", "b"), ("c", "d")])),
            plain(&BTreeMap::from([("a", "b")])),
            plain(&vec![vec!["a"], vec![]]),
            plain(&vec![vec![], vec!["a"]]),
            plain(&(true, false)),
            plain(&(false, true)),
        ];
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        assert_ne!(plain(&0.0), plain(&-0.0));
    }

    #[test]
    fn numbers_of_every_length_differ() {
        let numbers = [0, 1, 127, 128, 129, 255, 256, 300, 16_383, 16_384, u64::MAX];
        let pairs = numbers.iter().flat_map(|one| numbers.iter().map(|other| plain(&(*one, *other))));
        let all: Vec<Digest> = pairs.collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), numbers.len() * numbers.len());
    }

    #[test]
    fn a_digest_knows_its_letters() {
        let digest = plain(&"a");
        let letters = digest.to_string();
        assert!(digest.is_written(&letters) && !digest.is_written(&letters[1..]) && !digest.is_written(""));
        assert!(!digest.is_written(&plain(&"b").to_string()) && !digest.is_written(&letters.to_uppercase()));
    }

    #[test]
    fn numbers_that_have_a_name_count_by_that() {
        let (before, after) = (Pages(&["a", "b"]), Pages(&["new", "a", "b"]));
        let digest = |index, pages: &Pages| Digest::of(&Thing::One(Id(index)), pages);
        assert_eq!(digest(1, &before), digest(2, &after));
        assert_ne!(digest(1, &before), digest(1, &after));
        assert_eq!(Digest::of(&7, &before), Digest::of(&7, &after));
    }

    /// Number 300 has a name of its own, and the others share one.
    struct Far;

    impl Names for Far {
        fn of(&self, kind: &'static str, index: usize) -> Option<&str> {
            (kind == "Id").then_some(if index == 300 { "far" } else { "near" })
        }
    }

    #[test]
    fn a_name_counts_wherever_its_number_stands() {
        #[derive(Serialize)]
        struct Outer(Id);

        let far = |value: &dyn Fn(usize) -> Digest| {
            let [first, second, third] = [1, 299, 300].map(value);
            first == second && second != third
        };
        let long = "x".repeat(LONG);
        assert!(far(&|index| Digest::of(&Id(index), &Far)));
        assert!(far(&|index| Digest::of(&Outer(Id(index)), &Far)));
        assert!(far(&|index| Digest::of(&Some(Id(index)), &Far)));
        assert!(far(&|index| Digest::of(&vec![Id(5), Id(index)], &Far)));
        assert!(far(&|index| Digest::of(&(long.as_str(), Id(index)), &Far)));
    }

    #[test]
    fn a_path_that_stands_several_times_counts_each_time() {
        let [a, b] = ["content/a.md", "content/b.md"].map(crate::text::SourcePath::new);
        let lists = [vec![&a], vec![&a, &a], vec![&a, &b], vec![&a, &b, &a], vec![&a, &b, &b], vec![&b, &a], vec![]];
        let digests: BTreeSet<Digest> = lists.iter().map(plain).collect();
        assert_eq!(digests.len(), lists.len());
        assert_eq!(plain(&vec![&a, &a]), plain(&vec![&a, &a]));
    }
}
