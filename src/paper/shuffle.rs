//! An order that can be drawn again from its seed, here and by the script of the print page.

/// The order of `count` things for this seed: a list of their places. `group` tells groups of one sheet apart, so that
/// a group keeps its order whatever else is printed.
pub fn shuffled(seed: u32, group: u32, count: usize) -> Vec<usize> {
    let mut draw = Draw(seed ^ group.wrapping_mul(0x9E37_79B9));
    let mut order: Vec<usize> = (0..count).collect();
    // From the last place to the first, each takes one of those that are left (Fisher and Yates).
    for last in (1..count).rev() {
        let chosen = (u64::from(draw.next()) * (last as u64 + 1)) >> 32;
        order.swap(last, usize::try_from(chosen).unwrap_or(last));
    }
    order
}

/// Mulberry32 by Tommy Ettinger, in the public domain: 32 bits of state, and only operations that a browser has too.
struct Draw(u32);

impl Draw {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x6D2B_79F5);
        let mut mixed = (self.0 ^ (self.0 >> 15)).wrapping_mul(self.0 | 1);
        mixed ^= mixed.wrapping_add((mixed ^ (mixed >> 7)).wrapping_mul(mixed | 0x3D));
        mixed ^ (mixed >> 14)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_seed_and_group_has_an_order_of_its_own() {
        assert_ne!(shuffled(17, 0, 8), shuffled(18, 0, 8));
        assert_ne!(shuffled(17, 0, 8), shuffled(17, 1, 8));
    }

    #[test]
    fn every_thing_has_one_place() {
        for count in 0..40 {
            let mut order = shuffled(5, 2, count);
            order.sort_unstable();
            assert_eq!(order, (0..count).collect::<Vec<_>>());
        }
    }

    /// Every order of three comes up about as often.
    #[test]
    fn no_order_is_preferred() {
        let mut counts = std::collections::BTreeMap::new();
        for seed in 0..6000 {
            *counts.entry(shuffled(seed, 0, 3)).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 6);
        assert!(counts.values().all(|count| (850..1150).contains(count)), "{counts:?}");
    }
}
