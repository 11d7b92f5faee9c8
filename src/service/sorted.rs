//! One sort for all that the service puts in order, of places only: the standard library's is compiled anew for
//! everything that is sorted, 3 KB each time.

use std::cmp::Ordering;

/// The places `0..len` in the order that `compare` tells; equal ones stay as they stand.
pub fn places(len: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..len).collect();
    let mut merged = Vec::with_capacity(len);
    // Runs that are in order are merged by twos, until there is one.
    let mut run = 1;
    while run < len {
        for two in places.chunks(2 * run) {
            let (first, second) = two.split_at(run.min(two.len()));
            let mut second = second.iter().copied().peekable();
            for &place in first {
                while let Some(before) = second.next_if(|&other| compare(place, other) == Ordering::Greater) {
                    merged.push(before);
                }
                merged.push(place);
            }
            merged.extend(second);
        }
        std::mem::swap(&mut places, &mut merged);
        merged.clear();
        run *= 2;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(keys: &[i32]) -> Vec<usize> {
        places(keys.len(), &mut |a, b| keys[a].cmp(&keys[b]))
    }

    #[test]
    fn equal_ones_stay_as_they_stand() {
        assert_eq!(sorted(&[3, 1, 2, 1, 3, 0, 2]), [5, 1, 3, 2, 6, 0, 4]);
        assert!(sorted(&[]).is_empty());
        assert_eq!(sorted(&[7]), [0]);
    }

    #[test]
    fn lists_of_every_length_come_in_order() {
        for len in 0..70_i32 {
            let keys: Vec<i32> = (0..len).map(|at| at * 29 % 31).collect();
            let mut expected: Vec<usize> = (0..keys.len()).collect();
            expected.sort_by_key(|&at| keys[at]);
            assert_eq!(sorted(&keys), expected, "{len}");
        }
    }
}
