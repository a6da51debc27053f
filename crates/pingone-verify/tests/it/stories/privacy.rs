//! Nothing of the person is printed.

use std::cell::RefCell;
use std::io;
use std::sync::Once;

use ping_models::verify::{
    DataBasedRequirements, DataBasedVerification, DocumentKind, IdentityRecordMatch,
    NewVerification, NewVerificationDocument, Requirement, Requirements, SendNotification,
    VerifiedDataType,
};
use ping_sandbox::{Person, Submission};

use super::Stage;

/// What the run plants: names, a number, an address, a date, an image.
const PLANTED: [&str; 8] = [
    "Zephyrine",
    "Quillfeather",
    "1951-07-19",
    "47 Halberd Row",
    "Osterlund",
    "zq@planted.example",
    "+15125550177",
    "000-98-7654",
];

thread_local! {
    static LOGGED: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

/// Keeps what a thread logs where it asked for that. The subscriber is global, since one of a
/// thread alone misses call sites that another test's thread came to first.
#[derive(Clone, Copy)]
struct ThreadLog;

impl ThreadLog {
    fn start() {
        static ONCE: Once = Once::new();
        ONCE.call_once(|| {
            let subscriber = tracing_subscriber::fmt()
                .with_max_level(tracing::Level::TRACE)
                .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
                .with_writer(|| ThreadLog)
                .finish();
            tracing::subscriber::set_global_default(subscriber).unwrap();
        });
        LOGGED.set(Some(Vec::new()));
    }

    fn end() -> String {
        String::from_utf8(LOGGED.take().unwrap()).unwrap()
    }
}

impl io::Write for ThreadLog {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        LOGGED.with_borrow_mut(|logged| {
            if let Some(logged) = logged {
                logged.extend_from_slice(text);
            }
        });
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_person_appears_in_no_log_no_debug_text_and_no_error() {
    ThreadLog::start();
    let stage = Stage::new().await;
    let mut printed = Vec::new();
    let image = b"\xff\xd8\xffplanted image";
    let encoded = "/9j/cGxhbnRlZCBpbWFnZQ";
    let wanted = Requirements::new()
        .given_name(Requirement::options(["Zephyrine"]))
        .family_name("Quillfeather")
        .birth_date("1951-07-19")
        .phone("+15125550177")
        .reference_selfie(Requirement::jpeg(image));
    let request = NewVerification::new()
        .send_notification(SendNotification::new().email("zq@planted.example"))
        .requirements(wanted);
    printed.push(format!("{request:?}"));
    let described = stage.user.transactions().create(request.clone()).describe();
    printed.push(described.unwrap().to_string());
    let verification = stage.user.start(request).await.unwrap();
    let id = verification.id().clone();
    printed.push(format!("{verification:?}"));

    let documents = verification.handle().documents();
    let selfie = NewVerificationDocument::jpeg(DocumentKind::Selfie, image);
    let call = documents.create(selfie.clone());
    printed.push(format!("{selfie:?} {call:?} {}", call.describe().unwrap()));
    printed.push(format!("{:?}", documents.create(selfie).await));
    let email = NewVerificationDocument::new(DocumentKind::Email, "zq@planted.example");
    let refused = documents.create(email).await.unwrap_err();
    printed.push(format!("{refused} {refused:?}"));

    let person = Person::new("Zephyrine", "Quillfeather").birth_date("1951-07-19").address(
        "47 Halberd Row",
        "Osterlund",
        "CO",
        "80202",
    );
    stage.sandbox.verify().submit(id.as_str(), &Submission::new(person)).unwrap();
    let verdict = verification.wait().await.unwrap();
    let read = verdict.government_id().unwrap();
    assert_eq!(read.first_name.as_ref().unwrap().expose(), PLANTED[0]);
    printed.push(format!("{verdict:?} {:?}", verdict.reasons()));
    let transaction = stage.user.transaction(&id);
    printed.push(format!("{:?}", transaction.metadata().read_all().await));
    let data = transaction.verified_data();
    for entry in data.read_all().await.unwrap().entries() {
        printed.push(format!("{:?}", data.read(entry.id()).await));
    }
    let nothing = data.read_by_type([VerifiedDataType::from_wire("Zephyrine")]);
    printed.push(format!("{nothing:?}"));
    printed.push(format!("{:?}", documents.read_all().await));

    let compare = IdentityRecordMatch::new()
        .name("Zephyrine Quillfeather", "Zephyrine")
        .address("47 Halberd Row", "");
    printed.push(format!("{compare:?}"));
    let call = stage.user.match_record(compare);
    printed.push(call.describe().unwrap().to_string());
    let refused = call.await.unwrap_err();
    printed.push(format!("{refused} {refused:?}"));
    let identity =
        DataBasedRequirements::new().name("Zephyrine Quillfeather").phone("+15125550177");
    let identity = DataBasedVerification::new(identity);
    printed.push(format!("{identity:?}"));
    let refused = stage.user.verify_by_data(identity).await.unwrap_err();
    printed.push(format!("{refused} {refused:?}"));
    let identity = DataBasedRequirements::new()
        .name("Zephyrine Quillfeather")
        .national_id_number("000-98-7654");
    let result = stage.user.verify_by_data(DataBasedVerification::new(identity));
    printed.push(result.describe().unwrap().to_string());
    printed.push(format!("{:?}", result.await));

    let logged = ThreadLog::end();
    let operation = "verify.submit_data_based_identity_verification";
    assert!(logged.contains(operation), "the calls were logged");
    printed.push(logged);
    for text in printed {
        for planted in PLANTED.iter().chain([&encoded]) {
            assert!(!text.contains(planted), "{planted} in {text}");
        }
    }
}
