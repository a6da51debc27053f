//! Operations that share method, path and media type, as the transport tells them apart.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::operations::static_name;
use crate::catalogue::Catalogue;
use crate::discriminator::Discriminator;
use crate::names::camel_case;
use crate::row::Row;

/// Those of a group that have begun, the most general one last.
pub(super) struct Group<'a> {
    pub(super) name: &'a str,
    rows: Vec<&'a Row>,
}

impl<'a> Group<'a> {
    /// The group of this name.
    pub(super) fn new(catalogue: &'a Catalogue, name: &'a str) -> Self {
        let any = catalogue.rows().iter().find(|row| row.group == name);
        let mut rows = any.map(|row| catalogue.group(row)).unwrap_or_default();
        rows.retain(|row| row.is_begun());
        Self { name, rows }
    }

    /// The operation of a request that fits no other.
    pub(super) fn general(&self) -> Option<&'a Row> {
        self.rows.last().copied()
    }

    /// Whether there is anything to be told apart.
    pub(super) fn has_variants(&self) -> bool {
        self.rows.len() > 1
    }

    /// What the static is called that tells them apart.
    pub(super) fn static_name(&self) -> String {
        format!("{}_VARIANTS", self.name.to_uppercase())
    }

    /// What tells them apart, and where each request has its own answer, which one.
    pub(super) fn declaration(&self, transport: &str) -> String {
        let mut text = format!(
            "/// What tells the operations apart that `{}` stands for.\n\
             static {}: Variants = Variants {{ special: &[\n",
            self.name.to_uppercase(),
            self.static_name()
        );
        let Some((general, special)) = self.rows.split_last() else {
            return String::new();
        };
        for row in special {
            let told = row.discriminator().ok().and_then(Discriminator::of_the_request);
            let told = told.as_ref().map(when).unwrap_or_default();
            let _ = writeln!(text, "({told}, &{}.info),", static_name(row, Some(self)));
        }
        let _ = writeln!(text, "], general: &{}.info }};", static_name(general, Some(self)));
        text + &self.requests(transport).unwrap_or_default()
    }

    /// The trait of the requests, where there are several types of them. What is deprecated has a
    /// method of its own, which says so.
    fn requests(&self, transport: &str) -> Option<String> {
        let types = self.rows.iter().filter(|row| row.tier != "deprecated");
        let types = types.map(|row| (row.request_type.as_str(), *row));
        let types: BTreeMap<&str, &Row> = types.collect();
        let general = self.general().filter(|_| types.len() > 1)?;
        let mut text = format!(
            "\n{transport}::requests! {{\n    \
             /// A request of \u{201c}{}\u{201d}: which one it is decides what comes of it.\n    \
             pub {} {{\n",
            general.plain_title(),
            camel_case(self.name)
        );
        for (request, row) in types {
            let operation = static_name(row, Some(self));
            let _ = writeln!(text, "        {request} => {} = {operation},", row.response_type);
        }
        Some(text + "    }\n}\n")
    }
}

/// A condition as the transport has it.
fn when(told: &Discriminator) -> String {
    match told {
        Discriminator::Equals(pointer, value) => format!("When::Is({pointer:?}, {value:?})"),
        Discriminator::Present(pointer) => format!("When::Has({pointer:?})"),
        Discriminator::Absent(pointer) => format!("When::Lacks({pointer:?})"),
        Discriminator::Query(name) => format!("When::Asks({name:?})"),
        Discriminator::None | Discriminator::SameAs(..) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::tests::row;

    fn made(id: &str, told: &str, request: &str, answer: &str) -> Row {
        row(&[
            ("id", id),
            ("title", "Make (kind)"),
            ("discriminator", told),
            ("group", "make"),
            ("request_type", request),
            ("response_type", answer),
        ])
    }

    #[test]
    fn the_last_is_the_general_one_and_its_like_stand_before_it() {
        let rows = vec![
            made("mfa.make_test", "body:/test=true", "New", "Thing"),
            made("mfa.make_later", "body:/later", "", ""),
            made("mfa.make_none", "body:!/user", "New", "Thing"),
            made("mfa.make_typed", "query:type", "New", "Thing"),
            made("mfa.make_any", "body:/user", "New", "Thing"),
            made("mfa.make_same", "same_as:mfa.make_any body:/u2f", "New", "Thing"),
            made("mfa.make_seen", "same_as:mfa.make_any answer:/u2f", "New", "Thing"),
        ];
        let catalogue = Catalogue::of(rows);
        let text = Group::new(&catalogue, "make").declaration("t");
        let cases = [
            "(When::Has(\"/u2f\"), &MAKE_SAME.info)",
            "(When::Is(\"/test\", \"true\"), &MAKE_TEST.info)",
            "(When::Lacks(\"/user\"), &MAKE_NONE.info)",
            "(When::Asks(\"type\"), &MAKE_TYPED.info)",
        ];
        let (_, told) = text.split_once("special: &[\n").unwrap();
        let (told, general) = told.split_once("], ").unwrap();
        assert_eq!(told, cases.map(|case| format!("{case},\n")).concat());
        assert_eq!(general, "general: &MAKE.info };\n");
    }

    #[test]
    fn requests_of_several_types_have_a_trait() {
        let old = made("mfa.make_old", "body:/type=OLD", "NewOld", "Old");
        let rows = vec![
            Row { tier: "deprecated".to_owned(), ..old },
            made("mfa.make_red", "body:/type=RED", "NewRed", "Red"),
            made("mfa.make_test", "body:/test", "NewBlue", "Blue"),
            made("mfa.make_blue", "body:/type=BLUE", "NewBlue", "Blue"),
        ];
        let catalogue = Catalogue::of(rows);
        let text = Group::new(&catalogue, "make").declaration("t");
        assert!(text.contains("t::requests! {"), "{text}");
        assert!(text.contains("pub Make {\n        NewBlue => Blue = MAKE,\n"), "{text}");
        assert!(text.contains("        NewRed => Red = MAKE_RED,\n    }"), "{text}");
        assert!(text.contains("&MAKE_OLD.info)") && !text.contains("NewOld"), "{text}");
    }
}
