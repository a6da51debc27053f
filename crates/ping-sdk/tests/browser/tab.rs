//! A tab: what it shows, what changes there, and what its pages do that nobody sees.

use std::collections::BTreeSet;
use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chromiumoxide::Page;
use chromiumoxide::cdp::IntoEventKind;
use chromiumoxide::cdp::browser_protocol::log::{
    EnableParams as EnableLog, EventEntryAdded, LogEntryLevel,
};
use chromiumoxide::cdp::browser_protocol::network::EventRequestWillBeSent;
use chromiumoxide::cdp::js_protocol::runtime::{
    ConsoleApiCalledType, EvaluateParams, EventConsoleApiCalled, EventExceptionThrown,
    EventExecutionContextCreated,
};
use futures_util::StreamExt as _;
use serde_json::Value;
use tokio::sync::watch;
use tokio::time::timeout;

/// Counts the changes of a page, and wakes who waits for one.
const WATCH: &str = "(() => {
  const id = Math.random();
  let changes = 0, waiting = [];
  const changed = () => { changes += 1; for (const wake of waiting.splice(0)) wake(); };
  new MutationObserver(changed).observe(document, {
    subtree: true, childList: true, attributes: true, characterData: true,
  });
  for (const event of ['load', 'focusin']) addEventListener(event, changed);
  window.changesSoFar = () => [id, changes];
  window.changedSince = ([document, before]) => new Promise((wake) => {
    if (document !== id || changes > before) wake(); else waiting.push(wake);
  });
})()";

/// Nothing here takes that long, but on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Tab {
    pub(crate) page: Page,
    /// How many documents it has shown.
    documents: watch::Receiver<usize>,
    /// What the pages complained of.
    complaints: Arc<Mutex<Vec<String>>>,
    /// Whom they sent requests to.
    hosts: Arc<Mutex<BTreeSet<String>>>,
}

impl Tab {
    pub(crate) async fn new(page: Page) -> Self {
        let (document, documents) = watch::channel(0);
        let (complaints, hosts) =
            <(Arc<Mutex<Vec<String>>>, Arc<Mutex<BTreeSet<String>>>)>::default();
        page.execute(EnableLog::default()).await.unwrap();
        page.enable_runtime().await.unwrap();
        page.evaluate_on_new_document(WATCH).await.unwrap();
        on(&page, move |_: &EventExecutionContextCreated| document.send_modify(|n| *n += 1)).await;
        let kept = complaints.clone();
        on(&page, move |event: &EventEntryAdded| {
            if matches!(event.entry.level, LogEntryLevel::Error | LogEntryLevel::Warning) {
                kept.lock().unwrap().push(event.entry.text.clone());
            }
        })
        .await;
        let kept = complaints.clone();
        on(&page, move |event: &EventConsoleApiCalled| {
            let quiet = [ConsoleApiCalledType::Log, ConsoleApiCalledType::Info];
            if !quiet.contains(&event.r#type) {
                kept.lock().unwrap().push(format!("{:?}", event.args));
            }
        })
        .await;
        let kept = complaints.clone();
        on(&page, move |event: &EventExceptionThrown| {
            kept.lock().unwrap().push(format!("{:?}", event.exception_details));
        })
        .await;
        let kept = hosts.clone();
        on(&page, move |event: &EventRequestWillBeSent| {
            let url = &event.request.url;
            // What a page has in itself is asked of nobody.
            if !url.starts_with("data:") {
                let host = url.split('/').take(3).collect::<Vec<_>>().join("/");
                kept.lock().unwrap().insert(host);
            }
        })
        .await;
        Self { page, documents, complaints, hosts }
    }

    pub(crate) async fn go_to(&self, url: &str) {
        self.page.goto(url).await.unwrap();
    }

    /// What a script comes to; none where the page goes away meanwhile.
    pub(crate) async fn evaluate(&self, script: &str) -> Option<Value> {
        let evaluate = EvaluateParams::builder()
            .expression(script)
            .await_promise(true)
            .return_by_value(true)
            .user_gesture(true)
            .build()
            .unwrap();
        let answer = self.page.execute(evaluate).await.ok()?.result;
        match answer.exception_details {
            // The promise of a page that has gone.
            Some(_) => None,
            None => Some(answer.result.value.unwrap_or(Value::Null)),
        }
    }

    /// Looks until there is something to be seen, again whenever the page has changed.
    pub(crate) async fn until<T, F>(&self, what: &str, mut look: impl FnMut() -> F) -> T
    where
        F: Future<Output = Option<T>>,
    {
        let mut documents = self.documents.clone();
        let looking = async {
            loop {
                documents.mark_unchanged();
                let before = self.evaluate("changesSoFar()").await;
                if let Some(found) = look().await {
                    return found;
                }
                let changed = match before {
                    Some(before) => self.evaluate(&format!("changedSince({before})")).await,
                    None => None,
                };
                if changed.is_none() {
                    documents.changed().await.unwrap();
                }
            }
        };
        match timeout(PATIENCE, looking).await {
            Ok(found) => found,
            Err(_) => {
                let text = self.text().await;
                panic!(
                    "waited for {what}, complaints: {:?}, on the page: {text}",
                    self.complaints()
                )
            }
        }
    }

    /// What there is to read.
    pub(crate) async fn text(&self) -> String {
        let text = self.evaluate("document.body.innerText").await;
        text.and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Waits until the page says this.
    pub(crate) async fn says(&self, text: &str) {
        self.until(text, || async { self.text().await.contains(text).then_some(()) }).await
    }

    fn complaints(&self) -> Vec<String> {
        self.complaints.lock().unwrap().clone()
    }

    /// What a page complained of with this text was to be expected.
    pub(crate) fn forgive(&self, text: &str) {
        let mut complaints = self.complaints.lock().unwrap();
        let before = complaints.len();
        complaints.retain(|one| !one.contains(text));
        assert!(complaints.len() < before, "nothing of {text}: {complaints:?}");
    }

    /// Fails where a page had an error or broke its policy, or asked another host.
    pub(crate) fn has_behaved(&self) {
        assert_eq!(self.complaints(), [] as [String; 0]);
        let hosts = self.hosts.lock().unwrap();
        assert!(
            hosts.len() == 1
                && hosts.iter().all(|host| {
                    host.starts_with("http://localhost:") || host.starts_with("http://127.0.0.1:")
                }),
            "{hosts:?}"
        );
    }
}

/// Does this at each event of a kind, as long as the tab is open.
async fn on<E: IntoEventKind + Unpin>(page: &Page, mut then: impl FnMut(&E) + Send + 'static) {
    let mut events = page.event_listener::<E>().await.unwrap();
    tokio::spawn(async move {
        while let Some(event) = events.next().await {
            then(&event);
        }
    });
}
