//! Lists of words as data: each list is one text, its words set apart by semicolons. A text for each
//! word would cost its place and length besides, 10 KB in all.

/// What each list is for, with its words: `buy now; order now`.
pub type WordLists<K> = &'static [(K, &'static str)];

/// The words of lists one by one, in their order.
pub fn split<K: Copy>(all: &[WordLists<K>]) -> Vec<(K, Vec<&'static str>)> {
    let mut lists = Vec::new();
    for language in all {
        for (key, words) in *language {
            lists.push((*key, words_of(words)));
        }
    }
    lists
}

fn words_of(list: &'static str) -> Vec<&'static str> {
    let mut words: Vec<&str> = list.split(';').collect();
    for word in &mut words {
        *word = word.trim();
    }
    words
}
