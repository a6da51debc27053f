//! The SDK does its job while you watch: `cargo run -p ping-sdk --example quickstart`.
//!
//! It plays against the embedded sandbox. With `PINGONE_*` set it uses that tenant instead, and
//! skips by name what only the sandbox can play; `PINGID_PROPERTIES` adds PingID. What it creates
//! it deletes again.

mod mfa;
mod narration;

use std::error::Error as StdError;
use std::process::ExitCode;
use std::sync::Arc;

use narration::{Narrator, Story};
use ping_sdk::models::pingid::{Device, UserReply};
use ping_sdk::pingid::{self, OnlinePairing};
use ping_sdk::prelude::*;
use ping_sdk::sandbox::{Person, Submission};
use ping_sdk::transport::{ProcessEnvironment, ReqwestTransport};

type Failure = Box<dyn StdError>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut story = Story::new();
    match play(&mut story).await {
        Ok(()) => story.end(),
        Err(failure) => story.broken(&failure.to_string()),
    }
}

async fn play(story: &mut Story) -> Result<(), Failure> {
    let narrator = Narrator::new(ReqwestTransport::builder().build()?, story.exchanges());
    let builder = if std::env::vars().any(|(name, _)| name.starts_with("PINGONE_")) {
        None
    } else {
        Some(Sandbox::start().await)
    };
    let sandbox = builder.as_ref();
    let ping = match sandbox {
        Some(sandbox) => Ping::builder().sandbox(&sandbox.connection()),
        None => PingBuilder::from_variables(&ProcessEnvironment)?,
    };
    let ping = ping.transport(Arc::new(narrator)).build()?;
    story.scene(match sandbox {
        Some(_) => "An emulated tenant, in this process",
        None => "The tenant that PINGONE_* names",
    });

    licenses(story, &ping).await?;

    let username = format!("quickstart-{}", std::process::id());
    let user = story
        .step("Create a user", async {
            let new = NewUser::new(username.as_str())
                .email("quickstart@example.com")
                .population(population(&ping).await?)
                .mfa_enabled(true);
            Ok(ping.platform().users().create(new).await?)
        })
        .await?;
    story.tell(format!("{} has the id {}", user.username, user.id));

    let played = products(story, &ping, sandbox, &user, &username).await;

    story
        .step("Delete the user", async { Ok(ping.platform().users().delete(&user.id).await?) })
        .await?;
    played
}

async fn products(
    story: &mut Story,
    ping: &Ping,
    sandbox: Option<&Sandbox>,
    user: &User,
    username: &str,
) -> Result<(), Failure> {
    mfa::authenticator_app(story, ping, sandbox, user).await?;
    mfa::push(story, ping, sandbox, user).await?;
    match ping.pingid() {
        Ok(pingid) => life_cycle(story, &pingid, sandbox, username).await?,
        Err(_) => story.skip("PingID's user life-cycle", "PINGID_PROPERTIES is not set"),
    }
    verification(story, ping, sandbox, user).await
}

/// The environment's default population.
async fn population(ping: &Ping) -> Result<PopulationId, Error> {
    let populations = ping.platform().populations().list().all().await?;
    let default = populations.iter().find(|one| one.default == Some(true));
    default
        .or_else(|| populations.first())
        .map(|population| population.id.clone())
        .ok_or_else(|| Error::invalid_input("population", "the environment has none"))
}

async fn licenses(story: &mut Story, ping: &Ping) -> Result<(), Failure> {
    let organization = story
        .step("Get a token and find the organization", async {
            let mut organizations = ping.platform().organizations().list().stream();
            let found = organizations.try_next().await?;
            found.ok_or_else(|| "the worker sees no organization".into())
        })
        .await?;
    story.tell(&organization.name);

    let licenses = ping.platform().organization(&organization.id).licenses();
    let all = story.step("List its licenses", async { Ok(licenses.list().all().await?) }).await?;
    for license in &all {
        story.tell(format!("{}, {}", license.name, license.status));
    }

    let active = LicenseFilter::status().eq(LicenseStatus::Active);
    let active = story
        .step("Only the active ones", async { Ok(licenses.list().filter(active).all().await?) })
        .await?;
    for license in &active {
        story.tell(format!("{}, until {}", license.name, license.expires_at));
    }
    Ok(())
}

async fn life_cycle(
    story: &mut Story,
    pingid: &PingId,
    sandbox: Option<&Sandbox>,
    username: &str,
) -> Result<(), Failure> {
    let users = pingid.users();
    let new = AddUser::new(username, Role::Regular).first_name("Quick").last_name("Start");
    let pairing = story
        .step("PingID: add a user and get an activation code, signed both ways", async {
            Ok(pingid.pair_online(new).await?)
        })
        .await?;
    story.tell("Scan this with the PingID app:");
    story.show(&pairing.link().qr().terminal());

    let played = with_phone(story, pingid, sandbox, &pairing, username).await;

    story.step("PingID: delete the user", async { Ok(users.delete(username).await?) }).await?;
    played
}

async fn with_phone(
    story: &mut Story,
    pingid: &PingId,
    sandbox: Option<&Sandbox>,
    pairing: &OnlinePairing,
    username: &str,
) -> Result<(), Failure> {
    let users = pingid.users();
    match sandbox {
        Some(sandbox) => {
            sandbox.pingid().pair(pairing.activation_code())?;
            let outcome = story
                .step("PingID: wait until the phone is paired", async { Ok(pairing.wait().await?) })
                .await?;
            story.tell(format!("{outcome:?}"));
            let signed_in = story
                .step("PingID: sign in with an answer on the phone", async {
                    let mut step = pingid.authenticate(username).await?;
                    loop {
                        step = match step {
                            pingid::Step::Push(push) => {
                                sandbox.pingid().approve(username)?;
                                push.wait().await?
                            }
                            pingid::Step::Completed(done) => break Ok(done),
                            pingid::Step::Failed(why) => return Err(why.into()),
                            other => return Err(format!("cannot go on: {other:?}").into()),
                        };
                    }
                })
                .await?;
            let device = signed_in.device().map_or("?", device_name);
            story.tell(format!("completed, proven by {device}"));
            story
                .step("PingID: suspend the user, and activate it again", async {
                    users.suspend(username).await?;
                    Ok(users.activate(username).await?)
                })
                .await?;
        }
        None => story.skip("PingID: pair, sign in, suspend and activate", "they take a phone"),
    }

    let details =
        story.step("PingID: read the user", async { Ok(users.read(username).await?) }).await?;
    story.tell(summary(&details));

    story
        .step("PingID: give the user a last name, the rest stays", async {
            let change = users.modify(username, |user| user.last_name("Finish"));
            Ok(change.await?)
        })
        .await?;
    Ok(())
}

fn summary(reply: &UserReply) -> String {
    let Some(user) = &reply.user else {
        return "no such user".to_owned();
    };
    let devices = user.devices_details.iter().flatten();
    let devices: Vec<_> = devices.map(device_name).collect();
    format!("status {:?}, devices: {}", user.status, devices.join(", "))
}

fn device_name(device: &Device) -> &str {
    let name = device.nickname.as_deref();
    name.or(device.model.as_deref()).unwrap_or("(no name)")
}

async fn verification(
    story: &mut Story,
    ping: &Ping,
    sandbox: Option<&Sandbox>,
    user: &User,
) -> Result<(), Failure> {
    let person = ping.verify().user(&user.id);
    let Some(sandbox) = sandbox else {
        story.skip("PingOne Verify: a verification", "it takes a person and a policy");
        return Ok(());
    };
    let policy = sandbox.verify().default_policy_id();
    let verification = story
        .step("Verify: start a verification", async {
            Ok(person.start(NewVerification::with_policy(policy.as_str())).await?)
        })
        .await?;
    story.tell("The person opens the link, shows a passport and a face.");
    let who = Submission::new(Person::new("Quick", "Start"));
    sandbox.verify().submit(verification.id().as_str(), &who)?;

    let verdict = story
        .step("Verify: wait for the verdict", async { Ok(verification.wait().await?) })
        .await?;
    story.tell(if verdict.is_verified() { "verified" } else { "not verified" });
    for (check, status) in verdict.checks() {
        story.tell(format!("{check}: {status}"));
    }

    let transaction = person.transaction(verification.id());
    let metadata = story
        .step("Verify: read what the checks measured", async {
            Ok(transaction.metadata().read_all().await?)
        })
        .await?;
    for entry in metadata.entries() {
        let (kind, provider) = (entry.metadata_type(), entry.provider());
        let status = entry.status();
        story.tell(format!("{kind} by {provider}: {status}"));
    }

    let data = story
        .step("Verify: read the data of the person", async {
            Ok(transaction.verified_data().read_all().await?)
        })
        .await?;
    for entry in data.entries() {
        story.tell(kind(entry));
    }
    let document = data.entries().find(|entry| kind(entry) == "GOVERNMENT_ID");
    let document = document.ok_or("no data of a document")?;
    let document = story
        .step("Verify: read what stands on the document", async {
            Ok(transaction.verified_data().read(document.id()).await?)
        })
        .await?;
    if let VerifiedData::GovernmentId(document) = &document {
        let data = document.data.as_ref().ok_or("the document has no data")?;
        story.tell("A person's data does not print unless the program says `expose`:");
        story.tell(format!("{:?} {:?}", data.first_name, data.last_name));
    }
    Ok(())
}

fn kind(entry: &VerifiedData) -> &str {
    entry.data_type().as_str()
}
