//! The derive macros behind `ping-models`; they are of no use without it.
//!
//! A wire type is an ordinary struct or enum, which rustfmt formats and an editor understands.
//! The macros write what every one of them promises: it decodes and encodes without loss, stays
//! open for what the service learns, and prints no secret.

mod attributes;
mod builder;
mod forms;
mod id;
mod model;
mod names;
mod object;
mod open_enum;
mod parts;
mod serde_impls;
mod tagged;
#[cfg(test)]
mod tests;
mod variants;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Defines an object of the wire.
///
/// A field that is no `Option` is required: without it a payload does not decode. The last field
/// is `rest: Rest<Self>`. A member is called on the wire as its field is here, in camel case.
///
/// On the struct:
///
/// - `#[model(snake_case)]`: its members are called as its fields are.
/// - `#[model(request)]`: callers build it. `new` takes what is required, each optional member
///   gets a setter.
/// - `#[model(clear)]`: as `request`, and each optional member gets a `clear_` method that sends
///   `null`.
/// - `#[model(create(NewThing))]`: defines a request with the members that a caller may set, and
///   the conversion from what was read to what replaces it. Its documentation stands before its
///   name, as doc comments.
/// - `#[model(merge(PatchThing))]`: defines a request of which every member is optional and can be
///   cleared; documented likewise.
/// - `#[model(part)]`: it is no object itself. Its members stand among those of others, which have
///   it by `#[model(flatten)]`. It may say of its members what those others may say of theirs, and
///   be a `request` that requests have.
/// - `#[model(row)]`: it is a row of a report, whose columns are its members.
///
/// On a field:
///
/// - `#[model(name = "_links")]`: what it is called on the wire.
/// - `#[model(always)]`: every documented answer has it. Where it is absent or null it has its
///   default value, and is written as it came.
/// - `#[model(flatten)]`: its members stand among those of this object. `new` of a request takes
///   what its part requires, and each optional member of the part has its setter. A form has the
///   members of the part as its own. The types of these members have to be in scope.
/// - `#[model(personal)]`: it tells of a person, so `Debug` masks it.
/// - `#[model(fixed = value)]`, `#[model(preset = value)]`: the value that `new` fills in; a
///   preset one has a setter.
/// - `#[model(new)]`: `new` takes it, although decoding does not require it; that of the form that
///   creates as well, and what replaces what was read has it as it came.
/// - `#[model(read_only)]`: in none of the forms; of a part, with all its members.
/// - `#[model(create_only)]`: in the form that creates alone, and left out of what replaces what
///   was read.
/// - `#[model(on_create)]`: required in the form that creates, although it is `always` there; of an
///   `Option` it is `new` that says so.
#[proc_macro_derive(Model, attributes(model))]
pub fn model(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    finish(model::expand(&input))
}

/// Defines an enum of the wire that stays readable when the service learns new values.
///
/// The last variant is `Unknown(UnknownValue)`. A value is called on the wire as its variant is
/// here, in capital letters with underscores, unless `#[wire("other")]` says otherwise.
#[proc_macro_derive(OpenEnum, attributes(wire))]
pub fn open_enum(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    finish(open_enum::expand(&input))
}

/// Defines an identifier: opaque text, kept as it came, and cheap to clone. The struct has one
/// field, an `Arc<str>`.
#[proc_macro_derive(Id)]
pub fn id(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    finish(id::expand(&input))
}

/// Defines an enum whose variant is chosen by the text of a member of the object:
/// `#[tagged(by("type"))]` on the enum, `#[tagged("SMS" | "VOICE")]` on a variant,
/// `#[tagged(other)]` on the one that takes everything else. Where several members tell, a variant
/// has a text for each, `_` for any: `#[tagged(by("type", "provider"))]`,
/// `#[tagged("LIVENESS", "IDRND")]`. The first that fits is chosen. In the place of a text may
/// stand a value of an open enum: `#[tagged(DeviceType::Sms)]`.
///
/// Also on the enum, each name with a doc comment before it:
///
/// - `#[tagged(all(id: DeviceId))]`: fields that all variants have, which get a reader each.
/// - `#[tagged(flatten(common: DeviceParts))]`: a part that all variants have, likewise; and each
///   of its members gets a reader.
/// - `#[tagged(create(NewApplication))]`: defines the enum of the forms that create the variants,
///   with the conversions from each form, and from what was read to what replaces it. A variant
///   names its form: `#[tagged("SAML", create(NewSamlApplication))]`; one that callers cannot
///   create has none, and `replacing` converts the others.
#[proc_macro_derive(Tagged, attributes(tagged))]
pub fn tagged(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    finish(tagged::expand(&input))
}

/// Expands a declaration that has to know those of parts.
#[doc(hidden)]
#[proc_macro]
pub fn with_parts(input: TokenStream) -> TokenStream {
    finish(parts::expand(input.into()))
}

fn finish(expanded: syn::Result<proc_macro2::TokenStream>) -> TokenStream {
    expanded.unwrap_or_else(|error| error.to_compile_error()).into()
}
