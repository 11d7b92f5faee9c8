//! Members: of a struct, or of a variant.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{FieldsNamed, FieldsUnnamed, Ident, Index, Result};

use crate::attributes::Attributes;

/// How a type is written and how it is read.
pub type WriteAndRead = (TokenStream, TokenStream);

/// A struct with named members is an object.
pub fn record(fields: &FieldsNamed, all_default: bool) -> Result<WriteAndRead> {
    let Members { names, keys, reads } = members(fields, all_default)?;
    let count = keys.len();
    let write = quote! {
        let mut object = crate::json::Object::with_capacity(#count);
        #(object.put(#keys, &self.#names);)*
        crate::json::Value::Object(object)
    };
    let read = quote! {
        let mut members = crate::json::Members::of(value, misfits);
        Self { #(#names: members.#reads(#keys)),* }
    };
    Ok((write, read))
}

/// A struct with numbered members is a list.
pub fn list(fields: &FieldsUnnamed) -> WriteAndRead {
    let places: Vec<Index> = (0..fields.unnamed.len()).map(Index::from).collect();
    let write = quote! {
        crate::json::Value::List(vec![#(crate::json::Json::to_value(&self.#places)),*])
    };
    let read = quote! {
        let mut items = crate::json::Items::of(value, misfits);
        Self(#({ let _ = #places; items.read() }),*)
    };
    (write, read)
}

/// Named members.
pub struct Members<'a> {
    /// Their names in Rust.
    pub names: Vec<&'a Ident>,
    /// Their names in JSON.
    pub keys: Vec<String>,
    /// The function that reads each.
    pub reads: Vec<Ident>,
}

/// The named members of a struct or variant.
pub fn members(fields: &FieldsNamed, all_default: bool) -> Result<Members<'_>> {
    let mut members = Members { names: Vec::new(), keys: Vec::new(), reads: Vec::new() };
    for field in &fields.named {
        let Some(name) = &field.ident else { continue };
        let own = Attributes::of(&field.attrs)?;
        members.keys.push(own.member(name));
        members.names.push(name);
        let read = if own.default || all_default { "read_or_default" } else { "read" };
        members.reads.push(Ident::new(read, name.span()));
    }
    Ok(members)
}
