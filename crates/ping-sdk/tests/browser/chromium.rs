//! A browser for a test.

use std::io::Write as _;
use std::path::PathBuf;

use chromiumoxide::browser::{Browser, BrowserConfig};
use futures_util::StreamExt as _;
use tokio::task::JoinHandle;

use super::tab::Tab;

/// A Chromium with a profile of its own, which goes with it.
pub(crate) struct Chromium {
    browser: Browser,
    pump: JoinHandle<()>,
    profile: PathBuf,
}

/// The browser of the test that this stands in; or the test says that it was skipped, and ends.
macro_rules! chromium {
    () => {{
        fn here() {}
        match $crate::chromium::Chromium::start(std::any::type_name_of_val(&here)).await {
            Some(chromium) => chromium,
            None => return,
        }
    }};
}
pub(crate) use chromium;

impl Chromium {
    /// Starts it for the test in which this function stands; where this machine has none, says
    /// that the test was skipped.
    pub(crate) async fn start(function: &str) -> Option<Self> {
        let names: Vec<&str> = function.split("::").collect();
        let test = names[1..names.len() - 1].join("::").replace("::{{closure}}", "");
        let folder = test.replace("::", "-") + "-" + &std::process::id().to_string();
        let profile = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(folder);
        let config = BrowserConfig::builder()
            .new_headless_mode()
            // Those who run tests in a container are root there.
            .no_sandbox()
            .args(["disable-gpu", "disable-quic", "disable-component-update"])
            .user_data_dir(&profile)
            .build();
        let Ok(config) = config else {
            // Straight away: the harness keeps what a test prints.
            let line = format!("skipped: {test}: no Chromium\n");
            std::io::stderr().write_all(line.as_bytes()).unwrap();
            return None;
        };
        let (browser, mut handler) = Browser::launch(config).await.expect("Chromium starts");
        // What this version of the protocol does not know is no matter.
        let pump = tokio::spawn(async move { while handler.next().await.is_some() {} });
        Some(Self { browser, pump, profile })
    }

    /// A tab that shows this page.
    pub(crate) async fn open(&self, url: &str) -> Tab {
        let tab = Tab::new(self.browser.new_page("about:blank").await.unwrap()).await;
        tab.go_to(url).await;
        tab
    }

    /// The tab's pages have done nothing that they should not, and the browser ends.
    pub(crate) async fn close(mut self, tab: Tab) {
        tab.has_behaved();
        drop(tab);
        self.browser.close().await.unwrap();
        self.browser.wait().await.unwrap();
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        self.pump.abort();
        // A test that failed has not closed it, and it may write its profile to the last.
        if let Some(child) = self.browser.get_mut_child() {
            let _ = child.inner.start_kill();
        }
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}
