//! What a person does on a page, with mouse and keyboard.

use chromiumoxide::cdp::browser_protocol::dom::{
    BackendNodeId, DescribeNodeParams, FocusParams, GetContentQuadsParams,
    ScrollIntoViewIfNeededParams,
};
use chromiumoxide::cdp::browser_protocol::input::{
    DispatchKeyEventParams, DispatchKeyEventType, InsertTextParams,
};
use chromiumoxide::cdp::js_protocol::runtime::EvaluateParams;
use chromiumoxide::layout::Point;

use super::tab::Tab;

/// A key: its name, its number, and what it types.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key(&'static str, i64, Option<&'static str>);

pub(crate) const TAB: Key = Key("Tab", 9, None);
pub(crate) const ENTER: Key = Key("Enter", 13, Some("\r"));
pub(crate) const DOWN: Key = Key("ArrowDown", 40, None);

impl Tab {
    /// Clicks on what has this role and name, as soon as there is one.
    pub(crate) async fn click(&self, role: &str, name: &str) {
        let what = format!("{role} `{name}` to click on");
        // Where the page is drawn again, it may be gone.
        let at = self.until(&what, || async {
            let node = self.all(role, name).await.into_iter().next()?;
            self.middle(node).await
        });
        let at = at.await;
        self.page.click(at).await.unwrap();
    }

    async fn middle(&self, node: BackendNodeId) -> Option<Point> {
        let scroll = ScrollIntoViewIfNeededParams::builder().backend_node_id(node).build();
        self.page.execute(scroll).await.ok()?;
        let quads = GetContentQuadsParams::builder().backend_node_id(node).build();
        let quads = self.page.execute(quads).await.ok()?.result.quads;
        let corners = quads.first()?.inner();
        let mean = |from: usize| corners.iter().skip(from).step_by(2).sum::<f64>() / 4.0;
        Some(Point::new(mean(0), mean(1)))
    }

    /// Types over what is in the field of this role and name.
    pub(crate) async fn fill(&self, role: &str, name: &str, text: &str) {
        let field = self.find(role, name).await;
        self.page.execute(FocusParams::builder().backend_node_id(field).build()).await.unwrap();
        self.evaluate("document.activeElement.select()").await;
        self.page.execute(InsertTextParams::new(text)).await.unwrap();
    }

    /// Presses a key, and lets it go.
    pub(crate) async fn press(&self, Key(name, number, text): Key) {
        let event = |kind| {
            let event = DispatchKeyEventParams::builder().r#type(kind).key(name).code(name);
            event.windows_virtual_key_code(number)
        };
        let mut down = event(DispatchKeyEventType::KeyDown);
        if let Some(text) = text {
            down = down.text(text);
        }
        for event in [down, event(DispatchKeyEventType::KeyUp)] {
            self.page.execute(event.build().unwrap()).await.unwrap();
        }
    }

    /// Goes with the tab key to what has this role and name.
    pub(crate) async fn tab_to(&self, role: &str, name: &str) {
        let mut seen = 0;
        loop {
            let wanted = self.find(role, name).await;
            if self.focused().await == Some(wanted) {
                return;
            }
            assert!(seen < 200, "the tab key does not get to {role} `{name}`");
            self.press(TAB).await;
            seen += 1;
        }
    }

    async fn focused(&self) -> Option<BackendNodeId> {
        let active = EvaluateParams::new("document.activeElement");
        let active = self.page.execute(active).await.ok()?.result.result.object_id?;
        let described = DescribeNodeParams::builder().object_id(active).build();
        let described = self.page.execute(described).await.ok()?;
        Some(described.result.node.backend_node_id)
    }
}
