//! The requests that are made of a resource's own members.
//!
//! A form is flat: the members of parts are members of its own.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{Ident, Visibility};

use crate::attributes::{Built, Form, Member, Shape};
use crate::builder;
use crate::object::{Object, Place};

/// The members of a resource that a caller may set.
fn writable(resource: &Object) -> Vec<Place<'_>> {
    let mut places = resource.places();
    places.retain(|place| !place.member.read_only);
    places
}

/// What creates a resource, or replaces it.
pub(crate) fn create(resource: &Object, form: &Form, vis: &Visibility) -> TokenStream {
    let sources = writable(resource);
    let shape = |member: &Member| match member.shape {
        Shape::Always if !member.on_create => Shape::Optional,
        Shape::Always => Shape::Required,
        shape => shape,
    };
    let members = sources
        .iter()
        .map(|Place { member, .. }| Member { shape: shape(member), ..(*member).clone() });
    let members: Vec<_> = members.collect();
    let conversion = conversion(resource, form, &sources, &members);
    let object = define(form, vis, members, false);
    quote!(#object #conversion)
}

/// What changes some members of a resource.
pub(crate) fn merge(resource: &Object, form: &Form, vis: &Visibility) -> TokenStream {
    let sources = writable(resource).into_iter().filter(|source| !source.member.create_only);
    let members = sources.map(|Place { member, .. }| Member {
        shape: Shape::Optional,
        built: Built::Shape,
        ..member.clone()
    });
    define(form, vis, members.collect(), true)
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
    let object = Object {
        name: name.clone(),
        generics: syn::Generics::default(),
        members,
        is_part: false,
        is_request: true,
    };
    let (shared, built) = (object.expand(), builder::expand(&object, clears));
    quote!(#definition #shared #built)
}

/// From what was read to what replaces it, with the members that no field names. What is for
/// creation alone is left out.
fn conversion(
    resource: &Object,
    form: &Form,
    sources: &[Place<'_>],
    members: &[Member],
) -> TokenStream {
    let (source, name) = (&resource.name, &form.name);
    let left_out = |written: &Member| written.create_only && written.shape == Shape::Optional;
    let fields = sources.iter().zip(members).map(|(source, written)| {
        let field = &written.field;
        let (holder, rest) = match source.part {
            Some(part) => (quote!(read.#part), kept(part).into_token_stream()),
            None => (quote!(read), quote!(read.rest)),
        };
        match (source.member.shape, written.shape) {
            _ if left_out(written) => quote!(#field: None),
            (Shape::Always, Shape::Optional) => {
                let missing = source.object.missing(source.index);
                quote!(#field: #rest.always(#missing, #holder.#field))
            }
            _ => quote!(#field: #holder.#field),
        }
    });
    let unmarked = members.iter().enumerate().filter(|(_, written)| left_out(written));
    let unmarked = unmarked.map(|(index, _)| index);
    let parts = resource.flattened().filter(|member| !member.read_only).map(|part| &part.field);
    let (parts, rests): (Vec<_>, Vec<_>) = parts.map(|part| (part, kept(part))).unzip();
    let doc = format!(
        "What replaces a [`{source}`] that was read: the members that a caller may set, and those \
         that no field names."
    );
    quote! {
        #[automatically_derived]
        impl From<#source> for #name {
            #[doc = #doc]
            fn from(read: #source) -> Self {
                #(let #rests = read.#parts.rest().clone();)*
                #[allow(unused_mut)]
                ::ping_models::Rest::carry(&read.rest, |mut rest| {
                    #(rest.carry_nulls(&#rests);)*
                    #(rest.mark(#unmarked, false);)*
                    Self { #(#fields,)* rest }
                })
            }
        }
    }
}

/// The variable of what a part kept beside its fields.
fn kept(part: &Ident) -> Ident {
    format_ident!("rest_of_{part}")
}
