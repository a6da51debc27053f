//! `cargo catalogue begin ID…`: what an operation takes, ready to paste.

mod guess;

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::catalogue::Catalogue;
use guess::{Does, Guess};

/// Fills in the types that follow from the rows of their kind, writes the table where that changed
/// it, and says what else the operations take.
///
/// # Errors
///
/// Where the catalogue cannot be read or written, or has no such operation.
pub fn run(root: &Path, ids: &[String]) -> Result<String> {
    let fixtures = root.join("fixtures");
    let known = Catalogue::read(&fixtures)?;
    if let Some(unknown) = ids.iter().find(|id| known.get(id).is_none()) {
        bail!("the catalogue has no {unknown}");
    }
    let mut text = String::new();
    for id in ids {
        let catalogue = Catalogue::read(&fixtures)?;
        let row = catalogue.get(id).context("it was there")?;
        let guess = Guess::of(&catalogue, row);
        if !row.is_begun() {
            fill_in(&fixtures.join("catalogue.csv"), &guess)?;
        }
        let _ = writeln!(text, "// {id}: {} => {}\n", guess.row.request_type, guess.answer());
        match guess.has_method {
            true => {
                let _ = writeln!(
                    text,
                    "// The calls of {} take it. Its title and page there: {:?}, <{}>\n",
                    guess.static_name,
                    guess.row.plain_title(),
                    guess.row.source
                );
            }
            false => {
                let _ = writeln!(text, "{}", method(&guess));
            }
        }
        let _ = writeln!(text, "// tests/it/wire.rs\n{}\n", wire(&guess));
        let _ = writeln!(text, "// ping-sandbox: {}\n", emulation(&guess));
    }
    Ok(text)
}

/// Writes the types of the operation into its row.
fn fill_in(path: &Path, guess: &Guess) -> Result<()> {
    let mut reader = csv::Reader::from_path(path)?;
    let headers = reader.headers()?.clone();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&headers)?;
    for record in reader.into_records() {
        let record = record?;
        let is_it = record.get(0) == Some(guess.row.id.as_str());
        let filled = headers.iter().zip(&record).map(|(name, value)| match name {
            "request_type" if is_it => guess.row.request_type.as_str(),
            "response_type" if is_it => guess.row.response_type.as_str(),
            _ => value,
        });
        writer.write_record(filled)?;
    }
    std::fs::write(path, writer.into_inner()?).with_context(|| format!("no {}", path.display()))
}

/// The handle's method.
fn method(guess: &Guess) -> String {
    let row = &guess.row;
    let name = guess.method();
    let (errors, others) = match guess.does {
        Does::Create => {
            ("400 with `INVALID_VALUE` where a member does not validate", "\"add\", \"new\", ")
        }
        Does::List => ("", "\"get_all\", \"all\", \"search\", "),
        Does::Read => ("404 for an unknown one", "\"get\", \"fetch\", \"find\", "),
        Does::Replace => {
            ("as for creating; 404 for an unknown one", "\"replace\", \"put\", \"edit\", ")
        }
        Does::Merge => ("as for creating; 404 for an unknown one", "\"edit\", \"modify\", "),
        Does::Delete => ("404 for an unknown one", "\"remove\", "),
        Does::Act => ("404 for an unknown one", ""),
    };
    let mut text = format!("    /// {}.\n", row.title);
    if !errors.is_empty() {
        let _ = writeln!(text, "    ///\n    /// Errors: {errors}.");
    }
    if row.source.starts_with("https://") {
        let _ = writeln!(text, "    ///\n    /// <{}>", row.source);
    }
    let _ = writeln!(text, "    #[doc(alias({others}{:?}))]", row.plain_title());
    let mut parameters = vec!["&self".to_owned()];
    parameters.extend(guess.id_type().map(|id| format!("id: impl Into<{id}>")));
    if !row.request_type.is_empty() {
        parameters.push(format!("{}: {}", guess.argument(), row.request_type));
    }
    let _ = writeln!(
        text,
        "    pub fn {name}({}) -> {} {{\n        self.scope.at(&{}){}\n    }}",
        parameters.join(", "),
        guess.result(),
        guess.static_name,
        guess.chain(),
    );
    text
}

/// The line of the wire test.
fn wire(guess: &Guess) -> String {
    let mut values: Vec<String> =
        guess.id_type().map(|_| "\"id-1\"".to_owned()).into_iter().collect();
    if !guess.row.request_type.is_empty() {
        values.push(format!("{}::new()", guess.row.request_type));
    }
    format!("wire!({}.{}({}));", guess.handle(), guess.method(), values.join(", "))
}

/// What the sandbox takes.
fn emulation(guess: &Guess) -> String {
    let table = guess.handle().to_uppercase();
    match guess.does {
        Does::Act => {
            let handler = guess.row.id.rsplit('.').next().unwrap_or_default();
            format!("a route of its own, (\"{}\", {handler})", guess.row.id)
        }
        does => format!("the table &{table} does it: {does:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::Row;
    use crate::row::tests::row;

    const PATH: (&str, &str) = ("path", "/v1/e/{e}/things");
    const ITEM: (&str, &str) = ("path", "/v1/e/{e}/things/{thingID}");
    const BODY: [(&str, &str); 2] = [("content_type", "application/json"), ("request", "json")];

    fn guess(row: Row, others: Vec<Row>) -> Guess {
        let mut rows = others;
        rows.push(row.clone());
        Guess::of(&Catalogue::of(rows), &row)
    }

    fn read() -> Row {
        row(&[("id", "platform.read_one_thing"), ITEM])
    }

    #[test]
    fn a_plain_operation_is_called_as_everywhere() {
        let create = row(&[
            ("id", "platform.create_thing"),
            ("title", "Create Thing (new)"),
            ("method", "POST"),
            ("source", "https://x/y"),
            PATH,
            BODY[0],
            BODY[1],
        ]);
        let create = guess(create, vec![read()]);
        let expected = r#"    /// Create Thing (new).
    ///
    /// Errors: 400 with `INVALID_VALUE` where a member does not validate.
    ///
    /// <https://x/y>
    #[doc(alias("add", "new", "Create Thing"))]
    pub fn create(&self, thing: NewThing) -> Call<Thing> {
        self.scope.at(&CREATE_THING).json(&thing).call()
    }
"#;
        assert_eq!(method(&create), expected);
        assert_eq!(wire(&create), "wire!(things.create(NewThing::new()));");
        assert_eq!(emulation(&create), "the table &THINGS does it: Create");
        let list = guess(row(&[("id", "platform.read_things"), PATH]), vec![read()]);
        assert!(method(&list).contains("fn list(&self) -> List<Thing> {"));
        assert!(method(&list).contains("self.scope.at(&READ_THINGS).list()"));
    }

    #[test]
    fn types_are_those_of_its_like() {
        let known = row(&[
            ("id", "platform.create_thing"),
            ("method", "POST"),
            PATH,
            ("request_type", "ThingRequest"),
            ("response_type", "Gadget"),
        ]);
        let update = row(&[("id", "platform.put"), ("method", "PUT"), ITEM, BODY[0], BODY[1]]);
        let update = guess(update, vec![read(), known]);
        let types = [update.row.request_type.as_str(), &update.row.response_type];
        assert_eq!(types, ["ThingRequest", "Gadget"]);
        assert!(method(&update).contains("id: impl Into<ThingId>, gadget: ThingRequest"));
    }

    #[test]
    fn what_is_more_than_a_resource_is_named_by_its_id() {
        let lock = row(&[
            ("id", "platform.lock_thing"),
            ("method", "POST"),
            ("content_type", "application/vnd.lock+json"),
            ("request", "json"),
            ITEM,
        ]);
        let lock = guess(lock, vec![]);
        assert!(
            method(&lock).contains("fn lock(&self, id: impl Into<ThingId>, request: LockThing)")
        );
        assert!(emulation(&lock).contains("(\"platform.lock_thing\", lock_thing)"));
    }

    #[test]
    fn a_group_of_several_types_has_one_more() {
        let of = |id, told, types: [&str; 2]| {
            row(&[
                ("id", id),
                ("method", "POST"),
                PATH,
                BODY[0],
                BODY[1],
                ("discriminator", told),
                ("group", "create_thing"),
                ("request_type", types[0]),
                ("response_type", types[1]),
            ])
        };
        let red = of("platform.create_red", "body:/type=RED", ["NewRedThing", "RedThing"]);
        let blue = of("platform.create_blue", "body:/type=BLUE", ["NewBlueThing", "BlueThing"]);
        let dark = of("platform.create_dark", "body:/type=DARK_RED", ["", ""]);
        let both = guess(dark.clone(), vec![read(), red.clone(), blue]);
        assert!(both.has_method);
        assert_eq!(both.row.request_type, "NewDarkRedThing");
        assert_eq!(both.row.response_type, "DarkRedThing");
        let one = guess(dark, vec![read(), red]);
        assert_eq!(one.row.request_type, "NewRedThing");
    }

    #[test]
    fn only_the_types_are_filled_in() {
        let path = std::env::temp_dir().join(format!("catalogue-{}.csv", std::process::id()));
        let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/catalogue.csv");
        let before = std::fs::read_to_string(table).unwrap();
        std::fs::write(&path, &before).unwrap();
        let of =
            |id: &str| row(&[("id", id), ("request_type", "Asked"), ("response_type", "Told")]);
        fill_in(&path, &guess(of("platform.introspect_token"), vec![])).unwrap();
        let after = std::fs::read_to_string(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        let changed = before.lines().zip(after.lines()).filter(|(before, after)| before != after);
        let changed: Vec<_> = changed.map(|(_, after)| after).collect();
        assert_eq!(changed.len(), 1);
        assert!(changed[0].starts_with("platform.introspect_token,"), "{changed:?}");
        assert!(changed[0].ends_with(",Asked,Told"), "{changed:?}");
    }
}
