//! Enums of the wire that stay readable when the service learns new values.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields, Ident, LitStr, Variant};

use crate::names::screaming_snake_case;

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let name = &input.ident;
    let Data::Enum(data) = &input.data else {
        return Err(syn::Error::new(name.span(), "an open enum is an enum"));
    };
    let mut known: Vec<(&Ident, String)> = Vec::new();
    let mut open = false;
    for variant in &data.variants {
        match &variant.fields {
            Fields::Unit => known.push((&variant.ident, wire(variant)?)),
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 && variant.ident == "Unknown" => {
                open = true;
            }
            _ => {
                let message = "a variant has no data; the last one is `Unknown(UnknownValue)`";
                return Err(syn::Error::new(variant.ident.span(), message));
            }
        }
    }
    if !open {
        let message = "an open enum keeps what it does not name: add `Unknown(UnknownValue)`";
        return Err(syn::Error::new(name.span(), message));
    }
    let variants: Vec<_> = known.iter().map(|(variant, _)| variant).collect();
    let texts: Vec<_> = known.iter().map(|(variant, _)| variant.to_string()).collect();
    let wires: Vec<_> = known.iter().map(|(_, wire)| wire).collect();
    Ok(quote! {
        impl #name {
            /// The value as it is on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #wires,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }

            /// Reads a value of the wire; one without a name becomes `Unknown`. This is also how
            /// a program sends a value that is newer than this crate.
            pub fn from_wire(value: &str) -> Self {
                match value {
                    #(#wires => Self::#variants,)*
                    other => Self::Unknown(::ping_models::__private::unknown_value(other)),
                }
            }
        }

        #[automatically_derived]
        impl ::ping_models::Model for #name {}

        #[automatically_derived]
        impl ::core::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    #(Self::#variants => f.write_str(#texts),)*
                    Self::Unknown(value) => f.debug_tuple("Unknown").field(value).finish(),
                }
            }
        }

        #[automatically_derived]
        impl ::core::default::Default for #name {
            /// No value at all: what a member has that was not sent.
            fn default() -> Self {
                Self::from_wire("")
            }
        }

        #[automatically_derived]
        impl ::core::convert::AsRef<str> for #name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        #[automatically_derived]
        impl ::ping_models::__private::serde::Serialize for #name {
            fn serialize<S: ::ping_models::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        #[automatically_derived]
        impl<'de> ::ping_models::__private::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::ping_models::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let value = <::ping_models::__private::Key<'de> as
                    ::ping_models::__private::serde::Deserialize<'de>>::deserialize(deserializer)?;
                Ok(Self::from_wire(&value.0))
            }
        }
    })
}

fn wire(variant: &Variant) -> syn::Result<String> {
    let mut attributes = variant.attrs.iter();
    match attributes.find(|attribute| attribute.path().is_ident("wire")) {
        Some(attribute) => Ok(attribute.parse_args::<LitStr>()?.value()),
        None => Ok(screaming_snake_case(&variant.ident)),
    }
}
