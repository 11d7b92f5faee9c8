//! Enums.

use quote::quote;
use syn::{DataEnum, Error, Fields, Result, Variant};

use crate::attributes::Attributes;
use crate::shape::{Members, WriteAndRead, members};

fn names(data: &DataEnum, own: &Attributes) -> Result<Vec<String>> {
    let name = |variant: &Variant| Ok(Attributes::of(&variant.attrs)?.variant(&variant.ident, own));
    data.variants.iter().map(name).collect()
}

/// An object in which the member `tag` names the variant.
pub fn tagged(data: &DataEnum, tag: &str, own: &Attributes) -> Result<WriteAndRead> {
    let names = names(data, own)?;
    let (mut writes, mut reads) = (Vec::new(), Vec::new());
    for (at, (variant, key)) in data.variants.iter().zip(&names).enumerate() {
        let ident = &variant.ident;
        match &variant.fields {
            Fields::Unit => {
                writes.push(quote! { Self::#ident => object.tag(#tag, #key), });
                reads.push(quote! { #at => Self::#ident, });
            }
            Fields::Named(fields) => {
                let Members { names, keys, reads: functions } = members(fields, false)?;
                writes.push(quote! {
                    Self::#ident { #(#names),* } => {
                        object.tag(#tag, #key);
                        #(object.put(#keys, #names);)*
                    }
                });
                reads.push(quote! { #at => Self::#ident { #(#names: members.#functions(#keys)?),* }, });
            }
            Fields::Unnamed(_) => {
                return Err(Error::new_spanned(variant, "a variant beside a tag names what it holds"));
            }
        }
    }
    let write = quote! {
        let mut object = crate::json::Object::with_capacity(4);
        match self { #(#writes)* }
        crate::json::Value::Object(object)
    };
    let read = quote! {
        let mut members = crate::json::Members::of(value)?;
        Ok(match members.variant(#tag, &[#(#names),*])? {
            #(#reads)*
            _ => return Err(crate::json::Misfit::wanted("a known kind")),
        })
    };
    Ok((write, read))
}

/// The variant's name, alone or as the only member of an object with what it holds.
pub fn named(data: &DataEnum, own: &Attributes) -> Result<WriteAndRead> {
    let names = names(data, own)?;
    let (mut writes, mut reads) = (Vec::new(), Vec::new());
    for (at, (variant, key)) in data.variants.iter().zip(&names).enumerate() {
        let ident = &variant.ident;
        match &variant.fields {
            Fields::Unit => {
                writes.push(quote! { Self::#ident => crate::json::Value::text(#key), });
                reads.push(quote! { #at => Self::#ident, });
            }
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                writes.push(quote! { Self::#ident(inner) => crate::json::Value::only(#key, inner), });
                reads.push(quote! { #at => Self::#ident(held.read(#key)?), });
            }
            _ => {
                return Err(Error::new_spanned(
                    variant,
                    "without a tag a variant holds one thing or nothing",
                ));
            }
        }
    }
    let write = quote! { match self { #(#writes)* } };
    let plain = data.variants.iter().all(|variant| matches!(variant.fields, Fields::Unit));
    let held = if plain { quote!(at) } else { quote!((at, mut held)) };
    let which = if plain { quote!(variant) } else { quote!(variant_holding) };
    let read = quote! {
        let #held = crate::json::#which(value, &[#(#names),*])?;
        Ok(match at {
            #(#reads)*
            _ => return Err(crate::json::Misfit::wanted("a known name")),
        })
    };
    Ok((write, read))
}
