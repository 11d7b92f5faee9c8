//! Enums.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{DataEnum, Error, Fields, Ident, Result, Variant};

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
    for (variant, key) in data.variants.iter().zip(&names) {
        let ident = &variant.ident;
        match &variant.fields {
            Fields::Unit => {
                writes.push(quote! { Self::#ident => object.tag(#tag, #key) });
                reads.push(quote! { Self::#ident });
            }
            Fields::Named(fields) => {
                let Members { names, keys, reads: functions } = members(fields, false)?;
                writes.push(quote! {
                    Self::#ident { #(#names),* } => {
                        object.tag(#tag, #key);
                        #(object.put(#keys, #names);)*
                    }
                });
                reads.push(quote! { Self::#ident { #(#names: members.#functions(#keys)),* } });
            }
            Fields::Unnamed(_) => {
                return Err(Error::new_spanned(variant, "a variant beside a tag names what it holds"));
            }
        }
    }
    let write = quote! {
        let mut object = crate::json::Object::with_capacity(4);
        match self { #(#writes),* }
        crate::json::Value::Object(object)
    };
    let which = which(&reads);
    let read = quote! {
        let mut members = crate::json::Members::of(value, misfits);
        match members.variant(#tag, &[#(#names),*]) { #which }
    };
    Ok((write, read))
}

/// The variant's name, alone or as the only member of an object with what it holds.
pub fn named(data: &DataEnum, own: &Attributes) -> Result<WriteAndRead> {
    let names = names(data, own)?;
    let (mut writes, mut reads) = (Vec::new(), Vec::new());
    for (variant, key) in data.variants.iter().zip(&names) {
        let ident = &variant.ident;
        match &variant.fields {
            Fields::Unit => {
                writes.push(quote! { Self::#ident => crate::json::Value::text(#key) });
                reads.push(quote! { Self::#ident });
            }
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                writes.push(quote! { Self::#ident(inner) => crate::json::Value::only(#key, inner) });
                reads.push(quote! { Self::#ident(held.read(#key)) });
            }
            Fields::Unnamed(fields) => {
                let each: Vec<Ident> =
                    (0..fields.unnamed.len()).map(|at| format_ident!("inner_{at}")).collect();
                writes.push(quote! {
                    Self::#ident(#(#each),*) => crate::json::Value::only(
                        #key,
                        &crate::json::Value::List(vec![#(crate::json::Json::to_value(#each)),*]),
                    )
                });
                reads.push(quote! {{
                    let (#(#each),*) = held.read(#key);
                    Self::#ident(#(#each),*)
                }});
            }
            Fields::Named(_) => {
                return Err(Error::new_spanned(variant, "a variant with named members needs a tag"));
            }
        }
    }
    let write = quote! { match self { #(#writes),* } };
    let which = which(&reads);
    let plain = data.variants.iter().all(|variant| matches!(variant.fields, Fields::Unit));
    let read = if plain {
        quote! { match crate::json::variant(&value, &[#(#names),*], misfits) { #which } }
    } else {
        quote! {
            let (at, mut held) = crate::json::variant_holding(value, &[#(#names),*], misfits);
            match at { #which }
        }
    };
    Ok((write, read))
}

/// Arms by the variant's place. What is none of them has been noted as a misfit by then and is read as the last.
fn which(reads: &[TokenStream]) -> TokenStream {
    let Some((last, before)) = reads.split_last() else { return quote!() };
    let places = 0..before.len();
    quote! {
        #(#places => #before,)*
        _ => #last,
    }
}
