//! What is on a page for whoever cannot see it: roles and names of the accessibility tree.

use chromiumoxide::cdp::browser_protocol::accessibility::{
    AxNode, AxValue, GetFullAxTreeParams, QueryAxTreeParams,
};
use chromiumoxide::cdp::browser_protocol::dom::{BackendNodeId, GetDocumentParams};
use serde_json::Value;

use super::tab::Tab;

/// The roles that a person can do something with.
const CONTROLS: [&str; 7] =
    ["button", "link", "textbox", "combobox", "spinbutton", "checkbox", "DisclosureTriangle"];

fn text(value: Option<&AxValue>) -> &str {
    value.and_then(|value| value.value.as_ref()).and_then(Value::as_str).unwrap_or_default()
}

impl Tab {
    /// All that have this role and name, in the order of the page.
    pub(crate) async fn all(&self, role: &str, name: &str) -> Vec<BackendNodeId> {
        let document = self.page.execute(GetDocumentParams::default()).await;
        let Ok(document) = document else { return Vec::new() };
        let query = QueryAxTreeParams::builder()
            .node_id(document.result.root.node_id)
            .role(role)
            .accessible_name(name)
            .build();
        let Ok(found) = self.page.execute(query).await else { return Vec::new() };
        let found = found.result.nodes.into_iter().filter(|node| !node.ignored);
        found.filter_map(|node| node.backend_dom_node_id).collect()
    }

    /// Waits until the page has one.
    pub(crate) async fn find(&self, role: &str, name: &str) -> BackendNodeId {
        let what = format!("{role} `{name}`");
        self.until(&what, || async { self.all(role, name).await.into_iter().next() }).await
    }

    /// Waits until the page has none any more.
    pub(crate) async fn has_no(&self, role: &str, name: &str) {
        let what = format!("no {role} `{name}`");
        self.until(&what, || async { self.all(role, name).await.is_empty().then_some(()) }).await
    }

    /// Fails where anything that a person can use has no name.
    pub(crate) async fn names_all_controls(&self) {
        let tree = self.page.execute(GetFullAxTreeParams::default()).await.unwrap();
        let controls = tree
            .result
            .nodes
            .iter()
            .filter(|node| !node.ignored && CONTROLS.contains(&text(node.role.as_ref())));
        let controls: Vec<&AxNode> = controls.collect();
        assert!(!controls.is_empty());
        for node in controls {
            assert!(!text(node.name.as_ref()).trim().is_empty(), "{node:?}");
        }
    }

    /// The least contrast of a text on the page to what is behind it.
    pub(crate) async fn least_contrast(&self) -> f64 {
        self.evaluate(CONTRAST).await.unwrap().as_f64().unwrap()
    }
}

/// As the Web Content Accessibility Guidelines define it.
const CONTRAST: &str = "(() => {
  const parts = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = parts(color).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (parts(color)[3] !== 0) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let least = 21;
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !node.checkVisibility()) continue;
    const [a, b] = [light(getComputedStyle(node).color), light(behind(node))];
    least = Math.min(least, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
  }
  return least;
})()";
