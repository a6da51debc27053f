//! Metadata and verified data.

use std::time::Duration;

use ping_models::verify::{
    AspectRatio, BackgroundColor, MatchLevel, Metadata, NewVerification, PortraitBackground,
    Requirements, VerifiedData, VerifiedDataType, VerifyTransaction,
};
use ping_sandbox::{Document, Selfie};
use ping_transport::ErrorKind;

use super::{Stage, ann};

/// A transaction that took a blurred document and a photograph before it succeeded.
async fn verified(stage: &Stage) -> VerifyTransaction {
    let wanted = Requirements::new().given_name("Ann").family_name("Leigh");
    let request = NewVerification::new().requirements(wanted);
    let created = stage.user.transactions().create(request).await.unwrap();
    stage.submit(&created, &ann().document(Document::Blurred).selfie(Selfie::NotLive));
    stage.submit(&created, &ann());
    assert_eq!(stage.status(&created).await, "SUCCESS");
    created
}

#[tokio::test]
async fn metadata_tells_what_each_provider_found() {
    let stage = Stage::new().await;
    let created = verified(&stage).await;
    let metadata = stage.user.transaction(&created.id).metadata();
    let metadata = metadata.read_all().await.unwrap();
    let entries: Vec<_> = metadata.entries().collect();
    assert_eq!(metadata.size.as_ref().unwrap().get(), entries.len() as i64);
    assert!(!entries.iter().any(|entry| matches!(entry, Metadata::Other(_))));

    let mut kinds = 0;
    for entry in &entries {
        match entry {
            Metadata::Liveness(liveness) => {
                let scores = liveness.data.as_ref().unwrap();
                let probability = scores.probability.as_ref().unwrap().get();
                assert!((0.0..=1.0).contains(&probability));
                assert_eq!(entry.attempt(), Some(2));
                kinds += 1;
            }
            Metadata::FacialComparison(faces) => {
                let scores = faces.data.as_ref().unwrap();
                let similarity = scores.similarity.as_ref().unwrap().get();
                assert!((0.0..=100.0).contains(&similarity));
                kinds += 1;
            }
            Metadata::BiographicMatch(matches) => {
                let results = matches.data.as_ref().unwrap().results.as_ref().unwrap();
                let level = |name: &str| {
                    let mut found = results.iter().filter(|result| {
                        result.identifier.as_ref().is_some_and(|id| id.as_str() == name)
                    });
                    found.next().unwrap().level.clone().unwrap()
                };
                assert_eq!(level("given_name"), MatchLevel::High);
                assert_ne!(level("family_name"), MatchLevel::High);
                kinds += 1;
            }
            Metadata::DocumentAuthentication(document) => {
                let data = document.data.as_ref().unwrap();
                let checks = data.verifications.as_ref().unwrap();
                let probability = |check: &ping_models::verify::MitekVerification| {
                    check.probability.as_ref().unwrap().get()
                };
                assert!(checks.iter().all(|c| (0.0..=1000.0).contains(&probability(c))));
                assert!(checks.iter().any(|c| probability(c) > 1.0));
                assert_eq!(entry.attempt(), Some(2));
                kinds += 1;
            }
            _ => {}
        }
    }
    assert_eq!(kinds, 4, "{entries:?}");
    let earlier: Vec<_> = metadata.previous_attempts().collect();
    assert!(earlier.len() >= 2 && earlier.iter().all(|entry| entry.attempt() == Some(1)));
}

#[tokio::test]
async fn verified_data_is_listed_read_by_type_and_read_by_id() {
    let stage = Stage::new().await;
    let created = verified(&stage).await;
    let data = stage.user.transaction(&created.id).verified_data();

    let listed = data.read_all().await.unwrap();
    assert!(listed.entries().all(|entry| !entry.has_data()));
    assert!(listed.previous_attempts().count() > 0);
    let latest = data.read_all().query("attempt", "LATEST").await.unwrap();
    assert_eq!(latest.previous_attempts().count(), 0);
    assert_eq!(latest.entries().count(), listed.entries().count());

    let by_type = data.read_by_type([VerifiedDataType::GovernmentId]).await.unwrap();
    let ids: Vec<_> = by_type.entries().collect();
    let [VerifiedData::GovernmentId(id)] = ids.as_slice() else {
        panic!("{ids:?}");
    };
    let person = id.data.as_ref().unwrap();
    assert_eq!(person.first_name.as_ref().unwrap().expose(), "Ann");
    assert_eq!(person.id_type.as_ref().unwrap().expose(), "DriversLicense");
    assert!(!format!("{by_type:?}").contains("Ann"));
    // The blurred document of the first try could not be read.
    let before: Vec<_> = by_type.previous_attempts().collect();
    let [VerifiedData::GovernmentId(blurred)] = before.as_slice() else {
        panic!("{before:?}");
    };
    let unread = blurred.data.as_ref().unwrap().first_name.as_ref();
    assert_eq!(unread.unwrap().expose(), "");

    let read = data.read(ids[0].id()).await.unwrap();
    assert_eq!(read.id(), ids[0].id());
    let VerifiedData::GovernmentId(read) = read else {
        panic!("another type");
    };
    assert_eq!(read.data.as_ref(), Some(person));

    let two = [VerifiedDataType::Selfie, VerifiedDataType::EndUserClient];
    let two = data.read_by_type(two).await.unwrap();
    let mut images = 0;
    for entry in two.entries() {
        match entry {
            VerifiedData::Image(entry) => {
                let image = entry.image().unwrap().unwrap();
                assert!(image.media_type().starts_with("image/"));
                assert!(!image.bytes().is_empty());
                images += 1;
            }
            VerifiedData::EndUserClient(client) => {
                let sources = client.data.as_ref().unwrap().sources.as_ref().unwrap();
                assert!(!sources[0].ip_address.as_ref().unwrap().expose().is_empty());
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((images, two.entries().count()), (1, 2));

    let unknown = data.read_by_type([VerifiedDataType::from_wire("SHOE_SIZE")]);
    let error = unknown.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.status().unwrap(), 400);
    assert_eq!(error.details()[0].target.as_deref(), Some("type"));
}

#[tokio::test]
async fn every_image_of_a_transaction_decodes() {
    let stage = Stage::new().await;
    let created = stage.create().await;
    stage.submit(&created, &ann());
    let data = stage.user.transaction(&created.id).verified_data();
    let mut images = Vec::new();
    for entry in data.read_all().await.unwrap().entries() {
        let read = data.read(entry.id()).await.unwrap();
        assert!(read.has_data() && read.data_type() == entry.data_type());
        if let VerifiedData::Image(image) = read {
            let decoded = image.image().unwrap().unwrap();
            assert!(!format!("{decoded:?}").contains("bytes"));
            images.push(image.data_type.to_string());
        }
    }
    images.sort();
    assert_eq!(
        images,
        [
            "BACK_IMAGE",
            "CROPPED_DOCUMENT",
            "CROPPED_PORTRAIT",
            "CROPPED_SIGNATURE",
            "FRONT_IMAGE",
            "SELFIE"
        ]
    );
}

#[tokio::test]
async fn metadata_and_verified_data_are_gone_after_their_time() {
    let stage = Stage::new().await;
    let created = verified(&stage).await;
    let transaction = stage.user.transaction(&created.id);
    let (data, metadata) = (transaction.verified_data(), transaction.metadata());
    let listed = data.read_all().await.unwrap();
    let id = listed.entries().next().unwrap().id().clone();
    let listed = metadata.read_all().await.unwrap();
    let entry = listed.entries().next().unwrap();
    assert_eq!(metadata.read(entry.id()).await.unwrap(), *entry);
    let earlier = listed.previous_attempts().next().unwrap();
    assert_eq!(metadata.read(earlier.id()).await.unwrap(), *earlier);

    stage.advance(Duration::from_secs(30 * 60 - 1));
    assert!(data.read(&id).await.is_ok());
    stage.advance(Duration::from_secs(1));
    assert_eq!(data.read_all().await.unwrap().entries().count(), 0);
    assert_eq!(metadata.read_all().await.unwrap().entries().count(), 0);
    assert!(data.read(&id).optional().await.unwrap().is_none());
    let entry = metadata.read(entry.id()).optional().await;
    assert!(entry.unwrap().is_none());
}

#[tokio::test]
async fn a_verified_portrait_gets_another_background() {
    let stage = Stage::new().await;
    let created = verified(&stage).await;
    let data = stage.user.transaction(&created.id).verified_data();
    let selfies = data.read_by_type([VerifiedDataType::Selfie]).await.unwrap();
    let Some(VerifiedData::Image(before)) = selfies.entries().next() else {
        panic!("no selfie");
    };
    let white = BackgroundColor::rgb(255, 255, 255);
    let background = PortraitBackground::new(white, AspectRatio::new(45u16, 35u16));
    let changed = data.replace_background(&before.id, background.clone());
    let VerifiedData::Image(after) = changed.await.unwrap() else {
        panic!("no image");
    };
    assert_eq!(after.id, before.id);
    let (old, new) = (before.image().unwrap(), after.image().unwrap());
    assert!(new.is_some() && new != old);
    let VerifiedData::Image(read) = data.read(&before.id).await.unwrap() else {
        panic!("no image");
    };
    assert_eq!(read.data, after.data);

    let wide = PortraitBackground::new(
        BackgroundColor::new(0u16, 0u16, 256u16),
        AspectRatio::new(0u16, 35u16),
    );
    let error = data.replace_background(&before.id, wide).await.unwrap_err();
    let targets: Vec<_> = error.details().iter().map(|d| d.target.as_deref()).collect();
    let wrong = ["backgroundColor.blue", "aspectRatio.aspectHeight"];
    assert_eq!(targets, wrong.map(Some));
    let document = data.read_all().await.unwrap();
    let mut others = document.entries();
    let other = others.find(|e| *e.data_type() != VerifiedDataType::Selfie);
    let refused = data.replace_background(other.unwrap().id(), background.clone());
    assert!(refused.await.unwrap_err().is_not_found());

    // Not before the person is verified.
    let failed = stage.create().await;
    stage.submit(&failed, &ann().document(Document::Forged));
    let data = stage.user.transaction(&failed.id).verified_data();
    let refused = data.replace_background("any", background).await;
    assert_eq!(refused.unwrap_err().status().unwrap(), 400);
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let stage = Stage::new().await;
    let created = stage.create().await;
    let transaction = stage.user.transaction(&created.id);
    // Nothing was handed in yet.
    assert_eq!(transaction.metadata().read_all().await.unwrap().entries().count(), 0);
    assert_eq!(transaction.verified_data().read_all().await.unwrap().entries().count(), 0);

    let unknown = stage.user.transaction("00000000-0000-4000-8000-000000000000");
    assert!(unknown.metadata().read_all().await.unwrap_err().is_not_found());
    let data = unknown.verified_data();
    assert!(data.read_all().await.unwrap_err().is_not_found());
    let by_type = data.read_by_type([VerifiedDataType::Selfie]);
    assert!(by_type.await.unwrap_err().is_not_found());
    let unknown = transaction.verified_data().read("00000000-0000-4000-8000-000000000000");
    assert!(unknown.await.unwrap_err().is_not_found());
}
