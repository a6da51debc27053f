//! The requests that are made of a resource's own members.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Visibility;

use crate::attributes::{Built, Form, Member, Shape};
use crate::builder;
use crate::object::Object;

/// What creates a resource, or replaces it.
pub(crate) fn create(resource: &Object, form: &Form, vis: &Visibility) -> TokenStream {
    let writable = resource.members.iter().filter(|member| !member.read_only);
    let members: Vec<_> = writable
        .map(|member| Member {
            shape: match member.shape {
                Shape::Required => Shape::Required,
                Shape::Flattened => Shape::Flattened,
                Shape::Optional | Shape::Always if member.on_create => Shape::Required,
                Shape::Optional | Shape::Always => Shape::Optional,
            },
            ..member.clone()
        })
        .collect();
    let conversion = conversion(resource, form, &members);
    let object = define(form, vis, members, false);
    quote!(#object #conversion)
}

/// What changes some members of a resource.
pub(crate) fn merge(resource: &Object, form: &Form, vis: &Visibility) -> TokenStream {
    let writable =
        resource.members.iter().filter(|member| !member.read_only && !member.create_only);
    let members = writable
        .map(|member| Member {
            shape: match member.shape {
                Shape::Flattened => Shape::Flattened,
                _ => Shape::Optional,
            },
            built: Built::Shape,
            ..member.clone()
        })
        .collect();
    define(form, vis, members, true)
}

fn define(form: &Form, vis: &Visibility, members: Vec<Member>, clears: bool) -> TokenStream {
    let Form { name, docs } = form;
    let fields = members.iter().map(|member| {
        let (docs, field, ty) = (&member.docs, &member.field, &member.ty);
        match member.shape {
            Shape::Optional => quote!(#(#docs)* pub #field: Option<#ty>),
            _ => quote!(#(#docs)* pub #field: #ty),
        }
    });
    let definition = quote! {
        #(#docs)*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        #vis struct #name {
            #(#fields,)*
            rest: ::ping_models::Rest<Self>,
        }
    };
    let object = Object { name: name.clone(), generics: syn::Generics::default(), members };
    let (shared, built) = (object.expand(), builder::expand(&object, clears));
    quote!(#definition #shared #built)
}

/// From what was read to what replaces it, with the members that no field names.
fn conversion(resource: &Object, form: &Form, members: &[Member]) -> TokenStream {
    let (source, name) = (&resource.name, &form.name);
    let places = resource.members.iter().enumerate();
    let fields =
        places.filter(|(_, read)| !read.read_only).zip(members).map(|((index, read), written)| {
            let field = &read.field;
            match (read.shape, written.shape) {
                (Shape::Optional, Shape::Required) => {
                    quote!(#field: read.#field.unwrap_or_default())
                }
                (Shape::Always, Shape::Optional) => {
                    let missing = resource.missing(index);
                    quote!(#field: read.rest.always(#missing, read.#field))
                }
                _ => quote!(#field: read.#field),
            }
        });
    let doc = format!(
        "What replaces a [`{source}`] that was read: the members that a caller may set, and those \
         that no field names."
    );
    quote! {
        #[automatically_derived]
        impl From<#source> for #name {
            #[doc = #doc]
            fn from(read: #source) -> Self {
                ::ping_models::Rest::carry(&read.rest, |rest| Self { #(#fields,)* rest })
            }
        }
    }
}
