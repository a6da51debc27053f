//! How objects are written and read.
//!
//! By hand instead of serde's derive, because unknown members and explicit nulls have to survive,
//! and because nothing may be buffered, which a dependant's serde_json features would change.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::{Ident, parse_quote};

use crate::attributes::{Member, Shape};
use crate::object::Object;

pub(crate) fn serialize(object: &Object) -> TokenStream {
    let name = &object.name;
    let generics = object.written();
    let (params, args, clause) = generics.split_for_impl();
    let map = quote!(&mut map);
    let members = object.members.iter().enumerate();
    let members = members.map(|member| write(object, member, &map));
    quote! {
        #[automatically_derived]
        impl #params ::ping_models::__private::serde::Serialize for #name #args #clause {
            fn serialize<__S: ::ping_models::__private::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> Result<__S::Ok, __S::Error> {
                let mut map = serializer.serialize_map(None)?;
                #(#members)*
                self.rest.finish(map)
            }
        }
    }
}

/// Writes one member.
fn write(object: &Object, (index, member): (usize, &Member), map: &TokenStream) -> TokenStream {
    let (field, wire) = (&member.field, &member.wire);
    let place = member.place();
    let private = quote!(::ping_models::__private);
    match member.shape {
        Shape::Required => quote_spanned! {place=>
            #private::serde::ser::SerializeMap::serialize_entry(#map, #wire, &self.#field)?;
        },
        Shape::Optional => quote_spanned! {place=>
            self.rest.write_optional(#map, (#wire, #index), &self.#field)?;
        },
        Shape::Always => {
            let missing = object.missing(index);
            quote_spanned! {place=>
                self.rest.write_always(#map, (#wire, #index, #missing), &self.#field)?;
            }
        }
        Shape::Flattened => quote_spanned! {place=>
            #private::Part::write(&self.#field, #map)?;
        },
    }
}

pub(crate) fn deserialize(object: &Object) -> TokenStream {
    let name = &object.name;
    let (_, args, _) = object.generics.split_for_impl();
    let bound = parse_quote!(::ping_models::__private::serde::Deserialize<'de>);
    let mut generics = object.bounded(&bound);
    object.bound_always(&mut generics, &parse_quote!(::core::default::Default));
    generics.params.insert(0, parse_quote!('de));
    let (params, _, clause) = generics.split_for_impl();
    let expecting = format!("an object ({name})");
    let map = quote!(&mut map);
    let slots = object.members.iter().map(slot);
    let arms = object.members.iter().enumerate().map(|(index, member)| {
        let slot = local(member);
        read((index, member), (&quote!(#slot), &quote!(rest)), &map)
    });
    let parts = object.flattened().map(|member| {
        let slot = local(member);
        quote_spanned! {member.place()=>
            if ::ping_models::__private::Part::take(&mut #slot, key, #map)? {
                continue;
            }
        }
    });
    let lacking = object.flattened().map(|member| {
        let slot = local(member);
        quote! {
            if let Some(name) = ::ping_models::__private::Part::lacks(&#slot) {
                return Err(::ping_models::__private::serde::de::Error::missing_field(name));
            }
        }
    });
    let members = object.members.iter().enumerate();
    let filled = members.map(|member| fill(object, member));
    quote! {
        #[automatically_derived]
        impl #params ::ping_models::__private::Object<'de> for #name #args #clause {
            const EXPECTED: &'static str = #expecting;

            #[allow(unused_mut)]
            fn read<__A: ::ping_models::__private::serde::de::MapAccess<'de>>(
                mut map: __A,
            ) -> Result<Self, __A::Error> {
                #(#slots)*
                let mut rest = ::ping_models::Rest::<Self>::default();
                while let Some(::ping_models::__private::Key(key)) = map.next_key()? {
                    match &*key {
                        #(#arms)*
                        key => {
                            #(#parts)*
                            rest.keep(key, map.next_value()?);
                        }
                    }
                }
                #(#lacking)*
                Ok(Self { #(#filled,)* rest })
            }
        }

        #[automatically_derived]
        impl #params ::ping_models::__private::serde::Deserialize<'de> for #name #args #clause {
            fn deserialize<__D: ::ping_models::__private::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> Result<Self, __D::Error> {
                ::ping_models::__private::read_object(deserializer)
            }
        }
    }
}

/// A part reads and writes its members among those of another object.
pub(crate) fn part(object: &Object) -> syn::Result<TokenStream> {
    let name = &object.name;
    if let Some(member) = object.flattened().next() {
        return Err(syn::Error::new(member.field.span(), "a part has no parts"));
    }
    let map = quote!(map);
    let members = object.members.iter().enumerate();
    let written = members.clone().map(|member| write(object, member, &map));
    let arms = members.clone().map(|(index, member)| {
        let (field, wire, missing) = (&member.field, &member.wire, object.missing(index));
        match object.marks_absence(member) {
            false => read((index, member), (&quote!(self.#field), &quote!(self.rest)), &map),
            true => quote_spanned! {member.place()=>
                #wire => {
                    let value = ::ping_models::__private::next_value(#map)?;
                    self.#field = self.rest.take_always((#index, #missing), value);
                }
            },
        }
    });
    let absent = object.members.iter().map(|member| &member.field);
    let marks = members.clone().filter(|(_, member)| object.marks_absence(member));
    let marks = marks.map(|(index, _)| object.missing(index));
    let required = members.filter(|(_, member)| member.shape == Shape::Required);
    let (wires, places): (Vec<_>, Vec<_>) =
        required.map(|(index, member)| (&member.wire, object.missing(index))).unzip();
    let lacks = (!wires.is_empty()).then(|| {
        quote! {
            fn lacks(&self) -> Option<&'static str> {
                #(if self.rest.is_marked(#places) {
                    return Some(#wires);
                })*
                None
            }
        }
    });
    // What callers build has its own.
    let default = (wires.is_empty() && !object.is_request).then(|| {
        quote! {
            #[automatically_derived]
            impl ::core::default::Default for #name {
                fn default() -> Self {
                    ::ping_models::__private::Part::absent()
                }
            }
        }
    });
    Ok(quote! {
        #default

        #[automatically_derived]
        impl ::ping_models::__private::Part for #name {
            fn absent() -> Self {
                #[allow(unused_mut)]
                let mut rest = ::ping_models::Rest::default();
                #(rest.mark(#marks, true);)*
                Self { #(#absent: ::core::default::Default::default(),)* rest }
            }

            fn write<M: ::ping_models::__private::serde::ser::SerializeMap>(
                &self,
                map: &mut M,
            ) -> Result<(), M::Error> {
                #(#written)*
                Ok(())
            }

            fn take<'de, __A: ::ping_models::__private::serde::de::MapAccess<'de>>(
                &mut self,
                key: &str,
                map: &mut __A,
            ) -> Result<bool, __A::Error> {
                match key {
                    #(#arms)*
                    _ => return Ok(false),
                }
                Ok(true)
            }

            #lacks
        }
    })
}

fn local(member: &Member) -> Ident {
    format_ident!("member_{}", member.plain_name())
}

/// The variable that holds a member while the object is read.
fn slot(member: &Member) -> TokenStream {
    let (slot, ty) = (local(member), &member.ty);
    match member.shape {
        Shape::Flattened => quote_spanned! {member.place()=>
            let mut #slot = <#ty as ::ping_models::__private::Part>::absent();
        },
        _ => quote!(let mut #slot: Option<#ty> = None;),
    }
}

/// Reads one member into its place.
fn read(
    (index, member): (usize, &Member),
    (slot, rest): (&TokenStream, &TokenStream),
    map: &TokenStream,
) -> TokenStream {
    let wire = &member.wire;
    match member.shape {
        Shape::Required => quote_spanned! {member.place()=>
            #wire => #slot = Some(::ping_models::__private::next_value(#map)?),
        },
        Shape::Optional | Shape::Always => quote_spanned! {member.place()=>
            #wire => {
                #slot = ::ping_models::__private::next_value(#map)?;
                #rest.mark(#index, #slot.is_none());
            }
        },
        Shape::Flattened => TokenStream::new(),
    }
}

/// The value of a field from its variable.
fn fill(object: &Object, (index, member): (usize, &Member)) -> TokenStream {
    let (field, wire, slot) = (&member.field, &member.wire, local(member));
    match member.shape {
        Shape::Optional | Shape::Flattened => quote!(#field: #slot),
        Shape::Required => quote! {
            #field: match #slot {
                Some(value) => value,
                None => {
                    return Err(::ping_models::__private::serde::de::Error::missing_field(#wire));
                }
            }
        },
        Shape::Always => {
            let missing = object.missing(index);
            quote_spanned! {member.place()=>
                #field: match #slot {
                    Some(value) => value,
                    None => {
                        rest.mark(#missing, true);
                        ::core::default::Default::default()
                    }
                }
            }
        }
    }
}
