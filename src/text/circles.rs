//! Circles among things that lead to each other.

/// Goes through the things from 0 to `count` in depth, each once. `leads` gives those that one leads to, with nothing for a
/// way that leads nowhere. Each way that closes a circle is given to `found`: the circle from where the way leads to, to
/// where it begins, and its number there.
///
/// However long a way is, it needs no deep stack.
pub fn circles(count: usize, leads: &dyn Fn(usize) -> Vec<Option<usize>>, found: &mut dyn FnMut(&[usize], usize)) {
    let mut done = vec![false; count];
    // Where a thing stands on the way.
    let mut places: Vec<Option<usize>> = vec![None; count];
    for start in 0..count {
        let (mut way, mut ahead) = (Vec::new(), Vec::new());
        let mut next = Some(start).filter(|start| !done[*start]);
        loop {
            if let Some(at) = next.take() {
                places[at] = Some(way.len());
                way.push(at);
                ahead.push(leads(at).into_iter().enumerate());
            }
            let (Some(&at), Some(rest)) = (way.last(), ahead.last_mut()) else { break };
            let Some((number, other)) = rest.next() else {
                (done[at], places[at]) = (true, None);
                way.pop();
                ahead.pop();
                continue;
            };
            match other.map(|other| (other, places[other])) {
                Some((_, Some(first))) => found(&way[first..], number),
                _ => next = other.filter(|other| !done[*other]),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(leads: &[&[Option<usize>]]) -> Vec<(Vec<usize>, usize)> {
        let mut all = Vec::new();
        circles(leads.len(), &|at| leads[at].to_vec(), &mut |circle, number| all.push((circle.to_vec(), number)));
        all
    }

    #[test]
    fn what_leads_back_is_found_with_the_way_that_does() {
        assert_eq!(found(&[&[Some(0)]]), [(vec![0], 0)]);
        assert_eq!(found(&[&[Some(1)], &[None, Some(2)], &[Some(1), Some(0)]]), [(vec![1, 2], 0), (vec![0, 1, 2], 1)]);
        assert_eq!(found(&[&[Some(1), Some(1)], &[Some(0)]]), [(vec![0, 1], 0)], "each thing is gone through once");
    }

    #[test]
    fn ways_that_meet_again_are_no_circle() {
        assert_eq!(found(&[&[Some(1), Some(2)], &[Some(3)], &[Some(3), None], &[]]), []);
    }

    #[test]
    fn long_ways_are_gone_to_their_end() {
        let mut count = 0;
        circles(300_000, &|at| vec![Some((at + 1) % 300_000)], &mut |circle, _| count += circle.len());
        assert_eq!(count, 300_000);
    }
}
