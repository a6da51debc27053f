//! What the attributes of an enum that is tagged say, checked at the tokens that say it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::meta::ParseNestedMeta;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, LitStr, Path, Token, Type};

use crate::attributes::{Form, docs, form};

/// What `#[tagged(..)]` on an enum says.
#[derive(Default)]
pub(crate) struct Container {
    /// The members that tell.
    pub(crate) tags: Vec<LitStr>,
    /// The fields that all variants have.
    pub(crate) all: Vec<Shared>,
    /// The parts that all variants have.
    pub(crate) flattened: Vec<Shared>,
    pub(crate) create: Option<Form>,
}

/// A field that all variants have.
pub(crate) struct Shared {
    pub(crate) docs: Vec<Attribute>,
    pub(crate) field: Ident,
    pub(crate) ty: Type,
}

/// A variant.
pub(crate) struct Variant {
    pub(crate) docs: Vec<Attribute>,
    pub(crate) name: Ident,
    pub(crate) ty: Type,
    /// For each member that tells, the texts of which one has to be there; no member where it
    /// takes everything else.
    pub(crate) texts: Option<Vec<Text>>,
    /// What creates it, where the enum has a form; nothing where callers can do neither that nor
    /// replace it.
    pub(crate) create: Option<Ident>,
}

/// The texts that a member may have; `_` is any.
pub(crate) struct Text(Vec<Value>);

/// A text, or a value of an open enum.
enum Value {
    Text(LitStr),
    Open(Path),
}

impl Text {
    /// Whether `tag`, an `Option<&str>`, is one of them; `None` where anything is.
    pub(crate) fn chooses(&self, tag: &TokenStream) -> Option<TokenStream> {
        let texts = self.0.iter().map(|value| match value {
            Value::Text(text) => quote!(Some(#text)),
            Value::Open(path) => quote!(Some(#path.as_str())),
        });
        (!self.0.is_empty()).then(|| quote!((#(#tag == #texts)||*)))
    }
}

impl Parse for Value {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        match input.peek(LitStr) {
            true => input.parse().map(Self::Text),
            false => input.call(Path::parse_mod_style).map(Self::Open),
        }
    }
}

impl Parse for Shared {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let docs = input.call(Attribute::parse_outer)?;
        let field: Ident = input.parse()?;
        if docs.is_empty() {
            let message = "say what it is: a doc comment belongs before the name";
            return Err(syn::Error::new(field.span(), message));
        }
        input.parse::<Token![:]>()?;
        Ok(Self { docs, field, ty: input.parse()? })
    }
}

impl Parse for Text {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.parse::<Option<Token![_]>>()?.is_some() {
            return Ok(Self(Vec::new()));
        }
        let texts = Punctuated::<Value, Token![|]>::parse_separated_nonempty(input)?;
        Ok(Self(texts.into_iter().collect()))
    }
}

pub(crate) fn container(input: &DeriveInput) -> syn::Result<Container> {
    let mut found = Container::default();
    for attribute in &input.attrs {
        if attribute.path().is_ident("tagged") {
            attribute.parse_nested_meta(|meta| {
                let word = meta.path.get_ident().map(Ident::to_string);
                match word.as_deref() {
                    Some("by") => found.tags.extend(listed(&meta)?),
                    Some("all") => found.all.extend(listed(&meta)?),
                    Some("flatten") => found.flattened.extend(listed(&meta)?),
                    Some("create") => found.create = Some(form(&meta)?),
                    _ => {
                        return Err(meta.error(
                            "expected `by(\"..\")`, `all(field: Type)`, `flatten(field: Type)` \
                             or `create(Name)`",
                        ));
                    }
                }
                Ok(())
            })?;
        }
    }
    if found.tags.is_empty() {
        let message = "say which member tells: `#[tagged(by(\"type\"))]`";
        return Err(syn::Error::new(input.ident.span(), message));
    }
    Ok(found)
}

fn listed<T: Parse>(meta: &ParseNestedMeta<'_>) -> syn::Result<Punctuated<T, Token![,]>> {
    let content;
    syn::parenthesized!(content in meta.input);
    Punctuated::parse_terminated(&content)
}

/// The variants, the one that takes everything else last.
pub(crate) fn variants(input: &DeriveInput, container: &Container) -> syn::Result<Vec<Variant>> {
    let name = &input.ident;
    let Data::Enum(data) = &input.data else {
        return Err(syn::Error::new(name.span(), "what is tagged is an enum"));
    };
    let variants = data.variants.iter().map(|found| variant(found, container));
    let mut variants = variants.collect::<syn::Result<Vec<_>>>()?;
    variants.sort_by_key(|variant| variant.texts.is_none());
    if variants.last().is_none_or(|last| last.texts.is_some()) {
        let message = "what no variant names needs one: mark it with `#[tagged(other)]`";
        return Err(syn::Error::new(name.span(), message));
    }
    Ok(variants)
}

fn variant(found: &syn::Variant, container: &Container) -> syn::Result<Variant> {
    let name = &found.ident;
    let ty = match &found.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first(),
        _ => None,
    };
    let Some(ty) = ty.map(|field| &field.ty) else {
        return Err(syn::Error::new(name.span(), "a variant holds one model"));
    };
    let mut attributes = found.attrs.iter();
    let Some(attribute) = attributes.find(|attribute| attribute.path().is_ident("tagged")) else {
        let message = "say which text chooses it: `#[tagged(\"A\" | \"B\")]` or `#[tagged(other)]`";
        return Err(syn::Error::new(name.span(), message));
    };
    let (texts, create) =
        attribute.parse_args_with(|input: ParseStream<'_>| said(input, container.tags.len()))?;
    match (&create, &container.create) {
        (Some(form), None) => {
            let message = "there is no form of the enum: `#[tagged(create(Name))]` on it";
            return Err(syn::Error::new(form.span(), message));
        }
        // What no variant names is read as that one, of the forms as well.
        (None, Some(_)) if texts.is_none() => {
            let message = "say what creates it: `#[tagged(other, create(Name))]`";
            return Err(syn::Error::new(name.span(), message));
        }
        _ => {}
    }
    Ok(Variant { docs: docs(&found.attrs), name: name.clone(), ty: ty.clone(), texts, create })
}

/// The texts that choose a variant, and its form.
fn said(input: ParseStream<'_>, tags: usize) -> syn::Result<(Option<Vec<Text>>, Option<Ident>)> {
    let place = input.span();
    let (mut texts, mut is_other, mut create) = (Vec::new(), false, None);
    while !input.is_empty() {
        if input.peek(Ident) && !input.peek2(Token![::]) {
            let word: Ident = input.parse()?;
            match word.to_string().as_str() {
                "other" => is_other = true,
                "create" => {
                    let content;
                    syn::parenthesized!(content in input);
                    create = Some(content.parse()?);
                }
                _ => {
                    let message = "expected `other`, texts, values or `create(Name)`";
                    return Err(syn::Error::new(word.span(), message));
                }
            }
        } else {
            texts.push(input.parse()?);
        }
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    match (is_other, texts.len()) {
        (true, 0) => Ok((None, create)),
        (false, count) if count == tags => Ok((Some(texts), create)),
        _ => Err(syn::Error::new(place, "one text for each member that tells")),
    }
}
