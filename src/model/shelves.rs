//! Lists that are kept in many versions.

use std::ops::Index;
use std::sync::Arc;

/// So many things stand on a shelf: what is copied where one of them is replaced.
const ROOM: usize = 128;

/// A list of things. Clones share all but what is replaced in one of them, so that neither a clone nor its end takes long,
/// however many things there are.
#[derive(Clone, Debug)]
pub struct Shelves<T> {
    /// All of them full but the last.
    shelves: Vec<Arc<Vec<T>>>,
    count: usize,
}

impl<T> Default for Shelves<T> {
    fn default() -> Self {
        Self { shelves: Vec::new(), count: 0 }
    }
}

impl<T> Shelves<T> {
    /// How many things there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// What stands at this place.
    pub fn get(&self, place: usize) -> Option<&T> {
        self.shelves.get(place / ROOM)?.get(place % ROOM)
    }

    /// All of them.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { all: self, next: 0 }
    }

    /// The first place that has nothing for which `is_before` is true, which nothing behind it has either.
    pub fn partition_point(&self, is_before: impl Fn(&T) -> bool) -> usize {
        let full = self.shelves.partition_point(|shelf| shelf.last().is_some_and(&is_before));
        let rest = self.shelves.get(full).map_or(0, |shelf| shelf.partition_point(is_before));
        (full * ROOM + rest).min(self.count)
    }
}

impl<T: Clone> Shelves<T> {
    /// Puts something in the place of what is there.
    ///
    /// # Panics
    /// There is no such place.
    pub fn replace(&mut self, place: usize, new: T) {
        Arc::make_mut(&mut self.shelves[place / ROOM])[place % ROOM] = new;
    }

    /// What stands at this place, to be changed in this list alone.
    ///
    /// # Panics
    /// There is no such place.
    pub fn change(&mut self, place: usize) -> &mut T {
        &mut Arc::make_mut(&mut self.shelves[place / ROOM])[place % ROOM]
    }

    /// All of them, for whoever takes them apart.
    pub fn into_vec(self) -> Vec<T> {
        self.shelves.into_iter().flat_map(Arc::unwrap_or_clone).collect()
    }
}

impl<T> Shelves<Arc<T>> {
    /// The places at which `other`, as long a list, has something else: whatever is not the very same.
    pub fn differing(&self, other: &Self) -> impl Iterator<Item = usize> {
        let shelves = std::iter::zip(&self.shelves, &other.shelves).enumerate();
        let others = shelves.filter(|(_, (one, other))| !Arc::ptr_eq(one, other));
        others.flat_map(|(number, (one, other))| {
            let pairs = std::iter::zip(&**one, &**other).enumerate();
            let differing = pairs.filter(|(_, (one, other))| !Arc::ptr_eq(one, other));
            differing.map(move |(place, _)| number * ROOM + place)
        })
    }

    /// Whether both have one thing at this place.
    pub fn share(&self, other: &Self, place: usize) -> bool {
        self.get(place).zip(other.get(place)).is_some_and(|(one, other)| Arc::ptr_eq(one, other))
    }
}

impl<T: PartialEq> PartialEq for Shelves<Arc<T>> {
    fn eq(&self, other: &Self) -> bool {
        self.count == other.count && self.differing(other).all(|place| self[place] == other[place])
    }
}

impl<T> Index<usize> for Shelves<T> {
    type Output = T;

    fn index(&self, place: usize) -> &T {
        &self.shelves[place / ROOM][place % ROOM]
    }
}

impl<T> FromIterator<T> for Shelves<T> {
    fn from_iter<I: IntoIterator<Item = T>>(things: I) -> Self {
        let (mut things, mut shelves, mut count) = (things.into_iter(), Vec::new(), 0);
        loop {
            let shelf: Vec<T> = things.by_ref().take(ROOM).collect();
            if shelf.is_empty() {
                return Self { shelves, count };
            }
            count += shelf.len();
            shelves.push(Arc::new(shelf));
        }
    }
}

/// Goes through a list.
#[derive(Debug)]
pub struct Iter<'s, T> {
    all: &'s Shelves<T>,
    next: usize,
}

impl<'s, T> Iterator for Iter<'s, T> {
    type Item = &'s T;

    fn next(&mut self) -> Option<&'s T> {
        let found = self.all.get(self.next)?;
        self.next += 1;
        Some(found)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.all.count - self.next;
        (left, Some(left))
    }
}

impl<T> ExactSizeIterator for Iter<'_, T> {}

impl<'s, T> IntoIterator for &'s Shelves<T> {
    type Item = &'s T;
    type IntoIter = Iter<'s, T>;

    fn into_iter(self) -> Iter<'s, T> {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(count: usize) -> Shelves<Arc<usize>> {
        (0..count).map(|number| Arc::new(number * 2)).collect()
    }

    #[test]
    fn things_stand_in_their_order() {
        for count in [0, 1, ROOM - 1, ROOM, ROOM + 1, 3 * ROOM] {
            let list = list(count);
            let all: Vec<usize> = (0..count).map(|number| number * 2).collect();
            assert_eq!(list.iter().map(|number| **number).collect::<Vec<_>>(), all);
            assert_eq!((list.len(), list.is_empty(), list.iter().len()), (count, count == 0, count));
            assert_eq!(list.get(count), None);
            assert!(list == list.clone().into_vec().into_iter().collect());
            for bound in [0, 1, count, 2 * count + 1] {
                let before = list.partition_point(|number| **number < bound);
                assert_eq!(before, all.partition_point(|number| *number < bound), "{bound} of {count}");
            }
        }
    }

    #[test]
    fn what_is_replaced_is_replaced_in_one_list_alone() {
        let old = list(3 * ROOM);
        let mut new = old.clone();
        assert_eq!(old.differing(&new).count(), 0);
        for place in [0, ROOM, 3 * ROOM - 1] {
            new.replace(place, Arc::new(7));
            assert_eq!((*old[place], *new[place]), (place * 2, 7));
        }
        *Arc::make_mut(new.change(1)) = 9;
        assert_eq!((*old[1], *new[1]), (2, 9));
        assert_eq!(old.differing(&new).collect::<Vec<_>>(), [0, 1, ROOM, 3 * ROOM - 1]);
        assert!(old != new && old.share(&new, 2) && !old.share(&new, 1) && !old.share(&new, 3 * ROOM));
        assert!(old != list(ROOM), "one is longer");
    }

    #[test]
    fn equal_things_are_equal_though_they_are_not_the_same() {
        assert!(list(ROOM + 1) == list(ROOM + 1));
    }
}
