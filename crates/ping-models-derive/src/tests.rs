//! A mistake is reported at the token that made it.

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::{id, model, open_enum, tagged};

type Expand = fn(&DeriveInput) -> syn::Result<TokenStream>;

/// Expands a definition that is wrong where the text `at` stands.
#[track_caller]
fn mistake(expand: Expand, definition: &str, at: &str, message: &str) {
    let expanded = syn::parse_str(definition).and_then(|input| expand(&input));
    let Err(error) = expanded else {
        panic!("`{definition}` expands");
    };
    let found = error.span().source_text();
    assert_eq!(found.as_deref(), Some(at), "{error}: {definition}");
    let told = error.to_string();
    assert!(told.contains(message), "{told}");
}

#[test]
fn of_a_model() {
    let mistake = |definition: &str, at, message| mistake(model::expand, definition, at, message);
    mistake("enum Colors { Red }", "Colors", "a model is a struct");
    mistake("struct Pair(u8, u8);", "Pair", "a model has named fields");
    mistake("struct Thing { a: u8 }", "Thing", "add a field `rest: Rest<Self>`");
    for (definition, at, message) in [
        ("#[model(requset)] struct Thing { }", "requset", "expected `snake_case`, `request`"),
        ("#[model(create)] struct Thing { }", "create", "the name of the form"),
        ("#[model(create(NewThing))] struct Thing { }", "NewThing", "say what it is"),
        ("struct Thing { #[model(nmae = \"b\")] a: u8, }", "nmae", "expected `name"),
        ("struct Thing { #[model(name = b)] a: u8, }", "b", "expected string literal"),
        ("struct Thing { #[model(new)] a: u8, }", "new", "takes what is required anyway"),
        ("struct Thing { #[model(always)] a: Option<u8>, }", "always", "is no `Option`"),
        ("struct Thing { #[model(flatten)] a: Option<u8>, }", "flatten", "is no `Option`"),
        ("#[model(part)] struct Thing { #[model(flatten)] a: A, }", "a", "a part has no parts"),
        (
            "#[model(part, create(/** New. */ NewThing))] struct Thing { }",
            "NewThing",
            "a part has no form",
        ),
        ("struct Thing { #[model(read_only)] a: u8, }", "read_only", "nobody builds it"),
        (
            "#[model(request)] struct Thing { #[model(create_only)] a: u8, }",
            "create_only",
            "nobody builds it",
        ),
        (
            "#[model(merge(/** New. */ PatchThing))] struct Thing { #[model(on_create)] a: u8, }",
            "on_create",
            "nobody builds it",
        ),
        (
            "#[model(create(/** New. */ NewThing))] struct Thing { #[model(on_create)] a: Option<u8>, }",
            "on_create",
            "it is `new`",
        ),
        ("struct Thing { #[model(new)] a: Option<u8>, }", "new", "nobody builds it"),
        ("struct Thing { #[model(fixed = 1)] a: u8, }", "fixed", "nobody builds it"),
        (
            "#[model(merge(/** New. */ PatchThing))] struct Thing { #[model(preset = 1)] a: u8, }",
            "preset",
            "nobody builds it",
        ),
        (
            "#[model(request)] struct Thing { #[model(preset = , new)] a: Option<u8>, }",
            ",",
            "expected an expression",
        ),
        (
            "struct Thing { a_b: u8, #[model(name = \"aB\")] c: u8, }",
            "c",
            "`aB` is the name of another member",
        ),
    ] {
        let definition = definition.replace(" }", " rest: Rest<Self> }");
        mistake(&definition, at, message);
    }
}

#[test]
fn a_value_is_any_expression() {
    let input = "#[model(request)] struct Thing {
        #[model(preset = [1, 2].map(|x| { x + 1 }), personal)] a: Option<[u8; 2]>,
        rest: Rest<Self>
    }";
    let expanded = model::expand(&syn::parse_str(input).unwrap()).unwrap().to_string();
    assert!(expanded.contains("a : Some ([1 , 2] . map (| x | { x + 1 }))"), "{expanded}");
}

#[test]
fn of_an_open_enum() {
    let mistake =
        |definition: &str, at, message| mistake(open_enum::expand, definition, at, message);
    mistake("struct Color;", "Color", "an open enum is an enum");
    mistake("enum Color { Red }", "Color", "add `Unknown(UnknownValue)`");
    mistake("enum Color { Red(u8), Unknown(UnknownValue) }", "Red", "has no data");
    mistake(
        "enum Color { #[wire(red)] Red, Unknown(UnknownValue) }",
        "red",
        "expected string literal",
    );
}

#[test]
fn of_an_id() {
    mistake(id::expand, "struct Id { a: u8 }", "Id", "a struct around a text");
    mistake(id::expand, "struct Id(u8, u8);", "Id", "a struct around a text");
}

#[test]
fn of_a_tagged_enum() {
    let mistake = |definition: &str, at, message| mistake(tagged::expand, definition, at, message);
    let of = |tags: &str, variants: &str| format!("#[tagged({tags})] enum Device {{ {variants} }}");
    mistake("enum Device { A(A) }", "Device", "say which member tells");
    mistake(&of("on(\"type\")", ""), "on", "expected `by(");
    mistake(&of("by(\"type\"), all(id: Id)", ""), "id", "say what it is");
    let by = |variants: &str| of("by(\"type\", \"provider\")", variants);
    mistake(&by("#[tagged(other)] A"), "A", "a variant holds one model");
    mistake(&by("A(A)"), "A", "say which text chooses it");
    mistake(&by("#[tagged(rest)] A(A)"), "rest", "expected `other`, texts");
    mistake(&by("#[tagged(\"A\")] A(A)"), "\"A\"", "one text for each member");
    mistake(&by("#[tagged(Kind::A | 1, _)] A(A)"), "1", "expected identifier");
    mistake(&by("#[tagged(\"A\", \"B\")] A(A)"), "Device", "`#[tagged(other)]`");
    mistake(&by("#[tagged(other, create(NewA))] A(A)"), "NewA", "no form of the enum");
    let create = of("by(\"type\"), create(/** New. */ NewDevice)", "#[tagged(other)] A(A)");
    mistake(&create, "A", "say what creates it");
}
