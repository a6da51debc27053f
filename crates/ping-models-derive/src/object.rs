//! An object of the wire.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{DeriveInput, GenericParam, Generics, Ident, Type, TypeParamBound, parse_quote};

use crate::attributes::{Container, Member, Shape, container, members};

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

impl Object {
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
}

/// Whether a type has to do with the one of this name.
pub(crate) fn mentions(ty: &Type, name: &str) -> bool {
    fn any(tokens: TokenStream, name: &str) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(ident) => ident == name,
            TokenTree::Group(group) => any(group.stream(), name),
            _ => false,
        })
    }
    any(ty.to_token_stream(), name)
}
