//! An object of the wire.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{
    DeriveInput, GenericParam, Generics, Ident, Type, TypeParamBound, Visibility, parse_quote,
};

use crate::attributes::{Container, Member, Shape, container, members};
use crate::{builder, forms, parts, serde_impls};

/// What is known of an object.
#[derive(Clone)]
pub(crate) struct Object {
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    pub(crate) members: Vec<Member>,
    /// Whether it stands among the members of others.
    pub(crate) is_part: bool,
    /// Whether callers build it.
    pub(crate) is_request: bool,
}

/// Where a member is that callers build an object with.
pub(crate) struct Place<'a> {
    /// The object, or a part of it.
    pub(crate) object: &'a Object,
    /// The field that holds the part.
    pub(crate) part: Option<&'a Ident>,
    pub(crate) index: usize,
    pub(crate) member: &'a Member,
}

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let (container, object) = read(input)?;
    if container.part {
        let mut expanded = object.part()?;
        if object.is_request {
            expanded.extend(builder::expand(&object, container.clear));
        }
        expanded.extend(parts::told(input));
        return Ok(expanded);
    }
    let mut expanded = object.expand();
    if container.row {
        expanded.extend(object.row());
    }
    let parts: Vec<&Type> = object.flattened().map(|member| &member.ty).collect();
    expanded.extend(match container.is_built() && !parts.is_empty() {
        true => parts::asked(input, &parts),
        false => built(&container, &object, &input.vis),
    });
    Ok(expanded)
}

/// What a declaration says.
pub(crate) fn read(input: &DeriveInput) -> syn::Result<(Container, Object)> {
    let container = container(input)?;
    let object = Object {
        name: input.ident.clone(),
        generics: input.generics.clone(),
        members: members(input, container.snake_case)?,
        is_part: container.part,
        is_request: container.request || container.clear,
    };
    container.check(&object.members)?;
    Ok((container, object))
}

/// What callers build it with, and the forms that are made of its members. The members of its
/// parts have to be known.
pub(crate) fn built(container: &Container, object: &Object, vis: &Visibility) -> TokenStream {
    let mut expanded = TokenStream::new();
    if object.is_request {
        expanded.extend(builder::expand(object, container.clear));
    }
    if let Some(form) = &container.create {
        expanded.extend(forms::create(object, form, vis));
    }
    if let Some(form) = &container.merge {
        expanded.extend(forms::merge(object, form, vis));
    }
    expanded
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
        let parts = self.flattened().map(|member| &member.ty);
        let is_secret = self.is_secret();
        quote! {
            #[automatically_derived]
            impl #params ::ping_models::__private::Members for #name #args #clause {
                const NAMES: &'static [&'static str] = &[#(#names),*];
                const PARTS: &'static [&'static [&'static str]] =
                    &[#(<#parts as ::ping_models::__private::Members>::NAMES),*];

                #is_secret

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

    /// The members, with those of parts in place of the parts; of a part that is `read_only`,
    /// itself.
    pub(crate) fn places(&self) -> Vec<Place<'_>> {
        let mut places = Vec::new();
        for (index, member) in self.members.iter().enumerate() {
            match &member.part {
                Some(part) if !member.read_only => {
                    let members = part.places().into_iter();
                    places.extend(members.map(|at| Place { part: Some(&member.field), ..at }));
                }
                _ => places.push(Place { object: self, part: None, index, member }),
            }
        }
        places
    }

    /// The members that are parts.
    pub(crate) fn flattened(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| member.shape == Shape::Flattened)
    }

    /// Whether the absence of a member is marked, since its field has a value nevertheless. An
    /// object is not decoded without what it requires, but a part is there from the beginning.
    pub(crate) fn marks_absence(&self, member: &Member) -> bool {
        member.shape == Shape::Always || (self.is_part && member.shape == Shape::Required)
    }

    /// Which members are secrets by their types, unless none is.
    fn is_secret(&self) -> Option<TokenStream> {
        let secret = |member: &&Member| {
            ["Secret", "SecretValue"].iter().any(|name| mentions(&member.ty, name))
        };
        let names: Vec<_> = self.members.iter().filter(secret).map(|member| &member.wire).collect();
        let parts: Vec<_> = self.flattened().map(|part| &part.ty).collect();
        if names.is_empty() && parts.is_empty() {
            return None;
        }
        Some(quote! {
            fn is_secret(name: &str) -> bool {
                [#(#names),*].contains(&name)
                    #(|| <#parts as ::ping_models::__private::Members>::is_secret(name))*
            }
        })
    }

    /// The place of the mark that a member had no value, although it always has one.
    pub(crate) fn missing(&self, index: usize) -> usize {
        let before = self.members.iter().take(index);
        self.members.len() + before.filter(|member| self.marks_absence(member)).count()
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
            if members
                .any(|member| always(member) && mentions(&member.ty, &param.ident.to_string()))
            {
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

/// Whether a type has to do with the one of this name.
fn mentions(ty: &Type, name: &str) -> bool {
    fn any(tokens: TokenStream, name: &str) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(ident) => ident == name,
            TokenTree::Group(group) => any(group.stream(), name),
            _ => false,
        })
    }
    any(ty.to_token_stream(), name)
}
