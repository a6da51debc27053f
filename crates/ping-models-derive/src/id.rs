//! Identifiers.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields};

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let name = &input.ident;
    match &input.data {
        Data::Struct(data) if matches!(&data.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1) =>
            {}
        _ => {
            let message =
                "an identifier is a struct around a text: `pub struct ThingId(Arc<str>);`";
            return Err(syn::Error::new(name.span(), message));
        }
    }
    let (comparisons, conversions, serde) = (comparisons(name), conversions(name), serde(name));
    Ok(quote! {
        impl #name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        #[automatically_derived]
        impl ::core::clone::Clone for #name {
            fn clone(&self) -> Self {
                Self(::core::clone::Clone::clone(&self.0))
            }
        }

        #[automatically_derived]
        impl ::core::default::Default for #name {
            fn default() -> Self {
                Self::from("")
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(&self.0)
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }

        #[automatically_derived]
        impl ::ping_models::Model for #name {}

        #comparisons
        #conversions
        #serde
    })
}

/// An identifier is equal to its text, has its order and its hash.
fn comparisons(name: &syn::Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl ::core::cmp::PartialEq for #name {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        #[automatically_derived]
        impl ::core::cmp::PartialEq<str> for #name {
            fn eq(&self, other: &str) -> bool {
                *self.0 == *other
            }
        }

        #[automatically_derived]
        impl ::core::cmp::PartialEq<&str> for #name {
            fn eq(&self, other: &&str) -> bool {
                *self.0 == **other
            }
        }

        #[automatically_derived]
        impl ::core::cmp::Eq for #name {}

        #[automatically_derived]
        impl ::core::cmp::PartialOrd for #name {
            fn partial_cmp(&self, other: &Self) -> Option<::core::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        #[automatically_derived]
        impl ::core::cmp::Ord for #name {
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                self.0.cmp(&other.0)
            }
        }

        #[automatically_derived]
        impl ::core::hash::Hash for #name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                self.0.hash(state);
            }
        }

        #[automatically_derived]
        impl ::core::borrow::Borrow<str> for #name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        #[automatically_derived]
        impl ::core::convert::AsRef<str> for #name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    }
}

fn conversions(name: &syn::Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl ::core::str::FromStr for #name {
            type Err = ::core::convert::Infallible;

            fn from_str(id: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(id))
            }
        }

        #[automatically_derived]
        impl From<&str> for #name {
            fn from(id: &str) -> Self {
                Self(id.into())
            }
        }

        #[automatically_derived]
        impl From<String> for #name {
            fn from(id: String) -> Self {
                Self(id.into())
            }
        }

        #[automatically_derived]
        impl From<&String> for #name {
            fn from(id: &String) -> Self {
                Self::from(id.as_str())
            }
        }

        #[automatically_derived]
        impl From<&#name> for #name {
            fn from(id: &#name) -> Self {
                id.clone()
            }
        }

        #[automatically_derived]
        impl From<&str> for ::ping_models::Reference<#name> {
            fn from(id: &str) -> Self {
                Self::to(id)
            }
        }

        #[automatically_derived]
        impl From<String> for ::ping_models::Reference<#name> {
            fn from(id: String) -> Self {
                Self::to(id)
            }
        }

        #[automatically_derived]
        impl From<&#name> for ::ping_models::Reference<#name> {
            fn from(id: &#name) -> Self {
                Self::from(id.clone())
            }
        }
    }
}

fn serde(name: &syn::Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl ::ping_models::__private::serde::Serialize for #name {
            fn serialize<S: ::ping_models::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        #[automatically_derived]
        impl<'de> ::ping_models::__private::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::ping_models::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let id = <::ping_models::__private::Key<'de> as
                    ::ping_models::__private::serde::Deserialize<'de>>::deserialize(deserializer)?;
                Ok(Self::from(&*id.0))
            }
        }
    }
}
