//! What callers build requests with.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::attributes::{Built, Member, Shape};
use crate::object::Object;

/// `new`, a setter for each optional member and, where it merges, what clears them.
pub(crate) fn expand(object: &Object, clears: bool) -> TokenStream {
    let name = &object.name;
    let taken: Vec<_> = object.members.iter().filter(|member| is_taken(member)).collect();
    let fields = taken.iter().map(|member| &member.field);
    let types = taken.iter().map(|member| &member.ty);
    let values = object.members.iter().map(initial);
    let setters = object.members.iter().filter(is_set).map(setter);
    let clearers = object
        .members
        .iter()
        .enumerate()
        .filter(|(_, member)| clears && member.shape == Shape::Optional)
        .map(|(index, member)| clearer(index, member));
    let default = taken.is_empty().then(|| {
        quote! {
            #[automatically_derived]
            impl ::core::default::Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    quote! {
        impl #name {
            /// Takes what is required; what is optional is chained.
            pub fn new(#(#fields: impl Into<#types>),*) -> Self {
                Self { #(#values,)* rest: ::core::default::Default::default() }
            }

            #(#setters)*
            #(#clearers)*

            /// Sends a member that this type does not name yet. A member that it does name takes
            /// the value where its type allows it; any other is an error when the request is sent.
            #[must_use]
            pub fn with_field(
                self,
                name: &str,
                value: impl Into<::ping_models::__private::serde_json::Value>,
            ) -> Self {
                ::ping_models::Rest::set(self, name, value.into().into())
            }
        }

        #default
    }
}

/// Whether `new` takes it.
fn is_taken(member: &Member) -> bool {
    match member.built {
        Built::Taken => true,
        Built::Shape => member.shape == Shape::Required,
        Built::Fixed(_) | Built::Preset(_) => false,
    }
}

/// Whether it has a setter.
fn is_set(member: &&Member) -> bool {
    match member.built {
        Built::Preset(_) => true,
        Built::Shape => matches!(member.shape, Shape::Optional | Shape::Always),
        Built::Taken | Built::Fixed(_) => false,
    }
}

fn initial(member: &Member) -> TokenStream {
    let field = &member.field;
    let optional = member.shape == Shape::Optional;
    match &member.built {
        Built::Taken => quote!(#field: Some(#field.into())),
        Built::Fixed(value) | Built::Preset(value) if optional => quote!(#field: Some(#value)),
        Built::Fixed(value) | Built::Preset(value) => quote!(#field: #value),
        Built::Shape if member.shape == Shape::Required => quote!(#field: #field.into()),
        Built::Shape => quote!(#field: ::core::default::Default::default()),
    }
}

fn setter(member: &Member) -> TokenStream {
    let (docs, field, ty) = (&member.docs, &member.field, &member.ty);
    let value = match member.shape {
        Shape::Optional => quote!(Some(value.into())),
        _ => quote!(value.into()),
    };
    quote! {
        #(#docs)*
        #[must_use]
        pub fn #field(mut self, value: impl Into<#ty>) -> Self {
            self.#field = #value;
            self
        }
    }
}

fn clearer(index: usize, member: &Member) -> TokenStream {
    let field = &member.field;
    let name = format_ident!("clear_{}", member.plain_name());
    let doc = format!("Clears `{}`: sends it as `null`.", member.wire);
    quote! {
        #[doc = #doc]
        #[must_use]
        pub fn #name(mut self) -> Self {
            self.#field = None;
            self.rest.mark(#index, true);
            self
        }
    }
}
