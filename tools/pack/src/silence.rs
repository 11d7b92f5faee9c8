//! Takes out what the module would say when it panics: the message, and the place in the source. Nobody hears
//! it, for a browser is told only that the module has trapped, which it still is. What is said takes a fortieth
//! of the download, and the places name folders of whoever built the module.
//!
//! Everything is changed where it stands; wasm-opt then takes away what nothing leads to any more.

use std::collections::HashSet;
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use wasmparser::{DataKind, KnownCustom, Name, Operator, Parser, Payload, TypeRef};

/// How the names of functions begin that only ever panic.
const PANICS: [&str; 19] = [
    "__rustc::rust_begin_unwind",
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::raw_vec::handle_error",
    "core::cell::lazy::panic_poisoned",
    "core::cell::panic_already_",
    "core::char::methods::encode_utf8_raw::do_panic",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::",
    "core::result::unwrap_failed",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "core::slice::index::slice_",
    "core::slice::sort::shared::smallsort::panic_on_ord_violation",
    "core::str::slice_error_fail",
    "std::panicking::begin_panic",
    "std::panicking::panic_with_hook",
    "std::sync::lazy_lock::panic_poisoned",
    "std::thread::local::panic_access_error",
];

/// Bytes of a place in the source as rustc lays it out: where its file's name is, how long that is, line, column.
const PLACE: usize = 16;

/// The module without what it says when it panics. It has to have the names of its functions.
pub fn silence(module: &[u8]) -> Result<Vec<u8>> {
    let parts = Parts::of(module)?;
    let mut silent = module.to_vec();
    let mut traps = 0;
    for (index, body) in (parts.imported..).zip(parts.bodies) {
        if parts.panics.contains(&index) {
            traps += 1;
            trap(silent.get_mut(body).context("the code lies outside of the module")?);
        }
    }
    ensure!(traps > 0, "no function that panics was found by its name");
    for range in places(module, &parts.segments) {
        silent.get_mut(range).context("the data lies outside of the module")?.fill(0);
    }
    Ok(silent)
}

/// Data that is put into the memory at the start.
struct Segment {
    /// Where in the memory.
    address: usize,
    /// Where it stands in the module.
    range: Range<usize>,
}

struct Parts {
    imported: u32,
    panics: HashSet<u32>,
    bodies: Vec<Range<usize>>,
    segments: Vec<Segment>,
}

impl Parts {
    fn of(module: &[u8]) -> Result<Self> {
        let mut parts =
            Self { imported: 0, panics: HashSet::new(), bodies: Vec::new(), segments: Vec::new() };
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        parts.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => parts.bodies.push(body.range()),
                Payload::DataSection(section) => {
                    for data in section {
                        let data = data?;
                        let DataKind::Active { offset_expr, .. } = data.kind else { continue };
                        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
                            continue;
                        };
                        let range = data.range.end - data.data.len()..data.range.end;
                        parts.segments.push(Segment { address: usize::try_from(value)?, range });
                    }
                }
                Payload::CustomSection(section) => {
                    let KnownCustom::Name(names) = section.as_known() else { continue };
                    for name in names {
                        let Name::Function(functions) = name? else { continue };
                        for function in functions {
                            let function = function?;
                            if only_panics(function.name) {
                                parts.panics.insert(function.index);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(parts)
    }
}

fn only_panics(name: &str) -> bool {
    // A crate's name may carry its hash: `core[c5930c85a12de822]::panicking`.
    let mut plain = String::new();
    for part in name.split('[') {
        plain.push_str(part.split_once(']').map_or(part, |(_, rest)| rest));
    }
    PANICS.iter().any(|start| plain.starts_with(start))
        || plain.starts_with("<alloc::vec::Vec") && plain.contains("::assert_failed")
}

/// Turns the body of a function into a trap of the same length.
fn trap(body: &mut [u8]) {
    // No locals, `unreachable`, as many `nop` as it takes, `end`.
    if let [locals, first, rest @ .., _end] = body {
        (*locals, *first) = (0, 0);
        rest.fill(1);
    }
}

/// Where the module has places in the source and the names of their files.
fn places(module: &[u8], segments: &[Segment]) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    for segment in segments {
        let aligned = segment.address.next_multiple_of(4) - segment.address + segment.range.start;
        for start in (aligned..segment.range.end.saturating_sub(PLACE - 1)).step_by(4) {
            if let Some(file) = file(module, start, segments) {
                places.push(start..start + PLACE);
                places.push(file);
            }
        }
    }
    places
}

/// Where the name of the file stands, if there is a place in the source at `start`.
fn file(module: &[u8], start: usize, segments: &[Segment]) -> Option<Range<usize>> {
    let word = |nth: usize| -> Option<usize> {
        let at = start + nth * 4;
        let bytes = module.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    };
    let (address, length, line, column) = (word(0)?, word(1)?, word(2)?, word(3)?);
    if !(1..100_000).contains(&line) || !(1..1000).contains(&column) {
        return None;
    }
    let holds = |own: &&Segment| (own.address..own.address + own.range.len()).contains(&address);
    let segment = segments.iter().find(holds)?;
    let from = segment.range.start + address - segment.address;
    let range = from..from.checked_add(length)?;
    (range.end <= segment.range.end && module.get(range.clone())?.ends_with(b".rs")).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        CodeSection, ConstExpr, DataSection, Function, FunctionSection, MemorySection, MemoryType, Module,
        NameMap, NameSection, TypeSection,
    };

    /// A function that panics, one that does not, and data with a place in the source.
    fn module(first: &str) -> Vec<u8> {
        let (mut types, mut functions) = (TypeSection::new(), FunctionSection::new());
        let (mut code, mut names) = (CodeSection::new(), NameMap::new());
        types.ty().function([], []);
        for (index, name) in (0..).zip([first, "shop::panicking::panic"]) {
            functions.function(0);
            let mut body = Function::new([]);
            body.instructions().i32_const(7).drop().end();
            code.function(&body);
            names.append(index, name);
        }
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut bytes = b"src/a.rs".to_vec();
        for word in [1024_u32, 8, 12, 5, 1024, 8, 0, 0] {
            bytes.extend(word.to_le_bytes());
        }
        bytes.extend(b"said");
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(1024), bytes);
        let mut named = NameSection::new();
        named.functions(&names);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&memories).section(&code).section(&data);
        module.section(&named);
        module.finish()
    }

    #[test]
    fn what_only_panics_becomes_a_trap_and_the_rest_stays() {
        let before = module("core[0123456789abcdef]::panicking::panic_fmt");
        let after = silence(&before).unwrap();
        assert_eq!(after.len(), before.len());
        let bodies = |module: &[u8]| -> Vec<Vec<u8>> {
            Parts::of(module).unwrap().bodies.into_iter().map(|body| module[body].to_vec()).collect()
        };
        assert_eq!(bodies(&after)[0], [0, 0, 1, 1, 0x0b]);
        assert_eq!(bodies(&after)[1], bodies(&before)[1]);
    }

    #[test]
    fn places_in_the_source_go_and_other_data_stays() {
        let after = silence(&module("core::option::unwrap_failed::h0123456789abcdef")).unwrap();
        let data = after[Parts::of(&after).unwrap().segments[0].range.clone()].to_vec();
        assert_eq!(data[..24], [0; 24]);
        // The same two words with no line and column are no place.
        assert_eq!(data[24..32], [0, 4, 0, 0, 8, 0, 0, 0]);
        assert!(data.ends_with(b"said"));
    }

    #[test]
    fn a_module_without_names_is_no_module_to_silence() {
        assert!(silence(&module("nothing")).is_err());
    }
}
