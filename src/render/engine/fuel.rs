//! How much one page may take while it is made: steps of its loops, and bytes that it writes, collects or keeps.
//!
//! The engine hands to what it calls nothing that belongs to one page, and each page is made on one thread: so what is left
//! to a page stands with its thread.

use std::cell::Cell;

/// What a page may take.
pub(super) const MOST: Cost = Cost { steps: MOST_STEPS, bytes: MOST_MADE };

/// So many steps may the loops of a page take: a round counts one, and one for each tag in it.
const MOST_STEPS: u64 = 20_000_000;

/// So many steps are left to a page once it comes to a loop that took too many on another.
const FEW_STEPS: u64 = MOST_STEPS / 20;

/// So many bytes may a page write, collect and keep in all, those included that do not stay.
const MOST_MADE: u64 = 512 * 1024 * 1024;

/// How the words about steps begin.
pub(super) const STEPS: &str = "the loops on the page";

/// How the words about bytes begin.
pub(super) const BYTES: &str = "the output of the page";

/// What something takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cost {
    pub(super) steps: u64,
    pub(super) bytes: u64,
}

impl Cost {
    /// Both together.
    pub(super) fn and(self, other: Self) -> Self {
        Self { steps: self.steps.saturating_add(other.steps), bytes: self.bytes.saturating_add(other.bytes) }
    }

    /// So often.
    pub(super) fn times(self, rounds: u64) -> Self {
        Self { steps: self.steps.saturating_mul(rounds), bytes: self.bytes.saturating_mul(rounds) }
    }

    /// The larger of each.
    pub(super) fn or(self, other: Self) -> Self {
        Self { steps: self.steps.max(other.steps), bytes: self.bytes.max(other.bytes) }
    }

    /// What bytes take.
    pub(super) fn of_bytes(bytes: usize) -> Self {
        Self { bytes: bytes as u64, ..Self::default() }
    }
}

/// What a page has used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spent {
    Steps,
    Bytes,
}

impl Spent {
    /// The words about it.
    pub(super) fn words(self) -> String {
        match self {
            Self::Steps => {
                format!("{STEPS} take more than {} million steps, so rendering stops here", MOST_STEPS / 1_000_000)
            }
            Self::Bytes => {
                format!("{BYTES} grows to more than {} MiB, so rendering stops here", MOST_MADE / 1024 / 1024)
            }
        }
    }
}

/// What is left to the page in the making.
#[derive(Clone, Copy)]
struct Tank {
    left: Cost,
    spent: Option<Spent>,
    /// The loop that began last.
    inside: Option<usize>,
}

thread_local! {
    static TANK: Cell<Tank> = const { Cell::new(Tank { left: MOST, spent: None, inside: None }) };
}

/// A page begins on this thread, and may take so much.
pub(super) fn fill(most: Cost) {
    TANK.set(Tank { left: most, spent: None, inside: None });
}

/// The page takes so much.
pub(super) fn spend(cost: Cost) -> Result<(), Spent> {
    let mut tank = TANK.get();
    let short = if cost.steps > tank.left.steps {
        Some(Spent::Steps)
    } else {
        (cost.bytes > tank.left.bytes).then_some(Spent::Bytes)
    };
    if let Some(short) = short {
        tank.spent.get_or_insert(short);
        TANK.set(tank);
        return Err(short);
    }
    tank.left.steps -= cost.steps;
    tank.left.bytes -= cost.bytes;
    TANK.set(tank);
    Ok(())
}

/// What was counted beforehand, and is not needed.
pub(super) fn give_back(cost: Cost) {
    let mut tank = TANK.get();
    tank.left = tank.left.and(cost);
    TANK.set(tank);
}

/// The page comes to a loop, by its number; one that took too much on another page gets little.
pub(super) fn enter(number: usize, is_known: bool) {
    let mut tank = TANK.get();
    tank.inside = Some(number);
    if is_known {
        tank.left.steps = tank.left.steps.min(FEW_STEPS);
    }
    TANK.set(tank);
}

/// What the page has used up, and the loop that began last before.
pub(super) fn spent() -> Option<(Spent, Option<usize>)> {
    let tank = TANK.get();
    tank.spent.map(|spent| (spent, tank.inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gets_as_much_as_there_is_and_the_next_as_much_again() {
        for _ in 0..2 {
            fill(MOST);
            assert_eq!(spend(Cost { steps: MOST_STEPS, bytes: MOST_MADE }), Ok(()));
            assert_eq!(spent(), None);
            assert_eq!(spend(Cost { steps: 1, bytes: 0 }), Err(Spent::Steps));
            assert_eq!(spend(Cost { steps: 0, bytes: 1 }), Err(Spent::Bytes));
            assert_eq!(spent(), Some((Spent::Steps, None)), "the first is told");
        }
        fill(MOST);
        assert_eq!(spend(Cost::of_bytes(usize::MAX)), Err(Spent::Bytes));
    }

    #[test]
    fn what_is_given_back_is_there_again_and_no_more() {
        fill(MOST);
        assert_eq!(spend(Cost { steps: MOST_STEPS, bytes: 7 }), Ok(()));
        give_back(Cost { steps: 5, bytes: 99 });
        assert_eq!(spend(Cost { steps: 5, bytes: MOST_MADE }), Ok(()));
        assert_eq!(spend(Cost { steps: 1, bytes: 0 }), Err(Spent::Steps));
    }

    #[test]
    fn a_loop_that_took_too_much_elsewhere_gets_little() {
        fill(MOST);
        enter(3, false);
        enter(4, true);
        assert_eq!(spend(Cost { steps: FEW_STEPS + 1, bytes: 0 }), Err(Spent::Steps));
        assert_eq!(spent(), Some((Spent::Steps, Some(4))));
    }
}
