//! Enums whose variant is chosen by the texts of one or more members.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{DeriveInput, Ident, LitStr, Type};

use crate::attributes::{Form, Member, Shape, argument_of};
use crate::object::Object;
use crate::parts;
use crate::variants::{Container, Shared, Variant, container, variants};

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let container = container(input)?;
    let variants = variants(input, &container)?;
    let name = &input.ident;
    let mut expanded = chosen(name, &container.tags, &variants);
    let shared = container.all.iter().chain(&container.flattened);
    let shared = shared.map(|shared| reader_of_all(shared, &variants));
    expanded.extend(quote!(impl #name { #(#shared)* }));
    let parts: Vec<&Type> = container.flattened.iter().map(|shared| &shared.ty).collect();
    expanded.extend(parts::asked(input, &parts));
    if let Some(form) = &container.create {
        expanded.extend(create(input, &container, variants, form));
    }
    Ok(expanded)
}

/// What every enum that is tagged has.
fn chosen(name: &Ident, tags: &[LitStr], variants: &[Variant]) -> TokenStream {
    let names: Vec<_> = variants.iter().map(|variant| &variant.name).collect();
    // The one that takes everything else is the last.
    let chosen = variants.iter().map(|variant| {
        let (name, texts) = (&variant.name, variant.texts.iter().flatten());
        let told = texts.enumerate().filter_map(|(at, text)| text.chooses(&quote!(tags[#at])));
        let told: Vec<_> = told.collect();
        match told.is_empty() {
            true => quote!({ decode_text(json).map(Self::#name) }),
            false => quote!(if #(#told)&&* { decode_text(json).map(Self::#name) } else),
        }
    });
    quote! {
        #[automatically_derived]
        impl ::ping_models::Model for #name {}

        impl #name {
            /// The member `name` as it is on the wire, whether a field names it or not; `None`
            /// when it is absent, or when no `Value` can hold it (see
            /// [`OpenValue::to_value`](::ping_models::OpenValue::to_value)).
            pub fn field(
                &self,
                name: &str,
            ) -> Option<::ping_models::__private::serde_json::Value> {
                match self {
                    #(Self::#names(value) => value.field(name),)*
                }
            }

            /// The member `name` as its JSON text, whatever it is; `None` when it is absent.
            pub fn open_field(&self, name: &str) -> Option<::ping_models::OpenValue> {
                match self {
                    #(Self::#names(value) => value.open_field(name),)*
                }
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    #(Self::#names(value) => ::core::fmt::Debug::fmt(value, f),)*
                }
            }
        }

        #[automatically_derived]
        impl ::ping_models::__private::serde::Serialize for #name {
            fn serialize<S: ::ping_models::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                use ::ping_models::__private::serde::Serialize;
                match self {
                    #(Self::#names(value) => Serialize::serialize(value, serializer),)*
                }
            }
        }

        #[automatically_derived]
        impl<'de> ::ping_models::__private::serde::Deserialize<'de> for #name {
            fn deserialize<__D: ::ping_models::__private::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> Result<Self, __D::Error> {
                use ::ping_models::__private::{decode_text, tag_of};
                ::ping_models::__private::read_text(deserializer, |json| {
                    ::ping_models::__private::take_room_for::<Self>()?;
                    let tags = [#(tag_of(json, #tags)),*];
                    let tags = tags.each_ref().map(|tag| tag.as_deref());
                    #(#chosen)*
                })
            }
        }
    }
}

/// Reads a field that all variants have.
fn reader_of_all(shared: &Shared, variants: &[Variant]) -> TokenStream {
    let Shared { docs, field, ty } = shared;
    let inner = argument_of(ty, "Option");
    let (shown, value) = read(inner.unwrap_or(ty), inner.is_some(), &quote!(value.#field));
    let names = variants.iter().map(|variant| &variant.name);
    // An error of a variant that has no such field is reported here.
    let place = Span::call_site().located_at(field.span());
    quote_spanned! {place=>
        #(#docs)*
        pub fn #field(&self) -> #shown {
            match self {
                #(Self::#names(value) => #value,)*
            }
        }
    }
}

/// Reads the members of the parts that all variants have.
pub(crate) fn readers(
    input: &DeriveInput,
    parts: impl Iterator<Item = Object>,
) -> syn::Result<TokenStream> {
    let (name, container) = (&input.ident, container(input)?);
    let parts: Vec<Object> = parts.collect();
    let readers = container.flattened.iter().zip(&parts).flat_map(|(shared, part)| {
        part.members.iter().map(|member| reader_of_part(&shared.field, member))
    });
    Ok(quote!(impl #name { #(#readers)* }))
}

fn reader_of_part(part: &Ident, member: &Member) -> TokenStream {
    let (docs, field) = (&member.docs, &member.field);
    let is_optional = member.shape == Shape::Optional;
    let (shown, value) = read(&member.ty, is_optional, &quote!(self.#part().#field));
    quote! {
        #(#docs)*
        pub fn #field(&self) -> #shown {
            #value
        }
    }
}

/// What a value is read as, and how.
fn read(ty: &Type, is_optional: bool, value: &TokenStream) -> (TokenStream, TokenStream) {
    let name = match ty {
        Type::Path(path) => path.path.get_ident().map(Ident::to_string),
        _ => None,
    };
    match (name.as_deref(), is_optional) {
        (Some("bool" | "u32" | "u64" | "i32" | "i64"), true) => {
            (quote!(Option<#ty>), value.clone())
        }
        (Some("bool" | "u32" | "u64" | "i32" | "i64"), false) => (quote!(#ty), value.clone()),
        (Some("String"), true) => (quote!(Option<&str>), quote!(#value.as_deref())),
        (Some("String"), false) => (quote!(&str), quote!(&#value)),
        (_, true) => (quote!(Option<&#ty>), quote!(#value.as_ref())),
        (_, false) => (quote!(&#ty), quote!(&#value)),
    }
}

/// The enum of what creates the variants, or replaces them.
fn create(
    input: &DeriveInput,
    container: &Container,
    variants: Vec<Variant>,
    form: &Form,
) -> TokenStream {
    let (source, vis, Form { name, docs }) = (&input.ident, &input.vis, form);
    let (written, read_only): (Vec<_>, Vec<_>) =
        variants.into_iter().partition(|variant| variant.create.is_some());
    let names: Vec<_> = written.iter().map(|variant| &variant.name).collect();
    let forms: Vec<_> = written.iter().filter_map(|variant| variant.create.as_ref()).collect();
    let fields = written.iter().zip(&forms).map(|(variant, form)| {
        let (docs, name) = (&variant.docs, &variant.name);
        match is_boxed(variant) {
            true => quote!(#(#docs)* #name(Box<#form>)),
            false => quote!(#(#docs)* #name(#form)),
        }
    });
    let made = written.iter().zip(&forms).map(|(variant, form)| match is_boxed(variant) {
        true => quote!(<#form>::from(*value).into()),
        false => quote!(value.into()),
    });
    let chosen = chosen(name, &container.tags, &written);
    let doc = "What replaces one that was read: the members that a caller may set, and those that \
               no field names.";
    let replaced = if read_only.is_empty() {
        quote! {
            #[automatically_derived]
            impl From<#source> for #name {
                #[doc = #doc]
                fn from(read: #source) -> Self {
                    match read {
                        #(#source::#names(value) => Self::#names(#made),)*
                    }
                }
            }
        }
    } else {
        let read_only = read_only.iter().map(|variant| &variant.name);
        quote! {
            impl #name {
                #[doc = #doc]
                /// `None` where nothing does.
                pub fn replacing(read: #source) -> Option<Self> {
                    Some(match read {
                        #(#source::#names(value) => Self::#names(#made),)*
                        #(#source::#read_only(_) => return None,)*
                    })
                }
            }
        }
    };
    quote! {
        #(#docs)*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        #vis enum #name {
            #(#fields,)*
        }

        #chosen

        #(
            #[automatically_derived]
            impl From<#forms> for #name {
                fn from(form: #forms) -> Self {
                    Self::#names(form.into())
                }
            }
        )*

        #replaced
    }
}

fn is_boxed(variant: &Variant) -> bool {
    argument_of(&variant.ty, "Box").is_some()
}
