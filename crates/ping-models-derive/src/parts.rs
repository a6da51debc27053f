//! How a derive comes to know the members of a part, which stand in another declaration.
//!
//! A part has a macro of its own name, which tells its declaration. Whatever has to know it asks
//! one part after another, by [`with_parts`], and is expanded by what they told.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Data, DeriveInput, Type, braced, bracketed, token};

use crate::attributes::Shape;
use crate::object::{self, Object};
use crate::{model, tagged};

/// The macro of a part, which adds the declaration to what it is given. It is imported as the
/// part itself is.
pub(crate) fn told(part: &DeriveInput) -> TokenStream {
    if !part.generics.params.is_empty() {
        return TokenStream::new();
    }
    let name = &part.ident;
    let hidden = format_ident!("__part_{name}");
    quote! {
        #[allow(unused_macros)]
        macro_rules! #hidden {
            ($($given:tt)*) => {
                ::ping_models::__private::with_parts! { $($given)* { #part } }
            };
        }
        #[allow(unused_imports)]
        pub(crate) use #hidden as #name;
    }
}

/// Asks for the declarations of parts.
pub(crate) fn asked(whole: &DeriveInput, parts: &[&Type]) -> TokenStream {
    ask(whole, parts, &[])
}

fn ask(whole: &DeriveInput, parts: &[&Type], told: &[DeriveInput]) -> TokenStream {
    match parts {
        [] => TokenStream::new(),
        [next, parts @ ..] => quote! {
            #next! { { #whole } [ #({ #parts })* ] #({ #told })* }
        },
    }
}

/// A declaration, the parts that it has yet to learn of, and what it was told.
struct Asked {
    whole: DeriveInput,
    parts: Vec<Type>,
    told: Vec<DeriveInput>,
}

/// What stands in braces.
fn inside<T: Parse>(input: ParseStream<'_>) -> syn::Result<T> {
    let content;
    braced!(content in input);
    content.parse()
}

impl Parse for Asked {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let whole = inside(input)?;
        let (mut parts, mut told) = (Vec::new(), Vec::new());
        let content;
        bracketed!(content in input);
        while content.peek(token::Brace) {
            parts.push(inside(&content)?);
        }
        while input.peek(token::Brace) {
            told.push(inside(input)?);
        }
        Ok(Self { whole, parts, told })
    }
}

/// Asks for the next part, or expands what had to know them all.
pub(crate) fn expand(input: TokenStream) -> syn::Result<TokenStream> {
    let Asked { whole, parts, told } = syn::parse2(input)?;
    if !parts.is_empty() {
        let parts: Vec<&Type> = parts.iter().collect();
        return Ok(ask(&whole, &parts, &told));
    }
    let told = told.iter().map(|part| Ok(object::read(part)?.1));
    let mut told = told.collect::<syn::Result<Vec<Object>>>()?.into_iter();
    if let Data::Enum(_) = whole.data {
        return tagged::readers(&whole, told);
    }
    let (container, mut object) = object::read(&whole)?;
    for member in &mut object.members {
        if member.shape == Shape::Flattened {
            member.part = told.next().map(Box::new);
        }
    }
    Ok(model::built(&container, &object, &whole.vis))
}
