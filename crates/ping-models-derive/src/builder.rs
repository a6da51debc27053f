//! What callers build requests with.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::attributes::{Built, Member, Shape};
use crate::object::{Object, Place};

/// `new`, a setter for each optional member and, where it merges, what clears them.
pub(crate) fn expand(object: &Object, clears: bool) -> TokenStream {
    let name = &object.name;
    let places = object.places();
    let taken = places.iter().map(|place| place.member).filter(|member| is_taken(member));
    let taken: Vec<_> = taken.collect();
    let fields = taken.iter().map(|member| &member.field);
    let types = taken.iter().map(|member| &member.ty);
    let values = object.members.iter().map(initial);
    let setters = places.iter().filter(|place| is_set(place.member)).map(setter);
    let clearers =
        places.iter().filter(|place| clears && place.member.shape == Shape::Optional).map(clearer);
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
    // A part is no object that could hold it.
    let with_field = (!object.is_part).then(|| {
        quote! {
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
    });
    quote! {
        impl #name {
            /// Takes what is required; what is optional is chained.
            pub fn new(#(#fields: impl Into<#types>),*) -> Self {
                Self { #(#values,)* rest: ::core::default::Default::default() }
            }

            #(#setters)*
            #(#clearers)*
            #with_field
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
fn is_set(member: &Member) -> bool {
    match member.built {
        Built::Preset(_) => true,
        Built::Shape => matches!(member.shape, Shape::Optional | Shape::Always),
        Built::Taken | Built::Fixed(_) => false,
    }
}

fn initial(member: &Member) -> TokenStream {
    let field = &member.field;
    let optional = member.shape == Shape::Optional;
    if let Some(part) = &member.part {
        let ty = &member.ty;
        let taken = part.members.iter().filter(|member| is_taken(member));
        let taken = taken.map(|member| &member.field);
        return match part.is_request {
            true => quote!(#field: <#ty>::new(#(#taken),*)),
            false => quote!(#field: ::core::default::Default::default()),
        };
    }
    match &member.built {
        Built::Taken => quote!(#field: Some(#field.into())),
        Built::Fixed(value) | Built::Preset(value) if optional => quote!(#field: Some(#value)),
        Built::Fixed(value) | Built::Preset(value) => quote!(#field: #value),
        Built::Shape if member.shape == Shape::Required => quote!(#field: #field.into()),
        Built::Shape => quote!(#field: ::core::default::Default::default()),
    }
}

fn setter(place: &Place<'_>) -> TokenStream {
    let (member, part) = (place.member, place.part.iter());
    let (docs, field, ty) = (&member.docs, &member.field, &member.ty);
    let value = match member.shape {
        Shape::Optional => quote!(Some(value.into())),
        _ => quote!(value.into()),
    };
    quote! {
        #(#docs)*
        #[must_use]
        pub fn #field(mut self, value: impl Into<#ty>) -> Self {
            self #(.#part)* .#field = #value;
            self
        }
    }
}

fn clearer(place: &Place<'_>) -> TokenStream {
    let (index, member) = (place.index, place.member);
    let field = &member.field;
    let name = format_ident!("clear_{}", member.plain_name());
    let doc = format!("Clears `{}`: sends it as `null`.", member.wire);
    let part: Vec<_> = place.part.iter().collect();
    quote! {
        #[doc = #doc]
        #[must_use]
        pub fn #name(mut self) -> Self {
            self #(.#part)* .#field = None;
            ::ping_models::__private::Members::rest_mut(&mut self #(.#part)*).mark(#index, true);
            self
        }
    }
}
