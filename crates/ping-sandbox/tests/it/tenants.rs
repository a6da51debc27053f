//! Several environments and organizations side by side: nothing of one is seen in another.

use ping_sandbox::{Person, Submission};
use serde_json::{Value, json};

use crate::{
    mfa::{begin, check},
    pingid,
    support::Api,
};

const PHONE: &str = "+15125550100";

/// The same names in another environment, and in another organization.
async fn tenants() -> [Api; 3] {
    let first = Api::start().await;
    let second = first.beside(first.sandbox.add_environment()).await;
    let third = first.beside(first.sandbox.add_organization()).await;
    [first, second, third]
}

/// Each pair of different tenants.
fn pairs(tenants: &[Api; 3]) -> impl Iterator<Item = (&Api, &Api)> {
    tenants.iter().flat_map(move |one| {
        let others = tenants.iter().filter(move |other| !std::ptr::eq(one, *other));
        others.map(move |other| (one, other))
    })
}

#[tokio::test]
async fn a_token_is_good_in_its_own_environment_and_where_its_worker_has_a_role() {
    let tenants = tenants().await;
    for (one, other) in pairs(&tenants) {
        let foreign = one.get(&other.env("/users")).await;
        foreign.assert_error(403, "ACCESS_FAILED", None);
        assert_eq!(foreign.at("/details/0/code"), "INSUFFICIENT_PERMISSIONS");
        // Nobody is told whether there is such an environment.
        let unknown = one.get("/v1/environments/none/users").await;
        assert_eq!((unknown.status, &unknown.body["code"]), (403, foreign.at("/code")));
        let path = format!("/{}/as/token", other.connection.environment_id);
        let basic = one.basic();
        let form = b"grant_type=client_credentials".to_vec();
        let headers = [
            ("authorization", basic.as_str()),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        let token = one.raw("POST", &path, &headers, form).await.unwrap();
        assert_eq!(token.status, 401, "{}", token.text);
        assert_eq!(token.at("/error"), "invalid_client");
    }
    let [first, second, third] = &tenants;
    let client_id = &first.connection.client_id;
    second.tenant.assign_role(client_id, "Identity Data Admin").unwrap();
    let created = first.post(&second.env("/users"), &json!({ "username": "eve" })).await;
    assert_eq!(created.status, 201, "{}", created.text);
    assert_eq!(created.at("/environment/id"), &*second.connection.environment_id);
    assert_eq!(first.get(&third.env("/users")).await.status, 403);
    assert_eq!(second.get(&first.env("/users")).await.status, 403);
    assert_eq!(second.get(&second.env("/users")).await.at("/count"), 1);
    assert_eq!(first.get(&first.env("/users")).await.at("/count"), 0);
}

#[tokio::test]
async fn a_worker_sees_its_own_organization() {
    let tenants = tenants().await;
    for (index, api) in tenants.iter().enumerate() {
        let seen = api.get("/v1/organizations").await;
        assert_eq!(seen.at("/count"), 1);
        let id = &*api.connection.organization_id;
        assert_eq!(seen.at("/_embedded/organizations/0/id"), id);
        let environment = api.get(&api.env("")).await;
        assert_eq!(environment.at("/organization/id"), id);
        let license = environment.text_at("/license/id");
        let path = format!("/v1/organizations/{id}/licenses/{license}");
        let license = api.get(&path).await.expect(200, "platform.read_one_license");
        assert_eq!(license.at("/organization/id"), id);
        // The first two are of one organization.
        let other = &tenants[if index == 2 { 0 } else { 2 }];
        assert_eq!(other.get(&path).await.status, 404);
    }
    let [first, second, third] = tenants.map(|api| api.connection);
    assert_eq!(first.organization_id, second.organization_id);
    assert_ne!(first.organization_id, third.organization_id);
}

#[tokio::test]
async fn users_devices_authentications_and_messages_stay_in_their_environment() {
    let tenants = tenants().await;
    // The same things in the paths of any environment.
    let paths = |api: &Api, [user, device, authentication]: &[String; 3]| {
        [
            api.env(&format!("/users/{user}")),
            api.env(&format!("/users/{user}/devices/{device}")),
            api.auth(&format!("/deviceAuthentications/{authentication}")),
        ]
    };
    let mut made = Vec::new();
    let mut codes = Vec::new();
    for api in &tenants {
        let user = api.user("ann").await;
        let devices = api.env(&format!("/users/{user}/devices"));
        let device = json!({ "type": "SMS", "phone": PHONE });
        let device = api.post(&devices, &device).await;
        let device = device.expect(201, "mfa.create_mfa_device_sms");
        let (begun, _) = begin(api, json!({ "user": { "id": user } })).await;
        codes.push(api.tenant.outbox().next_sms(PHONE).await.otp.unwrap());
        let ids = [&device, &begun].map(|reply| reply.text_at("/id").to_owned());
        let [device, begun] = ids;
        made.push([user, device, begun]);
    }
    for (api, (own, code)) in tenants.iter().zip(made.iter().zip(&codes)) {
        for ids in &made {
            for path in paths(api, ids) {
                let status = if ids == own { 200 } else { 404 };
                assert_eq!(api.get(&path).await.status, status, "{path}");
            }
        }
        assert_eq!(api.tenant.outbox().all().len(), 1);
        assert_eq!(api.get(&api.env("/users")).await.at("/count"), 1);
        let [_, _, authentication] = paths(api, own);
        let checked = check(api, &authentication, code).await;
        assert_eq!(checked.at("/status"), "COMPLETED");
    }
    // Who is deleted here is still there.
    let [first, second, _] = &tenants;
    let [user, device, _] = paths(first, &made[0]);
    assert_eq!(first.delete(&user).await.status, 204);
    assert_eq!(first.get(&device).await.status, 404);
    let [_, device, _] = paths(second, &made[1]);
    assert_eq!(second.get(&device).await.status, 200);
}

#[tokio::test]
async fn verifications_stay_in_their_environment() {
    let tenants = tenants().await;
    let mut made = Vec::new();
    for api in &tenants {
        let user = api.user("ann").await;
        let path = api.env(&format!("/users/{user}/verifyTransactions"));
        let body = json!({ "sendNotification": { "email": "ann@example.com" } });
        let transaction = api.post(&path, &body).await;
        assert_eq!(transaction.status, 201, "{}", transaction.text);
        let id = transaction.text_at("/id").to_owned();
        made.push((path, id));
    }
    let submission = Submission::new(Person::new("Ann", "Lee"));
    for (api, (path, id)) in tenants.iter().zip(&made) {
        assert_eq!(api.tenant.outbox().all().len(), 1);
        let qr = format!("/v1/idValidations/webVerifications/{id}/qr");
        for other in &tenants {
            let own = std::ptr::eq(api, other);
            assert_eq!(other.get(&qr).await.status, if own { 200 } else { 404 });
            let answer = other.tenant.verify().open(id);
            assert_eq!(answer.is_ok(), own);
        }
        api.tenant.verify().submit(id, &submission).unwrap();
        let transaction = api.get(&format!("{path}/{id}")).await;
        assert_eq!(transaction.at("/transactionStatus/status"), "SUCCESS");
    }
    tenants[0].tenant.verify().set_licensed(false);
    assert_eq!(tenants[0].get(&made[0].0).await.status, 403);
    assert_eq!(tenants[1].get(&made[1].0).await.status, 200);
}

#[tokio::test]
async fn pingid_accounts_stay_in_their_environment() {
    let tenants = tenants().await;
    let mut codes = Vec::new();
    for api in &tenants {
        pingid::add(api, "ann", false).await;
        codes.push(pingid::activation_code(api, "ann").await);
    }
    for (one, other) in pairs(&tenants) {
        let code = &codes[tenants.iter().position(|api| std::ptr::eq(api, one)).unwrap()];
        assert!(other.tenant.pingid().claim(code).is_err());
        // Signed with another account's key, or for another account.
        let (account, foreign) = (one.tenant.pingid().account(), other.tenant.pingid().account());
        assert_ne!(account, foreign);
        let body = json!({ "userName": "ann" });
        let token = account.request(pingid::TIMESTAMP, &body);
        let reply = pingid::post(one, "getuserdetails", &token).await;
        assert!(account.open(&reply.text).is_ok());
        assert!(foreign.open(&reply.text).is_err());
    }
    let [first, second, third] = &tenants;
    for (api, code) in tenants.iter().zip(&codes) {
        api.tenant.pingid().pair(code).unwrap();
        let started = json!({ "spAlias": "web", "userName": "ann", "async": true });
        pingid::step(api, "startauthentication", started, 30010).await;
        assert_eq!(api.tenant.pingid().pushes().len(), 1);
    }
    second.tenant.pingid().approve("ann").unwrap();
    let waiting = |api: &Api| api.tenant.pingid().pushes().len();
    assert_eq!([first, second, third].map(waiting), [1, 0, 1]);
    let deleted = json!({ "userName": "ann" });
    pingid::ok(first, "deleteuser", deleted).await;
    assert_eq!([first, second, third].map(waiting), [0, 0, 1]);
    assert_eq!(pingid::status(second, "ann").await, "ACTIVE");
}

#[tokio::test]
async fn the_controls_of_another_environment_are_below_its_id() {
    let api = Api::start().await;
    let headers = [("content-type", "application/json")];
    let send = async |method: &str, path: &str, body: &Value| {
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        api.raw(method, path, &headers, body).await.unwrap()
    };
    let made = send("POST", "/sandbox/environments", &json!({ "newOrganization": true })).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let id = made.text_at("/environmentId");
    let all = send("GET", "/sandbox/environments", &Value::Null).await;
    let ids = ["/environments/0/environmentId", "/environments/1/environmentId"];
    assert_eq!(ids.map(|id| all.at(id)), [&*api.connection.environment_id, id]);
    let here = send("GET", &format!("/sandbox/environments/{id}/connection"), &Value::Null).await;
    assert_eq!(here.body, made.body);
    assert_ne!(here.at("/organizationId"), &*api.connection.organization_id);
    let roles = format!("/sandbox/environments/{id}/roles");
    let users = format!("/v1/environments/{id}/users");
    assert_eq!(api.get(&users).await.status, 403);
    for (worker, role, status) in [
        ("none", "Environment Admin", 400),
        (&*api.connection.client_id, "Admin", 400),
        (&*api.connection.client_id, "Environment Admin", 204),
    ] {
        let body = json!({ "clientId": worker, "role": role });
        assert_eq!(send("POST", &roles, &body).await.status, status);
    }
    assert_eq!(api.get(&users).await.status, 200);
    let unknown = send("GET", "/sandbox/environments/none/outbox", &Value::Null).await;
    assert_eq!(unknown.status, 404);
}

#[tokio::test]
async fn what_happens_in_one_environment_changes_no_id_or_code_of_another() {
    let code = async |busy: bool| {
        let [first, second, _] = tenants().await;
        if busy {
            first.user("bob").await;
        }
        let user = second.user("ann").await;
        let device = json!({ "type": "SMS", "phone": PHONE, "status": "ACTIVATION_REQUIRED" });
        second.post(&second.env(&format!("/users/{user}/devices")), &device).await;
        let code = second.tenant.outbox().next_sms(PHONE).await.otp.unwrap();
        (user, code)
    };
    assert_eq!(code(false).await, code(true).await);
}
