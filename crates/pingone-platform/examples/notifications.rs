//! What users are written, by whom, and how often:
//! `cargo run -p pingone-platform --example notifications`.

mod stage;

use ping_models::platform::{
    DeliveryMethod, EmailSender, NewEmailContent, NewNotificationPolicy, NewNotificationSettings,
    NewUser, NotificationQuota, NotificationQuotaType,
};
use ping_sandbox::Channel;
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let platform = &stage.platform;
    let quota = NotificationQuota::new(NotificationQuotaType::User, [DeliveryMethod::Email]);
    let policies = platform.notification_policies();
    let few = NewNotificationPolicy::new(stage.name("Few emails"), [quota.total(5)]);
    let few = policies.create(few).await?;
    for policy in policies.list().all().await? {
        println!("{}: default {:?}", policy.name, policy.default);
    }

    let settings = platform.notification_settings();
    let before = NewNotificationSettings::from(settings.read().await?);
    let us = EmailSender::new().name("Example").address("noreply@pingidentity.com");
    settings.update(before.clone().sender(us)).await?;

    let contents = platform.template("verification_code_template").contents();
    let french = NewEmailContent::new("fr", "Bonjour ${user.username}, ${code.value} !");
    let french = contents.create(french.subject("Votre code")).await?;

    let ann = NewUser::new(stage.name("ann")).email("ann@example.com").preferred_language("fr");
    let ann = platform.users().create(ann).await?;
    platform.user(&ann.id).send_verification_code().await?;
    let code = stage.person.passcode(Channel::Email, "ann@example.com")?;
    let ann = platform.user(&ann.id).verify(code).await?;
    println!("verified: {:?}", ann.lifecycle.and_then(|lifecycle| lifecycle.status));

    platform.users().delete(&ann.id).await?;
    contents.delete(french.id()).await?;
    settings.update(before).await?;
    policies.delete(&few.id).await?;
    Ok(())
}
