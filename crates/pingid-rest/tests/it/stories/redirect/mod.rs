//! The browser redirect: the form goes to PingID by a browser, and the response comes back by it.

mod requests;
mod responses;

use std::time::{Duration, SystemTime};

use ping_models::pingid::{
    OfflinePairing, RedirectErrorCode, RedirectRequest, RedirectResponse, WebAuthnType,
};
use ping_models::webauthn::{Assertion, Attestation, CreationOptions, RequestOptions};
use ping_sandbox::Channel;
use ping_testkit::Browser;
use ping_transport::{Clock as _, Error};
use pingid_rest::{RedirectForm, RedirectOutcome};

use super::offline::{other, otp};
use super::web::Form;
use super::{Stage, in_time, is};

const RETURN_URL: &str = "https://app.example.com/signed-in?a=1&b='";
const NUMBER: &str = "+15125550100";
/// Where the service's own pages are.
const PAGES: &str = "https://authenticator.pingone.com";

fn request(user: &str) -> RedirectRequest {
    RedirectRequest::new(user, RETURN_URL)
}

/// The page that the browser gets for the form.
async fn visit(form: &RedirectForm) -> String {
    // What the application answers, and what it tells of it, are the same.
    let shown = Form::of(&form.html());
    let fields: Vec<_> = form.fields().collect();
    assert_eq!(shown.action, form.url());
    let pairs = shown.fields.iter();
    let pairs: Vec<_> = pairs.map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(pairs, fields);
    in_time(shown.post(form.url())).await
}

/// What the browser brings to the application.
fn brought(page: &str) -> String {
    let form = Form::of(page);
    assert_eq!(form.action, RETURN_URL);
    form.field("ppm_response").to_owned()
}

fn now(stage: &Stage) -> u64 {
    let since = stage.clock.now().duration_since(SystemTime::UNIX_EPOCH);
    since.unwrap().as_secs()
}

impl Stage {
    fn read(&self, form: &RedirectForm, response: &str) -> Result<RedirectOutcome, Error> {
        self.pingid.redirects().read(form.pending(), response)
    }

    fn succeeded(&self, form: &RedirectForm, page: &str) -> RedirectResponse {
        let read = self.read(form, &brought(page)).unwrap();
        *is!(read, RedirectOutcome::Success)
    }

    fn failed(&self, form: &RedirectForm, page: &str) -> RedirectErrorCode {
        let read = self.read(form, &brought(page)).unwrap();
        is!(read, RedirectOutcome::Failure).error_code.unwrap()
    }
}

#[tokio::test]
async fn a_user_signs_on_in_the_browser() {
    let stage = Stage::new().await;
    stage.add("jdoe").await;
    stage.pair(OfflinePairing::sms("jdoe", NUMBER)).await;
    let form = stage.pingid.redirects().authenticate(request("jdoe"));
    let form = form.unwrap();
    let page = visit(&form).await;
    let right = otp(&stage.sandbox, Channel::Sms, NUMBER);
    let wrong = Form::of(&page).fill("otp", &other(&right));
    let page = wrong.post(form.url()).await;
    let page = Form::of(&page).fill("otp", &right).post(form.url()).await;
    let response = stage.succeeded(&form, &page);
    assert_eq!(response.subject.as_deref(), Some("jdoe"));
    assert_eq!(response.destination.as_deref(), Some(RETURN_URL));
    assert!(response.error_code.is_none());
    assert!(stage.user("jdoe").await.last_login.is_some());
    // It is read as often as the application wants, blanks around it or not.
    let again = format!(" {}\n", brought(&page));
    is!(stage.read(&form, &again).unwrap(), RedirectOutcome::Success);
}

#[tokio::test]
async fn a_push_is_answered_while_the_browser_waits() {
    let stage = Stage::new().await;
    stage.phone("jdoe").await;
    let hands = stage.sandbox.pingid();
    for approves in [true, false] {
        let form = stage.pingid.redirects().authenticate(request("jdoe"));
        let form = form.unwrap();
        let person = async {
            hands.next_push("jdoe").await;
            match approves {
                true => hands.approve("jdoe").unwrap(),
                false => hands.deny("jdoe").unwrap(),
            }
        };
        let (page, ()) = tokio::join!(visit(&form), person);
        match approves {
            true => assert!(stage.succeeded(&form, &page).nonce.is_some()),
            false => assert_eq!(stage.failed(&form, &page), RedirectErrorCode::General),
        }
    }
}

#[tokio::test]
async fn what_does_not_work_in_the_browser_says_why() {
    let stage = Stage::new().await;
    let redirects = stage.pingid.redirects();
    let form = redirects.authenticate(request("nobody")).unwrap();
    let page = visit(&form).await;
    assert_eq!(stage.failed(&form, &page), RedirectErrorCode::Enrollment);

    // A request that the browser brought too late.
    stage.phone("jdoe").await;
    let form = redirects.authenticate(request("jdoe")).unwrap();
    stage.sandbox.clock().advance(Duration::from_secs(601));
    let page = visit(&form).await;
    assert_eq!(stage.failed(&form, &page), RedirectErrorCode::Expired);

    let form = redirects.pair_fido("webauthn", request("nobody")).unwrap();
    stage.sandbox.clock().set(stage.clock.now());
    let page = visit(&form).await;
    assert_eq!(stage.failed(&form, &page), RedirectErrorCode::UserUnknown);
}

/// The options in a page, as the service writes them.
fn options(page: &str) -> &str {
    let (_, rest) = page.split_once("id=\"publicKeyCredentialOptions\">").unwrap();
    rest.split_once("</script>").unwrap().0
}

/// The page behind one that asks for a device, which the browser has.
async fn with_device(browser: &mut Browser, form: &RedirectForm) -> String {
    let page = visit(form).await;
    let asked = RequestOptions::from_service(options(&page)).unwrap();
    let signed = browser.get(PAGES, asked.json()).await;
    let signed = Assertion::from_browser(&signed).unwrap().to_service();
    let form_of_page = Form::of(&page).fill("publicKeyCredentialJson", signed.expose());
    form_of_page.post(form.url()).await
}

#[tokio::test]
async fn a_fido_device_is_paired_and_used_in_the_browser() {
    let stage = Stage::new().await;
    let redirects = stage.pingid.redirects();
    stage.add("jdoe").await;
    let mut browser = Browser::default();

    let form = redirects.pair_fido("webauthn", request("jdoe")).unwrap();
    let page = visit(&form).await;
    let asked = CreationOptions::from_service(options(&page)).unwrap();
    let made = browser.create(PAGES, asked.json()).await;
    let made = Attestation::from_browser(&made).unwrap().to_service();
    let page =
        Form::of(&page).fill("publicKeyCredentialJson", made.expose()).post(form.url()).await;
    stage.succeeded(&form, &page);
    let user = stage.user("jdoe").await;
    let device = user.default_device().unwrap();
    let id = device.id.clone().unwrap();
    assert_eq!(device.device_type.as_ref().unwrap().as_str(), "Security Key");

    let form = redirects.authenticate_fido(&id, request("jdoe")).unwrap();
    stage.succeeded(&form, &with_device(&mut browser, &form).await);
    assert!(stage.user("jdoe").await.last_login.is_some());

    // What the browser reports is told.
    let form = redirects.authenticate_fido(&id, request("jdoe")).unwrap();
    let page = visit(&form).await;
    let page = Form::of(&page).fill("error", "NOT_ALLOWED_ERROR").post(form.url()).await;
    assert_eq!(stage.failed(&form, &page), RedirectErrorCode::NotAllowed);
    // A pairing by API at the same domain is a device of this page, too.
    let site = pingid_rest::RelyingParty::new("pingone.com", PAGES).name("PingOne");
    let pairing = site.pairing("jdoe").webauthn_type(WebAuthnType::Platform);
    let pairing = stage.pingid.pair_fido(&site, pairing).await.unwrap();
    let mut second = Browser::default();
    let made = second.create(PAGES, pairing.options().unwrap().json()).await;
    let id = pairing.submit(&made).await.unwrap().unwrap();
    let form = redirects.authenticate_fido(&id, request("jdoe")).unwrap();
    stage.succeeded(&form, &with_device(&mut second, &form).await);
}
