//! Enums whose variant is chosen by the texts of one or more members.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Data, DeriveInput, Fields, Ident, LitStr, Token, Variant};

/// For each member that tells, the texts of which one has to be there.
type Texts = Vec<Vec<LitStr>>;

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let name = &input.ident;
    let Data::Enum(data) = &input.data else {
        return Err(syn::Error::new(name.span(), "what is tagged is an enum"));
    };
    let tags = tags(input)?;
    let mut other = None;
    let mut known: Vec<(&Ident, Texts)> = Vec::new();
    for variant in &data.variants {
        if !matches!(&variant.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1) {
            return Err(syn::Error::new(variant.ident.span(), "a variant holds one model"));
        }
        match texts(variant, tags.len())? {
            Some(texts) => known.push((&variant.ident, texts)),
            None => other = Some(&variant.ident),
        }
    }
    let Some(other) = other else {
        let message = "what no variant names needs one: mark it with `#[tagged(other)]`";
        return Err(syn::Error::new(name.span(), message));
    };
    let variants: Vec<_> = known.iter().map(|(variant, _)| variant).collect();
    let patterns = known.iter().map(|(_, texts)| {
        let texts = texts.iter().map(|texts| quote!(#(Some(#texts))|*));
        quote!((#(#texts,)*))
    });
    Ok(quote! {
        #[automatically_derived]
        impl ::ping_models::Model for #name {}

        #[automatically_derived]
        impl ::core::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    #(Self::#variants(value) => ::core::fmt::Debug::fmt(value, f),)*
                    Self::#other(value) => ::core::fmt::Debug::fmt(value, f),
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
                    #(Self::#variants(value) => Serialize::serialize(value, serializer),)*
                    Self::#other(value) => Serialize::serialize(value, serializer),
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
                    match (#(tag_of(json, #tags).as_deref(),)*) {
                        #(#patterns => decode_text(json).map(Self::#variants),)*
                        _ => decode_text(json).map(Self::#other),
                    }
                })
            }
        }
    })
}

/// The members that tell.
fn tags(input: &DeriveInput) -> syn::Result<Vec<LitStr>> {
    let mut tags = Vec::new();
    for attribute in &input.attrs {
        if attribute.path().is_ident("tagged") {
            attribute.parse_nested_meta(|meta| {
                if !meta.path.is_ident("by") {
                    return Err(meta.error("expected `by(\"..\")`"));
                }
                let content;
                syn::parenthesized!(content in meta.input);
                tags.extend(Punctuated::<LitStr, Token![,]>::parse_terminated(&content)?);
                Ok(())
            })?;
        }
    }
    if tags.is_empty() {
        let message = "say which member tells: `#[tagged(by(\"type\"))]`";
        return Err(syn::Error::new(input.ident.span(), message));
    }
    Ok(tags)
}

/// The texts that choose a variant; `None` for the one that takes everything else.
fn texts(variant: &Variant, tags: usize) -> syn::Result<Option<Texts>> {
    let mut attributes = variant.attrs.iter();
    let Some(attribute) = attributes.find(|attribute| attribute.path().is_ident("tagged")) else {
        let message = "say which text chooses it: `#[tagged(\"A\" | \"B\")]` or `#[tagged(other)]`";
        return Err(syn::Error::new(variant.ident.span(), message));
    };
    attribute.parse_args_with(|input: ParseStream<'_>| {
        if input.peek(Ident) {
            let word: Ident = input.parse()?;
            return match word == "other" {
                true => Ok(None),
                false => Err(syn::Error::new(word.span(), "expected `other` or texts")),
            };
        }
        let alternatives = |input: ParseStream<'_>| {
            let texts = Punctuated::<LitStr, Token![|]>::parse_separated_nonempty(input)?;
            Ok(texts.into_iter().collect::<Vec<_>>())
        };
        let place = input.span();
        let texts = Punctuated::<_, Token![,]>::parse_terminated_with(input, alternatives)?;
        if texts.len() != tags {
            return Err(syn::Error::new(place, "one text for each member that tells"));
        }
        Ok(Some(texts.into_iter().collect()))
    })
}
