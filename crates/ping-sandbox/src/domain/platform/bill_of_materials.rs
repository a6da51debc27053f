//! Which products an environment has.

use serde_json::{Map, Value, json};

use crate::{
    base::timestamp::Timestamp,
    store::schema::{Form, Kind, Member, choice, form, list, object, text},
    wire::response::Detail,
};

const PRODUCT_TYPES: &[&str] = &[
    "PING_ONE_BASE",
    "PING_ONE_MFA",
    "PING_ONE_RISK",
    "PING_ONE_VERIFY",
    "PING_ONE_CREDENTIALS",
    "PING_ONE_AUTHORIZE",
    "PING_ONE_DAVINCI",
    "PING_ONE_ORCHESTRATE",
    "PING_ONE_FRAUD",
    "PING_ONE_PROVISIONING",
    "PING_ONE_ID",
    "PING_ONE_FOR_ENTERPRISE",
    "PING_ONE_FOR_SAAS",
    "PING_ONE_LEGACY",
    "PING_ID",
    "PING_ID_SDK",
    "PING_FEDERATE",
    "PING_ACCESS",
    "PING_DIRECTORY",
    "PING_AUTHORIZE",
    "PING_CENTRAL",
    "PING_INTELLIGENCE",
    "PING_DATA_SYNC",
    "PING_DATA_GOVERNANCE",
    "IDENTITY_CLOUD",
];
const SOLUTIONS: &[&str] = &["CUSTOMER", "WORKFORCE", "CIAM_TRIAL", "WF_TRIAL"];

/// The products of an environment that was made without a word of them.
// assumes: default-products
const PRODUCTS: [&str; 4] = ["PING_ONE_BASE", "PING_ONE_MFA", "PING_ID", "PING_ONE_VERIFY"];

const HREF: Member = form("href", Form::Url);
const BOOKMARK: &[Member] = &[text("name", 1, 50).required(), HREF.required()];
const PRODUCT: &[Member] = &[
    text("id", 1, 256).read_only(),
    choice("type", PRODUCT_TYPES).required(),
    text("description", 0, 1024),
    object("console", &[HREF]),
    list("bookmarks", &Kind::Object(BOOKMARK), 0, 5),
    list("tags", &Kind::LINE, 0, 100),
];

/// What a caller says of the products.
pub(crate) const BILL: &[Member] = &[list("products", &Kind::Object(PRODUCT), 0, 100).required()];

/// All that is kept of them.
pub(super) const WHOLE_BILL: &[Member] = &[
    list("products", &Kind::Object(PRODUCT), 0, 100).required(),
    choice("solutionType", SOLUTIONS),
    form("createdAt", Form::Time).read_only(),
    form("updatedAt", Form::Time).read_only(),
];

/// The names of the bookmarks of a product are its own.
pub(crate) fn check_bookmarks(bill: &Map<String, Value>, at: &str, wrong: &mut Vec<Detail>) {
    let products = bill.get("products").and_then(Value::as_array);
    for (index, product) in products.into_iter().flatten().enumerate() {
        let bookmarks = product["bookmarks"].as_array().into_iter().flatten();
        let mut names: Vec<&str> = bookmarks.filter_map(|one| one["name"].as_str()).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        if names.len() < all {
            let why = "The names of bookmarks must differ.";
            let detail = Detail::new("UNIQUENESS_VIOLATION", why);
            wrong.push(detail.target(format!("{at}products[{index}].bookmarks")));
        }
    }
}

/// A bill with what the service adds: each product has an id, that of the same product in the bill
/// before where there is one, and the bill its times.
pub(crate) fn completed(
    sent: &Value,
    before: &Value,
    now: Timestamp,
    mut id: impl FnMut() -> String,
) -> Value {
    let standard = || PRODUCTS.iter().map(|kind| json!({ "type": kind })).collect();
    let mut products = sent["products"].as_array().cloned().unwrap_or_else(standard);
    let mut known: Vec<&Value> = before["products"].as_array().into_iter().flatten().collect();
    for product in &mut products {
        let same = known.iter().position(|one| one["type"] == product["type"]);
        product["id"] = match same {
            Some(at) => known.remove(at)["id"].clone(),
            None => id().into(),
        };
    }
    let kept = |name: &str| before.get(name).or(sent.get(name)).cloned();
    let mut bill = json!({
        "products": products,
        "createdAt": kept("createdAt").unwrap_or_else(|| now.iso().into()),
        "updatedAt": now.iso(),
    });
    if let Some(solution) = kept("solutionType") {
        bill["solutionType"] = solution;
    }
    bill
}

/// Whether a bill has that product.
pub(crate) fn has(bill: &Value, product: &str) -> bool {
    let mut products = bill["products"].as_array().into_iter().flatten();
    products.any(|one| one["type"] == product)
}
