//! What is made of the declaration of an object.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{DeriveInput, Type, Visibility, parse_quote};

use crate::attributes::{Container, Member, Shape};
use crate::object::{Object, mentions, read};
use crate::{builder, forms, parts, serde_impls};

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
