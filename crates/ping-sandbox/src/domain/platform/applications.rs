//! Applications of all protocols.

use serde_json::json;

use crate::domain::{
    oauth::{ClientAuthMethod, assertion::is_key_set},
    platform::groups::GROUPS,
};
use crate::{
    base::timestamp::Timestamp,
    store::{
        Store,
        schema::{
            Draft, Form, Hooks, Kind, Link, Member, OnDelete, Schema, cases, choice, flag, form,
            int, list, object, open, text,
        },
    },
    wire::response::Detail,
};

const AUTH_METHODS: &[&str] =
    &["NONE", "CLIENT_SECRET_BASIC", "CLIENT_SECRET_POST", "CLIENT_SECRET_JWT", "PRIVATE_KEY_JWT"];
const GRANTS: &Kind = &Kind::Choice(&[
    "AUTHORIZATION_CODE",
    "IMPLICIT",
    "REFRESH_TOKEN",
    "CLIENT_CREDENTIALS",
    "DEVICE_CODE",
    "TOKEN_EXCHANGE",
    "CIBA",
]);
/// Those that a caller can create.
const TYPES: [&str; 8] = [
    "WEB_APP",
    "NATIVE_APP",
    "SINGLE_PAGE_APP",
    "WORKER",
    "SERVICE",
    "CUSTOM_APP",
    "TEMPLATE_APP",
    "PORTAL_LINK_APP",
];
const PKCE: &[&str] = &["OPTIONAL", "REQUIRED", "S256_REQUIRED"];
const URLS: &Kind = &Kind::URL;
const SECONDS: i64 = i32::MAX as i64;

const OPENID_CONNECT: &[Member] = &[
    choice("tokenEndpointAuthMethod", AUTH_METHODS).required(),
    list("grantTypes", GRANTS, 1, 7).required(),
    list("responseTypes", &Kind::Choice(&["CODE", "TOKEN", "ID_TOKEN"]), 0, 3),
    list("redirectUris", &Kind::LINE, 0, 1000),
    list("postLogoutRedirectUris", URLS, 0, 1000),
    flag("allowWildcardInRedirectUris"),
    choice("pkceEnforcement", PKCE).default(r#""OPTIONAL""#),
    choice("parRequirement", &["OPTIONAL", "REQUIRED"]).default(r#""OPTIONAL""#),
    int("parTimeout", 1, 600).default("60"),
    int("refreshTokenDuration", 60, SECONDS).default("2592000"),
    int("refreshTokenRollingDuration", 60, SECONDS),
    int("refreshTokenRollingGracePeriodDuration", 0, 86_400),
    choice("refreshTokenType", &["JSON_WEB_TOKEN", "OPAQUE_TOKEN"]),
    flag("additionalRefreshTokenReplayProtectionEnabled").default("true"),
    text("jwks", 1, 65_536),
    form("jwksUrl", Form::Url),
    flag("idpSignoff").default("false"),
    int("deviceTimeout", 1, 3600).default("600"),
    int("devicePollingInterval", 1, 60).default("5"),
    text("devicePathId", 1, 50),
    flag("requestScopesForMultipleResourcesEnabled").default("false"),
    flag("requireSignedRequestObject"),
    flag("supportUnsignedRequestObject"),
    flag("includeX5t"),
    flag("opSessionCheckEnabled"),
    form("homePageUrl", Form::Url),
    form("initiateLoginUri", Form::Url),
    form("targetLinkUri", Form::Url),
    list("tags", &Kind::LINE, 0, 10),
    open("corsSettings", &[]),
    open("signing", &[]),
    open("kerberos", &[]),
    open("mobile", &[]),
    flag("applyDefaultTheme"),
    flag("enableDefaultThemeFooter"),
];

const SAML: &[Member] = &[
    list("acsUrls", URLS, 1, 1000).required(),
    int("assertionDuration", 1, SECONDS).required(),
    text("spEntityId", 1, 1024).required(),
    form("homePageUrl", Form::Url),
    flag("assertionSigned").default("true"),
    flag("responseSigned").default("false"),
    text("defaultTargetUrl", 1, 2048),
    flag("enableRequestedAuthnContext"),
    flag("enableAlwaysAcceptAcsUrlInSignedAuthnRequest"),
    open("idpSigning", &[]),
    text("nameIdFormat", 1, 256),
    int("sessionNotOnOrAfterDuration", 1, SECONDS),
    choice("sloBinding", &["HTTP_POST", "HTTP_REDIRECT"]).default(r#""HTTP_POST""#),
    form("sloEndpoint", Form::Url),
    form("sloResponseEndpoint", Form::Url),
    int("sloWindow", 1, 24),
    open("spEncryption", &[]),
    open("spVerification", &[]),
    open("virtualServerIdSettings", &[]),
    open("corsSettings", &[]),
];

const WS_FED: &[Member] = &[
    text("domainName", 1, 256).required(),
    open("idpSigning", &[]).required(),
    form("replyUrl", Form::Url).required(),
    int("assertionDuration", 300, 3_932_100).default("300"),
    text("audienceRestriction", 1, 256).default(r#""urn:federation:MicrosoftOnline""#),
    form("sloEndpoint", Form::Url),
    text("subjectNameIdentifierFormat", 1, 256),
    choice("wsTrustVersion", &["1.2", "1.3"]),
    open("kerberos", &[]),
    open("corsSettings", &[]),
];

const EXTERNAL_LINK: &[Member] =
    &[form("homePageUrl", Form::Url).required(), text("externalId", 1, 1024)];

static ACCESS: [Member; 2] = [
    object("role", &[choice("type", &["ADMIN_USERS_ONLY"]).required()]),
    object(
        "group",
        &[
            choice("type", &["ANY_GROUP", "ALL_GROUPS"]).required(),
            list("groups", &Kind::Ref(&GROUPS), 1, 1000).required().on_delete(OnDelete::Clear),
        ],
    ),
];

pub(crate) static APPLICATIONS: Schema = Schema {
    name: "APPLICATION",
    collection: "applications",
    embedded: "applications",
    noun: "application",
    members: &[
        text("name", 1, 256).required(),
        text("description", 0, 1024),
        flag("enabled").required(),
        choice("type", &TYPES).create_only().required(),
        choice("protocol", &["OPENID_CONNECT", "SAML", "WS_FED", "EXTERNAL_LINK"])
            .create_only()
            .required(),
        flag("hiddenFromAppPortal").default("false"),
        form("loginPageUrl", Form::Url),
        object("icon", &[text("id", 1, 256).required(), form("href", Form::Url).required()]),
        object("accessControl", &ACCESS),
        cases(
            "protocol",
            &[
                ("OPENID_CONNECT", OPENID_CONNECT),
                ("SAML", SAML),
                ("WS_FED", WS_FED),
                ("EXTERNAL_LINK", EXTERNAL_LINK),
            ],
        ),
        open("template", &[]),
    ],
    links: &[
        ("attributes", Link::Below("/attributes")),
        ("secret", Link::Below("/secret")),
        ("grants", Link::Below("/grants")),
        ("keyRotationPolicy", Link::Below("/keyRotationPolicy")),
    ],
    hooks: Hooks {
        check,
        show: |shown, body| {
            if shown.row.text("protocol") == Some("OPENID_CONNECT") {
                body.insert("clientId".to_owned(), shown.row.id().into());
            }
        },
        has_secret: |row| row.text("protocol") == Some("OPENID_CONNECT"),
        ..Hooks::NONE
    },
    ..Schema::BASE
};

/// Makes a worker application with this id.
pub(crate) fn plant_worker(store: &mut Store, id: &str, method: &ClientAuthMethod, now: Timestamp) {
    let mut worker = json!({
        "id": id,
        "name": "Sandbox Worker",
        "description": "The application that manages the environment",
        "enabled": true,
        "type": "WORKER",
        "protocol": "OPENID_CONNECT",
        "grantTypes": ["CLIENT_CREDENTIALS"],
        "tokenEndpointAuthMethod": method.name(),
    });
    if let Some(jwks) = method.jwks() {
        worker["jwks"] = jwks.into();
    }
    store.plant(&APPLICATIONS, "", &worker, now);
}

/// What members say about each other.
// assumes: application-members
fn check(_: &Store, draft: &mut Draft<'_>, wrong: &mut Vec<Detail>) {
    let new = &draft.new;
    let mut refuse = |target: &str, why: &str| {
        wrong.push(Detail::new("INVALID_VALUE", why).target(target));
    };
    let is = |name: &str, value: &str| new.get(name).is_some_and(|held| held == value);
    if is("type", "WORKER") && new.contains_key("protocol") && !is("protocol", "OPENID_CONNECT") {
        refuse("protocol", "A worker speaks OPENID_CONNECT.");
    }
    if is("tokenEndpointAuthMethod", "PRIVATE_KEY_JWT")
        && !["jwks", "jwksUrl"].iter().any(|name| new.contains_key(*name))
    {
        let detail = Detail::new("REQUIRED_VALUE", "PRIVATE_KEY_JWT needs jwks or jwksUrl.");
        wrong.push(detail.target("jwks"));
    }
    let jwks = new.get("jwks").and_then(serde_json::Value::as_str);
    if jwks.is_some_and(|jwks| !is_key_set(jwks)) {
        let detail = Detail::invalid("The value is not the text of a JWKS with keys.");
        wrong.push(detail.target("jwks"));
    }
    let is_true = |name: &str| new.get(name).is_some_and(|held| *held == true);
    if is_true("requireSignedRequestObject") && is_true("supportUnsignedRequestObject") {
        let why = "Request objects cannot be both signed and unsigned.";
        wrong.push(Detail::new("INVALID_VALUE", why).target("supportUnsignedRequestObject"));
    }
    let seconds = |name: &str| new.get(name).and_then(serde_json::Value::as_i64);
    let rolling = seconds("refreshTokenRollingDuration").unwrap_or(SECONDS);
    if seconds("refreshTokenDuration").is_some_and(|one| one > rolling) {
        let detail = Detail::new("OUT_OF_RANGE", "It must not exceed the rolling duration.")
            .target("refreshTokenDuration")
            .inner("rangeMaximumValue", rolling);
        wrong.push(detail);
    }
}
