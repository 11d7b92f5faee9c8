//! One sort for all that the service puts in order, of places only. Each place is put in where it
//! belongs: the standard library's sort is made for longer lists than anyone orders, and 3 KB.

use std::cmp::Ordering;

/// The places `0..len` in the order that `compare` tells; equal ones stay as they stand.
pub fn places(len: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = Vec::with_capacity(len);
    for place in 0..len {
        let at = places.partition_point(|&before| compare(before, place) != Ordering::Greater);
        places.insert(at, place);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ones_stay_as_they_stand() {
        let keys = [3, 1, 2, 1, 3, 0, 2];
        assert_eq!(places(keys.len(), &mut |a, b| keys[a].cmp(&keys[b])), [5, 1, 3, 2, 6, 0, 4]);
    }
}
