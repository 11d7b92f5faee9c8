//! Every file of `fuzz/corpus` again, without a fuzzer: what it once found stays mended.

use std::fs;
use std::path::Path;

use fuzz_harness::{TARGETS, run};

#[test]
fn every_file_of_the_corpora_passes() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus");
    for (target, _) in TARGETS {
        let mut files = 0;
        let folder = corpora.join(target);
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let file = entry.unwrap().path();
            // Said before: a panic in there tells what is wrong, and this of what.
            println!("{}", file.display());
            run(target, &fs::read(&file).unwrap());
            files += 1;
        }
        assert!(files > 0, "{target} has no corpus");
    }
}

#[test]
fn every_target_is_known_to_the_fuzzer_and_every_corpus_to_a_target() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let names = |folder: &str| {
        let entries = fs::read_dir(fuzz.join(folder)).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    let mut targets: Vec<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    targets.sort();
    assert_eq!(names("fuzz_targets"), targets);
    assert_eq!(names("corpus"), targets);
}
