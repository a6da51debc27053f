//! PingFederate applications and authentication policies.

use ping_models::pingid::{
    AccessingCountryRule, Application, ApplicationsReply, CreateBulkAuthenticationPolicy,
    DeleteApplications, PingIdCode, Policy, PolicyAction, PolicyTargets, UpdateApplications,
};

use super::{Stage, refused};

fn listed(reply: ApplicationsReply) -> Vec<(String, String)> {
    let applications = reply.applications.unwrap().into_iter();
    applications.map(|application| (application.id.unwrap(), application.name.unwrap())).collect()
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect()
}

#[tokio::test]
async fn applications_are_added_changed_and_deleted() {
    let stage = Stage::new().await;
    let applications = stage.pingid.applications();
    assert_eq!(listed(applications.read_all().await.unwrap()), []);
    let added = applications.create(Application::named("a", "Payroll")).await.unwrap();
    assert_eq!(added.application, Some(Application::named("a", "Payroll")));
    applications.create(Application::named("b", "Travel")).await.unwrap();
    let taken = applications.create(Application::named("a", "Again")).await;
    assert_eq!(refused(&taken.unwrap_err()), 400);
    let odd = applications.create(Application::named("c", "Pay/roll")).await;
    assert_eq!(refused(&odd.unwrap_err()), 400);

    // Two that change places.
    let swap = [("a", Application::named("b", "Wages")), ("b", Application::named("a", "Travel"))];
    applications.update(UpdateApplications::with_changes(swap)).await.unwrap();
    let now = [("b", "Wages"), ("a", "Travel")];
    assert_eq!(listed(applications.read_all().await.unwrap()), owned(&now));
    for change in
        [("b", Application::named("a", "Clash")), ("nothing", Application::named("c", "None"))]
    {
        let error = applications.update(UpdateApplications::with_changes([change])).await;
        assert_eq!(refused(&error.unwrap_err()), 400);
    }
    let both = ["a".to_owned(), "nothing".to_owned()];
    let error = applications.delete(DeleteApplications::new(both)).await.unwrap_err();
    assert_eq!(refused(&error), 400);
    applications.delete(DeleteApplications::new(["b".to_owned()])).await.unwrap();
    assert_eq!(listed(applications.read_all().await.unwrap()), owned(&[("a", "Travel")]));
}

fn policy(name: &str) -> Policy {
    let targets = PolicyTargets::new().applications(["a".to_owned()]).groups(["Staff".to_owned()]);
    Policy::named(name, targets, PolicyAction::Authenticate)
}

#[tokio::test]
async fn a_policy_is_added_to_the_set() {
    let stage = Stage::new().await;
    let policies = stage.pingid.policies();
    let mut set = CreateBulkAuthenticationPolicy::from_read(policies.read().await.unwrap());
    let rule = AccessingCountryRule::new().countries(["CH".to_owned()]);
    let staff = policy("Staff").accessing_country(rule.priority(1_u32).action(PolicyAction::Deny));
    set.policies.get_or_insert_default().push(staff);
    let set = set.renumbered();
    let earlier = set.clone();
    let version = policies.create(set).await.unwrap().version.unwrap();

    let read = policies.read().await.unwrap();
    assert_eq!(read.version, Some(version));
    let found = read.policies.unwrap();
    let names: Vec<_> = found.iter().map(|policy| policy.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["Staff", "Default Policy"]);
    let country = found[0].accessing_country.as_ref().unwrap();
    assert_eq!(country.country_codes.as_deref(), Some(&["CH".to_owned()][..]));
    // Rules that are not used are told as null.
    assert_eq!(found[0].field("geoVelocityPolicy"), Some(serde_json::Value::Null));

    // Somebody who read before that is told to read again.
    let error = policies.create(earlier).await.unwrap_err();
    assert_eq!(refused(&error), 10_610);
    let kind = pingid_rest::pingid_code(&error).unwrap();
    assert_eq!(kind, PingIdCode::PolicyVersionMismatch);
    assert!(kind.next_step().unwrap().starts_with("Read the policies again"));
}

#[tokio::test]
async fn a_set_that_is_not_valid_changes_nothing() {
    let stage = Stage::new().await;
    let policies = stage.pingid.policies();
    let before = policies.read().await.unwrap();
    let rest = || Policy::for_the_rest(PolicyAction::Approve);
    let country = |action: PolicyAction, priority: u32| {
        policy("Country")
            .accessing_country(AccessingCountryRule::new().priority(priority).action(action))
    };
    let refusal = async |set: Vec<Policy>| {
        let set = CreateBulkAuthenticationPolicy::new(
            ping_models::pingid::AuthenticationSource::Web,
            set,
        );
        refused(&policies.create(set.renumbered()).await.unwrap_err())
    };
    for set in [
        vec![policy("Alone")],
        vec![rest(), rest()],
        vec![policy("Twice"), policy("twice"), rest()],
        vec![policy(&"x".repeat(231)), rest()],
        vec![country(PolicyAction::Approve, 1), rest()],
        vec![country(PolicyAction::Deny, 2), rest()],
        vec![country(PolicyAction::from_wire("SHRUG"), 1), rest()],
        vec![policy("Joined").default_action([PolicyAction::Deny, PolicyAction::Sms]), rest()],
    ] {
        let told = format!("{set:?}");
        assert_eq!(refusal(set).await, 400, "{told}");
    }
    let after = policies.read().await.unwrap();
    assert_eq!((after.version, after.policies), (before.version, before.policies));
}
