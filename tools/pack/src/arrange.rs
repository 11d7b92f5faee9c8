//! Puts functions that are alike beside each other, which is all that this changes: gzip and zip look
//! 32 KB back, and find in the neighbour what they would not find at the other end of the module.
//! The compiled core becomes a thirtieth smaller to download.

use std::collections::HashMap;
use std::convert::Infallible;

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

/// Bytes that two functions have to share in a row to be alike there.
const GRAM: usize = 6;

/// What more functions than this share says nothing about them.
const COMMON: usize = 400;

/// The module with its functions in a better order.
pub fn arrange(module: &[u8]) -> Result<Vec<u8>> {
    let (imported, bodies) = functions(module)?;
    let order = beside_their_like(&bodies);
    let mut places = vec![0; order.len()];
    for (place, &function) in order.iter().enumerate() {
        if let Some(own) = places.get_mut(function) {
            *own = u32::try_from(place)?;
        }
    }
    let mut arranged = Module::new();
    Arranged { imported, order, places }
        .parse_core_module(&mut arranged, Parser::new(0), module)
        .context("arranging the module's functions")?;
    Ok(arranged.finish())
}

/// How many functions are imported, and the code of the module's own.
fn functions(module: &[u8]) -> Result<(u32, Vec<&[u8]>)> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => {
                bodies.push(module.get(body.range()).context("the code lies outside of the module")?);
            }
            _ => {}
        }
    }
    Ok((imported, bodies))
}

/// An order in which each function is followed by the one, of those left, that shares most with it.
#[expect(clippy::indexing_slicing, reason = "every index counts the functions of this one list")]
fn beside_their_like(bodies: &[&[u8]]) -> Vec<usize> {
    let grams: Vec<Vec<&[u8]>> = bodies
        .iter()
        .map(|body| {
            let mut grams: Vec<&[u8]> = body.windows(GRAM).collect();
            grams.sort_unstable();
            grams.dedup();
            grams
        })
        .collect();
    let mut holders: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, grams) in grams.iter().enumerate() {
        for gram in grams {
            holders.entry(gram).or_default().push(function);
        }
    }
    let mut by_size: Vec<usize> = (0..bodies.len()).collect();
    by_size.sort_by_key(|function| bodies.get(*function).map_or(0, |body| body.len()));
    let mut placed = vec![false; bodies.len()];
    let mut order = Vec::with_capacity(bodies.len());
    let mut next = None;
    while let Some(function) = next.take().or_else(|| by_size.pop()) {
        if std::mem::replace(&mut placed[function], true) {
            continue;
        }
        order.push(function);
        let mut shared: Vec<usize> = grams[function]
            .iter()
            .filter_map(|gram| holders.get(gram).filter(|all| all.len() <= COMMON))
            .flatten()
            .copied()
            .filter(|other| !placed[*other])
            .collect();
        shared.sort_unstable();
        // Against the size: a large function shares something with everything.
        let likeness = |count: usize, other: usize| count * count * 1000 / (grams[other].len() + 60);
        next = shared
            .chunk_by(|a, b| a == b)
            .map(|same| (likeness(same.len(), same[0]), std::cmp::Reverse(same[0])))
            .max()
            .map(|(_, std::cmp::Reverse(other))| other);
    }
    order
}

/// Writes the module anew with every index of a function moved to its new place.
struct Arranged {
    imported: u32,
    /// The functions in their new order.
    order: Vec<usize>,
    /// The new place of each function.
    places: Vec<u32>,
}

impl Reencode for Arranged {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        let own = function.checked_sub(self.imported).and_then(|own| self.places.get(own as usize));
        Ok(own.map_or(function, |place| self.imported + place))
    }

    fn parse_function_section(
        &mut self,
        to: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let types: Vec<u32> = section.into_iter().collect::<Result<_, _>>()?;
        for &function in &self.order.clone() {
            if let Some(own) = types.get(function) {
                to.function(self.type_index(*own)?);
            }
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        to: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        let bodies: Vec<_> = section.into_iter().collect::<Result<_, _>>()?;
        for &function in &self.order.clone() {
            if let Some(body) = bodies.get(function) {
                utils::parse_function_body(self, to, body.clone())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike_comes_together() {
        let bodies: [&[u8]; 4] = [b"abcdefghij0", b"zyxwvutsrqponm", b"1abcdefghij", b"zyxwvutsrqp"];
        assert_eq!(beside_their_like(&bodies), [1, 3, 2, 0]);
    }

    #[test]
    fn calls_follow_the_functions_that_moved() {
        use wasm_encoder::{ExportKind, ExportSection, Function, TypeSection, ValType};
        // Three functions that give 1, what the first gives, and 3 with some padding: the third is the largest.
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I32]);
        let (mut functions, mut exports, mut code) =
            (FunctionSection::new(), ExportSection::new(), CodeSection::new());
        for function in 0..3 {
            functions.function(0);
            let mut body = Function::new([]);
            match function {
                0 => body.instructions().i32_const(1),
                1 => body.instructions().call(0),
                _ => body.instructions().i32_const(0).drop().i32_const(0).drop().i32_const(3),
            };
            body.instructions().end();
            code.function(&body);
        }
        exports.export("one", ExportKind::Func, 1);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&exports).section(&code);
        let arranged = arrange(&module.finish()).unwrap();

        let mut called = Vec::new();
        let mut exported = None;
        for payload in Parser::new(0).parse_all(&arranged) {
            match payload.unwrap() {
                Payload::ExportSection(section) => {
                    exported = section.into_iter().next().map(|e| e.unwrap().index)
                }
                Payload::CodeSectionEntry(body) => {
                    let operators = body.get_operators_reader().unwrap().into_iter();
                    called.push(operators.map(Result::unwrap).find_map(|operator| match operator {
                        wasmparser::Operator::Call { function_index } => Some(function_index),
                        wasmparser::Operator::I32Const { value: 1 } => Some(100),
                        _ => None,
                    }));
                }
                _ => {}
            }
        }
        let one = called.iter().position(|code| *code == Some(100)).unwrap();
        let caller = called.iter().position(|code| matches!(code, Some(index) if *index != 100)).unwrap();
        assert_eq!(called.first(), Some(&None), "the largest comes first");
        assert_eq!(called[caller], Some(one as u32));
        assert_eq!(exported, Some(caller as u32));
    }
}
