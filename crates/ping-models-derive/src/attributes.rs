//! What the attributes say, checked at the tokens that say it.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{
    Attribute, Data, DeriveInput, Field, Fields, GenericArgument, Ident, LitStr, PathArguments,
    Token, Type,
};

use crate::names::{camel_case, plain};
use crate::object::Object;

/// What `#[model(..)]` on a struct says.
#[derive(Default)]
pub(crate) struct Container {
    pub(crate) snake_case: bool,
    pub(crate) request: bool,
    pub(crate) clear: bool,
    pub(crate) part: bool,
    pub(crate) row: bool,
    pub(crate) create: Option<Form>,
    pub(crate) merge: Option<Form>,
}

/// A further type that is made of the same members.
pub(crate) struct Form {
    pub(crate) docs: Vec<Attribute>,
    pub(crate) name: Ident,
}

/// One member of an object.
#[derive(Clone)]
pub(crate) struct Member {
    pub(crate) docs: Vec<Attribute>,
    pub(crate) field: Ident,
    pub(crate) wire: String,
    pub(crate) shape: Shape,
    /// The type of the value, without `Option`.
    pub(crate) ty: Type,
    pub(crate) personal: bool,
    pub(crate) built: Built,
    pub(crate) read_only: bool,
    pub(crate) create_only: bool,
    pub(crate) on_create: bool,
    /// The words that tell how callers build it.
    pub(crate) of_forms: Vec<Ident>,
    /// The part that a flattened member is, once it is known.
    pub(crate) part: Option<Box<Object>>,
}

/// When a member is there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Without it nothing decodes.
    Required,
    /// It may be absent, and is an `Option`.
    Optional,
    /// It may be absent, and has its default value then.
    Always,
    /// It stands for members among those of the object.
    Flattened,
}

/// How `new` gets the value of a member.
#[derive(Clone)]
pub(crate) enum Built {
    /// As its shape says: taken where it is required, and absent otherwise.
    Shape,
    /// Taken, although it is optional.
    Taken,
    /// Filled in, for good.
    Fixed(TokenStream),
    /// Filled in, until a setter changes it.
    Preset(TokenStream),
}

pub(crate) fn container(input: &DeriveInput) -> syn::Result<Container> {
    let mut found = Container::default();
    for attribute in model_attributes(&input.attrs) {
        attribute.parse_nested_meta(|meta| {
            match word(&meta).as_deref() {
                Some("snake_case") => found.snake_case = true,
                Some("request") => found.request = true,
                Some("clear") => found.clear = true,
                Some("part") => found.part = true,
                Some("row") => found.row = true,
                Some("create") => found.create = Some(form(&meta)?),
                Some("merge") => found.merge = Some(form(&meta)?),
                _ => {
                    return Err(meta.error(
                        "expected `snake_case`, `request`, `clear`, `part`, `row`, `create(Name)` \
                         or `merge(Name)`",
                    ));
                }
            }
            Ok(())
        })?;
    }
    Ok(found)
}

impl Container {
    /// Whether something is made of the members that has to know those of parts.
    pub(crate) fn is_built(&self) -> bool {
        self.request || self.clear || self.create.is_some() || self.merge.is_some()
    }

    /// Whether its members say nothing of what is not built.
    pub(crate) fn check(&self, members: &[Member]) -> syn::Result<()> {
        if let (Some(form), true) = (self.create.as_ref().or(self.merge.as_ref()), self.part) {
            let message = "a part has no form: its members are in the forms of those that have it";
            return Err(syn::Error::new(form.name.span(), message));
        }
        for word in members.iter().flat_map(|member| &member.of_forms) {
            let is_known = match word.to_string().as_str() {
                "read_only" => self.create.is_some() || self.merge.is_some(),
                "create_only" | "on_create" => self.create.is_some(),
                _ => self.create.is_some() || self.request || self.clear,
            };
            if !is_known && !self.part {
                let message = format!("`{word}` says how it is built, and nobody builds it");
                return Err(syn::Error::new(word.span(), message));
            }
        }
        Ok(())
    }
}

/// A name with its documentation in parentheses.
pub(crate) fn form(meta: &ParseNestedMeta<'_>) -> syn::Result<Form> {
    if !meta.input.peek(syn::token::Paren) {
        return Err(meta.error("expected the name of the form in parentheses"));
    }
    let content;
    syn::parenthesized!(content in meta.input);
    let docs = content.call(Attribute::parse_outer)?;
    let name: Ident = content.parse()?;
    if docs.is_empty() {
        let message = "say what it is: a doc comment belongs before the name";
        return Err(syn::Error::new(name.span(), message));
    }
    Ok(Form { docs, name })
}

/// The tokens of a value up to the next word: `syn` parses arrays, blocks and closures with its
/// whole grammar alone, and rustc tells what is wrong with them.
fn value(meta: &ParseNestedMeta<'_>) -> syn::Result<TokenStream> {
    let input = meta.value()?;
    if input.is_empty() || input.peek(Token![,]) {
        return Err(input.error("expected an expression"));
    }
    let mut value = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        value.extend(std::iter::once(input.parse::<TokenTree>()?));
    }
    Ok(value)
}

fn word(meta: &ParseNestedMeta<'_>) -> Option<String> {
    meta.path.get_ident().map(Ident::to_string)
}

/// The members of a struct, without its `rest`.
pub(crate) fn members(input: &DeriveInput, snake_case: bool) -> syn::Result<Vec<Member>> {
    let Data::Struct(data) = &input.data else {
        return Err(syn::Error::new(input.ident.span(), "a model is a struct"));
    };
    let Fields::Named(fields) = &data.fields else {
        let message = "a model has named fields";
        return Err(syn::Error::new(input.ident.span(), message));
    };
    let (rest, fields): (Vec<_>, Vec<_>) = fields
        .named
        .iter()
        .partition(|field| field.ident.as_ref().is_some_and(|name| name == "rest"));
    if rest.is_empty() {
        let message = "a model keeps what it does not name: add a field `rest: Rest<Self>`";
        return Err(syn::Error::new(input.ident.span(), message));
    }
    let fields = fields.into_iter();
    let members = fields.map(|field| member(field, snake_case));
    let members: Vec<_> = members.collect::<syn::Result<_>>()?;
    for (index, member) in members.iter().enumerate() {
        let before = &members[..index];
        if member.shape != Shape::Flattened && before.iter().any(|one| one.wire == member.wire) {
            let message = format!("`{}` is the name of another member already", member.wire);
            return Err(syn::Error::new(member.field.span(), message));
        }
    }
    Ok(members)
}

fn member(field: &Field, snake_case: bool) -> syn::Result<Member> {
    let Some(name) = field.ident.clone() else {
        return Err(syn::Error::new(field.span(), "a model has named fields"));
    };
    let mut member = Member {
        docs: docs(&field.attrs),
        wire: match snake_case {
            true => plain(&name),
            false => camel_case(&name),
        },
        field: name,
        shape: Shape::Required,
        ty: field.ty.clone(),
        personal: false,
        built: Built::Shape,
        read_only: false,
        create_only: false,
        on_create: false,
        of_forms: Vec::new(),
        part: None,
    };
    if let Some(inner) = argument_of(&field.ty, "Option") {
        member.shape = Shape::Optional;
        member.ty = inner.clone();
    }
    for attribute in model_attributes(&field.attrs) {
        attribute.parse_nested_meta(|meta| {
            let word = meta.path.get_ident().cloned();
            let told = word.as_ref().map(Ident::to_string);
            let of_forms = ["read_only", "create_only", "on_create", "new", "fixed", "preset"];
            if told.as_deref().is_some_and(|told| of_forms.contains(&told)) {
                member.of_forms.extend(word);
            }
            match told.as_deref() {
                Some("name") => member.wire = meta.value()?.parse::<LitStr>()?.value(),
                Some("personal") => member.personal = true,
                Some("read_only") => member.read_only = true,
                Some("create_only") => member.create_only = true,
                Some("on_create") if member.shape == Shape::Optional => {
                    return Err(meta.error("of an `Option` it is `new` that says so"));
                }
                Some("on_create") => member.on_create = true,
                Some("always" | "flatten") if member.shape == Shape::Optional => {
                    return Err(meta.error("a member of this kind is no `Option`"));
                }
                Some("always") => member.shape = Shape::Always,
                Some("flatten") => member.shape = Shape::Flattened,
                Some("new") if member.shape != Shape::Optional => {
                    return Err(meta.error("`new` takes what is required anyway"));
                }
                Some("new") => member.built = Built::Taken,
                Some("fixed") => member.built = Built::Fixed(value(&meta)?),
                Some("preset") => member.built = Built::Preset(value(&meta)?),
                _ => {
                    return Err(meta.error(
                        "expected `name = \"..\"`, `always`, `flatten`, `personal`, \
                         `fixed = ..`, `preset = ..`, `new`, `read_only`, `create_only` or \
                         `on_create`",
                    ));
                }
            }
            Ok(())
        })?;
    }
    Ok(member)
}

impl Member {
    /// Where errors about the type of the member are to be reported, for code whose names are
    /// those of the macro.
    pub(crate) fn place(&self) -> Span {
        Span::call_site().located_at(self.ty.span())
    }

    /// Its field, without the mark of a raw identifier.
    pub(crate) fn plain_name(&self) -> String {
        plain(&self.field)
    }
}

fn model_attributes(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("model"))
}

/// The documentation among the attributes.
pub(crate) fn docs(attributes: &[Attribute]) -> Vec<Attribute> {
    let docs = attributes.iter().filter(|attribute| attribute.path().is_ident("doc"));
    docs.cloned().collect()
}

/// The `T` of an `Option<T>` or a `Box<T>`.
pub(crate) fn argument_of<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else {
        return None;
    };
    let last = path.path.segments.last()?;
    if last.ident != name {
        return None;
    }
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Type(inner) => Some(inner),
            _ => None,
        },
        _ => None,
    }
}
