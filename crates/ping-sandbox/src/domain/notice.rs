//! What messages say: contents of templates, filled in.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    base::timestamp::Timestamp,
    domain::platform::{
        notification_settings::party,
        templates::{DEFAULT_LOCALE, TEMPLATE_CONTENTS},
    },
    store::{
        Entry, Sent, Store,
        schema::{Member, open, text},
    },
};

/// The members of `notification.template` of a request.
pub(crate) const LOCALE: Member = text("locale", 1, 256);
pub(crate) const VARIANT: Member = text("variant", 1, 256);
pub(crate) const VARIABLES: Member = open("variables", &[]);

/// So many bytes of a text that was filled in are kept.
const LONGEST: usize = 200 * 1024;

/// What a caller wishes of a message.
#[derive(Clone)]
pub(crate) struct Wording {
    /// The name of its template.
    pub(crate) template: String,
    pub(crate) locale: Option<String>,
    pub(crate) variant: Option<String>,
    /// What the caller says in it, by the names of variables.
    pub(crate) variables: BTreeMap<String, String>,
    /// The id of the notification policy.
    pub(crate) policy: Option<String>,
    /// What the caller tells the native app, as JSON.
    pub(crate) client_context: Option<String>,
}

impl Wording {
    /// Nothing but the template.
    pub(crate) fn of(template: &str) -> Self {
        Self {
            template: template.to_owned(),
            locale: None,
            variant: None,
            variables: BTreeMap::new(),
            policy: None,
            client_context: None,
        }
    }

    /// How many bytes it takes.
    pub(crate) fn size(&self) -> usize {
        let variables = self.variables.iter().map(|(name, value)| name.len() + value.len());
        variables.sum::<usize>() + self.client_context.as_ref().map_or(0, String::len)
    }

    /// The variant of the template, where one is named.
    pub(crate) fn in_variant(self, variant: Option<&str>) -> Self {
        Self { variant: variant.map(str::to_owned), ..self }
    }

    /// What `notification` of a request says; that template where it names none.
    pub(crate) fn sent(body: &Sent, template: &str) -> Self {
        let text = |member: &str| body.find_text(&format!("notification.{member}"));
        let variables = body.get("notification.template.variables").and_then(Value::as_object);
        let said = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Self {
            template: text("template.name").unwrap_or(template).to_owned(),
            locale: text("template.locale").map(str::to_owned),
            variant: text("template.variant").map(str::to_owned),
            variables: variables
                .into_iter()
                .flatten()
                .map(|(name, value)| (name.clone(), said(value)))
                .collect(),
            policy: text("policy.id").map(str::to_owned),
            client_context: body.get("notification.clientContext").map(Value::to_string),
        }
    }
}

/// What the service itself says in a message.
#[derive(Clone, Copy)]
pub(crate) enum Says<'a> {
    Otp(&'a str),
    Code(&'a str),
    Link(&'a str),
    Nothing,
}

impl<'a> Says<'a> {
    /// The passcode or code in it.
    pub(crate) fn code(self) -> Option<&'a str> {
        match self {
            Self::Otp(code) | Self::Code(code) => Some(code),
            Self::Link(_) | Self::Nothing => None,
        }
    }

    fn value(self, name: &str) -> Option<&'a str> {
        match (self, name) {
            (Self::Otp(text), "otp")
            | (Self::Code(text), "code.value")
            | (Self::Link(text), "link") => Some(text),
            _ => None,
        }
    }
}

/// A message as it was written.
#[derive(Clone)]
pub(crate) struct Written {
    pub(crate) locale: String,
    pub(crate) variant: Option<String>,
    /// Of emails the subject, of pushes the title.
    pub(crate) title: Option<String>,
    pub(crate) text: String,
    pub(crate) sender: Option<String>,
    pub(crate) reply_to: Option<String>,
    /// Of calls, as the content names it.
    pub(crate) voice: Option<String>,
}

/// Writes a message to a user, who need not be known, to be delivered so: `SMS`.
pub(crate) fn write(
    store: &Store,
    method: &str,
    user: Option<&Entry>,
    wording: &Wording,
    says: Says<'_>,
    now: Timestamp,
) -> Option<Written> {
    let content = chosen(store, method, user, wording)?;
    let value = |name: &str| {
        let of_user = || user?.body.pointer(&pointer(name.strip_prefix("user.")?))?.as_str();
        let year = || (name == "current-year").then(|| now.iso().chars().take(4).collect());
        let said = says.value(name).or_else(of_user).map(str::to_owned);
        said.or_else(year).or_else(|| wording.variables.get(name).cloned())
    };
    let filled = |member: &str| content.text(member).map(|text| fill(text, value));
    Some(Written {
        locale: content.text("locale").unwrap_or(DEFAULT_LOCALE).to_owned(),
        variant: content.text("variant").map(str::to_owned),
        title: filled("subject").or_else(|| filled("title")),
        text: filled("body").or_else(|| filled("content")).unwrap_or_default(),
        sender: match method {
            "Email" => Some(party(store, &content.body, "from")),
            _ => content.text("sender").map(str::to_owned),
        },
        reply_to: (method == "Email").then(|| party(store, &content.body, "replyTo")),
        voice: content.text("voice").map(str::to_owned),
    })
}

fn pointer(dotted: &str) -> String {
    format!("/{}", dotted.replace('.', "/"))
}

/// The content that fits best: of the variant and else of none; there the language that is asked
/// for, the user's, or the default one.
// assumes: content-selection
fn chosen<'a>(
    store: &'a Store,
    method: &str,
    user: Option<&Entry>,
    wording: &Wording,
) -> Option<&'a Entry> {
    // WhatsApp's texts are PingOne's own, as those of text messages.
    let (method, is_own) = if method == "WhatsApp" { ("SMS", true) } else { (method, false) };
    let rows = store.rows(&TEMPLATE_CONTENTS, &wording.template);
    let mut rows: Vec<&Entry> = rows
        .filter(|row| row.text("deliveryMethod") == Some(method))
        .filter(|row| !is_own || row.body["default"] == true)
        .collect();
    // The caller's before the template's own.
    rows.sort_by_key(|row| row.body["default"] == true);
    let of_user = |member: &str| user.and_then(|user| user.text(member));
    let asked = wording.locale.as_deref();
    let asked = asked.or_else(|| of_user("preferredLanguage")).or_else(|| of_user("locale"));
    let mut wanted = languages(asked.unwrap_or_default());
    wanted.push(DEFAULT_LOCALE.to_owned());
    let variant = wording.variant.as_deref().map(str::to_lowercase);
    let variants = variant.map(Some).into_iter().chain([None]);
    variants.into_iter().find_map(|variant| {
        let of_variant = |row: &&&Entry| row.text("variant").map(str::to_lowercase) == variant;
        let rows: Vec<&Entry> = rows.iter().filter(of_variant).copied().collect();
        let first =
            |fits: &dyn Fn(&str) -> bool| rows.iter().find(|row| fits(&locale(row))).copied();
        wanted.iter().find_map(|tag| {
            first(&|locale| locale == tag)
                .or_else(|| first(&|locale| locale == language(tag)))
                .or_else(|| first(&|locale| language(locale) == language(tag)))
        })
    })
}

fn locale(row: &Entry) -> String {
    normal(row.text("locale").unwrap_or_default())
}

fn normal(tag: &str) -> String {
    tag.trim().replace('_', "-").to_lowercase()
}

/// A tag without its region.
fn language(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// The languages of a text as of `Accept-Language` (`fr-CH, de;q=0.9, *;q=0.5`), the best first.
fn languages(text: &str) -> Vec<String> {
    let read = |one: &str| {
        let (tag, rest) = one.split_once(';').unwrap_or((one, "q=1"));
        let quality: f32 = rest.trim().strip_prefix("q=")?.parse().ok()?;
        let tag = normal(tag);
        (quality > 0.0 && !tag.is_empty() && tag != "*").then_some((tag, quality))
    };
    let mut all: Vec<(String, f32)> = text.split(',').filter_map(read).collect();
    all.sort_by(|one, other| other.1.total_cmp(&one.1));
    all.into_iter().map(|(tag, _)| tag).collect()
}

/// A text with the values of its variables, once each; one without a value is empty.
fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, (name, after))) =
        rest.split_once("${").and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        filled.push_str(before);
        filled.push_str(&value(name).unwrap_or_default());
        rest = after;
        if filled.len() > LONGEST {
            break;
        }
    }
    filled.push_str(rest);
    if filled.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|end| filled.is_char_boundary(*end));
        filled.truncate(end.unwrap_or_default());
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, fill, languages};

    #[test]
    fn a_value_is_not_filled_in_again_and_texts_are_bounded() {
        let value = |name: &str| (name == "a").then(|| "${a}é".to_owned());
        assert_eq!(fill("1 ${a} 2 ${b}3 ${", value), "1 ${a}é 2 3 ${");
        let long = |_: &str| Some("é".repeat(LONGEST));
        let filled = fill(&"${a}".repeat(100), long);
        assert!(filled.len() <= LONGEST && filled.starts_with("éé"));
    }

    #[test]
    fn the_best_language_comes_first() {
        assert_eq!(languages("de;q=0.5, fr_CH, *;q=0.1, it;q=0, en;q=0.9"), ["fr-ch", "en", "de"]);
        assert!(languages("").is_empty());
    }
}
