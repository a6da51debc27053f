//! What a native application sends its pushes with.

use std::time::Duration;

use ping_models::mfa::{NewApnsCredential, NewFcmCredential, NewHmsCredential, PushCredentialType};

use crate::service::service;

#[tokio::test]
async fn credentials_are_created_replaced_and_deleted() {
    let service = service().await;
    let app = service.create_native_app().await;
    let credentials = service.mfa.application(&app).push_credentials();
    let apple = NewApnsCredential::new("key", "team", "p8 text");
    let apple = credentials.create(apple).await.unwrap();
    let google = credentials.create(NewFcmCredential::new("{}")).await.unwrap();
    let huawei = credentials.create(NewHmsCredential::new("client", "secret")).await.unwrap();
    assert_eq!(huawei.client_id.as_deref(), Some("client"));
    assert_eq!(apple.application.as_ref().unwrap().id.as_str(), app);
    assert_eq!(credentials.list().all().await.unwrap(), [apple.clone(), google, huawei.clone()]);
    assert_eq!(credentials.read(&apple.id).await.unwrap(), apple);
    // No answer has a secret.
    for name in ["key", "teamId", "token"] {
        assert_eq!(apple.field(name), None, "{name}");
    }

    service.advance(Duration::from_secs(1));
    let other = NewHmsCredential::new("another", "secret");
    let replaced = credentials.update(&huawei.id, other).await.unwrap();
    assert_eq!(replaced.client_id.as_deref(), Some("another"));
    assert_ne!(replaced.updated_at, huawei.updated_at);
    assert_eq!(credentials.read(&huawei.id).await.unwrap(), replaced);
    // The type stays what it was.
    let error = credentials.update(&huawei.id, NewFcmCredential::new("{}")).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    let kept = credentials.read(&huawei.id).await.unwrap();
    assert_eq!(kept.credential_type, PushCredentialType::Hms);

    credentials.delete(&apple.id).await.unwrap();
    assert!(credentials.read(&apple.id).await.unwrap_err().is_not_found());
    assert!(credentials.delete(&apple.id).await.unwrap_err().is_not_found());
    let nowhere = service.mfa.application("none").push_credentials();
    assert!(nowhere.create(NewFcmCredential::new("{}")).await.unwrap_err().is_not_found());
}
