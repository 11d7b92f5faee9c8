//! `#[derive(Json)]`: how a type of the core stands in JSON.
//!
//! What serde's derive would write, in a fifth of the wasm: the code for a type is one call for each
//! of its members, on a value that was parsed before, instead of a state machine for each format.
//!
//! Members keep their names; a member that is `None` is left out. An enum is the name of its variant in
//! snake_case; a variant that holds something is an object with that one member, and with a list of all that it
//! holds where that is more than one thing, as in serde.
//!
//! | attribute | on | means |
//! |---|---|---|
//! | `#[json(default)]` | a struct or a member | what is missing is its type's default |
//! | `#[json(rename = "…")]` | a member or a variant | it is called this |
//! | `#[json(tag = "…")]` | an enum | an object in which this member names the variant, beside what it holds |
//! | `#[json(kebab)]` | an enum | its names are in kebab-case |

mod attributes;
mod shape;
mod variants;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, Result};

use attributes::Attributes;

/// Derives `crate::json::Json`; outside of wasm also serde's traits by way of it.
#[proc_macro_derive(Json, attributes(json))]
pub fn json(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = syn::parse_macro_input!(input as DeriveInput);
    implement(&input).unwrap_or_else(Error::into_compile_error).into()
}

fn implement(input: &DeriveInput) -> Result<TokenStream> {
    let own = Attributes::of(&input.attrs)?;
    let (write, read) = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => shape::record(fields, own.default)?,
            Fields::Unnamed(fields) => shape::list(fields),
            Fields::Unit => return Err(Error::new_spanned(input, "a struct without members has no JSON")),
        },
        Data::Enum(data) => match &own.tag {
            Some(tag) => variants::tagged(data, tag, &own)?,
            None => variants::named(data, &own)?,
        },
        Data::Union(_) => return Err(Error::new_spanned(input, "a union has no JSON")),
    };
    let name = &input.ident;
    Ok(quote! {
        impl crate::json::Json for #name {
            fn to_value(&self) -> crate::json::Value {
                #write
            }

            fn from_value(value: crate::json::Value, misfits: &mut crate::json::Misfits) -> Self {
                #read
            }
        }

        #[cfg(not(target_arch = "wasm32"))]
        impl serde::Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&crate::json::Json::to_value(self), to)
            }
        }

        #[cfg(not(target_arch = "wasm32"))]
        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let value = <crate::json::Value as serde::Deserialize>::deserialize(from)?;
                crate::json::fit(value).map_err(serde::de::Error::custom)
            }
        }
    })
}
