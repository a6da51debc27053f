//! Templates of notifications, and their contents.

use serde_json::{Map, Value, json};

use crate::base::{random::Random, timestamp::Timestamp};
use crate::store::schema::{
    Draft, Form, Hooks, Kind, Link, Member, Schema, Unique, cases, choice, flag, form, list,
    object, open, text, text_of,
};
use crate::store::{Characters, Entry, Op, Store};
use crate::wire::response::Detail;

/// The template of messages with passcodes for signing in.
pub(crate) const STRONG_AUTHENTICATION: &str = "strong_authentication";
pub(crate) const DEVICE_PAIRING: &str = "device_pairing";
pub(crate) const NEW_DEVICE_PAIRED: &str = "new_device_paired";
pub(crate) const VERIFICATION_CODE: &str = "verification_code_template";
pub(crate) const RECOVERY_CODE: &str = "recovery_code_template";
pub(crate) const CONTACT_VERIFICATION: &str = "email_phone_verification";
pub(crate) const ID_VERIFICATION: &str = "id_verification";

/// The language of the contents that templates have of their own.
pub(crate) const DEFAULT_LOCALE: &str = "en";

/// A template as every environment has it.
struct Own {
    name: &'static str,
    title: &'static str,
    /// How it travels.
    methods: &'static [&'static str],
    /// The variable that its contents cannot do without.
    required: Option<&'static str>,
    /// Whether callers bring variables of their own.
    open: bool,
    text: &'static str,
}

// assumes: template-contents
const OWN: &[Own] = &[
    own(STRONG_AUTHENTICATION, "Authentication", ALL, "Your passcode is ${otp}")
        .needs("otp")
        .open(),
    own("transaction", "Transaction", ALL, "Approve the transaction with ${otp}")
        .needs("otp")
        .open(),
    own(DEVICE_PAIRING, "Device Pairing", PASSCODES, "Pair this device with the passcode ${otp}")
        .needs("otp")
        .open(),
    own(NEW_DEVICE_PAIRED, "New Device Paired", MESSAGES, "A device was paired: ${device.name}"),
    own("general", "General", &["Email", "SMS", "Voice"], "There is news for you").open(),
    own(VERIFICATION_CODE, "Verification Code", EMAIL, "Verify your account with ${code.value}")
        .needs("code.value"),
    own(RECOVERY_CODE, "Recovery Code", EMAIL, "Recover your password with ${code.value}")
        .needs("code.value"),
    own("email_verification_admin", "Email Verification (Admin)", EMAIL, "Verify ${code.value}")
        .needs("code.value"),
    own("email_verification_user", "Email Verification (User)", EMAIL, "Verify ${code.value}")
        .needs("code.value"),
    own(CONTACT_VERIFICATION, "Email and Phone Verification", MESSAGES, "Your passcode is ${otp}")
        .needs("otp"),
    own(ID_VERIFICATION, "ID Verification", MESSAGES, "Verify your identity: ${link}")
        .needs("link"),
    own("credential_issued", "Credential Issued", WALLET, "You have a new credential"),
    own("credential_updated", "Credential Updated", WALLET, "A credential was updated"),
    own("credential_revoked", "Credential Revoked", WALLET, "A credential was revoked"),
    own("credential_verification", "Credential Verification", &["Push"], "Show a credential"),
    own("digital_wallet_pairing", "Digital Wallet Pairing", MESSAGES, "Pair your wallet: ${link}")
        .needs("link"),
];
const EMAIL: &[&str] = &["Email"];
const MESSAGES: &[&str] = &["Email", "SMS"];
const WALLET: &[&str] = &["Email", "SMS", "Push"];
const PASSCODES: &[&str] = &["Email", "SMS", "Voice", "WhatsApp"];
const ALL: &[&str] = &["Email", "SMS", "Voice", "WhatsApp", "Push"];
/// What every content may say.
const OF_USERS: &[&str] = &["user.username", "user.name.given", "user.name.family", "current-year"];

const fn own(
    name: &'static str,
    title: &'static str,
    methods: &'static [&'static str],
    text: &'static str,
) -> Own {
    Own { name, title, methods, required: None, open: false, text }
}

impl Own {
    const fn needs(mut self, variable: &'static str) -> Self {
        self.required = Some(variable);
        self
    }

    const fn open(mut self) -> Self {
        self.open = true;
        self
    }

    /// As `variables` has them. A push carries no passcode.
    fn variables(&self) -> Map<String, Value> {
        let optional =
            OF_USERS.iter().map(|name| ((*name).to_owned(), json!({ "required": false })));
        let silent: Vec<&&str> = self.methods.iter().filter(|method| **method != "Push").collect();
        let required = self.required.map(|name| {
            let mut about = json!({ "required": true });
            if silent.len() < self.methods.len() {
                about["requiredForDeliveryMethods"] = json!(silent);
            }
            (name.to_owned(), about)
        });
        // What a template's own text says beside.
        let said = variables(self.text).map(|name| (name.to_owned(), json!({ "required": false })));
        optional.chain(said).chain(required).collect()
    }
}

/// Those that have contents: what WhatsApp takes is not written here.
const WRITTEN: &[&str] = &["Email", "SMS", "Voice", "Push"];
const METHOD: Kind = Kind::Choice(ALL);
const DATES: &[Op] = &[Op::Eq, Op::Ne, Op::Gt, Op::Ge, Op::Lt, Op::Le];

pub(crate) static TEMPLATES: Schema = Schema {
    name: "TEMPLATE",
    collection: "templates",
    embedded: "templates",
    noun: "template",
    members: &[
        text("displayName", 1, 256).read_only(),
        text("description", 1, 1024).read_only(),
        list("deliveryMethods", &METHOD, 0, 10).read_only(),
        flag("allowDynamicVariables").read_only(),
        open("variables", &[]).read_only(),
    ],
    filters: &[
        ("createdAt", DATES),
        ("updatedAt", DATES),
        ("default", &[Op::Eq]),
        ("locale", &[Op::Eq, Op::Sw]),
        ("deliveryMethod", &[Op::Eq]),
    ],
    orders: &["createdAt", "updatedAt"],
    links: &[("contents", Link::Below("/contents"))],
    hooks: Hooks { sought: Some(with_contents), ..Hooks::NONE },
    ..Schema::BASE
};

/// A template by each of its contents: some filters are about these.
// assumes: template-contents
fn with_contents(store: &Store, row: &Entry) -> Vec<Value> {
    let contents = store.rows(&TEMPLATE_CONTENTS, row.id());
    let of = |content: &Entry| {
        let mut sought = row.body.clone();
        for member in ["default", "locale", "deliveryMethod"] {
            sought[member] = content.body[member].clone();
        }
        sought
    };
    contents.map(of).collect()
}

const SENDER: &[Member] = &[text("name", 1, 256), form("address", Form::Email)];

pub(crate) static TEMPLATE_CONTENTS: Schema = Schema {
    name: "TEMPLATE_CONTENT",
    collection: "contents",
    embedded: "contents",
    noun: "content",
    parent: Some(&TEMPLATES),
    members: &[
        choice("deliveryMethod", WRITTEN).required().create_only(),
        form("locale", Form::Locale).required().create_only(),
        text("variant", 1, 100),
        flag("default").read_only().default("false"),
        cases(
            "deliveryMethod",
            &[
                (
                    "Email",
                    &[
                        text("subject", 1, 256),
                        text("body", 1, 100 * 1024).required(),
                        object("from", SENDER),
                        object("replyTo", SENDER),
                        text("charset", 1, 64).default(r#""UTF-8""#),
                        text("emailContentType", 1, 128).default(r#""text/html""#),
                    ],
                ),
                (
                    "SMS",
                    &[
                        text("content", 1, 153).required(),
                        text_of("sender", 1, 11, Characters::Name),
                    ],
                ),
                ("Voice", &[text("content", 1, 1024).required(), text("voice", 1, 256)]),
                (
                    "Push",
                    &[
                        text("title", 1, 200).required(),
                        text("body", 1, 400).required(),
                        choice("pushCategory", CATEGORIES).default(r#""BANNER_BUTTONS""#),
                    ],
                ),
            ],
        ),
    ],
    // assumes: template-contents
    unique: &[Unique {
        key: &["deliveryMethod", "locale", "variant", "default"],
        target: "locale",
        exact: false,
    }],
    hooks: Hooks {
        check,
        may_delete: |_, row, _| match row.body["default"] == true {
            true => Err(kept().target(row.id())),
            false => Ok(()),
        },
        ..Hooks::NONE
    },
    ..Schema::BASE
};

const CATEGORIES: &[&str] = &["BANNER_BUTTONS", "WITHOUT_BANNER_BUTTONS", "APPROVE_AND_OPEN_APP"];

fn kept() -> Detail {
    Detail::new("CONSTRAINT_VIOLATION", "The template's own content stays as it is.")
}

/// A template's own content stays; others fit into a text message, say what they must, and nothing
/// that is unknown.
fn check(store: &Store, draft: &mut Draft<'_>, wrong: &mut Vec<Detail>) {
    if draft.old.is_some_and(|old| old["default"] == true) {
        wrong.push(kept().target("default"));
        return;
    }
    let method = draft.text("deliveryMethod").unwrap_or_default();
    if let Some(content) = draft.text("content").filter(|_| method == "SMS") {
        check_size(content, wrong);
    }
    let Some(template) = store.row(&TEMPLATES, "", draft.parent) else {
        return;
    };
    let methods = template.body["deliveryMethods"].as_array();
    if methods.is_none_or(|methods| !methods.contains(&method.into())) {
        let why = "The template does not travel so.";
        wrong.push(Detail::invalid(why).target("deliveryMethod"));
    }
    let member = if ["Email", "Push"].contains(&method) { "body" } else { "content" };
    let Some(said) = draft.text(member) else {
        return;
    };
    let known = template.body["variables"].as_object();
    let is_required = |about: &Value| {
        let of = about["requiredForDeliveryMethods"].as_array();
        about["required"] == true && of.is_none_or(|methods| methods.contains(&method.into()))
    };
    for (name, _) in known.into_iter().flatten().filter(|(_, about)| is_required(about)) {
        if variables(said).all(|one| one != name) {
            wrong.push(Detail::invalid(&format!("It must have ${{{name}}}.")).target(member));
        }
    }
    if template.body["allowDynamicVariables"] == true {
        return;
    }
    let all = ["subject", "title", member].map(|name| (name, draft.text(name).unwrap_or_default()));
    for (member, text) in all {
        if variables(text).any(|name| known.is_none_or(|known| !known.contains_key(name))) {
            wrong.push(Detail::invalid("The template has no such variable.").target(member));
        }
    }
}

/// A text message beyond the alphabet of GSM takes less.
fn check_size(content: &str, wrong: &mut Vec<Detail>) {
    const BEYOND_ASCII: &str = "£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà€";
    const UNICODE: usize = 67;
    let is_gsm = content.chars().all(|c| c.is_ascii() || BEYOND_ASCII.contains(c));
    if !is_gsm && content.chars().count() > UNICODE {
        wrong.push(Detail::too_long(UNICODE).target("content"));
    }
}

/// The names in `${}` of a text.
pub(crate) fn variables(text: &str) -> impl Iterator<Item = &str> {
    text.split("${").skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}

/// The documented templates, each with a content of its own in English.
pub(crate) fn plant_templates(store: &mut Store, random: &Random, now: Timestamp) {
    let mut ids = random.stream("template contents");
    for own in OWN {
        let Own { name, title, methods, open, text, .. } = own;
        let template = json!({
            "id": name,
            "displayName": title,
            "description": format!("What users are told about: {title}"),
            "deliveryMethods": methods,
            "allowDynamicVariables": open,
            "variables": own.variables(),
        });
        store.plant(&TEMPLATES, "", &template, now);
        for method in methods.iter().filter(|method| WRITTEN.contains(method)) {
            let mut content = json!({
                "id": ids.uuid(), "deliveryMethod": method, "locale": DEFAULT_LOCALE,
                "default": true,
            });
            let said = match *method {
                "Email" => json!({ "subject": title, "body": text }),
                "Push" => json!({ "title": title, "body": title }),
                _ => json!({ "content": text }),
            };
            for (member, said) in said.as_object().into_iter().flatten() {
                content[member.as_str()] = said.clone();
            }
            store.plant(&TEMPLATE_CONTENTS, name, &content, now);
        }
    }
}
