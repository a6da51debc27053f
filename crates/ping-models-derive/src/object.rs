//! An object of the wire.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{DeriveInput, GenericParam, Generics, Ident, Type, TypeParamBound, parse_quote};

use crate::attributes::{Member, Shape, container, members};
use crate::{builder, forms, serde_impls};

/// What is known of an object.
pub(crate) struct Object {
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    pub(crate) members: Vec<Member>,
}

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let container = container(input)?;
    let object = Object {
        name: input.ident.clone(),
        generics: input.generics.clone(),
        members: members(input, container.snake_case)?,
    };
    if container.part {
        return object.part();
    }
    let mut expanded = object.expand();
    if container.row {
        expanded.extend(object.row());
    }
    if container.request || container.clear {
        expanded.extend(builder::expand(&object, container.clear));
    }
    if let Some(form) = &container.create {
        expanded.extend(forms::create(&object, form, &input.vis));
    }
    if let Some(form) = &container.merge {
        expanded.extend(forms::merge(&object, form, &input.vis));
    }
    Ok(expanded)
}

impl Object {
    /// What every object of the wire has.
    pub(crate) fn expand(&self) -> TokenStream {
        let name = &self.name;
        let (params, args, clause) = self.generics.split_for_impl();
        let written = self.written();
        let (written, _, written_clause) = written.split_for_impl();
        let (common, debug) = (self.common(), self.debug());
        let serialize = serde_impls::serialize(self);
        let deserialize = serde_impls::deserialize(self);
        quote! {
            #common

            #[automatically_derived]
            impl #params ::ping_models::Model for #name #args #clause {}

            impl #written #name #args #written_clause {
                /// The member `name` as it is on the wire, whether a field names it or not; `None`
                /// when it is absent, or when no `Value` can hold it (see
                /// [`OpenValue::to_value`](::ping_models::OpenValue::to_value)).
                #[inline]
                pub fn field(
                    &self,
                    name: &str,
                ) -> Option<::ping_models::__private::serde_json::Value> {
                    self.open_field(name)?.decode().ok()
                }

                /// The member `name` as its JSON text, whatever it is; `None` when it is absent.
                #[inline]
                pub fn open_field(&self, name: &str) -> Option<::ping_models::OpenValue> {
                    let unknown = self.rest.get(name);
                    unknown.or_else(|| ::ping_models::__private::member(self, name))
                }
            }

            #debug
            #serialize
            #deserialize
        }
    }

    /// Members that stand among those of other objects.
    fn part(&self) -> syn::Result<TokenStream> {
        let (common, debug) = (self.common(), self.debug());
        let part = serde_impls::part(self)?;
        Ok(quote!(#common #debug #part))
    }

    /// What objects and parts of them have.
    fn common(&self) -> TokenStream {
        let name = &self.name;
        let (params, args, clause) = self.generics.split_for_impl();
        // A part is no member, so it has no name that another type could have, too.
        let names = self.members.iter().map(|member| match member.shape {
            Shape::Flattened => "",
            _ => &member.wire,
        });
        let parts = self
            .members
            .iter()
            .filter(|member| member.shape == Shape::Flattened)
            .map(|member| &member.ty);
        quote! {
            #[automatically_derived]
            impl #params ::ping_models::__private::Members for #name #args #clause {
                const NAMES: &'static [&'static str] = &[#(#names),*];
                const PARTS: &'static [&'static [&'static str]] =
                    &[#(<#parts as ::ping_models::__private::Members>::NAMES),*];

                fn rest_mut(&mut self) -> &mut ::ping_models::Rest<Self> {
                    &mut self.rest
                }
            }

            impl #params #name #args #clause {
                /// The members that no field names, and the explicit nulls.
                pub fn rest(&self) -> &::ping_models::Rest<Self> {
                    &self.rest
                }
            }
        }
    }

    /// The place of the mark that a member had no value, although it always has one.
    pub(crate) fn missing(&self, index: usize) -> usize {
        let before = self.members.iter().take(index);
        let before = before.filter(|member| member.shape == Shape::Always);
        self.members.len() + before.count()
    }

    /// The type parameters with what writing takes.
    pub(crate) fn written(&self) -> Generics {
        let mut generics = self.bounded(&parse_quote!(::ping_models::__private::serde::Serialize));
        self.bound_always(&mut generics, &parse_quote!(::core::default::Default));
        self.bound_always(&mut generics, &parse_quote!(::core::cmp::PartialEq));
        generics
    }

    /// A bound more for the type parameters that members that are always there have to do with.
    pub(crate) fn bound_always(&self, generics: &mut Generics, bound: &TypeParamBound) {
        for param in generics.type_params_mut() {
            let mut members = self.members.iter();
            let always = |member: &Member| member.shape == Shape::Always;
            if members.any(|member| always(member) && mentions(&member.ty, &param.ident)) {
                param.bounds.push(bound.clone());
            }
        }
    }

    /// The type parameters, each with a bound more.
    pub(crate) fn bounded(&self, bound: &TypeParamBound) -> Generics {
        let mut generics = self.generics.clone();
        for param in &mut generics.params {
            if let GenericParam::Type(param) = param {
                param.bounds.push(bound.clone());
            }
        }
        generics
    }

    /// Absent members are left out, personal ones masked.
    fn debug(&self) -> TokenStream {
        let name = &self.name;
        let generics = self.bounded(&parse_quote!(::core::fmt::Debug));
        let (params, args, clause) = generics.split_for_impl();
        let members = self.members.iter().map(|member| {
            let (field, text) = (&member.field, member.plain_name());
            match (member.shape, member.personal) {
                (Shape::Optional, false) => quote_spanned! {member.place()=>
                    if let Some(value) = &self.#field {
                        out.field(#text, value);
                    }
                },
                (Shape::Optional, true) => quote! {
                    if self.#field.is_some() {
                        out.field(#text, &::ping_models::__private::PERSONAL);
                    }
                },
                (_, false) => quote_spanned!(member.place()=> out.field(#text, &self.#field);),
                (_, true) => quote!(out.field(#text, &::ping_models::__private::PERSONAL);),
            }
        });
        let text = name.to_string();
        quote! {
            #[automatically_derived]
            impl #params ::core::fmt::Debug for #name #args #clause {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    let mut out = f.debug_struct(#text);
                    #(#members)*
                    self.rest.finish_debug(out)
                }
            }
        }
    }

    /// The columns of a report.
    fn row(&self) -> TokenStream {
        let name = &self.name;
        let cells = self.members.iter().map(|member| {
            let (field, wire, ty) = (&member.field, &member.wire, &member.ty);
            quote_spanned! {member.place()=>
                #wire => |row, text| {
                    row.#field = Some(<#ty as ::ping_models::__private::Cell>::read_cell(text)?);
                    Ok(())
                }
            }
        });
        quote! {
            #[automatically_derived]
            impl ::ping_models::Row for #name {
                fn cell(column: &str) -> Option<::ping_models::SetCell<Self>> {
                    Some(match column {
                        #(#cells,)*
                        _ => return None,
                    })
                }

                fn keep_cell(&mut self, column: &str, text: &str) {
                    self.rest.keep_text(column, text);
                }
            }
        }
    }
}

/// Whether a type has to do with a type parameter.
fn mentions(ty: &Type, param: &Ident) -> bool {
    fn any(tokens: TokenStream, param: &Ident) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(ident) => ident == *param,
            TokenTree::Group(group) => any(group.stream(), param),
            _ => false,
        })
    }
    any(ty.to_token_stream(), param)
}
