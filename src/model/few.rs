//! A list of which most have one element: that one lies in the list itself, and takes no memory of its own.

use std::fmt;
use std::ops::Deref;
use std::slice;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// Elements in order.
#[derive(Clone)]
pub struct Few<T>(Held<T>);

#[derive(Clone)]
enum Held<T> {
    None,
    One(T),
    /// Never one, and never none.
    Many(Box<[T]>),
}

impl<T> Few<T> {
    /// The same elements, each made into another.
    pub fn map<U>(self, mut make: impl FnMut(T) -> U) -> Few<U> {
        Few(match self.0 {
            Held::None => Held::None,
            Held::One(one) => Held::One(make(one)),
            Held::Many(many) => Held::Many(many.into_iter().map(make).collect()),
        })
    }

    /// The elements.
    pub fn into_vec(self) -> Vec<T> {
        match self.0 {
            Held::None => Vec::new(),
            Held::One(one) => vec![one],
            Held::Many(many) => many.into_vec(),
        }
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Held::None => &[],
            Held::One(one) => slice::from_ref(one),
            Held::Many(many) => many,
        }
    }
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self(Held::None)
    }
}

impl<T> From<Vec<T>> for Few<T> {
    fn from(mut all: Vec<T>) -> Self {
        Self(match all.len() {
            0 | 1 => all.pop().map_or(Held::None, Held::One),
            _ => Held::Many(all.into()),
        })
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(all: I) -> Self {
        all.into_iter().collect::<Vec<T>>().into()
    }
}

impl<'f, T> IntoIterator for &'f Few<T> {
    type Item = &'f T;
    type IntoIter = slice::Iter<'f, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: PartialEq> PartialEq for Few<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq> Eq for Few<T> {}

impl<T: fmt::Debug> fmt::Debug for Few<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&**self).finish()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Elements<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Elements<T> {
            type Value = Few<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Few<T>, A::Error> {
                let Some(first) = all.next_element()? else { return Ok(Few::default()) };
                let Some(second) = all.next_element()? else { return Ok(Few(Held::One(first))) };
                let mut many = vec![first, second];
                while let Some(next) = all.next_element()? {
                    many.push(next);
                }
                Ok(Few(Held::Many(many.into())))
            }
        }

        deserializer.deserialize_seq(Elements(std::marker::PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_it_was_given_however_it_came() {
        for count in 0..4_u8 {
            let given: Vec<u8> = (0..count).collect();
            let few: Few<u8> = given.clone().into();
            assert_eq!(&*few, &given[..]);
            assert_eq!(few, given.iter().copied().collect());
            assert_eq!(few.clone().into_vec(), given);
            assert_eq!(
                few.clone().map(u32::from).into_vec(),
                given.iter().map(|one| u32::from(*one)).collect::<Vec<_>>()
            );
            let written = postcard::to_stdvec(&given).unwrap();
            assert_eq!(postcard::from_bytes::<Few<u8>>(&written).unwrap(), few);
        }
    }
}
